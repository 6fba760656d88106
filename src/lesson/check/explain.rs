//! A failing assert, taken apart: what its parts are, and where two of them differ.

use super::items::{slice, steps};
use super::probe::{Probe, elements, probe};
use crate::eval::CellError;
use crate::lesson::numbers;
use crate::lesson::stage::Stage;
use crate::syntax::ast::{BoolOp, CompareOp, Expr, ExprKind, UnaryOp};
use crate::text::Source;

/// What is to be said of a test that is false. `check` is the cell that its spans belong to.
pub fn explain(stage: &mut Stage, check: &Source, test: &Expr) -> String {
    if let ExprKind::BoolOp {
        op: BoolOp::And,
        values,
        ..
    } = &test.kind
        && let Some(culprit) = values.iter().find(|value| is_false(stage, check, value))
    {
        return explain(stage, check, culprit);
    }
    let parts: Vec<(String, Probe)> = operands(test)
        .into_iter()
        .filter(|part| !is_literal(part))
        .filter_map(|part| {
            let text = slice(check, part.span);
            let found = probe(stage, &text)?;
            Some((text, found))
        })
        .collect();
    let wanted = wanted(check, test);
    let mut lines: Vec<String> = parts
        .iter()
        .map(|(text, found)| described(text, found) + &wanted)
        .collect();
    lines.dedup();
    lines.extend(sides_apart(stage, check, test));
    if lines.is_empty() {
        lines.push(format!("{} is false", slice(check, test.span)));
    }
    lines.join("\n")
}

/// What is to be said of the assert that ended a check cell; none where something else did.
pub fn explain_failure(stage: &mut Stage, check: &Source, error: &CellError) -> Option<String> {
    if error.type_name != "AssertionError" {
        return None;
    }
    let steps = steps(check).ok()?;
    let failing = steps.iter().find_map(|step| {
        let line = (check.first_line + error.line).checked_sub(step.source.first_line)?;
        let failing = step.asserts.iter().find(|one| one.lines.contains(&line))?;
        failing.test.as_ref()
    })?;
    Some(explain(stage, check, failing))
}

fn is_false(stage: &mut Stage, check: &Source, value: &Expr) -> bool {
    let text = format!("bool({})", slice(check, value.span));
    probe(stage, &text).is_some_and(|found| found.repr == "False")
}

/// The parts of a test whose values tell why it failed.
fn operands(test: &Expr) -> Vec<&Expr> {
    match &test.kind {
        ExprKind::Compare { first, rest } => {
            let rest = rest.iter().map(|(_, _, value)| value);
            std::iter::once(first.as_ref()).chain(rest).collect()
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            let mut parts: Vec<&Expr> = match &function.kind {
                // `(a == b).all()`: the comparison is what matters. `np.all(…)` has a module there.
                ExprKind::Attribute { value, .. }
                    if !matches!(value.kind, ExprKind::Name { .. }) =>
                {
                    operands(value)
                }
                _ => Vec::new(),
            };
            for argument in arguments {
                match &argument.value.kind {
                    ExprKind::Compare { .. } => parts.extend(operands(&argument.value)),
                    _ => parts.push(&argument.value),
                }
            }
            parts
        }
        ExprKind::BoolOp { values, .. } => values.iter().flat_map(operands).collect(),
        ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        } => operands(operand),
        ExprKind::Attribute { value, .. } if !matches!(value.kind, ExprKind::Name { .. }) => {
            operands(value)
        }
        _ => vec![test],
    }
}

/// `, not (5, 2)` for a comparison with such a literal.
fn wanted(check: &Source, test: &Expr) -> String {
    let ExprKind::Compare { first, rest } = &test.kind else {
        return String::new();
    };
    match rest.as_slice() {
        [(CompareOp::Eq, _, literal)] if is_literal(literal) && !is_literal(first) => {
            format!(", not {}", slice(check, literal.span))
        }
        _ => String::new(),
    }
}

fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => true,
        ExprKind::Unary { operand, .. } => is_literal(operand),
        ExprKind::List(values) | ExprKind::Tuple(values) => values.iter().all(is_literal),
        _ => false,
    }
}

fn described(text: &str, found: &Probe) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if found.class == "ellipsis" {
        return format!("{text} is still `...`");
    }
    if found.is_long() || text == found.repr {
        return format!("{text} is {}", found.kind());
    }
    match found.repr.contains('\n') {
        true => format!("{text} is\n{}", found.repr),
        false => format!("{text} is {}", found.repr),
    }
}

/// Where the two sides of a comparison of arrays differ: their shapes, or their elements.
pub fn sides_apart(stage: &mut Stage, check: &Source, test: &Expr) -> Option<String> {
    let sides = operands(test);
    let [left, right, ..] = sides.as_slice() else {
        return None;
    };
    let (left, right) = (slice(check, left.span), slice(check, right.span));
    let is_array =
        |stage: &mut Stage, side: &str| probe(stage, side).is_some_and(|found| found.is_array());
    if !is_array(stage, &left) && !is_array(stage, &right) {
        return None;
    }
    let (left, left_elements) = as_array(stage, &left)?;
    let (right, right_elements) = as_array(stage, &right)?;
    if left.shape != right.shape {
        let one_is_a_number = left.shape == "()" || right.shape == "()";
        return (!one_is_a_number)
            .then(|| format!("the shapes are {} and {}", left.shape, right.shape));
    }
    numbers::distance(&left_elements, &right_elements, 0.0)?.between()
}

/// A side as an array, and its elements with all their digits.
fn as_array(stage: &mut Stage, side: &str) -> Option<(Probe, String)> {
    let array = probe(stage, &format!("np.asarray({side})"))?;
    Some((array, elements(stage)?))
}
