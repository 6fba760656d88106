//! `SeedSequence`, and what can be a seed.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint};

use super::objects::{BitGeneratorObject, fresh_entropy};
use crate::array::random::bits::{Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
use crate::array::random::seed::{POOL_SIZE, words_of};
use crate::array::random::{AnyBitGenerator, SeedSequence};
use crate::array::{Array, DType};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::{to_dtype, values_of};
use crate::value::{Class, ClassId, Dict, Host, Native, Raised, Result, Value, display, number};

/// A seed sequence, with the entropy as it was given.
pub struct SeedSequenceObject {
    entropy: Value,
    spawn_key: Vec<Value>,
    pub sequence: RefCell<SeedSequence>,
}

impl SeedSequenceObject {
    pub fn value(entropy: Value, sequence: SeedSequence, spawn_key: Vec<Value>) -> Value {
        Value::Native(Rc::new(SeedSequenceObject {
            entropy,
            spawn_key,
            sequence: RefCell::new(sequence),
        }))
    }

    /// `n` children, whose spawn keys go on from those spawned before.
    fn spawn(&self, n: u32) -> Vec<(SeedSequence, Value)> {
        let first = self.sequence.borrow().spawned();
        let children = self.sequence.borrow_mut().spawn(n);
        let child = |(i, sequence): (u32, SeedSequence)| {
            let mut key = self.spawn_key.clone();
            key.push(Value::Int(first.wrapping_add(i).into()));
            let value = SeedSequenceObject::value(self.entropy.clone(), sequence.clone(), key);
            (sequence, value)
        };
        (0..n).zip(children).map(child).collect()
    }

    fn pool_size(&self) -> usize {
        self.sequence.borrow().pool().len()
    }
}

impl Native for SeedSequenceObject {
    fn class(&self) -> ClassId {
        ClassId::SEED_SEQUENCE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn copied(&self, copy: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
        let key: Option<Vec<Value>> = self.spawn_key.iter().map(&mut *copy).collect();
        let sequence = self.sequence.borrow().clone();
        Some(SeedSequenceObject::value(
            copy(&self.entropy)?,
            sequence,
            key?,
        ))
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut lines = format!(
            "SeedSequence(\n    entropy={},\n",
            display::repr(host, &self.entropy)?
        );
        if !self.spawn_key.is_empty() {
            let key = Value::tuple(self.spawn_key.clone());
            lines += &format!("    spawn_key={},\n", display::repr(host, &key)?);
        }
        if self.pool_size() != POOL_SIZE {
            lines += &format!("    pool_size={},\n", self.pool_size());
        }
        let spawned = self.sequence.borrow().spawned();
        if spawned != 0 {
            lines += &format!("    n_children_spawned={spawned},\n");
        }
        Ok(Some(lines + ")"))
    }
}

builtins! {
    /// Spreads a seed over as many words as a bit generator needs, and gives independent children.
    ///
    /// >>> np.random.SeedSequence(5).generate_state(3)
    /// array([  16823399, 2940995229, 2290007392], dtype=uint32)
    constant "np.random.SeedSequence" => || Value::Class(Class::Builtin(ClassId::SEED_SEQUENCE));
    "SeedSequence.__new__" "(entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0)" => new;
    /// Words for the state of a generator, as `uint32` or `uint64`.
    ///
    /// >>> np.random.SeedSequence(5).generate_state(1, np.uint64)
    /// array([12631478326263854183], dtype=uint64)
    "SeedSequence.generate_state" "(self, n_words, dtype=<class 'numpy.uint32'>)" => generate_state;
    /// Seed sequences that are independent of this one and of each other.
    ///
    /// >>> np.random.SeedSequence(5).spawn(1)
    /// [SeedSequence(
    ///     entropy=5,
    ///     spawn_key=(0,),
    /// )]
    "SeedSequence.spawn" "(self, n_children)" => spawn;
    /// What the sequence was made from.
    ///
    /// >>> np.random.SeedSequence(42).entropy
    /// 42
    property "SeedSequence.entropy" => |this: Value| Ok::<_, Raised>(object(&this)?.entropy.clone());
    /// Tells sequences apart that were spawned from one.
    ///
    /// >>> np.random.SeedSequence(42).spawn(2)[1].spawn_key
    /// (1,)
    property "SeedSequence.spawn_key" => |this: Value| Ok::<_, Raised>(Value::tuple(object(&this)?.spawn_key.clone()));
    /// How many 32-bit words the entropy is mixed into.
    ///
    /// >>> np.random.SeedSequence(42).pool_size
    /// 4
    property "SeedSequence.pool_size" => |this: Value| Ok::<_, Raised>(object(&this)?.pool_size());
    /// How many sequences were spawned so far.
    property "SeedSequence.n_children_spawned" =>
        |this: Value| Ok::<_, Raised>(i64::from(object(&this)?.sequence.borrow().spawned()));
    /// The mixed entropy.
    ///
    /// >>> np.random.SeedSequence(42).pool.dtype
    /// dtype('uint32')
    property "SeedSequence.pool" =>
        |this: Value| Ok::<_, Raised>(Array::from_vec(object(&this)?.sequence.borrow().pool().to_vec())?);
    /// What makes the same sequence again, as a dict.
    ///
    /// >>> np.random.SeedSequence(42).state['entropy']
    /// 42
    property "SeedSequence.state" => state;
}

fn object(value: &Value) -> Result<&SeedSequenceObject> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a SeedSequence"))
}

fn new(
    host: &mut dyn Host,
    entropy: Value,
    spawn_key: Value,
    pool_size: i64,
    n_children_spawned: i64,
) -> Result<Value> {
    let Some(pool_size) = usize::try_from(pool_size).ok().filter(|&n| n >= POOL_SIZE) else {
        return Err(Raised::value_error(format!(
            "The size of the entropy pool should be at least {POOL_SIZE}"
        )));
    };
    crate::array::meter::check_bytes(pool_size.saturating_mul(4))?;
    let key = match &spawn_key {
        Value::Tuple(items) => items.to_vec(),
        Value::List(list) => list.items.borrow().clone(),
        _ => Vec::new(),
    };
    let entropy = if entropy.is_none() {
        Value::int(fresh_entropy(host, pool_size))
    } else {
        entropy
    };
    let words = entropy_words(host, &entropy)?;
    let key_words: Vec<Vec<u32>> = key.iter().map(coerced).collect::<Result<_>>()?;
    let sequence = SeedSequence::with(&words, &key_words.concat(), pool_size)
        .with_spawned(u32::try_from(n_children_spawned).unwrap_or(0));
    Ok(SeedSequenceObject::value(entropy, sequence, key))
}

fn generate_state(this: Value, n_words: usize, dtype: Given) -> Result<Value> {
    let sequence = object(&this)?.sequence.borrow();
    crate::array::meter::steps(n_words)?;
    crate::array::meter::check_bytes(n_words.saturating_mul(8))?;
    let dtype = dtype.0.as_ref().map_or(Ok(DType::U32), to_dtype)?;
    Ok(Value::array(match dtype {
        DType::U32 => Array::from_vec(sequence.generate_u32(n_words))?,
        DType::U64 => Array::from_vec(sequence.generate_u64(n_words))?,
        _ => return Err(Raised::value_error("only support uint32 or uint64")),
    }))
}

fn spawn(this: Value, n_children: i64) -> Result<Vec<Value>> {
    let children = object(&this)?.spawn(children_count(n_children)?);
    Ok(children.into_iter().map(|(_, value)| value).collect())
}

fn children_count(n: i64) -> Result<u32> {
    let count = u32::try_from(n.max(0)).unwrap_or(u32::MAX);
    crate::array::meter::steps(count as usize)?;
    crate::array::meter::check_bytes(count as usize * 256)?;
    Ok(count)
}

fn state(host: &mut dyn Host, this: Value) -> Result<Value> {
    let object = object(&this)?;
    let state = Dict::default();
    let spawned = i64::from(object.sequence.borrow().spawned());
    let entries = [
        ("entropy", object.entropy.clone()),
        ("spawn_key", Value::tuple(object.spawn_key.clone())),
        ("pool_size", Value::Int(object.pool_size() as i64)),
        ("n_children_spawned", Value::Int(spawned)),
    ];
    for (key, value) in entries {
        state.insert(host, Value::str(key), value)?;
    }
    Ok(Value::Dict(state.into()))
}

/// The seed sequence that a seed is or makes.
///
/// # Errors
/// TypeError and ValueError in NumPy's words for what is no seed.
pub fn sequence_of(host: &mut dyn Host, seed: &Value) -> Result<(SeedSequence, Value)> {
    if let Some(object) = seed.native::<SeedSequenceObject>() {
        return Ok((object.sequence.borrow().clone(), seed.clone()));
    }
    let entropy = match seed {
        Value::None => Value::int(fresh_entropy(host, POOL_SIZE)),
        given => given.clone(),
    };
    let sequence = SeedSequence::new(&entropy_words(host, &entropy)?);
    let value = SeedSequenceObject::value(entropy, sequence.clone(), Vec::new());
    Ok((sequence, value))
}

/// Entropy as the words that a seed sequence mixes.
fn entropy_words(host: &mut dyn Host, entropy: &Value) -> Result<Vec<u32>> {
    let whole = number::is_index(entropy) && !matches!(entropy, Value::Instance(_));
    let usable = match entropy {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Array(_) => true,
        _ => whole,
    };
    if !usable {
        let shown = display::str(host, entropy)?;
        return Err(Raised::type_error(format!(
            "SeedSequence expects int or sequence of ints for entropy not {shown}"
        )));
    }
    coerced(entropy)
}

/// The words of an integer, of text that is one, or of a sequence of them.
fn coerced(value: &Value) -> Result<Vec<u32>> {
    let items: Vec<Value> = match value {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        Value::Range(range) => range.values()?,
        Value::Array(object) => {
            let array = object.array();
            if array.ndim() == 0 {
                return Err(Raised::type_error("len() of unsized object"));
            }
            values_of(&array)?
        }
        single => return integer_words(single),
    };
    let words: Vec<Vec<u32>> = items.iter().map(coerced).collect::<Result<_>>()?;
    Ok(words.concat())
}

fn integer_words(value: &Value) -> Result<Vec<u32>> {
    let whole = match value {
        Value::Scalar(scalar) if scalar.dtype().is_integer() => {
            scalar.as_integer().map(BigInt::from)
        }
        Value::Str(text) => Some(seed_text(text)?),
        other => number::as_int(other).map(|n| n.into_owned()),
    };
    let Some(whole) = whole else {
        return Err(Raised::type_error(match value {
            Value::Float(_) | Value::Complex(_) => "seed must be integer".to_string(),
            Value::Scalar(scalar)
                if scalar.as_complex().is_some() && !scalar.dtype().is_integer() =>
            {
                "seed must be integer".to_string()
            }
            other => format!(
                "object of type '{}' has no len()",
                other.qualified_type_name()
            ),
        }));
    };
    match whole.to_biguint() {
        Some(whole) => Ok(words_of(whole.to_u32_digits())),
        None => Err(Raised::value_error("expected non-negative integer")),
    }
}

fn seed_text(text: &str) -> Result<BigInt> {
    let parsed = match text.strip_prefix("0x") {
        Some(digits) => BigUint::parse_bytes(digits.as_bytes(), 16),
        None => BigUint::parse_bytes(text.as_bytes(), 10),
    };
    parsed
        .map(BigInt::from)
        .ok_or_else(|| Raised::value_error("unrecognized seed string"))
}

/// Bit generators of the same kind over the children of `parent`'s seed sequence.
///
/// # Errors
/// TypeError for one that was not seeded by a sequence.
pub fn spawned(parent: &BitGeneratorObject, n_children: i64) -> Result<Vec<Value>> {
    let seed = parent.seed_sequence.borrow().clone();
    let Some(object) = seed.native::<SeedSequenceObject>() else {
        return Err(Raised::type_error(
            "The underlying SeedSequence does not implement spawning.",
        ));
    };
    let kind = parent.bits.borrow().clone();
    let children = object.spawn(children_count(n_children)?);
    Ok(children
        .into_iter()
        .map(|(sequence, value)| BitGeneratorObject::value(like(&kind, &sequence), value))
        .collect())
}

fn like(kind: &AnyBitGenerator, sequence: &SeedSequence) -> AnyBitGenerator {
    match kind {
        AnyBitGenerator::Mt19937(_) => AnyBitGenerator::Mt19937(Box::new(Mt19937::new(sequence))),
        AnyBitGenerator::Pcg64(_) => AnyBitGenerator::Pcg64(Pcg64::new(sequence)),
        AnyBitGenerator::Pcg64Dxsm(_) => AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm::new(sequence)),
        AnyBitGenerator::Philox(_) => AnyBitGenerator::Philox(Philox::new(sequence)),
        AnyBitGenerator::Sfc64(_) => AnyBitGenerator::Sfc64(Sfc64::new(sequence)),
    }
}
