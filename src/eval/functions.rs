//! `def` and `lambda`, and what happens when one is called.

use std::rc::Rc;

use super::Interpreter;
use super::binding::bind;
use super::frame::Frame;
use super::statements::Flow;
use crate::syntax::ast::{Body, FunctionDef};
use crate::value::{Arguments, Function, Result, Value};

impl Interpreter {
    /// `def name(…): …`
    pub(super) fn define(&mut self, definition: &Rc<FunctionDef>) -> Result<()> {
        if let Some(decorator) = definition.decorators.first() {
            return Err(self.unsupported("@decorator", decorator.span));
        }
        let function = self.function(definition)?;
        for parameter in definition.parameters.all() {
            if let Some(annotation) = &parameter.annotation {
                self.annotation(annotation)?;
            }
        }
        if let Some(returns) = &definition.returns {
            self.annotation(returns)?;
        }
        self.store(definition.name, definition.variable, function);
        Ok(())
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
            source: self.frame.source.clone(),
            attributes: Default::default(),
        })))
    }

    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function>,
        arguments: Arguments,
    ) -> Result<Value> {
        let mut frame = Frame::call(function);
        bind(self, function, &mut frame.locals, arguments)?;
        let scope = &function.definition.scope;
        for &(slot, cell) in &scope.parameter_cells {
            let value = frame.locals.get_mut(slot as usize).and_then(Option::take);
            if let Some(cell) = frame.cells.get(cell as usize) {
                cell.replace(value);
            }
        }
        if scope.generator {
            return Err(self.unsupported("yield", function.definition.name_span));
        }
        self.depth.enter_call()?;
        let result = self.inside(&mut frame, |interpreter| {
            interpreter.body(&function.definition.body)
        });
        self.depth.leave_call();
        result
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

    /// Runs `f` with `frame` as the running one; both frames come back to where they were, on errors too.
    pub(super) fn inside<R>(&mut self, frame: &mut Frame, f: impl FnOnce(&mut Self) -> R) -> R {
        std::mem::swap(&mut self.frame, frame);
        let result = f(self);
        std::mem::swap(&mut self.frame, frame);
        result
    }
}
