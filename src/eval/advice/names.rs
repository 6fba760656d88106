//! Names that are not there: the nearest ones that are.

use super::Case;
use super::place::Place;
use crate::builtins as catalogue;
use crate::eval::inspect::{given_names, members};
use crate::eval::modules::{catalogue_name, module_names};
use crate::text::Span;
use crate::value::{ClassId, Value};

/// The names most like a misspelt one, best first.
pub(super) fn nearest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let letters = wrong.to_lowercase();
    let allowed = match letters.chars().count() {
        0..3 => 0,
        3..7 => 1,
        7..11 => 2,
        _ => 3,
    };
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| *name != wrong)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&letters, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    crate::text::sort(&mut close);
    close.dedup();
    close.into_iter().map(|(_, name)| name).collect()
}

/// `name 'x' is not defined`
pub(super) fn unknown_name(case: &mut Case) {
    let Place::Name(symbol) = case.place else {
        return;
    };
    if !case.says(ClassId::NAME_ERROR, "name '") {
        return;
    }
    let wrong = symbol.name();
    if let Some(module) = module_names().get(&*wrong) {
        case.help(format!("write `import {module}` first"));
        return;
    }
    if let Some(help) = super::modules::by_habitual_name(&wrong) {
        case.help(help);
        return;
    }
    let mut known: Vec<String> = case
        .walk
        .names
        .assigned()
        .map(|(name, _)| name.name().to_string())
        .collect();
    known.extend(case.local_names());
    let own = nearest(&wrong, known.iter().map(String::as_str));
    // The lesson's own names before those that everybody has.
    let best = own.first().map(ToString::to_string).or_else(|| {
        let given = given_names();
        nearest(&wrong, given.iter().map(String::as_str))
            .first()
            .map(ToString::to_string)
    });
    if let Some(best) = best {
        meant(case, case.whole, &best, &best);
    }
}

/// Proposes a name in place of a wrong one; in words where that does not work by itself.
fn meant(case: &mut Case, span: Span, name: &str, shown: &str) {
    let why = format!("did you mean `{shown}`?");
    if !case.change(span, name, &why) {
        case.help(why);
    }
}

impl Case<'_> {
    /// The variables of the function that the error ended.
    fn local_names(&self) -> Vec<String> {
        let function = self.frame.as_ref().and_then(|frame| frame.code.function());
        let scope = function.map(|function| &function.definition.scope);
        let names = scope.map(|scope| scope.locals.iter().chain(&scope.cells));
        names
            .into_iter()
            .flatten()
            .map(|name| name.name().to_string())
            .collect()
    }
}

/// A name that is local because the function assigns it somewhere.
pub(super) fn unbound_local(case: &mut Case) {
    let Place::Name(symbol) = case.place else {
        return;
    };
    if !case.is_a(ClassId::UNBOUND_LOCAL_ERROR) {
        return;
    }
    case.help(format!(
        "`{symbol}` is assigned somewhere in this function, which makes it local in all of it"
    ));
    if case.walk.names.get(symbol).is_some() {
        case.help(format!(
            "to use the `{symbol}` outside, pass it as an argument, or begin with `global {symbol}`"
        ));
    }
}

/// `… has no attribute 'x'`
pub(super) fn unknown_attribute(case: &mut Case) {
    let Place::Attribute { value, name } = case.place else {
        return;
    };
    if !case.is_a(ClassId::ATTRIBUTE_ERROR) {
        return;
    }
    let wrong = name.name();
    let text = case.operand(value);
    if by_numpys_words(case) {
        return;
    }
    let Some(object) = case.value(value) else {
        return;
    };
    let is_array = matches!(object, Value::Array(_) | Value::Scalar(_) | Value::List(_));
    if is_array && as_function(case, &text, &wrong) {
        return;
    }
    let renamed = RENAMED.iter().find(|(old, _)| *old == &*wrong);
    let known = members(&object);
    let best = match renamed.filter(|_| matches!(object, Value::Module(_))) {
        Some((_, new)) => Some(*new),
        None => {
            let near = nearest(&wrong, known.iter().map(String::as_str));
            let same = SYNONYMS
                .iter()
                .find(|(said, _)| *said == &*wrong && is_array);
            let near = near.first().copied().or(same.map(|(_, name)| *name));
            near.or_else(|| beginning(&wrong, &known))
        }
    };
    if let Some(best) = best {
        let end = case.blamed_end();
        let start = end - wrong.len().min(end);
        meant(case, Span::new(start, end), best, &format!("{text}.{best}"));
    }
}

