//! One Python value as an element of a dtype, with NumPy's complaints.

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::ToPrimitive;

use super::noticed::notice;
use crate::array::texts::{Missing, MissingKind, TextType};
use crate::array::ufunc::Flags;
use crate::array::ufunc::out_of_bounds;
use crate::array::{Array, DType, Kind, Scalar, StructScalar, cast_scalar};
use crate::value::{ClassId, Raised, Result, Value};

/// The value as an element of `dtype`, as `array[i] = value` stores it.
///
/// # Errors
/// OverflowError for integers that do not fit, TypeError and ValueError for what is not a number.
pub fn element_from(value: &Value, dtype: &DType) -> Result<Scalar> {
    if *dtype == DType::Object {
        return Ok(Scalar::Object(value.clone().into_object()));
    }
    if let DType::Text(own) = dtype {
        return text_element(value, own);
    }
    if let (DType::Void(_), true) = (dtype.native(), is_never_bytes(value)) {
        let name = value.type_name();
        return Err(Raised::type_error(format!(
            "a bytes-like object is required, not '{name}'"
        )));
    }
    match value.plain() {
        Value::Scalar(scalar) => from_scalar(scalar, dtype.native()),
        Value::Array(object) if object.subclass.as_ref().is_some_and(|s| s.is_missing()) => {
            missing_element(dtype)
        }
        Value::Array(object) => from_array(&object.array(), dtype),
        Value::Int(x) if dtype.is_integer() => integer_element(&BigInt::from(*x), dtype),
        Value::BigInt(x) if dtype.is_integer() => integer_element(x, dtype),
        Value::BigInt(x) => big_element(x, dtype),
        Value::Bool(x) => Ok(cast_scalar(&Scalar::Bool(*x), dtype.native())?),
        Value::Int(x) => Ok(cast_scalar(&Scalar::I64(*x), dtype.native())?),
        Value::Float(x) if dtype.is_integer() => float_to_integer(*x, dtype),
        Value::Float(_) | Value::Complex(_) if matches!(dtype.native(), DType::Datetime(_)) => Err(
            Raised::value_error("Could not convert object to NumPy datetime"),
        ),
        Value::Float(x) => float_element(*x, dtype.native()),
        Value::Complex(z) if *dtype == DType::Bool => {
            Ok(Scalar::Bool(*z != Complex::new(0.0, 0.0)))
        }
        Value::Complex(_) if dtype.is_integer() => Err(Raised::type_error(
            "int() argument must be a string, a bytes-like object or a real number, not 'complex'",
        )),
        Value::Complex(_) if dtype.kind() < Kind::Complex && dtype.is_numeric() => Err(
            Raised::type_error("float() argument must be a string or a real number, not 'complex'"),
        ),
        Value::Complex(z) => Ok(cast_scalar(&Scalar::C128(*z), dtype.native())?),
        Value::Str(text) => cast_scalar(&Scalar::Str(text.clone()), dtype.native())
            .map_err(|error| about_python_text(error, text)),
        Value::Bytes(bytes) => Ok(cast_scalar(&Scalar::Bytes(bytes.clone()), dtype.native())?),
        other => from_other(other, dtype),
    }
}

/// Has a value of Python no bytes that could be an element without a type?
fn is_never_bytes(value: &Value) -> bool {
    use Value::{BigInt, Bool, Complex, Dict, Float, Int, List, None, Set, Str, Tuple};
    matches!(
        value,
        None | Bool(_)
            | Int(_)
            | BigInt(_)
            | Float(_)
            | Complex(_)
            | Str(_)
            | List(_)
            | Tuple(_)
            | Dict(_)
            | Set(_)
    )
}

/// The value as an element of `StringDType`: the object for missing ones, a text, or what is turned into one.
fn text_element(value: &Value, own: &Rc<TextType>) -> Result<Scalar> {
    if let Some(missing) = &own.missing
        && is_missing(value, missing)
    {
        return Ok(Scalar::Text(None, own.clone()));
    }
    let text: Rc<str> = match value {
        Value::Str(text) | Value::Scalar(Scalar::Str(text)) => text.clone(),
        Value::Array(object) => return from_array(&object.array(), &DType::Text(own.clone())),
        _ if !own.coerce => {
            return Err(Raised::value_error(
                "StringDType only allows string data when string coercion is disabled.",
            ));
        }
        Value::Scalar(scalar) => return Ok(cast_scalar(scalar, &DType::Text(own.clone()))?),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into(),
        Value::BigInt(x) => x.to_string().into(),
        Value::Complex(z) => crate::array::print::complex_text(*z).into(),
        other => other.clone().into_object().text().into(),
    };
    Ok(Scalar::Text(Some(text), own.clone()))
}

