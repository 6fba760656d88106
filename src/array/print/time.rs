//! Dates and durations as text: ISO 8601 in NumPy's precision for each unit.

use super::super::dtype::{TimeBase, TimeUnit};

/// The count that means "not a time".
const NAT: i64 = i64::MIN;

/// Is this count NaT?
pub(super) fn is_nat(count: i64) -> bool {
    count == NAT
}

/// `str` of a datetime64: `2020-01-31T12:00`, as precise as its unit; `NaT`.
///
/// Years run beyond four digits and below zero (proleptic Gregorian calendar).
pub fn datetime_text(count: i64, unit: TimeUnit) -> String {
    if is_nat(count) || unit.base == TimeBase::Generic {
        return "NaT".to_owned();
    }
    let count = i128::from(count.wrapping_mul(i64::from(unit.count)));
    match unit.base {
        TimeBase::Year => format!("{:04}", 1970 + count),
        TimeBase::Month => {
            let (year, month) = (1970 + count.div_euclid(12), count.rem_euclid(12) + 1);
            format!("{year:04}-{month:02}")
        }
        TimeBase::Week => date_text(count * 7),
        base => day_and_time_text(count, base),
    }
}

/// A date, and a time of day where the unit is finer than a day.
fn day_and_time_text(count: i128, base: TimeBase) -> String {
    let (per_day, decimals) = match base {
        TimeBase::Hour => (24, 0),
        TimeBase::Minute => (24 * 60, 0),
        TimeBase::Second => (86_400, 0),
        TimeBase::Millisecond => (86_400, 3),
        TimeBase::Microsecond => (86_400, 6),
        TimeBase::Nanosecond => (86_400, 9),
        TimeBase::Picosecond => (86_400, 12),
        TimeBase::Femtosecond => (86_400, 15),
        TimeBase::Attosecond => (86_400, 18),
        _ => return date_text(count),
    };
    let scale = 10_i128.pow(decimals);
    let date = date_text(count.div_euclid(per_day * scale));
    let within = count.rem_euclid(per_day * scale);
    let (whole, fraction) = (within / scale, within % scale);
    let (minute, second) = (whole / 60 % 60, whole % 60);
    match base {
        TimeBase::Hour => format!("{date}T{whole:02}"),
        TimeBase::Minute => format!("{date}T{:02}:{second:02}", whole / 60),
        TimeBase::Second => format!("{date}T{:02}:{minute:02}:{second:02}", whole / 3600),
        _ => {
            let width = decimals as usize;
            let hour = whole / 3600;
            format!("{date}T{hour:02}:{minute:02}:{second:02}.{fraction:0width$}")
        }
    }
}

/// The date so many days after 1970-01-01.
///
/// Counts from 1 March of the year 0, so that the leap day ends its year, in cycles of 400 years
/// (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn date_text(days: i128) -> String {
    let days = days + 719_468;
    let cycle = days.div_euclid(146_097);
    let day_of_cycle = days.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = cycle * 400 + year_of_cycle + i128::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `repr` of a datetime64; the unit is named where the text does not tell it.
pub(super) fn datetime_repr(count: i64, unit: TimeUnit) -> String {
    let text = datetime_text(count, unit);
    let told = (unit.count == 1 && unit.base != TimeBase::Hour) || unit.base == TimeBase::Generic;
    if told && !is_nat(count) {
        format!("np.datetime64('{text}')")
    } else {
        format!("np.datetime64('{text}','{}')", unit_name(unit))
    }
}

/// `str` of a timedelta64: `5 days`.
pub(super) fn timedelta_text(count: i64, unit: TimeUnit) -> String {
    if is_nat(count) {
        return "NaT".to_owned();
    }
    let plural = match unit.base {
        TimeBase::Year => "years",
        TimeBase::Month => "months",
        TimeBase::Week => "weeks",
        TimeBase::Day => "days",
        TimeBase::Hour => "hours",
        TimeBase::Minute => "minutes",
        TimeBase::Second => "seconds",
        TimeBase::Millisecond => "milliseconds",
        TimeBase::Microsecond => "microseconds",
        TimeBase::Nanosecond => "nanoseconds",
        TimeBase::Picosecond => "picoseconds",
        TimeBase::Femtosecond => "femtoseconds",
        TimeBase::Attosecond => "attoseconds",
        TimeBase::Generic => "generic time units",
    };
    format!("{} {plural}", count.wrapping_mul(i64::from(unit.count)))
}

/// `repr` of a timedelta64: `np.timedelta64(5,'D')`.
pub(super) fn timedelta_repr(count: i64, unit: TimeUnit) -> String {
    let value = if is_nat(count) {
        "'NaT'".to_owned()
    } else {
        count.to_string()
    };
    match unit.base {
        TimeBase::Generic => format!("np.timedelta64({value})"),
        _ => format!("np.timedelta64({value},'{}')", unit_name(unit)),
    }
}

/// `D`, `25s`, `generic`.
fn unit_name(unit: TimeUnit) -> String {
    match unit {
        TimeUnit { count: 1, base }
        | TimeUnit {
            base: base @ TimeBase::Generic,
            ..
        } => base.code().to_owned(),
        TimeUnit { count, base } => format!("{count}{}", base.code()),
    }
}
