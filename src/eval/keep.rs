//! What a namespace holds, kept so that it can be put back whole: the names, and the contents of every list, dict,
//! set, array and instance that can be reached from them.
//!
//! Objects keep their identity: contents are put back into them, so that a view still shares memory with its
//! base. Iterators, generators of random numbers and other natives are left as they are.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use super::Interpreter;
use crate::array::{Array, Buffer, ObjectRef};
use crate::text::Symbol;
use crate::value::{ArrayObject, Cell, Class, Dict, Instance, List, Set, UserClass, Value};

/// A namespace as it was.
#[derive(Default)]
pub struct Kept {
    names: Vec<(Symbol, Value)>,
    objects: Vec<KeptObject>,
}

/// An object that can be changed in place, with its contents.
enum KeptObject {
    List(Rc<List>, Vec<Value>),
    Dict(Rc<Dict>, Dict),
    Set(Rc<Set>, Vec<(u64, Value)>),
    /// Layout and dtype; the elements are the buffer's.
    Array(Rc<ArrayObject>, Array),
    Bytes(Buffer, Vec<u8>),
    Objects(Buffer, Vec<ObjectRef>),
    Instance(Rc<Instance>, Vec<(Symbol, Value)>),
    Class(Rc<UserClass>, Vec<(Symbol, Value)>),
    /// A variable that a function shares with the one around it.
    Variable(Cell, Option<Value>),
}

impl Kept {
    /// Keeps the names that cells have assigned.
    pub(super) fn of(interpreter: &Interpreter) -> Kept {
        let names: Vec<(Symbol, Value)> = interpreter
            .names
            .assigned()
            .map(|(name, value)| (name, value.clone()))
            .collect();
        let objects = reached(names.iter().map(|(_, value)| value.clone()).collect());
        Kept { names, objects }
    }

    /// Keeps what can be reached from some values, and no names.
    pub(super) fn reached_from(values: Vec<Value>) -> Kept {
        Kept {
            names: Vec::new(),
            objects: reached(values),
        }
    }

    /// Bytes of the arrays' elements that are kept.
    pub fn bytes(&self) -> usize {
        let kept = self.objects.iter().map(|object| match object {
            KeptObject::Bytes(_, bytes) => bytes.len(),
            _ => 64,
        });
        kept.sum()
    }

    /// Takes away the names that are new since.
    pub(super) fn forget_new(&self, interpreter: &mut Interpreter) {
        let assigned: Vec<Symbol> = interpreter.names.assigned().map(|(name, _)| name).collect();
        for name in assigned {
            if !self.names.iter().any(|(kept, _)| *kept == name) {
                drop(interpreter.names.remove(name));
            }
        }
    }

    /// Puts everything back but what `except` names, and what can be reached from there.
    pub(super) fn put_back(&self, interpreter: &mut Interpreter, except: &BTreeSet<Symbol>) {
        let excepted = self.names.iter().filter(|(name, _)| except.contains(name));
        let theirs = reached(excepted.map(|(_, value)| value.clone()).collect());
        let theirs: HashSet<usize> = theirs.iter().map(KeptObject::address).collect();
        for object in &self.objects {
            if !theirs.contains(&object.address()) {
                object.put_back();
            }
        }
        for (name, value) in &self.names {
            if !except.contains(name) {
                interpreter.names.set(*name, value.clone());
            }
        }
    }

    /// Empties all objects.
    pub(super) fn discard(self) {
        for object in &self.objects {
            object.empty();
        }
    }
}

/// Every object that can be changed in place and reached from `values`, with its contents.
fn reached(mut values: Vec<Value>) -> Vec<KeptObject> {
    let mut objects: Vec<KeptObject> = Vec::new();
    let mut seen = HashSet::new();
    while let Some(value) = values.pop() {
        if let Value::Tuple(items) = &value {
            values.extend(items.iter().cloned());
            continue;
        }
        if let Value::Array(object) = &value {
            values.extend(object.base.clone());
            let beside = object
                .subclass
                .iter()
                .flat_map(|subclass| subclass.values());
            values.extend(beside);
        }
        if let Value::Function(function) = &value {
            values.extend(function.defaults.iter().cloned());
        }
        if let Value::BoundMethod(bound) = &value {
            values.extend([bound.receiver.clone(), bound.function.clone()]);
        }
        for object in changeable(&value) {
            if seen.insert(object.address()) {
                object.inside(&mut values);
                objects.push(object);
            }
        }
    }
    objects
}

