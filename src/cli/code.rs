//! `ndbook -c CODE`, and `ndbook` alone: the prompt on a terminal, else stdin as one cell.

use std::io::{IsTerminal, Read, Write};

use super::fault;
use super::files::WorkingFiles;
use super::output::Output;
use super::{Status, system};
use crate::eval::{CellOutcome, Session, Settings, on_large_stack};
use crate::lesson;
use crate::repl::{self, paste};
use crate::text::Source;
use crate::value::Stream;

pub fn run(code: Option<&str>, plain: bool, output: &mut Output) -> Status {
    match code {
        Some(code) => cell("<string>", code, output),
        None if std::io::stdin().is_terminal() => prompt(plain, output),
        None => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            let text = read
                .map_err(|error| format!("<stdin>: cannot be read: {error}"))
                .and_then(|_| {
                    lesson::decode("<stdin>", bytes).map_err(|complaint| complaint.to_string())
                });
            match text {
                Ok(text) => cell("<stdin>", &text, output),
                Err(complaint) => {
                    output.complain(&complaint);
                    Status::Unusable
                }
            }
        }
    }
}

/// A conversation on the terminal.
fn prompt(plain: bool, output: &mut Output) -> Status {
    fault::keep_terminal();
    match repl::run(&interactive, output.paint.is_on(), plain) {
        Ok(()) => Status::Good,
        Err(complaint) => {
            output.complain(&complaint);
            Status::Unusable
        }
    }
}

/// Runs one cell, or the cells of a session with its prompts, and shows what they printed and their values.
fn cell(name: &str, code: &str, output: &mut Output) -> Status {
    let cells: Vec<Source> = match code.trim_start().starts_with(">>> ") {
        true => {
            let pasted = paste::cells(code).into_iter();
            pasted
                .map(|cell| Source::new(name, cell.code, cell.line))
                .collect()
        }
        false => vec![Source::new(name, code, 1)],
    };
    output.flush();
    on_large_stack(|| {
        let mut session = Session::new(interactive());
        session.stream_to(Box::new(stream));
        let mut status = Status::Good;
        for cell in &cells {
            let outcome = session.run(cell);
            status = status.max(shown(name, &outcome, output));
            output.flush();
            if outcome
                .error
                .is_some_and(|error| error.type_name == "SystemExit")
            {
                break;
            }
        }
        status
    })
}

/// Shows how a cell ended.
fn shown(name: &str, outcome: &CellOutcome, output: &mut Output) -> Status {
    if let Some(display) = &outcome.display {
        output.result(&format!("{display}\n"));
    }
    // Pictures that the cell showed itself were streamed.
    for media in outcome.media.iter().filter(|media| media.after.is_none()) {
        output.result(&media.drawing);
    }
    for warning in &outcome.warnings {
        output.complain(&format!(
            "{name}:{}: {}: {}",
            warning.line, warning.category, warning.message
        ));
    }
    for note in &outcome.notes {
        output.complain(&format!("note: {note}"));
    }
    match &outcome.error {
        None => Status::Good,
        Some(error) => Status::of_script(error, output),
    }
}

/// Shows what a cell prints while it prints it.
fn stream(stream: Stream, text: &str) {
    // A reader that has gone away (`ndbook … | head`) is no error.
    let _ = match stream {
        Stream::Out => std::io::stdout().write_all(text.as_bytes()),
        Stream::Error => std::io::stderr().write_all(text.as_bytes()),
    };
}

/// Code typed by the users themselves: only memory is limited, the clock is real, and files are those of the
/// working directory.
fn interactive() -> Settings {
    Settings {
        seed: None,
        entropy: Some(system::entropy()),
        max_steps: None,
        max_seconds: None,
        max_output: usize::MAX,
        files: Box::new(WorkingFiles::here()),
        clock: system::clock(),
        ..Settings::default()
    }
}
