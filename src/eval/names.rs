//! Names: where they are read, bound and unbound.
//!
//! Global names live in a table by the number of their symbol. One that the lesson has not assigned is looked
//! for among Python's builtins, then among NumPy's own names, so that `dot(X, w)` works as typed; what is found
//! there is kept beside.

use super::Interpreter;
use super::modules::Origin;
use crate::syntax::ast::Variable;
use crate::text::{Span, Symbol};
use crate::value::{ClassId, Exception, Raised, Result, Value};

/// The session's namespace.
#[derive(Default)]
pub(super) struct Names {
    globals: Vec<Option<Value>>,
    /// Global names in the order of their first assignment.
    order: Vec<Symbol>,
    /// What the catalogue gives for names that are not assigned.
    given: Vec<Option<(Value, Origin)>>,
    /// NumPy's names that the cell used without importing them.
    bare: Vec<Symbol>,
}

impl Names {
    #[inline]
    pub fn get(&self, name: Symbol) -> Option<&Value> {
        self.globals.get(name.index())?.as_ref()
    }

    #[inline]
    pub fn get_mut(&mut self, name: Symbol) -> Option<&mut Value> {
        self.globals.get_mut(name.index())?.as_mut()
    }

    #[inline]
    pub fn set(&mut self, name: Symbol, value: Value) {
        match self.globals.get_mut(name.index()) {
            Some(Some(place)) => *place = value,
            _ => self.add(name, value),
        }
    }

    fn add(&mut self, name: Symbol, value: Value) {
        place(&mut self.globals, name).replace(value);
        self.order.push(name);
    }

    pub fn remove(&mut self, name: Symbol) -> Option<Value> {
        let old = self.globals.get_mut(name.index())?.take()?;
        self.order.retain(|&other| other != name);
        Some(old)
    }

    /// The lesson's names, in the order of their first assignment.
    pub fn assigned(&self) -> impl Iterator<Item = (Symbol, &Value)> {
        self.order
            .iter()
            .filter_map(|&name| Some((name, self.get(name)?)))
    }

    /// NumPy's names used without an import since the last call.
    pub fn take_bare(&mut self) -> Vec<Symbol> {
        std::mem::take(&mut self.bare)
    }

    /// Puts back what [`Names::take_bare`] took.
    pub fn put_bare(&mut self, bare: Vec<Symbol>) {
        self.bare = bare;
    }

    /// Gives a name a value of the prompt's own: one that the session assigns wins over it.
    pub fn give(&mut self, name: Symbol, value: Value) {
        place(&mut self.given, name).replace((value, Origin::Python));
    }

    fn given(&mut self, name: Symbol) -> Option<Value> {
        let (value, origin) = self.given.get(name.index())?.as_ref()?;
        if *origin == Origin::NumPy && !self.bare.contains(&name) {
            self.bare.push(name);
        }
        Some(value.clone())
    }
}

/// The place of a symbol in a table that grows as needed.
fn place<T>(table: &mut Vec<Option<T>>, name: Symbol) -> &mut Option<T> {
    if table.len() <= name.index() {
        table.resize_with(name.index() + 1, || None);
    }
    &mut table[name.index()]
}

/// Global names that others stand in front of, with the values they had.
pub(super) struct Hidden(Vec<(Symbol, Option<Value>)>);

impl Interpreter {
    /// Gives variables to the global names for a while.
    pub(super) fn hide_globals(&mut self, variables: Vec<(Symbol, Value)>) -> Hidden {
        let mut hidden = Vec::new();
        for (name, value) in variables {
            hidden.push((name, self.names.get(name).cloned()));
            self.names.set(name, value);
        }
        Hidden(hidden)
    }

    /// What global names are bound to, for [`Interpreter::restore_globals`].
    pub(super) fn bindings(&self, names: Vec<Symbol>) -> Hidden {
        let now = names.into_iter();
        Hidden(
            now.map(|name| (name, self.names.get(name).cloned()))
                .collect(),
        )
    }

    /// Gives the global names back what [`Interpreter::hide_globals`] took from them.
    pub(super) fn restore_globals(&mut self, hidden: Hidden) {
        for (name, value) in hidden.0 {
            match value {
                Some(value) => self.names.set(name, value),
                None => drop(self.names.remove(name)),
            }
        }
    }

    /// The value of a name.
    #[inline]
    pub(super) fn load(&mut self, name: Symbol, variable: Variable, span: Span) -> Result<Value> {
        let found = match variable {
            Variable::Global => self.names.get(name),
            Variable::Local(slot) => self.local(slot),
            Variable::Cell(_) | Variable::Class { .. } | Variable::Given => None,
        };
        match found {
            Some(value) => Ok(value.clone()),
            None => self.load_elsewhere(name, variable, span),
        }
    }

