//! A lesson made ready for checking: its cells ran once, and every answer begins with a copy of what they left.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::OnceLock;

use super::answer::Answer;
use super::compare::{self, Beside, asserts_nothing};
use super::marks::{Weighed, marks, weigh};
use super::probe::Probe;
use super::protect::{self, Given};
use super::trial::{try_check, untried};
use super::{ExerciseMarks, ExerciseStatus, Marks, shortened};
use crate::eval::{CellError, on_large_stack};
use crate::lesson::document::{Cell, Exercise, Lesson, Role};
use crate::lesson::run::run_cell;
use crate::lesson::secrets::conceal;
use crate::lesson::slips::{Diagnosis, switched_off};
use crate::lesson::stage::{Setup, Stage};
use crate::lesson::transcript::shown;
use crate::syntax;
use crate::text::{Source, Symbol};

/// Checks one answer.
pub fn check(lesson: &Lesson, answer: &Answer, setup: Setup) -> Marks {
    on_large_stack(|| Checker::new(lesson, setup, &Diagnoses::of(lesson)).check(answer))
}

/// What the slips of each exercise give, worked out when the first wrong answer asks for it, for all workers.
pub struct Diagnoses {
    exercises: Vec<OnceLock<Option<Diagnosis>>>,
    off: bool,
}

impl Diagnoses {
    pub fn of(lesson: &Lesson) -> Diagnoses {
        Diagnoses {
            exercises: lesson.exercises.iter().map(|_| OnceLock::new()).collect(),
            off: switched_off(lesson),
        }
    }
}

/// Checks the answers to one lesson, one after the other. It belongs to its thread, which should be
/// [`on_large_stack`].
pub struct Checker<'a> {
    lesson: &'a Lesson,
    exercises: Vec<Ready<'a>>,
    diagnoses: &'a Diagnoses,
}

/// An exercise, with the lesson as it is where everything before was done as the author does it.
struct Ready<'a> {
    number: usize,
    exercise: &'a Exercise,
    /// Where the answer begins.
    before: Stage<'a>,
    /// After the solution, or the starter where there is none.
    solved: Stage<'a>,
    /// What the solution shows.
    shows: String,
    /// The cells between this exercise and the next one.
    after: Vec<&'a Cell>,
    /// The names that it asks for.
    asked: BTreeSet<Symbol>,
    /// The names that its checks use, and looking at values.
    used: BTreeSet<Symbol>,
    /// Takes away the names that the starter leaves to the learner.
    blanks: Source,
    /// The data that the starter gives.
    given: Vec<Given>,
    /// The classes that the starter or the solution defines.
    classes: Rc<BTreeSet<Symbol>>,
}

/// What of an answer's output is kept.
const SHOWN_OUTPUT: usize = 2_000;

/// What of it is compared with the solution's.
const COMPARED_OUTPUT: usize = 200_000;

/// The lesson as one answer finds it.
enum At<'a> {
    /// As the author has it.
    Reference,
    /// With the learner's own values.
    Own(Box<Stage<'a>>),
}

