//! `bytes` and what `bytearray` has of the same names, and texts in encodings.
//!
//! A method of both is one row: its receiver is an [`Own`], which knows as what results come back.

mod encoding;
mod search;
mod split;
mod transform;

use std::rc::Rc;

use super::parameters::{Text, wrong_receiver};
use super::{iterate, memory};
use crate::builtins;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{c_int, index_clamped, index_sized, is_index};
use crate::value::{ClassId, Host, Raised, Result, Value, special};

builtins! {
    /// Bytes from integers, from a text in an encoding, or so many zeros.
    ///
    /// >>> bytes([65, 66]), bytes(3)
    /// (b'AB', b'\x00\x00\x00')
    "bytes.__new__" "(source=<no value>, encoding=<no value>, errors=<no value>)" => new;
    /// The text that the bytes are in an encoding.
    ///
    /// >>> b"caf\xc3\xa9".decode()
    /// 'café'
    "bytes.decode" | "bytearray.decode" "(self, encoding='utf-8', errors='strict')" => |own: Own, encoding: Text, errors: Text| {
        decode(&own.bytes, &encoding.0, Some(&Value::Str(errors.0)))
    };
    /// The bytes in hexadecimal; with `sep` between groups of so many bytes, counted from the right.
    ///
    /// >>> b"\x01\xff".hex(), b"abc".hex(":")
    /// ('01ff', '61:62:63')
    "bytes.hex" | "bytearray.hex" "(self, sep=<no value>, bytes_per_sep=1)" => hex;
    /// The bytes that hexadecimal digits show.
    ///
    /// >>> bytes.fromhex("01 ff")
    /// b'\x01\xff'
    "bytes.fromhex" "(string, /)" => |text: Text| from_hex(&text.0);
}

/// The rows of all its files.
pub(super) static CHAPTERS: [&[crate::value::Builtin]; 4] =
    [ROWS, search::ROWS, split::ROWS, transform::ROWS];

pub use encoding::{decode, encode};

/// The bytes that a method is called on, of `bytes` or of a `bytearray`.
pub struct Own {
    pub bytes: Rc<[u8]>,
    pub is_array: bool,
}

impl Parameter for Own {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Own> {
        let value = bound.take().unwrap_or(Value::None);
        let bytes = super::bytearray::plain(value.clone())?;
        match bytes_of(&bytes) {
            Some(bytes) => Ok(Own {
                bytes: bytes.clone(),
                is_array: bytes_of(&value).is_none(),
            }),
            None => Err(wrong_receiver(bound, "bytes", Some(value))),
        }
    }
}

impl Own {
    /// Bytes as an object of the receiver's class.
    pub fn made(&self, bytes: Vec<u8>) -> Result<Value> {
        match self.is_array {
            true => super::bytearray::of(bytes),
            false => Ok(Value::Bytes(bytes.into())),
        }
    }

    fn all(&self, parts: Vec<&[u8]>) -> Result<Value> {
        let parts = parts.into_iter().map(|part| self.made(part.to_vec()));
        parts.collect::<Result<Vec<_>>>().map(Value::list)
    }

    /// Is there at least one byte, and are all such?
    fn are_all(&self, test: fn(&u8) -> bool) -> bool {
        !self.bytes.is_empty() && self.bytes.iter().all(test)
    }
}

/// What bytes take for a blank: ASCII's, with the vertical tab.
fn is_space(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || *byte == 0x0b
}

/// A value that must be bytes.
fn octets_of(value: &Value) -> Result<Rc<[u8]>> {
    let value = super::bytearray::plain(value.clone())?;
    bytes_of(&value).cloned().ok_or_else(|| {
        Raised::type_error(format!(
            "a bytes-like object is required, not '{}'",
            value.qualified_type_name()
        ))
    })
}

