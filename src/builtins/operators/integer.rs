//! Integers of any size.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::large;
use crate::array::meter;
use crate::builtins::python::memory;
use crate::syntax::ast::BinaryOp;
use crate::value::number::{int_to_float, ldexp};
use crate::value::{ClassId, Raised, Result, Value};

fn zero_division(message: &str) -> Raised {
    Raised::new(ClassId::ZERO_DIVISION_ERROR, message)
}

/// `left op right` of two small integers; `NotImplemented` for `@`.
pub(super) fn small(op: BinaryOp, left: i64, right: i64) -> Result<Value> {
    let fitting = match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Sub => left.checked_sub(right),
        BinaryOp::Mul => left.checked_mul(right),
        BinaryOp::FloorDiv if right != 0 => floor_div(left, right),
        BinaryOp::Mod if right > 0 => Some(left.rem_euclid(right)),
        BinaryOp::BitAnd => Some(left & right),
        BinaryOp::BitOr => Some(left | right),
        BinaryOp::BitXor => Some(left ^ right),
        BinaryOp::RightShift if right >= 0 => Some(left >> right.min(63)),
        BinaryOp::LeftShift if (0..63).contains(&right) => {
            let shifted = left << right;
            (shifted >> right == left).then_some(shifted)
        }
        BinaryOp::Pow if right >= 0 => u32::try_from(right)
            .ok()
            .and_then(|exponent| left.checked_pow(exponent)),
        BinaryOp::Div => return divide_small(left, right),
        BinaryOp::MatMul => return Ok(Value::NotImplemented),
        _ => None,
    };
    match fitting {
        Some(result) => Ok(Value::Int(result)),
        None => big(op, &BigInt::from(left), &BigInt::from(right)),
    }
}

fn floor_div(left: i64, right: i64) -> Option<i64> {
    let quotient = left.checked_div(right)?;
    let inexact = quotient * right != left;
    Some(quotient - i64::from(inexact && (left < 0) != (right < 0)))
}

fn divide_small(left: i64, right: i64) -> Result<Value> {
    const EXACT: u64 = 1 << 53;
    if right == 0 {
        return Err(zero_division("division by zero"));
    }
    if left.unsigned_abs() <= EXACT && right.unsigned_abs() <= EXACT {
        return Ok(Value::Float(left as f64 / right as f64));
    }
    true_divide(&left.into(), &right.into()).map(Value::Float)
}

/// `left op right` of two integers of any size.
pub(super) fn big(op: BinaryOp, left: &BigInt, right: &BigInt) -> Result<Value> {
    meter::steps((left.bits().max(right.bits()) / 64) as usize)?;
    Ok(Value::int(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => multiply(left, right)?,
        BinaryOp::Div => return true_divide(left, right).map(Value::Float),
        BinaryOp::FloorDiv if right.is_zero() => {
            return Err(zero_division("integer division or modulo by zero"));
        }
        BinaryOp::Mod if right.is_zero() => return Err(zero_division("integer modulo by zero")),
        BinaryOp::FloorDiv => divided(left, right)?.0,
        BinaryOp::Mod => divided(left, right)?.1,
        BinaryOp::Pow => return power(left, right),
        BinaryOp::LeftShift | BinaryOp::RightShift => shift(op, left, right)?,
        BinaryOp::BitAnd => left & right,
        BinaryOp::BitOr => left | right,
        BinaryOp::BitXor => left ^ right,
        BinaryOp::MatMul => return Ok(Value::NotImplemented),
    }))
}

/// Steps that a product of two sizes costs: less than the schoolbook's, more than linear.
fn charge_product(a: u64, b: u64) -> Result<()> {
    let (long, short) = ((a.max(b) / 64) as f64, (a.min(b) / 64) as f64);
    Ok(meter::steps((long * short.sqrt() / 4.0) as usize)?)
}

/// # Errors
/// MemoryError, the budget's.
pub fn multiply(left: &BigInt, right: &BigInt) -> Result<BigInt> {
    memory::room_for_bits(left.bits().saturating_add(right.bits()))?;
    charge_product(left.bits(), right.bits())?;
    let product = large::multiply(left.magnitude(), right.magnitude())?;
    Ok(BigInt::from_biguint(left.sign() * right.sign(), product))
}

fn divided(left: &BigInt, right: &BigInt) -> Result<(BigInt, BigInt)> {
    let quotient = left.bits().saturating_sub(right.bits());
    charge_product(quotient.saturating_mul(4), right.bits())?;
    if !large::is_long_division(left.magnitude(), right.magnitude()) {
        return Ok(left.div_mod_floor(right));
    }
    let (quotient, rest) = large::divide(left.magnitude(), right.magnitude())?;
    let (quotient, rest) = (
        BigInt::from_biguint(left.sign() * right.sign(), quotient),
        BigInt::from_biguint(left.sign(), rest),
    );
    // Rounded down, the remainder has the sign of the divisor.
    Ok(match rest.sign() * right.sign() {
        Sign::Minus => (quotient - 1, rest + right),
        _ => (quotient, rest),
    })
}

/// Quotient and remainder, the quotient rounded down.
///
/// # Errors
/// ZeroDivisionError.
pub(super) fn divmod(left: &BigInt, right: &BigInt) -> Result<(BigInt, BigInt)> {
    if right.is_zero() {
        return Err(zero_division("integer division or modulo by zero"));
    }
    divided(left, right)
}

