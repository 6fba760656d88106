//! Calls that a function does not take.

use super::Case;
use super::names::nearest;
use super::place::Place;
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind};
use crate::value::builtin::{ParameterKind, without_receiver};
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
    if arguments.is_empty() && is_attribute {
        case.help(format!(
            "`{text}` is no function: leave out the brackets `()`"
        ));
    } else if !arguments.is_empty() && is_all_positional(arguments) {
        let index = listed(case, arguments);
        if !case.propose(&format!("{text}[{index}]")) {
            case.help(format!(
                "`{text}` is no function; elements are taken with `{text}[…]`"
            ));
        }
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

/// Functions that take one shape or sequence, where its parts were given one by one: `np.zeros(2, 3)`.
const TAKE_A_TUPLE: [&str; 13] = [
    "np.zeros",
    "np.ones",
    "np.empty",
    "np.full",
    "np.concatenate",
    "np.vstack",
    "np.hstack",
    "np.stack",
    "np.dstack",
    "np.column_stack",
    "np.broadcast_to",
    "np.tile",
    "np.transpose",
];

/// As these, but a list is usual: `np.array(1, 2, 3)`.
const TAKE_A_LIST: [&str; 7] = [
    "np.array",
    "np.asarray",
    "np.sum",
    "np.mean",
    "np.min",
    "np.max",
    "np.sort",
];

/// `np.zeros(2, 3)`, `np.array(1, 2, 3)`, `np.concatenate(a, b)`
pub(super) fn several_for_one(case: &mut Case) {
    let Some((function, arguments)) = call(case) else {
        return;
    };
    if !case.is_a(ClassId::TYPE_ERROR) && !case.is_a(ClassId::VALUE_ERROR) {
        return;
    }
    let positional = arguments
        .iter()
        .take_while(|a| a.kind == ArgumentKind::Positional);
    let count = positional.count();
    let Some(row) = row(case, function).filter(|_| count > 1) else {
        return;
    };
    let (open, close) = match row.full_name() {
        name if TAKE_A_TUPLE.contains(&name) => ("(", ")"),
        name if TAKE_A_LIST.contains(&name) => ("[", "]"),
        _ => return,
    };
    let (first, others) = arguments.split_at(count);
    let first = listed(case, first);
    let others: String = others
        .iter()
        .map(|argument| format!(", {}", case.source.slice(argument.span)))
        .collect();
    let name = case.text(function);
    case.propose(&format!("{name}({open}{first}{close}{others})"));
}

/// The row of the catalogue that a function is.
fn row(case: &mut Case, function: &Expr) -> Option<&'static Builtin> {
    match case.value(function)? {
        Value::Builtin(row) => Some(row),
        Value::BoundMethod(bound) => match &bound.function {
            Value::Builtin(row) => Some(row),
            _ => None,
        },
        _ => None,
    }
}

/// `got an unexpected keyword argument 'axes'`
pub(super) fn unknown_keyword(case: &mut Case) {
    let Some((function, _)) = call(case) else {
        return;
    };
    let Some((_, wrong)) = case.message.split_once("unexpected keyword argument '") else {
        return;
    };
    let wrong = wrong.split('\'').next().unwrap_or("");
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
    match nearest(wrong, known.iter().map(String::as_str)).first() {
        Some(best) => case.help(format!("did you mean `{best}=`?")),
        None if !known.is_empty() => {
            case.help(format!("it knows the keywords {}", known.join(", ")));
        }
        None => {}
    }
}

fn keywords(row: &'static Builtin) -> Vec<String> {
    let parameters = row.parameters().parameters.iter();
    let named = parameters.filter(|parameter| {
        matches!(
            parameter.kind,
            ParameterKind::Ordinary | ParameterKind::KeywordOnly
        )
    });
    named.map(|parameter| parameter.name.to_string()).collect()
}

/// Too few or too many arguments: what the function takes.
pub(super) fn signature(case: &mut Case) {
    let Some((function, _)) = call(case) else {
        return;
    };
    let about_arguments = ["missing", "positional argument"];
    let about_arguments = about_arguments
        .iter()
        .any(|word| case.message.contains(word));
    if !case.is_a(ClassId::TYPE_ERROR) || !about_arguments {
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
}

/// `axis 2 is out of bounds for array of dimension 2`
pub(super) fn axis(case: &mut Case) {
    if !case.is_a(ClassId::AXIS_ERROR) {
        return;
    }
    let Some((_, dimension)) = case.message.split_once("for array of dimension ") else {
        return;
    };
    let help = match dimension.trim().parse::<usize>() {
        Ok(0) => "a single value has no axes".to_string(),
        Ok(1) => "an array of one dimension has only axis 0".to_string(),
        Ok(n) => format!("an array of {n} dimensions has the axes 0 to {}", n - 1),
        Err(_) => return,
    };
    case.help(help);
}
