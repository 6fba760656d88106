//! `list`.

use std::rc::Rc;

use super::parameters::Truth;
use super::{iterate, memory, reducing};
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::value::builtin::Given;
use crate::value::number::{index_clamped, is_index, ssize};
use crate::value::{Host, List, Raised, Result, Value, compare, display};

builtins! {
    /// A list of the items of an iterable.
    ///
    /// >>> list("abc")
    /// ['a', 'b', 'c']
    "list.__new__" "(iterable=(), /)" => |host: &mut dyn Host, iterable: Given| match iterable.0 {
        Some(iterable) => iterate::collect(host, &iterable),
        None => Ok(Vec::new()),
    };
    /// Adds an item at the end.
    ///
    /// >>> a = [1]
    /// >>> a.append(2)
    /// >>> a
    /// [1, 2]
    changes "list.append" "(self, object, /)" => |list: Rc<List>, item: Value| list.push(item);
    /// Adds all items of an iterable at the end.
    ///
    /// >>> a = [1]
    /// >>> a.extend([2, 3])
    /// >>> a
    /// [1, 2, 3]
    changes "list.extend" "(self, iterable, /)" => |host: &mut dyn Host, list: Rc<List>, more: Value| {
        extend(host, &list, &more)
    };
    /// Puts an item before the one at `index`.
    ///
    /// >>> a = [1, 3]
    /// >>> a.insert(1, 2)
    /// >>> a
    /// [1, 2, 3]
    changes "list.insert" "(self, index, object, /)" => insert;
    /// Removes the first item that equals `value`.
    ///
    /// >>> a = [1, 2, 1]
    /// >>> a.remove(1)
    /// >>> a
    /// [2, 1]
    changes "list.remove" "(self, value, /)" => remove;
    /// Removes the item at `index`, the last one by default, and returns it.
    ///
    /// >>> a = [1, 2, 3]
    /// >>> a.pop()
    /// 3
    changes "list.pop" "(self, index=-1, /)" => pop;
    /// Removes all items.
    ///
    /// >>> a = [1, 2]
    /// >>> a.clear()
    /// >>> a
    /// []
    changes "list.clear" "(self, /)" => |list: Rc<List>| {
        let old = list.items.take();
        drop(old);
        list.recharge();
    };
    /// A copy: another list of the same items.
    ///
    /// >>> a = [1, 2]
    /// >>> b = a.copy()
    /// >>> b.append(3)
    /// >>> a
    /// [1, 2]
    "list.copy" "(self, /)" => |list: Rc<List>| -> Result<Vec<Value>> {
        memory::room_for_values(list.len())?;
        Ok(list.items.borrow().clone())
    };
    /// How many items equal `value`.
    ///
    /// >>> [1, 2, 1].count(1)
    /// 2
    "list.count" "(self, value, /)" => |host: &mut dyn Host, list: Rc<List>, value: Value| {
        count(host, |i| list.get(i), &value)
    };
    /// The position of the first item that equals `value`; `start` and `stop` limit the search as a slice would.
    ///
    /// >>> ["a", "b", "a"].index("a", 1)
    /// 2
    "list.index" "(self, value, start=0, stop=9223372036854775807, /)" => |host: &mut dyn Host, list: Rc<List>, value: Value, start: Value, stop: Value| {
        match find(host, list.len(), |i| list.get(i), &value, (&start, &stop))? {
            Some(at) => Ok(at),
            None => {
                let shown = display::repr(host, &value)?;
                Err(Raised::value_error(format!("{shown} is not in list")))
            }
        }
    };
    /// Turns the list round.
    ///
    /// >>> a = [1, 2, 3]
    /// >>> a.reverse()
    /// >>> a
    /// [3, 2, 1]
    changes "list.reverse" "(self, /)" => |list: Rc<List>| list.items.borrow_mut().reverse();
    /// Puts the items in ascending order; equal ones keep their order.
    ///
    /// `key` is a function whose results are compared instead; with `reverse` the order is descending.
    ///
    /// >>> a = ["bb", "a", "ccc"]
    /// >>> a.sort(key=len, reverse=True)
    /// >>> a
    /// ['ccc', 'bb', 'a']
    changes "list.sort" "(self, /, *, key=None, reverse=False)" => sort;
}

