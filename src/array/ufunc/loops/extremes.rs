//! The larger and the smaller of two: `maximum` and `minimum` spread NaN, `fmax` and `fmin` avoid it.

use half::f16;
use num_complex::Complex;

use super::compare::{greater_equal, less_equal};
use super::{Loop, complexes, floats, folding2, ints, letter};
use crate::array::element::Bool;
use crate::array::ufunc::kernel::ternary;

macro_rules! extreme {
    ($name:ident, $join:tt, $integer:ident, $than:tt $least:tt, |$a:ident, $b:ident| $first:expr, $complex:path) => {
        pub static $name: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() $join b.get()))],
            ints!(folding2, |a, b| a.$integer(b)),
            &[
                // Of two zeros float16 keeps the first; the others, like the processor, the second.
        folding2!(f16, |$a, $b| if $a $least $b || $first { $a } else { $b }),
        folding2!(lanes f32, |$a, $b| if $a $than $b || $first { $a } else { $b }),
        folding2!(lanes f64, |$a, $b| if $a $than $b || $first { $a } else { $b }),
            ],
            complexes!(folding2, |$a, $b| if $complex($a, $b) || $first {
                $a
            } else {
                $b
            }),
        ];
    };
}

extreme!(MAXIMUM, |, max, > >=, |a, b| a.is_nan(), greater_equal);
extreme!(MINIMUM, &, min, < <=, |a, b| a.is_nan(), less_equal);
extreme!(FMAX, |, max, > >=, |a, b| b.is_nan(), greater_equal);
extreme!(FMIN, &, min, < <=, |a, b| b.is_nan(), less_equal);

/// Not below the second, not above the third; where those cross, the third wins.
macro_rules! clip {
    ($T:ty, |$a:ident, $b:ident| $raise:expr, $lower:expr) => {
        Loop {
            types: &[letter!($T), letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| {
                ternary::<$T>(ins, outs, |x, low, high| {
                    let ($a, $b) = (x, low);
                    let raised = if $raise { $a } else { $b };
                    let ($a, $b) = (raised, high);
                    if $lower { $a } else { $b }
                })
            },
            fold: None,
        }
    };
}

pub static CLIP: &[&[Loop]] = &[
    &[clip!(Bool, |a, b| a.get() || !b.get(), !a.get() || b.get())],
    ints!(clip, |a, b| a > b, a < b),
    floats!(clip, |a, b| a > b || a.is_nan(), a < b || a.is_nan()),
    complexes!(
        clip,
        |a, b| greater_equal(a, b) || a.is_nan(),
        less_equal(a, b) || a.is_nan()
    ),
];
