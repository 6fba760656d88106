//! A cell, its lines and the statements of one line.

use super::operators::binary;
use super::{Lower, Lowered, Node, Nodes, Rule, expect};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Module, Stmt, StmtKind};
use crate::text::{Span, Symbol};

impl Lower {
    pub(in crate::syntax) fn cell(&mut self, cell: Node) -> Lowered<Module> {
        let mut body = Vec::new();
        let mut silenced = false;
        for node in cell.into_inner() {
            silenced = match node.as_rule() {
                Rule::EOI | Rule::comment => continue,
                Rule::simple_line => self.simple_line(node, &mut body)?,
                _ => {
                    body.push(self.compound(node)?);
                    false
                }
            };
        }
        Ok(Module {
            body,
            silenced,
            warnings: Vec::new(),
        })
    }

    /// `field`: the one expression of a text.
    pub(in crate::syntax) fn field(&mut self, field: Node) -> Lowered<Expr> {
        let node = expect(&mut field.clone().into_inner(), &field)?;
        let value = self.yield_or_list(node.clone())?;
        match value.kind {
            ExprKind::Starred(_) => self.refuse(&node),
            _ => Ok(value),
        }
    }

    /// Adds the line's statements; true if a `;` ends it.
    fn simple_line(&mut self, line: Node, body: &mut Vec<Stmt>) -> Lowered<bool> {
        let Some(statements) = line.into_inner().next() else {
            return Ok(false);
        };
        if statements.as_rule() != Rule::simple_statements {
            body.push(self.simple(statements)?);
            return Ok(false);
        }
        let mut silenced = false;
        for node in statements.into_inner() {
            match node.as_rule() {
                Rule::semicolon => silenced = true,
                _ => body.push(self.simple(node)?),
            }
        }
        Ok(silenced)
    }

    /// The statements of `indented_block` or `inline_block`.
    pub(super) fn block(&mut self, block: Node) -> Lowered<Vec<Stmt>> {
        let span = self.span(&block);
        self.deeper(1, span, |lower| {
            let mut body = Vec::new();
            for node in block.into_inner() {
                match node.as_rule() {
                    Rule::comment => {}
                    Rule::simple_line | Rule::inline_line => {
                        lower.simple_line(node, &mut body)?;
                    }
                    _ => body.push(lower.compound(node)?),
                }
            }
            Ok(body)
        })
    }

    fn simple(&mut self, node: Node) -> Lowered<Stmt> {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::pass_statement => StmtKind::Pass,
            Rule::break_statement => StmtKind::Break,
            Rule::continue_statement => StmtKind::Continue,
            Rule::return_statement => self.return_statement(node)?,
            Rule::raise_statement => self.raise_statement(node)?,
            Rule::assert_statement => self.assert_statement(node)?,
            Rule::delete_statement => self.delete_statement(node)?,
            Rule::global_statement => StmtKind::Global(self.names(node)?),
            Rule::nonlocal_statement => StmtKind::Nonlocal(self.names(node)?),
            Rule::import_statement => self.import_statement(node)?,
            Rule::from_statement => self.import_from(node)?,
            Rule::line_magic | Rule::shell | Rule::help_line => self.magic(node)?,
            _ => self.expression_statement(node)?,
        };
        Ok(self.stmt(kind, span))
    }

    fn return_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let value = node.into_inner().nth(1);
        Ok(StmtKind::Return(
            value.map(|value| self.expression_list(value)).transpose()?,
        ))
    }

    fn raise_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut values = self.expressions(node)?.into_iter();
        Ok(StmtKind::Raise {
            exception: values.next(),
            cause: values.next(),
        })
    }

    fn assert_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut values = self.expressions(node.clone())?.into_iter();
        match values.next() {
            Some(test) => Ok(StmtKind::Assert {
                test,
                message: values.next(),
            }),
            None => self.refuse(&node),
        }
    }

    /// The expressions among a statement's words.
    fn expressions(&mut self, node: Node) -> Lowered<Vec<Expr>> {
        node.into_inner()
            .filter(|node| node.as_rule() == Rule::expression)
            .map(|node| self.expression(node))
            .collect()
    }

    fn delete_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let Some(list) = node.clone().into_inner().nth(1) else {
            return self.refuse(&node);
        };
        let (targets, _) = self.targets(list.clone())?;
        for target in &targets {
            self.check_deletable(target, &list)?;
        }
        Ok(StmtKind::Delete(targets))
    }

    fn names(&self, node: Node) -> Lowered<Vec<Symbol>> {
        node.into_inner()
            .filter(|node| node.as_rule() == Rule::name)
            .map(|node| self.symbol(&node))
            .collect()
    }

    /// An expression alone, or what is done with it: assigned, augmented, annotated.
    fn expression_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let first = expect(&mut nodes, &node)?;
        let Some(next) = nodes.peek() else {
            return Ok(StmtKind::Expr(self.yield_or_list(first)?));
        };
        match next.as_rule() {
            Rule::augmented => self.augmented(first, next),
            Rule::annotated => self.annotated(first, next),
            _ => self.assignment(first, nodes),
        }
    }

    fn assignment(&mut self, first: Node, nodes: Nodes) -> Lowered<StmtKind> {
        let mut targets = Vec::new();
        let mut last = first;
        for node in nodes {
            targets.push(self.assignable(last)?);
            last = expect(&mut node.clone().into_inner(), &node)?;
        }
        if matches!(last.as_rule(), Rule::line_magic | Rule::shell) {
            return self.magic(last);
        }
        let value = self.yield_or_list(last)?;
        Ok(StmtKind::Assign { targets, value })
    }

    fn assignable(&mut self, node: Node) -> Lowered<Expr> {
        let target = self.yield_or_list(node.clone())?;
        self.check_target(&target, &node)?;
        Ok(target)
    }

    fn augmented(&mut self, target: Node, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let written = expect(&mut nodes, &node)?;
        let (op, op_span) = self.augmented_operator(&written)?;
        let value = expect(&mut nodes, &node)?;
        let target_expr = self.yield_or_list(target.clone())?;
        self.check_single_target(&target_expr, &target)?;
        Ok(StmtKind::AugAssign {
            target: target_expr,
            op,
            op_span,
            value: self.yield_or_list(value)?,
        })
    }

    fn augmented_operator(&self, node: &Node) -> Lowered<(BinaryOp, Span)> {
        match binary(node.as_str().trim_end_matches('=')) {
            Some(op) => Ok((op, self.span(node))),
            None => self.refuse(node),
        }
    }

    fn annotated(&mut self, target: Node, node: Node) -> Lowered<StmtKind> {
        let target_expr = self.yield_or_list(target.clone())?;
        self.check_single_target(&target_expr, &target)?;
        let mut nodes = node.clone().into_inner();
        let annotation = expect(&mut nodes, &node)?;
        Ok(StmtKind::AnnAssign {
            target: target_expr,
            annotation: self.expression(annotation)?,
            value: nodes
                .next()
                .map(|value| self.yield_or_list(value))
                .transpose()?,
        })
    }
}

/// Whether an expression is a plain string: a docstring, where it stands first.
pub(super) fn docstring(body: &[Stmt]) -> Option<std::rc::Rc<str>> {
    match &body.first()?.kind {
        StmtKind::Expr(Expr {
            kind: ExprKind::Str(text),
            ..
        }) => Some(text.clone()),
        _ => None,
    }
}
