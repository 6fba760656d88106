//! NumPy's scalars made by calling their classes: `np.float64(3)`, `np.datetime64('2024-01-15')`.

use std::rc::Rc;

use num_complex::Complex;

use crate::array::{Array, DType, Scalar, TimeBase, TimeUnit, has_zone, parse_date};
use crate::builtins;
use crate::builtins::python::datetime::counted;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{
    ArrayOptions, as_index, element_from, time_unit, to_array, to_array_as, to_dtype, to_python,
};
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// A truth value as a NumPy scalar.
    ///
    /// >>> np.bool_(1)
    /// np.True_
    "np.bool.__new__" "(value=False, /)" => |host: &mut dyn Host, value: Value| np_bool(host, value);
    /// A signed integer of 8 bits.
    ///
    /// >>> np.int8(-5)
    /// np.int8(-5)
    "int8.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::I8, value);
    /// A signed integer of 16 bits.
    ///
    /// >>> np.int16(5)
    /// np.int16(5)
    "int16.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::I16, value);
    /// A signed integer of 32 bits.
    ///
    /// >>> np.int32(5)
    /// np.int32(5)
    "int32.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::I32, value);
    /// A signed integer of 64 bits.
    ///
    /// >>> np.int64('5')
    /// np.int64(5)
    "int64.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::I64, value);
    /// An unsigned integer of 8 bits.
    ///
    /// >>> np.uint8(255)
    /// np.uint8(255)
    "uint8.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::U8, value);
    /// An unsigned integer of 16 bits.
    ///
    /// >>> np.uint16(5)
    /// np.uint16(5)
    "uint16.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::U16, value);
    /// An unsigned integer of 32 bits.
    ///
    /// >>> np.uint32(5)
    /// np.uint32(5)
    "uint32.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::U32, value);
    /// An unsigned integer of 64 bits.
    ///
    /// >>> np.uint64(5)
    /// np.uint64(5)
    "uint64.__new__" "(value=0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::U64, value);
    /// A float of half precision.
    ///
    /// >>> np.float16(0.1)
    /// np.float16(0.1)
    "float16.__new__" "(value=0.0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::F16, value);
    /// A float of single precision.
    ///
    /// >>> np.float32(0.1)
    /// np.float32(0.1)
    "float32.__new__" "(value=0.0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::F32, value);
    /// A float of double precision, as Python's own float.
    ///
    /// >>> np.float64('1.5')
    /// np.float64(1.5)
    "float64.__new__" "(value=0.0, /)" => |host: &mut dyn Host, value: Value| construct(host, DType::F64, value);
    /// A complex number of single precision.
    ///
    /// >>> np.complex64(1+2j)
    /// np.complex64(1+2j)
    "complex64.__new__" "(real=0, imag=<no value>, /)" => |host: &mut dyn Host, real: Value, imag: Given| {
        complex(host, DType::C64, real, imag)
    };
    /// A complex number of double precision.
    ///
    /// >>> np.complex128(1, 2)
    /// np.complex128(1+2j)
    "complex128.__new__" "(real=0, imag=<no value>, /)" => |host: &mut dyn Host, real: Value, imag: Given| {
        complex(host, DType::C128, real, imag)
    };
    /// A text as a NumPy scalar.
    ///
    /// >>> np.str_('ab')
    /// np.str_('ab')
    "str_.__new__" "(value='', /)" => |host: &mut dyn Host, value: Value| {
        let text = crate::value::display::str(host, &value)?;
        Ok::<Value, Raised>(Value::Scalar(Scalar::Str(text.trim_end_matches('\0').into())))
    };
    /// Bytes as a NumPy scalar.
    ///
    /// >>> np.bytes_(b'ab')
    /// np.bytes_(b'ab')
    "bytes_.__new__" "(value=<no value>, /)" => |Given(value): Given| match value {
        None => Ok(Value::Scalar(Scalar::Bytes(Rc::from([])))),
        Some(Value::Bytes(bytes)) => {
            let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
            Ok(Value::Scalar(Scalar::Bytes(bytes[..end].into())))
        }
        Some(Value::Str(_)) => Err(Raised::type_error("string argument without an encoding")),
        Some(other) => Err(Raised::type_error(format!("cannot convert '{}' object to bytes", other.type_name()))),
    };
    /// The object itself.
    ///
    /// >>> np.object_(3)
    /// 3
    "object_.__new__" "(value=None, /)" => |value: Value| value;
    /// Raw bytes, or a structured scalar when a dtype is given.
    ///
    /// >>> np.void(b'ab')
    /// np.void(b'\x61\x62')
    "void.__new__" "(length_or_data, /, dtype=None)" => void;
    /// A date or time of a unit: from ISO text, or counted from 1970-01-01.
    ///
    /// >>> np.datetime64('2024-01-15') + 1
    /// np.datetime64('2024-01-16')
    "datetime64.__new__" "(value=<no value>, unit=None, /)" => datetime64;
    /// A duration: a count of a unit.
    ///
    /// >>> np.timedelta64(36, 'h') / np.timedelta64(1, 'D')
    /// np.float64(1.5)
    "timedelta64.__new__" "(value=0, unit=None, /)" => timedelta64;
    /// Unit and count of a date or duration dtype.
    ///
    /// >>> np.datetime_data(np.dtype('M8[25s]'))
    /// ('s', 25)
    "np.datetime_data" "(dtype, /)" => datetime_data;
    /// NumPy's own True.
    ///
    /// >>> np.True_
    /// np.True_
    constant "np.True_" => || Value::Scalar(Scalar::Bool(true));
    /// NumPy's own False.
    ///
    /// >>> np.False_
    /// np.False_
    constant "np.False_" => || Value::Scalar(Scalar::Bool(false));
}

