//! An exercise without asserts: what its solution does, compared with what the answer does. That is what a check shows that
//! asserts nothing; without one, the values of the names that the solution binds or changes, and where it does neither,
//! what it shows.
//!
//! Feedback tells of the learner's values and of the shape and dtype that are expected, and never shows a value of the
//! solution.

use super::Item;
use super::apart::{Tolerance, apart, element};
use super::items::{Step, steps};
use super::probe::Probe;
use super::protect::{asked, bound};
use super::trial::{HIDDEN, is_hidden};
use crate::eval::CellError;
use crate::lesson::document::{Cell, Exercise, Lesson};
use crate::lesson::stage::Stage;
use crate::lesson::transcript::{error_line, shown};
use crate::syntax;
use crate::syntax::ast::StmtKind;
use crate::text::Source;
use crate::value::Value;

/// The relative tolerance where the lesson gives none.
const TOLERANCE: f64 = 1e-6;

/// How near numbers must be to the solution's.
pub fn tolerance(lesson: &Lesson, exercise: &Exercise) -> f64 {
    let starter = lesson.cells.get(exercise.starter);
    starter
        .and_then(|starter| starter.tolerance)
        .or_else(|| lesson.front.tolerance())
        .unwrap_or(TOLERANCE)
}

/// An answer beside the solution, each in a lesson of its own.
pub struct Beside<'a, 'b> {
    /// The lesson before both.
    pub before: &'a mut Stage<'b>,
    pub answer: &'a mut Stage<'b>,
    pub reference: &'a mut Stage<'b>,
    pub tolerance: f64,
    /// The answer ended with an error: a name that is not there is no item that was checked.
    pub ended: bool,
}

/// Does a check say nothing of what should hold, but only what is to be looked at?
pub fn asserts_nothing(check: &Cell) -> bool {
    let steps = steps(&check.source).unwrap_or_default();
    check.examples.is_none() && steps.iter().all(|step| step.asserts.is_empty())
}

impl Beside<'_, '_> {
    /// One item for each statement of a check that shows something.
    pub fn check(&mut self, check: &Cell) -> Vec<Item> {
        let steps = steps(&check.source).unwrap_or_default();
        let mut items = Vec::new();
        for step in &steps {
            let Some(mut item) = self.step(step) else {
                continue;
            };
            if is_hidden(check) {
                item.name = format!("hidden check {}", items.len() + 1);
                item.hidden = true;
                item.message = item.message.map(|_| HIDDEN.to_string());
            }
            items.push(item);
        }
        items
    }

    fn step(&mut self, step: &Step) -> Option<Item> {
        let own = self.answer.judge(&step.source);
        let should = self.reference.judge(&step.source);
        let (has, wants) = (shown(&own), shown(&should));
        let code = step.source.text.trim();
        // Where the solution itself does not come through, there is nothing to compare with.
        if should.error.is_some() || has.is_empty() && wants.is_empty() && own.error.is_none() {
            return None;
        }
        let item = format!("`{code}` is as it should be");
        let message = match own.error {
            Some(error) if self.is_missing(&error) => return Some(Item::unchecked(item)),
            Some(error) => Some(error_line(&error.type_name, &error.message)),
            None if has == wants => None,
            None if is_expression(&step.source) => self.values(code),
            None => Some(not_right(&has)),
        };
        Some(Item::new(item, message))
    }

    fn is_missing(&self, error: &CellError) -> bool {
        self.ended && error.type_name == "NameError"
    }

    /// An expression is shown differently; is it another value?
    fn values(&mut self, code: &str) -> Option<String> {
        let look = |stage: &mut Stage| {
            let value = stage.ask(code)?;
            Some(Probe::of(stage, value))
        };
        let (expected, got) = (look(self.reference)?, look(self.answer)?);
        difference(self.answer, code, &expected, &got, self.tolerance)
    }

    /// Where no check shows anything: what `solution` leaves, or what it shows (`shows`, and the answer `output`).
    pub fn without_check(&mut self, solution: &Source, output: &str, shows: &str) -> Vec<Item> {
        let mut items = self.names(solution);
        if items.is_empty() && !self.ended {
            items.extend(outputs(output, shows));
        }
        items
    }

    /// Is a value of the lesson's another one after the solution?
    fn was_changed(&mut self, name: &str, now: &Probe) -> bool {
        let was = look(self.before, name);
        was.is_none_or(|was| !same(self.before, now, &was, 0.0))
    }

