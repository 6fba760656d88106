//! The door: a source becomes a tree with its variables resolved, or Python's complaint.

use std::borrow::Cow;
use std::rc::Rc;

use pest::Parser;
use pest::error::InputLocation;

use super::ast::{Expr, FunctionDef, Module};
use super::error::SyntaxError;
use super::lower::{Fault, Grammar, Lower, Node, Rule, is_cell_magic};
use super::tokens::{Setting, Tokens, tokenize};
use super::{explain, scopes};
use crate::text::{Source, Span};

/// Reads a cell.
///
/// # Errors
/// Whatever Python's compiler would complain about, in its words and at its place.
///
/// Trees are at most some thousand levels deep and reading recurses over brackets and blocks, so call it
/// where the stack has some megabytes left.
pub fn parse(source: &Source) -> Result<Module, SyntaxError> {
    parse_at(&source.text, 0, 0)
}

/// Reads a module that comes with the program, as a function whose variables are the module's names.
///
/// # Errors
/// As [`parse`].
pub fn parse_library(source: &Source) -> Result<Rc<FunctionDef>, SyntaxError> {
    let text = &source.text;
    let tokens = tokenize(text, Setting::Cell);
    let lowered = read_tokens(&tokens, Rule::cell, text, 0, 0, Lower::cell);
    scopes::sheltered(lowered.map_err(|fault| fault.error(0))?)
}

/// Reads the text that begins at `base` in its source, as a module of its own.
pub(super) fn parse_at(text: &str, base: usize, depth: usize) -> Result<Module, SyntaxError> {
    let text = &*with_line_feeds(text);
    if is_cell_magic(text) {
        return read(Rule::magic_cell, text, base, depth, Lower::magic_cell)
            .map_err(|fault| fault.error(base));
    }
    let tokens = tokenize(text, Setting::Cell);
    let lowered = read_tokens(&tokens, Rule::cell, text, base, depth, Lower::cell);
    let mut module = lowered.map_err(|fault| {
        let explained = explain::cell(text, &tokens, depth);
        explained.map_or_else(|| fault.error(base), |error| error.moved(base))
    })?;
    scopes::resolve(&mut module)?;
    Ok(module)
}

/// Reads the expression of an f-string's field, which begins at `base`, without resolving its names.
pub(super) fn parse_field(text: &str, base: usize, depth: usize) -> Result<Expr, SyntaxError> {
    let tokens = tokenize(text, Setting::Field);
    let lowered = read_tokens(&tokens, Rule::field, text, base, depth, Lower::field);
    lowered.map_err(|fault| {
        let explained = explain::field(text, &tokens, depth);
        explained.map_or_else(|| fault.error(base), |error| error.moved(base))
    })
}

/// Lets pest have a text whose tokens are sound.
fn read_tokens<T>(
    tokens: &Tokens,
    rule: Rule,
    text: &str,
    base: usize,
    depth: usize,
    lower: impl FnOnce(&mut Lower, Node) -> Result<T, Fault>,
) -> Result<T, Fault> {
    match &tokens.stop {
        None => read(rule, text, base, depth, lower),
        Some(stop) => Err(Fault::Known(stop.error.clone().moved(base))),
    }
}

fn read<T>(
    rule: Rule,
    text: &str,
    base: usize,
    depth: usize,
    lower: impl FnOnce(&mut Lower, Node) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let mut nodes = Grammar::parse(rule, text).map_err(|error| refused(&error))?;
    match nodes.next() {
        Some(node) => lower(&mut Lower::new(base, depth), node),
        None => Err(Fault::Refused(Span::default())),
    }
}

/// Only the place is kept of what pest says: its words name rules.
fn refused(error: &pest::error::Error<Rule>) -> Fault {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    Fault::Refused(Span::new(at, at))
}

/// A carriage return alone ends a line in Python.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let alone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|(at, _)| alone(at)) {
        return Cow::Borrowed(text);
    }
    let changed = text
        .char_indices()
        .map(|(at, c)| if c == '\r' && alone(at) { '\n' } else { c });
    Cow::Owned(changed.collect())
}
