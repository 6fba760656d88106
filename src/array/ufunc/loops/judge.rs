//! From an operand and a result that is not finite to the flag that the processor would have raised.

use half::f16;
use num_complex::Complex;

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

/// For complex products: a NaN out of finite parts comes from an overflow.
pub fn product2<T: Judged>(a: Complex<T>, b: Complex<T>, result: Complex<T>) -> Flags {
    let finite = !a.nan() && !b.nan() && !a.infinite() && !b.infinite();
    standard2(a, b, result) | Flags::OVERFLOW.when(finite)
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
    Flags::INVALID.when(x.infinite()) | gap1(x, result)
}