    /// Every name that the solution binds or changes.
    fn names(&mut self, solution: &Source) -> Vec<Item> {
        let bound = bound(std::iter::once(solution));
        let names = asked(&[solution]).into_iter();
        names
            .filter_map(|symbol| {
                let name = symbol.name().to_string();
                let expected = look(self.reference, &name)?;
                // `a.sort()` changes what `a.max()` does not.
                let is_new = bound.contains(&symbol) || self.was_changed(&name, &expected);
                if !is_new {
                    return None;
                }
                let item = format!("`{name}` is as it should be");
                let message = match look(self.answer, &name) {
                    None if self.ended => return Some(Item::unchecked(item)),
                    None => Some(format!("there is no `{name}` yet")),
                    Some(got) => difference(self.answer, &name, &expected, &got, self.tolerance),
                };
                Some(Item::new(item, message))
            })
            .collect()
    }
}

/// What an answer shows, beside what the solution shows; nothing where that shows nothing.
fn outputs(answer: &str, solution: &str) -> Option<Item> {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.trim_end().lines().map(|line| plain(line.trim_end()));
        lines.map(str::to_string).collect()
    };
    if solution.trim().is_empty() {
        return None;
    }
    let message = (lines(answer) != lines(solution)).then(|| not_right(answer));
    Some(Item::new("it shows what it should".to_string(), message))
}

/// A NumPy scalar is the same number whether it is printed or shown.
fn plain(line: &str) -> &str {
    let inner = line
        .strip_prefix("np.")
        .and_then(|rest| rest.split_once('('));
    match inner.and_then(|(_, value)| value.strip_suffix(')')) {
        Some(value) if value.parse::<f64>().is_ok() || matches!(value, "True" | "False") => value,
        _ => line,
    }
}

fn not_right(shown: &str) -> String {
    match shown.trim_end() {
        "" => "it shows nothing yet".to_string(),
        text if text.contains('\n') => format!("it shows\n{text}\nand that is not right"),
        text => format!("it shows `{text}`, and that is not right"),
    }
}

fn is_expression(source: &Source) -> bool {
    syntax::parse(source).is_ok_and(|module| {
        matches!(module.body.as_slice(), [statement] if matches!(statement.kind, StmtKind::Expr(_)))
    })
}

/// None for what is not there, and for modules.
pub fn look(stage: &mut Stage, name: &str) -> Option<Probe> {
    let value = stage.assigned(name)?;
    (!matches!(value, Value::Module(_))).then(|| Probe::of(stage, value))
}

/// What is wrong with the learner's value; none where it is right.
fn difference(
    stage: &mut Stage,
    name: &str,
    expected: &Probe,
    got: &Probe,
    tolerance: f64,
) -> Option<String> {
    let arrays = expected.is_array();
    if got.is_ellipsis() {
        return Some(format!("`{name}` is still `...`"));
    }
    if expected.is_function() && got.is_function() {
        // What functions do can only be told by a check that calls them.
        return None;
    }
    if expected.is_function() != got.is_function() || arrays != got.is_array() {
        let (is, should) = (got.kind(), expected.kind());
        return Some(format!("`{name}` is {is}, and should be {should}"));
    }
    if arrays && expected.shape != got.shape {
        let (has, should) = (&got.shape, &expected.shape);
        return Some(format!(
            "`{name}` has shape {has}, and should have {should}"
        ));
    }
    if arrays && expected.dtype != got.dtype {
        let (has, should) = (&got.dtype, &expected.dtype);
        return Some(format!(
            "`{name}` has dtype {has}, and should have {should}"
        ));
    }
    values_differ(stage, name, expected, got, tolerance)
}

fn values_differ(
    stage: &mut Stage,
    name: &str,
    expected: &Probe,
    got: &Probe,
    tolerance: f64,
) -> Option<String> {
    let wrong = || {
        Some(format!(
            "`{name}` is {}, and that is not right",
            got.brief()
        ))
    };
    let (Some(should), Some(has)) = (expected.array(), got.array()) else {
        return match expected.repr == got.repr {
            true => None,
            false => wrong(),
        };
    };
    if should.shape() != has.shape() || is_text(expected) != is_text(got) {
        return wrong();
    }
    let apart = apart(&has, &should, Tolerance::relative(tolerance))?;
    let (index, value, _) = &apart.first;
    match index.is_empty() {
        true => wrong(),
        false => Some(format!(
            "the values of `{name}` are not right: the first that differs is {}, at {index:?}",
            element(stage, value)
        )),
    }
}

fn is_text(probe: &Probe) -> bool {
    matches!(probe.value, Value::Str(_) | Value::Bytes(_))
}

/// Whether two values are the same for a check that compares names.
pub fn same(stage: &mut Stage, expected: &Probe, got: &Probe, tolerance: f64) -> bool {
    difference(stage, "", expected, got, tolerance).is_none()
}
