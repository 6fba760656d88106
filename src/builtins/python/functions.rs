//! Python's built-in functions about any value: its length, its class, its text, its attributes.

use std::rc::Rc;

use super::parameters::Text;
use super::sys::Redirected;
use super::{format, generators, iterate};
use crate::builtins;
use crate::builtins::{find_member, operators};
use crate::value::builtin::{Given, Rest};
use crate::value::compare::{bytes_of, text_of};
use crate::value::{
    Arguments, Class, ClassId, Exception, Host, Iterate, IteratorObject, Raised, Result, Stream,
    Value, display, identity, special, truth,
};

builtins! {
    /// Writes values as text, with blanks between them and a new line at the end.
    ///
    /// `sep` stands between the values and `end` after the last; `file` is where they go, an object with `write`.
    ///
    /// >>> print(1, "two", [3.0])
    /// 1 two [3.0]
    /// >>> print("a", "b", sep="-", end="!\n")
    /// a-b!
    changes "print" "(*args, sep=' ', end='\n', file=None, flush=False)" => print;
    /// The number of items in a container.
    ///
    /// >>> len([4, 5, 6])
    /// 3
    "len" "(obj, /)" => |host: &mut dyn Host, value: Value| operators::length(host, &value);
    /// Does the object belong to a class, to one of a tuple of classes, or to a subclass?
    ///
    /// >>> isinstance(True, int)
    /// True
    /// >>> isinstance(np.float64(1.5), (int, float))
    /// True
    "isinstance" "(obj, class_or_tuple, /)" => |host: &mut dyn Host, value: Value, classes: Value| {
        let value_class = value.class();
        let check = Check { hook: "__instancecheck__", asked: &value };
        check.answer(host, &value_class, &classes, "isinstance() arg 2 must be a type, a tuple of types, or a union")
    };
    /// Is a class the same as another, one of a tuple of classes, or a subclass?
    ///
    /// >>> issubclass(np.float64, np.floating)
    /// True
    "issubclass" "(cls, class_or_tuple, /)" => |host: &mut dyn Host, asked: Value, classes: Value| match &asked {
        Value::Class(class) => Check { hook: "__subclasscheck__", asked: &asked }.answer(host, class, &classes, "issubclass() arg 2 must be a class, a tuple of classes, or a union"),
        _ => Err(Raised::type_error("issubclass() arg 1 must be a class")),
    };
    /// The class of an object.
    ///
    /// >>> type(1.5)
    /// <class 'float'>
    "type.__new__" "(*args)" => class_of;
    /// The text that shows a value to a programmer; for most values it is what one would type to get it.
    ///
    /// >>> repr("it's")
    /// '"it\'s"'
    "repr" "(obj, /)" => |host: &mut dyn Host, value: Value| display::repr(host, &value);
    /// As `repr`, with characters beyond ASCII escaped.
    ///
    /// >>> ascii("é")
    /// "'\\xe9'"
    "ascii" "(obj, /)" => |host: &mut dyn Host, value: Value| display::ascii(host, &value);
    /// A value as text by a format spec, as after the colon in an f-string.
    ///
    /// >>> format(3.14159, ".2f")
    /// '3.14'
    /// >>> format(1234567, ",")
    /// '1,234,567'
    "format" "(value, format_spec='', /)" => |host: &mut dyn Host, value: Value, spec: Text| {
        format::format(host, &value, &spec.0)
    };
    /// The number that stands for a value in sets and among the keys of dicts.
    ///
    /// >>> hash(3) == hash(3.0)
    /// True
    "hash" "(obj, /)" => |host: &mut dyn Host, value: Value| crate::value::hash::hash(host, &value);
    /// A number that is the same for the same object, and different for different objects alive at the same time.
    ///
    /// >>> a = [1]
    /// >>> b = a
    /// >>> id(a) == id(b)
    /// True
    "id" "(obj, /)" => |host: &mut dyn Host, value: Value| identity::address(host, &value);
    /// Can the object be called like a function?
    ///
    /// >>> callable(len), callable(3)
    /// (True, False)
    "callable" "(obj, /)" => |value: Value| is_callable(&value);
    /// An iterator over a container; or one that calls a function until it returns `sentinel`.
    ///
    /// >>> list(iter("abc"))
    /// ['a', 'b', 'c']
    "iter" "(object, sentinel=<no value>, /)" => iter;
    /// The next item of an iterator; at its end `default`, or StopIteration where there is none.
    ///
    /// >>> next(iter([7, 8]))
    /// 7
    /// >>> next(iter([]), "none left")
    /// 'none left'
    changes "next" "(iterator, default=<no value>, /)" => next;
    /// Does the object have an attribute of this name?
    ///
    /// >>> hasattr([], "append")
    /// True
    "hasattr" "(obj, name, /)" => |host: &mut dyn Host, value: Value, name: AttributeName| {
        attribute_or(host, &value, &name.0).map(|found| found.is_some())
    };
    /// The attribute of an object by its name; `default` where it has none.
    ///
    /// >>> getattr(np.array([1, 2]), "ndim")
    /// 1
    "getattr" "(object, name, default=<no value>, /)" => getattr;
    /// The character with a number in Unicode.
    ///
    /// >>> chr(960)
    /// 'π'
    "chr" "(i, /)" => chr;
    /// The number of a character in Unicode.
    ///
    /// >>> ord("π")
    /// 960
    "ord" "(c, /)" => ord;
    /// Asks for a line of input. A lesson has nobody to ask, so that it is always at its end.
    changes "input" "(prompt='', /)" => input;
}

