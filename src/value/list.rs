//! Python's `list`.

use std::cell::{Cell, RefCell};

use super::{Result, Value};
use crate::array::meter;

/// A Python list.
#[derive(Default)]
pub struct List {
    pub items: RefCell<Vec<Value>>,
    /// Bytes reserved with the meter; small lists reserve none.
    pub(super) charged: Cell<usize>,
}

/// Lists that take fewer bytes are not counted.
const COUNTED_FROM: usize = 4096;

impl List {
    pub fn new(items: Vec<Value>) -> List {
        let list = List {
            items: RefCell::new(items),
            charged: Cell::new(0),
        };
        // What is there already is counted where it still fits; growing beyond the limit then fails.
        let _ = list.recharge();
        list
    }

    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `index`, counted from the start.
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).cloned()
    }

    /// Appends one item.
    ///
    /// # Errors
    /// MemoryError.
    pub fn push(&self, item: Value) -> Result<()> {
        let grown = {
            let mut items = self.items.borrow_mut();
            let grows = items.len() == items.capacity();
            if grows {
                meter::check_bytes(items.len() * 2 * size_of::<Value>())?;
            }
            items.push(item);
            grows
        };
        if grown { self.recharge() } else { Ok(()) }
    }

    /// Tells the meter how much memory the list holds, after it grew or shrank.
    ///
    /// # Errors
    /// MemoryError.
    pub fn recharge(&self) -> Result<()> {
        let held = self.items.borrow().capacity() * size_of::<Value>();
        let held = if held < COUNTED_FROM { 0 } else { held };
        let charged = self.charged.get();
        if held > charged {
            meter::reserve(held - charged)?;
        } else {
            meter::release(charged - held);
        }
        self.charged.set(held);
        Ok(())
    }
}
