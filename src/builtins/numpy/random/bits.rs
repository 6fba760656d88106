//! The bit generators as classes: made from a seed, advanced, and their states.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use super::objects::BitGeneratorObject;
use super::plan::{Size, fill_array};
use super::seeding::{sequence_of, spawned};
use crate::array::random::bits::{Half, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
use crate::array::random::{AnyBitGenerator, BitGenerator, SeedSequence};
use crate::array::{Array, DType, meter};
use crate::builtins;
use crate::value::convert::to_array;
use crate::value::{Class, ClassId, Dict, Host, Raised, Result, Value, number};

builtins! {
    /// The base class of all bit generators.
    constant "np.random.BitGenerator" => || Value::Class(Class::Builtin(ClassId::BIT_GENERATOR));
    "BitGenerator.__new__" "(seed=None)" => base;
    /// PCG-64, the bit generator of `default_rng`.
    ///
    /// >>> np.random.Generator(np.random.PCG64(42)).random()
    /// 0.7739560485559633
    constant "np.random.PCG64" => || Value::Class(Class::Builtin(ClassId::PCG64));
    "PCG64.__new__" "(seed=None)" => |host: &mut dyn Host, seed: Value| made(host, &seed, pcg64);
    /// PCG-64 with a stronger output function.
    ///
    /// >>> np.random.Generator(np.random.PCG64DXSM(42)).random()
    /// 0.6684007764691958
    constant "np.random.PCG64DXSM" => || Value::Class(Class::Builtin(ClassId::PCG64DXSM));
    "PCG64DXSM.__new__" "(seed=None)" => |host: &mut dyn Host, seed: Value| made(host, &seed, pcg64dxsm);
    /// The Mersenne Twister.
    ///
    /// >>> np.random.Generator(np.random.MT19937(42)).random()
    /// 0.5419938930062744
    constant "np.random.MT19937" => || Value::Class(Class::Builtin(ClassId::MT19937));
    "MT19937.__new__" "(seed=None)" => |host: &mut dyn Host, seed: Value| made(host, &seed, mt19937);
    /// Philox, which hashes a counter with a key.
    ///
    /// >>> np.random.Generator(np.random.Philox(42)).random()
    /// 0.08607763073528474
    constant "np.random.Philox" => || Value::Class(Class::Builtin(ClassId::PHILOX));
    "Philox.__new__" "(seed=None, counter=None, key=None)" => new_philox;
    /// SFC-64, a small and fast generator.
    ///
    /// >>> np.random.Generator(np.random.SFC64(42)).random()
    /// 0.5299360452325557
    constant "np.random.SFC64" => || Value::Class(Class::Builtin(ClassId::SFC64));
    "SFC64.__new__" "(seed=None)" => |host: &mut dyn Host, seed: Value| made(host, &seed, sfc64);
    /// The state as a dict of plain values.
    ///
    /// >>> np.random.PCG64(42).state['has_uint32']
    /// 0
    property "BitGenerator.state" => get_state;
    setter "BitGenerator.state=" "(self, value)" => set_state;
    /// The seed sequence that the stream began from.
    ///
    /// >>> np.random.PCG64(7).seed_seq.entropy
    /// 7
    property "BitGenerator.seed_seq" | "BitGenerator._seed_seq" =>
        |this: Value| Ok::<_, Raised>(object(&this)?.seed_sequence.borrow().clone());
    /// Words as they come out of the generator.
    ///
    /// >>> np.random.PCG64(3).random_raw(2)
    /// array([1579948266424812280, 4368382809143759861], dtype=uint64)
    "BitGenerator.random_raw" "(self, size=None, output=True)" => random_raw;
    /// Bit generators of the same kind, independent of this one and of each other.
    ///
    /// >>> len(np.random.PCG64(3).spawn(2))
    /// 2
    "BitGenerator.spawn" "(self, n_children)" => |this: Value, n: i64| spawned(object(&this)?, n);
    /// Advances the generator as if so many words had been drawn.
    ///
    /// >>> np.random.PCG64(3).advance(5).random_raw()
    /// 7989781817971124487
    "PCG64.advance" | "PCG64DXSM.advance" | "Philox.advance" "(self, delta)" => advance;
    /// A copy so far ahead that the two streams never meet.
    ///
    /// >>> np.random.PCG64(3).jumped().random_raw()
    /// 10544546797981829216
    "PCG64.jumped" | "PCG64DXSM.jumped" | "Philox.jumped" | "MT19937.jumped" "(self, jumps=1)" => jumped;
}

fn object(value: &Value) -> Result<&BitGeneratorObject> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a bit generator"))
}

