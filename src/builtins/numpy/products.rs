//! Products of vectors, matrices and stacks of them: `np.dot`, `np.matmul`, `@` and their kin.

use crate::array::linalg::products::{dot_vectors, multiply_stacks};
use crate::array::ufunc::{Input, Options, Request, Ufunc};
use crate::array::{
    Array, Axes, DType, Kind, Layout, Scalar, Shape, TimeUnit, broadcast_shapes, meter,
    normalize_axis, promote, shape_text,
};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::convert::{Order, assign_array, convert_array, to_array, values_of};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::copies::CastingArgument;
use super::gufuncs::{Asked, Gufunc, into_out, warn_of_events};
use super::operators::report;

builtins! {
    /// The dot product: of two vectors their inner product, of two matrices the matrix product; else the sum over the
    /// last axis of `a` and the last but one of `b`. A scalar multiplies.
    ///
    /// >>> np.dot([1, 2, 3], [4, 5, 6])
    /// np.int64(32)
    /// >>> np.dot([[1, 2], [3, 4]], [10, 1])
    /// array([12, 34])
    "np.dot" "(a, b, out=None)" => dot_row;
    /// The dot product with another array: `np.dot(a, b)`.
    ///
    /// >>> np.array([1, 2]).dot([3, 4])
    /// np.int64(11)
    "ndarray.dot" "(self, b, out=None)" => dot_row;
    /// The matrix product, over stacks of matrices too: what `a @ b` means. Vectors count as one row or one column.
    ///
    /// >>> np.matmul([[1, 2], [3, 4]], [[1, 0], [0, 2]])
    /// array([[1, 4],
    ///        [3, 8]])
    ufunc "np.matmul" "(x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, signature=<no value>, axes=<no value>, axis=<no value>)" => matmul_row;
    /// The matrix product of two arrays.
    ///
    /// >>> np.linalg.matmul([[1, 2]], [[3], [4]])
    /// array([[11]])
    "np.linalg.matmul" "(x1, x2, /)" => matmul;
    /// The dot product of all elements in C order, the first argument conjugated.
    ///
    /// >>> np.vdot([1, 2j], [1, 2j])
    /// np.complex128(5+0j)
    "np.vdot" "(a, b, /)" => vdot;
    /// The dot products of vectors along an axis, the first ones conjugated; other axes broadcast.
    ///
    /// >>> np.vecdot([[1, 2], [3, 4]], [1, 10])
    /// array([21, 43])
    ufunc "np.vecdot" "(x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, signature=<no value>, axes=<no value>, axis=-1)" => vecdot_row;
    /// The dot products of vectors along an axis.
    ///
    /// >>> np.linalg.vecdot([1, 2], [3, 4])
    /// np.int64(11)
    "np.linalg.vecdot" "(x1, x2, /, *, axis=-1)" => |host: &mut dyn Host, a: Array, b: Array, axis: i64| {
        vecdot(host, [a, b], Value::None, axis, &Asked::PLAIN)
    };
    /// Matrices times vectors; leading axes broadcast.
    ///
    /// >>> np.matvec([[1, 2], [3, 4]], [1, 10])
    /// array([21, 43])
    ufunc "np.matvec" "(x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, signature=<no value>, axes=<no value>, axis=<no value>)" => matvec;
    /// Vectors times matrices, the vectors conjugated; leading axes broadcast.
    ///
    /// >>> np.vecmat([1, 10], [[1, 2], [3, 4]])
    /// array([31, 42])
    ufunc "np.vecmat" "(x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True, signature=<no value>, axes=<no value>, axis=<no value>)" => vecmat;
}

/// Two arrays cast to their common dtype.
pub(super) fn common(a: &Array, b: &Array) -> Result<(Array, Array)> {
    let dtype = promote(a.dtype(), b.dtype())?;
    let cast = |x: &Array| {
        if *x.dtype() == dtype {
            Ok(x.clone())
        } else {
            convert_array(x, &dtype)
        }
    };
    Ok((cast(a)?, cast(b)?))
}

