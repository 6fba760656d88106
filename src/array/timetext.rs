//! Dates and durations out of text.

use super::calendar::{NAT, convert_date, days_from_date};
use super::dtype::{TimeBase, TimeUnit};
use super::error::{Error, Result};
use super::scalar::Scalar;

/// A date in ISO 8601, as `np.datetime64` reads it: as precise as it is written, with the unit that this takes.
/// `now` and `today` are for the caller, who has the clock.
///
/// # Errors
/// ValueError, which names the position.
pub fn parse_date(text: &str) -> Result<(i64, TimeUnit)> {
    let trimmed = text.trim_start();
    if trimmed.is_empty() || trimmed.eq_ignore_ascii_case("nat") {
        return Ok((NAT, TimeUnit::GENERIC));
    }
    Reader::new(text).date()
}

/// As [`parse_date`], in a given unit.
///
/// # Errors
/// As [`parse_date`].
pub fn parse_date_as(text: &str, unit: TimeUnit) -> Result<Scalar> {
    let (count, found) = parse_date(text)?;
    let unit = if unit.base == TimeBase::Generic {
        found
    } else {
        unit
    };
    Ok(Scalar::Datetime(convert_date(count, found, unit), unit))
}

/// Does the date name a time zone? NumPy understands it, and says that it cannot keep it.
pub fn has_zone(text: &str) -> bool {
    text.split_once(['T', ' '])
        .is_some_and(|(_, time)| time.contains(['Z', '+', '-']))
}

/// A duration is a count of its unit.
///
/// # Errors
/// ValueError where the text is no integer.
pub fn parse_duration_as(text: &str, unit: TimeUnit) -> Result<Scalar> {
    if text.is_empty() || text.eq_ignore_ascii_case("nat") {
        return Ok(Scalar::Timedelta(NAT, unit));
    }
    text.parse::<i64>()
        .map(|count| Scalar::Timedelta(count, unit))
        .map_err(|_| Error::value("Could not convert object to NumPy timedelta"))
}

