//! One scalar as another dtype: the conversions that are not between plain numbers.

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::ToPrimitive;

use super::calendar;
use super::core::Array;
use super::dtype::{DType, Kind};
use super::error::{Error, ErrorKind, Result};
use super::print::{PrintOptions, bytes_repr, scalar_str, str_repr};
use super::scalar::Scalar;
use super::sort::is_nan;
use super::texts::{MissingKind, TextType};
use super::timetext;
use super::ufunc::{Input, dtype_repr};

/// `scalar` as a value of dtype `to`.
///
/// # Errors
/// ValueError where a text is not a number, OverflowError where an integer in a text does not fit, TypeError where
/// there is no conversion.
pub fn cast_scalar(scalar: &Scalar, to: &DType) -> Result<Scalar> {
    let from = scalar.dtype();
    if from == *to {
        return Ok(scalar.clone());
    }
    match (scalar, to.native()) {
        // The commonest of all needs no array.
        (Scalar::I64(x), DType::F64) => Ok(Scalar::F64(*x as f64)),
        (_, DType::Text(own)) if !matches!(scalar, Scalar::Object(_)) => {
            as_stored_text(scalar, own)
        }
        (Scalar::Text(text, own), DType::Bool) => Ok(Scalar::Bool(match text {
            Some(text) => !text.is_empty(),
            None => own.has_nan(),
        })),
        (Scalar::Text(..), DType::Void(width)) => Ok(Scalar::Void(padded(
            as_text(scalar, to)?.as_bytes(),
            *width,
        ))),
        (Scalar::Object(_), _) | (_, DType::Object) => Err(no_conversion(&from, to)),
        (Scalar::Void(raw), DType::Bool) => Ok(Scalar::Bool(raw.iter().any(|&byte| byte != 0))),
        (Scalar::Void(raw), native) if !matches!(native, DType::Void(_) | DType::Struct(_)) => {
            raw_as(raw, scalar, native)
        }
        (_, DType::Str(width)) => Ok(Scalar::Str(clipped(&as_text(scalar, to)?, *width))),
        (Scalar::Str(text), DType::Bytes(width)) => as_ascii(text, *width),
        (Scalar::Bytes(raw), DType::Bytes(width)) => {
            Ok(Scalar::Bytes(raw[..raw.len().min(*width)].into()))
        }
        (_, DType::Bytes(width)) => as_ascii(&as_text(scalar, to)?, *width),
        (Scalar::Str(text), _) => from_text(text, scalar, to),
        (Scalar::Text(..), _) => from_text(&as_text(scalar, to)?, scalar, to),
        (Scalar::Bytes(raw), DType::Void(width)) => Ok(Scalar::Void(padded(raw, *width))),
        (Scalar::Bytes(raw), _) => from_text(&String::from_utf8_lossy(raw), scalar, to),
        (Scalar::Datetime(count, unit), DType::Datetime(target)) => Ok(Scalar::Datetime(
            calendar::convert_date(*count, *unit, *target),
            *target,
        )),
        (Scalar::Timedelta(count, unit), DType::Timedelta(target)) => Ok(Scalar::Timedelta(
            calendar::convert_duration(*count, *unit, *target),
            *target,
        )),
        (Scalar::Datetime(count, _), DType::Timedelta(unit)) => {
            Ok(Scalar::Timedelta(*count, *unit))
        }
        (Scalar::Timedelta(count, _), DType::Datetime(unit)) => Ok(Scalar::Datetime(*count, *unit)),
        (_, DType::Void(width)) if from.kind() != Kind::Void => as_raw(scalar, *width),
        (Scalar::Void(raw), DType::Void(width)) => Ok(Scalar::Void(padded(raw, *width))),
        (Scalar::Struct(..) | Scalar::Void(_), _) => Err(no_conversion(&from, to)),
        _ => by_array(scalar, to),
    }
}

fn no_conversion(from: &DType, to: &DType) -> Error {
    Error::type_error(format!(
        "Cannot cast array data from {} to {} according to the rule 'unsafe'",
        dtype_repr(from),
        dtype_repr(to)
    ))
}

