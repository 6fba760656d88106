//! Names that are not there: the nearest ones that are.

use super::Case;
use super::place::Place;
use crate::builtins as catalogue;
use crate::eval::imports::public_names;
use crate::eval::modules::{catalogue_name, module_names};
use crate::value::{Class, ClassId, Value};

/// The names most like a misspelt one, best first.
pub(super) fn nearest<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wrong_lower = wrong.to_lowercase();
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| *name != wrong)
        .filter_map(|name| {
            let distance = strsim::damerau_levenshtein(&wrong_lower, &name.to_lowercase());
            let allowed = (wrong.chars().count() + 1) / 3;
            (distance <= allowed.min(3)).then_some((distance, name))
        })
        .collect();
    close.sort_unstable();
    close.dedup();
    close.into_iter().map(|(_, name)| name).collect()
}

/// `name 'x' is not defined`
pub(super) fn unknown_name(case: &mut Case) {
    let Place::Name(symbol, _) = case.place else {
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
        case.help(format!("did you mean `{best}`?"));
    }
}

/// What is there without an assignment: Python's names and NumPy's.
fn given_names() -> Vec<String> {
    let rows = catalogue::rows().flat_map(|row| row.names);
    let names = rows.filter_map(|name| match name.strip_prefix("np.") {
        Some(short) => (!short.contains('.')).then_some(short),
        None => (!name.contains('.')).then_some(*name),
    });
    let shown = |class: &ClassId| matches!(class.module(), "builtins" | "numpy");
    let classes = ClassId::all().filter(shown).map(ClassId::name);
    names
        .chain(classes)
        .chain(["np", "True", "False", "None"])
        .map(str::to_string)
        .collect()
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
    let Place::Name(symbol, _) = case.place else {
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
    let Some(object) = case.value(value) else {
        return;
    };
    let known = members(&object);
    if let Some(best) = nearest(&wrong, known.iter().map(String::as_str)).first() {
        case.help(format!("did you mean `{text}.{best}`?"));
        return;
    }
    let is_numpys = catalogue::find(&format!("np.{wrong}")).is_some();
    if is_numpys && matches!(object, Value::Array(_) | Value::Scalar(_) | Value::List(_)) {
        if !case.propose(&format!("np.{wrong}({text})")) {
            case.help(format!(
                "`{wrong}` is a function, not a method: `np.{wrong}({text}, …)`"
            ));
        }
    }
}

/// The names after the dot of a value.
fn members(value: &Value) -> Vec<String> {
    if let Value::Module(module) = value {
        return public_names(module);
    }
    let class = match value {
        Value::Class(class) => class.clone(),
        other => other.class(),
    };
    members_of(&class)
}

/// The names of the rows of a class and of what it inherits from.
pub(in crate::eval) fn members_of(class: &Class) -> Vec<String> {
    let lineage = class.builtin().lineage();
    let prefixes: Vec<&str> = lineage.into_iter().map(catalogue::catalogue_name).collect();
    let rows = catalogue::rows().flat_map(|row| row.names);
    let mut names: Vec<String> = rows
        .filter_map(|full| full.rsplit_once('.'))
        .filter(|(prefix, _)| prefixes.contains(prefix))
        .map(|(_, name)| name.to_string())
        .filter(|name| !name.ends_with('=') && !name.starts_with('_'))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Is there a module of that name to import?
pub(super) fn is_module(name: &str) -> bool {
    catalogue_name(name).is_some()
}
