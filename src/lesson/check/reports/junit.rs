//! Marks as JUnit's XML: an answer is a suite, an exercise a test case.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Checked, plain, points_text, reason, status_word, without_items};
use crate::lesson::check::{ExerciseMarks, ExerciseStatus};

/// The report of many answers.
pub fn check_junit<'a>(answers: impl IntoIterator<Item = Checked<'a>>) -> String {
    let mut report = Report::new("ndbook check");
    let mut seconds = 0.0;
    for checked in answers {
        seconds += checked.seconds;
        report.add_test_suite(suite(&checked));
    }
    report.set_time(duration(seconds));
    // Writing to memory does not fail.
    report.to_string().unwrap_or_default()
}

fn duration(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

fn suite(checked: &Checked) -> TestSuite {
    let marks = checked.marks;
    let mut suite = TestSuite::new(plain(checked.answer));
    suite.set_time(duration(checked.seconds));
    suite.add_property(("lesson", checked.lesson));
    suite.add_property(("points", points_text(marks.points()).as_str()));
    suite.add_property(("max_points", points_text(marks.max_points()).as_str()));
    let class = class_name(checked.lesson);
    for exercise in &marks.exercises {
        let mut case = TestCase::new(plain(&exercise.name), status(checked, exercise));
        case.set_classname(class.as_str());
        case.set_time(Duration::ZERO);
        case.set_assertions(exercise.items.len());
        if !exercise.output.is_empty() {
            case.set_system_out(plain(&exercise.output));
        }
        suite.add_test_case(case);
    }
    suite
}

/// A path with dots, as JUnit's readers expect of a class.
fn class_name(lesson: &str) -> String {
    let stem = lesson.rsplit_once('.').map_or(lesson, |(stem, _)| stem);
    plain(stem).replace(['/', '\\'], ".")
}

fn status(checked: &Checked, exercise: &ExerciseMarks) -> TestCaseStatus {
    let kind = match (exercise.status, checked.fault) {
        (ExerciseStatus::Pass, _) => return TestCaseStatus::success(),
        (ExerciseStatus::Error, _) | (_, Some(_)) => NonSuccessKind::Error,
        _ => NonSuccessKind::Failure,
    };
    let mut status = TestCaseStatus::non_success(kind);
    let (title, kind) = match (&exercise.error, checked.fault) {
        (Some(error), _) => (plain(&error.message), plain(&error.type_name)),
        (None, Some(fault)) => (plain(&fault.message), fault.kind.to_string()),
        (None, None) => {
            let failing = exercise.items.iter().find(|item| !item.passed);
            let title =
                failing.map_or_else(|| without_items(exercise, None), |item| plain(&item.name));
            (title, status_word(exercise.status).to_string())
        }
    };
    status.set_message(title);
    status.set_type(kind);
    status.set_description(description(checked, exercise));
    status
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
