//! `default_rng` and the class `Generator`.

use super::objects::{BitGeneratorObject, Drawer, Stream, pcg64};
use super::seeding::{sequence_of, spawned};
use crate::builtins;
use crate::value::{Class, ClassId, Host, Raised, Result, Value};

builtins! {
    /// A new `Generator` over PCG64, seeded with an integer, a list of integers, a SeedSequence, or by the system; a
    /// bit generator or a `Generator` is taken as it is.
    ///
    /// >>> rng = np.random.default_rng(42)
    /// >>> rng.random(2)
    /// array([0.77395605, 0.43887844])
    "np.random.default_rng" "(seed=None)" => default_rng;
    /// A generator of random numbers over a bit generator; `default_rng` makes the usual one.
    ///
    /// >>> np.random.Generator(np.random.MT19937(3)).random()
    /// 0.8948367822619527
    constant "np.random.Generator" => || Value::Class(Class::Builtin(ClassId::RANDOM_GENERATOR));
    "Generator.__new__" "(bit_generator)" => new;
    /// The bit generator from which the numbers come.
    ///
    /// >>> type(np.random.default_rng(1).bit_generator)
    /// <class 'numpy.random._pcg64.PCG64'>
    property "Generator.bit_generator" => |stream: Stream| bit_generator(&stream);
    property "RandomState._bit_generator" | "Generator._bit_generator" => |stream: Stream| bit_generator(&stream);
    /// `n_children` generators that are independent of this one and of each other.
    ///
    /// >>> len(np.random.default_rng(42).spawn(3))
    /// 3
    "Generator.spawn" "(self, n_children)" => spawn;
}

fn default_rng(host: &mut dyn Host, seed: Value) -> Result<Value> {
    if seed.native::<BitGeneratorObject>().is_some() {
        return Ok(Drawer::value(seed, false));
    }
    match seed.native::<Drawer>() {
        Some(drawer) if drawer.is_legacy => {
            let shared = drawer.bit_generator.borrow().clone();
            Ok(Drawer::value(shared, false))
        }
        Some(_) => Ok(seed),
        None => {
            let (sequence, value) = sequence_of(host, &seed)?;
            Ok(Drawer::value(pcg64(&sequence, value), false))
        }
    }
}

fn new(host: &mut dyn Host, bit_generator: Value) -> Result<Value> {
    require_bit_generator(host, &bit_generator)?;
    Ok(Drawer::value(bit_generator, false))
}

/// # Errors
/// AttributeError for what is none, as NumPy looks for its capsule.
pub(super) fn require_bit_generator(host: &mut dyn Host, value: &Value) -> Result<()> {
    match value.native::<BitGeneratorObject>() {
        Some(_) => Ok(()),
        None => host.attribute(value, "capsule").map(drop),
    }
}

fn bit_generator(stream: &Stream) -> Result<Value> {
    Ok(stream.drawer()?.bit_generator.borrow().clone())
}

fn spawn(stream: Stream, n_children: i64) -> Result<Vec<Value>> {
    let parent = bit_generator(&stream)?;
    let Some(object) = parent.native::<BitGeneratorObject>() else {
        return Err(Raised::type_error("not a bit generator"));
    };
    let children = spawned(object, n_children)?;
    Ok(children
        .into_iter()
        .map(|child| Drawer::value(child, false))
        .collect())
}
