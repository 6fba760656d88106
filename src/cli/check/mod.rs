//! `ndbook check`: answers to a lesson's exercises, each with its points and with what to mend.

mod pretty;

pub use pretty::of_exercise as pretty_exercise;

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::files::LessonFiles;
use super::jobs::Done;
use super::options::{CheckFormat, CheckOptions, Shared};
use super::output::Output;
use super::paths::{self, Kind};
use super::progress::Progress;
use super::{Status, jobs};
use crate::array::meter;
use crate::eval::Settings;
use crate::lesson::otter::{self, OtterTest};
use crate::lesson::{self, AnswerFault, Checked, Checker, Diagnoses, Lesson, Marks, Setup};

/// The limits of a cell of an answer, unless the command line says otherwise: an endless loop ends in well under
/// a second, and nothing an honest answer to a lesson does comes near.
const MAX_STEPS: u64 = 20_000_000;
const MAX_MEMORY: u64 = 256 << 20;
const MAX_OUTPUT: usize = 1 << 20;
const MAX_SECONDS: f64 = 10.0;

/// More answers than this are a class: a table tells more than a page about each.
const FEW: usize = 5;

/// One answer's result.
pub struct Result {
    pub marks: Marks,
    /// Why the file as a whole is no answer.
    pub fault: Option<AnswerFault>,
    pub seconds: f64,
}

impl Result {
    fn checked<'a>(&'a self, lesson: &'a Lesson, answer: &'a str) -> Checked<'a> {
        Checked {
            lesson: lesson.name(),
            answer,
            marks: &self.marks,
            fault: self.fault.as_ref(),
            seconds: self.seconds,
        }
    }

    fn is_internal(&self) -> bool {
        self.fault
            .as_ref()
            .is_some_and(|fault| fault.kind == INTERNAL)
    }
}

const INTERNAL: &str = "InternalFault";

pub fn run(options: &'static CheckOptions, output: &mut Output) -> Status {
    let read = paths::lesson(&options.lesson);
    let answers = paths::expand(&options.answers, Kind::Answers);
    let (lesson, answers) = match (read, answers) {
        (Ok(lesson), Ok(answers)) => (lesson, answers),
        (Err(complaints), _) => return refuse(&complaints, output),
        (_, Err(complaint)) => return refuse(&[complaint], output),
    };
    let tests = match otter_tests(&lesson, &options.lesson, output) {
        Ok(tests) => tests,
        Err(complaint) => return refuse(&[complaint], output),
    };
    for notice in &lesson.notices {
        output.complain(&notice.to_string());
    }
    let subject = Subject { lesson, tests };
    // What a fault leaves behind may look at it for as long as the program runs.
    check_all(options, Box::leak(Box::new(subject)), answers, output)
}

/// What answers are checked by: the lesson's own exercises, or Otter's tests beside it.
struct Subject {
    lesson: Lesson,
    tests: Vec<OtterTest>,
}

impl Subject {
    /// The marks of an answer that earns nothing.
    fn none(&self) -> Marks {
        match self.tests.is_empty() {
            true => Marks::none(&self.lesson),
            false => otter::none(&self.tests),
        }
    }
}

/// Otter's tests in the folder `tests` beside a lesson without exercises of its own; those that cannot be run are
/// complained of.
fn otter_tests(
    lesson: &Lesson,
    path: &Path,
    output: &mut Output,
) -> std::result::Result<Vec<OtterTest>, lesson::Complaint> {
    if !lesson.exercises.is_empty() {
        return Ok(Vec::new());
    }
    let mut tests = Vec::new();
    for path in paths::python_files(&path.with_file_name("tests")) {
        let text = paths::text(&path)?;
        match otter::read(&paths::name(&path), &text) {
            Ok(test) => tests.extend(test),
            Err(complaint) => output.complain(&complaint.to_string()),
        }
    }
    match tests.is_empty() {
        false => Ok(tests),
        true => Err(
            lesson::Complaint::file(lesson.name(), "the lesson has no exercises to check")
                .help("mark one with `python exercise=NAME`"),
        ),
    }
}

fn refuse(complaints: &[lesson::Complaint], output: &mut Output) -> Status {
    for complaint in complaints {
        output.complain(&complaint.to_string());
    }
    Status::Unusable
}

fn check_all(
    options: &'static CheckOptions,
    subject: &'static Subject,
    answers: Vec<PathBuf>,
    output: &mut Output,
) -> Status {
    let setup: Setup<'static> =
        Box::leak(Box::new(|| settings_of(&options.shared, &options.lesson)));
    let diagnoses: &'static Diagnoses = Box::leak(Box::new(Diagnoses::of(&subject.lesson)));
    let mut report = Report {
        options,
        lesson: &subject.lesson,
        many: answers.len() > FEW,
        results: Vec::new(),
        status: Status::Good,
    };
    let mut progress = Progress::new("answers", answers.len());
    progress.show(answers.first().map(PathBuf::as_path));
    report.begin(&subject.none(), output);
    let all = answers.clone();
    jobs::by_crew(
        answers,
        options.shared.jobs,
        move || Worker {
            subject,
            setup,
            diagnoses,
            checker: None,
        },
        |worker: &mut Worker, path: &PathBuf| worker.work(path),
        |path, result| {
            progress.clear();
            let result = result.unwrap_or_else(|_| failed(subject));
            report.take(paths::name(path), result, output);
            progress.step(all.get(report.results.len()).map(PathBuf::as_path));
        },
    );
    progress.clear();
    report.end(output);
    report.status
}

