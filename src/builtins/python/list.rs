//! `list`.

use std::rc::Rc;

use super::iterate;
use crate::value::{Host, List, Result, Value};

/// Appends everything that an iterable gives.
///
/// # Errors
/// TypeError for what cannot be walked; MemoryError.
pub fn extend(host: &mut dyn Host, list: &Rc<List>, other: &Value) -> Result<()> {
    match other {
        // Known beforehand, and perhaps the list itself.
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Set(_) => {
            let more = iterate::collect(host, other)?;
            super::memory::room_for_values(list.len() + more.len())?;
            list.items.borrow_mut().extend(more);
            list.recharge()
        }
        _ => {
            let iterator = iterate::iter(host, other)?;
            while let Some(item) = iterate::next(host, &iterator)? {
                list.push(item)?;
            }
            Ok(())
        }
    }
}
