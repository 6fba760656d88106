//! Outputs as text with numbers in it: which numbers differ, where in an array, and by how much.

use std::fmt::Write;

/// How far two outputs of the same form are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// Where the first difference stands, as an index into the array, and the two values as printed.
    pub first: Option<(Vec<usize>, String, String)>,
    /// The largest difference of two numbers, and where it stands.
    pub largest: Option<(f64, Vec<usize>)>,
    /// Whether every number lies within the tolerance and all other text is equal.
    pub close: bool,
}

/// Compares two outputs number by number. Blanks that pad numbers count for nothing.
///
/// A number is within the tolerance when it differs from the expected one by no more than `tolerance` times
/// that number, plus a thousandth of `tolerance`: the proportion of `np.allclose`, so that a rounding error
/// can stand where a zero should be.
///
/// None where the outputs do not have the same form: another shape, other words between the numbers.
pub fn distance(expected: &str, got: &str, tolerance: f64) -> Option<Distance> {
    let (expected, got) = (tokens(expected), tokens(got));
    if expected.len() != got.len() {
        return None;
    }
    let mut distance = Distance {
        first: None,
        largest: None,
        close: true,
    };
    let mut after_number = true;
    for (expected, got) in expected.iter().zip(&got) {
        let numbers = expected.number.zip(got.number);
        let padded = after_number || numbers.is_some();
        after_number = numbers.is_some();
        if !padded && expected.blank != got.blank {
            if expected.index.is_empty() {
                return None;
            }
            distance.close = false;
        }
        if expected.text != got.text {
            let difference = numbers.map(|(expected, got)| (expected - got).abs());
            distance.note(expected, got, difference);
            distance.close &= numbers.is_some_and(|(expected, got)| near(expected, got, tolerance));
            if numbers.is_none() && (expected.index.is_empty() || got.index.is_empty()) {
                return None;
            }
        }
    }
    Some(distance)
}

fn near(expected: f64, got: f64, tolerance: f64) -> bool {
    expected == got
        || (expected.is_nan() && got.is_nan())
        || (expected - got).abs() <= tolerance * expected.abs() + tolerance * 1e-3
}

impl Distance {
    fn note(&mut self, expected: &Token, got: &Token, difference: Option<f64>) {
        if self.first.is_none() {
            self.first = Some((
                expected.index.clone(),
                expected.text.clone(),
                got.text.clone(),
            ));
        }
        let larger = |difference: &f64| {
            self.largest
                .as_ref()
                .is_none_or(|(largest, _)| difference > largest)
        };
        if let Some(difference) = difference.filter(larger) {
            self.largest = Some((difference, expected.index.clone()));
        }
    }

    /// In words, as in `first difference at [0, 1]: expected 2.5, got 2; largest difference 0.5 at [0, 1]`.
    pub fn describe(&self) -> Option<String> {
        let (index, expected, got) = self.first.as_ref()?;
        let mut text = match index.is_empty() {
            true => format!("expected {expected}, got {got}"),
            false => format!("first difference at {index:?}: expected {expected}, got {got}"),
        };
        if let Some((largest, at)) = self
            .largest
            .as_ref()
            .filter(|(largest, _)| largest.is_finite())
        {
            // Writing to a string cannot fail.
            let _ = match at.is_empty() {
                true => write!(text, "; difference {}", short(*largest)),
                false => write!(text, "; largest difference {} at {at:?}", short(*largest)),
            };
        }
        Some(text)
    }
}

/// A difference with few digits.
fn short(number: f64) -> String {
    let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(number);
    match rounded {
        r if r != 0.0 && !(1e-4..1e16).contains(&r) => format!("{r:e}"),
        r => format!("{r}"),
    }
}

/// A number, or a word or mark between numbers.
#[derive(Debug)]
struct Token {
    text: String,
    number: Option<f64>,
    /// Whether blanks stand before it, and which.
    blank: String,
    /// Where in the array it stands; empty outside of brackets, and after an ellipsis.
    index: Vec<usize>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut indices = Indices::default();
    let mut rest = text;
    loop {
        let letters = rest.trim_start();
        let blank = rest[..rest.len() - letters.len()].to_string();
        if letters.is_empty() {
            return tokens;
        }
        let word = next_word(letters);
        tokens.push(Token {
            number: parse(word),
            index: indices.step(word),
            text: word.to_string(),
            blank,
        });
        rest = &letters[word.len()..];
    }
}

