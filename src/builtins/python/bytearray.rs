//! `bytearray`: bytes that can be changed. Their memory is that of an array, so that NumPy's arrays can share it.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::bytes::octets;
use crate::array::Array;
use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::compare::bytes_of;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

builtins! {
    /// Bytes that can be changed: from integers, bytes, a text in an encoding, or so many zeros.
    ///
    /// >>> b = bytearray(b'abc')
    /// >>> b[0] = 65
    /// >>> b
    /// bytearray(b'Abc')
    "bytearray.__new__" "(source=<no value>, encoding=<no value>, errors=<no value>)" => new;
    /// The bytes that hexadecimal digits show.
    ///
    /// >>> bytearray.fromhex('41 42')
    /// bytearray(b'AB')
    "bytearray.fromhex" "(string, /)" => |host: &mut dyn Host, text: Value| call(host, "bytes.fromhex", [text]).and_then(made);
    /// One more byte at the end.
    "bytearray.append" "(self, item, /)" => |host: &mut dyn Host, this: Value, item: Value| changed(host, &this, "list.append", vec![item]);
    /// More bytes at the end.
    "bytearray.extend" "(self, iterable_of_ints, /)" => |host: &mut dyn Host, this: Value, items: Value| changed(host, &this, "list.extend", vec![items]);
    /// A byte before the one at a position.
    "bytearray.insert" "(self, index, item, /)" => |host: &mut dyn Host, this: Value, at: Value, item: Value| changed(host, &this, "list.insert", vec![at, item]);
    /// Takes the byte at a position out and gives it.
    ///
    /// >>> bytearray(b'ab').pop()
    /// 98
    "bytearray.pop" "(self, index=-1, /)" => |host: &mut dyn Host, this: Value, at: Value| {
        if bytes(&this)?.is_empty() {
            return Err(Raised::index_error("pop from empty bytearray"));
        }
        changed(host, &this, "list.pop", vec![at])
    };
    /// Takes the first byte of a value out.
    "bytearray.remove" "(self, value, /)" => |host: &mut dyn Host, this: Value, item: Value| {
        changed(host, &this, "list.remove", vec![item]).map_err(|_| Raised::value_error("value not found in bytearray"))
    };
    /// Turns the order round.
    "bytearray.reverse" "(self, /)" => |host: &mut dyn Host, this: Value| changed(host, &this, "list.reverse", vec![]);
    /// Takes all bytes out.
    "bytearray.clear" "(self, /)" => |this: Value| own(&this)?.replace(Vec::new());
    /// A copy.
    "bytearray.copy" "(self, /)" => |this: Value| bytes(&this).and_then(of);
    "bytearray.__len__" "(self, /)" => |this: Value| bytes(&this).map(|bytes| bytes.len());
    "bytearray.__iter__" "(self, /)" => |host: &mut dyn Host, this: Value| {
        let items = listed(&this)?;
        call(host, "iter", [items])
    };
    "bytearray.__contains__" "(self, key, /)" => |host: &mut dyn Host, this: Value, key: Value| {
        let key = plain(key)?;
        operators::contains(host, &whole(&this)?, &key)
    };
    "bytearray.__getitem__" "(self, key, /)" => |host: &mut dyn Host, this: Value, key: Value| {
        match operators::get_item(host, &whole(&this)?, &key).map_err(in_words)? {
            Value::Bytes(part) => of(part.to_vec()),
            byte => Ok(byte),
        }
    };
    "bytearray.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, this: Value, key: Value, value: Value| {
        let items = listed(&this)?;
        let value = match plain(value)? {
            Value::Bytes(bytes) => Value::list(bytes.iter().map(|byte| Value::Int((*byte).into())).collect()),
            other => other,
        };
        operators::set_item(host, &items, &key, value).map_err(in_words)?;
        store(host, &this, &items)
    };
    "bytearray.__delitem__" "(self, key, /)" => |host: &mut dyn Host, this: Value, key: Value| {
        let items = listed(&this)?;
        operators::del_item(host, &items, &key).map_err(in_words)?;
        store(host, &this, &items)
    };
    "bytearray.__add__" "(self, value, /)" => |this: Value, other: Value| {
        let Value::Bytes(more) = plain(other.clone())? else {
            return Err(Raised::type_error(format!("can't concat {} to bytearray", other.qualified_type_name())));
        };
        of([bytes(&this)?, more.to_vec()].concat())
    };
    "bytearray.__radd__" "(self, value, /)" => |this: Value, other: Value| match &other {
        Value::Bytes(first) => Ok(Value::Bytes([&first[..], &bytes(&this)?].concat().into())),
        _ => Ok::<Value, Raised>(Value::NotImplemented),
    };
    "bytearray.__iadd__" "(self, value, /)" => |this: Value, other: Value| {
        let Value::Bytes(more) = plain(other.clone())? else {
            return Err(Raised::type_error(format!("can't concat {} to bytearray", other.qualified_type_name())));
        };
        own(&this)?.replace([bytes(&this)?, more.to_vec()].concat())?;
        Ok(this)
    };
    "bytearray.__mod__" "(self, value, /)" => |host: &mut dyn Host, this: Value, values: Value| {
        of(super::percent::format_bytes(host, &bytes(&this)?, &values)?)
    };
    "bytearray.__mul__" | "bytearray.__rmul__" "(self, value, /)" => |host: &mut dyn Host, this: Value, times: Value| {
        operators::binary(host, crate::syntax::ast::BinaryOp::Mul, whole(&this)?, times).and_then(made)
    };
}

