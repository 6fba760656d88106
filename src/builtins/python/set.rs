//! `set` and `frozenset`.
//!
//! The operations follow CPython's `setobject.c` step by step where that decides the order of the result.

use std::rc::Rc;

use super::iterate;
use crate::array::meter;
use crate::syntax::ast::BinaryOp;
use crate::value::{Host, Result, Set, Value, hash};

/// Adds everything that an iterable gives.
///
/// # Errors
/// TypeError for what cannot be walked or hashed.
pub fn update(host: &mut dyn Host, set: &Set, other: &Value) -> Result<()> {
    match other {
        Value::Set(other) => set.merge(host, other),
        Value::Dict(dict) => {
            set.make_room(dict.len())?;
            for key in dict.keys() {
                set.insert(host, key)?;
            }
            Ok(())
        }
        _ => {
            let iterator = iterate::iter(host, other)?;
            while let Some(item) = iterate::next(host, &iterator)? {
                set.insert(host, item)?;
            }
            Ok(())
        }
    }
}

/// A new set of everything that an iterable gives.
///
/// # Errors
/// As [`update`].
pub fn from_iterable(host: &mut dyn Host, other: &Value, frozen: bool) -> Result<Set> {
    let set = Set::new(frozen);
    update(host, &set, other)?;
    Ok(set)
}

/// The frozenset that CPython's compiler makes of a display of constants: it is rebuilt once from its own items.
///
/// # Errors
/// MemoryError.
pub fn constant(host: &mut dyn Host, set: &Set) -> Result<Set> {
    let rebuilt = Set::new(false);
    for (hash, item) in set.hashed_items() {
        rebuilt.insert_hashed(host, hash, item)?;
    }
    Ok(rebuilt)
}

/// A copy of the same kind.
///
/// # Errors
/// MemoryError.
pub fn copy(host: &mut dyn Host, set: &Set) -> Result<Set> {
    let copy = Set::new(set.frozen);
    copy.merge(host, set)?;
    Ok(copy)
}

/// `a op b` for `|`, `&`, `-` and `^`; the result is of `a`'s kind.
///
/// # Errors
/// Whatever comparing raises.
pub fn combine(host: &mut dyn Host, op: BinaryOp, a: &Set, b: &Set) -> Result<Set> {
    match op {
        BinaryOp::BitAnd => intersection(host, a, b),
        BinaryOp::Sub => difference(host, a, b),
        BinaryOp::BitXor => symmetric_difference(host, a, b),
        _ => {
            let union = copy(host, a)?;
            union.merge(host, b)?;
            Ok(union)
        }
    }
}

/// `a op= b`: changes `a`, or gives what it is to become.
///
/// # Errors
/// Whatever comparing raises.
pub fn combine_in_place(
    host: &mut dyn Host,
    op: BinaryOp,
    a: &Rc<Set>,
    b: &Rc<Set>,
) -> Result<Option<Set>> {
    let same = Rc::ptr_eq(a, b);
    match op {
        BinaryOp::BitAnd => return intersection(host, a, b).map(Some),
        BinaryOp::Sub | BinaryOp::BitXor if same => a.clear(),
        BinaryOp::Sub => remove_all(host, a, b)?,
        BinaryOp::BitXor => toggle_all(host, a, b)?,
        _ if same => {}
        _ => a.merge(host, b)?,
    }
    Ok(None)
}

/// The elements of the smaller set that are in the larger, in the smaller one's order.
fn intersection(host: &mut dyn Host, a: &Set, b: &Set) -> Result<Set> {
    let result = Set::new(a.frozen);
    if std::ptr::eq(a, b) {
        result.merge(host, a)?;
        return Ok(result);
    }
    let (walked, asked) = if b.len() > a.len() { (a, b) } else { (b, a) };
    for (hash, item) in walked.hashed_items() {
        meter::steps(1)?;
        if asked.contains_hashed(host, hash, &item)? {
            result.insert_hashed(host, hash, item)?;
        }
    }
    Ok(result)
}

