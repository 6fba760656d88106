//! What conversions of single elements noticed: an overflow, a dropped imaginary part.
//!
//! Elements are converted deep inside of assignments, where nobody can warn. As a processor keeps its floating-point
//! events until somebody asks, they are kept here until the operation is over.

use std::cell::Cell;

use crate::array::ufunc::Flags;

thread_local! {
    static NOTICED: Cell<Flags> = const { Cell::new(Flags::NONE) };
}

/// Keeps what a conversion noticed.
pub fn notice(flags: Flags) {
    if !flags.is_empty() {
        NOTICED.set(NOTICED.get() | flags);
    }
}

/// What was noticed since the last question.
pub fn take_noticed() -> Flags {
    NOTICED.replace(Flags::NONE)
}
