//! Otter's test files in OK format: `tests/q1.py` beside an assignment, each a dict of `>>>` examples. They are read
//! as exercises of an assignment that has none of its own, and never run as Python.
//!
//! An answer is the whole assignment, filled in: all its cells run first, then every test sees what they left.

mod literal;

use std::rc::Rc;

use literal::{Literal, assigned};

use super::check::{ExerciseMarks, ExerciseStatus, Item, Marks};
use super::compare::compare_flagged;
use super::complaint::Complaint;
use super::pycon::{self, Example, example_shown};
use super::stage::{Setup, Stage};
use super::transcript::shown;
use crate::eval::{CellError, on_large_stack};
use crate::text::Source;

/// One test file.
#[derive(Debug)]
pub struct OtterTest {
    pub name: String,
    points: f64,
    /// All cases must pass, or there are no points.
    all_or_nothing: bool,
    cases: Vec<Case>,
}

#[derive(Debug)]
struct Case {
    examples: Vec<Example>,
    code: String,
    hidden: bool,
    points: f64,
    failure: Option<String>,
}

/// Reads a test file; none where it is no test in OK format.
///
/// # Errors
/// What of it cannot be run.
pub fn read(name: &str, text: &str) -> Result<Option<OtterTest>, Complaint> {
    let source = Source::new(name, text, 1);
    let complain = |message: String, help: &str| Complaint::file(name, message).help(help);
    let literals = assigned(&source)
        .map_err(|error| complain(error.message.clone(), "mend the test file, or take it away"))?;
    let find = |key: &str| {
        literals
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    };
    if find("OK_FORMAT").and_then(Literal::bool) == Some(false) {
        let message =
            "a test in Otter's exception format, which is a program: it cannot be run".to_string();
        return Err(complain(
            message,
            "write it in OK format: `OK_FORMAT = True` and a `test` dict",
        ));
    }
    let Some(test) = find("test") else {
        return match find("OK_FORMAT") {
            Some(_) => Err(complain(
                "the `test` of this file is no plain dict: it cannot be read without running it"
                    .to_string(),
                "write it as a literal",
            )),
            None => Ok(None),
        };
    };
    let suites = test.get("suites").map_or(&[][..], Literal::items);
    let [suite] = suites else {
        let message = format!("a test has one suite, and this one has {}", suites.len());
        return Err(complain(message, "put all cases into one suite"));
    };
    for part in ["setup", "teardown"] {
        if suite
            .get(part)
            .and_then(Literal::text)
            .is_some_and(|code| !code.trim().is_empty())
        {
            let message = format!("the suite has a `{part}`, which Otter does not run");
            return Err(complain(message, "write it into the cases"));
        }
    }
    let stem = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(name)
        .trim_end_matches(".py");
    Ok(Some(assembled(stem, test, suite)))
}

/// Shares the points: a case has what it says, or what the list of the test says; the others share the rest equally.
fn assembled(stem: &str, test: &Literal, suite: &Literal) -> OtterTest {
    let cases = suite.get("cases").map_or(&[][..], Literal::items);
    let listed = test.get("points").map_or(&[][..], Literal::items);
    let whole = test.get("points").and_then(Literal::number);
    let said: Vec<Option<f64>> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| {
            let listed = listed.get(at).and_then(Literal::number);
            case.get("points").and_then(Literal::number).or(listed)
        })
        .collect();
    let given: f64 = said.iter().flatten().sum();
    let open = said.iter().filter(|points| points.is_none()).count();
    let total = whole.unwrap_or(match given > 0.0 {
        true => given,
        false => 1.0,
    });
    let share = (total - given).max(0.0) / open.max(1) as f64;
    let cases: Vec<Case> = cases
        .iter()
        .zip(said)
        .map(|(case, said)| read_case(case, said.unwrap_or(share)))
        .collect();
    OtterTest {
        name: test
            .get("name")
            .and_then(Literal::text)
            .unwrap_or(stem)
            .to_string(),
        points: cases.iter().map(|case| case.points).sum(),
        all_or_nothing: test.get("all_or_nothing").and_then(Literal::bool) == Some(true),
        cases,
    }
}

fn read_case(case: &Literal, points: f64) -> Case {
    let text = |key: &str| case.get(key).and_then(Literal::text);
    let code = unindented(text("code").unwrap_or(""));
    Case {
        examples: pycon::examples(&code),
        code,
        // So Otter has it: a case that does not say is hidden.
        hidden: case.get("hidden").and_then(Literal::bool).unwrap_or(true),
        points,
        failure: text("failure_message").map(str::to_string),
    }
}

