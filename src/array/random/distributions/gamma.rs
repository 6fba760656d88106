//! The gamma distribution and what is made of gamma numbers.

use super::{
    poisson, standard_exponential, standard_exponential_f32, standard_normal, standard_normal_f32,
};
use crate::array::elementary::{exp, log, log1p, pow, single};
use crate::array::random::{BitGenerator, has_minus};

/// A gamma number of scale 1: Marsaglia and Tsang's method (2000) for shapes above 1, Ahrens and
/// Dieter's rejection below. NaN for a negative shape; NaN gives NaN too, and
/// draws as NumPy does.
pub fn standard_gamma(g: &mut dyn BitGenerator, shape: f64) -> f64 {
    if shape == 1.0 {
        standard_exponential(g)
    } else if shape == 0.0 {
        0.0
    } else if shape < 0.0 {
        f64::NAN
    } else if shape < 1.0 {
        gamma_below_one(g, shape)
    } else {
        gamma_above_one(g, shape)
    }
}

fn gamma_below_one(g: &mut dyn BitGenerator, shape: f64) -> f64 {
    loop {
        let u = g.next_f64();
        let v = standard_exponential(g);
        if u <= 1.0 - shape {
            let x = pow(u, 1.0 / shape);
            if x <= v {
                return x;
            }
        } else {
            let y = -log((1.0 - u) / shape);
            let x = pow(1.0 - shape + shape * y, 1.0 / shape);
            if x <= v + y {
                return x;
            }
        }
    }
}

fn gamma_above_one(g: &mut dyn BitGenerator, shape: f64) -> f64 {
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let x = standard_normal(g);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = g.next_f64();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) {
            return b * v;
        }
        if log(u) < 0.5 * x * x + b * (1.0 - v + log(v)) {
            return b * v;
        }
    }
}

/// [`standard_gamma`] in single precision, a stream of its own.
pub fn standard_gamma_f32(g: &mut dyn BitGenerator, shape: f32) -> f32 {
    if shape == 1.0 {
        standard_exponential_f32(g)
    } else if shape == 0.0 {
        0.0
    } else if shape < 0.0 {
        f32::NAN
    } else if shape < 1.0 {
        gamma_below_one_f32(g, shape)
    } else {
        gamma_above_one_f32(g, shape)
    }
}

fn gamma_below_one_f32(g: &mut dyn BitGenerator, shape: f32) -> f32 {
    loop {
        let u = g.next_f32();
        let v = standard_exponential_f32(g);
        if u <= 1.0 - shape {
            let x = single::pow(u, 1.0 / shape);
            if x <= v {
                return x;
            }
        } else {
            let y = -single::log((1.0 - u) / shape);
            let x = single::pow(1.0 - shape + shape * y, 1.0 / shape);
            if x <= v + y {
                return x;
            }
        }
    }
}

fn gamma_above_one_f32(g: &mut dyn BitGenerator, shape: f32) -> f32 {
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let x = standard_normal_f32(g);
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        let u = g.next_f32();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) {
            return b * v;
        }
        if single::log(u) < 0.5 * x * x + b * (1.0 - v + single::log(v)) {
            return b * v;
        }
    }
}

pub fn gamma(g: &mut dyn BitGenerator, shape: f64, scale: f64) -> f64 {
    scale * standard_gamma(g, shape)
}

pub fn chisquare(g: &mut dyn BitGenerator, df: f64) -> f64 {
    2.0 * standard_gamma(g, df / 2.0)
}

pub fn noncentral_chisquare(g: &mut dyn BitGenerator, df: f64, nonc: f64) -> f64 {
    if nonc.is_nan() {
        return f64::NAN;
    }
    if nonc == 0.0 {
        return chisquare(g, df);
    }
    if 1.0 < df {
        let central = chisquare(g, df - 1.0);
        let n = standard_normal(g) + nonc.sqrt();
        return central + n * n;
    }
    let i = poisson(g, nonc / 2.0);
    chisquare(g, df + i.wrapping_mul(2) as f64)
}

pub fn f(g: &mut dyn BitGenerator, dfnum: f64, dfden: f64) -> f64 {
    let numerator = chisquare(g, dfnum) * dfden;
    numerator / (chisquare(g, dfden) * dfnum)
}

pub fn noncentral_f(g: &mut dyn BitGenerator, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let numerator = noncentral_chisquare(g, dfnum, nonc) * dfden;
    numerator / (chisquare(g, dfden) * dfnum)
}

pub fn standard_t(g: &mut dyn BitGenerator, df: f64) -> f64 {
    let numerator = standard_normal(g);
    let denominator = standard_gamma(g, df / 2.0);
    (df / 2.0).sqrt() * numerator / denominator.sqrt()
}

/// Below this both parameters leave nothing but zeros and ones.
const BETA_TINY: f64 = 3e-103;

/// Jöhnk's method where both parameters are at most 1, else a quotient of gamma numbers. NaN for a
/// parameter with a minus sign.
pub fn beta(g: &mut dyn BitGenerator, a: f64, b: f64) -> f64 {
    if has_minus(a) || has_minus(b) {
        return f64::NAN;
    }
    if !(a <= 1.0 && b <= 1.0) {
        let first = standard_gamma(g, a);
        return first / (first + standard_gamma(g, b));
    }
    if a < BETA_TINY && b < BETA_TINY {
        return f64::from((a + b) * g.next_f64() < a);
    }
    loop {
        let (u, v) = (g.next_f64(), g.next_f64());
        let (x, y) = (pow(u, 1.0 / a), pow(v, 1.0 / b));
        if !(x + y <= 1.0 && u + v > 0.0) {
            continue;
        }
        if x > 0.0 && y > 0.0 {
            return x / (x + y);
        }
        // A power was too small for a float; its logarithm is not.
        let delta = log(u) / a - log(v) / b;
        return if delta > 0.0 {
            exp(-log1p(exp(-delta)))
        } else {
            exp(delta - log1p(exp(delta)))
        };
    }
}
