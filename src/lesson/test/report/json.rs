//! `ndbook.test/1`: how a lesson stands, as one line of JSON. The shape is a promise; see the README.

use serde::Serialize;

use super::super::super::complaint::Complaint;
use super::super::{CellResult, CellStatus, TestReport};

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    lesson: &'a str,
    status: &'static str,
    cells: Vec<CellLine<'a>>,
    problems: Vec<ProblemLine<'a>>,
    seconds: f64,
}

#[derive(Serialize)]
struct CellLine<'a> {
    index: usize,
    line: usize,
    status: &'static str,
    expected: Option<&'a str>,
    got: Option<&'a str>,
    message: Option<String>,
}

#[derive(Serialize)]
struct ProblemLine<'a> {
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

/// The report of a lesson that was run.
pub fn test_json(lesson: &str, report: &TestReport, strict: bool, seconds: f64) -> String {
    write(&Line {
        schema: SCHEMA,
        lesson,
        status: if report.ok(strict) { "pass" } else { "fail" },
        cells: report.cells.iter().map(cell).collect(),
        problems: report.problems.iter().map(problem).collect(),
        seconds,
    })
}

/// The report of a lesson that cannot be run.
pub fn unusable_json(lesson: &str, complaints: &[Complaint]) -> String {
    write(&Line {
        schema: SCHEMA,
        lesson,
        status: "error",
        cells: Vec::new(),
        problems: complaints.iter().map(problem).collect(),
        seconds: 0.0,
    })
}

/// The line of a snapshot file that belongs to no lesson; without complaints, one that did and is taken away.
pub fn stray_json(file: &str, complaints: &[Complaint]) -> String {
    write(&Line {
        schema: SCHEMA,
        lesson: file,
        status: if complaints.is_empty() {
            "pass"
        } else {
            "fail"
        },
        cells: Vec::new(),
        problems: complaints.iter().map(problem).collect(),
        seconds: 0.0,
    })
}

const SCHEMA: &str = "ndbook.test/1";

fn write(line: &Line) -> String {
    // Strings, numbers and lists always serialise.
    serde_json::to_string(line).unwrap_or_default()
}

fn cell(cell: &CellResult) -> CellLine<'_> {
    CellLine {
        index: cell.index,
        line: cell.line,
        status: match cell.status {
            CellStatus::Pass => "pass",
            CellStatus::Fail => "fail",
            CellStatus::New => "new",
            CellStatus::Skipped | CellStatus::NotReached => "skipped",
        },
        expected: cell.expected.as_deref(),
        got: cell.got.as_deref(),
        message: cell.summary(),
    }
}

fn problem(complaint: &Complaint) -> ProblemLine<'_> {
    ProblemLine {
        line: complaint.line,
        column: complaint.column,
        message: &complaint.message,
        help: complaint.help.as_deref(),
    }
}
