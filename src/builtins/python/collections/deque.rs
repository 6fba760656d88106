//! `deque`: a list that grows and shrinks at both ends.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::super::iterators::iterator;
use super::super::parameters::wrong_receiver;
use super::super::{iterate, list, memory};
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::number::{index_sized, is_index, ssize};
use crate::value::{
    ClassId, Host, Iterate, Native, Raised, Result, Value, compare, dismantle, display,
};

builtins! {
    /// A list that grows and shrinks at both ends; with `maxlen`, what is too much falls off at the other end.
    ///
    /// >>> d = collections.deque([1, 2, 3], maxlen=3)
    /// >>> d.append(4)
    /// >>> d
    /// deque([2, 3, 4], maxlen=3)
    "deque.__new__" "(iterable=<no value>, maxlen=<no value>)" => new;
    /// Adds an item on the right.
    "deque.append" "(self, x, /)" => |deque: Deque, item: Value| deque.0.push(item, End::Right);
    /// Adds an item on the left.
    ///
    /// >>> d = collections.deque([1])
    /// >>> d.appendleft(0)
    /// >>> d
    /// deque([0, 1])
    "deque.appendleft" "(self, x, /)" => |deque: Deque, item: Value| deque.0.push(item, End::Left);
    /// Removes the last item and returns it.
    ///
    /// >>> collections.deque([1, 2]).pop()
    /// 2
    "deque.pop" "(self, /)" => |deque: Deque| deque.0.pop(End::Right);
    /// Removes the first item and returns it.
    ///
    /// >>> collections.deque([1, 2]).popleft()
    /// 1
    "deque.popleft" "(self, /)" => |deque: Deque| deque.0.pop(End::Left);
    /// Adds all items of an iterable on the right.
    "deque.extend" "(self, iterable, /)" => |host: &mut dyn Host, deque: Deque, items: Value| extend(host, &deque.0, &items, End::Right);
    /// Adds all items of an iterable on the left, one after the other.
    ///
    /// >>> d = collections.deque([1])
    /// >>> d.extendleft([2, 3])
    /// >>> d
    /// deque([3, 2, 1])
    "deque.extendleft" "(self, iterable, /)" => |host: &mut dyn Host, deque: Deque, items: Value| extend(host, &deque.0, &items, End::Left);
    /// Moves all items `n` places to the right; what leaves at one end comes in at the other.
    ///
    /// >>> d = collections.deque([1, 2, 3])
    /// >>> d.rotate()
    /// >>> d
    /// deque([3, 1, 2])
    "deque.rotate" "(self, n=1, /)" => |host: &mut dyn Host, deque: Deque, n: Value| {
        let n = ssize(host, &n)?;
        let mut items = deque.0.items.borrow_mut();
        meter::steps(items.len() / 16)?;
        if !items.is_empty() {
            let places = n.rem_euclid(items.len() as i64) as usize;
            items.rotate_right(places);
        }
        deque.0.changed();
        Ok::<(), Raised>(())
    };
    /// Removes all items.
    "deque.clear" "(self, /)" => |deque: Deque| {
        let old = deque.0.items.take();
        deque.0.changed();
        drop(old);
    };
    /// Turns the order round.
    "deque.reverse" "(self, /)" => |deque: Deque| {
        let mut items = deque.0.items.borrow_mut();
        meter::steps(items.len() / 16)?;
        items.make_contiguous().reverse();
        Ok::<(), Raised>(())
    };
    /// A copy: another deque of the same items.
    "deque.copy" | "deque.__copy__" "(self, /)" => |deque: Deque| deque.0.with_items(deque.0.values(), deque.0.max.get());
    /// How many items equal `x`.
    ///
    /// >>> collections.deque([1, 2, 1]).count(1)
    /// 2
    "deque.count" "(self, x, /)" => |host: &mut dyn Host, deque: Deque, item: Value| list::count(host, |i| deque.0.get(i), &item);
    /// The position of the first item that equals `x`.
    ///
    /// >>> collections.deque('abc').index('b')
    /// 1
    "deque.index" "(self, x, start=0, stop=9223372036854775807, /)" => |host: &mut dyn Host, deque: Deque, item: Value, start: Value, stop: Value| {
        match list::find(host, deque.0.len(), |i| deque.0.get(i), &item, (&start, &stop))? {
            Some(at) => Ok(at),
            None => Err(not_in(host, &item)?),
        }
    };
    /// Removes the first item that equals `value`.
    "deque.remove" "(self, value, /)" => |host: &mut dyn Host, deque: Deque, item: Value| {
        match operators::find_in(host, |i| deque.0.get(i), &item)? {
            Some(at) => {
                let old = deque.0.items.borrow_mut().remove(at);
                deque.0.changed();
                drop(old);
                Ok(())
            }
            None => Err(not_in(host, &item)?),
        }
    };
    /// Puts an item before the one at a position.
    ///
    /// >>> d = collections.deque([1, 3])
    /// >>> d.insert(1, 2)
    /// >>> d
    /// deque([1, 2, 3])
    "deque.insert" "(self, index, value, /)" => insert;
    /// The largest length, or None.
    property "deque.maxlen" => |deque: Deque| deque.0.max.get().map(|max| max as i64);
    "deque.__len__" "(self, /)" => |deque: Deque| deque.0.len();
    "deque.__getitem__" "(self, key, /)" => |host: &mut dyn Host, deque: Deque, key: Value| {
        let at = position(host, &deque.0, &key)?;
        deque.0.get(at).ok_or_else(out_of_range)
    };
    "deque.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, deque: Deque, key: Value, value: Value| {
        let at = position(host, &deque.0, &key)?;
        let old = deque.0.items.borrow_mut().get_mut(at).map(|place| std::mem::replace(place, value));
        old.map(drop).ok_or_else(out_of_range)
    };
    "deque.__delitem__" "(self, key, /)" => |host: &mut dyn Host, deque: Deque, key: Value| {
        let at = position(host, &deque.0, &key)?;
        let old = deque.0.items.borrow_mut().remove(at);
        deque.0.changed();
        old.map(drop).ok_or_else(out_of_range)
    };
    "deque.__iter__" "(self, /)" => |deque: Deque| deque.walk(false);
    "deque.__reversed__" "(self, /)" => |deque: Deque| deque.walk(true);
    "deque.__add__" "(self, value, /)" => |deque: Deque, other: Value| match other.native() {
        Some(DequeValue(other)) => deque.0.with_items([deque.0.values(), other.values()].concat(), deque.0.max.get()),
        None => Err(Raised::type_error(format!(
            "can only concatenate deque (not \"{}\") to deque",
            other.qualified_type_name()
        ))),
    };
    "deque.__iadd__" "(self, value, /)" => |host: &mut dyn Host, deque: Deque, items: Value| {
        extend(host, &deque.0, &items, End::Right)?;
        Ok::<Value, Raised>(deque.1)
    };
    "deque.__mul__" | "deque.__rmul__" "(self, value, /)" => repeat;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

