//! What an array says of itself: shape, dtype, memory; and `view`, `astype`, `item`, `tolist`, `fill`, `copy`.

use std::rc::Rc;

use crate::array::{Array, Casting, DType, Kind, Layout, Scalar, can_cast};
use crate::builtins;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    ArrayValue, Device, Order, as_index, as_shape, element_from, set_elements, to_array, to_dtype,
    to_list, to_python,
};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// Lengths of the array along its axes. Assigning a compatible shape changes the array in place.
    ///
    /// >>> np.zeros((2, 3)).shape
    /// (2, 3)
    property "ndarray.shape" | "generic.shape" => shape;
    setter "ndarray.shape=" "(self, value)" => set_shape;
    /// Number of axes.
    ///
    /// >>> np.zeros((2, 3)).ndim
    /// 2
    property "ndarray.ndim" | "generic.ndim" => |a: Array| a.ndim();
    /// Number of elements.
    ///
    /// >>> np.zeros((2, 3)).size
    /// 6
    property "ndarray.size" | "generic.size" => |a: Array| a.size();
    /// The dtype of the elements.
    ///
    /// >>> np.array([1.5]).dtype
    /// dtype('float64')
    property "ndarray.dtype" | "generic.dtype" => |a: Array| a.dtype().clone();
    setter "ndarray.dtype=" "(self, value)" => set_dtype;
    /// Bytes of one element.
    ///
    /// >>> np.array([1.5]).itemsize
    /// 8
    property "ndarray.itemsize" | "generic.itemsize" => |a: Array| a.itemsize();
    /// Bytes of all elements together.
    ///
    /// >>> np.zeros((2, 3)).nbytes
    /// 48
    property "ndarray.nbytes" | "generic.nbytes" => |a: Array| a.itemsize() * a.size();
    /// Bytes from one element to the next along each axis.
    ///
    /// >>> np.zeros((2, 3)).strides
    /// (24, 8)
    property "ndarray.strides" | "generic.strides" => strides;
    setter "ndarray.strides=" "(self, value)" => set_strides;
    /// The array whose memory this one shares, or None if it has memory of its own.
    ///
    /// >>> a = np.arange(4)
    /// >>> a[1:].base is a
    /// True
    property "ndarray.base" => base;
    /// The array with its axes reversed: a view.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).T
    /// array([[1, 3],
    ///        [2, 4]])
    property "ndarray.T" => |a: ArrayValue| a.view(a.array.transposed());
    /// A scalar is its own transpose.
    property "generic.T" => |value: Value| value;
    /// The matrices of the array, transposed: its last two axes swapped.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).mT
    /// array([[1, 3],
    ///        [2, 4]])
    property "ndarray.mT" => matrix_transpose;
    /// The real part: a view of a complex array's real parts, or the array itself.
    ///
    /// >>> np.array([1+2j]).real
    /// array([1.])
    property "ndarray.real" => real;
    /// The real part, of the scalar's own precision.
    ///
    /// >>> np.complex64(3+4j).real
    /// np.float32(3.0)
    property "generic.real" => |a: Array| Value::array_or_scalar(part(&a, 0));
    setter "ndarray.real=" "(self, value)" => |a: ArrayValue, new: Value| set_elements(&part(&a.array, 0), &new);
    /// The imaginary part: a view of a complex array's imaginary parts, or zeros that cannot be written.
    ///
    /// >>> np.array([1+2j]).imag
    /// array([2.])
    property "ndarray.imag" => imag;
    /// The imaginary part; 0 of real scalars.
    ///
    /// >>> np.complex128(3+4j).imag
    /// np.float64(4.0)
    property "generic.imag" => scalar_imag;
    setter "ndarray.imag=" "(self, value)" => set_imag;
    /// How the array lies in memory and whether it may be written.
    ///
    /// >>> np.zeros(3).flags.writeable
    /// True
    property "ndarray.flags" => flags;
    /// The real part of a number or array.
    ///
    /// >>> np.real([1+2j, 3])
    /// array([1., 3.])
    "np.real" "(val)" => np_real;
    /// The imaginary part of a number or array.
    ///
    /// >>> np.imag([1+2j, 3])
    /// array([2., 0.])
    "np.imag" "(val)" => np_imag;
    /// Number of axes of an array or array-like.
    ///
    /// >>> np.ndim([[1, 2]])
    /// 2
    "np.ndim" "(a)" => |a: Array| a.ndim();
    /// Shape of an array or array-like.
    ///
    /// >>> np.shape([[1, 2]])
    /// (1, 2)
    "np.shape" "(a)" => shape;
    /// Number of elements, of the whole array or along an axis.
    ///
    /// >>> np.size([[1, 2]])
    /// 2
    /// >>> np.size([[1, 2]], 0)
    /// 1
    "np.size" "(a, axis=None)" => size_along;
    /// A copy of the array.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> b = a.copy()
    /// >>> b[0] = 9
    /// >>> a
    /// array([1, 2])
    "ndarray.copy" "(self, order='C')" => |a: Array, order: Order| copy(&a, order);
    /// A scalar cannot change and is its own copy.
    "generic.copy" "(self)" => |value: Value| value;
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
    "ndarray.tolist" | "generic.tolist" "(self, /)" => |a: Array| to_list(&a);
    /// The complex conjugate of each element; real numbers as they are.
    ///
    /// >>> np.array([1 + 2j, 3]).conj()
    /// array([1.-2.j, 3.-0.j])
    "ndarray.conj" | "generic.conj" | "ndarray.conjugate" | "generic.conjugate" "(self, out=None, /)" => conjugate;
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
    "ndarray.fill" "(self, value)" => fill;
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
        crate::builtins::operators::get_item(host, &a, &key)
    };
    /// `a[key] = value`, by the name of its method.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> a.__setitem__(0, 9)
    /// >>> a
    /// array([9, 2])
    "ndarray.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, a: Value, key: Value, value: Value| {
        crate::builtins::operators::set_item(host, &a, &key, value)
    };
    /// Is the number whole?
    ///
    /// >>> np.float32(2.5).is_integer(), np.int8(2).is_integer()
    /// (False, True)
    "floating.is_integer" | "integer.is_integer" "(self, /)" => |a: Array| {
        a.first().and_then(|x| x.as_f64()).is_some_and(|x| x.is_finite() && x.fract() == 0.0)
    };
    /// The number as an exact quotient of two integers.
    ///
    /// >>> np.float32(0.75).as_integer_ratio()
    /// (3, 4)
    "floating.as_integer_ratio" "(self, /)" => |a: Array| {
        crate::builtins::python::float::as_integer_ratio(a.first().and_then(|x| x.as_f64()).unwrap_or(0.0))
    };
    /// The number itself, as the numerator of a fraction.
    ///
    /// >>> np.int8(5).numerator
    /// np.int8(5)
    property "integer.numerator" => |value: Value| value;
    /// The denominator of a whole number: 1.
    ///
    /// >>> np.int8(5).denominator
    /// 1
    property "integer.denominator" => |_value: Value| 1_i64;
    /// How many bits of the number's absolute value are set.
    ///
    /// >>> np.int8(-5).bit_count()
    /// 2
    "integer.bit_count" "(self, /)" => |a: Array| {
        a.first().and_then(|x| x.as_integer()).map_or(0, |x| i64::from(x.unsigned_abs().count_ones()))
    };
    /// The bytes of the elements.
    ///
    /// >>> np.array([1, 2], dtype=np.uint8).tobytes()
    /// b'\x01\x02'
    "ndarray.tobytes" | "generic.tobytes" "(self, order='C')" => tobytes;
    /// The bytes of every element in the other order.
    ///
    /// >>> np.array([1, 256], dtype=np.int16).byteswap()
    /// array([256,   1], dtype=int16)
    "ndarray.byteswap" "(self, inplace=False)" => byteswap;
    /// Do two arrays have bytes in common?
    ///
    /// >>> a = np.arange(4)
    /// >>> np.shares_memory(a, a[1:])
    /// True
    "np.shares_memory" "(a, b, /, max_work=-1)" => |a: Array, b: Array, _work: Value| shares_memory(&a, &b);
    /// Do the spans of bytes of two arrays overlap?
    ///
    /// >>> a = np.arange(4)
    /// >>> np.may_share_memory(a[:2], a[2:])
    /// False
    "np.may_share_memory" "(a, b, /, max_work=0)" => |a: Array, b: Array, _work: Value| a.may_share_memory(&b);
    /// Sets flags of the array: here whether it may be written.
    ///
    /// >>> a = np.arange(3)
    /// >>> a.setflags(write=False)
    /// >>> a.flags.writeable
    /// False
    "ndarray.setflags" "(self, write=None, align=None, uic=None)" => setflags;
}

