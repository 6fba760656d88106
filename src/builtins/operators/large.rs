//! Integers so large that a single operation takes long: done in parts, so that it can be stopped.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::array::meter;
use crate::value::Result;

/// Factors up to so many bits are multiplied at once, which takes some milliseconds.
const AT_ONCE: u64 = 1 << 18;

/// The product, the larger numbers in halves (A. Karatsuba and Yu. Ofman, 1962).
///
/// # Errors
/// The budget's.
pub(super) fn multiply(left: &BigUint, right: &BigUint) -> Result<BigUint> {
    let (short, long) = (left.bits().min(right.bits()), left.bits().max(right.bits()));
    if short.saturating_mul(4) <= AT_ONCE && long > 4 * AT_ONCE {
        let half = long / 2;
        let (long, short) = match left.bits() > right.bits() {
            true => (left, right),
            false => (right, left),
        };
        let (high, low) = split(long, half);
        return Ok((multiply(&high, short)? << half) + multiply(&low, short)?);
    }
    if short <= AT_ONCE {
        meter::go_on((long / 64) as usize * 8)?;
        return Ok(left * right);
    }
    let half = long / 2;
    let ((a, b), (c, d)) = (split(left, half), split(right, half));
    let (high, low) = (multiply(&a, &c)?, multiply(&b, &d)?);
    let middle = multiply(&(a + b), &(c + d))? - &high - &low;
    Ok((high << (2 * half)) + (middle << half) + low)
}

/// What stands above a bit, and what below.
fn split(x: &BigUint, at: u64) -> (BigUint, BigUint) {
    let high = x >> at;
    let low = x - (&high << at);
    (high, low)
}

/// Words times words: the work of a division that takes some milliseconds.
const DIVISION: u64 = 1 << 21;

pub(super) fn is_long_division(left: &BigUint, right: &BigUint) -> bool {
    let words = |bits: u64| bits / 64;
    let quotient = left.bits().saturating_sub(right.bits());
    words(quotient).saturating_mul(words(right.bits())) > DIVISION
}

/// Quotient and remainder, digit by digit, each of as many words as are divided at once.
///
/// # Errors
/// The budget's.
pub(super) fn divide(left: &BigUint, right: &BigUint) -> Result<(BigUint, BigUint)> {
    let digit = 64 * (DIVISION / (right.bits() / 64).max(1)).max(1);
    let count = left.bits().div_ceil(digit);
    let mut quotient = BigUint::zero();
    let mut rest = BigUint::zero();
    for at in (0..count).rev() {
        meter::go_on(1 << 14)?;
        let (_, below) = split(&(left >> (at * digit)), digit);
        let (next, left_over) = ((rest << digit) + below).div_rem(right);
        quotient = (quotient << digit) + next;
        rest = left_over;
    }
    Ok((quotient, rest))
}

/// `base ** exponent % modulus`; none is negative.
///
/// # Errors
/// The budget's.
pub(super) fn power_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    let words = modulus.bits() / 64 + 1;
    let digit = (DIVISION / words.saturating_mul(words)).max(1);
    if exponent.bits() <= digit {
        return Ok(base.modpow(exponent, modulus));
    }
    let shift = BigInt::one() << digit;
    let mut power = BigInt::one() % modulus;
    for at in (0..exponent.bits().div_ceil(digit)).rev() {
        meter::go_on(1 << 14)?;
        let part = (exponent >> (at * digit)) % &shift;
        power = power.modpow(&shift, modulus) * base.modpow(&part, modulus) % modulus;
    }
    Ok(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bits: u64, seed: u64) -> BigUint {
        let mut state = seed;
        let mut digits = Vec::new();
        for _ in 0..bits.div_ceil(32) {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            digits.push((state >> 32) as u32);
        }
        BigUint::new(digits)
    }

    #[test]
    fn products_in_parts_are_products() {
        for (a, b) in [
            (3 * AT_ONCE, 3 * AT_ONCE),
            (9 * AT_ONCE, 64),
            (7 * AT_ONCE, 2 * AT_ONCE),
        ] {
            let (a, b) = (number(a, 1), number(b, 2));
            assert!(multiply(&a, &b).ok().unwrap() == &a * &b);
        }
    }

    #[test]
    fn long_divisions_come_out_even() {
        let (a, b) = (number(400_000, 3), number(150_000, 4));
        assert!(is_long_division(&a, &b));
        assert!(divide(&a, &b).ok().unwrap() == a.div_rem(&b));
    }

    #[test]
    fn powers_in_parts_are_powers() {
        let [base, exponent, modulus] =
            [(90, 5), (3_000, 6), (6_000, 7)].map(|(bits, seed)| BigInt::from(number(bits, seed)));
        let expected = base.modpow(&exponent, &modulus);
        assert!(power_mod(&base, &exponent, &modulus).ok() == Some(expected));
    }
}
