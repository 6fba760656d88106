//! `int`.

use num_bigint::{BigInt, Sign};
use num_traits::Signed;

use super::convert::{DISCARDS, int_method, only_length_one};
use super::number_text::parse_int;
use super::parameters::{Text, Truth};
use super::{iterate, memory};
use crate::builtins;
use crate::builtins::subclasses::call_own;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::compare::{bytes_of, text_of};
use crate::value::convert::to_python;
use crate::value::number::{Number, as_int, index_clamped, truncate};
use crate::value::{ClassId, Host, Raised, Result, Value, display};

builtins! {
    /// A number cut to an integer, or the integer that a text shows in some base.
    ///
    /// >>> int(3.9), int("42"), int("ff", 16)
    /// (3, 42, 255)
    "int.__new__" "(x=0, /, base=<no value>)" => new;
    /// How many bits the number has without its sign.
    ///
    /// >>> (255).bit_length()
    /// 8
    "int.bit_length" "(self, /)" => |number: Integer| number.0.bits() as i64;
    /// How many of the number's bits are 1, without its sign.
    ///
    /// >>> (255).bit_count()
    /// 8
    "int.bit_count" "(self, /)" => |number: Integer| {
        number.0.magnitude().count_ones() as i64
    };
    /// The number itself: integers have no imaginary part.
    "int.conjugate" "(self, /)" => |number: Integer| Value::int(number.0);
    /// The number as a quotient of two integers.
    ///
    /// >>> (5).as_integer_ratio()
    /// (5, 1)
    "int.as_integer_ratio" "(self, /)" => |number: Integer| {
        Value::tuple(vec![Value::int(number.0), Value::Int(1)])
    };
    /// The number in bytes.
    ///
    /// >>> (1000).to_bytes(2, "big")
    /// b'\x03\xe8'
    "int.to_bytes" "(self, length=1, byteorder='big', *, signed=False)" => to_bytes;
    /// The integer that bytes show.
    ///
    /// >>> int.from_bytes(b"\x03\xe8", "big")
    /// 1000
    "int.from_bytes" "(bytes, byteorder='big', *, signed=False)" => from_bytes;
    /// The real part: the number itself.
    property "int.real" => |number: Integer| Value::int(number.0);
    /// The imaginary part: 0.
    property "int.imag" => |_number: Integer| 0_i64;
    /// The number itself, as the numerator of a fraction.
    property "int.numerator" => |number: Integer| Value::int(number.0);
    /// 1, as the denominator of a fraction.
    property "int.denominator" => |_number: Integer| 1_i64;
}

/// The receiver of an integer's methods.
struct Integer(BigInt);

impl Parameter for Integer {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Integer> {
        let value = bound.take().unwrap_or(Value::None);
        match as_int(&value) {
            Some(number) => Ok(Integer(number.into_owned())),
            None => Err(super::parameters::wrong_receiver(bound, "int", Some(value))),
        }
    }
}

fn new(host: &mut dyn Host, x: Given, base: Given) -> Result<Value> {
    let Some(base) = base.0 else {
        return match x.0 {
            Some(x) => to_int(host, &x),
            None => Ok(Value::Int(0)),
        };
    };
    let Some(x) = x.0 else {
        return Err(Raised::type_error("int() missing string argument"));
    };
    let base = index_clamped(host, &base)?;
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Raised::value_error(
            "int() base must be >= 2 and <= 36, or 0",
        ));
    }
    let x = super::bytearray::plain(x)?;
    if text_of(&x).is_none() && bytes_of(&x).is_none() {
        return Err(Raised::type_error(
            "int() can't convert non-string with explicit base",
        ));
    }
    read(host, &x, base as u32)
}

