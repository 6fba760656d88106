//! Iterators: what `iter(x)` returns and `for` walks.

use std::cell::RefCell;

use super::{ClassId, Host, Result, Value};

/// A source of values, one at a time. After `None` it goes on giving `None`.
pub trait Iterate {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>>;

    /// How many are left, where that is known.
    fn length_hint(&self) -> Option<usize> {
        None
    }

    /// A generator's function, for its repr.
    fn name(&self) -> Option<String> {
        None
    }

    /// `repr()`; `None` for Python's `<… object at 0x…>`.
    ///
    /// # Errors
    /// Whatever showing its parts raises.
    fn repr(&self, _: &mut dyn Host) -> Result<Option<String>> {
        Ok(None)
    }
}

/// An iterator as a value.
pub struct IteratorObject {
    pub class: ClassId,
    /// Taken out while it runs, so that an iterator that reaches itself is refused instead of borrowed twice.
    source: RefCell<Option<Box<dyn Iterate>>>,
}

impl IteratorObject {
    pub fn new(class: ClassId, source: Box<dyn Iterate>) -> IteratorObject {
        IteratorObject {
            class,
            source: RefCell::new(Some(source)),
        }
    }

    /// The next value.
    ///
    /// # Errors
    /// Whatever the source raises; ValueError when it is already running.
    pub fn next(&self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(mut source) = self.source.take() else {
            return Err(super::Raised::value_error("generator already executing"));
        };
        let result = source.next(host);
        self.source.replace(Some(source));
        result
    }

    pub fn length_hint(&self) -> Option<usize> {
        self.source
            .borrow()
            .as_ref()
            .and_then(|source| source.length_hint())
    }

    pub fn name(&self) -> Option<String> {
        self.source
            .borrow()
            .as_ref()
            .and_then(|source| source.name())
    }

    /// # Errors
    /// Whatever showing its parts raises.
    pub fn repr(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let Some(source) = self.source.take() else {
            return Ok(None);
        };
        let shown = source.repr(host);
        self.source.replace(Some(source));
        shown
    }
}

/// Values that are all there already.
pub struct Fixed<I>(pub I);

impl<I: Iterator<Item = Value>> Iterate for Fixed<I> {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        Ok(self.0.next())
    }

    fn length_hint(&self) -> Option<usize> {
        self.0.size_hint().1
    }
}
