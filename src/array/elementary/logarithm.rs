//! Logarithms: `log` and `log2` by ARM's optimized-routines (Szabolcs Nagy, 2018), which glibc has since 2.28; `log10`
//! and `log1p` after Sun's fdlibm.

use super::exponential::LN_2;
use super::steps::{INVALID, fma, high, less, with_high};
use super::tables::log::{LOG, LOG2};

/// Where the intervals of the tables begin, as bits.
const START: u64 = 0x3fe6_0000_0000_0000;

/// ln 2 in two parts, the first with zeros at its end.
const LN_2_PARTS: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

/// Near 1, of (log(1 + r) - r) / r².
const NEAR: [f64; 11] = [
    -0.5,
    0.3333333333333352,
    -0.24999999999998432,
    0.19999999999320328,
    -0.16666666669929706,
    0.14285715076560868,
    -0.12499997863982555,
    0.11110712032936046,
    -0.10000486757818193,
    0.09181994006195467,
    -0.08328363062289341,
];

/// Elsewhere.
const FAR: [f64; 5] = [
    -0.5000000000000001,
    0.33333333331825593,
    -0.2499999999622955,
    0.20000304511814496,
    -0.16667054827627667,
];

/// The bits of a positive number; of a subnormal one, as if exponents went on. For others the result is given.
#[inline(always)]
fn normal_bits(x: f64) -> Result<u64, f64> {
    let bits = x.to_bits();
    if x.is_normal() && x > 0.0 {
        Ok(bits)
    } else if x == 0.0 {
        Err(f64::NEG_INFINITY)
    } else if x > 0.0 && x.is_finite() {
        Ok((x * 2f64.powi(52)).to_bits().wrapping_sub(52 << 52))
    } else if x < 0.0 {
        // NaN without its sign, as the C library's outer function has it.
        Err(f64::NAN)
    } else {
        // Infinity and NaN.
        Err(x + x)
    }
}

/// `x = 2^k · z`: the interval of `z` in a table of `2^BITS`, `k` and `z`.
#[inline(always)]
pub fn apart<const BITS: u32>(bits: u64, start: u64) -> (usize, f64, f64) {
    let from_start = bits.wrapping_sub(start);
    let interval = (from_start >> (52 - BITS)) % (1 << BITS);
    let k = (from_start as i64 >> 52) as i32;
    let z = bits.wrapping_sub(from_start & (0xfff << 52));
    (interval as usize, f64::from(k), f64::from_bits(z))
}

/// Natural logarithm; −∞ at zero and NaN below.
#[inline(always)]
pub fn log(x: f64) -> f64 {
    // From 1 - 1/16 to 1 + 0x1.09p-4.
    const NEAR_FROM: u64 = 0x3fee_0000_0000_0000;
    const NEAR_LENGTH: u64 = 0x3ff1_0900_0000_0000 - NEAR_FROM;
    if x.to_bits().wrapping_sub(NEAR_FROM) < NEAR_LENGTH {
        return log_near(x);
    }
    let bits = match normal_bits(x) {
        Ok(bits) => bits,
        Err(result) => return result,
    };
    let (interval, k, z) = apart::<7>(bits, START);
    let [inverse, of_middle] = LOG[interval].map(f64::from_bits);
    let r = fma(inverse, z, -1.0);
    let w = fma(LN_2_PARTS[0], k, of_middle);
    let upper = w + r;
    let lower = fma(LN_2_PARTS[1], k, w - upper + r);
    let square = r * r;
    let sum = fma(fma(FAR[4], r, FAR[3]), square, fma(FAR[2], r, FAR[1]));
    fma(r * square, sum, fma(FAR[0], square, lower)) + upper
}

