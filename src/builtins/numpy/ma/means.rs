//! Means, deviations from them, and medians: masked elements take no part.

use crate::array::{DType, Kind};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::convert::{AxisTuple, to_array};
use crate::value::{Host, Raised, Result, Value, truth};

use super::construct::{Build, any_array, build};
use super::fill::{dtype_of, extreme_of};
use super::object::{
    all_of, any_of, constant, is_constant, is_masked_array, mask_of, masked_view, plain, shape_of,
    state,
};
use super::sums::{Folding, astype, count, fold, mask_out};
use super::{array_value, call_row, given, indexing, ndim, shape_tuple, sorting};

builtins! {
    /// Mean of the elements that are not masked.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 0, 1]).mean()
    /// np.float64(1.5)
    "np.ma.mean" | "MaskedArray.mean" "(a, axis=None, dtype=None, out=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value, keepdims: Given| {
        let a = any_array(host, &a)?;
        mean(host, &a, &axis, &dtype, out, &keepdims)
    };
    /// The differences from the mean.
    ///
    /// >>> np.ma.array([1, 2, 3]).anom()
    /// masked_array(data=[-1.,  0.,  1.],
    ///              mask=False,
    ///        fill_value=1e+20)
    "np.ma.anom" | "np.ma.anomalies" | "MaskedArray.anom" "(a, axis=None, dtype=None)" => anom;
    /// Mean with weights; masked elements weigh nothing.
    ///
    /// >>> np.ma.average(np.ma.array([1., 2., 3., 4.], mask=[0, 0, 1, 1]), weights=[3, 1, 0, 0])
    /// np.float64(1.25)
    "np.ma.average" "(a, axis=None, weights=None, returned=False, *, keepdims=<no value>)" => average;
    /// The middle of the sorted elements; masked ones take no part.
    ///
    /// >>> np.ma.median(np.ma.array(np.arange(8), mask=[0]*4 + [1]*4))
    /// np.float64(1.5)
    "np.ma.median" "(a, axis=None, out=None, overwrite_input=False, keepdims=False)" => np_median;
}

/// `a op b` as a lesson writes it.
///
/// # Errors
/// The operator's.
pub fn operate(host: &mut dyn Host, op: BinaryOp, a: &Value, b: &Value) -> Result<Value> {
    operators::binary(host, op, a.clone(), b.clone())
}

/// `a.mean(…)`
///
/// # Errors
/// AxisError.
pub fn mean(
    host: &mut dyn Host,
    a: &Value,
    axis: &Value,
    dtype: &Value,
    out: Value,
    keepdims: &Given,
) -> Result<Value> {
    let result = if mask_of(a).is_none() {
        let mut keywords = given("keepdims", keepdims);
        keywords.push(("axis".into(), axis.clone()));
        keywords.push(("dtype".into(), dtype.clone()));
        let result = call_row(host, "mean", vec![plain(a)], keywords)?;
        if ndim(&result) > 0 {
            super::object::masked_like(&result, None, a)?
        } else {
            result
        }
    } else {
        masked_mean(host, a, axis, dtype, keepdims)?
    };
    if out.is_none() {
        return Ok(result);
    }
    call!(host, "copyto", plain(&out), plain(&result); casting = Value::str("unsafe"))?;
    mask_out(host, out, mask_of(&result))
}

fn masked_mean(
    host: &mut dyn Host,
    a: &Value,
    axis: &Value,
    dtype: &Value,
    keepdims: &Given,
) -> Result<Value> {
    let own = dtype_of(a)?;
    let half = dtype.is_none() && own == DType::F16;
    let dtype = match (dtype, own.kind()) {
        (Value::None, Kind::Bool | Kind::Signed | Kind::Unsigned) => {
            Value::DType(DType::F64.into())
        }
        (Value::None, _) if half => Value::DType(DType::F32.into()),
        (given, _) => given.clone(),
    };
    let again = || Given(keepdims.0.clone());
    let how = Folding {
        axis: axis.clone(),
        dtype: Some(dtype),
        out: Value::None,
        keepdims: again(),
    };
    let sum = fold(host, "sum", 0, a, how)?;
    let count = count(host, a, axis, &again())?;
    if ndim(&count) == 0 && !truth(host, &count)? {
        return Ok(constant());
    }
    let sum = operate(host, BinaryOp::Mul, &sum, &Value::Float(1.0))?;
    let mean = operate(host, BinaryOp::Div, &sum, &count)?;
    if half && !is_masked_array(&mean) {
        return astype(host, &mean, &Value::DType(DType::F16.into()));
    }
    Ok(mean)
}

