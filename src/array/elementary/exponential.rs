//! Exponentials: `exp` and `exp2` by ARM's optimized-routines (Szabolcs Nagy, 2018), which glibc has since 2.28, and
//! `expm1` after Sun's fdlibm.

use super::steps::{fma, high_size, less, times_power, top12, with_high};
use super::tables::exp::EXP;

/// Added and subtracted, it leaves the nearest integer, and that in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// 128 / ln 2.
const SCALE: f64 = 1.4426950408889634 * 128.0;
/// -ln 2 / 128 in two parts.
const STEP: [f64; 2] = [-0.005415212348111709, -1.2864023111638346e-14];

/// Of (e^r - 1 - r) / r².
const NATURAL: [f64; 4] = [
    0.49999999999996786,
    0.16666666666665886,
    0.0416666808410674,
    0.008333335853059549,
];

/// Of (2^r - 1) / r.
const BINARY: [f64; 5] = [
    0.6931471805599453,
    0.24022650695909065,
    0.0555041086686087,
    0.009618131975721055,
    0.0013332074570119598,
];

/// How an argument is to be taken.
pub enum Range {
    Ordinary,
    /// The result may be beyond the normal numbers.
    Far,
    /// The result is this.
    Known(f64),
}

/// Which range an argument of `exp` lies in.
#[inline(always)]
pub fn range(x: f64) -> Range {
    // Exponents of 2^-54, 512 and 1024.
    const LEAST: u32 = 0x3c9;
    const FAR: u32 = 0x408;
    const TOO_FAR: u32 = 0x409;
    let size = top12(x) & 0x7ff;
    if size.wrapping_sub(LEAST) < FAR - LEAST {
        return Range::Ordinary;
    }
    if size < LEAST || x.is_nan() {
        Range::Known(1.0 + x)
    } else if size < TOO_FAR {
        Range::Far
    } else if x < 0.0 {
        Range::Known(0.0)
    } else {
        Range::Known(f64::INFINITY)
    }
}

/// `x = k · ln 2 / 128 + r`: the rest `r`, and `k` in the lowest bits.
#[inline(always)]
pub fn reduced(x: f64) -> (f64, u64) {
    let k = fma(SCALE, x, ROUND);
    let whole = k - ROUND;
    let r = fma(STEP[1], whole, fma(STEP[0], whole, x));
    (r, k.to_bits())
}

/// The bits of 2^(k/128) with a sign put in by `sign`, and what they miss.
#[inline(always)]
fn power_of_two(k: u64, sign: u64) -> (u64, f64) {
    let [tail, bits] = EXP[(k % 128) as usize];
    (
        bits.wrapping_add(k.wrapping_add(sign) << 45),
        f64::from_bits(tail),
    )
}

/// 2^(k/128) · e^r; `sign` is `0x800 << 7` for a negative result.
#[inline(always)]
pub fn raised(r: f64, k: u64, sign: u64, far: bool) -> f64 {
    let (bits, tail) = power_of_two(k, sign);
    let square = r * r;
    let share = fma(fma(NATURAL[1], r, NATURAL[0]), square, r + tail);
    let share = fma(square * square, fma(NATURAL[3], r, NATURAL[2]), share);
    if far {
        return far_product::<true>(bits, share, k);
    }
    let power = f64::from_bits(bits);
    fma(share, power, power)
}

/// `power + power · share` where that may be beyond the normal numbers.
#[cold]
#[inline(always)]
fn far_product<const FUSED: bool>(bits: u64, share: f64, k: u64) -> f64 {
    if k & 0x8000_0000 == 0 {
        let power = f64::from_bits(bits.wrapping_sub(1009 << 52));
        let product = if FUSED {
            fma(power, share, power)
        } else {
            power + power * share
        };
        return product * 2f64.powi(1009);
    }
    let bits = bits.wrapping_add(1022 << 52);
    let power = f64::from_bits(bits);
    let mut product = power + power * share;
    if product.abs() < 1.0 {
        // Rounded to what a subnormal number holds before it becomes one, so that this happens once.
        let one = 1f64.copysign(product);
        let low = power - product + power * share;
        let high = one + product;
        let low = one - high + product + low;
        product = (high + low) - one;
        if product == 0.0 {
            product = 0f64.copysign(power);
        }
    }
    product * f64::MIN_POSITIVE
}

