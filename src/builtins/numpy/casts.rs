//! Conversions with the warnings that NumPy gives for them.

use crate::array::{Array, DType, cast};
use crate::value::convert::{ArrayOptions, take_missing, take_noticed, to_array_as};
use crate::value::{ClassId, Host, Result, Value};

/// The array converted to `dtype`. Objects convert one by one; a text without a width takes what it needs.
///
/// # Errors
/// As the elements' own conversions.
pub fn convert(host: &mut dyn Host, array: &Array, dtype: &DType) -> Result<Array> {
    let plain = |dtype: &DType| dtype.native().is_numeric();
    if plain(array.dtype()) && plain(dtype) {
        let (converted, flags) = cast::cast_flagged(array, dtype)?;
        super::operators::report(host, flags, "cast")?;
        return Ok(converted);
    }
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        ..Default::default()
    };
    to_array_as(&Value::array(array.clone()), &options)
}

/// Warns of what conversions of single elements noticed since the last report.
///
/// # Errors
/// FloatingPointError where the error state asks for it.
pub fn report_noticed(host: &mut dyn Host) -> Result<()> {
    if take_missing() {
        host.warn(
            ClassId::USER_WARNING,
            "Warning: converting a masked element to nan.",
        )?;
    }
    super::operators::report(host, take_noticed(), "cast")
}
