//! What `np.linalg` composes of singular values and of ufuncs: norms, condition, rank, pseudo-inverse.

use crate::array::reduce::{Initial, Reduction};
use crate::array::ufunc::Ufunc;
use crate::array::{Array, Axes, DType, Scalar, Shape, cast_scalar, normalize_axis};
use crate::builtins;
use crate::value::convert::{AxisArgument, as_index, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::chains::check_square;
use super::products::{conjugated, dot, multiply};
use super::reductions::axes_of;
use super::{compose, linalg::linalg_error};

builtins! {
    /// The length of a vector, or the norm of a matrix, that `ord` names; Euclidean and Frobenius's without it.
    ///
    /// >>> np.linalg.norm([3, 4])
    /// np.float64(5.0)
    /// >>> np.linalg.norm([[3, 4], [6, 8]], axis=1)
    /// array([ 5., 10.])
    "np.linalg.norm" "(x, ord=None, axis=None, keepdims=False)" => norm_row;
    /// The norm of a vector, or of all elements over several axes.
    ///
    /// >>> np.linalg.vector_norm([[3, 4]])
    /// np.float64(5.0)
    "np.linalg.vector_norm" "(x, /, *, axis=None, keepdims=False, ord=2)" => vector_norm;
    /// The norm of the matrices in the last two axes.
    ///
    /// >>> np.linalg.matrix_norm([[3, 4]])
    /// np.float64(5.0)
    "np.linalg.matrix_norm" "(x, /, *, keepdims=False, ord='fro')" => matrix_norm;
    /// The condition number: the largest singular value over the smallest, or norms of the matrix and its inverse.
    ///
    /// >>> np.linalg.cond([[1, 0], [0, 1]])
    /// np.float64(1.0)
    "np.linalg.cond" "(x, p=None)" => cond;
    /// The number of singular values above a tolerance.
    ///
    /// >>> np.linalg.matrix_rank([[1, 2], [2, 4]])
    /// np.int64(1)
    "np.linalg.matrix_rank" "(A, tol=None, hermitian=False, *, rtol=None)" => matrix_rank;
    /// The Moore-Penrose pseudo-inverse.
    ///
    /// >>> np.linalg.pinv([[2.0, 0], [0, 4]])
    /// array([[0.5 , 0.  ],
    ///        [0.  , 0.25]])
    "np.linalg.pinv" "(a, rcond=None, hermitian=False, *, rtol=<no value>)" => pinv;
}

/// `ord=`
#[derive(Clone, Debug, PartialEq)]
enum Order {
    Default,
    Number(f64),
    Name(String),
}

impl Order {
    fn of(value: &Value) -> Result<Order> {
        Ok(match value {
            Value::None => Order::Default,
            Value::Str(name) => Order::Name(name.to_string()),
            other => {
                let scalar = to_array(other)?.first().and_then(|scalar| scalar.as_f64());
                let number = scalar.ok_or_else(|| {
                    Raised::type_error("unhashable type or no number given as ord")
                })?;
                Order::Number(number)
            }
        })
    }

    fn is_frobenius(&self) -> bool {
        matches!(self, Order::Name(name) if name == "fro" || name == "f")
    }
}

fn apply(host: &mut dyn Host, name: &str, inputs: &[&Array]) -> Result<Array> {
    let inputs = inputs.iter().map(|input| compose::value(input));
    to_array(&compose::ufunc(host, name, inputs)?)
}

/// Folds axes; `from_zero` begins with 0, so that nothing has a result too.
fn fold(name: &str, x: &Array, axes: &[usize], from_zero: bool) -> Result<Array> {
    let ufunc =
        Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))?;
    let zero = cast_scalar(&Scalar::F64(0.0), x.dtype())?;
    let how = Reduction {
        axes: Some(axes),
        initial: if from_zero {
            Initial::Value(&zero)
        } else {
            Initial::Identity
        },
        ..Reduction::default()
    };
    Ok(ufunc.reduce(x, &how)?.0)
}

fn real(host: &mut dyn Host, x: &Array) -> Result<Array> {
    if matches!(x.dtype(), DType::C64 | DType::C128) {
        return to_array(&host.attribute(&compose::value(x), "real")?);
    }
    Ok(x.clone())
}

