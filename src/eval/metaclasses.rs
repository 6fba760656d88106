//! How classes come to be: the metaclass of a `class` statement, `type(name, bases, namespace)`, and who is told of a new
//! class.

use std::rc::Rc;

use super::classes::Namespace;
use super::{Interpreter, operations};
use crate::builtins::{self as catalogue, operators};
use crate::syntax::ast::ClassDef;
use crate::text::Symbol;
use crate::value::{
    Arguments, Class, ClassId, Dict, Raised, Result, UserClass, Value, descriptor, special,
};

/// Keyword arguments of a `class` statement.
type Keywords = Vec<(Rc<str>, Value)>;

impl Interpreter {
    /// What makes the class: the most derived of the metaclass that is named and those of the bases. A base that is no class
    /// has its own class make it.
    pub(super) fn maker(&mut self, explicit: Option<Value>, bases: &[Value]) -> Result<Value> {
        let mut maker = match explicit {
            Some(Value::Class(class)) if class.is_subclass(&ClassId::TYPE.into()) => class,
            Some(function) => return Ok(function),
            None => ClassId::TYPE.into(),
        };
        for base in bases {
            let of_base = base.class();
            let is_class = matches!(base, Value::Class(_));
            if !is_class {
                return Ok(Value::Class(of_base));
            }
            if of_base.is_subclass(&maker) {
                maker = of_base;
            } else if !maker.is_subclass(&of_base) {
                return Err(metaclass_conflict());
            }
        }
        Ok(Value::Class(maker))
    }

    /// What a metaclass's `__prepare__` puts into the namespace before the body runs.
    pub(super) fn prepared(
        &mut self,
        maker: &Value,
        definition: &ClassDef,
        given: &Arguments,
    ) -> Result<Namespace> {
        let Value::Class(Class::User(class)) = maker else {
            return Ok(Vec::new());
        };
        let Some(prepare) = class.find(Symbol::new("__prepare__")) else {
            return Ok(Vec::new());
        };
        let prepare = descriptor::bound(prepare, None, &Class::User(class.clone()));
        let arguments = Arguments {
            keywords: given.keywords.clone(),
            ..Arguments::positional([
                Value::Str(definition.name.name()),
                Value::tuple(given.positional.to_vec()),
            ])
        };
        let namespace = self.apply(&prepare, arguments)?;
        namespace_of(namespace.plain()).ok_or_else(|| {
            Raised::type_error(format!(
                "{}.__prepare__() must return a mapping, not {}",
                class.name,
                operations::type_name(&namespace)
            ))
        })
    }

    /// Calls the maker with what the `class` statement says.
    pub(super) fn made_by(
        &mut self,
        maker: &Value,
        definition: &ClassDef,
        given: Arguments,
        namespace: Namespace,
    ) -> Result<Value> {
        if let Value::Class(Class::Builtin(ClassId::TYPE)) = maker {
            let bases = classes_of(&given.positional)?;
            return self.new_class(
                ClassId::TYPE.into(),
                definition.name,
                bases,
                namespace,
                given.keywords,
            );
        }
        let arguments = Arguments {
            keywords: given.keywords,
            ..Arguments::positional([
                Value::Str(definition.name.name()),
                Value::tuple(given.positional.to_vec()),
                self.names_dict(namespace)?,
            ])
        };
        self.apply(maker, arguments)
    }

    /// `type.__new__(metaclass, name, bases, namespace)`
    pub(super) fn type_new(&mut self, metaclass: Class, arguments: Arguments) -> Result<Value> {
        let [name, bases, namespace] = arguments.positional.as_slice() else {
            let given = arguments.positional.len();
            let message = format!("type.__new__() takes exactly 3 arguments ({given} given)");
            return Err(Raised::type_error(message));
        };
        let wrong = |at: usize, wanted: &str, value: &Value| {
            let given = value.qualified_type_name();
            Raised::type_error(format!(
                "type.__new__() argument {at} must be {wanted}, not {given}"
            ))
        };
        let Value::Str(text) = name.plain() else {
            return Err(wrong(1, "str", name));
        };
        let items = bases
            .tuple_items()
            .ok_or_else(|| wrong(2, "tuple", bases))?;
        let namespace =
            namespace_of(namespace.plain()).ok_or_else(|| wrong(3, "dict", namespace))?;
        let bases = classes_of(items)?;
        self.new_class(
            metaclass,
            Symbol::new(text),
            bases,
            namespace,
            arguments.keywords,
        )
    }

