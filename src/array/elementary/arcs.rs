//! Inverse sine, cosine and tangent, by the steps of the IBM Accurate Mathematical Library as glibc 2.36 has them for
//! processors that fuse (`e_asin.c`, `s_atan.c`, `e_atan2.c`).

use super::power_of_two;
use super::reduction::HALF_PI_REST;
use super::steps::{fma, high, high_size, less, lost, polynomial};
use super::tables::arcsine::{
    FROM_59_64THS, FROM_61_64THS, FROM_EIGHTH, FROM_HALF, FROM_THREE_QUARTERS, INVERSE_ROOTS,
};
use super::tables::arctangent::ARCTANGENTS;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// Of (asin(x) - x) / x³ up to 1/8.
const ARCSINE: [f64; 6] = [
    1.81382903404565056280372531963613E-02,
    2.23551211026525610742786300334557E-02,
    3.03821268582119319911193410625235E-02,
    4.46428561421059750978517350006940E-02,
    7.50000000026122686814431784722623E-02,
    1.66666666666664110590506577996662E-01,
];

/// The inverse sine of a number from 1/8 to 31/32 in two parts, by the row of a table next to it.
#[inline(always)]
fn tabled_arcsine(x: f64) -> (f64, f64) {
    let size = high(x);
    let row = |shift: u32, mask: u32| (size >> shift & mask) as usize;
    if size < 0x3fe0_0000 {
        let at = if size < 0x3fd0_0000 {
            row(15, 31)
        } else {
            row(14, 63) + 32
        };
        by_row(FROM_EIGHTH.get(at), x)
    } else if size < 0x3fe8_0000 {
        by_row(FROM_HALF.get(row(13, 127)), x)
    } else if size < 0x3fed_8000 {
        by_row(FROM_THREE_QUARTERS.get(row(13, 127).wrapping_sub(64)), x)
    } else if size < 0x3fee_8000 {
        by_row(FROM_59_64THS.get(row(13, 127).wrapping_sub(108)), x)
    } else {
        by_row(FROM_61_64THS.get(row(13, 127).wrapping_sub(116)), x)
    }
}

#[inline(always)]
fn by_row<const N: usize>(row: Option<&[u64; N]>, x: f64) -> (f64, f64) {
    const { assert!(N >= 9 && N <= 13) };
    let row = row.unwrap_or(&[0; N]).map(f64::from_bits);
    let x = x - row[0];
    let mut sum = row[N - 3];
    macro_rules! steps {
        ($($at:literal)*) => { $(if N > $at + 4 {
            sum = fma(sum, x, row[N - 3 - $at]);
        })* };
    }
    // As in `polynomial`; the first two of a row are not of the series.
    steps!(1 2 3 4 5 6 7 8);
    (row[N - 1], fma(row[1], x, fma(x * x, sum, row[N - 2])))
}

/// The angle between −π/2 and π/2 whose sine is `x`.
#[inline(always)]
pub fn asin(x: f64) -> f64 {
    let size = high_size(x);
    if size < 0x3e50_0000 {
        return x;
    }
    if size < 0x3fc0_0000 {
        let square = x * x;
        return fma(polynomial(square, ARCSINE), x * square, x);
    }
    let result = if size < 0x3fef_0000 {
        let (value, rest) = tabled_arcsine(x.abs());
        value + rest
    } else if x.abs() < 1.0 {
        let (root, rest, p) = root_of_rest(x, false);
        let correction = less(less(HALF_PI_REST, rest, 2.0), (root + rest) * 2.0, p);
        less(FRAC_PI_2, root, 2.0) + correction
    } else if x.abs() == 1.0 {
        FRAC_PI_2
    } else {
        return outside(x);
    };
    if x > 0.0 { result } else { -result }
}

