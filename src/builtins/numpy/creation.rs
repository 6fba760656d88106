//! Arrays made from values, of one value, and of patterns.

use super::joining::new_array;
use crate::array::{Array, DType};
use crate::builtins;
use crate::builtins::subclasses;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{
    ArrayOptions, DTypeWithShape, Device, Like, Order, as_shape, assign_array, set_elements,
    shape_of, to_array, to_array_as,
};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// An array of a shape, filled with zeros.
    ///
    /// >>> np.zeros((2, 2))
    /// array([[0., 0.],
    ///        [0., 0.]])
    "np.zeros" "(shape, dtype=None, order='C', *, device=None, like=None)" => zeros;
    /// An array of a shape, filled with ones.
    ///
    /// >>> np.ones(3, dtype=int)
    /// array([1, 1, 1])
    "np.ones" "(shape, dtype=None, order='C', *, device=None, like=None)" => ones;
    /// An array of a shape whose values are not meant to be read: here they are zeros.
    ///
    /// >>> np.empty((2, 3)).shape
    /// (2, 3)
    "np.empty" "(shape, dtype=None, order='C', *, device=None, like=None)" => zeros;
    /// An array of a shape, filled with one value.
    ///
    /// >>> np.full((2, 2), 7)
    /// array([[7, 7],
    ///        [7, 7]])
    "np.full" "(shape, fill_value, dtype=None, order='C', *, device=None, like=None)" => full;
    /// Zeros of the shape and dtype of another array.
    ///
    /// >>> np.zeros_like([1.5, 2])
    /// array([0., 0.])
    "np.zeros_like" "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)" => zeros_like;
    /// Ones of the shape and dtype of another array.
    ///
    /// >>> np.ones_like([1.5, 2])
    /// array([1., 1.])
    "np.ones_like" "(a, dtype=None, order='K', subok=True, shape=None, *, device=None)" => ones_like;
    /// An array like another, whose values are not meant to be read: here they are zeros.
    ///
    /// >>> np.empty_like([1.5, 2]).dtype
    /// dtype('float64')
    "np.empty_like" "(prototype, dtype=None, order='K', subok=True, shape=None, *, device=None)" => empty_like;
    /// One value in the shape and dtype of another array.
    ///
    /// >>> np.full_like([1, 2], 7)
    /// array([7, 7])
    "np.full_like" "(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)" => full_like;
    /// Copies values into an array, broadcasting them.
    ///
    /// >>> a = np.zeros(2)
    /// >>> np.copyto(a, 3)
    /// >>> a
    /// array([3., 3.])
    changes "np.copyto" "(dst, src, casting='same_kind', where=True)" => copyto;
    /// A new array of a shape: the class `np.ndarray` called by hand. `np.zeros` and `np.array` are what lessons use.
    ///
    /// >>> np.ndarray((2, 2)).shape
    /// (2, 2)
    "ndarray.__new__" "(cls, shape, dtype=<no value>, buffer=None, offset=0, strides=None, order=None)" => ndarray_new;
}

/// The shape argument of `zeros` and its like, with their own complaints.
pub struct NewShape(pub crate::array::Shape);

impl FromValue for NewShape {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<NewShape> {
        match &value {
            Value::None => Err(Raised::type_error("Use () not None as shape arguments")),
            other => shape_of(host, other)?.lengths().map(NewShape),
        }
    }
}

/// The order of a new array: C's, or Fortran's (true).
pub struct NewOrder(pub bool);

impl FromValue for NewOrder {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<NewOrder> {
        if value.is_none() {
            return Ok(NewOrder(false));
        }
        match Order::from_value(value, host)? {
            Order::C => Ok(NewOrder(false)),
            Order::F => Ok(NewOrder(true)),
            _ => Err(Raised::value_error("only 'C' or 'F' order is permitted")),
        }
    }
}

/// A text dtype without a width has one character.
pub(super) fn sized(dtype: Option<DType>) -> DType {
    match dtype.unwrap_or(DType::F64) {
        DType::Str(0) => DType::Str(1),
        DType::Bytes(0) => DType::Bytes(1),
        other => other,
    }
}