/// Appends everything that an iterable gives.
///
/// # Errors
/// TypeError for what cannot be walked; MemoryError.
pub fn extend(host: &mut dyn Host, list: &Rc<List>, other: &Value) -> Result<()> {
    match other {
        // Known beforehand, and perhaps the list itself.
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Set(_) => {
            let more = iterate::collect(host, other)?;
            memory::room_for_values(list.len() + more.len())?;
            list.items.borrow_mut().extend(more);
            list.recharge();
            Ok(())
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

fn insert(host: &mut dyn Host, list: Rc<List>, index: Value, item: Value) -> Result<()> {
    let at = ssize(host, &index)?;
    let mut items = list.items.borrow_mut();
    meter::steps(items.len() / 64)?;
    let length = items.len() as i64;
    let at = if at < 0 {
        at.saturating_add(length).max(0)
    } else {
        at.min(length)
    };
    items.insert(at as usize, item);
    drop(items);
    list.recharge();
    Ok(())
}

fn remove(host: &mut dyn Host, list: Rc<List>, value: Value) -> Result<()> {
    match operators::find_in(host, |i| list.get(i), &value)? {
        Some(at) if at < list.len() => {
            let old = list.items.borrow_mut().remove(at);
            drop(old);
            Ok(())
        }
        _ => Err(Raised::value_error("list.remove(x): x not in list")),
    }
}

fn pop(host: &mut dyn Host, list: Rc<List>, index: Value) -> Result<Value> {
    let at = ssize(host, &index)?;
    let mut items = list.items.borrow_mut();
    if items.is_empty() {
        return Err(Raised::index_error("pop from empty list"));
    }
    let at = if at < 0 {
        at.saturating_add(items.len() as i64)
    } else {
        at
    };
    match usize::try_from(at) {
        Ok(at) if at + 1 == items.len() => Ok(items.pop().unwrap_or(Value::None)),
        Ok(at) if at < items.len() => {
            meter::steps(items.len() / 64)?;
            Ok(items.remove(at))
        }
        _ => Err(Raised::index_error("pop index out of range")),
    }
}

fn sort(host: &mut dyn Host, list: Rc<List>, key: Value, reverse: Truth) -> Result<()> {
    // The list is empty while it is sorted, so that the key function cannot disturb it.
    let items = list.items.take();
    let backup = items.clone();
    let sorted = reducing::sort_items(host, items, &key, reverse.0);
    let changed = !list.is_empty();
    let (items, result) = match sorted {
        Ok(sorted) => (sorted, Ok(())),
        Err(raised) => (backup, Err(raised)),
    };
    let disturbed = list.items.replace(items);
    drop(disturbed);
    result?;
    if changed {
        return Err(Raised::value_error("list modified during sort"));
    }
    Ok(())
}

/// How many items equal `value`.
///
/// # Errors
/// Whatever comparing raises.
pub fn count(
    host: &mut dyn Host,
    at: impl Fn(usize) -> Option<Value>,
    value: &Value,
) -> Result<usize> {
    let (mut found, mut i) = (0, 0);
    while let Some(item) = at(i) {
        meter::steps(1)?;
        found += usize::from(compare::equal(host, &item, value)?);
        i += 1;
    }
    Ok(found)
}

/// The first position between two bounds whose item equals `value`.
///
/// # Errors
/// TypeError for bounds that are no integers; whatever comparing raises.
pub fn find(
    host: &mut dyn Host,
    length: usize,
    at: impl Fn(usize) -> Option<Value>,
    value: &Value,
    (start, stop): (&Value, &Value),
) -> Result<Option<usize>> {
    let mut bound = |value: &Value| {
        if !is_index(value) {
            return Err(Raised::type_error(
                "slice indices must be integers or have an __index__ method",
            ));
        }
        let bound = index_clamped(host, value)?;
        let from_start = if bound < 0 {
            bound.saturating_add(length as i64).max(0)
        } else {
            bound
        };
        Ok::<usize, Raised>(from_start as usize)
    };
    let (start, stop) = (bound(start)?, bound(stop)?);
    let mut i = start;
    while i < stop {
        let Some(item) = at(i) else {
            break;
        };
        meter::steps(1)?;
        if compare::equal(host, &item, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}
