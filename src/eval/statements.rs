//! Statements: which function runs which, and how control leaves a block.

use std::rc::Rc;

use super::assignment::Augmented;
use super::generators::{Pause, is_yield};
use super::{Interpreter, operations};
use crate::array::meter;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use crate::text::Symbol;
use crate::value::{ClassId, Exception, Raised, Result, Value};

/// How a block was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// By its end.
    Next,
    Break,
    Continue,
    /// With the value in [`Interpreter::returned`].
    Return,
    /// With the value in [`Interpreter::yielded`], to be gone on with later.
    Yield,
}

impl Interpreter {
    pub(super) fn block(&mut self, body: &[Stmt]) -> Result<Flow> {
        let own = |pause| match pause {
            Pause::Block(number) => Ok(number),
            other => Err(other),
        };
        let first = self.resumed(own).unwrap_or(0);
        if self.frame.kept.is_some() {
            return self.block_apart(body, first);
        }
        self.block_from(body, first)
    }

    pub(super) fn block_from(&mut self, body: &[Stmt], first: usize) -> Result<Flow> {
        for (number, stmt) in body.iter().enumerate().skip(first) {
            let flow = self.statement(stmt)?;
            if flow != Flow::Next {
                return Ok(self.pausing(flow, || Pause::Block(number)));
            }
        }
        Ok(Flow::Next)
    }

    pub(super) fn statement(&mut self, stmt: &Stmt) -> Result<Flow> {
        if let Err(error) = meter::steps(1) {
            return Err(self.at(error, stmt.span));
        }
        self.close_forsaken()?;
        if stmt.suspends {
            let flow = self.suspendable(|interpreter| interpreter.run_statement(stmt))?;
            return Ok(flow.unwrap_or(Flow::Yield));
        }
        self.run_statement(stmt)
    }

    fn run_statement(&mut self, stmt: &Stmt) -> Result<Flow> {
        let done = match &stmt.kind {
            StmtKind::Expr(value) if is_yield(value) && !stmt.suspends => {
                return Ok(match self.yield_value(value)? {
                    Some(_) => Flow::Next,
                    None => Flow::Yield,
                });
            }
            StmtKind::Assign { targets, value } if is_yield(value) && !stmt.suspends => {
                return match self.yield_value(value)? {
                    Some(sent) => self.assign_to_all(targets, sent).map(|()| Flow::Next),
                    None => Ok(Flow::Yield),
                };
            }
            StmtKind::Expr(value) => self.expr(value).map(drop),
            StmtKind::Assign { targets, value } => self.assign_all(targets, value),
            StmtKind::AugAssign {
                target,
                op,
                op_span,
                value,
            } => {
                let op = Augmented {
                    op: *op,
                    span: *op_span,
                };
                self.augmented(target, op, value)
            }
            StmtKind::Break => return Ok(Flow::Break),
            StmtKind::Continue => return Ok(Flow::Continue),
            StmtKind::Return(value) => return self.return_value(value.as_ref()),
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::Try(_)
            | StmtKind::Match(_)
            | StmtKind::With { .. } => return self.compound_statement(stmt),
            _ => self.simple_statement(stmt),
        };
        done.map(|()| Flow::Next)
    }

