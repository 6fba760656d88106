//! How far a number goes, and what is wrong with it.

use super::words::continues_word;

/// What is wrong with a number: Python's words, and the bytes of the number they are about.
pub(super) struct Invalid {
    pub(super) message: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Invalid {
    /// Python points at the last character that it took.
    fn at(message: impl Into<String>, taken: usize) -> Invalid {
        Invalid {
            message: message.into(),
            start: taken.saturating_sub(1),
            end: taken,
        }
    }
}

type Length = Result<usize, Invalid>;

/// The length of the number that a text begins with: a digit, or a dot and a digit.
pub(super) fn number_length(text: &str) -> Length {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.get(1).map(u8::to_ascii_lowercase)) {
        (Some(b'0'), Some(b'x')) => based(text, "hexadecimal", |byte| byte.is_ascii_hexdigit()),
        (Some(b'0'), Some(b'o')) => based(text, "octal", |byte| matches!(byte, b'0'..=b'7')),
        (Some(b'0'), Some(b'b')) => based(text, "binary", |byte| matches!(byte, b'0' | b'1')),
        _ => decimal(text),
    }
}

fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// After `0x`, `0o` or `0b`.
fn based(text: &str, kind: &str, is_digit: impl Fn(u8) -> bool) -> Length {
    let mut at = 2;
    loop {
        if byte_at(text, at) == b'_' {
            at += 1;
        }
        let byte = byte_at(text, at);
        if !is_digit(byte) {
            return Err(match byte {
                b'0'..=b'9' => wrong_digit(byte, kind, at),
                _ => Invalid::at(format!("invalid {kind} literal"), at),
            });
        }
        while is_digit(byte_at(text, at)) {
            at += 1;
        }
        match byte_at(text, at) {
            b'_' => {}
            byte @ b'0'..=b'9' => return Err(wrong_digit(byte, kind, at)),
            _ => return ended(text, at, kind),
        }
    }
}

fn wrong_digit(digit: u8, kind: &str, at: usize) -> Invalid {
    let digit = char::from(digit);
    Invalid::at(format!("invalid digit '{digit}' in {kind} literal"), at + 1)
}

fn decimal(text: &str) -> Length {
    let mut at = 0;
    let mut zeros_only = true;
    if byte_at(text, 0) != b'.' {
        at = digits(text, 0)?;
        zeros_only = text
            .bytes()
            .take(at)
            .all(|byte| matches!(byte, b'0' | b'_'));
    }
    let whole = at;
    if byte_at(text, at) == b'.' {
        at += 1;
        if byte_at(text, at).is_ascii_digit() {
            at = digits(text, at)?;
        }
    }
    if byte_at(text, at).eq_ignore_ascii_case(&b'e') {
        match exponent(text, at)? {
            Some(end) => at = end,
            None => return ended(text, at, "decimal"),
        }
    }
    if byte_at(text, at).eq_ignore_ascii_case(&b'j') {
        return ended(text, at + 1, "imaginary");
    }
    if at == whole && byte_at(text, 0) == b'0' && !zeros_only {
        return Err(Invalid {
            message: "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal \
                      integers"
                .to_owned(),
            start: 0,
            end: whole,
        });
    }
    ended(text, at, "decimal")
}

/// Digits with single underscores between them.
fn digits(text: &str, from: usize) -> Length {
    let mut at = from;
    loop {
        while byte_at(text, at).is_ascii_digit() {
            at += 1;
        }
        if byte_at(text, at) != b'_' {
            return Ok(at);
        }
        at += 1;
        if !byte_at(text, at).is_ascii_digit() {
            return Err(Invalid::at("invalid decimal literal", at));
        }
    }
}

/// The end of the exponent whose `e` stands here; none if it is no exponent.
fn exponent(text: &str, e: usize) -> Result<Option<usize>, Invalid> {
    let signed = matches!(byte_at(text, e + 1), b'+' | b'-');
    let first = if signed { e + 2 } else { e + 1 };
    if byte_at(text, first).is_ascii_digit() {
        return digits(text, first).map(Some);
    }
    if signed {
        return Err(Invalid::at("invalid decimal literal", first));
    }
    Ok(None)
}

/// A number may not run into a word, unless that is a keyword which can follow a value. CPython looks only at the
/// first two letters of the short ones.
fn ended(text: &str, at: usize, kind: &str) -> Length {
    let rest = text.get(at..).unwrap_or("");
    let begins = |word: &str| rest.starts_with(word);
    let whole = |word: &str| {
        let after = rest.strip_prefix(word).unwrap_or("_");
        !after.starts_with(continues_word)
    };
    let keyword = ["if", "in", "is"].into_iter().any(begins)
        || ["and", "else", "for", "or", "not"].into_iter().any(whole);
    let runs_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if runs_on && !keyword {
        return Err(Invalid::at(format!("invalid {kind} literal"), at));
    }
    Ok(at)
}
