//! Looking at values from outside: what stands after their dot, how they are called, what is documented of them.

use super::imports::public_names;
use super::pages;
use crate::array::shape_repr;
use crate::builtins as catalogue;
use crate::syntax::ast::{FunctionDef, Parameter};
use crate::text::Source;
use crate::value::builtin::without_receiver;
use crate::value::{Builtin, Class, ClassId, Value};

/// What is there without an assignment: Python's names and NumPy's.
pub(super) fn given_names() -> &'static [String] {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    NAMES.get_or_init(all_given_names)
}

fn all_given_names() -> Vec<String> {
    let rows = catalogue::rows().flat_map(|row| row.names);
    let names = rows.filter_map(|name| match name.strip_prefix("np.") {
        Some(short) => (!short.contains('.')).then_some(short),
        None => (!name.contains('.')).then_some(*name),
    });
    let classes = |module| {
        ClassId::all()
            .map(ClassId::name)
            .filter(move |name| catalogue::class_in_module(module, name).is_some())
    };
    let mut names: Vec<String> = names
        .chain(classes(""))
        .chain(classes("np"))
        .chain(super::rows::ROWS.iter().flat_map(|row| row.names).copied())
        .chain(["np", "True", "False", "None"])
        .map(str::to_string)
        .collect();
    crate::text::sort(&mut names);
    names.dedup();
    names
}

/// The names after the dot of a value.
pub(super) fn members(value: &Value) -> Vec<String> {
    match value {
        Value::Module(module) => public_names(module),
        Value::Class(class) => members_of(class),
        other => members_of(&other.class()),
    }
}

/// The names of the rows of a class and of what it inherits from.
fn members_of(class: &Class) -> Vec<String> {
    let lineage = class.builtin().lineage();
    let prefixes: Vec<&str> = lineage.into_iter().map(catalogue::catalogue_name).collect();
    let rows = catalogue::rows().flat_map(|row| row.names);
    let mut names: Vec<String> = rows
        .filter_map(|full| full.rsplit_once('.'))
        .filter(|(prefix, _)| prefixes.contains(prefix))
        .map(|(_, name)| name.to_string())
        .filter(|name| !name.ends_with('=') && !name.starts_with('_'))
        .collect();
    crate::text::sort(&mut names);
    names.dedup();
    names
}

/// How a value is called: `(a, axis=None, …)`.
pub(super) fn signature(value: &Value) -> Option<String> {
    match value {
        Value::Function(function) => Some(signature_text(&function.definition, &function.source)),
        Value::BoundMethod(bound) => Some(without_receiver(&signature(&bound.function)?)),
        _ => {
            let row = row_of(value)?;
            (!row.signature.is_empty()).then(|| construction(row))
        }
    }
}

/// How a row is called; one that makes objects without the class that some take.
pub(super) fn construction(row: &Builtin) -> String {
    match row.signature.starts_with("(cls") {
        true => without_receiver(row.signature),
        false => row.signature.to_string(),
    }
}

/// The row that says what a function, method, class or ufunc does.
fn row_of(value: &Value) -> Option<&'static Builtin> {
    match value {
        Value::Builtin(row) => Some(row),
        Value::BoundMethod(bound) => row_of(&bound.function),
        Value::Class(class) => catalogue::find_member(class, "__new__"),
        _ => None,
    }
}

/// The first sentence on a function, class or method.
pub(super) fn summary(value: &Value) -> &'static str {
    row_of(value).map_or("", first_line)
}

/// The first sentence on what is found after the dot of a value.
pub(super) fn member_summary(value: &Value, name: &str) -> &'static str {
    let row = match value {
        Value::Module(module) => catalogue::find(&format!("{}.{name}", module.name)),
        Value::Class(class) => catalogue::find_member(class, name),
        other => catalogue::find_member(&other.class(), name),
    };
    row.map_or("", first_line)
}

fn first_line(row: &'static Builtin) -> &'static str {
    row.doc.lines().next().unwrap_or("").trim()
}

/// What may stand as text in an index: the keys of a dict, the fields of a structured array.
pub(super) fn text_keys(value: &Value) -> Vec<String> {
    let texts = |keys: Vec<Value>| {
        let texts = keys.into_iter().filter_map(|key| match key {
            Value::Str(text) => Some(text.to_string()),
            _ => None,
        });
        texts.collect()
    };
    match value {
        Value::Dict(dict) => texts(dict.keys()),
        Value::Array(object) => object.with(|array| fields(array.dtype())),
        Value::Scalar(crate::array::Scalar::Struct(record)) => {
            let names = record.fields.fields.iter();
            names.map(|field| field.name.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

fn fields(dtype: &crate::array::DType) -> Vec<String> {
    match dtype {
        crate::array::DType::Struct(fields) => {
            let names = fields.fields.iter();
            names.map(|field| field.name.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// The parameters as they were written.
pub(super) fn signature_text(definition: &FunctionDef, source: &Source) -> String {
    let parameters = &definition.parameters;
    let text = |parameter: &Parameter| written(parameter, source);
    let mut parts: Vec<String> = parameters.positional.iter().map(text).collect();
    if parameters.positional_only > 0 {
        parts.insert(parameters.positional_only.min(parts.len()), "/".to_string());
    }
    match &parameters.args {
        Some(args) => parts.push(format!("*{}", args.name)),
        None if !parameters.keyword_only.is_empty() => parts.push("*".to_string()),
        None => {}
    }
    parts.extend(parameters.keyword_only.iter().map(text));
    parts.extend(
        parameters
            .kwargs
            .iter()
            .map(|kwargs| format!("**{}", kwargs.name)),
    );
    format!("({})", parts.join(", "))
}

fn written(parameter: &Parameter, source: &Source) -> String {
    match &parameter.default {
        Some(default) => format!("{}={}", parameter.name, source.slice(default.span)),
        None => parameter.name.to_string(),
    }
}

/// The names that keyword arguments of a call may have.
pub(super) fn keywords(value: &Value) -> Vec<String> {
    let Some(signature) = signature(value) else {
        return Vec::new();
    };
    let inner = signature.trim_start_matches('(').trim_end_matches(')');
    let names = inner
        .split(',')
        .map(|part| part.split(['=', ':']).next().unwrap_or("").trim());
    let mut names: Vec<String> = names
        .skip_while(|name| name.is_empty())
        .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty())
        .map(str::to_string)
        .collect();
    names.dedup();
    names
}

/// Columns of a page.
const WIDTH: usize = 79;

/// What is known of a value, in lines for people.
pub(super) fn documentation(name: &str, value: &Value) -> String {
    match pages::of_value(name, value) {
        Some(page) => page.plain(WIDTH),
        None => format!("{name}: {}\n", kind(value)),
    }
}

/// Type, and shape and dtype of arrays.
pub(super) fn kind(value: &Value) -> String {
    match value {
        Value::Array(object) => object.with(|array| {
            format!(
                "ndarray, shape {}, {}",
                shape_repr(array.shape()),
                array.dtype().name()
            )
        }),
        Value::Module(module) => format!("module {}", module.shown),
        other => other.type_name().to_string(),
    }
}

/// A docstring without the indentation that its lines share.
pub(super) fn unindented(doc: &str) -> String {
    let mut lines = doc.lines();
    let first = lines.next().unwrap_or("").trim();
    let rest: Vec<&str> = lines.collect();
    let shared = rest
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let rest = rest
        .iter()
        .map(|line| line.get(shared..).unwrap_or("").trim_end());
    let all: Vec<&str> = std::iter::once(first).chain(rest).collect();
    all.join("\n").trim().to_string()
}
