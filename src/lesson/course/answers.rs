//! The files that learners write their answers into: a cell for each exercise, below the exercise's text.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use crate::lesson::document::{BlockKind, Exercise, Lesson, Role};
use crate::lesson::percent::{self, Part, PartKind};
use crate::lesson::{Front, markdown_options};

/// The names of the answer files, without folder and ending, one for each lesson.
///
/// A lesson's number makes the shortest name: `01`. Where two lessons have the same, their files' names do, and
/// where these are the same too, their paths.
pub fn stems(lessons: &[(&str, Option<&Front>)]) -> Vec<String> {
    let short: Vec<String> = lessons
        .iter()
        .map(|(path, front)| number(path, *front).unwrap_or_else(|| stem(path).to_string()))
        .collect();
    let middle: Vec<String> = lessons
        .iter()
        .map(|(path, _)| stem(path).to_string())
        .collect();
    let long: Vec<String> = lessons.iter().map(|(path, _)| flat(path)).collect();
    let alone = |names: &[String], at: usize| {
        let name = names.get(at)?;
        (names.iter().filter(|other| *other == name).count() == 1).then(|| name.clone())
    };
    (0..lessons.len())
        .map(|at| {
            alone(&short, at)
                .or_else(|| alone(&middle, at))
                .unwrap_or_else(|| long.get(at).cloned().unwrap_or_default())
        })
        .collect()
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The number that a lesson says it has, or that its file's name begins with, in at least two digits.
fn number(path: &str, front: Option<&Front>) -> Option<String> {
    let said = front.and_then(|front| front.get("lesson"));
    let said = said.and_then(|said| said.trim().parse::<u32>().ok());
    let stem = stem(path);
    let digits = stem.len() - stem.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let named = || stem.get(..digits)?.parse::<u32>().ok();
    Some(format!("{:02}", said.or_else(named)?))
}

/// A path as one word.
fn flat(path: &str) -> String {
    let parts = path
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("-")
}

/// What a learner begins with: a cell for each exercise.
pub fn starter_file(lesson: &Lesson) -> String {
    let title = lesson.title();
    let mut text = format!(
        "# %% [markdown]\n# Answers to the exercises of \"{title}\", {}.\n# `ndbook learn` checks them whenever this file is saved.\n",
        lesson.name()
    );
    for (number, exercise) in lesson.exercises.iter().enumerate() {
        text.push('\n');
        text.push_str(&exercise_cells(lesson, number, exercise));
    }
    text
}

/// The exercise's text as comments, and the cell to fill in.
fn exercise_cells(lesson: &Lesson, number: usize, exercise: &Exercise) -> String {
    let mut text = String::new();
    let asked = asked(lesson, number);
    if !asked.is_empty() {
        text.push_str("# %% [markdown]\n");
        for line in asked.lines() {
            text.push_str(format!("# {line}").trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    let quote = match exercise
        .name
        .contains(|c: char| c == ',' || c.is_whitespace())
    {
        false => "",
        true if exercise.name.contains('"') => "'",
        true => "\"",
    };
    text.push_str(&format!("# %% exercise={quote}{}{quote}\n", exercise.name));
    text + &starter(lesson, exercise)
}

/// The starter's code, ending in a line end.
fn starter(lesson: &Lesson, exercise: &Exercise) -> String {
    let code = lesson.cells.get(exercise.starter);
    let code = code.map_or("", |cell| cell.source.text.trim_matches('\n'));
    format!("{}\n", code.trim_end())
}

/// What the lesson says before the starter, from the heading on that stands above it.
fn asked(lesson: &Lesson, number: usize) -> String {
    let is_starter = |kind: BlockKind| match kind {
        BlockKind::Cell(cell) => lesson.cells.get(cell).map(|cell| cell.role),
        _ => None,
    };
    let here = lesson
        .blocks
        .iter()
        .position(|block| is_starter(block.kind) == Some(Role::Starter(number)));
    let mut found = Vec::new();
    for block in lesson.blocks.iter().take(here.unwrap_or(0)).rev() {
        if let Some(Role::Starter(_)) = is_starter(block.kind) {
            break;
        }
        if block.kind == BlockKind::Prose {
            let prose = lesson.prose(block);
            let heading = last_heading(prose);
            found.push(
                prose
                    .get(heading.unwrap_or(0)..)
                    .unwrap_or("")
                    .trim()
                    .to_string(),
            );
            if heading.is_some() {
                break;
            }
        }
    }
    found.retain(|prose| !prose.is_empty());
    found.reverse();
    found.join("\n\n")
}

fn last_heading(prose: &str) -> Option<usize> {
    Parser::new_ext(prose, markdown_options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })))
        .map(|(_, range)| range.start)
        .last()
}

fn exercise_of(part: &Part) -> Option<&str> {
    let word = part.words.iter().find(|word| word.name == "exercise")?;
    word.value
        .as_deref()
        .filter(|_| part.kind == PartKind::Code)
}

/// An answer file with cells for the exercises that it does not have yet; none where it lacks nothing.
pub fn completed(lesson: &Lesson, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some(starter_file(lesson));
    }
    let parts = percent::parts(text);
    let there: BTreeSet<&str> = parts.iter().filter_map(exercise_of).collect();
    // A file that names no exercise is an answer as a whole, or a matter for its author.
    if there.is_empty() {
        return None;
    }
    let mut whole = text.to_string();
    for (number, exercise) in lesson.exercises.iter().enumerate() {
        if there.contains(exercise.name.as_str()) {
            continue;
        }
        if !whole.ends_with('\n') {
            whole.push('\n');
        }
        whole.push('\n');
        whole.push_str(&exercise_cells(lesson, number, exercise));
    }
    (whole != text).then(|| with_line_ends_of(text, &whole))
}

