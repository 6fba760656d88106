//! Marks as Gradescope's `results.json`.
//!
//! Every item is a test. All of them are visible: a single hidden one would hide the total from the learner, and a
//! hidden check's item says nothing but whether it passes.

use serde::Serialize;

use super::{Checked, plain, reason, without_items};
use crate::lesson::check::{ExerciseMarks, Item};

#[derive(Serialize)]
struct Results {
    score: f64,
    execution_time: f64,
    #[serde(skip_serializing_if = "String::is_empty")]
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: String,
    number: String,
    score: f64,
    max_score: f64,
    status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    output: String,
    visibility: &'static str,
}

/// The results of one answer.
pub fn gradescope(checked: &Checked) -> String {
    let marks = checked.marks;
    let results = Results {
        score: marks.points(),
        execution_time: checked.seconds,
        output: overview(checked),
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: "visible",
        stdout_visibility: "hidden",
        tests: marks
            .exercises
            .iter()
            .enumerate()
            .flat_map(|(number, exercise)| tests(checked, number + 1, exercise))
            .collect(),
    };
    // Strings, numbers and lists always serialise.
    serde_json::to_string_pretty(&results).unwrap_or_default()
}

/// What concerns the answer as a whole, or an exercise and none of its items.
fn overview(checked: &Checked) -> String {
    let fault = checked.fault.map(|fault| plain(&fault.message));
    let exercises = checked.marks.exercises.iter();
    let errors = exercises
        .clone()
        .filter(|exercise| !exercise.items.is_empty());
    let errors = errors.filter_map(|exercise| {
        let error = exercise.error.as_ref()?;
        Some(format!(
            "{}:\n{}",
            plain(&exercise.name),
            plain(&error.diagnostic)
        ))
    });
    let notes = exercises.flat_map(|exercise| &exercise.notes);
    let parts: Vec<String> = fault
        .into_iter()
        .chain(errors)
        .chain(notes.map(|note| plain(note)))
        .collect();
    parts.join("\n\n")
}

fn tests(checked: &Checked, number: usize, exercise: &ExerciseMarks) -> Vec<Test> {
    if exercise.items.is_empty() {
        let right = exercise.points == exercise.max_points && exercise.error.is_none();
        return vec![Test {
            name: plain(&exercise.name),
            number: number.to_string(),
            score: exercise.points,
            max_score: exercise.max_points,
            status: status(right),
            output: without_items(exercise, checked.fault),
            visibility: "visible",
        }];
    }
    let items = exercise.items.iter().enumerate();
    items
        .map(|(at, item)| test(exercise, format!("{number}.{}", at + 1), item))
        .collect()
}

fn test(exercise: &ExerciseMarks, number: String, item: &Item) -> Test {
    Test {
        name: format!("{}: {}", plain(&exercise.name), plain(&item.name)),
        number,
        score: item.points,
        max_score: item.max_points,
        status: status(item.passed),
        output: match item.passed {
            true => String::new(),
            false => reason(item),
        },
        visibility: "visible",
    }
}

fn status(passed: bool) -> &'static str {
    if passed { "passed" } else { "failed" }
}
