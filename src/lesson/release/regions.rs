//! What stands between nbgrader's marks, and what learners have in its place.

use std::ops::Range;

use crate::lesson::complaint::Complaint;
use crate::lesson::edit::Edit;
use crate::lesson::fences::line_end;
use crate::lesson::notebook::nbgrader::Region;
use crate::text::Source;

/// What a stretch of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    Code,
    Prose,
    /// Prose as the comments of a script.
    Comments,
}

/// The byte of a mark that no other one ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unended(usize);

impl Unended {
    /// The complaint, where the mark stands in the file itself.
    pub fn at(self, source: &Source) -> Complaint {
        self.told(source, self.0)
    }

    /// The complaint at another byte of the file.
    pub fn told(self, source: &Source, offset: usize) -> Complaint {
        let message = "a solution or a hidden test begins here and never ends";
        Complaint::at(source, offset, message)
            .help("end it in the same cell, with `### END SOLUTION` or `### END HIDDEN TESTS`")
    }
}

/// The edits that take nbgrader's regions out of a stretch of a file.
///
/// # Errors
/// A region has no end.
pub fn regions(text: &str, stretch: Range<usize>, kind: Text) -> Result<Vec<Edit>, Unended> {
    let mut edits = Vec::new();
    let mut open: Option<(Region, usize, &str)> = None;
    let mut at = stretch.start;
    for line in text.get(stretch).unwrap_or("").split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        if let (Some(region), None) = (Region::begun_by(line), &open) {
            open = Some((region, start, before_stub(line, kind)));
        }
        if let Some((region, begun, before)) = open.take_if(|(region, ..)| region.is_ended_by(line))
        {
            let line_end = line_end(line);
            let stub = region.stub(kind == Text::Code).iter();
            edits.push(Edit {
                range: begun..end,
                text: stub
                    .map(|line| format!("{before}{line}{line_end}"))
                    .collect(),
            });
        }
    }
    match open {
        Some((_, begun, _)) => Err(Unended(begun)),
        None => Ok(edits),
    }
}

/// What stands before a stub: the blanks before the mark, and in a script's prose the sign of a comment.
fn before_stub(line: &str, kind: Text) -> &str {
    let blanks = line.len() - line.trim_start().len();
    let comment = match kind {
        Text::Comments if line.trim_start().starts_with("# ") => "# ".len(),
        _ => 0,
    };
    line.get(..blanks + comment).unwrap_or("")
}
