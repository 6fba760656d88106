//! Markdown set for the terminal: wrapped to its width, with looks where colours are on and readable without.
//!
//! The lesson is walked once as a whole, so that lists and references go on across cells; where a cell, an
//! output or a hint stands, the result has a gap for the caller to fill.

mod table;
mod wrap;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use self::table::Table;
use self::wrap::{Run, wrap};
use super::output::{Look, Paint};
use crate::lesson::{BlockKind, Lesson, markdown_options};

/// A stretch of a lesson as it is to be shown.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Set prose, ending in a line end.
    Text(String),
    /// The place of something that is not prose.
    Block(BlockKind),
    /// Before a heading of the first or second level, outside of lists and quotes.
    Section,
}

/// Sets the prose of a lesson.
pub fn set(lesson: &Lesson, paint: Paint, width: usize) -> Vec<Piece> {
    let start = lesson.front.range.end;
    let text = lesson.readable();
    let text = text.get(start..).unwrap_or("");
    let mut setter = Setter::new(paint, width);
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        if let Event::Start(Tag::CodeBlock(_)) = event {
            setter.gap = block_at(lesson, range.start + start);
        }
        setter.event(event);
    }
    setter.end_text();
    setter.pieces
}

/// Sets prose that stands alone.
pub fn set_text(text: &str, paint: Paint, width: usize) -> Vec<Piece> {
    let mut setter = Setter::new(paint, width);
    Parser::new_ext(text, markdown_options()).for_each(|event| setter.event(event));
    setter.end_text();
    setter.pieces
}

/// A sentence that is no Markdown, on lines of a width.
pub fn sentence(text: &str, look: Look, paint: Paint, width: usize) -> Vec<String> {
    wrap(&[Run::new(look, text)], width, paint)
}

/// Columns that a text takes.
pub fn columns(text: &str) -> usize {
    wrap::width(text)
}

/// The lesson's own block, not prose, that holds the byte `offset`.
fn block_at(lesson: &Lesson, offset: usize) -> Option<BlockKind> {
    let at = lesson
        .blocks
        .partition_point(|block| block.range.end <= offset);
    let kind = lesson.blocks.get(at)?.kind;
    (kind != BlockKind::Prose && kind != BlockKind::Front).then_some(kind)
}

struct Setter {
    paint: Paint,
    width: usize,
    pieces: Vec<Piece>,
    text: String,
    /// The words of the paragraph, heading or table cell being read.
    runs: Vec<Run>,
    looks: Vec<Look>,
    /// The lists, items and quotes around.
    containers: Vec<Container>,
    table: Option<Table>,
    /// The text of a code block that is part of the prose.
    code: Option<String>,
    /// Set while inside a code block that is not prose.
    gap: Option<BlockKind>,
    links: Vec<String>,
    heading: Option<HeadingLevel>,
    /// An empty line is due before the next block.
    apart: bool,
}

enum Container {
    /// The number of the next item; none for bullets.
    List(Option<u64>),
    /// What stands before the item's first line, until it is used, and its width.
    Item {
        marker: Option<String>,
        width: usize,
    },
    Quote,
}

