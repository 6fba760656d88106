//! Functions with `yield`.
//!
//! The walk cannot stand still in the middle of a tree, so that it leaves it: a `yield` ends every block around it by
//! [`Flow::Yield`], and each construct on the way out says in a [`Pause`] where it was. Going on walks the same way down
//! again, and each construct takes its pause instead of beginning anew; nothing of the lesson's is evaluated on the way.
//! That goes for a `yield` that is a statement of its own or the whole right side of an assignment; for those inside of
//! expressions see [`super::suspension`].
//!
//! Invariant: whenever code runs that is not on such a way, [`Interpreter::pauses`] is empty.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::frame::{Code, Frame};
use super::statements::Flow;
use super::suspension::Kept;
use super::walk::Walk;
use super::{Interpreter, operations};
use crate::array::meter;
use crate::syntax::ast::{Body, Expr, ExprKind};
use crate::text::Span;
use crate::value::{
    ClassId, Exception, Host, Iterate, IteratorObject, Raised, Result, Sent, Value,
};

/// Where a construct was when a `yield` inside it left it.
pub(super) enum Pause {
    /// At the statement of this number.
    Block(usize),
    /// In the body after this many tests that were false.
    If(usize),
    /// In the body of a `for`.
    For(Walk),
    /// In the body of a `while`.
    While,
    /// In the `else` of a loop.
    LoopElse,
    Try(TryPause),
    /// Inside a context manager.
    With(Value),
    /// At a `yield` itself.
    Yield,
    /// At a `yield from`.
    From(Rc<IteratorObject>),
    /// In the middle of an expression, with what was evaluated of the statement.
    Kept(Box<Kept>),
}

/// Where a `try` was.
pub(super) enum TryPause {
    Body,
    /// In the handler of this number, with the exception.
    Handler(usize, Raised),
    Else,
    /// In `finally`, with what goes on after it: an exception, or a way out and a value to return.
    Finally(Result<(Flow, Value)>),
}

/// Is the expression a `yield`, alone?
pub(super) fn is_yield(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_))
}

impl Interpreter {
    /// What a construct was doing, when it is on the way down to a `yield`: its own pause, which is the last one.
    pub(super) fn resumed<T>(&mut self, own: impl FnOnce(Pause) -> Result<T, Pause>) -> Option<T> {
        match own(self.pauses.pop()?) {
            Ok(pause) => Some(pause),
            Err(other) => {
                self.pauses.push(other);
                None
            }
        }
    }

    /// Hands on how a block was left; where that is by a `yield`, with the pause of the construct around it.
    pub(super) fn pausing(&mut self, flow: Flow, pause: impl FnOnce() -> Pause) -> Flow {
        if flow == Flow::Yield {
            self.pauses.push(pause());
        }
        flow
    }

