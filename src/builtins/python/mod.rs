//! Python's own types, functions and modules.

mod bytes;
mod characters;
pub mod collections;
mod convert;
pub mod dict;
mod dict_methods;
mod dict_views;
pub mod float;
pub mod format;
pub mod functions;
pub mod int;
pub mod io;
pub mod iterate;
pub mod iterators;
pub mod libm;
pub mod list;
pub mod memory;
mod number_text;
mod numbers;
mod parameters;
pub mod percent;
pub mod random;
pub mod reducing;
pub mod set;
mod set_methods;
mod str;
mod tuple;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    bytes::ROWS,
    dict_methods::ROWS,
    dict_views::ROWS,
    float::ROWS,
    functions::ROWS,
    int::ROWS,
    io::ROWS,
    iterators::ROWS,
    list::ROWS,
    numbers::ROWS,
    random::ROWS,
    reducing::ROWS,
    set_methods::ROWS,
    str::CHAPTERS[0],
    str::CHAPTERS[1],
    str::CHAPTERS[2],
    str::CHAPTERS[3],
    str::CHAPTERS[4],
    str::CHAPTERS[5],
    tuple::ROWS,
];
