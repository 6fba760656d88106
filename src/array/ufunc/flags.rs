//! What a loop noticed about its numbers.

use std::ops::{BitOr, BitOrAssign};

/// Floating-point events of one call, as NumPy's `errstate` names them, and what casts and integer powers notice.
/// The floors above turn them into warnings or errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u16);

impl Flags {
    pub const NONE: Flags = Flags(0);
    pub const DIVIDE: Flags = Flags(1);
    pub const OVERFLOW: Flags = Flags(2);
    pub const UNDERFLOW: Flags = Flags(4);
    pub const INVALID: Flags = Flags(8);
    /// An integer was raised to a negative integer power; the machine raises it as a ValueError.
    pub const NEGATIVE_POWER: Flags = Flags(16);
    /// A cast dropped imaginary parts; a ComplexWarning.
    pub const COMPLEX_DISCARDED: Flags = Flags(32);
    /// The events of a cast that NumPy makes, and reports, before the loop runs.
    const OVERFLOW_IN_CAST: Flags = Flags(64);
    const INVALID_IN_CAST: Flags = Flags(128);

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// The floating-point events in the order in which NumPy reports them, in its words:
    /// "divide by zero", "overflow", "underflow", "invalid value".
    pub fn events(self) -> impl Iterator<Item = &'static str> {
        [
            (Flags::DIVIDE, "divide by zero"),
            (Flags::OVERFLOW, "overflow"),
            (Flags::UNDERFLOW, "underflow"),
            (Flags::INVALID, "invalid value"),
        ]
        .into_iter()
        .filter(move |(flag, _)| self.contains(*flag))
        .map(|(_, words)| words)
    }

    /// The events of a cast before the loop, reported as such.
    pub(crate) fn in_cast(self) -> Flags {
        let rest = Flags(self.0 & !(Flags::OVERFLOW.0 | Flags::INVALID.0));
        rest | Flags::OVERFLOW_IN_CAST.when(self.contains(Flags::OVERFLOW))
            | Flags::INVALID_IN_CAST.when(self.contains(Flags::INVALID))
    }

    /// As [`Flags::events`], for the casts before the loop.
    pub fn events_of_casts(self) -> impl Iterator<Item = &'static str> {
        [
            (Flags::OVERFLOW_IN_CAST, "overflow"),
            (Flags::INVALID_IN_CAST, "invalid value"),
        ]
        .into_iter()
        .filter(move |(flag, _)| self.contains(*flag))
        .map(|(_, words)| words)
    }

    pub(crate) fn when(self, condition: bool) -> Flags {
        if condition { self } else { Flags::NONE }
    }
}

impl BitOr for Flags {
    type Output = Flags;

    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}
