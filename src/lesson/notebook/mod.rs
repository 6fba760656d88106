//! Notebooks: `.ipynb` files of nbformat 4, from 4.0 to 4.5.
//!
//! The file is read as JSON with places ([`json`]), and becomes a [`Lesson`] whose blocks tile it like those of any
//! other: each cell's block reaches from the end of the one before to its own closing brace. An update is an edit of
//! the bytes of a cell's `outputs` and `execution_count`, written in the style of the file ([`write`]), so that
//! indentation, order of keys, line ends and all that ndbook does not know survive.
//!
//! What a cell is for stands in its tags and metadata ([`metadata`]); a cell of an nbgrader assignment is several of
//! ndbook's: a starter and a solution, a check and a hidden check ([`nbgrader`]). [`outputs`] has what a cell shows, as
//! notebooks hold it.

pub mod cells;
pub mod json;
pub mod metadata;
pub mod nbgrader;
pub mod outputs;
pub mod structure;
pub mod write;

pub use cells::read;

use std::ops::Range;

use self::json::Json;
use self::write::{Style, indent_at};
use super::document::Cell;
use super::edit::Edit;
use super::transcript::CellRun;

/// Where a notebook keeps what a cell shows.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The value of `outputs`.
    pub outputs: Range<usize>,
    /// The value of `execution_count`.
    pub count: Range<usize>,
    /// The count itself, where the cell was run.
    pub counted: Option<i64>,
    /// The cell's number among the code cells, from 1: its count when all are run.
    pub number: usize,
    pub style: Style,
}

/// A session with `>>>` lines in the text of a Markdown cell.
#[derive(Clone, Debug)]
pub struct Session {
    /// The value of `source`.
    pub range: Range<usize>,
    /// The text that it holds.
    pub text: String,
    pub style: Style,
}

impl Session {
    /// The edit that puts another text in its place in the notebook.
    pub fn replaced(&self, notebook: &str, text: &str) -> Edit {
        let indent = indent_at(notebook, self.range.start);
        Edit {
            range: self.range.clone(),
            text: self.style.write(&self.style.lines(text), indent),
        }
    }
}

/// The edits that make a notebook hold what a run of the cell gave.
pub fn record(notebook: &str, slot: &Slot, cell: &Cell, run: &CellRun) -> Vec<Edit> {
    let count = slot.counted.unwrap_or(slot.number as i64);
    let outputs = outputs::of_run(&cell.source, run, count, &slot.style);
    let indent = indent_at(notebook, slot.outputs.start);
    let mut edits = vec![Edit {
        range: slot.outputs.clone(),
        text: slot.style.write(&Json::list(outputs), indent),
    }];
    if slot.counted.is_none() {
        edits.push(Edit {
            range: slot.count.clone(),
            text: count.to_string(),
        });
    }
    edits
}
