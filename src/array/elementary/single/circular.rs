//! Sine and cosine by ARM's optimized-routines (Wilco Dijkstra, 2018), which glibc has since 2.28, with double precision
//! inside; tangent after Sun's fdlibm.

use crate::array::elementary::steps::{INVALID_SINGLE as INVALID, fma, less};
use std::f64::consts::FRAC_PI_2;

/// 2/π times 2^24.
const INVERSE: f64 = 10680707.430881744;

/// Of the sine and of the cosine.
const SINE: [f64; 3] = [
    -0.16666654943701084,
    0.008332178146138854,
    -0.00019517298981385725,
];
const COSINE: [f64; 5] = [
    1.0,
    -0.49999999725108224,
    0.041666623324344516,
    -0.001388676379437604,
    2.4390450703564542e-05,
];

/// 4/π in words that begin 8 bits after each other.
const DIGITS: [u32; 24] = [
    0xa2,
    0xa2f9,
    0xa2_f983,
    0xa2f9_836e,
    0xf983_6e4e,
    0x836e_4e44,
    0x6e4e_4415,
    0x4e44_1529,
    0x4415_29fc,
    0x1529_fc27,
    0x29fc_2757,
    0xfc27_57d1,
    0x2757_d1f5,
    0x57d1_f534,
    0xd1f5_34dd,
    0xf534_ddc0,
    0x34dd_c0db,
    0xddc0_db62,
    0xc0db_6295,
    0xdb62_9599,
    0x6295_993c,
    0x9599_3c43,
    0x993c_4390,
    0x3c43_9041,
];

/// π · 2^-63.
const FROM_FIXED: f64 = 3.406121580086554e-19;

/// Exponent and upper bits, by which sizes are judged.
#[inline(always)]
fn top12(x: f32) -> u32 {
    x.to_bits() >> 20 & 0x7ff
}

/// Where the series alone is enough: to about π/4.
#[inline(always)]
fn is_small(x: f32) -> bool {
    top12(x) < 0x3f4
}

/// `x = n · π/2 + rest`, for finite `x`.
#[inline(always)]
fn reduced<const FUSED: bool>(x: f32) -> (f64, i32) {
    // 120
    if top12(x) >= 0x42f {
        let (rest, n) = reduced_far(x.to_bits());
        return if x < 0.0 { (-rest, -n) } else { (rest, n) };
    }
    let x = f64::from(x);
    let n = ((x * INVERSE) as i32 + 0x80_0000) >> 24;
    let rest = if FUSED {
        less(x, f64::from(n), FRAC_PI_2)
    } else {
        x - f64::from(n) * FRAC_PI_2
    };
    (rest, n)
}

/// Of the size of the number with these bits, by a product of whole numbers.
fn reduced_far(bits: u32) -> (f64, i32) {
    let from = (bits >> 26 & 15) as usize;
    let digit = |at: usize| DIGITS.get(from + at).copied().unwrap_or(0);
    let mantissa = ((bits & 0xff_ffff) | 0x80_0000) << (bits >> 23 & 7);
    let wide = |digit: u32| u64::from(mantissa) * u64::from(digit);
    let upper = u64::from(mantissa.wrapping_mul(digit(0)));
    let product = (wide(digit(8)) >> 32 | upper << 32).wrapping_add(wide(digit(4)));
    let n = product.wrapping_add(1 << 61) >> 62;
    let rest = product.wrapping_sub(n << 62) as i64;
    (rest as f64 * FROM_FIXED, n as i32)
}

/// The sine of `x`, with its square; or the cosine.
#[inline(always)]
fn series(x: f64, square: f64, cosine: bool) -> f64 {
    if cosine {
        let fourth = square * square;
        let c2 = fma(square, COSINE[4], COSINE[3]);
        let c1 = fma(square, COSINE[1], COSINE[0]);
        fma(fourth * square, c2, fma(fourth, COSINE[2], c1))
    } else {
        let cube = x * square;
        let s1 = fma(square, SINE[2], SINE[1]);
        fma(cube * square, s1, fma(cube, SINE[0], x))
    }
}

/// The sine of an angle some quadrants on.
#[inline(always)]
fn of_quadrant(x: f32, ahead: i32) -> f32 {
    let (rest, n) = reduced::<true>(x);
    let n = n + ahead;
    let size = series(rest, rest * rest, n & 1 == 1);
    (if n & 2 == 0 { size } else { -size }) as f32
}

