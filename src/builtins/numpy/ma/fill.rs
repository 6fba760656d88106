//! Fill values: what stands in the place of masked elements where an array cannot be masked.

use std::rc::Rc;

use crate::array::{Array, DType, Kind, Scalar};
use crate::builtins;
use crate::value::convert::{ArrayOptions, convert_array, to_array, to_array_as};
use crate::value::{ClassId, Host, Raised, Result, Value, compare};

use super::object::{Masked, any_of, is_constant, mask_of, object, plain, state};

builtins! {
    /// The value that masked elements of a dtype get if nobody says another.
    ///
    /// >>> np.ma.default_fill_value(1), np.ma.default_fill_value(1.5)
    /// (999999, 1e+20)
    "np.ma.default_fill_value" "(obj)" => |obj: Value| default_of(&dtype_of(&obj)?);
    /// The greatest value of a dtype: what masked elements are for a minimum.
    ///
    /// >>> np.ma.minimum_fill_value(np.int8(0))
    /// 127
    "np.ma.minimum_fill_value" "(obj)" => |obj: Value| extreme_of(&dtype_of(&obj)?, true);
    /// The smallest value of a dtype: what masked elements are for a maximum.
    ///
    /// >>> np.ma.maximum_fill_value(np.int8(0))
    /// -128
    "np.ma.maximum_fill_value" "(obj)" => |obj: Value| extreme_of(&dtype_of(&obj)?, false);
    /// The fill value of two arrays where it is the same, else None.
    ///
    /// >>> np.ma.common_fill_value(np.ma.array([1], fill_value=3), np.ma.array([2], fill_value=3))
    /// np.int64(3)
    "np.ma.common_fill_value" "(a, b)" => common;
    /// Sets the fill value of a masked array; nothing happens to other arrays.
    ///
    /// >>> a = np.ma.array([1, 2], mask=[0, 1])
    /// >>> np.ma.set_fill_value(a, -1)
    /// >>> a.filled()
    /// array([ 1, -1])
    "np.ma.set_fill_value" "(a, fill_value)" => |host: &mut dyn Host, a: Value, value: Value| {
        if state(&a).is_some() { set(host, &a, &value) } else { Ok(()) }
    };
    /// An array with the fill value in the place of masked elements.
    ///
    /// >>> np.ma.filled(np.ma.array([1, 2, 3], mask=[0, 1, 0]), -1)
    /// array([ 1, -1,  3])
    "np.ma.filled" "(a, fill_value=None)" => |host: &mut dyn Host, a: Value, value: Value| filled(host, &a, &value);
    /// The elements with the fill value in the place of those that are masked.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).filled(0)
    /// array([1, 0, 3])
    "MaskedArray.filled" "(self, fill_value=None)" => |host: &mut dyn Host, a: Value, value: Value| filled(host, &a, &value);
    /// What stands in the place of masked elements.
    ///
    /// >>> np.ma.array([1.5, 2]).fill_value
    /// np.float64(1e+20)
    property "MaskedArray.fill_value" => |a: Value| of(&a);
    /// Sets the fill value; None for the default.
    setter "MaskedArray.fill_value=" "(self, value)" => |host: &mut dyn Host, a: Value, value: Value| set(host, &a, &value);
    /// The fill value.
    ///
    /// >>> np.ma.array(['a', 'b']).get_fill_value()
    /// np.str_('N/A')
    "MaskedArray.get_fill_value" "(self)" => |a: Value| of(&a);
    /// Sets the fill value; None for the default.
    ///
    /// >>> a = np.ma.array([1, 2], mask=[1, 0])
    /// >>> a.set_fill_value(7)
    /// >>> a
    /// masked_array(data=[--, 2],
    ///              mask=[ True, False],
    ///        fill_value=7)
    "MaskedArray.set_fill_value" "(self, value=None)" => |host: &mut dyn Host, a: Value, value: Value| set(host, &a, &value);
}

/// The dtype of an array, a dtype, or of what makes an array.
///
/// # Errors
/// As `np.array`.
pub fn dtype_of(value: &Value) -> Result<DType> {
    match value {
        Value::DType(dtype) => Ok((**dtype).clone()),
        Value::Array(object) => Ok(object.with(|array| array.dtype().clone())),
        other => Ok(to_array(other)?.dtype().clone()),
    }
}

/// NumPy's `default_fill_value` of a dtype.
///
/// # Errors
/// MemoryError.
pub fn default_of(dtype: &DType) -> Result<Value> {
    each_field(dtype, &|dtype| {
        Ok(match dtype.kind() {
            Kind::Bool => Value::Bool(true),
            Kind::Signed | Kind::Unsigned => Value::Int(999_999),
            Kind::Float => Value::Float(1e20),
            Kind::Complex => Value::Complex(num_complex::Complex::new(1e20, 0.0)),
            Kind::Bytes => Value::Bytes((*b"N/A").into()),
            Kind::Str => Value::str("N/A"),
            Kind::Datetime | Kind::Timedelta => not_a_time(dtype)?,
            Kind::Void => Value::Bytes((*b"???").into()),
            Kind::Object => Value::str("?"),
            Kind::Text => Value::scalar(Scalar::Str("N/A".into())),
        })
    })
}

