//! Changes to a file's text, as ranges of bytes: what is not named stays as it is.

use std::ops::Range;

use super::document::{Cell, Lesson};
use super::fences::{Fence, line_end};
use super::notebook;
use super::transcript::CellRun;

/// Puts `text` in the place of a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

/// The text with all edits made, whatever their order. Where they overlap all their bytes go, and the first one's text
/// is put there.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    crate::text::sort_by_key(&mut edits, |edit| (edit.range.start, edit.range.end));
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if let Some(before) = text.get(at..edit.range.start) {
            edited.push_str(before);
            edited.push_str(&edit.text);
        }
        at = at.max(edit.range.end);
    }
    edited.push_str(text.get(at..).unwrap_or(""));
    edited
}

/// Makes the file hold what a run of the cell showed: in the fence or the notebook's outputs that are there, else in new
/// ones. None where the format has no place for outputs.
pub fn record(lesson: &Lesson, cell: &Cell, run: &CellRun) -> Option<Vec<Edit>> {
    let text = &lesson.source.text;
    let old = cell
        .output
        .as_ref()
        .and_then(|output| output.fence.as_ref());
    match (&cell.slot, old, &cell.fence) {
        (Some(slot), _, _) => Some(notebook::record(text, slot, cell, run)),
        (_, Some(fence), _) => Some(replace_output(text, fence, &run.shown())),
        (_, _, Some(fence)) => Some(vec![insert_output(text, fence, &run.shown())]),
        _ => None,
    }
}

/// Gives examples of a `pycon` cell other outputs: each the lines of its record, and the text to put there.
pub fn record_examples(
    lesson: &Lesson,
    cell: &Cell,
    records: &[(Range<usize>, String)],
) -> Vec<Edit> {
    let Some(fence) = &cell.fence else {
        return Vec::new();
    };
    let text = match &cell.session {
        Some(session) => &session.text,
        None => &lesson.source.text,
    };
    let edits = records
        .iter()
        .map(|(at, content)| replace_lines(text, &fence.body, at, content, &fence.prefix(text)))
        .collect::<Vec<_>>();
    match &cell.session {
        Some(session) => vec![session.replaced(&lesson.source.text, &apply(text, &edits))],
        None => edits,
    }
}

/// Gives an `output` fence another content. Its marks grow where the content holds such marks itself.
fn replace_output(text: &str, fence: &Fence, content: &str) -> Vec<Edit> {
    let prefix = fence.prefix(text);
    let end = fence.line_end(text);
    let mut edits = vec![Edit {
        range: fence.body.clone(),
        text: lines(content, &prefix, end),
    }];
    let marks = text.get(fence.marks.clone()).unwrap_or("```");
    let mark = marks.chars().next().unwrap_or('`');
    let needed = longest_marks(content, mark) + 1;
    if needed > marks.len() {
        let longer = mark.to_string().repeat(needed);
        let closing = fence.body.end..fence.range.end;
        let old = text.get(closing.clone()).unwrap_or("");
        edits.push(Edit {
            range: fence.marks.clone(),
            text: longer.clone(),
        });
        edits.push(Edit {
            range: closing,
            text: old.replacen(marks, &longer, 1),
        });
    }
    edits
}

/// A new `output` fence below the fence of a cell.
fn insert_output(text: &str, cell: &Fence, content: &str) -> Edit {
    let prefix = cell.prefix(text);
    let end = cell.line_end(text);
    let marks = "`".repeat(3.max(longest_marks(content, '`') + 1));
    let block = format!("\n{marks}output\n{content}{marks}\n");
    let unfinished = !text.get(cell.range.clone()).unwrap_or("").ends_with('\n');
    Edit {
        range: cell.range.end..cell.range.end,
        text: if unfinished {
            end.to_string()
        } else {
            String::new()
        } + &lines(&block, &prefix, end),
    }
}

/// Gives a `pycon` example another output; `body` are the bytes of the fence's lines, `at` the lines to replace.
fn replace_lines(
    text: &str,
    body: &Range<usize>,
    at: &Range<usize>,
    content: &str,
    prefix: &str,
) -> Edit {
    let inside = text.get(body.clone()).unwrap_or("");
    let mut starts: Vec<usize> = inside
        .split_inclusive('\n')
        .scan(body.start, |at, line| {
            let start = *at;
            *at += line.len();
            Some(start)
        })
        .collect();
    starts.push(body.end);
    let place = |line: usize| starts.get(line).copied().unwrap_or(body.end);
    Edit {
        range: place(at.start)..place(at.end),
        text: lines(content, prefix, line_end(inside)),
    }
}

/// The content as lines of the file: with the blanks of the list around, and the file's own line ends.
fn lines(content: &str, prefix: &str, end: &str) -> String {
    content
        .lines()
        .map(|line| match line {
            "" => format!("{}{end}", prefix.trim_end()),
            _ => format!("{prefix}{line}{end}"),
        })
        .collect()
}

/// The longest run of marks that begins a line of the content.
fn longest_marks(content: &str, mark: char) -> usize {
    content
        .lines()
        .map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches(mark).len()
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::fences;

    fn replaced(text: &str, content: &str) -> String {
        let fence = fences::find(text, 0).pop().expect("a fence");
        apply(text, &replace_output(text, &fence, content))
    }

    #[test]
    fn an_output_is_written_in_the_style_of_its_place() {
        assert_eq!(
            replaced("```output\nold\n```\nafter", "new\n"),
            "```output\nnew\n```\nafter"
        );
        assert_eq!(
            replaced("```output\r\n```\r\n", "a\n\nb\n"),
            "```output\r\na\r\n\r\nb\r\n```\r\n"
        );
        assert_eq!(
            replaced("- x\n\n  ```output\n  1\n  ```\n", "2\n\n3\n"),
            "- x\n\n  ```output\n  2\n\n  3\n  ```\n"
        );
        assert_eq!(
            replaced("> ```output\n> 1\n> ```\n", "2\n\n3\n"),
            "> ```output\n> 2\n>\n> 3\n> ```\n"
        );
        assert_eq!(
            replaced("- ```output\n  1\n  ```\n", "2\n"),
            "- ```output\n  2\n  ```\n"
        );
    }

    #[test]
    fn the_marks_grow_where_the_content_needs_it() {
        assert_eq!(
            replaced("```output\n1\n```\n", "```\n"),
            "````output\n```\n````\n"
        );
        assert_eq!(
            replaced("~~~output\n1\n~~~", "```\n"),
            "~~~output\n```\n~~~"
        );
    }
}
