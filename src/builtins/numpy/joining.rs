//! Arrays put together, taken apart, repeated: all by one routine that copies blocks into a new array.

use crate::array::select::{Index, Selection, select, slice_positions};
use crate::array::{Array, Casting, DType, Layout, Shape, can_cast, normalize_axis, promote};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::{
    ArrayList, ArrayValue, AxisArgument, Integers, ShapeArgument, as_index, as_shape, assign_array,
    convert_array, to_array,
};
use crate::value::{Host, Raised, Result, Value};

use super::attributes::CastingArgument;

builtins! {
    /// Arrays joined along an axis that they have; `axis=None` flattens them first.
    ///
    /// >>> np.concatenate(([1, 2], [3]))
    /// array([1, 2, 3])
    "np.concatenate" | "np.concat" "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')" => concatenate;
    /// Arrays of one shape joined along a new axis.
    ///
    /// >>> np.stack(([1, 2], [3, 4]))
    /// array([[1, 2],
    ///        [3, 4]])
    "np.stack" "(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')" => stack;
    /// Arrays one below the other: joined along axis 0, one-dimensional ones as rows.
    ///
    /// >>> np.vstack(([1, 2], [3, 4]))
    /// array([[1, 2],
    ///        [3, 4]])
    "np.vstack" "(tup, *, dtype=None, casting='same_kind')" => |arrays: ArrayList, dtype: Option<DType>, casting: CastingArgument| {
        join_raised(arrays, 2, 0, dtype, casting.0)
    };
    /// Arrays side by side: joined along axis 1, one-dimensional ones along axis 0.
    ///
    /// >>> np.hstack(([1, 2], [3]))
    /// array([1, 2, 3])
    "np.hstack" "(tup, *, dtype=None, casting='same_kind')" => hstack;
    /// Arrays joined along the third axis.
    ///
    /// >>> np.dstack(([1, 2], [3, 4])).shape
    /// (1, 2, 2)
    "np.dstack" "(tup)" => |arrays: ArrayList| join_raised(arrays, 3, 2, None, Casting::SameKind);
    /// One-dimensional arrays as the columns of a matrix.
    ///
    /// >>> np.column_stack(([1, 2], [3, 4]))
    /// array([[1, 3],
    ///        [2, 4]])
    "np.column_stack" "(tup)" => column_stack;
    /// An array put together from nested lists of blocks.
    ///
    /// >>> np.block([[np.eye(1), np.zeros((1, 2))]])
    /// array([[1., 0., 0.]])
    "np.block" "(arrays)" => block;
    /// Values joined to the end of an array, flattened unless an axis is given.
    ///
    /// >>> np.append([1, 2], [[3, 4]])
    /// array([1, 2, 3, 4])
    "np.append" "(arr, values, axis=None)" => append;
    /// The array cut into equal parts along an axis, or at the given positions: views.
    ///
    /// >>> np.split(np.arange(4), 2)
    /// [array([0, 1]), array([2, 3])]
    "np.split" "(ary, indices_or_sections, axis=0)" => |a: ArrayValue, at: Value, axis: i64| split(&a, &at, axis, true);
    /// The array cut into parts as equal as possible along an axis: views.
    ///
    /// >>> np.array_split(np.arange(5), 2)
    /// [array([0, 1, 2]), array([3, 4])]
    "np.array_split" "(ary, indices_or_sections, axis=0)" => |a: ArrayValue, at: Value, axis: i64| split(&a, &at, axis, false);
    /// The array cut side by side: along axis 1, or axis 0 of a one-dimensional one.
    ///
    /// >>> np.hsplit(np.arange(4), 2)
    /// [array([0, 1]), array([2, 3])]
    "np.hsplit" "(ary, indices_or_sections)" => hsplit;
    /// The array cut one part below the other: along axis 0.
    ///
    /// >>> np.vsplit(np.arange(4).reshape(2, 2), 2)
    /// [array([[0, 1]]), array([[2, 3]])]
    "np.vsplit" "(ary, indices_or_sections)" => |a: ArrayValue, at: Value| named_split(&a, &at, "vsplit", 2, 0);
    /// The array cut along the third axis.
    ///
    /// >>> np.dsplit(np.arange(4).reshape(1, 2, 2), 2)[0].shape
    /// (1, 2, 1)
    "np.dsplit" "(ary, indices_or_sections)" => |a: ArrayValue, at: Value| named_split(&a, &at, "dsplit", 3, 2);
    /// The array's slices along an axis: views without that axis.
    ///
    /// >>> np.unstack(np.array([[1, 2], [3, 4]]))
    /// (array([1, 2]), array([3, 4]))
    "np.unstack" "(x, /, *, axis=0)" => unstack;
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
    "ndarray.resize" "(self, /, *new_shape, refcheck=True)" => resize_method;
}

