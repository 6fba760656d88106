//! Classes that a lesson defines, and their instances.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

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
}

/// An instance of a [`UserClass`].
pub struct Instance {
    pub class: Rc<UserClass>,
    pub attributes: RefCell<Vec<(Symbol, Value)>>,
}

/// What `object()` makes: it equals only itself.
pub struct PlainObject;

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
        Ok(UserClass {
            name,
            qualified,
            ancestors: merged(&bases)?,
            bases,
            namespace: RefCell::default(),
            strange: trusted() == Trust::Strange,
        })
    }

    /// The nearest built-in ancestor.
    pub fn builtin(&self) -> ClassId {
        self.bases
            .iter()
            .map(Class::builtin)
            .find(|&id| id != ClassId::OBJECT)
            .unwrap_or(ClassId::OBJECT)
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
