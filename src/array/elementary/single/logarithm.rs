//! Logarithms: `log` and `log2` by ARM's optimized-routines (Szabolcs Nagy, 2017), which glibc has since 2.28, with double
//! precision inside; `log10` and `log1p` after Sun's fdlibm.

use super::exponential::LN_2;
use crate::array::elementary::steps::{INVALID_SINGLE as INVALID, fma};
use crate::array::elementary::tables::single::{LOG, LOG2};

/// Where the intervals of the tables begin, as bits.
const START: u32 = 0x3f33_0000;

/// The bits of a positive number; of a subnormal one, as if exponents went on. For others the result is given.
#[inline(always)]
fn normal_bits(x: f32) -> Result<u32, f32> {
    let bits = x.to_bits();
    if x.is_normal() && x > 0.0 {
        Ok(bits)
    } else if x == 0.0 {
        Err(f32::NEG_INFINITY)
    } else if x > 0.0 && x.is_finite() {
        Ok(normalised(x))
    } else if x < 0.0 {
        Err(INVALID)
    } else {
        // Infinity and NaN.
        Err(x + x)
    }
}

/// The bits of a subnormal number as if exponents went on.
#[inline(always)]
pub fn normalised(x: f32) -> u32 {
    (x * 8_388_608.0).to_bits().wrapping_sub(23 << 23)
}

/// `x = 2^k · z`: the interval of `z` in a table of 16, `k` and `z`.
#[inline(always)]
fn apart(bits: u32) -> (usize, f64, f64) {
    let from_start = bits.wrapping_sub(START);
    let interval = (from_start >> 19) % 16;
    let k = from_start as i32 >> 23;
    let z = f32::from_bits(bits.wrapping_sub(from_start & 0xff80_0000));
    (interval as usize, f64::from(k), f64::from(z))
}

/// Natural logarithm; −∞ at zero and NaN below.
#[inline(always)]
pub fn log(x: f32) -> f32 {
    const SERIES: [f64; 3] = [-0.25089342214237154, 0.333456765744066, -0.4999997485802103];
    if x == 1.0 {
        return 0.0;
    }
    let bits = match normal_bits(x) {
        Ok(bits) => bits,
        Err(result) => return result,
    };
    let (interval, k, z) = apart(bits);
    let [inverse, of_middle] = LOG[interval].map(f64::from_bits);
    let r = fma(z, inverse, -1.0);
    let whole = fma(k, std::f64::consts::LN_2, of_middle);
    let square = r * r;
    let y = fma(SERIES[0], square, fma(SERIES[1], r, SERIES[2]));
    fma(y, square, whole + r) as f32
}

/// Logarithm to base 2.
#[inline(always)]
pub fn log2(x: f32) -> f32 {
    const SERIES: [f64; 4] = [
        -0.36051725506874704,
        0.4811247078767291,
        -0.7213476299867769,
        1.4426950186867042,
    ];
    if x == 1.0 {
        return 0.0;
    }
    let bits = match normal_bits(x) {
        Ok(bits) => bits,
        Err(result) => return result,
    };
    let (interval, k, z) = apart(bits);
    let [inverse, of_middle] = LOG2[interval].map(f64::from_bits);
    let r = fma(z, inverse, -1.0);
    let square = r * r;
    let y = fma(SERIES[0], square, fma(SERIES[1], r, SERIES[2]));
    let p = fma(SERIES[3], r, of_middle + k);
    fma(y, square, p) as f32
}

/// Logarithm to base 2 of the number with these bits, in double precision; for powers.
#[inline(always)]
pub fn log2_of_bits(bits: u32) -> f64 {
    const SERIES: [f64; 5] = [
        0.288457581109214,
        -0.36092606229713164,
        0.480898481472577,
        -0.7213474675006291,
        1.4426950408774342,
    ];
    let (interval, k, z) = apart(bits);
    let [inverse, of_middle] = LOG2[interval].map(f64::from_bits);
    let r = fma(z, inverse, -1.0);
    let square = r * r;
    let y = fma(SERIES[0], r, SERIES[1]);
    let p = fma(SERIES[2], r, SERIES[3]);
    let q = fma(SERIES[4], r, of_middle + k);
    fma(y, square * square, fma(p, square, q))
}

