//! The pieces of code as it stands while it is typed: nothing has to be whole.

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    /// A string literal; `closed` where its end is there.
    Text {
        closed: bool,
    },
    Comment,
    Open,
    Close,
    Blank,
    Newline,
    /// Any other character.
    Sign,
}

/// A stretch of code, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// Cuts code into pieces that follow each other without gap.
pub fn pieces(code: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while let Some(rest) = code.get(start..)
        && let Some(first) = rest.chars().next()
    {
        let (length, kind) = piece(rest, first);
        let end = start + length;
        pieces.push(Piece { kind, start, end });
        start = end;
    }
    pieces
}

/// The length and the kind of what code begins with.
fn piece(code: &str, first: char) -> (usize, Kind) {
    let run = |is_part: fn(char) -> bool| {
        let end = code.find(|c: char| !is_part(c));
        end.unwrap_or(code.len())
    };
    match first {
        '#' => (code.find('\n').unwrap_or(code.len()), Kind::Comment),
        '"' | '\'' => text(code, 0),
        '\n' => (1, Kind::Newline),
        c if c.is_whitespace() => (run(|c| c.is_whitespace() && c != '\n'), Kind::Blank),
        c if c.is_ascii_digit() => (
            run(|c| c.is_alphanumeric() || c == '.' || c == '_'),
            Kind::Number,
        ),
        c if c.is_alphanumeric() || c == '_' => {
            let length = run(|c| c.is_alphanumeric() || c == '_');
            let (word, rest) = code.split_at(length);
            let is_prefix = word.len() <= 2 && word.chars().all(|c| "rRbBuUfF".contains(c));
            match is_prefix && rest.starts_with(['"', '\'']) {
                true => text(code, length),
                false => (length, Kind::Word),
            }
        }
        '(' | '[' | '{' => (1, Kind::Open),
        ')' | ']' | '}' => (1, Kind::Close),
        other => (other.len_utf8(), Kind::Sign),
    }
}

/// A string literal that code begins with, behind a prefix.
fn text(code: &str, prefix: usize) -> (usize, Kind) {
    let quoted = code.get(prefix..).unwrap_or("");
    let quote = match quoted.get(..3) {
        Some(triple @ ("'''" | "\"\"\"")) => triple,
        _ => quoted.get(..1).unwrap_or(quoted),
    };
    let mut at = prefix + quote.len();
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quote) {
            return (at + quote.len(), Kind::Text { closed: true });
        }
        let mut chars = rest.chars();
        at += match chars.next() {
            Some('\\') => 1 + chars.next().map_or(0, char::len_utf8),
            Some('\n') if quote.len() == 1 => return (at, Kind::Text { closed: false }),
            Some(c) => c.len_utf8(),
            None => break,
        };
    }
    (code.len(), Kind::Text { closed: false })
}

/// The opening bracket of each closing one, and the other way round, by their numbers among the pieces.
pub fn partners(code: &str, pieces: &[Piece]) -> Vec<Option<usize>> {
    let mut partners = vec![None; pieces.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Open => open.push(at),
            Kind::Close => {
                let fits = |from: &usize| {
                    let from = pieces.get(*from).and_then(|p| code.get(p.start..p.end));
                    let to = code.get(piece.start..piece.end);
                    matches!(
                        (from, to),
                        (Some("("), Some(")")) | (Some("["), Some("]")) | (Some("{"), Some("}"))
                    )
                };
                if let Some(from) = open.pop().filter(fits) {
                    partners[at] = Some(from);
                    partners[from] = Some(at);
                }
            }
            _ => {}
        }
    }
    partners
}

/// Where the operand begins that the pieces end in: `a.sum(axis=0)[1]` of `x + a.sum(axis=0)[1]`. Empty where they end
/// in none.
pub fn operand_start(code: &str, pieces: &[Piece]) -> usize {
    let partners = partners(code, pieces);
    let mut start = code.len().min(pieces.last().map_or(0, |piece| piece.end));
    let mut at = pieces.len();
    loop {
        let Some(last) = at.checked_sub(1).and_then(|at| pieces.get(at)) else {
            return start;
        };
        let begin = match last.kind {
            Kind::Word if !is_operator(code, last) => at - 1,
            Kind::Text { closed: true } | Kind::Number => at - 1,
            Kind::Close => match partners.get(at - 1).copied().flatten() {
                Some(open) => open,
                None => return start,
            },
            _ => return start,
        };
        let Some(piece) = pieces.get(begin) else {
            return start;
        };
        start = piece.start;
        at = begin;
        let before = begin.checked_sub(1).and_then(|at| pieces.get(at));
        match before {
            Some(dot) if code.get(dot.start..dot.end) == Some(".") => {
                at -= 1;
            }
            // What stands before a bracket is called or indexed.
            Some(head) if piece.kind == Kind::Open => match head.kind {
                Kind::Word if !is_operator(code, head) => {}
                Kind::Close | Kind::Text { closed: true } => {}
                _ => return start,
            },
            _ => return start,
        }
    }
}

/// A word that is no name: `in`, `return`.
fn is_operator(code: &str, piece: &Piece) -> bool {
    let word = code.get(piece.start..piece.end).unwrap_or("");
    crate::syntax::is_keyword(word) && !matches!(word, "None" | "True" | "False")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operand(code: &str) -> &str {
        &code[operand_start(code, &pieces(code))..]
    }

    #[test]
    fn pieces_tile_the_code() {
        for code in [
            "f(x, 'a\\'b') # é\n",
            "'''a\nb",
            "rb'x' + 1.5e3",
            "'open\nx",
            "'\\",
        ] {
            let pieces = pieces(code);
            let mut at = 0;
            for piece in &pieces {
                assert_eq!(piece.start, at);
                at = piece.end;
            }
            assert_eq!(at, code.len());
        }
    }

    #[test]
    fn the_operand_at_the_end_is_found() {
        assert_eq!(operand("x + a.sum(axis=0)[1]"), "a.sum(axis=0)[1]");
        assert_eq!(operand("print(a.T"), "a.T");
        assert_eq!(operand("return a"), "a");
        assert_eq!(operand("return (a, b)"), "(a, b)");
        assert_eq!(operand("'abc'.upper()"), "'abc'.upper()");
        assert_eq!(operand("x = [1, 2]"), "[1, 2]");
        assert_eq!(operand("x +"), "");
        assert_eq!(operand("f(g)(h)"), "f(g)(h)");
        assert_eq!(operand("not x"), "x");
        assert_eq!(operand(")"), "");
    }
}
