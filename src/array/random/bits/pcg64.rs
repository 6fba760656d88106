//! PCG64: a 128-bit linear congruential generator with a permuted output.
//!
//! Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
//! Algorithms for Random Number Generation" (2014); NumPy's `PCG64` and `PCG64DXSM`.

use super::{BitGenerator, Half};
use crate::array::random::SeedSequence;

const MULTIPLIER: u128 = (2_549_297_995_355_413_924 << 64) | 4_865_540_595_714_422_341;
const CHEAP_MULTIPLIER: u64 = 0xda94_2042_e4dd_58b5;
/// 2¹²⁸ divided by the golden ratio: how far `jumped` goes.
const JUMP: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

/// The congruential sequence `state ← state · multiplier + inc` modulo 2¹²⁸.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lcg128 {
    pub state: u128,
    pub inc: u128,
}

impl Lcg128 {
    /// Both generators are seeded with the full multiplier.
    fn seeded(seed: &SeedSequence) -> Self {
        let words = seed.generate_u64(4);
        let pair = |i: usize| match words.get(i..i + 2) {
            Some(&[high, low]) => (u128::from(high) << 64) | u128::from(low),
            _ => 0,
        };
        let mut lcg = Self {
            state: 0,
            inc: (pair(2) << 1) | 1,
        };
        lcg.step(MULTIPLIER);
        lcg.state = lcg.state.wrapping_add(pair(0));
        lcg.step(MULTIPLIER);
        lcg
    }

    fn step(&mut self, multiplier: u128) {
        self.state = self.state.wrapping_mul(multiplier).wrapping_add(self.inc);
    }

    /// `delta` steps in at most 128 rounds (F. B. Brown, "Random Number Generation with Arbitrary
    /// Stride", 1994). Going back is going the long way round.
    fn advance(&mut self, mut delta: u128, mut multiplier: u128) {
        let mut plus = self.inc;
        let (mut total_multiplier, mut total_plus) = (1_u128, 0_u128);
        while delta > 0 {
            if delta & 1 == 1 {
                total_multiplier = total_multiplier.wrapping_mul(multiplier);
                total_plus = total_plus.wrapping_mul(multiplier).wrapping_add(plus);
            }
            plus = multiplier.wrapping_add(1).wrapping_mul(plus);
            multiplier = multiplier.wrapping_mul(multiplier);
            delta >>= 1;
        }
        self.state = total_multiplier
            .wrapping_mul(self.state)
            .wrapping_add(total_plus);
    }
}

/// PCG XSL-RR 128/64, the generator of `default_rng`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pcg64 {
    pub lcg: Lcg128,
    pub half: Half,
}

impl Pcg64 {
    pub fn new(seed: &SeedSequence) -> Self {
        Self {
            lcg: Lcg128::seeded(seed),
            half: Half::default(),
        }
    }

    /// As if `delta` words had been drawn; a half word that waits is dropped.
    pub fn advance(&mut self, delta: u128) {
        self.lcg.advance(delta, MULTIPLIER);
        self.half = Half::default();
    }

    /// A copy far enough ahead that the two streams never meet in practice.
    pub fn jumped(&self, jumps: u128) -> Self {
        let mut ahead = *self;
        ahead.advance(JUMP.wrapping_mul(jumps));
        ahead
    }
}

impl BitGenerator for Pcg64 {
    fn next_u64(&mut self) -> u64 {
        self.lcg.step(MULTIPLIER);
        let state = self.lcg.state;
        ((state >> 64) as u64 ^ state as u64).rotate_right((state >> 122) as u32)
    }

    fn next_u32(&mut self) -> u32 {
        let mut half = self.half;
        let word = half.next(|| self.next_u64());
        self.half = half;
        word
    }
}

/// PCG CM DXSM 128/64: a cheaper step and a stronger output, taken before the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pcg64Dxsm {
    pub lcg: Lcg128,
    pub half: Half,
}

impl Pcg64Dxsm {
    pub fn new(seed: &SeedSequence) -> Self {
        Self {
            lcg: Lcg128::seeded(seed),
            half: Half::default(),
        }
    }

    /// As if `delta` words had been drawn; a half word that waits is dropped.
    pub fn advance(&mut self, delta: u128) {
        self.lcg.advance(delta, CHEAP_MULTIPLIER.into());
        self.half = Half::default();
    }

    /// A copy far enough ahead that the two streams never meet in practice.
    pub fn jumped(&self, jumps: u128) -> Self {
        let mut ahead = *self;
        ahead.advance(JUMP.wrapping_mul(jumps));
        ahead
    }
}

impl BitGenerator for Pcg64Dxsm {
    fn next_u64(&mut self) -> u64 {
        let mut high = (self.lcg.state >> 64) as u64;
        high ^= high >> 32;
        high = high.wrapping_mul(CHEAP_MULTIPLIER);
        high ^= high >> 48;
        high = high.wrapping_mul(self.lcg.state as u64 | 1);
        self.lcg.step(CHEAP_MULTIPLIER.into());
        high
    }

    fn next_u32(&mut self) -> u32 {
        let mut half = self.half;
        let word = half.next(|| self.next_u64());
        self.half = half;
        word
    }
}
