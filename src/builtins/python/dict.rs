//! `dict`.

use std::rc::Rc;

use super::iterate;
use crate::array::meter;
use crate::builtins::operators;
use crate::value::{
    Arguments, ClassId, Dict, Exception, Flavour, Host, Raised, Result, Value, special,
};

/// `KeyError: key`, with the key itself as the argument.
pub fn key_error(key: Value) -> Raised {
    Raised::exception(Rc::new(Exception::new(ClassId::KEY_ERROR, vec![key])))
}

/// What a dict gives for a key that it lacks.
///
/// # Errors
/// KeyError, unless the kind of dict has something for missing keys.
pub fn missing(host: &mut dyn Host, dict: &Rc<Dict>, key: &Value) -> Result<Value> {
    match &dict.flavour {
        Flavour::Counter => Ok(Value::Int(0)),
        Flavour::Default(factory) if !factory.borrow().is_none() => {
            let factory = factory.borrow().clone();
            let value = host.call(&factory, Arguments::none())?;
            dict.insert(host, key.clone(), value.clone())?;
            Ok(value)
        }
        _ => Err(key_error(key.clone())),
    }
}

/// `dict.update(other)`: from a mapping or from pairs.
///
/// # Errors
/// TypeError and ValueError for what is neither.
pub fn update(host: &mut dyn Host, dict: &Dict, other: &Value) -> Result<()> {
    let overridden = ["keys", "__iter__"]
        .into_iter()
        .any(|name| special::find(other, name).is_some());
    let plain = if overridden { other } else { other.plain() };
    match plain {
        Value::Dict(other) => update_from_dict(host, dict, other),
        _ if has_keys(host, other)? => {
            let keys = host.attribute(other, "keys")?;
            let keys = host.call(&keys, Arguments::none())?;
            for key in iterate::collect(host, &keys)? {
                let value = operators::get_item(host, other, &key)?;
                dict.insert(host, key, value)?;
            }
            Ok(())
        }
        _ => update_from_pairs(host, dict, other),
    }
}

fn has_keys(host: &mut dyn Host, value: &Value) -> Result<bool> {
    if let Value::Native(_) = value {
        return Ok(operators::has_method(value, "keys"));
    }
    if special::find(value, "keys").is_some() {
        return Ok(true);
    }
    // An object may make up its attributes as they are asked for.
    let made_up = special::find(value, "__getattr__").or(special::find(value, "__getattribute__"));
    if made_up.is_none() {
        return Ok(false);
    }
    match host.attribute(value, "keys") {
        Err(raised) if raised.is_a(ClassId::ATTRIBUTE_ERROR) => Ok(false),
        found => found.map(|_| true),
    }
}

/// Takes over all pairs of another dict.
///
/// # Errors
/// Whatever comparing keys raises; MemoryError.
pub fn update_from_dict(host: &mut dyn Host, dict: &Dict, other: &Dict) -> Result<()> {
    for (key, value) in other.pairs() {
        meter::steps(1)?;
        dict.insert(host, key, value)?;
    }
    Ok(())
}

fn update_from_pairs(host: &mut dyn Host, dict: &Dict, other: &Value) -> Result<()> {
    let iterator = iterate::iter(host, other)?;
    let ordered = matches!(dict.flavour, Flavour::Ordered);
    let mut position = 0;
    while let Some(pair) = iterate::next(host, &iterator)? {
        if !iterate::is_iterable(&pair) && !ordered {
            return Err(Raised::type_error(format!(
                "cannot convert dictionary update sequence element #{position} to a sequence"
            )));
        }
        let items = iterate::collect(host, &pair)?;
        let [key, value] = items.as_slice() else {
            return Err(Raised::value_error(match (ordered, items.len()) {
                (false, length) => format!(
                    "dictionary update sequence element #{position} has length {length}; 2 is required"
                ),
                (true, length @ (0 | 1)) => {
                    let plural = if length == 1 { "" } else { "s" };
                    format!("need more than {length} value{plural} to unpack")
                }
                (true, _) => "too many values to unpack (expected 2)".to_string(),
            }));
        };
        dict.insert(host, key.clone(), value.clone())?;
        position += 1;
    }
    Ok(())
}
