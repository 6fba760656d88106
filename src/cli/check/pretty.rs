//! Marks for people: full feedback for an answer, a table for a class.

use super::Result;
use crate::cli::output::{Look, Paint};
use crate::cli::present;
use crate::lesson::{ExerciseMarks, ExerciseStatus, Item, Lesson, Marks, plain, points_text};

/// The feedback on one answer.
pub fn feedback(lesson: &Lesson, name: &str, result: &Result, hints: bool, paint: Paint) -> String {
    let marks = &result.marks;
    let points = of_points(marks.points(), marks.max_points());
    let mut text = format!("{}: {points}\n", paint.text(Look::Strong, &plain(name)));
    if let Some(fault) = &result.fault {
        text.push_str(&format!(
            "  {}\n",
            paint.text(Look::Bad, &plain(&fault.message))
        ));
    }
    for exercise in &marks.exercises {
        text.push_str(&of_exercise(exercise, paint));
        if hints && exercise.status != ExerciseStatus::Pass {
            text.push_str(&hints_of(lesson, &exercise.name, paint));
        }
    }
    for note in marks.exercises.iter().flat_map(|exercise| &exercise.notes) {
        text.push_str(&format!(
            "  {} {}\n",
            paint.text(Look::Warning, "note:"),
            plain(note)
        ));
    }
    text
}

/// One exercise: its points, what ended the answer, the items with what is wrong about them.
pub fn of_exercise(exercise: &ExerciseMarks, paint: Paint) -> String {
    let points = match exercise.status {
        ExerciseStatus::Missing => "no answer".to_string(),
        _ => of_points(exercise.points, exercise.max_points),
    };
    let mut text = format!("  {}: {points}\n", plain(&exercise.name));
    if let Some(error) = &exercise.error {
        text.push_str(&indented(
            &plain(&present::diagnostic(error, paint.uncoloured(), None)),
            4,
        ));
    }
    for item in exercise.items.iter().filter(|item| item.checked) {
        text.push_str(&of_item(item, paint));
    }
    let unchecked: Vec<&Item> = exercise.items.iter().filter(|item| !item.checked).collect();
    if !unchecked.is_empty() {
        text.push_str("    not checked, since the answer ended with its error:\n");
    }
    for item in unchecked {
        text.push_str(&format!("    --    {}\n", plain(&item.name)));
    }
    text
}

fn of_item(item: &Item, paint: Paint) -> String {
    let word = match item.passed {
        true => paint.text(Look::Good, "ok  "),
        false => paint.text(Look::Bad, "FAIL"),
    };
    let mut text = format!("    {word}  {}\n", plain(&item.name));
    text.push_str(&indented(&plain(item.message.as_deref().unwrap_or("")), 10));
    text
}

fn hints_of(lesson: &Lesson, exercise: &str, paint: Paint) -> String {
    let hints = lesson
        .exercise(exercise)
        .map_or(&[][..], |exercise| &exercise.hints);
    let mut text = String::new();
    for (number, hint) in hints.iter().enumerate() {
        let label = match hints.len() {
            1 => "hint:".to_string(),
            _ => format!("hint {}:", number + 1),
        };
        let hint = indented(&plain(hint), 6);
        text.push_str(&format!("    {}\n{hint}", paint.text(Look::Faint, &label)));
    }
    text
}

/// `3 of 4 points`
fn of_points(points: f64, max_points: f64) -> String {
    let noun = if max_points == 1.0 { "point" } else { "points" };
    format!(
        "{} of {} {noun}",
        points_text(points),
        points_text(max_points)
    )
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

/// All answers with their points, one a line, under the names of the exercises.
pub fn table(results: &[(String, Result)]) -> String {
    let exercises = results
        .first()
        .map_or(&[][..], |(_, result)| &result.marks.exercises);
    let mut rows = vec![
        ["answer", "points"]
            .into_iter()
            .map(str::to_string)
            .chain(exercises.iter().map(|exercise| plain(&exercise.name)))
            .collect::<Vec<String>>(),
    ];
    rows.extend(
        results
            .iter()
            .map(|(name, result)| row(name, &result.marks)),
    );
    let right = results
        .iter()
        .filter(|(_, result)| result.marks.ok())
        .count();
    format!(
        "{}{} answers, {right} of them all right\n",
        columns(&rows),
        results.len()
    )
}

fn row(name: &str, marks: &Marks) -> Vec<String> {
    let points = marks.exercises.iter().map(|exercise| exercise.points);
    let points = std::iter::once(marks.points()).chain(points);
    std::iter::once(plain(name))
        .chain(points.map(points_text))
        .collect()
}

/// The rows as lines; the first column stands to the left, the others to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("  {cell:>width$}"),
        });
        cells.collect::<String>() + "\n"
    };
    rows.iter().map(line).collect()
}
