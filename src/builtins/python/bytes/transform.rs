//! Bytes made from bytes: stripped, padded, replaced, translated; in them only ASCII letters are letters.

use super::super::memory;
use super::super::parameters::Octets;
use super::search::position;
use super::{Own, is_space, octets_of};
use crate::array::meter;
use crate::builtins;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::compare::bytes_of;
use crate::value::number::c_int;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// Without the blanks at both ends, or without the bytes given.
    ///
    /// >>> b" a ".strip(), b"xxaxx".strip(b"x")
    /// (b'a', b'a')
    "bytes.strip" | "bytearray.strip" "(self, bytes=None, /)" => |own: Own, set: Value| strip(&own, &set, (true, true));
    /// Without blanks, or other bytes, at the beginning.
    "bytes.lstrip" | "bytearray.lstrip" "(self, bytes=None, /)" => |own: Own, set: Value| strip(&own, &set, (true, false));
    /// Without blanks, or other bytes, at the end.
    "bytes.rstrip" | "bytearray.rstrip" "(self, bytes=None, /)" => |own: Own, set: Value| strip(&own, &set, (false, true));
    /// Without a beginning, where it is there.
    "bytes.removeprefix" | "bytearray.removeprefix" "(self, prefix, /)" => |own: Own, part: Octets| {
        own.made(own.bytes.strip_prefix(&part.0[..]).unwrap_or(&own.bytes).to_vec())
    };
    /// Without an end, where it is there.
    "bytes.removesuffix" | "bytearray.removesuffix" "(self, suffix, /)" => |own: Own, part: Octets| {
        own.made(own.bytes.strip_suffix(&part.0[..]).unwrap_or(&own.bytes).to_vec())
    };
    /// With every occurrence of `old` replaced by `new`; at most `count` of them, unless that is negative.
    ///
    /// >>> b"banana".replace(b"an", b"o")
    /// b'booa'
    "bytes.replace" | "bytearray.replace" "(self, old, new, count=-1, /)" => replace;
    /// In the middle of a width.
    "bytes.center" | "bytearray.center" "(self, width, fillchar=b' ', /)" => |own: Own, width: i64, fill: Fill| {
        let missing = missing(&own, width);
        // An odd blank goes to the left where the width is odd too.
        let left = missing / 2 + (missing & width.max(0) as usize & 1);
        padded(&own, left, missing - left, fill.0)
    };
    /// On the left of a width.
    "bytes.ljust" | "bytearray.ljust" "(self, width, fillchar=b' ', /)" => |own: Own, width: i64, fill: Fill| {
        padded(&own, 0, missing(&own, width), fill.0)
    };
    /// On the right of a width.
    "bytes.rjust" | "bytearray.rjust" "(self, width, fillchar=b' ', /)" => |own: Own, width: i64, fill: Fill| {
        padded(&own, missing(&own, width), 0, fill.0)
    };
    /// With zeros before the number, behind its sign.
    "bytes.zfill" | "bytearray.zfill" "(self, width, /)" => |own: Own, width: i64| {
        let missing = missing(&own, width);
        memory::room_for(missing.saturating_add(own.bytes.len()))?;
        let signed = own.bytes.first().is_some_and(|byte| b"+-".contains(byte));
        let (sign, rest) = own.bytes.split_at(usize::from(signed));
        own.made([sign, &vec![b'0'; missing], rest].concat())
    };
    /// With blanks in place of tabs, up to the next multiple of `tabsize`.
    "bytes.expandtabs" | "bytearray.expandtabs" "(self, tabsize=8)" => expand_tabs;
    /// With each byte replaced by that at its place in a table of 256; those of `delete` are left out.
    ///
    /// >>> b"abc".translate(bytes.maketrans(b"ab", b"xy"), b"c")
    /// b'xy'
    "bytes.translate" | "bytearray.translate" "(self, table, /, delete=<no value>)" => translate;
    /// A table for `translate` that has each byte of `to` in place of the one of `frm`.
    "bytes.maketrans" | "bytearray.maketrans" "(frm, to, /)" => |from: Octets, to: Octets| -> Result<Value> {
        if from.0.len() != to.0.len() {
            return Err(Raised::value_error("maketrans arguments must have same length"));
        }
        let mut table: Vec<u8> = (0..=u8::MAX).collect();
        for (from, to) in from.0.iter().zip(to.0.iter()) {
            table[usize::from(*from)] = *to;
        }
        Ok(Value::Bytes(table.into()))
    };
    /// ASCII letters in upper case.
    ///
    /// >>> b"abc".upper()
    /// b'ABC'
    "bytes.upper" | "bytearray.upper" "(self, /)" => |own: Own| own.made(own.bytes.to_ascii_uppercase());
    /// ASCII letters in lower case.
    ///
    /// >>> b"ABC".lower()
    /// b'abc'
    "bytes.lower" | "bytearray.lower" "(self, /)" => |own: Own| own.made(own.bytes.to_ascii_lowercase());
    /// Large letters small and small ones large.
    "bytes.swapcase" | "bytearray.swapcase" "(self, /)" => |own: Own| {
        let swapped = |byte: &u8| if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() };
        own.made(own.bytes.iter().map(swapped).collect())
    };
    /// The first letter large, all others small.
    "bytes.capitalize" | "bytearray.capitalize" "(self, /)" => |own: Own| {
        let mut bytes = own.bytes.to_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
        own.made(bytes)
    };
    /// Each word with a large letter.
    "bytes.title" | "bytearray.title" "(self, /)" => |own: Own| {
        let mut bytes = own.bytes.to_ascii_lowercase();
        let mut inside = false;
        for byte in &mut bytes {
            if !inside {
                byte.make_ascii_uppercase();
            }
            inside = byte.is_ascii_alphabetic();
        }
        own.made(bytes)
    };
    /// Letters and digits only?
    "bytes.isalnum" | "bytearray.isalnum" "(self, /)" => |own: Own| own.are_all(u8::is_ascii_alphanumeric);
    /// Letters only?
    "bytes.isalpha" | "bytearray.isalpha" "(self, /)" => |own: Own| own.are_all(u8::is_ascii_alphabetic);
    /// All below 128?
    "bytes.isascii" | "bytearray.isascii" "(self, /)" => |own: Own| own.bytes.is_ascii();
    /// Digits only?
    "bytes.isdigit" | "bytearray.isdigit" "(self, /)" => |own: Own| own.are_all(u8::is_ascii_digit);
    /// Blanks only?
    "bytes.isspace" | "bytearray.isspace" "(self, /)" => |own: Own| own.are_all(is_space);
    /// Small letters only?
    "bytes.islower" | "bytearray.islower" "(self, /)" => |own: Own| has_only(&own, u8::is_ascii_lowercase);
    /// Large letters only?
    "bytes.isupper" | "bytearray.isupper" "(self, /)" => |own: Own| has_only(&own, u8::is_ascii_uppercase);
    /// Does each word begin with a large letter, and no other is large?
    "bytes.istitle" | "bytearray.istitle" "(self, /)" => |own: Own| {
        let letters = |byte: &u8| byte.is_ascii_alphabetic();
        let before = std::iter::once(false).chain(own.bytes.iter().map(letters));
        let fits = |(inside, byte): (bool, &u8)| !letters(byte) || byte.is_ascii_lowercase() == inside;
        own.bytes.iter().any(letters) && before.zip(own.bytes.iter()).all(fits)
    };
}

