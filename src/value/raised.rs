//! What ends a cell early: exceptions, and the stops that no `except` catches.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Class, ClassId, Value};
use crate::array::{self, ErrorKind};
use crate::text::{Source, Span};

/// A Python exception object.
pub struct Exception {
    pub class: Class,
    pub args: RefCell<Vec<Value>>,
    /// `raise … from cause`
    pub cause: RefCell<Option<Value>>,
    /// The exception that was being handled.
    pub context: RefCell<Option<Value>>,
    /// `from None`
    pub suppress_context: Cell<bool>,
    pub notes: RefCell<Vec<Value>>,
    /// Attributes set by the lesson or by the raiser (`name` of a NameError).
    pub attributes: RefCell<Vec<(Rc<str>, Value)>>,
}

/// The one run-time error. Whoever raises it knows no places; the evaluator adds them.
pub struct Raised(Box<Details>);

struct Details {
    what: Raise,
    /// From the innermost place outwards.
    trace: Vec<TracePoint>,
}

pub enum Raise {
    Exception(Rc<Exception>),
    Stop(Stop, String),
}

/// Ends of a cell that pass every `except` and `finally`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Steps,
    Time,
    Output,
    /// Ctrl-C
    Interrupted,
    /// No end: a `yield` inside an expression is on its way to its statement, which waits to go on.
    Yielded,
}

/// A place that the error passed: where in which text, in which function.
#[derive(Clone)]
pub struct TracePoint {
    pub source: Rc<Source>,
    pub span: Span,
    pub function: Option<Rc<str>>,
}

pub type Result<T, E = Raised> = std::result::Result<T, E>;

/// Where an AxisError keeps its prefix.
pub(super) const AXIS_MESSAGE: &str = "_msg";

impl Exception {
    pub fn new(class: impl Into<Class>, args: Vec<Value>) -> Exception {
        Exception {
            class: class.into(),
            args: RefCell::new(args),
            cause: RefCell::default(),
            context: RefCell::default(),
            suppress_context: Cell::new(false),
            notes: RefCell::default(),
            attributes: RefCell::default(),
        }
    }
}

impl Exception {
    /// What an AxisError keeps: the axis and the number of axes, and what stands before its message (or all of it).
    pub fn set_axis(&self, axis: Value, ndim: Value, message: Value) {
        let kept = [("axis", axis), ("ndim", ndim), (AXIS_MESSAGE, message)];
        let kept = kept.map(|(name, value)| (Rc::from(name), value));
        self.attributes.borrow_mut().extend(kept);
    }

    /// An attribute that the lesson or the raiser set.
    pub fn attribute(&self, name: &str) -> Option<Value> {
        let attributes = self.attributes.borrow();
        let found = attributes.iter().rev().find(|(own, _)| **own == *name);
        found.map(|(_, value)| value.clone())
    }
}

impl Raised {
    /// An exception with one message.
    #[cold]
    pub fn new(class: ClassId, message: impl AsRef<str>) -> Raised {
        Raised::exception(Rc::new(Exception::new(class, vec![Value::str(message)])))
    }

    #[cold]
    pub fn exception(exception: Rc<Exception>) -> Raised {
        Raised(Box::new(Details {
            what: Raise::Exception(exception),
            trace: Vec::new(),
        }))
    }

    #[cold]
    pub fn stop(stop: Stop, message: impl Into<String>) -> Raised {
        Raised(Box::new(Details {
            what: Raise::Stop(stop, message.into()),
            trace: Vec::new(),
        }))
    }

