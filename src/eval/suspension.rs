//! A `yield` inside of an expression: `print((yield total))`, `while (yield) > 0`.
//!
//! The walk leaves such a statement by [`Stop::Yielded`] and walks it again from its beginning when the generator goes on.
//! What it evaluated the first time is kept by node, so that nothing is evaluated twice, and the `yield` itself gives
//! what was sent. Only statements with [`Stmt::suspends`](crate::syntax::ast::Stmt::suspends) keep anything.
//!
//! Invariant: a frame keeps values only while expressions of the suspended statement itself run, not those of its blocks.

use std::collections::HashMap;
use std::rc::Rc;

use super::generators::Pause;
use super::statements::Flow;
use super::{Interpreter, operations};
use crate::syntax::ast::{Expr, ExprKind, Stmt};
use crate::value::{IteratorObject, Raised, Result, Sent, Stop, Value};

/// What a suspended statement has evaluated, by the place of the node in memory: the tree stays as long as the frame.
#[derive(Default)]
pub(super) struct Kept {
    values: HashMap<usize, Value>,
    /// The `yield` that it waits at.
    waits: Option<usize>,
    /// What that was answered.
    answer: Option<Sent>,
    /// What a `yield from` asks.
    asked: Option<Rc<IteratorObject>>,
}

fn place(expr: &Expr) -> usize {
    std::ptr::from_ref(expr).addr()
}

impl Interpreter {
    /// Runs what may be left in the middle by a `yield`: `None` where it was.
    pub(super) fn suspendable<T>(
        &mut self,
        run: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Option<T>> {
        let own = |pause| match pause {
            Pause::Kept(kept) => Ok(kept),
            other => Err(other),
        };
        let kept = match self.resumed(own) {
            Some(mut kept) => {
                kept.answer = Some(self.take_sent());
                kept
            }
            None => Box::default(),
        };
        let outer = self.frame.kept.replace(kept);
        let result = run(self);
        let kept = std::mem::replace(&mut self.frame.kept, outer);
        match (result, kept) {
            (Err(error), Some(kept)) if error.is_stop(Stop::Yielded) => {
                self.pauses.push(Pause::Kept(kept));
                Ok(None)
            }
            (result, _) => result.map(Some),
        }
    }

    /// The body of a lambda with a `yield`.
    pub(super) fn lambda_body(&mut self, value: &Expr) -> Result<Flow> {
        let value = self.suspendable(|interpreter| interpreter.expr(value))?;
        Ok(match value {
            Some(value) => {
                self.returned = value;
                Flow::Return
            }
            None => Flow::Yield,
        })
    }

    /// A block of a suspended statement, which keeps nothing.
    #[cold]
    pub(super) fn block_apart(&mut self, body: &[Stmt], first: usize) -> Result<Flow> {
        let kept = self.frame.kept.take();
        let flow = self.block_from(body, first);
        self.frame.kept = kept;
        flow
    }

    /// The next round of a loop evaluates its test anew.
    #[inline]
    pub(super) fn forget_kept(&mut self) {
        if let Some(kept) = &mut self.frame.kept {
            kept.values.clear();
        }
    }

    /// An expression of a statement that keeps values.
    #[cold]
    pub(super) fn kept_expr(&mut self, expr: &Expr) -> Result<Value> {
        let place = place(expr);
        let kept = self.frame.kept.as_ref();
        if let Some(value) = kept.and_then(|kept| kept.values.get(&place)) {
            return Ok(value.clone());
        }
        let value = self.compound(expr)?;
        if let Some(kept) = &mut self.frame.kept {
            kept.values.insert(place, value.clone());
        }
        Ok(value)
    }

    /// A `yield` inside an expression: what was sent, where the walk comes here to go on.
    pub(super) fn yield_inside(&mut self, expr: &Expr) -> Result<Value> {
        let place = place(expr);
        let answered = self.frame.kept.as_mut().and_then(|kept| {
            let here = kept.waits == Some(place);
            let answer = if here { kept.answer.take() } else { None };
            answer.map(|answer| (answer, kept.asked.take()))
        });
        match (&expr.kind, answered) {
            (ExprKind::YieldFrom(_), Some((sent, Some(iterator)))) => {
                self.ask_inside(expr, iterator, sent)
            }
            (_, Some((Sent::Value(value), _))) => Ok(value),
            (_, Some((Sent::Raise(error), _))) => Err(self.at(error, expr.span)),
            (ExprKind::YieldFrom(source), None) => {
                let source = self.expr(source)?;
                self.here = expr.span;
                let iterator = operations::iterator(self, &source);
                let iterator = iterator.map_err(|error| self.at(error, expr.span))?;
                self.ask_inside(expr, iterator, Sent::Value(Value::None))
            }
            (ExprKind::Yield(Some(value)), None) => {
                let value = self.expr(value)?;
                self.leave_at(expr, value, None)
            }
            _ => self.leave_at(expr, Value::None, None),
        }
    }

    /// Hands what was sent to the iterator of a `yield from`, and on what that gives.
    fn ask_inside(
        &mut self,
        expr: &Expr,
        iterator: Rc<IteratorObject>,
        sent: Sent,
    ) -> Result<Value> {
        let item = iterator.send(self, sent);
        match item.map_err(|error| self.at(error, expr.span))? {
            Some(item) => self.leave_at(expr, item, Some(iterator)),
            None => Ok(iterator.returned()),
        }
    }

    fn leave_at(
        &mut self,
        expr: &Expr,
        value: Value,
        asked: Option<Rc<IteratorObject>>,
    ) -> Result<Value> {
        let Some(kept) = &mut self.frame.kept else {
            return Err(self.unsupported("yield", expr.span));
        };
        kept.waits = Some(place(expr));
        kept.asked = asked;
        self.yielded = value;
        Err(Raised::stop(Stop::Yielded, ""))
    }
}
