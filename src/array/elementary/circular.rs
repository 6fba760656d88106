//! Sine, cosine and tangent, by the steps of the IBM Accurate Mathematical Library as glibc 2.36 has them for processors
//! that fuse (`s_sin.c`, `s_sincos.c`, `s_tan.c`).

use super::reduction::{self, HALF_PI_REST};
use super::steps::{INVALID, fma, high_size, less, lost, polynomial};
use super::tables::sine::SINES;
use super::tables::tangent::TANGENTS;
use std::f64::consts::FRAC_PI_2;

/// Added, it leaves a multiple of 1/128, and its number in the lowest bits.
const TO_128THS: f64 = 52_776_558_133_248.0;

/// Of (sin(x) - x) / x³ over a wide interval, and within 1/256.
const SINE: [f64; 5] = [
    -2.5022014848318398e-08,
    2.755729806860771e-06,
    -0.00019841269834414642,
    0.008333333333332329,
    -0.16666666666666666,
];
const SINE_NEAR: [f64; 2] = [
    8.33333214285722277379541354343671E-03,
    -1.66666666666664880952546298448555E-01,
];
/// Of (1 - cos(x)) / x² within 1/256.
const COSINE_NEAR: [f64; 3] = [
    1.38888874007937613028114285595617E-03,
    -4.16666666666664434524222570944589E-02,
    4.99999999999999999999950396842453E-01,
];

/// The multiple of 1/128 next to |x|, as a row of the table, and the rest.
#[inline(always)]
fn nearest_row(x: f64) -> ([f64; 4], f64) {
    let u = TO_128THS + x.abs();
    let row = SINES.get(u.to_bits() as u32 as usize).unwrap_or(&SINES[0]);
    (row.map(f64::from_bits), x.abs() - (u - TO_128THS))
}

/// The cosine of `x + dx`, for |x| up to about 0.86.
#[inline(always)]
fn cosine(x: f64, dx: f64) -> f64 {
    let ([sine, sine_rest, cosine, cosine_rest], near) = nearest_row(x);
    let x = near + if x < 0.0 { -dx } else { dx };
    let square = x * x;
    let s = fma(x * square, polynomial(square, SINE_NEAR), x);
    let c = square * polynomial(square, COSINE_NEAR);
    let rest = less(less(cosine_rest, s, sine_rest), c, cosine);
    cosine + less(rest, s, sine)
}

/// The sine of `x + dx`, for |x| up to about 0.86.
#[inline(always)]
fn sine(x: f64, dx: f64) -> f64 {
    if x.abs() < 0.126 {
        let square = x * x;
        let t = polynomial(square, SINE).mul_add(x, -(0.5 * dx));
        return x + fma(square, t, dx);
    }
    let ([sine, sine_rest, cosine, cosine_rest], near) = nearest_row(x);
    let dx = if x <= 0.0 { -dx } else { dx };
    let square = near * near;
    let s = near + fma(near * square, polynomial(square, SINE_NEAR), dx);
    let c = fma(near, dx, square * polynomial(square, COSINE_NEAR));
    let rest = less(fma(s, cosine_rest, sine_rest), c, sine);
    (sine + fma(s, cosine, rest)).copysign(x)
}

/// Of an angle in the upper halves of their bits: 0.855469, 2.426265 and 105414350.
const SMALL: u32 = 0x3feb_6000;
const MIDDLE: u32 = 0x4003_68fd;
const LARGE: u32 = 0x4199_21fb;

/// The angle brought within π/4, for |x| from 2.43 on.
#[inline(always)]
fn reduced(x: f64) -> (f64, f64, u32) {
    if high_size(x) < LARGE {
        reduction::middle(x)
    } else {
        reduction::far(x)
    }
}

/// The sine of an angle some quadrants on.
#[inline(always)]
fn of_quadrant((a, rest, n): (f64, f64, u32), ahead: u32) -> f64 {
    let n = n.wrapping_add(ahead);
    let size = if n & 1 == 1 {
        cosine(a, rest)
    } else {
        sine(a, rest)
    };
    if n & 2 == 0 { size } else { -size }
}

/// Sine of an angle in radians.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    let size = high_size(x);
    if size < 0x3e50_0000 {
        x
    } else if size < SMALL {
        sine(x, 0.0)
    } else if size < MIDDLE {
        cosine(FRAC_PI_2 - x.abs(), HALF_PI_REST).copysign(x)
    } else if x.is_finite() {
        of_quadrant(reduced(x), 0)
    } else {
        not_finite(x)
    }
}

