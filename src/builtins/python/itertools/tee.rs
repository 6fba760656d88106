//! `tee`: several walks over the items of one.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use super::super::memory;
use super::iterate;
use super::iterators::iterator;
use crate::array::meter;
use crate::builtins;
use crate::value::number::ssize;
use crate::value::{ClassId, Host, Iterate, IteratorObject, Raised, Result, Value};

builtins! {
    /// Several iterators over the items of one; items are kept until all have given them.
    ///
    /// >>> a, b = itertools.tee([1, 2])
    /// >>> list(a), list(b)
    /// ([1, 2], [1, 2])
    "itertools.tee" "(iterable, n=2, /)" => tee;
}

/// What was taken from the source and not yet given by all.
struct Shared {
    source: Rc<IteratorObject>,
    waiting: RefCell<VecDeque<Value>>,
    /// Position of the first item that waits.
    first: Cell<usize>,
    readers: RefCell<Vec<Weak<Cell<usize>>>>,
}

impl Shared {
    /// The item at a position, which is at most one beyond the last that was taken.
    fn item(&self, host: &mut dyn Host, at: usize) -> Result<Option<Value>> {
        let place = at.saturating_sub(self.first.get());
        if let Some(item) = self.waiting.borrow().get(place) {
            return Ok(Some(item.clone()));
        }
        let Some(item) = iterate::next(host, &self.source)? else {
            return Ok(None);
        };
        let mut waiting = self.waiting.borrow_mut();
        if waiting.len() == waiting.capacity() {
            memory::room_for_values(waiting.len() * 2)?;
        }
        waiting.push_back(item.clone());
        Ok(Some(item))
    }

    /// Forgets the items that every reader has given.
    fn forget(&self) -> Result<()> {
        let mut readers = self.readers.borrow_mut();
        meter::steps(readers.len() / 8)?;
        readers.retain(|reader| reader.strong_count() > 0);
        let positions = readers.iter().filter_map(Weak::upgrade);
        let slowest = positions.map(|position| position.get()).min();
        let first = self.first.get();
        let done = slowest.map_or(0, |slowest| slowest.saturating_sub(first));
        let done = done.min(self.waiting.borrow().len());
        let old: Vec<Value> = self.waiting.borrow_mut().drain(..done).collect();
        self.first.set(first + done);
        drop(old);
        Ok(())
    }
}

struct Tee {
    shared: Rc<Shared>,
    at: Rc<Cell<usize>>,
}

impl Iterate for Tee {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let at = self.at.get();
        let item = self.shared.item(host, at)?;
        if item.is_some() {
            self.at.set(at + 1);
            if at == self.shared.first.get() {
                self.shared.forget()?;
            }
        }
        Ok(item)
    }
}

fn tee(host: &mut dyn Host, iterable: Value, n: Value) -> Result<Value> {
    let n = ssize(host, &n)?;
    let n = usize::try_from(n).map_err(|_| Raised::value_error("n must be >= 0"))?;
    memory::room_for(n.saturating_mul(size_of::<Tee>() + size_of::<Value>() + 64))?;
    meter::steps(n)?;
    let shared = Rc::new(Shared {
        source: iterate::iter(host, &iterable)?,
        waiting: RefCell::default(),
        first: Cell::new(0),
        readers: RefCell::default(),
    });
    let walks = (0..n).map(|_| {
        let at = Rc::new(Cell::new(0));
        shared.readers.borrow_mut().push(Rc::downgrade(&at));
        let shared = shared.clone();
        iterator(ClassId::TEE, Tee { shared, at })
    });
    Ok(Value::tuple(walks.collect()))
}
