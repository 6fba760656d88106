//! Front matter, which holds what a notebook says of itself where the form has no other place for it.

use super::document::{Document, DocumentCell, compact, lines};
use super::notebook;
use crate::lesson::front::Front;
use crate::lesson::notebook::json::{Json, parse};
use crate::lesson::notebook::structure::CellKind;
use crate::lesson::notebook::write::sorted;

/// The key of front matter that holds a notebook's metadata.
const NOTEBOOK: &str = "notebook";

/// Takes front matter into a document: what it says of the notebook, and the rest as a raw cell, if there is any.
pub fn take(document: &mut Document, text: &str, shown: &[&str]) -> Option<DocumentCell> {
    let front = Front::read(&format!("{text}\n"));
    let Some(json) = front.get(NOTEBOOK).and_then(|json| parse(json).ok()) else {
        return Some(DocumentCell::new(CellKind::Raw, text));
    };
    document.metadata.add(json.members());
    let is_kept = |line: &&str| !line.starts_with("notebook:");
    let kept: Vec<&str> = text.lines().filter(is_kept).collect();
    let cell = (kept.len() > 2).then(|| DocumentCell::new(CellKind::Raw, kept.join("\n")));
    let as_written = Document {
        metadata: document.metadata.clone(),
        cells: cell.iter().cloned().collect(),
    };
    if of(&as_written, shown).as_deref() != Some(text) {
        document.metadata.set_layout("front", lines(text));
    }
    cell
}

/// The front matter with what it says of the notebook; none where there is neither. `shown` are the
/// layouts that the form itself shows.
pub fn of(document: &Document, shown: &[&str]) -> Option<String> {
    let general = ["newline", "mark", "front"];
    let keys: Vec<&str> = general.iter().chain(shown).copied().collect();
    let mut metadata = document.metadata.without_layout(&keys);
    let defaults = notebook::defaults();
    let is_default =
        |(key, value): &(&str, Json)| metadata.get(key).is_some_and(|own| same(own, value));
    if defaults.iter().all(is_default) {
        for (key, _) in &defaults {
            metadata.remove(key);
        }
    }
    let own = document
        .cells
        .first()
        .filter(|cell| is_front(cell))
        .map(|cell| cell.source.trim_end());
    if metadata.is_empty() {
        return own.map(str::to_string);
    }
    let line = format!("{NOTEBOOK}: {}", metadata.compact());
    let front = match own {
        Some(own) => {
            let (before, last) = own.rsplit_once('\n').unwrap_or((own, "---"));
            format!("{before}\n{line}\n{last}")
        }
        None => format!("---\n{line}\n---"),
    };
    let written = document.metadata.layout_text("front");
    let says_the_same = |text: &String| sorted_lines(text) == sorted_lines(&front);
    Some(written.filter(says_the_same).unwrap_or(front))
}

/// The lines of front matter without their order, and without that of the notebook's metadata.
fn sorted_lines(text: &str) -> Vec<String> {
    let plain = |line: &str| {
        let json = line
            .strip_prefix(NOTEBOOK)
            .and_then(|rest| rest.strip_prefix(':'));
        let json = json.and_then(|json| parse(json.trim()).ok());
        json.map_or_else(
            || line.to_string(),
            |json| compact().write(&sorted(&json), ""),
        )
    };
    let mut lines: Vec<String> = text.lines().map(plain).collect();
    lines.sort();
    lines
}

fn same(one: &Json, other: &Json) -> bool {
    let style = compact();
    style.write(&sorted(one), "") == style.write(&sorted(other), "")
}

/// Whether a cell is front matter, if it is the first.
pub fn is_front(cell: &DocumentCell) -> bool {
    let front = Front::read(&format!("{}\n", cell.source.trim_end()));
    cell.kind == CellKind::Raw && front.range.len() > cell.source.trim_end().len()
}
