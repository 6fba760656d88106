//! Outputs of a notebook as the text of an `output` fence, and back.
//!
//! A fence holds one text; a notebook has what was printed, the value and the error apart. How a text falls into them is
//! guessed from the code, and where the guess is wrong the fence says it: `as="stdout:2 result:1"`, in lines.

use super::document::DocumentCell;
use super::words;
use crate::lesson::notebook::json::Json;
use crate::lesson::notebook::outputs;
use crate::lesson::notebook::write::Style;
use crate::syntax;
use crate::syntax::ast::{Expr, ExprKind, Stmt, StmtKind};
use crate::text::Source;

/// A piece of a text: what it is, and how many lines it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    kind: Kind,
    lines: usize,
    /// Its last line has no end of its own.
    open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Printed,
    Result,
    Displayed,
    Error,
}

const NAMES: [(Kind, &str); 4] = [
    (Kind::Printed, "stdout"),
    (Kind::Result, "result"),
    (Kind::Displayed, "display"),
    (Kind::Error, "error"),
];

/// The text of a cell's outputs with the pieces that it has, and what of them it does not hold.
pub fn text(cell: &DocumentCell) -> (String, Vec<Piece>, Vec<String>) {
    let mut stretches: Vec<(Kind, String)> = Vec::new();
    let mut lost = Vec::new();
    for output in &cell.outputs {
        let alone = outputs::text_of(output);
        lost.extend(left_out(output));
        if alone.is_empty() {
            continue;
        }
        match (stretches.last_mut(), kind_of(output)) {
            (Some((Kind::Printed, text)), Kind::Printed) => text.push_str(&alone),
            (_, kind) => stretches.push((kind, alone)),
        }
    }
    let pieces = stretches.iter().map(|(kind, text)| Piece {
        kind: *kind,
        lines: text.lines().count(),
        open: !text.ends_with('\n'),
    });
    let pieces = pieces.collect();
    let ended = |text: String| match text.ends_with('\n') {
        true => text,
        false => text + "\n",
    };
    let whole = stretches.into_iter().map(|(_, text)| ended(text)).collect();
    (whole, pieces, lost)
}

fn kind_of(output: &Json) -> Kind {
    match output.get("output_type").and_then(Json::as_text) {
        Some("stream") => Kind::Printed,
        Some("execute_result") => Kind::Result,
        Some("error") => Kind::Error,
        _ => Kind::Displayed,
    }
}

/// What of an output its text does not hold.
fn left_out(output: &Json) -> Option<String> {
    let kind = output.get("output_type").and_then(Json::as_text);
    let name = output.get("name").and_then(Json::as_text);
    if kind == Some("stream") && name == Some("stderr") {
        return Some("what went to stderr".to_string());
    }
    if kind == Some("error")
        && output
            .get("traceback")
            .and_then(Json::as_list)
            .is_some_and(|lines| lines.len() > 1)
    {
        return Some("a traceback".to_string());
    }
    let members = output.get("data").map_or(&[][..], Json::members);
    let rich = members
        .iter()
        .map(|member| member.key.as_str())
        .filter(|mime| *mime != "text/plain");
    let rich: Vec<&str> = rich.collect();
    (!rich.is_empty()).then(|| rich.join(", "))
}

/// The pieces as a word says them.
pub fn written(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| {
        let name = NAMES
            .iter()
            .find(|(kind, _)| *kind == piece.kind)
            .map_or("", |(_, name)| name);
        format!(
            "{name}:{}{}",
            piece.lines,
            if piece.open { "-" } else { "" }
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The pieces that a word names; none where it is not one that ndbook wrote.
fn read(word: &str) -> Option<Vec<Piece>> {
    let piece = |word: &str| {
        let (name, count) = word.split_once(':')?;
        let (kind, _) = NAMES.iter().find(|(_, known)| *known == name)?;
        Some(Piece {
            kind: *kind,
            lines: count.trim_end_matches('-').parse().ok()?,
            open: count.ends_with('-'),
        })
    };
    word.split_whitespace().map(piece).collect()
}

/// The outputs that a text stands for; `word` is what its fence says of its pieces.
pub fn outputs_of(cell: &DocumentCell, text: &str, word: Option<&str>, count: i64) -> Vec<Json> {
    let all = text.lines().count();
    let named = word
        .and_then(read)
        .filter(|pieces| pieces.iter().map(|piece| piece.lines).sum::<usize>() == all);
    let pieces = named.unwrap_or_else(|| guessed(cell, text));
    let style = Style::canonical();
    let mut lines = text.split_inclusive('\n');
    let mut found = Vec::new();
    for piece in pieces {
        let text: String = lines.by_ref().take(piece.lines).collect();
        let bare = text.strip_suffix('\n').unwrap_or(&text);
        found.extend(match piece.kind {
            Kind::Printed if piece.open => outputs::stream("stdout", bare, &style),
            Kind::Printed => outputs::stream("stdout", &text, &style),
            Kind::Result => Some(outputs::result(bare, count, &style)),
            Kind::Displayed => Some(outputs::displayed(bare, &style)),
            Kind::Error => {
                let (name, value) = bare.split_once(": ").unwrap_or((bare, ""));
                Some(outputs::error_output(name, value, &[bare]))
            }
        });
    }
    found
}

/// How a text probably falls into pieces: an error in the last line where the code raises; a value at the end where the
/// code ends in one; the rest was printed.
pub fn guessed(cell: &DocumentCell, text: &str) -> Vec<Piece> {
    let code = &cell.source;
    let lines: Vec<&str> = text.lines().collect();
    let mut end = lines.len();
    let mut pieces = Vec::new();
    let piece = |kind, lines| Piece {
        kind,
        lines,
        open: false,
    };
    if words::raises(cell) && lines.last().is_some_and(|line| is_error(line)) {
        pieces.push(piece(Kind::Error, 1));
        end -= 1;
    } else if let Some(prints) = ends_in_value(code) {
        let start = if prints { value_start(&lines) } else { 0 };
        if start < end {
            pieces.push(piece(Kind::Result, end - start));
            end = start;
        }
    }
    if end > 0 {
        pieces.insert(0, piece(Kind::Printed, end));
    }
    pieces
}

fn is_error(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or("");
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// Whether code ends in an expression whose value is shown; if so, whether it also prints.
fn ends_in_value(code: &str) -> Option<bool> {
    let module = syntax::parse(&Source::new("<cell>", code, 1)).ok()?;
    let Some(Stmt {
        kind: StmtKind::Expr(last),
        ..
    }) = module.body.last()
    else {
        return None;
    };
    let shows = !module.silenced && !is_print(last);
    shows.then(|| code.contains("print("))
}

fn is_print(expression: &Expr) -> bool {
    let ExprKind::Call { function, .. } = &expression.kind else {
        return false;
    };
    matches!(&function.kind, ExprKind::Name { symbol, .. } if *symbol.name() == *"print")
}

/// The line on which the last value begins: the last one from which all brackets close, and which is not indented.
fn value_start(lines: &[&str]) -> usize {
    let mut open = 0i64;
    for (number, line) in lines.iter().enumerate().rev() {
        for c in line.chars() {
            match c {
                ')' | ']' | '}' => open += 1,
                '(' | '[' | '{' => open -= 1,
                _ => {}
            }
        }
        if open <= 0 && !line.starts_with(' ') {
            return number;
        }
    }
    0
}
