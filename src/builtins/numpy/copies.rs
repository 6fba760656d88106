//! Copies and other readings of an array: `copy`, `astype`, `view`, `item`, `tobytes`.

use std::rc::Rc;

use crate::array::{Array, Casting, DType, Kind, Scalar, StructScalar, can_cast};
use crate::builtins;
use crate::builtins::python::datetime::counted;
use crate::builtins::subclasses;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    ArrayValue, DTypeWithShape, Device, Order, as_index, element_from, to_dtype, to_list,
};
use crate::value::{Class, ClassId, Host, Raised, Result, Value};

use super::creation::over_subarrays;

builtins! {
    /// A copy of the array.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> b = a.copy()
    /// >>> b[0] = 9
    /// >>> a
    /// array([1, 2])
    "ndarray.copy" "(self, order='C')" => |a: Array, order: Order| copy(&a, order);
    /// A scalar cannot change and is its own copy, but for one with fields.
    "generic.copy" "(self)" => copy_scalar;
    /// A copy of an array or array-like as an array.
    ///
    /// >>> np.copy([1, 2])
    /// array([1, 2])
    "np.copy" "(a, order='K', subok=False)" => |a: Array, order: Order, _subok: Value| copy(&a, order);
    /// A copy whose elements are converted to another dtype.
    ///
    /// >>> np.array([1.7, -2.2]).astype(int)
    /// array([ 1, -2])
    "ndarray.astype" "(self, dtype, order='K', casting='unsafe', subok=True, copy=True)" => astype;
    /// The value as a scalar of another dtype.
    ///
    /// >>> np.float64(2.7).astype(int)
    /// np.int64(2)
    "generic.astype" "(self, dtype, order='K', casting='unsafe', subok=True, copy=True)" => scalar_astype;
    /// A copy of an array converted to another dtype.
    ///
    /// >>> np.astype(np.array([1.7]), int)
    /// array([1])
    "np.astype" "(x, dtype, /, *, copy=True, device=None)" => np_astype;
    /// Another array over the same bytes, read as another dtype if one is given.
    ///
    /// >>> np.array([1.0]).view(np.int64)
    /// array([4607182418800017408])
    "ndarray.view" "(self, dtype=<no value>, type=<no value>)" => view;
    /// The elements as nested lists of Python's own values.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).tolist()
    /// [[1, 2], [3, 4]]
    "ndarray.tolist" | "generic.tolist" "(self, /)" => |a: Array| if is_time(&a) { Ok(counted::list(&a)) } else { to_list(&a) };
    /// One element as a Python value.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).item(2)
    /// 3
    "ndarray.item" | "generic.item" "(self, /, *args)" => item;
    /// Gives every element the same value.
    ///
    /// >>> a = np.zeros(3)
    /// >>> a.fill(7)
    /// >>> a
    /// array([7., 7., 7.])
    changes "ndarray.fill" "(self, value)" => fill;
    /// The array itself, or its copy in another dtype: what makes a value an array for NumPy.
    ///
    /// >>> np.float64(2.5).__array__()
    /// array(2.5)
    "ndarray.__array__" | "generic.__array__" "(self, dtype=None, /, *, copy=None)" => array_of;
    /// `a[key]`, by the name of its method.
    ///
    /// >>> np.array([1, 2]).__getitem__(0)
    /// np.int64(1)
    "ndarray.__getitem__" "(self, key, /)" => |host: &mut dyn Host, a: Value, key: Value| {
        subclasses::plain_item(host, &a, &key)
    };
    /// `a[key] = value`, by the name of its method.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> a.__setitem__(0, 9)
    /// >>> a
    /// array([9, 2])
    "ndarray.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, a: Value, key: Value, value: Value| {
        match &a {
            Value::Array(object) => super::indexing::set_item(object, &key, &value),
            _ => crate::builtins::operators::set_item(host, &a, &key, value),
        }
    };
    /// The integer that a 0-d array of integers holds, as Python asks for indices.
    ///
    /// >>> np.array(3).__index__()
    /// 3
    "ndarray.__index__" "(self, /)" => |a: Value| as_index(&a);
    /// The bytes of the elements.
    ///
    /// >>> np.array([1, 2], dtype=np.uint8).tobytes()
    /// b'\x01\x02'
    "ndarray.tobytes" | "generic.tobytes" "(self, order='C')" => tobytes;
    /// The bytes of every element in the other order.
    ///
    /// >>> np.array([1, 256], dtype=np.int16).byteswap()
    /// array([256,   1], dtype=int16)
    changes "ndarray.byteswap" "(self, inplace=False)" => byteswap;
}

