//! Elementary functions of complex numbers.

use num_complex::Complex;

use super::{Loop, judge, judged1, judged2, letter};
use crate::array::elementary::complex::{double, single};

macro_rules! complex1 {
    ($($table:ident = $function:ident, $judge:path;)*) => { $(
        pub static $table: &[&[Loop]] = &[&[
            judged1!(Complex<f32>, |z| single::$function(z), $judge),
            judged1!(Complex<f64>, |z| double::$function(z), $judge),
        ]];
    )* };
}

complex1! {
    EXP = exp, judge::standard1;
    EXP2 = exp2, judge::standard1;
    EXPM1 = expm1, judge::standard1;
    LOG = log, judge::pole1;
    LOG2 = log2, judge::pole1;
    LOG10 = log10, judge::pole1;
    LOG1P = log1p, judge::pole1;
    SQRT = sqrt, judge::standard1;
    SIN = sin, judge::standard1;
    COS = cos, judge::standard1;
    TAN = tan, judge::standard1;
    ARCSIN = asin, judge::standard1;
    ARCCOS = acos, judge::standard1;
    ARCTAN = atan, judge::pole1;
    SINH = sinh, judge::standard1;
    COSH = cosh, judge::standard1;
    TANH = tanh, judge::standard1;
    ARCSINH = asinh, judge::standard1;
    ARCCOSH = acosh, judge::standard1;
    ARCTANH = atanh, judge::pole1;
}

pub static POWER: &[&[Loop]] = &[&[
    judged2!(Complex<f32>, |a, b| single::pow(a, b), judge::power2),
    judged2!(Complex<f64>, |a, b| double::pow(a, b), judge::power2),
]];

pub static FLOAT_POWER: &[&[Loop]] = &[&[judged2!(
    Complex<f64>,
    |a, b| double::pow(a, b),
    judge::power2
)]];
