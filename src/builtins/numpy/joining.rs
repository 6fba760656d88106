//! Arrays put together: all by one routine that copies blocks into a new array.

use crate::array::{
    Array, Casting, DType, Layout, Shape, can_cast, normalize_axis, promote, string_width,
};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::{ArrayList, AxisArgument, assign_array, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::copies::CastingArgument;

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
    /// The old name of `vstack`, which is going away.
    "np.row_stack" "(tup, *, dtype=None, casting='same_kind')" => |host: &mut dyn Host, arrays: ArrayList, dtype: Value, casting: Value| {
        let message = "`row_stack` alias is deprecated. Use `np.vstack` directly.";
        host.warn(ClassId::DEPRECATION_WARNING, message)?;
        let dtype = FromValue::from_value(dtype, host)?;
        let casting = CastingArgument::from_value(casting, host)?;
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

const NO_ITERABLE: &str = "dispatcher for __array_function__ did not return an iterable";

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
    let refused = match &arrays {
        Value::Array(object) if object.with(|a| a.ndim() > 0) => None,
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Str(_) => None,
        Value::Array(_) => Some(NO_ITERABLE),
        other if crate::builtins::python::iterate::is_iterable(other) => {
            Some("The first input argument needs to be a sequence")
        }
        _ => Some(NO_ITERABLE),
    };
    if let Some(message) = refused {
        return Err(Raised::type_error(message));
    }
    if !out.is_none() && dtype.is_some() {
        return Err(Raised::type_error(
            "concatenate() only takes `out` or `dtype` as an argument, but both were provided.",
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
            if arrays.first().is_some_and(|a| a.ndim() == 0) {
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
    let found = match (&dtype, out) {
        (Some(dtype), _) => sized_for(dtype, arrays),
        (None, Value::Array(object)) => object.with(|target| target.dtype().clone()),
        (None, _) => common_dtype(arrays)?,
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

/// A text dtype without a width takes what the widest of the arrays needs.
fn sized_for(dtype: &DType, arrays: &[Array]) -> DType {
    let widest = || {
        let widths = arrays.iter().filter_map(|a| string_width(a.dtype()));
        widths.max().unwrap_or(1)
    };
    match dtype {
        DType::Str(0) => DType::Str(widest()),
        DType::Bytes(0) => DType::Bytes(widest()),
        other => other.clone(),
    }
}

/// The result itself, or written to `out`.
fn into_out(result: Array, out: &Value) -> Result<Value> {
    match out {
        Value::None => Ok(Value::array(result)),
        Value::Array(object) => {
            let target = object.array();
            if target.ndim() != result.ndim() {
                return Err(Raised::value_error("Output array has wrong dimensionality"));
            }
            if target.shape() != result.shape() {
                return Err(Raised::value_error("Output array is the wrong shape"));
            }
            assign_array(&target, &result)?;
            Ok(out.clone())
        }
        _ => Err(Raised::type_error("'out' must be an array")),
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
    host: &mut dyn Host,
    arrays: ArrayList,
    axis: Value,
    out: Value,
    dtype: Value,
    casting: Value,
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
    let place = normalize_axis(i64::from_value(axis, host)?, first.ndim() + 1)?;
    let dtype = FromValue::from_value(dtype, host)?;
    let casting = CastingArgument::from_value(casting, host)?;
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