fn array_of(
    host: &mut dyn Host,
    a: ArrayValue,
    dtype: Option<DType>,
    copy_: Value,
) -> Result<Value> {
    let cast = dtype.filter(|dtype| dtype != a.array.dtype());
    match (cast, copy_) {
        (Some(dtype), _) => super::casts::convert(host, &a.array, &dtype).map(Value::array),
        (None, Value::Bool(true)) => Ok(Value::array(a.array.copy()?)),
        (None, _) => Ok(a.value),
    }
}

pub(super) fn copy(a: &Array, order: Order) -> Result<Array> {
    Ok(match order.fortran_for(a) {
        Some(fortran) => a.copy_ordered(fortran)?,
        None => a.copy_like()?,
    })
}

fn copy_scalar(value: Value) -> Result<Value> {
    match &value {
        Value::Scalar(scalar @ Scalar::Struct(record)) => {
            let own = Array::from_scalar(scalar)?;
            let copy = StructScalar::within(&own, 0, record.fields.clone());
            Ok(Value::Scalar(Scalar::Struct(Rc::new(copy))))
        }
        _ => Ok(value),
    }
}

/// `casting=`
pub struct CastingArgument(pub Casting);

impl FromValue for CastingArgument {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<CastingArgument> {
        let Value::Str(name) = &value else {
            return Err(Raised::type_error(format!(
                "casting must be str, not {}",
                value.type_name()
            )));
        };
        Casting::from_name(name).map(CastingArgument).ok_or_else(|| {
            Raised::value_error(format!(
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{name}')"
            ))
        })
    }
}

/// `casting=` of `astype`, which has one more: a cast that must keep every value.
pub(super) struct AstypeCasting {
    rule: Casting,
    same_value: bool,
}

impl FromValue for AstypeCasting {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<AstypeCasting> {
        let same_value = matches!(&value, Value::Str(name) if &**name == "same_value");
        if same_value {
            let rule = Casting::Unsafe;
            return Ok(AstypeCasting { rule, same_value });
        }
        match (CastingArgument::from_value(value.clone(), host), value) {
            (Ok(CastingArgument(rule)), _) => Ok(AstypeCasting { rule, same_value }),
            (Err(_), Value::Str(name)) => Err(Raised::value_error(format!(
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value' (got '{name}')"
            ))),
            (Err(error), _) => Err(error),
        }
    }
}

/// A cast after which every value is still what it was.
fn cast_keeping(host: &mut dyn Host, a: &Array, dtype: &DType) -> Result<Array> {
    if !a.dtype().is_numeric() || !dtype.is_numeric() {
        return Err(Raised::type_error(format!(
            "Cannot cast array data from {} to {} according to the rule 'same_value'",
            a.dtype().repr(),
            dtype.repr()
        )));
    }
    let changed = |remark: &str| {
        let (from, to) = (c_name(a.dtype()), c_name(dtype));
        Raised::value_error(format!(
            "could not cast 'same_value' {from} to {to}{remark}"
        ))
    };
    let result = super::casts::convert(host, a, dtype)?;
    let back = crate::array::cast::cast(&result, a.dtype())?;
    for (old, new) in a.scalars().zip(back.scalars()) {
        if old.as_integer() != new.as_integer() {
            return Err(changed(""));
        }
        let (old, new) = (old.as_complex(), new.as_complex());
        let both_nan = |x: f64, y: f64| x == y || x.is_nan() && y.is_nan();
        let (Some(old), Some(new)) = (old, new) else {
            continue;
        };
        if !both_nan(old.im, new.im) {
            return Err(changed(": imag is not 0"));
        }
        if !both_nan(old.re, new.re) {
            return Err(changed(""));
        }
    }
    Ok(result)
}

