//! What a check calls is the real thing, whatever the answer made of the names.
//!
//! A name that the exercise does not ask for belongs to the lesson: before the check everything that the lesson
//! holds is put back as it was when the answer began, in place ([`Stage::put_back`]), and data that the starter
//! gives is assigned again. A name that the lesson never binds is deleted, so that Python's or NumPy's own shows
//! again. What an answer assigned to a module (`np.allclose = …`) the session itself takes back.
//!
//! [`Stage::put_back`]: crate::lesson::stage::Stage::put_back

use std::collections::BTreeSet;

use super::items::{blocks, statement_source};
use crate::syntax;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use crate::text::{Source, Symbol};

/// The names that an exercise asks for: those that its starter and solution bind or change in place.
pub fn asked(sources: &[&Source]) -> BTreeSet<Symbol> {
    sources.iter().flat_map(|source| changed(source)).collect()
}

/// The classes that code defines at its top.
pub fn classes(sources: &[&Source]) -> BTreeSet<Symbol> {
    let statements = sources.iter().flat_map(|source| statements(source));
    statements
        .filter_map(|(statement, _)| match statement.kind {
            StmtKind::ClassDef(class) => Some(class.name),
            _ => None,
        })
        .collect()
}

/// The cell that deletes the names which the checks use (`used`) and the answer made its own, though they are neither
/// `asked` for nor the lesson's.
pub fn usurped(
    lessons: &BTreeSet<Symbol>,
    asked: &BTreeSet<Symbol>,
    answer: &[Source],
    used: &BTreeSet<Symbol>,
) -> Source {
    let theirs = bound(answer.iter());
    forget(
        theirs
            .iter()
            .filter(|name| used.contains(name) && !lessons.contains(name) && !asked.contains(name)),
    )
}

/// Data that a starter gives: one of its assignments, which the solution leaves as it is.
pub struct Given {
    pub source: Source,
    pub names: Vec<Symbol>,
}

/// The data of a starter. `total = 0` is no data where the solution goes on to count in it, nor is `Z = ...`; without
/// a solution nobody can tell.
pub fn given(starter: &Source, solution: &Source) -> Vec<Given> {
    let mut open = BTreeSet::new();
    let mut found = Vec::new();
    let Ok(mut module) = syntax::parse(starter) else {
        return found;
    };
    let globals = syntax::globals(&mut module);
    for (statement, globals) in module.body.iter().zip(globals) {
        let text = starter.slice(statement.span);
        let kept = |name: &Symbol| !changed_otherwise(solution, text).contains(name);
        if assigns_data(statement)
            && globals.read.is_disjoint(&open)
            && globals.bound.iter().all(kept)
        {
            found.push(Given {
                source: statement_source(starter, statement),
                names: globals.bound.into_iter().collect(),
            });
        } else {
            open.extend(globals.bound);
        }
    }
    found
}

fn assigns_data(statement: &Stmt) -> bool {
    let StmtKind::Assign { targets, value, .. } = &statement.kind else {
        return false;
    };
    let blank = matches!(value.kind, ExprKind::Ellipsis | ExprKind::None);
    let names = |target: &Expr| {
        matches!(
            target.kind,
            ExprKind::Name { .. } | ExprKind::Tuple(_) | ExprKind::List(_)
        )
    };
    !blank && targets.iter().all(names)
}

/// The names that statements other than `text` bind or change.
fn changed_otherwise(source: &Source, text: &str) -> BTreeSet<Symbol> {
    let mut names = BTreeSet::new();
    for (statement, bound) in statements(source) {
        if source.slice(statement.span) != text {
            names.extend(bound);
            changed_in_place(&statement, &mut names);
        }
    }
    names
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

/// The names of the namespace that the code reads.
pub fn read<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeSet<Symbol> {
    sources
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
            // Showing a value does not change it.
            if base(function).is_none_or(|name| *name.name() != *"print") {
                let arguments = arguments.iter();
                names.extend(arguments.filter_map(|argument| base(&argument.value)));
            }
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

    fn source(text: &str) -> Source {
        Source::new("l.md", text, 1)
    }

    #[test]
    fn what_the_starter_asks_for_is_taken_away() {
        let starter = Source::new("l.md", "X = X * 2\nZ = ...\nw = Z\n", 1);
        let cell = blanks(&starter).text;
        assert!(cell.contains("del Z\n") && cell.contains("del w\n") && !cell.contains("del X\n"));
    }

    #[test]
    fn what_checks_use_and_answers_usurp_is_deleted() {
        let before = [source("import numpy as np\nX = np.ones(3)\n")];
        let answer = [source("np = 3\nX = 4\nZ = 5\nabs = None\nmine = 1\n")];
        let asked = asked(&[&source("Z = X * 2\nprint(X)\n")]);
        let check = source("assert abs(Z) == np.sum(X)\n");
        let (lessons, used) = (bound(before.iter()), read([&check].into_iter()));
        let cell = usurped(&lessons, &asked, &answer, &used);
        assert_eq!(
            cell.text,
            "try:\n    del abs\nexcept NameError:\n    pass\n"
        );
    }

    #[test]
    fn a_starter_gives_what_its_solution_leaves_alone() {
        let starter = source("x = [1, 2]\ny = [3]\ntotal = 0\nZ = ...\nw = Z\n");
        let solution =
            source("x = [1, 2]\ntotal = 0\nfor k in x:\n    total += k\nZ = total\nw = Z\n");
        let names: Vec<String> = given(&starter, &solution)
            .into_iter()
            .flat_map(|given| given.names)
            .map(|name| name.name().to_string())
            .collect();
        assert_eq!(names, ["x", "y"]);
    }
}