/// The part `start..start + length` along an axis.
pub fn part(array: &Array, axis: usize, start: usize, length: usize) -> Array {
    array.with_layout(array.layout().sliced(axis, start, length, 1))
}

/// Blocks one after the other along `axis`, in a new array of `dtype`. All other lengths agree.
pub fn join(blocks: &[Array], axis: usize, dtype: &DType) -> Result<Array> {
    let first = blocks
        .first()
        .ok_or_else(|| Raised::value_error("need at least one array to concatenate"))?;
    let mut shape: Shape = first.shape().into();
    shape[axis] = blocks.iter().fold(0usize, |total, block| {
        total.saturating_add(block.shape()[axis])
    });
    let fortran = blocks
        .iter()
        .all(|b| b.ndim() > 1 && b.is_f_contiguous() && !b.is_c_contiguous());
    let target = new_array(dtype, &shape, fortran)?;
    let mut start = 0;
    for block in blocks {
        let length = block.shape()[axis];
        assign_array(
            &part(&target, axis, start, length),
            &convert_if_needed(block, dtype)?,
        )?;
        start += length;
    }
    Ok(target)
}

fn convert_if_needed(array: &Array, dtype: &DType) -> Result<Array> {
    if array.dtype() == dtype {
        Ok(array.clone())
    } else {
        convert_array(array, dtype)
    }
}

/// Zeros of any dtype; an object array's are None.
pub fn new_array(dtype: &DType, shape: &[usize], fortran: bool) -> Result<Array> {
    if *dtype == DType::Object {
        crate::array::checked_bytes(shape, dtype)?;
        let count = shape.iter().product();
        crate::array::meter::check_bytes(count)?;
        let none = Value::None.into_object();
        return Ok(Array::from_objects(shape, vec![none; count])?);
    }
    Ok(Array::zeros_ordered(dtype.clone(), shape, fortran)?)
}

/// The dtype of several arrays together.
pub fn common_dtype(arrays: &[Array]) -> Result<DType> {
    let mut dtypes = arrays.iter().map(|a| a.dtype().clone());
    let first = dtypes.next().unwrap_or(DType::F64);
    Ok(dtypes.try_fold(first, |a, b| promote(&a, &b))?)
}

fn arrays_of(list: ArrayList) -> Vec<Array> {
    list.0.into_iter().map(|item| item.array).collect()
}

fn concatenate(
    host: &mut dyn Host,
    arrays: Value,
    axis: AxisArgument,
    out: Value,
    dtype: Option<DType>,
    casting: CastingArgument,
) -> Result<Value> {
    use crate::value::builtin::FromValue;
    if matches!(arrays, Value::Array(ref o) if o.with(|a| a.ndim() == 0)) {
        return Err(Raised::value_error(
            "zero-dimensional arrays cannot be concatenated",
        ));
    }
    let arrays = arrays_of(ArrayList::from_value(arrays, host)?);
    join_checked(&arrays, &axis, dtype, casting.0, &out)
}

