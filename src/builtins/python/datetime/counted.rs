//! NumPy's dates and durations as Python's, and back.

use super::date::Date;
use super::delta::Delta;
use super::moment::Moment;
use super::{Day, MICROS_PER_DAY};
use crate::array::calendar::{convert_date, convert_duration};
use crate::array::{Array, Scalar, TimeBase, TimeUnit};
use crate::value::Value;
use crate::value::convert::to_python;

/// `scalar.item()`: a `date` or `datetime` for a datetime64, a `timedelta` for a timedelta64, None for NaT. What Python
/// cannot hold, and units finer than microseconds, are integers.
pub fn item(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Datetime(i64::MIN, _) | Scalar::Timedelta(i64::MIN, _) => Value::None,
        Scalar::Datetime(count, unit) => date_of(count, unit).unwrap_or(Value::Int(count)),
        Scalar::Timedelta(count, unit) => duration_of(count, unit).unwrap_or(Value::Int(count)),
        other => to_python(other),
    }
}

/// Nested lists of [`item`]s; of a 0-d array its one value.
pub fn list(array: &Array) -> Value {
    if array.ndim() == 0 {
        return array.first().map_or(Value::None, item);
    }
    let row = |row| list(&array.with_layout(array.layout().at(0, row)));
    Value::list((0..array.shape()[0]).map(row).collect())
}

fn date_of(count: i64, unit: TimeUnit) -> Option<Value> {
    match unit.base {
        TimeBase::Generic => None,
        TimeBase::Year | TimeBase::Month | TimeBase::Week | TimeBase::Day => {
            let days = convert_date(count, unit, TimeUnit::new(TimeBase::Day));
            Some(Date(Day::from_epoch(days).ok()?).value())
        }
        base if base > TimeBase::Microsecond => None,
        _ => {
            let micros = convert_date(count, unit, TimeUnit::new(TimeBase::Microsecond));
            let day = Day::from_epoch(micros.div_euclid(MICROS_PER_DAY)).ok()?;
            let micros = micros.rem_euclid(MICROS_PER_DAY);
            let midnight = Moment::midnight(day);
            Some(Moment { micros, ..midnight }.value())
        }
    }
}

fn duration_of(count: i64, unit: TimeUnit) -> Option<Value> {
    match unit.base {
        TimeBase::Generic | TimeBase::Year | TimeBase::Month => None,
        base if base > TimeBase::Microsecond => None,
        _ => {
            let one = convert_duration(1, unit, TimeUnit::new(TimeBase::Microsecond));
            Delta::checked(i128::from(count) * i128::from(one)).ok()
        }
    }
}

/// A `date`, `datetime` or `timedelta` as NumPy's scalar, in days or microseconds.
pub fn scalar_of(value: &Value) -> Option<Scalar> {
    let microseconds = TimeUnit::new(TimeBase::Microsecond);
    if let Some(moment) = Moment::of(value) {
        let days = moment.day.since_epoch();
        let micros = days
            .checked_mul(MICROS_PER_DAY)?
            .checked_add(moment.micros)?;
        return Some(Scalar::Datetime(micros, microseconds));
    }
    if let Some(Date(day)) = Date::of(value) {
        let unit = TimeUnit::new(TimeBase::Day);
        return Some(Scalar::Datetime(day.since_epoch(), unit));
    }
    let Delta(micros) = Delta::of(value)?;
    Some(Scalar::Timedelta(i64::try_from(micros).ok()?, microseconds))
}
