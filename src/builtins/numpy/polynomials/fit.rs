//! `np.polyfit`: the polynomial nearest to points, in least squares.

use crate::array::{Array, DType};
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::{call_with, value};
use crate::builtins::numpy::polynomial::series::length;
use crate::builtins::operators::binary;
use crate::syntax::ast::BinaryOp::{Add, Div, Mul};
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

/// The checked points of a fit, as floating numbers.
fn points(host: &mut dyn Host, x: &Value, y: &Value, degree: i64) -> Result<(Array, Array)> {
    let mut float = |value: &Value| -> Result<Array> {
        let array = Value::array(to_array(value)?);
        to_array(&binary(host, Add, array, Value::Float(0.0))?)
    };
    let (x, y) = (float(x)?, float(y)?);
    let complaint = match () {
        () if degree < 0 => return Err(Raised::value_error("expected deg >= 0")),
        () if x.ndim() != 1 => "expected 1D vector for x",
        () if x.size() == 0 => "expected non-empty vector for x",
        () if y.ndim() < 1 || y.ndim() > 2 => "expected 1D or 2D array for y",
        () if length(&x) != length(&y) => "expected x and y to have same length",
        () => return Ok((x, y)),
    };
    Err(Raised::type_error(complaint))
}

/// An array times weights, one for each row.
fn weighted(host: &mut dyn Host, array: Value, weights: &Array) -> Result<Value> {
    let two = to_array(&array)?.ndim() == 2;
    let weights = if two {
        weights.with_layout(weights.layout().with_axis(1))
    } else {
        weights.clone()
    };
    binary(host, Mul, array, Value::array(weights))
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
pub fn polyfit(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    degree: Value,
    rcond: Option<f64>,
    full: Value,
    w: Value,
    cov: Value,
) -> Result<Value> {
    let degree = super::order(host, &degree)?;
    let (x, y) = points(host, &x, &y, degree)?;
    let order = degree.saturating_add(1);
    let epsilon = match x.dtype() {
        DType::F32 | DType::C64 => f64::from(f32::EPSILON),
        DType::F16 => 2f64.powi(-10),
        _ => f64::EPSILON,
    };
    let rcond = rcond.unwrap_or(length(&x) as f64 * epsilon);
    let mut lhs = call(host, "np.vander", [value(&x), Value::Int(order)])?;
    let mut rhs = value(&y);
    if !w.is_none() {
        let w = to_array(&binary(
            host,
            Add,
            value(&to_array(&w)?),
            Value::Float(0.0),
        )?)?;
        if w.ndim() != 1 {
            return Err(Raised::type_error("expected a 1-d array for weights"));
        }
        if length(&w) != length(&y) {
            return Err(Raised::type_error(
                "expected w and y to have the same length",
            ));
        }
        lhs = weighted(host, lhs, &w)?;
        rhs = weighted(host, rhs, &w)?;
    }
    let squares = binary(host, Mul, lhs.clone(), lhs.clone())?;
    let sums = call_with(host, "np.sum", [squares], [("axis", Value::Int(0))])?;
    let scale = call(host, "np.sqrt", [sums])?;
    let lhs = binary(host, Div, lhs, scale.clone())?;
    let fit = call(
        host,
        "np.linalg.lstsq",
        [lhs.clone(), rhs, Value::Float(rcond)],
    )?;
    let Some([c, residuals, rank, s]) = fit.tuple_items().map(|items| &items[..]) else {
        return Ok(Value::None);
    };
    let transposed = Value::array(to_array(c)?.transposed());
    let c = to_array(&binary(host, Div, transposed, scale.clone())?)?.transposed();
    let full = crate::value::truth(host, &full)?;
    let found = to_array(rank)?.first().and_then(|rank| rank.as_integer());
    if !full && found != Some(order.into()) {
        host.warn(ClassId::RANK_WARNING, "Polyfit may be poorly conditioned")?;
    }
    if full {
        let limit = Value::scalar(crate::array::Scalar::F64(rcond));
        let parts = vec![
            Value::array(c),
            residuals.clone(),
            rank.clone(),
            s.clone(),
            limit,
        ];
        return Ok(Value::tuple(parts));
    }
    if !crate::value::truth(host, &cov)? {
        return Ok(Value::array(c));
    }
    let unscaled = matches!(&cov, Value::Str(text) if &**text == "unscaled");
    let variance = covariance(host, &lhs, &scale)?;
    let factor = if unscaled {
        Value::Int(1)
    } else {
        let free = length(&x) as i64 - order;
        if free <= 0 {
            return Err(Raised::value_error(
                "the number of data points must exceed order to scale the covariance matrix",
            ));
        }
        binary(host, Div, residuals.clone(), Value::Int(free))?
    };
    let variance = if y.ndim() == 1 {
        variance
    } else {
        let array = to_array(&variance)?;
        Value::array(array.with_layout(array.layout().with_axis(2)))
    };
    let variance = binary(host, Mul, variance, factor)?;
    Ok(Value::tuple(vec![Value::array(c), variance]))
}

/// The covariance of the coefficients, up to a factor.
fn covariance(host: &mut dyn Host, lhs: &Value, scale: &Value) -> Result<Value> {
    let transposed = Value::array(to_array(lhs)?.transposed());
    let normal = call(host, "np.dot", [transposed, lhs.clone()])?;
    let inverse = call(host, "np.linalg.inv", [normal])?;
    let scales = call(host, "np.outer", [scale.clone(), scale.clone()])?;
    binary(host, Div, inverse, scales)
}
