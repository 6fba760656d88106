//! Slips in calls: another function of the family, an argument that is missing or another.

use super::Finder;
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind};
use crate::text::Span;

/// Functions that are taken for each other, and what is said of one that stands where the other should.
const FAMILIES: &[(&str, &str, &str)] = &[
    (
        "mean",
        "sum",
        "it looks like a sum where a mean is asked for",
    ),
    (
        "sum",
        "mean",
        "it looks like a mean where a sum is asked for",
    ),
    (
        "mean",
        "median",
        "it looks like the median where the mean is asked for",
    ),
    (
        "median",
        "mean",
        "it looks like the mean where the median is asked for",
    ),
    (
        "std",
        "var",
        "it looks like the variance: the standard deviation is its square root",
    ),
    (
        "var",
        "std",
        "it looks like the standard deviation: the variance is its square",
    ),
    (
        "min",
        "max",
        "it looks like the largest where the smallest is asked for",
    ),
    (
        "max",
        "min",
        "it looks like the smallest where the largest is asked for",
    ),
    (
        "argmin",
        "argmax",
        "it looks like the place of the largest where that of the smallest is asked for",
    ),
    (
        "argmax",
        "argmin",
        "it looks like the place of the smallest where that of the largest is asked for",
    ),
    (
        "argmax",
        "max",
        "it looks like the largest value where its place is asked for",
    ),
    (
        "argmin",
        "min",
        "it looks like the smallest value where its place is asked for",
    ),
    (
        "max",
        "argmax",
        "it looks like the place of the largest value where the value itself is asked for",
    ),
    (
        "min",
        "argmin",
        "it looks like the place of the smallest value where the value itself is asked for",
    ),
    (
        "argsort",
        "sort",
        "it looks like the sorted values where their places are asked for",
    ),
    (
        "sort",
        "argsort",
        "it looks like the places of the values where the sorted values are asked for",
    ),
    (
        "cumsum",
        "sum",
        "it looks like one total where running totals are asked for",
    ),
    (
        "cumsum",
        "cumprod",
        "it looks like running products where running sums are asked for",
    ),
    (
        "cumprod",
        "cumsum",
        "it looks like running sums where running products are asked for",
    ),
    (
        "prod",
        "sum",
        "it looks like a sum where a product is asked for",
    ),
    (
        "any",
        "all",
        "`all` asks for every element, `any` for at least one",
    ),
    (
        "all",
        "any",
        "`any` asks for at least one element, `all` for every one",
    ),
    (
        "floor",
        "round",
        "it looks rounded to the nearest where it is to be rounded down",
    ),
    (
        "floor",
        "ceil",
        "it looks rounded up where it is to be rounded down",
    ),
    (
        "ceil",
        "floor",
        "it looks rounded down where it is to be rounded up",
    ),
    (
        "round",
        "floor",
        "it looks rounded down where it is to be rounded to the nearest",
    ),
    (
        "log",
        "log10",
        "it looks like the logarithm to base 10: `np.log` is the natural one",
    ),
    (
        "log",
        "log2",
        "it looks like the logarithm to base 2: `np.log` is the natural one",
    ),
    (
        "log10",
        "log",
        "it looks like the natural logarithm where base 10 is asked for",
    ),
    (
        "log2",
        "log",
        "it looks like the natural logarithm where base 2 is asked for",
    ),
    (
        "log1p",
        "log",
        "it looks like the logarithm of `x` where that of `1 + x` is asked for",
    ),
    (
        "exp",
        "exp2",
        "it looks like a power of 2 where one of e is asked for",
    ),
    (
        "sin",
        "cos",
        "it looks like a cosine where a sine is asked for",
    ),
    (
        "cos",
        "sin",
        "it looks like a sine where a cosine is asked for",
    ),
    (
        "vstack",
        "hstack",
        "it looks joined side by side where one is to stand above the other",
    ),
    (
        "hstack",
        "vstack",
        "it looks joined one above the other where they are to stand side by side",
    ),
    (
        "zeros",
        "ones",
        "it looks filled with ones where zeros are asked for",
    ),
    (
        "ones",
        "zeros",
        "it looks filled with zeros where ones are asked for",
    ),
    (
        "maximum",
        "minimum",
        "it looks like the smaller of two where the larger is asked for",
    ),
    (
        "minimum",
        "maximum",
        "it looks like the larger of two where the smaller is asked for",
    ),
    ("nanmean", "mean", "missing values (NaN) are not left out"),
    ("nansum", "sum", "missing values (NaN) are not left out"),
    ("nanmax", "max", "missing values (NaN) are not left out"),
    ("nanmin", "min", "missing values (NaN) are not left out"),
    ("nanstd", "std", "missing values (NaN) are not left out"),
    (
        "dot",
        "multiply",
        "it looks like a product element by element where a dot product is asked for",
    ),
    (
        "matmul",
        "multiply",
        "it looks like a product element by element where a matrix product is asked for",
    ),
    (
        "outer",
        "multiply",
        "it looks like a product element by element where every element is to meet every other",
    ),
    (
        "linspace",
        "arange",
        "`np.arange` takes a step, `np.linspace` how many values there are",
    ),
];

