//! Weighted means, covariances and correlations.

use crate::array::{Array, Bool, DType, Kind, Shape, normalize_axis, promote};
use crate::builtins;
use crate::syntax::ast::BinaryOp;
use crate::value::compare::equal;
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::compose::{self, axes_of, call_with, kept_shape, value};
use super::operators::{binary, inplace};
use super::reductions::Keep;
use crate::builtins::python::convert::as_float;
use crate::builtins::python::int::to_int;

builtins! {
    /// The mean over the given axes, with weights if there are any.
    ///
    /// >>> np.average([1, 2, 3], weights=[3, 1, 0])
    /// np.float64(1.25)
    "np.average" "(a, axis=None, weights=None, returned=False, *, keepdims=<no value>)" => average;
    /// The covariances of variables, one in each row (or column, with `rowvar=False`).
    ///
    /// >>> np.cov([[0, 1, 2], [2, 1, 0]])
    /// array([[ 1., -1.],
    ///        [-1.,  1.]])
    "np.cov" "(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None)" => cov;
    /// The coefficients of correlation of variables, one in each row (or column, with `rowvar=False`).
    ///
    /// >>> np.corrcoef([0, 1, 2], [2, 1, 0])
    /// array([[ 1., -1.],
    ///        [-1.,  1.]])
    "np.corrcoef" "(x, y=None, rowvar=True, *, dtype=None)" => corrcoef;
}

/// Weights in a shape that broadcasts to `a`'s: as given, or one-dimensional along the one axis.
///
/// # Errors
/// TypeError and ValueError where the shapes do not fit.
pub fn weights_for(
    a: &Array,
    weights: &Array,
    axis: &AxisArgument,
    axes: &[usize],
) -> Result<Array> {
    if weights.shape() == a.shape() {
        return Ok(weights.clone());
    }
    if *axis == AxisArgument::All {
        return Err(Raised::type_error(
            "Axis must be specified when shapes of a and weights differ.",
        ));
    }
    let along: Shape = axes.iter().map(|&axis| a.shape()[axis]).collect();
    if weights.shape() != &along[..] {
        return Err(Raised::value_error(
            "Shape of weights must be consistent with shape of a along specified axis.",
        ));
    }
    let mut order: Vec<usize> = (0..axes.len()).collect();
    crate::text::sort_by_key(&mut order, |&i| axes[i]);
    let mut layout = weights.layout().permuted(&order);
    for axis in 0..a.ndim() {
        if !axes.contains(&axis) {
            layout = layout.with_axis(axis);
        }
    }
    Ok(weights.with_layout(layout))
}

/// The function that NumPy asks here names the argument.
pub(super) fn check_axes(axis: &AxisArgument, ndim: usize) -> Result<()> {
    let given = match axis {
        AxisArgument::All => &[],
        AxisArgument::One(axis) => std::slice::from_ref(axis),
        AxisArgument::Several(axes) => axes.as_slice(),
    };
    let outside = |axis: &&i64| normalize_axis(**axis, ndim).is_err();
    given
        .iter()
        .find(outside)
        .map_or(Ok(()), |&axis| Err(Raised::axis(axis, ndim, Some("axis"))))
}

fn average(
    host: &mut dyn Host,
    a: Value,
    axis: AxisArgument,
    weights: Value,
    returned: bool,
    Keep(keepdims): Keep,
) -> Result<Value> {
    let a = to_array(&a)?;
    check_axes(&axis, a.ndim())?;
    let axes = axes_of(&axis, a.ndim())?;
    let keep = keepdims.unwrap_or(false);
    let (mean, scale) = if weights.is_none() {
        let mean = mean(host, &a, &axes, keep)?;
        let size = to_array(&mean)?.size();
        let scale = a.size() as f64 / size as f64;
        let dtype = to_array(&mean)?.dtype().clone();
        let scale = convert_array(&to_array(&Value::Float(scale))?, &dtype)?;
        (mean, scale)
    } else {
        let weights = weights_for(&a, &to_array(&weights)?, &axis, &axes)?;
        let mut dtype = promote(a.dtype(), weights.dtype())?;
        if a.dtype().is_integer() || *a.dtype() == DType::Bool {
            dtype = promote(&dtype, &DType::F64)?;
        }
        let stretched = weights.broadcast_to(a.shape());
        let stretched = stretched.unwrap_or_else(|| weights.clone());
        let scale = compose::sum(&stretched, &axes, Some(&dtype), keep)?;
        let zeros = convert_array(&scale, &DType::Bool)?.to_vec::<Bool>()?;
        if zeros.iter().any(|x| !x.get()) {
            return Err(Raised::new(
                ClassId::ZERO_DIVISION_ERROR,
                "Weights sum to zero, can't be normalized",
            ));
        }
        let (a, weights) = (convert_array(&a, &dtype)?, convert_array(&weights, &dtype)?);
        let products = to_array(&binary(host, BinaryOp::Mul, value(&a), value(&weights))?)?;
        let total = compose::sum(&products, &axes, None, keep)?;
        let total = Value::array_or_scalar(total);
        let mean = binary(
            host,
            BinaryOp::Div,
            total,
            Value::array_or_scalar(scale.clone()),
        )?;
        (mean, scale)
    };
    if !returned {
        return Ok(mean);
    }
    let shape: Shape = to_array(&mean)?.shape().into();
    let scale = scale.broadcast_to(&shape).unwrap_or(scale).copy()?;
    Ok(Value::tuple(vec![mean, Value::array_or_scalar(scale)]))
}

