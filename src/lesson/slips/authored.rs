//! The slips that a lesson's author wrote down.

use std::ops::Range;

use super::Slip;
use crate::lesson::document::{BlockKind, Lesson};
use crate::text::Source;

const OPENING: &str = "<!-- slip=";
const CLOSING: &str = "-->";

/// The comments of a lesson that hold slips, as bytes of the file, each with the name of its exercise.
pub fn comments(lesson: &Lesson) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for block in lesson
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Prose)
    {
        let text = lesson.slice(block);
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
            found.push((block.range.start + start..block.range.start + at, name));
        }
    }
    found
}

/// The slips of an exercise: below the first line its remark, a blank line, and the code.
pub fn authored(lesson: &Lesson, exercise: &str) -> Vec<Slip> {
    let comments = comments(lesson).into_iter();
    comments
        .filter(|(_, name)| name == exercise)
        .filter_map(|(range, _)| read(lesson, range))
        .collect()
}

fn read(lesson: &Lesson, range: Range<usize>) -> Option<Slip> {
    let text = lesson
        .source
        .text
        .get(range.start..range.end - CLOSING.len())?;
    let body = text.find('\n')? + 1;
    let (remark, code) = text
        .get(body..)?
        .replace("\r\n", "\n")
        .split_once("\n\n")
        .map(|(remark, code)| (remark.to_string(), code.to_string()))?;
    let line = lesson.source.place((range.start + body) as u32).line + remark.lines().count() + 1;
    let words: Vec<&str> = remark.split_whitespace().collect();
    Some(Slip {
        code: Source::new(lesson.name(), code, line),
        remark: words.join(" "),
        line,
    })
}
