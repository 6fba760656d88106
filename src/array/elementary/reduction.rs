//! Angles brought near zero: `x = n · π/2 + a + b`, with `b` what `a` misses. By the steps of the IBM Accurate
//! Mathematical Library as glibc 2.36 has them (`s_sin.c`, `s_tan.c`, `branred.c`).

use super::power_of_two;
use super::steps::{fma, less};
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// Added and subtracted, it leaves the nearest integer, and that in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// π/2 in parts, each with zeros at its end but the last of a row.
const FIRST: f64 = 1.5707963407039642;
const SECOND: f64 = -1.3909067564377153e-08;
const THIRD: f64 = -4.97899623147991e-17;
const THIRD_WHOLE: f64 = -4.9789962505147994e-17;
const FOURTH: f64 = -1.9034889620193266e-25;
/// π/2 - [`FRAC_PI_2`].
pub const HALF_PI_REST: f64 = 6.123233995736766e-17;

/// The nearest multiple of π/2, and what is left beyond two parts of it.
#[inline(always)]
fn nearest(x: f64) -> (f64, f64, u32) {
    let t = fma(x, FRAC_2_PI, ROUND);
    let whole = t - ROUND;
    let rest = less(less(x, whole, FIRST), whole, SECOND);
    (whole, rest, t.to_bits() as u32)
}

/// For |x| up to 25.
#[inline(always)]
pub fn near(x: f64) -> (f64, f64, u32) {
    let (whole, y, n) = nearest(x);
    let a = less(y, whole, THIRD_WHOLE);
    (a, less(y - a, whole, THIRD_WHOLE), n)
}

/// For |x| up to 10^8.
#[inline(always)]
pub fn middle(x: f64) -> (f64, f64, u32) {
    let (whole, y, n) = nearest(x);
    let t = less(y, whole, THIRD);
    let low = less(y - t, whole, THIRD);
    let a = less(t, whole, FOURTH);
    (a, low + less(t - a, whole, FOURTH), n)
}

/// 2/π in digits of 24 bits.
const DIGITS: [u32; 75] = [
    10680707, 7228996, 1387004, 2578385, 16069853, 12639074, 9804092, 4427841, 16666979, 11263675,
    12935607, 2387514, 4345298, 14681673, 3074569, 13734428, 16653803, 1880361, 10960616, 8533493,
    3062596, 8710556, 7349940, 6258241, 3772886, 3769171, 3798172, 8675211, 12450088, 3874808,
    9961438, 366607, 15675153, 9132554, 7151469, 3571407, 2607881, 12013382, 4155038, 6285869,
    7677882, 13102053, 15825725, 473591, 9065106, 15363067, 6271263, 9264392, 5636912, 4652155,
    7056368, 13614112, 10155062, 1944035, 9527646, 15080200, 6658437, 6231200, 6832269, 16767104,
    5075751, 3212806, 1398474, 7579849, 6349435, 12618859, 4703257, 12806093, 14477321, 2786137,
    12875403, 9837734, 14528324, 13719321, 343717,
];

/// 2^27 + 1: the product with it parts a number into halves.
const SPLIT: f64 = 134_217_729.0;

/// For larger |x|: the product with as many digits of 2/π as matter. No step is fused.
#[cold]
#[inline(never)]
pub fn far(x: f64) -> (f64, f64, u32) {
    const ROUND_TO_4: f64 = 27_021_597_764_222_976.0;
    let x = x * 2f64.powi(-600);
    let t = x * SPLIT;
    let first = t - (t - x);
    let (sum1, b1, rest1) = product(first);
    let (sum2, b2, rest2) = product(x - first);
    // Multiples of 4 are whole turns.
    let modulo_4 = |sum: f64| sum - ((sum + ROUND_TO_4) - ROUND_TO_4);
    let mut sum = modulo_4(sum1) + modulo_4(sum2);
    let mut b = b1 + b2;
    let rest = if b1.abs() > b2.abs() {
        (b1 - b) + b2
    } else {
        (b2 - b) + b1
    };
    if b > 0.5 {
        b -= 1.0;
        sum += 1.0;
    } else if b < -0.5 {
        b += 1.0;
        sum -= 1.0;
    }
    let s = b + (rest + rest1 + rest2);
    let t = ((b - s) + rest) + (rest1 + rest2);
    let (a, low) = times_half_pi(s, t);
    (a, low, sum as i32 as u32)
}

/// The product with 2/π of one half of a number: its whole part, and its fraction in two parts.
fn product(x: f64) -> (f64, f64, f64) {
    let exponent = (x.to_bits() >> 52) as i32 & 2047;
    let from = ((exponent - 450) / 24).max(0);
    let mut scale = power_of_two(576 - from * 24);
    let mut parts = [0.0; 6];
    for (part, at) in parts.iter_mut().zip(from as usize..) {
        let digit = DIGITS.get(at).copied().unwrap_or(0);
        *part = x * f64::from(digit) * scale;
        scale *= 2f64.powi(-24);
    }
    let mut sum = 0.0;
    for part in &mut parts[..3] {
        let whole = (*part + ROUND) - ROUND;
        sum += whole;
        *part -= whole;
    }
    let [p0, p1, p2, p3, p4, p5] = parts;
    let mut t = 0.0 + p5 + p4 + p3 + p2 + p1 + p0;
    let rest = (((((p0 - t) + p1) + p2) + p3) + p4) + p5;
    let whole = (t + ROUND) - ROUND;
    sum += whole;
    t -= whole;
    let b = t + rest;
    (sum, b, (t - b) + rest)
}

/// `(s + t) · π/2` in two parts.
fn times_half_pi(s: f64, t: f64) -> (f64, f64) {
    const SECOND: f64 = -1.3909067675399456e-08;
    let b = s * SPLIT;
    let s1 = b - (b - s);
    let s2 = s - s1;
    let b = s * FRAC_PI_2;
    let rest = (((s1 * FIRST - b) + s1 * SECOND) + s2 * FIRST)
        + (s2 * SECOND + s * HALF_PI_REST + t * FRAC_PI_2);
    let a = b + rest;
    (a, (b - a) + rest)
}
