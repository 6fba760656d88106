//! Names, keywords and the characters they are made of.

use pest::unicode;

pub(super) fn begins_word(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || !character.is_ascii()
}

pub(super) fn continues_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
}

/// The first character of a word, by offset, that no identifier may have there.
pub(super) fn invalid_character(word: &str) -> Option<(usize, char)> {
    if word.is_ascii() {
        return None;
    }
    let valid = |at: usize, character: char| match at {
        0 => character == '_' || unicode::XID_START(character),
        _ => unicode::XID_CONTINUE(character),
    };
    word.char_indices()
        .find(|&(at, character)| !valid(at, character))
}

/// Python's words about a character that belongs nowhere.
pub(super) fn stray_character(character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    if is_printable(character) {
        format!("invalid character '{character}' ({code})")
    } else {
        format!("invalid non-printable character {code}")
    }
}

/// As `str.isprintable`: neither a control, a format or a private character nor a blank but the plain one.
pub(super) fn is_printable(character: char) -> bool {
    character == ' ' || !(unicode::OTHER(character) || unicode::SEPARATOR(character))
}

/// Is the word one of Python's own?
pub fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "False"
            | "None"
            | "True"
            | "and"
            | "as"
            | "assert"
            | "async"
            | "await"
            | "break"
            | "class"
            | "continue"
            | "def"
            | "del"
            | "elif"
            | "else"
            | "except"
            | "finally"
            | "for"
            | "from"
            | "global"
            | "if"
            | "import"
            | "in"
            | "is"
            | "lambda"
            | "nonlocal"
            | "not"
            | "or"
            | "pass"
            | "raise"
            | "return"
            | "try"
            | "while"
            | "with"
            | "yield"
    )
}

/// The prefixes of strings.
pub(super) fn is_string_prefix(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "r" | "b" | "u" | "f" | "br" | "rb" | "fr" | "rf"
    )
}
