//! Attributes: read, set and deleted.
//!
//! What a value of a built-in class has is in the catalogue: a row `class.name` is a method or a property, a row
//! `class.name=` sets it. Modules, functions, classes and exceptions keep some attributes themselves.

use std::borrow::Borrow;
use std::rc::Rc;

use super::metaclasses::{builtin_dict, class_dict};
use super::supers::{alternative, constructor, object_method, of_object, of_type};
use super::{Interpreter, operations};
use crate::array::{Scalar, meter};
use crate::builtins as catalogue;
use crate::builtins::operators::named;
use crate::builtins::python::sys::Redirected;
use crate::syntax::ast::Expr;
use crate::text::{Span, Symbol};
use crate::value::builtin::RowKind;
use crate::value::descriptor::{self, Property, Super};
use crate::value::{
    Arguments, BoundMethod, Builtin, Class, ClassId, Exception, Flavour, Function, Instance,
    Raised, Result, UserClass, Value, special,
};

/// Rows of members found so far, by the number of the name; also what was not found.
#[derive(Default)]
pub(super) struct Members(Vec<Vec<(ClassId, Option<&'static Builtin>)>>);

/// Attributes that a lesson set on a function, an exception or an object.
type Attributes<N> = std::cell::RefCell<Vec<(N, Value)>>;

impl Interpreter {
    pub(super) fn attribute_expr(
        &mut self,
        value: &Expr,
        name: Symbol,
        name_span: Span,
    ) -> Result<Value> {
        let value = self.expr(value)?;
        self.attribute_of(&value, name, name_span)
    }

    /// `value.name`; an error is blamed on the name.
    pub(super) fn attribute_of(
        &mut self,
        value: &Value,
        name: Symbol,
        span: Span,
    ) -> Result<Value> {
        self.here = span;
        self.attribute_value(value, &name.name())
            .map_err(|error| self.at(error, span))
    }

    /// `value.name`
    ///
    /// # Errors
    /// AttributeError where there is none; whatever a property raises.
    pub(super) fn attribute_value(&mut self, value: &Value, name: &str) -> Result<Value> {
        if let Class::User(class) = value.class()
            && special::defines(&class, "__getattribute__")
        {
            return self.attribute_by_hook(value, name);
        }
        match self.find_attribute(value, name)? {
            Some(found) => Ok(found),
            None => self.missing_attribute(value, name),
        }
    }

    /// `object.__getattribute__(value, name)`: without the hooks of the class.
    ///
    /// # Errors
    /// As [`Interpreter::attribute_value`].
    pub(super) fn attribute_past_hooks(&mut self, value: &Value, name: &str) -> Result<Value> {
        match self.find_attribute(value, name)? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// By the `__getattribute__` of the lesson's class, then its `__getattr__`.
    fn attribute_by_hook(&mut self, value: &Value, name: &str) -> Result<Value> {
        match special::call(self, value, "__getattribute__", [Value::str(name)]) {
            Err(error)
                if error.is_a(ClassId::ATTRIBUTE_ERROR)
                    && special::find(value, "__getattr__").is_some() =>
            {
                self.missing_attribute(value, name)
            }
            Ok(Some(found)) => Ok(found),
            Ok(None) => self.missing_attribute(value, name),
            Err(error) => Err(error),
        }
    }

    /// The row of a member of a built-in class.
    pub(super) fn member(&mut self, class: ClassId, name: Symbol) -> Option<&'static Builtin> {
        let known = self.members.0.get(name.index());
        let known = known.and_then(|rows| rows.iter().find(|(owner, _)| *owner == class));
        if let Some((_, row)) = known {
            return *row;
        }
        let row = catalogue::find_member(&Class::Builtin(class), &name.name());
        if self.members.0.len() <= name.index() {
            self.members.0.resize_with(name.index() + 1, Vec::new);
        }
        if let Some(rows) = self.members.0.get_mut(name.index()) {
            rows.push((class, row));
        }
        row
    }

    /// `value.name`; `None` where there is no such attribute.
    pub(super) fn find_attribute(&mut self, value: &Value, name: &str) -> Result<Option<Value>> {
        if let Class::User(class) = value.class()
            && !matches!(value, Value::Class(_))
            && let Some(found) = self.user_attribute(value, &class, name)?
        {
            return Ok(Some(found));
        }
        let own = match value {
            Value::Module(module) => return self.module_member(module, name),
            Value::Class(class) => return self.class_member(class, name),
            Value::Native(native) if let Some(seen) = native.as_any().downcast_ref::<Super>() => {
                return self.super_attribute(seen, name);
            }
            Value::Function(function) => match name {
                "__kwdefaults__" => return self.keyword_defaults(function).map(Some),
                "__code__" => return self.code_of(function).map(Some),
                "__closure__" => return self.closure_of(function).map(Some),
                "__globals__" => return self.globals_dict().map(Some),
                _ => function_attribute(function, name),
            },
            Value::Builtin(row) => row_attribute(row, name),
            Value::BoundMethod(bound) => self.bound_attribute(bound, name)?,
            Value::Exception(exception) => exception_attribute(exception, name),
            Value::Native(native) => native.attribute(name),
            Value::Instance(instance) => match &instance.held {
                Some(Value::Native(native)) => native.attribute(name),
                _ => None,
            },
            _ => None,
        };
        if own.is_some() {
            return Ok(own);
        }
        if let Some(row) = self.member(value.class().builtin(), Symbol::new(name)) {
            return self.bound(row, value).map(Some);
        }
        if let Some(subclass) = value.subclass()
            && let Some(own) = subclass.attribute(value, name)?
        {
            return Ok(Some(own));
        }
        if let Value::Scalar(scalar) = value
            && let Some(field) = catalogue::numpy::records::field_of_scalar(scalar, name)?
        {
            return Ok(Some(field));
        }
        Ok(match (value, name) {
            (Value::Iterator(_), "__next__") => {
                let row = catalogue::find("next");
                row.map(|row| self.bound(row, value)).transpose()?
            }
            (Value::Iterator(_), "__iter__") => {
                let row = catalogue::find("iter");
                row.map(|row| self.bound(row, value)).transpose()?
            }
            (_, "__class__") => Some(Value::Class(value.class())),
            (_, "__doc__") => Some(Value::None),
            (Value::Instance(instance), "__dict__") if !instance.class.has_slots() => {
                let mut attributes = instance.attributes.borrow().clone();
                attributes.retain(|(name, _)| !instance.class.has_slot(*name));
                let dict = self.names_dict(attributes)?;
                Some(match &dict {
                    Value::Dict(dict) => {
                        Value::Dict(Rc::new(dict.copy_as(Flavour::Attributes(instance.clone()))))
                    }
                    _ => dict,
                })
            }
            (Value::Exception(exception), "__dict__") => {
                Some(self.names_dict(exception_names(exception))?)
            }
            (Value::Function(function), "__dict__") => {
                let attributes = function.attributes.borrow().clone().into_iter();
                let names = attributes.map(|(name, value)| (Symbol::new(&name), value));
                Some(self.names_dict(names.collect())?)
            }
            (_, "__hash__") if is_unhashable(value.class().builtin()) => Some(Value::None),
            _ => match named::find(value.class().builtin(), name) {
                Some(slot) => Some(method(value, slot)),
                None => {
                    let row = of_object(name);
                    row.map(|row| match row.is_class_method() {
                        true => class_method(row, value.class()),
                        false => object_method(row, value),
                    })
                }
            },
        })
    }

    /// An attribute of an object of a lesson's class: properties of the class come first, then what the object has,
    /// then what else the class has.
    fn user_attribute(
        &mut self,
        value: &Value,
        class: &Rc<UserClass>,
        name: &str,
    ) -> Result<Option<Value>> {
        let symbol = Symbol::new(name);
        let of_class = class.find(symbol);
        if !of_class.as_ref().is_some_and(is_data_descriptor) {
            let own = match value {
                Value::Instance(instance) => get(&instance.attributes, &symbol),
                Value::Exception(exception) => exception_attribute(exception, name),
                Value::Native(native) => native.attribute(name),
                Value::Array(object) => match &object.subclass {
                    Some(subclass) => subclass.attribute(value, name)?,
                    None => None,
                },
                _ => None,
            };
            if own.is_some() {
                return Ok(own);
            }
        }
        of_class
            .map(|found| self.read(found, value, &Class::User(class.clone())))
            .transpose()
    }

    /// What was found in a class, read on one of its objects.
    pub(super) fn read(&mut self, found: Value, receiver: &Value, class: &Class) -> Result<Value> {
        if let Some(read) = self.by_descriptor(&found, Some(receiver), class)? {
            return Ok(read);
        }
        let Some(property) = found.native::<Property>() else {
            return Ok(descriptor::bound(found, Some(receiver), class));
        };
        if property.get.is_none() {
            let class = receiver.qualified_type_name();
            let named = property_name(property, receiver);
            let message = format!("property{named} of '{class}' object has no getter");
            return Err(Raised::attribute_error(message));
        }
        let getter = property.get.clone();
        self.apply(&getter, Arguments::positional([receiver.clone()]))
    }

    /// What the `__get__` of an object found in a class gives; None for what is no descriptor.
    fn by_descriptor(
        &mut self,
        found: &Value,
        receiver: Option<&Value>,
        class: &Class,
    ) -> Result<Option<Value>> {
        if !matches!(found, Value::Instance(_)) {
            return Ok(None);
        }
        let arguments = [
            receiver.cloned().unwrap_or(Value::None),
            Value::Class(class.clone()),
        ];
        special::call(self, found, "__get__", arguments)
    }

    /// What a class's `__getattr__` gives for an attribute that is nowhere else.
    fn missing_attribute(&mut self, value: &Value, name: &str) -> Result<Value> {
        match special::call(self, value, "__getattr__", [Value::str(name)])? {
            Some(found) => Ok(found),
            None => Err(self.no_attribute(value, name)),
        }
    }

    /// A member's row, read on a value: a method with its receiver, or the property's value.
    pub(super) fn bound(&mut self, row: &'static Builtin, receiver: &Value) -> Result<Value> {
        match row.kind {
            RowKind::Function if row.is_class_method() => Ok(class_method(row, receiver.class())),
            RowKind::Function if row.is_static_method() => Ok(Value::Builtin(row)),
            RowKind::Function => Ok(Value::BoundMethod(Rc::new(BoundMethod {
                receiver: receiver.clone(),
                function: Value::Builtin(row),
            }))),
            RowKind::Constant => row.call(self, Arguments::none()),
            _ => {
                let value = row.call(self, Arguments::positional([receiver.plain().clone()]))?;
                let value = match row.name() {
                    "imag" => value.dressed_as(receiver),
                    _ => value,
                };
                catalogue::subclasses::settled(self, value)
            }
        }
    }

    /// `Class.name`
    fn class_member(&mut self, class: &Class, name: &str) -> Result<Option<Value>> {
        let symbol = Symbol::new(name);
        let value = Value::Class(class.clone());
        let metaclass = match class {
            Class::User(user) => Some(user.metaclass.clone()),
            Class::Builtin(_) => None,
        };
        let of_metaclass = match &metaclass {
            Some(Class::User(metaclass)) => metaclass.find(symbol),
            _ => None,
        };
        if let (Some(found), Some(metaclass)) = (&of_metaclass, &metaclass)
            && is_data_descriptor(found)
        {
            return self.read(found.clone(), &value, metaclass).map(Some);
        }
        if let Class::User(user) = class {
            if let Some(found) = user.find(symbol) {
                return Ok(Some(match self.by_descriptor(&found, None, class)? {
                    Some(read) => read,
                    None => descriptor::bound(found, None, class),
                }));
            }
            if name == "__dict__" {
                return class_dict(self, user).map(Some);
            }
        }
        if let (Some(found), Some(metaclass)) = (of_metaclass, &metaclass) {
            return self.read(found, &value, metaclass).map(Some);
        }
        if let (Class::Builtin(id), "__dict__") = (class, name) {
            return builtin_dict(self, *id).map(Some);
        }
        match class_attribute(class, name) {
            Some(Value::Builtin(row)) if row.kind == RowKind::Constant => {
                self.row_value(row).map(Some)
            }
            found => Ok(found),
        }
    }

    fn bound_attribute(&mut self, bound: &BoundMethod, name: &str) -> Result<Option<Value>> {
        match name {
            "__self__" => Ok(Some(bound.receiver.clone())),
            "__func__" => Ok(Some(bound.function.clone())),
            _ => self.find_attribute(&bound.function, name),
        }
    }

    #[cold]
    fn no_attribute(&mut self, value: &Value, name: &str) -> Raised {
        if let Value::Module(module) = value {
            return self.no_member(module, name);
        }
        let who = match value {
            Value::Class(class) => format!("type object '{}'", operations::class_text(class)),
            other => format!("'{}' object", operations::type_name(other)),
        };
        let message = format!("{who} has no attribute '{name}'");
        let exception = Exception::new(ClassId::ATTRIBUTE_ERROR, vec![Value::str(message)]);
        let known = [("name", Value::str(name)), ("obj", value.clone())];
        let known = known.map(|(key, value)| (key.into(), value));
        exception.attributes.borrow_mut().extend(known);
        Raised::exception(exception.into())
    }

    /// `value.name = new`, or `del value.name` where `new` is `None`.
    pub(super) fn set_attribute(
        &mut self,
        value: &Value,
        name: Symbol,
        new: Option<Value>,
        span: Span,
    ) -> Result<()> {
        self.here = span;
        self.put_attribute(value, &name.name(), new)
            .map_err(|error| self.at(error, span))
    }

    pub(super) fn put_attribute(
        &mut self,
        value: &Value,
        name: &str,
        new: Option<Value>,
    ) -> Result<()> {
        let hook = match new {
            Some(_) => "__setattr__",
            None => "__delattr__",
        };
        if special::find(value, hook).is_none() {
            return self.put_own(value, name, new);
        }
        match new {
            Some(new) => special::call(self, value, hook, [Value::str(name), new]),
            None => special::call(self, value, hook, [Value::str(name)]),
        }
        .map(drop)
    }

    /// As [`Interpreter::put_attribute`], past the class's own `__setattr__`.
    pub(super) fn put_own(&mut self, value: &Value, name: &str, new: Option<Value>) -> Result<()> {
        if let Class::User(class) = value.class()
            && let Some(found) = class.find(Symbol::new(name))
        {
            if let Some(property) = found.native::<Property>() {
                return self.put_by_property(value, name, property, new);
            }
            if let Value::Instance(_) = found
                && self.put_by_descriptor(value, &found, &new)?
            {
                return Ok(());
            }
        }
        let kept = match value {
            Value::Module(module) => {
                if module.name == "sys" && name == "stdout" {
                    self.world.state.get::<Redirected>().set(new.clone());
                }
                put(&module.assigned, name.into(), new)
            }
            Value::Function(function) => put(&function.attributes, name.into(), new),
            Value::Instance(instance) if name == "__dict__" && !instance.class.has_slots() => {
                return replace_attributes(instance, new.as_ref());
            }
            Value::Instance(instance) if !instance.class.allows(Symbol::new(name)) => {
                let of_class = self.find_attribute(&Value::Class(value.class()), name)?;
                return Err(match of_class {
                    Some(_) => Raised::attribute_error(format!(
                        "'{}' object attribute '{name}' is read-only",
                        operations::type_name(value)
                    )),
                    None => self.no_attribute(value, name),
                });
            }
            Value::Instance(instance) => {
                meter::steps(instance.attributes.borrow().len() / 8)?;
                put(&instance.attributes, Symbol::new(name), new)
            }
            Value::Class(Class::User(class)) => put(&class.namespace, Symbol::new(name), new),
            Value::Exception(exception) if name == "args" => {
                exception.args.replace(self.sequence(new)?);
                return Ok(());
            }
            Value::Exception(exception) => put(&exception.attributes, name.into(), new),
            Value::Class(class) => {
                return Err(Raised::type_error(format!(
                    "cannot set '{name}' attribute of immutable type '{}'",
                    operations::class_text(class)
                )));
            }
            Value::Native(native) if native.put_attribute(name, new.clone()) => true,
            other => return self.put_by_row(other, name, new),
        };
        if kept {
            Ok(())
        } else {
            Err(self.no_attribute(value, name))
        }
    }

    /// Sets through the `__set__` of an object found in the class, or deletes by its `__delete__`; false where it has none.
    fn put_by_descriptor(
        &mut self,
        value: &Value,
        found: &Value,
        new: &Option<Value>,
    ) -> Result<bool> {
        let own = |hook| special::find(found, hook).is_some();
        let done = match new {
            Some(new) => special::call(self, found, "__set__", [value.clone(), new.clone()])?,
            None => special::call(self, found, "__delete__", [value.clone()])?,
        };
        match done {
            Some(_) => Ok(true),
            None if own("__set__") => Err(Raised::attribute_error("__delete__")),
            None if own("__delete__") => Err(Raised::attribute_error("__set__")),
            None => Ok(false),
        }
    }

    fn put_by_property(
        &mut self,
        value: &Value,
        name: &str,
        property: &Property,
        new: Option<Value>,
    ) -> Result<()> {
        let (function, what) = match new {
            Some(_) => (property.set.clone(), "setter"),
            None => (property.delete.clone(), "deleter"),
        };
        if function.is_none() {
            let class = value.qualified_type_name();
            let message = format!("property '{name}' of '{class}' object has no {what}");
            return Err(Raised::attribute_error(message));
        }
        let arguments = std::iter::once(value.clone()).chain(new);
        self.apply(&function, Arguments::positional(arguments))
            .map(drop)
    }

    fn sequence(&mut self, value: Option<Value>) -> Result<Vec<Value>> {
        let mut values = Vec::new();
        let value = value.unwrap_or(Value::None);
        let mut walk = self.walk(&value, self.here)?;
        while let Some(item) = walk.next(self)? {
            values.push(item);
        }
        Ok(values)
    }

    /// Sets through a setter's row.
    fn put_by_row(&mut self, value: &Value, name: &str, new: Option<Value>) -> Result<()> {
        let class = value.class().builtin();
        let setter = self.member(class, Symbol::new(&format!("{name}=")));
        if let (Some(setter), Some(new)) = (setter, &new) {
            let arguments = Arguments::positional([value.clone(), new.clone()]);
            return setter.call(self, arguments).map(drop);
        }
        if let Some(subclass) = value.subclass()
            && subclass.set_attribute(value, name, new.as_ref())?
        {
            return Ok(());
        }
        // The fields of a record are attributes too.
        if let (Value::Scalar(Scalar::Struct(record)), Some(new)) = (value, &new)
            && record.fields.record
        {
            let mut fields = record.fields.fields.iter();
            if fields.any(|field| &*field.name == name) {
                return catalogue::numpy::fields::set_item(record, &Value::str(name), new);
            }
            if self.member(class, Symbol::new(name)).is_none() {
                let message = format!("'record' object has no attribute '{name}'");
                return Err(Raised::attribute_error(message));
            }
        }
        let type_name = match value {
            // What all of NumPy's scalars have belongs to their common class.
            Value::Scalar(_) if new_is_generic(name) => "numpy.generic".into(),
            other => operations::type_name(other),
        };
        if value.tuple_items().is_some() && self.find_attribute(value, name)?.is_some() {
            return Err(Raised::attribute_error("can't set attribute"));
        }
        let Some(row) = self.member(class, Symbol::new(name)) else {
            return Err(self.no_attribute(value, name));
        };
        Err(Raised::attribute_error(match row.kind {
            RowKind::Function => format!("'{type_name}' object attribute '{name}' is read-only"),
            _ => format!("attribute '{name}' of '{type_name}' objects is not writable"),
        }))
    }
}

/// Does it go before what an object has itself under the same name?
fn is_data_descriptor(found: &Value) -> bool {
    match found {
        Value::Instance(_) => {
            special::find(found, "__set__").is_some()
                || special::find(found, "__delete__").is_some()
        }
        other => other.native::<Property>().is_some(),
    }
}

/// ` 'name'` of a property, as its class knows it.
fn property_name(property: &Property, receiver: &Value) -> String {
    let Class::User(class) = receiver.class() else {
        return String::new();
    };
    let lineage = std::iter::once(class.clone()).chain(class.ancestors.iter().filter_map(
        |above| match above {
            Class::User(class) => Some(class.clone()),
            Class::Builtin(_) => None,
        },
    ));
    for class in lineage {
        let namespace = class.namespace.borrow();
        let found = namespace.iter().find(|(_, value)| {
            value
                .native::<Property>()
                .is_some_and(|own| std::ptr::eq(own, property))
        });
        if let Some((name, _)) = found {
            return format!(" '{name}'");
        }
    }
    String::new()
}

/// `instance.__dict__ = new`: the pairs of a dict become the object's attributes.
fn replace_attributes(instance: &Instance, new: Option<&Value>) -> Result<()> {
    let Some(Value::Dict(dict)) = new else {
        let given = new.map_or("NoneType".to_string(), Value::qualified_type_name);
        let message = format!("__dict__ must be set to a dictionary, not a '{given}'");
        return Err(Raised::type_error(message));
    };
    let pairs = dict.pairs().into_iter();
    let named = pairs.filter_map(|(key, value)| match key {
        Value::Str(name) => Some((Symbol::new(&name), value)),
        _ => None,
    });
    let old = instance.attributes.replace(named.collect());
    drop(old);
    Ok(())
}

fn method(receiver: &Value, function: Value) -> Value {
    Value::BoundMethod(Rc::new(BoundMethod {
        receiver: receiver.clone(),
        function,
    }))
}

/// Sets or removes an attribute in a list of them; false where there is none to remove.
fn put<N: PartialEq>(attributes: &Attributes<N>, name: N, new: Option<Value>) -> bool {
    let mut attributes = attributes.borrow_mut();
    let at = attributes.iter().position(|(key, _)| *key == name);
    // Old values are dropped after the borrow.
    let old = match (at, new) {
        (Some(at), Some(new)) => Some(std::mem::replace(&mut attributes[at].1, new)),
        (Some(at), None) => Some(attributes.remove(at).1),
        (None, Some(new)) => {
            attributes.push((name, new));
            None
        }
        (None, None) => return false,
    };
    drop(attributes);
    drop(old);
    true
}

fn get<N: Borrow<Q>, Q: PartialEq + ?Sized>(attributes: &Attributes<N>, name: &Q) -> Option<Value> {
    let attributes = attributes.borrow();
    let found = attributes.iter().find(|(key, _)| key.borrow() == name)?;
    Some(found.1.clone())
}

fn function_attribute(function: &Function, name: &str) -> Option<Value> {
    let set = get(&function.attributes, name);
    set.or_else(|| match name {
        "__name__" => Some(Value::Str(function.definition.name.name())),
        "__qualname__" => Some(Value::str(&function.definition.qualified)),
        "__module__" => Some(Value::str(match function.source.is_library {
            true => function.source.name.as_str(),
            false => "__main__",
        })),
        "__doc__" => Some(match &function.definition.docstring {
            Some(text) => Value::Str(text.clone()),
            None => Value::None,
        }),
        "__defaults__" => Some(positional_defaults(function)),
        "__annotations__" => Some(Value::Dict(Rc::default())),
        _ => None,
    })
}

fn positional_defaults(function: &Function) -> Value {
    let positional = &function.definition.parameters.positional;
    let count = positional.iter().filter(|p| p.default.is_some()).count();
    if count == 0 {
        return Value::None;
    }
    Value::tuple(function.defaults.iter().take(count).cloned().collect())
}

fn row_attribute(row: &'static Builtin, name: &str) -> Option<Value> {
    match name {
        "__name__" => Some(Value::str(row.name())),
        "__qualname__" => Some(Value::str(row.full_name().trim_start_matches("np."))),
        "__doc__" => Some(Value::str(row.doc.trim())),
        "__module__" => Some(match row.full_name().split_once('.') {
            Some(("np", _)) => Value::str("numpy"),
            Some((module, _)) => Value::str(module),
            None => Value::str("builtins"),
        }),
        _ => None,
    }
}

/// Is the class one whose objects can be no keys?
fn is_unhashable(id: ClassId) -> bool {
    [
        ClassId::LIST,
        ClassId::DICT,
        ClassId::SET,
        ClassId::BYTEARRAY,
        ClassId::SLICE,
        ClassId::DEQUE,
        ClassId::NDARRAY,
    ]
    .into_iter()
    .any(|unhashable| id.is_subclass(unhashable))
}

/// Is it a function of a built-in class that makes objects, and the class one derived from that?
fn makes_others(class: &Class, row: &Builtin) -> bool {
    let id = class.builtin();
    let own = [
        ClassId::NDARRAY,
        ClassId::NAMED_TUPLE,
        ClassId::TYPE,
        ClassId::BASE_EXCEPTION,
    ];
    let made_here = |own: &ClassId| id.is_subclass(*own);
    matches!(class, Class::User(_))
        && row.kind == RowKind::Function
        && !row.signature.starts_with("(self")
        && row.name() != "maketrans"
        && id != ClassId::OBJECT
        && !own.iter().any(made_here)
}

/// A class method's row with the class it is asked for.
fn class_method(row: &'static Builtin, class: Class) -> Value {
    Value::BoundMethod(Rc::new(BoundMethod {
        receiver: Value::Class(class),
        function: Value::Builtin(row),
    }))
}

fn class_attribute(class: &Class, name: &str) -> Option<Value> {
    if name == "__new__" && class.builtin() != ClassId::OBJECT {
        return Some(constructor(class.builtin()));
    }
    if let Some(row) = catalogue::find_member(class, name) {
        if makes_others(class, row) {
            return Some(method(
                &Value::Class(class.clone()),
                alternative(class.builtin(), row),
            ));
        }
        return Some(match row.is_class_method() {
            true => class_method(row, class.clone()),
            false => Value::Builtin(row),
        });
    }
    let id = class.builtin();
    if name == "__hash__" && is_unhashable(id) {
        return Some(Value::None);
    }
    Some(match name {
        "__name__" => Value::str(class.name()),
        "__qualname__" => match class {
            Class::User(class) => Value::str(&class.qualified),
            Class::Builtin(id) => Value::str(id.name()),
        },
        "__module__" => Value::str(id.module()),
        "__doc__" => Value::None,
        "__class__" => Value::Class(Value::Class(class.clone()).class()),
        "__bases__" => match class {
            Class::User(class) => classes(class.bases.iter().cloned()),
            Class::Builtin(id) => classes(id.bases().iter().map(|&id| id.into())),
        },
        "__mro__" => classes(class.lineage()),
        "__base__" => match class {
            Class::User(class) => Value::Class(class.bases.first().cloned()?),
            Class::Builtin(id) => Value::Class((*id.bases().first()?).into()),
        },
        _ => {
            let slot = named::find(id, name);
            let bound_of_type = || {
                let row = of_type(name)?;
                Some(method(&Value::Class(class.clone()), Value::Builtin(row)))
            };
            if id.is_subclass(ClassId::TYPE)
                && let Some(row) = of_type(name).filter(|row| !row.is_class_method())
            {
                return Some(Value::Builtin(row));
            }
            let of_object = || {
                let row = of_object(name)?;
                Some(match row.is_class_method() && name != "__new__" {
                    true => class_method(row, class.clone()),
                    false => Value::Builtin(row),
                })
            };
            return slot.or_else(of_object).or_else(bound_of_type);
        }
    })
}

fn classes(classes: impl IntoIterator<Item = Class>) -> Value {
    Value::tuple(classes.into_iter().map(Value::Class).collect())
}

/// What a lesson has set on an exception: its `__dict__`, without what whoever raised it said by the same way.
fn exception_names(exception: &Exception) -> Vec<(Symbol, Value)> {
    let class = exception.class.builtin();
    let told: &[&str] = match class {
        class if class.is_subclass(ClassId::STOP_ITERATION) => &["value"],
        class if class.is_subclass(ClassId::NAME_ERROR) => &["name"],
        class if class.is_subclass(ClassId::ATTRIBUTE_ERROR) => &["name", "obj"],
        class if class.is_subclass(ClassId::IMPORT_ERROR) => &["name", "path", "msg"],
        _ => &[],
    };
    let attributes = exception.attributes.borrow();
    let own = attributes
        .iter()
        .filter(|(name, _)| !told.contains(&&**name));
    own.map(|(name, value)| (Symbol::new(name), value.clone()))
        .collect()
}

fn exception_attribute(exception: &Exception, name: &str) -> Option<Value> {
    let kept =
        |value: &std::cell::RefCell<Option<Value>>| value.borrow().clone().unwrap_or(Value::None);
    match name {
        "args" => Some(Value::tuple(exception.args.borrow().clone())),
        "__cause__" => Some(kept(&exception.cause)),
        "__context__" => Some(kept(&exception.context)),
        "__suppress_context__" => Some(Value::Bool(exception.suppress_context.get())),
        "__notes__" if !exception.notes.borrow().is_empty() => {
            Some(Value::list(exception.notes.borrow().clone()))
        }
        _ => get(&exception.attributes, name),
    }
}

/// Is the attribute one that NumPy's scalars have from their common class?
fn new_is_generic(name: &str) -> bool {
    catalogue::find(&format!("generic.{name}")).is_some()
}
