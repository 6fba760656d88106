//! What a key does in the course, done once from the command line.

use std::io::{self, BufRead, IsTerminal};

use super::desk::{Desk, Left};
use super::{lines, panel, work};
use crate::cli::options::LearnOptions;
use crate::cli::output::Output;
use crate::cli::{Status, paths};
use crate::lesson::ExerciseStatus;
use crate::lesson::course::{Command, Standing};

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Deed {
    List,
    Check,
    Hint(String),
    Solution(String),
    Reset {
        name: String,
        /// Without asking.
        yes: bool,
    },
}

/// What the options want, if not the course itself.
pub fn wanted(options: &LearnOptions) -> Option<Deed> {
    if options.list {
        return Some(Deed::List);
    }
    if options.check {
        return Some(Deed::Check);
    }
    let hint = options.hint.clone().map(Deed::Hint);
    let solution = || options.solution.clone().map(Deed::Solution);
    let reset = || {
        let yes = options.yes;
        options.reset.clone().map(|name| Deed::Reset { name, yes })
    };
    hint.or_else(solution).or_else(reset)
}

pub fn run(deed: &Deed, mut desk: Desk, output: &mut Output) -> Status {
    desk.width = output.width;
    match deed {
        Deed::List => {
            check_all(&mut desk);
            output.result(&lines::list(&desk));
            keep(&desk, output);
            Status::Good
        }
        Deed::Check => check(&mut desk, output),
        Deed::Hint(name) => at(&mut desk, name, output, hint),
        Deed::Solution(name) => at(&mut desk, name, output, solution),
        Deed::Reset { name, yes: true } => at(&mut desk, name, output, reset),
        Deed::Reset { name, .. } => at(&mut desk, name, output, ask),
    }
}

/// Remembers what came of it.
fn keep(desk: &Desk, output: &mut Output) {
    if let Err(complaint) = desk.store.save_if_begun(&desk.learner.progress) {
        output.complain(&complaint);
    }
}

/// Opens the exercise of that name and does something with it.
fn at(
    desk: &mut Desk,
    name: &str,
    output: &mut Output,
    action: fn(&mut Desk, usize, &mut Output) -> Status,
) -> Status {
    match desk.learner.find_exercise(name) {
        Ok((lesson, exercise)) => {
            desk.learner.lesson = lesson;
            let status = action(desk, exercise, output);
            keep(desk, output);
            status
        }
        Err(complaint) => {
            output.complain(&format!(
                "{complaint}\n  help: `ndbook learn --list` shows all"
            ));
            Status::Unusable
        }
    }
}

/// Checks the answers to the open lesson.
fn check_here(desk: &mut Desk) {
    let mut left = Left::default();
    desk.look(false, &mut left);
    for job in left.jobs {
        if let Some(done) = work::perform(&desk.materials, job) {
            desk.take(done);
        }
    }
}

/// Checks all answers that there are.
fn check_all(desk: &mut Desk) {
    let here = desk.learner.lesson;
    for lesson in 0..desk.learner.units.len() {
        desk.learner.lesson = lesson;
        check_here(desk);
    }
    desk.learner.lesson = here;
}

fn check(desk: &mut Desk, output: &mut Output) -> Status {
    check_all(desk);
    keep(desk, output);
    let mut status = Status::Good;
    let mut told = false;
    for (lesson, exercise) in desk.learner.rows() {
        desk.learner.lesson = lesson;
        let Some(exercise) = exercise else {
            continue;
        };
        let right = match desk.learner.standing(lesson, exercise) {
            None | Some(Standing::Untouched) => continue,
            Some(Standing::Trouble(_)) => false,
            Some(Standing::Marked(marks)) => marks.status == ExerciseStatus::Pass,
        };
        let file = desk.answer_name();
        output.result(&format!("{file}\n{}", panel::verdict(desk, exercise)));
        told = true;
        if !right {
            status = Status::Failed;
        }
    }
    if !told {
        output.result("There are no answers yet.\n");
    }
    let (solved, all) = desk.learner.score();
    output.result(&format!("{solved} of {all} exercises are solved.\n"));
    status
}

fn hint(desk: &mut Desk, exercise: usize, output: &mut Output) -> Status {
    let name = desk
        .learner
        .unit()
        .and_then(|unit| unit.exercises.get(exercise));
    let name = name
        .map(|exercise| exercise.name.clone())
        .unwrap_or_default();
    let stem = desk.learner.unit().map_or("", |unit| unit.stem.as_str());
    let full = format!("{stem}/{name}");
    desk.learner.obey(Command::Hint(Some(full)));
    if let Some(notice) = desk.learner.notice.take() {
        output.result(&format!("{notice}\n"));
    }
    for number in 0..desk.learner.hints(desk.learner.lesson, exercise) {
        output.result(&panel::hint(desk, exercise, number));
    }
    // Also before there is an answer: the next hint is another one.
    if let Err(complaint) = desk.store.save(&desk.learner.progress) {
        output.complain(&complaint);
    }
    Status::Good
}

fn solution(desk: &mut Desk, exercise: usize, output: &mut Output) -> Status {
    check_here(desk);
    match panel::solution(desk, exercise) {
        Some(solution) => {
            output.result(&solution);
            Status::Good
        }
        None if desk.learner.solved(desk.learner.lesson, exercise) => {
            output.result("The author gives no solution of this exercise.\n");
            Status::Good
        }
        None => {
            output.complain("the solution is shown when you have solved the exercise\n  help: `ndbook learn --hint` gives a hint");
            Status::Failed
        }
    }
}

fn ask(desk: &mut Desk, exercise: usize, output: &mut Output) -> Status {
    if !io::stdin().is_terminal() {
        output.complain("resetting an exercise asks first, and there is no terminal to ask on\n  help: add `--yes`");
        return Status::Unusable;
    }
    output.result(&format!("{} ", lines::question(desk, exercise)));
    output.flush();
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    let yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes");
    match read.is_ok() && yes {
        true => reset(desk, exercise, output),
        false => {
            output.result("Nothing was changed.\n");
            Status::Good
        }
    }
}

fn reset(desk: &mut Desk, exercise: usize, output: &mut Output) -> Status {
    let file = paths::name(&desk.answer());
    let (Some(lesson), Some(unit)) = (desk.lesson(), desk.learner.unit()) else {
        return Status::Unusable;
    };
    match desk.store.reset(lesson, exercise, &unit.stem) {
        Ok(notice) => {
            desk.learner.forget(desk.learner.lesson, exercise);
            output.result(&format!("{file}: {notice}\n"));
            Status::Good
        }
        Err(complaint) => {
            output.complain(&complaint);
            Status::Failed
        }
    }
}