/// As [`new_array`], with zeros for objects too.
pub(super) fn zeros_of(dtype: &DType, shape: &[usize], fortran: bool) -> Result<Array> {
    let array = new_array(dtype, shape, fortran)?;
    if *dtype == DType::Object {
        set_elements(&array, &Value::Int(0))?;
    }
    Ok(array)
}

fn zeros(
    shape: NewShape,
    dtype: Option<DTypeWithShape>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let (dtype, shape) = with_inner_shape(dtype, &shape.0);
    zeros_of(&dtype, &shape, fortran)
}

/// The dtype of the items, and the shape of the array followed by that of a subarray dtype.
fn with_inner_shape(dtype: Option<DTypeWithShape>, shape: &[usize]) -> (DType, Vec<usize>) {
    match dtype.map(|dtype| dtype.0.split()) {
        None => (DType::F64, shape.to_vec()),
        Some((dtype, inner)) => (sized(Some(dtype)), [shape, &inner].concat()),
    }
}

pub(super) fn ones(
    shape: NewShape,
    dtype: Option<DTypeWithShape>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let (dtype, shape) = with_inner_shape(dtype, &shape.0);
    filled(&shape, &Value::Int(1), dtype, fortran)
}

/// Each element of an array over a subarray of its own.
///
/// # Errors
/// The budget's.
pub(super) fn over_subarrays(array: &Array, inner: &[usize]) -> Result<Array> {
    if inner.is_empty() {
        return Ok(array.clone());
    }
    let shape = [array.shape(), inner].concat();
    let mut layout = array.layout().clone();
    for &length in inner {
        layout.shape.push(length);
        layout.strides.push(0);
    }
    let result = new_array(array.dtype(), &shape, false)?;
    assign_array(&result, &array.with_layout(layout))?;
    Ok(result)
}

pub(super) fn filled(shape: &[usize], value: &Value, dtype: DType, fortran: bool) -> Result<Array> {
    let array = new_array(&dtype, shape, fortran)?;
    set_elements(&array, value)?;
    Ok(array)
}

pub(super) fn full(
    host: &mut dyn Host,
    shape: NewShape,
    fill_value: Value,
    dtype: Option<DTypeWithShape>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let (dtype, shape) = match dtype {
        Some(dtype) => with_inner_shape(Some(dtype), &shape.0),
        None => (to_array(&fill_value)?.dtype().clone(), shape.0.to_vec()),
    };
    let array = new_array(&dtype, &shape, fortran)?;
    copy_over(host, &array, &fill_value)?;
    Ok(array)
}

/// Copies a value over an array as `copyto` does: integers have to fit, all else is converted as an array of it is.
fn copy_over(host: &mut dyn Host, target: &Array, value: &Value) -> Result<()> {
    let source = match value {
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::None
            if !matches!(target.dtype(), DType::Void(_)) =>
        {
            return set_elements(target, value);
        }
        other => to_array(other)?,
    };
    if target.size() == 0 && source.size() <= 1 {
        // Nothing is converted where nothing is stored.
        return Ok(());
    }
    let converted = super::casts::convert(host, &source, target.dtype())?;
    assign_array(target, &converted)
}

/// A new array like `a`, with what differs.
pub(super) fn like(a: &Array, dtype: Option<DType>, order: Order, shape: Value) -> Result<Array> {
    let dtype = dtype.map_or_else(|| a.dtype().clone(), |dtype| sized(Some(dtype)));
    if !shape.is_none() {
        return new_array(&dtype, &as_shape(&shape)?.lengths()?, order == Order::F);
    }
    match order.fortran_for(a) {
        Some(fortran) => new_array(&dtype, a.shape(), fortran),
        None if dtype == DType::Object => new_array(&dtype, a.shape(), false),
        None => Ok(Array::zeros_like(dtype, a.layout())?),
    }
}

fn zeros_like(
    a: Array,
    dtype: Option<DType>,
    order: Order,
    _subok: Value,
    shape: Value,
    _device: Device,
) -> Result<Array> {
    let array = like(&a, dtype, order, shape)?;
    if *array.dtype() == DType::Object {
        set_elements(&array, &Value::Int(0))?;
    }
    Ok(array)
}

fn empty_like(
    a: Array,
    dtype: Option<DType>,
    order: Order,
    _subok: Value,
    shape: Value,
    _device: Device,
) -> Result<Array> {
    like(&a, dtype, order, shape)
}

