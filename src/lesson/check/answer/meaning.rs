//! What code says, apart from how it is written: an answer that says no more than the starter is none.

use crate::lesson::document::{Exercise, Lesson};
use crate::syntax::token_texts;

/// What a learner begins with.
pub struct Starter<'a> {
    words: Vec<&'a str>,
    /// It is the solution already: then nobody has to change it.
    solved: bool,
}

impl<'a> Starter<'a> {
    pub fn of(lesson: &'a Lesson, exercise: &Exercise) -> Starter<'a> {
        let code = |cell: usize| lesson.cells.get(cell).map_or("", |cell| &cell.source.text);
        let words = meaning(code(exercise.starter));
        let solution = exercise.solution.map(|solution| meaning(code(solution)));
        Starter {
            solved: solution.is_some_and(|solution| solution == words),
            words,
        }
    }

    /// Whether code says anything else than the starter, and anything at all.
    pub fn is_answered_by(&self, code: &str) -> bool {
        let words = meaning(code);
        match words == self.words {
            true => self.solved,
            false => !words.is_empty(),
        }
    }

    /// Whether code is the starter, and ends with the error that a stub raises.
    pub fn is_stub(&self, code: &str) -> bool {
        let last = code.lines().rfind(|line| !line.trim().is_empty());
        last.is_some_and(|line| line.starts_with("raise NotImplementedError"))
            && meaning(code) == self.words
    }

    /// Whether the starter stands in the code, as it was.
    pub fn stands_in(&self, code: &str) -> bool {
        let words = meaning(code);
        !self.words.is_empty()
            && words
                .windows(self.words.len())
                .any(|window| window == self.words)
    }
}

/// The words of code, without comments, blanks, and statements that do nothing: `pass` and `...`.
fn meaning(code: &str) -> Vec<&str> {
    let Some(words) = token_texts(code) else {
        return vec![code.trim()];
    };
    let mut said = Vec::new();
    for line in words.split_inclusive(|word| *word == "\n") {
        let blocks = line.iter().take_while(|word| matches!(**word, "\t" | "\r"));
        let (blocks, statement) = line.split_at(blocks.count());
        said.extend(blocks);
        if !matches!(statement, ["pass" | "...", "\n"]) {
            said.extend(statement);
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_blanks_and_pass_say_nothing() {
        let starter = "def f(x):\n    ...  # the mean\n\nm = ...\n";
        let same = "# mine\ndef f( x ):\n  # nothing yet\n  pass\nm=...   # ?\npass\n";
        assert_eq!(meaning(starter), meaning(same));
        assert_ne!(meaning(starter), meaning("def f(x):\n    ...\nm = 1\n"));
        assert_ne!(meaning("x = '#'"), meaning("x = '# '"));
        assert!(meaning("# only\n\npass\n...\n").is_empty());
        assert_eq!(meaning("x = (\n"), ["x = ("]);
    }
}
