//! Python's numbers: integers of either size, exact comparison across types, conversions that say why they fail.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_complex::Complex;
use num_traits::{Signed, ToPrimitive};

use super::{ClassId, Host, Raised, Result, Value, special};
use crate::array::Scalar;

pub use crate::array::elementary::{decompose, ldexp};

/// Digits beyond which CPython refuses to convert between integers and decimal text.
pub const MAX_STR_DIGITS: usize = 4300;

/// A number taken out of its value.
#[derive(Clone, Debug)]
pub enum Number<'a> {
    Int(i64),
    Big(Cow<'a, BigInt>),
    Float(f64),
    Complex(Complex<f64>),
}

impl Number<'_> {
    /// The number that a Python `bool`, `int`, `float` or `complex` is.
    pub fn of(value: &Value) -> Option<Number<'_>> {
        Some(match value {
            Value::Bool(b) => Number::Int(*b as i64),
            Value::Int(i) => Number::Int(*i),
            Value::BigInt(i) => Number::Big(Cow::Borrowed(i)),
            Value::Float(x) => Number::Float(*x),
            Value::Complex(z) => Number::Complex(*z),
            other => return other.held().and_then(Number::of),
        })
    }

    /// As [`Number::of`], and NumPy's numeric scalars too, by their exact value.
    pub fn of_any(value: &Value) -> Option<Number<'_>> {
        match value.plain() {
            Value::Scalar(scalar) => Number::of_scalar(scalar),
            other => Number::of(other),
        }
    }

    fn of_scalar(scalar: &Scalar) -> Option<Number<'static>> {
        if let Some(integer) = scalar.as_integer() {
            return Some(match i64::try_from(integer) {
                Ok(small) => Number::Int(small),
                Err(_) => Number::Big(Cow::Owned(integer.into())),
            });
        }
        if let Some(float) = scalar.as_f64() {
            return Some(Number::Float(float));
        }
        scalar.as_complex().map(Number::Complex)
    }

    /// Exact, also between integers and floats; `None` where a NaN takes part or a complex number is not real.
    pub fn compare(&self, other: &Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(b)),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(b),
            (Number::Int(a), Number::Float(b)) => compare_int_float(*a, *b),
            (Number::Float(a), Number::Int(b)) => compare_int_float(*b, *a).map(Ordering::reverse),
            (Number::Int(_), Number::Big(b)) => Some(Ordering::Equal.then(sign_order(b)).reverse()),
            (Number::Big(a), Number::Int(_)) => Some(sign_order(a)),
            (Number::Big(a), Number::Big(b)) => Some(a.cmp(b)),
            (Number::Big(a), Number::Float(b)) => compare_big_float(a, *b),
            (Number::Float(a), Number::Big(b)) => compare_big_float(b, *a).map(Ordering::reverse),
            (Number::Complex(a), other) => compare_complex(*a, other),
            (other, Number::Complex(b)) => compare_complex(*b, other).map(Ordering::reverse),
        }
    }
}

/// A big integer lies beyond every small one, on the side of its sign.
fn sign_order(big: &BigInt) -> Ordering {
    if big.sign() == Sign::Minus {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

/// Equal or not: complex numbers have no order.
fn compare_complex(z: Complex<f64>, other: &Number) -> Option<Ordering> {
    let equal = match other {
        Number::Complex(w) => z == *w,
        real => z.im == 0.0 && Number::Float(z.re).compare(real) == Some(Ordering::Equal),
    };
    equal.then_some(Ordering::Equal)
}

fn compare_int_float(a: i64, b: f64) -> Option<Ordering> {
    // Below 2^53 every integer is a float.
    if a.unsigned_abs() < 1 << 53 {
        return (a as f64).partial_cmp(&b);
    }
    compare_big_float(&BigInt::from(a), b)
}

fn compare_big_float(a: &BigInt, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    match float_to_int(b.trunc()) {
        None => Some(if b > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        }),
        Some(whole) => Some(a.cmp(&whole).then_with(|| {
            let fraction = b - b.trunc();
            0.0_f64.partial_cmp(&fraction).unwrap_or(Ordering::Equal)
        })),
    }
}

/// The integer that a finite whole float is.
pub fn float_to_int(x: f64) -> Option<BigInt> {
    if !x.is_finite() {
        return None;
    }
    if x.abs() < 9.2e18 {
        return Some(BigInt::from(x as i64));
    }
    let (mantissa, exponent) = decompose(x);
    let magnitude = BigInt::from(mantissa) << exponent.max(0);
    Some(if x < 0.0 { -magnitude } else { magnitude })
}

/// An integer as the nearest float.
///
/// # Errors
/// OverflowError for one beyond all floats.
pub fn int_to_float(value: &BigInt) -> Result<f64> {
    match value.to_f64() {
        Some(float) if float.is_finite() => Ok(float),
        _ => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "int too large to convert to float",
        )),
    }
}

/// A float's integer part.
///
/// # Errors
/// ValueError for NaN, OverflowError for an infinity.
pub fn truncate(x: f64) -> Result<Value> {
    match float_to_int(x.trunc()) {
        Some(int) => Ok(Value::int(int)),
        None if x.is_nan() => Err(Raised::value_error("cannot convert float NaN to integer")),
        None => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "cannot convert float infinity to integer",
        )),
    }
}

