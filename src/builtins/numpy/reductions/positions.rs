//! `argmax` and `argmin`.

use crate::array::{Array, Casting, DType, can_cast, normalize_axis};
use crate::builtins::numpy::ufuncs::{Out, PlainOut, keep_or_scalar, objects};
use crate::value::convert::{to_array, to_python};
use crate::value::{Host, Raised, Result, Value};

use super::{extreme_positions, ufunc};

pub fn arg_max(
    host: &mut dyn Host,
    a: Value,
    axis: Option<i64>,
    PlainOut(out): PlainOut,
    keepdims: Option<bool>,
) -> Result<Value> {
    position(
        host,
        &to_array(&a)?,
        axis,
        &out,
        keepdims.unwrap_or(false),
        true,
    )
}

pub fn arg_min(
    host: &mut dyn Host,
    a: Value,
    axis: Option<i64>,
    PlainOut(out): PlainOut,
    keepdims: Option<bool>,
) -> Result<Value> {
    position(
        host,
        &to_array(&a)?,
        axis,
        &out,
        keepdims.unwrap_or(false),
        false,
    )
}

/// The position of the extreme element along an axis.
///
/// # Errors
/// ValueError for an empty sequence, AxisError.
pub fn position(
    host: &mut dyn Host,
    array: &Array,
    axis: Option<i64>,
    out: &Out,
    keepdims: bool,
    largest: bool,
) -> Result<Value> {
    let lifted;
    let single = array.ndim() == 0;
    let (array, place) = match axis {
        None => (array, None),
        Some(axis) if array.ndim() == 0 => {
            lifted = array.reshaped(&[1], false)?;
            (&lifted, Some(normalize_axis(axis, 1)?))
        }
        Some(axis) => (array, Some(normalize_axis(axis, array.ndim())?)),
    };
    let found = if *array.dtype() == DType::Object {
        object_position(host, array, place, largest)?
    } else {
        extreme_positions(array, place, largest)?
    };
    let found = match (keepdims, place) {
        (false, _) => found,
        (true, _) if single => found.reshaped(&[], false)?,
        (true, Some(axis)) => found.with_layout(found.layout().with_axis(axis)),
        (true, None) => found.reshaped(&vec![1; array.ndim()], false)?,
    };
    if let Some(target) = out.array() {
        if target.shape() != found.shape() {
            let message = "output array does not match result of np.argmax.";
            return Err(Raised::value_error(if largest {
                message.to_string()
            } else {
                message.replace("argmax", "argmin")
            }));
        }
        if !can_cast(target.dtype(), &DType::I64, Casting::Safe) {
            return Err(Raised::type_error(format!(
                "Cannot cast array data from {} to dtype('int64') according to the rule 'safe'",
                target.dtype().repr()
            )));
        }
        crate::array::cast::cast_into(&found, &target)?;
    }
    Ok(keep_or_scalar(out, found))
}

fn object_position(
    host: &mut dyn Host,
    array: &Array,
    axis: Option<usize>,
    largest: bool,
) -> Result<Array> {
    let flat;
    let (array, axis) = match axis {
        Some(axis) => (array, axis),
        None => {
            flat = array.reshaped(&[array.size()], false)?;
            (&flat, 0)
        }
    };
    let mut order: Vec<usize> = (0..array.ndim()).filter(|&other| other != axis).collect();
    order.push(axis);
    let lanes = array.with_layout(array.layout().permuted(&order)).copy()?;
    let length = array.shape()[axis];
    if length == 0 {
        let name = if largest { "argmax" } else { "argmin" };
        let message = format!("attempt to get {name} of an empty sequence");
        return Err(Raised::value_error(message));
    }
    let strictly = ufunc(if largest { "greater" } else { "less" })?;
    let mut positions = Vec::new();
    let mut best = (0, Value::None);
    for (i, element) in lanes.scalars().map(to_python).enumerate() {
        let at = i % length;
        let better = at == 0 || {
            let compared = objects::binary(host, strictly, element.clone(), best.1.clone())?;
            crate::value::truth(host, &compared)?
        };
        if better {
            best = (at as i64, element);
        }
        if at + 1 == length {
            positions.push(best.0);
        }
    }
    let shape: Vec<usize> = lanes.shape()[..lanes.ndim() - 1].to_vec();
    Ok(Array::from_shape_vec(&shape, positions)?)
}
