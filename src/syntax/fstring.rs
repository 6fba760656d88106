//! f-strings, as Python 3.11 reads them: the token first, then the fields inside it.

use std::rc::Rc;

use super::ast::{Conversion, FStringPart};
use super::parse::parse_field;
use super::strings::{self, Wrong};
use crate::text::Span;

/// Fields nest in format specs this deep.
const MAX_NESTING: usize = 2;

/// The texts and fields of the body of an f-string that begins at `start` in the source.
pub(super) fn parts(
    body: &str,
    start: usize,
    raw: bool,
    token: Span,
    depth: usize,
) -> Result<Vec<FStringPart>, Wrong> {
    let mut reader = Reader {
        body,
        at: 0,
        start,
        raw,
        token,
        depth,
    };
    reader.parts(0)
}

/// Joins neighbouring texts and drops empty ones.
pub(super) fn merged(parts: Vec<FStringPart>) -> Vec<FStringPart> {
    let mut merged = Vec::new();
    let mut pending = String::new();
    for part in parts {
        match part {
            FStringPart::Text(text) => pending.push_str(&text),
            field => {
                flush(&mut pending, &mut merged);
                merged.push(field);
            }
        }
    }
    flush(&mut pending, &mut merged);
    merged
}

fn flush(pending: &mut String, parts: &mut Vec<FStringPart>) {
    if !pending.is_empty() {
        parts.push(FStringPart::Text(Rc::from(pending.as_str())));
        pending.clear();
    }
}

struct Reader<'a> {
    body: &'a str,
    at: usize,
    start: usize,
    raw: bool,
    token: Span,
    depth: usize,
}

