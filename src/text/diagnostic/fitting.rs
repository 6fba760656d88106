//! What a picture needs in order to fit a narrow terminal: words in short lines, and the words of labels that have no
//! room beside the source in a list below it.

use unicode_width::UnicodeWidthStr;

use super::super::markup::visible;
use super::super::{Source, Span};
use super::Label;

/// Nothing is drawn for fewer columns.
const LEAST: usize = 24;
/// Code that stands for a label's place is cut to this many characters.
const CODE: usize = 24;

/// How wide a picture may be; without a limit, lines are as long as their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    columns: Option<usize>,
    /// What stands left of the source: the number of its last line, and a bar.
    gutter: usize,
}

impl Room {
    pub const ENDLESS: Room = Room {
        columns: None,
        gutter: 0,
    };

    pub fn new(columns: usize, last_line: usize) -> Room {
        Room {
            columns: Some(columns.max(LEAST)),
            gutter: last_line.to_string().len() + " | ".len(),
        }
    }

    /// Characters of a line of source that have room, two of them for marks that it was cut.
    pub fn source(self, most: usize) -> usize {
        self.columns
            .map_or(most, |columns| most.min(columns - self.gutter - 2))
    }

    /// Do a label's words have room behind the part of the line that they are about?
    pub fn has_label(self, line_to_there: &str, words: &str) -> bool {
        let width = self.gutter + line_to_there.width() + 1 + words.width();
        self.columns.is_none_or(|columns| width <= columns)
    }

    /// A remark in lines that fit behind the word that it begins with.
    pub fn remark(self, name: &str, text: &str) -> String {
        let before = self.gutter + name.width() + ": ".len();
        let room = self
            .columns
            .map(|columns| columns.saturating_sub(before).max(LEAST / 2));
        match room {
            Some(room) => wrapped(text, room),
            None => text.to_owned(),
        }
    }
}

/// A label in words: what it is about, and what it says.
pub(super) fn told(source: &Source, label: &Label) -> String {
    let code = visible(source.slice(label.span).trim()).into_owned();
    let code = code.lines().next().unwrap_or("").to_owned();
    let code = match code.char_indices().nth(CODE) {
        Some((at, _)) => format!("{}…", code.get(..at).unwrap_or("")),
        None => code,
    };
    let text = visible(&label.text);
    match code.is_empty() {
        true => text.into_owned(),
        false => format!("`{code}`: {text}"),
    }
}

/// The part of a line in front of the end of a span.
pub(super) fn up_to(line: &str, span: Span) -> &str {
    line.get(..(span.end as usize).min(line.len()))
        .unwrap_or(line)
}

/// Words in lines of at most `width` columns; line ends and the blanks that a line begins with stay.
pub fn wrapped(text: &str, width: usize) -> String {
    let lines = text.lines().map(|line| wrapped_line(line, width));
    lines.collect::<Vec<_>>().join("\n")
}

fn wrapped_line(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut out = indent.to_owned();
    let (mut used, mut first) = (indent.width(), true);
    for word in line.split_whitespace() {
        let fits = used + usize::from(!first) + word.width() <= width;
        match (first, fits) {
            (true, _) => {}
            (false, true) => {
                out.push(' ');
                used += 1;
            }
            (false, false) => {
                out.push('\n');
                out.push_str(indent);
                used = indent.width();
            }
        }
        out.push_str(word);
        used += word.width();
        first = false;
    }
    out
}
