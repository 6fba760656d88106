//! Steps that the functions are made of.

/// What x86-64 makes of an invalid operation: NaN with its sign set, which `signbit` shows.
pub const INVALID: f64 = f64::from_bits(0xfff8_0000_0000_0000);
/// The same in single precision.
pub const INVALID_SINGLE: f32 = f32::from_bits(0xffc0_0000);

/// `a · b + c`, rounded once.
#[inline(always)]
pub fn fma(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

/// `c - a · b`, rounded once.
#[inline(always)]
pub fn less(c: f64, a: f64, b: f64) -> f64 {
    (-a).mul_add(b, c)
}

/// A polynomial by Horner's rule with fused steps, highest power first.
#[inline(always)]
pub fn polynomial<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    // One by one and not in a loop, which would stay one where the compiler is to keep the program small.
    let mut sum = coefficients[0];
    macro_rules! steps {
        ($($at:literal)*) => { $(if N > $at {
            sum = fma(sum, x, coefficients[$at]);
        })* };
    }
    steps!(1 2 3 4 5 6 7 8);
    const { assert!(N > 0 && N < 10) };
    sum
}

/// The upper half of the bits.
#[inline(always)]
pub fn high(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// The upper half of the bits without the sign.
#[inline(always)]
pub fn high_size(x: f64) -> u32 {
    high(x) & 0x7fff_ffff
}

/// With another upper half.
#[inline(always)]
pub fn with_high(x: f64, high: u32) -> f64 {
    f64::from_bits((x.to_bits() & 0xffff_ffff) | u64::from(high) << 32)
}

/// `x · 2^k`, where neither is out of the normal range.
#[inline(always)]
pub fn times_power(x: f64, k: i32) -> f64 {
    with_high(x, high(x).wrapping_add_signed(k << 20))
}

/// What a sum lost in rounding.
#[inline(always)]
pub fn lost(a: f64, b: f64, sum: f64) -> f64 {
    if a.abs() > b.abs() {
        (a - sum) + b
    } else {
        (b - sum) + a
    }
}

/// Sign and exponent.
#[inline(always)]
pub fn top12(x: f64) -> u32 {
    (x.to_bits() >> 52) as u32
}

/// Is this whole number odd? Nothing for fractions. For finite numbers that are not zero.
#[inline(always)]
pub fn oddness(x: f64) -> Option<bool> {
    if x.trunc() != x {
        None
    } else {
        // From 2^53 on all numbers are even.
        Some(x.abs() < 9_007_199_254_740_992.0 && x as i64 & 1 == 1)
    }
}