/// |x|² element by element.
fn squares(host: &mut dyn Host, x: &Array) -> Result<Array> {
    let product = apply(host, "multiply", &[&conjugated(x)?, x])?;
    real(host, &product)
}

fn as_inexact(x: Array) -> Result<Array> {
    if x.dtype().is_inexact() || *x.dtype() == DType::Object {
        Ok(x)
    } else {
        convert_array(&x, &DType::F64)
    }
}

/// `axis=` of `norm`: an integer, or a tuple of them.
fn norm_axes(axis: &Value, ndim: usize) -> Result<Option<Vec<i64>>> {
    match axis {
        Value::None => Ok(None),
        Value::Tuple(items) => Ok(Some(items.iter().map(as_index).collect::<Result<_>>()?)),
        Value::Float(x) => Ok(Some(vec![*x as i64])),
        one => {
            let axis = as_index(one).map_err(|_| {
                Raised::type_error("'axis' must be None, an integer or a tuple of integers")
            })?;
            debug_assert!(ndim <= crate::array::MAX_DIMENSIONS);
            Ok(Some(vec![axis]))
        }
    }
}

fn norm_row(
    host: &mut dyn Host,
    x: Array,
    ord: Value,
    axis: Value,
    keepdims: bool,
) -> Result<Value> {
    let x = as_inexact(x)?;
    let order = Order::of(&ord)?;
    let axes = norm_axes(&axis, x.ndim())?;
    let ndim = x.ndim();
    let whole = order == Order::Default
        || (order.is_frobenius() && ndim == 2)
        || (order == Order::Number(2.0) && ndim == 1);
    if axes.is_none() && whole {
        let result = whole_norm(host, &x)?;
        let shape: Shape = if keepdims {
            (0..ndim).map(|_| 1).collect()
        } else {
            Shape::new()
        };
        return Ok(Value::array_or_scalar(result.reshaped(&shape, false)?));
    }
    let axes = axes.unwrap_or_else(|| (0..ndim as i64).collect());
    let (result, taken) = match axes[..] {
        [axis] => {
            let axis = normalize_axis(axis, ndim)?;
            (vector_norms(host, &x, &order, axis)?, vec![axis])
        }
        [row, column] => {
            let (row, column) = (normalize_axis(row, ndim)?, normalize_axis(column, ndim)?);
            if row == column {
                return Err(Raised::value_error("Duplicate axes given."));
            }
            (
                matrix_norms(host, &x, &order, row, column)?,
                vec![row, column],
            )
        }
        _ => {
            return Err(Raised::value_error(
                "Improper number of dimensions to norm.",
            ));
        }
    };
    keep(&result, x.shape(), &taken, keepdims)
}

/// The result, with axes of length 1 for those that were taken if wanted.
fn keep(result: &Array, shape: &[usize], taken: &[usize], keepdims: bool) -> Result<Value> {
    if !keepdims {
        return Ok(Value::array_or_scalar(result.clone()));
    }
    let kept: Shape = (0..shape.len())
        .map(|axis| {
            if taken.contains(&axis) {
                1
            } else {
                shape[axis]
            }
        })
        .collect();
    Ok(Value::array_or_scalar(result.reshaped(&kept, false)?))
}

/// √(x·x) over all elements, in the order of the memory.
fn whole_norm(host: &mut dyn Host, x: &Array) -> Result<Array> {
    let flat = if x.is_f_contiguous() {
        x.transposed()
    } else {
        x.clone()
    };
    let flat = flat.reshaped(&[x.size()], false)?;
    let square = if matches!(x.dtype(), DType::C64 | DType::C128) {
        let imaginary = to_array(&host.attribute(&compose::value(&flat), "imag")?)?;
        let real = real(host, &flat)?;
        let (re, im) = (dot(host, &real, &real)?, dot(host, &imaginary, &imaginary)?);
        apply(host, "add", &[&re, &im])?
    } else {
        dot(host, &flat, &flat)?
    };
    apply(host, "sqrt", &[&square])
}

