//! What a prompt remembers for its user: `_`, `__` and `___`, the values shown last; `In` and `Out`, every cell and
//! every value that was shown, by number.
//!
//! They stand among the given names, so that one that the session assigns wins.

use std::rc::Rc;

use super::Interpreter;
use crate::text::Symbol;
use crate::value::{Dict, List, Value};

/// Values and cells shown so far.
#[derive(Default)]
pub(super) struct Remembered {
    /// The newest first.
    last: Vec<Value>,
    inputs: Rc<List>,
    outputs: Rc<Dict>,
    cells: i64,
}

/// `_`, `__`, `___`
const LAST: [&str; 3] = ["_", "__", "___"];

impl Interpreter {
    /// Remembers the cell that ends, and the value that it shows.
    pub(super) fn remember(&mut self, shown: Option<Value>) {
        let text = Value::str(&self.frame.code.source().text);
        if self.remembered.cells == 0 {
            // IPython counts from 1.
            self.remembered
                .inputs
                .items
                .borrow_mut()
                .push(Value::str(""));
            self.names.give(
                Symbol::new("In"),
                Value::List(self.remembered.inputs.clone()),
            );
            self.names.give(
                Symbol::new("Out"),
                Value::Dict(self.remembered.outputs.clone()),
            );
        }
        self.remembered.cells += 1;
        let number = Value::Int(self.remembered.cells);
        self.remembered.inputs.items.borrow_mut().push(text);
        let Some(value) = shown else {
            return;
        };
        let outputs = self.remembered.outputs.clone();
        // A number can be hashed: there is nothing that could be raised.
        let _ = outputs.insert(self, number, value.clone());
        self.remembered.last.insert(0, value);
        self.remembered.last.truncate(LAST.len());
        for (name, value) in LAST.iter().zip(&self.remembered.last) {
            self.names.give(Symbol::new(name), value.clone());
        }
    }
}
