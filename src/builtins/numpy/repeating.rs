//! Arrays repeated, shifted, with parts left out or put in, and resized.

use std::rc::Rc;

use crate::array::select::{Index, Selection, select};
use crate::array::{Array, Casting, DType, Kind, Shape, can_cast, normalize_axis};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::{
    Integers, ShapeArgument, as_index, as_shape, assign_array, convert_array, element_from,
    to_array,
};
use crate::value::{Host, Raised, Result, Value};

use super::joining::{join, new_array, part};

builtins! {
    /// Every element, or every slice along an axis, repeated.
    ///
    /// >>> np.repeat([1, 2], 2)
    /// array([1, 1, 2, 2])
    "np.repeat" | "ndarray.repeat" "(a, repeats, axis=None)" => repeat;
    /// The whole array repeated, like tiles on a floor.
    ///
    /// >>> np.tile([1, 2], 2)
    /// array([1, 2, 1, 2])
    "np.tile" "(A, reps)" => tile;
    /// Elements shifted along an axis; those that leave at one end come back at the other.
    ///
    /// >>> np.roll([1, 2, 3], 1)
    /// array([3, 1, 2])
    "np.roll" "(a, shift, axis=None)" => roll;
    /// The array without the elements or slices at these positions.
    ///
    /// >>> np.delete([1, 2, 3], 1)
    /// array([1, 3])
    "np.delete" "(arr, obj, axis=None)" => delete;
    /// The array with values inserted before these positions.
    ///
    /// >>> np.insert([1, 3], 1, 2)
    /// array([1, 2, 3])
    "np.insert" "(arr, obj, values, axis=None)" => insert;
    /// An array of another shape, filled with as many repetitions of the elements as needed.
    ///
    /// >>> np.resize([1, 2], (2, 3))
    /// array([[1, 2, 1],
    ///        [2, 1, 2]])
    "np.resize" "(a, new_shape)" => np_resize;
    /// Gives the array itself another shape and size; new elements are 0.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> a.resize(3)
    /// >>> a
    /// array([1, 2, 0])
    changes "ndarray.resize" "(self, /, *new_shape, refcheck=True)" => resize_method;
}

/// The array's slices along `axis` at these positions, copied in order.
pub fn take_slices(a: &Array, axis: usize, positions: Vec<i64>) -> Result<Array> {
    let mut index = vec![
        Index::Slice {
            start: None,
            stop: None,
            step: None
        };
        axis
    ];
    index.push(Index::Fancy(Array::from_vec(positions)?));
    match select(a, &index)? {
        Selection::Gather(gather) => Ok(gather.read(a)?.to_contiguous()?),
        Selection::View { layout, .. } => Ok(a.with_layout(layout).copy()?),
    }
}

fn flat_or_axis(a: &Array, axis: Option<i64>) -> Result<(Array, usize)> {
    match axis {
        None => Ok((a.reshaped(&[a.size()], false)?, 0)),
        Some(axis) => Ok((a.clone(), normalize_axis(axis, a.ndim())?)),
    }
}

fn odd_tiles() -> Raised {
    Raised::type_error("can't multiply sequence by non-int of type 'str'")
}

/// The counts of `repeat`: an integer, or a sequence of what converts to integers.
fn counts_of(repeats: &Value) -> Result<Array> {
    if let Value::Array(object) = repeats {
        let array = object.array();
        if !can_cast(array.dtype(), &DType::I64, Casting::SameKind) {
            let from = super::dtype::dtype_repr(array.dtype());
            return Err(Raised::type_error(format!(
                "Cannot cast array data from {from} to dtype('int64') according to the rule 'safe'"
            )));
        }
        return Ok(array);
    }
    let options = crate::value::convert::ArrayOptions {
        dtype: Some(DType::I64),
        max_depth: Some(1),
        ..Default::default()
    };
    crate::value::convert::to_array_as(repeats, &options)
}

