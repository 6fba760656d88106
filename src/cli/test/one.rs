//! One lesson: read, run, compared, and what is accepted written back.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::super::options::TestOptions;
use super::super::paths;
use super::pending::{self, Recording};
use crate::eval::Settings;
use crate::lesson::{
    self, Change, Complaint, Lesson, PointStatus, SnapshotFile, TestReport, Transcript, Verdict,
};

/// What became of one file.
pub enum Outcome {
    Tested(Box<Tested>),
    /// It could not be tested.
    Unusable(Vec<Complaint>),
    /// ndbook itself failed, and said this.
    Fault(String),
}

/// A lesson that could be run.
pub struct Tested {
    path: PathBuf,
    pub lesson: Lesson,
    pub transcript: Transcript,
    pub report: TestReport,
    snapshot: SnapshotOnDisk,
    /// How many changes were recorded.
    pub recorded: usize,
    pub seconds: f64,
}

/// Where a lesson's snapshot is, and its text where there is one.
struct SnapshotOnDisk {
    path: PathBuf,
    text: Option<String>,
}

type Done = Result<(), Vec<Complaint>>;

/// Tests the lesson at `path`, and records what the options say.
pub fn test_file(path: &Path, options: &TestOptions) -> Outcome {
    let begin = Instant::now();
    match Tested::new(path, options) {
        Ok(mut tested) => {
            tested.seconds = begin.elapsed().as_secs_f64();
            Outcome::Tested(Box::new(tested))
        }
        Err(complaints) => Outcome::Unusable(complaints),
    }
}

impl Outcome {
    /// What is wrong, of a file that could not be tested.
    pub fn complaints(&self, name: &str) -> Vec<Complaint> {
        match self {
            Outcome::Tested(_) => Vec::new(),
            Outcome::Unusable(complaints) => complaints.clone(),
            Outcome::Fault(said) => {
                let message = format!("internal fault of ndbook: {said}");
                let help = "please report it with this file";
                vec![Complaint::file(name, message).help(help)]
            }
        }
    }

    pub fn verdict(&self, name: &str, strict: bool) -> Verdict {
        match self {
            Outcome::Tested(tested) => Verdict::of(
                &tested.lesson,
                &tested.transcript,
                &tested.report,
                strict,
                tested.seconds,
            ),
            _ => Verdict::of_complaints(name, &self.complaints(name), PointStatus::Error),
        }
    }
}

impl Tested {
    fn new(path: &Path, options: &TestOptions) -> Result<Tested, Vec<Complaint>> {
        let lesson = paths::lesson(path)?;
        let setup = || settings(path, options);
        let transcript = lesson::run(&lesson, &setup, options.shared.keep_going);
        let snapshot = SnapshotOnDisk::of(path)?;
        let report = snapshot.compare(path, &lesson, &transcript, options);
        let mut tested = Tested {
            path: path.to_path_buf(),
            lesson,
            transcript,
            report,
            snapshot,
            recorded: 0,
            seconds: 0.0,
        };
        match Recording::wanted(options) {
            Recording::Nothing => {}
            Recording::Everything => tested.settle(options, |_| true, |_| false)?,
            recording => {
                tested.settle(options, |change| recording.records(change), |_| false)?;
                tested.leave_pending(|_| true)?;
            }
        }
        Ok(tested)
    }

    /// Writes the changes that are accepted, and compares the same run with the new records. What was left pending
    /// of accepted and rejected changes goes.
    pub fn settle(
        &mut self,
        options: &TestOptions,
        accepts: impl Fn(&Change) -> bool,
        rejects: impl Fn(&Change) -> bool,
    ) -> Done {
        let accepted = self.report.changes.iter().filter(|change| accepts(change));
        let recorded = accepted.count();
        let settled = self.report.settled(&self.lesson, &accepts);
        // What could not be read again must not be written.
        let lesson = lesson::read(self.lesson.name(), &settled.lesson)?;
        if settled.lesson != self.lesson.source.text {
            self.unchanged_on_disk()?;
            write(&self.path, &settled.lesson)?;
        }
        self.snapshot.write(settled.snapshot)?;
        self.lesson = lesson;
        self.recorded += recorded;
        self.report = self
            .snapshot
            .compare(&self.path, &self.lesson, &self.transcript, options);
        if pending::path(&self.snapshot.path).exists() {
            self.leave_pending(|change| !rejects(change))?;
        }
        Ok(())
    }

    /// Somebody may have saved the lesson while it ran, or while its changes were looked at.
    fn unchanged_on_disk(&self) -> Done {
        let text = paths::text(&self.path).map_err(|complaint| vec![complaint])?;
        if text == self.lesson.source.text {
            return Ok(());
        }
        let message = "the file was changed while it was tested: nothing is recorded";
        Err(vec![
            Complaint::file(self.lesson.name(), message).help("run the command again"),
        ])
    }

    /// Leaves the changes of the snapshot that `which` says for insta, and takes away what was left before.
    fn leave_pending(&self, which: impl Fn(&Change) -> bool) -> Done {
        let wanted = |change: &Change| change.in_snapshot() && which(change);
        let settled = self.report.settled(&self.lesson, wanted);
        let pending = pending::path(&self.snapshot.path);
        match settled.snapshot {
            Some(text) if Some(&text) != self.snapshot.text.as_ref() => {
                make_folder(&pending)?;
                write(&pending, &text)
            }
            _ if pending.exists() => remove(&pending),
            _ => Ok(()),
        }
    }
}

impl SnapshotOnDisk {
    fn of(lesson_path: &Path) -> Result<SnapshotOnDisk, Vec<Complaint>> {
        let path = paths::snapshot(lesson_path);
        let text = match path.exists() {
            true => Some(paths::text(&path).map_err(|complaint| vec![complaint])?),
            false => None,
        };
        Ok(SnapshotOnDisk { path, text })
    }

    fn compare(
        &self,
        lesson_path: &Path,
        lesson: &Lesson,
        transcript: &Transcript,
        options: &TestOptions,
    ) -> TestReport {
        let compare = lesson::TestOptions {
            tolerance: options.tol,
            inline: options.inline,
        };
        let name = paths::name(&self.path);
        let file = self
            .text
            .as_ref()
            .map(|text| SnapshotFile { name: &name, text });
        let setup = || settings(lesson_path, options);
        lesson::test(lesson, transcript, file, compare, &setup)
    }

    /// Makes the file what it should be; none is no file.
    fn write(&mut self, text: Option<String>) -> Done {
        match &text {
            Some(_) if text == self.text => {}
            Some(text) => {
                make_folder(&self.path)?;
                write(&self.path, text)?;
            }
            None if self.text.is_some() => remove(&self.path)?,
            None => {}
        }
        self.text = text;
        Ok(())
    }
}

/// What a lesson may do and is given. A report of outputs has no place for notes.
fn settings(path: &Path, options: &TestOptions) -> Settings {
    Settings {
        notes: false,
        ..options.shared.lesson(path)
    }
}

fn make_folder(file: &Path) -> Done {
    let folder = file.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))
}

fn write(path: &Path, text: &str) -> Done {
    fs::write(path, text).map_err(|error| unwritable(path, &error))
}

/// Takes a file away.
///
/// # Errors
/// A complaint where that may not be done.
pub fn remove(path: &Path) -> Done {
    fs::remove_file(path).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Vec<Complaint> {
    let message = format!("cannot be written: {error}");
    vec![Complaint::file(paths::name(path), message).help("check that you may write there")]
}
