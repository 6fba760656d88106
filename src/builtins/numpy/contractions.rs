//! Products over axes: `inner`, `outer`, `kron`, `tensordot`, `trace`, `cross`.

use crate::array::{Array, Axes, DType, Shape, normalize_axis};
use crate::builtins;
use crate::value::convert::{as_index, convert_array, values_of};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::axes::named_axis;
use super::gufuncs::into_out;
use super::products::{
    MATMUL, apply, as_column, as_row, check_aligned, common, contract_last, dot, flat,
    matrix_result, moved_last, scaled,
};
use super::shape::diagonal_layout;

builtins! {
    /// The sums of products over the last axes of both.
    ///
    /// >>> np.inner([[1, 2], [3, 4]], [1, 10])
    /// array([21, 43])
    "np.inner" "(a, b, /)" => inner;
    /// Every element of one vector times every one of the other.
    ///
    /// >>> np.outer([1, 2], [3, 4])
    /// array([[3, 4],
    ///        [6, 8]])
    "np.outer" "(a, b, out=None)" => outer;
    /// Every element of one vector times every one of the other; both must have one dimension.
    ///
    /// >>> np.linalg.outer([1, 2], [3, 4])
    /// array([[3, 4],
    ///        [6, 8]])
    "np.linalg.outer" "(x1, x2, /)" => linalg_outer;
    /// The Kronecker product: copies of `b`, each scaled by an element of `a`.
    ///
    /// >>> np.kron([1, 10], [1, 2])
    /// array([ 1,  2, 10, 20])
    "np.kron" "(a, b)" => kron;
    /// The sums of products over pairs of axes: the last `axes` of `a` with the first of `b`, or those that two lists name.
    ///
    /// >>> np.tensordot([[1, 2], [3, 4]], [[1, 0], [0, 1]], axes=2)
    /// array(5)
    "np.tensordot" "(a, b, axes=2)" => tensordot;
    /// As `np.tensordot`.
    ///
    /// >>> np.linalg.tensordot([1, 2], [3, 4], axes=1)
    /// array(11)
    "np.linalg.tensordot" "(x1, x2, /, *, axes=2)" => tensordot;
    /// The sum of a diagonal.
    ///
    /// >>> np.trace([[1, 2], [3, 4]])
    /// np.int64(5)
    "np.trace" "(a, offset=0, axis1=0, axis2=1, dtype=None, out=None)" => trace;
    /// The sum of a diagonal.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).trace()
    /// np.int64(5)
    "ndarray.trace" "(self, offset=0, axis1=0, axis2=1, dtype=None, out=None)" => trace;
    /// The sums of the diagonals of the last two axes.
    ///
    /// >>> np.linalg.trace([[1, 2], [3, 4]])
    /// np.int64(5)
    "np.linalg.trace" "(x, /, *, offset=0, dtype=None)" => |host: &mut dyn Host, x: Array, offset: i64, dtype: Option<DType>| trace(host, x, offset, -2, -1, dtype, Value::None);
    /// The diagonals of the last two axes: a view.
    ///
    /// >>> np.linalg.diagonal([[1, 2], [3, 4]])
    /// array([1, 4])
    "np.linalg.diagonal" "(x, /, *, offset=0)" => |host: &mut dyn Host, x: Value, offset: i64| {
        super::call(host, "np.diagonal", [x, Value::Int(offset), Value::Int(-2), Value::Int(-1)])
    };
    /// The cross product of vectors of three (or, as NumPy deprecates, two) components along an axis.
    ///
    /// >>> np.cross([1, 0, 0], [0, 1, 0])
    /// array([0, 0, 1])
    "np.cross" "(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)" => cross;
    /// The cross product of vectors of three components.
    ///
    /// >>> np.linalg.cross([1, 0, 0], [0, 1, 0])
    /// array([0, 0, 1])
    "np.linalg.cross" "(x1, x2, /, *, axis=-1)" => linalg_cross;
}

