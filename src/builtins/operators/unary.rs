//! `-x`, `+x`, `~x`, `not x`.

use num_bigint::BigInt;

use crate::builtins::python::collections;
use crate::builtins::{numpy, subclasses};
use crate::syntax::ast::UnaryOp;
use crate::value::number::Number;
use crate::value::{Flavour, Host, Raised, Result, Value, compare, truth};

/// `op operand`
///
/// # Errors
/// TypeError `bad operand type for unary -: 'str'`.
pub fn unary(host: &mut dyn Host, op: UnaryOp, operand: Value) -> Result<Value> {
    let shown = operand.clone();
    plain_unary(host, op, operand, &shown)
}

/// As [`unary`], where a complaint names the class of `shown`.
fn plain_unary(host: &mut dyn Host, op: UnaryOp, operand: Value, shown: &Value) -> Result<Value> {
    if op == UnaryOp::Not {
        return Ok(Value::Bool(!truth(host, &operand)?));
    }
    if let Some(held) = operand.held() {
        return match super::holders::unary(host, op, &operand)? {
            Some(answer) => Ok(answer),
            None => plain_unary(host, op, held.clone(), shown),
        };
    }
    if let Some(number) = Number::of(&operand)
        && let Some(answer) = number_unary(op, number)
    {
        return Ok(answer);
    }
    if subclasses::is_special(&operand) {
        return subclasses::unary(host, op, operand);
    }
    if compare::is_numpy(&operand) {
        return numpy::operators::unary(host, op, operand);
    }
    if let (Value::Dict(dict), UnaryOp::Plus | UnaryOp::Minus) = (&operand, op)
        && matches!(dict.flavour, Flavour::Counter)
    {
        return collections::counter_unary(host, op == UnaryOp::Minus, dict);
    }
    let (symbol, method) = match op {
        UnaryOp::Plus => ("+", "__pos__"),
        UnaryOp::Minus => ("-", "__neg__"),
        _ => ("~", "__invert__"),
    };
    match super::call_method(host, &operand, method, [])? {
        Some(answer) => Ok(answer),
        None => Err(Raised::type_error(format!(
            "bad operand type for unary {symbol}: '{}'",
            shown.qualified_type_name()
        ))),
    }
}

fn number_unary(op: UnaryOp, number: Number) -> Option<Value> {
    Some(match (op, number) {
        (UnaryOp::Plus, Number::Int(i)) => Value::Int(i),
        (UnaryOp::Minus, Number::Int(i)) => match i.checked_neg() {
            Some(negated) => Value::Int(negated),
            None => Value::int(-BigInt::from(i)),
        },
        (UnaryOp::Invert, Number::Int(i)) => Value::Int(!i),
        (UnaryOp::Plus, Number::Big(i)) => Value::int(i.into_owned()),
        (UnaryOp::Minus, Number::Big(i)) => Value::int(-i.into_owned()),
        (UnaryOp::Invert, Number::Big(i)) => Value::int(!i.into_owned()),
        (UnaryOp::Plus, Number::Float(x)) => Value::Float(x),
        (UnaryOp::Minus, Number::Float(x)) => Value::Float(-x),
        (UnaryOp::Plus, Number::Complex(z)) => Value::Complex(z),
        (UnaryOp::Minus, Number::Complex(z)) => Value::Complex(-z),
        _ => return None,
    })
}
