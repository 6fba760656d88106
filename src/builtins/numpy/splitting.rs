//! Arrays taken apart: views of their parts.

use super::axes::named_axis;
use crate::array::normalize_axis;
use crate::array::select::slice_positions;
use crate::builtins;
use crate::builtins::operators::{self, slicing};
use crate::builtins::python::int::to_int;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::FromValue;
use crate::value::convert::{ArrayValue, as_index, to_array};
use crate::value::{Host, Raised, Result, Value, truth};

builtins! {
    /// The array cut into equal parts along an axis, or at the given positions: views.
    ///
    /// >>> np.split(np.arange(4), 2)
    /// [array([0, 1]), array([2, 3])]
    "np.split" "(ary, indices_or_sections, axis=0)" => split;
    /// The array cut into parts as equal as possible along an axis: views.
    ///
    /// >>> np.array_split(np.arange(5), 2)
    /// [array([0, 1, 2]), array([3, 4])]
    "np.array_split" "(ary, indices_or_sections, axis=0)" => array_split;
    /// The array cut side by side: along axis 1, or axis 0 of a one-dimensional one.
    ///
    /// >>> np.hsplit(np.arange(4), 2)
    /// [array([0, 1]), array([2, 3])]
    "np.hsplit" "(ary, indices_or_sections)" => hsplit;
    /// The array cut one part below the other: along axis 0.
    ///
    /// >>> np.vsplit(np.arange(4).reshape(2, 2), 2)
    /// [array([[0, 1]]), array([[2, 3]])]
    "np.vsplit" "(ary, indices_or_sections)" => |host: &mut dyn Host, a: Value, at: Value| named_split(host, a, at, "vsplit", 2, 0);
    /// The array cut along the third axis.
    ///
    /// >>> np.dsplit(np.arange(4).reshape(1, 2, 2), 2)[0].shape
    /// (1, 2, 1)
    "np.dsplit" "(ary, indices_or_sections)" => |host: &mut dyn Host, a: Value, at: Value| named_split(host, a, at, "dsplit", 3, 2);
    /// The array's slices along an axis: views without that axis.
    ///
    /// >>> np.unstack(np.array([[1, 2], [3, 4]]))
    /// (array([1, 2]), array([3, 4]))
    "np.unstack" "(x, /, *, axis=0)" => unstack;
}

/// Has the value a length, so that it lists positions?
fn items_of(host: &mut dyn Host, at: &Value) -> Result<Option<Vec<Value>>> {
    match at {
        Value::Array(object) if object.with(|a| a.ndim() == 0) => Ok(None),
        Value::Iterator(_) => Ok(None),
        other if iterate::is_iterable(other) => iterate::collect(host, other).map(Some),
        _ => Ok(None),
    }
}

fn split(host: &mut dyn Host, a: Value, at: Value, axis: Value) -> Result<Value> {
    if items_of(host, &at)?.is_none() {
        let Value::Array(object) = &a else {
            return Err(no_attribute(&a, "shape"));
        };
        let shape = object.with(|array| array.shape().to_vec());
        let length = match &axis {
            Value::Int(_) | Value::Bool(_) | Value::Scalar(_) => {
                let place = normalize_axis(as_index(&axis)?, shape.len())
                    .map_err(|_| Raised::index_error("tuple index out of range"))?;
                shape.get(place).copied().unwrap_or(0)
            }
            other => {
                return Err(Raised::type_error(format!(
                    "tuple indices must be integers or slices, not {}",
                    other.qualified_type_name()
                )));
            }
        };
        let rest = operators::binary(host, BinaryOp::Mod, Value::Int(length as i64), at.clone())?;
        if truth(host, &rest)? {
            return Err(Raised::value_error(
                "array split does not result in an equal division",
            ));
        }
    }
    array_split(host, a, at, axis)
}

fn no_attribute(value: &Value, name: &str) -> Raised {
    Raised::attribute_error(format!(
        "'{}' object has no attribute '{name}'",
        value.qualified_type_name()
    ))
}

