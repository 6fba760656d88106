//! Dividing what is shown of a lesson into pages.

use unicode_width::UnicodeWidthChar;

/// A stretch of a lesson under one heading, ready to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    pub parts: Vec<Part>,
    /// Its exercises, as indices into the lesson's.
    pub exercises: Vec<usize>,
}

/// What is better not torn apart: prose between two cells, or a cell with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part(pub String);

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub section: usize,
    pub lines: Vec<String>,
    /// The exercise that the learner is at.
    pub exercise: Option<usize>,
    /// How many lines of the section stand before it.
    pub start: usize,
    /// The same as a part and its lines, which is the same place of the text in any width.
    pub anchor: (usize, usize),
    /// The line of the section where the panel of its exercise begins.
    pub panel: Option<usize>,
}

/// Lays sections out on pages of `height` lines and `width` columns, each section on pages of its own. `panel` is what
/// is to be said below an exercise.
pub fn lay(
    sections: &[Section],
    width: usize,
    height: usize,
    panel: impl Fn(usize) -> String,
) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (number, section) in sections.iter().enumerate() {
        let mut roll = Roll::new(width);
        for part in &section.parts {
            roll.add(&part.0);
        }
        let mut panels = Vec::new();
        for &exercise in &section.exercises {
            panels.push((exercise, roll.add(&panel(exercise))));
        }
        for (start, end) in roll.torn(height) {
            // The exercise whose panel is on this page, or will come next, or came last.
            let at = panels.iter().find(|(_, line)| *line >= start);
            let (exercise, line) = at.or(panels.last()).copied().unzip();
            sheets.push(Sheet {
                section: number,
                lines: roll.lines.get(start..end).unwrap_or_default().to_vec(),
                exercise,
                start,
                anchor: roll.anchor(start),
                panel: line,
            });
        }
    }
    sheets
}

/// A section's lines one below the other, before they are torn into pages.
struct Roll {
    width: usize,
    lines: Vec<String>,
    /// Where parts begin.
    seams: Vec<usize>,
}

impl Roll {
    fn new(width: usize) -> Roll {
        Roll {
            width,
            lines: Vec::new(),
            seams: Vec::new(),
        }
    }

    /// Adds a part, an empty line before it; gives the line where it begins.
    fn add(&mut self, text: &str) -> usize {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        let begin = self.lines.len();
        self.seams.push(begin);
        for line in text.trim_matches('\n').lines() {
            self.lines.extend(folded(line, self.width));
        }
        begin
    }

    /// The part that a line belongs to, and its number among the part's.
    fn anchor(&self, line: usize) -> (usize, usize) {
        let part = self
            .seams
            .partition_point(|&seam| seam <= line)
            .saturating_sub(1);
        let seam = self.seams.get(part).copied().unwrap_or(0);
        (part, line.saturating_sub(seam))
    }

    /// Where each page begins and ends.
    fn torn(&self, height: usize) -> Vec<(usize, usize)> {
        let height = height.max(1);
        let mut pages = Vec::new();
        let mut start = 0;
        while start < self.lines.len() {
            let end = match self.lines.len() - start <= height {
                true => self.lines.len(),
                false => self.tear(start, start + height),
            };
            pages.push((start, end));
            start = end;
            while self.lines.get(start).is_some_and(String::is_empty) {
                start += 1;
            }
        }
        if pages.is_empty() {
            pages.push((0, 0));
        }
        pages
    }

    /// The best place to end a page that begins at `start` and has room up to `limit`: before a part, at an empty
    /// line, wherever it is full. A page is left half empty at most.
    fn tear(&self, start: usize, limit: usize) -> usize {
        let half = start + (limit - start) / 2;
        let seam = self
            .seams
            .iter()
            .rev()
            .find(|&&seam| half <= seam && seam <= limit + 1);
        let blank = || {
            (half..limit)
                .rev()
                .find(|&at| self.lines.get(at).is_some_and(String::is_empty))
        };
        seam.map(|&seam| seam.min(limit))
            .or_else(blank)
            .unwrap_or(limit)
    }
}

/// What continues a line is set in.
const INDENT: &str = "    ";

