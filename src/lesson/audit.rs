//! Which wrong answers the checks of a lesson would let through: every solution is varied by the classic slips, and a
//! variant that gives something else than the solution and passes the checks is a hole in them.

use serde::Serialize;

use super::check::{Answer, Checker, Diagnoses, ExerciseStatus};
use super::document::Lesson;
use super::slips::{Diagnosis, Seen};
use super::stage::Setup;
use crate::eval::on_large_stack;

/// The audit of one exercise.
#[derive(Debug, Serialize)]
pub struct Audit {
    pub exercise: String,
    /// The line of its starter.
    pub line: usize,
    /// Wrong answers that were tried.
    pub tried: usize,
    pub survivors: Vec<Survivor>,
}

/// A wrong answer that passes.
#[derive(Debug, Serialize)]
pub struct Survivor {
    /// The line of the solution that was changed.
    pub line: usize,
    /// That line as it was changed.
    pub code: String,
    /// What a learner would have done wrong.
    pub slip: String,
    /// An assert that would catch it.
    pub catch: Option<String>,
}

/// Audits the exercises of a lesson that have a solution.
pub fn audit(lesson: &Lesson, setup: Setup) -> Vec<Audit> {
    on_large_stack(|| {
        let diagnoses = Diagnoses::of(lesson);
        let checker = Checker::new(lesson, setup, &diagnoses);
        let numbers = 0..lesson.exercises.len();
        numbers
            .filter_map(|number| of_exercise(lesson, &checker, number))
            .collect()
    })
}

fn of_exercise(lesson: &Lesson, checker: &Checker, number: usize) -> Option<Audit> {
    let exercise = lesson.exercises.get(number)?;
    let slips = checker.slips(number)?;
    let mut survivors = Vec::new();
    for tried in slips.wrong_variants() {
        let mut parts = vec![Vec::new(); lesson.exercises.len()];
        if let Some(part) = parts.get_mut(number) {
            part.push(tried.slip.code.clone());
        }
        let marks = checker.check(&Answer {
            parts,
            notes: Vec::new(),
        });
        let status = marks.exercises.get(number).map(|marks| marks.status);
        if status == Some(ExerciseStatus::Pass) {
            survivors.push(Survivor {
                line: tried.slip.line,
                code: changed_line(&tried.slip),
                slip: tried.slip.remark.clone(),
                catch: catch(&slips, &tried.seen),
            });
        }
    }
    let starter = lesson.cells.get(exercise.starter);
    Some(Audit {
        exercise: exercise.name.clone(),
        line: starter.map_or(0, |cell| cell.source.first_line),
        tried: slips.wrong_variants().len(),
        survivors,
    })
}

fn changed_line(slip: &super::slips::Slip) -> String {
    let line = (slip.line + 1).saturating_sub(slip.code.first_line);
    slip.code.line(line).trim().to_string()
}

/// An assert about the first value that is not the solution's.
fn catch(slips: &Diagnosis, seen: &[Option<Seen>]) -> Option<String> {
    let sides = slips.right().zip(seen);
    let ((name, right), wrong) =
        sides
            .filter(|((_, right), _)| right.is_some())
            .find(|((_, right), wrong)| {
                !right.is_some_and(|right| {
                    wrong
                        .as_ref()
                        .is_some_and(|wrong| right.is_like(wrong, TOLERANCE))
                })
            })?;
    let right = right?;
    let Some(wrong) = wrong else {
        return Some(format!("assert {name} is not None"));
    };
    if right.shape != wrong.shape && right.is_array() {
        let shape = crate::array::shape_repr(&right.shape);
        return Some(format!("assert np.shape({name}) == {shape}"));
    }
    if let Some((index, value)) = right.first_apart(wrong, TOLERANCE) {
        let at = match index.is_empty() {
            true => name.to_string(),
            false => format!("{name}{index:?}"),
        };
        return Some(format!("assert np.isclose({at}, {value})"));
    }
    if right.dtype != wrong.dtype && !right.dtype.is_empty() {
        return Some(format!("assert {name}.dtype == np.{}", right.dtype));
    }
    right.text().map(|text| format!("assert {name} == {text}"))
}

const TOLERANCE: f64 = 1e-6;

#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    lesson: &'a str,
    exercises: &'a [Audit],
}

/// `ndbook.audit/1`: one line of JSON for a lesson.
pub fn audit_json(lesson: &str, exercises: &[Audit]) -> String {
    // Strings, numbers and lists always serialise.
    serde_json::to_string(&Line {
        schema: "ndbook.audit/1",
        lesson,
        exercises,
    })
    .unwrap_or_default()
}
