//! What to blame: of a call the argument, of a subscript the part of the index that NumPy's words speak of.
//!
//! NumPy names no places. What it says is compared with what stands there: the value it quotes, the parameter it
//! names, the kind or the shape it complains of. Where nothing fits the whole call stays to blame.

use super::Case;
use super::arguments::Given;
use super::place::Place;
use super::{indices, shape_as_array};
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind, UnaryOp};
use crate::text::Span;
use crate::value::{ClassId, Value};

/// The part of the blamed place that is really to blame.
pub(super) fn refined(case: &mut Case) -> Option<Span> {
    match case.place {
        Place::Call {
            function,
            arguments,
        } => of_call(case, function, arguments),
        Place::Subscript { container, index } => indices::blamed(case, container, index),
        Place::Store {
            container,
            index,
            value,
        } => of_store(case, container, index, value),
        _ => None,
    }
}

/// An assignment to a part of something: the index where that is wrong, else the value.
fn of_store(case: &mut Case, container: &Expr, index: &Expr, value: &Expr) -> Option<Span> {
    if case.is_a(ClassId::INDEX_ERROR) {
        return indices::blamed(case, container, index);
    }
    if case.message.contains("read-only") || case.message.contains("item assignment") {
        return Some(container.span);
    }
    let about_value = [
        ClassId::VALUE_ERROR,
        ClassId::TYPE_ERROR,
        ClassId::OVERFLOW_ERROR,
    ];
    let about_value = about_value.iter().any(|&class| case.is_a(class));
    about_value.then_some(value.span)
}

/// Looks for the argument to blame, the surest signs first.
const SIGNS: &[fn(&mut Case, &[Given]) -> Option<Span>] = &[
    by_axis,
    by_dtype,
    by_operand,
    by_lengths_asked_for,
    by_quoted_value,
    by_row,
    by_kind,
    by_mismatch_index,
    by_length,
    by_shape,
    by_odd_element,
    by_emptiness,
    by_sign,
    by_parameter,
    by_habit,
];

fn of_call(case: &mut Case, function: &Expr, arguments: &[Argument]) -> Option<Span> {
    if let Some(span) = by_count(case, function, arguments) {
        return Some(span);
    }
    if case.message.contains("missing") && case.message.contains("required") {
        return None;
    }
    let given = case.given(function, arguments);
    if !given.is_builtin {
        return None;
    }
    let given = given.arguments;
    SIGNS.iter().find_map(|sign| sign(case, &given))
}

/// Brackets behind what is not called, a keyword that is not known, arguments that are too many.
fn by_count(case: &Case, function: &Expr, arguments: &[Argument]) -> Option<Span> {
    if !case.is_a(ClassId::TYPE_ERROR) {
        return None;
    }
    if case.message.ends_with("object is not callable") {
        return Some(Span {
            start: function.span.end,
            end: case.whole.end,
        });
    }
    if let Some(name) = unknown_keyword(case.message) {
        let named = |argument: &&Argument| matches!(argument.kind, ArgumentKind::Keyword(word) if *word.name() == *name);
        let argument = arguments.iter().find(named)?;
        let start = argument.span.start as usize;
        return Some(Span::new(start, start + name.len()));
    }
    surplus(case.message, arguments)
}

/// The keyword that a function does not know.
pub(super) fn unknown_keyword(message: &str) -> Option<&str> {
    match message.contains("is an invalid keyword argument") {
        true => message.split('\'').nth(1),
        false => quoted_after(message, "unexpected keyword argument '"),
    }
}

/// `Cannot interpret '3' as a data type`
fn by_dtype(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.message.contains("data type") {
        return None;
    }
    let dtype = given.iter().find(|argument| argument.name == Some("dtype"));
    dtype.map(|argument| argument.value.span)
}

/// `Input operand 1 has a mismatch`
fn by_operand(case: &mut Case, given: &[Given]) -> Option<Span> {
    let (_, rest) = case.message.split_once("Input operand ")?;
    let number: usize = rest.split(' ').next()?.parse().ok()?;
    given.get(number).map(|argument| argument.value.span)
}

