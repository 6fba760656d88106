//! Changes of the text: the statement as it would be, tried before it is proposed.

use super::trial::Trial;
use super::{Case, described};
use crate::syntax::ast::{Comprehension, Expr, Stmt, StmtKind};
use crate::syntax::parse;
use crate::syntax::tree::{Visitor, walk_expr, walk_stmt};
use crate::text::{Help, Patch, Source, Span};
use crate::value::Value;

/// A change that worked.
struct Tried {
    /// The line as it is after the change.
    line: String,
    /// What its expression gave.
    value: Option<Value>,
}

/// A line that is longer is not shown again with a change.
pub(super) const LONGEST_LINE: usize = 500;

impl Case<'_> {
    /// Proposes `code` instead of the whole expression or statement that failed, if it works.
    pub(super) fn propose(&mut self, code: &str) -> bool {
        self.change(self.whole, code, "")
    }

    /// Proposes `replacement` for what stands at `span`, if the statement then works; `why` says what it is for.
    pub(super) fn change(&mut self, span: Span, replacement: &str, why: &str) -> bool {
        let patch = Patch {
            span,
            replacement: replacement.to_string(),
        };
        if self.source.line(self.source.place(span.start).line).len() > LONGEST_LINE {
            return false;
        }
        let Some(tried) = self.tried(&patch) else {
            return false;
        };
        let line = &tried.line;
        let gives = tried.value.as_ref().and_then(described);
        let colon = if why.ends_with('?') { "" } else { ":" };
        let text = match (why, gives) {
            ("", Some(what)) => format!("`{line}` works: {what}"),
            ("", None) => format!("`{line}` works"),
            (why, Some(what)) => format!("{why}{colon} `{line}` works: {what}"),
            (why, None) => format!("{why}{colon} `{line}`"),
        };
        let known = self.advice.help.iter();
        if !known
            .clone()
            .any(|help| help.patch.as_ref() == Some(&patch))
        {
            self.advice.help.push(Help {
                text,
                patch: Some(patch),
            });
        }
        true
    }

    /// Runs the statement that a change is made in aside.
    fn tried(&mut self, patch: &Patch) -> Option<Tried> {
        let text = patch.applied(self.source);
        let changed = Source::new("<advice>", text, 1);
        let module = parse(&changed).ok()?;
        let mut search = Innermost {
            span: Span::new(
                patch.span.start as usize,
                patch.span.start as usize + patch.replacement.len(),
            ),
            stmt: None,
            exprs: Vec::new(),
        };
        search.block(&module.body);
        let stmt = search.stmt?;
        let line = line_of(&changed, stmt, patch.span.start);
        let worked = |value| Tried { line, value };
        if is_run_whole(stmt) {
            match self.try_statement(changed.slice(stmt.span)) {
                Trial::Worked(value) => return Some(worked(value)),
                Trial::Failed => return None,
                Trial::Unfit => {}
            }
        }
        // The largest part around the change that can be run aside.
        for expr in &search.exprs {
            let code = format!("({})", changed.slice(expr.span));
            match self.try_statement(&code) {
                Trial::Worked(value) => return Some(worked(value)),
                Trial::Failed => return None,
                Trial::Unfit => {}
            }
        }
        None
    }
}

/// Statements that are tried as they stand; of others only the expression in them.
fn is_run_whole(stmt: &Stmt) -> bool {
    matches!(
        stmt.kind,
        StmtKind::Expr(_)
            | StmtKind::Assign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::AnnAssign { .. }
    )
}

/// A simple statement; of what goes over several lines the one that is changed.
fn line_of(changed: &Source, stmt: &Stmt, at: u32) -> String {
    let text = changed.slice(stmt.span);
    match text.contains('\n') {
        false => text.to_string(),
        true => changed.line(changed.place(at).line).trim().to_string(),
    }
}

/// Finds the innermost statement around a span, and the expressions in it around the span, outermost first.
struct Innermost<'a> {
    span: Span,
    stmt: Option<&'a Stmt>,
    exprs: Vec<&'a Expr>,
}

impl Innermost<'_> {
    fn is_around(&self, span: Span) -> bool {
        span.start <= self.span.start && self.span.end <= span.end
    }
}

impl<'a> Visitor<'a> for Innermost<'a> {
    fn stmt(&mut self, stmt: &'a Stmt) {
        if self.is_around(stmt.span) {
            self.stmt = Some(stmt);
            self.exprs.clear();
            walk_stmt(self, stmt);
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        if self.is_around(expr.span) {
            self.exprs.push(expr);
            walk_expr(self, expr);
        }
    }

    /// Its variables are gone.
    fn comprehension(&mut self, _: &'a Comprehension) {}
}
