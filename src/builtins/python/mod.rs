//! Python's own types, functions and modules.

pub mod collections;
mod convert;
pub mod dict;
pub mod format;
pub mod iterate;
pub mod libm;
pub mod list;
pub mod memory;
pub mod percent;
pub mod random;
pub mod set;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[random::ROWS];
