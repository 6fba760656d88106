//! Assignments of values that do not go where they are put, and walks through what is no sequence.

use super::place::Place;
use super::trial::Trial;
use super::{Case, shape_as_array};
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::{Help, Patch};
use crate::value::{ClassId, Value};

/// `a[index] = value`
pub(super) fn into_array(case: &mut Case) {
    let Place::Store {
        container,
        index,
        value,
    } = case.place
    else {
        return;
    };
    let Some(Value::Array(object)) = case.value(container) else {
        return;
    };
    if case.message.contains("read-only") {
        return read_only(case, container);
    }
    if case.is_a(ClassId::INDEX_ERROR) {
        return;
    }
    if case.message.contains("boolean array indexing assignment") {
        return masked(case, value);
    }
    let dtype = object.with(|array| array.dtype().clone());
    match case.value(value) {
        Some(Value::List(_) | Value::Tuple(_)) if into_one(case, container, index, value) => {}
        Some(Value::Str(text)) if dtype.is_numeric() => {
            case.help(format!(
                "an array of {} holds numbers, and '{text}' is text",
                dtype.name()
            ));
        }
        Some(_) if case.message.contains("NaN") || case.message.contains("infinity") => {
            let name = case.text(container);
            case.help(format!(
                "only floats can be nan or infinite, and `{name}` holds {}",
                dtype.name()
            ));
            case.first_make(&format!("{name} = {name}.astype(float)"), "with floats");
        }
        Some(new) if case.advice.help.is_empty() => {
            let shape = shape_as_array(&new);
            if let Some(shape) = shape.filter(|shape| !shape.is_empty()) {
                case.help(format!(
                    "what is assigned has shape {}; it must fit into the part it replaces",
                    crate::array::shape_repr(&shape)
                ));
            }
        }
        _ => {}
    }
}

impl Case<'_> {
    /// Proposes a statement before the one that failed, on the same line.
    fn first_make(&mut self, before: &str, why: &str) {
        let code = format!("{before}; {}", self.source.slice(self.whole));
        if matches!(self.try_statement(&code), Trial::Worked(_)) {
            self.advice.help.push(Help {
                text: format!("{why}: `{code}`"),
                patch: Some(Patch {
                    span: self.whole,
                    replacement: code,
                }),
            });
        }
    }
}

/// `a[0] = [4, 5]`: as many places as there are values.
fn into_one(case: &mut Case, container: &Expr, index: &Expr, value: &Expr) -> bool {
    let Some(Value::Int(at)) = case.value(index) else {
        return false;
    };
    let Some(shape) = case.shape_of(value) else {
        return false;
    };
    let [count] = shape.as_slice() else {
        return false;
    };
    case.help(format!(
        "`{}[{at}]` is one element, and there are {count} values for it",
        case.text(container)
    ));
    let Some(end) = i64::try_from(*count).ok().and_then(|n| at.checked_add(n)) else {
        return true;
    };
    case.change(index.span, &format!("{at}:{end}"), "as many elements");
    true
}

/// `a[a > 2] = [1, 2]` where three elements are selected.
fn masked(case: &mut Case, value: &Expr) {
    let numbers: Vec<&str> = case
        .message
        .split(' ')
        .filter(|word| word.chars().all(|c| c.is_ascii_digit()))
        .collect();
    if let [given, wanted] = numbers.as_slice() {
        case.help(format!(
            "the mask is true in {wanted} places, and {given} values are given: give one for each place, or one for all"
        ));
    }
    if let ExprKind::List(items) | ExprKind::Tuple(items) = &value.kind
        && let Some(first) = items.first()
    {
        let first = case.text(first);
        case.change(value.span, &first, "one value for all places");
    }
}

fn read_only(case: &mut Case, container: &Expr) {
    let name = case.text(container);
    case.help(format!(
        "`{name}` must not be written to; a copy of it can be"
    ));
    if matches!(container.kind, ExprKind::Name { .. }) {
        case.first_make(&format!("{name} = {name}.copy()"), "a copy of your own");
    }
}

/// `too many values to unpack (expected 2)`
pub(super) fn unpacked(case: &mut Case) {
    let Place::Unpacked { targets, value } = case.place else {
        return;
    };
    if !case.is_a(ClassId::VALUE_ERROR) || !case.message.contains("values to unpack") {
        return;
    }
    let count = targets.len();
    let shape = case.shape_of(value);
    if let Some(found) = shape.and_then(|shape| shape.first().copied()) {
        case.help(format!(
            "there are {found} values for {count} names; `*rest` in place of a name takes all that are left"
        ));
    }
}

/// `iteration over a 0-d array`, `'int' object is not iterable`
pub(super) fn nothing_to_walk(case: &mut Case) {
    if !case.is_a(ClassId::TYPE_ERROR) {
        return;
    }
    let Place::Iterable(iterable) = case.place else {
        return;
    };
    let text = case.text(iterable);
    if case.message.contains("0-d array") {
        case.help(format!(
            "`{text}` is a single value without axes, and there is nothing to go through"
        ));
        case.change(
            iterable.span,
            &format!("np.atleast_1d({text})"),
            "as an array of one element",
        );
    } else if case.message.contains("not iterable")
        && matches!(case.value(iterable), Some(Value::Int(_)))
    {
        let code = format!("range({text})");
        case.change(iterable.span, &code, "the numbers below it");
    }
}
