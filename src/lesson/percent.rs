//! Python files: percent scripts, whose cells begin with `# %%` lines, and plain scripts without any.
//!
//! The attributes of a cell stand on its `# %%` line, after an optional title: `# %% Loading exercise=standardise`. As
//! jupytext has it, `[markdown]` and `[raw]` cells hold their text as comments or as one `"""` string, tags stand in
//! `tags=["…"]`, other keys are metadata, and front matter is a block of comments at the top.

use std::ops::Range;

use super::attributes::{self, Attribute, Attributes};
use super::complaint::{Complaint, nearest};
use super::document::{Block, BlockKind, Cell, Format, Lesson};
use super::front::Front;
use super::reader::ExerciseParts;
use crate::text::Source;

/// One part of a percent script.
#[derive(Clone, Debug)]
pub struct Part {
    /// The `# %%` line; empty for what stands before the first one.
    pub header: Range<usize>,
    /// The lines after it.
    pub body: Range<usize>,
    /// The words of the header after an optional title.
    pub words: Vec<Attribute>,
    pub title: Option<String>,
    pub kind: PartKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Code,
    /// `[markdown]` or `[md]`
    Markdown,
    /// `[raw]`
    Raw,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Code as Python reads it: lines end in `\n`, and no byte order mark stands before them.
pub fn code(text: &str) -> String {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    text.replace("\r\n", "\n")
}

/// Whether a `.py` has `# %%` lines.
pub fn is_percent(text: &str) -> bool {
    text.lines().any(|line| header(line).is_some())
}

/// The parts of a script, which tile its text; one alone where there is no `# %%` line.
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![Part {
        header: 0..0,
        body: 0..0,
        words: Vec::new(),
        title: None,
        kind: PartKind::Code,
    }];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        match header(line) {
            Some(words_start) => parts.push(part(text, range, words_start)),
            None => {
                if let Some(part) = parts.last_mut() {
                    part.body.end = at;
                }
            }
        }
    }
    parts.retain(|part| !part.header.is_empty() || !part.body.is_empty());
    parts
}

/// Where the words begin on a `# %%` line. The byte order mark that some editors write may stand before it.
fn header(line: &str) -> Option<usize> {
    let marked = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    let rest = marked.strip_prefix('#')?.trim_start_matches([' ', '\t']);
    let after = rest.strip_prefix("%%")?;
    let is_header =
        after.is_empty() || after.starts_with(char::is_whitespace) || begins_attribute(after);
    is_header.then(|| line.len() - after.len())
}

/// Whether an attribute follows without a blank: `# %%exercise=mean` is no magic as `# %%time` is.
fn begins_attribute(after: &str) -> bool {
    let name = after.split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| attributes::NAMES.contains(&name))
}

/// A `# %%` line may have a title. Its words are no attributes, also where they sound like one: a flag counts
/// only after an attribute with a value, or where there is no title.
fn part(text: &str, header: Range<usize>, words_start: usize) -> Part {
    let words = attributes::words(text, header.start + words_start..header.end);
    let mark = words.iter().position(|word| kind_of(&word.name).is_some());
    let kind = mark.and_then(|at| kind_of(&words.get(at)?.name));
    let valued = words.iter().position(|word| word.value.is_some());
    let end = mark.or(valued).unwrap_or(words.len());
    let leading = words.get(..end).unwrap_or_default();
    let titled = !leading.iter().all(|word| attributes::is_flag(&word.name));
    let title = leading.first().zip(leading.last()).filter(|_| titled);
    let title = title.and_then(|(first, last)| text.get(first.range.start..last.range.end));
    let counts = |word: &Attribute| word.value.is_some() || attributes::is_flag(&word.name);
    Part {
        body: header.end..header.end,
        header,
        title: title.map(str::to_string),
        kind: kind.unwrap_or(PartKind::Code),
        words: words
            .into_iter()
            .skip(if titled { end } else { 0 })
            .filter(counts)
            .collect(),
    }
}

fn kind_of(word: &str) -> Option<PartKind> {
    match word {
        "[markdown]" | "[md]" => Some(PartKind::Markdown),
        "[raw]" => Some(PartKind::Raw),
        _ => None,
    }
}

/// The text of a `[markdown]` or `[raw]` cell: its comments without their marks, or the one string that it is.
pub fn prose(body: &str) -> String {
    let body = code(body);
    let trimmed = body.trim();
    for quotes in ["\"\"\"", "'''"] {
        let opened = ["r", "R", ""]
            .iter()
            .find_map(|prefix| trimmed.strip_prefix(prefix)?.strip_prefix(quotes));
        if let Some(inside) = opened.and_then(|rest| rest.strip_suffix(quotes)) {
            return inside.trim_matches('\n').to_string() + "\n";
        }
    }
    let lines = body.trim_matches('\n').lines();
    lines
        .map(|line| uncommented(line).to_string() + "\n")
        .collect()
}

fn uncommented(line: &str) -> &str {
    let Some(text) = line.strip_prefix('#') else {
        return line;
    };
    text.strip_prefix(' ').unwrap_or(text)
}

