//! Conversions with the warnings that NumPy gives for them.

use crate::array::{Array, DType, Kind};
use crate::value::convert::{ArrayOptions, to_array_as};
use crate::value::{ClassId, Host, Result, Value};

/// The array converted to `dtype`. Objects convert one by one; a text without a width takes what it needs.
///
/// # Errors
/// As the elements' own conversions.
pub fn convert(host: &mut dyn Host, array: &Array, dtype: &DType) -> Result<Array> {
    if array.dtype().kind() == Kind::Complex
        && dtype.kind() < Kind::Complex
        && *dtype != DType::Bool
    {
        host.warn(
            ClassId::COMPLEX_WARNING,
            "Casting complex values to real discards the imaginary part",
        )?;
    }
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        ..Default::default()
    };
    to_array_as(&Value::array(array.clone()), &options)
}
