//! Scalars as text: Python's own floats and complex numbers, and NumPy's scalars.

use half::f16;
use num_complex::Complex;

use super::super::buffer::ObjectRef;
use super::super::core::Array;
use super::super::error::Result;
use super::super::scalar::Scalar;
use super::digits::Float;
use super::element::{NoFormatters, struct_text};
use super::float::{Positional, Scientific, Trim, positional, scientific};
use super::options::PrintOptions;
use super::text::{bytes_repr, str_repr, void_text};
use super::time::{datetime_repr, datetime_text, timedelta_repr, timedelta_text};

/// A floating-point type with the scalar that NumPy has for it.
pub trait FloatScalar: Float {
    /// From this number on, `str` of a scalar is in scientific notation: what the type resolves to the last unit.
    const POSITIONAL_BELOW: f64;

    /// The number of this type nearest to `x`.
    fn nearest(x: f64) -> Self;

    /// The absolute value.
    fn magnitude(self) -> Self;

    /// `self / divisor`, rounded to this type.
    fn ratio(self, divisor: Self) -> Self;
}

macro_rules! float_scalars {
    ($($type:ty, $positional_below:literal, $nearest:expr;)*) => { $(
        impl FloatScalar for $type {
            const POSITIONAL_BELOW: f64 = $positional_below;

            fn nearest(x: f64) -> $type {
                $nearest(x)
            }

            fn magnitude(self) -> $type {
                if self.is_sign_negative() { -self } else { self }
            }

            fn ratio(self, divisor: $type) -> $type {
                self / divisor
            }
        }
    )* };
}

float_scalars! {
    f16, 1e3, f16::from_f64;
    f32, 1e6, |x| x as f32;
    f64, 1e16, |x| x;
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

/// `str` of a NumPy scalar. Of an object only the class is shown; the floors above know more.
///
/// # Errors
/// Only a structured scalar can fail: its fields are set as the options say.
pub fn scalar_str(scalar: &Scalar, options: &PrintOptions) -> Result<String> {
    Ok(match scalar {
        Scalar::Bool(true) => "True".to_owned(),
        Scalar::Bool(false) => "False".to_owned(),
        Scalar::I8(x) => x.to_string(),
        Scalar::I16(x) => x.to_string(),
        Scalar::I32(x) => x.to_string(),
        Scalar::I64(x) => x.to_string(),
        Scalar::U8(x) => x.to_string(),
        Scalar::U16(x) => x.to_string(),
        Scalar::U32(x) => x.to_string(),
        Scalar::U64(x) => x.to_string(),
        Scalar::F16(x) => float_text(*x),
        Scalar::F32(x) => float_text(*x),
        Scalar::F64(x) => float_text(*x),
        Scalar::C64(z) => complex_text(*z),
        Scalar::C128(z) => complex_text(*z),
        Scalar::Str(text) => text.to_string(),
        Scalar::Bytes(bytes) => bytes_repr(bytes),
        Scalar::Datetime(count, unit) => datetime_text(*count, *unit),
        Scalar::Timedelta(count, unit) => timedelta_text(*count, *unit),
        Scalar::Struct(..) => {
            struct_text(&Array::from_scalar(scalar)?, options, &mut NoFormatters)?
        }
        Scalar::Void(bytes) => void_text(bytes),
        Scalar::Object(object) => object_text(object),
    })
}

/// `repr` of a NumPy scalar: `np.float64(3.0)`, `np.True_`.
///
/// # Errors
/// As [`scalar_str`].
pub fn scalar_repr(scalar: &Scalar, options: &PrintOptions) -> Result<String> {
    let text = match scalar {
        Scalar::Bool(true) => return Ok("np.True_".to_owned()),
        Scalar::Bool(false) => return Ok("np.False_".to_owned()),
        Scalar::Datetime(count, unit) => return Ok(datetime_repr(*count, *unit)),
        Scalar::Timedelta(count, unit) => return Ok(timedelta_repr(*count, *unit)),
        Scalar::Object(object) => return Ok(object_text(object)),
        Scalar::Str(text) => return Ok(format!("np.str_({})", str_repr(text))),
        Scalar::Bytes(bytes) => return Ok(format!("np.bytes_({})", bytes_repr(bytes))),
        other => scalar_str(other, options)?,
    };
    Ok(match scalar {
        Scalar::Void(_) => format!("np.void({text})"),
        Scalar::Struct(record) => {
            let class = if record.fields.record {
                "record"
            } else {
                "void"
            };
            let fields = record.fields.with_record(false);
            format!("np.{class}({text}, dtype={fields})")
        }
        // A complex number already stands in brackets, unless it is imaginary.
        _ if text.starts_with('(') => format!("np.{}{text}", scalar.dtype().name()),
        _ => format!("np.{}({text})", scalar.dtype().name()),
    })
}

/// An object whose `repr` nobody here knows.
pub(super) fn object_text(object: &ObjectRef) -> String {
    format!("<{} object>", object.type_name())
}
