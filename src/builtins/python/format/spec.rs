//! The format spec mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::value::{Raised, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding between sign and digits.
    AfterSign,
}

impl Align {
    fn from_char(c: char) -> Option<Align> {
        Some(match c {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Center,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }
}

/// A format spec, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    pub fill: char,
    pub align: Align,
    pub sign: Option<char>,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: usize,
    /// `,` or `_`
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    pub kind: Option<char>,
}

impl Spec {
    /// Reads a spec. `default_kind` is the type that the value has without one; `type_name` is for complaints.
    ///
    /// # Errors
    /// ValueError in CPython's words.
    pub fn parse(
        text: &str,
        default_kind: Option<char>,
        default_align: Align,
        type_name: &str,
    ) -> Result<Spec> {
        let chars: Vec<char> = text.chars().collect();
        let mut reader = Reader { chars: &chars };
        let (fill, align) = reader.fill_and_align();
        let sign = reader.one_of(&['+', '-', ' ']);
        let no_negative_zero = reader.one_of(&['z']).is_some();
        let alternate = reader.one_of(&['#']).is_some();
        let zero = fill.is_none() && reader.one_of(&['0']).is_some();
        let align = match align {
            Some(align) => align,
            None if zero && default_align == Align::Right => Align::AfterSign,
            None => default_align,
        };
        let width = reader.number()?.unwrap_or(0);
        let grouping = reader.grouping()?;
        let precision = reader.precision()?;
        let kind = reader.kind(text, type_name)?;
        check_grouping(grouping, kind.or(default_kind))?;
        Ok(Spec {
            fill: fill.unwrap_or(if zero { '0' } else { ' ' }),
            align,
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            kind,
        })
    }
}

fn check_grouping(grouping: Option<char>, kind: Option<char>) -> Result<()> {
    let allowed = matches!(
        (grouping, kind),
        (None, _)
            | (_, None)
            | (Some(_), Some('d' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%'))
            | (Some('_'), Some('b' | 'o' | 'x' | 'X'))
    );
    match (allowed, grouping, kind) {
        (false, Some(separator), Some(kind)) => Err(Raised::value_error(format!(
            "Cannot specify '{separator}' with {}.",
            quoted(kind)
        ))),
        _ => Ok(()),
    }
}

/// `'x'`, or `'\xe9'` for what is not plain ASCII.
fn quoted(c: char) -> String {
    if ('!'..='~').contains(&c) {
        format!("'{c}'")
    } else {
        format!("'\\x{:x}'", c as u32)
    }
}

/// `Unknown format code 'q' for object of type 'int'`
pub fn unknown_code(kind: char, type_name: &str) -> Raised {
    Raised::value_error(format!(
        "Unknown format code {} for object of type '{type_name}'",
        quoted(kind)
    ))
}

struct Reader<'a> {
    chars: &'a [char],
}

impl Reader<'_> {
    fn fill_and_align(&mut self) -> (Option<char>, Option<Align>) {
        if let [fill, align, rest @ ..] = self.chars
            && let Some(align) = Align::from_char(*align)
        {
            self.chars = rest;
            return (Some(*fill), Some(align));
        }
        if let [align, rest @ ..] = self.chars
            && let Some(align) = Align::from_char(*align)
        {
            self.chars = rest;
            return (None, Some(align));
        }
        (None, None)
    }

    fn one_of(&mut self, wanted: &[char]) -> Option<char> {
        match self.chars {
            [first, rest @ ..] if wanted.contains(first) => {
                self.chars = rest;
                Some(*first)
            }
            _ => None,
        }
    }

    fn number(&mut self) -> Result<Option<usize>> {
        let mut number: Option<usize> = None;
        while let [first, rest @ ..] = self.chars {
            let Some(digit) = first.to_digit(10) else {
                break;
            };
            let grown = number
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|n| n.checked_add(digit as usize))
                .filter(|&n| n <= isize::MAX as usize);
            number =
                Some(grown.ok_or_else(|| {
                    Raised::value_error("Too many decimal digits in format string")
                })?);
            self.chars = rest;
        }
        Ok(number)
    }

    fn grouping(&mut self) -> Result<Option<char>> {
        let first = self.one_of(&[',']).or_else(|| self.one_of(&['_']));
        match (first, self.chars.first()) {
            (Some(','), Some('_')) | (Some('_'), Some(',')) => {
                Err(Raised::value_error("Cannot specify both ',' and '_'."))
            }
            (Some(separator), Some(again)) if *again == separator => Err(Raised::value_error(
                format!("Cannot specify '{separator}' with '{again}'."),
            )),
            (first, _) => Ok(first),
        }
    }

    fn precision(&mut self) -> Result<Option<usize>> {
        if self.one_of(&['.']).is_none() {
            return Ok(None);
        }
        match self.number()? {
            Some(precision) if precision > i32::MAX as usize => {
                Err(Raised::value_error("precision too big"))
            }
            Some(precision) => Ok(Some(precision)),
            None => Err(Raised::value_error("Format specifier missing precision")),
        }
    }

    fn kind(&mut self, text: &str, type_name: &str) -> Result<Option<char>> {
        match self.chars {
            [] => Ok(None),
            [kind] => Ok(Some(*kind)),
            _ => Err(Raised::value_error(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            ))),
        }
    }
}
