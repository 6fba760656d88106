//! One scalar as another dtype: the conversions that are not between plain numbers.

use super::core::Array;
use super::dtype::DType;
use super::error::{Error, Result};
use super::scalar::Scalar;

/// `scalar` as a value of dtype `to`.
///
/// # Errors
/// ValueError where a text is not a number, TypeError where there is no conversion.
pub fn cast_scalar(scalar: &Scalar, to: &DType) -> Result<Scalar> {
    if scalar.dtype() == *to {
        return Ok(scalar.clone());
    }
    let number = !matches!(
        scalar,
        Scalar::Str(_)
            | Scalar::Bytes(_)
            | Scalar::Struct(..)
            | Scalar::Void(_)
            | Scalar::Object(_)
    ) && !matches!(scalar, Scalar::Datetime(..) | Scalar::Timedelta(..));
    if number && to.is_numeric() {
        return cast_number(scalar, to);
    }
    Err(Error::type_error(format!(
        "cannot cast {} to {to}",
        scalar.dtype()
    )))
}

/// Between plain numbers, by the same loops as arrays.
fn cast_number(scalar: &Scalar, to: &DType) -> Result<Scalar> {
    let one = Array::from_scalar(scalar)?;
    let cast = super::cast::cast(&one, to)?;
    Ok(cast.get(cast.layout().offset))
}
