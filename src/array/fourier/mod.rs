//! Discrete Fourier transforms of complex and of real numbers, with the digits of pocketfft, which NumPy uses.
//!
//! The order of operations decides the last digits: the factors of the length, taken in pocketfft's order, each with
//! its butterfly; Bluestein's convolution where large prime factors would cost more than it.
//! Source: M. Reinecke's pocketfft, after P. Swarztrauber's FFTPACK and L. Bluestein (1970).

mod butterfly;
mod real;
mod roots;

use num_complex::Complex;
use num_traits::Float;

use super::{elementary, meter};
use roots::Roots;

pub use real::RealPlan;

/// The precisions that are transformed in.
pub trait Precision: Float + std::ops::AddAssign + std::ops::SubAssign + 'static {
    /// The nearest number to `x`.
    fn of(x: f64) -> Self;
}

impl Precision for f64 {
    fn of(x: f64) -> f64 {
        x
    }
}

impl Precision for f32 {
    fn of(x: f64) -> f32 {
        x as f32
    }
}

/// How to transform vectors of one length.
pub struct Plan<T> {
    length: usize,
    way: Way<T>,
}

enum Way<T> {
    Factors(Vec<Factor<T>>),
    Bluestein(Box<Bluestein<T>>),
}

/// A factor of the length, with the roots of unity that its pass multiplies by.
struct Factor<T> {
    radix: usize,
    twiddles: Vec<Complex<T>>,
    /// The radix's own roots, for radices without a butterfly of their own.
    roots: Vec<Complex<T>>,
}

/// A transform of any length as a convolution of a length with small factors.
struct Bluestein<T> {
    inner: Plan<T>,
    chirp: Vec<Complex<T>>,
    transformed: Vec<Complex<T>>,
}

/// `a` times `b`, or times its conjugate in a forward transform.
#[inline]
fn turn<T: Precision>(a: Complex<T>, b: Complex<T>, forward: bool) -> Complex<T> {
    if forward {
        Complex::new(a.re * b.re + a.im * b.im, a.im * b.re - a.re * b.im)
    } else {
        Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
    }
}

#[inline]
fn scaled<T: Precision>(z: Complex<T>, factor: T) -> Complex<T> {
    Complex::new(z.re * factor, z.im * factor)
}

impl<T: Precision> Plan<T> {
    /// The plan for vectors of this length, which is not 0.
    pub fn new(length: usize) -> Plan<T> {
        let way = if bluestein_is_faster(length, 1.0) {
            Way::Bluestein(Box::new(Bluestein::new(length)))
        } else {
            Way::Factors(factors(length))
        };
        Plan { length, way }
    }

    /// Transforms `values` in place and multiplies by `factor`.
    pub fn run(&self, values: &mut Vec<Complex<T>>, factor: T, forward: bool) {
        match &self.way {
            Way::Factors(factors) => self.by_factors(factors, values, factor, forward),
            Way::Bluestein(convolution) => convolution.run(values, factor, forward),
        }
    }

    fn by_factors(
        &self,
        factors: &[Factor<T>],
        values: &mut Vec<Complex<T>>,
        factor: T,
        forward: bool,
    ) {
        let zero = Complex::new(T::zero(), T::zero());
        let mut other = vec![zero; self.length];
        let mut done = 1;
        for pass in factors {
            let inner = self.length / (done * pass.radix);
            butterfly::pass(pass, done, inner, values, &mut other, forward);
            std::mem::swap(values, &mut other);
            done *= pass.radix;
        }
        if factor != T::one() || self.length == 1 {
            values.iter_mut().for_each(|z| *z = scaled(*z, factor));
        }
    }
}

/// The factors in pocketfft's order: eights, fours, a two in front, then the odd ones.
fn radices(length: usize) -> Vec<usize> {
    let (mut rest, mut found) = (length, Vec::new());
    for power in [8, 4] {
        while rest.is_multiple_of(power) {
            found.push(power);
            rest /= power;
        }
    }
    divided_by_odd(rest, found)
}

