//! Cells of nbgrader assignments, which hold several of ndbook's in one.
//!
//! A cell with `solution` is a starter and a solution: the learner's copy has a stub in the place of what stands
//! between `### BEGIN SOLUTION` and `### END SOLUTION`, or of the whole cell. A cell with `grade` is a check of the
//! solution above; what stands between `### BEGIN HIDDEN TESTS` and `### END HIDDEN TESTS` is a hidden one. A cell with
//! both is graded by hand and is a cell like any other, and so is one that is only locked; what such cells say between
//! marks is not for learners all the same ([`Region`]).

use super::json::Json;
use super::structure::NotebookCell;
use crate::lesson::attributes::Attribute;

/// A part of a notebook cell that is a cell of its own to ndbook.
#[derive(Clone, Debug)]
pub struct Part {
    pub words: Vec<Attribute>,
    pub code: String,
    /// How many lines of the notebook cell stand before it.
    pub line: usize,
    /// What the notebook stores is what this part shows.
    pub recorded: bool,
}

const STUB: [&str; 2] = ["# YOUR CODE HERE", "raise NotImplementedError()"];

/// What stands in the place of a written answer.
pub const TEXT_STUB: &str = "YOUR ANSWER HERE";

/// A stretch of a cell, between a line with `BEGIN` and its name and one with `END`, that learners do not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    Solution,
    HiddenTests,
    /// How a person marks a task.
    MarkScheme,
}

impl Region {
    fn name(self) -> &'static str {
        match self {
            Region::Solution => "SOLUTION",
            Region::HiddenTests => "HIDDEN TESTS",
            Region::MarkScheme => "MARK SCHEME",
        }
    }

    /// The region that a line begins.
    pub fn begun_by(line: &str) -> Option<Region> {
        let all = [Region::Solution, Region::HiddenTests, Region::MarkScheme];
        all.into_iter()
            .find(|region| is_mark(line, "BEGIN", region.name()))
    }

    pub fn is_ended_by(self, line: &str) -> bool {
        is_mark(line, "END", self.name())
    }

    /// The lines that learners have in its place.
    pub fn stub(self, is_code: bool) -> &'static [&'static str] {
        match (self, is_code) {
            (Region::Solution, true) => &STUB,
            (Region::Solution, false) => &[TEXT_STUB],
            _ => &[],
        }
    }
}

/// Whether a line is the mark. nbgrader looks for its words alone, so that each comment or heading is good for it; a
/// text that only speaks of the mark is none.
fn is_mark(line: &str, verb: &str, name: &str) -> bool {
    let at = line.match_indices(verb).find(|(at, _)| {
        let rest = line.get(at + verb.len()..).unwrap_or("");
        rest.strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(name))
    });
    at.and_then(|(at, _)| line.get(..at)).is_some_and(|before| {
        let is_quoted = before.contains(['`', '"', '\'']);
        let is_alone = !before.contains(char::is_alphanumeric);
        !is_quoted && (is_alone || before.trim_end().ends_with('#'))
    })
}

/// What nbgrader says of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// The learner writes it.
    Solution,
    /// It tests what the learner wrote above.
    Tests,
    /// A person reads and marks it.
    Manual,
    None,
}

pub fn duty(cell: &Json) -> Duty {
    let flag = |key: &str| said(cell, key).and_then(Json::as_bool) == Some(true);
    match (flag("solution"), flag("grade")) {
        (true, false) => Duty::Solution,
        (false, true) => Duty::Tests,
        (true, true) => Duty::Manual,
        (false, false) => Duty::None,
    }
}

/// The name of an exercise: nbgrader's for its cell, else the cell's number.
pub fn name(cell: &NotebookCell) -> String {
    let id = said(cell.json, "grade_id").and_then(Json::as_text);
    id.map_or_else(|| format!("cell-{}", cell.number), str::to_string)
}

fn said<'a>(cell: &'a Json, key: &str) -> Option<&'a Json> {
    cell.get("metadata")?.get("nbgrader")?.get(key)
}

fn word(name: &str, value: Option<String>, cell: &NotebookCell) -> Attribute {
    let place = cell.json.range.start;
    Attribute {
        name: name.to_string(),
        value,
        range: place..place,
    }
}

/// The starter of a cell that the learner writes, and its solution where the cell holds one. `words` are what else its
/// metadata says; `tested`: cells with points follow.
pub fn exercise(cell: &NotebookCell, words: &[Attribute], tested: bool) -> Vec<Part> {
    let name = name(cell);
    let mut parts = Vec::new();
    let mut own = vec![word("exercise", Some(name.clone()), cell)];
    if !tested {
        own.push(word("points", Some("0".to_string()), cell));
    }
    own.extend(words.iter().cloned());
    let starter = starter(&cell.source);
    parts.push(Part {
        words: own,
        code: starter.clone().unwrap_or_else(|| cell.source.clone()),
        line: 0,
        recorded: starter.is_none(),
    });
    if starter.is_some() {
        let mut own = vec![word("solution", Some(name), cell)];
        own.extend(words.iter().cloned());
        parts.push(Part {
            words: own,
            code: cell.source.clone(),
            line: 0,
            recorded: true,
        });
    }
    parts
}

