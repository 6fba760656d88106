//! What is known of values, for who asks at a prompt: type, shape, dtype, bytes, and whose memory they are.

use std::rc::Rc;

use super::{Interpreter, operations};
use crate::array::shape_repr;
use crate::value::{ArrayObject, Value};

/// A name of the session with what it is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub name: String,
    /// `ndarray`, `list`
    pub kind: String,
    /// An array's; `(3, 4)`
    pub shape: Option<String>,
    pub dtype: Option<String>,
    /// Bytes of an array's elements.
    pub bytes: Option<usize>,
    /// The name of the array whose memory this one shows; empty where that has no name.
    pub view_of: Option<String>,
    /// Items of what has a length, and is no array.
    pub items: Option<usize>,
}

/// Letters of a value that a line has room for.
const SHORT: usize = 40;

impl Interpreter {
    /// What a name is bound to.
    pub(super) fn known(&self, name: &str, value: &Value) -> Known {
        let mut known = Known {
            name: name.to_string(),
            kind: value.type_name().to_string(),
            shape: None,
            dtype: None,
            bytes: None,
            view_of: None,
            items: None,
        };
        match value {
            Value::Array(object) => object.with(|array| {
                known.shape = Some(shape_repr(array.shape()));
                known.dtype = Some(array.dtype().name().to_string());
                known.bytes = Some(array.size() * array.dtype().itemsize());
                known.view_of = self.view_of(object);
            }),
            Value::List(list) => known.items = Some(list.items.borrow().len()),
            Value::Tuple(items) => known.items = Some(items.len()),
            Value::Dict(dict) => known.items = Some(dict.len()),
            Value::Set(set) => known.items = Some(set.len()),
            Value::Str(text) => known.items = Some(text.chars().count()),
            _ => {}
        }
        known
    }

    /// The name of the array whose memory a view shows; empty where it has none.
    fn view_of(&self, object: &ArrayObject) -> Option<String> {
        let base = object.base.as_ref()?;
        let name = match base {
            Value::Array(base) => self.owner_of(|other| Rc::ptr_eq(other, base)),
            _ => None,
        };
        Some(name.unwrap_or_default())
    }

    /// The name of an array of the session.
    pub(super) fn owner_of(&self, wanted: impl Fn(&Rc<ArrayObject>) -> bool) -> Option<String> {
        let mut assigned = self.names.assigned();
        assigned.find_map(|(name, value)| match value {
            Value::Array(other) if wanted(other) => Some(name.name().to_string()),
            _ => None,
        })
    }

    /// A value in a few words: dtype and shape of an array, what else is short itself.
    pub(super) fn brief(&mut self, value: &Value) -> String {
        match value {
            Value::Array(object) => object.with(|array| {
                let kind = match object.subclass {
                    Some(_) => format!("{} ", value.type_name()),
                    None => String::new(),
                };
                let dtype = array.dtype().name();
                format!("{kind}{dtype} {}", shape_repr(array.shape()))
            }),
            Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Scalar(_)
            | Value::DType(_) => self.short(value),
            Value::Str(text) if text.len() <= SHORT => self.short(value),
            other => {
                let known = self.known("", other);
                match known.items {
                    Some(1) => format!("{}, 1 item", known.kind),
                    Some(items) => format!("{}, {items} items", known.kind),
                    None => known.kind,
                }
            }
        }
    }

    fn short(&mut self, value: &Value) -> String {
        match operations::repr(self, value) {
            Ok(text) if text.chars().count() <= SHORT && !text.contains('\n') => text,
            _ => value.type_name().to_string(),
        }
    }
}
