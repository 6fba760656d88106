//! Products, quotients and conversions of series, by the recurrence of their basis.

use crate::array::{Array, meter};
use crate::builtins::operators;
use crate::value::convert::to_array;
use crate::value::{Host, Result, Value};

use super::basis::Basis;
use super::formula::of;
use super::powers;
use super::series::{
    self, Division, add, as_series, division, equal, from_end, item, length, one_series, part, put,
    subtract, two_series, without_zeros, zeros,
};

/// The product of a series with x.
///
/// # Errors
/// As [`as_series`].
pub fn times_x(basis: &Basis, host: &mut dyn Host, c: &Value) -> Result<Array> {
    let series = one_series(host, c, true)?;
    if length(&series) == 1 && equal(host, &item(&series, 0)?, 0)? {
        return Ok(series);
    }
    (basis.times_x)(host, &series)
}

/// `c0 + c1*x` as one series, where x carries the step of degree `n`.
fn joined(basis: &Basis, host: &mut dyn Host, c0: &Value, c1: &Value, n: i64) -> Result<Array> {
    let product = Value::array(times_x(basis, host, c1)?);
    let raised = (basis.raised)(host, c1, product, n)?;
    add(host, c0, &raised)
}

/// The product of two series: Clenshaw's scheme with series for numbers.
///
/// # Errors
/// As [`as_series`].
pub fn by_recurrence(basis: &Basis, host: &mut dyn Host, a: &Value, b: &Value) -> Result<Array> {
    let (a, b) = two_series(host, a, b)?;
    let (short, long) = if length(&a) > length(&b) {
        (b, a)
    } else {
        (a, b)
    };
    let scaled = |host: &mut dyn Host, at: usize| (of(from_end(&short, at)?) * &long).value(host);
    if length(&short) == 1 {
        let c0 = scaled(host, 1)?;
        return joined(basis, host, &c0, &Value::Int(0), 1);
    }
    let (mut c1, mut c0) = (scaled(host, 1)?, scaled(host, 2)?);
    for at in 3..=length(&short) {
        meter::steps(length(&long))?;
        let n = (length(&short) + 2 - at) as i64;
        let lower = scaled(host, at)?;
        let taken = (basis.lowered)(of(&c1), n).value(host)?;
        let next = Value::array(subtract(host, &lower, &taken)?);
        c1 = Value::array(joined(basis, host, &c0, &c1, n)?);
        c0 = next;
    }
    joined(basis, host, &c0, &c1, 1)
}

/// A series as a sum of powers.
///
/// # Errors
/// As [`as_series`].
pub fn to_powers(basis: &Basis, host: &mut dyn Host, c: &Value) -> Result<Array> {
    let series = one_series(host, c, true)?;
    if length(&series) == 1 {
        return Ok(series);
    }
    let powers_joined = |host: &mut dyn Host, c0: &Value, c1: &Value, n: i64| {
        let product = Value::array(times_x(&powers::POWERS, host, c1)?);
        let raised = (basis.raised)(host, c1, product, n)?;
        add(host, c0, &raised)
    };
    let (mut c0, mut c1) = (from_end(&series, 2)?, from_end(&series, 1)?);
    for degree in (2..length(&series)).rev() {
        meter::steps(length(&series))?;
        let n = degree as i64;
        let taken = (basis.lowered)(of(&c1), n).value(host)?;
        let next = Value::array(subtract(host, &item(&series, degree - 2)?, &taken)?);
        c1 = Value::array(powers_joined(host, &c0, &c1, n)?);
        c0 = next;
    }
    powers_joined(host, &c0, &c1, 1)
}

/// A sum of powers as a series, by Horner's rule.
///
/// # Errors
/// As [`as_series`].
pub fn from_powers(basis: &Basis, host: &mut dyn Host, polynomial: &Value) -> Result<Value> {
    let polynomial = one_series(host, polynomial, true)?;
    let mut result = Value::Int(0);
    for at in (0..length(&polynomial)).rev() {
        meter::steps(at)?;
        let raised = Value::array(times_x(basis, host, &result)?);
        result = Value::array(add(host, &raised, &item(&polynomial, at)?)?);
    }
    Ok(result)
}

