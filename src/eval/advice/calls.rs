//! Calls that a function does not take.

use super::arguments::{keywords, row_of};
use super::names::nearest;
use super::place::Place;
use super::{Case, blame};
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind};
use crate::text::Span;
use crate::value::builtin::without_receiver;
use crate::value::{Builtin, ClassId, Value};

/// A function and its arguments.
fn call<'a>(case: &Case<'a>) -> Option<(&'a Expr, &'a [Argument])> {
    match case.place {
        Place::Call {
            function,
            arguments,
            ..
        } => Some((function, arguments)),
        _ => None,
    }
}

fn is_all_positional(arguments: &[Argument]) -> bool {
    let positional = |argument: &Argument| argument.kind == ArgumentKind::Positional;
    arguments.iter().all(positional)
}

/// The arguments as they are written.
fn listed(case: &Case, arguments: &[Argument]) -> String {
    let texts = arguments.iter().map(|argument| case.text(&argument.value));
    texts.collect::<Vec<_>>().join(", ")
}

/// `a(0)`, `a.T()`, `a.shape()`
pub(super) fn arrays_are_not_called(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) || !case.message.ends_with("object is not callable") {
        return;
    }
    let text = case.operand(function);
    let is_attribute = matches!(function.kind, ExprKind::Attribute { .. });
    let brackets = Span {
        start: function.span.end,
        end: case.whole.end,
    };
    if arguments.is_empty() && is_attribute {
        case.help(format!(
            "`{text}` is no function: leave out the brackets `()`"
        ));
        case.change(brackets, "", "");
    } else if !arguments.is_empty() && is_all_positional(arguments) {
        case.help(format!(
            "`{text}` is no function; elements are taken with `{text}[…]`"
        ));
        let index = listed(case, arguments);
        case.change(brackets, &format!("[{index}]"), "");
    }
    if let ExprKind::Name { symbol, .. } = function.kind {
        shadowed(case, &symbol.name());
    }
}

/// A name of Python's that the lesson has given to something else.
fn shadowed(case: &mut Case, name: &str) {
    if crate::builtins::find(name).is_some() {
        case.help(format!(
            "`{name}` has been assigned; `del {name}` brings Python's own function back"
        ));
    }
}

/// Parameters that take several arrays, or a shape, as one argument: a tuple by custom.
const TAKE_A_TUPLE: &[&str] = &["shape", "tup", "arrays", "reps", "axes", "newshape", "arys"];

/// `np.zeros(2, 3)`, `np.array(1, 2, 3)`, `np.concatenate(a, b)`
pub(super) fn several_for_one(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    let about_arguments = [
        ClassId::TYPE_ERROR,
        ClassId::VALUE_ERROR,
        ClassId::AXIS_ERROR,
    ];
    let misread = [
        "Cannot interpret",
        "positional argument",
        "Field elements",
        "interpreted as an integer",
        "integer scalar arrays",
    ];
    if !about_arguments.iter().any(|&class| case.is_a(class))
        || !misread.iter().any(|word| case.message.contains(word))
    {
        return;
    }
    let positional = arguments
        .iter()
        .take_while(|a| a.kind == ArgumentKind::Positional);
    let positional: Vec<&Argument> = positional.collect();
    let [first, .., last] = positional.as_slice() else {
        return;
    };
    let span = first.span.to(last.span);
    let inside = case.source.slice(span).to_string();
    let parameter = case.given(function, arguments).arguments.into_iter().next();
    let takes_tuple = parameter
        .and_then(|given| given.name)
        .is_some_and(|name| TAKE_A_TUPLE.contains(&name));
    let code = match takes_tuple {
        true => format!("({inside})"),
        false => format!("[{inside}]"),
    };
    case.change(span, &code, "all of them as one argument");
}

/// Functions that are taken for each other: where the first fails, the second may be what was meant.
const SIBLINGS: &[(&str, &str)] = &[
    ("linspace", "arange"),
    ("max", "maximum"),
    ("min", "minimum"),
    ("amax", "maximum"),
    ("amin", "minimum"),
    ("split", "array_split"),
];

/// `np.linspace(0, 1, 0.1)`, `np.max(3, 5)`
pub(super) fn sibling(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    let uneven = case.message.contains("equal division");
    let failed = case.is_a(ClassId::TYPE_ERROR) || case.is_a(ClassId::AXIS_ERROR) || uneven;
    if !failed || arguments.len() < 2 || !is_all_positional(arguments) {
        return;
    }
    let Some(row) = row(case, function).filter(|row| row.full_name().starts_with("np.")) else {
        return;
    };
    let sibling = SIBLINGS.iter().find(|(name, _)| *name == row.name());
    let Some((name, other)) = sibling else {
        return;
    };
    let text = case.text(function);
    let Some(home) = text.strip_suffix(name) else {
        return;
    };
    let why = format!("`{other}` may be what you want");
    case.change(function.span, &format!("{home}{other}"), &why);
}