/// Logarithm to base 10.
#[inline(always)]
pub fn log10(x: f32) -> f32 {
    const LOG10_2: [f32; 2] = [3.0102920532e-01, 7.9034151668e-07];
    let (x, shift) = if x > 0.0 && x < f32::MIN_POSITIVE {
        (x * 33_554_432.0, -25)
    } else {
        (x, 0)
    };
    if x <= 0.0 {
        return if x == 0.0 {
            f32::NEG_INFINITY
        } else {
            f32::NAN
        };
    }
    if !x.is_finite() {
        return x + x;
    }
    let bits = x.to_bits();
    let k = shift + (bits >> 23) as i32 - 127;
    let below = u32::from(k < 0);
    let mantissa = f32::from_bits(bits & 0x7f_ffff | (0x7f - below) << 23);
    let k = (k + below as i32) as f32;
    let rest = k * LOG10_2[1] + 4.3429449201e-01 * log(mantissa);
    rest + k * LOG10_2[0]
}

const LOG1P: [f32; 7] = [
    6.6666668653e-01,
    4.0000000596e-01,
    2.8571429849e-01,
    2.2222198546e-01,
    1.8183572590e-01,
    1.5313838422e-01,
    1.4798198640e-01,
];

/// Natural logarithm of `1 + x`, without the loss of digits near zero.
#[inline(always)]
pub fn log1p(x: f32) -> f32 {
    if x <= -1.0 {
        return if x == -1.0 {
            f32::NEG_INFINITY
        } else {
            INVALID
        };
    }
    if !x.is_finite() {
        return x + x;
    }
    let (size, bits) = (x.abs(), x.to_bits());
    if size < 2f32.powi(-29) {
        return if size < 2f32.powi(-54) {
            x
        } else {
            x - x * x * 0.5
        };
    }
    // Between √½ - 1 and √2 - 1.
    if (x > 0.0 && bits < 0x3ed4_13d7) || (x < 0.0 && bits <= 0xbe95_f61f) {
        let half = 0.5 * x * x;
        return x - (half - log1p_series(x, half));
    }
    log1p_far(x)
}

/// s · (f² / 2 + R), with s = f / (2 + f) and R the rest of the series.
fn log1p_series(f: f32, half: f32) -> f32 {
    let s = f / (2.0 + f);
    let z = s * s;
    let sum = LOG1P.iter().rev().fold(0.0, |sum, c| z * (c + sum));
    s * (half + sum)
}

fn log1p_far(x: f32) -> f32 {
    // 1 + x = 2^k · u, and what is lost in that.
    let (sum, missing) = if x.to_bits() < 0x5a00_0000 || x < 0.0 {
        let sum = 1.0 + x;
        let missing = if sum.to_bits() >> 23 > 127 {
            1.0 - (sum - x)
        } else {
            x - (sum - 1.0)
        };
        (sum, missing / sum)
    } else {
        (x, 0.0)
    };
    let mut k = (sum.to_bits() >> 23) as i32 - 127;
    let mut fraction = sum.to_bits() & 0x7f_ffff;
    let u = if fraction < 0x35_04f7 {
        f32::from_bits(fraction | 0x3f80_0000)
    } else {
        k += 1;
        let u = f32::from_bits(fraction | 0x3f00_0000);
        fraction = (0x0080_0000 - fraction) >> 2;
        u
    };
    let f = u - 1.0;
    let half = 0.5 * f * f;
    let (upper, lower) = (k as f32 * LN_2[0], k as f32 * LN_2[1] + missing);
    if fraction != 0 {
        let series = log1p_series(f, half);
        return if k == 0 {
            f - (half - series)
        } else {
            upper - ((half - (series + lower)) - f)
        };
    }
    // |f| < 2^-20
    if f == 0.0 {
        return if k == 0 { 0.0 } else { upper + lower };
    }
    let rest = half * (1.0 - 0.666_666_7 * f);
    if k == 0 {
        f - rest
    } else {
        upper - ((rest - lower) - f)
    }
}
