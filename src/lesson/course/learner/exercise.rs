//! What happens with one exercise: hints, beginning again, the solution, and what a check of its answer says.

use super::{Effect, Learner, Standing, View, Wish};
use crate::lesson::{ExerciseMarks, ExerciseStatus, Marks};

impl Learner {
    pub(super) fn hint(&mut self, exercise: usize) -> Vec<Effect> {
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

    pub(super) fn ask(&mut self, exercise: usize) -> Vec<Effect> {
        self.view = View::Asking { exercise };
        Vec::new()
    }

    pub(super) fn answered(&mut self, exercise: usize, yes: bool) -> Vec<Effect> {
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

    pub(super) fn solution(&mut self, exercise: usize) -> Vec<Effect> {
        if !self.solved(self.lesson, exercise) {
            return self.tell(
                "The solution is shown when you have solved the exercise. `hint` helps on the way.",
            );
        }
        self.wish = Wish::Panel(exercise);
        vec![Effect::Solution(exercise)]
    }

    pub(super) fn check(&mut self) -> Vec<Effect> {
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
    pub(super) fn announced(&mut self, mut news: Vec<usize>) -> Vec<Effect> {
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
    pub(super) fn verdict(&self, exercise: usize) -> String {
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
