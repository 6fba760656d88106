//! `super()`, and the methods that every object has from the start.

use std::any::Any;
use std::rc::Rc;

use super::frame::Code;
use super::{Interpreter, operations};
use crate::builtins;
use crate::builtins::operators::named;
use crate::syntax::ast::CompareOp;
use crate::text::Symbol;
use crate::value::builtin::{Keywords, Rest};
use crate::value::compare::text_of;
use crate::value::descriptor::{Super, bound};
use crate::value::{
    Arguments, BoundMethod, Builtin, Class, ClassId, Host, Instance, Native, Raised, Result, Value,
    display, hash, special, truth,
};

builtins! {
    /// Makes an object of the class, without initialising it.
    "object.__new__" "(cls, /, *args, **kwargs)" => |host: &mut dyn Host, class: Value, args: Rest, keywords: Keywords| {
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
        new(host, &class, arguments)
    };
    /// Initialises an object; an exception keeps the arguments, a list and its like take their items from them.
    "object.__init__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, object: Value, args: Rest, keywords: Keywords| {
        if object.held().is_some() {
            let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
            return walk(host)?.fill(&object, arguments);
        }
        init(&object, &args.0, &keywords.0)
    };
    /// What `repr` shows of an object without a `__repr__` of its own.
    "object.__repr__" "(self, /)" => |host: &mut dyn Host, object: Value| display::own_repr(host, &object);
    /// What `str` gives for an object without a `__str__` of its own.
    "object.__str__" "(self, /)" => |host: &mut dyn Host, object: Value| display::own_str(host, &object);
    /// Is it the same object?
    "object.__eq__" "(self, value, /)" => |object: Value, other: Value| match object.is(&other) {
        true => Value::Bool(true),
        false => Value::NotImplemented,
    };
    /// Is it another object? The opposite of what `__eq__` says.
    "object.__ne__" "(self, value, /)" => |host: &mut dyn Host, object: Value, other: Value| {
        match special::call(host, &object, "__eq__", [other.clone()])? {
            None if matches!(object.class(), Class::Builtin(_)) => {
                operations::compare(host, CompareOp::NotEq, &object, &other)
            }
            None if object.is(&other) => Ok(Value::Bool(false)),
            None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
            Some(answer) => Ok(Value::Bool(!truth(host, &answer)?)),
        }
    };
    "object.__lt__" "(self, value, /)" => |_object: Value, _other: Value| Value::NotImplemented;
    "object.__le__" "(self, value, /)" => |_object: Value, _other: Value| Value::NotImplemented;
    "object.__gt__" "(self, value, /)" => |_object: Value, _other: Value| Value::NotImplemented;
    "object.__ge__" "(self, value, /)" => |_object: Value, _other: Value| Value::NotImplemented;
    /// What `format` gives for an object without a `__format__` of its own.
    "object.__format__" "(self, format_spec, /)" => |host: &mut dyn Host, object: Value, spec: Value| {
        let Some(spec) = text_of(&spec) else {
            let given = spec.qualified_type_name();
            return Err(Raised::type_error(format!("__format__() argument must be str, not {given}")));
        };
        match spec.is_empty() {
            true => display::str(host, &object),
            false => Err(Raised::type_error(format!(
                "unsupported format string passed to {}.__format__",
                object.qualified_type_name()
            ))),
        }
    };
    /// An attribute, past a `__getattribute__` of the class.
    "object.__getattribute__" "(self, name, /)" => |host: &mut dyn Host, object: Value, name: Value| {
        walk(host)?.attribute_past_hooks(&object, attribute_name(&name)?)
    };
    /// The names after the dot of an object.
    "object.__dir__" "(self, /)" => |object: Value| super::rows::names_of(&object);
    /// The hash of an object without a `__hash__` of its own.
    "object.__hash__" "(self, /)" => |host: &mut dyn Host, object: Value| hash::hash_identity(host, &object);
    /// Sets an attribute, past a `__setattr__` of the class.
    "object.__setattr__" "(self, name, value, /)" => |host: &mut dyn Host, object: Value, name: Value, value: Value| {
        walk(host)?.put_own(&object, attribute_name(&name)?, Some(value))
    };
    /// Deletes an attribute, past a `__delattr__` of the class.
    "object.__delattr__" "(self, name, /)" => |host: &mut dyn Host, object: Value, name: Value| {
        walk(host)?.put_own(&object, attribute_name(&name)?, None)
    };
    /// Told of a new subclass; does nothing.
    "object.__init_subclass__" "(cls, /, **kwargs)" => |class: Value, keywords: Keywords| match (class, keywords.0.is_empty()) {
        (Value::Class(class), false) => Err(Raised::type_error(format!(
            "{}.__init_subclass__() takes no keyword arguments",
            class.name()
        ))),
        _ => Ok(()),
    };
    /// Is the class a subclass by other means? Nobody says so.
    "object.__subclasshook__" "(cls, object, /)" => |_class: Value, _other: Value| Value::NotImplemented;
    /// Makes an object: what calling the class does.
    "type.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, class: Value, args: Rest, keywords: Keywords| {
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
        match class {
            Value::Class(class) => walk(host)?.make_instance(&class, arguments),
            other => Err(Raised::type_error(format!(
                "descriptor '__call__' requires a 'type' object but received a '{}'",
                other.qualified_type_name()
            ))),
        }
    };
    /// Initialises a class; does nothing.
    "type.__init__" "(self, /, *args, **kwargs)" => |_class: Value, _args: Rest, _keywords: Keywords| Value::None;
    /// The classes in which attributes are looked up, in that order.
    "type.mro" "(self, /)" => |class: Value| match class {
        Value::Class(class) => Value::list(class.lineage().into_iter().map(Value::Class).collect()),
        _ => Value::None,
    };
    /// The classes derived from this one.
    "type.__subclasses__" "(self, /)" => |class: Value| match class {
        Value::Class(Class::User(class)) => Value::list(class.subclasses().into_iter().map(Value::Class).collect()),
        _ => Value::list(Vec::new()),
    };
    /// Does the object belong to the class?
    "type.__instancecheck__" "(self, instance, /)" => |class: Value, object: Value| {
        matches!(&class, Value::Class(class) if object.class().is_subclass(class))
    };
    /// Is a class this one, or derived from it?
    "type.__subclasscheck__" "(self, subclass, /)" => |class: Value, other: Value| {
        matches!((&class, &other), (Value::Class(class), Value::Class(other)) if other.is_subclass(class))
    };
    /// What the body of a new class starts with.
    "type.__prepare__" "(cls, /, *args, **kwargs)" => |_class: Value, _args: Rest, _keywords: Keywords| Value::Dict(Rc::default());
    "constructor.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, constructor: Value, args: Rest, keywords: Keywords| {
        let Some(made) = constructor.native::<Constructor>() else {
            return Err(Raised::type_error("expected the __new__ of a class"));
        };
        let Some((class, rest)) = args.0.split_first() else {
            let name = made.of.qualified();
            return Err(Raised::type_error(format!("{name}.__new__(): not enough arguments")));
        };
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(rest.iter().cloned()) };
        made.make(host, class, arguments)
    };
}

