//! Conversions that Python's own functions make of their arguments.

use crate::builtins::operators;
use crate::value::convert::to_python;
use crate::value::number::{Number, int_to_float};
use crate::value::{ClassId, Host, Raised, Result, Value, special};

/// A real number as a float, as C functions of CPython take it.
///
/// # Errors
/// TypeError `must be real number, not str`; OverflowError.
pub fn as_float(host: &mut dyn Host, value: &Value) -> Result<f64> {
    match float_of(host, value)? {
        Some(x) => Ok(x),
        None => Err(Raised::type_error(format!(
            "must be real number, not {}",
            value.qualified_type_name()
        ))),
    }
}

/// The float that a number, a 0-d array or an object with `__float__` or `__index__` is.
///
/// # Errors
/// OverflowError for large integers; whatever the methods raise.
pub fn float_of(host: &mut dyn Host, value: &Value) -> Result<Option<f64>> {
    if let Value::Array(object) = value {
        let element = object.with(|a| (a.ndim() == 0).then(|| a.first()).flatten());
        return match element {
            Some(element) => match to_python(element) {
                text @ (Value::Str(_) | Value::Bytes(_)) => {
                    super::float::to_float(host, &text).map(Some)
                }
                number => float_of(host, &number),
            },
            None => Err(only_length_one()),
        };
    }
    let overridden = value.held().is_some() && special::find(value, "__float__").is_some();
    match Number::of_any(value).filter(|_| !overridden) {
        Some(Number::Int(i)) => return Ok(Some(i as f64)),
        Some(Number::Big(i)) => return int_to_float(&i).map(Some),
        Some(Number::Float(x)) => return Ok(Some(x)),
        Some(Number::Complex(z)) if matches!(value, Value::Scalar(_)) => {
            host.warn(ClassId::COMPLEX_WARNING, DISCARDS)?;
            return Ok(Some(z.re));
        }
        Some(Number::Complex(_)) | None => {}
    }
    match operators::call_method(host, value, "__float__", [])? {
        Some(Value::Float(x)) => return Ok(Some(x)),
        Some(other) => {
            return Err(Raised::type_error(format!(
                "{}.__float__ returned non-float (type {})",
                value.qualified_type_name(),
                other.qualified_type_name()
            )));
        }
        None => {}
    }
    if special::find(value, "__index__").is_some() {
        let index = crate::value::number::index(host, value)?;
        return float_of(host, &index);
    }
    Ok(None)
}

/// NumPy's warning about what a cast loses.
pub const DISCARDS: &str = "Casting complex values to real discards the imaginary part";

/// NumPy's complaint about arrays of another size where a Python number is wanted.
pub fn only_length_one() -> Raised {
    Raised::type_error("only 0-dimensional arrays can be converted to Python scalars")
}

/// What an object's own `__int__`, `__index__` or `__trunc__` gives.
///
/// # Errors
/// TypeError where that is no integer; whatever the methods raise.
pub fn int_method(host: &mut dyn Host, value: &Value) -> Result<Option<Value>> {
    for name in ["__int__", "__index__", "__trunc__"] {
        match operators::call_method(host, value, name, [])? {
            Some(whole @ (Value::Int(_) | Value::BigInt(_))) => return Ok(Some(whole)),
            Some(Value::Bool(b)) => return Ok(Some(Value::Int(b as i64))),
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "{name} returned non-int (type {})",
                    other.qualified_type_name()
                )));
            }
            None => {}
        }
    }
    Ok(None)
}
