//! Floor 7: the prompt. Reads cells from a terminal, runs them in one session, shows what they show.
//!
//! [`editor`] is the line editor (completion, hints, colours, indentation), [`block`] knows when a block is whole,
//! [`paste`] takes the prompts off pasted sessions, [`commands`] are the lines that begin with `:`, [`show`] writes
//! outcomes. There is no pager and no `Out[n]:`; values stand alone on their lines.

mod block;
mod commands;
mod complete;
mod editor;
mod highlight;
mod history;
pub mod paste;
mod show;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::error::ReadlineError;

use crate::eval::{CellOutcome, Session, Settings, on_large_stack};
use crate::text::Source;

use commands::Command;
use editor::Prompter;
use show::Shown;

/// Makes the settings of a session; `:reset` needs new ones.
pub type Setup<'a> = &'a (dyn Fn() -> Settings + Sync);

/// A terminal's session from its greeting to Ctrl-D.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(setup: Setup, colours: bool) -> Result<(), String> {
    let interrupted = Arc::new(AtomicBool::new(false));
    // Without this Ctrl-C would end the program instead of the cell.
    signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted.clone())
        .map_err(|error| format!("Ctrl-C cannot be caught: {error}"))?;
    on_large_stack(|| Repl::new(setup, colours, interrupted).map(Repl::converse))
        .map_err(|error| format!("the terminal cannot be used: {error}"))
}

/// One conversation.
struct Repl<'a> {
    setup: Setup<'a>,
    interrupted: Arc<AtomicBool>,
    session: Rc<RefCell<Session>>,
    prompter: Prompter,
    shown: Shown,
    /// How many cells have run: complaints call them `<1>`, `<2>`.
    cells: usize,
    /// Show time and steps after each cell.
    timing: bool,
    last_steps: u64,
}

impl<'a> Repl<'a> {
    fn new(
        setup: Setup<'a>,
        colours: bool,
        interrupted: Arc<AtomicBool>,
    ) -> rustyline::Result<Repl<'a>> {
        let shown = Shown::default();
        let session = Rc::new(RefCell::new(session(setup, &interrupted, &shown)));
        Ok(Repl {
            setup,
            interrupted,
            prompter: Prompter::new(session.clone(), colours)?,
            session,
            shown,
            cells: 0,
            timing: false,
            last_steps: 0,
        })
    }

    fn converse(mut self) {
        let version = env!("CARGO_PKG_VERSION");
        show::line(&format!(
            "ndbook {version}: NumPy without Python. `:help` says what there is, Ctrl-D leaves."
        ));
        loop {
            match self.prompter.read() {
                Ok(text) => self.answer(&text),
                Err(ReadlineError::Interrupted) => show::line("KeyboardInterrupt"),
                Err(ReadlineError::Eof) => return,
                Err(error) => {
                    show::complaint(&format!("the terminal cannot be read: {error}"));
                    return;
                }
            }
        }
    }

    /// What was typed: nothing, a command, or a cell.
    fn answer(&mut self, text: &str) {
        match commands::parse(text) {
            _ if text.trim().is_empty() => {}
            Some(Ok(command)) => self.obey(command),
            Some(Err(complaint)) => show::complaint(&complaint),
            None => {
                for cell in paste::cells(text) {
                    self.run(&cell.code);
                }
            }
        }
    }

    fn run(&mut self, text: &str) {
        self.cells += 1;
        let name = format!("<{}>", self.cells);
        self.run_cell(&Source::new(name, text, 1));
    }

    fn run_cell(&mut self, source: &Source) {
        self.interrupted.store(false, Ordering::Relaxed);
        self.shown.begin();
        let outcome = self.session.borrow_mut().run(source);
        self.last_steps = outcome.steps;
        if is_exit(&outcome) {
            return self.prompter.leave();
        }
        self.shown.end(&outcome, self.prompter.paint());
        if self.timing {
            let seconds = outcome.seconds;
            show::line(&format!("{seconds:.6} s, {} steps", outcome.steps));
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Help => show::line(commands::HELP),
            Command::Who => self.who(),
            Command::Reset => {
                let session = session(self.setup, &self.interrupted, &self.shown);
                self.session.replace(session);
                show::line("all names are forgotten");
            }
            Command::Load(path) => match std::fs::read_to_string(&path) {
                Ok(text) => self.run_cell(&Source::new(path, text, 1)),
                Err(error) => show::complaint(&format!("{path}: cannot be read: {error}")),
            },
            Command::Time => {
                self.timing = !self.timing;
                let now = if self.timing { "shown" } else { "hidden" };
                show::line(&format!("time and steps of each cell are {now}"));
            }
            Command::Steps => show::line(&format!("the last cell took {} steps", self.last_steps)),
            Command::Quit => self.prompter.leave(),
        }
    }

    /// The lesson's names with what they are.
    fn who(&mut self) {
        let mut session = self.session.borrow_mut();
        let mut names = session.names();
        names.retain(|name| !name.starts_with('_'));
        let width = names.iter().map(|name| name.chars().count()).max();
        let Some(width) = width else {
            show::line("no names are assigned yet");
            return;
        };
        for name in names {
            if let Some(value) = session.lookup(&name) {
                show::line(&format!("{name:width$}  {}", session.kind(&value)));
            }
        }
    }
}

/// `exit()` and the like.
fn is_exit(outcome: &CellOutcome) -> bool {
    let error = outcome.error.as_ref();
    error.is_some_and(|error| error.type_name == "SystemExit")
}

/// A session whose cells Ctrl-C stops and that prints as it goes.
fn session(setup: Setup, interrupted: &Arc<AtomicBool>, shown: &Shown) -> Session {
    let mut session = Session::new(Settings {
        interrupted: Some(interrupted.clone()),
        underscore: true,
        figures_stay: true,
        ..setup()
    });
    session.stream_to(shown.sink());
    session
}