/// Joins with NumPy's checks of shapes and casts.
fn join_checked(
    arrays: &[Array],
    axis: &AxisArgument,
    dtype: Option<DType>,
    casting: Casting,
    out: &Value,
) -> Result<Value> {
    if arrays.is_empty() {
        return Err(Raised::value_error(
            "need at least one array to concatenate",
        ));
    }
    let flat: Vec<Array>;
    let (arrays, axis) = match axis {
        AxisArgument::All => {
            flat = arrays
                .iter()
                .map(|a| a.reshaped(&[a.size()], false))
                .collect::<Result<_, _>>()?;
            (&flat[..], 0)
        }
        AxisArgument::One(axis) => {
            if arrays.iter().any(|a| a.ndim() == 0) {
                return Err(Raised::value_error(
                    "zero-dimensional arrays cannot be concatenated",
                ));
            }
            (arrays, normalize_axis(*axis, arrays[0].ndim())?)
        }
        AxisArgument::Several(_) => {
            return Err(Raised::type_error(
                "'tuple' object cannot be interpreted as an integer",
            ));
        }
    };
    check_joinable(arrays, axis)?;
    let found = match &dtype {
        Some(dtype) => dtype.clone(),
        None => common_dtype(arrays)?,
    };
    for array in arrays {
        if !can_cast(array.dtype(), &found, casting) {
            let (from, to) = (
                super::dtype::dtype_repr(array.dtype()),
                super::dtype::dtype_repr(&found),
            );
            let message = format!(
                "Cannot cast array data from {from} to {to} according to the rule '{}'",
                casting.name()
            );
            return Err(Raised::type_error(message));
        }
    }
    let joined = join(arrays, axis, &found)?;
    into_out(joined, out)
}

/// The result itself, or written to `out`.
fn into_out(result: Array, out: &Value) -> Result<Value> {
    match out {
        Value::None => Ok(Value::array(result)),
        Value::Array(object) => {
            let target = object.array();
            if target.shape() != result.shape() {
                return Err(Raised::value_error("Output array is the wrong shape"));
            }
            assign_array(&target, &result)?;
            Ok(out.clone())
        }
        other => Err(Raised::type_error(format!(
            "concatenate() argument 'out' must be an array, not {}",
            other.type_name()
        ))),
    }
}

fn check_joinable(arrays: &[Array], axis: usize) -> Result<()> {
    let first = arrays[0].shape();
    for (i, array) in arrays.iter().enumerate().skip(1) {
        let shape = array.shape();
        if shape.len() != first.len() {
            return Err(Raised::value_error(format!(
                "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) \
                 and the array at index {i} has {} dimension(s)",
                first.len(),
                shape.len()
            )));
        }
        for (dimension, (&a, &b)) in first.iter().zip(shape).enumerate() {
            if dimension != axis && a != b {
                return Err(Raised::value_error(format!(
                    "all the input array dimensions except for the concatenation axis must match exactly, \
                     but along dimension {dimension}, the array at index 0 has size {a} and the array at index {i} has size {b}"
                )));
            }
        }
    }
    Ok(())
}

fn stack(
    arrays: ArrayList,
    axis: i64,
    out: Value,
    dtype: Option<DType>,
    casting: CastingArgument,
) -> Result<Value> {
    let arrays = arrays_of(arrays);
    let first = arrays
        .first()
        .ok_or_else(|| Raised::value_error("need at least one array to stack"))?;
    if arrays.iter().any(|a| a.shape() != first.shape()) {
        return Err(Raised::value_error(
            "all input arrays must have the same shape",
        ));
    }
    let place = normalize_axis(axis, first.ndim() + 1)?;
    let raised: Vec<Array> = arrays
        .iter()
        .map(|a| a.with_layout(a.layout().with_axis(place)))
        .collect();
    join_checked(
        &raised,
        &AxisArgument::One(place as i64),
        dtype,
        casting.0,
        &out,
    )
}

/// Arrays raised to `ndim` dimensions as `atleast_*d` does, then joined.
fn join_raised(
    arrays: ArrayList,
    ndim: usize,
    axis: i64,
    dtype: Option<DType>,
    casting: Casting,
) -> Result<Value> {
    let raised: Vec<Array> = arrays_of(arrays).iter().map(|a| raised(a, ndim)).collect();
    join_checked(
        &raised,
        &AxisArgument::One(axis),
        dtype,
        casting,
        &Value::None,
    )
}

fn raised(a: &Array, ndim: usize) -> Array {
    let layout = a.layout();
    let raised: Layout = match (a.ndim(), ndim) {
        (have, want) if have >= want => layout.clone(),
        (0, want) => (0..want).fold(layout.clone(), |layout, _| layout.with_axis(0)),
        (1, 3) => layout.with_axis(0).with_axis(2),
        (2, 3) => layout.with_axis(2),
        _ => layout.with_axis(0),
    };
    a.with_layout(raised)
}

