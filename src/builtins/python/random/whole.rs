//! Whole numbers and bytes.

use num_bigint::BigInt;
use num_traits::Signed;

use super::Source;
use crate::array::meter;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::{ClassId, Host, Raised, Result, Value, number};

pub(super) fn getrandbits(host: &mut dyn Host, source: Source, k: Value) -> Result<Value> {
    let k = i64::from(number::c_int(host, &k)?);
    Ok(Value::int(bits(&source, k)?))
}

fn bits(source: &Source, k: i64) -> Result<BigInt> {
    let k = usize::try_from(k)
        .map_err(|_| Raised::value_error("number of bits must be non-negative"))?;
    meter::check_bytes(k / 4)?;
    meter::steps(k / 64)?;
    Ok(source.with(|rng| rng.getrandbits(k))?.into())
}

pub(super) fn randbytes(host: &mut dyn Host, source: Source, n: Value) -> Result<Value> {
    let n = number::index_sized(host, &n, ClassId::OVERFLOW_ERROR)?;
    let mut bytes = bits(&source, n.saturating_mul(8))?
        .magnitude()
        .to_bytes_le();
    bytes.resize(usize::try_from(n).unwrap_or(0), 0);
    Ok(Value::Bytes(bytes.into()))
}

pub(super) fn randrange(
    host: &mut dyn Host,
    source: Source,
    start: Value,
    stop: Value,
    step: Value,
) -> Result<Value> {
    let start = whole_argument(host, &start, "arg 1")?;
    let given_step = !matches!(step, Value::Int(1));
    if stop.is_none() {
        if given_step {
            return Err(Raised::type_error("Missing a non-None stop argument"));
        }
        if !start.is_positive() {
            return Err(Raised::value_error("empty range for randrange()"));
        }
        return Ok(Value::int(source.below(&start)?));
    }
    let stop = whole_argument(host, &stop, "stop")?;
    let width = &stop - &start;
    let step = whole_argument(host, &step, "step")?;
    if step == BigInt::from(1) {
        if !width.is_positive() {
            let message = format!("empty range for randrange() ({start}, {stop}, {width})");
            return Err(Raised::value_error(message));
        }
        return Ok(Value::int(start + source.below(&width)?));
    }
    if step == BigInt::ZERO {
        return Err(Raised::value_error("zero step for randrange()"));
    }
    let round: BigInt = if step.is_positive() {
        width + &step - 1
    } else {
        width + &step + 1
    };
    let count = num_integer::Integer::div_floor(&round, &step);
    if !count.is_positive() {
        return Err(Raised::value_error("empty range for randrange()"));
    }
    Ok(Value::int(start + step * source.below(&count)?))
}

/// An integer, or a float that is one, which Python frowns upon.
fn whole_argument(host: &mut dyn Host, value: &Value, name: &str) -> Result<BigInt> {
    let error = match number::index(host, value) {
        Ok(index) => {
            return Ok(number::as_int(&index)
                .map(|n| n.into_owned())
                .unwrap_or_default());
        }
        Err(error) if error.is_a(ClassId::TYPE_ERROR) => error,
        Err(error) => return Err(error),
    };
    let float = match value {
        Value::Float(x) => *x,
        Value::Scalar(scalar) => scalar.as_f64().ok_or(error)?,
        Value::Str(text) => {
            let shown = crate::array::print::str_repr(text);
            return Err(Raised::value_error(format!(
                "invalid literal for int() with base 10: {shown}"
            )));
        }
        _ => {
            return Err(Raised::type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                value.qualified_type_name()
            )));
        }
    };
    let whole = number::truncate(float)?;
    if float.fract() != 0.0 {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "randrange() will raise TypeError in the future",
        )?;
        return Err(Raised::value_error(format!(
            "non-integer {name} for randrange()"
        )));
    }
    host.warn(
        ClassId::DEPRECATION_WARNING,
        "non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a subsequent version",
    )?;
    Ok(number::as_int(&whole)
        .map(|n| n.into_owned())
        .unwrap_or_default())
}

pub(super) fn randint(host: &mut dyn Host, source: Source, a: Value, b: Value) -> Result<Value> {
    let stop = operators::binary(host, BinaryOp::Add, b, Value::Int(1))?;
    randrange(host, source, a, stop, Value::Int(1))
}