/// Durations as the integers that they are: NumPy multiplies and adds these without regard to their unit.
pub(super) fn as_counts(a: &Array, b: &Array) -> Option<(Array, Array)> {
    let counts = |x: &Array| x.with_dtype(DType::I64, x.layout().clone());
    (a.dtype().native().kind() == Kind::Timedelta).then(|| (counts(a), counts(b)))
}

/// Integers as durations without a unit.
pub(super) fn as_durations(counts: &Array) -> Array {
    let dtype = DType::Timedelta(TimeUnit::GENERIC);
    counts.with_dtype(dtype, counts.layout().clone())
}

/// A binary ufunc of arrays.
///
/// # Errors
/// As the ufunc.
pub fn apply(host: &mut dyn Host, name: &str, a: &Array, b: &Array) -> Result<Array> {
    if *a.dtype() == DType::Object || *b.dtype() == DType::Object {
        let op = match name {
            "add" => BinaryOp::Add,
            "subtract" => BinaryOp::Sub,
            _ => BinaryOp::Mul,
        };
        return object_elementwise(host, op, a, b);
    }
    apply_as(host, name, name, a, b)
}

/// As [`apply`] for numbers, in warnings under the name of `place`.
fn apply_as(host: &mut dyn Host, name: &str, place: &str, a: &Array, b: &Array) -> Result<Array> {
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let inputs = vec![Input::from(a.clone()), Input::from(b.clone())];
    let (outputs, flags) = ufunc.call(inputs, &Options::default())?;
    report(host, flags, place)?;
    let first = outputs.into_iter().next();
    first.ok_or_else(|| Raised::type_error(format!("{name} has no output")))
}

fn object_elementwise(host: &mut dyn Host, op: BinaryOp, a: &Array, b: &Array) -> Result<Array> {
    let shape = broadcast_shapes([a.shape(), b.shape()]).ok_or_else(|| {
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {} {} ",
            shape_text(a.shape()),
            shape_text(b.shape())
        ))
    })?;
    let (Some(x), Some(y)) = (a.broadcast_to(&shape), b.broadcast_to(&shape)) else {
        return Err(Raised::value_error(
            "operands could not be broadcast together",
        ));
    };
    let mut results = Vec::new();
    for (x, y) in x.scalars().zip(y.scalars()) {
        let result = operators::binary(host, op, Value::scalar(x), Value::scalar(y))?;
        results.push(result.into_object());
    }
    Ok(Array::from_objects(&shape, results)?)
}

/// The products of stacks (…, m, k) and (…, k, n) whose leading axes agree, for every dtype.
pub(super) fn multiply(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    if *a.dtype() == DType::Object {
        return multiply_objects(host, a, b);
    }
    Ok(multiply_stacks(a, b)?)
}

fn multiply_objects(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    let (da, db) = (a.ndim(), b.ndim());
    let (m, k, n) = (a.shape()[da - 2], a.shape()[da - 1], b.shape()[db - 1]);
    let left: Vec<Value> = values_of(a)?;
    let right: Vec<Value> = values_of(b)?;
    meter::finished()?;
    let stack: usize = a.shape()[..da - 2].iter().product();
    let mut results = Vec::new();
    for at in 0..stack * m * n {
        let (s, i, j) = (at / (m * n), at / n % m, at % n);
        let row = (0..k).map(|l| left[(s * m + i) * k + l].clone());
        let column = (0..k).map(|l| right[(s * k + l) * n + j].clone());
        results.push(object_sum(host, row.zip(column))?.into_object());
    }
    let mut shape = a.shape()[..da - 2].to_vec();
    shape.extend([m, n]);
    Ok(Array::from_objects(&shape, results)?)
}

pub(super) fn object_sum(
    host: &mut dyn Host,
    pairs: impl Iterator<Item = (Value, Value)>,
) -> Result<Value> {
    let mut sum: Option<Value> = None;
    for (x, y) in pairs {
        let product = operators::binary(host, BinaryOp::Mul, x, y)?;
        sum = Some(match sum {
            Some(sum) => operators::binary(host, BinaryOp::Add, sum, product)?,
            None => product,
        });
    }
    Ok(sum.unwrap_or(Value::Bool(false)))
}

