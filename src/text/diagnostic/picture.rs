//! The picture below an error's line: the source with carets and labels, the calls that led there, notes and help.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};

use super::super::markup::visible;
use super::super::{Source, Span};
use super::fitting::{Room, told, up_to};
use super::{Diagnostic, Label, MAX_FRAMES};

/// A line of source is shown up to this many characters, around what it is shown for.
const LINE_WIDTH: usize = 120;
/// Labels this many lines from the primary one are left out.
const REACH: usize = 20;

impl Diagnostic {
    pub(super) fn picture(&self, renderer: &Renderer, room: Room) -> String {
        let extracts: Vec<Extract> = self.extracts(room);
        let mut groups = Vec::new();
        for (index, extract) in extracts.iter().enumerate() {
            let mut group = match &extract.heading {
                Some(heading) => Group::with_title(Level::NOTE.secondary_title(heading.as_str())),
                None => Group::with_level(Level::ERROR),
            };
            group = extract.draw(group);
            if index == 0 {
                group = group.elements(self.messages(room, &extract.told));
            }
            groups.push(group);
        }
        let picture = renderer.render(&groups);
        if extracts.iter().any(|extract| extract.cut) {
            return without_continuation(&picture);
        }
        picture
    }

    /// The place of the error, then those of the calls.
    fn extracts(&self, room: Room) -> Vec<Extract<'_>> {
        let mut extracts = vec![Extract::new(&self.source, &self.labels, None, room)];
        for frame in self.frames.iter().take(MAX_FRAMES) {
            let label = Label {
                span: frame.span,
                text: String::new(),
                primary: true,
            };
            let heading = format!("in `{}`, called here", visible(&frame.function));
            extracts.push(Extract::new(&frame.source, &[label], Some(heading), room));
        }
        extracts
    }

    /// What stands below the source: what the labels say that have no room, notes and help.
    fn messages(&self, room: Room, told: &[String]) -> Vec<Message<'_>> {
        let hidden = self.hidden_frames();
        let notes = self.notes.iter().map(|note| {
            let text = room.remark("note", &visible(&note.text));
            match &note.picture {
                Some(picture) => format!("{text}\n{}", visible(picture)),
                None => text,
            }
        });
        let help = self
            .help
            .iter()
            .map(|help| room.remark("help", &visible(&help.text)));
        let told = told.iter().map(|told| {
            let words = Level::INFO.with_name("here");
            words.message(room.remark("here", told))
        });
        let page = self.code.map(|code| {
            let more = Level::INFO.with_name("more");
            more.message(format!("`ndbook explain {code}`"))
        });
        let notes = notes.chain(hidden).map(|note| Level::NOTE.message(note));
        told.chain(notes)
            .chain(help.map(|help| Level::HELP.message(help)))
            .chain(page)
            .collect()
    }
}

/// Leaves out the lines by which the library says that an extract goes on in an unnamed file.
fn without_continuation(picture: &str) -> String {
    let goes_on = |line: &str| line.contains(":::") && !line.contains('|') && !line.contains("-->");
    picture
        .lines()
        .filter(|line| !goes_on(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The lines of a source that a picture shows, each cut to a width that fits, with the labels moved along.
struct Extract<'a> {
    name: Cow<'a, str>,
    line: usize,
    column: usize,
    /// The line of the file that `text` begins with.
    first_line: usize,
    text: String,
    /// A line was cut in front.
    cut: bool,
    labels: Vec<Label>,
    /// What labels say that have no room.
    told: Vec<String>,
    heading: Option<String>,
}

impl<'a> Extract<'a> {
    fn new(
        source: &'a Source,
        labels: &[Label],
        heading: Option<String>,
        room: Room,
    ) -> Extract<'a> {
        let primary = labels.iter().find(|label| label.primary).or(labels.first());
        let place = source.place(primary.map_or(0, |label| label.span.start));
        let line_of = |label: &Label| source.place(label.span.start).line;
        let near: Vec<&Label> = labels
            .iter()
            .filter(|label| line_of(label).abs_diff(place.line) <= REACH)
            .collect();
        let lines = near.iter().map(|label| line_of(label));
        let first = lines.clone().min().unwrap_or(place.line);
        let last = lines.max().unwrap_or(place.line);
        let mut extract = Extract {
            name: visible(&source.name),
            line: source.first_line + place.line - 1,
            column: place.column,
            first_line: source.first_line + first - 1,
            text: String::new(),
            cut: false,
            labels: Vec::new(),
            told: Vec::new(),
            heading,
        };
        for line in first..=last {
            let here = near.iter().copied().filter(|label| line_of(label) == line);
            extract.add_line(source, line, here, room);
        }
        extract
    }

    /// Adds a line and the labels that begin on it; a label ends with its line.
    fn add_line<'l>(
        &mut self,
        source: &Source,
        line: usize,
        labels: impl Iterator<Item = &'l Label> + Clone,
        room: Room,
    ) {
        let text = source.line(line);
        let start = source.line_start(line);
        let focus = labels.clone().map(|label| label.span.start as usize).min();
        let focus = focus.map_or(0, |at| at.saturating_sub(start));
        let window = Window::of(text, focus, room.source(LINE_WIDTH));
        self.cut |= window.cut > 0;
        let base = self.text.len();
        self.text.push_str(&window.text);
        for label in labels {
            let span = window.moved(label.span, start);
            let mut words = visible(&label.text).into_owned();
            if !room.has_label(up_to(&window.text, span), &words) {
                words.clear();
                self.told.push(told(source, label));
            }
            self.labels.push(Label {
                span: Span::new(base + span.start as usize, base + span.end as usize),
                text: words,
                primary: label.primary,
            });
        }
        self.text.push('\n');
    }

    fn draw<'e>(&'e self, group: Group<'e>) -> Group<'e> {
        let annotations = self.labels.iter().map(|label| {
            let kind = if label.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let text = (!label.text.is_empty()).then_some(label.text.as_str());
            kind.span(label.span.range()).label(text)
        });
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .fold(true)
            .annotations(annotations);
        if self.cut {
            // The library would count the column in what is left of the line.
            let origin = Origin::path(&*self.name)
                .line(self.line)
                .char_column(self.column);
            return group.element(origin).element(snippet);
        }
        group.element(snippet.path(&*self.name))
    }
}

/// The part of a line that is shown.
struct Window {
    text: String,
    /// What was cut off in front, and what stands there instead, in bytes.
    cut: usize,
    mark: usize,
    shown: usize,
}

const ELLIPSIS: &str = "…";

impl Window {
    /// The whole line, or `width` characters of it around the byte `focus`.
    fn of(line: &str, focus: usize, width: usize) -> Window {
        let characters = line.chars().count();
        if characters <= width {
            return Window {
                text: line.to_owned(),
                cut: 0,
                mark: 0,
                shown: line.len(),
            };
        }
        let before = line.get(..focus).unwrap_or(line).chars().count();
        let from = before.saturating_sub(width / 3);
        let offset = |count: usize| {
            line.char_indices()
                .nth(count)
                .map_or(line.len(), |(at, _)| at)
        };
        let (start, end) = (offset(from), offset(from + width));
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

    /// The place of a span in the shown text, for a line that begins at `line_start`.
    fn moved(&self, span: Span, line_start: usize) -> Span {
        let moved = |at: u32| {
            let within = (at as usize)
                .saturating_sub(line_start)
                .saturating_sub(self.cut);
            self.mark + within.min(self.shown)
        };
        let start = moved(span.start);
        Span::new(start, moved(span.end).max(start))
    }
}