fn print(
    host: &mut dyn Host,
    values: Rest,
    separator: Value,
    end: Value,
    file: Value,
    _flush: Value,
) -> Result<()> {
    let separator = text_option("sep", &separator, " ")?;
    let end = text_option("end", &end, "\n")?;
    let mut line = String::new();
    for (i, value) in values.0.iter().enumerate() {
        if i > 0 {
            line.push_str(&separator);
        }
        line.push_str(&display::str(host, value)?);
        super::memory::room_for(line.len())?;
    }
    line.push_str(&end);
    let file = match file {
        Value::None => host.session().get::<Redirected>().target(),
        file => Some(file),
    };
    let Some(file) = file else {
        return host.write(Stream::Out, &line);
    };
    let write = host.attribute(&file, "write")?;
    host.call(&write, Arguments::positional([Value::from_string(line)]))?;
    Ok(())
}

fn text_option(name: &str, value: &Value, default: &str) -> Result<Rc<str>> {
    match (text_of(value), value) {
        (Some(text), _) => Ok(text.clone()),
        (None, Value::None) => Ok(default.into()),
        (None, other) => Err(Raised::type_error(format!(
            "{name} must be None or a string, not {}",
            other.qualified_type_name()
        ))),
    }
}

/// The question of `isinstance` and `issubclass`, which a metaclass may answer by a method of its own.
struct Check<'a> {
    hook: &'static str,
    asked: &'a Value,
}

impl Check<'_> {
    /// Is `class` one of `classes`, a class or nested tuples of them?
    fn answer(
        &self,
        host: &mut dyn Host,
        class: &Class,
        classes: &Value,
        complaint: &str,
    ) -> Result<bool> {
        match classes {
            Value::Class(ancestor) => {
                if class == ancestor {
                    return Ok(true);
                }
                match special::call(host, classes, self.hook, [self.asked.clone()])? {
                    Some(answer) => truth(host, &answer),
                    None => Ok(class.is_subclass(ancestor)),
                }
            }
            Value::Tuple(several) => {
                for one in several.iter() {
                    if self.answer(host, class, one, complaint)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            other => match special::call(host, other, self.hook, [self.asked.clone()])? {
                Some(answer) => truth(host, &answer),
                None => Err(Raised::type_error(complaint)),
            },
        }
    }
}

fn class_of(args: Rest) -> Result<Value> {
    match &args.0[..] {
        [value] => Ok(Value::Class(value.class())),
        _ => Err(Raised::type_error("type() takes 1 or 3 arguments")),
    }
}

/// Can the value be called?
pub fn is_callable(value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::Builtin(_) | Value::BoundMethod(_) | Value::Class(_) => true,
        Value::Instance(_) => operators::has_method(value, "__call__"),
        Value::Native(native) => find_member(&native.class().into(), "__call__").is_some(),
        _ => false,
    }
}

fn iter(host: &mut dyn Host, value: Value, sentinel: Given) -> Result<Value> {
    let Some(sentinel) = sentinel.0 else {
        return iterate::iter(host, &value).map(Value::Iterator);
    };
    if !is_callable(&value) {
        return Err(Raised::type_error("iter(v, w): v must be callable"));
    }
    let walk = UntilSentinel {
        function: Some(value),
        sentinel,
    };
    Ok(Value::Iterator(Rc::new(IteratorObject::new(
        ClassId::CALLABLE_ITERATOR,
        Box::new(walk),
    ))))
}

