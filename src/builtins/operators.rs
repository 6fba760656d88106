//! Python's operators and subscripts, for every pair of values.
//!
//! [`binary`] asks in Python's order: numbers, then NumPy where an array or scalar takes part, then lessons' own
//! classes, then sequences, sets and dicts. The parts stand in the files beside.

mod arithmetic;
mod complex;
mod containers;
mod contains;
mod float;
mod holders;
pub mod integer;
mod large;
mod length;
pub mod named;
mod special;
mod special_names;
mod subscript;
mod unary;

pub mod slicing;

use crate::array::Scalar;
use crate::builtins::{numpy, subclasses};
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::compare::is_numpy;
use crate::value::{Host, Raised, Result, Value, compare as comparison};

pub use arithmetic::{divmod, power};
pub use complex::{divide as divide_complex, power as power_complex};
pub(crate) use containers::library;
pub use contains::{contains, find_in};
pub use float::{floor_divmod, power as power_float};
pub use integer::{power_mod, true_divide};
pub use length::length;
pub(super) use special::{by_methods, method_names};
pub use special::{call_method, has_method};
pub use special_names::{own_special_names, special_names};
pub use subscript::{del_item, get_item, held_item, set_item};
pub use unary::unary;

/// `left op right`
///
/// # Errors
/// TypeError where the types have no such operation; whatever the operation raises.
pub fn binary(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if holders::take_part(&left, &right) {
        return holders::binary(host, op, &left, &right);
    }
    let right = match (&left, right) {
        // float64 is a float, so that a complex number answers before NumPy is asked.
        (Value::Complex(_), Value::Scalar(Scalar::F64(x))) if arithmetic::has_complex(op) => {
            Value::Float(x)
        }
        (_, other) => other,
    };
    match arithmetic::numbers(op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    let formats = op == BinaryOp::Mod && crate::value::compare::text_of(&left).is_some();
    if !formats && (subclasses::is_special(&left) || subclasses::is_special(&right)) {
        return subclasses::binary(host, op, left, right);
    }
    if let Some(answer) = subclasses::deferred(host, op, &left, &right)? {
        return Ok(answer);
    }
    if is_array_arithmetic(&left, &right) {
        // By value: a temporary that nobody else holds lends its memory to the result.
        return numpy::operators::binary(host, op, left, right);
    }
    match objects(host, op, left.clone(), right.clone())? {
        Value::NotImplemented => Err(unsupported(op, "", &left, &right)),
        answer => Ok(answer),
    }
}

/// An array with another, or with a number: NumPy answers, whatever the operator.
fn is_array_arithmetic(left: &Value, right: &Value) -> bool {
    let is_number = |value: &Value| {
        matches!(
            value,
            Value::Int(_) | Value::Float(_) | Value::Complex(_) | Value::Bool(_)
        )
    };
    match (left, right) {
        (Value::Array(_), Value::Array(_)) => true,
        (Value::Array(_), other) | (other, Value::Array(_)) => is_number(other),
        _ => false,
    }
}

/// `left op= right`: what `left` is to be bound to. Lists, sets, dicts and arrays are changed in place.
///
/// # Errors
/// As [`binary`].
pub fn inplace(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if holders::take_part(&left, &right) {
        return holders::inplace(host, op, &left, &right);
    }
    match arithmetic::numbers(op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    if let Value::Array(object) = &left {
        if object.subclass.is_some() {
            return subclasses::inplace(host, op, left, right);
        }
        return numpy::operators::inplace(host, op, left, right);
    }
    match containers::inplace(host, op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    match special::inplace(host, op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    match objects(host, op, left.clone(), right.clone())? {
        Value::NotImplemented => Err(unsupported(op, "=", &left, &right)),
        answer => Ok(answer),
    }
}

/// Everything but Python's plain numbers; `NotImplemented` where the types have no such operation.
fn objects(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if op == BinaryOp::Mod && matches!(left, Value::Str(_) | Value::Bytes(_)) {
        return containers::percent(host, &left, &right);
    }
    match special::instances(host, op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    if is_numpy(&left) || is_numpy(&right) {
        // A sequence times an integer scalar is Python's repetition.
        // And a text ends where a scalar that is none begins.
        let joins =
            op == BinaryOp::Add && matches!((&left, &right), (Value::Str(_), Value::Scalar(_)));
        let repeats = op == BinaryOp::Mul
            && !matches!((&left, &right), (Value::Array(_), _) | (_, Value::Array(_)));
        if repeats || joins {
            match containers::binary(host, op, &left, &right)? {
                Value::NotImplemented => {}
                answer => return Ok(answer),
            }
        }
        return numpy::operators::binary(host, op, left, right);
    }
    match containers::binary(host, op, &left, &right)? {
        Value::NotImplemented => special::natives(host, op, &left, &right),
        answer => Ok(answer),
    }
}

/// `left op right` for all comparisons, `is` and `in` among them.
///
/// # Errors
/// TypeError where the types have no order, or the right side of `in` holds nothing.
pub fn compare(host: &mut dyn Host, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    match op {
        CompareOp::Is => Ok(Value::Bool(left.is(right))),
        CompareOp::IsNot => Ok(Value::Bool(!left.is(right))),
        CompareOp::In => contains(host, right, left).map(Value::Bool),
        CompareOp::NotIn => contains(host, right, left).map(|found| Value::Bool(!found)),
        _ => comparison::compare(host, op, left, right),
    }
}

/// `unsupported operand type(s) for +: 'int' and 'str'`
pub fn unsupported(op: BinaryOp, suffix: &str, left: &Value, right: &Value) -> Raised {
    let symbol = match (op, suffix) {
        (BinaryOp::Pow, "") => "** or pow()".to_string(),
        _ => format!("{}{suffix}", op.symbol()),
    };
    let is_print = matches!(left, Value::Builtin(row) if row.full_name() == "print");
    let hint = if op == BinaryOp::RightShift && suffix.is_empty() && is_print {
        ". Did you mean \"print(<message>, file=<output_stream>)\"?"
    } else {
        ""
    };
    Raised::type_error(format!(
        "unsupported operand type(s) for {symbol}: '{}' and '{}'{hint}",
        left.qualified_type_name(),
        right.qualified_type_name()
    ))
}