/// `cannot reshape array of size 6 into shape (4)`: the lengths that were asked for.
fn by_lengths_asked_for(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.message.starts_with("cannot reshape array") {
        return None;
    }
    let all = given.iter().flat_map(|argument| leaves(argument.value));
    let lengths: Vec<&Expr> = all
        .filter(|leaf| matches!(leaf.kind, ExprKind::Int(_)))
        .collect();
    let (first, last) = (lengths.first()?, lengths.last()?);
    Some(first.span.to(last.span))
}

/// `takes from 1 to 2 positional arguments but 3 were given`
fn surplus(message: &str, arguments: &[Argument]) -> Option<Span> {
    let (before, behind) = message.split_once(" positional argument")?;
    let most: usize = before.rsplit(' ').next()?.parse().ok()?;
    let counted: usize = behind
        .split_once(" but ")?
        .1
        .split(' ')
        .next()?
        .parse()
        .ok()?;
    let positional: Vec<&Argument> = arguments
        .iter()
        .filter(|argument| argument.kind == ArgumentKind::Positional)
        .collect();
    // A method's receiver is counted as well.
    let hidden = counted.checked_sub(positional.len())?;
    let first = positional.get(most.checked_sub(hidden)?)?;
    let last = positional.last()?;
    Some(first.span.to(last.span))
}

/// What stands between `beginning` and the next quote.
fn quoted_after<'m>(message: &'m str, beginning: &str) -> Option<&'m str> {
    let (_, rest) = message.split_once(beginning)?;
    rest.split('\'').next()
}

/// `axis2: axis 2 is out of bounds`
fn by_axis(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.is_a(ClassId::AXIS_ERROR) {
        return None;
    }
    let named = case.message.split_once(": ").map(|(name, _)| name);
    if let Some(argument) = given.iter().find(|argument| argument.name == named) {
        return Some(argument.value.span);
    }
    let (_, rest) = case.message.split_once("axis ")?;
    let wrong: i64 = rest.split(' ').next()?.parse().ok()?;
    let is_axis = |argument: &&Given| {
        argument.name.is_some_and(|name| {
            ["axis", "axes", "axis1", "axis2", "source", "destination"].contains(&name)
        })
    };
    let axes: Vec<&Given> = given.iter().filter(is_axis).collect();
    let is_wrong = |case: &mut Case, expr: &Expr| matches!(case.value(expr), Some(Value::Int(axis)) if axis == wrong);
    for argument in &axes {
        for leaf in leaves(argument.value) {
            if is_wrong(case, leaf) {
                return Some(leaf.span);
            }
        }
    }
    axes.first().map(|argument| argument.value.span)
}

/// The parts of displays, down to what is none.
pub(super) fn leaves(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().flat_map(leaves).collect(),
        _ => vec![expr],
    }
}

/// A value that NumPy repeats: `'3'`, `index 7`, `Python integer 300`, `string "2020-13-01"`.
fn by_quoted_value(case: &mut Case, given: &[Given]) -> Option<Span> {
    for said in said_values(case.message) {
        for argument in given {
            for leaf in leaves(argument.value) {
                if is_said(case, leaf, &said) {
                    return Some(within_text(case, leaf));
                }
            }
        }
    }
    None
}

/// The values in a message: what it quotes, then the numbers that it calls wrong.
fn said_values(message: &str) -> Vec<String> {
    let mut said = Vec::new();
    for quote in ['\'', '"', '`'] {
        let parts = message.split(quote).skip(1).step_by(2);
        said.extend(parts.map(str::to_string));
    }
    if message.contains("array at index") {
        return said;
    }
    for beginning in ["index ", "integer ", "value ", "got ", "entry "] {
        for (at, _) in message.match_indices(beginning) {
            let rest = message.get(at + beginning.len()..).unwrap_or("");
            let number: String = rest
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
                .collect();
            if number.chars().any(|c| c.is_ascii_digit()) {
                said.push(number.trim_end_matches('.').to_string());
            }
        }
    }
    said
}

fn is_said(case: &mut Case, leaf: &Expr, said: &str) -> bool {
    match &leaf.kind {
        ExprKind::Str(text) => **text == *said,
        _ if case.source.slice(leaf.span) == said => true,
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::Unary { .. } | ExprKind::Name { .. } => {
            let value = case.value(leaf);
            let number = match value {
                Some(Value::Int(number)) => number.to_string(),
                Some(Value::Float(number)) => format!("{number:?}"),
                _ => return false,
            };
            number == said
        }
        _ => false,
    }
}

