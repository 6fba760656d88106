//! The commonest operations of NumPy's scalars at once, without a ufunc: int64 and float64 with each other and with
//! Python's numbers, where nothing needs a warning.

use std::cmp::Ordering;

use crate::array::Scalar;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::Value;

/// A number of one of the two types. Python's own are weak and take the scalar's.
#[derive(Clone, Copy)]
enum Plain {
    Int(i64),
    Float(f64),
}

impl Plain {
    fn of(value: &Value) -> Option<Plain> {
        match value {
            Value::Scalar(Scalar::I64(x)) | Value::Int(x) => Some(Plain::Int(*x)),
            Value::Scalar(Scalar::F64(x)) | Value::Float(x) => Some(Plain::Float(*x)),
            _ => None,
        }
    }

    fn as_float(self) -> f64 {
        match self {
            Plain::Int(x) => x as f64,
            Plain::Float(x) => x,
        }
    }
}

/// `left op right`; `None` for other types, and where the result is not finite, overflows or divides by zero.
pub(super) fn binary(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    match (Plain::of(left)?, Plain::of(right)?) {
        (Plain::Int(a), Plain::Int(b)) if op != BinaryOp::Div => {
            integers(op, a, b).map(|result| Value::Scalar(Scalar::I64(result)))
        }
        (a, b) => floats(op, a.as_float(), b.as_float())
            .filter(|result| result.is_finite())
            .map(|result| Value::Scalar(Scalar::F64(result))),
    }
}

fn integers(op: BinaryOp, a: i64, b: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::FloorDiv => {
            let quotient = a.checked_div(b)?;
            Some(quotient - i64::from(a % b != 0 && (a < 0) != (b < 0)))
        }
        BinaryOp::Mod => {
            let rest = a.checked_rem(b)?;
            Some(if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            })
        }
        BinaryOp::BitAnd => Some(a & b),
        BinaryOp::BitOr => Some(a | b),
        BinaryOp::BitXor => Some(a ^ b),
        _ => None,
    }
}

fn floats(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    match op {
        BinaryOp::Add => Some(a + b),
        BinaryOp::Sub => Some(a - b),
        BinaryOp::Mul => Some(a * b),
        BinaryOp::Div => Some(a / b),
        _ => None,
    }
}

/// `left op right` for comparisons; `None` for other types.
pub(super) fn compare(op: CompareOp, left: &Value, right: &Value) -> Option<Value> {
    let order = match (Plain::of(left)?, Plain::of(right)?) {
        (Plain::Int(a), Plain::Int(b)) => Some(a.cmp(&b)),
        (a, b) => a.as_float().partial_cmp(&b.as_float()),
    };
    let holds = match op {
        CompareOp::Eq => order == Some(Ordering::Equal),
        CompareOp::NotEq => order != Some(Ordering::Equal),
        CompareOp::Lt => order == Some(Ordering::Less),
        CompareOp::LtE => order.is_some_and(Ordering::is_le),
        CompareOp::Gt => order == Some(Ordering::Greater),
        CompareOp::GtE => order.is_some_and(Ordering::is_ge),
        _ => return None,
    };
    Some(Value::Scalar(Scalar::Bool(holds)))
}
