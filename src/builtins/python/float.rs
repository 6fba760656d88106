//! `float` and `complex`.

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::One;

use super::convert::{float_of, only_length_one};
use super::number_text::{parse_complex, parse_float};
use crate::builtins;
use crate::builtins::operators;
use crate::builtins::subclasses::call_own;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{Number, decompose, ldexp};
use crate::value::{ClassId, Host, Raised, Result, Value, display};

builtins! {
    /// A number as a float, or the float that a text shows.
    ///
    /// >>> float("1.5e3"), float(2)
    /// (1500.0, 2.0)
    "float.__new__" "(x=0, /)" => |host: &mut dyn Host, x: Value| to_float(host, &x);
    /// Is the number whole?
    ///
    /// >>> (3.0).is_integer()
    /// True
    "float.is_integer" "(self, /)" => |x: Real| x.0.is_finite() && x.0.fract() == 0.0;
    /// The number as an exact quotient of two integers.
    ///
    /// >>> (0.75).as_integer_ratio()
    /// (3, 4)
    "float.as_integer_ratio" "(self, /)" => |x: Real| as_integer_ratio(x.0);
    /// The number in hexadecimal, which is exact.
    ///
    /// >>> (0.1).hex()
    /// '0x1.999999999999ap-4'
    "float.hex" "(self, /)" => |x: Real| hex(x.0);
    /// The float that `hex` wrote.
    ///
    /// >>> float.fromhex("0x1.8p1")
    /// 3.0
    "float.fromhex" "(string, /)" => |given: Value| {
        let Some(text) = text_of(&given) else {
            return Err(Raised::type_error("bad argument type for built-in operation"));
        };
        from_hex(text.trim()).ok_or_else(|| {
            Raised::value_error("invalid hexadecimal floating-point string")
        })
    };
    /// The number itself: it has no imaginary part.
    "float.conjugate" "(self, /)" => |x: Real| x.0;
    /// The real part: the number itself.
    property "float.real" => |x: Real| x.0;
    /// The imaginary part: 0.0.
    property "float.imag" => |_x: Real| 0.0_f64;
    /// A complex number from its parts, or the one that a text shows.
    ///
    /// >>> complex(1, 2), complex("3-4j")
    /// ((1+2j), (3-4j))
    "complex.__new__" "(real=<no value>, imag=<no value>)" => new_complex;
    /// The number with the sign of its imaginary part changed.
    ///
    /// >>> (1+2j).conjugate()
    /// (1-2j)
    "complex.conjugate" "(self, /)" => |z: Plane| z.0.conj();
    /// The real part.
    property "complex.real" => |z: Plane| z.0.re;
    /// The imaginary part.
    property "complex.imag" => |z: Plane| z.0.im;
}

/// The receiver of a float's methods.
struct Real(f64);

impl Parameter for Real {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Real> {
        let value = bound.take().unwrap_or(Value::None);
        match Number::of_any(&value) {
            Some(Number::Float(x)) => Ok(Real(x)),
            _ => Err(super::parameters::wrong_receiver(
                bound,
                "float",
                Some(value),
            )),
        }
    }
}

/// The receiver of a complex number's methods.
struct Plane(Complex<f64>);

impl Parameter for Plane {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Plane> {
        let value = bound.take().unwrap_or(Value::None);
        match Number::of_any(&value) {
            Some(Number::Complex(z)) => Ok(Plane(z)),
            _ => Err(super::parameters::wrong_receiver(
                bound,
                "complex",
                Some(value),
            )),
        }
    }
}

/// `float(value)`
///
/// # Errors
/// ValueError for texts that show no number, TypeError for what is none.
pub fn to_float(host: &mut dyn Host, value: &Value) -> Result<f64> {
    if let Some(Value::Float(own)) = call_own(host, value, "__float__", [])? {
        return Ok(own);
    }
    if let Value::Array(object) = value {
        let element = object.with(|a| (a.ndim() == 0).then(|| a.first()).flatten());
        return match element {
            Some(element) => to_float(host, &Value::scalar(element)),
            None => Err(only_length_one()),
        };
    }
    let plain = super::bytearray::plain(value.clone())?;
    let bytes = bytes_of(&plain).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    if let Some(text) = text_of(value).map(|text| &**text).or(bytes.as_deref()) {
        crate::array::meter::steps(text.len())?;
        return match parse_float(text) {
            Some(x) => Ok(x),
            None => {
                let shown = display::repr(host, value)?;
                Err(Raised::value_error(format!(
                    "could not convert string to float: {shown}"
                )))
            }
        };
    }
    float_of(host, value)?.ok_or_else(|| {
        Raised::type_error(format!(
            "float() argument must be a string or a real number, not '{}'",
            value.qualified_type_name()
        ))
    })
}

