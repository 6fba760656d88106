//! Hyperbolic functions and their inverses, after Sun's fdlibm with the steps that glibc 2.36 has. Its steps are not
//! fused here but in the exponentials and logarithms.

use super::exponential::{exp, expm1};
use super::logarithm::{log, log1p};
use super::steps::{INVALID, high_size};
use std::f64::consts::LN_2;

/// The largest number with a hyperbolic sine that is no infinity.
const LARGEST: f64 = 710.4758600739439;

/// From here on e^-x does not count beside e^x.
const LARGE: f64 = 22.0;

/// Half of e^x for x from 22 on.
#[inline(always)]
fn half_exp(x: f64) -> f64 {
    // The logarithm of the largest number, by its upper half.
    if high_size(x) < 0x4086_2e42 {
        0.5 * exp(x)
    } else if x <= LARGEST {
        let root = exp(0.5 * x);
        0.5 * root * root
    } else {
        f64::INFINITY
    }
}

/// Hyperbolic sine.
#[inline(always)]
pub fn sinh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() {
        return x + x;
    }
    if size >= LARGE {
        return half_exp(size).copysign(x);
    }
    if size < 2f64.powi(-28) {
        return x;
    }
    let t = expm1(size);
    let half = 0.5f64.copysign(x);
    if size < 1.0 {
        half * (2.0 * t - t * t / (t + 1.0))
    } else {
        half * (t + t / (t + 1.0))
    }
}

/// Hyperbolic cosine.
#[inline(always)]
pub fn cosh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() {
        x * x
    } else if size >= LARGE {
        half_exp(size)
    } else if high_size(x) < 0x3fd6_2e43 {
        // Up to ln 2 / 2.
        if size < 2f64.powi(-55) {
            return 1.0;
        }
        let t = expm1(size);
        let w = 1.0 + t;
        1.0 + (t * t) / (w + w)
    } else {
        let t = exp(size);
        0.5 * t + 0.5 / t
    }
}

/// Hyperbolic tangent of the C library; that of arrays is in `tanh`.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    let size = x.abs();
    let result = if x.is_nan() {
        return x + x;
    } else if size >= LARGE {
        1.0
    } else if x == 0.0 {
        return x;
    } else if size < 2f64.powi(-55) {
        return x * (1.0 + x);
    } else if size >= 1.0 {
        1.0 - 2.0 / (expm1(2.0 * size) + 2.0)
    } else {
        let t = expm1(-2.0 * size);
        -t / (t + 2.0)
    };
    result.copysign(x)
}

/// Beyond this size `x * x + 1` is `x * x`.
const FAR: f64 = (1u32 << 28) as f64;

/// Inverse hyperbolic sine.
#[inline(always)]
pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    let result = if !x.is_finite() {
        return x + x;
    } else if size < 1.0 / FAR {
        return x;
    // Sizes are judged by the upper halves.
    } else if high_size(x) > 0x41b0_0000 {
        log(size) + LN_2
    } else if high_size(x) > 0x4000_0000 {
        log(2.0 * size + 1.0 / ((size * size + 1.0).sqrt() + size))
    } else {
        let square = size * size;
        log1p(size + square / (1.0 + (1.0 + square).sqrt()))
    };
    result.copysign(x)
}

/// Inverse hyperbolic cosine.
#[inline(always)]
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        INVALID
    } else if x == 1.0 {
        0.0
    } else if !x.is_finite() {
        x + x
    } else if x >= FAR {
        log(x) + LN_2
    } else if x > 2.0 {
        log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()))
    } else {
        let above = x - 1.0;
        log1p(above + (2.0 * above + above * above).sqrt())
    }
}

/// Inverse hyperbolic tangent.
#[inline(always)]
pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    let result = if size < 1.0 / FAR {
        return x;
    } else if size < 0.5 {
        let double = size + size;
        0.5 * log1p(double + double * size / (1.0 - size))
    } else if size < 1.0 {
        0.5 * log1p((size + size) / (1.0 - size))
    } else if size > 1.0 {
        return INVALID;
    } else {
        return x / 0.0;
    };
    result.copysign(x)
}
