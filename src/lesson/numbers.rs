//! Outputs as text with numbers in it: which numbers differ, where in an array, and by how much.

use std::fmt::Write;

/// How far two outputs of the same form are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    /// Where the first difference stands, as an index into the array, and the two values as printed.
    pub first: Option<(Vec<usize>, String, String)>,
    /// The largest difference of two numbers, and where it stands.
    pub largest: Option<(f64, Vec<usize>)>,
    /// The same in proportion to the expected number, where that is not 0.
    pub largest_relative: Option<(f64, Vec<usize>)>,
    /// How many elements of arrays differ, and how many were compared.
    pub elements: (usize, usize),
    /// Whether every number lies within the tolerance and all other text is equal.
    pub close: bool,
    /// The last element that was found to differ: its parts count once.
    last: Option<(usize, Vec<usize>)>,
}

/// Compares two outputs number by number. Blanks that pad numbers count for nothing, and neither do the lines into
/// which an array is broken.
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
        largest_relative: None,
        elements: (0, elements(&expected)),
        close: true,
        last: None,
    };
    let mut after_number = true;
    for (expected, got) in expected.iter().zip(&got) {
        let numbers = expected.number.zip(got.number);
        let padded = after_number || numbers.is_some();
        after_number = numbers.is_some() || (padded && expected.text == "j");
        if !same_blanks(expected, got, padded) {
            if expected.index.is_empty() {
                return None;
            }
            distance.close = false;
        }
        if expected.text != got.text {
            distance.note(expected, got, numbers);
            distance.close &= numbers.is_some_and(|(expected, got)| near(expected, got, tolerance));
            if numbers.is_none() && (expected.index.is_empty() || got.index.is_empty()) {
                return None;
            }
        }
    }
    Some(distance)
}

/// Whether the blanks before two parts say the same. Beside numbers they only pad, and inside of an array a line may
/// be broken anywhere; outside of arrays a line is a line.
fn same_blanks(expected: &Token, got: &Token, padded: bool) -> bool {
    let (left, right) = (expected.blank.as_str(), got.blank.as_str());
    let inside = expected.depth > 0 && got.depth > 0;
    let suffix = expected.text.starts_with("dtype=") || expected.text.starts_with("shape=");
    match padded || suffix {
        true => inside || suffix || left.matches('\n').count() == right.matches('\n').count(),
        false => left == right,
    }
}

fn near(expected: f64, got: f64, tolerance: f64) -> bool {
    expected == got
        || (expected.is_nan() && got.is_nan())
        || (expected - got).abs() <= tolerance * expected.abs() + tolerance * 1e-3
}

fn elements(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.begins_element).count()
}

impl Distance {
    fn note(&mut self, expected: &Token, got: &Token, numbers: Option<(f64, f64)>) {
        if self.first.is_none() {
            self.first = Some((
                expected.index.clone(),
                expected.text.clone(),
                got.text.clone(),
            ));
        }
        let element = (expected.array, expected.index.clone());
        if !expected.index.is_empty() && self.last.as_ref() != Some(&element) {
            self.elements.0 += 1;
            self.last = Some(element);
        }
        let Some((wanted, found)) = numbers else {
            return;
        };
        let difference = (wanted - found).abs();
        keep_larger(&mut self.largest, difference, &expected.index);
        if wanted != 0.0 {
            let relative = difference / wanted.abs();
            keep_larger(&mut self.largest_relative, relative, &expected.index);
        }
    }

    /// In words, as in `first difference at [0, 1]: expected 2.5, got 2; largest difference 0.5 at [0, 1], relative
    /// 0.2; 1 of 4 elements differs`.
    pub fn describe(&self) -> Option<String> {
        let (index, expected, got) = self.first.as_ref()?;
        let mut text = match index.is_empty() {
            true => format!("expected {expected}, got {got}"),
            false => format!("first difference at {index:?}: expected {expected}, got {got}"),
        };
        if let Some((largest, at)) = finite(&self.largest) {
            // Writing to a string cannot fail.
            let _ = match at.is_empty() {
                true => write!(text, "; difference {}", short(*largest)),
                false => write!(text, "; largest difference {} at {at:?}", short(*largest)),
            };
            if let Some((relative, place)) = finite(&self.largest_relative) {
                let _ = match place == at {
                    true => write!(text, ", relative {}", short(*relative)),
                    false => write!(text, "; largest relative {} at {place:?}", short(*relative)),
                };
            }
        }
        let (differ, all) = self.elements;
        if differ > 0 && all > 1 {
            let verb = if differ == 1 { "differs" } else { "differ" };
            let _ = write!(text, "; {differ} of {all} elements {verb}");
        }
        Some(text)
    }
}

