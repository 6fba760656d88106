//! Positions in arrays: of flat indices, of diagonals and triangles, of a selection by rows and columns.

use std::rc::Rc;

use crate::array::{Array, DType, Shape, broadcast_shapes, shape_text};
use crate::builtins;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Rest;
use crate::value::convert::{ArrayList, Order, as_index, as_shape, convert_array, to_array};
use crate::value::{Arguments, Host, Raised, Result, Slice, Value};

use super::compose::{array, value};

builtins! {
    /// The indices that flat positions of an array of a shape stand for.
    ///
    /// >>> np.unravel_index(5, (2, 3))
    /// (np.int64(1), np.int64(2))
    /// >>> np.unravel_index([1, 5], (2, 3))
    /// (array([0, 1]), array([1, 2]))
    "np.unravel_index" "(indices, shape, order='C')" => unravel_index;
    /// The flat positions of indices into an array of a shape. `mode` says what becomes of indices outside, for all axes
    /// or for each: `raise`, `wrap` or `clip`.
    ///
    /// >>> np.ravel_multi_index(([0, 1], [1, 2]), (2, 3))
    /// array([1, 5])
    "np.ravel_multi_index" "(multi_index, dims, mode='raise', order='C')" => ravel_multi_index;
    /// Arrays that select the cross of rows, columns and further axes.
    ///
    /// >>> a = np.arange(12).reshape(3, 4)
    /// >>> a[np.ix_([0, 2], [1, 3])]
    /// array([[ 1,  3],
    ///        [ 9, 11]])
    "np.ix_" "(*args)" => ix;
    /// Writes a value, or values over and over, to the diagonal of an array, in place. With `wrap` the diagonal of a tall
    /// matrix goes on after a row left out.
    ///
    /// >>> a = np.zeros((2, 2), int)
    /// >>> np.fill_diagonal(a, 5); a
    /// array([[5, 0],
    ///        [0, 5]])
    changes "np.fill_diagonal" "(a, val, wrap=False)" => fill_diagonal;
    /// The indices of the diagonal of an array of `ndim` axes of length `n`.
    ///
    /// >>> np.diag_indices(2)
    /// (array([0, 1]), array([0, 1]))
    "np.diag_indices" "(n, ndim=2)" => diag_indices;
    /// The indices of an array's diagonal; all its axes are of one length.
    ///
    /// >>> np.diag_indices_from(np.eye(2))
    /// (array([0, 1]), array([0, 1]))
    "np.diag_indices_from" "(arr)" => |host: &mut dyn Host, arr: Value| {
        let a = array_only(&arr)?;
        if a.ndim() < 2 {
            return Err(Raised::value_error("input array must be at least 2-d"));
        }
        let n = cube_length(&a)?;
        diag_indices(host, Value::Int(n as i64), Value::Int(a.ndim() as i64))
    };
    /// The indices of the lower triangle of a matrix of `n` rows and `m` columns.
    ///
    /// >>> np.tril_indices(2)
    /// (array([0, 1, 1]), array([0, 0, 1]))
    "np.tril_indices" "(n, k=0, m=None)" => |host: &mut dyn Host, n: Value, k: Value, m: Value| triangle(host, n, k, m, false);
    /// The indices of the upper triangle of a matrix of `n` rows and `m` columns.
    ///
    /// >>> np.triu_indices(2)
    /// (array([0, 0, 1]), array([0, 1, 1]))
    "np.triu_indices" "(n, k=0, m=None)" => |host: &mut dyn Host, n: Value, k: Value, m: Value| triangle(host, n, k, m, true);
    /// The indices of an array's lower triangle.
    ///
    /// >>> np.tril_indices_from(np.eye(2))
    /// (array([0, 1, 1]), array([0, 0, 1]))
    "np.tril_indices_from" "(arr, k=0)" => |host: &mut dyn Host, arr: Value, k: Value| triangle_from(host, &arr, k, false);
    /// The indices of an array's upper triangle.
    ///
    /// >>> np.triu_indices_from(np.eye(2))
    /// (array([0, 0, 1]), array([0, 1, 1]))
    "np.triu_indices_from" "(arr, k=0)" => |host: &mut dyn Host, arr: Value, k: Value| triangle_from(host, &arr, k, true);
    /// The indices that a masking function such as `np.triu` keeps of a square matrix.
    ///
    /// >>> np.mask_indices(2, np.triu)
    /// (array([0, 0, 1]), array([0, 1, 1]))
    "np.mask_indices" "(n, mask_func, k=0)" => mask_indices;
}

/// An array as it is: lists have no `ndim`.
fn array_only(value: &Value) -> Result<Array> {
    match value {
        Value::Array(_) | Value::Scalar(_) => to_array(value),
        other => Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'ndim'",
            other.type_name()
        ))),
    }
}

