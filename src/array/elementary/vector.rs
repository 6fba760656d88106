//! NumPy's own loops in single precision: `exp`, `log`, `sin` and `cos` of float32 arrays.
//!
//! For these NumPy does not call the platform's functions, and its results differ from theirs in the last digit.
//! The steps and constants are those of NumPy 2.4 for processors with AVX2 and FMA
//! (`loops_exponent_log.dispatch.c.src`, `loops_trigonometric.dispatch.cpp`, `npy_simd_data.h`).

use std::f32::consts::{FRAC_1_SQRT_2, LN_2, LOG2_E};

use super::single;
use crate::array::fused::fused;

/// Added and subtracted, it leaves the nearest integer.
const ROUND: f32 = 12_582_912.0;

/// Applies a function that fuses to each element.
#[inline(always)]
fn run(x: &[f32], out: &mut [f32], f: impl Fn(f32) -> f32) {
    fused(
        #[inline(always)]
        || {
            for (out, &x) in out.iter_mut().zip(x) {
                *out = f(x);
            }
        },
    );
}

/// A polynomial, highest power first.
#[inline(always)]
fn polynomial<const N: usize>(coefficients: [f32; N], x: f32) -> f32 {
    let mut sum = 0.0;
    for (i, &coefficient) in coefficients.iter().enumerate() {
        sum = match i {
            0 => coefficient,
            _ => f32::mul_add(sum, x, coefficient),
        };
    }
    sum
}

/// e to the power of each element.
pub fn exp(x: &[f32], out: &mut [f32]) {
    run(x, out, exp_of);
}

#[inline(always)]
fn exp_of(x: f32) -> f32 {
    const HIGHEST: f32 = 88.722_839_355_468_75;
    const LOWEST: f32 = -103.972_084_045_410_156_25;
    if x.is_nan() {
        return f32::NAN;
    }
    if x >= HIGHEST {
        return f32::INFINITY;
    }
    if x <= LOWEST {
        return 0.0;
    }
    let quadrant = (x * LOG2_E + ROUND) - ROUND;
    let x = quadrant.mul_add(-6.931_457_52e-1, x);
    let x = quadrant.mul_add(-1.428_606_77e-6, x);
    let above = polynomial(
        [
            5.082_762_527_590_693_718e-4,
            6.757_896_990_527_504_603e-3,
            5.114_512_081_637_298_353e-2,
            2.473_615_434_895_520_811e-1,
            7.257_664_613_233_124_478e-1,
            9.999_999_999_980_870_925e-1,
        ],
        x,
    );
    let below = polynomial(
        [
            2.159_509_375_685_829_852e-2,
            -2.742_335_390_411_667_453e-1,
            1.0,
        ],
        x,
    );
    times_power_of_two(above / below, quadrant)
}

/// `x · 2^exponent`, also where that is subnormal.
#[inline(always)]
fn times_power_of_two(x: f32, exponent: f32) -> f32 {
    const LEAST: f32 = -125.0;
    let shift = (exponent.max(LEAST) as i32) << 23;
    let scaled = f32::from_bits(x.to_bits().wrapping_add_signed(shift));
    if exponent > LEAST {
        return scaled;
    }
    let rest = (LEAST - exponent) as u32;
    scaled / (1u32 << rest.min(31)) as f32
}

/// The natural logarithm of each element.
pub fn log(x: &[f32], out: &mut [f32]) {
    run(x, out, log_of);
}

#[inline(always)]
fn log_of(x: f32) -> f32 {
    if x.is_nan() {
        return f32::NAN;
    }
    if x < 0.0 {
        return -f32::NAN;
    }
    if x == 0.0 {
        return f32::NEG_INFINITY;
    }
    if x.is_infinite() {
        return x;
    }
    let (exponent, mantissa) = exponent_and_mantissa(x);
    let (exponent, x) = if mantissa <= FRAC_1_SQRT_2 {
        (exponent - 1.0, mantissa + mantissa)
    } else {
        (exponent, mantissa)
    };
    let x = x - 1.0;
    let above = polynomial(
        [
            2.589_979_117_907_922_694e-2,
            3.808_837_741_388_407_921e-1,
            1.480_000_633_576_506_585,
            2.112_677_543_073_053_064,
            9.999_999_999_999_998_703e-1,
            0.0,
        ],
        x,
    );
    let below = polynomial(
        [
            5.875_095_403_124_574_343e-3,
            1.546_476_374_983_906_72e-1,
            9.864_942_958_519_418_96e-1,
            2.453_006_071_784_736_363,
            2.612_677_543_073_109_237,
            1.0,
        ],
        x,
    );
    exponent.mul_add(LN_2, above / below)
}

/// `x = mantissa · 2^exponent` with a mantissa from 0.5 to 1.
#[inline(always)]
fn exponent_and_mantissa(x: f32) -> (f32, f32) {
    const TWO_TO_100: f32 = 1.267_650_6e30;
    let (x, scaled_by) = if x < f32::MIN_POSITIVE {
        (x * TWO_TO_100, 100.0)
    } else {
        (x, 0.0)
    };
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 0x7e;
    let mantissa = f32::from_bits((bits & 0x7f_ffff) | (126 << 23));
    (exponent as f32 - scaled_by, mantissa)
}

/// The sine of each angle in radians.
pub fn sin(x: &[f32], out: &mut [f32]) {
    run(x, out, sin_of);
}

/// The cosine of each angle in radians.
pub fn cos(x: &[f32], out: &mut [f32]) {
    run(x, out, cos_of);
}

#[inline(always)]
fn sin_of(x: f32) -> f32 {
    // Beyond, the reduction loses its digits.
    const FURTHEST: f32 = 117_435.992;
    if x.abs() <= FURTHEST {
        sine_of_quadrant(x, 0)
    } else {
        single::sin(x)
    }
}

#[inline(always)]
fn cos_of(x: f32) -> f32 {
    const FURTHEST: f32 = 71_476.062_5;
    if x.abs() <= FURTHEST {
        sine_of_quadrant(x, 1)
    } else {
        single::cos(x)
    }
}

/// The sine of an angle some quadrants further on.
#[inline(always)]
fn sine_of_quadrant(x: f32, ahead: i32) -> f32 {
    let quadrant = (x * std::f32::consts::FRAC_2_PI + ROUND) - ROUND;
    // π/2 in three parts (Cody and Waite).
    let x = quadrant.mul_add(HALF_PI[0], x);
    let x = quadrant.mul_add(HALF_PI[1], x);
    let x = quadrant.mul_add(HALF_PI[2], x);
    let square = x * x;
    let quadrant = quadrant as i32 + ahead;
    let size = if quadrant & 1 == 0 {
        let cube = f32::mul_add(polynomial(SINE, square), square, 0.0);
        cube.mul_add(x, x)
    } else {
        polynomial(COSINE, square)
    };
    if quadrant & 2 == 0 { size } else { 0.0 - size }
}

const HALF_PI: [f32; 3] = [
    -1.570_796_012_878_418,
    -3.139_164_732_601_784_6e-7,
    -5.390_302_529_957_765e-15,
];

const SINE: [f32; 4] = [
    2.840_409_706_550_417_5e-6,
    -1.985_649_141_716_158_5e-4,
    8.333_397_097_885_609e-3,
    -1.666_666_716_337_204e-1,
];

const COSINE: [f32; 5] = [
    2.437_226_612_528_320_4e-5,
    -1.388_652_017_340_064e-3,
    4.166_661_947_965_622e-2,
    -0.5,
    1.0,
];
