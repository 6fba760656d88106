//! `ndbook -c CODE`, and `ndbook` alone: the REPL on a terminal, else stdin as one cell.

use std::io::{IsTerminal, Read};

use super::output::{Color, Output};
use super::{Status, present, sandbox};
use crate::eval::session::{Session, Settings, on_large_stack};
use crate::lesson;
use crate::text::Source;

pub fn run(code: Option<String>, _color: Color, output: &mut Output) -> Status {
    match code {
        Some(code) => cell("<string>", &code, output),
        None if std::io::stdin().is_terminal() => Status::Good,
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

/// Runs one cell and shows what it printed and its value.
fn cell(name: &str, code: &str, output: &mut Output) -> Status {
    let source = Source::new(name, code, 1);
    let outcome = on_large_stack(|| Session::new(interactive()).run(&source));
    output.result(&outcome.stdout);
    if let Some(display) = &outcome.display {
        output.result(&format!("{display}\n"));
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
        Some(error) => {
            let text = present::diagnostic(error, output.complaint);
            output.complain(&text);
            Status::Failed
        }
    }
}

/// Code typed by the user themselves: only memory is limited, and files are those of the working directory.
fn interactive() -> Settings {
    let folder = std::env::current_dir().unwrap_or_else(|_| ".".into());
    Settings {
        seed: None,
        max_steps: None,
        max_seconds: None,
        files: sandbox::of_working_directory(&folder),
        ..Settings::default()
    }
}