/// What of a value can be changed in place: an array is an object and its memory.
fn changeable(value: &Value) -> Vec<KeptObject> {
    match value {
        Value::List(list) => {
            vec![KeptObject::List(list.clone(), list.items.borrow().clone())]
        }
        Value::Dict(dict) => vec![KeptObject::Dict(dict.clone(), dict.copy())],
        Value::Set(set) => vec![KeptObject::Set(set.clone(), set.hashed_items())],
        Value::Array(object) => {
            let array = object.array();
            vec![
                memory(array.buffer()),
                KeptObject::Array(object.clone(), array),
            ]
        }
        Value::Instance(instance) => {
            let attributes = instance.attributes.borrow().clone();
            let class = instance.class.clone();
            let mut kept = vec![
                KeptObject::Instance(instance.clone(), attributes),
                KeptObject::class(class),
            ];
            kept.extend(instance.held.iter().flat_map(changeable));
            kept
        }
        Value::Class(Class::User(class)) => vec![KeptObject::class(class.clone())],
        Value::Function(function) => {
            let captured = function.captured.iter();
            captured
                .map(|cell| KeptObject::Variable(cell.clone(), cell.borrow().clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn memory(buffer: &Buffer) -> KeptObject {
    if buffer.holds_objects() {
        let offsets = (0..buffer.len()).step_by(8);
        let objects = offsets.filter_map(|offset| buffer.object(offset)).collect();
        return KeptObject::Objects(buffer.clone(), objects);
    }
    KeptObject::Bytes(buffer.clone(), buffer.read(<[u8]>::to_vec))
}

impl KeptObject {
    fn class(class: Rc<UserClass>) -> KeptObject {
        let namespace = class.namespace.borrow().clone();
        KeptObject::Class(class, namespace)
    }

    /// What tells this object from all others while it lives.
    fn address(&self) -> usize {
        match self {
            KeptObject::List(list, _) => Rc::as_ptr(list) as usize,
            KeptObject::Dict(dict, _) => Rc::as_ptr(dict) as usize,
            KeptObject::Set(set, _) => Rc::as_ptr(set) as usize,
            KeptObject::Array(object, _) => Rc::as_ptr(object) as usize,
            KeptObject::Bytes(buffer, _) | KeptObject::Objects(buffer, _) => buffer.address(),
            KeptObject::Instance(instance, _) => Rc::as_ptr(instance) as usize,
            KeptObject::Class(class, _) => Rc::as_ptr(class) as usize,
            KeptObject::Variable(cell, _) => Rc::as_ptr(cell) as usize,
        }
    }

    /// Adds the values that it holds.
    fn inside(&self, values: &mut Vec<Value>) {
        match self {
            KeptObject::List(_, items) => values.extend(items.iter().cloned()),
            KeptObject::Dict(_, copy) => {
                values.extend(copy.pairs().into_iter().map(|(_, value)| value));
            }
            KeptObject::Objects(_, objects) => {
                values.extend(objects.iter().map(Value::from_object))
            }
            KeptObject::Instance(_, attributes) | KeptObject::Class(_, attributes) => {
                values.extend(attributes.iter().map(|(_, value)| value.clone()));
            }
            KeptObject::Variable(_, value) => values.extend(value.clone()),
            // What a set holds has a hash, and does not change.
            KeptObject::Set(..) | KeptObject::Array(..) | KeptObject::Bytes(..) => {}
        }
    }

    /// Takes out what it holds. The contents are dropped after the borrow has ended.
    fn empty(&self) {
        match self {
            KeptObject::List(list, _) => drop(list.items.take()),
            KeptObject::Dict(dict, _) => dict.clear(),
            KeptObject::Instance(instance, _) => drop(instance.attributes.take()),
            KeptObject::Class(class, _) => drop(class.namespace.take()),
            KeptObject::Variable(cell, _) => drop(cell.take()),
            KeptObject::Objects(buffer, objects) => {
                for number in 0..objects.len() {
                    buffer.set_object(number * 8, Value::None.into_object());
                }
            }
            KeptObject::Set(..) | KeptObject::Array(..) | KeptObject::Bytes(..) => {}
        }
    }

    fn put_back(&self) {
        match self {
            KeptObject::List(list, items) => {
                // Dropped after the borrow has ended.
                let old = list.items.replace(items.clone());
                drop(old);
                list.recharge();
            }
            KeptObject::Dict(dict, copy) => dict.become_other(copy.copy()),
            KeptObject::Set(set, items) => {
                set.clear();
                for (hash, item) in items {
                    set.push(*hash, item.clone());
                }
            }
            KeptObject::Array(object, array) => object.replace(array.clone()),
            KeptObject::Bytes(buffer, bytes) => buffer.write(|place| {
                if place.len() == bytes.len() {
                    place.copy_from_slice(bytes);
                }
            }),
            KeptObject::Objects(buffer, objects) => {
                for (number, object) in objects.iter().enumerate() {
                    buffer.set_object(number * 8, object.clone());
                }
            }
            KeptObject::Instance(instance, attributes) => {
                let old = instance.attributes.replace(attributes.clone());
                drop(old);
            }
            KeptObject::Class(class, namespace) => {
                let old = class.namespace.replace(namespace.clone());
                drop(old);
            }
            KeptObject::Variable(cell, value) => {
                let old = cell.replace(value.clone());
                drop(old);
            }
        }
    }
}
