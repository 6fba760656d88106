//! Dates and durations.

use crate::array::{Array, DType, Scalar};
use crate::value::convert::element_from;
use crate::value::{ClassId, Raised, Result, Value};

/// `np.arange` of dates or durations: `step` counts in the dtype's unit.
///
/// # Errors
/// As the values' own conversions; ZeroDivisionError for a step of nothing.
pub fn arange(start: &Value, stop: &Value, step: &Value, dtype: &DType) -> Result<Array> {
    let ticks = |value: &Value| -> Result<i64> {
        match element_from(value, dtype)? {
            Scalar::Datetime(ticks, _) | Scalar::Timedelta(ticks, _) => Ok(ticks),
            _ => Err(Raised::type_error("arange() needs dates or durations")),
        }
    };
    let step = match (step, dtype) {
        (Value::Int(step), _) => *step,
        (other, DType::Datetime(unit)) => match element_from(other, &DType::Timedelta(*unit))? {
            Scalar::Timedelta(step, _) => step,
            _ => 1,
        },
        (other, _) => ticks(other)?,
    };
    if step == 0 {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "division by zero",
        ));
    }
    let (first, last) = (ticks(start)?, ticks(stop)?);
    let distance = i128::from(last) - i128::from(first);
    let length = num_integer::Integer::div_ceil(&distance, &i128::from(step)).max(0) as usize;
    crate::array::meter::check_bytes(length.saturating_mul(8))?;
    let values = (0..length as i64)
        .map(|i| first.wrapping_add(i.wrapping_mul(step)))
        .collect::<Vec<i64>>();
    let counted = Array::from_vec(values)?;
    Ok(counted.with_dtype(dtype.clone(), counted.layout().clone()))
}
