//! Arithmetic of Python's numbers: which of two types decides.

use std::borrow::Cow;

use num_bigint::BigInt;
use num_complex::Complex;

use super::{complex, float, integer};
use crate::syntax::ast::BinaryOp;
use crate::value::number::{Number, as_int, int_to_float};
use crate::value::{ClassId, Host, Raised, Result, Value};

/// `left op right` where both are Python's numbers; `NotImplemented` where one is not, or they have no such operation.
pub(super) fn numbers(op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return integer::small(op, *a, *b),
        (Value::Float(a), Value::Float(b)) => return float::binary(op, *a, *b),
        (Value::Bool(a), Value::Bool(b)) => match op {
            BinaryOp::BitAnd => return Ok(Value::Bool(a & b)),
            BinaryOp::BitOr => return Ok(Value::Bool(a | b)),
            BinaryOp::BitXor => return Ok(Value::Bool(a ^ b)),
            _ => {}
        },
        _ => {}
    }
    let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) else {
        return Ok(Value::NotImplemented);
    };
    match (&a, &b) {
        (Number::Int(a), Number::Int(b)) => integer::small(op, *a, *b),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            if has_complex(op) {
                complex::binary(op, to_complex(&a)?, to_complex(&b)?)
            } else {
                Ok(Value::NotImplemented)
            }
        }
        (Number::Float(_), _) | (_, Number::Float(_)) => {
            if has_float(op) {
                float::binary(op, to_float(&a)?, to_float(&b)?)
            } else {
                Ok(Value::NotImplemented)
            }
        }
        _ => match (as_int(left), as_int(right)) {
            (Some(a), Some(b)) => integer::big(op, &a, &b),
            _ => Ok(Value::NotImplemented),
        },
    }
}

/// Do complex numbers have this operator?
pub fn has_complex(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Pow
    )
}

fn has_float(op: BinaryOp) -> bool {
    has_complex(op) || matches!(op, BinaryOp::FloorDiv | BinaryOp::Mod)
}

fn to_float(number: &Number) -> Result<f64> {
    match number {
        Number::Int(i) => Ok(*i as f64),
        Number::Big(i) => int_to_float(i),
        Number::Float(x) => Ok(*x),
        Number::Complex(z) => Ok(z.re),
    }
}

fn to_complex(number: &Number) -> Result<Complex<f64>> {
    match number {
        Number::Complex(z) => Ok(*z),
        real => to_float(real).map(|re| Complex::new(re, 0.0)),
    }
}

/// `divmod(left, right)`
///
/// # Errors
/// ZeroDivisionError; TypeError for complex numbers and what is no number.
pub fn divmod(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    if let (Some(a), Some(b)) = (as_int(left), as_int(right)) {
        let (quotient, remainder) = integer::divmod(&a, &b)?;
        return Ok(Value::tuple(vec![
            Value::int(quotient),
            Value::int(remainder),
        ]));
    }
    let floats = match (Number::of(left), Number::of(right)) {
        (Some(Number::Complex(_)), Some(_)) | (Some(_), Some(Number::Complex(_))) => None,
        (Some(a), Some(b)) => Some((to_float(&a)?, to_float(&b)?)),
        _ => None,
    };
    if let Some((a, b)) = floats {
        if b == 0.0 {
            return Err(Raised::new(ClassId::ZERO_DIVISION_ERROR, "float divmod()"));
        }
        let (quotient, remainder) = float::floor_divmod(a, b);
        return Ok(Value::tuple(vec![
            Value::Float(quotient),
            Value::Float(remainder),
        ]));
    }
    divmod_objects(host, left, right)
}

fn divmod_objects(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let methods = [(left, "__divmod__", right), (right, "__rdivmod__", left)];
    for (receiver, name, other) in methods {
        let answer = super::call_method(host, receiver, name, [other.clone()])?;
        if let Some(answer) = answer.filter(|answer| !matches!(answer, Value::NotImplemented)) {
            return Ok(answer);
        }
    }
    let numpy = crate::value::compare::is_numpy;
    if numpy(left) || numpy(right) {
        return crate::builtins::numpy::operators::divmod(host, left, right);
    }
    Err(Raised::type_error(format!(
        "unsupported operand type(s) for divmod(): '{}' and '{}'",
        left.qualified_type_name(),
        right.qualified_type_name()
    )))
}

/// `pow(base, exponent, modulus)`
///
/// # Errors
/// As [`integer::power_mod`]; TypeError unless all are integers.
pub fn power(
    host: &mut dyn Host,
    base: &Value,
    exponent: &Value,
    modulus: Option<&Value>,
) -> Result<Value> {
    let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) else {
        return super::binary(host, BinaryOp::Pow, base.clone(), exponent.clone());
    };
    if let Value::Instance(_) = base {
        let arguments = [exponent.clone(), modulus.clone()];
        match super::call_method(host, base, "__pow__", arguments)? {
            None | Some(Value::NotImplemented) => {}
            Some(answer) => return Ok(answer),
        }
    }
    let ints: Option<Vec<Cow<BigInt>>> =
        [base, exponent, modulus].into_iter().map(as_int).collect();
    match ints.as_deref() {
        Some([base, exponent, modulus]) => {
            integer::power_mod(base, exponent, modulus).map(Value::int)
        }
        _ if [base, exponent, modulus]
            .into_iter()
            .all(|x| Number::of(x).is_some()) =>
        {
            Err(Raised::type_error(
                "pow() 3rd argument not allowed unless all arguments are integers",
            ))
        }
        _ => Err(Raised::type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            base.qualified_type_name(),
            exponent.qualified_type_name(),
            modulus.qualified_type_name()
        ))),
    }
}
