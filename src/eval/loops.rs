//! `for` and `while`.

use super::Interpreter;
use super::generators::Pause;
use super::statements::Flow;
use super::walk::Walk;
use crate::array::meter;
use crate::syntax::ast::{Expr, Stmt};
use crate::text::Span;
use crate::value::{Result, Value};

impl Interpreter {
    pub(super) fn for_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
    ) -> Result<Flow> {
        let own = |pause| match pause {
            Pause::For(walk) => Ok(Some(walk)),
            Pause::LoopElse => Ok(None),
            other => Err(other),
        };
        let resumed = self.resumed(own);
        let mut inside = resumed.is_some();
        let mut walk = match resumed {
            Some(Some(walk)) => walk,
            Some(None) => return self.loop_else(orelse),
            None => {
                let iterable = self.walked(iter)?;
                self.walk(&iterable, iter.span)?
            }
        };
        loop {
            if !std::mem::take(&mut inside) {
                let Some(value) = self.turn(&mut walk, iter.span)? else {
                    return self.loop_else(orelse);
                };
                self.assign(target, value)?;
            }
            match self.block(body) {
                Ok(Flow::Next | Flow::Continue) => {}
                Ok(Flow::Yield) => return Ok(self.pausing(Flow::Yield, || Pause::For(walk))),
                left => return self.leave_loop(walk, left),
            }
        }
    }

    /// The `else` of a loop that was not left early.
    fn loop_else(&mut self, orelse: &[Stmt]) -> Result<Flow> {
        let flow = self.block(orelse)?;
        Ok(self.pausing(flow, || Pause::LoopElse))
    }

    /// Leaves a loop early. A stop asks no more code of the lesson's.
    fn leave_loop(&mut self, walk: Walk, left: Result<Flow>) -> Result<Flow> {
        match left {
            Ok(flow) => {
                let returned = std::mem::replace(&mut self.returned, Value::None);
                self.abandon(walk)?;
                self.returned = returned;
                Ok(if flow == Flow::Break {
                    Flow::Next
                } else {
                    flow
                })
            }
            Err(error) => Err(error),
        }
    }

    /// The next value of a loop, counted as a step.
    #[inline]
    pub(super) fn turn(&mut self, walk: &mut Walk, span: Span) -> Result<Option<Value>> {
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
        let own = |pause| match pause {
            Pause::While => Ok(true),
            Pause::LoopElse => Ok(false),
            other => Err(other),
        };
        let resumed = self.resumed(own);
        if resumed == Some(false) {
            return self.loop_else(orelse);
        }
        let mut inside = resumed.is_some();
        loop {
            if let Err(error) = meter::steps(1) {
                return Err(self.at(error, test.span));
            }
            if !std::mem::take(&mut inside) && !self.condition(test)? {
                return self.loop_else(orelse);
            }
            self.forget_kept();
            match self.block(body)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Ok(Flow::Next),
                Flow::Return => return Ok(Flow::Return),
                Flow::Yield => return Ok(self.pausing(Flow::Yield, || Pause::While)),
            }
        }
    }
}
