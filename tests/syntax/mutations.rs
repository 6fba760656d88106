//! Whatever happens to a text, reading it ends in a tree or in a complaint about a place within it.

use std::sync::Arc;

use ndbook::syntax::{parse, parse_interactive};
use ndbook::text::{Diagnostic, Medium, Source};

/// Pieces that change what stands around them.
const PIECES: [&str; 40] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "=",
    ":=",
    "**",
    "*",
    "\\",
    "\n",
    "\n    ",
    "\t",
    "'",
    "\"",
    "\"\"\"",
    "f'{",
    "}'",
    "#",
    "%",
    "!",
    "?",
    ";",
    "@",
    "lambda ",
    " if ",
    " else ",
    " for x in ",
    " yield ",
    "0x",
    "1_",
    "é",
    "“",
    "\0",
    "\r",
    "\u{FEFF}",
    "b'\\x",
];

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// Inserts a piece, removes some characters, or swaps two.
fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = numbers.below(characters.len() + 1);
    match numbers.below(3) {
        0 => {
            let piece = PIECES[numbers.below(PIECES.len())];
            characters.splice(at..at, piece.chars());
        }
        1 => {
            let end = (at + 1 + numbers.below(4)).min(characters.len());
            characters.drain(at.min(end)..end);
        }
        _ => {
            let other = numbers.below(characters.len());
            if at < characters.len() {
                characters.swap(at, other);
            }
        }
    }
    characters.into_iter().collect()
}

fn check(text: &str) {
    let source = Arc::new(Source::new("cell", text, 1));
    parse_interactive(text);
    if let Err(error) = parse(&source) {
        let span = error.span.range();
        assert!(
            text.get(span).is_some(),
            "{error} at {:?} of {text:?}",
            error.span
        );
        assert!(!error.message.is_empty());
        let picture = Diagnostic::new(error.to_string(), source, error.span);
        assert!(picture.render(Medium::Plain).starts_with(error.kind.name()));
    }
}

#[test]
fn mutated_texts_are_read_or_refused() {
    super::with_stack(|| {
        let mut numbers = Numbers(7);
        let corpus = ["expressions", "statements", "scopes", "magics"].map(|name| {
            let path = format!(
                "{}/tests/syntax/corpus/{name}.py",
                env!("CARGO_MANIFEST_DIR")
            );
            std::fs::read_to_string(path).unwrap()
        });
        let lines: Vec<&str> = corpus.iter().flat_map(|text| text.lines()).collect();
        for round in 0..6000 {
            let whole = round % 100 == 0;
            let mut text = match whole {
                true => corpus[numbers.below(corpus.len())].clone(),
                false => lines[numbers.below(lines.len())].to_owned(),
            };
            for _ in 0..=numbers.below(3) {
                text = mutate(&text, &mut numbers);
            }
            check(&text);
        }
    });
}
