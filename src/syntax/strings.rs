//! String and bytes literals: prefixes, escapes, concatenation.

use std::rc::Rc;

use super::ast::{ExprKind, FStringPart};
use super::error::SyntaxError;
use super::{fstring, unicode_names};
use crate::text::Span;

/// A string token taken apart.
struct Token<'a> {
    raw: bool,
    bytes: bool,
    formatted: bool,
    body: &'a str,
    /// Where `body` begins in the source.
    body_start: usize,
    span: Span,
}

impl<'a> Token<'a> {
    fn new(text: &'a str, span: Span) -> Token<'a> {
        let quote_at = text.find(['\'', '"']).unwrap_or(0);
        let (prefix, quoted) = text.split_at(quote_at);
        let is_long = quoted.starts_with("\"\"\"") || quoted.starts_with("'''");
        let width = if is_long { 3 } else { 1 };
        let has = |letter: char| prefix.contains([letter, letter.to_ascii_uppercase()]);
        Token {
            raw: has('r'),
            bytes: has('b'),
            formatted: has('f'),
            body: quoted.get(width..quoted.len() - width).unwrap_or(""),
            body_start: span.start as usize + quote_at + width,
            span,
        }
    }
}

/// What is wrong with a string.
pub(super) enum Wrong {
    /// The literal itself. Python reports most of these at the token behind the strings: then `behind`.
    Literal { error: SyntaxError, behind: bool },
    /// The expression in a field of an f-string.
    Field(SyntaxError),
}

impl Wrong {
    pub(super) fn literal(message: impl Into<String>, span: Span) -> Wrong {
        Wrong::Literal {
            error: SyntaxError::new(message, span),
            behind: true,
        }
    }

    pub(super) fn into_error(self) -> SyntaxError {
        match self {
            Wrong::Literal { error, .. } | Wrong::Field(error) => error,
        }
    }
}

/// The value of string tokens that stand side by side. `depth` is how deep in the tree they are.
pub(super) fn concatenated(tokens: Vec<(&str, Span)>, depth: usize) -> Result<ExprKind, Wrong> {
    let tokens = tokens
        .into_iter()
        .map(|(text, span)| Token::new(text, span));
    let mut value = Value::default();
    for (index, token) in tokens.enumerate() {
        let was_bytes = value.bytes;
        value.add(&token, depth)?;
        if index > 0 && was_bytes != token.bytes {
            let message = "cannot mix bytes and nonbytes literals";
            return Err(Wrong::literal(message, token.span));
        }
    }
    Ok(value.finish())
}

/// What the tokens read so far amount to.
#[derive(Default)]
struct Value {
    bytes: bool,
    formatted: bool,
    octets: Vec<u8>,
    parts: Vec<FStringPart>,
}

impl Value {
    fn add(&mut self, token: &Token, depth: usize) -> Result<(), Wrong> {
        self.bytes = token.bytes;
        self.formatted |= token.formatted;
        if token.bytes {
            return add_bytes(token, &mut self.octets);
        }
        if token.formatted {
            let start = token.body_start;
            let parts = fstring::parts(token.body, start, token.raw, token.span, depth)?;
            self.parts.extend(parts);
        } else {
            let text = text(token.body, token.raw, token.span)?;
            self.parts.push(FStringPart::Text(text.into()));
        }
        Ok(())
    }

