//! Variance, covariance, correlation: masked elements take no part.

use crate::array::{DType, Kind};
use crate::builtins;
use crate::builtins::numpy::errstate::ignoring;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::convert::as_index;
use crate::value::{Host, Raised, Result, Value};

use super::attributes::set_mask;
use super::construct::{Build, any_array, build, with_mask};
use super::fill::{dtype_of, filled};
use super::masks::{either, mask_value};
use super::means::{mean, operate};
use super::object::{
    any_of, constant, is_constant, is_masked_array, mask_array, mask_error, mask_of, masked_like,
    plain, shape_of, state,
};
use super::operations::{apply, outer_of};
use super::sums::{Folding, count, fold};
use super::{call_row, given, joining, ndim};

builtins! {
    /// Variance of the elements that are not masked.
    ///
    /// >>> np.ma.array([1, 2, 3, 9], mask=[0, 0, 0, 1]).var()
    /// np.float64(0.6666666666666666)
    "np.ma.var" | "MaskedArray.var" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, mean=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value, ddof: Value, keepdims: Given, mean: Given| {
        let a = any_array(host, &a)?;
        variance(host, &a, &Spread { axis, dtype, ddof, keepdims, mean }, out)
    };
    /// Standard deviation of the elements that are not masked.
    ///
    /// >>> np.ma.array([1, 2, 3, 9], mask=[0, 0, 0, 1]).std()
    /// np.float64(0.816496580927726)
    "np.ma.std" | "MaskedArray.std" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, mean=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, dtype: Value, out: Value, ddof: Value, keepdims: Given, _mean: Given| {
        let a = any_array(host, &a)?;
        let spread = Spread { axis, dtype, ddof, keepdims, mean: Given(None) };
        deviation(host, &a, &spread, out)
    };
    /// Covariances of rows; pairs with a masked element take no part.
    ///
    /// >>> np.ma.cov(np.ma.array([[0, 1], [1, 1]], mask=[[0, 1], [0, 1]]))
    /// masked_array(
    ///   data=[[--, --],
    ///         [--, --]],
    ///   mask=[[ True,  True],
    ///         [ True,  True]],
    ///   fill_value=1e+20,
    ///   dtype=float64)
    "np.ma.cov" "(x, y=None, rowvar=True, bias=False, allow_masked=True, ddof=None)" => cov;
    /// Correlations of rows; pairs with a masked element take no part.
    ///
    /// >>> np.ma.corrcoef(np.ma.array([[0, 1], [1, 3]]))
    /// masked_array(
    ///   data=[[0.9999999999999998, 0.9999999999999998],
    ///         [0.9999999999999998, 0.9999999999999998]],
    ///   mask=[[False, False],
    ///         [False, False]],
    ///   fill_value=1e+20)
    "np.ma.corrcoef" "(x, y=None, rowvar=True, allow_masked=True)" => corrcoef;
}

/// What a variance is asked for.
struct Spread {
    axis: Value,
    dtype: Value,
    ddof: Value,
    keepdims: Given,
    mean: Given,
}

