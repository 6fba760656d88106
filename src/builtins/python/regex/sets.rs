//! Sets of characters: `a`, `.`, `\d`, `[^a-z_]`.

use super::super::characters::{decimal_value, is_digit, is_numeric};
use super::super::number_text::is_space;

/// A set of characters.
#[derive(Clone, Debug)]
pub struct Set {
    pub items: Vec<Item>,
    pub negated: bool,
    /// Without regard to case.
    pub ignore_case: bool,
}

#[derive(Clone, Debug)]
pub enum Item {
    Range(char, char),
    /// `\d`, `\s`, `\w`, or what is none of them.
    Kind {
        kind: Kind,
        negated: bool,
        ascii: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Digit,
    Space,
    Word,
}

impl Set {
    pub fn one(c: char, ignore_case: bool) -> Set {
        Set {
            items: vec![Item::Range(c, c)],
            negated: false,
            ignore_case,
        }
    }

    /// Any character, or any but a line end.
    pub fn any(with_line_ends: bool) -> Set {
        let items = match with_line_ends {
            true => Vec::new(),
            false => vec![Item::Range('\n', '\n')],
        };
        Set {
            items,
            negated: true,
            ignore_case: false,
        }
    }

    pub fn has(&self, c: char) -> bool {
        let found = match self.ignore_case {
            false => self.lists(c),
            true => self.lists(c) || self.lists(lower(c)) || self.lists(upper(c)),
        };
        found != self.negated
    }

    fn lists(&self, c: char) -> bool {
        self.items.iter().any(|item| match item {
            Item::Range(low, high) => (*low..=*high).contains(&c),
            Item::Kind {
                kind,
                negated,
                ascii,
            } => kind.has(c, *ascii) != *negated,
        })
    }
}

impl Kind {
    pub fn has(self, c: char, ascii: bool) -> bool {
        match (self, ascii || c.is_ascii()) {
            (Kind::Digit, true) => c.is_ascii_digit(),
            (Kind::Digit, false) => decimal_value(c).is_some(),
            (Kind::Space, true) if ascii => matches!(c, ' ' | '\t'..='\r'),
            (Kind::Space, _) => is_space(c),
            (Kind::Word, true) => c.is_ascii_alphanumeric() || c == '_',
            (Kind::Word, false) => c.is_alphabetic() || is_digit(c) || is_numeric(c),
        }
    }
}

/// The small letter of a single character, where it is a single one.
pub fn lower(c: char) -> char {
    single(c.to_lowercase(), c)
}

fn upper(c: char) -> char {
    single(c.to_uppercase(), c)
}

fn single(mut changed: impl Iterator<Item = char>, c: char) -> char {
    match (changed.next(), changed.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}
