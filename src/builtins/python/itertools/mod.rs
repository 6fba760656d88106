//! The module `itertools`: lazy walks, each a class of its own.
//!
//! Every item that a walk takes from another counts as a step, so that an endless one ends with the budget.

mod combine;
mod endless;
mod group;
mod select;
mod tee;

use std::rc::Rc;

use super::{iterate, iterators};
use crate::value::{Builtin, Host, IteratorObject, Result, Value};

pub use select::chain;

/// The rows of `itertools`.
pub const CHAPTERS: [&[Builtin]; 5] = [
    combine::ROWS,
    endless::ROWS,
    group::ROWS,
    select::ROWS,
    tee::ROWS,
];

/// Iterators over all iterables.
fn iterators_of(host: &mut dyn Host, iterables: &[Value]) -> Result<Vec<Rc<IteratorObject>>> {
    let sources = iterables
        .iter()
        .map(|iterable| iterate::iter(host, iterable));
    sources.collect()
}
