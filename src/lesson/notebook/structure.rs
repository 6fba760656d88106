//! The structure that nbformat asks for, and what is wrong where a file does not have it.

use std::collections::HashSet;

use super::json::{self, Json};
use crate::lesson::complaint::Complaint;
use crate::text::Source;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Code,
    Markdown,
    Raw,
}

/// One cell as the file has it.
#[derive(Clone, Debug)]
pub struct NotebookCell<'a> {
    /// Its number among all cells, from 1, as editors count them.
    pub number: usize,
    pub kind: CellKind,
    pub json: &'a Json,
    pub source: String,
}

/// Reads the file as JSON and looks whether it is a notebook that can be read.
///
/// # Errors
/// Why it is none.
pub fn open(source: &Source) -> Result<Json, Complaint> {
    let json = json::parse(&source.text).map_err(|fault| {
        let message = format!("this is not a notebook: {}", fault.message);
        Complaint::at(source, fault.offset, message).help(
            "mend the JSON at this place, or write the notebook anew with the editor that made it",
        )
    })?;
    format(source, &json)?;
    Ok(json)
}

/// The version of nbformat must be one that is known.
fn format(source: &Source, notebook: &Json) -> Result<(), Complaint> {
    let complain =
        |at: usize, message: String, help: &str| Err(Complaint::at(source, at, message).help(help));
    if !notebook.is_object() {
        let message = "this is not a notebook: its JSON is no object";
        return complain(
            notebook.range.start,
            message.to_string(),
            "a notebook begins with `{`",
        );
    }
    let Some(version) = notebook.get("nbformat") else {
        let message = "this is not a notebook: it has no `nbformat`";
        return complain(
            notebook.range.start,
            message.to_string(),
            "add `\"nbformat\": 4, \"nbformat_minor\": 5`",
        );
    };
    match version.as_integer() {
        Some(4) => Ok(()),
        Some(old @ 1..=3) => complain(
            version.range.start,
            format!("the notebook is of nbformat {old}, and ndbook reads nbformat 4"),
            "convert it with `jupyter nbconvert --to notebook`",
        ),
        _ => complain(
            version.range.start,
            "the notebook's `nbformat` is not 4".to_string(),
            "save it as a notebook of nbformat 4",
        ),
    }
}

/// The cells of a notebook. What is wrong with them goes to `complaints`; a cell without source or kind is left out.
pub fn cells<'a>(
    source: &Source,
    notebook: &'a Json,
    complaints: &mut Vec<Complaint>,
) -> Vec<NotebookCell<'a>> {
    let Some(list) = notebook.get("cells") else {
        let complaint = Complaint::at(source, notebook.range.start, "the notebook has no `cells`");
        complaints.push(complaint.help("add `\"cells\": []`"));
        return Vec::new();
    };
    let Some(items) = list.as_list() else {
        let complaint = Complaint::at(source, list.range.start, "`cells` is no list");
        complaints.push(complaint.help("write `\"cells\": [ … ]`"));
        return Vec::new();
    };
    if notebook
        .get("metadata")
        .is_none_or(|metadata| !metadata.is_object())
    {
        let message = "the notebook has no `metadata`";
        let complaint = Complaint::at(source, notebook.range.start, message);
        complaints.push(complaint.help("add `\"metadata\": {}`"));
    }
    let mut checker = Checker {
        source,
        complaints,
        ids: HashSet::new(),
    };
    let cells = items.iter().enumerate();
    cells
        .filter_map(|(at, json)| checker.cell(at + 1, json))
        .collect()
}

struct Checker<'a> {
    source: &'a Source,
    complaints: &'a mut Vec<Complaint>,
    ids: HashSet<String>,
}

impl Checker<'_> {
    fn complain(&mut self, at: usize, message: String, help: &str) {
        let complaint = Complaint::at(self.source, at, message);
        self.complaints.push(complaint.help(help));
    }

    fn cell<'j>(&mut self, number: usize, json: &'j Json) -> Option<NotebookCell<'j>> {
        let at = json.range.start;
        if !json.is_object() {
            let message = format!("cell {number} is no object");
            self.complain(at, message, "a cell begins with `{`");
            return None;
        }
        self.id(number, json);
        if json.get("metadata").is_none_or(|found| !found.is_object()) {
            let message = format!("cell {number} has no `metadata`");
            self.complain(at, message, "add `\"metadata\": {}`");
        }
        let kind = self.kind(number, json)?;
        if kind == CellKind::Code {
            self.run_keys(number, json);
        }
        Some(NotebookCell {
            number,
            kind,
            json,
            source: self.text(number, json)?,
        })
    }

    fn kind(&mut self, number: usize, json: &Json) -> Option<CellKind> {
        let member = json.member("cell_type");
        match member.and_then(|member| member.value.as_text()) {
            Some("code") => Some(CellKind::Code),
            Some("markdown") => Some(CellKind::Markdown),
            Some("raw") => Some(CellKind::Raw),
            _ => {
                let message = format!("the `cell_type` of cell {number} is not known");
                let at = member.map_or(json.range.start, |member| member.place);
                self.complain(at, message, "it is `code`, `markdown` or `raw`");
                None
            }
        }
    }

    fn text(&mut self, number: usize, json: &Json) -> Option<String> {
        let Some(member) = json.member("source") else {
            let message = format!("cell {number} has no `source`");
            self.complain(json.range.start, message, "add `\"source\": []`");
            return None;
        };
        let text = member.value.joined();
        if text.is_none() {
            let message =
                format!("the `source` of cell {number} is neither a string nor a list of strings");
            self.complain(
                member.place,
                message,
                "write the cell's lines as a list of strings",
            );
        }
        text
    }

    /// `outputs` and `execution_count`, which only code cells have.
    fn run_keys(&mut self, number: usize, json: &Json) {
        let at = json.range.start;
        match json.member("outputs") {
            None => {
                let message = format!("the code cell {number} has no `outputs`");
                self.complain(at, message, "add `\"outputs\": []`");
            }
            Some(outputs) => {
                let items = outputs.value.as_list();
                if items.is_none_or(|items| !items.iter().all(Json::is_object)) {
                    let message = format!("the `outputs` of cell {number} are no list of objects");
                    self.complain(outputs.place, message, "write `\"outputs\": []`");
                }
            }
        }
        match json.member("execution_count") {
            None => {
                let message = format!("the code cell {number} has no `execution_count`");
                self.complain(at, message, "add `\"execution_count\": null`");
            }
            Some(count) if count.value.is_null() || count.value.as_integer().is_some() => {}
            Some(count) => {
                let message = format!("the `execution_count` of cell {number} is no whole number");
                self.complain(count.place, message, "write `\"execution_count\": null`");
            }
        }
    }

    /// Ids are there from nbformat 4.5 on. Editors give one to a cell that has none, so that it is no fault.
    fn id(&mut self, number: usize, json: &Json) {
        let Some(member) = json.member("id") else {
            return;
        };
        let at = member.place;
        let Some(id) = member.value.as_text().filter(|id| is_id(id)) else {
            let message = format!("the `id` of cell {number} is none");
            let help = "an id has 1 to 64 letters, digits, `-` and `_`";
            return self.complain(at, message, help);
        };
        if !self.ids.insert(id.to_string()) {
            let message = format!("the `id` of cell {number} is that of another cell: `{id}`");
            self.complain(at, message, "give each cell an id of its own");
        }
    }
}

/// Whether nbformat takes the text for a cell's id.
pub fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
}
