//! Lessons and exercises by the names that learners give them.

use super::{Effect, Learner, Unit, Wish};
use crate::lesson::complaint::nearest;

impl Learner {
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
    pub(super) fn at_exercise(
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
}
