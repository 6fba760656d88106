//! Gauss's quadrature: places and weights with which sums are integrals of polynomials.
//!
//! Places are the eigenvalues of a symmetric companion matrix, bettered by one step of Newton's method, as in NumPy.

use std::f64::consts::PI;

use crate::array::{Array, DType};
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::{array, ufunc, value};
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value};

use super::basis::Basis;
use super::calculus::derivative;
use super::evaluation::evaluate;
use super::formula::of;
use super::roots::{companion, fill};
use super::series::{integer, part, reversed};

/// The number of places.
///
/// # Errors
/// TypeError, ValueError for what is no positive integer.
pub fn count(host: &mut dyn Host, degree: &Value) -> Result<usize> {
    let degree = integer(host, degree, "deg")?;
    match usize::try_from(degree) {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(Raised::value_error("deg must be a positive integer")),
    }
}

/// The coefficients of the basis polynomial of a degree.
fn unit(degree: usize) -> Result<Array> {
    let unit = Array::zeros(DType::F64, &[degree.saturating_add(1)])?;
    fill(&part(&unit, degree, 1), 1.0)?;
    Ok(unit)
}

/// The roots of the basis polynomial.
fn first_guess(basis: &Basis, host: &mut dyn Host, unit: &Array) -> Result<Value> {
    let matrix = companion(basis, host, &value(unit))?;
    call(host, "np.linalg.eigvalsh", [Value::array(matrix)])
}

/// Divided by its largest element.
fn scaled(host: &mut dyn Host, values: Value) -> Result<Value> {
    let sizes = call(host, "np.abs", [values.clone()])?;
    let largest = call(host, "np.max", [sizes])?;
    (of(values) / largest).value(host)
}

/// The half of the sum with what stands at the other end: `+` for what is symmetric, `-` for what changes its sign.
fn symmetric(host: &mut dyn Host, values: &Value, sign: i64) -> Result<Value> {
    let turned = reversed(&to_array(values)?);
    match sign {
        1 => (of(values) + turned) / 2i64,
        _ => (of(values) - turned) / 2i64,
    }
    .value(host)
}

/// Weights that add up to `total`.
fn normalised(host: &mut dyn Host, weights: Value, total: f64) -> Result<Value> {
    let sum = call(host, "np.sum", [weights.clone()])?;
    (of(weights) * (of(total) / sum)).value(host)
}

/// For Legendre's and Laguerre's polynomials. The first ones are symmetric, with weights that add up to 2.
///
/// # Errors
/// As [`count`]; MemoryError.
pub fn by_values(
    basis: &Basis,
    host: &mut dyn Host,
    degree: &Value,
    is_symmetric: bool,
) -> Result<Value> {
    let unit = unit(count(host, degree)?)?;
    let guess = first_guess(basis, host, &unit)?;
    let zero = Value::Int(0);
    let slope = derivative(
        basis,
        host,
        &value(&unit),
        &Value::Int(1),
        &Value::Int(1),
        &zero,
    )?;
    let height = evaluate(basis, host, &guess, &value(&unit), true)?;
    let slope = evaluate(basis, host, &guess, &Value::array(slope), true)?;
    let x = (of(guess) - of(height) / &slope).value(host)?;
    let rest = part(&unit, 1, unit.size() - 1);
    let before = evaluate(basis, host, &x, &Value::array(rest), true)?;
    let (before, slope) = (scaled(host, before)?, scaled(host, slope)?);
    let w = (of(1i64) / (of(before) * slope)).value(host)?;
    if !is_symmetric {
        let sum = call(host, "np.sum", [w.clone()])?;
        let w = (of(w) / sum).value(host)?;
        return Ok(Value::tuple(vec![x, w]));
    }
    let w = symmetric(host, &w, 1)?;
    let x = symmetric(host, &x, -1)?;
    Ok(Value::tuple(vec![x, normalised(host, w, 2.0)?]))
}

/// For both kinds of Hermite's polynomials, by values that do not grow beyond bounds: `factor` is 2 for physics, 1 for
/// probability.
///
/// # Errors
/// As [`count`]; MemoryError.
pub fn by_normed_values(
    basis: &Basis,
    host: &mut dyn Host,
    degree: &Value,
    factor: f64,
) -> Result<Value> {
    let n = count(host, degree)?;
    let area = match factor {
        2.0 => PI,
        _ => 2.0 * PI,
    };
    let guess = first_guess(basis, host, &unit(n)?)?;
    let height = normed(host, &guess, n, factor, area)?;
    let slope = normed(host, &guess, n - 1, factor, area)?;
    let slope = of(slope) * (factor * n as f64).sqrt();
    let x = (of(guess) - of(height) / slope).value(host)?;
    let before = normed(host, &x, n - 1, factor, area)?;
    let before = scaled(host, before)?;
    let w = (of(1i64) / (of(&before) * &before)).value(host)?;
    let w = symmetric(host, &w, 1)?;
    let x = symmetric(host, &x, -1)?;
    Ok(Value::tuple(vec![x, normalised(host, w, area.sqrt())?]))
}

/// The polynomial of degree `n`, scaled so that its square has integral 1 under the weight.
fn normed(host: &mut dyn Host, x: &Value, n: usize, factor: f64, area: f64) -> Result<Value> {
    let start = 1.0 / area.sqrt().sqrt();
    if n == 0 {
        return (of(x).times_zero() + start).value(host);
    }
    let (mut c0, mut c1) = (Value::Float(0.0), Value::Float(start));
    for at in (2..=n).rev() {
        let nd = at as f64;
        let next = (-of(&c1) * ((nd - 1.0) / nd).sqrt()).value(host)?;
        c1 = (of(c0) + of(c1) * x * (factor / nd).sqrt()).value(host)?;
        c0 = next;
    }
    match factor {
        2.0 => (of(c0) + of(c1) * x * 2f64.sqrt()).value(host),
        _ => (of(c0) + of(c1) * x).value(host),
    }
}

/// For Chebyshev's polynomials: places and weights are known.
///
/// # Errors
/// As [`count`]; MemoryError.
pub fn chebyshev(host: &mut dyn Host, degree: &Value) -> Result<Value> {
    let n = count(host, degree)?;
    let odd = [1, 2 * n as i64, 2].map(Value::Int);
    let odd = call(host, "np.arange", odd)?;
    let angles = (of(PI) * odd / (2.0 * n as f64)).value(host)?;
    let x = ufunc(host, "cos", [angles])?;
    let ones = array(host, "np.ones", [Value::Int(n as i64)])?;
    let w = (of(ones) * (PI / n as f64)).value(host)?;
    Ok(Value::tuple(vec![x, w]))
}
