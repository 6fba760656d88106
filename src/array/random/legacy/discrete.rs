//! Distributions of `RandomState` over whole numbers.

use super::Legacy;
use crate::array::elementary::{exp, log, log1p};
use crate::array::random::distributions::{
    D1, D2, PATIENCE, geometric_search, log_gamma, logseries_rejection, poisson, zipf_rejection,
};
use crate::array::random::whole;

impl Legacy<'_> {
    /// As `Generator` draws it.
    pub fn poisson(&mut self, lam: f64) -> i64 {
        poisson(self.generator, lam)
    }

    pub fn negative_binomial(&mut self, n: f64, p: f64) -> i64 {
        let lam = self.gamma(n, (1.0 - p) / p);
        poisson(self.generator, lam)
    }

    pub fn geometric(&mut self, p: f64) -> i64 {
        if p >= 0.333_333_333_333_333_3 {
            return geometric_search(self.generator, p);
        }
        whole((log1p(-self.next_f64()) / log(1.0 - p)).ceil())
    }

    pub fn zipf(&mut self, a: f64) -> i64 {
        zipf_rejection(self.generator, a, |u| 1.0 - u)
    }

    pub fn logseries(&mut self, p: f64) -> i64 {
        let r = log(1.0 - p);
        logseries_rejection(self.generator, p, |u| 1.0 - exp(r * u))
    }

    /// How many of `sample` draws from `good + bad` things are good. Negative numbers, and a
    /// sample beyond the whole, count as nothing drawn.
    pub fn hypergeometric(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        let Some(total) = good.checked_add(bad) else {
            return 0;
        };
        if good < 0 || bad < 0 || sample <= 0 || sample > total {
            0
        } else if sample > 10 {
            self.ratio_of_uniforms(good, bad, sample)
        } else {
            self.one_by_one(good, bad, sample)
        }
    }

    fn one_by_one(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        let others = bad + good - sample;
        let fewer = bad.min(good) as f64;
        let mut left = fewer;
        for k in (1..=sample).rev() {
            if !(left > 0.0) {
                break;
            }
            let u = self.next_f64();
            left -= (u + left / (others + k) as f64).floor();
        }
        let drawn = whole(fewer - left);
        if good > bad { sample - drawn } else { drawn }
    }

    /// E. Stadlober's HRUA with the logarithm of the gamma function.
    fn ratio_of_uniforms(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        let total = good + bad;
        let (fewer, more) = (good.min(bad), good.max(bad));
        let m = sample.min(total - sample);
        let p = fewer as f64 / total as f64;
        let d6 = m as f64 * p + 0.5;
        let variance = (total - m) as f64 * sample as f64 * p * (1.0 - p) / (total - 1) as f64;
        let d7 = (variance + 0.5).sqrt();
        let d8 = D1 * d7 + D2;
        let mode =
            whole(((m + 1) as f64 * (fewer + 1) as f64 / total.wrapping_add(2) as f64).floor());
        let log_factorial = |k: i64| log_gamma(k.wrapping_add(1) as f64);
        let weight = |k: i64| {
            log_factorial(k)
                + log_factorial(fewer - k)
                + log_factorial(m - k)
                + log_factorial(more - m + k)
        };
        let at_mode = weight(mode);
        let bound = (m.min(fewer) as f64 + 1.0).min((d6 + 16.0 * d7).floor());
        let mut k = mode;
        for _ in 0..PATIENCE {
            let x = self.next_f64();
            let y = self.next_f64();
            let w = d6 + d8 * (y - 0.5) / x;
            if !(w >= 0.0 && w < bound) {
                continue;
            }
            k = whole(w.floor());
            let t = at_mode - weight(k);
            if x * (4.0 - x) - 3.0 <= t {
                break;
            }
            if x * (x - t) >= 1.0 {
                continue;
            }
            if 2.0 * log(x) <= t {
                break;
            }
        }
        let k = if good > bad { m - k } else { k };
        if m < sample { good - k } else { k }
    }
}
