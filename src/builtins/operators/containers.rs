//! Operators of sequences, sets and dicts.

use std::rc::Rc;

use crate::array::meter;
use crate::builtins::python::{collections, dict, list, memory, percent, set};
use crate::syntax::ast::BinaryOp;
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{index_sized, is_index};
use crate::value::{Arguments, ClassId, Flavour, Host, Module, Raised, Result, Value};

/// `left op right`; `NotImplemented` where neither knows the operation.
pub(super) fn binary(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    match op {
        BinaryOp::Add => match (left, right) {
            (Value::Dict(a), Value::Dict(b))
                if is_counter(&a.flavour) && is_counter(&b.flavour) =>
            {
                collections::counter_binary(host, op, a, b)
            }
            _ => concatenate(host, left, right),
        },
        BinaryOp::Mul if is_sequence(left) => repeat(host, left, right),
        // A deque is a sequence as well, and goes first.
        BinaryOp::Mul if is_sequence(right) && left.class().builtin() != ClassId::DEQUE => {
            repeat(host, right, left)
        }
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::Sub => {
            unordered(host, op, left, right)
        }
        _ => Ok(Value::NotImplemented),
    }
}

/// Sets, views of dicts' keys, and dicts.
fn unordered(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Dict(a), Value::Dict(b)) if is_counter(&a.flavour) && is_counter(&b.flavour) => {
            collections::counter_binary(host, op, a, b)
        }
        (Value::Dict(a), Value::Dict(b)) if op == BinaryOp::BitOr => collections::union(host, a, b),
        (Value::Set(a), Value::Set(b)) => {
            let result = set::combine(host, op, a, b)?;
            Ok(Value::Set(Rc::new(result)))
        }
        (Value::Class(_), Value::Class(_) | Value::None) | (Value::None, Value::Class(_))
            if op == BinaryOp::BitOr =>
        {
            library(host, "types", "_union", [left.clone(), right.clone()])
        }
        _ => Ok(Value::NotImplemented),
    }
}

/// What a function of a module that is written in the language itself gives.
///
/// # Errors
/// Whatever the function raises.
pub(crate) fn library<const N: usize>(
    host: &mut dyn Host,
    module: &'static str,
    name: &str,
    arguments: [Value; N],
) -> Result<Value> {
    let module = Value::Module(Rc::new(Module {
        name: module,
        shown: module.into(),
        assigned: Default::default(),
    }));
    let function = host.attribute(&module, name)?;
    host.call(&function, Arguments::positional(arguments))
}

fn is_counter(flavour: &Flavour) -> bool {
    matches!(flavour, Flavour::Counter)
}

/// `left op= right` of what can be changed in place; `NotImplemented` where `left` cannot.
pub(super) fn inplace(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    match (op, left, right) {
        (BinaryOp::Add, Value::List(_), Value::Array(_)) => return Ok(Value::NotImplemented),
        (BinaryOp::Add, Value::List(items), _) => list::extend(host, items, right)?,
        (BinaryOp::Mul, Value::List(items), _) if is_index(right) => {
            let repeated = repeat_items(host, &items.items.borrow().clone(), right)?;
            let old = items.items.replace(repeated);
            drop(old);
            items.recharge();
        }
        (BinaryOp::Add | BinaryOp::Sub | BinaryOp::BitOr | BinaryOp::BitAnd, Value::Dict(a), _)
            if is_counter(&a.flavour) =>
        {
            let Value::Dict(b) = right else {
                return Ok(Value::NotImplemented);
            };
            if let Value::Dict(result) = collections::counter_binary(host, op, a, b)? {
                a.become_other(result.copy());
            }
        }
        (BinaryOp::BitOr, Value::Dict(a), _) => dict::update(host, a, right)?,
        (_, Value::Set(a), Value::Set(b)) if !a.frozen && is_set_operator(op) => {
            let result = set::combine_in_place(host, op, a, b)?;
            if let Some(result) = result {
                a.become_other(result);
            }
        }
        _ => return Ok(Value::NotImplemented),
    }
    Ok(left.clone())
}

fn is_set_operator(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::Sub
    )
}

fn is_sequence(value: &Value) -> bool {
    matches!(value, Value::List(_))
        || value.tuple_items().is_some()
        || text_of(value).is_some()
        || bytes_of(value).is_some()
}

