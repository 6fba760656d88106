//! `a[i]`, `a[i] = x`, `del a[i]`

use std::rc::Rc;

use super::slicing::{self, Positions};
use crate::array::{Scalar, meter};
use crate::builtins::python::{dict, iterate, range};
use crate::builtins::{numpy, subclasses};
use crate::text::Symbol;
use crate::value::compare::{bytes_of, text_of};
use crate::value::descriptor::ClassMethod;
use crate::value::{
    Arguments, ArrayObject, Class, ClassId, Dict, Host, List, Raised, Range, Result, Slice, Value,
};

/// `value[index]`
///
/// # Errors
/// IndexError, KeyError, TypeError `'int' object is not subscriptable`.
pub fn get_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    if let Some(held) = value.held().filter(|held| has_items(held)) {
        return holder_item(host, value, held, index);
    }
    match value {
        Value::List(list) => list_item(host, list, index),
        Value::Tuple(items) => tuple_item(host, items, index),
        Value::Dict(held) => dict_item(host, held, index),
        Value::Array(object) if object.subclass.is_some() => {
            subclasses::get_item(host, value, index)
        }
        Value::Array(object) => numpy::indexing::get_item(value, object, index.plain()),
        Value::Range(range) => range_item(host, range, index),
        Value::Class(class) => class_item(host, value, class, index),
        Value::Native(native) if native.as_tuple().is_some() => {
            tuple_item(host, &native.as_tuple().cloned().unwrap_or_default(), index)
        }
        other => match (text_of(other), bytes_of(other)) {
            (Some(text), _) => text_item(host, text, index),
            (_, Some(bytes)) => bytes_item(host, bytes, index),
            _ => object_item(host, other, index),
        },
    }
}

/// An item of an object whose class is derived from a built-in one.
fn holder_item(host: &mut dyn Host, value: &Value, held: &Value, index: &Value) -> Result<Value> {
    match super::call_method(host, value, "__getitem__", [index.clone()])? {
        Some(item) => Ok(item),
        None => held_item(host, value, held, index),
    }
}

/// As the built-in class's own `__getitem__` finds it: a dict that lacks the key asks the object's `__missing__`.
///
/// # Errors
/// As [`get_item`].
pub fn held_item(host: &mut dyn Host, value: &Value, held: &Value, index: &Value) -> Result<Value> {
    if let Value::Dict(dict) = held
        && super::has_method(value, "__missing__")
        && !dict.contains(host, index)?
        && let Some(made) = super::call_method(host, value, "__missing__", [index.clone()])?
    {
        return Ok(made);
    }
    get_item(host, held, index)
}

fn list_item(host: &mut dyn Host, list: &List, index: &Value) -> Result<Value> {
    if let Value::Int(at) = index
        && let Some(item) = usize::try_from(*at).ok().and_then(|at| list.get(at))
    {
        return Ok(item);
    }
    if let Value::Slice(slice) = index {
        let positions = slicing::positions(host, slice, list.len())?;
        let taken = slicing::take(&list.items.borrow(), positions)?;
        return Ok(Value::list(taken));
    }
    let complaint = must_be("list", true);
    let at = slicing::position(
        host,
        index,
        list.len(),
        complaint,
        "list index out of range",
    )?;
    list.get(at)
        .ok_or_else(|| Raised::index_error("list index out of range"))
}

/// `list indices must be integers or slices, not str`
fn must_be(kind: &str, slices: bool) -> impl Fn(&Value) -> String + '_ {
    move |index| {
        let name = index.qualified_type_name();
        if slices {
            format!("{kind} indices must be integers or slices, not {name}")
        } else {
            format!("{kind} indices must be integers, not '{name}'")
        }
    }
}

fn tuple_item(host: &mut dyn Host, items: &Rc<[Value]>, index: &Value) -> Result<Value> {
    if let Value::Slice(slice) = index {
        let positions = slicing::positions(host, slice, items.len())?;
        return slicing::take(items, positions).map(Value::tuple);
    }
    let out_of_range = "tuple index out of range";
    let at = slicing::position(
        host,
        index,
        items.len(),
        must_be("tuple", true),
        out_of_range,
    )?;
    items
        .get(at)
        .cloned()
        .ok_or_else(|| Raised::index_error(out_of_range))
}

