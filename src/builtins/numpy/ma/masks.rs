//! Masks by themselves: made, combined, flattened, asked about.

use crate::array::{Array, Bool, DType};
use crate::builtins;
use crate::builtins::numpy::compose::truths;
use crate::builtins::python::iterate;
use crate::value::builtin::Given;
use crate::value::convert::{ArrayOptions, convert_array, to_array, to_array_as, to_dtype};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::fill::filled;
use super::object::{
    any_of, data, is_masked_array, mask_array, mask_dtype, mask_of, plain, shape_of,
};

builtins! {
    /// The mask that stands for none: `np.False_`.
    ///
    /// >>> np.ma.nomask
    /// np.False_
    constant "np.ma.nomask" => || Value::Scalar(crate::array::Scalar::Bool(false));
    /// The class of the elements of masks.
    ///
    /// >>> np.ma.MaskType
    /// <class 'numpy.bool'>
    constant "np.ma.MaskType" => || Value::Class(ClassId::BOOL_.into());
    /// The class of complaints about masks.
    ///
    /// >>> np.ma.MaskError
    /// <class 'numpy.ma.core.MaskError'>
    constant "np.ma.MaskError" => || Value::Class(ClassId::MASK_ERROR.into());
    /// The class of complaints of masked arrays.
    ///
    /// >>> np.ma.MAError
    /// <class 'numpy.ma.core.MAError'>
    constant "np.ma.MAError" => || Value::Class(ClassId::MA_ERROR.into());
    /// The mask of a masked array, or `nomask` where it has none.
    ///
    /// >>> np.ma.getmask(np.ma.masked_equal([1, 2, 3], 2))
    /// array([False,  True, False])
    "np.ma.getmask" "(a)" => |a: Value| mask_value(mask_of(&a));
    /// The mask of an array, with a bool for each element even where nothing is masked.
    ///
    /// >>> np.ma.getmaskarray(np.ma.array([[1, 2], [3, 4]]))
    /// array([[False, False],
    ///        [False, False]])
    "np.ma.getmaskarray" "(arr)" => |a: Value| mask_array(&a);
    /// The elements of a masked array without their mask.
    ///
    /// >>> np.ma.getdata(np.ma.masked_equal([1, 2, 3], 2))
    /// array([1, 2, 3])
    "np.ma.getdata" "(a, subok=True)" => |a: Value, _subok: Value| data(&a);
    /// Is it an array of bools, as masks are?
    ///
    /// >>> np.ma.is_mask(np.array([True, False]))
    /// True
    "np.ma.is_mask" "(m)" => |m: Value| is_mask(&m);
    /// Does it have elements that are masked?
    ///
    /// >>> np.ma.is_masked(np.ma.masked_equal([0, 1, 0], 0))
    /// True
    "np.ma.is_masked" "(x)" => |x: Value| any_of(mask_of(&x).as_ref());
    /// Is it a masked array?
    ///
    /// >>> np.ma.isMaskedArray(np.ma.array([1, 2])), np.ma.isMaskedArray(np.array([1, 2]))
    /// (True, False)
    "np.ma.isMaskedArray" | "np.ma.isMA" | "np.ma.isarray" "(x)" => |x: Value| is_masked_array(&x);
    /// A mask of an array-like: bools, and `nomask` instead of a mask that masks nothing unless `shrink=False`.
    ///
    /// >>> np.ma.make_mask([0, 2, 0])
    /// array([False,  True, False])
    "np.ma.make_mask" "(m, copy=False, shrink=True, dtype=<no value>)" => np_make_mask;
    /// A mask of a shape that masks nothing.
    ///
    /// >>> np.ma.make_mask_none((2, 2))
    /// array([[False, False],
    ///        [False, False]])
    "np.ma.make_mask_none" "(newshape, dtype=None)" => make_mask_none;
    /// The dtype of masks of arrays of a dtype.
    ///
    /// >>> np.ma.make_mask_descr(np.dtype([('x', float), ('y', int)]))
    /// dtype([('x', '?'), ('y', '?')])
    "np.ma.make_mask_descr" "(ndtype)" => |dtype: Value| to_dtype(&dtype).map(|dtype| mask_dtype(&dtype));
    /// What is masked in one of two masks.
    ///
    /// >>> np.ma.mask_or(np.array([True, False]), np.array([False, False]))
    /// array([ True, False])
    "np.ma.mask_or" "(m1, m2, copy=False, shrink=True)" => mask_or;
    /// The bools of a mask in one row, those of fields one after the other.
    ///
    /// >>> np.ma.flatten_mask(np.array([(False, True), (True, False)], dtype=[('a', bool), ('b', bool)]))
    /// array([False,  True,  True, False])
    "np.ma.flatten_mask" "(mask)" => flatten_mask;
}

