//! What was on the two sides of an operator.

use super::place::Place;
use super::{Case, described};
use crate::array::DType;
use crate::syntax::ast::{Argument, BinaryOp, Expr, ExprKind};
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

    /// The function and the arguments of a call.
    pub(super) fn call(&self) -> Option<(&'a Expr, &'a [Argument])> {
        match self.place {
            Place::Call {
                function,
                arguments,
            } => Some((function, arguments)),
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
        if let Some(what) = what {
            let label = case.with_origin(operand, what);
            case.advice.labels.push((operand.span, label));
        }
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
    let symbol = op.symbol();
    case.help(format!(
        "`{symbol}=` writes into the array `{target}` and keeps its dtype"
    ));
    let whole = format!("{target} {symbol} {value}");
    case.change(case.whole, &format!("{target} = {whole}"), "a new array");
    if op == BinaryOp::Div {
        case.change(
            case.whole,
            &format!("{target} //= {value}"),
            "whole numbers",
        );
    }
}

/// `a & 1` with floats, where a comparison was meant or is not in brackets.
pub(super) fn bits_of_floats(case: &mut Case) {
    let Some((left, op, right)) = case.sides() else {
        return;
    };
    let is_bitwise = matches!(
        op,
        BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::LeftShift
            | BinaryOp::RightShift
    );
    if !is_bitwise || !case.is_a(ClassId::TYPE_ERROR) {
        return;
    }
    let symbol = op.symbol();
    case.help(format!(
        "`{symbol}` works on the bits of integers and on bools; around comparisons it needs brackets, as in `(a > 1) {symbol} (b < 3)`"
    ));
    for (side, other, first) in [(left, right, true), (right, left, false)] {
        let is_float = case.value(side).is_some_and(|value| is_inexact(&value));
        if is_float {
            let whole = format!("{}.astype(int)", case.operand(side));
            let other = case.text(other);
            let code = match first {
                true => format!("{whole} {symbol} {other}"),
                false => format!("{other} {symbol} {whole}"),
            };
            case.change(case.whole, &code, "with integers");
        }
    }
}

fn is_inexact(value: &Value) -> bool {
    match value {
        Value::Array(object) => object.with(|array| array.dtype().is_inexact()),
        Value::Scalar(scalar) => scalar.dtype().is_inexact(),
        _ => false,
    }
}

/// Dates that are added, or moved by a part of their unit.
pub(super) fn dates(case: &mut Case) {
    let Some((left, op, right)) = case.sides() else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) || op != BinaryOp::Add || !case.message.contains("M8[") {
        return;
    }
    let (a, b) = (case.operand(left), case.operand(right));
    match case.value(right) {
        Some(Value::Float(number)) => {
            case.help("a date is moved by whole numbers of its unit, or by a `np.timedelta64` of a smaller one");
            let unit = case
                .message
                .split("M8[")
                .nth(1)
                .and_then(|rest| rest.split(']').next());
            let smaller = unit.and_then(|unit| in_smaller_units(number, unit));
            if let Some((count, unit)) = smaller {
                let code = format!("{a} {} np.timedelta64({count}, '{unit}')", op.symbol());
                case.propose(&code);
            }
        }
        _ => {
            case.help("two dates have a difference, and no sum; what is added to a date is a `np.timedelta64`");
            case.propose(&format!("{a} - {b}"));
        }
    }
}

/// A part of a unit of time as a whole number of a smaller one.
fn in_smaller_units(mut number: f64, unit: &str) -> Option<(i64, &'static str)> {
    const UNITS: [(&str, f64); 6] = [
        ("W", 7.0),
        ("D", 24.0),
        ("h", 60.0),
        ("m", 60.0),
        ("s", 1000.0),
        ("ms", 1000.0),
    ];
    let from = UNITS.iter().position(|(name, _)| *name == unit)?;
    for (at, (_, factor)) in UNITS.iter().enumerate().skip(from) {
        number *= factor;
        let (name, _) = UNITS.get(at + 1)?;
        if number.fract() == 0.0 && number.abs() < 1e12 {
            return Some((number as i64, name));
        }
    }
    None
}

