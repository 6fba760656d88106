//! A map from names that the program itself knows.
//!
//! Every program begins by filling one with the thousands of names of the catalogue, so that hashing has to be cheap. It
//! is not safe against keys chosen to collide: what a lesson names goes into maps of std's, as in [`super::Symbol`].

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are the program's own.
pub type NameMap<V> = HashMap<&'static str, V, BuildHasherDefault<NameHasher>>;

/// Mixes in eight bytes at a time, by a rotation and a multiplication.
#[derive(Default)]
pub struct NameHasher(u64);

/// An odd number without a pattern: 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl NameHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(SPREAD);
    }
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let last = rest
            .iter()
            .fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte));
        self.mix(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    fn finish(&self) -> u64 {
        // The table looks at the highest bits and at the lowest.
        self.0 ^ self.0 >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_spread() {
        let names: Vec<&'static str> = vec!["np.sum", "np.sun", "np.s", "", "ndarray.sum", "a\0"];
        let map: NameMap<usize> = names
            .iter()
            .enumerate()
            .map(|(i, name)| (*name, i))
            .collect();
        for (i, name) in names.iter().enumerate() {
            assert_eq!(map.get(name), Some(&i));
        }
        assert_eq!(map.get("a"), None);
    }
}