/// `iter(function, sentinel)`
struct UntilSentinel {
    function: Option<Value>,
    sentinel: Value,
}

impl Iterate for UntilSentinel {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(function) = &self.function else {
            return Ok(None);
        };
        let item = host.call(function, Arguments::none())?;
        if crate::value::compare::equal(host, &item, &self.sentinel)? {
            self.function = None;
            return Ok(None);
        }
        Ok(Some(item))
    }
}

fn next(host: &mut dyn Host, iterator: Value, default: Given) -> Result<Value> {
    let item = match &iterator {
        Value::Iterator(iterator) => iterate::next(host, iterator)?,
        other if operators::has_method(other, "__next__") => {
            match operators::call_method(host, other, "__next__", []) {
                Err(raised) if raised.is_a(ClassId::STOP_ITERATION) && default.0.is_some() => None,
                answer => answer?,
            }
        }
        other => {
            return Err(Raised::type_error(format!(
                "'{}' object is not an iterator",
                other.qualified_type_name()
            )));
        }
    };
    item.or(default.0).ok_or_else(|| match &iterator {
        Value::Iterator(iterator) => generators::ended(iterator),
        _ => Raised::exception(Rc::new(Exception::new(ClassId::STOP_ITERATION, vec![]))),
    })
}

/// A name of an attribute.
pub struct AttributeName(pub Rc<str>);

impl crate::value::builtin::Parameter for AttributeName {
    fn take(bound: &mut crate::value::builtin::Bound, _: &mut dyn Host) -> Result<AttributeName> {
        let value = bound.take().unwrap_or(Value::None);
        match text_of(&value) {
            Some(name) => Ok(AttributeName(name.clone())),
            None => Err(Raised::type_error(format!(
                "attribute name must be string, not '{}'",
                value.qualified_type_name()
            ))),
        }
    }
}

/// `value.name`; `None` where there is no such attribute.
///
/// # Errors
/// Whatever else than AttributeError a property raises.
pub fn attribute_or(host: &mut dyn Host, value: &Value, name: &str) -> Result<Option<Value>> {
    match host.attribute(value, name) {
        Ok(found) => Ok(Some(found)),
        Err(raised) if raised.is_a(ClassId::ATTRIBUTE_ERROR) => Ok(None),
        Err(raised) => Err(raised),
    }
}

fn getattr(
    host: &mut dyn Host,
    value: Value,
    name: AttributeName,
    default: Given,
) -> Result<Value> {
    match default.0 {
        Some(default) => Ok(attribute_or(host, &value, &name.0)?.unwrap_or(default)),
        None => host.attribute(&value, &name.0),
    }
}

fn chr(host: &mut dyn Host, code: Value) -> Result<Value> {
    let code = match crate::value::number::index(host, &code)? {
        Value::Int(code) => i32::try_from(code).ok(),
        _ => None,
    };
    let Some(code) = code else {
        return Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "Python int too large to convert to C int",
        ));
    };
    let character = u32::try_from(code).ok().and_then(char::from_u32);
    character
        .map(|c| Value::str(c.to_string()))
        .ok_or_else(|| Raised::value_error("chr() arg not in range(0x110000)"))
}

fn ord(value: Value) -> Result<Value> {
    let wrong_length = |length: usize| {
        Raised::type_error(format!(
            "ord() expected a character, but string of length {length} found"
        ))
    };
    if let Some(text) = text_of(&value) {
        let mut chars = text.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(Value::Int((c as u32).into())),
            _ => Err(wrong_length(text.chars().count())),
        };
    }
    match bytes_of(&value).map(|bytes| &bytes[..]) {
        Some([byte]) => Ok(Value::Int((*byte).into())),
        Some(bytes) => Err(wrong_length(bytes.len())),
        None => Err(Raised::type_error(format!(
            "ord() expected string of length 1, but {} found",
            value.qualified_type_name()
        ))),
    }
}

fn input(host: &mut dyn Host, prompt: Value) -> Result<Value> {
    let prompt = display::str(host, &prompt)?;
    host.write(Stream::Out, &prompt)?;
    Err(Raised::new(ClassId::EOF_ERROR, "EOF when reading a line"))
}
