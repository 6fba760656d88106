//! The `class` statement: its body runs like a function's, then the metaclass makes a class of what it bound.

use std::cell::RefCell;
use std::rc::Rc;

use super::Interpreter;
use super::frame::{Code, Frame};
use crate::syntax::ast::{ClassDef, Stmt};
use crate::text::{Source, Span, Symbol};
use crate::value::{Arguments, ClassId, Raised, Result, Value};

/// The running body of a class.
pub(super) struct ClassBody {
    pub definition: Rc<ClassDef>,
    pub source: Rc<Source>,
    /// The names that the body has bound so far.
    pub namespace: RefCell<Vec<(Symbol, Value)>>,
}

/// What a class's body binds.
pub(super) type Namespace = Vec<(Symbol, Value)>;

impl ClassBody {
    pub fn get(&self, name: Symbol) -> Option<Value> {
        let namespace = self.namespace.borrow();
        let found = namespace.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.clone())
    }

    pub fn set(&self, name: Symbol, value: Value) {
        put(&mut self.namespace.borrow_mut(), name, value);
    }

    pub fn remove(&self, name: Symbol) -> Option<Value> {
        let mut namespace = self.namespace.borrow_mut();
        let at = namespace.iter().position(|(own, _)| *own == name)?;
        Some(namespace.remove(at).1)
    }
}

fn put(namespace: &mut Vec<(Symbol, Value)>, name: Symbol, value: Value) {
    match namespace.iter_mut().find(|(own, _)| *own == name) {
        Some((_, place)) => *place = value,
        None => namespace.push((name, value)),
    }
}

impl Interpreter {
    /// `class Name(bases): …`
    pub(super) fn class_statement(&mut self, definition: &Rc<ClassDef>, span: Span) -> Result<()> {
        let decorators = self.decorators(&definition.decorators)?;
        let metaclass = Value::Class(ClassId::TYPE.into());
        let mut given = self.arguments(&metaclass, &definition.arguments)?;
        let explicit = take_metaclass(&mut given);
        let original = self
            .resolve_bases(&mut given)
            .map_err(|error| self.at(error, span))?;
        let maker = self
            .maker(explicit, &given.positional)
            .map_err(|error| self.at(error, span))?;
        let prepared = self
            .prepared(&maker, definition, &given)
            .map_err(|error| self.at(error, span))?;
        let (mut namespace, class_cell) = self.class_body(definition, prepared, span)?;
        if let Some(bases) = original {
            put(&mut namespace, Symbol::new("__orig_bases__"), bases);
        }
        let class = self
            .made_by(&maker, definition, given, namespace)
            .map_err(|error| self.at(error, span))?;
        if let Some(cell) = class_cell {
            cell.replace(Some(class.clone()));
        }
        let decorated = self.decorated(class, decorators)?;
        self.store(definition.name, definition.variable, decorated);
        Ok(())
    }

    /// Puts classes in place of bases that are none but stand for some; the bases as they were written, where there are such.
    fn resolve_bases(&mut self, given: &mut Arguments) -> Result<Option<Value>> {
        let written = given.positional.clone();
        let all = Value::tuple(written.to_vec());
        let mut changed = false;
        given.positional.clear();
        for base in written {
            let stands_for = match &base {
                Value::Class(_) => None,
                other => self.find_attribute(other, "__mro_entries__")?,
            };
            let Some(entries) = stands_for else {
                given.positional.push(base);
                continue;
            };
            let entries = self.apply(&entries, Arguments::positional([all.clone()]))?;
            let Some(entries) = entries.tuple_items() else {
                return Err(Raised::type_error("__mro_entries__ must return a tuple"));
            };
            given.positional.extend(entries.iter().cloned());
            changed = true;
        }
        Ok(changed.then_some(all))
    }

    /// Runs the body: what it bound, and the cell in which its methods look for their class.
    fn class_body(
        &mut self,
        definition: &Rc<ClassDef>,
        prepared: Namespace,
        span: Span,
    ) -> Result<(Namespace, Option<crate::value::Cell>)> {
        let module = Value::str(self.module_name());
        let mut namespace = vec![
            (Symbol::new("__module__"), module),
            (
                Symbol::new("__qualname__"),
                Value::str(&definition.qualified),
            ),
        ];
        namespace.extend(prepared);
        if let Some(text) = &definition.docstring {
            namespace.push((Symbol::new("__doc__"), Value::Str(text.clone())));
        }
        let body = Rc::new(ClassBody {
            definition: definition.clone(),
            source: self.frame.code.source().clone(),
            namespace: RefCell::new(namespace),
        });
        let mut frame = self.frame.comprehension(&definition.scope);
        frame.code = Code::Class(body.clone());
        self.enter_body(&mut frame, &definition.body)
            .map_err(|error| self.at(error, span))?;
        let class_cell = match definition.scope.owned {
            0 => None,
            _ => frame.cells.first().cloned(),
        };
        Ok((body.namespace.take(), class_cell))
    }

    fn enter_body(&mut self, frame: &mut Frame, body: &[Stmt]) -> Result<()> {
        self.depth.enter_call()?;
        let result = self.inside(frame, |interpreter| interpreter.block(body).map(drop));
        self.depth.leave_call();
        result
    }
}

/// The metaclass that a `class` statement names.
fn take_metaclass(given: &mut Arguments) -> Option<Value> {
    let keywords = &mut given.keywords;
    let at = keywords
        .iter()
        .position(|(name, _)| &**name == "metaclass")?;
    Some(keywords.remove(at).1)
}
