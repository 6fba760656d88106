//! The methods of `set` and `frozenset`.

use std::rc::Rc;

use super::set::{
    combine, copy, difference_update, difference_with, from_iterable, intersection_with,
    symmetric_difference_update, symmetric_difference_with, update,
};
use super::{dict, iterate};
use crate::array::meter;
use crate::builtins;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{Given, Rest};
use crate::value::{ClassId, Exception, Host, Raised, Result, Set, Value, compare, hash};

builtins! {
    /// A set of the items of an iterable: no two are equal.
    ///
    /// >>> set([3, 1, 3])
    /// {1, 3}
    "set.__new__" "(iterable=(), /)" => |host: &mut dyn Host, iterable: Given| new(host, iterable, false);
    /// A set that cannot be changed, and can be an element or a key.
    ///
    /// >>> frozenset([1, 2])
    /// frozenset({1, 2})
    "frozenset.__new__" "(iterable=(), /)" => |host: &mut dyn Host, iterable: Given| match &iterable.0 {
        Some(Value::Set(set)) if set.frozen => Ok(Value::Set(set.clone())),
        _ => new(host, iterable, true),
    };
    /// Adds an element, unless it is there already.
    ///
    /// >>> s = {1}
    /// >>> s.add(2)
    /// >>> s
    /// {1, 2}
    changes "set.add" "(self, elem, /)" => |host: &mut dyn Host, set: Rc<Set>, item: Value| {
        set.insert(host, item).map(|_| ())
    };
    /// Removes an element, where it is there.
    ///
    /// >>> s = {1, 2}
    /// >>> s.discard(3)
    /// >>> s
    /// {1, 2}
    changes "set.discard" "(self, elem, /)" => |host: &mut dyn Host, set: Rc<Set>, item: Value| {
        set.discard(host, &item).map(|_| ())
    };
    /// Removes an element; KeyError where it is not there.
    ///
    /// >>> s = {1, 2}
    /// >>> s.remove(1)
    /// >>> s
    /// {2}
    changes "set.remove" "(self, elem, /)" => |host: &mut dyn Host, set: Rc<Set>, item: Value| {
        if set.discard(host, &item)? {
            Ok(())
        } else {
            Err(dict::key_error(item))
        }
    };
    /// Removes any element and returns it.
    ///
    /// >>> {7}.pop()
    /// 7
    changes "set.pop" "(self, /)" => |set: Rc<Set>| {
        set.pop().ok_or_else(|| Raised::exception(Rc::new(Exception::new(
            ClassId::KEY_ERROR,
            vec![Value::str("pop from an empty set")],
        ))))
    };
    /// Removes all elements.
    ///
    /// >>> s = {1}
    /// >>> s.clear()
    /// >>> s
    /// set()
    changes "set.clear" "(self, /)" => |set: Rc<Set>| set.clear();
    /// A copy.
    ///
    /// >>> {1, 2}.copy()
    /// {1, 2}
    "set.copy" | "frozenset.copy" "(self, /)" => |host: &mut dyn Host, set: Rc<Set>| match set.frozen {
        true => Ok(Value::Set(set)),
        false => copy(host, &set).map(value),
    };
    /// The elements of this set and of all the others.
    ///
    /// >>> {1}.union([2], {3})
    /// {1, 2, 3}
    "set.union" | "frozenset.union" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| {
        let union = copy(host, &set)?;
        for other in others.0.iter() {
            update(host, &union, other)?;
        }
        Ok::<Value, Raised>(value(union))
    };
    /// The elements that are in this set and in all the others.
    ///
    /// >>> {1, 2, 3}.intersection([2, 3], {3})
    /// {3}
    "set.intersection" | "frozenset.intersection" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| {
        intersection(host, &set, &others.0).map(value)
    };
    /// The elements of this set that are in none of the others.
    ///
    /// >>> {1, 2, 3}.difference([2])
    /// {1, 3}
    "set.difference" | "frozenset.difference" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| {
        difference(host, &set, &others.0).map(value)
    };
    /// The elements that are in one of two sets and not in both.
    ///
    /// >>> {1, 2}.symmetric_difference([2, 3])
    /// {1, 3}
    "set.symmetric_difference" | "frozenset.symmetric_difference" "(self, other, /)" => |host: &mut dyn Host, set: Rc<Set>, other: Value| {
        symmetric_difference_with(host, &set, &other).map(value)
    };
    /// Adds the elements of all the others.
    ///
    /// >>> s = {1}
    /// >>> s.update([2, 3])
    /// >>> s
    /// {1, 2, 3}
    changes "set.update" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| -> Result<()> {
        others.0.iter().try_for_each(|other| update(host, &set, other))
    };
    /// Keeps only the elements that are in all the others too.
    ///
    /// >>> s = {1, 2, 3}
    /// >>> s.intersection_update([2, 3, 4])
    /// >>> s
    /// {2, 3}
    changes "set.intersection_update" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| {
        let result = intersection(host, &set, &others.0)?;
        set.become_other(result);
        Ok::<(), Raised>(())
    };
    /// Removes the elements of all the others.
    ///
    /// >>> s = {1, 2, 3}
    /// >>> s.difference_update([2])
    /// >>> s
    /// {1, 3}
    changes "set.difference_update" "(self, *others)" => |host: &mut dyn Host, set: Rc<Set>, others: Rest| -> Result<()> {
        others.0.iter().try_for_each(|other| difference_update(host, &set, other))
    };
    /// Keeps the elements that are in one of the two and not in both.
    ///
    /// >>> s = {1, 2}
    /// >>> s.symmetric_difference_update({2, 3})
    /// >>> s
    /// {1, 3}
    changes "set.symmetric_difference_update" "(self, other, /)" => |host: &mut dyn Host, set: Rc<Set>, other: Value| {
        symmetric_difference_update(host, &set, &other)
    };
    /// Have the two no element in common?
    ///
    /// >>> {1}.isdisjoint([2])
    /// True
    "set.isdisjoint" | "frozenset.isdisjoint" "(self, other, /)" => is_disjoint;
    /// Are all elements of this set in the other?
    ///
    /// >>> {1}.issubset([1, 2])
    /// True
    "set.issubset" | "frozenset.issubset" "(self, other, /)" => |host: &mut dyn Host, set: Rc<Set>, other: Value| {
        included(host, CompareOp::LtE, &set, &other)
    };
    /// Are all elements of the other in this set?
    ///
    /// >>> {1, 2}.issuperset([1])
    /// True
    "set.issuperset" | "frozenset.issuperset" "(self, other, /)" => |host: &mut dyn Host, set: Rc<Set>, other: Value| {
        included(host, CompareOp::GtE, &set, &other)
    };
}

