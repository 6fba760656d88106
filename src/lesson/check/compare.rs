//! An exercise without asserts: the names that the solution assigns, compared with the answer's.

use super::Item;
use super::apart::{Tolerance, apart, element};
use super::probe::Probe;
use super::protect::bound;
use crate::lesson::stage::Stage;
use crate::text::Source;
use crate::value::Value;

/// The relative tolerance where the lesson gives none.
pub const TOLERANCE: f64 = 1e-6;

/// Compares every name that the solution binds; points are the caller's business.
///
/// Feedback tells of the learner's values and of the shape and dtype that are expected, and never shows a value
/// of the solution. Where the answer `ended` with an error, a name that is not there is no item that was checked.
pub fn compare(
    answer: &mut Stage,
    reference: &mut Stage,
    solution: &Source,
    tolerance: f64,
    ended: bool,
) -> Vec<Item> {
    bound(std::iter::once(solution))
        .into_iter()
        .filter_map(|name| {
            let name = name.name().to_string();
            let expected = look(reference, &name)?;
            let item = format!("`{name}` is as it should be");
            let message = match look(answer, &name) {
                None if ended => return Some(Item::unchecked(item)),
                None => Some(format!("there is no `{name}` yet")),
                Some(got) => difference(answer, &name, &expected, &got, tolerance),
            };
            Some(Item::new(item, message))
        })
        .collect()
}

/// None for what is not there, and for modules.
pub fn look(stage: &mut Stage, name: &str) -> Option<Probe> {
    let value = stage.assigned(name)?;
    (!matches!(value, Value::Module(_))).then(|| Probe::of(stage, value))
}

/// What is wrong with the learner's value; none where it is right.
fn difference(
    stage: &mut Stage,
    name: &str,
    expected: &Probe,
    got: &Probe,
    tolerance: f64,
) -> Option<String> {
    let arrays = expected.is_array();
    if got.is_ellipsis() {
        return Some(format!("`{name}` is still `...`"));
    }
    if expected.is_function() && got.is_function() {
        // What functions do can only be told by a check that calls them.
        return None;
    }
    if expected.is_function() != got.is_function() || arrays != got.is_array() {
        let (is, should) = (got.kind(), expected.kind());
        return Some(format!("`{name}` is {is}, and should be {should}"));
    }
    if arrays && expected.shape != got.shape {
        let (has, should) = (&got.shape, &expected.shape);
        return Some(format!(
            "`{name}` has shape {has}, and should have {should}"
        ));
    }
    if arrays && expected.dtype != got.dtype {
        let (has, should) = (&got.dtype, &expected.dtype);
        return Some(format!(
            "`{name}` has dtype {has}, and should have {should}"
        ));
    }
    values_differ(stage, name, expected, got, tolerance)
}

fn values_differ(
    stage: &mut Stage,
    name: &str,
    expected: &Probe,
    got: &Probe,
    tolerance: f64,
) -> Option<String> {
    let wrong = || {
        Some(format!(
            "`{name}` is {}, and that is not right",
            got.brief()
        ))
    };
    let (Some(should), Some(has)) = (expected.array(), got.array()) else {
        return match expected.repr == got.repr {
            true => None,
            false => wrong(),
        };
    };
    if should.shape() != has.shape() || is_text(expected) != is_text(got) {
        return wrong();
    }
    let apart = apart(&has, &should, Tolerance::relative(tolerance))?;
    let (index, value, _) = &apart.first;
    match index.is_empty() {
        true => wrong(),
        false => Some(format!(
            "the values of `{name}` are not right: the first that differs is {}, at {index:?}",
            element(stage, value)
        )),
    }
}

fn is_text(probe: &Probe) -> bool {
    matches!(probe.value, Value::Str(_) | Value::Bytes(_))
}

/// Whether two values are the same for a check that compares names.
pub fn same(stage: &mut Stage, expected: &Probe, got: &Probe, tolerance: f64) -> bool {
    difference(stage, "", expected, got, tolerance).is_none()
}
