//! Answers in notebooks, in which learners may have deleted, copied or moved cells.
//!
//! A cell answers the exercise that its metadata names; else the one whose starter has its id; else the one in whose
//! place it stands, between cells of the lesson, or to whose starter it is most like. Of several cells for one exercise,
//! copies of each other, the last that is more than the starter counts. A cell of the learner's own counts with the
//! answer below it that uses a name from it.

use std::collections::{BTreeSet, HashSet};

use super::protect::bound;
use crate::eval::on_large_stack;
use crate::lesson::document::{Cell, Exercise, Lesson, Role};
use crate::lesson::notebook::cells::source_name;
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::nbgrader::{self, Duty};
use crate::lesson::notebook::structure::{self, CellKind, NotebookCell};
use crate::lesson::percent::code;
use crate::text::Source;

/// A code cell of a learner's notebook.
struct LearnerCell {
    /// The exercise that its metadata names.
    named: Option<String>,
    id: Option<String>,
    source: Source,
    /// It is a cell of the lesson, unchanged, or one that only the lesson may have.
    lessons: bool,
}

/// For each exercise of the lesson the cells that answer it, and what there is to say about that.
pub struct Found {
    pub parts: Vec<Vec<Source>>,
    pub notes: Vec<String>,
    /// The names of exercises that the lesson does not have.
    pub unknown: Vec<String>,
}

/// Reads a learner's notebook.
///
/// # Errors
/// Why it is none, with its place.
pub fn read(lesson: &Lesson, name: &str, text: &str) -> Result<Found, String> {
    let source = Source::new(name, text, 1);
    let notebook = structure::open(&source)
        .map_err(|complaint| format!("line {}: {}", complaint.line, complaint.message))?;
    // What else nbformat asks for costs no answer its points.
    let cells = structure::cells(&source, &notebook, &mut Vec::new());
    let given = lesson.cells.iter().filter(|cell| is_given(cell));
    let own: HashSet<&str> = given.map(|cell| cell.source.text.trim()).collect();
    let code_cells = cells.iter().filter(|cell| cell.kind == CellKind::Code);
    let cells: Vec<LearnerCell> = code_cells
        .map(|cell| learner_cell(cell, name, &own))
        .collect();
    Ok(on_large_stack(|| Matcher::new(lesson, &cells).found()))
}

fn learner_cell(cell: &NotebookCell, name: &str, own: &HashSet<&str>) -> LearnerCell {
    let said = cell
        .json
        .get("metadata")
        .and_then(|metadata| metadata.get("ndbook"));
    let own_word = |name: &str| said.and_then(|said| said.get(name)).and_then(Json::as_text);
    let duty = nbgrader::duty(cell.json);
    let graded = (duty == Duty::Solution).then(|| nbgrader::name(cell));
    let text = code(&cell.source);
    let only_lessons =
        own_word("check").is_some() || own_word("solution").is_some() || duty == Duty::Tests;
    LearnerCell {
        named: own_word("exercise").map(str::to_string).or(graded),
        id: cell
            .json
            .get("id")
            .and_then(Json::as_text)
            .map(str::to_string),
        lessons: only_lessons || own.contains(text.trim()),
        source: Source::new(source_name(name, cell.number), text, 1),
    }
}

/// Whether learners have the cell as it is: a starter is theirs to change, and a right answer may be the solution.
fn is_given(cell: &Cell) -> bool {
    matches!(cell.role, Role::Plain | Role::Check { .. })
}

struct Matcher<'a> {
    lesson: &'a Lesson,
    cells: &'a [LearnerCell],
    /// The exercise that each cell answers.
    answers: Vec<Option<usize>>,
    notes: Vec<String>,
}

impl<'a> Matcher<'a> {
    fn new(lesson: &'a Lesson, cells: &'a [LearnerCell]) -> Matcher<'a> {
        Matcher {
            lesson,
            cells,
            answers: cells.iter().map(|_| None).collect(),
            notes: Vec::new(),
        }
    }

    fn found(mut self) -> Found {
        let exercises = self.lesson.exercises.iter().enumerate();
        for (number, exercise) in exercises {
            if !self.by_name(number, exercise) && !self.by_id(number, exercise) {
                self.by_place(number, exercise);
            }
        }
        let numbers = 0..self.lesson.exercises.len();
        let chosen: Vec<Option<usize>> = numbers.map(|number| self.chosen(number)).collect();
        let parts = chosen
            .iter()
            .map(|at| self.with_helpers(*at, &chosen))
            .collect();
        let known = |name: &String| self.lesson.exercise(name).is_some();
        let named = self.cells.iter().filter_map(|cell| cell.named.clone());
        let unknown = named.filter(|name| !known(name)).collect();
        Found {
            parts,
            notes: self.notes,
            unknown,
        }
    }

    /// Gives the exercise the cells for which `fits` holds; whether there are any.
    fn give(&mut self, number: usize, fits: impl Fn(&LearnerCell) -> bool) -> bool {
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
            let same = |learner: &LearnerCell| learner.source.text.trim() == text;
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

    /// The cell that counts for an exercise: the last that is more than the starter.
    fn chosen(&mut self, number: usize) -> Option<usize> {
        let exercise = self.lesson.exercises.get(number)?;
        let starter = self.lesson.cells.get(exercise.starter)?;
        let numbers = self.answers.iter().enumerate();
        let all: Vec<usize> = numbers
            .filter(|(_, answer)| **answer == Some(number))
            .map(|(at, _)| at)
            .collect();
        let text = |at: &usize| {
            self.cells
                .get(*at)
                .map_or("", |cell| cell.source.text.trim())
        };
        let is_more = |at: &&usize| !text(at).is_empty() && text(at) != starter.source.text.trim();
        let chosen = all.iter().rev().find(is_more).or(all.last()).copied()?;
        let cell = self.cells.get(chosen)?;
        if all.len() > 1 {
            let name = &exercise.name;
            self.notes.push(format!(
                "{} cells answer `{name}`: {} counts",
                all.len(),
                cell.source.name
            ));
        }
        Some(chosen)
    }

    /// A cell with those of the learner's own above it, up to the answer before, from which it uses a name.
    fn with_helpers(&self, at: Option<usize>, chosen: &[Option<usize>]) -> Vec<Source> {
        let Some((at, answer)) = at.and_then(|at| Some((at, self.cells.get(at)?))) else {
            return Vec::new();
        };
        let start = chosen
            .iter()
            .flatten()
            .filter(|other| **other < at)
            .max()
            .map_or(0, |other| other + 1);
        let mut words = words(&answer.source.text);
        let mut parts = vec![answer.source.clone()];
        for (cell, number) in self
            .cells
            .iter()
            .zip(&self.answers)
            .take(at)
            .skip(start)
            .rev()
        {
            let names = || bound(std::iter::once(&cell.source));
            let is_own = number.is_none() && cell.named.is_none() && !cell.lessons;
            if is_own
                && names()
                    .iter()
                    .any(|name| words.contains(&name.name().to_string()))
            {
                words.extend(self::words(&cell.source.text));
                parts.insert(0, cell.source.clone());
            }
        }
        parts
    }
}

/// The names and words of a text.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// How many of a hundred words of the starter a text has.
fn likeness(starter: &str, text: &str) -> usize {
    let (wanted, there) = (words(starter), words(text));
    let common = wanted.intersection(&there).count();
    common * 100 / wanted.len().max(1)
}
