//! Python's own types, functions and modules.

pub mod bytearray;
mod bytes;
mod characters;
pub mod collections;
pub mod convert;
mod copy;
pub mod datetime;
mod descriptors;
pub mod dict;
mod dict_methods;
mod dict_views;
mod exceptions;
pub mod float;
pub mod format;
pub mod functions;
mod functools;
mod generators;
pub mod int;
pub mod io;
pub mod iterate;
pub mod iterators;
mod itertools;
pub mod list;
mod math;
pub mod memory;
pub mod named_tuple;
mod number_text;
mod numbers;
mod operator;
mod os;
mod parameters;
pub mod percent;
pub mod random;
pub mod range;
pub mod reducing;
mod regex;
pub mod set;
mod set_methods;
mod str;
mod string;
pub mod sys;
mod time;
mod tuple;
mod typing;
pub mod warnings;

use crate::value::Builtin;

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    bytearray::ROWS,
    bytes::CHAPTERS[0],
    bytes::CHAPTERS[1],
    bytes::CHAPTERS[2],
    bytes::CHAPTERS[3],
    collections::CHAPTERS[0],
    collections::CHAPTERS[1],
    collections::CHAPTERS[2],
    datetime::CHAPTERS[0],
    datetime::CHAPTERS[1],
    datetime::CHAPTERS[2],
    datetime::CHAPTERS[3],
    datetime::CHAPTERS[4],
    datetime::CHAPTERS[5],
    copy::ROWS,
    dict_methods::ROWS,
    dict_views::ROWS,
    exceptions::ROWS,
    float::ROWS,
    descriptors::ROWS,
    functions::ROWS,
    generators::ROWS,
    functools::ROWS,
    int::ROWS,
    io::ROWS,
    iterators::ROWS,
    itertools::CHAPTERS[0],
    itertools::CHAPTERS[1],
    itertools::CHAPTERS[2],
    itertools::CHAPTERS[3],
    itertools::CHAPTERS[4],
    list::ROWS,
    math::CHAPTERS[0],
    math::CHAPTERS[1],
    math::CHAPTERS[2],
    math::CHAPTERS[3],
    named_tuple::ROWS,
    numbers::ROWS,
    operator::ROWS,
    os::ROWS,
    random::ROWS,
    range::ROWS,
    reducing::ROWS,
    regex::ROWS,
    set_methods::ROWS,
    str::CHAPTERS[0],
    str::CHAPTERS[1],
    str::CHAPTERS[2],
    str::CHAPTERS[3],
    str::CHAPTERS[4],
    str::CHAPTERS[5],
    string::ROWS,
    sys::ROWS,
    time::ROWS,
    tuple::ROWS,
    typing::ROWS,
    warnings::ROWS,
];

/// The chapters whose rows give a value and change nothing, but for those marked `changes`.
pub static QUIET: &[&[Builtin]] = &[
    bytes::CHAPTERS[0],
    bytes::CHAPTERS[1],
    bytes::CHAPTERS[2],
    bytes::CHAPTERS[3],
    dict_methods::ROWS,
    dict_views::ROWS,
    float::ROWS,
    functions::ROWS,
    int::ROWS,
    list::ROWS,
    math::CHAPTERS[0],
    math::CHAPTERS[1],
    math::CHAPTERS[2],
    math::CHAPTERS[3],
    numbers::ROWS,
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
