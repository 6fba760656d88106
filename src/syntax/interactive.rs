//! Whether what has been typed so far is a whole cell: when Enter runs it and when it begins another line.
//!
//! The rules are IPython's: brackets, triple quotes and a backslash continue; a block goes on until an empty line.

use super::ast::{Module, StmtKind};
use super::error::SyntaxError;
use super::lower::is_cell_magic;
use super::parse::parse_at;
use super::tokens::{Cause, Kind, Setting, Tokens, tokenize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// To be run.
    Complete,
    /// Another line belongs to it.
    Incomplete,
    /// No further line can make Python of it; running it says why.
    Invalid,
}

/// Judges the lines typed so far, without the line end of the last.
///
/// ```
/// use ndbook::syntax::{Completeness, parse_interactive};
///
/// assert_eq!(parse_interactive("x = f(1,"), Completeness::Incomplete);
/// assert_eq!(parse_interactive("for i in x:\n    print(i)"), Completeness::Incomplete);
/// assert_eq!(parse_interactive("for i in x:\n    print(i)\n"), Completeness::Complete);
/// assert_eq!(parse_interactive("x = = 1"), Completeness::Invalid);
/// ```
pub fn parse_interactive(text: &str) -> Completeness {
    let ended = text
        .rsplit_once('\n')
        .is_some_and(|(_, last)| last.trim().is_empty());
    if is_cell_magic(text) {
        return if ended {
            Completeness::Complete
        } else {
            Completeness::Incomplete
        };
    }
    let tokens = tokenize(text, Setting::Cell);
    match tokens.stop.as_ref().map(|stop| stop.cause) {
        Some(Cause::Unclosed | Cause::OpenString | Cause::Continued) => {
            return Completeness::Incomplete;
        }
        Some(Cause::Certain | Cause::IfReached) => return Completeness::Invalid,
        None => {}
    }
    match parse_at(text, 0, 0) {
        Ok(module) if ends_in_block(&module) && !ended => Completeness::Incomplete,
        Ok(_) => Completeness::Complete,
        Err(error) if !ended && waits(text, &tokens, &error) => Completeness::Incomplete,
        Err(_) => Completeness::Invalid,
    }
}

/// Whether the last statement is one that another line may belong to.
fn ends_in_block(module: &Module) -> bool {
    module.body.last().is_some_and(|last| {
        matches!(
            last.kind,
            StmtKind::If { .. }
                | StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::FunctionDef(_)
                | StmtKind::ClassDef(_)
                | StmtKind::Try(_)
                | StmtKind::With { .. }
                | StmtKind::Match(_)
        )
    })
}

/// Whether an error only says that something is still to come: the block after a `:`, the handlers of a `try`, the
/// definition under a decorator.
fn waits(text: &str, tokens: &Tokens, error: &SyntaxError) -> bool {
    let line_ends = [Kind::Newline, Kind::Dedent, Kind::End];
    let last = tokens
        .list
        .iter()
        .rev()
        .find(|token| !line_ends.contains(&token.kind));
    let Some(last) = last else { return false };
    if error.span.start < last.span.end {
        return false;
    }
    let after_colon = text.get(last.span.range()) == Some(":");
    let handlers = error.message.starts_with("expected 'except'");
    after_colon || handlers || decorated(text, tokens)
}

/// Whether the last line with something on it is a decorator.
fn decorated(text: &str, tokens: &Tokens) -> bool {
    let mut lines = tokens.list.split(|token| token.kind == Kind::Newline);
    let last = lines.rfind(|line| {
        line.iter()
            .any(|token| !matches!(token.kind, Kind::Dedent | Kind::End))
    });
    let first = last.and_then(|line| {
        line.iter()
            .find(|token| !matches!(token.kind, Kind::Indent | Kind::Dedent))
    });
    first.is_some_and(|token| text.get(token.span.range()) == Some("@"))
}
