//! Functions applied along axes, elements enumerated, rows built by brackets.

use std::any::Any;
use std::rc::Rc;

use crate::builtins;
use crate::builtins::operators;
use crate::builtins::python::iterate;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::as_index;
use crate::value::{Arguments, ClassId, Host, Native, Raised, Result, Value};

use super::construct::{Build, any_array, build};
use super::fill;
use super::object::{constant, is_masked_array, mask_array, plain, shape_of};
use super::{array_value, indexing, joining, ndim, shape_tuple};

builtins! {
    /// A function applied to the rows along an axis.
    ///
    /// >>> np.ma.apply_along_axis(np.ma.sum, 1, np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]))
    /// masked_array(data=[1, 7],
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.apply_along_axis" "(func1d, axis, arr, *args, **kwargs)" => along_axis;
    /// A function applied over several axes, one after the other.
    ///
    /// >>> np.ma.apply_over_axes(np.ma.sum, np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), [0])
    /// masked_array(data=[[4, 4]],
    ///              mask=[[False, False]],
    ///        fill_value=999999)
    "np.ma.apply_over_axes" "(func, a, axes)" => over_axes;
    /// Places and elements, without the masked ones unless `compressed=False`.
    ///
    /// >>> list(np.ma.ndenumerate(np.ma.array([1, 2], mask=[0, 1])))
    /// [((0,), np.int64(1))]
    "np.ma.ndenumerate" "(a, compressed=True)" => ndenumerate;
    /// Rows joined by brackets: `np.ma.mr_[1:3, 5]`.
    ///
    /// >>> np.ma.mr_[np.ma.array([1, 2], mask=[0, 1]), 0, 4]
    /// masked_array(data=[1, --, 0, 4],
    ///              mask=[False,  True, False, False],
    ///        fill_value=999999)
    constant "np.ma.mr_" => || Value::Native(Rc::new(Brackets));
    /// The pieces in one row.
    "mr_class.__getitem__" "(self, key)" => |host: &mut dyn Host, _this: Value, key: Value| joined(host, &key);
}

/// The key of the row along an axis, at a place in the others.
fn row_key(axis: usize, place: &[usize]) -> Value {
    let mut key: Vec<Value> = place.iter().map(|&i| Value::Int(i as i64)).collect();
    key.insert(axis, indexing::slice(Value::None, Value::None));
    Value::tuple(key)
}

/// All places of a shape, in C order.
fn places(shape: &[usize]) -> Result<Vec<Vec<usize>>> {
    let count: usize = shape.iter().product();
    crate::array::meter::steps(count)?;
    let place = |mut flat: usize| {
        let mut place = vec![0; shape.len()];
        for (slot, &length) in place.iter_mut().zip(shape).rev() {
            *slot = flat % length.max(1);
            flat /= length.max(1);
        }
        place
    };
    Ok((0..count).map(place).collect())
}