fn hstack(arrays: ArrayList, dtype: Option<DType>, casting: CastingArgument) -> Result<Value> {
    let raised: Vec<Array> = arrays_of(arrays).iter().map(|a| raised(a, 1)).collect();
    let axis = if raised.first().is_some_and(|a| a.ndim() == 1) {
        0
    } else {
        1
    };
    join_checked(
        &raised,
        &AxisArgument::One(axis),
        dtype,
        casting.0,
        &Value::None,
    )
}

fn column_stack(arrays: ArrayList) -> Result<Value> {
    let columns: Vec<Array> = arrays_of(arrays)
        .into_iter()
        .map(|a| match a.ndim() {
            0 => a.with_layout(a.layout().with_axis(0).with_axis(0)),
            1 => a.with_layout(a.layout().with_axis(1)),
            _ => a,
        })
        .collect();
    join_checked(
        &columns,
        &AxisArgument::One(1),
        None,
        Casting::SameKind,
        &Value::None,
    )
}

/// Depth of lists and the most dimensions of any block in them.
fn block_depth(value: &Value) -> Result<(usize, usize)> {
    let Value::List(list) = value else {
        if matches!(value, Value::Tuple(_)) {
            return Err(Raised::type_error(
                "arrays is a tuple. Only lists can be used to arrange blocks, and np.block does not allow implicit conversion from tuple to ndarray.",
            ));
        }
        return Ok((0, to_array(value)?.ndim()));
    };
    let items = list.items.borrow().clone();
    let mut deepest: Option<(usize, usize)> = None;
    for item in &items {
        let (depth, ndim) = block_depth(item)?;
        let (known, most) = deepest.unwrap_or((depth, ndim));
        if known != depth {
            return Err(Raised::value_error("List depths are mismatched."));
        }
        deepest = Some((known, most.max(ndim)));
    }
    let (depth, ndim) =
        deepest.ok_or_else(|| Raised::value_error("List at arrays cannot be empty"))?;
    Ok((depth + 1, ndim))
}

fn block(arrays: Value) -> Result<Value> {
    let (depth, ndim) = block_depth(&arrays)?;
    let joined = join_blocks(&arrays, depth, ndim.max(depth))?;
    Ok(Value::array(if depth == 0 {
        joined.copy()?
    } else {
        joined
    }))
}

fn join_blocks(value: &Value, depth: usize, ndim: usize) -> Result<Array> {
    if let (Value::List(list), true) = (value, depth > 0) {
        let items = list.items.borrow().clone();
        let blocks: Vec<Array> = items
            .iter()
            .map(|item| join_blocks(item, depth - 1, ndim))
            .collect::<Result<_>>()?;
        check_joinable(&blocks, ndim - depth)?;
        return join(&blocks, ndim - depth, &common_dtype(&blocks)?);
    }
    let array = to_array(value)?;
    let missing = ndim.saturating_sub(array.ndim());
    let layout = (0..missing).fold(array.layout().clone(), |layout, _| layout.with_axis(0));
    Ok(array.with_layout(layout))
}

fn append(a: Array, values: Array, axis: Option<i64>) -> Result<Value> {
    let axis = axis.map_or(AxisArgument::All, AxisArgument::One);
    join_checked(&[a, values], &axis, None, Casting::SameKind, &Value::None)
}

/// Where to cut: so many parts, or before these positions.
fn split(a: &ArrayValue, at: &Value, axis: i64, equal: bool) -> Result<Value> {
    let ndim = a.array.ndim();
    let place =
        normalize_axis(axis, ndim).map_err(|_| Raised::index_error("tuple index out of range"))?;
    let length = a.array.shape()[place];
    let cuts: Vec<usize> = match as_index(at) {
        Ok(sections) => even_cuts(sections, length, equal)?,
        Err(_) => return split_at(a, &as_shape(at)?.0, place),
    };
    let parts = cuts
        .windows(2)
        .map(|cut| a.with_layout(a.array.layout().sliced(place, cut[0], cut[1] - cut[0], 1)));
    Ok(Value::list(parts.collect()))
}

fn even_cuts(sections: i64, length: usize, equal: bool) -> Result<Vec<usize>> {
    if equal && sections == 0 {
        return Err(Raised::new(
            crate::value::ClassId::ZERO_DIVISION_ERROR,
            "integer modulo by zero",
        ));
    }
    let count = usize::try_from(sections).unwrap_or(0);
    if equal
        && (length as i64)
            .checked_rem(sections)
            .is_some_and(|rest| rest != 0)
    {
        return Err(Raised::value_error(
            "array split does not result in an equal division",
        ));
    }
    if count == 0 {
        return Err(Raised::value_error(
            "number sections must be larger than 0.",
        ));
    }
    crate::array::meter::check_bytes(count.saturating_mul(64))?;
    let (each, extra) = (length / count, length % count);
    Ok((0..=count).map(|i| i * each + i.min(extra)).collect())
}

