//! The code cells of a learner's script or Markdown.

use std::collections::HashSet;
use std::ops::Range;

use super::AnswerFault;
use crate::lesson::attributes::{self, Attribute};
use crate::lesson::document::{Cell, Lesson, Role};
use crate::lesson::fences::{self, Fence, Piece};
use crate::lesson::front::Front;
use crate::lesson::myst::{self, CODE_CELL};
use crate::lesson::percent::{self, PartKind};
use crate::text::Source;

/// A learner's file.
#[derive(Default)]
pub struct AnswerFile {
    pub cells: Vec<AnswerCell>,
    /// Cells of text that say they answer an exercise: its name, and what notes call the cell.
    pub texts: Vec<(String, String)>,
}

impl AnswerFile {
    /// Whether any cell says which exercise it answers.
    pub fn names_any(&self) -> bool {
        self.cells.iter().any(|cell| cell.named.is_some())
    }
}

/// A code cell of a learner's file.
pub struct AnswerCell {
    /// The exercise that it says it answers.
    pub named: Option<String>,
    /// What a notebook calls it.
    pub id: Option<String>,
    pub source: Source,
    /// What notes call it.
    pub place: String,
    /// It is a cell of the lesson, unchanged, or one that only the lesson may have.
    pub lessons: bool,
    /// Something new begins with it: a heading stands above.
    pub begins: bool,
}

impl AnswerCell {
    /// Whether it is the learner's and says nothing of an exercise.
    pub fn is_own(&self) -> bool {
        self.named.is_none() && !self.lessons
    }
}

/// The code of those cells that learners have as they are: a starter is theirs to change, and a right answer may be
/// the solution.
pub fn given(lesson: &Lesson) -> HashSet<&str> {
    let given = lesson.cells.iter().filter(|cell| is_given(cell));
    given.map(|cell| cell.source.text.trim()).collect()
}

pub fn is_given(cell: &Cell) -> bool {
    matches!(cell.role, Role::Plain | Role::Check { .. })
}

/// Whether Markdown has a heading.
pub fn has_heading(text: &str) -> bool {
    text.lines().any(|line| {
        let bare = line.trim_start_matches('#');
        bare.len() < line.len() && bare.starts_with(' ')
    })
}

fn exercise_of(words: &[Attribute]) -> Option<String> {
    let word = words.iter().find(|word| word.name == "exercise")?;
    word.value.clone()
}

/// A cell that only the lesson may have.
fn is_the_lessons(words: &[Attribute]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.name.as_str(), "check" | "solution" | "hint"))
}

pub fn of_script(lesson: &Lesson, name: &str, text: &str) -> AnswerFile {
    let whole = Source::new(name, text, 1);
    let given = given(lesson);
    let mut file = AnswerFile::default();
    let mut begins = false;
    for part in percent::parts(text) {
        let body = text.get(part.body.clone()).unwrap_or("");
        let named = exercise_of(&part.words);
        let header = whole.place(part.header.start as u32).line;
        let place = format!("line {header}");
        if part.kind != PartKind::Code {
            begins |= has_heading(&percent::prose(body));
            file.texts.extend(named.map(|name| (name, place)));
            continue;
        }
        let code = percent::code(body);
        if code.trim().is_empty() && named.is_none() {
            continue;
        }
        file.cells.push(AnswerCell {
            lessons: is_the_lessons(&part.words) || named.is_none() && given.contains(code.trim()),
            named,
            id: None,
            source: Source::new(name, code, whole.place(part.body.start as u32).line),
            place,
            begins: std::mem::take(&mut begins),
        });
    }
    file
}

/// The code cells of a lesson that is filled in.
///
/// # Errors
/// The fence of an answer is not closed.
pub fn of_markdown(lesson: &Lesson, name: &str, text: &str) -> Result<AnswerFile, AnswerFault> {
    let whole = Source::new(name, text, 1);
    let given = given(lesson);
    let mut file = AnswerFile::default();
    // Not from the first byte: it may be a byte order mark, behind which no fence is seen.
    let mut at = Front::read(text).range.end;
    let mut begins = false;
    for piece in fences::pieces(text, at) {
        let Piece::Fence(fence) = piece else { continue };
        begins |= has_heading(text.get(at..fence.range.start).unwrap_or(""));
        at = fence.range.end;
        let (words, lines) = words_of(text, &fence);
        let named = exercise_of(&words);
        if named.is_none() && !is_python(&words) {
            continue;
        }
        let first_line = whole.place(fence.body.start as u32).line;
        let line = first_line.saturating_sub(1).max(1);
        if let Some(exercise) = &named
            && (!fence.closed || fence.opened_inside(text).is_some())
        {
            return Err(unclosed(exercise, line));
        }
        let code: String = fence.text.split_inclusive('\n').skip(lines).collect();
        file.cells.push(AnswerCell {
            lessons: is_the_lessons(&words) || named.is_none() && given.contains(code.trim()),
            named,
            id: None,
            source: Source::new(name, code, first_line + lines),
            place: format!("line {line}"),
            begins: std::mem::take(&mut begins),
        });
    }
    Ok(file)
}

fn unclosed(exercise: &str, line: usize) -> AnswerFault {
    AnswerFault {
        kind: "UnclosedFence",
        message: format!(
            "the fence of `{exercise}`, line {line}, is not closed: end it with a line that is only ```"
        ),
    }
}

/// The words of a fence, and how many lines inside hold such words: a cell of MyST has its options there. Other tools
/// write braces around all words.
fn words_of(text: &str, fence: &Fence) -> (Vec<Attribute>, usize) {
    let mut words = attributes::words(text, braceless(text, fence.info.clone()));
    let is_myst = words.first().is_some_and(|word| word.name == CODE_CELL);
    let (options, lines) = match is_myst {
        true => myst::options(&fence.text, fence.info.start),
        false => (Vec::new(), 0),
    };
    words.extend(options);
    (words, lines)
}

/// The words in `{python exercise=a}`; of `{code-cell} python` all.
fn braceless(text: &str, info: Range<usize>) -> Range<usize> {
    let inside = text.get(info.clone()).unwrap_or("");
    let inside = inside
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inside {
        Some(inside) if inside.contains(' ') && !inside.contains('}') => {
            info.start + 1..info.end - 1
        }
        _ => info,
    }
}

fn is_python(words: &[Attribute]) -> bool {
    let first = words
        .first()
        .map(|word| word.name.trim_matches(['{', '}', '.']));
    matches!(first, Some("python" | "py" | "numpy" | "code-cell"))
}
