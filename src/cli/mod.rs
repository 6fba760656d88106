//! Floor 7: the command line. With the REPL, the only code that touches files, the terminal and the clock.
//!
//! One file per command; what they share: `options`, `paths` (from arguments to lessons), `jobs` (many
//! lessons side by side), `watch` (waiting for files to be saved), `output` (stdout, stderr, colours), `prose` (Markdown set for a terminal).
//!
//! Results go to stdout, progress and complaints to stderr. The exit status is 0 where all is well, 1 where an
//! output differs, a check fails or a cell raised, 2 for wrong usage and for lessons that cannot be read, 3 for
//! a fault of ndbook itself.

mod audit;
mod check;
mod code;
mod convert;
mod doc;
mod explain;
mod export;
mod fault;
mod files;
mod jobs;
mod learn;
mod options;
mod output;
mod paths;
mod present;
mod progress;
mod prose;
mod release;
mod run;
mod system;
mod test;
mod watch;

use std::process::ExitCode;

use crate::eval::CellError;
pub use files::LessonFiles;
use options::{Command, Options};
use output::Output;

/// What a command came to; the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Good,
    /// An output differs, a check fails or a cell raised.
    Failed,
    /// A script ended itself with this status: `exit(4)`.
    Ended(u8),
    /// Wrong usage, or a lesson that cannot be read or whose structure is broken.
    Unusable,
    /// A fault of ndbook itself.
    Fault,
}

impl Status {
    /// How a script ends that raised `error`, as Python ends: `exit(3)` without a word, `exit("why")` with that
    /// alone, everything else with its diagnostic.
    fn of_script(error: &CellError, output: &mut Output) -> Status {
        match error.exit {
            Some(0) => return Status::Good,
            Some(status) => return Status::Ended(status),
            None if error.type_name == "SystemExit" => output.complain(&error.message),
            None => {
                let text = present::diagnostic(error, output.complaint, output.drawn);
                output.complain(&text);
            }
        }
        Status::Failed
    }

    fn code(self) -> u8 {
        match self {
            Status::Good => 0,
            Status::Failed => 1,
            Status::Ended(status) => status,
            Status::Unusable => 2,
            Status::Fault => 3,
        }
    }
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    fault::install();
    let options = match Options::read() {
        Ok(options) => options,
        Err(error) => {
            // Help and version are no errors: clap sends them to stdout and the rest to stderr.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    // They live as long as the program: see `jobs`.
    let status = dispatch(Box::leak(Box::new(options)));
    ExitCode::from(status.code())
}

fn dispatch(options: &'static Options) -> Status {
    let mut output = Output::new(options.color, options.plain);
    let status = match &options.command {
        Some(Command::Run(options)) => run::run(options, &mut output),
        Some(Command::Test(options)) => test::run(options, &mut output),
        Some(Command::Check(options)) => check::run(options, &mut output),
        Some(Command::Learn(learning)) => learn::run(learning, options.plain, &mut output),
        Some(Command::Convert(options)) => convert::run(options, &mut output),
        Some(Command::Export(options)) => export::run(options, &mut output),
        Some(Command::Release(options)) => release::run(options, &mut output),
        Some(Command::Explain(options)) => explain::run(options, &mut output),
        Some(Command::Doc(options)) => doc::run(options, &mut output),
        None => code::run(options.code.as_deref(), options.plain, &mut output),
    };
    output.flush();
    status
}