    /// The value of a `yield` that was sent back; `None` where it is left now.
    pub(super) fn yield_value(&mut self, expr: &Expr) -> Result<Option<Value>> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::YieldFrom(source) => self.yield_from(source, span),
            ExprKind::Yield(value) => {
                let own = |pause| match pause {
                    Pause::Yield => Ok(()),
                    other => Err(other),
                };
                if self.resumed(own).is_some() {
                    return match self.take_sent() {
                        Sent::Value(value) => Ok(Some(value)),
                        Sent::Raise(error) => Err(self.at(error, span)),
                    };
                }
                self.yielded = match value {
                    Some(value) => self.expr(value)?,
                    None => Value::None,
                };
                self.pauses.push(Pause::Yield);
                Ok(None)
            }
            _ => self.expr(expr).map(Some),
        }
    }

    pub(super) fn take_sent(&mut self) -> Sent {
        std::mem::replace(&mut self.sent, Sent::Value(Value::None))
    }

    fn yield_from(&mut self, source: &Expr, span: Span) -> Result<Option<Value>> {
        let own = |pause| match pause {
            Pause::From(iterator) => Ok(iterator),
            other => Err(other),
        };
        let (iterator, sent) = match self.resumed(own) {
            Some(iterator) => (iterator, self.take_sent()),
            None => {
                let source = self.expr(source)?;
                self.here = span;
                let iterator = operations::iterator(self, &source);
                let iterator = iterator.map_err(|error| self.at(error, span))?;
                (iterator, Sent::Value(Value::None))
            }
        };
        if let Sent::Value(value) = &sent
            && !value.is_none()
            && iterator.class != ClassId::GENERATOR
        {
            let name = iterator.class.name();
            let message = format!("'{name}' object has no attribute 'send'");
            return Err(self.at(Raised::attribute_error(message), span));
        }
        let item = iterator.send(self, sent);
        match item.map_err(|error| self.at(error, span))? {
            Some(item) => {
                self.yielded = item;
                self.pauses.push(Pause::From(iterator));
                Ok(None)
            }
            None => Ok(Some(iterator.returned())),
        }
    }

    /// What a call of a function with `yield` gives.
    pub(super) fn generator(&mut self, frame: Frame) -> Value {
        let generator = Generator {
            frame,
            state: State::Created,
            pauses: Vec::new(),
            returned: Value::None,
            forsaken: Rc::downgrade(&self.forsaken),
        };
        let iterator = IteratorObject::new(ClassId::GENERATOR, Box::new(generator));
        Value::Iterator(Rc::new(iterator))
    }

    /// Closes the generators that nobody holds any more. What they raise goes unheard, as in Python, but for limits.
    #[inline]
    pub(super) fn close_forsaken(&mut self) -> Result<()> {
        if !self.pauses.is_empty() || self.forsaken.borrow().is_empty() {
            return Ok(());
        }
        self.close_all_forsaken()
    }

    #[cold]
    fn close_all_forsaken(&mut self) -> Result<()> {
        loop {
            let next = self.forsaken.borrow_mut().pop();
            let Some(mut generator) = next else {
                return Ok(());
            };
            meter::steps(1)?;
            let exit = Exception::new(ClassId::GENERATOR_EXIT, Vec::new());
            let closed = generator.send(self, Sent::Raise(Raised::exception(Rc::new(exit))));
            generator.end();
            match closed {
                Err(error) if error.as_exception().is_none() => return Err(error),
                _ => {}
            }
        }
    }

    /// Ends a generator that a loop was the last to hold, so that its `finally` blocks run.
    pub(super) fn abandon(&mut self, walk: Walk) -> Result<()> {
        match walk {
            Walk::Other(iterator)
                if iterator.class == ClassId::GENERATOR && Rc::strong_count(&iterator) == 1 =>
            {
                iterator.close(self)
            }
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Suspended,
    Done,
}

/// A call of a function with `yield`, between two of its values.
pub(super) struct Generator {
    frame: Frame,
    state: State,
    /// The way down to the `yield`, outermost last.
    pauses: Vec<Pause>,
    /// What it returned.
    returned: Value,
    /// Where it goes when nobody holds it any more.
    forsaken: Weak<RefCell<Vec<Generator>>>,
}

/// Python closes a generator that nobody holds any more; dropping can run no code, so it waits for the next statement.
impl Drop for Generator {
    fn drop(&mut self) {
        let unfinished = |pause: &Pause| matches!(pause, Pause::Try(_) | Pause::With(_));
        if self.state != State::Suspended || !self.pauses.iter().any(unfinished) {
            return;
        }
        let Some(queue) = self.forsaken.upgrade() else {
            return;
        };
        let empty = Frame::cell(self.frame.code.source().clone());
        queue.borrow_mut().push(Generator {
            frame: std::mem::replace(&mut self.frame, empty),
            state: State::Suspended,
            pauses: std::mem::take(&mut self.pauses),
            returned: Value::None,
            forsaken: self.forsaken.clone(),
        });
    }
}

impl Generator {
    fn run(&mut self, interpreter: &mut Interpreter, sent: Sent) -> Result<Flow> {
        let Code::Function(function) = self.frame.code.clone() else {
            return Ok(Flow::Next);
        };
        interpreter.depth.enter_call()?;
        interpreter.sent = sent;
        let outer = std::mem::replace(&mut interpreter.pauses, std::mem::take(&mut self.pauses));
        let flow = interpreter.inside(&mut self.frame, |interpreter| {
            match &function.definition.body {
                Body::Block(body) => interpreter.block(body),
                Body::Expr(value) => interpreter.lambda_body(value),
            }
        });
        self.pauses = std::mem::replace(&mut interpreter.pauses, outer);
        interpreter.depth.leave_call();
        flow
    }

    fn outcome(
        &mut self,
        interpreter: &mut Interpreter,
        flow: Result<Flow>,
    ) -> Result<Option<Value>> {
        match flow {
            Ok(Flow::Yield) => {
                self.state = State::Suspended;
                let item = std::mem::replace(&mut interpreter.yielded, Value::None);
                return Ok(Some(item));
            }
            Ok(Flow::Return) => {
                self.returned = std::mem::replace(&mut interpreter.returned, Value::None);
            }
            Ok(_) => {}
            Err(error) => {
                self.end();
                return Err(match error.is_a(ClassId::STOP_ITERATION) {
                    true => stopped_inside(error),
                    false => error,
                });
            }
        }
        self.end();
        Ok(None)
    }

    fn end(&mut self) {
        self.state = State::Done;
        self.pauses.clear();
        self.frame.locals.clear();
        self.frame.cells.clear();
        self.frame.kept = None;
    }
}

impl Iterate for Generator {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        self.send(host, Sent::Value(Value::None))
    }

    fn send(&mut self, host: &mut dyn Host, sent: Sent) -> Result<Option<Value>> {
        let Some(interpreter) = host.as_any().downcast_mut::<Interpreter>() else {
            return Ok(None);
        };
        match (self.state, sent) {
            (State::Done, Sent::Value(_)) => Ok(None),
            (State::Created | State::Done, Sent::Raise(error)) => {
                self.end();
                Err(error)
            }
            (State::Created, Sent::Value(value)) if !value.is_none() => {
                let message = "can't send non-None value to a just-started generator";
                Err(Raised::type_error(message))
            }
            (_, sent) => {
                let flow = self.run(interpreter, sent);
                self.outcome(interpreter, flow)
            }
        }
    }

    fn returned(&mut self) -> Value {
        std::mem::replace(&mut self.returned, Value::None)
    }

    fn name(&self) -> Option<String> {
        let function = self.frame.code.function()?;
        Some(function.definition.qualified.clone())
    }
}

/// A StopIteration that leaves a generator would look like its end.
fn stopped_inside(error: Raised) -> Raised {
    let Some(stop) = error.as_exception() else {
        return error;
    };
    let exception = Exception::new(
        ClassId::RUNTIME_ERROR,
        vec![Value::str("generator raised StopIteration")],
    );
    let stop = Value::Exception(stop.clone());
    exception.cause.replace(Some(stop.clone()));
    exception.context.replace(Some(stop));
    exception.suppress_context.set(true);
    let trace = error.trace().to_vec();
    trace
        .into_iter()
        .fold(Raised::exception(exception.into()), Raised::passing)
}