    fn finish(self) -> ExprKind {
        if self.bytes {
            return ExprKind::Bytes(self.octets.into());
        }
        let parts = fstring::merged(self.parts);
        if self.formatted {
            return ExprKind::FString(parts);
        }
        ExprKind::Str(match parts.into_iter().next() {
            Some(FStringPart::Text(text)) => text,
            _ => Rc::from(""),
        })
    }
}

fn add_bytes(token: &Token, value: &mut Vec<u8>) -> Result<(), Wrong> {
    if !token.body.is_ascii() {
        let message = "bytes can only contain ASCII literal characters";
        let error = SyntaxError::new(message, token.span);
        let behind = false;
        return Err(Wrong::Literal { error, behind });
    }
    if token.raw {
        value.extend(unix_lines(token.body).bytes());
        return Ok(());
    }
    decode_bytes(token, value)
}

fn decode_bytes(token: &Token, value: &mut Vec<u8>) -> Result<(), Wrong> {
    let body = unix_lines(token.body);
    let mut escapes = Escapes::new(&body);
    while let Some(piece) = escapes.next() {
        match piece {
            Piece::Text(text) => value.extend(text.bytes()),
            Piece::Escape(b'x', at) => match escapes.digits(2, 2, 16) {
                Ok(code) => value.push(code as u8),
                Err(_) => {
                    let message = format!("(value error) invalid \\x escape at position {at}");
                    return Err(Wrong::literal(message, token.span));
                }
            },
            Piece::Escape(letter @ (b'N' | b'u' | b'U'), _) => value.extend([b'\\', letter]),
            Piece::Escape(letter, _) => match escapes.simple(letter) {
                Some(code) => value.extend(code.map(|code| code as u8)),
                None => value.extend([b'\\', letter]),
            },
        }
    }
    Ok(())
}

/// The characters that a body stands for.
pub(super) fn text(body: &str, raw: bool, span: Span) -> Result<String, Wrong> {
    let body = unix_lines(body);
    if raw || !body.contains('\\') {
        return Ok(body.into_owned());
    }
    let mut value = String::with_capacity(body.len());
    let mut escapes = Escapes::new(&body);
    while let Some(piece) = escapes.next() {
        match piece {
            Piece::Text(text) => value.push_str(text),
            Piece::Escape(letter, at) => {
                let decoded = decode_char(&mut escapes, letter, &mut value);
                decoded.map_err(|reason| {
                    let message = unicode_error(&body, at, escapes.at, reason);
                    Wrong::literal(message, span)
                })?;
            }
        }
    }
    Ok(value)
}

/// Adds what a backslash and this letter stand for.
fn decode_char(escapes: &mut Escapes, letter: u8, value: &mut String) -> Result<(), &'static str> {
    let code = match letter {
        b'x' => escapes
            .digits(2, 2, 16)
            .map_err(|()| "truncated \\xXX escape")?,
        b'u' => escapes
            .digits(4, 4, 16)
            .map_err(|()| "truncated \\uXXXX escape")?,
        b'U' => escapes
            .digits(8, 8, 16)
            .map_err(|()| "truncated \\UXXXXXXXX escape")?,
        b'N' => {
            let name = escapes.braced().ok_or("malformed \\N character escape")?;
            let found = unicode_names::character(name);
            value.push(found.ok_or("unknown Unicode character name")?);
            return Ok(());
        }
        _ => {
            match escapes.simple(letter) {
                Some(code) => value.extend(code.and_then(char::from_u32)),
                None => {
                    value.push('\\');
                    escapes.at -= 1;
                }
            }
            return Ok(());
        }
    };
    match char::from_u32(code) {
        Some(character) => value.push(character),
        None if code > 0x10FFFF => return Err("illegal Unicode character"),
        None => return Err("surrogates not allowed"),
    }
    Ok(())
}

/// Python's complaint about the escape from `start` to `end`. It counts positions in a copy of the text in which
/// each character beyond ASCII has become an escape of ten.
fn unicode_error(body: &str, start: usize, end: usize, reason: &str) -> String {
    let position = |at: usize| -> usize {
        let before = body.get(..at).unwrap_or(body);
        before
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 10 })
            .sum()
    };
    let (first, last) = (position(start), position(end).saturating_sub(1));
    format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {reason}"
    )
}

/// A line break in a literal is `\n`, whatever the file has.
fn unix_lines(body: &str) -> std::borrow::Cow<'_, str> {
    if body.contains('\r') {
        body.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        body.into()
    }
}

/// A reader of plain text and escapes.
struct Escapes<'a> {
    text: &'a str,
    at: usize,
}

enum Piece<'a> {
    Text(&'a str),
    /// A backslash, at this offset, and the byte after it, which is read.
    Escape(u8, usize),
}

impl<'a> Escapes<'a> {
    fn new(text: &'a str) -> Escapes<'a> {
        Escapes { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest();
        let start = self.at;
        match rest.find('\\') {
            _ if rest.is_empty() => None,
            Some(0) => match rest.as_bytes().get(1) {
                Some(&letter) if letter.is_ascii() => {
                    self.at += 2;
                    Some(Piece::Escape(letter, start))
                }
                // Before a character beyond ASCII a backslash is itself.
                _ => {
                    self.at += 1;
                    Some(Piece::Text("\\"))
                }
            },
            found => {
                let length = found.unwrap_or(rest.len());
                self.at += length;
                rest.get(..length).map(Piece::Text)
            }
        }
    }

    /// A number of at least and at most so many digits.
    fn digits(&mut self, least: usize, most: usize, radix: u32) -> Result<u32, ()> {
        let mut code = 0;
        let mut count = 0;
        while count < most {
            let digit = self.rest().chars().next().and_then(|c| c.to_digit(radix));
            let Some(digit) = digit else { break };
            code = code * radix + digit;
            count += 1;
            self.at += 1;
        }
        if count < least { Err(()) } else { Ok(code) }
    }

    /// What stands in `{…}` here.
    fn braced(&mut self) -> Option<&'a str> {
        let rest = self.rest().strip_prefix('{')?;
        match rest.find('}') {
            Some(end) if end > 0 => {
                self.at += end + 2;
                rest.get(..end)
            }
            Some(_) => {
                self.at += 1;
                None
            }
            None => {
                self.at += 1 + rest.len();
                None
            }
        }
    }

    /// The escapes of one letter, of octal digits and of a line end. The inner option is empty for the latter, the
    /// outer one where Python knows no such escape.
    fn simple(&mut self, letter: u8) -> Option<Option<u32>> {
        let code = match letter {
            b'\n' => return Some(None),
            b'\\' | b'\'' | b'"' => u32::from(letter),
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'v' => 11,
            b'0'..=b'7' => {
                self.at -= 1;
                self.digits(1, 3, 8).ok()?
            }
            _ => return None,
        };
        Some(Some(code))
    }
}
