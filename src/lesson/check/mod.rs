//! Checking answers to a lesson's exercises.
//!
//! The lesson's cells before an exercise run first, then the answer, then the checks, assert by assert, where
//! nothing that the answer defines can be called by them ([`protect`]). The next exercise starts from the
//! learner's values where the answer was right and from the reference where it was not, so that one mistake
//! costs once.
//!
//! An answer never makes a check fail to give a result: whatever it does is part of its [`Marks`].

mod answer;
mod apart;
mod checker;
mod compare;
mod explain;
mod items;
mod marks;
mod probe;
mod protect;
mod reports;
mod trial;

pub(super) use compare::{Beside, asserts_nothing, tolerance};
pub(super) use explain::explain_failure;
pub(super) use items::steps;
pub(super) use probe::Probe;
pub(super) use protect::bound;

pub use answer::{Answer, AnswerFault, read as read_answer};
pub use checker::{Checker, Diagnoses, check};
pub use reports::{
    Checked, check_json, check_junit, csv_header, csv_row, exercism, gradescope, plain, points_text,
};

use crate::eval::CellError;

/// What an answer earned.
#[derive(Clone, Debug)]
pub struct Marks {
    /// One for each exercise of the lesson, in order.
    pub exercises: Vec<ExerciseMarks>,
    /// Steps that the answer and its checks took: the same on every machine.
    pub steps: u64,
}

/// What an answer earned with one exercise.
#[derive(Clone, Debug)]
pub struct ExerciseMarks {
    pub name: String,
    pub status: ExerciseStatus,
    pub points: f64,
    pub max_points: f64,
    pub items: Vec<Item>,
    /// What ended the answer's own code, if anything did.
    pub error: Option<CellError>,
    /// The beginning of what the answer's own code showed.
    pub output: String,
    /// What is no mistake here, and worth knowing.
    pub notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExerciseStatus {
    Pass,
    Fail,
    /// The answer's own code raised, and not all was done before that.
    Error,
    /// There is no answer to this exercise, or nothing but the starter.
    Missing,
}

/// One thing that was checked.
#[derive(Clone, Debug)]
pub struct Item {
    /// The message of the assert.
    pub name: String,
    pub passed: bool,
    /// Whether it could be tried: not where the answer ended with an error before it.
    pub checked: bool,
    pub points: f64,
    /// What it is worth: the items of an exercise add up to the exercise.
    pub max_points: f64,
    /// Of a check that learners do not see: nothing but whether it passes is said.
    pub hidden: bool,
    /// Why it did not pass.
    pub message: Option<String>,
    /// The assert itself; none of a hidden check's.
    pub code: Option<String>,
}

impl Item {
    /// An item that was tried; `message` says why it does not pass. Points are given later.
    pub(super) fn new(name: String, message: Option<String>) -> Item {
        Item {
            name,
            passed: message.is_none(),
            checked: true,
            points: 0.0,
            max_points: 0.0,
            hidden: false,
            message: message.map(shortened),
            code: None,
        }
    }

    /// An item that the answer's error kept from being tried.
    fn unchecked(name: String) -> Item {
        let message = "not checked: the answer ended with an error".to_string();
        Item {
            checked: false,
            ..Item::new(name, Some(message))
        }
    }
}

/// Longer texts are cut: an answer can raise errors by the megabyte.
const MOST_OF_A_TEXT: usize = 4_000;

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MOST_OF_A_TEXT) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The sum; that of nothing is 0 and not -0, as `Iterator::sum` has it.
fn total(points: impl Iterator<Item = f64>) -> f64 {
    points.fold(0.0, |sum, points| sum + points)
}

impl Marks {
    /// Nothing earned: what an answer gets that cannot be read.
    pub fn none(lesson: &super::Lesson) -> Marks {
        let missing = |exercise: &super::Exercise| ExerciseMarks {
            name: exercise.name.clone(),
            status: ExerciseStatus::Missing,
            points: 0.0,
            max_points: exercise.max_points(&lesson.cells),
            items: Vec::new(),
            error: None,
            output: String::new(),
            notes: Vec::new(),
        };
        Marks {
            exercises: lesson.exercises.iter().map(missing).collect(),
            steps: 0,
        }
    }

    pub fn points(&self) -> f64 {
        total(self.exercises.iter().map(|exercise| exercise.points))
    }

    pub fn max_points(&self) -> f64 {
        total(self.exercises.iter().map(|exercise| exercise.max_points))
    }

    /// Whether every exercise is right.
    pub fn ok(&self) -> bool {
        self.exercises
            .iter()
            .all(|exercise| exercise.status == ExerciseStatus::Pass)
    }
}
