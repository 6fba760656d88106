//! `groupby`: runs of items with equal keys.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::iterate;
use super::iterators::iterator;
use crate::builtins;
use crate::value::{
    Arguments, ClassId, Host, Iterate, IteratorObject, Raised, Result, Value, compare,
};

builtins! {
    /// Pairs of a key and an iterator over the neighbouring items that have it.
    ///
    /// >>> [(key, list(group)) for key, group in itertools.groupby("aab")]
    /// [('a', ['a', 'a']), ('b', ['b'])]
    "itertools.groupby.__new__" "(iterable, key=None)" => |host: &mut dyn Host, iterable: Value, key: Value| {
        let run = Run {
            items: iterate::iter(host, &iterable)?,
            function: key,
            key: RefCell::default(),
            item: RefCell::default(),
            group: Cell::new(0),
        };
        Ok::<Value, Raised>(iterator(ClassId::GROUPBY, Groups { run: Rc::new(run), last: None }))
    };
}

/// Where the walk stands: shared with the groups it gave.
struct Run {
    items: Rc<IteratorObject>,
    function: Value,
    key: RefCell<Option<Value>>,
    /// The item that has this key, until a group takes it.
    item: RefCell<Option<Value>>,
    /// The number of the group that may go on.
    group: Cell<u64>,
}

impl Run {
    /// Takes one more item; false at the end.
    fn step(&self, host: &mut dyn Host) -> Result<bool> {
        let Some(item) = iterate::next(host, &self.items)? else {
            return Ok(false);
        };
        let key = match &self.function {
            Value::None => item.clone(),
            function => host.call(function, Arguments::positional([item.clone()]))?,
        };
        let old = (self.key.replace(Some(key)), self.item.replace(Some(item)));
        drop(old);
        Ok(true)
    }

    fn key(&self) -> Option<Value> {
        self.key.borrow().clone()
    }
}

struct Groups {
    run: Rc<Run>,
    /// The key of the group before.
    last: Option<Value>,
}

impl Iterate for Groups {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        self.run.group.set(self.run.group.get() + 1);
        let key = loop {
            match (self.run.key(), &self.last) {
                (Some(key), None) => break key,
                (Some(key), Some(last)) if !compare::equal(host, last, &key)? => break key,
                _ => {}
            }
            if !self.run.step(host)? {
                return Ok(None);
            }
        };
        self.last = Some(key.clone());
        let group = Group {
            run: self.run.clone(),
            number: self.run.group.get(),
            key: key.clone(),
        };
        Ok(Some(Value::tuple(vec![
            key,
            iterator(ClassId::GROUPER, group),
        ])))
    }
}

struct Group {
    run: Rc<Run>,
    number: u64,
    key: Value,
}

impl Iterate for Group {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        if self.run.group.get() != self.number {
            return Ok(None);
        }
        let waiting = self.run.item.borrow().is_some();
        if !waiting && !self.run.step(host)? {
            return Ok(None);
        }
        match self.run.key() {
            Some(key) if compare::equal(host, &self.key, &key)? => Ok(self.run.item.take()),
            _ => Ok(None),
        }
    }
}
