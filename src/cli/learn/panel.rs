//! What is said below an exercise: where to answer, the hints asked for, the verdict, at last the solution.

use super::desk::Desk;
use crate::cli::check;
use crate::cli::output::Look;
use crate::cli::present;
use crate::cli::prose::{self, Piece};
use crate::lesson::course::{Standing, exercise_line};
use crate::lesson::{ExerciseMarks, ExerciseStatus};
use crate::text::visible;

/// All of it.
pub fn panel(desk: &Desk, exercise: usize) -> String {
    let hints = (0..desk.learner.hints(desk.learner.lesson, exercise))
        .map(|hint| self::hint(desk, exercise, hint));
    let mut parts = vec![head(desk, exercise)];
    parts.extend(hints);
    parts.push(verdict(desk, exercise));
    parts.extend(solution(desk, exercise));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Markdown, set.
fn said(desk: &Desk, markdown: &str) -> String {
    let pieces = prose::set_text(markdown, desk.paint, desk.width);
    let texts = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

fn name(desk: &Desk, exercise: usize) -> &str {
    let unit = desk.learner.unit();
    let exercise = unit.and_then(|unit| unit.exercises.get(exercise));
    exercise.map_or("", |exercise| exercise.name.as_str())
}

fn head(desk: &Desk, exercise: usize) -> String {
    let state = exercise_line(&desk.learner, desk.learner.lesson, exercise);
    let standing = desk.learner.standing(desk.learner.lesson, exercise);
    let slipped = match standing {
        Some(Standing::Marked(marks)) => marks.status != ExerciseStatus::Pass,
        Some(Standing::Trouble(_)) => true,
        _ => false,
    };
    let before = if slipped && state == "solved" {
        " before"
    } else {
        ""
    };
    let line = format!("Exercise {}: {state}{before}", name(desk, exercise));
    let mut text = desk.paint.text(Look::Heading, &line) + "\n";
    if !matches!(state, "solved") {
        let file = desk.answer_name();
        text.push_str(&said(desk, &format!("Write your answer into `{file}`, below its `# %%` line, and save it: it is checked at once.")));
    }
    text
}

/// One hint.
pub fn hint(desk: &Desk, exercise: usize, number: usize) -> String {
    let lesson = desk.lesson();
    let hint = lesson
        .and_then(|lesson| lesson.exercises.get(exercise)?.hints.get(number))
        .map_or("", |hint| hint.trim());
    said(desk, &format!("Hint {}: {hint}", number + 1))
}

/// What the last check said, as `ndbook check` says it.
pub fn verdict(desk: &Desk, exercise: usize) -> String {
    match desk.learner.standing(desk.learner.lesson, exercise) {
        None | Some(Standing::Untouched) => String::new(),
        Some(Standing::Trouble(trouble)) => {
            let trouble = desk.paint.text(Look::Bad, &visible(trouble));
            format!("{trouble}\n")
        }
        Some(Standing::Marked(marks)) => marked(desk, marks),
    }
}

fn marked(desk: &Desk, marks: &ExerciseMarks) -> String {
    let mut text = check::pretty_exercise(marks, desk.paint);
    for note in &marks.notes {
        let label = desk.paint.text(Look::Warning, "note:");
        text.push_str(&format!("  {label} {}\n", visible(note)));
    }
    if marks.status == ExerciseStatus::Pass {
        text.push_str(&format!("  {}\n", desk.paint.text(Look::Good, "Solved!")));
    }
    text.lines()
        .map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line)))
        .collect()
}

/// The author's solution of an exercise that was solved.
pub fn solution(desk: &Desk, exercise: usize) -> Option<String> {
    if !desk.learner.solved(desk.learner.lesson, exercise) {
        return None;
    }
    let lesson = desk.lesson()?;
    let cell = lesson
        .cells
        .get(lesson.exercises.get(exercise)?.solution?)?;
    let label = format!("the author's solution of {}", name(desk, exercise));
    Some(present::set_code(
        &cell.source.text,
        Some(&label),
        desk.paint,
    ))
}
