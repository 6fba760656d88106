//! Percent scripts as documents, and documents as percent scripts.

use super::document::{Document, DocumentCell, lines};
use super::markdown::{apart, normal};
use super::markdown_writer::in_form;
use super::{front, words};
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::structure::CellKind;
use crate::lesson::percent::{self, Part, PartKind};

/// What stands between two cells: one empty line.
const GAP: &str = "\n\n";

/// The layouts that a script itself shows.
const OWN_LAYOUTS: [&str; 2] = ["script_gap", "script"];

/// The layouts of the whole text that a script itself shows.
const FRONT_LAYOUTS: [&str; 2] = ["script_end", "script_front"];

/// Reads a script; one without `# %%` lines is one cell.
pub fn read(text: &str) -> Document {
    let mut document = Document::default();
    let text = normal(text, &mut document.metadata);
    let mut reader = Reader {
        document,
        gap: String::new(),
        empty: true,
    };
    let front = percent::front(&text).range;
    if !front.is_empty() {
        reader.front(text.get(front.clone()).unwrap_or(""));
    }
    for part in percent::parts(&text) {
        let start = part.header.start.max(front.end);
        let body = part.body.start.max(front.end)..part.body.end;
        let whole = text.get(start..part.body.end).unwrap_or("");
        reader.push(whole, cell(&part, text.get(body).unwrap_or("")));
    }
    let Reader {
        mut document,
        gap,
        empty,
    } = reader;
    if gap != if empty { "" } else { "\n" } {
        document.metadata.set_layout("script_end", Json::text(gap));
    }
    document
}

struct Reader {
    document: Document,
    /// What stands between the last cell's text and the next: blank lines.
    gap: String,
    /// Nothing was read yet but blank lines.
    empty: bool,
}

impl Reader {
    fn front(&mut self, text: &str) {
        let (before, inside, after) = apart(text);
        self.gap.push_str(before);
        let source = percent::prose(inside);
        let cell = front::take(&mut self.document, source.trim_end(), &FRONT_LAYOUTS);
        self.document.cells.extend(cell);
        if commented(source.trim_end()) != inside {
            self.document
                .metadata
                .set_layout("script_front", lines(inside));
        }
        self.gap = after.to_string();
        self.empty = false;
    }

    /// Adds a cell that is written as `text`, with blank lines around.
    fn push(&mut self, text: &str, mut cell: DocumentCell) {
        let (before, inside, after) = apart(text);
        self.gap.push_str(before);
        if inside.is_empty() {
            return;
        }
        if self.gap != if self.empty { "" } else { GAP } {
            cell.metadata.set_layout("script_gap", lines(&self.gap));
        }
        if piece(&cell) != inside {
            cell.metadata.set_layout("script", lines(inside));
        }
        self.document.cells.push(cell);
        self.gap = after.to_string();
        self.empty = false;
    }
}

fn cell(part: &Part, body: &str) -> DocumentCell {
    let kind = match part.kind {
        PartKind::Code => CellKind::Code,
        PartKind::Markdown => CellKind::Markdown,
        PartKind::Raw => CellKind::Raw,
    };
    let text = match part.kind {
        PartKind::Code => body.trim_end().to_string(),
        PartKind::Markdown | PartKind::Raw => percent::prose(body),
    };
    let source = text.strip_suffix('\n').unwrap_or(&text);
    let mut cell = DocumentCell::new(kind, source);
    if let Some(title) = &part.title {
        cell.metadata.set("title", Json::text(title.as_str()));
    }
    words::take(&mut cell, &part.words);
    cell
}

/// Writes a document; `notes` get what it holds and a script cannot.
pub fn write(document: &Document, notes: &mut Vec<String>) -> String {
    let front = front::of(document, &FRONT_LAYOUTS);
    let has_front = document.cells.first().is_some_and(front::is_front);
    let skip = usize::from(front.is_some() && has_front);
    let mut text = front.map_or_else(String::new, |front| front_as_written(document, &front));
    for cell in document.cells.iter().skip(skip) {
        let usual = if text.is_empty() { "" } else { GAP };
        let gap = cell.metadata.layout_text("script_gap");
        text.push_str(gap.as_deref().unwrap_or(usual));
        text.push_str(&as_written(cell).unwrap_or_else(|| piece(cell)));
    }
    let recorded = document
        .cells
        .iter()
        .filter(|cell| !cell.outputs.is_empty())
        .count();
    if recorded > 0 {
        notes.push(format!(
            "a Python file has no place for the outputs of {recorded} cells: `ndbook test --update` records them beside it"
        ));
    }
    let end = match document.metadata.layout_text("script_end") {
        Some(end) => end,
        None if text.is_empty() => String::new(),
        None => "\n".to_string(),
    };
    in_form(document, text + &end)
}

/// The front matter as comments, as they were written if they still say the same.
fn front_as_written(document: &Document, front: &str) -> String {
    let written = document.metadata.layout_text("script_front");
    let written = written.filter(|text| percent::prose(text).trim_end() == front);
    written.unwrap_or_else(|| commented(front))
}

fn as_written(cell: &DocumentCell) -> Option<String> {
    let text = cell.metadata.layout_text("script")?;
    let read = read(&text);
    let [one] = read.cells.as_slice() else {
        return None;
    };
    let bare = |cell: &DocumentCell| DocumentCell {
        metadata: cell.metadata.without_layout(&OWN_LAYOUTS),
        ..cell.clone()
    };
    (piece(&bare(one)) == piece(&bare(cell))).then_some(text)
}

/// How ndbook writes a cell.
fn piece(cell: &DocumentCell) -> String {
    let mut named = cell.clone();
    let title = named
        .metadata
        .get("title")
        .and_then(Json::as_text)
        .map(str::to_string);
    let title = title.filter(|title| is_title(title, cell.kind));
    if title.is_some() {
        named.metadata.remove("title");
    }
    let kind = match cell.kind {
        CellKind::Code => None,
        CellKind::Markdown => Some("[markdown]".to_string()),
        CellKind::Raw => Some("[raw]".to_string()),
    };
    let words = Some(words::of(&named, &OWN_LAYOUTS)).filter(|words| !words.is_empty());
    let header: Vec<String> = [Some("# %%".to_string()), title, kind, words]
        .into_iter()
        .flatten()
        .collect();
    let body = match cell.kind {
        CellKind::Code => cell.source.clone(),
        CellKind::Markdown | CellKind::Raw => commented(&cell.source),
    };
    let end = if body.is_empty() { "" } else { "\n" };
    format!("{}{end}{body}", header.join(" "))
}

/// Whether a title is read as one again.
fn is_title(title: &str, kind: CellKind) -> bool {
    let mark = if kind == CellKind::Code {
        ""
    } else {
        " [markdown]"
    };
    let line = format!("# %% {title}{mark} id=a\n");
    let parts = percent::parts(&line);
    let [part] = parts.as_slice() else {
        return false;
    };
    part.title.as_deref() == Some(title) && part.words.len() == 1
}

fn commented(text: &str) -> String {
    let lines = text.split('\n').map(|line| match line {
        "" => "#".to_string(),
        _ => format!("# {line}"),
    });
    match text {
        "" => String::new(),
        _ => lines.collect::<Vec<_>>().join("\n"),
    }
}
