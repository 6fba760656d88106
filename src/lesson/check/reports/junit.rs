//! Marks as JUnit's XML: an answer is a suite, an exercise a test case.

use std::io;

use super::{Checked, plain, points_text, reason, status_word, without_items};
use crate::lesson::check::{ExerciseMarks, ExerciseStatus};
use crate::lesson::xml::{Xml, document, element, text_element, time};

/// The report of many answers.
pub fn check_junit<'a>(answers: impl IntoIterator<Item = Checked<'a>>) -> String {
    let answers: Vec<Checked> = answers.into_iter().collect();
    let exercises = answers.iter().flat_map(cases);
    let seconds: f64 = answers.iter().map(|checked| checked.seconds).sum();
    let mut attributes = vec![("name", "ndbook check".to_string())];
    attributes.extend(counts(exercises));
    attributes.push(("time", time(seconds)));
    document(|xml| {
        element(xml, "testsuites", &attributes, |xml| {
            answers.iter().try_for_each(|checked| suite(xml, checked))
        })
    })
}

/// How an exercise went, in JUnit's sense.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Success,
    Failure,
    Error,
}

fn cases(checked: &Checked) -> Vec<Outcome> {
    let exercises = checked.marks.exercises.iter();
    exercises
        .map(|exercise| outcome(checked, exercise))
        .collect()
}

fn outcome(checked: &Checked, exercise: &ExerciseMarks) -> Outcome {
    match (exercise.status, checked.fault) {
        (ExerciseStatus::Pass, _) => Outcome::Success,
        (ExerciseStatus::Error, _) | (_, Some(_)) => Outcome::Error,
        _ => Outcome::Failure,
    }
}

fn counts(outcomes: impl Iterator<Item = Outcome>) -> [(&'static str, String); 3] {
    let outcomes: Vec<Outcome> = outcomes.collect();
    let count = |wanted| outcomes.iter().filter(|own| **own == wanted).count();
    [
        ("tests", outcomes.len().to_string()),
        ("failures", count(Outcome::Failure).to_string()),
        ("errors", count(Outcome::Error).to_string()),
    ]
}

fn suite(xml: &mut Xml, checked: &Checked) -> io::Result<()> {
    let marks = checked.marks;
    let mut attributes = vec![("name", plain(checked.answer))];
    attributes.extend(counts(cases(checked).into_iter()));
    attributes.push(("time", time(checked.seconds)));
    let properties = [
        ("lesson", checked.lesson.to_string()),
        ("points", points_text(marks.points())),
        ("max_points", points_text(marks.max_points())),
    ];
    element(xml, "testsuite", &attributes, |xml| {
        element(xml, "properties", &[], |xml| {
            properties.into_iter().try_for_each(|(name, value)| {
                let attributes = [("name", name.to_string()), ("value", value)];
                text_element(xml, "property", &attributes, "")
            })
        })?;
        let mut exercises = marks.exercises.iter();
        exercises.try_for_each(|exercise| case(xml, checked, exercise))
    })
}

fn case(xml: &mut Xml, checked: &Checked, exercise: &ExerciseMarks) -> io::Result<()> {
    let attributes = [
        ("name", plain(&exercise.name)),
        ("classname", class_name(checked.lesson)),
        ("time", time(0.0)),
        ("assertions", exercise.items.len().to_string()),
    ];
    let ending = match outcome(checked, exercise) {
        Outcome::Success => None,
        Outcome::Failure => Some("failure"),
        Outcome::Error => Some("error"),
    };
    element(xml, "testcase", &attributes, |xml| {
        if let Some(ending) = ending {
            let description = description(checked, exercise);
            text_element(xml, ending, &typed(checked, exercise), &description)?;
        }
        match exercise.output.is_empty() {
            true => Ok(()),
            false => text_element(xml, "system-out", &[], &plain(&exercise.output)),
        }
    })
}

/// A path with dots, as JUnit's readers expect of a class.
fn class_name(lesson: &str) -> String {
    let stem = lesson.rsplit_once('.').map_or(lesson, |(stem, _)| stem);
    plain(stem).replace(['/', '\\'], ".")
}

fn typed(checked: &Checked, exercise: &ExerciseMarks) -> [(&'static str, String); 2] {
    let (message, kind) = match (&exercise.error, checked.fault) {
        (Some(error), _) => (plain(&error.message), plain(&error.type_name)),
        (None, Some(fault)) => (plain(&fault.message), fault.kind.to_string()),
        (None, None) => {
            let failing = exercise.items.iter().find(|item| !item.passed);
            let title =
                failing.map_or_else(|| without_items(exercise, None), |item| plain(&item.name));
            (title, status_word(exercise.status).to_string())
        }
    };
    [("message", message), ("type", kind)]
}

/// All that did not pass, with the reasons.
fn description(checked: &Checked, exercise: &ExerciseMarks) -> String {
    let failing = exercise.items.iter().filter(|item| !item.passed);
    let mut parts: Vec<String> = failing
        .map(|item| format!("{}\n{}", plain(&item.name), reason(item)))
        .collect();
    if exercise.error.is_some() || parts.is_empty() {
        parts.insert(0, without_items(exercise, checked.fault));
    }
    parts.join("\n\n")
}