/// Calls whose result is taken for their argument when they are forgotten.
const FORGOTTEN: &[(&str, &str)] = &[
    ("sqrt", "a square root seems to be missing"),
    ("abs", "an absolute value seems to be missing"),
    ("absolute", "an absolute value seems to be missing"),
    ("sort", "it does not look sorted"),
    ("sorted", "it does not look sorted"),
    ("unique", "it looks as if values that occur twice were kept"),
    ("round", "it does not look rounded"),
    (
        "deg2rad",
        "angles look like degrees where radians are asked for",
    ),
    (
        "radians",
        "angles look like degrees where radians are asked for",
    ),
    (
        "rad2deg",
        "angles look like radians where degrees are asked for",
    ),
    (
        "degrees",
        "angles look like radians where degrees are asked for",
    ),
    ("log", "a logarithm seems to be missing"),
    ("exp", "an exponential seems to be missing"),
    ("flip", "the order looks the wrong way round"),
    ("square", "a square seems to be missing"),
];

/// Methods that are forgotten.
const METHODS: &[(&str, &str)] = &[
    (
        "copy",
        "it looks as if the original were changed: a view shares its memory, `.copy()` does not",
    ),
    (
        "astype",
        "the dtype looks like that from before a conversion",
    ),
    ("reshape", "it looks as if the shape were the old one"),
    ("transpose", "it looks as if it were not transposed"),
    ("ravel", "it looks as if it still had all its axes"),
    ("flatten", "it looks as if it still had all its axes"),
    ("round", "it does not look rounded"),
];

const OTHER_AXIS: &str = "it looks like the other axis: `axis=0` goes down the rows and leaves a value for each column, `axis=1` along them";
const NO_AXIS: &str =
    "it looks as if no `axis` were given, so that all numbers were taken together";
const NO_KEEPDIMS: &str = "an axis seems to be gone that should stay with length 1: see `keepdims`";
const MORE_DDOF: &str = "it looks divided by n - 1 (`ddof=1`) where n is asked for";
const LESS_DDOF: &str = "it looks divided by n where n - 1 is asked for: see `ddof`";
const NO_DTYPE: &str =
    "the values may be right, and the dtype looks like the one that comes by itself";
const DEGREES: &str = "angles look like degrees where sine and cosine take radians";
const SWAPPED: &str = "the two arguments look exchanged";

pub fn find(finder: &mut Finder, expr: &Expr) {
    if let ExprKind::Attribute { value, name, .. } = &expr.kind
        && &*name.name() == "T"
    {
        let text = finder.text(value.span).to_string();
        let bracketed = bracketed_end(finder, value.span, expr.span);
        finder.replace(bracketed, &text, "it looks as if it were not transposed");
    }
    let ExprKind::Call {
        function,
        arguments,
    } = &expr.kind
    else {
        return;
    };
    let Some((name, place)) = called(function) else {
        return;
    };
    axes(finder, expr, &name, arguments);
    for (from, to, remark) in FAMILIES {
        if *from == name {
            finder.replace(place, to, remark);
        }
    }
    forgotten(finder, expr, function, &name, arguments);
    if matches!(&*name, "dot" | "matmul" | "subtract" | "divide" | "where")
        && let [.., left, right] = arguments.as_slice()
        && left.kind == ArgumentKind::Positional
    {
        swap(finder, left.span, right.span, SWAPPED);
    }
}

/// A span that covers all of `whole`: a part in brackets keeps them, since the text between is left as it was.
fn bracketed_end(finder: &Finder, part: Span, whole: Span) -> Span {
    match finder.text(whole).starts_with('(') {
        true => Span {
            start: part.end,
            end: part.end,
        },
        false => whole,
    }
}

/// The name of a called function, and where it stands.
fn called(function: &Expr) -> Option<(String, Span)> {
    match &function.kind {
        ExprKind::Name { symbol, .. } => Some((symbol.name().to_string(), function.span)),
        ExprKind::Attribute {
            name, name_span, ..
        } => Some((name.name().to_string(), *name_span)),
        _ => None,
    }
}

pub fn swap(finder: &mut Finder, left: Span, right: Span, remark: &str) {
    let (a, b) = (
        finder.text(left).to_string(),
        finder.text(right).to_string(),
    );
    finder.change(&[(left, b), (right, a)], left.to(right), remark);
}

fn keyword<'a>(arguments: &'a [Argument], name: &str) -> Option<&'a Argument> {
    arguments.iter().find(
        |argument| matches!(argument.kind, ArgumentKind::Keyword(own) if *own.name() == *name),
    )
}

