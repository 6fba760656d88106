//! Values made into arrays: `array`, `asarray` and what is like them.

use crate::array::{DType, MAX_DIMENSIONS};
use crate::builtins;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{
    ArrayOptions, DTypeWithShape, Device, Like, Order, to_array, to_array_as,
};
use crate::value::{Host, Raised, Result, Value};

use super::creation::over_subarrays;

builtins! {
    /// An array from a number, a sequence, nested sequences or another array. A copy, unless `copy` says otherwise.
    ///
    /// >>> np.array([[1, 2], [3, 4]])
    /// array([[1, 2],
    ///        [3, 4]])
    /// >>> np.array([1, 2], dtype=float)
    /// array([1., 2.])
    "np.array" "(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=<no value>, like=None)" => np_array;
    /// The value as an array: an array itself is returned as it is.
    ///
    /// >>> a = np.array([1, 2])
    /// >>> np.asarray(a) is a
    /// True
    "np.asarray" "(a, dtype=None, order=None, *, device=None, copy=None, like=None)" => asarray;
    /// The value as an array; one of a subclass stays of it.
    ///
    /// >>> np.asanyarray(np.matrix('1 2'))
    /// matrix([[1, 2]])
    "np.asanyarray" "(a, dtype=None, order=None, *, device=None, copy=None, like=None)" => asarray;
    /// The value as an array in C order, of at least one dimension.
    ///
    /// >>> np.ascontiguousarray(5)
    /// array([5])
    "np.ascontiguousarray" "(a, dtype=None, *, like=None)" => |host: &mut dyn Host, a: Value, dtype: Option<DType>, _like: Like| in_order(host, a, dtype, false);
    /// The value as an array in Fortran's order.
    ///
    /// >>> np.asfortranarray([[1, 2], [3, 4]]).flags.f_contiguous
    /// True
    "np.asfortranarray" "(a, dtype=None, *, like=None)" => |host: &mut dyn Host, a: Value, dtype: Option<DType>, _like: Like| in_order(host, a, dtype, true);
    /// The value as an array; ValueError if it holds infinity or NaN.
    ///
    /// >>> np.asarray_chkfinite([1, 2])
    /// array([1, 2])
    "np.asarray_chkfinite" "(a, dtype=None, order=None)" => asarray_chkfinite;
}

const NO_COPY: &str = "Unable to avoid copy while creating an array as requested.\n\
    If using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\n\
    For more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn np_array(
    host: &mut dyn Host,
    object: Value,
    dtype: Option<DTypeWithShape>,
    copy: CopyArgument,
    order: Order,
    _subok: Value,
    Dimensions(ndmin): Dimensions,
    Given(ndmax): Given,
    _like: Like,
) -> Result<Value> {
    let (dtype, inner) = match dtype.map(|dtype| dtype.0.split()) {
        Some((dtype, inner)) => (Some(dtype), inner),
        None => (None, Vec::new()),
    };
    let most = MAX_DIMENSIONS as i64;
    let ndmax = match ndmax {
        Some(ndmax) => Dimensions::from_value(ndmax, host)?.0,
        None => most,
    };
    if !(0..=most).contains(&ndmax) {
        return Err(Raised::value_error(format!(
            "ndmax must be in the range [0, NPY_MAXDIMS ({most})] "
        )));
    }
    if ndmin > ndmax {
        return Err(Raised::value_error(format!(
            "ndmin must be <= ndmax ({ndmax})"
        )));
    }
    let ndmin = usize::try_from(ndmin).unwrap_or(0);
    let max_depth = usize::try_from(ndmax).ok();
    let object = match &dtype {
        Some(dtype) => super::casts::own_numbers(host, &object, dtype)?,
        None => object,
    };
    let array = convert(host, object, dtype, order, &copy.0, ndmin, max_depth)?;
    match &array {
        Value::Array(made) if !inner.is_empty() => {
            over_subarrays(&made.array(), &inner).map(Value::array)
        }
        _ => Ok(array),
    }
}

/// A number of dimensions, as `np.array` takes it.
struct Dimensions(i64);

impl FromValue for Dimensions {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Dimensions> {
        match value {
            Value::Float(_) => Err(Raised::type_error("integer argument expected, got float")),
            other => crate::value::convert::as_index(&other).map(Dimensions),
        }
    }
}