fn base(_seed: Value) -> Result<Value> {
    Err(Raised::new(
        ClassId::NOT_IMPLEMENTED_ERROR,
        "BitGenerator is a base class and cannot be instantized",
    ))
}

fn made(
    host: &mut dyn Host,
    seed: &Value,
    make: fn(&SeedSequence) -> AnyBitGenerator,
) -> Result<Value> {
    let (sequence, value) = sequence_of(host, seed)?;
    Ok(BitGeneratorObject::value(make(&sequence), value))
}

fn pcg64(sequence: &SeedSequence) -> AnyBitGenerator {
    AnyBitGenerator::Pcg64(Pcg64::new(sequence))
}

fn pcg64dxsm(sequence: &SeedSequence) -> AnyBitGenerator {
    AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm::new(sequence))
}

fn mt19937(sequence: &SeedSequence) -> AnyBitGenerator {
    AnyBitGenerator::Mt19937(Box::new(Mt19937::new(sequence)))
}

fn sfc64(sequence: &SeedSequence) -> AnyBitGenerator {
    AnyBitGenerator::Sfc64(Sfc64::new(sequence))
}

fn new_philox(host: &mut dyn Host, seed: Value, counter: Value, key: Value) -> Result<Value> {
    if !seed.is_none() && !key.is_none() {
        return Err(Raised::value_error("seed and key cannot be both used"));
    }
    let counter = if counter.is_none() {
        [0; 4]
    } else {
        double_words(&counter, "counter", 256)?
    };
    if !key.is_none() {
        let philox = Philox::with_key(double_words(&key, "key", 128)?, counter);
        return Ok(BitGeneratorObject::value(
            AnyBitGenerator::Philox(philox),
            Value::None,
        ));
    }
    let (sequence, value) = sequence_of(host, &seed)?;
    let philox = Philox::with_key(Philox::new(&sequence).key, counter);
    Ok(BitGeneratorObject::value(
        AnyBitGenerator::Philox(philox),
        value,
    ))
}

/// An integer below 2^bits, or an array of its words, as 64-bit words, lowest first.
fn double_words<const N: usize>(value: &Value, name: &str, bits: u32) -> Result<[u64; N]> {
    let mut words = [0; N];
    if let Some(n) = number::as_int(value) {
        if n.sign() == Sign::Minus || n.bits() > bits.into() {
            return Err(Raised::value_error(format!(
                "{name} must be positive and less than 2**{bits}."
            )));
        }
        for (slot, digit) in words.iter_mut().zip(n.magnitude().to_u64_digits()) {
            *slot = digit;
        }
        return Ok(words);
    }
    let array = to_array(value)?;
    if array.shape() != [N] {
        return Err(Raised::value_error(format!(
            "{name} must have {N} elements when using array form"
        )));
    }
    for (slot, scalar) in words.iter_mut().zip(array.scalars()) {
        *slot = scalar.as_integer().unwrap_or(0) as u64;
    }
    Ok(words)
}

fn random_raw(this: Value, size: Size, output: bool) -> Result<Value> {
    let object = object(&this)?;
    let mut bits = object.bits.borrow_mut();
    let Some(shape) = size.shape()? else {
        let word = bits.next_raw();
        return Ok(if output {
            Value::int(word.into())
        } else {
            Value::None
        });
    };
    let drawn = Array::zeros(DType::U64, shape)?;
    fill_array(&drawn, |_| bits.next_raw())?;
    Ok(if output {
        Value::array(drawn)
    } else {
        Value::None
    })
}

