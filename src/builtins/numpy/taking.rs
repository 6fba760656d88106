//! Elements taken from arrays and put into them by position, by mask and by choice.

use super::choosing::to_change;
use crate::array::select::element_position;
use crate::array::take::{gather, places_along, scatter};
use crate::array::{
    Array, Casting, DType, Operand, Shape, broadcast_shapes, can_cast, normalize_axis, shape_text,
};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::{assign_array, convert_array, operand_of, to_array};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The elements at these positions, along an axis or of the flattened array. `mode` says what happens to positions
    /// outside: `'raise'`, `'wrap'` or `'clip'`.
    ///
    /// >>> np.take([10, 20, 30], [2, 0])
    /// array([30, 10])
    "np.take" "(a, indices, axis=None, out=None, mode='raise')" => take;
    /// The elements at these positions.
    ///
    /// >>> np.array([10, 20, 30]).take([2, 0])
    /// array([30, 10])
    "ndarray.take" "(self, indices, /, axis=None, out=None, mode='raise')" => take;
    /// Puts values at positions of the flattened array, repeating them as often as needed.
    ///
    /// >>> a = np.array([1, 2, 3])
    /// >>> np.put(a, [0, 2], 9)
    /// >>> a
    /// array([9, 2, 9])
    changes "np.put" "(a, ind, v, mode='raise')" => np_put;
    /// Puts values at positions of the flattened array.
    ///
    /// >>> a = np.array([1, 2, 3])
    /// >>> a.put([0, 2], [7, 8])
    /// >>> a
    /// array([7, 2, 8])
    changes "ndarray.put" "(self, indices, values, /, mode='raise')" => put;
    /// The slices along an axis for which the condition is true.
    ///
    /// >>> np.compress([True, False, True], [1, 2, 3])
    /// array([1, 3])
    "np.compress" "(condition, a, axis=None, out=None)" => compress;
    /// The slices along an axis for which the condition is true.
    ///
    /// >>> np.array([1, 2, 3]).compress([True, False, True])
    /// array([1, 3])
    "ndarray.compress" "(self, /, condition, axis=None, out=None)" => |a: Array, condition: Array, axis: Option<i64>, out: Value| compress(condition, a, axis, out);
    /// Elements by their positions along an axis, as `argsort` gives them.
    ///
    /// >>> a = np.array([[30, 10, 20]])
    /// >>> np.take_along_axis(a, np.argsort(a), axis=-1)
    /// array([[10, 20, 30]])
    "np.take_along_axis" "(arr, indices, axis=-1)" => take_along_axis;
    /// Puts values at positions along an axis, as `argsort` gives them.
    ///
    /// >>> a = np.array([[30, 10, 20]])
    /// >>> np.put_along_axis(a, np.array([[1]]), 99, axis=1)
    /// >>> a
    /// array([[30, 99, 20]])
    changes "np.put_along_axis" "(arr, indices, values, axis)" => put_along_axis;
}

/// `mode=`: what becomes of positions outside the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipMode {
    Raise,
    Wrap,
    Clip,
}

impl FromValue for ClipMode {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<ClipMode> {
        let name = match &value {
            Value::Str(name) => name,
            Value::Int(0) => return Ok(ClipMode::Clip),
            Value::Int(1) => return Ok(ClipMode::Wrap),
            Value::Int(2) => return Ok(ClipMode::Raise),
            other => {
                let name = other.type_name();
                return Err(Raised::type_error(format!(
                    "clipmode must be str, not {name}"
                )));
            }
        };
        match &**name {
            "clip" => Ok(ClipMode::Clip),
            "wrap" => Ok(ClipMode::Wrap),
            "raise" => Ok(ClipMode::Raise),
            near if near.starts_with(['c', 'C', 'w', 'W', 'r', 'R']) => Err(Raised::value_error(
                "Use one of 'clip', 'raise', or 'wrap' for clip mode",
            )),
            _ => Err(Raised::value_error(format!(
                "clipmode must be one of 'clip', 'raise', or 'wrap' (got '{name}')"
            ))),
        }
    }
}

