//! Sums, products and counts: masked elements take no part.

use std::rc::Rc;

use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::{AxisArgument, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::attributes::set_mask;
use super::construct::any_array;
use super::fill::filled;
use super::masks::mask_value;
use super::object::{
    constant, is_constant, is_masked_array, mask_array, mask_of, masked_view, no_mask, plain,
    shape_of, state,
};
use super::{call_row, given, ndim, shape_tuple};

builtins! {
    /// Sum of the elements; masked ones count as 0, and a sum of nothing else is masked.
    ///
    /// >>> a = np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 1]])
    /// >>> a.sum(), a.sum(axis=0)
    /// (np.int64(4), masked_array(data=[4, --],
    ///              mask=[False,  True],
    ///        fill_value=999999))
    "np.ma.sum" | "MaskedArray.sum" "(a, axis=None, dtype=None, out=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value, keepdims: Given| {
        fold(host, "sum", 0, &a, Folding { axis, dtype: Some(dtype), out, keepdims })
    };
    /// Product of the elements; masked ones count as 1, and a product of nothing else is masked.
    ///
    /// >>> np.ma.array([2, 3, 4], mask=[0, 1, 0]).prod()
    /// np.int64(8)
    "np.ma.prod" | "np.ma.product" | "MaskedArray.prod" | "MaskedArray.product" "(a, axis=None, dtype=None, out=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value, keepdims: Given| {
        fold(host, "prod", 1, &a, Folding { axis, dtype: Some(dtype), out, keepdims })
    };
    /// Are all elements true? Masked ones count as true.
    ///
    /// >>> np.ma.array([1, 0, 3], mask=[0, 1, 0]).all()
    /// np.True_
    "np.ma.all" | "MaskedArray.all" "(a, axis=None, out=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, out: Value, keepdims: Given| {
        judge(host, "all", true, &a, Folding { axis, dtype: None, out, keepdims })
    };
    /// Is one of the elements true? Masked ones count as false.
    ///
    /// >>> np.ma.array([0, 5, 0], mask=[0, 1, 0]).any()
    /// np.False_
    "np.ma.any" | "MaskedArray.any" "(a, axis=None, out=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, out: Value, keepdims: Given| {
        judge(host, "any", false, &a, Folding { axis, dtype: None, out, keepdims })
    };
    /// Are all elements along an axis true?
    ///
    /// >>> np.ma.alltrue(np.ma.array([1, 0, 3], mask=[0, 1, 0]))
    /// np.True_
    "np.ma.alltrue" "(target, axis=0, dtype=None)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value| {
        super::operations::fold(host, "logical_and", 1.0, &a, axis, dtype)
    };
    /// Is one of the elements along an axis true?
    ///
    /// >>> np.ma.sometrue(np.ma.array([0, 5, 0], mask=[0, 1, 0]))
    /// np.False_
    "np.ma.sometrue" "(target, axis=0, dtype=None)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value| {
        super::operations::fold(host, "logical_or", 0.0, &a, axis, dtype)
    };
    /// Running sums; masked elements count as 0 and stay masked.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).cumsum()
    /// masked_array(data=[1, --, 4],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.cumsum" | "MaskedArray.cumsum" "(a, axis=None, dtype=None, out=None)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value| running(host, "cumsum", 0, &a, axis, dtype, out);
    /// Running products; masked elements count as 1 and stay masked.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).cumprod()
    /// masked_array(data=[1, --, 3],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.cumprod" | "MaskedArray.cumprod" "(a, axis=None, dtype=None, out=None)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value| running(host, "cumprod", 1, &a, axis, dtype, out);
    /// How many elements are not masked.
    ///
    /// >>> np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).count(axis=0)
    /// array([2, 1])
    "np.ma.count" | "MaskedArray.count" "(a, axis=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, keepdims: Given| {
        let a = any_array(host, &a)?;
        count(host, &a, &axis, &keepdims)
    };
    /// How many elements are masked.
    ///
    /// >>> np.ma.count_masked(np.ma.array([1, 2, 3], mask=[0, 1, 1]))
    /// np.int64(2)
    "np.ma.count_masked" "(arr, axis=None)" => |host: &mut dyn Host, a: Value, axis: Value| {
        let mask = mask_array(&a)?;
        call!(host, "sum", mask, axis)
    };
    /// Where elements are neither zero nor masked.
    ///
    /// >>> np.ma.array([0, 1, 2], mask=[0, 1, 0]).nonzero()
    /// (array([2]),)
    "np.ma.nonzero" | "MaskedArray.nonzero" "(a)" => |host: &mut dyn Host, a: Value| {
        let elements = filled(host, &a, &Value::Int(0))?;
        call!(host, "nonzero", elements)
    };
    /// Sum along a diagonal; masked elements count as 0.
    ///
    /// >>> np.ma.array([[1, 2], [3, 4]], mask=[[1, 0], [0, 0]]).trace()
    /// np.float64(4.0)
    "np.ma.trace" | "MaskedArray.trace" "(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)" => trace;
}

