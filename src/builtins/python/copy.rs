//! The module `copy`: another object with the same contents, and with copies of them.

use std::collections::HashMap;
use std::rc::Rc;

use crate::array::DType;
use crate::builtins::find_member;
use crate::value::{
    Arguments, ClassId, Dict, Host, Instance, List, Raised, Result, Set, Value, special,
};

crate::builtins! {
    /// Another object with the same contents; what cannot be changed is its own copy.
    ///
    /// >>> a = [[1], 2]; b = copy.copy(a); b[0] is a[0], b is a
    /// (True, False)
    "copy.copy" "(x)" => |host: &mut dyn Host, x: Value| shallow(host, &x);
    /// Another object with copies of the contents, all the way down.
    ///
    /// >>> a = [[1], 2]; b = copy.deepcopy(a); b[0].append(5); a, b
    /// ([[1], 2], [[1, 5], 2])
    "copy.deepcopy" "(x, memo=None)" => |host: &mut dyn Host, x: Value, _memo: Value| deep(host, &x, &mut Memo::default());
}

fn shallow(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::List(_) | Value::Dict(_) | Value::Set(_) => copied(host, value, Vec::new()),
        Value::Array(_) => copied(host, value, vec![("order".into(), Value::str("K"))]),
        Value::Instance(instance) => match special::call(host, value, "__copy__", [])? {
            Some(copy) => Ok(copy),
            None => {
                let held = instance.held.as_ref();
                let held = held.map(|held| shallow(host, held)).transpose()?;
                let copy = Instance::new(instance.class.clone(), held);
                let attributes = instance.attributes.borrow().clone();
                copy.attributes.replace(attributes);
                Ok(Value::Instance(Rc::new(copy)))
            }
        },
        other => rarer(host, other),
    }
}

/// What `value.copy(…)` gives.
fn copied(host: &mut dyn Host, value: &Value, keywords: Vec<(Rc<str>, Value)>) -> Result<Value> {
    match find_member(&value.class(), "copy") {
        Some(row) => {
            let arguments = Arguments {
                keywords,
                ..Arguments::default()
            };
            row.call(host, arguments.with_receiver(value.clone()))
        }
        None => Ok(value.clone()),
    }
}

/// Objects of other chapters: by a method of their own, or as they are where nothing can change them.
fn rarer(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value {
        Value::Iterator(iterator) if iterator.class == ClassId::GENERATOR => {
            Err(Raised::type_error("cannot pickle 'generator' object"))
        }
        Value::Module(_) => Err(Raised::type_error("cannot pickle 'module' object")),
        Value::Native(native) => match find_member(&value.class(), "__copy__") {
            Some(row) => row.call(host, Arguments::none().with_receiver(value.clone())),
            None if native.class().module().starts_with("numpy.random") => Err(Raised::new(
                ClassId::NOT_IMPLEMENTED_ERROR,
                format!("ndbook does not copy a {} yet", native.class().name()),
            )),
            None => Ok(value.clone()),
        },
        other => Ok(other.clone()),
    }
}

/// What was copied already, by the place of the original, which is kept alive meanwhile.
#[derive(Default)]
struct Memo(HashMap<usize, (Value, Value)>);

impl Memo {
    fn found(&self, place: usize) -> Option<Value> {
        self.0.get(&place).map(|(_, copy)| copy.clone())
    }

    fn keep(&mut self, place: usize, original: &Value, copy: &Value) {
        self.0.insert(place, (original.clone(), copy.clone()));
    }
}

/// The place of an object that can be changed or holds such.
fn place(value: &Value) -> Option<usize> {
    Some(match value {
        Value::List(list) => Rc::as_ptr(list).addr(),
        Value::Dict(dict) => Rc::as_ptr(dict).addr(),
        Value::Set(set) => Rc::as_ptr(set).addr(),
        Value::Array(array) => Rc::as_ptr(array).addr(),
        Value::Instance(instance) => Rc::as_ptr(instance).addr(),
        Value::Tuple(items) => items.as_ptr().addr(),
        _ => return None,
    })
}

