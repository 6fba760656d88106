//! `a[…]` of arrays: from the values between the brackets to a selection, its value, and assignment to it.

use std::rc::Rc;

use crate::array::select::{Index, Selection, select};
use crate::array::{Array, DType, Scalar, StructScalar, cast, shape_text};
use crate::value::convert::{
    as_index, convert_array, element_from, sequence_for_element, set_elements, to_array,
};
use crate::value::{ArrayObject, ClassId, Raised, Result, Slice, Value};

const INVALID: &str = "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices";

/// `array[index]`: a view, a copy, or a scalar.
///
/// # Errors
/// IndexError, KeyError-like ValueError for fields.
pub fn get_item(value: &Value, object: &Rc<ArrayObject>, index: &Value) -> Result<Value> {
    let array = object.array();
    if let Some(scalar) = single_element(&array, index)? {
        return Ok(scalar);
    }
    if let Some(field) = super::fields::field_view(&array, index)? {
        return Ok(Value::view(field, value));
    }
    match select(&array, &index_items(index)?)? {
        Selection::View {
            layout,
            scalar: true,
        } if !has_ellipsis(index) => Ok(element(&array, layout.offset)),
        Selection::View { layout, .. } => {
            // A 0-d array's `a[()]` is its scalar.
            if array.ndim() == 0 && matches!(index, Value::Tuple(items) if items.is_empty()) {
                return Ok(element(&array, layout.offset));
            }
            Ok(Value::view(array.with_layout(layout), value))
        }
        Selection::Gather(gather) => {
            let taken = gather.read(&array)?;
            if gather.is_transposed() {
                return Ok(Value::view(taken.clone(), &Value::array(taken)));
            }
            // Integer arrays of no dimensions pick one element: a scalar, unless a mask was among them.
            if taken.ndim() == 0 {
                Ok(Value::array_or_scalar(taken))
            } else {
                Ok(Value::array(taken))
            }
        }
    }
}

/// The scalar at a place; one of a structured array shares its memory.
fn element(array: &Array, offset: usize) -> Value {
    Value::scalar(match array.dtype() {
        DType::Struct(fields) => {
            Scalar::Struct(Rc::new(StructScalar::within(array, offset, fields.clone())))
        }
        _ => array.get(offset),
    })
}

/// With `...` an index gives an array even where nothing is left to index.
fn has_ellipsis(index: &Value) -> bool {
    match index {
        Value::Tuple(items) => items.iter().any(|item| matches!(item, Value::Ellipsis)),
        _ => false,
    }
}

