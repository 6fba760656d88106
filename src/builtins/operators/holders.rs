//! Operators of objects whose class is derived from a built-in one: the lesson's own methods go first, then what the
//! built-in class does with the value that the object holds.

use super::named::{self, is_joining};
use super::{method_names, objects, unsupported};
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::value::compare::text_of;
use crate::value::number::is_index;
use crate::value::{Class, Host, Result, Value, special};

/// Does one of them hold a built-in value?
pub(super) fn take_part(left: &Value, right: &Value) -> bool {
    left.held().is_some() || right.held().is_some()
}

/// `left op right`
///
/// # Errors
/// TypeError where neither knows the operation; whatever the operation raises.
pub(super) fn binary(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    match attempt(host, op, left, right)? {
        Value::NotImplemented => Err(unsupported(op, "", left, right)),
        answer => Ok(answer),
    }
}

/// The left one's method, then the right one's reflected; the right one's first where its class is derived from the left
/// one's and has its own. Sequences join only after both were asked.
fn attempt(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    let (straight, reflected, _) = method_names(op);
    if special::find(left, straight).is_none() && special::find(right, reflected).is_none() {
        return plainly(host, op, left, right);
    }
    let mut turns = [
        (left, straight, right, false),
        (right, reflected, left, true),
    ];
    let (a, b) = (left.class(), right.class());
    if a == b && special::find(left, straight).is_none() {
        return plainly(host, op, left, right);
    }
    if special::find(right, reflected).is_some() && a != b && b.is_subclass(&a) {
        turns.swap(0, 1);
    }
    for (receiver, name, other, is_reflected) in turns {
        let answer = match super::call_method(host, receiver, name, [other.clone()])? {
            Some(answer) => answer,
            None if is_joining(op, receiver.plain()) => Value::NotImplemented,
            None => {
                let answer = named::answer(host, op, receiver.plain(), other, is_reflected)?;
                receiver.claim(answer)
            }
        };
        if !matches!(answer, Value::NotImplemented) {
            return Ok(answer);
        }
    }
    match special::find(left, straight) {
        Some(_) => Ok(Value::NotImplemented),
        None => plainly(host, op, left, right),
    }
}

/// As the values held do it.
fn plainly(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    let formats = op == BinaryOp::Mod && text_of(left).is_some();
    // What cannot be joined is named as it is.
    let refused = match op {
        BinaryOp::Add => is_joining(op, left.plain()) && !named::knows(left.plain(), right.plain()),
        BinaryOp::Mul => is_joining(op, left.plain()) && !is_index(right.plain()),
        _ => false,
    };
    let b = if formats || refused {
        right
    } else {
        right.plain()
    };
    let (a, b) = (left.plain().clone(), b.clone());
    let answer = match super::arithmetic::numbers(op, &a, &b)? {
        Value::NotImplemented if matches!(a, Value::Array(_)) || matches!(b, Value::Array(_)) => {
            super::binary(host, op, a, b)?
        }
        Value::NotImplemented => objects(host, op, a, b)?,
        answer => answer,
    };
    Ok(match left.held() {
        Some(_) => left.claim(answer),
        None => right.claim(answer),
    })
}

/// `left op= right`
///
/// # Errors
/// As [`binary`].
pub(super) fn inplace(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let (straight, _, in_place) = method_names(op);
    match super::call_method(host, left, in_place, [right.clone()])? {
        None | Some(Value::NotImplemented) => {}
        Some(answer) => return Ok(answer),
    }
    // A list is extended in place before its class's `__add__` is asked, and repeated only after `__mul__` was.
    let overridden = op != BinaryOp::Add
        && special::find(left, straight).is_some()
        && is_joining(op, left.plain());
    if let Some(held) = left.held().filter(|_| !overridden) {
        let held = held.clone();
        match super::containers::inplace(host, op, &held, right.plain())? {
            Value::NotImplemented => {}
            answer => return Ok(left.claim(answer)),
        }
        if let Value::Native(_) = held
            && let Some(answer) = super::call_method(host, &held, in_place, [right.clone()])?
        {
            return Ok(left.claim(answer));
        }
    }
    match attempt(host, op, left, right)? {
        Value::NotImplemented => Err(unsupported(op, "=", left, right)),
        answer => Ok(answer),
    }
}

/// `op operand`; `None` where the class says nothing of its own.
///
/// # Errors
/// Whatever the class's method raises.
pub(super) fn unary(host: &mut dyn Host, op: UnaryOp, operand: &Value) -> Result<Option<Value>> {
    let method = match op {
        UnaryOp::Plus => "__pos__",
        UnaryOp::Minus => "__neg__",
        UnaryOp::Invert => "__invert__",
        UnaryOp::Not => return Ok(None),
    };
    let Class::User(_) = operand.class() else {
        return Ok(None);
    };
    super::call_method(host, operand, method, [])
}
