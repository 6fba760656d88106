//! What was on the two sides of an operator.

use super::place::Place;
use super::{Case, described};
use crate::syntax::ast::{BinaryOp, Expr};
use crate::value::{ClassId, Value};

impl<'a> Case<'a> {
    /// The sides of an operator.
    pub(super) fn sides(&self) -> Option<(&'a Expr, BinaryOp, &'a Expr)> {
        match self.place {
            Place::Binary { left, op, right } | Place::Augmented { left, op, right } => {
                Some((left, op, right))
            }
            _ => None,
        }
    }
}

/// Labels the operands, where an array is among them, with shapes and dtypes.
pub(super) fn label(case: &mut Case) {
    let (left, right) = match case.place {
        Place::Binary { left, right, .. } | Place::Augmented { left, right, .. } => (left, right),
        Place::Compare {
            first,
            rest: [(_, _, right)],
        } => (first, right),
        _ => return,
    };
    let values = [case.value(left), case.value(right)];
    if !values
        .iter()
        .flatten()
        .any(|value| matches!(value, Value::Array(_)))
    {
        return;
    }
    for (operand, value) in [left, right].into_iter().zip(values) {
        let what = value.as_ref().and_then(described);
        let what = what.or_else(|| value.map(|value| value.type_name().to_string()));
        case.advice
            .labels
            .extend(what.map(|what| (operand.span, what)));
    }
}

/// `a += 0.5` with an array of integers.
pub(super) fn into_integers(case: &mut Case) {
    if !case.says(ClassId::TYPE_ERROR, "Cannot cast ufunc") {
        return;
    }
    let Place::Augmented { left, op, right } = case.place else {
        return;
    };
    let (target, value) = (case.text(left), case.operand(right));
    if op == BinaryOp::Div && case.try_out(&format!("{target} // {value}")).is_some() {
        case.help(format!("`{target} //= {value}` keeps whole numbers"));
    }
    let whole = format!("{target} {} {value}", op.symbol());
    if let Some(Value::Array(result)) = case.try_out(&whole) {
        let dtype = result.with(|array| array.dtype().name());
        case.help(format!(
            "`{}=` keeps the dtype of `{target}`; `{target} = {whole}` makes a new array, of {dtype}",
            op.symbol()
        ));
    }
}

/// `'a' + 1`, `1 + '2'`
pub(super) fn text_and_numbers(case: &mut Case) {
    let Some((left, op, right)) = case.sides() else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) || op != BinaryOp::Add {
        return;
    }
    let (left_value, right_value) = (case.value(left), case.value(right));
    let (text, number, text_first) = match (left_value, right_value) {
        (Some(Value::Str(text)), Some(Value::Int(_) | Value::Float(_) | Value::Scalar(_))) => {
            (text, right, true)
        }
        (Some(Value::Int(_) | Value::Float(_) | Value::Scalar(_)), Some(Value::Str(text))) => {
            (text, left, false)
        }
        _ => return,
    };
    let (left, right) = (case.text(left), case.text(right));
    let number = case.text(number);
    if text.trim().parse::<f64>().is_ok() {
        let kind = if text.trim().parse::<i64>().is_ok() {
            "int"
        } else {
            "float"
        };
        let added = if text_first {
            format!("{kind}({left}) + {right}")
        } else {
            format!("{left} + {kind}({right})")
        };
        case.propose(&added);
    }
    let joined = if text_first {
        format!("{left} + str({number})")
    } else {
        format!("str({number}) + {right}")
    };
    case.propose(&joined);
}