/// The integer that a Python `bool` or `int` is.
pub fn as_int(value: &Value) -> Option<Cow<'_, BigInt>> {
    Some(match Number::of(value)? {
        Number::Int(i) => Cow::Owned(BigInt::from(i)),
        Number::Big(i) => match i {
            Cow::Borrowed(i) => Cow::Borrowed(i),
            Cow::Owned(i) => Cow::Owned(i),
        },
        _ => return None,
    })
}

/// Python's `operator.index`: what counts as an integer without losing anything. The result is an
/// `Int` or a `BigInt`.
///
/// # Errors
/// TypeError for everything else.
pub fn index(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Int(_) | Value::BigInt(_) => Ok(value.clone()),
        Value::Bool(b) => Ok(Value::Int(*b as i64)),
        Value::Scalar(scalar) if scalar.dtype().is_integer() => Ok(scalar_int(scalar)),
        Value::Array(array) => {
            let first = array.with(|a| (a.ndim() == 0).then(|| a.first()).flatten());
            match first {
                Some(scalar) if scalar.dtype().is_integer() => Ok(scalar_int(&scalar)),
                _ => Err(Raised::type_error(
                    "only integer scalar arrays can be converted to a scalar index",
                )),
            }
        }
        other => index_of_object(host, other),
    }
}

fn scalar_int(scalar: &Scalar) -> Value {
    Value::int(scalar.as_integer().unwrap_or_default().into())
}

fn index_of_object(host: &mut dyn Host, value: &Value) -> Result<Value> {
    // What is an integer already is not asked for one.
    if let Some(held) = value.held().filter(|held| is_index(held)) {
        return index(host, held);
    }
    let Some(result) = special::call(host, value, "__index__", [])? else {
        return Err(Raised::type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            value.qualified_type_name()
        )));
    };
    match result {
        Value::Int(_) | Value::BigInt(_) => Ok(result),
        Value::Bool(b) => Ok(Value::Int(b as i64)),
        other => Err(Raised::type_error(format!(
            "__index__ returned non-int (type {})",
            other.qualified_type_name()
        ))),
    }
}

/// Can the value serve as an index? It may still be too large for one.
pub fn is_index(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => true,
        Value::Scalar(scalar) => scalar.dtype().is_integer(),
        Value::Array(array) => array.with(|a| a.ndim() == 0 && a.dtype().is_integer()),
        other => other.held().is_some_and(is_index) || special::find(other, "__index__").is_some(),
    }
}

/// An index as a machine integer; one beyond it becomes the nearest, as for the ends of slices.
///
/// # Errors
/// As [`index`].
pub fn index_clamped(host: &mut dyn Host, value: &Value) -> Result<i64> {
    Ok(match index(host, value)? {
        Value::Int(i) => i,
        Value::BigInt(big) if big.is_negative() => i64::MIN,
        _ => i64::MAX,
    })
}

/// An index as a machine integer.
///
/// # Errors
/// As [`index`]; `class` with `cannot fit 'int' into an index-sized integer` for one too large.
pub fn index_sized(host: &mut dyn Host, value: &Value, class: ClassId) -> Result<i64> {
    match index(host, value)? {
        Value::Int(i) => Ok(i),
        _ => Err(Raised::new(
            class,
            format!(
                "cannot fit '{}' into an index-sized integer",
                value.qualified_type_name()
            ),
        )),
    }
}

/// An index as a machine integer, in the words of CPython's `getargs.c`.
///
/// # Errors
/// As [`index`]; OverflowError `Python int too large to convert to C ssize_t`.
pub fn ssize(host: &mut dyn Host, value: &Value) -> Result<i64> {
    match index(host, value)? {
        Value::Int(i) => Ok(i),
        _ => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "Python int too large to convert to C ssize_t",
        )),
    }
}

/// As [`ssize`], for what C keeps in an `int`.
///
/// # Errors
/// As [`index`]; OverflowError `Python int too large to convert to C int`.
pub fn c_int(host: &mut dyn Host, value: &Value) -> Result<i32> {
    let small = match index(host, value)? {
        Value::Int(i) => i32::try_from(i).ok(),
        _ => None,
    };
    small.ok_or_else(|| {
        Raised::new(
            ClassId::OVERFLOW_ERROR,
            "Python int too large to convert to C int",
        )
    })
}

/// An integer in decimal.
///
/// # Errors
/// ValueError beyond [`MAX_STR_DIGITS`].
pub fn int_text(value: &BigInt) -> Result<String> {
    // log10(2) < 0.30103: fewer bits than this cannot have too many digits.
    let too_long = || {
        Raised::value_error(
            "Exceeds the limit (4300 digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit",
        )
    };
    if value.bits() > (MAX_STR_DIGITS as u64 + 1) * 333 / 100 {
        return Err(too_long());
    }
    let text = value.to_string();
    if text.len() - usize::from(value.is_negative()) > MAX_STR_DIGITS {
        return Err(too_long());
    }
    Ok(text)
}