/// `copy=`: True (always), None (where needed) or False (never); a text is neither.
pub struct CopyArgument(pub Value);

impl FromValue for CopyArgument {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<CopyArgument> {
        match value {
            Value::Str(_) | Value::Scalar(crate::array::Scalar::Str(_)) => {
                Err(Raised::value_error(
                    "strings are not allowed for 'copy' keyword. Use True/False/None instead.",
                ))
            }
            other => Ok(CopyArgument(other)),
        }
    }
}

fn asarray(
    host: &mut dyn Host,
    object: Value,
    dtype: Option<DType>,
    order: Order,
    _device: Device,
    copy: CopyArgument,
    _like: Like,
) -> Result<Value> {
    convert(host, object, dtype, order, &copy.0, 0, None)
}

/// `copy` is True (always), None (where needed) or False (never).
pub(super) fn convert(
    host: &mut dyn Host,
    object: Value,
    dtype: Option<DType>,
    order: Order,
    copy: &Value,
    ndmin: usize,
    max_depth: Option<usize>,
) -> Result<Value> {
    let array = match (&object, &dtype) {
        (Value::Array(existing), Some(dtype)) if existing.with(|a| a.dtype() != dtype) => {
            super::casts::convert(host, &existing.array(), dtype)?
        }
        _ => to_array_as(
            &object,
            &ArrayOptions {
                dtype,
                ndmin: 0,
                max_depth,
            },
        )?,
    };
    let shares = matches!(&object, Value::Array(o) if o.with(|a| a.buffer().same(array.buffer())));
    let fortran = order.fortran_for(&array);
    let ordered = match fortran {
        Some(true) => array.is_f_contiguous(),
        Some(false) if order == Order::C => array.is_c_contiguous(),
        _ => true,
    };
    let never = matches!(copy, Value::Bool(false) | Value::Int(0));
    let always = matches!(copy, Value::Bool(true) | Value::Int(1));
    if never && (!shares || !ordered) {
        return Err(Raised::value_error(NO_COPY));
    }
    let fresh = match fortran {
        _ if ordered && (!shares || !always) => array,
        Some(fortran) => array.copy_ordered(fortran)?,
        None => array.copy_like()?,
    };
    let layout =
        (fresh.ndim()..ndmin).fold(fresh.layout().clone(), |layout, _| layout.with_axis(0));
    let kept = shares && fresh.buffer().same(to_array(&object)?.buffer());
    let raised = fresh.with_layout(layout);
    Ok(match (kept, raised.ndim() == fresh.ndim()) {
        (true, true) => object,
        (true, false) => Value::view(raised, &object),
        (false, _) => Value::array(raised),
    })
}

fn in_order(
    host: &mut dyn Host,
    value: Value,
    dtype: Option<DType>,
    fortran: bool,
) -> Result<Value> {
    // Another dtype is another array, and what its cast loses is told as `np.asarray` tells it.
    let value = match (&dtype, &value) {
        (Some(dtype), Value::Array(array)) if array.with(|a| a.dtype() != dtype) => {
            let dtype = Value::DType(dtype.clone().into());
            super::call(host, "np.asarray", [value, dtype])?
        }
        _ => value,
    };
    let array = to_array_as(
        &value,
        &ArrayOptions {
            dtype,
            ndmin: 1,
            max_depth: None,
        },
    )?;
    let fits = if fortran {
        array.is_f_contiguous()
    } else {
        array.is_c_contiguous()
    };
    match &value {
        Value::Array(object)
            if fits
                && object.with(|a| a.buffer().same(array.buffer()) && a.ndim() == array.ndim()) =>
        {
            Ok(value)
        }
        _ if fits => Ok(Value::array(array)),
        _ => Ok(Value::array(array.copy_ordered(fortran)?)),
    }
}

fn asarray_chkfinite(
    host: &mut dyn Host,
    a: Value,
    dtype: Option<DType>,
    order: Order,
) -> Result<Value> {
    let value = convert(host, a, dtype, order, &Value::None, 0, None)?;
    let array = to_array(&value)?;
    if array.dtype().is_inexact() {
        let finite = |scalar: crate::array::Scalar| {
            scalar
                .as_complex()
                .is_none_or(|z| z.re.is_finite() && z.im.is_finite())
        };
        if !array.scalars().all(finite) {
            return Err(Raised::value_error("array must not contain infs or NaNs"));
        }
    }
    Ok(value)
}