/// The `__new__` of a built-in class, by its name: `float.__new__(cls, 1.5)`.
pub(super) struct Constructor {
    of: ClassId,
    /// Another function that makes objects, to be called with the class: `dict.fromkeys`, `date.today`.
    row: Option<&'static Builtin>,
}

/// The `__new__` of a built-in class.
pub(super) fn constructor(of: ClassId) -> Value {
    Value::Native(Rc::new(Constructor { of, row: None }))
}

/// A function of a built-in class that makes objects of it, for classes derived from it.
pub(super) fn alternative(of: ClassId, row: &'static Builtin) -> Value {
    Value::Native(Rc::new(Constructor { of, row: Some(row) }))
}

impl Native for Constructor {
    fn class(&self) -> ClassId {
        ClassId::CONSTRUCTOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "__name__" => Some(Value::str("__new__")),
            "__qualname__" => Some(Value::str(format!("{}.__new__", self.of.name()))),
            _ => None,
        }
    }

    fn repr(&self) -> Option<String> {
        Some("<built-in method __new__ of type object>".to_string())
    }
}

impl Constructor {
    fn make(&self, host: &mut dyn Host, class: &Value, arguments: Arguments) -> Result<Value> {
        let name = self.of.qualified();
        let Value::Class(class) = class else {
            let given = class.qualified_type_name();
            let message = format!("{name}.__new__(X): X is not a type object ({given})");
            return Err(Raised::type_error(message));
        };
        if !class.is_subclass(&self.of.into()) {
            let given = class.name();
            let message = format!("{name}.__new__({given}): {given} is not a subtype of {name}");
            return Err(Raised::type_error(message));
        }
        match (class, self.row) {
            (Class::User(class), Some(row)) => {
                let arguments = match row.is_class_method() {
                    true => arguments.with_receiver(Value::Class(self.of.into())),
                    false => arguments,
                };
                let made = row.call(host, arguments)?;
                Ok(match made.class().builtin() == self.of {
                    true => Value::Instance(Rc::new(Instance::new(class.clone(), Some(made)))),
                    false => made,
                })
            }
            (Class::User(class), None) => walk(host)?.allocate(class, &arguments),
            (Class::Builtin(_), _) => walk(host)?.make_instance(class, arguments),
        }
    }
}

