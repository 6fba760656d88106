//! The gamma function by Lanczos' approximation with g = 6.0246800… and thirteen terms, as CPython's `mathmodule.c` has
//! it from Boost.

use std::f64::consts::PI;

use crate::array::elementary::{exp, log, pow, sin};

const G_MINUS_HALF: f64 = 5.524680040776729583740234375;

/// The thirteen terms' numerator …
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];

/// … and denominator: the coefficients of x(x+1)…(x+11).
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    if x < 5.0 {
        for (a, b) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            top = top * x + a;
            bottom = bottom * x + b;
        }
    } else {
        for (a, b) in NUMERATOR.iter().zip(&DENOMINATOR) {
            top = top / x + a;
            bottom = bottom / x + b;
        }
    }
    top / bottom
}

/// sin(πx), exact at multiples of a half.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let n = (2.0 * y).round() as i64;
    let r = match n {
        0 => sin(PI * y),
        1 => crate::array::elementary::cos(PI * (y - 0.5)),
        // Written with its argument turned round, so that sin(π) comes out as 0.
        2 => sin(PI * (1.0 - y)),
        3 => -crate::array::elementary::cos(PI * (y - 1.5)),
        _ => sin(PI * (y - 2.0)),
    };
    1f64.copysign(x) * r
}

/// Γ(x); `None` at its poles.
pub fn gamma(x: f64) -> Option<f64> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Some(x) } else { None };
    }
    if x == 0.0 {
        return None;
    }
    if x == x.floor() {
        if x < 0.0 {
            return None;
        }
        if x <= 23.0 {
            return Some((1..x as u64).map(|i| i as f64).product());
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return Some(1.0 / x);
    }
    if size > 200.0 {
        return Some(if x < 0.0 {
            0.0 / sin_pi(x)
        } else {
            f64::INFINITY
        });
    }
    Some(gamma_by_lanczos(x, size))
}

fn gamma_by_lanczos(x: f64, size: f64) -> f64 {
    let y = size + G_MINUS_HALF;
    // The rounding error of y, put back at the end.
    let z = if size > G_MINUS_HALF {
        let q = y - size;
        q - G_MINUS_HALF
    } else {
        let q = y - G_MINUS_HALF;
        q - size
    };
    let z = z * 6.024680040776729583740234375 / y;
    if x < 0.0 {
        let mut r = -PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        r -= z * r;
        if size < 140.0 {
            r / pow(y, size - 0.5)
        } else {
            let root = pow(y, size / 2.0 - 0.25);
            r / root / root
        }
    } else {
        let mut r = lanczos_sum(size) / exp(y);
        r += z * r;
        if size < 140.0 {
            r * pow(y, size - 0.5)
        } else {
            let root = pow(y, size / 2.0 - 0.25);
            r * root * root
        }
    }
}

/// ln |Γ(x)|; `None` at its poles.
pub fn lgamma(x: f64) -> Option<f64> {
    if !x.is_finite() {
        return Some(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { None } else { Some(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Some(-log(size));
    }
    let mut r = log(lanczos_sum(size)) - 6.024680040776729583740234375;
    r += (size - 0.5) * (log(size + 6.024680040776729583740234375 - 0.5) - 1.0);
    if x < 0.0 {
        r = log(PI) - log(sin_pi(size).abs()) - log(size) - r;
    }
    Some(r)
}
