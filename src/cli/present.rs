//! A lesson and its run, shown on a terminal: prose set, code behind a bar, outputs as they are.

use super::output::{Look, Mark, Output, Paint};
use super::prose::{self, Piece};
use crate::eval::CellError;
use crate::lesson::{self, BlockKind, Cell, CellRun, Fate, Format, Lesson, Role, Transcript};

/// Shows prose, code and outputs. Hidden checks are never shown, solutions and hints with `solutions` only.
pub fn lesson(lesson: &Lesson, transcript: &Transcript, solutions: bool, output: &mut Output) {
    let pieces = match lesson.format {
        Format::Markdown => prose::set(lesson, output.paint, output.width),
        Format::Notebook | Format::Percent | Format::Script => lesson
            .blocks
            .iter()
            .flat_map(|block| match block.kind {
                BlockKind::Prose => {
                    prose::set_text(lesson.prose(block), output.paint, output.width)
                }
                kind => vec![Piece::Block(kind)],
            })
            .collect(),
    };
    let mut first = true;
    for piece in pieces {
        match piece {
            Piece::Section => output.mark(Mark::Section),
            Piece::Text(text) => {
                separate(&mut first, output);
                output.result(&text);
            }
            Piece::Block(BlockKind::Cell(index)) => {
                if let Some(Role::Starter(exercise)) = lesson.cells.get(index).map(|cell| cell.role)
                {
                    output.mark(Mark::Exercise(exercise));
                }
                if let (Some(cell), Some(run)) =
                    (lesson.cells.get(index), transcript.runs.get(index))
                    && (!cell.hide.all() || run.fault.is_some())
                {
                    if let Some(complaint) = kept_back(lesson, cell, run, solutions) {
                        complain(&complaint, output);
                    } else {
                        let code_shown = !cell.hide.code || run.fault.is_some();
                        if code_shown {
                            separate(&mut first, output);
                            output.result(&code(lesson, cell, run, output.paint));
                        }
                        // An empty line stands before the results, unless they are the first thing shown.
                        if code_shown || !std::mem::take(&mut first) {
                            shown(cell, run, "\n", output);
                        } else {
                            shown(cell, run, "", output);
                        }
                    }
                }
                if transcript.stopped == Some(index) {
                    return;
                }
            }
            Piece::Block(BlockKind::Hint(exercise, number)) if solutions => {
                separate(&mut first, output);
                output.result(&hint(lesson, exercise, number, output.paint));
            }
            // What a cell really shows stands below it already.
            Piece::Block(_) => {}
        }
    }
}

/// Shows outputs only.
pub fn outputs(lesson: &Lesson, transcript: &Transcript, solutions: bool, output: &mut Output) {
    for (cell, run) in lesson.cells.iter().zip(&transcript.runs) {
        if let Some(complaint) = kept_back(lesson, cell, run, solutions) {
            complain(&complaint, output);
        } else if !cell.hide.output || run.fault.is_some() {
            results(cell, run, output);
        }
    }
}

/// What to say instead of a cell that learners do not see: nothing, unless it went wrong. None for all other cells.
fn kept_back(lesson: &Lesson, cell: &Cell, run: &CellRun, solutions: bool) -> Option<String> {
    let (exercise, what, help) = match cell.role {
        Role::Check {
            exercise,
            hidden: true,
            ..
        } => (exercise, "fails a hidden check", "`ndbook test` says why"),
        Role::Solution(exercise) if !solutions => {
            (exercise, "does not run", "`--solutions` shows it")
        }
        _ => return None,
    };
    let exercise = lesson.exercises.get(exercise);
    let exercise = exercise.map_or("", |exercise| exercise.name.as_str());
    let (name, line) = (lesson.name(), cell.line);
    let complaint = format!("{name}:{line}: the solution of `{exercise}` {what}\n  help: {help}");
    Some(run.fault.as_ref().map_or(String::new(), |_| complaint))
}

fn complain(complaint: &str, output: &mut Output) {
    if !complaint.is_empty() {
        output.complain(complaint);
    }
}