pub(super) fn dot_row(host: &mut dyn Host, a: Value, b: Value, out: Value) -> Result<Value> {
    let (a, b) = (to_array(&a)?, to_array(&b)?);
    refuse_texts(&a, &b)?;
    let result = dot(host, &a, &b)?;
    match out {
        Value::None => Ok(Value::array_or_scalar(result)),
        // A result without dimensions is a scalar, wherever it was put.
        out => match into_exact_out(&result, out)? {
            Value::Array(object) if object.with(|a| a.ndim() == 0) => {
                Ok(Value::array_or_scalar(object.array()))
            }
            out => Ok(out),
        },
    }
}

/// There is no product of texts.
fn refuse_texts(a: &Array, b: &Array) -> Result<()> {
    if a.ndim() > 0 && b.ndim() > 0 {
        return Ok(());
    }
    let text = |x: &&Array| matches!(x.dtype().native(), DType::Str(_) | DType::Bytes(_));
    match [a, b].iter().find(|x| text(x)) {
        None => Ok(()),
        Some(text) => {
            let dtype = text.dtype().repr();
            Err(Raised::new(
                ClassId::UFUNC_NO_LOOP_ERROR,
                format!(
                    "ufunc 'multiply' did not contain a loop with signature matching types ({dtype}, {dtype}) -> None"
                ),
            ))
        }
    }
}

/// `np.dot` of two arrays.
///
/// # Errors
/// ValueError where the axes do not match.
pub fn dot(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    if let Some(product) = scaled(host, a, b)? {
        return Ok(product);
    }
    if a.ndim() == 0 || b.ndim() == 0 {
        return apply(host, "multiply", a, b);
    }
    let (x, y) = common(a, b)?;
    if let Some((x, y)) = as_counts(&x, &y) {
        return Ok(as_durations(&dot(host, &x, &y)?));
    }
    let along_b = if y.ndim() == 1 { 0 } else { y.ndim() - 2 };
    check_aligned(&x, &y, x.ndim() - 1, along_b)?;
    if x.ndim() <= 2 && y.ndim() <= 2 {
        let result = matrix_result(host, &x, &y)?;
        warn_of_events(host, "dot", [&as_row(&x), &as_column(&y)], &result)?;
        return Ok(result);
    }
    let order = moved_last(y.ndim(), along_b);
    let turned = y.with_layout(y.layout().permuted(&order));
    let result = contract_last(host, &x, &turned)?;
    let length = x.shape()[x.ndim() - 1];
    let counts = (x.size().checked_div(length), y.size().checked_div(length));
    if let (Some(rows), Some(columns)) = counts {
        let rows = x.reshaped(&[rows, length], false)?;
        let columns = turned.reshaped(&[columns, length], false)?;
        let columns = columns.with_layout(columns.layout().permuted(&[1, 0]));
        warn_of_events(host, "dot", [&rows, &columns], &result)?;
    }
    Ok(result)
}

/// The shape of a product of few axes in which one side is a single number; `None` for other products.
fn scaled_shape(a: &Array, b: &Array) -> Option<Shape> {
    let single = |x: &Array| x.size() == 1;
    let numbers = |x: &Array| x.dtype().is_numeric();
    let few = a.ndim() <= 2 && b.ndim() <= 2 && numbers(a) && numbers(b);
    let mut shape: Shape = a.shape().into();
    match (a.ndim(), b.ndim()) {
        (0, _) => shape = b.shape().into(),
        (_, 0) => {}
        (_, n) => {
            let along = n.saturating_sub(2);
            if shape.pop() != b.shape().get(along).copied() {
                return None;
            }
            let mut rest: Shape = b.shape().into();
            rest.remove(along);
            shape.extend(rest);
        }
    }
    (few && (single(a) || single(b))).then_some(shape)
}

