//! `ndbook.check/1`: an answer's marks as one line of JSON. The shape is a promise; see the README.

use serde::Serialize;

use super::{Checked, status_word};
use crate::lesson::check::{ExerciseMarks, Item};
use crate::lesson::run_report::ErrorReport;

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    lesson: &'a str,
    answer: &'a str,
    points: f64,
    max_points: f64,
    exercises: Vec<ExerciseLine<'a>>,
    error: Option<FaultLine<'a>>,
    steps: u64,
    seconds: f64,
}

#[derive(Serialize)]
struct ExerciseLine<'a> {
    name: &'a str,
    status: &'static str,
    points: f64,
    max_points: f64,
    items: Vec<ItemLine<'a>>,
    error: Option<ErrorReport<'a>>,
}

#[derive(Serialize)]
struct ItemLine<'a> {
    name: &'a str,
    status: &'static str,
    points: f64,
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct FaultLine<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    message: &'a str,
}

/// The report of one answer.
pub fn check_json(checked: &Checked) -> String {
    let marks = checked.marks;
    let line = Line {
        schema: "ndbook.check/1",
        lesson: checked.lesson,
        answer: checked.answer,
        points: marks.points(),
        max_points: marks.max_points(),
        exercises: marks.exercises.iter().map(exercise).collect(),
        error: checked.fault.map(|fault| FaultLine {
            kind: fault.kind,
            message: &fault.message,
        }),
        steps: marks.steps,
        seconds: checked.seconds,
    };
    // Strings, numbers and lists always serialise.
    serde_json::to_string(&line).unwrap_or_default()
}

fn exercise(marks: &ExerciseMarks) -> ExerciseLine<'_> {
    ExerciseLine {
        name: &marks.name,
        status: status_word(marks.status),
        points: marks.points,
        max_points: marks.max_points,
        items: marks.items.iter().map(item).collect(),
        error: marks.error.as_ref().map(ErrorReport::new),
    }
}

fn item(item: &Item) -> ItemLine<'_> {
    ItemLine {
        name: &item.name,
        status: if item.passed { "pass" } else { "fail" },
        points: item.points,
        message: item.message.as_deref(),
    }
}