fn vector_norms(host: &mut dyn Host, x: &Array, order: &Order, axis: usize) -> Result<Array> {
    let along = [axis];
    let order = match order {
        Order::Name(name) => {
            let message = format!("Invalid norm order '{name}' for vectors");
            return Err(Raised::value_error(message));
        }
        Order::Default => 2.0,
        Order::Number(order) => *order,
    };
    if order == 2.0 {
        let sum = fold("add", &squares(host, x)?, &along, false)?;
        return apply(host, "sqrt", &[&sum]);
    }
    let sizes = apply(host, "absolute", &[x])?;
    if order == f64::INFINITY {
        return fold("maximum", &sizes, &along, true);
    }
    if order == f64::NEG_INFINITY {
        return fold("minimum", &sizes, &along, false);
    }
    if order == 0.0 {
        let zero = Array::zeros(sizes.dtype().clone(), &[])?;
        let unequal = apply(host, "not_equal", &[&sizes, &zero])?;
        return fold(
            "add",
            &convert_array(&unequal, sizes.dtype())?,
            &along,
            false,
        );
    }
    if order == 1.0 {
        return fold("add", &sizes, &along, false);
    }
    let number = |value: f64| -> Result<Array> {
        let scalar = cast_scalar(&Scalar::F64(value), sizes.dtype())?;
        Ok(Array::from_scalar(&scalar)?)
    };
    // As `**` of an array and a number does it.
    let powers = if order == -1.0 {
        apply(host, "reciprocal", &[&sizes])?
    } else if order == 0.5 {
        apply(host, "sqrt", &[&sizes])?
    } else {
        apply(host, "power", &[&sizes, &number(order)?])?
    };
    let sum = fold("add", &powers, &along, false)?;
    apply(host, "power", &[&sum, &number(1.0 / order)?])
}

fn matrix_norms(
    host: &mut dyn Host,
    x: &Array,
    order: &Order,
    row: usize,
    column: usize,
) -> Result<Array> {
    let number = match order {
        Order::Default => None,
        name if name.is_frobenius() => None,
        Order::Name(name) if name == "nuc" => {
            let values = singular_values(host, x, row, column)?;
            return fold("add", &values, &[values.ndim() - 1], false);
        }
        Order::Name(_) => return Err(invalid_order()),
        Order::Number(number) => Some(*number),
    };
    let Some(number) = number else {
        let sum = fold("add", &squares(host, x)?, &[row, column], false)?;
        return apply(host, "sqrt", &[&sum]);
    };
    if number.abs() == 2.0 {
        let values = singular_values(host, x, row, column)?;
        let name = if number > 0.0 { "maximum" } else { "minimum" };
        return fold(name, &values, &[values.ndim() - 1], number > 0.0);
    }
    let (summed, other) = match number.abs() {
        1.0 => (row, column),
        f64::INFINITY => (column, row),
        _ => return Err(invalid_order()),
    };
    let sums = fold("add", &apply(host, "absolute", &[x])?, &[summed], false)?;
    let other = if other > summed { other - 1 } else { other };
    let name = if number > 0.0 { "maximum" } else { "minimum" };
    fold(name, &sums, &[other], number > 0.0)
}

fn invalid_order() -> Raised {
    Raised::value_error("Invalid norm order for matrices.")
}

/// The singular values of the matrices over two axes, as the last axis.
fn singular_values(host: &mut dyn Host, x: &Array, row: usize, column: usize) -> Result<Array> {
    let others = (0..x.ndim()).filter(|&axis| axis != row && axis != column);
    let order: Axes = others.chain([row, column]).collect();
    let moved = x.with_layout(x.layout().permuted(&order));
    to_array(&super::call(
        host,
        "np.linalg.svdvals",
        [Value::array(moved)],
    )?)
}

fn vector_norm(
    host: &mut dyn Host,
    x: Array,
    axis: AxisArgument,
    keepdims: bool,
    ord: Value,
) -> Result<Value> {
    let x = as_inexact(x)?;
    let taken = axes_of(&axis, x.ndim())?;
    let front = taken.iter().map(|&axis| x.shape()[axis]).product();
    let rest: Axes = (0..x.ndim()).filter(|axis| !taken.contains(axis)).collect();
    let result = if let AxisArgument::One(_) = axis {
        vector_norms(host, &x, &Order::of(&ord)?, taken[0])?
    } else {
        let order: Axes = taken.iter().chain(&rest).copied().collect();
        let shape: Shape = std::iter::once(front)
            .chain(rest.iter().map(|&axis| x.shape()[axis]))
            .collect();
        let moved = x
            .with_layout(x.layout().permuted(&order))
            .reshaped(&shape, false)?;
        vector_norms(host, &moved, &Order::of(&ord)?, 0)?
    };
    keep(&result, x.shape(), &taken, keepdims)
}