/// `int(value)`
///
/// # Errors
/// ValueError for texts that show no integer, TypeError for what is no number.
pub fn to_int(host: &mut dyn Host, value: &Value) -> Result<Value> {
    if let Some(held) = value.held() {
        return match int_method(host, value)? {
            Some(whole) => Ok(whole),
            None if Number::of(held).is_none()
                && text_of(held).is_none()
                && bytes_of(held).is_none() =>
            {
                Err(not_a_number(value))
            }
            None => to_int(host, held),
        };
    }
    if let Some(own) = call_own(host, value, "__int__", [])? {
        return Ok(own);
    }
    if let Value::Array(object) = value {
        let element = object.with(|a| (a.ndim() == 0).then(|| a.first()).flatten());
        return match element {
            Some(element) => to_int(host, &to_python(element)),
            None => Err(only_length_one()),
        };
    }
    if text_of(value).is_some() || bytes_of(value).is_some() {
        return read(host, value, 10);
    }
    match Number::of_any(value) {
        Some(Number::Int(i)) => return Ok(Value::Int(i)),
        Some(Number::Big(i)) => return Ok(Value::int(i.into_owned())),
        Some(Number::Float(x)) => return truncate(x),
        Some(Number::Complex(z)) if matches!(value, Value::Scalar(_)) => {
            host.warn(ClassId::COMPLEX_WARNING, DISCARDS)?;
            return truncate(z.re);
        }
        _ => {}
    }
    int_method(host, value)?.ok_or_else(|| not_a_number(value))
}

fn not_a_number(value: &Value) -> Raised {
    Raised::type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        value.qualified_type_name()
    ))
}

fn read(host: &mut dyn Host, value: &Value, base: u32) -> Result<Value> {
    let bytes = bytes_of(value).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let text = text_of(value).map(|text| &**text).or(bytes.as_deref());
    let text = text.unwrap_or_default();
    crate::array::meter::steps(text.len())?;
    match parse_int(text, base)? {
        Some(number) => Ok(Value::int(number)),
        None => {
            let shown = display::repr(host, value)?;
            Err(Raised::value_error(format!(
                "invalid literal for int() with base {base}: {shown}"
            )))
        }
    }
}

/// Is it the order with the largest byte first?
fn is_big_endian(order: &str) -> Result<bool> {
    match order {
        "big" => Ok(true),
        "little" => Ok(false),
        _ => Err(Raised::value_error(
            "byteorder must be either 'little' or 'big'",
        )),
    }
}

fn to_bytes(number: Integer, length: i64, order: Text, signed: Truth) -> Result<Value> {
    let number = number.0;
    let length = usize::try_from(length)
        .map_err(|_| Raised::value_error("length argument must be non-negative"))?;
    memory::room_for(length)?;
    let overflow = |message: &str| Raised::new(ClassId::OVERFLOW_ERROR, message);
    if number.is_negative() && !signed.0 {
        return Err(overflow("can't convert negative int to unsigned"));
    }
    let mut bytes = if signed.0 {
        number.to_signed_bytes_le()
    } else {
        number.magnitude().to_bytes_le()
    };
    // Zero takes no bytes at all.
    if number.sign() == Sign::NoSign {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(overflow("int too big to convert"));
    }
    bytes.resize(length, if number.is_negative() { 0xff } else { 0 });
    if is_big_endian(&order.0)? {
        bytes.reverse();
    }
    Ok(Value::Bytes(bytes.into()))
}

fn from_bytes(host: &mut dyn Host, bytes: Value, order: Text, signed: Truth) -> Result<Value> {
    let mut octets = match bytes_of(&bytes) {
        Some(bytes) => bytes.to_vec(),
        None if text_of(&bytes).is_some() || !iterate::is_iterable(&bytes) => {
            let given = bytes.qualified_type_name();
            let message = format!("cannot convert '{given}' object to bytes");
            return Err(Raised::type_error(message));
        }
        None => {
            let items = iterate::collect(host, &bytes)?;
            super::bytes::octets(host, &items)?
        }
    };
    if is_big_endian(&order.0)? {
        octets.reverse();
    }
    Ok(Value::int(if signed.0 {
        BigInt::from_signed_bytes_le(&octets)
    } else {
        BigInt::from_bytes_le(Sign::Plus, &octets)
    }))
}
