//! The tokenizer itself.

use super::layout::{Blocks, Change};
use super::limits::Limits;
use super::numbers::number_length;
use super::words::{
    begins_word, continues_word, invalid_character, is_keyword, is_printable, is_string_prefix,
    stray_character,
};
use super::{Cause, Kind, Stop, Token, Tokens};
use crate::syntax::error::{ErrorKind, SyntaxError, TOO_DEEP};
use crate::text::Span;

/// CPython's limit on brackets within brackets.
const MAX_BRACKETS: usize = 200;

/// Where a text stands: a cell by itself, or the field of an f-string, which is as if in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Setting {
    Cell,
    Field,
}

/// All tokens of a text, up to the first thing that is wrong below the grammar.
pub(in crate::syntax) fn tokenize(text: &str, setting: Setting) -> Tokens {
    let mut tokenizer = Tokenizer {
        text,
        at: 0,
        line_start: 0,
        setting,
        list: Vec::new(),
        blocks: Blocks::default(),
        brackets: Vec::new(),
        limits: Limits::default(),
    };
    let stop = tokenizer.run().err();
    Tokens {
        list: tokenizer.list,
        stop,
    }
}

struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
    line_start: usize,
    setting: Setting,
    list: Vec<Token>,
    blocks: Blocks<'a>,
    /// The brackets that are open, with their places.
    brackets: Vec<(u8, usize)>,
    limits: Limits,
}

type Step = Result<(), Stop>;

impl<'a> Tokenizer<'a> {
    fn run(&mut self) -> Step {
        if self.text.starts_with('\u{FEFF}') {
            self.at = '\u{FEFF}'.len_utf8();
        }
        if let Some(at) = self.text.find('\0') {
            return certain("source code string cannot contain null bytes", at, at + 1);
        }
        let mut fresh = self.setting == Setting::Cell;
        while self.at < self.text.len() {
            let line = !fresh || self.begin_line()?;
            if line && self.at < self.text.len() {
                fresh = self.token()?;
            }
        }
        self.end()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text
            .as_bytes()
            .get(self.at + ahead)
            .copied()
            .unwrap_or(0)
    }

