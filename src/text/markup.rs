//! Text whose parts have a meaning, for a terminal, a file or a page: what is code, what is an error, what went
//! well is said once, and each medium has its own way to show it.
//!
//! Everything that comes from outside (lesson files, answers, what a program printed) goes through
//! [`visible`] on its way out, so that no text can move a terminal's cursor or hide what it says.

use std::borrow::Cow;
use std::fmt::Write;

/// Where a text is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    Plain,
    /// A terminal with colours.
    Ansi,
    /// The inside of an HTML element.
    Html,
    /// Sentences without carets, boxes and colours, for ears: `--plain`.
    Narrated,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Code,
    Error,
    Emphasis,
    Strong,
    Heading,
    /// Less important than what stands around it.
    Muted,
    Good,
    Bad,
}

impl Kind {
    /// The parameters of the terminal's "select graphic rendition".
    fn ansi(self) -> Option<&'static str> {
        match self {
            Kind::Plain => None,
            Kind::Code => Some("36"),
            Kind::Error => Some("1;31"),
            Kind::Emphasis => Some("3"),
            Kind::Strong => Some("1"),
            Kind::Heading => Some("1;34"),
            Kind::Muted => Some("2"),
            Kind::Good => Some("32"),
            Kind::Bad => Some("31"),
        }
    }

    /// The start and end tags of HTML.
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Kind::Plain => ("", ""),
            Kind::Code => ("<code>", "</code>"),
            Kind::Error => (r#"<span class="error">"#, "</span>"),
            Kind::Emphasis => ("<em>", "</em>"),
            Kind::Strong => ("<strong>", "</strong>"),
            Kind::Heading => (r#"<span class="heading">"#, "</span>"),
            Kind::Muted => (r#"<span class="muted">"#, "</span>"),
            Kind::Good => (r#"<span class="good">"#, "</span>"),
            Kind::Bad => (r#"<span class="bad">"#, "</span>"),
        }
    }
}

/// A text in pieces.
///
/// ```
/// use ndbook::text::{Kind, Markup, Medium};
///
/// let line = Markup::new().with(Kind::Good, "passed").with(Kind::Plain, " <3>");
/// assert_eq!(line.render(Medium::Plain), "passed <3>");
/// assert_eq!(line.render(Medium::Html), r#"<span class="good">passed</span> &lt;3&gt;"#);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    pieces: Vec<(Kind, String)>,
}

impl Markup {
    pub fn new() -> Markup {
        Markup::default()
    }

    pub fn push(&mut self, kind: Kind, text: impl Into<String>) {
        self.pieces.push((kind, text.into()));
    }

    #[must_use]
    pub fn with(mut self, kind: Kind, text: impl Into<String>) -> Markup {
        self.push(kind, text);
        self
    }

    pub fn append(&mut self, other: Markup) {
        self.pieces.extend(other.pieces);
    }

    pub fn render(&self, medium: Medium) -> String {
        let mut out = String::new();
        for (kind, text) in &self.pieces {
            render_piece(*kind, &visible(text), medium, &mut out);
        }
        out
    }
}

fn render_piece(kind: Kind, text: &str, medium: Medium, out: &mut String) {
    match (medium, kind.ansi()) {
        (Medium::Html, _) => {
            let (start, end) = kind.tags();
            out.push_str(start);
            out.push_str(&escaped(text));
            out.push_str(end);
        }
        // Each line by itself, so that a pager or a cut shows the right colours.
        (Medium::Ansi, Some(code)) => {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                if !line.is_empty() {
                    let _ = write!(out, "\x1b[{code}m{line}\x1b[0m");
                }
            }
        }
        _ => out.push_str(text),
    }
}

/// The text with the characters that mean something in HTML spelt out.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// The text with control characters spelt as Python spells them in a repr: `\x1b`, `\u202e`. Line ends and tabs stay.
///
/// Besides the control characters proper these are the ones that turn the direction of writing.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match (is_unsafe(character), u32::from(character)) {
            (false, _) => out.push(character),
            (true, code @ ..=0xFF) => {
                let _ = write!(out, "\\x{code:02x}");
            }
            (true, code) => {
                let _ = write!(out, "\\u{code:04x}");
            }
        }
    }
    Cow::Owned(out)
}

fn is_unsafe(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}