/// Does a value stand for a missing text?
fn is_missing(value: &Value, missing: &Missing) -> bool {
    match (&missing.kind, value) {
        (MissingKind::Text(own), Value::Str(text) | Value::Scalar(Scalar::Str(text))) => {
            own == text
        }
        (MissingKind::Nan, Value::Float(x)) => x.is_nan(),
        (MissingKind::Nan, Value::Scalar(scalar)) => scalar.as_f64().is_some_and(f64::is_nan),
        _ => value.is(&Value::from_object(&missing.object)),
    }
}

/// Of Python's own text a complaint shows Python's repr, not that of NumPy's scalar.
fn about_python_text(error: crate::array::Error, text: &str) -> Raised {
    let shown = crate::array::print::str_repr(text);
    let message = error.message.replace(&format!("np.str_({shown})"), &shown);
    crate::array::Error { message, ..error }.into()
}

/// A NumPy scalar: its number is checked as Python's own are.
fn from_scalar(scalar: &Scalar, dtype: &DType) -> Result<Scalar> {
    let from = scalar.dtype();
    let signed = dtype.kind() == crate::array::Kind::Signed;
    match scalar {
        Scalar::F16(_) | Scalar::F32(_) | Scalar::F64(_) if signed => {
            float_to_integer(scalar.as_f64().unwrap_or(0.0), dtype)
        }
        _ if from.is_integer() && signed => match scalar.as_integer() {
            Some(x) => integer_element(&BigInt::from(x), dtype),
            None => Ok(cast_scalar(scalar, dtype)?),
        },
        _ if from.is_numeric() && dtype.is_numeric() => {
            // By the loops of arrays, which notice what is lost.
            let one = Array::from_scalar(scalar)?;
            let (cast, flags) = crate::array::cast::cast_flagged(&one, dtype)?;
            notice(flags);
            Ok(cast.get(cast.layout().offset))
        }
        _ => Ok(cast_scalar(scalar, dtype)?),
    }
}

/// A float as a float that may be too narrow for it.
fn float_element(x: f64, dtype: &DType) -> Result<Scalar> {
    let element = cast_scalar(&Scalar::F64(x), dtype)?;
    let overflows = x.is_finite()
        && dtype.is_inexact()
        && element.as_complex().is_some_and(|z| z.re.is_infinite());
    notice(Flags::OVERFLOW.when(overflows));
    Ok(element)
}

fn integer_element(x: &BigInt, dtype: &DType) -> Result<Scalar> {
    let scalar = match dtype.native() {
        DType::I8 => x.to_i8().map(Scalar::I8),
        DType::I16 => x.to_i16().map(Scalar::I16),
        DType::I32 => x.to_i32().map(Scalar::I32),
        DType::I64 => x.to_i64().map(Scalar::I64),
        DType::U8 => x.to_u8().map(Scalar::U8),
        DType::U16 => x.to_u16().map(Scalar::U16),
        DType::U32 => x.to_u32().map(Scalar::U32),
        _ => x.to_u64().map(Scalar::U64),
    };
    scalar.ok_or_else(|| out_of_bounds(x, dtype).into())
}

fn big_element(x: &BigInt, dtype: &DType) -> Result<Scalar> {
    match dtype.native() {
        DType::Bool => Ok(Scalar::Bool(true)),
        DType::Str(_) | DType::Bytes(_) => Ok(cast_scalar(
            &Scalar::Str(x.to_string().into()),
            dtype.native(),
        )?),
        native => {
            let float = x.to_f64().filter(|x| x.is_finite()).ok_or_else(|| {
                Raised::new(ClassId::OVERFLOW_ERROR, "int too large to convert to float")
            })?;
            float_element(float, native)
        }
    }
}

/// A Python float into an integer array: NaN and infinity are refused as `int()` refuses them.
fn float_to_integer(x: f64, dtype: &DType) -> Result<Scalar> {
    if x.is_nan() {
        return Err(Raised::value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "cannot convert float infinity to integer",
        ));
    }
    let whole = num_traits::FromPrimitive::from_f64(x.trunc()).unwrap_or_else(|| BigInt::from(0));
    integer_element(&whole, dtype)
}

/// A missing element among others: NaN where there is one.
///
/// # Errors
/// MaskError where elements are integers.
pub fn missing_element(dtype: &DType) -> Result<Scalar> {
    if dtype.is_integer() {
        return Err(Raised::new(
            ClassId::MASK_ERROR,
            "Cannot convert masked element to a Python int.",
        ));
    }
    super::noticed::notice_missing();
    Ok(cast_scalar(&Scalar::F64(f64::NAN), dtype.native())?)
}