fn advance(this: Value, delta: Value) -> Result<Value> {
    let delta = whole(&delta)?;
    match &mut *object(&this)?.bits.borrow_mut() {
        AnyBitGenerator::Pcg64(bits) => bits.advance(low_u128(&delta)),
        AnyBitGenerator::Pcg64Dxsm(bits) => bits.advance(low_u128(&delta)),
        AnyBitGenerator::Philox(bits) => {
            let (low, high) = (low_u128(&delta), low_u128(&(delta >> 128)));
            bits.advance([
                low as u64,
                (low >> 64) as u64,
                high as u64,
                (high >> 64) as u64,
            ]);
        }
        _ => {}
    }
    Ok(this.clone())
}

fn jumped(this: Value, jumps: Value) -> Result<Value> {
    let object = object(&this)?;
    let jumps = low_u128(&whole(&jumps)?);
    let twister = |bits: &Mt19937| -> Result<Mt19937> {
        let mut ahead = bits.clone();
        for _ in 0..jumps {
            meter::steps(19937)?;
            ahead = ahead.jumped();
        }
        Ok(ahead)
    };
    let ahead = match &*object.bits.borrow() {
        AnyBitGenerator::Pcg64(bits) => AnyBitGenerator::Pcg64(bits.jumped(jumps)),
        AnyBitGenerator::Pcg64Dxsm(bits) => AnyBitGenerator::Pcg64Dxsm(bits.jumped(jumps)),
        AnyBitGenerator::Philox(bits) => AnyBitGenerator::Philox(bits.jumped(jumps)),
        AnyBitGenerator::Mt19937(bits) => AnyBitGenerator::Mt19937(Box::new(twister(bits)?)),
        other => other.clone(),
    };
    Ok(BitGeneratorObject::value(
        ahead,
        object.seed_sequence.borrow().clone(),
    ))
}

fn whole(value: &Value) -> Result<BigInt> {
    match (number::as_int(value), value) {
        (Some(n), _) => Ok(n.into_owned()),
        (None, Value::Scalar(scalar)) if scalar.dtype().is_integer() => {
            Ok(scalar.as_integer().unwrap_or(0).into())
        }
        _ => Err(Raised::type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            value.qualified_type_name()
        ))),
    }
}

/// The lowest 128 bits, in two's complement.
fn low_u128(n: &BigInt) -> u128 {
    let modulus = BigInt::from(1) << 128;
    let rest: BigInt = ((n % &modulus) + &modulus) % &modulus;
    rest.to_u128().unwrap_or(0)
}

fn get_state(host: &mut dyn Host, this: Value) -> Result<Value> {
    let bits = object(&this)?.bits.borrow().clone();
    Ok(Value::Dict(state_of(host, &bits)?.into()))
}

/// The state as NumPy shows it.
///
/// # Errors
/// MemoryError.
pub fn state_of(host: &mut dyn Host, bits: &AnyBitGenerator) -> Result<Dict> {
    let big = |n: u128| Value::int(BigInt::from(n));
    let words = |words: &[u64]| Ok::<_, Raised>(Value::array(Array::from_vec(words.to_vec())?));
    let mut extra = Vec::new();
    let (inner, half) = match bits {
        AnyBitGenerator::Mt19937(bits) => {
            let key = Value::array(Array::from_vec(bits.key.to_vec())?);
            (
                vec![("key", key), ("pos", Value::Int(bits.pos as i64))],
                None,
            )
        }
        AnyBitGenerator::Pcg64(Pcg64 { lcg, half })
        | AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm { lcg, half }) => (
            vec![("state", big(lcg.state)), ("inc", big(lcg.inc))],
            Some(half),
        ),
        AnyBitGenerator::Philox(bits) => {
            extra.push(("buffer", words(&bits.buffer)?));
            extra.push(("buffer_pos", Value::Int(bits.buffer_pos as i64)));
            (
                vec![
                    ("counter", words(&bits.counter)?),
                    ("key", words(&bits.key)?),
                ],
                Some(&bits.half),
            )
        }
        AnyBitGenerator::Sfc64(bits) => (vec![("state", words(&bits.state)?)], Some(&bits.half)),
    };
    if let Some(half) = half {
        extra.push(("has_uint32", Value::Int(half.has_uint32.into())));
        extra.push(("uinteger", Value::Int(half.uinteger.into())));
    }
    let inner = dict_of(host, inner)?;
    let state = vec![
        ("bit_generator", Value::str(bits.name())),
        ("state", Value::Dict(inner.into())),
    ];
    dict_of(host, state.into_iter().chain(extra))
}