fn hex(host: &mut dyn Host, own: Own, separator: Given, group: Value) -> Result<String> {
    let group = i64::from(c_int(host, &group)?);
    let digits = |byte: &u8| format!("{byte:02x}");
    let Some(separator) = separator.0 else {
        return Ok(own.bytes.iter().map(digits).collect());
    };
    let of_bytes = || {
        bytes_of(&separator).map(|bytes| bytes.iter().map(|&b| char::from(b)).collect::<String>())
    };
    let Some(text) = text_of(&separator)
        .map(|text| text.to_string())
        .or_else(of_bytes)
    else {
        if crate::builtins::operators::length(host, &separator)? != 1 {
            return Err(Raised::value_error("sep must be length 1."));
        }
        return Err(Raised::type_error("sep must be str or bytes."));
    };
    let mut chars = text.chars();
    let between = match (chars.next(), chars.next()) {
        (Some(one), None) if one.is_ascii() => one,
        (Some(_), None) => return Err(Raised::value_error("sep must be ASCII.")),
        _ => return Err(Raised::value_error("sep must be length 1.")),
    };
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let length = own.bytes.len();
    let mut shown = String::with_capacity(3 * length);
    for (at, byte) in own.bytes.iter().enumerate() {
        let counted = if group > 0 { length - at } else { at };
        if at > 0 && size > 0 && counted % size == 0 {
            shown.push(between);
        }
        shown += &digits(byte);
    }
    Ok(shown)
}

fn new(host: &mut dyn Host, source: Given, encoding: Given, errors: Given) -> Result<Value> {
    for (given, name) in [(&encoding.0, "encoding"), (&errors.0, "errors")] {
        if let Some(other) = given.as_ref().filter(|given| text_of(given).is_none()) {
            return Err(Raised::type_error(format!(
                "bytes() argument '{name}' must be str, not {}",
                match other {
                    Value::None => "None".to_string(),
                    other => other.qualified_type_name(),
                }
            )));
        }
    }
    let Some(source) = source.0 else {
        return Ok(Value::Bytes(Rc::from([])));
    };
    if text_of(&source).is_none() && (encoding.0.is_some() || errors.0.is_some()) {
        let which = if encoding.0.is_some() {
            "encoding"
        } else {
            "errors"
        };
        return Err(Raised::type_error(format!(
            "{which} without a string argument"
        )));
    }
    if let Some(text) = text_of(&source) {
        let Some(encoding) = encoding.0 else {
            return Err(Raised::type_error("string argument without an encoding"));
        };
        let errors = errors.0.as_ref().and_then(text_of).cloned();
        let encoding = text_of(&encoding).cloned().unwrap_or_default();
        return encode(text, &encoding, errors.as_deref().unwrap_or("strict"));
    }
    let source = super::bytearray::plain(source)?;
    if let Some(bytes) = bytes_of(&source) {
        return Ok(Value::Bytes(bytes.clone()));
    }
    if is_index(&source) {
        let count = index_sized(host, &source, ClassId::OVERFLOW_ERROR)?;
        let count = usize::try_from(count).map_err(|_| Raised::value_error("negative count"))?;
        memory::room_for(count)?;
        return Ok(Value::Bytes(vec![0; count].into()));
    }
    if let Some(made) = special::call(host, &source, "__bytes__", [])? {
        return match bytes_of(&made) {
            Some(bytes) => Ok(Value::Bytes(bytes.clone())),
            None => Err(Raised::type_error(format!(
                "__bytes__ returned non-bytes (type {})",
                made.qualified_type_name()
            ))),
        };
    }
    if !iterate::is_iterable(&source) {
        return Err(Raised::type_error(format!(
            "cannot convert '{}' object to bytes",
            source.qualified_type_name()
        )));
    }
    let items = iterate::collect(host, &source)?;
    Ok(Value::Bytes(octets(host, &items)?.into()))
}

/// Integers as bytes.
///
/// # Errors
/// ValueError beyond 255, TypeError for what is no integer.
pub fn octets(host: &mut dyn Host, items: &[Value]) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        let byte = index_clamped(host, item)?;
        bytes.push(
            u8::try_from(byte)
                .map_err(|_| Raised::value_error("bytes must be in range(0, 256)"))?,
        );
    }
    Ok(bytes)
}

fn from_hex(text: &str) -> Result<Value> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut pending: Option<u32> = None;
    for (at, c) in text.chars().enumerate() {
        if c.is_ascii_whitespace() && pending.is_none() {
            continue;
        }
        let digit = c.to_digit(16).ok_or_else(|| non_hex(at))?;
        match pending.take() {
            Some(high) => bytes.push((high * 16 + digit) as u8),
            None => pending = Some(digit),
        }
    }
    match pending {
        Some(_) => Err(non_hex(text.chars().count())),
        None => Ok(Value::Bytes(bytes.into())),
    }
}

fn non_hex(at: usize) -> Raised {
    Raised::value_error(format!(
        "non-hexadecimal number found in fromhex() arg at position {at}"
    ))
}
