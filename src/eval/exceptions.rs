//! `try`, `raise`, and what an exception remembers.

use std::rc::Rc;

use super::Interpreter;
use super::generators::{Pause, TryPause};
use super::statements::Flow;
use crate::array::meter;
use crate::syntax::ast::{Expr, ExprKind, Handler, Try};
use crate::text::Span;
use crate::value::{Arguments, ClassId, Exception, Raised, Result, TracePoint, Value};

/// An exception whose handler runs, with the places it came through: a bare `raise` sends it on.
pub(super) struct Handled {
    pub exception: Rc<Exception>,
    trace: Vec<TracePoint>,
}

impl Handled {
    fn of(error: &Raised) -> Option<Handled> {
        Some(Handled {
            exception: error.as_exception()?.clone(),
            trace: error.trace().to_vec(),
        })
    }

    fn raised_again(&self) -> Raised {
        let error = Raised::exception(self.exception.clone());
        self.trace.iter().cloned().fold(error, Raised::passing)
    }
}

impl Interpreter {
    pub(super) fn try_statement(&mut self, parts: &Try) -> Result<Flow> {
        let own = |pause| match pause {
            Pause::Try(pause) => Ok(pause),
            other => Err(other),
        };
        let outcome = match self.resumed(own) {
            Some(TryPause::Finally(Err(error))) => return self.finally_after(error, parts),
            Some(TryPause::Finally(Ok((flow, returned)))) => {
                return self.finally(flow, returned, parts);
            }
            Some(TryPause::Handler(number, error)) => self.run_handler(error, number, parts),
            Some(TryPause::Else) => self.try_else(parts),
            Some(TryPause::Body) | None => self.try_and_handle(parts),
        };
        if parts.finally.is_empty() {
            return outcome;
        }
        match outcome {
            // What ends the cell passes `finally` too.
            Err(stop) if stop.as_exception().is_none() => Err(stop),
            Err(error) => self.finally_after(error, parts),
            Ok(Flow::Yield) => Ok(Flow::Yield),
            Ok(flow) => {
                let returned = std::mem::replace(&mut self.returned, Value::None);
                self.finally(flow, returned, parts)
            }
        }
    }

    /// Runs `finally` on a way out without an exception; another way out of it takes its place.
    fn finally(&mut self, flow: Flow, returned: Value, parts: &Try) -> Result<Flow> {
        match self.block(&parts.finally)? {
            Flow::Next => {
                self.returned = returned;
                Ok(flow)
            }
            left => Ok(self.pausing(left, || Pause::Try(TryPause::Finally(Ok((flow, returned)))))),
        }
    }

    /// Runs `finally` with an exception on its way; leaving the block early swallows it.
    fn finally_after(&mut self, error: Raised, parts: &Try) -> Result<Flow> {
        let flow = self.handling(&error, |interpreter| interpreter.block(&parts.finally))?;
        match flow {
            Flow::Next => Err(error),
            left => Ok(self.pausing(left, || Pause::Try(TryPause::Finally(Err(error))))),
        }
    }

    fn try_and_handle(&mut self, parts: &Try) -> Result<Flow> {
        match self.block(&parts.body) {
            Ok(Flow::Next) => self.try_else(parts),
            Ok(left) => Ok(self.pausing(left, || Pause::Try(TryPause::Body))),
            Err(error) => self.handle(error, parts),
        }
    }

    fn try_else(&mut self, parts: &Try) -> Result<Flow> {
        let flow = self.block(&parts.orelse)?;
        Ok(self.pausing(flow, || Pause::Try(TryPause::Else)))
    }

    fn handle(&mut self, error: Raised, parts: &Try) -> Result<Flow> {
        let Some(exception) = error.as_exception().cloned() else {
            return Err(error);
        };
        // An exception with its message and its place costs as much as some steps.
        meter::steps(16)?;
        self.set_context(&exception);
        for (number, handler) in parts.handlers.iter().enumerate() {
            let matching = |interpreter: &mut Interpreter| interpreter.matches(handler, &exception);
            if self.handling(&error, matching)? {
                return self.run_handler(error, number, parts);
            }
        }
        Err(error)
    }

    /// Runs the handler of this number, or goes on with it.
    fn run_handler(&mut self, error: Raised, number: usize, parts: &Try) -> Result<Flow> {
        let (Some(handler), Some(exception)) =
            (parts.handlers.get(number), error.as_exception().cloned())
        else {
            return Err(error);
        };
        let flow = self.handling(&error, |interpreter| interpreter.run(handler, &exception))?;
        Ok(self.pausing(flow, || Pause::Try(TryPause::Handler(number, error))))
    }

