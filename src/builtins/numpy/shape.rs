//! Shapes: views of the same elements in another arrangement, by layout alone.

use smallvec::SmallVec;

use super::creation::CopyArgument;
use crate::array::{Array, Axes, Layout, Shape, normalize_axis, shape_repr, shape_text};
use crate::builtins;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    ArrayValue, AxisArgument, AxisTuple, Integers, Order, ShapeArgument, as_index, as_length,
    as_shape, shape_of,
};
use crate::value::{ClassId, Host, Raised, Result, Value};

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
    /// The axes in another order, reversed if none is given: a view.
    ///
    /// >>> np.transpose([[1, 2], [3, 4]])
    /// array([[1, 3],
    ///        [2, 4]])
    "np.transpose" | "np.permute_dims" "(a, axes=None)" => np_transpose;
    /// The axes in another order, given as a tuple or as several: a view.
    ///
    /// >>> np.zeros((2, 3, 4)).transpose(1, 0, 2).shape
    /// (3, 2, 4)
    "ndarray.transpose" "(self, /, *axes)" => transpose_method;
    /// Matrices transposed: the last two axes swapped.
    ///
    /// >>> np.matrix_transpose([[1, 2], [3, 4]])
    /// array([[1, 3],
    ///        [2, 4]])
    "np.matrix_transpose" | "np.linalg.matrix_transpose" "(x, /)" => matrix_transpose;
    /// Two axes exchanged: a view.
    ///
    /// >>> np.swapaxes([[1, 2, 3]], 0, 1).shape
    /// (3, 1)
    "np.swapaxes" | "ndarray.swapaxes" "(a, axis1, axis2)" => swapaxes;
    /// Axes moved to other positions: a view.
    ///
    /// >>> np.moveaxis(np.zeros((2, 3, 4)), 0, -1).shape
    /// (3, 4, 2)
    "np.moveaxis" "(a, source, destination)" => moveaxis;
    /// One axis rolled backwards until it stands before `start`: a view. `moveaxis` is easier to read.
    ///
    /// >>> np.rollaxis(np.zeros((2, 3, 4)), 2).shape
    /// (4, 2, 3)
    "np.rollaxis" "(a, axis, start=0)" => rollaxis;
    /// New axes of length 1 at these positions of the result: a view.
    ///
    /// >>> np.expand_dims([1, 2], 1)
    /// array([[1],
    ///        [2]])
    "np.expand_dims" "(a, axis)" => expand_dims;
    /// Without axes of length 1: a view.
    ///
    /// >>> np.squeeze([[1, 2]])
    /// array([1, 2])
    "np.squeeze" | "ndarray.squeeze" "(a, axis=None)" => squeeze;
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
    /// The order of elements reversed along all axes, or along some: a view.
    ///
    /// >>> np.flip([[1, 2], [3, 4]], axis=1)
    /// array([[2, 1],
    ///        [4, 3]])
    "np.flip" "(m, axis=None)" => flip;
    /// Left and right exchanged: axis 1 reversed.
    ///
    /// >>> np.fliplr([[1, 2], [3, 4]])
    /// array([[2, 1],
    ///        [4, 3]])
    "np.fliplr" "(m)" => fliplr;
    /// Up and down exchanged: axis 0 reversed.
    ///
    /// >>> np.flipud([[1, 2], [3, 4]])
    /// array([[3, 4],
    ///        [1, 2]])
    "np.flipud" "(m)" => flipud;
    /// Turned by 90 degrees, k times, from the first of `axes` towards the second.
    ///
    /// >>> np.rot90([[1, 2], [3, 4]])
    /// array([[2, 4],
    ///        [1, 3]])
    "np.rot90" "(m, k=1, axes=<no value>)" => rot90;
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

