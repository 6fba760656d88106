//! Shapes that do not fit each other.

use super::Case;
use super::place::Place;
use crate::array::shape_repr;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};
use crate::value::ClassId;

/// `operands could not be broadcast together`: the alignment, and a change that makes them fit.
pub(super) fn broadcasting(case: &mut Case) {
    let broadcast = case.says(
        ClassId::VALUE_ERROR,
        "operands could not be broadcast together",
    );
    let grown = case.says(ClassId::VALUE_ERROR, "non-broadcastable output operand");
    let Some((left, op, right)) = case.sides().filter(|_| broadcast || grown) else {
        return;
    };
    let (Some(a), Some(b)) = (case.shape(left), case.shape(right)) else {
        return;
    };
    let (left_text, right_text) = (case.operand(left), case.operand(right));
    if grown {
        let whole = format!("{left_text} {} {right_text}", op.symbol());
        if case.try_out(&whole).is_some() {
            case.help(format!(
                "`{}=` cannot make `{left_text}` larger; `{left_text} = {whole}` makes a new array",
                op.symbol()
            ));
        }
        return;
    }
    case.help(alignment(&left_text, &a, &right_text, &b));
    let symbol = op.symbol();
    let rights = fitting(&right_text, &b, &a).into_iter();
    let lefts = fitting(&left_text, &a, &b).into_iter();
    let mut candidates = rights
        .map(|right| format!("{left_text} {symbol} {right}"))
        .chain(lefts.map(|left| format!("{left} {symbol} {right_text}")));
    candidates.any(|code| case.propose(&code));
}

/// The two shapes, one below the other, with a mark under the lengths that differ.
fn alignment(left: &str, a: &[usize], right: &str, b: &[usize]) -> String {
    let axes = a.len().max(b.len());
    let names = left.chars().count().max(right.chars().count());
    let length = |shape: &[usize], axis: usize| {
        let missing = axes - shape.len();
        axis.checked_sub(missing)
            .and_then(|at| shape.get(at).copied())
    };
    let (mut first, mut second, mut marks) = (String::new(), String::new(), String::new());
    let mut clash = None;
    for axis in 0..axes {
        let (x, y) = (length(a, axis), length(b, axis));
        let text = |length: Option<usize>| length.map_or(String::new(), |n| n.to_string());
        let width = text(x).len().max(text(y).len());
        let differ = matches!((x, y), (Some(x), Some(y)) if x != y && x != 1 && y != 1);
        if differ {
            clash = x.zip(y);
        }
        let mark = if differ {
            "^".repeat(width)
        } else {
            String::new()
        };
        first.push_str(&format!("  {:>width$}", text(x)));
        second.push_str(&format!("  {:>width$}", text(y)));
        marks.push_str(&format!("  {mark:>width$}"));
    }
    let clash = clash.map_or(String::new(), |(x, y)| {
        format!(" {x} and {y} differ, and neither is 1")
    });
    format!(
        "shapes are aligned from the right:\n  {left:names$}{first}\n  {right:names$}{second}\n  {:names$}{}{clash}",
        "",
        marks.trim_end()
    )
}

/// Ways to write an array of shape `own` so that it may fit beside `other`.
fn fitting(text: &str, own: &[usize], other: &[usize]) -> Vec<String> {
    let mut ways = Vec::new();
    // One value per row, where columns are meant: new axes after those that are there.
    if own.len() < other.len() && other.starts_with(own) {
        let colons = ":, ".repeat(own.len());
        let new = vec!["np.newaxis"; other.len() - own.len()].join(", ");
        ways.push(format!("{text}[{colons}{new}]"));
    }
    if own.len() == 2 && other.len() == 2 && own[0] == other[1] && own[1] == other[0] {
        ways.push(format!("{text}.T"));
    }
    if own.len() == 1 && other.len() == 2 && own[0] == other[0] {
        ways.push(format!("{text}[:, np.newaxis]"));
    }
    // Only what they have in common along the axes that differ.
    if own.len() == other.len() && own.len() > 1 && own.iter().zip(other).all(|(x, y)| x >= y) {
        let cut = own.iter().zip(other).map(|(x, y)| match x == y {
            true => ":".to_string(),
            false => format!(":{y}"),
        });
        ways.push(format!("{text}[{}]", cut.collect::<Vec<_>>().join(", ")));
    }
    if own.len() == 1 && other.len() == 1 {
        ways.push(format!("{text}[:, np.newaxis]"));
    }
    ways
}