/// The text without the blanks that its first prompt stands behind.
fn unindented(text: &str) -> String {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let indent = &first[..first.len() - first.trim_start().len()];
    let lines = text
        .lines()
        .map(|line| line.strip_prefix(indent).unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Marks an answer: the cells of the whole assignment, as the learner filled it in.
pub fn check(tests: &[OtterTest], cells: &[Source], setup: Setup) -> Marks {
    on_large_stack(|| {
        let mut stage = Stage::new(setup);
        let mut steps = 0;
        let mut output = String::new();
        let mut error = None;
        for cell in cells {
            // Each cell may answer another question.
            stage.begin_answer();
            let outcome = stage.run_stranger(cell, &Rc::default());
            steps += outcome.steps;
            output.extend(shown(&outcome).chars().take(2_000));
            // Otter goes on: what later cells do may still be right.
            error = error.or(outcome.error);
        }
        stage.restore_modules();
        let exercises = tests.iter().map(|test| {
            let (marks, taken) = try_test(&mut stage, test, error.clone());
            steps += taken;
            marks
        });
        let exercises = exercises.collect();
        stage.discard();
        Marks { exercises, steps }
    })
}

fn try_test(stage: &mut Stage, test: &OtterTest, error: Option<CellError>) -> (ExerciseMarks, u64) {
    let mut steps = 0;
    let mut items: Vec<Item> = Vec::new();
    for (number, case) in test.cases.iter().enumerate() {
        let (message, taken) = try_case(stage, case);
        steps += taken;
        let mut item = Item::new(format!("{} - {}", test.name, number + 1), message);
        item.max_points = case.points;
        item.hidden = case.hidden;
        match case.hidden {
            true => {
                item.message = item
                    .message
                    .map(|_| "a check that is not shown does not pass".to_string())
            }
            false => item.code = Some(case.code.clone()),
        }
        items.push(item);
    }
    let all = items.iter().all(|item| item.passed);
    for item in &mut items {
        if item.passed && (all || !test.all_or_nothing) {
            item.points = item.max_points;
        }
    }
    let marks = ExerciseMarks {
        name: test.name.clone(),
        status: match (all, &error) {
            (true, _) => ExerciseStatus::Pass,
            (false, Some(_)) => ExerciseStatus::Error,
            (false, None) => ExerciseStatus::Fail,
        },
        points: items.iter().map(|item| item.points).sum(),
        max_points: test.points,
        items,
        error: if all { None } else { error },
        output: String::new(),
        notes: Vec::new(),
    };
    (marks, steps)
}

/// Why a case does not pass, and the steps that it took.
fn try_case(stage: &mut Stage, case: &Case) -> (Option<String>, u64) {
    let mut steps = 0;
    for example in case.examples.iter().filter(|example| !example.flags.skip) {
        let outcome = stage.judge(&Source::new("<test>", example.code.clone(), 1));
        steps += outcome.steps;
        let got = example_shown(example, &outcome);
        if let Some(difference) = compare_flagged(&example.expected, &got, example.flags, None) {
            let said = case.failure.clone();
            let shown = format!(
                "{}\n{}",
                example.code.trim_end(),
                difference.diff.trim_end()
            );
            return (Some(said.unwrap_or(shown)), steps);
        }
    }
    match case.examples.is_empty() {
        true => (
            Some("the case has no `>>>` line that could be run".to_string()),
            steps,
        ),
        false => (None, steps),
    }
}

/// Marks of an answer that cannot be read.
pub fn none(tests: &[OtterTest]) -> Marks {
    let missing = |test: &OtterTest| ExerciseMarks {
        name: test.name.clone(),
        status: ExerciseStatus::Missing,
        points: 0.0,
        max_points: test.points,
        items: Vec::new(),
        error: None,
        output: String::new(),
        notes: Vec::new(),
    };
    Marks {
        exercises: tests.iter().map(missing).collect(),
        steps: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    const TEST: &str = "OK_FORMAT = True\n\ntest = {   'name': 'q1',\n    'points': 4,\n    'suites': [   {   'cases': [   {'code': '>>> x\\n2', 'hidden': False, 'locked': False, 'points': 1},\n                                   {'code': r\"\"\"\n                                   >>> x + 1\n                                   3\n                                   \"\"\"},\n                                   {'code': '>>> x > 1\\nTrue', 'hidden': False}],\n                      'scored': True, 'setup': '', 'teardown': '', 'type': 'doctest'}]}\n";

    #[test]
    fn points_are_shared_and_cases_are_hidden_unless_said() {
        let test = read("tests/q1.py", TEST)
            .expect("it can be run")
            .expect("a test");
        assert_eq!((test.name.as_str(), test.points), ("q1", 4.0));
        let cases: Vec<(f64, bool)> = test
            .cases
            .iter()
            .map(|case| (case.points, case.hidden))
            .collect();
        assert_eq!(cases, [(1.0, false), (1.5, true), (1.5, false)]);
        assert_eq!(test.cases[1].examples[0].expected, "3\n");
    }

    #[test]
    fn what_would_have_to_be_run_is_refused() {
        assert!(read("q.py", "OK_FORMAT = True\ntest = make()\n").is_err());
        assert!(read("q.py", "OK_FORMAT = False\n").is_err());
        assert!(read("q.py", "x = 1\n").expect("no complaint").is_none());
    }
}
