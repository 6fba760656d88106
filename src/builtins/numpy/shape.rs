//! Shapes: views of the same elements in another arrangement, by layout alone.

use super::axes::named_axis;
use super::conversion::CopyArgument;
use crate::array::{Array, Axes, Layout, Shape, shape_repr, shape_text};
use crate::builtins;
use crate::value::builtin::{FromValue, Rest};
use crate::value::convert::{ArrayValue, Order, ShapeArgument, as_length, as_shape, shape_of};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The same elements in another shape: a view where the memory allows it. One length may be -1 and is inferred.
    ///
    /// >>> np.reshape([1, 2, 3, 4, 5, 6], (2, -1))
    /// array([[1, 2, 3],
    ///        [4, 5, 6]])
    "np.reshape" "(a, /, shape, order='C', *, copy=None)" => np_reshape;
    /// The same elements in another shape, given as a tuple or as several lengths.
    ///
    /// >>> np.arange(6).reshape(2, 3)
    /// array([[0, 1, 2],
    ///        [3, 4, 5]])
    "ndarray.reshape" | "generic.reshape" "(self, /, *shape, order='C', copy=None)" => reshape_method;
    /// All elements along one axis: a view where the memory allows it.
    ///
    /// >>> np.ravel([[1, 2], [3, 4]])
    /// array([1, 2, 3, 4])
    "np.ravel" | "ndarray.ravel" "(a, order='C')" => ravel;
    /// A copy of all elements along one axis.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).flatten()
    /// array([1, 2, 3, 4])
    "ndarray.flatten" | "generic.flatten" "(self, order='C')" => flatten;
    /// Arrays of at least one dimension.
    ///
    /// >>> np.atleast_1d(3)
    /// array([3])
    "np.atleast_1d" "(*arys)" => |Rest(arrays): Rest| at_least(&arrays, 1);
    /// Arrays of at least two dimensions.
    ///
    /// >>> np.atleast_2d([1, 2])
    /// array([[1, 2]])
    "np.atleast_2d" "(*arys)" => |Rest(arrays): Rest| at_least(&arrays, 2);
    /// Arrays of at least three dimensions.
    ///
    /// >>> np.atleast_3d([1, 2]).shape
    /// (1, 2, 1)
    "np.atleast_3d" "(*arys)" => |Rest(arrays): Rest| at_least(&arrays, 3);
    /// A read-only view repeated to a shape by the rules of broadcasting.
    ///
    /// >>> np.broadcast_to([1, 2], (2, 2))
    /// array([[1, 2],
    ///        [1, 2]])
    "np.broadcast_to" "(array, shape, subok=False)" => broadcast_to;
    /// Arrays broadcast against each other.
    ///
    /// >>> np.broadcast_arrays([1, 2], [[3], [4]])[1]
    /// array([[3, 3],
    ///        [4, 4]])
    "np.broadcast_arrays" "(*args, subok=False)" => broadcast_arrays;
    /// The shape that arrays of these shapes broadcast to.
    ///
    /// >>> np.broadcast_shapes((3, 1), (4,))
    /// (3, 4)
    "np.broadcast_shapes" "(*args)" => broadcast_shapes;
    /// The diagonal of a matrix, or of the matrices along two axes: a read-only view.
    ///
    /// >>> np.diagonal([[1, 2], [3, 4]])
    /// array([1, 4])
    "np.diagonal" | "ndarray.diagonal" "(a, offset=0, axis1=0, axis2=1)" => diagonal;
}

/// The shape that `wanted` means for `size` elements: -1 is inferred.
///
/// # Errors
/// ValueError "cannot reshape array of size … into shape …".
pub fn infer_shape(wanted: &ShapeArgument, size: usize) -> Result<Shape> {
    let lengths = &wanted.0;
    let unknown = lengths.iter().filter(|&&n| n < 0).count();
    if unknown > 1 {
        return Err(Raised::value_error(
            "can only specify one unknown dimension",
        ));
    }
    let known = lengths
        .iter()
        .filter(|&&n| n >= 0)
        .try_fold(1usize, |total, &n| total.checked_mul(n as usize));
    let fits = match (known, unknown) {
        (Some(known), 0) => known == size,
        (Some(known), _) => known > 0 && size.is_multiple_of(known),
        (None, _) => false,
    };
    if !fits {
        let shape = unknown_text(lengths);
        return Err(Raised::value_error(format!(
            "cannot reshape array of size {size} into shape {shape}"
        )));
    }
    let inferred = known.map_or(0, |known| size / known.max(1));
    Ok(lengths
        .iter()
        .map(|&n| usize::try_from(n).unwrap_or(inferred))
        .collect())
}

/// A shape as the message of `reshape` has it: the unknown length is left out or shown as `newaxis`.
fn unknown_text(lengths: &[i64]) -> String {
    let part = |n: &i64| {
        if *n < 0 {
            "newaxis".to_string()
        } else {
            n.to_string()
        }
    };
    // A leading unknown length is dropped.
    let shown = if lengths.first().is_some_and(|&n| n < 0) {
        &lengths[1..]
    } else {
        lengths
    };
    match shown {
        [one] if lengths.len() == 1 => format!("({},)", part(one)),
        many => format!("({})", many.iter().map(part).collect::<Vec<_>>().join(",")),
    }
}