/// The object: its bytes are the elements of a one-dimensional array.
pub struct ByteArray(RefCell<Array>);

impl ByteArray {
    pub fn bytes(&self) -> Result<Vec<u8>> {
        Ok(self.0.borrow().to_vec::<u8>()?)
    }

    /// Gives it other bytes: in place where they are as many.
    fn replace(&self, bytes: Vec<u8>) -> Result<()> {
        let held = self.0.borrow().clone();
        if held.size() == bytes.len() {
            held.buffer()
                .write(|memory| memory[..bytes.len()].copy_from_slice(&bytes));
            return Ok(());
        }
        drop(held);
        if !self.0.borrow().buffer().is_unique() {
            let message = "Existing exports of data: object cannot be re-sized";
            return Err(Raised::new(ClassId::BUFFER_ERROR, message));
        }
        self.0.replace(Array::from_vec(bytes)?);
        Ok(())
    }
}

impl Native for ByteArray {
    fn class(&self) -> ClassId {
        ClassId::BYTEARRAY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_memory(&self) -> Option<Array> {
        Some(self.0.borrow().clone())
    }

    fn repr(&self) -> Option<String> {
        let bytes = self.bytes().ok()?;
        let quote = match (bytes.contains(&b'\''), bytes.contains(&b'"')) {
            (true, false) => '"',
            _ => '\'',
        };
        let mut text = format!("bytearray(b{quote}");
        for byte in bytes {
            match byte {
                // Unlike in `bytes`, this quote is always escaped.
                b'\'' | b'\\' => text.extend(['\\', char::from(byte)]),
                b'\t' => text += "\\t",
                b'\n' => text += "\\n",
                b'\r' => text += "\\r",
                b' '..=b'~' => text.push(char::from(byte)),
                other => text += &format!("\\x{other:02x}"),
            }
        }
        text.extend([quote, ')']);
        Some(text)
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(self.0.borrow().size() > 0)
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Err(Raised::type_error("unhashable type: 'bytearray'"))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Value::Bytes(other) = plain(other.clone())? else {
            return Ok(None);
        };
        let own = Value::Bytes(self.bytes()?.into());
        operators::compare(host, op, &own, &Value::Bytes(other)).map(Some)
    }
}

fn own(value: &Value) -> Result<&ByteArray> {
    value.native().ok_or_else(|| {
        Raised::type_error(format!(
            "descriptor requires a 'bytearray' object but received a '{}'",
            value.qualified_type_name()
        ))
    })
}

fn bytes(value: &Value) -> Result<Vec<u8>> {
    own(value)?.bytes()
}

/// The bytes as `bytes`.
fn whole(value: &Value) -> Result<Value> {
    Ok(Value::Bytes(bytes(value)?.into()))
}

/// The bytes as a list of integers.
fn listed(value: &Value) -> Result<Value> {
    let items = bytes(value)?
        .into_iter()
        .map(|byte| Value::Int(byte.into()));
    Ok(Value::list(items.collect()))
}

/// A `bytearray` as `bytes`; all else as it is.
pub fn plain(value: Value) -> Result<Value> {
    match (bytes_of(&value), value.native::<ByteArray>()) {
        (Some(bytes), _) => Ok(Value::Bytes(bytes.clone())),
        (None, Some(own)) => Ok(Value::Bytes(own.bytes()?.into())),
        (None, None) => Ok(value),
    }
}

/// A new `bytearray`.
///
/// # Errors
/// MemoryError.
pub fn of(bytes: Vec<u8>) -> Result<Value> {
    let array = Array::from_vec(bytes)?;
    Ok(Value::Native(Rc::new(ByteArray(RefCell::new(array)))))
}

/// What a method of `bytes` gave, with a `bytearray` in place of each `bytes`.
fn made(value: Value) -> Result<Value> {
    match &value {
        Value::Bytes(bytes) => of(bytes.to_vec()),
        Value::List(list) => {
            let items = list.items.borrow().clone();
            Ok(Value::list(
                items.into_iter().map(made).collect::<Result<_>>()?,
            ))
        }
        Value::Tuple(items) => Ok(Value::tuple(
            items.iter().cloned().map(made).collect::<Result<_>>()?,
        )),
        _ => Ok(value),
    }
}

/// A method of lists on the bytes as integers, which are bytes again afterwards.
fn changed(host: &mut dyn Host, this: &Value, name: &str, rest: Vec<Value>) -> Result<Value> {
    let items = listed(this)?;
    let mut all = vec![items.clone()];
    for value in rest {
        all.push(plain(value)?);
    }
    let answer = call(host, name, all).map_err(in_words)?;
    store(host, this, &items)?;
    Ok(answer)
}

fn store(host: &mut dyn Host, this: &Value, items: &Value) -> Result<()> {
    let Value::List(list) = items else {
        return Ok(());
    };
    let items = list.items.borrow().clone();
    let bytes = octets(host, &items).map_err(in_words)?;
    own(this)?.replace(bytes)
}

/// The complaints of lists in the words of `bytearray`.
fn in_words(raised: Raised) -> Raised {
    if raised.is_a(ClassId::INDEX_ERROR) {
        return Raised::index_error("bytearray index out of range");
    }
    let first = raised
        .as_exception()
        .and_then(|exception| exception.args.borrow().first().cloned());
    match first {
        Some(Value::Str(text)) if text.starts_with("byte indices") => {
            Raised::type_error(text.replacen("byte", "bytearray", 1))
        }
        Some(Value::Str(text)) if &*text == "bytes must be in range(0, 256)" => {
            Raised::value_error("byte must be in range(0, 256)")
        }
        _ => raised,
    }
}

fn new(host: &mut dyn Host, source: Given, encoding: Given, errors: Given) -> Result<Value> {
    let mut given = Vec::new();
    match source.0 {
        None => return of(Vec::new()),
        Some(array @ Value::Array(_)) => given.push(call(host, "ndarray.tobytes", [array])?),
        Some(other) => given.push(plain(other)?),
    }
    given.extend(encoding.0);
    given.extend(errors.0);
    call(host, "bytes.__new__", given)
        .map_err(in_words)
        .and_then(made)
}
