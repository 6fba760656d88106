//! `strptime`: dates and times out of text.

use super::calendar::Day;
use super::micros_of_day;
use super::strftime::{DAYS, MONTHS};
use crate::array::meter;
use crate::array::print::str_repr;
use crate::value::{Raised, Result};

/// What a text said.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    of_year: Option<i64>,
    pub weekday: Option<i64>,
    hour: i64,
    /// Hour of the half day, and whether it is after noon.
    half: (Option<i64>, Option<bool>),
    minute: i64,
    pub second: i64,
    micro: i64,
    /// Microseconds east of UTC.
    pub offset: Option<i64>,
}

impl Parsed {
    /// # Errors
    /// ValueError where there is no such date.
    pub fn date(&self) -> Result<Day> {
        let year = self.year.unwrap_or(1900);
        if let (Some(of_year), None) = (self.of_year, self.month.or(self.day)) {
            return Day::from_ordinal(Day::new(year, 1, 1)?.ordinal() + of_year - 1);
        }
        Day::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// # Errors
    /// ValueError where there is no such time of day.
    pub fn micros(&self) -> Result<i64> {
        let hour = match self.half {
            (Some(half), after) => half % 12 + if after == Some(true) { 12 } else { 0 },
            (None, _) => self.hour,
        };
        micros_of_day(hour, self.minute, self.second, self.micro)
    }
}

/// One part of a format.
enum Part {
    Directive(char),
    Blank,
    Literal(char),
}

/// Reads `text` by `format`.
///
/// # Errors
/// ValueError where the text does not fit, or the format is none.
pub fn strptime(text: &str, format: &str) -> Result<Parsed> {
    let parts = parts_of(format)?;
    let chars: Vec<char> = text.chars().collect();
    let mut parsed = Parsed::default();
    match matched(&parts, &chars, &mut parsed)? {
        None => Err(Raised::value_error(format!(
            "time data {} does not match format {}",
            str_repr(text),
            str_repr(format)
        ))),
        Some(end) if end < chars.len() => {
            let rest: String = chars[end..].iter().collect();
            Err(Raised::value_error(format!(
                "unconverted data remains: {rest}"
            )))
        }
        Some(_) => Ok(parsed),
    }
}

fn parts_of(format: &str) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '%' => match chars.next() {
                None => {
                    let message = format!("stray % in format {}", str_repr(format));
                    return Err(Raised::value_error(message));
                }
                Some('%') => parts.push(Part::Literal('%')),
                Some('c') => parts.extend(parts_of("%a %b %d %H:%M:%S %Y")?),
                Some('x') => parts.extend(parts_of("%m/%d/%y")?),
                Some('X') => parts.extend(parts_of("%H:%M:%S")?),
                Some(known) if "aAbBdfHIjmMpSwyYzZ".contains(known) => {
                    parts.push(Part::Directive(known));
                }
                Some(other) => {
                    return Err(Raised::value_error(format!(
                        "'{other}' is a bad directive in format {}",
                        str_repr(format)
                    )));
                }
            },
            blank if blank.is_whitespace() => {
                if !matches!(parts.last(), Some(Part::Blank)) {
                    parts.push(Part::Blank);
                }
            }
            other => parts.push(Part::Literal(other)),
        }
    }
    let directives = parts
        .iter()
        .filter(|part| matches!(part, Part::Directive(_)));
    if directives.count() > 20 {
        return Err(Raised::value_error(
            "a directive stands in the format twice",
        ));
    }
    Ok(parts)
}

/// How many characters the parts match; the longest reading that lets the rest match wins.
fn matched(parts: &[Part], text: &[char], parsed: &mut Parsed) -> Result<Option<usize>> {
    meter::steps(1)?;
    let Some((part, rest)) = parts.split_first() else {
        return Ok(Some(0));
    };
    for length in lengths(part, text).into_iter().rev() {
        let Some((own, after)) = text.split_at_checked(length) else {
            continue;
        };
        let mut attempt = parsed.clone();
        if let Part::Directive(directive) = part
            && !take(*directive, &own.iter().collect::<String>(), &mut attempt)
        {
            continue;
        }
        if let Some(end) = matched(rest, after, &mut attempt)? {
            *parsed = attempt;
            return Ok(Some(length + end));
        }
    }
    Ok(None)
}