impl Reader<'_> {
    fn error<T>(&self, message: impl AsRef<str>) -> Result<T, Wrong> {
        let message = format!("f-string: {}", message.as_ref());
        Err(Wrong::literal(message, self.token))
    }

    fn forbidden<T>(&self, what: &str) -> Result<T, Wrong> {
        let message = format!("f-string expression part cannot include {what}");
        Err(Wrong::literal(message, self.token))
    }

    fn byte(&self) -> Option<u8> {
        self.body.as_bytes().get(self.at).copied()
    }

    fn next_is(&self, expected: u8) -> bool {
        self.body.as_bytes().get(self.at + 1) == Some(&expected)
    }

    /// Text and fields up to the end, in a format spec up to its `}`.
    fn parts(&mut self, level: usize) -> Result<Vec<FStringPart>, Wrong> {
        let mut parts = Vec::new();
        loop {
            let text = self.text(level)?;
            parts.push(FStringPart::Text(text.into()));
            match self.byte() {
                Some(b'{') => parts.push(self.field(level)?),
                _ => return Ok(merged(parts)),
            }
        }
    }

    /// Plain text up to a brace that counts, which is left. Outside specs doubled braces stand for single ones.
    fn text(&mut self, level: usize) -> Result<String, Wrong> {
        let mut value = String::new();
        let mut from = self.at;
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' if !self.raw => self.skip_escape(),
                b'{' | b'}' if level == 0 && self.next_is(byte) => {
                    self.at += 1;
                    self.push_text(from, &mut value)?;
                    self.at += 1;
                    from = self.at;
                }
                b'}' if level == 0 => return self.error("single '}' is not allowed"),
                b'{' | b'}' => break,
                _ => self.at += 1,
            }
        }
        self.push_text(from, &mut value)?;
        Ok(value)
    }

    fn push_text(&self, from: usize, value: &mut String) -> Result<(), Wrong> {
        let piece = self.body.get(from..self.at).unwrap_or("");
        value.push_str(&strings::text(piece, self.raw, self.token)?);
        Ok(())
    }

    /// Steps over a backslash and what belongs to it; the braces of `\N{…}` are no field.
    fn skip_escape(&mut self) {
        self.at += 1;
        match self.byte() {
            Some(b'N') if self.next_is(b'{') => {
                let rest = self.body.get(self.at..).unwrap_or("");
                self.at += rest.find('}').map_or(rest.len(), |end| end + 1);
            }
            None | Some(b'{' | b'}') => {}
            Some(_) => {
                let rest = self.body.get(self.at..).unwrap_or("");
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// `{expression}`, `{expression=!r:spec}`.
    fn field(&mut self, level: usize) -> Result<FStringPart, Wrong> {
        if level >= MAX_NESTING {
            return self.error("expressions nested too deeply");
        }
        self.at += 1;
        let from = self.at;
        self.skip_expression()?;
        let to = self.at;
        if self.byte().is_none() {
            return self.error("expecting '}'");
        }
        let text = self.body.get(from..to).unwrap_or("");
        if text.chars().all(is_blank) {
            return match self.byte() {
                Some(end @ (b'!' | b':' | b'=')) => {
                    self.error(format!("expression required before '{}'", char::from(end)))
                }
                _ => self.error("empty expression not allowed"),
            };
        }
        let value = parse_field(text, self.start + from, self.depth + 1).map_err(Wrong::Field)?;
        let shown = self.shown(from);
        let mut conversion = self.conversion()?;
        let explicit_spec = self.byte() == Some(b':');
        let mut spec = Vec::new();
        if explicit_spec {
            self.at += 1;
            spec = self.parts(level + 1)?;
        }
        if self.byte() != Some(b'}') {
            return self.error("expecting '}'");
        }
        self.at += 1;
        if shown.is_some() && conversion.is_none() && !explicit_spec {
            conversion = Some(Conversion::Repr);
        }
        Ok(FStringPart::Field {
            value,
            shown,
            conversion,
            spec,
        })
    }

    /// Steps to what ends the expression: `}`, `:`, `!` or `=` outside its brackets and strings.
    fn skip_expression(&mut self) -> Result<(), Wrong> {
        let mut brackets = Vec::new();
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' => return self.forbidden("a backslash"),
                b'#' => return self.forbidden("'#'"),
                b'\'' | b'"' => {
                    self.skip_string(byte)?;
                    continue;
                }
                b'(' | b'[' | b'{' => brackets.push(byte),
                b'!' | b'=' | b'<' | b'>' if brackets.is_empty() && self.next_is(b'=') => {
                    self.at += 1
                }
                b'<' | b'>' => {}
                b'!' | b':' | b'=' | b'}' if brackets.is_empty() => return Ok(()),
                b')' | b']' | b'}' => self.close(byte, &mut brackets)?,
                _ => {}
            }
            self.at += 1;
        }
        match brackets.pop() {
            Some(open) => self.error(format!("unmatched '{}'", char::from(open))),
            None => Ok(()),
        }
    }

    fn close(&self, close: u8, brackets: &mut Vec<u8>) -> Result<(), Wrong> {
        let close = char::from(close);
        let Some(open) = brackets.pop().map(char::from) else {
            return self.error(format!("unmatched '{close}'"));
        };
        if matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}')) {
            return Ok(());
        }
        self.error(format!(
            "closing parenthesis '{close}' does not match opening parenthesis '{open}'"
        ))
    }

    /// Steps over a string inside an expression.
    fn skip_string(&mut self, quote: u8) -> Result<(), Wrong> {
        let rest = self.body.as_bytes().get(self.at..).unwrap_or(&[]);
        let width = if rest.starts_with(&[quote; 3]) { 3 } else { 1 };
        let closing = &[quote; 3][..width];
        self.at += width;
        while let Some(byte) = self.byte() {
            let rest = self.body.as_bytes().get(self.at..).unwrap_or(&[]);
            if rest.starts_with(closing) {
                self.at += width;
                return Ok(());
            }
            if byte == b'\\' {
                return self.forbidden("a backslash");
            }
            self.at += 1;
        }
        self.error("unterminated string")
    }

    /// The text of `{x = }`, from `from` to behind the `=` and its blanks.
    fn shown(&mut self, from: usize) -> Option<Rc<str>> {
        if self.byte() != Some(b'=') {
            return None;
        }
        self.at += 1;
        while self.byte().is_some_and(|byte| is_blank(char::from(byte))) {
            self.at += 1;
        }
        self.body.get(from..self.at).map(Rc::from)
    }

    fn conversion(&mut self) -> Result<Option<Conversion>, Wrong> {
        if self.byte() != Some(b'!') {
            return Ok(None);
        }
        self.at += 1;
        let conversion = match self.byte() {
            Some(b's') => Conversion::Str,
            Some(b'r') => Conversion::Repr,
            Some(b'a') => Conversion::Ascii,
            None => return self.error("expecting '}'"),
            Some(_) => {
                return self.error("invalid conversion character: expected 's', 'r', or 'a'");
            }
        };
        self.at += 1;
        Ok(Some(conversion))
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0C')
}