/// The name of C's type.
fn c_name(dtype: &DType) -> &'static str {
    match dtype.native() {
        DType::Bool => "bool",
        DType::I8 => "byte",
        DType::U8 => "ubyte",
        DType::I16 => "short",
        DType::U16 => "ushort",
        DType::I32 => "int",
        DType::U32 => "uint",
        DType::I64 => "long",
        DType::U64 => "ulong",
        DType::F16 => "half",
        DType::F32 => "float",
        DType::F64 => "double",
        DType::C64 => "cfloat",
        _ => "cdouble",
    }
}

fn astype(
    host: &mut dyn Host,
    a: ArrayValue,
    DTypeWithShape(dtype): DTypeWithShape,
    order: Order,
    casting: AstypeCasting,
    _subok: Value,
    copy_: bool,
) -> Result<Value> {
    let (dtype, inner) = dtype.split();
    if !inner.is_empty() {
        let cast = cast_checked(host, &a.array, &dtype, casting.rule)?;
        return over_subarrays(&cast, &inner).map(Value::array);
    }
    let same = dtype == *a.array.dtype() || is_flexible_match(&dtype, a.array.dtype());
    if !copy_
        && same
        && order
            .fortran_for(&a.array)
            .is_none_or(|f| is_in_order(&a.array, f))
    {
        return Ok(a.value);
    }
    let array = if casting.same_value {
        cast_keeping(host, &a.array, &dtype)?
    } else {
        cast_checked(host, &a.array, &dtype, casting.rule)?
    };
    if order == Order::K && !array.buffer().same(a.array.buffer()) {
        return Ok(Value::array(array));
    }
    Ok(Value::array(copy(&array, order)?))
}

/// `U` without a width matches any text.
fn is_flexible_match(wanted: &DType, found: &DType) -> bool {
    matches!(
        (wanted, found),
        (DType::Str(0), DType::Str(_)) | (DType::Bytes(0), DType::Bytes(_))
    )
}

fn is_in_order(a: &Array, fortran: bool) -> bool {
    if fortran {
        a.is_f_contiguous()
    } else {
        a.is_c_contiguous()
    }
}

/// A conversion under a casting rule, with its warnings.
///
/// # Errors
/// TypeError "Cannot cast array data from … to … according to the rule …".
pub fn cast_checked(
    host: &mut dyn Host,
    a: &Array,
    dtype: &DType,
    casting: Casting,
) -> Result<Array> {
    if !can_cast(a.dtype(), dtype, casting) && !is_flexible_match(dtype, a.dtype()) {
        let (from, to) = (
            super::dtype::dtype_repr(a.dtype()),
            super::dtype::dtype_repr(dtype),
        );
        let what = if a.ndim() == 0 {
            "scalar"
        } else {
            "array data"
        };
        return Err(Raised::type_error(format!(
            "Cannot cast {what} from {from} to {to} according to the rule '{}'",
            casting.name()
        )));
    }
    super::casts::convert(host, a, dtype)
}

fn scalar_astype(
    host: &mut dyn Host,
    a: Array,
    dtype: DType,
    _order: Order,
    casting: AstypeCasting,
    _subok: Value,
    _copy: Value,
) -> Result<Value> {
    let array = if casting.same_value {
        cast_keeping(host, &a, &dtype)?
    } else {
        cast_checked(host, &a, &dtype, casting.rule)?
    };
    Ok(Value::array_or_scalar(array))
}