fn along_axis(
    host: &mut dyn Host,
    function: Value,
    axis: i64,
    a: Value,
    Rest(arguments): Rest,
    Keywords(keywords): Keywords,
) -> Result<Value> {
    let a = any_array(host, &a)?;
    let shape = shape_of(&a)?;
    let axis = crate::array::normalize_axis(axis, shape.len())?;
    let mut others = shape.to_vec();
    others.remove(axis);
    let mut results = Vec::new();
    for place in places(&others)? {
        let row = indexing::item(host, &a, &row_key(axis, &place))?;
        let mut all = Arguments::positional(std::iter::once(row).chain(arguments.iter().cloned()));
        all.keywords = keywords.clone();
        let result = host.call(&function, all)?;
        results.push(any_array(host, &result)?);
    }
    let Some(first) = results.first() else {
        return Err(Raised::value_error(
            "Cannot apply_along_axis when any iteration dimensions are 0",
        ));
    };
    let inner = shape_of(first)?;
    let mut rows = Vec::with_capacity(results.len());
    let one = Value::tuple(
        std::iter::once(Value::Int(1))
            .chain(inner.iter().map(|&n| Value::Int(n as i64)))
            .collect(),
    );
    for result in &results {
        rows.push(super::shape::on_both(
            host,
            result,
            "reshape",
            vec![one.clone()],
        )?);
    }
    let stacked = joining::concatenate(host, &rows, &Value::Int(0))?;
    let full: Vec<usize> = others.iter().chain(inner.iter()).copied().collect();
    let spread = super::shape::on_both(host, &stacked, "reshape", vec![shape_tuple(&full)])?;
    // The axes of a result stand where the row was.
    let (before, extra) = (axis, inner.len());
    let order = (0..before)
        .chain(others.len()..others.len() + extra)
        .chain(before..others.len());
    let order: Vec<usize> = order.collect();
    let turned = super::shape::on_both(host, &spread, "transpose", vec![shape_tuple(&order)])?;
    let turned = super::shape::on_both(host, &turned, "copy", Vec::new())?;
    let mask = Some(mask_array(&turned)?);
    let mask = super::masks::shrunk(mask)?;
    let made = super::construct::with_mask(host, &plain(&turned), mask)?;
    let default = fill::default_of(&fill::dtype_of(&made)?)?;
    fill::set(host, &made, &default)?;
    Ok(made)
}

fn over_axes(host: &mut dyn Host, function: Value, a: Value, axes: Value) -> Result<Value> {
    let mut value = build(
        host,
        &a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let rank = ndim(&value);
    let axes = match ndim(&array_value(&axes)?) {
        0 => vec![axes],
        _ => iterate::collect(host, &axes)?,
    };
    for axis in axes {
        let axis = as_index(&axis)?;
        let axis = if axis < 0 { axis + rank as i64 } else { axis };
        let arguments = Arguments::positional([value.clone(), Value::Int(axis)]);
        let mut result = host.call(&function, arguments)?;
        if ndim(&result) != rank {
            result = super::shape::expanded(host, &result, &Value::Int(axis))?;
        }
        if ndim(&result) != rank {
            return Err(Raised::value_error(
                "function is not returning an array of the correct shape",
            ));
        }
        value = result;
    }
    Ok(value)
}

fn ndenumerate(host: &mut dyn Host, a: Value, compressed: bool) -> Result<Value> {
    let a = any_array(host, &a)?;
    let mut found = Vec::new();
    for place in places(&shape_of(&a)?)? {
        let key = Value::tuple(place.iter().map(|&i| Value::Int(i as i64)).collect());
        let item = indexing::item(host, &a, &key)?;
        if compressed && super::object::is_constant(&item) {
            continue;
        }
        found.push(Value::tuple(vec![key, item]));
    }
    let iter = crate::builtins::find("iter").ok_or_else(|| Raised::attribute_error("iter"))?;
    iter.call(host, Arguments::positional([Value::list(found)]))
}

/// `np.ma.mr_`
struct Brackets;

impl Native for Brackets {
    fn class(&self) -> ClassId {
        ClassId::MR_CLASS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn joined(host: &mut dyn Host, key: &Value) -> Result<Value> {
    if let Value::Str(_) = key {
        return Err(Raised::new(
            ClassId::MA_ERROR,
            "Unavailable for masked array.",
        ));
    }
    let pieces = match key {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let rows = call!(host, "r_")?;
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let of_mask = is_masked_array(&piece);
        let row = operators::get_item(host, &rows, &plain(&piece))?;
        parts.push(match of_mask {
            false => row,
            true if super::object::is_constant(&piece) => constant(),
            true => {
                let mask = mask_array(&piece)?;
                let mask = operators::get_item(host, &rows, &mask)?;
                super::object::masked_view(&row, Some(mask))?
            }
        });
    }
    joining::concatenate(host, &parts, &Value::Int(0))
}
