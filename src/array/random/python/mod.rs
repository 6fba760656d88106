//! The core of Python's `random` module, as of CPython 3.11: one Mersenne Twister and the
//! distributions written on top of it.
//!
//! The formulas are those of `Lib/random.py`, operation by operation, so that every digit is the
//! same; [`PythonRandom::seed`] takes what `random.seed` takes.

mod distributions;
mod select;
mod sha512;

use super::bits::{BitGenerator, Mt19937};
use num_bigint::{BigInt, BigUint};

/// What `random.seed` accepts, besides nothing at all.
#[derive(Clone, Debug, PartialEq)]
pub enum Seed<'a> {
    /// An integer; its sign is dropped.
    Int(&'a BigInt),
    /// Anything that seeds by its hash, as a float does.
    Hash(i64),
    /// A `str` as UTF-8, `bytes` or a `bytearray`, all of whose bits count (version 2).
    Bytes(&'a [u8]),
}

/// The state of `random.Random`.
#[derive(Clone, Debug, PartialEq)]
pub struct PythonRandom {
    pub twister: Mt19937,
    /// The second number of the last pair that `gauss` made.
    pub gauss_next: Option<f64>,
}

impl PythonRandom {
    pub fn new(seed: &Seed) -> Self {
        Self {
            twister: Mt19937::from_words(&seed_words(seed)),
            gauss_next: None,
        }
    }

    /// Starts again as `random.seed(…)` does.
    pub fn seed(&mut self, seed: &Seed) {
        *self = Self::new(seed);
    }

    /// A multiple of 2⁻⁵³ in [0, 1).
    pub fn random(&mut self) -> f64 {
        self.twister.next_f64()
    }

    /// An integer of `k` random bits.
    pub fn getrandbits(&mut self, k: usize) -> BigUint {
        let mut left = k;
        let mut words = Vec::with_capacity(k.div_ceil(32));
        while left > 0 {
            let bits = left.min(32);
            words.push(self.twister.next_u32() >> (32 - bits));
            left -= bits;
        }
        BigUint::new(words)
    }

    /// `k` random bits, at most 64 of them, as a machine word.
    fn bits(&mut self, k: u32) -> u64 {
        match k {
            0 => 0,
            1..=32 => u64::from(self.twister.next_u32() >> (32 - k)),
            _ => {
                let low = u64::from(self.twister.next_u32());
                let high = u64::from(self.twister.next_u32() >> (64 - k.min(64)));
                low | (high << 32)
            }
        }
    }

    /// A whole number from 0 to below `n`; 0 for an `n` of 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        let bits = u64::BITS - n.leading_zeros();
        loop {
            let candidate = self.bits(bits);
            if candidate < n {
                return candidate;
            }
        }
    }

    /// [`below`](Self::below) for integers of any size.
    pub fn below_big(&mut self, n: &BigUint) -> BigUint {
        if n.bits() == 0 {
            return BigUint::ZERO;
        }
        let bits = usize::try_from(n.bits()).unwrap_or(usize::MAX);
        loop {
            let candidate = self.getrandbits(bits);
            if candidate < *n {
                return candidate;
            }
        }
    }

    /// `n` random bytes.
    pub fn randbytes(&mut self, n: usize) -> Vec<u8> {
        let mut bytes = self.getrandbits(n.saturating_mul(8)).to_bytes_le();
        bytes.resize(n, 0);
        bytes
    }
}

/// The words that seed the twister: the magnitude of an integer, lowest word first.
fn seed_words(seed: &Seed) -> Vec<u32> {
    match seed {
        Seed::Int(n) => n.magnitude().to_u32_digits(),
        Seed::Hash(hash) => BigUint::from(*hash as u64).to_u32_digits(),
        Seed::Bytes(bytes) => {
            // The bytes and their digest, read as one big-endian integer.
            let mut all = bytes.to_vec();
            all.extend_from_slice(&sha512::digest(bytes));
            BigUint::from_bytes_be(&all).to_u32_digits()
        }
    }
}
