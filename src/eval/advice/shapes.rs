//! Shapes that do not fit each other.

use super::Case;
use super::blame::shapes_in;
use super::place::Place;
use crate::array::shape_repr;
use crate::syntax::ast::{Argument, ArgumentKind, BinaryOp, Expr, ExprKind};
use crate::text::{Note, Span};
use crate::value::{ClassId, Value};

/// `operands could not be broadcast together`: the alignment, and a change that makes them fit.
pub(super) fn broadcasting(case: &mut Case) {
    let broadcast = case.is_a(ClassId::VALUE_ERROR) && case.message.contains("broadcast");
    if !broadcast {
        return;
    }
    let grown = case.message.starts_with("non-broadcastable output operand");
    if let Place::Store {
        container,
        index,
        value,
    } = case.place
    {
        return stored(case, container, index, value);
    }
    let Some((left, op, right)) = case.pair() else {
        return in_words(case);
    };
    let (Some(a), Some(b)) = (case.shape_of(left), case.shape_of(right)) else {
        return in_words(case);
    };
    let (left_text, right_text) = (case.operand(left), case.operand(right));
    if let (true, Some(op)) = (grown, op) {
        case.help(format!(
            "`{}=` writes into `{left_text}`, which cannot become larger",
            op.symbol()
        ));
        let code = format!("{left_text} = {left_text} {} {right_text}", op.symbol());
        case.change(case.whole, &code, "a new array");
        return;
    }
    case.note(alignment(&left_text, &a, &right_text, &b));
    let rights = fitting(&right_text, &b, &a).into_iter();
    let lefts = fitting(&left_text, &a, &b).into_iter();
    let candidates: Vec<_> = rights
        .map(|code| (right.span, code))
        .chain(lefts.map(|code| (left.span, code)))
        .collect();
    let mended = candidates
        .iter()
        .any(|(span, code)| case.change(*span, code, ""));
    if !mended {
        case.help("lengths along an axis must be equal, or one of them 1");
    }
}

impl<'a> Case<'a> {
    /// Two things that are put together: the sides of an operator or comparison, or the arguments of a ufunc.
    fn pair(&mut self) -> Option<(&'a Expr, Option<BinaryOp>, &'a Expr)> {
        match self.place {
            Place::Binary { left, op, right } | Place::Augmented { left, op, right } => {
                Some((left, Some(op), right))
            }
            Place::Compare {
                first,
                rest: [(_, _, right)],
            } => Some((first, None, right)),
            Place::Call {
                arguments: [a, b], ..
            } => Some((&a.value, None, &b.value)),
            Place::Call { arguments, .. } => self.odd_pair(arguments),
            _ => None,
        }
    }

    /// Of several arguments the last one whose shape NumPy names, and the first of another shape.
    fn odd_pair(
        &mut self,
        arguments: &'a [Argument],
    ) -> Option<(&'a Expr, Option<BinaryOp>, &'a Expr)> {
        let last = shapes_in(self.message).pop()?;
        let mut shaped = Vec::new();
        for argument in arguments {
            let shape = self.shape_of(&argument.value)?;
            shaped.push((shape, &argument.value));
        }
        let (_, odd) = shaped.iter().rev().find(|(shape, _)| *shape == last)?;
        let (_, other) = shaped.iter().find(|(shape, _)| *shape != last)?;
        Some((other, None, odd))
    }
}

/// Shapes that NumPy names and that stand nowhere as the two sides of one operation.
fn in_words(case: &mut Case) {
    let shapes = shapes_in(case.message);
    if let [a, b] = shapes.as_slice() {
        case.note(alignment("first", a, "second", b));
    }
    if let Place::Call { arguments, .. } = case.place {
        let is_out = |argument: &Argument| matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "out");
        if arguments.iter().any(is_out) {
            case.help(
                "`out=` must have the shape of the result; without it NumPy makes a new array",
            );
            without_out(case, arguments);
            return;
        }
    }
    case.help("lengths along an axis must be equal, or one of them 1");
}

/// The call without its `out=`.
fn without_out(case: &mut Case, arguments: &[Argument]) {
    let at = arguments.iter().position(
        |argument| matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "out"),
    );
    let argument = at.and_then(|at| arguments.get(at));
    let before = at
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| arguments.get(at));
    if let (Some(argument), Some(before)) = (argument, before) {
        let span = Span {
            start: before.span.end,
            end: argument.span.end,
        };
        case.change(span, "", "a new array");
    }
}

