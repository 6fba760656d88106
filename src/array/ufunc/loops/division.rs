//! Division: true, floored, truncated, with remainders; and powers of integers.

use half::f16;
use num_complex::Complex;
use num_traits::{Float, PrimInt, Signed, WrappingMul};

use super::{Loop, by_sign, complexes, flagged2, floats, ints, judge, judged2, letter, two2};
use crate::array::ufunc::Flags;

pub static DIVIDE: &[&[Loop]] = &[
    floats!(judged2, |a, b| a / b, judge::quotient2, in float32),
    complexes!(judged2, |a, b| quotient(a, b), judge::complex_quotient2),
];

/// Smith's method, as NumPy has it: scaled by the larger part of the divisor.
#[inline]
pub fn quotient<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (re, im) = (b.re.abs(), b.im.abs());
    if re >= im {
        if re.is_zero() && im.is_zero() {
            return Complex::new(a.re / re, a.im / im);
        }
        let ratio = b.im / b.re;
        let scale = T::one() / (b.re + b.im * ratio);
        Complex::new((a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale)
    } else {
        let ratio = b.re / b.im;
        let scale = T::one() / (b.im + b.re * ratio);
        Complex::new((a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale)
    }
}

/// The quotient and remainder of Python: the remainder has the sign of the divisor.
#[inline]
fn divmod_signed<T: PrimInt + Signed>(a: T, b: T) -> (T, T, Flags) {
    let (zero, one) = (T::zero(), T::one());
    if b == zero {
        return (zero, zero, Flags::DIVIDE);
    }
    if a == T::min_value() && b == -one {
        return (a, zero, Flags::OVERFLOW);
    }
    let (quotient, remainder) = (a / b, a % b);
    if remainder != zero && (remainder < zero) != (b < zero) {
        (quotient - one, remainder + b, Flags::NONE)
    } else {
        (quotient, remainder, Flags::NONE)
    }
}

#[inline]
fn divmod_unsigned<T: PrimInt>(a: T, b: T) -> (T, T, Flags) {
    if b == T::zero() {
        (T::zero(), T::zero(), Flags::DIVIDE)
    } else {
        (a / b, a % b, Flags::NONE)
    }
}

fn quotient_of<T>((quotient, _, flags): (T, T, Flags)) -> (T, Flags) {
    (quotient, flags)
}

/// Only the quotient overflows.
fn remainder_of<T>((_, remainder, flags): (T, T, Flags)) -> (T, Flags) {
    (remainder, Flags::DIVIDE.when(flags.contains(Flags::DIVIDE)))
}

pub static FLOOR_DIVIDE: &[&[Loop]] = &[
    by_sign!(
        flagged2,
        (|a, b| quotient_of(divmod_signed(a, b))),
        (|a, b| quotient_of(divmod_unsigned(a, b)))
    ),
    floats!(flagged2, |a, b| floor_divide(a, b)),
];

pub static REMAINDER: &[&[Loop]] = &[
    by_sign!(
        flagged2,
        (|a, b| remainder_of(divmod_signed(a, b))),
        (|a, b| remainder_of(divmod_unsigned(a, b)))
    ),
    floats!(flagged2, |a, b| remainder(a, b)),
];

pub static DIVMOD: &[&[Loop]] = &[
    by_sign!(
        two2,
        (|a, b| divmod_signed(a, b)),
        (|a, b| divmod_unsigned(a, b))
    ),
    floats!(two2, |a, b| divmod(a, b)),
];

/// C's remainder, with the sign of the dividend.
pub static FMOD: &[&[Loop]] = &[
    ints!(flagged2, |a, b| match b {
        0 => (0, Flags::DIVIDE),
        b => (a.wrapping_rem(b), Flags::NONE),
    }),
    floats!(judged2, |a, b| a % b, judge::invalid2),
];

/// `floor(a / b)`, exact where the quotient is near an integer.
#[inline]
pub fn floor_divide<T: Float + judge::Judged>(a: T, b: T) -> (T, Flags) {
    if b.is_zero() {
        let result = a / b;
        return (result, judge::quotient2(a, b, result));
    }
    let (quotient, _, flags) = divmod(a, b);
    (quotient, flags)
}

/// Lies what is left of a division on the other side of zero than the divisor?
#[inline]
fn is_across<T: Float>(b: T, rest: T) -> bool {
    !rest.is_zero() && (b < T::zero()) != (rest < T::zero())
}

#[inline]
fn with_sign_of<T: Float>(b: T, rest: T) -> T {
    if rest.is_zero() {
        T::zero().copysign(b)
    } else if is_across(b, rest) {
        rest + b
    } else {
        rest
    }
}

/// The remainder with the sign of the divisor.
#[inline]
pub fn remainder<T: Float + judge::Judged>(a: T, b: T) -> (T, Flags) {
    if b.is_zero() {
        let result = a % b;
        return (result, judge::invalid2(a, b, result));
    }
    let rest = a % b;
    let flags = judge::invalid2(a, b, rest);
    (with_sign_of(b, rest), flags)
}

/// `floor_divide` and `remainder` together, by CPython's and NumPy's steps.
#[inline]
pub fn divmod<T: Float + judge::Judged>(a: T, b: T) -> (T, T, Flags) {
    let rest = a % b;
    let mut flags = judge::invalid2(a, b, rest);
    if b.is_zero() {
        let result = a / b;
        return (result, rest, flags | judge::quotient2(a, b, result));
    }
    // a - rest is very nearly a multiple of b.
    let mut quotient = (a - rest) / b;
    if is_across(b, rest) {
        quotient = quotient - T::one();
    }
    let remainder = with_sign_of(b, rest);
    let half = T::one() / (T::one() + T::one());
    let floored = if quotient.is_zero() {
        T::zero().copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > half {
            floor + T::one()
        } else {
            floor
        }
    };
    if Float::is_infinite(floored) && a.is_finite() && b.is_finite() {
        // The quotient overflows, and then the floor is taken from it.
        flags |= Flags::OVERFLOW | Flags::INVALID;
    }
    (floored, remainder, flags)
}

/// Integers to non-negative integer powers, wrapping; the rest is an error that the machine raises.
pub static INTEGER_POWER: &[&[Loop]] = &[ints!(flagged2, |base, exponent| integer_power(
    base, exponent
))];

/// By squaring.
fn integer_power<T: PrimInt + WrappingMul>(mut base: T, mut exponent: T) -> (T, Flags) {
    let (zero, one) = (T::zero(), T::one());
    if exponent < zero {
        return (zero, Flags::NEGATIVE_POWER);
    }
    let mut result = one;
    while exponent > zero {
        if exponent & one == one {
            result = result.wrapping_mul(&base);
        }
        base = base.wrapping_mul(&base);
        exponent = exponent >> 1;
    }
    (result, Flags::NONE)
}
