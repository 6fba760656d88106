//! Notebooks as documents.

use super::document::{Document, DocumentCell, Metadata};
use super::ids;
use crate::lesson::complaint::Complaint;
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::structure::{self, CellKind, NotebookCell};
use crate::lesson::notebook::write::{Style, sorted};
use crate::text::Source;

/// Reads a notebook.
///
/// # Errors
/// All that is wrong with its structure.
pub fn read(name: &str, text: &str) -> Result<Document, Vec<Complaint>> {
    let source = Source::new(name, text, 1);
    let notebook = structure::open(&source).map_err(|complaint| vec![complaint])?;
    let mut complaints = Vec::new();
    let cells = structure::cells(&source, &notebook, &mut complaints);
    if !complaints.is_empty() {
        return Err(complaints);
    }
    Ok(Document {
        metadata: Metadata::of(notebook.get("metadata")),
        cells: cells.iter().map(cell).collect(),
    })
}

fn cell(cell: &NotebookCell) -> DocumentCell {
    let json = cell.json;
    let id = json.get("id").and_then(Json::as_text);
    let derived = ids::derived(cell.number - 1, &cell.source, 0);
    DocumentCell {
        kind: cell.kind,
        source: cell.source.clone(),
        id: id.filter(|id| *id != derived).map(str::to_string),
        metadata: Metadata::of(json.get("metadata")),
        attachments: json.get("attachments").cloned(),
        count: json.get("execution_count").and_then(Json::as_integer),
        outputs: json
            .get("outputs")
            .and_then(Json::as_list)
            .unwrap_or_default()
            .to_vec(),
    }
}

/// Writes a notebook of nbformat 4.5, as `nbformat` itself writes it.
pub fn write(document: &Document) -> String {
    let ids = ids::all(document);
    let cells = document.cells.iter().zip(ids);
    let mut metadata = document.metadata.clone();
    if metadata.get("kernelspec").is_none() && metadata.get("language_info").is_none() {
        for (key, value) in defaults() {
            metadata.set(key, value);
        }
    }
    let notebook = Json::object([
        (
            "cells",
            Json::list(cells.map(|(cell, id)| cell_json(cell, &id)).collect()),
        ),
        ("metadata", metadata.json()),
        ("nbformat", Json::number(4)),
        ("nbformat_minor", Json::number(5)),
    ]);
    Style::canonical().write(&sorted(&notebook), "") + "\n"
}

/// What a notebook says of itself where the lesson says nothing.
pub fn defaults() -> [(&'static str, Json); 2] {
    let kernel = Json::object([
        ("display_name", Json::text("Python 3")),
        ("language", Json::text("python")),
        ("name", Json::text("python3")),
    ]);
    let language = Json::object([("name", Json::text("python"))]);
    [("kernelspec", kernel), ("language_info", language)]
}

fn cell_json(cell: &DocumentCell, id: &str) -> Json {
    let kind = match cell.kind {
        CellKind::Code => "code",
        CellKind::Markdown => "markdown",
        CellKind::Raw => "raw",
    };
    let mut json = Metadata::default();
    json.set("cell_type", Json::text(kind));
    json.set("id", Json::text(id));
    json.set("metadata", cell.metadata.json());
    json.set("source", super::document::lines(&cell.source));
    match cell.kind {
        CellKind::Code => {
            let count = cell.count.map_or_else(Json::default, Json::number);
            json.set("execution_count", count);
            json.set("outputs", Json::list(cell.outputs.clone()));
        }
        CellKind::Markdown | CellKind::Raw => {
            if let Some(attachments) = &cell.attachments {
                json.set("attachments", attachments.clone());
            }
        }
    }
    json.json()
}
