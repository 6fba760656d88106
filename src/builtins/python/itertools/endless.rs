//! `count`, `cycle`, `repeat`: walks without an end.

use std::rc::Rc;

use super::super::{iterate, memory};
use super::iterators::iterator;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::number::{Number, ssize};
use crate::value::{ClassId, Host, Iterate, IteratorObject, Raised, Result, Value, display};

builtins! {
    /// Numbers from `start` on, in steps of `step`, without an end.
    ///
    /// >>> list(zip("ab", itertools.count(5)))
    /// [('a', 5), ('b', 6)]
    "itertools.count.__new__" "(start=0, step=1)" => |start: Value, step: Value| {
        if Number::of_any(&start).is_none() || Number::of_any(&step).is_none() {
            return Err(Raised::type_error("a number is required"));
        }
        Ok(iterator(ClassId::COUNT, Count { next: start, step }))
    };
    /// The items of an iterable, over and over.
    ///
    /// >>> list(itertools.islice(itertools.cycle("ab"), 5))
    /// ['a', 'b', 'a', 'b', 'a']
    "itertools.cycle.__new__" "(iterable, /)" => |host: &mut dyn Host, iterable: Value| {
        let walk = Cycle {
            source: Some(iterate::iter(host, &iterable)?),
            seen: Vec::new(),
            next: 0,
        };
        Ok::<Value, Raised>(iterator(ClassId::CYCLE, walk))
    };
    /// The same object over and over, or as often as `times` says.
    ///
    /// >>> list(itertools.repeat(7, 3))
    /// [7, 7, 7]
    "itertools.repeat.__new__" "(object, times=<no value>)" => |host: &mut dyn Host, object: Value, times: Given| {
        let left = match times.0 {
            Some(times) => Some(ssize(host, &times)?.max(0) as usize),
            None => None,
        };
        Ok::<Value, Raised>(iterator(ClassId::REPEAT, Repeat { object, left }))
    };
}

struct Count {
    next: Value,
    step: Value,
}

impl Iterate for Count {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let next = operators::binary(host, BinaryOp::Add, self.next.clone(), self.step.clone())?;
        Ok(Some(std::mem::replace(&mut self.next, next)))
    }

    fn repr(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let next = display::repr(host, &self.next)?;
        Ok(Some(match self.step {
            Value::Int(1) => format!("count({next})"),
            _ => format!("count({next}, {})", display::repr(host, &self.step)?),
        }))
    }
}

/// Keeps what the first pass gave.
struct Cycle {
    source: Option<Rc<IteratorObject>>,
    seen: Vec<Value>,
    next: usize,
}

impl Iterate for Cycle {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        if let Some(source) = &self.source {
            if let Some(item) = iterate::next(host, source)? {
                if self.seen.len() == self.seen.capacity() {
                    memory::room_for_values(self.seen.len() * 2)?;
                }
                self.seen.push(item.clone());
                return Ok(Some(item));
            }
            self.source = None;
        }
        let item = self.seen.get(self.next).cloned();
        self.next = (self.next + 1) % self.seen.len().max(1);
        Ok(item)
    }
}

struct Repeat {
    object: Value,
    /// `None` without an end.
    left: Option<usize>,
}

impl Iterate for Repeat {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if let Some(left) = &mut self.left {
            match left.checked_sub(1) {
                Some(less) => *left = less,
                None => return Ok(None),
            }
        }
        Ok(Some(self.object.clone()))
    }

    fn length_hint(&self) -> Option<usize> {
        self.left
    }

    fn repr(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let object = display::repr(host, &self.object)?;
        Ok(Some(match self.left {
            Some(left) => format!("repeat({object}, {left})"),
            None => format!("repeat({object})"),
        }))
    }
}