/// Reads a date from left to right.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        let at = text.len() - text.trim_start().len();
        Reader { text, at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let byte = self.peek().filter(|&byte| wanted(byte))?;
        self.at += 1;
        Some(byte)
    }

    fn ends(&self) -> bool {
        self.at >= self.text.len()
    }

    fn broken(&self) -> Error {
        Error::value(format!(
            "Error parsing datetime string \"{}\" at position {}",
            self.text, self.at
        ))
    }

    fn out_of_range(&self, part: &str) -> Error {
        Error::value(format!(
            "{part} out of range in datetime string \"{}\"",
            self.text
        ))
    }

    /// The two digits of a part of a date, which has a least and a greatest value.
    fn pair(&mut self, part: &str, least: i64, most: i64) -> Result<i64> {
        let digit = |byte: Option<&u8>| {
            byte.filter(|byte| byte.is_ascii_digit())
                .map(|byte| i64::from(byte - b'0'))
        };
        let bytes = self.text.as_bytes();
        let (tens, ones) = (digit(bytes.get(self.at)), digit(bytes.get(self.at + 1)));
        let (Some(tens), Some(ones)) = (tens, ones) else {
            return Err(self.broken());
        };
        self.at += 2;
        let value = tens * 10 + ones;
        if value < least || value > most {
            return Err(self.out_of_range(part));
        }
        Ok(value)
    }

    fn date(&mut self) -> Result<(i64, TimeUnit)> {
        let negative = self.take(|byte| byte == b'-').is_some();
        if !negative {
            self.take(|byte| byte == b'+');
        }
        let start = self.at;
        let mut year = 0i64;
        while let Some(byte) = self.take(|byte| byte.is_ascii_digit()) {
            year = year
                .saturating_mul(10)
                .saturating_add(i64::from(byte - b'0'));
        }
        if self.at == start {
            return Err(self.broken());
        }
        let year = if negative { -year } else { year };
        if self.ends() {
            return Ok((year - 1970, TimeUnit::new(TimeBase::Year)));
        }
        let dashed = self.take(|byte| byte == b'-').is_some();
        let month = self.pair("Month", 1, 12)?;
        if self.ends() {
            let months = (year - 1970).saturating_mul(12) + month - 1;
            return Ok((months, TimeUnit::new(TimeBase::Month)));
        }
        if dashed && self.take(|byte| byte == b'-').is_none() {
            return Err(self.broken());
        }
        let day = self.pair("Day", 1, days_in_month(year, month))?;
        let days = days_from_date(year, month, day);
        if self.ends() {
            return Ok((days, TimeUnit::new(TimeBase::Day)));
        }
        if self.take(|byte| byte == b'T' || byte == b' ').is_none() {
            return Err(self.broken());
        }
        self.time(days)
    }

    fn time(&mut self, days: i64) -> Result<(i64, TimeUnit)> {
        let hours = days
            .wrapping_mul(24)
            .wrapping_add(self.pair("Hours", 0, 23)?);
        if self.ends() || self.at_zone() {
            return self.zone(hours, TimeBase::Hour);
        }
        let colons = self.take(|byte| byte == b':').is_some();
        let minutes = hours
            .wrapping_mul(60)
            .wrapping_add(self.pair("Minutes", 0, 59)?);
        if self.ends() || self.at_zone() {
            return self.zone(minutes, TimeBase::Minute);
        }
        if colons && self.take(|byte| byte == b':').is_none() {
            return Err(self.broken());
        }
        let seconds = minutes
            .wrapping_mul(60)
            .wrapping_add(self.pair("Seconds", 0, 59)?);
        if self.take(|byte| byte == b'.').is_none() {
            return self.zone(seconds, TimeBase::Second);
        }
        self.fraction(seconds)
    }

    /// Decimals of a second, in groups of three.
    fn fraction(&mut self, seconds: i64) -> Result<(i64, TimeUnit)> {
        const BASES: [TimeBase; 6] = [
            TimeBase::Millisecond,
            TimeBase::Microsecond,
            TimeBase::Nanosecond,
            TimeBase::Picosecond,
            TimeBase::Femtosecond,
            TimeBase::Attosecond,
        ];
        let mut count = seconds;
        let mut base = TimeBase::Second;
        for finer in BASES {
            // A point alone asks for milliseconds.
            let more = self.peek().is_some_and(|byte| byte.is_ascii_digit());
            if !more && base != TimeBase::Second {
                break;
            }
            for place in [100, 10, 1] {
                let digit = self
                    .take(|byte| byte.is_ascii_digit())
                    .map_or(0, |byte| byte - b'0');
                let scale = if place == 100 { 1000 } else { 1 };
                count = count
                    .wrapping_mul(scale)
                    .wrapping_add(i64::from(digit) * place);
            }
            base = finer;
        }
        // Digits beyond attoseconds are dropped.
        while self.take(|byte| byte.is_ascii_digit()).is_some() {}
        self.zone(count, base)
    }

    fn at_zone(&self) -> bool {
        matches!(self.peek(), Some(b'Z' | b'+' | b'-'))
    }

    /// A time zone is understood and subtracted; nothing may follow.
    fn zone(&mut self, count: i64, base: TimeBase) -> Result<(i64, TimeUnit)> {
        let unit = TimeUnit::new(base);
        if self.take(|byte| byte == b'Z').is_some() {
            return self.end(count, unit);
        }
        let Some(sign) = self.take(|byte| byte == b'+' || byte == b'-') else {
            return self.end(count, unit);
        };
        let hours = self.pair("Timezone hours offset", 0, 23)?;
        self.take(|byte| byte == b':');
        let minutes = if self.ends() {
            0
        } else {
            self.pair("Timezone minutes offset", 0, 59)?
        };
        let offset = hours * 60 + minutes;
        let offset = if sign == b'-' { -offset } else { offset };
        let (count, unit) = match base {
            TimeBase::Hour => (count.wrapping_mul(60), TimeUnit::new(TimeBase::Minute)),
            _ => (count, unit),
        };
        let scale = super::calendar::convert_duration(1, TimeUnit::new(TimeBase::Minute), unit);
        self.end(count.wrapping_sub(offset.wrapping_mul(scale)), unit)
    }

    fn end(&mut self, count: i64, unit: TimeUnit) -> Result<(i64, TimeUnit)> {
        while self.take(|byte| byte.is_ascii_whitespace()).is_some() {}
        if self.ends() {
            Ok((count, unit))
        } else {
            Err(self.broken())
        }
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