impl Setter {
    fn new(paint: Paint, width: usize) -> Setter {
        Setter {
            paint,
            width,
            pieces: Vec::new(),
            text: String::new(),
            runs: Vec::new(),
            looks: Vec::new(),
            containers: Vec::new(),
            table: None,
            code: None,
            gap: None,
            links: Vec::new(),
            heading: None,
            apart: false,
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.code_words(&code)
            }
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.flush();
                if !self.paint.narrates() {
                    self.line(&self.paint.text(Look::Faint, &"─".repeat(self.room())));
                }
                self.apart = true;
            }
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            // Comments and markup for browsers mean nothing here.
            Event::Html(_) | Event::InlineHtml(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                if level <= HeadingLevel::H2 && self.containers.is_empty() {
                    self.end_text();
                    self.pieces.push(Piece::Section);
                }
                self.heading = Some(level);
                self.looks.push(Look::Heading);
            }
            Tag::List(first) => {
                self.flush();
                self.containers.push(Container::List(first));
            }
            Tag::Item => self.item(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.separate();
                self.containers.push(Container::Quote);
            }
            Tag::CodeBlock(_) => self.code_block(),
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Table::new(alignments));
            }
            Tag::Emphasis => self.looks.push(Look::Emphasis),
            Tag::Strong => self.looks.push(Look::Strong),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.to_string());
                self.looks.push(Look::Link);
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.words(&format!("[{name}] "));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                self.apart = true;
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Item => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.flush();
                self.containers.pop();
                self.apart |= self.containers.is_empty();
            }
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::TableCell => {
                let runs = std::mem::take(&mut self.runs);
                if let Some(table) = &mut self.table {
                    table.cell(runs);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.end_row();
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::Emphasis | TagEnd::Strong => {
                self.looks.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        match &mut self.code {
            Some(code) => code.push_str(text),
            None if self.gap.is_some() => {}
            None => {
                let look = self.looks.last().copied().unwrap_or_default();
                self.runs.push(Run::new(look, text));
            }
        }
    }

    /// Inline code; without colours it keeps its backticks.
    fn code_words(&mut self, code: &str) {
        let text = if self.paint.is_on() {
            code.to_string()
        } else {
            format!("`{code}`")
        };
        self.runs.push(Run::new(Look::Code, &text));
    }

    /// The address of a link that its text does not show already; a link within the lessons has none to show.
    fn end_link(&mut self) {
        self.looks.pop();
        let Some(url) = self.links.pop() else { return };
        let shown = self.runs.last().is_some_and(|run| run.text == url);
        if url.contains("://") && !shown {
            self.runs.push(Run::new(Look::Plain, &format!(" <{url}>")));
        }
    }

    fn end_heading(&mut self) {
        let level = self.heading.take();
        self.looks.pop();
        let before = self.text.len();
        self.flush();
        let set = self.text.get(before..).unwrap_or("").trim();
        // Colours tell a heading; without them a line below it does.
        if !self.paint.is_on() && !set.is_empty() {
            let longest = set.lines().map(wrap::width).max().unwrap_or(0);
            let mark = if level == Some(HeadingLevel::H1) {
                "="
            } else {
                "-"
            };
            self.line(&mark.repeat(longest));
        }
        self.apart = true;
    }

    fn item(&mut self) {
        self.flush();
        let marker = match self.containers.last_mut() {
            Some(Container::List(Some(number))) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_string(),
        };
        let width = marker.len();
        self.containers.push(Container::Item {
            marker: Some(marker),
            width,
        });
    }

    fn code_block(&mut self) {
        self.flush();
        match self.gap {
            Some(block) => {
                self.end_text();
                self.pieces.push(Piece::Block(block));
            }
            None => self.code = Some(String::new()),
        }
    }

    fn end_code_block(&mut self) {
        self.gap = None;
        if let Some(code) = self.code.take() {
            self.separate();
            for line in code.lines() {
                let painted = self.paint.text(Look::Code, line);
                self.line(&format!("    {painted}"));
            }
            self.apart = true;
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.separate();
            for line in table.set(self.paint, self.room()) {
                self.line(&line);
            }
            self.apart = true;
        }
    }

    /// Sets the words read so far as one paragraph.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        self.separate();
        for line in wrap(&runs, self.room(), self.paint) {
            self.line(&line);
        }
    }

    /// The empty line that is due, if any.
    fn separate(&mut self) {
        if std::mem::take(&mut self.apart) {
            let quotes = self.before(false);
            self.text.push_str(quotes.trim_end());
            self.text.push('\n');
        }
    }

    /// Columns left between the containers' marks and the right edge.
    fn room(&self) -> usize {
        let taken: usize = self
            .containers
            .iter()
            .map(|container| match container {
                Container::List(_) => 0,
                Container::Item { width, .. } => *width,
                Container::Quote => 2,
            })
            .sum();
        self.width.saturating_sub(taken).max(16)
    }

    /// Adds a line with what the containers put before it.
    fn line(&mut self, line: &str) {
        let before = self.before(true);
        self.text.push_str(format!("{before}{line}").trim_end());
        self.text.push('\n');
    }

    fn before(&mut self, use_markers: bool) -> String {
        let mut before = String::new();
        for container in &mut self.containers {
            match container {
                Container::List(_) => {}
                Container::Quote => before.push_str("> "),
                Container::Item { marker, width } => match marker.take_if(|_| use_markers) {
                    Some(marker) => before.push_str(&marker),
                    None => before.push_str(&" ".repeat(*width)),
                },
            }
        }
        before
    }

    fn end_text(&mut self) {
        self.flush();
        self.apart = false;
        if !self.text.is_empty() {
            self.pieces
                .push(Piece::Text(std::mem::take(&mut self.text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> String {
        let lesson = crate::lesson::read("l.md", markdown).expect("a lesson");
        set(&lesson, Paint::plain(), 40)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Block(block) => format!("<{block:?}>\n"),
                Piece::Section => String::new(),
            })
            .collect()
    }

    #[test]
    fn headings_paragraphs_and_lists() {
        let set = plain(
            "# Title\n\nSome *plain* prose with `code` that is longer than one line.\n\n- one\n- two\n  1. deeper\n\n> said\n> so\n",
        );
        insta::assert_snapshot!(set, @r"
        Title
        =====

        Some plain prose with `code` that is
        longer than one line.

        - one
        - two
          1. deeper

        > said so
        ");
    }

    #[test]
    fn tables_are_aligned() {
        insta::assert_snapshot!(plain("| axis | runs over |\n|---:|:--|\n| 0 | rows |\n| 1 | columns, one by one |\n"), @r"
        axis  runs over
        ----  -------------------
           0  rows
           1  columns, one by one
        ");
    }

    #[test]
    fn cells_leave_gaps() {
        insta::assert_snapshot!(plain("Before\n\n```python\n1\n```\n\n```output\n1\n```\n\n```\nprose code\n```\nAfter\n"), @r"
        Before
        <Cell(0)>
        <Output(0)>
            prose code

        After
        ");
    }
}
