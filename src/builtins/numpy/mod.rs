//! NumPy, by the chapters of its reference.

pub mod attributes;
pub mod casts;
pub mod dtype;
mod fields;
pub mod flags;
pub mod indexing;
pub mod joining;
pub mod random;
pub mod shape;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    dtype::ROWS,
    flags::ROWS,
    joining::ROWS,
    random::bits::ROWS,
    random::choice::ROWS,
    random::choice::generator::ROWS,
    random::continuous::ROWS,
    random::discrete::ROWS,
    random::generator::ROWS,
    random::integers::ROWS,
    random::integers::bytes::ROWS,
    random::integers::generator::ROWS,
    random::legacy::ROWS,
    random::legacy::class::ROWS,
    random::permute::ROWS,
    random::permute::generator::ROWS,
    random::seeding::ROWS,
    random::simple::ROWS,
    random::simple::generator::ROWS,
    random::vectors::ROWS,
    random::vectors::generator::ROWS,
    shape::ROWS,
];