fn from_array(array: &Array, dtype: &DType) -> Result<Scalar> {
    match array.first() {
        Some(scalar) if array.ndim() == 0 => element_from(&Value::scalar(scalar), dtype),
        _ => Err(Raised::value_error(
            "setting an array element with a sequence.",
        )),
    }
}

fn from_other(value: &Value, dtype: &DType) -> Result<Scalar> {
    if let (Value::Tuple(items), DType::Struct(fields)) = (value, dtype.native()) {
        if items.len() != fields.fields.len() {
            let (found, wanted) = (items.len(), fields.fields.len());
            return Err(Raised::value_error(format!(
                "could not assign tuple of length {found} to structure with {wanted} fields."
            )));
        }
        return struct_element(items, dtype);
    }
    // As a bool a sequence is its truth.
    if let (DType::Bool, Some(full)) = (dtype.native(), is_full(value)) {
        return Ok(Scalar::Bool(full));
    }
    if matches!(value, Value::List(_) | Value::Tuple(_) | Value::Range(_)) {
        return Err(sequence_for_element(value, dtype));
    }
    let name = value.type_name();
    match dtype.native() {
        DType::Bool => Ok(Scalar::Bool(!value.is_none())),
        DType::Str(_) | DType::Bytes(_) => {
            let text = match value {
                Value::None => "None".to_string(),
                other => format!("<{} object>", other.type_name()),
            };
            Ok(cast_scalar(&Scalar::Str(text.into()), dtype.native())?)
        }
        native if native.is_integer() => Err(Raised::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        ))),
        DType::F16 | DType::F32 | DType::F64 if value.is_none() => {
            Ok(cast_scalar(&Scalar::F64(f64::NAN), dtype.native())?)
        }
        DType::C64 | DType::C128 if value.is_none() => Ok(cast_scalar(
            &Scalar::C128(Complex::new(f64::NAN, f64::NAN)),
            dtype.native(),
        )?),
        DType::C64 | DType::C128 => Err(Raised::type_error(format!(
            "must be real number, not {name}"
        ))),
        DType::Datetime(unit) if value.is_none() => Ok(Scalar::Datetime(i64::MIN, *unit)),
        DType::Timedelta(unit) if value.is_none() => Ok(Scalar::Timedelta(i64::MIN, *unit)),
        native if native.is_inexact() => Err(Raised::type_error(format!(
            "float() argument must be a string or a real number, not '{name}'"
        ))),
        _ => Err(Raised::type_error(format!(
            "cannot convert {name} to {dtype}"
        ))),
    }
}

/// NumPy's complaint about a list where one element of `dtype` is wanted.
pub fn sequence_for_element(value: &Value, dtype: &DType) -> Raised {
    let name = value.type_name();
    match dtype.kind() {
        Kind::Signed | Kind::Unsigned => Raised::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        )),
        Kind::Complex => Raised::type_error(format!("must be real number, not {name}")),
        Kind::Datetime => Raised::value_error("Could not convert object to NumPy datetime"),
        Kind::Timedelta => Raised::value_error("Could not convert object to NumPy timedelta"),
        Kind::Str | Kind::Bytes => Raised::value_error("setting an array element with a sequence"),
        _ => Raised::value_error("setting an array element with a sequence."),
    }
}

/// Has a sequence items? `None` for what is none.
fn is_full(value: &Value) -> Option<bool> {
    match value {
        Value::List(list) => Some(!list.items.borrow().is_empty()),
        Value::Tuple(items) => Some(!items.is_empty()),
        Value::Range(range) => Some(!range.is_empty()),
        Value::Dict(dict) => Some(!dict.is_empty()),
        Value::Set(set) => Some(!set.is_empty()),
        _ => None,
    }
}

fn struct_element(items: &[Value], dtype: &DType) -> Result<Scalar> {
    let one = Array::zeros(dtype.clone(), &[])?;
    let DType::Struct(fields) = dtype.native() else {
        return Err(Raised::type_error("not a structured dtype"));
    };
    for (item, field) in items.iter().zip(&fields.fields) {
        let layout = crate::array::Layout {
            offset: one.layout().offset + field.offset,
            ..crate::array::Layout::contiguous(&field.shape, field.dtype.itemsize())
        };
        set_elements(&one.with_dtype(field.dtype.clone(), layout), item)?;
    }
    Ok(match one.first() {
        Some(Scalar::Struct(record)) => Scalar::Struct(record),
        _ => Scalar::Struct(std::rc::Rc::new(StructScalar::new(
            Vec::new(),
            fields.clone(),
        ))),
    })
}

