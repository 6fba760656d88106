//! Expressions: which function evaluates which.

use std::rc::Rc;

use num_complex::Complex;

use super::{Interpreter, operations};
use crate::syntax::ast::{Expr, ExprKind, UnaryOp};
use crate::text::Span;
use crate::value::{Raised, Result, Slice, Value};

impl Interpreter {
    /// The value of an expression.
    ///
    /// # Errors
    /// Whatever it raises, with the place in this frame on its trace.
    pub(super) fn expr(&mut self, expr: &Expr) -> Result<Value> {
        match &expr.kind {
            ExprKind::Name { symbol, variable } => self.load(*symbol, *variable, expr.span),
            ExprKind::Int(value) => Ok(Value::Int(*value)),
            ExprKind::Float(value) => Ok(Value::Float(*value)),
            ExprKind::Str(text) => Ok(Value::Str(text.clone())),
            ExprKind::Bool(value) => Ok(Value::Bool(*value)),
            ExprKind::None => Ok(Value::None),
            _ => {
                if let Err(error) = self.depth.descend() {
                    return Err(self.at(error, expr.span));
                }
                let value = match self.frame.kept {
                    None => self.compound(expr),
                    Some(_) => self.kept_expr(expr),
                };
                self.depth.ascend();
                value
            }
        }
    }

    pub(super) fn compound(&mut self, expr: &Expr) -> Result<Value> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Binary {
                left,
                op,
                op_span,
                right,
            } => self.binary(left, *op, *op_span, right),
            ExprKind::Compare { first, rest } => self.comparison(first, rest),
            ExprKind::Call {
                function,
                arguments,
            } => self.call_expr(function, arguments, span),
            ExprKind::Subscript { value, index } => self.subscript(value, index),
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => self.attribute_expr(value, *name, *name_span),
            ExprKind::Unary { op, operand } => self.unary(*op, operand, span),
            ExprKind::BoolOp {
                op,
                op_spans,
                values,
            } => self.bool_op(*op, op_spans, values),
            ExprKind::Conditional { test, body, orelse } => self.conditional(test, body, orelse),
            ExprKind::List(items) => Ok(Value::list(self.items(items)?)),
            ExprKind::Tuple(items) => Ok(Value::tuple(self.items(items)?)),
            ExprKind::Set(items) => self.set_display(items),
            ExprKind::Dict(items) => self.dict_display(items),
            ExprKind::FString(parts) => self.f_string(parts),
            ExprKind::Slice { start, stop, step } => self.slice(start, stop, step),
            ExprKind::Lambda(definition) => self.function(definition),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Walrus { target, value } => self.walrus(target, value),
            ExprKind::Starred(_) => Err(self.at(misplaced_star(), span)),
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => self.yield_inside(expr),
            _ => Ok(constant(&expr.kind)),
        }
    }

    fn conditional(&mut self, test: &Expr, body: &Expr, orelse: &Expr) -> Result<Value> {
        let chosen = if self.condition(test)? { body } else { orelse };
        self.expr(chosen)
    }

    /// Is the value of `test` true? The error blames the test.
    #[inline]
    pub(super) fn condition(&mut self, test: &Expr) -> Result<bool> {
        if let Some(answer) = self.quick_test(test) {
            return Ok(answer);
        }
        match self.expr(test)? {
            Value::Bool(answer) => Ok(answer),
            value => self.truth(&value, blamed_for_truth(test)),
        }
    }

    /// `bool(value)`, blamed on `span`.
    pub(super) fn truth(&mut self, value: &Value, span: Span) -> Result<bool> {
        self.here = span;
        operations::truth(self, value).map_err(|error| self.at(error, span))
    }

    fn slice(
        &mut self,
        start: &Option<Box<Expr>>,
        stop: &Option<Box<Expr>>,
        step: &Option<Box<Expr>>,
    ) -> Result<Value> {
        let mut end = |expr: &Option<Box<Expr>>| match expr {
            Some(expr) => self.expr(expr),
            None => Ok(Value::None),
        };
        Ok(Value::Slice(Rc::new(Slice {
            start: end(start)?,
            stop: end(stop)?,
            step: end(step)?,
        })))
    }

    fn walrus(&mut self, target: &Expr, value: &Expr) -> Result<Value> {
        let value = self.expr(value)?;
        self.assign(target, value.clone())?;
        Ok(value)
    }

    /// What parses but does not run yet.
    #[cold]
    pub(super) fn unsupported(&self, construct: &str, span: Span) -> Raised {
        let message = format!("ndbook does not run `{construct}` yet");
        self.at(
            Raised::new(crate::value::ClassId::NOT_IMPLEMENTED_ERROR, message),
            span,
        )
    }
}

/// Literals that are rarer than those [`Interpreter::expr`] knows itself.
fn constant(kind: &ExprKind) -> Value {
    match kind {
        ExprKind::BigInt(value) => Value::BigInt(value.clone()),
        ExprKind::Imaginary(im) => Value::Complex(Complex::new(0.0, *im)),
        ExprKind::Bytes(bytes) => Value::Bytes(bytes.clone()),
        ExprKind::Ellipsis => Value::Ellipsis,
        _ => Value::None,
    }
}

/// A chained comparison's own `and` is what fails on arrays; of other tests, all.
fn blamed_for_truth(test: &Expr) -> Span {
    match &test.kind {
        ExprKind::Compare { rest, .. } => rest.first().map_or(test.span, |(_, span, _)| *span),
        ExprKind::Unary {
            op: UnaryOp::Not, ..
        } => test.span,
        _ => test.span,
    }
}

fn misplaced_star() -> Raised {
    Raised::new(
        crate::value::ClassId::SYNTAX_ERROR,
        "can't use starred expression here",
    )
}
