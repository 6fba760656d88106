//! Operators: order of evaluation, short circuits, and what an error is blamed on.

use super::numbers::{arithmetic, order};
use super::{Interpreter, operations};
use crate::syntax::ast::{BinaryOp, BoolOp, CompareOp, Expr, UnaryOp};
use crate::text::Span;
use crate::value::{Result, Value};

impl Interpreter {
    pub(super) fn binary(
        &mut self,
        left: &Expr,
        op: BinaryOp,
        op_span: Span,
        right: &Expr,
    ) -> Result<Value> {
        if let Some(value) = self.quick_binary(left, op, right) {
            return Ok(value);
        }
        let left_value = self.expr(left)?;
        let right_value = self.expr(right)?;
        if let Some(value) = arithmetic(op, &left_value, &right_value) {
            return Ok(value);
        }
        self.here = op_span;
        operations::binary(self, op, left_value, right_value)
            .map_err(|error| self.at(error, op_span))
    }

    pub(super) fn unary(&mut self, op: UnaryOp, operand: &Expr, span: Span) -> Result<Value> {
        let value = self.expr(operand)?;
        match (op, &value) {
            (UnaryOp::Not, value) => self.truth(value, span).map(|answer| Value::Bool(!answer)),
            (UnaryOp::Minus, Value::Float(x)) => Ok(Value::Float(-x)),
            (UnaryOp::Minus, Value::Int(i)) if *i != i64::MIN => Ok(Value::Int(-i)),
            _ => {
                self.here = span;
                operations::unary(self, op, value).map_err(|error| self.at(error, span))
            }
        }
    }

    /// `a < b <= c`: each operand is evaluated once, and only as far as needed.
    pub(super) fn comparison(
        &mut self,
        first: &Expr,
        rest: &[(CompareOp, Span, Expr)],
    ) -> Result<Value> {
        let mut left = self.expr(first)?;
        let mut last = Value::Bool(true);
        for (at, (op, op_span, right)) in rest.iter().enumerate() {
            let right = self.expr(right)?;
            let answer = self.compare(*op, &left, &right, *op_span)?;
            if at + 1 == rest.len() {
                return Ok(answer);
            }
            if !self.truth(&answer, *op_span)? {
                return Ok(answer);
            }
            last = answer;
            left = right;
        }
        Ok(last)
    }

    fn compare(
        &mut self,
        op: CompareOp,
        left: &Value,
        right: &Value,
        op_span: Span,
    ) -> Result<Value> {
        if let Some(answer) = order(op, left, right) {
            return Ok(Value::Bool(answer));
        }
        self.here = op_span;
        operations::compare(self, op, left, right).map_err(|error| self.at(error, op_span))
    }

    /// `a and b`, `a or b`: the value that decided.
    pub(super) fn bool_op(
        &mut self,
        op: BoolOp,
        op_spans: &[Span],
        values: &[Expr],
    ) -> Result<Value> {
        let mut operands = values.iter();
        let Some(first) = operands.next() else {
            return Ok(Value::None);
        };
        let mut value = self.expr(first)?;
        for (operand, op_span) in operands.zip(op_spans) {
            if self.truth(&value, *op_span)? == (op == BoolOp::Or) {
                return Ok(value);
            }
            value = self.expr(operand)?;
        }
        Ok(value)
    }
}
