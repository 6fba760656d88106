//! Interned names: a name of the language is a small number, so that a variable is found by index
//! instead of by hashing its letters.
//!
//! The table belongs to the thread, as all values do; a [`Symbol`] never crosses threads.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// An interned name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

#[derive(Default)]
struct Table {
    names: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, u32>,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

impl Symbol {
    pub fn new(name: &str) -> Symbol {
        TABLE.with_borrow_mut(|table| {
            if let Some(&number) = table.numbers.get(name) {
                return Symbol(number);
            }
            let name: Rc<str> = name.into();
            let number = table.names.len() as u32;
            table.names.push(name.clone());
            table.numbers.insert(name, number);
            Symbol(number)
        })
    }

    pub fn name(self) -> Rc<str> {
        TABLE.with_borrow(|table| table.names[self.0 as usize].clone())
    }

    /// A dense index, to keep a table of values by symbol.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.name())
    }
}
