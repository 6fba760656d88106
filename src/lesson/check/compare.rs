//! An exercise without asserts: the names that the solution assigns, compared with the answer's.

use super::Item;
use super::probe::{Probe, elements, probe};
use super::protect::bound;
use crate::lesson::numbers;
use crate::lesson::stage::Stage;
use crate::text::Source;

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
            let expected = Seen::look(reference, &name)?;
            let item = format!("`{name}` is as it should be");
            let message = match Seen::look(answer, &name) {
                None if ended => return Some(Item::unchecked(item)),
                None => Some(format!("there is no `{name}` yet")),
                Some(got) => difference(&name, &expected, &got, tolerance),
            };
            Some(Item::new(item, message))
        })
        .collect()
}

/// A value of one of the two sessions.
struct Seen {
    probe: Probe,
    /// Of the value as an array, where it is a number or holds numbers.
    shape: String,
    dtype: String,
    elements: String,
}

impl Seen {
    /// None for what is not there, and for modules.
    fn look(stage: &mut Stage, name: &str) -> Option<Seen> {
        let value = probe(stage, name)?;
        if value.class == "module" {
            return None;
        }
        let array = probe(stage, &format!("np.asarray({name})"))?;
        let elements = elements(stage).unwrap_or_else(|| value.repr.clone());
        Some(Seen {
            probe: value,
            shape: array.shape,
            dtype: array.dtype,
            elements,
        })
    }

    fn is_function(&self) -> bool {
        self.probe.class == "function"
    }
}

/// What is wrong with the learner's value; none where it is right.
fn difference(name: &str, expected: &Seen, got: &Seen, tolerance: f64) -> Option<String> {
    let arrays = expected.probe.is_array();
    let other_kind = || {
        let (is, should) = (got.probe.kind(), expected.probe.kind());
        Some(format!("`{name}` is {is}, and should be {should}"))
    };
    if got.probe.class == "ellipsis" {
        Some(format!("`{name}` is still `...`"))
    } else if expected.is_function() && got.is_function() {
        // What functions do can only be told by a check that calls them.
        None
    } else if expected.is_function() != got.is_function() || arrays != got.probe.is_array() {
        other_kind()
    } else if expected.shape != got.shape {
        let (has, should) = (&got.shape, &expected.shape);
        Some(format!(
            "`{name}` has shape {has}, and should have {should}"
        ))
    } else if arrays && expected.dtype != got.dtype {
        let (has, should) = (&got.dtype, &expected.dtype);
        Some(format!(
            "`{name}` has dtype {has}, and should have {should}"
        ))
    } else {
        values_differ(name, expected, got, tolerance)
    }
}

fn values_differ(name: &str, expected: &Seen, got: &Seen, tolerance: f64) -> Option<String> {
    let distance = numbers::distance(&expected.elements, &got.elements, tolerance);
    if distance.as_ref().is_some_and(|distance| distance.close) {
        return None;
    }
    Some(match distance.and_then(|distance| distance.first) {
        Some((index, _, value)) if !index.is_empty() => format!(
            "the values of `{name}` are not right: the first that differs is {value}, at {index:?}"
        ),
        _ => format!("`{name}` is {}, and that is not right", got.probe.brief()),
    })
}
