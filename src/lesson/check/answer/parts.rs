//! Which cells of a learner's file count for an exercise.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::protect::bound;
use super::Answer;
use super::cells::{AnswerCell, AnswerFile};
use super::meaning::Starter;
use crate::lesson::document::{Exercise, Lesson};
use crate::syntax;
use crate::syntax::ast::StmtKind;
use crate::text::{Source, Symbol};

/// Chooses the cells. `answers` has the exercise that each cell answers; in a `script` whatever stands above an answer
/// belongs to it.
pub fn choose(
    lesson: &Lesson,
    file: &AnswerFile,
    answers: Vec<Option<usize>>,
    script: bool,
) -> Answer {
    let mut chooser = Chooser {
        lesson,
        cells: &file.cells,
        begun: begun(&file.cells, &answers),
        answers,
        script,
        notes: Vec::new(),
    };
    let numbers = 0..lesson.exercises.len();
    let chosen: Vec<Option<Range<usize>>> = numbers
        .clone()
        .map(|number| chooser.chosen(number))
        .collect();
    let parts: Vec<Vec<Source>> = numbers
        .map(|number| match chosen.get(number) {
            Some(Some(group)) => {
                let (parts, beginnings) = chooser.parts(number, group);
                let name = chooser.name(number);
                let notes = beginnings.into_iter().map(|place| {
                    format!(
                        "{place} is the beginning of the answer to `{name}`, which uses its names"
                    )
                });
                let notes: Vec<String> = notes.collect();
                chooser.notes.extend(notes);
                parts
            }
            _ => chooser.merged(number, &chosen),
        })
        .collect();
    chooser.texts(&file.texts, &chosen);
    if script && chosen.iter().any(Option::is_some) {
        chooser.left_over(&parts);
    }
    Answer {
        parts,
        notes: chooser.notes,
    }
}

struct Chooser<'a> {
    lesson: &'a Lesson,
    cells: &'a [AnswerCell],
    answers: Vec<Option<usize>>,
    /// The exercise whose answer each cell is, or goes on with.
    begun: Vec<Option<usize>>,
    script: bool,
    notes: Vec<String>,
}

