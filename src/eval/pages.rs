//! Pages of the manual: of a name, and of a value that a lesson holds. Rows of the catalogue speak for themselves; what no
//! row declares (the lesson's own functions and classes, the library's, modules) is described from its definition.

use std::rc::Rc;

use super::imports::public_names;
use super::{inspect, library, modules, rows};
use crate::builtins;
use crate::builtins::manual::{self, Page};
use crate::syntax::ast::{Expr, FunctionDef, Stmt, StmtKind};
use crate::text::{Source, Symbol};
use crate::value::builtin::without_receiver;
use crate::value::{Class, Function, Module, UserClass, Value};

/// The page of a name in the manual: of a row of the catalogue, a class, a module, what the library's texts define, or a
/// feature of the language. `mean` finds `np.mean`.
pub fn manual_page(name: &str) -> Option<Page> {
    let full = name.strip_prefix("numpy.").map(|rest| format!("np.{rest}"));
    let asked = full.as_deref().unwrap_or(name);
    let methods = ["np", "ndarray", "str", "list", "dict"];
    of_row(asked)
        .or_else(|| of_class(asked))
        .or_else(|| manual::of_language(name))
        .or_else(|| of_library(asked))
        .or_else(|| of_module_name(name))
        .or_else(|| {
            methods
                .iter()
                .find_map(|class| of_row(&format!("{class}.{asked}")))
        })
}

/// The names that the library's texts define, with their module's: `statistics.mean`.
pub fn library_names() -> impl Iterator<Item = String> {
    library::module_names().flat_map(|module| {
        let names = library::defined_names(module);
        names.map(move |name| format!("{module}.{name}"))
    })
}

/// The page of a value, under the name that the lesson has for it; none for plain data.
pub(super) fn of_value(name: &str, value: &Value) -> Option<Page> {
    match value {
        Value::Builtin(row) => manual_page(row.full_name()),
        Value::Function(function) => Some(of_function(name, function)),
        Value::BoundMethod(bound) => match &bound.function {
            Value::Builtin(row) => manual_page(row.full_name()),
            Value::Function(function) => {
                Some(of_method(name, &function.definition, &function.source))
            }
            _ => None,
        },
        Value::Class(Class::Builtin(id)) => of_class(&match id.module() {
            "builtins" => id.name().to_string(),
            "numpy" => format!("np.{}", id.name()),
            other => format!("{other}.{}", id.name()),
        }),
        Value::Class(Class::User(class)) => Some(of_user_class(name, class)),
        Value::Module(module) => Some(of_module(module)),
        _ => None,
    }
}

fn of_row(name: &str) -> Option<Page> {
    let row = builtins::find(name).or_else(|| rows::find(name))?;
    Some(Page::of(row, name))
}

/// The page of a class of the catalogue's: how it is made, and what its objects have.
fn of_class(name: &str) -> Option<Page> {
    let (module, short) = name.rsplit_once('.').unwrap_or(("", name));
    let shown = modules::find_module(module).map(modules::shown_name);
    let class = builtins::class_in_module(shown.as_deref().unwrap_or(module), short)?;
    let row = builtins::find(&format!("{}.__new__", builtins::catalogue_name(class)));
    let mut page = row.map_or_else(Page::default, |row| Page::of(row, name));
    page.name = name.to_string();
    page.calls = vec![match row {
        Some(row) => format!("{name}{}", inspect::construction(row)),
        None => format!("{name}  (a class)"),
    }];
    let class = Value::Class(class.into());
    for member in inspect::members(&class) {
        let summary = inspect::member_summary(&class, &member).to_string();
        page.members.push((member, summary));
    }
    Some(page)
}

fn of_function(name: &str, function: &Function) -> Page {
    of_definition(name, &function.definition, &function.source)
}

fn of_definition(name: &str, definition: &FunctionDef, source: &Source) -> Page {
    let call = format!("{name}{}", inspect::signature_text(definition, source));
    described(name, call, definition.docstring.as_deref())
}

/// As [`of_definition`], without what stands for the object.
fn of_method(name: &str, definition: &FunctionDef, source: &Source) -> Page {
    let call = format!("{name}{}", parameters_of(definition, source));
    described(name, call, definition.docstring.as_deref())
}

/// How a method is called, an attribute by its name alone.
fn parameters_of(definition: &FunctionDef, source: &Source) -> String {
    let is_property = |decorator: &Expr| {
        let text = source.slice(decorator.span);
        matches!(
            text,
            "property" | "cached_property" | "functools.cached_property"
        )
    };
    match definition.decorators.iter().any(is_property) {
        true => "  (an attribute)".to_string(),
        false => without_receiver(&inspect::signature_text(definition, source)),
    }
}

