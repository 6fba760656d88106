//! `bytes`, and texts in encodings.

use std::rc::Rc;

use super::parameters::{Octets, Text};
use super::{iterate, memory};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{index_clamped, index_sized, is_index};
use crate::value::{ClassId, Host, Raised, Result, Value};

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
    "bytes.decode" "(self, encoding='utf-8', errors='strict')" => |bytes: Octets, encoding: Text, errors: Value| {
        decode(&bytes.0, &encoding.0, Some(&errors))
    };
    /// The bytes in hexadecimal.
    ///
    /// >>> b"\x01\xff".hex()
    /// '01ff'
    "bytes.hex" "(self)" => |bytes: Octets| {
        bytes.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    /// The bytes that hexadecimal digits show.
    ///
    /// >>> bytes.fromhex("01 ff")
    /// b'\x01\xff'
    "bytes.fromhex" "(string, /)" => |text: Text| from_hex(&text.0);
    /// Do the bytes begin with a prefix?
    ///
    /// >>> b"abc".startswith(b"ab")
    /// True
    "bytes.startswith" "(self, prefix, /)" => |bytes: Octets, prefix: Octets| bytes.0.starts_with(&prefix.0);
    /// Do the bytes end with a suffix?
    ///
    /// >>> b"abc".endswith(b"bc")
    /// True
    "bytes.endswith" "(self, suffix, /)" => |bytes: Octets, suffix: Octets| bytes.0.ends_with(&suffix.0);
    /// The position of the first occurrence of `sub`; -1 where there is none.
    ///
    /// >>> b"banana".find(b"n")
    /// 2
    "bytes.find" "(self, sub, /)" => |bytes: Octets, sub: Octets| find(&bytes.0, &sub.0).map_or(-1, |at| at as i64);
    /// How often `sub` occurs without overlapping.
    ///
    /// >>> b"banana".count(b"an")
    /// 2
    "bytes.count" "(self, sub, /)" => |bytes: Octets, sub: Octets| split(&bytes.0, &sub.0).len() - 1;
    /// The parts between separators, as a list.
    ///
    /// >>> b"5,7".split(b",")
    /// [b'5', b'7']
    "bytes.split" "(self, sep=None)" => |bytes: Octets, separator: Value| match bytes_of(&separator) {
        Some(separator) if separator.is_empty() => Err(Raised::value_error("empty separator")),
        Some(separator) => Ok(parts(split(&bytes.0, separator))),
        None => {
            let words = bytes.0.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
            Ok(parts(words.map(<[u8]>::to_vec).collect()))
        }
    };
    /// The items of an iterable with these bytes between them.
    ///
    /// >>> b", ".join([b"a", b"b"])
    /// b'a, b'
    "bytes.join" "(self, iterable, /)" => join;
    /// With every occurrence of `old` replaced by `new`.
    ///
    /// >>> b"banana".replace(b"an", b"o")
    /// b'booa'
    "bytes.replace" "(self, old, new, /)" => |bytes: Octets, old: Octets, new: Octets| -> Result<Value> {
        let parts = split(&bytes.0, &old.0);
        memory::room_for(parts.len().saturating_mul(new.0.len()).saturating_add(bytes.0.len()))?;
        Ok(Value::Bytes(parts.join(&new.0[..]).into()))
    };
    /// ASCII letters in upper case.
    ///
    /// >>> b"abc".upper()
    /// b'ABC'
    "bytes.upper" "(self, /)" => |bytes: Octets| Value::Bytes(bytes.0.to_ascii_uppercase().into());
    /// ASCII letters in lower case.
    ///
    /// >>> b"ABC".lower()
    /// b'abc'
    "bytes.lower" "(self, /)" => |bytes: Octets| Value::Bytes(bytes.0.to_ascii_lowercase().into());
    /// Without the blanks at both ends.
    ///
    /// >>> b" a ".strip()
    /// b'a'
    "bytes.strip" "(self, /)" => |bytes: Octets| Value::Bytes(bytes.0.trim_ascii().into());
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

fn parts(parts: Vec<Vec<u8>>) -> Value {
    Value::list(
        parts
            .into_iter()
            .map(|part| Value::Bytes(part.into()))
            .collect(),
    )
}

fn find(bytes: &[u8], sub: &[u8]) -> Option<usize> {
    if sub.is_empty() {
        return Some(0);
    }
    bytes.windows(sub.len()).position(|window| window == sub)
}

/// The parts between occurrences of `separator`; of an empty one, between all bytes.
fn split(bytes: &[u8], separator: &[u8]) -> Vec<Vec<u8>> {
    if separator.is_empty() {
        let mut parts = vec![Vec::new()];
        parts.extend(bytes.iter().map(|&byte| vec![byte]));
        parts.push(Vec::new());
        return parts;
    }
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, separator) {
        parts.push(rest[..at].to_vec());
        rest = &rest[at + separator.len()..];
    }
    parts.push(rest.to_vec());
    parts
}

