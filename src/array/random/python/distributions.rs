//! The distributions of Python's `random`.

use super::PythonRandom;
use crate::array::elementary::{acos, cos, exp, log, pow, sin};
use std::f64::consts::{E, PI, TAU};

/// How many candidates Cheng's method tries: it takes more than half of them, unless `alpha` is infinite.
const PATIENCE: u32 = 10_000;

impl PythonRandom {
    pub fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// A `mode` of `None` is the middle; with `low` equal to `high` that value is the answer.
    pub fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let u = self.random();
        let c = match mode {
            None => 0.5,
            Some(_) if high - low == 0.0 => return low,
            Some(mode) => (mode - low) / (high - low),
        };
        if u > c {
            high + (low - high) * ((1.0 - u) * (1.0 - c)).sqrt()
        } else {
            low + (high - low) * (u * c).sqrt()
        }
    }

    /// A. J. Kinderman and J. F. Monahan's ratio of uniforms (1977).
    pub fn normalvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        let magic = 4.0 * exp(-0.5) / 2.0_f64.sqrt();
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = magic * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -log(u2) {
                return mu + z * sigma;
            }
        }
    }

    /// G. E. P. Box and M. E. Muller's method (1958), which makes two at a time.
    pub fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let z = self.gauss_next.take().unwrap_or_else(|| {
            let angle = self.random() * TAU;
            let radius = (-2.0 * log(1.0 - self.random())).sqrt();
            self.gauss_next = Some(sin(angle) * radius);
            cos(angle) * radius
        });
        mu + z * sigma
    }

    pub fn lognormvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        exp(self.normalvariate(mu, sigma))
    }

    /// `lambd` is one over the mean; Python raises ZeroDivisionError where it is zero.
    pub fn expovariate(&mut self, lambd: f64) -> f64 {
        -log(1.0 - self.random()) / lambd
    }

    pub fn vonmisesvariate(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa <= 1e-6 {
            return TAU * self.random();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        if r.is_nan() {
            return f64::NAN;
        }
        let z = loop {
            let z = cos(PI * self.random());
            let d = z / (r + z);
            let u2 = self.random();
            if u2 < 1.0 - d * d || u2 <= (1.0 - d) * exp(d) {
                break z;
            }
        };
        let q = 1.0 / r;
        let f = (q + z) / (1.0 + q * z);
        let turn = if self.random() > 0.5 {
            acos(f)
        } else {
            -acos(f)
        };
        python_remainder(mu + turn, TAU)
    }

    /// Python asks for both parameters above 0; NaN where one is not.
    pub fn gammavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        if alpha > 1.0 {
            self.gamma_above_one(alpha) * beta
        } else if alpha == 1.0 {
            -log(1.0 - self.random()) * beta
        } else if alpha > 0.0 {
            self.gamma_below_one(alpha) * beta
        } else {
            f64::NAN
        }
    }

    /// R. C. H. Cheng's method (1977).
    fn gamma_above_one(&mut self, alpha: f64) -> f64 {
        let inverse = (2.0 * alpha - 1.0).sqrt();
        let b = alpha - log(4.0);
        let c = alpha + inverse;
        let magic = 1.0 + log(4.5);
        for _ in 0..PATIENCE {
            let u1 = self.random();
            if !(1e-7 < u1 && u1 < 0.999_999_9) {
                continue;
            }
            let u2 = 1.0 - self.random();
            let v = log(u1 / (1.0 - u1)) / inverse;
            let x = alpha * exp(v);
            let z = u1 * u1 * u2;
            let r = b + c * v - x;
            if r + magic - 4.5 * z >= 0.0 || r >= log(z) {
                return x;
            }
        }
        f64::NAN
    }

    /// J. H. Ahrens and U. Dieter's method (1974).
    fn gamma_below_one(&mut self, alpha: f64) -> f64 {
        loop {
            let b = (E + alpha) / E;
            let p = b * self.random();
            let x = if p <= 1.0 {
                pow(p, 1.0 / alpha)
            } else {
                -log((b - p) / alpha)
            };
            let u1 = self.random();
            let accepted = if p > 1.0 {
                u1 <= pow(x, alpha - 1.0)
            } else {
                u1 <= exp(-x)
            };
            if accepted {
                return x;
            }
        }
    }

    pub fn betavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let y = self.gammavariate(alpha, 1.0);
        if y == 0.0 {
            return 0.0;
        }
        y / (y + self.gammavariate(beta, 1.0))
    }

    pub fn paretovariate(&mut self, alpha: f64) -> f64 {
        let u = 1.0 - self.random();
        pow(u, -1.0 / alpha)
    }

    pub fn weibullvariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let u = 1.0 - self.random();
        alpha * pow(-log(u), 1.0 / beta)
    }
}

/// Python's `%` of floats: the result has the sign of the divisor.
fn python_remainder(x: f64, y: f64) -> f64 {
    let rest = x % y;
    if rest != 0.0 && (rest < 0.0) != (y < 0.0) {
        rest + y
    } else {
        rest
    }
}
