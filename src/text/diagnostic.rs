//! Complaints for people: a headline, the source with a caret, labels, and what to do about it.
//!
//! The only file that knows the library that draws.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Source, Span};

/// A complaint, for display only.
pub struct Diagnostic<'a> {
    /// The first line, as Python has it.
    pub headline: String,
    /// The places in the sources, the one to blame first.
    pub pictures: Vec<Picture<'a>>,
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

/// Longer lines are shown in part.
const LONGEST_LINE: usize = 400;

/// Bytes shown on either side of the caret in such a line.
const AROUND: usize = 60;

impl Diagnostic<'_> {
    /// The whole complaint as plain text, which ends in a line end.
    pub fn render(&self) -> String {
        let mut text = format!("{}\n", self.headline);
        let excerpts: Vec<Excerpt> = self.pictures.iter().map(Excerpt::of).collect();
        let mut group = Group::with_level(Level::ERROR);
        for excerpt in &excerpts {
            group = group.element(excerpt.snippet());
        }
        let help = self.help.iter();
        let group = group.elements(help.map(|help| Level::HELP.message(help.as_str())));
        text.push_str(&Renderer::plain().render(&[group]));
        text.push('\n');
        text
    }
}

/// The lines that a picture shows.
struct Excerpt<'a> {
    name: &'a str,
    text: &'a str,
    first_line: usize,
    caret: Range<usize>,
    label: Option<&'a str>,
    labels: Vec<(Range<usize>, &'a str)>,
}

impl<'a> Excerpt<'a> {
    fn of(picture: &'a Picture<'a>) -> Excerpt<'a> {
        let source = picture.source;
        let whole = source.text.as_str();
        let caret = first_line_of(whole, picture.span);
        let shown = lines_around(whole, &caret);
        let (shown, is_part) = match shown.len() {
            ..=LONGEST_LINE => (shown, false),
            _ => (window(whole, &shown, &caret), true),
        };
        let within = |span: Range<usize>| {
            let fits = span.start >= shown.start && span.end <= shown.end;
            fits.then(|| span.start - shown.start..span.end - shown.start)
        };
        let labels = picture.labels.iter().filter_map(|(span, label)| {
            let span = within(first_line_of(whole, *span))?;
            (!is_part && !span.is_empty()).then_some((span, label.as_str()))
        });
        Excerpt {
            name: &source.name,
            text: whole.get(shown.clone()).unwrap_or(""),
            first_line: source.first_line + source.place(picture.span.start).line - 1,
            caret: within(caret.clone()).unwrap_or(0..0),
            label: picture.label.as_deref(),
            labels: labels.collect(),
        }
    }

    fn snippet(&self) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let caret = AnnotationKind::Primary.span(self.caret.clone());
        let others = self.labels.iter().map(|(span, label)| {
            AnnotationKind::Context
                .span(span.clone())
                .label(label.to_string())
        });
        Snippet::source(self.text)
            .line_start(self.first_line)
            .path(self.name)
            .annotation(caret.label(self.label))
            .annotations(others)
    }
}

/// The part of a span that lies on its first line, between characters.
fn first_line_of(text: &str, span: Span) -> Range<usize> {
    let start = floor(text, span.start as usize);
    let end = floor(text, span.end as usize).max(start);
    let rest = text.get(start..end).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    start..start + line.len()
}

/// The line in which a range on one line lies.
fn lines_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    start..(start + line.len()).max(range.end)
}

/// The part of a long line around the caret.
fn window(text: &str, line: &Range<usize>, caret: &Range<usize>) -> Range<usize> {
    let start = floor(text, caret.start.saturating_sub(AROUND).max(line.start));
    let end = floor(
        text,
        (caret.end + AROUND)
            .min(caret.start + LONGEST_LINE)
            .min(line.end),
    );
    start..end.max(start)
}

/// The nearest boundary between characters at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(text: &str, span: Span, labels: Vec<(Span, String)>, help: &[&str]) -> String {
        let source = Source::new("lesson.md", text, 12);
        let picture = Picture {
            source: &source,
            span,
            label: None,
            labels,
        };
        Diagnostic {
            headline: "ValueError: no".into(),
            pictures: vec![picture],
            help: help.iter().map(ToString::to_string).collect(),
        }
        .render()
    }

    #[test]
    fn caret_labels_and_help() {
        let labels = vec![
            (Span::new(6, 7), "shape (2, 3)".into()),
            (Span::new(10, 11), "shape (2,)".into()),
        ];
        let drawn = draw("x = 1\na + bé\nc", Span::new(8, 9), labels, &["try `b.T`"]);
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn spans_that_fit_nowhere_are_drawn_somewhere() {
        for (text, span) in [
            ("", Span::new(0, 0)),
            ("", Span::new(7, 9)),
            ("é", Span::new(1, 1)),
            ("ab\n", Span::new(3, 3)),
            ("f(\n1)", Span::new(0, 5)),
        ] {
            assert!(draw(text, span, vec![(span, "here".into())], &[]).contains("lesson.md:1"));
        }
        let long = "x".repeat(5_000_000);
        assert!(draw(&long, Span::new(4_000_000, 4_000_003), vec![], &[]).len() < 1000);
    }
}
