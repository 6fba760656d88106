//! Elementary functions, all in one place.
//!
//! Kernels and random distributions call these and never the methods of `f64`, so that what stands
//! behind a name can be exchanged once for the whole program: the last digit of `exp` or `log`
//! decides whether a rejection sampler takes or drops a candidate, and with it every number after.
//!
//! Only functions whose last digit depends on the implementation are here. Square roots, rounding
//! and remainders are exact by IEEE 754 and stay methods.

pub mod complex;
mod libm;
mod parts;
pub mod tanh;
pub mod vector;

/// The functions of one precision, by way of the methods of its type.
macro_rules! functions {
    ($T:ty) => {
        functions! { @unary $T,
            /// e to the power `x`.
            exp => exp;
            /// 2 to the power `x`.
            exp2 => exp2;
            /// e to the power `x`, less one, without the loss of digits near zero.
            expm1 => exp_m1;
            /// Natural logarithm; −∞ at zero and NaN below.
            log => ln;
            /// Logarithm to base 2.
            log2 => log2;
            /// Logarithm to base 10.
            log10 => log10;
            /// Natural logarithm of `1 + x`, without the loss of digits near zero.
            log1p => ln_1p;
            /// Sine of an angle in radians.
            sin => sin;
            /// Cosine of an angle in radians.
            cos => cos;
            /// Tangent of an angle in radians.
            tan => tan;
            /// The angle between −π/2 and π/2 whose sine is `x`.
            asin => asin;
            /// The angle between 0 and π whose cosine is `x`.
            acos => acos;
            /// The angle between −π/2 and π/2 whose tangent is `x`.
            atan => atan;
            /// Hyperbolic sine.
            sinh => sinh;
            /// Hyperbolic cosine.
            cosh => cosh;
            /// Hyperbolic tangent.
            tanh => tanh;
        }

        /// `base` to the power `exponent`.
        ///
        /// Never inlined: with a constant base in sight an optimiser turns `pow(2, x)` into `exp2(x)`,
        /// whose last digit may differ.
        #[inline(never)]
        pub fn pow(base: $T, exponent: $T) -> $T {
            base.powf(exponent)
        }

        /// The angle of the point `(x, y)`, between −π and π.
        #[inline]
        pub fn atan2(y: $T, x: $T) -> $T {
            y.atan2(x)
        }

        /// √(x² + y²) without overflow on the way.
        #[inline]
        pub fn hypot(x: $T, y: $T) -> $T {
            x.hypot(y)
        }
    };
    (@unary $T:ty, $($(#[$doc:meta])* $name:ident => $method:ident;)*) => {
        $($(#[$doc])*
        #[inline]
        pub fn $name(x: $T) -> $T {
            x.$method()
        })*
    };
}

pub use libm::{acosh, asinh, atanh, cbrt, erf, erfc};
pub use parts::{decompose, ldexp};

functions!(f64);

/// The same functions in single precision, which are not the double ones rounded.
pub mod single {
    pub use super::libm::single::{acosh, asinh, atanh, cbrt};

    functions!(f32);
}
