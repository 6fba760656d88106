//! Tuples whose items have names: what `collections.namedtuple` makes, and results of functions that are tuples too.

use std::any::Any;
use std::rc::Rc;

use crate::array::meter;
use crate::builtins;
use crate::builtins::python::iterate;
use crate::builtins::python::parameters::Truth;
use crate::builtins::python::str::is_identifier;
use crate::syntax::ast::CompareOp;
use crate::syntax::is_keyword;
use crate::text::Symbol;
use crate::value::builtin::{Keywords, Rest, enumerate};
use crate::value::compare::text_of;
use crate::value::{
    Class, ClassId, Dict, Host, Native, Raised, Result, UserClass, Value, compare, dismantle,
    display, hash,
};

builtins! {
    /// A class of tuples whose items have names.
    ///
    /// The names are one text, with blanks or commas between them, or several texts. With `rename`, names that cannot be
    /// used become `_0`, `_1`, …; `defaults` are those of the last fields.
    ///
    /// >>> Point = collections.namedtuple('Point', ['x', 'y'])
    /// >>> p = Point(1, y=2)
    /// >>> p, p.x + p.y
    /// (Point(x=1, y=2), 3)
    "collections.namedtuple" "(typename, field_names, *, rename=False, defaults=None, module=None)" => namedtuple;
    /// A named tuple of its class.
    "_NamedTuple.__new__" "(cls, /, *args, **kwargs)" => |class: Value, args: Rest, keywords: Keywords| {
        let class = user_class(&class)?;
        let values = bind(&class, &args.0, keywords.0)?;
        NamedTuple::of_class(&class, values)
    };
    /// A named tuple of the items of an iterable.
    ///
    /// >>> collections.namedtuple('P', 'x y')._make([1, 2])
    /// P(x=1, y=2)
    "_NamedTuple._make" "(cls, iterable, /)" => |host: &mut dyn Host, class: Value, items: Value| {
        let class = user_class(&class)?;
        let (wanted, values) = (fields(&class).len(), iterate::collect(host, &items)?);
        if wanted != values.len() {
            return Err(Raised::type_error(format!("Expected {wanted} arguments, got {}", values.len())));
        }
        NamedTuple::of_class(&class, values)
    };
    /// A dict of names and items.
    ///
    /// >>> collections.namedtuple('P', 'x y')(1, 2)._asdict()
    /// {'x': 1, 'y': 2}
    "_NamedTuple._asdict" "(self)" => |host: &mut dyn Host, tuple: Value| {
        let dict = Dict::default();
        for (name, value) in of(&tuple)?.pairs() {
            dict.insert(host, Value::Str(name.clone()), value.clone())?;
        }
        Ok::<Value, Raised>(Value::Dict(Rc::new(dict)))
    };
    /// A copy in which some items are others.
    ///
    /// >>> collections.namedtuple('P', 'x y')(1, 2)._replace(y=5)
    /// P(x=1, y=5)
    "_NamedTuple._replace" "(self, /, **kwds)" => |tuple: Value, keywords: Keywords| replace(of(&tuple)?, keywords.0);
}

/// The names of the items.
pub type Names = Rc<[Rc<str>]>;

/// A tuple whose items have names.
pub struct NamedTuple {
    class: Class,
    names: Names,
    values: Rc<[Value]>,
}

/// A tuple of one of the catalogue's own classes, whose names stand beside the items.
pub fn record(class: ClassId, names: &[&str], values: Vec<Value>) -> Value {
    Value::Native(Rc::new(NamedTuple {
        class: class.into(),
        names: names.iter().map(|&name| name.into()).collect(),
        values: values.into(),
    }))
}

impl NamedTuple {
    /// The same names with each item changed.
    pub fn changed(&self, change: &dyn Fn(Value) -> Value) -> Value {
        Value::Native(Rc::new(NamedTuple {
            class: self.class.clone(),
            names: self.names.clone(),
            values: self.values.iter().cloned().map(change).collect(),
        }))
    }

    fn of_class(class: &Rc<UserClass>, values: Vec<Value>) -> Result<Value> {
        meter::steps(values.len())?;
        let names = fields(class);
        Ok(Value::Native(Rc::new(NamedTuple {
            names: names.iter().filter_map(text_of).cloned().collect(),
            class: Class::User(class.clone()),
            values: values.into(),
        })))
    }

    fn pairs(&self) -> impl Iterator<Item = (&Rc<str>, &Value)> {
        self.names.iter().zip(self.values.iter())
    }