impl<'a> Checker<'a> {
    /// Runs the lesson's own cells and solutions.
    pub fn new(lesson: &'a Lesson, setup: Setup<'a>, diagnoses: &'a Diagnoses) -> Checker<'a> {
        let mut stage = Stage::new(setup);
        let mut exercises: Vec<Ready> = Vec::new();
        for cell in lesson.cells.iter().filter(|cell| !cell.skip) {
            match cell.role {
                Role::Plain => {
                    run_cell(&mut stage, cell);
                    if let Some(last) = exercises.last_mut() {
                        last.after.push(cell);
                    }
                }
                Role::Starter(number) => {
                    let Some(exercise) = lesson.exercises.get(number) else {
                        continue;
                    };
                    let before = stage.again();
                    let shows = run_reference(lesson, exercise, &mut stage);
                    let mut ready = Ready::new(lesson, number, exercise, before, stage.again());
                    ready.shows = shows;
                    exercises.push(ready);
                }
                Role::Solution(_) | Role::Check { .. } => {}
            }
        }
        Checker {
            lesson,
            exercises,
            diagnoses,
        }
    }

    /// Checks one answer.
    pub fn check(&self, answer: &Answer) -> Marks {
        let mut marks = Marks::none(self.lesson);
        let mut at = At::Reference;
        let last = self.exercises.last().map(|ready| ready.number);
        for ready in &self.exercises {
            let parts = answer
                .parts
                .get(ready.number)
                .map_or(&[][..], Vec::as_slice);
            at = match parts {
                [] => ready.without_answer(self.lesson, at),
                parts => {
                    let attempt = Attempt {
                        lesson: self.lesson,
                        ready,
                        diagnosis: self.diagnosis(ready),
                        parts,
                        last: last == Some(ready.number),
                        steps: 0,
                    };
                    let (exercise, steps, at) = attempt.make(at);
                    marks.steps += steps;
                    if let Some(slot) = marks.exercises.get_mut(ready.number) {
                        *slot = exercise;
                    }
                    at
                }
            };
        }
        if let At::Own(stage) = at {
            stage.discard();
        }
        // Which cells were taken is said once, with the first exercise.
        if let Some(first) = marks.exercises.first_mut() {
            first.notes.splice(0..0, answer.notes.iter().cloned());
        }
        marks
    }
}

impl Checker<'_> {
    /// The diagnosis of an exercise, to be had when it is needed.
    fn diagnosis<'b>(&'b self, ready: &'b Ready) -> impl Fn() -> Option<&'b Diagnosis> + 'b {
        move || {
            let place = self.diagnoses.exercises.get(ready.number)?;
            if self.diagnoses.off {
                return None;
            }
            // Not `get_or_init`: should ndbook fail in it, the other workers would wait for ever.
            if place.get().is_none() {
                let _ = place.set(ready.slips(self.lesson));
            }
            place.get().and_then(Option::as_ref)
        }
    }

    /// What the slips of an exercise give; none where it has no solution.
    pub fn slips(&self, exercise: usize) -> Option<Diagnosis> {
        let ready = self.exercises.iter().find(|ready| ready.number == exercise);
        ready?.slips(self.lesson)
    }
}

impl<'a> Ready<'a> {
    fn slips(&self, lesson: &Lesson) -> Option<Diagnosis> {
        let solution = lesson.cells.get(self.exercise.solution?)?;
        let tolerance = compare::tolerance(lesson, self.exercise);
        Some(Diagnosis::new(
            lesson,
            self.exercise,
            solution,
            &self.before,
            tolerance,
        ))
    }

    fn new(
        lesson: &'a Lesson,
        number: usize,
        exercise: &'a Exercise,
        before: Stage<'a>,
        solved: Stage<'a>,
    ) -> Ready<'a> {
        let model = model(lesson, exercise);
        let checks = exercise.checks.iter();
        let checks = checks.filter_map(|&check| lesson.cells.get(check));
        let own = own_names();
        let starter = lesson.cells.get(exercise.starter).map(|cell| &cell.source);
        Ready {
            number,
            exercise,
            before,
            solved,
            shows: String::new(),
            after: Vec::new(),
            used: protect::read(checks.map(|check| &check.source).chain([&own])),
            blanks: protect::blanks(starter.unwrap_or(&own)),
            given: match model.as_slice() {
                [starter, solution] => protect::given(starter, solution),
                _ => Vec::new(),
            },
            asked: protect::asked(&model),
            classes: Rc::new(protect::classes(&model)),
        }
    }

    /// Goes on to the next exercise with the solution in the place of the answer.
    fn without_answer(&self, lesson: &Lesson, at: At<'a>) -> At<'a> {
        match at {
            At::Reference => At::Reference,
            At::Own(mut stage) => {
                run_reference(lesson, self.exercise, &mut stage);
                self.go_on(*stage)
            }
        }
    }

    fn go_on(&self, mut stage: Stage<'a>) -> At<'a> {
        for cell in &self.after {
            run_cell(&mut stage, cell);
        }
        At::Own(Box::new(stage))
    }

    fn checks(&self, lesson: &'a Lesson) -> Vec<&'a Cell> {
        let checks = self.exercise.checks.iter();
        checks
            .filter_map(|&check| lesson.cells.get(check))
            .filter(|check| !check.skip)
            .collect()
    }
}

/// The solution in the place of the answer, for what comes after; gives what it shows.
fn run_reference(lesson: &Lesson, exercise: &Exercise, stage: &mut Stage) -> String {
    let cell = exercise.solution.unwrap_or(exercise.starter);
    match lesson.cells.get(cell) {
        Some(cell) => shown(&stage.run(&cell.source)),
        None => String::new(),
    }
}

/// The starter and the solution, as far as there are any.
fn model<'a>(lesson: &'a Lesson, exercise: &Exercise) -> Vec<&'a Source> {
    [Some(exercise.starter), exercise.solution]
        .into_iter()
        .flatten()
        .filter_map(|cell| lesson.cells.get(cell))
        .map(|cell| &cell.source)
        .collect()
}