    fn new_class(
        &mut self,
        metaclass: Class,
        name: Symbol,
        mut bases: Vec<Class>,
        mut namespace: Namespace,
        keywords: Keywords,
    ) -> Result<Value> {
        bases.iter().try_for_each(acceptable)?;
        if bases.is_empty() {
            bases.push(ClassId::OBJECT.into());
        }
        let Value::Class(metaclass) = self.maker(
            Some(Value::Class(metaclass)),
            &bases.iter().cloned().map(Value::Class).collect::<Vec<_>>(),
        )?
        else {
            return Err(Raised::type_error("a metaclass must be a class"));
        };
        let [eq, hash] = ["__eq__", "__hash__"].map(Symbol::new);
        let binds = |name| namespace.iter().any(|(own, _)| *own == name);
        if binds(eq) && !binds(hash) {
            // A class that says what equals it and not how it hashes cannot be a key.
            namespace.push((hash, Value::None));
        }
        // These two are methods of the class without being called so.
        for name in ["__init_subclass__", "__class_getitem__"].map(Symbol::new) {
            let own = namespace.iter_mut().find(|(own, _)| *own == name);
            if let Some((_, value @ Value::Function(_))) = own {
                let function = value.clone();
                *value = Value::Native(Rc::new(descriptor::ClassMethod(function)));
            }
        }
        let qualified = taken(&mut namespace, "__qualname__");
        let qualified = match &qualified {
            Some(Value::Str(text)) => text.to_string(),
            _ => name.to_string(),
        };
        for (name, value) in [
            ("__module__", self.module_name()),
            ("__doc__", String::new()),
        ] {
            let name = Symbol::new(name);
            if !namespace.iter().any(|(own, _)| *own == name) {
                let value = if value.is_empty() {
                    Value::None
                } else {
                    Value::str(value)
                };
                namespace.push((name, value));
            }
        }
        let mut class = UserClass::new(name, qualified, bases)?.with_metaclass(metaclass);
        class.strange &= !self.wanted.contains(&name);
        class.declare_slots(slots_of(self, &namespace)?);
        let members = namespace.clone();
        class.namespace.replace(namespace);
        let class = Rc::new(class);
        class.tell_bases();
        let value = Value::Class(Class::User(class.clone()));
        for (name, member) in members {
            if let Value::Instance(_) = member {
                let arguments = [value.clone(), Value::Str(name.name())];
                special::call(self, &member, "__set_name__", arguments)?;
            }
        }
        self.tell_ancestors(&class, keywords)?;
        Ok(value)
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
}

fn metaclass_conflict() -> Raised {
    Raised::type_error(
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all \
         its bases",
    )
}

/// Removes a name from a namespace.
fn taken(namespace: &mut Namespace, name: &str) -> Option<Value> {
    let name = Symbol::new(name);
    let at = namespace.iter().position(|(own, _)| *own == name)?;
    Some(namespace.remove(at).1)
}

/// The names that `__slots__` allows, where a class has it.
fn slots_of(interpreter: &mut Interpreter, namespace: &Namespace) -> Result<Option<Vec<Symbol>>> {
    let name = Symbol::new("__slots__");
    let Some((_, given)) = namespace.iter().find(|(own, _)| *own == name) else {
        return Ok(None);
    };
    let names = match given {
        Value::Str(text) => vec![Value::Str(text.clone())],
        several => crate::builtins::python::iterate::collect(interpreter, several)?,
    };
    let mut slots = Vec::new();
    for name in names {
        match name {
            Value::Str(text) => slots.push(Symbol::new(&text)),
            other => {
                let message = format!(
                    "__slots__ items must be strings, not '{}'",
                    other.qualified_type_name()
                );
                return Err(Raised::type_error(message));
            }
        }
    }
    Ok(Some(slots))
}

fn namespace_of(value: &Value) -> Option<Namespace> {
    let Value::Dict(dict) = value else {
        return None;
    };
    let pairs = dict.pairs().into_iter();
    Some(
        pairs
            .filter_map(|(key, value)| match key {
                Value::Str(name) => Some((Symbol::new(&name), value)),
                _ => None,
            })
            .collect(),
    )
}

fn classes_of(bases: &[Value]) -> Result<Vec<Class>> {
    let class_of = |base: &Value| match base {
        Value::Class(class) => Ok(class.clone()),
        _ => Err(metaclass_conflict()),
    };
    bases.iter().map(class_of).collect()
}

/// Can a lesson's class inherit from this one?
fn acceptable(base: &Class) -> Result<()> {
    const SEALED: [ClassId; 8] = [
        ClassId::BOOL,
        ClassId::NONE,
        ClassId::NOT_IMPLEMENTED,
        ClassId::ELLIPSIS,
        ClassId::RANGE,
        ClassId::SLICE,
        ClassId::MEMORYVIEW,
        ClassId::GENERATOR,
    ];
    const FUNCTIONS: [ClassId; 3] = [
        ClassId::FUNCTION,
        ClassId::BUILTIN_FUNCTION,
        ClassId::METHOD,
    ];
    match base {
        Class::Builtin(id) if SEALED.contains(id) || FUNCTIONS.contains(id) => {
            let message = format!("type '{}' is not an acceptable base type", id.qualified());
            Err(Raised::type_error(message))
        }
        _ => Ok(()),
    }
}

/// What a built-in class itself has, as a dict.
pub(super) fn builtin_dict(interpreter: &mut Interpreter, id: ClassId) -> Result<Value> {
    let prefix = catalogue::catalogue_name(id);
    let rows = catalogue::rows().flat_map(|row| row.names.iter().map(move |name| (*name, row)));
    let dict = Dict::default();
    for (full, row) in rows {
        let own = full
            .strip_prefix(prefix)
            .and_then(|rest| rest.strip_prefix('.'));
        if let Some(name) = own.filter(|name| !name.ends_with('=') && !name.contains('.')) {
            dict.insert(interpreter, Value::str(name), Value::Builtin(row))?;
        }
    }
    for name in operators::own_special_names(id) {
        if let Some(slot) = operators::named::find(id, name) {
            dict.insert(interpreter, Value::str(name), slot)?;
        }
    }
    Ok(Value::Dict(Rc::new(dict)))
}

/// A namespace as a dict of its own, which later changes of the class do not reach.
pub(super) fn class_dict(interpreter: &mut Interpreter, class: &UserClass) -> Result<Value> {
    let namespace = class.namespace.borrow().clone();
    let dict = Dict::default();
    for (name, value) in namespace {
        dict.insert(interpreter, Value::Str(name.name()), value)?;
    }
    Ok(Value::Dict(Rc::new(dict)))
}
