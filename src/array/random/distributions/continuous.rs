//! Continuous distributions, except those built on the gamma distribution.

use super::{standard_exponential, standard_normal};
use crate::array::elementary::{acos, cos, exp, expm1, log, log1p, pow};
use crate::array::random::BitGenerator;
use std::f64::consts::PI;

/// `lower + range · u`: `uniform(lower, lower + range)`.
pub fn uniform(g: &mut dyn BitGenerator, lower: f64, range: f64) -> f64 {
    lower + range * g.next_f64()
}

pub fn normal(g: &mut dyn BitGenerator, loc: f64, scale: f64) -> f64 {
    loc + scale * standard_normal(g)
}

pub fn lognormal(g: &mut dyn BitGenerator, mean: f64, sigma: f64) -> f64 {
    exp(normal(g, mean, sigma))
}

pub fn exponential(g: &mut dyn BitGenerator, scale: f64) -> f64 {
    scale * standard_exponential(g)
}

/// `standard_exponential(method='inv')`: by inversion instead of the ziggurat.
pub fn standard_exponential_inv(g: &mut dyn BitGenerator) -> f64 {
    -log1p(-g.next_f64())
}

/// The same in single precision; the logarithm itself is taken in double.
pub fn standard_exponential_inv_f32(g: &mut dyn BitGenerator) -> f32 {
    -log1p(-f64::from(g.next_f32())) as f32
}

pub fn standard_cauchy(g: &mut dyn BitGenerator) -> f64 {
    let numerator = standard_normal(g);
    numerator / standard_normal(g)
}

pub fn pareto(g: &mut dyn BitGenerator, a: f64) -> f64 {
    expm1(standard_exponential(g) / a)
}

/// With `a` zero the answer is zero and nothing is drawn.
pub fn weibull(g: &mut dyn BitGenerator, a: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    pow(standard_exponential(g), 1.0 / a)
}

pub fn power(g: &mut dyn BitGenerator, a: f64) -> f64 {
    pow(-expm1(-standard_exponential(g)), 1.0 / a)
}

pub fn rayleigh(g: &mut dyn BitGenerator, scale: f64) -> f64 {
    scale * (2.0 * standard_exponential(g)).sqrt()
}

pub fn laplace(g: &mut dyn BitGenerator, loc: f64, scale: f64) -> f64 {
    loop {
        let u = g.next_f64();
        if u >= 0.5 {
            return loc - scale * log(2.0 - u - u);
        }
        if u > 0.0 {
            return loc + scale * log(u + u);
        }
    }
}

pub fn gumbel(g: &mut dyn BitGenerator, loc: f64, scale: f64) -> f64 {
    loop {
        let u = 1.0 - g.next_f64();
        if u < 1.0 {
            return loc - scale * log(-log(u));
        }
    }
}

pub fn logistic(g: &mut dyn BitGenerator, loc: f64, scale: f64) -> f64 {
    loop {
        let u = g.next_f64();
        if u > 0.0 {
            return loc + scale * log(u / (1.0 - u));
        }
    }
}

pub fn wald(g: &mut dyn BitGenerator, mean: f64, scale: f64) -> f64 {
    let normal = standard_normal(g);
    let y = mean * normal * normal;
    let d = 1.0 + (1.0 + 4.0 * scale / y).sqrt();
    let x = mean * (1.0 - 2.0 / d);
    if g.next_f64() <= mean / (mean + x) {
        x
    } else {
        mean * mean / x
    }
}

pub fn triangular(g: &mut dyn BitGenerator, left: f64, mode: f64, right: f64) -> f64 {
    let base = right - left;
    let left_base = mode - left;
    let u = g.next_f64();
    if u <= left_base / base {
        left + (u * (left_base * base)).sqrt()
    } else {
        right - ((1.0 - u) * ((right - mode) * base)).sqrt()
    }
}

/// An angle in [−π, π] around `mu`; NaN for a `kappa` that is NaN.
pub fn vonmises(g: &mut dyn BitGenerator, mu: f64, kappa: f64) -> f64 {
    if kappa <= 1e6 {
        return vonmises_rejection(g, mu, kappa);
    }
    // So concentrated a distribution is a wrapped normal one.
    if kappa.is_nan() {
        return f64::NAN;
    }
    let angle = mu + (1.0 / kappa).sqrt() * standard_normal(g);
    let angle = if angle < -PI { angle + 2.0 * PI } else { angle };
    if angle > PI { angle - 2.0 * PI } else { angle }
}

/// D. J. Best and N. I. Fisher's rejection from a wrapped Cauchy distribution (1979); `RandomState`
/// uses it for every `kappa`.
pub(in crate::array::random) fn vonmises_rejection(
    g: &mut dyn BitGenerator,
    mu: f64,
    kappa: f64,
) -> f64 {
    if kappa < 1e-8 {
        return PI * (2.0 * g.next_f64() - 1.0);
    }
    let s = if kappa < 1e-5 {
        1.0 / kappa + kappa
    } else {
        let r = 1.0 + (1.0 + 4.0 * kappa * kappa).sqrt();
        let rho = (r - (2.0 * r).sqrt()) / (2.0 * kappa);
        (1.0 + rho * rho) / (2.0 * rho)
    };
    if s <= 1.0 || s.is_nan() {
        // So large a `kappa` leaves no float but the mean, and the loop below nothing to accept.
        return if kappa.is_nan() {
            f64::NAN
        } else {
            wrapped(mu)
        };
    }
    let w = loop {
        let z = cos(PI * g.next_f64());
        let w = (1.0 + s * z) / (s + z);
        let y = kappa * (s - w);
        let v = g.next_f64();
        if y * (2.0 - y) - v >= 0.0 || log(y / v) + 1.0 - y >= 0.0 {
            break w;
        }
    };
    let turn = if g.next_f64() < 0.5 {
        -acos(w)
    } else {
        acos(w)
    };
    wrapped(turn + mu)
}

/// The same angle in [−π, π].
fn wrapped(angle: f64) -> f64 {
    let size = (angle.abs() + PI) % (2.0 * PI) - PI;
    if angle < 0.0 { -size } else { size }
}