/// Functions that work along an axis.
const ALONG: [&str; 24] = [
    "mean",
    "sum",
    "std",
    "var",
    "min",
    "max",
    "median",
    "argmin",
    "argmax",
    "any",
    "all",
    "prod",
    "cumsum",
    "cumprod",
    "ptp",
    "sort",
    "argsort",
    "average",
    "norm",
    "amin",
    "amax",
    "diff",
    "concatenate",
    "stack",
];

fn axes(finder: &mut Finder, call: &Expr, name: &str, arguments: &[Argument]) {
    if let Some(axis) = axis_of(finder, call, name, arguments) {
        let other = match finder.text(axis.value.span) {
            "0" => Some("1"),
            "1" => Some("0"),
            "-1" => Some("0"),
            _ => None,
        };
        if let Some(other) = other {
            finder.replace(axis.value.span, other, OTHER_AXIS);
        }
        remove(finder, arguments, axis, NO_AXIS);
    }
    if let Some(keepdims) = keyword(arguments, "keepdims") {
        remove(finder, arguments, keepdims, NO_KEEPDIMS);
    }
    if let Some(dtype) = keyword(arguments, "dtype") {
        remove(finder, arguments, dtype, NO_DTYPE);
    }
    if matches!(name, "std" | "var" | "nanstd" | "nanvar" | "cov") {
        match keyword(arguments, "ddof") {
            Some(ddof) => remove(finder, arguments, ddof, LESS_DDOF),
            None if name != "cov" => add(finder, call, arguments, "ddof=1", MORE_DDOF),
            None => {}
        }
    }
}

/// The argument that says the axis: by keyword, or the last of two that are positional.
fn axis_of<'a>(
    finder: &Finder,
    call: &Expr,
    name: &str,
    arguments: &'a [Argument],
) -> Option<&'a Argument> {
    if let Some(axis) = keyword(arguments, "axis") {
        return Some(axis);
    }
    let of_module = finder.text(call.span).starts_with("np.");
    let at = usize::from(of_module);
    let axis = arguments.get(at)?;
    let small = matches!(axis.value.kind, ExprKind::Int(0 | 1));
    (ALONG.contains(&name) && small && axis.kind == ArgumentKind::Positional).then_some(axis)
}

/// Adds the variant without an argument.
fn remove(finder: &mut Finder, arguments: &[Argument], argument: &Argument, remark: &str) {
    let at = arguments
        .iter()
        .position(|other| other.span == argument.span);
    let before = at.and_then(|at| arguments.get(at.checked_sub(1)?));
    let after = at.and_then(|at| arguments.get(at + 1));
    let span = match (before, after) {
        (Some(before), _) => Span {
            start: before.span.end,
            end: argument.span.end,
        },
        (None, Some(after)) => Span {
            start: argument.span.start,
            end: after.span.start,
        },
        (None, None) => argument.span,
    };
    finder.replace(span, "", remark);
}

fn add(finder: &mut Finder, call: &Expr, arguments: &[Argument], text: &str, remark: &str) {
    let (at, text) = match arguments.last() {
        Some(last) => (last.span.end, format!(", {text}")),
        None => (call.span.end.saturating_sub(1), text.to_string()),
    };
    finder.replace(Span { start: at, end: at }, &text, remark);
}

fn forgotten(
    finder: &mut Finder,
    call: &Expr,
    function: &Expr,
    name: &str,
    arguments: &[Argument],
) {
    if let [only, ..] = arguments
        && let Some((_, remark)) = FORGOTTEN.iter().find(|(own, _)| *own == name)
        && !is_method(finder, function)
    {
        let inside = format!("({})", finder.text(only.value.span));
        finder.replace(call.span, &inside, remark);
    }
    if let ExprKind::Attribute { value, .. } = &function.kind
        && is_method(finder, function)
        && let Some((_, remark)) = METHODS.iter().find(|(own, _)| *own == name)
    {
        let receiver = Span {
            start: call.span.start,
            end: bracket_after(finder, value.span.end),
        };
        let text = finder.text(receiver).to_string();
        finder.replace(call.span, &text, remark);
    }
    if let ("sin" | "cos" | "tan", [angle]) = (name, arguments) {
        let text = format!("({}) * 180 / np.pi", finder.text(angle.value.span));
        finder.replace(angle.value.span, &text, DEGREES);
    }
}

/// Where a part ends with the brackets that close behind it.
fn bracket_after(finder: &Finder, end: u32) -> u32 {
    let rest = finder.source.text.get(end as usize..).unwrap_or("");
    let closing = rest.len() - rest.trim_start_matches([')', ' ']).len();
    end + closing as u32
}

fn is_method(finder: &Finder, function: &Expr) -> bool {
    match &function.kind {
        ExprKind::Attribute { value, .. } => {
            !matches!(finder.text(value.span), "np" | "numpy" | "math")
        }
        _ => false,
    }
}
