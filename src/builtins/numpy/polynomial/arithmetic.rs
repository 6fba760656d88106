//! Operators of polynomials: with others of their class, and with whatever can be coefficients.

use crate::array::{Array, Kind};
use crate::builtins;
use crate::value::number::Number;
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::formula::of;
use super::object::{Polynomial, Receiver, all_equal};
use super::products;
use super::series::{add, subtract};

builtins! {
    "ABCPolyBase.__neg__" "(self)" => |host: &mut dyn Host, p: Receiver| {
        let coef = (-of(p.coef())).value(host)?;
        p.like(host, &coef)
    };
    "ABCPolyBase.__pos__" "(self)" => |p: Receiver| p.0;
    "ABCPolyBase.__add__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| combined(host, &p, &other, add);
    "ABCPolyBase.__sub__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| combined(host, &p, &other, subtract);
    "ABCPolyBase.__mul__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        combined(host, &p, &other, |host: &mut dyn Host, a: &Value, b: &Value| (p.basis.multiply)(p.basis, host, a, b))
    };
    "ABCPolyBase.__radd__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let sum = add(host, &other, &p.coef());
        like_or_none(host, &p, sum)
    };
    "ABCPolyBase.__rsub__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let difference = subtract(host, &other, &p.coef());
        like_or_none(host, &p, difference)
    };
    "ABCPolyBase.__rmul__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let product = (p.basis.multiply)(p.basis, host, &other, &p.coef());
        like_or_none(host, &p, product)
    };
    "ABCPolyBase.__truediv__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        if !is_number(&other) {
            let (mine, theirs) = (p.0.class().qualified(), other.class().qualified());
            return Err(Raised::type_error(format!(
                "unsupported types for true division: '<class '{mine}'>', '<class '{theirs}'>'"
            )));
        }
        divided(host, &p, &other).map(|answer| part_of(answer, 0))
    };
    "ABCPolyBase.__floordiv__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| divided(host, &p, &other).map(|answer| part_of(answer, 0));
    "ABCPolyBase.__mod__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| divided(host, &p, &other).map(|answer| part_of(answer, 1));
    "ABCPolyBase.__divmod__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| divided(host, &p, &other);
    "ABCPolyBase.__rfloordiv__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| quotient_of(host, &p, &other, &p.coef()).map(|answer| part_of(answer, 0));
    "ABCPolyBase.__rmod__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| quotient_of(host, &p, &other, &p.coef()).map(|answer| part_of(answer, 1));
    "ABCPolyBase.__rdivmod__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| quotient_of(host, &p, &other, &p.coef());
    "ABCPolyBase.__pow__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let coef = (p.basis.power)(p.basis, host, &p.coef(), &other, &Value::Int(100))?;
        p.like(host, &Value::array(coef))
    };
}

/// The coefficients of another polynomial of the same kind; anything else is taken for coefficients.
fn coefficients_of(host: &mut dyn Host, p: &Polynomial, other: &Value) -> Result<Value> {
    let Some(theirs) = other.native::<Polynomial>() else {
        return Ok(other.clone());
    };
    if theirs.basis.class != p.basis.class {
        return Err(Raised::type_error("Polynomial types differ"));
    }
    let intervals = [
        (p.domain(), theirs.domain(), "Domains differ"),
        (p.window(), theirs.window(), "Windows differ"),
    ];
    for (mine, theirs, complaint) in intervals {
        let same = all_equal(host, &mine, &theirs)?;
        if !truth(host, &same)? {
            return Err(Raised::type_error(complaint));
        }
    }
    match p.symbol == theirs.symbol {
        true => Ok(theirs.coef()),
        false => Err(Raised::value_error("Polynomial symbols differ")),
    }
}

fn combined(
    host: &mut dyn Host,
    p: &Polynomial,
    other: &Value,
    combine: impl FnOnce(&mut dyn Host, &Value, &Value) -> Result<Array>,
) -> Result<Value> {
    let theirs = coefficients_of(host, p, other)?;
    let answer = combine(host, &p.coef(), &theirs);
    like_or_none(host, p, answer)
}

/// An operation that failed leaves the answer to the other side.
fn like_or_none(host: &mut dyn Host, p: &Polynomial, answer: Result<Array>) -> Result<Value> {
    match answer {
        Ok(coef) => p.like(host, &Value::array(coef)),
        Err(raised) if raised.is_a(ClassId::EXCEPTION) => Ok(Value::NotImplemented),
        Err(stop) => Err(stop),
    }
}

/// Quotient and remainder.
fn divided(host: &mut dyn Host, p: &Polynomial, other: &Value) -> Result<Value> {
    let theirs = coefficients_of(host, p, other)?;
    quotient_of(host, p, &p.coef(), &theirs)
}

fn quotient_of(host: &mut dyn Host, p: &Polynomial, a: &Value, b: &Value) -> Result<Value> {
    match products::divide(p.basis, host, a, b) {
        Ok((quotient, remainder)) => {
            let quotient = p.like(host, &Value::array(quotient))?;
            let remainder = p.like(host, &Value::array(remainder))?;
            Ok(Value::tuple(vec![quotient, remainder]))
        }
        Err(raised) if raised.is_a(ClassId::ZERO_DIVISION_ERROR) => Err(raised),
        Err(raised) if raised.is_a(ClassId::EXCEPTION) => Ok(Value::NotImplemented),
        Err(stop) => Err(stop),
    }
}

fn part_of(answer: Value, at: usize) -> Value {
    match &answer {
        Value::Tuple(parts) => parts.get(at).cloned().unwrap_or(Value::None),
        _ => answer,
    }
}

/// `isinstance(value, numbers.Number)`, without truths.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Bool(_) => false,
        Value::Scalar(scalar) => !matches!(
            scalar.dtype().kind(),
            Kind::Bool | Kind::Str | Kind::Bytes | Kind::Datetime | Kind::Timedelta | Kind::Void
        ),
        other => Number::of(other).is_some(),
    }
}