fn shape(a: Array) -> Value {
    lengths(a.shape())
}

/// A shape as a tuple.
pub fn lengths(shape: &[usize]) -> Value {
    Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect())
}

fn strides(a: Array) -> Value {
    Value::tuple(a.strides().iter().map(|&n| Value::Int(n as i64)).collect())
}

/// The object behind a value that is an array.
pub fn object_of(value: &Value) -> Result<&Rc<crate::value::ArrayObject>> {
    match value {
        Value::Array(object) => Ok(object),
        other => Err(Raised::type_error(format!(
            "expected an ndarray, got {}",
            other.type_name()
        ))),
    }
}

fn set_shape(target: Value, shape: Value) -> Result<()> {
    let object = object_of(&target)?;
    let array = object.array();
    let wanted = super::shape::infer_shape(&as_shape(&shape)?, array.size())?;
    let layout = array.layout().reshaped(&wanted, array.itemsize(), false).ok_or_else(|| {
        Raised::attribute_error(
            "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.",
        )
    })?;
    object.replace(array.with_layout(layout));
    Ok(())
}

/// Deprecated, and still what it was: other steps through the same memory.
fn set_strides(host: &mut dyn Host, target: Value, strides: Value) -> Result<()> {
    host.warn(
        crate::value::ClassId::DEPRECATION_WARNING,
        "Setting the strides on a NumPy array has been deprecated in NumPy 2.4.\n\
         As an alternative, you can create a new view using np.lib.stride_tricks.as_strided.",
    )?;
    let object = object_of(&target)?;
    let array = object.array();
    let given = as_shape(&strides)?.0;
    if given.len() != array.ndim() {
        return Err(Raised::value_error(format!(
            "strides must be same length as shape ({})",
            array.ndim()
        )));
    }
    let mut layout = array.layout().clone();
    layout.strides = given.into_iter().map(|stride| stride as isize).collect();
    let inside = layout.extent(array.itemsize());
    if inside.start > inside.end || inside.end > array.buffer().len() {
        return Err(Raised::value_error(
            "strides is not compatible with available memory",
        ));
    }
    object.replace(array.with_layout(layout));
    Ok(())
}