fn array_split(host: &mut dyn Host, a: Value, at: Value, axis: Value) -> Result<Value> {
    if !a.is_numpy() && !iterate::is_iterable(&a) {
        return Err(Raised::type_error(format!(
            "object of type '{}' has no len()",
            a.qualified_type_name()
        )));
    }
    let owned = a.is_numpy();
    let value = a.into_array_value()?;
    let array = to_array(&value)?;
    let a = ArrayValue { value, array };
    let ndim = a.array.ndim();
    // NumPy reads the length of an array's axis first; of a list it asks only when it comes to move the axis.
    let axis = as_index(&axis).map_err(|raised| match owned {
        true => Raised::type_error(format!(
            "tuple indices must be integers or slices, not {}",
            axis.type_name()
        )),
        false => raised,
    })?;
    let place = || {
        normalize_axis(axis, ndim).map_err(|_| match owned {
            true => Raised::index_error("tuple index out of range"),
            false => Raised::axis(axis, ndim, Some("axis1")),
        })
    };
    if owned {
        place()?;
    }
    match items_of(host, &at)? {
        Some(positions) => split_at(host, &a, &positions, place()?),
        None => {
            let sections = to_int(host, &at)?;
            if as_index(&sections)? <= 0 {
                return Err(no_sections());
            }
            let place = place()?;
            let cuts = even_cuts(as_index(&sections)?, a.array.shape()[place])?;
            let parts = cuts
                .windows(2)
                .map(|cut| part(&a, place, cut[0], cut[1] - cut[0]));
            Ok(Value::list(parts.collect()))
        }
    }
}

fn part(a: &ArrayValue, axis: usize, start: usize, length: usize) -> Value {
    a.with_layout(a.array.layout().sliced(axis, start, length, 1))
}

fn no_sections() -> Raised {
    Raised::value_error("number sections must be larger than 0.")
}

fn even_cuts(sections: i64, length: usize) -> Result<Vec<usize>> {
    let count = usize::try_from(sections).unwrap_or(0);
    if count == 0 {
        return Err(no_sections());
    }
    crate::array::meter::check_bytes(count.saturating_mul(64))?;
    let (each, extra) = (length / count, length % count);
    Ok((0..=count).map(|i| i * each + i.min(extra)).collect())
}

fn split_at(
    host: &mut dyn Host,
    a: &ArrayValue,
    positions: &[Value],
    axis: usize,
) -> Result<Value> {
    let length = a.array.shape()[axis];
    let mut parts = Vec::with_capacity(positions.len() + 1);
    let mut start = Some(0);
    for at in positions.iter().map(Some).chain([None]) {
        let stop = match at {
            Some(at) => Some(slicing::bound(host, at)?),
            None => None,
        };
        let (first, count, _) = slice_positions(start, stop, None, length)?;
        parts.push(part(a, axis, first, count));
        start = stop;
    }
    Ok(Value::list(parts))
}

fn hsplit(host: &mut dyn Host, a: Value, at: Value) -> Result<Value> {
    let ndim = to_array(&a)?.ndim();
    if ndim > 0 && !a.is_numpy() {
        return Err(no_attribute(&a, "ndim"));
    }
    named_split(host, a, at, "hsplit", 1, i64::from(ndim > 1))
}

fn named_split(
    host: &mut dyn Host,
    a: Value,
    at: Value,
    name: &str,
    least: usize,
    axis: i64,
) -> Result<Value> {
    if to_array(&a)?.ndim() < least {
        let message = format!("{name} only works on arrays of {least} or more dimensions");
        return Err(Raised::value_error(message));
    }
    split(host, a, at, Value::Int(axis))
}

fn unstack(host: &mut dyn Host, x: Value, axis: Value) -> Result<Value> {
    super::axes::must_have_axes(&x)?;
    let a = ArrayValue::from_value(x, host)?;
    if a.array.ndim() == 0 {
        return Err(Raised::value_error("Input array must be at least 1-d."));
    }
    if axis.is_none() {
        return Err(Raised::type_error("'NoneType' object is not iterable"));
    }
    let axis = i64::from_value(axis, host)?;
    let place = named_axis("source", axis, a.array.ndim())?;
    // The elements of a vector are scalars, as in a loop over it.
    let slice = |i: usize| match a.array.ndim() {
        1 => Value::array_or_scalar(a.array.with_layout(a.array.layout().at(0, i))),
        _ => a.with_layout(a.array.layout().at(place, i)),
    };
    let slices = (0..a.array.shape()[place]).map(slice);
    Ok(Value::tuple(slices.collect()))
}
