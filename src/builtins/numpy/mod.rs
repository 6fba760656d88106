//! NumPy, by the chapters of its reference.

pub mod attributes;
pub mod casts;
pub mod creation;
pub mod dates;
pub mod dtype;
mod fields;
pub mod flags;
pub mod indexing;
pub mod joining;
pub mod operators;
pub mod products;
pub mod ranges;
pub mod shape;

use crate::value::{Arguments, Builtin, Host, Raised, Result, Value};

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    attributes::ROWS,
    creation::ROWS,
    dtype::ROWS,
    flags::ROWS,
    joining::ROWS,
    products::ROWS,
    ranges::ROWS,
    shape::ROWS,
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
