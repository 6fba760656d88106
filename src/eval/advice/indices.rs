//! Subscripts that fit nothing.

use super::Case;
use super::place::Place;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};
use crate::text::Span;
use crate::value::{ClassId, Value};

/// `index 5 is out of bounds for axis 0 with size 3`, `list index out of range`
pub(super) fn out_of_bounds(case: &mut Case) {
    let flat = case
        .message
        .contains("is out of bounds for array with size");
    if !case.is_a(ClassId::INDEX_ERROR) && !flat {
        return;
    }
    if case.message.contains("out of range") {
        return out_of_range(case);
    }
    if let Some((_, size)) = case
        .message
        .split_once(" is out of bounds for array with size ")
    {
        let size = size.trim().parse::<usize>().unwrap_or(0);
        return within(case, "the array", size);
    }
    let Some((_, rest)) = case.message.split_once(" is out of bounds for axis ") else {
        return;
    };
    let Some((axis, size)) = rest.split_once(" with size ") else {
        return;
    };
    let Ok(size) = size.parse::<usize>() else {
        return;
    };
    let Ok(axis) = axis.parse::<usize>() else {
        return;
    };
    within(case, &format!("axis {axis}"), size);
}

/// The positions that there are, and the last of them.
fn within(case: &mut Case, what: &str, size: usize) {
    case.help(positions(what, size));
    if let (Some(blame), Some(last)) = (case.advice.blame, size.checked_sub(1)) {
        case.change(blame, &last.to_string(), "the last one");
    }
}

/// Of lists, tuples and text.
fn out_of_range(case: &mut Case) {
    let Place::Subscript { container, .. } = case.place else {
        return;
    };
    let size = match case.value(container) {
        Some(Value::List(list)) => list.len(),
        Some(Value::Tuple(items)) => items.len(),
        Some(Value::Str(text)) => text.chars().count(),
        _ => return,
    };
    let text = case.text(container);
    case.help(positions(&format!("`{text}`"), size));
    if let (Place::Subscript { index, .. }, Some(last)) = (case.place, size.checked_sub(1)) {
        case.change(index.span, &last.to_string(), "the last one");
    }
}

fn positions(what: &str, size: usize) -> String {
    match size {
        0 => format!("{what} is empty"),
        1 => format!("{what} has one position, 0"),
        _ => format!(
            "{what} has the positions 0 to {}, or -{size} to -1 from its end",
            size - 1
        ),
    }
}

/// `too many indices for array`
pub(super) fn too_many(case: &mut Case) {
    let Place::Subscript { container, index } = case.place else {
        return;
    };
    if !case.says(ClassId::INDEX_ERROR, "too many indices") {
        return;
    }
    let text = case.text(container);
    match case.shape(container) {
        Some(shape) if shape.is_empty() => {
            case.help(format!(
                "`{text}` is a single value without axes; `{text}.item()` gives it"
            ));
            case.propose(&format!("{text}.item()"));
        }
        Some(shape) => {
            let shown = crate::array::shape_repr(&shape);
            let count = shape.len();
            let plural = if count == 1 { "" } else { "s" };
            case.help(format!(
                "`{text}` has shape {shown}, so that it takes at most {count} subscript{plural}"
            ));
            fewer(case, index, count);
        }
        None => {}
    }
}

/// A mask that is not as long as what it selects from.
pub(super) fn mask_of_other_length(case: &mut Case) {
    let Place::Subscript { container, index } = case.place else {
        return;
    };
    if !case.says(ClassId::INDEX_ERROR, "boolean index did not match") {
        return;
    }
    let (Some(own), Some(mask)) = (case.shape(container), case.shape(index)) else {
        return;
    };
    let (container, index) = (case.text(container), case.text(index));
    let (own, mask) = (
        crate::array::shape_repr(&own),
        crate::array::shape_repr(&mask),
    );
    case.help(format!(
        "a mask has one answer for each element it is asked about: `{index}` has shape {mask}, `{container}` {own}"
    ));
    case.propose(&format!("{container}[:len({index})][{index}]"));
}

/// A list of positions where several subscripts were given, or those that there are axes for.
fn fewer(case: &mut Case, index: &Expr, axes: usize) {
    let ExprKind::Tuple(parts) = &index.kind else {
        return;
    };
    let text = case.text(index);
    if axes == 1 && case.change(index.span, &format!("[{text}]"), "several elements") {
        return;
    }
    if let (Some(first), Some(last)) = (
        parts.first(),
        axes.checked_sub(1).and_then(|at| parts.get(at)),
    ) {
        let kept = case.source.slice(first.span.to(last.span)).to_string();
        case.change(index.span, &kept, "one for each axis");
    }
}