fn keep_larger(kept: &mut Option<(f64, Vec<usize>)>, difference: f64, index: &[usize]) {
    if kept
        .as_ref()
        .is_none_or(|(largest, _)| difference > *largest)
    {
        *kept = Some((difference, index.to_vec()));
    }
}

fn finite(difference: &Option<(f64, Vec<usize>)>) -> Option<&(f64, Vec<usize>)> {
    difference.as_ref().filter(|(size, _)| size.is_finite())
}

/// Says that arrays of two outputs have other shapes, where that is the first thing in which they differ.
pub fn shapes_differ(expected: &str, got: &str) -> Option<String> {
    let (expected, got) = (shapes(&tokens(expected)), shapes(&tokens(got)));
    let (expected, got) = expected
        .iter()
        .zip(&got)
        .find(|(left, right)| left != right)?;
    let (expected, got) = (expected.as_ref()?, got.as_ref()?);
    Some(format!(
        "the shape differs: expected {}, got {}",
        tuple(expected),
        tuple(got)
    ))
}

/// The shape of each printed array; none for one of which not all is printed, or that is ragged.
fn shapes(tokens: &[Token]) -> Vec<Option<Vec<usize>>> {
    let arrays = tokens.iter().map(|token| token.array).max().unwrap_or(0);
    (1..=arrays)
        .map(|array| {
            let own = || tokens.iter().filter(|token| token.array == array);
            let elements: Vec<&Token> = own().filter(|token| token.begins_element).collect();
            let last = elements.last()?;
            let shape: Vec<usize> = last.index.iter().map(|at| at + 1).collect();
            let whole = own().all(|token| token.text != "...")
                && elements
                    .iter()
                    .all(|token| token.index.len() == shape.len());
            let full = shape.iter().product::<usize>() == elements.len();
            (whole && full).then_some(shape)
        })
        .collect()
}

fn tuple(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        _ => {
            let parts: Vec<String> = shape.iter().map(ToString::to_string).collect();
            format!("({})", parts.join(", "))
        }
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
    /// In how many brackets it stands.
    depth: usize,
    /// Which array of the text it belongs to, from 1.
    array: usize,
    /// Whether an element of an array begins with it: `-2.5j` of `1.-2.5j` only goes on with one.
    begins_element: bool,
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
        let word = match quoted(letters).filter(|_| indices.expects_element(&blank)) {
            Some(text) => text,
            None => next_word(letters),
        };
        let place = indices.step(word, &blank);
        if word == "j" && blank.is_empty() && join_imaginary(&mut tokens) {
            indices.take_back();
        }
        tokens.push(Token {
            number: parse(word),
            text: word.to_string(),
            blank,
            index: place.index,
            depth: place.depth,
            array: indices.array,
            begins_element: place.begins,
        });
        rest = &letters[word.len()..];
    }
}

/// Of `1. +2.j` the second number belongs to the first, although blanks pad it: whether that was so.
fn join_imaginary(tokens: &mut [Token]) -> bool {
    let [.., real, imaginary] = tokens else {
        return false;
    };
    let joins = imaginary.begins_element
        && imaginary.text.starts_with(['+', '-'])
        && imaginary.number.is_some()
        && real.number.is_some();
    if joins {
        imaginary.begins_element = false;
        imaginary.index.clone_from(&real.index);
    }
    joins
}

/// The string at the start of the text, with its quotes.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return text.get(..at + c.len_utf8()),
            _ => {}
        }
    }
    None
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
    /// The index of the element that is read or that comes next.
    counters: Vec<usize>,
    /// An element was begun: what stands right behind it belongs to it.
    inside: bool,
    /// An ellipsis leaves out elements: from there on no index is known.
    lost: bool,
    /// How many arrays have begun.
    array: usize,
}

/// Where one part of the text stands.
struct At {
    index: Vec<usize>,
    depth: usize,
    begins: bool,
}

impl Indices {
    /// Whether a new element of an array begins here, after these blanks.
    fn expects_element(&self, blank: &str) -> bool {
        !self.counters.is_empty() && (!self.inside || !blank.is_empty())
    }

