//! Fields of structured arrays: `a['name']` and `a[['name', 'age']]`.

use std::rc::Rc;

use crate::array::{Array, DType, Scalar, StructScalar, StructType, broadcast_shapes};
use crate::syntax::ast::CompareOp;
use crate::value::convert::{as_index, set_elements, to_array};
use crate::value::{Host, Raised, Result, Value};

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

/// The fields of a structured element, in their order.
///
/// # Errors
/// MemoryError.
pub fn items(record: &Rc<StructScalar>) -> Result<Vec<Value>> {
    let names = record
        .fields
        .fields
        .iter()
        .map(|field| Value::Str(field.name.clone()));
    names.map(|name| item(record, &name)).collect()
}

/// `record[index]`: a field by its name or its number, or several by a list of names.
///
/// # Errors
/// IndexError "invalid index", and as [`field_view`].
pub fn item(record: &Rc<StructScalar>, index: &Value) -> Result<Value> {
    let array = match record.shared() {
        Some(array) => array.clone(),
        None => Array::from_scalar(&Scalar::Struct(record.clone()))?,
    };
    match field_view(&array, &field_name(record, index)?)? {
        Some(view) => Ok(Value::array_or_scalar(view)),
        None => Err(Raised::index_error("invalid index")),
    }
}

/// `record[index] = new`: written to the array that the element was taken from.
///
/// # Errors
/// As [`item`], and as assigning to an array; TypeError for an element of no array.
pub fn set_item(record: &Rc<StructScalar>, index: &Value, new: &Value) -> Result<()> {
    let Some(array) = record.shared() else {
        let message = "'numpy.void' object does not support item assignment";
        return Err(Raised::type_error(message));
    };
    if !array.is_writeable() {
        return Err(Raised::value_error("assignment destination is read-only"));
    }
    match field_view(array, &field_name(record, index)?)? {
        Some(view) => set_elements(&view, new),
        None => Err(Raised::index_error("invalid index")),
    }
}

/// What names a field: itself, or its number.
fn field_name(record: &StructScalar, index: &Value) -> Result<Value> {
    let Ok(at) = as_index(index) else {
        return Ok(index.clone());
    };
    let count = record.fields.fields.len() as i64;
    let place = if at < 0 { at + count } else { at };
    let field = usize::try_from(place).ok();
    let field = field.and_then(|place| record.fields.fields.get(place));
    let invalid = || Raised::index_error(format!("invalid index ({at})"));
    Ok(Value::Str(field.ok_or_else(invalid)?.name.clone()))
}

/// `left == right` and `!=` of structured arrays: equal in every field. `None` for all other operands.
///
/// # Errors
/// TypeError where the fields are not the same.
pub fn compare(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let dtype = |value: &Value| match value {
        Value::Array(object) => Some(object.with(|array| array.dtype().clone())),
        Value::Scalar(scalar) => Some(scalar.dtype()),
        _ => None,
    };
    let (Some(DType::Struct(a)), Some(DType::Struct(b))) = (dtype(left), dtype(right)) else {
        return Ok(None);
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(None);
    }
    let names = |fields: &StructType| {
        fields
            .fields
            .iter()
            .map(|field| field.name.clone())
            .collect::<Vec<_>>()
    };
    if names(&a) != names(&b) {
        return Err(Raised::type_error(
            "Cannot compare structured arrays unless they have a common dtype.  I.e. `np.result_type(arr1, arr2)` must be defined.",
        ));
    }
    let (left, right) = (to_array(left)?, to_array(right)?);
    let shape = broadcast_shapes([left.shape(), right.shape()]);
    let whole =
        shape.and_then(|shape| Some((left.broadcast_to(&shape)?, right.broadcast_to(&shape)?)));
    let Some((left, right)) = whole else {
        return Ok(None);
    };
    let mut equal = Value::Bool(true);
    for field in &a.fields {
        let name = Value::Str(field.name.clone());
        let (Some(x), Some(y)) = (field_view(&left, &name)?, field_view(&right, &name)?) else {
            continue;
        };
        let axes: Vec<Value> = (left.ndim()..x.ndim())
            .map(|axis| Value::Int(axis as i64))
            .collect();
        let same = host.compare_arrays(CompareOp::Eq, &Value::array(x), &Value::array(y))?;
        let same = match axes.is_empty() {
            true => same,
            false => super::call(host, "np.all", [same, Value::tuple(axes)])?,
        };
        equal = super::call(host, "np.logical_and", [equal, same])?;
    }
    match op {
        CompareOp::NotEq => super::call(host, "np.logical_not", [equal]).map(Some),
        _ => Ok(Some(equal)),
    }
}