/// An answer file with the cells of one exercise as they were at the beginning, and all else untouched.
pub fn reset(lesson: &Lesson, number: usize, text: &str) -> String {
    let Some(exercise) = lesson.exercises.get(number) else {
        return text.to_string();
    };
    let parts = percent::parts(text);
    let own = |part: &Part| exercise_of(part) == Some(exercise.name.as_str());
    let named = parts.iter().any(|part| exercise_of(part).is_some());
    if !named {
        return starter_file(lesson);
    }
    if !parts.iter().any(own) {
        return completed(lesson, text).unwrap_or_else(|| text.to_string());
    }
    let mut whole = String::new();
    let mut written = false;
    for part in &parts {
        let slice = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
        if !own(part) {
            whole.push_str(slice(part.header.start..part.body.end));
        } else if !std::mem::replace(&mut written, true) {
            whole.push_str(slice(part.header.clone()));
            if !whole.ends_with('\n') {
                whole.push('\n');
            }
            whole.push_str(&starter(lesson, exercise));
            if part.body.end < text.len() {
                whole.push('\n');
            }
        }
    }
    with_line_ends_of(text, &whole)
}

/// `whole` with the line ends that `text` has.
fn with_line_ends_of(text: &str, whole: &str) -> String {
    let unix = whole.replace("\r\n", "\n");
    match text.contains("\r\n") {
        true => unix.replace('\n', "\r\n"),
        false => unix,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = "---\ntitle: Sums\n---\n\n# Sums\n\nIntro.\n\n## Exercise: one\n\nPut 1 into `a`.\n\n```python exercise=one\na = ...\n```\n\n```python solution=one\na = 1\n```\n\n## Exercise: two\n\nPut 2\ninto `b`.\n\n```python exercise=\"no two\"\nb = ...\n```\n\n```python solution=\"no two\"\nb = 2\n```\n";

    fn lesson() -> Lesson {
        crate::lesson::read("lessons/07-sums.md", LESSON).expect("a lesson")
    }

    #[test]
    fn a_starter_file_is_no_attempt() {
        let text = starter_file(&lesson());
        insta::assert_snapshot!(text, @r#"
        # %% [markdown]
        # Answers to the exercises of "Sums", lessons/07-sums.md.
        # `ndbook learn` checks them whenever this file is saved.

        # %% [markdown]
        # ## Exercise: one
        #
        # Put 1 into `a`.

        # %% exercise=one
        a = ...

        # %% [markdown]
        # ## Exercise: two
        #
        # Put 2
        # into `b`.

        # %% exercise="no two"
        b = ...
        "#);
        let answer = crate::lesson::read_answer(&lesson(), "07.py", &text).expect("an answer");
        assert!(answer.parts.iter().all(Vec::is_empty));
    }

    #[test]
    fn resetting_one_exercise_leaves_the_others() {
        let text = "x = 1\r\n# %% exercise=one\r\na = 5\r\n\r\n# %% exercise=\"no two\"\r\nb = 3\r\n# %% exercise=one\r\na = 6\r\n";
        assert_eq!(
            reset(&lesson(), 0, text),
            "x = 1\r\n# %% exercise=one\r\na = ...\r\n\r\n# %% exercise=\"no two\"\r\nb = 3\r\n"
        );
        assert_eq!(reset(&lesson(), 0, "a = 5\n"), starter_file(&lesson()));
    }

    #[test]
    fn what_is_missing_is_added_at_the_end() {
        let text = "# %% exercise=one\na = 1";
        let whole = completed(&lesson(), text).expect("one is missing");
        assert!(whole.starts_with("# %% exercise=one\na = 1\n\n# %% [markdown]\n"));
        assert!(whole.ends_with("# %% exercise=\"no two\"\nb = ...\n"));
        assert_eq!(completed(&lesson(), &whole), None);
        assert_eq!(completed(&lesson(), "a = 1\n"), None);
        assert_eq!(completed(&lesson(), " \n"), Some(starter_file(&lesson())));
    }

    #[test]
    fn names_are_as_short_as_they_may_be() {
        let front = Front::read("---\nlesson: 3\n---\n");
        let names = stems(&[
            ("lessons/01-arrays.md", None),
            ("lessons/more.md", Some(&front)),
            ("lessons/02-a.md", None),
            ("lessons/02-b.md", None),
            ("a/intro.md", None),
            ("b/intro.md", None),
        ]);
        assert_eq!(
            names,
            ["01", "03", "02-a", "02-b", "a-intro.md", "b-intro.md"]
        );
    }
}
