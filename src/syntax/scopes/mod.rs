//! Where each name lives, as CPython's symbol table has it.
//!
//! Two walks over the tree in one order: the first collects what each scope does with its names, then closures
//! are worked out over those tables alone, and the second walk writes the result into the tree. A third looks for
//! what CPython's compiler forbids, in the same order as there: only when the symbol table has nothing to say.

mod analysis;
mod check;
mod collect;
mod globals;
mod shelter;
mod table;
mod walk;
mod warnings;
mod write;

pub use globals::{Globals, globals};
pub(super) use shelter::sheltered;

use super::ast::Module;
use super::error::SyntaxError;

/// Resolves every name of a module and collects what Python would warn of.
///
/// # Errors
/// What CPython's symbol table and compiler complain about: a `nonlocal` without a binding, `return` outside a function, …
pub(super) fn resolve(module: &mut Module) -> Result<(), SyntaxError> {
    let mut collect = collect::Collect::new();
    walk::module(module, &mut collect)?;
    let layouts = analysis::layouts(&collect.tables)?;
    let mut write = write::Write::new(&collect.tables, &layouts);
    walk::module(module, &mut write)?;
    let mut check = check::Check::new();
    walk::module(module, &mut check)?;
    module.warnings = check.warnings;
    Ok(())
}