fn deep(host: &mut dyn Host, value: &Value, memo: &mut Memo) -> Result<Value> {
    let Some(place) = place(value) else {
        return rarer(host, value);
    };
    if let Some(copy) = memo.found(place) {
        return Ok(copy);
    }
    host.enter()?;
    let copy = deeper(host, value, place, memo);
    host.leave();
    copy
}

/// An object that may hold itself is known to the memo before its contents are copied.
fn deeper(host: &mut dyn Host, value: &Value, place: usize, memo: &mut Memo) -> Result<Value> {
    match value {
        Value::List(list) => {
            let items = list.items.borrow().clone();
            let copy = Rc::new(List::new(Vec::with_capacity(items.len())));
            memo.keep(place, value, &Value::List(copy.clone()));
            for item in items {
                copy.push(deep(host, &item, memo)?)?;
            }
            Ok(Value::List(copy))
        }
        Value::Dict(dict) => {
            let copy = Rc::new(Dict::new(dict.flavour.clone()));
            memo.keep(place, value, &Value::Dict(copy.clone()));
            for (key, item) in dict.pairs() {
                let (key, item) = (deep(host, &key, memo)?, deep(host, &item, memo)?);
                copy.insert(host, key, item)?;
            }
            Ok(Value::Dict(copy))
        }
        Value::Set(set) => {
            let copy = Set::new(set.frozen);
            for item in set.items() {
                let item = deep(host, &item, memo)?;
                copy.insert(host, item)?;
            }
            Ok(Value::Set(Rc::new(copy)))
        }
        Value::Tuple(items) => {
            let copies = items.iter().map(|item| deep(host, item, memo));
            let copies = copies.collect::<Result<Vec<_>>>()?;
            let same = copies
                .iter()
                .zip(items.iter())
                .all(|(copy, item)| copy.is(item));
            Ok(if same {
                value.clone()
            } else {
                Value::tuple(copies)
            })
        }
        Value::Instance(instance) => deep_instance(host, value, instance, place, memo),
        other => {
            let copy = shallow(host, other)?;
            memo.keep(place, value, &copy);
            deep_elements(host, &copy, memo)?;
            Ok(copy)
        }
    }
}

fn deep_instance(
    host: &mut dyn Host,
    value: &Value,
    instance: &Rc<Instance>,
    place: usize,
    memo: &mut Memo,
) -> Result<Value> {
    let table = Value::Dict(Rc::default());
    if let Some(copy) = special::call(host, value, "__deepcopy__", [table])? {
        return Ok(copy);
    }
    let held = instance.held.as_ref();
    let held = held.map(|held| deep(host, held, memo)).transpose()?;
    let copy = Rc::new(Instance::new(instance.class.clone(), held));
    memo.keep(place, value, &Value::Instance(copy.clone()));
    let attributes = instance.attributes.borrow().clone();
    for (name, attribute) in attributes {
        let attribute = deep(host, &attribute, memo)?;
        copy.attributes.borrow_mut().push((name, attribute));
    }
    Ok(Value::Instance(copy))
}

/// The objects in an array of such are copied too.
fn deep_elements(host: &mut dyn Host, copy: &Value, memo: &mut Memo) -> Result<()> {
    let Some(array) = copy
        .as_array()
        .filter(|array| *array.dtype() == DType::Object)
    else {
        return Ok(());
    };
    let places: Vec<usize> = array.layout().offsets().collect();
    for (at, element) in places.into_iter().zip(array.scalars().collect::<Vec<_>>()) {
        let element = crate::value::convert::to_python(element);
        let element = deep(host, &element, memo)?;
        array.set(at, &crate::array::Scalar::Object(element.into_object()));
    }
    Ok(())
}
