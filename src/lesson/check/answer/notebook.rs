//! Answers in notebooks, in which learners may have deleted, copied or moved cells.
//!
//! A cell answers the exercise that its metadata names; else the one whose starter has its id; else the one in whose
//! place it stands, between cells of the lesson, or to whose starter it is most like.

use std::collections::HashSet;

use super::cells::{AnswerCell, AnswerFile, given, has_heading, is_given};
use super::parts::words;
use crate::lesson::document::{Cell, Exercise, Lesson};
use crate::lesson::notebook::cells::source_name;
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::nbgrader::{self, Duty};
use crate::lesson::notebook::structure::{self, CellKind, NotebookCell};
use crate::lesson::percent::code;
use crate::text::Source;

/// Reads a learner's notebook.
///
/// # Errors
/// Why it is none, with its place.
pub fn read(lesson: &Lesson, name: &str, text: &str) -> Result<AnswerFile, String> {
    let source = Source::new(name, text, 1);
    let notebook = structure::open(&source)
        .map_err(|complaint| format!("line {}: {}", complaint.line, complaint.message))?;
    // What else nbformat asks for costs no answer its points.
    let cells = structure::cells(&source, &notebook, &mut Vec::new());
    let own = given(lesson);
    let mut file = AnswerFile::default();
    let mut begins = false;
    for cell in &cells {
        match cell.kind {
            CellKind::Code => {
                let begins = std::mem::take(&mut begins);
                file.cells
                    .push(learner_cell(lesson, cell, name, &own, begins));
            }
            _ => {
                begins |= has_heading(&cell.source);
                let place = source_name(name, cell.number);
                file.texts
                    .extend(text_answer(lesson, cell).map(|name| (name, place)));
            }
        }
    }
    Ok(file)
}

fn own_word<'a>(cell: &'a NotebookCell, name: &str) -> Option<&'a Json> {
    cell.json.get("metadata")?.get("ndbook")?.get(name)
}

fn id(cell: &NotebookCell) -> Option<String> {
    let id = cell.json.get("id").and_then(Json::as_text);
    id.map(str::to_string)
}

/// The exercise that a cell names.
fn named(cell: &NotebookCell) -> Option<String> {
    let said = own_word(cell, "exercise").and_then(Json::as_text);
    let graded = || (nbgrader::duty(cell.json) == Duty::Solution).then(|| nbgrader::name(cell));
    said.map(str::to_string).or_else(graded)
}

/// The exercise that a cell of text would answer, were it a cell of code.
fn text_answer(lesson: &Lesson, cell: &NotebookCell) -> Option<String> {
    named(cell).or_else(|| {
        let id = id(cell)?;
        let is_its = |exercise: &&Exercise| {
            let starter = lesson.cells.get(exercise.starter);
            starter.is_some_and(|starter| starter.id.as_ref() == Some(&id))
        };
        let exercise = lesson.exercises.iter().find(is_its)?;
        Some(exercise.name.clone())
    })
}

fn learner_cell(
    lesson: &Lesson,
    cell: &NotebookCell,
    name: &str,
    own: &HashSet<&str>,
    begins: bool,
) -> AnswerCell {
    let text = code(&cell.source);
    let named = named(cell);
    let only_lessons = own_word(cell, "check").is_some()
        || own_word(cell, "solution").is_some()
        || nbgrader::duty(cell.json) == Duty::Tests;
    let place = source_name(name, cell.number);
    let id = id(cell);
    // A cell of the lesson that the learner changed does not go on with the answer above it.
    let is_known = |known: &Cell| is_given(known) && id.is_some() && known.id == id;
    AnswerCell {
        lessons: only_lessons || named.is_none() && own.contains(text.trim()),
        begins: begins || lesson.cells.iter().any(is_known),
        named,
        source: Source::new(place.clone(), text, 1),
        place,
        id,
    }
}