    /// The class as its repr names it: CPython's own records with their module.
    fn shown(&self) -> String {
        match &self.class {
            Class::Builtin(id) if ["sys", "time", "datetime"].contains(&id.module()) => {
                id.qualified()
            }
            other => other.name().to_string(),
        }
    }
}

impl Native for NamedTuple {
    fn class(&self) -> ClassId {
        self.class.builtin()
    }

    fn full_class(&self) -> Class {
        self.class.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_tuple(&self) -> Option<&Rc<[Value]>> {
        Some(&self.values)
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let at = self.names.iter().position(|own| &**own == name);
        if let Some(value) = at.and_then(|at| self.values.get(at)) {
            return Some(value.clone());
        }
        let texts = || self.names.iter().cloned().map(Value::Str).collect();
        let named = self.class.builtin().is_subclass(ClassId::NAMED_TUPLE);
        (named && name == "_fields").then(|| Value::tuple(texts()))
    }

    fn take_values(&mut self) -> Vec<Value> {
        let values = std::mem::take(&mut self.values);
        vec![Value::Tuple(values)]
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut out = format!("{}(", self.shown());
        let place = Rc::as_ptr(&self.values).cast::<()>() as usize;
        let written = display::guarded(host, place, |host| {
            for (i, (name, value)) in self.pairs().enumerate() {
                meter::steps(1)?;
                let comma = if i > 0 { ", " } else { "" };
                let shown = display::repr(host, value)?;
                out.push_str(&format!("{comma}{name}={shown}"));
            }
            Ok(())
        })?;
        out.push_str(if written { ")" } else { "...)" });
        Ok(Some(out))
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(!self.values.is_empty())
    }

    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        hash::hash(host, &Value::Tuple(self.values.clone())).map(Some)
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(other) = other.tuple_items() else {
            return Ok(None);
        };
        let (own, other) = (
            Value::Tuple(self.values.clone()),
            Value::Tuple(other.clone()),
        );
        compare::compare(host, op, &own, &other).map(Some)
    }
}

impl Drop for NamedTuple {
    fn drop(&mut self) {
        dismantle(self.take_values());
    }
}

fn of(value: &Value) -> Result<&NamedTuple> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a named tuple"))
}

fn user_class(value: &Value) -> Result<Rc<UserClass>> {
    match value {
        Value::Class(Class::User(class)) => Ok(class.clone()),
        _ => Err(Raised::type_error("expected a class of named tuples")),
    }
}

/// What a class of named tuples keeps under a name.
fn kept(class: &UserClass, name: &str) -> Value {
    class.find(Symbol::new(name)).unwrap_or(Value::None)
}

fn fields(class: &UserClass) -> Rc<[Value]> {
    kept(class, "_fields")
        .tuple_items()
        .cloned()
        .unwrap_or_default()
}

fn namedtuple(
    host: &mut dyn Host,
    name: Value,
    given: Value,
    rename: Truth,
    defaults: Value,
    _module: Value,
) -> Result<Value> {
    let mut names: Vec<Rc<str>> = match text_of(&given) {
        Some(text) => text
            .replace(',', " ")
            .split_whitespace()
            .map(Into::into)
            .collect(),
        None => {
            let given = iterate::collect(host, &given)?;
            let texts = given.iter().map(|name| display::str(host, name));
            texts.collect::<Result<_>>()?
        }
    };
    let type_name = display::str(host, &name)?;
    if rename.0 {
        make_usable(&mut names)?;
    }
    check_names(&type_name, &names, rename.0)?;
    let defaults = match defaults.is_none() {
        true => Vec::new(),
        false => iterate::collect(host, &defaults)?,
    };
    let Some(required) = names.len().checked_sub(defaults.len()) else {
        return Err(Raised::type_error(
            "Got more default values than field names",
        ));
    };
    let with_default = Dict::default();
    for (name, value) in names.iter().skip(required).zip(defaults) {
        with_default.insert(host, Value::Str(name.clone()), value)?;
    }
    let fields = Value::tuple(names.iter().cloned().map(Value::Str).collect());
    let doc = format!("{type_name}({})", names.join(", "));
    let namespace = [
        ("__doc__", Value::from_string(doc)),
        ("_fields", fields.clone()),
        ("__match_args__", fields),
        ("_field_defaults", Value::Dict(Rc::new(with_default))),
    ];
    let bases = vec![ClassId::NAMED_TUPLE.into()];
    let class = UserClass::new(Symbol::new(&type_name), type_name.to_string(), bases)?;
    let namespace = namespace.map(|(name, value)| (Symbol::new(name), value));
    class.namespace.replace(namespace.into());
    Ok(Value::Class(Class::User(Rc::new(class))))
}