/// Sine of an angle in radians.
#[inline(always)]
pub fn sin(x: f32) -> f32 {
    if x.abs() < 2f32.powi(-12) {
        x
    } else if is_small(x) {
        let x = f64::from(x);
        series(x, x * x, false) as f32
    } else if x.is_finite() {
        of_quadrant(x, 0)
    } else {
        not_finite(x)
    }
}

/// Cosine of an angle in radians.
#[inline(always)]
pub fn cos(x: f32) -> f32 {
    if x.abs() < 2f32.powi(-12) {
        1.0
    } else if is_small(x) {
        let x = f64::from(x);
        series(x, x * x, true) as f32
    } else if x.is_finite() {
        of_quadrant(x, 1)
    } else {
        not_finite(x)
    }
}

/// Both at once.
#[inline(always)]
pub fn sin_cos(x: f32) -> (f32, f32) {
    (sin(x), cos(x))
}

#[inline(always)]
fn not_finite(x: f32) -> f32 {
    if x.is_nan() { x + x } else { INVALID }
}

const TANGENT: [f32; 13] = [
    3.3333334327e-01,
    1.3333334029e-01,
    5.3968254477e-02,
    2.1869488060e-02,
    8.8632395491e-03,
    3.5920790397e-03,
    1.4562094584e-03,
    5.8804126456e-04,
    2.4646313977e-04,
    7.8179444245e-05,
    7.1407252108e-05,
    -1.8558637748e-05,
    2.5907305826e-05,
];

/// Tangent of an angle in radians. The reference fuses no steps here.
#[inline(always)]
pub fn tan(x: f32) -> f32 {
    if x.to_bits() & 0x7fff_ffff <= 0x3f49_0fda {
        return tangent(x, 0.0, false);
    }
    if !x.is_finite() {
        return not_finite(x);
    }
    let (rest, n) = reduced::<false>(x);
    let upper = rest as f32;
    let lower = (rest - f64::from(upper)) as f32;
    tangent(upper, lower, n & 1 == 1)
}

/// The tangent of `x + rest`, for |x| up to π/4, or its cotangent turned round.
fn tangent(x: f32, rest: f32, turned: bool) -> f32 {
    const FRAC_PI_4: [f32; 2] = [7.8539812565e-01, 3.7748947079e-08];
    let (mut x, mut rest, negative) = (x, rest, x < 0.0);
    if x.abs() < 2f32.powi(-13) {
        return if turned { -1.0 / x } else { x };
    }
    let wide = x.to_bits() & 0x7fff_ffff >= 0x3f2c_a140;
    let sign: f32 = if negative { -1.0 } else { 1.0 };
    let kind: f32 = if turned { -1.0 } else { 1.0 };
    if wide {
        (x, rest) = (x * sign, rest * sign);
        x = (FRAC_PI_4[0] - x) + (FRAC_PI_4[1] - rest);
        rest = 0.0;
        if x.abs() < 2f32.powi(-13) {
            return sign * kind * (1.0 - 2.0 * kind * x);
        }
    }
    let (r, w) = tangent_series(x, rest);
    if wide {
        return sign * (kind - 2.0 * (x - (w * w / (w + kind) - r)));
    }
    if turned { negative_inverse(x, r, w) } else { w }
}

/// What the tangent of `x + rest` has beyond `x`, and the sum.
fn tangent_series(x: f32, rest: f32) -> (f32, f32) {
    let z = x * x;
    let w = z * z;
    let every_second = |from: usize| {
        let terms = TANGENT[from..].iter().step_by(2).rev();
        terms.fold(0.0, |sum, c| c + w * sum)
    };
    let r = every_second(1);
    let v = z * every_second(2);
    let s = z * x;
    let r = rest + z * (s * (r + v) + rest);
    let r = r + TANGENT[0] * s;
    (r, x + r)
}

/// `-1 / (x + r)` with the sum rounded to `w`.
fn negative_inverse(x: f32, r: f32, w: f32) -> f32 {
    let cut = |x: f32| f32::from_bits(x.to_bits() & 0xffff_f000);
    let z = cut(w);
    let v = r - (z - x);
    let a = -1.0 / w;
    let t = cut(a);
    let s = 1.0 + t * z;
    t + a * (s + t * v)
}