/// Cosine of an angle in radians.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    let size = high_size(x);
    if size < 0x3e40_0000 {
        1.0
    } else if size < SMALL {
        cosine(x, 0.0)
    } else if size < MIDDLE {
        let (a, rest) = from_right_angle(x);
        sine(a, rest)
    } else if x.is_finite() {
        of_quadrant(reduced(x), 1)
    } else {
        not_finite(x)
    }
}

/// π/2 - |x| in two parts.
#[inline(always)]
fn from_right_angle(x: f64) -> (f64, f64) {
    let y = FRAC_PI_2 - x.abs();
    let a = y + HALF_PI_REST;
    (a, (y - a) + HALF_PI_REST)
}

#[inline(always)]
fn not_finite(x: f64) -> f64 {
    if x.is_nan() { x + x } else { INVALID }
}

/// Sine and cosine at once; last digits may differ from those of either alone, as they do in the C library.
#[inline(always)]
pub fn sin_cos(x: f64) -> (f64, f64) {
    let size = high_size(x);
    if size < 0x3e40_0000 {
        (x, 1.0)
    } else if size < SMALL {
        (sine(x, 0.0), cosine(x, 0.0))
    } else if size < MIDDLE {
        let (a, rest) = from_right_angle(x);
        (cosine(a, rest).copysign(x), sine(a, rest))
    } else if x.is_finite() {
        let (mut a, mut rest, n) = reduced(x);
        let n = n & 3;
        if n == 1 || n == 2 {
            (a, rest) = (-a, -rest);
        }
        let (s, c) = (sine(a, rest), cosine(a, rest));
        let c = if n & 2 == 0 { c } else { -c };
        if n & 1 == 0 { (s, c) } else { (c, s) }
    } else {
        let result = not_finite(x);
        (result, result)
    }
}

/// Of (tan(x) - x) / x³ up to 0.0608, and within 1/512.
const TANGENT: [f64; 5] = [
    0.008896546349534924,
    0.021869380598167253,
    0.05396825411095433,
    0.1333333333332673,
    0.3333333333333333,
];
const TANGENT_NEAR: [f64; 2] = [0.13333354920669913, 0.3333333333332254];

/// Up to here the series is enough.
const SERIES_END: f64 = 0.060799986124038696;

/// Tangent of an angle in radians.
#[inline(always)]
pub fn tan(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() {
        return not_finite(x);
    }
    if size <= 1.2589993048095494e-08 {
        return x;
    }
    if size <= SERIES_END {
        let square = x * x;
        return fma(x * square, polynomial(square, TANGENT), x);
    }
    if size <= 0.7869997024536133 {
        return 1f64.copysign(x) * tabled(size, 0.0, false);
    }
    let (a, rest, n) = if size <= 25.0 {
        reduction::near(x)
    } else {
        let (a, rest, n) = if size <= 1e8 {
            reduction::middle(x)
        } else {
            reduction::far(x)
        };
        let sum = a + rest;
        (sum, lost(a, rest, sum), n)
    };
    let turned = n & 1 == 1;
    if a.abs() > SERIES_END {
        let (sign, size, rest) = if a < 0.0 {
            (-1.0, -a, -rest)
        } else {
            (1.0, a, rest)
        };
        let result = tabled(size, rest, turned);
        return if turned {
            -sign * result
        } else {
            sign * result
        };
    }
    let square = a * a;
    let rest = fma(a * square, polynomial(square, TANGENT), rest);
    let sum = a + rest;
    if turned {
        -inverse(sum, lost(a, rest, sum))
    } else {
        sum
    }
}

/// Tangent or cotangent of a positive angle, by the row of the table next to it.
#[inline(always)]
fn tabled(x: f64, rest: f64, cotangent: bool) -> f64 {
    let row = fma(x, 256.0, -15.5) as usize;
    let row = TANGENTS.get(row).unwrap_or(&TANGENTS[0]);
    let [at, tangent, inverse] = row.map(f64::from_bits);
    let z = (x - at) + rest;
    let square = z * z;
    let near = fma(z * square, polynomial(square, TANGENT_NEAR), z);
    let product = near * (tangent + inverse);
    if cotangent {
        inverse - product / (near + tangent)
    } else {
        tangent + product / (inverse - near)
    }
}

/// `1 / (b + rest)`
#[inline(always)]
fn inverse(b: f64, rest: f64) -> f64 {
    let t = 1.0 / b;
    let product = t * b;
    let missing = 1.0 - product - t.mul_add(b, -product) + 0.0;
    let correction = less(missing, rest, t) / b;
    let c = t + correction;
    c + ((t - c) + correction)
}