/// Gives names that cannot be used others: `_0`, `_1`, …
fn make_usable(names: &mut [Rc<str>]) -> Result<()> {
    for at in 0..names.len() {
        let (before, rest) = names.split_at_mut(at);
        meter::steps(before.len() + 1)?;
        if let Some(name) = rest.first_mut()
            && (!is_identifier(name)
                || is_keyword(name)
                || name.starts_with('_')
                || before.contains(name))
        {
            *name = format!("_{at}").into();
        }
    }
    Ok(())
}

fn check_names(type_name: &str, names: &[Rc<str>], renamed: bool) -> Result<()> {
    for name in std::iter::once(type_name).chain(names.iter().map(|name| &**name)) {
        if !is_identifier(name) {
            return Err(Raised::value_error(format!(
                "Type names and field names must be valid identifiers: '{name}'"
            )));
        }
        if is_keyword(name) {
            return Err(Raised::value_error(format!(
                "Type names and field names cannot be a keyword: '{name}'"
            )));
        }
    }
    for (at, name) in names.iter().enumerate() {
        meter::steps(at + 1)?;
        if name.starts_with('_') && !renamed {
            return Err(Raised::value_error(format!(
                "Field names cannot start with an underscore: '{name}'"
            )));
        }
        if names[..at].contains(name) {
            return Err(Raised::value_error(format!(
                "Encountered duplicate field name: '{name}'"
            )));
        }
    }
    Ok(())
}

/// Which argument belongs to which field, in the words of a function that is written in Python.
fn bind(class: &UserClass, given: &[Value], keywords: Vec<(Rc<str>, Value)>) -> Result<Vec<Value>> {
    let name = class.name.name();
    let names: Vec<Rc<str>> = fields(class).iter().filter_map(text_of).cloned().collect();
    let defaults = match kept(class, "_field_defaults") {
        Value::Dict(defaults) => defaults.pairs(),
        _ => Vec::new(),
    };
    let required = names.len() - defaults.len().min(names.len());
    let mut values: Vec<Option<Value>> = vec![None; names.len()];
    for (place, value) in values.iter_mut().zip(given) {
        *place = Some(value.clone());
    }
    for (keyword, value) in keywords {
        let at = names.iter().position(|name| *name == keyword);
        match at.and_then(|at| values.get_mut(at)) {
            Some(Some(_)) => {
                return Err(Raised::type_error(format!(
                    "{name}.__new__() got multiple values for argument '{keyword}'"
                )));
            }
            Some(place) => *place = Some(value),
            None => {
                return Err(Raised::type_error(format!(
                    "{name}.__new__() got an unexpected keyword argument '{keyword}'"
                )));
            }
        }
    }
    if given.len() > names.len() {
        return Err(too_many(&name, required, names.len(), given.len()));
    }
    let late = values.iter_mut().skip(required);
    for (place, (_, default)) in late.zip(&defaults) {
        place.get_or_insert_with(|| default.clone());
    }
    let missing: Vec<&str> = names
        .iter()
        .zip(&values)
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| &**name)
        .collect();
    if !missing.is_empty() {
        let plural = if missing.len() == 1 { "" } else { "s" };
        return Err(Raised::type_error(format!(
            "{name}.__new__() missing {} required positional argument{plural}: {}",
            missing.len(),
            enumerate(&missing)
        )));
    }
    Ok(values.into_iter().flatten().collect())
}

/// The class counts among the arguments.
fn too_many(name: &str, required: usize, most: usize, given: usize) -> Raised {
    let takes = match required == most {
        true => (most + 1).to_string(),
        false => format!("from {} to {}", required + 1, most + 1),
    };
    let plural = if most == 0 { "" } else { "s" };
    Raised::type_error(format!(
        "{name}.__new__() takes {takes} positional argument{plural} but {} were given",
        given + 1
    ))
}

fn replace(tuple: &NamedTuple, keywords: Vec<(Rc<str>, Value)>) -> Result<Value> {
    let Class::User(class) = &tuple.class else {
        return Err(Raised::type_error("expected a named tuple"));
    };
    let mut values = tuple.values.to_vec();
    let mut unknown = Vec::new();
    for (keyword, value) in keywords {
        let at = tuple.names.iter().position(|name| *name == keyword);
        match at.and_then(|at| values.get_mut(at)) {
            Some(place) => *place = value,
            None => unknown.push(format!("'{keyword}'")),
        }
    }
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        return Err(Raised::value_error(format!(
            "Got unexpected field names: [{unknown}]"
        )));
    }
    NamedTuple::of_class(class, values)
}
