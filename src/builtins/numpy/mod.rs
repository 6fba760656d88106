//! NumPy, by the chapters of its reference.

pub mod attributes;
pub mod casts;
pub mod dtype;
mod fields;
pub mod flags;
pub mod indexing;
pub mod joining;
pub mod shape;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    dtype::ROWS,
    flags::ROWS,
    joining::ROWS,
    shape::ROWS,
];
