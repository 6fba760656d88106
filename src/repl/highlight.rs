//! Colours of code while it is typed, and of complaints.

use super::lex::{self, Kind, Piece};
use crate::syntax::is_keyword;

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
/// A bracket and its partner.
const PAIR: &str = "1;4";
/// The parameter at hand, in a hint.
const AT_HAND: &str = "0;1";

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

    /// What stands out in an answer: a failing step, an axis that clashes.
    pub fn error(self, text: &str) -> String {
        self.paint(ERROR, text)
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

    /// A hint that is not part of what was typed; what of it is at hand stands out.
    pub fn hint(self, text: &str, at_hand: Option<(usize, usize)>) -> String {
        let Some((start, end)) = at_hand else {
            return self.paint(COMMENT, text);
        };
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
        [
            self.paint(COMMENT, part(0, start)),
            self.paint(AT_HAND, part(start, end)),
            self.paint(COMMENT, part(end, text.len())),
        ]
        .concat()
    }

    /// Code in colours, the bracket at `pos` with its partner. What cannot be Python is left as it is.
    pub fn code(self, code: &str, pos: usize) -> String {
        if !self.on {
            return code.to_string();
        }
        let pieces = lex::pieces(code);
        let pair = pair(code, &pieces, pos);
        let mut painted = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let text = code.get(piece.start..piece.end).unwrap_or("");
            let in_pair = pair.is_some_and(|(a, b)| at == a || at == b);
            match colour(text, piece.kind) {
                _ if in_pair => painted.push_str(&self.paint(PAIR, text)),
                Some(colour) => painted.push_str(&self.paint(colour, text)),
                None => painted.push_str(text),
            }
        }
        painted
    }
}

fn colour(text: &str, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Comment => Some(COMMENT),
        Kind::Text { .. } => Some(TEXT),
        Kind::Number => Some(NUMBER),
        Kind::Word if is_keyword(text) => Some(KEYWORD),
        _ => None,
    }
}

/// The bracket that the cursor stands on or behind, and its partner.
fn pair(code: &str, pieces: &[Piece], pos: usize) -> Option<(usize, usize)> {
    let is_bracket = |piece: &Piece| matches!(piece.kind, Kind::Open | Kind::Close);
    let on = pieces
        .iter()
        .position(|piece| piece.start == pos && is_bracket(piece));
    let behind = || {
        pieces
            .iter()
            .position(|piece| piece.end == pos && is_bracket(piece))
    };
    let at = on.or_else(behind)?;
    let partner = lex::partners(code, pieces).get(at).copied().flatten()?;
    Some((at, partner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(painted: &str) -> String {
        let mut parts = painted.split("\x1b[");
        let first = parts.next().unwrap_or("").to_string();
        parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
    }

    #[test]
    fn code_keeps_its_letters() {
        let on = Paint { on: true };
        for code in [
            "for x in 'a\\'b': # é",
            "'''a\nb",
            "x = 1.5e3 + é",
            "'a\nb'",
            "'\\",
            "f((x)",
        ] {
            for pos in 0..=code.len() {
                assert_eq!(plain(&on.code(code, pos)), code);
            }
            assert_eq!(Paint { on: false }.code(code, 0), code);
        }
        assert_eq!(on.code("if", 0), "\x1b[35mif\x1b[0m");
        assert_eq!(plain(&on.hint("f(a, b)", Some((2, 3)))), "f(a, b)");
    }

    #[test]
    fn brackets_show_their_partners() {
        let on = Paint { on: true };
        assert_eq!(on.code("(x)", 3), "\x1b[1;4m(\x1b[0mx\x1b[1;4m)\x1b[0m");
        assert_eq!(on.code("(x]", 3), "(x]");
    }
}