fn set_dtype(target: Value, dtype: DType) -> Result<()> {
    let object = object_of(&target)?;
    object.replace(viewed(&object.array(), &dtype)?);
    Ok(())
}

fn base(value: Value) -> Value {
    match value {
        Value::Array(object) => object.base.clone().unwrap_or(Value::None),
        _ => Value::None,
    }
}

fn matrix_transpose(a: ArrayValue) -> Result<Value> {
    let ndim = a.array.ndim();
    if ndim < 2 {
        return Err(Raised::value_error(
            "matrix transpose with ndim < 2 is undefined",
        ));
    }
    let mut order: Vec<usize> = (0..ndim).collect();
    order.swap(ndim - 1, ndim - 2);
    Ok(a.with_layout(a.array.layout().permuted(&order)))
}

/// The real (0) or imaginary (1) parts of a complex array; of another array, itself.
fn part(a: &Array, which: usize) -> Array {
    if a.dtype().kind() != Kind::Complex || !a.dtype().is_native() {
        return a.clone();
    }
    let real = a.dtype().real();
    let layout = Layout {
        offset: a.layout().offset + which * real.itemsize(),
        ..a.layout().clone()
    };
    a.with_dtype(real, layout)
}

fn real(a: ArrayValue) -> Value {
    if a.array.dtype().kind() == Kind::Complex {
        a.view(part(&a.array, 0))
    } else {
        a.value
    }
}

