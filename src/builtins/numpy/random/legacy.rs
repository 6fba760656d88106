//! `RandomState`, and the one behind the functions of `np.random`.

use num_traits::ToPrimitive;

use super::bits::{set_state_of, state_of};
use super::objects::{BitGeneratorObject, Drawer, Stream, fresh_mt19937};
use super::parameters::no_safe_cast;
use super::rows::legacy_methods;
use super::simple::legacy_random;
use crate::array::random::AnyBitGenerator;
use crate::array::random::bits::Mt19937;
use crate::array::{Array, Casting, DType, Scalar, can_cast};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::to_array;
use crate::value::{Class, ClassId, Dict, Host, Raised, Result, Value, number};

/// The class itself, and old names of `random_sample`.
pub mod class {
    use super::*;

    builtins! {
        /// The generator of NumPy before 1.17: a Mersenne Twister, seeded with an integer or a list of integers.
        ///
        /// >>> np.random.RandomState(42).rand(2)
        /// array([0.37454012, 0.95071431])
        constant "np.random.RandomState" => || Value::Class(Class::Builtin(ClassId::RANDOM_STATE));
        "RandomState.__new__" "(seed=None)" => new;
        /// Numbers in [0, 1): an old name of `random_sample`.
        ///
        /// >>> np.random.seed(42); np.random.sample(2)
        /// array([0.37454012, 0.95071431])
        "np.random.sample" | "np.random.ranf" "(size=None)" => legacy_random;
    }
}

legacy_methods! {
    /// Seeds the generator anew with an integer or a list of integers, or by the system.
    ///
    /// >>> np.random.seed(42); np.random.rand()
    /// 0.3745401188473625
    "seed" "seed=None" => seed;
    /// The state: a tuple, or a dict with `legacy=False`.
    ///
    /// >>> np.random.seed(42); np.random.get_state()[2:]
    /// (624, 0, 0.0)
    "get_state" "legacy=True" => get_state;
    /// Takes on a state that `get_state` gave.
    ///
    /// >>> np.random.seed(42); state = np.random.get_state(); x = np.random.rand()
    /// >>> np.random.set_state(state); np.random.rand() == x
    /// True
    "set_state" "state" => set_state;
}

fn new(host: &mut dyn Host, seed: Value) -> Result<Value> {
    if seed.native::<BitGeneratorObject>().is_some() {
        return Ok(Drawer::value(seed, true));
    }
    let twister = match seed {
        Value::None => fresh_mt19937(host),
        seed => {
            let bits = AnyBitGenerator::Mt19937(Box::new(seeded(&seed)?));
            BitGeneratorObject::value(bits, Value::None)
        }
    };
    Ok(Drawer::value(twister, true))
}

fn seed(host: &mut dyn Host, stream: Stream, seed: Value) -> Result<()> {
    let drawer = stream.drawer()?;
    let held = drawer.bit_generator.borrow().clone();
    let Some(object) = held.native::<BitGeneratorObject>() else {
        return Err(Raised::type_error("not a bit generator"));
    };
    if !matches!(*object.bits.borrow(), AnyBitGenerator::Mt19937(_)) {
        return Err(Raised::type_error(
            "can only re-seed a MT19937 BitGenerator",
        ));
    }
    let bits = match &seed {
        Value::None => {
            let fresh = fresh_mt19937(host);
            fresh
                .native::<BitGeneratorObject>()
                .map(|fresh| fresh.bits.borrow().clone())
        }
        seed => Some(AnyBitGenerator::Mt19937(Box::new(seeded(seed)?))),
    };
    if let Some(bits) = bits {
        object.bits.replace(bits);
    }
    object.seed_sequence.replace(Value::None);
    drawer.gauss.set(None);
    Ok(())
}

/// A Mersenne Twister as `np.random.seed(value)` seeds it.
fn seeded(value: &Value) -> Result<Mt19937> {
    let squeezed = match value.as_array() {
        Some(array) if array.size() == 1 => array.first().map(Value::scalar),
        _ => None,
    };
    let value = squeezed.as_ref().unwrap_or(value);
    let is_whole = number::is_index(value) && !matches!(value, Value::Array(_));
    if is_whole {
        let word = whole(value).and_then(|n| u32::try_from(n).ok());
        return word.map(Mt19937::from_word).ok_or_else(out_of_range);
    }
    let array = to_array(value)?;
    if array.size() == 0 {
        return Err(Raised::value_error("Seed must be non-empty"));
    }
    if !can_cast(array.dtype(), &DType::I64, Casting::Safe) {
        return Err(no_safe_cast(&array, &DType::I64));
    }
    if array.ndim() != 1 {
        return Err(Raised::value_error("Seed array must be 1-d"));
    }
    let word = |scalar: Scalar| {
        let n = scalar.as_integer().and_then(|n| u32::try_from(n).ok());
        n.ok_or_else(out_of_range)
    };
    let words: Vec<u32> = array.scalars().map(word).collect::<Result<_>>()?;
    Ok(Mt19937::from_words(&words))
}

fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Scalar(scalar) => scalar.as_integer(),
        other => number::as_int(other)?.to_i128(),
    }
}

fn out_of_range() -> Raised {
    Raised::value_error("Seed must be between 0 and 2**32 - 1")
}

fn get_state(host: &mut dyn Host, stream: Stream, legacy: bool) -> Result<Value> {
    let drawer = stream.drawer()?;
    let held = drawer.bit_generator.borrow().clone();
    let Some(object) = held.native::<BitGeneratorObject>() else {
        return Err(Raised::type_error("not a bit generator"));
    };
    let (has_gauss, gauss) = match drawer.gauss.get() {
        Some(waiting) => (Value::Int(1), Value::Float(waiting)),
        None => (Value::Int(0), Value::Float(0.0)),
    };
    let bits = object.bits.borrow().clone();
    if let (AnyBitGenerator::Mt19937(twister), true) = (&bits, legacy) {
        let key = Value::array(Array::from_vec(twister.key.to_vec())?);
        let pos = Value::Int(twister.pos as i64);
        return Ok(Value::tuple(vec![
            Value::str("MT19937"),
            key,
            pos,
            has_gauss,
            gauss,
        ]));
    }
    if legacy {
        let warning = "get_state and legacy can only be used with the MT19937 BitGenerator. To silence this warning, set `legacy` to False.";
        host.warn(ClassId::RUNTIME_WARNING, warning)?;
    }
    let state = state_of(host, &bits)?;
    state.insert(host, Value::str("has_gauss"), has_gauss)?;
    state.insert(host, Value::str("gauss"), gauss)?;
    Ok(Value::Dict(state.into()))
}

fn set_state(host: &mut dyn Host, stream: Stream, state: Value) -> Result<()> {
    let drawer = stream.drawer()?;
    let held = drawer.bit_generator.borrow().clone();
    let Some(object) = held.native::<BitGeneratorObject>() else {
        return Err(Raised::type_error("not a bit generator"));
    };
    let (bits, has_gauss, gauss) = match &state {
        Value::Dict(dict) => {
            if !(dict.get_str(host, "bit_generator")?.is_some()
                && dict.get_str(host, "state")?.is_some())
            {
                return Err(Raised::value_error("state dictionary is not valid."));
            }
            let entry = |host: &mut dyn Host, key: &str| dict.get_str(host, key);
            (
                dict.copy(),
                entry(host, "has_gauss")?,
                entry(host, "gauss")?,
            )
        }
        Value::Tuple(items) => from_tuple(host, items)?,
        Value::List(list) => {
            let items = list.items.borrow().clone();
            from_tuple(host, &items)?
        }
        _ => return Err(Raised::type_error("state must be a dict or a tuple.")),
    };
    set_state_of(host, object, &Value::Dict(bits.into()))?;
    let waits = has_gauss.map_or(Ok(false), |flag| bool::from_value(flag, host))?;
    let value = gauss.map_or(Ok(0.0), |gauss| f64::from_value(gauss, host))?;
    drawer.gauss.set(waits.then_some(value));
    Ok(())
}

type Parts = (Dict, Option<Value>, Option<Value>);

/// The old form: a tuple of name, key, position, and what waits.
fn from_tuple(host: &mut dyn Host, items: &[Value]) -> Result<Parts> {
    let [name, key, pos, rest @ ..] = items else {
        return Err(Raised::index_error("tuple index out of range"));
    };
    if !matches!(name, Value::Str(name) if &**name == "MT19937") {
        return Err(Raised::value_error(
            "set_state can only be used with legacy MT19937 state instances.",
        ));
    }
    let inner = Dict::default();
    inner.insert(host, Value::str("key"), key.clone())?;
    inner.insert(host, Value::str("pos"), pos.clone())?;
    let state = Dict::default();
    state.insert(host, Value::str("bit_generator"), name.clone())?;
    state.insert(host, Value::str("state"), Value::Dict(inner.into()))?;
    Ok((state, rest.first().cloned(), rest.get(1).cloned()))
}
