//! What a report tells of one lesson, point by point.

use super::super::super::complaint::Complaint;
use super::super::super::document::Lesson;
use super::super::super::transcript::Transcript;
use super::super::{CellResult, CellStatus, TestReport};

/// A lesson, or a file that should have been one.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The path as the user gave it.
    pub name: String,
    pub points: Vec<Point>,
    pub seconds: f64,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Point {
    /// `cell 3: X.mean(axis=0)`
    pub name: String,
    pub status: PointStatus,
    pub file: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    pub column: usize,
    /// The class of an error, or `output`, `new`, `lesson`.
    pub kind: String,
    /// In one line.
    pub message: Option<String>,
    pub expected: Option<String>,
    pub got: Option<String>,
    /// The whole story: a diff, or the source with a caret.
    pub details: Option<String>,
    pub seconds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointStatus {
    Pass,
    /// Nothing is recorded yet, which is no failure.
    New,
    Skipped,
    /// It is not what it should be.
    Fail,
    /// It could not be run.
    Error,
}

impl Verdict {
    /// Of a lesson that was run.
    pub fn of(
        lesson: &Lesson,
        transcript: &Transcript,
        report: &TestReport,
        strict: bool,
        seconds: f64,
    ) -> Verdict {
        let cells = report
            .cells
            .iter()
            .map(|cell| cell_point(lesson, transcript, cell, strict));
        let problems = report
            .problems
            .iter()
            .map(|problem| Point::problem(problem, PointStatus::Fail));
        Verdict {
            name: lesson.name().to_string(),
            points: cells.chain(problems).collect(),
            seconds,
        }
    }

    /// Of a file that could not be tested, or that should not be there.
    pub fn of_complaints(name: &str, complaints: &[Complaint], status: PointStatus) -> Verdict {
        Verdict {
            name: name.to_string(),
            points: complaints
                .iter()
                .map(|complaint| Point::problem(complaint, status))
                .collect(),
            seconds: 0.0,
        }
    }

    pub fn count(&self, status: PointStatus) -> usize {
        self.points
            .iter()
            .filter(|point| point.status == status)
            .count()
    }

    pub fn ok(&self) -> bool {
        self.count(PointStatus::Fail) + self.count(PointStatus::Error) == 0
    }
}

impl Point {
    fn problem(complaint: &Complaint, status: PointStatus) -> Point {
        Point {
            name: complaint.message.clone(),
            status,
            file: complaint.file.clone(),
            line: complaint.line,
            column: complaint.column,
            kind: "lesson".to_string(),
            message: Some(complaint.message.clone()),
            expected: None,
            got: None,
            details: complaint.help.as_ref().map(|help| format!("help: {help}")),
            seconds: 0.0,
        }
    }
}

fn cell_point(lesson: &Lesson, transcript: &Transcript, cell: &CellResult, strict: bool) -> Point {
    let code = lesson.cells.get(cell.index).map(|cell| &cell.source.text);
    let run = transcript.runs.get(cell.index);
    let status = match cell.status {
        CellStatus::Pass => PointStatus::Pass,
        CellStatus::New if !strict => PointStatus::New,
        CellStatus::Fail if cell.raised.is_some() => PointStatus::Error,
        CellStatus::New | CellStatus::Fail => PointStatus::Fail,
        CellStatus::Skipped | CellStatus::NotReached => PointStatus::Skipped,
    };
    let kind = match (&cell.raised, cell.status) {
        (Some(raised), _) => raised.as_str(),
        (None, CellStatus::New) => "new",
        (None, _) if cell.difference.is_some() => "output",
        (None, _) => "lesson",
    };
    let diagnostic = run
        .filter(|run| run.fault.is_some())
        .and_then(|run| run.outcome.error.as_ref())
        .map(|error| error.diagnostic.clone());
    let difference = cell.difference.as_ref().map(|found| found.diff.clone());
    Point {
        name: format!("cell {}: {}", cell.index + 1, first_line(code)),
        status,
        file: lesson.name().to_string(),
        line: cell.place.0,
        column: cell.place.1,
        kind: kind.to_string(),
        message: cell.summary().map(|text| text.replace('\n', "; ")),
        expected: cell.expected.clone(),
        got: cell.got.clone(),
        details: diagnostic.or(difference),
        seconds: run.map_or(0.0, |run| run.outcome.seconds),
    }
}

/// The first line of a cell that says something, cut where lists of tests would cut it.
fn first_line(code: Option<&String>) -> String {
    const WIDTH: usize = 60;
    let code = code.map_or("", String::as_str);
    let line = code.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or("(empty)").trim();
    match line.char_indices().nth(WIDTH) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(line)),
        None => line.to_string(),
    }
}

/// The text with `\x1b` and its like spelt out: terminals would obey them, and XML and YAML cannot hold them.
pub fn escape_controls(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => escaped.push(c),
            '\r' => escaped.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                escaped.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
