//! Numbers and arrays as text, to the last blank as NumPy writes them.
//!
//! From small to large: [`digits`] finds a float's decimal digits, [`float`] sets them with point and exponent,
//! [`scalar`] writes Python's and NumPy's scalars, [`float_format`] finds a common notation for many floats, [`element`]
//! does so for every dtype, [`mod@array`] breaks lines and summarises, [`repr`] adds dtype and shape.
//!
//! What needs Python (functions of `formatter=`, the `repr` of objects) is asked of the caller through [`Formatters`].
//! The options are always NumPy 2's: no `legacy` modes.

mod array;
mod digits;
mod element;
mod float;
mod float_format;
mod options;
mod printable;
mod repr;
mod scalar;
mod text;
mod time;

pub use array::{Frame, array2string};
pub use digits::Float;
pub use element::{FormatKey, Formatters, NoFormatters};
pub use float::{Positional, Scientific, Trim, positional, scientific};
pub use options::{FloatMode, Legacy, PrintOptions, Sign};
pub use printable::is_printable;
pub use repr::{array_repr, array_str, dtype_short_repr};
pub use scalar::{FloatScalar, complex_text, float_text, scalar_repr, scalar_str};
pub use text::{bytes_repr, str_repr};
pub use time::datetime_text;