impl Chooser<'_> {
    fn name(&self, number: usize) -> &str {
        let exercise = self.lesson.exercises.get(number);
        exercise.map_or("", |exercise| &exercise.name)
    }

    fn answers(&self, at: usize) -> Option<usize> {
        self.answers.get(at).copied().flatten()
    }

    fn in_group(&self, group: &Range<usize>) -> &[AnswerCell] {
        self.cells.get(group.clone()).unwrap_or_default()
    }

    fn code(&self, group: &Range<usize>) -> String {
        let cells = self.in_group(group).iter();
        cells
            .map(|cell| format!("{}\n", cell.source.text.trim_end()))
            .collect()
    }

    /// A cell that answers an exercise, with those below that go on with it.
    fn group(&self, at: usize) -> Range<usize> {
        let begun = self.begun.get(at);
        let below = self.begun.iter().zip(&self.answers).skip(at + 1);
        let on = below.take_while(|(other, answer)| answer.is_none() && Some(*other) == begun);
        at..at + 1 + on.count()
    }

    /// What counts for an exercise: the last that is more than the starter.
    fn chosen(&mut self, number: usize) -> Option<Range<usize>> {
        let starter = Starter::of(self.lesson, self.lesson.exercises.get(number)?);
        let all = (0..self.cells.len()).filter(|at| self.answers(*at) == Some(number));
        let all: Vec<Range<usize>> = all.map(|at| self.group(at)).collect();
        let is_more = |group: &&Range<usize>| starter.is_answered_by(&self.code(group));
        let group = all.iter().rev().find(is_more)?;
        let name = self.name(number);
        let mut cells = self.in_group(group).iter();
        let first = cells.next()?;
        let cells = cells.filter(|cell| !cell.source.text.trim().is_empty());
        let mut notes = Vec::new();
        if all.len() > 1 {
            let count = all.len();
            notes.push(format!(
                "{count} cells answer `{name}`: {} counts",
                first.place
            ));
        }
        notes.extend(cells.map(|cell| {
            format!(
                "{} goes on with the answer to `{name}` above it: it names no exercise",
                cell.place
            )
        }));
        // A stub that was left above the answer would end it.
        let own = match group.len() > 1 && starter.is_stub(&first.source.text) {
            true => group.start + 1..group.end,
            false => group.clone(),
        };
        self.notes.extend(notes);
        Some(own)
    }

    /// The cells of an answer, with what it uses of those above it; and which of these answer the same exercise.
    fn parts(&self, number: usize, group: &Range<usize>) -> (Vec<Source>, Vec<&str>) {
        let answer = self.in_group(group).iter();
        let mut parts: Vec<Source> = answer.rev().map(|cell| cell.source.clone()).collect();
        let mut words = words(&self.code(group));
        let mut open = None;
        let mut beginnings = Vec::new();
        let mut is_near = true;
        for (at, cell) in self.cells.iter().enumerate().take(group.start).rev() {
            let begun = self.begun.get(at).copied().flatten();
            let counts = match begun {
                Some(other) if other == number => {
                    let open = open.get_or_insert_with(|| Open::of(self.lesson, &parts));
                    open.is_met_by(&cell.source)
                }
                _ if !cell.is_own() || self.answers(at).is_some() => false,
                None if self.script && is_near => true,
                _ => (is_near || defines(&cell.source)) && is_used(cell, &words),
            };
            is_near &= self.answers(at).is_none_or(|other| other == number);
            if counts {
                words.extend(self::words(&cell.source.text));
                parts.push(cell.source.clone());
                beginnings.extend((begun == Some(number)).then_some(cell.place.as_str()));
            }
        }
        parts.reverse();
        beginnings.reverse();
        (parts, beginnings)
    }

    /// The answer to another exercise, where it assigns the names of this one, which has no cell: two cells that were
    /// merged.
    fn merged(&mut self, number: usize, chosen: &[Option<Range<usize>>]) -> Vec<Source> {
        let found = self.merged_into(number, chosen);
        let Some((other, group)) = found else {
            return Vec::new();
        };
        let place = self.in_group(&group).first().map_or("", |cell| &cell.place);
        self.notes.push(format!(
            "no cell answers `{}`: {place}, which answers `{}`, assigns its names and counts for both",
            self.name(number),
            self.name(other)
        ));
        self.parts(other, &group).0
    }

    fn merged_into(
        &self,
        number: usize,
        chosen: &[Option<Range<usize>>],
    ) -> Option<(usize, Range<usize>)> {
        if self.answers.contains(&Some(number)) {
            return None;
        }
        let exercise = self.lesson.exercises.get(number)?;
        let starter = self.lesson.cells.get(exercise.starter)?;
        let names = bound(std::iter::once(&starter.source));
        let assigns_all = |group: &Range<usize>| {
            let theirs = bound(self.in_group(group).iter().map(|cell| &cell.source));
            !names.is_empty() && names.is_subset(&theirs)
        };
        let starter = Starter::of(self.lesson, exercise);
        let mut groups = chosen.iter().enumerate();
        let found = groups.find_map(|(other, group)| {
            let group = group.clone().filter(assigns_all)?;
            (!starter.stands_in(&self.code(&group))).then_some((other, group))
        });
        found.filter(|_| names.is_disjoint(&self.bound_elsewhere(exercise)))
    }

    /// The names that the lesson binds outside of an exercise.
    fn bound_elsewhere(&self, exercise: &Exercise) -> BTreeSet<Symbol> {
        let is_its = |at: usize| {
            at == exercise.starter || Some(at) == exercise.solution || exercise.checks.contains(&at)
        };
        let cells = self.lesson.cells.iter().enumerate();
        bound(
            cells
                .filter(|(at, _)| !is_its(*at))
                .map(|(_, cell)| &cell.source),
        )
    }

    /// Names what a script holds and no answer takes.
    fn left_over(&mut self, parts: &[Vec<Source>]) {
        let last = self.cells.last().map_or(0, |cell| cell.source.first_line);
        let mut taken = vec![false; last + 1];
        for part in parts.iter().flatten() {
            if let Some(taken) = taken.get_mut(part.first_line) {
                *taken = true;
            }
        }
        let is_left =
            |cell: &&AnswerCell| cell.is_own() && taken.get(cell.source.first_line) == Some(&false);
        let left = self.cells.iter().filter(is_left);
        self.notes.extend(left.map(|cell| {
            format!(
                "{} is not run: it belongs to no answer, since none stands below it",
                cell.place
            )
        }));
    }

    /// Says why an answer that is text is none.
    fn texts(&mut self, texts: &[(String, String)], chosen: &[Option<Range<usize>>]) {
        for (name, place) in texts {
            let mut exercises = self.lesson.exercises.iter();
            let number = exercises.position(|exercise| exercise.name == *name);
            if number.is_some_and(|number| chosen.get(number) == Some(&None)) {
                self.notes.push(format!(
                    "{place} answers `{name}` and is a cell of text: make it a cell of code"
                ));
            }
        }
    }
}

