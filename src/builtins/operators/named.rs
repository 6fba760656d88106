//! Special methods of built-in classes, called by name: `(5).__add__(3)`, `list.__len__([])`, `super().__setitem__(k, v)`.
//!
//! The table of names says which class has which; what each does is an operator or a row that is there anyway.

use std::any::Any;
use std::rc::Rc;

use super::special_names::owner;
use super::{containers, method_names, objects};
use crate::builtins::find as find_row;
use crate::builtins::python::format;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::builtin::{Keywords, Rest};
use crate::value::compare::{self as comparison, bytes_of, is_numpy, text_of};
use crate::value::number::Number;
use crate::value::{
    Arguments, Class, ClassId, Host, Native, Raised, Result, Value, display, hash, truth,
};

crate::builtins! {
    "wrapper_descriptor.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, slot: Value, args: Rest, keywords: Keywords| {
        match slot.native::<Slot>() {
            Some(slot) => slot.call(host, &args.0, &keywords.0),
            None => Err(Raised::type_error("descriptor '__call__' requires a 'wrapper_descriptor' object")),
        }
    };
}

/// A special method of a built-in class.
pub struct Slot {
    class: ClassId,
    name: &'static str,
}

/// What a special method does.
#[derive(Clone, Copy)]
enum Meaning {
    Binary(BinaryOp),
    Reflected(BinaryOp),
    InPlace(BinaryOp),
    Compare(CompareOp),
    Unary(UnaryOp),
    Contains,
    GetItem,
    SetItem,
    DelItem,
    Hash,
    Truth,
    Repr,
    Str,
    Format,
    ReflectedDivmod,
    Power,
    Call,
    /// As a row of this name, and with how many arguments beside the object.
    Row(&'static str, usize),
}

const BINARY: [BinaryOp; 13] = [
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
    BinaryOp::FloorDiv,
    BinaryOp::Mod,
    BinaryOp::Pow,
    BinaryOp::MatMul,
    BinaryOp::LeftShift,
    BinaryOp::RightShift,
    BinaryOp::BitAnd,
    BinaryOp::BitOr,
    BinaryOp::BitXor,
];

/// Methods that are no binary operators.
const OTHERS: &[(&str, Meaning)] = &[
    ("__eq__", Meaning::Compare(CompareOp::Eq)),
    ("__ne__", Meaning::Compare(CompareOp::NotEq)),
    ("__lt__", Meaning::Compare(CompareOp::Lt)),
    ("__le__", Meaning::Compare(CompareOp::LtE)),
    ("__gt__", Meaning::Compare(CompareOp::Gt)),
    ("__ge__", Meaning::Compare(CompareOp::GtE)),
    ("__neg__", Meaning::Unary(UnaryOp::Minus)),
    ("__pos__", Meaning::Unary(UnaryOp::Plus)),
    ("__invert__", Meaning::Unary(UnaryOp::Invert)),
    ("__contains__", Meaning::Contains),
    ("__getitem__", Meaning::GetItem),
    ("__setitem__", Meaning::SetItem),
    ("__delitem__", Meaning::DelItem),
    ("__hash__", Meaning::Hash),
    ("__bool__", Meaning::Truth),
    ("__bytes__", Meaning::Row("bytes.__new__", 0)),
    ("__repr__", Meaning::Repr),
    ("__str__", Meaning::Str),
    ("__format__", Meaning::Format),
    ("__rdivmod__", Meaning::ReflectedDivmod),
    ("__call__", Meaning::Call),
    ("__abs__", Meaning::Row("abs", 0)),
    ("__len__", Meaning::Row("len", 0)),
    ("__iter__", Meaning::Row("iter", 0)),
    ("__reversed__", Meaning::Row("reversed.__new__", 0)),
    ("__int__", Meaning::Row("int.__new__", 0)),
    ("__trunc__", Meaning::Row("int.__new__", 0)),
    ("__float__", Meaning::Row("float.__new__", 0)),
    ("__complex__", Meaning::Row("complex.__new__", 0)),
    ("__index__", Meaning::Row("operator.index", 0)),
    ("__floor__", Meaning::Row("math.floor", 0)),
    ("__ceil__", Meaning::Row("math.ceil", 0)),
    ("__round__", Meaning::Row("round", 1)),
    ("__divmod__", Meaning::Row("divmod", 1)),
];

fn meaning(name: &str) -> Option<Meaning> {
    if name == "__pow__" {
        return Some(Meaning::Power);
    }
    let binary = BINARY.iter().find_map(|&op| {
        let (straight, reflected, in_place) = method_names(op);
        let meanings = [
            (straight, Meaning::Binary(op)),
            (reflected, Meaning::Reflected(op)),
            (in_place, Meaning::InPlace(op)),
        ];
        let found = meanings.into_iter().find(|(own, _)| *own == name);
        found.map(|(_, meaning)| meaning)
    });
    let other = || OTHERS.iter().find(|(own, _)| *own == name);
    binary.or_else(|| other().map(|(_, meaning)| *meaning))
}

/// The special method that a built-in class has under a name, its own or inherited.
pub fn find(class: ClassId, name: &str) -> Option<Value> {
    if !name.starts_with("__") {
        return None;
    }
    let (class, name) = owner(class, name)?;
    meaning(name)?;
    Some(Value::Native(Rc::new(Slot { class, name })))
}

impl Native for Slot {
    fn class(&self) -> ClassId {
        ClassId::WRAPPER_DESCRIPTOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "__name__" => Some(Value::str(self.name)),
            "__qualname__" => Some(Value::str(format!("{}.{}", self.class.name(), self.name))),
            "__objclass__" => Some(Value::Class(self.class.into())),
            _ => None,
        }
    }

