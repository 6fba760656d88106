//! The door: a source becomes a tree with its variables resolved, or Python's complaint.

use pest::Parser;

use super::ast::{Expr, Module};
use super::error::SyntaxError;
use super::lower::{Fault, Grammar, Lower, Node, Rule, is_cell_magic};
use super::scopes;
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

/// Reads the text that begins at `base` in its source, as a module of its own.
pub(super) fn parse_at(text: &str, base: usize, depth: usize) -> Result<Module, SyntaxError> {
    if is_cell_magic(text) {
        return read(Rule::magic_cell, text, base, depth, Lower::magic_cell);
    }
    let mut module = read(Rule::cell, text, base, depth, Lower::cell)?;
    scopes::resolve(&mut module)?;
    Ok(module)
}

/// Reads the expression of an f-string's field, which begins at `base`, without resolving its names.
pub(super) fn parse_field(text: &str, base: usize, depth: usize) -> Result<Expr, SyntaxError> {
    read(Rule::field, text, base, depth, Lower::field)
}

fn read<T>(
    rule: Rule,
    text: &str,
    base: usize,
    depth: usize,
    lower: impl FnOnce(&mut Lower, Node) -> Result<T, Fault>,
) -> Result<T, SyntaxError> {
    let lowered = match Grammar::parse(rule, text) {
        Err(error) => Err(Fault::Refused(refused_at(&error, base))),
        Ok(mut nodes) => match nodes.next() {
            Some(node) => lower(&mut Lower::new(base, depth), node),
            None => Err(Fault::Refused(Span::new(base, base))),
        },
    };
    lowered.map_err(|fault| match fault {
        Fault::Known(error) => error,
        Fault::Refused(span) => SyntaxError::new("invalid syntax", span),
    })
}

fn refused_at(error: &pest::error::Error<Rule>, base: usize) -> Span {
    let at = match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    };
    Span::new(base + at, base + at)
}
