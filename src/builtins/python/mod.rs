//! Python's own types, functions and modules.

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[];
