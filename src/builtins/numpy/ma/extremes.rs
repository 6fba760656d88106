//! The smallest and greatest elements: masked ones take no part.

use crate::array::Kind;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::{Host, Result, Value};

use super::construct::any_array;
use super::fill::{self, dtype_of, extreme_of, filled};
use super::object::{constant, is_masked_array, mask_error, mask_of, masked_like, plain};
use super::sums::{folded_mask, is_true, mask_out};
use super::{array_value, call_row, given, ndim};

builtins! {
    /// The smallest element; masked ones take no part.
    ///
    /// >>> np.ma.array([3, 1, 2], mask=[0, 1, 0]).min()
    /// np.int64(2)
    "np.ma.min" | "np.ma.amin" | "MaskedArray.min" "(obj, axis=None, out=None, fill_value=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, out: Value, fill: Value, keepdims: Given| {
        extreme(host, "min", &a, axis, out, fill, keepdims)
    };
    /// The greatest element; masked ones take no part.
    ///
    /// >>> np.ma.array([1, 3, 2], mask=[0, 1, 0]).max()
    /// np.int64(2)
    "np.ma.max" | "np.ma.amax" | "MaskedArray.max" "(obj, axis=None, out=None, fill_value=None, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, out: Value, fill: Value, keepdims: Given| {
        extreme(host, "max", &a, axis, out, fill, keepdims)
    };
    /// The greatest element minus the smallest.
    ///
    /// >>> np.ma.array([4, 9, 2, 10], mask=[0, 0, 1, 0]).ptp()
    /// np.int64(6)
    "np.ma.ptp" | "MaskedArray.ptp" "(obj, axis=None, out=None, fill_value=None, keepdims=<no value>)" => ptp;
    /// Where the smallest element is; masked ones count as the greatest value there is.
    ///
    /// >>> np.ma.array([3, 1, 2], mask=[0, 1, 0]).argmin()
    /// np.int64(2)
    "np.ma.argmin" | "MaskedArray.argmin" "(a, axis=None, fill_value=None, out=None, *, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, fill: Value, out: Value, keepdims: Given| {
        place(host, "argmin", &a, axis, fill, out, keepdims)
    };
    /// Where the greatest element is; masked ones count as the smallest value there is.
    ///
    /// >>> np.ma.array([1, 3, 2], mask=[0, 1, 0]).argmax()
    /// np.int64(2)
    "np.ma.argmax" | "MaskedArray.argmax" "(a, axis=None, fill_value=None, out=None, *, keepdims=<no value>)" => |host: &mut dyn Host, a: Value, axis: Value, fill: Value, out: Value, keepdims: Given| {
        place(host, "argmax", &a, axis, fill, out, keepdims)
    };
}

/// The elements with an extreme value for those that are masked.
fn with_extreme(host: &mut dyn Host, a: &Value, fill: &Value, greatest: bool) -> Result<Value> {
    let fill = match fill {
        Value::None => extreme_of(&dtype_of(a)?, greatest)?,
        given => given.clone(),
    };
    filled(host, a, &fill)
}

fn extreme(
    host: &mut dyn Host,
    name: &str,
    a: &Value,
    axis: Value,
    out: Value,
    fill: Value,
    keepdims: Given,
) -> Result<Value> {
    let a = any_array(host, a)?;
    let mask = folded_mask(host, mask_of(&a), &axis, &keepdims)?;
    let elements = with_extreme(host, &a, &fill, name == "min")?;
    let mut keywords = given("keepdims", &keepdims);
    keywords.push(("axis".into(), axis));
    if !out.is_none() {
        keywords.push(("out".into(), plain(&out)));
        call_row(host, name, vec![elements], keywords)?;
        return into_out(host, out, mask);
    }
    let result = call_row(host, name, vec![elements], keywords)?;
    if ndim(&result) == 0 {
        return Ok(if is_true(host, &mask)? {
            constant()
        } else {
            result
        });
    }
    let made = super::sums::with_mask_set(host, &result, mask.clone())?;
    if let Some(mask) = mask.filter(|mask| ndim(mask) > 0) {
        let value = fill::of(&made)?;
        call!(host, "copyto", plain(&made), value; r#where = mask)?;
    }
    Ok(made)
}

/// Masks an output array; one that has no mask gets NaN, or cannot tell.
fn into_out(host: &mut dyn Host, out: Value, mask: Option<Value>) -> Result<Value> {
    if is_masked_array(&out) {
        return mask_out(host, out, mask);
    }
    if matches!(
        dtype_of(&out)?.kind(),
        Kind::Bool | Kind::Signed | Kind::Unsigned
    ) {
        return Err(mask_error(
            "Masked data information would be lost in one or more location.",
        ));
    }
    let mask = super::masks::mask_value(mask);
    call!(host, "copyto", out, Value::Float(f64::NAN); r#where = mask)?;
    Ok(out)
}

fn ptp(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    out: Value,
    fill: Value,
    keepdims: Given,
) -> Result<Value> {
    let again = |keepdims: &Given| Given(keepdims.0.clone());
    let least = extreme(
        host,
        "min",
        &a,
        axis.clone(),
        Value::None,
        fill.clone(),
        again(&keepdims),
    )?;
    let greatest = extreme(host, "max", &a, axis, out.clone(), fill, keepdims)?;
    if out.is_none() {
        return crate::builtins::operators::inplace(
            host,
            crate::syntax::ast::BinaryOp::Sub,
            greatest,
            least,
        );
    }
    call!(host, "subtract", out, least; out = out, casting = Value::str("unsafe"))?;
    Ok(out)
}

fn place(
    host: &mut dyn Host,
    name: &str,
    a: &Value,
    axis: Value,
    fill: Value,
    out: Value,
    keepdims: Given,
) -> Result<Value> {
    let a = any_array(host, a)?;
    let elements = with_extreme(host, &a, &fill, name == "argmin")?;
    let mut keywords = given("keepdims", &keepdims);
    keywords.push(("axis".into(), axis));
    keywords.push(("out".into(), out));
    call_row(host, name, vec![elements], keywords)
}

/// NumPy's `minimum.reduce` and `maximum.reduce` of masked arrays.
///
/// # Errors
/// The ufunc's.
pub fn reduce(
    host: &mut dyn Host,
    name: &str,
    target: &Value,
    axis: Option<Value>,
) -> Result<Value> {
    let target = array_value(target)?;
    let arguments = |first: Value| {
        std::iter::once(first)
            .chain(axis.clone())
            .collect::<Vec<_>>()
    };
    let ufunc = super::operations::ufunc_row(name)?;
    let Some(mask) = mask_of(&target) else {
        let elements = plain(&target);
        let folded =
            super::operations::method(host, &ufunc, "reduce", arguments(elements), Vec::new())?;
        return if is_masked_array(&target) {
            masked_like(&array_value(&folded)?, None, &target)
        } else {
            Ok(folded)
        };
    };
    let elements = with_extreme(host, &target, &Value::None, name == "minimum")?;
    let folded =
        super::operations::method(host, &ufunc, "reduce", arguments(elements), Vec::new())?;
    let and = super::operations::ufunc_row("logical_and")?;
    let mask = super::operations::method(host, &and, "reduce", arguments(mask), Vec::new())?;
    masked_like(&array_value(&folded)?, Some(mask), &target)
}
