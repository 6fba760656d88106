//! Arrays of a pattern: diagonals, triangles, grids.

use super::compose::call_with;
use super::creation::{NewOrder, filled, sized, zeros_of};
use super::joining::new_array;
use crate::array::{Array, DType};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    ArrayValue, Device, Like, ShapeArgument, assign_array, convert_array, set_elements, to_array,
};
use crate::value::{Host, Raised, Result, Value, truth};
use std::rc::Rc;

builtins! {
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
    "np.tril" "(m, k=0)" => |host: &mut dyn Host, m: Array, k: Value| half(host, &m, k, true);
    /// The upper triangle: zeros below a diagonal.
    ///
    /// >>> np.triu([[1, 2], [3, 4]])
    /// array([[1, 2],
    ///        [0, 4]])
    "np.triu" "(m, k=0)" => |host: &mut dyn Host, m: Array, k: Value| half(host, &m, k, false);
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

fn tri(
    host: &mut dyn Host,
    n: Value,
    m: Value,
    k: Value,
    Given(dtype): Given,
    _like: Like,
) -> Result<Array> {
    let m = if m.is_none() { n.clone() } else { m };
    let whole = match (&n, &m, &k) {
        (Value::Int(n), Value::Int(m), Value::Int(k)) => Some((*n, *m, *k)),
        _ => None,
    };
    let asked = |dtype: Option<Value>| match dtype {
        Some(dtype) => crate::value::convert::to_dtype(&dtype),
        None => Ok(DType::F64),
    };
    let Some((n, m, k)) = whole else {
        let mask = lower_triangle(host, &n, &m, &k)?;
        return convert_array(&mask, &asked(dtype)?);
    };
    let dtype = asked(dtype)?;
    if dtype == DType::Object {
        let mask = lower_triangle(host, &Value::Int(n), &Value::Int(m), &Value::Int(k))?;
        return convert_array(&mask, &dtype);
    }
    // A negative number of rows or columns is none, as for `arange`.
    let shape = ShapeArgument(vec![n.max(0), m.max(0)]).lengths()?;
    let ones = filled(&shape, &Value::Int(1), dtype, false)?;
    triangle(&ones, k, true)
}

/// Where an array of so many rows and columns is on or below a diagonal. The numbers may be anything that Python can
/// compare and subtract: NumPy makes ranges of them.
fn lower_triangle(host: &mut dyn Host, n: &Value, m: &Value, k: &Value) -> Result<Array> {
    let rows = narrow_range(host, None, n)?;
    let first = operators::unary(host, UnaryOp::Minus, k.clone())?;
    let end = operators::binary(host, BinaryOp::Sub, m.clone(), k.clone())?;
    let columns = narrow_range(host, Some(&first), &end)?;
    let rows = rows.with_layout(rows.layout().with_axis(1));
    let (rows, columns) = (Value::array(rows), Value::array(columns));
    to_array(&host.compare_arrays(CompareOp::GtE, &rows, &columns)?)
}

/// `arange` in the narrowest integers that hold both ends.
fn narrow_range(host: &mut dyn Host, first: Option<&Value>, end: &Value) -> Result<Array> {
    let zero = Value::Int(0);
    let first = first.unwrap_or(&zero);
    let mut dtype = DType::I64;
    for (narrow, low, high) in [
        (DType::I8, i64::from(i8::MIN), i64::from(i8::MAX)),
        (DType::I16, i64::from(i16::MIN), i64::from(i16::MAX)),
        (DType::I32, i64::from(i32::MIN), i64::from(i32::MAX)),
    ] {
        let below = operators::compare(host, CompareOp::LtE, end, &Value::Int(high))?;
        let below = truth(host, &below)?;
        let above = operators::compare(host, CompareOp::GtE, first, &Value::Int(low))?;
        if below && truth(host, &above)? {
            dtype = narrow;
            break;
        }
    }
    let dtype = [("dtype", Value::DType(dtype.into()))];
    to_array(&call_with(
        host,
        "np.arange",
        [first.clone(), end.clone()],
        dtype,
    )?)
}

/// `tril` and `triu`, whose diagonal may be no whole number.
fn half(host: &mut dyn Host, m: &Array, k: Value, lower: bool) -> Result<Array> {
    if m.ndim() == 0 || matches!(k, Value::Int(_) | Value::Bool(_)) {
        return triangle(m, i64::from_value(k, host)?, lower);
    }
    let columns = m.shape()[m.ndim() - 1];
    let rows = m.shape()[m.ndim().saturating_sub(2)];
    let k = match lower {
        true => k,
        false => operators::binary(host, BinaryOp::Sub, k, Value::Int(1))?,
    };
    let mask = lower_triangle(
        host,
        &Value::Int(rows as i64),
        &Value::Int(columns as i64),
        &k,
    )?;
    let zeros = Value::array(Array::zeros(m.dtype().clone(), &[1])?);
    let own = Value::array(m.clone());
    let (chosen, other) = if lower { (own, zeros) } else { (zeros, own) };
    to_array(&super::call(
        host,
        "np.where",
        [Value::array(mask), chosen, other],
    )?)
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
    let zero = match array.dtype() {
        DType::Object => Value::Int(0),
        dtype => Value::array(Array::zeros(dtype.clone(), &[])?),
    };
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

fn indices(
    host: &mut dyn Host,
    dimensions: Value,
    Given(dtype): Given,
    sparse: bool,
) -> Result<Value> {
    let items = crate::builtins::python::iterate::collect(host, &dimensions)?;
    let dimensions = ShapeArgument::from_value(Value::tuple(items), host)?;
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
