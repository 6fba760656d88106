//! The module `collections`: `Counter`, `defaultdict`, `OrderedDict`, `deque`; `namedtuple` stands with the named
//! tuples.

mod counter;
mod deque;
mod dicts;

use crate::value::Builtin;

pub use counter::{counter_binary, counter_unary};
pub use dicts::union;

/// The rows of `collections`.
pub const CHAPTERS: [&[Builtin]; 3] = [counter::ROWS, deque::ROWS, dicts::ROWS];