fn dict_of(
    host: &mut dyn Host,
    entries: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<Dict> {
    let dict = Dict::default();
    for (key, value) in entries {
        dict.insert(host, Value::str(key), value)?;
    }
    Ok(dict)
}

fn set_state(host: &mut dyn Host, this: Value, value: Value) -> Result<()> {
    set_state_of(host, object(&this)?, &value)
}

/// Takes on a state as [`state_of`] gives it.
///
/// # Errors
/// TypeError, ValueError and KeyError in NumPy's words.
pub fn set_state_of(host: &mut dyn Host, object: &BitGeneratorObject, value: &Value) -> Result<()> {
    let Value::Dict(state) = value else {
        return Err(Raised::type_error("state must be a dict"));
    };
    let mut bits = object.bits.borrow().clone();
    let kind = match bits {
        AnyBitGenerator::Mt19937(_) | AnyBitGenerator::Philox(_) => "PRNG",
        _ => "RNG",
    };
    let name = state.get_str(host, "bit_generator")?;
    if !matches!(&name, Some(Value::Str(name)) if **name == *bits.name()) {
        return Err(Raised::value_error(format!(
            "state must be for a {} {kind}",
            bits.name()
        )));
    }
    let Value::Dict(inner) = entry(host, state, "state")? else {
        return Err(Raised::type_error("state must be a dict"));
    };
    match &mut bits {
        AnyBitGenerator::Mt19937(bits) => set_mt19937(host, &inner, bits)?,
        AnyBitGenerator::Pcg64(Pcg64 { lcg, half })
        | AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm { lcg, half }) => {
            lcg.state = low_u128(&whole(&entry(host, &inner, "state")?)?);
            lcg.inc = low_u128(&whole(&entry(host, &inner, "inc")?)?);
            *half = half_of(host, state)?;
        }
        AnyBitGenerator::Philox(bits) => {
            bits.counter = double_words(&entry(host, &inner, "counter")?, "counter", 256)?;
            bits.key = double_words(&entry(host, &inner, "key")?, "key", 128)?;
            bits.buffer = double_words(&entry(host, state, "buffer")?, "buffer", 256)?;
            bits.buffer_pos = whole(&entry(host, state, "buffer_pos")?)?
                .to_usize()
                .unwrap_or(4);
            bits.half = half_of(host, state)?;
        }
        AnyBitGenerator::Sfc64(bits) => {
            bits.state = double_words(&entry(host, &inner, "state")?, "state", 256)?;
            bits.half = half_of(host, state)?;
        }
    }
    object.bits.replace(bits);
    Ok(())
}

fn entry(host: &mut dyn Host, dict: &Dict, key: &str) -> Result<Value> {
    dict.get_str(host, key)?
        .ok_or_else(|| Raised::key_error(key))
}

fn half_of(host: &mut dyn Host, state: &Dict) -> Result<Half> {
    let word = |value: Value| Ok::<_, Raised>(whole(&value)?.to_u32().unwrap_or(0));
    Ok(Half {
        has_uint32: word(entry(host, state, "has_uint32")?)? != 0,
        uinteger: word(entry(host, state, "uinteger")?)?,
    })
}

fn set_mt19937(host: &mut dyn Host, inner: &Dict, bits: &mut Mt19937) -> Result<()> {
    let key = to_array(&entry(host, inner, "key")?)?;
    if key.size() < bits.key.len() {
        return Err(Raised::index_error(format!(
            "index {} is out of bounds for axis 0 with size {}",
            key.size(),
            key.size()
        )));
    }
    for (slot, scalar) in bits.key.iter_mut().zip(key.scalars()) {
        *slot = scalar.as_integer().unwrap_or(0) as u32;
    }
    bits.pos = whole(&entry(host, inner, "pos")?)?
        .to_usize()
        .unwrap_or(624);
    Ok(())
}
