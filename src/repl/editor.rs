//! The line editor.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rustyline::completion::{Completer, Pair};
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::{FileHistory, SearchDirection};
use rustyline::validate::Validator;
use rustyline::{ColorMode, CompletionType, Config, Context, EditMode, Editor, Helper};
use unicode_width::UnicodeWidthStr;

use super::complete::{self, Offer};
use super::highlight::Paint;
use super::hint::{self, Said};
use super::keys::{self, Typing};
use super::place::Place;
use super::preferences::Preferences;
use super::{folder, history, table};
use crate::eval::Session;

const PROMPT: &str = ">>> ";

/// What is remembered of earlier conversations.
const HISTORY: usize = 10_000;

/// As many candidates are shown with a line about each; more stand in columns.
pub const DESCRIBED: usize = 24;

/// What was read.
pub enum Read {
    Text(String),
    /// What was typed is to be edited elsewhere.
    Elsewhere(String),
}

/// Asks for cells.
pub struct Prompter {
    editor: Editor<Assistant, FileHistory>,
    history: Option<PathBuf>,
    typing: Arc<Typing>,
    left: Cell<bool>,
}

impl Prompter {
    pub fn new(
        session: Rc<RefCell<Session>>,
        preferences: Rc<Cell<Preferences>>,
    ) -> rustyline::Result<Prompter> {
        let config = Config::builder()
            .max_history_size(HISTORY)?
            .history_ignore_dups(true)?
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .auto_add_history(false)
            .build();
        let mut editor = Editor::with_config(config)?;
        let typing = Arc::new(Typing::default());
        editor.set_helper(Some(Assistant {
            session,
            preferences: preferences.clone(),
            typing: typing.clone(),
            at_hand: Cell::new(None),
        }));
        keys::bind(&mut editor, &typing);
        let history = history::file();
        if let Some(file) = &history {
            // The first conversation has none.
            let _ = editor.load_history(file);
        }
        let mut prompter = Prompter {
            editor,
            history,
            typing,
            left: Cell::new(false),
        };
        prompter.apply(&preferences.get());
        Ok(prompter)
    }

    /// Takes over what was set.
    pub fn apply(&mut self, preferences: &Preferences) {
        self.editor.set_color_mode(match preferences.colour {
            true => ColorMode::Forced,
            false => ColorMode::Disabled,
        });
        self.editor.set_edit_mode(match preferences.vi {
            true => EditMode::Vi,
            false => EditMode::Emacs,
        });
    }

    /// The next reading is the end.
    pub fn leave(&self) {
        self.left.set(true);
    }

    /// Reads a cell or a command; `initial` stands there already.
    pub fn read(&mut self, initial: &str) -> rustyline::Result<Read> {
        if self.left.get() {
            return Err(ReadlineError::Eof);
        }
        let text = match initial {
            "" => self.editor.readline(PROMPT)?,
            initial => self.editor.readline_with_initial(PROMPT, (initial, ""))?,
        };
        if self.typing.elsewhere.swap(false, Ordering::Relaxed) {
            return Ok(Read::Elsewhere(text));
        }
        let kept = text.trim_end();
        if !kept.is_empty()
            && self.editor.add_history_entry(kept)?
            && let Some(file) = &self.history
        {
            // Written at once, so that a terminal that vanishes loses nothing; a history that cannot be written is no
            // reason to stop.
            let _ = self.editor.append_history(file);
        }
        Ok(Read::Text(text))
    }
}

/// Completion, hints and colours.
struct Assistant {
    session: Rc<RefCell<Session>>,
    preferences: Rc<Cell<Preferences>>,
    typing: Arc<Typing>,
    /// The bytes of the hint that stand out.
    at_hand: Cell<Option<(usize, usize)>>,
}

impl Assistant {
    fn paint(&self) -> Paint {
        Paint {
            on: self.preferences.get().colour,
        }
    }
}

impl Helper for Assistant {}

/// [`keys`] decides when a text is whole; what it accepts is accepted.
impl Validator for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let mut session = self.session.borrow_mut();
        let (start, offers) = complete::offers(&mut session, line, pos, &folder::names);
        Ok((start, shown(offers, self.preferences.get().columns())))
    }
}

