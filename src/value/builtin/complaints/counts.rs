//! Too many arguments, or obviously too few.

use super::style::{Style, called, full_name, parsed_name, python_name, short_name};
use super::{Callee, hidden_receiver, plural};
use crate::value::{Arguments, Raised, Result};

/// Functions whose arguments CPython still reads by `PyArg_ParseTuple`.
fn is_parsed(full: &str) -> bool {
    const SEARCHES: [&str; 7] = [
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "startswith",
        "endswith",
    ];
    const TIMES: [&str; 4] = ["ctime", "gmtime", "localtime", "strftime"];
    match full.split_once('.') {
        Some(("str" | "bytes" | "bytearray", name)) => SEARCHES.contains(&name),
        Some(("time", name)) => TIMES.contains(&name),
        _ => false,
    }
}

/// Are there too many arguments, or obviously too few? What a `def` says of too many waits for the keywords; see
/// [`too_many`].
///
/// # Errors
/// TypeError.
pub(in super::super) fn check_count(callee: &Callee, arguments: &Arguments) -> Result<()> {
    let signature = callee.signature;
    let given = arguments.positional.len();
    let names = arguments.keywords.len();
    let most = signature.positional.len();
    let open = signature.args.is_some() || signature.keywords.is_some();
    let fits = (signature.args.is_some() || given <= most)
        && given >= signature.required_positional
        && (open || given + names <= signature.parameters.len());
    if fits {
        return Ok(());
    }
    let style = callee.style();
    let (most, _) = callee.bounds();
    match (style, given.checked_sub(callee.own)) {
        (_, None) => Err(unbound_method(callee)),
        (Style::Ufunc, Some(given)) if given > most || given < signature.required_positional => {
            Err(too_many_for_python(callee, style, (given, 0)))
        }
        (Style::Cython, Some(given)) if names == 0 || given > most => {
            Err(count_for_cython(callee, given))
        }
        // The missing ones are named once the keywords are known.
        (style, Some(_)) if style.is_python() || style == Style::Cython => Ok(()),
        (_, Some(given)) => check_c_count(callee, style, (given, names)),
    }
}

/// More positional arguments than a `def` takes, of which it complains after its keywords.
///
/// # Errors
/// TypeError.
pub(in super::super) fn too_many(callee: &Callee, given: usize, keyword_only: usize) -> Result<()> {
    if callee.signature.args.is_some() || given <= callee.signature.positional.len() {
        return Ok(());
    }
    let style = callee.style();
    Err(too_many_for_python(callee, style, (given, keyword_only)))
}

/// A method called on its class with nothing at all: `list.append()`.
fn unbound_method(callee: &Callee) -> Raised {
    let full = full_name(callee.full);
    Raised::type_error(format!("unbound method {full}() needs an argument"))
}

fn check_c_count(callee: &Callee, style: Style, (given, names): (usize, usize)) -> Result<()> {
    let (most, least) = callee.bounds();
    let (full, short) = (full_name(callee.full), short_name(callee.full));
    let has_names = matches!(
        style,
        Style::Keywords | Style::NumPy | Style::TupleAndKeywords | Style::Loose
    );
    let message = match style {
        _ if names > 0 && !has_names => return Ok(()),
        Style::NumPy => return count_for_numpy(callee, given),
        Style::TupleAndKeywords => return count_for_parsed_names(callee, given, names),
        Style::Tuple => parsed(parsed_name(callee.full), (most, least), given),
        Style::Loose if least == 0 => return Ok(()),
        Style::Loose => parsed(Some(short), (least, least), given),
        Style::Slot => {
            // Those of two arguments name their function, by an empty name.
            let name = if least > 1 { " " } else { "" };
            format!(
                "{name}expected {least} argument{}, got {given}",
                plural(least)
            )
        }
        Style::NoArguments => format!("{full}() takes no arguments ({given} given)"),
        Style::OneArgument => format!("{full}() takes exactly one argument ({given} given)"),
        Style::Keywords => return count_for_keywords(callee, given, names),
        // Its optional argument is a group of the Argument Clinic's.
        _ if full == "math.log" => format!("{full} requires {least} to {most} arguments"),
        Style::Positional if is_parsed(&full) => parsed(Some(short), (most, least), given),
        _ => return expected(short, most, least, given),
    };
    Err(Raised::type_error(message))
}