/// Between plain numbers, by the same loops as arrays.
fn by_array(scalar: &Scalar, to: &DType) -> Result<Scalar> {
    let from = scalar.dtype();
    if super::cast::loop_between(&from, to.native()).is_none()
        && !matches!(to.native(), DType::Struct(_))
    {
        return Err(no_conversion(&from, to));
    }
    let one = Array::from_scalar(scalar)?;
    let cast = super::cast::cast(&one, to)?;
    Ok(cast.get(cast.layout().offset))
}

/// The bytes of a scalar, cut or padded.
fn as_raw(scalar: &Scalar, width: usize) -> Result<Scalar> {
    let one = Array::from_scalar(scalar)?;
    let raw = one.buffer().read(<[u8]>::to_vec);
    let raw = raw.get(..one.itemsize()).unwrap_or(&raw);
    Ok(Scalar::Void(padded(raw, width)))
}

/// What becomes of raw bytes, which Python takes for a sequence of integers.
fn raw_as(raw: &Rc<[u8]>, scalar: &Scalar, to: &DType) -> Result<Scalar> {
    match to.kind() {
        Kind::Signed | Kind::Unsigned => from_text(
            &String::from_utf8_lossy(raw),
            &Scalar::Bytes(raw.clone()),
            to,
        ),
        Kind::Float => Err(Error::value("setting an array element with a sequence.")),
        Kind::Str | Kind::Bytes => Err(Error::value("setting an array element with a sequence")),
        Kind::Complex => Err(Error::value(format!(
            "could not convert string to float: {}",
            bytes_repr(raw)
        ))),
        Kind::Datetime => Err(Error::value("Could not convert object to NumPy datetime")),
        Kind::Timedelta => Err(Error::value("Could not convert object to NumPy timedelta")),
        _ => Err(no_conversion(&scalar.dtype(), to)),
    }
}

fn padded(raw: &[u8], width: usize) -> Rc<[u8]> {
    let mut raw = raw.to_vec();
    raw.resize(width, 0);
    raw.into()
}

/// What `astype(str)` makes of a value.
fn as_text(scalar: &Scalar, to: &DType) -> Result<String> {
    match scalar {
        Scalar::Str(text) | Scalar::Text(Some(text), _) => Ok(text.to_string()),
        Scalar::Text(None, own) => Ok(match &own.missing {
            None => String::new(),
            Some(missing) => match &missing.kind {
                MissingKind::Text(text) => text.to_string(),
                _ => missing.shown.to_string(),
            },
        }),
        Scalar::Bytes(raw) => from_ascii(raw),
        Scalar::Struct(..) | Scalar::Void(_) => Err(no_conversion(&scalar.dtype(), to)),
        other => scalar_str(other, &PrintOptions::default()),
    }
}

/// A value as an element of `StringDType`: what is NaN, or already missing, is missing where that is like NaN.
fn as_stored_text(scalar: &Scalar, own: &Rc<TextType>) -> Result<Scalar> {
    let missing = own.missing.as_ref();
    let is_nan = match scalar {
        Scalar::Text(None, _) => missing.is_some(),
        Scalar::Text(Some(_), _) => false,
        other => own.has_nan() && is_nan(other),
    };
    let text: Option<Rc<str>> = match scalar {
        _ if is_nan => None,
        Scalar::Bytes(raw) => Some(from_utf8(raw)?.into()),
        Scalar::Timedelta(count, _) if *count != i64::MIN => Some(count.to_string().into()),
        other => Some(as_text(other, &DType::Text(own.clone()))?.into()),
    };
    let is_missing = text
        .as_ref()
        .is_some_and(|text| missing.is_some_and(|m| m.kind == MissingKind::Text(text.clone())));
    Ok(Scalar::Text(text.filter(|_| !is_missing), own.clone()))
}

