//! NumPy, by the chapters of its reference.

mod fields;
pub mod indexing;
pub mod operators;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[];
