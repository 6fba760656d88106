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

/// What the key before says about this one.
#[derive(Default)]
struct Typing(Mutex<Typed>);

#[derive(Default)]
struct Typed {
    last_key: Option<Instant>,
    /// Indentation was put in just now.
    indented: bool,
}

impl Typing {
    /// Takes note of a key: whether it came at once after the one before, and whether that put in indentation.
    fn key(&self) -> (bool, bool) {
        let Ok(mut typed) = self.0.lock() else {
            return (false, false);
        };
        let before = std::mem::take(&mut *typed);
        typed.last_key = Some(Instant::now());
        let pasted = before.last_key.is_some_and(|last| last.elapsed() < PASTED);
        (pasted, before.indented)
    }

    fn indented(&self) {
        if let Ok(mut typed) = self.0.lock() {
            typed.indented = true;
        }
    }
}

/// Enter runs what is whole, and else begins a new line with its indentation.
struct Enter(Arc<Typing>);

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        self.0.key();
        let (line, pos) = (context.line(), context.pos());
        // Within a text, Enter only breaks the line; its end is where it is run.
        let at_end = line.get(pos..).is_some_and(|after| after.trim().is_empty());
        if at_end && block::is_whole(line) {
            return Some(Cmd::AcceptLine);
        }
        let columns = block::indentation(line.get(..pos).unwrap_or(line));
        if columns > 0 {
            self.0.indented();
        }
        Some(Cmd::Insert(1, format!("\n{}", " ".repeat(columns))))
    }
}

/// Any other key. Who types blanks where a line is indented already means them to take the place of its indentation, and
/// a pasted line brings its own.
struct Other(Arc<Typing>);

impl ConditionalEventHandler for Other {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        let (pasted, indented) = self.0.key();
        let Some(KeyEvent(KeyCode::Char(c), Modifiers::NONE)) = event.get(0) else {
            return None;
        };
        let own = indented && (pasted || *c == ' ');
        own.then(|| Cmd::Replace(Movement::BeginningOfLine, Some(c.to_string())))
    }
}
