//! How far a long batch has come: one line on a terminal's stderr, nothing anywhere else.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use unicode_width::UnicodeWidthChar;

pub struct Progress {
    what: &'static str,
    done: usize,
    all: usize,
    shown: bool,
    wanted: bool,
}

/// Shorter batches are over before a line could be read.
const WORTH_SHOWING: usize = 3;

/// The columns of the bar itself.
const BAR: usize = 20;

impl Progress {
    pub fn new(what: &'static str, all: usize) -> Progress {
        let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        Progress {
            what,
            done: 0,
            all,
            shown: false,
            wanted: all >= WORTH_SHOWING && !ci && io::stderr().is_terminal(),
        }
    }

    /// One more is done; `at` is the file that is waited for now.
    pub fn step(&mut self, at: Option<&Path>) {
        self.done += 1;
        self.show(at);
    }

    /// Shows how far the batch has come, and which file it is at.
    pub fn show(&mut self, at: Option<&Path>) {
        if self.wanted && self.done < self.all {
            let columns = terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize);
            let line = self.line(at, columns.saturating_sub(1));
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
            self.shown = true;
        }
    }

    /// The bar, the count and the file, cut where the line would break: a broken line could not be taken away.
    fn line(&self, at: Option<&Path>, columns: usize) -> String {
        let filled = self.done * BAR / self.all.max(1);
        let bar = "█".repeat(filled) + &"░".repeat(BAR - filled);
        let at = at.map_or_else(String::new, |path| {
            format!(": {}", super::paths::name(path))
        });
        let line = format!("{bar} {} of {} {}{at}", self.done, self.all, self.what);
        let mut width = 0;
        line.chars()
            .take_while(|c| {
                width += c.width().unwrap_or(0);
                width <= columns
            })
            .filter(|c| !c.is_control())
            .collect()
    }

    /// Takes the line away, so that something else can be written.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_never_breaks() {
        let mut progress = Progress::new("lessons", 4);
        progress.done = 1;
        let path = Path::new("lessons/日本.md");
        let line = progress.line(Some(path), 80);
        assert_eq!(line, "█████░░░░░░░░░░░░░░░ 1 of 4 lessons: lessons/日本.md");
        assert_eq!(progress.line(Some(path), 46).chars().count(), 45);
    }
}
