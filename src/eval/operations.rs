//! What the walk asks of the floors below, in one place: operators, iteration, texts.

use std::rc::Rc;

use crate::array::meter;
use crate::builtins::{numpy, operators, python, subclasses};
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::{Class, Dict, Host, Result, Set, Value};

pub(super) use crate::value::display::{ascii, repr, str};
pub(super) use crate::value::truth;
pub(super) use python::format::format;
pub(super) use python::iterate::{is_iterable, iter as iterator};

/// What an operation gave, unless a kernel in it was stopped: then that is rubbish, and so is an error.
pub(super) fn settled<T>(outcome: Result<T>) -> Result<T> {
    meter::finished()?;
    outcome
}

pub(super) fn binary(
    host: &mut dyn Host,
    op: BinaryOp,
    left: Value,
    right: Value,
) -> Result<Value> {
    settled(operators::binary(host, op, left, right))
}

pub(super) fn inplace(
    host: &mut dyn Host,
    op: BinaryOp,
    left: Value,
    right: Value,
) -> Result<Value> {
    settled(operators::inplace(host, op, left, right))
}

pub(super) fn unary(host: &mut dyn Host, op: UnaryOp, operand: Value) -> Result<Value> {
    settled(operators::unary(host, op, operand))
}

pub(super) fn compare(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    settled(operators::compare(host, op, left, right))
}

pub(super) fn item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    settled(operators::get_item(host, value, index))
}

pub(super) fn set_item(
    host: &mut dyn Host,
    value: &Value,
    index: &Value,
    new: Value,
) -> Result<()> {
    settled(operators::set_item(host, value, index, new))
}

pub(super) fn delete_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<()> {
    settled(operators::del_item(host, value, index))
}

/// A value's class as TypeErrors name it: with its module unless that is Python's or the lesson's own.
pub(super) fn type_name(value: &Value) -> String {
    class_text(&value.class())
}

pub(super) fn class_text(class: &Class) -> String {
    match class {
        Class::Builtin(id) => id.in_errors(),
        Class::User(class) => class.in_errors(),
    }
}

pub(super) fn compare_arrays(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    if subclasses::is_special(left) || subclasses::is_special(right) {
        return subclasses::compare(host, op, left, right);
    }
    numpy::operators::compare(host, op, left, right)
}

pub(super) fn set_insert(host: &mut dyn Host, set: &Set, value: Value) -> Result<()> {
    set.insert(host, value).map(drop)
}

pub(super) fn dict_insert(
    host: &mut dyn Host,
    dict: &Dict,
    key: Value,
    value: Value,
) -> Result<()> {
    dict.insert(host, key, value).map(drop)
}

/// What `**kwargs` holds.
pub(super) fn keyword_dict(host: &mut dyn Host, keywords: Vec<(Rc<str>, Value)>) -> Result<Value> {
    let dict = Rc::new(Dict::default());
    for (name, value) in keywords {
        dict.insert(host, Value::Str(name), value)?;
    }
    Ok(Value::Dict(dict))
}