/// `'a' + 1`, `1 + '2'`, `np.array([1, 2]) + '3'`
pub(super) fn text_and_numbers(case: &mut Case) {
    let Some((left, op, right)) = case.sides() else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) {
        return;
    }
    let sides = [left, right].map(|side| case.value(side).map(|value| kind(&value)));
    let (text, number) = match sides {
        [Some(Kind::Text), Some(Kind::Number)] => (left, right),
        [Some(Kind::Number), Some(Kind::Text)] => (right, left),
        [Some(Kind::Text), Some(Kind::Text)] if op != BinaryOp::Add => {
            both_text(case, left, op, right);
            return;
        }
        _ => return,
    };
    case.help("text and numbers do not mix: turn one into the other");
    let written = match &text.kind {
        ExprKind::Str(written) => written.trim().parse::<f64>().ok().map(|_| written.trim()),
        _ => None,
    };
    match (written, case.value(text)) {
        (Some(written), _) => drop(case.change(text.span, written, "as a number")),
        (None, Some(Value::Str(said))) if said.trim().parse::<f64>().is_ok() => {
            let kind = if said.trim().parse::<i64>().is_ok() {
                "int"
            } else {
                "float"
            };
            let code = format!("{kind}({})", case.text(text));
            case.change(text.span, &code, "as a number");
        }
        (None, Some(Value::Array(_))) => {
            let code = format!("{}.astype(float)", case.operand(text));
            case.change(text.span, &code, "as numbers");
        }
        _ => {}
    }
    if op == BinaryOp::Add {
        let code = match case.value(number) {
            Some(Value::Array(_)) => format!("{}.astype(str)", case.operand(number)),
            _ => format!("str({})", case.text(number)),
        };
        case.change(number.span, &code, "as text");
    }
}

/// `'7' * '8'`
fn both_text(case: &mut Case, left: &Expr, op: BinaryOp, right: &Expr) {
    let (a, b, symbol) = (case.operand(left), case.operand(right), op.symbol());
    case.help(format!(
        "both sides of `{symbol}` are text, and texts are only added"
    ));
    for kind in ["int", "float"] {
        if case.change(
            case.whole,
            &format!("{kind}({a}) {symbol} {kind}({b})"),
            "as numbers",
        ) {
            return;
        }
    }
}

/// `[1, 2] - [1, 1]`: lists do not calculate.
pub(super) fn lists(case: &mut Case) {
    let Some((left, _, right)) = case.sides() else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) {
        return;
    }
    for side in [left, right] {
        if let Some(Value::List(_) | Value::Tuple(_)) = case.value(side) {
            case.help("lists do not calculate, arrays do");
            let code = format!("np.array({})", case.text(side));
            case.change(side.span, &code, "");
            return;
        }
    }
}

/// `x + None`, `1 / 0`
pub(super) fn nothing_and_zero(case: &mut Case) {
    let Some((left, op, right)) = case.sides() else {
        return;
    };
    if case.is_a(ClassId::ZERO_DIVISION_ERROR) {
        if !matches!(right.kind, ExprKind::Int(_) | ExprKind::Float(_)) {
            case.help(format!("`{}` is 0", case.text(right)));
        }
        if op == BinaryOp::Div {
            let code = format!("np.divide({}, {})", case.text(left), case.text(right));
            case.change(case.whole, &code, "NumPy gives inf or nan, with a warning");
        }
        return;
    }
    let is_none = |case: &mut Case, side: &Expr| matches!(case.value(side), Some(Value::None));
    if case.is_a(ClassId::TYPE_ERROR) && (is_none(case, left) || is_none(case, right)) {
        case.help(
            "None is no number: it is what a function gives that returns nothing, as `a.sort()`",
        );
    }
}

/// Operations that have no sense for a dtype, where nothing better is known to say.
pub(super) fn other_kinds(case: &mut Case) {
    if !case.is_a(ClassId::TYPE_ERROR) || !case.advice.help.is_empty() {
        return;
    }
    if let Place::Invert(operand) = case.place {
        case.help("`~` turns bools and the bits of integers");
        let code = format!("np.logical_not({})", case.text(operand));
        case.change(case.whole, &code, "true where an element is 0");
        return;
    }
    let mut said = case.message.split('\'');
    if let (Some("ufunc "), Some(name)) = (said.next(), said.next()) {
        let name = name.to_string();
        case.help(format!(
            "`{name}` is defined for numbers, and not for what it was given"
        ));
    } else if case.message.contains("has no len()") {
        case.help("a number has no length: lists, texts and arrays have one");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Other,
}

/// Is it text or a number, or an array of those?
fn kind(value: &Value) -> Kind {
    let of_dtype = |dtype: &DType| match dtype {
        DType::Str(_) => Kind::Text,
        dtype if dtype.is_numeric() => Kind::Number,
        _ => Kind::Other,
    };
    match value {
        Value::Str(_) => Kind::Text,
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => Kind::Number,
        Value::Scalar(scalar) => of_dtype(&scalar.dtype()),
        Value::Array(object) => object.with(|array| of_dtype(array.dtype())),
        _ => Kind::Other,
    }
}
