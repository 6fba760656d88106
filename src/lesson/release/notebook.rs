//! The learner's copy of a notebook: cells that only the author has are taken out of the list, solutions inside of a cell
//! become stubs, and every other byte stays.

use std::ops::Range;

use super::regions::{Text, Unended, regions};
use super::without_slips;
use crate::lesson::complaint::Complaint;
use crate::lesson::document::{Cell, Lesson, Role};
use crate::lesson::edit::{Edit, apply};
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::metadata::{LAYOUT, OWN};
use crate::lesson::notebook::nbgrader::{self, Duty, TEXT_STUB};
use crate::lesson::notebook::structure::{self, CellKind, NotebookCell};
use crate::lesson::notebook::write::{Style, indent_at};

/// What becomes of one cell of the file.
enum Fate {
    Stays,
    Goes,
    /// It has another text, and what it showed is taken away.
    Becomes(String),
}

/// The text of the learner's copy.
///
/// # Errors
/// The file is no notebook, or has a mark that nothing ends.
pub fn release(lesson: &Lesson) -> Result<String, Complaint> {
    let text = &lesson.source.text;
    let notebook = structure::open(&lesson.source)?;
    let style = Style::of(text, &notebook);
    let cells = structure::cells(&lesson.source, &notebook, &mut Vec::new());
    let mut edits = Vec::new();
    let mut gone = Vec::new();
    for cell in &cells {
        let unended = |unended: Unended| unended.told(&lesson.source, cell.json.range.start);
        match fate(lesson, cell).map_err(unended)? {
            Fate::Stays => {}
            Fate::Goes => gone.push(cell.json.range.start),
            Fate::Becomes(code) => edits.extend(rewritten(text, cell, &code, &style)),
        }
    }
    let items = notebook.get("cells").and_then(Json::as_list);
    edits.extend(taken_out(items.unwrap_or_default(), &gone));
    Ok(apply(text, &edits))
}

fn fate(lesson: &Lesson, cell: &NotebookCell) -> Result<Fate, Unended> {
    if cell.kind != CellKind::Code {
        return written(cell);
    }
    let parts = lesson.cells.iter();
    let parts: Vec<&Cell> = parts
        .filter(|part| part.place == cell.json.range.start)
        .collect();
    let is_authors = |part: &&Cell| {
        matches!(
            part.role,
            Role::Solution(_) | Role::Check { hidden: true, .. }
        )
    };
    let unmarked = unmarked(&cell.source, Text::Code)?;
    let has_marks = unmarked != cell.source;
    let by_hand = || nbgrader::starter(&cell.source);
    Ok(match (nbgrader::duty(cell.json), parts.as_slice()) {
        // Marked stretches go, and nbgrader finds the cell again.
        (Duty::Solution | Duty::Tests, _) if has_marks => Fate::Becomes(unmarked),
        (Duty::Solution, [starter, solution]) if is_authors(solution) => {
            Fate::Becomes(starter.source.text.trim_end_matches('\n').to_string())
        }
        (_, parts) if !parts.is_empty() && parts.iter().all(is_authors) => Fate::Goes,
        _ if has_marks => Fate::Becomes(unmarked),
        (Duty::Manual, _) => by_hand().map_or(Fate::Stays, Fate::Becomes),
        _ => Fate::Stays,
    })
}

/// What becomes of a cell of Markdown or raw text.
fn written(cell: &NotebookCell) -> Result<Fate, Unended> {
    let left = without_answer(cell, &without_slips(&cell.source))?;
    Ok(match left == cell.source {
        true => Fate::Stays,
        false => Fate::Becomes(left),
    })
}

/// The text of a cell of Markdown or raw text without the answer in it: an answer in words is a solution too.
fn without_answer(cell: &NotebookCell, text: &str) -> Result<String, Unended> {
    let unmarked = unmarked(text, Text::Prose)?;
    let is_answer = matches!(nbgrader::duty(cell.json), Duty::Solution | Duty::Manual);
    Ok(match is_answer && unmarked == text {
        true => TEXT_STUB.to_string(),
        false => unmarked,
    })
}

/// The prose of a Markdown cell as learners read it.
pub fn prose(cell: &NotebookCell) -> String {
    without_answer(cell, &cell.source).unwrap_or_else(|_| TEXT_STUB.to_string())
}

/// The text without what stands between nbgrader's marks.
fn unmarked(text: &str, kind: Text) -> Result<String, Unended> {
    let edits = regions(text, 0..text.len(), kind)?;
    let mut left = apply(text, &edits);
    if !edits.is_empty() && !text.ends_with('\n') {
        left.truncate(left.trim_end_matches('\n').len());
    }
    Ok(left)
}

fn rewritten(text: &str, cell: &NotebookCell, code: &str, style: &Style) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let Some(source) = cell.json.get("source") {
        let indent = indent_at(text, source.range.start);
        edits.push(Edit {
            range: source.range.clone(),
            text: style.write(&style.lines(code), indent),
        });
    }
    // How the cell was written in another form, and pictures that nothing shows any longer, tell of it too.
    let own = cell.json.get("metadata").and_then(|all| all.get(OWN));
    let pictures = cell.json.get("attachments");
    let emptied = [
        (cell.json.get("outputs"), "[]"),
        (cell.json.get("execution_count"), "null"),
        (own.and_then(|own| own.get(LAYOUT)), "{}"),
        (pictures.filter(|_| !code.contains("attachment:")), "{}"),
    ];
    edits.extend(emptied.into_iter().filter_map(|(held, empty)| {
        Some(Edit {
            range: held?.range.clone(),
            text: empty.to_string(),
        })
    }));
    edits
}

/// The edits that take items out of a list: each with the comma behind it, the last ones with the comma before.
fn taken_out(items: &[Json], gone: &[usize]) -> Vec<Edit> {
    let goes = |item: &Json| gone.contains(&item.range.start);
    let removal = |range: Range<usize>| Edit {
        range,
        text: String::new(),
    };
    let Some(last) = items.iter().rposition(|item| !goes(item)) else {
        let ends = items.first().zip(items.last());
        let all = ends.map(|(first, last)| removal(first.range.start..last.range.end));
        return all.into_iter().collect();
    };
    let inner = items.iter().zip(items.iter().skip(1)).take(last);
    let mut edits: Vec<Edit> = inner
        .filter(|(item, _)| goes(item))
        .map(|(item, next)| removal(item.range.start..next.range.start))
        .collect();
    let tail = items.get(last).zip(items.last());
    edits.extend(
        tail.filter(|(kept, end)| kept.range.end < end.range.end)
            .map(|(kept, end)| removal(kept.range.end..end.range.end)),
    );
    edits
}