    fn step(&mut self, word: &str, blank: &str) -> At {
        let outside = |depth| At {
            index: Vec::new(),
            depth,
            begins: false,
        };
        match word {
            "[" => {
                self.end_element();
                if self.counters.is_empty() {
                    self.array += 1;
                }
                self.counters.push(0);
                outside(self.counters.len() - 1)
            }
            "]" => {
                self.end_element();
                let depth = self.counters.len();
                self.counters.pop();
                if let Some(counter) = self.counters.last_mut() {
                    *counter += 1;
                }
                self.lost &= !self.counters.is_empty();
                outside(depth)
            }
            "," => {
                self.end_element();
                outside(self.counters.len())
            }
            _ => {
                let begins = self.expects_element(blank);
                if begins {
                    self.end_element();
                }
                self.inside = !self.counters.is_empty();
                self.lost |= self.inside && word == "...";
                At {
                    index: match self.lost {
                        true => Vec::new(),
                        false => self.counters.clone(),
                    },
                    depth: self.counters.len(),
                    begins,
                }
            }
        }
    }

    /// What was counted as an element is a part of the one before.
    fn take_back(&mut self) {
        if let Some(counter) = self.counters.last_mut() {
            *counter = counter.saturating_sub(1);
        }
    }

    /// What comes next is another element.
    fn end_element(&mut self) {
        if std::mem::take(&mut self.inside)
            && let Some(counter) = self.counters.last_mut()
        {
            *counter += 1;
        }
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
        // What the last digits do to the layout of an array.
        assert!(close("[1.5\n 2.5]", "[1.5 2.50000001]"));
        assert!(close(
            "array([1.5, 2.5],\n      dtype=float32)",
            "array([1.5, 2.5000001], dtype=float32)"
        ));
        assert!(close("[1.+2.j 3.-0.j]", "[1.+2.00000001j 3.+0.j        ]"));
        assert!(!close("1\n2", "1 2"), "lines that are printed are lines");
        assert!(!close("['a  b' 1]", "['a b' 1]"));
    }

    #[test]
    fn the_first_and_the_largest_difference_have_an_index() {
        let found = distance("[[1 2]\n [3 4]]", "[[1 3]\n [3 14]]", 0.0).expect("the same form");
        assert_eq!(
            found.describe().as_deref(),
            Some(
                "first difference at [0, 1]: expected 2, got 3; largest difference 10 at [1, 1], relative 2.5; 2 of 4 elements differ"
            )
        );
        let truth = distance("[ True False]", "[ True  True]", 0.0).expect("the same form");
        assert_eq!(
            truth.describe().as_deref(),
            Some("first difference at [1]: expected False, got True; 1 of 2 elements differs")
        );
        let complex = distance("[1.+2.j 3.+4.j]", "[1.+2.j 3.+9.j]", 0.0).expect("the same form");
        assert_eq!(complex.first.map(|first| first.0), Some(vec![1]));
        assert_eq!(complex.elements, (1, 2));
        let padded = distance("[1.5+2.j   3. +0.25j]", "[1.5+2.j   3. +0.75j]", 0.0);
        let padded = padded.expect("the same form");
        assert_eq!(padded.first.map(|first| first.0), Some(vec![1]));
        assert_eq!(padded.elements, (1, 2));
        let words = distance("['a b' 'c']", "['a b' 'd']", 0.0).expect("the same form");
        assert_eq!(words.first.map(|first| first.0), Some(vec![1]));
        let small = distance("[1000. 0.001]", "[1001. 0.002]", 0.0).expect("the same form");
        assert_eq!(
            small.describe().as_deref(),
            Some(
                "first difference at [0]: expected 1000., got 1001.; largest difference 1 at [0]; largest relative 1 at [1]; 2 of 2 elements differ"
            )
        );
    }

    #[test]
    fn shapes_are_compared_where_they_are_known() {
        let said = |a: &str, b: &str| shapes_differ(a, b);
        assert_eq!(
            said("[[1 2]\n [3 4]]", "[1 2 3]").as_deref(),
            Some("the shape differs: expected (2, 2), got (3,)")
        );
        assert_eq!(
            said("a [1] b [1 2]", "a [1] b [[1 2]]").as_deref(),
            Some("the shape differs: expected (2,), got (1, 2)")
        );
        assert_eq!(said("[1 2]", "[3 4]"), None);
        assert_eq!(said("[0 ... 9]", "[0 1]"), None);
        assert_eq!(said("[[1], [1, 2]]", "[1]"), None);
    }
}
