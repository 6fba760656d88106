//! Parameter types of Python's own functions and methods.

use std::rc::Rc;

use num_bigint::BigInt;

use super::convert;
use crate::value::builtin::{Bound, Parameter};
use crate::value::compare::{bytes_of, text_of};
use crate::value::{Dict, Host, List, Raised, Result, Set, Value, number, truth};

/// A text, also a NumPy one.
pub struct Text(pub Rc<str>);

impl Parameter for Text {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Text> {
        let value = bound.take().unwrap_or(Value::None);
        match text_of(&value) {
            Some(text) => Ok(Text(text.clone())),
            None if bound.is_receiver() => Err(wrong_receiver(bound, "str", Some(value))),
            None => Err(must_be(bound, "str", &value)),
        }
    }
}

/// A text or None.
impl Parameter for Option<Text> {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Option<Text>> {
        let value = bound.take().unwrap_or(Value::None);
        match text_of(&value) {
            Some(text) => Ok(Some(Text(text.clone()))),
            None if value.is_none() => Ok(None),
            None => Err(Raised::type_error(format!(
                "must be str or None, not {}",
                value.qualified_type_name()
            ))),
        }
    }
}

/// Bytes, also NumPy's.
pub struct Octets(pub Rc<[u8]>);

impl Parameter for Octets {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Octets> {
        let value = bound.take().unwrap_or(Value::None);
        let value = super::bytearray::plain(value)?;
        match bytes_of(&value) {
            Some(bytes) => Ok(Octets(bytes.clone())),
            None if bound.is_receiver() => Err(wrong_receiver(bound, "bytes", Some(value))),
            None => Err(Raised::type_error(format!(
                "a bytes-like object is required, not '{}'",
                value.qualified_type_name()
            ))),
        }
    }
}

/// A real number.
pub struct Real(pub f64);

impl Parameter for Real {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Real> {
        let value = bound.take().unwrap_or(Value::None);
        convert::as_float(host, &value).map(Real)
    }
}

/// An integer of any size.
pub struct Whole(pub BigInt);

impl Parameter for Whole {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Whole> {
        let value = bound.take().unwrap_or(Value::None);
        whole(host, &value).map(Whole)
    }
}

/// A value as an integer of any size.
///
/// # Errors
/// TypeError `'float' object cannot be interpreted as an integer`.
pub fn whole(host: &mut dyn Host, value: &Value) -> Result<BigInt> {
    let index = number::index(host, value)?;
    Ok(number::as_int(&index).map_or(BigInt::ZERO, std::borrow::Cow::into_owned))
}

/// Anything, as true or false.
pub struct Truth(pub bool);

impl Parameter for Truth {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Truth> {
        let value = bound.take().unwrap_or(Value::None);
        truth(host, &value).map(Truth)
    }
}

/// The items of a tuple: the receiver of its methods.
pub struct Items(pub Rc<[Value]>);

impl Parameter for Items {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Items> {
        let value = bound.take();
        match value.as_ref().and_then(Value::tuple_items) {
            Some(items) => Ok(Items(items.clone())),
            None => Err(wrong_receiver(bound, "tuple", value)),
        }
    }
}

macro_rules! receivers {
    ($($type:ty, $variant:ident, $name:literal;)*) => { $(
        impl Parameter for Rc<$type> {
            fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Rc<$type>> {
                match bound.take() {
                    Some(Value::$variant(object)) => Ok(object),
                    other => Err(wrong_receiver(bound, $name, other)),
                }
            }
        }
    )* };
}

receivers! {
    List, List, "list";
    Dict, Dict, "dict";
    Set, Set, "set";
}

/// A method called on its class with something else in front: `list.append(5, 1)`.
pub fn wrong_receiver(bound: &Bound, class: &str, given: Option<Value>) -> Raised {
    let given = given.unwrap_or(Value::None);
    Raised::type_error(format!(
        "descriptor '{}' for '{class}' objects doesn't apply to a '{}' object",
        bound.row.name(),
        given.qualified_type_name()
    ))
}

/// `replace() argument 1 must be str, not int`
pub fn must_be(bound: &Bound, wanted: &str, given: &Value) -> Raised {
    let given = match given {
        Value::None => "None".to_string(),
        other => other.qualified_type_name(),
    };
    Raised::type_error(format!(
        "{}() {} must be {wanted}, not {given}",
        bound.row.name(),
        bound.last_argument()
    ))
}
