//! Is a lesson still true? Each cell's output against its record, and the exercises against themselves.
//!
//! A record is the `output` fence below the cell, or the cell's place in the lesson's [`snapshot`]. Nothing is
//! written here: [`TestReport`] says what differs, and [`TestReport::settled`] which bytes the files would have if
//! some of the differences were accepted. What is not accepted keeps every byte.
//!
//! `cells` compares, `course` asks whether the exercises prove themselves, `changes` puts accepted records into
//! place, and `report` tells of it in the formats of other programs.

mod cells;
mod changes;
mod course;
mod report;
mod snapshot;

use super::compare::Difference;
use super::complaint::Complaint;
use super::document::Lesson;
use super::stage::Setup;
use super::transcript::Transcript;
use cells::Tester;
use snapshot::Snapshot;

pub use changes::{Change, ChangeKind, Settled};
pub use report::{
    PointStatus, Verdict, annotations, escape_controls, junit, stray_json, tap, tap_header,
    test_json, unusable_json,
};
pub use snapshot::holds_records;

/// How to compare and what to record.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestOptions {
    /// Relative tolerance for cells and lessons that give none themselves.
    pub tolerance: Option<f64>,
    /// Record new outputs in `output` fences instead of the snapshot.
    pub inline: bool,
}

/// A snapshot file as it is.
#[derive(Clone, Copy, Debug)]
pub struct SnapshotFile<'a> {
    /// Its path, as complaints call it.
    pub name: &'a str,
    pub text: &'a str,
}

/// How a lesson stands against its records.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// One for each cell of the lesson, by index.
    pub cells: Vec<CellResult>,
    /// What is wrong with the lesson beyond its outputs.
    pub problems: Vec<Complaint>,
    /// What is no failure, and that the author should know.
    pub notices: Vec<Complaint>,
    /// Every difference between the lesson and its records, in the order of the cells.
    pub changes: Vec<Change>,
    /// The snapshot as it is, in the order of the file.
    old: Snapshot,
    /// The text of the snapshot file, where there is one.
    old_text: Option<String>,
    /// The records that the snapshot should hold, in the order of the cells.
    slots: Vec<changes::Slot>,
}

/// How one cell stands.
#[derive(Clone, Debug)]
pub struct CellResult {
    pub index: usize,
    /// The line of its first code line in the file.
    pub line: usize,
    /// Where in the file the matter is: the cell, or the line of it that raised. The column counts characters from 1.
    pub place: (usize, usize),
    pub status: CellStatus,
    /// The error that ended the cell where none was expected: its class.
    pub raised: Option<String>,
    /// The recorded output, where there is one.
    pub expected: Option<String>,
    /// What the cell shows, where it ran and shows something.
    pub got: Option<String>,
    pub message: Option<String>,
    pub difference: Option<Difference>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStatus {
    Pass,
    Fail,
    /// It shows something of which there is no record.
    New,
    Skipped,
    /// The lesson stopped before it.
    NotReached,
}

impl CellResult {
    /// The message in one line, with where numbers differ.
    pub fn summary(&self) -> Option<String> {
        let message = self.message.as_ref()?;
        let numbers = self.difference.as_ref().and_then(|d| d.numbers.as_ref());
        Some(match numbers {
            Some(numbers) => format!("{message}: {numbers}"),
            None => message.clone(),
        })
    }
}

impl TestReport {
    /// How many cells have this status.
    pub fn count(&self, status: CellStatus) -> usize {
        self.cells
            .iter()
            .filter(|cell| cell.status == status)
            .count()
    }

    /// Whether nothing fails; with `strict`, whether nothing is new either.
    pub fn ok(&self, strict: bool) -> bool {
        self.problems.is_empty()
            && self.count(CellStatus::Fail) == 0
            && !(strict && self.count(CellStatus::New) > 0)
    }
}

/// Compares a run with the records. `setup` gives the files that the lesson may name.
pub fn test(
    lesson: &Lesson,
    transcript: &Transcript,
    snapshot: Option<SnapshotFile>,
    options: TestOptions,
    setup: Setup,
) -> TestReport {
    let mut report = compared(lesson, transcript, snapshot, options);
    let mut files = setup().files;
    let told = course::examine(lesson, transcript, &mut |path| files.exists(path));
    report.problems.extend(told.problems);
    report.notices.extend(told.notices);
    report
}

fn compared(
    lesson: &Lesson,
    transcript: &Transcript,
    snapshot: Option<SnapshotFile>,
    options: TestOptions,
) -> TestReport {
    let mut tester = Tester::new(lesson, snapshot, options);
    let cells = lesson
        .cells
        .iter()
        .zip(&transcript.runs)
        .map(|(cell, run)| tester.cell(cell, run))
        .collect();
    tester.finish(cells, snapshot)
}

/// What the snapshot of a lesson should hold, without insta's metadata: the outputs that have no fence.
pub fn snapshot_contents(lesson: &Lesson, transcript: &Transcript) -> String {
    let report = compared(lesson, transcript, None, TestOptions::default());
    let settled = report.settled(lesson, |_| true);
    let snapshot = settled.snapshot.as_deref().map(Snapshot::read);
    snapshot.unwrap_or_default().contents()
}