/// `@`, `np.dot` and `np.matmul` of shapes that do not meet.
pub(super) fn products(case: &mut Case) {
    let mismatch = case.says(ClassId::VALUE_ERROR, "matmul: ")
        || (case.says(ClassId::VALUE_ERROR, "shapes ") && case.message.contains("not aligned"));
    if !mismatch {
        return;
    }
    let Some((left, right, product)) = factors(case) else {
        return;
    };
    let (a, b) = (case.operand(left), case.operand(right));
    if case.message.contains("does not have enough dimensions") {
        case.propose(&format!("{a} * {b}"));
        return;
    }
    if let (Some(x), Some(y)) = (case.shape(left), case.shape(right)) {
        let (Some(inner), Some(outer)) = (x.last(), y.get(y.len().saturating_sub(2))) else {
            return;
        };
        case.help(format!(
            "the last axis of `{a}` ({inner}) must be as long as the {} of `{b}` ({outer})",
            if y.len() < 2 {
                "one axis"
            } else {
                "first axis"
            }
        ));
    }
    let turned = [
        product(&format!("{a}.T"), &b),
        product(&a, &format!("{b}.T")),
        product(&b, &a),
    ];
    turned.iter().any(|code| case.propose(code));
}

type Product = Box<dyn Fn(&str, &str) -> String>;

/// The two factors of a matrix product, and how such a product is written.
fn factors<'a>(case: &Case<'a>) -> Option<(&'a Expr, &'a Expr, Product)> {
    match case.place {
        Place::Binary {
            left,
            op: BinaryOp::MatMul,
            right,
        } => Some((left, right, Box::new(|a, b| format!("{a} @ {b}")))),
        Place::Call {
            function,
            arguments,
            ..
        } => {
            let name = case.text(function);
            match (arguments, &function.kind) {
                ([a, b, ..], _) => {
                    let product = move |a: &str, b: &str| format!("{name}({a}, {b})");
                    Some((&a.value, &b.value, Box::new(product)))
                }
                ([b], ExprKind::Attribute { value, name, .. }) => {
                    let method = name.name();
                    let product = move |a: &str, b: &str| format!("{a}.{method}({b})");
                    Some((value, &b.value, Box::new(product)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `cannot reshape array of size 6 into shape (4,)`: the shapes that would do.
pub(super) fn reshaping(case: &mut Case) {
    let Some(rest) = case.message.strip_prefix("cannot reshape array of size ") else {
        return;
    };
    let Some((size, wanted)) = rest.split_once(" into shape ") else {
        return;
    };
    let Ok(size) = size.parse::<usize>() else {
        return;
    };
    let fits = match wanted.ends_with(",)") {
        true => vec![shape_repr(&[size])],
        false => pairs(size).iter().map(|pair| shape_repr(pair)).collect(),
    };
    let fits = fits.join(", ");
    case.help(format!(
        "{size} elements fit into {fits}; one length may be -1, which is then worked out"
    ));
}

/// The shapes of two axes with `size` elements; the middle ones of many.
fn pairs(size: usize) -> Vec<[usize; 2]> {
    let root = (1..).take_while(|n| n * n <= size.min(1 << 40));
    let small: Vec<usize> = root
        .filter(|n| size.is_multiple_of(*n))
        .take(1000)
        .collect();
    let mut found: Vec<[usize; 2]> = small.iter().map(|&n| [n, size / n]).collect();
    let mirrored = small.iter().rev().map(|&n| [size / n, n]);
    found.extend(mirrored.filter(|[a, b]| a != b));
    let spare = found.len().saturating_sub(4);
    found.drain(..spare / 2);
    found.truncate(4);
    found
}
