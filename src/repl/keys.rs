//! What keys do beyond the line editor's own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustyline::history::FileHistory;
use rustyline::{
    Cmd, ConditionalEventHandler, Editor, Event, EventContext, EventHandler, Helper, KeyCode,
    KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::block;

/// Keys that follow each other faster than this were pasted.
const PASTED: Duration = Duration::from_millis(5);

/// What the keys before say about the next one.
#[derive(Default)]
pub struct Typing {
    typed: Mutex<Typed>,
    /// The text is to be edited elsewhere.
    pub elsewhere: AtomicBool,
}

#[derive(Default)]
struct Typed {
    last_key: Option<Instant>,
    /// The last key came at once after the one before.
    pasted: bool,
    /// Indentation was put in just now.
    indented: bool,
    /// It was taken out for this character, which is put in together with the next one: the editor has no command that
    /// does both and leaves the cursor behind the character.
    owed: Option<char>,
    /// The arrows go through the history, by what was typed or through all of it.
    walk: Option<Walk>,
    /// The text was recalled, and nothing was typed since.
    recalled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    All,
    ByPrefix,
}

impl Typing {
    /// Takes note of a key: whether it came at once after the one before, and what that left.
    fn key(&self) -> (bool, Typed) {
        let Ok(mut typed) = self.typed.lock() else {
            return (false, Typed::default());
        };
        let before = std::mem::take(&mut *typed);
        let pasted = before.last_key.is_some_and(|last| last.elapsed() < PASTED);
        typed.last_key = Some(Instant::now());
        typed.pasted = pasted;
        (pasted, before)
    }

    fn owe(&self, c: char) {
        if let Ok(mut typed) = self.typed.lock() {
            typed.owed = Some(c);
        }
    }

    fn indented(&self) {
        if let Ok(mut typed) = self.typed.lock() {
            typed.indented = true;
        }
    }

    /// Does what is on the line come from a paste, as far as one can tell?
    pub fn is_pasting(&self) -> bool {
        self.typed.lock().is_ok_and(|typed| typed.pasted)
    }

    /// How the arrows walk through the history, now that one was pressed on this line. `within`: it stays in the text.
    fn walk(&self, line: &str, at_end: bool, within: bool) -> Walk {
        let Ok(mut typed) = self.typed.lock() else {
            return Walk::All;
        };
        let fresh = match line.is_empty() || line.contains('\n') || !at_end {
            true => Walk::All,
            false => Walk::ByPrefix,
        };
        let walk = typed.walk.unwrap_or(fresh);
        *typed = Typed {
            walk: Some(walk),
            recalled: typed.recalled || !within,
            last_key: Some(Instant::now()),
            ..Typed::default()
        };
        walk
    }
}

/// Binds the keys.
pub fn bind<H: Helper>(editor: &mut Editor<H, FileHistory>, typing: &Arc<Typing>) {
    // Pasted lines may end in either.
    for enter in [
        KeyEvent(KeyCode::Enter, Modifiers::NONE),
        KeyEvent::ctrl('J'),
    ] {
        let handler = Box::new(Enter(typing.clone()));
        editor.bind_sequence(enter, EventHandler::Conditional(handler));
    }
    for (key, up) in [(KeyCode::Up, true), (KeyCode::Down, false)] {
        let handler = Box::new(Arrow(typing.clone(), up));
        editor.bind_sequence(
            KeyEvent(key, Modifiers::NONE),
            EventHandler::Conditional(handler),
        );
    }
    let tab = Box::new(Tab(typing.clone()));
    editor.bind_sequence(
        KeyEvent(KeyCode::Tab, Modifiers::NONE),
        EventHandler::Conditional(tab),
    );
    let elsewhere = Event::KeySeq(vec![KeyEvent::ctrl('X'), KeyEvent::ctrl('E')]);
    editor.bind_sequence(
        elsewhere,
        EventHandler::Conditional(Box::new(Elsewhere(typing.clone()))),
    );
    let other = Box::new(Other(typing.clone()));
    editor.bind_sequence(Event::Any, EventHandler::Conditional(other));
}

/// Enter runs what is whole, and else begins a new line with its indentation.
struct Enter(Arc<Typing>);

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let (_, before) = self.0.key();
        let (line, pos) = (context.line(), context.pos());
        // Within a text of several lines, Enter only breaks the line; its end is where it is run.
        let at_end =
            !line.contains('\n') || line.get(pos..).is_some_and(|after| after.trim().is_empty());
        if let Some(owed) = before.owed.filter(|owed| *owed != ' ') {
            return Some(Cmd::Insert(1, format!("{owed}\n")));
        }
        // What was recalled was run before: no empty line has to tell that a block ends.
        let ended = || before.recalled && block::is_whole(&format!("{line}\n"));
        if at_end && (block::is_whole(line) || ended()) {
            return Some(Cmd::AcceptLine);
        }
        let columns = block::indentation(line.get(..pos).unwrap_or(line));
        if columns > 0 {
            self.0.indented();
        }
        Some(Cmd::Insert(1, format!("\n{}", " ".repeat(columns))))
    }
}

