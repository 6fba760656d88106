//! Numbers and arrays as text, to the last blank as NumPy writes them.
//!
//! [`float`] writes one floating-point number from the digits that [`digits`] finds; [`scalar`] writes Python's and
//! NumPy's scalars.

mod digits;
mod float;
mod scalar;

pub use digits::Float;
pub use float::{Positional, Scientific, Trim, positional, scientific};
pub use scalar::{FloatScalar, complex_text, float_text};
