//! Floor 6: lessons. Knows the interpreter, and nothing of files, terminals or clocks.
//!
//! [`read`] turns the text of a file into a [`Lesson`], whose blocks tile the file byte for byte. [`run()`] runs its
//! cells and gives a [`Transcript`], which is data: presenting it is the business of the floor above. [`test()`]
//! compares a transcript with the recorded outputs; [`check()`] marks the answers of learners.

mod attributes;
mod audit;
mod check;
mod compare;
mod complaint;
mod convert;
pub mod course;
mod document;
mod edit;
mod errors;
mod fences;
mod front;
mod myst;
mod notebook;
mod numbers;
pub mod otter;
mod percent;
mod pycon;
mod reader;
mod release;
mod run;
mod run_report;
mod secrets;
mod slips;
mod stage;
mod test;
mod transcript;
mod xml;

pub use attributes::{Hidden, Raises};
pub use audit::{Audit, Survivor, audit, audit_json};
pub use check::{
    Answer, AnswerFault, Checked, Checker, Diagnoses, ExerciseMarks, ExerciseStatus, Item, Marks,
    check, check_json, check_junit, csv_header, csv_row, exercism, gradescope, plain, points_text,
    read_answer,
};
pub use compare::Difference;
pub use complaint::{Complaint, decode};
pub use convert::{Converted, LessonForm, convert};
pub use document::{Block, BlockKind, Cell, Exercise, Format, Lesson, Output, Role};
pub use edit::{Edit, apply};
pub use fences::markdown_options;
pub use front::Front;
pub use percent::is_percent;
pub use pycon::replayed;
pub use reader::read;
pub use release::release;
pub use run::run;
pub use run_report::{ErrorReport, RunReport};
pub use secrets::conceal;
pub use stage::Setup;
pub use test::{
    CellResult, CellStatus, Change, ChangeKind, PointStatus, Settled, SnapshotFile, TestOptions,
    TestReport, Verdict, annotations, escape_controls, holds_records, junit, snapshot_contents,
    stray_json, tap, tap_header, test, test_json, unusable_json,
};
pub use transcript::{CellRun, Fate, Transcript, shown_with_drawings};