fn from_utf8(raw: &[u8]) -> Result<String> {
    String::from_utf8(raw.to_vec()).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let byte = raw.get(place).copied().unwrap_or(0);
        let message = format!(
            "'utf-8' codec can't decode byte 0x{byte:02x} in position {place}: invalid start byte"
        );
        Error::new(ErrorKind::UnicodeDecode, message)
    })
}

/// The first `width` characters.
fn clipped(text: &str, width: usize) -> Rc<str> {
    match text.char_indices().nth(width) {
        Some((end, _)) => text[..end].into(),
        None => text.into(),
    }
}

fn as_ascii(text: &str, width: usize) -> Result<Scalar> {
    if let Some((place, c)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii()) {
        let shown = match c as u32 {
            code @ 0..=0xff => format!("\\x{code:02x}"),
            code @ 0..=0xffff => format!("\\u{code:04x}"),
            code => format!("\\U{code:08x}"),
        };
        let message = format!(
            "'ascii' codec can't encode character '{shown}' in position {place}: ordinal not in range(128)"
        );
        return Err(Error::new(ErrorKind::UnicodeEncode, message));
    }
    let kept = text.len().min(width);
    Ok(Scalar::Bytes(text.as_bytes()[..kept].into()))
}

fn from_ascii(raw: &[u8]) -> Result<String> {
    match raw.iter().position(|byte| !byte.is_ascii()) {
        Some(place) => {
            let message = format!(
                "'ascii' codec can't decode byte 0x{:02x} in position {place}: ordinal not in range(128)",
                raw[place]
            );
            Err(Error::new(ErrorKind::UnicodeDecode, message))
        }
        None => Ok(raw.iter().map(|&byte| char::from(byte)).collect()),
    }
}

/// A text as a value: numbers as Python's `int`, `float` and `complex` read them, dates by ISO 8601.
fn from_text(text: &str, scalar: &Scalar, to: &DType) -> Result<Scalar> {
    match to.native() {
        DType::Bool => Ok(Scalar::Bool(!text.is_empty())),
        DType::Datetime(unit) => timetext::parse_date_as(text, *unit),
        DType::Timedelta(unit) => timetext::parse_duration_as(text, *unit),
        native if native.is_integer() => {
            let value = parse_int(text).ok_or_else(|| {
                Error::value(format!(
                    "invalid literal for int() with base 10: {}",
                    quoted(scalar, true)
                ))
            })?;
            match scalar {
                Scalar::Text(..) => integer_within(value, native),
                _ => integer_as(value, native),
            }
        }
        native if native.kind() == Kind::Float => {
            let value = parse_float(text).ok_or_else(|| {
                Error::value(format!(
                    "could not convert string to float: {}",
                    quoted(scalar, false)
                ))
            })?;
            by_array(&Scalar::F64(value), native)
        }
        native if native.kind() == Kind::Complex => {
            let value = parse_complex(text)
                .ok_or_else(|| Error::value("complex() arg is a malformed string"))?;
            by_array(&Scalar::C128(value), native)
        }
        DType::Void(_) => as_raw(scalar, to.itemsize()),
        DType::Struct(_) => by_array(scalar, to),
        _ => Err(no_conversion(&scalar.dtype(), to)),
    }
}

/// A text as NumPy shows the scalar that it hands to Python; `int()` shows bytes bare.
fn quoted(scalar: &Scalar, bare_bytes: bool) -> String {
    match scalar {
        Scalar::Bytes(raw) if bare_bytes => bytes_repr(raw),
        Scalar::Bytes(raw) => format!("np.bytes_({})", bytes_repr(raw)),
        Scalar::Str(text) => format!("np.str_({})", str_repr(text)),
        Scalar::Text(Some(text), _) => str_repr(text),
        _ => String::new(),
    }
}

