//! The one way up: what values and the catalogue may ask of the interpreter that runs them.

use std::rc::Rc;

use smallvec::SmallVec;

use super::{ClassId, Exception, Result, Value};
use crate::syntax::ast::CompareOp;

/// The arguments of one call, as written: stars are already unpacked.
#[derive(Clone, Default)]
pub struct Arguments {
    pub positional: SmallVec<[Value; 4]>,
    pub keywords: Vec<(Rc<str>, Value)>,
    /// The first positional argument is the object that a method was called on.
    pub as_method: bool,
}

/// A picture or the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    pub mime: String,
    pub data: String,
    /// The same in letters, for terminals; each line has a line end.
    pub drawing: String,
    /// How much of the cell's output stands before it; `None` for what follows the cell's value.
    pub after: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Error,
}

/// The interpreter, as the floors below see it.
pub trait Host {
    /// Calls any callable.
    fn call(&mut self, callee: &Value, arguments: Arguments) -> Result<Value>;

    /// `value.name`
    fn attribute(&mut self, value: &Value, name: &str) -> Result<Value>;

    /// A comparison in which an array or a NumPy scalar takes part: elementwise, by the ufunc machine.
    fn compare_arrays(&mut self, op: CompareOp, left: &Value, right: &Value) -> Result<Value>;

    /// `print` and its like. An error when the output limit is reached.
    fn write(&mut self, stream: Stream, text: &str) -> Result<()>;

    /// A warning at the line that runs: shown once per cell and place, or raised if the lesson turned it into an error.
    fn warn(&mut self, category: ClassId, message: &str) -> Result<()>;

    /// A warning whose place is a line inside a library's function: shown once per cell, whichever line called it.
    fn warn_inside(&mut self, category: ClassId, message: &str, place: &'static str) -> Result<()>;

    /// A warning that the lesson itself made.
    fn warn_of(&mut self, warning: &Rc<Exception>) -> Result<()>;

    /// A picture, where the cell has come to.
    fn display(&mut self, media: Media);

    /// A remark of ndbook's own about a silent trap.
    fn note(&mut self, text: String);

    /// State that lessons set for the whole session: print options, error states, the legacy random generator.
    fn session(&mut self) -> &mut super::builtin::SessionState;

    /// Files, inside the sandbox.
    fn files(&mut self) -> &mut dyn Files;

    /// Seconds since the epoch: virtual in lessons, real in the REPL.
    fn clock(&mut self) -> f64;

    /// Puts the clock forward.
    fn sleep(&mut self, seconds: f64);

    /// 32 bytes to seed a generator that the lesson did not seed.
    fn entropy(&mut self) -> [u8; 32];

    /// Enters one level of recursion in `repr`, comparison and the like; RecursionError when too deep. Paired with [`Host::leave`].
    fn enter(&mut self) -> Result<()>;

    fn leave(&mut self);

    /// Is a value only looked at, for a completion or a hint? Then nothing may change: no iterator moves on.
    fn is_peeking(&self) -> bool {
        false
    }

    /// The interpreter itself, for iterators that run the lesson's code: generators.
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}

/// The sandbox's view of files: paths as the lesson writes them, relative to its folder.
pub trait Files {
    fn read(&mut self, path: &str) -> std::io::Result<Vec<u8>>;
    fn write(&mut self, path: &str, bytes: &[u8]) -> std::io::Result<()>;
    /// Adds to the end of a file that is there.
    fn append(&mut self, path: &str, bytes: &[u8]) -> std::io::Result<()>;
    fn exists(&mut self, path: &str) -> bool;
    fn remove(&mut self, path: &str) -> std::io::Result<()>;

    /// The same files for a copy of the session, with what was written so far; `None` where there is no copy.
    fn copied(&self) -> Option<Box<dyn Files>> {
        None
    }
}

impl Arguments {
    pub fn none() -> Arguments {
        Arguments::default()
    }

    pub fn positional(values: impl IntoIterator<Item = Value>) -> Arguments {
        Arguments {
            positional: values.into_iter().collect(),
            ..Arguments::default()
        }
    }

    /// With one more argument in front: the receiver of a method.
    pub fn with_receiver(mut self, receiver: Value) -> Arguments {
        self.positional.insert(0, receiver);
        self.as_method = true;
        self
    }
}
