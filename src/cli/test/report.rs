//! The report of a batch, in the wanted format.

use std::env;
use std::path::Path;

use super::super::Status;
use super::super::options::{TestFormat, TestOptions};
use super::super::output::Output;
use super::super::paths;
use super::one::{self, Outcome};
use super::pretty::{Totals, pretty};
use crate::lesson::{self, ChangeKind, Complaint, PointStatus, Verdict};

/// Writes what became of each lesson, in order.
pub struct Reporter<'a> {
    options: &'a TestOptions,
    totals: Totals,
    /// What JUnit's one document is made of.
    verdicts: Vec<Verdict>,
    told: usize,
    /// GitHub's workflow commands are wanted too.
    annotate: bool,
    /// Something differs that could be recorded.
    recordable: bool,
}

impl<'a> Reporter<'a> {
    pub fn new(options: &'a TestOptions) -> Reporter<'a> {
        Reporter {
            options,
            totals: Totals::default(),
            verdicts: Vec::new(),
            told: 0,
            annotate: env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true"),
            recordable: false,
        }
    }

    pub fn begin(&self, count: usize, output: &mut Output) {
        if self.options.format == TestFormat::Tap {
            output.result(&lesson::tap_header(count));
        }
    }

    /// Tells of one lesson.
    pub fn take(&mut self, name: &str, outcome: &Outcome, output: &mut Output) -> Status {
        let strict = self.options.strict;
        match outcome {
            Outcome::Tested(tested) => {
                self.totals.add(&tested.report, tested.recorded);
                let changes = &tested.report.changes;
                self.recordable |= changes.iter().any(|change| change.kind != ChangeKind::New);
                for notice in &tested.report.notices {
                    output.complain(&notice.to_string());
                }
            }
            _ => {
                self.totals.untested += 1;
                for complaint in outcome.complaints(name) {
                    output.complain(&complaint.to_string());
                }
            }
        }
        match self.options.format {
            TestFormat::Json => output.result(&json(name, outcome, strict)),
            TestFormat::Pretty => {
                if let Outcome::Tested(tested) = outcome {
                    output.result(&pretty(self.options, tested, output.paint));
                }
            }
            TestFormat::Junit | TestFormat::Tap => {}
        }
        let notices = match outcome {
            Outcome::Tested(tested) => tested.report.notices.as_slice(),
            _ => &[],
        };
        self.machines(|| outcome.verdict(name, strict), notices, output);
        match outcome {
            Outcome::Tested(tested) if tested.report.ok(strict) => Status::Good,
            Outcome::Tested(_) => Status::Failed,
            Outcome::Unusable(_) => Status::Unusable,
            Outcome::Fault(_) => Status::Fault,
        }
    }

    /// Tells of a snapshot without a lesson, and takes it away where that is wanted.
    pub fn stray(&mut self, path: &Path, remove: bool, output: &mut Output) -> Status {
        let name = paths::name(path);
        let problem = Complaint::file(&name, "this snapshot belongs to no lesson").help(
            "give the lesson its name back, or take the file away with `ndbook test --update`",
        );
        let (complaints, status) = match remove.then(|| one::remove(path)) {
            Some(Ok(())) => (Vec::new(), Status::Good),
            Some(Err(complaints)) => (complaints, Status::Unusable),
            None => (vec![problem], Status::Failed),
        };
        self.totals.strays += complaints.len();
        match self.options.format {
            TestFormat::Pretty if complaints.is_empty() => {
                output.result(&format!("took away {name}, which belonged to no lesson\n"));
            }
            TestFormat::Pretty => {
                for complaint in &complaints {
                    output.result(&format!("{complaint}\n"));
                }
            }
            TestFormat::Json => {
                output.result(&(lesson::stray_json(&name, &complaints) + "\n"));
            }
            TestFormat::Junit | TestFormat::Tap => {}
        }
        let verdict = || Verdict::of_complaints(&name, &complaints, PointStatus::Fail);
        self.machines(verdict, &[], output);
        status
    }

    /// The formats that tell of points.
    fn machines(
        &mut self,
        verdict: impl FnOnce() -> Verdict,
        notices: &[Complaint],
        output: &mut Output,
    ) {
        self.told += 1;
        let format = self.options.format;
        if !self.annotate && !matches!(format, TestFormat::Junit | TestFormat::Tap) {
            return;
        }
        let verdict = verdict();
        if format == TestFormat::Tap {
            output.result(&lesson::tap(self.told, &verdict));
        }
        if self.annotate {
            let commands = lesson::annotations(&verdict, notices);
            match format {
                TestFormat::Pretty => output.result(&commands),
                // Programs read stdout; GitHub reads both.
                _ if commands.is_empty() => {}
                _ => output.complain(&commands),
            }
        }
        if format == TestFormat::Junit {
            self.verdicts.push(verdict);
        }
    }

    pub fn end(&self, output: &mut Output) {
        match self.options.format {
            TestFormat::Pretty if self.told > 0 && self.totals.lessons > 0 => {
                output.result(&self.totals.line());
                if self.recordable && !self.options.review {
                    output.result(
                        "help: record what changed with `ndbook test --update`, or decide about each \
                         change with `--review`\n",
                    );
                }
            }
            TestFormat::Junit => output.result(&lesson::junit(&self.verdicts)),
            _ => {}
        }
    }
}

/// The line of one file.
pub fn json(name: &str, outcome: &Outcome, strict: bool) -> String {
    let line = match outcome {
        Outcome::Tested(tested) => {
            lesson::test_json(tested.lesson.name(), &tested.report, strict, tested.seconds)
        }
        _ => lesson::unusable_json(name, &outcome.complaints(name)),
    };
    line + "\n"
}