/// `a[:3] = values` of another shape.
fn stored(case: &mut Case, container: &Expr, index: &Expr, value: &Expr) {
    let place = format!("{}[{}]", case.text(container), case.text(index));
    let into = match case.try_out(&place) {
        Some(Value::Array(object)) => object.with(|array| array.shape().to_vec()),
        _ => return,
    };
    let Some(shape) = case.shape_of(value) else {
        return;
    };
    let text = case.operand(value);
    case.note(alignment(&place, &into, &text, &shape));
    for code in fitting(&text, &shape, &into) {
        if case.change(value.span, &code, "") {
            return;
        }
    }
    if shape.iter().product::<usize>() == into.iter().product::<usize>() {
        let code = format!("np.reshape({text}, {})", shape_repr(&into));
        case.change(value.span, &code, "");
    } else {
        case.help(format!(
            "what is assigned must fit into `{place}`, of shape {}",
            shape_repr(&into)
        ));
    }
}

/// The two shapes, one below the other, with a mark under the lengths that differ.
fn alignment(left: &str, a: &[usize], right: &str, b: &[usize]) -> Note {
    let axes = a.len().max(b.len());
    let names = left.chars().count().max(right.chars().count());
    let length = |shape: &[usize], axis: usize| {
        let missing = axes - shape.len();
        axis.checked_sub(missing)
            .and_then(|at| shape.get(at).copied())
    };
    let (mut first, mut second, mut marks) = (String::new(), String::new(), String::new());
    let mut clash = None;
    for axis in 0..axes {
        let (x, y) = (length(a, axis), length(b, axis));
        let text = |length: Option<usize>| length.map_or(String::new(), |n| n.to_string());
        let width = text(x).len().max(text(y).len());
        let differ = matches!((x, y), (Some(x), Some(y)) if x != y && x != 1 && y != 1);
        if differ {
            clash = x.zip(y);
        }
        let mark = if differ {
            "^".repeat(width)
        } else {
            String::new()
        };
        first.push_str(&format!("  {:>width$}", text(x)));
        second.push_str(&format!("  {:>width$}", text(y)));
        marks.push_str(&format!("  {mark:>width$}"));
    }
    let clash = clash.map_or(String::new(), |(x, y)| {
        format!(": {x} and {y} differ, and neither is 1")
    });
    let picture = format!(
        "  {left:names$}{first}\n  {right:names$}{second}\n  {:names$}{}",
        "",
        marks.trim_end()
    );
    Note {
        text: format!("shapes are aligned from the right{clash}"),
        picture: Some(picture.trim_end().to_string()),
    }
}

/// Ways to write an array of shape `own` so that it may fit beside `other`.
fn fitting(text: &str, own: &[usize], other: &[usize]) -> Vec<String> {
    let mut ways = Vec::new();
    // One value per row, where columns are meant: new axes after those that are there.
    if own.len() < other.len() && other.starts_with(own) {
        let colons = ":, ".repeat(own.len());
        let new = vec!["np.newaxis"; other.len() - own.len()].join(", ");
        ways.push(format!("{text}[{colons}{new}]"));
    }
    if own.len() == 2 && other.len() == 2 && own[0] == other[1] && own[1] == other[0] {
        ways.push(format!("{text}.T"));
    }
    if own.len() == 1 && other.len() == 2 && own[0] == other[0] {
        ways.push(format!("{text}[:, np.newaxis]"));
    }
    // Only what they have in common along the axes that differ.
    if own.len() == other.len() && own.len() > 1 && own.iter().zip(other).all(|(x, y)| x >= y) {
        let cut = own.iter().zip(other).map(|(x, y)| match x == y {
            true => ":".to_string(),
            false => format!(":{y}"),
        });
        ways.push(format!("{text}[{}]", cut.collect::<Vec<_>>().join(", ")));
    }
    if own.len() == 1 && other.len() == 1 {
        ways.push(format!("{text}[:, np.newaxis]"));
    }
    ways
}

/// `@`, `np.dot` and `np.matmul` of shapes that do not meet.
pub(super) fn products(case: &mut Case) {
    let mismatch = case.says(ClassId::VALUE_ERROR, "matmul: ")
        || (case.says(ClassId::VALUE_ERROR, "shapes ") && case.message.contains("not aligned"));
    if !mismatch {
        return;
    }
    let Some((left, right, product)) = factors(case) else {
        return;
    };
    let (a, b) = (case.operand(left), case.operand(right));
    if case.message.contains("does not have enough dimensions") {
        case.help("a matrix product is of arrays; `*` multiplies by a number");
        case.propose(&format!("{a} * {b}"));
        return;
    }
    if let (Some(x), Some(y)) = (case.shape(left), case.shape(right)) {
        let (Some(inner), Some(outer)) = (x.last(), y.get(y.len().saturating_sub(2))) else {
            return;
        };
        case.help(format!(
            "the last axis of `{a}` ({inner}) must be as long as the {} of `{b}` ({outer})",
            if y.len() < 2 {
                "one axis"
            } else {
                "first axis"
            }
        ));
    }
    let turned = [
        product(&format!("{a}.T"), &b),
        product(&a, &format!("{b}.T")),
        product(&b, &a),
    ];
    turned.iter().any(|code| case.propose(code));
}

