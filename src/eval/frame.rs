//! The variables of one running call, and where in the text it runs.

use std::rc::Rc;

use super::classes::ClassBody;
use super::suspension::Kept;
use crate::syntax::ast::Scope;
use crate::text::{Source, Span, Symbol};
use crate::value::{Cell, Function, TracePoint, Value};

/// A running function, comprehension or cell.
pub(super) struct Frame {
    /// Local slots, parameters first; `None` until assigned.
    pub locals: Vec<Option<Value>>,
    /// Variables shared with inner functions: first those this scope owns, then those from outside.
    pub cells: Vec<Cell>,
    pub code: Code,
    /// In a statement with a `yield` inside one of its expressions.
    pub kept: Option<Box<Kept>>,
}

/// What runs in a frame.
#[derive(Clone)]
pub(super) enum Code {
    /// The top of a cell.
    Cell(Rc<Source>),
    Function(Rc<Function>),
    Class(Rc<ClassBody>),
}

impl Code {
    /// The text that runs, for carets.
    pub fn source(&self) -> &Rc<Source> {
        match self {
            Code::Cell(source) => source,
            Code::Function(function) => &function.source,
            Code::Class(body) => &body.source,
        }
    }

    pub fn function(&self) -> Option<&Rc<Function>> {
        match self {
            Code::Cell(_) | Code::Class(_) => None,
            Code::Function(function) => Some(function),
        }
    }

    /// What a trace calls it; the top of a cell has no name.
    fn name(&self) -> Option<&str> {
        match self {
            Code::Cell(_) => None,
            Code::Function(function) => Some(&function.definition.qualified),
            Code::Class(body) => Some(&body.definition.qualified),
        }
    }

    /// The running body of a class.
    pub fn class(&self) -> Option<&Rc<ClassBody>> {
        match self {
            Code::Class(body) => Some(body),
            Code::Cell(_) | Code::Function(_) => None,
        }
    }
}

impl Frame {
    /// The top of a cell, whose names are all global.
    pub fn cell(source: Rc<Source>) -> Frame {
        Frame {
            locals: Vec::new(),
            cells: Vec::new(),
            code: Code::Cell(source),
            kept: None,
        }
    }

    /// A call of `function` with its parameters in the first slots of `locals`; those in cells move there.
    pub fn call(function: Rc<Function>, mut locals: Vec<Option<Value>>) -> Frame {
        let scope = &function.definition.scope;
        locals.resize(scope.locals.len(), None);
        let cells = cells(scope, function.captured.iter().cloned());
        for &(slot, cell) in &scope.parameter_cells {
            let value = locals.get_mut(slot as usize).and_then(Option::take);
            if let Some(cell) = cells.get(cell as usize) {
                cell.replace(value);
            }
        }
        Frame {
            locals,
            cells,
            code: Code::Function(function),
            kept: None,
        }
    }

    /// The scope of a comprehension, or of a class's body, inside this frame.
    pub fn comprehension(&self, scope: &Scope) -> Frame {
        Frame {
            locals: vec![None; scope.locals.len()],
            cells: cells(scope, self.captured(scope)),
            code: self.code.clone(),
            kept: None,
        }
    }

    /// The cells that a scope defined in this frame takes from it.
    pub fn captured<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = Cell> + 'a {
        let at = |&index: &u32| self.cells.get(index as usize).cloned().unwrap_or_default();
        scope.captured.iter().map(at)
    }

    /// The variables of a function's or class's frame that have a value; none at the top of a cell.
    pub fn variables(&self) -> Vec<(Symbol, Value)> {
        if let Code::Class(body) = &self.code {
            return body.namespace.borrow().clone();
        }
        let Some(function) = self.code.function() else {
            return Vec::new();
        };
        let scope = &function.definition.scope;
        let slots = scope.locals.iter().zip(&self.locals);
        let slots = slots.filter_map(|(&name, value)| Some((name, value.clone()?)));
        let cells = scope.cells.iter().zip(&self.cells);
        let cells = cells.filter_map(|(&name, cell)| Some((name, cell.borrow().clone()?)));
        slots.chain(cells).collect()
    }

    /// A place in this frame's text, for the trace of an error.
    pub fn point(&self, span: Span) -> TracePoint {
        TracePoint {
            source: self.code.source().clone(),
            span,
            function: self.code.name().map(Into::into),
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
