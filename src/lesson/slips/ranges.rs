//! Slips in whole numbers: one too far, one too short, the other end.

use super::Finder;
use crate::syntax::ast::{ArgumentKind, Expr, ExprKind, UnaryOp};
use crate::text::Span;

const ONE_OFF: &str =
    "it looks one off: the first element has index 0, and the end of a range is not part of it";
const NOT_REVERSED: &str = "the order looks the wrong way round";
const NEXT_NUMBER: &str = "a number looks one too large or too small";
const EXCHANGED: &str = "rows and columns look exchanged: the first index is the row";

pub fn find(finder: &mut Finder, expr: &Expr) {
    match &expr.kind {
        ExprKind::Subscript { value, index } => subscript(finder, expr, value, index),
        ExprKind::Call {
            function,
            arguments,
        } => {
            let name = finder.text(function.span).rsplit('.').next().unwrap_or("");
            if !matches!(
                name,
                "range" | "arange" | "linspace" | "eye" | "zeros" | "ones" | "repeat" | "roll"
            ) {
                return;
            }
            for argument in arguments {
                if argument.kind == ArgumentKind::Positional {
                    one_off(finder, &argument.value, ONE_OFF);
                }
            }
        }
        ExprKind::Slice { start, stop, .. } => {
            for end in [start, stop].into_iter().flatten() {
                one_off(finder, end, ONE_OFF);
            }
        }
        ExprKind::Binary { left, right, .. } => {
            for side in [left, right] {
                if matches!(side.kind, ExprKind::Int(number) if number > 1) {
                    one_off(finder, side, NEXT_NUMBER);
                }
            }
        }
        _ => {}
    }
}

fn subscript(finder: &mut Finder, whole: &Expr, value: &Expr, index: &Expr) {
    if let ExprKind::Slice {
        start: None,
        stop: None,
        step: Some(step),
    } = &index.kind
        && is_minus_one(step)
    {
        let brackets = Span {
            start: value.span.end,
            end: whole.span.end,
        };
        if finder.text(brackets).starts_with('[') {
            finder.replace(brackets, "", NOT_REVERSED);
        }
    }
    match &index.kind {
        ExprKind::Int(_) => one_off(finder, index, ONE_OFF),
        ExprKind::Tuple(parts) => {
            for part in parts
                .iter()
                .filter(|part| matches!(part.kind, ExprKind::Int(_)))
            {
                one_off(finder, part, ONE_OFF);
            }
            if let [rows, columns] = parts.as_slice() {
                super::calls::swap(finder, rows.span, columns.span, EXCHANGED);
            }
        }
        _ => {}
    }
}

fn is_minus_one(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary {
            op: UnaryOp::Minus,
            operand,
        } => matches!(operand.kind, ExprKind::Int(1)),
        ExprKind::Int(number) => *number == -1,
        _ => false,
    }
}

/// A whole number, or a sum with one, by one more and one less.
fn one_off(finder: &mut Finder, expr: &Expr, remark: &str) {
    match &expr.kind {
        ExprKind::Int(number) => {
            for other in [number.checked_add(1), number.checked_sub(1)]
                .into_iter()
                .flatten()
            {
                finder.replace(expr.span, &other.to_string(), remark);
            }
        }
        ExprKind::Binary { left, right, .. } if matches!(right.kind, ExprKind::Int(1)) => {
            let text = finder.text(left.span).to_string();
            finder.replace(expr.span, &text, remark);
        }
        ExprKind::Name { .. } | ExprKind::Call { .. } => {
            let text = finder.text(expr.span).to_string();
            finder.replace(expr.span, &format!("{text} - 1"), remark);
            finder.replace(expr.span, &format!("{text} + 1"), remark);
        }
        _ => {}
    }
}