/// `order=` of `reshape`, where None means C's.
struct ReshapeOrder(Order);

impl FromValue for ReshapeOrder {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<ReshapeOrder> {
        match value {
            Value::None => Ok(ReshapeOrder(Order::C)),
            other => Order::from_value(other, host).map(ReshapeOrder),
        }
    }
}

fn reshape_order(order: Order, a: &Array) -> Result<bool> {
    order
        .fortran_for(a)
        .ok_or_else(|| Raised::value_error("order 'K' is not permitted for reshaping"))
}

fn np_reshape(
    host: &mut dyn Host,
    a: ArrayValue,
    shape: Value,
    ReshapeOrder(order): ReshapeOrder,
    copy: CopyArgument,
) -> Result<Value> {
    reshape(&a, &wanted_shape(host, &a, &shape)?, order, &copy.0)
}

/// None stands for the shape that the array has.
fn wanted_shape(host: &mut dyn Host, a: &ArrayValue, shape: &Value) -> Result<ShapeArgument> {
    if shape.is_none() {
        let lengths = a.array.shape().iter().map(|&n| n as i64);
        return Ok(ShapeArgument(lengths.collect()));
    }
    shape_of(host, shape)
}

fn reshape_method(
    host: &mut dyn Host,
    a: ArrayValue,
    Rest(shape): Rest,
    ReshapeOrder(order): ReshapeOrder,
    CopyArgument(copy): CopyArgument,
) -> Result<Value> {
    let wanted = match &*shape {
        [] => {
            return Err(Raised::type_error(
                "reshape() takes exactly 1 argument (0 given)",
            ));
        }
        [one] => wanted_shape(host, &a, one)?,
        several => ShapeArgument(several.iter().map(as_length).collect::<Result<_>>()?),
    };
    reshape(&a, &wanted, order, &copy)
}

fn reshape(a: &ArrayValue, wanted: &ShapeArgument, order: Order, copy: &Value) -> Result<Value> {
    let fortran = reshape_order(order, &a.array)?;
    let shape = infer_shape(wanted, a.array.size())?;
    match copy {
        Value::Bool(true) => {
            let fresh = a.array.copy_ordered(fortran)?;
            let shaped = fresh.reshaped(&shape, fortran)?;
            Ok(Value::view(shaped, &Value::array(fresh)))
        }
        Value::Bool(false) => a
            .array
            .layout()
            .reshaped(&shape, a.array.itemsize(), fortran)
            .map(|layout| a.with_layout(layout))
            .ok_or_else(|| Raised::value_error("Unable to avoid creating a copy while reshaping.")),
        _ => Ok(a.view_or_own(a.array.reshaped(&shape, fortran)?)),
    }
}

fn ravel(a: ArrayValue, ReshapeOrder(order): ReshapeOrder) -> Result<Value> {
    let size = [a.array.size()];
    let flat = match order {
        // In memory order: the axes are first brought into the order in which they lie.
        Order::K => {
            let order = a.array.layout().memory_order();
            a.array
                .with_layout(a.array.layout().permuted(&order))
                .reshaped(&size, false)?
        }
        other => a
            .array
            .reshaped(&size, other.fortran_for(&a.array).unwrap_or(false))?,
    };
    if a.array.ndim() == 1 && flat.buffer().same(a.array.buffer()) && !a.array.is_c_contiguous() {
        return Ok(Value::array(a.array.copy()?));
    }
    Ok(a.view_or_own(flat))
}

fn flatten(a: Array, order: Order) -> Result<Array> {
    let size = [a.size()];
    let packed = match order.fortran_for(&a) {
        Some(fortran) => return Ok(a.copy_ordered(fortran)?.reshaped(&size, fortran)?),
        None => a.with_layout(a.layout().permuted(&a.layout().memory_order())),
    };
    Ok(packed.copy()?.reshaped(&size, false)?)
}

fn at_least(arrays: &[Value], ndim: usize) -> Result<Value> {
    let raised: Vec<Value> = arrays
        .iter()
        .map(|value| raise_to(value, ndim))
        .collect::<Result<_>>()?;
    match <[Value; 1]>::try_from(raised) {
        Ok([one]) => Ok(one),
        Err(several) => Ok(Value::tuple(several)),
    }
}

fn raise_to(value: &Value, ndim: usize) -> Result<Value> {
    let value = value.clone().into_array_value()?;
    let array = crate::value::convert::to_array(&value)?;
    let layout = array.layout();
    let raised = match (array.ndim(), ndim) {
        (have, want) if have >= want => return Ok(value),
        (0, want) => (0..want).fold(layout.clone(), |layout, _| layout.with_axis(0)),
        (1, 2) => layout.with_axis(0),
        (1, _) => layout.with_axis(0).with_axis(2),
        _ => layout.with_axis(2),
    };
    Ok(Value::view(array.with_layout(raised), &value))
}

