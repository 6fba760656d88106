//! `class`, and how instances come to be.

use std::cell::RefCell;
use std::rc::Rc;

use super::Interpreter;
use super::frame::{Code, Frame};
use crate::builtins as catalogue;
use crate::syntax::ast::{ClassDef, Stmt};
use crate::text::{Source, Span, Symbol};
use crate::value::{
    Arguments, Class, ClassId, Dict, Exception, Instance, PlainObject, Raised, Result, UserClass,
    Value, descriptor,
};

/// The running body of a class.
pub(super) struct ClassBody {
    pub definition: Rc<ClassDef>,
    pub source: Rc<Source>,
    /// The names that the body has bound so far.
    pub namespace: RefCell<Vec<(Symbol, Value)>>,
}

/// Keyword arguments of a `class` statement.
type Keywords = Vec<(Rc<str>, Value)>;

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
        let given = self.arguments(&metaclass, &definition.arguments)?;
        let (namespace, class_cell) = self.class_body(definition, span)?;
        let class = self
            .make_class(definition, given, namespace)
            .map_err(|error| self.at(error, span))?;
        if let Some(cell) = class_cell {
            cell.replace(Some(class.clone()));
        }
        let decorated = self.decorated(class, decorators)?;
        self.store(definition.name, definition.variable, decorated);
        Ok(())
    }

    /// Runs the body: what it bound, and the cell in which its methods look for their class.
    fn class_body(
        &mut self,
        definition: &Rc<ClassDef>,
        span: Span,
    ) -> Result<(Vec<(Symbol, Value)>, Option<crate::value::Cell>)> {
        let doc = match &definition.docstring {
            Some(text) => Value::Str(text.clone()),
            None => Value::None,
        };
        let body = Rc::new(ClassBody {
            definition: definition.clone(),
            source: self.frame.code.source().clone(),
            namespace: RefCell::new(vec![
                (Symbol::new("__module__"), Value::str("__main__")),
                (Symbol::new("__doc__"), doc),
            ]),
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

    fn make_class(
        &mut self,
        definition: &ClassDef,
        given: Arguments,
        mut namespace: Vec<(Symbol, Value)>,
    ) -> Result<Value> {
        let mut bases = Vec::new();
        for base in &given.positional {
            match base {
                Value::Class(class) => bases.push(class.clone()),
                other => return self.class_of_object(definition, other, &given),
            }
        }
        let keywords = own_keywords(given.keywords)?;
        bases.iter().try_for_each(acceptable)?;
        if bases.is_empty() {
            bases.push(ClassId::OBJECT.into());
        }
        let [eq, hash] = ["__eq__", "__hash__"].map(Symbol::new);
        let binds = |name| namespace.iter().any(|(own, _)| *own == name);
        if binds(eq) && !binds(hash) {
            // A class that says what equals it and not how it hashes cannot be a key.
            namespace.push((hash, Value::None));
        }
        let class = UserClass::new(definition.name, definition.qualified.clone(), bases)?;
        class.namespace.replace(namespace);
        let class = Rc::new(class);
        self.tell_ancestors(&class, keywords)?;
        Ok(Value::Class(Class::User(class)))
    }

    /// A base that is no class: Python asks the base's own class to make the new one.
    fn class_of_object(
        &mut self,
        definition: &ClassDef,
        base: &Value,
        given: &Arguments,
    ) -> Result<Value> {
        let arguments = [
            Value::Str(definition.name.name()),
            Value::tuple(given.positional.to_vec()),
            Value::Dict(Rc::new(Dict::default())),
        ];
        self.apply(
            &Value::Class(base.class()),
            Arguments::positional(arguments),
        )
    }

    /// Calls `__init_subclass__` of the nearest ancestor that has one.
    fn tell_ancestors(&mut self, class: &Rc<UserClass>, keywords: Keywords) -> Result<()> {
        let name = Symbol::new("__init_subclass__");
        match class.ancestors.iter().find_map(|above| above.own(name)) {
            Some(hook) => {
                let own = Value::Class(Class::User(class.clone()));
                let function = match hook.native::<descriptor::ClassMethod>() {
                    Some(method) => method.0.clone(),
                    None => hook,
                };
                let arguments = Arguments {
                    keywords,
                    ..Arguments::positional([own])
                };
                self.apply(&function, arguments).map(drop)
            }
            None if keywords.is_empty() => Ok(()),
            None => {
                let name = &class.qualified;
                let message = format!("{name}.__init_subclass__() takes no keyword arguments");
                Err(Raised::type_error(message))
            }
        }
    }

    /// `Class(…)` of a class of the lesson's: `__new__`, then `__init__` of what it gave.
    pub(super) fn construct(
        &mut self,
        class: &Rc<UserClass>,
        arguments: Arguments,
    ) -> Result<Value> {
        let made = match class.find(Symbol::new("__new__")) {
            Some(new) => {
                let own = Class::User(class.clone());
                let new = descriptor::bound(new, None, &own);
                let arguments = arguments.clone().with_receiver(Value::Class(own));
                self.apply(&new, arguments)?
            }
            None => self.allocate(class, &arguments)?,
        };
        if !made.class().is_subclass(&Class::User(class.clone())) {
            return Ok(made);
        }
        let Some(init) = class.find(Symbol::new("__init__")) else {
            return Ok(made);
        };
        let init = descriptor::bound(init, Some(&made), &made.class());
        match self.apply(&init, arguments)? {
            Value::None => Ok(made),
            other => Err(Raised::type_error(format!(
                "__init__() should return None, not '{}'",
                other.qualified_type_name()
            ))),
        }
    }

    /// An object of a class of the lesson's before its `__init__`, as the built-in `__new__` makes it.
    pub(super) fn allocate(
        &mut self,
        class: &Rc<UserClass>,
        arguments: &Arguments,
    ) -> Result<Value> {
        let own = Class::User(class.clone());
        if class.builtin().is_exception() {
            let mut arguments = arguments.clone();
            if class.find(Symbol::new("__init__")).is_some() {
                arguments.keywords.clear();
            }
            return new_exception(&own, arguments);
        }
        if class.builtin() != ClassId::OBJECT {
            return match catalogue::find_member(&own, "__new__") {
                Some(row) => {
                    let mut arguments = arguments.clone().with_receiver(Value::Class(own));
                    self.call_row(row, &mut arguments)
                }
                None => Err(no_instances(&own)),
            };
        }
        let takes_some = ["__init__", "__new__"]
            .map(Symbol::new)
            .into_iter()
            .any(|name| class.find(name).is_some());
        let given = !arguments.positional.is_empty() || !arguments.keywords.is_empty();
        if given && !takes_some {
            let message = format!("{}() takes no arguments", class.name);
            return Err(Raised::type_error(message));
        }
        Ok(Value::Instance(Rc::new(Instance {
            class: class.clone(),
            attributes: RefCell::default(),
        })))
    }
}

/// The keywords of a `class` statement without the metaclass, which can only be `type`.
fn own_keywords(keywords: Keywords) -> Result<Keywords> {
    let (metaclass, others): (Keywords, Keywords) = keywords
        .into_iter()
        .partition(|(name, _)| &**name == "metaclass");
    match metaclass.first() {
        Some((_, class)) if !class.is(&Value::Class(ClassId::TYPE.into())) => {
            Err(not_run("a metaclass"))
        }
        _ => Ok(others),
    }
}

/// Can a lesson's class inherit from this one?
fn acceptable(base: &Class) -> Result<()> {
    let Class::Builtin(id) = base else {
        return Ok(());
    };
    if *id == ClassId::OBJECT || id.is_exception() || id.is_subclass(ClassId::NDARRAY) {
        return Ok(());
    }
    let extensible = [
        ClassId::INT,
        ClassId::FLOAT,
        ClassId::COMPLEX,
        ClassId::STR,
        ClassId::BYTES,
        ClassId::LIST,
        ClassId::TUPLE,
        ClassId::DICT,
        ClassId::SET,
        ClassId::FROZENSET,
        ClassId::TYPE,
    ];
    if extensible.contains(id) || id.module() != "builtins" {
        return Err(not_run(&format!("a subclass of {}", id.qualified())));
    }
    let message = format!("type '{}' is not an acceptable base type", id.qualified());
    Err(Raised::type_error(message))
}

fn not_run(construct: &str) -> Raised {
    let message = format!("ndbook does not run {construct} yet");
    Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message)
}

fn no_instances(class: &Class) -> Raised {
    let message = format!("cannot create '{}' instances", class.qualified());
    Raised::type_error(message)
}

/// `Class(…)` of a built-in class that the catalogue has no `__new__` of: an exception, or `object`.
pub(super) fn instantiate_builtin(id: ClassId, arguments: Arguments) -> Result<Value> {
    if id.is_exception() {
        return new_exception(&id.into(), arguments);
    }
    if id != ClassId::OBJECT {
        return Err(no_instances(&id.into()));
    }
    match arguments.positional.is_empty() && arguments.keywords.is_empty() {
        true => Ok(Value::Native(Rc::new(PlainObject))),
        false => Err(Raised::type_error("object() takes no arguments")),
    }
}

fn new_exception(class: &Class, arguments: Arguments) -> Result<Value> {
    if !arguments.keywords.is_empty() {
        let message = format!("{}() takes no keyword arguments", class.name());
        return Err(Raised::type_error(message));
    }
    let exception = Exception::new(class.clone(), arguments.positional.into_vec());
    if class.builtin().is_subclass(ClassId::STOP_ITERATION) {
        let value = exception.args.borrow().first().cloned();
        let value = value.unwrap_or(Value::None);
        exception
            .attributes
            .borrow_mut()
            .push(("value".into(), value));
    }
    Ok(Value::Exception(Rc::new(exception)))
}
