//! Strings and bytes as `repr` shows them.

use std::fmt::Write;

use super::printable::is_printable;

/// `repr` of a Python `str`: in single quotes, or in double ones where that saves escapes.
///
/// ```
/// use ndbook::array::print::str_repr;
///
/// assert_eq!(str_repr("it's\n"), r#""it's\n""#);
/// ```
pub fn str_repr(text: &str) -> String {
    let quote = quote_for(text.bytes());
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        if c.is_ascii() {
            push_ascii(&mut out, c as u8, quote);
        } else if is_printable(c) {
            out.push(c);
        } else {
            push_escape(&mut out, c as u32);
        }
    }
    out.push(quote);
    out
}

/// `repr` of Python `bytes`: `b'…'`.
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.iter().copied());
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        push_ascii(&mut out, byte, quote);
    }
    out.push(quote);
    out
}

/// Raw bytes as NumPy shows an unstructured void: every one in hexadecimal.
pub(super) fn void_text(bytes: &[u8]) -> String {
    let mut out = String::from("b'");
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "\\x{byte:02X}");
    }
    out.push('\'');
    out
}

fn quote_for(bytes: impl Iterator<Item = u8>) -> char {
    let (mut single, mut double) = (false, false);
    for byte in bytes {
        single |= byte == b'\'';
        double |= byte == b'"';
    }
    if single && !double { '"' } else { '\'' }
}

/// One byte of ASCII, or one above it in `bytes`.
fn push_ascii(out: &mut String, byte: u8, quote: char) {
    match byte {
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        b'\\' => out.push_str("\\\\"),
        _ if char::from(byte) == quote => {
            out.push('\\');
            out.push(quote);
        }
        b' '..=b'~' => out.push(char::from(byte)),
        _ => push_escape(out, u32::from(byte)),
    }
}

fn push_escape(out: &mut String, code: u32) {
    // Writing to a string cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Python's `str.rstrip()`.
pub(super) fn trim_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c))
}

/// Python's `str.splitlines()`: a line break at the end begins no further line.
pub(super) fn split_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_line_break) {
        let (line, tail) = rest.split_at(at);
        lines.push(line);
        let mut chars = tail.chars();
        chars.next();
        rest = tail.strip_prefix("\r\n").unwrap_or(chars.as_str());
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
