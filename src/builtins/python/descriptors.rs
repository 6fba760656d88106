//! `property`, `staticmethod`, `classmethod`: what stands in a class in place of a plain method.

use std::rc::Rc;

use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::descriptor::{ClassMethod, Property, StaticMethod};
use crate::value::{Arguments, BoundMethod, Host, Raised, Result, Value};

builtins! {
    /// An attribute whose value is what functions give: read by `fget`, set by `fset`, deleted by `fdel`.
    ///
    /// >>> class Circle:
    /// ...     radius = 2
    /// ...     @property
    /// ...     def area(self):
    /// ...         return 3 * self.radius ** 2
    /// >>> Circle().area
    /// 12
    "property.__new__" "(fget=None, fset=None, fdel=None, doc=None)" => |get: Value, set: Value, delete: Value, doc: Value| {
        native(Property { get, set, delete, doc })
    };
    /// The function as a method of an object.
    ///
    /// >>> def size(self): return len(self)
    /// >>> size.__get__([1, 2])()
    /// 2
    "function.__get__" "(self, instance, owner=None, /)" => |function: Value, receiver: Value, _owner: Value| match receiver {
        Value::None => function,
        receiver => Value::BoundMethod(Rc::new(BoundMethod { receiver, function })),
    };
    /// A function with its first argument, which it is a method of.
    "method.__new__" "(function, instance, /)" => |function: Value, receiver: Value| {
        Value::BoundMethod(Rc::new(BoundMethod { receiver, function }))
    };
    /// The property with another function that reads it.
    "property.getter" "(self, fget, /)" => |property: Value, get: Value| changed(&property, |p| p.get = get);
    /// The property with a function that sets it.
    ///
    /// >>> class Point:
    /// ...     @property
    /// ...     def x(self):
    /// ...         return self._x
    /// ...     @x.setter
    /// ...     def x(self, value):
    /// ...         self._x = abs(value)
    /// >>> p = Point()
    /// >>> p.x = -3
    /// >>> p.x
    /// 3
    "property.setter" "(self, fset, /)" => |property: Value, set: Value| changed(&property, |p| p.set = set);
    /// The property with a function that deletes it.
    "property.deleter" "(self, fdel, /)" => |property: Value, delete: Value| changed(&property, |p| p.delete = delete);
    /// The function that reads the property.
    property "property.fget" => |property: Value| of(&property).map(|p| p.get.clone());
    /// The function that sets it.
    property "property.fset" => |property: Value| of(&property).map(|p| p.set.clone());
    /// The function that deletes it.
    property "property.fdel" => |property: Value| of(&property).map(|p| p.delete.clone());
    /// What is documented of it.
    property "property.__doc__" => |host: &mut dyn Host, property: Value| match of(&property)? {
        Property { get, doc: Value::None, .. } if !get.is_none() => host.attribute(get, "__doc__"),
        property => Ok::<Value, Raised>(property.doc.clone()),
    };
    /// A function in a class that gets no object as its first argument.
    ///
    /// >>> class Temperature:
    /// ...     @staticmethod
    /// ...     def freezing():
    /// ...         return 0
    /// >>> Temperature.freezing(), Temperature().freezing()
    /// (0, 0)
    "staticmethod.__new__" "(function, /)" => |function: Value| native(StaticMethod(function));
    /// Calls the function.
    "staticmethod.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, method: Value, args: Rest, keywords: Keywords| {
        let function = function(&method)?;
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
        host.call(&function, arguments)
    };
    /// A method that gets the class as its first argument.
    ///
    /// >>> class Point:
    /// ...     def __init__(self, x):
    /// ...         self.x = x
    /// ...     @classmethod
    /// ...     def origin(cls):
    /// ...         return cls(0)
    /// >>> Point.origin().x
    /// 0
    "classmethod.__new__" "(function, /)" => |function: Value| native(ClassMethod(function));
    /// The function itself.
    property "staticmethod.__func__" | "classmethod.__func__" => |method: Value| function(&method);
}

fn native(descriptor: impl crate::value::Native) -> Value {
    Value::Native(Rc::new(descriptor))
}

fn of(property: &Value) -> Result<&Property> {
    property
        .native()
        .ok_or_else(|| Raised::type_error("expected a property"))
}

/// A copy of a property with one thing changed.
fn changed(property: &Value, change: impl FnOnce(&mut Property)) -> Result<Value> {
    let mut copy = of(property)?.clone();
    change(&mut copy);
    Ok(native(copy))
}

fn function(method: &Value) -> Result<Value> {
    let of_static = method.native::<StaticMethod>().map(|method| &method.0);
    let of_class = || method.native::<ClassMethod>().map(|method| &method.0);
    of_static
        .or_else(of_class)
        .cloned()
        .ok_or_else(|| Raised::type_error("expected a static method or class method"))
}
