//! Masked arrays joined and split: elements and masks alike.

use std::rc::Rc;

use crate::builtins;
use crate::builtins::python::iterate;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::{Host, Raised, Result, Value};

use super::construct::{any_array, with_mask};
use super::masks::shrunk;
use super::object::{data, mask_array, mask_of, masked_view, plain, shape_of};
use super::shape::by_function;
use super::{call_row, ndim, shape_tuple};

builtins! {
    /// Arrays joined along an axis, with their masks.
    ///
    /// >>> np.ma.concatenate([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(data=[1, --, 3, 4],
    ///              mask=[False,  True, False, False],
    ///        fill_value=999999)
    "np.ma.concatenate" "(arrays, axis=0)" => |host: &mut dyn Host, arrays: Value, axis: Value| {
        let items = iterate::collect(host, &arrays)?;
        concatenate(host, &items, &axis)
    };
    /// One array after another; flattened unless an axis is given.
    ///
    /// >>> np.ma.append(np.ma.array([1, 2], mask=[0, 1]), [[3], [4]])
    /// masked_array(data=[1, --, 3, 4],
    ///              mask=[False,  True, False, False],
    ///        fill_value=999999)
    "np.ma.append" "(a, b, axis=None)" => |host: &mut dyn Host, a: Value, b: Value, axis: Value| concatenate(host, &[a, b], &axis);
    /// Arrays joined along a new axis.
    ///
    /// >>> np.ma.stack([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(
    ///   data=[[1, --],
    ///         [3, 4]],
    ///   mask=[[False,  True],
    ///         [False, False]],
    ///   fill_value=999999)
    "np.ma.stack" "(arys, /, *args, **kwargs)" => |host: &mut dyn Host, arrays: Value, args: Rest, keywords: Keywords| several(host, "stack", &arrays, &args.0, &keywords.0);
    /// Rows on top of each other.
    ///
    /// >>> np.ma.vstack([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(
    ///   data=[[1, --],
    ///         [3, 4]],
    ///   mask=[[False,  True],
    ///         [False, False]],
    ///   fill_value=999999)
    "np.ma.vstack" | "np.ma.row_stack" "(arys, /, *args, **kwargs)" => |host: &mut dyn Host, arrays: Value, args: Rest, keywords: Keywords| several(host, "vstack", &arrays, &args.0, &keywords.0);
    /// Arrays side by side.
    ///
    /// >>> np.ma.hstack([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(data=[1, --, 3, 4],
    ///              mask=[False,  True, False, False],
    ///        fill_value=999999)
    "np.ma.hstack" "(arys, /, *args, **kwargs)" => |host: &mut dyn Host, arrays: Value, args: Rest, keywords: Keywords| several(host, "hstack", &arrays, &args.0, &keywords.0);
    /// Rows as columns, side by side.
    ///
    /// >>> np.ma.column_stack([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(
    ///   data=[[1, 3],
    ///         [--, 4]],
    ///   mask=[[False, False],
    ///         [ True, False]],
    ///   fill_value=999999)
    "np.ma.column_stack" "(arys, /, *args, **kwargs)" => |host: &mut dyn Host, arrays: Value, args: Rest, keywords: Keywords| several(host, "column_stack", &arrays, &args.0, &keywords.0);
    /// Arrays behind each other, along the third axis.
    ///
    /// >>> np.ma.dstack([np.ma.array([1, 2], mask=[0, 1]), [3, 4]])
    /// masked_array(
    ///   data=[[[1, 3],
    ///          [--, 4]]],
    ///   mask=[[[False, False],
    ///          [ True, False]]],
    ///   fill_value=999999)
    "np.ma.dstack" "(arys, /, *args, **kwargs)" => |host: &mut dyn Host, arrays: Value, args: Rest, keywords: Keywords| several(host, "dstack", &arrays, &args.0, &keywords.0);
    /// An array split along its second axis.
    ///
    /// >>> np.ma.hsplit(np.ma.array([1, 2], mask=[0, 1]), 2)
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    "np.ma.hsplit" "(a, /, *args, **kwargs)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_function(host, "hsplit", &a, &args.0, &keywords.0);
    /// A square with the elements on a diagonal.
    ///
    /// >>> np.ma.diagflat(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(
    ///   data=[[1, 0],
    ///         [0, --]],
    ///   mask=[[False, False],
    ///         [False,  True]],
    ///   fill_value=999999)
    "np.ma.diagflat" "(a, /, *args, **kwargs)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_function(host, "diagflat", &a, &args.0, &keywords.0);
    /// A square with the elements on a diagonal, or the elements of one.
    ///
    /// >>> np.ma.diag(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(
    ///   data=[[1, 0],
    ///         [0, --]],
    ///   mask=[[False, False],
    ///         [False,  True]],
    ///   fill_value=999999)
    "np.ma.diag" "(v, k=0)" => |host: &mut dyn Host, v: Value, k: Value| {
        let elements = call!(host, "diag", plain(&v), k)?;
        let mask = match mask_of(&v) {
            None => None,
            Some(mask) => Some(call!(host, "diag", mask, k)?),
        };
        masked_view(&elements, mask)
    };
    /// Arrays of at least one dimension.
    ///
    /// >>> np.ma.atleast_1d(5)
    /// masked_array(data=[5],
    ///              mask=[False],
    ///        fill_value=999999)
    "np.ma.atleast_1d" "(*arys, **kwargs)" => |host: &mut dyn Host, arrays: Rest, keywords: Keywords| each(host, "atleast_1d", &arrays.0, &keywords.0);
    /// Arrays of at least two dimensions.
    ///
    /// >>> np.ma.atleast_2d(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(data=[[1, --]],
    ///              mask=[[False,  True]],
    ///        fill_value=999999)
    "np.ma.atleast_2d" "(*arys, **kwargs)" => |host: &mut dyn Host, arrays: Rest, keywords: Keywords| each(host, "atleast_2d", &arrays.0, &keywords.0);
    /// Arrays of at least three dimensions.
    ///
    /// >>> np.ma.atleast_3d(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(
    ///   data=[[[1],
    ///          [--]]],
    ///   mask=[[[False],
    ///          [ True]]],
    ///   fill_value=999999)
    "np.ma.atleast_3d" "(*arys, **kwargs)" => |host: &mut dyn Host, arrays: Rest, keywords: Keywords| each(host, "atleast_3d", &arrays.0, &keywords.0);
    /// Differences of neighbours along an axis; masked where one of them is.
    ///
    /// >>> np.ma.diff(np.ma.array([1, 2, 4, 7], mask=[0, 0, 1, 0]))
    /// masked_array(data=[1, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "np.ma.diff" "(a, /, n=1, axis=-1, prepend=<no value>, append=<no value>)" => diff;
    /// Differences of neighbours, with values before and after them.
    ///
    /// >>> np.ma.ediff1d(np.ma.array([1, 2, 4, 7], mask=[0, 0, 1, 0]))
    /// masked_array(data=[1, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "np.ma.ediff1d" "(arr, to_end=None, to_begin=None)" => ediff1d;
}