/// Has it letters, and are all of them of this case?
fn has_only(own: &Own, case: fn(&u8) -> bool) -> bool {
    let mut letters = own.bytes.iter().filter(|byte| byte.is_ascii_alphabetic());
    letters.clone().next().is_some() && letters.all(case)
}

fn strip(own: &Own, set: &Value, (left, right): (bool, bool)) -> Result<Value> {
    let set = match set {
        Value::None => None,
        other => Some(octets_of(other)?),
    };
    let stays = |byte: &u8| match &set {
        None => !is_space(byte),
        Some(set) => !set.contains(byte),
    };
    let first = own.bytes.iter().position(stays);
    let last = own.bytes.iter().rposition(stays);
    let (Some(first), Some(last)) = (first, last) else {
        return own.made(Vec::new());
    };
    let start = if left { first } else { 0 };
    let end = if right { last + 1 } else { own.bytes.len() };
    own.made(own.bytes.get(start..end).unwrap_or_default().to_vec())
}

fn replace(own: Own, old: Octets, new: Octets, count: i64) -> Result<Value> {
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let (old, new) = (&old.0[..], &new.0[..]);
    let possible = own.bytes.len() / old.len().max(1) + 1;
    memory::room_for(
        possible
            .min(most)
            .saturating_mul(new.len())
            .saturating_add(own.bytes.len()),
    )?;
    meter::steps(own.bytes.len() / 4)?;
    let (mut made, mut rest, mut done) = (Vec::new(), &own.bytes[..], 0);
    while done < most
        && let Some(at) = position(rest, old, false)
    {
        made.extend_from_slice(rest.get(..at).unwrap_or_default());
        made.extend_from_slice(new);
        rest = rest.get(at + old.len()..).unwrap_or_default();
        done += 1;
        // An empty part is found before each byte, and once at the end.
        if old.is_empty() {
            let Some((first, after)) = rest.split_first() else {
                break;
            };
            made.push(*first);
            rest = after;
        }
    }
    made.extend_from_slice(rest);
    own.made(made)
}

