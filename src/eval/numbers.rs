//! Numbers in a hurry: scalar loops live on the arithmetic of plain integers and floats.
//!
//! Where nothing special happens, that is without overflow, rounding of an operand, or an error, it is done here; all
//! else is the catalogue's. Operands that are names or literals are looked at in place.

use super::Interpreter;
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, Variable};
use crate::value::Value;

/// A plain number, out of its value.
///
/// Not an enum with a payload: two words of one type each travel in registers, and an `Option` of them too, while an
/// enum over i64 and f64 goes through memory, which costs more than the arithmetic.
#[derive(Clone, Copy)]
pub(super) struct Number {
    kind: Plain,
    bits: u64,
}

#[derive(Clone, Copy)]
enum Plain {
    Int,
    Float,
}

impl Number {
    #[inline]
    fn int(value: i64) -> Number {
        Number {
            kind: Plain::Int,
            bits: value.cast_unsigned(),
        }
    }

    #[inline]
    fn float(value: f64) -> Number {
        Number {
            kind: Plain::Float,
            bits: value.to_bits(),
        }
    }

    #[inline]
    pub fn of(value: &Value) -> Option<Number> {
        match value {
            Value::Int(value) => Some(Number::int(*value)),
            Value::Float(value) => Some(Number::float(*value)),
            _ => None,
        }
    }

    #[inline]
    fn as_int(self) -> i64 {
        self.bits.cast_signed()
    }

    #[inline]
    fn as_float(self) -> f64 {
        f64::from_bits(self.bits)
    }
}

impl From<Number> for Value {
    #[inline]
    fn from(number: Number) -> Value {
        match number.kind {
            Plain::Int => Value::Int(number.as_int()),
            Plain::Float => Value::Float(number.as_float()),
        }
    }
}

/// How many operations deep an expression is looked at: what turns out not to be plain is evaluated again.
const DEPTH: usize = 3;

impl Interpreter {
    /// The number that an expression of names, literals and operators is, if that is to be had without running
    /// anything that could be noticed.
    #[inline]
    pub(super) fn quick(&self, expr: &Expr) -> Option<Number> {
        self.quick_within(expr, DEPTH)
    }

    fn quick_within(&self, expr: &Expr, depth: usize) -> Option<Number> {
        match &expr.kind {
            ExprKind::Int(value) => Some(Number::int(*value)),
            ExprKind::Float(value) => Some(Number::float(*value)),
            ExprKind::Name { symbol, variable } => Number::of(match variable {
                Variable::Global => self.names.get(*symbol)?,
                Variable::Local(slot) => self.frame.locals.get(*slot as usize)?.as_ref()?,
                _ => return None,
            }),
            ExprKind::Binary {
                left, op, right, ..
            } if depth > 0 => calculate(
                *op,
                self.quick_within(left, depth - 1)?,
                self.quick_within(right, depth - 1)?,
            ),
            _ => None,
        }
    }

    /// `left op right` of numbers.
    #[inline]
    pub(super) fn quick_binary(&self, left: &Expr, op: BinaryOp, right: &Expr) -> Option<Value> {
        calculate(op, self.quick(left)?, self.quick(right)?).map(Value::from)
    }

    /// The answer of a test that compares numbers.
    #[inline]
    pub(super) fn quick_test(&self, test: &Expr) -> Option<bool> {
        let ExprKind::Compare { first, rest } = &test.kind else {
            return None;
        };
        let [(op, _, second)] = rest.as_slice() else {
            return None;
        };
        compare(*op, self.quick(first)?, self.quick(second)?)
    }

    /// `name op= value` where both are numbers: the variable is changed in place. False where they are not.
    #[inline]
    pub(super) fn quick_augmented(&mut self, target: &Expr, op: BinaryOp, value: &Expr) -> bool {
        let ExprKind::Name { symbol, variable } = &target.kind else {
            return false;
        };
        let Some(value) = self.quick(value) else {
            return false;
        };
        let place = match variable {
            Variable::Global => self.names.get_mut(*symbol),
            Variable::Local(slot) => match self.frame.locals.get_mut(*slot as usize) {
                Some(place) => place.as_mut(),
                None => None,
            },
            _ => None,
        };
        let Some(place) = place else {
            return false;
        };
        match Number::of(place).and_then(|old| calculate(op, old, value)) {
            Some(new) => {
                *place = new.into();
                true
            }
            None => false,
        }
    }
}

/// Plain arithmetic of two values, where they are numbers and it neither overflows nor fails.
#[inline]
pub(super) fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    calculate(op, Number::of(left)?, Number::of(right)?).map(Value::from)
}

/// The answer of a comparison of two values, where they are numbers of one type.
#[inline]
pub(super) fn order(op: CompareOp, left: &Value, right: &Value) -> Option<bool> {
    compare(op, Number::of(left)?, Number::of(right)?)
}

#[inline]
fn calculate(op: BinaryOp, left: Number, right: Number) -> Option<Number> {
    match (left.kind, right.kind) {
        (Plain::Int, Plain::Int) => integers(op, left.as_int(), right.as_int()),
        _ => floats(op, as_exact_float(left)?, as_exact_float(right)?),
    }
}

#[inline]
fn compare(op: CompareOp, left: Number, right: Number) -> Option<bool> {
    match (left.kind, right.kind) {
        (Plain::Int, Plain::Int) => compare_by(op, left.as_int(), right.as_int()),
        _ => compare_by(op, as_exact_float(left)?, as_exact_float(right)?),
    }
}

/// Integers up to this are floats without rounding.
const EXACT: u64 = 1 << 53;

#[inline]
fn exact(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= EXACT).then_some(value as f64)
}

/// A number as a float, where that changes nothing.
#[inline]
fn as_exact_float(number: Number) -> Option<f64> {
    match number.kind {
        Plain::Int => exact(number.as_int()),
        Plain::Float => Some(number.as_float()),
    }
}

#[inline]
fn integers(op: BinaryOp, a: i64, b: i64) -> Option<Number> {
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
        BinaryOp::Div if b != 0 => return Some(Number::float(exact(a)? / exact(b)?)),
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        BinaryOp::RightShift if (0..64).contains(&b) => Some(a >> b),
        _ => None,
    };
    result.map(Number::int)
}

#[inline]
fn floats(op: BinaryOp, a: f64, b: f64) -> Option<Number> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        _ => return None,
    };
    Some(Number::float(result))
}

#[inline]
fn compare_by<T: PartialOrd>(op: CompareOp, a: T, b: T) -> Option<bool> {
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
