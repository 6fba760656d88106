//! Built-in functions of numbers: `abs`, `round`, `divmod`, `pow`, `bin`, `oct`, `hex`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::parameters::Truth;
use crate::array::elementary as libm;
use crate::builtins;
use crate::builtins::operators;
use crate::value::compare::is_numpy;
use crate::value::number::{Number, as_int, index, truncate};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value};

builtins! {
    /// The size of a number without its sign; for arrays, of each element.
    ///
    /// >>> abs(-3), abs(3+4j)
    /// (3, 5.0)
    "abs" "(x, /)" => |host: &mut dyn Host, x: Value| absolute(host, &x);
    /// A number rounded to `ndigits` digits after the point; without them, to an integer.
    ///
    /// Halves go to the even side.
    ///
    /// >>> round(2.5), round(3.14159, 2)
    /// (2, 3.14)
    "round" "(number, ndigits=None)" => |host: &mut dyn Host, number: Value, digits: Value| {
        round(host, &number, &digits)
    };
    /// Quotient, rounded down, and remainder.
    ///
    /// >>> divmod(-7, 3)
    /// (-3, 2)
    "divmod" "(x, y, /)" => |host: &mut dyn Host, x: Value, y: Value| operators::divmod(host, &x, &y);
    /// `base` to the power of `exp`; with `mod`, the remainder of that.
    ///
    /// >>> pow(2, 10), pow(3, 100, 7)
    /// (1024, 4)
    "pow" "(base, exp, mod=None)" => |host: &mut dyn Host, base: Value, exp: Value, modulus: Value| {
        operators::power(host, &base, &exp, Some(&modulus))
    };
    /// An integer in binary, as it could be typed.
    ///
    /// >>> bin(10)
    /// '0b1010'
    "bin" "(number, /)" => |host: &mut dyn Host, number: Value| in_radix(host, &number, 2, "0b");
    /// An integer in octal, as it could be typed.
    ///
    /// >>> oct(8)
    /// '0o10'
    "oct" "(number, /)" => |host: &mut dyn Host, number: Value| in_radix(host, &number, 8, "0o");
    /// An integer in hexadecimal, as it could be typed.
    ///
    /// >>> hex(255)
    /// '0xff'
    "hex" "(number, /)" => |host: &mut dyn Host, number: Value| in_radix(host, &number, 16, "0x");
    /// A class of truth values: True or False, as `if` would see the value.
    ///
    /// >>> bool([]), bool("a")
    /// (False, True)
    "bool.__new__" "(x=False, /)" => |x: Truth| x.0;
}

/// A row of NumPy's on these arguments.
fn numpy(host: &mut dyn Host, name: &str, arguments: Vec<Value>) -> Option<Result<Value>> {
    crate::builtins::find(name).map(|row| row.call(host, Arguments::positional(arguments)))
}

fn absolute(host: &mut dyn Host, x: &Value) -> Result<Value> {
    if let Some(held) = x.held() {
        return match operators::call_method(host, x, "__abs__", [])? {
            Some(answer) => Ok(answer),
            None => absolute(host, held),
        };
    }
    match Number::of(x) {
        Some(Number::Int(i)) => return Ok(Value::int(BigInt::from(i).abs())),
        Some(Number::Big(i)) => return Ok(Value::int(i.abs())),
        Some(Number::Float(x)) => return Ok(Value::Float(x.abs())),
        Some(Number::Complex(z)) => {
            let size = libm::hypot(z.re, z.im);
            if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
                return Err(Raised::new(
                    ClassId::OVERFLOW_ERROR,
                    "absolute value too large",
                ));
            }
            return Ok(Value::Float(size));
        }
        None => {}
    }
    if let Value::Scalar(scalar) = x {
        return crate::builtins::numpy::operators::absolute_scalar(host, scalar);
    }
    if is_numpy(x)
        && let Some(answer) = numpy(host, "np.absolute", vec![x.clone()])
    {
        return answer;
    }
    operators::call_method(host, x, "__abs__", [])?.ok_or_else(|| {
        Raised::type_error(format!(
            "bad operand type for abs(): '{}'",
            x.qualified_type_name()
        ))
    })
}