fn np_astype(
    host: &mut dyn Host,
    a: Value,
    dtype: DType,
    copy_: bool,
    _device: Device,
) -> Result<Value> {
    match a {
        Value::Array(_) | Value::Scalar(_) => {}
        // Python's numbers and texts pass for scalars, and have no such method.
        Value::Bool(_)
        | Value::Int(_)
        | Value::BigInt(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_) => {
            return Err(Raised::attribute_error(format!(
                "'{}' object has no attribute 'astype'",
                a.type_name()
            )));
        }
        _ => {
            let message = format!(
                "Input should be a NumPy array or scalar. It is a {} instead.",
                super::dtype::class_repr(&a.class())
            );
            return Err(Raised::type_error(message));
        }
    }
    let scalar = matches!(a, Value::Scalar(_));
    let a = ArrayValue::from_value(a, host)?;
    astype(
        host,
        a,
        DTypeWithShape(dtype),
        Order::K,
        AstypeCasting {
            rule: Casting::Unsafe,
            same_value: false,
        },
        Value::None,
        copy_,
    )
    .map(|result| match result {
        Value::Array(object) if scalar => Value::array_or_scalar(object.array()),
        other => other,
    })
}

pub(super) fn view(a: ArrayValue, Given(dtype): Given, Given(class): Given) -> Result<Value> {
    let is_class = |value: &Value| matches!(value, Value::Class(class) if is_array_class(class));
    // A class may stand in the dtype's place.
    let (dtype, class) = match dtype {
        Some(given) if is_class(&given) => (None, Some(given)),
        dtype => (dtype, class),
    };
    let array = match dtype {
        None | Some(Value::None) => a.array.with_layout(a.array.layout().clone()),
        Some(dtype) => viewed(&a.array, &to_dtype(&dtype)?)?,
    };
    match class {
        None => Ok(a.view(array)),
        Some(Value::Class(class)) if is_array_class(&class) => {
            let subclass = subclasses::of_class(&class, &a.value, &array);
            Ok(Value::view_as(array, &a.value, subclass))
        }
        Some(_) => Err(Raised::value_error(
            "Type must be a sub-type of ndarray type",
        )),
    }
}

fn is_array_class(class: &Class) -> bool {
    class.is_subclass(&ClassId::NDARRAY.into())
}

/// The same bytes read as another dtype: the last axis grows or shrinks where the sizes differ.
pub(super) fn viewed(a: &Array, dtype: &DType) -> Result<Array> {
    let (old, new) = (a.itemsize(), dtype.itemsize());
    let dtype = match dtype {
        DType::Str(0) => DType::Str(old / 4),
        DType::Bytes(0) => DType::Bytes(old),
        DType::Void(0) => DType::Void(old),
        other => other.clone(),
    };
    let texts = matches!(a.dtype(), DType::Text(_)) || matches!(dtype, DType::Text(_));
    if a.dtype().has_objects() != dtype.has_objects() || (texts && *a.dtype() != dtype) {
        return Err(Raised::type_error(
            "Cannot change data-type for array of references.",
        ));
    }
    if old == dtype.itemsize() {
        return Ok(a.with_dtype(dtype, a.layout().clone()));
    }
    let new = if new == 0 { old } else { new };
    let last = a.ndim().checked_sub(1).ok_or_else(|| {
        Raised::value_error(
            "Changing the dtype of a 0d array is only supported if the itemsize is unchanged",
        )
    })?;
    let length = a.shape()[last];
    if a.strides()[last] != old as isize && length > 1 && a.size() > 0 {
        return Err(Raised::value_error(
            "To change to a dtype of a different size, the last axis must be contiguous",
        ));
    }
    let bytes = length * old;
    if new > old && !bytes.is_multiple_of(new) {
        return Err(Raised::value_error(
            "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.",
        ));
    }
    if new < old && old % new != 0 {
        return Err(Raised::value_error(
            "When changing to a smaller dtype, its size must be a divisor of the size of original dtype",
        ));
    }
    let mut layout = a.layout().clone();
    layout.shape[last] = bytes / new;
    layout.strides[last] = new as isize;
    Ok(a.with_dtype(dtype, layout))
}

/// Dates or durations, which Python has types for.
fn is_time(a: &Array) -> bool {
    matches!(a.dtype().kind(), Kind::Datetime | Kind::Timedelta)
}

