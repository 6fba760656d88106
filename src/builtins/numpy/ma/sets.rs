//! Sets of elements; all masked ones count as one and the same.

use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::{Host, Result, Value};

use super::construct::{Build, any_array, build};
use super::fill::filled;
use super::indexing::{item, slice};
use super::joining::concatenate;
use super::object::{is_masked_array, mask_of, masked_like, masked_view, plain, shape_of};
use super::shape::on_both;
use super::{array_value, shape_tuple, sorting};

builtins! {
    /// The different elements, sorted; masked ones as one at the end.
    ///
    /// >>> np.ma.unique(np.ma.array([1, 2, 2, 3], mask=[0, 0, 0, 1]))
    /// masked_array(data=[1, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "np.ma.unique" "(ar1, return_index=False, return_inverse=False)" => |host: &mut dyn Host, a: Value, index: bool, inverse: bool| {
        let (found, places, back) = different(host, &a)?;
        if !index && !inverse {
            return Ok(found);
        }
        let more = [(index, places), (inverse, back)];
        let more = more.into_iter().filter(|(wanted, _)| *wanted).map(|(_, value)| value);
        Ok::<_, crate::value::Raised>(Value::tuple(std::iter::once(found).chain(more).collect()))
    };
    /// The elements that two arrays have in common.
    ///
    /// >>> np.ma.intersect1d(np.ma.array([1, 3, 3, 3], mask=[0, 0, 0, 1]), np.ma.array([3, 1, 1, 1], mask=[0, 0, 0, 1]))
    /// masked_array(data=[1, 3, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "np.ma.intersect1d" "(ar1, ar2, assume_unique=False)" => intersect1d;
    /// The elements that only one of two arrays has.
    ///
    /// >>> np.ma.setxor1d(np.ma.array([1, 2, 3]), np.ma.array([2, 3, 5]))
    /// masked_array(data=[1, 5],
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.setxor1d" "(ar1, ar2, assume_unique=False)" => setxor1d;
    /// Which elements of one array another has, in a row.
    ///
    /// >>> np.ma.in1d(np.ma.array([0, 1, 2, 5, 0]), [0, 2])
    /// masked_array(data=[ True, False,  True, False,  True],
    ///              mask=False,
    ///        fill_value=True)
    "np.ma.in1d" "(ar1, ar2, assume_unique=False, invert=False)" => in1d;
    /// Which elements of one array another has.
    ///
    /// >>> np.ma.isin(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), [1, 4])
    /// masked_array(
    ///   data=[[True, False],
    ///         [False, True]],
    ///   mask=[[False, False],
    ///         [False, False]],
    ///   fill_value=True)
    "np.ma.isin" "(element, test_elements, assume_unique=False, invert=False)" => |host: &mut dyn Host, a: Value, tests: Value, unique: bool, invert: bool| {
        let a = build(host, &a, Build { subok: false, ..Build::default() })?;
        let shape = shape_of(&a)?;
        let found = in1d(host, a, tests, unique, invert)?;
        on_both(host, &found, "reshape", vec![shape_tuple(&shape)])
    };
    /// The elements that one of two arrays has.
    ///
    /// >>> np.ma.union1d(np.ma.array([1, 2], mask=[0, 1]), [1, 3])
    /// masked_array(data=[1, 3, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "np.ma.union1d" "(ar1, ar2)" => |host: &mut dyn Host, a: Value, b: Value| {
        let all = concatenate(host, &[a, b], &Value::None)?;
        unique(host, &all)
    };
    /// The elements that the first of two arrays has and the other has not.
    ///
    /// >>> np.ma.setdiff1d(np.ma.array([1, 2, 3, 4], mask=[0, 1, 0, 1]), [1, 2])
    /// masked_array(data=[3, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.setdiff1d" "(ar1, ar2, assume_unique=False)" => setdiff1d;
}

