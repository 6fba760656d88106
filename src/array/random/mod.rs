//! Random numbers, bit for bit those of NumPy 2.4 and of CPython's `random` module.
//!
//! The way of a draw, from the bottom:
//!
//! 1. [`SeedSequence`] spreads a seed over as many words as a generator needs;
//! 2. a [`BitGenerator`] of [`bits`] makes words of 32 or 64 random bits;
//! 3. [`bounded`], [`ziggurat`] and [`distributions`] turn words into numbers as
//!    `numpy.random.Generator` does, [`legacy`] as `numpy.random.RandomState` does, and [`python`]
//!    as the module `random` does;
//! 4. [`permute`] shuffles and chooses indices, [`arrays`] shuffles arrays in place.
//!
//! Here are numbers only. Checking parameters and wording errors is the caller's work, as are
//! broadcasting and `size`. Yet no parameter makes a function panic or run for ever: where NumPy's
//! own loop would never end (a NaN shape of a gamma distribution), the answer is NaN.

pub mod arrays;
pub mod bits;
pub mod bounded;
pub mod distributions;
pub mod legacy;
pub mod permute;
pub mod python;
pub mod seed;
pub mod ziggurat;

pub use bits::{AnyBitGenerator, BitGenerator};
pub use legacy::Legacy;
pub use seed::SeedSequence;

/// Fills `out` with draws, first element first.
///
/// A distribution with parameters is closed over them:
/// `fill(&mut out, || distributions::normal(generator, loc, scale))`.
pub fn fill<T>(out: &mut [T], mut draw: impl FnMut() -> T) {
    for slot in out {
        *slot = draw();
    }
}

/// Is it below zero, or zero with a minus sign?
fn has_minus(x: f64) -> bool {
    x.is_sign_negative() && !x.is_nan()
}

/// A whole number from a float as C's cast does it on x86-64, where NumPy was built: what does
/// not fit becomes the least `i64`.
fn whole(x: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&x) {
        x as i64
    } else {
        i64::MIN
    }
}
