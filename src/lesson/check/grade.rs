//! Running an answer and giving it points.

use super::answer::Answer;
use super::compare::{self, TOLERANCE};
use super::explain::{explain, sides_apart};
use super::items::{Assert, Step, steps};
use super::{ExerciseMarks, ExerciseStatus, Item, Marks, protect};
use crate::eval::{CellError, on_large_stack};
use crate::lesson::document::{Cell, Exercise, Lesson, Role};
use crate::lesson::run::run_cell;
use crate::lesson::stage::{Setup, Stage};
use crate::lesson::transcript::error_line;
use crate::text::Source;

/// Checks one answer.
pub fn check(lesson: &Lesson, answer: &Answer, setup: Setup) -> Marks {
    on_large_stack(|| {
        let mut grader = Grader {
            lesson,
            answer,
            stage: Stage::new(setup),
            marks: Marks::none(lesson),
        };
        for cell in lesson.cells.iter().filter(|cell| !cell.skip) {
            match cell.role {
                Role::Plain => {
                    run_cell(&mut grader.stage, cell);
                }
                Role::Starter(number) => grader.exercise(number),
                Role::Solution(_) | Role::Check { .. } => {}
            }
        }
        grader.marks
    })
}

struct Grader<'a> {
    lesson: &'a Lesson,
    answer: &'a Answer,
    /// The lesson as far as it was run, with the answers that were right.
    stage: Stage<'a>,
    marks: Marks,
}

/// An item with the points that the author gave it, if any.
struct Weighed {
    item: Item,
    said: Option<f64>,
}

impl Grader<'_> {
    fn exercise(&mut self, number: usize) {
        let Some(exercise) = self.lesson.exercises.get(number) else {
            return;
        };
        let parts = self.answer.parts.get(number).map_or(&[][..], Vec::as_slice);
        if parts.is_empty() {
            return self.run_reference(exercise);
        }
        let before = self.stage.mark();
        if let Some(starter) = self.lesson.cells.get(exercise.starter) {
            self.stage.run(&protect::blanks(&starter.source));
        }
        let error = self.run_answer(parts);
        let items = match &error {
            // Its checks would be stopped as well, one by one.
            Some(error) if error.limit => self.untried(exercise, error),
            _ => self.try_checks(exercise, before, parts),
        };
        let max_points = exercise.max_points(&self.lesson.cells);
        let marks = marks(exercise, max_points, items, error);
        let right = marks.status == ExerciseStatus::Pass;
        if let Some(slot) = self.marks.exercises.get_mut(number) {
            *slot = marks;
        }
        if !right {
            self.stage = self.stage.rewound(before);
            self.run_reference(exercise);
        }
    }

    /// Runs the learner's cells up to the first error.
    fn run_answer(&mut self, parts: &[Source]) -> Option<CellError> {
        for part in parts {
            let outcome = self.stage.run(part);
            self.marks.steps += outcome.steps;
            if outcome.error.is_some() {
                return outcome.error;
            }
        }
        None
    }

    /// The solution in the place of the answer, for what comes after.
    fn run_reference(&mut self, exercise: &Exercise) {
        let cell = exercise.solution.unwrap_or(exercise.starter);
        if let Some(cell) = self.lesson.cells.get(cell) {
            self.stage.run(&cell.source);
        }
    }

    fn checks(&self, exercise: &Exercise) -> Vec<&Cell> {
        exercise
            .checks
            .iter()
            .filter_map(|&check| self.lesson.cells.get(check))
            .filter(|check| !check.skip)
            .collect()
    }

    /// Tries the checks on a copy of the stage, so that nothing they do is seen by the lesson.
    fn try_checks(&mut self, exercise: &Exercise, before: usize, parts: &[Source]) -> Vec<Weighed> {
        let checks = self.checks(exercise);
        let mut stage = self.stage.again();
        stage.restore_modules();
        for source in self.restoration(exercise, &checks, before, parts) {
            stage.run(&source);
        }
        let mut items = Vec::new();
        let mut steps = 0;
        for check in &checks {
            let mut trial = Trial {
                stage: &mut stage,
                check,
                steps: 0,
                items: Vec::new(),
                trouble: None,
            };
            trial.run();
            steps += trial.steps;
            items.extend(weigh(check, trial.items));
        }
        self.marks.steps += steps;
        match items.is_empty() {
            true => self.compare_with_solution(exercise, &mut stage, before),
            false => items,
        }
    }

    fn restoration(
        &self,
        exercise: &Exercise,
        checks: &[&Cell],
        before: usize,
        parts: &[Source],
    ) -> Vec<Source> {
        let asked: Vec<&Source> = [Some(exercise.starter), exercise.solution]
            .into_iter()
            .flatten()
            .filter_map(|cell| self.lesson.cells.get(cell))
            .map(|cell| &cell.source)
            .collect();
        let mut sources: Vec<&Source> = checks.iter().map(|check| &check.source).collect();
        let own = own_names();
        sources.push(&own);
        protect::restoration(self.stage.past(before), &asked, parts, &sources)
    }

    fn compare_with_solution(
        &self,
        exercise: &Exercise,
        stage: &mut Stage,
        before: usize,
    ) -> Vec<Weighed> {
        let Some(solution) = exercise
            .solution
            .and_then(|cell| self.lesson.cells.get(cell))
        else {
            return Vec::new();
        };
        let mut reference = self.stage.rewound(before);
        reference.run(&solution.source);
        let starter = self.lesson.cells.get(exercise.starter);
        let tolerance = starter
            .and_then(|starter| starter.tolerance)
            .or_else(|| self.lesson.front.tolerance())
            .unwrap_or(TOLERANCE);
        let items = compare::compare(stage, &mut reference, &solution.source, tolerance);
        items
            .into_iter()
            .map(|item| Weighed { item, said: None })
            .collect()
    }

    /// The items of an answer that was stopped.
    fn untried(&self, exercise: &Exercise, error: &CellError) -> Vec<Weighed> {
        let mut items = Vec::new();
        for check in self.checks(exercise) {
            let asserts = steps(&check.source).unwrap_or_default();
            let names = asserts.into_iter().flat_map(|step| step.asserts);
            let untried = names.enumerate().map(|(number, assert)| Item {
                name: shown_name(check, number, &assert),
                passed: false,
                points: 0.0,
                message: Some(format!(
                    "not tried: the answer was stopped ({})",
                    error_line(&error.type_name, &error.message)
                )),
            });
            items.extend(weigh(check, untried.collect()));
        }
        items
    }
}

