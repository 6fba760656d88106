//! Markdown as a document.

use super::document::{Document, DocumentCell, Metadata, lines};
use super::markdown_writer::{Dialect, FRONT_LAYOUTS, GAP, apart_from, output_piece, pieces_of};
use super::{front, myst_head, shown, words};
use crate::lesson::attributes::{self, Attribute};
use crate::lesson::complaint::Complaint;
use crate::lesson::document::BlockKind;
use crate::lesson::fences::{self, Fence, Mark, Piece};
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::structure::CellKind;
use crate::lesson::reader;

/// Reads a lesson in Markdown.
///
/// # Errors
/// All that is wrong with its structure.
pub fn read(name: &str, text: &str, dialect: Dialect) -> Result<Document, Vec<Complaint>> {
    let mut document = Document::default();
    let mut text = normal(text, &mut document.metadata);
    let mut taken = 0;
    if let (Dialect::Myst, Some((bare, lines))) = (dialect, myst_head::unheaded(&text)) {
        (text, taken) = (bare, lines);
    }
    let lesson = reader::read_markdown(name, &text).map_err(|mut complaints| {
        for complaint in &mut complaints {
            complaint.line += taken;
        }
        complaints
    })?;
    let mut reader = Reader {
        dialect,
        document,
        gap: String::new(),
        empty: true,
        code_cells: 0,
        last_code: None,
    };
    for block in &lesson.blocks {
        let slice = lesson.slice(block);
        match block.kind {
            BlockKind::Prose => reader.prose(slice),
            kind => reader.block(kind, slice),
        }
    }
    let Reader {
        mut document,
        gap,
        empty,
        ..
    } = reader;
    if gap != if empty { "" } else { "\n" } {
        document.metadata.set_layout("end", Json::text(gap));
    }
    Ok(document)
}

/// The text without byte order mark and with lines that end in `\n`; what it had stands in the layout.
pub fn normal(text: &str, metadata: &mut Metadata) -> String {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    if bare.len() < text.len() {
        metadata.set_layout("mark", Json::text("\u{feff}"));
    }
    let ends = bare.matches('\n').count();
    if ends > 0 && bare.matches("\r\n").count() == ends {
        metadata.set_layout("newline", Json::text("\r\n"));
        return bare.replace("\r\n", "\n");
    }
    bare.to_string()
}

struct Reader {
    dialect: Dialect,
    document: Document,
    /// What stands between the last cell's text and the next: blank lines.
    gap: String,
    /// Nothing was read yet but blank lines.
    empty: bool,
    code_cells: usize,
    /// The last code cell's place among the cells.
    last_code: Option<usize>,
}

impl Reader {
    /// Adds a cell that is written as `text`.
    fn push(&mut self, mut cell: DocumentCell, text: &str) {
        let gap = std::mem::take(&mut self.gap);
        let usual = if self.empty { "" } else { GAP };
        self.empty = false;
        if gap != usual {
            cell.metadata.set_layout("gap", lines(&gap));
        }
        if apart_from(self.document.cells.last(), &cell, self.dialect) != text {
            let layout = self.dialect.layout(cell.kind);
            cell.metadata.set_layout(layout, lines(text));
        }
        self.document.cells.push(cell);
    }

