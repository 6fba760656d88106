//! `hash(x)`, the same numbers as CPython's with `PYTHONHASHSEED=0`: they decide the order in which sets are walked.
//!
//! Equal numbers of different types hash alike: all are reduced modulo the prime 2^61 - 1, as the library reference
//! ("Hashing of numeric types") lays down. Text is hashed by SipHash-1-3 (Aumasson and Bernstein 2012) with zero keys,
//! tuples by the xxHash accumulator of CPython's `tupleobject.c`.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use super::{Host, Raised, Range, Result, Set, Value, identity, number, special};
use crate::array::Scalar;

const MODULUS: u64 = (1 << 61) - 1;
const IMAGINARY: i64 = 1_000_003;

/// Python's `hash(value)`.
///
/// # Errors
/// TypeError `unhashable type: 'list'`; whatever a lesson's `__hash__` raises.
pub fn hash(host: &mut dyn Host, value: &Value) -> Result<i64> {
    Ok(match value {
        Value::Int(i) => hash_i64(*i),
        Value::Str(text) => hash_str(text),
        Value::Bool(b) => *b as i64,
        Value::BigInt(i) => hash_big(i),
        Value::Float(x) => hash_float(*x),
        Value::Complex(z) => hash_complex(z.re, z.im),
        Value::Bytes(bytes) => hash_bytes(bytes),
        Value::Tuple(items) => hash_tuple(host, items)?,
        Value::Range(range) => hash_range(host, range)?,
        Value::Set(set) if set.frozen => hash_frozenset(set),
        Value::Scalar(scalar) => hash_scalar(scalar)?,
        Value::DType(dtype) => hash_str(&dtype.to_string()),
        Value::Instance(_) => hash_instance(host, value)?,
        // An exception's class may say how its objects compare, and so how they hash.
        Value::Exception(_) if special::find(value, "__hash__").is_some() => {
            hash_instance(host, value)?
        }
        Value::Exception(_) if special::find(value, "__eq__").is_some() => {
            return Err(unhashable(value));
        }
        Value::Native(native) => match native.hash(host)? {
            Some(hash) => hash,
            None => hash_identity(host, value),
        },
        Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Slice(_) | Value::Array(_) => {
            return Err(unhashable(value));
        }
        _ => hash_identity(host, value),
    })
}

/// The complaint about a value that cannot be a key.
pub fn unhashable(value: &Value) -> Raised {
    Raised::type_error(format!(
        "unhashable type: '{}'",
        value.qualified_type_name()
    ))
}

/// -1 is CPython's mark of an error, so that no value hashes to it.
fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

fn hash_i64(i: i64) -> i64 {
    let reduced = (i.unsigned_abs() % MODULUS) as i64;
    not_minus_one(if i < 0 { -reduced } else { reduced })
}

fn hash_big(i: &BigInt) -> i64 {
    let reduced = (i.magnitude() % MODULUS).to_i64().unwrap_or_default();
    not_minus_one(if i.sign() == Sign::Minus {
        -reduced
    } else {
        reduced
    })
}

fn hash_float(x: f64) -> i64 {
    if x.is_nan() {
        // CPython takes the object's address.
        return 0x7ff8;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    let (mantissa, exponent) = number::decompose(x);
    // 2^61 is 1 modulo the prime: multiplying by a power of two turns the 61 bits round.
    let turn = exponent.rem_euclid(61) as u32;
    let reduced = mantissa % MODULUS;
    let turned = ((reduced << turn) & MODULUS) | (reduced >> (61 - turn));
    let hash = (turned % MODULUS) as i64;
    not_minus_one(if x < 0.0 { -hash } else { hash })
}

fn hash_complex(re: f64, im: f64) -> i64 {
    let hash = hash_float(re).wrapping_add(IMAGINARY.wrapping_mul(hash_float(im)));
    not_minus_one(hash)
}

fn hash_scalar(scalar: &Scalar) -> Result<i64> {
    if let Some(integer) = scalar.as_integer() {
        return Ok(hash_big(&integer.into()));
    }
    if let Some(float) = scalar.as_f64() {
        return Ok(hash_float(float));
    }
    Ok(match scalar {
        Scalar::Str(text) => hash_str(text),
        Scalar::Bytes(bytes) | Scalar::Void(bytes) => hash_bytes(bytes),
        Scalar::Struct(record) => record.with_bytes(hash_bytes),
        Scalar::Datetime(count, _) | Scalar::Timedelta(count, _) => hash_i64(*count),
        other => match other.as_complex() {
            Some(z) => hash_complex(z.re, z.im),
            None => return Err(unhashable(&Value::Scalar(other.clone()))),
        },
    })
}

/// CPython hashes the characters as it stores them: one, two or four bytes each, by the widest.
pub fn hash_str(text: &str) -> i64 {
    if text.is_ascii() {
        return hash_bytes(text.as_bytes());
    }
    let widest = text.chars().max().map_or(0, |c| c as u32);
    let stored: Vec<u8> = match widest {
        0..=0xff => text.chars().map(|c| c as u32 as u8).collect(),
        0x100..=0xffff => text
            .chars()
            .flat_map(|c| (c as u32 as u16).to_le_bytes())
            .collect(),
        _ => text
            .chars()
            .flat_map(|c| (c as u32).to_le_bytes())
            .collect(),
    };
    hash_bytes(&stored)
}

pub fn hash_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    not_minus_one(siphash13(bytes) as i64)
}

