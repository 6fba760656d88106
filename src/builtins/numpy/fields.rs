//! Fields of structured arrays: `a['name']` and `a[['name', 'age']]`.

use std::rc::Rc;

use crate::array::{Array, DType, StructType};
use crate::value::{Raised, Result, Value};

/// The view of a field, or of several, if the index names any.
///
/// # Errors
/// ValueError `no field of name …`.
pub fn field_view(array: &Array, index: &Value) -> Result<Option<Array>> {
    let DType::Struct(fields) = array.dtype() else {
        return Ok(None);
    };
    match index {
        Value::Str(name) => one_field(array, fields, name).map(Some),
        Value::List(list) => {
            let names: Option<Vec<Rc<str>>> = list
                .items
                .borrow()
                .iter()
                .map(|item| match item {
                    Value::Str(name) => Some(name.clone()),
                    _ => None,
                })
                .collect();
            match names {
                Some(names) if !names.is_empty() => several_fields(array, fields, &names).map(Some),
                _ => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

fn one_field(array: &Array, fields: &StructType, name: &str) -> Result<Array> {
    let field = fields
        .fields
        .iter()
        .find(|field| &*field.name == name || field.title.as_deref() == Some(name))
        .ok_or_else(|| Raised::value_error(format!("no field of name {name}")))?;
    let mut layout = array.layout().clone();
    layout.offset += field.offset;
    let inner = crate::array::Layout::contiguous(&field.shape, field.dtype.itemsize());
    layout.shape.extend(inner.shape);
    layout.strides.extend(inner.strides);
    Ok(array.with_dtype(field.dtype.clone(), layout))
}

fn several_fields(array: &Array, fields: &StructType, names: &[Rc<str>]) -> Result<Array> {
    let mut chosen = Vec::new();
    for name in names {
        let field = fields.fields.iter().find(|field| field.name == *name);
        chosen.push(field.cloned().ok_or_else(|| Raised::key_error(name))?);
    }
    let dtype = DType::Struct(Rc::new(StructType {
        fields: chosen,
        itemsize: fields.itemsize,
        aligned: false,
        record: false,
    }));
    Ok(array.with_dtype(dtype, array.layout().clone()))
}
