//! Looking at a value of a session from outside.

use crate::lesson::stage::Stage;
use crate::lesson::transcript::shown;
use crate::text::Source;

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Its repr.
    pub repr: String,
    /// `type(x).__name__`
    pub class: String,
    /// `x.shape`, as printed; empty where it has none.
    pub shape: String,
    /// `x.dtype`, as printed; empty where it has none.
    pub dtype: String,
}

/// The name that holds the value being looked at. No lesson has a reason to use it.
const NAME: &str = "__probed__";

/// A value that takes more lines or characters than this is described instead of shown.
const MOST_LINES: usize = 8;
const MOST_CHARACTERS: usize = 400;

/// Evaluates an expression; none where it raises.
pub fn probe(stage: &mut Stage, expression: &str) -> Option<Probe> {
    run(stage, &format!("{NAME} = (\n{expression}\n)\n"))?;
    let repr = run(stage, &format!("print(repr({NAME}))\n"))?;
    let form = run(
        stage,
        &format!(
            "print(type({NAME}).__name__)\nprint(getattr({NAME}, 'shape', ''))\nprint(getattr({NAME}, 'dtype', ''))\n"
        ),
    )?;
    let mut form = form.lines();
    let mut next = || form.next().unwrap_or("").to_string();
    Some(Probe {
        repr: repr.trim_end().to_string(),
        class: next(),
        shape: next(),
        dtype: next(),
    })
}

/// All elements of the value that [`probe`] looked at last, with all their digits.
pub fn elements(stage: &mut Stage) -> Option<String> {
    run(stage, &format!("print({NAME}.tolist())\n"))
}

fn run(stage: &mut Stage, code: &str) -> Option<String> {
    let outcome = stage.run(&Source::new("<check>", code, 1));
    match outcome.error {
        None => Some(shown(&outcome)),
        Some(_) => None,
    }
}

impl Probe {
    pub fn is_array(&self) -> bool {
        self.class == "ndarray"
    }

    /// Whether the value is better described than shown.
    pub fn is_long(&self) -> bool {
        self.repr.lines().count() > MOST_LINES || self.repr.chars().count() > MOST_CHARACTERS
    }

    /// The value, or what it is where the value is long.
    pub fn brief(&self) -> String {
        if self.is_long() {
            self.kind()
        } else {
            self.repr.clone()
        }
    }

    /// What it is, in a learner's words.
    pub fn kind(&self) -> String {
        match (self.class.as_str(), self.shape.as_str()) {
            ("NoneType", _) => "None".to_string(),
            ("ellipsis", _) => "still `...`".to_string(),
            ("ndarray", shape) => format!("an array of shape {shape} and dtype {}", self.dtype),
            (class, _) if class.starts_with(['a', 'e', 'i', 'o']) => format!("an {class}"),
            (class, _) => format!("a {class}"),
        }
    }
}