/// Candidates as a list shows them: few with a line about each, many in columns.
fn shown(offers: Vec<Offer>, columns: usize) -> Vec<Pair> {
    let names = offers.iter().map(|offer| offer.text.width()).max();
    let names = names.unwrap_or(0);
    let described = offers.len() <= DESCRIBED && offers.iter().any(|offer| !offer.about.is_empty());
    let width = columns.saturating_sub(3);
    let offers = offers.into_iter();
    offers
        .map(|Offer { text, about }| {
            let display = match described {
                true => {
                    let gap = " ".repeat(names - text.width());
                    let line = table::cut(&format!("{text}{gap}  {about}"), width);
                    // One wide line keeps the list to one column.
                    let rest = (columns / 2 + 1).saturating_sub(line.width());
                    format!("{line}{}", " ".repeat(rest))
                }
                false => text.clone(),
            };
            Pair {
                display,
                replacement: text,
            }
        })
        .collect()
}

/// What stands behind the cursor: the rest of an earlier entry can be taken over, the rest is only said.
enum Behind {
    Rest(String),
    Said(String),
}

impl Hint for Behind {
    fn display(&self) -> &str {
        match self {
            Behind::Rest(text) | Behind::Said(text) => text,
        }
    }

    fn completion(&self) -> Option<&str> {
        match self {
            Behind::Rest(text) => Some(text),
            Behind::Said(_) => None,
        }
    }
}

/// Columns between what is typed and what is said of it.
const GAP: usize = 3;

impl Hinter for Assistant {
    type Hint = Behind;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<Behind> {
        self.at_hand.set(None);
        let preferences = self.preferences.get();
        let at_end = line.get(pos..).is_some_and(|rest| {
            rest.chars()
                .all(|c| matches!(c, ')' | ']' | '}' | '\'' | '"'))
        });
        if !preferences.hints || !at_end || self.typing.is_pasting() || line.trim().is_empty() {
            return None;
        }
        let typed = line.lines().next_back().unwrap_or("").width();
        let columns = preferences.columns();
        let room = columns.checked_sub(PROMPT.len() + typed + GAP + 1);
        let before = line.get(..pos)?;
        let said = match before.trim_start().starts_with([':', '%', '!']) {
            true => None,
            false => self.said(line, before),
        };
        match said {
            Some(said) => self.placed(said, room, columns),
            None if pos == line.len() => earlier(line, context)
                .map(Behind::Rest)
                .or_else(|| self.outcome(line, room?)),
            None => None,
        }
    }
}

impl Assistant {
    /// The signature of the call at hand.
    fn said(&self, line: &str, before: &str) -> Option<Said> {
        let place = Place::at_end(before);
        if line.len() > before.len() && place.open.is_empty() {
            return None;
        }
        hint::signature(&mut self.session.borrow_mut(), &place)
    }

    /// A signature behind the line, or below it where that has no room.
    fn placed(&self, said: Said, room: Option<usize>, columns: usize) -> Option<Behind> {
        let beside = room.and_then(|room| hint::cut(said.clone(), room));
        let (said, lead) = match beside {
            Some(said) => (said, " ".repeat(GAP)),
            None => (
                hint::cut(said, columns.saturating_sub(PROMPT.len() + 1))?,
                "\n    ".to_string(),
            ),
        };
        let moved = said
            .at_hand
            .map(|(from, to)| (from + lead.len(), to + lead.len()));
        self.at_hand.set(moved);
        Some(Behind::Said(format!("{lead}{}", said.text)))
    }

    fn outcome(&self, line: &str, room: usize) -> Option<Behind> {
        let text = hint::outcome(&mut self.session.borrow_mut(), line)?;
        let fits = text.width() <= room;
        fits.then(|| Behind::Said(format!("{:GAP$}{text}", "")))
    }
}

/// The rest of the last entry that begins as typed.
fn earlier(line: &str, context: &Context<'_>) -> Option<String> {
    if line.chars().count() < 3 {
        return None;
    }
    let history = context.history();
    let newest = history.len().checked_sub(1)?;
    let found = history
        .starts_with(line, newest, SearchDirection::Reverse)
        .ok()
        .flatten()?;
    let rest = found.entry.get(line.len()..)?.to_string();
    // Several lines would push the screen about while one types.
    (!rest.is_empty() && !rest.contains('\n')).then_some(rest)
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        Cow::Owned(self.paint().code(line, pos))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.paint().hint(hint, self.at_hand.get()))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.preferences.get().colour
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_candidates_are_shown_with_a_line_about_each() {
        let offer = |text: &str, about: &str| Offer {
            text: text.into(),
            about: about.into(),
        };
        let pairs = shown(
            vec![offer("mean", "The mean."), offer("median", "The middle.")],
            40,
        );
        assert_eq!(pairs[0].display.trim_end(), "mean    The mean.");
        assert!(pairs.iter().all(|pair| pair.display.width() > 20));
        let many = (0..50).map(|n| offer(&format!("n{n}"), "about")).collect();
        assert_eq!(shown(many, 40)[0].display, "n0");
    }
}
