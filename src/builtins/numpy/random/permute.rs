//! `shuffle`, `permutation` and `permuted`.

use super::choice::take;
use super::objects::Stream;
use super::parameters::no_safe_cast;
use super::rows::legacy_methods;
use crate::array::random::arrays::{shuffle_axis, shuffle_lines};
use crate::array::random::permute;
use crate::array::{Array, Casting, DType, can_cast, cast, meter, normalize_axis};
use crate::builtins;
use crate::builtins::operators::{get_item, length, set_item};
use crate::value::convert::{as_index, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

/// Methods of `Generator`.
pub mod generator {
    use super::*;

    builtins! {
        /// Shuffles an array along an axis, or a list, in place.
        ///
        /// >>> x = np.arange(6); np.random.default_rng(42).shuffle(x); x
        /// array([3, 2, 5, 4, 1, 0])
        "Generator.shuffle" "(self, x, axis=0)" => shuffle;
        /// A shuffled copy of an array along an axis, or the shuffled numbers below an integer.
        ///
        /// >>> np.random.default_rng(42).permutation(6)
        /// array([3, 2, 5, 4, 1, 0])
        "Generator.permutation" "(self, x, axis=0)" => permutation;
        /// A copy in which each line along an axis is shuffled on its own; with no axis all elements are.
        ///
        /// >>> np.random.default_rng(42).permuted([[1, 2, 3], [4, 5, 6]], axis=1)
        /// array([[3, 2, 1],
        ///        [4, 6, 5]])
        "Generator.permuted" "(self, x, *, axis=None, out=None)" => permuted;
    }
}

legacy_methods! {
    /// Shuffles an array along its first axis, or a list, in place.
    ///
    /// >>> x = [1, 2, 3, 4]; np.random.seed(42); np.random.shuffle(x); x
    /// [2, 4, 1, 3]
    "shuffle" "x" => |host: &mut dyn Host, stream: Stream, x: Value| shuffle(host, stream, x, 0);
    /// A shuffled copy of an array along its first axis, or the shuffled numbers below an integer.
    ///
    /// >>> np.random.seed(42); np.random.permutation(5)
    /// array([1, 4, 2, 0, 3])
    "permutation" "x" => legacy_permutation;
}

fn shuffle(host: &mut dyn Host, stream: Stream, x: Value, axis: i64) -> Result<()> {
    let length = length(host, &x)?;
    if let Some(array) = x.as_array() {
        if !array.is_writeable() {
            return Err(Raised::value_error("array is read-only"));
        }
        let axis = normalize_axis(axis, array.ndim())?;
        return stream.with(|s| Ok(shuffle_axis(s.generator, &array, axis)?));
    }
    if !matches!(
        x,
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_)
    ) {
        let message = format!(
            "you are shuffling a '{}' object which is not a subclass of 'Sequence'; `shuffle` is not guaranteed to behave correctly. E.g., non-numpy array/tensor objects with view semantics may contain duplicates after shuffling.",
            x.type_name()
        );
        host.warn(ClassId::USER_WARNING, &message)?;
    }
    if axis != 0 {
        return Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            "Axis argument is only supported on ndarray objects",
        ));
    }
    shuffle_items(host, &stream, &x, length)
}

/// Swaps items of a list, or of anything else by its own item assignment.
fn shuffle_items(host: &mut dyn Host, stream: &Stream, x: &Value, length: usize) -> Result<()> {
    meter::steps(length)?;
    let mut swaps = Vec::with_capacity(length);
    stream.with(|s| {
        permute::shuffle(s.generator, length, |i, j| swaps.push((i, j)));
        Ok(())
    })?;
    if let Value::List(list) = x {
        let mut items = list.items.borrow_mut();
        for (i, j) in swaps {
            items.swap(i, j);
        }
        return Ok(());
    }
    for (i, j) in swaps {
        let [i, j] = [i, j].map(|at| Value::Int(at as i64));
        let (first, second) = (get_item(host, x, &i)?, get_item(host, x, &j)?);
        set_item(host, x, &i, second)?;
        set_item(host, x, &j, first)?;
    }
    Ok(())
}

