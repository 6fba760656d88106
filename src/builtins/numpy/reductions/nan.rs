//! Reductions that pass over NaN.

use crate::array::ufunc::Input;
use crate::array::{Array, DType, Kind, Scalar};
use crate::builtins;
use crate::builtins::numpy::operators::input_of;
use crate::builtins::numpy::ufuncs::methods::{Fold, fold};
use crate::builtins::numpy::ufuncs::{Out, mask_of};
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::moments::{Moments, check_correction, correction_of, mean, root, var};
use super::positions::position;
use super::{Keep, Summand, Told, apply, run_along, ufunc};

builtins! {
    /// The sum of the elements that are not NaN.
    ///
    /// >>> np.nansum([1, np.nan, 2])
    /// np.float64(3.0)
    "np.nansum" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => nansum;
    /// The product of the elements that are not NaN.
    ///
    /// >>> np.nanprod([2, np.nan, 3])
    /// np.float64(6.0)
    "np.nanprod" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => nanprod;
    /// The running sum, in which NaN counts as 0.
    ///
    /// >>> np.nancumsum([1, np.nan, 2])
    /// array([1., 1., 3.])
    "np.nancumsum" "(a, axis=None, dtype=None, out=None)" => nancumsum;
    /// The running product, in which NaN counts as 1.
    ///
    /// >>> np.nancumprod([2, np.nan, 3])
    /// array([2., 2., 6.])
    "np.nancumprod" "(a, axis=None, dtype=None, out=None)" => nancumprod;
    /// The largest element that is not NaN.
    ///
    /// >>> np.nanmax([1, np.nan, 3])
    /// np.float64(3.0)
    "np.nanmax" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => nanmax;
    /// The smallest element that is not NaN.
    ///
    /// >>> np.nanmin([[1, np.nan], [3, 4]], axis=1)
    /// array([1., 3.])
    "np.nanmin" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => nanmin;
    /// Where the largest element is that is not NaN.
    ///
    /// >>> np.nanargmax([np.nan, 4, 1])
    /// np.int64(1)
    "np.nanargmax" "(a, axis=None, out=None, *, keepdims=<no value>)" => nanargmax;
    /// Where the smallest element is that is not NaN.
    ///
    /// >>> np.nanargmin([np.nan, 4, 1])
    /// np.int64(2)
    "np.nanargmin" "(a, axis=None, out=None, *, keepdims=<no value>)" => nanargmin;
    /// The mean of the elements that are not NaN.
    ///
    /// >>> np.nanmean([1, np.nan, 3])
    /// np.float64(2.0)
    "np.nanmean" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>)" => nanmean;
    /// The variance of the elements that are not NaN.
    ///
    /// >>> np.nanvar([1, np.nan, 3])
    /// np.float64(1.0)
    "np.nanvar" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>)" => nanvar;
    /// The standard deviation of the elements that are not NaN.
    ///
    /// >>> np.nanstd([1, np.nan, 5])
    /// np.float64(2.0)
    "np.nanstd" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>)" => nanstd;
}

/// The array with its NaNs replaced, and where they were; `None` where the dtype has none.
fn replaced(host: &mut dyn Host, array: Array, with: f64) -> Result<(Array, Option<Array>)> {
    let mask = match array.dtype().kind() {
        Kind::Float | Kind::Complex => apply(
            host,
            "isnan",
            vec![Input::Array(array.clone())],
            None,
            "isnan",
        )?,
        Kind::Object => {
            let value = Value::array(array.clone());
            let differs = super::super::ufuncs::objects::call(
                host,
                ufunc("not_equal")?,
                &[value.clone(), value],
            )?;
            convert_array(&to_array(&differs)?, &DType::Bool)?
        }
        _ => return Ok((array, None)),
    };
    let copy = array.copy_like()?;
    fill(&copy, &mask, with)?;
    Ok((copy, Some(mask)))
}

