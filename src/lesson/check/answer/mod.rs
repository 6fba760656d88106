//! Reading a learner's file: which of its cells answer which exercise.
//!
//! All forms become a list of code cells ([`cells`], [`notebook`]), of which each may say what it answers; in a
//! notebook a cell may also be known by its id or its place. What counts ([`parts`]) is the same for all forms: of
//! several cells for one exercise the last that is more than the starter ([`meaning`]), with the cells below that go on
//! with it and those above that it uses.

mod cells;
mod meaning;
mod notebook;
mod parts;

use self::cells::AnswerFile;
use self::meaning::Starter;
use super::super::complaint::nearest;
use super::super::document::{Exercise, Lesson};
use super::super::percent;
use crate::eval::on_large_stack;
use crate::text::Source;

/// The answers in one file.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For each exercise of the lesson the cells that answer it, in order; none where it is missing.
    pub parts: Vec<Vec<Source>>,
    /// Which cells were taken for answers, and which were not, where that is not plain.
    pub notes: Vec<String>,
}

/// Why a file is no answer to the lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// `UnreadableAnswer`, `UnknownExercise` and the like.
    pub kind: &'static str,
    pub message: String,
}

/// More notes on one answer than these nobody reads.
const MOST_NOTES: usize = 20;

/// What the name of a file says of its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Script,
    Markdown,
    Notebook,
}

/// Reads an answer: a `.md` or a notebook with the exercise cells filled in, or Python code.
///
/// # Errors
/// The file cannot be read, does not say which of several exercises it answers, or names none that the lesson has.
pub fn read(lesson: &Lesson, name: &str, text: &str) -> Result<Answer, AnswerFault> {
    // The code is read to see what belongs together: deep code needs a deep stack.
    on_large_stack(|| match name.rsplit_once('.') {
        Some((_, "ipynb")) => {
            let file = notebook::read(lesson, name, text).map_err(|message| AnswerFault {
                kind: "UnreadableAnswer",
                message,
            })?;
            let (answers, notes) = notebook::matched(lesson, &file.cells);
            distribute(lesson, &file, Form::Notebook, answers, notes)
        }
        Some((_, "md")) => of_named(
            lesson,
            &cells::of_markdown(lesson, name, text)?,
            Form::Markdown,
        ),
        _ => {
            let file = cells::of_script(lesson, name, text);
            match lesson.exercises.as_slice() {
                [only] if !file.names_any() => Ok(whole(lesson, only, name, text)),
                _ => of_named(lesson, &file, Form::Script),
            }
        }
    })
}

/// The file as one answer.
fn whole(lesson: &Lesson, only: &Exercise, name: &str, text: &str) -> Answer {
    let code = percent::code(text);
    let part = match Starter::of(lesson, only).is_answered_by(&code) {
        true => vec![Source::new(name, code, 1)],
        false => Vec::new(),
    };
    Answer {
        parts: vec![part],
        notes: Vec::new(),
    }
}

/// The answer in cells that say themselves which exercise they answer.
fn of_named(lesson: &Lesson, file: &AnswerFile, form: Form) -> Result<Answer, AnswerFault> {
    if !file.names_any() {
        return Err(without_names(&lesson.exercises, form));
    }
    let number = |name: &String| {
        let mut exercises = lesson.exercises.iter();
        exercises.position(|exercise| exercise.name == *name)
    };
    let cells = file.cells.iter();
    let answers = cells.map(|cell| cell.named.as_ref().and_then(number));
    distribute(lesson, file, form, answers.collect(), Vec::new())
}

/// Gives each exercise its cells. A name that the lesson does not have costs no other cell anything.
fn distribute(
    lesson: &Lesson,
    file: &AnswerFile,
    form: Form,
    answers: Vec<Option<usize>>,
    mut notes: Vec<String>,
) -> Result<Answer, AnswerFault> {
    let mut unknown: Vec<(&String, &String)> = Vec::new();
    for cell in &file.cells {
        if let Some(name) = &cell.named
            && lesson.exercise(name).is_none()
        {
            unknown.push((&cell.place, name));
        }
    }
    let answered = answers.iter().any(Option::is_some);
    let mut answer = parts::choose(lesson, file, answers, form == Form::Script);
    if let (Some((_, name)), false) = (unknown.first(), answered) {
        return Err(AnswerFault {
            kind: "UnknownExercise",
            message: no_exercise(lesson, name),
        });
    }
    notes.append(&mut answer.notes);
    let (told, left) = unknown.split_at(unknown.len().min(MOST_NOTES));
    notes.extend(told.iter().map(|(place, name)| {
        let trouble = no_exercise(lesson, name);
        format!("{place} is not checked: {trouble}")
    }));
    notes.extend(
        left.iter()
            .map(|(place, _)| format!("{place} is not checked")),
    );
    let more = notes.len().saturating_sub(MOST_NOTES);
    notes.truncate(MOST_NOTES);
    notes.extend((more > 0).then(|| format!("and {more} notes more of this kind")));
    answer.notes = notes;
    Ok(answer)
}

fn without_names(exercises: &[Exercise], form: Form) -> AnswerFault {
    let Some(first) = exercises.first() else {
        return AnswerFault {
            kind: "NoExercise",
            message: "the lesson has no exercises".to_string(),
        };
    };
    let begin = match form {
        Form::Markdown => format!("begin its fence with `python exercise={}`", first.name),
        _ => format!("begin the cell with `# %% exercise={}`", first.name),
    };
    AnswerFault {
        kind: "NoExercise",
        message: format!(
            "no cell says which exercise it answers: the lesson has {}; {begin}",
            names(exercises)
        ),
    }
}

fn no_exercise(lesson: &Lesson, name: &str) -> String {
    let known = lesson
        .exercises
        .iter()
        .map(|exercise| exercise.name.as_str());
    let advice = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", names(&lesson.exercises)),
    };
    format!("the lesson has no exercise `{name}`; {advice}")
}

fn names(exercises: &[Exercise]) -> String {
    let names: Vec<String> = exercises
        .iter()
        .map(|exercise| format!("`{}`", exercise.name))
        .collect();
    names.join(", ")
}
