//! What cells show, on the terminal: prints as they come, then the value, warnings, notes, errors.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use super::highlight::Paint;
use super::preferences::Preferences;
use crate::eval::CellOutcome;
use crate::eval::session::Sink;
use crate::text::{Medium, wrapped};
use crate::value::Stream;

/// Bytes of one output that are shown: a slip of the pen should not fill the terminal for minutes.
const LARGEST: usize = 64 << 10;

/// What the running cell has put on the terminal.
#[derive(Clone, Default)]
pub struct Shown(Rc<RefCell<Progress>>);

#[derive(Default)]
struct Progress {
    bytes: usize,
    is_cut: bool,
    /// The last thing printed did not end its line.
    in_line: bool,
}

impl Shown {
    pub fn begin(&self) {
        self.0.replace(Progress::default());
    }

    /// Receives what a cell prints.
    pub fn sink(&self) -> Sink {
        let progress = self.0.clone();
        Box::new(move |stream, text| progress.borrow_mut().print(stream, text))
    }

    /// Shows how the cell ended, an error as the preferences say and the terminal has room for it.
    pub fn end(&self, outcome: &CellOutcome, preferences: &Preferences) {
        let paint = Paint {
            on: preferences.colour,
        };
        let mut progress = self.0.borrow_mut();
        progress.end_line();
        if let Some(display) = &outcome.display {
            progress.bytes = 0;
            progress.is_cut = false;
            progress.print(Stream::Out, display);
            progress.end_line();
        }
        for media in outcome.media.iter().filter(|media| media.after.is_none()) {
            progress.print(Stream::Out, &media.drawing);
        }
        for warning in &outcome.warnings {
            let text = format!(
                "{}: {} (line {})",
                warning.category, warning.message, warning.line
            );
            complaint(&paint.warning(&text));
        }
        for note in &outcome.notes {
            let note = wrapped(&format!("note: {note}"), preferences.columns());
            complaint(&paint.note(&note));
        }
        match &outcome.error {
            Some(error) if error.type_name == "KeyboardInterrupt" => complaint("KeyboardInterrupt"),
            Some(error) => {
                let medium = match preferences.plain {
                    true => Medium::Narrated,
                    false => Medium::Plain,
                };
                let text = error.shown_within(medium, preferences.columns());
                complaint(&paint.diagnostic(text.trim_end()));
            }
            None => {}
        }
    }
}

impl Progress {
    fn print(&mut self, stream: Stream, text: &str) {
        let left = LARGEST.saturating_sub(self.bytes);
        let mut end = left.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = text.get(..end).unwrap_or("");
        self.bytes += kept.len();
        if !kept.is_empty() {
            self.in_line = !kept.ends_with('\n');
        }
        match stream {
            Stream::Out => write(&mut std::io::stdout(), kept),
            Stream::Error => write(&mut std::io::stderr(), kept),
        }
        if kept.len() < text.len() && !self.is_cut {
            self.is_cut = true;
            self.end_line();
            complaint("… (more than 64 KiB: the rest is not shown)");
        }
    }

    /// What follows begins on a line of its own.
    fn end_line(&mut self) {
        if std::mem::take(&mut self.in_line) {
            line("");
        }
    }
}

/// Writes a line.
pub fn line(text: &str) {
    write(&mut std::io::stdout(), &format!("{text}\n"));
}

/// Writes a line on stderr.
pub fn complaint(text: &str) {
    write(&mut std::io::stderr(), &format!("{text}\n"));
}

/// A terminal that has gone away is no error: the next reading ends the conversation.
fn write(to: &mut impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes());
    let _ = to.flush();
}
