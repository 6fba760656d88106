//! Floor 5: the tree walk. A cell's tree runs here, against the catalogue; one file per construct of the language.
//!
//! [`Session`] is the one door: it keeps the namespace and runs one cell after the other. Within it an
//! [`Interpreter`] walks the tree: expressions give a [`Value`](crate::value::Value), statements a `Flow`. It is
//! also the [`Host`](crate::value::Host) that the floors below call back into.
//!
//! What an operator, a method or a function *does* stands in the catalogue; this floor decides only the order of
//! evaluation, where names live, and which place in the text an error is blamed on.
//!
//! Invariants: every frame that an error passes adds exactly one place to its trace; every statement, call and
//! turn of a loop passes the meter; whatever counts up on the way down (depth, frames, handlers) is counted
//! down again on errors too.

mod advice;
mod arguments;
mod assignment;
mod attributes;
mod binding;
mod calls;
mod cell;
mod classes;
mod comprehensions;
mod deadline;
mod depth;
mod diagnosis;
mod displays;
mod exceptions;
mod expressions;
mod frame;
mod fstrings;
mod functions;
mod generators;
mod host;
mod imports;
mod inspect;
mod instances;
mod interpreter;
mod keep;
mod library;
mod loops;
mod magics;
mod metaclasses;
mod modules;
mod names;
mod numbers;
mod operations;
mod operators;
mod outcome;
mod patterns;
mod rows;
pub mod session;
mod statements;
mod subscripts;
mod supers;
mod suspension;
mod traps;
mod unpacking;
mod walk;
mod with;
mod world;

use crate::builtins;
use crate::value::Builtin;

pub(crate) use interpreter::Interpreter;
pub use keep::Kept;
pub use session::{CellError, CellOutcome, Session, Settings, on_large_stack};

/// Every row that a lesson can name: the catalogue's, and those that need the walk itself.
pub fn catalogue() -> impl Iterator<Item = &'static Builtin> {
    builtins::rows().chain(rows::ROWS)
}
