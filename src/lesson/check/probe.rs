//! Looking at a value of a session from outside, without running code of an answer's.

use crate::array::{Array, shape_repr};
use crate::lesson::stage::Stage;
use crate::value::{Value, convert};

/// What a value is.
#[derive(Clone)]
pub struct Probe {
    pub value: Value,
    /// Its repr.
    pub repr: String,
    /// `type(x).__name__`
    pub class: String,
    /// Of arrays and NumPy's scalars, as printed; empty for all else.
    pub shape: String,
    pub dtype: String,
}

/// A value that takes more lines or characters than this is described instead of shown.
const MOST_LINES: usize = 8;
const MOST_CHARACTERS: usize = 400;

/// Containers with more items than this are not written out to be looked at.
const MOST_ITEMS: usize = 2_000;

/// Evaluates an expression; none where it raises.
pub fn probe(stage: &mut Stage, expression: &str) -> Option<Probe> {
    let value = stage.ask(expression)?;
    Some(Probe::of(stage, value))
}

impl Probe {
    pub fn of(stage: &mut Stage, value: Value) -> Probe {
        let (shape, dtype) = match &value {
            Value::Array(object) => {
                object.with(|array| (shape_repr(array.shape()), array.dtype().to_string()))
            }
            Value::Scalar(scalar) => ("()".to_string(), scalar.dtype().to_string()),
            _ => (String::new(), String::new()),
        };
        let mut probe = Probe {
            class: value.type_name().to_string(),
            repr: String::new(),
            shape,
            dtype,
            value,
        };
        probe.repr = match is_large(&probe.value) {
            true => None,
            false => stage.repr(&probe.value),
        }
        .unwrap_or_else(|| probe.kind());
        probe
    }

    pub fn is_array(&self) -> bool {
        matches!(self.value, Value::Array(_))
    }

    pub fn is_function(&self) -> bool {
        matches!(self.value, Value::Function(_))
    }

    pub fn is_ellipsis(&self) -> bool {
        matches!(self.value, Value::Ellipsis)
    }

    /// The value as NumPy takes it; none for what is no number, text or nest of them, and for what is too much.
    pub fn array(&self) -> Option<Array> {
        match is_large(&self.value) {
            true => None,
            false => convert::to_array(&self.value).ok(),
        }
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
            (class, _) => with_article(class),
        }
    }
}

/// `an int`, `a list`
pub fn with_article(class: &str) -> String {
    match class.starts_with(['a', 'e', 'i', 'o']) {
        true => format!("an {class}"),
        false => format!("a {class}"),
    }
}

fn is_large(value: &Value) -> bool {
    match value {
        Value::List(list) => list.len() > MOST_ITEMS,
        Value::Tuple(items) => items.len() > MOST_ITEMS,
        Value::Dict(dict) => dict.len() > MOST_ITEMS,
        Value::Set(set) => set.len() > MOST_ITEMS,
        Value::Str(text) => text.len() > 10 * MOST_CHARACTERS,
        Value::BigInt(number) => number.bits() > 4_000,
        _ => false,
    }
}
