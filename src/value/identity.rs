//! `id(x)` and the addresses in `<… object at 0x7f…>`: made up in the order in which they are asked for, so that they
//! are the same in every run.

use std::any::Any;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use super::{Class, Host, Value};

/// Where made-up addresses begin, and how far they lie apart.
const FIRST: usize = 0x7f5c_1a8e_4030;
const APART: usize = 0x90;

/// The addresses given in a session.
#[derive(Default)]
struct Identities {
    given: HashMap<Key, Entry>,
    count: usize,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    /// An object's own place in memory.
    Place(usize),
    /// Values without a place: integers, floats, classes, functions of the catalogue.
    Shown(String),
}

struct Entry {
    address: usize,
    /// Keeps the place from being used by another object while the entry stands.
    _holder: Option<Box<dyn Any>>,
}

/// Python's `id(value)`: different for objects alive at the same time.
pub fn address(host: &mut dyn Host, value: &Value) -> usize {
    let (key, holder) = key_of(value);
    let identities = host.session().get::<Identities>();
    let next = FIRST + identities.count * APART;
    let entry = identities.given.entry(key).or_insert(Entry {
        address: next,
        _holder: holder,
    });
    let address = entry.address;
    if address == next {
        identities.count += 1;
    }
    address
}

fn place<T: ?Sized + 'static>(object: &Rc<T>) -> (Key, Option<Box<dyn Any>>) {
    let weak: Weak<T> = Rc::downgrade(object);
    (
        Key::Place(Rc::as_ptr(object).cast::<()>() as usize),
        Some(Box::new(weak)),
    )
}

fn key_of(value: &Value) -> (Key, Option<Box<dyn Any>>) {
    match value {
        Value::Str(x) => place(x),
        Value::Bytes(x) => place(x),
        Value::BigInt(x) => place(x),
        Value::List(x) => place(x),
        Value::Tuple(x) => place(x),
        Value::Dict(x) => place(x),
        Value::Set(x) => place(x),
        Value::Range(x) => place(x),
        Value::Slice(x) => place(x),
        Value::Array(x) => place(x),
        Value::Function(x) => place(x),
        Value::BoundMethod(x) => place(x),
        Value::Exception(x) => place(x),
        Value::Iterator(x) => place(x),
        Value::Instance(x) => place(x),
        Value::Native(x) => place(x),
        Value::Class(Class::User(x)) => place(x),
        other => (Key::Shown(shown(other)), None),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(b) => format!("bool {b}"),
        Value::Int(i) => format!("int {i}"),
        Value::Float(x) => format!("float {:x}", x.to_bits()),
        Value::Complex(z) => format!("complex {:x} {:x}", z.re.to_bits(), z.im.to_bits()),
        Value::Scalar(scalar) => format!("scalar {scalar:?}"),
        Value::DType(dtype) => format!("dtype {dtype}"),
        Value::Class(class) => format!("class {}", class.qualified()),
        Value::Builtin(row) => format!("row {}", row.full_name()),
        Value::Module(module) => format!("module {}", module.name),
        other => other.type_name().to_string(),
    }
}
