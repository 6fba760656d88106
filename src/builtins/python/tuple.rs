//! `tuple` and `slice`.

use std::rc::Rc;

use num_traits::Signed;

use super::parameters::Items;
use super::{iterate, list};
use crate::builtins;
use crate::builtins::operators::slicing;
use crate::value::builtin::Given;
use crate::value::{Host, Raised, Result, Slice, Value, number};

builtins! {
    /// A tuple of the items of an iterable.
    ///
    /// >>> tuple([1, 2])
    /// (1, 2)
    "tuple.__new__" "(iterable=(), /)" => |host: &mut dyn Host, iterable: Given| match iterable.0 {
        Some(tuple @ Value::Tuple(_)) => Ok(tuple),
        Some(iterable) => iterate::collect(host, &iterable).map(Value::tuple),
        None => Ok(Value::tuple(Vec::new())),
    };
    /// How many items equal `value`.
    ///
    /// >>> (1, 2, 1).count(1)
    /// 2
    "tuple.count" "(self, value, /)" => |host: &mut dyn Host, items: Items, value: Value| {
        list::count(host, |i| items.0.get(i).cloned(), &value)
    };
    /// The position of the first item that equals `value`; `start` and `stop` limit the search as a slice would.
    ///
    /// >>> ("a", "b").index("b")
    /// 1
    "tuple.index" "(self, value, start=0, stop=9223372036854775807, /)" => |host: &mut dyn Host, items: Items, value: Value, start: Value, stop: Value| {
        let found = list::find(host, items.0.len(), |i| items.0.get(i).cloned(), &value, (&start, &stop))?;
        found.ok_or_else(|| Raised::value_error("tuple.index(x): x not in tuple"))
    };
    /// What stands between the brackets of `a[start:stop:step]`, as an object.
    ///
    /// >>> [0, 1, 2, 3][slice(1, 3)]
    /// [1, 2]
    "slice.__new__" "(start, stop=<no value>, step=None, /)" => slice;
    /// Where the slice begins, or None.
    property "slice.start" => |slice: Value| part(&slice, |slice| &slice.start);
    /// Where the slice ends, or None.
    property "slice.stop" => |slice: Value| part(&slice, |slice| &slice.stop);
    /// The slice's step, or None.
    property "slice.step" => |slice: Value| part(&slice, |slice| &slice.step);
    /// Start, stop and step as they apply to a sequence of a length.
    ///
    /// >>> slice(None, -1).indices(10)
    /// (0, 9, 1)
    "slice.indices" "(self, length, /)" => indices;
}

fn slice(first: Value, second: Given, step: Value) -> Value {
    let (start, stop) = match second.0 {
        Some(stop) => (first, stop),
        None => (Value::None, first),
    };
    Value::Slice(Rc::new(Slice { start, stop, step }))
}

fn part(value: &Value, read: impl Fn(&Slice) -> &Value) -> Value {
    match value {
        Value::Slice(slice) => read(slice).clone(),
        _ => Value::None,
    }
}

fn indices(host: &mut dyn Host, slice: Value, length: Value) -> Result<Value> {
    let Value::Slice(slice) = &slice else {
        return Ok(Value::None);
    };
    let length = number::index(host, &length)?;
    let length = number::as_int(&length).unwrap_or_default();
    if length.is_negative() {
        return Err(Raised::value_error("length should not be negative"));
    }
    let (start, stop, step) = slicing::wide_indices(host, slice, &length)?;
    Ok(Value::tuple([start, stop, step].map(Value::int).into()))
}