/// A scalar of `dtype`; a sequence gives an array.
fn construct(host: &mut dyn Host, dtype: DType, value: Value) -> Result<Value> {
    let value = super::casts::own_numbers(host, &value, &dtype)?;
    match &value {
        Value::Array(_) | Value::Scalar(_) => {
            let array = super::casts::convert(host, &to_array(&value)?, &dtype)?;
            Ok(Value::array_or_scalar(array))
        }
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            let options = crate::value::convert::ArrayOptions {
                dtype: Some(dtype),
                ..Default::default()
            };
            Ok(Value::array(crate::value::convert::to_array_as(
                &value, &options,
            )?))
        }
        Value::Float(x) if !dtype.is_integer() => {
            let one = Array::from_scalar(&Scalar::F64(*x))?;
            Ok(Value::array_or_scalar(super::casts::convert(
                host, &one, &dtype,
            )?))
        }
        other => Ok(Value::Scalar(element_from(other, &dtype)?)),
    }
}

fn np_bool(host: &mut dyn Host, value: Value) -> Result<Value> {
    match &value {
        Value::Array(_) | Value::List(_) | Value::Tuple(_) => construct(host, DType::Bool, value),
        other => Ok(Value::Scalar(Scalar::Bool(crate::value::truth(
            host, other,
        )?))),
    }
}

fn complex(host: &mut dyn Host, dtype: DType, real: Value, Given(imag): Given) -> Result<Value> {
    let Some(imag) = imag else {
        return construct(host, dtype, real);
    };
    let z = Complex::new(f64::from_value(real, host)?, f64::from_value(imag, host)?);
    Ok(Value::Scalar(element_from(&Value::Complex(z), &dtype)?))
}

fn void(value: Value, dtype: Value) -> Result<Value> {
    if !dtype.is_none() {
        let options = ArrayOptions {
            dtype: Some(to_dtype(&dtype)?),
            ..Default::default()
        };
        return Ok(Value::array_or_scalar(to_array_as(&value, &options)?));
    }
    match value {
        Value::Bytes(bytes) => Ok(Value::Scalar(Scalar::Void(bytes))),
        Value::List(_) | Value::Tuple(_) => {
            let items = to_array(&value)?;
            let first = items
                .scalars()
                .next()
                .map(|item| to_python(item).type_name());
            Err(Raised::type_error(format!(
                "A bytes-like object is required, not '{}'",
                first.unwrap_or_else(|| value.type_name())
            )))
        }
        other => {
            let name = other.type_name();
            let length = as_index(&other).map_err(|_| {
                Raised::type_error(format!("A bytes-like object is required, not '{name}'"))
            })?;
            let length = u32::try_from(length).ok().filter(|&n| n <= i32::MAX as u32);
            let length = length.ok_or_else(|| {
                let message = "size must be non-negative and not greater than 2147483647";
                Raised::new(ClassId::OVERFLOW_ERROR, message)
            })?;
            let length = (length as usize).max(1);
            crate::array::meter::check_bytes(length)?;
            Ok(Value::Scalar(Scalar::Void(vec![0; length].into())))
        }
    }
}