impl ClipMode {
    /// The position that `at` means on an axis of this length, which is not 0.
    pub(super) fn position(self, at: i64, axis: usize, length: usize) -> Result<usize> {
        Ok(match self {
            ClipMode::Raise => element_position(at, axis, length)?,
            ClipMode::Wrap => at.rem_euclid(length as i64) as usize,
            ClipMode::Clip => at.clamp(0, length as i64 - 1) as usize,
        })
    }
}

/// Positions as int64. NumPy takes floats too and cuts them.
pub(super) fn positions_of(indices: &Value) -> Result<Array> {
    let indices = to_array(indices)?;
    if matches!(
        indices.dtype().native(),
        DType::Str(_) | DType::Bytes(_) | DType::Object
    ) {
        return Err(Raised::type_error(format!(
            "Cannot cast array data from dtype('{}') to dtype('int64') according to the rule 'safe'",
            indices.dtype()
        )));
    }
    convert_array(&indices, &DType::I64)
}

/// The array itself, or flattened where no axis is given.
fn along(a: &Array, axis: Option<i64>) -> Result<(Array, usize)> {
    match axis {
        None => Ok((a.reshaped(&[a.size()], false)?, 0)),
        Some(axis) if a.ndim() == 0 => {
            normalize_axis(axis, 1)?;
            Ok((a.reshaped(&[1], false)?, 0))
        }
        Some(axis) => Ok((a.clone(), normalize_axis(axis, a.ndim())?)),
    }
}

/// The slices at `positions`, which are inside the axis, one after the other.
fn take_slices(a: &Array, axis: usize, positions: &[usize], shape: &[usize]) -> Result<Array> {
    let (before, after) = (&a.shape()[..axis], &a.shape()[axis + 1..]);
    let mut outer: Shape = before.into();
    outer.push(positions.len());
    outer.extend_from_slice(after);
    let size = crate::array::checked_bytes(&outer, a.dtype())? / a.itemsize().max(1);
    let mut places = Vec::with_capacity(size);
    let stride = a.strides()[axis];
    let (head, tail) = split_layout(a, axis);
    for start in head.offsets() {
        for &at in positions {
            let slice = start as isize + stride * at as isize - a.layout().offset as isize;
            places.extend(
                tail.offsets()
                    .map(|offset| (offset as isize + slice) as usize),
            );
        }
    }
    Ok(gather(a, &places, shape)?)
}

/// The axes before `axis` and those after it, as layouts of their own.
fn split_layout(a: &Array, axis: usize) -> (crate::array::Layout, crate::array::Layout) {
    let (mut head, mut tail) = (a.layout().clone(), a.layout().clone());
    head.shape.truncate(axis);
    head.strides.truncate(axis);
    tail.shape.drain(..=axis);
    tail.strides.drain(..=axis);
    (head, tail)
}

pub(super) fn take(
    a: Array,
    indices: Value,
    axis: Option<i64>,
    out: Value,
    mode: ClipMode,
) -> Result<Value> {
    let (a, axis) = along(&a, axis)?;
    let indices = positions_of(&indices)?;
    let length = a.shape()[axis];
    let mut shape: Shape = a.shape()[..axis].into();
    shape.extend_from_slice(indices.shape());
    shape.extend_from_slice(&a.shape()[axis + 1..]);
    if length == 0 && shape.iter().product::<usize>() > 0 {
        return Err(Raised::index_error(
            "cannot do a non-empty take from an empty axes.",
        ));
    }
    let positions: Vec<usize> = if length == 0 {
        Vec::new()
    } else {
        let given = indices.to_vec::<i64>()?.into_iter();
        given
            .map(|at| mode.position(at, axis, length))
            .collect::<Result<_>>()?
    };
    into_out(take_slices(&a, axis, &positions, &shape)?, &out, "take")
}