/// Of √((1 - |x|) / 2), for |x| from 31/32 to 1: the root to few digits, what it misses, and the series of its inverse sine.
/// How the root is cut short differs for the inverse cosine.
#[inline(always)]
fn root_of_rest(x: f64, finer: bool) -> (f64, f64, f64) {
    const ROOT: [f64; 4] = [
        3.12523626554518656309172508769531E-01,
        3.75017500867345182581453026130850E-01,
        4.99999999495955425917856814202739E-01,
        9.99999999859990725855365213134618E-01,
    ];
    let z = 0.5 * (1.0 - x.abs());
    let upper = high(z);
    let guess = f64::from_bits(INVERSE_ROOTS[(upper >> 14 & 127) as usize]);
    let t = guess * power_of_two(511 - (upper >> 21) as i32);
    let r = less(1.0, t * t, z);
    let t = t * polynomial(r, ROOT);
    let c = t * z;
    let factor = less(1.5, t * 0.5, c);
    let root = if finer {
        const SPLIT: f64 = 134_217_728.0;
        less(fma(c, SPLIT, c), c, SPLIT)
    } else {
        const SPLIT: f64 = 16_777_216.0;
        (c + SPLIT) - SPLIT
    };
    let rest = less(z, root, root) / fma(factor, c, root);
    (root, rest, polynomial(z, ARCSINE) * z)
}

/// The angle between 0 and π whose cosine is `x`.
#[inline(always)]
pub fn acos(x: f64) -> f64 {
    let size = high_size(x);
    if size < 0x3c88_0000 {
        return FRAC_PI_2;
    }
    if size < 0x3fc0_0000 {
        let square = x * x;
        let sum = polynomial(square, ARCSINE);
        let r = FRAC_PI_2 - x;
        let rest = ((FRAC_PI_2 - r) - x) + HALF_PI_REST;
        return r + less(rest, sum, x * square);
    }
    if size < 0x3fef_0000 {
        let (value, rest) = tabled_arcsine(x.abs());
        return if x > 0.0 {
            (FRAC_PI_2 - value) + (HALF_PI_REST - rest)
        } else {
            (FRAC_PI_2 + value) + (HALF_PI_REST + rest)
        };
    }
    if x.abs() < 1.0 {
        let (root, rest, p) = root_of_rest(x, true);
        let product = p * (root + rest);
        return 2.0
            * if x < 0.0 {
                (FRAC_PI_2 - root) + (HALF_PI_REST - rest - product)
            } else {
                root + (rest + product)
            };
    }
    if x == 1.0 {
        0.0
    } else if x == -1.0 {
        PI
    } else {
        outside(x)
    }
}

/// NaN without its sign, as the C library's outer function has it.
#[inline(always)]
fn outside(x: f64) -> f64 {
    if x.is_nan() { x + x } else { f64::NAN }
}

/// Of (atan(x) - x) / x³ up to 1/16.
const ARCTANGENT: [f64; 6] = [
    0.07601836584380736,
    -0.09090424391727987,
    0.11111109821886427,
    -0.14285714283953163,
    0.19999999999998855,
    -0.3333333333333333,
];

/// The row of the table next to a number from 1/16 to 1.
#[inline(always)]
fn arctangent_row(x: f64) -> [f64; 7] {
    const ROUND: f64 = 4_503_599_627_370_496.0;
    let row = (fma(x, 256.0, ROUND) - ROUND) as usize;
    let row = ARCTANGENTS.get(row.wrapping_sub(16));
    row.unwrap_or(&ARCTANGENTS[0]).map(f64::from_bits)
}

/// The angle between −π/2 and π/2 whose tangent is `x`.
#[inline(always)]
pub fn atan(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x + x;
    }
    if size < 1.0 / 16.0 {
        if size < 1.2904777690891933e-08 {
            return x;
        }
        let square = x * x;
        return fma(x * square, polynomial(square, ARCTANGENT), x);
    }
    let angle = if size < 1.0 {
        let [at, value, c2, c3, c4, c5, c6] = arctangent_row(size);
        let z = size - at;
        fma(z, polynomial(z, [c6, c5, c4, c3, c2]), value)
    } else if size < 16.0 {
        let (w, rest) = inverse(size);
        let [at, value, c2, c3, c4, c5, c6] = arctangent_row(w);
        let z = fma(rest, w, w - at);
        let series = less(HALF_PI_REST, z, polynomial(z, [c6, c5, c4, c3, c2]));
        series + (FRAC_PI_2 - value)
    } else if size < 5805361265115136.0 {
        let (w, rest) = inverse(size);
        let square = w * w;
        let series = w * square * polynomial(square, ARCTANGENT);
        let right = FRAC_PI_2 - w;
        let missing = (FRAC_PI_2 - right) - w;
        right + (missing + HALF_PI_REST - rest * w - series)
    } else {
        FRAC_PI_2
    };
    angle.copysign(x)
}

