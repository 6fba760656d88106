//! What NumPy's warnings mean, and what can be done.

use crate::eval::outcome::Warning;

/// Words of a warning, and what is to be said of it.
const MEANINGS: &[(&str, &str)] = &[
    (
        "divide by zero encountered in log",
        "the logarithm of 0 is -inf, and of what is below 0 nan: `np.log(x, where=x > 0, out=…)` leaves those out",
    ),
    (
        "encountered in log",
        "the logarithm of what is below 0 is nan: `np.log(x, where=x > 0, out=…)` leaves those out",
    ),
    (
        "divide by zero encountered",
        "NumPy does not stop at a division by zero: x / 0 is inf, 0 / 0 is nan; `np.divide(a, b, where=b != 0, out=…)` leaves those out",
    ),
    (
        "invalid value encountered in sqrt",
        "the root of what is below 0 is nan among real numbers; `np.emath.sqrt` gives complex ones",
    ),
    (
        "invalid value encountered in cast",
        "nan, inf and numbers out of range are no integers: what stands there now means nothing",
    ),
    (
        "overflow encountered in exp",
        "exp(x) is too large for a float64 above x = 709.78, and becomes inf",
    ),
    (
        "overflow encountered in scalar",
        "the result does not fit the integer and wrapped around: Python's own `int` has no such limit",
    ),
    (
        "empty slice",
        "the mean of no elements is nan: look whether the mask or slice selects any",
    ),
    (
        "discards the imaginary part",
        "`.real` takes the real part on purpose, `abs()` the length",
    ),
    (
        "invalid value encountered",
        "a result that is no number became nan; `np.isnan` finds them",
    ),
];

/// A note for each kind of warning.
pub(super) fn notes(warnings: &[Warning]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for warning in warnings {
        let meaning = MEANINGS
            .iter()
            .find(|(words, _)| warning.message.contains(words));
        let replaced = warning
            .message
            .split_once("Use `")
            .filter(|_| warning.category == "DeprecationWarning")
            .and_then(|(_, rest)| rest.split('`').next());
        let note = match (meaning, replaced) {
            (_, Some(new)) => format!("this still works, but is on its way out: write `{new}`"),
            (Some((_, meaning)), None) => (*meaning).to_string(),
            (None, None) => continue,
        };
        // A second reason for the same nan says nothing new.
        let is_more = note.starts_with("a result that is no number") && !notes.is_empty();
        if !notes.contains(&note) && !is_more {
            notes.push(note);
        }
    }
    notes
}
