//! Texts as bytes in an encoding, and back.

use crate::value::compare::text_of;
use crate::value::{ClassId, Raised, Result, Value};

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