fn anom(host: &mut dyn Host, a: Value, axis: Value, dtype: Value) -> Result<Value> {
    let a = any_array(host, &a)?;
    let mean = mean(host, &a, &axis, &dtype, Value::None, &Given(None))?;
    if !truth(host, &axis)? {
        return operate(host, BinaryOp::Sub, &a, &mean);
    }
    let mean = super::shape::expanded(host, &mean, &axis)?;
    operate(host, BinaryOp::Sub, &a, &mean)
}

fn average(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    weights: Value,
    returned: bool,
    keepdims: Given,
) -> Result<Value> {
    let a = build(
        host,
        &a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let shape = shape_of(&a)?;
    let axes = match &axis {
        Value::None => None,
        given => {
            let axes: AxisTuple =
                crate::value::builtin::FromValue::from_value(given.clone(), host)?;
            Some(axes.resolve(shape.len())?)
        }
    };
    let axis = axes.as_ref().map_or(Value::None, |axes| shape_tuple(axes));
    if weights.is_none() {
        let avg = mean(host, &a, &axis, &Value::None, Value::None, &keepdims)?;
        let count = count(host, &a, &axis, &Given(None))?;
        let scale = astype(host, &count, &Value::DType(dtype_of(&avg)?.into()))?;
        return with_scale(host, avg, scale, returned);
    }
    let mut weight = build(
        host,
        &weights,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let (own, theirs) = (dtype_of(&a)?, dtype_of(&weight)?);
    let mut dtypes = vec![
        Value::DType(own.clone().into()),
        Value::DType(theirs.into()),
    ];
    if matches!(own.kind(), Kind::Bool | Kind::Signed | Kind::Unsigned) {
        dtypes.push(Value::DType(DType::F64.into()));
    }
    let dtype = call_row(host, "result_type", dtypes, Vec::new())?;
    if shape_of(&weight)? != shape {
        weight = fitted_weights(host, &weight, &shape, axes.as_deref())?;
    }
    if let Some(mask) = mask_of(&a) {
        let open = call!(host, "logical_not", mask)?;
        weight = operate(host, BinaryOp::Mul, &weight, &open)?;
        let joined = super::masks::either(host, mask_of(&weight), Some(mask), false)?;
        if let Some(state) = state(&weight) {
            state.mask.replace(joined);
        }
    }
    let again = || Given(keepdims.0.clone());
    let folding = || Folding {
        axis: axis.clone(),
        dtype: Some(Value::None),
        out: Value::None,
        keepdims: again(),
    };
    let scale = fold(
        host,
        "sum",
        0,
        &weight,
        Folding {
            dtype: Some(dtype.clone()),
            ..folding()
        },
    )?;
    let product = call!(host, "multiply", a, weight; dtype = dtype)?;
    let sum = fold(host, "sum", 0, &product, folding())?;
    let avg = operate(host, BinaryOp::Div, &sum, &scale)?;
    with_scale(host, avg, scale, returned)
}

/// Weights along some axes, spread over the array's others.
fn fitted_weights(
    host: &mut dyn Host,
    weight: &Value,
    shape: &[usize],
    axes: Option<&[usize]>,
) -> Result<Value> {
    let Some(axes) = axes else {
        return Err(Raised::type_error(
            "Axis must be specified when shapes of a and weights differ.",
        ));
    };
    let wanted: Vec<usize> = axes.iter().map(|&axis| shape[axis]).collect();
    if shape_of(weight)?[..] != wanted[..] {
        return Err(Raised::value_error(
            "Shape of weights must be consistent with shape of a along specified axis.",
        ));
    }
    let mut order: Vec<usize> = (0..axes.len()).collect();
    crate::text::sort_by_key(&mut order, |&at| axes[at]);
    let spread = shape.iter().enumerate();
    let spread = spread.map(|(at, &length)| if axes.contains(&at) { length } else { 1 });
    let spread: Vec<usize> = spread.collect();
    let turned = super::shape::on_both(host, weight, "transpose", vec![shape_tuple(&order)])?;
    super::shape::on_both(host, &turned, "reshape", vec![shape_tuple(&spread)])
}

fn with_scale(host: &mut dyn Host, avg: Value, scale: Value, returned: bool) -> Result<Value> {
    if !returned {
        return Ok(avg);
    }
    let (wanted, found) = (shape_of(&avg)?, shape_of(&scale)?);
    let scale = if wanted == found {
        scale
    } else {
        let spread = call!(host, "broadcast_to", plain(&scale), shape_tuple(&wanted))?;
        call!(host, "copy", spread)?
    };
    Ok(Value::tuple(vec![avg, scale]))
}

fn np_median(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    out: Value,
    overwrite: Value,
    keepdims: bool,
) -> Result<Value> {
    if !is_masked_array(&a) {
        let keep = Value::Bool(keepdims);
        let found = call!(host, "median", a; axis = axis, out = out, overwrite_input = overwrite, keepdims = keep)?;
        return match ndim(&found) {
            0 => Ok(found),
            _ => masked_view(&found, None),
        };
    }
    let shape = shape_of(&a)?;
    let axes = match &axis {
        Value::None => None,
        given => {
            let axes: AxisTuple =
                crate::value::builtin::FromValue::from_value(given.clone(), host)?;
            Some(axes.resolve(shape.len())?)
        }
    };
    let (merged, axis) = match axes.as_deref() {
        None => (a.clone(), None),
        Some([one]) => (a.clone(), Some(*one)),
        Some(several) => (merge(host, &a, several)?, Some(shape.len() - several.len())),
    };
    let found = median(host, &merged, axis)?;
    let found = if keepdims {
        let kept = shape.iter().enumerate().map(|(at, &length)| match &axes {
            Some(axes) if !axes.contains(&at) => length,
            _ => 1,
        });
        let kept: Vec<usize> = kept.collect();
        let found = any_array(host, &found)?;
        super::shape::on_both(host, &found, "reshape", vec![shape_tuple(&kept)])?
    } else {
        found
    };
    if out.is_none() {
        return Ok(found);
    }
    call!(host, "copyto", plain(&out), plain(&found); casting = Value::str("unsafe"))?;
    mask_out(host, out, mask_of(&found))
}

/// The array with these axes as one at its end.
fn merge(host: &mut dyn Host, a: &Value, axes: &[usize]) -> Result<Value> {
    let shape = shape_of(a)?;
    let kept: Vec<usize> = (0..shape.len())
        .filter(|axis| !axes.contains(axis))
        .collect();
    let mut reduced = axes.to_vec();
    reduced.sort_unstable();
    let order: Vec<usize> = kept.iter().chain(&reduced).copied().collect();
    let mut merged: Vec<usize> = kept.iter().map(|&axis| shape[axis]).collect();
    merged.push(reduced.iter().map(|&axis| shape[axis]).product());
    let turned = super::shape::on_both(host, a, "transpose", vec![shape_tuple(&order)])?;
    super::shape::on_both(host, &turned, "reshape", vec![shape_tuple(&merged)])
}

/// NumPy's `_median`.
fn median(host: &mut dyn Host, a: &Value, axis: Option<usize>) -> Result<Value> {
    let inexact = dtype_of(a)?.is_inexact();
    let fill = if inexact {
        Value::Float(f64::INFINITY)
    } else {
        Value::None
    };
    let axis_value = axis.map_or(Value::None, |axis| Value::Int(axis as i64));
    let sorted = sorting::sorted(host, a, &axis_value, &fill)?;
    let axis = axis.unwrap_or(0);
    let shape = shape_of(&sorted)?;
    let axis_value = Value::Int(axis as i64);
    if shape.get(axis) == Some(&0) {
        return mean(
            host,
            &sorted,
            &axis_value,
            &Value::None,
            Value::None,
            &Given(None),
        );
    }
    if shape.len() == 1 {
        return median_of_row(host, &sorted, inexact);
    }
    let keep = Given(Some(Value::Bool(true)));
    let counts = count(host, &sorted, &axis_value, &keep)?;
    let high = call!(host, "floor_divide", counts, Value::Int(2))?;
    let rest = call!(host, "remainder", counts, Value::Int(2))?;
    let below = call!(host, "subtract", high, Value::Int(1))?;
    let low = call!(host, "where", rest, high, below)?;
    let both = call!(host, "concatenate", Value::list(vec![low, high]); axis = axis_value)?;
    let middle = sorting::along_axis(host, &sorted, &both, &axis_value)?;
    replace_masked(host, &sorted, &middle, &axis_value)?;
    if !inexact {
        return mean(
            host,
            &middle,
            &axis_value,
            &Value::None,
            Value::None,
            &Given(None),
        );
    }
    let how = Folding {
        axis: axis_value.clone(),
        dtype: Some(Value::None),
        out: Value::None,
        keepdims: Given(None),
    };
    let sum = fold(host, "sum", 0, &middle, how)?;
    let sum = array_value(&sum)?;
    let elements = plain(&sum);
    call!(host, "true_divide", elements, Value::Float(2.0); casting = Value::str("unsafe"), out = elements)?;
    with_nans(host, &sorted, sum, &axis_value)
}

/// Where NaN is the last of the sorted elements, the median is NaN.
fn with_nans(host: &mut dyn Host, sorted: &Value, found: Value, axis: &Value) -> Result<Value> {
    let last = call!(host, "take", plain(sorted), Value::Int(-1), axis)?;
    let mut nan = call!(host, "isnan", last)?;
    if let Some(mask) = mask_of(sorted) {
        let masked = call!(host, "take", mask, Value::Int(-1), axis)?;
        let open = call!(host, "logical_not", masked)?;
        nan = call!(host, "logical_and", nan, open)?;
    }
    if any_of(Some(&nan))? {
        call!(host, "copyto", plain(&found), Value::Float(f64::NAN); r#where = nan)?;
    }
    Ok(found)
}

/// Masked elements in the middle, of rows that have others, are the greatest value there is.
fn replace_masked(host: &mut dyn Host, sorted: &Value, middle: &Value, axis: &Value) -> Result<()> {
    let Some(mask) = mask_of(middle).filter(|_| mask_of(middle).is_some()) else {
        return Ok(());
    };
    if !any_of(Some(&mask))? {
        return Ok(());
    }
    let own = mask_of(sorted).map_or_else(|| super::object::one(false), Ok)?;
    let all = call!(host, "all", own; axis = axis, keepdims = Value::Bool(true))?;
    let some = call!(host, "logical_not", all)?;
    let replaced = call!(host, "logical_and", some, mask)?;
    let value = extreme_of(&dtype_of(sorted)?, true)?;
    call!(host, "copyto", plain(middle), value; r#where = replaced)?;
    call!(host, "copyto", mask, Value::Bool(false); r#where = replaced).map(drop)
}

fn median_of_row(host: &mut dyn Host, sorted: &Value, inexact: bool) -> Result<Value> {
    let count = count(host, sorted, &Value::None, &Given(None))?;
    let count = crate::value::convert::as_index(&count)?;
    let (index, odd) = (count / 2, count % 2);
    let (start, stop) = (index + odd - 1, index + 1);
    // As Python's slices count: from the end where negative.
    let middle = indexing::item(
        host,
        sorted,
        &indexing::slice(Value::Int(start), Value::Int(stop)),
    )?;
    let found = if inexact {
        let how = Folding {
            axis: Value::None,
            dtype: Some(Value::None),
            out: Value::None,
            keepdims: Given(None),
        };
        let mut sum = fold(host, "sum", 0, &middle, how)?;
        if odd == 0 {
            sum = if is_constant(&sum) {
                sum
            } else {
                call!(host, "true_divide", sum, Value::Float(2.0); casting = Value::str("safe"))?
            };
        }
        let last = plain(sorted)
            .as_array()
            .and_then(|array| array.scalars().last());
        let last_masked = mask_of(sorted).and_then(|mask| mask.as_array()?.scalars().last());
        let open = last_masked.is_none_or(|masked| masked.as_integer() == Some(0));
        match last.filter(|_| open).and_then(|last| last.as_complex()) {
            Some(z) if z.re.is_nan() || z.im.is_nan() => {
                let array = to_array(&plain(sorted))?;
                let last = array.scalars().last();
                last.map_or(sum, Value::scalar)
            }
            _ => sum,
        }
    } else {
        mean(
            host,
            &middle,
            &Value::None,
            &Value::None,
            Value::None,
            &Given(None),
        )?
    };
    if any_of(mask_of(&found).as_ref())? && !all_of(mask_of(sorted).as_ref())? {
        return extreme_of(&dtype_of(sorted)?, true);
    }
    Ok(found)
}
