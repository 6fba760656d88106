//! The module `math`.

mod combinatorics;
mod functions;
mod gamma;
mod rounding;
mod sums;

use crate::value::Builtin;

/// The rows of `math`.
pub const CHAPTERS: [&[Builtin]; 4] = [
    combinatorics::ROWS,
    functions::ROWS,
    rounding::ROWS,
    sums::ROWS,
];
