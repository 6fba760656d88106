//! `ndbook run`: lessons with their prose, code and outputs; plain scripts as Python would run them.

use std::path::{Path, PathBuf};

use super::options::{Format as Shape, RunOptions};
use super::output::{Look, Output};
use super::paths::{self, Kind};
use super::{Status, jobs, present};
use crate::lesson::{self, Complaint, Format, Lesson, RunReport, Transcript};

/// One file's run.
type Done = Result<(Lesson, Transcript), Vec<Complaint>>;

pub fn run(options: &'static RunOptions, output: &mut Output) -> Status {
    let files = match paths::expand(&options.paths, Kind::Lessons) {
        Ok(files) => files,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let mut status = Status::Good;
    let mut number = 0;
    let many = files.len() > 1;
    let work = |path: &PathBuf| run_file(path, options);
    jobs::in_order(files, options.shared.jobs, work, |path, done| {
        number += 1;
        let title = (many && options.format == Shape::Pretty).then_some((number, path.as_path()));
        status = status.max(match done {
            Ok(done) => show(options, title, done, output),
            Err(_) => Status::Fault,
        });
    });
    status
}

fn run_file(path: &Path, options: &RunOptions) -> Done {
    let lesson = paths::lesson(path)?;
    let setup = || options.shared.lesson(path);
    let transcript = lesson::run(&lesson, &setup, options.shared.keep_going);
    Ok((lesson, transcript))
}

fn show(
    options: &RunOptions,
    title: Option<(usize, &Path)>,
    done: Done,
    output: &mut Output,
) -> Status {
    let (lesson, transcript) = match done {
        Ok(done) => done,
        Err(complaints) => {
            for complaint in complaints {
                output.complain(&complaint.to_string());
            }
            return Status::Unusable;
        }
    };
    for notice in &lesson.notices {
        output.complain(&notice.to_string());
    }
    match options.format {
        Shape::Json => {
            output.result(&(RunReport::new(&lesson, &transcript).json() + "\n"));
        }
        Shape::Pretty => {
            if let Some((number, path)) = title {
                announce(number, path, output);
            }
            match lesson.format {
                Format::Script => return script(&lesson, &transcript, output),
                _ if options.quiet => {
                    present::outputs(&lesson, &transcript, options.solutions, output);
                }
                _ => present::lesson(&lesson, &transcript, options.solutions, output),
            }
        }
    }
    if transcript.ok() {
        Status::Good
    } else {
        Status::Failed
    }
}

/// Where several lessons are run, each begins with its path.
fn announce(number: usize, path: &Path, output: &mut Output) {
    let gap = if number > 1 { "\n" } else { "" };
    let line = output
        .paint
        .text(Look::Faint, &format!("──── {}", paths::name(path)));
    output.result(&format!("{gap}{line}\n\n"));
}

/// A plain script prints what it prints, and no values; warnings and errors go to stderr, and it ends as it says.
fn script(lesson: &Lesson, transcript: &Transcript, output: &mut Output) -> Status {
    let mut status = Status::Good;
    for (cell, run) in lesson.cells.iter().zip(&transcript.runs) {
        output.result(&run.outcome.stdout);
        for warning in &run.outcome.warnings {
            let code = cell.source.line(warning.line).trim();
            output.complain(&format!(
                "{}:{}: {}: {}\n  {code}",
                lesson.name(),
                warning.line,
                warning.category,
                warning.message
            ));
        }
        if let Some(error) = &run.outcome.error {
            status = Status::of_script(error, output);
        }
    }
    status
}
