//! Cube root and hypotenuse.

use crate::array::elementary::roots::POWERS;
use crate::array::elementary::{decompose, ldexp, power_of_two};

/// Cube root.
pub fn cbrt(x: f32) -> f32 {
    if x == 0.0 || !x.is_finite() {
        return x + x;
    }
    let (mantissa, exponent) = decompose(f64::from(x));
    let bits = 64 - mantissa.leading_zeros() as i32;
    let m = mantissa as f64 / power_of_two(bits);
    let exponent = exponent + bits;
    // The first guess and its cube are rounded to single precision.
    let u =
        0.492_659_620_528_969_547 + (0.697_570_460_207_922_770 - 0.191_502_161_678_719_066 * m) * m;
    let u = u as f32;
    let cube = f64::from(u * u * u);
    let power = usize::try_from(2 + exponent % 3).ok();
    let power = power.and_then(|at| POWERS.get(at)).copied();
    let root = f64::from(u) * (cube + 2.0 * m) / (2.0 * cube + m) * power.unwrap_or(1.0);
    (ldexp(f64::from(root as f32), i64::from(exponent / 3)) as f32).copysign(x)
}

/// √(x² + y²), with double precision inside.
pub fn hypot(x: f32, y: f32) -> f32 {
    if x.is_infinite() || y.is_infinite() {
        return f32::INFINITY;
    }
    let (x, y) = (f64::from(x), f64::from(y));
    (x * x + y * y).sqrt() as f32
}