fn inner(host: &mut dyn Host, a: Array, b: Array) -> Result<Value> {
    let columns = match a.ndim() {
        0 => b.clone(),
        _ => b.transposed(),
    };
    if let Some(product) = scaled(host, &a, &columns)? {
        return Ok(Value::array_or_scalar(product));
    }
    if a.ndim() == 0 || b.ndim() == 0 {
        return apply(host, "multiply", &a, &b).map(Value::array_or_scalar);
    }
    let (a, b) = common(&a, &b)?;
    // NumPy turns the second array round first, and complains of that.
    let order = (0..b.ndim().saturating_sub(2)).chain([b.ndim() - 1]);
    let order: Vec<usize> = match b.ndim() {
        1 => vec![0],
        n => order.chain([n - 2]).collect(),
    };
    let turned = b.with_layout(b.layout().permuted(&order));
    check_aligned(&a, &turned, a.ndim() - 1, b.ndim().saturating_sub(2))?;
    let result = if a.ndim() <= 2 && b.ndim() <= 2 {
        matrix_result(host, &a, &b.transposed())?
    } else {
        contract_last(host, &a, &b)?
    };
    Ok(Value::array_or_scalar(result))
}

fn outer(host: &mut dyn Host, a: Array, b: Array, out: Value) -> Result<Value> {
    let (a, b) = (flat(&a)?, flat(&b)?);
    let product = apply(host, "multiply", &as_column(&a), &as_row(&b))?;
    match out {
        Value::None => Ok(Value::array(product)),
        out => into_out(&MATMUL, &product, out),
    }
}

fn linalg_outer(host: &mut dyn Host, a: Array, b: Array) -> Result<Value> {
    if a.ndim() != 1 || b.ndim() != 1 {
        return Err(Raised::value_error(format!(
            "Input arrays must be one-dimensional, but they are x1.ndim={} and x2.ndim={}.",
            a.ndim(),
            b.ndim()
        )));
    }
    outer(host, a, b, Value::None)
}

fn kron(host: &mut dyn Host, a: Array, b: Array) -> Result<Value> {
    let ndim = a.ndim().max(b.ndim());
    if a.ndim() == 0 || b.ndim() == 0 {
        return apply(host, "multiply", &a, &b).map(Value::array_or_scalar);
    }
    // Axis by axis, a's element and then b's: (a0, 1, a1, 1, …) times (1, b0, 1, b1, …).
    let spread = |x: &Array, first: usize| {
        let mut layout = x.layout().clone();
        while layout.ndim() < ndim {
            layout = layout.with_axis(0);
        }
        let layout = (0..ndim).fold(layout, |layout, i| layout.with_axis(2 * i + first));
        x.with_layout(layout)
    };
    let (x, y) = (spread(&a, 1), spread(&b, 0));
    let product = apply(host, "multiply", &x, &y)?;
    let pairs = product.shape().chunks(2);
    let shape: Shape = pairs.map(|pair| pair.iter().product()).collect();
    Ok(Value::array(
        product.to_contiguous()?.reshaped(&shape, false)?,
    ))
}

/// The axes that `tensordot` sums over, of both operands.
fn contracted_axes(axes: &Value, ndim: usize) -> Result<(Vec<i64>, Vec<i64>)> {
    let list = |value: &Value| -> Result<Vec<i64>> {
        match value {
            Value::Tuple(items) => items.iter().map(as_index).collect(),
            Value::List(list) => list.items.borrow().iter().map(as_index).collect(),
            Value::Array(object) => {
                let values: Vec<Value> = values_of(&object.array())?;
                values.iter().map(as_index).collect()
            }
            one => Ok(vec![as_index(one)?]),
        }
    };
    let parts: Vec<Value> = match axes {
        Value::Tuple(items) => items.to_vec(),
        Value::List(list) => list.items.borrow().clone(),
        Value::None => {
            return Err(Raised::type_error(
                "bad operand type for unary -: 'NoneType'",
            ));
        }
        count => {
            let count = as_index(count)?;
            let first = (-count..0).collect();
            let _ = ndim;
            return Ok((first, (0..count).collect()));
        }
    };
    match &parts[..] {
        [a, b] => Ok((list(a)?, list(b)?)),
        [] | [_] => Err(Raised::value_error(format!(
            "not enough values to unpack (expected 2, got {})",
            parts.len()
        ))),
        _ => Err(Raised::value_error(
            "too many values to unpack (expected 2)",
        )),
    }
}

