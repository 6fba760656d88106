//! What is wrong with a text, in Python's words.

use std::fmt;

use crate::text::Span;

/// A complaint of Python's compiler: its class, its message and the place it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    pub span: Span,
}

/// Python's classes for a text that is no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
}

impl ErrorKind {
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
        }
    }
}

/// What Python says of a text that it runs nevertheless: a SyntaxWarning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWarning {
    pub message: String,
    pub span: Span,
}

/// The complaint about a tree too deep to walk. CPython has the same words in a RecursionError.
pub(super) const TOO_DEEP: &str = "maximum recursion depth exceeded during compilation";

impl SyntaxError {
    pub fn new(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::SyntaxError,
            message: message.into(),
            span,
        }
    }

    /// The same complaint about a text that begins at `base`.
    pub(super) fn moved(self, base: usize) -> SyntaxError {
        let span = Span::new(
            base + self.span.start as usize,
            base + self.span.end as usize,
        );
        SyntaxError { span, ..self }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::IndentationError,
            message: message.into(),
            span,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for SyntaxError {}