/// The exercise that each cell answers, and what there is to say about that.
pub fn matched(lesson: &Lesson, cells: &[AnswerCell]) -> (Vec<Option<usize>>, Vec<String>) {
    let mut matcher = Matcher {
        lesson,
        cells,
        answers: cells.iter().map(|_| None).collect(),
        notes: Vec::new(),
    };
    for (number, exercise) in lesson.exercises.iter().enumerate() {
        if !matcher.by_name(number, exercise) && !matcher.by_id(number, exercise) {
            matcher.by_place(number, exercise);
        }
    }
    (matcher.answers, matcher.notes)
}

struct Matcher<'a> {
    lesson: &'a Lesson,
    cells: &'a [AnswerCell],
    /// The exercise that each cell answers.
    answers: Vec<Option<usize>>,
    notes: Vec<String>,
}

impl Matcher<'_> {
    /// Gives the exercise the cells for which `fits` holds; whether there are any.
    fn give(&mut self, number: usize, fits: impl Fn(&AnswerCell) -> bool) -> bool {
        let mut any = false;
        for (answer, cell) in self.answers.iter_mut().zip(self.cells) {
            if answer.is_none() && fits(cell) {
                *answer = Some(number);
                any = true;
            }
        }
        any
    }

    fn by_name(&mut self, number: usize, exercise: &Exercise) -> bool {
        self.give(number, |cell| cell.named.as_deref() == Some(&exercise.name))
    }

    fn by_id(&mut self, number: usize, exercise: &Exercise) -> bool {
        let starter = self.lesson.cells.get(exercise.starter);
        let Some(id) = starter.and_then(|starter| starter.id.clone()) else {
            return false;
        };
        self.give(number, |cell| {
            cell.named.is_none() && cell.id.as_ref() == Some(&id)
        })
    }

    /// The cell between those that stand around the starter in the lesson; else the one most like the starter.
    fn by_place(&mut self, number: usize, exercise: &Exercise) {
        let (start, end) = self.gap(exercise);
        let free = |at: &usize| {
            let cell = self.cells.get(*at);
            self.answers.get(*at) == Some(&None)
                && cell.is_some_and(|cell| cell.named.is_none() && !cell.lessons)
        };
        let starter = self.lesson.cells.get(exercise.starter);
        let starter = starter.map_or("", |starter| starter.source.text.as_str());
        let likeness = |at: &usize| {
            let text = self
                .cells
                .get(*at)
                .map_or("", |cell| cell.source.text.as_str());
            likeness(starter, text)
        };
        // Where none of the lesson's own cells is left, no place says anything.
        let anchored = start > 0 || end < self.cells.len();
        let between: Vec<usize> = (start..end).filter(|at| anchored && free(at)).collect();
        let found = match between.as_slice() {
            [] => (0..self.cells.len())
                .filter(free)
                .filter(|at| likeness(at) >= 50)
                .max_by_key(likeness),
            some => some.iter().copied().max_by_key(likeness),
        };
        let Some(at) = found else { return };
        if let (Some(answer), Some(cell)) = (self.answers.get_mut(at), self.cells.get(at)) {
            *answer = Some(number);
            self.notes.push(format!(
                "{} is taken for the answer to `{}` by its place: its metadata does not say so",
                cell.source.name, exercise.name
            ));
        }
    }

    /// The learner's cells between the lesson's cells around a starter, as far as these are still there.
    fn gap(&self, exercise: &Exercise) -> (usize, usize) {
        let place = |cell: &Cell| {
            let text = cell.source.text.trim();
            let same = |learner: &AnswerCell| learner.source.text.trim() == text;
            (is_given(cell) && !text.is_empty())
                .then(|| self.cells.iter().position(same))
                .flatten()
        };
        let (before, after) = self
            .lesson
            .cells
            .split_at(exercise.starter.min(self.lesson.cells.len()));
        let start = before.iter().rev().find_map(place).map_or(0, |at| at + 1);
        let end = after
            .iter()
            .skip(1)
            .filter_map(place)
            .find(|at| *at >= start);
        (start, end.unwrap_or(self.cells.len()))
    }
}

/// How many of a hundred words of the starter a text has.
fn likeness(starter: &str, text: &str) -> usize {
    let (wanted, there) = (words(starter), words(text));
    let common = wanted.intersection(&there).count();
    common * 100 / wanted.len().max(1)
}
