//! The options of the command line.

use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::files::LessonFiles;
use super::output::Color;
use super::system;
use crate::eval::Settings;

/// Runs NumPy lessons without Python.
///
/// Without a command: a prompt on a terminal; otherwise stdin is run as one cell.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Options {
    /// Run CODE as one cell and show its value
    #[arg(short = 'c', value_name = "CODE")]
    pub code: Option<String>,

    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,

    /// Tell errors in sentences, without carets and boxes; at the prompt no colours, hints or tables: for screen readers
    #[arg(long, global = true)]
    pub plain: bool,

    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Options {
    /// Reads the command line.
    ///
    /// # Errors
    /// Wrong usage, or a wish for help.
    pub fn read() -> Result<Options, clap::Error> {
        let options = Options::try_parse().map_err(with_tip)?;
        if options.code.is_some() && options.command.is_some() {
            let message = "the argument '-c <CODE>' cannot be used with a command";
            return Err(Options::command().error(ErrorKind::ArgumentConflict, message));
        }
        Ok(options)
    }
}

/// Who names a lesson and no command wants to run it.
fn with_tip(error: clap::Error) -> clap::Error {
    let named = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) => name,
        _ => return error,
    };
    let path = Path::new(named);
    let lesson = path
        .extension()
        .is_some_and(|ending| ending == "md" || ending == "ipynb" || ending == "py");
    if !lesson && !path.exists() {
        return error;
    }
    let message = format!(
        "unrecognized subcommand '{named}'\n\n  tip: to run it, write 'ndbook run {named}'"
    );
    Options::command().error(ErrorKind::InvalidSubcommand, message)
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run lessons and show their prose, code and outputs
    Run(RunOptions),
    /// Run lessons and compare their outputs with the recorded ones
    Test(TestOptions),
    /// Check answers to a lesson's exercises
    Check(CheckOptions),
    /// Go through lessons and exercises; answers are checked whenever they are saved
    Learn(LearnOptions),
    /// Write a lesson as Markdown, notebook or Python file
    Convert(ConvertOptions),
    /// Write what a platform runs to check answers
    Export(ExportOptions),
    /// Write the learner's copy of a lesson: without solutions and hidden checks
    Release(ReleaseOptions),
    /// Show a page on an error, with an example
    Explain(ExplainOptions),
    /// Documentation of a function, method or language feature; with no name, the index
    Doc(DocOptions),
}

#[derive(Debug, Args)]
pub struct DocOptions {
    /// `np.mean`, `ndarray.sum`, `mean`, `for`; several words search
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,

    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DocFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DocFormat {
    #[default]
    Pretty,
    Html,
}

#[derive(Debug, Args)]
pub struct RunOptions {
    /// Lessons (.md, .ipynb, .py), folders of lessons, or globs
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,

    /// Leave out prose and code: outputs only
    #[arg(short, long)]
    pub quiet: bool,

    /// Show solutions and hints too
    #[arg(long)]
    pub solutions: bool,

    /// How to show the run; json is one line per lesson
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("recording").multiple(true))]
pub struct TestOptions {
    /// Lessons (.md, .ipynb, .py), folders of lessons, or globs
    #[arg(value_name = "PATH", default_value = "lessons")]
    pub paths: Vec<String>,

    /// Record what is new and what changed; take out records of cells and lessons that are gone
    #[arg(long, group = "recording", conflicts_with_all = ["review", "accept", "reject"])]
    pub update: bool,

    /// Ask in the terminal what to record: each change is shown, and a key accepts, rejects or skips it
    #[arg(long, group = "recording", conflicts_with_all = ["accept", "reject", "watch", "pending"])]
    pub review: bool,

    /// Record the change of that name, as the report shows it (`a.md:12`), of a lesson, or of a glob
    #[arg(long, value_name = "NAME", group = "recording", conflicts_with_all = ["watch", "pending"])]
    pub accept: Vec<String>,

    /// Keep the record of that name as it is, whatever --accept says, and drop what is pending of it
    #[arg(long, value_name = "NAME", conflicts_with_all = ["watch", "pending"])]
    pub reject: Vec<String>,

    /// Where something is recorded: new outputs go into `output` fences instead of the snapshot
    #[arg(long, requires = "recording")]
    pub inline: bool,

    /// Leave what is new and what changed in the snapshots as `.snap.new`, for `cargo insta review`
    #[arg(long, conflicts_with = "update")]
    pub pending: bool,

