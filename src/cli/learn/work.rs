//! Running lessons and checking answers, away from the terminal.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::events::Event;
use super::material::Material;
use crate::cli::options::Shared;
use crate::cli::{check, fault, paths};
use crate::lesson::{self, CellRun, Lesson, Marks, Role, Transcript};

/// What is to be done.
#[derive(Debug)]
pub enum Job {
    /// Run a lesson.
    Run(usize),
    /// Check the answers to a lesson.
    Check {
        lesson: usize,
        /// The answer file's name.
        name: String,
        text: String,
        /// The learner waits for it.
        aloud: bool,
    },
}

/// What was done.
#[derive(Debug)]
pub enum Done {
    /// None where ndbook itself failed.
    Ran(usize, Option<Transcript>),
    Checked {
        lesson: usize,
        found: Result<Marks, String>,
        aloud: bool,
    },
}

/// Does jobs one after the other, on a thread of its own. It ends when nobody gives it jobs any more.
pub fn start(materials: Arc<Vec<Material>>, events: Sender<Event>) -> Sender<Job> {
    let (send, receive) = channel();
    thread::spawn(move || work(&materials, &receive, &events));
    send
}

fn work(materials: &Arc<Vec<Material>>, jobs: &Receiver<Job>, events: &Sender<Event>) {
    while let Ok(job) = jobs.recv() {
        if let Some(done) = perform(materials, job)
            && events.send(Event::Done(done)).is_err()
        {
            return;
        }
    }
}

/// Does one job; none where its lesson cannot be read.
pub fn perform(materials: &Arc<Vec<Material>>, job: Job) -> Option<Done> {
    let (Job::Run(number) | Job::Check { lesson: number, .. }) = job;
    materials.get(number)?.lesson.as_ref().ok()?;
    let own = materials.clone();
    Some(match job {
        Job::Run(_) => {
            let ran = fault::contain(move || with_lesson(&own, number, run));
            Done::Ran(number, ran.flatten())
        }
        Job::Check {
            name, text, aloud, ..
        } => {
            let found = fault::contain(move || {
                with_lesson(&own, number, |lesson, material| {
                    check(lesson, material, &name, &text)
                })
            });
            let fault = || {
                Err("A fault of ndbook itself, not of your answer: please report it.".to_string())
            };
            Done::Checked {
                lesson: number,
                found: found.flatten().unwrap_or_else(fault),
                aloud,
            }
        }
    })
}

fn with_lesson<R>(
    materials: &[Material],
    number: usize,
    then: impl FnOnce(&Lesson, &Material) -> R,
) -> Option<R> {
    let material = materials.get(number)?;
    Some(then(material.lesson.as_ref().ok()?, material))
}

/// Runs a lesson as `ndbook run` does, to its end. What a check shows when the solution is checked is not for learners.
fn run(lesson: &Lesson, material: &Material) -> Transcript {
    let setup = || Shared::default().lesson(&material.path);
    let mut transcript = lesson::run(lesson, &setup, true);
    transcript.stopped = None;
    for (cell, run) in lesson.cells.iter().zip(&mut transcript.runs) {
        if matches!(cell.role, Role::Check { .. }) {
            *run = CellRun::skipped();
        }
        if let Some(error) = &mut run.outcome.error {
            lesson::conceal(lesson, error);
        }
    }
    transcript
}

fn check(lesson: &Lesson, material: &Material, name: &str, text: &str) -> Result<Marks, String> {
    let answer = lesson::read_answer(lesson, name, text);
    let answer = answer.map_err(|fault| format!("{name}: {}", ended(&fault.message)))?;
    let setup = || check::settings_of(&Shared::default(), &material.path);
    Ok(lesson::check(lesson, &answer, &setup))
}

/// A sentence with its end.
fn ended(text: &str) -> String {
    let end = match text.ends_with(['.', '?', '!']) {
        true => "",
        false => ".",
    };
    format!("{text}{end}")
}

/// The text of an answer as a job.
pub fn check_job(lesson: usize, path: &std::path::Path, text: String, aloud: bool) -> Job {
    Job::Check {
        lesson,
        name: paths::name(path),
        text,
        aloud,
    }
}
