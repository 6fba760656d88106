//! The objects of `np.random` that a lesson can hold.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use num_bigint::BigInt;

use super::seeding::SeedSequenceObject;
use crate::array::random::bits::{Mt19937, Pcg64};
use crate::array::random::{AnyBitGenerator, BitGenerator, Legacy, SeedSequence};
use crate::value::builtin::{Bound, Parameter, RowKind};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, identity};

/// A bit generator; every `Generator` and `RandomState` over it shares its state.
pub struct BitGeneratorObject {
    pub bits: RefCell<AnyBitGenerator>,
    /// The seed sequence it was made from, if it was made from one.
    pub seed_sequence: RefCell<Value>,
}

impl BitGeneratorObject {
    pub fn value(bits: AnyBitGenerator, seed_sequence: Value) -> Value {
        Value::Native(Rc::new(BitGeneratorObject {
            bits: RefCell::new(bits),
            seed_sequence: RefCell::new(seed_sequence),
        }))
    }

    pub fn name(&self) -> &'static str {
        self.bits.borrow().name()
    }
}

impl Native for BitGeneratorObject {
    fn class(&self) -> ClassId {
        match *self.bits.borrow() {
            AnyBitGenerator::Mt19937(_) => ClassId::MT19937,
            AnyBitGenerator::Pcg64(_) => ClassId::PCG64,
            AnyBitGenerator::Pcg64Dxsm(_) => ClassId::PCG64DXSM,
            AnyBitGenerator::Philox(_) => ClassId::PHILOX,
            AnyBitGenerator::Sfc64(_) => ClassId::SFC64,
        }
    }

    fn copied(&self, copy: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
        let seed_sequence = copy(&self.seed_sequence.borrow())?;
        Some(BitGeneratorObject::value(
            self.bits.borrow().clone(),
            seed_sequence,
        ))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `Generator` or `RandomState`: a bit generator, and what draws from it.
pub struct Drawer {
    /// A [`BitGeneratorObject`].
    pub bit_generator: RefCell<Value>,
    /// The normal number that waits in a `RandomState`.
    pub gauss: Cell<Option<f64>>,
    pub is_legacy: bool,
    /// Itself, for its address.
    me: Weak<Drawer>,
}

impl Drawer {
    pub fn value(bit_generator: Value, is_legacy: bool) -> Value {
        Value::Native(Rc::new_cyclic(|me| Drawer {
            bit_generator: RefCell::new(bit_generator),
            gauss: Cell::new(None),
            is_legacy,
            me: me.clone(),
        }))
    }

    fn text(&self) -> String {
        let class = self.class().name();
        let bits = self.bit_generator.borrow();
        let name = bits.native().map_or("", BitGeneratorObject::name);
        format!("{class}({name})")
    }

    /// Draws. No code of the learner's may run inside.
    ///
    /// # Errors
    /// Whatever `draw` raises.
    pub fn with<R>(&self, draw: impl FnOnce(&mut Legacy) -> Result<R>) -> Result<R> {
        let bit_generator = self.bit_generator.borrow();
        let Some(object) = bit_generator.native::<BitGeneratorObject>() else {
            return Err(Raised::type_error("not a bit generator"));
        };
        let mut bits = object.bits.borrow_mut();
        let mut gauss = self.gauss.get();
        let generator: &mut dyn BitGenerator = &mut *bits;
        let drawn = draw(&mut Legacy {
            generator,
            gauss: &mut gauss,
        });
        self.gauss.set(gauss);
        drawn
    }
}

impl Native for Drawer {
    fn class(&self) -> ClassId {
        if self.is_legacy {
            ClassId::RANDOM_STATE
        } else {
            ClassId::RANDOM_GENERATOR
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn copied(&self, copy: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
        let value = Drawer::value(copy(&self.bit_generator.borrow())?, self.is_legacy);
        value.native::<Drawer>()?.gauss.set(self.gauss.get());
        Some(value)
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let address = match self.me.upgrade() {
            Some(me) => identity::address(host, &Value::Native(me)),
            None => 0,
        };
        Ok(Some(format!("{} at 0x{address:X}", self.text())))
    }

    fn str(&self) -> Option<String> {
        Some(self.text())
    }
}

/// Who draws: the receiver of a method, or the session's own `RandomState` for the functions of `np.random`.
pub struct Stream(Value);

impl Stream {
    /// The session's `RandomState`, seeded by the host where the lesson has not seeded it.
    pub fn global(host: &mut dyn Host) -> Stream {
        let known = host.session().get::<Global>().0.clone();
        let value = match known {
            Some(value) => value,
            None => {
                let made = Drawer::value(fresh_mt19937(host), true);
                host.session().get::<Global>().0 = Some(made.clone());
                made
            }
        };
        Stream(value)
    }

    /// # Errors
    /// TypeError for a receiver that is neither.
    pub fn of(value: Value) -> Result<Stream> {
        match value.native::<Drawer>() {
            Some(_) => Ok(Stream(value)),
            None => Err(Raised::type_error(format!(
                "expected a random number generator, got {}",
                value.type_name()
            ))),
        }
    }

    pub fn is_legacy(&self) -> bool {
        self.0
            .native::<Drawer>()
            .is_some_and(|drawer| drawer.is_legacy)
    }

    pub fn drawer(&self) -> Result<&Drawer> {
        self.0
            .native()
            .ok_or_else(|| Raised::type_error("expected a random number generator"))
    }

    /// As [`Drawer::with`].
    ///
    /// # Errors
    /// Whatever `draw` raises.
    pub fn with<R>(&self, draw: impl FnOnce(&mut Legacy) -> Result<R>) -> Result<R> {
        self.drawer()?.with(draw)
    }
}

impl Parameter for Stream {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Stream> {
        let row = bound.row;
        if row.kind == RowKind::Function && !row.is_method() {
            return Ok(Stream::global(host));
        }
        Stream::of(bound.take().unwrap_or(Value::None))
    }
}

/// The `RandomState` behind the functions of `np.random`.
#[derive(Default)]
pub struct Global(pub Option<Value>);

/// Entropy for a seed sequence, as NumPy asks the system for it: an integer of 32 bits for each word of the pool.
pub fn fresh_entropy(host: &mut dyn Host, pool_size: usize) -> BigInt {
    let mut bytes = Vec::new();
    while bytes.len() < pool_size * 4 {
        bytes.extend_from_slice(&host.entropy());
    }
    bytes.truncate(pool_size * 4);
    BigInt::from_bytes_le(num_bigint::Sign::Plus, &bytes)
}

fn fresh_sequence(host: &mut dyn Host) -> (SeedSequence, Value) {
    let entropy = fresh_entropy(host, 4);
    let sequence = SeedSequence::new(&entropy.magnitude().to_u32_digits());
    let value = SeedSequenceObject::value(Value::int(entropy), sequence.clone(), Vec::new());
    (sequence, value)
}

/// A Mersenne Twister that nobody seeded.
pub fn fresh_mt19937(host: &mut dyn Host) -> Value {
    let (sequence, value) = fresh_sequence(host);
    let bits = AnyBitGenerator::Mt19937(Box::new(Mt19937::new(&sequence)));
    BitGeneratorObject::value(bits, value)
}

/// A PCG64 out of a seed sequence.
pub fn pcg64(sequence: &SeedSequence, value: Value) -> Value {
    BitGeneratorObject::value(AnyBitGenerator::Pcg64(Pcg64::new(sequence)), value)
}