fn value(set: Set) -> Value {
    Value::Set(Rc::new(set))
}

fn new(host: &mut dyn Host, iterable: Given, frozen: bool) -> Result<Value> {
    match iterable.0 {
        Some(iterable) => from_iterable(host, &iterable, frozen).map(value),
        None => Ok(value(Set::new(frozen))),
    }
}

fn intersection(host: &mut dyn Host, set: &Set, others: &[Value]) -> Result<Set> {
    let Some((first, rest)) = others.split_first() else {
        return copy(host, set);
    };
    let mut result = intersection_with(host, set, first)?;
    for other in rest {
        result = intersection_with(host, &result, other)?;
    }
    Ok(result)
}

fn difference(host: &mut dyn Host, set: &Set, others: &[Value]) -> Result<Set> {
    let Some((first, rest)) = others.split_first() else {
        return copy(host, set);
    };
    let result = difference_with(host, set, first)?;
    for other in rest {
        difference_update(host, &result, other)?;
    }
    Ok(result)
}

fn is_disjoint(host: &mut dyn Host, set: Rc<Set>, other: Value) -> Result<bool> {
    if let Value::Set(other) = &other {
        return Ok(combine(host, BinaryOp::BitAnd, &set, other)?.is_empty());
    }
    let iterator = iterate::iter(host, &other)?;
    while let Some(item) = iterate::next(host, &iterator)? {
        meter::steps(1)?;
        let hash = hash::hash(host, &item)? as u64;
        if set.contains_hashed(host, hash, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn included(host: &mut dyn Host, op: CompareOp, set: &Rc<Set>, other: &Value) -> Result<Value> {
    let other = match other {
        Value::Set(_) => other.clone(),
        iterable => value(from_iterable(host, iterable, false)?),
    };
    compare::compare(host, op, &Value::Set(set.clone()), &other)
}
