//! Colours of code while it is typed, and of complaints.

/// Colours, or none.
#[derive(Clone, Copy)]
pub struct Paint {
    pub on: bool,
}

const KEYWORD: &str = "35";
const TEXT: &str = "32";
const NUMBER: &str = "36";
const COMMENT: &str = "90";
const ERROR: &str = "1;31";
const WARNING: &str = "33";
const NOTE: &str = "34";

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Python's keywords, for completion.
pub fn keywords() -> &'static [&'static str] {
    &KEYWORDS
}

impl Paint {
    fn paint(self, colour: &str, text: &str) -> String {
        match self.on && !text.is_empty() {
            true => format!("\x1b[{colour}m{text}\x1b[0m"),
            false => text.to_string(),
        }
    }

    pub fn warning(self, text: &str) -> String {
        self.paint(WARNING, text)
    }

    pub fn note(self, text: &str) -> String {
        self.paint(NOTE, text)
    }

    /// The headline stands out, carets and help too.
    pub fn diagnostic(self, text: &str) -> String {
        let lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| match line.split_once("help:") {
                _ if at == 0 => self.paint(ERROR, line),
                Some((before, help)) => format!("{before}{}{help}", self.paint(NOTE, "help:")),
                None => line.to_string(),
            });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A hint that is not part of what was typed.
    pub fn hint(self, text: &str) -> String {
        self.paint(COMMENT, text)
    }

    /// Code in colours. What cannot be Python is left as it is.
    pub fn code(self, code: &str) -> String {
        let mut painted = String::new();
        let mut rest = code;
        while let Some(first) = rest.chars().next() {
            let (length, colour) = piece(rest, first);
            let (text, after) = rest.split_at(length);
            match colour {
                Some(colour) => painted.push_str(&self.paint(colour, text)),
                None => painted.push_str(text),
            }
            rest = after;
        }
        painted
    }
}

/// The length and the colour of what code begins with.
fn piece(code: &str, first: char) -> (usize, Option<&'static str>) {
    match first {
        '#' => (code.find('\n').unwrap_or(code.len()), Some(COMMENT)),
        '"' | '\'' => (text_length(code), Some(TEXT)),
        c if c.is_ascii_digit() => {
            let end = code.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '_');
            (end.unwrap_or(code.len()), Some(NUMBER))
        }
        c if c.is_alphanumeric() || c == '_' => {
            let end = code.find(|c: char| !c.is_alphanumeric() && c != '_');
            let length = end.unwrap_or(code.len());
            let is_keyword = KEYWORDS.contains(&code.split_at(length).0);
            (length, is_keyword.then_some(KEYWORD))
        }
        other => (other.len_utf8(), None),
    }
}

/// The length of the string literal that code begins with, up to the end where it is not closed.
fn text_length(code: &str) -> usize {
    let quote = match code.get(..3) {
        Some(triple @ ("'''" | "\"\"\"")) => triple,
        _ => code.get(..1).unwrap_or(code),
    };
    let mut at = quote.len();
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        let mut chars = rest.chars();
        let step = match chars.next() {
            Some('\\') => 1 + chars.next().map_or(0, char::len_utf8),
            Some('\n') if quote.len() == 1 => return at,
            Some(c) => c.len_utf8(),
            None => break,
        };
        at += step;
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_its_letters() {
        let on = Paint { on: true };
        for code in [
            "for x in 'a\\'b': # é",
            "'''a\nb",
            "x = 1.5e3 + é",
            "'a\nb'",
            "'\\",
        ] {
            let painted = on.code(code);
            let mut plain = String::new();
            for (at, part) in painted.split("\x1b[").enumerate() {
                plain.push_str(if at == 0 {
                    part
                } else {
                    part.split_once('m').unwrap().1
                });
            }
            assert_eq!(plain, code);
            assert_eq!(Paint { on: false }.code(code), code);
        }
        assert_eq!(on.code("if"), "\x1b[35mif\x1b[0m");
    }
}
