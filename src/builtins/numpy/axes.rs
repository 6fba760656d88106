//! Axes in another order, turned round, put in and left out: views by layout alone.

use crate::array::{Axes, Layout, normalize_axis};
use crate::builtins;
use crate::builtins::operators::binary;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{ArrayValue, AxisArgument, AxisTuple, Integers, as_index, shape_of};
use crate::value::{ClassId, Host, Raised, Result, Value};
use smallvec::SmallVec;

builtins! {
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
pub(super) fn named_axis(name: &str, axis: i64, ndim: usize) -> Result<usize> {
    normalize_axis(axis, ndim).map_err(|_| Raised::axis(axis, ndim, Some(name)))
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

fn moveaxis(
    host: &mut dyn Host,
    a: ArrayValue,
    source: Value,
    destination: Value,
) -> Result<Value> {
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
    let mut read = |name: &str, axes: Value| -> Result<Axes> {
        if axes.is_none() {
            return Err(Raised::type_error("'NoneType' object is not iterable"));
        }
        place(name, &Integers::from_value(axes, host)?.0)
    };
    let from = read("source", source)?;
    let to = read("destination", destination)?;
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

/// # Errors
/// AttributeError for what is no array: NumPy's code in Python asks for its number of axes.
pub(super) fn must_have_axes(value: &Value) -> Result<()> {
    match value {
        Value::Array(_) | Value::Scalar(_) | Value::Instance(_) | Value::Native(_) => Ok(()),
        other => Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'ndim'",
            other.type_name()
        ))),
    }
}

fn rollaxis(host: &mut dyn Host, a: Value, axis: Value, start: Value) -> Result<Value> {
    must_have_axes(&a)?;
    let a = ArrayValue::from_value(a, host)?;
    let ndim = a.array.ndim();
    let from = normalize_axis(i64::from_value(axis, host)?, ndim)?;
    let start = i64::from_value(start, host)?;
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
    let mut shape = a.array.layout().shape.clone();
    for axis in places {
        shape.insert(axis, 1);
    }
    // A new shape for the same elements: no copy is made.
    let reshaped = a.array.reshaped(&shape, false)?;
    Ok(a.with_layout(reshaped.layout().clone()))
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

fn rot90(host: &mut dyn Host, a: ArrayValue, k: Value, Given(axes): Given) -> Result<Value> {
    let axes: Vec<i64> = match axes {
        Some(axes) => {
            let items = crate::builtins::python::iterate::collect(host, &axes)?;
            items.iter().map(as_index).collect::<Result<_>>()?
        }
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
    // What is no whole number of turns counts as three.
    let turns = binary(host, BinaryOp::Mod, k, Value::Int(4))?;
    let turned = match as_index(&turns).unwrap_or(3) {
        0 => layout.clone(),
        1 => reversed(layout, &[second]).permuted(&swapped),
        2 => reversed(layout, &[first, second]),
        _ => reversed(&layout.permuted(&swapped), &[second]),
    };
    Ok(a.with_layout(turned))
}
