//! Fenced blocks of a Markdown text, with the bytes they occupy.
//!
//! CommonMark's rules (fences in lists and quotes, `~~~`, longer fences, indentation) are pulldown-cmark's;
//! this file adds what a writer needs: whole lines, and what stands before the text on each of them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// One fenced block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The whole lines from the opening to the closing fence, with the last line's end.
    pub range: Range<usize>,
    /// The lines between them.
    pub body: Range<usize>,
    /// What follows the opening marks: `python raises=ValueError`.
    pub info: Range<usize>,
    /// The opening marks themselves.
    pub marks: Range<usize>,
    /// The text inside, without the blanks and `>` of the list or quote around it, lines ending in `\n`.
    pub text: String,
    /// Whether a closing fence was found.
    pub closed: bool,
}

/// A comment that says something of the prose below it, on a line of its own: `<!-- cell id=intro -->`.
///
/// It begins a Markdown cell of a notebook. Where `<!-- /cell -->` follows, all between them is the cell, and fences
/// there are prose. jupytext's `<!-- #md -->` and `<!-- #raw -->` are such regions too.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its whole line.
    pub range: Range<usize>,
    /// The words in it.
    pub words: Range<usize>,
    pub raw: bool,
    /// The line that ends the region, if it is one.
    pub closing: Option<Range<usize>>,
}

/// Fences and marks, in order.
#[derive(Clone, Debug)]
pub enum Piece {
    Fence(Fence),
    Mark(Mark),
}

/// The beginnings of marks, with their ends, and whether the text is raw.
const MARKS: [(&str, &str, bool); 3] = [
    ("cell", "/cell", false),
    ("#md", "#endmd", false),
    ("#raw", "#endraw", true),
];

/// All fences and marks of `text` from the byte `start` on.
pub fn pieces(text: &str, start: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = start;
    let mut fences = find(text, at).into_iter().peekable();
    while at < text.len() {
        let next = fences.peek().map_or(text.len(), |fence| fence.range.start);
        let Some(mark) = mark_between(text, at, next) else {
            let Some(fence) = fences.next() else { break };
            at = fence.range.end;
            found.push(Piece::Fence(fence));
            continue;
        };
        at = mark.range.end;
        if let Some(closing) = &mark.closing {
            // What looks like fences in the region is none, also where one would go on beyond it.
            at = closing.end;
            let mut beyond = false;
            while let Some(fence) = fences.next_if(|fence| fence.range.start < at) {
                beyond = fence.range.end > at;
            }
            if beyond {
                fences = find(text, at).into_iter().peekable();
            }
        }
        found.push(Piece::Mark(mark));
    }
    found
}

/// The first mark that begins in a range.
fn mark_between(text: &str, start: usize, end: usize) -> Option<Mark> {
    let mut at = start;
    for line in text.get(start..end)?.split_inclusive('\n') {
        if let Some(mark) = mark(text, at, line) {
            return Some(mark);
        }
        at += line.len();
    }
    None
}

fn mark(text: &str, at: usize, line: &str) -> Option<Mark> {
    let inside = line.trim_end().strip_prefix("<!--")?.strip_suffix("-->")?;
    let words = inside.trim_start();
    let (name, end, raw) = MARKS.into_iter().find(|(name, _, _)| {
        words
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })?;
    let range = at..at + line.len();
    let words_at = at + "<!--".len() + (inside.len() - words.len()) + name.len();
    let closing = closing(text, range.end, end);
    // Only the region of jupytext says something.
    (name == "cell" || closing.is_some()).then_some(Mark {
        words: words_at..at + "<!--".len() + inside.len(),
        range,
        raw,
        closing,
    })
}

/// The line that closes a region of that name; another mark before it says that there is no region.
fn closing(text: &str, start: usize, name: &str) -> Option<Range<usize>> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let inside = line
            .trim_end()
            .strip_prefix("<!--")
            .and_then(|rest| rest.strip_suffix("-->"));
        match inside.map(str::trim) {
            Some(found) if found == name => return Some(range),
            Some(found)
                if MARKS
                    .iter()
                    .any(|(name, _, _)| found.split(' ').next() == Some(name)) =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// The Markdown extensions that lessons are read and shown with.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
}

