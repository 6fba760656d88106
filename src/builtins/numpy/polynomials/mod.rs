//! Polynomials by their coefficients, the highest power first, and matrices of powers. Functions that are given a
//! [`poly1d`] give one back.

mod fit;
pub mod poly1d;
mod text;

use crate::array::{Array, Bool, DType, Kind};
use crate::builtins;
use crate::builtins::operators::{binary, set_item};
use crate::builtins::python::int::to_int;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp::{Add, Div, Mul, Sub};
use crate::value::convert::{as_index, convert_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::call;
use super::compose::{array, call_with, value};
use super::polynomial::series::{at_least_1d, convolve, length, nonzero, part, zeros};
use fit::polyfit;
use poly1d::{Poly1d, wrapped_like};

builtins! {
    /// The value of a polynomial at a place, or at every place of an array, by Horner's rule.
    ///
    /// >>> np.polyval([1, 2, 3], [0, 1, 2])
    /// array([ 3,  6, 11])
    "np.polyval" "(p, x)" => polyval;
    /// The sum of two polynomials.
    ///
    /// >>> np.polyadd([1, 2], [9, 5, 4])
    /// array([9, 6, 6])
    "np.polyadd" "(a1, a2)" => |host: &mut dyn Host, a: Value, b: Value| aligned(host, &a, &b, Add);
    /// The difference of two polynomials.
    ///
    /// >>> np.polysub([2, 10, -2], [3, 10, -4])
    /// array([-1,  0,  2])
    "np.polysub" "(a1, a2)" => |host: &mut dyn Host, a: Value, b: Value| aligned(host, &a, &b, Sub);
    /// The product of two polynomials.
    ///
    /// >>> np.polymul([1, 2], [1, 3])
    /// array([1, 5, 6])
    "np.polymul" "(a1, a2)" => |host: &mut dyn Host, a: Value, b: Value| -> Result<Value> {
        let factors = [trimmed(host, &a)?, trimmed(host, &b)?].map(Value::array);
        let product = convolve(host, &factors[0], &factors[1])?;
        wrapped_like(host, &[&a, &b], Value::array(product))
    };
    /// Quotient and remainder of two polynomials.
    ///
    /// >>> np.polydiv([3.0, 5.0, 2.0], [2.0, 1.0])
    /// (array([1.5 , 1.75]), array([0.25]))
    "np.polydiv" "(u, v)" => polydiv;
    /// The derivative of order `m`.
    ///
    /// >>> np.polyder([1, 1, 1, 1])
    /// array([3, 2, 1])
    "np.polyder" "(p, m=1)" => polyder;
    /// The integral of order `m`, with the constants `k`.
    ///
    /// >>> np.polyint([2, 1], k=3)
    /// array([1., 1., 3.])
    "np.polyint" "(p, m=1, k=None)" => polyint;
    /// The places where a polynomial is 0, as the eigenvalues of its companion matrix.
    ///
    /// >>> np.roots([1, -3, 2])
    /// array([2., 1.])
    "np.roots" "(p)" => roots;
    /// The polynomial with these roots, or the characteristic one of a matrix.
    ///
    /// >>> np.poly([1, 2])
    /// array([ 1., -3.,  2.])
    "np.poly" "(seq_of_zeros)" => poly;
    /// The polynomial of degree `deg` nearest to points, in least squares.
    ///
    /// >>> np.polyfit([0, 1, 2, 3], [1, 3, 5, 7], 1).round(6)
    /// array([2., 1.])
    "np.polyfit" "(x, y, deg, rcond=None, full=False, w=None, cov=False)" => polyfit;
    /// The powers of `x` as columns: the highest first, unless `increasing`.
    ///
    /// >>> np.vander([1, 2, 3], increasing=True)
    /// array([[1, 1, 1],
    ///        [1, 2, 4],
    ///        [1, 3, 9]])
    "np.vander" "(x, N=None, increasing=False)" => vander;
}

/// Without the zeros in front; of none, one zero.
pub fn trimmed(host: &mut dyn Host, value: &Value) -> Result<Array> {
    let array = at_least_1d(value)?;
    if array.ndim() > 1 {
        return Err(Raised::value_error("Polynomial must be 1d only."));
    }
    let nonzero = nonzero(host, &array)?;
    match nonzero.iter().position(|nonzero| *nonzero) {
        Some(first) => Ok(part(&array, first, nonzero.len() - first)),
        None => convert_array(&Array::from_vec(vec![0i64])?, array.dtype()),
    }
}

fn polyval(host: &mut dyn Host, p: Value, x: Value) -> Result<Value> {
    let p = to_array(&p)?;
    if p.ndim() == 0 {
        return Err(Raised::type_error("iteration over a 0-d array"));
    }
    let (x, mut y) = if x.native::<Poly1d>().is_some() {
        (x, Value::Int(0))
    } else {
        let x = value(&to_array(&x)?);
        (x.clone(), call(host, "np.zeros_like", [x])?)
    };
    for at in 0..length(&p) {
        let layout = p.layout().at(0, at);
        let coefficient = Value::array_or_scalar(p.with_layout(layout));
        let product = binary(host, Mul, y, x.clone())?;
        y = binary(host, Add, product, coefficient)?;
    }
    Ok(y)
}

fn aligned(
    host: &mut dyn Host,
    a: &Value,
    b: &Value,
    op: crate::syntax::ast::BinaryOp,
) -> Result<Value> {
    let given = [a, b];
    let (a, b) = (at_least_1d(a)?, at_least_1d(b)?);
    let longest = length(&a).max(length(&b));
    let mut filled = Vec::new();
    for array in [a, b] {
        let missing = longest - length(&array);
        filled.push(if missing == 0 {
            Value::array(array)
        } else {
            let zeros = zeros(array.dtype(), &[missing])?;
            let parts = vec![Value::array(zeros), Value::array(array)];
            call(host, "np.concatenate", [Value::tuple(parts)])?
        });
    }
    match <[Value; 2]>::try_from(filled) {
        Ok([a, b]) => {
            let value = binary(host, op, a, b)?;
            wrapped_like(host, &given, value)
        }
        Err(_) => Ok(Value::None),
    }
}

fn polydiv(host: &mut dyn Host, u: Value, v: Value) -> Result<Value> {
    let zero = || Value::Float(0.0);
    let given = [u.clone(), v.clone()];
    let u = to_array(&binary(host, Add, Value::array(at_least_1d(&u)?), zero())?)?;
    let v = to_array(&binary(host, Add, Value::array(at_least_1d(&v)?), zero())?)?;
    // Of arrays of several axes the first row.
    let lead = |array: &Array| match length(array) {
        0 => Err(Raised::index_error(
            "index 0 is out of bounds for axis 0 with size 0",
        )),
        _ => Ok(Value::array_or_scalar(
            array.with_layout(array.layout().at(0, 0)),
        )),
    };
    let together = binary(host, Add, lead(&u)?, lead(&v)?)?;
    let dtype = to_array(&together)?.dtype().clone();
    let (m, n) = (length(&u), length(&v));
    let scale = binary(host, Div, Value::Float(1.0), lead(&v)?)?;
    let quotient = Array::zeros(dtype.clone(), &[(m + 1).saturating_sub(n).max(1)])?;
    let mut rest = convert_array(&u, &dtype)?.copy()?;
    for k in 0..(m + 1).saturating_sub(n) {
        let digit = binary(host, Mul, scale.clone(), lead(&part(&rest, k, 1))?)?;
        set_item(
            host,
            &value(&quotient),
            &Value::Int(k as i64),
            digit.clone(),
        )?;
        let taken = binary(host, Mul, digit, value(&v))?;
        let window = part(&rest, k, n);
        let left = binary(host, Sub, value(&window), taken)?;
        crate::value::convert::assign_array(&window, &to_array(&left)?)?;
    }
    while rest.shape().last().is_some_and(|&last| last > 1) {
        let close = [lead(&rest)?, Value::Int(0)];
        let tolerance = [("rtol", Value::Float(1e-14))];
        let small = call_with(host, "np.allclose", close, tolerance)?;
        if !crate::value::truth(host, &small)? {
            break;
        }
        rest = part(&rest, 1, length(&rest) - 1);
    }
    let given = [&given[0], &given[1]];
    Ok(Value::tuple(vec![
        wrapped_like(host, &given, Value::array(quotient))?,
        wrapped_like(host, &given, Value::array(rest))?,
    ]))
}

fn falling(host: &mut dyn Host, from: usize) -> Result<Value> {
    let arguments = [Value::Int(from as i64), Value::Int(0), Value::Int(-1)];
    call(host, "np.arange", arguments)
}

/// How often to differentiate or integrate: `int(m)`.
fn order(host: &mut dyn Host, m: &Value) -> Result<i64> {
    as_index(&to_int(host, m)?)
}

fn polyder(host: &mut dyn Host, p: Value, m: Value) -> Result<Value> {
    let m = order(host, &m)?;
    if m < 0 {
        return Err(Raised::value_error(
            "Order of derivative must be positive (see polyint)",
        ));
    }
    let given = p;
    let mut p = to_array(&given)?;
    if p.ndim() == 0 {
        return Err(Raised::type_error("len() of unsized object"));
    }
    // NumPy takes one derivative more than it is asked for, and leaves it: its complaints count.
    for left in (0..=m).rev() {
        let degree = length(&p).saturating_sub(1);
        let powers = falling(host, degree)?;
        let next = to_array(&binary(host, Mul, value(&part(&p, 0, degree)), powers)?)?;
        if left == 0 || degree == 0 && next.ndim() == 1 {
            p = if left == 0 { p } else { next };
            break;
        }
        p = next;
    }
    wrapped_like(host, &[&given], Value::array(p))
}

fn polyint(host: &mut dyn Host, p: Value, m: Value, k: Value) -> Result<Value> {
    let m = order(host, &m)?;
    let order = usize::try_from(m)
        .map_err(|_| Raised::value_error("Order of integral must be positive (see polyder)"))?;
    crate::array::meter::steps(order)?;
    let mut constants = if k.is_none() {
        Array::zeros(DType::F64, &[order])?
    } else {
        at_least_1d(&k)?
    };
    if length(&constants) == 1 && order > 1 {
        let one = call(host, "np.repeat", [value(&constants), Value::Int(m)])?;
        constants = to_array(&binary(host, Mul, one, Value::Float(1.0))?)?;
    }
    if length(&constants) < order {
        return Err(Raised::value_error(
            "k must be a scalar or a rank-1 array of length 1 or >m.",
        ));
    }
    let given = p;
    let mut p = to_array(&given)?;
    if p.ndim() == 0 && order > 0 {
        return Err(Raised::type_error("len() of unsized object"));
    }
    for at in 0..order {
        let powers = falling(host, length(&p))?;
        let raised = binary(host, Div, value(&p), powers)?;
        let parts = vec![raised, value(&part(&constants, at, 1))];
        p = array(host, "np.concatenate", [Value::tuple(parts)])?;
    }
    wrapped_like(host, &[&given], Value::array(p))
}

fn roots(host: &mut dyn Host, p: Value) -> Result<Value> {
    check_iterable(&p)?;
    let p = at_least_1d(&p)?;
    if p.ndim() != 1 {
        return Err(Raised::value_error("Input must be a rank-1 array."));
    }
    let nonzero = convert_array(&p, &DType::Bool)?.to_vec::<Bool>()?;
    let (first, last) = (
        nonzero.iter().position(|x| x.get()),
        nonzero.iter().rposition(|x| x.get()),
    );
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Value::array(Array::zeros(DType::F64, &[0])?));
    };
    let trailing = length(&p) - last - 1;
    let mut p = part(&p, first, last + 1 - first);
    if !p.dtype().is_inexact() {
        p = convert_array(&p, &DType::F64)?;
    }
    let count = length(&p) - 1;
    let found = if count > 0 {
        let ones = call_with(
            host,
            "np.ones",
            [Value::Int(count as i64 - 1)],
            [("dtype", Value::DType(p.dtype().clone().into()))],
        )?;
        let companion = array(host, "np.diag", [ones, Value::Int(-1)])?.copy()?;
        let negated = binary(host, Mul, value(&part(&p, 1, count)), Value::Int(-1))?;
        let row = binary(host, Div, negated, value(&part(&p, 0, 1)))?;
        let top = companion.with_layout(companion.layout().at(0, 0));
        crate::value::convert::assign_array(&top, &to_array(&row)?)?;
        array(host, "np.linalg.eigvals", [Value::array(companion)])?
    } else {
        Array::zeros(DType::F64, &[0])?
    };
    let zeros = Array::zeros(found.dtype().clone(), &[trailing])?;
    let parts = vec![Value::array(found), Value::array(zeros)];
    call(host, "np.hstack", [Value::tuple(parts)])
}

