//! Scalars as text: Python's own floats and complex numbers, and NumPy's scalars.

use half::f16;
use num_complex::Complex;

use super::digits::Float;
use super::float::{Positional, Scientific, Trim, positional, scientific};

/// A floating-point type with the scalar that NumPy has for it.
pub trait FloatScalar: Float {
    /// From this number on, `str` of a scalar is in scientific notation: what the type resolves to the last unit.
    const POSITIONAL_BELOW: f64;
}

impl FloatScalar for f16 {
    const POSITIONAL_BELOW: f64 = 1e3;
}

impl FloatScalar for f32 {
    const POSITIONAL_BELOW: f64 = 1e6;
}

impl FloatScalar for f64 {
    const POSITIONAL_BELOW: f64 = 1e16;
}

/// Below this number, but for zero, `str` of a scalar is in scientific notation.
const POSITIONAL_FROM: f64 = 1e-4;

/// `str` of a NumPy float scalar; for `f64` also `str` and `repr` of a Python float.
///
/// ```
/// use ndbook::array::print::float_text;
///
/// assert_eq!(float_text(0.1_f32), "0.1");
/// assert_eq!(float_text(1e16), "1e+16");
/// ```
pub fn float_text<F: FloatScalar>(x: F) -> String {
    write_float(x, Trim::LeaveOneZero, false)
}

/// `str` of a NumPy complex scalar; for `f64` also `str` and `repr` of a Python complex number: `(1+2j)`, `2j`.
pub fn complex_text<F: FloatScalar>(z: Complex<F>) -> String {
    let real = z.re.to_f64();
    if real == 0.0 && real.is_sign_positive() {
        return format!("{}j", write_float(z.im, Trim::ZerosAndPoint, false));
    }
    let real = write_float(z.re, Trim::ZerosAndPoint, false);
    let imaginary = if z.im.to_f64().is_nan() {
        "+nan".to_owned()
    } else {
        write_float(z.im, Trim::ZerosAndPoint, true)
    };
    format!("({real}{imaginary}j)")
}

/// The shortest digits that identify `x`, in the notation that suits its size.
fn write_float<F: FloatScalar>(x: F, trim: Trim, sign: bool) -> String {
    let size = x.to_f64().abs();
    if size == 0.0 || (POSITIONAL_FROM..F::POSITIONAL_BELOW).contains(&size) {
        let options = Positional {
            trim,
            sign,
            ..Positional::default()
        };
        // Cannot fail: the number has at most 16 digits on either side and no padding.
        if let Ok(text) = positional(x, &options) {
            return text;
        }
    }
    let options = Scientific {
        trim: Trim::ZerosAndPoint,
        sign,
        ..Scientific::default()
    };
    scientific(x, &options)
}