    /// Test again what was saved, until Ctrl-C
    #[arg(long)]
    pub watch: bool,
    /// Say which wrong answers the checks of exercises would let through, and what assert would catch them
    #[arg(long, conflicts_with = "update")]
    pub audit: bool,

    /// Outputs without a record are failures
    #[arg(long)]
    pub strict: bool,

    /// Compare numbers with this relative tolerance where the lesson gives none
    #[arg(long, value_name = "TOL", value_parser = tolerance)]
    pub tol: Option<f64>,

    /// How to report
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TestFormat,

    #[command(flatten)]
    pub shared: Shared,
}

/// The formats of the reports of `test`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    #[default]
    Pretty,
    /// One line per lesson
    Json,
    /// JUnit's XML
    Junit,
    /// TAP 14
    Tap,
}

#[derive(Debug, Args)]
pub struct CheckOptions {
    /// The lesson with the exercises
    #[arg(value_name = "LESSON")]
    pub lesson: PathBuf,

    /// Answers: .py files, filled-in .md lessons, folders of them, or globs
    #[arg(required = true, value_name = "ANSWER")]
    pub answers: Vec<String>,

    /// How to report; json is one line per answer
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: CheckFormat,

    /// Show the hints of exercises that are not right yet
    #[arg(long)]
    pub hints: bool,

    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Debug, Args)]
pub struct LearnOptions {
    /// Lessons (.md, .ipynb, .py), folders of lessons, or globs, in the order of the course
    #[arg(value_name = "PATH", default_value = "lessons")]
    pub paths: Vec<String>,

    /// Begin at this lesson: its number, or its file's name
    #[arg(long, visible_alias = "from", value_name = "N")]
    pub lesson: Option<String>,

    /// Keep answers, and the progress in its `.ndbook`, in this folder
    #[arg(long, value_name = "DIR", default_value = "answers")]
    pub answers: PathBuf,

    /// List lessons and exercises with their state, and end
    #[arg(long, group = "deed")]
    pub list: bool,

    /// Check all answers that there are, and end
    #[arg(long, group = "deed")]
    pub check: bool,

    /// Show one more hint for this exercise, and end
    #[arg(long, group = "deed", value_name = "EXERCISE")]
    pub hint: Option<String>,

    /// Show the solution of this exercise, if it is solved, and end
    #[arg(long, group = "deed", value_name = "EXERCISE")]
    pub solution: Option<String>,

    /// Put the starter of this exercise in the place of the answer, which is kept as a copy, and end
    #[arg(long, group = "deed", value_name = "EXERCISE")]
    pub reset: Option<String>,

    /// With --reset: do not ask
    #[arg(long, requires = "reset")]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct ConvertOptions {
    /// The lesson: .md, .ipynb or .py; `-` for stdin
    #[arg(value_name = "IN")]
    pub from: String,

    /// The file to write; `-` for stdout
    #[arg(value_name = "OUT")]
    pub to: String,

    /// The form of IN, where its ending does not say it
    #[arg(long = "from", value_enum, value_name = "FORM")]
    pub from_form: Option<Form>,

    /// The form of OUT, where its ending does not say it
    #[arg(long = "to", value_enum, value_name = "FORM")]
    pub to_form: Option<Form>,

    /// Write OUT also where it is there already
    #[arg(long)]
    pub force: bool,
}

/// The forms of a lesson, named by their endings, and what else Markdown can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Md,
    Ipynb,
    Py,
    /// Markdown with the `{code-cell}` fences of MyST
    Myst,
}

#[derive(Debug, Args)]
pub struct ExportOptions {
    /// The platform
    #[arg(value_enum, value_name = "PLATFORM")]
    pub platform: Platform,

    /// The lesson with the exercises
    #[arg(value_name = "LESSON")]
    pub lesson: PathBuf,

    /// Where to write the archive [default: LESSON-gradescope.zip]
    #[arg(short, long, value_name = "ZIP")]
    pub output: Option<PathBuf>,

    /// The ndbook that goes along, for Linux on x86-64 [default: this one]
    #[arg(long, value_name = "FILE")]
    pub program: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Platform {
    /// The archive for Gradescope's autograder
    Gradescope,
}

#[derive(Debug, Args)]
pub struct ReleaseOptions {
    /// The lesson
    #[arg(value_name = "LESSON")]
    pub lesson: PathBuf,

