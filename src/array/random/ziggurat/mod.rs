//! Normal and exponential numbers by the ziggurat: 256 layers of equal area under the density, so
//! that nearly every draw costs one random word, one table look-up and one comparison.
//!
//! Source: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables"
//! (2000), in the form of NumPy's `Generator`. Single precision is a stream of its own, from words
//! of 32 bits.

mod exponential;
mod normal;

use super::BitGenerator;
use crate::array::elementary::{exp, log1p, single};
use std::sync::LazyLock;

/// Where the base strip of the normal ziggurat ends and its tail begins.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const NORMAL_TAIL_INVERSE: f64 = 0.273_661_237_329_758_3;
/// The same of the exponential one.
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

/// A table of 256 layers.
struct Layers<Word, Float> {
    accept: [Word; 256],
    width: [Float; 256],
    density: [Float; 256],
}

impl Layers<u64, f64> {
    /// The layers for candidates of `drop` bits fewer, rounded to single precision.
    fn single(&self, drop: u32) -> Layers<u32, f32> {
        let scale = (1_u64 << drop) as f64;
        Layers {
            accept: self
                .accept
                .map(|bound| ((bound + (1 << (drop - 1))) >> drop) as u32),
            width: self.width.map(|width| (width * scale) as f32),
            density: self.density.map(|density| density as f32),
        }
    }
}

static NORMAL_SINGLE: LazyLock<Layers<u32, f32>> = LazyLock::new(|| normal::LAYERS.single(29));

static EXPONENTIAL_SINGLE: LazyLock<Layers<u32, f32>> = LazyLock::new(|| {
    let mut layers = exponential::LAYERS.single(30);
    // NumPy's table was printed with nine digits, which moved these four by one unit.
    layers.width[226] = 4.400_254_7e-7;
    layers.density[128] = 0.188_181_19;
    layers.density[154] = 0.132_445_34;
    layers.density[171] = 0.101_322_99;
    layers
});

/// A number from the standard normal distribution.
pub fn standard_normal(g: &mut dyn BitGenerator) -> f64 {
    let layers = &normal::LAYERS;
    loop {
        let word = g.next_u64();
        let layer = (word & 0xff) as usize;
        let candidate = (word >> 9) & 0x000f_ffff_ffff_ffff;
        let x = signed(candidate as f64 * layers.width[layer], (word >> 8) & 1 == 1);
        if candidate < layers.accept[layer] {
            return x;
        }
        if layer == 0 {
            return signed(normal_tail(g), (candidate >> 8) & 1 == 1);
        }
        let (above, here) = (layers.density[layer - 1], layers.density[layer]);
        if (above - here) * g.next_f64() + here < exp(-0.5 * x * x) {
            return x;
        }
    }
}

fn normal_tail(g: &mut dyn BitGenerator) -> f64 {
    loop {
        let x = -NORMAL_TAIL_INVERSE * log1p(-g.next_f64());
        let y = -log1p(-g.next_f64());
        if y + y > x * x {
            return NORMAL_TAIL + x;
        }
    }
}

fn signed(x: f64, negative: bool) -> f64 {
    if negative { -x } else { x }
}

/// A number from the standard normal distribution in single precision.
pub fn standard_normal_f32(g: &mut dyn BitGenerator) -> f32 {
    let layers = &*NORMAL_SINGLE;
    loop {
        let word = g.next_u32();
        let layer = (word & 0xff) as usize;
        let candidate = (word >> 9) & 0x007f_ffff;
        let size = candidate as f32 * layers.width[layer];
        let x = if (word >> 8) & 1 == 1 { -size } else { size };
        if candidate < layers.accept[layer] {
            return x;
        }
        if layer == 0 {
            let tail = normal_tail_f32(g);
            return if (candidate >> 8) & 1 == 1 {
                -tail
            } else {
                tail
            };
        }
        let (above, here) = (layers.density[layer - 1], layers.density[layer]);
        let height = (above - here) * g.next_f32() + here;
        // The density itself is compared in double precision.
        if f64::from(height) < exp(-0.5 * f64::from(x) * f64::from(x)) {
            return x;
        }
    }
}

fn normal_tail_f32(g: &mut dyn BitGenerator) -> f32 {
    loop {
        let x = -(NORMAL_TAIL_INVERSE as f32) * single::log1p(-g.next_f32());
        let y = -single::log1p(-g.next_f32());
        if y + y > x * x {
            return NORMAL_TAIL as f32 + x;
        }
    }
}

/// A number from the exponential distribution with mean 1.
pub fn standard_exponential(g: &mut dyn BitGenerator) -> f64 {
    let layers = &exponential::LAYERS;
    loop {
        let word = g.next_u64() >> 3;
        let layer = (word & 0xff) as usize;
        let candidate = word >> 8;
        let x = candidate as f64 * layers.width[layer];
        if candidate < layers.accept[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL - log1p(-g.next_f64());
        }
        let (above, here) = (layers.density[layer - 1], layers.density[layer]);
        if (above - here) * g.next_f64() + here < exp(-x) {
            return x;
        }
    }
}

/// A number from the exponential distribution with mean 1 in single precision.
pub fn standard_exponential_f32(g: &mut dyn BitGenerator) -> f32 {
    let layers = &*EXPONENTIAL_SINGLE;
    loop {
        let word = g.next_u32() >> 1;
        let layer = (word & 0xff) as usize;
        let candidate = word >> 8;
        let x = candidate as f32 * layers.width[layer];
        if candidate < layers.accept[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL as f32 - single::log1p(-g.next_f32());
        }
        let (above, here) = (layers.density[layer - 1], layers.density[layer]);
        if (above - here) * g.next_f32() + here < single::exp(-x) {
            return x;
        }
    }
}
