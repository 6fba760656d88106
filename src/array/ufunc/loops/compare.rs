//! Comparisons and logic.

use std::cmp::Ordering;

use half::f16;
use num_complex::Complex;

use super::{Loop, complexes, floats, folding2, ints, letter, noticing2, plain1, plain2};
use crate::array::element::Bool;
use crate::array::ufunc::Flags;
use crate::array::ufunc::kernel::binary;

/// The tables of one comparison. Complex numbers compare by the real part, then the imaginary; integers of unlike
/// sign compare exactly, by way of `Ordering`.
macro_rules! comparison {
    ($name:ident, $operator:tt, $complex:path, $warns:literal, |$ordering:ident| $verdict:expr) => {
        pub static $name: &[&[Loop]] = &[
    &[plain2!(Bool, => Bool, |a, b| Bool::of(a.get() $operator b.get()))],
    ints!(plain2, => Bool, |a, b| Bool::of(a $operator b)),
            &[
                Loop {
                    types: b"lL?",
                    inner: |ins, outs| {
                        binary::<i64, u64, Bool>(ins, outs, |a, b| {
                            let $ordering = i128::from(a).cmp(&i128::from(b));
                            Bool::of($verdict)
                        })
                    },
                    fold: None,
                },
                Loop {
                    types: b"Ll?",
                    inner: |ins, outs| {
                        binary::<u64, i64, Bool>(ins, outs, |a, b| {
                            let $ordering = i128::from(a).cmp(&i128::from(b));
                            Bool::of($verdict)
                        })
                    },
                    fold: None,
                },
            ],
    floats!(plain2, => Bool, |a, b| Bool::of(a $operator b)),
            complexes!(noticing2, => Bool, |a, b| {
                (Bool::of($complex(a, b)), Flags::INVALID.when($warns && meets_nan(a, b)))
            }),
        ];
    };
}

comparison!(GREATER, >, greater, true, |ordering| ordering == Ordering::Greater);
comparison!(GREATER_EQUAL, >=, greater_equal, true, |ordering| ordering != Ordering::Less);
comparison!(LESS, <, less, true, |ordering| ordering == Ordering::Less);
comparison!(LESS_EQUAL, <=, less_equal, true, |ordering| ordering != Ordering::Greater);
comparison!(EQUAL, ==, equal, false, |ordering| ordering == Ordering::Equal);
comparison!(NOT_EQUAL, !=, not_equal, false, |ordering| ordering != Ordering::Equal);

/// A float, for the order of complex numbers.
pub trait Part: Copy + PartialOrd {
    #[allow(clippy::eq_op)] // only NaN differs from itself
    fn is_number(self) -> bool {
        self == self
    }
}

impl Part for f32 {}
impl Part for f64 {}

pub fn greater<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    (a.re > b.re && a.im.is_number() && b.im.is_number()) || (a.re == b.re && a.im > b.im)
}

pub fn greater_equal<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    (a.re > b.re && a.im.is_number() && b.im.is_number()) || (a.re == b.re && a.im >= b.im)
}

fn less<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    greater(b, a)
}

pub fn less_equal<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    greater_equal(b, a)
}

fn equal<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    a.re == b.re && a.im == b.im
}

fn not_equal<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    !equal(a, b)
}

/// Does an ordering comparison of these look at a NaN? The imaginary parts only count beside equal real ones.
fn meets_nan<T: Part>(a: Complex<T>, b: Complex<T>) -> bool {
    let real = a.re.is_number() && b.re.is_number();
    let imaginary = a.im.is_number() && b.im.is_number();
    !real || (a.re == b.re && !imaginary)
}

/// Anything but zero is true; NaN too.
macro_rules! logic {
    ($name:ident, |$a:ident, $b:ident| $verdict:expr) => {
        pub static $name: &[&[Loop]] = &[
            &[folding2!(Bool, |$a, $b| {
                let ($a, $b) = ($a.get(), $b.get());
                Bool::of($verdict)
            })],
            ints!(plain2, => Bool, |$a, $b| {
                let ($a, $b) = ($a != 0, $b != 0);
                Bool::of($verdict)
            }),
            floats!(plain2, => Bool, |$a, $b| {
                let ($a, $b) = ($a != 0.0, $b != 0.0);
                Bool::of($verdict)
            }),
            complexes!(plain2, => Bool, |$a, $b| {
                let ($a, $b) = ($a.re != 0.0 || $a.im != 0.0, $b.re != 0.0 || $b.im != 0.0);
                Bool::of($verdict)
            }),
        ];
    };
}

logic!(LOGICAL_AND, |a, b| a & b);
logic!(LOGICAL_OR, |a, b| a | b);
logic!(LOGICAL_XOR, |a, b| a != b);

pub static LOGICAL_NOT: &[&[Loop]] = &[
    &[plain1!(Bool, |x| Bool::of(!x.get()))],
    ints!(plain1, => Bool, |x| Bool::of(x == 0)),
    &[
        plain1!(@loop f16, Bool, |x| Bool::of(x.to_f32() == 0.0)),
        plain1!(f32, => Bool, |x| Bool::of(x == 0.0)),
        plain1!(f64, => Bool, |x| Bool::of(x == 0.0)),
    ],
    complexes!(plain1, => Bool, |z| Bool::of(z.re == 0.0 && z.im == 0.0)),
];