fn repeat(a: Array, repeats: Value, axis: Option<i64>) -> Result<Array> {
    let repeats = counts_of(&repeats)?;
    let a = match a.ndim() {
        0 => a.reshaped(&[1], false)?,
        _ => a,
    };
    let (a, axis) = flat_or_axis(&a, axis)?;
    let counts = repeats.to_vec_as::<i64>()?;
    let length = a.shape()[axis];
    if counts.iter().any(|&n| n < 0) && (length > 0 || repeats.ndim() > 0) {
        return Err(Raised::value_error(if repeats.ndim() == 0 {
            "negative dimensions are not allowed"
        } else {
            "repeats may not contain negative values."
        }));
    }
    let length = a.shape()[axis];
    if repeats.ndim() > 1 {
        return Err(Raised::value_error("object too deep for desired array"));
    }
    if counts.len() != 1 && counts.len() != length {
        return Err(Raised::value_error(format!(
            "operands could not be broadcast together with shape ({length},) ({},)",
            counts.len()
        )));
    }
    let count_at = |i: usize| {
        counts
            .get(if counts.len() == 1 { 0 } else { i })
            .copied()
            .unwrap_or(0) as usize
    };
    let total = (0..length).fold(0usize, |total, i| total.saturating_add(count_at(i)));
    let slab = a
        .size()
        .checked_div(length)
        .unwrap_or(0)
        .saturating_mul(a.itemsize())
        .max(8);
    let mut shape: Shape = a.shape().into();
    shape[axis] = total;
    crate::array::checked_bytes(&shape, a.dtype())?;
    crate::array::meter::check_bytes(total.saturating_mul(slab))?;
    let positions = (0..length)
        .take_while(|_| !crate::array::meter::stopped(2))
        .flat_map(|i| std::iter::repeat_n(i as i64, count_at(i)))
        .collect();
    crate::array::meter::finished()?;
    take_slices(&a, axis, positions)
}

fn tile(host: &mut dyn Host, a: Array, reps: Value) -> Result<Array> {
    let reps = match &reps {
        // The length of the result is what these are multiplied with.
        Value::Str(_) => {
            return Err(element_from(&reps, &DType::I64).map_or_else(|e| e, |_| odd_tiles()));
        }
        Value::None => {
            return Err(Raised::type_error(
                "unsupported operand type(s) for *: 'int' and 'NoneType'",
            ));
        }
        _ => Integers::from_value(reps, host)?,
    };
    let mut reps = ShapeArgument(reps.0).lengths()?;
    let mut layout = a.layout().clone();
    while reps.len() < layout.ndim() {
        reps.insert(0, 1);
    }
    while layout.ndim() < reps.len() {
        layout = layout.with_axis(0);
    }
    // Each axis becomes a pair (repetition, element), stretched and then merged.
    let (mut paired, mut shape) = (layout.clone(), Shape::new());
    let mut stretched = Shape::new();
    for axis in (0..reps.len()).rev() {
        paired = paired.with_axis(axis);
    }
    for (axis, &n) in reps.iter().enumerate() {
        stretched.extend([n, layout.shape[axis]]);
        shape.push(n.saturating_mul(layout.shape[axis]));
    }
    crate::array::checked_bytes(&shape, a.dtype())?;
    match paired.broadcast_to(&stretched) {
        Some(layout) => Ok(a.with_layout(layout).copy()?.reshaped(&shape, false)?),
        None => Ok(a.copy()?),
    }
}

fn roll(a: Array, shift: Value, axis: Option<Integers>) -> Result<Array> {
    let shifts = to_array(&shift)?.to_vec_as::<i64>()?;
    let Some(Integers(axes)) = axis else {
        let flat = a.reshaped(&[a.size()], false)?;
        let total = shifts.iter().fold(0i64, |total, &n| total.wrapping_add(n));
        return Ok(rolled(&flat, 0, total)?.reshaped(a.shape(), false)?);
    };
    let pairs = if shifts.len() == 1 {
        axes.len()
    } else {
        shifts.len()
    };
    if axes.len() != 1 && axes.len() != pairs {
        return Err(Raised::value_error(
            "'shift' and 'axis' should be scalars or 1D sequences",
        ));
    }
    let mut result = a.copy()?;
    for i in 0..pairs {
        let shift = shifts[if shifts.len() == 1 { 0 } else { i }];
        let axis = normalize_axis(axes[if axes.len() == 1 { 0 } else { i }], a.ndim())?;
        result = rolled(&result, axis, shift)?;
    }
    Ok(result)
}

fn rolled(a: &Array, axis: usize, shift: i64) -> Result<Array> {
    let length = a.shape()[axis];
    if length == 0 {
        return Ok(a.copy()?);
    }
    let shift = shift.rem_euclid(length as i64) as usize;
    join(
        &[
            part(a, axis, length - shift, shift),
            part(a, axis, 0, length - shift),
        ],
        axis,
        a.dtype(),
    )
}

