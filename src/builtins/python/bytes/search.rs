//! Finding and counting parts of bytes.

use std::rc::Rc;

use super::super::str::window::bounds;
use super::Own;
use crate::array::meter;
use crate::builtins;
use crate::builtins::python::bytearray::plain;
use crate::value::compare::bytes_of;
use crate::value::number::{index_clamped, is_index};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The position of the first occurrence of `sub`, bytes or a number; -1 where there is none.
    ///
    /// >>> b"banana".find(b"n"), b"banana".find(97, 2)
    /// (2, 3)
    "bytes.find" | "bytearray.find" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, sub: Value, start: Value, end: Value| {
        find(host, &own, &sub, (&start, &end), false).map(|at| at.map_or(-1, |at| at as i64))
    };
    /// The position of the last occurrence of `sub`; -1 where there is none.
    ///
    /// >>> b"banana".rfind(b"an")
    /// 3
    "bytes.rfind" | "bytearray.rfind" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, sub: Value, start: Value, end: Value| {
        find(host, &own, &sub, (&start, &end), true).map(|at| at.map_or(-1, |at| at as i64))
    };
    /// The position of the first occurrence of `sub`; ValueError where there is none.
    "bytes.index" | "bytearray.index" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, sub: Value, start: Value, end: Value| {
        find(host, &own, &sub, (&start, &end), false)?.ok_or_else(not_found)
    };
    /// The position of the last occurrence of `sub`; ValueError where there is none.
    "bytes.rindex" | "bytearray.rindex" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, sub: Value, start: Value, end: Value| {
        find(host, &own, &sub, (&start, &end), true)?.ok_or_else(not_found)
    };
    /// How often `sub` occurs without overlapping.
    ///
    /// >>> b"banana".count(b"an")
    /// 2
    "bytes.count" | "bytearray.count" "(self, sub, start=None, end=None, /)" => count;
    /// Do the bytes begin with a prefix, or with one of a tuple of them?
    ///
    /// >>> b"abc".startswith(b"ab")
    /// True
    "bytes.startswith" | "bytearray.startswith" "(self, prefix, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, prefix: Value, start: Value, end: Value| {
        edge(host, "startswith", &own, &prefix, (&start, &end))
    };
    /// Do the bytes end with a suffix, or with one of a tuple of them?
    ///
    /// >>> b"abc".endswith((b"bc", b"x"))
    /// True
    "bytes.endswith" | "bytearray.endswith" "(self, suffix, start=None, end=None, /)" => |host: &mut dyn Host, own: Own, suffix: Value, start: Value, end: Value| {
        edge(host, "endswith", &own, &suffix, (&start, &end))
    };
}

fn not_found() -> Raised {
    Raised::value_error("subsection not found")
}

/// What is sought: bytes, or the number of one.
fn sought(host: &mut dyn Host, sub: &Value) -> Result<Rc<[u8]>> {
    let value = plain(sub.clone())?;
    if let Some(bytes) = bytes_of(&value) {
        return Ok(bytes.clone());
    }
    if !is_index(&value) {
        let given = value.qualified_type_name();
        let message = format!("argument should be integer or bytes-like object, not '{given}'");
        return Err(Raised::type_error(message));
    }
    match u8::try_from(index_clamped(host, &value)?) {
        Ok(byte) => Ok(Rc::from([byte])),
        Err(_) => Err(Raised::value_error("byte must be in range(0, 256)")),
    }
}

/// Where `part` begins in `bytes`.
pub(super) fn position(bytes: &[u8], part: &[u8], last: bool) -> Option<usize> {
    if part.is_empty() {
        return Some(if last { bytes.len() } else { 0 });
    }
    let mut windows = bytes.windows(part.len());
    match last {
        true => windows.rposition(|window| window == part),
        false => windows.position(|window| window == part),
    }
}

fn find(
    host: &mut dyn Host,
    own: &Own,
    sub: &Value,
    (start, end): (&Value, &Value),
    last: bool,
) -> Result<Option<usize>> {
    let bounds = bounds(host, own.bytes.len(), start, end)?;
    let sub = sought(host, sub)?;
    meter::steps(own.bytes.len() / 16)?;
    let Some((start, end)) = bounds else {
        return Ok(None);
    };
    let part = own.bytes.get(start..end).unwrap_or_default();
    Ok(position(part, &sub, last).map(|at| start + at))
}

fn count(host: &mut dyn Host, own: Own, sub: Value, start: Value, end: Value) -> Result<usize> {
    let bounds = bounds(host, own.bytes.len(), &start, &end)?;
    let sub = sought(host, &sub)?;
    meter::steps(own.bytes.len() / 16)?;
    let Some((start, end)) = bounds else {
        return Ok(0);
    };
    let mut rest = own.bytes.get(start..end).unwrap_or_default();
    if sub.is_empty() {
        return Ok(rest.len() + 1);
    }
    let mut found = 0;
    while let Some(at) = position(rest, &sub, false) {
        found += 1;
        rest = rest.get(at + sub.len()..).unwrap_or_default();
    }
    Ok(found)
}

fn edge(
    host: &mut dyn Host,
    name: &str,
    own: &Own,
    wanted: &Value,
    (start, end): (&Value, &Value),
) -> Result<bool> {
    let bounds = bounds(host, own.bytes.len(), start, end)?;
    let window = bounds.and_then(|(start, end)| own.bytes.get(start..end));
    let test = |part: &[u8]| match name {
        "startswith" => window.is_some_and(|window| window.starts_with(part)),
        _ => window.is_some_and(|window| window.ends_with(part)),
    };
    if let Value::Tuple(several) = wanted {
        for one in several.iter() {
            if test(&super::octets_of(one)?) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match bytes_of(&plain(wanted.clone())?) {
        Some(part) => Ok(test(part)),
        None => Err(Raised::type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {}",
            wanted.qualified_type_name()
        ))),
    }
}
