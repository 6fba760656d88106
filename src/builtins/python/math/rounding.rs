//! Rounding, taking floats apart, and telling kinds of numbers.

use num_traits::{Signed, ToPrimitive};

use super::super::convert::as_float;
use super::super::parameters::Real;
use super::functions::{domain, range};
use crate::builtins;
use crate::builtins::operators;
use crate::value::builtin::{Bound, Parameter};
use crate::value::number::{as_int, decompose, index, is_index, ldexp, truncate};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The largest integer that is not above `x`.
    ///
    /// >>> math.floor(-1.5)
    /// -2
    "math.floor" "(x, /)" => |host: &mut dyn Host, x: Value| rounded(host, &x, "__floor__", f64::floor);
    /// The smallest integer that is not below `x`.
    ///
    /// >>> math.ceil(1.2)
    /// 2
    "math.ceil" "(x, /)" => |host: &mut dyn Host, x: Value| rounded(host, &x, "__ceil__", f64::ceil);
    /// The integer part of `x`.
    ///
    /// >>> math.trunc(-1.7)
    /// -1
    "math.trunc" "(x, /)" => |host: &mut dyn Host, x: Value| rounded(host, &x, "__trunc__", f64::trunc);
    /// The size of a number without its sign, as a float.
    ///
    /// >>> math.fabs(-3)
    /// 3.0
    "math.fabs" "(x, /)" => |x: Real| x.0.abs();
    /// The remainder of a division, with the sign of `x`.
    ///
    /// >>> math.fmod(-7, 3)
    /// -1.0
    "math.fmod" "(x, y, /)" => |x: Real, y: Real| {
        let result = x.0 % y.0;
        if result.is_nan() && !x.0.is_nan() && !y.0.is_nan() {
            return Err(domain());
        }
        Ok(result)
    };
    /// `x` less the nearest multiple of `y`.
    ///
    /// >>> math.remainder(5, 3)
    /// -1.0
    "math.remainder" "(x, y, /)" => |x: Real, y: Real| remainder(x.0, y.0);
    /// Fractional and integer part, both with the sign of `x`.
    ///
    /// >>> math.modf(3.75)
    /// (0.75, 3.0)
    "math.modf" "(x, /)" => |x: Real| {
        let whole = x.0.trunc();
        let fraction = if x.0.is_infinite() { 0.0 } else { x.0 - whole };
        pair(Value::Float(fraction.copysign(x.0)), Value::Float(whole))
    };
    /// Mantissa between a half and one, and power of two.
    ///
    /// >>> math.frexp(8)
    /// (0.5, 4)
    "math.frexp" "(x, /)" => |x: Real| {
        let (mantissa, exponent) = frexp(x.0);
        pair(Value::Float(mantissa), Value::Int(exponent))
    };
    /// `x` times two to the power `i`.
    ///
    /// >>> math.ldexp(0.5, 4)
    /// 8.0
    "math.ldexp" "(x, i, /)" => |x: Real, exponent: Exponent| {
        let result = ldexp(x.0, exponent.0);
        if result.is_infinite() && x.0.is_finite() {
            return Err(range());
        }
        Ok(result)
    };
    /// The size of `x` with the sign of `y`.
    ///
    /// >>> math.copysign(3, -0.0)
    /// -3.0
    "math.copysign" "(x, y, /)" => |x: Real, y: Real| x.0.copysign(y.0);
    /// The next float after `x` on the way to `y`.
    ///
    /// >>> math.nextafter(1, 2)
    /// 1.0000000000000002
    "math.nextafter" "(x, y, /)" => |x: Real, y: Real| next_after(x.0, y.0);
    /// The distance to the next larger float.
    ///
    /// >>> math.ulp(1)
    /// 2.220446049250313e-16
    "math.ulp" "(x, /)" => |x: Real| ulp(x.0);
    /// Is it not a number?
    ///
    /// >>> math.isnan(float("nan"))
    /// True
    "math.isnan" "(x, /)" => |x: Real| x.0.is_nan();
    /// Is it an infinity?
    ///
    /// >>> math.isinf(-math.inf)
    /// True
    "math.isinf" "(x, /)" => |x: Real| x.0.is_infinite();
    /// Is it neither an infinity nor NaN?
    ///
    /// >>> math.isfinite(1e308)
    /// True
    "math.isfinite" "(x, /)" => |x: Real| x.0.is_finite();
    /// Are two numbers close to each other, by a relative and an absolute tolerance?
    ///
    /// >>> math.isclose(0.1 + 0.2, 0.3)
    /// True
    "math.isclose" "(a, b, *, rel_tol=1e-09, abs_tol=0.0)" => |a: Real, b: Real, relative: Real, absolute: Real| {
        is_close(a.0, b.0, relative.0, absolute.0)
    };
}

fn pair(a: Value, b: Value) -> Value {
    Value::tuple(vec![a, b])
}

fn rounded(host: &mut dyn Host, x: &Value, method: &str, round: fn(f64) -> f64) -> Result<Value> {
    if matches!(x, Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) {
        return index(host, x);
    }
    if let Some(answer) = operators::call_method(host, x, method, [])? {
        return Ok(answer);
    }
    if method == "__trunc__" && !matches!(x, Value::Float(_) | Value::Scalar(_) | Value::Array(_)) {
        return Err(Raised::type_error(format!(
            "type {} doesn't define __trunc__ method",
            x.qualified_type_name()
        )));
    }
    truncate(round(as_float(host, x)?))
}

/// An exponent of `ldexp`; one beyond all floats becomes the nearest that matters.
struct Exponent(i64);

impl Parameter for Exponent {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Exponent> {
        let value = bound.take().unwrap_or(Value::None);
        if !is_index(&value) {
            return Err(Raised::type_error(
                "Expected an int as second argument to ldexp.",
            ));
        }
        let exponent = index(host, &value)?;
        let exponent = as_int(&exponent).map(|exponent| {
            let farthest = if exponent.is_negative() {
                i64::MIN
            } else {
                i64::MAX
            };
            exponent.to_i64().unwrap_or(farthest)
        });
        Ok(Exponent(exponent.unwrap_or(0)))
    }
}

fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (mantissa, exponent) = decompose(x);
    let bits = i64::from(64 - mantissa.leading_zeros());
    let fraction = mantissa as f64 / 2f64.powi(bits as i32);
    (fraction.copysign(x), i64::from(exponent) + bits)
}

/// IEEE 754's remainder: the quotient is rounded half to even.
fn remainder(x: f64, y: f64) -> Result<f64> {
    if x.is_nan() || y.is_nan() {
        return Ok(if x.is_nan() { x } else { y });
    }
    if x.is_infinite() || y == 0.0 {
        return Err(domain());
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (size, step) = (x.abs(), y.abs());
    let low = size % step;
    let high = step - low;
    let result = if low < high {
        low
    } else if low > high {
        -high
    } else {
        // Exactly between two multiples: the even one.
        low - 2.0 * ((0.5 * (size - low)) % step)
    };
    Ok(1f64.copysign(x) * result)
}

fn next_after(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x == y {
        return y;
    }
    if x < y { x.next_up() } else { x.next_down() }
}

fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let above = x.next_up();
    if above.is_infinite() {
        x - x.next_down()
    } else {
        above - x
    }
}

fn is_close(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Raised::value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs()
        || difference <= (relative * a).abs()
        || difference <= absolute)
}
