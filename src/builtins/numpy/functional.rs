//! Functions of the lesson's own, applied to arrays.

use crate::array::lanes::Lanes;
use crate::array::take::{gather, scatter};
use crate::array::{Array, DType, Layout, Shape, normalize_axis};
use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{Arguments, Host, Raised, Result, Value};

use super::averages::check_axes;
use super::compose::{axes_of, truths, value};

builtins! {
    /// A function of one-dimensional arrays, applied to each run of elements along an axis.
    ///
    /// >>> np.apply_along_axis(max, 1, [[1, 5], [7, 2]])
    /// array([5, 7])
    "np.apply_along_axis" "(func1d, axis, arr, *args, **kwargs)" => apply_along_axis;
    /// A function of an array and an axis, applied along one axis after the other; axes that it removes are put back.
    ///
    /// >>> np.apply_over_axes(np.sum, np.arange(6).reshape(2, 3), [0, 1])
    /// array([[15]])
    "np.apply_over_axes" "(func, a, axes)" => apply_over_axes;
    /// A function defined piece by piece: for each condition the function or value that holds where it is true.
    ///
    /// >>> x = np.array([-2, 0, 3])
    /// >>> np.piecewise(x, [x < 0, x >= 0], [-1, 1])
    /// array([-1,  1,  1])
    "np.piecewise" "(x, condlist, funclist, *args, **kw)" => piecewise;
    /// Without the zeros at the front (`'f'`) and at the back (`'b'`).
    ///
    /// >>> np.trim_zeros([0, 0, 1, 0, 2, 0])
    /// [1, 0, 2]
    "np.trim_zeros" "(filt, trim='fb', axis=None)" => trim_zeros;
}

/// A call with an array first and the given arguments behind it.
fn call_with_array(
    host: &mut dyn Host,
    function: &Value,
    array: Array,
    rest: &[Value],
    keywords: &Keywords,
) -> Result<Value> {
    let first = std::iter::once(Value::array(array));
    let mut arguments = Arguments::positional(first.chain(rest.iter().cloned()));
    arguments.keywords.clone_from(&keywords.0);
    host.call(function, arguments)
}

fn apply_along_axis(
    host: &mut dyn Host,
    function: Value,
    axis: i64,
    arr: Array,
    Rest(rest): Rest,
    keywords: Keywords,
) -> Result<Value> {
    let axis = normalize_axis(axis, arr.ndim())?;
    let outer: Shape = arr.layout().at(axis, 0).shape;
    if outer.contains(&0) {
        return Err(Raised::value_error(
            "Cannot apply_along_axis when any iteration dimensions are 0",
        ));
    }
    let lanes = Lanes::new(arr.layout(), axis);
    let mut results: Vec<Array> = Vec::new();
    for start in lanes.starts().collect::<Vec<_>>() {
        let lane = arr.with_layout(Layout {
            shape: Shape::from_slice(&[lanes.length]),
            strides: std::iter::once(arr.strides()[axis]).collect(),
            offset: start,
        });
        crate::array::meter::go_on(10)?;
        let result = to_array(&call_with_array(host, &function, lane, &rest, &keywords)?)?;
        // Later results take the dtype of the first, as they are put into its array.
        let result = match results.first() {
            Some(first) if first.dtype() != result.dtype() => {
                convert_array(&result, first.dtype())?
            }
            _ => result,
        };
        if let Some(first) = results.first()
            && first.shape() != result.shape()
        {
            return Err(Raised::value_error(format!(
                "could not broadcast input array from shape {} into shape {}",
                crate::array::shape_text(result.shape()),
                crate::array::shape_text(first.shape())
            )));
        }
        results.push(result);
    }
    let Some(inner) = results.first().map(|first| Shape::from(first.shape())) else {
        return Err(Raised::value_error(
            "Cannot apply_along_axis when any iteration dimensions are 0",
        ));
    };
    let flat: Vec<Array> = results
        .iter()
        .map(|a| a.reshaped(&[a.size()], false))
        .collect::<Result<_, _>>()?;
    let dtype = results[0].dtype().clone();
    let joined = super::joining::join(&flat, 0, &dtype)?;
    let all: Shape = outer.iter().chain(&inner).copied().collect();
    let stacked = joined.reshaped(&all, false)?;
    // The axes of the results stand where the axis was.
    let order: Vec<usize> = (0..axis)
        .chain(outer.len()..all.len())
        .chain(axis..outer.len())
        .collect();
    Ok(Value::array_or_scalar(
        stacked.with_layout(stacked.layout().permuted(&order)),
    ))
}

fn apply_over_axes(host: &mut dyn Host, function: Value, a: Value, axes: Value) -> Result<Value> {
    let given = match &a {
        Value::Array(_) | Value::Scalar(_) => to_array(&a)?,
        other => return Err(no_ndim(other)),
    };
    let numbers = to_array(&axes)?;
    let mut current = given.clone();
    for axis in numbers.to_vec_as::<i64>()? {
        let axis = if axis < 0 {
            axis.saturating_add(given.ndim() as i64)
        } else {
            axis
        };
        let arguments = Arguments::positional([value(&current), Value::Int(axis)]);
        let mut result = host.call(&function, arguments)?;
        if !matches!(result, Value::Array(_) | Value::Scalar(_)) {
            return Err(no_ndim(&result));
        }
        if to_array(&result)?.ndim() != current.ndim() {
            result = super::call(host, "np.expand_dims", [result, Value::Int(axis)])?;
        }
        let result = to_array(&result)?;
        if result.ndim() != current.ndim() {
            return Err(Raised::value_error(
                "function is not returning an array of the correct shape",
            ));
        }
        current = result;
    }
    Ok(Value::array(current))
}

