//! Closures: which names a scope keeps in slots, which in cells of its own, and which it takes from outside.

use indexmap::IndexSet;

use super::table::{Block, Seen, Table};
use crate::syntax::ast::Variable;
use crate::syntax::error::SyntaxError;
use crate::text::Symbol;

/// The result for one scope.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) locals: IndexSet<Symbol>,
    /// Cells of its own, because a scope inside uses them.
    pub(super) owned: IndexSet<Symbol>,
    /// Cells from outside, for itself or for a scope inside.
    pub(super) free: IndexSet<Symbol>,
}

impl Layout {
    /// The place of a name among the cells of the frame: first the owned ones, then the others.
    pub(super) fn cell(&self, name: Symbol) -> Option<u32> {
        let taken = || {
            self.free
                .get_index_of(&name)
                .map(|at| at + self.owned.len())
        };
        let at = self.owned.get_index_of(&name).or_else(taken)?;
        u32::try_from(at).ok()
    }
}

/// Lays out all scopes; tables come before those inside them.
pub(super) fn layouts(tables: &[Table]) -> Result<Vec<Layout>, SyntaxError> {
    let mut layouts: Vec<Layout> = tables.iter().map(|_| Layout::default()).collect();
    for (index, table) in tables.iter().enumerate() {
        for (&name, &seen) in &table.names {
            check_nonlocal(tables, index, name, seen)?;
            if let Some(owner) = owner(tables, index, name, seen) {
                capture(tables, &mut layouts, index, owner, name);
            }
        }
    }
    for (table, layout) in tables.iter().zip(&mut layouts) {
        place_locals(table, layout);
    }
    Ok(layouts)
}

fn check_nonlocal(
    tables: &[Table],
    at: usize,
    name: Symbol,
    seen: Seen,
) -> Result<(), SyntaxError> {
    let Some(span) = seen.nonlocal else {
        return Ok(());
    };
    let mut span = span;
    let message = if let Some(global) = seen.global {
        span = if global.start < span.start {
            global
        } else {
            span
        };
        format!("name '{name}' is nonlocal and global")
    } else if owner(tables, at, name, seen).is_none() {
        format!("no binding for nonlocal '{name}' found")
    } else {
        return Ok(());
    };
    Err(SyntaxError::new(message, span))
}

/// The scope outside that owns the cell of a name used here, if it is no local and no global.
fn owner(tables: &[Table], at: usize, name: Symbol, seen: Seen) -> Option<usize> {
    let own = seen.bound && seen.nonlocal.is_none();
    if own || seen.global.is_some() {
        return None;
    }
    let mut around = tables.get(at)?.parent;
    while let Some(index) = around {
        let table = tables.get(index)?;
        let outside = table.seen(name);
        match table.block {
            Block::Module => return None,
            Block::Class if &*name.name() == "__class__" => return Some(index),
            Block::Class => {}
            _ if outside.global.is_some() => return None,
            _ if outside.bound && outside.nonlocal.is_none() => return Some(index),
            _ => {}
        }
        around = table.parent;
    }
    None
}

/// Hands a cell down from its owner to the scope that uses it.
fn capture(tables: &[Table], layouts: &mut [Layout], from: usize, owner: usize, name: Symbol) {
    layouts[owner].owned.insert(name);
    let mut at = from;
    while at != owner {
        layouts[at].free.insert(name);
        at = tables[at].parent.unwrap_or(owner);
    }
}

/// Slots are for parameters, in their order, and for what is bound and in no cell.
fn place_locals(table: &Table, layout: &mut Layout) {
    if !table.block.has_slots() {
        return;
    }
    let parameters = table.names.iter().filter(|(_, seen)| seen.parameter);
    layout.locals = parameters.map(|(&name, _)| name).collect();
    for (&name, seen) in &table.names {
        let elsewhere = seen.global.is_some() || layout.cell(name).is_some();
        if seen.bound && !elsewhere {
            layout.locals.insert(name);
        }
    }
}

/// Where a name lives, seen from its scope.
pub(super) fn variable(table: &Table, layout: &Layout, name: Symbol) -> Variable {
    let seen = table.seen(name);
    let cell = layout.cell(name);
    match table.block {
        Block::Module => Variable::Global,
        _ if seen.global.is_some() => Variable::Global,
        Block::Class if seen.nonlocal.is_none() => Variable::Class {
            outer: cell.filter(|_| !seen.bound && layout.free.contains(&name)),
        },
        _ => match (cell, layout.locals.get_index_of(&name)) {
            (Some(cell), _) => Variable::Cell(cell),
            (None, Some(slot)) => Variable::Local(slot as u32),
            (None, None) => Variable::Global,
        },
    }
}
