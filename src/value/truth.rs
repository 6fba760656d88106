//! `bool(x)`: what counts as true.

use super::{ClassId, Host, Raised, Result, Value, special};
use crate::array::{Array, Scalar};

/// Python's `bool(value)`.
///
/// # Errors
/// ValueError for arrays of several elements or none; whatever `__bool__` or `__len__` raise.
pub fn truth(host: &mut dyn Host, value: &Value) -> Result<bool> {
    Ok(match value {
        Value::Bool(b) => *b,
        Value::None => false,
        Value::Int(i) => *i != 0,
        Value::Float(x) => *x != 0.0,
        Value::Complex(z) => z.re != 0.0 || z.im != 0.0,
        Value::Str(text) => !text.is_empty(),
        Value::Bytes(bytes) => !bytes.is_empty(),
        Value::List(list) => !list.items.borrow().is_empty(),
        Value::Tuple(items) => !items.is_empty(),
        Value::Dict(dict) => !dict.is_empty(),
        Value::Set(set) => !set.is_empty(),
        Value::Range(range) => !range.is_empty(),
        Value::Scalar(scalar) => scalar_truth(scalar),
        Value::Array(array) => array_truth(host, &array.array())?,
        Value::Instance(_) | Value::Exception(_) => instance_truth(host, value)?,
        Value::Native(native) => native.truth(host)?,
        _ => true,
    })
}

fn scalar_truth(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Str(text) => !text.is_empty(),
        Scalar::Bytes(bytes) => !bytes.is_empty(),
        Scalar::Datetime(count, _) | Scalar::Timedelta(count, _) => *count != 0,
        Scalar::Struct(record) => record.with_bytes(|bytes| bytes.iter().any(|&byte| byte != 0)),
        Scalar::Void(bytes) => bytes.iter().any(|&byte| byte != 0),
        Scalar::Object(_) => true,
        number => number
            .as_complex()
            .is_none_or(|z| z.re != 0.0 || z.im != 0.0),
    }
}

fn array_truth(host: &mut dyn Host, array: &Array) -> Result<bool> {
    match (array.size(), array.first()) {
        (1, Some(element)) => {
            host.enter()?;
            let answer = truth(host, &Value::scalar(element));
            host.leave();
            answer
        }
        (0, _) => Err(Raised::value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        )),
        _ => Err(Raised::value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        )),
    }
}

fn instance_truth(host: &mut dyn Host, value: &Value) -> Result<bool> {
    match special::call(host, value, "__bool__", [])? {
        Some(Value::Bool(answer)) => return Ok(answer),
        Some(other) => {
            return Err(Raised::type_error(format!(
                "__bool__ should return bool, returned {}",
                other.qualified_type_name()
            )));
        }
        None => {}
    }
    // Numbers are asked whether they are zero before anybody is asked for a length.
    if let Some(number @ (Value::Int(_) | Value::Float(_) | Value::Complex(_))) = value.held() {
        return truth(host, number);
    }
    match special::call(host, value, "__len__", [])? {
        Some(length) => Ok(checked_length(host, &length)? != 0),
        None => value.held().map_or(Ok(true), |held| truth(host, held)),
    }
}

/// What a lesson's `__len__` returned, as a length.
///
/// # Errors
/// TypeError, ValueError or OverflowError where it is not one.
pub fn checked_length(host: &mut dyn Host, length: &Value) -> Result<usize> {
    let length = super::number::index_sized(host, length, ClassId::OVERFLOW_ERROR)?;
    usize::try_from(length).map_err(|_| Raised::value_error("__len__() should return >= 0"))
}
