//! The iteration protocol: `iter(x)` for every value, and the walks of the built-in containers.

use std::rc::Rc;

use crate::array::{Scalar, meter};
use crate::builtins::{numpy, operators};
use crate::value::compare::{bytes_of, text_of};
use crate::value::iterate::Fixed;
use crate::value::{
    ArrayObject, ClassId, Dict, Host, Iterate, IteratorObject, List, Raised, Range, Result, Set,
    Value, special,
};

/// Python's `iter(value)`.
///
/// # Errors
/// TypeError `'int' object is not iterable`; whatever a lesson's `__iter__` raises.
pub fn iter(host: &mut dyn Host, value: &Value) -> Result<Rc<IteratorObject>> {
    let (class, walk): (ClassId, Box<dyn Iterate>) = match value {
        Value::Iterator(iterator) => return Ok(iterator.clone()),
        Value::Instance(_) => return iter_object(host, value),
        Value::List(list) => (ClassId::LIST_ITERATOR, Box::new(ListWalk::new(list))),
        Value::Tuple(items) => (ClassId::TUPLE_ITERATOR, Box::new(TupleWalk::new(items))),
        Value::Range(range) => (ClassId::RANGE_ITERATOR, Box::new(RangeWalk::new(range))),
        Value::Dict(dict) => {
            let walk = DictWalk::new(dict, DictPart::Keys, false);
            (ClassId::DICT_KEY_ITERATOR, Box::new(walk))
        }
        Value::Set(set) => (ClassId::SET_ITERATOR, Box::new(SetWalk::new(set))),
        Value::Array(object) => (ClassId::ITERATOR, Box::new(ArrayWalk::new(value, object)?)),
        Value::Native(native) if native.as_tuple().is_some() => {
            let items = native.as_tuple().cloned().unwrap_or_default();
            (ClassId::TUPLE_ITERATOR, Box::new(TupleWalk::new(&items)))
        }
        Value::Scalar(Scalar::Struct(record)) => {
            let items = numpy::fields::items(record)?;
            (ClassId::ITERATOR, Box::new(Fixed(items.into_iter())))
        }
        other => match (text_of(other), bytes_of(other)) {
            (Some(text), _) => {
                let class = if text.is_ascii() {
                    ClassId::STR_ASCII_ITERATOR
                } else {
                    ClassId::STR_ITERATOR
                };
                (class, Box::new(TextWalk::new(text)))
            }
            (_, Some(bytes)) => {
                let bytes: Vec<Value> = bytes.iter().map(|&b| Value::Int(b.into())).collect();
                (ClassId::BYTES_ITERATOR, Box::new(Fixed(bytes.into_iter())))
            }
            _ => return iter_object(host, other),
        },
    };
    Ok(Rc::new(IteratorObject::new(class, walk)))
}

/// The next value of an iterator, counted as a step.
///
/// # Errors
/// Whatever the source raises; RecursionError for iterators nested too deeply.
pub fn next(host: &mut dyn Host, iterator: &IteratorObject) -> Result<Option<Value>> {
    meter::steps(1)?;
    host.enter()?;
    let item = iterator.next(host);
    host.leave();
    item
}

/// The values, and looks around on the way.
fn copied(items: &[Value]) -> Result<Vec<Value>> {
    let mut copy = Vec::with_capacity(items.len());
    for part in items.chunks(meter::STRETCH) {
        meter::go_on(part.len())?;
        copy.extend_from_slice(part);
    }
    Ok(copy)
}

/// Everything that an iterable gives.
///
/// # Errors
/// As [`iter`]; MemoryError.
pub fn collect(host: &mut dyn Host, value: &Value) -> Result<Vec<Value>> {
    let known = match value {
        Value::List(list) => list.len(),
        Value::Tuple(items) => items.len(),
        Value::Set(set) => set.len(),
        _ => 0,
    };
    super::range::check_length(value)?;
    if let Value::Range(range) = value {
        return range.values();
    }
    super::memory::room_for_values(known)?;
    meter::steps(known)?;
    Ok(match value {
        Value::List(list) => copied(&list.items.borrow())?,
        Value::Tuple(items) => copied(items)?,
        Value::Set(set) => set.items(),
        Value::Dict(dict) => dict.keys(),
        other => {
            let iterator = iter(host, other)?;
            drain(host, &iterator)?
        }
    })
}

/// Everything that is left of an iterator.
///
/// # Errors
/// Whatever the source raises; MemoryError.
pub fn drain(host: &mut dyn Host, iterator: &IteratorObject) -> Result<Vec<Value>> {
    let mut items = Vec::new();
    let held = meter::Held::default();
    while let Some(item) = next(host, iterator)? {
        held.add(item.owned_bytes());
        if items.len() == items.capacity() {
            super::memory::room_for_values(items.len() * 2)?;
        }
        items.push(item);
    }
    Ok(items)
}

