//! Classes that a lesson defines, and their instances.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::special::{Trust, trusted};
use super::{Class, ClassId, Native, Raised, Result, Value};
use crate::array::meter;
use crate::text::Symbol;

/// A class made by a `class` statement.
pub struct UserClass {
    pub name: Symbol,
    pub qualified: String,
    pub bases: Vec<Class>,
    /// What it inherits from, in the order in which attributes are looked up: `__mro__` without the class itself.
    pub ancestors: Vec<Class>,
    pub namespace: RefCell<Vec<(Symbol, Value)>>,
    /// Made by code that is not trusted: see [`Trust`](super::special::Trust).
    pub strange: bool,
    /// The class of the class.
    pub metaclass: Class,
    /// The only attributes of its own that an object can have, where `__slots__` says so.
    slots: RefCell<Option<Vec<Symbol>>>,
    /// The classes derived from it, in the order in which they were made.
    derived: RefCell<Vec<Weak<UserClass>>>,
}

/// An instance of a [`UserClass`].
pub struct Instance {
    pub class: Rc<UserClass>,
    pub attributes: RefCell<Vec<(Symbol, Value)>>,
    /// The value that it is by the built-in class that its class is derived from: the list of a `class Stack(list)`.
    /// Never an instance itself.
    pub held: Option<Value>,
}

/// What `object()` makes: it equals only itself.
pub struct PlainObject;

impl Instance {
    pub fn new(class: Rc<UserClass>, held: Option<Value>) -> Instance {
        Instance {
            class,
            attributes: RefCell::default(),
            held,
        }
    }

    /// The result of a method that ran on the value held: the instance itself where that is what it gave, an object of
    /// the same class where the built-in class makes one.
    fn claimed(self: &Rc<Instance>, result: Value) -> Value {
        let Some(held) = &self.held else {
            return result;
        };
        if result.is(held) && is_changeable(held) {
            return Value::Instance(self.clone());
        }
        let class = held.class().builtin();
        match keeps_class(class) && result.class() == class.into() {
            true => Value::Instance(Rc::new(Instance::new(self.class.clone(), Some(result)))),
            false => result,
        }
    }
}

fn is_changeable(value: &Value) -> bool {
    match value {
        Value::Set(set) => !set.frozen,
        other => matches!(other, Value::List(_) | Value::Dict(_) | Value::Native(_)),
    }
}

/// The classes whose own methods ask an object for its class where they make another.
fn keeps_class(class: ClassId) -> bool {
    [
        ClassId::ORDERED_DICT,
        ClassId::DEFAULTDICT,
        ClassId::DEQUE,
        ClassId::DATE,
        ClassId::DATETIME,
    ]
    .contains(&class)
}

impl Value {
    /// What an object of a lesson's class is by the built-in class that its own is derived from.
    pub fn held(&self) -> Option<&Value> {
        match self {
            Value::Instance(instance) => instance.held.as_ref(),
            _ => None,
        }
    }

    /// The value itself, or what it holds: what code knows that asks for a built-in class.
    pub fn plain(&self) -> &Value {
        self.held().unwrap_or(self)
    }

    /// As [`Value::plain`], for a value of one's own.
    pub fn into_plain(self) -> Value {
        match self.held() {
            Some(held) => held.clone(),
            None => self,
        }
    }

    /// The result of a method that ran on what this value holds, as one of the value's own class gives it.
    pub fn claim(&self, result: Value) -> Value {
        match self {
            Value::Instance(instance) => instance.claimed(result),
            _ => result,
        }
    }
}

impl Value {
    /// As [`Value::claim`], for a method `copy`: that of a Counter asks for the class.
    pub fn claim_copy(&self, result: Value) -> Value {
        match self {
            Value::Instance(instance) if result.class() == ClassId::COUNTER.into() => {
                Value::Instance(Rc::new(Instance::new(instance.class.clone(), Some(result))))
            }
            other => other.claim(result),
        }
    }
}

impl UserClass {
    /// A class without attributes.
    ///
    /// # Errors
    /// TypeError where a base is named twice, or the bases agree on no order.
    pub fn new(name: Symbol, qualified: String, bases: Vec<Class>) -> Result<UserClass> {
        for (at, base) in bases.iter().enumerate() {
            meter::steps(at + 1)?;
            if bases[..at].contains(base) {
                let message = format!("duplicate base class {}", base.name());
                return Err(Raised::type_error(message));
            }
        }
        let built_in = || {
            bases
                .iter()
                .map(Class::builtin)
                .filter(|&id| id != ClassId::OBJECT)
        };
        let apart = |a: ClassId, b: ClassId| !a.is_subclass(b) && !b.is_subclass(a);
        if built_in()
            .any(|a| built_in().any(|b| apart(a, b) && !(a.is_exception() && b.is_exception())))
        {
            let message = "multiple bases have instance lay-out conflict";
            return Err(Raised::type_error(message));
        }
        Ok(UserClass {
            name,
            qualified,
            ancestors: merged(&bases)?,
            bases,
            namespace: RefCell::default(),
            strange: trusted() == Trust::Strange,
            metaclass: ClassId::TYPE.into(),
            slots: RefCell::default(),
            derived: RefCell::default(),
        })
    }

    /// The same class as one that a metaclass made.
    pub fn with_metaclass(self, metaclass: Class) -> UserClass {
        UserClass { metaclass, ..self }
    }

