//! Whole numbers from 0 to a bound, every one equally likely.
//!
//! `Generator` multiplies (D. Lemire, "Fast Random Integer Generation in an Interval", 2019),
//! `RandomState` masks and rejects. Narrow types cut several numbers out of one word of 32 bits.

use super::BitGenerator;

/// How a word is brought into the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By a multiplication: `Generator`.
    Lemire,
    /// By masking bits off and drawing again while too large: `RandomState`.
    Masked,
}

/// The integer types that NumPy draws, by their width; signed ones draw as their unsigned twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Bool,
    W8,
    W16,
    W32,
    W64,
}

impl Width {
    fn bits(self) -> u32 {
        match self {
            Self::Bool => 1,
            Self::W8 => 8,
            Self::W16 => 16,
            Self::W32 => 32,
            Self::W64 => 64,
        }
    }
}

/// Draws whole numbers for one call of `integers` or `randint`.
///
/// What is left of a cut word lives as long as the call, so one value serves the whole array.
pub struct Bounded<'g> {
    generator: &'g mut dyn BitGenerator,
    method: Method,
    width: Width,
    word: u32,
    left: u32,
}

impl<'g> Bounded<'g> {
    pub fn new(generator: &'g mut dyn BitGenerator, width: Width, method: Method) -> Self {
        Self {
            generator,
            method,
            width,
            word: 0,
            left: 0,
        }
    }

    /// A number from 0 to `range`, both included. The caller adds the lower bound, wrapping.
    ///
    /// A range beyond the width's own counts as the width's own.
    pub fn next(&mut self, range: u64) -> u64 {
        let bits = self.width.bits();
        let all = u64::MAX >> (64 - bits);
        match range.min(all) {
            0 => 0,
            _ if self.width == Width::Bool => self.narrow(1).into(),
            range if self.width == Width::W64 && range > u64::from(u32::MAX) => self.wide(range),
            // A 64-bit draw in a 32-bit range takes half words.
            range => self.scaled(range as u32, bits.min(32)).into(),
        }
    }

    /// The next `bits` bits, out of the word at hand if some are left in it.
    fn narrow(&mut self, bits: u32) -> u32 {
        if self.left == 0 {
            self.word = self.generator.next_u32();
            self.left = 32 / bits - 1;
        } else {
            self.word >>= bits;
            self.left -= 1;
        }
        self.word & (u32::MAX >> (32 - bits))
    }

    fn scaled(&mut self, range: u32, bits: u32) -> u32 {
        let all = u32::MAX >> (32 - bits);
        if range == all {
            return self.narrow(bits);
        }
        if self.method == Method::Masked {
            let mask = mask_of(range.into()) as u32;
            return loop {
                let value = self.narrow(bits) & mask;
                if value <= range {
                    break value;
                }
            };
        }
        let count = u64::from(range) + 1;
        let mut product = u64::from(self.narrow(bits)) * count;
        if (product & u64::from(all)) < count {
            let threshold = u64::from(all - range) % count;
            while (product & u64::from(all)) < threshold {
                product = u64::from(self.narrow(bits)) * count;
            }
        }
        (product >> bits) as u32
    }

    fn wide(&mut self, range: u64) -> u64 {
        if range == u64::MAX {
            return self.generator.next_u64();
        }
        if self.method == Method::Masked {
            let mask = mask_of(range);
            return loop {
                let value = self.generator.next_u64() & mask;
                if value <= range {
                    break value;
                }
            };
        }
        let count = range + 1;
        let mut product = u128::from(self.generator.next_u64()) * u128::from(count);
        if (product as u64) < count {
            let threshold = (u64::MAX - range) % count;
            while (product as u64) < threshold {
                product = u128::from(self.generator.next_u64()) * u128::from(count);
            }
        }
        (product >> 64) as u64
    }
}

/// A number from 0 to `max`, both included, by masking: what shuffles use in both generations.
pub fn interval(g: &mut dyn BitGenerator, max: u64) -> u64 {
    if max == 0 {
        return 0;
    }
    let mask = mask_of(max);
    loop {
        let word = if max <= u64::from(u32::MAX) {
            g.next_u32().into()
        } else {
            g.next_u64()
        };
        if word & mask <= max {
            return word & mask;
        }
    }
}

/// The smallest number of the form 2ⁿ − 1 that is not below `max`.
pub(super) fn mask_of(max: u64) -> u64 {
    u64::MAX.checked_shr(max.leading_zeros()).unwrap_or(0)
}