/// The arrows move between lines; at the first and last line they recall what was entered before, of what begins as
/// typed where something was typed.
struct Arrow(Arc<Typing>, bool);

impl ConditionalEventHandler for Arrow {
    fn handle(&self, _: &Event, n: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let (line, pos) = (context.line(), context.pos());
        let (before, after) = line.split_at_checked(pos).unwrap_or((line, ""));
        let within = match self.1 {
            true => before.contains('\n'),
            false => after.contains('\n'),
        };
        let walk = self.0.walk(line, pos == line.len(), within);
        Some(match (walk, self.1) {
            (Walk::ByPrefix, true) if !within => Cmd::HistorySearchBackward,
            (Walk::ByPrefix, false) if !within => Cmd::HistorySearchForward,
            (_, true) => Cmd::LineUpOrPreviousHistory(n),
            (_, false) => Cmd::LineDownOrNextHistory(n),
        })
    }
}

/// Where a line begins, Tab indents it; elsewhere it completes.
struct Tab(Arc<Typing>);

impl ConditionalEventHandler for Tab {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        self.0.key();
        let before = context.line().get(..context.pos()).unwrap_or("");
        let begins = before
            .rsplit_once('\n')
            .is_some_and(|(_, line)| line.trim().is_empty());
        begins.then(|| Cmd::Insert(1, " ".repeat(block::INDENT)))
    }
}

/// The text goes to an editor.
struct Elsewhere(Arc<Typing>);

impl ConditionalEventHandler for Elsewhere {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        self.0.elsewhere.store(true, Ordering::Relaxed);
        Some(Cmd::AcceptLine)
    }
}

/// Any other key. Who types blanks where a line is indented already means them to take the place of its indentation, and
/// a pasted line brings its own; but the first of a block has some, or it would be none.
struct Other(Arc<Typing>);

impl ConditionalEventHandler for Other {
    fn handle(
        &self,
        event: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext,
    ) -> Option<Cmd> {
        let (pasted, before) = self.0.key();
        let above = context.line().get(..context.pos()).unwrap_or("");
        let above = above.rsplit_once('\n').map_or("", |(above, _)| above);
        match (event.get(0), before.owed) {
            (Some(KeyEvent(KeyCode::Char(c), Modifiers::NONE)), Some(owed)) => {
                Some(Cmd::Insert(1, format!("{owed}{c}")))
            }
            (Some(KeyEvent(KeyCode::Char(c), Modifiers::NONE)), None)
                if before.indented && (*c == ' ' || pasted && !block::opens(above)) =>
            {
                self.0.owe(*c);
                Some(Cmd::Kill(Movement::BeginningOfLine))
            }
            (Some(KeyEvent(KeyCode::Backspace, _)), Some(_)) => Some(Cmd::Noop),
            _ => None,
        }
    }
}