/// The integer that `permutation` takes for a count: not a 0-d array.
fn count(x: &Value) -> Option<Result<i64>> {
    match x {
        Value::Int(_) | Value::Bool(_) => Some(as_index(x)),
        Value::BigInt(_) => Some(Err(Raised::value_error("Maximum allowed size exceeded"))),
        Value::Scalar(scalar) if scalar.dtype().is_integer() => Some(as_index(x)),
        _ => None,
    }
}

fn numbers(stream: &Stream, n: i64) -> Result<Array> {
    let n = usize::try_from(n).unwrap_or(0);
    let array = Array::zeros(DType::I64, &[n])?;
    super::plan::fill_array(&array, |i| i as i64)?;
    stream.with(|s| Ok(shuffle_axis(s.generator, &array, 0)?))?;
    Ok(array)
}

fn permutation(stream: Stream, x: Value, axis: i64) -> Result<Value> {
    if let Some(n) = count(&x) {
        return numbers(&stream, n?).map(Value::array);
    }
    let array = to_array(&x)?;
    let axis = normalize_axis(axis, array.ndim())?;
    permuted_copy(&stream, &array, axis)
}

fn legacy_permutation(stream: Stream, x: Value) -> Result<Value> {
    if let Some(n) = count(&x) {
        return numbers(&stream, n?).map(Value::array);
    }
    let array = to_array(&x)?;
    if array.ndim() == 0 {
        return Err(Raised::index_error(
            "x must be an integer or at least 1-dimensional",
        ));
    }
    permuted_copy(&stream, &array, 0)
}

fn permuted_copy(stream: &Stream, array: &Array, axis: usize) -> Result<Value> {
    if array.ndim() == 1 {
        let copy = array.copy()?;
        stream.with(|s| Ok(shuffle_axis(s.generator, &copy, 0)?))?;
        return Ok(Value::array(copy));
    }
    let order = numbers(stream, array.shape().get(axis).map_or(0, |&n| n as i64))?;
    Ok(Value::array(take(array, axis, &order)?))
}

fn permuted(stream: Stream, x: Value, axis: Option<i64>, out: Value) -> Result<Value> {
    let array = to_array(&x)?;
    let (target, result) = if out.is_none() {
        let copy = array.copy_like()?;
        (copy.clone(), Value::array(copy))
    } else {
        (output(&array, &out)?, out)
    };
    match axis {
        None => shuffle_whole(&stream, &target)?,
        Some(axis) => {
            let axis = normalize_axis(axis, target.ndim())?;
            stream.with(|s| Ok(shuffle_lines(s.generator, &target, axis)?))?;
        }
    }
    Ok(result)
}

/// `out=` of `permuted`, with the elements of `array` in it.
fn output(array: &Array, out: &Value) -> Result<Array> {
    let Some(target) = out.as_array() else {
        return Err(Raised::type_error("out must be a numpy array"));
    };
    if !target.is_writeable() {
        return Err(Raised::value_error("out is read-only"));
    }
    if target.shape() != array.shape() {
        return Err(Raised::value_error("out must have the same shape as x"));
    }
    if !can_cast(array.dtype(), target.dtype(), Casting::Safe) {
        return Err(no_safe_cast(array, target.dtype()));
    }
    if target.buffer().same(array.buffer()) {
        cast::cast_into(&array.copy()?, &target)?;
    } else {
        cast::cast_into(array, &target)?;
    }
    Ok(target)
}

/// Shuffles all elements in the order of their memory.
fn shuffle_whole(stream: &Stream, array: &Array) -> Result<()> {
    if array.ndim() == 0 {
        return Err(Raised::type_error("len() of unsized object"));
    }
    let size = [array.size()];
    let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
    match array.layout().reshaped(&size, array.itemsize(), fortran) {
        Some(layout) => {
            stream.with(|s| Ok(shuffle_axis(s.generator, &array.with_layout(layout), 0)?))
        }
        None => {
            let packed = array.copy()?;
            let flat = packed.reshaped(&size, false)?;
            stream.with(|s| Ok(shuffle_axis(s.generator, &flat, 0)?))?;
            Ok(cast::cast_into(&packed, array)?)
        }
    }
}