/// `invalid index to scalar variable.`, `'int' object is not subscriptable`
pub(super) fn of_scalar(case: &mut Case) {
    let Place::Subscript { container, .. } = case.place else {
        return;
    };
    let of_scalar = case.says(ClassId::INDEX_ERROR, "invalid index to scalar");
    let of_number =
        case.is_a(ClassId::TYPE_ERROR) && case.message.ends_with("is not subscriptable");
    if !of_scalar && !of_number {
        return;
    }
    let text = case.text(container);
    if let Some(Value::Scalar(_) | Value::Int(_) | Value::Float(_)) = case.value(container) {
        case.help(format!("`{text}` is one number already"));
        case.propose(&text);
    } else if let Some(Value::BoundMethod(_) | Value::Builtin(_)) = case.value(container) {
        case.help(format!(
            "`{text}` is a function: call it with round brackets"
        ));
        let Place::Subscript { index, .. } = case.place else {
            return;
        };
        let index = case.text(index);
        case.propose(&format!("{text}({index})"));
    }
}

/// `only integers, slices (`:`), … are valid indices`
pub(super) fn wrong_kind(case: &mut Case) {
    let Place::Subscript { container, index } = case.place else {
        return;
    };
    let of_list =
        case.is_a(ClassId::TYPE_ERROR) && case.message.contains("indices must be integers");
    if !of_list && !case.says(ClassId::INDEX_ERROR, "only integers, slices") {
        return;
    }
    let parts = match &index.kind {
        ExprKind::Tuple(parts) => parts.iter().collect(),
        _ => vec![index],
    };
    for part in parts {
        match (&part.kind, case.value(part)) {
            (
                ExprKind::Binary {
                    op: BinaryOp::Div,
                    op_span,
                    ..
                },
                _,
            ) => {
                case.help("`/` always gives a float; `//` divides whole numbers");
                case.change(*op_span, "//", "");
            }
            (ExprKind::Float(number), _) if number.fract() == 0.0 => {
                case.help("positions are whole numbers");
                case.change(part.span, &format!("{number:.0}"), "");
            }
            (_, Some(Value::Float(_))) => {
                case.help("positions are whole numbers");
                let code = format!("int({})", case.text(part));
                case.change(part.span, &code, "");
            }
            (_, Some(Value::Str(name))) => by_name(case, container, part, &name),
            (_, Some(Value::Array(_))) => {
                case.help("positions are whole numbers, and masks are bools");
                let array = case.operand(part);
                for kind in ["bool", "int"] {
                    let code = format!("{array}.astype({kind})");
                    if case.change(part.span, &code, "") {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
}

/// A name in brackets, as of a structured array or a dict.
fn by_name(case: &mut Case, container: &Expr, part: &Expr, name: &str) {
    let number = name.trim();
    if number.parse::<usize>().is_ok() && case.change(part.span, number, "a number has no quotes") {
        return;
    }
    let dtype = match case.value(container) {
        Some(Value::Array(object)) => object.with(|array| array.dtype().name()),
        Some(other) => other.type_name().to_string(),
        None => return,
    };
    let text = case.text(container);
    case.help(format!(
        "only structured arrays and dicts have parts with names, and `{text}` holds {dtype}: use positions"
    ));
}

/// `shape mismatch: indexing arrays could not be broadcast together`
pub(super) fn unpaired(case: &mut Case) {
    let Place::Subscript { container, index } = case.place else {
        return;
    };
    if !case.says(ClassId::INDEX_ERROR, "shape mismatch: indexing arrays") {
        return;
    }
    case.help(
        "lists of positions are taken in pairs: the first of one with the first of the other",
    );
    let (container, index) = (case.text(container), case.text(index));
    case.change(
        case.whole,
        &format!("{container}[np.ix_({index})]"),
        "every row with every column",
    );
}

/// The part of an index that is to blame.
pub(super) fn blamed(case: &mut Case, container: &Expr, index: &Expr) -> Option<Span> {
    let parts = match &index.kind {
        ExprKind::Tuple(parts) => parts.iter().collect(),
        _ => vec![index],
    };
    if case.message.starts_with("only integers, slices") {
        for part in &parts {
            if let ExprKind::Binary { op_span, .. } = &part.kind {
                return Some(*op_span);
            }
            let value = case.value(part);
            if matches!(value, Some(Value::Float(_) | Value::Str(_))) {
                return Some(part.span);
            }
        }
        return None;
    }
    if case.message.starts_with("too many indices") {
        let axes = case.shape(container)?.len();
        let (first, last) = (parts.get(axes)?, parts.last()?);
        return Some(first.span.to(last.span));
    }
    let (_, rest) = case.message.split_once("axis ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let axis: usize = digits.parse().ok()?;
    let plain = |part: &&Expr| !matches!(part.kind, ExprKind::None | ExprKind::Ellipsis);
    if !parts.iter().all(plain) {
        return None;
    }
    parts.get(axis).map(|part| part.span)
}
