//! Taking bytes apart and putting them together.

use super::super::{bytearray, iterate, memory};
use super::search::position;
use super::{Own, is_space, octets_of};
use crate::array::meter;
use crate::builtins;
use crate::value::compare::bytes_of;
use crate::value::number::c_int;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The parts between separators, as a list; without a separator, the words between blanks.
    ///
    /// >>> b"5,7,3".split(b",", 1)
    /// [b'5', b'7,3']
    "bytes.split" | "bytearray.split" "(self, sep=None, maxsplit=-1)" => |own: Own, sep: Value, most: i64| split(&own, &sep, most, false);
    /// As `split`, from the right.
    ///
    /// >>> b"5,7,3".rsplit(b",", 1)
    /// [b'5,7', b'3']
    "bytes.rsplit" | "bytearray.rsplit" "(self, sep=None, maxsplit=-1)" => |own: Own, sep: Value, most: i64| split(&own, &sep, most, true);
    /// The lines, without their ends unless `keepends`.
    ///
    /// >>> b"one\ntwo\n".splitlines(True)
    /// [b'one\n', b'two\n']
    "bytes.splitlines" | "bytearray.splitlines" "(self, keepends=False)" => |host: &mut dyn Host, own: Own, keep: Value| {
        let keep = c_int(host, &keep)? != 0;
        own.all(lines(&own.bytes, keep))
    };
    /// What stands before a separator, the separator, and what follows.
    ///
    /// >>> b'key=value'.partition(b'=')
    /// (b'key', b'=', b'value')
    "bytes.partition" | "bytearray.partition" "(self, sep, /)" => |own: Own, sep: Value| partition(&own, sep, false);
    /// As `partition`, by the last separator.
    "bytes.rpartition" | "bytearray.rpartition" "(self, sep, /)" => |own: Own, sep: Value| partition(&own, sep, true);
    /// The items of an iterable with these bytes between them.
    ///
    /// >>> b", ".join([b"a", b"b"])
    /// b'a, b'
    "bytes.join" | "bytearray.join" "(self, iterable, /)" => join;
}

fn split(own: &Own, separator: &Value, most: i64, from_right: bool) -> Result<Value> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    meter::steps(own.bytes.len() / 4)?;
    let mut parts = match separator {
        Value::None => words(&own.bytes, most, from_right),
        other => between(&own.bytes, &octets_of(other)?, most, from_right)?,
    };
    if from_right {
        parts.reverse();
    }
    own.all(parts)
}

/// The parts between separators, in the order in which they are found.
fn between<'b>(
    bytes: &'b [u8],
    separator: &[u8],
    most: usize,
    from_right: bool,
) -> Result<Vec<&'b [u8]>> {
    if separator.is_empty() {
        return Err(Raised::value_error("empty separator"));
    }
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while parts.len() < most
        && let Some(at) = position(rest, separator, from_right)
    {
        let (before, after) = rest.split_at(at);
        let after = after.get(separator.len()..).unwrap_or_default();
        let (part, left) = if from_right {
            (after, before)
        } else {
            (before, after)
        };
        parts.push(part);
        rest = left;
    }
    parts.push(rest);
    Ok(parts)
}

/// The parts between blanks, in the order in which they are found.
fn words(bytes: &[u8], most: usize, from_right: bool) -> Vec<&[u8]> {
    let (mut words, mut rest) = (Vec::new(), bytes);
    loop {
        rest = trimmed(rest, from_right);
        if rest.is_empty() {
            return words;
        }
        if words.len() == most {
            words.push(rest);
            return words;
        }
        let (word, left) = if from_right {
            let at = rest.iter().rposition(is_space).map_or(0, |at| at + 1);
            let (left, word) = rest.split_at(at);
            (word, left)
        } else {
            rest.split_at(rest.iter().position(is_space).unwrap_or(rest.len()))
        };
        words.push(word);
        rest = left;
    }
}

fn trimmed(bytes: &[u8], at_end: bool) -> &[u8] {
    let kept = |byte: &u8| !is_space(byte);
    if at_end {
        let end = bytes.iter().rposition(kept).map_or(0, |at| at + 1);
        bytes.get(..end).unwrap_or_default()
    } else {
        let start = bytes.iter().position(kept).unwrap_or(bytes.len());
        bytes.get(start..).unwrap_or_default()
    }
}

fn lines(bytes: &[u8], keep: bool) -> Vec<&[u8]> {
    let (mut lines, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let end = rest.iter().position(is_end).unwrap_or(rest.len());
        let (_, tail) = rest.split_at(end);
        let width = match tail {
            [b'\r', b'\n', ..] => 2,
            tail => tail.len().min(1),
        };
        let shown = if keep { end + width } else { end };
        lines.push(rest.get(..shown).unwrap_or_default());
        rest = rest.get(end + width..).unwrap_or_default();
    }
    lines
}

fn partition(own: &Own, separator: Value, last: bool) -> Result<Value> {
    let sought = octets_of(&separator)?;
    if sought.is_empty() {
        return Err(Raised::value_error("empty separator"));
    }
    let empty: &[u8] = &[];
    let parts = match position(&own.bytes, &sought, last) {
        Some(at) => {
            let (before, after) = own.bytes.split_at(at);
            let after = after.get(sought.len()..).unwrap_or_default();
            // The separator is the very object that was given, but a `bytearray` makes its own.
            let middle = match own.is_array {
                true => own.made(sought.to_vec())?,
                false => separator,
            };
            [
                own.made(before.to_vec())?,
                middle,
                own.made(after.to_vec())?,
            ]
        }
        None => {
            let (first, third) = if last {
                (empty, &own.bytes[..])
            } else {
                (&own.bytes[..], empty)
            };
            let made = |part: &[u8]| own.made(part.to_vec());
            [made(first)?, made(empty)?, made(third)?]
        }
    };
    Ok(Value::tuple(parts.to_vec()))
}

fn join(host: &mut dyn Host, own: Own, iterable: Value) -> Result<Value> {
    if !iterate::is_iterable(&iterable) {
        return Err(Raised::type_error("can only join an iterable"));
    }
    let items = iterate::collect(host, &iterable)?;
    let mut parts = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match bytes_of(&bytearray::plain(item.clone())?) {
            Some(bytes) => parts.push(bytes.clone()),
            None => {
                return Err(Raised::type_error(format!(
                    "sequence item {at}: expected a bytes-like object, {} found",
                    item.qualified_type_name()
                )));
            }
        }
    }
    let size: usize = parts.iter().map(|part| part.len() + own.bytes.len()).sum();
    memory::room_for(size)?;
    let parts: Vec<&[u8]> = parts.iter().map(|part| &part[..]).collect();
    own.made(parts.join(&own.bytes[..]))
}
