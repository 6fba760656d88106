//! The text as CPython's tokenizer sees it.
//!
//! Runs before pest: it finds what is wrong below the grammar (brackets, strings, numbers, indentation, stray
//! characters), in Python's words, and it bounds what pest and lowering will recurse over. Its tokens are for
//! [`explain`](super::explain) and for the REPL's question whether a text is complete.

mod layout;
mod limits;
mod numbers;
mod tokenizer;
mod words;

use super::error::SyntaxError;
use crate::text::Span;

pub(super) use tokenizer::{Setting, tokenize};
pub use words::is_keyword;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Keyword,
    Number,
    String,
    Op,
    /// A notebook's line: `%timeit x`, `!ls`, `name?`.
    Magic,
    Newline,
    Indent,
    Dedent,
    End,
}

/// A token. Where Python reports one that has no text (an indent, the end), its span begins at the place reported.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// How many brackets are open behind it.
    pub(super) level: u16,
}

/// Why the tokens end before the text does.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) error: SyntaxError,
    pub(super) cause: Cause,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Reported wherever else the text is wrong.
    Certain,
    /// Reported only if nothing before it is wrong.
    IfReached,
    /// The text ends inside a bracket: reported as well if something is wrong on a later line than the bracket's.
    Unclosed,
    /// The text ends inside a triple-quoted string; certain too.
    OpenString,
    /// The text ends after a backslash.
    Continued,
}

#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) stop: Option<Stop>,
}

impl Tokens {
    /// What is wrong whatever the grammar says.
    pub(super) fn certain_error(&self) -> Option<&SyntaxError> {
        let stop = self.stop.as_ref()?;
        matches!(stop.cause, Cause::Certain | Cause::OpenString).then_some(&stop.error)
    }
}

/// What a text says, word by word, without its blanks and comments: ends of lines are `\n`, a block begins with `\t` and
/// ends with `\r`. None where the tokenizer finds something wrong.
pub fn token_texts(text: &str) -> Option<Vec<&str>> {
    let tokens = tokenize(text, Setting::Cell);
    if tokens.stop.is_some() {
        return None;
    }
    let of = |token: &Token| match token.kind {
        Kind::Newline => Some("\n"),
        Kind::Indent => Some("\t"),
        Kind::Dedent => Some("\r"),
        Kind::End => None,
        _ => text.get(token.span.start as usize..token.span.end as usize),
    };
    Some(tokens.list.iter().filter_map(of).collect())
}
