//! The text of one cell and where it stands in the world.

use super::Span;

/// One cell's text, with the file and line it was read from.
#[derive(Clone, Debug)]
pub struct Source {
    /// What complaints call it: a path relative to the working directory, or `<stdin>`.
    pub name: String,
    pub text: String,
    /// The line of `name` on which `text` begins, counted from 1.
    pub first_line: usize,
    /// It is the text of a module that comes with the program: errors in it are blamed on the line that called.
    pub is_library: bool,
    line_starts: Vec<u32>,
}

/// A place for people: line and column count from 1, the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Source {
    pub fn new(name: impl Into<String>, text: impl Into<String>, first_line: usize) -> Source {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1))
            .collect();
        Source {
            name: name.into(),
            text,
            first_line,
            is_library: false,
            line_starts,
        }
    }

    /// The text of a module that comes with the program, under the module's name.
    pub fn library(name: &str, text: &str) -> Source {
        Source {
            is_library: true,
            ..Source::new(name, text, 1)
        }
    }

    /// Line and column of a byte offset, within this text.
    pub fn place(&self, offset: u32) -> Place {
        let line = self
            .line_starts
            .partition_point(|&start| start <= offset)
            .max(1);
        let start = self.line_starts[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self
            .text
            .get(start..end)
            .map_or(0, |before| before.chars().count())
            + 1;
        Place { line, column }
    }

    /// The line (counted from 1) without its line end.
    pub fn line(&self, line: usize) -> &str {
        let rest = self.text.get(self.line_start(line)..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    /// The offset of a line's first byte; the end of the text for a line behind it.
    pub fn line_start(&self, line: usize) -> usize {
        let start = self.line_starts.get(line.saturating_sub(1));
        start.map_or(self.text.len(), |&start| start as usize)
    }

    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}
