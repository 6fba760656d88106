//! The open end of [`Value`](super::Value): objects that only their own chapter of the catalogue knows.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use super::{ClassId, Value};
use crate::array::{Object, ObjectRef};

/// A rarer built-in object. Its methods and attributes are rows of the catalogue under its class's name.
pub trait Native: Any {
    fn class(&self) -> ClassId;
    fn as_any(&self) -> &dyn Any;
    /// `repr()`; `None` for Python's `<… object at 0x…>`.
    fn repr(&self) -> Option<String> {
        None
    }
}

impl Value {
    /// The value as a native object of type `T`.
    pub fn native<T: 'static>(&self) -> Option<&T> {
        match self {
            Value::Native(native) => native.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// As an element of an object array.
    pub fn into_object(self) -> ObjectRef {
        Rc::new(Element(self))
    }

    /// The value that an element of an object array is.
    pub fn from_object(object: &ObjectRef) -> Value {
        object
            .as_any()
            .downcast_ref::<Element>()
            .map_or(Value::None, |element| element.0.clone())
    }
}

/// A value inside an object array.
struct Element(Value);

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.type_name())
    }
}

impl Object for Element {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn type_name(&self) -> String {
        self.0.type_name().to_string()
    }
}
