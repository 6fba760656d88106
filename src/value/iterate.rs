//! Iterators: what `iter(x)` returns and `for` walks.

use std::cell::RefCell;

use super::{ClassId, Exception, Host, Raised, Result, Value};

/// What goes back into a generator where it stands.
pub enum Sent {
    /// The value of its `yield`.
    Value(Value),
    /// What its `yield` raises.
    Raise(Raised),
}

/// A source of values, one at a time. After `None` it goes on giving `None`.
pub trait Iterate {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>>;

    /// The next value, after a generator was sent something.
    ///
    /// # Errors
    /// Whatever the source raises; what it was sent to raise.
    fn send(&mut self, host: &mut dyn Host, sent: Sent) -> Result<Option<Value>> {
        match sent {
            Sent::Value(_) => self.next(host),
            Sent::Raise(error) => Err(error),
        }
    }

    /// What a generator that has ended returned; said once.
    fn returned(&mut self) -> Value {
        Value::None
    }

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

/// Who only looks may not take a value out of an iterator.
fn unmoved(host: &dyn Host) -> Result<()> {
    match host.is_peeking() {
        true => Err(Raised::runtime_error("an iterator is not moved by looking")),
        false => Ok(()),
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
        unmoved(host)?;
        self.run(|source| source.next(host))
    }

    /// The next value of a generator that is sent something.
    ///
    /// # Errors
    /// As [`IteratorObject::next`]; what it was sent to raise.
    pub fn send(&self, host: &mut dyn Host, sent: Sent) -> Result<Option<Value>> {
        unmoved(host)?;
        self.run(|source| source.send(host, sent))
    }

    /// Ends a generator by GeneratorExit.
    ///
    /// # Errors
    /// What it raises on its way out; RuntimeError where it goes on instead.
    pub fn close(&self, host: &mut dyn Host) -> Result<()> {
        let exit = Exception::new(ClassId::GENERATOR_EXIT, Vec::new());
        match self.send(host, Sent::Raise(Raised::exception(exit.into()))) {
            Ok(None) => Ok(()),
            Ok(Some(_)) => Err(Raised::runtime_error("generator ignored GeneratorExit")),
            Err(error) if error.is_a(ClassId::GENERATOR_EXIT) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// What a generator that has ended returned; said once.
    pub fn returned(&self) -> Value {
        let mut source = self.source.borrow_mut();
        source
            .as_mut()
            .map_or(Value::None, |source| source.returned())
    }

    fn run(
        &self,
        run: impl FnOnce(&mut dyn Iterate) -> Result<Option<Value>>,
    ) -> Result<Option<Value>> {
        let Some(mut source) = self.source.take() else {
            return Err(Raised::value_error("generator already executing"));
        };
        let result = run(&mut *source);
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