type Product = Box<dyn Fn(&str, &str) -> String>;

/// The two factors of a matrix product, and how such a product is written.
fn factors<'a>(case: &Case<'a>) -> Option<(&'a Expr, &'a Expr, Product)> {
    match case.place {
        Place::Binary {
            left,
            op: BinaryOp::MatMul,
            right,
        } => Some((left, right, Box::new(|a, b| format!("{a} @ {b}")))),
        Place::Call {
            function,
            arguments,
            ..
        } => {
            let name = case.text(function);
            match (arguments, &function.kind) {
                ([a, b, ..], _) => {
                    let product = move |a: &str, b: &str| format!("{name}({a}, {b})");
                    Some((&a.value, &b.value, Box::new(product)))
                }
                ([b], ExprKind::Attribute { value, name, .. }) => {
                    let method = name.name();
                    let product = move |a: &str, b: &str| format!("{a}.{method}({b})");
                    Some((value, &b.value, Box::new(product)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `cannot reshape array of size 6 into shape (4,)`: the shapes that would do.
pub(super) fn reshaping(case: &mut Case) {
    let Some(rest) = case.message.strip_prefix("cannot reshape array of size ") else {
        return;
    };
    let Some((size, wanted)) = rest.split_once(" into shape ") else {
        return;
    };
    let Ok(size) = size.parse::<usize>() else {
        return;
    };
    let fits = match wanted.ends_with(",)") {
        true => vec![shape_repr(&[size])],
        false => pairs(size).iter().map(|pair| shape_repr(pair)).collect(),
    };
    let shown = fits.join(", ");
    case.help(format!(
        "{size} elements fit into {shown}; one length may be -1, which is then worked out"
    ));
    if let Place::Call { arguments, .. } = case.place {
        near_shape(case, arguments, size);
    }
}

/// The shape that was asked for, with one length changed so that it holds all elements.
fn near_shape(case: &mut Case, arguments: &[Argument], size: usize) {
    let lengths: Vec<&Expr> = arguments
        .iter()
        .filter(|argument| argument.kind == ArgumentKind::Positional)
        .flat_map(|argument| super::blame::leaves(&argument.value))
        .filter(|leaf| matches!(leaf.kind, ExprKind::Int(_)))
        .collect();
    for leaf in lengths.iter().rev() {
        let ExprKind::Int(length) = leaf.kind else {
            continue;
        };
        let length = usize::try_from(length).unwrap_or(1);
        let divisors = (1..=length.min(size))
            .rev()
            .filter(|&n| n > 1 && size.is_multiple_of(n));
        let mut candidates = divisors.map(|n| n.to_string()).take(3);
        if case.change(leaf.span, "-1", "with a length that is worked out")
            || candidates.any(|code| case.change(leaf.span, &code, "a length that fits"))
        {
            return;
        }
    }
    other_pair(case, &lengths, size);
}

/// Two lengths that go with all the elements, in place of those that were asked for.
fn other_pair(case: &mut Case, lengths: &[&Expr], size: usize) {
    let [first, last] = lengths else { return };
    let pairs = pairs(size);
    let Some([rows, columns]) = pairs.get(pairs.len().saturating_sub(1) / 2) else {
        return;
    };
    let span = first.span.to(last.span);
    case.change(span, &format!("{rows}, {columns}"), "lengths that fit");
}

/// `fp and xp are not of the same length`, `expected x and y to have same length`
pub(super) fn lengths(case: &mut Case) {
    let Some((function, arguments)) = case.call() else {
        return;
    };
    let about_length = ["same length", "equal length", "same size", "consistent"];
    if !about_length
        .iter()
        .any(|words| case.message.contains(words))
    {
        return;
    }
    let given = case.given(function, arguments).arguments;
    let mut told = Vec::new();
    for argument in &given {
        let shape = case.shape_of(argument.value);
        if let Some(length) = shape.and_then(|shape| shape.first().copied()) {
            told.push(format!("`{}` has {length}", case.text(argument.value)));
        }
    }
    if told.len() > 1 {
        case.help(format!("{}: make them equally long", told.join(", ")));
    }
}

/// The shapes of two axes with `size` elements; the middle ones of many.
fn pairs(size: usize) -> Vec<[usize; 2]> {
    let root = (1..).take_while(|n| n * n <= size.min(1 << 40));
    let small: Vec<usize> = root
        .filter(|n| size.is_multiple_of(*n))
        .take(1000)
        .collect();
    let mut found: Vec<[usize; 2]> = small.iter().map(|&n| [n, size / n]).collect();
    let mirrored = small.iter().rev().map(|&n| [size / n, n]);
    found.extend(mirrored.filter(|[a, b]| a != b));
    let spare = found.len().saturating_sub(4);
    found.drain(..spare / 2);
    found.truncate(4);
    found
}