    fn run(&mut self, handler: &Handler, exception: &Rc<Exception>) -> Result<Flow> {
        let Some(name) = &handler.name else {
            return self.block(&handler.body);
        };
        if self.pauses.is_empty() {
            self.assign(name, Value::Exception(exception.clone()))?;
        }
        let flow = self.block(&handler.body);
        // The name is gone after its handler, even if the handler unbound it itself.
        if let ExprKind::Name { symbol, variable } = name.kind
            && !matches!(flow, Ok(Flow::Yield))
        {
            self.unbind(symbol, variable, name.span).ok();
        }
        flow
    }

    /// Does a handler's class, or one of its tuple of classes, fit?
    fn matches(&mut self, handler: &Handler, exception: &Exception) -> Result<bool> {
        let Some(kind) = &handler.kind else {
            return Ok(true);
        };
        let wanted = self.expr(kind)?;
        let classes = match &wanted {
            Value::Tuple(classes) => classes,
            one => std::slice::from_ref(one),
        };
        let mut fits = false;
        for class in classes {
            match class {
                Value::Class(class) if class.builtin().is_exception() => {
                    fits |= exception.class.is_subclass(class);
                }
                _ => {
                    let message =
                        "catching classes that do not inherit from BaseException is not allowed";
                    return Err(self.at(Raised::type_error(message), kind.span));
                }
            }
        }
        Ok(fits)
    }

    /// Runs `f` while `error` counts as being handled; what `f` raises gets it as its context.
    pub(super) fn handling<R>(
        &mut self,
        error: &Raised,
        f: impl FnOnce(&mut Self) -> Result<R>,
    ) -> Result<R> {
        let Some(handled) = Handled::of(error) else {
            return f(self);
        };
        self.handling.push(handled);
        let result = f(self);
        if let Err(error) = &result
            && let Some(exception) = error.as_exception()
        {
            self.set_context(exception);
        }
        self.handling.pop();
        result
    }

    /// `__context__`: the exception that was being handled when this one was raised.
    pub(super) fn set_context(&self, exception: &Rc<Exception>) {
        let Some(handled) = self.handling.last() else {
            return;
        };
        let mut context = exception.context.borrow_mut();
        if context.is_none() && !is_in_chain(&handled.exception, exception) {
            *context = Some(Value::Exception(handled.exception.clone()));
        }
    }

    pub(super) fn raise(
        &mut self,
        exception: Option<&Expr>,
        cause: Option<&Expr>,
        span: Span,
    ) -> Result<()> {
        let Some(expr) = exception else {
            return Err(match self.handling.last() {
                Some(handled) => handled.raised_again(),
                None => self.at(
                    Raised::new(ClassId::RUNTIME_ERROR, "No active exception to reraise"),
                    span,
                ),
            });
        };
        let exception = self.exception_of(expr, "exceptions must derive from BaseException")?;
        if let Some(cause) = cause {
            self.set_cause(&exception, cause)?;
        }
        self.set_context(&exception);
        Err(self.at(Raised::exception(exception), span))
    }

    /// The exception that an expression gives, or that the class it gives makes.
    fn exception_of(&mut self, expr: &Expr, refusal: &str) -> Result<Rc<Exception>> {
        let value = match self.expr(expr)? {
            class @ Value::Class(_) if class_is_exception(&class) => self
                .apply(&class, Arguments::none())
                .map_err(|error| self.at(error, expr.span))?,
            other => other,
        };
        match value {
            Value::Exception(exception) => Ok(exception),
            _ => Err(self.at(Raised::type_error(refusal), expr.span)),
        }
    }

    fn set_cause(&mut self, exception: &Exception, cause: &Expr) -> Result<()> {
        let value = match cause.kind {
            ExprKind::None => None,
            _ => {
                let refusal = "exception causes must derive from BaseException";
                Some(Value::Exception(self.exception_of(cause, refusal)?))
            }
        };
        exception.suppress_context.set(true);
        exception.cause.replace(value);
        Ok(())
    }
}

fn class_is_exception(value: &Value) -> bool {
    matches!(value, Value::Class(class) if class.builtin().is_exception())
}

/// Does the chain of contexts that begins at `start` contain `wanted`? A chain must not become a ring.
fn is_in_chain(start: &Rc<Exception>, wanted: &Rc<Exception>) -> bool {
    let mut at = Some(start.clone());
    while let Some(exception) = at {
        // Chains can grow long; where the budget ends here, the next statement says so.
        let _ = meter::steps(1);
        if Rc::ptr_eq(&exception, wanted) {
            return true;
        }
        at = match &*exception.context.borrow() {
            Some(Value::Exception(context)) => Some(context.clone()),
            _ => None,
        };
    }
    false
}