/// An empty line between two pieces.
fn separate(first: &mut bool, output: &mut Output) {
    if !std::mem::take(first) {
        output.result("\n");
    }
    output.mark(Mark::Part);
}

fn code(lesson: &Lesson, cell: &Cell, run: &CellRun, paint: Paint) -> String {
    let label = label(lesson, cell);
    match (&cell.examples, &cell.fence) {
        (Some(examples), Some(fence)) => {
            let code = lesson::replayed(&fence.text, examples, run);
            set_code(&code, label.as_deref(), paint)
        }
        _ => set_code(&cell.source.text, label.as_deref(), paint),
    }
}

/// Code behind a bar, under a label; indented where nothing is to be drawn.
pub fn set_code(code: &str, label: Option<&str>, paint: Paint) -> String {
    let (corner, bar) = match paint.narrates() {
        true => ("", "   ".to_string()),
        false => ("┌ ", paint.text(Look::Faint, "│")),
    };
    let mut text = String::new();
    if let Some(label) = label {
        text.push_str(&paint.text(Look::Faint, &format!("{corner}{label}")));
        text.push('\n');
    }
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
        Role::Check { exercise, .. } => Some(format!("check: {}", name(exercise))),
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

/// What a cell gave, with the line end before it that sets it apart.
fn shown(cell: &Cell, run: &CellRun, gap: &str, output: &mut Output) {
    if run.fate != Fate::Ran || (cell.hide.output && run.fault.is_none()) {
        return;
    }
    let outcome = &run.outcome;
    let silent =
        outcome.display.is_none() && outcome.error.is_none() && outcome.warnings.is_empty();
    let silent = silent && outcome.media.is_empty();
    if cell.examples.is_some() {
        // Its code shows its outputs already, but no pictures.
        for media in &outcome.media {
            output.result(&format!("{gap}{}", media.drawing));
        }
        if !outcome.warnings.is_empty() || !outcome.notes.is_empty() || run.fault.is_some() {
            output.result(gap);
            remarks(cell, run, output);
        }
        return;
    }
    if silent && outcome.stdout.is_empty() && run.fault.is_none() {
        return;
    }
    output.result(gap);
    results(cell, run, output);
}

/// Output, value, warnings, notes; an expected error with the results, another one as a complaint.
fn results(cell: &Cell, run: &CellRun, output: &mut Output) {
    if run.fate != Fate::Ran {
        return;
    }
    let outcome = &run.outcome;
    output.result(&lesson::shown_with_drawings(outcome));
    remarks(cell, run, output);
}

/// What is to be said of a cell beside its output.
fn remarks(cell: &Cell, run: &CellRun, output: &mut Output) {
    let outcome = &run.outcome;
    for warning in &outcome.warnings {
        let text = format!("{}: {}", warning.category, warning.message);
        output.result(&(output.paint.text(Look::Warning, &text) + "\n"));
    }
    for note in &outcome.notes {
        output.result(&(output.paint.text(Look::Faint, &format!("note: {note}")) + "\n"));
    }
    match (&outcome.error, &run.fault) {
        // A pycon cell shows the error below its line.
        (Some(_), None) if cell.examples.is_some() => {}
        (Some(error), None) => output.result(&diagnostic(error, output.paint, output.drawn)),
        (Some(error), Some(fault)) => {
            let text = diagnostic(error, output.complaint, output.drawn);
            output.complain(&text);
            if cell.raises.is_some() {
                output.complain(fault);
            }
        }
        (None, Some(fault)) => output.complain(fault),
        (None, None) => {}
    }
}

/// An error drawn or told, its first line painted; drawn for so many columns, if they are known.
pub fn diagnostic(error: &CellError, paint: Paint, columns: Option<usize>) -> String {
    let text = match columns {
        Some(columns) => error.shown_within(paint.medium(), columns),
        None => error.shown(paint.medium()),
    };
    let text = text.trim_end();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = paint.text(Look::Bad, first);
    match rest {
        "" => format!("{first}\n"),
        _ => format!("{first}\n{rest}\n"),
    }
}
