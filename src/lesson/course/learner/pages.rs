//! Turning pages, and opening lessons.

use super::{Effect, Learner, Row, View, Wish};
use crate::lesson::course::sheets::Sheet;

impl Learner {
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
    pub(super) fn needed(&self) -> Option<Effect> {
        let exercise = self.sheet()?.exercise;
        exercise.map(|_| Effect::Prepare)
    }

    /// Notes where the learner is now.
    pub(super) fn turned(&mut self) -> Vec<Effect> {
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

    pub(super) fn turn_to(&mut self, page: usize) -> Vec<Effect> {
        self.page = page;
        let mut effects = vec![Effect::Turn];
        effects.extend(self.turned());
        effects.extend(self.needed());
        effects
    }

    pub(super) fn next(&mut self) -> Vec<Effect> {
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

    pub(super) fn back(&mut self) -> Vec<Effect> {
        match (self.page, self.lesson) {
            (0, 0) => self.tell("This is the first page."),
            (0, lesson) => self.enter(lesson - 1, Wish::Last),
            (page, _) => self.turn_to(page - 1),
        }
    }

    /// Opens a lesson.
    pub(super) fn enter(&mut self, lesson: usize, wish: Wish) -> Vec<Effect> {
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

    pub(super) fn go(&mut self, name: &str) -> Vec<Effect> {
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
}
