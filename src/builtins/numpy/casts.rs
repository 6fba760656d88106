//! Conversions with the warnings that NumPy gives for them.

use crate::array::{Array, DType, Kind, cast};
use crate::builtins::python::convert as python;
use crate::builtins::python::datetime::counted;
use crate::value::convert::{ArrayOptions, take_missing, take_noticed, to_array_as, to_python};
use crate::value::{ClassId, Host, Result, Value};

/// The array converted to `dtype`. Objects convert one by one; a text without a width takes what it needs.
///
/// # Errors
/// As the elements' own conversions.
pub fn convert(host: &mut dyn Host, array: &Array, dtype: &DType) -> Result<Array> {
    let plain = |dtype: &DType| dtype.native().is_numeric();
    if plain(array.dtype()) && plain(dtype) {
        let (converted, flags) = cast::cast_flagged(array, dtype)?;
        super::operators::report(host, flags, "cast")?;
        return Ok(converted);
    }
    let time = matches!(array.dtype().kind(), Kind::Datetime | Kind::Timedelta);
    if time && *dtype == DType::Object {
        let items = array.scalars().map(counted::item).map(Value::into_object);
        return Ok(Array::from_objects(array.shape(), items.collect())?);
    }
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        ..Default::default()
    };
    let value = own_numbers(host, &Value::array(array.clone()), dtype)?;
    to_array_as(&value, &options)
}

/// A value for conversion to a dtype of numbers, in which objects of the lesson's classes have become the numbers that
/// their `__float__`, `__int__` or `__index__` say.
///
/// # Errors
/// What these methods raise.
pub fn own_numbers(host: &mut dyn Host, value: &Value, dtype: &DType) -> Result<Value> {
    let native = dtype.native();
    if !native.is_integer() && !native.is_inexact() {
        return Ok(value.clone());
    }
    let items = match value {
        Value::Instance(_) => return own_number(host, value, native.is_integer()),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        Value::Array(object) if object.with(|array| *array.dtype() == DType::Object) => {
            let array = object.array();
            host.enter()?;
            let numbers = array.scalars().map(|item| {
                let number = own_numbers(host, &to_python(item), dtype)?;
                Ok(number.into_object())
            });
            let numbers = numbers.collect::<Result<_>>();
            host.leave();
            let numbers = numbers?;
            return Ok(Value::array(Array::from_objects(array.shape(), numbers)?));
        }
        _ => return Ok(value.clone()),
    };
    if !items.iter().any(may_hold_own) {
        return Ok(value.clone());
    }
    host.enter()?;
    let numbers: Result<Vec<Value>> = items
        .iter()
        .map(|item| own_numbers(host, item, dtype))
        .collect();
    host.leave();
    Ok(match value {
        Value::Tuple(_) => Value::tuple(numbers?),
        _ => Value::list(numbers?),
    })
}

fn may_hold_own(value: &Value) -> bool {
    matches!(value, Value::Instance(_) | Value::List(_) | Value::Tuple(_))
}

fn own_number(host: &mut dyn Host, value: &Value, whole: bool) -> Result<Value> {
    let number = match whole {
        true => python::int_method(host, value)?,
        false => python::float_of(host, value)?.map(Value::Float),
    };
    Ok(number.unwrap_or_else(|| value.clone()))
}

/// Warns of what conversions of single elements noticed since the last report.
///
/// # Errors
/// FloatingPointError where the error state asks for it.
pub fn report_noticed(host: &mut dyn Host) -> Result<()> {
    if take_missing() {
        host.warn(
            ClassId::USER_WARNING,
            "Warning: converting a masked element to nan.",
        )?;
    }
    super::operators::report(host, take_noticed(), "cast")
}
