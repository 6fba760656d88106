//! A document as Markdown.

use super::document::{Document, DocumentCell};
use super::markdown::{dedented, fence_words, marked_cell};
use super::{front, myst_head, shown, words};
use crate::lesson::fences::{self, Fence, Piece};
use crate::lesson::myst::{self, CODE_CELL};
use crate::lesson::notebook::json::{Json, Value};
use crate::lesson::notebook::structure::CellKind;
use crate::lesson::reader::{RAW, is_special};

/// What stands between two cells: one empty line.
pub const GAP: &str = "\n\n";

/// How cells of code are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// As `python` fences, with words behind the language.
    Plain,
    /// As `{code-cell}` fences with lines of options, as far as these can say everything.
    Myst,
}

impl Dialect {
    /// The layout of a cell that is not written as ndbook would write it; only cells of code differ.
    pub fn layout(self, kind: CellKind) -> &'static str {
        match (self, kind) {
            (Dialect::Myst, CellKind::Code) => "myst",
            _ => "markdown",
        }
    }

    /// The layouts that Markdown itself shows.
    fn own_layouts(self, kind: CellKind) -> [&'static str; 5] {
        let layout = self.layout(kind);
        ["gap", layout, "output_below", "output_gap", "output"]
    }
}

/// The layouts of the whole text that Markdown itself shows.
pub const FRONT_LAYOUTS: [&str; 1] = ["end"];

/// Writes a document; `notes` get what it holds and Markdown cannot.
pub fn write(document: &Document, dialect: Dialect, notes: &mut Vec<String>) -> String {
    let mut writer = Writer {
        dialect,
        text: String::new(),
        empty: true,
        pending: None,
    };
    let front = front::of(document, &FRONT_LAYOUTS);
    let skip = usize::from(front.is_some() && document.cells.first().is_some_and(front::is_front));
    if let Some(front) = front {
        writer.add(&front, None);
    }
    let cells = document.cells.iter().enumerate().skip(skip);
    for (number, cell) in cells {
        let before = number.checked_sub(1).and_then(|at| document.cells.get(at));
        writer.cell(cell, before.filter(|_| number > skip));
        notes.extend(lost(number + 1, cell));
    }
    writer.flush();
    let end = match document.metadata.layout_text("end") {
        Some(end) => end,
        None if writer.empty => String::new(),
        None => "\n".to_string(),
    };
    let text = writer.text + &end;
    let text = match dialect {
        Dialect::Plain => text,
        Dialect::Myst => myst_head::headed(&text),
    };
    in_form(document, text)
}

/// The text with the line ends and the byte order mark that the layout names.
pub fn in_form(document: &Document, text: String) -> String {
    let text = match document.metadata.layout_text("newline") {
        Some(newline) => text.replace('\n', &newline),
        None => text,
    };
    document.metadata.layout_text("mark").unwrap_or_default() + &text
}

struct Writer {
    dialect: Dialect,
    text: String,
    empty: bool,
    /// An output that stands below so many more cells, and what stands before it.
    pending: Option<(usize, String, String)>,
}

impl Writer {
    fn add(&mut self, piece: &str, gap: Option<&str>) {
        let usual = if self.empty { "" } else { GAP };
        self.text.push_str(gap.unwrap_or(usual));
        self.text.push_str(piece);
        self.empty = false;
    }

    fn cell(&mut self, cell: &DocumentCell, before: Option<&DocumentCell>) {
        if cell.kind == CellKind::Code
            || self.pending.as_ref().is_some_and(|(below, ..)| *below == 0)
        {
            self.flush();
        }
        let gap = cell.metadata.layout_text("gap");
        let text = as_written(cell, self.dialect)
            .unwrap_or_else(|| apart_from(before, cell, self.dialect));
        self.add(&text, gap.as_deref());
        if let Some((below, ..)) = &mut self.pending {
            *below = below.saturating_sub(1);
        }
        if let Some(output) = output_as_written(cell).or_else(|| output_piece(cell)) {
            let gap = cell
                .metadata
                .layout_text("output_gap")
                .unwrap_or_else(|| GAP.to_string());
            let below = cell
                .metadata
                .layout("output_below")
                .and_then(|below| below.as_integer());
            self.pending = Some((below.unwrap_or(0).max(0) as usize, gap, output));
        }
        if self.pending.as_ref().is_some_and(|(below, ..)| *below == 0) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if let Some((_, gap, output)) = self.pending.take() {
            self.add(&output, Some(&gap));
        }
    }
}

