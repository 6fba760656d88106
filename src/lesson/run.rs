//! Running a lesson from its first cell to its last, in one namespace.
//!
//! A solution runs in the place of its starter, then the exercise's check runs where it stands; the starter
//! is tried aside, in a namespace of its own.

use super::attributes::Raises;
use super::check::{Beside, Item, asserts_nothing, explain_failure, tolerance};
use super::document::{Cell, Exercise, Format, Lesson, Role};
use super::errors::expects;
use super::pycon::{Example, expects_traceback};
use super::stage::{Setup, Stage};
use super::transcript::{CellRun, Fate, Transcript, error_line, shown, silent};
use crate::eval::{CellError, CellOutcome, on_large_stack};
use crate::text::Source;

/// Runs a lesson. It stops at the first error that no `raises` expects, unless `keep_going`.
pub fn run(lesson: &Lesson, setup: Setup, keep_going: bool) -> Transcript {
    on_large_stack(|| {
        let mut runner = Runner {
            lesson,
            keep_going,
            stage: Stage::new(setup),
            runs: lesson
                .cells
                .iter()
                .map(|_| CellRun::not_reached())
                .collect(),
            stopped: None,
        };
        for cell in &lesson.cells {
            runner.cell(cell);
        }
        Transcript {
            runs: runner.runs,
            stopped: runner.stopped,
        }
    })
}

struct Runner<'a> {
    lesson: &'a Lesson,
    keep_going: bool,
    stage: Stage<'a>,
    /// One for each cell of the lesson, by index.
    runs: Vec<CellRun>,
    stopped: Option<usize>,
}

impl<'a> Runner<'a> {
    fn cell(&mut self, cell: &'a Cell) {
        if self.stopped.is_some() {
            return;
        }
        if cell.skip {
            return self.record(cell, CellRun::skipped());
        }
        match cell.role {
            Role::Plain => self.run(cell),
            Role::Starter(number) => match self.solved(number) {
                Some((exercise, solution)) => {
                    let starter = self.try_starter(cell, exercise);
                    self.record(cell, starter);
                    self.run(solution);
                }
                None => self.run(cell),
            },
            // A solution ran in its starter's place; a check needs a solution to prove.
            Role::Solution(_) => {}
            Role::Check { exercise, .. } => match self.solved(exercise) {
                Some(_) => self.run(cell),
                None => self.record(cell, CellRun::skipped()),
            },
        }
    }

    fn run(&mut self, cell: &Cell) {
        let mut run = run_cell(&mut self.stage, cell);
        if self.lesson.format == Format::Script {
            // Python shows no values of a script.
            run.outcome.display = None;
        }
        if let (Role::Check { .. }, Some(error)) = (cell.role, &run.outcome.error) {
            run.reason = explain_failure(&mut self.stage.again(), &cell.source, error);
        }
        if run.fault.is_some() && !self.keep_going {
            self.stopped = Some(cell.index);
        }
        self.record(cell, run);
    }

    fn record(&mut self, cell: &Cell, run: CellRun) {
        if let Some(slot) = self.runs.get_mut(cell.index) {
            *slot = run;
        }
    }

    /// The exercise with its solution, where it has one that is to run.
    fn solved(&self, exercise: usize) -> Option<(&'a Exercise, &'a Cell)> {
        let exercise = self.lesson.exercises.get(exercise)?;
        let solution = self.lesson.cells.get(exercise.solution?)?;
        (!solution.skip).then_some((exercise, solution))
    }

    /// Runs the starter, and the checks after it, where the lesson itself does not see it.
    fn try_starter(&self, starter: &Cell, exercise: &Exercise) -> CellRun {
        let mut stage = self.stage.again();
        let outcome = stage.run(&starter.source);
        let checks = exercise.checks.iter();
        let checks: Vec<&Cell> = checks
            .filter_map(|&check| self.lesson.cells.get(check))
            .collect();
        let passes = outcome.error.is_none()
            && match checks.iter().all(|check| asserts_nothing(check)) {
                true => self.is_as_solved(&mut stage, &shown(&outcome), exercise, &checks),
                false => checks
                    .iter()
                    .all(|check| stage.run(&check.source).error.is_none()),
            };
        CellRun::new(Fate::Aside { passes }, outcome)
    }

