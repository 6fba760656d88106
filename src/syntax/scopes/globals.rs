//! Which names of the namespace a statement reads and binds.

use std::collections::BTreeSet;

use super::table::Block;
use super::walk::{self, Pass, Usage, Walked};
use crate::syntax::ast::{Module, Scope, Variable};
use crate::text::{Span, Symbol};

/// Names of the namespace, also those used inside of functions.
#[derive(Clone, Debug, Default)]
pub struct Globals {
    pub read: BTreeSet<Symbol>,
    pub bound: BTreeSet<Symbol>,
}

/// The names that each statement of a parsed module reads from and binds in the namespace, in order.
///
/// The tree is only read; the walk is the one that writes it, hence `&mut`.
pub fn globals(module: &mut Module) -> Vec<Globals> {
    let names_of = |statement| {
        let mut globals = Globals::default();
        // This pass never complains: the module was resolved before.
        let _ = walk::statement(statement, &mut globals);
        globals
    };
    module.body.iter_mut().map(names_of).collect()
}

impl Pass for Globals {
    fn name(
        &mut self,
        name: &mut Symbol,
        variable: &mut Variable,
        _: Span,
        usage: Usage,
    ) -> Walked {
        if *variable == Variable::Global {
            match usage {
                Usage::Read => self.read.insert(*name),
                Usage::Bind | Usage::Annotate | Usage::Walrus | Usage::Iterate => {
                    self.bound.insert(*name)
                }
            };
        }
        Ok(())
    }

    fn enter(&mut self, _: Block, _: &str) {}

    fn leave(&mut self, _: &mut Scope, _: Option<&mut String>) {}
}
