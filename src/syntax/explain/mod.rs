//! Why a text is not Python, in CPython's words and at CPython's place.
//!
//! CPython's parser reads a wrong text twice: once to find how far it gets, and once more with extra rules that
//! recognise common mistakes. Here pest does the reading of right texts, and a text that it or lowering refuses
//! comes here, where the same two passes are made over the tokens by a reader that follows CPython's own grammar,
//! rule by rule and in its order, since the order decides which mistake is named. It builds no tree: a
//! [`Shape`](shape::Shape) says of an expression only what messages need.

mod arguments;
mod assignment;
mod brackets;
mod compound;
mod expressions;
mod parameters;
mod patterns;
mod reader;
mod shape;
mod statements;

use super::error::{ErrorKind, SyntaxError};
use super::tokens::{Cause, Kind, Tokens};
use crate::text::Span;
use reader::Reader;

/// What CPython says of a cell; none if it would not complain.
pub(super) fn cell(text: &str, tokens: &Tokens, depth: usize) -> Option<SyntaxError> {
    let mut reader = Reader::new(text, tokens, depth);
    explained(&mut reader, text, tokens, Reader::file)
}

/// What CPython says of the field of an f-string.
pub(super) fn field(text: &str, tokens: &Tokens, depth: usize) -> Option<SyntaxError> {
    let mut reader = Reader::new(text, tokens, depth);
    let error = explained(&mut reader, text, tokens, Reader::field)?;
    if reader.in_field || tokens.stop.is_some() {
        return Some(error);
    }
    let message = format!("f-string: {}", error.message);
    Some(SyntaxError { message, ..error })
}

/// Reads by a start rule, which says whether all of the text is one: once, and if it is not, once more.
fn explained<'a>(
    reader: &mut Reader<'a>,
    text: &str,
    tokens: &Tokens,
    start: fn(&mut Reader<'a>) -> Result<bool, SyntaxError>,
) -> Option<SyntaxError> {
    let mut found = start(reader);
    if let Ok(false) = found {
        let reached = reader.reached();
        reader.again();
        found = start(reader);
        if found.is_ok() {
            let error = generic(text, tokens, reached);
            if error.kind == ErrorKind::IndentationError {
                return Some(error);
            }
            found = Err(error);
        }
    }
    let error = found.err()?;
    if reader.gave_up {
        return tokens.stop.as_ref().map(|stop| stop.error.clone());
    }
    let overruling = tokens.certain_error().cloned();
    overruling
        .or_else(|| unclosed(text, tokens, reader))
        .or(Some(error))
}

/// The complaint where no rule knows better.
fn generic(text: &str, tokens: &Tokens, reached: usize) -> SyntaxError {
    let token = tokens.list.get(reached);
    let span = token.map_or(Span::default(), |token| token.span);
    // Python would go on here; ndbook's own limit is said in its own words.
    if let Some(word @ ("async" | "await")) = text.get(span.range()) {
        let message = format!(
            "ndbook does not run '{word}': its cells run from top to bottom, so write the code without 'async' and 'await'"
        );
        return SyntaxError::new(message, span);
    }
    match token.map(|token| token.kind) {
        Some(Kind::Indent) => SyntaxError::indentation("unexpected indent", span),
        Some(Kind::Dedent) => SyntaxError::indentation("unexpected unindent", span),
        _ => SyntaxError::new("invalid syntax", span),
    }
}

/// The bracket that was never closed, if the reader failed on a line after it: that is then the mistake.
fn unclosed(text: &str, tokens: &Tokens, reader: &Reader) -> Option<SyntaxError> {
    let stop = tokens
        .stop
        .as_ref()
        .filter(|stop| stop.cause == Cause::Unclosed)?;
    let failed = tokens.list.get(reader.reached())?.span.start as usize;
    let between = text.get(stop.error.span.start as usize..failed)?;
    between.contains('\n').then(|| stop.error.clone())
}