fn variance(host: &mut dyn Host, a: &Value, how: &Spread, out: Value) -> Result<Value> {
    let Some(mask) = mask_of(a) else {
        return plain_variance(host, a, how, out);
    };
    let again = || Given(how.keepdims.0.clone());
    let number = count(host, a, &how.axis, &again())?;
    let number = operate(host, BinaryOp::Sub, &number, &how.ddof)?;
    let centre = match &how.mean.0 {
        Some(centre) => centre.clone(),
        None => mean(
            host,
            a,
            &how.axis,
            &how.dtype,
            Value::None,
            &Given(Some(Value::Bool(true))),
        )?,
    };
    let mut anomaly = operate(host, BinaryOp::Sub, a, &centre)?;
    if dtype_of(a)?.kind() == Kind::Complex {
        let size = call!(host, "absolute", anomaly)?;
        anomaly = operate(host, BinaryOp::Pow, &size, &Value::Int(2))?;
    } else {
        anomaly = operators::inplace(host, BinaryOp::Mul, anomaly.clone(), anomaly)?;
    }
    let folding = Folding {
        axis: how.axis.clone(),
        dtype: Some(Value::None),
        out: Value::None,
        keepdims: again(),
    };
    let sum = fold(host, "sum", 0, &anomaly, folding)?;
    let found = apply(host, "divide", &[sum, number.clone()])?;
    if ndim(&found) == 0 {
        return scalar_variance(host, found, out);
    }
    let mut keywords = given("keepdims", &how.keepdims);
    keywords.push(("axis".into(), how.axis.clone()));
    let all = call_row(host, "all", vec![mask], keywords)?;
    let few = call!(host, "less_equal", number, Value::Int(0))?;
    let joined = either(host, Some(all), Some(super::array_value(&few)?), true)?;
    let found = masked_like(&plain(&found), joined.clone(), a)?;
    if out.is_none() {
        return Ok(found);
    }
    call!(host, "copyto", plain(&out), plain(&found); casting = Value::str("unsafe"))?;
    set_mask(host, &out, &mask_value(joined))?;
    Ok(out)
}

fn plain_variance(host: &mut dyn Host, a: &Value, how: &Spread, out: Value) -> Result<Value> {
    let mut keywords = given("keepdims", &how.keepdims);
    keywords.extend(given("mean", &how.mean));
    for (name, value) in [
        ("axis", &how.axis),
        ("dtype", &how.dtype),
        ("ddof", &how.ddof),
    ] {
        keywords.push((name.into(), value.clone()));
    }
    keywords.push(("out".into(), plain(&out)));
    let found = call_row(host, "var", vec![plain(a)], keywords)?;
    if !out.is_none() {
        set_mask(host, &out, &mask_value(None))?;
        return Ok(out);
    }
    if ndim(&found) == 0 {
        Ok(found)
    } else {
        masked_like(&found, None, a)
    }
}

fn scalar_variance(host: &mut dyn Host, found: Value, out: Value) -> Result<Value> {
    if out.is_none() {
        return Ok(found);
    }
    let masked = is_constant(&found);
    if masked && !is_masked_array(&out) {
        if matches!(
            dtype_of(&out)?.kind(),
            Kind::Bool | Kind::Signed | Kind::Unsigned
        ) {
            return Err(mask_error(
                "Masked data information would be lost in one or more location.",
            ));
        }
        call!(host, "copyto", out, Value::Float(f64::NAN))?;
        return Ok(out);
    }
    let value = if masked { Value::Int(0) } else { found };
    call!(host, "copyto", plain(&out), value; casting = Value::str("unsafe"))?;
    set_mask(host, &out, &Value::Bool(masked))?;
    Ok(out)
}

fn deviation(host: &mut dyn Host, a: &Value, how: &Spread, out: Value) -> Result<Value> {
    let found = variance(host, a, how, out.clone())?;
    if is_constant(&found) {
        return Ok(found);
    }
    if out.is_none() {
        return apply(host, "sqrt", &[found]);
    }
    let elements = plain(&out);
    call!(host, "power", elements, Value::Float(0.5); out = elements, casting = Value::str("unsafe"))?;
    Ok(out)
}

/// Rows without their means, and which elements of them count.
struct Centred {
    rows: Value,
    counted: Value,
    rowvar: bool,
}

fn two_dimensional(host: &mut dyn Host, value: &Value, copy: bool) -> Result<Value> {
    let how = Build {
        dtype: Value::DType(DType::F64.into()),
        ndmin: Value::Int(2),
        copy,
        ..Build::default()
    };
    build(host, value, how)
}