fn no_ndim(value: &Value) -> Raised {
    let name = value.qualified_type_name();
    Raised::attribute_error(format!("'{name}' object has no attribute 'ndim'"))
}

fn sequence(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Tuple(items) => Some(items.to_vec()),
        _ => None,
    }
}

/// The conditions, each of the array's shape.
fn conditions(x: &Array, given: &Value) -> Result<Vec<Array>> {
    let one = match sequence(given) {
        None => to_array(given)?.ndim() <= x.ndim().max(1) && to_array(given)?.ndim() == x.ndim(),
        Some(items) => {
            !items
                .first()
                .is_some_and(|first| matches!(first, Value::List(_) | Value::Array(_)))
                && x.ndim() != 0
        }
    };
    let all = convert_array(&to_array(given)?, &DType::Bool)?;
    if one || all.ndim() == 0 {
        return Ok(vec![all]);
    }
    let rows = (0..all.shape()[0]).map(|row| all.with_layout(all.layout().at(0, row)));
    Ok(rows.collect())
}

fn piecewise(
    host: &mut dyn Host,
    x: Array,
    given: Value,
    functions: Value,
    Rest(rest): Rest,
    keywords: Keywords,
) -> Result<Value> {
    let functions = sequence(&functions)
        .ok_or_else(|| Raised::type_error("object of type 'function' has no len()"))?;
    let mut masks: Vec<Vec<bool>> = Vec::new();
    for condition in conditions(&x, &given)? {
        let stretched = condition.broadcast_to(x.shape()).unwrap_or(condition);
        masks.push(truths(&stretched)?);
    }
    let count = masks.len();
    if functions.len() == count + 1 {
        let none = (0..x.size()).map(|at| !masks.iter().any(|mask| mask.get(at) == Some(&true)));
        masks.push(none.collect());
    } else if functions.len() != count {
        return Err(Raised::value_error(format!(
            "with {count} condition(s), either {count} or {} functions are expected",
            count + 1
        )));
    }
    let result = Array::zeros_like(x.dtype().clone(), x.layout())?;
    for (mask, function) in masks.iter().zip(&functions) {
        let chosen = |a: &Array| -> Vec<usize> {
            let places = a.layout().offsets().zip(mask);
            places
                .filter(|(_, wanted)| **wanted)
                .map(|(at, _)| at)
                .collect()
        };
        let (from, to) = (chosen(&x), chosen(&result));
        let callable = matches!(
            function,
            Value::Function(_)
                | Value::Builtin(_)
                | Value::BoundMethod(_)
                | Value::Class(_)
                | Value::Native(_)
        );
        let values = if callable {
            if from.is_empty() {
                continue;
            }
            let chosen = gather(&x, &from, &[from.len()])?;
            to_array(&call_with_array(host, function, chosen, &rest, &keywords)?)?
        } else {
            to_array(function)?
        };
        let values = convert_array(&values, result.dtype())?;
        let shape = [to.len()];
        let stretched = values.broadcast_to(&shape).ok_or_else(|| {
            Raised::value_error(format!(
                "NumPy boolean array indexing assignment cannot assign {} input values to the {} output values where the mask is true",
                values.size(),
                to.len()
            ))
        })?;
        scatter(&result, &to, &stretched)?;
    }
    Ok(Value::array(result))
}

fn trim_zeros(host: &mut dyn Host, filt: Value, trim: Value, axis: AxisArgument) -> Result<Value> {
    let a = to_array(&filt)?;
    let name = match &trim {
        Value::Str(name) => name.to_lowercase(),
        other => {
            return Err(Raised::attribute_error(format!(
                "'{}' object has no attribute 'lower'",
                other.qualified_type_name()
            )));
        }
    };
    if !["fb", "bf", "f", "b"].contains(&&*name) {
        return Err(Raised::value_error(format!(
            "unexpected character(s) in `trim`: '{name}'"
        )));
    }
    check_axes(&axis, a.ndim())?;
    let axes = axes_of(&axis, a.ndim())?;
    let found = crate::array::select::nonzero(&convert_array(&a, &DType::Bool)?)?;
    let mut bounds = Vec::new();
    for (at, positions) in found.iter().enumerate().take(a.ndim()) {
        let positions = positions.to_vec::<i64>()?;
        let none = Value::None;
        let (start, stop) = match (positions.iter().min(), positions.iter().max()) {
            (Some(&first), Some(&last)) => (
                if name.contains('f') {
                    Value::Int(first)
                } else {
                    none.clone()
                },
                if name.contains('b') {
                    Value::Int(last + 1)
                } else {
                    none.clone()
                },
            ),
            _ => (Value::Int(0), Value::Int(0)),
        };
        let whole = !axes.contains(&at);
        bounds.push(Value::Slice(std::rc::Rc::new(crate::value::Slice {
            start: if whole { Value::None } else { start },
            stop: if whole { Value::None } else { stop },
            step: none,
        })));
    }
    let index = match &bounds[..] {
        [] => return Ok(filt),
        [one] => one.clone(),
        _ => Value::tuple(bounds),
    };
    // A list is cut as a list.
    let cut = if matches!(filt, Value::List(_) | Value::Tuple(_)) && a.ndim() == 1 {
        filt
    } else {
        match filt {
            Value::Array(_) => filt,
            _ => value(&a),
        }
    };
    crate::builtins::operators::get_item(host, &cut, &index)
}
