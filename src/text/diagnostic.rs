//! Complaints for people: Python's own line, the source with carets, labels, and what to do about it.
//!
//! The only file that knows the library that draws. It is for display alone: whoever raises an error knows no places,
//! and whoever catches one looks at no pictures.

use std::borrow::Cow;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::markup::{Medium, escaped, visible};
use super::{Source, Span};

/// A line of source is shown up to this many characters, around what it is shown for.
const LINE_WIDTH: usize = 120;
/// Labels more lines away from the caret are left out.
const REACH: usize = 20;

/// A complaint, for display only.
pub struct Diagnostic<'a> {
    /// The first line, as Python has it; it may be several.
    pub headline: String,
    /// The places in the sources, the one to blame first.
    pub pictures: Vec<Picture<'a>>,
    /// What to do, as imperative sentences.
    pub help: Vec<String>,
}

/// One place in a source.
pub struct Picture<'a> {
    pub source: &'a Source,
    /// Where the caret stands.
    pub span: Span,
    pub label: Option<String>,
    /// Other places on the way, with what is to be said of them.
    pub labels: Vec<(Span, String)>,
}

impl Diagnostic<'_> {
    /// The whole complaint as plain text, which ends in a line end.
    pub fn render(&self) -> String {
        self.render_for(Medium::Plain)
    }

    /// The same for a terminal or a page.
    ///
    /// The headline stands first and unadorned (but for [`visible`]), so that it is what Python prints.
    pub fn render_for(&self, medium: Medium) -> String {
        let picture = match medium {
            Medium::Ansi => self.drawn(&Renderer::styled()),
            Medium::Plain | Medium::Html => self.drawn(&Renderer::plain()),
        };
        let whole = format!("{}\n{picture}\n", visible(&self.headline));
        match medium {
            Medium::Html => escaped(&whole).into_owned(),
            Medium::Plain | Medium::Ansi => whole,
        }
    }

    fn drawn(&self, renderer: &Renderer) -> String {
        let excerpts: Vec<Excerpt> = self.pictures.iter().map(Excerpt::of).collect();
        let mut group = Group::with_level(Level::ERROR);
        for excerpt in &excerpts {
            group = excerpt.draw(group);
        }
        let help = self.help.iter().map(|help| visible(help));
        renderer.render(&[group.elements(help.map(|help| Level::HELP.message(help)))])
    }
}

/// The lines that a picture shows, each cut to a width that fits, and what stands under them.
struct Excerpt<'a> {
    name: Cow<'a, str>,
    /// The caret's line in its file, and its column.
    line: usize,
    column: usize,
    /// The line of the file that `text` begins with.
    first_line: usize,
    text: String,
    /// A line was cut in front.
    cut: bool,
    marks: Vec<Mark>,
}

/// A part of the source with words about it, which may be none.
#[derive(Clone)]
struct Mark {
    span: Span,
    text: String,
    kind: AnnotationKind,
}

impl<'a> Excerpt<'a> {
    fn of(picture: &'a Picture<'a>) -> Excerpt<'a> {
        let source = picture.source;
        let place = source.place(picture.span.start);
        let marks = marks(picture);
        let lines = marks.iter().map(|mark| source.place(mark.span.start).line);
        let near = lines.filter(|line| line.abs_diff(place.line) <= REACH);
        let first = near.clone().min().unwrap_or(place.line);
        let last = near.max().unwrap_or(place.line);
        let mut excerpt = Excerpt {
            name: visible(&source.name),
            line: source.first_line + place.line - 1,
            column: place.column,
            first_line: source.first_line + first - 1,
            text: String::new(),
            cut: false,
            marks: Vec::new(),
        };
        for line in first..=last {
            let here = |mark: &&Mark| source.place(mark.span.start).line == line;
            excerpt.add_line(source, line, marks.iter().filter(here));
        }
        excerpt
    }

    /// Adds a line and the marks that begin on it; a mark ends with its line.
    fn add_line<'m>(
        &mut self,
        source: &Source,
        line: usize,
        marks: impl Iterator<Item = &'m Mark> + Clone,
    ) {
        let start = source.line_start(line);
        let focus = marks.clone().map(|mark| mark.span.start as usize).min();
        let focus = focus.map_or(0, |at| at.saturating_sub(start));
        let window = Window::of(source.line(line), focus);
        let base = self.text.len();
        self.cut |= window.cut > 0;
        self.text.push_str(&window.text);
        self.text.push('\n');
        for mark in marks {
            let span = window.moved(mark.span, start);
            self.marks.push(Mark {
                span: Span::new(base + span.start as usize, base + span.end as usize),
                ..mark.clone()
            });
        }
    }

    fn draw<'e>(&'e self, group: Group<'e>) -> Group<'e> {
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .annotations(self.marks.iter().map(Mark::annotation));
        if self.cut {
            // The library would count the column in what is left of the line.
            let origin = Origin::path(&*self.name);
            let origin = origin.line(self.line).char_column(self.column);
            return group.element(origin).element(snippet);
        }
        group.element(snippet.path(&*self.name))
    }
}

impl Mark {
    fn annotation(&self) -> Annotation<'_> {
        let text = (!self.text.is_empty()).then_some(self.text.as_str());
        self.kind.span(self.span.range()).label(text)
    }
}

/// The caret and the labels; a label without a place is left out.
fn marks(picture: &Picture) -> Vec<Mark> {
    let caret = Mark {
        span: picture.span,
        text: visible(picture.label.as_deref().unwrap_or("")).into_owned(),
        kind: AnnotationKind::Primary,
    };
    let labels = picture
        .labels
        .iter()
        .filter(|(span, _)| span.end > span.start);
    let labels = labels.map(|(span, text)| Mark {
        span: *span,
        text: visible(text).into_owned(),
        kind: AnnotationKind::Context,
    });
    std::iter::once(caret).chain(labels).collect()
}

/// The part of a line that is shown.
struct Window {
    text: String,
    /// How many bytes were cut off in front, and how many stand there instead.
    cut: usize,
    mark: usize,
    /// How many bytes of the line are left.
    shown: usize,
}

const ELLIPSIS: &str = "…";

impl Window {
    /// The whole line, or the part around the byte `focus`.
    fn of(line: &str, focus: usize) -> Window {
        let before = line.get(..focus).unwrap_or(line).chars().count();
        let from = match line.chars().nth(LINE_WIDTH) {
            Some(_) => before.saturating_sub(LINE_WIDTH / 3),
            None => 0,
        };
        let offset = |count: usize| {
            line.char_indices()
                .nth(count)
                .map_or(line.len(), |(at, _)| at)
        };
        let (start, end) = (offset(from), offset(from + LINE_WIDTH));
        let mark = if start > 0 { ELLIPSIS } else { "" };
        let behind = if end < line.len() { ELLIPSIS } else { "" };
        let shown = line.get(start..end).unwrap_or("");
        Window {
            text: format!("{mark}{shown}{behind}"),
            cut: start,
            mark: mark.len(),
            shown: shown.len(),
        }
    }

    /// The place of a span in the shown text, for a line that begins at `line_start`; between characters.
    fn moved(&self, span: Span, line_start: usize) -> Span {
        let moved = |at: u32| {
            let within = (at as usize)
                .saturating_sub(line_start)
                .saturating_sub(self.cut);
            let mut at = self.mark + within.min(self.shown);
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = moved(span.start);
        Span::new(start, moved(span.end).max(start))
    }
}
