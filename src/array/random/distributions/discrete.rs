//! Distributions over whole numbers, except the binomial and the hypergeometric one.

use super::{gamma, standard_exponential};
use crate::array::elementary::{exp, expm1, log, log1p, pow};
use crate::array::random::{BitGenerator, whole};

/// The largest mean that NumPy lets `Generator.poisson` have; `RandomState` allows the same.
pub const POISSON_LAM_MAX: f64 = 9.223372006484771e18;

/// From here on a Zipf number is 1 but for a chance below 3e-309, and powers overflow.
const ZIPF_ONE: f64 = 1025.0;

pub fn poisson(g: &mut dyn BitGenerator, lam: f64) -> i64 {
    if lam >= 10.0 {
        poisson_transformed(g, lam)
    } else if lam == 0.0 {
        0
    } else {
        poisson_product(g, lam)
    }
}

/// Counts how many uniform numbers can be multiplied before the product is below exp(−lam).
fn poisson_product(g: &mut dyn BitGenerator, lam: f64) -> i64 {
    let limit = exp(-lam);
    let mut product = 1.0;
    let mut count = 0;
    loop {
        product *= g.next_f64();
        if product <= limit || limit.is_nan() {
            return count;
        }
        count += 1;
    }
}

/// W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993).
fn poisson_transformed(g: &mut dyn BitGenerator, lam: f64) -> i64 {
    let root = lam.sqrt();
    let log_lam = log(lam);
    let b = 0.931 + 2.53 * root;
    let a = -0.059 + 0.02483 * b;
    let inv_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = g.next_f64() - 0.5;
        let v = g.next_f64();
        let us = 0.5 - u.abs();
        let k = whole(((2.0 * a / us + b) * u + lam + 0.43).floor());
        if us >= 0.07 && v <= v_r {
            return k;
        }
        if k < 0 || (us < 0.013 && v > us) {
            continue;
        }
        let left = log(v) + log(inv_alpha) - log(a / (us * us) + b);
        if left <= -lam + k as f64 * log_lam - log_gamma(k as f64 + 1.0) {
            return k;
        }
    }
}

/// The logarithm of the gamma function, as precise as the samplers need.
///
/// Source: S. Zhang and J. Jin, "Computation of Special Functions" (1996).
pub fn log_gamma(x: f64) -> f64 {
    const SERIES: [f64; 9] = [
        8.333333333333333e-02,
        -2.777777777777778e-03,
        7.936507936507937e-04,
        -5.952380952380952e-04,
        8.417508417508418e-04,
        -1.917526917526918e-03,
        6.41025641025641e-03,
        -2.955065359477124e-02,
        1.796443723688307e-01,
    ];
    const HALF_LOG_2PI: f64 = 0.5 * 1.8378770664093453;
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let steps = if x < 7.0 {
        whole(7.0 - x).clamp(0, 7)
    } else {
        0
    };
    let mut x0 = x + steps as f64;
    let inverse_square = (1.0 / x0) * (1.0 / x0);
    let mut sum = -1.3924322169059;
    for term in SERIES.iter().rev() {
        sum = sum * inverse_square + term;
    }
    let mut value = sum / x0 + HALF_LOG_2PI + (x0 - 0.5) * log(x0) - x0;
    for _ in 0..steps {
        value -= log(x0 - 1.0);
        x0 -= 1.0;
    }
    value
}

pub fn negative_binomial(g: &mut dyn BitGenerator, n: f64, p: f64) -> i64 {
    let lam = gamma(g, n, (1.0 - p) / p);
    poisson(g, lam)
}

pub fn geometric(g: &mut dyn BitGenerator, p: f64) -> i64 {
    if p >= 0.333_333_333_333_333_3 {
        return geometric_search(g, p);
    }
    let z = (-standard_exponential(g) / log1p(-p)).ceil();
    if z >= 9.223372036854776e18 {
        i64::MAX
    } else {
        whole(z)
    }
}

/// Adds up probabilities until they pass a uniform number.
pub(in crate::array::random) fn geometric_search(g: &mut dyn BitGenerator, p: f64) -> i64 {
    let u = g.next_f64();
    let (mut sum, mut term, mut count) = (p, p, 1);
    while u > sum {
        term *= 1.0 - p;
        // Terms that no longer add anything would never reach `u`.
        if sum + term == sum {
            break;
        }
        sum += term;
        count += 1;
    }
    count
}

pub fn zipf(g: &mut dyn BitGenerator, a: f64) -> i64 {
    let least = pow(i64::MAX as f64, -(a - 1.0));
    zipf_rejection(g, a, |u| u * least + (1.0 - u))
}

/// L. Devroye's rejection (1986). `spread` brings a uniform number into the interval from which
/// the candidate is made.
///
/// Without a finite mean to speak of (`a` so near 1 that 2^(a−1) is 1) all mass lies beyond the
/// largest integer, which is then the answer.
pub(in crate::array::random) fn zipf_rejection(
    g: &mut dyn BitGenerator,
    a: f64,
    spread: impl Fn(f64) -> f64,
) -> i64 {
    if a >= ZIPF_ONE {
        return 1;
    }
    let exponent = a - 1.0;
    let b = pow(2.0, exponent);
    if b <= 1.0 || b.is_nan() {
        return i64::MAX;
    }
    for _ in 0..PATIENCE {
        let u = spread(g.next_f64());
        let v = g.next_f64();
        let x = pow(u, -1.0 / exponent).floor();
        // This also rejects what no integer can hold.
        if x > i64::MAX as f64 || x < 1.0 {
            continue;
        }
        let t = pow(1.0 + 1.0 / x, exponent);
        if v * x * (t - 1.0) / (b - 1.0) <= t / b {
            return whole(x);
        }
    }
    i64::MAX
}

/// How many candidates a sampler tries whose parameters may leave it none to accept.
pub(in crate::array::random) const PATIENCE: u32 = 1_000_000;

pub fn logseries(g: &mut dyn BitGenerator, p: f64) -> i64 {
    let r = log1p(-p);
    logseries_rejection(g, p, |u| -expm1(r * u))
}

/// A. W. Kemp's method (1981); `quantile` is 1 − (1 − p)^u. From p = 1 on there is no distribution,
/// and the answer is the largest integer.
pub(in crate::array::random) fn logseries_rejection(
    g: &mut dyn BitGenerator,
    p: f64,
    quantile: impl Fn(f64) -> f64,
) -> i64 {
    if p >= 1.0 {
        return i64::MAX;
    }
    loop {
        let v = g.next_f64();
        if v >= p {
            return 1;
        }
        let q = quantile(g.next_f64());
        if v <= q * q {
            let result = whole((1.0 + log(v) / log(q)).floor());
            if result >= 1 && v != 0.0 {
                return result;
            }
        } else if v >= q {
            return 1;
        } else {
            return 2;
        }
    }
}
