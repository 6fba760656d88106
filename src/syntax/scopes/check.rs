//! The last pass: what CPython's compiler forbids and its grammar does not, and what it warns of.

use std::collections::HashSet;

use super::table::Block;
use super::walk::{Pass, Usage, Walked};
use super::warnings;
use crate::syntax::ast::{
    Argument, ArgumentKind, Expr, ExprKind, Scope, Stmt, StmtKind, Try, Variable,
};
use crate::syntax::error::{SyntaxError, SyntaxWarning};
use crate::text::{Span, Symbol};

pub(super) struct Check {
    /// The scopes around, with how many loops each has open.
    scopes: Vec<(Block, usize)>,
    pub(super) warnings: Vec<SyntaxWarning>,
    /// The comparison inside the `not` that was looked at last.
    negated: Option<Span>,
}

impl Check {
    pub(super) fn new() -> Check {
        Check {
            scopes: vec![(Block::Module, 0)],
            warnings: Vec::new(),
            negated: None,
        }
    }

    fn in_function(&self) -> bool {
        self.scopes
            .last()
            .is_some_and(|(block, _)| block.has_slots())
    }

    fn in_loop(&self) -> bool {
        self.scopes.last().is_some_and(|(_, loops)| *loops > 0)
    }
}

fn wrong(message: impl Into<String>, span: Span) -> Walked {
    Err(SyntaxError::new(message, span))
}

impl Pass for Check {
    fn statement(&mut self, stmt: &Stmt) -> Walked {
        match &stmt.kind {
            StmtKind::Return(_) if !self.in_function() => {
                wrong("'return' outside function", stmt.span)
            }
            StmtKind::Break if !self.in_loop() => wrong("'break' outside loop", stmt.span),
            StmtKind::Continue if !self.in_loop() => {
                wrong("'continue' not properly in loop", stmt.span)
            }
            StmtKind::Try(parts) => bare_except_is_last(parts),
            StmtKind::Assert { test, .. } => {
                self.warnings
                    .extend(warnings::of_assertion(test, stmt.span));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn expression(&mut self, expr: &Expr) {
        // The optimiser has made `is not` of `not … is` before the compiler warns.
        match warnings::of_negation(expr) {
            Some((compared, warning)) => {
                self.negated = Some(compared);
                self.warnings.extend(warning);
            }
            None if self.negated == Some(expr.span) => self.negated = None,
            None => self.warnings.extend(warnings::of_expression(expr)),
        }
    }

    fn yields(&mut self, span: Span) -> Walked {
        match self.in_function() {
            true => Ok(()),
            false => wrong("'yield' outside function", span),
        }
    }

    fn name(&mut self, name: &mut Symbol, _: &mut Variable, span: Span, usage: Usage) -> Walked {
        if usage != Usage::Read && &*name.name() == "__debug__" {
            return wrong("cannot assign to __debug__", span);
        }
        Ok(())
    }

    fn target(&mut self, target: &Expr) -> Walked {
        match target.kind {
            ExprKind::Starred(_) => wrong(
                "starred assignment target must be in a list or tuple",
                target.span,
            ),
            _ => one_star(target),
        }
    }

    fn stray_star(&mut self, span: Span) -> Walked {
        wrong("can't use starred expression here", span)
    }

    fn arguments(&mut self, arguments: &[Argument]) -> Walked {
        let mut seen = HashSet::new();
        for argument in arguments {
            if let ArgumentKind::Keyword(name) = argument.kind
                && !seen.insert(name)
            {
                return wrong(format!("keyword argument repeated: {name}"), argument.span);
            }
        }
        Ok(())
    }

    fn enter(&mut self, block: Block, _: &str) {
        self.scopes.push((block, 0));
    }

    fn leave(&mut self, _: &mut Scope, _: Option<&mut String>) {
        self.scopes.pop();
    }

    fn looped(&mut self, entered: bool) {
        if let Some((_, loops)) = self.scopes.last_mut() {
            *loops = if entered {
                *loops + 1
            } else {
                loops.saturating_sub(1)
            };
        }
    }
}

fn bare_except_is_last(parts: &Try) -> Walked {
    let before_last = parts
        .handlers
        .split_last()
        .map_or(&[][..], |(_, before)| before);
    match before_last.iter().find(|handler| handler.kind.is_none()) {
        Some(bare) => wrong("default 'except:' must be last", bare.span),
        None => Ok(()),
    }
}

/// Each list or tuple of targets may have one star.
fn one_star(target: &Expr) -> Walked {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            let stars = items
                .iter()
                .filter(|item| matches!(item.kind, ExprKind::Starred(_)));
            if stars.count() > 1 {
                return wrong("multiple starred expressions in assignment", target.span);
            }
            items.iter().try_for_each(one_star)
        }
        ExprKind::Starred(value) => one_star(value),
        _ => Ok(()),
    }
}
