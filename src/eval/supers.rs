//! `super()`, and the methods that every object has from the start.

use std::rc::Rc;

use super::Interpreter;
use super::frame::Code;
use crate::builtins;
use crate::text::Symbol;
use crate::value::builtin::{Keywords, Rest};
use crate::value::descriptor::{Super, bound};
use crate::value::{
    Arguments, BoundMethod, Builtin, Class, ClassId, Host, Raised, Result, Value, display, hash,
};

builtins! {
    /// Makes an object of the class, without initialising it.
    "object.__new__" "(cls, /, *args, **kwargs)" => |host: &mut dyn Host, class: Value, args: Rest, keywords: Keywords| {
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
        new(host, &class, arguments)
    };
    /// Initialises an object; an exception keeps the arguments.
    "object.__init__" "(self, /, *args, **kwargs)" => |object: Value, args: Rest, keywords: Keywords| init(&object, &args.0, &keywords.0);
    /// What `repr` shows of an object without a `__repr__` of its own.
    "object.__repr__" "(self, /)" => |host: &mut dyn Host, object: Value| display::own_repr(host, &object);
    /// What `str` gives for an object without a `__str__` of its own.
    "object.__str__" "(self, /)" => |host: &mut dyn Host, object: Value| display::own_str(host, &object);
    /// Is it the same object?
    "object.__eq__" "(self, value, /)" => |object: Value, other: Value| match object.is(&other) {
        true => Value::Bool(true),
        false => Value::NotImplemented,
    };
    /// The hash of an object without a `__hash__` of its own.
    "object.__hash__" "(self, /)" => |host: &mut dyn Host, object: Value| hash::hash_identity(host, &object);
    /// Sets an attribute, past a `__setattr__` of the class.
    "object.__setattr__" "(self, name, value, /)" => |host: &mut dyn Host, object: Value, name: Rc<str>, value: Value| {
        walk(host)?.put_own(&object, &name, Some(value))
    };
    /// Deletes an attribute, past a `__delattr__` of the class.
    "object.__delattr__" "(self, name, /)" => |host: &mut dyn Host, object: Value, name: Rc<str>| {
        walk(host)?.put_own(&object, &name, None)
    };
    /// Told of a new subclass; does nothing.
    "object.__init_subclass__" "(cls, /)" => |_class: Value| Value::None;
}

/// The row of a method that every object has.
pub(super) fn of_object(name: &str) -> Option<&'static Builtin> {
    ROWS.iter().find(|row| row.name() == name)
}

fn walk(host: &mut dyn Host) -> Result<&mut Interpreter> {
    let walk = host.as_any().downcast_mut::<Interpreter>();
    walk.ok_or_else(|| Raised::new(ClassId::RUNTIME_ERROR, "no code can be run here"))
}

fn new(host: &mut dyn Host, class: &Value, arguments: Arguments) -> Result<Value> {
    match class {
        Value::Class(Class::User(class)) => walk(host)?.allocate(class, &arguments),
        Value::Class(Class::Builtin(ClassId::OBJECT)) => {
            super::classes::instantiate_builtin(ClassId::OBJECT, arguments)
        }
        Value::Class(class) => Err(Raised::type_error(format!(
            "object.__new__({name}) is not safe, use {name}.__new__()",
            name = class.name()
        ))),
        other => Err(Raised::type_error(format!(
            "object.__new__(X): X is not a type object ({})",
            other.qualified_type_name()
        ))),
    }
}

fn init(object: &Value, args: &[Value], keywords: &[(Rc<str>, Value)]) -> Result<()> {
    if let Value::Exception(exception) = object {
        if !keywords.is_empty() {
            let name = exception.class.name();
            let message = format!("{name}() takes no keyword arguments");
            return Err(Raised::type_error(message));
        }
        let old = exception.args.replace(args.to_vec());
        drop(old);
        return Ok(());
    }
    if args.is_empty() && keywords.is_empty() {
        return Ok(());
    }
    let overrides = match object.class() {
        Class::User(class) => class.find(Symbol::new("__init__")).is_some(),
        Class::Builtin(_) => true,
    };
    let name = match overrides {
        true => "object".into(),
        false => object.type_name(),
    };
    Err(Raised::type_error(format!(
        "{name}.__init__() takes exactly one argument (the instance to initialize)"
    )))
}

