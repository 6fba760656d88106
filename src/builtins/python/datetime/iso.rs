//! `fromisoformat` and `isoformat`: ISO 8601.

use super::calendar::Day;
use super::zone::Zone;
use super::{MICROS_PER_SECOND, clock, micros_of_day};
use crate::array::print::str_repr;
use crate::value::compare::text_of;
use crate::value::{Raised, Result, Value};

/// The text that `fromisoformat` takes.
///
/// # Errors
/// TypeError.
pub fn argument(value: &Value) -> Result<std::rc::Rc<str>> {
    match text_of(value) {
        Some(text) => Ok(text.clone()),
        None => Err(Raised::type_error("fromisoformat: argument must be str")),
    }
}

/// The complaint about a text that shows no date or time.
pub fn invalid(text: &str) -> Raised {
    Raised::value_error(format!("Invalid isoformat string: {}", str_repr(text)))
}

fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// `2024-01-15`, `20240115`, `2024-W03-1`; `None` where it is none of them.
///
/// # Errors
/// ValueError where there is no such date.
pub fn date(text: &str) -> Option<Result<Day>> {
    if !text.is_ascii() {
        return None;
    }
    if let Some((year, week)) = text.split_once("-W").or_else(|| text.split_once('W')) {
        let (week, day) = match (week.len(), week.split_once('-')) {
            (_, Some(parts)) => parts,
            (3, None) => week.split_at(2),
            _ => (week, "1"),
        };
        let fits = year.len() == 4 && week.len() == 2 && day.len() == 1;
        return match (number(year), number(week), number(day)) {
            (Some(year), Some(week), Some(day)) if fits => Some(Day::from_iso(year, week, day)),
            _ => None,
        };
    }
    let parts = match text.len() {
        10 if text.get(4..5) == Some("-") && text.get(7..8) == Some("-") => {
            (text.get(..4)?, text.get(5..7)?, text.get(8..)?)
        }
        8 => (text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        _ => return None,
    };
    let (year, month, day) = (number(parts.0)?, number(parts.1)?, number(parts.2)?);
    Some(Day::new(year, month, day))
}

/// `10:30`, `10:30:15.5+02:00`, `103015`; `None` where it is none of them.
///
/// # Errors
/// ValueError where there is no such time.
pub fn time(text: &str) -> Option<Result<(i64, Option<Zone>)>> {
    let zone_at = text.find(['+', '-', 'Z']);
    let (clock, zone) = text.split_at(zone_at.unwrap_or(text.len()));
    let zone = match zone {
        "" => None,
        zone => Some(Zone::at(offset(zone)?)),
    };
    let (whole, fraction) = match clock.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (clock, None),
    };
    let digits: String = match whole.contains(':') {
        true => {
            let parts: Vec<&str> = whole.split(':').collect();
            parts
                .iter()
                .all(|part| part.len() == 2)
                .then(|| parts.concat())?
        }
        false => whole.to_string(),
    };
    if !matches!(digits.len(), 2 | 4 | 6) || (fraction.is_some() && digits.len() != 6) {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), number);
    let micro = match fraction {
        Some(fraction) => {
            number(fraction)?;
            number(format!("{fraction:0<6}").get(..6)?)?
        }
        None => 0,
    };
    let micros = micros_of_day(part(0)?, part(2)?, part(4)?, micro);
    Some(micros.map(|micros| (micros, zone)))
}

/// `+02:00`, `-0530`, `Z` in microseconds; `None` for anything else.
pub fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let digits = text.get(1..)?.replace(':', "");
    if !matches!(digits.len(), 4 | 6) {
        return None;
    }
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), number);
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    let fits = hours < 24 && minutes < 60 && seconds < 60;
    fits.then_some(sign * ((hours * 60 + minutes) * 60 + seconds) * MICROS_PER_SECOND)
}

/// Microseconds of the day as text, as exact as `timespec` says.
///
/// # Errors
/// ValueError for an unknown `timespec`.
pub fn time_text(micros: i64, timespec: &str) -> Result<String> {
    let (hour, minute, second, micro) = clock(micros);
    let seconds = format!("{hour:02}:{minute:02}:{second:02}");
    Ok(match timespec {
        "auto" if micro == 0 => seconds,
        "auto" | "microseconds" => format!("{seconds}.{micro:06}"),
        "milliseconds" => format!("{seconds}.{:03}", micro / 1000),
        "seconds" => seconds,
        "minutes" => format!("{hour:02}:{minute:02}"),
        "hours" => format!("{hour:02}"),
        _ => return Err(Raised::value_error("Unknown timespec value")),
    })
}

/// `2024-01-15`
pub fn date_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}