/// A single byte to fill with.
struct Fill(u8);

impl Parameter for Fill {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Fill> {
        let Some(value) = bound.take_given() else {
            return Ok(Fill(b' '));
        };
        let given = match &value {
            Value::None => "None".to_string(),
            other => other.qualified_type_name(),
        };
        match bytes_of(&super::super::bytearray::plain(value)?).map(|bytes| &bytes[..]) {
            Some(&[fill]) => Ok(Fill(fill)),
            _ => Err(Raised::type_error(format!(
                "{}() argument 2 must be a byte string of length 1, not {given}",
                bound.row.name()
            ))),
        }
    }
}

fn missing(own: &Own, width: i64) -> usize {
    usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(own.bytes.len())
}

fn padded(own: &Own, left: usize, right: usize, fill: u8) -> Result<Value> {
    memory::room_for(left.saturating_add(right).saturating_add(own.bytes.len()))?;
    own.made([&vec![fill; left], &own.bytes[..], &vec![fill; right]].concat())
}

fn expand_tabs(host: &mut dyn Host, own: Own, size: Value) -> Result<Value> {
    let size = c_int(host, &size)?;
    let size = usize::try_from(size).unwrap_or(0);
    let tabs = own.bytes.iter().filter(|byte| **byte == b'\t').count();
    memory::room_for(tabs.saturating_mul(size).saturating_add(own.bytes.len()))?;
    let (mut made, mut column) = (Vec::new(), 0);
    for &byte in own.bytes.iter() {
        if byte == b'\t' {
            let blanks = if size == 0 { 0 } else { size - column % size };
            made.resize(made.len() + blanks, b' ');
            column += blanks;
            continue;
        }
        made.push(byte);
        column = if matches!(byte, b'\n' | b'\r') {
            0
        } else {
            column + 1
        };
    }
    own.made(made)
}

fn translate(own: Own, table: Value, delete: Given) -> Result<Value> {
    let table = match &table {
        Value::None => None,
        other => Some(octets_of(other)?),
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        let message = "translation table must be 256 characters long";
        return Err(Raised::value_error(message));
    }
    let doomed = match &delete.0 {
        Some(delete) => Some(octets_of(delete)?),
        None => None,
    };
    let stays = |byte: &&u8| !doomed.as_ref().is_some_and(|doomed| doomed.contains(byte));
    let place = |byte: &u8| match &table {
        Some(table) => table.get(usize::from(*byte)).copied().unwrap_or(*byte),
        None => *byte,
    };
    own.made(own.bytes.iter().filter(stays).map(place).collect())
}
