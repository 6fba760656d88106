//! What a fence is by its first word.

use crate::lesson::attributes::{self, Attribute};
use crate::lesson::fences::{self, Piece};
use crate::lesson::myst::CODE_CELL;

/// The language of a fence, as far as ndbook has a use for it.
pub enum Language {
    Python,
    Pycon,
    Output,
    Hint,
    Raw,
    Other,
}

/// Whether prose would be read as something else: it holds fences that are cells, marks, or front matter.
pub fn is_special(text: &str) -> bool {
    let special = |piece: Piece| match piece {
        Piece::Mark(_) => true,
        Piece::Fence(fence) => {
            let words = attributes::words(text, fence.info.clone());
            !fence.closed
                || fence.opened_inside(text).is_some()
                || !matches!(language(&words).0, Language::Other)
                || words.first().is_some_and(|word| word.name == CODE_CELL)
        }
    };
    text.starts_with("---\n") || fences::pieces(text, 0).into_iter().any(special)
}

/// What the fence of a raw cell is called, as in MyST.
pub const RAW: &str = "{raw-cell}";

/// The use of a fence by its first word, and the words after it.
pub fn language(words: &[Attribute]) -> (Language, &[Attribute]) {
    let Some((first, rest)) = words.split_first() else {
        return (Language::Other, words);
    };
    let language = match (first.name.as_str(), &first.value) {
        ("python" | "py" | "numpy", None) => Language::Python,
        ("pycon", None) => Language::Pycon,
        ("output", None) => Language::Output,
        (RAW, None) => Language::Raw,
        ("text", None) if rest.iter().any(|word| word.name == "hint") => Language::Hint,
        _ => Language::Other,
    };
    (language, rest)
}

/// The language that other tools' names for it, or other letters, stand for.
pub fn meant_language(word: &str) -> Option<&'static str> {
    const MEANT: [(&str, &str); 6] = [
        ("python", "python"),
        ("py", "python"),
        ("ipython", "python"),
        ("numpy", "python"),
        ("pycon", "pycon"),
        ("output", "output"),
    ];
    let bare = word.trim_matches(['{', '}', '.']).to_lowercase();
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let (known, meant) = MEANT.into_iter().find(|(known, _)| *known == bare)?;
    (known != word || known == "ipython").then_some(meant)
}