    /// Statements with blocks inside go one level deeper.
    fn compound_statement(&mut self, stmt: &Stmt) -> Result<Flow> {
        if let Err(error) = self.depth.descend() {
            return Err(self.at(error, stmt.span));
        }
        let flow = match &stmt.kind {
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
            } => self.for_loop(target, iter, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse),
            StmtKind::Try(parts) => self.try_statement(parts),
            StmtKind::With { items, body } => self.with_statement(items, body),
            StmtKind::Match(parts) => self.match_statement(parts),
            _ => Ok(Flow::Next),
        };
        self.depth.ascend();
        flow
    }

    fn simple_statement(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
            } => self.annotated(target, annotation, value.as_ref()),
            StmtKind::FunctionDef(definition) => self.define(definition),
            StmtKind::ClassDef(definition) => self.class_statement(definition, stmt.span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref()),
            StmtKind::Raise { exception, cause } => {
                self.raise(exception.as_ref(), cause.as_ref(), stmt.span)
            }
            StmtKind::Import(aliases) => self.import(aliases),
            StmtKind::ImportFrom {
                module,
                names,
                star,
            } => self.import_from(module, names, *star, stmt.span),
            StmtKind::Magic(magic) => self.magic(magic, stmt.span),
            // Where names live was settled when the cell was read.
            _ => Ok(()),
        }
    }

    fn assign_all(&mut self, targets: &[Expr], value: &Expr) -> Result<()> {
        let value = self.expr(value)?;
        self.assign_to_all(targets, value)
    }

    fn assign_to_all(&mut self, targets: &[Expr], value: Value) -> Result<()> {
        let Some((last, others)) = targets.split_last() else {
            return Ok(());
        };
        for target in others {
            self.assign(target, value.clone())?;
        }
        self.assign(last, value)
    }

    fn annotated(&mut self, target: &Expr, annotation: &Expr, value: Option<&Expr>) -> Result<()> {
        if let Some(value) = value {
            let value = self.expr(value)?;
            self.assign(target, value)?;
        }
        // Inside functions Python does not evaluate the annotations of variables.
        if self.frame.code.function().is_some() {
            return Ok(());
        }
        let kept = self.annotation(annotation)?;
        let Some(body) = self.frame.code.class().cloned() else {
            return Ok(());
        };
        let ExprKind::Name { symbol, .. } = &target.kind else {
            return Ok(());
        };
        let name = Symbol::new("__annotations__");
        let table = match body.get(name) {
            Some(Value::Dict(table)) => table,
            _ => Rc::default(),
        };
        body.set(name, Value::Dict(table.clone()));
        operations::dict_insert(self, &table, Value::Str(symbol.name()), kept)
    }

    /// The value of an annotation. What ndbook does not know of Python's typing does no harm: its text stands for it;
    /// a misspelt name is an error.
    pub(super) fn annotation(&mut self, annotation: &Expr) -> Result<Value> {
        match self.expr(annotation) {
            Err(error) if error.is_a(ClassId::NAME_ERROR) || error.as_exception().is_none() => {
                Err(error)
            }
            Err(_) => Ok(Value::str(self.frame.code.source().slice(annotation.span))),
            value => value,
        }
    }

    fn return_value(&mut self, value: Option<&Expr>) -> Result<Flow> {
        self.returned = match value {
            Some(value) => self.expr(value)?,
            None => Value::None,
        };
        Ok(Flow::Return)
    }

    /// `elif` is an `if` alone in an `else`; a long chain of them is walked without going deeper.
    fn if_statement(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<Flow> {
        let own = |pause| match pause {
            Pause::If(number) => Ok(number),
            other => Err(other),
        };
        let resumed = self.resumed(own);
        let (mut test, mut body, mut orelse) = (test, body, orelse);
        let mut number = 0;
        loop {
            let taken = match resumed {
                Some(wanted) => wanted == number,
                None => self.condition(test)?,
            };
            if taken {
                break;
            }
            number += 1;
            let [only] = orelse else {
                body = orelse;
                break;
            };
            let StmtKind::If {
                test: next_test,
                body: next_body,
                orelse: next_orelse,
            } = &only.kind
            else {
                body = orelse;
                break;
            };
            (test, body, orelse) = (next_test, next_body, next_orelse);
        }
        let flow = self.block(body)?;
        Ok(self.pausing(flow, || Pause::If(number)))
    }

    fn assert(&mut self, test: &Expr, message: Option<&Expr>) -> Result<()> {
        if self.condition(test)? {
            return Ok(());
        }
        let args = match message {
            Some(message) => vec![self.expr(message)?],
            None => Vec::new(),
        };
        let exception = Exception::new(ClassId::ASSERTION_ERROR, args);
        Err(self.at(Raised::exception(exception.into()), test.span))
    }
}