/// `set & iterable`, by `set.intersection`.
///
/// # Errors
/// As [`update`].
pub fn intersection_with(host: &mut dyn Host, a: &Set, other: &Value) -> Result<Set> {
    if let Value::Set(b) = other {
        return intersection(host, a, b);
    }
    let result = Set::new(a.frozen);
    let iterator = iterate::iter(host, other)?;
    while let Some(item) = iterate::next(host, &iterator)? {
        let hash = hash::hash(host, &item)? as u64;
        if a.contains_hashed(host, hash, &item)? {
            result.insert_hashed(host, hash, item)?;
        }
    }
    Ok(result)
}

fn difference(host: &mut dyn Host, a: &Set, b: &Set) -> Result<Set> {
    // Much the larger of the two is copied, and what it should not have is taken out.
    if a.len() >> 2 > b.len() {
        let result = copy(host, a)?;
        remove_all(host, &result, b)?;
        return Ok(result);
    }
    let result = Set::new(a.frozen);
    for (hash, item) in a.hashed_items() {
        meter::steps(1)?;
        if !b.contains_hashed(host, hash, &item)? {
            result.insert_hashed(host, hash, item)?;
        }
    }
    Ok(result)
}

/// `set - iterable`, by `set.difference`.
///
/// # Errors
/// As [`update`].
pub fn difference_with(host: &mut dyn Host, a: &Set, other: &Value) -> Result<Set> {
    match other {
        Value::Set(b) => difference(host, a, b),
        Value::Dict(b) if a.len() >> 2 <= b.len() => {
            let result = Set::new(a.frozen);
            for (hash, item) in a.hashed_items() {
                if !b.contains(host, &item)? {
                    result.insert_hashed(host, hash, item)?;
                }
            }
            Ok(result)
        }
        _ => {
            let result = copy(host, a)?;
            difference_update(host, &result, other)?;
            Ok(result)
        }
    }
}

/// Removes everything that an iterable gives.
///
/// # Errors
/// As [`update`].
pub fn difference_update(host: &mut dyn Host, set: &Set, other: &Value) -> Result<()> {
    if let Value::Set(other) = other {
        return remove_all(host, set, other);
    }
    let iterator = iterate::iter(host, other)?;
    while let Some(item) = iterate::next(host, &iterator)? {
        set.discard(host, &item)?;
    }
    set.tidy();
    Ok(())
}

fn remove_all(host: &mut dyn Host, set: &Set, other: &Set) -> Result<()> {
    if std::ptr::eq(set, other) {
        set.clear();
        return Ok(());
    }
    let doomed = if other.len() >> 3 > set.len() {
        intersection(host, set, other)?.hashed_items()
    } else {
        other.hashed_items()
    };
    for (hash, item) in doomed {
        meter::steps(1)?;
        set.take_hashed(host, hash, &item)?;
    }
    set.tidy();
    Ok(())
}

/// The copy of `b` in which each element of `a` was turned on or off.
fn symmetric_difference(host: &mut dyn Host, a: &Set, b: &Set) -> Result<Set> {
    let result = Set::new(a.frozen);
    result.merge(host, b)?;
    toggle_all(host, &result, a)?;
    Ok(result)
}

/// `set.symmetric_difference(iterable)`
///
/// # Errors
/// As [`update`].
pub fn symmetric_difference_with(host: &mut dyn Host, a: &Set, other: &Value) -> Result<Set> {
    let result = from_iterable(host, other, a.frozen)?;
    toggle_all(host, &result, a)?;
    Ok(result)
}

/// `set.symmetric_difference_update(iterable)`
///
/// # Errors
/// As [`update`].
pub fn symmetric_difference_update(host: &mut dyn Host, a: &Rc<Set>, other: &Value) -> Result<()> {
    match other {
        Value::Set(b) if Rc::ptr_eq(a, b) => a.clear(),
        Value::Set(b) => toggle_all(host, a, b)?,
        _ => {
            let other = from_iterable(host, other, false)?;
            toggle_all(host, a, &other)?;
        }
    }
    Ok(())
}

fn toggle_all(host: &mut dyn Host, set: &Set, other: &Set) -> Result<()> {
    for (hash, item) in other.hashed_items() {
        meter::steps(1)?;
        if set.take_hashed(host, hash, &item)?.is_none() {
            set.insert_hashed(host, hash, item)?;
        }
    }
    Ok(())
}
