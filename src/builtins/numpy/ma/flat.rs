//! `a.flat`: elements with their masks, one after the other.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use crate::builtins;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

use super::indexing;
use super::object::{mask_of, plain, shape_of};
use super::shape::on_both;

builtins! {
    /// The elements one after the other, masked ones as `np.ma.masked`.
    ///
    /// >>> list(np.ma.array([[1, 2]], mask=[[0, 1]]).flat)
    /// [np.int64(1), masked]
    property "MaskedArray.flat" => |host: &mut dyn Host, a: Value| {
        Ok::<_, Raised>(Value::Native(Rc::new(MaskedIterator {
            flat: view(host, &a)?,
            next: Cell::new(0),
        })))
    };
    /// Sets all elements, one after the other.
    setter "MaskedArray.flat=" "(self, value)" => |host: &mut dyn Host, a: Value, value: Value| {
        let flat = on_both(host, &a, "ravel", Vec::new())?;
        indexing::assign(host, &flat, &indexing::slice(Value::None, Value::None), &value)?;
        if mask_of(&a).is_none() && mask_of(&flat).is_some() {
            return Ok(());
        }
        Ok::<_, Raised>(())
    };
    /// Itself.
    "MaskedIterator.__iter__" "(self)" => |this: Value| this;
    /// The next element.
    "MaskedIterator.__next__" "(self)" => next;
    /// Elements by their flat places.
    "MaskedIterator.__getitem__" "(self, indx)" => |host: &mut dyn Host, this: Value, key: Value| {
        let flat = of(&this)?.flat.clone();
        indexing::item(host, &flat, &key)
    };
    /// Sets elements by their flat places.
    "MaskedIterator.__setitem__" "(self, index, value)" => |host: &mut dyn Host, this: Value, key: Value, value: Value| {
        let flat = of(&this)?.flat.clone();
        indexing::assign(host, &flat, &key, &value)
    };
    /// How many elements.
    "MaskedIterator.__len__" "(self)" => |this: Value| of(&this).and_then(|this| Ok(shape_of(&this.flat)?.iter().product::<usize>()));
}

struct MaskedIterator {
    flat: Value,
    next: Cell<i64>,
}

impl Native for MaskedIterator {
    fn class(&self) -> ClassId {
        ClassId::MASKED_ITERATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(value: &Value) -> Result<&MaskedIterator> {
    value
        .native::<MaskedIterator>()
        .ok_or_else(|| Raised::type_error("expected an iterator of a masked array"))
}

/// The elements in one row, a view of them where it can be.
fn view(host: &mut dyn Host, a: &Value) -> Result<Value> {
    on_both(host, a, "ravel", Vec::new())
}

fn next(host: &mut dyn Host, this: Value) -> Result<Value> {
    let iterator = of(&this)?;
    let at = iterator.next.get();
    let length = shape_of(&plain(&iterator.flat))?.iter().product::<usize>();
    if at as usize >= length {
        return Err(Raised::new(ClassId::STOP_ITERATION, ""));
    }
    iterator.next.set(at + 1);
    indexing::item(host, &iterator.flat.clone(), &Value::Int(at))
}