/// The cell as it was written, if that still says what the cell says.
fn as_written(cell: &DocumentCell, dialect: Dialect) -> Option<String> {
    let text = cell.metadata.layout_text(dialect.layout(cell.kind))?;
    says(&text, cell, dialect).then_some(text)
}

/// Whether a text is read as the cell.
fn says(text: &str, cell: &DocumentCell, dialect: Dialect) -> bool {
    let read: Result<[DocumentCell; 1], _> = pieces_of(text).try_into();
    read.is_ok_and(|[read]| plain(&read, dialect) == plain(cell, dialect))
}

fn output_as_written(cell: &DocumentCell) -> Option<String> {
    let text = cell.metadata.layout_text("output")?;
    let fence = fences::find(&dedented(&text), 0).into_iter().next()?;
    let (shown, ..) = shown::text(cell);
    (fence.text == shown && cell.count.is_some()).then_some(text)
}

/// A cell below one that it could be taken for a part of needs a mark.
pub fn apart_from(before: Option<&DocumentCell>, cell: &DocumentCell, dialect: Dialect) -> String {
    let text = piece(cell, dialect);
    let is_prose =
        cell.kind == CellKind::Markdown && text == cell.source && own_word(cell, "pycon").is_none();
    match before.is_some_and(|before| is_prose_or_marked(before, dialect)) && is_prose {
        true => format!("<!-- cell -->\n{text}"),
        false => text,
    }
}

/// Whether prose below the cell would be read as a part of it.
fn is_prose_or_marked(cell: &DocumentCell, dialect: Dialect) -> bool {
    let text = piece(cell, dialect);
    cell.kind == CellKind::Markdown
        && !text.ends_with("<!-- /cell -->")
        && own_word(cell, "hint").is_none()
        && own_word(cell, "pycon").is_none()
}

fn own_word(cell: &DocumentCell, name: &str) -> Option<Json> {
    cell.metadata.own().get(name).cloned()
}

/// How ndbook writes a cell, without its output.
fn piece(cell: &DocumentCell, dialect: Dialect) -> String {
    let myst = (dialect == Dialect::Myst && cell.kind == CellKind::Code).then(|| {
        let options = words::options(cell, &dialect.own_layouts(cell.kind));
        let blank = if options.is_empty() { "" } else { "\n" };
        let language = format!("{CODE_CELL} python");
        fenced(
            &language,
            "",
            &format!("{options}{blank}{}", body(&cell.source)),
        )
    });
    let myst = myst.filter(|text| says(text, cell, dialect));
    myst.unwrap_or_else(|| plain(cell, dialect))
}

/// The same in words that can say everything.
fn plain(cell: &DocumentCell, dialect: Dialect) -> String {
    let words = words::of(cell, &dialect.own_layouts(cell.kind));
    match cell.kind {
        CellKind::Code => fenced("python", &words, &body(&cell.source)),
        CellKind::Raw if front::is_front(cell) && words.is_empty() => {
            cell.source.trim_end().to_string()
        }
        CellKind::Raw => fenced(RAW, &words, &body(&cell.source)),
        CellKind::Markdown if own_word(cell, "hint").is_some() => {
            fenced("text", &words, &body(&cell.source))
        }
        CellKind::Markdown if own_word(cell, "pycon").is_some() && is_session(&cell.source) => {
            cell.source.clone()
        }
        CellKind::Markdown => prose(&words, &cell.source),
    }
}

/// Whether a text is one `pycon` fence and nothing else.
fn is_session(source: &str) -> bool {
    let [cell] = pieces_of(source)
        .try_into()
        .unwrap_or_else(|_| [DocumentCell::new(CellKind::Raw, "")]);
    own_word(&cell, "pycon").is_some()
}

