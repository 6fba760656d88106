//! `repr(x)` and `str(x)` of every value.
//!
//! [`object`] writes what has an address or a class, [`exception`] the exceptions, [`mod@array`] hands arrays and NumPy's
//! scalars to floor 2 with the session's print options.

mod array;
mod exception;
mod object;

use std::fmt::Write;
use std::rc::Rc;

use super::{
    ArraySubclass, Dict, Flavour, Host, Range, Result, Set, Value, compare, number, special,
};
use crate::array::print::{complex_text, float_text, str_repr};
use crate::array::{Array, meter};

pub use array::{
    ArrayPrinting, array_repr_by, array_repr_of, array_str, array_str_by, array2string,
};
pub use exception::{exception_repr, exception_str};
pub use object::own_repr;

/// Python's `repr(value)`.
///
/// # Errors
/// RecursionError, MemoryError; whatever a lesson's `__repr__` raises.
pub fn repr(host: &mut dyn Host, value: &Value) -> Result<String> {
    let mut out = String::new();
    write_repr(host, value, &mut out)?;
    Ok(out)
}

/// Python's `str(value)`.
///
/// # Errors
/// As [`repr`], and whatever a lesson's `__str__` raises.
pub fn str(host: &mut dyn Host, value: &Value) -> Result<Rc<str>> {
    Ok(match value {
        Value::Str(text) => text.clone(),
        Value::Int(i) => i.to_string().into(),
        Value::Float(x) => float_text(*x).into(),
        Value::Scalar(scalar) => array::scalar_str(host, scalar)?.into(),
        Value::Array(object) => match &object.subclass {
            Some(subclass) => subclass_str(host, value, &**subclass, &object.array())?,
            None => array::array_str(host, &object.array())?.into(),
        },
        Value::DType(dtype) => dtype.to_string().into(),
        Value::Exception(_) | Value::Instance(_) | Value::Class(_) => user_str(host, value)?,
        Value::Native(native) => match native.str_with(host)? {
            Some(text) => text.into(),
            None => user_str(host, value)?,
        },
        other => repr(host, other)?.into(),
    })
}

/// Python's `ascii(value)`: its repr with everything beyond ASCII escaped.
///
/// # Errors
/// As [`repr`].
pub fn ascii(host: &mut dyn Host, value: &Value) -> Result<String> {
    Ok(escape_non_ascii(&repr(host, value)?))
}

/// Writes every character beyond ASCII as `\xe9`, `\u20ac` or `\U0001f600`.
pub fn escape_non_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Writing to a string cannot fail.
        let _ = match c as u32 {
            0..=0x7f => out.write_char(c),
            code @ 0x80..=0xff => write!(out, "\\x{code:02x}"),
            code @ 0x100..=0xffff => write!(out, "\\u{code:04x}"),
            code => write!(out, "\\U{code:08x}"),
        };
    }
    out
}

/// What a lesson's class says in `__str__`, else in `__repr__`.
fn user_str(host: &mut dyn Host, value: &Value) -> Result<Rc<str>> {
    match special::call(host, value, "__str__", [])? {
        Some(Value::Str(text)) => Ok(text),
        Some(other) => Err(not_text("__str__", &other)),
        None => own_str(host, value),
    }
}

/// The text of an object whose class has no `__str__` of the lesson's: `object.__str__(value)`.
///
/// # Errors
/// As [`str()`].
pub fn own_str(host: &mut dyn Host, value: &Value) -> Result<Rc<str>> {
    match value {
        Value::Exception(exception) => Ok(exception_str(host, exception)?.into()),
        _ => match value.held() {
            Some(Value::Str(text)) => Ok(text.clone()),
            Some(Value::Native(native)) if let Some(text) = native.str_with(host)? => {
                Ok(text.into())
            }
            _ => Ok(repr(host, value)?.into()),
        },
    }
}

