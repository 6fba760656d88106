//! Functions that a lesson defines, and the variables they run with.

use std::cell::RefCell;
use std::rc::Rc;

use super::Value;
use crate::syntax::ast::FunctionDef;
use crate::text::Source;

/// A variable shared between a function and the functions inside it; `None` until it is assigned.
pub type Cell = Rc<RefCell<Option<Value>>>;

/// A function made by `def` or `lambda`.
pub struct Function {
    pub definition: Rc<FunctionDef>,
    /// Values of the defaults, in the order of the parameters that have one: positional first, then keyword-only.
    pub defaults: Vec<Value>,
    /// The cells it takes from outside, in the order of `definition.scope.captured`.
    pub captured: Vec<Cell>,
    /// The text it was defined in, for carets in errors.
    pub source: Rc<Source>,
    pub attributes: RefCell<Vec<(Rc<str>, Value)>>,
}

/// The variables of one running call.
pub struct Frame {
    pub locals: Vec<Option<Value>>,
    pub cells: Vec<Cell>,
}
