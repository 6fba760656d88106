//! Marks as Exercism's `results.json`, version 3.

use serde::Serialize;

use super::{Checked, plain, reason, without_items};
use crate::lesson::check::{ExerciseMarks, ExerciseStatus, Item};

#[derive(Serialize)]
struct Results {
    version: u8,
    status: &'static str,
    message: Option<String>,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    name: String,
    status: &'static str,
    message: Option<String>,
    output: Option<String>,
    /// Exercism asks for it: a comment where there is no code, or none that learners see.
    test_code: String,
    /// The exercise, counted from 1.
    task_id: usize,
}

/// Exercism cuts longer output itself, and asks runners to say so.
const MOST_OUTPUT: usize = 500;
const TRUNCATED: &str = "Output was truncated. Please limit to 500 chars";
const MOST_MESSAGE: usize = 65_535;

/// The results of one answer. `error` is only what kept everything from running.
pub fn exercism(checked: &Checked) -> String {
    let exercises = &checked.marks.exercises;
    let ran = exercises.iter().any(|exercise| {
        exercise.status == ExerciseStatus::Pass || exercise.items.iter().any(|item| item.checked)
    });
    let trouble = match (
        checked.fault,
        exercises
            .iter()
            .find_map(|exercise| exercise.error.as_ref()),
    ) {
        (Some(fault), _) => Some(&fault.message),
        (None, Some(error)) if !ran => Some(&error.diagnostic),
        _ => None,
    };
    let results = Results {
        version: 3,
        status: match (trouble, checked.marks.ok()) {
            (Some(_), _) => "error",
            (None, true) => "pass",
            (None, false) => "fail",
        },
        message: trouble.map(|message| cut(&plain(message), MOST_MESSAGE, "")),
        tests: match trouble {
            Some(_) => Vec::new(),
            None => all_tests(exercises),
        },
    };
    // Strings, numbers and lists always serialise.
    serde_json::to_string_pretty(&results).unwrap_or_default()
}

fn all_tests(exercises: &[ExerciseMarks]) -> Vec<Test> {
    let numbered = exercises.iter().enumerate();
    numbered
        .flat_map(|(at, exercise)| tests(at + 1, exercise))
        .collect()
}

fn tests(task: usize, exercise: &ExerciseMarks) -> Vec<Test> {
    let output = (!exercise.output.is_empty())
        .then(|| cut(&plain(&exercise.output), MOST_OUTPUT, TRUNCATED));
    if exercise.items.is_empty() {
        let message = without_items(exercise, None);
        return vec![Test {
            name: plain(&exercise.name),
            status: match exercise.status {
                ExerciseStatus::Pass => "pass",
                ExerciseStatus::Error => "error",
                ExerciseStatus::Fail | ExerciseStatus::Missing => "fail",
            },
            message: (exercise.status != ExerciseStatus::Pass).then_some(message),
            output,
            test_code: format!("# {}", plain(&exercise.name)),
            task_id: task,
        }];
    }
    let items = exercise.items.iter();
    items
        .map(|item| test(task, exercise, item, output.clone()))
        .collect()
}

fn test(task: usize, exercise: &ExerciseMarks, item: &Item, output: Option<String>) -> Test {
    let message = match &exercise.error {
        Some(error) if !item.checked => plain(&error.diagnostic),
        _ => reason(item),
    };
    Test {
        name: format!("{}: {}", plain(&exercise.name), plain(&item.name)),
        status: match (item.passed, item.checked) {
            (true, _) => "pass",
            (false, true) => "fail",
            (false, false) => "error",
        },
        message: (!item.passed).then(|| cut(&message, MOST_MESSAGE, "")),
        output,
        test_code: match &item.code {
            Some(code) => plain(code),
            None => format!("# {}", plain(&item.name)),
        },
        task_id: task,
    }
}

/// At most `most` characters; `word` says at the end where some are left out.
fn cut(text: &str, most: usize, word: &str) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let kept = most.saturating_sub(word.chars().count() + 1);
    let text: String = text.chars().take(kept).collect();
    match word {
        "" => text,
        _ => format!("{text}\n{word}"),
    }
}
