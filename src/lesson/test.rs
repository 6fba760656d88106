//! Is a lesson still true? Each cell's output against its record, and the exercises against themselves.
//!
//! A record is the `output` fence below the cell, or the cell's place in the lesson's [`Snapshot`]. Nothing is
//! written here: [`TestReport`] says which bytes would have to change for the records to be true.

use super::compare::{Difference, compare, compare_flagged};
use super::complaint::Complaint;
use super::document::{Cell, Lesson, Role};
use super::edit::{self, Edit};
use super::pycon::{self, Example, example_shown};
use super::snapshot::{Record, Snapshot};
use super::transcript::{CellRun, Fate, Transcript, shown};

/// How to compare and what to record.
#[derive(Clone, Copy, Debug, Default)]
pub struct TestOptions {
    /// Relative tolerance for cells and lessons that give none themselves.
    pub tolerance: Option<f64>,
    /// Record new outputs in `output` fences instead of the snapshot.
    pub inline: bool,
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
    /// What an update would change in the lesson.
    pub edits: Vec<Edit>,
    /// What the snapshot file should be after an update; none for no file.
    pub snapshot: Option<String>,
}

/// How one cell stands.
#[derive(Clone, Debug)]
pub struct CellResult {
    pub index: usize,
    /// The line of its first code line in the file.
    pub line: usize,
    pub status: CellStatus,
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

/// Compares a run with the records; `snapshot` is the text of the lesson's snapshot file, where there is one.
pub fn test(
    lesson: &Lesson,
    transcript: &Transcript,
    snapshot: Option<&str>,
    options: TestOptions,
) -> TestReport {
    let old = snapshot.map_or_else(|| Snapshot::new(lesson.file_name()), Snapshot::read);
    let mut tester = Tester {
        lesson,
        options,
        new: old.emptied(),
        old,
        problems: Vec::new(),
        notices: lesson.notices.clone(),
        edits: Vec::new(),
    };
    let cells = lesson
        .cells
        .iter()
        .zip(&transcript.runs)
        .map(|(cell, run)| tester.cell(cell, run))
        .collect();
    tester.orphans();
    tester.exercises(transcript);
    TestReport {
        cells,
        problems: tester.problems,
        notices: tester.notices,
        edits: tester.edits,
        snapshot: (!tester.new.records.is_empty()).then(|| tester.new.written()),
    }
}

/// What the snapshot of a lesson should hold, without insta's metadata: the outputs that have no fence.
pub fn snapshot_contents(lesson: &Lesson, transcript: &Transcript) -> String {
    let report = test(lesson, transcript, None, TestOptions::default());
    let snapshot = report.snapshot.as_deref().map(Snapshot::read);
    snapshot.unwrap_or_default().contents()
}

struct Tester<'a> {
    lesson: &'a Lesson,
    options: TestOptions,
    /// The snapshot as it is; records are taken out as their cells are met.
    old: Snapshot,
    /// The snapshot as it should be.
    new: Snapshot,
    problems: Vec<Complaint>,
    notices: Vec<Complaint>,
    edits: Vec<Edit>,
}

