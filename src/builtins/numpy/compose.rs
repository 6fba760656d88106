//! For functions that NumPy composes of others: its own rows, called with arrays.

use std::rc::Rc;

use crate::array::reduce::Reduction;
use crate::array::ufunc::{Options, Ufunc};
use crate::array::{Array, Axes, Bool, DType, Shape, normalize_axis};
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{Arguments, Host, Raised, Result, Value};

use super::operators::{input_of, report};
use super::ufuncs::objects;

/// Another name for the same storage, as a value.
pub fn value(array: &Array) -> Value {
    Value::array(array.clone())
}

/// The row's result as an array.
///
/// # Errors
/// What the row raises.
pub fn array(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Array> {
    to_array(&super::call(host, name, arguments)?)
}

/// Calls a row with keywords too.
///
/// # Errors
/// What the row raises.
pub fn call_with(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
    keywords: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<Value> {
    let row = crate::builtins::find(name)
        .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))?;
    let mut all = Arguments::positional(arguments);
    all.keywords = keywords
        .into_iter()
        .map(|(name, value)| (Rc::from(name), value))
        .collect();
    row.call(host, all)
}

/// Applies a ufunc with its defaults and reports what its loop noticed, under NumPy's name for it.
///
/// # Errors
/// The ufunc's.
pub fn ufunc(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Value> {
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let arguments: Vec<Value> = arguments.into_iter().collect();
    if arguments.iter().any(objects::is_object) {
        return objects::call(host, ufunc, &arguments);
    }
    let inputs = arguments.into_iter().map(input_of).collect::<Result<_>>()?;
    let (outputs, flags) = ufunc.call(inputs, &Options::default())?;
    let output = outputs
        .into_iter()
        .next()
        .unwrap_or(Array::zeros(DType::F64, &[])?);
    let place = if output.ndim() == 0 && SCALARS_OWN.contains(&name) {
        format!("scalar {name}")
    } else {
        name.to_string()
    };
    report(host, flags, &place)?;
    Ok(Value::array_or_scalar(output))
}

/// What NumPy's scalars compute by themselves, without the ufunc.
const SCALARS_OWN: [&str; 9] = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "floor_divide",
    "remainder",
    "power",
    "negative",
    "absolute",
];

/// Sums over axes, in NumPy's pairwise order.
///
/// # Errors
/// The ufunc's.
pub fn sum(array: &Array, axes: &[usize], dtype: Option<&DType>, keepdims: bool) -> Result<Array> {
    let add = Ufunc::by_name("add").ok_or_else(|| Raised::attribute_error("no ufunc add"))?;
    let how = Reduction {
        axes: Some(axes),
        dtype,
        keepdims,
        ..Reduction::default()
    };
    Ok(add.reduce(array, &how)?.0)
}

/// The axes that an argument names, in order; all for None.
///
/// # Errors
/// AxisError; ValueError "repeated axis".
pub fn axes_of(axis: &AxisArgument, ndim: usize) -> Result<Axes> {
    let axes: Axes = match axis {
        AxisArgument::All => (0..ndim).collect(),
        AxisArgument::One(axis) => std::iter::once(normalize_axis(*axis, ndim)?).collect(),
        AxisArgument::Several(several) => several
            .iter()
            .map(|&axis| normalize_axis(axis, ndim))
            .collect::<Result<_, _>>()?,
    };
    let repeated = axes
        .iter()
        .enumerate()
        .any(|(i, axis)| axes[..i].contains(axis));
    if repeated {
        return Err(Raised::value_error("repeated axis"));
    }
    Ok(axes)
}

/// The array with these axes merged into one at the end, and the shape of the axes that stay.
///
/// # Errors
/// MemoryError.
pub fn merge_axes(array: &Array, axes: &[usize]) -> Result<(Array, Shape)> {
    let kept: Axes = (0..array.ndim())
        .filter(|axis| !axes.contains(axis))
        .collect();
    let mut reduced: Axes = axes.into();
    reduced.sort_unstable();
    let order: Axes = kept.iter().chain(&reduced).copied().collect();
    let mut shape: Shape = kept.iter().map(|&axis| array.shape()[axis]).collect();
    let outer = shape.clone();
    shape.push(axes.iter().map(|&axis| array.shape()[axis]).product());
    let moved = array.with_layout(array.layout().permuted(&order));
    Ok((moved.reshaped(&shape, false)?, outer))
}

/// The shape with length 1 for these axes, behind `front`: what `keepdims=True` gives.
pub fn kept_shape(front: &[usize], shape: &[usize], axes: &[usize]) -> Shape {
    let kept = shape.iter().enumerate();
    let kept = kept.map(|(at, &length)| if axes.contains(&at) { 1 } else { length });
    front.iter().copied().chain(kept).collect()
}

/// As [`ufunc`], without a word about what the loop noticed: under `errstate(all='ignore')`.
///
/// # Errors
/// The ufunc's.
pub fn quiet(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Value> {
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let arguments: Vec<Value> = arguments.into_iter().collect();
    if arguments.iter().any(objects::is_object) {
        return objects::call(host, ufunc, &arguments);
    }
    let inputs = arguments.into_iter().map(input_of).collect::<Result<_>>()?;
    let (outputs, _) = ufunc.call(inputs, &Options::default())?;
    let output = outputs
        .into_iter()
        .next()
        .unwrap_or(Array::zeros(DType::F64, &[])?);
    Ok(Value::array_or_scalar(output))
}

/// As [`ufunc`], into `out` unless that is None.
///
/// # Errors
/// The ufunc's; TypeError where `out` is no array.
pub fn ufunc_into(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
    out: &Value,
) -> Result<Value> {
    let Value::Array(object) = out else {
        if out.is_none() {
            return ufunc(host, name, arguments);
        }
        return Err(Raised::type_error("return arrays must be of ArrayType"));
    };
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let inputs = arguments.into_iter().map(input_of).collect::<Result<_>>()?;
    let outs = [Some(object.array())];
    let options = Options {
        out: &outs,
        ..Options::default()
    };
    let (_, flags) = ufunc.call(inputs, &options)?;
    report(host, flags, name)?;
    Ok(out.clone())
}

/// The bools of an array's elements, in C order.
///
/// # Errors
/// MemoryError, the budget's.
pub fn truths(array: &Array) -> Result<Vec<bool>> {
    let mask = convert_array(array, &DType::Bool)?;
    Ok(mask.to_vec::<Bool>()?.into_iter().map(Bool::get).collect())
}
