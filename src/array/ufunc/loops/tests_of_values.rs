//! Questions about one value: `isnan`, `isinf`, `isfinite`, `signbit`.

use half::f16;
use num_complex::Complex;

use super::{Loop, complexes, ints, letter, plain1};
use crate::array::element::Bool;

macro_rules! question {
    ($name:ident, $others:expr, |$x:ident| $float:expr, |$z:ident| $complex:expr) => {
        pub static $name: &[&[Loop]] = &[
            &[plain1!(Bool, |_x| Bool::of($others))],
    ints!(plain1, => Bool, |_x| Bool::of($others)),
            &[
        plain1!(@loop f16, Bool, |$x| Bool::of($float)),
        plain1!(f32, => Bool, |$x| Bool::of($float)),
        plain1!(f64, => Bool, |$x| Bool::of($float)),
            ],
    complexes!(plain1, => Bool, |$z| Bool::of($complex)),
        ];
    };
}

question!(ISNAN, false, |x| x.is_nan(), |z| z.re.is_nan()
    | z.im.is_nan());
question!(ISINF, false, |x| x.is_infinite(), |z| z.re.is_infinite()
    | z.im.is_infinite());
question!(ISFINITE, true, |x| x.is_finite(), |z| z.re.is_finite()
    & z.im.is_finite());

pub static SIGNBIT: &[&[Loop]] = &[&[
    plain1!(@loop f16, Bool, |x| Bool::of(x.is_sign_negative())),
    plain1!(f32, => Bool, |x| Bool::of(x.is_sign_negative())),
    plain1!(f64, => Bool, |x| Bool::of(x.is_sign_negative())),
]];
