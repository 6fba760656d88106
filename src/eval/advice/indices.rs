//! Subscripts that fit nothing.

use super::Case;
use super::place::Place;
use crate::value::{ClassId, Value};

/// `index 5 is out of bounds for axis 0 with size 3`, `list index out of range`
pub(super) fn out_of_bounds(case: &mut Case) {
    if !case.is_a(ClassId::INDEX_ERROR) {
        return;
    }
    if case.message.contains("out of range") {
        return out_of_range(case);
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
    case.help(positions(&format!("axis {axis}"), size));
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
    let Place::Subscript { container, .. } = case.place else {
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
        }
        Some(shape) => {
            let shown = crate::array::shape_repr(&shape);
            let count = shape.len();
            let plural = if count == 1 { "" } else { "s" };
            case.help(format!(
                "`{text}` has shape {shown}, so that it takes at most {count} subscript{plural}"
            ));
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
}
