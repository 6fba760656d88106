//! MT19937, the Mersenne Twister.
//!
//! Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed
//! uniform pseudorandom number generator" (1998), with the seeding of 2002.

use super::BitGenerator;
use crate::array::random::SeedSequence;

const LEN: usize = 624;
/// Distance to the word that is mixed in.
const MIDDLE: usize = 397;

/// The generator of `RandomState`, of `np.random.seed` and of Python's `random`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    /// The 624 words of state.
    pub key: [u32; LEN],
    /// How many of them were used; 624 asks for a new block.
    pub pos: usize,
}

impl Mt19937 {
    /// Seeding of `MT19937(seed)`, by a seed sequence.
    pub fn new(seed: &SeedSequence) -> Self {
        let mut key = [0; LEN];
        for (slot, word) in key.iter_mut().zip(seed.generate_u32(LEN)) {
            *slot = word;
        }
        // One set bit keeps the state from being all zero.
        key[0] = 0x8000_0000;
        Self { key, pos: LEN - 1 }
    }

    /// Seeding of `np.random.seed(n)`, by one word.
    pub fn from_word(seed: u32) -> Self {
        let mut key = [0; LEN];
        let mut word = seed;
        for (i, slot) in key.iter_mut().enumerate() {
            *slot = word;
            word = 1_812_433_253_u32
                .wrapping_mul(word ^ (word >> 30))
                .wrapping_add(i as u32 + 1);
        }
        Self { key, pos: LEN }
    }

    /// Seeding of `np.random.seed([…])` and of Python's `random.seed`, by a list of words; an
    /// empty one counts as a single zero.
    pub fn from_words(words: &[u32]) -> Self {
        let words = if words.is_empty() { &[0] } else { words };
        let mut mt = Self::from_word(19_650_218);
        let mut i = 1;
        for (j, &word) in words.iter().enumerate().cycle().take(LEN.max(words.len())) {
            mt.mix(i, 1_664_525, word.wrapping_add(j as u32));
            i = mt.following(i);
        }
        for _ in 1..LEN {
            mt.mix(i, 1_566_083_941, (i as u32).wrapping_neg());
            i = mt.following(i);
        }
        mt.key[0] = 0x8000_0000;
        mt
    }

    fn mix(&mut self, i: usize, multiplier: u32, plus: u32) {
        let before = self.key[i - 1];
        self.key[i] =
            (self.key[i] ^ (before ^ (before >> 30)).wrapping_mul(multiplier)).wrapping_add(plus);
    }

    /// The place after `i`; at the end the last word is carried to the front.
    fn following(&mut self, i: usize) -> usize {
        if i + 1 < LEN {
            return i + 1;
        }
        self.key[0] = self.key[LEN - 1];
        1
    }

    fn twist(&mut self) {
        for i in 0..LEN {
            let pair = (self.key[i] & 0x8000_0000) | (self.key[(i + 1) % LEN] & 0x7fff_ffff);
            let odd = if pair & 1 == 1 { 0x9908_b0df } else { 0 };
            self.key[i] = self.key[(i + MIDDLE) % LEN] ^ (pair >> 1) ^ odd;
        }
        self.pos = 0;
    }
}

impl BitGenerator for Mt19937 {
    fn next_u32(&mut self) -> u32 {
        if self.pos >= LEN {
            self.twist();
        }
        let mut y = self.key[self.pos];
        self.pos += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn next_u64(&mut self) -> u64 {
        let high = u64::from(self.next_u32());
        (high << 32) | u64::from(self.next_u32())
    }

    fn next_f64(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    fn next_raw(&mut self) -> u64 {
        self.next_u32().into()
    }
}
