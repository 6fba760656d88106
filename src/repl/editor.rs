//! The line editor.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event,
    EventContext, EventHandler, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::highlight::Paint;
use super::{block, complete, history};
use crate::eval::Session;

const PROMPT: &str = ">>> ";

/// What is remembered of earlier conversations.
const HISTORY: usize = 10_000;

/// Asks for cells.
pub struct Prompter {
    editor: Editor<Assistant, FileHistory>,
    history: Option<PathBuf>,
    paint: Paint,
    left: Cell<bool>,
}

impl Prompter {
    pub fn new(session: Rc<RefCell<Session>>, colours: bool) -> rustyline::Result<Prompter> {
        let paint = Paint { on: colours };
        let config = Config::builder()
            .max_history_size(HISTORY)?
            .history_ignore_dups(true)?
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .auto_add_history(false)
            .color_mode(match colours {
                true => ColorMode::Forced,
                false => ColorMode::Disabled,
            })
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Assistant { session, paint }));
        let keys = Arc::new(Typing::default());
        // Pasted lines may end in either.
        for enter in [
            KeyEvent(KeyCode::Enter, Modifiers::NONE),
            KeyEvent::ctrl('J'),
        ] {
            let handler = Box::new(Enter(keys.clone()));
            editor.bind_sequence(enter, EventHandler::Conditional(handler));
        }
        editor.bind_sequence(Event::Any, EventHandler::Conditional(Box::new(Other(keys))));
        let history = history::file();
        if let Some(file) = &history {
            // The first conversation has none.
            let _ = editor.load_history(file);
        }
        Ok(Prompter {
            editor,
            history,
            paint,
            left: Cell::new(false),
        })
    }

    pub fn paint(&self) -> Paint {
        self.paint
    }

    /// The next reading is the end.
    pub fn leave(&self) {
        self.left.set(true);
    }

    /// Reads a cell or a command.
    pub fn read(&mut self) -> rustyline::Result<String> {
        if self.left.get() {
            return Err(ReadlineError::Eof);
        }
        let text = self.editor.readline(PROMPT)?;
        let kept = text.trim_end();
        if !kept.is_empty()
            && self.editor.add_history_entry(kept)?
            && let Some(file) = &self.history
        {
            // A history that cannot be written is no reason to stop.
            let _ = self.editor.append_history(file);
        }
        Ok(text)
    }
}

/// Completion, hints and colours.
struct Assistant {
    session: Rc<RefCell<Session>>,
    paint: Paint,
}

impl Helper for Assistant {}

/// [`Enter`] decides when a text is whole; what it accepts is accepted.
impl Validator for Assistant {}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let mut session = self.session.borrow_mut();
        Ok(complete::candidates(&mut session, line, pos))
    }
}

/// A signature, which is shown and not taken over.
struct Signature(String);

impl Hint for Signature {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = Signature;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Signature> {
        if pos < line.len() {
            return None;
        }
        let mut session = self.session.borrow_mut();
        let signature = complete::signature(&mut session, line)?;
        let typed = line.lines().next_back().unwrap_or("").chars().count();
        cut(
            &signature,
            columns().checked_sub(PROMPT.len() + typed + GAP + 1)?,
        )
        .map(|shown| Signature(format!("{:GAP$}{shown}", "")))
    }
}

/// Columns between what is typed and a signature.
const GAP: usize = 4;

/// A signature that needs more room than this is not worth showing in part.
const LEAST: usize = 12;

fn columns() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize)
}

/// As much of a text as fits into a line; nothing where that says too little.
fn cut(text: &str, room: usize) -> Option<String> {
    if text.chars().count() <= room {
        return Some(text.to_string());
    }
    let kept = room.checked_sub(1).filter(|kept| *kept >= LEAST)?;
    let kept: String = text.chars().take(kept).collect();
    Some(format!("{kept}…"))
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(self.paint.code(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.paint.hint(hint))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.paint.on
    }
}

/// Keys that follow each other faster than this were pasted.
const PASTED: Duration = Duration::from_millis(5);

/// The indentation that was put in last. Text that brings its own, pasted or typed, takes its place.
#[derive(Default)]
struct Typing(Mutex<Option<(Instant, u16)>>);

impl Typing {
    fn indented(&self, columns: u16) {
        if let Ok(mut last) = self.0.lock() {
            *last = (columns > 0).then(|| (Instant::now(), columns));
        }
    }

    /// The columns to take back: a key has come at once after them, or `brings_own` indentation.
    fn replaced(&self, brings_own: bool) -> Option<u16> {
        let (when, columns) = self.0.lock().ok()?.take()?;
        (brings_own || when.elapsed() < PASTED).then_some(columns)
    }
}

/// Enter runs what is whole, and else begins a new line with its indentation.
struct Enter(Arc<Typing>);

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let (line, pos) = (context.line(), context.pos());
        // Within a text, Enter only breaks the line; its end is where it is run.
        let at_end = line.get(pos..).is_some_and(|after| after.trim().is_empty());
        if at_end && block::is_whole(line) {
            self.0.indented(0);
            return Some(Cmd::AcceptLine);
        }
        let before = line.get(..pos).unwrap_or(line);
        if self.0.replaced(false).is_some() && before.ends_with(' ') {
            // An empty line in what is pasted: nothing of it is indentation.
            let blanks = before.len() - before.trim_end_matches(' ').len();
            let blanks = u16::try_from(blanks).unwrap_or(0);
            return Some(Cmd::Replace(
                Movement::BackwardChar(blanks),
                Some("\n".into()),
            ));
        }
        let columns = block::indentation(before);
        self.0.indented(u16::try_from(columns).unwrap_or(0));
        Some(Cmd::Insert(1, format!("\n{}", " ".repeat(columns))))
    }
}

/// Any other key: pasted text brings its own indentation, and so does who types blanks.
struct Other(Arc<Typing>);

impl ConditionalEventHandler for Other {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        let blank = matches!(event.get(0), Some(KeyEvent(KeyCode::Char(' '), _)));
        let columns = self.0.replaced(blank)?;
        match event.get(0) {
            Some(KeyEvent(KeyCode::Char(c), Modifiers::NONE)) => Some(Cmd::Replace(
                Movement::BackwardChar(columns),
                Some(c.to_string()),
            )),
            _ => None,
        }
    }
}
