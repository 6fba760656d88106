//! What Python says of arguments that do not fit.
//!
//! NumPy's functions are mostly written in Python and complain as Python functions do. CPython's own are written in C,
//! and their words depend on how they take their arguments: none, exactly one, by position only, or with names. What
//! NumPy has written in Cython, its random numbers, has words of its own.

use std::borrow::Cow;

use super::{Builtin, ParameterKind, RowKind, Signature, enumerate};
use crate::value::{Arguments, Raised, Result};

/// How a function of CPython takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// As a `def` does.
    Python,
    /// As a `def` in a class does, whose instance behind a module's functions counts too: the module `random`.
    PythonMethod,
    /// As Cython's functions do.
    Cython,
    NoArguments,
    OneArgument,
    /// By position only.
    Positional,
    /// With names.
    Keywords,
}

impl Style {
    fn of(row: &Builtin, signature: &Signature) -> Style {
        let full = row.full_name();
        if is_cython(full) {
            return Style::Cython;
        }
        if ["np.", "ndarray.", "ufunc."]
            .iter()
            .any(|owner| full.starts_with(owner))
        {
            return Style::Python;
        }
        if WRITTEN_IN_PYTHON.contains(&full) {
            return Style::Python;
        }
        if full.starts_with("Counter.") {
            return Style::PythonMethod;
        }
        if is_of_random(full) && !row.signature.ends_with("/)") && !row.signature.ends_with("()") {
            return Style::PythonMethod;
        }
        let own = own_parameters(row);
        let parameters = signature.parameters.get(own..).unwrap_or_default();
        let positional_only =
            |p: &super::SignatureParameter| p.kind == ParameterKind::PositionalOnly;
        match parameters {
            [] => Style::NoArguments,
            [one]
                if positional_only(one) && one.default.is_none() && !full.ends_with(".__new__") =>
            {
                Style::OneArgument
            }
            all if all
                .iter()
                .all(|p| positional_only(p) || p.kind == ParameterKind::Args) =>
            {
                Style::Positional
            }
            _ => Style::Keywords,
        }
    }
}

/// Functions of Python's own modules that are no C.
const WRITTEN_IN_PYTHON: [&str; 5] = [
    "collections.namedtuple",
    "functools.cache",
    "functools.lru_cache",
    "functools.update_wrapper",
    "functools.wraps",
];

/// Classes and functions of `np.random`.
fn is_cython(full: &str) -> bool {
    const OWNERS: [&str; 9] = [
        "np.random.",
        "Generator.",
        "RandomState.",
        "SeedSequence.",
        "BitGenerator.",
        "PCG64",
        "MT19937.",
        "Philox.",
        "SFC64.",
    ];
    OWNERS.iter().any(|owner| full.starts_with(owner))
}

/// Functions of the module `random` are methods of one hidden instance.
fn is_of_random(full: &str) -> bool {
    full.starts_with("random.") || full.starts_with("Random.")
}

/// The receiver of a method does not count as an argument.
fn own_parameters(row: &Builtin) -> usize {
    usize::from(row.is_method())
}