/// The unit argument: a code, or a (code, count) pair.
fn unit_of(value: &Value) -> Result<Option<TimeUnit>> {
    let invalid =
        |text: &str| Raised::type_error(format!("Invalid datetime unit \"{text}\" in metadata"));
    match value {
        Value::None => Ok(None),
        Value::Str(text) => time_unit(text).map(Some).ok_or_else(|| invalid(text)),
        Value::Tuple(items) => match &**items {
            [Value::Str(text), count, ..] => {
                let base = time_unit(text).ok_or_else(|| invalid(text))?.base;
                let count = u32::try_from(as_index(count)?)
                    .map_err(|_| Raised::value_error("invalid unit count"))?;
                Ok(Some(TimeUnit { base, count }))
            }
            _ => Err(Raised::type_error(
                "Require tuple for tuple to NumPy datetime metadata conversion",
            )),
        },
        other => Err(Raised::type_error(format!(
            "Invalid datetime unit \"{}\" in metadata",
            other.type_name()
        ))),
    }
}

fn datetime64(host: &mut dyn Host, Given(value): Given, unit: Value) -> Result<Value> {
    let unit = unit_of(&unit)?;
    let value = value.unwrap_or(Value::None);
    let value = counted::scalar_of(&value).map_or(value, Value::Scalar);
    if let Value::Str(text) = &value
        && has_zone(text.as_ref())
    {
        let message = "no explicit representation of timezones available for np.datetime64";
        host.warn(crate::value::ClassId::USER_WARNING, message)?;
    }
    let scalar = match (&value, unit) {
        (Value::None, unit) => Scalar::Datetime(i64::MIN, unit.unwrap_or(TimeUnit::GENERIC)),
        (Value::Str(text), None) => {
            let (count, unit) = parse_date(text)?;
            Scalar::Datetime(count, unit)
        }
        (Value::Int(_), None) => {
            return Err(Raised::value_error(
                "Converting an integer to a NumPy datetime requires a specified unit",
            ));
        }
        (Value::Int(count), Some(unit)) => Scalar::Datetime(*count, unit),
        (Value::Scalar(Scalar::Datetime(count, own)), None) => Scalar::Datetime(*count, *own),
        (Value::Str(_) | Value::Scalar(Scalar::Datetime(..) | Scalar::Str(_)), Some(unit)) => {
            element_from(&value, &DType::Datetime(unit))?
        }
        _ => {
            return Err(Raised::value_error(
                "Could not convert object to NumPy datetime",
            ));
        }
    };
    Ok(Value::Scalar(scalar))
}

fn timedelta64(value: Value, unit: Value) -> Result<Value> {
    let unit = unit_of(&unit)?;
    let value = counted::scalar_of(&value).map_or(value, Value::Scalar);
    let failed = || Raised::value_error("Could not convert object to NumPy timedelta");
    let scalar = match (&value, unit) {
        (Value::None, unit) => Scalar::Timedelta(i64::MIN, unit.unwrap_or(TimeUnit::GENERIC)),
        (Value::Scalar(Scalar::Timedelta(count, own)), None) => Scalar::Timedelta(*count, *own),
        (Value::Scalar(Scalar::Timedelta(..)), Some(unit)) => {
            element_from(&value, &DType::Timedelta(unit))?
        }
        (Value::Str(text), unit) => {
            let unit = unit.unwrap_or(TimeUnit::GENERIC);
            let count = match text.trim() {
                "NaT" | "nat" | "" => i64::MIN,
                digits => digits.parse().map_err(|_| failed())?,
            };
            Scalar::Timedelta(count, unit)
        }
        (Value::Float(_) | Value::Scalar(Scalar::F64(_)), _) => return Err(failed()),
        (other, unit) => match as_index(other) {
            Ok(count) => Scalar::Timedelta(count, unit.unwrap_or(TimeUnit::GENERIC)),
            Err(_) => return Err(failed()),
        },
    };
    Ok(Value::Scalar(scalar))
}

fn datetime_data(dtype: DType) -> Result<Value> {
    match dtype.native() {
        DType::Datetime(unit) | DType::Timedelta(unit) => {
            let count = if unit.base == TimeBase::Generic {
                1
            } else {
                unit.count
            };
            Ok(Value::tuple(vec![
                Value::str(unit.base.code()),
                Value::Int(count.into()),
            ]))
        }
        _ => Err(Raised::type_error(
            "cannot get datetime metadata from non-datetime type",
        )),
    }
}
