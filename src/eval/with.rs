//! `with`: context managers are entered from left to right, and left in the opposite order, whatever happens inside.

use super::generators::Pause;
use super::statements::Flow;
use super::{Interpreter, operations};
use crate::builtins::operators::{call_method, has_method};
use crate::syntax::ast::{Stmt, WithItem};
use crate::text::Span;
use crate::value::{Raised, Result, Value};

impl Interpreter {
    /// Enters the first manager; the others and the body run inside it.
    pub(super) fn with_statement(&mut self, items: &[WithItem], body: &[Stmt]) -> Result<Flow> {
        let Some((item, others)) = items.split_first() else {
            return self.block(body);
        };
        let span = item.context.span;
        let own = |pause| match pause {
            Pause::With(manager) => Ok(manager),
            other => Err(other),
        };
        let (manager, entered) = match self.resumed(own) {
            Some(manager) => (manager, None),
            None => {
                let manager = self.expr(&item.context)?;
                let entered = self
                    .enter_manager(&manager)
                    .map_err(|error| self.at(error, span))?;
                (manager, Some(entered))
            }
        };
        if let Err(error) = self.depth.descend() {
            let error = self.at(error, span);
            return self.leave_by_error(&manager, error, span);
        }
        let assigned = match (&item.target, entered) {
            (Some(target), Some(entered)) => self.assign(target, entered),
            _ => Ok(()),
        };
        let outcome = assigned.and_then(|()| self.with_statement(others, body));
        self.depth.ascend();
        match outcome {
            Ok(Flow::Yield) => Ok(self.pausing(Flow::Yield, || Pause::With(manager))),
            Ok(flow) => self.leave_by(&manager, flow, span),
            Err(error) => self.leave_by_error(&manager, error, span),
        }
    }

    fn enter_manager(&mut self, manager: &Value) -> Result<Value> {
        let refusal = |missed: &str| {
            let name = operations::type_name(manager);
            let message = format!("'{name}' object does not support the context manager protocol");
            Raised::type_error(message + missed)
        };
        if !has_method(manager, "__enter__") {
            return Err(refusal(""));
        }
        if !has_method(manager, "__exit__") {
            return Err(refusal(" (missed __exit__ method)"));
        }
        let entered = call_method(self, manager, "__enter__", [])?;
        Ok(entered.unwrap_or(Value::None))
    }

    /// Leaves a manager whose block did not raise; a `return` out of it keeps its value.
    fn leave_by(&mut self, manager: &Value, flow: Flow, span: Span) -> Result<Flow> {
        let returned = std::mem::replace(&mut self.returned, Value::None);
        let nothing = [Value::None, Value::None, Value::None];
        call_method(self, manager, "__exit__", nothing).map_err(|error| self.at(error, span))?;
        self.returned = returned;
        Ok(flow)
    }

    /// Leaves a manager whose block raised: a true answer of `__exit__` swallows the exception.
    fn leave_by_error(&mut self, manager: &Value, error: Raised, span: Span) -> Result<Flow> {
        let Some(exception) = error.as_exception().cloned() else {
            // What ends the cell asks no code of the lesson; settings and files are put right all the same.
            if let Value::Native(_) = manager {
                let nothing = [Value::None, Value::None, Value::None];
                call_method(self, manager, "__exit__", nothing).ok();
            }
            return Err(error);
        };
        self.set_context(&exception);
        let told = [
            Value::Class(exception.class.clone()),
            Value::Exception(exception),
            Value::None,
        ];
        let swallowed = self.handling(&error, |interpreter| {
            let answer = call_method(interpreter, manager, "__exit__", told)
                .map_err(|error| interpreter.at(error, span))?;
            interpreter.truth(&answer.unwrap_or(Value::None), span)
        })?;
        match swallowed {
            true => Ok(Flow::Next),
            false => Err(error),
        }
    }
}
