//! Medians and quantiles of Python's own objects, by their `<`, `-`, `+`, `*` and `/`.

use super::compose::{axes_of, kept_shape, merge_axes};
use super::operators::binary as numpy_binary;
use super::quantile_methods::{Method, Place};
use super::quantiles::{Reduced, into_out};
use super::sorting::{object_lanes, object_order};
use crate::array::{Array, Axes, Scalar, Shape};
use crate::builtins::operators::{binary, compare};
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{to_array, values_of};

use crate::value::{Host, Raised, Result, Value, truth};

/// The sorted lanes along the axes to reduce.
struct Lanes {
    sorted: Vec<Vec<Value>>,
    axes: Axes,
    outer: Shape,
}

impl Lanes {
    fn new(host: &mut dyn Host, a: &Array, how: &Reduced) -> Result<Lanes> {
        let axes = axes_of(&how.axis, a.ndim())?;
        let (merged, outer) = merge_axes(a, &axes)?;
        let mut sorted = Vec::new();
        for lane in object_lanes(&merged, merged.ndim() - 1) {
            let mut values: Vec<Value> = values_of(&lane)?;
            if how.skip_nan {
                values = without_nan(host, values)?;
            }
            let order = object_order(host, &values)?;
            sorted.push(order.iter().map(|&at| values[at].clone()).collect());
        }
        Ok(Lanes {
            sorted,
            axes,
            outer,
        })
    }

    /// One result alone is a scalar of NumPy, where it is a number; several are objects.
    fn finish(
        &self,
        a: &Array,
        how: &Reduced,
        front: &[usize],
        mut found: Vec<Value>,
    ) -> Result<Value> {
        let mut shape: Shape = front.into();
        shape.extend_from_slice(&self.outer);
        let is_one = shape.is_empty();
        if how.keepdims {
            shape = kept_shape(front, a.shape(), &self.axes);
        }
        if is_one && let Some(one) = found.pop() {
            let keeps = how.keepdims || !how.out.is_none();
            return match keeps {
                true => into_out(to_array(&one)?.reshaped(&shape, false)?, how),
                false => Ok(one),
            };
        }
        let objects = found.into_iter().map(Value::into_object).collect();
        into_out(Array::from_objects(&shape, objects)?, how)
    }
}

/// What is not equal to itself is left out.
fn without_nan(host: &mut dyn Host, values: Vec<Value>) -> Result<Vec<Value>> {
    let mut kept = Vec::new();
    for value in values {
        let differs = compare(host, CompareOp::NotEq, &value, &value)?;
        if !truth(host, &differs)? {
            kept.push(value);
        }
    }
    Ok(kept)
}

/// The mean of the one or two elements in the middle.
///
/// # Errors
/// What the objects' comparisons and operators raise.
pub(super) fn median(host: &mut dyn Host, a: &Array, how: &Reduced) -> Result<Value> {
    let lanes = Lanes::new(host, a, how)?;
    let mut found = Vec::new();
    for lane in &lanes.sorted {
        let half = lane.len() / 2;
        let middle = match lane.len() % 2 {
            1 => lane.get(half..=half),
            _ => lane.get(half.wrapping_sub(1)..=half),
        };
        let Some([first, rest @ ..]) = middle else {
            return Ok(Value::Float(f64::NAN));
        };
        let mut sum = first.clone();
        for other in rest {
            sum = binary(host, BinaryOp::Add, sum, other.clone())?;
        }
        let count = rest.len() as i64 + 1;
        found.push(match lanes.outer.is_empty() {
            true => numpy_binary(host, BinaryOp::Div, sum, Value::scalar(Scalar::I64(count)))?,
            false => binary(host, BinaryOp::Div, sum, Value::Int(count))?,
        });
    }
    lanes.finish(a, how, &[], found)
}

/// The quantiles at these parts, in this shape.
///
/// # Errors
/// What the objects' comparisons and operators raise; IndexError for empty lanes.
pub(super) fn quantile(
    host: &mut dyn Host,
    a: &Array,
    (parts, shape): (&[f64], &[usize]),
    (method, whole): (Method, bool),
    how: &Reduced,
) -> Result<Value> {
    let lanes = Lanes::new(host, a, how)?;
    let exact = method.is_discrete() || (method == Method::Linear && whole);
    let is_one = shape.is_empty() && lanes.outer.is_empty();
    let mut found = Vec::new();
    for &q in parts {
        for lane in &lanes.sorted {
            let Some(last) = lane.len().checked_sub(1) else {
                return Err(Raised::index_error(
                    "index 0 is out of bounds for axis 0 with size 0",
                ));
            };
            let value = match method.place(lane.len(), q) {
                Place::Element(at) => lane[(at as usize).min(last)].clone(),
                Place::Between(index) => {
                    let (previous, next, gamma) = method.between(index, last);
                    match exact {
                        true => lane[previous].clone(),
                        false => lerp(host, &lane[previous], &lane[next], gamma)?,
                    }
                }
            };
            found.push(match value {
                Value::Float(x) if is_one && !exact => Value::scalar(Scalar::F64(x)),
                other => other,
            });
        }
    }
    lanes.finish(a, how, shape, found)
}

/// Between two elements, from the nearer one.
fn lerp(host: &mut dyn Host, a: &Value, b: &Value, t: f64) -> Result<Value> {
    let difference = binary(host, BinaryOp::Sub, b.clone(), a.clone())?;
    let (from, op, part) = match t >= 0.5 {
        true => (b, BinaryOp::Sub, 1.0 - t),
        false => (a, BinaryOp::Add, t),
    };
    let step = binary(host, BinaryOp::Mul, difference, Value::Float(part))?;
    binary(host, op, from.clone(), step)
}