/// The names that taking a failing assert apart uses itself.
fn own_names() -> Source {
    Source::new("<check>", "np, print, repr, type, getattr, bool\n", 1)
}

/// One check cell, run step by step.
struct Trial<'a, 'b> {
    stage: &'a mut Stage<'b>,
    check: &'a Cell,
    steps: u64,
    items: Vec<Item>,
    /// What went wrong in a preparation: later asserts may fail because of it.
    trouble: Option<String>,
}

impl Trial<'_, '_> {
    fn run(&mut self) {
        let Ok(steps) = steps(&self.check.source) else {
            return;
        };
        let mut stopped = false;
        for step in &steps {
            if stopped {
                self.skip(step);
                continue;
            }
            let outcome = self.stage.run(&step.source);
            self.steps += outcome.steps;
            stopped = outcome.error.as_ref().is_some_and(|error| error.limit);
            match (&outcome.error, step.asserts.is_empty()) {
                (Some(error), true) => self.trouble = Some(self.trouble_with(step, error)),
                (error, _) => self.judge(step, error.as_ref()),
            }
        }
        // A preparation that failed, and nothing after it that noticed.
        if self.items.iter().all(|item| item.passed)
            && let Some(trouble) = self.trouble.take()
        {
            let name = "the check could run to its end".to_string();
            self.push(name, Some(trouble));
        }
    }

    fn trouble_with(&self, step: &Step, error: &CellError) -> String {
        let line = error_line(&error.type_name, &error.message);
        match self.hidden() {
            true => line,
            false => format!("{line}, at `{}`", step.source.text.trim_end()),
        }
    }

    fn hidden(&self) -> bool {
        matches!(self.check.role, Role::Check { hidden: true, .. })
    }

    fn push(&mut self, name: String, message: Option<String>) {
        self.items.push(Item {
            name,
            passed: message.is_none(),
            points: 0.0,
            message,
        });
    }