    pub fn type_error(message: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::TYPE_ERROR, message)
    }

    pub fn value_error(message: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::VALUE_ERROR, message)
    }

    pub fn index_error(message: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::INDEX_ERROR, message)
    }

    pub fn runtime_error(message: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::RUNTIME_ERROR, message)
    }

    pub fn key_error(key: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::KEY_ERROR, key)
    }

    pub fn attribute_error(message: impl AsRef<str>) -> Raised {
        Raised::new(ClassId::ATTRIBUTE_ERROR, message)
    }

    /// An AxisError; `prefix` names the argument at fault.
    #[cold]
    pub fn axis(axis: i64, ndim: usize, prefix: Option<&str>) -> Raised {
        let prefix = prefix.map_or(Value::None, Value::str);
        let (axis, ndim) = (Value::Int(axis), Value::Int(ndim as i64));
        let args = vec![axis.clone(), ndim.clone(), prefix.clone()];
        let exception = Exception::new(ClassId::AXIS_ERROR, args);
        exception.set_axis(axis, ndim, prefix);
        Raised::exception(Rc::new(exception))
    }

    pub fn what(&self) -> &Raise {
        &self.0.what
    }

    /// The exception, unless it is a stop.
    pub fn as_exception(&self) -> Option<&Rc<Exception>> {
        match &self.0.what {
            Raise::Exception(exception) => Some(exception),
            Raise::Stop(..) => None,
        }
    }

    /// Is it an exception of this class?
    pub fn is_a(&self, class: ClassId) -> bool {
        self.as_exception()
            .is_some_and(|e| e.class.is_subclass(&Class::Builtin(class)))
    }

    /// Is it on its way for this reason?
    pub fn is_stop(&self, stop: Stop) -> bool {
        matches!(self.0.what, Raise::Stop(own, _) if own == stop)
    }

    pub fn trace(&self) -> &[TracePoint] {
        &self.0.trace
    }

    /// Adds the place it passes.
    pub fn passing(mut self, point: TracePoint) -> Raised {
        self.0.trace.push(point);
        self
    }
}

impl From<array::Error> for Raised {
    fn from(error: array::Error) -> Raised {
        let class = match error.kind {
            ErrorKind::StepLimit => return Raised::stop(Stop::Steps, error.message),
            ErrorKind::TimeLimit => return Raised::stop(Stop::Time, error.message),
            ErrorKind::Interrupted => return Raised::stop(Stop::Interrupted, error.message),
            ErrorKind::Value => ClassId::VALUE_ERROR,
            ErrorKind::Type => ClassId::TYPE_ERROR,
            ErrorKind::Index => ClassId::INDEX_ERROR,
            ErrorKind::Axis { axis, ndim } => return Raised::axis(axis, ndim, None),
            ErrorKind::Memory => {
                let args = if error.message.is_empty() {
                    vec![]
                } else {
                    vec![Value::str(error.message)]
                };
                return Raised::exception(Rc::new(Exception::new(ClassId::MEMORY_ERROR, args)));
            }
            ErrorKind::Overflow => ClassId::OVERFLOW_ERROR,
            ErrorKind::ZeroDivision => ClassId::ZERO_DIVISION_ERROR,
            ErrorKind::LinAlg => ClassId::LINALG_ERROR,
            ErrorKind::UFuncNoLoop => ClassId::UFUNC_NO_LOOP_ERROR,
            ErrorKind::UFuncInputCasting => ClassId::UFUNC_INPUT_CASTING_ERROR,
            ErrorKind::UFuncOutputCasting => ClassId::UFUNC_OUTPUT_CASTING_ERROR,
            ErrorKind::DTypePromotion => ClassId::DTYPE_PROMOTION_ERROR,
            ErrorKind::UFuncBinaryResolution => ClassId::UFUNC_BINARY_RESOLUTION_ERROR,
            ErrorKind::ArrayMemory => ClassId::ARRAY_MEMORY_ERROR,
            ErrorKind::NotImplemented => ClassId::NOT_IMPLEMENTED_ERROR,
            ErrorKind::UnicodeEncode => ClassId::UNICODE_ENCODE_ERROR,
            ErrorKind::UnicodeDecode => ClassId::UNICODE_DECODE_ERROR,
            ErrorKind::Assertion => ClassId::ASSERTION_ERROR,
            ErrorKind::Runtime => ClassId::RUNTIME_ERROR,
            ErrorKind::FloatingPoint => ClassId::FLOATING_POINT_ERROR,
        };
        Raised::new(class, error.message)
    }
}