    fn repr(&self) -> Option<String> {
        let class = self.class.in_errors();
        Some(format!(
            "<slot wrapper '{}' of '{class}' objects>",
            self.name
        ))
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(other) = other.native::<Slot>() else {
            return Ok(None);
        };
        let same = self.class == other.class && self.name == other.name;
        Ok(match op {
            CompareOp::Eq => Some(Value::Bool(same)),
            CompareOp::NotEq => Some(Value::Bool(!same)),
            _ => None,
        })
    }
}

impl Slot {
    /// As a method of an object shows itself.
    pub fn name(&self) -> &'static str {
        self.name
    }

    fn call(
        &self,
        host: &mut dyn Host,
        args: &[Value],
        keywords: &[(Rc<str>, Value)],
    ) -> Result<Value> {
        let (name, class) = (self.name, self.class.in_errors());
        let Some((object, rest)) = args.split_first() else {
            let message = format!("descriptor '{name}' of '{class}' object needs an argument");
            return Err(Raised::type_error(message));
        };
        if !object.class().is_subclass(&Class::Builtin(self.class)) {
            let given = object.qualified_type_name();
            let message =
                format!("descriptor '{name}' requires a '{class}' object but received a '{given}'");
            return Err(Raised::type_error(message));
        }
        let Some(meaning) = meaning(name) else {
            return Ok(Value::NotImplemented);
        };
        if let Meaning::Call = meaning {
            let arguments = Arguments {
                keywords: keywords.to_vec(),
                ..Arguments::positional(rest.iter().cloned())
            };
            return host.call(object, arguments);
        }
        if !keywords.is_empty() {
            let message = format!("wrapper {name}() takes no keyword arguments");
            return Err(Raised::type_error(message));
        }
        let most = match meaning {
            Meaning::Row(_, most) => Some(most),
            Meaning::Format | Meaning::Contains | Meaning::GetItem => Some(1),
            _ => None,
        };
        if let Some(most) = most.filter(|_| is_plain_method(self.class, name))
            && (rest.len() > most || rest.len() < most && name != "__round__")
        {
            let given = rest.len();
            let message = match (most, name) {
                (_, "__round__") => format!("{name} expected at most 1 argument, got {given}"),
                (0, _) => format!("{class}.{name}() takes no arguments ({given} given)"),
                _ => format!("{class}.{name}() takes exactly one argument ({given} given)"),
            };
            return Err(Raised::type_error(message));
        }
        let answer = run(host, meaning, object, rest)?;
        Ok(object.claim(answer))
    }
}