/// NumPy's `concatenate` of masked arrays.
///
/// # Errors
/// ValueError where the shapes do not fit.
pub fn concatenate(host: &mut dyn Host, arrays: &[Value], axis: &Value) -> Result<Value> {
    let elements = arrays.iter().map(data).collect::<Result<Vec<_>>>()?;
    let joined = call!(host, "concatenate", Value::list(elements); axis = axis)?;
    if arrays.iter().all(|array| mask_of(array).is_none()) {
        return masked_view(&joined, None);
    }
    let masks = arrays.iter().map(mask_array).collect::<Result<Vec<_>>>()?;
    let mask = call!(host, "concatenate", Value::list(masks); axis = axis)?;
    masked_view(&joined, shrunk(Some(mask))?)
}

/// A function of NumPy's of several arrays, for elements and masks alike.
fn several(
    host: &mut dyn Host,
    name: &str,
    arrays: &Value,
    arguments: &[Value],
    keywords: &[(Rc<str>, Value)],
) -> Result<Value> {
    let items = iterate::collect(host, arrays)?;
    let mut both = Vec::with_capacity(2);
    for part in [data, mask_array] {
        let parts = items.iter().map(part).collect::<Result<Vec<_>>>()?;
        let all = std::iter::once(Value::tuple(parts)).chain(arguments.iter().cloned());
        both.push(call_row(host, name, all.collect(), keywords.to_vec())?);
    }
    let mask = both.pop();
    let elements = both.pop().unwrap_or(Value::None);
    with_mask(host, &elements, mask)
}

