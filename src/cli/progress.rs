//! How far a long batch has come: one line on a terminal's stderr, nothing anywhere else.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub struct Progress {
    what: &'static str,
    done: usize,
    all: usize,
    shown: bool,
    wanted: bool,
}

/// Shorter batches are over before a line could be read.
const WORTH_SHOWING: usize = 3;

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
        let at = at.map_or_else(String::new, |path| {
            format!(": {}", super::paths::name(path))
        });
        if self.wanted && self.done < self.all {
            let filled = self.done * 20 / self.all;
            let bar = "█".repeat(filled) + &"░".repeat(20 - filled);
            let _ = write!(
                io::stderr(),
                "\r{bar} {} of {} {}{at}",
                self.done,
                self.all,
                self.what
            );
            self.shown = true;
        }
    }

    /// Takes the line away, so that something else can be written.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
