//! What one scope does with its names.

use indexmap::IndexMap;

use crate::syntax::ast::ComprehensionKind;
use crate::text::{Span, Symbol};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Module,
    Function,
    Lambda,
    Class,
    Comprehension(ComprehensionKind),
}

impl Block {
    /// Whether its names live in slots: all but a module's and a class's.
    pub(super) fn has_slots(self) -> bool {
        !matches!(self, Block::Module | Block::Class)
    }
}

/// All that was seen of one name in one scope.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) used: bool,
    pub(super) bound: bool,
    pub(super) parameter: bool,
    pub(super) annotated: bool,
    /// Bound by the `for` of a comprehension.
    pub(super) iteration: bool,
    pub(super) global: Option<Span>,
    pub(super) nonlocal: Option<Span>,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) block: Block,
    /// The index of the scope around it.
    pub(super) parent: Option<usize>,
    /// For a class its name, which private names are mangled with; inherited by what it contains.
    pub(super) class: Option<Symbol>,
    /// `__qualname__`.
    pub(super) qualified: String,
    pub(super) names: IndexMap<Symbol, Seen>,
    pub(super) generator: bool,
}

impl Table {
    pub(super) fn seen(&self, name: Symbol) -> Seen {
        self.names.get(&name).copied().unwrap_or_default()
    }
}