/// The integer of a text of any length, with the complaints that `StringDType` has.
fn integer_within(value: BigInt, to: &DType) -> Result<Scalar> {
    let overflow = |message: String| Error::new(ErrorKind::Overflow, message);
    let negative = value.sign() == num_bigint::Sign::Minus;
    if to.kind() == Kind::Unsigned && negative {
        return Err(overflow("can't convert negative int to unsigned".into()));
    }
    if value.to_i64().is_none() && (to.kind() == Kind::Signed || value.to_u64().is_none()) {
        return Err(overflow("int too big to convert".into()));
    }
    let name = match to {
        DType::I8 => "byte",
        DType::I16 => "short",
        DType::I32 => "int",
        DType::U8 => "ubyte",
        DType::U16 => "ushort",
        DType::U32 => "uint",
        _ => "long",
    };
    integer_as(value.clone(), to)
        .map_err(|_| overflow(format!("Integer {value} is out of bounds for {name}")))
}

fn integer_as(value: BigInt, to: &DType) -> Result<Scalar> {
    let wide = matches!(to, DType::I64);
    let converted = Input::BigInt(Rc::new(value)).into_array(to);
    let (array, _) = converted.map_err(|error| {
        if wide && error.kind == ErrorKind::Overflow {
            Error::new(error.kind, "Python int too large to convert to C long")
        } else {
            error
        }
    })?;
    Ok(array.get(array.layout().offset))
}

/// As Python's `int(text)`: blanks around, a sign, underscores between digits of any script.
pub fn parse_int(text: &str) -> Option<BigInt> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let value: BigInt = plain_digits(digits)?.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// ASCII digits without the underscores, which stand between digits only.
fn plain_digits(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut last_was_digit = false;
    for c in text.chars() {
        match decimal_digit(c) {
            Some(digit) => {
                plain.push(digit);
                last_was_digit = true;
            }
            None if c == '_' && last_was_digit => last_was_digit = false,
            None => return None,
        }
    }
    last_was_digit.then_some(plain)
}

/// The ASCII digit that a decimal digit of some script stands for. Scripts keep their ten digits together.
fn decimal_digit(c: char) -> Option<char> {
    const ZEROS: [u32; 19] = [
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
        0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0xff10,
    ];
    let zero = ZEROS
        .iter()
        .find(|&&zero| (zero..zero + 10).contains(&(c as u32)))?;
    char::from_digit(c as u32 - zero, 10)
}

/// As Python's `float(text)`.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim();
    let mut plain = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match decimal_digit(c) {
            Some(digit) => plain.push(digit),
            None if c == '_' => {
                let between = before.is_some_and(|c| decimal_digit(c).is_some())
                    && characters
                        .peek()
                        .is_some_and(|&c| decimal_digit(c).is_some());
                if !between {
                    return None;
                }
            }
            None => plain.push(c),
        }
        before = Some(c);
    }
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let special = ["inf", "infinity", "nan"]
        .iter()
        .any(|word| unsigned.eq_ignore_ascii_case(word));
    let numeric = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned
            .chars()
            .all(|c| c.is_ascii_digit() || ".eE+-".contains(c));
    if special || numeric {
        plain.parse().ok()
    } else {
        None
    }
}

/// As Python's `complex(text)`: a real part, an imaginary one with `j`, or both, with brackets or without.
pub fn parse_complex(text: &str) -> Option<Complex<f64>> {
    let text = text.trim();
    let inner = match text.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?.trim(),
        None => text,
    };
    let Some(body) = inner.strip_suffix(['j', 'J']) else {
        return part(inner).map(|re| Complex::new(re, 0.0));
    };
    // The sign that divides the parts: the last one that is no exponent's.
    let split = body
        .char_indices()
        .rev()
        .find(|&(at, c)| (c == '+' || c == '-') && at > 0 && !body[..at].ends_with(['e', 'E']))
        .map(|(at, _)| at);
    match split {
        Some(at) => Some(Complex::new(part(&body[..at])?, imaginary(&body[at..])?)),
        None => Some(Complex::new(0.0, imaginary(body)?)),
    }
}

/// A part holds no blanks.
fn part(text: &str) -> Option<f64> {
    if text.contains(char::is_whitespace) {
        None
    } else {
        parse_float(text)
    }
}

/// The number before `j`; a sign alone or nothing is 1.
fn imaginary(text: &str) -> Option<f64> {
    match text {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        number => part(number),
    }
}
