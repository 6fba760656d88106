//! A lesson and its run, shown on a terminal: prose set, code behind a bar, outputs as they are.

use super::output::{Look, Output, Paint};
use super::prose::{self, Piece};
use crate::eval::CellError;
use crate::lesson::{BlockKind, Cell, CellRun, Fate, Format, Lesson, Role, Transcript};

/// Shows everything: prose, code and outputs.
pub fn lesson(lesson: &Lesson, transcript: &Transcript, output: &mut Output) {
    let pieces = match lesson.format {
        Format::Markdown => prose::set(lesson, output.paint, output.width),
        Format::Percent | Format::Script => lesson
            .blocks
            .iter()
            .map(|block| match block.kind {
                BlockKind::Prose => Piece::Text(uncommented(lesson.slice(block))),
                kind => Piece::Block(kind),
            })
            .collect(),
    };
    let mut first = true;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                separate(&mut first, output);
                output.result(&text);
            }
            Piece::Block(BlockKind::Cell(index)) => {
                if let (Some(cell), Some(run)) =
                    (lesson.cells.get(index), transcript.runs.get(index))
                    && (!cell.hide || run.fault.is_some())
                {
                    separate(&mut first, output);
                    output.result(&code(lesson, cell, output.paint));
                    shown(cell, run, output);
                }
                if transcript.stopped == Some(index) {
                    return;
                }
            }
            Piece::Block(BlockKind::Hint(exercise, number)) => {
                separate(&mut first, output);
                output.result(&hint(lesson, exercise, number, output.paint));
            }
            // What a cell really shows stands below it already.
            Piece::Block(_) => {}
        }
    }
}

/// Shows outputs only.
pub fn outputs(lesson: &Lesson, transcript: &Transcript, output: &mut Output) {
    for (cell, run) in lesson.cells.iter().zip(&transcript.runs) {
        if !cell.hide || run.fault.is_some() {
            results(cell, run, output);
        }
    }
}

/// An empty line between two pieces.
fn separate(first: &mut bool, output: &mut Output) {
    if !std::mem::take(first) {
        output.result("\n");
    }
}

fn code(lesson: &Lesson, cell: &Cell, paint: Paint) -> String {
    let bar = paint.text(Look::Faint, "│");
    let mut text = String::new();
    if let Some(label) = label(lesson, cell) {
        text.push_str(&paint.text(Look::Faint, &format!("┌ {label}")));
        text.push('\n');
    }
    let code = match (&cell.examples, &cell.fence) {
        (Some(_), Some(fence)) => &fence.text,
        _ => &cell.source.text,
    };
    for line in code.trim_matches('\n').lines() {
        text.push_str(format!("{bar} {line}").trim_end());
        text.push('\n');
    }
    text
}

/// What a cell is for, where it is not simply a cell.
fn label(lesson: &Lesson, cell: &Cell) -> Option<String> {
    let name = |exercise: usize| {
        lesson
            .exercises
            .get(exercise)
            .map_or("", |exercise| &exercise.name)
    };
    match cell.role {
        _ if cell.skip => Some("not run".to_string()),
        Role::Plain => None,
        Role::Starter(exercise) => Some(format!("exercise: {}", name(exercise))),
        Role::Solution(exercise) => Some(format!("solution: {}", name(exercise))),
        Role::Check {
            exercise, hidden, ..
        } => {
            let hidden = if hidden {
                " (hidden from learners)"
            } else {
                ""
            };
            Some(format!("check: {}{hidden}", name(exercise)))
        }
    }
}

fn hint(lesson: &Lesson, exercise: usize, number: usize, paint: Paint) -> String {
    let Some(exercise) = lesson.exercises.get(exercise) else {
        return String::new();
    };
    let label = paint.text(Look::Faint, &format!("hint for {}:", exercise.name));
    let text = exercise.hints.get(number).map_or("", String::as_str);
    format!("{label} {text}\n")
}

/// What a cell gave, an empty line before it.
fn shown(cell: &Cell, run: &CellRun, output: &mut Output) {
    if run.fate != Fate::Ran {
        return;
    }
    let outcome = &run.outcome;
    let silent =
        outcome.display.is_none() && outcome.error.is_none() && outcome.warnings.is_empty();
    // The code of a pycon cell shows its outputs already, where they are still true.
    let told = cell.examples.is_some() && run.fault.is_none();
    if told || (silent && outcome.stdout.is_empty() && run.fault.is_none()) {
        return;
    }
    output.result("\n");
    results(cell, run, output);
}

/// Output, value, warnings, notes; an expected error with the results, another one as a complaint.
fn results(cell: &Cell, run: &CellRun, output: &mut Output) {
    if run.fate != Fate::Ran {
        return;
    }
    let outcome = &run.outcome;
    output.result(&outcome.stdout);
    if !outcome.stdout.is_empty() && !outcome.stdout.ends_with('\n') {
        output.result("\n");
    }
    if let Some(display) = &outcome.display {
        output.result(&format!("{display}\n"));
    }
    for warning in &outcome.warnings {
        let text = format!("{}: {}", warning.category, warning.message);
        output.result(&(output.paint.text(Look::Warning, &text) + "\n"));
    }
    for note in &outcome.notes {
        output.result(&(output.paint.text(Look::Faint, &format!("note: {note}")) + "\n"));
    }
    match (&outcome.error, &run.fault) {
        (Some(error), None) => output.result(&diagnostic(error, output.paint)),
        (Some(error), Some(fault)) => {
            let text = diagnostic(error, output.complaint);
            output.complain(&text);
            if cell.raises.is_some() {
                output.complain(fault);
            }
        }
        (None, Some(fault)) => output.complain(fault),
        (None, None) => {}
    }
}

/// An error as it was rendered, its first line painted.
pub fn diagnostic(error: &CellError, paint: Paint) -> String {
    let text = error.diagnostic.trim_end();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = paint.text(Look::Bad, first);
    match rest {
        "" => format!("{first}\n"),
        _ => format!("{first}\n{rest}\n"),
    }
}

/// The prose of a percent script without its comment marks.
fn uncommented(text: &str) -> String {
    text.lines()
        .skip(1)
        .map(|line| {
            let line = line.strip_prefix('#').unwrap_or(line);
            format!("{}\n", line.strip_prefix(' ').unwrap_or(line))
        })
        .collect()
}
