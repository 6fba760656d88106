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
mod code;
mod comprehensions;
mod deadline;
mod depth;
mod diagnosis;
mod displays;
mod exceptions;
pub mod explain;
mod expressions;
mod fork;
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
mod known;
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
mod pages;
mod patterns;
mod peek;
mod remembered;
mod rows;
pub mod session;
mod statements;
mod steps;
mod subscripts;
mod supers;
mod suspension;
mod traps;
mod unpacking;
mod walk;
mod with;
mod world;

use crate::builtins;
use crate::builtins::manual::{self, Found};
use crate::value::Builtin;

pub(crate) use interpreter::Interpreter;
pub use keep::Kept;
pub use known::Known;
pub use pages::{library_names, manual_page};
pub use session::{CellError, CellOutcome, Session, Settings, on_large_stack, spawn_large};
pub use steps::Part;

/// The names that have to do with a word, the likeliest first.
pub fn apropos(word: &str) -> Vec<Found> {
    manual::apropos(catalogue(), word)
}

/// Every row that a lesson can name: the catalogue's, and those that need the walk itself.
pub fn catalogue() -> impl Iterator<Item = &'static Builtin> {
    builtins::rows().chain(rows::ROWS)
}
