//! `for` and `while`.

use super::Interpreter;
use super::statements::Flow;
use super::walk::Walk;
use crate::array::meter;
use crate::syntax::ast::{Expr, Stmt};
use crate::text::Span;
use crate::value::Result;

impl Interpreter {
    pub(super) fn for_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) -> Result<Flow> {
        let iterable = self.walked(iter)?;
        let mut walk = self.walk(&iterable, iter.span)?;
        drop(iterable);
        while let Some(value) = self.turn(&mut walk, iter.span)? {
            self.assign(target, value)?;
            match self.block(body)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Ok(Flow::Next),
                Flow::Return => return Ok(Flow::Return),
            }
        }
        self.block(orelse)
    }

    /// The next value of a loop, counted as a step.
    #[inline]
    pub(super) fn turn(
        &mut self,
        walk: &mut Walk,
        span: Span,
    ) -> Result<Option<crate::value::Value>> {
        if let Err(error) = meter::steps(1) {
            return Err(self.at(error, span));
        }
        match walk.next(self) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.at(error, span)),
        }
    }

    pub(super) fn while_loop(
        &mut self,
        test: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) -> Result<Flow> {
        loop {
            if let Err(error) = meter::steps(1) {
                return Err(self.at(error, test.span));
            }
            if !self.condition(test)? {
                return self.block(orelse);
            }
            match self.block(body)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Ok(Flow::Next),
                Flow::Return => return Ok(Flow::Return),
            }
        }
    }
}
