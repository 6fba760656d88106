//! The second pass: variables and scopes are written into the tree.

use super::analysis::{Layout, variable};
use super::table::{Block, Table};
use super::walk::{Pass, Usage, Walked};
use crate::syntax::ast::{Scope, Variable};
use crate::text::{Span, Symbol};

pub(super) struct Write<'a> {
    tables: &'a [Table],
    layouts: &'a [Layout],
    /// The scope the walk is in, and how many were entered: tables stand in the order of the walk.
    current: usize,
    entered: usize,
}

impl<'a> Write<'a> {
    pub(super) fn new(tables: &'a [Table], layouts: &'a [Layout]) -> Write<'a> {
        Write {
            tables,
            layouts,
            current: 0,
            entered: 0,
        }
    }

    fn scope(&self, index: usize) -> Scope {
        let (table, layout) = (&self.tables[index], &self.layouts[index]);
        let around = table.parent.map(|parent| &self.layouts[parent]);
        let parameter_cells = table
            .names
            .iter()
            .filter(|(_, seen)| seen.parameter)
            .zip(0..)
            .filter_map(|((&name, _), slot)| Some((slot, layout.cell(name)?)))
            .collect();
        Scope {
            locals: layout.locals.iter().copied().collect(),
            cells: layout.owned.iter().chain(&layout.free).copied().collect(),
            owned: layout.owned.len(),
            captured: layout
                .free
                .iter()
                .filter_map(|&name| around.and_then(|around| around.cell(name)))
                .collect(),
            parameter_cells,
            generator: table.generator,
        }
    }
}

impl Pass for Write<'_> {
    fn name(&mut self, name: &mut Symbol, place: &mut Variable, _: Span, _: Usage) -> Walked {
        *place = variable(
            &self.tables[self.current],
            &self.layouts[self.current],
            *name,
        );
        Ok(())
    }

    fn enter(&mut self, _: Block, _: &str) {
        self.entered += 1;
        self.current = self.entered;
    }

    fn leave(&mut self, scope: &mut Scope, qualified: Option<&mut String>) {
        *scope = self.scope(self.current);
        if let Some(qualified) = qualified {
            qualified.clone_from(&self.tables[self.current].qualified);
        }
        self.current = self.tables[self.current].parent.unwrap_or(0);
    }
}
