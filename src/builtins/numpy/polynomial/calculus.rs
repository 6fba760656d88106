//! Derivatives and integrals of series, along one axis of their coefficients.

use crate::array::{Array, meter, normalize_axis};
use crate::builtins::numpy::compose::value;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp::{Add, Mul};
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::basis::Basis;
use super::evaluation::evaluate;
use super::formula::of;
use super::series::{floating, integer, item, length, update, update_item, zero_like, zeros};

/// The coefficients as a copy with the axis in front, and what brings it back.
struct Moved {
    array: Array,
    back: Vec<usize>,
}

fn moved(array: &Array, axis: usize) -> Result<Moved> {
    let order: Vec<usize> = std::iter::once(axis)
        .chain((0..array.ndim()).filter(|other| *other != axis))
        .collect();
    let mut back = vec![0; order.len()];
    for (at, axis) in order.iter().enumerate() {
        back[*axis] = at;
    }
    Ok(Moved {
        array: array.with_layout(array.layout().permuted(&order)),
        back,
    })
}

fn restored(array: &Array, back: &[usize]) -> Array {
    array.with_layout(array.layout().permuted(back))
}

/// How often, and along which axis: the arguments that derivatives and integrals share.
fn order_and_axis(
    host: &mut dyn Host,
    c: &Array,
    m: &Value,
    axis: &Value,
    noun: &str,
) -> Result<(usize, usize)> {
    let count = integer(host, m, &format!("the order of {noun}"))?;
    let axis = integer(host, axis, "the axis")?;
    let count = usize::try_from(count)
        .map_err(|_| Raised::value_error(format!("The order of {noun} must be non-negative")))?;
    // The constants of an integral are looked at before the axis.
    Ok((count, normalize_axis(axis, c.ndim())?))
}

/// The derivative of order `m`, each one times `scl`.
///
/// # Errors
/// TypeError, ValueError for an order that is none; AxisError.
pub fn derivative(
    basis: &Basis,
    host: &mut dyn Host,
    c: &Value,
    m: &Value,
    scl: &Value,
    axis: &Value,
) -> Result<Array> {
    let c = floating(c)?.copy()?;
    let (count, axis) = order_and_axis(host, &c, m, axis, "derivation")?;
    if count == 0 {
        return Ok(c);
    }
    let Moved { mut array, back } = moved(&c, axis)?;
    if count >= length(&array) {
        let zero = zero_like(host, &array)?;
        if basis.class == ClassId::HERMITE_E {
            // The one module in which the axis stays in front.
            return Ok(zero);
        }
        return Ok(restored(&zero, &back));
    }
    for _ in 0..count {
        meter::steps(array.size())?;
        update(host, Mul, &array, scl.clone())?;
        let mut shape = array.shape().to_vec();
        shape[0] -= 1;
        let next = zeros(array.dtype(), &shape)?;
        (basis.derivative)(host, &array, &next)?;
        array = next;
    }
    Ok(restored(&array, &back))
}

/// What an integral is asked for.
pub struct Integration<'a> {
    pub m: &'a Value,
    pub k: &'a Value,
    pub lower: &'a Value,
    pub scl: &'a Value,
    pub axis: &'a Value,
}

/// The integral of order `m` from `lower`, each one of the series times `scl`, with the constants `k`.
///
/// # Errors
/// TypeError, ValueError for arguments that do not fit; AxisError.
pub fn integral(basis: &Basis, host: &mut dyn Host, c: &Value, how: &Integration) -> Result<Array> {
    let c = floating(c)?.copy()?;
    let mut constants = match iterate::is_iterable(how.k) {
        true => iterate::collect(host, how.k)?,
        false => vec![how.k.clone()],
    };
    let count = integer(host, how.m, "the order of integration")?;
    integer(host, how.axis, "the axis")?;
    if count < 0 {
        let complaint = "The order of integration must be non-negative";
        return Err(Raised::value_error(complaint));
    }
    if constants.len() as i64 > count {
        return Err(Raised::value_error("Too many integration constants"));
    }
    for (bound, name) in [(how.lower, "lbnd"), (how.scl, "scl")] {
        if to_array(bound)?.ndim() != 0 {
            return Err(Raised::value_error(format!("{name} must be a scalar.")));
        }
    }
    let (count, axis) = order_and_axis(host, &c, how.m, how.axis, "integration")?;
    if count == 0 {
        return Ok(c);
    }
    meter::steps(count)?;
    constants.resize(count, Value::Int(0));
    let Moved { mut array, back } = moved(&c, axis)?;
    for constant in constants {
        meter::steps(array.size())?;
        update(host, Mul, &array, how.scl.clone())?;
        if length(&array) == 1 && is_zero(&item(&array, 0)?)? {
            update_item(host, Add, &array, 0, constant)?;
        } else {
            array = once(basis, host, &array, &constant, how.lower)?;
        }
    }
    Ok(restored(&array, &back))
}

fn once(
    basis: &Basis,
    host: &mut dyn Host,
    c: &Array,
    constant: &Value,
    lower: &Value,
) -> Result<Array> {
    let mut shape = c.shape().to_vec();
    shape[0] += 1;
    let integral = zeros(c.dtype(), &shape)?;
    (basis.integral)(host, c, &integral)?;
    let below = evaluate(basis, host, lower, &value(&integral), true)?;
    let share = (of(constant) - below).value(host)?;
    update_item(host, Add, &integral, 0, share)?;
    Ok(integral)
}

fn is_zero(value: &Value) -> Result<bool> {
    let truths = convert_array(&to_array(value)?, &crate::array::DType::Bool)?;
    let truths = truths.to_vec::<crate::array::Bool>()?;
    Ok(truths.iter().all(|x| !x.get()))
}
