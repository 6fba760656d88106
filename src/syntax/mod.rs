//! Floor 1: from a cell's text to its tree. Knows only text.
//!
//! [`parse()`] is the one door. A text passes
//!
//! 1. `tokens`, CPython's tokenizer once more: what is wrong below the grammar, and a bound on all recursion to come;
//! 2. pest, by `grammar/python.pest`;
//! 3. `lower`, from pest's pairs to the [`ast`], with literals read by `numbers`, `strings` and `fstring`;
//! 4. `scopes`, where each name lives, and what the compiler forbids or warns of.
//!
//! What pest or lowering refuse goes to `explain`, which reads it again as CPython's parser reads a wrong text: what is
//! wrong is said in Python's words at Python's place, never in the grammar's.
//!
//! Absent on purpose: `async` and `await`, which no NumPy lesson uses, and characters by names that no lesson uses
//! (`unicode_names`).

pub mod ast;
mod error;
mod explain;
mod fstring;
mod interactive;
mod lower;
mod numbers;
mod parse;
mod scopes;
mod strings;
mod tokens;
pub mod tree;
mod unicode_names;

pub use error::{ErrorKind, SyntaxError, SyntaxWarning};
pub use interactive::{Completeness, parse_interactive};
pub use parse::{parse, parse_library};
pub use scopes::{Globals, globals};
pub use tokens::{is_keyword, token_texts};
