//! The words after a fence's language: `raises=ValueError tol=1e-6 check="my exercise"`.
//!
//! The same words stand on the `# %%` line of a percent script.

use std::ops::Range;

use super::complaint::{Complaint, nearest};
use crate::text::Source;

/// One attribute with its place in the file.
#[derive(Clone, Debug)]
pub struct Attribute {
    pub name: String,
    /// What follows `=`, without quotes.
    pub value: Option<String>,
    /// The whole attribute.
    pub range: Range<usize>,
}

/// The words of an info string; the first one, without `=`, is usually the language.
pub fn words(text: &str, range: Range<usize>) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(rest) = text.get(at..range.end) {
        let blank = rest.len()
            - rest
                .trim_start_matches(|c: char| c == ',' || c.is_whitespace())
                .len();
        let rest = &rest[blank..];
        if rest.is_empty() {
            break;
        }
        let start = at + blank;
        let (attribute, length) = word(rest, start);
        found.push(attribute);
        at = start + length;
    }
    found
}

/// Reads one word; gives it with its length in bytes.
fn word(rest: &str, start: usize) -> (Attribute, usize) {
    let name_end = rest
        .find(|c: char| c == '=' || c == ',' || c.is_whitespace())
        .unwrap_or(rest.len());
    let (name, tail) = rest.split_at(name_end);
    let (value, value_length) = match tail.strip_prefix('=') {
        None => (None, 0),
        Some(tail) => {
            let (value, length) = value(tail);
            (Some(value), length + 1)
        }
    };
    let length = (name_end + value_length).max(1);
    let attribute = Attribute {
        name: name.to_string(),
        value,
        range: start..start + length,
    };
    (attribute, length)
}

/// The value at the start of `tail`, unquoted, and how many bytes it takes with its quotes.
fn value(tail: &str) -> (String, usize) {
    let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quoted = quote.and_then(|quote| {
        let inside = tail.get(1..)?;
        let end = inside.find(quote)?;
        Some((inside.get(..end)?.to_string(), end + 2))
    });
    let listed = || {
        let length = bracketed(tail)?;
        Some((tail.get(..length)?.to_string(), length))
    };
    quoted.or_else(listed).unwrap_or_else(|| {
        let end = tail
            .find(|c: char| c == ',' || c.is_whitespace())
            .unwrap_or(tail.len());
        (tail[..end].to_string(), end)
    })
}

/// The length of the list or object of JSON that `tail` begins with.
fn bracketed(tail: &str) -> Option<usize> {
    if !tail.starts_with(['[', '{']) {
        return None;
    }
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, c) in tail.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '[' | '{' if !in_string => depth += 1,
            ']' | '}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// What a tag of Jupyter's, of nbval's or of Jupyter Book's says, as an attribute.
pub fn of_tag(tag: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match tag {
        "raises-exception" | "nbval-raises-exception" => ("raises", None),
        "skip-execution" | "nbval-skip" => ("skip", None),
        "hide-cell" | "remove-cell" => ("hide", None),
        "hide-input" | "remove-input" => ("hide", Some("code")),
        "hide-output" | "remove-output" => ("hide", Some("output")),
        "nbval-ignore-output" => ("varies", None),
        _ => return None,
    })
}

