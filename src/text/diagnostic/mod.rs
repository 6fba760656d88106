//! A complaint with a picture: Python's own line, then the source with carets and labels, then help.
//!
//! This is for display only: whoever raises an error knows no places, and whoever catches it looks at no pictures.
//! One file per way to show it: [`picture`] draws for the eye, [`narration`] tells it in sentences, for ears and
//! for terminals without lines, [`page`] marks up what is what for HTML. All three say the same. [`fitting`] helps
//! pictures into narrow terminals.

mod fitting;
mod narration;
mod page;
mod picture;

use std::sync::Arc;

use annotate_snippets::Renderer;

use super::markup::{Medium, visible};
use super::{Source, Span};
use fitting::Room;

pub use fitting::wrapped;

/// How many of the calls that led to an error are shown.
const MAX_FRAMES: usize = 4;

#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Python's own words, which may be several lines: `ValueError: operands could not be …`
    pub title: String,
    /// The name of the page that explains errors of this kind.
    pub code: Option<&'static str>,
    pub source: Arc<Source>,
    pub labels: Vec<Label>,
    pub notes: Vec<Note>,
    /// What to do, as imperative sentences.
    pub help: Vec<Help>,
    /// The calls that led here, the nearest first.
    pub frames: Vec<Frame>,
}

/// Words under a part of the source.
#[derive(Clone, Debug)]
pub struct Label {
    pub span: Span,
    /// Empty for carets alone.
    pub text: String,
    /// Under the part to blame there are carets, under others dashes.
    pub primary: bool,
}

/// A remark. What a picture adds to it for the eye, the text says as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    pub picture: Option<String>,
}

/// Advice, and the change of the source that it speaks of, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    pub text: String,
    pub patch: Option<Patch>,
}

/// A change of a source: what stands at `span` becomes `replacement`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    pub span: Span,
    pub replacement: String,
}

/// A call in progress when the error was raised.
#[derive(Clone, Debug)]
pub struct Frame {
    pub source: Arc<Source>,
    /// The call.
    pub span: Span,
    /// The function that was called.
    pub function: String,
}

impl From<&str> for Note {
    fn from(text: &str) -> Note {
        Note::from(text.to_owned())
    }
}

impl From<String> for Note {
    fn from(text: String) -> Note {
        Note {
            text,
            picture: None,
        }
    }
}

impl From<&str> for Help {
    fn from(text: &str) -> Help {
        Help::from(text.to_owned())
    }
}

impl From<String> for Help {
    fn from(text: String) -> Help {
        Help { text, patch: None }
    }
}

impl Patch {
    /// The source as it is after the change.
    pub fn applied(&self, source: &Source) -> String {
        let text = source.text.as_str();
        let range = self.span.range();
        let before = text.get(..range.start).unwrap_or(text);
        let behind = text.get(range.end..).unwrap_or("");
        format!("{before}{}{behind}", self.replacement)
    }
}

impl Diagnostic {
    /// A complaint about one place.
    pub fn new(title: impl Into<String>, source: Arc<Source>, span: Span) -> Diagnostic {
        Diagnostic {
            title: title.into(),
            code: None,
            source,
            labels: vec![Label {
                span,
                text: String::new(),
                primary: true,
            }],
            notes: Vec::new(),
            help: Vec::new(),
            frames: Vec::new(),
        }
    }

    /// The place to blame.
    pub fn blamed(&self) -> Span {
        let primary = self.labels.iter().find(|label| label.primary);
        primary
            .or(self.labels.first())
            .map_or(Span::default(), |label| label.span)
    }

    /// The whole complaint, with a line end behind it.
    ///
    /// The title stands first and unadorned (but for [`visible`]), so that it is what Python prints last.
    pub fn render(&self, medium: Medium) -> String {
        self.drawn(medium, Room::ENDLESS)
    }

    /// As [`Diagnostic::render`], with pictures for a terminal of so many columns.
    pub fn render_within(&self, medium: Medium, columns: usize) -> String {
        self.drawn(medium, Room::new(columns, self.last_line()))
    }

    fn drawn(&self, medium: Medium, room: Room) -> String {
        let below = match medium {
            Medium::Plain => self.picture(&Renderer::plain(), room),
            Medium::Ansi => self.picture(&Renderer::styled(), room),
            Medium::Narrated => self.narration(),
            Medium::Html => return self.page(),
        };
        format!("{}\n{below}\n", visible(&self.title))
    }

    /// The number of the last line that a picture can show.
    fn last_line(&self) -> usize {
        let frames = self.frames.iter().take(MAX_FRAMES);
        let places = frames.map(|frame| (&frame.source, frame.span));
        let own = self.labels.iter().map(|label| (&self.source, label.span));
        places
            .chain(own)
            .map(|(source, span)| source.first_line + source.place(span.start).line - 1)
            .max()
            .unwrap_or(1)
    }

    /// How many of the calls are left out.
    fn hidden_frames(&self) -> Option<String> {
        match self.frames.len().checked_sub(MAX_FRAMES)? {
            0 => None,
            1 => Some("one more call led here".to_string()),
            hidden => Some(format!("{hidden} more calls led here")),
        }
    }
}
