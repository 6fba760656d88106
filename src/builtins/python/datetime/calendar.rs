//! Days of the calendar.

use crate::array::calendar::{date_from_days, days_from_date};
use crate::value::{ClassId, Raised, Result};

/// The ordinal of 1970-01-01; that of 0001-01-01 is 1.
const EPOCH: i64 = 719_163;
const LAST_ORDINAL: i64 = 3_652_059;

/// A date that exists, from year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

impl Day {
    /// # Errors
    /// ValueError where there is no such date.
    pub fn new(year: i64, month: i64, day: i64) -> Result<Day> {
        if !(1..=9999).contains(&year) {
            return Err(Raised::value_error(format!("year {year} is out of range")));
        }
        if !(1..=12).contains(&month) {
            return Err(Raised::value_error("month must be in 1..12"));
        }
        if !(1..=days_in_month(year, month)).contains(&day) {
            return Err(Raised::value_error("day is out of range for month"));
        }
        Ok(Day { year, month, day })
    }

    /// The date with a number, counted from 0001-01-01 as 1.
    ///
    /// # Errors
    /// OverflowError beyond the years 1 to 9999.
    pub fn from_ordinal(ordinal: i64) -> Result<Day> {
        if !(1..=LAST_ORDINAL).contains(&ordinal) {
            return Err(Raised::new(
                ClassId::OVERFLOW_ERROR,
                "date value out of range",
            ));
        }
        let (year, month, day) = date_from_days(ordinal - EPOCH);
        Ok(Day { year, month, day })
    }

    /// The date so many days after 1970-01-01.
    ///
    /// # Errors
    /// As [`Day::from_ordinal`].
    pub fn from_epoch(days: i64) -> Result<Day> {
        Day::from_ordinal(days.saturating_add(EPOCH))
    }

    pub fn ordinal(self) -> i64 {
        self.since_epoch() + EPOCH
    }

    pub fn since_epoch(self) -> i64 {
        days_from_date(self.year, self.month, self.day)
    }

    /// 0 for Monday.
    pub fn weekday(self) -> i64 {
        (self.ordinal() + 6) % 7
    }

    /// 1 for January 1.
    pub fn of_year(self) -> i64 {
        self.since_epoch() - days_from_date(self.year, 1, 1) + 1
    }

    /// ISO 8601: the year that the week belongs to, the week, the day of the week from 1.
    pub fn iso(self) -> (i64, i64, i64) {
        let today = self.ordinal();
        let candidates = [self.year + 1, self.year, self.year - 1];
        let year = candidates
            .into_iter()
            .find(|&year| today >= iso_year_begin(year))
            .unwrap_or(self.year);
        let week = (today - iso_year_begin(year)) / 7 + 1;
        (year, week, self.weekday() + 1)
    }

    /// The day of an ISO year, week and weekday.
    ///
    /// # Errors
    /// ValueError where there is none.
    pub fn from_iso(year: i64, week: i64, weekday: i64) -> Result<Day> {
        if !(1..=9999).contains(&year) {
            return Err(Raised::value_error(format!("Year is out of range: {year}")));
        }
        let begin = iso_year_begin(year);
        let weeks = (iso_year_begin(year + 1) - begin) / 7;
        if !(1..=weeks).contains(&week) {
            return Err(Raised::value_error(format!("Invalid week: {week}")));
        }
        if !(1..=7).contains(&weekday) {
            return Err(Raised::value_error(format!(
                "Invalid weekday: {weekday} (range is [1, 7])"
            )));
        }
        Day::from_ordinal(begin + (week - 1) * 7 + weekday - 1)
    }
}

/// The Monday of the week that has January 4.
fn iso_year_begin(year: i64) -> i64 {
    let fourth = days_from_date(year, 1, 4) + EPOCH;
    fourth - (fourth + 6) % 7
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