/// `len`, `list.append`, `math.sqrt`
fn full_name(row: &'static Builtin) -> Cow<'static, str> {
    let full = row.full_name();
    match full.strip_prefix("random.") {
        Some(name) => Cow::Owned(format!("Random.{name}")),
        None if full.ends_with(".__new__") => Cow::Borrowed(short_name(row)),
        // A method of a class in a module is named by its class.
        None if full.matches('.').count() > 1 => {
            Cow::Borrowed(full.split_once('.').map_or(full, |(_, name)| name))
        }
        None => Cow::Borrowed(full),
    }
}

/// `len`, `append`, `sqrt`; a class's constructor by the name of the class.
fn short_name(row: &'static Builtin) -> &'static str {
    let full = row.full_name();
    let full = full.strip_suffix(".__new__").unwrap_or(full);
    full.rsplit_once('.').map_or(full, |(_, name)| name)
}

/// What Python calls a function that is written in it: `randint`, or `Random.randint` for a method.
fn python_name(row: &'static Builtin, style: Style) -> Cow<'static, str> {
    match style {
        Style::PythonMethod if row.name() == "__new__" => {
            Cow::Owned(format!("{}.__init__", short_name(row)))
        }
        Style::PythonMethod => full_name(row),
        Style::Cython if row.name() == "__new__" => Cow::Borrowed("__init__"),
        _ => Cow::Borrowed(row.name()),
    }
}

/// The instance behind a module's function, which Python counts among the arguments.
fn hidden_receiver(row: &Builtin, style: Style) -> usize {
    usize::from(style == Style::PythonMethod && !row.is_method())
}

/// What CPython calls a function in complaints about its arguments: `len()`, or just `function` where it does not know.
fn called(row: &'static Builtin) -> String {
    match row.full_name() {
        "datetime.date.__new__" | "datetime.datetime.__new__" | "datetime.time.__new__" => {
            "function".to_string()
        }
        "datetime.timedelta.__new__" => "__new__()".to_string(),
        _ => format!("{}()", short_name(row)),
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Are there too many positional arguments, or obviously too few?
///
/// # Errors
/// TypeError.
pub(super) fn check_count(
    row: &'static Builtin,
    signature: &Signature,
    arguments: &Arguments,
) -> Result<()> {
    let given = arguments.positional.len();
    let most = signature.positional.len();
    let fits =
        (signature.args.is_some() || given <= most) && given >= signature.required_positional;
    if fits {
        return Ok(());
    }
    if row.kind == RowKind::Ufunc {
        return Err(too_many_for_python(row, signature, Style::Python, given));
    }
    let style = Style::of(row, signature);
    let own = own_parameters(row);
    let names = arguments.keywords.len();
    let most = most.saturating_sub(own);
    match (style, given.checked_sub(own)) {
        (_, None) => Err(unbound_method(row)),
        (Style::Cython, Some(given)) if names == 0 || given > most => {
            Err(count_for_cython(row, signature, given))
        }
        (Style::Python | Style::PythonMethod, Some(_))
            if signature.args.is_none() && given > most + own =>
        {
            Err(too_many_for_python(row, signature, style, given))
        }
        // The missing ones are named once the keywords are known.
        (Style::Python | Style::PythonMethod | Style::Cython, Some(_)) => Ok(()),
        (_, Some(given)) => check_c_count(row, signature, style, (given, names)),
    }
}

/// A method called on its class with nothing at all: `list.append()`.
fn unbound_method(row: &'static Builtin) -> Raised {
    let full = full_name(row);
    let owner = full.rsplit_once('.').map_or("object", |(owner, _)| owner);
    Raised::type_error(format!(
        "unbound method {}() needs an argument",
        format_args!("{owner}.{}", row.name())
    ))
}

fn check_c_count(
    row: &'static Builtin,
    signature: &Signature,
    style: Style,
    (given, names): (usize, usize),
) -> Result<()> {
    let own = own_parameters(row);
    let most = signature.positional.len().saturating_sub(own);
    let least = signature.required_positional.saturating_sub(own);
    let (full, short) = (full_name(row), short_name(row));
    let message = match style {
        _ if names > 0 && style != Style::Keywords => {
            format!("{full}() takes no keyword arguments")
        }
        Style::NoArguments => format!("{full}() takes no arguments ({given} given)"),
        Style::OneArgument => format!("{full}() takes exactly one argument ({given} given)"),
        Style::Keywords if !signature.has_named_positional && signature.args.is_none() => {
            return positional_of_keywords(short, most, least, given);
        }
        Style::Keywords if given > most && signature.args.is_none() => {
            let total = signature.parameters.len().saturating_sub(own);
            if given + names > total {
                let given = given + names;
                format!(
                    "{} takes at most {total} argument{} ({given} given)",
                    called(row),
                    plural(total)
                )
            } else {
                format!(
                    "{} takes at most {most} positional argument{} ({given} given)",
                    called(row),
                    plural(most)
                )
            }
        }
        Style::Keywords if given < signature.required_positional_only.saturating_sub(own) => {
            let least = signature.required_positional_only.saturating_sub(own);
            format!(
                "{short}() takes at least {least} positional argument{} ({given} given)",
                plural(least)
            )
        }
        Style::Keywords => return Ok(()),
        Style::Positional if SEARCHES.contains(&&*full) => {
            let (bound, count) = if given < least {
                ("at least", least)
            } else {
                ("at most", most)
            };
            format!(
                "{short}() takes {bound} {count} argument{} ({given} given)",
                plural(count)
            )
        }
        Style::Positional | Style::Python | Style::PythonMethod | Style::Cython => {
            return expected(short, most, least, given);
        }
    };
    Err(Raised::type_error(message))
}

/// Functions whose arguments CPython still reads by `PyArg_ParseTuple`.
const SEARCHES: [&str; 11] = [
    "str.find",
    "str.rfind",
    "str.index",
    "str.rindex",
    "str.count",
    "str.startswith",
    "str.endswith",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
];

/// Positional-only parameters followed by keyword-only ones: `sorted`, `list.sort`.
fn positional_of_keywords(
    short: &'static str,
    most: usize,
    least: usize,
    given: usize,
) -> Result<()> {
    if most == 0 {
        return Err(Raised::type_error(format!(
            "{short}() takes no positional arguments"
        )));
    }
    expected(short, most, least, given)
}

/// `insert expected 2 arguments, got 1`
fn expected(short: &'static str, most: usize, least: usize, given: usize) -> Result<()> {
    let (bound, count) = match (most == least, given < least) {
        (true, _) => ("", least),
        (false, true) => ("at least ", least),
        (false, false) => ("at most ", most),
    };
    Err(Raised::type_error(format!(
        "{short} expected {bound}{count} argument{}, got {given}",
        plural(count)
    )))
}

/// `normal() takes at most 3 positional arguments (4 given)`
fn count_for_cython(row: &'static Builtin, signature: &Signature, given: usize) -> Raised {
    let own = own_parameters(row);
    let most = signature.positional.len().saturating_sub(own);
    let least = signature.required_positional.saturating_sub(own);
    let (bound, count) = match (most == least, given < least) {
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    Raised::type_error(format!(
        "{}() takes {bound} {count} positional argument{} ({given} given)",
        python_name(row, Style::Cython),
        plural(count)
    ))
}

fn too_many_for_python(
    row: &'static Builtin,
    signature: &Signature,
    style: Style,
    given: usize,
) -> Raised {
    let hidden = hidden_receiver(row, style);
    let given = given + hidden;
    let most = signature.positional.len() + hidden;
    let least = signature.required_positional + hidden;
    let takes = if least == most {
        most.to_string()
    } else {
        format!("from {least} to {most}")
    };
    let were = if given == 1 { "was" } else { "were" };
    Raised::type_error(format!(
        "{}() takes {takes} positional argument{} but {given} {were} given",
        python_name(row, style),
        plural(most)
    ))
}

/// A keyword that no parameter has.
pub(super) fn unknown_keyword(row: &'static Builtin, signature: &Signature, name: &str) -> Raised {
    Raised::type_error(match Style::of(row, signature) {
        style @ (Style::Python | Style::PythonMethod | Style::Cython) => format!(
            "{}() got an unexpected keyword argument '{name}'",
            python_name(row, style)
        ),
        Style::Keywords => match called(row).as_str() {
            "function" => format!("'{name}' is an invalid keyword argument for this function"),
            called => format!("'{name}' is an invalid keyword argument for {called}"),
        },
        _ => format!("{}() takes no keyword arguments", full_name(row)),
    })
}

/// An argument given by position and by name.
pub(super) fn given_twice(row: &'static Builtin, signature: &Signature, name: &str) -> Raised {
    if row.kind == RowKind::Ufunc {
        let message = format!("cannot specify '{name}' as both a positional and keyword argument");
        return Raised::type_error(message);
    }
    let own = own_parameters(row);
    let position = signature.keyword(name).map_or(0, |at| at + 1);
    Raised::type_error(match Style::of(row, signature) {
        Style::Cython => format!(
            "{}() got multiple values for keyword argument '{name}'",
            python_name(row, Style::Cython)
        ),
        style @ (Style::Python | Style::PythonMethod) => format!(
            "{}() got multiple values for argument '{name}'",
            python_name(row, style)
        ),
        _ => format!(
            "argument for {}() given by name ('{name}') and position ({})",
            short_name(row),
            position.saturating_sub(own)
        ),
    })
}

/// Parameters, by their positions, that got nothing.
pub(super) fn missing(row: &'static Builtin, signature: &Signature, missing: &[usize]) -> Raised {
    let named = |&at: &usize| signature.parameters.get(at).map_or("", |p| p.name);
    let names: Vec<&str> = missing.iter().map(named).collect();
    match (Style::of(row, signature), missing, names.as_slice()) {
        (Style::Cython, [first, ..], _) => {
            count_for_cython(row, signature, first.saturating_sub(own_parameters(row)))
        }
        (style @ (Style::Python | Style::PythonMethod), _, _) => {
            let count = names.len();
            Raised::type_error(format!(
                "{}() missing {count} required positional argument{}: {}",
                python_name(row, style),
                plural(count),
                enumerate(&names)
            ))
        }
        // CPython reads this one's arguments by hand.
        (_, _, [name, ..]) if row.full_name() == "enumerate.__new__" => {
            Raised::type_error(format!("enumerate() missing required argument '{name}'"))
        }
        (_, [at, ..], [name, ..]) => {
            let own = own_parameters(row);
            Raised::type_error(format!(
                "{} missing required argument '{name}' (pos {})",
                called(row),
                (at + 1).saturating_sub(own)
            ))
        }
        _ => Raised::type_error(format!("{}() is missing an argument", row.name())),
    }
}
