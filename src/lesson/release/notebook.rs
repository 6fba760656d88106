//! The learner's copy of a notebook: cells that only the author has are taken out of the list, solutions inside of a cell
//! become stubs, and every other byte stays.

use std::ops::Range;

use super::{regions, without_slips};
use crate::lesson::complaint::Complaint;
use crate::lesson::document::{Cell, Lesson, Role};
use crate::lesson::edit::{Edit, apply};
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::nbgrader::{self, Duty, Region};
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
/// The file is no notebook.
pub fn release(lesson: &Lesson) -> Result<String, Complaint> {
    let text = &lesson.source.text;
    let notebook = structure::open(&lesson.source)?;
    let style = Style::of(text, &notebook);
    let cells = structure::cells(&lesson.source, &notebook, &mut Vec::new());
    let mut edits = Vec::new();
    let mut gone = Vec::new();
    for cell in &cells {
        match fate(lesson, cell) {
            Fate::Stays => {}
            Fate::Goes => gone.push(cell.json.range.start),
            Fate::Becomes(code) => edits.extend(rewritten(text, cell, &code, &style)),
        }
    }
    let items = notebook.get("cells").and_then(Json::as_list);
    edits.extend(taken_out(items.unwrap_or_default(), &gone));
    Ok(apply(text, &edits))
}

fn fate(lesson: &Lesson, cell: &NotebookCell) -> Fate {
    if cell.kind == CellKind::Markdown {
        let prose = learners_prose(cell);
        return match prose == cell.source {
            true => Fate::Stays,
            false => Fate::Becomes(prose),
        };
    }
    if cell.kind != CellKind::Code {
        return Fate::Stays;
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
    let has_marks = cell
        .source
        .lines()
        .any(|line| Region::begun_by(line).is_some());
    match (nbgrader::duty(cell.json), parts.as_slice()) {
        // Marked stretches go, and nbgrader finds the cell again.
        (Duty::Solution | Duty::Tests, _) if has_marks => Fate::Becomes(unmarked(&cell.source)),
        (Duty::Manual, _) if !has_marks => {
            Fate::Becomes(nbgrader::starter(&cell.source).unwrap_or_else(|| cell.source.clone()))
        }
        (Duty::Solution, [starter, solution]) if is_authors(solution) => {
            Fate::Becomes(starter.source.text.trim_end_matches('\n').to_string())
        }
        (_, parts) if !parts.is_empty() && parts.iter().all(is_authors) => Fate::Goes,
        _ if has_marks => Fate::Becomes(unmarked(&cell.source)),
        _ => Fate::Stays,
    }
}

/// The learner's text of a Markdown cell: an answer in prose is the author's, and so is what stands between marks.
fn learners_prose(cell: &NotebookCell) -> String {
    let prose = without_slips(&cell.source);
    let marked = regions(&prose, 0..prose.len(), prose_stub);
    if !marked.is_empty() {
        return without(&prose, &marked);
    }
    match nbgrader::duty(cell.json) {
        Duty::Solution | Duty::Manual => nbgrader::ANSWER_STUB.to_string(),
        Duty::Tests | Duty::None => prose,
    }
}

fn prose_stub(region: Region) -> &'static [&'static str] {
    match region {
        Region::Solution => &[nbgrader::ANSWER_STUB],
        Region::HiddenTests | Region::MarkScheme => &[],
    }
}

/// The code without what stands between nbgrader's marks.
fn unmarked(code: &str) -> String {
    without(code, &regions(code, 0..code.len(), Region::stub))
}

/// The text with its regions replaced; it ends as it did.
fn without(code: &str, regions: &[Edit]) -> String {
    let mut left = apply(code, regions);
    if !code.ends_with('\n') {
        left.truncate(left.trim_end_matches('\n').len());
    }
    left
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
    for (key, empty) in [("outputs", "[]"), ("execution_count", "null")] {
        if let Some(held) = cell.json.get(key) {
            edits.push(Edit {
                range: held.range.clone(),
                text: empty.to_string(),
            });
        }
    }
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
