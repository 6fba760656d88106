//! Roots, powers, logarithms, angles: where C's library would set `errno`, Python raises.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::super::convert::as_float;
use super::super::parameters::Real;
use super::gamma;
use crate::array::elementary;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::number::as_int;
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// The ratio of a circle's circumference to its diameter.
    ///
    /// >>> math.pi
    /// 3.141592653589793
    constant "math.pi" => || std::f64::consts::PI;
    /// Euler's number.
    ///
    /// >>> math.e
    /// 2.718281828459045
    constant "math.e" => || std::f64::consts::E;
    /// A circle's circumference over its radius: 2π.
    ///
    /// >>> math.tau
    /// 6.283185307179586
    constant "math.tau" => || std::f64::consts::TAU;
    /// Positive infinity.
    ///
    /// >>> -math.inf
    /// -inf
    constant "math.inf" => || f64::INFINITY;
    /// Not a number.
    ///
    /// >>> math.nan == math.nan
    /// False
    constant "math.nan" => || f64::NAN;
    /// Square root.
    ///
    /// >>> math.sqrt(2)
    /// 1.4142135623730951
    "math.sqrt" "(x, /)" => |x: Real| checked(x.0, f64::sqrt, false);
    /// Cube root.
    ///
    /// >>> math.cbrt(-8)
    /// -2.0
    "math.cbrt" "(x, /)" => |x: Real| checked(x.0, elementary::cbrt, false);
    /// e to the power `x`.
    ///
    /// >>> math.exp(1)
    /// 2.718281828459045
    "math.exp" "(x, /)" => |x: Real| checked(x.0, elementary::exp, true);
    /// 2 to the power `x`.
    ///
    /// >>> math.exp2(10)
    /// 1024.0
    "math.exp2" "(x, /)" => |x: Real| checked(x.0, elementary::exp2, true);
    /// e to the power `x`, less one, exact near zero.
    ///
    /// >>> math.expm1(1e-10)
    /// 1.00000000005e-10
    "math.expm1" "(x, /)" => |x: Real| checked(x.0, elementary::expm1, true);
    /// Logarithm to a base, the natural one by default.
    ///
    /// >>> math.log(100, 10)
    /// 2.0
    "math.log" "(x, base=<no value>, /)" => log;
    /// Logarithm to base 2.
    ///
    /// >>> math.log2(8)
    /// 3.0
    "math.log2" "(x, /)" => |host: &mut dyn Host, x: Value| logarithm(host, &x, elementary::log2);
    /// Logarithm to base 10.
    ///
    /// >>> math.log10(1000)
    /// 3.0
    "math.log10" "(x, /)" => |host: &mut dyn Host, x: Value| logarithm(host, &x, elementary::log10);
    /// Natural logarithm of `1 + x`, exact near zero.
    ///
    /// >>> math.log1p(1e-10)
    /// 9.999999999500001e-11
    "math.log1p" "(x, /)" => |x: Real| checked(x.0, elementary::log1p, false);
    /// `x` to the power `y`, as floats.
    ///
    /// >>> math.pow(2, 0.5)
    /// 1.4142135623730951
    "math.pow" "(x, y, /)" => |x: Real, y: Real| pow(x.0, y.0);
    /// Sine of an angle in radians.
    ///
    /// >>> math.sin(math.pi / 2)
    /// 1.0
    "math.sin" "(x, /)" => |x: Real| checked(x.0, elementary::sin, false);
    /// Cosine of an angle in radians.
    ///
    /// >>> math.cos(0)
    /// 1.0
    "math.cos" "(x, /)" => |x: Real| checked(x.0, elementary::cos, false);
    /// Tangent of an angle in radians.
    ///
    /// >>> math.tan(0)
    /// 0.0
    "math.tan" "(x, /)" => |x: Real| checked(x.0, elementary::tan, false);
    /// The angle whose sine is `x`.
    ///
    /// >>> math.asin(1)
    /// 1.5707963267948966
    "math.asin" "(x, /)" => |x: Real| checked(x.0, elementary::asin, false);
    /// The angle whose cosine is `x`.
    ///
    /// >>> math.acos(-1)
    /// 3.141592653589793
    "math.acos" "(x, /)" => |x: Real| checked(x.0, elementary::acos, false);
    /// The angle whose tangent is `x`.
    ///
    /// >>> math.atan(1)
    /// 0.7853981633974483
    "math.atan" "(x, /)" => |x: Real| checked(x.0, elementary::atan, false);
    /// The angle of the point `(x, y)`.
    ///
    /// >>> math.atan2(1, -1)
    /// 2.356194490192345
    "math.atan2" "(y, x, /)" => |y: Real, x: Real| elementary::atan2(y.0, x.0);
    /// Hyperbolic sine.
    ///
    /// >>> math.sinh(1)
    /// 1.1752011936438014
    "math.sinh" "(x, /)" => |x: Real| checked(x.0, elementary::sinh, true);
    /// Hyperbolic cosine.
    ///
    /// >>> math.cosh(0)
    /// 1.0
    "math.cosh" "(x, /)" => |x: Real| checked(x.0, elementary::cosh, true);
    /// Hyperbolic tangent.
    ///
    /// >>> math.tanh(0)
    /// 0.0
    "math.tanh" "(x, /)" => |x: Real| checked(x.0, elementary::tanh, false);
    /// Inverse hyperbolic sine.
    ///
    /// >>> math.asinh(0)
    /// 0.0
    "math.asinh" "(x, /)" => |x: Real| checked(x.0, elementary::asinh, false);
    /// Inverse hyperbolic cosine.
    ///
    /// >>> math.acosh(1)
    /// 0.0
    "math.acosh" "(x, /)" => |x: Real| checked(x.0, elementary::acosh, false);
    /// Inverse hyperbolic tangent.
    ///
    /// >>> math.atanh(0)
    /// 0.0
    "math.atanh" "(x, /)" => |x: Real| checked(x.0, elementary::atanh, false);
    /// The error function: twice the integral of the normal curve's bell from 0 to `x`, scaled.
    ///
    /// >>> math.erf(0.5)
    /// 0.5204998778130465
    "math.erf" "(x, /)" => |x: Real| elementary::erf(x.0);
    /// One less the error function, exact where that is near one.
    ///
    /// >>> math.erfc(3)
    /// 2.2090496998585438e-05
    "math.erfc" "(x, /)" => |x: Real| elementary::erfc(x.0);
    /// The gamma function: the factorial of `x - 1`.
    ///
    /// >>> math.gamma(5)
    /// 24.0
    "math.gamma" "(x, /)" => |x: Real| match gamma::gamma(x.0) {
        Some(result) => range_checked(x.0, result),
        None => Err(domain()),
    };
    /// The logarithm of the gamma function's size.
    ///
    /// >>> math.lgamma(100)
    /// 359.1342053695754
    "math.lgamma" "(x, /)" => |x: Real| match gamma::lgamma(x.0) {
        Some(result) => range_checked(x.0, result),
        None => Err(domain()),
    };
    /// An angle in radians as degrees.
    ///
    /// >>> math.degrees(math.pi)
    /// 180.0
    "math.degrees" "(x, /)" => |x: Real| x.0 * (180.0 / std::f64::consts::PI);
    /// An angle in degrees as radians.
    ///
    /// >>> math.radians(180)
    /// 3.141592653589793
    "math.radians" "(x, /)" => |x: Real| x.0 * (std::f64::consts::PI / 180.0);
}

