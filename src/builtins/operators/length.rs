//! `len(x)`

use crate::array::{DType, Scalar};
use crate::value::number::Number;
use crate::value::{Host, Raised, Result, Value, checked_length, compare};

/// Python's `len(value)`.
///
/// # Errors
/// TypeError `object of type 'int' has no len()`.
pub fn length(host: &mut dyn Host, value: &Value) -> Result<usize> {
    Ok(match value {
        Value::Instance(_) => length_of_object(host, value)?,
        Value::List(list) => list.len(),
        Value::Tuple(items) => items.len(),
        Value::Dict(dict) => dict.len(),
        Value::Set(set) => set.len(),
        Value::Range(range) => range.len(),
        Value::Array(array) => match array.with(|a| a.shape().first().copied()) {
            Some(length) => length,
            None => return Err(Raised::type_error("len() of unsized object")),
        },
        Value::Scalar(Scalar::Struct(record)) => record.fields.fields.len(),
        Value::DType(dtype) => match &**dtype {
            DType::Struct(fields) => fields.fields.len(),
            _ => 0,
        },
        other if other.tuple_items().is_some() => {
            other.tuple_items().map_or(0, |items| items.len())
        }
        other => match (compare::text_of(other), compare::bytes_of(other)) {
            (Some(text), _) => text.chars().count(),
            (_, Some(bytes)) => bytes.len(),
            _ => length_of_object(host, other)?,
        },
    })
}

fn length_of_object(host: &mut dyn Host, value: &Value) -> Result<usize> {
    match super::call_method(host, value, "__len__", [])? {
        Some(length) => checked_length(host, &length),
        None if let Some(held) = value.held().filter(|held| Number::of(held).is_none()) => {
            length(host, held)
        }
        None => Err(Raised::type_error(format!(
            "object of type '{}' has no len()",
            value.qualified_type_name()
        ))),
    }
}
