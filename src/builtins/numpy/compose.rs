//! For functions that NumPy composes of others: its own rows, called with arrays.

use std::rc::Rc;

use crate::array::Array;
use crate::value::convert::to_array;
use crate::value::{Arguments, Host, Raised, Result, Value};

/// Another name for the same storage, as a value.
pub fn value(array: &Array) -> Value {
    Value::array(array.clone())
}

/// The row's result as an array.
///
/// # Errors
/// What the row raises.
pub fn array(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<Array> {
    to_array(&super::call(host, name, arguments)?)
}

/// Calls a row with keywords too.
///
/// # Errors
/// What the row raises.
pub fn call_with(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
    keywords: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<Value> {
    let row = crate::builtins::find(name)
        .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))?;
    let mut all = Arguments::positional(arguments);
    all.keywords = keywords
        .into_iter()
        .map(|(name, value)| (Rc::from(name), value))
        .collect();
    row.call(host, all)
}

/// Truth of a row's result: `np.all`, `np.any`.
///
/// # Errors
/// What the row raises.
pub fn truth(
    host: &mut dyn Host,
    name: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Result<bool> {
    let verdict = super::call(host, name, arguments)?;
    crate::value::truth(host, &verdict)
}
