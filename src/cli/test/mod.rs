//! `ndbook test`: lessons against their recorded outputs, and recording them.
//!
//! `one` tests one lesson and writes what is to be recorded; `report` tells of it in the wanted format, `pretty` for
//! people. What is recorded is decided by `--update` at once, by names in `choose`, or by keys in `review`;
//! `pending` leaves it to insta. `strays` finds snapshots of lessons that are gone, `watching` is `--watch`.

mod choose;
mod one;
mod pending;
mod pretty;
mod report;
mod review;
mod strays;
mod watching;

use std::path::{Path, PathBuf};

use super::options::{TestFormat, TestOptions};
use super::output::Output;
use super::paths::{self, Kind};
use super::progress::Progress;
use super::{Status, jobs};
use choose::Choice;
use one::Outcome;
use report::Reporter;
use review::Reviewer;

pub fn run(options: &'static TestOptions, output: &mut Output) -> Status {
    if options.audit {
        return super::audit::run(options, output);
    }
    if options.watch {
        return watching::run(options, output);
    }
    let mut decisions = match Decisions::read(options) {
        Ok(decisions) => decisions,
        Err(complaint) => {
            output.complain(&complaint);
            return Status::Unusable;
        }
    };
    let files = match paths::expand(&options.paths, Kind::Lessons) {
        Ok(files) => files,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let strays = strays::find(&options.paths);
    let mut reporter = Reporter::new(options);
    reporter.begin(files.len() + strays.len(), output);
    let work = |path: &Path| one::test_file(path, options);
    let mut status = batch(&files, options, work, |path, mut outcome| {
        outcome = decisions.decide(outcome, options, output);
        reporter.take(&paths::name(path), &outcome, output)
    });
    for stray in strays {
        status =
            status.max(reporter.stray(&stray, decisions.accepts_stray(&stray, options), output));
    }
    reporter.end(output);
    status.max(decisions.end(output))
}

/// Tests the files side by side and hands what became of them to `take`, in order. A panic in one of them is that
/// one's outcome.
fn batch(
    files: &[PathBuf],
    options: &TestOptions,
    work: impl Fn(&Path) -> Outcome + Send + Sync + 'static,
    mut take: impl FnMut(&Path, Outcome) -> Status,
) -> Status {
    let mut status = Status::Good;
    let mut progress = Progress::new("lessons", files.len());
    progress.show(files.first().map(PathBuf::as_path));
    let mut done = 0;
    let work = move |path: &PathBuf| work(path);
    jobs::in_order(
        files.to_vec(),
        options.shared.jobs,
        work,
        |path, outcome| {
            progress.clear();
            status = status.max(take(path, outcome.unwrap_or_else(Outcome::Fault)));
            done += 1;
            progress.step(files.get(done).map(PathBuf::as_path));
        },
    );
    progress.clear();
    status
}

/// Who decides what is recorded, where it is not all or nothing.
enum Decisions {
    Nobody,
    Names(Choice),
    Keys(Box<Reviewer>),
}

impl Decisions {
    fn read(options: &TestOptions) -> Result<Decisions, String> {
        if options.review {
            if options.format != TestFormat::Pretty {
                let message = "`--review` asks in the terminal, so that it has one format only";
                return Err(format!("{message}\n  help: leave `--format` out"));
            }
            return Ok(Decisions::Keys(Box::new(Reviewer::at_terminal()?)));
        }
        if options.accept.is_empty() && options.reject.is_empty() {
            return Ok(Decisions::Nobody);
        }
        Ok(Decisions::Names(Choice::new(
            &options.accept,
            &options.reject,
        )))
    }

    /// Records what is accepted of one lesson's changes.
    fn decide(&mut self, outcome: Outcome, options: &TestOptions, output: &mut Output) -> Outcome {
        let Outcome::Tested(mut tested) = outcome else {
            return outcome;
        };
        let settled = match self {
            Decisions::Nobody => return Outcome::Tested(tested),
            Decisions::Names(choice) => tested.settle(
                options,
                |change| choice.accepts(change),
                |change| choice.rejects(change),
            ),
            Decisions::Keys(reviewer) => reviewer.review(&mut tested, options, output),
        };
        match settled {
            Ok(()) => Outcome::Tested(tested),
            Err(complaints) => Outcome::Unusable(complaints),
        }
    }

    /// Whether the snapshot file of no lesson is to go.
    fn accepts_stray(&mut self, stray: &Path, options: &TestOptions) -> bool {
        match self {
            Decisions::Nobody => options.update,
            Decisions::Names(choice) => choice.accepts_file(&paths::name(stray)),
            Decisions::Keys(_) => false,
        }
    }

    /// Complains of names that nothing had.
    fn end(self, output: &mut Output) -> Status {
        let Decisions::Names(choice) = self else {
            return Status::Good;
        };
        let unused = choice.unused();
        for name in &unused {
            output.complain(&format!(
                "{name}: no change has this name\n  help: write it as the report shows it, for example \
                 `lessons/a.md:12`, or name the lesson"
            ));
        }
        match unused.is_empty() {
            true => Status::Good,
            false => Status::Unusable,
        }
    }
}
