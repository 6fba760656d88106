//! Arrays made from values, of one value, and of patterns.

use std::rc::Rc;

use crate::array::{Array, DType, MAX_DIMENSIONS};
use crate::builtins;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    ArrayOptions, ArrayValue, Device, Like, Order, ShapeArgument, as_shape, assign_array,
    set_elements, shape_of, to_array, to_array_as,
};
use crate::value::{Host, Raised, Result, Value};

use super::joining::new_array;

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
    "np.asarray" | "np.asanyarray" "(a, dtype=None, order=None, *, device=None, copy=None, like=None)" => asarray;
    /// The value as an array in C order, of at least one dimension.
    ///
    /// >>> np.ascontiguousarray(5)
    /// array([5])
    "np.ascontiguousarray" "(a, dtype=None, *, like=None)" => |a: Value, dtype: Option<DType>, _like: Like| in_order(a, dtype, false);
    /// The value as an array in Fortran's order.
    ///
    /// >>> np.asfortranarray([[1, 2], [3, 4]]).flags.f_contiguous
    /// True
    "np.asfortranarray" "(a, dtype=None, *, like=None)" => |a: Value, dtype: Option<DType>, _like: Like| in_order(a, dtype, true);
    /// The value as an array; ValueError if it holds infinity or NaN.
    ///
    /// >>> np.asarray_chkfinite([1, 2])
    /// array([1, 2])
    "np.asarray_chkfinite" "(a, dtype=None, order=None)" => asarray_chkfinite;
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
    /// Ones on a diagonal, zeros elsewhere.
    ///
    /// >>> np.eye(2, 3, k=1)
    /// array([[0., 1., 0.],
    ///        [0., 0., 1.]])
    "np.eye" "(N, M=None, k=0, dtype=None, order='C', *, device=None, like=None)" => eye;
    /// The square matrix with ones on the diagonal.
    ///
    /// >>> np.identity(2)
    /// array([[1., 0.],
    ///        [0., 1.]])
    "np.identity" "(n, dtype=None, *, like=None)" => |n: i64, dtype: Option<DType>, _like: Like| {
        eye(n, None, 0, dtype, NewOrder(false), Device, Like)
    };
    /// The diagonal of a matrix, or a matrix with this diagonal.
    ///
    /// >>> np.diag([1, 2])
    /// array([[1, 0],
    ///        [0, 2]])
    /// >>> np.diag([[1, 2], [3, 4]])
    /// array([1, 4])
    "np.diag" "(v, k=0)" => diag;
    /// A matrix with the flattened values on its diagonal.
    ///
    /// >>> np.diagflat([1, 2])
    /// array([[1, 0],
    ///        [0, 2]])
    "np.diagflat" "(v, k=0)" => |v: Array, k: i64| diagonal_matrix(&v.reshaped(&[v.size()], false)?, k);
    /// Ones at and below a diagonal.
    ///
    /// >>> np.tri(2, 3)
    /// array([[1., 0., 0.],
    ///        [1., 1., 0.]])
    "np.tri" "(N, M=None, k=0, dtype=<no value>, *, like=None)" => tri;
    /// The lower triangle: zeros above a diagonal.
    ///
    /// >>> np.tril([[1, 2], [3, 4]])
    /// array([[1, 0],
    ///        [3, 4]])
    "np.tril" "(m, k=0)" => |m: Array, k: i64| triangle(&m, k, true);
    /// The upper triangle: zeros below a diagonal.
    ///
    /// >>> np.triu([[1, 2], [3, 4]])
    /// array([[1, 2],
    ///        [0, 4]])
    "np.triu" "(m, k=0)" => |m: Array, k: i64| triangle(&m, k, false);
    /// Coordinate matrices from coordinate vectors.
    ///
    /// >>> X, Y = np.meshgrid([1, 2], [3, 4])
    /// >>> X
    /// array([[1, 2],
    ///        [1, 2]])
    /// >>> Y
    /// array([[3, 3],
    ///        [4, 4]])
    "np.meshgrid" "(*xi, copy=True, sparse=False, indexing='xy')" => meshgrid;
    /// The positions along each axis of an array of this shape.
    ///
    /// >>> np.indices((2, 2))[0]
    /// array([[0, 0],
    ///        [1, 1]])
    "np.indices" "(dimensions, dtype=<no value>, sparse=False)" => indices;
    /// Copies values into an array, broadcasting them.
    ///
    /// >>> a = np.zeros(2)
    /// >>> np.copyto(a, 3)
    /// >>> a
    /// array([3., 3.])
    "np.copyto" "(dst, src, casting='same_kind', where=True)" => copyto;
    /// A new array of a shape: the class `np.ndarray` called by hand. `np.zeros` and `np.array` are what lessons use.
    ///
    /// >>> np.ndarray((2, 2)).shape
    /// (2, 2)
    "ndarray.__new__" "(shape, dtype=<no value>, buffer=None, offset=0, strides=None, order=None)" => ndarray_new;
}

