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
use super::options::{Legacy, PrintOptions};
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
    let old = options.legacy == Legacy::V1_13;
    Ok(match scalar {
        Scalar::F16(x) if old => general(x.to_f64(), 6),
        Scalar::F32(x) if old => general(f64::from(*x), 6),
        Scalar::F64(x) if old => general(*x, 12),
        Scalar::C64(z) if old => general_complex(f64::from(z.re), f64::from(z.im), 6),
        Scalar::C128(z) if old => general_complex(z.re, z.im, 12),
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
        Scalar::Str(text) | Scalar::Text(Some(text), _) => text.to_string(),
        Scalar::Text(None, own) => match &own.missing {
            Some(missing) => missing.shown.to_string(),
            None => String::new(),
        },
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
    if options.legacy <= Legacy::V1_25 {
        return plain_repr(scalar, options);
    }
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

/// `repr` of a NumPy scalar before NumPy 2: `3.0`, `True`.
fn plain_repr(scalar: &Scalar, options: &PrintOptions) -> Result<String> {
    Ok(match scalar {
        Scalar::Datetime(count, unit) => "numpy".to_owned() + &datetime_repr(*count, *unit)[2..],
        Scalar::Timedelta(count, unit) => "numpy".to_owned() + &timedelta_repr(*count, *unit)[2..],
        Scalar::Str(text) => str_repr(text),
        Scalar::Void(_) => format!("void({})", scalar_str(scalar, options)?),
        Scalar::F16(x) if options.legacy == Legacy::V1_13 => general(x.to_f64(), 8),
        Scalar::F32(x) if options.legacy == Legacy::V1_13 => general(f64::from(*x), 8),
        Scalar::F64(x) if options.legacy == Legacy::V1_13 => general(*x, 17),
        Scalar::C64(z) if options.legacy == Legacy::V1_13 => {
            general_complex(f64::from(z.re), f64::from(z.im), 8)
        }
        Scalar::C128(z) if options.legacy == Legacy::V1_13 => general_complex(z.re, z.im, 17),
        other => scalar_str(other, options)?,
    })
}

/// A number of so many digits as C's `%g` writes it, with a `.0` where it looks like an integer.
fn general(x: f64, digits: usize) -> String {
    let text = general_digits(x, digits);
    match text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        true => text + ".0",
        false => text,
    }
}

fn general_complex(re: f64, im: f64, digits: usize) -> String {
    let part = general_digits(im, digits);
    if re == 0.0 && re.is_sign_positive() {
        return part + "j";
    }
    let sign = if part.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{part}j)", general_digits(re, digits))
}

fn general_digits(x: f64, digits: usize) -> String {
    if x == 0.0 || !x.is_finite() {
        return float_text(x).trim_end_matches(".0").to_owned();
    }
    // Rust's own digits are exact, as C's are.
    let text = format!("{x:.*e}", digits - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if power < -4 || power >= digits as i32 {
        let sign = if power < 0 { '-' } else { '+' };
        return format!("{}e{sign}{:02}", bare(mantissa), power.abs());
    }
    let after = (digits as i32 - 1 - power).max(0) as usize;
    bare(&format!("{x:.after$}"))
}

/// An object whose `repr` nobody here knows.
pub(super) fn object_text(object: &ObjectRef) -> String {
    format!("<{} object>", object.type_name())
}
