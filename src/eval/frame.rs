//! The variables of one running call, and where in the text it runs.

use std::rc::Rc;

use crate::syntax::ast::Scope;
use crate::text::{Source, Span};
use crate::value::{Cell, Function, TracePoint, Value};

/// A running function, comprehension or cell.
pub(super) struct Frame {
    /// Local slots, parameters first; `None` until assigned.
    pub locals: Vec<Option<Value>>,
    /// Variables shared with inner functions: first those this scope owns, then those from outside.
    pub cells: Vec<Cell>,
    /// The text that runs, for carets.
    pub source: Rc<Source>,
    /// The function that runs; `None` at the top of a cell.
    pub function: Option<Rc<Function>>,
}

impl Frame {
    /// The top of a cell, whose names are all global.
    pub fn module(source: Rc<Source>) -> Frame {
        Frame {
            locals: Vec::new(),
            cells: Vec::new(),
            source,
            function: None,
        }
    }

    /// A call of `function`, before its parameters are bound.
    pub fn call(function: &Rc<Function>) -> Frame {
        let scope = &function.definition.scope;
        Frame {
            locals: vec![None; scope.locals.len()],
            cells: cells(scope, function.captured.iter().cloned()),
            source: function.source.clone(),
            function: Some(function.clone()),
        }
    }

    /// The scope of a comprehension inside this frame.
    pub fn comprehension(&self, scope: &Scope) -> Frame {
        Frame {
            locals: vec![None; scope.locals.len()],
            cells: cells(scope, self.captured(scope)),
            source: self.source.clone(),
            function: self.function.clone(),
        }
    }

    /// The cells that a scope defined in this frame takes from it.
    pub fn captured<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = Cell> + 'a {
        let at = |&index: &u32| self.cells.get(index as usize).cloned().unwrap_or_default();
        scope.captured.iter().map(at)
    }

    /// A place in this frame's text, for the trace of an error.
    pub fn point(&self, span: Span) -> TracePoint {
        let function = self.function.as_ref();
        TracePoint {
            source: self.source.clone(),
            span,
            function: function.map(|f| f.definition.qualified.as_str().into()),
        }
    }
}

fn cells(scope: &Scope, captured: impl Iterator<Item = Cell>) -> Vec<Cell> {
    if scope.cells.is_empty() {
        return Vec::new();
    }
    let owned = std::iter::repeat_with(Cell::default).take(scope.owned);
    owned.chain(captured).collect()
}