fn shift(op: BinaryOp, left: &BigInt, right: &BigInt) -> Result<BigInt> {
    if right.is_negative() {
        return Err(Raised::value_error("negative shift count"));
    }
    match (op, right.to_u64()) {
        (BinaryOp::RightShift, Some(by)) => Ok(left >> by),
        (BinaryOp::RightShift, None) if left.is_negative() => Ok(-BigInt::one()),
        (BinaryOp::RightShift, None) => Ok(BigInt::zero()),
        _ if left.is_zero() => Ok(BigInt::zero()),
        (_, Some(by)) if by < 1 << 62 => {
            memory::room_for_bits(left.bits().saturating_add(by))?;
            Ok(left << by)
        }
        _ => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "too many digits in integer",
        )),
    }
}

/// `base ** exponent`; a negative exponent gives a float.
fn power(base: &BigInt, exponent: &BigInt) -> Result<Value> {
    if exponent.is_negative() {
        let (base, exponent) = (int_to_float(base)?, int_to_float(exponent)?);
        return super::float::power(base, exponent);
    }
    if exponent.is_zero() || base.is_one() {
        return Ok(Value::Int(1));
    }
    if base.is_zero() {
        return Ok(Value::Int(0));
    }
    if base.magnitude().is_one() {
        return Ok(Value::Int(if exponent.is_even() { 1 } else { -1 }));
    }
    let bits = exponent
        .to_u64()
        .map_or(u64::MAX, |e| e.saturating_mul(base.bits() - 1));
    memory::room_for_bits(bits)?;
    let exponent = exponent.to_u64().unwrap_or(u64::MAX);
    let mut result = BigInt::one();
    for at in (0..u64::BITS - exponent.leading_zeros()).rev() {
        result = multiply(&result, &result)?;
        if exponent >> at & 1 == 1 {
            result = multiply(&result, base)?;
        }
    }
    Ok(Value::int(result))
}

/// `pow(base, exponent, modulus)`
///
/// # Errors
/// ValueError for a modulus of 0, or a negative exponent of what has no inverse.
pub fn power_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    if modulus.is_zero() {
        return Err(Raised::value_error("pow() 3rd argument cannot be 0"));
    }
    let size = modulus.magnitude().clone();
    let size = BigInt::from_biguint(Sign::Plus, size);
    charge_product(size.bits().saturating_mul(exponent.bits()), size.bits())?;
    let (base, exponent) = if exponent.is_negative() {
        (inverse(base, &size)?, -exponent)
    } else {
        (base.mod_floor(&size), exponent.clone())
    };
    let result = large::power_mod(&base, &exponent, &size)?;
    // The result has the sign of the modulus.
    Ok(if modulus.is_negative() && !result.is_zero() {
        result - size
    } else {
        result
    })
}

fn inverse(base: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    let common = base.extended_gcd(modulus);
    if !common.gcd.is_one() && !modulus.is_one() {
        return Err(Raised::value_error(
            "base is not invertible for the given modulus",
        ));
    }
    Ok(common.x.mod_floor(modulus))
}

/// `left / right`, rounded once, to the nearest float with ties to even.
///
/// # Errors
/// ZeroDivisionError; OverflowError where the quotient is beyond all floats.
pub fn true_divide(left: &BigInt, right: &BigInt) -> Result<f64> {
    if right.is_zero() {
        return Err(zero_division("division by zero"));
    }
    if left.is_zero() {
        return Ok(if right.is_negative() { -0.0 } else { 0.0 });
    }
    let too_large = || {
        Raised::new(
            ClassId::OVERFLOW_ERROR,
            "integer division result too large for a float",
        )
    };
    let scale = left.bits() as i64 - right.bits() as i64;
    if scale > 1025 {
        return Err(too_large());
    }
    // A quotient of at least 66 bits, its last one made odd where a remainder is left: rounding it once more is safe.
    let shift = 66 - scale;
    let (a, b) = (
        BigInt::from(left.magnitude().clone()),
        BigInt::from(right.magnitude().clone()),
    );
    let (a, b) = if shift >= 0 {
        (a << shift, b)
    } else {
        (a, b << -shift)
    };
    let (quotient, remainder) = a.div_rem(&b);
    let sticky = if remainder.is_zero() {
        quotient
    } else {
        quotient | BigInt::one()
    };
    let magnitude = round_scaled(&sticky, -shift);
    if magnitude.is_infinite() {
        return Err(too_large());
    }
    let negative = left.is_negative() != right.is_negative();
    Ok(if negative { -magnitude } else { magnitude })
}

/// `mantissa · 2^exponent` with one rounding, also where the result is subnormal.
fn round_scaled(mantissa: &BigInt, exponent: i64) -> f64 {
    let top = mantissa.bits() as i64 + exponent;
    // How many bits of the mantissa the result can hold.
    let kept = if top > -1021 { 53 } else { 53 - (-1021 - top) };
    let drop = (mantissa.bits() as i64 - kept).max(0);
    let whole = mantissa >> drop;
    let rest = mantissa - (&whole << drop);
    let half = if drop > 0 {
        BigInt::one() << (drop - 1)
    } else {
        BigInt::one()
    };
    let up = drop > 0 && (rest > half || (rest == half && whole.is_odd()));
    let whole = if up { whole + 1 } else { whole };
    ldexp(whole.to_f64().unwrap_or(f64::INFINITY), exponent + drop)
}