/// `math domain error`
pub(super) fn domain() -> Raised {
    Raised::value_error("math domain error")
}

/// `math range error`
pub(super) fn range() -> Raised {
    Raised::new(ClassId::OVERFLOW_ERROR, "math range error")
}

/// The function's value. A NaN out of a number is a domain error; an infinity out of a finite number is a range error
/// where the function can overflow, else a pole and thus a domain error.
fn checked(x: f64, function: fn(f64) -> f64, can_overflow: bool) -> Result<f64> {
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(domain());
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if can_overflow { range() } else { domain() });
    }
    Ok(result)
}

fn range_checked(x: f64, result: f64) -> Result<f64> {
    if result.is_infinite() && x.is_finite() {
        return Err(range());
    }
    Ok(result)
}

fn log(host: &mut dyn Host, x: Value, base: Given) -> Result<f64> {
    let numerator = logarithm(host, &x, elementary::log)?;
    let Some(base) = base.0 else {
        return Ok(numerator);
    };
    let denominator = logarithm(host, &base, elementary::log)?;
    if denominator == 0.0 {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "float division by zero",
        ));
    }
    Ok(numerator / denominator)
}

/// The logarithm of a number; an integer may be larger than any float.
fn logarithm(host: &mut dyn Host, x: &Value, function: fn(f64) -> f64) -> Result<f64> {
    if let (Value::BigInt(_), Some(big)) = (x, as_int(x)) {
        return big_logarithm(&big, function);
    }
    let x = as_float(host, x)?;
    if x <= 0.0 {
        return Err(domain());
    }
    Ok(function(x))
}

fn big_logarithm(x: &BigInt, function: fn(f64) -> f64) -> Result<f64> {
    if !x.is_positive() {
        return Err(domain());
    }
    match x.to_f64().filter(|x| x.is_finite()) {
        Some(x) => Ok(function(x)),
        None => {
            let exponent = x.bits();
            // A mantissa between a half and one, as `frexp` gives.
            let top = (x >> (exponent - 64)).to_f64().unwrap_or_default() / 2f64.powi(64);
            Ok(function(top) + function(2.0) * exponent as f64)
        }
    }
}

fn pow(x: f64, y: f64) -> Result<f64> {
    let result = elementary::pow(x, y);
    if !x.is_finite() || !y.is_finite() {
        return Ok(result);
    }
    if result.is_nan() {
        return Err(domain());
    }
    if result.is_infinite() {
        return Err(if x == 0.0 { domain() } else { range() });
    }
    Ok(result)
}