/// A product with a single number, as BLAS adds a multiple (`axpy`) to zeros: nothing comes of 0 times anything, and no
/// zero is negative. One number times another is a plain product. `None` for other products.
///
/// # Errors
/// As [`dot`].
pub(super) fn scaled(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Option<Array>> {
    let Some(shape) = scaled_shape(a, b) else {
        return Ok(None);
    };
    let (a, b) = common(a, b)?;
    if !a.dtype().is_inexact() || *a.dtype() == DType::F16 {
        return Ok(None);
    }
    let (factor, other) = match b.size() {
        1 => (b, a),
        _ => (a, b),
    };
    let zeros = Array::zeros(other.dtype().clone(), &shape)?;
    let (factor, other) = (factor.reshaped(&[], false)?, other.reshaped(&shape, false)?);
    let is_zero = |factor: Scalar| {
        let factor = factor.as_complex();
        factor.is_some_and(|factor| factor.re == 0.0 && factor.im == 0.0)
    };
    if zeros.size() != 1 && factor.first().is_some_and(is_zero) {
        return Ok(Some(zeros));
    }
    let product = apply_as(host, "multiply", "dot", &other, &factor)?;
    Ok(Some(match zeros.size() {
        1 => product,
        _ => apply(host, "add", &product, &zeros)?,
    }))
}

pub(super) fn check_aligned(a: &Array, b: &Array, along_a: usize, along_b: usize) -> Result<()> {
    let (n, m) = (a.shape()[along_a], b.shape()[along_b]);
    if n == m {
        return Ok(());
    }
    Err(Raised::value_error(format!(
        "shapes {} and {} not aligned: {n} (dim {along_a}) != {m} (dim {along_b})",
        shape_text(a.shape()),
        shape_text(b.shape())
    )))
}

/// The order of axes with one moved to the end.
pub(super) fn moved_last(ndim: usize, axis: usize) -> Axes {
    (0..ndim).filter(|&i| i != axis).chain([axis]).collect()
}

/// The product of operands of one or two dimensions, without the axes that stand for vectors.
pub(super) fn matrix_result(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    let row = as_row(a);
    let column = as_column(b);
    let product = multiply(host, &row, &column)?;
    drop_vector_axes(&product, a.ndim() == 1, b.ndim() == 1)
}

pub(super) fn as_row(a: &Array) -> Array {
    if a.ndim() == 1 {
        a.with_layout(a.layout().with_axis(0))
    } else {
        a.clone()
    }
}

pub(super) fn as_column(b: &Array) -> Array {
    if b.ndim() == 1 {
        b.with_layout(b.layout().with_axis(1))
    } else {
        b.clone()
    }
}

pub(super) fn drop_vector_axes(product: &Array, row: bool, column: bool) -> Result<Array> {
    let n = product.ndim();
    let mut shape: Shape = product.shape().into();
    if column {
        shape.remove(n - 1);
    }
    if row {
        shape.remove(n - 2);
    }
    Ok(product.reshaped(&shape, false)?)
}

/// The sums of products over the last axes of both, one dot product for each element.
pub(super) fn contract_last(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    let outer = |x: &Array| -> Shape { x.shape()[..x.ndim() - 1].into() };
    let mut shape = outer(a);
    shape.extend(outer(b));
    let runs = |x: &Array| -> Vec<Array> {
        let n = x.ndim() - 1;
        let mut stack: Layout = x.layout().clone();
        stack.shape.truncate(n);
        stack.strides.truncate(n);
        let run = |offset: usize| {
            let mut layout = x.layout().clone();
            layout.shape = x.shape()[n..].into();
            layout.strides = x.strides()[n..].into();
            layout.offset = offset;
            x.with_layout(layout)
        };
        stack.offsets().map(run).collect()
    };
    let result = super::joining::new_array(a.dtype(), &shape, false)?;
    let right = runs(b);
    let mut places = result.layout().offsets();
    for x in runs(a) {
        for y in &right {
            let sum = dot_run(host, &x, y)?;
            if let (Some(at), Some(sum)) = (places.next(), sum.first()) {
                result.set(at, &sum);
            }
        }
    }
    Ok(result)
}

fn dot_run(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    crate::array::meter::steps(a.size())?;
    if *a.dtype() != DType::Object {
        return Ok(dot_vectors(a, b)?);
    }
    let pairs = values_of(a)?.into_iter().zip(values_of(b)?);
    let sum = object_sum(host, pairs)?;
    Ok(Array::from_objects(&[], vec![sum.into_object()])?)
}

/// The `out` of `np.dot`: it must be exactly what the result is.
pub(super) fn into_exact_out(result: &Array, out: Value) -> Result<Value> {
    let Value::Array(object) = &out else {
        return Err(Raised::type_error("'out' must be an array"));
    };
    let target = object.array();
    if target.dtype() != result.dtype()
        || target.ndim() != result.ndim()
        || !target.is_c_contiguous()
    {
        return Err(Raised::value_error(
            "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)",
        ));
    }
    if target.shape() != result.shape() {
        return Err(Raised::value_error("output array has wrong dimensions"));
    }
    assign_array(&target, result)?;
    Ok(out)
}

pub(super) const MATMUL: Gufunc = Gufunc {
    name: "matmul",
    signature: "(n?,k),(k,m?)->(n?,m?)",
    core: [1, 1],
};

/// `a @ b`
///
/// # Errors
/// ValueError where the shapes do not fit, TypeError for dtypes without a product.
pub fn matmul(host: &mut dyn Host, a: Value, b: Value) -> Result<Value> {
    let (a, b) = (to_array(&a)?, to_array(&b)?);
    Ok(Value::array_or_scalar(matmul_arrays(host, &a, &b)?))
}

/// `target @= b`
///
/// # Errors
/// As [`matmul`]; ValueError where the result has another shape than the target.
pub fn matmul_inplace(host: &mut dyn Host, target: Value, b: Value) -> Result<Value> {
    let (a, b) = (to_array(&target)?, to_array(&b)?);
    if !a.is_writeable() {
        return Err(Raised::value_error("output array is read-only"));
    }
    Asked::PLAIN.operands(&MATMUL, [&a, &b], &target)?;
    MATMUL.check_dimensions([&a, &b])?;
    if b.ndim() < 2 {
        return Err(Raised::value_error(
            "inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.",
        ));
    }
    multiplied(host, [&a, &b], target, &Asked::PLAIN)
}

/// The product as an array, without the output's casting.
pub(super) fn matmul_arrays(host: &mut dyn Host, a: &Array, b: &Array) -> Result<Array> {
    let operands = Asked::PLAIN.operands(&MATMUL, [a, b], &Value::None)?;
    product_of(host, [a, b], operands)
}

fn product_of(host: &mut dyn Host, [a, b]: [&Array; 2], (x, y): (Array, Array)) -> Result<Array> {
    MATMUL.check_dimensions([a, b])?;
    let (row, column) = (as_row(&x), as_column(&y));
    let (k, l) = (
        row.shape()[row.ndim() - 1],
        column.shape()[column.ndim() - 2],
    );
    if k != l {
        return Err(MATMUL.mismatch("Input operand 1", 0, l, k));
    }
    let (row, column) = MATMUL.broadcast_cores(&row, &column, [2, 2])?;
    let product = multiply(host, &row, &column)?;
    warn_of_events(host, "matmul", [&row, &column], &product)?;
    drop_vector_axes(&product, a.ndim() == 1, b.ndim() == 1)
}

fn multiplied(
    host: &mut dyn Host,
    arrays: [&Array; 2],
    out: Value,
    asked: &Asked,
) -> Result<Value> {
    let operands = asked.operands(&MATMUL, arrays, &out)?;
    let result = product_of(host, arrays, operands)?;
    into_out(&MATMUL, &result, out)
}

#[allow(clippy::too_many_arguments)] // a parameter of NumPy's each
fn matmul_row(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    out: Value,
    CastingArgument(casting): CastingArgument,
    _order: Order,
    dtype: Option<DType>,
) -> Result<Value> {
    multiplied(host, [&a, &b], out, &Asked { casting, dtype })
}

/// The complex conjugate; real arrays as they are.
///
/// # Errors
/// The budget's.
pub(super) fn conjugated(a: &Array) -> Result<Array> {
    if !matches!(a.dtype(), DType::C64 | DType::C128) {
        return Ok(a.clone());
    }
    let conjugate =
        Ufunc::by_name("conjugate").ok_or_else(|| Raised::attribute_error("no ufunc conjugate"))?;
    let options = Options {
        request: Request::PLAIN,
        ..Options::default()
    };
    let (outputs, _) = conjugate.call(vec![Input::from(a.clone())], &options)?;
    Ok(outputs.into_iter().next().unwrap_or_else(|| a.clone()))
}

pub(super) fn flat(a: &Array) -> Result<Array> {
    Ok(a.reshaped(&[a.size()], false)?)
}

fn vdot(host: &mut dyn Host, a: Array, b: Array) -> Result<Value> {
    let (a, b) = common(&flat(&a)?, &flat(&b)?)?;
    if a.size() != b.size() {
        let message = format!(
            "cannot reshape array of size {} into shape {}",
            b.size(),
            shape_text(a.shape())
        );
        return Err(Raised::value_error(message));
    }
    let sum = dot_run(host, &conjugated(&a)?, &b)?;
    Ok(Value::array_or_scalar(sum))
}

const VECDOT: Gufunc = Gufunc {
    name: "vecdot",
    signature: "(n),(n)->()",
    core: [1, 1],
};

#[allow(clippy::too_many_arguments)] // a parameter of NumPy's each
fn vecdot_row(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    out: Value,
    CastingArgument(casting): CastingArgument,
    _order: Order,
    dtype: Option<DType>,
    _subok: Value,
    _signature: Given,
    _axes: Given,
    axis: i64,
) -> Result<Value> {
    vecdot(host, [a, b], out, axis, &Asked { casting, dtype })
}

fn vecdot(
    host: &mut dyn Host,
    [a, b]: [Array; 2],
    out: Value,
    axis: i64,
    asked: &Asked,
) -> Result<Value> {
    let (a, b) = asked.operands(&VECDOT, [&a, &b], &out)?;
    VECDOT.check_dimensions([&a, &b])?;
    let last = |x: &Array| -> Result<Array> {
        let axis = normalize_axis(axis, x.ndim())?;
        Ok(x.with_layout(x.layout().permuted(&moved_last(x.ndim(), axis))))
    };
    contracted(host, &VECDOT, [last(&a)?, last(&b)?], out)
}

/// The sums of products of vectors and matrices whose leading axes broadcast, a vector on the left conjugated.
fn contracted(
    host: &mut dyn Host,
    gufunc: &Gufunc,
    [a, b]: [Array; 2],
    out: Value,
) -> Result<Value> {
    gufunc.check_dimensions([&a, &b])?;
    let vectors = gufunc.core.map(|axes| axes == 1);
    let (n, m) = (
        a.shape()[a.ndim() - 1],
        b.shape()[b.ndim() - gufunc.core[1]],
    );
    if n != m {
        return Err(gufunc.mismatch("Input operand 1", 0, m, n));
    }
    let a = if vectors[0] { conjugated(&a)? } else { a };
    let (mut a, mut b) = gufunc.broadcast(&a, &b)?;
    if vectors[0] {
        a = a.with_layout(a.layout().with_axis(a.ndim() - 1));
    }
    if vectors[1] {
        b = b.with_layout(b.layout().with_axis(b.ndim()));
    }
    let product = multiply(host, &a, &b)?;
    warn_of_events(host, gufunc.name, [&a, &b], &product)?;
    let result = drop_vector_axes(&product, vectors[0], vectors[1])?;
    into_out(gufunc, &result, out)
}

const MATVEC: Gufunc = Gufunc {
    name: "matvec",
    signature: "(m,n),(n)->(m)",
    core: [2, 1],
};

fn matvec(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    out: Value,
    CastingArgument(casting): CastingArgument,
    _order: Order,
    dtype: Option<DType>,
) -> Result<Value> {
    let (a, b) = Asked { casting, dtype }.operands(&MATVEC, [&a, &b], &out)?;
    contracted(host, &MATVEC, [a, b], out)
}

const VECMAT: Gufunc = Gufunc {
    name: "vecmat",
    signature: "(n),(n,m)->(m)",
    core: [1, 2],
};

fn vecmat(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    out: Value,
    CastingArgument(casting): CastingArgument,
    _order: Order,
    dtype: Option<DType>,
) -> Result<Value> {
    let (a, b) = Asked { casting, dtype }.operands(&VECMAT, [&a, &b], &out)?;
    contracted(host, &VECMAT, [a, b], out)
}