/// Does the value's type say that it can be walked?
pub fn is_iterable(value: &Value) -> bool {
    match value {
        Value::List(_)
        | Value::Tuple(_)
        | Value::Range(_)
        | Value::Dict(_)
        | Value::Set(_)
        | Value::Array(_)
        | Value::Iterator(_) => true,
        other => {
            text_of(other).is_some()
                || bytes_of(other).is_some()
                || other.tuple_items().is_some()
                || other.held().is_some_and(is_iterable)
                || operators::has_method(other, "__iter__")
                || special::find(other, "__getitem__").is_some()
        }
    }
}

fn iter_object(host: &mut dyn Host, value: &Value) -> Result<Rc<IteratorObject>> {
    match operators::call_method(host, value, "__iter__", [])? {
        Some(Value::Iterator(iterator)) => Ok(iterator),
        Some(other) if operators::has_method(&other, "__next__") => Ok(Rc::new(
            IteratorObject::new(ClassId::ITERATOR, Box::new(ObjectWalk(other))),
        )),
        Some(other) => Err(Raised::type_error(format!(
            "iter() returned non-iterator of type '{}'",
            other.qualified_type_name()
        ))),
        None if let Some(held) = value.held().filter(|held| is_iterable(held)) => iter(host, held),
        None if special::find(value, "__getitem__").is_some() => {
            let walk = IndexWalk {
                value: value.clone(),
                next: 0,
                done: false,
            };
            Ok(Rc::new(IteratorObject::new(
                ClassId::ITERATOR,
                Box::new(walk),
            )))
        }
        None => Err(not_iterable(value)),
    }
}

/// `'int' object is not iterable`
pub fn not_iterable(value: &Value) -> Raised {
    Raised::type_error(format!(
        "'{}' object is not iterable",
        value.qualified_type_name()
    ))
}

/// Looks at a list by position, so that what is appended during the walk is seen.
struct ListWalk {
    list: Option<Rc<List>>,
    next: usize,
}

impl ListWalk {
    fn new(list: &Rc<List>) -> ListWalk {
        ListWalk {
            list: Some(list.clone()),
            next: 0,
        }
    }
}

impl Iterate for ListWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let item = self.list.as_ref().and_then(|list| list.get(self.next));
        match &item {
            Some(_) => self.next += 1,
            None => self.list = None,
        }
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        let list = self.list.as_ref()?;
        Some(list.len().saturating_sub(self.next))
    }
}

struct TupleWalk {
    items: Rc<[Value]>,
    next: usize,
}

impl TupleWalk {
    fn new(items: &Rc<[Value]>) -> TupleWalk {
        TupleWalk {
            items: items.clone(),
            next: 0,
        }
    }
}

impl Iterate for TupleWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let item = self.items.get(self.next).cloned();
        self.next += usize::from(item.is_some());
        Ok(item)
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}

struct RangeWalk {
    range: Range,
    next: usize,
    len: usize,
}

impl RangeWalk {
    fn new(range: &Range) -> RangeWalk {
        RangeWalk {
            range: *range,
            next: 0,
            len: range.len(),
        }
    }
}

impl Iterate for RangeWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if self.next == self.len {
            return Ok(None);
        }
        let item = self.range.at(self.next);
        self.next += 1;
        Ok(Some(Value::Int(item)))
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.len - self.next)
    }
}

/// A text by characters.
struct TextWalk {
    text: Rc<str>,
    next: usize,
}

impl TextWalk {
    fn new(text: &Rc<str>) -> TextWalk {
        TextWalk {
            text: text.clone(),
            next: 0,
        }
    }
}

impl Iterate for TextWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let Some(c) = self
            .text
            .get(self.next..)
            .and_then(|rest| rest.chars().next())
        else {
            return Ok(None);
        };
        self.next += c.len_utf8();
        Ok(Some(Value::str(c.encode_utf8(&mut [0; 4]))))
    }
}

/// Which part of a dict's pairs a walk gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

impl DictPart {
    pub fn of(self, key: Value, value: Value) -> Value {
        match self {
            DictPart::Keys => key,
            DictPart::Values => value,
            DictPart::Items => Value::tuple(vec![key, value]),
        }
    }

    pub fn iterator_class(self, reversed: bool) -> ClassId {
        match (self, reversed) {
            (DictPart::Keys, false) => ClassId::DICT_KEY_ITERATOR,
            (DictPart::Values, false) => ClassId::DICT_VALUE_ITERATOR,
            (DictPart::Items, false) => ClassId::DICT_ITEM_ITERATOR,
            (DictPart::Keys, true) => ClassId::DICT_REVERSE_KEY_ITERATOR,
            (DictPart::Values, true) => ClassId::DICT_REVERSE_VALUE_ITERATOR,
            (DictPart::Items, true) => ClassId::DICT_REVERSE_ITEM_ITERATOR,
        }
    }
}

