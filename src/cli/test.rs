//! `ndbook test`: lessons against their recorded outputs, and recording them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::options::{Format, TestOptions};
use super::output::{Look, Output, Paint};
use super::paths::{self, Kind};
use super::progress::Progress;
use super::{Status, fault, jobs};
use crate::lesson::{self, CellResult, CellStatus, Complaint, Lesson, TestReport, Transcript};

/// A lesson that could be run.
struct Tested {
    lesson: Lesson,
    transcript: Transcript,
    report: TestReport,
    /// How many outputs were recorded.
    recorded: usize,
    seconds: f64,
}

/// Why a lesson could not be tested.
type Unusable = Vec<Complaint>;

pub fn run(options: &TestOptions, output: &mut Output) -> Status {
    if options.audit {
        return super::audit::run(options, output);
    }
    let files = match paths::expand(&options.paths, Kind::Lessons) {
        Ok(files) => files,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let mut status = Status::Good;
    let mut totals = Totals::default();
    let mut progress = Progress::new("lessons", files.len());
    progress.show(files.first().map(PathBuf::as_path));
    let mut done = 0;
    let work = |path: &PathBuf| fault::contain(|| test_file(path, options));
    jobs::in_order(
        &files,
        jobs::number(options.shared.jobs),
        work,
        |path, tested| {
            progress.clear();
            let one = match tested {
                Some(Ok(tested)) => show(options, &tested, &mut totals, output),
                Some(Err(complaints)) => refuse(options, path, &complaints, output),
                None => Status::Fault,
            };
            status = status.max(one);
            done += 1;
            progress.step(files.get(done).map(PathBuf::as_path));
        },
    );
    progress.clear();
    if options.format == Format::Pretty && totals.lessons > 0 {
        output.result(&totals.line());
    }
    status
}

fn test_file(path: &Path, options: &TestOptions) -> Result<Tested, Unusable> {
    let begin = Instant::now();
    let lesson = paths::lesson(path)?;
    let setup = || options.shared.lesson(path);
    let transcript = lesson::run(&lesson, &setup, options.shared.keep_going);
    let place = snapshot_path(path, &lesson);
    let snapshot = match place.exists() {
        true => Some(paths::text(&place).map_err(|complaint| vec![complaint])?),
        false => None,
    };
    let compare = lesson::TestOptions {
        tolerance: options.tol,
        inline: options.inline,
    };
    let report = lesson::test(&lesson, &transcript, snapshot.as_deref(), compare);
    let mut tested = Tested {
        lesson,
        transcript,
        report,
        recorded: 0,
        seconds: 0.0,
    };
    if options.update {
        tested = update(path, &place, snapshot, tested, compare)?;
    }
    tested.seconds = begin.elapsed().as_secs_f64();
    Ok(tested)
}

/// Where the outputs are that a lesson does not record itself.
fn snapshot_path(path: &Path, lesson: &Lesson) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    folder
        .join("snapshots")
        .join(format!("{}.snap", lesson.stem()))
}

/// Writes what changed, and compares the same run with the new records.
fn update(
    path: &Path,
    place: &Path,
    snapshot: Option<String>,
    tested: Tested,
    compare: lesson::TestOptions,
) -> Result<Tested, Unusable> {
    let Tested {
        lesson,
        transcript,
        report,
        ..
    } = tested;
    let text = lesson::apply(&lesson.source.text, &report.edits);
    // What could not be read again must not be written.
    let updated = lesson::read(lesson.name(), &text)?;
    if !report.edits.is_empty() {
        write(path, &text)?;
    }
    write_snapshot(place, snapshot.as_deref(), report.snapshot.as_deref())?;
    let different =
        |cell: &&CellResult| cell.difference.is_some() || cell.status == CellStatus::New;
    let recorded = report.cells.iter().filter(different).count();
    let lesson = updated;
    let report = lesson::test(&lesson, &transcript, report.snapshot.as_deref(), compare);
    Ok(Tested {
        lesson,
        transcript,
        report,
        recorded,
        seconds: 0.0,
    })
}