/// `zeros() takes from 1 to 3 positional arguments but 4 were given`
fn count_for_numpy(callee: &Callee, given: usize) -> Result<()> {
    let (most, least) = callee.bounds();
    if given <= most {
        return Ok(());
    }
    let takes = if least == most {
        most.to_string()
    } else {
        format!("from {least} to {most}")
    };
    Err(Raised::type_error(format!(
        "{}() takes {takes} positional arguments but {given} were given",
        short_name(callee.full)
    )))
}

/// `tobytes() takes at most 1 argument (2 given)`, names included; `function takes at most 1 argument (2 given)`
fn count_for_parsed_names(callee: &Callee, given: usize, names: usize) -> Result<()> {
    let total = callee.signature.parameters.len().saturating_sub(callee.own);
    let function =
        parsed_name(callee.full).map_or("function".to_string(), |name| format!("{name}()"));
    let kind = if given == 0 { "keyword " } else { "" };
    if given + names > total {
        return Err(Raised::type_error(format!(
            "{function} takes at most {total} {kind}argument{} ({} given)",
            plural(total),
            given + names
        )));
    }
    let least = callee
        .signature
        .required_positional_only
        .saturating_sub(callee.own);
    if given < least {
        return Err(Raised::type_error(format!(
            "{function} takes at least {least} positional argument{} ({given} given)",
            plural(least)
        )));
    }
    Ok(())
}

/// `fill() takes exactly 1 argument (0 given)`, as `PyArg_ParseTuple` says it.
fn parsed(name: Option<&str>, (most, least): (usize, usize), given: usize) -> String {
    let function = name.map_or("function".to_string(), |name| format!("{name}()"));
    let (bound, count) = match (most == least, given < least) {
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    format!(
        "{function} takes {bound} {count} argument{} ({given} given)",
        plural(count)
    )
}

fn count_for_keywords(callee: &Callee, given: usize, names: usize) -> Result<()> {
    let signature = callee.signature;
    let (most, needed) = callee.bounds();
    let short = short_name(callee.full);
    if !signature.has_named_positional && signature.args.is_none() {
        return positional_of_keywords(short, most, needed, given);
    }
    let least = signature
        .required_positional_only
        .saturating_sub(callee.own);
    let total = signature.parameters.len().saturating_sub(callee.own);
    let message = match (given > most && signature.args.is_none(), given < least) {
        (true, _) if most == 0 && names == 0 => {
            format!("{short}() takes no positional arguments")
        }
        (true, _) if given + names > total => {
            let given = given + names;
            format!(
                "{} takes at most {total} argument{} ({given} given)",
                called(callee.full),
                plural(total)
            )
        }
        (true, _) => format!(
            "{} takes {} {most} positional argument{} ({given} given)",
            called(callee.full),
            if needed == most { "exactly" } else { "at most" },
            plural(most)
        ),
        (false, true) => format!(
            "{short}() takes at least {least} positional argument{} ({given} given)",
            plural(least)
        ),
        (false, false) => return Ok(()),
    };
    Err(Raised::type_error(message))
}

/// Positional-only parameters followed by keyword-only ones: `sorted`, `list.sort`.
fn positional_of_keywords(
    short: &'static str,
    most: usize,
    least: usize,
    given: usize,
) -> Result<()> {
    if given <= most && given >= least {
        return Ok(());
    }
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
pub(super) fn count_for_cython(callee: &Callee, given: usize) -> Raised {
    let (most, least) = callee.bounds();
    let (bound, count) = match (most == least, given < least) {
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    Raised::type_error(format!(
        "{}() takes {bound} {count} positional argument{} ({given} given)",
        python_name(callee.full, Style::Cython),
        plural(count)
    ))
}

/// `sum() takes from 1 to 7 positional arguments but 8 were given`; what could only be given by name is mentioned.
pub(super) fn too_many_for_python(
    callee: &Callee,
    style: Style,
    (given, keyword_only): (usize, usize),
) -> Raised {
    let hidden = hidden_receiver(callee, style);
    let given = given + hidden;
    let most = callee.signature.positional.len() + hidden;
    let least = callee.signature.required_positional + hidden;
    let takes = if least == most {
        most.to_string()
    } else {
        format!("from {least} to {most}")
    };
    let also = match keyword_only {
        0 => String::new(),
        _ => format!(
            " positional argument{} (and {keyword_only} keyword-only argument{})",
            plural(given),
            plural(keyword_only)
        ),
    };
    let were = if given == 1 && keyword_only == 0 {
        "was"
    } else {
        "were"
    };
    Raised::type_error(format!(
        "{}() takes {takes} positional argument{} but {given}{also} {were} given",
        python_name(callee.full, style),
        plural(most)
    ))
}