/// A dict in order of insertion, or backwards.
pub struct DictWalk {
    dict: Rc<Dict>,
    part: DictPart,
    reversed: bool,
    /// The place to look at next; `None` at the end.
    next: Option<usize>,
    len: usize,
    version: u64,
}

impl DictWalk {
    pub fn new(dict: &Rc<Dict>, part: DictPart, reversed: bool) -> DictWalk {
        DictWalk {
            part,
            reversed,
            next: Some(if reversed { usize::MAX } else { 0 }),
            len: dict.len(),
            version: dict.version(),
            dict: dict.clone(),
        }
    }
}

impl Iterate for DictWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let Some(from) = self.next else {
            return Ok(None);
        };
        if self.dict.version() != self.version {
            self.next = None;
            return Err(Raised::new(
                ClassId::RUNTIME_ERROR,
                if self.dict.len() == self.len {
                    "dictionary keys changed during iteration"
                } else {
                    "dictionary changed size during iteration"
                },
            ));
        }
        let place = if self.reversed {
            self.dict.previous_place(from)
        } else {
            self.dict.next_place(from)
        };
        self.next = match place {
            Some(place) if self.reversed => place.checked_sub(1),
            Some(place) => Some(place + 1),
            None => None,
        };
        let entry = place.and_then(|place| self.dict.entry(place));
        Ok(entry.map(|(key, value)| self.part.of(key, value)))
    }
}

struct SetWalk {
    set: Rc<Set>,
    next: usize,
    len: usize,
    version: u64,
}

impl SetWalk {
    fn new(set: &Rc<Set>) -> SetWalk {
        SetWalk {
            next: 0,
            len: set.len(),
            version: set.version(),
            set: set.clone(),
        }
    }
}

impl Iterate for SetWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if self.set.version() != self.version && self.set.len() != self.len {
            return Err(Raised::new(
                ClassId::RUNTIME_ERROR,
                "Set changed size during iteration",
            ));
        }
        let Some((place, item)) = self.set.next_item(self.next) else {
            return Ok(None);
        };
        self.next = place + 1;
        Ok(Some(item))
    }
}

/// An array along its first axis: scalars of a 1-d one, views of others.
struct ArrayWalk {
    value: Value,
    object: Rc<ArrayObject>,
    next: i64,
}

impl ArrayWalk {
    fn new(value: &Value, object: &Rc<ArrayObject>) -> Result<ArrayWalk> {
        if object.with(|array| array.ndim() == 0) {
            return Err(Raised::type_error("iteration over a 0-d array"));
        }
        Ok(ArrayWalk {
            value: value.clone(),
            object: object.clone(),
            next: 0,
        })
    }

    /// The element of a one-dimensional array of numbers; `None` for other arrays.
    fn plain(&self, index: i64) -> Option<Value> {
        if self.object.subclass.is_some() {
            return None;
        }
        self.object.with(|array| {
            let &[stride] = array.strides() else {
                return None;
            };
            let plain = array.dtype().is_numeric() && array.dtype().is_native();
            let place = array.layout().offset as isize + stride * index as isize;
            plain.then(|| Value::Scalar(array.get(place as usize)))
        })
    }
}

impl Iterate for ArrayWalk {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let length = self.object.with(|array| array.shape().first().copied());
        if self.next as usize >= length.unwrap_or(0) {
            return Ok(None);
        }
        let index = self.next;
        self.next += 1;
        if let Some(item) = self.plain(index) {
            return Ok(Some(item));
        }
        operators::get_item(host, &self.value, &Value::Int(index)).map(Some)
    }

    fn length_hint(&self) -> Option<usize> {
        let length = self.object.with(|array| array.shape().first().copied())?;
        Some(length.saturating_sub(self.next as usize))
    }
}

/// An object of a lesson's class with `__next__`.
struct ObjectWalk(Value);

impl Iterate for ObjectWalk {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        match operators::call_method(host, &self.0, "__next__", []) {
            Err(raised) if raised.is_a(ClassId::STOP_ITERATION) => Ok(None),
            answer => answer,
        }
    }
}

/// The old protocol: `x[0]`, `x[1]`, … until an IndexError.
struct IndexWalk {
    value: Value,
    next: i64,
    done: bool,
}

impl Iterate for IndexWalk {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        if self.done {
            return Ok(None);
        }
        let index = Value::Int(self.next);
        self.next += 1;
        match operators::call_method(host, &self.value, "__getitem__", [index]) {
            Err(raised)
                if raised.is_a(ClassId::INDEX_ERROR) || raised.is_a(ClassId::STOP_ITERATION) =>
            {
                self.done = true;
                Ok(None)
            }
            answer => answer,
        }
    }
}
