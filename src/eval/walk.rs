//! Iteration: the walk of `for`, comprehensions and unpacking over any iterable.

use std::rc::Rc;

use super::{Interpreter, operations};
use crate::text::Span;
use crate::value::{IteratorObject, List, Range, Result, Value};

/// One pass over an iterable. The commonest kinds are walked in place, without an iterator object.
pub(super) enum Walk {
    Range {
        range: Range,
        at: usize,
        len: usize,
    },
    /// A list may grow or shrink while it is walked.
    List {
        list: Rc<List>,
        at: usize,
    },
    Tuple {
        items: Rc<[Value]>,
        at: usize,
    },
    Other(Rc<IteratorObject>),
}

impl Walk {
    #[inline]
    pub fn next(&mut self, interpreter: &mut Interpreter) -> Result<Option<Value>> {
        match self {
            Walk::Range { range, at, len } => Ok((*at < *len).then(|| {
                *at += 1;
                Value::Int(range.at(*at - 1))
            })),
            Walk::List { list, at } => {
                let value = list.items.borrow().get(*at).cloned();
                *at += usize::from(value.is_some());
                Ok(value)
            }
            Walk::Tuple { items, at } => {
                let value = items.get(*at).cloned();
                *at += usize::from(value.is_some());
                Ok(value)
            }
            Walk::Other(iterator) => iterator.next(interpreter),
        }
    }
}

impl Interpreter {
    /// Begins a pass over `value`.
    ///
    /// # Errors
    /// TypeError where it is not iterable, blamed on `span`.
    pub(super) fn walk(&mut self, value: &Value, span: Span) -> Result<Walk> {
        Ok(match value {
            Value::Range(range) => Walk::Range {
                range: **range,
                at: 0,
                len: range.len(),
            },
            Value::List(list) => Walk::List {
                list: list.clone(),
                at: 0,
            },
            Value::Tuple(items) => Walk::Tuple {
                items: items.clone(),
                at: 0,
            },
            other => {
                self.here = span;
                let iterator = operations::iterator(self, other);
                Walk::Other(iterator.map_err(|error| self.at(error, span))?)
            }
        })
    }
}