/// Hands a result to `out`, if one is given: it must have the shape and be able to hold the dtype.
pub(super) fn into_out(result: Array, out: &Value, method: &str) -> Result<Value> {
    let Value::Array(object) = out else {
        if out.is_none() {
            return Ok(Value::array_or_scalar(result));
        }
        let name = out.qualified_type_name();
        return Err(Raised::type_error(format!(
            "return arrays must be of ArrayType, not {name}"
        )));
    };
    let target = object.array();
    if target.shape() != result.shape() {
        return Err(Raised::value_error(format!(
            "output array does not match result of ndarray.{method}"
        )));
    }
    if !can_cast(target.dtype(), result.dtype(), Casting::Safe) {
        return Err(Raised::type_error(format!(
            "Cannot cast array data from {} to {} according to the rule 'safe'",
            dtype_text(target.dtype()),
            dtype_text(result.dtype())
        )));
    }
    if !target.is_writeable() {
        return Err(Raised::value_error("output array is read-only"));
    }
    assign_array(&target, &result)?;
    Ok(out.clone())
}

fn dtype_text(dtype: &DType) -> String {
    crate::array::ufunc::dtype_repr(dtype)
}

fn np_put(a: Value, indices: Value, values: Value, mode: ClipMode) -> Result<()> {
    let Value::Array(object) = &a else {
        let class = a.qualified_type_name();
        return Err(Raised::type_error(format!(
            "argument 1 must be numpy.ndarray, not <class '{class}'>"
        )));
    };
    put(object.array(), indices, values, mode)
}

fn put(a: Array, indices: Value, values: Value, mode: ClipMode) -> Result<()> {
    if !a.is_writeable() {
        return Err(Raised::value_error("put: output array is read-only"));
    }
    let indices = positions_of(&indices)?.to_vec::<i64>()?;
    let values = values_as(&to_array(&values)?, a.dtype())?;
    if values.size() == 0 || indices.is_empty() {
        return Ok(());
    }
    if a.size() == 0 {
        return Err(Raised::index_error(
            "cannot replace elements of an empty array",
        ));
    }
    let offsets: Vec<usize> = a.layout().offsets().collect();
    let places = indices.iter().map(|&at| {
        let at = mode.position(at, 0, offsets.len())?;
        Ok(offsets.get(at).copied().unwrap_or_default())
    });
    let places: Vec<usize> = places.collect::<Result<_>>()?;
    put_repeating(&a, &places, &values)
}

pub(super) fn values_as(values: &Array, dtype: &DType) -> Result<Array> {
    if values.dtype() == dtype {
        return Ok(values.clone());
    }
    convert_array(values, dtype)
}

/// Writes the values one after the other, from the start again when they run out.
pub(super) fn put_repeating(a: &Array, places: &[usize], values: &Array) -> Result<()> {
    let from: Vec<usize> = values.layout().offsets().collect();
    let repeated: Vec<usize> = from.iter().copied().cycle().take(places.len()).collect();
    let values = gather(values, &repeated, &[repeated.len()])?;
    Ok(scatter(a, places, &values)?)
}

/// Which elements of a mask are true.
pub(super) fn truths(mask: &Array) -> Result<Vec<bool>> {
    let mask = convert_array(mask, &DType::Bool)?;
    Ok(mask
        .to_vec::<crate::array::Bool>()?
        .into_iter()
        .map(crate::array::Bool::get)
        .collect())
}

pub(super) fn true_positions(mask: &Array) -> Result<Vec<i64>> {
    let truths = truths(mask)?.into_iter().enumerate();
    Ok(truths
        .filter(|(_, x)| *x)
        .map(|(at, _)| at as i64)
        .collect())
}

fn compress(condition: Array, a: Array, axis: Option<i64>, out: Value) -> Result<Value> {
    if condition.ndim() != 1 {
        return Err(Raised::value_error("condition must be a 1-d array"));
    }
    let wanted = Array::from_vec(true_positions(&condition)?)?;
    take(a, Value::array(wanted), axis, out, ClipMode::Raise)
}

