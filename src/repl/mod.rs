//! Floor 7: the prompt. Reads cells from a terminal, runs them in one session, shows what they show.
//!
//! [`editor`] is the line editor and [`keys`] what keys do there; [`lex`] and [`place`] see where the cursor stands in
//! code that is not whole yet, for [`complete`], [`hint`] and [`highlight`]. [`block`] knows when a block is whole,
//! [`paste`] takes the prompts off pasted sessions. [`commands`] are the lines that begin with `:`, [`obey`] does what
//! they say, with [`broadcast`], [`record`], [`tour`] and [`table`]; [`preferences`] is what can be set. [`show`] writes
//! outcomes. There is no pager and no `Out[n]:`; values stand alone on their lines.
//!
//! While one types, values are only looked at ([`Session::peek`]): no key runs code that changes something.

mod block;
mod broadcast;
mod commands;
mod complete;
mod editor;
mod elsewhere;
mod folder;
mod highlight;
mod hint;
mod history;
mod keys;
mod lex;
mod obey;
pub mod paste;
mod place;
mod preferences;
mod record;
mod show;
mod table;
mod tour;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::error::ReadlineError;

use crate::eval::{CellOutcome, Kept, Session, Settings, on_large_stack};
use crate::lesson::shown_with_drawings;
use crate::text::Source;

use editor::{Prompter, Read};
use highlight::Paint;
use preferences::Preferences;
use record::Ran;
use show::Shown;
use tour::Tour;

/// Makes the settings of a session; `:reset` needs new ones.
pub type Setup<'a> = &'a (dyn Fn() -> Settings + Sync);

/// A terminal's session from its greeting to Ctrl-D. `plain` is without colours, hints and tables.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(setup: Setup, colours: bool, plain: bool) -> Result<(), String> {
    let interrupted = Arc::new(AtomicBool::new(false));
    // Without this Ctrl-C would end the program instead of the cell.
    signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted.clone())
        .map_err(|error| format!("Ctrl-C cannot be caught: {error}"))?;
    let preferences = Preferences::new(colours, plain);
    on_large_stack(|| Repl::new(setup, preferences, interrupted).map(Repl::converse))
        .map_err(|error| format!("the terminal cannot be used: {error}"))
}

/// How many cells can be taken back, and up to how many bytes of arrays: keeping them costs a copy.
const UNDO: usize = 20;
const UNDO_BYTES: usize = 128 << 20;

/// One conversation.
struct Repl<'a> {
    setup: Setup<'a>,
    interrupted: Arc<AtomicBool>,
    session: Rc<RefCell<Session>>,
    prompter: Prompter,
    preferences: Rc<Cell<Preferences>>,
    shown: Shown,
    /// Cells are called `<1>`, `<2>` in complaints.
    cells: Vec<Ran>,
    /// The session before each of the last cells, newest last.
    kept: VecDeque<Kept>,
    /// Show time and steps after each cell.
    timing: bool,
    last_steps: u64,
    tour: Option<Tour>,
    /// What stands at the next prompt already.
    ready: String,
    /// It is the lesson's next cell.
    is_lessons: bool,
}

impl<'a> Repl<'a> {
    fn new(
        setup: Setup<'a>,
        preferences: Preferences,
        interrupted: Arc<AtomicBool>,
    ) -> rustyline::Result<Repl<'a>> {
        let shown = Shown::default();
        let session = Rc::new(RefCell::new(session(setup, &interrupted, &shown)));
        let preferences = Rc::new(Cell::new(preferences));
        Ok(Repl {
            setup,
            interrupted,
            prompter: Prompter::new(session.clone(), preferences.clone())?,
            session,
            preferences,
            shown,
            cells: Vec::new(),
            kept: VecDeque::new(),
            timing: false,
            last_steps: 0,
            tour: None,
            ready: String::new(),
            is_lessons: false,
        })
    }

    fn paint(&self) -> Paint {
        Paint {
            on: self.preferences.get().colour,
        }
    }

    fn converse(mut self) {
        let version = env!("CARGO_PKG_VERSION");
        let greeting = format!(
            "ndbook {version}: NumPy without Python. `:help` says what there is, Ctrl-D leaves."
        );
        let columns = self.preferences.get().columns();
        show::line(&table::wrapped(&greeting, columns));
        loop {
            let ready = std::mem::take(&mut self.ready);
            let is_lessons = std::mem::take(&mut self.is_lessons);
            match self.prompter.read(&ready) {
                Ok(Read::Text(text)) => self.answer(&text, is_lessons),
                Ok(Read::Elsewhere(text)) => self.edit(&text),
                Err(ReadlineError::Interrupted) => {
                    show::line("KeyboardInterrupt");
                    self.pause(is_lessons);
                }
                Err(ReadlineError::Eof) => return,
                Err(error) => {
                    show::complaint(&format!("the terminal cannot be read: {error}"));
                    return;
                }
            }
        }
    }

    /// What was typed: nothing, a command, or a cell. A lesson's cell that stood ready is followed by the
    /// next.
    fn answer(&mut self, text: &str, is_lessons: bool) {
        match commands::parse(text) {
            _ if text.trim().is_empty() => return self.pause(is_lessons),
            Some(Ok(command)) => return self.obey(command),
            Some(Err(complaint)) => return show::complaint(&complaint),
            None => {
                for cell in paste::cells(text) {
                    self.run(&cell.code);
                }
            }
        }
        if is_lessons && self.tour.is_some() {
            self.go_on();
        }
    }

    /// A cell that stood ready was taken away: its lesson waits.
    fn pause(&mut self, is_lessons: bool) {
        if let (true, Some(tour)) = (is_lessons, &mut self.tour) {
            tour.back();
            show::line("the lesson waits: `:lesson` goes on");
        }
    }

    fn run(&mut self, text: &str) {
        let name = format!("<{}>", self.cells.len() + 1);
        self.run_cell(&Source::new(name, text, 1));
    }

    /// Runs a cell and shows what it shows; gives whether all went well.
    fn run_cell(&mut self, source: &Source) -> bool {
        self.interrupted.store(false, Ordering::Relaxed);
        self.keep();
        self.shown.begin();
        let outcome = self.session.borrow_mut().run(source);
        self.last_steps = outcome.steps;
        if is_exit(&outcome) {
            self.prompter.leave();
            return false;
        }
        self.shown.end(&outcome, &self.preferences.get());
        if self.timing {
            let seconds = outcome.seconds;
            show::line(&format!("{seconds:.6} s, {} steps", outcome.steps));
        }
        let error = outcome.error.as_ref().map(|error| error.type_name.clone());
        let is_well = error.is_none();
        self.cells.push(Ran {
            code: source.text.clone(),
            shown: shown_with_drawings(&outcome),
            error,
        });
        is_well
    }

    /// Keeps the session as it is, for `:undo`; where arrays are too large to be copied for that, nothing is kept.
    fn keep(&mut self) {
        let session = self.session.borrow();
        if session.bytes_held() > UNDO_BYTES as u64 / 2 {
            self.kept.clear();
            return;
        }
        self.kept.push_back(session.keep());
        let bytes = |kept: &VecDeque<Kept>| kept.iter().map(Kept::bytes).sum::<usize>();
        while self.kept.len() > UNDO || bytes(&self.kept) > UNDO_BYTES {
            self.kept.pop_front();
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