    /// Can the starter not be told from the solution? `stage` is the lesson after the starter, which showed `output`.
    fn is_as_solved(
        &self,
        stage: &mut Stage<'a>,
        output: &str,
        exercise: &Exercise,
        checks: &[&Cell],
    ) -> bool {
        let solution = exercise.solution.and_then(|at| self.lesson.cells.get(at));
        let Some(solution) = solution else {
            return false;
        };
        let mut reference = self.stage.again();
        let shows = shown(&reference.run(&solution.source));
        let mut beside = Beside {
            before: &mut self.stage.again(),
            answer: stage,
            reference: &mut reference,
            tolerance: tolerance(self.lesson, exercise),
            ended: false,
        };
        let checks = checks.iter();
        let mut items: Vec<Item> = checks.flat_map(|check| beside.check(check)).collect();
        if items.is_empty() {
            items = beside.without_check(&solution.source, output, &shows);
        }
        items.iter().all(|item| item.passed)
    }
}

/// Runs one cell and says where it is not what the lesson expects.
pub fn run_cell(stage: &mut Stage, cell: &Cell) -> CellRun {
    match &cell.examples {
        Some(examples) => run_examples(stage, cell, examples),
        None => {
            let mut run = CellRun::new(Fate::Ran, stage.run(&cell.source));
            run.fault = fault(cell.raises.as_ref(), run.outcome.error.as_ref());
            run
        }
    }
}

/// What is wrong with an error raised, or not raised, where `raises` is what the cell says.
fn fault(raises: Option<&Raises>, error: Option<&CellError>) -> Option<String> {
    match (raises, error) {
        (None, None) => None,
        (None, Some(error)) => Some(error_line(&error.type_name, &error.message)),
        (Some(raises), Some(error)) if expects(raises, error) => None,
        (Some(raises), Some(error)) => Some(format!(
            "the cell should raise {}, and raised {}",
            wanted(raises),
            error_line(&error.type_name, &error.message)
        )),
        (Some(raises), None) => Some(format!(
            "the cell should raise {}, and raised nothing",
            wanted(raises)
        )),
    }
}

fn wanted(raises: &Raises) -> &str {
    match raises {
        Raises::Any => "an error",
        Raises::Named(name) => name,
    }
}

/// Runs the `>>>` examples one by one; the cell's outcome is theirs together.
fn run_examples(stage: &mut Stage, cell: &Cell, examples: &[Example]) -> CellRun {
    let mut run = CellRun::new(Fate::Ran, silent());
    for example in examples {
        if example.flags.skip || run.fault.is_some() {
            run.examples.push(None);
            continue;
        }
        let first_line = cell.source.first_line + example.line;
        let source = Source::new(cell.source.name.clone(), example.code.clone(), first_line);
        let outcome = stage.run(&source);
        if !expects_traceback(example) && cell.raises.is_none() {
            run.fault = fault(None, outcome.error.as_ref());
        }
        gather(&mut run.outcome, &outcome, example.line);
        run.examples.push(Some(outcome));
    }
    run
}

fn gather(whole: &mut CellOutcome, part: &CellOutcome, line: usize) {
    whole.stdout.push_str(&shown(part));
    whole.stderr.push_str(&part.stderr);
    whole.steps += part.steps;
    whole.seconds += part.seconds;
    whole.notes.extend(part.notes.iter().cloned());
    whole.warnings.extend(part.warnings.iter().cloned());
    whole.media.extend(part.media.iter().cloned());
    if let Some(error) = &part.error {
        let mut error = error.clone();
        error.line += line;
        whole.error = Some(error);
    }
}