impl Tester<'_> {
    fn cell(&mut self, cell: &Cell, run: &CellRun) -> CellResult {
        let mut result = CellResult {
            index: cell.index,
            line: cell.line,
            status: CellStatus::Pass,
            expected: cell.output.as_ref().map(|output| output.text.clone()),
            got: None,
            message: None,
            difference: None,
        };
        match run.fate {
            Fate::Skipped | Fate::NotReached => {
                result.status = match run.fate {
                    Fate::NotReached => CellStatus::NotReached,
                    _ => CellStatus::Skipped,
                };
                result.message = Some(self.why_skipped(cell, run));
                self.keep_record(cell);
                return result;
            }
            Fate::Ran | Fate::Aside { .. } => {}
        }
        let shown = run.shown();
        result.got = (!shown.is_empty()).then(|| shown.clone());
        if let Some(fault) = &run.fault {
            result.status = CellStatus::Fail;
            let fault = self.fault(cell, fault);
            result.message = Some(match &run.reason {
                Some(reason) => format!("{fault}\n{reason}"),
                None => fault,
            });
            self.keep_record(cell);
        } else if let Some(examples) = &cell.examples {
            self.examples(cell, examples, run, &mut result);
        } else if cell.varies {
            self.keep_record(cell);
        } else if cell.output.is_some() {
            self.fence(cell, run, shown, &mut result);
        } else if needs_record(cell, run) {
            self.record(cell, run, shown, &mut result);
        }
        result
    }

    fn why_skipped(&self, cell: &Cell, run: &CellRun) -> String {
        match (run.fate, cell.role) {
            (Fate::NotReached, _) => "not run: the lesson stopped before it".to_string(),
            (_, Role::Check { .. }) if !cell.skip => {
                "not run: the exercise has no solution to prove".to_string()
            }
            _ => "not run: the cell says `skip`".to_string(),
        }
    }

    fn fault(&self, cell: &Cell, fault: &str) -> String {
        let name = |exercise: usize| {
            let exercise = self.lesson.exercises.get(exercise);
            exercise.map_or("", |exercise| exercise.name.as_str())
        };
        match cell.role {
            Role::Check { exercise, .. } => {
                format!(
                    "the solution of `{}` fails its check: {fault}",
                    name(exercise)
                )
            }
            _ => fault.to_string(),
        }
    }

    /// A cell that did not run keeps its record as it is.
    fn keep_record(&mut self, cell: &Cell) {
        let record = self.old.take(&cell.source.text);
        self.new.records.extend(record);
    }

    fn tolerance(&self, cell: &Cell) -> Option<f64> {
        cell.tolerance
            .or_else(|| self.lesson.front.tolerance())
            .or(self.options.tolerance)
    }

    fn fence(&mut self, cell: &Cell, run: &CellRun, shown: String, result: &mut CellResult) {
        let Some(output) = &cell.output else { return };
        result.difference = compare(&output.text, &shown, self.tolerance(cell));
        if result.difference.is_some() {
            result.status = CellStatus::Fail;
            result.message = Some(match shown.is_empty() {
                true => "the cell shows nothing, and an output is recorded".to_string(),
                false => "the output differs from the recorded one".to_string(),
            });
            let edits = edit::record(self.lesson, cell, run);
            self.edits.extend(edits.unwrap_or_default());
        }
    }

    fn record(&mut self, cell: &Cell, run: &CellRun, shown: String, result: &mut CellResult) {
        let code = &cell.source.text;
        let new = Record::new(code, &shown);
        match self.old.take(code) {
            None => {
                result.status = CellStatus::New;
                result.message = Some("there is no record of this output yet".to_string());
            }
            Some(old) => {
                result.difference = compare(&old.output, &shown, self.tolerance(cell));
                result.expected = Some(old.output.clone());
                if result.difference.is_none() {
                    self.new.records.push(old);
                    return;
                }
                result.status = CellStatus::Fail;
                result.message =
                    Some("the output differs from the one in the snapshot".to_string());
            }
        }
        match edit::record(self.lesson, cell, run) {
            Some(edits) if self.options.inline => self.edits.extend(edits),
            _ => self.new.records.push(new),
        }
    }

    /// The examples of a `pycon` cell; the result tells of the first that differs.
    fn examples(
        &mut self,
        cell: &Cell,
        examples: &[Example],
        run: &CellRun,
        result: &mut CellResult,
    ) {
        let expected = examples.iter().map(|example| example.expected.as_str());
        result.expected = Some(expected.collect());
        let mut records = Vec::new();
        for (example, outcome) in examples.iter().zip(&run.examples) {
            let Some(outcome) = outcome else { continue };
            let got = example_shown(example, outcome);
            let tolerance = self.tolerance(cell);
            let difference = compare_flagged(&example.expected, &got, example.flags, tolerance);
            if difference.is_none() {
                continue;
            }
            records.push((
                example.expected_lines.clone(),
                example_record(example, &got),
            ));
            if result.difference.is_none() {
                let new = example.expected.is_empty();
                let line = cell.line + example.line;
                result.status = if new {
                    CellStatus::New
                } else {
                    CellStatus::Fail
                };
                result.message = Some(match new {
                    true => format!("there is no record of the output of line {line} yet"),
                    false => format!("the output of line {line} differs from the recorded one"),
                });
                result.difference = difference;
            }
        }
        let edits = edit::record_examples(self.lesson, cell, &records);
        self.edits.extend(edits);
    }

    /// Records that no cell claims.
    fn orphans(&mut self) {
        for record in std::mem::take(&mut self.old.records) {
            let first = record.code.lines().next().unwrap_or("").to_string();
            let message =
                format!("the snapshot holds the output of a cell that is not there: `{first}`");
            let complaint = Complaint::file(self.lesson.name(), message);
            self.problems
                .push(complaint.help("take it out with `ndbook test --update`"));
        }
    }

    fn exercises(&mut self, transcript: &Transcript) {
        for exercise in &self.lesson.exercises {
            let Some(starter) = self.lesson.cells.get(exercise.starter) else {
                continue;
            };
            let fate = transcript.runs.get(exercise.starter).map(|run| run.fate);
            let complain =
                |message: String| Complaint::at(&self.lesson.source, starter.place, message);
            if fate == Some(Fate::Aside { passes: true }) {
                let message = format!(
                    "the starter of `{}` passes its check already",
                    exercise.name
                );
                let help = "let the check ask for something that the starter does not have";
                self.problems.push(complain(message).help(help));
            }
            if !exercise.checks.is_empty() && exercise.solution.is_none() {
                let message = format!(
                    "warning: the exercise `{}` has no solution, so that nothing proves its check",
                    exercise.name
                );
                let help = format!("add a `python solution={}` fence", exercise.name);
                self.notices.push(complain(message).help(help));
            }
            if exercise.checks.is_empty() && exercise.solution.is_none() {
                let message = format!(
                    "the exercise `{}` has neither a check nor a solution",
                    exercise.name
                );
                let help = format!(
                    "add a `python check={0}` or a `python solution={0}` fence",
                    exercise.name
                );
                self.problems.push(complain(message).help(help));
            }
        }
    }
}

/// An output as it is recorded below its example.
fn example_record(example: &Example, got: &str) -> String {
    let indented = |line: &str| match line {
        "" => "\n".to_string(),
        _ => format!("{}{line}\n", example.indent),
    };
    pycon::recorded(got).lines().map(indented).collect()
}

/// Whether the cell shows something that has to be recorded: an expected error is its own record, a hidden
/// cell's output is not shown, and a starter's is not the lesson's.
fn needs_record(cell: &Cell, run: &CellRun) -> bool {
    run.fate == Fate::Ran && !cell.hide.output && !shown(&run.outcome).is_empty()
}