/// All fenced blocks of `text` from the byte `start` on, in order.
pub fn find(text: &str, start: usize) -> Vec<Fence> {
    let markdown = text.get(start..).unwrap_or("");
    let mut fences = Vec::new();
    let mut current: Option<(Range<usize>, String)> = None;
    for (event, range) in Parser::new_ext(markdown, markdown_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                current = Some((range.start + start..range.end + start, String::new()));
            }
            Event::Text(piece) => {
                if let Some((_, code)) = &mut current {
                    code.push_str(&piece);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((range, code)) = current.take() {
                    fences.extend(Fence::new(text, range, code));
                }
            }
            _ => {}
        }
    }
    fences
}

impl Fence {
    fn new(text: &str, block: Range<usize>, code: String) -> Option<Fence> {
        let opening = line_at(text, block.start);
        let mark = text
            .get(block.start..)?
            .chars()
            .find(|c| matches!(c, '`' | '~'))?;
        let marks_start = block.start + text.get(block.start..opening.end)?.find(mark)?;
        let after = text.get(marks_start..opening.end)?;
        let length = after.len() - after.trim_start_matches(mark).len();
        let marks = marks_start..marks_start + length;
        let info = trimmed(text, marks.end..opening.end);
        let closing = line_at(text, last_character(text, &block)?);
        let closed =
            closing.start > opening.start && closes(text.get(closing.clone())?, mark, length);
        let end = if closed { closing.end } else { block.end };
        let body_end = if closed { closing.start } else { block.end };
        Some(Fence {
            range: opening.start..end.max(opening.end),
            body: opening.end..body_end.max(opening.end),
            info,
            marks,
            text: code.replace("\r\n", "\n"),
            closed,
        })
    }

    /// The line inside, counted from 1, that opens another fence: a closing fence has no info string, so that the
    /// end of this one is missing. Longer marks, or the other kind, may hold such a line.
    pub fn opened_inside(&self, text: &str) -> Option<(usize, String)> {
        let marks = text.get(self.marks.clone())?;
        let mark = marks.chars().next()?;
        self.text.lines().enumerate().find_map(|(number, line)| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let run = line.trim_start_matches(' ');
            let info = run.trim_start_matches(mark);
            let opens = blanks < 4
                && run.len() - info.len() >= marks.len()
                && info
                    .trim_start()
                    .starts_with(|c: char| c.is_alphabetic() || c == '{')
                && !info.contains(mark);
            opens.then(|| (number + 1, info.trim().to_string()))
        })
    }

    /// What stands before the text on every line inside: the blanks of a list, the `>` of a quote.
    pub fn prefix(&self, text: &str) -> String {
        let before = text.get(self.range.start..self.marks.start).unwrap_or("");
        before
            .chars()
            .map(|c| if c == '>' || c == '\t' { c } else { ' ' })
            .collect()
    }

    /// How this fence's lines end: `\n` or `\r\n`.
    pub fn line_end(&self, text: &str) -> &'static str {
        line_end(text.get(self.range.clone()).unwrap_or(""))
    }
}

/// How the first line of `text` ends.
pub fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The line that holds the byte `offset`, with its line end.
fn line_at(text: &str, offset: usize) -> Range<usize> {
    let start = text
        .get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = text
        .get(offset..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| offset + at + 1);
    start..end
}

/// The offset of the block's last character that is no line end.
fn last_character(text: &str, block: &Range<usize>) -> Option<usize> {
    let inside = text.get(block.clone())?.trim_end_matches(['\r', '\n']);
    let last = inside.chars().next_back()?;
    Some(block.start + inside.len() - last.len_utf8())
}

/// Whether a line closes a fence of `length` marks; the `>` of quotes may stand before it.
fn closes(line: &str, mark: char, length: usize) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
    line.len() >= length && line.chars().all(|c| c == mark)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or("");
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}
