//! One cell after the other: what it shows against what is recorded.

use super::super::compare::{Difference, compare, compare_flagged};
use super::super::complaint::Complaint;
use super::super::document::{Cell, Lesson, Role};
use super::super::edit;
use super::super::pycon::{self, Example, example_shown};
use super::super::transcript::{CellRun, Fate, shown};
use super::changes::{Change, ChangeKind, Slot};
use super::snapshot::{Record, Snapshot};
use super::{CellResult, CellStatus, SnapshotFile, TestOptions, TestReport};

/// Compares the cells of a lesson, in order.
pub struct Tester<'a> {
    lesson: &'a Lesson,
    options: TestOptions,
    /// The snapshot as it is.
    old: Snapshot,
    /// Which of its records a cell has claimed.
    claimed: Vec<bool>,
    slots: Vec<Slot>,
    changes: Vec<Change>,
}

impl<'a> Tester<'a> {
    pub fn new(
        lesson: &'a Lesson,
        snapshot: Option<SnapshotFile>,
        options: TestOptions,
    ) -> Tester<'a> {
        let old = match snapshot {
            Some(file) => Snapshot::read(file.text),
            None => Snapshot::new(lesson.file_name()),
        };
        Tester {
            lesson,
            options,
            claimed: vec![false; old.records.len()],
            old,
            slots: Vec::new(),
            changes: Vec::new(),
        }
    }

    pub fn cell(&mut self, cell: &Cell, run: &CellRun) -> CellResult {
        let mut result = CellResult {
            index: cell.index,
            line: cell.line,
            place: self.place(cell, run),
            status: CellStatus::Pass,
            raised: None,
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
                result.message = Some(why_skipped(cell, run).to_string());
                self.keep_record(cell);
                return result;
            }
            Fate::Ran | Fate::Aside { .. } => {}
        }
        let shown = run.shown();
        result.got = (!shown.is_empty()).then(|| shown.clone());
        if let Some(fault) = &run.fault {
            self.fault(cell, run, fault, &mut result);
        } else if let Some(examples) = &cell.examples {
            self.examples(cell, examples, run, &mut result);
        } else if cell.varies {
            self.keep_record(cell);
        } else if cell.output.is_some() {
            self.own_output(cell, run, shown, &mut result);
        } else if needs_record(cell, run) {
            self.record(cell, run, shown, &mut result);
        }
        result
    }

    /// Where in the file the cell begins, or where it raised.
    fn place(&self, cell: &Cell, run: &CellRun) -> (usize, usize) {
        let first = cell.line;
        let column = self.column(cell);
        let prompt = if cell.examples.is_some() { 4 } else { 0 };
        match run.outcome.error.as_ref().filter(|_| run.fault.is_some()) {
            Some(error) => (
                first + error.line.saturating_sub(1),
                column + prompt + error.column.saturating_sub(1),
            ),
            None => (first, column),
        }
    }

    /// Where the lines of a cell begin, behind the list or quote around it.
    fn column(&self, cell: &Cell) -> usize {
        let text = match &cell.session {
            Some(session) => &session.text,
            None => &self.lesson.source.text,
        };
        let prefix = cell.fence.as_ref().map(|fence| fence.prefix(text));
        prefix.map_or(0, |prefix| prefix.chars().count()) + 1
    }

    fn fault(&mut self, cell: &Cell, run: &CellRun, fault: &str, result: &mut CellResult) {
        result.status = CellStatus::Fail;
        let error = run.outcome.error.as_ref();
        let fault = match cell.role {
            Role::Check { exercise, .. } => {
                let exercise = self.lesson.exercises.get(exercise);
                let name = exercise.map_or("", |exercise| exercise.name.as_str());
                format!("the solution of `{name}` fails its check: {fault}")
            }
            _ => {
                result.raised = error.map(|error| error.type_name.clone());
                fault.to_string()
            }
        };
        result.message = Some(match &run.reason {
            Some(reason) => format!("{fault}\n{reason}"),
            None => fault,
        });
        self.keep_record(cell);
    }

    /// A cell that did not run to its end keeps its record as it is.
    fn keep_record(&mut self, cell: &Cell) {
        if let Some(at) = self.claim(&cell.source.text) {
            self.slots.push(Slot::kept(at));
        }
    }

    /// The first record of that code that no cell has claimed.
    fn claim(&mut self, code: &str) -> Option<usize> {
        let at = self.old.find(code, &self.claimed)?;
        if let Some(claimed) = self.claimed.get_mut(at) {
            *claimed = true;
        }
        Some(at)
    }

    fn tolerance(&self, cell: &Cell) -> Option<f64> {
        cell.tolerance
            .or_else(|| self.lesson.front.tolerance())
            .or(self.options.tolerance)
    }

    /// An output that the lesson itself holds.
    fn own_output(&mut self, cell: &Cell, run: &CellRun, shown: String, result: &mut CellResult) {
        let Some(output) = &cell.output else { return };
        result.difference = compare(&output.text, &shown, self.tolerance(cell));
        let Some(difference) = &result.difference else {
            return;
        };
        let message = match shown.is_empty() {
            true => "the cell shows nothing, and an output is recorded",
            false => "the output differs from the recorded one",
        };
        let edits = edit::record(self.lesson, cell, run).unwrap_or_default();
        let change = self.change(cell, ChangeKind::Changed, message, Some(difference), shown);
        result.status = CellStatus::Fail;
        result.message = Some(message.to_string());
        self.changes.push(Change { edits, ..change });
    }

    /// An output that the snapshot holds, or should hold.
    fn record(&mut self, cell: &Cell, run: &CellRun, shown: String, result: &mut CellResult) {
        let at = self.claim(&cell.source.text);
        let old = at.and_then(|at| self.old.records.get(at));
        let (kind, message) = match old {
            None => (ChangeKind::New, "there is no record of this output yet"),
            Some(old) => {
                result.difference = compare(&old.output, &shown, self.tolerance(cell));
                result.expected = Some(old.output.clone());
                if result.difference.is_none() {
                    return self.slots.extend(at.map(Slot::kept));
                }
                let message = "the output differs from the one in the snapshot";
                (ChangeKind::Changed, message)
            }
        };
        result.status = match kind {
            ChangeKind::New => CellStatus::New,
            _ => CellStatus::Fail,
        };
        result.message = Some(message.to_string());
        let mut change = self.change(
            cell,
            kind,
            message,
            result.difference.as_ref(),
            shown.clone(),
        );
        let record = match edit::record(self.lesson, cell, run) {
            Some(edits) if self.options.inline => {
                change.edits = edits;
                None
            }
            _ => Some(Record::new(&cell.source.text, &shown)),
        };
        change.in_snapshot = at.is_some() || record.is_some();
        self.slots
            .push(Slot::changed(at, self.changes.len(), record));
        self.changes.push(change);
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
        for (example, outcome) in examples.iter().zip(&run.examples) {
            let Some(outcome) = outcome else { continue };
            let got = example_shown(example, outcome);
            let tolerance = self.tolerance(cell);
            let difference = compare_flagged(&example.expected, &got, example.flags, tolerance);
            let Some(difference) = difference else {
                continue;
            };
            let line = cell.line + example.line;
            let (kind, message) = match example.expected.is_empty() {
                true => (
                    ChangeKind::New,
                    format!("there is no record of the output of line {line} yet"),
                ),
                false => (
                    ChangeKind::Changed,
                    format!("the output of line {line} differs from the recorded one"),
                ),
            };
            let record = (
                example.expected_lines.clone(),
                example_record(example, &got),
            );
            let change = self.change(cell, kind, &message, Some(&difference), got);
            self.changes.push(Change {
                example: Some(record),
                line,
                code: example.code.clone(),
                ..change
            });
            if result.difference.is_none() {
                result.status = match kind {
                    ChangeKind::New => CellStatus::New,
                    _ => CellStatus::Fail,
                };
                result.place.0 = line;
                result.message = Some(message);
                result.difference = Some(difference);
            }
        }
    }

    /// A change of the cell's output, which touches nothing yet.
    fn change(
        &self,
        cell: &Cell,
        kind: ChangeKind,
        message: &str,
        difference: Option<&Difference>,
        got: String,
    ) -> Change {
        Change {
            lesson: self.lesson.name().to_string(),
            cell: Some(cell.index),
            file: self.lesson.name().to_string(),
            line: cell.line,
            column: self.column(cell),
            kind,
            message: message.to_string(),
            code: cell.source.text.clone(),
            difference: difference.cloned(),
            got,
            edits: Vec::new(),
            example: None,
            in_snapshot: false,
        }
    }

    /// The report, with the records that no cell claims as problems.
    pub fn finish(mut self, cells: Vec<CellResult>, snapshot: Option<SnapshotFile>) -> TestReport {
        let mut problems = Vec::new();
        if let Some(file) = snapshot {
            for at in 0..self.claimed.len() {
                if self.claimed.get(at) == Some(&false) {
                    problems.extend(self.orphan(at, file));
                }
            }
        }
        TestReport {
            cells,
            problems,
            notices: self.lesson.notices.clone(),
            changes: self.changes,
            old: self.old,
            old_text: snapshot.map(|file| file.text.to_string()),
            slots: self.slots,
        }
    }

    fn orphan(&mut self, at: usize, file: SnapshotFile) -> Option<Complaint> {
        let record = self.old.records.get(at)?;
        let first = record.code.lines().next().unwrap_or("");
        let message =
            format!("the snapshot holds the output of a cell that is not there: `{first}`");
        self.slots.push(Slot::orphan(at, self.changes.len()));
        self.changes.push(Change {
            lesson: self.lesson.name().to_string(),
            cell: None,
            file: file.name.to_string(),
            line: record.line,
            column: 1,
            kind: ChangeKind::Orphan,
            message: message.clone(),
            code: record.code.clone(),
            difference: compare(&record.output, "", None),
            got: String::new(),
            edits: Vec::new(),
            example: None,
            in_snapshot: true,
        });
        let complaint = Complaint {
            line: record.line,
            column: 1,
            ..Complaint::file(file.name, message)
        };
        Some(complaint.help("take it out with `ndbook test --update`"))
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

fn why_skipped(cell: &Cell, run: &CellRun) -> &'static str {
    match (run.fate, cell.role) {
        (Fate::NotReached, _) => "not run: the lesson stopped before it",
        (_, Role::Check { .. }) if !cell.skip => "not run: the exercise has no solution to prove",
        _ => "not run: the cell says `skip`",
    }
}

/// Whether the cell shows something that has to be recorded: an expected error is its own record, a hidden
/// cell's output is not shown, and a starter's is not the lesson's.
fn needs_record(cell: &Cell, run: &CellRun) -> bool {
    run.fate == Fate::Ran && !cell.hide.output && !shown(&run.outcome).is_empty()
}
