//! Where the cursor stands: in a text, in a call, after a dot.

use super::lex::{self, Kind, Piece};

/// What surrounds the end of some code.
#[derive(Debug)]
pub struct Place<'a> {
    pub code: &'a str,
    /// Where the text begins that is being typed, after its quote.
    pub text: Option<usize>,
    pub in_comment: bool,
    /// The word at the end begins here.
    pub word: usize,
    /// The brackets that are open, innermost last.
    pub open: Vec<Opened<'a>>,
    pieces: Vec<Piece>,
}

/// A bracket that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened<'a> {
    pub bracket: &'a str,
    /// What is called or indexed; empty for a display or plain brackets.
    pub head: &'a str,
    /// The arguments before the one at the end, as written.
    pub before: Vec<&'a str>,
    /// The argument at the end, as far as it is there.
    pub argument: &'a str,
}

impl<'a> Place<'a> {
    /// Looks at the end of `code`.
    pub fn at_end(code: &'a str) -> Place<'a> {
        let pieces = lex::pieces(code);
        let last = pieces.last().copied();
        let text = last
            .filter(|last| last.kind == Kind::Text { closed: false })
            .and_then(|last| {
                let quoted = code.get(last.start..last.end)?;
                let open = quoted.find(['"', '\''])?;
                let quote = match quoted.get(open..open + 3) {
                    Some("'''" | "\"\"\"") => 3,
                    _ => 1,
                };
                Some(last.start + open + quote)
            });
        let word = match last {
            Some(last) if last.kind == Kind::Word => last.start,
            _ => code.len(),
        };
        Place {
            code,
            text,
            in_comment: last.is_some_and(|last| last.kind == Kind::Comment),
            word,
            open: opened(code, &pieces),
            pieces,
        }
    }

    /// What stands before the dot that the word at the end follows.
    pub fn object(&self) -> Option<&'a str> {
        let mut before = self.pieces.as_slice();
        if let Some((last, rest)) = before.split_last()
            && last.kind == Kind::Word
        {
            before = rest;
        }
        let (dot, before) = before.split_last()?;
        if self.code.get(dot.start..dot.end) != Some(".") {
            return None;
        }
        let code = self.code.get(..dot.start)?;
        code.get(lex::operand_start(code, before)..)
    }

    /// The innermost call whose arguments are being typed.
    pub fn call(&self) -> Option<&Opened<'a>> {
        let called = |open: &&Opened<'a>| open.bracket == "(" && !open.head.is_empty();
        self.open.iter().rev().find(called)
    }
}

impl Opened<'_> {
    /// The name that the argument at the end is given by.
    pub fn keyword(&self) -> Option<&str> {
        keyword(self.argument)
    }

    /// The names of the arguments that are there already.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.before.iter().filter_map(|argument| keyword(argument))
    }

    /// The value of the argument at the end, as far as it is there.
    pub fn value(&self) -> &str {
        match self.keyword() {
            Some(_) => self
                .argument
                .split_once('=')
                .map_or("", |(_, value)| value.trim_start()),
            None => self.argument.trim_start(),
        }
    }
}

fn keyword(argument: &str) -> Option<&str> {
    let (name, rest) = argument.split_once('=')?;
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !rest.starts_with('=')).then_some(name)
}

/// The brackets that are open at the end of the pieces.
fn opened<'a>(code: &'a str, pieces: &[Piece]) -> Vec<Opened<'a>> {
    let slice = |from: usize, to: usize| code.get(from..to).unwrap_or("");
    let mut open: Vec<(Opened<'a>, usize)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Open => {
                let before = pieces.get(..at).unwrap_or(&[]);
                let written = slice(0, piece.start);
                let head = slice(lex::operand_start(written, before), piece.start);
                let opened = Opened {
                    bracket: slice(piece.start, piece.end),
                    head,
                    before: Vec::new(),
                    argument: "",
                };
                open.push((opened, piece.end));
            }
            Kind::Close => drop(open.pop()),
            Kind::Sign if slice(piece.start, piece.end) == "," => {
                if let Some((opened, from)) = open.last_mut() {
                    opened.before.push(slice(*from, piece.start).trim());
                    *from = piece.end;
                }
            }
            _ => {}
        }
    }
    let finish = |(mut opened, from): (Opened<'a>, usize)| {
        opened.argument = slice(from, code.len()).trim_start();
        opened
    };
    open.into_iter().map(finish).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_their_arguments() {
        let place = Place::at_end("np.sum(a, f(b), axis=");
        let call = place.call().unwrap();
        assert_eq!(
            (call.head, call.before.as_slice()),
            ("np.sum", &["a", "f(b)"][..])
        );
        assert_eq!(call.keyword(), Some("axis"));
        assert_eq!(Place::at_end("f(g(x").call().unwrap().head, "g");
        assert_eq!(Place::at_end("f([1, ").call().unwrap().head, "f");
        assert!(Place::at_end("f(x)").call().is_none());
        assert!(Place::at_end("(1, ").call().is_none());
        assert_eq!(
            Place::at_end("a.sum(axis=0).max(").call().unwrap().head,
            "a.sum(axis=0).max"
        );
        assert_eq!(Place::at_end("f(x == ").call().unwrap().keyword(), None);
    }

    #[test]
    fn texts_dots_and_words() {
        let place = Place::at_end("np.zeros(3, dtype='fl");
        assert_eq!(place.text, Some(19));
        assert_eq!(place.call().unwrap().keyword(), Some("dtype"));
        assert_eq!(
            Place::at_end("a.sum(axis=0).me").object(),
            Some("a.sum(axis=0)")
        );
        assert_eq!(Place::at_end("x + \"abc\".").object(), Some("\"abc\""));
        assert_eq!(Place::at_end("x.").object(), Some("x"));
        assert_eq!(Place::at_end("x").object(), None);
        assert_eq!(Place::at_end("d['").open.last().unwrap().head, "d");
        assert!(Place::at_end("x # d.").in_comment);
    }
}
