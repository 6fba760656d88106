//! Dates and durations, and dates as text.

use std::rc::Rc;

use crate::array::{Array, Casting, DType, Scalar, TimeBase, TimeUnit, can_cast, parse_date};
use crate::builtins;
use crate::value::convert::{convert_array, element_from, time_unit, to_array};
use crate::value::{Host, Raised, Result, Value, display};

builtins! {
    /// Dates as text, in their own unit or another; `unit='auto'` leaves out what is zero, `timezone='UTC'` adds a Z.
    ///
    /// >>> np.datetime_as_string(np.array(['2002-10-27T04:30'], dtype='M8[m]'), unit='h')
    /// array(['2002-10-27T04'], dtype='<U32')
    "np.datetime_as_string" "(arr, unit=None, timezone='naive', casting='same_kind')" => datetime_as_string;
}

/// How wide NumPy makes the text of a unit.
fn text_width(unit: TimeUnit) -> usize {
    match unit.base {
        TimeBase::Generic => 4,
        TimeBase::Year => 22,
        TimeBase::Month => 25,
        TimeBase::Week | TimeBase::Day => 28,
        TimeBase::Hour => 32,
        TimeBase::Minute => 35,
        TimeBase::Second => 38,
        TimeBase::Millisecond => 42,
        TimeBase::Microsecond => 45,
        TimeBase::Nanosecond => 48,
        TimeBase::Picosecond => 51,
        TimeBase::Femtosecond => 54,
        TimeBase::Attosecond => 57,
    }
}

/// The text of a date without the zeros at its end: whole days, minutes, seconds, thousands of a second.
fn shortened(text: &str) -> String {
    let Some((day, time)) = text.split_once('T').filter(|(_, time)| !time.is_empty()) else {
        return text.to_string();
    };
    let (whole, mut fraction) = match time.split_once('.') {
        Some((whole, fraction)) => (whole.to_string(), fraction.to_string()),
        None => (time.to_string(), String::new()),
    };
    while fraction.len() >= 3 && fraction.ends_with("000") {
        fraction.truncate(fraction.len() - 3);
    }
    if !fraction.is_empty() {
        return format!("{day}T{whole}.{fraction}");
    }
    let mut parts: Vec<&str> = whole.split(':').collect();
    if parts.len() == 1 {
        parts.push("00");
    }
    if parts.get(2) == Some(&"00") {
        parts.truncate(2);
    }
    match parts[..] == ["00", "00"] {
        true => day.to_string(),
        false => format!("{day}T{}", parts.join(":")),
    }
}

/// What a time zone adds to a text with a time.
fn zone_suffix(host: &mut dyn Host, timezone: &Value) -> Result<&'static str> {
    match timezone {
        Value::Str(name) => match &**name {
            "naive" => Ok(""),
            "UTC" => Ok("Z"),
            "local" => Ok("+0000"),
            _ => Err(Raised::value_error(format!(
                "Unsupported timezone input string \"{name}\""
            ))),
        },
        Value::None => Ok(""),
        other => Err(Raised::type_error(format!(
            "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
            display::str(host, &Value::str(other.type_name()))?
        ))),
    }
}

fn datetime_as_string(
    host: &mut dyn Host,
    arr: Value,
    unit: Value,
    timezone: Value,
    casting: Rc<str>,
) -> Result<Value> {
    let array = to_array(&arr)?;
    let DType::Datetime(own) = *array.dtype().native() else {
        return Err(Raised::type_error("input must have type NumPy datetime"));
    };
    let automatic = matches!(&unit, Value::Str(name) if &**name == "auto");
    let shown = match &unit {
        Value::None => own,
        _ if automatic => own,
        Value::Str(name) => time_unit(name).ok_or_else(|| {
            Raised::type_error(format!("Invalid datetime unit \"{name}\" in metadata"))
        })?,
        _ => return Err(Raised::type_error("unit must be a string")),
    };
    let rule = Casting::from_name(&casting).unwrap_or(Casting::SameKind);
    let target = DType::Datetime(shown);
    if shown != own && !can_cast(array.dtype(), &target, rule) {
        let name = |unit: TimeUnit| unit.to_string().trim_matches(['[', ']']).to_string();
        return Err(Raised::type_error(format!(
            "Cannot create a datetime string as units '{}' from a NumPy datetime with units '{}' according to the rule '{}'",
            name(shown),
            name(own),
            rule.name()
        )));
    }
    let suffix = zone_suffix(host, &timezone)?;
    let in_unit = convert_array(&array, &target)?;
    let mut texts = Vec::new();
    for scalar in in_unit.scalars() {
        crate::array::meter::steps(1)?;
        let text = display::str(host, &Value::scalar(scalar))?.to_string();
        let text = if automatic { shortened(&text) } else { text };
        let ends = if text.contains('T') && text != "NaT" {
            suffix
        } else {
            ""
        };
        texts.push(text + ends);
    }
    let width = if automatic { 62 } else { text_width(shown) };
    let more = if suffix == "+0000" { 4 } else { 0 };
    let result = Array::zeros(DType::Str(width + more), array.shape())?;
    for (text, at) in texts.iter().zip(result.layout().offsets()) {
        result.set(at, &Scalar::Str(text.as_str().into()));
    }
    Ok(Value::array_or_scalar(result))
}

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