/// Whether a cell binds one of the words.
fn is_used(cell: &AnswerCell, words: &BTreeSet<String>) -> bool {
    let names = bound(std::iter::once(&cell.source));
    names.iter().any(|name| words.contains(&*name.name()))
}

/// Whether code only defines and imports: it may run more than once.
fn defines(source: &Source) -> bool {
    let is_definition = |kind: &StmtKind| {
        matches!(
            kind,
            StmtKind::FunctionDef(_)
                | StmtKind::ClassDef(_)
                | StmtKind::Import(_)
                | StmtKind::ImportFrom { .. }
        )
    };
    let module = syntax::parse(source);
    module.is_ok_and(|module| module.body.iter().all(|stmt| is_definition(&stmt.kind)))
}

/// The exercise whose answer each cell is, or goes on with: the learner's own cells that say nothing go on with the answer
/// above them, up to one of the lesson's or a heading.
fn begun(cells: &[AnswerCell], answers: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut here = None;
    let cells = cells.iter().zip(answers);
    cells
        .map(|(cell, answer)| {
            if answer.is_some() || cell.begins || !cell.is_own() {
                here = *answer;
            }
            here
        })
        .collect()
}

/// The names that parts of an answer read before they bind them, and that the lesson does not have: a cell above that
/// binds one is no copy of the answer, but its beginning.
struct Open {
    names: BTreeSet<Symbol>,
    lessons: BTreeSet<Symbol>,
}

impl Open {
    /// The parts stand from the last to the first.
    fn of(lesson: &Lesson, parts: &[Source]) -> Open {
        let mut open = Open {
            names: BTreeSet::new(),
            lessons: bound(lesson.cells.iter().map(|cell| &cell.source)),
        };
        for part in parts {
            open.take(part);
        }
        open
    }

    /// Takes in a part that stands above the others.
    fn take(&mut self, part: &Source) {
        let Ok(mut module) = syntax::parse(part) else {
            return;
        };
        for names in syntax::globals(&mut module).into_iter().rev() {
            self.names.retain(|name| !names.bound.contains(name));
            self.names.extend(names.read.difference(&self.lessons));
        }
    }

    /// Whether the cell binds one of the names; then it is taken in.
    fn is_met_by(&mut self, cell: &Source) -> bool {
        let met = !bound(std::iter::once(cell)).is_disjoint(&self.names);
        if met {
            self.take(cell);
        }
        met
    }
}

/// The names and words of a text.
pub fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}
