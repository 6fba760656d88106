//! Transforms of real numbers, whose results are half as long: the other half are conjugates.
//!
//! Values stand in FFTPACK's order, r0 r1 i1 r2 i2 …, with the real number of the highest frequency last where the
//! length is even.

mod backward;
mod forward;

use num_complex::Complex;

use super::roots::Roots;
use super::{Bluestein, Precision, bluestein_is_faster, divided_by_odd};
use crate::array::meter;

/// How to transform vectors of real numbers of one length.
pub struct RealPlan<T> {
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
    /// Cosines and sines by turns, `inner - 1` numbers for each of the radix's positions but the first.
    twiddles: Vec<T>,
    /// The radix's own roots of unity.
    roots: Vec<Complex<T>>,
}

/// Where a pass stands: the factor's radix, the product of the later factors, and that of the earlier ones.
#[derive(Clone, Copy)]
struct Place {
    radix: usize,
    inner: usize,
    outer: usize,
}

impl Place {
    /// The value `i` of position `j` of group `k`, with the groups apart.
    fn grouped(self, i: usize, j: usize, k: usize) -> usize {
        i + self.inner * (j + self.radix * k)
    }

    /// The same with equal positions of all groups together.
    fn gathered(self, i: usize, k: usize, j: usize) -> usize {
        i + self.inner * (k + self.outer * j)
    }

    /// The number of values at each position.
    fn plane(self) -> usize {
        self.inner * self.outer
    }

    /// The last of the lower half of positions.
    fn half(self) -> usize {
        self.radix / 2
    }
}

impl<T: Precision> Factor<T> {
    /// The root that value `i` (from 2, even) of a position is turned by.
    fn twiddle(&self, position: usize, i: usize, inner: usize) -> (T, T) {
        let at = (position - 1) * (inner - 1) + i - 2;
        (self.twiddles[at], self.twiddles[at + 1])
    }

    /// The cosine and sine of position times position.
    fn root(&self, u: usize, j: usize) -> (T, T) {
        let root = self.roots[u * j % self.radix];
        (root.re, root.im)
    }
}

/// `a·c + b·d` and `a·d − b·c`: the conjugate of a root times a number.
fn turn_back<T: Precision>((a, b): (T, T), re: T, im: T) -> (T, T) {
    (a * re + b * im, a * im - b * re)
}

impl<T: Precision> RealPlan<T> {
    /// The plan for vectors of this length, which is not 0.
    pub fn new(length: usize) -> RealPlan<T> {
        let way = if bluestein_is_faster(length, 0.5) {
            Way::Bluestein(Box::new(Bluestein::new(length)))
        } else {
            Way::Factors(factors(length))
        };
        RealPlan { length, way }
    }

    /// From real numbers to half the frequencies.
    pub fn forward(&self, values: &mut Vec<T>, factor: T) {
        match &self.way {
            Way::Bluestein(convolution) => {
                let zero = T::zero() * values[0];
                let mut all: Vec<_> = values.iter().map(|&x| Complex::new(x, zero)).collect();
                convolution.run(&mut all, factor, true);
                values.clear();
                values.extend(all.iter().flat_map(|z| [z.re, z.im]));
                values.remove(1);
                values.truncate(self.length);
            }
            Way::Factors(factors) => {
                let mut outer = self.length;
                let mut other = vec![T::zero(); self.length];
                for pass in factors.iter().rev() {
                    let inner = self.length / outer;
                    outer /= pass.radix;
                    let place = Place {
                        radix: pass.radix,
                        inner,
                        outer,
                    };
                    if forward::pass(pass, place, values, &mut other) {
                        std::mem::swap(values, &mut other);
                    }
                }
                self.scale(values, factor);
            }
        }
    }

    /// From half the frequencies to real numbers.
    pub fn backward(&self, values: &mut Vec<T>, factor: T) {
        match &self.way {
            Way::Bluestein(convolution) => {
                let mut all = mirrored(values);
                convolution.run(&mut all, factor, false);
                *values = all.iter().map(|z| z.re).collect();
            }
            Way::Factors(factors) => {
                let mut outer = 1;
                let mut other = vec![T::zero(); self.length];
                for pass in factors {
                    let place = Place {
                        radix: pass.radix,
                        inner: self.length / (outer * pass.radix),
                        outer,
                    };
                    backward::pass(pass, place, values, &mut other);
                    std::mem::swap(values, &mut other);
                    outer *= pass.radix;
                }
                self.scale(values, factor);
            }
        }
    }

    fn scale(&self, values: &mut [T], factor: T) {
        if factor != T::one() || self.length == 1 {
            values.iter_mut().for_each(|x| *x = *x * factor);
        }
    }
}

/// All frequencies from the half in FFTPACK's order.
fn mirrored<T: Precision>(values: &[T]) -> Vec<Complex<T>> {
    let length = values.len();
    let zero = values[0] * T::zero();
    let mut all = vec![Complex::new(values[0], zero)];
    for pair in values[1..].chunks(2) {
        let im = pair.get(1).copied().unwrap_or(T::zero() * values[0]);
        all.push(Complex::new(pair[0], im));
    }
    for m in (1..length.div_ceil(2)).rev() {
        all.push(all[m].conj());
    }
    all
}

/// The factors in pocketfft's order: fours, a two in front, then the odd ones.
fn radices(length: usize) -> Vec<usize> {
    let (mut rest, mut found) = (length, Vec::new());
    while rest.is_multiple_of(4) {
        found.push(4);
        rest /= 4;
    }
    divided_by_odd(rest, found)
}

fn factors<T: Precision>(length: usize) -> Vec<Factor<T>> {
    if length == 1 {
        return Vec::new();
    }
    let unity = Roots::new(length);
    let mut outer = 1;
    let mut all = Vec::new();
    for radix in radices(length) {
        let inner = length / (outer * radix);
        let mut twiddles = vec![T::zero(); (radix - 1) * (inner - 1)];
        for j in 1..radix {
            for i in 1..=(inner - 1) / 2 {
                if meter::stopped(2) {
                    return all;
                }
                let root = unity.get::<T>(j * outer * i);
                let at = (j - 1) * (inner - 1) + 2 * i - 2;
                (twiddles[at], twiddles[at + 1]) = (root.re, root.im);
            }
        }
        all.push(Factor {
            radix,
            twiddles,
            roots: own_roots(radix, length, &unity),
        });
        outer *= radix;
    }
    all
}

/// The roots of unity of a radix, the upper half mirrored from the lower.
fn own_roots<T: Precision>(radix: usize, length: usize, unity: &Roots) -> Vec<Complex<T>> {
    let lower: Vec<Complex<T>> = match radix {
        2 | 4 => return Vec::new(),
        3 => super::butterfly::known(&super::butterfly::ROOTS_3),
        5 => super::butterfly::known(&super::butterfly::ROOTS_5),
        _ => (1..=radix / 2)
            .map(|j| unity.get(j * (length / radix)))
            .collect(),
    };
    let mut roots = vec![Complex::new(T::one(), T::zero())];
    roots.extend(&lower);
    roots.extend(lower.iter().rev().map(Complex::conj));
    roots
}
