//! The methods of `dict`.

use std::rc::Rc;

use super::dict::{key_error, missing, update};
use super::dict_views::view;
use super::iterate::{self, DictPart};
use crate::array::meter;
use crate::builtins;
use crate::value::builtin::{Given, Keywords};
use crate::value::{Dict, Flavour, Host, Raised, Result, Value};

builtins! {
    /// A dict from another mapping or from pairs, and from keyword arguments.
    ///
    /// >>> dict([("a", 1)], b=2)
    /// {'a': 1, 'b': 2}
    "dict.__new__" "(iterable=<no value>, /, **kwargs)" => |host: &mut dyn Host, iterable: Given, keywords: Keywords| {
        let dict = Dict::default();
        fill(host, &dict, iterable.0, keywords)?;
        Ok::<Value, Raised>(Value::Dict(Rc::new(dict)))
    };
    /// The value of a key; `default` where it is not there.
    ///
    /// >>> {"a": 1}.get("b", 0)
    /// 0
    "dict.get" "(self, key, default=None, /)" => |host: &mut dyn Host, dict: Rc<Dict>, key: Value, default: Value| {
        dict.get(host, &key).map(|found| found.unwrap_or(default))
    };
    /// The keys, as a view that follows the dict.
    ///
    /// >>> {"a": 1}.keys()
    /// dict_keys(['a'])
    "dict.keys" "(self, /)" => |dict: Rc<Dict>| view(&dict, DictPart::Keys);
    /// The values, as a view that follows the dict.
    ///
    /// >>> {"a": 1}.values()
    /// dict_values([1])
    "dict.values" "(self, /)" => |dict: Rc<Dict>| view(&dict, DictPart::Values);
    /// The pairs of key and value, as a view that follows the dict.
    ///
    /// >>> {"a": 1}.items()
    /// dict_items([('a', 1)])
    "dict.items" "(self, /)" => |dict: Rc<Dict>| view(&dict, DictPart::Items);
    /// Removes a key and returns its value; `default` where it is not there, KeyError without one.
    ///
    /// >>> d = {"a": 1, "b": 2}
    /// >>> d.pop("a")
    /// 1
    changes "dict.pop" "(self, key, default=<no value>, /)" => |host: &mut dyn Host, dict: Rc<Dict>, key: Value, default: Given| {
        // A dict that is empty does not even ask for the key's hash.
        let found = match dict.len() {
            0 => None,
            _ => dict.remove(host, &key)?,
        };
        match (found, default.0) {
            (Some((_, value)), _) => Ok(value),
            (None, Some(default)) => Ok(default),
            (None, None) => Err(key_error(key)),
        }
    };
    /// Removes the pair that was added last and returns it.
    ///
    /// >>> {"a": 1, "b": 2}.popitem()
    /// ('b', 2)
    changes "dict.popitem" "(self, /)" => |dict: Rc<Dict>| pop_item(&dict, true, "popitem(): dictionary is empty");
    /// The value of a key, which gets `default` where it is not there.
    ///
    /// >>> d = {}
    /// >>> d.setdefault("a", []).append(1)
    /// >>> d
    /// {'a': [1]}
    changes "dict.setdefault" "(self, key, default=None, /)" => |host: &mut dyn Host, dict: Rc<Dict>, key: Value, default: Value| {
        match dict.get(host, &key)? {
            Some(value) => Ok(value),
            None => {
                dict.insert(host, key, default.clone())?;
                Ok::<Value, Raised>(default)
            }
        }
    };
    /// Takes over the pairs of another mapping or of an iterable, and keyword arguments.
    ///
    /// >>> d = {"a": 1}
    /// >>> d.update({"a": 2}, b=3)
    /// >>> d
    /// {'a': 2, 'b': 3}
    changes "dict.update" "(self, iterable=<no value>, /, **kwargs)" => |host: &mut dyn Host, dict: Rc<Dict>, other: Given, keywords: Keywords| {
        fill(host, &dict, other.0, keywords)
    };
    /// Removes everything.
    ///
    /// >>> d = {"a": 1}
    /// >>> d.clear()
    /// >>> d
    /// {}
    changes "dict.clear" "(self, /)" => |dict: Rc<Dict>| dict.clear();
    /// A copy: another dict with the same keys and values.
    ///
    /// >>> {"a": 1}.copy()
    /// {'a': 1}
    "dict.copy" "(self, /)" => |dict: Rc<Dict>| Value::Dict(Rc::new(dict.copy()));
    /// A dict whose keys are the items of an iterable, all with the same value.
    ///
    /// >>> dict.fromkeys("ab", 0)
    /// {'a': 0, 'b': 0}
    "dict.fromkeys" "(iterable, value=None, /)" => from_keys;
    /// What a `defaultdict` gives for a key that is not there.
    "defaultdict.__missing__" "(self, key, /)" => |host: &mut dyn Host, dict: Rc<Dict>, key: Value| {
        missing(host, &dict, &key)
    };
}

/// Adds what the constructor and `update` take.
///
/// # Errors
/// As [`update`].
pub fn fill(
    host: &mut dyn Host,
    dict: &Dict,
    other: Option<Value>,
    keywords: Keywords,
) -> Result<()> {
    if let Some(other) = other {
        update(host, dict, &other)?;
    }
    for (name, value) in keywords.0 {
        dict.insert(host, Value::Str(name), value)?;
    }
    Ok(())
}

/// Removes and returns the last pair, or the first.
///
/// # Errors
/// KeyError for an empty dict.
pub fn pop_item(dict: &Rc<Dict>, last: bool, complaint: &str) -> Result<Value> {
    let place = if last {
        dict.previous_place(usize::MAX)
    } else {
        dict.next_place(0)
    };
    match place.and_then(|place| dict.remove_place(place)) {
        Some((key, value)) => Ok(Value::tuple(vec![key, value])),
        None => Err(key_error(Value::str(complaint))),
    }
}

fn from_keys(host: &mut dyn Host, keys: Value, value: Value) -> Result<Value> {
    let dict = Dict::new(Flavour::Plain);
    let iterator = iterate::iter(host, &keys)?;
    while let Some(key) = iterate::next(host, &iterator)? {
        meter::steps(1)?;
        dict.insert(host, key, value.clone())?;
    }
    Ok(Value::Dict(Rc::new(dict)))
}