struct DequeObject {
    items: RefCell<VecDeque<Value>>,
    max: Cell<Option<usize>>,
    /// Grows when items come or go.
    version: Cell<u64>,
}

impl DequeObject {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn get(&self, at: usize) -> Option<Value> {
        self.items.borrow().get(at).cloned()
    }

    fn values(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn changed(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }

    fn with_items(&self, items: Vec<Value>, max: Option<usize>) -> Result<Value> {
        memory::room_for_values(items.len())?;
        meter::steps(items.len() / 8)?;
        let surplus = max.map_or(0, |max| items.len().saturating_sub(max));
        Ok(Value::Native(Rc::new(DequeValue(Rc::new(DequeObject {
            items: RefCell::new(items.into_iter().skip(surplus).collect()),
            max: Cell::new(max),
            version: Cell::new(0),
        })))))
    }

    fn push(&self, item: Value, end: End) -> Result<()> {
        let mut items = self.items.borrow_mut();
        if items.len() == items.capacity() {
            memory::room_for_values(items.len() * 2)?;
        }
        match end {
            End::Left => items.push_front(item),
            End::Right => items.push_back(item),
        }
        let old = match self.max.get().is_some_and(|max| items.len() > max) {
            true if end == End::Left => items.pop_back(),
            true => items.pop_front(),
            false => None,
        };
        drop(items);
        self.changed();
        drop(old);
        Ok(())
    }

    fn pop(&self, end: End) -> Result<Value> {
        let mut items = self.items.borrow_mut();
        let item = match end {
            End::Left => items.pop_front(),
            End::Right => items.pop_back(),
        };
        self.changed();
        item.ok_or_else(|| Raised::index_error("pop from an empty deque"))
    }
}

impl Drop for DequeObject {
    fn drop(&mut self) {
        dismantle(self.items.get_mut().drain(..));
    }
}

/// A deque as a value.
struct DequeValue(Rc<DequeObject>);

impl Native for DequeValue {
    fn class(&self) -> ClassId {
        ClassId::DEQUE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_sequence(&self) -> Option<Vec<Value>> {
        Some(self.0.values())
    }

    fn become_other(&self, new: &Value) {
        if let Some(DequeValue(new)) = new.native() {
            let old = self.0.items.replace(new.items.take());
            self.0.max.set(new.max.get());
            self.0.changed();
            drop(old);
        }
    }

    fn take_values(&mut self) -> Vec<Value> {
        match Rc::get_mut(&mut self.0) {
            Some(deque) => deque.items.get_mut().drain(..).collect(),
            None => Vec::new(),
        }
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut out = String::from("deque(");
        let place = Rc::as_ptr(&self.0) as usize;
        let written = display::guarded(host, place, |host| {
            display::write_items(host, ("[", "]"), &mut out, |i| self.0.get(i))
        })?;
        if !written {
            return Ok(Some("[...]".to_string()));
        }
        if let Some(max) = self.0.max.get() {
            out.push_str(&format!(", maxlen={max}"));
        }
        out.push(')');
        Ok(Some(out))
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(self.0.len() > 0)
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Err(Raised::type_error("unhashable type: 'collections.deque'"))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(DequeValue(other)) = other.native() else {
            return Ok(None);
        };
        let at = |i: usize| (self.0.get(i), other.get(i));
        compare::compare_sequences(host, op, (self.0.len(), other.len()), at).map(Some)
    }
}

/// The receiver of a deque's methods.
struct Deque(Rc<DequeObject>, Value);

impl Parameter for Deque {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Deque> {
        let value = bound.take().unwrap_or(Value::None);
        match value.native() {
            Some(DequeValue(deque)) => Ok(Deque(deque.clone(), value)),
            None => Err(wrong_receiver(bound, "collections.deque", Some(value))),
        }
    }
}

impl Deque {
    fn walk(&self, reversed: bool) -> Value {
        let class = match reversed {
            true => ClassId::DEQUE_REVERSE_ITERATOR,
            false => ClassId::DEQUE_ITERATOR,
        };
        let walk = DequeWalk {
            version: self.0.version.get(),
            left: self.0.len(),
            deque: self.0.clone(),
            reversed,
        };
        iterator(class, walk)
    }
}

struct DequeWalk {
    deque: Rc<DequeObject>,
    left: usize,
    reversed: bool,
    version: u64,
}

impl Iterate for DequeWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if self.deque.version.get() != self.version {
            self.left = 0;
            return Err(Raised::runtime_error("deque mutated during iteration"));
        }
        let Some(after) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        let at = match self.reversed {
            true => after,
            false => self.deque.len().saturating_sub(self.left),
        };
        self.left = after;
        Ok(self.deque.get(at))
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

fn new(host: &mut dyn Host, items: Given, max: Given) -> Result<Value> {
    let max = match max.0 {
        None | Some(Value::None) => None,
        Some(max) if is_index(&max) => {
            let max = ssize(host, &max)?;
            let max = usize::try_from(max);
            Some(max.map_err(|_| Raised::value_error("maxlen must be non-negative"))?)
        }
        Some(_) => return Err(Raised::type_error("an integer is required")),
    };
    let deque = DequeObject {
        items: RefCell::default(),
        max: Cell::new(max),
        version: Cell::new(0),
    };
    if let Some(items) = items.0 {
        extend(host, &deque, &items, End::Right)?;
    }
    Ok(Value::Native(Rc::new(DequeValue(Rc::new(deque)))))
}

fn extend(host: &mut dyn Host, deque: &DequeObject, items: &Value, end: End) -> Result<()> {
    // A deque that is added to itself is looked at before it grows.
    if let Some(DequeValue(other)) = items.native() {
        for item in other.values() {
            meter::steps(1)?;
            deque.push(item, end)?;
        }
        return Ok(());
    }
    let iterator = iterate::iter(host, items)?;
    while let Some(item) = iterate::next(host, &iterator)? {
        deque.push(item, end)?;
    }
    Ok(())
}

fn out_of_range() -> Raised {
    Raised::index_error("deque index out of range")
}

fn not_in(host: &mut dyn Host, item: &Value) -> Result<Raised> {
    let shown = display::repr(host, item)?;
    Ok(Raised::value_error(format!("{shown} is not in deque")))
}

/// The position that an index means, which may lie behind the end.
fn position(host: &mut dyn Host, deque: &DequeObject, key: &Value) -> Result<usize> {
    if !is_index(key) {
        return Err(Raised::type_error(format!(
            "sequence index must be integer, not '{}'",
            key.qualified_type_name()
        )));
    }
    let at = index_sized(host, key, ClassId::INDEX_ERROR)?;
    let at = if at < 0 {
        at.saturating_add(deque.len() as i64)
    } else {
        at
    };
    match usize::try_from(at) {
        Ok(at) if at < deque.len() => Ok(at),
        _ => Err(out_of_range()),
    }
}

fn insert(host: &mut dyn Host, deque: Deque, at: Value, item: Value) -> Result<()> {
    let at = ssize(host, &at)?;
    let length = deque.0.len();
    if deque.0.max.get().is_some_and(|max| length >= max) {
        return Err(Raised::index_error("deque already at its maximum size"));
    }
    let at = if at < 0 {
        at.saturating_add(length as i64).max(0)
    } else {
        at
    };
    deque.0.push(Value::None, End::Right)?;
    let mut items = deque.0.items.borrow_mut();
    items.pop_back();
    items.insert((at as usize).min(length), item);
    Ok(())
}

fn repeat(host: &mut dyn Host, deque: Deque, times: Value) -> Result<Value> {
    if !is_index(&times) {
        return Err(Raised::type_error(format!(
            "can't multiply sequence by non-int of type '{}'",
            times.qualified_type_name()
        )));
    }
    let times = index_sized(host, &times, ClassId::OVERFLOW_ERROR)?.max(0) as usize;
    let length = deque.0.len().saturating_mul(times);
    memory::room_for_values(length)?;
    meter::steps(length)?;
    let items = deque.0.values();
    let repeated = items.iter().cycle().take(length).cloned();
    deque.0.with_items(repeated.collect(), deque.0.max.get())
}
