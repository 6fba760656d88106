//! What the walk asks of the floors below, in one place: operators, iteration, texts.

use std::rc::Rc;

use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::ClassId;
use crate::value::{
    self, Class, Dict, Host, IteratorObject, Raised, Result, Set, Value, compare as comparison,
    display, iterate,
};

/// A value's class as TypeErrors name it: with its module unless that is Python's or the lesson's own.
pub(super) fn type_name(value: &Value) -> String {
    class_text(&value.class())
}

pub(super) fn class_text(class: &Class) -> String {
    match class {
        Class::Builtin(id) => id.qualified(),
        Class::User(class) => class.name.to_string(),
    }
}

pub(super) fn truth(host: &mut dyn Host, value: &Value) -> Result<bool> {
    value::truth(host, value)
}

pub(super) fn repr(host: &mut dyn Host, value: &Value) -> Result<String> {
    display::repr(host, value)
}

pub(super) fn str(host: &mut dyn Host, value: &Value) -> Result<String> {
    display::str(host, value).map(|text| text.to_string())
}

pub(super) fn ascii(host: &mut dyn Host, value: &Value) -> Result<String> {
    display::ascii(host, value)
}

pub(super) fn format(host: &mut dyn Host, value: &Value, _spec: &str) -> Result<String> {
    str(host, value)
}

pub(super) fn compare(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    comparison::compare(host, op, left, right)
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

pub(super) fn is_iterable(value: &Value) -> bool {
    !matches!(
        value,
        Value::Int(_) | Value::Float(_) | Value::None | Value::Bool(_)
    )
}

pub(super) fn iterator(_host: &mut dyn Host, value: &Value) -> Result<Rc<IteratorObject>> {
    match value {
        Value::Iterator(iterator) => Ok(iterator.clone()),
        Value::Str(text) => {
            let letters: Vec<Value> = text.chars().map(|c| Value::str(c.to_string())).collect();
            let fixed = iterate::Fixed(letters.into_iter());
            Ok(Rc::new(IteratorObject::new(
                ClassId::STR_ITERATOR,
                Box::new(fixed),
            )))
        }
        Value::Dict(dict) => {
            let fixed = iterate::Fixed(dict.keys().into_iter());
            Ok(Rc::new(IteratorObject::new(
                ClassId::DICT_KEY_ITERATOR,
                Box::new(fixed),
            )))
        }
        other => Err(Raised::type_error(format!(
            "'{}' object is not iterable",
            type_name(other)
        ))),
    }
}

pub(super) fn binary(_: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if let (BinaryOp::Div, Value::Int(_) | Value::Float(_), Value::Int(0)) = (op, &left, &right) {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "division by zero",
        ));
    }
    if let (BinaryOp::Add, Value::Str(a), Value::Str(b)) = (op, &left, &right) {
        return Ok(Value::str(format!("{a}{b}")));
    }
    Err(Raised::type_error(format!(
        "unsupported operand type(s) for {}: '{}' and '{}'",
        op.symbol(),
        type_name(&left),
        type_name(&right)
    )))
}

pub(super) fn inplace(
    host: &mut dyn Host,
    op: BinaryOp,
    left: Value,
    right: Value,
) -> Result<Value> {
    binary(host, op, left, right)
}

pub(super) fn unary(_: &mut dyn Host, _: UnaryOp, operand: Value) -> Result<Value> {
    Err(Raised::type_error(format!(
        "bad operand type for unary -: '{}'",
        type_name(&operand)
    )))
}

pub(super) fn contains(host: &mut dyn Host, container: &Value, item: &Value) -> Result<bool> {
    match container {
        Value::Dict(dict) => dict.contains(host, item),
        Value::Set(set) => set.contains(host, item),
        Value::List(list) => {
            for each in list.items.borrow().clone() {
                if comparison::equal(host, &each, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => Ok(false),
    }
}

pub(super) fn item(host: &mut dyn Host, container: &Value, index: &Value) -> Result<Value> {
    match container {
        Value::Dict(dict) => dict.get(host, index)?.ok_or_else(|| {
            Raised::exception(Rc::new(value::Exception::new(
                ClassId::KEY_ERROR,
                vec![index.clone()],
            )))
        }),
        Value::List(_) => Err(Raised::index_error("list index out of range")),
        _ => Err(Raised::type_error(format!(
            "'{}' object is not subscriptable",
            type_name(container)
        ))),
    }
}

pub(super) fn set_item(
    host: &mut dyn Host,
    container: &Value,
    index: &Value,
    value: Value,
) -> Result<()> {
    match (container, index) {
        (Value::Dict(dict), _) => dict.insert(host, index.clone(), value).map(drop),
        (Value::List(list), Value::Int(i)) if (*i as usize) < list.len() => {
            list.items.borrow_mut()[*i as usize] = value;
            Ok(())
        }
        _ => Err(Raised::type_error(format!(
            "'{}' object does not support item assignment",
            type_name(container)
        ))),
    }
}

pub(super) fn delete_item(host: &mut dyn Host, container: &Value, index: &Value) -> Result<()> {
    match container {
        Value::Dict(dict) => dict.remove(host, index).map(drop),
        _ => Err(Raised::type_error(format!(
            "'{}' object does not support item deletion",
            type_name(container)
        ))),
    }
}

pub(super) fn compare_arrays(
    _: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    Err(comparison::unordered(op, left, right))
}
