//! Intervals, and the linear map from one to another.

use crate::array::{Array, Kind};
use crate::builtins::numpy::call;
use crate::builtins::operators;
use crate::value::convert::to_array;
use crate::value::{Host, Result, Value};

use super::formula::of;
use super::series::{array_of, one_series};

/// The smallest interval, or rectangle in the complex plane, that holds the points: its two ends.
///
/// # Errors
/// As [`super::series::as_series`].
pub fn domain_of(host: &mut dyn Host, points: &Value) -> Result<Array> {
    let points = one_series(host, points, false)?;
    if points.dtype().kind() != Kind::Complex {
        return array_of(ends(host, Value::array(points))?);
    }
    let points = Value::array(points);
    let real = call(host, "np.real", [points.clone()])?;
    let imaginary = call(host, "np.imag", [points])?;
    let (re, im) = (ends(host, real)?, ends(host, imaginary)?);
    let corners = re.into_iter().zip(im).map(|(re, im)| corner(&re, &im));
    array_of(corners.collect::<Vec<_>>())
}

fn ends(host: &mut dyn Host, points: Value) -> Result<[Value; 2]> {
    let least = call(host, "np.min", [points.clone()])?;
    Ok([least, call(host, "np.max", [points])?])
}

fn corner(re: &Value, im: &Value) -> Value {
    let part = |value: &Value| match value {
        Value::Scalar(scalar) => scalar.as_f64().unwrap_or(0.0),
        _ => 0.0,
    };
    Value::Complex(num_complex::Complex::new(part(re), part(im)))
}

/// Offset and scale of the linear map between two intervals.
///
/// # Errors
/// As indexing and arithmetic.
pub fn map_parameters(host: &mut dyn Host, old: &Value, new: &Value) -> Result<(Value, Value)> {
    let mut end = |interval: &Value, at: i64| operators::get_item(host, interval, &Value::Int(at));
    let (old0, old1) = (end(old, 0)?, end(old, 1)?);
    let (new0, new1) = (end(new, 0)?, end(new, 1)?);
    let old_length = (of(&old1) - &old0).value(host)?;
    let new_length = (of(&new1) - &new0).value(host)?;
    let offset = ((of(old1) * new0 - of(old0) * new1) / &old_length).value(host)?;
    let scale = (of(new_length) / old_length).value(host)?;
    Ok((offset, scale))
}

/// Points under the linear map between two intervals.
///
/// # Errors
/// As [`map_parameters`].
pub fn map_domain(host: &mut dyn Host, x: &Value, old: &Value, new: &Value) -> Result<Value> {
    let x = match x {
        // Polynomials are points too: that is how one is put into another.
        Value::Int(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Scalar(_)
        | Value::Native(_) => x.clone(),
        other => Value::array(to_array(other)?),
    };
    let (offset, scale) = map_parameters(host, old, new)?;
    (of(offset) + of(scale) * x).value(host)
}
