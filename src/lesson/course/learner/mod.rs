//! Where a learner stands in a course, and what a command changes about it.
//!
//! [`Learner::obey`] hands each command to what it is about: turning pages ([`pages`]), finding a lesson or an exercise by
//! its name ([`finding`]), and hints, checks and solutions of an exercise ([`exercise`]).

mod exercise;
mod finding;
mod pages;

use std::collections::BTreeMap;

use super::commands::Command;
use super::progress::Progress;
use super::sheets::Sheet;
use crate::lesson::ExerciseMarks;

/// A lesson of the course.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// The name of its answer file without folder and ending, by which progress knows it.
    pub stem: String,
    pub title: String,
    /// The lesson's file.
    pub path: String,
    pub exercises: Vec<UnitExercise>,
    /// The lesson cannot be read.
    pub broken: bool,
}

#[derive(Clone, Debug)]
pub struct UnitExercise {
    pub name: String,
    /// How many there are.
    pub hints: usize,
}

/// What the last check of an answer said.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Nothing but the starter.
    Untouched,
    Marked(Box<ExerciseMarks>),
    /// The file as a whole cannot be checked.
    Trouble(String),
}

/// What is to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    Reading,
    /// The list, with one of its rows chosen.
    List {
        chosen: usize,
    },
    Help,
    /// Whether to begin this exercise again.
    Asking {
        exercise: usize,
    },
}

/// What a command asks of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Another lesson is open: lay out its pages and give them to [`Learner::place`].
    Open,
    /// The answer file is needed.
    Prepare,
    /// Another page is open.
    Turn,
    /// The progress changed.
    Save,
    Check,
    /// Put the starter in the place of the answer to this exercise.
    Reset(usize),
    /// There is news about this exercise.
    Verdict(usize),
    /// A hint was asked for: the exercise, and the hint's number.
    Hint(usize, usize),
    /// The solution was asked for.
    Solution(usize),
    Quit,
}

/// The page to open when a lesson's pages are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Stay,
    First,
    Last,
    Section(usize),
    /// The first page of an exercise.
    Exercise(usize),
    /// The page where its verdict stands.
    Panel(usize),
}

/// A learner in a course.
#[derive(Debug)]
pub struct Learner {
    pub units: Vec<Unit>,
    pub progress: Progress,
    pub view: View,
    /// The lesson that is open.
    pub lesson: usize,
    /// What was last to be said, as a sentence.
    pub notice: Option<String>,
    sheets: Vec<Sheet>,
    page: usize,
    wish: Wish,
    /// By lesson and exercise.
    standings: BTreeMap<(usize, usize), Standing>,
}

/// A row of the list: a lesson, or one of its exercises.
pub type Row = (usize, Option<usize>);

impl Learner {
    /// A learner who goes on where `progress` says, or begins.
    pub fn new(units: Vec<Unit>, progress: Progress) -> Learner {
        let open = progress.lesson.as_deref();
        let lesson = units
            .iter()
            .position(|unit| Some(unit.stem.as_str()) == open);
        let lesson = lesson.unwrap_or(0);
        let mut learner = Learner {
            units,
            progress,
            view: View::Reading,
            lesson,
            notice: None,
            sheets: Vec::new(),
            page: 0,
            wish: Wish::First,
            standings: BTreeMap::new(),
        };
        learner.wish = learner.bookmark(lesson);
        learner
    }

    /// Where the learner stopped in a lesson.
    fn bookmark(&self, lesson: usize) -> Wish {
        let stem = self.units.get(lesson).map_or("", |unit| unit.stem.as_str());
        let section = self.progress.lessons.get(stem).map(|lesson| lesson.section);
        section.map_or(Wish::First, Wish::Section)
    }

    pub fn unit(&self) -> Option<&Unit> {
        self.units.get(self.lesson)
    }

    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheets.get(self.page)
    }

    /// The number of the open page, from 1, and how many there are.
    pub fn page(&self) -> (usize, usize) {
        (self.page + 1, self.sheets.len())
    }

    pub fn standing(&self, lesson: usize, exercise: usize) -> Option<&Standing> {
        self.standings.get(&(lesson, exercise))
    }

    pub fn solved(&self, lesson: usize, exercise: usize) -> bool {
        self.names(lesson, exercise)
            .is_some_and(|(lesson, exercise)| self.progress.exercise(lesson, exercise).solved)
    }

    /// How many hints of an exercise were asked for.
    pub fn hints(&self, lesson: usize, exercise: usize) -> usize {
        self.names(lesson, exercise)
            .map_or(0, |(lesson, exercise)| {
                self.progress.exercise(lesson, exercise).hints
            })
    }

    /// How many exercises are solved, and how many there are.
    pub fn score(&self) -> (usize, usize) {
        let all = self
            .rows()
            .into_iter()
            .filter_map(|(lesson, exercise)| Some((lesson, exercise?)));
        all.fold((0, 0), |(solved, count), (lesson, exercise)| {
            (
                solved + usize::from(self.solved(lesson, exercise)),
                count + 1,
            )
        })
    }

    fn names(&self, lesson: usize, exercise: usize) -> Option<(&str, &str)> {
        let unit = self.units.get(lesson)?;
        Some((&unit.stem, &unit.exercises.get(exercise)?.name))
    }

    /// The rows of the list.
    pub fn rows(&self) -> Vec<Row> {
        let rows = self.units.iter().enumerate().flat_map(|(lesson, unit)| {
            let exercises = (0..unit.exercises.len()).map(move |exercise| (lesson, Some(exercise)));
            std::iter::once((lesson, None)).chain(exercises)
        });
        rows.collect()
    }

    fn tell(&mut self, notice: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(notice.into());
        Vec::new()
    }

    /// Does what the learner wants.
    pub fn obey(&mut self, command: Command) -> Vec<Effect> {
        self.notice = None;
        match (&self.view, command) {
            (_, Command::Quit) => vec![Effect::Quit],
            (View::Asking { exercise }, command) => {
                let exercise = *exercise;
                self.answered(exercise, command == Command::Yes)
            }
            (View::List { chosen }, Command::Up) => self.choose(chosen.saturating_sub(1)),
            (View::List { chosen }, Command::Down) => self.choose(chosen + 1),
            (View::List { .. }, Command::First) => self.choose(0),
            (View::List { .. }, Command::Last) => self.choose(usize::MAX),
            (View::List { chosen }, Command::Choose) => match self.rows().get(*chosen) {
                Some(&row) => self.open(row),
                None => Vec::new(),
            },
            (_, command) => {
                self.view = View::Reading;
                self.read(command)
            }
        }
    }

    fn read(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Next => self.next(),
            Command::Back => self.back(),
            Command::First => self.turn_to(0),
            Command::Last => self.turn_to(self.sheets.len().saturating_sub(1)),
            Command::Hint(name) => self.at_exercise(name, Learner::hint),
            Command::Reset(name) => self.at_exercise(name, Learner::ask),
            Command::Solution(name) => self.at_exercise(name, Learner::solution),
            Command::Check => self.check(),
            Command::Go(name) => self.go(&name),
            Command::List => {
                let here = (self.lesson, None);
                let chosen = self.rows().iter().position(|row| *row == here);
                self.view = View::List {
                    chosen: chosen.unwrap_or(0),
                };
                Vec::new()
            }
            Command::Help => {
                self.view = View::Help;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn choose(&mut self, row: usize) -> Vec<Effect> {
        let last = self.rows().len().saturating_sub(1);
        self.view = View::List {
            chosen: row.min(last),
        };
        Vec::new()
    }
}