/// An array of positions as integers.
fn integers(given: &Value) -> Result<Array> {
    let a = to_array(given)?;
    let listed = matches!(given, Value::List(_) | Value::Tuple(_));
    if listed && a.size() == 0 && *a.dtype() == DType::F64 {
        return Err(Raised::type_error(
            "indices must be integral: the provided empty sequence was inferred as float. Wrap it with 'np.array(indices, dtype=np.intp)'",
        ));
    }
    if !a.dtype().is_integer() && *a.dtype().native() != DType::Bool {
        return Err(Raised::type_error("only int indices permitted"));
    }
    convert_array(&a, &DType::I64)
}

/// Is the order Fortran's?
fn is_fortran(order: Order) -> Result<bool> {
    match order {
        Order::C => Ok(false),
        Order::F => Ok(true),
        _ => Err(Raised::value_error("only 'C' or 'F' order is permitted")),
    }
}

/// The axes from the one that changes fastest.
fn fastest_first(ndim: usize, fortran: bool) -> Vec<usize> {
    if fortran {
        (0..ndim).collect()
    } else {
        (0..ndim).rev().collect()
    }
}

fn unravel_index(indices: Value, shape: Value, order: Order) -> Result<Value> {
    let dims = as_shape(&shape)?.0;
    let fortran = is_fortran(order)?;
    let size = dims.iter().try_fold(1i64, |size, &n| size.checked_mul(n));
    // A negative number of elements is taken for one that has run over.
    let size = size.filter(|&size| size >= 0).ok_or_else(|| {
        Raised::value_error(
            "dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.",
        )
    })?;
    let places = integers(&indices)?;
    if dims.is_empty() && places.ndim() > 0 {
        return Err(Raised::value_error(
            "multiple indices are not supported for 0d arrays",
        ));
    }
    let mut left = places.to_vec::<i64>()?;
    if let Some(outside) = left.iter().find(|&&at| at < 0 || at >= size) {
        return Err(Raised::value_error(format!(
            "index {outside} is out of bounds for array with size {size}"
        )));
    }
    let mut found = vec![Value::None; dims.len()];
    for axis in fastest_first(dims.len(), fortran) {
        let length = dims[axis];
        let along = left.iter().map(|at| at.checked_rem(length).unwrap_or(0));
        let along = Array::from_shape_vec(places.shape(), along.collect())?;
        found[axis] = Value::array_or_scalar(along);
        for at in &mut left {
            *at = at.checked_div(length).unwrap_or(0);
        }
    }
    Ok(Value::tuple(found))
}

/// What becomes of an index outside its axis.
#[derive(Clone, Copy)]
enum Outside {
    Raise,
    Wrap,
    Clip,
}

impl Outside {
    fn of(given: &Value) -> Result<Outside> {
        let Value::Str(name) = given else {
            let name = given.type_name();
            return Err(Raised::type_error(format!(
                "clipmode must be str, not {name}"
            )));
        };
        match &**name {
            "raise" => Ok(Outside::Raise),
            "wrap" => Ok(Outside::Wrap),
            "clip" => Ok(Outside::Clip),
            other => Err(Raised::value_error(format!(
                "clipmode must be one of 'clip', 'raise', or 'wrap' (got '{other}')"
            ))),
        }
    }

    fn all(given: &Value, ndim: usize) -> Result<Vec<Outside>> {
        let items = match given {
            Value::Tuple(items) => items.to_vec(),
            Value::List(list) => list.items.borrow().clone(),
            one => return Ok(vec![Outside::of(one)?; ndim]),
        };
        if items.len() != ndim {
            return Err(Raised::value_error(format!(
                "list of clipmodes has wrong length ({} instead of {ndim})",
                items.len()
            )));
        }
        items.iter().map(Outside::of).collect()
    }

    fn put(self, at: i64, length: i64) -> Result<i64> {
        match self {
            _ if (0..length).contains(&at) => Ok(at),
            Outside::Wrap if length > 0 => Ok(at.rem_euclid(length)),
            Outside::Clip if length > 0 => Ok(at.clamp(0, length - 1)),
            _ => Err(Raised::value_error("invalid entry in coordinates array")),
        }
    }
}

fn ravel_multi_index(
    host: &mut dyn Host,
    indices: Value,
    dims: Value,
    mode: Value,
    order: Order,
) -> Result<Value> {
    use crate::value::builtin::FromValue;
    let list = ArrayList::from_value(indices, host).map_err(|_| {
        Raised::type_error("dispatcher for __array_function__ did not return an iterable")
    })?;
    let dims = as_shape(&dims)?.0;
    let modes = Outside::all(&mode, dims.len())?;
    let fortran = is_fortran(order)?;
    if list.0.len() != dims.len() {
        return Err(Raised::value_error(format!(
            "parameter multi_index must be a sequence of length {}",
            dims.len()
        )));
    }
    let coordinates = list.0.iter().map(|item| integers(&item.value));
    let coordinates = coordinates.collect::<Result<Vec<_>>>()?;
    let shape = broadcast_shapes(coordinates.iter().map(Array::shape)).ok_or_else(|| {
        let shapes: Vec<String> = coordinates.iter().map(|a| shape_text(a.shape())).collect();
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {} ",
            shapes.join(" ")
        ))
    })?;
    let mut flat = vec![0i64; shape.iter().product()];
    let mut stride = 1i64;
    for axis in fastest_first(dims.len(), fortran) {
        let along = coordinates[axis].broadcast_to(&shape);
        let along = along.map_or(Ok(Vec::new()), |a| a.to_vec::<i64>())?;
        for (place, at) in flat.iter_mut().zip(along) {
            let at = modes[axis].put(at, dims[axis])?;
            *place = place.wrapping_add(at.wrapping_mul(stride));
        }
        stride = stride.checked_mul(dims[axis]).ok_or_else(|| {
            Raised::value_error(
                "invalid dims: array size defined by dims is larger than the maximum possible size.",
            )
        })?;
    }
    Ok(Value::array_or_scalar(Array::from_shape_vec(&shape, flat)?))
}