fn round(host: &mut dyn Host, number: &Value, digits: &Value) -> Result<Value> {
    if let Some(held) = number.held() {
        return match operators::has_method(number, "__round__") {
            true => round_object(host, number, digits),
            false => round(host, held, digits),
        };
    }
    if let Value::Scalar(scalar) = number {
        let whole = scalar.dtype().is_integer();
        let rounded = match digits {
            Value::None if whole => return index(host, number),
            Value::None => numpy(host, "np.rint", vec![number.clone()]),
            digits => numpy(host, "np.round", vec![number.clone(), digits.clone()]),
        };
        if let Some(rounded) = rounded {
            let rounded = rounded?;
            return match Number::of_any(&rounded) {
                Some(Number::Float(x)) if digits.is_none() => truncate(x),
                _ => Ok(rounded),
            };
        }
    }
    match (Number::of(number), digits) {
        (Some(Number::Int(_) | Number::Big(_)), Value::None) => index(host, number),
        (Some(Number::Int(_) | Number::Big(_)), digits) => {
            let digits = index(host, digits)?;
            round_int(number, &digits)
        }
        (Some(Number::Float(x)), Value::None) => truncate(x.round_ties_even()),
        (Some(Number::Float(x)), digits) => {
            let digits = crate::value::number::index_clamped(host, digits)?;
            round_float(x, digits).map(Value::Float)
        }
        _ => round_object(host, number, digits),
    }
}

fn round_object(host: &mut dyn Host, number: &Value, digits: &Value) -> Result<Value> {
    let answer = match digits {
        Value::None => operators::call_method(host, number, "__round__", [])?,
        digits => operators::call_method(host, number, "__round__", [digits.clone()])?,
    };
    answer.ok_or_else(|| {
        Raised::type_error(format!(
            "type {} doesn't define __round__ method",
            number.qualified_type_name()
        ))
    })
}

/// To a power of ten, halves to the even multiple.
fn round_int(number: &Value, digits: &Value) -> Result<Value> {
    let places = match digits {
        Value::Int(digits) if *digits >= 0 => return Ok(plain_int(number)),
        Value::Int(digits) => digits.unsigned_abs(),
        Value::BigInt(digits) if digits.is_positive() => return Ok(plain_int(number)),
        _ => u64::MAX,
    };
    let Some(number) = as_int(number) else {
        return Ok(Value::Int(0));
    };
    // A power of ten with more digits than twice the number rounds it to 0.
    if places > number.bits() + 2 {
        return Ok(Value::Int(0));
    }
    let unit = BigInt::from(10).pow(u32::try_from(places).unwrap_or(u32::MAX));
    let (quotient, rest) = number.div_mod_floor(&unit);
    let twice: BigInt = rest * 2;
    let up = twice > unit || (twice == unit && quotient.is_odd());
    Ok(Value::int((quotient + u8::from(up)) * unit))
}

fn plain_int(number: &Value) -> Value {
    as_int(number).map_or(Value::Int(0), |number| Value::int(number.into_owned()))
}

/// The float nearest to `x` written with so many digits after the point.
fn round_float(x: f64, digits: i64) -> Result<f64> {
    // More digits than a float has change nothing; fewer than none left give zero.
    if !x.is_finite() || x == 0.0 || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0_f64.copysign(x));
    }
    let rounded = if digits >= 0 {
        format!("{x:.*}", digits as usize).parse()
    } else {
        round_exactly(x, digits.unsigned_abs() as u32).parse()
    };
    match rounded {
        Ok(rounded) if f64::is_finite(rounded) => Ok(rounded),
        _ => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "rounded value too large to represent",
        )),
    }
}

/// The decimal text of `x` rounded to a multiple of a power of ten.
fn round_exactly(x: f64, places: u32) -> String {
    let whole = crate::value::number::float_to_int(x.abs().trunc()).unwrap_or_default();
    let unit = BigInt::from(10).pow(places);
    let (quotient, rest) = whole.div_mod_floor(&unit);
    let twice: BigInt = rest * 2;
    let exactly_half = twice == unit && x.fract() == 0.0;
    let up = if exactly_half {
        quotient.is_odd()
    } else {
        twice >= unit
    };
    let sign = if x < 0.0 { "-" } else { "" };
    format!("{sign}{}", (quotient + u8::from(up)) * unit)
}

fn in_radix(host: &mut dyn Host, number: &Value, radix: u32, prefix: &str) -> Result<String> {
    let number = index(host, number)?;
    let Some(number) = as_int(&number) else {
        return Ok(String::new());
    };
    let sign = if number.is_negative() { "-" } else { "" };
    let digits = match number.to_u64() {
        Some(small) => BigInt::from(small).to_str_radix(radix),
        None => number.magnitude().to_str_radix(radix),
    };
    Ok(format!("{sign}{prefix}{digits}"))
}
