//! Cube root and hypotenuse. The reference fuses no steps here.

use super::{decompose, ldexp, power_of_two};

/// 2^(k/3) for k from -2 to 2.
pub const POWERS: [f64; 5] = [
    0.6299605249474365,
    0.7937005259840997,
    1.0,
    1.2599210498948732,
    1.5874010519681996,
];

/// The polynomial that begins the cube root of a mantissa.
const CBRT: [f64; 7] = [
    0.35489576504391984,
    1.508191937815849,
    -2.114994941673713,
    2.4469312256353444,
    -1.8346927748361308,
    0.7849323449766392,
    -0.14526389938548637,
];

/// Cube root.
pub fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x + x;
    }
    let (mantissa, exponent) = decompose(x);
    let bits = 64 - mantissa.leading_zeros() as i32;
    let m = mantissa as f64 / power_of_two(bits);
    let exponent = exponent + bits;
    let u = CBRT.iter().rev().fold(0.0, |sum, c| sum * m + c);
    let cube = u * u * u;
    let power = usize::try_from(2 + exponent % 3).ok();
    let power = power.and_then(|at| POWERS.get(at)).copied().unwrap_or(1.0);
    let root = u * (cube + 2.0 * m) / (2.0 * cube + m) * power;
    ldexp(root, i64::from(exponent / 3)).copysign(x)
}

/// √(x² + y²) without overflow on the way, by the algorithm of C. F. Borges (2019) that glibc has since 2.35.
pub fn hypot(x: f64, y: f64) -> f64 {
    /// From here on squares may overflow.
    const LARGE: f64 = 6.703903964971299e153;
    /// Below, they lose digits.
    const TINY: f64 = 6.717876107567089e-139;
    if !x.is_finite() || !y.is_finite() {
        return if x.is_infinite() || y.is_infinite() {
            f64::INFINITY
        } else {
            x + y
        };
    }
    let (x, y) = (x.abs(), y.abs());
    let (longer, shorter) = if x < y { (y, x) } else { (x, y) };
    // What is so short adds nothing but a rounding.
    if shorter * 2f64.powi(54) <= longer {
        return longer + shorter;
    }
    let scale = 2f64.powi(600);
    if longer > LARGE {
        corrected(longer / scale, shorter / scale) * scale
    } else if shorter < TINY {
        corrected(longer * scale, shorter * scale) / scale
    } else {
        corrected(longer, shorter)
    }
}

/// The root of the sum of squares, less its error by the derivative.
fn corrected(longer: f64, shorter: f64) -> f64 {
    let h = (longer * longer + shorter * shorter).sqrt();
    let (t1, t2) = if h <= 2.0 * shorter {
        let delta = h - shorter;
        (
            longer * (2.0 * delta - longer),
            (delta - 2.0 * (longer - shorter)) * delta,
        )
    } else {
        let delta = h - longer;
        (
            2.0 * delta * (longer - 2.0 * shorter),
            (4.0 * delta - shorter) * shorter + delta * delta,
        )
    };
    h - (t1 + t2) / (2.0 * h)
}
