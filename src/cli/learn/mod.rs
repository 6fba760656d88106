//! `ndbook learn`: the course in a terminal.
//!
//! What a learner can do and where they stand is [`crate::lesson::course`]'s matter. Here are its files ([`store`]),
//! the lessons as they are shown ([`material`], [`pages`], [`panel`]), and the ways to talk to a learner: [`screen`]
//! draws pages and takes keys, [`lines`] writes sentences and reads words, for screen readers and pipes, and
//! [`once`] does one thing and ends. Lessons run and answers are checked on a thread of their own ([`work`]), so that
//! a slow one keeps nobody from turning pages. [`events`] brings together all that can happen.
//!
//! Two files are written: the answer, by the learner and only where it is missing or to be reset by us, and the
//! progress. Both are replaced as a whole, and what they held before is kept where it could be missed.

mod desk;
mod events;
mod lines;
mod material;
mod once;
mod pages;
mod panel;
#[cfg(unix)]
mod screen;
mod store;
#[cfg(unix)]
mod terminal;
mod watch;
mod work;

use std::io::{self, IsTerminal};

use super::Status;
use super::options::LearnOptions;
use super::output::Output;
use crate::lesson::Complaint;
use desk::Desk;

pub fn run(options: &LearnOptions, plain: bool, output: &mut Output) -> Status {
    let drawn = !plain && can_draw();
    if !drawn {
        output.paint = output.paint.narrating();
    }
    let mut desk = match Desk::new(options, output.paint) {
        Ok(desk) => desk,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    if let Some(notice) = desk.notice.take() {
        output.complain(&notice);
    }
    if let Some(name) = &options.lesson {
        match desk.learner.find_lesson(name) {
            Some(lesson) => drop(desk.learner.open((lesson, None))),
            None => {
                let complaint = Complaint::file(name, "there is no such lesson in this course");
                output.complain(
                    &complaint
                        .help("`ndbook learn --list` shows them")
                        .to_string(),
                );
                return Status::Unusable;
            }
        }
    }
    match once::wanted(options) {
        Some(deed) => once::run(&deed, desk, output),
        #[cfg(unix)]
        None if drawn => screen::run(desk, output),
        None => lines::run(desk, output),
    }
}

/// Whether there is a screen to draw on and a keyboard.
fn can_draw() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    cfg!(unix) && !dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
}