/// Runs a method on an object whose class has it. What the object holds answers, not its own class.
fn run(host: &mut dyn Host, meaning: Meaning, object: &Value, rest: &[Value]) -> Result<Value> {
    let own = object.plain().clone();
    if let (
        Meaning::Binary(BinaryOp::Mul)
        | Meaning::Reflected(BinaryOp::Mul)
        | Meaning::InPlace(BinaryOp::Mul),
        [times],
    ) = (meaning, rest)
        && is_joining(BinaryOp::Mul, &own)
    {
        // The operator tells what is no integer from what is; the method takes it for one.
        crate::value::number::index(host, times)?;
    }
    match (meaning, rest) {
        (Meaning::Binary(op), [other]) => answer(host, op, &own, other, false),
        (Meaning::Reflected(op), [other]) => answer(host, op, &own, other, true),
        (Meaning::InPlace(op), [other]) if matches!(own, Value::Set(_)) => {
            containers::inplace(host, op, &own, other.plain())
        }
        (Meaning::InPlace(op), [other]) => super::inplace(host, op, own, other.clone()),
        (Meaning::Power, [other]) => answer(host, BinaryOp::Pow, &own, other, false),
        (Meaning::Power, [other, modulus]) => super::power(host, &own, other, Some(modulus)),
        (Meaning::Compare(op), [other]) => compared(host, op, &own, other),
        (Meaning::Unary(op), []) => super::unary(host, op, own),
        (Meaning::Contains, [item]) => super::contains(host, &own, item).map(Value::Bool),
        (Meaning::GetItem, [index]) => super::held_item(host, object, &own, index),
        (Meaning::SetItem, [index, value]) => {
            super::set_item(host, &own, index, value.clone()).map(|()| Value::None)
        }
        (Meaning::DelItem, [index]) => super::del_item(host, &own, index).map(|()| Value::None),
        (Meaning::Hash, []) => hash::hash(host, &own).map(Value::Int),
        (Meaning::Truth, []) => truth(host, &own).map(Value::Bool),
        (Meaning::Repr, []) if object.held().is_some() => {
            display::own_repr(host, object).map(Value::from_string)
        }
        (Meaning::Repr, []) => display::repr(host, &own).map(Value::from_string),
        (Meaning::Str, []) => display::str(host, &own).map(Value::Str),
        (Meaning::Format, [spec]) => formatted(host, object, spec),
        (Meaning::ReflectedDivmod | Meaning::Row("divmod", _), [other])
            if rank(&own).is_some() && !knows(&own, other.plain()) =>
        {
            Ok(Value::NotImplemented)
        }
        (Meaning::ReflectedDivmod, [other]) => super::divmod(host, other, &own),
        (Meaning::Row("divmod", _), []) => Err(wrong_count(&own, meaning, 0)),
        (Meaning::Row(row, most), rest) if rest.len() <= most => match find_row(row) {
            Some(row) => row.call(
                host,
                Arguments::positional(std::iter::once(own).chain(rest.iter().cloned())),
            ),
            None => Ok(Value::NotImplemented),
        },
        (other, rest) => Err(wrong_count(&own, other, rest.len())),
    }
}

/// Special methods that CPython declares as plain ones complain as those do.
fn is_plain_method(class: ClassId, name: &str) -> bool {
    match name {
        "__bytes__" | "__floor__" | "__ceil__" | "__trunc__" | "__round__" | "__format__"
        | "__reversed__" => class != ClassId::OBJECT,
        "__contains__" => [ClassId::DICT, ClassId::SET, ClassId::FROZENSET].contains(&class),
        "__getitem__" => [ClassId::DICT, ClassId::LIST].contains(&class),
        _ => false,
    }
}

fn wrong_count(own: &Value, meaning: Meaning, given: usize) -> Raised {
    if let Meaning::Power = meaning {
        let (bound, count, plural) = if given == 0 {
            ("least", 1, "")
        } else {
            ("most", 2, "s")
        };
        return Raised::type_error(format!(
            " expected at {bound} {count} argument{plural}, got {given}"
        ));
    }
    let wanted = match meaning {
        Meaning::SetItem => 2,
        Meaning::Unary(_) | Meaning::Hash | Meaning::Truth | Meaning::Repr | Meaning::Str => 0,
        Meaning::Row(_, most) => most,
        _ => 1,
    };
    let plural = if wanted == 1 { "" } else { "s" };
    // Some name their function, by an empty name.
    let of_times = matches!(
        meaning,
        Meaning::Binary(BinaryOp::Mul)
            | Meaning::Reflected(BinaryOp::Mul)
            | Meaning::InPlace(BinaryOp::Mul)
    );
    let named = wanted == 2 || of_times && is_joining(BinaryOp::Mul, own);
    let name = if named { " " } else { "" };
    Raised::type_error(format!(
        "{name}expected {wanted} argument{plural}, got {given}"
    ))
}