/// The month, day or hour of a date that has none such; else the whole text.
fn within_text(case: &Case, leaf: &Expr) -> Span {
    let parts = ["Year", "Month", "Day", "Hours", "Minutes", "Seconds"];
    let part = parts
        .iter()
        .position(|part| case.message.starts_with(&format!("{part} out of range")));
    let text = case.source.slice(leaf.span);
    let Some(part) = part else {
        return leaf.span;
    };
    let mut numbers = Vec::new();
    let mut begun = None;
    for (at, character) in text.char_indices() {
        match (character.is_ascii_digit(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                numbers.push((from, at));
                begun = None;
            }
            _ => {}
        }
    }
    let start = leaf.span.start as usize;
    numbers
        .get(part)
        .map_or(leaf.span, |(from, to)| Span::new(start + from, start + to))
}

/// `at row 2`, `Line #2`: of the lines that were given as a list.
fn by_row(case: &mut Case, given: &[Given]) -> Option<Span> {
    let beginnings = [(" at row ", 1), ("Line #", 1)];
    let number = beginnings.iter().find_map(|(beginning, first)| {
        let (_, rest) = case.message.split_once(beginning)?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        // `could not convert … at row 0` counts from 0.
        let first = if case.message.starts_with("could not convert") {
            0
        } else {
            *first
        };
        digits.parse::<usize>().ok()?.checked_sub(first)
    })?;
    let ExprKind::List(rows) = &given.first()?.value.kind else {
        return None;
    };
    rows.get(number).map(|row| row.span)
}

/// Parameters that take whole numbers.
const COUNTS: &[&str] = &[
    "num",
    "axis",
    "n",
    "N",
    "k",
    "M",
    "size",
    "repeats",
    "shape",
    "decimals",
    "deg",
    "bins",
    "ndmin",
    "kth",
    "count",
    "offset",
    "start",
    "stop",
    "step",
    "nsections",
    "length",
];

/// `'str' object cannot be interpreted as an integer`: the argument of that kind.
fn by_kind(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.is_a(ClassId::TYPE_ERROR) {
        return None;
    }
    let kind = match case.message {
        message if message.starts_with("only integer scalar arrays") => "ndarray".to_string(),
        message if message.starts_with("only 0-dimensional arrays") => "ndarray".to_string(),
        message => {
            let object = message
                .split_once("' object ")
                .and_then(|(before, _)| before.rsplit('\'').next());
            let name = object.or_else(|| quoted_after(message, "not '"))?;
            name.rsplit('.').next().unwrap_or(name).to_string()
        }
    };
    let mut of_kind = Vec::new();
    for argument in given {
        for leaf in leaves(argument.value) {
            let value = case.value(leaf);
            if value.is_some_and(|value| *value.type_name() == *kind) {
                of_kind.push((argument.name, leaf.span));
            }
        }
    }
    let counts =
        |(name, _): &&(Option<&str>, Span)| name.is_some_and(|name| COUNTS.contains(&name));
    let (_, span) = of_kind.iter().find(counts).or(of_kind.first())?;
    Some(*span)
}

/// `Mismatch at index: [1]`, where one argument is what should have been.
fn by_mismatch_index(case: &mut Case, given: &[Given]) -> Option<Span> {
    let (_, rest) = case.message.split_once("Mismatch at index:\n [")?;
    let at: usize = rest.split(']').next()?.parse().ok()?;
    let ExprKind::List(items) = &given.get(1)?.value.kind else {
        return None;
    };
    items.get(at).map(|item| item.span)
}

/// The first sequence says how long the others must be.
fn by_length(case: &mut Case, given: &[Given]) -> Option<Span> {
    let words = ["length", "same size"];
    if !words.iter().any(|word| case.message.contains(word)) {
        return None;
    }
    let mut lengths = Vec::new();
    for argument in given {
        let shape = case.shape_of(argument.value);
        lengths.extend(
            shape
                .and_then(|shape| shape.first().copied())
                .map(|n| (n, argument)),
        );
    }
    let (first, _) = *lengths.first()?;
    let (_, odd) = lengths.iter().rev().find(|(length, _)| *length != first)?;
    Some(odd.value.span)
}

