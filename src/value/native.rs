//! The open end of [`Value`]: objects that only their own chapter of the catalogue knows.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use super::{Class, ClassId, Host, Result, Value};
use crate::array::{Object, ObjectRef};
use crate::syntax::ast::CompareOp;

/// A rarer built-in object. Its methods and attributes are rows of the catalogue under its class's name.
pub trait Native: Any {
    fn class(&self) -> ClassId;
    fn as_any(&self) -> &dyn Any;

    /// The class as a value, where it is one made by the lesson.
    fn full_class(&self) -> Class {
        self.class().into()
    }

    /// The items of an object that is a tuple too: a named one.
    fn as_tuple(&self) -> Option<&Rc<[Value]>> {
        None
    }

    /// The items of what NumPy takes for a sequence.
    fn as_sequence(&self) -> Option<Vec<Value>> {
        self.as_tuple().map(|items| items.to_vec())
    }

    /// The elements of what NumPy takes for an array's memory.
    fn as_memory(&self) -> Option<crate::array::Array> {
        None
    }

    /// An attribute that is the object's own, and no row of its class.
    fn attribute(&self, _name: &str) -> Option<Value> {
        None
    }

    /// Sets an attribute of the object's own, or deletes it; false where it takes none, or has none of this name.
    fn put_attribute(&self, _name: &str, _new: Option<Value>) -> bool {
        false
    }

    /// Takes over the contents of another object of the same class, which is new: `deque.__init__`.
    fn become_other(&self, _new: &Value) {}

    /// Gives up what the object holds, before it is dropped.
    fn take_values(&mut self) -> Vec<Value> {
        Vec::new()
    }

    /// Can nothing about it change, so that a copy of the session may share it?
    fn is_constant(&self) -> bool {
        false
    }

    /// The object in a copy of the session, where `copy` gives the copies of the values it holds; `None` for one that
    /// has no copy.
    fn copied(&self, _copy: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
        None
    }

    /// `repr()`; `None` for Python's `<… object at 0x…>`.
    fn repr(&self) -> Option<String> {
        None
    }

    /// `repr()` of an object that shows others inside it.
    ///
    /// # Errors
    /// Whatever showing them raises.
    fn repr_with(&self, _: &mut dyn Host) -> Result<Option<String>> {
        Ok(self.repr())
    }

    /// `str()`, where it is not `repr()`.
    fn str(&self) -> Option<String> {
        None
    }

    /// `str()` of an object that shows others inside it, or asks for the session's options.
    ///
    /// # Errors
    /// Whatever showing them raises.
    fn str_with(&self, _: &mut dyn Host) -> Result<Option<String>> {
        Ok(self.str())
    }

    /// Do its operators go before those of an array on their left? So NumPy's classes ask with `__array_ufunc__ = None`.
    fn goes_before_arrays(&self) -> bool {
        false
    }

    /// `bool()`
    ///
    /// # Errors
    /// The object's own.
    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(true)
    }

    /// `hash()`; `None` for an object that is equal only to itself.
    ///
    /// # Errors
    /// TypeError for one that cannot be a key.
    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Ok(None)
    }

    /// `self op other`; `None` where it has no such comparison.
    ///
    /// # Errors
    /// Whatever comparing raises.
    fn compare(&self, _: &mut dyn Host, _: CompareOp, _other: &Value) -> Result<Option<Value>> {
        Ok(None)
    }
}

impl Value {
    /// The value as a native object of type `T`.
    pub fn native<T: 'static>(&self) -> Option<&T> {
        match self {
            Value::Native(native) => native.as_any().downcast_ref(),
            other => other.held().and_then(Value::native),
        }
    }

    /// The items of a tuple, also a named one.
    pub fn tuple_items(&self) -> Option<&Rc<[Value]>> {
        match self {
            Value::Tuple(items) => Some(items),
            Value::Native(native) => native.as_tuple(),
            other => other.held().and_then(Value::tuple_items),
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

    fn repr(&self) -> String {
        match &self.0 {
            Value::Str(text) => format!("'{text}'"),
            _ => self.text(),
        }
    }

    fn text(&self) -> String {
        match &self.0 {
            Value::None => "None".into(),
            Value::Bool(true) => "True".into(),
            Value::Bool(false) => "False".into(),
            Value::Int(x) => x.to_string(),
            Value::BigInt(x) => x.to_string(),
            Value::Float(x) => crate::array::print::float_text(*x),
            Value::Str(text) => text.to_string(),
            other => format!("<{} object>", other.type_name()),
        }
    }

    fn type_name(&self) -> String {
        self.0.type_name().to_string()
    }
}
