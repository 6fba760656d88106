//! Python's `list`.

use std::cell::{Cell, RefCell};

use super::{Result, Value};
use crate::array::meter::{self, Held};

/// A Python list.
#[derive(Default)]
pub struct List {
    pub items: RefCell<Vec<Value>>,
    /// The list with room for so many items is counted, and what they alone hold.
    held: Held,
    room: Cell<usize>,
}

impl List {
    pub fn new(items: Vec<Value>) -> List {
        let held = Held::default();
        let owned: usize = items.iter().map(Value::owned_bytes).sum();
        held.add(size_of::<List>() + meter::OVERHEAD + owned);
        let list = List {
            items: RefCell::new(items),
            held,
            room: Cell::new(0),
        };
        list.recharge();
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
            self.held.add(item.owned_bytes());
            items.push(item);
            grows
        };
        if grown {
            self.recharge();
        }
        Ok(())
    }

    /// Tells the meter how much memory the list holds, after it grew or shrank.
    pub fn recharge(&self) {
        let room = self.items.borrow().capacity();
        let before = self.room.replace(room);
        if room > before {
            self.held.add((room - before) * size_of::<Value>());
        } else {
            self.held.remove((before - room) * size_of::<Value>());
        }
    }
}