fn formatted(host: &mut dyn Host, object: &Value, spec: &Value) -> Result<Value> {
    match text_of(spec) {
        Some(spec) if spec.is_empty() => display::str(host, object).map(Value::Str),
        Some(spec) => {
            let spec = spec.clone();
            format::format(host, object.plain(), &spec).map(Value::Str)
        }
        None => Err(Raised::type_error(format!(
            "__format__() argument must be str, not {}",
            spec.qualified_type_name()
        ))),
    }
}

/// `receiver op other`, or `other op receiver` where `reflected`, as the class of the receiver alone answers it.
///
/// # Errors
/// Whatever the operation raises.
pub(super) fn answer(
    host: &mut dyn Host,
    op: BinaryOp,
    receiver: &Value,
    other: &Value,
    reflected: bool,
) -> Result<Value> {
    let other = other.plain();
    let joins = is_joining(op, receiver) && !reflected;
    if !joins && !knows(receiver, other) && !repeats(op, receiver) {
        return Ok(Value::NotImplemented);
    }
    let (left, right) = match reflected {
        true => (other.clone(), receiver.clone()),
        false => (receiver.clone(), other.clone()),
    };
    match super::arithmetic::numbers(op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    if is_numpy(receiver) {
        return super::binary(host, op, left, right);
    }
    if joins && matches!(op, BinaryOp::Add | BinaryOp::Mul) {
        return containers::binary(host, op, &left, &right);
    }
    objects(host, op, left, right)
}

/// Sequences join with anything, or say in their own words why they do not.
pub(super) fn is_joining(op: BinaryOp, receiver: &Value) -> bool {
    let sequence = matches!(receiver, Value::List(_))
        || text_of(receiver).is_some()
        || bytes_of(receiver).is_some()
        || receiver.tuple_items().is_some();
    sequence && matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Mod)
}

fn repeats(op: BinaryOp, receiver: &Value) -> bool {
    op == BinaryOp::Mul && is_joining(op, receiver)
}

fn compared(host: &mut dyn Host, op: CompareOp, receiver: &Value, other: &Value) -> Result<Value> {
    let other = other.plain();
    if receiver.is(other) && op == CompareOp::Eq && !is_numpy(receiver) {
        return Ok(Value::Bool(true));
    }
    let ordered = !matches!(op, CompareOp::Eq | CompareOp::NotEq);
    let without_order = matches!(
        receiver,
        Value::Dict(_) | Value::Range(_) | Value::Complex(_)
    );
    if !knows(receiver, other) || ordered && without_order {
        return Ok(Value::NotImplemented);
    }
    if let Value::Native(native) = receiver {
        let answer = native.clone().compare(host, op, other)?;
        return Ok(answer.unwrap_or(Value::NotImplemented));
    }
    comparison::compare(host, op, receiver, other)
}

/// Does the class of a built-in object know what to do with the other one?
pub(super) fn knows(receiver: &Value, other: &Value) -> bool {
    if let Some(own) = rank(receiver) {
        return rank(other).is_some_and(|other| other <= own);
    }
    match receiver {
        Value::Str(_) => text_of(other).is_some(),
        Value::Bytes(_) => bytes_of(other).is_some(),
        Value::List(_) => matches!(other, Value::List(_)),
        Value::Dict(_) => matches!(other, Value::Dict(_)),
        Value::Set(_) => matches!(other, Value::Set(_)),
        Value::Range(_) => matches!(other, Value::Range(_)),
        Value::Array(_) | Value::Scalar(_) | Value::Native(_) => true,
        tuple if tuple.tuple_items().is_some() => other.tuple_items().is_some(),
        other_kind => other_kind.class() == other.class() && other_kind.is(other),
    }
}

/// Integers know integers, floats both, complex numbers all.
fn rank(value: &Value) -> Option<u8> {
    Some(match Number::of(value)? {
        Number::Int(_) | Number::Big(_) => 0,
        Number::Float(_) => 1,
        Number::Complex(_) => 2,
    })
}
