//! From pest's pairs to the [`ast`](super::ast): the only code that knows [`Rule`].
//!
//! The grammar admits a little more than Python does, so that nothing is read twice. Lowering refuses the rest
//! with a [`Fault::Refused`], and [`explain`](super::explain) then finds Python's words for it.
//!
//! Trees stay shallow enough for every later walk to recurse: see [`MAX_DEPTH`].

mod arguments;
mod compound;
mod definitions;
mod displays;
mod expressions;
mod imports;
mod magics;
mod operators;
mod patterns;
mod statements;
mod targets;

use pest::iterators::{Pair, Pairs};

use super::ast::{Stmt, StmtKind};
use super::error::{SyntaxError, TOO_DEEP};
use super::tree;
use crate::text::Span;

pub(super) use magics::is_cell_magic;

/// pest's rules, generated from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/python.pest"]
pub(super) struct Grammar;

pub(super) type Node<'a> = Pair<'a, Rule>;
pub(super) type Nodes<'a> = Pairs<'a, Rule>;

/// How deep a tree may be. CPython's compiler gives up at about three times this; a program that people
/// write does not come near it.
const MAX_DEPTH: usize = 1000;

/// Why a text has no tree.
#[derive(Debug)]
pub(super) enum Fault {
    /// Not Python, somewhere in this span of the text; the words are for others to find.
    Refused(Span),
    /// Not Python, and the words are known.
    Known(SyntaxError),
}

impl Fault {
    /// The complaint when nobody finds better words, about a text that begins at `base`.
    pub(super) fn error(self, base: usize) -> SyntaxError {
        match self {
            Fault::Known(error) => error,
            Fault::Refused(span) => SyntaxError::new("invalid syntax", span).moved(base),
        }
    }
}

impl From<SyntaxError> for Fault {
    fn from(error: SyntaxError) -> Fault {
        Fault::Known(error)
    }
}

pub(super) type Lowered<T> = Result<T, Fault>;

/// The state of lowering: where the text begins in its source, and how deep the tree is here.
pub(super) struct Lower {
    base: usize,
    depth: usize,
    /// How many `yield`s were read.
    yields: usize,
}

impl Lower {
    /// `base` is the offset of the text within its [`Source`](crate::text::Source), `depth` the levels of the
    /// tree above it.
    pub(super) fn new(base: usize, depth: usize) -> Lower {
        Lower {
            base,
            depth,
            yields: 0,
        }
    }

    /// A statement; most of them have no `yield` near, so that few are searched for one.
    fn stmt(&self, kind: StmtKind, span: Span) -> Stmt {
        let mut stmt = Stmt {
            kind,
            span,
            suspends: false,
        };
        stmt.suspends = self.yields > 0 && tree::suspends(&stmt);
        stmt
    }

    /// The place of a node in the source, without the blanks that a rule may have taken in vain at its end.
    fn span(&self, node: &Node) -> Span {
        let start = self.base + node.as_span().start();
        Span::new(start, start + node.as_str().trim_end().len())
    }

    fn refuse<T>(&self, node: &Node) -> Lowered<T> {
        Err(Fault::Refused(place(node)))
    }

    /// Runs `lower` so many levels further down the tree.
    fn deeper<T>(
        &mut self,
        levels: usize,
        span: Span,
        lower: impl FnOnce(&mut Lower) -> Lowered<T>,
    ) -> Lowered<T> {
        self.depth += levels;
        if self.depth > MAX_DEPTH {
            let start = Span {
                end: span.start,
                ..span
            };
            return Err(SyntaxError::new(TOO_DEEP, start).into());
        }
        let lowered = lower(self);
        self.depth -= levels;
        lowered
    }
}

/// Where a node stands in its own text.
fn place(node: &Node) -> Span {
    let span = node.as_span();
    Span::new(span.start(), span.end())
}

/// The node that the grammar promises here.
fn expect<'a>(nodes: &mut Nodes<'a>, whole: &Node) -> Lowered<Node<'a>> {
    nodes.next().ok_or_else(|| Fault::Refused(place(whole)))
}

/// Takes the next node if it is of this rule.
fn take<'a>(nodes: &mut Nodes<'a>, rule: Rule) -> Option<Node<'a>> {
    if nodes.peek().is_some_and(|node| node.as_rule() == rule) {
        nodes.next()
    } else {
        None
    }
}
