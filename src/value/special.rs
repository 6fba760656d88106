//! Special methods (`__len__`, `__add__`, …) of the lesson's own classes. Python looks them up on the class, never on
//! the instance.

use std::cell::Cell;

use super::{Arguments, Class, Host, Result, Value, descriptor};
use crate::text::Symbol;

/// Whose methods count. A check asks what an answer's values are, and not what their classes claim: an `__eq__` that
/// is always true makes nothing right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Everybody's.
    #[default]
    All,
    /// Everybody's; but classes made now are strangers.
    Strange,
    /// Those of strangers do not.
    Own,
}

thread_local! {
    static TRUST: Cell<Trust> = const { Cell::new(Trust::All) };
}

/// Ends what [`trust`] has begun.
pub struct Trusting(Trust);

/// Says whose methods count until what it gives is dropped.
#[must_use]
pub fn trust(trust: Trust) -> Trusting {
    Trusting(TRUST.replace(trust))
}

impl Drop for Trusting {
    fn drop(&mut self) {
        TRUST.set(self.0);
    }
}

/// Whose methods count now.
pub fn trusted() -> Trust {
    TRUST.get()
}

/// The method `name` of a lesson's class, as defined there.
pub fn find(value: &Value, name: &str) -> Option<Value> {
    match value.class() {
        Class::User(class) => class.find(Symbol::new(name)),
        Class::Builtin(_) => None,
    }
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
    let method = descriptor::bound(method, Some(value), &value.class());
    host.call(&method, Arguments::positional(arguments))
        .map(Some)
}

/// Does the class, or one that it inherits from in the lesson, define `name`?
pub fn defines(class: &super::UserClass, name: &str) -> bool {
    class.find(Symbol::new(name)).is_some()
}
