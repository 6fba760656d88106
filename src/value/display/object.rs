//! What has a class and an address: functions, classes, modules, iterators, instances.

use super::super::builtin::{Builtin, RowKind};
use super::super::{
    BoundMethod, ClassId, Host, IteratorObject, Module, Raised, Result, Value, identity, special,
};

pub(super) fn object_repr(host: &mut dyn Host, value: &Value) -> Result<String> {
    match value {
        Value::Class(class) => match special::call(host, value, "__repr__", [])? {
            Some(Value::Str(text)) => Ok(text.to_string()),
            Some(other) => Err(super::not_text("__repr__", &other)),
            None => Ok(format!("<class '{}'>", class.qualified())),
        },
        Value::Function(function) => {
            let address = identity::address(host, value);
            let name = &function.definition.qualified;
            Ok(format!("<function {name} at {address:#x}>"))
        }
        Value::Builtin(row) => Ok(row_repr(host, value, row)),
        Value::BoundMethod(bound) => bound_repr(host, bound),
        Value::Module(module) => Ok(module_repr(module)),
        Value::Iterator(iterator) => match iterator.repr(host)? {
            Some(shown) => Ok(shown),
            None => Ok(iterator_repr(host, value, iterator)),
        },
        Value::Exception(_) | Value::Instance(_) | Value::Native(_) => user_repr(host, value),
        other => Ok(plain(host, other)),
    }
}

/// The repr of an object whose class has no `__repr__` of the lesson's: `object.__repr__(value)`.
///
/// # Errors
/// Whatever showing its parts raises.
pub fn own_repr(host: &mut dyn Host, value: &Value) -> Result<String> {
    match value {
        Value::Exception(exception) => super::exception_repr(host, exception),
        Value::Native(native) => match native.repr_with(host)? {
            Some(shown) => Ok(shown),
            None => Ok(plain(host, value)),
        },
        other => match other.held() {
            Some(held) => held_repr(host, other, held),
            None => Ok(plain(host, other)),
        },
    }
}

/// An object of a class derived from a built-in one shows itself as that; where the class's name is part of it, with its
/// own.
fn held_repr(host: &mut dyn Host, value: &Value, held: &Value) -> Result<String> {
    let shown = super::repr(host, held)?;
    let (own, name) = (value.type_name(), held.type_name());
    if matches!(held, Value::Set(_)) && shown.starts_with('{') {
        return Ok(format!("{own}({shown})"));
    }
    let before_bracket = shown.split_once('(').map(|(before, _)| before);
    let named = before_bracket.is_some_and(|before| before.rsplit('.').next() == Some(&*name));
    Ok(match shown.split_once('(') {
        Some((_, rest)) if named => format!("{own}({rest}"),
        _ => shown,
    })
}

/// `<list_iterator object at 0x7f5c1a8e4030>`
fn plain(host: &mut dyn Host, value: &Value) -> String {
    let address = identity::address(host, value);
    format!("<{} object at {address:#x}>", value.class().qualified())
}

fn user_repr(host: &mut dyn Host, value: &Value) -> Result<String> {
    host.enter().map_err(|error| {
        let message = "maximum recursion depth exceeded while getting the repr of an object";
        match error.is_a(ClassId::RECURSION_ERROR) {
            true => Raised::new(ClassId::RECURSION_ERROR, message),
            false => error,
        }
    })?;
    let answer = special::call(host, value, "__repr__", []);
    host.leave();
    match answer? {
        Some(Value::Str(text)) => Ok(text.to_string()),
        Some(other) => Err(super::not_text("__repr__", &other)),
        None => own_repr(host, value),
    }
}

/// A function of the catalogue, or a method not bound to an object. NumPy's functions are mostly written in Python.
fn row_repr(host: &mut dyn Host, value: &Value, row: &Builtin) -> String {
    let (full, name) = (row.full_name(), row.name());
    if row.kind == RowKind::Ufunc {
        return format!("<ufunc '{name}'>");
    }
    match full.rsplit_once('.') {
        Some((owner, _)) if owner.starts_with("np") => {
            let address = identity::address(host, value);
            format!("<function {name} at {address:#x}>")
        }
        Some((owner, _)) if row.kind == RowKind::Property => {
            format!("<attribute '{name}' of '{}' objects>", full_owner(owner))
        }
        Some((owner, _)) if full_owner(owner).starts_with("numpy.random") && row.is_method() => {
            let address = identity::address(host, value);
            format!("<cyfunction {full} at {address:#x}>")
        }
        Some((owner, _)) if row.is_method() || full_owner(owner).starts_with("numpy.") => {
            format!("<method '{name}' of '{}' objects>", full_owner(owner))
        }
        _ => format!("<built-in function {name}>"),
    }
}

/// The class of a member with its module, as NumPy's classes are named.
fn full_owner(owner: &str) -> String {
    let class = ClassId::all().find(|class| class.name() == owner);
    class.map_or_else(|| owner.to_string(), ClassId::in_errors)
}

fn bound_repr(host: &mut dyn Host, bound: &BoundMethod) -> Result<String> {
    match &bound.function {
        Value::Builtin(row) if is_of_python_class(&bound.receiver) => {
            let receiver = super::repr(host, &bound.receiver)?;
            Ok(format!("<bound method {} of {receiver}>", row.full_name()))
        }
        Value::Builtin(row) => {
            let address = identity::address(host, &bound.receiver);
            let class = bound.receiver.class().qualified();
            let name = row.name();
            Ok(format!(
                "<built-in method {name} of {class} object at {address:#x}>"
            ))
        }
        function if function.class() == ClassId::WRAPPER_DESCRIPTOR.into() => {
            let address = identity::address(host, &bound.receiver);
            let class = bound.receiver.class().name();
            let name = match function {
                Value::Native(slot) => slot.attribute("__name__"),
                _ => None,
            };
            let name = name.and_then(|name| super::compare::text_of(&name).cloned());
            let name = name.unwrap_or_default();
            Ok(format!(
                "<method-wrapper '{name}' of {class} object at {address:#x}>"
            ))
        }
        function => {
            let name = match function {
                Value::Function(function) => function.definition.qualified.clone(),
                other => other.type_name().to_string(),
            };
            let receiver = super::repr(host, &bound.receiver)?;
            Ok(format!("<bound method {name} of {receiver}>"))
        }
    }
}

/// Is it an object of one of NumPy's classes that are written in Python, or such a class?
fn is_of_python_class(receiver: &Value) -> bool {
    let class = match receiver {
        Value::Class(class) => class.builtin(),
        other => other.class().builtin(),
    };
    class.is_python_class()
}

fn module_repr(module: &Module) -> String {
    let name = &module.shown;
    match name.split('.').next() {
        Some("numpy") => {
            let path = name.replace('.', "/");
            format!("<module '{name}' from '{path}/__init__.py'>")
        }
        _ => format!("<module '{name}' (built-in)>"),
    }
}

fn iterator_repr(host: &mut dyn Host, value: &Value, iterator: &IteratorObject) -> String {
    match iterator.name() {
        Some(name) => {
            let address = identity::address(host, value);
            format!(
                "<{} object {name} at {address:#x}>",
                iterator.class.qualified()
            )
        }
        None => plain(host, value),
    }
}
