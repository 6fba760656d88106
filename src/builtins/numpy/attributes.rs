//! What an array says of itself: shape, dtype, memory; and `view`, `astype`, `item`, `tolist`, `fill`, `copy`.

use super::copies::viewed;
use crate::array::{Array, DType, Kind, Layout, Scalar, overlap};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::{ArrayValue, as_index, as_shape, set_elements, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};
use std::rc::Rc;

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
    /// The complex conjugate of each element; real numbers as they are.
    ///
    /// >>> np.array([1 + 2j, 3]).conj()
    /// array([1.-2.j, 3.-0.j])
    "ndarray.conj" | "generic.conj" | "ndarray.conjugate" | "generic.conjugate" "(self, out=None, /)" => conjugate;
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
    /// Do two arrays have bytes in common?
    ///
    /// >>> a = np.arange(4)
    /// >>> np.shares_memory(a, a[1:])
    /// True
    "np.shares_memory" "(a, b, /, max_work=-1)" => |a: Array, b: Array, work: Value| shares_memory(&a, &b, &work);
    /// Do the spans of bytes of two arrays overlap?
    ///
    /// >>> a = np.arange(4)
    /// >>> np.may_share_memory(a[:2], a[2:])
    /// False
    "np.may_share_memory" "(a, b, /, max_work=0)" => |a: Array, b: Array, work: Value| match work {
        Value::None | Value::Int(0) => Ok(a.may_share_memory(&b)),
        work => shares_memory(&a, &b, &work),
    };
    /// Sets flags of the array: here whether it may be written.
    ///
    /// >>> a = np.arange(3)
    /// >>> a.setflags(write=False)
    /// >>> a.flags.writeable
    /// False
    changes "ndarray.setflags" "(self, write=None, align=None, uic=None)" => setflags;
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

fn set_dtype(host: &mut dyn Host, target: Value, dtype: Value) -> Result<()> {
    let dtype = DType::from_value(dtype, host)
        .map_err(|_| Raised::type_error("invalid data-type for array"))?;
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

pub(super) fn real(a: ArrayValue) -> Value {
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
    let axis = crate::value::convert::AxisArgument::from_value(axis, host)?;
    let axes = super::compose::axes_of(&axis, a.ndim())?;
    Ok(axes.iter().map(|&axis| a.shape()[axis] as i64).product())
}

/// Exactly: is there a byte in both?
fn shares_memory(a: &Array, b: &Array, max_work: &Value) -> Result<bool> {
    let max_work = match max_work {
        Value::None => -1,
        given => as_index(given).map_err(|_| Raised::value_error("max_work must be an integer"))?,
    };
    match max_work {
        0 => Ok(a.may_share_memory(b)),
        ..=-2 => Err(Raised::value_error("Invalid value for max_work")),
        work => overlap(a, b, u64::try_from(work).ok())?
            .ok_or_else(|| Raised::new(ClassId::TOO_HARD_ERROR, "Exceeded max_work")),
    }
}

fn setflags(a: ArrayValue, write: Value, _align: Value, uic: Value) -> Result<()> {
    if !matches!(uic, Value::None | Value::Bool(false) | Value::Int(0)) {
        return Err(Raised::value_error(
            "cannot set WRITEBACKIFCOPY flag to True",
        ));
    }
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
