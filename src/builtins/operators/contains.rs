//! `x in y`

use crate::array::meter;
use crate::builtins::numpy;
use crate::builtins::python::iterate;
use crate::builtins::subclasses::call_own;
use crate::value::{Dict, Host, Raised, Range, Result, Set, Value, compare, special, truth};

/// Python's `item in container`.
///
/// # Errors
/// TypeError where the container holds nothing, or nothing of that kind; whatever comparing raises.
pub fn contains(host: &mut dyn Host, container: &Value, item: &Value) -> Result<bool> {
    if let Some(held) = container.held().filter(|held| iterate::is_iterable(held)) {
        return match super::call_method(host, container, "__contains__", [item.clone()])? {
            Some(answer) => truth(host, &answer),
            None => contains(host, held, item),
        };
    }
    if let Some(items) = container.tuple_items() {
        return Ok(find_in(host, |i| items.get(i).cloned(), item)?.is_some());
    }
    match container {
        Value::List(list) => Ok(find_in(host, |i| list.get(i), item)?.is_some()),
        Value::Dict(dict) => in_dict(host, dict, item),
        Value::Set(set) => in_set(host, set, item),
        Value::Range(range) => in_range(host, range, item),
        Value::Array(_) => match call_own(host, container, "__contains__", [item.clone()])? {
            Some(own) => truth(host, &own),
            None => numpy::operators::contains(host, container, item),
        },
        other => match (compare::text_of(other), compare::bytes_of(other)) {
            (Some(text), _) => in_text(text, item),
            (_, Some(bytes)) => in_bytes(host, bytes, item),
            _ => in_object(host, other, item),
        },
    }
}

/// The first position whose item equals `item`.
///
/// # Errors
/// Whatever comparing raises.
pub fn find_in(
    host: &mut dyn Host,
    at: impl Fn(usize) -> Option<Value>,
    item: &Value,
) -> Result<Option<usize>> {
    let mut i = 0;
    while let Some(candidate) = at(i) {
        meter::steps(1)?;
        if compare::equal(host, &candidate, item)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn in_dict(host: &mut dyn Host, dict: &Dict, item: &Value) -> Result<bool> {
    dict.contains(host, item)
}

fn in_set(host: &mut dyn Host, set: &Set, item: &Value) -> Result<bool> {
    let item = Set::as_element(host, item)?;
    set.contains(host, &item)
}

fn in_range(host: &mut dyn Host, range: &Range, item: &Value) -> Result<bool> {
    let wanted = match item {
        Value::Int(i) => *i,
        Value::Bool(b) => *b as i64,
        Value::BigInt(_) => return Ok(false),
        other => {
            return Ok(find_in(
                host,
                |i| (i < range.len()).then(|| Value::Int(range.at(i))),
                other,
            )?
            .is_some());
        }
    };
    // A range that counts down begins at its start and leaves out its stop.
    let inside = match range.step > 0 {
        true => (range.start..range.stop).contains(&wanted),
        false => range.stop < wanted && wanted <= range.start,
    };
    let on_grid = wanted.abs_diff(range.start) % range.step.unsigned_abs() == 0;
    Ok(inside && on_grid)
}

fn in_text(text: &str, item: &Value) -> Result<bool> {
    meter::steps(text.len() / 16)?;
    match compare::text_of(item) {
        Some(part) => Ok(text.contains(&**part)),
        None => Err(Raised::type_error(format!(
            "'in <string>' requires string as left operand, not {}",
            item.qualified_type_name()
        ))),
    }
}

fn in_bytes(host: &mut dyn Host, bytes: &[u8], item: &Value) -> Result<bool> {
    meter::steps(bytes.len() / 16)?;
    let item = &crate::builtins::python::bytearray::plain(item.clone())?;
    if let Some(part) = compare::bytes_of(item) {
        return Ok(part.is_empty() || bytes.windows(part.len()).any(|window| window == &**part));
    }
    if !crate::value::number::is_index(item) {
        return Err(Raised::type_error(format!(
            "a bytes-like object is required, not '{}'",
            item.qualified_type_name()
        )));
    }
    let byte = crate::value::number::index_clamped(host, item)?;
    match u8::try_from(byte) {
        Ok(byte) => Ok(bytes.contains(&byte)),
        Err(_) => Err(Raised::value_error("byte must be in range(0, 256)")),
    }
}

fn in_object(host: &mut dyn Host, container: &Value, item: &Value) -> Result<bool> {
    if let Some(answer) = super::call_method(host, container, "__contains__", [item.clone()])? {
        return truth(host, &answer);
    }
    let walkable = matches!(container, Value::Iterator(_) | Value::Native(_))
        || special::find(container, "__iter__").is_some()
        || special::find(container, "__getitem__").is_some();
    let not_iterable = || {
        Raised::type_error(format!(
            "argument of type '{}' is not iterable",
            container.qualified_type_name()
        ))
    };
    if !walkable {
        return Err(not_iterable());
    }
    let iterator = iterate::iter(host, container)?;
    while let Some(candidate) = iterate::next(host, &iterator)? {
        if compare::equal(host, &candidate, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}