    /// The asserts of a step that was run: those before the failing one pass, those after it were not reached.
    fn judge(&mut self, step: &Step, error: Option<&CellError>) {
        let failing = error.map(|error| failing_assert(step, error.line));
        for (number, assert) in step.asserts.iter().enumerate() {
            let message = match (error, failing) {
                (Some(error), Some(failing)) if number == failing => {
                    Some(self.reason(assert, error))
                }
                (Some(_), Some(failing)) if number > failing => Some("not reached".to_string()),
                _ => None,
            };
            let name = shown_name(self.check, self.items.len(), assert);
            self.push(name, message);
        }
    }

    fn skip(&mut self, step: &Step) {
        for assert in &step.asserts {
            let name = shown_name(self.check, self.items.len(), assert);
            self.push(name, Some("not tried: the check was stopped".to_string()));
        }
    }

    /// Why an assert does not hold, in as many words as the learner may read.
    fn reason(&mut self, assert: &Assert, error: &CellError) -> String {
        if self.hidden() {
            return "a check that is not shown does not pass".to_string();
        }
        let mut text = match (&assert.test, error.type_name.as_str()) {
            (Some(test), "AssertionError") => explain(self.stage, &self.check.source, test),
            (None, "AssertionError") => match error.message.as_str() {
                message if message.is_empty() || message == assert.name => {
                    "it does not hold".to_string()
                }
                message => message.to_string(),
            },
            (Some(test), _) => {
                let line = error_line(&error.type_name, &error.message);
                let shapes = sides_apart(self.stage, &self.check.source, test);
                std::iter::once(line)
                    .chain(shapes)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            _ => error_line(&error.type_name, &error.message),
        };
        if let Some(trouble) = &self.trouble {
            text.push_str(&format!("\nbefore that: {trouble}"));
        }
        text
    }
}

fn failing_assert(step: &Step, line: usize) -> usize {
    let at = step
        .asserts
        .iter()
        .position(|assert| assert.lines.contains(&line));
    at.unwrap_or_else(|| {
        // The loop around raised: the next assert is the one it did not come to.
        let passed = step
            .asserts
            .iter()
            .take_while(|assert| assert.lines.end <= line);
        passed.count().min(step.asserts.len().saturating_sub(1))
    })
}

/// The name of an item; a hidden check's asserts have a number only.
fn shown_name(check: &Cell, number: usize, assert: &Assert) -> String {
    match check.role {
        Role::Check { hidden: true, .. } => format!("hidden check {}", number + 1),
        _ => assert.name.clone(),
    }
}

/// Shares the points that a check says it is worth among its items.
fn weigh(check: &Cell, items: Vec<Item>) -> Vec<Weighed> {
    let said = match check.role {
        Role::Check { points, .. } => points.map(|points| points / items.len() as f64),
        _ => None,
    };
    items
        .into_iter()
        .map(|item| Weighed { item, said })
        .collect()
}

/// Gives every item its points: what its check says, or an equal share of what is left.
fn marks(
    exercise: &Exercise,
    max_points: f64,
    items: Vec<Weighed>,
    error: Option<CellError>,
) -> ExerciseMarks {
    let said: f64 = items.iter().filter_map(|item| item.said).sum();
    let open = items.iter().filter(|item| item.said.is_none()).count();
    let share = (max_points - said).max(0.0) / open.max(1) as f64;
    let total = said + share * open as f64;
    // What the author gave the checks need not add up to what the exercise is worth.
    let scale = if total > 0.0 { max_points / total } else { 0.0 };
    let items: Vec<Item> = items
        .into_iter()
        .map(|Weighed { mut item, said }| {
            if item.passed {
                item.points = said.unwrap_or(share) * scale;
            }
            item
        })
        .collect();
    let all = items.iter().all(|item| item.passed);
    let status = match (&error, all) {
        (Some(_), _) => ExerciseStatus::Error,
        (None, true) => ExerciseStatus::Pass,
        (None, false) => ExerciseStatus::Fail,
    };
    let earned = items.iter().map(|item| item.points).sum();
    ExerciseMarks {
        name: exercise.name.clone(),
        status,
        // All items together are all points, whatever rounding says.
        points: match (all, items.is_empty() && error.is_some()) {
            (true, false) => max_points,
            _ => earned,
        },
        max_points,
        items,
        error,
    }
}