/// The tags in the value of `tags=`: a list of JSON, or words between commas.
pub fn tags(value: &str) -> Vec<String> {
    let bare = value.trim().trim_start_matches('[').trim_end_matches(']');
    let words = bare
        .split(',')
        .map(|word| word.trim().trim_matches(['"', '\'']));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// The attributes with those that tags say in the place of the tags.
pub fn with_tags(words: &[Attribute]) -> Vec<Attribute> {
    let mut all: Vec<Attribute> = words
        .iter()
        .filter(|word| word.name != "tags")
        .cloned()
        .collect();
    for word in words.iter().filter(|word| word.name == "tags") {
        for tag in tags(word.value.as_deref().unwrap_or("")) {
            all.extend(of_tag(&tag).map(|(name, value)| Attribute {
                name: name.to_string(),
                value: value.map(str::to_string),
                range: word.range.clone(),
            }));
        }
    }
    unified(all)
}

/// Each attribute once: of one named twice the first counts, but code hidden by one word and outputs by another are
/// both hidden.
pub fn unified(words: Vec<Attribute>) -> Vec<Attribute> {
    let mut kept: Vec<Attribute> = Vec::new();
    for word in words {
        match kept.iter_mut().find(|known| known.name == word.name) {
            None => kept.push(word),
            Some(known) if known.name == "hide" && known.value != word.value => known.value = None,
            Some(_) => {}
        }
    }
    kept
}

/// The error that a cell is expected to raise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raises {
    /// `raises` alone: any error.
    Any,
    /// `raises=ValueError`: that class or one derived from it.
    Named(String),
}

/// What is not shown of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    pub code: bool,
    pub output: bool,
}

impl Hidden {
    /// Neither code nor output is shown.
    pub const ALL: Hidden = Hidden {
        code: true,
        output: true,
    };

    pub fn all(self) -> bool {
        self == Hidden::ALL
    }
}

/// The attributes of a cell, read and checked.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    pub raises: Option<Raises>,
    /// Shown, not run.
    pub skip: bool,
    /// Run, not shown; `hide=code` and `hide=output` name the half.
    pub hide: Hidden,
    /// Run and shown, its output not compared.
    pub varies: bool,
    /// Relative tolerance for the numbers of the cell's output.
    pub tolerance: Option<f64>,
    pub exercise: Option<Named>,
    pub solution: Option<Named>,
    pub check: Option<Named>,
    pub hidden: bool,
    pub points: Option<f64>,
}

/// The name of an exercise and where it is written.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub offset: usize,
}

/// Every attribute a cell can have, for "did you mean".
pub const NAMES: [&str; 11] = [
    "raises", "skip", "hide", "varies", "tol", "exercise", "solution", "check", "hidden", "hint",
    "points",
];

/// Whether the name is that of an attribute.
pub fn is_name(name: &str) -> bool {
    NAMES.contains(&name) || is_kept(name)
}

/// Whether the attribute only keeps what a notebook says of its cell: its id, its tags, its metadata.
pub fn is_kept(name: &str) -> bool {
    matches!(name, "id" | "tags" | "metadata")
}

/// Whether the name is that of an attribute that stands without a value.
pub fn is_flag(name: &str) -> bool {
    matches!(name, "raises" | "skip" | "hide" | "varies" | "hidden")
}

impl Attributes {
    /// Reads the attributes of a cell; what is wrong with them goes to `complaints`.
    pub fn read(
        source: &Source,
        words: &[Attribute],
        complaints: &mut Vec<Complaint>,
    ) -> Attributes {
        let mut attributes = Attributes::default();
        for word in words {
            if let Err(complaint) = attributes.take(source, word) {
                complaints.push(complaint);
            }
        }
        if let Err(complaint) = attributes.consistent(source, words) {
            complaints.push(complaint);
        }
        attributes
    }

    fn take(&mut self, source: &Source, word: &Attribute) -> Result<(), Complaint> {
        match word.name.as_str() {
            "raises" => self.raises = Some(raises(source, word)?),
            "skip" => self.skip = flag(source, word)?,
            "hide" => self.hide = hidden(source, word)?,
            "varies" => self.varies = flag(source, word)?,
            "hidden" => self.hidden = flag(source, word)?,
            "tol" => self.tolerance = Some(number(source, word, "tol=1e-6")?),
            "points" => self.points = Some(number(source, word, "points=2")?),
            "exercise" => self.exercise = Some(exercise_name(source, word)?),
            "solution" => self.solution = Some(exercise_name(source, word)?),
            "check" => self.check = Some(exercise_name(source, word)?),
            "hint" => {
                let complaint = Complaint::at(source, word.range.start, "a hint is not a cell");
                return Err(complaint.help("write the hint in a `text hint=NAME` fence"));
            }
            name if is_kept(name) && word.value.is_some() => {}
            _ => return Err(unknown(source, word)),
        }
        Ok(())
    }