/// Puts a number where the mask is true.
fn fill(array: &Array, mask: &Array, number: f64) -> Result<()> {
    let element = if *array.dtype() == DType::Object {
        let whole = number == 0.0 || number == 1.0;
        let value = if whole {
            Value::Int(number as i64)
        } else {
            Value::Float(number)
        };
        Scalar::Object(value.into_object())
    } else {
        crate::array::cast_scalar(&Scalar::F64(number), array.dtype())?
    };
    let mask = mask
        .broadcast_to(array.shape())
        .unwrap_or_else(|| mask.clone());
    for (at, chosen) in array.layout().offsets().zip(mask.scalars()) {
        if matches!(chosen, Scalar::Bool(true)) {
            array.set(at, &element);
        }
    }
    Ok(())
}

/// A value with a number put where the mask is true; scalars become new ones.
fn filled(value: Value, mask: &Array, number: f64) -> Result<Value> {
    match &value {
        Value::Array(object) => {
            fill(&object.array(), mask, number)?;
            Ok(value)
        }
        other => {
            let array = to_array(other)?.copy()?;
            fill(&array, mask, number)?;
            Ok(Value::array_or_scalar(array))
        }
    }
}

fn any_true(mask: &Array) -> bool {
    mask.scalars()
        .any(|chosen| matches!(chosen, Scalar::Bool(true)))
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn folded(
    host: &mut dyn Host,
    (name, neutral): (&str, f64),
    a: Array,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let (array, _) = replaced(host, a, neutral)?;
    let told = Told::read(host, axis, dtype, out, keepdims)?;
    told.reduced(host, name, &array, initial, mask)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nansum(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    folded(
        host,
        ("add", 0.0),
        a,
        axis,
        dtype,
        out,
        keepdims,
        initial,
        mask,
    )
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nanprod(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    folded(
        host,
        ("multiply", 1.0),
        a,
        axis,
        dtype,
        out,
        keepdims,
        initial,
        mask,
    )
}

fn nancumsum(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    dtype: Option<DType>,
    out: Out,
) -> Result<Value> {
    let (array, _) = replaced(host, a, 0.0)?;
    run_along(host, "add", &array, axis, dtype, &out)
}

fn nancumprod(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    dtype: Option<DType>,
    out: Out,
) -> Result<Value> {
    let (array, _) = replaced(host, a, 1.0)?;
    run_along(host, "multiply", &array, axis, dtype, &out)
}

/// Of arrays NumPy folds with `fmax`; of anything else it replaces NaN first, and words its warning otherwise.
fn extreme(host: &mut dyn Host, a: Value, how: Fold, largest: bool) -> Result<Value> {
    let array = to_array(&a)?;
    if matches!(a, Value::Array(_)) && *array.dtype() != DType::Object {
        let result = fold(
            host,
            ufunc(if largest { "fmax" } else { "fmin" })?,
            &array,
            &how,
        )?;
        let inexact = to_array(&result)?;
        if inexact.dtype().is_inexact() {
            let nan = apply(host, "isnan", vec![Input::Array(inexact)], None, "isnan")?;
            if any_true(&nan) {
                host.warn(ClassId::RUNTIME_WARNING, "All-NaN slice encountered")?;
            }
        }
        return Ok(result);
    }
    let worst = if largest {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };
    let (array, mask) = replaced(host, array, worst)?;
    let result = fold(
        host,
        ufunc(if largest { "maximum" } else { "minimum" })?,
        &array,
        &how,
    )?;
    let Some(mask) = mask else {
        return Ok(result);
    };
    let whole = Fold {
        axis: how.axis.clone(),
        dtype: Some(DType::Bool),
        keepdims: how.keepdims,
        mask: how.mask.clone(),
        ..Fold::default()
    };
    let bad = to_array(&fold(host, ufunc("logical_and")?, &mask, &whole)?)?;
    if !any_true(&bad) {
        return Ok(result);
    }
    host.warn(ClassId::RUNTIME_WARNING, "All-NaN axis encountered")?;
    filled(result, &bad, f64::NAN)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nanmax(
    host: &mut dyn Host,
    a: Value,
    axis: AxisArgument,
    out: Out,
    Keep(keepdims): Keep,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let how = Fold {
        axis,
        out,
        keepdims: keepdims.unwrap_or(false),
        initial,
        mask: mask_of(mask.0)?,
        ..Fold::default()
    };
    extreme(host, a, how, true)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nanmin(
    host: &mut dyn Host,
    a: Value,
    axis: AxisArgument,
    out: Out,
    Keep(keepdims): Keep,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let how = Fold {
        axis,
        out,
        keepdims: keepdims.unwrap_or(false),
        initial,
        mask: mask_of(mask.0)?,
        ..Fold::default()
    };
    extreme(host, a, how, false)
}

fn nan_position(
    host: &mut dyn Host,
    a: Array,
    axis: Option<i64>,
    out: &Out,
    keepdims: Option<bool>,
    largest: bool,
) -> Result<Value> {
    let worst = if largest {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };
    let (array, mask) = replaced(host, a, worst)?;
    if let Some(mask) = mask.filter(|mask| mask.size() > 0) {
        let how = Fold {
            axis: axis.map_or(AxisArgument::All, AxisArgument::One),
            dtype: Some(DType::Bool),
            ..Fold::default()
        };
        let bad = to_array(&fold(host, ufunc("logical_and")?, &mask, &how)?)?;
        if any_true(&bad) {
            return Err(Raised::value_error("All-NaN slice encountered"));
        }
    }
    position(host, &array, axis, out, keepdims.unwrap_or(false), largest)
}

fn nanargmax(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    out: Out,
    keepdims: Option<bool>,
) -> Result<Value> {
    nan_position(host, a, axis, &out, keepdims, true)
}

fn nanargmin(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    out: Out,
    keepdims: Option<bool>,
) -> Result<Value> {
    nan_position(host, a, axis, &out, keepdims, false)
}

/// How many elements are left in each slice.
fn counted(host: &mut dyn Host, mask: &Array, how: &Moments, keepdims: bool) -> Result<Array> {
    let kept = apply(
        host,
        "invert",
        vec![Input::Array(mask.clone())],
        None,
        "invert",
    )?;
    let sum = Fold {
        axis: how.axis.clone(),
        dtype: Some(DType::I64),
        keepdims,
        mask: how.mask.clone(),
        ..Fold::default()
    };
    to_array(&fold(host, ufunc("add")?, &kept, &sum)?)
}

fn check_inexact(how: &Moments) -> Result<()> {
    let inexact = |dtype: &DType| dtype.is_inexact();
    if how.dtype.as_ref().is_some_and(|dtype| !inexact(dtype)) {
        let message = "If a is inexact, then dtype must be inexact";
        return Err(Raised::type_error(message));
    }
    if how.out.array().is_some_and(|out| !inexact(out.dtype())) {
        let message = "If a is inexact, then out must be inexact";
        return Err(Raised::type_error(message));
    }
    Ok(())
}

/// Divides without a word about zeros.
fn quietly_divided(sum: Value, count: Array) -> Result<Value> {
    let array = to_array(&sum)?;
    let out = match &sum {
        Value::Array(_) => Some(array.clone()),
        _ => None,
    };
    let outs = [out];
    let options = crate::array::ufunc::Options {
        out: &outs,
        request: crate::array::ufunc::Request {
            signature: &[],
            casting: crate::array::Casting::Unsafe,
        },
        ..Default::default()
    };
    let inputs = vec![Input::Array(array.clone()), Input::Array(count)];
    let (results, _) = ufunc("divide")?.call(inputs, &options)?;
    match (&sum, results.into_iter().next()) {
        (Value::Array(_), _) | (_, None) => Ok(sum),
        (_, Some(quotient)) => Ok(Value::array_or_scalar(convert_array(
            &quotient,
            array.dtype(),
        )?)),
    }
}

fn nanmean(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    Keep(keepdims): Keep,
    mask: Given,
) -> Result<Value> {
    let how = Moments::new(axis, dtype, out, keepdims, mask)?;
    let (array, nans) = replaced(host, a, 0.0)?;
    let Some(nans) = nans else {
        return mean(host, &array, &how);
    };
    check_inexact(&how)?;
    let count = counted(host, &nans, &how, how.keepdims)?;
    let sum = how.sum(host, &array, Out(how.out.0.clone()), how.keepdims)?;
    let average = quietly_divided(sum, count.clone())?;
    if count.scalars().any(|count| count.as_integer() == Some(0)) {
        host.warn(ClassId::RUNTIME_WARNING, "Mean of empty slice")?;
    }
    Ok(average)
}

/// |x|² as the product with the conjugate, which rounds once less than the sum of squares; in the place of `x`.
fn times_conjugate(host: &mut dyn Host, x: &Array) -> Result<Array> {
    let inputs = vec![Input::Array(x.clone())];
    let conjugate = apply(host, "conjugate", inputs, None, "conjugate")?;
    let inputs = vec![Input::Array(x.clone()), Input::Array(conjugate)];
    apply(host, "multiply", inputs, Some(x), "multiply")?;
    Ok(x.with_dtype(x.dtype().real(), x.layout().clone()))
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nanvar(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    ddof: Value,
    keepdims: Given,
    mask: Given,
    known_mean: Given,
    correction: Given,
) -> Result<Value> {
    let ddof = correction_of(ddof, correction)?;
    check_known_mean(host, &a, &known_mean)?;
    let keepdims = Keep::of(host, keepdims)?;
    let how = Moments::new(axis, dtype, out, keepdims, mask)?.about(known_mean, ddof);
    variance(host, a, &how)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn nanstd(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    ddof: Value,
    keepdims: Given,
    mask: Given,
    known_mean: Given,
    correction: Given,
) -> Result<Value> {
    let ddof = correction_of(ddof, correction)?;
    check_known_mean(host, &a, &known_mean)?;
    let keepdims = Keep::of(host, keepdims)?;
    let how = Moments::new(axis, dtype, out, keepdims, mask)?.about(known_mean, ddof);
    let variance = variance(host, a, &how)?;
    root(host, variance)
}

/// Where there may be NaN, a mean of None is subtracted as any other is.
fn check_known_mean(host: &mut dyn Host, a: &Array, mean: &Given) -> Result<()> {
    if matches!(mean.0, Some(Value::None)) && a.dtype().is_inexact() && a.size() > 0 {
        let array = Value::array(a.clone());
        crate::builtins::numpy::operators::binary(host, BinaryOp::Sub, array, Value::None)?;
    }
    Ok(())
}

fn variance(host: &mut dyn Host, a: Array, how: &Moments) -> Result<Value> {
    let (array, nans) = replaced(host, a, 0.0)?;
    let Some(nans) = nans else {
        check_correction(host, how.ddof())?;
        return var(host, &array, how);
    };
    check_inexact(how)?;
    let count = counted(host, &nans, how, true)?;
    let center = match how.known_mean() {
        Some(mean) => to_array(mean)?,
        None => {
            let sum = how.sum(host, &array, Out(None), true)?;
            to_array(&quietly_divided(sum, count.clone())?)?
        }
    };
    let inputs = vec![Input::Array(array.clone()), Input::Array(center)];
    apply(host, "subtract", inputs, Some(&array), "subtract")?;
    fill(&array, &nans, 0.0)?;
    let squares = if array.dtype().kind() == Kind::Complex {
        times_conjugate(host, &array)?
    } else {
        super::moments::squared(host, array)?
    };
    let sum = how.sum(host, &squares, Out(how.out.0.clone()), how.keepdims)?;
    let count = if how.keepdims {
        count
    } else {
        counted(host, &nans, how, false)?
    };
    let inputs = vec![Input::Array(count), input_of(how.ddof().clone())?];
    let freedom = apply(host, "subtract", inputs, None, "subtract")?;
    let variance = quietly_divided(sum, freedom.clone())?;
    let inputs = vec![Input::Array(freedom), Input::Int(0)];
    let bad = apply(host, "less_equal", inputs, None, "less_equal")?;
    if !any_true(&bad) {
        return Ok(variance);
    }
    host.warn(
        ClassId::RUNTIME_WARNING,
        "Degrees of freedom <= 0 for slice.",
    )?;
    filled(variance, &bad, f64::NAN)
}
