//! The learner's copy of a lesson: without solutions, hidden checks and what else gives them away. Starters, hints and
//! the checks that learners may see stay, and so does every other byte.

mod notebook;
mod regions;

use std::ops::Range;

use self::regions::{Text, regions};
pub use notebook::prose;

use super::complaint::Complaint;
use super::convert::convert;
use super::document::{BlockKind, Format, Lesson, Role};
use super::edit::{Edit, apply};
use super::reader::read;
use super::slips;

/// The text of the learner's copy.
///
/// # Errors
/// The file is no lesson with exercises, or has a mark that nothing ends: nobody can tell what learners may have.
pub fn release(lesson: &Lesson) -> Result<String, Complaint> {
    match lesson.format {
        Format::Markdown | Format::Percent => {}
        Format::Notebook => return notebook::release(lesson),
        _ => {
            let message = "a script or a transcript is no lesson with exercises";
            let help = "write the exercises as a lesson: see `lessons/README.md`";
            return Err(Complaint::file(lesson.name(), message).help(help));
        }
    }
    let text = &lesson.source.text;
    let mut edits = Vec::new();
    let mut opened = None;
    for block in &lesson.blocks {
        let range = block.range.clone();
        let kind = match block.kind {
            kind if is_removed(lesson, kind) => {
                edits.push(removal(text, range));
                continue;
            }
            // It shows what was taken out.
            BlockKind::Output(cell) if opened == Some(cell) => {
                edits.push(removal(text, range));
                continue;
            }
            BlockKind::Cell(_) => Text::Code,
            _ if lesson.format == Format::Percent => Text::Comments,
            _ => Text::Prose,
        };
        let found = regions(text, range, kind).map_err(|unended| unended.at(&lesson.source))?;
        if let (BlockKind::Cell(cell), false) = (block.kind, found.is_empty()) {
            opened = Some(cell);
        }
        edits.extend(found);
    }
    let slips = slips::comments(lesson).into_iter();
    edits.extend(slips.map(|range| removal(text, whole_lines(text, range))));
    // Such words stand on a cell's own line.
    let tells = |line: &str| {
        line.contains("metadata") && (line.contains("\"nbgrader\"") || line.contains("\"layout\""))
    };
    match text.lines().any(tells) {
        true => as_notebook(lesson),
        false => Ok(apply(text, &edits)),
    }
}

/// The copy of a text that keeps what a notebook said of its cells: made there, where it means something.
fn as_notebook(lesson: &Lesson) -> Result<String, Complaint> {
    let to = |text: &str, from, to| convert(lesson.name(), text, from, to);
    let text = &lesson.source.text;
    let released = to(text, lesson.format, Format::Notebook).and_then(|notebook| {
        let notebook = read("copy.ipynb", &notebook.text)?;
        let copy = notebook::release(&notebook).map_err(|complaint| vec![complaint])?;
        to(&copy, Format::Notebook, lesson.format)
    });
    released.map(|copy| copy.text).map_err(|complaints| {
        let none = || Complaint::file(lesson.name(), "the copy cannot be made");
        complaints.into_iter().next().unwrap_or_else(none)
    })
}

/// A text without the comments that hold slips.
fn without_slips(text: &str) -> String {
    let comments = slips::comments_in(text).into_iter();
    let edits: Vec<Edit> = comments
        .map(|(range, _)| removal(text, whole_lines(text, range)))
        .collect();
    apply(text, &edits)
}

/// Solutions, hidden checks, and the outputs of both.
fn is_removed(lesson: &Lesson, kind: BlockKind) -> bool {
    let (BlockKind::Cell(index) | BlockKind::Output(index)) = kind else {
        return false;
    };
    lesson.cells.get(index).is_some_and(|cell| {
        matches!(
            cell.role,
            Role::Solution(_) | Role::Check { hidden: true, .. }
        )
    })
}

/// Takes out a block, and one of the empty lines around it where it leaves two.
fn removal(text: &str, range: Range<usize>) -> Edit {
    let before = text.get(..range.start).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    let empty_before = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n");
    let next = after.split_inclusive('\n').next().unwrap_or("");
    let more = match empty_before && next.trim().is_empty() {
        true => next.len(),
        false => 0,
    };
    Edit {
        range: range.start..range.end + more,
        text: String::new(),
    }
}

/// The lines that a range of bytes stands on.
fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let alone = before.get(start..).unwrap_or("").trim().is_empty();
    let rest = text.get(range.end..).unwrap_or("");
    let tail = rest.split_inclusive('\n').next().unwrap_or("");
    match alone && tail.trim().is_empty() {
        true => start..range.end + tail.len(),
        false => range,
    }
}

#[cfg(test)]
mod tests {
    use super::release;
    use crate::lesson::read;

    #[test]
    fn solutions_and_hidden_checks_go_and_all_else_stays() {
        let lesson = "# T\n\n```python exercise=e\nx = ...\n```\n\n<!-- slip=e\nNo.\n\nx = 2\n-->\n\n```python solution=e\nx = 1\n```\n\n```output\nsecret\n```\n\n```python check=e\nassert x\n### BEGIN HIDDEN TESTS\nassert x == 1\n### END HIDDEN TESTS\n```\n\n```python check=e hidden\nassert x == 1\n```\n\nEnd.\n";
        let lesson = read("l.md", lesson).expect("a lesson");
        let released = release(&lesson).expect("a copy");
        assert_eq!(
            released,
            "# T\n\n```python exercise=e\nx = ...\n```\n\n```python check=e\nassert x\n```\n\nEnd.\n"
        );
        assert!(read("l.md", &released).is_ok());
    }

    #[test]
    fn marked_prose_goes_and_a_mark_without_an_end_is_told() {
        let lesson = |text: &str| read("l.py", text).expect("a lesson");
        let text = "# %% [markdown]\n# Why?\n# ### BEGIN SOLUTION\n# secret\n# ### END SOLUTION\n\n# %% [raw]\n# === BEGIN MARK SCHEME ===\n# secret\n# === END MARK SCHEME ===\n";
        assert_eq!(
            release(&lesson(text)).expect("a copy"),
            "# %% [markdown]\n# Why?\n# YOUR ANSWER HERE\n\n# %% [raw]\n"
        );
        let complaint = release(&lesson("# %%\nx = 1\n### BEGIN SOLUTION\nx = 2\n"));
        let complaint = complaint.expect_err("no copy");
        assert_eq!((complaint.line, complaint.column), (3, 1));
    }

    #[test]
    fn a_lesson_that_only_speaks_of_layouts_keeps_its_bytes() {
        let kept = "# %%\nd = {\"layout\": 1, \"nbgrader\": 2}\n# %% exercise=e\nx = ...\n";
        let check = "# %% check=e\nassert x == 1\n\n\n";
        let lesson = format!("{kept}# %% solution=e\nx = 1\n{check}");
        let released = release(&read("l.py", &lesson).expect("a lesson"));
        assert_eq!(released.expect("a copy"), format!("{kept}{check}"));
    }

    #[test]
    fn a_solution_inside_of_a_starter_becomes_a_stub() {
        let lesson = "```python exercise=e\r\ndef f(x):\r\n    ### BEGIN SOLUTION\r\n    return x\r\n    ### END SOLUTION\r\n```\r\n";
        let lesson = read("l.md", lesson).expect("a lesson");
        assert_eq!(
            release(&lesson).expect("a copy"),
            "```python exercise=e\r\ndef f(x):\r\n    # YOUR CODE HERE\r\n    raise NotImplementedError()\r\n```\r\n"
        );
    }
}