/// A lesson's own `__repr__` for arrays of its class, else the subclass's.
fn subclass_repr(
    host: &mut dyn Host,
    value: &Value,
    subclass: &dyn ArraySubclass,
    array: &Array,
) -> Result<String> {
    match special::call(host, value, "__repr__", [])? {
        Some(Value::Str(text)) => Ok(text.to_string()),
        Some(other) => Err(not_text("__repr__", &other)),
        None => subclass.repr(host, array),
    }
}

fn subclass_str(
    host: &mut dyn Host,
    value: &Value,
    subclass: &dyn ArraySubclass,
    array: &Array,
) -> Result<Rc<str>> {
    match special::call(host, value, "__str__", [])? {
        Some(Value::Str(text)) => Ok(text),
        Some(other) => Err(not_text("__str__", &other)),
        None => Ok(subclass.str(host, array)?.into()),
    }
}

fn not_text(method: &str, returned: &Value) -> super::Raised {
    super::Raised::type_error(format!(
        "{method} returned non-string (type {})",
        returned.qualified_type_name()
    ))
}

fn write_repr(host: &mut dyn Host, value: &Value, out: &mut String) -> Result<()> {
    match value {
        Value::None => out.push_str("None"),
        Value::NotImplemented => out.push_str("NotImplemented"),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        // Writing to a string cannot fail.
        Value::Int(i) => drop(write!(out, "{i}")),
        Value::BigInt(i) => out.push_str(&number::int_text(i)?),
        Value::Float(x) => out.push_str(&float_text(*x)),
        Value::Complex(z) => out.push_str(&complex_text(*z)),
        Value::Str(text) => {
            meter::steps(text.len() / 16)?;
            out.push_str(&str_repr(text));
        }
        Value::Bytes(bytes) => out.push_str(&crate::array::print::bytes_repr(bytes)),
        Value::Range(range) => out.push_str(&range_repr(range)),
        Value::Scalar(scalar) => out.push_str(&array::scalar_repr(host, scalar)?),
        Value::Array(object) => match &object.subclass {
            Some(subclass) => {
                out.push_str(&subclass_repr(host, value, &**subclass, &object.array())?);
            }
            None => out.push_str(&array::array_repr_of(host, &object.array(), "array")?),
        },
        Value::DType(dtype) => out.push_str(&dtype.repr()),
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) | Value::Slice(_) => {
            write_container(host, value, out)?;
        }
        other => out.push_str(&object::object_repr(host, other)?),
    }
    Ok(())
}

/// The containers whose repr is being written, by address: one inside itself is shown as dots.
#[derive(Default)]
pub struct Active(Vec<usize>);

/// Runs `write` unless the object at `place` is being written already; false if it is.
///
/// # Errors
/// RecursionError, and whatever `write` raises.
pub fn guarded(
    host: &mut dyn Host,
    place: usize,
    write: impl FnOnce(&mut dyn Host) -> Result<()>,
) -> Result<bool> {
    let active = &mut host.session().get::<Active>().0;
    if active.contains(&place) {
        return Ok(false);
    }
    active.push(place);
    let result = host.enter().and_then(|()| {
        let result = write(host);
        host.leave();
        result
    });
    host.session().get::<Active>().0.pop();
    result.map(|()| true)
}

fn write_container(host: &mut dyn Host, value: &Value, out: &mut String) -> Result<()> {
    let place = match value {
        Value::List(list) => Rc::as_ptr(list) as usize,
        Value::Tuple(items) => Rc::as_ptr(items).cast::<()>() as usize,
        Value::Dict(dict) => Rc::as_ptr(dict) as usize,
        Value::Set(set) => Rc::as_ptr(set) as usize,
        _ => 0,
    };
    let written = guarded(host, place, |host| match value {
        Value::List(list) => write_items(host, ("[", "]"), out, |i| list.get(i)),
        Value::Tuple(items) => {
            let close = if items.len() == 1 { ",)" } else { ")" };
            write_items(host, ("(", close), out, |i| items.get(i).cloned())
        }
        Value::Dict(dict) => write_dict(host, dict, out),
        Value::Set(set) => write_set(host, set, out),
        Value::Slice(slice) => {
            let parts = [&slice.start, &slice.stop, &slice.step];
            write_items(host, ("slice(", ")"), out, |i| {
                parts.get(i).map(|&part| part.clone())
            })
        }
        _ => Ok(()),
    })?;
    if !written {
        out.push_str(match value {
            Value::List(_) => "[...]",
            Value::Tuple(_) => "(...)",
            Value::Dict(_) => "{...}",
            _ => "...",
        });
    }
    Ok(())
}

