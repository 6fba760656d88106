//! What CPython's compiler warns of: `x is 5`, a call or a subscript of what has none, an assertion that always holds.

use crate::syntax::ast::{CompareOp, ComprehensionKind, Expr, ExprKind, UnaryOp};
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
        ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Bool(_) => true,
        _ => false,
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
