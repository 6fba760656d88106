//! Elementary functions, all in one place and all compiled in.
//!
//! Kernels and random distributions call these and never the methods of `f64`, which are the platform's: so digits are the
//! same everywhere, and they are the reference's (glibc 2.36 on a processor that fuses multiplication and addition), to the
//! last bit as far as `tests/digits.rs` looks. The last digit of `exp` or `log` decides whether a rejection sampler takes
//! or drops a candidate, and with it every number after.
//!
//! Only functions whose last digit depends on the implementation are here. Square roots, rounding
//! and remainders are exact by IEEE 754 and stay methods.
//!
//! Each family has a file, each of its functions written with fused steps where the reference's compiler fused them.
//! [`functions`] makes of them what others call: one function of a number, and in `runs` one of each number of a run.
//! Both go through `fused`, which finds the processor's instruction; without it a step is exact all the same, and slow.

mod arcs;
mod circular;
pub mod complex;
mod error;
mod exponential;
mod hyperbolic;
mod logarithm;
mod parts;
mod power;
mod reduction;
mod roots;
pub mod single;
mod steps;
mod tables;
pub mod tanh;
pub mod vector;

pub use error::{erf, erfc};
pub use parts::{decompose, ldexp, power_of_two};

/// [`hypot`] of either precision, for what is generic.
pub trait Hypotenuse {
    fn hypotenuse(self, other: Self) -> Self;
}

/// The functions of one precision, from the families next to it.
macro_rules! functions {
    ($T:ty) => {
        $crate::array::elementary::functions! { @all $T;
            /// e to the power `x`.
            exp(x) = exponential;
            /// 2 to the power `x`.
            exp2(x) = exponential;
            /// e to the power `x`, less one, without the loss of digits near zero.
            expm1(x) = exponential;
            /// Natural logarithm; −∞ at zero and NaN below.
            log(x) = logarithm;
            /// Logarithm to base 2.
            log2(x) = logarithm;
            /// Logarithm to base 10.
            log10(x) = logarithm;
            /// Natural logarithm of `1 + x`, without the loss of digits near zero.
            log1p(x) = logarithm;
            /// `base` to the power `exponent`.
            pow(base, exponent) = power;
            /// Sine of an angle in radians.
            sin(x) = circular;
            /// Cosine of an angle in radians.
            cos(x) = circular;
            /// Tangent of an angle in radians.
            tan(x) = circular;
            /// The angle between −π/2 and π/2 whose sine is `x`.
            asin(x) = arcs;
            /// The angle between 0 and π whose cosine is `x`.
            acos(x) = arcs;
            /// The angle between −π/2 and π/2 whose tangent is `x`.
            atan(x) = arcs;
            /// The angle of the point `(x, y)`, between −π and π.
            atan2(y, x) = arcs;
            /// Hyperbolic sine.
            sinh(x) = hyperbolic;
            /// Hyperbolic cosine.
            cosh(x) = hyperbolic;
            /// Hyperbolic tangent as the C library has it; that of arrays is in `tanh`.
            tanh(x) = hyperbolic;
            /// Inverse hyperbolic sine.
            asinh(x) = hyperbolic;
            /// Inverse hyperbolic cosine.
            acosh(x) = hyperbolic;
            /// Inverse hyperbolic tangent.
            atanh(x) = hyperbolic;
            /// Cube root.
            cbrt(x) = roots;
            /// √(x² + y²) without overflow on the way.
            hypot(x, y) = roots;
        }

        impl $crate::array::elementary::Hypotenuse for $T {
            fn hypotenuse(self, other: $T) -> $T {
                hypot(self, other)
            }
        }

        /// Sine and cosine at once; last digits may differ from those of either alone, as they do in the C library.
        pub fn sin_cos(x: $T) -> ($T, $T) {
            $crate::array::fused::fused(
                #[inline(always)]
                || circular::sin_cos(x),
            )
        }
    };
    (@all $T:ty; $($(#[$doc:meta])* $name:ident($($x:ident),*) = $family:ident;)*) => {
        $($(#[$doc])*
        pub fn $name($($x: $T),*) -> $T {
            let mut out = [0.0];
            runs::$name($(&[$x],)* &mut out);
            out[0]
        })*

        /// The functions of each element of runs.
        pub mod runs {
            use super::*;
            use $crate::array::fused::fused;
            use std::iter::zip;

            $($crate::array::elementary::functions! { @run $T; $name($($x),*) = $family; $(#[$doc])* })*
        }
    };
    (@run $T:ty; $name:ident($x:ident) = $family:ident; $(#[$doc:meta])*) => {
        $(#[$doc])*
        pub fn $name($x: &[$T], out: &mut [$T]) {
            fused(
                #[inline(always)]
                || {
                    for (out, &x) in zip(out, $x) {
                        *out = $family::$name(x);
                    }
                },
            );
        }
    };
    (@run $T:ty; $name:ident($x:ident, $y:ident) = $family:ident; $(#[$doc:meta])*) => {
        $(#[$doc])*
        pub fn $name($x: &[$T], $y: &[$T], out: &mut [$T]) {
            fused(
                #[inline(always)]
                || {
                    for (out, (&x, &y)) in zip(out, zip($x, $y)) {
                        *out = $family::$name(x, y);
                    }
                },
            );
        }
    };
}

use functions;

functions! { f64 }