/// Makes the snapshot file what it should be; none is no file.
fn write_snapshot(place: &Path, old: Option<&str>, new: Option<&str>) -> Result<(), Unusable> {
    match new {
        Some(_) if old == new => Ok(()),
        Some(new) => {
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
            }
            write(place, new)
        }
        None if old.is_some() => fs::remove_file(place).map_err(|error| unwritable(place, &error)),
        None => Ok(()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Unusable> {
    fs::write(path, text).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Unusable {
    let message = format!("cannot be written: {error}");
    vec![Complaint::file(paths::name(path), message).help("check that you may write there")]
}

fn refuse(
    options: &TestOptions,
    path: &Path,
    complaints: &[Complaint],
    output: &mut Output,
) -> Status {
    for complaint in complaints {
        output.complain(&complaint.to_string());
    }
    if options.format == Format::Json {
        output.result(&(lesson::unusable_json(&paths::name(path), complaints) + "\n"));
    }
    Status::Unusable
}

fn show(
    options: &TestOptions,
    tested: &Tested,
    totals: &mut Totals,
    output: &mut Output,
) -> Status {
    let Tested { lesson, report, .. } = tested;
    totals.add(report, tested.recorded);
    for notice in &report.notices {
        output.complain(&notice.to_string());
    }
    match options.format {
        Format::Json => {
            let line = lesson::test_json(lesson.name(), report, options.strict, tested.seconds);
            output.result(&(line + "\n"));
        }
        Format::Pretty => output.result(&pretty(options, tested, output.paint)),
    }
    if report.ok(options.strict) {
        Status::Good
    } else {
        Status::Failed
    }
}

/// A line for the lesson, and what there is to say of its cells.
fn pretty(options: &TestOptions, tested: &Tested, paint: Paint) -> String {
    let report = &tested.report;
    let name = tested.lesson.name();
    let word = match report.ok(options.strict) {
        true => paint.text(Look::Good, "pass"),
        false => paint.text(Look::Bad, "FAIL"),
    };
    let mut text = format!("{word}  {name}: {}", counts(report));
    if tested.recorded > 0 {
        text.push_str(&format!(", {} recorded", tested.recorded));
    }
    text.push('\n');
    for problem in &report.problems {
        text.push_str(&indented(&problem.to_string(), 2));
    }
    for cell in &report.cells {
        if matches!(cell.status, CellStatus::Fail | CellStatus::New) {
            text.push_str(&details(tested, cell, paint));
        }
    }
    text
}

/// `12 passed, 1 failed`, without what there is none of.
fn counts(report: &TestReport) -> String {
    let kinds: [(CellStatus, &str); 5] = [
        (CellStatus::Pass, "passed"),
        (CellStatus::Fail, "failed"),
        (CellStatus::New, "new"),
        (CellStatus::Skipped, "skipped"),
        (CellStatus::NotReached, "not reached"),
    ];
    let counts: Vec<String> = kinds
        .iter()
        .map(|&(status, word)| (report.count(status), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    match counts.is_empty() {
        true => "no cells".to_string(),
        false => counts.join(", "),
    }
}

fn details(tested: &Tested, cell: &CellResult, paint: Paint) -> String {
    let message = cell.message.as_deref().unwrap_or("");
    let (first, reason) = message.split_once('\n').unwrap_or((message, ""));
    let mut text = format!("  {}:{}: {first}\n", tested.lesson.name(), cell.line);
    let run = tested.transcript.runs.get(cell.index);
    if let Some(error) = run
        .filter(|run| run.fault.is_some())
        .and_then(|run| run.outcome.error.as_ref())
    {
        // Its first line stands in the message already.
        let (line, place) = error.diagnostic.split_once('\n').unwrap_or_default();
        let told = first.ends_with(line.trim_end());
        text.push_str(&indented(if told { place } else { &error.diagnostic }, 4));
        text.push_str(&indented(reason, 4));
    }
    if cell.status == CellStatus::New {
        text.push_str(&indented(cell.got.as_deref().unwrap_or(""), 4));
        return text;
    }
    if let Some(difference) = &cell.difference {
        text.push_str(&indented(&paint.text(Look::Faint, "- expected, + got"), 4));
        for line in difference.diff.lines() {
            let look = match line.chars().next() {
                Some('-') => Look::Bad,
                Some('+') => Look::Good,
                _ => Look::Plain,
            };
            text.push_str(&indented(&paint.text(look, line), 4));
        }
        text.push_str(&indented(difference.numbers.as_deref().unwrap_or(""), 4));
    }
    text
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

/// What all lessons came to.
#[derive(Default)]
struct Totals {
    lessons: usize,
    passed: usize,
    failed: usize,
    new: usize,
    skipped: usize,
    not_reached: usize,
    recorded: usize,
}

impl Totals {
    fn add(&mut self, report: &TestReport, recorded: usize) {
        self.lessons += 1;
        self.passed += report.count(CellStatus::Pass);
        self.failed += report.count(CellStatus::Fail);
        self.new += report.count(CellStatus::New);
        self.skipped += report.count(CellStatus::Skipped);
        self.not_reached += report.count(CellStatus::NotReached);
        self.recorded += recorded;
    }

    fn line(&self) -> String {
        let lessons = if self.lessons == 1 {
            "lesson"
        } else {
            "lessons"
        };
        let not_reached = match self.not_reached {
            0 => String::new(),
            cells => format!(", {cells} not reached"),
        };
        let recorded = match self.recorded {
            0 => String::new(),
            recorded => format!("; {recorded} recorded"),
        };
        format!(
            "{} {lessons}: {} cells passed, {} failed, {} new, {} skipped{not_reached}{recorded}\n",
            self.lessons, self.passed, self.failed, self.new, self.skipped
        )
    }
}