fn not_a_time(dtype: &DType) -> Result<Value> {
    let code = dtype.to_string();
    // NumPy's table knows units, but no multiples of them.
    let unit = code
        .split_once('[')
        .and_then(|(_, unit)| unit.chars().next());
    if unit.is_none_or(|first| first.is_ascii_digit()) {
        return Ok(Value::str("?"));
    }
    let made = match dtype.native() {
        DType::Datetime(unit) => Scalar::Datetime(i64::MIN, *unit),
        DType::Timedelta(unit) => Scalar::Timedelta(i64::MIN, *unit),
        _ => return Ok(Value::str("?")),
    };
    Ok(Value::scalar(made))
}

/// A value for each field of a structured dtype, as one record; else the value.
fn each_field(dtype: &DType, value: &dyn Fn(&DType) -> Result<Value>) -> Result<Value> {
    let DType::Struct(fields) = dtype else {
        return value(dtype);
    };
    let values = fields
        .fields
        .iter()
        .map(|field| each_field(&field.dtype, value));
    let values = values.map(|value| {
        Ok(match value? {
            // Fields of records are taken from tuples.
            Value::Scalar(Scalar::Struct(record)) => record_tuple(&record)?,
            other => other,
        })
    });
    let record = Value::tuple(values.collect::<Result<_>>()?);
    let array = as_dtype(&record, dtype)?;
    Ok(array.first().map_or(Value::None, Value::scalar))
}

fn record_tuple(record: &Rc<crate::array::StructScalar>) -> Result<Value> {
    let array = Array::from_scalar(&Scalar::Struct(record.clone()))?;
    Ok(crate::value::convert::to_python(
        array.first().unwrap_or(Scalar::Bool(false)),
    ))
}

fn as_dtype(value: &Value, dtype: &DType) -> Result<Array> {
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        ..ArrayOptions::default()
    };
    to_array_as(value, &options)
}

/// NumPy's `minimum_fill_value` (`greatest`) and `maximum_fill_value`.
///
/// # Errors
/// MemoryError.
pub fn extreme_of(dtype: &DType, greatest: bool) -> Result<Value> {
    let sign = if greatest {
        f64::INFINITY
    } else {
        f64::NEG_INFINITY
    };
    each_field(dtype, &|dtype| {
        let (low, high): (i128, i128) = match dtype.native() {
            DType::Bool => (0, 1),
            DType::I8 => (i8::MIN.into(), i8::MAX.into()),
            DType::I16 => (i16::MIN.into(), i16::MAX.into()),
            DType::I32 => (i32::MIN.into(), i32::MAX.into()),
            DType::I64 => (i64::MIN.into(), i64::MAX.into()),
            DType::U8 => (0, u8::MAX.into()),
            DType::U16 => (0, u16::MAX.into()),
            DType::U32 => (0, u32::MAX.into()),
            DType::U64 => (0, u64::MAX.into()),
            DType::Datetime(_) | DType::Timedelta(_) => (i128::from(i64::MIN) + 1, i64::MAX.into()),
            DType::F16 | DType::F32 | DType::F64 => return Ok(Value::Float(sign)),
            DType::C64 | DType::C128 => {
                return Ok(Value::Complex(num_complex::Complex::new(sign, sign)));
            }
            _ => return Ok(Value::None),
        };
        Ok(Value::int(if greatest { high } else { low }.into()))
    })
}

/// NumPy's `_check_fill_value`: a value as the fill value of arrays of a dtype.
///
/// # Errors
/// TypeError where it cannot be converted.
pub fn checked(host: &mut dyn Host, value: &Value, dtype: &DType) -> Result<Array> {
    let is_text = matches!(value, Value::Str(_));
    match dtype {
        _ if value.is_none() => default_array(dtype),
        DType::Struct(_) => structured(value, dtype),
        _ if is_text && !"OSTVU".contains(dtype.char_code()) => Err(Raised::type_error(format!(
            "Cannot set fill value of string with array of dtype {dtype}"
        ))),
        _ => match as_dtype(&plain(value), dtype) {
            Ok(array) => Ok(array.copy()?),
            Err(raised)
                if raised.is_a(ClassId::OVERFLOW_ERROR) || raised.is_a(ClassId::VALUE_ERROR) =>
            {
                let shown = crate::value::display::str(host, value)?;
                Err(Raised::type_error(format!(
                    "Cannot convert fill_value {shown} to dtype {dtype}"
                )))
            }
            Err(raised) => Err(raised),
        },
    }
}

/// The default fill value of a dtype, as an array.
///
/// # Errors
/// MemoryError.
pub fn default_array(dtype: &DType) -> Result<Array> {
    let default = default_of(dtype)?;
    match dtype.kind() {
        Kind::Unsigned => as_dtype(&default, &DType::U64),
        _ => to_array(&default),
    }
}

fn structured(value: &Value, dtype: &DType) -> Result<Array> {
    if let Value::Array(_) | Value::Scalar(Scalar::Struct(_)) = value {
        return as_dtype(&plain(value), dtype)?.copy().map_err(Into::into);
    }
    let record = spread(value, dtype)?;
    as_dtype(&record, dtype)
}