/// A mask as a value.
pub fn mask_value(mask: Option<Value>) -> Value {
    mask.unwrap_or(Value::Scalar(crate::array::Scalar::Bool(false)))
}

/// Is it `nomask`, which is NumPy's own False?
pub fn is_no_mask(value: &Value) -> bool {
    matches!(value, Value::Scalar(crate::array::Scalar::Bool(false)))
}

/// A value as a mask: `None` for `nomask`.
pub fn given_mask(value: &Value) -> Option<Value> {
    (!is_no_mask(value)).then(|| value.clone())
}

fn is_mask(value: &Value) -> bool {
    match value {
        Value::Array(object) => object.with(|array| *array.dtype() == DType::Bool),
        Value::Scalar(scalar) => scalar.dtype() == DType::Bool,
        _ => false,
    }
}

/// NumPy's `_shrink_mask`: `nomask` for a mask that masks nothing.
///
/// # Errors
/// The budget's.
pub fn shrunk(mask: Option<Value>) -> Result<Option<Value>> {
    match &mask {
        Some(Value::Array(object)) if object.with(|a| matches!(a.dtype(), DType::Struct(_))) => {
            Ok(mask)
        }
        _ if any_of(mask.as_ref())? => Ok(mask),
        _ => Ok(None),
    }
}

/// NumPy's `make_mask`.
///
/// # Errors
/// As `np.array`.
pub fn make_mask(
    host: &mut dyn Host,
    mask: &Value,
    copy: bool,
    shrink: bool,
    dtype: &DType,
) -> Result<Option<Value>> {
    if is_no_mask(mask) {
        return Ok(None);
    }
    let dtype = mask_dtype(dtype);
    let is_struct = |array: &Array| matches!(array.dtype(), DType::Struct(_));
    if let Value::Array(object) = mask
        && dtype == DType::Bool
        && object.with(is_struct)
    {
        let shape = super::shape_tuple(&shape_of(mask)?);
        return call!(host, "ones", shape, Value::DType(dtype.into())).map(Some);
    }
    let full = filled(host, mask, &Value::Bool(true))?;
    let options = ArrayOptions {
        dtype: Some(dtype),
        ..ArrayOptions::default()
    };
    let array = to_array_as(&full, &options)?;
    let same = full
        .as_array()
        .is_some_and(|full| full.buffer().same(array.buffer()));
    let made = match (copy, same) {
        (true, true) => Value::array(array.copy()?),
        (false, true) => full,
        _ => Value::array(array),
    };
    if shrink {
        shrunk(Some(made))
    } else {
        Ok(Some(made))
    }
}

fn np_make_mask(
    host: &mut dyn Host,
    mask: Value,
    copy: bool,
    shrink: bool,
    dtype: Given,
) -> Result<Value> {
    let dtype = dtype.0.map_or(Ok(DType::Bool), |dtype| to_dtype(&dtype))?;
    make_mask(host, &mask, copy, shrink, &dtype).map(mask_value)
}

fn make_mask_none(host: &mut dyn Host, shape: Value, dtype: Value) -> Result<Value> {
    let dtype = match dtype {
        Value::None => DType::Bool,
        dtype => mask_dtype(&to_dtype(&dtype)?),
    };
    call!(host, "zeros", shape, Value::DType(dtype.into()))
}

/// The elements that either of two masks masks.
///
/// # Errors
/// ValueError where one is structured and the other not.
pub fn either(
    host: &mut dyn Host,
    one: Option<Value>,
    other: Option<Value>,
    shrink: bool,
) -> Result<Option<Value>> {
    let (one, other) = match (one, other) {
        (None, mask) | (mask, None) => {
            return if shrink { shrunk(mask) } else { Ok(mask) };
        }
        (Some(one), Some(other)) => (one, other),
    };
    if one.is(&other) {
        return if shrink {
            shrunk(Some(one))
        } else {
            Ok(Some(one))
        };
    }
    let (first, second) = (to_array(&one)?, to_array(&other)?);
    if first.dtype() != second.dtype() {
        return Err(Raised::value_error(format!(
            "Incompatible dtypes '{}'<>'{}'",
            first.dtype(),
            second.dtype()
        )));
    }
    let joined = match first.dtype() {
        DType::Struct(_) => Value::array(joined_fields(host, &first, &second)?),
        _ => super::array_value(&call!(host, "logical_or", one, other)?)?,
    };
    if shrink {
        shrunk(Some(joined))
    } else {
        Ok(Some(joined))
    }
}

