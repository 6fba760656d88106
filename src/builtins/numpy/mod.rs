//! NumPy, by the chapters of its reference.

pub mod attributes;
pub mod averages;
pub mod casts;
mod compose;
pub mod creation;
pub mod dates;
pub mod dtype;
pub mod errstate;
mod fields;
pub mod flags;
pub mod indexing;
pub mod iteration;
pub mod joining;
pub mod linalg;
mod named;
pub mod norms;
pub mod operators;
pub mod printing;
pub mod products;
pub mod quantiles;
pub mod random;
pub mod ranges;
pub mod scalars;
pub mod searching;
pub mod sets;
pub mod shape;
pub mod sorting;
pub mod taking;

use crate::value::{Arguments, Builtin, Host, Raised, Result, Value};

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    averages::ROWS,
    creation::ROWS,
    dtype::ROWS,
    errstate::ROWS,
    flags::ROWS,
    iteration::ROWS,
    joining::ROWS,
    linalg::ROWS,
    named::ROWS,
    norms::ROWS,
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
    printing::ROWS,
    quantiles::ROWS,
    products::ROWS,
    ranges::ROWS,
    scalars::ROWS,
    searching::ROWS,
    sets::ROWS,
    shape::ROWS,
    sorting::ROWS,
    taking::ROWS,
];

/// Calls another row by its name, so that a function composed of others has their every detail.
///
/// # Errors
/// What the row raises.
pub fn call(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Value> {
    let row = super::find(name)
        .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))?;
    row.call(host, Arguments::positional(arguments))
}