fn split_at(a: &ArrayValue, positions: &[i64], axis: usize) -> Result<Value> {
    let length = a.array.shape()[axis];
    let mut parts = Vec::with_capacity(positions.len() + 1);
    let mut start = Some(0);
    for stop in positions.iter().map(|&at| Some(at)).chain([None]) {
        let (first, count, _) = slice_positions(start, stop, None, length)?;
        parts.push(a.with_layout(a.array.layout().sliced(axis, first, count, 1)));
        start = stop;
    }
    Ok(Value::list(parts))
}

fn hsplit(a: ArrayValue, at: Value) -> Result<Value> {
    let axis = i64::from(a.array.ndim() > 1);
    named_split(&a, &at, "hsplit", 1, axis)
}

fn named_split(a: &ArrayValue, at: &Value, name: &str, least: usize, axis: i64) -> Result<Value> {
    if a.array.ndim() < least {
        let message = format!("{name} only works on arrays of {least} or more dimensions");
        return Err(Raised::value_error(message));
    }
    split(a, at, axis, true)
}

fn unstack(a: ArrayValue, axis: i64) -> Result<Value> {
    if a.array.ndim() == 0 {
        return Err(Raised::value_error("Input array must be at least 1-d."));
    }
    let place = normalize_axis(axis, a.array.ndim())?;
    let slices = (0..a.array.shape()[place]).map(|i| a.with_layout(a.array.layout().at(place, i)));
    Ok(Value::tuple(slices.collect()))
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

fn repeat(a: Array, repeats: Array, axis: Option<i64>) -> Result<Array> {
    let a = if a.ndim() == 0 {
        a.reshaped(&[1], false)?
    } else {
        a
    };
    let (a, axis) = flat_or_axis(&a, axis)?;
    if !can_cast(repeats.dtype(), &DType::I64, Casting::SameKind) && repeats.ndim() > 0 {
        let from = super::dtype::dtype_repr(repeats.dtype());
        return Err(Raised::type_error(format!(
            "Cannot cast array data from {from} to dtype('int64') according to the rule 'safe'"
        )));
    }
    let counts = repeats.to_vec_as::<i64>()?;
    if counts.iter().any(|&n| n < 0) {
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
    crate::array::meter::check_bytes(total.saturating_mul(slab))?;
    let positions = (0..length)
        .flat_map(|i| std::iter::repeat_n(i as i64, count_at(i)))
        .collect();
    take_slices(&a, axis, positions)
}

fn tile(a: Array, reps: Integers) -> Result<Array> {
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

fn insert(a: Array, obj: Value, values: Value, axis: Option<i64>) -> Result<Array> {
    let (a, axis) = flat_or_axis(&a, axis)?;
    let length = a.shape()[axis];
    let single = as_index(&obj).is_ok();
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
    places.sort_by_key(|&(at, _)| at);
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
        // The first axis of the values is the axis of insertion.
        if values.ndim() > 0 && values.ndim() == a.ndim() {
            let mut order: Vec<usize> = (1..values.ndim()).collect();
            order.insert(axis, 0);
            if axis > 0 {
                values = values.with_layout(values.layout().permuted(&order));
            }
        }
        shape[axis] = if values.ndim() == a.ndim() {
            values.shape()[axis]
        } else {
            1
        };
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
    Given(_): Given,
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
    if object.base.is_some() {
        return Err(Raised::value_error(
            "cannot resize this array: it does not own its data",
        ));
    }
    let array = object.array();
    let shape = wanted.lengths()?;
    let target = new_array(array.dtype(), &shape, false)?;
    let kept = array.size().min(target.size());
    let (flat, into) = (
        array.reshaped(&[array.size()], false)?,
        target.reshaped(&[target.size()], false)?,
    );
    assign_array(&part(&into, 0, 0, kept), &part(&flat, 0, 0, kept))?;
    object.replace(target);
    Ok(())
}