    fn consistent(&self, source: &Source, words: &[Attribute]) -> Result<(), Complaint> {
        let place = |name: &str| {
            words
                .iter()
                .find(|word| word.name == name)
                .map_or(0, |word| word.range.start)
        };
        let roles = [&self.exercise, &self.solution, &self.check];
        if let Some(second) = roles.into_iter().flatten().nth(1) {
            let message = "a cell has one role: exercise, solution or check";
            return Err(Complaint::at(source, second.offset, message)
                .help("give each of them a fence of its own"));
        }
        if self.hidden && self.check.is_none() {
            let message = "`hidden` belongs to a check";
            return Err(Complaint::at(source, place("hidden"), message)
                .help("write `check=NAME hidden`, or `hide` for a cell that runs unseen"));
        }
        if self.points.is_some() && self.check.is_none() && self.exercise.is_none() {
            let message = "`points` belongs to an exercise or to a check";
            return Err(Complaint::at(source, place("points"), message)
                .help("move it to the `exercise=NAME` fence"));
        }
        Ok(())
    }
}

fn flag(source: &Source, word: &Attribute) -> Result<bool, Complaint> {
    match &word.value {
        None => Ok(true),
        Some(_) => {
            let message = format!("`{}` takes no value", word.name);
            Err(Complaint::at(source, word.range.start, message)
                .help(format!("write `{}` alone", word.name)))
        }
    }
}

fn hidden(source: &Source, word: &Attribute) -> Result<Hidden, Complaint> {
    let half = |code, output| Ok(Hidden { code, output });
    match word.value.as_deref() {
        None => Ok(Hidden::ALL),
        Some("code") => half(true, false),
        Some("output") => half(false, true),
        Some(other) => {
            let message = format!("`hide={other}` names nothing that can be hidden");
            Err(Complaint::at(source, word.range.start, message)
                .help("write `hide`, `hide=code` or `hide=output`"))
        }
    }
}

fn raises(source: &Source, word: &Attribute) -> Result<Raises, Complaint> {
    match word.value.as_deref() {
        None => Ok(Raises::Any),
        Some(name) if is_identifier(name) => Ok(Raises::Named(name.to_string())),
        Some(name) => {
            let message = format!("`{name}` is not the name of an error");
            Err(Complaint::at(source, word.range.start, message)
                .help("write the error's class, as in `raises=ValueError`"))
        }
    }
}

fn is_identifier(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn number(source: &Source, word: &Attribute, example: &str) -> Result<f64, Complaint> {
    word.value
        .as_deref()
        .and_then(|value| value.parse().ok())
        .filter(|number: &f64| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| {
            let message = format!("`{}` needs a number that is not negative", word.name);
            Complaint::at(source, word.range.start, message)
                .help(format!("for example `{example}`"))
        })
}

/// The name after `exercise=`, `solution=`, `check=` or `hint=`.
pub fn exercise_name(source: &Source, word: &Attribute) -> Result<Named, Complaint> {
    let offset = word.range.start;
    match word.value.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => Ok(Named {
            name: name.to_string(),
            offset,
        }),
        _ => {
            let message = match word.name.as_str() {
                "exercise" => "this exercise has no name".to_string(),
                role => format!("this {role} does not say which exercise it belongs to"),
            };
            Err(Complaint::at(source, offset, message)
                .help(format!("give it one, as in `{}=standardise`", word.name)))
        }
    }
}

fn unknown(source: &Source, word: &Attribute) -> Complaint {
    let message = format!("unknown attribute `{}`", word.name);
    let complaint = Complaint::at(source, word.range.start, message);
    match nearest(&word.name, NAMES) {
        Some(name) => complaint.help(format!("did you mean `{name}`?")),
        None => complaint.help(format!("a cell can have {}", NAMES.join(", "))),
    }
}
