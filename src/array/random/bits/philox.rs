//! Philox 4x64-10: random words as a keyed hash of a counter.
//!
//! Source: J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (2011).

use super::{BitGenerator, Half};
use crate::array::random::SeedSequence;

/// Philox with four words to a block and ten rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Philox {
    /// A 256-bit counter, lowest word first.
    pub counter: [u64; 4],
    pub key: [u64; 2],
    /// The current block and how many of its words were used.
    pub buffer: [u64; 4],
    pub buffer_pos: usize,
    pub half: Half,
}

impl Philox {
    pub fn new(seed: &SeedSequence) -> Self {
        let words = seed.generate_u64(2);
        let key = [0, 1].map(|i| words.get(i).copied().unwrap_or(0));
        Self::with_key(key, [0; 4])
    }

    /// `Philox(key=…, counter=…)`.
    pub fn with_key(key: [u64; 2], counter: [u64; 4]) -> Self {
        Self {
            counter,
            key,
            buffer: [0; 4],
            buffer_pos: 4,
            half: Half::default(),
        }
    }

    /// Adds `delta`, lowest word first, to the counter, and drops what is buffered.
    pub fn advance(&mut self, delta: [u64; 4]) {
        let mut carry = false;
        for (word, step) in self.counter.iter_mut().zip(delta) {
            let (sum, over) = word.overflowing_add(step);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = over || over_again;
        }
        *self = Self::with_key(self.key, self.counter);
    }

    /// A copy `jumps` · 2¹²⁸ words ahead.
    pub fn jumped(&self, jumps: u128) -> Self {
        let mut ahead = *self;
        ahead.advance([0, 0, jumps as u64, (jumps >> 64) as u64]);
        ahead
    }

    fn count(&mut self) {
        for word in &mut self.counter {
            *word = word.wrapping_add(1);
            if *word != 0 {
                break;
            }
        }
    }

    fn block(&self) -> [u64; 4] {
        let mut c = self.counter;
        let [mut k0, mut k1] = self.key;
        for _ in 0..10 {
            let first = u128::from(c[0]) * 0xd2e7_470e_e14c_6c93;
            let third = u128::from(c[2]) * 0xca5a_8263_9512_1157;
            let (high0, high2) = ((first >> 64) as u64, (third >> 64) as u64);
            c = [
                high2 ^ c[1] ^ k0,
                third as u64,
                high0 ^ c[3] ^ k1,
                first as u64,
            ];
            k0 = k0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            k1 = k1.wrapping_add(0xbb67_ae85_84ca_a73b);
        }
        c
    }
}

impl BitGenerator for Philox {
    fn next_u64(&mut self) -> u64 {
        if let Some(&word) = self.buffer.get(self.buffer_pos) {
            self.buffer_pos += 1;
            return word;
        }
        self.count();
        self.buffer = self.block();
        self.buffer_pos = 1;
        self.buffer[0]
    }

    fn next_u32(&mut self) -> u32 {
        let mut half = self.half;
        let word = half.next(|| self.next_u64());
        self.half = half;
        word
    }
}