fn tensordot(host: &mut dyn Host, a: Array, b: Array, axes: Value) -> Result<Value> {
    let (axes_a, axes_b) = contracted_axes(&axes, a.ndim())?;
    let place = |x: &Array, axes: &[i64]| -> Result<Vec<usize>> {
        let n = x.ndim();
        let position = |&axis: &i64| normalize_axis(axis, n);
        axes.iter()
            .map(|axis| position(axis).map_err(|_| Raised::index_error("tuple index out of range")))
            .collect()
    };
    // NumPy goes through the pairs until one does not fit, and only then would it come to an axis that is not there.
    let outside = |x: &Array, axis: &i64| normalize_axis(*axis, x.ndim()).is_err();
    let mismatch = || Raised::value_error("shape-mismatch for sum");
    if axes_a.len() != axes_b.len() {
        return Err(mismatch());
    }
    let unlike = |(i, j): (&i64, &i64)| match (place(&a, &[*i]), place(&b, &[*j])) {
        (Ok(i), Ok(j)) => a.shape()[i[0]] != b.shape()[j[0]],
        _ => false,
    };
    let inside = |(i, j): &(&i64, &i64)| !outside(&a, i) && !outside(&b, j);
    if axes_a.iter().zip(&axes_b).take_while(inside).any(unlike) {
        return Err(mismatch());
    }
    let (at_a, at_b) = (place(&a, &axes_a)?, place(&b, &axes_b)?);
    let others = |x: &Array, taken: &[usize]| -> Vec<usize> {
        (0..x.ndim()).filter(|axis| !taken.contains(axis)).collect()
    };
    let (free_a, free_b) = (others(&a, &at_a), others(&b, &at_b));
    let lengths =
        |x: &Array, axes: &[usize]| -> Shape { axes.iter().map(|&i| x.shape()[i]).collect() };
    let (rows, columns) = (lengths(&a, &free_a), lengths(&b, &free_b));
    let sum: usize = lengths(&a, &at_a).iter().product();
    let order_a: Axes = free_a.iter().chain(&at_a).copied().collect();
    let order_b: Axes = at_b.iter().chain(&free_b).copied().collect();
    let left = a
        .with_layout(a.layout().permuted(&order_a))
        .reshaped(&[rows.iter().product(), sum], false)?;
    let right = b
        .with_layout(b.layout().permuted(&order_b))
        .reshaped(&[sum, columns.iter().product()], false)?;
    let product = dot(host, &left, &right)?;
    let shape: Shape = rows.iter().chain(&columns).copied().collect();
    Ok(Value::array(product.reshaped(&shape, false)?))
}

#[allow(clippy::too_many_arguments)] // a parameter of NumPy's each
fn trace(
    host: &mut dyn Host,
    a: Array,
    offset: i64,
    axis1: i64,
    axis2: i64,
    dtype: Option<DType>,
    out: Value,
) -> Result<Value> {
    let diagonal = a.with_layout(diagonal_layout(a.layout(), offset, axis1, axis2)?);
    let dtype = dtype.unwrap_or_else(|| match a.dtype() {
        DType::Bool | DType::I8 | DType::I16 | DType::I32 => DType::I64,
        DType::U8 | DType::U16 | DType::U32 => DType::U64,
        other => other.clone(),
    });
    let diagonal = convert_array(&diagonal, &dtype)?;
    let last = diagonal.ndim() - 1;
    let outer: Shape = diagonal.shape()[..last].into();
    let mut sum = super::joining::new_array(&dtype, &outer, false)?;
    if dtype == DType::Object {
        sum = convert_array(&Array::zeros(DType::I64, &outer)?, &dtype)?;
    }
    for at in 0..diagonal.shape()[last] {
        let term = diagonal.with_layout(diagonal.layout().at(last, at));
        sum = apply(host, "add", &sum, &term)?;
    }
    into_out(&MATMUL, &sum, out)
}

