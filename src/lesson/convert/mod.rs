//! From one form of a lesson to another: Markdown, plain or MyST's, notebook, percent script.
//!
//! All go through a [`Document`], which is what a notebook holds: cells of code, Markdown and raw text, with metadata and
//! outputs. Each form is read into one and written from one, and what one form says and another has no words for stands
//! in the metadata, so that it is there on the way back:
//!
//! - A cell's attributes are members of `metadata.ndbook` and Jupyter's tags; on a fence or a `# %%` line they are words,
//!   and the metadata that ndbook has no word for is `metadata='{…}'` there.
//! - How something is written, where that is not how ndbook would write it, stands in `metadata.ndbook.layout`. It counts
//!   only as long as it says the same as the cell: an edit in between wins.
//! - A cell's id follows from its place and text ([`ids`]); one that does not is kept as a word.
//!
//! So a lesson comes back from a notebook byte for byte. What gets lost (outputs in a percent script, pictures in
//! Markdown) is told in notes.

mod document;
mod front;
mod ids;
mod markdown;
mod markdown_writer;
mod myst_head;
mod notebook;
mod percent;
mod shown;
mod words;

use self::document::{Document, DocumentCell};
use self::markdown_writer::Dialect;
use super::complaint::Complaint;
use super::document::Format;
use crate::eval::on_large_stack;

/// A lesson in another form.
#[derive(Clone, Debug)]
pub struct Converted {
    pub text: String,
    /// What the new form has no place for.
    pub notes: Vec<String>,
}

/// The forms that a lesson is converted from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonForm {
    Markdown,
    /// Markdown with the `{code-cell}` fences of MyST.
    Myst,
    Notebook,
    Percent,
}

impl From<Format> for LessonForm {
    fn from(format: Format) -> LessonForm {
        match format {
            Format::Markdown => LessonForm::Markdown,
            Format::Notebook => LessonForm::Notebook,
            Format::Percent | Format::Script => LessonForm::Percent,
        }
    }
}

/// Converts a lesson; the name is what complaints call it.
///
/// # Errors
/// All that keeps the lesson from being read.
pub fn convert(
    name: &str,
    text: &str,
    from: impl Into<LessonForm>,
    to: impl Into<LessonForm>,
) -> Result<Converted, Vec<Complaint>> {
    converted(name, text, from.into(), to.into())
}

fn converted(
    name: &str,
    text: &str,
    from: LessonForm,
    to: LessonForm,
) -> Result<Converted, Vec<Complaint>> {
    // Code is read to tell what it prints from what it shows: deep code needs a deep stack.
    on_large_stack(|| {
        let document = read(name, text, from)?;
        let mut notes = Vec::new();
        let text = match to {
            LessonForm::Markdown => markdown_writer::write(&document, Dialect::Plain, &mut notes),
            LessonForm::Myst => markdown_writer::write(&document, Dialect::Myst, &mut notes),
            LessonForm::Notebook => notebook::write(&document),
            LessonForm::Percent => percent::write(&document, &mut notes),
        };
        notes.extend(changed(&document, read(name, &text, to)));
        Ok(Converted { text, notes })
    })
}

fn read(name: &str, text: &str, form: LessonForm) -> Result<Document, Vec<Complaint>> {
    match form {
        LessonForm::Markdown => markdown::read(name, text, Dialect::Plain),
        LessonForm::Myst => markdown::read(name, text, Dialect::Myst),
        LessonForm::Notebook => notebook::read(name, text),
        LessonForm::Percent => Ok(percent::read(text)),
    }
}

/// A note about the first cell that does not come back from the new form as it was.
fn changed(document: &Document, again: Result<Document, Vec<Complaint>>) -> Option<String> {
    let again = match again {
        Ok(again) => again,
        Err(complaints) => {
            let first = complaints.first()?;
            return Some(format!(
                "line {} cannot be read again: {}",
                first.line, first.message
            ));
        }
    };
    let pairs = document.cells.iter().zip(&again.cells);
    // A script has blank lines between its cells and none at their ends.
    let text = |cell: &DocumentCell| cell.source.trim_end().to_string();
    let same = pairs.take_while(|(old, new)| old.kind == new.kind && text(old) == text(new));
    let number = same.count();
    let all = document.cells.len().max(again.cells.len());
    (number < all).then(|| {
        format!(
            "cell {} is read as something else in the new form",
            number + 1
        )
    })
}
