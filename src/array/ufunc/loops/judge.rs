//! From an operand and a result that is not finite to the flag that the processor would have raised.

use half::f16;
use num_complex::Complex;
use num_traits::Float;

use crate::array::ufunc::flags::Flags;

/// What a judge asks of a number.
pub trait Judged: Copy {
    fn nan(self) -> bool;
    fn infinite(self) -> bool;
    fn null(self) -> bool;
}

macro_rules! judged_real {
    ($($T:ty),*) => { $(
        impl Judged for $T {
            fn nan(self) -> bool { self.is_nan() }
            fn infinite(self) -> bool { self.is_infinite() }
            fn null(self) -> bool { self == <$T>::default() }
        }
    )* };
}

judged_real!(f16, f32, f64);

impl<T: Judged> Judged for Complex<T> {
    fn nan(self) -> bool {
        self.re.nan() || self.im.nan()
    }

    fn infinite(self) -> bool {
        self.re.infinite() || self.im.infinite()
    }

    fn null(self) -> bool {
        self.re.null() && self.im.null()
    }
}

/// A NaN out of numbers is invalid, an infinity out of finite ones an overflow.
pub fn standard1<T: Judged, R: Judged>(x: T, result: R) -> Flags {
    Flags::INVALID.when(result.nan() && !x.nan())
        | Flags::OVERFLOW.when(result.infinite() && !x.nan() && !x.infinite())
}

/// As [`standard1`], for functions with a pole: an infinity out of a finite number is a division by zero.
pub fn pole1<T: Judged, R: Judged>(x: T, result: R) -> Flags {
    Flags::INVALID.when(result.nan() && !x.nan())
        | Flags::DIVIDE.when(result.infinite() && !x.nan() && !x.infinite())
}

/// For 1/x: only of zero it is a division by zero.
pub fn inverse1<T: Judged>(x: T, result: T) -> Flags {
    if x.null() {
        Flags::DIVIDE
    } else {
        standard1(x, result)
    }
}

/// As [`standard1`], for two operands.
pub fn standard2<T: Judged>(a: T, b: T, result: T) -> Flags {
    let known = !a.nan() && !b.nan();
    let finite = known && !a.infinite() && !b.infinite();
    Flags::INVALID.when(result.nan() && known) | Flags::OVERFLOW.when(result.infinite() && finite)
}

/// For functions that compare their operands first: NaN compares with nothing, and that is an invalid operation.
pub fn comparing2<T: Judged>(a: T, b: T, result: T) -> Flags {
    Flags::INVALID.when(a.nan() || b.nan()) | standard2(a, b, result)
}

/// What one product of parts raises, and what it is.
fn times<T: Judged + Float>(a: T, b: T) -> (T, Flags) {
    let product = a * b;
    (product, standard2(a, b, product))
}

/// What one sum of parts raises.
fn plus<T: Judged + Float>(a: T, b: T) -> Flags {
    standard2(a, b, a + b)
}

/// For complex products, step by step: `(a + bi)(c + di) = (ac - bd) + (ad + bc)i`.
pub fn product2<T: Judged + Float>(a: Complex<T>, b: Complex<T>, _: Complex<T>) -> Flags {
    let ((ac, one), (bd, two)) = (times(a.re, b.re), times(a.im, b.im));
    let ((ad, three), (bc, four)) = (times(a.re, b.im), times(a.im, b.re));
    one | two | three | four | plus(ac, -bd) | plus(ad, bc)
}

/// For complex quotients, step by step, as Smith's method goes. To compare NaN is invalid too.
pub fn complex_quotient2<T: Judged + Float>(a: Complex<T>, b: Complex<T>, _: Complex<T>) -> Flags {
    if b.nan() {
        return Flags::INVALID;
    }
    if b.null() {
        let zero = T::zero();
        return quotient2(a.re, zero, a.re / zero) | quotient2(a.im, zero, a.im / zero);
    }
    // By the larger part of the divisor; where that is the imaginary one, the dividend is turned.
    let (large, small, re, im) = if Float::abs(b.re) >= Float::abs(b.im) {
        (b.re, b.im, a.re, a.im)
    } else {
        (b.im, b.re, a.im, -a.re)
    };
    let ratio = small / large;
    let (step, one) = times(small, ratio);
    let scale = T::one() / (large + step);
    let ((forth, two), (back, three)) = (times(im, ratio), times(re, ratio));
    let ends = [re + forth, im - back].map(|sum| times(sum, scale).1);
    let own =
        quotient2(small, large, ratio) | one | two | three | plus(re, forth) | plus(im, -back);
    own | ends[0] | ends[1]
}

/// For division: an infinity out of a finite number over zero is a division by zero.
pub fn quotient2<T: Judged>(a: T, b: T, result: T) -> Flags {
    if b.null() && !a.nan() && !a.infinite() {
        Flags::DIVIDE.when(result.infinite()) | Flags::INVALID.when(result.nan())
    } else {
        standard2(a, b, result)
    }
}

/// For powers: an infinity out of zero is a division by zero.
pub fn power2<T: Judged>(a: T, b: T, result: T) -> Flags {
    if a.null() && !b.nan() && !b.infinite() && result.infinite() {
        Flags::DIVIDE
    } else {
        standard2(a, b, result)
    }
}

/// For functions that only ever fail on what they are not defined on.
pub fn invalid2<T: Judged>(a: T, b: T, result: T) -> Flags {
    Flags::INVALID.when(result.nan() && !a.nan() && !b.nan())
}

/// The gap after the largest number overflows.
pub fn gap1<T: Judged>(x: T, result: T) -> Flags {
    Flags::OVERFLOW.when(result.infinite() && !x.infinite())
}

/// As [`gap1`]; the gap at an infinity is invalid.
pub fn half_gap1<T: Judged>(x: T, result: T) -> Flags {
    Flags::INVALID.when(x.infinite() || x.nan()) | gap1(x, result)
}