fn dict_item(host: &mut dyn Host, held: &Rc<Dict>, key: &Value) -> Result<Value> {
    match held.get(host, key)? {
        Some(value) => Ok(value),
        None => dict::missing(host, held, key),
    }
}

fn range_item(host: &mut dyn Host, range: &Range, index: &Value) -> Result<Value> {
    if let Value::Slice(slice) = index {
        return range::slice_of(host, range, slice);
    }
    let out_of_range = "range object index out of range";
    // Positions in a range may be of any size in Python.
    if let Value::BigInt(_) = index {
        return Err(Raised::index_error(out_of_range));
    }
    let at = slicing::position(
        host,
        index,
        range.len(),
        must_be("range", true),
        out_of_range,
    )?;
    Ok(Value::Int(range.at(at)))
}

fn text_item(host: &mut dyn Host, text: &Rc<str>, index: &Value) -> Result<Value> {
    let ascii = text.is_ascii();
    let len = if ascii {
        text.len()
    } else {
        text.chars().count()
    };
    if let Value::Slice(slice) = index {
        let positions = slicing::positions(host, slice, len)?;
        return Ok(Value::Str(text_slice(text, ascii, positions)?.into()));
    }
    let out_of_range = "string index out of range";
    let at = slicing::position(host, index, len, must_be("string", false), out_of_range)?;
    let part = if ascii {
        text.get(at..=at).map(Value::str)
    } else {
        text.chars().nth(at).map(|c| Value::str(c.to_string()))
    };
    part.ok_or_else(|| Raised::index_error(out_of_range))
}

fn text_slice(text: &str, ascii: bool, positions: Positions) -> Result<String> {
    if !ascii {
        let chars = text.chars().take_while(|_| !meter::stopped(1));
        let chars: Vec<char> = chars.collect();
        meter::finished()?;
        return Ok(slicing::take(&chars, positions)?.into_iter().collect());
    }
    if positions.step == 1 {
        let start = positions.start as usize;
        let part = text.get(start..start + positions.len);
        return Ok(part.unwrap_or_default().to_string());
    }
    let bytes = slicing::take(text.as_bytes(), positions)?;
    let mut slice = String::with_capacity(bytes.len());
    for part in bytes.chunks(meter::STRETCH) {
        meter::go_on(part.len())?;
        slice.extend(part.iter().copied().map(char::from));
    }
    Ok(slice)
}

fn bytes_item(host: &mut dyn Host, bytes: &Rc<[u8]>, index: &Value) -> Result<Value> {
    if let Value::Slice(slice) = index {
        let positions = slicing::positions(host, slice, bytes.len())?;
        let taken = slicing::take(bytes, positions)?;
        return Ok(Value::Bytes(taken.into()));
    }
    let out_of_range = "index out of range";
    let at = slicing::position(
        host,
        index,
        bytes.len(),
        must_be("byte", true),
        out_of_range,
    )?;
    match bytes.get(at) {
        Some(byte) => Ok(Value::Int((*byte).into())),
        None => Err(Raised::index_error(out_of_range)),
    }
}

/// By the metaclass's `__getitem__`, the class's own `__class_getitem__`, or as a generic class of Python's: `list[int]`.
fn class_item(host: &mut dyn Host, value: &Value, class: &Class, index: &Value) -> Result<Value> {
    if let Some(item) = super::call_method(host, value, "__getitem__", [index.clone()])? {
        return Ok(item);
    }
    if let Class::User(user) = class
        && let Some(found) = user.find(Symbol::new("__class_getitem__"))
    {
        let function = match found.native::<ClassMethod>() {
            Some(method) => method.0.clone(),
            None => found,
        };
        return host.call(
            &function,
            Arguments::positional([value.clone(), index.clone()]),
        );
    }

    const GENERIC: [ClassId; 9] = [
        ClassId::LIST,
        ClassId::TUPLE,
        ClassId::DICT,
        ClassId::SET,
        ClassId::FROZENSET,
        ClassId::TYPE,
        ClassId::NDARRAY,
        ClassId::DTYPE,
        ClassId::DEQUE,
    ];
    let id = class.builtin();
    let is_generic = match class {
        Class::Builtin(ClassId::TYPE) => true,
        _ => id != ClassId::TYPE && GENERIC.iter().any(|generic| id.is_subclass(*generic)),
    };
    match is_generic {
        true => super::containers::library(
            host,
            "types",
            "GenericAlias",
            [value.clone(), index.clone()],
        ),
        false => Err(Raised::type_error(format!(
            "type '{}' is not subscriptable",
            class.name()
        ))),
    }
}