/// Items between brackets. `at` looks afresh each time, since showing an item may change its container.
///
/// # Errors
/// As [`repr`].
pub fn write_items(
    host: &mut dyn Host,
    (open, close): (&str, &str),
    out: &mut String,
    at: impl Fn(usize) -> Option<Value>,
) -> Result<()> {
    out.push_str(open);
    let mut i = 0;
    while let Some(item) = at(i) {
        if i > 0 {
            out.push_str(", ");
        }
        count_item(out)?;
        write_repr(host, &item, out)?;
        i += 1;
    }
    out.push_str(close);
    Ok(())
}

/// One more item was written.
fn count_item(out: &str) -> Result<()> {
    meter::steps(1)?;
    meter::check_bytes(out.len())?;
    Ok(())
}

fn write_dict(host: &mut dyn Host, dict: &Rc<Dict>, out: &mut String) -> Result<()> {
    match &dict.flavour {
        Flavour::Plain | Flavour::Attributes(_) => write_pairs(host, &dict.pairs(), out),
        Flavour::Default(factory) => {
            out.push_str("defaultdict(");
            let factory = factory.borrow().clone();
            write_repr(host, &factory, out)?;
            out.push_str(", ");
            write_pairs(host, &dict.pairs(), out)?;
            out.push(')');
            Ok(())
        }
        Flavour::Ordered if dict.is_empty() => {
            out.push_str("OrderedDict()");
            Ok(())
        }
        Flavour::Ordered => {
            let pairs = dict
                .pairs()
                .into_iter()
                .map(|(k, v)| Value::tuple(vec![k, v]));
            let pairs: Vec<Value> = pairs.collect();
            write_items(host, ("OrderedDict([", "])"), out, |i| {
                pairs.get(i).cloned()
            })
        }
        Flavour::Counter if dict.is_empty() => {
            out.push_str("Counter()");
            Ok(())
        }
        Flavour::Counter => {
            out.push_str("Counter(");
            let pairs = most_common(host, dict.pairs())?;
            write_pairs(host, &pairs, out)?;
            out.push(')');
            Ok(())
        }
    }
}

/// A Counter's pairs, largest count first; as they stand where counts have no order.
fn most_common(host: &mut dyn Host, pairs: Vec<(Value, Value)>) -> Result<Vec<(Value, Value)>> {
    let before = |host: &mut dyn Host, a: &(Value, Value), b: &(Value, Value)| {
        compare::less(host, &b.1, &a.1)
    };
    match super::sort::sort_by(host, pairs.clone(), before) {
        Err(raised) if raised.is_a(super::ClassId::TYPE_ERROR) => Ok(pairs),
        sorted => sorted,
    }
}

fn write_pairs(host: &mut dyn Host, pairs: &[(Value, Value)], out: &mut String) -> Result<()> {
    out.push('{');
    for (i, (key, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        count_item(out)?;
        write_repr(host, key, out)?;
        out.push_str(": ");
        write_repr(host, value, out)?;
    }
    out.push('}');
    Ok(())
}

fn write_set(host: &mut dyn Host, set: &Set, out: &mut String) -> Result<()> {
    let items = set.items();
    let brackets = match (set.frozen, items.is_empty()) {
        (false, true) => ("set(", ")"),
        (false, false) => ("{", "}"),
        (true, true) => ("frozenset(", ")"),
        (true, false) => ("frozenset({", "})"),
    };
    write_items(host, brackets, out, |i| items.get(i).cloned())
}

fn range_repr(range: &Range) -> String {
    let Range { start, stop, step } = range;
    if *step == 1 {
        format!("range({start}, {stop})")
    } else {
        format!("range({start}, {stop}, {step})")
    }
}
