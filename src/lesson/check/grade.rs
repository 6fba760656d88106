//! Running an answer and giving it points.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::compare::{self, TOLERANCE};
use super::explain::{explain, sides_apart};
use super::items::{Assert, Step, steps};
use super::probe::{elements, probe};
use super::protect::Given;
use super::{ExerciseMarks, ExerciseStatus, Item, Marks, protect, total};
use crate::eval::{CellError, on_large_stack};
use crate::lesson::document::{Cell, Exercise, Lesson, Role};
use crate::lesson::run::run_cell;
use crate::lesson::stage::{Setup, Stage};
use crate::lesson::transcript::error_line;
use crate::syntax;
use crate::text::{Source, Symbol};

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
        let asked = self.asked(exercise);
        self.stage.keep();
        if let Some(starter) = self.lesson.cells.get(exercise.starter) {
            self.stage.run(&protect::blanks(&starter.source));
        }
        let error = self.run_answer(parts);
        let items = match &error {
            // Its checks would be stopped as well, one by one.
            Some(error) if error.limit => self.untried(exercise),
            Some(_) if parts.first().is_some_and(is_misspelt) => self.untried(exercise),
            _ => self.try_checks(exercise, before, parts, error.is_some()),
        };
        let max_points = exercise.max_points(&self.lesson.cells);
        let marks = marks(exercise, max_points, items, error);
        let right = marks.status == ExerciseStatus::Pass;
        if let Some(slot) = self.marks.exercises.get_mut(number) {
            *slot = marks;
        }
        if right {
            // What comes after has the learner's values, and the lesson's own as they were.
            self.stage.put_back(&asked);
        } else {
            self.stage = self.stage.rewound(before);
            self.run_reference(exercise);
        }
    }

    /// The starter and the solution, as far as there are any.
    fn model(&self, exercise: &Exercise) -> Vec<&Source> {
        [Some(exercise.starter), exercise.solution]
            .into_iter()
            .flatten()
            .filter_map(|cell| self.lesson.cells.get(cell))
            .map(|cell| &cell.source)
            .collect()
    }

    fn asked(&self, exercise: &Exercise) -> BTreeSet<Symbol> {
        protect::asked(&self.model(exercise))
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

    /// Tries the checks on a copy of the stage, so that nothing they do is seen by the lesson. `ended`: the answer
    /// ended with an error.
    fn try_checks(
        &mut self,
        exercise: &Exercise,
        before: usize,
        parts: &[Source],
        ended: bool,
    ) -> Vec<Weighed> {
        let checks = self.checks(exercise);
        let mut stage = self.stage.again();
        self.restore(exercise, &checks, before, parts, &mut stage);
        let mut items = Vec::new();
        let mut steps = 0;
        for check in &checks {
            let mut trial = Trial {
                stage: &mut stage,
                check,
                ended,
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
            true => self.compare_with_solution(exercise, &mut stage, before, ended),
            false => items,
        }
    }

    /// Gives the lesson back what is its own.
    fn restore(
        &self,
        exercise: &Exercise,
        checks: &[&Cell],
        before: usize,
        parts: &[Source],
        stage: &mut Stage,
    ) {
        let asked = self.asked(exercise);
        let mut sources: Vec<&Source> = checks.iter().map(|check| &check.source).collect();
        let own = own_names();
        sources.push(&own);
        stage.restore_modules();
        stage.put_back(&asked);
        let past = self.stage.past(before);
        stage.run(&protect::usurped(past, &asked, parts, &sources));
        if let [starter, solution] = self.model(exercise).as_slice() {
            for given in protect::given(starter, solution) {
                give_again(stage, &given);
            }
        }
    }

    fn compare_with_solution(
        &self,
        exercise: &Exercise,
        stage: &mut Stage,
        before: usize,
        ended: bool,
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
        let items = compare::compare(stage, &mut reference, &solution.source, tolerance, ended);
        items
            .into_iter()
            .map(|item| Weighed { item, said: None })
            .collect()
    }

    /// The items of an answer of which nothing can be checked.
    fn untried(&self, exercise: &Exercise) -> Vec<Weighed> {
        let mut items = Vec::new();
        for check in self.checks(exercise) {
            let asserts = steps(&check.source).unwrap_or_default();
            let names = asserts.into_iter().flat_map(|step| step.asserts);
            let untried = names
                .enumerate()
                .map(|(number, assert)| Item::unchecked(shown_name(check, number, &assert)));
            items.extend(weigh(check, untried.collect()));
        }
        items
    }
}

/// Whether the code is no Python, so that nothing of it ran.
fn is_misspelt(code: &Source) -> bool {
    syntax::parse(code).is_err()
}

/// Runs an assignment of the starter again, unless what it assigns is there as it should be: then it may be an object
/// that others share memory with.
fn give_again(stage: &mut Stage, given: &Given) {
    let hold = |name: &Symbol| format!("__given_{name} = {name}\n");
    let give = |name: &Symbol| format!("{name} = __given_{name}\n");
    let cell = |text: String| Source::new("<check>", text, 1);
    let look = |stage: &mut Stage| -> Vec<_> {
        let names = given.names.iter();
        names
            .map(|name| Some((probe(stage, &name.name())?, elements(stage))))
            .collect()
    };
    let is = look(stage);
    stage.run(&cell(given.names.iter().map(hold).collect()));
    stage.run(&given.source);
    if look(stage) == is {
        stage.run(&cell(given.names.iter().map(give).collect()));
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
    /// The answer ended with an error, so that names may be missing.
    ended: bool,
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
        self.items.push(Item::new(name, message));
    }

    /// Whether an error only says that the answer did not come so far.
    fn is_missing(&self, error: &CellError) -> bool {
        self.ended && error.type_name == "NameError"
    }

    /// The asserts of a step that was run: those before the failing one pass, those after it were not reached.
    fn judge(&mut self, step: &Step, error: Option<&CellError>) {
        let failing = error.map(|error| failing_assert(step, error.line));
        for (number, assert) in step.asserts.iter().enumerate() {
            let name = shown_name(self.check, self.items.len(), assert);
            if error.is_some_and(|error| self.is_missing(error)) && Some(number) >= failing {
                self.items.push(Item::unchecked(name));
                continue;
            }
            let message = match (error, failing) {
                (Some(error), Some(failing)) if number == failing => {
                    Some(self.reason(assert, error))
                }
                (Some(_), Some(failing)) if number > failing => Some("not reached".to_string()),
                _ => None,
            };
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
    let said = total(items.iter().filter_map(|item| item.said));
    let open = items.iter().filter(|item| item.said.is_none()).count();
    let share = (max_points - said).max(0.0) / open.max(1) as f64;
    let whole = said + share * open as f64;
    // What the author gave the checks need not add up to what the exercise is worth.
    let scale = if whole > 0.0 { max_points / whole } else { 0.0 };
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
        // What was done before the error counts.
        (Some(_), true) if !items.is_empty() => ExerciseStatus::Pass,
        (Some(_), _) => ExerciseStatus::Error,
        (None, true) => ExerciseStatus::Pass,
        (None, false) => ExerciseStatus::Fail,
    };
    let earned = total(items.iter().map(|item| item.points));
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
