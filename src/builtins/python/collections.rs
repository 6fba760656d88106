//! `collections`: `Counter`, `defaultdict`, `OrderedDict`, `deque`, `namedtuple`.

use std::rc::Rc;

use crate::array::meter;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::{Dict, Flavour, Host, Result, Value, compare};

/// `a op b` of two Counters for `+`, `-`, `|` and `&`: only positive counts stay.
///
/// # Errors
/// Whatever counts that are no numbers raise.
pub fn counter_binary(host: &mut dyn Host, op: BinaryOp, a: &Dict, b: &Dict) -> Result<Value> {
    let result = Dict::new(Flavour::Counter);
    let zero = Value::Int(0);
    for (key, count) in a.pairs() {
        meter::steps(1)?;
        let other = b.get(host, &key)?.unwrap_or(Value::Int(0));
        let count = combine_counts(host, op, count, other)?;
        if compare::less(host, &zero, &count)? {
            result.insert(host, key, count)?;
        }
    }
    if op == BinaryOp::BitAnd {
        return Ok(Value::Dict(Rc::new(result)));
    }
    for (key, count) in b.pairs() {
        meter::steps(1)?;
        if a.contains(host, &key)? {
            continue;
        }
        let count = match op {
            BinaryOp::Sub => operators::binary(host, op, zero.clone(), count)?,
            _ => count,
        };
        if compare::less(host, &zero, &count)? {
            result.insert(host, key, count)?;
        }
    }
    Ok(Value::Dict(Rc::new(result)))
}

fn combine_counts(host: &mut dyn Host, op: BinaryOp, a: Value, b: Value) -> Result<Value> {
    match op {
        BinaryOp::BitOr => Ok(if compare::less(host, &a, &b)? { b } else { a }),
        BinaryOp::BitAnd => Ok(if compare::less(host, &a, &b)? { a } else { b }),
        _ => operators::binary(host, op, a, b),
    }
}
