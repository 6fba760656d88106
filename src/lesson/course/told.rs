//! What is said about a course: its list, the state of an exercise, the keys.

use super::learner::{Learner, Row, Standing, View};
use crate::lesson::ExerciseStatus;

/// How far a lesson is read, in words.
pub fn lesson_state(learner: &Learner, lesson: usize) -> String {
    let Some(unit) = learner.units.get(lesson) else {
        return String::new();
    };
    if unit.broken {
        return "cannot be read".to_string();
    }
    match learner.progress.lessons.get(&unit.stem) {
        Some(lesson) if lesson.seen >= lesson.sections && lesson.sections > 0 => "read".to_string(),
        Some(lesson) if lesson.sections > 0 => {
            format!("{} of {} sections read", lesson.seen, lesson.sections)
        }
        _ => "not begun".to_string(),
    }
}

/// The state of an exercise in words.
pub fn exercise_line(learner: &Learner, lesson: usize, exercise: usize) -> &'static str {
    match learner.standing(lesson, exercise) {
        _ if learner.solved(lesson, exercise) => "solved",
        Some(Standing::Marked(marks)) => match marks.status {
            ExerciseStatus::Error => "ends with an error",
            _ => "not right yet",
        },
        Some(Standing::Trouble(_)) => "cannot be checked",
        Some(Standing::Untouched) | None => "open",
    }
}

/// The list: for each row what it is called, and its state.
pub fn listing(learner: &Learner) -> Vec<(Row, String, String)> {
    let told = |row: Row| {
        let unit = learner.units.get(row.0)?;
        Some(match row.1 {
            None => (
                row,
                format!("{}  {}", unit.stem, unit.title),
                lesson_state(learner, row.0),
            ),
            Some(exercise) => {
                let name = &unit.exercises.get(exercise)?.name;
                let indent = " ".repeat(unit.stem.chars().count() + 2);
                let state = exercise_line(learner, row.0, exercise).to_string();
                (row, format!("{indent}exercise: {name}"), state)
            }
        })
    };
    learner.rows().into_iter().filter_map(told).collect()
}

/// The keys that mean something now, as many as fit on a line of `width` columns; the first ones matter most.
pub fn prompt_keys(learner: &Learner, width: usize) -> String {
    let reading: &[&str] = match learner.sheet().and_then(|sheet| sheet.exercise) {
        Some(_) => &[
            "n next", "b back", "h hint", "? help", "q quit", "l list", "r reset", "c check",
        ],
        None => &["n next", "b back", "? help", "q quit", "l list"],
    };
    let keys = match &learner.view {
        View::Reading => reading,
        View::List { .. } => &["Enter go", "l close", "Up/Down choose"],
        View::Help => &["any key: back to the page"],
        View::Asking { .. } => &["y yes", "n no"],
    };
    let mut line = String::new();
    for key in keys {
        let gap = if line.is_empty() { "" } else { "  " };
        if line.chars().count() + gap.len() + key.chars().count() <= width {
            line.push_str(gap);
            line.push_str(key);
        }
    }
    line
}