fn each(
    host: &mut dyn Host,
    name: &str,
    arrays: &[Value],
    keywords: &[(Rc<str>, Value)],
) -> Result<Value> {
    let mut made = Vec::with_capacity(arrays.len());
    for array in arrays {
        made.push(by_function(host, name, array, &[], keywords)?);
    }
    match <[Value; 1]>::try_from(made) {
        Ok([one]) => Ok(one),
        Err(several) => Ok(Value::tuple(several)),
    }
}

fn diff(
    host: &mut dyn Host,
    a: Value,
    n: i64,
    axis: i64,
    prepend: Given,
    append: Given,
) -> Result<Value> {
    if n == 0 {
        return Ok(a);
    }
    if n < 0 {
        return Err(Raised::value_error(format!(
            "order must be non-negative but got {n}"
        )));
    }
    let a = any_array(host, &a)?;
    let shape = shape_of(&a)?;
    if shape.is_empty() {
        return Err(Raised::value_error(
            "diff requires input that is at least one dimensional",
        ));
    }
    let at = crate::array::normalize_axis(axis, shape.len())?;
    let mut parts = Vec::new();
    for part in [prepend.0, Some(a.clone()), append.0].into_iter().flatten() {
        let part = any_array(host, &part)?;
        if ndim(&part) > 0 {
            parts.push(part);
            continue;
        }
        let mut one = shape.clone();
        one[at] = 1;
        parts.push(by_function(
            host,
            "broadcast_to",
            &part,
            &[shape_tuple(&one)],
            &[],
        )?);
    }
    let mut a = match <[Value; 1]>::try_from(parts) {
        Ok([one]) => one,
        Err(parts) => concatenate(host, &parts, &Value::Int(at as i64))?,
    };
    let bools = super::fill::dtype_of(&a)? == crate::array::DType::Bool;
    let name = if bools { "not_equal" } else { "subtract" };
    for _ in 0..n {
        let key = |start: Value, stop: Value| {
            let mut items = vec![super::indexing::slice(Value::None, Value::None); at];
            items.push(super::indexing::slice(start, stop));
            Value::tuple(items)
        };
        let later = super::indexing::item(host, &a, &key(Value::Int(1), Value::None))?;
        let earlier = super::indexing::item(host, &a, &key(Value::None, Value::Int(-1)))?;
        a = call!(host, name, later, earlier)?;
    }
    Ok(a)
}

fn ediff1d(host: &mut dyn Host, a: Value, to_end: Value, to_begin: Value) -> Result<Value> {
    let a = any_array(host, &a)?;
    let flat = super::shape::on_both(host, &a, "ravel", Vec::new())?;
    let later = super::indexing::item(
        host,
        &flat,
        &super::indexing::slice(Value::Int(1), Value::None),
    )?;
    let earlier = super::indexing::item(
        host,
        &flat,
        &super::indexing::slice(Value::None, Value::Int(-1)),
    )?;
    let differences = super::operations::apply(host, "subtract", &[later, earlier])?;
    if to_end.is_none() && to_begin.is_none() {
        return Ok(differences);
    }
    let parts = [to_begin, differences, to_end].into_iter();
    let parts = parts.filter(|part| !part.is_none()).collect();
    several(host, "hstack", &Value::list(parts), &[], &[])
}
