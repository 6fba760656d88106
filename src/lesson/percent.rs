//! Python files: percent scripts, whose cells begin with `# %%` lines, and plain scripts without any.
//!
//! The attributes of a cell stand on its `# %%` line: `# %% exercise=standardise`.

use std::ops::Range;

use super::attributes::{self, Attribute, Attributes};
use super::complaint::Complaint;
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
    /// `[markdown]`, `[md]` or `[raw]`: not code.
    pub prose: bool,
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
        prose: false,
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
    (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| line.len() - after.len())
}

/// A `# %%` line may have a title. Its words are no attributes, also where they sound like one: a flag counts
/// only after an attribute with a value, or where there is no title.
fn part(text: &str, header: Range<usize>, words_start: usize) -> Part {
    let words = attributes::words(text, header.start + words_start..header.end);
    let prose = words
        .iter()
        .any(|word| matches!(word.name.as_str(), "[markdown]" | "[md]" | "[raw]"));
    let valued = words.iter().position(|word| word.value.is_some());
    let leading = words.iter().take(valued.unwrap_or(words.len()));
    let titled = !leading.clone().all(|word| attributes::is_flag(&word.name));
    let title = if titled { leading.count() } else { 0 };
    let counts = |word: &Attribute| word.value.is_some() || attributes::is_flag(&word.name);
    Part {
        body: header.end..header.end,
        header,
        words: words.into_iter().skip(title).filter(counts).collect(),
        prose,
    }
}

/// Reads a `.py` file as a lesson.
pub fn read(source: Source) -> (Lesson, Vec<Complaint>) {
    let parts = parts(&source.text);
    let script = parts.iter().all(|part| part.header.is_empty());
    let mut lesson = Lesson {
        front: Front::default(),
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
    for part in &parts {
        let kind = if part.prose {
            BlockKind::Prose
        } else {
            let cell = cell(&lesson, part, &mut exercises, &mut complaints);
            lesson.cells.push(cell);
            BlockKind::Cell(lesson.cells.len() - 1)
        };
        let range = part.header.start..part.body.end;
        lesson.blocks.push(Block { range, kind });
    }
    exercises.attach(&mut lesson, &mut complaints);
    (lesson, complaints)
}

fn cell(
    lesson: &Lesson,
    part: &Part,
    exercises: &mut ExerciseParts,
    complaints: &mut Vec<Complaint>,
) -> Cell {
    let source = &lesson.source;
    let index = lesson.cells.len();
    let attributes = Attributes::read(source, &part.words, complaints);
    let text = source.text.get(part.body.clone()).unwrap_or("");
    let first_line = source.place(part.body.start as u32).line;
    Cell {
        index,
        source: Source::new(source.name.clone(), code(text), first_line),
        examples: None,
        role: exercises.role(index, &attributes, source, complaints),
        raises: attributes.raises,
        skip: attributes.skip,
        hide: attributes.hide,
        tolerance: attributes.tolerance,
        output: None,
        fence: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
