//! What running a cell gives.

use crate::text::{Diagnostic, Medium};
use crate::value::Media;

/// All that a cell showed, and how it ended.
#[derive(Clone, Debug, Default)]
pub struct CellOutcome {
    /// What it printed.
    pub stdout: String,
    /// What it printed to `sys.stderr`.
    pub stderr: String,
    /// The repr of the trailing expression, where one is shown.
    pub display: Option<String>,
    pub warnings: Vec<Warning>,
    pub error: Option<CellError>,
    /// Remarks of ndbook's own about silent traps.
    pub notes: Vec<String>,
    /// Steps counted: the same on every machine.
    pub steps: u64,
    /// By the session's stopwatch, else by its clock.
    pub seconds: f64,
    /// Pictures, in the order in which they were shown.
    pub media: Vec<Media>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `RuntimeWarning`
    pub category: String,
    pub message: String,
    /// Within the text that ran, counted from 1.
    pub line: usize,
}

/// The uncaught exception, syntax error or limit that ended a cell.
#[derive(Clone, Debug)]
pub struct CellError {
    /// `type(e).__name__`
    pub type_name: String,
    /// `str(e)`
    pub message: String,
    /// Where the caret stands: line and column of the cell, counted from 1, the column in characters.
    pub line: usize,
    pub column: usize,
    /// What to do about it.
    pub help: Vec<String>,
    /// Ready to show: Python's own line, the source with a caret, labels and help.
    pub diagnostic: String,
    /// The same before it is drawn, for other media; with changes of the source that are ready to be made.
    pub report: Box<Diagnostic>,
    /// It was a limit or an interruption, which no `except` catches.
    pub limit: bool,
    /// The status that a SystemExit asks for without a word: `exit(3)`.
    pub exit: Option<u8>,
}

impl CellError {
    /// The whole complaint, as `medium` shows it.
    pub fn shown(&self, medium: Medium) -> String {
        match medium {
            Medium::Plain => self.diagnostic.clone(),
            other => self.report.render(other),
        }
    }

    /// The same for a terminal of so many columns.
    pub fn shown_within(&self, medium: Medium, columns: usize) -> String {
        self.report.render_within(medium, columns)
    }

    /// The name of the page that explains errors of this kind.
    pub fn code(&self) -> Option<&'static str> {
        self.report.code
    }
}