/// The plain mean, as NumPy's `mean` has it.
fn mean(host: &mut dyn Host, a: &Array, axes: &[usize], keepdims: bool) -> Result<Value> {
    let axes = axes.iter().map(|&axis| Value::Int(axis as i64)).collect();
    let keywords = [
        ("axis", Value::tuple(axes)),
        ("keepdims", Value::Bool(keepdims)),
    ];
    call_with(host, "np.mean", [value(a)], keywords)
}

/// Observations as the columns of a matrix of at least two dimensions.
fn variables(m: &Array, rowvar: bool, dtype: &DType, second: bool) -> Result<Array> {
    let converted = if m.dtype() == dtype {
        m.copy()?
    } else {
        convert_array(m, dtype)?
    };
    let mut layout = converted.layout().clone();
    while layout.ndim() < 2 {
        layout = layout.with_axis(0);
    }
    let rows = converted.with_layout(layout);
    let turn = if second {
        rows.shape()[0] != 1
    } else {
        m.ndim() != 1
    };
    Ok(if !rowvar && turn {
        rows.transposed()
    } else {
        rows
    })
}

/// Frequencies or reliabilities of observations.
fn observation_weights(name: &str, given: &Value, count: usize) -> Result<Option<Vec<f64>>> {
    if given.is_none() {
        return Ok(None);
    }
    let array = to_array(given)?;
    let weights = array.to_vec_as::<f64>()?;
    if name == "fweights" && weights.iter().any(|&w| w != w.round_ties_even()) {
        return Err(Raised::type_error("fweights must be integer"));
    }
    let runtime = |message: String| Raised::new(ClassId::RUNTIME_ERROR, message);
    if array.ndim() > 1 {
        return Err(runtime(format!("cannot handle multidimensional {name}")));
    }
    if weights.len() != count {
        return Err(runtime(format!(
            "incompatible numbers of samples and {name}"
        )));
    }
    if weights.iter().any(|&w| w < 0.0) {
        return Err(Raised::value_error(format!("{name} cannot be negative")));
    }
    Ok(Some(weights))
}

#[allow(clippy::too_many_arguments)] // NumPy's own parameters
fn cov(
    host: &mut dyn Host,
    m: Array,
    y: Option<Array>,
    rowvar: bool,
    bias: bool,
    ddof: Value,
    fweights: Value,
    aweights: Value,
    dtype: Option<DType>,
) -> Result<Value> {
    let ddof = match &ddof {
        Value::None => f64::from(u8::from(!bias)),
        given => {
            let whole = to_int(host, given)?;
            if !equal(host, given, &whole)? {
                return Err(Raised::value_error("ddof must be integer"));
            }
            as_float(host, &whole)?
        }
    };
    let x = observations(&m, y.as_ref(), rowvar, dtype)?;
    if x.shape()[0] == 0 {
        return Ok(Value::array(Array::zeros(DType::F64, &[0, 0])?));
    }
    let count = x.shape()[1];
    let frequencies = observation_weights("fweights", &fweights, count)?;
    let reliabilities = observation_weights("aweights", &aweights, count)?;
    let weights = match (&frequencies, &reliabilities) {
        (Some(f), Some(a)) => Some(f.iter().zip(a).map(|(f, a)| f * a).collect()),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    };
    let factor = degrees_of_freedom(count, ddof, weights.as_deref(), reliabilities.as_deref());
    products(host, &x, weights, factor)
}

fn observations(m: &Array, y: Option<&Array>, rowvar: bool, dtype: Option<DType>) -> Result<Array> {
    for (name, array) in [("m", Some(m)), ("y", y)] {
        if array.is_some_and(|array| array.ndim() > 2) {
            return Err(Raised::value_error(format!(
                "{name} has more than 2 dimensions"
            )));
        }
    }
    let dtype = match (dtype, y) {
        (Some(dtype), _) => dtype,
        (None, None) => promote(m.dtype(), &DType::F64)?,
        (None, Some(y)) => promote(&promote(m.dtype(), y.dtype())?, &DType::F64)?,
    };
    let x = variables(m, rowvar, &dtype, false)?;
    match y {
        Some(y) if x.shape()[0] > 0 => {
            let y = variables(y, rowvar, &dtype, true)?;
            if x.shape()[1] != y.shape()[1] {
                return Err(Raised::value_error(format!(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension 1, the array at index 0 has size {} and the array at index 1 has size {}",
                    x.shape()[1],
                    y.shape()[1]
                )));
            }
            super::joining::join(&[x, y], 0, &dtype)
        }
        _ => Ok(x),
    }
}

