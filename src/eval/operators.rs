//! Operators: order of evaluation, short circuits, and what an error is blamed on.
//!
//! Integers and floats are worked on here when nothing special happens, since loops live on them; all else, and
//! every error, is the catalogue's.

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

/// Plain arithmetic of two numbers, where it neither overflows nor fails.
#[inline]
pub(super) fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => integers(op, *a, *b),
        (Value::Float(a), Value::Float(b)) => floats(op, *a, *b).map(Value::Float),
        (Value::Float(a), Value::Int(b)) => floats(op, *a, exact(*b)?).map(Value::Float),
        (Value::Int(a), Value::Float(b)) => floats(op, exact(*a)?, *b).map(Value::Float),
        _ => None,
    }
}

/// Integers up to this are floats without rounding.
const EXACT: u64 = 1 << 53;

#[inline]
fn exact(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= EXACT).then_some(value as f64)
}

#[inline]
fn integers(op: BinaryOp, a: i64, b: i64) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::FloorDiv if b != 0 => {
            let quotient = a.checked_div(b)?;
            Some(quotient - i64::from(a % b != 0 && (a < 0) != (b < 0)))
        }
        BinaryOp::Mod if b != 0 => {
            let rest = a.checked_rem(b)?;
            Some(if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            })
        }
        BinaryOp::Div if b != 0 => return Some(Value::Float(exact(a)? / exact(b)?)),
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        BinaryOp::RightShift if (0..64).contains(&b) => Some(a >> b),
        _ => None,
    };
    result.map(Value::Int)
}

#[inline]
fn floats(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    match op {
        BinaryOp::Add => Some(a + b),
        BinaryOp::Sub => Some(a - b),
        BinaryOp::Mul => Some(a * b),
        BinaryOp::Div if b != 0.0 => Some(a / b),
        _ => None,
    }
}

/// The answer of a comparison of two plain numbers.
#[inline]
fn order(op: CompareOp, left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => compare_by(op, a, b),
        (Value::Float(a), Value::Float(b)) => compare_by(op, a, b),
        _ => None,
    }
}

#[inline]
fn compare_by<T: PartialOrd>(op: CompareOp, a: &T, b: &T) -> Option<bool> {
    Some(match op {
        CompareOp::Eq => a == b,
        CompareOp::NotEq => a != b,
        CompareOp::Lt => a < b,
        CompareOp::LtE => a <= b,
        CompareOp::Gt => a > b,
        CompareOp::GtE => a >= b,
        _ => return None,
    })
}