    #[inline]
    fn local(&self, slot: u32) -> Option<&Value> {
        self.frame.locals.get(slot as usize)?.as_ref()
    }

    fn load_elsewhere(&mut self, name: Symbol, variable: Variable, span: Span) -> Result<Value> {
        let found = match variable {
            Variable::Local(_) => None,
            Variable::Cell(cell) => self.cell_value(cell),
            Variable::Global | Variable::Given => self.load_given(name)?,
            Variable::Class { outer } => self.load_in_class(name, outer)?,
        };
        found.ok_or_else(|| {
            let error = self.unbound(name, variable);
            self.at(error, span)
        })
    }

    fn cell_value(&self, cell: u32) -> Option<Value> {
        self.frame.cells.get(cell as usize)?.borrow().clone()
    }

    fn load_in_class(&mut self, name: Symbol, outer: Option<u32>) -> Result<Option<Value>> {
        if let Some(value) = self.frame.code.class().and_then(|body| body.get(name)) {
            return Ok(Some(value));
        }
        if let Some(value) = outer.and_then(|cell| self.cell_value(cell)) {
            return Ok(Some(value));
        }
        match self.names.get(name) {
            Some(value) if !self.frame.code.source().is_library => Ok(Some(value.clone())),
            _ => self.load_given(name),
        }
    }

    /// A name of Python's or NumPy's that the lesson has not assigned.
    fn load_given(&mut self, name: Symbol) -> Result<Option<Value>> {
        if let Some(value) = self.names.given(name) {
            return Ok(Some(value));
        }
        let found = self.given_by_catalogue(&name.name())?;
        if found.is_some() {
            *place(&mut self.names.given, name) = found;
        }
        Ok(self.names.given(name))
    }

    /// A global name, as the completion and `%who` of a terminal look it up.
    pub(super) fn global(&mut self, name: Symbol) -> Result<Option<Value>> {
        match self.names.get(name) {
            Some(value) => Ok(Some(value.clone())),
            None => self.load_given(name),
        }
    }

    #[inline]
    pub(super) fn store(&mut self, name: Symbol, variable: Variable, value: Value) {
        match variable {
            Variable::Global | Variable::Given => self.names.set(name, value),
            Variable::Class { .. } => match self.frame.code.class() {
                Some(body) => body.set(name, value),
                None => self.names.set(name, value),
            },
            Variable::Local(slot) => {
                if let Some(place) = self.frame.locals.get_mut(slot as usize) {
                    *place = Some(value);
                }
            }
            Variable::Cell(cell) => {
                if let Some(cell) = self.frame.cells.get(cell as usize) {
                    cell.replace(Some(value));
                }
            }
        }
    }

    /// `del name`; the error is NameError where it is not bound.
    pub(super) fn unbind(&mut self, name: Symbol, variable: Variable, span: Span) -> Result<()> {
        let old = match variable {
            Variable::Global | Variable::Given => self.names.remove(name),
            Variable::Class { .. } => match self.frame.code.class() {
                Some(body) => body.remove(name),
                None => self.names.remove(name),
            },
            Variable::Local(slot) => self
                .frame
                .locals
                .get_mut(slot as usize)
                .and_then(Option::take),
            Variable::Cell(cell) => {
                let cell = self.frame.cells.get(cell as usize);
                cell.and_then(|cell| cell.take())
            }
        };
        match old {
            Some(_) => Ok(()),
            None => {
                let error = self.unbound(name, variable);
                Err(self.at(error, span))
            }
        }
    }

    /// What Python says of a name without a value.
    #[cold]
    fn unbound(&self, name: Symbol, variable: Variable) -> Raised {
        let owned = |scope: &crate::syntax::ast::Scope, cell: u32| (cell as usize) < scope.owned;
        let function = self.frame.code.function();
        match variable {
            Variable::Cell(cell) if !function.is_some_and(|f| owned(&f.definition.scope, cell)) => {
                named(
                    ClassId::NAME_ERROR,
                    name,
                    format!(
                        "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
                    ),
                )
            }
            Variable::Local(_) | Variable::Cell(_) => Raised::new(
                ClassId::UNBOUND_LOCAL_ERROR,
                format!(
                    "cannot access local variable '{name}' where it is not associated with a value"
                ),
            ),
            Variable::Global | Variable::Given | Variable::Class { .. } => named(
                ClassId::NAME_ERROR,
                name,
                format!("name '{name}' is not defined"),
            ),
        }
    }
}

/// A NameError, which knows the name.
fn named(class: ClassId, name: Symbol, message: String) -> Raised {
    let exception = Exception::new(class, vec![Value::str(message)]);
    exception
        .attributes
        .borrow_mut()
        .push(("name".into(), Value::Str(name.name())));
    Raised::exception(exception.into())
}
