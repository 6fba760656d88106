//! Exponentials: `exp` and `exp2` by ARM's optimized-routines (Szabolcs Nagy, 2017), which glibc has since 2.28, with
//! double precision inside; `expm1` after Sun's fdlibm.

use crate::array::elementary::steps::fma;
use crate::array::elementary::tables::single::EXP;

/// Added and subtracted, it leaves the nearest integer, and that in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Of 2^r.
const SERIES: [f64; 3] = [0.05550361559341535, 0.2402284522445722, 0.6931471806916203];

/// 2^((k + r) / 32), with `series` of 2^(r / 32); the sign is put in by `sign`.
#[inline(always)]
fn power_of_two(r: f64, k: u64, sign: u64, series: [f64; 3]) -> f64 {
    let bits = EXP[(k % 32) as usize].wrapping_add(k.wrapping_add(sign) << 47);
    let z = fma(series[0], r, series[1]);
    let y = fma(series[2], r, 1.0);
    fma(z, r * r, y) * f64::from_bits(bits)
}

/// 2 to the power `x`, in double precision; `sign` is `1 << 16` for a negative result.
#[inline(always)]
pub fn raised(x: f64, sign: u64) -> f64 {
    let k = x + ROUND / 32.0;
    power_of_two(x - (k - ROUND / 32.0), k.to_bits(), sign, SERIES)
}

/// e to the power `x`.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const SCALE: f64 = 1.4426950408889634 * 32.0;
    const SCALED: [f64; 3] = [SERIES[0] / 32768.0, SERIES[1] / 1024.0, SERIES[2] / 32.0];
    if x.is_nan() {
        return x + x;
    }
    if x > 88.722_831_726_074_22 {
        return f32::INFINITY;
    }
    if x < -103.972_076_416_015_62 {
        return 0.0;
    }
    let x = f64::from(x);
    let k = fma(SCALE, x, ROUND);
    let r = SCALE.mul_add(x, -(k - ROUND));
    power_of_two(r, k.to_bits(), 0, SCALED) as f32
}

/// 2 to the power `x`.
#[inline(always)]
pub fn exp2(x: f32) -> f32 {
    if x.is_nan() {
        x + x
    } else if x >= 128.0 {
        f32::INFINITY
    } else if x <= -150.0 {
        0.0
    } else {
        raised(f64::from(x), 0) as f32
    }
}

/// ln 2 in two parts, the first with zeros at its end.
pub const LN_2: [f32; 2] = [6.9313812256e-01, 9.0580006145e-06];

const EXPM1: [f32; 5] = [
    -3.3333335072e-02,
    1.5873016091e-03,
    -7.9365076090e-05,
    4.0082177293e-06,
    -2.0109921195e-07,
];

/// `x · 2^k` within the normal range.
fn times_power(x: f32, k: i32) -> f32 {
    f32::from_bits(x.to_bits().wrapping_add_signed(k.wrapping_shl(23)))
}

/// e to the power `x`, less one, without the loss of digits near zero.
#[inline(always)]
pub fn expm1(x: f32) -> f32 {
    let size = x.to_bits() & 0x7fff_ffff;
    // From 27 · ln 2 on.
    if size >= 0x4195_b844 {
        if x.is_nan() {
            return x + x;
        }
        if x < 0.0 {
            return -1.0;
        }
        if size >= 0x42b1_7218 {
            return f32::INFINITY;
        }
    }
    // Below 2^-25.
    if size < 0x3300_0000 {
        return x;
    }
    // Up to ln 2 / 2.
    if size <= 0x3eb1_7218 {
        let (square, e) = expm1_series(x);
        return x - (x * e - square);
    }
    let (above, below, k) = if size < 0x3f85_1592 {
        let sign = 1f32.copysign(x);
        (x - sign * LN_2[0], sign * LN_2[1], sign as i32)
    } else {
        let k = (1.4426950216e+00 * x + 0.5f32.copysign(x)) as i32;
        let whole = k as f32;
        (x - whole * LN_2[0], whole * LN_2[1], k)
    };
    let r = above - below;
    expm1_far(r, (above - r) - below, k)
}

/// x² / 2 and the quotient that is left of the series.
fn expm1_series(x: f32) -> (f32, f32) {
    let half = 0.5 * x;
    let square = x * half;
    let sum = EXPM1.iter().rev().fold(0.0, |sum, c| (c + sum) * square) + 1.0;
    let t = 3.0 - sum * half;
    (square, square * ((sum - t) / (6.0 - x * t)))
}

/// 2^k · e^(x + c) - 1.
fn expm1_far(x: f32, c: f32, k: i32) -> f32 {
    let (square, e) = expm1_series(x);
    let e = (x * (e - c) - c) - square;
    match k {
        -1 => 0.5 * (x - e) - 0.5,
        1 if x < -0.25 => -2.0 * (e - (x + 0.5)),
        1 => 1.0 + 2.0 * (x - e),
        2..=22 => times_power(1.0 - 2f32.powi(-k) - (e - x), k),
        23..=56 => times_power(x - (e + 2f32.powi(-k)) + 1.0, k),
        _ => times_power(1.0 - (e - x), k) - 1.0,
    }
}