/// SipHash with one round per word and three at the end, keys zero.
fn siphash13(bytes: &[u8]) -> u64 {
    let mut v: [u64; 4] = [
        0x736f_6d65_7073_6575,
        0x646f_7261_6e64_6f6d,
        0x6c79_6765_6e65_7261,
        0x7465_6462_7974_6573,
    ];
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = word
            .iter()
            .rev()
            .fold(0u64, |word, &byte| word << 8 | u64::from(byte));
        v[3] ^= word;
        sip_round(&mut v);
        v[0] ^= word;
    }
    let last = words
        .remainder()
        .iter()
        .rev()
        .fold(0u64, |word, &byte| word << 8 | u64::from(byte))
        | (bytes.len() as u64) << 56;
    v[3] ^= last;
    sip_round(&mut v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for _ in 0..3 {
        sip_round(&mut v);
    }
    v[0] ^ v[1] ^ v[2] ^ v[3]
}

fn sip_round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

fn hash_tuple(host: &mut dyn Host, items: &[Value]) -> Result<i64> {
    host.enter()?;
    let hashes: Result<Vec<i64>> = items.iter().map(|item| hash(host, item)).collect();
    host.leave();
    Ok(combine(&hashes?))
}

fn combine(hashes: &[i64]) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let mixed = hashes.iter().fold(PRIME_5, |sum, &lane| {
        sum.wrapping_add((lane as u64).wrapping_mul(PRIME_2))
            .rotate_left(31)
            .wrapping_mul(PRIME_1)
    });
    match mixed.wrapping_add(hashes.len() as u64 ^ (PRIME_5 ^ 3_527_539)) {
        u64::MAX => 1_546_275_796,
        hash => hash as i64,
    }
}

/// A range hashes as the tuple of its length, start and step, as far as they matter.
fn hash_range(host: &mut dyn Host, range: &Range) -> Result<i64> {
    let none = hash(host, &Value::None)?;
    let length = range.len();
    Ok(combine(&[
        hash_i64(length as i64),
        if length == 0 {
            none
        } else {
            hash_i64(range.start)
        },
        if length <= 1 {
            none
        } else {
            hash_i64(range.step)
        },
    ]))
}

/// Independent of order: the shuffled hashes are xored (CPython's `setobject.c`).
fn hash_frozenset(set: &Set) -> i64 {
    let shuffled = set.hashes().into_iter().fold(0u64, |sum, hash| {
        sum ^ ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167)
    });
    let mut hash = shuffled ^ (set.len() as u64 + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923) {
        u64::MAX => 590_923_713,
        hash => hash as i64,
    }
}

/// Objects without a value of their own hash by their address.
pub fn hash_identity(host: &mut dyn Host, value: &Value) -> i64 {
    (identity::address(host, value) as u64).rotate_right(4) as i64
}

fn hash_instance(host: &mut dyn Host, value: &Value) -> Result<i64> {
    match special::find(value, "__hash__") {
        Some(Value::None) => Err(unhashable(value)),
        Some(_) => match special::call(host, value, "__hash__", [])? {
            Some(Value::Int(hash)) => Ok(not_minus_one(hash)),
            Some(Value::Bool(hash)) => Ok(hash as i64),
            Some(Value::BigInt(hash)) => Ok(hash_big(&hash)),
            _ => Err(Raised::type_error(
                "__hash__ method should return an integer",
            )),
        },
        None => match value.held() {
            Some(Value::List(_) | Value::Dict(_)) => Err(unhashable(value)),
            Some(Value::Set(set)) if !set.frozen => Err(unhashable(value)),
            Some(held) => hash(host, held),
            None => Ok(hash_identity(host, value)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_hash_as_in_cpython() {
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64(i64::MAX), 3);
        assert_eq!(hash_float(0.5), 1_152_921_504_606_846_976);
        assert_eq!(hash_float(-2.75), -1_729_382_256_910_270_466);
        assert_eq!(hash_float(1e300), 1_224_995_262_755_759_164);
        assert_eq!(hash_float(5e-324), 16_777_216);
        assert_eq!(hash_complex(1.0, 2.0), 2_000_007);
    }

    #[test]
    fn text_hashes_as_in_cpython_without_randomisation() {
        assert_eq!(hash_str(""), 0);
        assert_eq!(hash_str("a"), 4_644_417_185_603_328_019);
        assert_eq!(hash_str("numpy lesson"), -6_448_000_444_893_736_107);
        assert_eq!(hash_str("é"), 6_047_309_291_227_476_195);
    }
}
