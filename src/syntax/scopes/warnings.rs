//! What CPython's compiler warns of: `x is 5`, a call or a subscript of what has none, an assertion that always holds.

use crate::syntax::ast::{BinaryOp, CompareOp, ComprehensionKind, Expr, ExprKind, UnaryOp};
use crate::syntax::error::SyntaxWarning;
use crate::text::Span;

pub(super) fn of_assertion(test: &Expr, span: Span) -> Option<SyntaxWarning> {
    let holds = matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty());
    let message = "assertion is always true, perhaps remove parentheses?".to_owned();
    holds.then_some(SyntaxWarning { message, span })
}

pub(super) fn of_expression(expr: &Expr) -> Option<SyntaxWarning> {
    let message = match &expr.kind {
        ExprKind::Compare { first, rest } => identity_of_literal(first, rest),
        ExprKind::Call { function, .. } => call(function),
        ExprKind::Subscript { value, index } => subscript(value).or_else(|| indices(value, index)),
        _ => None,
    };
    let span = expr.span;
    message.map(|message| SyntaxWarning { message, span })
}

/// `not x is 5` and `not x is not 5`: where the comparison stands, and what is to be said of it.
pub(super) fn of_negation(expr: &Expr) -> Option<(Span, Option<SyntaxWarning>)> {
    let ExprKind::Unary {
        op: UnaryOp::Not,
        operand,
    } = &expr.kind
    else {
        return None;
    };
    let ExprKind::Compare { first, rest } = &operand.kind else {
        return None;
    };
    let [(op @ (CompareOp::Is | CompareOp::IsNot), span, right)] = &rest[..] else {
        return None;
    };
    let opposite = match op {
        CompareOp::Is => CompareOp::IsNot,
        _ => CompareOp::Is,
    };
    let opposite = [(opposite, *span, right.clone())];
    let warning = identity_of_literal(first, &opposite).map(|message| SyntaxWarning {
        message,
        span: operand.span,
    });
    Some((operand.span, warning))
}

fn identity_of_literal(first: &Expr, rest: &[(CompareOp, Span, Expr)]) -> Option<String> {
    let mut left = first;
    for (op, _, right) in rest {
        let advice = match op {
            CompareOp::Is => "\"is\" with a literal. Did you mean \"==\"?",
            CompareOp::IsNot => "\"is not\" with a literal. Did you mean \"!=\"?",
            _ => "",
        };
        let literal = compared_by_value(left) || compared_by_value(right);
        if literal && !advice.is_empty() {
            return Some(advice.to_owned());
        }
        left = right;
    }
    None
}

/// Constants other than the singletons.
fn compared_by_value(expr: &Expr) -> bool {
    !is_singleton(expr) && is_constant(expr)
}

fn is_singleton(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Ellipsis
    )
}

/// What CPython's optimiser makes one constant of.
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary { op, operand } => *op != UnaryOp::Not && is_number(operand),
        ExprKind::Tuple(items) => items.iter().all(is_constant),
        ExprKind::Binary { .. } => is_number(expr),
        ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => true,
        _ => is_singleton(expr),
    }
}

/// Constants that have signs: those of other kinds are left as they are, to complain when they run.
fn is_number(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary { op, operand } => *op != UnaryOp::Not && is_number(operand),
        ExprKind::Binary {
            left, op, right, ..
        } => is_number(left) && is_number(right) && stays_small(left, *op, right),
        ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Bool(_) => true,
        _ => false,
    }
}

/// Powers of more than 128 bits, and what cannot be computed, are left to the running program.
fn stays_small(left: &Expr, op: BinaryOp, right: &Expr) -> bool {
    match (op, &left.kind, &right.kind) {
        (BinaryOp::Pow, ExprKind::Int(base), ExprKind::Int(exponent)) => {
            let bits = i64::from(64 - base.unsigned_abs().leading_zeros());
            bits.checked_mul(*exponent).is_some_and(|bits| bits <= 128)
        }
        (BinaryOp::Pow, _, ExprKind::Float(_)) => true,
        (BinaryOp::Pow, ..) => false,
        (BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod, _, ExprKind::Int(0)) => false,
        (BinaryOp::MatMul, ..) => false,
        _ => true,
    }
}

/// The type that an expression surely has.
fn known_type(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::None => "NoneType",
        ExprKind::Bool(_) => "bool",
        ExprKind::Int(_) | ExprKind::BigInt(_) => "int",
        ExprKind::Float(_) => "float",
        ExprKind::Imaginary(_) => "complex",
        ExprKind::Str(_) | ExprKind::FString(_) => "str",
        ExprKind::Bytes(_) => "bytes",
        ExprKind::Ellipsis => "ellipsis",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Set(_) => "set",
        ExprKind::Dict(_) => "dict",
        ExprKind::Lambda(_) => "function",
        ExprKind::Comprehension(parts) => match parts.kind {
            ComprehensionKind::List => "list",
            ComprehensionKind::Set => "set",
            ComprehensionKind::Dict => "dict",
            ComprehensionKind::Generator => "generator",
        },
        _ => return None,
    })
}

fn call(function: &Expr) -> Option<String> {
    let name = known_type(function).filter(|&name| name != "function")?;
    Some(format!(
        "'{name}' object is not callable; perhaps you missed a comma?"
    ))
}

fn subscript(value: &Expr) -> Option<String> {
    let name = known_type(value)?;
    let subscriptable = matches!(name, "str" | "bytes" | "tuple" | "list" | "dict");
    let message = format!("'{name}' object is not subscriptable; perhaps you missed a comma?");
    (!subscriptable).then_some(message)
}

fn indices(value: &Expr, index: &Expr) -> Option<String> {
    let name = known_type(value).filter(|&name| name != "dict")?;
    let index = known_type(index).filter(|index| !matches!(*index, "int" | "bool"))?;
    Some(format!(
        "{name} indices must be integers or slices, not {index}; perhaps you missed a comma?"
    ))
}
