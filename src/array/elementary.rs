//! Elementary functions, all in one place.
//!
//! Kernels and random distributions call these and never the methods of `f64`, so that what stands
//! behind a name can be exchanged once for the whole program: the last digit of `exp` or `log`
//! decides whether a rejection sampler takes or drops a candidate, and with it every number after.
//!
//! Only functions whose last digit depends on the implementation are here. Square roots, rounding
//! and remainders are exact by IEEE 754 and stay methods.

/// e to the power `x`.
#[inline]
pub fn exp(x: f64) -> f64 {
    x.exp()
}

/// e to the power `x`, less one, without the loss of digits near zero.
#[inline]
pub fn expm1(x: f64) -> f64 {
    x.exp_m1()
}

/// Natural logarithm; −∞ at zero and NaN below.
#[inline]
pub fn log(x: f64) -> f64 {
    x.ln()
}

/// Natural logarithm of `1 + x`, without the loss of digits near zero.
#[inline]
pub fn log1p(x: f64) -> f64 {
    x.ln_1p()
}

/// `base` to the power `exponent`.
///
/// Never inlined: with a constant base in sight an optimiser turns `pow(2, x)` into `exp2(x)`,
/// whose last digit may differ.
#[inline(never)]
pub fn pow(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}

/// Sine of an angle in radians.
#[inline]
pub fn sin(x: f64) -> f64 {
    x.sin()
}

/// Cosine of an angle in radians.
#[inline]
pub fn cos(x: f64) -> f64 {
    x.cos()
}

/// The angle between 0 and π whose cosine is `x`.
#[inline]
pub fn acos(x: f64) -> f64 {
    x.acos()
}

/// The same functions in single precision, which are not the double ones rounded.
pub mod single {
    /// e to the power `x`.
    #[inline]
    pub fn exp(x: f32) -> f32 {
        x.exp()
    }

    /// Natural logarithm.
    #[inline]
    pub fn log(x: f32) -> f32 {
        x.ln()
    }

    /// Natural logarithm of `1 + x`.
    #[inline]
    pub fn log1p(x: f32) -> f32 {
        x.ln_1p()
    }

    /// `base` to the power `exponent`.
    #[inline(never)]
    pub fn pow(base: f32, exponent: f32) -> f32 {
        base.powf(exponent)
    }
}