fn ix(host: &mut dyn Host, Rest(args): Rest) -> Result<Value> {
    let mut found = Vec::new();
    for (at, given) in args.iter().enumerate() {
        let mut a = to_array(given)?;
        if a.size() == 0 && !matches!(given, Value::Array(_)) {
            a = convert_array(&a, &DType::I64)?;
        }
        if a.ndim() != 1 {
            return Err(Raised::value_error("Cross index must be 1 dimensional"));
        }
        if *a.dtype() == DType::Bool {
            let places = super::call(host, "np.nonzero", [value(&a)])?;
            let places = places
                .tuple_items()
                .and_then(|items| items.first().cloned());
            a = to_array(&places.unwrap_or(Value::None))?;
        }
        let mut shape = Shape::from_elem(1, args.len());
        shape[at] = a.size();
        found.push(Value::array(a.reshaped(&shape, false)?));
    }
    Ok(Value::tuple(found))
}

/// The length that all axes have.
fn cube_length(a: &Array) -> Result<usize> {
    match a.shape() {
        [first, rest @ ..] if rest.iter().all(|length| length == first) => Ok(*first),
        _ => Err(Raised::value_error(
            "All dimensions of input must be of equal length",
        )),
    }
}

fn fill_diagonal(given: Value, val: Value, wrap: bool) -> Result<()> {
    let a = array_only(&given)?;
    if a.ndim() < 2 {
        return Err(Raised::value_error("array must be at least 2-d"));
    }
    let (step, end) = if a.ndim() == 2 {
        let columns = a.shape()[1];
        let end = if wrap {
            a.size()
        } else {
            columns.saturating_mul(columns)
        };
        (columns.saturating_add(1), end)
    } else {
        let length = cube_length(&a)?;
        // The sum of the strides of a packed array, in elements.
        let strides = (0..a.ndim()).scan(1usize, |stride, _| {
            let this = *stride;
            *stride = this.saturating_mul(length);
            Some(this)
        });
        (strides.fold(0, usize::saturating_add), a.size())
    };
    let bound = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let key = Slice {
        start: Value::None,
        stop: bound(end),
        step: bound(step),
    };
    super::iteration::fill_flat(&given, &Value::Slice(Rc::new(key)), &val)
}

fn diag_indices(host: &mut dyn Host, n: Value, ndim: Value) -> Result<Value> {
    let along = super::call(host, "np.arange", [n])?;
    let count = as_index(&ndim).map_err(|_| {
        let name = ndim.qualified_type_name();
        Raised::type_error(format!(
            "can't multiply sequence by non-int of type '{name}'"
        ))
    })?;
    let count = usize::try_from(count).unwrap_or(0);
    crate::array::meter::check_bytes(count.saturating_mul(size_of::<Value>()))?;
    Ok(Value::tuple(vec![along; count]))
}

/// The indices of a triangle: where `np.tri` is true, or for the upper one where it is not.
fn triangle(host: &mut dyn Host, n: Value, k: Value, m: Value, upper: bool) -> Result<Value> {
    let boolean = Value::DType(Rc::new(DType::Bool));
    let k = if upper {
        super::operators::binary(host, BinaryOp::Sub, k, Value::Int(1))?
    } else {
        k
    };
    let mut mask = array(host, "np.tri", [n, m, k, boolean])?;
    if upper {
        mask = array(host, "np.logical_not", [value(&mask)])?;
    }
    super::call(host, "np.nonzero", [value(&mask)])
}

fn triangle_from(host: &mut dyn Host, arr: &Value, k: Value, upper: bool) -> Result<Value> {
    let a = array_only(arr)?;
    let [rows, columns] = a.shape() else {
        return Err(Raised::value_error("input array must be 2-d"));
    };
    let (rows, columns) = (Value::Int(*rows as i64), Value::Int(*columns as i64));
    triangle(host, rows, k, columns, upper)
}

fn mask_indices(host: &mut dyn Host, n: Value, mask: Value, k: Value) -> Result<Value> {
    let shape = Value::tuple(vec![n.clone(), n]);
    let integer = Value::DType(Rc::new(DType::I64));
    let ones = super::call(host, "np.ones", [shape, integer])?;
    let kept = host.call(&mask, Arguments::positional([ones, k]))?;
    let kept = super::call(host, "np.not_equal", [kept, Value::Int(0)])?;
    super::call(host, "np.nonzero", [kept])
}