fn object_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    match value {
        Value::Scalar(Scalar::Struct(record)) => return numpy::fields::item(record, index),
        Value::Scalar(scalar) => return scalar_item(scalar, index),
        Value::DType(dtype) => {
            let field = numpy::dtype::field_of((**dtype).clone(), index.clone())?;
            return Ok(Value::DType(Rc::new(field)));
        }
        _ => {}
    }
    match super::call_method(host, value, "__getitem__", [index.clone()])? {
        Some(item) => Ok(item),
        None => Err(Raised::type_error(format!(
            "'{}' object is not subscriptable",
            value.qualified_type_name()
        ))),
    }
}

/// New axes, ellipses, and truth values, which are masks of no dimensions.
fn picks_no_axis(index: &Value) -> bool {
    matches!(
        index,
        Value::None | Value::Ellipsis | Value::Bool(_) | Value::Scalar(Scalar::Bool(_))
    )
}

/// A scalar that is not structured has no axis to pick from.
fn scalar_item(scalar: &Scalar, index: &Value) -> Result<Value> {
    let array = crate::array::Array::from_scalar(scalar)?;
    let whole = match index {
        Value::Tuple(items) => items.iter().all(picks_no_axis),
        single => picks_no_axis(single),
    };
    if !whole {
        return Err(Raised::index_error("invalid index to scalar variable."));
    }
    let object = Rc::new(ArrayObject::new(array));
    numpy::indexing::get_item(&Value::Array(object.clone()), &object, index)
}

/// `value[index] = new`
///
/// # Errors
/// IndexError, TypeError `'tuple' object does not support item assignment`, ValueError for slices of another size.
pub fn set_item(host: &mut dyn Host, value: &Value, index: &Value, new: Value) -> Result<()> {
    match value {
        Value::List(list) => set_list_item(host, list, index, new),
        Value::Dict(dict) => dict.insert(host, index.clone(), new).map(drop),
        Value::Array(object) => {
            if subclasses::call_own(host, value, "__setitem__", [index.clone(), new.clone()])?
                .is_none()
            {
                match object.subclass {
                    Some(_) => subclasses::set_item(host, value, index, &new)?,
                    None => numpy::indexing::set_item(object, index, &new)?,
                }
            }
            numpy::casts::report_noticed(host)
        }
        Value::Scalar(Scalar::Struct(record)) => {
            numpy::fields::set_item(record, index, &new)?;
            numpy::casts::report_noticed(host)
        }
        other => {
            match super::call_method(host, other, "__setitem__", [index.clone(), new.clone()])? {
                Some(_) => Ok(()),
                None if let Some(held) = other.held().filter(|held| is_changeable(held)) => {
                    set_item(host, held, index, new)
                }
                None => Err(Raised::type_error(format!(
                    "'{}' object does not support item assignment",
                    other.qualified_type_name()
                ))),
            }
        }
    }
}

fn set_list_item(host: &mut dyn Host, list: &Rc<List>, index: &Value, new: Value) -> Result<()> {
    if let Value::Slice(slice) = index {
        return set_list_slice(host, list, slice, &new);
    }
    let out_of_range = "list assignment index out of range";
    let at = slicing::position(host, index, list.len(), must_be("list", true), out_of_range)?;
    let mut items = list.items.borrow_mut();
    let Some(slot) = items.get_mut(at) else {
        return Err(Raised::index_error(out_of_range));
    };
    let old = std::mem::replace(slot, new);
    drop(items);
    drop(old);
    Ok(())
}