fn imag(a: ArrayValue) -> Result<Value> {
    if a.array.dtype().kind() == Kind::Complex {
        return Ok(a.view(part(&a.array, 1)));
    }
    let zeros = match a.array.dtype() {
        DType::Object => {
            let zeros = super::joining::new_array(&DType::Object, a.array.shape(), false)?;
            set_elements(&zeros, &Value::Int(0))?;
            zeros
        }
        other => Array::zeros_like(other.clone(), a.array.layout())?,
    };
    Ok(Value::array(zeros.with_writeable(false)))
}

fn scalar_imag(a: Array) -> Result<Value> {
    if a.dtype().kind() == Kind::Complex {
        return Ok(Value::array_or_scalar(part(&a, 1)));
    }
    Ok(Value::array_or_scalar(Array::zeros(
        a.dtype().clone(),
        &[],
    )?))
}

fn set_imag(a: ArrayValue, new: Value) -> Result<()> {
    if a.array.dtype().kind() != Kind::Complex {
        return Err(Raised::type_error(
            "array does not have imaginary part to set",
        ));
    }
    set_elements(&part(&a.array, 1), &new)
}

fn np_real(value: Value) -> Result<Value> {
    part_of_any(value, 0)
}

fn np_imag(value: Value) -> Result<Value> {
    part_of_any(value, 1)
}

/// Python's numbers and NumPy's scalars give themselves by their attribute; the rest as arrays.
fn part_of_any(value: Value, which: usize) -> Result<Value> {
    match (&value, which) {
        (Value::Int(_) | Value::BigInt(_) | Value::Float(_), 0) => return Ok(value),
        (Value::Bool(x), 0) => return Ok(Value::Int(*x as i64)),
        (Value::Int(_) | Value::BigInt(_) | Value::Bool(_), 1) => return Ok(Value::Int(0)),
        (Value::Float(_), 1) => return Ok(Value::Float(0.0)),
        (Value::Complex(z), _) => return Ok(Value::Float(if which == 0 { z.re } else { z.im })),
        (Value::Scalar(scalar), 0) => {
            return Ok(Value::array_or_scalar(part(
                &Array::from_scalar(scalar)?,
                0,
            )));
        }
        (Value::Scalar(scalar), 1) => return scalar_imag(Array::from_scalar(scalar)?),
        _ => {}
    }
    let value = value.into_array_value()?;
    let a = ArrayValue {
        array: object_of(&value)?.array(),
        value,
    };
    if which == 0 { Ok(real(a)) } else { imag(a) }
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

fn flags(target: Value) -> Result<Value> {
    let target = match target {
        Value::Scalar(scalar) => Value::array(Array::from_scalar(&scalar)?.with_writeable(false)),
        other => other,
    };
    Ok(Value::Native(Rc::new(super::flags::Flags {
        array: target,
    })))
}

fn size_along(host: &mut dyn Host, a: Array, axis: Value) -> Result<i64> {
    if axis.is_none() {
        return Ok(a.size() as i64);
    }
    let axes = crate::value::convert::AxisArgument::from_value(axis, host)?.resolve(a.ndim())?;
    Ok(axes.iter().map(|&axis| a.shape()[axis] as i64).product())
}

fn copy(a: &Array, order: Order) -> Result<Array> {
    Ok(match order.fortran_for(a) {
        Some(fortran) => a.copy_ordered(fortran)?,
        None => a.copy_like()?,
    })
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
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value' (got '{name}')"
            ))
        })
    }
}

