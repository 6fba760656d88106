//! The arguments of a call, with the parameters that they fill.

use super::place::Place;
use super::{Case, described};
use crate::syntax::ast::{Argument, ArgumentKind, Expr};
use crate::value::builtin::ParameterKind;
use crate::value::{Builtin, ClassId, Value};

/// An argument as it is written.
pub(super) struct Given<'a> {
    /// The parameter that it fills, where that is known.
    pub name: Option<&'a str>,
    pub value: &'a Expr,
}

/// All arguments of a call.
pub(super) struct Givens<'a> {
    pub arguments: Vec<Given<'a>>,
    /// It is a function of the catalogue's: what it raises is about its arguments.
    pub is_builtin: bool,
}

impl Case<'_> {
    /// The arguments of a call to `function`, and what they are for.
    pub(super) fn given<'e>(&mut self, function: &Expr, arguments: &'e [Argument]) -> Givens<'e> {
        let callee = self.value(function);
        let is_bound = matches!(callee, Some(Value::BoundMethod(_)));
        let row = callee.as_ref().and_then(row_of);
        let is_native = matches!(callee, Some(Value::Native(_) | Value::Class(_)));
        let positional = row.map_or(Vec::new(), |row| {
            let signature = row.parameters();
            let names = signature.positional.iter();
            let names = names.filter_map(|&at| signature.parameters.get(at).map(|p| p.name));
            names.skip(usize::from(is_bound)).collect()
        });
        let mut place = 0;
        let given = arguments.iter().map(|argument| Given {
            name: match argument.kind {
                ArgumentKind::Positional => {
                    place += 1;
                    positional.get(place - 1).copied()
                }
                ArgumentKind::Keyword(name) => Some(keyword(name.name().as_ref(), row)),
                ArgumentKind::Star | ArgumentKind::DoubleStar => None,
            },
            value: &argument.value,
        });
        Givens {
            arguments: given.collect(),
            is_builtin: row.is_some() || is_native || callee.is_none(),
        }
    }
}

/// The name of a keyword as the row has it, which outlives the call; other names say nothing.
fn keyword(name: &str, row: Option<&'static Builtin>) -> &'static str {
    let parameters = row.map(|row| &row.parameters().parameters);
    let known = parameters.and_then(|all| all.iter().find(|parameter| parameter.name == name));
    match known {
        Some(parameter) => parameter.name,
        None => ["axis", "out", "dtype", "where"]
            .into_iter()
            .find(|common| *common == name)
            .unwrap_or(""),
    }
}

/// The row of the catalogue that a function is.
pub(super) fn row_of(callee: &Value) -> Option<&'static Builtin> {
    match callee {
        Value::Builtin(row) => Some(row),
        Value::BoundMethod(bound) => row_of(&bound.function),
        _ => None,
    }
}

/// The names of the parameters that can be given by name.
pub(super) fn keywords(row: &'static Builtin) -> Vec<String> {
    let parameters = row.parameters().parameters.iter();
    let named = parameters.filter(|parameter| {
        matches!(
            parameter.kind,
            ParameterKind::Ordinary | ParameterKind::KeywordOnly
        )
    });
    named.map(|parameter| parameter.name.to_string()).collect()
}

/// Arguments that are labelled.
const MOST: usize = 3;

/// Labels arrays among the arguments with shape, dtype and where they came from, where NumPy complains of values.
pub(super) fn label(case: &mut Case) {
    let exprs: Vec<&Expr> = match case.place {
        Place::Call {
            function,
            arguments,
        } => {
            let receiver = match &function.kind {
                crate::syntax::ast::ExprKind::Attribute { value, .. } => Some(&**value),
                _ => None,
            };
            let values = arguments.iter().map(|argument| &argument.value);
            receiver.into_iter().chain(values).collect()
        }
        Place::Subscript { container, .. } | Place::Store { container, .. } => vec![container],
        _ => return,
    };
    let about_values = [
        ClassId::VALUE_ERROR,
        ClassId::TYPE_ERROR,
        ClassId::INDEX_ERROR,
    ];
    if !about_values.iter().any(|&class| case.is_a(class)) {
        return;
    }
    let mut labelled = 0;
    for expr in exprs {
        let Some(value @ Value::Array(_)) = case.value(expr) else {
            continue;
        };
        let what = described(&value).unwrap_or_default();
        let label = case.with_origin(expr, what);
        if !case
            .advice
            .labels
            .iter()
            .any(|(span, _)| *span == expr.span)
            && labelled < MOST
        {
            case.advice.labels.push((expr.span, label));
            labelled += 1;
        }
    }
}