fn item(a: Array, Rest(args): Rest) -> Result<Value> {
    let at = match &*args {
        [] if a.size() == 1 => a.layout().offset,
        [] => {
            return Err(Raised::value_error(
                "can only convert an array of size 1 to a Python scalar",
            ));
        }
        [Value::Tuple(items)] if a.ndim() != 1 && items.len() == 1 => {
            return item(a, Rest(items.clone()));
        }
        [Value::Tuple(items)] => element_at(&a, items)?,
        [flat] => {
            let index = as_index(flat)?;
            let size = a.size() as i64;
            let shifted = if index < 0 {
                index.saturating_add(size)
            } else {
                index
            };
            if shifted < 0 || shifted >= size {
                let place = match (a.ndim(), size) {
                    (1, _) => format!("axis 0 with size {size}"),
                    _ => format!("size {size}"),
                };
                return Err(Raised::index_error(format!(
                    "index {index} is out of bounds for {place}"
                )));
            }
            flat_offset(&a, shifted as usize)
        }
        several => element_at(&a, several)?,
    };
    Ok(counted::item(a.get(at)))
}

fn element_at(a: &Array, index: &[Value]) -> Result<usize> {
    if index.len() != a.ndim() {
        return Err(Raised::value_error("incorrect number of indices for array"));
    }
    let mut position = Vec::with_capacity(index.len());
    for (axis, item) in index.iter().enumerate() {
        position.push(crate::array::select::element_position(
            as_index(item)?,
            axis,
            a.shape()[axis],
        )?);
    }
    Ok(a.layout().offset_of(&position))
}

/// Byte offset of the element at a flat position in C order.
pub fn flat_offset(a: &Array, flat: usize) -> usize {
    let mut left = flat;
    let mut position = vec![0; a.ndim()];
    for axis in (0..a.ndim()).rev() {
        let length = a.shape()[axis].max(1);
        position[axis] = left % length;
        left /= length;
    }
    a.layout().offset_of(&position)
}

/// A sequence where one number is wanted.
fn not_one_number(value: &Value, dtype: &DType) -> Raised {
    let name = value.type_name();
    match dtype.kind() {
        Kind::Complex => Raised::type_error(format!("must be real number, not {name}")),
        Kind::Float => Raised::value_error("setting an array element with a sequence."),
        _ => Raised::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        )),
    }
}

fn fill(a: ArrayValue, value: Value) -> Result<()> {
    if !a.array.is_writeable() {
        return Err(Raised::value_error("assignment destination is read-only"));
    }
    let element = match &value {
        Value::List(_) | Value::Tuple(_) if a.array.dtype().is_numeric() => {
            return Err(not_one_number(&value, a.array.dtype()));
        }
        other => element_from(other, a.array.dtype())?,
    };
    crate::array::meter::steps(a.array.size())?;
    for at in a.array.layout().offsets() {
        a.array.set(at, &element);
    }
    Ok(())
}

fn tobytes(a: Array, order: Order) -> Result<Value> {
    let fortran = order.fortran_for(&a).unwrap_or(false);
    let packed = if fortran {
        a.transposed().copy()?
    } else {
        a.to_contiguous()?
    };
    let size = packed.size() * packed.itemsize();
    let start = packed.layout().offset;
    Ok(Value::Bytes(packed.buffer().read(|bytes| {
        bytes.get(start..start + size).unwrap_or(&[]).into()
    })))
}

fn byteswap(a: ArrayValue, inplace: bool) -> Result<Value> {
    if matches!(a.array.dtype(), DType::Bytes(_) | DType::Void(_)) {
        return Ok(if inplace {
            a.value
        } else {
            Value::array(a.array.copy_like()?)
        });
    }
    let swapped = a.array.copy_like()?;
    swapped.buffer().write(|bytes| {
        for at in swapped.layout().offsets() {
            if let Some(element) = bytes.get_mut(at..at + swapped.itemsize()) {
                crate::array::swap_bytes(element, swapped.dtype().native());
            }
        }
    });
    if !inplace {
        return Ok(Value::array(swapped));
    }
    crate::array::cast::copy_bytes(&swapped, &a.array);
    Ok(a.value)
}

/// Which arrays may be converted without a word: used by `np.asarray(copy=False)`.
pub fn needs_copy(a: &Array, dtype: Option<&DType>) -> bool {
    dtype.is_some_and(|dtype| dtype != a.dtype() && !is_flexible_match(dtype, a.dtype()))
}