/// A power by repeated multiplication.
///
/// # Errors
/// As [`series::power`].
pub fn by_multiplication(
    basis: &Basis,
    host: &mut dyn Host,
    c: &Value,
    power: &Value,
    max: &Value,
) -> Result<Array> {
    series::power(host, c, power, max, &mut |host, a, b| {
        (basis.multiply)(basis, host, a, b)
    })
}

/// Quotient and remainder of two series.
///
/// # Errors
/// As [`division`].
pub fn divide(basis: &Basis, host: &mut dyn Host, a: &Value, b: &Value) -> Result<(Array, Array)> {
    match division(host, a, b)? {
        Division::Plain(quotient, remainder) => Ok((quotient, remainder)),
        Division::Long(a, b) => (basis.divide)(basis, host, a, b),
    }
}

/// Long division: the divisor times each basis polynomial is taken away.
///
/// # Errors
/// As arithmetic.
pub fn by_subtraction(
    basis: &Basis,
    host: &mut dyn Host,
    a: Array,
    b: Array,
) -> Result<(Array, Array)> {
    let degree = length(&a) - length(&b);
    let quotient = zeros(a.dtype(), &[degree + 1])?;
    let divisor = Value::array(b);
    let mut rest = a;
    for at in (0..=degree).rev() {
        meter::steps(length(&rest))?;
        let mut unit = vec![0i64; at];
        unit.push(1);
        let unit = Value::array(Array::from_vec(unit)?);
        let product = (basis.multiply)(basis, host, &unit, &divisor)?;
        let digit = (of(from_end(&rest, 1)?) / from_end(&product, 1)?).value(host)?;
        let kept = |series: &Array| part(series, 0, length(series) - 1);
        rest = (of(kept(&rest)) - of(&digit) * kept(&product)).array(host)?;
        put(&quotient, at, &digit)?;
    }
    Ok((quotient, without_zeros(host, rest)?))
}

/// The coefficients of `off + scl*x`.
///
/// # Errors
/// As arithmetic.
pub fn line(basis: &Basis, host: &mut dyn Host, off: &Value, scl: &Value) -> Result<Array> {
    if equal(host, scl, 0)? {
        return to_array(&Value::tuple(vec![off.clone()]));
    }
    let parts = (basis.line)(off, scl);
    let parts: Result<Vec<Value>> = parts.into_iter().map(|part| part.value(host)).collect();
    to_array(&Value::tuple(parts?))
}

/// The series with these roots: lines multiplied in pairs, and the products in pairs again.
///
/// # Errors
/// As [`as_series`].
pub fn from_roots(basis: &Basis, host: &mut dyn Host, roots: &Value) -> Result<Array> {
    if operators::length(host, roots)? == 0 {
        return Ok(Array::from_vec(vec![1.0])?);
    }
    let roots = as_series(host, &[roots], false)?;
    let sorted =
        super::super::compose::array(host, "np.sort", roots.into_iter().map(Value::array))?;
    let mut factors = Vec::new();
    for at in 0..length(&sorted) {
        let off = (-of(item(&sorted, at)?)).value(host)?;
        factors.push(Value::array(line(basis, host, &off, &Value::Int(1))?));
    }
    while factors.len() > 1 {
        let half = factors.len() / 2;
        let mut products = Vec::with_capacity(half);
        for (a, b) in factors.iter().zip(factors.iter().skip(half)).take(half) {
            meter::steps(length(&sorted))?;
            products.push(Value::array((basis.multiply)(basis, host, a, b)?));
        }
        if let (1, Some(last), Some(first)) =
            (factors.len() % 2, factors.last(), products.first_mut())
        {
            *first = Value::array((basis.multiply)(basis, host, first, last)?);
        }
        factors = products;
    }
    factors
        .first()
        .map_or_else(|| Ok(Array::from_vec(vec![1.0])?), to_array)
}
