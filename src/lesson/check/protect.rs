//! What a check calls is the real thing, whatever the answer made of the names.
//!
//! A name that the exercise does not ask for belongs to the lesson. Where an answer rebinds one (`np`, `abs`, a
//! helper or the data of an earlier cell), the lesson's statements that bind it run again before the check, and
//! a name that the lesson never binds is deleted, so that Python's or NumPy's own shows again. What an answer
//! assigned to a module (`np.allclose = …`) the session itself takes back.

use std::collections::BTreeSet;

use super::items::{blocks, statement_source};
use crate::syntax;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use crate::text::{Source, Symbol};

/// The cells that give back to the lesson the names that are its own.
///
/// `before` are the lesson's cells above the exercise, `asked` its starter and solution, `answer` the learner's
/// code, `checks` the cells that are about to run.
pub fn restoration(
    before: &[Source],
    asked: &[&Source],
    answer: &[Source],
    checks: &[&Source],
) -> Vec<Source> {
    let mut theirs = bound(answer.iter());
    for name in asked.iter().flat_map(|source| changed(source)) {
        theirs.remove(&name);
    }
    let mut lessons = BTreeSet::new();
    let mut cells = Vec::new();
    for source in before {
        for (statement, names) in statements(source) {
            if names.iter().any(|name| theirs.contains(name)) {
                cells.push(statement_source(source, &statement));
            }
            lessons.extend(names);
        }
    }
    let used = read(checks);
    let foreign = |name: &&Symbol| used.contains(name) && !lessons.contains(name);
    let forgotten = forget(theirs.iter().filter(foreign));
    if !forgotten.text.is_empty() {
        cells.insert(0, forgotten);
    }
    cells
}

/// The cell that takes away the names which the starter leaves to the learner: `Z = ...` asks for a `Z`, and the
/// one that an earlier cell made is no answer. A name that the starter reads before it binds it is not taken.
pub fn blanks(starter: &Source) -> Source {
    let mut read = BTreeSet::new();
    let mut asked = BTreeSet::new();
    if let Ok(mut module) = syntax::parse(starter) {
        for names in syntax::globals(&mut module) {
            read.extend(names.read);
            asked.extend(names.bound.difference(&read));
        }
    }
    forget(asked.iter())
}

/// The cell that deletes names, whether they are there or not.
fn forget<'a>(names: impl Iterator<Item = &'a Symbol>) -> Source {
    let cell: String = names
        .map(|name| format!("try:\n    del {name}\nexcept NameError:\n    pass\n"))
        .collect();
    Source::new("<check>", cell, 1)
}

/// The names that the code binds in the namespace.
pub fn bound<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeSet<Symbol> {
    sources
        .flat_map(statements)
        .flat_map(|(_, names)| names)
        .collect()
}

/// Each statement with the names it binds; nothing for a text that is no Python.
fn statements(source: &Source) -> Vec<(Stmt, BTreeSet<Symbol>)> {
    let Ok(mut module) = syntax::parse(source) else {
        return Vec::new();
    };
    let globals = syntax::globals(&mut module);
    let bound = globals.into_iter().map(|globals| globals.bound);
    module.body.into_iter().zip(bound).collect()
}

fn read(sources: &[&Source]) -> BTreeSet<Symbol> {
    sources
        .iter()
        .filter_map(|source| syntax::parse(source).ok())
        .flat_map(|mut module| syntax::globals(&mut module))
        .flat_map(|globals| globals.read)
        .collect()
}

/// The names that the code binds, and those whose objects it changes in place: `x[0] = 1`, `x.sort()`.
fn changed(source: &Source) -> BTreeSet<Symbol> {
    let mut names = BTreeSet::new();
    for (statement, bound) in statements(source) {
        names.extend(bound);
        changed_in_place(&statement, &mut names);
    }
    names
}

fn changed_in_place(statement: &Stmt, names: &mut BTreeSet<Symbol>) {
    match &statement.kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
            names.extend(targets.iter().filter_map(base))
        }
        StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => {
            names.extend(base(target))
        }
        StmtKind::Expr(Expr {
            kind:
                ExprKind::Call {
                    function,
                    arguments,
                },
            ..
        }) => {
            names.extend(base(function));
            names.extend(
                arguments
                    .iter()
                    .filter_map(|argument| base(&argument.value)),
            );
        }
        _ => {
            for inner in blocks(statement).into_iter().flatten() {
                changed_in_place(inner, names);
            }
        }
    }
}

/// The variable at the root of `x[0].y`.
fn base(expr: &Expr) -> Option<Symbol> {
    match &expr.kind {
        ExprKind::Name { symbol, .. } => Some(*symbol),
        ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => base(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(before: &str, asked: &str, answer: &str, check: &str) -> Vec<String> {
        let source = |text: &str| Source::new("l.md", text, 1);
        let cells = restoration(
            &[source(before)],
            &[&source(asked)],
            &[source(answer)],
            &[&source(check)],
        );
        cells.into_iter().map(|cell| cell.text).collect()
    }

    #[test]
    fn what_the_starter_asks_for_is_taken_away() {
        let starter = Source::new("l.md", "X = X * 2\nZ = ...\nw = Z\n", 1);
        let cell = blanks(&starter).text;
        assert!(cell.contains("del Z\n") && cell.contains("del w\n") && !cell.contains("del X\n"));
    }

    #[test]
    fn the_lessons_names_come_back_and_the_asked_ones_stay() {
        let before = "import numpy as np\nX = np.ones(3)\ndef helper(a):\n    return a\n";
        let answer = "np = 3\nX = 4\nZ = 5\nhelper = abs = None\nmine = 1\n";
        let check = "assert abs(helper(Z)) == np.sum(X)\n";
        assert_eq!(
            texts(before, "Z = X * 2\n", answer, check),
            [
                "try:\n    del abs\nexcept NameError:\n    pass\n",
                "import numpy as np\n",
                "X = np.ones(3)\n",
                "def helper(a):\n    return a\n",
            ]
        );
        assert!(
            texts(
                before,
                "X[0] = 2\nZ = 1\n",
                "X = np.zeros(3)\nZ = 1\n",
                check
            )
            .is_empty()
        );
    }
}
