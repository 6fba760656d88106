//! The larger and the smaller of two: `maximum` and `minimum` spread NaN, `fmax` and `fmin` avoid it.

use half::f16;
use num_complex::Complex;

use super::compare::{Part, greater_equal, less_equal};
use super::{Loop, complexes, floats, folding2, ints, letter};
use crate::array::element::Bool;

macro_rules! extreme {
    ($name:ident, $join:tt, $integer:ident, |$a:ident, $b:ident| $float:expr, |$c:ident, $d:ident| $complex:expr) => {
        pub static $name: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() $join b.get()))],
            ints!(folding2, |a, b| a.$integer(b)),
            floats!(folding2, |$a, $b| $float),
            complexes!(folding2, |$c, $d| if $complex { $c } else { $d }),
        ];
    };
}

extreme!(MAXIMUM, |, max, |a, b| if a >= b || a.is_nan() { a } else { b }, |a, b| is_nan(a) || greater_equal(a, b));
extreme!(MINIMUM, &, min, |a, b| if a <= b || a.is_nan() { a } else { b }, |a, b| is_nan(a) || less_equal(a, b));
extreme!(FMAX, |, max, |a, b| if a >= b || b.is_nan() { a } else { b }, |a, b| is_nan(b) || greater_equal(a, b));
extreme!(FMIN, &, min, |a, b| if a <= b || b.is_nan() { a } else { b }, |a, b| is_nan(b) || less_equal(a, b));

fn is_nan<T: Part>(z: Complex<T>) -> bool {
    !(z.re.is_number() && z.im.is_number())
}