fn permute(a: &ArrayValue, axes: &[i64]) -> Result<Value> {
    let ndim = a.array.ndim();
    if axes.len() != ndim {
        return Err(Raised::value_error("axes don't match array"));
    }
    let order: Axes = axes
        .iter()
        .map(|&axis| normalize_axis(axis, ndim))
        .collect::<Result<_, _>>()?;
    if (0..ndim).any(|axis| !order.contains(&axis)) {
        return Err(Raised::value_error("repeated axis in transpose"));
    }
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

fn np_transpose(host: &mut dyn Host, a: ArrayValue, axes: Value) -> Result<Value> {
    match axes {
        Value::None => Ok(a.with_layout(a.array.layout().transposed())),
        axes => permute(&a, &shape_of(host, &axes)?.0),
    }
}

fn transpose_method(host: &mut dyn Host, a: ArrayValue, Rest(axes): Rest) -> Result<Value> {
    match &*axes {
        [] | [Value::None] => Ok(a.with_layout(a.array.layout().transposed())),
        [one] => permute(&a, &shape_of(host, one)?.0),
        several => permute(
            &a,
            &several.iter().map(as_index).collect::<Result<Vec<_>>>()?,
        ),
    }
}

fn matrix_transpose(a: ArrayValue) -> Result<Value> {
    let ndim = a.array.ndim();
    if ndim < 2 {
        return Err(Raised::value_error(format!(
            "Input array must be at least 2-dimensional, but it is {ndim}"
        )));
    }
    let mut order: Axes = (0..ndim).collect();
    order.swap(ndim - 1, ndim - 2);
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

/// An axis, with the argument's name before NumPy's complaint.
fn named_axis(name: &str, axis: i64, ndim: usize) -> Result<usize> {
    normalize_axis(axis, ndim)
        .map_err(|error| Raised::new(ClassId::AXIS_ERROR, format!("{name}: {}", error.message)))
}

fn swapaxes(a: ArrayValue, axis1: i64, axis2: i64) -> Result<Value> {
    let ndim = a.array.ndim();
    let (first, second) = (
        named_axis("axis1", axis1, ndim)?,
        named_axis("axis2", axis2, ndim)?,
    );
    let mut order: Axes = (0..ndim).collect();
    order.swap(first, second);
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

fn moveaxis(a: ArrayValue, source: Integers, destination: Integers) -> Result<Value> {
    let ndim = a.array.ndim();
    let place = |name: &str, axes: &[i64]| -> Result<Axes> {
        let places: Axes = axes
            .iter()
            .map(|&axis| named_axis(name, axis, ndim))
            .collect::<Result<_>>()?;
        if places
            .iter()
            .enumerate()
            .any(|(i, axis)| places[..i].contains(axis))
        {
            return Err(Raised::value_error(format!(
                "repeated axis in `{name}` argument"
            )));
        }
        Ok(places)
    };
    let (from, to) = (
        place("source", &source.0)?,
        place("destination", &destination.0)?,
    );
    if from.len() != to.len() {
        return Err(Raised::value_error(
            "`source` and `destination` arguments must have the same number of elements",
        ));
    }
    let mut order: Axes = (0..ndim).filter(|axis| !from.contains(axis)).collect();
    let mut moves: SmallVec<[(usize, usize); 4]> = to.into_iter().zip(from).collect();
    moves.sort_unstable();
    for (to, from) in moves {
        order.insert(to.min(order.len()), from);
    }
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

fn rollaxis(a: ArrayValue, axis: i64, start: i64) -> Result<Value> {
    let ndim = a.array.ndim();
    let from = normalize_axis(axis, ndim)?;
    let shifted = if start < 0 {
        start.saturating_add(ndim as i64)
    } else {
        start
    };
    if shifted < 0 || shifted > ndim as i64 {
        return Err(Raised::new(
            ClassId::AXIS_ERROR,
            format!(
                "'start' arg requires {} <= start < {}, but {start} was passed in",
                -(ndim as i64),
                ndim + 1
            ),
        ));
    }
    let mut to = shifted as usize;
    if from < to {
        to -= 1;
    }
    let mut order: Axes = (0..ndim).filter(|&axis| axis != from).collect();
    order.insert(to, from);
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

fn expand_dims(a: ArrayValue, axis: Integers) -> Result<Value> {
    let ndim = a.array.ndim() + axis.0.len();
    let mut places: Axes = axis
        .0
        .iter()
        .map(|&axis| normalize_axis(axis, ndim))
        .collect::<Result<_, _>>()?;
    places.sort_unstable();
    if places.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(Raised::value_error("repeated axis"));
    }
    let layout = places
        .iter()
        .fold(a.array.layout().clone(), |layout, &axis| {
            layout.with_axis(axis)
        });
    Ok(a.with_layout(layout))
}

fn squeeze(a: ArrayValue, axis: AxisArgument) -> Result<Value> {
    let shape = a.array.shape();
    let dropped: Axes = match &axis {
        AxisArgument::All => (0..shape.len()).filter(|&axis| shape[axis] == 1).collect(),
        some => some.resolve(shape.len())?,
    };
    if dropped.iter().any(|&axis| shape[axis] != 1) {
        return Err(Raised::value_error(
            "cannot select an axis to squeeze out which has size not equal to one",
        ));
    }
    let kept: Axes = (0..shape.len())
        .filter(|axis| !dropped.contains(axis))
        .collect();
    Ok(a.with_layout(a.array.layout().permuted(&kept)))
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

/// The axes reversed: a view.
pub fn reversed(layout: &Layout, axes: &[usize]) -> Layout {
    axes.iter().fold(layout.clone(), |layout, &axis| {
        let length = layout.shape[axis];
        layout.sliced(axis, length.saturating_sub(1), length, -1)
    })
}

fn flip(a: ArrayValue, axis: AxisTuple) -> Result<Value> {
    let axes = axis.resolve(a.array.ndim())?;
    if a.array.ndim() == 0 {
        // An index without slices picks the element.
        return Ok(Value::array_or_scalar(a.array));
    }
    Ok(a.with_layout(reversed(a.array.layout(), &axes)))
}

fn fliplr(a: ArrayValue) -> Result<Value> {
    if a.array.ndim() < 2 {
        return Err(Raised::value_error("Input must be >= 2-d."));
    }
    Ok(a.with_layout(reversed(a.array.layout(), &[1])))
}

fn flipud(a: ArrayValue) -> Result<Value> {
    if a.array.ndim() < 1 {
        return Err(Raised::value_error("Input must be >= 1-d."));
    }
    Ok(a.with_layout(reversed(a.array.layout(), &[0])))
}

fn rot90(a: ArrayValue, k: i64, Given(axes): Given) -> Result<Value> {
    let axes = match axes {
        Some(axes) => as_shape(&axes)?.0,
        None => vec![0, 1],
    };
    let ndim = a.array.ndim() as i64;
    let [first, second] = axes[..] else {
        return Err(Raised::value_error("len(axes) must be 2."));
    };
    if first == second || (first - second).abs() == ndim {
        return Err(Raised::value_error("Axes must be different."));
    }
    if first >= ndim || first < -ndim || second >= ndim || second < -ndim {
        let message = format!("Axes=({first}, {second}) out of range for array of ndim={ndim}.");
        return Err(Raised::value_error(message));
    }
    let place = |axis: i64| axis.rem_euclid(ndim) as usize;
    let (first, second) = (place(first), place(second));
    let layout = a.array.layout();
    let mut swapped: Axes = (0..a.array.ndim()).collect();
    swapped.swap(first, second);
    let turned = match k.rem_euclid(4) {
        0 => layout.clone(),
        1 => reversed(layout, &[second]).permuted(&swapped),
        2 => reversed(layout, &[first, second]),
        _ => reversed(&layout.permuted(&swapped), &[second]),
    };
    Ok(a.with_layout(turned))
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