    /// Prose: one cell, or several where marks say so.
    fn prose(&mut self, text: &str) {
        let mut at = 0;
        let marks = fences::pieces(text, 0)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Mark(mark) => Some(mark),
                Piece::Fence(_) => None,
            });
        let mut marks = marks.peekable();
        while let Some(mark) = marks.next() {
            self.plain(text.get(at..mark.range.start).unwrap_or(""));
            at = match &mark.closing {
                Some(closing) => closing.end,
                None => marks.peek().map_or(text.len(), |next| next.range.start),
            };
            self.marked(text, &mark, at);
        }
        self.plain(text.get(at..).unwrap_or(""));
    }

    fn plain(&mut self, text: &str) {
        let (before, inside, after) = apart(text);
        self.gap.push_str(before);
        if !inside.is_empty() {
            self.push(DocumentCell::new(CellKind::Markdown, inside), inside);
            self.gap.push_str(after);
        }
    }

    /// A cell that a mark begins, and that ends at the byte `end` of `text`.
    fn marked(&mut self, text: &str, mark: &Mark, end: usize) {
        let whole = text.get(mark.range.start..end).unwrap_or("");
        let (before, inside, after) = apart(whole);
        self.gap.push_str(before);
        self.push(marked_cell(text, mark, end), inside);
        self.gap.push_str(after);
    }

    fn block(&mut self, kind: BlockKind, slice: &str) {
        let (text, after) = match slice.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (slice, ""),
        };
        match kind {
            BlockKind::Front => self.front(text),
            BlockKind::Output(_) => self.output(text),
            _ => {
                for cell in pieces_of(text) {
                    self.code_cells += usize::from(cell.kind == CellKind::Code);
                    if cell.kind == CellKind::Code {
                        self.last_code = Some(self.document.cells.len());
                    }
                    self.push(cell, text);
                }
            }
        }
        self.gap.push_str(after);
    }

    fn front(&mut self, text: &str) {
        if let Some(cell) = front::take(&mut self.document, text, &FRONT_LAYOUTS) {
            let source = cell.source.clone();
            self.push(cell, &source);
        }
        self.empty = false;
    }

    /// The output of the last code cell, which may stand below other cells.
    fn output(&mut self, text: &str) {
        let gap = std::mem::take(&mut self.gap);
        let Some(at) = self.last_code else { return };
        let below = self.document.cells.len() - 1 - at;
        let count = self.code_cells as i64;
        let (Some(cell), Some(fence)) = (
            self.document.cells.get_mut(at),
            fences::find(&dedented(text), 0).into_iter().next(),
        ) else {
            return;
        };
        let found = fence_words(&dedented(text), &fence);
        let kinds = found.iter().find(|word| word.name == "as");
        let kinds = kinds.and_then(|word| word.value.as_deref());
        cell.count = Some(count);
        cell.outputs = shown::outputs_of(cell, &fence.text, kinds, count);
        if below > 0 {
            cell.metadata
                .set_layout("output_below", Json::number(below));
        }
        if gap != GAP {
            cell.metadata.set_layout("output_gap", lines(&gap));
        }
        if output_piece(cell).as_deref() != Some(text) {
            cell.metadata.set_layout("output", lines(text));
        }
    }
}

/// The cell that a mark begins.
pub fn marked_cell(text: &str, mark: &Mark, end: usize) -> DocumentCell {
    let kind = if mark.raw {
        CellKind::Raw
    } else {
        CellKind::Markdown
    };
    let (inside, verbatim) = match &mark.closing {
        Some(closing) => (text.get(mark.range.end..closing.start), true),
        None => (text.get(mark.range.end..end), false),
    };
    let inside = inside.unwrap_or("");
    let source = match verbatim {
        true => inside.strip_suffix('\n').unwrap_or(inside),
        false => apart(inside).1,
    };
    let mut cell = DocumentCell::new(kind, source);
    words::take(&mut cell, &attributes::words(text, mark.words.clone()));
    cell
}

/// A fence's words after its language.
pub fn fence_words(text: &str, fence: &Fence) -> Vec<Attribute> {
    attributes::words(text, fence.info.clone())
        .into_iter()
        .skip(1)
        .collect()
}

/// Blank lines before, the text between without its last line end, and the rest.
pub fn apart(text: &str) -> (&str, &str, &str) {
    let first = text.len() - text.trim_start().len();
    let start = text
        .get(..first)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = text.trim_end().len();
    if end <= start {
        return (text, "", "");
    }
    // Blanks at the end of the last line may mean something.
    let end = text
        .get(end..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| end + at);
    (
        text.get(..start).unwrap_or(""),
        text.get(start..end).unwrap_or(""),
        text.get(end..).unwrap_or(""),
    )
}

/// A fence as it would stand outside of the list around it.
pub fn dedented(text: &str) -> String {
    let first = text.lines().next().unwrap_or("");
    let indent = first.len() - first.trim_start_matches([' ', '\t']).len();
    let strip = |line: &str| {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(blanks.min(indent)..).unwrap_or("").to_string()
    };
    text.split('\n').map(strip).collect::<Vec<_>>().join("\n")
}