/// The front matter of a script: comments between `# ---` lines, before anything else.
pub fn front(text: &str) -> Front {
    let start = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    };
    let rest = text.get(start..).unwrap_or("");
    if rest.lines().next().map(uncommented) != Some("---") {
        return Front::default();
    }
    let mut end = start;
    let mut yaml = String::new();
    for line in rest.split_inclusive('\n') {
        if !line.starts_with('#') {
            break;
        }
        end += line.len();
        yaml.push_str(uncommented(line));
        let front = Front::read(&yaml);
        if !front.range.is_empty() && !front.unclosed {
            return Front {
                range: 0..end,
                ..front
            };
        }
    }
    Front::default()
}

/// Reads a `.py` file as a lesson.
pub fn read(source: Source) -> (Lesson, Vec<Complaint>) {
    let mut parts = parts(&source.text);
    let script = parts.iter().all(|part| part.header.is_empty());
    let front = if script {
        Front::default()
    } else {
        front(&source.text)
    };
    let mut lesson = Lesson {
        front,
        format: if script {
            Format::Script
        } else {
            Format::Percent
        },
        source,
        blocks: Vec::new(),
        cells: Vec::new(),
        exercises: Vec::new(),
        notices: Vec::new(),
    };
    let mut complaints = Vec::new();
    let mut exercises = ExerciseParts::default();
    take_front(&mut lesson, &mut parts);
    for part in &parts {
        let text = lesson.source.text.get(part.body.clone()).unwrap_or("");
        let (kind, prose) = match part.kind {
            PartKind::Markdown => (BlockKind::Prose, Some(prose(text))),
            PartKind::Raw => (BlockKind::Other, None),
            PartKind::Code => {
                let cell = cell(&lesson, part, &mut exercises, &mut complaints);
                lesson.cells.push(cell);
                (BlockKind::Cell(lesson.cells.len() - 1), None)
            }
        };
        let range = part.header.start..part.body.end;
        lesson.blocks.push(Block { range, kind, prose });
    }
    exercises.attach(&mut lesson, &mut complaints);
    (lesson, complaints)
}

/// Takes the front matter from the first part; nothing but blank lines after it is no cell.
fn take_front(lesson: &mut Lesson, parts: &mut Vec<Part>) {
    let range = lesson.front.range.clone();
    let Some(first) = parts.first_mut().filter(|_| !range.is_empty()) else {
        return;
    };
    first.body.start = range.end;
    let rest = lesson.source.text.get(first.body.clone()).unwrap_or("");
    let mut end = range.end;
    if rest.trim().is_empty() {
        end = first.body.end;
        parts.remove(0);
    }
    lesson.blocks.push(Block {
        range: 0..end,
        kind: BlockKind::Front,
        prose: None,
    });
}

/// The attributes of a cell. A key with a value that is none of ndbook's is metadata of the cell, unless it looks like
/// a mistake.
fn known(words: &[Attribute]) -> Vec<Attribute> {
    let words = attributes::with_tags(words).into_iter();
    words
        .filter(|word| {
            attributes::is_name(&word.name) || nearest(&word.name, attributes::NAMES).is_some()
        })
        .collect()
}

fn cell(
    lesson: &Lesson,
    part: &Part,
    exercises: &mut ExerciseParts,
    complaints: &mut Vec<Complaint>,
) -> Cell {
    let source = &lesson.source;
    let index = lesson.cells.len();
    let attributes = Attributes::read(source, &known(&part.words), complaints);
    let text = source.text.get(part.body.clone()).unwrap_or("");
    let first_line = source.place(part.body.start as u32).line;
    let role = exercises.role(index, &attributes, source, complaints);
    let source = Source::new(source.name.clone(), code(text), first_line);
    Cell {
        place: part.header.start,
        ..Cell::new(index, source, role, &attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_comments_or_a_string() {
        assert_eq!(
            prose("# # Title\r\n#\r\n# text\r\n#more\r\n\r\n"),
            "# Title\n\ntext\nmore\n"
        );
        assert_eq!(
            prose("\n\"\"\"\n# Title\n\n- a\n\"\"\"\n"),
            "# Title\n\n- a\n"
        );
    }

    #[test]
    fn titles_are_no_attributes() {
        let names = |line: &str| -> Vec<String> {
            let text = format!("\u{feff}{line}\r\n1\r\n");
            let found = parts(&text).pop().expect("a part");
            assert_eq!(found.header, 0..text.len() - 3);
            found.words.into_iter().map(|word| word.name).collect()
        };
        assert_eq!(names("# %% skip the rest"), [""; 0]);
        assert_eq!(names("#%% skip hide"), ["skip", "hide"]);
        assert_eq!(
            names("# %% My answer exercise=a (done) hidden"),
            ["exercise", "hidden"]
        );
        assert_eq!(names("# %%"), [""; 0]);
        assert_eq!(
            names("# %% A title [markdown] tags=[\"a, b\", \"c\"] key={\"k\": 1}"),
            ["tags", "key"]
        );
    }
}
