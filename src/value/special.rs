//! Special methods (`__len__`, `__add__`, …) of the lesson's own classes. Python looks them up on the class, never on
//! the instance.

use super::{Arguments, Class, Host, Result, Value};

/// The method `name` of a lesson's class, as defined there.
pub fn find(value: &Value, name: &str) -> Option<Value> {
    match value.class() {
        Class::User(class) => find_in(&Class::User(class), name),
        Class::Builtin(_) => None,
    }
}

fn find_in(class: &Class, name: &str) -> Option<Value> {
    let Class::User(class) = class else {
        return None;
    };
    let own = class
        .namespace
        .borrow()
        .iter()
        .find(|(symbol, _)| &*symbol.name() == name)
        .map(|(_, value)| value.clone());
    own.or_else(|| class.bases.iter().find_map(|base| find_in(base, name)))
}

/// Calls the method on `value`; `None` where its class has none.
///
/// # Errors
/// Whatever the method raises.
pub fn call<const N: usize>(
    host: &mut dyn Host,
    value: &Value,
    name: &str,
    arguments: [Value; N],
) -> Result<Option<Value>> {
    let Some(method) = find(value, name) else {
        return Ok(None);
    };
    let arguments = Arguments::positional(std::iter::once(value.clone()).chain(arguments));
    host.call(&method, arguments).map(Some)
}

/// Does the class, or one that it inherits from in the lesson, define `name`?
pub fn defines(class: &std::rc::Rc<super::UserClass>, name: &str) -> bool {
    find_in(&Class::User(class.clone()), name).is_some()
}