/// Arrays stretched to one shape, and that shape.
pub(super) fn broadcast_all(arrays: &[Array]) -> Result<(Vec<Array>, Shape)> {
    let clash = || {
        let shapes: Vec<String> = arrays
            .iter()
            .map(|a| format!("{} ", shape_text(a.shape())))
            .collect();
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {}",
            shapes.concat()
        ))
    };
    let shape = broadcast_shapes(arrays.iter().map(Array::shape)).ok_or_else(clash)?;
    let stretched: Option<Vec<Array>> = arrays.iter().map(|a| a.broadcast_to(&shape)).collect();
    Ok((stretched.ok_or_else(clash)?, shape))
}

/// A value as promotion sees it: Python's numbers are weak.
pub(super) fn operand(value: &Value) -> Result<Operand> {
    match operand_of(value) {
        Some(operand) => Ok(operand),
        None => Ok(Operand::DType(to_array(value)?.dtype().clone())),
    }
}

/// The arrays of a list or tuple, or the rows of an array.
pub(super) fn sequence(value: &Value) -> Result<Vec<Value>> {
    Ok(match value {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        other => {
            let a = to_array(other)?;
            if a.ndim() == 0 {
                vec![other.clone()]
            } else {
                let rows = (0..a.shape()[0]).map(|row| a.with_layout(a.layout().at(0, row)));
                rows.map(Value::array).collect()
            }
        }
    })
}

/// `a`'s elements at positions along an axis that it has.
///
/// # Errors
/// IndexError.
pub fn take_lanes(a: &Array, indices: &Array, axis: usize) -> Result<Array> {
    let (places, shape) = places_along(a, indices, axis)?;
    Ok(gather(a, &places, &shape)?)
}

/// The array, the positions and the axis of the two functions that work along an axis.
fn along_axis(arr: &Array, indices: &Array, axis: Option<i64>) -> Result<(Array, usize)> {
    let Some(axis) = axis else {
        if indices.ndim() != 1 {
            return Err(Raised::value_error(
                "when axis=None, `indices` must have a single dimension.",
            ));
        }
        return Ok((arr.reshaped(&[arr.size()], false)?, 0));
    };
    let axis = normalize_axis(axis, arr.ndim())?;
    if !indices.dtype().is_integer() {
        return Err(Raised::index_error("`indices` must be an integer array"));
    }
    if indices.ndim() != arr.ndim() {
        return Err(Raised::value_error(
            "`indices` and `arr` must have the same number of dimensions",
        ));
    }
    Ok((arr.clone(), axis))
}

/// Positions must be an array already: NumPy reads their dtype first.
fn index_array(indices: &Value) -> Result<Array> {
    match indices {
        Value::Array(_) | Value::Scalar(_) => to_array(indices),
        other => Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'dtype'",
            other.type_name()
        ))),
    }
}

fn take_along_axis(
    host: &mut dyn Host,
    arr: Value,
    indices: Value,
    axis: Option<i64>,
) -> Result<Array> {
    if axis.is_some() {
        host.attribute(&arr, "ndim")?;
    }
    let arr = to_array(&arr)?;
    if let Some(axis) = axis {
        normalize_axis(axis, arr.ndim())?;
    }
    let indices = index_array(&indices)?;
    let (arr, axis) = along_axis(&arr, &indices, axis)?;
    take_lanes(&arr, &convert_array(&indices, &DType::I64)?, axis)
}

fn put_along_axis(arr: Value, indices: Value, values: Array, axis: Option<i64>) -> Result<()> {
    let a = to_change(&arr, "put_along_axis")?;
    let indices = index_array(&indices)?;
    let (a, axis) = along_axis(&a, &indices, axis)?;
    let (places, shape) = places_along(&a, &convert_array(&indices, &DType::I64)?, axis)?;
    let values = values_as(&values, a.dtype())?;
    let stretched = values.broadcast_to(&shape).ok_or_else(|| {
        Raised::value_error(format!(
            "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
            shape_text(values.shape()),
            shape_text(&shape)
        ))
    })?;
    Ok(scatter(&a, &places, &stretched)?)
}