/// The lengths that a part may have here, the shortest first.
fn lengths(part: &Part, text: &[char]) -> Vec<usize> {
    let same = |c: &char, wanted: char| c.to_lowercase().eq(wanted.to_lowercase());
    let digits = |most: usize| {
        text.iter()
            .take(most)
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    match part {
        Part::Literal(wanted) => match text.first() {
            Some(c) if same(c, *wanted) => vec![1],
            _ => vec![],
        },
        Part::Blank => {
            let blanks = text.iter().take_while(|c| c.is_whitespace()).count();
            (1..=blanks).rev().take(1).collect()
        }
        Part::Directive(directive) => match directive {
            'Y' if digits(4) == 4 => vec![4],
            'y' if digits(2) == 2 => vec![2],
            'Y' | 'y' => vec![],
            'w' => (1..=digits(1)).collect(),
            'j' => (1..=digits(3)).collect(),
            'f' => (1..=digits(6)).collect(),
            'd' if text.first() == Some(&' ') => vec![2],
            'p' => vec![2],
            'a' | 'b' => vec![3],
            'A' | 'B' | 'Z' => {
                let letters = text.iter().take_while(|c| c.is_alphabetic()).count();
                (3..=letters).collect()
            }
            'z' => vec![1, 5, 6, 8, 9],
            _ => (1..=digits(2)).collect(),
        },
    }
}

/// The position of a name in a table, whole or by its first three letters.
fn position(table: &[&str], text: &str, short: bool) -> Option<i64> {
    let found = table.iter().position(|name| {
        let name = if short {
            name.get(..3).unwrap_or(name)
        } else {
            name
        };
        name.eq_ignore_ascii_case(text)
    });
    found.map(|at| at as i64)
}

/// Takes a directive's text; false where it does not fit.
fn take(directive: char, text: &str, into: &mut Parsed) -> bool {
    let number = text.trim_start().parse::<i64>().ok();
    let within = |low: i64, high: i64| number.filter(|n| (low..=high).contains(n));
    fn put<T>(place: &mut T, value: Option<T>) -> bool {
        match value {
            Some(value) => {
                *place = value;
                true
            }
            None => false,
        }
    }
    fn keep<T>(place: &mut Option<T>, value: Option<T>) -> bool {
        *place = value;
        place.is_some()
    }
    match directive {
        'a' | 'A' => keep(&mut into.weekday, position(&DAYS, text, directive == 'a')),
        'b' | 'B' => {
            let month = position(&MONTHS, text, directive == 'b');
            keep(&mut into.month, month.map(|month| month + 1))
        }
        'd' => keep(&mut into.day, within(1, 31)),
        'f' => {
            let padded = format!("{text:0<6}");
            put(&mut into.micro, padded.parse().ok())
        }
        'H' => put(&mut into.hour, within(0, 23)),
        'I' => keep(&mut into.half.0, within(1, 12)),
        'j' => keep(&mut into.of_year, within(1, 366)),
        'm' => keep(&mut into.month, within(1, 12)),
        'M' => put(&mut into.minute, within(0, 59)),
        'p' => {
            let after = match text.to_ascii_lowercase().as_str() {
                "am" => Some(false),
                "pm" => Some(true),
                _ => None,
            };
            keep(&mut into.half.1, after)
        }
        'S' => put(&mut into.second, within(0, 61)),
        'w' => keep(&mut into.weekday, within(0, 6).map(|day| (day + 6) % 7)),
        'y' => {
            let year = number.map(|year| if year < 69 { 2000 + year } else { 1900 + year });
            keep(&mut into.year, year)
        }
        'Y' => keep(&mut into.year, number),
        'z' => keep(&mut into.offset, super::iso::offset(text)),
        _ => ["utc", "gmt"]
            .iter()
            .any(|zone| zone.eq_ignore_ascii_case(text)),
    }
}
