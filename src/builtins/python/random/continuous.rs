//! Continuous distributions.

use super::Source;
use crate::builtins::operators;
use crate::builtins::python::convert::as_float;
use crate::syntax::ast::BinaryOp;
use crate::value::{Host, Raised, Result, Value};

/// `mu + z * sigma`
pub(super) fn scaled(host: &mut dyn Host, z: f64, mu: Value, sigma: Value) -> Result<Value> {
    let spread = operators::binary(host, BinaryOp::Mul, Value::Float(z), sigma)?;
    operators::binary(host, BinaryOp::Add, mu, spread)
}

pub(super) fn uniform(host: &mut dyn Host, source: Source, a: Value, b: Value) -> Result<Value> {
    let width = operators::binary(host, BinaryOp::Sub, b, a.clone())?;
    scaled(host, source.random()?, a, width)
}

pub(super) fn triangular(
    host: &mut dyn Host,
    source: Source,
    low: Value,
    high: Value,
    mode: Value,
) -> Result<Value> {
    let [from, to] = [as_float(host, &low)?, as_float(host, &high)?];
    if mode.is_none() {
        return Ok(Value::Float(
            source.with(|rng| rng.triangular(from, to, None))?,
        ));
    }
    let mode = as_float(host, &mode)?;
    let drawn = source.with(|rng| rng.triangular(from, to, Some(mode)))?;
    // A range without width gives back its end as it was given.
    Ok(if from == to { low } else { Value::Float(drawn) })
}

pub(super) fn gammavariate(
    host: &mut dyn Host,
    source: Source,
    alpha: Value,
    beta: Value,
) -> Result<f64> {
    let (alpha, beta) = (as_float(host, &alpha)?, as_float(host, &beta)?);
    check_gamma(alpha, beta)?;
    source.with(|rng| rng.gammavariate(alpha, beta))
}

fn check_gamma(alpha: f64, beta: f64) -> Result<()> {
    if alpha <= 0.0 || beta <= 0.0 {
        return Err(Raised::value_error(
            "gammavariate: alpha and beta must be > 0.0",
        ));
    }
    Ok(())
}

pub(super) fn betavariate(
    host: &mut dyn Host,
    source: Source,
    alpha: Value,
    beta: Value,
) -> Result<f64> {
    let (alpha, beta) = (as_float(host, &alpha)?, as_float(host, &beta)?);
    check_gamma(alpha, 1.0)?;
    check_gamma(beta, 1.0)?;
    source.with(|rng| rng.betavariate(alpha, beta))
}

pub(super) fn paretovariate(host: &mut dyn Host, source: Source, alpha: Value) -> Result<Value> {
    let u = 1.0 - source.random()?;
    let exponent = operators::binary(host, BinaryOp::Div, Value::Float(-1.0), alpha)?;
    operators::binary(host, BinaryOp::Pow, Value::Float(u), exponent)
}

pub(super) fn weibullvariate(
    host: &mut dyn Host,
    source: Source,
    alpha: Value,
    beta: Value,
) -> Result<Value> {
    // With a rate of 1 this is −log(1 − u).
    let unit = source.with(|rng| rng.expovariate(1.0))?;
    let exponent = operators::binary(host, BinaryOp::Div, Value::Float(1.0), beta)?;
    let power = operators::binary(host, BinaryOp::Pow, Value::Float(unit), exponent)?;
    operators::binary(host, BinaryOp::Mul, alpha, power)
}