fn ones_like(
    a: Array,
    dtype: Option<DType>,
    order: Order,
    _subok: Value,
    shape: Value,
    _device: Device,
) -> Result<Array> {
    let array = like(&a, dtype, order, shape)?;
    set_elements(&array, &Value::Int(1))?;
    Ok(array)
}

fn full_like(
    host: &mut dyn Host,
    a: Array,
    fill_value: Value,
    dtype: Option<DType>,
    order: Order,
    _subok: Value,
    shape: Value,
    _device: Device,
) -> Result<Array> {
    let array = like(&a, dtype, order, shape)?;
    copy_over(host, &array, &fill_value)?;
    Ok(array)
}

fn copyto(
    host: &mut dyn Host,
    dst: Value,
    src: Value,
    casting: super::copies::CastingArgument,
    where_: Value,
) -> Result<()> {
    let Value::Array(object) = &dst else {
        return Err(Raised::type_error(format!(
            "copyto() argument 1 must be numpy.ndarray, not {}",
            dst.type_name()
        )));
    };
    let target = object.array();
    if !target.is_writeable() {
        return Err(Raised::value_error("assignment destination is read-only"));
    }
    let weak = crate::value::convert::operand_of(&src).is_some();
    let source = if weak {
        to_array_as(
            &src,
            &ArrayOptions {
                dtype: Some(target.dtype().clone()),
                ..Default::default()
            },
        )?
    } else {
        super::copies::cast_checked(host, &to_array(&src)?, target.dtype(), casting.0)?
    };
    match &where_ {
        Value::Bool(true) => assign_array(&target, &source),
        mask => {
            let mask = crate::value::convert::convert_array(&to_array(mask)?, &DType::Bool)?;
            let stretched = |array: &Array, what: &str| {
                array.broadcast_to(target.shape()).ok_or_else(|| {
                    let from = crate::array::shape_text(array.shape());
                    let to = crate::array::shape_text(target.shape());
                    Raised::value_error(format!(
                        "could not broadcast {what} from shape {from} into shape {to}"
                    ))
                })
            };
            let mask = stretched(&mask, "where mask")?;
            let source = stretched(&source, "input array")?;
            crate::array::meter::steps(target.size())?;
            let source = source.copy()?;
            for ((flag, scalar), at) in mask
                .scalars()
                .zip(source.scalars())
                .zip(target.layout().offsets())
            {
                if matches!(flag, crate::array::Scalar::Bool(true)) {
                    target.set(at, &scalar);
                }
            }
            Ok(())
        }
    }
}

fn ndarray_new(
    class: Value,
    shape: NewShape,
    Given(dtype): Given,
    buffer: Value,
    offset: usize,
    strides: Value,
    order: Value,
) -> Result<Value> {
    let dtype = match dtype {
        Some(dtype) => sized(Some(crate::value::convert::to_dtype(&dtype)?)),
        None => DType::F64,
    };
    let fortran = matches!(&order, Value::Str(o) if &**o == "F");
    if buffer.is_none() {
        let array = new_array(&dtype, &shape.0, fortran)?;
        return Ok(subclasses::new_object(Value::array(array), &class));
    }
    let base = buffer.clone().into_array_value()?;
    let source = match &buffer {
        Value::Bytes(bytes) => Array::from_vec(bytes.to_vec())?.with_writeable(false),
        _ => to_array(&base)?,
    };
    let mut layout = match fortran {
        true => crate::array::Layout::fortran(&shape.0, dtype.itemsize()),
        false => crate::array::Layout::contiguous(&shape.0, dtype.itemsize()),
    };
    if !strides.is_none() {
        let given = as_shape(&strides)?.0;
        if given.len() != shape.0.len() {
            return Err(Raised::value_error(
                "strides, if given, must be the same length as shape",
            ));
        }
        layout.strides = given.into_iter().map(|stride| stride as isize).collect();
    }
    layout.offset = source.layout().offset.saturating_add(offset);
    let inside = layout.extent(dtype.itemsize());
    if inside.end > source.buffer().len() || inside.start > inside.end {
        return Err(Raised::type_error(
            "buffer is too small for requested array",
        ));
    }
    let view = Value::view_as(source.with_dtype(dtype, layout), &base, None);
    Ok(subclasses::new_object(view, &class))
}