/// The longest number, bracket or word at the start of the text, which does not begin with a blank.
fn next_word(text: &str) -> &str {
    let number = number_length(text);
    if number > 0 {
        return &text[..number];
    }
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let breaks = c.is_whitespace()
            || matches!(c, '[' | ']' | ',')
            || matches!(previous, '[' | ']' | ',');
        let begins_number = !previous.is_alphanumeric()
            && previous != '_'
            && previous != '.'
            && number_length(&text[at..]) > 0;
        if at > 0 && (breaks || begins_number) {
            return &text[..at];
        }
        previous = c;
    }
    text
}

/// The length of the number at the start of the text, with its sign; 0 where there is none.
fn number_length(text: &str) -> usize {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = text.len() - unsigned.len();
    for word in ["nan", "inf"] {
        if let Some(after) = unsigned.strip_prefix(word) {
            return if after.starts_with(is_name) {
                0
            } else {
                sign + word.len()
            };
        }
    }
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(unsigned);
    let mut length = whole;
    if let Some(after) = unsigned[length..].strip_prefix('.') {
        let fraction = digits(after);
        if whole + fraction == 0 {
            return 0;
        }
        length += 1 + fraction;
    }
    if length == 0 {
        return 0;
    }
    if let Some(after) = unsigned[length..].strip_prefix(['e', 'E']) {
        let power = after.strip_prefix(['+', '-']).unwrap_or(after);
        let count = digits(power);
        if count > 0 {
            length += 1 + (after.len() - power.len()) + count;
        }
    }
    sign + length
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn parse(word: &str) -> Option<f64> {
    (number_length(word) == word.len())
        .then(|| word.parse().ok())
        .flatten()
}

/// Counts elements between brackets.
#[derive(Default)]
struct Indices {
    counters: Vec<usize>,
    /// An ellipsis leaves out elements: from there on no index is known.
    lost: bool,
}

impl Indices {
    fn step(&mut self, word: &str) -> Vec<usize> {
        match word {
            "[" => self.counters.push(0),
            "]" => {
                self.counters.pop();
                if let Some(counter) = self.counters.last_mut() {
                    *counter += 1;
                }
                if self.counters.is_empty() {
                    self.lost = false;
                }
            }
            "," => {}
            _ => {
                self.lost |= word == "...";
                let index = if self.lost {
                    Vec::new()
                } else {
                    self.counters.clone()
                };
                if let Some(counter) = self.counters.last_mut() {
                    *counter += 1;
                }
                return index;
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_and_digits_may_differ_within_a_tolerance() {
        let close = |a: &str, b: &str| distance(a, b, 1e-6).is_some_and(|distance| distance.close);
        assert!(close("[ 1.  2.]", "[1.0000001 2.       ]"));
        assert!(close("array([5.])", "array([5.000000000000001])"));
        assert!(close("[nan inf]", "[nan inf]"));
        assert!(close("x = 0.0", "x = 5.5e-17"));
        assert!(!close("[1. 2.]", "[1. 2.1]"));
        assert!(!close("[1. 2.]", "[1. 2. 3.]"));
        assert!(!close("float32 1", "float64 1"));
        assert!(!close("a  b 1", "a b 1"));
        assert!(!close("[True]", "[False]"));
    }

    #[test]
    fn the_first_and_the_largest_difference_have_an_index() {
        let found = distance("[[1 2]\n [3 4]]", "[[1 3]\n [3 14]]", 0.0).expect("the same form");
        assert_eq!(
            found.describe().as_deref(),
            Some("first difference at [0, 1]: expected 2, got 3; largest difference 10 at [1, 1]")
        );
        let truth = distance("[ True False]", "[ True  True]", 0.0).expect("the same form");
        assert_eq!(
            truth.describe().as_deref(),
            Some("first difference at [1]: expected False, got True")
        );
    }
}