fn described(name: &str, call: String, docstring: Option<&str>) -> Page {
    let mut page = Page {
        name: name.to_string(),
        calls: vec![call],
        ..Page::default()
    };
    page.take_text(&inspect::unindented(docstring.unwrap_or("")));
    page
}

/// A class of the lesson's: how it is made, and its methods and those of its ancestors in the lesson.
fn of_user_class(name: &str, class: &Rc<UserClass>) -> Page {
    let lineage = Class::User(class.clone()).lineage();
    let initializer = lineage
        .iter()
        .find_map(|class| class.own(Symbol::new("__init__")));
    let call = match initializer {
        Some(Value::Function(function)) => {
            let signature = inspect::signature_text(&function.definition, &function.source);
            format!("{name}{}", without_receiver(&signature))
        }
        _ => format!("{name}()"),
    };
    let docstring = match class.own(Symbol::new("__doc__")) {
        Some(Value::Str(text)) => Some(text),
        _ => None,
    };
    let mut page = described(name, call, docstring.as_deref());
    for class in &lineage {
        let Class::User(class) = class else { continue };
        for (name, value) in class.namespace.borrow().iter() {
            let name = name.name();
            let known = |(call, _): &(String, String)| call.split(['(', ' ']).next() == Some(&name);
            if page.members.iter().any(known) {
                continue;
            }
            match value {
                Value::Function(function) => {
                    let line = member(&name, &function.definition, &function.source);
                    page.members.extend(line);
                }
                Value::Native(_) if !name.starts_with('_') => {
                    page.members
                        .push((format!("{name}  (an attribute)"), String::new()));
                }
                _ => {}
            }
        }
    }
    page
}

/// The line of a method in its class's page; none for what is not public.
fn member(name: &str, definition: &FunctionDef, source: &Source) -> Option<(String, String)> {
    let summary = || of_method(name, definition, source).summary().to_string();
    (!name.starts_with('_')).then(|| {
        let call = format!("{name}{}", parameters_of(definition, source));
        (call, summary())
    })
}

/// A function or class that a text of the library defines, or a method of such a class.
fn of_library(name: &str) -> Option<Page> {
    let (prefix, own) = name.rsplit_once('.')?;
    if let Some(text) = library::text(prefix) {
        return of_statement(name, own, &text.body, &text.source);
    }
    let (module, class) = prefix.rsplit_once('.')?;
    let text = library::text(module)?;
    let inside = text
        .body
        .iter()
        .find_map(|statement| match &statement.kind {
            StmtKind::ClassDef(found) if &*found.name.name() == class => Some(found),
            _ => None,
        })?;
    let method = functions(&inside.body).find(|function| &*function.name.name() == own)?;
    Some(of_method(name, method, &text.source))
}

fn functions(body: &[Stmt]) -> impl Iterator<Item = &Rc<FunctionDef>> {
    body.iter().filter_map(|statement| match &statement.kind {
        StmtKind::FunctionDef(function) => Some(function),
        _ => None,
    })
}

/// The last definition of a name among statements.
fn of_statement(name: &str, own: &str, body: &[Stmt], source: &Source) -> Option<Page> {
    body.iter()
        .rev()
        .find_map(|statement| match &statement.kind {
            StmtKind::FunctionDef(function) if &*function.name.name() == own => {
                Some(of_definition(name, function, source))
            }
            StmtKind::ClassDef(class) if &*class.name.name() == own => {
                let made = |name: &str| {
                    functions(&class.body).find(|function| &*function.name.name() == name)
                };
                let call = made("__init__").or_else(|| made("__new__"));
                let call =
                    call.map_or_else(|| "()".to_string(), |made| parameters_of(made, source));
                let mut page = described(name, format!("{name}{call}"), class.docstring.as_deref());
                for function in functions(&class.body) {
                    page.members
                        .extend(member(&function.name.name(), function, source));
                }
                Some(page)
            }
            _ => None,
        })
}

fn of_module_name(name: &str) -> Option<Page> {
    let known = modules::catalogue_name(name).or_else(|| modules::find_module(name))?;
    Some(of_module(&Module {
        name: known,
        shown: name.into(),
        assigned: Default::default(),
    }))
}

/// The names in a module, each with its first sentence.
fn of_module(module: &Module) -> Page {
    let mut page = Page {
        name: module.shown.to_string(),
        calls: vec![format!("{}  (a module)", module.shown)],
        ..Page::default()
    };
    for name in public_names(module) {
        let page_of = |full: &str| of_row(full).or_else(|| of_class(full));
        let full = format!("{}.{name}", module.name);
        let found = page_of(&full).or_else(|| of_library(&full));
        let summary = found.map_or(String::new(), |page| page.summary().to_string());
        page.members.push((name, summary));
    }
    page
}