/// 1 / x and what that misses, relative to it.
#[inline(always)]
fn inverse(x: f64) -> (f64, f64) {
    let w = 1.0 / x;
    let product = x * w;
    (w, 1.0 - product - x.mul_add(w, -product))
}

/// The angle of the point `(x, y)`, between −π and π.
#[inline(always)]
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    if y.is_nan() {
        return y;
    }
    let (ax, ay) = (x.abs(), y.abs());
    let left = x.is_sign_negative();
    if y == 0.0 {
        return (if left { PI } else { 0.0 }).copysign(y);
    }
    let angle = if x == 0.0 || (ay.is_infinite() && ax.is_finite()) {
        FRAC_PI_2
    } else if ax.is_infinite() {
        match (ay.is_infinite(), left) {
            (true, true) => 3.0 * FRAC_PI_4,
            (true, false) => FRAC_PI_4,
            (false, true) => PI,
            (false, false) => 0.0,
        }
    } else {
        angle(ay, ax, left)
    };
    angle.copysign(y)
}

/// Of finite numbers.
#[inline(always)]
fn angle(ay: f64, ax: f64, left: bool) -> f64 {
    const FURTHEST: i32 = 57 << 20;
    let apart = (high(ay) & 0x7ff0_0000) as i32 - (high(ax) & 0x7ff0_0000) as i32;
    if apart >= FURTHEST {
        return FRAC_PI_2;
    }
    if apart <= -FURTHEST {
        return if left { PI } else { ay / ax };
    }
    let (ay, ax) = scaled(ay, ax);
    let (shorter, longer) = if ay < ax { (ay, ax) } else { (ax, ay) };
    let u = shorter / longer;
    let product = longer * u;
    let rest = ((shorter - product) - longer.mul_add(u, -product)) / longer;
    match left {
        false if ay < ax => from_zero(u, rest),
        false => from_multiple(FRAC_PI_2, HALF_PI_REST, u, rest, false),
        true if ax < ay => from_multiple(FRAC_PI_2, HALF_PI_REST, u, rest, true),
        true => from_multiple(PI, 2.0 * HALF_PI_REST, u, rest, false),
    }
}

/// Both brought away from the ends of the range.
#[inline(always)]
fn scaled(mut ay: f64, mut ax: f64) -> (f64, f64) {
    let (large, small) = (2f64.powi(500), 2f64.powi(-500));
    if ax < small || ay < small {
        ax *= large;
        ay *= large;
    }
    if ax > large || ay > large {
        ax *= small;
        ay *= small;
    }
    (ay, ax)
}

/// atan(u + rest)
#[inline(always)]
fn from_zero(u: f64, rest: f64) -> f64 {
    if u < 1.0 / 16.0 {
        let square = u * u;
        return u + fma(u * square, polynomial(square, ARCTANGENT), rest);
    }
    let [at, value, c2, c3, c4, c5, c6] = arctangent_row(u);
    let t = u - at;
    let v = t + rest;
    let v_rest = lost(t, rest, v);
    let series = v * v * polynomial(v, [c6, c5, c4, c3]);
    value + fma(v, c2, fma(v_rest, c2, series))
}

/// A multiple of π/2, more or less atan(u + rest).
#[inline(always)]
fn from_multiple(from: f64, from_rest: f64, u: f64, rest: f64, more: bool) -> f64 {
    if u < 1.0 / 16.0 {
        let square = u * u;
        let series = u * square * polynomial(square, ARCTANGENT);
        return if more {
            let t = from + u;
            t + (lost(from, u, t) + from_rest + rest + series)
        } else {
            let t = from - u;
            t + ((from - t) - u + from_rest - rest - series)
        };
    }
    let [at, value, c2, c3, c4, c5, c6] = arctangent_row(u);
    let v = (u - at) + rest;
    let series = polynomial(v, [c6, c5, c4, c3, c2]);
    if more {
        fma(series, v, from_rest) + (from + value)
    } else {
        less(from_rest, series, v) + (from - value)
    }
}
