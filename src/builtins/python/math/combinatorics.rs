//! Integers: divisors, factorials, roots.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::super::memory;
use super::super::parameters::{Whole, whole};
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators::integer::multiply;
use crate::value::builtin::{Given, Rest};
use crate::value::{ClassId, Host, Raised, Result};

builtins! {
    /// The greatest common divisor.
    ///
    /// >>> math.gcd(12, 18)
    /// 6
    "math.gcd" "(*integers)" => |host: &mut dyn Host, integers: Rest| -> Result<BigInt> {
        let mut common = BigInt::zero();
        for value in integers.0.iter() {
            common = divisor(&common, &whole(host, value)?)?;
        }
        Ok(common)
    };
    /// The least common multiple.
    ///
    /// >>> math.lcm(4, 6)
    /// 12
    "math.lcm" "(*integers)" => |host: &mut dyn Host, integers: Rest| -> Result<BigInt> {
        let mut common = BigInt::one();
        for value in integers.0.iter() {
            let next = whole(host, value)?;
            memory::room_for_bits(common.bits() + next.bits())?;
            meter::steps(common.bits() as usize / 64)?;
            let shared = divisor(&common, &next)?;
            common = match shared.is_zero() {
                true => BigInt::zero(),
                false => (common / shared * next).abs(),
            };
        }
        Ok(common)
    };
    /// The product of the integers from 1 to `x`.
    ///
    /// >>> math.factorial(5)
    /// 120
    "math.factorial" "(x, /)" => |x: Whole| factorial(&x.0);
    /// In how many ways can `k` of `n` things be chosen?
    ///
    /// >>> math.comb(5, 2)
    /// 10
    "math.comb" "(n, k, /)" => |n: Whole, k: Whole| comb(&n.0, &k.0);
    /// In how many ways can `k` of `n` things be put in a row? With `k` left out, all of them.
    ///
    /// >>> math.perm(5, 2)
    /// 20
    "math.perm" "(n, k=None, /)" => |host: &mut dyn Host, n: Whole, k: Given| match k.0 {
        Some(k) if !k.is_none() => {
            let k = whole(host, &k)?;
            perm(&n.0, &k)
        }
        _ => factorial(&n.0),
    };
    /// The integer part of the square root.
    ///
    /// >>> math.isqrt(17)
    /// 4
    "math.isqrt" "(n, /)" => |n: Whole| {
        if n.0.is_negative() {
            return Err(Raised::value_error("isqrt() argument must be nonnegative"));
        }
        meter::steps((n.0.bits() / 8) as usize)?;
        Ok(n.0.sqrt())
    };
}

/// The greatest common divisor. A number is reduced by a much smaller one first, which is all the work then.
fn divisor(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    let (large, small) = if a.bits() < b.bits() { (b, a) } else { (a, b) };
    let words = |x: &BigInt| (x.bits() / 64) as usize + 1;
    meter::steps(words(large) / 4)?;
    if small.is_zero() {
        return Ok(large.abs());
    }
    meter::steps(words(small).saturating_mul(words(small)))?;
    Ok(small.gcd(&(large % small)))
}

fn factorial(x: &BigInt) -> Result<BigInt> {
    if x.is_negative() {
        return Err(Raised::value_error(
            "factorial() not defined for negative values",
        ));
    }
    let Some(x) = x.to_i64() else {
        return Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "factorial() argument should not exceed 9223372036854775807",
        ));
    };
    product(2, x as u64 + 1)
}

/// The product of the integers from `low` up to and without `high`.
fn product(low: u64, high: u64) -> Result<BigInt> {
    let count = high.saturating_sub(low);
    let bits = u64::from(u64::BITS - high.leading_zeros());
    if count <= 8 {
        meter::steps(1)?;
        return Ok((low..high).map(BigInt::from).product());
    }
    memory::room_for_bits(count.saturating_mul(bits))?;
    let words = (count.saturating_mul(bits) / 64) as f64;
    meter::steps((words * words.sqrt() / 8.0) as usize)?;
    let middle = low + count / 2;
    multiply(&product(low, middle)?, &product(middle, high)?)
}

fn not_negative(n: &BigInt, name: &str) -> Result<()> {
    if n.is_negative() {
        return Err(Raised::value_error(format!(
            "{name} must be a non-negative integer"
        )));
    }
    Ok(())
}

fn falling(n: &BigInt, k: u64) -> Result<BigInt> {
    memory::room_for_bits(k.saturating_mul(n.bits()))?;
    let mut result = BigInt::one();
    let mut factor = n.clone();
    for _ in 0..k {
        meter::steps(1 + (result.bits() / 256) as usize)?;
        result *= &factor;
        factor -= 1;
    }
    Ok(result)
}

fn perm(n: &BigInt, k: &BigInt) -> Result<BigInt> {
    not_negative(n, "n")?;
    not_negative(k, "k")?;
    if k > n {
        return Ok(BigInt::zero());
    }
    match k.to_u64() {
        Some(k) => falling(n, k),
        None => Err(too_many("k")),
    }
}

fn too_many(name: &str) -> Raised {
    Raised::new(
        ClassId::OVERFLOW_ERROR,
        format!("{name} must not exceed 9223372036854775807"),
    )
}

fn comb(n: &BigInt, k: &BigInt) -> Result<BigInt> {
    not_negative(n, "n")?;
    not_negative(k, "k")?;
    if k > n {
        return Ok(BigInt::zero());
    }
    let other = n - k;
    let Some(k) = k.min(&other).to_u64() else {
        return Err(too_many("min(n - k, k)"));
    };
    memory::room_for_bits(
        k.saturating_mul(n.bits())
            .min(n.to_u64().unwrap_or(u64::MAX)),
    )?;
    let mut result = BigInt::one();
    for i in 0..k {
        meter::steps(1 + (result.bits() / 128) as usize)?;
        result = result * (n - i) / (i + 1);
    }
    Ok(result)
}
