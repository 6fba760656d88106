//! `def` and `lambda`, and what happens when one is called.

use std::rc::Rc;

use super::binding::bind;
use super::frame::{Code, Frame};
use super::statements::Flow;
use super::{Interpreter, operations, peek};
use crate::array::meter;
use crate::syntax::ast::{Argument, Body, Expr, FunctionDef};
use crate::text::Span;
use crate::value::builtin::CALL_STEPS;
use crate::value::special::{self, Trust};
use crate::value::{Arguments, Function, Raised, Result, Value};

/// How many vectors of slots are kept for the next calls.
const SPARE_LOCALS: usize = 64;

impl Interpreter {
    /// `def name(…): …`
    pub(super) fn define(&mut self, definition: &Rc<FunctionDef>) -> Result<()> {
        let decorators = self.decorators(&definition.decorators)?;
        let function = self.function(definition)?;
        self.annotate(&function, definition)?;
        let decorated = self.decorated(function, decorators)?;
        self.store(definition.name, definition.variable, decorated);
        Ok(())
    }

    /// Gives a function the `__annotations__` of its definition.
    fn annotate(&mut self, function: &Value, definition: &FunctionDef) -> Result<()> {
        let parameters = &definition.parameters;
        let positional = parameters.positional.iter().chain(&parameters.args);
        let named = parameters.keyword_only.iter().chain(&parameters.kwargs);
        let parameters = positional.chain(named);
        let annotated = parameters.filter_map(|p| Some((p.name.name(), p.annotation.as_ref()?)));
        let returned = definition
            .returns
            .iter()
            .map(|returns| ("return".into(), returns));
        let mut kept = Vec::new();
        for (name, annotation) in annotated.chain(returned) {
            kept.push((name, self.annotation(annotation)?));
        }
        if let Value::Function(function) = function
            && !kept.is_empty()
        {
            let table = operations::keyword_dict(self, kept)?;
            let mut attributes = function.attributes.borrow_mut();
            attributes.push(("__annotations__".into(), table));
        }
        Ok(())
    }

    /// The values of decorators, which are evaluated from top to bottom.
    pub(super) fn decorators(&mut self, decorators: &[Expr]) -> Result<Vec<(Value, Span)>> {
        let evaluated = decorators.iter().map(|decorator| {
            let value = self.expr(decorator)?;
            Ok((value, decorator.span))
        });
        evaluated.collect()
    }

    /// What decorators make of a function or class: the one next to it is called first.
    pub(super) fn decorated(
        &mut self,
        value: Value,
        decorators: Vec<(Value, Span)>,
    ) -> Result<Value> {
        let mut decorated = value;
        for (decorator, span) in decorators.into_iter().rev() {
            self.here = span;
            decorated = meter::steps(1)
                .map_err(Raised::from)
                .and_then(|()| self.apply(&decorator, Arguments::positional([decorated])))
                .map_err(|error| self.at(error, span))?;
        }
        Ok(decorated)
    }

    /// The function that a definition makes here: with the defaults as they are now, and the cells around it.
    pub(super) fn function(&mut self, definition: &Rc<FunctionDef>) -> Result<Value> {
        let parameters = &definition.parameters;
        let named = parameters.positional.iter().chain(&parameters.keyword_only);
        let defaults = named
            .filter_map(|parameter| parameter.default.as_ref())
            .map(|default| self.expr(default))
            .collect::<Result<Vec<Value>>>()?;
        Ok(Value::Function(Rc::new(Function {
            definition: definition.clone(),
            defaults,
            captured: self.frame.captured(&definition.scope).collect(),
            source: self.frame.code.source().clone(),
            attributes: Default::default(),
        })))
    }

    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function>,
        arguments: Arguments,
    ) -> Result<Value> {
        let mut locals = self.spare_locals();
        locals.resize(function.definition.scope.locals.len(), None);
        bind(self, function, &mut locals, arguments)?;
        self.run_call(Frame::call(function.clone(), locals))
    }

    /// Calls a function whose parameters are exactly the positional arguments: they go straight into its slots.
    /// The outer result is that of the arguments, the inner one that of the call.
    pub(super) fn call_plainly(
        &mut self,
        function: Rc<Function>,
        given: &[Argument],
    ) -> Result<Result<Value>> {
        let mut locals = self.spare_locals();
        for argument in given {
            locals.push(Some(self.expr(&argument.value)?));
        }
        Ok(self.run_call(Frame::call(function, locals)))
    }

    /// Runs the function of a frame whose parameters are bound.
    fn run_call(&mut self, mut frame: Frame) -> Result<Value> {
        let Code::Function(function) = frame.code.clone() else {
            return Ok(Value::None);
        };
        if self.peeking {
            return Err(peek::refused("a function of the session"));
        }
        if function.definition.scope.generator {
            return Ok(self.generator(frame));
        }
        meter::steps(CALL_STEPS)?;
        self.depth.enter_call()?;
        std::mem::swap(&mut self.frame, &mut frame);
        let result = match &self.stranger {
            None => self.body(&function.definition.body),
            Some(_) => self.with_trust(|own| own.body(&function.definition.body)),
        };
        std::mem::swap(&mut self.frame, &mut frame);
        self.depth.leave_call();
        match &result {
            Err(error) if error.trace().len() == 1 => self.fallen = Some(frame),
            _ => self.keep_locals(frame.locals),
        }
        result
    }

    /// An empty vector for the slots of a call, out of those of calls that have ended.
    fn spare_locals(&mut self) -> Vec<Option<Value>> {
        self.spare.pop().unwrap_or_default()
    }

    fn keep_locals(&mut self, mut locals: Vec<Option<Value>>) {
        if self.spare.len() < SPARE_LOCALS {
            locals.clear();
            self.spare.push(locals);
        }
    }

    fn body(&mut self, body: &Body) -> Result<Value> {
        match body {
            Body::Expr(value) => self.expr(value),
            Body::Block(statements) => match self.block(statements)? {
                Flow::Return => Ok(std::mem::replace(&mut self.returned, Value::None)),
                _ => Ok(Value::None),
            },
        }
    }

    /// Runs the code of the running frame, where there is a stranger: its own code sees its own methods, and what
    /// judges it does not.
    pub(super) fn with_trust<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        let strange = self.stranger.as_deref() == Some(self.frame.code.source().name.as_str());
        let _trusting = strange.then(|| special::trust(Trust::Strange));
        f(self)
    }

    /// Runs `f` with `frame` as the running one; both frames come back to where they were, on errors too.
    pub(super) fn inside<R>(&mut self, frame: &mut Frame, f: impl FnOnce(&mut Self) -> R) -> R {
        std::mem::swap(&mut self.frame, frame);
        let result = match &self.stranger {
            None => f(self),
            Some(_) => self.with_trust(f),
        };
        std::mem::swap(&mut self.frame, frame);
        result
    }
}
