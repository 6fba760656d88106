//! Powers, by ARM's optimized-routines (Szabolcs Nagy, 2018), which glibc has since 2.28.

use super::exponential::{Range, raised, range, reduced};
use super::logarithm::apart;
use super::steps::{INVALID, fma, oddness, top12};
use super::tables::log::POW;

/// Where the intervals of the table begin, as bits.
const START: u64 = 0x3fe6_9555_0000_0000;

const LN_2: [f64; 2] = [0.6931471805598903, 5.497923018708371e-14];

/// Of log(1 + r), scaled as the steps need them.
const SERIES: [f64; 7] = [
    -0.5,
    0.3333333333333339 * -2.0,
    -0.25000000000000033 * -2.0,
    0.1999999998830994 * 4.0,
    -0.16666666658719348 * 4.0,
    0.14286370355743763 * -8.0,
    -0.12500519079594427 * -8.0,
];

/// The logarithm in two parts.
#[inline(always)]
fn log(bits: u64) -> (f64, f64) {
    let (interval, k, z) = apart::<7>(bits, START);
    let [inverse, of_middle, tail] = POW[interval].map(f64::from_bits);
    let r = fma(z, inverse, -1.0);
    let t1 = fma(k, LN_2[0], of_middle);
    let t2 = t1 + r;
    let low1 = fma(k, LN_2[1], tail);
    let low2 = t1 - t2 + r;
    let ar = SERIES[0] * r;
    let ar2 = r * ar;
    let upper = t2 + ar2;
    let low3 = ar.mul_add(r, -ar2);
    let low4 = t2 - upper + ar2;
    let pair = |at: usize| fma(r, SERIES[at + 1], SERIES[at]);
    let sum = fma(ar2, fma(ar2, pair(5), pair(3)), pair(1));
    let lower = fma(r * ar2, sum, low1 + low2 + low3 + low4);
    let y = upper + lower;
    (y, upper - y + lower)
}

/// `base` to the power `exponent`.
#[inline(always)]
pub fn pow(base: f64, exponent: f64) -> f64 {
    let mut bits = base.to_bits();
    let mut sign = 0;
    let ordinary = top12(base).wrapping_sub(1) < 0x7fe
        && (top12(exponent) & 0x7ff).wrapping_sub(0x3be) < 0x43e - 0x3be;
    if !ordinary {
        if let Some(result) = special(base, exponent) {
            return result;
        }
        // What is left are finite bases of either sign, and exponents that are not extreme.
        if base < 0.0 {
            match oddness(exponent) {
                None => return INVALID,
                Some(odd) => sign = u64::from(odd) * (0x800 << 7),
            }
        }
        bits = base.abs().to_bits();
        if let Some(result) = extreme(bits, exponent) {
            return result;
        }
        if base.abs() < f64::MIN_POSITIVE {
            bits = (base.abs() * 2f64.powi(52))
                .to_bits()
                .wrapping_sub(52 << 52);
        }
    }
    let (upper, lower) = log(bits);
    let product = exponent * upper;
    let rest = fma(exponent, lower, exponent.mul_add(upper, -product));
    let far = match range(product) {
        Range::Known(result) => return if sign == 0 { result } else { -result },
        Range::Far => true,
        Range::Ordinary => false,
    };
    let (r, k) = reduced(product);
    raised(r + rest, k, sign, far)
}

/// Where either is zero, infinite or NaN.
pub fn special(base: f64, exponent: f64) -> Option<f64> {
    if exponent == 0.0 || base == 1.0 {
        return Some(1.0);
    }
    let odd = base.is_sign_negative() && oddness(exponent) == Some(true);
    if base.is_nan() {
        return Some(if odd { -base } else { base });
    }
    if exponent.is_nan() {
        return Some(exponent);
    }
    if exponent.is_infinite() {
        return Some(if base == -1.0 {
            1.0
        } else if (base.abs() < 1.0) == (exponent > 0.0) {
            0.0
        } else {
            f64::INFINITY
        });
    }
    if base != 0.0 && base.is_finite() {
        return None;
    }
    let square = base * base;
    let power = if odd { -square } else { square };
    Some(if exponent < 0.0 { 1.0 / power } else { power })
}

/// Exponents so small that the power is 1 but for its last digit, or so large that it leaves the range.
fn extreme(bits: u64, exponent: f64) -> Option<f64> {
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    let size = top12(exponent) & 0x7ff;
    if size.wrapping_sub(0x3be) < 0x43e - 0x3be {
        return None;
    }
    Some(if bits == ONE {
        1.0
    } else if size < 0x3be {
        if bits > ONE {
            1.0 + exponent
        } else {
            1.0 - exponent
        }
    } else if (bits > ONE) == (exponent > 0.0) {
        f64::INFINITY
    } else {
        0.0
    })
}
