//! Which slip gives what a learner has.

use super::{Seen, Slip, authored, slips, watched};
use crate::lesson::document::{Cell, Exercise, Lesson};
use crate::lesson::stage::Stage;

/// The slips of one exercise with what each of them gives. Plain data: it is worked out once, for all answers.
pub struct Diagnosis {
    watched: Vec<String>,
    /// What the solution gives.
    right: Vec<Option<Seen>>,
    variants: Vec<Tried>,
    tolerance: f64,
}

/// A slip that was tried.
pub struct Tried {
    pub slip: Slip,
    pub seen: Vec<Option<Seen>>,
}

/// Steps of a variant beyond those of the solution.
const MORE_STEPS: u64 = 200_000;

/// Whether the author wants no diagnosis.
pub fn switched_off(lesson: &Lesson) -> bool {
    let word = lesson.front.get("diagnosis").unwrap_or("");
    matches!(word.to_ascii_lowercase().as_str(), "off" | "no" | "false")
}

impl Diagnosis {
    /// Tries every slip where the exercise begins.
    pub fn new(
        lesson: &Lesson,
        exercise: &Exercise,
        solution: &Cell,
        before: &Stage,
        tolerance: f64,
    ) -> Diagnosis {
        let watched = watched(lesson, exercise, solution);
        let mut stage = before.again();
        let steps = stage.run(&solution.source).steps;
        let right = look(&mut stage, &watched);
        stage.discard();
        let limit = steps.saturating_mul(4).saturating_add(MORE_STEPS);
        let mut found = authored(lesson, &exercise.name);
        found.extend(slips(&solution.source));
        let variants = found.into_iter().filter_map(|slip| {
            let mut stage = before.again();
            stage.limit_steps(limit);
            let ran = stage.run(&slip.code).error.is_none();
            let seen = ran.then(|| look(&mut stage, &watched));
            stage.discard();
            Some(Tried { slip, seen: seen? })
        });
        Diagnosis {
            variants: variants
                .filter(|tried| !alike(&tried.seen, &right, tolerance))
                .collect(),
            watched,
            right,
            tolerance,
        }
    }

    /// The slips that give something else than the solution.
    pub fn wrong_variants(&self) -> &[Tried] {
        &self.variants
    }

    /// What is watched, with what the solution gives.
    pub fn right(&self) -> impl Iterator<Item = (&str, Option<&Seen>)> {
        let right = self.right.iter().map(Option::as_ref);
        self.watched.iter().map(String::as_str).zip(right)
    }

    /// The remark on the slip that gives just what the learner has; none where no slip does, or many.
    pub fn remark(&self, learner: &mut Stage) -> Option<String> {
        let seen = look(learner, &self.watched);
        // Where nothing can be seen, as much is like it as there are ways to fail.
        if seen.iter().all(Option::is_none) || alike(&seen, &self.right, self.tolerance) {
            return None;
        }
        let matching = self
            .variants
            .iter()
            .filter(|tried| alike(&tried.seen, &seen, self.tolerance));
        let mut remarks: Vec<&str> = Vec::new();
        for tried in matching {
            if !remarks.contains(&tried.slip.remark.as_str()) {
                remarks.push(&tried.slip.remark);
            }
        }
        match remarks.as_slice() {
            [one] => Some(one.to_string()),
            [one, other] => Some(format!("{one}; or {other}")),
            _ => None,
        }
    }
}

fn look(stage: &mut Stage, watched: &[String]) -> Vec<Option<Seen>> {
    watched.iter().map(|text| Seen::look(stage, text)).collect()
}

fn alike(left: &[Option<Seen>], right: &[Option<Seen>], tolerance: f64) -> bool {
    left.iter().zip(right).all(|sides| match sides {
        (Some(left), Some(right)) => left.is_like(right, tolerance),
        (None, None) => true,
        _ => false,
    })
}