/// The commonest case at once: one integer per axis.
fn single_element(array: &Array, index: &Value) -> Result<Option<Value>> {
    let at = match index {
        Value::Int(at) if array.ndim() == 1 => {
            let position = crate::array::select::element_position(*at, 0, array.shape()[0])?;
            array.layout().offset_of(&[position])
        }
        Value::Tuple(items) if items.len() == 2 && array.ndim() == 2 => {
            match (&items[0], &items[1]) {
                (Value::Int(i), Value::Int(j)) => {
                    let row = crate::array::select::element_position(*i, 0, array.shape()[0])?;
                    let column = crate::array::select::element_position(*j, 1, array.shape()[1])?;
                    array.layout().offset_of(&[row, column])
                }
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(element(array, at)))
}

/// `array[index] = new`
///
/// # Errors
/// As [`get_item`]; ValueError where the array is read-only or the shapes do not fit.
pub fn set_item(object: &Rc<ArrayObject>, index: &Value, new: &Value) -> Result<()> {
    let array = object.array();
    if !array.is_writeable() {
        return Err(Raised::value_error("assignment destination is read-only"));
    }
    if let Some(field) = super::fields::field_view(&array, index)? {
        return set_elements(&field, new);
    }
    match select(&array, &index_items(index)?)? {
        Selection::View {
            layout,
            scalar: true,
        } => {
            let element = single_value(new, array.dtype())?;
            array.set(layout.offset, &element);
            Ok(())
        }
        Selection::View { layout, .. } => set_elements(&array.with_layout(layout), new),
        Selection::Gather(gather) if gather.whole_mask => {
            let values = masked_values(&array, new, gather.shape()[0])?;
            Ok(gather.write(&array, &values)?)
        }
        Selection::Gather(gather) => {
            let shape = gather.shape();
            let values = values_for(&array, new)?;
            let stretched = fit(&values, &shape).ok_or_else(|| {
                let (from, to) = (shape_text(values.shape()), shape_text(&shape));
                Raised::value_error(format!(
                    "shape mismatch: value array of shape {from} could not be broadcast to indexing result of shape {to}"
                ))
            })?;
            Ok(gather.write(&array, &stretched)?)
        }
    }
}

/// A value that is to become one element.
pub(super) fn single_value(new: &Value, dtype: &DType) -> Result<Scalar> {
    match new {
        Value::List(_) | Value::Tuple(_) if dtype.is_numeric() && *dtype != DType::Bool => {
            let array = to_array(new)?;
            match array.first() {
                Some(_) if array.ndim() == 0 => element_from(&Value::array(array), dtype),
                _ => Err(sequence_for_element(new, dtype)),
            }
        }
        other => element_from(other, dtype),
    }
}

/// The value as an array of the target's dtype.
fn values_for(array: &Array, new: &Value) -> Result<Array> {
    match new {
        Value::Array(object) => {
            let values = object.array();
            if values.dtype() == array.dtype() {
                Ok(values)
            } else {
                convert_array(&values, array.dtype())
            }
        }
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            let options = crate::value::convert::ArrayOptions {
                dtype: Some(array.dtype().clone()),
                ..Default::default()
            };
            crate::value::convert::to_array_as(new, &options)
        }
        other => {
            let element = element_from(other, array.dtype())?;
            let one = if *array.dtype() == DType::Object {
                Array::from_scalar(&element)?
            } else {
                let one = Array::zeros(array.dtype().clone(), &[])?;
                one.set(0, &element);
                one
            };
            Ok(one)
        }
    }
}

fn fit(values: &Array, shape: &[usize]) -> Option<Array> {
    let mut layout = values.layout().clone();
    while layout.ndim() > shape.len() && layout.shape.first() == Some(&1) {
        layout = layout.at(0, 0);
    }
    Some(values.with_layout(layout.broadcast_to(shape)?))
}

/// Values for `a[mask] = new` with a mask over the whole array: one, or as many as the mask selects.
fn masked_values(array: &Array, new: &Value, count: usize) -> Result<Array> {
    let values = values_for(array, new)?;
    if values.ndim() > 1 {
        return Err(Raised::type_error(format!(
            "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has {} dimensions",
            values.ndim()
        )));
    }
    fit(&values, &[count]).ok_or_else(|| {
        Raised::value_error(format!(
            "NumPy boolean array indexing assignment cannot assign {} input values to the {count} output values where the mask is true",
            values.size()
        ))
    })
}

/// The items between the brackets.
fn index_items(index: &Value) -> Result<Vec<Index>> {
    match index {
        Value::Tuple(items) => items.iter().map(index_item).collect(),
        single => Ok(vec![index_item(single)?]),
    }
}

fn index_item(value: &Value) -> Result<Index> {
    match value {
        Value::None => Ok(Index::NewAxis),
        Value::Ellipsis => Ok(Index::Ellipsis),
        Value::Int(at) => Ok(Index::Integer(*at)),
        Value::Slice(slice) => slice_item(slice),
        Value::Bool(x) => Ok(Index::Mask(Array::from_shape_vec(
            &[],
            vec![crate::array::Bool::from(*x)],
        )?)),
        Value::Scalar(Scalar::Bool(x)) => Ok(Index::Mask(Array::from_shape_vec(
            &[],
            vec![crate::array::Bool::from(*x)],
        )?)),
        Value::Scalar(scalar) if scalar.dtype().is_integer() => as_index(value).map(Index::Integer),
        Value::Array(object) => array_item(object.array()),
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            let array = to_array(value)?;
            // An empty list counts as integers.
            let empty = array.size() == 0 && *array.dtype() == DType::F64;
            array_item(if empty {
                cast::cast(&array, &DType::I64)?
            } else {
                array
            })
            .map_err(|error| {
                if error.is_a(ClassId::INDEX_ERROR) {
                    invalid()
                } else {
                    error
                }
            })
        }
        _ => Err(invalid()),
    }
}

fn invalid() -> Raised {
    Raised::index_error(INVALID)
}

fn array_item(array: Array) -> Result<Index> {
    match array.dtype().native() {
        DType::Bool => Ok(Index::Mask(array)),
        dtype if dtype.is_integer() => {
            if array.ndim() == 0 {
                let at = array.first().map_or(Value::None, Value::scalar);
                return as_index(&at).map(Index::Integer);
            }
            Ok(Index::Fancy(cast::cast(&array, &DType::I64)?))
        }
        _ => Err(Raised::index_error(
            "arrays used as indices must be of integer (or boolean) type",
        )),
    }
}

fn slice_item(slice: &Slice) -> Result<Index> {
    let bound = |value: &Value| match value {
        Value::None => Ok(None),
        Value::BigInt(x) => Ok(Some(if x.sign() == num_bigint::Sign::Minus {
            i64::MIN
        } else {
            i64::MAX
        })),
        other => as_index(other).map(Some).map_err(|_| {
            Raised::type_error("slice indices must be integers or None or have an __index__ method")
        }),
    };
    Ok(Index::Slice {
        start: bound(&slice.start)?,
        stop: bound(&slice.stop)?,
        step: bound(&slice.step)?,
    })
}