fn concatenate(_: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let name = || right.qualified_type_name();
    if let Some(a) = text_of(left) {
        let Some(b) = text_of(right) else {
            return Err(Raised::type_error(format!(
                "can only concatenate str (not \"{}\") to str",
                name()
            )));
        };
        memory::room_for(a.len() + b.len())?;
        meter::steps((a.len() + b.len()) / 64)?;
        return Ok(Value::Str([&**a, &**b].concat().into()));
    }
    if let Some(a) = bytes_of(left) {
        let Some(b) = bytes_of(right) else {
            return Err(Raised::type_error(format!(
                "can't concat {} to bytes",
                name()
            )));
        };
        memory::room_for(a.len() + b.len())?;
        return Ok(Value::Bytes([&**a, &**b].concat().into()));
    }
    if let (Some(a), Some(b)) = (left.tuple_items(), right.tuple_items()) {
        memory::room_for_values(a.len() + b.len())?;
        meter::steps((a.len() + b.len()) / 8)?;
        return Ok(Value::tuple([&a[..], &b[..]].concat()));
    }
    match (left, right) {
        (Value::List(a), Value::List(b)) => {
            memory::room_for_values(a.len() + b.len())?;
            meter::steps((a.len() + b.len()) / 8)?;
            let joined = [&a.items.borrow()[..], &b.items.borrow()[..]].concat();
            Ok(Value::list(joined))
        }
        (Value::List(_), _) => Err(Raised::type_error(format!(
            "can only concatenate list (not \"{}\") to list",
            name()
        ))),
        (tuple, _) if tuple.tuple_items().is_some() => Err(Raised::type_error(format!(
            "can only concatenate tuple (not \"{}\") to tuple",
            name()
        ))),
        _ => Ok(Value::NotImplemented),
    }
}

/// How often: negative counts as never.
fn count(host: &mut dyn Host, count: &Value) -> Result<usize> {
    if !is_index(count) {
        return Err(Raised::type_error(format!(
            "can't multiply sequence by non-int of type '{}'",
            count.qualified_type_name()
        )));
    }
    let count = index_sized(host, count, ClassId::OVERFLOW_ERROR)?;
    Ok(if count < 0 { 0 } else { count as usize })
}

/// The length of a repeated text.
fn repeated_size(length: usize, times: usize, complaint: &str) -> Result<usize> {
    let size = length.checked_mul(times);
    size.filter(|&size| i64::try_from(size).is_ok())
        .ok_or_else(|| Raised::new(ClassId::OVERFLOW_ERROR, complaint))
}

fn repeat(host: &mut dyn Host, sequence: &Value, times: &Value) -> Result<Value> {
    if let Some(text) = text_of(sequence) {
        let times = count(host, times)?;
        let size = repeated_size(text.len(), times, "repeated string is too long")?;
        memory::room_for(size)?;
        meter::steps(size / 64)?;
        let mut repeated = String::with_capacity(size);
        in_parts(times, text.len(), |times| {
            repeated.push_str(&text.repeat(times))
        })?;
        return Ok(Value::Str(repeated.into()));
    }
    if let Some(bytes) = bytes_of(sequence) {
        let times = count(host, times)?;
        let size = repeated_size(bytes.len(), times, "repeated bytes are too long")?;
        memory::room_for(size)?;
        meter::steps(size / 64)?;
        let mut repeated = Vec::with_capacity(size);
        in_parts(times, bytes.len(), |times| {
            repeated.extend_from_slice(&bytes.repeat(times))
        })?;
        return Ok(Value::Bytes(repeated.into()));
    }
    match sequence {
        Value::List(list) => {
            let items = list.items.borrow().clone();
            repeat_items(host, &items, times).map(Value::list)
        }
        other => match other.tuple_items() {
            Some(items) => repeat_items(host, items, times).map(Value::tuple),
            None => Ok(Value::NotImplemented),
        },
    }
}

fn repeat_items(host: &mut dyn Host, items: &[Value], times: &Value) -> Result<Vec<Value>> {
    let times = count(host, times)?;
    let total = items.len().saturating_mul(times);
    memory::room_for_values(total)?;
    meter::steps(total / 8)?;
    let mut repeated = Vec::with_capacity(total);
    for _ in 0..if items.is_empty() { 0 } else { times } {
        meter::go_on(items.len())?;
        repeated.extend_from_slice(items);
    }
    Ok(repeated)
}

/// Calls `repeat` with numbers that add up to `times`, each for some tens of kilobytes.
fn in_parts(times: usize, width: usize, mut repeat: impl FnMut(usize)) -> Result<()> {
    let part = (meter::STRETCH / width.max(1)).max(1);
    for done in (0..times).step_by(part) {
        meter::go_on(meter::STRETCH / 8)?;
        repeat(part.min(times - done));
    }
    Ok(())
}

/// `text % values`
pub(super) fn percent(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    match left {
        Value::Str(text) => percent::format(host, text, right).map(|text| Value::Str(text.into())),
        other => match bytes_of(other) {
            Some(bytes) => {
                let made = percent::format_bytes(host, bytes, right)?;
                Ok(Value::Bytes(made.into()))
            }
            None => Ok(Value::NotImplemented),
        },
    }
}
