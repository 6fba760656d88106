//! Dates and durations in other units: the proleptic Gregorian calendar, without leap seconds.

use super::dtype::{TimeBase, TimeUnit};

/// Not a time.
pub const NAT: i64 = i64::MIN;

/// Days from 1970-01-01 to a date; the month counts from 1.
///
/// Years begin in March here, so that the leap day ends one (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
pub fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 {
        year.wrapping_sub(1)
    } else {
        year
    };
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle
        .wrapping_mul(146_097)
        .wrapping_add(day_of_cycle)
        .wrapping_sub(719_468)
}

/// Year, month (from 1) and day of a count of days.
pub fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let cycle = days.div_euclid(146_097);
    let day_of_cycle = days.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (
        cycle * 400 + year_of_cycle + i64::from(month <= 2),
        month,
        day,
    )
}

/// How many of a base make a day, or days make one of it: `(per day, days)`.
fn fixed_length(base: TimeBase) -> Option<(i128, i128)> {
    let second = 86_400_i128;
    Some(match base {
        TimeBase::Week => (1, 7),
        TimeBase::Day => (1, 1),
        TimeBase::Hour => (24, 1),
        TimeBase::Minute => (1440, 1),
        TimeBase::Second => (second, 1),
        TimeBase::Millisecond => (second * 1_000, 1),
        TimeBase::Microsecond => (second * 1_000_000, 1),
        TimeBase::Nanosecond => (second * 1_000_000_000, 1),
        TimeBase::Picosecond => (second * 1_000_000_000_000, 1),
        TimeBase::Femtosecond => (second * 1_000_000_000_000_000, 1),
        TimeBase::Attosecond => (second * 1_000_000_000_000_000_000, 1),
        TimeBase::Year | TimeBase::Month | TimeBase::Generic => return None,
    })
}

/// A date in another unit: earlier parts are dropped, finer ones filled up with zeros.
pub fn convert_date(count: i64, from: TimeUnit, to: TimeUnit) -> i64 {
    if count == NAT || from == to || from.base == TimeBase::Generic || to.base == TimeBase::Generic
    {
        return count;
    }
    let single = i128::from(count) * i128::from(from.count);
    let based = in_base(single, from.base, to.base);
    based.div_euclid(i128::from(to.count.max(1))) as i64
}

fn in_base(count: i128, from: TimeBase, to: TimeBase) -> i128 {
    let months = match from {
        TimeBase::Year => Some(count * 12),
        TimeBase::Month => Some(count),
        _ => None,
    };
    if let Some(months) = months {
        return match to {
            TimeBase::Year => months.div_euclid(12),
            TimeBase::Month => months,
            _ => {
                let year = months.div_euclid(12) as i64;
                let days =
                    days_from_date(year.wrapping_add(1970), months.rem_euclid(12) as i64 + 1, 1);
                in_base(days.into(), TimeBase::Day, to)
            }
        };
    }
    let Some((per_day, days)) = fixed_length(from) else {
        return count;
    };
    if let Some((target_per_day, target_days)) = fixed_length(to) {
        return (count * days * target_per_day).div_euclid(per_day * target_days);
    }
    let (year, month, _) = date_from_days((count * days).div_euclid(per_day) as i64);
    match to {
        TimeBase::Year => i128::from(year) - 1970,
        _ => (i128::from(year) - 1970) * 12 + i128::from(month) - 1,
    }
}

/// A duration in another unit, rounded down. Years and months count by their mean length.
pub fn convert_duration(count: i64, from: TimeUnit, to: TimeUnit) -> i64 {
    if count == NAT || from == to || from.base == TimeBase::Generic || to.base == TimeBase::Generic
    {
        return count;
    }
    let (per, of) = days_in(from.base);
    let (target_per, target_of) = days_in(to.base);
    let numerator = i128::from(from.count) * of * target_per;
    let denominator = i128::from(to.count.max(1)) * target_of * per;
    let divisor = num_integer::gcd(numerator, denominator).max(1);
    let (numerator, denominator) = (numerator / divisor, denominator / divisor);
    (i128::from(count).wrapping_mul(numerator)).div_euclid(denominator) as i64
}

/// `(a, b)`: a of these are b days.
fn days_in(base: TimeBase) -> (i128, i128) {
    match base {
        // 400 years have 146,097 days.
        TimeBase::Year => (400, 146_097),
        TimeBase::Month => (4800, 146_097),
        other => fixed_length(other).unwrap_or((1, 1)),
    }
}
