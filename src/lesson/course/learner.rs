//! Where a learner stands in a course, and what a command changes about it.

use std::collections::BTreeMap;

use super::commands::Command;
use super::progress::Progress;
use super::sheets::Sheet;
use crate::lesson::complaint::nearest;
use crate::lesson::{ExerciseMarks, ExerciseStatus, Marks};

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

    /// The pages of the open lesson, laid out anew; the learner stays at the same place of the text.
    pub fn place(&mut self, sheets: Vec<Sheet>) -> Vec<Effect> {
        let old = self.sheet().map(|sheet| (sheet.section, sheet.anchor));
        let wish = std::mem::replace(&mut self.wish, Wish::Stay);
        let last = |test: &dyn Fn(&Sheet) -> bool| sheets.iter().rposition(test);
        let page = match wish {
            Wish::Stay => last(&|sheet| Some((sheet.section, sheet.anchor)) <= old),
            Wish::First => Some(0),
            Wish::Last => Some(usize::MAX),
            Wish::Section(section) => sheets.iter().position(|sheet| sheet.section >= section),
            Wish::Exercise(exercise) => sheets
                .iter()
                .position(|sheet| sheet.exercise == Some(exercise)),
            Wish::Panel(exercise) => {
                last(&|sheet| sheet.exercise == Some(exercise) && Some(sheet.start) <= sheet.panel)
            }
        };
        self.sheets = sheets;
        self.page = page.unwrap_or(0).min(self.sheets.len().saturating_sub(1));
        let mut effects = self.turned();
        // Who stays at a page whose file is gone shall be told, and not find another one.
        if wish != Wish::Stay && !matches!(wish, Wish::Panel(_)) {
            effects.extend(self.needed());
        }
        effects
    }

    /// On the page of an exercise its answer file is needed.
    fn needed(&self) -> Option<Effect> {
        let exercise = self.sheet()?.exercise;
        exercise.map(|_| Effect::Prepare)
    }

    /// Notes where the learner is now.
    fn turned(&mut self) -> Vec<Effect> {
        let Some(stem) = self.unit().map(|unit| unit.stem.clone()) else {
            return Vec::new();
        };
        let before = self.progress.clone();
        let section = self.sheet().map_or(0, |sheet| sheet.section);
        let sections = self.sheets.last().map_or(0, |sheet| sheet.section + 1);
        self.progress.lesson = Some(stem.clone());
        let lesson = self.progress.lesson_mut(&stem);
        lesson.section = section;
        lesson.sections = sections;
        let through = self
            .sheets
            .get(self.page + 1)
            .is_none_or(|next| next.section > section);
        lesson.seen = lesson.seen.max(section + usize::from(through));
        match before != self.progress {
            true => vec![Effect::Save],
            false => Vec::new(),
        }
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

    fn turn_to(&mut self, page: usize) -> Vec<Effect> {
        self.page = page;
        let mut effects = vec![Effect::Turn];
        effects.extend(self.turned());
        effects.extend(self.needed());
        effects
    }

    fn next(&mut self) -> Vec<Effect> {
        if self.page + 1 < self.sheets.len() {
            return self.turn_to(self.page + 1);
        }
        if self.lesson + 1 < self.units.len() {
            return self.enter(self.lesson + 1, Wish::First);
        }
        let end = match self.score() {
            (solved, all) if solved == all => {
                "This is the last page, and nothing is left to do.".to_string()
            }
            (solved, all) => format!(
                "This is the last page. {solved} of {all} exercises are solved; the list shows which."
            ),
        };
        self.tell(end)
    }

    fn back(&mut self) -> Vec<Effect> {
        match (self.page, self.lesson) {
            (0, 0) => self.tell("This is the first page."),
            (0, lesson) => self.enter(lesson - 1, Wish::Last),
            (page, _) => self.turn_to(page - 1),
        }
    }

    /// Opens a lesson.
    fn enter(&mut self, lesson: usize, wish: Wish) -> Vec<Effect> {
        self.lesson = lesson;
        self.wish = wish;
        self.sheets.clear();
        self.page = 0;
        let title = self.unit().map_or("", |unit| unit.title.as_str());
        self.notice = Some(format!(
            "Lesson {} of {}: {title}",
            lesson + 1,
            self.units.len()
        ));
        vec![Effect::Open, Effect::Turn]
    }

    /// Opens a row of the list: a lesson where the learner left it, or an exercise.
    pub fn open(&mut self, (lesson, exercise): Row) -> Vec<Effect> {
        self.view = View::Reading;
        let wish = exercise.map_or_else(|| self.bookmark(lesson), Wish::Exercise);
        if lesson != self.lesson || self.sheets.is_empty() {
            return self.enter(lesson, wish);
        }
        self.wish = wish;
        let sheets = std::mem::take(&mut self.sheets);
        let mut effects = vec![Effect::Turn];
        effects.extend(self.place(sheets));
        effects
    }

    fn go(&mut self, name: &str) -> Vec<Effect> {
        let lesson = self.find_lesson(name).map(|lesson| (lesson, None));
        let row = lesson.map_or_else(
            || {
                self.find_exercise(name)
                    .map(|(lesson, exercise)| (lesson, Some(exercise)))
            },
            Ok,
        );
        match row {
            Ok(row) => self.open(row),
            Err(complaint) => self.tell(complaint),
        }
    }

    /// A lesson by its number, the name of its answer file, or the name of its own file.
    pub fn find_lesson(&self, name: &str) -> Option<usize> {
        let number = |stem: &str| stem.parse::<u32>().ok();
        let same = |unit: &&Unit| {
            let file = unit.path.rsplit('/').next().unwrap_or("");
            unit.stem == name
                || file == name
                || (number(name).is_some() && number(&unit.stem) == number(name))
        };
        let found = self.units.iter().position(|unit| same(&unit))?;
        Some(found)
    }

    /// An exercise by its name, where that is clear, or with its lesson: `01/rain`.
    ///
    /// # Errors
    /// What names there are.
    pub fn find_exercise(&self, name: &str) -> Result<(usize, usize), String> {
        let (within, exercise) = match name.rsplit_once('/') {
            Some((lesson, exercise)) => (self.find_lesson(lesson), exercise),
            None => (None, name),
        };
        let named = self
            .rows()
            .into_iter()
            .filter_map(|(lesson, exercise)| Some((lesson, exercise?)));
        let all: Vec<(usize, usize)> = named.collect();
        let found: Vec<(usize, usize)> = all
            .iter()
            .copied()
            .filter(|&(lesson, number)| {
                within.is_none_or(|within| within == lesson)
                    && self
                        .names(lesson, number)
                        .is_some_and(|(_, name)| name == exercise)
            })
            .collect();
        match found[..] {
            [one] => Ok(one),
            [] => {
                let names = all
                    .iter()
                    .filter_map(|&(lesson, number)| self.names(lesson, number));
                let near = nearest(exercise, names.map(|(_, name)| name));
                let near = near.map_or_else(
                    || "the list shows them all.".to_string(),
                    |near| format!("did you mean \"{near}\"?"),
                );
                Err(format!(
                    "There is no lesson and no exercise \"{name}\"; {near}"
                ))
            }
            _ => {
                let ways = found
                    .iter()
                    .filter_map(|&(lesson, number)| self.names(lesson, number));
                let ways: Vec<String> = ways
                    .map(|(lesson, name)| format!("{lesson}/{name}"))
                    .collect();
                Err(format!(
                    "Several lessons have an exercise \"{name}\": write {}.",
                    ways.join(" or ")
                ))
            }
        }
    }

    /// Does something with the exercise that is named, or with the one on the page, or with the lesson's only one.
    fn at_exercise(
        &mut self,
        name: Option<String>,
        action: fn(&mut Learner, usize) -> Vec<Effect>,
    ) -> Vec<Effect> {
        let here = self.sheet().and_then(|sheet| sheet.exercise);
        let only = self
            .unit()
            .is_some_and(|unit| unit.exercises.len() == 1)
            .then_some(0);
        let (lesson, exercise) = match name.map(|name| self.find_exercise(&name)) {
            Some(Ok(found)) => found,
            Some(Err(complaint)) => return self.tell(complaint),
            None => match here.or(only) {
                Some(exercise) => (self.lesson, exercise),
                None => return self.tell("There is no exercise on this page."),
            },
        };
        let mut effects = Vec::new();
        if lesson != self.lesson {
            effects.extend(self.enter(lesson, Wish::Exercise(exercise)));
        }
        effects.extend(action(self, exercise));
        effects
    }

    fn hint(&mut self, exercise: usize) -> Vec<Effect> {
        let Some(unit) = self.units.get(self.lesson) else {
            return Vec::new();
        };
        let (stem, all) = match unit.exercises.get(exercise) {
            Some(found) => (unit.stem.clone(), found.clone()),
            None => return Vec::new(),
        };
        if all.hints == 0 {
            return self.tell("This exercise has no hints.");
        }
        self.wish = Wish::Panel(exercise);
        let shown = &mut self.progress.exercise_mut(&stem, &all.name).hints;
        let fresh = *shown < all.hints;
        *shown = (*shown + usize::from(fresh)).min(all.hints);
        let number = *shown - 1;
        self.notice = Some(match (fresh, all.hints - *shown) {
            (false, _) => "There are no more hints.".to_string(),
            (true, 0) => format!("Hint {} of {}, the last one.", number + 1, all.hints),
            (true, _) => format!("Hint {} of {}.", number + 1, all.hints),
        });
        vec![Effect::Save, Effect::Hint(exercise, number)]
    }

    fn ask(&mut self, exercise: usize) -> Vec<Effect> {
        self.view = View::Asking { exercise };
        Vec::new()
    }

    fn answered(&mut self, exercise: usize, yes: bool) -> Vec<Effect> {
        self.view = View::Reading;
        match yes {
            true => {
                self.wish = Wish::Exercise(exercise);
                vec![Effect::Reset(exercise)]
            }
            false => self.tell("Nothing was changed."),
        }
    }

    /// The exercise begins again: the file has its starter.
    pub fn forget(&mut self, lesson: usize, exercise: usize) {
        let names = self.names(lesson, exercise);
        if let Some((stem, name)) = names.map(|(stem, name)| (stem.to_string(), name.to_string())) {
            *self.progress.exercise_mut(&stem, &name) = Default::default();
        }
        self.standings.remove(&(lesson, exercise));
    }

    fn solution(&mut self, exercise: usize) -> Vec<Effect> {
        if !self.solved(self.lesson, exercise) {
            return self.tell(
                "The solution is shown when you have solved the exercise. `hint` helps on the way.",
            );
        }
        self.wish = Wish::Panel(exercise);
        vec![Effect::Solution(exercise)]
    }

    fn check(&mut self) -> Vec<Effect> {
        match self.unit() {
            Some(unit) if !unit.exercises.is_empty() => vec![Effect::Prepare, Effect::Check],
            _ => self.tell("This lesson has no exercises."),
        }
    }

    /// Takes what a check of a lesson's answers found; `aloud`: the learner waits for it.
    pub fn checked(
        &mut self,
        lesson: usize,
        found: &Result<Marks, String>,
        aloud: bool,
    ) -> Vec<Effect> {
        let Some(unit) = self.units.get(lesson) else {
            return Vec::new();
        };
        let (stem, count) = (unit.stem.clone(), unit.exercises.len());
        let before = self.progress.clone();
        let mut news = Vec::new();
        for exercise in 0..count {
            let Some(standing) = standing(found, exercise) else {
                continue;
            };
            if let Standing::Marked(marks) = &standing
                && marks.status == ExerciseStatus::Pass
            {
                self.progress.exercise_mut(&stem, &marks.name).solved = true;
            }
            let old = self.standings.insert((lesson, exercise), standing.clone());
            if !old.is_some_and(|old| same(&old, &standing)) {
                news.push(exercise);
            }
        }
        let mut effects = Vec::new();
        if before != self.progress {
            effects.push(Effect::Save);
        }
        if aloud && lesson == self.lesson {
            effects.extend(self.announced(news));
        }
        effects
    }

    /// Turns to the verdict that the learner waits for: what changed, else what stands on the page.
    fn announced(&mut self, mut news: Vec<usize>) -> Vec<Effect> {
        let here = self.sheet().and_then(|sheet| sheet.exercise);
        let only = self.unit().is_some_and(|unit| unit.exercises.len() == 1);
        let here = here.or(only.then_some(0));
        let untouched = |&exercise: &usize| {
            matches!(
                self.standing(self.lesson, exercise),
                Some(Standing::Untouched)
            )
        };
        news.retain(|exercise| Some(*exercise) == here || !untouched(exercise));
        if news.is_empty() {
            news.extend(here);
        }
        let shown = here
            .filter(|here| news.contains(here))
            .or(news.first().copied());
        if let Some(exercise) = shown {
            self.wish = Wish::Panel(exercise);
        }
        let told: Vec<String> = news
            .iter()
            .map(|&exercise| self.verdict(exercise))
            .collect();
        self.notice = Some(told.join(" "));
        news.into_iter().map(Effect::Verdict).collect()
    }

    /// What became of an exercise of the open lesson, in a sentence.
    fn verdict(&self, exercise: usize) -> String {
        let name = self
            .names(self.lesson, exercise)
            .map_or("", |(_, name)| name);
        match self.standing(self.lesson, exercise) {
            None | Some(Standing::Untouched) => format!("{name}: not begun."),
            Some(Standing::Trouble(_)) => format!("{name}: your answer cannot be checked."),
            Some(Standing::Marked(marks)) => match marks.status {
                ExerciseStatus::Pass => format!("{name}: solved!"),
                ExerciseStatus::Error => format!("{name}: your code ended with an error."),
                _ => {
                    let right = marks.items.iter().filter(|item| item.passed).count();
                    format!(
                        "{name}: not yet, {right} of {} are right.",
                        marks.items.len()
                    )
                }
            },
        }
    }
}

/// What the marks say of one exercise.
fn standing(found: &Result<Marks, String>, exercise: usize) -> Option<Standing> {
    Some(match found {
        Err(trouble) => Standing::Trouble(trouble.clone()),
        Ok(marks) => {
            let marks = marks.exercises.get(exercise)?;
            match marks.status {
                ExerciseStatus::Missing => Standing::Untouched,
                _ => Standing::Marked(Box::new(marks.clone())),
            }
        }
    })
}

/// Whether a learner would see no difference.
fn same(old: &Standing, new: &Standing) -> bool {
    let items = |marks: &ExerciseMarks| -> Vec<(String, bool, Option<String>)> {
        let items = marks.items.iter();
        items
            .map(|item| (item.name.clone(), item.passed, item.message.clone()))
            .collect()
    };
    let error = |marks: &ExerciseMarks| marks.error.as_ref().map(|error| error.diagnostic.clone());
    match (old, new) {
        (Standing::Untouched, Standing::Untouched) => true,
        (Standing::Trouble(old), Standing::Trouble(new)) => old == new,
        (Standing::Marked(old), Standing::Marked(new)) => {
            old.status == new.status && items(old) == items(new) && error(old) == error(new)
        }
        _ => false,
    }
}