#[inline(always)]
fn log_near(x: f64) -> f64 {
    if x == 1.0 {
        return 0.0;
    }
    let r = x - 1.0;
    let square = r * r;
    let cube = r * square;
    let part = |at: usize| fma(NEAR[at + 2], square, fma(NEAR[at + 1], r, NEAR[at]));
    let sum = fma(NEAR[10], cube, part(7));
    let sum = fma(fma(sum, cube, part(4)), cube, part(1));
    // r in two parts, so that the square of the first is exact.
    const SPLIT: f64 = 134_217_728.0;
    let first = less(fma(r, SPLIT, r), r, SPLIT);
    let second = r - first;
    let half = first * first;
    let upper = fma(half, NEAR[0], r);
    let lower = fma(half, NEAR[0], r - upper);
    let lower = fma(NEAR[0] * second, r + first, lower);
    fma(sum, cube, lower) + upper
}

/// 1 / ln 2 in two parts.
const LOG2_E: [f64; 2] = [1.4426950407214463, 1.6751713164886512e-10];

/// Near 1, of (log₂(1 + r) - r / ln 2) / r².
const BINARY_NEAR: [f64; 10] = [
    -0.7213475204444817,
    0.48089834696298744,
    -0.360673760222145,
    0.2885390081805197,
    -0.24044917405728863,
    0.2060992861022954,
    -0.18033596705327856,
    0.1603032746063156,
    -0.14483316576701266,
    0.13046826811283835,
];

/// Elsewhere.
const BINARY_FAR: [f64; 6] = [
    -0.7213475204444882,
    0.4808983469629985,
    -0.36067375954075914,
    0.2885390073180969,
    -0.2404693555628422,
    0.2061202382173603,
];

/// `r / ln 2` in two parts.
#[inline(always)]
fn over_ln_2(r: f64) -> (f64, f64) {
    let upper = LOG2_E[0] * r;
    (upper, fma(LOG2_E[1], r, LOG2_E[0].mul_add(r, -upper)))
}

/// Logarithm to base 2.
#[inline(always)]
pub fn log2(x: f64) -> f64 {
    // From 1 - 0x1.5b51p-5 to 1 + 0x1.6ab2p-5.
    const NEAR_FROM: u64 = 0x3fee_a4af_0000_0000;
    const NEAR_LENGTH: u64 = 0x3ff0_b559_0000_0000 - NEAR_FROM;
    if x.to_bits().wrapping_sub(NEAR_FROM) < NEAR_LENGTH {
        return log2_near(x);
    }
    let bits = match normal_bits(x) {
        Ok(bits) => bits,
        Err(result) => return result,
    };
    let (interval, k, z) = apart::<6>(bits, START);
    let [inverse, of_middle] = LOG2[interval].map(f64::from_bits);
    let r = fma(inverse, z, -1.0);
    let (t1, t2) = over_ln_2(r);
    let t3 = k + of_middle;
    let upper = t3 + t1;
    let lower = t3 - upper + t1 + t2;
    let square = r * r;
    let pair = |at: usize| fma(BINARY_FAR[at + 1], r, BINARY_FAR[at]);
    let sum = fma(pair(4), square * square, fma(pair(2), square, pair(0)));
    fma(square, sum, lower) + upper
}

#[inline(always)]
fn log2_near(x: f64) -> f64 {
    if x == 1.0 {
        return 0.0;
    }
    let r = x - 1.0;
    let (upper, lower) = over_ln_2(r);
    let square = r * r;
    let fourth = square * square;
    let pair = |at: usize| fma(BINARY_NEAR[at + 1], r, BINARY_NEAR[at]);
    let quad = |at: usize| fma(pair(at + 2), square, pair(at));
    let y = fma(pair(0), square, upper);
    let lower = lower + fma(pair(0), square, upper - y);
    y + fma(fma(quad(6), fourth, quad(2)), fourth, lower)
}

