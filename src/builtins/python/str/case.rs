//! Upper and lower case.

use super::super::parameters::Text;
use crate::builtins;

builtins! {
    /// All letters in upper case.
    ///
    /// >>> "Straße".upper()
    /// 'STRASSE'
    "str.upper" "(self, /)" => |text: Text| text.0.to_uppercase();
    /// All letters in lower case.
    ///
    /// >>> "NumPy".lower()
    /// 'numpy'
    "str.lower" "(self, /)" => |text: Text| text.0.to_lowercase();
    /// For comparing without regard to case: stronger than `lower`.
    ///
    /// >>> "Straße".casefold() == "STRASSE".casefold()
    /// True
    "str.casefold" "(self, /)" => |text: Text| casefold(&text.0);
    /// The first character in upper case, all others in lower case.
    ///
    /// >>> "hello WORLD".capitalize()
    /// 'Hello world'
    "str.capitalize" "(self, /)" => |text: Text| capitalize(&text.0);
    /// Every word with a capital, the rest in lower case.
    ///
    /// >>> "mean absolute error".title()
    /// 'Mean Absolute Error'
    "str.title" "(self, /)" => |text: Text| title(&text.0);
    /// Upper case for lower and lower for upper.
    ///
    /// >>> "NumPy".swapcase()
    /// 'nUMpY'
    "str.swapcase" "(self, /)" => |text: Text| swapcase(&text.0);
}

fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Upper case of a first letter: one that becomes several (ß) has only the first of them in upper case.
fn push_capital(out: &mut String, c: char) {
    let mut upper = c.to_uppercase();
    out.extend(upper.next());
    out.extend(upper.flat_map(char::to_lowercase));
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    if let Some(first) = chars.next() {
        push_capital(&mut out, first);
    }
    out + &chars.as_str().to_lowercase()
}

fn is_cased(c: char) -> bool {
    c.is_uppercase() || c.is_lowercase()
}

fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            push_capital(&mut out, c);
        }
        inside = is_cased(c);
    }
    out
}

fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_uppercase() {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
    }
    out
}