fn not_super(message: &str) -> Raised {
    Raised::runtime_error(format!("super(): {message}"))
}

impl Interpreter {
    /// `super()` in a method, or `super(class, object)`.
    pub(super) fn make_super(&mut self, arguments: Arguments) -> Result<Value> {
        if !arguments.keywords.is_empty() {
            return Err(Raised::type_error("super() takes no keyword arguments"));
        }
        let (class, object) = match arguments.positional.as_slice() {
            [] => self.method_and_object()?,
            [class, object] => (class.clone(), object.clone()),
            [_] => {
                return Err(Raised::new(
                    ClassId::NOT_IMPLEMENTED_ERROR,
                    "ndbook does not run super() of one argument yet",
                ));
            }
            more => {
                let message = format!("super() expected at most 2 arguments, got {}", more.len());
                return Err(Raised::type_error(message));
            }
        };
        let Value::Class(class) = class else {
            let name = class.qualified_type_name();
            let message = format!("super() argument 1 must be a type, not {name}");
            return Err(Raised::type_error(message));
        };
        let of = match &object {
            Value::Class(own) if own.is_subclass(&class) => own.clone(),
            other if other.class().is_subclass(&class) => other.class(),
            _ => {
                let message = "super(type, obj): obj must be an instance or subtype of type";
                return Err(Raised::type_error(message));
            }
        };
        let seen = Super { class, object, of };
        Ok(Value::Native(Rc::new(seen)))
    }

    /// The class whose method runs, and the method's first argument.
    fn method_and_object(&self) -> Result<(Value, Value)> {
        let Code::Function(function) = &self.frame.code else {
            return Err(not_super("no arguments"));
        };
        let (scope, parameters) = (&function.definition.scope, &function.definition.parameters);
        if parameters.positional.is_empty() {
            return Err(not_super("no arguments"));
        }
        let in_cell = scope.parameter_cells.iter().find(|(slot, _)| *slot == 0);
        let cell = |at: usize| self.frame.cells.get(at)?.borrow().clone();
        let object = match in_cell {
            Some((_, at)) => cell(*at as usize),
            None => self.frame.locals.first().cloned().flatten(),
        };
        let object = object.ok_or_else(|| not_super("arg[0] deleted"))?;
        let named = Symbol::new("__class__");
        let at = scope.cells.iter().position(|name| *name == named);
        let at = at.ok_or_else(|| not_super("__class__ cell not found"))?;
        let class = cell(at).ok_or_else(|| not_super("empty __class__ cell"))?;
        Ok((class, object))
    }

    /// `super().name`
    pub(super) fn super_attribute(&mut self, seen: &Super, name: &str) -> Result<Option<Value>> {
        let receiver = match &seen.object {
            Value::Class(own) if *own == seen.of => None,
            object => Some(object),
        };
        let symbol = Symbol::new(name);
        if let Some(found) = seen.lineage().find_map(|class| class.own(symbol)) {
            return match receiver {
                Some(receiver) => self.read(found, receiver, &seen.of).map(Some),
                None => Ok(Some(bound(found, None, &seen.of))),
            };
        }
        let ancestor = seen
            .lineage()
            .find(|class| matches!(class, Class::Builtin(_)));
        let row = ancestor.and_then(|class| builtins::find_member(&class, name));
        match (row, receiver) {
            (Some(row), Some(receiver)) => return self.bound(row, receiver).map(Some),
            (Some(row), None) if row.is_class_method() => return Ok(Some(Value::Builtin(row))),
            _ => {}
        }
        Ok(of_object(name).map(|row| match receiver {
            Some(receiver) if !row.is_class_method() => object_method(row, receiver),
            _ => Value::Builtin(row),
        }))
    }
}

/// A method that every object has, of one object.
pub(super) fn object_method(row: &'static Builtin, receiver: &Value) -> Value {
    Value::BoundMethod(Rc::new(BoundMethod {
        receiver: receiver.clone(),
        function: Value::Builtin(row),
    }))
}