    fn in_brackets(&self) -> bool {
        !self.brackets.is_empty() || self.setting == Setting::Field
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> Step {
        let level = self.brackets.len() + usize::from(self.setting == Setting::Field);
        self.list.push(Token {
            kind,
            span: Span::new(start, end),
            level: u16::try_from(level).unwrap_or(u16::MAX),
        });
        let text = self.text.get(start..end).unwrap_or("");
        if self.limits.pass(kind, text) {
            return Ok(());
        }
        certain(TOO_DEEP, start, start)
    }

    /// At the start of a line: false if nothing is on it, else its indentation is compared.
    fn begin_line(&mut self) -> Result<bool, Stop> {
        self.line_start = self.at;
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\x0C']).len();
        let indentation = self.rest().get(..blanks).unwrap_or("");
        self.at += blanks;
        if matches!(self.byte(0), b'#' | b'\n' | b'\r') {
            self.skip_line();
            return Ok(false);
        }
        if self.at == self.text.len() {
            return Ok(false);
        }
        let (start, end) = (self.line_start, self.at);
        if self.byte(0) == b'\\' {
            self.continuation()?;
            self.at = end;
        }
        match self.blocks.enter(indentation) {
            Change::Same => {}
            Change::Indent => self.push(Kind::Indent, end - 1, end)?,
            Change::Dedent(count) => {
                for _ in 0..count {
                    self.push(Kind::Dedent, end, end)?;
                }
            }
            Change::Astray => return self.astray(),
            Change::MixedTabs => {
                let message = "inconsistent use of tabs and spaces in indentation";
                return Err(reached(ErrorKind::TabError, message, start, end));
            }
            Change::TooDeep => {
                let message = "too many levels of indentation";
                return Err(reached(ErrorKind::IndentationError, message, start, end));
            }
        }
        self.magic_line()?;
        Ok(true)
    }

    /// Python points behind the line.
    fn astray(&self) -> Result<bool, Stop> {
        let end = self.at + self.line_length();
        let message = "unindent does not match any outer indentation level";
        Err(reached(ErrorKind::IndentationError, message, end, end))
    }

    /// The length of what is left of the line, without its end.
    fn line_length(&self) -> usize {
        let rest = self.rest();
        let length = rest.find('\n').unwrap_or(rest.len());
        rest.get(..length)
            .unwrap_or("")
            .trim_end_matches('\r')
            .len()
    }

    /// Skips to the next line.
    fn skip_line(&mut self) {
        self.at += self
            .rest()
            .find('\n')
            .map_or(self.rest().len(), |end| end + 1);
    }

    /// Takes a line that is a notebook's and not Python's.
    fn magic_line(&mut self) -> Step {
        let length = self.line_length();
        let line = self.rest().get(..length).unwrap_or("");
        if line.starts_with(['%', '!', '?']) || asks_for_help(line) {
            let start = self.at;
            self.at += length;
            return self.push(Kind::Magic, start, start + length);
        }
        Ok(())
    }

    /// Reads one token or blank; true if a line has ended.
    fn token(&mut self) -> Result<bool, Stop> {
        match self.byte(0) {
            b' ' | b'\t' | b'\x0C' | b'\r' => self.at += 1,
            b'#' => return self.comment(),
            b'\n' => return self.line_end(self.at),
            b'\\' => self.continuation()?,
            b'0'..=b'9' => self.number()?,
            b'.' if self.byte(1).is_ascii_digit() => self.number()?,
            b'"' | b'\'' => self.string(self.at)?,
            _ => match self.rest().chars().next() {
                Some(character) if begins_word(character) => self.word()?,
                _ => self.operator()?,
            },
        }
        Ok(false)
    }

    fn comment(&mut self) -> Result<bool, Stop> {
        let start = self.at;
        self.at += self.line_length();
        if self.byte(0) == b'\r' {
            self.at += 1;
        }
        if self.at == self.text.len() {
            if !self.in_brackets() {
                self.push(Kind::Newline, start, start)?;
            }
            return Ok(false);
        }
        self.line_end(start)
    }

    /// Ends a line at its `\n`; the token stands where the comment began.
    fn line_end(&mut self, start: usize) -> Result<bool, Stop> {
        self.at += 1;
        self.line_start = self.at;
        if self.in_brackets() {
            return Ok(false);
        }
        self.push(Kind::Newline, start, start)?;
        Ok(true)
    }

    /// A backslash joins lines and has nothing behind it.
    fn continuation(&mut self) -> Step {
        let after = if self.byte(1) == b'\r' { 2 } else { 1 };
        let backslash = self.at;
        let at_end = backslash + after >= self.text.len();
        if !at_end && self.byte(after) != b'\n' {
            let message = "unexpected character after line continuation character";
            let at = backslash + 1;
            return Err(reached(ErrorKind::SyntaxError, message, at, at + 1));
        }
        self.at = (backslash + after + 1).min(self.text.len());
        if self.at == self.text.len() {
            let error = match self.brackets.last() {
                Some(&(bracket, at)) => never_closed(bracket, at),
                None => SyntaxError::new(
                    "unexpected EOF while parsing",
                    Span::new(backslash + 1, backslash + 1),
                ),
            };
            let cause = Cause::Continued;
            return Err(Stop { error, cause });
        }
        Ok(())
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        match number_length(self.rest()) {
            Ok(length) => {
                self.at += length;
                self.push(Kind::Number, start, self.at)
            }
            Err(invalid) => certain(invalid.message, start + invalid.start, start + invalid.end),
        }
    }

    /// A name, a keyword or the prefix of a string.
    fn word(&mut self) -> Step {
        let start = self.at;
        let rest = self.rest();
        let length = rest.find(|c| !continues_word(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        self.at += length;
        if matches!(self.byte(0), b'"' | b'\'') && is_string_prefix(word) {
            return self.string(start);
        }
        if let Some((at, character)) = invalid_character(word) {
            let at = start + at;
            return certain(stray_character(character), at, at + character.len_utf8());
        }
        let kind = if is_keyword(word) {
            Kind::Keyword
        } else {
            Kind::Name
        };
        self.push(kind, start, self.at)
    }

    /// A string whose quotes stand here; `start` is that of its prefix.
    fn string(&mut self, start: usize) -> Step {
        let quote = char::from(self.byte(0));
        let long = self.byte(1) == self.byte(0) && self.byte(2) == self.byte(0);
        self.at += if long { 3 } else { 1 };
        loop {
            let rest = self.rest();
            let stops: &[char] = if long {
                &[quote, '\\']
            } else {
                &[quote, '\\', '\n']
            };
            let Some(found) = rest.find(stops) else {
                self.at = self.text.len();
                return self.unterminated(start, long);
            };
            self.at += found;
            match self.byte(0) {
                b'\\' => self.at += self.escaped_length(),
                b'\n' => return self.unterminated(start, long),
                _ if !long
                    || self
                        .rest()
                        .bytes()
                        .take(3)
                        .filter(|&b| char::from(b) == quote)
                        .count()
                        == 3 =>
                {
                    self.at += if long { 3 } else { 1 };
                    return self.push(Kind::String, start, self.at);
                }
                _ => self.at += 1,
            }
        }
    }

    /// The length of a backslash and what it protects: a character, or a line end.
    fn escaped_length(&self) -> usize {
        let after = self.rest().get(1..).unwrap_or("");
        if after.starts_with("\r\n") {
            return 3;
        }
        1 + after.chars().next().map_or(0, char::len_utf8)
    }

    fn unterminated(&self, start: usize, long: bool) -> Step {
        let read = self.text.get(..self.at).unwrap_or(self.text);
        let read = if self.at == self.text.len() {
            read.strip_suffix('\n').unwrap_or(read)
        } else {
            read
        };
        let line = read.matches('\n').count() + 1;
        let what = if long {
            "triple-quoted string"
        } else {
            "string"
        };
        let message = format!("unterminated {what} literal (detected at line {line})");
        Err(Stop {
            error: SyntaxError::new(message, Span::new(start, start + 1)),
            cause: if long {
                Cause::OpenString
            } else {
                Cause::Certain
            },
        })
    }

    fn operator(&mut self) -> Step {
        const LONG: [&str; 24] = [
            "**=", "//=", ">>=", "<<=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->",
            "//", "/=", ":=", "<<", "<=", "<>", "==", ">=", ">>", "@=", "^=",
        ];
        let rest = self.rest();
        let start = self.at;
        if let Some(long) = LONG.iter().chain(&["|="]).find(|op| rest.starts_with(**op)) {
            self.at += long.len();
            return self.push(Kind::Op, start, self.at);
        }
        let byte = self.byte(0);
        self.at += 1;
        match byte {
            b'(' | b'[' | b'{' => self.open(byte)?,
            b')' | b']' | b'}' => self.close(byte)?,
            _ if !is_printable(char::from(byte)) => {
                return certain(stray_character(char::from(byte)), start, self.at);
            }
            _ => {}
        }
        self.push(Kind::Op, start, self.at)?;
        if byte == b'=' {
            self.assigned_magic()
        } else {
            Ok(())
        }
    }

    /// `files = !ls`
    fn assigned_magic(&mut self) -> Step {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let magic = matches!(self.byte(blanks), b'!' | b'%') && self.byte(blanks + 1) != b'=';
        if magic && !self.in_brackets() {
            let start = self.at + blanks;
            self.at += self.line_length();
            return self.push(Kind::Magic, start, self.at);
        }
        Ok(())
    }

    fn open(&mut self, bracket: u8) -> Step {
        let at = self.at - 1;
        if self.brackets.len() >= MAX_BRACKETS {
            return certain("too many nested parentheses", at, at + 1);
        }
        self.brackets.push((bracket, at));
        Ok(())
    }

    fn close(&mut self, bracket: u8) -> Step {
        let at = self.at - 1;
        let close = char::from(bracket);
        let Some((open, open_at)) = self.brackets.pop() else {
            return certain(format!("unmatched '{close}'"), at, at + 1);
        };
        if matches!((open, bracket), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            return Ok(());
        }
        let open = char::from(open);
        let mut message =
            format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'");
        let breaks = |range: std::ops::Range<usize>| {
            self.text
                .get(range)
                .map_or(0, |text| text.matches('\n').count())
        };
        if breaks(open_at..at) > 0 {
            message.push_str(&format!(" on line {}", breaks(0..open_at) + 1));
        }
        certain(message, at, at + 1)
    }

    fn end(&mut self) -> Step {
        if let Some(&(bracket, at)) = self.brackets.last() {
            return Err(Stop {
                error: never_closed(bracket, at),
                cause: Cause::Unclosed,
            });
        }
        let end = self.text.len();
        let unfinished = self
            .list
            .last()
            .is_some_and(|last| last.kind != Kind::Newline);
        if unfinished && self.setting == Setting::Cell {
            self.push(Kind::Newline, end, end)?;
        }
        let last = end - usize::from(self.text.ends_with('\n'));
        for _ in 0..self.blocks.close() {
            self.push(Kind::Dedent, last, last)?;
        }
        self.push(Kind::End, last, last)
    }
}

/// `name?`, `np.mean??`, with nothing but a comment behind.
fn asks_for_help(line: &str) -> bool {
    let code = line.split('#').next().unwrap_or("").trim_end();
    let name = code.trim_end_matches('?');
    let marks = code.len() - name.len();
    let dotted = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(begins_word) && characters.all(continues_word)
    };
    (1..=2).contains(&marks) && name.split('.').all(dotted)
}

fn never_closed(bracket: u8, at: usize) -> SyntaxError {
    let message = format!("'{}' was never closed", char::from(bracket));
    SyntaxError::new(message, Span::new(at, at + 1))
}

fn certain(message: impl Into<String>, start: usize, end: usize) -> Step {
    Err(Stop {
        error: SyntaxError::new(message, Span::new(start, end)),
        cause: Cause::Certain,
    })
}

fn reached(kind: ErrorKind, message: &str, start: usize, end: usize) -> Stop {
    Stop {
        error: SyntaxError {
            kind,
            message: message.to_owned(),
            span: Span::new(start, end),
        },
        cause: Cause::IfReached,
    }
}
