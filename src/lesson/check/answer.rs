//! Reading a learner's file: only its exercise cells count.

use super::answer_notebook;
use crate::lesson::attributes::{self, Attribute};
use crate::lesson::complaint::nearest;
use crate::lesson::document::{Exercise, Lesson};
use crate::lesson::myst::{self, CODE_CELL};
use crate::lesson::{fences, percent};
use crate::text::Source;

/// The answers in one file.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For each exercise of the lesson the cells that answer it, in order; none where it is missing.
    pub parts: Vec<Vec<Source>>,
    /// Which cells were taken for answers, where that is not plain.
    pub notes: Vec<String>,
}

/// Why a file is no answer to the lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// `UnreadableAnswer`, `UnknownExercise` and the like.
    pub kind: &'static str,
    pub message: String,
}

/// Reads an answer: a `.md` or a notebook with the exercise cells filled in, or Python code.
///
/// In a script, cells without an exercise of their own (imports, helpers) belong to the next one that has.
///
/// # Errors
/// The file does not say which of several exercises it answers, or names one that the lesson does not have.
pub fn read(lesson: &Lesson, name: &str, text: &str) -> Result<Answer, AnswerFault> {
    if name.ends_with(".ipynb") {
        return notebook(lesson, name, text);
    }
    let cells = match name.ends_with(".md") {
        true => markdown_cells(name, text)?,
        false => script_cells(name, text),
    };
    let tagged = cells.iter().any(|cell| cell.exercise.is_some());
    match (tagged, lesson.exercises.as_slice()) {
        (true, _) => distribute(lesson, cells),
        (false, []) => Err(AnswerFault {
            kind: "NoExercise",
            message: "the lesson has no exercises".to_string(),
        }),
        (false, [only]) if !name.ends_with(".md") => Ok(Answer {
            parts: vec![attempted(
                lesson,
                only,
                vec![Source::new(name, percent::code(text), 1)],
            )],
            notes: Vec::new(),
        }),
        (false, exercises) => Err(AnswerFault {
            kind: "NoExercise",
            message: format!(
                "no cell says which exercise it answers: the lesson has {}; begin the cell with `# %% exercise={}`",
                names(exercises),
                exercises.first().map_or("", |exercise| &exercise.name)
            ),
        }),
    }
}

fn notebook(lesson: &Lesson, name: &str, text: &str) -> Result<Answer, AnswerFault> {
    let found = answer_notebook::read(lesson, name, text).map_err(|message| AnswerFault {
        kind: "UnreadableAnswer",
        message,
    })?;
    if let (Some(name), true) = (found.unknown.first(), found.parts.iter().all(Vec::is_empty)) {
        return Err(unknown(lesson, name));
    }
    let attempts = lesson.exercises.iter().zip(found.parts);
    Ok(Answer {
        parts: attempts
            .map(|(exercise, part)| attempted(lesson, exercise, part))
            .collect(),
        notes: found.notes,
    })
}

struct AnswerCell {
    exercise: Option<String>,
    source: Source,
}

fn script_cells(name: &str, text: &str) -> Vec<AnswerCell> {
    let whole = Source::new(name, text, 1);
    percent::parts(text)
        .into_iter()
        .filter(|part| part.kind == percent::PartKind::Code && !is_the_lessons(&part.words))
        .map(|part| AnswerCell {
            exercise: exercise_of(&part.words),
            source: Source::new(
                name,
                percent::code(text.get(part.body.clone()).unwrap_or("")),
                whole.place(part.body.start as u32).line,
            ),
        })
        .collect()
}

/// Only the exercise cells of a filled-in lesson: all else is the lesson's own.
fn markdown_cells(name: &str, text: &str) -> Result<Vec<AnswerCell>, AnswerFault> {
    let whole = Source::new(name, text, 1);
    let mut cells = Vec::new();
    for fence in fences::find(text, 0) {
        let words = attributes::words(text, fence.info.clone());
        let is_myst = words.first().is_some_and(|word| word.name == CODE_CELL);
        // A cell of MyST has its options inside.
        let (options, lines) = match is_myst {
            true => myst::options(&fence.text, fence.info.start),
            false => (Vec::new(), 0),
        };
        let said = words.get(1..).and_then(exercise_of);
        let Some(exercise) = said.or_else(|| exercise_of(&options)) else {
            continue;
        };
        let first_line = whole.place(fence.body.start as u32).line;
        if !fence.closed || fence.opened_inside(text).is_some() {
            let line = first_line.saturating_sub(1).max(1);
            return Err(AnswerFault {
                kind: "UnclosedFence",
                message: format!(
                    "the fence of `{exercise}`, line {line}, is not closed: end it with a line that is only ```"
                ),
            });
        }
        cells.push(AnswerCell {
            exercise: Some(exercise),
            source: Source::new(
                name,
                fence
                    .text
                    .split_inclusive('\n')
                    .skip(lines)
                    .collect::<String>(),
                first_line + lines,
            ),
        });
    }
    Ok(cells)
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

fn distribute(lesson: &Lesson, cells: Vec<AnswerCell>) -> Result<Answer, AnswerFault> {
    let mut parts: Vec<Vec<Source>> = lesson.exercises.iter().map(|_| Vec::new()).collect();
    let mut helpers = Vec::new();
    for cell in cells {
        let Some(name) = cell.exercise else {
            helpers.push(cell.source);
            continue;
        };
        let at = lesson
            .exercises
            .iter()
            .position(|exercise| exercise.name == name);
        let Some(part) = at.and_then(|at| parts.get_mut(at)) else {
            return Err(unknown(lesson, &name));
        };
        part.append(&mut helpers);
        part.push(cell.source);
    }
    let attempts = lesson.exercises.iter().zip(parts);
    Ok(Answer {
        parts: attempts
            .map(|(exercise, part)| attempted(lesson, exercise, part))
            .collect(),
        notes: Vec::new(),
    })
}

/// The cells of an answer; none where they are nothing but the starter.
fn attempted(lesson: &Lesson, exercise: &Exercise, part: Vec<Source>) -> Vec<Source> {
    let starter = lesson.cells.get(exercise.starter);
    let untouched = |source: &Source| {
        let code = source.text.trim();
        code.is_empty() || starter.is_some_and(|starter| starter.source.text.trim() == code)
    };
    match part.iter().all(untouched) {
        true => Vec::new(),
        false => part,
    }
}

fn unknown(lesson: &Lesson, name: &str) -> AnswerFault {
    let known = lesson
        .exercises
        .iter()
        .map(|exercise| exercise.name.as_str());
    let advice = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", names(&lesson.exercises)),
    };
    AnswerFault {
        kind: "UnknownExercise",
        message: format!("the lesson has no exercise `{name}`; {advice}"),
    }
}

fn names(exercises: &[Exercise]) -> String {
    let names: Vec<String> = exercises
        .iter()
        .map(|exercise| format!("`{}`", exercise.name))
        .collect();
    names.join(", ")
}
