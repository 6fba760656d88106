//! `ndbook.run/1`: a lesson's run as one line of JSON. The shape is a promise; see the README.

use serde::Serialize;

use super::document::{Cell, Lesson};
use super::transcript::{CellRun, Transcript};
use crate::eval::{CellError, CellOutcome};
use crate::text::{Patch, Source};

#[derive(Serialize)]
pub struct RunReport<'a> {
    schema: &'static str,
    lesson: &'a str,
    title: String,
    status: &'static str,
    cells: Vec<CellReport<'a>>,
}

#[derive(Serialize)]
struct CellReport<'a> {
    index: usize,
    /// The line of the cell's first code line in the lesson file.
    line: usize,
    code: &'a str,
    stdout: &'a str,
    display: Option<&'a str>,
    warnings: Vec<WarningReport<'a>>,
    notes: Vec<&'a str>,
    media: Vec<MediaReport<'a>>,
    error: Option<ErrorReport<'a>>,
    steps: u64,
    seconds: f64,
}

#[derive(Serialize)]
struct WarningReport<'a> {
    category: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct MediaReport<'a> {
    mime: &'a str,
    data: &'a str,
}

/// An error of a cell; line and column count from 1 within the cell.
#[derive(Serialize)]
pub struct ErrorReport<'a> {
    #[serde(rename = "type")]
    type_name: &'a str,
    message: &'a str,
    line: usize,
    column: usize,
    help: &'a [String],
    /// The page that explains it: `ndbook explain CODE`.
    code: Option<&'static str>,
    /// Changes of the cell that were tried and work, ready to be made.
    patches: Vec<PatchReport<'a>>,
}

/// What stands between two places of the cell becomes `replacement`; `result` is the cell after that.
#[derive(Serialize)]
struct PatchReport<'a> {
    /// The line of the lesson on which the changed cell begins, which may be an earlier one.
    cell: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    replacement: &'a str,
    result: String,
}

impl<'a> PatchReport<'a> {
    fn new(patch: &'a Patch, source: &Source) -> PatchReport<'a> {
        let start = source.place(patch.span.start);
        let end = source.place(patch.span.end);
        PatchReport {
            cell: source.first_line,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            replacement: &patch.replacement,
            result: patch.applied(source),
        }
    }
}

impl<'a> RunReport<'a> {
    pub fn new(lesson: &'a Lesson, transcript: &'a Transcript) -> RunReport<'a> {
        RunReport {
            schema: "ndbook.run/1",
            lesson: lesson.name(),
            title: lesson.title(),
            status: if transcript.ok() { "ok" } else { "error" },
            cells: lesson
                .cells
                .iter()
                .zip(&transcript.runs)
                .map(|(cell, run)| CellReport::new(cell, run))
                .collect(),
        }
    }

    /// One line of JSON, without the line end.
    pub fn json(&self) -> String {
        // Strings, numbers and lists always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<'a> CellReport<'a> {
    fn new(cell: &'a Cell, run: &'a CellRun) -> CellReport<'a> {
        let outcome: &CellOutcome = &run.outcome;
        // A missing error is no error of the cell: only a note can tell of it.
        let missing = run.fault.as_deref().filter(|_| outcome.error.is_none());
        CellReport {
            index: cell.index,
            line: cell.line,
            code: cell
                .source
                .text
                .strip_suffix('\n')
                .unwrap_or(&cell.source.text),
            stdout: &outcome.stdout,
            display: outcome.display.as_deref(),
            warnings: outcome
                .warnings
                .iter()
                .map(|warning| WarningReport {
                    category: &warning.category,
                    message: &warning.message,
                })
                .collect(),
            notes: outcome
                .notes
                .iter()
                .map(String::as_str)
                .chain(missing)
                .collect(),
            media: outcome
                .media
                .iter()
                .map(|media| MediaReport {
                    mime: &media.mime,
                    data: &media.data,
                })
                .collect(),
            error: outcome.error.as_ref().map(ErrorReport::new),
            steps: outcome.steps,
            seconds: outcome.seconds,
        }
    }
}

impl<'a> ErrorReport<'a> {
    pub fn new(error: &'a CellError) -> ErrorReport<'a> {
        ErrorReport {
            type_name: &error.type_name,
            message: &error.message,
            line: error.line,
            column: error.column,
            help: &error.help,
            code: error.code(),
            patches: error
                .report
                .help
                .iter()
                .filter_map(|help| help.patch.as_ref())
                .map(|patch| PatchReport::new(patch, &error.report.source))
                .collect(),
        }
    }
}