fn join(host: &mut dyn Host, separator: Octets, iterable: Value) -> Result<Value> {
    let items = iterate::collect(host, &iterable)?;
    let mut parts = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match bytes_of(item) {
            Some(bytes) => parts.push(&bytes[..]),
            None => {
                return Err(Raised::type_error(format!(
                    "sequence item {at}: expected a bytes-like object, {} found",
                    item.qualified_type_name()
                )));
            }
        }
    }
    let size: usize = parts
        .iter()
        .map(|part| part.len() + separator.0.len())
        .sum();
    memory::room_for(size)?;
    Ok(Value::Bytes(parts.join(&separator.0[..]).into()))
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

/// The encodings that lessons use, by CPython's many names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
}

impl Encoding {
    fn named(name: &str) -> Result<Encoding> {
        match name.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
            "utf-8" | "utf8" | "u8" | "utf-8-sig" => Ok(Encoding::Utf8),
            "ascii" | "us-ascii" | "646" => Ok(Encoding::Ascii),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "cp1252" => {
                Ok(Encoding::Latin1)
            }
            _ => Err(Raised::new(
                ClassId::LOOKUP_ERROR,
                format!("unknown encoding: {name}"),
            )),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
        }
    }

    /// The first number that it cannot write.
    fn limit(self) -> u32 {
        match self {
            Encoding::Utf8 => u32::MAX,
            Encoding::Ascii => 0x80,
            Encoding::Latin1 => 0x100,
        }
    }
}

/// `text.encode(encoding, errors)`
///
/// # Errors
/// LookupError for unknown encodings, UnicodeEncodeError for characters that an encoding lacks.
pub fn encode(text: &str, encoding: &str, errors: &str) -> Result<Value> {
    let encoding = Encoding::named(encoding)?;
    if encoding == Encoding::Utf8 {
        return Ok(Value::Bytes(text.as_bytes().into()));
    }
    let mut bytes = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        match (c as u32, errors) {
            (code, _) if code < encoding.limit() => bytes.push(code as u8),
            (_, "ignore") => {}
            (_, "replace") => bytes.push(b'?'),
            (code, "backslashreplace") => {
                let escaped = crate::value::display::escape_non_ascii(&c.to_string());
                debug_assert!(code >= 0x80);
                bytes.extend(escaped.bytes());
            }
            _ => return Err(cannot_encode(encoding, c, at)),
        }
    }
    Ok(Value::Bytes(bytes.into()))
}

fn cannot_encode(encoding: Encoding, c: char, at: usize) -> Raised {
    let shown = crate::value::display::escape_non_ascii(&c.to_string());
    Raised::new(
        ClassId::UNICODE_ENCODE_ERROR,
        format!(
            "'{}' codec can't encode character '{shown}' in position {at}: ordinal not in range({})",
            encoding.name(),
            encoding.limit()
        ),
    )
}

/// `bytes.decode(encoding, errors)`
///
/// # Errors
/// LookupError for unknown encodings, UnicodeDecodeError for bytes that are no text in it.
pub fn decode(bytes: &[u8], encoding: &str, errors: Option<&Value>) -> Result<Value> {
    let encoding = Encoding::named(encoding)?;
    let errors = errors.and_then(text_of).map_or("strict", |errors| errors);
    match encoding {
        Encoding::Latin1 => Ok(Value::from_string(
            bytes.iter().map(|&b| char::from(b)).collect(),
        )),
        Encoding::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
            Some(at) if errors == "strict" => Err(cannot_decode(
                encoding,
                bytes,
                at,
                "ordinal not in range(128)",
            )),
            _ => Ok(lossy(bytes, errors)),
        },
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::str(text)),
            Err(_) if errors != "strict" => Ok(lossy(bytes, errors)),
            Err(error) => {
                let reason = match error.error_len() {
                    None => "unexpected end of data",
                    Some(_) if starts_sequence(bytes, error.valid_up_to()) => {
                        "invalid continuation byte"
                    }
                    Some(_) => "invalid start byte",
                };
                Err(cannot_decode(encoding, bytes, error.valid_up_to(), reason))
            }
        },
    }
}

/// Could this byte begin a sequence of several?
fn starts_sequence(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(at)
        .is_some_and(|byte| (0xc2..=0xf4).contains(byte))
}

fn lossy(bytes: &[u8], errors: &str) -> Value {
    let text = String::from_utf8_lossy(bytes);
    Value::from_string(if errors == "ignore" {
        text.replace('\u{fffd}', "")
    } else {
        text.into_owned()
    })
}

fn cannot_decode(encoding: Encoding, bytes: &[u8], at: usize, reason: &str) -> Raised {
    let byte = bytes.get(at).copied().unwrap_or_default();
    Raised::new(
        ClassId::UNICODE_DECODE_ERROR,
        format!(
            "'{}' codec can't decode byte 0x{byte:02x} in position {at}: {reason}",
            encoding.name()
        ),
    )
}