    /// Where to write the copy [default: stdout]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// How `check` reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Feedback for people; of many answers a table
    #[default]
    Pretty,
    /// One line of JSON per answer
    Json,
    /// JUnit's XML: an answer is a suite, an exercise a test case
    Junit,
    /// Gradescope's results.json
    Gradescope,
    /// Exercism's results.json, version 3
    Exercism,
    /// A header, and a row of marks per answer
    Csv,
}

#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// The name that an error shows, or words of its message; without it all pages are listed
    #[arg(value_name = "CODE")]
    pub words: Vec<String>,

    /// How to show the page; html is the inside of a document
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    #[default]
    Pretty,
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Pretty,
    Json,
}

/// Options of `run`, `test` and `check`.
#[derive(Clone, Debug, Default, Args)]
pub struct Shared {
    /// Work on N files at a time [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// Seed of unseeded random numbers, or `random` [default: 0]
    #[arg(long, value_name = "N", value_parser = seed)]
    pub seed: Option<Seed>,

    /// End a cell after so many steps [default: 20_000_000_000; of an answer: 20_000_000]
    #[arg(long, value_name = "N", value_parser = count)]
    pub max_steps: Option<u64>,

    /// End a cell that needs more memory, for example 2G [default: 4G; of an answer: 256M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_memory: Option<u64>,

    /// End a cell after so many seconds [default: 600; of an answer: 10]
    #[arg(long, value_name = "S", value_parser = seconds)]
    pub max_seconds: Option<f64>,

    /// Go on after an error that is not expected
    #[arg(long)]
    pub keep_going: bool,
}

/// Where unseeded random numbers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    Fixed(u64),
    System,
}

impl Shared {
    /// `settings` as these options change them.
    pub fn apply(&self, settings: Settings) -> Settings {
        let (seed, entropy) = match self.seed {
            None => (settings.seed, settings.entropy),
            Some(Seed::Fixed(seed)) => (Some(seed), settings.entropy),
            Some(Seed::System) => (None, Some(system::entropy())),
        };
        Settings {
            seed,
            entropy,
            max_steps: self.max_steps.or(settings.max_steps),
            max_memory: self.max_memory.or(settings.max_memory),
            max_seconds: self.max_seconds.or(settings.max_seconds),
            ..settings
        }
    }

    /// The settings of a lesson at `path`, in its own folder.
    pub fn lesson(&self, path: &Path) -> Settings {
        self.apply(Settings {
            files: Box::new(LessonFiles::of(path)),
            stopwatch: Some(system::stopwatch()),
            ..Settings::default()
        })
    }
}

fn seed(text: &str) -> Result<Seed, String> {
    match text {
        "random" => Ok(Seed::System),
        _ => text
            .parse()
            .map(Seed::Fixed)
            .map_err(|_| "a seed is a number that is not negative, or `random`".to_string()),
    }
}

/// A count, with `_` between digits as in Python.
fn count(text: &str) -> Result<u64, String> {
    text.replace('_', "")
        .parse()
        .map_err(|_| "write a number, for example 1_000_000".to_string())
}

/// A size in bytes: `512M`, `2G`, `1.5GiB`; the units are powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let wrong = || "write a size, for example 512M or 2G".to_string();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let unit = unit.trim().to_ascii_uppercase();
    let power = match unit.trim_end_matches('B').trim_end_matches('I') {
        "" => 0,
        "K" => 1,
        "M" => 2,
        "G" => 3,
        "T" => 4,
        _ => return Err(wrong()),
    };
    Ok((number * 1024f64.powi(power)) as u64)
}

fn tolerance(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|tolerance: &f64| tolerance.is_finite() && *tolerance >= 0.0)
        .ok_or_else(|| "write a number that is not negative, for example 1e-6".to_string())
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|seconds: &f64| seconds.is_finite() && *seconds > 0.0)
        .ok_or_else(|| "write a number of seconds above 0".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_of_1024() {
        assert_eq!(size("512"), Ok(512));
        assert_eq!(size("2G"), Ok(2 << 30));
        assert_eq!(size("1.5 KiB"), Ok(1536));
        assert_eq!(size("3mb"), Ok(3 << 20));
        assert!(size("many").is_err());
        assert!(size("3X").is_err());
    }

    #[test]
    fn the_command_line_is_consistent() {
        Options::command().debug_assert();
    }
}