/// `target[...] = value`: broadcasts the value into the target, element by element where it is not an array.
///
/// # Errors
/// ValueError where the shapes do not fit, and as [`element_from`].
pub fn set_elements(target: &Array, value: &Value) -> Result<()> {
    let scalar_like = match value {
        Value::Array(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => false,
        Value::Native(native) => native.as_sequence().is_none(),
        _ => true,
    };
    let tuple_record =
        matches!(value, Value::Tuple(_)) && matches!(target.dtype().native(), DType::Struct(_));
    if scalar_like || tuple_record {
        let element = element_from(value, target.dtype())?;
        crate::array::meter::steps(target.size())?;
        fill(target, &element)?;
        return Ok(());
    }
    let options = super::ArrayOptions {
        dtype: Some(target.dtype().clone()),
        // Deeper lists could not be broadcast into the target anyway.
        max_depth: Some(target.ndim()),
        ..Default::default()
    };
    let source = match value {
        Value::List(list) if target.ndim() == 1 && list.len() == target.size() => {
            return set_one_by_one(target, &list.items.borrow().clone());
        }
        // A dtype change between arrays is a plain cast, without the checks of Python's numbers.
        Value::Array(object) => object.array(),
        other => super::to_array_as(other, &options)?,
    };
    assign_array(target, &source)
}

/// Puts one element in all places.
fn fill(target: &Array, element: &Scalar) -> Result<()> {
    if *target.dtype() == DType::Object || target.size() < 16 {
        for at in target.layout().offsets() {
            crate::array::meter::go_on(4)?;
            target.set(at, element);
        }
        return Ok(());
    }
    let one = Array::zeros(target.dtype().clone(), &[])?;
    one.set(0, element);
    if let Some(all) = one.broadcast_to(target.shape()) {
        crate::array::cast::copy_bytes(&all, target);
    }
    Ok(crate::array::meter::finished()?)
}

/// A list of the target's own length: what comes before an item that does not fit is written.
fn set_one_by_one(target: &Array, items: &[Value]) -> Result<()> {
    let nested = |item: &Value| match item {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => !matches!(
            (item, target.dtype().native()),
            (Value::Tuple(_), DType::Struct(_))
        ),
        Value::Array(_) | Value::Native(_) => true,
        _ => false,
    };
    if items.iter().any(nested) || *target.dtype() == DType::Object {
        let options = super::ArrayOptions {
            dtype: Some(target.dtype().clone()),
            max_depth: Some(1),
            ..Default::default()
        };
        let source = super::to_array_as(&Value::list(items.to_vec()), &options)?;
        return assign_array(target, &source);
    }
    crate::array::meter::steps(items.len())?;
    for (item, at) in items.iter().zip(target.layout().offsets()) {
        target.set(at, &element_from(item, target.dtype())?);
    }
    Ok(())
}

/// `target[...] = source` for arrays.
///
/// # Errors
/// ValueError "could not broadcast input array from shape … into shape …".
pub fn assign_array(target: &Array, source: &Array) -> Result<()> {
    let mut layout = source.layout().clone();
    // Leading axes of length 1 may be too many.
    while layout.ndim() > target.ndim() && layout.shape.first() == Some(&1) {
        layout = layout.at(0, 0);
    }
    let Some(stretched) = layout.broadcast_to(target.shape()) else {
        let (from, to) = (
            crate::array::shape_text(&layout.shape),
            crate::array::shape_text(target.shape()),
        );
        let message = format!("could not broadcast input array from shape {from} into shape {to}");
        return Err(Raised::value_error(message));
    };
    let mut source = source.with_layout(stretched);
    let objects = [source.dtype(), target.dtype()].contains(&&DType::Object);
    if source.dtype() != target.dtype() && objects {
        source = super::discover::convert_array(&source, target.dtype())?;
    } else if source.dtype() != target.dtype() {
        let (cast, flags) = crate::array::cast::cast_flagged(&source, target.dtype())?;
        notice(flags);
        source = cast;
    } else if source.may_share_memory(target) {
        source = source.copy()?;
    }
    if *target.dtype() == DType::Object {
        for (scalar, at) in source.scalars().zip(target.layout().offsets()) {
            target.set(at, &scalar);
        }
        return Ok(());
    }
    notice(crate::array::cast::cast_into_flagged(&source, target)?);
    Ok(())
}

/// How many characters `str(value)` has, to size a string dtype.
pub fn string_length(value: &Value) -> usize {
    match value {
        Value::Str(text) => text.chars().count(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Bool(true) => 4,
        Value::Bool(false) => 5,
        Value::None => 4,
        Value::Int(x) => x.to_string().len(),
        Value::BigInt(x) => x.to_string().len(),
        Value::Float(x) => crate::array::print::float_text(*x).len(),
        Value::Complex(z) => crate::array::print::complex_text(*z).len(),
        Value::Scalar(Scalar::Str(text)) => text.chars().count(),
        Value::Scalar(scalar) => crate::array::string_width(&scalar.dtype()).unwrap_or(1),
        _ => 1,
    }
}
