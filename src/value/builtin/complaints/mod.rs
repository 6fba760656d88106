//! What Python says of arguments that do not fit.
//!
//! NumPy's functions are mostly written in Python and complain as Python functions do. What is written in C has words
//! that depend on how it takes its arguments: CPython's own conventions, NumPy's parser, or CPython's older parsers of
//! tuples. What NumPy has written in Cython, its random numbers, has words of its own. See [`style`].

mod counts;
mod style;

use super::{Builtin, ParameterKind, Signature, enumerate};
use crate::value::{Raised, Value};
use style::{Style, called, full_name, parsed_name, python_name, short_name};

pub(super) use counts::{check_count, too_many};

/// A row as it was called: as a function or as a method.
#[derive(Clone, Copy)]
pub(super) struct Callee {
    pub row: &'static Builtin,
    pub signature: &'static Signature,
    /// The one of the row's names that was called.
    full: &'static str,
    /// The receiver of a method does not count as an argument.
    own: usize,
}

impl Callee {
    /// `receiver` is the object that the row was called on as a method.
    pub fn new(row: &'static Builtin, receiver: Option<&Value>) -> Callee {
        let is_method = |name: &&&'static str| !name.starts_with("np.");
        let called = match receiver {
            Some(Value::Scalar(_)) => {
                let of_scalars = row.names.iter().find(|name| name.starts_with("generic."));
                of_scalars.or_else(|| row.names.iter().find(is_method))
            }
            Some(receiver) => {
                let class = receiver.class().builtin().name();
                let of_class = |name: &&&'static str| {
                    let owner = name.rsplit_once('.').map(|(owner, _)| owner);
                    owner == Some(class)
                };
                let own = row.names.iter().find(of_class);
                own.or_else(|| row.names.iter().find(is_method))
            }
            None => None,
        };
        Callee {
            row,
            signature: row.parameters(),
            full: called.copied().unwrap_or(row.full_name()),
            own: usize::from(row.is_method() || called.is_some()),
        }
    }

    fn style(&self) -> Style {
        Style::of(self)
    }

    /// The most and the least arguments that positions can take.
    fn bounds(&self) -> (usize, usize) {
        let most = self.signature.positional.len().saturating_sub(self.own);
        let least = self.signature.required_positional.saturating_sub(self.own);
        (most, least)
    }

    /// The position of a parameter, counted from 1 without the receiver.
    fn position(&self, name: &str) -> usize {
        let at = self.signature.keyword(name).map_or(0, |at| at + 1);
        at.saturating_sub(self.own)
    }
}

/// The instance behind a module's function, which Python counts among the arguments.
fn hidden_receiver(callee: &Callee, style: Style) -> usize {
    usize::from(style == Style::PythonMethod && callee.own == 0)
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// A keyword that no parameter has, `unknown` in `names`.
pub(super) fn unknown_keyword(callee: &Callee, names: &[&str], unknown: &str) -> Raised {
    let style = callee.style();
    let (full, short) = (callee.full, short_name(callee.full));
    let misplaced = match full {
        // The one function whose checked signature has a name that its own does not have.
        "np.concatenate" => Vec::new(),
        _ => positional_only(callee.signature, names),
    };
    Raised::type_error(match style {
        Style::Python | Style::PythonMethod if !misplaced.is_empty() => format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            python_name(full, style),
            misplaced.join(", ")
        ),
        Style::Python
        | Style::PythonMethod
        | Style::Delegate
        | Style::Cython
        | Style::Ufunc
        | Style::NumPy => format!(
            "{}() got an unexpected keyword argument '{unknown}'",
            python_name(full, style)
        ),
        Style::Keywords => match &*called(full) {
            "function" => format!("'{unknown}' is an invalid keyword argument for this function"),
            called => format!("'{unknown}' is an invalid keyword argument for {called}"),
        },
        Style::Loose => format!("'{unknown}' is an invalid keyword argument for this function"),
        Style::TupleAndKeywords => match parsed_name(full) {
            Some(name) => format!("'{unknown}' is an invalid keyword argument for {name}()"),
            None => format!("'{unknown}' is an invalid keyword argument for this function"),
        },
        Style::Slot => format!("wrapper {short}() takes no keyword arguments"),
        Style::Tuple | Style::NoArguments | Style::OneArgument | Style::Positional => {
            format!("{}() takes no keyword arguments", full_name(full))
        }
    })
}

/// Those of the names that belong to parameters without a name of their own.
fn positional_only<'a>(signature: &Signature, names: &[&'a str]) -> Vec<&'a str> {
    let parameters = signature.parameters.iter();
    parameters
        .filter(|p| p.kind == ParameterKind::PositionalOnly)
        .filter_map(|p| names.iter().find(|name| **name == p.name).copied())
        .collect()
}

/// An argument given by position and by name.
pub(super) fn given_twice(callee: &Callee, name: &str) -> Raised {
    let position = callee.position(name);
    let style = callee.style();
    Raised::type_error(match style {
        Style::Ufunc => {
            format!("cannot specify '{name}' as both a positional and keyword argument")
        }
        Style::Cython => format!(
            "{}() got multiple values for keyword argument '{name}'",
            python_name(callee.full, style)
        ),
        Style::Python | Style::PythonMethod | Style::Delegate => format!(
            "{}() got multiple values for argument '{name}'",
            python_name(callee.full, style)
        ),
        Style::NumPy => format!(
            "argument for {}() given by name ('{name}') and position (position {})",
            short_name(callee.full),
            position.saturating_sub(1)
        ),
        _ => format!(
            "argument for {}() given by name ('{name}') and position ({position})",
            short_name(callee.full),
        ),
    })
}

/// Does this row complain of missing arguments before it looks at unknown names?
pub(super) fn names_missing_first(callee: &Callee) -> bool {
    callee.style() == Style::TupleAndKeywords
}

/// Parameters, by their positions, that got nothing.
pub(super) fn missing(callee: &Callee, missing: &[usize]) -> Raised {
    let named = |&at: &usize| callee.signature.parameters.get(at).map_or("", |p| p.name);
    let names: Vec<&str> = missing.iter().map(named).collect();
    let style = callee.style();
    let (full, own) = (callee.full, callee.own);
    match (style, missing, names.as_slice()) {
        (Style::Cython, [first, ..], _) => {
            counts::count_for_cython(callee, first.saturating_sub(own))
        }
        (Style::Ufunc, _, names) => {
            let (most, _) = callee.bounds();
            counts::too_many_for_python(callee, style, (most.saturating_sub(names.len() + 1), 0))
        }
        (Style::Python | Style::PythonMethod | Style::Delegate, _, _) => {
            let count = names.len();
            Raised::type_error(format!(
                "{}() missing {count} required positional argument{}: {}",
                python_name(full, style),
                plural(count),
                enumerate(&names)
            ))
        }
        // CPython reads this one's arguments by hand.
        (_, _, [name, ..]) if full == "enumerate.__new__" => {
            Raised::type_error(format!("enumerate() missing required argument '{name}'"))
        }
        (_, [at, ..], [name, ..]) => {
            // NumPy counts from 0, CPython from 1.
            let counted = usize::from(style != Style::NumPy);
            Raised::type_error(format!(
                "{} missing required argument '{name}' (pos {})",
                called(full),
                (at + counted).saturating_sub(own)
            ))
        }
        _ => Raised::type_error(format!("{}() is missing an argument", short_name(full))),
    }
}
