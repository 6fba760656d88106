//! Arrays that are to be put together and do not fit.

use super::Case;
use super::blame::odd_element;
use super::place::Place;
use crate::array::shape_repr;
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind};
use crate::text::Span;
use crate::value::ClassId;

/// `all the input array dimensions except for the concatenation axis must match exactly`
pub(super) fn mismatch(case: &mut Case) {
    let joined = case.says(ClassId::VALUE_ERROR, "all the input array");
    let stacked = case.says(
        ClassId::VALUE_ERROR,
        "all input arrays must have the same shape",
    );
    let Some((function, arguments)) = case.call() else {
        return;
    };
    if !joined && !stacked {
        return;
    }
    label_elements(case);
    case.help(match stacked {
        true => "arrays that are stacked along a new axis must have the same shape",
        false => {
            "arrays that are joined must agree in every axis but the one they are joined along"
        }
    });
    if stacked {
        let name = case.text(function);
        for other in ["concatenate", "hstack"] {
            let name = match name.rsplit_once('.') {
                Some((home, _)) => format!("{home}.{other}"),
                None => other.to_string(),
            };
            if case.change(function.span, &name, "end to end") {
                return;
            }
        }
    }
    if lifted(case, arguments) || (joined && put_otherwise(case, function)) {
        return;
    }
    let axis = arguments.iter().find(
        |argument| matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "axis"),
    );
    for number in ["1", "0"] {
        let done = match axis {
            Some(axis) => case.change(axis.value.span, number, "along the other axis"),
            None => {
                let Some(last) = arguments.last() else { return };
                let end = last.span.end as usize;
                let added = format!(", axis={number}");
                case.change(Span::new(end, end), &added, "along the other axis")
            }
        };
        if done {
            return;
        }
    }
}

/// A vector among matrices becomes a matrix of one row.
fn lifted(case: &mut Case, arguments: &[Argument]) -> bool {
    let Some(argument) = arguments.first() else {
        return false;
    };
    let (ExprKind::List(items) | ExprKind::Tuple(items)) = &argument.value.kind else {
        return false;
    };
    for item in items {
        let shape = case.shape_of(item);
        if shape.is_some_and(|shape| shape.len() == 1) && case.message.contains("dimension") {
            let code = format!("{}[np.newaxis, :]", case.operand(item));
            if case.change(item.span, &code, "as one row") {
                return true;
            }
        }
    }
    false
}

/// Side by side in place of one above the other, or end to end.
fn put_otherwise(case: &mut Case, function: &Expr) -> bool {
    let name = case.text(function);
    let (home, own) = match name.rsplit_once('.') {
        Some((home, own)) => (format!("{home}."), own.to_string()),
        None => (String::new(), name),
    };
    let others: &[&str] = match own.as_str() {
        "hstack" => &["vstack", "concatenate"],
        "vstack" => &["hstack", "concatenate"],
        "column_stack" | "dstack" => &["concatenate"],
        _ => &[],
    };
    others.iter().any(|other| {
        case.change(
            function.span,
            &format!("{home}{other}"),
            "put together otherwise",
        )
    })
}

/// Labels the arrays of a list with their shapes.
fn label_elements(case: &mut Case) {
    let Place::Call { arguments, .. } = case.place else {
        return;
    };
    let displays = arguments
        .iter()
        .filter_map(|argument| match &argument.value.kind {
            ExprKind::List(items) | ExprKind::Tuple(items) => Some(items),
            _ => None,
        });
    for items in displays {
        for item in items.iter().take(4) {
            if let Some(shape) = case.shape_of(item) {
                let label = case.with_origin(item, format!("shape {}", shape_repr(&shape)));
                case.advice.labels.push((item.span, label));
            }
        }
    }
}

/// `The requested array has an inhomogeneous shape`
pub(super) fn ragged(case: &mut Case) {
    if !case.says(
        ClassId::VALUE_ERROR,
        "setting an array element with a sequence",
    ) || !case.message.contains("inhomogeneous")
    {
        return;
    }
    let Place::Call { arguments, .. } = case.place else {
        return;
    };
    let Some(first) = arguments.first() else {
        return;
    };
    if let ExprKind::List(rows) | ExprKind::Tuple(rows) = &first.value.kind
        && let Some(odd) = odd_element(case, rows)
    {
        let lengths = [rows.first(), Some(odd)].map(|row| {
            let shape = row.and_then(|row| case.shape_of(row));
            shape.map_or("no array".to_string(), |shape| shape_repr(&shape))
        });
        let [first, odd] = lengths;
        case.help(format!(
            "the rows of an array are equally long: the first has shape {first}, this one {odd}"
        ));
    }
    let end = first.span.end as usize;
    case.change(
        Span::new(end, end),
        ", dtype=object",
        "an array that holds the lists as they are",
    );
}
