//! An output against its record: text first, then numbers within a tolerance.

use similar::ChangeTag;
use similar::algorithms::{Capture, Replace, myers};

use super::numbers;
use super::pycon::Flags;

/// Why an output is not the recorded one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Lines that begin with `-` (expected), `+` (got) or a blank (both).
    pub diff: String,
    /// For outputs of the same form: where they differ and by how much. For arrays of other shapes: those.
    pub numbers: Option<String>,
}

/// Compares an output with its record; none where they agree.
pub fn compare(expected: &str, got: &str, tolerance: Option<f64>) -> Option<Difference> {
    let expected = normal(expected);
    let got = normal(got);
    if expected == got {
        return None;
    }
    let distance = numbers::distance(&expected, &got, tolerance.unwrap_or(0.0));
    if tolerance.is_some() && distance.as_ref().is_some_and(|distance| distance.close) {
        return None;
    }
    Some(Difference {
        diff: diff(&expected, &got),
        numbers: match distance {
            Some(distance) => distance.describe(),
            None => numbers::shapes_differ(&expected, &got),
        },
    })
}

/// Compares with doctest's flags.
pub fn compare_flagged(
    expected: &str,
    got: &str,
    flags: Flags,
    tolerance: Option<f64>,
) -> Option<Difference> {
    let tolerance = if flags.numbers {
        tolerance.or(Some(NUMBER_FLAG))
    } else {
        tolerance
    };
    let difference = compare(expected, got, tolerance)?;
    let squeezed = |text: &str| match flags.blanks {
        true => text.split_whitespace().collect::<Vec<_>>().join(" "),
        false => text.trim_end().to_string(),
    };
    let (expected, got) = (squeezed(expected), squeezed(got));
    let equal = match flags.ellipsis {
        true => matches_ellipsis(&expected, &got),
        false => expected == got,
    };
    (!flags.varies && !equal).then_some(difference)
}

/// The relative tolerance of `+NUMBER` and `+FLOAT_CMP`.
const NUMBER_FLAG: f64 = 1e-6;

/// Line ends are `\n`, and the last one is there.
fn normal(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    match text.strip_suffix('\n') {
        Some(text) => text.to_string(),
        None => text,
    }
}

/// Whether `got` is `pattern`, in which `...` stands for any text.
fn matches_ellipsis(pattern: &str, got: &str) -> bool {
    let mut parts = pattern.split("...");
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = got.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn diff(expected: &str, got: &str) -> String {
    let old: Vec<&str> = expected.lines().collect();
    let new: Vec<&str> = got.lines().collect();
    // The library's own `TextDiff` does the same through many more layers: half a megabyte of program.
    let mut hook = Replace::new(Capture::new());
    let done = myers::diff(&mut hook, &old[..], 0..old.len(), &new[..], 0..new.len());
    debug_assert!(done.is_ok(), "capturing cannot fail");
    let ops = hook.into_inner().into_ops();
    ops.iter()
        .flat_map(|op| op.iter_changes(&old, &new))
        .map(|change| shown(change.tag(), change.value()))
        .collect()
}

fn shown(tag: ChangeTag, line: &str) -> String {
    let (sign, mark) = match tag {
        ChangeTag::Delete => ('-', "·"),
        ChangeTag::Insert => ('+', "·"),
        ChangeTag::Equal => (' ', " "),
    };
    // Blanks at the end of a line would be invisible.
    let text = line.trim_end_matches(' ');
    format!("{sign}{text}{}\n", mark.repeat(line.len() - text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_blanks_at_line_ends() {
        let found = compare("a\nb \n", "a\nb\n", None).expect("a difference");
        assert_eq!(found.diff, " a\n-b·\n+b\n");
        assert_eq!(compare("a\r\n", "a\n", None), None);
    }

    #[test]
    fn an_ellipsis_stands_for_any_text() {
        assert!(matches_ellipsis("<object at 0x...>", "<object at 0x7f>"));
        assert!(matches_ellipsis("a...c...e", "abcde"));
        assert!(!matches_ellipsis("a...c", "abcd"));
        assert!(!matches_ellipsis("ab...bc", "abc"));
    }
}