/// The different elements sorted, the place of the first of each, and which of them each element is.
fn different(host: &mut dyn Host, a: &Value) -> Result<(Value, Value, Value)> {
    let a = array_value(a)?;
    if !is_masked_array(&a) || mask_of(&a).is_none() {
        let yes = Value::Bool(true);
        let found = call!(host, "unique", plain(&a); return_index = yes, return_inverse = yes)?;
        let parts = found.tuple_items().cloned().unwrap_or_default();
        let part = |at: usize| parts.get(at).cloned().unwrap_or(Value::None);
        return Ok((masked_like(&part(0), None, &a)?, part(1), part(2)));
    }
    let shape = shape_of(&a)?;
    let flat = on_both(host, &a, "ravel", Vec::new())?;
    let order = call!(host, "ma.argsort", flat; kind = Value::str("mergesort"))?;
    let sorted = item(host, &flat, &order)?;
    let length = shape.iter().product::<usize>();
    let differs = neighbours(host, CompareOp::NotEq, &sorted)?;
    let first = Value::array(crate::array::Array::from_vec(vec![
        crate::array::Bool::TRUE;
        length.min(1)
    ])?);
    let new = concatenate(host, &[first, differs], &Value::Int(0))?;
    let new = plain(&new);
    let found = item(host, &sorted, &new)?;
    let places = operators::get_item(host, &order, &new)?;
    let ranks = call!(host, "cumsum", new)?;
    let ranks = call!(host, "subtract", ranks, Value::Int(1))?;
    let back = call!(
        host,
        "empty",
        Value::Int(length as i64),
        Value::DType(crate::array::DType::I64.into())
    )?;
    operators::set_item(host, &back, &order, ranks)?;
    let back = call!(host, "reshape", back, shape_tuple(&shape))?;
    Ok((found, places, back))
}

fn unique(host: &mut dyn Host, a: &Value) -> Result<Value> {
    different(host, a).map(|(found, _, _)| found)
}

/// Each element compared with the next.
fn neighbours(host: &mut dyn Host, op: CompareOp, a: &Value) -> Result<Value> {
    let later = item(host, a, &slice(Value::Int(1), Value::None))?;
    let earlier = item(host, a, &slice(Value::None, Value::Int(-1)))?;
    operators::compare(host, op, &later, &earlier)
}

fn intersect1d(host: &mut dyn Host, a: Value, b: Value, assume: bool) -> Result<Value> {
    let (a, b) = if assume {
        (a, b)
    } else {
        (unique(host, &a)?, unique(host, &b)?)
    };
    let all = concatenate(host, &[a, b], &Value::Int(0))?;
    let sorted = sorting::sorted(host, &all, &Value::Int(-1), &Value::None)?;
    let same = neighbours(host, CompareOp::Eq, &sorted)?;
    let front = item(host, &sorted, &slice(Value::None, Value::Int(-1)))?;
    item(host, &front, &same)
}

fn setxor1d(host: &mut dyn Host, a: Value, b: Value, assume: bool) -> Result<Value> {
    let (a, b) = if assume {
        (a, b)
    } else {
        (unique(host, &a)?, unique(host, &b)?)
    };
    let all = concatenate(host, &[a, b], &Value::None)?;
    if shape_of(&all)?.iter().product::<usize>() == 0 {
        return Ok(all);
    }
    let sorted = sorting::sorted(host, &all, &Value::Int(-1), &Value::None)?;
    let elements = filled(host, &sorted, &Value::None)?;
    let elements = masked_view(&elements, None)?;
    let differs = neighbours(host, CompareOp::NotEq, &elements)?;
    let ends = Value::list(vec![Value::Bool(true)]);
    let flags = concatenate(host, &[ends.clone(), differs, ends], &Value::Int(0))?;
    let alone = neighbours(host, CompareOp::Eq, &flags)?;
    item(host, &sorted, &alone)
}

fn in1d(host: &mut dyn Host, a: Value, b: Value, assume: bool, invert: bool) -> Result<Value> {
    let (a, b, back) = if assume {
        (a, b, None)
    } else {
        let (found, _, back) = different(host, &a)?;
        (found, unique(host, &b)?, Some(back))
    };
    let a = any_array(host, &a)?;
    let all = concatenate(host, &[a.clone(), b], &Value::Int(0))?;
    let order = call!(host, "ma.argsort", all; kind = Value::str("mergesort"))?;
    let sorted = item(host, &all, &order)?;
    let op = if invert {
        CompareOp::NotEq
    } else {
        CompareOp::Eq
    };
    let same = neighbours(host, op, &sorted)?;
    let last = Value::list(vec![Value::Bool(invert)]);
    let flags = concatenate(host, &[same, last], &Value::Int(0))?;
    let ranks = call!(host, "argsort", order; kind = Value::str("mergesort"))?;
    let count = shape_of(&a)?.iter().product::<usize>();
    let ranks = operators::get_item(host, &ranks, &slice(Value::None, Value::Int(count as i64)))?;
    let found = item(host, &flags, &ranks)?;
    match back {
        None => Ok(found),
        Some(back) => item(host, &found, &back),
    }
}

fn setdiff1d(host: &mut dyn Host, a: Value, b: Value, assume: bool) -> Result<Value> {
    let (a, b) = if assume {
        let a = build(
            host,
            &a,
            Build {
                subok: false,
                ..Build::default()
            },
        )?;
        (on_both(host, &a, "ravel", Vec::new())?, b)
    } else {
        (unique(host, &a)?, unique(host, &b)?)
    };
    let others = in1d(host, a.clone(), b, true, true)?;
    item(host, &a, &others)
}
