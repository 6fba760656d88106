//! A check cell taken apart: each assert is an item of its own, tried whatever became of the others.

use std::ops::Range;

use crate::syntax::ast::{Expr, ExprKind, Handler, Stmt, StmtKind};
use crate::syntax::{self, SyntaxError};
use crate::text::{Source, Span};

/// A statement of a check, to be run by itself.
#[derive(Clone, Debug)]
pub struct Step {
    pub source: Source,
    /// The asserts in it: none for a preparation, several for a loop or a condition around them.
    pub asserts: Vec<Assert>,
}

#[derive(Clone, Debug)]
pub struct Assert {
    /// Its message, exactly; without one, its own text.
    pub name: String,
    /// Its lines, counted from 1 within the step.
    pub lines: Range<usize>,
    /// The tested expression of an assert that is a step by itself; of a call of NumPy's, the call.
    pub test: Option<Expr>,
    /// The assert as it stands in the check.
    pub code: String,
}

/// The steps of a check. Spans in [`Assert::test`] are offsets into `check`'s text.
///
/// # Errors
/// The check is not Python.
pub fn steps(check: &Source) -> Result<Vec<Step>, SyntaxError> {
    let module = syntax::parse(check)?;
    Ok(module
        .body
        .iter()
        .map(|statement| step(check, statement))
        .collect())
}

/// A statement as a text of its own, at its own place.
pub fn statement_source(cell: &Source, statement: &Stmt) -> Source {
    let line = cell.place(statement.span.start).line;
    let text = format!("{}\n", cell.slice(statement.span));
    Source::new(cell.name.clone(), text, cell.first_line + line - 1)
}

fn step(check: &Source, statement: &Stmt) -> Step {
    let mut asserts = Vec::new();
    collect(check, statement, statement, &mut asserts);
    if let Some(first) = asserts.first_mut() {
        first.test = match &statement.kind {
            StmtKind::Assert { test, .. } => Some(test.clone()),
            StmtKind::Expr(call) if compares_two(check, call) => Some(call.clone()),
            _ => None,
        };
    }
    Step {
        source: statement_source(check, statement),
        asserts,
    }
}

/// Adds the asserts in `statement`, which is or lies within `step`.
fn collect(check: &Source, step: &Stmt, statement: &Stmt, asserts: &mut Vec<Assert>) {
    let mut add = |name: String| {
        let line = |offset: u32| check.place(offset).line;
        let first = line(step.span.start);
        let last = statement
            .span
            .end
            .saturating_sub(1)
            .max(statement.span.start);
        asserts.push(Assert {
            name,
            lines: line(statement.span.start) + 1 - first..line(last) + 2 - first,
            test: None,
            code: check.slice(statement.span).to_string(),
        });
    };
    match &statement.kind {
        StmtKind::Assert { test, message } => add(name(check, test, message.as_ref())),
        StmtKind::Expr(call) if is_assertion(check, call) => add(assertion_name(check, call)),
        _ => {
            for inner in blocks(statement).into_iter().flatten() {
                collect(check, step, inner, asserts);
            }
        }
    }
}

fn name(check: &Source, test: &Expr, message: Option<&Expr>) -> String {
    match message.map(|message| &message.kind) {
        Some(ExprKind::Str(text)) => text.to_string(),
        _ => one_line(check.slice(test.span)),
    }
}

/// `np.testing.assert_allclose(…)` and its like: a call of a function whose name says that it asserts.
fn is_assertion(check: &Source, expr: &Expr) -> bool {
    let ExprKind::Call { function, .. } = &expr.kind else {
        return false;
    };
    let name = check.slice(function.span);
    name.rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with("assert"))
}

/// One of NumPy's that compares its first two arguments: taking it apart says more to a learner than its own report.
fn compares_two(check: &Source, expr: &Expr) -> bool {
    let ExprKind::Call { function, .. } = &expr.kind else {
        return false;
    };
    let name = check.slice(function.span).rsplit('.').next().unwrap_or("");
    matches!(
        name,
        "assert_equal"
            | "assert_allclose"
            | "assert_almost_equal"
            | "assert_approx_equal"
            | "assert_array_equal"
            | "assert_array_almost_equal"
            | "assert_array_less"
            | "assert_string_equal"
    )
}

fn assertion_name(check: &Source, call: &Expr) -> String {
    let ExprKind::Call { arguments, .. } = &call.kind else {
        return one_line(check.slice(call.span));
    };
    let messages = arguments.iter().filter(|argument| {
        let text = check.slice(argument.span);
        text.starts_with("err_msg") || text.starts_with("msg")
    });
    let mut texts = messages.filter_map(|argument| match &argument.value.kind {
        ExprKind::Str(text) => Some(text.to_string()),
        _ => None,
    });
    texts
        .next()
        .unwrap_or_else(|| one_line(check.slice(call.span)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks inside of a statement that run when it runs: not those of functions and classes.
pub fn blocks(statement: &Stmt) -> Vec<&[Stmt]> {
    match &statement.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::For { body, orelse, .. }
        | StmtKind::While { body, orelse, .. } => vec![body, orelse],
        StmtKind::With { body, .. } => vec![body],
        StmtKind::Match(parts) => parts
            .cases
            .iter()
            .map(|case| case.body.as_slice())
            .collect(),
        StmtKind::Try(parts) => {
            let handlers = parts
                .handlers
                .iter()
                .map(|Handler { body, .. }| body.as_slice());
            std::iter::once(parts.body.as_slice())
                .chain(handlers)
                .chain([parts.orelse.as_slice(), parts.finally.as_slice()])
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The text of a part of the check.
pub fn slice(check: &Source, span: Span) -> String {
    check.slice(span).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asserts_become_items() {
        let check = Source::new(
            "l.md",
            "want = 3\nassert a == want, \"a is three\"\nfor k in range(2):\n    assert k < b\n    assert c, \"c\"\nnp.testing.assert_allclose(d, 1, err_msg=\"d is one\")\n",
            20,
        );
        let steps = steps(&check).expect("a check");
        let names: Vec<Vec<&str>> = steps
            .iter()
            .map(|step| {
                step.asserts
                    .iter()
                    .map(|assert| assert.name.as_str())
                    .collect()
            })
            .collect();
        assert_eq!(
            names,
            [
                vec![],
                vec!["a is three"],
                vec!["k < b", "c"],
                vec!["d is one"]
            ]
        );
        assert_eq!(steps[2].asserts[1].lines, 3..4);
        assert_eq!(steps[2].source.first_line, 22);
        assert!(steps[1].asserts[0].test.is_some());
    }
}