/// The learner's copy of an author's cell, as nbgrader makes it; none where the cell is a learner's copy already.
pub fn starter(code: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    let mut found = false;
    for line in code.lines() {
        match line {
            _ if Region::begun_by(line) == Some(Region::Solution) => {
                (inside, found) = (true, true);
                let indent = line
                    .get(..line.len() - line.trim_start().len())
                    .unwrap_or("");
                lines.extend(STUB.map(|stub| format!("{indent}{stub}")));
            }
            _ if Region::Solution.is_ended_by(line) => inside = false,
            _ if !inside => lines.push(line.to_string()),
            _ => {}
        }
    }
    if found {
        return Some(lines.join("\n"));
    }
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with('#');
    // Further up the error may belong to the solution: a class leaves methods to the classes derived from it.
    let ends_unsolved = |line: &str| line.trim().starts_with(STUB[1].trim_end_matches("()"));
    let last = code.lines().rfind(is_code);
    let unsolved = code.contains(STUB[0]) || last.is_none_or(ends_unsolved);
    (!unsolved).then(|| STUB.join("\n"))
}

/// The checks that a cell with tests is, of the exercise of that name.
pub fn checks(cell: &NotebookCell, words: &[Attribute], exercise: &str) -> Vec<Part> {
    let pieces = pieces(&cell.source);
    let weights: Vec<usize> = pieces.iter().map(|piece| asserts(&piece.code)).collect();
    let all: usize = weights.iter().sum();
    let points = said(cell.json, "points").and_then(Json::as_number);
    let single = pieces.len() == 1;
    let parts = pieces.into_iter().zip(weights);
    parts
        .map(|(piece, weight)| {
            let mut own = vec![word("check", Some(exercise.to_string()), cell)];
            if piece.hidden {
                own.push(word("hidden", None, cell));
            }
            if let Some(points) = points {
                let share = points * weight as f64 / all.max(1) as f64;
                own.push(word("points", Some(share.to_string()), cell));
            }
            own.extend(words.iter().cloned());
            Part {
                words: own,
                code: piece.code,
                line: piece.line,
                recorded: single,
            }
        })
        .collect()
}

struct Piece {
    code: String,
    line: usize,
    hidden: bool,
}

/// The visible and the hidden stretches of a cell with tests. Where a hidden one stands inside of a block, none of them
/// could run alone: then the whole cell is hidden.
fn pieces(code: &str) -> Vec<Piece> {
    let begins = |line: &str| Region::begun_by(line) == Some(Region::HiddenTests);
    let whole = |hidden| {
        vec![Piece {
            code: code.to_string(),
            line: 0,
            hidden,
        }]
    };
    if !code.lines().any(begins) {
        return whole(false);
    }
    if code
        .lines()
        .any(|line| begins(line) && line.starts_with([' ', '\t']))
    {
        return whole(true);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut hidden = false;
    for (number, line) in code.lines().enumerate() {
        hidden |= begins(line);
        match pieces.last_mut().filter(|piece| piece.hidden == hidden) {
            Some(piece) => piece.code.push_str(&format!("{line}\n")),
            None => pieces.push(Piece {
                code: format!("{line}\n"),
                line: number,
                hidden,
            }),
        }
        hidden &= !Region::HiddenTests.is_ended_by(line);
    }
    pieces.retain(|piece| !piece.code.trim().is_empty());
    pieces
}

/// How many asserts a piece has, at least one: it also tests that it can run.
fn asserts(code: &str) -> usize {
    let is_assert = |line: &&str| line.trim_start().starts_with("assert");
    code.lines().filter(is_assert).count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learners_copy_has_a_stub() {
        let code = "def f(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n";
        let copy = "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()";
        assert_eq!(starter(code).as_deref(), Some(copy));
        assert_eq!(starter(copy), None);
        assert_eq!(starter("# a comment\n"), None);
        let stub = Some("# YOUR CODE HERE\nraise NotImplementedError()");
        assert_eq!(starter("x = 2").as_deref(), stub);
        let base = "class A:\n    def f(self):\n        raise NotImplementedError()\nx = A()";
        assert_eq!(starter(base).as_deref(), stub);
    }

    #[test]
    fn marks_are_comments_and_headings() {
        for line in [
            "### BEGIN SOLUTION",
            "    ###BEGIN SOLUTION\n",
            "# BEGIN SOLUTION",
            "<!-- BEGIN SOLUTION -->",
            "x = 1  # BEGIN SOLUTION",
        ] {
            assert_eq!(Region::begun_by(line), Some(Region::Solution), "{line}");
        }
        assert!(Region::MarkScheme.is_ended_by("=== END MARK SCHEME ==="));
        for line in [
            "what follows `### BEGIN SOLUTION`",
            "We BEGIN SOLUTION 2",
            "### END SOLUTION",
        ] {
            assert_eq!(Region::begun_by(line), None, "{line}");
        }
    }

    #[test]
    fn hidden_tests_are_taken_apart_where_they_can_run_alone() {
        let hidden = |code: &str| -> Vec<(usize, bool)> {
            pieces(code)
                .iter()
                .map(|piece| (piece.line, piece.hidden))
                .collect()
        };
        let code = "assert a\n### BEGIN HIDDEN TESTS\nassert b\n### END HIDDEN TESTS\nassert c\n";
        assert_eq!(hidden(code), [(0, false), (1, true), (4, false)]);
        assert_eq!(hidden("assert a\n"), [(0, false)]);
        assert_eq!(
            hidden("if a:\n    ### BEGIN HIDDEN TESTS\n    assert b\n"),
            [(0, true)]
        );
    }
}
