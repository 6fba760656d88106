//! Masked arrays as lists, bytes and records, and back from records.

use std::rc::Rc;

use crate::array::{Array, DType, Field, StructType};
use crate::builtins;
use crate::builtins::operators;
use crate::value::convert::{convert_array, to_array, to_list};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::construct::with_mask;
use super::fill::filled;
use super::object::{mask_array, mask_dtype, mask_of, masked_view, plain, shape_of};

builtins! {
    /// The elements as nested lists, None for masked ones or a value.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).tolist()
    /// [[1, None]]
    "MaskedArray.tolist" "(self, fill_value=None)" => tolist;
    /// The bytes of the elements, masked ones filled.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1], dtype=np.uint8).tobytes(fill_value=7)
    /// b'\x01\x07'
    "MaskedArray.tobytes" "(self, fill_value=None, order='C')" => |host: &mut dyn Host, a: Value, fill: Value, order: Value| {
        let elements = filled(host, &a, &fill)?;
        let row = crate::builtins::find("ndarray.tobytes").ok_or_else(|| Raised::attribute_error("tobytes"))?;
        row.call(host, crate::value::Arguments::positional([elements, order]))
    };
    /// NumPy has no such method of masked arrays.
    "MaskedArray.tofile" "(self, fid, sep='', format='%s')" => |_a: Value, _fid: Value, _sep: Value, _format: Value| {
        Err::<(), _>(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, "MaskedArray.tofile() not implemented yet."))
    };
    /// Elements and mask as the fields of records.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).toflex()
    /// array([(1, False), (2,  True)], dtype=[('_data', '<i8'), ('_mask', '?')])
    "MaskedArray.toflex" | "MaskedArray.torecords" "(self)" => toflex;
    /// A masked array of records with the fields `_data` and `_mask`.
    ///
    /// >>> np.ma.fromflex(np.ma.array([1, 2], mask=[0, 1]).toflex())
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.fromflex" "(fxarray)" => |host: &mut dyn Host, records: Value| {
        let elements = operators::get_item(host, &records, &Value::str("_data"))?;
        let mask = operators::get_item(host, &records, &Value::str("_mask"))?;
        with_mask(host, &elements, Some(mask))
    };
    /// Records as rows of an array, fields within fields one after the other.
    ///
    /// >>> np.ma.flatten_structured_array(np.array([(1, 2), (3, 4)], dtype=[('a', int), ('b', float)]))
    /// array([[1., 2.],
    ///        [3., 4.]])
    "np.ma.flatten_structured_array" "(a)" => flatten_records;
}

fn tolist(host: &mut dyn Host, a: Value, fill: Value) -> Result<Value> {
    let Some(mask) = mask_of(&a) else {
        return to_list(&to_array(&a)?);
    };
    let array = to_array(&a)?;
    if !fill.is_none() {
        return to_list(&to_array(&filled(host, &a, &fill)?)?);
    }
    if let DType::Struct(_) = array.dtype() {
        let value = to_list(&array)?;
        return Ok(with_filler(
            &value,
            &to_list(&to_array(&mask)?)?,
            &Value::None,
        ));
    }
    let objects = Value::array(convert_array(&array, &DType::Object)?.copy()?);
    let none = Value::array(Array::from_objects(&[], vec![Value::None.into_object()])?);
    call!(host, "copyto", objects, none; r#where = mask)?;
    to_list(&to_array(&objects)?)
}

/// Lists and records with something else where the mask is true.
pub fn with_filler(value: &Value, mask: &Value, filler: &Value) -> Value {
    let items = |value: &Value| match value {
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Tuple(items) => Some(items.to_vec()),
        _ => None,
    };
    match (items(value), items(mask)) {
        (Some(values), Some(masks)) => {
            let both = values.iter().zip(&masks);
            let made = both
                .map(|(value, mask)| with_filler(value, mask, filler))
                .collect();
            match value {
                Value::List(_) => Value::list(made),
                _ => Value::tuple(made),
            }
        }
        _ if matches!(mask, Value::Bool(true)) => filler.clone(),
        _ => value.clone(),
    }
}

fn toflex(host: &mut dyn Host, a: Value) -> Result<Value> {
    let array = to_array(&a)?;
    let (data, mask) = (array.dtype().clone(), mask_dtype(array.dtype()));
    let field = |name: &str, dtype: &DType, offset: usize| Field {
        name: name.into(),
        title: None,
        dtype: dtype.clone(),
        shape: Vec::new(),
        offset,
    };
    let fields = vec![
        field("_data", &data, 0),
        field("_mask", &mask, data.itemsize()),
    ];
    let dtype = DType::Struct(Rc::new(StructType {
        fields,
        itemsize: data.itemsize() + mask.itemsize(),
        aligned: false,
        record: false,
    }));
    let records = Value::array(Array::zeros(dtype, array.shape())?);
    operators::set_item(host, &records, &Value::str("_data"), plain(&a))?;
    let mask = mask_array(&a)?;
    operators::set_item(host, &records, &Value::str("_mask"), mask)?;
    Ok(records)
}

fn flatten_records(host: &mut dyn Host, a: Value) -> Result<Value> {
    let shape = shape_of(&a)?;
    let elements = rows(host, &plain(&a), &shape)?;
    if !super::object::is_masked_array(&a) {
        return Ok(elements);
    }
    let mask = rows(host, &mask_array(&a)?, &shape)?;
    masked_view(&elements, Some(mask))
}

fn rows(host: &mut dyn Host, records: &Value, shape: &[usize]) -> Result<Value> {
    let flat = call!(host, "ravel", records)?;
    let Value::List(list) = to_list(&to_array(&flat)?)? else {
        return Ok(flat);
    };
    let mut rows = Vec::new();
    for record in list.items.borrow().iter() {
        let mut row = Vec::new();
        flatten(record, &mut row);
        rows.push(Value::tuple(row));
    }
    let rows = call!(host, "array", Value::list(rows))?;
    if shape.len() < 2 {
        return Ok(rows);
    }
    let mut all: Vec<usize> = shape.to_vec();
    all.extend(shape_of(&rows)?.iter().skip(1));
    call!(host, "reshape", rows, super::shape_tuple(&all))
}

fn flatten(value: &Value, row: &mut Vec<Value>) {
    match value {
        Value::Tuple(items) => items.iter().for_each(|item| flatten(item, row)),
        Value::List(list) => list
            .items
            .borrow()
            .iter()
            .for_each(|item| flatten(item, row)),
        other => row.push(other.clone()),
    }
}
