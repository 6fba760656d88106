//! What conversions of single elements noticed: an overflow, a dropped imaginary part.
//!
//! Elements are converted deep inside of assignments, where nobody can warn. As a processor keeps its floating-point
//! events until somebody asks, they are kept here until the operation is over.

use std::cell::Cell;

use crate::array::ufunc::Flags;

thread_local! {
    static NOTICED: Cell<Flags> = const { Cell::new(Flags::NONE) };
}

thread_local! {
    static MISSING: Cell<bool> = const { Cell::new(false) };
}

/// Remembers that a missing element became NaN.
pub fn notice_missing() {
    MISSING.set(true);
}

/// Did a missing element become NaN since the last question?
pub fn take_missing() -> bool {
    MISSING.replace(false)
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
