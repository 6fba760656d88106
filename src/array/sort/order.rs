//! NumPy's order of values: NaN and NaT last, complex numbers by their real parts first, text by code points.

use std::rc::Rc;

use half::f16;
use num_complex::Complex;

use super::plain;
use crate::array::core::read_scalar;
use crate::array::{Bool, Scalar};

/// Values that can be sorted.
pub trait Ordered: Clone {
    /// Does `self` stand before `other`? Equal values do not, in either direction.
    fn before(&self, other: &Self) -> bool;

    /// Numbers that stand for the values in sorting.
    const RANKS: Option<Ranks<Self>> = None;

    /// Sorts numbers of which equal ones cannot be told apart, in any way; false leaves it to others.
    fn sort_numbers(_: &mut [Self]) -> bool {
        false
    }

    /// NumPy's selection looks for the greatest value of floats and complex numbers in its own way.
    const INEXACT: bool = false;
}

/// How values become numbers of the same order; NaN is the greatest of all.
pub struct Ranks<T> {
    pub of: fn(&T) -> u64,
    /// NumPy sorts this type by a network of vector instructions, which decides the order of equal values: the rank that
    /// fills a register up.
    pub filler: Option<u64>,
}

const SIGN: u64 = 1 << 63;

/// A float's bits, so that they compare as the float does; both zeros are the same, and NaN stands last.
fn float_rank(x: f64) -> u64 {
    if x.is_nan() {
        return u64::MAX;
    }
    let bits = (x + 0.0).to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

macro_rules! ordered_integers {
    ($($T:ty => $of:expr, $filler:expr;)*) => { $(
        impl Ordered for $T {
            #[inline]
            fn before(&self, other: &$T) -> bool { self < other }
            fn sort_numbers(lane: &mut [$T]) -> bool {
                plain::sort_unstable(lane, &|a, b| a < b);
                true
            }
            const RANKS: Option<Ranks<$T>> = Some(Ranks { of: $of, filler: $filler });
        }
    )* };
}

const fn signed_rank(x: i64) -> u64 {
    x as u64 ^ SIGN
}

ordered_integers! {
    i8 => |x| signed_rank(i64::from(*x)), None;
    i16 => |x| signed_rank(i64::from(*x)), None;
    i32 => |x| signed_rank(i64::from(*x)), Some(signed_rank(i32::MAX as i64));
    i64 => |x| signed_rank(*x), Some(u64::MAX);
    u8 => |x| u64::from(*x), None;
    u16 => |x| u64::from(*x), None;
    u32 => |x| u64::from(*x), Some(u32::MAX as u64);
    u64 => |x| *x, Some(u64::MAX);
}

/// The rank of positive infinity.
const INFINITY_RANK: u64 = 0x7ff0_0000_0000_0000 | SIGN;

macro_rules! ordered_floats {
    ($($T:ty),*) => { $(
        impl Ordered for $T {
            #[inline]
            fn before(&self, other: &$T) -> bool {
                self < other || (other.is_nan() && !self.is_nan())
            }
            fn sort_numbers(lane: &mut [$T]) -> bool {
                let special = |x: &$T| x.is_nan() || (*x == 0.0 && x.is_sign_negative());
                if lane.iter().any(special) {
                    return false;
                }
                plain::sort_unstable(lane, &|a, b| a < b);
                true
            }
            const RANKS: Option<Ranks<$T>> = Some(Ranks {
                of: |x| float_rank(f64::from(*x)),
                filler: Some(INFINITY_RANK),
            });
            const INEXACT: bool = true;
        }

        impl Ordered for Complex<$T> {
            fn before(&self, other: &Complex<$T>) -> bool {
                let (a, b) = (self, other);
                if a.re < b.re {
                    a.im == a.im || b.im != b.im
                } else if a.re > b.re {
                    b.im != b.im && a.im == a.im
                } else if a.re == b.re || (a.re.is_nan() && b.re.is_nan()) {
                    a.im.before(&b.im)
                } else {
                    b.re.is_nan()
                }
            }
            const INEXACT: bool = true;
        }
    )* };
}

ordered_floats!(f32, f64);

impl Ordered for f16 {
    #[inline]
    fn before(&self, other: &f16) -> bool {
        self < other || (other.is_nan() && !self.is_nan())
    }
    const RANKS: Option<Ranks<f16>> = Some(Ranks {
        of: |x| float_rank(f64::from(*x)),
        filler: None,
    });
}

impl Ordered for Bool {
    #[inline]
    fn before(&self, other: &Bool) -> bool {
        !self.get() && other.get()
    }
    const RANKS: Option<Ranks<Bool>> = Some(Ranks {
        of: |x| u64::from(x.get()),
        filler: None,
    });
}

/// Elements of every other dtype. Records compare field by field.
impl Ordered for Scalar {
    fn before(&self, other: &Scalar) -> bool {
        match (self, other) {
            (Scalar::Str(a), Scalar::Str(b)) => a < b,
            (Scalar::Text(a, dtype), Scalar::Text(b, _)) => {
                let text =
                    |text: &Option<Rc<str>>| text.clone().or_else(|| dtype.text_of_missing());
                match (text(a), text(b)) {
                    (Some(a), Some(b)) => a < b,
                    (a, b) => a.is_some() && b.is_none(),
                }
            }
            (Scalar::Bytes(a), Scalar::Bytes(b)) | (Scalar::Void(a), Scalar::Void(b)) => a < b,
            (Scalar::Datetime(a, _), Scalar::Datetime(b, _))
            | (Scalar::Timedelta(a, _), Scalar::Timedelta(b, _)) => {
                // NaT is the lowest number and stands last.
                a.wrapping_sub(1) < b.wrapping_sub(1)
            }
            (Scalar::Struct(a), Scalar::Struct(b)) => {
                for field in &a.fields.fields {
                    let of = |bytes: &[u8]| read_scalar(bytes, field.offset, &field.dtype);
                    let (x, y) = (a.with_bytes(of), b.with_bytes(of));
                    if x.before(&y) {
                        return true;
                    }
                    if y.before(&x) {
                        return false;
                    }
                }
                false
            }
            _ => number_before(self, other),
        }
    }
}

fn number_before(a: &Scalar, b: &Scalar) -> bool {
    if let (Some(a), Some(b)) = (a.as_integer(), b.as_integer()) {
        return a < b;
    }
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.before(&b),
        _ => match (a.as_complex(), b.as_complex()) {
            (Some(a), Some(b)) => a.before(&b),
            _ => false,
        },
    }
}
