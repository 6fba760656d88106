//! Powers, by ARM's optimized-routines (Szabolcs Nagy, 2017), which glibc has since 2.28, with double precision inside.

use super::exponential::raised;
use super::logarithm::{log2_of_bits, normalised};
use crate::array::elementary::power;
use crate::array::elementary::steps::{INVALID_SINGLE as INVALID, oddness};

/// `base` to the power `exponent`.
#[inline(always)]
pub fn pow(base: f32, exponent: f32) -> f32 {
    let mut sign = 0;
    if let Some(result) = power::special(base.into(), exponent.into()) {
        return result as f32;
    }
    if base < 0.0 {
        match oddness(exponent.into()) {
            None => return INVALID,
            Some(odd) => sign = u64::from(odd) << 16,
        }
    }
    let size = base.abs();
    let bits = if size < f32::MIN_POSITIVE {
        normalised(size)
    } else {
        size.to_bits()
    };
    let log = f64::from(exponent) * log2_of_bits(bits);
    let signed = |x: f32| if sign == 0 { x } else { -x };
    // The logarithm of the largest float and half of its last digit.
    if log > 127.999_999_957_004_33 {
        return signed(f32::INFINITY);
    }
    if log <= -150.0 {
        return signed(0.0);
    }
    raised(log, sign) as f32
}