fn degrees_of_freedom(
    count: usize,
    ddof: f64,
    weights: Option<&[f64]>,
    reliabilities: Option<&[f64]>,
) -> f64 {
    let Some(weights) = weights else {
        return count as f64 - ddof;
    };
    let total: f64 = weights.iter().sum();
    match reliabilities {
        _ if ddof == 0.0 => total,
        None => total - ddof,
        Some(reliabilities) => {
            let squares: f64 = weights.iter().zip(reliabilities).map(|(w, a)| w * a).sum();
            total - ddof * squares / total
        }
    }
}

/// The products of the deviations from the means, divided by the degrees of freedom.
fn products(
    host: &mut dyn Host,
    x: &Array,
    weights: Option<Vec<f64>>,
    factor: f64,
) -> Result<Value> {
    let weights = weights.map(Array::from_vec).transpose()?;
    let given = weights.as_ref().map_or(Value::None, value);
    let keywords = [("axis", Value::Int(1)), ("weights", given)];
    let mean = to_array(&call_with(host, "np.average", [value(x)], keywords)?)?;
    let mean = mean.reshaped(&kept_shape(&[], x.shape(), &[1]), false)?;
    if factor <= 0.0 {
        host.warn(
            ClassId::RUNTIME_WARNING,
            "Degrees of freedom <= 0 for slice",
        )?;
    }
    let factor = factor.max(0.0);
    let x = to_array(&inplace(host, BinaryOp::Sub, value(x), value(&mean))?)?;
    let other = match weights {
        None => x.clone(),
        Some(weights) => to_array(&binary(host, BinaryOp::Mul, value(&x), value(&weights))?)?,
    };
    let mut other = other.transposed();
    if other.dtype().kind() == Kind::Complex {
        other = to_array(&compose::ufunc(host, "conjugate", [value(&other)])?)?;
    }
    let c = super::call(host, "np.dot", [value(&x), value(&other)])?;
    let scale = super::call(host, "np.divide", [Value::Int(1), Value::Float(factor)])?;
    let c = to_array(&inplace(host, BinaryOp::Mul, c, scale)?)?;
    let shape: Shape = c
        .shape()
        .iter()
        .copied()
        .filter(|&length| length != 1)
        .collect();
    Ok(Value::array(c.reshaped(&shape, false)?))
}

fn corrcoef(
    host: &mut dyn Host,
    x: Array,
    y: Option<Array>,
    rowvar: bool,
    dtype: Option<DType>,
) -> Result<Value> {
    let none = || Value::None;
    let c = cov(host, x, y, rowvar, false, none(), none(), none(), dtype)?;
    let c = to_array(&c)?;
    if c.ndim() == 0 {
        return binary(
            host,
            BinaryOp::Div,
            Value::array_or_scalar(c.clone()),
            Value::array_or_scalar(c),
        );
    }
    let n = c.shape()[0];
    let mut diagonal = c.layout().clone();
    diagonal.shape = Shape::from_slice(&[n]);
    diagonal.strides = std::iter::once(c.strides().iter().sum()).collect();
    let variances = convert_array(&c.with_layout(diagonal), &c.dtype().real())?;
    let deviations = to_array(&compose::ufunc(host, "sqrt", [value(&variances)])?)?;
    let column = deviations.reshaped(&[n, 1], false)?;
    let c = binary(host, BinaryOp::Div, value(&c), value(&column))?;
    let c = binary(host, BinaryOp::Div, c, value(&deviations))?;
    limit_to_one(host, c)
}

/// Rounding may push coefficients over 1: real and imaginary parts are clipped.
fn limit_to_one(host: &mut dyn Host, c: Value) -> Result<Value> {
    let array = to_array(&c)?;
    if array.dtype().kind() != Kind::Complex {
        let low = compose::ufunc(host, "maximum", [c, Value::Int(-1)])?;
        return compose::ufunc(host, "minimum", [low, Value::Int(1)]);
    }
    let clip = |x: f64| if x.is_nan() { x } else { x.clamp(-1.0, 1.0) };
    let clipped = array.to_vec_as::<num_complex::Complex<f64>>()?.into_iter();
    let clipped = clipped
        .map(|z| num_complex::Complex::new(clip(z.re), clip(z.im)))
        .collect();
    let result = Array::from_shape_vec(array.shape(), clipped)?;
    Ok(Value::array(convert_array(&result, array.dtype())?))
}
