//! Views with other strides: `np.lib.stride_tricks`.

use crate::array::{Array, Layout, Shape, Strides, normalize_axis};
use crate::builtins;
use crate::builtins::python::iterate;
use crate::value::convert::{ArrayValue, AxisTuple, as_index};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// A view of an array's memory under another shape and other strides, which are in bytes. Unlike NumPy's it may not
    /// reach outside the array's memory.
    ///
    /// >>> np.lib.stride_tricks.as_strided(np.arange(5), (3, 3), (8, 8))
    /// array([[0, 1, 2],
    ///        [1, 2, 3],
    ///        [2, 3, 4]])
    "np.lib.stride_tricks.as_strided" "(x, shape=None, strides=None, subok=False, writeable=True)" => as_strided;
    /// All windows of a shape into an array, as a view: the window's axes stand behind the array's, which are shorter.
    ///
    /// >>> np.lib.stride_tricks.sliding_window_view(np.arange(5), 3)
    /// array([[0, 1, 2],
    ///        [1, 2, 3],
    ///        [2, 3, 4]])
    "np.lib.stride_tricks.sliding_window_view" "(x, window_shape, axis=None, *, subok=False, writeable=False)" => sliding_window_view;
}

fn integers(host: &mut dyn Host, given: &Value) -> Result<Vec<i64>> {
    let items = iterate::collect(host, given)?;
    items.iter().map(as_index).collect()
}

/// The array under another layout, if all its elements lie in memory.
fn view(x: &ArrayValue, layout: Layout, writeable: bool) -> Result<Value> {
    let elements = layout.shape.iter().all(|&length| length > 0);
    let reach = |backwards: bool| {
        let axes = layout.shape.iter().zip(&layout.strides);
        axes.filter(|(_, stride)| (**stride < 0) == backwards)
            .map(|(&length, &stride)| (length as i128 - 1) * stride as i128)
            .sum::<i128>()
    };
    let first = layout.offset as i128 + reach(true);
    let last = layout.offset as i128 + reach(false) + x.array.itemsize() as i128;
    if elements && (first < 0 || last > x.array.buffer().len() as i128) {
        return Err(Raised::value_error(
            "ndbook: the view would reach outside the array's memory",
        ));
    }
    let writeable = writeable && x.array.is_writeable();
    Ok(x.view(x.array.with_layout(layout).with_writeable(writeable)))
}

fn as_strided(
    host: &mut dyn Host,
    x: ArrayValue,
    shape: Value,
    strides: Value,
    _subok: Value,
    writeable: bool,
) -> Result<Value> {
    let shape: Shape = match &shape {
        Value::None => x.array.shape().into(),
        given => {
            let lengths = integers(host, given)?.into_iter().map(usize::try_from);
            let lengths: Result<Shape, _> = lengths.collect();
            lengths.map_err(|_| Raised::value_error("negative dimensions are not allowed"))?
        }
    };
    let strides: Strides = match &strides {
        Value::None if shape.len() == x.array.ndim() => x.array.strides().iter().copied().collect(),
        Value::None => Layout::contiguous(&shape, x.array.itemsize()).strides,
        given => integers(host, given)?
            .into_iter()
            .map(|stride| stride as isize)
            .collect(),
    };
    if shape.len() != strides.len() {
        return Err(Raised::value_error(
            "mismatch in length of strides and shape",
        ));
    }
    crate::array::checked_bytes(&shape, x.array.dtype())?;
    let offset = x.array.layout().offset;
    view(
        &x,
        Layout {
            shape,
            strides,
            offset,
        },
        writeable,
    )
}

fn sliding_window_view(
    host: &mut dyn Host,
    x: ArrayValue,
    window_shape: Value,
    axis: Value,
    _subok: Value,
    writeable: bool,
) -> Result<Value> {
    let window = if iterate::is_iterable(&window_shape) {
        iterate::collect(host, &window_shape)?
    } else {
        vec![window_shape]
    };
    let lengths = crate::value::convert::to_array(&Value::tuple(window.clone()))?;
    let numbers = lengths.scalars().filter_map(|length| length.as_f64());
    if numbers.into_iter().any(|length| length < 0.0) {
        return Err(Raised::value_error(
            "`window_shape` cannot contain negative values",
        ));
    }
    let axes = window_axes(host, &x.array, axis, window.len())?;
    let window: Vec<i64> = window.iter().map(as_index).collect::<Result<_>>()?;
    let mut shape: Shape = x.array.shape().into();
    let mut strides: Strides = x.array.strides().iter().copied().collect();
    for (&axis, &length) in axes.iter().zip(&window) {
        let length = length as usize;
        if shape[axis] < length {
            return Err(Raised::value_error(
                "window shape cannot be larger than input array shape",
            ));
        }
        shape[axis] = shape[axis] + 1 - length;
    }
    shape.extend(window.iter().map(|&length| length as usize));
    strides.extend(axes.iter().map(|&axis| x.array.strides()[axis]));
    crate::array::checked_bytes(&shape, x.array.dtype())?;
    let offset = x.array.layout().offset;
    view(
        &x,
        Layout {
            shape,
            strides,
            offset,
        },
        writeable,
    )
}

/// The axes that the windows lie along; one may be named twice.
fn window_axes(host: &mut dyn Host, x: &Array, axis: Value, count: usize) -> Result<Vec<usize>> {
    use crate::value::builtin::FromValue;
    use crate::value::convert::AxisArgument;
    let ndim = x.ndim();
    let axes = match AxisTuple::from_value(axis, host)?.0 {
        AxisArgument::All if count != ndim => {
            return Err(Raised::value_error(format!(
                "Since axis is `None`, must provide window_shape for all dimensions of `x`; got {count} window_shape elements and `x.ndim` is {ndim}."
            )));
        }
        AxisArgument::All => return Ok((0..ndim).collect()),
        AxisArgument::One(axis) => vec![axis],
        AxisArgument::Several(axes) => axes,
    };
    let axes = axes.into_iter().map(|axis| normalize_axis(axis, ndim));
    let axes = axes.collect::<Result<Vec<_>, _>>()?;
    if axes.len() != count {
        return Err(Raised::value_error(format!(
            "Must provide matching length window_shape and axis; got {count} window_shape elements and {} axes elements.",
            axes.len()
        )));
    }
    Ok(axes)
}
