//! The bit generators of `numpy.random`: each makes a stream of random words.
//!
//! [`Pcg64`] stands behind `default_rng`, [`Mt19937`] behind `RandomState` and Python's `random`.
//! A generator's fields are its state, as NumPy's `bit_generator.state` shows them.

mod any;
mod mt19937;
mod mt19937_jump;
mod pcg64;
mod philox;
mod sfc64;

pub use any::AnyBitGenerator;
pub use mt19937::Mt19937;
pub use pcg64::{Pcg64, Pcg64Dxsm};
pub use philox::Philox;
pub use sfc64::Sfc64;

/// A source of random words.
pub trait BitGenerator {
    /// 64 random bits.
    fn next_u64(&mut self) -> u64;

    /// 32 random bits.
    fn next_u32(&mut self) -> u32;

    /// A multiple of 2⁻⁵³ in [0, 1).
    fn next_f64(&mut self) -> f64 {
        const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.next_u64() >> 11) as f64 * UNIT
    }

    /// A multiple of 2⁻²⁴ in [0, 1).
    fn next_f32(&mut self) -> f32 {
        const UNIT: f32 = 1.0 / (1_u32 << 24) as f32;
        (self.next_u32() >> 8) as f32 * UNIT
    }

    /// The generator's own word, whatever its width (`BitGenerator.random_raw`).
    fn next_raw(&mut self) -> u64 {
        self.next_u64()
    }
}

/// What a 64-bit generator keeps of a word of which only the lower half was asked for.
///
/// The value stays readable after it was used: NumPy shows it in `state`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Half {
    /// Whether the upper half of the last word still waits.
    pub has_uint32: bool,
    /// That upper half.
    pub uinteger: u32,
}

impl Half {
    /// The waiting half or the lower one of a new word.
    fn next(&mut self, word: impl FnOnce() -> u64) -> u32 {
        if self.has_uint32 {
            self.has_uint32 = false;
            return self.uinteger;
        }
        let word = word();
        self.has_uint32 = true;
        self.uinteger = (word >> 32) as u32;
        word as u32
    }
}