/// What reductions are asked for; `dtype` is `None` for those that take none.
pub struct Folding {
    pub axis: Value,
    pub dtype: Option<Value>,
    pub out: Value,
    pub keepdims: Given,
}

/// The mask of a reduction's results: masked where all is masked.
///
/// # Errors
/// AxisError.
pub fn folded_mask(
    host: &mut dyn Host,
    mask: Option<Value>,
    axis: &Value,
    keepdims: &Given,
) -> Result<Option<Value>> {
    let Some(mask) = mask else {
        return Ok(None);
    };
    let mut keywords = given("keepdims", keepdims);
    keywords.push(("axis".into(), axis.clone()));
    call_row(host, "all", vec![mask], keywords).map(Some)
}

fn keywords_of(how: &Folding) -> Vec<(Rc<str>, Value)> {
    let mut keywords = given("keepdims", &how.keepdims);
    keywords.push(("axis".into(), how.axis.clone()));
    if let Some(dtype) = &how.dtype {
        keywords.push(("dtype".into(), dtype.clone()));
    }
    keywords
}

/// Sum or product, with `nothing` for masked elements.
pub(super) fn fold(
    host: &mut dyn Host,
    name: &str,
    nothing: i64,
    a: &Value,
    how: Folding,
) -> Result<Value> {
    let a = any_array(host, a)?;
    let mask = folded_mask(host, mask_of(&a), &how.axis, &how.keepdims)?;
    let elements = filled(host, &a, &Value::Int(nothing))?;
    let mut keywords = keywords_of(&how);
    if !how.out.is_none() {
        keywords.push(("out".into(), plain(&how.out)));
        call_row(host, name, vec![elements], keywords)?;
        return mask_out(host, how.out, mask);
    }
    let result = call_row(host, name, vec![elements], keywords)?;
    if ndim(&result) > 0 {
        return with_mask_set(host, &result, mask);
    }
    Ok(if is_true(host, &mask)? {
        constant()
    } else {
        result
    })
}

/// A result seen as a masked array whose mask was set.
///
/// # Errors
/// ValueError where the mask does not fit.
pub fn with_mask_set(host: &mut dyn Host, result: &Value, mask: Option<Value>) -> Result<Value> {
    let made = masked_view(result, None)?;
    set_mask(host, &made, &mask_value(mask))?;
    Ok(made)
}

/// Is it one bool that is true?
///
/// # Errors
/// ValueError for several.
pub fn is_true(host: &mut dyn Host, mask: &Option<Value>) -> Result<bool> {
    match mask {
        None => Ok(false),
        Some(mask) => truth(host, mask),
    }
}

/// Gives an output array the mask of the results.
///
/// # Errors
/// ValueError where it does not fit.
pub fn mask_out(host: &mut dyn Host, out: Value, mask: Option<Value>) -> Result<Value> {
    if let Some(state) = state(&out) {
        if state.mask.borrow().is_none() {
            let dtype = super::fill::dtype_of(&out)?;
            state.mask.replace(Some(no_mask(&shape_of(&out)?, &dtype)?));
        }
        let own = mask_value(state.mask.borrow().clone());
        let mask = mask_value(mask);
        call!(host, "copyto", own, mask)?;
    }
    Ok(out)
}

fn judge(host: &mut dyn Host, name: &str, nothing: bool, a: &Value, how: Folding) -> Result<Value> {
    let a = any_array(host, a)?;
    let mask = folded_mask(host, mask_of(&a), &how.axis, &how.keepdims)?;
    let elements = filled(host, &a, &Value::Bool(nothing))?;
    let mut keywords = keywords_of(&how);
    if !how.out.is_none() {
        keywords.push(("out".into(), plain(&how.out)));
        call_row(host, name, vec![elements], keywords)?;
        if is_masked_array(&how.out) && (ndim(&how.out) > 0 || is_true(host, &mask)?) {
            set_mask(host, &how.out, &mask_value(mask))?;
        }
        return Ok(how.out);
    }
    let result = call_row(host, name, vec![elements], keywords)?;
    if ndim(&result) > 0 {
        return with_mask_set(host, &result, mask);
    }
    Ok(if is_true(host, &mask)? {
        constant()
    } else {
        result
    })
}

