//! From arrays back to Python's own values.

use num_bigint::BigInt;

use crate::array::{Array, DType, Field, Layout, Scalar, StructType};
use crate::value::{Result, Value, count_values};

/// A NumPy scalar as the Python value it stands for: `item()`. What Python has no type for stays a scalar.
pub fn to_python(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Struct(record) => match Array::from_scalar(&Scalar::Struct(record.clone())) {
            Ok(whole) => Value::tuple(fields_as_python(&whole, &record.fields)),
            Err(_) => Value::None,
        },
        Scalar::Bool(x) => Value::Bool(x),
        Scalar::U64(x) => Value::int(BigInt::from(x)),
        Scalar::F16(x) => Value::Float(x.to_f64()),
        Scalar::F32(x) => Value::Float(x.into()),
        Scalar::F64(x) => Value::Float(x),
        Scalar::C64(_) | Scalar::C128(_) => scalar.as_complex().map_or(Value::None, Value::Complex),
        Scalar::Str(text) => Value::Str(text),
        Scalar::Bytes(bytes) => Value::Bytes(bytes),
        Scalar::Object(_) | Scalar::Text(..) => Value::scalar(scalar),
        other => other
            .as_integer()
            .and_then(|x| i64::try_from(x).ok())
            .map_or(Value::Scalar(other), Value::Int),
    }
}

/// All elements in C order, counted before they are made: a broadcast array has more than its memory holds.
///
/// # Errors
/// MemoryError; the limit of steps.
pub fn values_of(array: &Array) -> Result<Vec<Value>> {
    count_values(array.size())?;
    Ok(array.scalars().map(Value::scalar).collect())
}

/// Nested lists of Python's values; of a 0-d array its one value.
///
/// # Errors
/// MemoryError; the limit of steps.
pub fn to_list(array: &Array) -> Result<Value> {
    count_values(array.size())?;
    Ok(nested(array))
}

fn nested(array: &Array) -> Value {
    if array.ndim() == 0 {
        return match array.dtype() {
            DType::Struct(fields) => Value::tuple(fields_as_python(array, fields)),
            _ => array.first().map_or(Value::None, to_python),
        };
    }
    if array.ndim() == 1 && !matches!(array.dtype(), DType::Struct(_)) {
        return Value::list(array.scalars().map(to_python).collect());
    }
    let rows = (0..array.shape()[0]).take_while(|_| !crate::array::meter::stopped(8));
    let rows = rows.map(|row| nested(&array.with_layout(array.layout().at(0, row))));
    Value::list(rows.collect())
}

/// The fields of one structured element, as Python's own values.
fn fields_as_python(whole: &Array, fields: &StructType) -> Vec<Value> {
    let field = |field: &Field| {
        let layout = Layout {
            offset: whole.layout().offset + field.offset,
            ..Layout::contiguous(&field.shape, field.dtype.itemsize())
        };
        let part = whole.with_dtype(field.dtype.clone(), layout);
        // A subarray stays an array.
        if part.ndim() > 0 {
            return part.copy().map_or(Value::None, Value::array);
        }
        nested(&part)
    };
    fields.fields.iter().map(field).collect()
}