/// Positions that an index names along one axis of `length`, in the order given.
fn positions_of(obj: &Value, length: usize) -> Result<Vec<i64>> {
    let line = Array::from_vec((0..length as i64).collect::<Vec<_>>())?;
    let value = Value::array(line);
    let Value::Array(object) = &value else {
        return Ok(Vec::new());
    };
    let chosen = super::indexing::get_item(&value, object, obj)?;
    Ok(to_array(&chosen)?.to_vec_as::<i64>()?)
}

fn delete(a: Array, obj: Value, axis: Option<i64>) -> Result<Array> {
    let (a, axis) = flat_or_axis(&a, axis)?;
    let length = a.shape()[axis];
    if let Value::Array(mask) = &obj
        && mask.with(|m| *m.dtype() == DType::Bool && m.size() != length)
    {
        return Err(Raised::value_error(format!(
            "boolean array argument `obj` to delete must be one-dimensional and match the axis length of {length}"
        )));
    }
    if !matches!(obj, Value::Slice(_)) {
        let positions = to_array(&obj)?;
        if positions.dtype().is_inexact()
            && (positions.size() > 0 || matches!(obj, Value::Array(_)))
        {
            return Err(not_indices());
        }
    }
    let obj = match &obj {
        Value::Tuple(items) => Value::list(items.to_vec()),
        other => other.clone(),
    };
    let gone = positions_of(&obj, length)?;
    let mut kept = vec![true; length];
    for at in gone {
        if let Some(flag) = kept.get_mut(at as usize) {
            *flag = false;
        }
    }
    take_slices(
        &a,
        axis,
        (0..length as i64).filter(|&i| kept[i as usize]).collect(),
    )
}

fn insert(
    host: &mut dyn Host,
    a: Array,
    obj: Value,
    values: Value,
    axis: Option<i64>,
) -> Result<Array> {
    let (a, axis) = flat_or_axis(&a, axis)?;
    let length = a.shape()[axis];
    let single = as_index(&obj).is_ok();
    refuse_fractions(host, &obj, (axis, length))?;
    let wanted = insert_positions(&obj, length, axis)?;
    let values = convert_array(&to_array(&values)?, a.dtype())?;
    let block = insert_block(&a, values, axis, single, wanted.len())?;
    let count = block.shape()[axis];
    // A single position takes all the values; several take one each.
    let mut places: Vec<(usize, usize)> = if wanted.len() == 1 {
        (0..count).map(|k| (wanted[0], k)).collect()
    } else {
        wanted
            .into_iter()
            .enumerate()
            .map(|(k, at)| (at, k))
            .collect()
    };
    crate::text::sort_by_key(&mut places, |&(at, _)| at);
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, k) in places {
        blocks.push(part(&a, axis, start, at.saturating_sub(start)));
        blocks.push(part(&block, axis, k, 1));
        start = at;
    }
    blocks.push(part(&a, axis, start, length - start));
    join(&blocks, axis, a.dtype())
}

/// Positions that are no integers: one alone is found out as a bound of a slice, several as indices.
fn refuse_fractions(
    host: &mut dyn Host,
    obj: &Value,
    (axis, length): (usize, usize),
) -> Result<()> {
    if matches!(obj, Value::Slice(_)) {
        return Ok(());
    }
    let positions = to_array(obj)?;
    if positions.dtype().kind() != Kind::Float || positions.size() == 0 {
        return Ok(());
    }
    if positions.size() > 1 {
        return Err(not_indices());
    }
    let at = positions.first().and_then(|at| at.as_f64()).unwrap_or(0.0);
    if at < -(length as f64) || at > length as f64 {
        let shown = crate::value::display::str(host, &Value::Float(at))?;
        return Err(Raised::index_error(format!(
            "index {shown} is out of bounds for axis {axis} with size {length}"
        )));
    }
    Err(Raised::type_error(
        "slice indices must be integers or None or have an __index__ method",
    ))
}

fn not_indices() -> Raised {
    Raised::index_error("arrays used as indices must be of integer (or boolean) type")
}