/// The shapes in a message: `(2,3)`, `(3,)`, `()`.
pub(super) fn shapes_in(message: &str) -> Vec<Vec<usize>> {
    let parts = message.split('(').skip(1);
    let insides = parts.filter_map(|part| part.split_once(')').map(|(inside, _)| inside));
    let shapes = insides.filter_map(|inside| {
        let lengths = inside.split(',').map(str::trim).filter(|n| !n.is_empty());
        lengths
            .map(|n| n.parse().ok())
            .collect::<Option<Vec<usize>>>()
    });
    shapes.collect()
}

/// The argument that has the shape that NumPy names last.
fn by_shape(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.message.contains("shape") && !case.message.contains("aligned") {
        return None;
    }
    if case.message.contains("remapped shapes") {
        return given.first().map(|argument| argument.value.span);
    }
    let last = shapes_in(case.message).pop()?;
    for argument in given.iter().rev() {
        let shape = case.shape_of(argument.value);
        if shape.as_ref() == Some(&last) {
            return Some(argument.value.span);
        }
    }
    None
}

/// The element of a list whose shape is not that of the first.
fn by_odd_element(case: &mut Case, given: &[Given]) -> Option<Span> {
    let words = ["shape", "dimension", "length", "inhomogeneous"];
    if !words.iter().any(|word| case.message.contains(word)) {
        return None;
    }
    for argument in given {
        let (ExprKind::List(items) | ExprKind::Tuple(items)) = &argument.value.kind else {
            continue;
        };
        if let Some(odd) = odd_element(case, items) {
            return Some(odd.span);
        }
    }
    None
}

/// The first of the elements whose shape differs from that of the first.
pub(super) fn odd_element<'e>(case: &mut Case, items: &'e [Expr]) -> Option<&'e Expr> {
    let (first, others) = items.split_first()?;
    let first = case.shape_of(first);
    others.iter().find(|&item| case.shape_of(item) != first)
}

fn by_emptiness(case: &mut Case, given: &[Given]) -> Option<Span> {
    let words = ["empty", "zero-size", "size 0"];
    if !words.iter().any(|word| case.message.contains(word)) {
        return None;
    }
    for argument in given {
        let value = case.value(argument.value);
        let shape = value.as_ref().and_then(shape_as_array);
        if shape.is_some_and(|shape| shape.contains(&0)) {
            return Some(argument.value.span);
        }
    }
    None
}

fn by_sign(case: &mut Case, given: &[Given]) -> Option<Span> {
    if !case.message.contains("negative") {
        return None;
    }
    let mut all = given.iter().flat_map(|argument| leaves(argument.value));
    let is_negative = |leaf: &&Expr| {
        matches!(
            leaf.kind,
            ExprKind::Unary {
                op: UnaryOp::Minus,
                ..
            }
        )
    };
    all.find(is_negative).map(|leaf| leaf.span)
}

/// What NumPy's words call the values of parameters that have shorter names.
const SYNONYMS: &[(&str, &str)] = &[
    ("probabilities", "p"),
    ("sample", "size"),
    ("choice array", "a"),
    ("equal division", "indices_or_sections"),
];

/// A parameter that the message names.
fn by_parameter(case: &mut Case, given: &[Given]) -> Option<Span> {
    let synonym = SYNONYMS
        .iter()
        .find(|(word, _)| case.message.contains(word));
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = case.message.split(|c| !is_letter(c)).collect();
    let is_said = |name: &str| {
        let vague = ["object", "array", "dtype"].contains(&name) || name.len() < 2;
        !vague && words.contains(&name)
    };
    let found = match synonym {
        Some((_, parameter)) => given.iter().find(|a| a.name == Some(parameter)),
        None => given.iter().find(|a| a.name.is_some_and(is_said)),
    };
    found.map(|argument| argument.value.span)
}

/// What a matrix function is about is its first argument, and so is the only one of all others.
fn by_habit(case: &mut Case, given: &[Given]) -> Option<Span> {
    let about_first = case.is_a(ClassId::LINALG_ERROR) || case.message.contains("dimension");
    match given {
        [only] => Some(only.value.span),
        [first, ..] if about_first => Some(first.value.span),
        _ => None,
    }
}