/// One component of vectors along the last axis.
fn component(a: &Array, at: usize) -> Array {
    a.with_layout(a.layout().at(a.ndim() - 1, at))
}

#[allow(clippy::too_many_arguments)] // a parameter of NumPy's each
fn cross(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    axis_a: i64,
    axis_b: i64,
    axis_c: i64,
    axis: Option<i64>,
) -> Result<Value> {
    let (axis_a, axis_b, axis_c) = match axis {
        Some(axis) => (axis, axis, axis),
        None => (axis_a, axis_b, axis_c),
    };
    if a.ndim() < 1 || b.ndim() < 1 {
        return Err(Raised::value_error("At least one array has zero dimension"));
    }
    let last = |x: &Array, axis: i64, name: &str| -> Result<Array> {
        let axis = named_axis(name, axis, x.ndim())?;
        Ok(x.with_layout(x.layout().permuted(&moved_last(x.ndim(), axis))))
    };
    let (a, b) = (last(&a, axis_a, "axisa")?, last(&b, axis_b, "axisb")?);
    let (n, m) = (a.shape()[a.ndim() - 1], b.shape()[b.ndim() - 1]);
    if !(2..=3).contains(&n) || !(2..=3).contains(&m) {
        return Err(Raised::value_error(
            "incompatible dimensions for cross product\n(dimension must be 2 or 3)",
        ));
    }
    if n == 2 || m == 2 {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors instead. (deprecated in NumPy 2.0)",
        )?;
    }
    let mut minor = |i: usize, j: usize| -> Result<Array> {
        let difference = |host: &mut dyn Host, x: Option<Array>, y: Option<Array>| match (x, y) {
            (Some(x), Some(y)) => apply(host, "subtract", &x, &y).map(Some),
            (Some(x), None) => Ok(Some(x)),
            (None, Some(y)) => {
                let zero = Array::zeros(y.dtype().clone(), &[])?;
                apply(host, "subtract", &zero, &y).map(Some)
            }
            (None, None) => Ok(None),
        };
        let product = |host: &mut dyn Host, i: usize, j: usize| {
            (i < n && j < m)
                .then(|| apply(host, "multiply", &component(&a, i), &component(&b, j)))
                .transpose()
        };
        let (first, second) = (product(host, i, j)?, product(host, j, i)?);
        let minor = difference(host, first, second)?;
        minor.ok_or_else(|| Raised::value_error("incompatible dimensions for cross product"))
    };
    if n == 2 && m == 2 {
        return minor(0, 1).map(Value::array);
    }
    let parts = [minor(1, 2)?, minor(2, 0)?, minor(0, 1)?];
    let parts = parts.map(|part| part.with_layout(part.layout().with_axis(part.ndim())));
    let joined = super::joining::join(&parts, parts[0].ndim() - 1, parts[0].dtype())?;
    let n = joined.ndim();
    let place = named_axis("axisc", axis_c, n)?;
    let mut order: Axes = (0..n - 1).collect();
    order.insert(place, n - 1);
    Ok(Value::array(
        joined.with_layout(joined.layout().permuted(&order)),
    ))
}

fn linalg_cross(host: &mut dyn Host, a: Array, b: Array, axis: Value) -> Result<Value> {
    let axis = as_index(&axis).map_err(|_| {
        Raised::type_error(format!(
            "tuple indices must be integers or slices, not {}",
            axis.type_name()
        ))
    })?;
    let along = |x: &Array| match normalize_axis(axis, x.ndim()) {
        Ok(axis) => Ok(x.shape()[axis]),
        Err(_) => Err(Raised::index_error("tuple index out of range")),
    };
    let (n, m) = (along(&a)?, along(&b)?);
    if n != 3 || m != 3 {
        return Err(Raised::value_error(format!(
            "Both input arrays must be (arrays of) 3-dimensional vectors, but they are {n} and {m} dimensional instead."
        )));
    }
    cross(host, a, b, axis, axis, axis, None)
}
