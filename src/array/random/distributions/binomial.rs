//! The binomial distribution.

use crate::array::elementary::{exp, log, log1p};
use crate::array::random::{BitGenerator, whole};

/// How a sampler by inversion finds the probability of zero: the last digit differs between
/// `Generator` and `RandomState`, and so may the draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inversion {
    /// (1 − p)ⁿ through `log1p(−p)`: `Generator`.
    Log1p,
    /// Through `log(1 − p)`: `RandomState`.
    Log,
}

/// A binomial distribution, prepared once for any number of draws.
///
/// `n` below zero counts as zero; `p` should lie in [0, 1].
#[derive(Clone, Debug)]
pub struct Binomial {
    n: i64,
    /// Whether failures are counted, because they are the rarer.
    flipped: bool,
    method: Method,
}

#[derive(Clone, Debug)]
enum Method {
    /// No draw at all: the answer is zero.
    Zero,
    Inversion(InversionSetup),
    Btpe(Box<Btpe>),
}

impl Binomial {
    /// The distribution as `Generator` draws it.
    pub fn new(n: i64, p: f64) -> Self {
        let n = n.max(0);
        if n == 0 || p == 0.0 {
            return Self {
                n,
                flipped: false,
                method: Method::Zero,
            };
        }
        Self::prepared(n, p, Inversion::Log1p)
    }

    /// The distribution as `RandomState` draws it: zero trials use up a random number too.
    pub fn legacy(n: i64, p: f64) -> Self {
        Self::prepared(n.max(0), p, Inversion::Log)
    }

    fn prepared(n: i64, p: f64, inversion: Inversion) -> Self {
        let flipped = p > 0.5 || p.is_nan();
        let p = if flipped { 1.0 - p } else { p };
        let method = if p * n as f64 <= 30.0 {
            Method::Inversion(InversionSetup::new(n, p, inversion))
        } else {
            Method::Btpe(Box::new(Btpe::new(n, p)))
        };
        Self { n, flipped, method }
    }

    /// The number of successes in one round of trials.
    pub fn draw(&self, g: &mut dyn BitGenerator) -> i64 {
        let count = match &self.method {
            Method::Zero => 0,
            Method::Inversion(setup) => setup.draw(g),
            Method::Btpe(setup) => setup.draw(g),
        };
        if self.flipped {
            self.n.wrapping_sub(count)
        } else {
            count
        }
    }
}

/// For few successes: probabilities are taken off a uniform number one by one.
#[derive(Clone, Debug)]
struct InversionSetup {
    n: i64,
    p: f64,
    q: f64,
    none: f64,
    bound: i64,
}

impl InversionSetup {
    fn new(n: i64, p: f64, inversion: Inversion) -> Self {
        let q = 1.0 - p;
        let log_q = match inversion {
            Inversion::Log1p => log1p(-p),
            Inversion::Log => log(q),
        };
        let trials = n as f64;
        let mean = trials * p;
        let far = mean + 10.0 * (mean * q + 1.0).sqrt();
        let bound = whole(if trials < far { trials } else { far });
        Self {
            n,
            p,
            q,
            none: exp(trials * log_q),
            bound,
        }
    }

    fn draw(&self, g: &mut dyn BitGenerator) -> i64 {
        let mut count = 0;
        let mut probability = self.none;
        let mut u = g.next_f64();
        while u > probability {
            count += 1;
            if count > self.bound {
                count = 0;
                probability = self.none;
                u = g.next_f64();
            } else {
                u -= probability;
                let left = (self.n - count + 1) as f64;
                probability = (left * self.p * probability) / (count as f64 * self.q);
            }
        }
        count
    }
}

/// The BTPE method: rejection from a triangle, parallelograms and exponential tails.
///
/// Source: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial random variate generation" (1988);
/// the letters are the paper's, and
/// `r`, the rarer probability, is at most ½.
#[derive(Clone, Debug)]
struct Btpe {
    n: i64,
    r: f64,
    q: f64,
    m: i64,
    xm: f64,
    xl: f64,
    xr: f64,
    c: f64,
    laml: f64,
    lamr: f64,
    p1: f64,
    p2: f64,
    p3: f64,
    p4: f64,
}