fn astype(
    host: &mut dyn Host,
    a: ArrayValue,
    dtype: DType,
    order: Order,
    casting: CastingArgument,
    _subok: Value,
    copy_: bool,
) -> Result<Value> {
    let same = dtype == *a.array.dtype() || is_flexible_match(&dtype, a.array.dtype());
    if !copy_
        && same
        && order
            .fortran_for(&a.array)
            .is_none_or(|f| is_in_order(&a.array, f))
    {
        return Ok(a.value);
    }
    let array = cast_checked(host, &a.array, &dtype, casting.0)?;
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
    casting: CastingArgument,
    _subok: Value,
    _copy: Value,
) -> Result<Value> {
    Ok(Value::array_or_scalar(cast_checked(
        host, &a, &dtype, casting.0,
    )?))
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
        dtype,
        Order::K,
        CastingArgument(Casting::Unsafe),
        Value::None,
        copy_,
    )
    .and_then(|result| match result {
        Value::Array(object) if scalar => Ok(Value::array_or_scalar(object.array())),
        other => Ok(other),
    })
}

fn view(a: ArrayValue, Given(dtype): Given, Given(class): Given) -> Result<Value> {
    let named =
        dtype.filter(|value| !matches!(value, Value::Class(class) if is_array_class(class)));
    let _ = class;
    match named {
        None | Some(Value::None) => Ok(a.with_layout(a.array.layout().clone())),
        Some(dtype) => Ok(a.view(viewed(&a.array, &to_dtype(&dtype)?)?)),
    }
}

fn is_array_class(class: &crate::value::Class) -> bool {
    class.builtin() == crate::value::ClassId::NDARRAY
}

/// The same bytes read as another dtype: the last axis grows or shrinks where the sizes differ.
fn viewed(a: &Array, dtype: &DType) -> Result<Array> {
    let (old, new) = (a.itemsize(), dtype.itemsize());
    let dtype = match dtype {
        DType::Str(0) => DType::Str(old / 4),
        DType::Bytes(0) => DType::Bytes(old),
        DType::Void(0) => DType::Void(old),
        other => other.clone(),
    };
    if (*a.dtype() == DType::Object) != (dtype == DType::Object) {
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
    Ok(to_python(a.get(at)))
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

/// Exactly: is there a byte in both? Arrays up to a moderate size are compared element by element.
fn shares_memory(a: &Array, b: &Array) -> Result<bool> {
    if !a.may_share_memory(b) {
        return Ok(false);
    }
    crate::array::meter::steps(a.size() + b.size())?;
    let touched: std::collections::HashSet<usize> = a
        .layout()
        .offsets()
        .flat_map(|at| at..at + a.itemsize())
        .collect();
    Ok(b.layout()
        .offsets()
        .any(|at| (at..at + b.itemsize()).any(|byte| touched.contains(&byte))))
}

fn setflags(a: ArrayValue, write: Value, _align: Value, _uic: Value) -> Result<()> {
    if !write.is_none() {
        let truth = !matches!(
            write,
            Value::Bool(false) | Value::Int(0) | Value::Scalar(Scalar::Bool(false))
        );
        set_writeable(&a.value, truth)?;
    }
    Ok(())
}

/// `a.flags.writeable = …`: a view of read-only memory cannot be made writeable.
///
/// # Errors
/// ValueError where the base is read-only.
pub fn set_writeable(value: &Value, writeable: bool) -> Result<()> {
    let object = object_of(value)?;
    if writeable
        && let Some(Value::Array(base)) = &object.base
        && !base.with(Array::is_writeable)
    {
        return Err(Raised::value_error(
            "cannot set WRITEABLE flag to True of this array",
        ));
    }
    object.replace(object.array().with_writeable(writeable));
    Ok(())
}

/// Which arrays may be converted without a word: used by `np.asarray(copy=False)`.
pub fn needs_copy(a: &Array, dtype: Option<&DType>) -> bool {
    dtype.is_some_and(|dtype| dtype != a.dtype() && !is_flexible_match(dtype, a.dtype()))
}

fn conjugate(host: &mut dyn Host, a: Value, out: Value) -> Result<Value> {
    let dtype = to_array(&a)?.dtype().clone();
    match dtype.kind() {
        Kind::Complex => super::compose::ufunc_into(host, "conjugate", [a], &out),
        Kind::Object => super::call(host, "np.conjugate", [a]),
        _ if dtype.native().is_numeric() => match out {
            Value::None => Ok(a),
            out => super::compose::ufunc_into(host, "positive", [a], &out),
        },
        _ => Err(Raised::type_error("cannot conjugate non-numeric dtype")),
    }
}