/// The row of the catalogue that a function is.
fn row(case: &mut Case, function: &Expr) -> Option<&'static Builtin> {
    row_of(&case.value(function)?)
}

/// `sort() got an unexpected keyword argument 'reverse'`
pub(super) fn removed_sort_order(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    if !case
        .message
        .contains("unexpected keyword argument 'reverse'")
    {
        return;
    }
    case.help("NumPy sorts upwards only; `[::-1]` turns the result round");
    let sorted = match &function.kind {
        ExprKind::Attribute { value, name, .. } if case.shape(value).is_some() => {
            format!("np.{name}({})[::-1]", case.text(value))
        }
        _ => {
            let kept = arguments
                .iter()
                .filter(|argument| argument.kind == ArgumentKind::Positional);
            let kept: Vec<String> = kept.map(|argument| case.text(&argument.value)).collect();
            format!("{}({})[::-1]", case.text(function), kept.join(", "))
        }
    };
    case.propose(&sorted);
}

/// `got an unexpected keyword argument 'axes'`
pub(super) fn unknown_keyword(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    let Some(wrong) = blame::unknown_keyword(case.message).map(str::to_string) else {
        return;
    };
    let known: Vec<String> = match case.value(function) {
        Some(Value::Function(function)) => {
            let parameters = function.definition.parameters.all();
            parameters.map(|p| p.name.name().to_string()).collect()
        }
        Some(Value::BoundMethod(_)) => row(case, function).map_or(Vec::new(), |row| {
            // The first is the receiver before the dot.
            keywords(row).into_iter().skip(1).collect()
        }),
        _ => row(case, function).map_or(Vec::new(), keywords),
    };
    let at = arguments.iter().position(
        |argument| matches!(argument.kind, ArgumentKind::Keyword(name) if *name.name() == *wrong),
    );
    match nearest(&wrong, known.iter().map(String::as_str)).first() {
        Some(best) => {
            let done = case
                .advice
                .blame
                .is_some_and(|blame| case.change(blame, best, &format!("did you mean `{best}=`?")));
            if !done {
                case.help(format!("did you mean `{best}=`?"));
            }
        }
        None if case.has_change() => {}
        None => {
            if !known.is_empty() {
                case.help(format!("it knows the keywords {}", known.join(", ")));
            }
            without(case, arguments, at);
        }
    }
}

/// The call without one of its arguments.
fn without(case: &mut Case, arguments: &[Argument], at: Option<usize>) {
    let Some(argument) = at.and_then(|at| arguments.get(at)) else {
        return;
    };
    let before = at.and_then(|at| at.checked_sub(1));
    let behind = at.and_then(|at| arguments.get(at + 1));
    let span = match (before.and_then(|at| arguments.get(at)), behind) {
        (Some(before), _) => Span {
            start: before.span.end,
            end: argument.span.end,
        },
        (None, Some(behind)) => Span {
            start: argument.span.start,
            end: behind.span.start,
        },
        (None, None) => argument.span,
    };
    case.change(span, "", "without it");
}

/// Too few or too many arguments: what the function takes.
pub(super) fn signature(case: &mut Case) {
    let Some((function, _)) = call(case) else {
        return;
    };
    let about_arguments = [
        "missing",
        "positional argument",
        "exactly one argument",
        "should be given",
        "requires",
    ];
    let about_arguments = about_arguments
        .iter()
        .any(|word| case.message.contains(word));
    let of_arguments = case.is_a(ClassId::TYPE_ERROR) || case.is_a(ClassId::VALUE_ERROR);
    if !of_arguments || !about_arguments {
        return;
    }
    let Some(row) = row(case, function).filter(|row| !row.signature.is_empty()) else {
        return;
    };
    let name = case.text(function);
    let signature = match case.value(function) {
        Some(Value::BoundMethod(_)) => without_receiver(row.signature),
        _ => row.signature.to_string(),
    };
    case.help(format!("the call is `{name}{signature}`"));
    if case.message.contains("missing") {
        example(case, row);
    }
}

/// A call that works: the first example of the function's documentation.
fn example(case: &mut Case, row: &'static Builtin) {
    let examples = row
        .doc
        .lines()
        .filter_map(|line| line.trim().strip_prefix(">>> "));
    let name = row.name();
    for example in examples.filter(|example| example.contains(name)).take(3) {
        if case.try_out(example).is_some() {
            case.help(format!("for example `{example}`"));
            return;
        }
    }
}