/// The settings of answers to the lesson at `path`.
pub fn settings_of(shared: &Shared, path: &Path) -> Settings {
    shared.apply(Settings {
        max_steps: Some(MAX_STEPS),
        max_memory: Some(MAX_MEMORY),
        max_output: MAX_OUTPUT,
        max_seconds: Some(MAX_SECONDS),
        notes: false,
        files: Box::new(LessonFiles::data_of(path)),
        ..Settings::default()
    })
}

/// What goes to stdout, answer by answer.
struct Report<'a> {
    options: &'a CheckOptions,
    lesson: &'a Lesson,
    /// Whether a table is to say it all.
    many: bool,
    results: Vec<(String, Result)>,
    status: Status,
}

impl Report<'_> {
    fn begin(&self, none: &Marks, output: &mut Output) {
        if self.options.format == CheckFormat::Csv {
            let names = none.exercises.iter().map(|exercise| exercise.name.clone());
            output.result(&lesson::csv_header(&names.collect::<Vec<_>>()));
        }
    }

    fn take(&mut self, name: String, result: Result, output: &mut Output) {
        let checked = result.checked(self.lesson, &name);
        let text = match self.options.format {
            CheckFormat::Pretty if self.many => String::new(),
            CheckFormat::Pretty => {
                let hints = self.options.hints;
                pretty::feedback(self.lesson, &name, &result, hints, output.paint)
            }
            CheckFormat::Json => lesson::check_json(&checked) + "\n",
            CheckFormat::Gradescope => lesson::gradescope(&checked) + "\n",
            CheckFormat::Exercism => lesson::exercism(&checked) + "\n",
            CheckFormat::Csv => lesson::csv_row(&checked),
            CheckFormat::Junit => String::new(),
        };
        output.result(&text);
        self.status = self.status.max(self.status_of(&result));
        self.results.push((name, result));
    }

    fn status_of(&self, result: &Result) -> Status {
        match (result.is_internal(), result.marks.ok()) {
            (true, _) => Status::Fault,
            (false, true) => Status::Good,
            // Exercism takes any other status for a runner that broke.
            (false, false) if self.options.format == CheckFormat::Exercism => Status::Good,
            (false, false) => Status::Failed,
        }
    }

    fn end(&self, output: &mut Output) {
        match self.options.format {
            CheckFormat::Pretty if self.results.len() > 1 => {
                let space = if self.many { "" } else { "\n" };
                output.result(space);
                output.result(&pretty::table(&self.results));
            }
            CheckFormat::Junit => {
                let results = self.results.iter();
                let checked = results.map(|(name, result)| result.checked(self.lesson, name));
                output.result(&lesson::check_junit(checked));
            }
            _ => {}
        }
    }
}

/// Checks one answer after the other on its thread.
struct Worker {
    subject: &'static Subject,
    setup: Setup<'static>,
    diagnoses: &'static Diagnoses,
    /// The lesson made ready, once an answer needs it, and the memory that it holds.
    checker: Option<(Checker<'static>, u64)>,
}

impl Worker {
    /// Whatever an answer does, it gets a result.
    fn work(&mut self, path: &Path) -> Done<Result> {
        let begin = Instant::now();
        let (marks, fault) = match self.check(path) {
            Ok(marks) => (marks, None),
            Err(fault) => (self.subject.none(), Some(fault)),
        };
        let result = Result {
            marks,
            fault,
            seconds: begin.elapsed().as_secs_f64(),
        };
        Done {
            result,
            spent: self.has_leaked(),
        }
    }

    fn check(&mut self, path: &Path) -> std::result::Result<Marks, AnswerFault> {
        let text = paths::text(path).map_err(|complaint| AnswerFault {
            kind: "UnreadableAnswer",
            message: match complaint.line {
                0 => complaint.message,
                line => format!("line {line}: {}", complaint.message),
            },
        })?;
        let name = paths::name(path);
        let Subject { lesson, tests } = self.subject;
        if !tests.is_empty() {
            return check_otter(tests, &name, &text, self.setup);
        }
        let answer = lesson::read_answer(lesson, &name, &text)?;
        let (checker, _) = self.checker.get_or_insert_with(|| {
            let checker = Checker::new(lesson, self.setup, self.diagnoses);
            (checker, meter::bytes_held())
        });
        Ok(checker.check(&answer))
    }

    /// Whether the last answer left objects behind that hold each other: their memory would be missing to the next.
    fn has_leaked(&self) -> bool {
        let held = self.checker.as_ref().map(|(_, held)| *held);
        held.is_some_and(|held| meter::bytes_held() != held)
    }
}

/// The whole assignment, filled in, by Otter's tests.
fn check_otter(
    tests: &[OtterTest],
    name: &str,
    text: &str,
    setup: Setup,
) -> std::result::Result<Marks, AnswerFault> {
    let answer = lesson::read(name, text).map_err(|complaints| AnswerFault {
        kind: "UnreadableAnswer",
        message: complaints
            .first()
            .map_or_else(String::new, ToString::to_string),
    })?;
    let cells = answer.cells.into_iter().filter(|cell| !cell.skip);
    let cells: Vec<_> = cells.map(|cell| cell.source).collect();
    Ok(otter::check(tests, &cells, setup))
}

/// A fault of ndbook while checking an answer is that answer's alone.
fn failed(subject: &Subject) -> Result {
    Result {
        marks: subject.none(),
        fault: Some(AnswerFault {
            kind: INTERNAL,
            message: "a fault of ndbook itself, not of this answer: please report it".to_string(),
        }),
        seconds: 0.0,
    }
}