fn insert_positions(obj: &Value, length: usize, axis: usize) -> Result<Vec<usize>> {
    let given: Vec<i64> = match obj {
        Value::Slice(_) => positions_of(obj, length)?,
        Value::Tuple(_) | Value::List(_) | Value::Array(_) => {
            let array = to_array(obj)?;
            if *array.dtype() == DType::Bool {
                positions_of(obj, length)?
            } else {
                array.to_vec_as::<i64>()?
            }
        }
        single => vec![as_index(single)?],
    };
    let place = |at: i64| {
        let shifted = if at < 0 {
            at.saturating_add(length as i64)
        } else {
            at
        };
        if shifted < 0 || shifted > length as i64 {
            let message = format!("index {at} is out of bounds for axis {axis} with size {length}");
            return Err(Raised::index_error(message));
        }
        Ok(shifted as usize)
    };
    given.into_iter().map(place).collect()
}

/// The values, stretched to the shape of what is inserted.
fn insert_block(
    a: &Array,
    values: Array,
    axis: usize,
    single: bool,
    count: usize,
) -> Result<Array> {
    let mut values = values;
    let mut shape: Shape = a.shape().into();
    if single {
        // The first of as many axes as the array has is the axis of insertion.
        while values.ndim() < a.ndim() {
            values = values.with_layout(values.layout().with_axis(0));
        }
        let mut order: Vec<usize> = (1..values.ndim()).collect();
        order.insert(axis.min(order.len()), 0);
        values = values.with_layout(values.layout().permuted(&order));
        shape[axis] = values.shape().get(axis).copied().unwrap_or(1);
    } else {
        shape[axis] = if count == 1 && values.ndim() == a.ndim() {
            values.shape()[axis]
        } else {
            count
        };
    }
    let target = new_array(a.dtype(), &shape, false)?;
    assign_array(&target, &values).map_err(|error| match error.as_exception() {
        Some(_) if !single => Raised::value_error(format!(
            "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
            crate::array::shape_text(values.shape()),
            crate::array::shape_text(&shape)
        )),
        _ => error,
    })?;
    Ok(target)
}

fn np_resize(a: Array, shape: ShapeArgument) -> Result<Array> {
    if shape.0.iter().any(|&n| n < 0) {
        return Err(Raised::value_error(
            "all elements of `new_shape` must be non-negative",
        ));
    }
    let shape = shape.lengths()?;
    let bytes = crate::array::checked_bytes(&shape, a.dtype())?;
    crate::array::meter::check_bytes(bytes)?;
    let size: usize = shape.iter().product();
    if a.size() == 0 || size == 0 {
        return new_array(a.dtype(), &shape, false);
    }
    let flat = a.reshaped(&[a.size()], false)?;
    let positions = (0..size).map(|i| (i % a.size()) as i64).collect();
    Ok(take_slices(&flat, 0, positions)?.reshaped(&shape, false)?)
}

fn resize_method(
    value: Value,
    crate::value::builtin::Rest(shape): crate::value::builtin::Rest,
    refcheck: bool,
) -> Result<()> {
    let object = super::attributes::object_of(&value)?;
    let wanted = match &*shape {
        [] | [Value::None] => return Ok(()),
        [one] => as_shape(one)?,
        several => ShapeArgument(several.iter().map(as_index).collect::<Result<_>>()?),
    };
    if wanted.0.iter().any(|&n| n < 0) {
        return Err(Raised::value_error("negative dimensions not allowed"));
    }
    if !object.with(|a| a.is_c_contiguous() || a.is_f_contiguous()) {
        return Err(Raised::value_error(
            "resize only works on single-segment arrays",
        ));
    }
    if object.base.is_some() {
        return Err(Raised::value_error(
            "cannot resize this array: it does not own its data",
        ));
    }
    // The receiver of the call and the one name or item that keeps the array.
    if refcheck && Rc::strong_count(object) > 2 {
        return Err(Raised::value_error(
            "cannot resize an array that references or is referenced\n\
             by another object in this way.\n\
             Use the np.resize function to get a new resized copy or\n \
             set refcheck=False to disable this check",
        ));
    }
    let array = object.array();
    let shape = wanted.lengths()?;
    let fortran = !array.is_c_contiguous();
    let target = new_array(array.dtype(), &shape, fortran)?;
    let kept = array.size().min(target.size());
    let (flat, into) = (
        array.reshaped(&[array.size()], fortran)?,
        target.reshaped(&[target.size()], fortran)?,
    );
    assign_array(&part(&into, 0, 0, kept), &part(&flat, 0, 0, kept))?;
    object.replace(target);
    Ok(())
}
