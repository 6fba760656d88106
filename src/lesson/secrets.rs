//! Errors that come out of code which learners are not to see: solutions, and checks that are hidden.

use std::sync::Arc;

use crate::eval::CellError;
use crate::lesson::document::{Cell, Lesson, Role};
use crate::text::{Diagnostic, Frame, Label, Medium, Source};

/// What stands in a label before the place and the code that a value comes from.
const ORIGIN: &str = ", made ";

/// Takes out of an error's picture what belongs to solutions and hidden checks. An error inside of them is blamed on
/// the call that led there, and what they made is not said to be made by their code.
pub fn conceal(lesson: &Lesson, error: &mut CellError) {
    conceal_origins(lesson, error);
    let report = &error.report;
    let secret = |source: &Source| is_secret(lesson, source);
    if !secret(&report.source) && !report.frames.iter().any(|frame| secret(&frame.source)) {
        return;
    }
    let frames = report.frames.iter().filter(|frame| !secret(&frame.source));
    let frames: Vec<Frame> = frames.cloned().collect();
    let shown = match secret(&report.source) {
        true => blamed_on_call(report, frames),
        false => Diagnostic {
            frames,
            ..report.as_ref().clone()
        },
    };
    error.diagnostic = shown.render(Medium::Plain);
    error.help.clear();
    *error.report = shown;
}

/// Cuts the origin of a value out of a label where it quotes what is secret.
fn conceal_origins(lesson: &Lesson, error: &mut CellError) {
    let mut shown = error.report.as_ref().clone();
    let mut cut = false;
    for label in &mut shown.labels {
        let quotes = label.text.split_once(ORIGIN).is_some_and(|(_, origin)| {
            let code = origin.split('`').nth(1).unwrap_or("");
            secrets(lesson).any(|cell| !code.is_empty() && cell.source.text.contains(code))
        });
        if let Some(at) = label.text.find(ORIGIN).filter(|_| quotes) {
            label.text.truncate(at);
            cut = true;
        }
    }
    if cut {
        error.diagnostic = shown.render(Medium::Plain);
        *error.report = shown;
    }
}

fn blamed_on_call(report: &Diagnostic, mut frames: Vec<Frame>) -> Diagnostic {
    let call = (!frames.is_empty()).then(|| frames.remove(0));
    let (source, labels) = match call {
        Some(call) => {
            let label = Label {
                span: call.span,
                text: "in code that is not shown".to_string(),
                primary: true,
            };
            (call.source, vec![label])
        }
        None => (Arc::new(Source::new("", "", 1)), Vec::new()),
    };
    Diagnostic {
        title: report.title.clone(),
        code: report.code,
        source,
        labels,
        notes: Vec::new(),
        help: Vec::new(),
        frames,
    }
}

/// The cells that learners are not to see.
fn secrets(lesson: &Lesson) -> impl Iterator<Item = &Cell> {
    lesson.cells.iter().filter(|cell| {
        matches!(
            cell.role,
            Role::Solution(_) | Role::Check { hidden: true, .. }
        )
    })
}

fn is_secret(lesson: &Lesson, source: &Source) -> bool {
    secrets(lesson).any(|cell| {
        let own = &cell.source;
        own.name == source.name && own.first_line == source.first_line && own.text == source.text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::Settings;

    /// A lesson, and the error that its last cell ends with.
    fn ended(text: &str) -> (Lesson, CellError) {
        let lesson = crate::lesson::read("l.md", text).expect("a lesson");
        let mut transcript = crate::lesson::run(&lesson, &Settings::default, true);
        let last = transcript.runs.pop().expect("a run");
        (lesson, last.outcome.error.expect("an error"))
    }

    #[test]
    fn an_error_in_a_solution_is_blamed_on_the_call() {
        let text = "```python exercise=f\ndef f(x):\n    ...\n```\n\n```python solution=f\ndef f(x):\n    return 1 // x  # the way\n```\n\n```python raises=ZeroDivisionError\ny = f(0)\n```\n";
        let (lesson, mut error) = ended(text);
        assert!(error.diagnostic.contains("the way"));
        conceal(&lesson, &mut error);
        for medium in [Medium::Plain, Medium::Narrated] {
            let shown = error.shown(medium);
            assert!(!shown.contains("the way"), "{shown}");
            assert!(shown.contains("y = f(0)"), "{shown}");
        }
    }

    #[test]
    fn the_code_that_made_a_value_is_not_told() {
        let text = "```python exercise=m\nm = ...\n```\n\n```python solution=m\nm = np.ones(2) * 7\n```\n\n```python raises=ValueError\nn = np.ones(5)\nm + n\n```\n";
        let (lesson, mut error) = ended(text);
        assert!(error.diagnostic.contains("by `np.ones(2) * 7`"));
        conceal(&lesson, &mut error);
        for medium in [Medium::Plain, Medium::Narrated] {
            let shown = error.shown(medium);
            assert!(!shown.contains("* 7"), "{shown}");
            assert!(shown.contains("by `np.ones(5)`"), "{shown}");
        }
    }
}