/// e to the power `x`.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let far = match range(x) {
        Range::Known(result) => return result,
        Range::Far => true,
        Range::Ordinary => false,
    };
    let (r, k) = reduced(x);
    raised(r, k, 0, far)
}

/// 2 to the power `x`. The reference fuses no steps here.
#[inline(always)]
pub fn exp2(x: f64) -> f64 {
    let far = match range(x) {
        Range::Known(result) if !x.is_finite() || x.abs() < 1.0 => return result,
        _ if x >= 1024.0 => return f64::INFINITY,
        _ if x <= -1075.0 => return 0.0,
        _ => x.abs() > 928.0,
    };
    let k = x + ROUND / 128.0;
    let r = x - (k - ROUND / 128.0);
    let k = k.to_bits();
    let (bits, tail) = power_of_two(k, 0);
    let square = r * r;
    let share = tail + r * BINARY[0] + square * (BINARY[1] + r * BINARY[2]);
    let share = share + square * square * (BINARY[3] + r * BINARY[4]);
    if far {
        return far_product::<false>(bits, share, k);
    }
    let power = f64::from_bits(bits);
    power + power * share
}

/// ln 2 in two parts, the first with zeros at its end.
pub const LN_2: [f64; 2] = [6.93147180369123816490e-01, 1.90821492927058770002e-10];

const EXPM1: [f64; 5] = [
    -3.33333333333331316428e-02,
    1.58730158725481460165e-03,
    -7.93650757867487942473e-05,
    4.00821782732936239552e-06,
    -2.01099218183624371326e-07,
];

/// e to the power `x`, less one, without the loss of digits near zero.
#[inline(always)]
pub fn expm1(x: f64) -> f64 {
    let size = high_size(x);
    // From 56 · ln 2 on.
    if size >= 0x4043_687a {
        if x.is_nan() {
            return x + x;
        }
        if x < 0.0 {
            return -1.0;
        }
        if x > 7.09782712893383973096e+02 {
            return f64::INFINITY;
        }
    }
    // Below 2^-54.
    if size < 0x3c90_0000 {
        return x;
    }
    // Up to ln 2 / 2.
    if size <= 0x3fd6_2e42 {
        return expm1_near(x);
    }
    let (above, below, k) = if size < 0x3ff0_a2b2 {
        let sign = 1f64.copysign(x);
        (x - sign * LN_2[0], sign * LN_2[1], sign as i32)
    } else {
        let k = (std::f64::consts::LOG2_E * x + 0.5f64.copysign(x)) as i32;
        let whole = f64::from(k);
        (less(x, whole, LN_2[0]), whole * LN_2[1], k)
    };
    let r = above - below;
    expm1_far(r, (above - r) - below, k)
}

/// x² / 2 and the quotient that is left of the series.
#[inline(always)]
fn expm1_series(x: f64) -> (f64, f64) {
    let half = 0.5 * x;
    let square = x * half;
    let first = fma(square, EXPM1[0], 1.0);
    let second = fma(square, EXPM1[2], EXPM1[1]);
    let third = fma(square, EXPM1[4], EXPM1[3]);
    let fourth = square * square;
    let sum = fma(fourth * fourth, third, fma(fourth, second, first));
    let t = less(3.0, half, sum);
    (square, square * ((sum - t) / less(6.0, x, t)))
}

#[inline(always)]
fn expm1_near(x: f64) -> f64 {
    let (square, e) = expm1_series(x);
    x - x.mul_add(e, -square)
}

/// 2^k · e^(x + c) - 1.
#[inline(always)]
fn expm1_far(x: f64, c: f64, k: i32) -> f64 {
    let (square, e) = expm1_series(x);
    let e = (e - c).mul_add(x, -c) - square;
    match k {
        -1 => fma(x - e, 0.5, -0.5),
        1 if x < -0.25 => -2.0 * (e - (x + 0.5)),
        1 => fma(x - e, 2.0, 1.0),
        2..=19 => {
            let near_one = with_high(1.0, 0x3ff0_0000 - (0x0020_0000 >> k));
            times_power(near_one - (e - x), k)
        }
        20..=56 => {
            let tiny = with_high(1.0, ((0x3ff - k) as u32) << 20);
            times_power(x - (e + tiny) + 1.0, k)
        }
        _ => {
            let y = 1.0 - (e - x);
            f64::from_bits(y.to_bits().wrapping_add_signed(i64::from(k) << 52)) - 1.0
        }
    }
}