fn set_list_slice(host: &mut dyn Host, list: &Rc<List>, slice: &Slice, new: &Value) -> Result<()> {
    // What is wrong with the slice is told before what is wrong with the new items.
    slicing::positions(host, slice, list.len())?;
    let simple = matches!(slice.step, Value::None | Value::Int(1));
    let complaint = if simple {
        "can only assign an iterable"
    } else {
        "must assign iterable to extended slice"
    };
    let new = match iterate::collect(host, new) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) && !iterate::is_iterable(new) => {
            return Err(Raised::type_error(complaint));
        }
        other => other?,
    };
    let positions = slicing::positions(host, slice, list.len())?;
    if positions.step == 1 {
        let start = positions.start as usize;
        let mut items = list.items.borrow_mut();
        let end = (start + positions.len).min(items.len());
        let old: Vec<Value> = items.splice(start.min(end)..end, new).collect();
        drop(items);
        drop(old);
        list.recharge();
        return Ok(());
    }
    if new.len() != positions.len {
        return Err(Raised::value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            positions.len
        )));
    }
    let mut items = list.items.borrow_mut();
    let mut old = Vec::with_capacity(new.len());
    for (at, item) in positions.iter().zip(new) {
        if let Some(slot) = items.get_mut(at) {
            old.push(std::mem::replace(slot, item));
        }
    }
    drop(items);
    drop(old);
    Ok(())
}

/// `del value[index]`
///
/// # Errors
/// IndexError, KeyError, TypeError `'tuple' object doesn't support item deletion`.
pub fn del_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<()> {
    match value {
        Value::List(list) => del_list_item(host, list, index),
        Value::Dict(held) => match held.remove(host, index)? {
            Some(_) => Ok(()),
            None => Err(dict::key_error(index.clone())),
        },
        Value::Array(_) => Err(Raised::value_error("cannot delete array elements")),
        other => match super::call_method(host, other, "__delitem__", [index.clone()])? {
            Some(_) => Ok(()),
            None if let Some(held) = other.held().filter(|held| is_changeable(held)) => {
                del_item(host, held, index)
            }
            None if super::has_method(other, "__setitem__") => {
                Err(Raised::attribute_error("__delitem__"))
            }
            None => Err(Raised::type_error(format!(
                "'{}' object {} support item deletion",
                other.qualified_type_name(),
                if is_sequence(other)
                    || matches!(other, Value::Instance(_) | Value::Exception(_))
                        && matches!(other.class(), Class::User(_))
                {
                    "doesn't"
                } else {
                    "does not"
                }
            ))),
        },
    }
}

/// Does what an object holds have items?
fn has_items(held: &Value) -> bool {
    is_changeable(held) || is_sequence(held) && !matches!(held, Value::Set(_))
}

/// Does what an object holds have items that can be set?
fn is_changeable(held: &Value) -> bool {
    matches!(held, Value::List(_) | Value::Dict(_) | Value::Native(_))
}

/// CPython words this complaint differently for sequences.
fn is_sequence(value: &Value) -> bool {
    matches!(
        value,
        Value::Tuple(_) | Value::Range(_) | Value::Bytes(_) | Value::Set(_)
    ) || text_of(value).is_some()
}

fn del_list_item(host: &mut dyn Host, list: &Rc<List>, index: &Value) -> Result<()> {
    if let Value::Slice(slice) = index {
        let positions = slicing::positions(host, slice, list.len())?;
        let mut doomed: Vec<usize> = positions.iter().collect();
        doomed.sort_unstable();
        let mut doomed = doomed.into_iter().peekable();
        let old = list.items.take();
        let (mut kept, mut dropped) = (Vec::with_capacity(old.len()), Vec::new());
        for (at, item) in old.into_iter().enumerate() {
            if doomed.next_if_eq(&at).is_some() {
                dropped.push(item);
            } else {
                kept.push(item);
            }
        }
        list.items.replace(kept);
        drop(dropped);
        list.recharge();
        return Ok(());
    }
    let out_of_range = "list assignment index out of range";
    let at = slicing::position(host, index, list.len(), must_be("list", true), out_of_range)?;
    let old = list.items.borrow_mut().remove(at);
    drop(old);
    Ok(())
}
