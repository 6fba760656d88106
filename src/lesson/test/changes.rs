//! Differences between a lesson and its records, and what the files are when some of them are accepted.

use std::ops::Range;

use super::super::compare::Difference;
use super::super::document::Lesson;
use super::super::edit::{Edit, apply, record_examples};
use super::TestReport;
use super::snapshot::Record;

/// One difference that an author can accept.
#[derive(Clone, Debug)]
pub struct Change {
    /// The lesson that it belongs to.
    pub lesson: String,
    /// The cell that it is about; none for a record that belongs to none.
    pub cell: Option<usize>,
    /// The file and line that the report shows: of the cell, or of a record that belongs to none.
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub kind: ChangeKind,
    pub message: String,
    /// The code that shows it.
    pub code: String,
    /// None where there is no record yet.
    pub difference: Option<Difference>,
    pub got: String,
    /// What accepting it changes in the lesson.
    pub(super) edits: Vec<Edit>,
    /// Of an example of a `pycon` cell: the lines of the record, and what would stand there. All accepted examples of a
    /// cell are written together, since a notebook holds them in one string.
    pub(super) example: Option<(Range<usize>, String)>,
    /// Whether accepting it changes the snapshot.
    pub(super) in_snapshot: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    New,
    Changed,
    /// A record of a cell that is not there.
    Orphan,
}

impl Change {
    /// What the report calls it: `lessons/a.md:12`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Whether it is the snapshot that would change, and not the lesson.
    pub fn in_snapshot(&self) -> bool {
        self.in_snapshot
    }
}

/// The files after some changes were accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub lesson: String,
    /// None: there is to be no snapshot file.
    pub snapshot: Option<String>,
}

/// A place in the snapshot as it should be.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The record that is there now, as an index into the snapshot.
    old: Option<usize>,
    /// The change that decides about it, and what it would put here.
    change: Option<(usize, Option<Record>)>,
    orphan: bool,
}

impl Slot {
    /// A record that stays as it is.
    pub fn kept(old: usize) -> Slot {
        Slot {
            old: Some(old),
            change: None,
            orphan: false,
        }
    }

    /// The record of a cell whose output is another one.
    pub fn changed(old: Option<usize>, change: usize, new: Option<Record>) -> Slot {
        Slot {
            old,
            change: Some((change, new)),
            orphan: false,
        }
    }

    /// A record of no cell; accepting the change takes it out.
    pub fn orphan(old: usize, change: usize) -> Slot {
        Slot {
            old: Some(old),
            change: Some((change, None)),
            orphan: true,
        }
    }
}

impl TestReport {
    /// The files with the changes that `accepts` says; all other bytes are what they were.
    pub fn settled(&self, lesson: &Lesson, accepts: impl Fn(&Change) -> bool) -> Settled {
        let accepted: Vec<bool> = self.changes.iter().map(accepts).collect();
        let edits = self.edits(lesson, &accepted);
        let all = accepted.iter().all(|accepted| *accepted);
        let any = self
            .changes
            .iter()
            .zip(&accepted)
            .any(|(change, accepted)| *accepted && change.in_snapshot);
        let snapshot = match all || any {
            true => self.snapshot(&accepted),
            false => self.old_text.clone(),
        };
        Settled {
            lesson: apply(&lesson.source.text, &edits),
            snapshot,
        }
    }

    /// What the accepted changes do to the lesson.
    fn edits(&self, lesson: &Lesson, accepted: &[bool]) -> Vec<Edit> {
        let accepted = || {
            let changes = self.changes.iter().zip(accepted);
            changes
                .filter(|(_, accepted)| **accepted)
                .map(|(change, _)| change)
        };
        let mut edits: Vec<Edit> = accepted().flat_map(|change| change.edits.clone()).collect();
        for cell in &lesson.cells {
            let own = accepted().filter(|change| change.cell == Some(cell.index));
            let records: Vec<_> = own.filter_map(|change| change.example.clone()).collect();
            if !records.is_empty() {
                edits.extend(record_examples(lesson, cell, &records));
            }
        }
        edits
    }

    fn snapshot(&self, accepted: &[bool]) -> Option<String> {
        let mut records: Vec<(Option<usize>, Record)> = Vec::new();
        for slot in &self.slots {
            let taken = slot
                .change
                .as_ref()
                .filter(|(change, _)| accepted.get(*change) == Some(&true));
            let record = match taken {
                Some((_, new)) => new.clone(),
                None => slot.old.and_then(|at| self.old.records.get(at)).cloned(),
            };
            let Some(record) = record else { continue };
            let at = match slot.orphan {
                // It stays below the record that was above it.
                true => records
                    .iter()
                    .rposition(|(old, _)| *old < slot.old && old.is_some())
                    .map_or(0, |at| at + 1),
                false => records.len(),
            };
            records.insert(at, (slot.old, record));
        }
        let records: Vec<Record> = records.into_iter().map(|(_, record)| record).collect();
        let same = records.len() == self.old.records.len()
            && records
                .iter()
                .zip(&self.old.records)
                .all(|(new, old)| new.same(old));
        match self.old_text.as_ref().filter(|_| same) {
            Some(text) if !records.is_empty() => Some(text.clone()),
            _ if records.is_empty() => None,
            _ => Some(self.old.with(records).written()),
        }
    }
}
