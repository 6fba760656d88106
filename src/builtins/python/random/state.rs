//! Seeds and states of `random.Random`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::Source;
use crate::array::random::python::{PythonRandom, Seed};
use crate::builtins::operators::get_item;
use crate::builtins::python::convert::as_float;
use crate::builtins::python::iterate::collect;
use crate::value::{ClassId, Host, Raised, Result, Value, hash, number};

pub(super) fn seed(host: &mut dyn Host, source: Source, a: Value, version: i64) -> Result<()> {
    let fresh = generator(host, &a, version)?;
    source.with(|rng| *rng = fresh)
}

pub(super) fn generator(host: &mut dyn Host, seed: &Value, version: i64) -> Result<PythonRandom> {
    if let Some(n) = number::as_int(seed) {
        return Ok(PythonRandom::new(&Seed::Int(&n)));
    }
    Ok(match seed {
        Value::None => {
            let entropy = BigInt::from_bytes_le(num_bigint::Sign::Plus, &host.entropy());
            PythonRandom::new(&Seed::Int(&entropy))
        }
        Value::Str(text) if version == 1 => {
            PythonRandom::new(&Seed::Int(&narrow_seed(text.chars().map(u64::from))))
        }
        Value::Bytes(bytes) if version == 1 => PythonRandom::new(&Seed::Int(&narrow_seed(
            bytes.iter().map(|&byte| byte.into()),
        ))),
        Value::Str(text) => PythonRandom::new(&Seed::Bytes(text.as_bytes())),
        Value::Bytes(bytes) => PythonRandom::new(&Seed::Bytes(bytes)),
        other if other.is_instance_of(ClassId::FLOAT) => {
            PythonRandom::new(&Seed::Hash(hash::hash(host, other)?))
        }
        _ => {
            return Err(Raised::type_error(
                "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.",
            ));
        }
    })
}

/// The hash that text seeded with in Python 2.
fn narrow_seed(codes: impl Iterator<Item = u64> + Clone) -> BigInt {
    let first = codes.clone().next().unwrap_or(0) << 7;
    let length = codes.clone().count() as u64;
    let mixed = codes.fold(first, |x, code| x.wrapping_mul(1_000_003) ^ code);
    BigInt::from(mixed ^ length)
}

/// The version of the state's form.
const VERSION: i64 = 3;

pub(super) fn getstate(source: Source) -> Result<Value> {
    source.with(|rng| {
        let words = rng.twister.key.iter().map(|&word| Value::Int(word.into()));
        let words = words.chain([Value::Int(rng.twister.pos as i64)]).collect();
        let waiting = rng.gauss_next.map_or(Value::None, Value::Float);
        Value::tuple(vec![Value::Int(VERSION), Value::tuple(words), waiting])
    })
}

pub(super) fn setstate(host: &mut dyn Host, source: Source, state: Value) -> Result<()> {
    let version = get_item(host, &state, &Value::Int(0))?;
    if !matches!(version, Value::Int(VERSION)) {
        let version = crate::value::display::str(host, &version)?;
        let message = format!(
            "state with version {version} passed to Random.setstate() of version {VERSION}"
        );
        return Err(Raised::value_error(message));
    }
    let [words, waiting] = [1, 2].map(|at| get_item(host, &state, &Value::Int(at)));
    let words = collect(host, &words?)?;
    let gauss_next = match waiting? {
        Value::None => None,
        waiting => Some(as_float(host, &waiting)?),
    };
    let whole = |value: &Value| number::as_int(value).and_then(|n| n.to_u32());
    let words: Option<Vec<u32>> = words.iter().map(whole).collect();
    let invalid = || Raised::value_error("state vector is the wrong size");
    source.with(|rng| {
        let words = words.ok_or_else(invalid)?;
        let (pos, key) = words.split_last().ok_or_else(invalid)?;
        rng.twister.key = key.try_into().map_err(|_| invalid())?;
        rng.twister.pos = *pos as usize;
        rng.gauss_next = gauss_next;
        Ok(())
    })?
}
