//! The slips that everybody makes: the other axis, a missing `keepdims`, one too far. A solution is varied by each of
//! them, as edits of its text; what a variant gives is compared with what a learner has.
//!
//! A remark speaks of the slip in a lesson's words and never shows code of the solution. An author adds slips of the
//! lesson's own as comments that no reader of the lesson sees:
//!
//! ```text
//! <!-- slip=standardise
//! You divided by the variance, and not by the standard deviation.
//!
//! Z = (X - X.mean(axis=0)) / X.var(axis=0)
//! -->
//! ```
//!
//! and `diagnosis: off` in the front matter leaves all of it out.

mod authored;
mod calls;
mod diagnosis;
mod nodes;
mod operators;
mod ranges;
mod seen;

pub use authored::{authored, comments, comments_in};
pub use diagnosis::{Diagnosis, switched_off};
pub use seen::{Seen, watched};

use std::collections::HashSet;

use crate::lesson::edit::{Edit, apply};
use crate::syntax;
use crate::syntax::ast::{Expr, Stmt};
use crate::text::{Source, Span};

/// A solution with a slip in it.
#[derive(Clone, Debug)]
pub struct Slip {
    pub code: Source,
    /// What a learner is told whose answer gives the same.
    pub remark: String,
    /// The line of the lesson that was changed.
    pub line: usize,
}

/// More variants than this are not tried of one solution.
const MOST: usize = 96;

/// The variants of a solution, likely slips first; each is Python, and another text than the solution.
pub fn slips(solution: &Source) -> Vec<Slip> {
    let Ok(module) = syntax::parse(solution) else {
        return Vec::new();
    };
    let mut finder = Finder {
        source: solution,
        found: Vec::new(),
        known: HashSet::from([solution.text.clone()]),
    };
    let mut expressions: Vec<&Expr> = Vec::new();
    nodes::expressions(&module, &mut |expr| expressions.push(expr));
    let mut statements: Vec<&Stmt> = Vec::new();
    nodes::statements(&module.body, &mut |statement| statements.push(statement));
    for rule in [calls::find, operators::find, ranges::find] {
        for expr in &expressions {
            rule(&mut finder, expr);
        }
    }
    for statement in statements {
        operators::in_statement(&mut finder, statement);
    }
    finder.found
}

/// Collects variants.
struct Finder<'a> {
    source: &'a Source,
    found: Vec<Slip>,
    /// Texts that are there already.
    known: HashSet<String>,
}

impl Finder<'_> {
    fn text(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// Adds the variant in which `text` stands in the place of a span.
    fn replace(&mut self, span: Span, text: &str, remark: &str) {
        self.change(&[(span, text.to_string())], span, remark);
    }

    /// Adds the variant with all these texts put in; `at` is what the slip is about.
    fn change(&mut self, changes: &[(Span, String)], at: Span, remark: &str) {
        if self.found.len() >= MOST {
            return;
        }
        let edits: Vec<Edit> = changes
            .iter()
            .map(|(span, text)| Edit {
                range: span.range(),
                text: text.clone(),
            })
            .collect();
        let text = apply(&self.source.text, &edits);
        let code = Source::new(self.source.name.clone(), text, self.source.first_line);
        if self.known.insert(code.text.clone()) && syntax::parse(&code).is_ok() {
            let line = self.source.place(at.start).line;
            self.found.push(Slip {
                code,
                remark: remark.to_string(),
                line: self.source.first_line + line - 1,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::slips;
    use crate::text::Source;

    fn variants(text: &str) -> Vec<String> {
        let found = slips(&Source::new("l.md", text, 7));
        found.into_iter().map(|slip| slip.code.text).collect()
    }

    #[test]
    fn a_solution_is_varied_by_its_classic_slips() {
        let found = variants("Z = (X - X.mean(axis=0)) / X.std(axis=0, keepdims=True)\n");
        for slip in [
            "Z = (X - X.mean(axis=1)) / X.std(axis=0, keepdims=True)\n",
            "Z = (X - X.mean()) / X.std(axis=0, keepdims=True)\n",
            "Z = (X - X.mean(axis=0)) / X.std(axis=0, keepdims=True, ddof=1)\n",
            "Z = (X - X.mean(axis=0)) / X.std(axis=0)\n",
            "Z = (X - X.mean(axis=0)) / X.var(axis=0, keepdims=True)\n",
            "Z = (X - X.sum(axis=0)) / X.std(axis=0, keepdims=True)\n",
            "Z = X - X.mean(axis=0) / X.std(axis=0, keepdims=True)\n",
            "Z = (X - X.mean(axis=0)) // X.std(axis=0, keepdims=True)\n",
        ] {
            assert!(found.contains(&slip.to_string()), "{slip}{found:#?}");
        }
    }

    #[test]
    fn variants_are_python_and_no_two_are_the_same() {
        let text = "def f(n):\n    return np.sort(np.arange(1, n + 1)[::-1])[:3] @ np.ones((3, 2)).T\nb = np.sin(x) < 0.5\nc = a.copy()\nc[1:] *= 2\n";
        let found = variants(text);
        assert!(found.len() > 12, "{found:#?}");
        let mut sorted = found.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), found.len());
        assert!(found.iter().any(|text| text.contains("np.arange(1, n)[")));
    }
}
