//! The slips that a lesson's author wrote down.

use std::ops::Range;

use super::Slip;
use crate::lesson::document::{Block, BlockKind, Lesson};
use crate::text::Source;

const OPENING: &str = "<!-- slip=";
const CLOSING: &str = "-->";

/// The comments of a lesson that hold slips, as bytes of the file.
pub fn comments(lesson: &Lesson) -> Vec<Range<usize>> {
    let blocks = lesson.blocks.iter();
    let prose = blocks.filter(|block| block.kind == BlockKind::Prose);
    prose
        .flat_map(|block| {
            let start = block.range.start;
            let found = comments_in(lesson.slice(block)).into_iter();
            found.map(move |(range, _)| start + range.start..start + range.end)
        })
        .collect()
}

/// The comments of a text that hold slips, each with the name of its exercise.
pub fn comments_in(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(OPENING)) {
        let start = at + start;
        let Some(length) = text.get(start..).and_then(|rest| rest.find(CLOSING)) else {
            break;
        };
        at = start + length + CLOSING.len();
        let name = text
            .get(start + OPENING.len()..at - CLOSING.len())
            .unwrap_or("");
        let name = name.lines().next().unwrap_or("").trim();
        let name = name.trim_matches(['"', '\'']).to_string();
        found.push((start..at, name));
    }
    found
}

/// The slips of an exercise: below the first line its remark, a blank line, and the code.
pub fn authored(lesson: &Lesson, exercise: &str) -> Vec<Slip> {
    let blocks = lesson.blocks.iter();
    let prose = blocks.filter(|block| block.kind == BlockKind::Prose);
    prose
        .flat_map(|block| {
            let text = block.prose.as_deref();
            let text = text.unwrap_or_else(|| lesson.slice(block));
            let found = comments_in(text).into_iter();
            found
                .filter(|(_, name)| name == exercise)
                .filter_map(|(range, _)| read(lesson, block, text, range))
                .collect::<Vec<Slip>>()
        })
        .collect()
}

fn read(lesson: &Lesson, block: &Block, text: &str, range: Range<usize>) -> Option<Slip> {
    let comment = text.get(range.start..range.end - CLOSING.len())?;
    let body = comment.find('\n')? + 1;
    let (remark, code) = comment
        .get(body..)?
        .replace("\r\n", "\n")
        .split_once("\n\n")
        .map(|(remark, code)| (remark.to_string(), code.to_string()))?;
    // Prose that the file holds in another form has no lines of its own there.
    let place = match block.prose {
        None => block.range.start + range.start + body,
        Some(_) => block.range.start,
    };
    let line = lesson.source.place(place as u32).line + remark.lines().count() + 1;
    let words: Vec<&str> = remark.split_whitespace().collect();
    Some(Slip {
        code: Source::new(lesson.name(), code, line),
        remark: words.join(" "),
        line,
    })
}
