//! What a class holds in place of a plain method: properties, static methods and class methods; and `super()`.

use std::any::Any;
use std::rc::Rc;

use super::{BoundMethod, Class, ClassId, Native, Value};

/// `property(fget, fset, fdel)`; None where there is no such function.
#[derive(Clone)]
pub struct Property {
    pub get: Value,
    pub set: Value,
    pub delete: Value,
    /// The documentation that it was given; None where it is that of the getter.
    pub doc: Value,
}

/// `@staticmethod`
pub struct StaticMethod(pub Value);

/// `@classmethod`
pub struct ClassMethod(pub Value);

/// `super()`: an object, seen as its class were what follows `class` in its lineage.
pub struct Super {
    pub class: Class,
    pub object: Value,
    /// Whose lineage is searched: the object's class, or the object where it is a class.
    pub of: Class,
}

impl Super {
    /// The classes that are searched.
    pub fn lineage(&self) -> impl Iterator<Item = Class> {
        let lineage = self.of.lineage().into_iter();
        lineage.skip_while(|class| *class != self.class).skip(1)
    }
}

macro_rules! native {
    ($($type:ident $class:ident;)*) => { $(
        impl Native for $type {
            fn class(&self) -> ClassId {
                ClassId::$class
            }

            fn as_any(&self) -> &dyn Any {
                self
            }
        }
    )* };
}

native! {
    Property PROPERTY;
    StaticMethod STATICMETHOD;
    ClassMethod CLASSMETHOD;
    Super SUPER;
}

/// How an attribute found in a class is read on `receiver`, an object of the class `class` or that class itself. A
/// property stays what it is: reading one runs code.
pub fn bound(found: Value, receiver: Option<&Value>, class: &Class) -> Value {
    if let Some(method) = found.native::<StaticMethod>() {
        return method.0.clone();
    }
    if let Some(method) = found.native::<ClassMethod>() {
        return method_of(Value::Class(class.clone()), method.0.clone());
    }
    match receiver {
        Some(receiver) if is_method(&found) => method_of(receiver.clone(), found),
        _ => found,
    }
}

fn method_of(receiver: Value, function: Value) -> Value {
    Value::BoundMethod(Rc::new(BoundMethod { receiver, function }))
}

/// Functions get the object as their first argument; so do those that remember their results.
fn is_method(value: &Value) -> bool {
    match value {
        Value::Function(_) => true,
        // A method of a class of the catalogue's, inherited.
        Value::Builtin(row) => row.full_name().starts_with("NDArrayOperatorsMixin."),
        Value::Native(native) => native.class() == ClassId::LRU_CACHE_WRAPPER,
        _ => false,
    }
}