const NO_COPY: &str = "Unable to avoid copy while creating an array as requested.\n\
    If using `np.array(obj, copy=False)` replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\n\
    For more details, see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn np_array(
    host: &mut dyn Host,
    object: Value,
    dtype: Option<DType>,
    copy: CopyArgument,
    order: Order,
    _subok: Value,
    Dimensions(ndmin): Dimensions,
    Given(ndmax): Given,
    _like: Like,
) -> Result<Value> {
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
    convert(host, object, dtype, order, &copy.0, ndmin, max_depth)
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
fn convert(
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

fn in_order(value: Value, dtype: Option<DType>, fortran: bool) -> Result<Value> {
    let ndmin = usize::from(!fortran || !matches!(value, Value::Array(_)));
    let array = to_array_as(
        &value,
        &ArrayOptions {
            dtype,
            ndmin,
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
fn sized(dtype: Option<DType>) -> DType {
    match dtype.unwrap_or(DType::F64) {
        DType::Str(0) => DType::Str(1),
        DType::Bytes(0) => DType::Bytes(1),
        other => other,
    }
}

/// As [`new_array`], with zeros for objects too.
fn zeros_of(dtype: &DType, shape: &[usize], fortran: bool) -> Result<Array> {
    let array = new_array(dtype, shape, fortran)?;
    if *dtype == DType::Object {
        set_elements(&array, &Value::Int(0))?;
    }
    Ok(array)
}

fn zeros(
    shape: NewShape,
    dtype: Option<DType>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let dtype = sized(dtype);
    zeros_of(&dtype, &shape.0, fortran)
}

fn ones(
    shape: NewShape,
    dtype: Option<DType>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    filled(&shape.0, &Value::Int(1), sized(dtype), fortran)
}

fn filled(shape: &[usize], value: &Value, dtype: DType, fortran: bool) -> Result<Array> {
    let array = new_array(&dtype, shape, fortran)?;
    set_elements(&array, value)?;
    Ok(array)
}

fn full(
    host: &mut dyn Host,
    shape: NewShape,
    fill_value: Value,
    dtype: Option<DType>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let dtype = match dtype {
        Some(dtype) => sized(Some(dtype)),
        None => to_array(&fill_value)?.dtype().clone(),
    };
    let array = new_array(&dtype, &shape.0, fortran)?;
    copy_over(host, &array, &fill_value)?;
    Ok(array)
}

/// Copies a value over an array as `copyto` does: integers have to fit, all else is converted as an array of it is.
fn copy_over(host: &mut dyn Host, target: &Array, value: &Value) -> Result<()> {
    let source = match value {
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::None => {
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
fn like(a: &Array, dtype: Option<DType>, order: Order, shape: Value) -> Result<Array> {
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

fn eye(
    n: i64,
    m: Option<i64>,
    k: i64,
    dtype: Option<DType>,
    NewOrder(fortran): NewOrder,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    let shape = ShapeArgument(vec![n, m.unwrap_or(n)]).lengths()?;
    let array = new_array(&sized(dtype), &shape, fortran)?;
    if *array.dtype() == DType::Object {
        set_elements(&array, &Value::Int(0))?;
    }
    set_elements(
        &array.with_layout(super::shape::diagonal_layout(array.layout(), k, 0, 1)?),
        &Value::Int(1),
    )?;
    Ok(array)
}

fn diag(host: &mut dyn Host, v: ArrayValue, k: Value) -> Result<Value> {
    if !matches!(v.array.ndim(), 1 | 2) {
        return Err(Raised::value_error("Input must be 1- or 2-d."));
    }
    let k = match &k {
        Value::Str(_) | Value::None if v.array.ndim() == 1 => {
            return Err(Raised::type_error(format!(
                "bad operand type for abs(): '{}'",
                k.type_name()
            )));
        }
        _ => i64::from_value(k, host)?,
    };
    match v.array.ndim() {
        1 => diagonal_matrix(&v.array, k).map(Value::array),
        2 => {
            let layout = super::shape::diagonal_layout(v.array.layout(), k, 0, 1)?;
            Ok(v.view(v.array.with_layout(layout).with_writeable(false)))
        }
        _ => Err(Raised::value_error("Input must be 1- or 2-d.")),
    }
}

fn diagonal_matrix(v: &Array, k: i64) -> Result<Array> {
    let side = v
        .size()
        .saturating_add(usize::try_from(k.unsigned_abs()).unwrap_or(usize::MAX));
    let array = zeros_of(v.dtype(), &[side, side], false)?;
    assign_array(
        &array.with_layout(super::shape::diagonal_layout(array.layout(), k, 0, 1)?),
        v,
    )?;
    Ok(array)
}

fn tri(n: i64, m: Option<i64>, k: i64, Given(dtype): Given, _like: Like) -> Result<Array> {
    let dtype = match dtype {
        Some(dtype) => crate::value::convert::to_dtype(&dtype)?,
        None => DType::F64,
    };
    let shape = ShapeArgument(vec![n, m.unwrap_or(n)]).lengths()?;
    let ones = filled(&shape, &Value::Int(1), dtype, false)?;
    triangle(&ones, k, true)
}

/// The array with zeros on one side of a diagonal of its last two axes.
fn triangle(m: &Array, k: i64, lower: bool) -> Result<Array> {
    // A one-dimensional array counts as every row of a square matrix.
    let m = match m.ndim() {
        0 => {
            return Err(Raised::type_error(
                "tri() missing 1 required positional argument: 'N'",
            ));
        }
        1 => m
            .broadcast_to(&[m.size(), m.size()])
            .unwrap_or_else(|| m.clone()),
        _ => m.clone(),
    };
    let array = m.copy()?;
    let ndim = array.ndim();
    let (rows, columns) = (array.shape()[ndim - 2], array.shape()[ndim - 1]);
    let zero = Value::Int(0);
    for row in 0..rows {
        // The first column above the diagonal in this row.
        let edge = (row as i64)
            .saturating_add(k)
            .saturating_add(i64::from(lower))
            .clamp(0, columns as i64) as usize;
        let (start, length) = if lower {
            (edge, columns - edge)
        } else {
            (0, edge)
        };
        if length > 0 {
            let line = array
                .layout()
                .sliced(ndim - 1, start, length, 1)
                .at(ndim - 2, row);
            set_elements(&array.with_layout(line), &zero)?;
        }
    }
    Ok(array)
}

fn meshgrid(Rest(vectors): Rest, copy: bool, sparse: bool, indexing: Rc<str>) -> Result<Value> {
    if !matches!(&*indexing, "xy" | "ij") {
        return Err(Raised::value_error(
            "Valid values for `indexing` are 'xy' and 'ij'.",
        ));
    }
    let vectors: Vec<Value> = vectors
        .iter()
        .map(|v| v.clone().into_array_value())
        .collect::<Result<_>>()?;
    let arrays: Vec<Array> = vectors.iter().map(to_array).collect::<Result<_>>()?;
    let count = arrays.len();
    // Which axis of the result each vector runs along.
    let axis_of = |i: usize| match (&*indexing, i) {
        ("xy", 0) if count > 1 => 1,
        ("xy", 1) => 0,
        _ => i,
    };
    let mut shape = vec![1; count];
    for (i, array) in arrays.iter().enumerate() {
        shape[axis_of(i)] = array.size();
    }
    let mut grids = Vec::with_capacity(count);
    for (i, (array, value)) in arrays.iter().zip(&vectors).enumerate() {
        let mut open = vec![1; count];
        open[axis_of(i)] = array.size();
        let view = array.reshaped(&open, false)?;
        let grid = if sparse {
            Some(view.clone())
        } else {
            view.broadcast_to(&shape)
        };
        let grid = grid.unwrap_or(view);
        grids.push(if copy {
            Value::array(grid.copy()?)
        } else {
            Value::view(grid, value)
        });
    }
    Ok(Value::tuple(grids))
}

fn indices(dimensions: ShapeArgument, Given(dtype): Given, sparse: bool) -> Result<Value> {
    let dtype = match dtype {
        Some(dtype) => crate::value::convert::to_dtype(&dtype)?,
        None => DType::I64,
    };
    let shape = dimensions.lengths()?;
    let mut full: Vec<usize> = vec![shape.len()];
    full.extend_from_slice(&shape);
    let line = |axis: usize| -> Result<Array> {
        let counted = Array::from_vec((0..shape[axis] as i64).collect::<Vec<_>>())?;
        let mut open = vec![1; shape.len()];
        open[axis] = shape[axis];
        crate::value::convert::convert_array(&counted.reshaped(&open, false)?, &dtype)
    };
    if sparse {
        return Ok(Value::tuple(
            (0..shape.len())
                .map(|axis| line(axis).map(Value::array))
                .collect::<Result<_>>()?,
        ));
    }
    let grid = new_array(&dtype, &full, false)?;
    for axis in 0..shape.len() {
        assign_array(&grid.with_layout(grid.layout().at(0, axis)), &line(axis)?)?;
    }
    Ok(Value::array(grid))
}

fn copyto(
    host: &mut dyn Host,
    dst: Value,
    src: Value,
    casting: super::attributes::CastingArgument,
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
        super::attributes::cast_checked(host, &to_array(&src)?, target.dtype(), casting.0)?
    };
    match &where_ {
        Value::Bool(true) => assign_array(&target, &source),
        mask => {
            let mask = crate::value::convert::convert_array(&to_array(mask)?, &DType::Bool)?;
            let mask = mask.broadcast_to(target.shape()).ok_or_else(|| {
                let (from, to) = (
                    crate::array::shape_text(mask.shape()),
                    crate::array::shape_text(target.shape()),
                );
                Raised::value_error(format!(
                    "could not broadcast where mask from shape {from} into shape {to}"
                ))
            })?;
            let source = source.broadcast_to(target.shape()).ok_or_else(|| {
                let (from, to) = (
                    crate::array::shape_text(source.shape()),
                    crate::array::shape_text(target.shape()),
                );
                Raised::value_error(format!(
                    "could not broadcast input array from shape {from} into shape {to}"
                ))
            })?;
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
        return Ok(Value::array(new_array(&dtype, &shape.0, fortran)?));
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
    Ok(Value::view(source.with_dtype(dtype, layout), &base))
}