/// A line in pieces of at most `width` columns, torn at a blank where there is one in the second half. Sequences that
/// steer the terminal take no room.
pub fn folded(line: &str, width: usize) -> Vec<String> {
    let width = width.max(INDENT.len() + 2);
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut room = width;
    while let Some(end) = overflow(rest, room) {
        let (head, tail) = rest.split_at(tear(rest, end));
        pieces.push(head.trim_end().to_string());
        rest = tail.trim_start_matches(' ');
        room = width - INDENT.len();
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest.to_string());
    }
    for piece in pieces.iter_mut().skip(1) {
        piece.insert_str(0, INDENT);
    }
    pieces
}

/// The byte before which a line must be torn; none where it fits.
fn overflow(line: &str, room: usize) -> Option<usize> {
    let mut used = 0;
    let mut steering = false;
    for (at, c) in line.char_indices() {
        steering |= c == '\x1b';
        used += if steering { 0 } else { c.width().unwrap_or(0) };
        if used > room {
            return Some(at);
        }
        steering &= !c.is_ascii_alphabetic();
    }
    None
}

/// After the last blank before `end`, unless that leaves the piece half empty.
fn tear(line: &str, end: usize) -> usize {
    let head = line.get(..end).unwrap_or("");
    // The blank that would begin the next piece counts.
    let blank = match line.get(end..).is_some_and(|rest| rest.starts_with(' ')) {
        true => Some(end),
        false => head.rfind(' ').map(|at| at + 1),
    };
    blank.filter(|at| *at > end / 2).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(parts: &[&str], exercises: &[usize]) -> Section {
        Section {
            parts: parts.iter().map(|part| Part(part.to_string())).collect(),
            exercises: exercises.to_vec(),
        }
    }

    fn pages(sections: &[Section], height: usize) -> Vec<String> {
        lay(sections, 20, height, |exercise| {
            format!("panel {exercise}\n")
        })
        .iter()
        .map(|sheet| sheet.lines.join("/"))
        .collect()
    }

    #[test]
    fn pages_end_between_parts_where_they_can() {
        let parts = section(&["a\nb\nc\n", "d\ne\n", "f\n"], &[]);
        assert_eq!(pages(std::slice::from_ref(&parts), 6), ["a/b/c//d/e", "f"]);
        assert_eq!(pages(std::slice::from_ref(&parts), 100), ["a/b/c//d/e//f"]);
        let long = section(&["a\nb\n\nc\nd\ne\nf\ng\nh\n"], &[]);
        assert_eq!(pages(&[long], 4), ["a/b", "c/d/e/f", "g/h"]);
        assert_eq!(pages(&[section(&[], &[])], 4), [""]);
    }

    #[test]
    fn sections_begin_pages_and_panels_end_them() {
        let sections = [section(&["a\n"], &[]), section(&["b\nc\nd\n"], &[0, 1])];
        let sheets = lay(&sections, 20, 4, |exercise| format!("panel {exercise}\n"));
        let told: Vec<_> = sheets
            .iter()
            .map(|sheet| (sheet.section, sheet.lines.join("/"), sheet.exercise))
            .collect();
        let line = |section, lines: &str, exercise| (section, lines.to_string(), exercise);
        assert_eq!(
            told,
            [
                line(0, "a", None),
                line(1, "b/c/d/", Some(0)),
                line(1, "panel 0//panel 1", Some(0)),
            ]
        );
    }

    #[test]
    fn long_lines_are_folded_and_colours_take_no_room() {
        assert_eq!(folded("abcdefghij", 8), ["abcdefgh", "    ij"]);
        assert_eq!(
            folded("\x1b[1mabcdefgh\x1b[0m", 8),
            ["\x1b[1mabcdefgh\x1b[0m"]
        );
        assert_eq!(folded("数数数数数", 8), ["数数数数", "    数"]);
        assert_eq!(folded("", 8), [""]);
        assert_eq!(folded("abcd efg hi jk", 10), ["abcd efg", "    hi jk"]);
        assert_eq!(folded("a bcdefghij", 8), ["a bcdefg", "    hij"]);
    }
}