fn matrix_norm(host: &mut dyn Host, x: Array, keepdims: bool, ord: Value) -> Result<Value> {
    let axes = Value::tuple(vec![Value::Int(-2), Value::Int(-1)]);
    norm_row(host, x, ord, axes, keepdims)
}

/// The last element along the last axis, or the first.
fn at_end(values: &Array, last: bool) -> Array {
    let axis = values.ndim() - 1;
    let at = if last {
        values.shape()[axis].saturating_sub(1)
    } else {
        0
    };
    values.with_layout(values.layout().at(axis, at))
}

/// Runs without warnings of division: `f` of the two as float64.
fn quotient(a: &Array, b: &Array) -> Result<Array> {
    let pairs = a.scalars().zip(b.scalars());
    let values = pairs
        .filter_map(|(x, y)| Some(x.as_f64()? / y.as_f64()?))
        .collect();
    let result = Array::from_shape_vec::<f64>(a.shape(), values)?;
    convert_array(&result, a.dtype())
}

fn cond(host: &mut dyn Host, x: Array, p: Value) -> Result<Value> {
    let order = Order::of(&p)?;
    if x.ndim() >= 2 && x.size() == 0 {
        return Err(linalg_error("cond is not defined on empty arrays"));
    }
    let ratio = if matches!(order, Order::Default | Order::Number(2.0 | -2.0)) {
        let values = to_array(&super::call(
            host,
            "np.linalg.svdvals",
            [compose::value(&x)],
        )?)?;
        let (first, last) = (at_end(&values, false), at_end(&values, true));
        if order == Order::Number(-2.0) {
            quotient(&last, &first)?
        } else {
            quotient(&first, &last)?
        }
    } else {
        check_square(&x)?;
        match super::call(host, "np.linalg.inv", [compose::value(&x)]) {
            Ok(inverse) => {
                let own = to_array(&matrix_norm(host, x.clone(), false, p.clone())?)?;
                let other = to_array(&matrix_norm(host, to_array(&inverse)?, false, p)?)?;
                apply(host, "multiply", &[&own, &other])?
            }
            Err(error) if error.is_a(ClassId::LINALG_ERROR) && x.ndim() == 2 => {
                Array::from_scalar(&Scalar::F64(f64::NAN))?
            }
            Err(error) => return Err(error),
        }
    };
    // No number means no inverse, unless there was none in the matrix either.
    let given_nan = x
        .scalars()
        .filter_map(|s| s.as_complex())
        .any(|z| z.re.is_nan() || z.im.is_nan());
    let values = ratio.scalars().filter_map(|s| s.as_f64());
    let values = values.map(|r| {
        if r.is_nan() && !given_nan {
            f64::INFINITY
        } else {
            r
        }
    });
    let cleaned = Array::from_shape_vec::<f64>(ratio.shape(), values.collect())?;
    Ok(Value::array_or_scalar(convert_array(
        &cleaned,
        ratio.dtype(),
    )?))
}

/// The rounding unit of a floating dtype, times the longer side.
fn default_tolerance(dtype: &DType, shape: &[usize]) -> f64 {
    let longest = shape.iter().rev().take(2).max().copied().unwrap_or(0);
    let eps = match dtype {
        DType::F32 | DType::C64 => f64::from(f32::EPSILON),
        _ => f64::EPSILON,
    };
    longest as f64 * eps
}

