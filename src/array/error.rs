//! What floor 2 can complain of: a kind that Python has a class for, and NumPy's own words.

use std::fmt;

/// The exception class that the floors above raise for an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    Value,
    Type,
    Index,
    /// `numpy.exceptions.AxisError`, a ValueError and an IndexError.
    Axis {
        axis: i64,
        ndim: usize,
    },
    Memory,
    Overflow,
    ZeroDivision,
    /// `numpy.linalg.LinAlgError`
    LinAlg,
    /// `numpy._core._exceptions._UFuncNoLoopError`, a TypeError.
    UFuncNoLoop,
    /// `numpy._core._exceptions._UFuncInputCastingError`, a TypeError.
    UFuncInputCasting,
    /// `numpy._core._exceptions._UFuncOutputCastingError`, a TypeError.
    UFuncOutputCasting,
    /// `numpy.exceptions.DTypePromotionError`, a TypeError.
    DTypePromotion,
    /// `numpy._core._exceptions._UFuncBinaryResolutionError`, a TypeError.
    UFuncBinaryResolution,
    /// `numpy._core._exceptions._ArrayMemoryError`, a MemoryError.
    ArrayMemory,
    NotImplemented,
    UnicodeEncode,
    UnicodeDecode,
    Assertion,
    Runtime,
    /// `numpy.exceptions.ComplexWarning` and its like, raised as errors.
    FloatingPoint,
    /// The cell's budget of steps is used up; passes every `except`.
    StepLimit,
    /// The cell's wall time is used up; passes every `except`.
    TimeLimit,
    /// The cell was stopped from outside (Ctrl-C).
    Interrupted,
}

#[derive(Clone, Debug)]
pub struct Error {
    pub kind: ErrorKind,
    pub message: String,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error {
            kind,
            message: message.into(),
        }
    }

    pub fn value(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Value, message)
    }

    pub fn type_error(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Type, message)
    }

    pub fn index(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Index, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