/// Logarithm to base 10. The reference fuses no steps here but in the natural logarithm.
#[inline(always)]
pub fn log10(x: f64) -> f64 {
    const LOG10_2: [f64; 2] = [3.01029995663611771306e-01, 3.69423907715893078616e-13];
    let (x, shift) = if x > 0.0 && x < f64::MIN_POSITIVE {
        (x * 2f64.powi(54), -54)
    } else {
        (x, 0)
    };
    if x <= 0.0 {
        return if x == 0.0 {
            f64::NEG_INFINITY
        } else {
            f64::NAN
        };
    }
    if !x.is_finite() {
        return x + x;
    }
    let bits = x.to_bits();
    let k = shift + (bits >> 52) as i32 - 1023;
    let below = u64::from(k < 0);
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | (0x3ff - below) << 52);
    let k = f64::from(k + below as i32);
    let rest = k * LOG10_2[1] + 4.34294481903251816668e-01 * log(mantissa);
    rest + k * LOG10_2[0]
}

const LOG1P: [f64; 7] = [
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
];

/// Natural logarithm of `1 + x`, without the loss of digits near zero.
#[inline(always)]
pub fn log1p(x: f64) -> f64 {
    if x <= -1.0 {
        return if x == -1.0 {
            f64::NEG_INFINITY
        } else {
            INVALID
        };
    }
    if !x.is_finite() {
        return x + x;
    }
    let size = x.abs();
    if size < 2f64.powi(-29) {
        return if size < 2f64.powi(-54) {
            x
        } else {
            less(x, x * x, 0.5)
        };
    }
    // Between √½ - 1 and √2 - 1, judged by the upper halves.
    let upper = high(x) as i32;
    if (upper > 0 && upper < 0x3fda_827a) || (upper < 0 && high(x) <= 0xbfd2_bec3) {
        let half = 0.5 * x * x;
        return x - (half - log1p_series(x, half));
    }
    log1p_far(x)
}

/// s · (f² / 2 + R), with s = f / (2 + f) and R the rest of the series.
#[inline(always)]
fn log1p_series(f: f64, half: f64) -> f64 {
    let s = f / (2.0 + f);
    let z = s * s;
    let z2 = z * z;
    let z4 = z2 * z2;
    let pair = |at: usize| fma(z, LOG1P[at + 1], LOG1P[at]);
    let sum = fma(z, LOG1P[0], z2 * pair(1));
    let sum = fma(z2 * z4, pair(5), fma(z4, pair(3), sum));
    s * (half + sum)
}

#[inline(always)]
fn log1p_far(x: f64) -> f64 {
    // 1 + x = 2^k · u, and what is lost in that.
    let (sum, missing) = if x < 2f64.powi(53) {
        let sum = 1.0 + x;
        let missing = if high(sum) >> 20 > 1023 {
            1.0 - (sum - x)
        } else {
            x - (sum - 1.0)
        };
        (sum, missing / sum)
    } else {
        (x, 0.0)
    };
    let mut k = (high(sum) >> 20) as i32 - 1023;
    let mut fraction = high(sum) & 0xf_ffff;
    let u = if fraction < 0x6_a09e {
        with_high(sum, fraction | 0x3ff0_0000)
    } else {
        k += 1;
        let u = with_high(sum, fraction | 0x3fe0_0000);
        fraction = (0x0010_0000 - fraction) >> 2;
        u
    };
    let f = u - 1.0;
    let half = 0.5 * f * f;
    let k_float = f64::from(k);
    let below = fma(k_float, LN_2[1], missing);
    if fraction != 0 {
        let series = log1p_series(f, half);
        return if k == 0 {
            f - (half - series)
        } else {
            k_float.mul_add(LN_2[0], -(half - (below + series) - f))
        };
    }
    // |f| < 2^-20
    if f == 0.0 {
        return if k == 0 {
            0.0
        } else {
            fma(k_float, LN_2[0], below)
        };
    }
    let rest = half * less(1.0, f, 0.66666666666666666);
    if k == 0 {
        f - rest
    } else {
        k_float.mul_add(LN_2[0], -(rest - below - f))
    }
}
