//! Where stretches of masked and of other elements begin and end.

use crate::array::{Array, Scalar};
use crate::builtins;
use crate::builtins::numpy::compose::truths;
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::construct::{Build, build};
use super::object::{mask_array, mask_of, shape_of};
use super::{indexing, ndim};

builtins! {
    /// Slices of the stretches that are masked, of a row.
    ///
    /// >>> np.ma.clump_masked(np.ma.array(np.arange(6), mask=[1, 1, 0, 0, 1, 0]))
    /// [slice(0, np.int64(2), None), slice(np.int64(4), np.int64(5), None)]
    "np.ma.clump_masked" "(a)" => |a: Value| Ok::<_, Raised>(match mask_of(&a) {
        None => Vec::new(),
        Some(mask) => numbered(&truths(&to_array(&mask)?)?, true),
    });
    /// Slices of the stretches that are not masked, of a row.
    ///
    /// >>> np.ma.clump_unmasked(np.ma.array(np.arange(6), mask=[1, 1, 0, 0, 1, 0]))
    /// [slice(np.int64(2), np.int64(4), None), slice(np.int64(5), 6, None)]
    "np.ma.clump_unmasked" "(a)" => |a: Value| Ok::<_, Raised>(match mask_of(&a) {
        None => vec![slice(0, size(&a)?)],
        Some(mask) => numbered(&truths(&to_array(&mask)?)?, false),
    });
    /// Slices of the stretches that are not masked, all elements in a row.
    ///
    /// >>> np.ma.flatnotmasked_contiguous(np.ma.array(np.arange(6), mask=[1, 1, 0, 0, 1, 0]))
    /// [slice(2, 4, None), slice(5, 6, None)]
    "np.ma.flatnotmasked_contiguous" "(a)" => |a: Value| contiguous(&a);
    /// Slices of the stretches that are not masked, of each row or column of a matrix.
    ///
    /// >>> np.ma.notmasked_contiguous(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), axis=1)
    /// [[slice(0, 1, None)], [slice(0, 2, None)]]
    "np.ma.notmasked_contiguous" "(a, axis=None)" => notmasked_contiguous;
    /// The places of the first and last element that is not masked, all elements in a row.
    ///
    /// >>> np.ma.flatnotmasked_edges(np.ma.array(np.arange(6), mask=[1, 1, 0, 0, 1, 0]))
    /// array([2, 5])
    "np.ma.flatnotmasked_edges" "(a)" => |a: Value| edges(&a);
    /// The places of the first and last elements along an axis that are not masked.
    ///
    /// >>> np.ma.notmasked_edges(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), axis=1)
    /// [(array([0, 1]), array([0, 0])), (array([0, 1]), array([0, 1]))]
    "np.ma.notmasked_edges" "(a, axis=None)" => notmasked_edges;
}

fn size(a: &Value) -> Result<usize> {
    Ok(shape_of(a)?.iter().product())
}

fn slice(start: usize, stop: usize) -> Value {
    indexing::slice(Value::Int(start as i64), Value::Int(stop as i64))
}

/// The stretches of one truth, as slices.
fn stretches(bools: &[bool], wanted: bool) -> Vec<Value> {
    let mut found = Vec::new();
    let mut start = 0;
    for run in bools.chunk_by(|a, b| a == b) {
        if run.first() == Some(&wanted) {
            found.push(slice(start, start + run.len()));
        }
        start += run.len();
    }
    found
}

/// The stretches of one truth: their ends are NumPy's integers where they were searched for.
fn numbered(bools: &[bool], wanted: bool) -> Vec<Value> {
    let mut found = Vec::new();
    let mut start = 0;
    let place = |at: usize| match at {
        0 => Value::Int(0),
        at if at == bools.len() => Value::Int(at as i64),
        at => Value::Scalar(Scalar::I64(at as i64)),
    };
    for run in bools.chunk_by(|a, b| a == b) {
        let stop = start + run.len();
        if run.first() == Some(&wanted) {
            found.push(indexing::slice(place(start), place(stop)));
        }
        start = stop;
    }
    found
}

fn contiguous(a: &Value) -> Result<Value> {
    let found = match mask_of(a) {
        None => vec![slice(0, size(a)?)],
        Some(mask) => stretches(&truths(&to_array(&mask)?)?, false),
    };
    Ok(Value::list(found))
}

fn notmasked_contiguous(host: &mut dyn Host, a: Value, axis: Value) -> Result<Value> {
    let a = build(
        host,
        &a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let shape = shape_of(&a)?;
    if shape.len() > 2 {
        return Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            "Currently limited to at most 2D array.",
        ));
    }
    if axis.is_none() || shape.len() == 1 {
        return contiguous(&a);
    }
    let axis = crate::value::convert::as_index(&axis)?;
    let along = crate::array::normalize_axis(axis, shape.len())?;
    let other = 1 - along;
    let mut all = Vec::with_capacity(shape[other]);
    for at in 0..shape[other] {
        let mut key = vec![indexing::slice(Value::None, Value::None); 2];
        key[other] = Value::Int(at as i64);
        let row = indexing::item(host, &a, &Value::tuple(key))?;
        all.push(contiguous(&row)?);
    }
    Ok(Value::list(all))
}

/// First and last place that is not masked; None where there is none.
fn edges(a: &Value) -> Result<Value> {
    let ends = |first: usize, last: i64| -> Result<Value> {
        Ok(Value::array(Array::from_vec(vec![first as i64, last])?))
    };
    let bools = match mask_of(a) {
        Some(mask) => truths(&to_array(&mask)?)?,
        None => Vec::new(),
    };
    if !bools.contains(&true) {
        return ends(0, size(a)? as i64 - 1);
    }
    let first = bools.iter().position(|&masked| !masked);
    let last = bools.iter().rposition(|&masked| !masked);
    match (first, last) {
        (Some(first), Some(last)) => ends(first, last as i64),
        _ => Ok(Value::None),
    }
}

fn notmasked_edges(host: &mut dyn Host, a: Value, axis: Value) -> Result<Value> {
    let a = build(
        host,
        &a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    if axis.is_none() || ndim(&a) == 1 {
        return edges(&a);
    }
    let shape = super::shape_tuple(&shape_of(&a)?);
    let places = call!(host, "indices", shape)?;
    let mask = mask_array(&a)?;
    let mut sides = Vec::with_capacity(2);
    for name in ["ma.min", "ma.max"] {
        let mut coordinates = Vec::new();
        for at in 0..ndim(&a) {
            let numbers =
                crate::builtins::operators::get_item(host, &places, &Value::Int(at as i64))?;
            let numbers = super::construct::with_mask(host, &numbers, Some(mask.clone()))?;
            let ends = call!(host, name, numbers, axis)?;
            let ends = super::construct::any_array(host, &ends)?;
            coordinates.push(super::shape::compressed(host, &ends)?);
        }
        sides.push(Value::tuple(coordinates));
    }
    Ok(Value::list(sides))
}