/// NumPy's `_covhelper`.
fn centred(
    host: &mut dyn Host,
    x: &Value,
    y: &Value,
    rowvar: bool,
    allow_masked: bool,
) -> Result<Centred> {
    let refused = || Raised::value_error("Cannot process masked data.");
    let mut rows = two_dimensional(host, x, true)?;
    let mut mask = mask_array(&rows)?;
    if !allow_masked && any_of(Some(&mask))? {
        return Err(refused());
    }
    let rowvar = rowvar || shape_of(&rows)?.first() == Some(&1);
    let axis = Value::Int(1 - i64::from(rowvar));
    if !y.is_none() {
        let other = two_dimensional(host, y, false)?;
        let mut theirs = mask_array(&other)?;
        if !allow_masked && any_of(Some(&theirs))? {
            return Err(refused());
        }
        let any = any_of(Some(&mask))? || any_of(Some(&theirs))?;
        if any && shape_of(&rows)? == shape_of(&other)? {
            let common = call!(host, "logical_or", mask, theirs)?;
            for one in [&rows, &other] {
                if let Some(state) = state(one) {
                    state.mask.replace(Some(common.clone()));
                }
            }
            (mask, theirs) = (common.clone(), common);
        }
        rows = joining::concatenate(host, &[rows, other], &axis)?;
        mask = call!(host, "concatenate", Value::list(vec![mask, theirs]); axis = axis)?;
    }
    let open = call!(host, "logical_not", mask)?;
    let counted = super::sums::astype(host, &open, &Value::DType(DType::F32.into()))?;
    let along = Value::Int(i64::from(rowvar));
    let means = mean(host, &rows, &along, &Value::None, Value::None, &Given(None))?;
    let means = any_array(host, &means)?;
    let means = super::shape::expanded(host, &means, &along)?;
    rows = operators::inplace(host, BinaryOp::Sub, rows, means)?;
    Ok(Centred {
        rows,
        counted,
        rowvar,
    })
}

fn cov(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    rowvar: bool,
    bias: bool,
    allow_masked: bool,
    ddof: Value,
) -> Result<Value> {
    let ddof = match &ddof {
        Value::None => i64::from(!bias),
        Value::Float(given) if given.fract() != 0.0 => {
            return Err(Raised::value_error("ddof must be an integer"));
        }
        Value::Float(given) => *given as i64,
        given => as_index(given)?,
    };
    let centred = centred(host, &x, &y, rowvar, allow_masked)?;
    let (rows, counted) = (centred.rows, centred.counted);
    let turned = call!(host, "transpose", counted)?;
    let (one, other) = if centred.rowvar {
        (counted, turned)
    } else {
        (turned, counted)
    };
    let number = call!(host, "dot", one, other)?;
    let number = call!(host, "subtract", number, Value::Int(ddof))?;
    let few = call!(host, "less_equal", number, Value::Int(0))?;
    let elements = filled(host, &rows, &Value::Int(0))?;
    let turned = call!(host, "transpose", elements)?;
    let (one, other) = if centred.rowvar {
        (elements, turned)
    } else {
        (turned, elements)
    };
    let found = ignoring(host, &["divide", "invalid"], |host| {
        let other = call!(host, "conjugate", other)?;
        let products = call!(host, "dot", one, other)?;
        call!(host, "divide", products, number)
    })?;
    let made = with_mask(host, &found, Some(few))?;
    super::shape::on_both(host, &made, "squeeze", Vec::new())
}

fn corrcoef(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    rowvar: bool,
    allow_masked: bool,
) -> Result<Value> {
    let found = cov(host, x, y, rowvar, false, allow_masked, Value::None)?;
    if ndim(&found) < 2 {
        return Ok(constant());
    }
    let diagonal = super::shape::on_both(host, &found, "diagonal", Vec::new())?;
    let spread = apply(host, "sqrt", &[diagonal])?;
    let products = outer_of(host, "multiply", &spread, &spread)?;
    let found = operators::inplace(host, BinaryOp::Div, found, products)?;
    Ok(found)
}
