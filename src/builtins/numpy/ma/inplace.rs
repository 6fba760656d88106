//! `a += b` and its like: what was masked keeps its element, what is masked in the other operand becomes so.

use crate::builtins;
use crate::builtins::numpy::errstate::ignoring;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Result, Value};

use super::domains::Domain;
use super::fill;
use super::masks::{either, mask_value};
use super::object::{any_of, data, is_constant, mask_of, no_mask, object, plain, state};

builtins! {
    /// `a += b`
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> a += 10
    /// >>> a
    /// masked_array(data=[11, --, 13],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__iadd__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| accumulate(host, BinaryOp::Add, a, &b, 0);
    /// `a -= b`
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> a -= 10
    /// >>> a
    /// masked_array(data=[-9, --, -7],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__isub__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| accumulate(host, BinaryOp::Sub, a, &b, 0);
    /// `a *= b`
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> a *= 10
    /// >>> a
    /// masked_array(data=[10, --, 30],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__imul__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| accumulate(host, BinaryOp::Mul, a, &b, 1);
    /// `a /= b`: masked where `b` is zero.
    ///
    /// >>> a = np.ma.array([1., 2., 3.], mask=[0, 1, 0])
    /// >>> a /= [2, 2, 0]
    /// >>> a
    /// masked_array(data=[0.5, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    "MaskedArray.__itruediv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| divide(host, BinaryOp::Div, a, &b);
    /// `a //= b`: masked where `b` is zero.
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> a //= [2, 2, 0]
    /// >>> a
    /// masked_array(data=[0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "MaskedArray.__ifloordiv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| divide(host, BinaryOp::FloorDiv, a, &b);
    /// `a **= b`: masked where the result is not finite.
    ///
    /// >>> a = np.ma.array([1., 2., 3.], mask=[0, 1, 0])
    /// >>> a **= 2
    /// >>> a
    /// masked_array(data=[1.0, --, 9.0],
    ///              mask=[False,  True, False],
    ///        fill_value=1e+20)
    "MaskedArray.__ipow__" "(self, other)" => raise_to;
}

/// The other operand's elements, with `neutral` under the mask.
fn neutral(host: &mut dyn Host, a: &Value, other: &Value, neutral: i64) -> Result<Value> {
    let neutral = convert_array(&to_array(&Value::Int(neutral))?, to_array(other)?.dtype())?;
    match mask_of(a) {
        None => call!(
            host,
            "where",
            Value::Bool(false),
            Value::array(neutral),
            other
        ),
        Some(mask) => call!(host, "where", mask, Value::array(neutral), other),
    }
}

/// Works on the elements alone.
fn on_elements(host: &mut dyn Host, op: BinaryOp, a: &Value, other: Value) -> Result<()> {
    let elements = plain(a);
    operators::inplace(host, op, elements, other).map(drop)
}

fn accumulate(
    host: &mut dyn Host,
    op: BinaryOp,
    a: Value,
    b: &Value,
    nothing: i64,
) -> Result<Value> {
    if is_constant(&a) {
        return Ok(a);
    }
    join_mask(host, &a, mask_of(b))?;
    let other = data(b)?;
    let other = neutral(host, &a, &other, nothing)?;
    on_elements(host, op, &a, other)?;
    Ok(a)
}

/// Adds a mask to the array's own, in place.
fn join_mask(host: &mut dyn Host, a: &Value, mask: Option<Value>) -> Result<()> {
    let (Some(mask), Some(state)) = (mask, state(a)) else {
        return Ok(());
    };
    if state.mask.borrow().is_none() {
        if !any_of(Some(&mask))? {
            return Ok(());
        }
        let array = object(a)?.array();
        state
            .mask
            .replace(Some(no_mask(array.shape(), array.dtype())?));
    }
    let own = mask_value(state.mask.borrow().clone());
    call!(host, "add", own, mask; out = own).map(drop)
}

fn divide(host: &mut dyn Host, op: BinaryOp, a: Value, b: &Value) -> Result<Value> {
    if is_constant(&a) {
        return Ok(a);
    }
    let mut other = data(b)?;
    let outside = Domain::SafeDivide.broken(host, &[plain(&a), other.clone()])?;
    let outside = super::array_value(&outside)?;
    let mask = either(host, mask_of(b), Some(outside.clone()), true)?;
    if any_of(Some(&outside))? {
        let one = convert_array(&to_array(&Value::Int(1))?, to_array(&other)?.dtype())?;
        other = call!(host, "where", outside, Value::array(one), other)?;
    }
    add_mask(host, &a, mask)?;
    let other = neutral(host, &a, &other, 1)?;
    on_elements(host, op, &a, other)?;
    Ok(a)
}

/// `a._mask |= mask`
fn add_mask(host: &mut dyn Host, a: &Value, mask: Option<Value>) -> Result<()> {
    let (Some(mask), Some(state)) = (mask, state(a)) else {
        return Ok(());
    };
    let own = state.mask.borrow().clone();
    match own {
        None => {
            let joined = call!(host, "logical_or", Value::Bool(false), mask)?;
            state.mask.replace(Some(super::array_value(&joined)?));
        }
        Some(own) => drop(call!(host, "logical_or", own, mask; out = own)?),
    }
    Ok(())
}

fn raise_to(host: &mut dyn Host, a: Value, b: Value) -> Result<Value> {
    if is_constant(&a) {
        return Ok(a);
    }
    let other = data(&b)?;
    let other = neutral(host, &a, &other, 1)?;
    ignoring(host, &["divide", "invalid"], |host| {
        on_elements(host, BinaryOp::Pow, &a, other)
    })?;
    let finite = call!(host, "isfinite", plain(&a))?;
    let invalid = super::array_value(&call!(host, "logical_not", finite)?)?;
    if any_of(Some(&invalid))? {
        add_mask(host, &a, Some(invalid.clone()))?;
        let value = fill::of(&a)?;
        call!(host, "copyto", plain(&a), value; r#where = invalid)?;
    }
    let new = either(host, mask_of(&b), Some(invalid), true)?;
    if let Some(state) = state(&a) {
        let own = state.mask.borrow().clone();
        let joined = either(host, own, new, true)?;
        state.mask.replace(joined);
    }
    Ok(a)
}
