//! SFC64, Chris Doty-Humphrey's Small Fast Chaotic generator (PractRand, 2010).

use super::{BitGenerator, Half};
use crate::array::random::SeedSequence;

/// Three mixed words and a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sfc64 {
    pub state: [u64; 4],
    pub half: Half,
}

impl Sfc64 {
    pub fn new(seed: &SeedSequence) -> Self {
        let mut state = [0, 0, 0, 1];
        for (slot, word) in state.iter_mut().zip(seed.generate_u64(3)) {
            *slot = word;
        }
        let mut sfc = Self {
            state,
            half: Half::default(),
        };
        for _ in 0..12 {
            sfc.next_u64();
        }
        sfc
    }
}

impl BitGenerator for Sfc64 {
    fn next_u64(&mut self) -> u64 {
        let [a, b, c, counter] = self.state;
        let word = a.wrapping_add(b).wrapping_add(counter);
        self.state = [
            b ^ (b >> 11),
            c.wrapping_add(c << 3),
            c.rotate_left(24).wrapping_add(word),
            counter.wrapping_add(1),
        ];
        word
    }

    fn next_u32(&mut self) -> u32 {
        let mut half = self.half;
        let word = half.next(|| self.next_u64());
        self.half = half;
        word
    }
}
