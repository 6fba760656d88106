//! Floats.

use std::rc::Rc;

use num_complex::Complex;

use crate::array::elementary as libm;
use crate::syntax::ast::BinaryOp;
use crate::value::{ClassId, Exception, Raised, Result, Value};

fn zero_division(message: &str) -> Raised {
    Raised::new(ClassId::ZERO_DIVISION_ERROR, message)
}

/// `left op right` of two floats; `NotImplemented` for the operators of integers.
pub(super) fn binary(op: BinaryOp, left: f64, right: f64) -> Result<Value> {
    Ok(Value::Float(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div if right == 0.0 => return Err(zero_division("float division by zero")),
        BinaryOp::Div => left / right,
        BinaryOp::FloorDiv if right == 0.0 => {
            return Err(zero_division("float floor division by zero"));
        }
        BinaryOp::FloorDiv => floor_divmod(left, right).0,
        BinaryOp::Mod if right == 0.0 => return Err(zero_division("float modulo")),
        BinaryOp::Mod => floor_divmod(left, right).1,
        BinaryOp::Pow => return power(left, right),
        _ => return Ok(Value::NotImplemented),
    }))
}

/// `left // right` and `left % right`, for a `right` that is not 0: the remainder has the sign of `right`
/// (CPython's `float_divmod`).
pub fn floor_divmod(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(right);
    } else if (right < 0.0) != (remainder < 0.0) {
        remainder += right;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(left / right)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    };
    (floor, remainder)
}

/// `left ** right`; a fractional power of a negative number is complex.
///
/// # Errors
/// ZeroDivisionError for negative powers of 0, OverflowError.
pub fn power(left: f64, right: f64) -> Result<Value> {
    if left == 0.0 && right < 0.0 {
        return Err(zero_division("0.0 cannot be raised to a negative power"));
    }
    if left < 0.0 && left.is_finite() && right.is_finite() && right != right.floor() {
        let (base, exponent) = (Complex::new(left, 0.0), Complex::new(right, 0.0));
        return super::complex::power(base, exponent).map(Value::Complex);
    }
    let result = libm::pow(left, right);
    if result.is_infinite() && left.is_finite() && right.is_finite() {
        return Err(out_of_range());
    }
    Ok(Value::Float(result))
}

/// What C's `ERANGE` becomes: `(34, 'Numerical result out of range')`.
fn out_of_range() -> Raised {
    let args = vec![Value::Int(34), Value::str("Numerical result out of range")];
    Raised::exception(Rc::new(Exception::new(ClassId::OVERFLOW_ERROR, args)))
}