/// Some functions of NumPy's hand their argument to its dispatch as if it were the list of all arguments.
fn check_iterable(value: &Value) -> Result<()> {
    let flat = matches!(value, Value::Array(array) if array.with(|a| a.ndim() == 0));
    if iterate::is_iterable(value) && !flat {
        return Ok(());
    }
    Err(Raised::type_error(
        "dispatcher for __array_function__ did not return an iterable",
    ))
}

fn poly(host: &mut dyn Host, zeros: Value) -> Result<Value> {
    check_iterable(&zeros)?;
    let mut zeros = at_least_1d(&zeros)?;
    match *zeros.shape() {
        [rows, columns] if rows == columns && rows != 0 => {
            zeros = array(host, "np.linalg.eigvals", [Value::array(zeros)])?;
        }
        [_] => {
            if !zeros.dtype().is_inexact() && *zeros.dtype() != DType::Object {
                zeros = convert_array(&zeros, &DType::F64)?;
            }
        }
        _ => {
            return Err(Raised::value_error(
                "input must be 1d or non-empty square 2d array.",
            ));
        }
    }
    if length(&zeros) == 0 {
        return Ok(Value::Float(1.0));
    }
    let dtype = zeros.dtype().clone();
    let mut product = convert_array(&Array::from_vec(vec![1i64])?, &dtype)?;
    for zero in zeros.scalars() {
        let negated = binary(host, Mul, Value::scalar(zero), Value::Int(-1))?;
        let line = to_array(&Value::list(vec![Value::Int(1), negated]))?;
        let line = convert_array(&line, &dtype)?;
        product = array(
            host,
            "np.convolve",
            [Value::array(product), Value::array(line)],
        )?;
    }
    if dtype.kind() != Kind::Complex {
        return Ok(Value::array(product));
    }
    let conjugate = call(host, "np.conjugate", [value(&zeros)])?;
    let (a, b) = (
        call(host, "np.sort", [value(&zeros)])?,
        call(host, "np.sort", [conjugate])?,
    );
    let paired = call(host, "np.array_equal", [a, b])?;
    if crate::value::truth(host, &paired)? {
        let real = array(host, "np.real", [Value::array(product)])?;
        return Ok(Value::array(real.copy()?));
    }
    Ok(Value::array(product))
}

fn vander(host: &mut dyn Host, x: Value, n: Value, increasing: Value) -> Result<Value> {
    let increasing = crate::value::truth(host, &increasing)?;
    let x = to_array(&x)?;
    if x.ndim() != 1 {
        return Err(Raised::value_error(
            "x must be a one-dimensional array or sequence.",
        ));
    }
    let rows = length(&x);
    let columns = match n {
        Value::None => rows,
        n => usize::try_from(as_index(&n)?)
            .map_err(|_| Raised::value_error("negative dimensions are not allowed"))?,
    };
    let dtype = crate::array::promote(x.dtype(), &DType::I64)?;
    let table = Array::zeros(dtype.clone(), &[rows, columns])?;
    let column = |power: usize| {
        let at = if increasing {
            power
        } else {
            columns - 1 - power
        };
        table.with_layout(table.layout().at(1, at))
    };
    let x = convert_array(&x, &dtype)?;
    let mut powers = convert_array(&Array::from_vec(vec![1i64])?, &dtype)?;
    for power in 0..columns {
        crate::value::convert::assign_array(&column(power), &powers)?;
        powers = to_array(&binary(host, Mul, value(&powers), value(&x))?)?;
    }
    Ok(Value::array(table))
}