impl Btpe {
    fn new(n: i64, r: f64) -> Self {
        let trials = n as f64;
        let q = 1.0 - r;
        let fm = trials * r + r;
        let m = whole(fm.floor());
        let p1 = (2.195 * (trials * r * q).sqrt() - 4.6 * q).floor() + 0.5;
        let xm = m as f64 + 0.5;
        let (xl, xr) = (xm - p1, xm + p1);
        let c = 0.134 + 20.5 / (15.3 + m as f64);
        let left = (fm - xl) / (fm - xl * r);
        let right = (xr - fm) / (xr * q);
        let laml = left * (1.0 + left / 2.0);
        let lamr = right * (1.0 + right / 2.0);
        let p2 = p1 * (1.0 + 2.0 * c);
        let p3 = p2 + c / laml;
        let p4 = p3 + c / lamr;
        Self {
            n,
            r,
            q,
            m,
            xm,
            xl,
            xr,
            c,
            laml,
            lamr,
            p1,
            p2,
            p3,
            p4,
        }
    }

    fn draw(&self, g: &mut dyn BitGenerator) -> i64 {
        loop {
            let u = g.next_f64() * self.p4;
            let v = g.next_f64();
            if let Some(y) = self.candidate(u, v) {
                return y;
            }
        }
    }

    /// The candidate of one pair of uniform numbers, unless it is rejected.
    fn candidate(&self, u: f64, v: f64) -> Option<i64> {
        let m = self.m as f64;
        // NaN takes the first branch: the triangle, accepted at once.
        if u <= self.p1 || u.is_nan() {
            return Some(whole((self.xm - self.p1 * v + u).floor()));
        }
        let (y, v) = if u <= self.p2 {
            let x = self.xl + (u - self.p1) / self.c;
            let v = v * self.c + 1.0 - (m - x + 0.5).abs() / self.p1;
            if v > 1.0 {
                return None;
            }
            (whole(x.floor()), v)
        } else if u <= self.p3 {
            let y = whole((self.xl + log(v) / self.laml).floor());
            if y < 0 || v == 0.0 {
                return None;
            }
            (y, v * (u - self.p2) * self.laml)
        } else {
            let y = whole((self.xr - log(v) / self.lamr).floor());
            if y > self.n || v == 0.0 {
                return None;
            }
            (y, v * (u - self.p3) * self.lamr)
        };
        self.accepts(y, v).then_some(y)
    }

    fn accepts(&self, y: i64, v: f64) -> bool {
        let nrq = self.n as f64 * self.r * self.q;
        let k = y.wrapping_sub(self.m).wrapping_abs();
        if k <= 20 || k as f64 >= nrq / 2.0 - 1.0 {
            return v <= self.ratio(y);
        }
        let distance = k as f64;
        let rho = (distance / nrq)
            * ((distance * (distance / 3.0 + 0.625) + 0.166_666_666_666_666_66) / nrq + 0.5);
        let t = k.wrapping_mul(k).wrapping_neg() as f64 / (2.0 * nrq);
        let a = log(v);
        if a < t - rho {
            return true;
        }
        a <= t + rho && a <= self.log_ratio(y)
    }

    /// f(y) / f(m), by the recursion between neighbours.
    fn ratio(&self, y: i64) -> f64 {
        let s = self.r / self.q;
        let a = s * self.n.wrapping_add(1) as f64;
        let mut ratio = 1.0;
        for i in self.m.saturating_add(1)..=y {
            ratio *= a / i as f64 - s;
        }
        for i in y.saturating_add(1)..=self.m {
            ratio /= a / i as f64 - s;
        }
        ratio
    }

    /// The logarithm of f(y) / f(m), by Stirling's series.
    fn log_ratio(&self, y: i64) -> f64 {
        let (n, m) = (self.n as f64, self.m as f64);
        let x1 = y as f64 + 1.0;
        let f1 = m + 1.0;
        let z = n + 1.0 - m;
        let w = n - y as f64 + 1.0;
        self.xm * log(f1 / x1)
            + (self.n.wrapping_sub(self.m) as f64 + 0.5) * log(z / w)
            + y.wrapping_sub(self.m) as f64 * log(w * self.r / (x1 * self.q))
            + stirling(f1)
            + stirling(z)
            + stirling(x1)
            + stirling(w)
    }
}

fn stirling(x: f64) -> f64 {
    let square = x * x;
    (13680. - (462. - (132. - (99. - 140. / square) / square) / square) / square) / x / 166320.
}