/// The factors found so far, then a two in front, then the odd ones of the rest.
fn divided_by_odd(mut rest: usize, mut found: Vec<usize>) -> Vec<usize> {
    if rest.is_multiple_of(2) {
        rest /= 2;
        found.push(2);
        let last = found.len() - 1;
        found.swap(0, last);
    }
    let mut divisor = 3;
    while divisor * divisor <= rest {
        while rest.is_multiple_of(divisor) {
            found.push(divisor);
            rest /= divisor;
        }
        divisor += 2;
    }
    if rest > 1 {
        found.push(rest);
    }
    found
}

/// Would Bluestein's convolution take less time than the passes? `share` is the part of a complex transform's work.
fn bluestein_is_faster(length: usize, share: f64) -> bool {
    let largest = if length < 50 {
        0
    } else {
        roots::largest_prime_factor(length)
    };
    largest.saturating_mul(largest) > length
        && 3.0 * roots::cost(roots::good_length(2 * length - 1)) < share * roots::cost(length)
}

fn factors<T: Precision>(length: usize) -> Vec<Factor<T>> {
    if length == 1 {
        return Vec::new();
    }
    let unity = Roots::new(length);
    let mut done = 1;
    let mut all = Vec::new();
    for radix in radices(length) {
        let inner = length / (done * radix);
        let mut twiddles = Vec::with_capacity((radix - 1) * (inner - 1));
        for j in 1..radix {
            for i in 1..inner {
                if meter::stopped(2) {
                    return all;
                }
                twiddles.push(unity.get::<T>(j * done * i));
            }
        }
        let own = if radix > 11 { radix } else { 0 };
        let roots = (0..own).map(|j| unity.get(j * done * inner)).collect();
        all.push(Factor {
            radix,
            twiddles,
            roots,
        });
        done *= radix;
    }
    all
}

impl<T: Precision> Bluestein<T> {
    fn new(length: usize) -> Bluestein<T> {
        let padded = roots::good_length(2 * length - 1);
        let inner = Plan {
            length: padded,
            way: Way::Factors(factors(padded)),
        };
        let unity = Roots::new(2 * length);
        let mut chirp = vec![Complex::new(T::one(), T::zero())];
        let mut at = 0;
        for m in 1..length {
            if meter::stopped(2) {
                break;
            }
            // The square of m, modulo twice the length.
            at = (at + 2 * m - 1) % (2 * length);
            chirp.push(unity.get(at));
        }
        let norm = T::one() / T::of(padded as f64);
        let zero = Complex::new(T::zero(), T::zero());
        let mut transformed = vec![zero; padded];
        for (m, &root) in chirp.iter().enumerate() {
            let value = scaled(root, norm);
            transformed[m] = value;
            if m > 0 {
                transformed[padded - m] = value;
            }
        }
        inner.run(&mut transformed, T::one(), true);
        transformed.truncate(padded / 2 + 1);
        Bluestein {
            inner,
            chirp,
            transformed,
        }
    }

    fn run(&self, values: &mut [Complex<T>], factor: T, forward: bool) {
        let padded = self.inner.length;
        let pairs = values.iter().zip(&self.chirp);
        let mut work: Vec<Complex<T>> = pairs.map(|(&z, &root)| turn(z, root, forward)).collect();
        let zero = work
            .first()
            .map_or(Complex::new(T::zero(), T::zero()), |&z| {
                scaled(z, T::zero())
            });
        work.resize(padded, zero);
        self.inner.run(&mut work, T::one(), true);
        for (m, z) in work.iter_mut().enumerate() {
            *z = turn(*z, self.transformed[m.min(padded - m)], !forward);
        }
        self.inner.run(&mut work, T::one(), false);
        for ((value, z), &root) in values.iter_mut().zip(work).zip(&self.chirp) {
            *value = scaled(turn(z, root, forward), factor);
        }
    }
}
