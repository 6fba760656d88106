//! What NumPy's common parameters mean: the same words wherever a function takes one.

/// The meaning of a parameter by its name; empty where the name says nothing.
pub fn meaning(name: &str) -> &'static str {
    let found = MEANINGS.binary_search_by_key(&name, |(name, _)| name);
    found
        .ok()
        .and_then(|at| MEANINGS.get(at))
        .map_or("", |(_, meaning)| meaning)
}

/// The texts that a parameter takes, where only a few make sense: `'C'`, `'F'`.
pub fn choices(name: &str) -> Vec<&'static str> {
    let quoted = meaning(name).split('\'').skip(1).step_by(2);
    quoted.collect()
}

/// The default of a parameter as its signature has it; none where it has none, or one that only says "not given".
pub fn default_text<'a>(signature: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(at) = signature.get(from..)?.find(name) {
        let begin = from + at;
        from = begin + name.len();
        let before = signature.get(..begin)?.chars().next_back();
        let Some(rest) = signature.get(from..)?.strip_prefix('=') else {
            continue;
        };
        if matches!(before, Some('(' | ' ' | ',')) {
            let default = rest.get(..end_of_default(rest))?.trim();
            return Some(default).filter(|default| !default.starts_with('<'));
        }
    }
    None
}

/// Where a default ends: at a comma or bracket outside of its own brackets.
fn end_of_default(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ',' | ')' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Sorted by name.
const MEANINGS: &[(&str, &str)] = &[
    (
        "a",
        "array, or what can be made into one: a number, a list, lists of lists",
    ),
    (
        "a_max",
        "the largest value that is kept; larger ones become it",
    ),
    (
        "a_min",
        "the smallest value that is kept; smaller ones become it",
    ),
    ("arr", "array, or what can be made into one"),
    ("array", "array, or what can be made into one"),
    ("arrays", "a sequence of arrays"),
    ("arys", "a sequence of arrays"),
    ("atol", "absolute tolerance"),
    (
        "axes",
        "the axes, as numbers; negative ones count from the last",
    ),
    (
        "axis",
        "the axis to work along, or a tuple of axes; negative ones count from the last, None takes all elements",
    ),
    ("b", "array, or what can be made into one"),
    (
        "bins",
        "the number of bins, their edges, or the name of a rule",
    ),
    (
        "casting",
        "which conversions are allowed: 'no', 'equiv', 'safe', 'same_kind' or 'unsafe'",
    ),
    (
        "copy",
        "whether to make a copy; False makes one only where there is no other way",
    ),
    (
        "ddof",
        "what is taken from the number of elements in the divisor: 0 for a population, 1 for a sample",
    ),
    (
        "decimals",
        "digits after the point; negative ones round before it",
    ),
    ("delimiter", "what stands between values"),
    (
        "dtype",
        "the dtype of the result: 'float32', np.int64, …; None takes what fits the input",
    ),
    ("endpoint", "whether the last value belongs to it"),
    ("equal_nan", "whether NaNs count as equal"),
    ("fill_value", "the value of every element"),
    (
        "initial",
        "the value to begin with; also the result for no elements",
    ),
    ("k", "the diagonal: 0 the main one, positive ones above it"),
    (
        "keepdims",
        "True keeps the axes that go, with length 1, so that the result broadcasts against the input",
    ),
    (
        "kind",
        "the algorithm: 'quicksort', 'mergesort', 'heapsort' or 'stable'",
    ),
    ("like", "an array-like object whose kind the result has"),
    (
        "mode",
        "what is done at the edges or with indices out of bounds",
    ),
    ("n", "how many"),
    ("ndmin", "the least number of axes that the result has"),
    (
        "newshape",
        "the new shape; one length may be -1 and follows from the others",
    ),
    ("num", "how many values"),
    ("obj", "an index, a slice, or a sequence of indices"),
    ("ord", "which norm: None, 1, 2, inf, 'fro', 'nuc', …"),
    (
        "order",
        "the layout in memory: 'C' row by row, 'F' column by column, 'A' or 'K' as the input",
    ),
    (
        "out",
        "the array that the result is written to; its shape must fit",
    ),
    ("p", "the probabilities; they add up to 1"),
    ("q", "which quantile or percentile, or a sequence of them"),
    ("repeats", "how often, for all elements or for each"),
    ("return_counts", "also give how often each value occurs"),
    ("return_index", "also give where each value occurs first"),
    (
        "return_inverse",
        "also give the indices that make the input of the result",
    ),
    ("rtol", "relative tolerance"),
    (
        "seed",
        "where a stream of random numbers begins: the same seed gives the same numbers",
    ),
    (
        "shape",
        "the lengths of the axes: a number, or a tuple of them",
    ),
    ("side", "'left' or 'right' of equal values"),
    (
        "size",
        "the shape of the result: a number, or a tuple of them; None gives one value",
    ),
    ("start", "the first value"),
    ("step", "from one value to the next"),
    ("stop", "the end"),
    ("subok", "whether a subclass of ndarray stays one"),
    ("v", "values, or what can be made into an array of them"),
    (
        "values",
        "values, or what can be made into an array of them",
    ),
    ("weights", "how much each value counts"),
    (
        "where",
        "booleans that broadcast against the input: only where True, elements take part",
    ),
    ("x", "array, or what can be made into one"),
    ("x1", "array or number; broadcasts against the other"),
    ("x2", "array or number; broadcasts against the other"),
    ("y", "array, or what can be made into one"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_found() {
        for (name, expected) in MEANINGS {
            assert_eq!(
                meaning(name),
                *expected,
                "{name} is not where it is looked for"
            );
        }
        assert_eq!(meaning("nonsense"), "");
    }

    #[test]
    fn defaults_are_as_written() {
        let signature = "(a, axis=None, keepdims=<no value>, range=(0, 1), *, axis2=3)";
        assert_eq!(default_text(signature, "axis"), Some("None"));
        assert_eq!(default_text(signature, "range"), Some("(0, 1)"));
        assert_eq!(default_text(signature, "axis2"), Some("3"));
        assert_eq!(default_text(signature, "keepdims"), None);
        assert_eq!(default_text(signature, "a"), None);
    }
}