/// Structured masks combined: they are nothing but bools, field after field.
fn joined_fields(host: &mut dyn Host, one: &Array, other: &Array) -> Result<Array> {
    let shape = crate::array::broadcast_shapes([one.shape(), other.shape()]);
    let shape = shape.ok_or_else(|| Raised::value_error("masks of different shapes"))?;
    let bools = |array: &Array| -> Result<Array> {
        let spread = array
            .broadcast_to(&shape)
            .unwrap_or_else(|| array.clone())
            .copy()?;
        let count = spread.size() * spread.itemsize();
        let layout = crate::array::Layout::contiguous(&[count], 1);
        let layout = crate::array::Layout {
            offset: spread.layout().offset,
            ..layout
        };
        Ok(spread.with_dtype(DType::Bool, layout))
    };
    let joined = to_array(&call!(
        host,
        "logical_or",
        Value::array(bools(one)?),
        Value::array(bools(other)?)
    )?)?;
    let layout = crate::array::Layout::contiguous(&shape, one.itemsize());
    let layout = crate::array::Layout {
        offset: joined.layout().offset,
        ..layout
    };
    Ok(joined.with_dtype(one.dtype().clone(), layout))
}

fn mask_or(host: &mut dyn Host, m1: Value, m2: Value, copy: bool, shrink: bool) -> Result<Value> {
    let none = |mask: &Value| is_no_mask(mask) || matches!(mask, Value::Bool(false));
    let dtype = |mask: &Value| match mask {
        Value::Array(object) => object.with(|array| array.dtype().clone()),
        _ => DType::Bool,
    };
    if none(&m1) || none(&m2) {
        let other = if none(&m1) { m2 } else { m1 };
        return make_mask(host, &other, copy, shrink, &dtype(&other)).map(mask_value);
    }
    let shown = |mask: &Value| match mask {
        Value::Array(_) | Value::Scalar(_) => Some(dtype(mask).to_string()),
        _ => None,
    };
    match (shown(&m1), shown(&m2)) {
        (Some(one), Some(other)) if one == other => {
            let (one, other) = (super::array_value(&m1)?, super::array_value(&m2)?);
            let joined = match m1.is(&m2) {
                true => Some(one),
                false => either(host, Some(one), Some(other), false)?,
            };
            if shrink {
                shrunk(joined).map(mask_value)
            } else {
                Ok(mask_value(joined))
            }
        }
        (None, None) => Err(Raised::attribute_error(
            "'NoneType' object has no attribute 'names'",
        )),
        (one, other) => {
            let text = |shown: Option<String>| shown.unwrap_or_else(|| "None".into());
            let (one, other) = (text(one), text(other));
            Err(Raised::value_error(format!(
                "Incompatible dtypes '{one}'<>'{other}'"
            )))
        }
    }
}

fn flatten_mask(host: &mut dyn Host, mask: Value) -> Result<Value> {
    let array = to_array(&plain(&mask))?;
    let mut bools = Vec::new();
    flatten_into(host, &Value::array(array), &mut bools)?;
    Ok(Value::array(Array::from_vec(
        bools.into_iter().map(Bool::from).collect(),
    )?))
}

fn flatten_into(host: &mut dyn Host, mask: &Value, bools: &mut Vec<bool>) -> Result<()> {
    let array = to_array(mask)?;
    if let DType::Struct(fields) = array.dtype() {
        for field in &fields.fields {
            let part =
                crate::builtins::operators::get_item(host, mask, &Value::Str(field.name.clone()))?;
            flatten_into(host, &part, bools)?;
        }
        return Ok(());
    }
    bools.extend(truths(&convert_array(&array, &DType::Bool)?)?);
    Ok(())
}

/// The items of a list or tuple, else `None`.
///
/// # Errors
/// Whatever iterating raises.
pub fn items_of(host: &mut dyn Host, value: &Value) -> Result<Option<Vec<Value>>> {
    match value {
        Value::List(_) | Value::Tuple(_) => iterate::collect(host, value).map(Some),
        _ => Ok(None),
    }
}