/// `x.as_integer_ratio()`
///
/// # Errors
/// ValueError for NaN, OverflowError for infinity.
pub fn as_integer_ratio(x: f64) -> Result<Value> {
    let refuse =
        |class, kind: &str| Raised::new(class, format!("cannot convert {kind} to integer ratio"));
    if x.is_nan() {
        return Err(refuse(ClassId::VALUE_ERROR, "NaN"));
    }
    if x.is_infinite() {
        return Err(refuse(ClassId::OVERFLOW_ERROR, "Infinity"));
    }
    let (mantissa, exponent) = decompose(x);
    let zeros = mantissa.trailing_zeros().min(64);
    let (numerator, denominator) = if mantissa == 0 {
        (BigInt::ZERO, BigInt::one())
    } else {
        let odd = BigInt::from(mantissa >> zeros);
        let exponent = exponent + zeros as i32;
        if exponent >= 0 {
            (odd << exponent, BigInt::one())
        } else {
            (odd, BigInt::one() << -exponent)
        }
    };
    let numerator = if x < 0.0 { -numerator } else { numerator };
    Ok(Value::tuple(vec![
        Value::int(numerator),
        Value::int(denominator),
    ]))
}

fn hex(x: f64) -> String {
    if !x.is_finite() {
        return crate::array::print::float_text(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52) & 0x7ff);
    let (lead, exponent) = if biased == 0 {
        (0, -1022)
    } else {
        (1, biased as i64 - 1023)
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

fn from_hex(text: &str) -> Option<f64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = rest.to_ascii_lowercase();
    let magnitude = match lower.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        body => hex_magnitude(body.strip_prefix("0x").unwrap_or(body))?,
    };
    Some(if negative { -magnitude } else { magnitude })
}

fn hex_magnitude(body: &str) -> Option<f64> {
    let (mantissa, exponent) = match body.split_once('p') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || digits.len() > 2000 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), 16)?;
    let scale = exponent - 4 * fraction.len() as i64;
    // A quotient of integers is rounded once, whatever its size.
    if scale.abs() > 5000 {
        let zero = number == BigInt::ZERO || scale < 0;
        return Some(if zero { 0.0 } else { f64::INFINITY });
    }
    if number.bits() <= 53 {
        return Some(ldexp(num_traits::ToPrimitive::to_f64(&number)?, scale));
    }
    let (top, bottom) = if scale >= 0 {
        (number << scale, BigInt::one())
    } else {
        (number, BigInt::one() << -scale)
    };
    operators::true_divide(&top, &bottom).ok()
}

fn new_complex(host: &mut dyn Host, real: Given, imaginary: Given) -> Result<Value> {
    let Some(real) = real.0 else {
        let part = complex_part(host, &imaginary.0.unwrap_or(Value::Int(0)), "second arg")?;
        return Ok(Value::Complex(Complex::new(0.0 - part.im, part.re)));
    };
    if let Some(text) = text_of(&real) {
        if imaginary.0.is_some() {
            return Err(Raised::type_error(
                "complex() can't take second arg if first is a string",
            ));
        }
        return parse_complex(text)
            .map(Value::Complex)
            .ok_or_else(|| match text.contains('_') {
                true => Raised::value_error(format!(
                    "could not convert string to complex: {}",
                    crate::array::print::str_repr(text)
                )),
                false => Raised::value_error("complex() arg is a malformed string"),
            });
    }
    if imaginary.0.as_ref().is_some_and(|x| text_of(x).is_some()) {
        return Err(Raised::type_error("complex() second arg can't be a string"));
    }
    let re = complex_part(host, &real, "first argument")?;
    let Some(imaginary) = imaginary.0 else {
        return Ok(Value::Complex(re));
    };
    let im = complex_part(host, &imaginary, "second argument")?;
    // Both may be complex: re + im·i.
    let plain = matches!(Number::of_any(&imaginary), Some(Number::Complex(_)));
    let whole = matches!(Number::of_any(&real), Some(Number::Complex(_)));
    Ok(Value::Complex(Complex::new(
        if plain { re.re - im.im } else { re.re },
        if whole { im.re + re.im } else { im.re },
    )))
}

fn complex_part(host: &mut dyn Host, value: &Value, which: &str) -> Result<Complex<f64>> {
    if let Some(Number::Complex(z)) = Number::of_any(value) {
        return Ok(z);
    }
    if let Some(Value::Complex(z)) = operators::call_method(host, value, "__complex__", [])? {
        return Ok(z);
    }
    match float_of(host, value)? {
        Some(x) => Ok(Complex::new(x, 0.0)),
        None => {
            let kinds = if which == "first argument" {
                "a string or a number"
            } else {
                "a number"
            };
            Err(Raised::type_error(format!(
                "complex() {which} must be {kinds}, not '{}'",
                value.qualified_type_name()
            )))
        }
    }
}