fn running(
    host: &mut dyn Host,
    name: &str,
    nothing: i64,
    a: &Value,
    axis: Value,
    dtype: Value,
    out: Value,
) -> Result<Value> {
    let a = any_array(host, a)?;
    let elements = filled(host, &a, &Value::Int(nothing))?;
    let target = plain(&out);
    let result = call!(host, name, elements; axis = axis, dtype = dtype, out = target)?;
    let mask = mask_value(mask_of(&a));
    if !out.is_none() {
        set_mask(host, &out, &mask)?;
        return Ok(out);
    }
    with_mask_set(host, &result, mask_of(&a))
}

/// `a.count(…)`
///
/// # Errors
/// AxisError.
pub fn count(host: &mut dyn Host, a: &Value, axis: &Value, keepdims: &Given) -> Result<Value> {
    let shape = shape_of(a)?;
    let Some(mask) = mask_of(a) else {
        let keeps = match &keepdims.0 {
            None => false,
            Some(keepdims) => truth(host, keepdims)?,
        };
        return count_all(host, &shape, axis, keeps);
    };
    if is_constant(a) {
        return Ok(Value::Int(0));
    }
    let open = call!(host, "logical_not", mask)?;
    let mut keywords = given("keepdims", keepdims);
    keywords.push(("axis".into(), axis.clone()));
    let dtype = Value::DType(crate::array::DType::I64.into());
    keywords.push(("dtype".into(), dtype));
    call_row(host, "sum", vec![open], keywords)
}

/// The number of elements, where nothing is masked.
fn count_all(host: &mut dyn Host, shape: &[usize], axis: &Value, keeps: bool) -> Result<Value> {
    let size: usize = shape.iter().product();
    let axis_argument: AxisArgument =
        crate::value::builtin::FromValue::from_value(axis.clone(), host)?;
    if shape.is_empty() {
        if !axis.is_none() && !matches!(axis, Value::Int(0)) {
            let shown = crate::value::display::str(host, axis)?;
            return Err(Raised::new(
                ClassId::AXIS_ERROR,
                format!("axis {shown} is out of bounds for array of dimension 0"),
            ));
        }
        return Ok(Value::Int(1));
    }
    if axis.is_none() && !keeps {
        return Ok(Value::Int(size as i64));
    }
    let axes = axis_argument.resolve(shape.len())?;
    let items: usize = axes.iter().map(|&axis| shape[axis]).product();
    let kept = shape
        .iter()
        .enumerate()
        .filter_map(|(at, &length)| match axes.contains(&at) {
            true if keeps => Some(1),
            true => None,
            false => Some(length),
        });
    let kept: Vec<usize> = kept.collect();
    let dtype = Value::DType(crate::array::DType::I64.into());
    call!(host, "full", shape_tuple(&kept), Value::Int(items as i64); dtype = dtype)
}

fn trace(
    host: &mut dyn Host,
    a: Value,
    offset: Value,
    axis1: Value,
    axis2: Value,
    dtype: Value,
    out: Value,
) -> Result<Value> {
    let a = any_array(host, &a)?;
    if mask_of(&a).is_none() {
        let traced = call!(host, "trace", plain(&a); offset = offset, axis1 = axis1, axis2 = axis2, out = out)?;
        return astype(host, &traced, &dtype);
    }
    let elements = filled(host, &a, &Value::Int(0))?;
    let diagonal =
        call!(host, "diagonal", elements; offset = offset, axis1 = axis1, axis2 = axis2)?;
    let diagonal = astype(host, &diagonal, &dtype)?;
    call!(host, "sum", diagonal; axis = Value::Int(-1), out = out)
}

/// `value.astype(dtype)`; NumPy takes None for float64.
///
/// # Errors
/// As `astype`.
pub fn astype(host: &mut dyn Host, value: &Value, dtype: &Value) -> Result<Value> {
    let dtype = match dtype {
        Value::None => crate::array::DType::F64,
        given => crate::value::convert::to_dtype(given)?,
    };
    let array = to_array(value)?;
    let converted = crate::builtins::numpy::casts::convert(host, &array, &dtype)?;
    Ok(match value {
        Value::Array(_) => Value::array(converted),
        _ => Value::array_or_scalar(converted),
    })
}
