//! Axes that are not there, or not of the length that is needed.

use super::Case;
use super::place::Place;
use crate::text::Span;
use crate::value::ClassId;

/// `axis 2 is out of bounds for array of dimension 2`
pub(super) fn out_of_bounds(case: &mut Case) {
    if !case.is_a(ClassId::AXIS_ERROR) {
        return;
    }
    let Some((_, dimension)) = case.message.split_once("for array of dimension ") else {
        return;
    };
    let Ok(axes) = dimension.trim().parse::<usize>() else {
        return;
    };
    case.help(match axes {
        0 => "a single value has no axes".to_string(),
        1 => "an array of one dimension has only axis 0".to_string(),
        n => format!(
            "an array of {n} dimensions has the axes 0 to {}, counted from 0",
            n - 1
        ),
    });
    stacked(case);
    if let (Some(wrong), Some(last)) = (case.advice.blame, axes.checked_sub(1)) {
        case.change(wrong, &last.to_string(), "the last axis");
    }
}

/// Vectors are stacked side by side, not joined along an axis that they lack.
fn stacked(case: &mut Case) {
    let Place::Call { function, .. } = case.place else {
        return;
    };
    let is_joining = |name: &str| name == "concatenate" || name.ends_with(".concatenate");
    if is_joining(case.source.slice(function.span)) {
        let name = case.text(function).replace("concatenate", "stack");
        case.change(function.span, &name, "a new axis for each array");
    }
}

/// `cannot select an axis to squeeze out which has size not equal to one`
pub(super) fn of_other_length(case: &mut Case) {
    if !case.says(ClassId::VALUE_ERROR, "cannot select an axis to squeeze") {
        return;
    }
    let Place::Call { arguments, .. } = case.place else {
        return;
    };
    case.help("only an axis of length 1 can be squeezed out");
    // Without an axis all that can go do.
    let Some(at) = arguments
        .iter()
        .position(|argument| Some(argument.value.span) == case.advice.blame)
    else {
        return;
    };
    let (Some(argument), before) = (arguments.get(at), at.checked_sub(1)) else {
        return;
    };
    let before = before.and_then(|at| arguments.get(at));
    let start = before.map_or(argument.span.start, |before| before.span.end);
    let span = Span {
        start,
        end: argument.span.end,
    };
    case.change(span, "", "every axis of length 1");
}