impl Case<'_> {
    /// Proposes the call with one more keyword argument.
    pub(super) fn with_option(&mut self, option: &str, why: &str) -> bool {
        let Some((_, arguments)) = call(self) else {
            return false;
        };
        let end = self.whole.end as usize - 1;
        let comma = if arguments.is_empty() { "" } else { ", " };
        self.change(Span::new(end, end), &format!("{comma}{option}"), why)
    }
}

/// Options that let a call go on, the words that ask for them, and what they do.
const OPTIONS: &[(&str, &str, &str)] = &[
    (
        "which has no identity",
        "initial=0",
        "with a value to begin from",
    ),
    (
        "number of columns changed",
        "usecols=0",
        "only the columns that every row has",
    ),
];

/// A call that an option would let go on.
pub(super) fn missing_option(case: &mut Case) {
    let Some((_, arguments)) = call(case) else {
        return;
    };
    if case.message.contains("'replace=False'") {
        case.help("without replacement no more can be drawn than there are");
        let given = arguments.iter().find(
            |argument| matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "replace"),
        );
        if let Some(given) = given {
            case.change(given.value.span, "True", "the same one several times");
        }
        return;
    }
    let option = OPTIONS
        .iter()
        .find(|(words, _, _)| case.message.contains(words));
    if let Some((_, option, why)) = option {
        case.with_option(option, why);
    }
}

/// `attempt to get argmax of an empty sequence`, `zero-size array`
pub(super) fn nothing_there(case: &mut Case) {
    let words = [
        "of an empty sequence",
        "zero-size array",
        "size 0 inputs",
        "empty iterable",
        "arg is an empty",
    ];
    if !words.iter().any(|word| case.message.contains(word)) {
        return;
    }
    let what = case.advice.blame.map_or(String::new(), |blame| {
        format!("`{}` ", case.source.slice(blame))
    });
    case.help(format!(
        "{what}has no elements: look with `.size` whether there are any before you ask"
    ));
}

/// `low >= high`: two arguments the wrong way round.
pub(super) fn out_of_order(case: &mut Case) {
    let Some((_, [first, second, ..])) = call(case) else {
        return;
    };
    let words = [
        "low >= high",
        "max must be larger than min",
        "a_max",
        "left > right",
    ];
    if !words.iter().any(|word| case.message.contains(word)) {
        return;
    }
    let span = first.span.to(second.span);
    let turned = format!(
        "{}, {}",
        case.source.slice(second.span),
        case.source.slice(first.span)
    );
    case.help("the lower bound comes first, and the upper one is not included");
    case.change(span, &turned, "");
}

/// Complaints about elements, with the figures that NumPy leaves out.
pub(super) fn elements(case: &mut Case) {
    let Some((_, arguments)) = call(case) else {
        return;
    };
    let blamed = case.advice.blame;
    let blamed = arguments.iter().find(|argument| {
        blamed.is_some_and(|blame| {
            argument.span.start <= blame.start && blame.end <= argument.span.end
        })
    });
    let Some(argument) = blamed else {
        return;
    };
    let text = case.text(&argument.value);
    match case.message {
        message if message.contains("probabilities do not sum to 1") => {
            if let Some(Value::Float(sum)) = case.try_out(&format!("float(np.sum({text}))")) {
                case.help(format!("they sum to {sum}"));
            }
            let code = format!("np.array({text}) / np.sum({text})");
            case.change(argument.value.span, &code, "each as a part of their sum");
        }
        message if message.contains("negative") => {
            case.help("what is counted are the whole numbers from 0 on");
        }
        message if message.contains("must be positive") => {
            case.help(format!("`{text}` must be 1 or more"));
        }
        message if message.contains("multiple of element size") => {
            if let Some(Value::Int(bytes)) = case.try_out(&format!("len({text})")) {
                case.help(format!("{bytes} bytes are no whole number of elements"));
            }
        }
        message if message.contains("out of range in datetime string") => {
            case.help("dates are written year-month-day, with months from 1 to 12");
        }
        message if message.contains("cross product") => {
            case.help("a cross product is of vectors with three components");
        }
        message if message.contains("choice array") => {
            case.help("each entry is the number of a choice, counted from 0");
        }
        message if message.contains("remapped shapes") => {
            case.help(
                "a letter stands for one length: where it occurs twice the lengths must be equal",
            );
        }
        message if message.contains("columns") => {
            case.help("each row must have as many columns as the first; `filling_values=` is for gaps between delimiters");
        }
        message if case.is_a(ClassId::ASSERTION_ERROR) && message.contains("Mismatch") => {
            case.help("`atol=` and `rtol=` say how far two numbers may differ");
        }
        message if case.is_a(ClassId::ASSERTION_ERROR) && message.contains("shapes") => {
            case.help("arrays of different shapes cannot be equal");
        }
        _ => {}
    }
}
