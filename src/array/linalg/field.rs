//! The numbers that matrices are made of: two precisions, real and complex.

use std::fmt::Debug;
use std::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

use num_complex::{Complex, ComplexFloat};
use num_traits::Float;

use crate::array::{DType, Element};

/// A real or complex number.
pub trait Field:
    Element + ComplexFloat<Real = Self::R> + AddAssign + SubAssign + MulAssign + DivAssign + Debug
{
    /// The reals under it.
    type R: Real;
    const IS_COMPLEX: bool;

    fn from_real(x: Self::R) -> Self;
    fn from_parts(re: Self::R, im: Self::R) -> Self;

    /// `self * b + c`, rounded once for real numbers.
    fn fused(self, b: Self, c: Self) -> Self;

    /// |re| + |im|: what LAPACK compares pivots by.
    fn size1(self) -> Self::R {
        Float::abs(self.re()) + Float::abs(self.im())
    }

    /// Multiplied by a real number.
    fn times(self, x: Self::R) -> Self {
        Self::from_parts(self.re() * x, self.im() * x)
    }

    fn sqr(self) -> Self::R {
        self.re() * self.re() + self.im() * self.im()
    }

    fn is_zero_number(self) -> bool {
        self.re() == Self::R::zero_() && self.im() == Self::R::zero_()
    }
}

/// A real number: `f32` or `f64`.
pub trait Real: Field<R = Self> + Float + PartialOrd + Into<f64> {
    /// The complex numbers over it.
    const COMPLEX_DTYPE: DType;

    fn zero_() -> Self;
    fn one_() -> Self;

    fn of(x: f64) -> Self;

    /// Half a unit in the last place of 1: LAPACK's `eps`.
    fn eps() -> Self {
        Self::epsilon() * Self::of(0.5)
    }

    /// The smallest number whose reciprocal does not overflow.
    fn safe_min() -> Self {
        Self::min_positive_value()
    }

    /// |x| with the sign of `y`.
    fn with_sign_of(self, y: Self) -> Self {
        self.copysign(y)
    }

    fn squared(self) -> Self {
        self * self
    }
}

macro_rules! reals {
    ($($type:ident => $complex:ident),*) => { $(
        impl Field for $type {
            type R = $type;
            const IS_COMPLEX: bool = false;

            #[inline]
            fn from_real(x: $type) -> $type { x }

            #[inline]
            fn from_parts(re: $type, _: $type) -> $type { re }

            #[inline(always)]
            fn fused(self, b: $type, c: $type) -> $type { <$type>::mul_add(self, b, c) }
        }

        impl Real for $type {
            const COMPLEX_DTYPE: DType = DType::$complex;

            #[inline]
            fn zero_() -> $type { 0.0 }

            #[inline]
            fn one_() -> $type { 1.0 }

            #[inline]
            fn of(x: f64) -> $type { x as $type }
        }

        impl Field for Complex<$type> {
            type R = $type;
            const IS_COMPLEX: bool = true;

            #[inline]
            fn from_real(x: $type) -> Self { Complex::new(x, 0.0) }

            #[inline]
            fn from_parts(re: $type, im: $type) -> Self { Complex::new(re, im) }

            #[inline(always)]
            fn fused(self, b: Self, c: Self) -> Self {
                let re = <$type>::mul_add(-self.im, b.im, <$type>::mul_add(self.re, b.re, c.re));
                let im = <$type>::mul_add(self.im, b.re, <$type>::mul_add(self.re, b.im, c.im));
                Complex::new(re, im)
            }
        }
    )* };
}

reals!(f32 => C64, f64 => C128);