/// One answer to one exercise.
struct Attempt<'a, 'b, D> {
    lesson: &'a Lesson,
    ready: &'b Ready<'a>,
    diagnosis: D,
    parts: &'b [Source],
    /// No exercise follows.
    last: bool,
    steps: u64,
}

impl<'a, 'b, D: Fn() -> Option<&'b Diagnosis>> Attempt<'a, 'b, D> {
    /// Runs the answer and its checks; gives its marks, the steps, and how the lesson goes on.
    fn make(mut self, at: At<'a>) -> (ExerciseMarks, u64, At<'a>) {
        let (mut stage, own) = match at {
            At::Reference => (self.ready.before.again(), None),
            At::Own(stage) => {
                let own = (!self.last).then(|| stage.again());
                (*stage, own)
            }
        };
        let lessons = stage.names();
        stage.keep();
        let exercise = self.ready.exercise;
        stage.run(&self.ready.blanks);
        let (error, output) = self.run_answer(&mut stage);
        let bare = stage.take_bare_names();
        // What comes after has the learner's values, and the lesson's own as they were.
        stage.restore_modules();
        stage.put_back(&self.ready.asked);
        let learners = (!self.last && error.is_none()).then(|| stage.again());
        let ended = error.is_some();
        let mut items = self.items(&mut stage, &lessons, error.as_ref(), &output);
        let remark = match ended || items.iter().all(|weighed| weighed.item.passed) {
            true => None,
            false => (self.diagnosis)().and_then(|diagnosis| diagnosis.remark(&mut stage)),
        };
        let remark = remark.and_then(|remark| tell(&mut items, remark));
        let max_points = exercise.max_points(&self.lesson.cells);
        let mut marks = marks(&exercise.name, max_points, items, error);
        marks.output = output.chars().take(SHOWN_OUTPUT).collect();
        marks
            .notes
            .extend(remark.map(|remark| format!("{}: {remark}", exercise.name)));
        marks.notes.extend(bare_note(&exercise.name, &bare));
        let at = self.next(&marks, own, learners);
        stage.discard();
        (marks, self.steps, at)
    }

    /// Runs the learner's cells up to the first error; gives it, and what they showed.
    fn run_answer(&mut self, stage: &mut Stage) -> (Option<CellError>, String) {
        let mut output = String::new();
        stage.begin_answer();
        for part in self.parts {
            let outcome = stage.run_stranger(part, &self.ready.classes);
            self.steps += outcome.steps;
            if output.len() < COMPARED_OUTPUT {
                output.extend(shown(&outcome).chars().take(COMPARED_OUTPUT));
            }
            if let Some(mut error) = outcome.error {
                conceal(self.lesson, &mut error);
                return (Some(with_short_texts(error)), output);
            }
        }
        (None, output)
    }

    fn next(
        &self,
        marks: &ExerciseMarks,
        own: Option<Stage<'a>>,
        learners: Option<Stage<'a>>,
    ) -> At<'a> {
        let right = marks.status == ExerciseStatus::Pass;
        match (right, learners, own) {
            (true, Some(stage), _) => self.ready.go_on(stage),
            (_, _, Some(stage)) => self
                .ready
                .without_answer(self.lesson, At::Own(Box::new(stage))),
            _ => At::Reference,
        }
    }

    fn items(
        &mut self,
        stage: &mut Stage<'a>,
        lessons: &BTreeSet<Symbol>,
        error: Option<&CellError>,
        output: &str,
    ) -> Vec<Weighed> {
        let checks = self.ready.checks(self.lesson);
        // Where a limit ended the answer, its checks would be stopped as well, one by one.
        let hopeless = error.is_some_and(|error| error.limit)
            || error.is_some() && self.parts.first().is_some_and(is_misspelt);
        if hopeless {
            let message = "not checked: the answer ended with an error";
            let items = checks
                .iter()
                .map(|check| weigh(check, untried(check, message)));
            return items.flatten().collect();
        }
        self.restore(stage, lessons);
        let mut items = Vec::new();
        let mut reference = None;
        let mut stopped = false;
        for check in checks {
            if stopped {
                let message = "not tried: the check before it was stopped";
                items.extend(weigh(check, untried(check, message)));
                continue;
            }
            if asserts_nothing(check) && self.solution().is_some() {
                let reference = reference.get_or_insert_with(|| self.reference());
                let items_of = self.beside(stage, reference, error.is_some()).check(check);
                items.extend(weigh(check, items_of));
                continue;
            }
            let tried = try_check(stage, check, error.is_some());
            self.steps += tried.steps;
            stopped = tried.stopped;
            items.extend(weigh(check, tried.items));
        }
        match items.is_empty() {
            true => self.compare_with_solution(stage, error.is_some(), output),
            false => items,
        }
    }

    /// Gives the lesson back what is its own, before it is judged.
    fn restore(&self, stage: &mut Stage, lessons: &BTreeSet<Symbol>) {
        let Ready {
            asked, used, given, ..
        } = self.ready;
        stage.judge(&protect::usurped(lessons, asked, self.parts, used));
        for given in given {
            give_again(stage, given);
        }
    }

    fn compare_with_solution(
        &self,
        stage: &mut Stage<'a>,
        ended: bool,
        output: &str,
    ) -> Vec<Weighed> {
        let Some(solution) = self.solution() else {
            return Vec::new();
        };
        let mut reference = self.reference();
        let mut beside = self.beside(stage, &mut reference, ended);
        let items = beside.without_check(&solution.source, output, &self.ready.shows);
        items
            .into_iter()
            .map(|item| Weighed { item, said: None })
            .collect()
    }

    /// The lesson before the exercise, and after its solution.
    fn reference(&self) -> [Stage<'a>; 2] {
        [self.ready.before.again(), self.ready.solved.again()]
    }

    fn beside<'s>(
        &self,
        answer: &'s mut Stage<'a>,
        [before, reference]: &'s mut [Stage<'a>; 2],
        ended: bool,
    ) -> Beside<'s, 'a> {
        Beside {
            before,
            answer,
            reference,
            tolerance: compare::tolerance(self.lesson, self.ready.exercise),
            ended,
        }
    }

    fn solution(&self) -> Option<&'a Cell> {
        self.lesson.cells.get(self.ready.exercise.solution?)
    }
}

