//! Products of vectors, matrices and stacks of them: `np.dot`, `np.matmul`, `@` and their kin.

use num_complex::Complex;

use crate::array::linalg::products::{dot_vectors, multiply_stacks};
use crate::array::reduce::Reduction;
use crate::array::ufunc::{Input, Options, Request, Ufunc};
use crate::array::{
    Array, Axes, Casting, DType, Error, ErrorKind, Kind, Layout, Scalar, Shape, TimeUnit,
    broadcast_shapes, can_cast, meter, normalize_axis, promote, shape_text,
};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{assign_array, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::errstate;
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
    ufunc "np.vecdot" "(x1, x2, /, out=None, *, axis=-1)" => vecdot;
    /// The dot products of vectors along an axis.
    ///
    /// >>> np.linalg.vecdot([1, 2], [3, 4])
    /// np.int64(11)
    "np.linalg.vecdot" "(x1, x2, /, *, axis=-1)" => |host: &mut dyn Host, a: Value, b: Value, axis: i64| vecdot(host, a, b, None, axis);
    /// Matrices times vectors; leading axes broadcast.
    ///
    /// >>> np.matvec([[1, 2], [3, 4]], [1, 10])
    /// array([21, 43])
    ufunc "np.matvec" "(x1, x2, /, out=None)" => matvec;
    /// Vectors times matrices, the vectors conjugated; leading axes broadcast.
    ///
    /// >>> np.vecmat([1, 10], [[1, 2], [3, 4]])
    /// array([31, 42])
    ufunc "np.vecmat" "(x1, x2, /, out=None)" => vecmat;
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
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let inputs = vec![Input::from(a.clone()), Input::from(b.clone())];
    let (outputs, flags) = ufunc.call(inputs, &Options::default())?;
    report(host, flags, name)?;
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
    let left: Vec<Value> = a.scalars().map(Value::scalar).collect();
    let right: Vec<Value> = b.scalars().map(Value::scalar).collect();
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

/// A result that is not finite where no input is NaN: NumPy's RuntimeWarnings of the kernels.
fn warn_of_overflow(
    host: &mut dyn Host,
    name: &str,
    inputs: [&Array; 2],
    result: &Array,
) -> Result<()> {
    if !result.dtype().is_inexact() || is_finite(result)? {
        return Ok(());
    }
    let is_nan = |z: Complex<f64>| z.re.is_nan() || z.im.is_nan();
    let numbers = |x: &Array| x.to_vec_as::<Complex<f64>>();
    let given = [numbers(inputs[0])?, numbers(inputs[1])?];
    if given.iter().flatten().any(|&z| is_nan(z)) {
        return Ok(());
    }
    if given.iter().flatten().all(|z| z.is_finite()) {
        errstate::report(host, "overflow", name)?;
    }
    if numbers(result)?.into_iter().any(is_nan) {
        errstate::report(host, "invalid value", name)?;
    }
    Ok(())
}

/// Are all elements finite?
fn is_finite(array: &Array) -> Result<bool> {
    let test =
        Ufunc::by_name("isfinite").ok_or_else(|| Raised::attribute_error("no ufunc isfinite"))?;
    let (finite, _) = test.call(vec![Input::from(array.clone())], &Options::default())?;
    let all = Ufunc::by_name("logical_and")
        .ok_or_else(|| Raised::attribute_error("no ufunc logical_and"))?;
    match finite.first() {
        Some(finite) => {
            let (verdict, _) = all.reduce(finite, &Reduction::default())?;
            Ok(matches!(verdict.first(), Some(Scalar::Bool(true))))
        }
        None => Ok(true),
    }
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
    if a.ndim() == 0 || b.ndim() == 0 {
        return apply(host, "multiply", a, b);
    }
    let (x, y) = common(a, b)?;
    if let Some((x, y)) = as_counts(&x, &y) {
        return Ok(as_durations(&dot(host, &x, &y)?));
    }
    let along_b = if y.ndim() == 1 { 0 } else { y.ndim() - 2 };
    check_aligned(&x, &y, x.ndim() - 1, along_b)?;
    let result = if x.ndim() <= 2 && y.ndim() <= 2 {
        matrix_result(host, &x, &y)?
    } else {
        let last = y.layout().permuted(&moved_last(y.ndim(), along_b));
        contract_last(host, &x, &y.with_layout(last))?
    };
    warn_of_overflow(host, "dot", [&x, &y], &result)?;
    Ok(result)
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
    let values = |x: &Array| -> Vec<Value> { x.scalars().map(Value::scalar).collect() };
    let sum = object_sum(host, values(a).into_iter().zip(values(b)))?;
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

/// A generalised ufunc's name and signature, for its error texts.
pub(super) struct Gufunc {
    name: &'static str,
    signature: &'static str,
}

pub(super) const MATMUL: Gufunc = Gufunc {
    name: "matmul",
    signature: "(n?,k),(k,m?)->(n?,m?)",
};

impl Gufunc {
    fn needs_dimensions(&self, operand: usize, has: usize, needs: usize) -> Raised {
        Raised::value_error(format!(
            "{}: Input operand {operand} does not have enough dimensions (has {has}, gufunc core with signature {} requires {needs})",
            self.name, self.signature
        ))
    }

    fn mismatch(&self, operand: &str, dimension: usize, size: usize, other: usize) -> Raised {
        Raised::value_error(format!(
            "{}: {operand} has a mismatch in its core dimension {dimension}, with gufunc signature {} (size {size} is different from {other})",
            self.name, self.signature
        ))
    }

    /// The stacks' leading axes, broadcast: views of both with `core` axes of their own.
    fn broadcast(&self, a: &Array, b: &Array, core: [usize; 2]) -> Result<(Array, Array)> {
        let leading = |x: &Array, core: usize| -> Shape { x.shape()[..x.ndim() - core].into() };
        let (la, lb) = (leading(a, core[0]), leading(b, core[1]));
        let stack = broadcast_shapes([&la[..], &lb[..]]).ok_or_else(|| {
            let remapped = |x: &Array, lead: &Shape| {
                let mut parts: Vec<String> = lead.iter().map(usize::to_string).collect();
                parts.extend(["newaxis".to_string(), "newaxis".to_string()]);
                format!("{}->({})", shape_text(x.shape()), parts.join(","))
            };
            let requested = [a.shape()[a.ndim() - core[0]], b.shape()[b.ndim() - 1]];
            Raised::value_error(format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {} {}  and requested shape {}",
                remapped(a, &la),
                remapped(b, &lb),
                shape_text(&requested)
            ))
        })?;
        let stretch = |x: &Array, core: usize| {
            let mut shape = stack.clone();
            shape.extend_from_slice(&x.shape()[x.ndim() - core..]);
            x.broadcast_to(&shape)
                .ok_or_else(|| Raised::value_error("operands could not be broadcast together"))
        };
        Ok((stretch(a, core[0])?, stretch(b, core[1])?))
    }

    fn check_dtypes(&self, a: &Array, b: &Array) -> Result<()> {
        let fits =
            |x: &Array| x.dtype().is_numeric() || matches!(x.dtype(), DType::Bool | DType::Object);
        if fits(a) && fits(b) {
            return Ok(());
        }
        // Texts and records are shown with their widths, all else by its class.
        let flexible = |x: &Array| matches!(x.dtype().kind(), Kind::Str | Kind::Bytes | Kind::Void);
        let widths = flexible(a) || flexible(b);
        let show = |dtype: &DType| match widths {
            true => crate::array::ufunc::dtype_repr(dtype),
            false => format!("<class '{}'>", dtype.class_path()),
        };
        let message = format!(
            "ufunc '{}' did not contain a loop with signature matching types ({}, {}) -> None",
            self.name,
            show(a.dtype()),
            show(b.dtype())
        );
        Err(Error::new(ErrorKind::UFuncNoLoop, message).into())
    }
}

/// `a @ b`
///
/// # Errors
/// ValueError where the shapes do not fit, TypeError for dtypes without a product.
pub fn matmul(host: &mut dyn Host, a: Value, b: Value) -> Result<Value> {
    let (a, b) = (to_array(&a)?, to_array(&b)?);
    Ok(Value::array_or_scalar(matmul_arrays(host, &a, &b, None)?))
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
    if a.ndim() > 0 && b.ndim() > 0 {
        MATMUL.check_dtypes(&a, &b)?;
    }
    check_output_dtype(&MATMUL, &promote(a.dtype(), b.dtype())?, a.dtype())?;
    if b.ndim() == 0 {
        return Err(MATMUL.needs_dimensions(1, 0, 1));
    }
    if a.ndim() < 1 || b.ndim() < 2 {
        return Err(Raised::value_error(
            "inplace matrix multiplication requires the first operand to have at least one and the second at least two dimensions.",
        ));
    }
    let result = matmul_arrays(host, &a, &b, None)?;
    into_out(&MATMUL, &result, target)
}

pub(super) fn matmul_arrays(
    host: &mut dyn Host,
    a: &Array,
    b: &Array,
    dtype: Option<&DType>,
) -> Result<Array> {
    MATMUL.check_dtypes(a, b)?;
    for (operand, x) in [a, b].into_iter().enumerate() {
        if x.ndim() == 0 {
            return Err(MATMUL.needs_dimensions(operand, 0, 1));
        }
    }
    let (x, y) = match dtype {
        Some(dtype) => (convert_array(a, dtype)?, convert_array(b, dtype)?),
        None => common(a, b)?,
    };
    let (row, column) = (as_row(&x), as_column(&y));
    let (k, l) = (
        row.shape()[row.ndim() - 1],
        column.shape()[column.ndim() - 2],
    );
    if k != l {
        return Err(MATMUL.mismatch("Input operand 1", 0, l, k));
    }
    let (row, column) = MATMUL.broadcast(&row, &column, [2, 2])?;
    let product = multiply(host, &row, &column)?;
    warn_of_overflow(host, "matmul", [&x, &y], &product)?;
    drop_vector_axes(&product, a.ndim() == 1, b.ndim() == 1)
}

/// May the result's dtype be written to that of an output?
fn check_output_dtype(gufunc: &Gufunc, from: &DType, to: &DType) -> Result<()> {
    if can_cast(from, to, Casting::SameKind) {
        return Ok(());
    }
    let show = crate::array::ufunc::dtype_repr;
    let message = format!(
        "Cannot cast ufunc '{}' output from {} to {} with casting rule 'same_kind'",
        gufunc.name,
        show(from),
        show(to)
    );
    Err(Error::new(ErrorKind::UFuncOutputCasting, message).into())
}

/// Writes to the `out` of a ufunc: cast, of the same shape.
pub(super) fn into_out(gufunc: &Gufunc, result: &Array, out: Value) -> Result<Value> {
    let target = match &out {
        Value::None => return Ok(Value::array_or_scalar(result.clone())),
        Value::Tuple(items) if items.len() == 1 => {
            return into_out(gufunc, result, items[0].clone());
        }
        Value::Array(object) => object.array(),
        _ => return Err(Raised::type_error("return arrays must be of ArrayType")),
    };
    if target.shape() != result.shape() && target.ndim() == result.ndim() {
        let differs = (0..result.ndim()).find(|&i| target.shape()[i] != result.shape()[i]);
        let first_core = result.ndim().saturating_sub(2);
        let at = differs.unwrap_or(0).max(first_core);
        return Err(gufunc.mismatch(
            "Output operand 0",
            at - first_core,
            target.shape()[at],
            result.shape()[at],
        ));
    }
    check_output_dtype(gufunc, result.dtype(), target.dtype())?;
    assign_array(&target, result)?;
    Ok(out)
}

#[allow(clippy::too_many_arguments)] // a parameter of NumPy's each
fn matmul_row(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    out: Value,
    _casting: Value,
    _order: Value,
    dtype: Option<DType>,
) -> Result<Value> {
    let result = matmul_arrays(host, &a, &b, dtype.as_ref())?;
    into_out(&MATMUL, &result, out)
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
};

fn vecdot(host: &mut dyn Host, a: Value, b: Value, out: Option<Value>, axis: i64) -> Result<Value> {
    let (a, b) = (to_array(&a)?, to_array(&b)?);
    for (operand, x) in [&a, &b].into_iter().enumerate() {
        if x.ndim() == 0 {
            return Err(VECDOT.needs_dimensions(operand, 0, 1));
        }
    }
    let last = |x: &Array| -> Result<Array> {
        let axis = normalize_axis(axis, x.ndim())?;
        Ok(x.with_layout(x.layout().permuted(&moved_last(x.ndim(), axis))))
    };
    let (a, b) = common(&last(&a)?, &last(&b)?)?;
    VECDOT.check_dtypes(&a, &b)?;
    let (n, m) = (a.shape()[a.ndim() - 1], b.shape()[b.ndim() - 1]);
    if n != m {
        return Err(VECDOT.mismatch("Input operand 1", 0, m, n));
    }
    let (a, b) = VECDOT.broadcast(&conjugated(&a)?, &b, [1, 1])?;
    let rows = a.with_layout(a.layout().with_axis(a.ndim() - 1));
    let columns = b.with_layout(b.layout().with_axis(b.ndim()));
    let product = drop_vector_axes(&multiply(host, &rows, &columns)?, true, true)?;
    into_out(&VECDOT, &product, out.unwrap_or(Value::None))
}

fn matvec(host: &mut dyn Host, a: Array, b: Array, out: Value) -> Result<Value> {
    const MATVEC: Gufunc = Gufunc {
        name: "matvec",
        signature: "(m,n),(n)->(m)",
    };
    if a.ndim() < 2 {
        return Err(MATVEC.needs_dimensions(0, a.ndim(), 2));
    }
    if b.ndim() < 1 {
        return Err(MATVEC.needs_dimensions(1, 0, 1));
    }
    let (a, b) = common(&a, &b)?;
    MATVEC.check_dtypes(&a, &b)?;
    let (n, m) = (a.shape()[a.ndim() - 1], b.shape()[b.ndim() - 1]);
    if n != m {
        return Err(MATVEC.mismatch("Input operand 1", 0, m, n));
    }
    let (a, b) = MATVEC.broadcast(&a, &b, [2, 1])?;
    let columns = b.with_layout(b.layout().with_axis(b.ndim()));
    let product = drop_vector_axes(&multiply(host, &a, &columns)?, false, true)?;
    into_out(&MATVEC, &product, out)
}

fn vecmat(host: &mut dyn Host, a: Array, b: Array, out: Value) -> Result<Value> {
    const VECMAT: Gufunc = Gufunc {
        name: "vecmat",
        signature: "(n),(n,m)->(m)",
    };
    if a.ndim() < 1 {
        return Err(VECMAT.needs_dimensions(0, 0, 1));
    }
    if b.ndim() < 2 {
        return Err(VECMAT.needs_dimensions(1, b.ndim(), 2));
    }
    let (a, b) = common(&a, &b)?;
    VECMAT.check_dtypes(&a, &b)?;
    let (n, m) = (a.shape()[a.ndim() - 1], b.shape()[b.ndim() - 2]);
    if n != m {
        return Err(VECMAT.mismatch("Input operand 1", 0, m, n));
    }
    let (a, b) = VECMAT.broadcast(&conjugated(&a)?, &b, [1, 2])?;
    let rows = a.with_layout(a.layout().with_axis(a.ndim() - 1));
    let product = drop_vector_axes(&multiply(host, &rows, &b)?, true, false)?;
    into_out(&VECMAT, &product, out)
}
