//! Floor 1: from a cell's text to its tree. Knows only text.
//!
//! [`parse`] is the one door: pest reads the text by `grammar/python.pest`, lowering turns pest's pairs into
//! the [`ast`], and variables are resolved. What is wrong is said in Python's words at Python's place.

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
mod unicode_names;

pub use error::{ErrorKind, SyntaxError};
pub use interactive::{Completeness, parse_interactive};
pub use parse::parse;
pub use scopes::{Globals, globals};