fn broadcast_to(a: ArrayValue, shape: ShapeArgument, _subok: Value) -> Result<Value> {
    if shape.0.iter().any(|&n| n < 0) {
        return Err(Raised::value_error(
            "all elements of broadcast shape must be non-negative",
        ));
    }
    let wanted = shape.lengths()?;
    let view = a.array.broadcast_to(&wanted).ok_or_else(|| {
        if wanted.len() < a.array.ndim() && wanted.is_empty() {
            return Raised::value_error("cannot broadcast a non-scalar to a scalar array");
        }
        if wanted.len() < a.array.ndim() {
            return Raised::value_error("input operand has more dimensions than allowed by the axis remapping");
        }
        Raised::value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
            shape_text(a.array.shape()),
            shape_text(&wanted)
        ))
    })?;
    Ok(a.view(view))
}

fn broadcast_arrays(Rest(arrays): Rest, _subok: Value) -> Result<Value> {
    let values: Vec<Value> = arrays
        .iter()
        .map(|v| v.clone().into_array_value())
        .collect::<Result<_>>()?;
    let arrays: Vec<Array> = values
        .iter()
        .map(crate::value::convert::to_array)
        .collect::<Result<_>>()?;
    let shape = common_shape(&arrays)?;
    let stretched =
        arrays
            .iter()
            .zip(&values)
            .map(|(array, value)| match array.broadcast_to(&shape) {
                Some(_) if *array.shape() == *shape => value.clone(),
                Some(view) => Value::view(view.with_writeable(array.is_writeable()), value),
                None => value.clone(),
            });
    Ok(Value::tuple(stretched.collect()))
}

/// The shape that arrays broadcast to.
///
/// # Errors
/// ValueError "shape mismatch: objects cannot be broadcast to a single shape. …".
pub fn common_shape(arrays: &[Array]) -> Result<Shape> {
    let mut shape = Shape::new();
    for (i, array) in arrays.iter().enumerate() {
        shape = crate::array::broadcast_shapes([&shape[..], array.shape()]).ok_or_else(|| {
            let earlier = arrays[..i]
                .iter()
                .position(|other| crate::array::broadcast_shapes([other.shape(), array.shape()]).is_none())
                .unwrap_or(0);
            let (first, second) = (shape_repr(arrays[earlier].shape()), shape_repr(array.shape()));
            Raised::value_error(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {earlier} with shape {first} and arg {i} with shape {second}."
            ))
        })?;
    }
    Ok(shape)
}

fn broadcast_shapes(Rest(shapes): Rest) -> Result<Value> {
    let shapes: Vec<Shape> = shapes
        .iter()
        .map(|shape| as_shape(shape)?.lengths())
        .collect::<Result<_>>()?;
    let mut total = Shape::new();
    for (i, shape) in shapes.iter().enumerate() {
        total = crate::array::broadcast_shapes([&total[..], &shape[..]]).ok_or_else(|| {
            let earlier = shapes[..i]
                .iter()
                .position(|other| crate::array::broadcast_shapes([&other[..], &shape[..]]).is_none())
                .unwrap_or(0);
            let (first, second) = (shape_repr(&shapes[earlier]), shape_repr(shape));
            Raised::value_error(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {earlier} with shape {first} and arg {i} with shape {second}."
            ))
        })?;
    }
    Ok(super::attributes::lengths(&total))
}

fn diagonal(a: ArrayValue, offset: i64, axis1: i64, axis2: i64) -> Result<Value> {
    let layout = diagonal_layout(a.array.layout(), offset, axis1, axis2)?;
    Ok(a.view(a.array.with_layout(layout).with_writeable(false)))
}

/// The diagonal over two axes, as the last axis.
///
/// # Errors
/// ValueError for fewer than two axes or the same axis twice.
pub fn diagonal_layout(layout: &Layout, offset: i64, axis1: i64, axis2: i64) -> Result<Layout> {
    let ndim = layout.ndim();
    if ndim < 2 {
        return Err(Raised::value_error(
            "diag requires an array of at least two dimensions",
        ));
    }
    let (first, second) = (
        named_axis("axis1", axis1, ndim)?,
        named_axis("axis2", axis2, ndim)?,
    );
    if first == second {
        return Err(Raised::value_error("axis1 and axis2 cannot be the same"));
    }
    let (rows, columns) = (layout.shape[first] as i64, layout.shape[second] as i64);
    let (row, column) = if offset < 0 {
        (offset.saturating_neg(), 0)
    } else {
        (0, offset)
    };
    let length = rows
        .saturating_sub(row)
        .min(columns.saturating_sub(column))
        .max(0);
    let (row_step, column_step) = (layout.strides[first], layout.strides[second]);
    let kept: Axes = (0..ndim)
        .filter(|&axis| axis != first && axis != second)
        .collect();
    let mut diagonal = layout.permuted(&kept);
    if length > 0 {
        let distance = row as isize * row_step + column as isize * column_step;
        diagonal.offset = (layout.offset as isize + distance) as usize;
    }
    diagonal.shape.push(length as usize);
    diagonal.strides.push(row_step + column_step);
    Ok(diagonal)
}