fn matrix_rank(
    host: &mut dyn Host,
    a: Array,
    tol: Value,
    hermitian: bool,
    rtol: Value,
) -> Result<Value> {
    if !tol.is_none() && !rtol.is_none() {
        return Err(Raised::value_error("`tol` and `rtol` can't be both set."));
    }
    if a.ndim() < 2 {
        let nonzero = |s: Scalar| s.as_complex().is_some_and(|z| z.re != 0.0 || z.im != 0.0);
        return Ok(Value::Int(a.scalars().any(nonzero) as i64));
    }
    let flags = [
        Value::Bool(true),
        Value::Bool(false),
        Value::Bool(hermitian),
    ];
    let arguments = std::iter::once(compose::value(&a)).chain(flags);
    let values = to_array(&super::call(host, "np.linalg.svd", arguments)?)?;
    let axis = values.ndim() - 1;
    let as_column = |value: &Value| -> Result<Array> {
        let array = to_array(value)?;
        Ok(array.with_layout(array.layout().with_axis(array.ndim())))
    };
    let limit = if tol.is_none() {
        let relative = if rtol.is_none() {
            Array::from_scalar(&Scalar::F64(default_tolerance(values.dtype(), a.shape())))?
        } else {
            as_column(&rtol)?
        };
        let largest = fold("maximum", &values, &[axis], true)?;
        let largest = largest.with_layout(largest.layout().with_axis(largest.ndim()));
        apply(host, "multiply", &[&largest, &relative])?
    } else {
        as_column(&tol)?
    };
    let above = apply(host, "greater", &[&values, &limit])?;
    let count = fold("add", &convert_array(&above, &DType::I64)?, &[axis], false)?;
    Ok(Value::array_or_scalar(count))
}

fn pinv(
    host: &mut dyn Host,
    a: Array,
    rcond: Value,
    hermitian: bool,
    rtol: crate::value::builtin::Given,
) -> Result<Value> {
    let rcond = match (rcond, rtol.0) {
        (Value::None, None) => Value::Float(1e-15),
        (Value::None, Some(Value::None)) => Value::Float(default_tolerance(a.dtype(), a.shape())),
        (Value::None, Some(rtol)) => rtol,
        (rcond, None) => rcond,
        _ => return Err(Raised::value_error("`rtol` and `rcond` can't be both set.")),
    };
    if let ([.., m, n], 0) = (a.shape(), a.size()) {
        let mut shape: Shape = a.shape()[..a.ndim() - 2].into();
        shape.extend([*n, *m]);
        return Ok(Value::array(Array::zeros(a.dtype().clone(), &shape)?));
    }
    let flags = [
        Value::Bool(false),
        Value::Bool(true),
        Value::Bool(hermitian),
    ];
    let arguments = std::iter::once(Value::array(conjugated(&a)?)).chain(flags);
    let result = super::call(host, "np.linalg.svd", arguments)?;
    let part = |host: &mut dyn Host, name: &str| -> Result<Array> {
        to_array(&host.attribute(&result, name)?)
    };
    let (u, s, vh) = (part(host, "U")?, part(host, "S")?, part(host, "Vh")?);
    let axis = s.ndim() - 1;
    let largest = fold("maximum", &s, &[axis], false)?;
    let largest = largest.with_layout(largest.layout().with_axis(largest.ndim()));
    let rcond = to_array(&rcond)?;
    let rcond = rcond.with_layout(rcond.layout().with_axis(rcond.ndim()));
    let cutoff = apply(host, "multiply", &[&rcond, &largest])?;
    let Some(cutoff) = cutoff.broadcast_to(s.shape()) else {
        return Err(Raised::value_error(
            "operands could not be broadcast together",
        ));
    };
    let pairs = s.scalars().zip(cutoff.scalars());
    let inverse = pairs.filter_map(|(s, limit)| {
        let (s, limit) = (s.as_f64()?, limit.as_f64()?);
        Some(if s > limit { 1.0 / s } else { 0.0 })
    });
    let inverse = Array::from_shape_vec::<f64>(s.shape(), inverse.collect())?;
    let inverse = convert_array(&inverse, s.dtype())?;
    let column = inverse.with_layout(inverse.layout().with_axis(inverse.ndim()));
    let turned = |x: &Array| {
        let n = x.ndim();
        let order: Axes = (0..n - 2).chain([n - 1, n - 2]).collect();
        x.with_layout(x.layout().permuted(&order))
    };
    let scaled = apply(host, "multiply", &[&column, &turned(&u)])?;
    Ok(Value::array(multiply(host, &turned(&vh), &scaled)?))
}
