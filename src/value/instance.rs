//! Classes that a lesson defines, and their instances.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Class, ClassId, Value};
use crate::text::Symbol;

/// A class made by a `class` statement.
pub struct UserClass {
    pub name: Symbol,
    pub qualified: String,
    pub bases: Vec<Class>,
    pub namespace: RefCell<Vec<(Symbol, Value)>>,
}

/// An instance of a [`UserClass`].
pub struct Instance {
    pub class: Rc<UserClass>,
    pub attributes: RefCell<Vec<(Symbol, Value)>>,
}

impl UserClass {
    /// The nearest built-in ancestor.
    pub fn builtin(&self) -> ClassId {
        self.bases
            .iter()
            .map(Class::builtin)
            .find(|&id| id != ClassId::OBJECT)
            .unwrap_or(ClassId::OBJECT)
    }
}
