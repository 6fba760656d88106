//! Dates and durations.

use crate::array::{Array, DType, Scalar, TimeUnit, parse_date};
use crate::value::convert::element_from;
use crate::value::{Raised, Result, Value};

/// `np.arange` of dates or durations, in a unit that holds all of them; whole numbers count in it. A date's `stop` may be
/// a distance from its start.
///
/// # Errors
/// As the values' own conversions; ValueError for a step of nothing, for NaT, and for dates without a start.
pub fn arange(start: Option<&Value>, stop: &Value, step: &Value, dtype: &DType) -> Result<Array> {
    let dates = matches!(dtype, DType::Datetime(_));
    let start = match start {
        Some(start) => start,
        None if dates => {
            return Err(Raised::value_error(
                "arange requires both a start and a stop for NumPy datetime64 ranges",
            ));
        }
        None => &Value::Int(0),
    };
    let unit = [start, stop, step]
        .into_iter()
        .try_fold(unit_of(dtype), widened)?;
    let (own, distance) = match dates {
        true => (DType::Datetime(unit), DType::Timedelta(unit)),
        false => (DType::Timedelta(unit), DType::Timedelta(unit)),
    };
    let first = ticks(start, &own)?;
    let last = match stop {
        Value::Str(_) | Value::Scalar(Scalar::Datetime(..) | Scalar::Str(_)) => ticks(stop, &own)?,
        distant if dates => first.wrapping_add(ticks(distant, &distance)?),
        other => ticks(other, &own)?,
    };
    let step = ticks(step, &distance)?;
    if step == 0 {
        return Err(Raised::value_error("arange: step cannot be zero"));
    }
    if [first, last, step].contains(&i64::MIN) {
        return Err(Raised::value_error(
            "arange: cannot use NaT (not-a-time) datetime values",
        ));
    }
    let way = i128::from(last) - i128::from(first);
    let length = num_integer::Integer::div_ceil(&way, &i128::from(step)).max(0);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    crate::array::meter::check_bytes(length.saturating_mul(8))?;
    crate::array::meter::steps(length)?;
    let values = (0..length as i64)
        .map(|i| first.wrapping_add(i.wrapping_mul(step)))
        .collect::<Vec<i64>>();
    let counted = Array::from_vec(values)?;
    Ok(counted.with_dtype(own, counted.layout().clone()))
}

fn unit_of(dtype: &DType) -> TimeUnit {
    match dtype {
        DType::Datetime(unit) | DType::Timedelta(unit) => *unit,
        _ => TimeUnit::GENERIC,
    }
}

/// The unit that also holds a value, where it has one of its own.
fn widened(unit: TimeUnit, value: &Value) -> Result<TimeUnit> {
    let own = match value {
        Value::Str(text) => parse_date(text)?.1,
        Value::Scalar(Scalar::Datetime(_, own) | Scalar::Timedelta(_, own)) => *own,
        _ => return Ok(unit),
    };
    Ok(unit.common(own)?)
}

/// A value as a count of the dtype's unit.
fn ticks(value: &Value, dtype: &DType) -> Result<i64> {
    if let Value::Float(_) | Value::Complex(_) = value {
        return Err(Raised::value_error(
            "Could not convert object to NumPy timedelta",
        ));
    }
    match element_from(value, dtype)? {
        Scalar::Datetime(ticks, _) | Scalar::Timedelta(ticks, _) => Ok(ticks),
        _ => Err(Raised::type_error("arange() needs dates or durations")),
    }
}
