//! Continuous distributions of `RandomState`.

use super::Legacy;
use crate::array::elementary::{exp, log, log1p, pow};
use crate::array::random::distributions::{self, poisson, vonmises_rejection};
use crate::array::random::has_minus;

impl Legacy<'_> {
    pub fn normal(&mut self, loc: f64, scale: f64) -> f64 {
        loc + scale * self.standard_normal()
    }

    pub fn lognormal(&mut self, mean: f64, sigma: f64) -> f64 {
        exp(self.normal(mean, sigma))
    }

    pub fn standard_exponential(&mut self) -> f64 {
        -log(1.0 - self.next_f64())
    }

    pub fn exponential(&mut self, scale: f64) -> f64 {
        scale * self.standard_exponential()
    }

    /// NaN for a negative shape; NaN gives NaN too, and draws as NumPy does.
    pub fn standard_gamma(&mut self, shape: f64) -> f64 {
        if shape == 1.0 {
            self.standard_exponential()
        } else if shape == 0.0 {
            0.0
        } else if shape < 0.0 {
            f64::NAN
        } else if shape < 1.0 {
            self.gamma_below_one(shape)
        } else {
            self.gamma_above_one(shape)
        }
    }

    fn gamma_below_one(&mut self, shape: f64) -> f64 {
        loop {
            let u = self.next_f64();
            let v = self.standard_exponential();
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

    fn gamma_above_one(&mut self, shape: f64) -> f64 {
        let b = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * b).sqrt();
        loop {
            let x = self.standard_normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            let u = self.next_f64();
            if u < 1.0 - 0.0331 * (x * x) * (x * x) {
                return b * v;
            }
            if log(u) < 0.5 * x * x + b * (1.0 - v + log(v)) {
                return b * v;
            }
        }
    }

    pub fn gamma(&mut self, shape: f64, scale: f64) -> f64 {
        scale * self.standard_gamma(shape)
    }

    pub fn chisquare(&mut self, df: f64) -> f64 {
        2.0 * self.standard_gamma(df / 2.0)
    }

    pub fn noncentral_chisquare(&mut self, df: f64, nonc: f64) -> f64 {
        if nonc == 0.0 {
            return self.chisquare(df);
        }
        if 1.0 < df {
            let central = self.chisquare(df - 1.0);
            let n = self.standard_normal() + nonc.sqrt();
            return central + n * n;
        }
        let i = poisson(self.generator, nonc / 2.0);
        let drawn = self.chisquare(df + i.wrapping_mul(2) as f64);
        if nonc.is_nan() { f64::NAN } else { drawn }
    }

    pub fn f(&mut self, dfnum: f64, dfden: f64) -> f64 {
        let numerator = self.chisquare(dfnum) * dfden;
        numerator / (self.chisquare(dfden) * dfnum)
    }

    pub fn noncentral_f(&mut self, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
        let numerator = self.noncentral_chisquare(dfnum, nonc) * dfden;
        numerator / (self.chisquare(dfden) * dfnum)
    }

    pub fn standard_t(&mut self, df: f64) -> f64 {
        let numerator = self.standard_normal();
        let denominator = self.standard_gamma(df / 2.0);
        (df / 2.0).sqrt() * numerator / denominator.sqrt()
    }

    /// NaN for a parameter with a minus sign.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        if has_minus(a) || has_minus(b) {
            return f64::NAN;
        }
        if !(a <= 1.0 && b <= 1.0) {
            let first = self.standard_gamma(a);
            return first / (first + self.standard_gamma(b));
        }
        loop {
            let (u, v) = (self.next_f64(), self.next_f64());
            let (x, y) = (pow(u, 1.0 / a), pow(v, 1.0 / b));
            if !(x + y <= 1.0) {
                continue;
            }
            if x + y > 0.0 {
                return x / (x + y);
            }
            // Both powers were too small for a float; their logarithms are not.
            let (log_x, log_y) = (log(u) / a, log(v) / b);
            let larger = if log_x > log_y { log_x } else { log_y };
            let (log_x, log_y) = (log_x - larger, log_y - larger);
            return exp(log_x - log(exp(log_x) + exp(log_y)));
        }
    }

    pub fn standard_cauchy(&mut self) -> f64 {
        let numerator = self.standard_normal();
        numerator / self.standard_normal()
    }

    pub fn pareto(&mut self, a: f64) -> f64 {
        exp(self.standard_exponential() / a) - 1.0
    }

    /// With `a` zero the answer is zero and nothing is drawn.
    pub fn weibull(&mut self, a: f64) -> f64 {
        if a == 0.0 {
            return 0.0;
        }
        pow(self.standard_exponential(), 1.0 / a)
    }

    pub fn power(&mut self, a: f64) -> f64 {
        pow(1.0 - exp(-self.standard_exponential()), 1.0 / a)
    }

    pub fn rayleigh(&mut self, scale: f64) -> f64 {
        scale * (-2.0 * log1p(-self.next_f64())).sqrt()
    }

    pub fn wald(&mut self, mean: f64, scale: f64) -> f64 {
        let ratio = mean / (2.0 * scale);
        let normal = self.standard_normal();
        let y = mean * normal * normal;
        let x = mean + ratio * (y - (4.0 * scale * y + y * y).sqrt());
        if self.next_f64() <= mean / (mean + x) {
            x
        } else {
            mean * mean / x
        }
    }

    pub fn vonmises(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa.is_nan() {
            return f64::NAN;
        }
        vonmises_rejection(self.generator, mu, kappa)
    }

    /// As `Generator` draws it, and so are the next four.
    pub fn uniform(&mut self, lower: f64, range: f64) -> f64 {
        distributions::uniform(self.generator, lower, range)
    }

    pub fn laplace(&mut self, loc: f64, scale: f64) -> f64 {
        distributions::laplace(self.generator, loc, scale)
    }

    pub fn gumbel(&mut self, loc: f64, scale: f64) -> f64 {
        distributions::gumbel(self.generator, loc, scale)
    }

    pub fn logistic(&mut self, loc: f64, scale: f64) -> f64 {
        distributions::logistic(self.generator, loc, scale)
    }

    pub fn triangular(&mut self, left: f64, mode: f64, right: f64) -> f64 {
        distributions::triangular(self.generator, left, mode, right)
    }
}