fn prose(words: &str, source: &str) -> String {
    let words = if words.is_empty() {
        String::new()
    } else {
        format!(" {words}")
    };
    let (before, inside, after) = super::markdown::apart(source);
    // What would be read as something else is put between two marks.
    let plain = before.is_empty() && after.is_empty() && !inside.is_empty() && !is_special(source);
    match (plain, words.is_empty()) {
        (true, true) => source.to_string(),
        (true, false) => format!("<!-- cell{words} -->\n{source}"),
        (false, _) if source.is_empty() => format!("<!-- cell{words} -->\n<!-- /cell -->"),
        (false, _) => format!("<!-- cell{words} -->\n{source}\n<!-- /cell -->"),
    }
}

/// A source as the lines of a fence.
fn body(source: &str) -> String {
    match source.is_empty() {
        true => String::new(),
        false => format!("{source}\n"),
    }
}

fn fenced(language: &str, words: &str, body: &str) -> String {
    let longest = body.lines().map(|line| {
        let line = line.trim_start();
        line.len() - line.trim_start_matches('`').len()
    });
    let marks = "`".repeat(3.max(longest.max().unwrap_or(0) + 1));
    let blank = if words.is_empty() { "" } else { " " };
    format!("{marks}{language}{blank}{words}\n{body}{marks}")
}

/// The `output` fence of a cell that was run and shows something, or whose layout has one.
pub fn output_piece(cell: &DocumentCell) -> Option<String> {
    let (text, pieces, _) = shown::text(cell);
    if cell.kind != CellKind::Code || text.is_empty() {
        return None;
    }
    let words = match pieces == shown::guessed(cell, &text) {
        true => String::new(),
        false => format!("as=\"{}\"", shown::written(&pieces)),
    };
    Some(fenced("output", &words, &text))
}

/// The cells that a text of one fence or of marked prose stands for.
pub fn pieces_of(text: &str) -> Vec<DocumentCell> {
    let text = &dedented(text);
    let found = fences::pieces(text, 0);
    if found.is_empty() {
        return vec![DocumentCell::new(CellKind::Markdown, text.as_str())];
    }
    let cells = found.into_iter().filter_map(|piece| match piece {
        Piece::Mark(mark) => {
            let end = mark
                .closing
                .as_ref()
                .map_or(text.len(), |closing| closing.end);
            Some(marked_cell(text, &mark, end))
        }
        Piece::Fence(fence) => {
            let words = fence_words(text, &fence);
            let info = text.get(fence.info.clone()).unwrap_or("");
            let language = info.split([' ', '\t', ',']).next().unwrap_or("");
            if language == CODE_CELL {
                return Some(code_cell(&fence));
            }
            let source = fence.text.strip_suffix('\n').unwrap_or(&fence.text);
            let kind = match language {
                "python" | "py" | "numpy" => CellKind::Code,
                "pycon" => {
                    let mut cell = DocumentCell::new(CellKind::Markdown, text.as_str());
                    let mut own = cell.metadata.own();
                    own.set("pycon", Json::new(Value::Bool(true)));
                    cell.metadata.set_own(own);
                    return Some(cell);
                }
                RAW => CellKind::Raw,
                "text" => CellKind::Markdown,
                _ => return None,
            };
            let mut cell = DocumentCell::new(kind, source);
            words::take(&mut cell, &words);
            Some(cell)
        }
    });
    cells.collect()
}

/// A cell of MyST; its options are its words.
fn code_cell(fence: &Fence) -> DocumentCell {
    let (options, lines) = myst::options(&fence.text, 0);
    let code: String = fence.text.split_inclusive('\n').skip(lines).collect();
    let source = code.strip_suffix('\n').unwrap_or(&code);
    let mut cell = DocumentCell::new(CellKind::Code, source);
    words::take(&mut cell, &options);
    cell
}

/// What Markdown cannot hold of a cell.
fn lost(number: usize, cell: &DocumentCell) -> Option<String> {
    let (_, _, lost) = shown::text(cell);
    let mut kinds: Vec<String> = Vec::new();
    for kind in lost {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    (!kinds.is_empty()).then(|| {
        format!(
            "cell {number}: Markdown has no place for {}",
            kinds.join(", ")
        )
    })
}