/// The row of a method that every object has.
pub(super) fn of_object(name: &str) -> Option<&'static Builtin> {
    named_in("object.", name)
}

/// The row of a method that every class has.
pub(super) fn of_type(name: &str) -> Option<&'static Builtin> {
    named_in("type.", name)
}

/// The row by which a constructor is called.
pub(super) fn of_constructor(name: &str) -> Option<&'static Builtin> {
    named_in("constructor.", name)
}

fn named_in(owner: &str, name: &str) -> Option<&'static Builtin> {
    let own = |row: &&Builtin| row.full_name().strip_prefix(owner) == Some(name);
    ROWS.iter().find(own)
}

fn walk(host: &mut dyn Host) -> Result<&mut Interpreter> {
    let walk = host.as_any().downcast_mut::<Interpreter>();
    walk.ok_or_else(|| Raised::new(ClassId::RUNTIME_ERROR, "no code can be run here"))
}

fn new(host: &mut dyn Host, class: &Value, arguments: Arguments) -> Result<Value> {
    match class {
        Value::Class(Class::User(class))
            if class.builtin() == ClassId::OBJECT || class.builtin().is_exception() =>
        {
            walk(host)?.allocate(class, &arguments)
        }
        Value::Class(Class::Builtin(ClassId::OBJECT)) => {
            super::instances::instantiate_builtin(ClassId::OBJECT, arguments)
        }
        Value::Class(class) => Err(Raised::type_error(format!(
            "object.__new__({}) is not safe, use {}.__new__()",
            class.name(),
            class.builtin().name()
        ))),
        other => Err(Raised::type_error(format!(
            "object.__new__(X): X is not a type object ({})",
            other.qualified_type_name()
        ))),
    }
}

/// The name of an attribute.
fn attribute_name(name: &Value) -> Result<&str> {
    text_of(name).map(|name| &**name).ok_or_else(|| {
        let given = name.qualified_type_name();
        Raised::type_error(format!("attribute name must be string, not '{given}'"))
    })
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
        // Where the arguments were for making the object, they are nothing to complain of.
        Class::Builtin(class) if class != ClassId::OBJECT => return Ok(()),
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
            [class] => (class.clone(), Value::None),
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
            Value::None if arguments.positional.len() == 1 => ClassId::NONE.into(),
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
        match name {
            "__thisclass__" => return Ok(Some(Value::Class(seen.class.clone()))),
            "__self__" => return Ok(Some(seen.object.clone())),
            "__self_class__" => return Ok(Some(Value::Class(seen.of.clone()))),
            _ => {}
        }
        if let Some(found) = seen.lineage().find_map(|class| class.own(symbol)) {
            return match receiver {
                Some(receiver) => self.read(found, receiver, &seen.of).map(Some),
                None => Ok(Some(bound(found, None, &seen.of))),
            };
        }
        let ancestor = seen
            .lineage()
            .find(|class| matches!(class, Class::Builtin(_)));
        let id = ancestor.as_ref().map_or(ClassId::OBJECT, Class::builtin);
        if name == "__new__" && id != ClassId::OBJECT {
            return Ok(Some(constructor(id)));
        }
        let row = ancestor.and_then(|class| builtins::find_member(&class, name));
        match (row, receiver) {
            (Some(row), Some(receiver)) => return self.bound(row, receiver).map(Some),
            (Some(row), None) if row.is_class_method() => {
                return Ok(Some(object_method(row, &Value::Class(seen.of.clone()))));
            }
            _ => {}
        }
        if let (Some(slot), Some(receiver)) = (named::find(id, name), receiver) {
            return Ok(Some(Value::BoundMethod(Rc::new(BoundMethod {
                receiver: receiver.clone(),
                function: slot,
            }))));
        }
        let own_type = of_type(name).filter(|_| id.is_subclass(ClassId::TYPE));
        let row = own_type.or_else(|| of_object(name));
        Ok(row.map(|row| match receiver {
            Some(receiver) if !row.is_class_method() => object_method(row, receiver),
            // `__new__` is handed the class by hand.
            _ if row.is_class_method() && name != "__new__" => {
                object_method(row, &Value::Class(seen.of.clone()))
            }
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
