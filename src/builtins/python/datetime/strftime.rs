//! `strftime`: dates and times as text, by the directives of the C library in its plain locale.

use super::calendar::Day;
use super::zone::Zone;
use super::{MICROS_PER_DAY, MICROS_PER_SECOND, clock};

pub const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One of a table of names, whole or by its first three letters.
fn name(table: &'static [&'static str], at: i64, short: bool) -> String {
    let name = usize::try_from(at).ok().and_then(|at| table.get(at));
    let name = name.copied().unwrap_or("");
    name.get(..if short { 3 } else { name.len() })
        .unwrap_or("")
        .to_string()
}

/// Day, microseconds of the day and zone by a format such as `%Y-%m-%d`.
pub fn strftime(day: Day, micros: i64, zone: Option<&Zone>, format: &str) -> String {
    let mut out = String::with_capacity(format.len() * 2);
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let start = rest.clone();
        let mut directive = rest.next();
        let flag = directive.filter(|c| "-_0^#".contains(*c));
        if flag.is_some() {
            directive = rest.next();
        }
        match directive.and_then(|directive| expanded(day, micros, zone, directive)) {
            Some(text) => out.push_str(&flagged(&text, flag)),
            // What is no directive stays as it is.
            None => {
                out.push('%');
                rest = start;
            }
        }
    }
    out
}

/// GNU's flags: `%-d` has no zero in front, `%_d` a blank, `%^a` is in upper case.
fn flagged(text: &str, flag: Option<char>) -> String {
    let digits = text.trim_start_matches(['0', ' ']);
    let digits = match digits.is_empty() && text.ends_with('0') {
        true => "0",
        false => digits,
    };
    let numeric = text.chars().all(|c| c.is_ascii_digit() || c == ' ');
    match flag {
        Some('-') if numeric => digits.to_string(),
        Some('_') if numeric => format!("{digits:>0$}", text.len()),
        Some('0') if numeric => format!("{digits:0>0$}", text.len()),
        Some('^' | '#') => text.to_uppercase(),
        _ => text.to_string(),
    }
}

fn expanded(day: Day, micros: i64, zone: Option<&Zone>, directive: char) -> Option<String> {
    let again = |format: &str| Some(strftime(day, micros, zone, format));
    let (hour, minute, second, micro) = clock(micros);
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    Some(match directive {
        'a' => name(&DAYS, day.weekday(), true),
        'A' => name(&DAYS, day.weekday(), false),
        'b' | 'h' => name(&MONTHS, day.month - 1, true),
        'B' => name(&MONTHS, day.month - 1, false),
        'c' => return again("%a %b %e %H:%M:%S %Y"),
        'C' => format!("{:02}", day.year / 100),
        'd' => format!("{:02}", day.day),
        'D' | 'x' => return again("%m/%d/%y"),
        'e' => format!("{:2}", day.day),
        'f' => format!("{micro:06}"),
        'F' => return again("%Y-%m-%d"),
        'g' => format!("{:02}", day.iso().0 % 100),
        'G' => day.iso().0.to_string(),
        'H' => format!("{hour:02}"),
        'I' => format!("{half:02}"),
        'j' => format!("{:03}", day.of_year()),
        'k' => format!("{hour:2}"),
        'l' => format!("{half:2}"),
        'm' => format!("{:02}", day.month),
        'M' => format!("{minute:02}"),
        'n' => "\n".to_string(),
        'p' => if hour < 12 { "AM" } else { "PM" }.to_string(),
        'P' => if hour < 12 { "am" } else { "pm" }.to_string(),
        'r' => return again("%I:%M:%S %p"),
        'R' => return again("%H:%M"),
        's' => (day.since_epoch() * (MICROS_PER_DAY / MICROS_PER_SECOND)
            + micros / MICROS_PER_SECOND)
            .to_string(),
        'S' => format!("{second:02}"),
        't' => "\t".to_string(),
        'T' | 'X' => return again("%H:%M:%S"),
        'u' => (day.weekday() + 1).to_string(),
        'U' => format!("{:02}", (day.of_year() + 6 - (day.weekday() + 1) % 7) / 7),
        'V' => format!("{:02}", day.iso().1),
        'w' => ((day.weekday() + 1) % 7).to_string(),
        'W' => format!("{:02}", (day.of_year() + 6 - day.weekday()) / 7),
        'y' => format!("{:02}", day.year % 100),
        'Y' => day.year.to_string(),
        'z' => zone.map_or_else(String::new, |zone| zone.offset_text("")),
        'Z' => zone.map_or_else(String::new, Zone::shown),
        '%' => "%".to_string(),
        _ => return None,
    })
}