/// Adds a remark to the first failing item that may say something; gives it back where none may.
fn tell(items: &mut [Weighed], remark: String) -> Option<String> {
    let open = |weighed: &&mut Weighed| {
        let item = &weighed.item;
        item.checked && !item.passed && !item.hidden
    };
    let Some(weighed) = items.iter_mut().find(open) else {
        return Some(remark);
    };
    if let Some(message) = &mut weighed.item.message {
        message.push('\n');
        message.push_str(&remark);
    }
    None
}

/// An error with texts that fit a report.
fn with_short_texts(mut error: CellError) -> CellError {
    error.message = shortened(error.message);
    error.diagnostic = shortened(error.diagnostic);
    error
}

/// Whether the code is no Python, so that nothing of it ran.
fn is_misspelt(code: &Source) -> bool {
    syntax::parse(code).is_err()
}

/// Runs an assignment of the starter again, unless what it assigns is there as it should be: then it may be an object
/// that others share memory with.
fn give_again(stage: &mut Stage, given: &Given) {
    let look = |stage: &mut Stage| -> Vec<Option<Probe>> {
        let names = given.names.iter();
        names
            .map(|name| compare::look(stage, &name.name()))
            .collect()
    };
    let is = look(stage);
    stage.judge(&given.source);
    let should = look(stage);
    let all_same = is
        .iter()
        .zip(&should)
        .all(|(is, should)| match (is, should) {
            (Some(is), Some(should)) => {
                is.class == should.class && compare::same(stage, should, is, 0.0)
            }
            _ => false,
        });
    if !all_same {
        return;
    }
    for (name, value) in given.names.iter().zip(is) {
        if let Some(probe) = value {
            stage.assign(*name, probe.value);
        }
    }
}

/// The names that looking at values uses itself.
fn own_names() -> Source {
    Source::new("<check>", "np, bool\n", 1)
}

/// A remark on code that only ndbook runs as it stands.
fn bare_note(exercise: &str, names: &[Rc<str>]) -> Option<String> {
    let are = if names.len() == 1 { "is" } else { "are" };
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let listed: Vec<&str> = names.iter().map(|name| &**name).collect();
    let needs = match &*listed {
        ["np"] => String::new(),
        _ => {
            let own: Vec<&str> = listed.into_iter().filter(|name| *name != "np").collect();
            let first = own.first()?;
            format!(
                " and `np.{first}`, or `from numpy import {}`",
                own.join(", ")
            )
        }
    };
    Some(format!(
        "{exercise}: {} {are} used without an import; plain Python needs `import numpy as np`{needs}",
        quoted.join(", ")
    ))
}