/// Values for the fields of a record, repeated where there are too few, as `np.resize` does.
fn spread(value: &Value, dtype: &DType) -> Result<Value> {
    let DType::Struct(fields) = dtype else {
        return Ok(value.clone());
    };
    let given: Vec<Value> = match value {
        Value::Tuple(items) => items.to_vec(),
        Value::List(list) => list.items.borrow().clone(),
        other => vec![other.clone()],
    };
    let values = fields.fields.iter().enumerate().map(|(at, field)| {
        let one = given
            .get(at % given.len().max(1))
            .cloned()
            .unwrap_or(Value::None);
        spread(&one, &field.dtype)
    });
    Ok(Value::tuple(values.collect::<Result<_>>()?))
}

/// The fill value of a masked array, made if nobody asked for it yet.
///
/// # Errors
/// MemoryError.
pub fn array_of(state: &Masked, dtype: &DType) -> Result<Array> {
    if let Some(fill) = state.fill.borrow().as_ref() {
        return Ok(fill.clone());
    }
    if state.class == ClassId::MASKED_CONSTANT.into() {
        return Err(Raised::attribute_error(
            "attributes of masked are not writeable",
        ));
    }
    let made = default_array(dtype)?;
    state.fill.replace(Some(made.clone()));
    Ok(made)
}

/// `a.fill_value`
///
/// # Errors
/// MemoryError.
pub fn of(value: &Value) -> Result<Value> {
    match state(value) {
        Some(state) => array_of(state, &dtype_of(value)?).map(Value::array_or_scalar),
        None => default_of(&dtype_of(value)?),
    }
}

/// Sets the fill value; arrays that share it get it too.
///
/// # Errors
/// As [`checked`].
pub fn set(host: &mut dyn Host, array: &Value, value: &Value) -> Result<()> {
    let Some(state) = state(array) else {
        return Ok(());
    };
    let target = checked(host, value, &dtype_of(array)?)?;
    if target.ndim() != 0 {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "Non-scalar arrays for the fill value are deprecated. Use arrays with scalar values instead. The filled function still supports any array as `fill_value`.",
        )?;
    }
    let held = state.fill.borrow().clone();
    match (held, target.first()) {
        (Some(held), Some(first)) if held.ndim() == 0 && target.ndim() == 0 => {
            let converted = convert_array(&Array::from_scalar(&first)?, held.dtype())?;
            if let Some(element) = converted.first() {
                held.set(held.layout().offset, &element);
            }
        }
        _ => drop(state.fill.replace(Some(target))),
    }
    Ok(())
}

fn common(host: &mut dyn Host, a: Value, b: Value) -> Result<Value> {
    let (one, other) = (of(&a)?, of(&b)?);
    let same = compare::equal(host, &one, &other)?;
    Ok(if same { one } else { Value::None })
}

/// NumPy's `filled`: a plain array without masked elements.
///
/// # Errors
/// As [`checked`].
pub fn filled(host: &mut dyn Host, value: &Value, fill: &Value) -> Result<Value> {
    let Some(state) = state(value) else {
        return match value {
            Value::Array(_) => Ok(value.clone()),
            other => Ok(Value::array(to_array(other)?)),
        };
    };
    let Some(mask) = mask_of(value) else {
        return Ok(plain(value));
    };
    let array = object(value)?.array();
    let fill = match fill {
        Value::None => array_of(state, array.dtype())?,
        given => checked(host, given, array.dtype())?,
    };
    if is_constant(value) {
        return Ok(Value::array(fill));
    }
    if let DType::Struct(_) = array.dtype() {
        let result = array.copy_like()?;
        fill_fields(
            host,
            &Value::array(result.clone()),
            &mask,
            &Value::array(fill),
        )?;
        return Ok(Value::array(result));
    }
    if !any_of(Some(&mask))? {
        return Ok(plain(value));
    }
    let result = Value::array(array.copy_like()?);
    let fill = Value::array(fill);
    match call!(host, "copyto", result, fill; r#where = mask) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => {
            // What fits no element: objects.
            let objects = Value::array(convert_array(&array, &DType::Object)?);
            let fill = Value::array(convert_array(&to_array(&fill)?, &DType::Object)?);
            call!(host, "where", mask, fill, objects)
        }
        other => other.map(|_| result),
    }
}

fn fill_fields(host: &mut dyn Host, result: &Value, mask: &Value, fill: &Value) -> Result<()> {
    let names = match dtype_of(result)? {
        DType::Struct(fields) => fields
            .fields
            .iter()
            .map(|f| f.name.clone())
            .collect::<Vec<_>>(),
        _ => return call!(host, "copyto", result, fill; r#where = mask).map(drop),
    };
    for name in names {
        let name = Value::Str(name);
        let mut part = |of: &Value| crate::builtins::operators::get_item(host, of, &name);
        let (result, mask, fill) = (part(result)?, part(mask)?, part(fill)?);
        fill_fields(host, &result, &mask, &fill)?;
    }
    Ok(())
}