/// Names that NumPy 2 no longer has, of which its message does not say what is there instead.
const RENAMED: &[(&str, &str)] = &[
    ("cumproduct", "cumprod"),
    ("in1d", "isin"),
    ("product", "prod"),
    ("row_stack", "vstack"),
    ("sometrue", "any"),
    ("trapz", "trapezoid"),
];

/// What other languages and libraries call attributes of arrays.
const SYNONYMS: &[(&str, &str)] = &[
    ("count", "size"),
    ("len", "size"),
    ("length", "size"),
    ("type", "dtype"),
];

/// The name that a wrong one begins with, or that begins with it: `inverse`, `inv`.
fn beginning<'n>(wrong: &str, known: &'n [String]) -> Option<&'n str> {
    let mut alike: Vec<&str> = known
        .iter()
        .map(String::as_str)
        .filter(|name| {
            let longer = name.len() > 2 && wrong.starts_with(name);
            longer || (wrong.len() > 2 && name.starts_with(wrong))
        })
        .collect();
    crate::text::sort_by_key(&mut alike, |name| name.len().abs_diff(wrong.len()));
    alike.first().copied()
}

/// Keys that a complaint lists.
const LISTED: usize = 8;

/// `KeyError: 'b'`
pub(super) fn missing_key(case: &mut Case) {
    let Place::Subscript { container, index } = case.place else {
        return;
    };
    if !case.is_a(ClassId::KEY_ERROR) {
        return;
    }
    let (Some(Value::Dict(dict)), Some(key)) = (case.value(container), case.value(index)) else {
        return;
    };
    let pairs = dict.pairs();
    let texts = pairs.iter().filter_map(|(key, _)| match key {
        Value::Str(text) => Some(text.to_string()),
        _ => None,
    });
    let texts: Vec<String> = texts.collect();
    let name = case.text(container);
    if let Value::Str(wrong) = &key
        && let Some(best) = nearest(wrong, texts.iter().map(String::as_str)).first()
    {
        let code = format!("'{best}'");
        case.change(index.span, &code, &format!("did you mean {code}?"));
    } else if !texts.is_empty() {
        let shown: Vec<String> = texts
            .iter()
            .take(LISTED)
            .map(|t| format!("'{t}'"))
            .collect();
        let more = if texts.len() > LISTED { ", …" } else { "" };
        case.help(format!("`{name}` has the keys {}{more}", shown.join(", ")));
    }
    let index = case.text(index);
    case.change(
        case.whole,
        &format!("{name}.get({index})"),
        "None where there is no such key",
    );
}

impl Case<'_> {
    /// Where the blamed place ends: behind the name of an attribute.
    fn blamed_end(&self) -> usize {
        self.trace
            .first()
            .map_or(0, |point| point.span.end as usize)
    }
}

/// `` Use `np.inf` instead. ``
fn by_numpys_words(case: &mut Case) -> bool {
    let (_, rest) = match case.message.split_once("se `") {
        Some(found) => found,
        None => return false,
    };
    let Some(code) = rest.split('`').next().map(str::to_string) else {
        return false;
    };
    case.change(case.whole, &code, "")
}

/// A function of NumPy's that was called as a method: `a.median()`.
fn as_function(case: &mut Case, text: &str, name: &str) -> bool {
    if catalogue::find(&format!("np.{name}")).is_none() {
        return false;
    }
    case.help(format!(
        "`{name}` is a function, not a method: `np.{name}({text}, …)`"
    ));
    // The call around it, if it is one.
    let behind = case.source.text.get(case.blamed_end()..).unwrap_or("");
    let span = Span {
        start: case.whole.start,
        end: case.whole.end + u32::from(behind.starts_with('(')),
    };
    let comma = match behind.strip_prefix('(').map(str::trim_start) {
        Some(rest) if !rest.starts_with(')') => ", ",
        _ => "",
    };
    if behind.starts_with('(') {
        case.change(span, &format!("np.{name}({text}{comma}"), "");
    } else {
        case.propose(&format!("np.{name}({text})"));
    }
    true
}

/// Is there a module of that name to import?
pub(super) fn is_module(name: &str) -> bool {
    catalogue_name(name).is_some()
}