    /// Lets objects have these attributes only. A base whose objects can have any makes that void.
    pub fn declare_slots(&self, own: Option<Vec<Symbol>>) {
        let Some(mut own) = own else { return };
        for base in &self.bases {
            match base {
                Class::Builtin(_) => {}
                Class::User(class) => match &*class.slots.borrow() {
                    Some(inherited) => own.extend(inherited),
                    None => return,
                },
            }
        }
        if !own.contains(&Symbol::new("__dict__")) {
            self.slots.replace(Some(own));
        }
    }

    /// Can its objects have an attribute of this name?
    pub fn allows(&self, name: Symbol) -> bool {
        let slots = self.slots.borrow();
        slots.as_ref().is_none_or(|slots| slots.contains(&name))
    }

    /// Is the attribute one of those that a `__slots__` names, which stand in no `__dict__`?
    pub fn has_slot(&self, name: Symbol) -> bool {
        let own = |class: &UserClass| {
            class
                .slots
                .borrow()
                .as_ref()
                .is_some_and(|slots| slots.contains(&name))
        };
        own(self)
            || self.ancestors.iter().any(|class| match class {
                Class::User(class) => own(class),
                Class::Builtin(_) => false,
            })
    }

    /// Are the attributes of its objects limited to those that `__slots__` names?
    pub fn has_slots(&self) -> bool {
        self.slots.borrow().is_some()
    }

    /// Makes itself known to the classes that it is derived from.
    pub fn tell_bases(self: &Rc<UserClass>) {
        for base in &self.bases {
            if let Class::User(base) = base {
                base.derived.borrow_mut().push(Rc::downgrade(self));
            }
        }
    }

    /// The classes derived from it that there still are.
    pub fn subclasses(&self) -> Vec<Class> {
        let derived = self.derived.borrow();
        derived
            .iter()
            .filter_map(Weak::upgrade)
            .map(Class::User)
            .collect()
    }

    /// The module that it says it belongs to.
    pub fn module(&self) -> Rc<str> {
        match self.own(Symbol::new("__module__")) {
            Some(Value::Str(module)) => module,
            _ => "__main__".into(),
        }
    }

    /// The class as errors name it: without its module, unless it stands for one that CPython has in C. A text of the
    /// library says so by `_in_c = True`.
    pub fn in_errors(&self) -> String {
        match self.own(Symbol::new("_in_c")) {
            Some(_) => format!("{}.{}", self.module(), self.name),
            None => self.name.to_string(),
        }
    }

    /// The nearest built-in ancestor.
    pub fn builtin(&self) -> ClassId {
        self.bases
            .iter()
            .map(Class::builtin)
            .filter(|&id| id != ClassId::OBJECT)
            .reduce(|best, id| if id.is_subclass(best) { id } else { best })
            .unwrap_or(ClassId::OBJECT)
    }

    /// The same class without its attributes, in another session, where these are its relatives.
    pub fn bare_copy(
        &self,
        bases: Vec<Class>,
        ancestors: Vec<Class>,
        metaclass: Class,
    ) -> UserClass {
        UserClass {
            name: self.name,
            qualified: self.qualified.clone(),
            bases,
            ancestors,
            namespace: RefCell::default(),
            strange: self.strange,
            metaclass,
            slots: self.slots.clone(),
            derived: RefCell::default(),
        }
    }

    /// What the class itself has under a name.
    pub fn own(&self, name: Symbol) -> Option<Value> {
        if self.strange && trusted() == Trust::Own {
            return None;
        }
        let namespace = self.namespace.borrow();
        let found = namespace.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.clone())
    }

    /// What the class, or the nearest ancestor that the lesson defined, has under a name.
    pub fn find(&self, name: Symbol) -> Option<Value> {
        let inherited = || self.ancestors.iter().find_map(|class| class.own(name));
        self.own(name).or_else(inherited)
    }
}

impl Class {
    /// What a class of the lesson's has under a name, without what it inherits.
    pub fn own(&self, name: Symbol) -> Option<Value> {
        match self {
            Class::User(class) => class.own(name),
            Class::Builtin(_) => None,
        }
    }

    /// `__mro__`: the class and what it inherits from, in the order in which attributes are looked up.
    pub fn lineage(&self) -> Vec<Class> {
        match self {
            Class::Builtin(id) => id.lineage().into_iter().map(Class::Builtin).collect(),
            Class::User(class) => std::iter::once(self.clone())
                .chain(class.ancestors.iter().cloned())
                .collect(),
        }
    }
}

/// The lineages of all bases in one order that keeps the order of each: the C3 linearization (Barrett et al. 1996).
fn merged(bases: &[Class]) -> Result<Vec<Class>> {
    let mut rows: Vec<Vec<Class>> = bases.iter().map(Class::lineage).collect();
    rows.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Ok(order);
        }
        meter::steps(rows.iter().map(Vec::len).sum())?;
        let in_a_tail = |class: &Class| rows.iter().any(|row| row[1..].contains(class));
        let heads = rows.iter().filter_map(|row| row.first());
        let Some(next) = heads.into_iter().find(|class| !in_a_tail(class)).cloned() else {
            return Err(no_order(&rows));
        };
        for row in &mut rows {
            row.retain(|class| *class != next);
        }
        order.push(next);
    }
}

fn no_order(rows: &[Vec<Class>]) -> Raised {
    let mut names: Vec<Rc<str>> = Vec::new();
    for name in rows.iter().filter_map(|row| row.first()).map(Class::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Raised::type_error(format!(
        "Cannot create a consistent method resolution\norder (MRO) for bases {}",
        names.join(", ")
    ))
}

impl Native for PlainObject {
    fn class(&self) -> ClassId {
        ClassId::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
