//! Roots of unity as pocketfft makes them, and what it knows of lengths.

use num_complex::Complex;

use super::{Precision, elementary};

/// The n-th roots of unity: two tables, products of whose entries are all of them.
pub struct Roots {
    count: usize,
    mask: usize,
    shift: u32,
    fine: Vec<Complex<f64>>,
    coarse: Vec<Complex<f64>>,
}

/// The angle of a sixteenth of the way between two roots is π/4n, rounded once.
fn eighth(count: usize) -> f64 {
    // What the double of π lacks.
    const REST: f64 = 1.224_646_799_147_353_2e-16;
    let quarter = 4.0 * count as f64;
    let angle = std::f64::consts::PI / quarter;
    let missing = (-angle).mul_add(quarter, std::f64::consts::PI) + REST;
    angle + missing / quarter
}

/// The root number `x` of `n`, from the sine and cosine of an angle in the first eighth of the circle.
fn root(x: usize, n: usize, angle: f64) -> Complex<f64> {
    let at = |x: usize| {
        let angle = x as f64 * angle;
        (elementary::cos(angle), elementary::sin(angle))
    };
    let half = |x: usize| -> (f64, f64) {
        if x < 2 * n {
            if x < n {
                at(x)
            } else {
                let (cos, sin) = at(2 * n - x);
                (sin, cos)
            }
        } else if x - 2 * n < n {
            let (cos, sin) = at(x - 2 * n);
            (-sin, cos)
        } else {
            let (cos, sin) = at(4 * n - x);
            (-cos, sin)
        }
    };
    let x = 8 * x;
    if x < 4 * n {
        let (re, im) = half(x);
        Complex::new(re, im)
    } else {
        let (re, im) = half(8 * n - x);
        Complex::new(re, -im)
    }
}

impl Roots {
    pub fn new(count: usize) -> Roots {
        let angle = eighth(count);
        let needed = count.div_ceil(2).max((count + 2) / 2);
        let mut shift = 1;
        while (1usize << (2 * shift)) < needed {
            shift += 1;
        }
        let mask = (1 << shift) - 1;
        let table = |length: usize, step: usize| {
            (0..length)
                .map(|i| match i {
                    0 => Complex::new(1.0, 0.0),
                    i => root(i * step, count, angle),
                })
                .collect()
        };
        Roots {
            count,
            mask,
            shift,
            fine: table(mask + 1, 1),
            coarse: table((needed + mask) / (mask + 1), mask + 1),
        }
    }

    /// The root number `at`, below the count.
    pub fn get<T: Precision>(&self, at: usize) -> Complex<T> {
        let lower = 2 * at <= self.count;
        let at = if lower { at } else { self.count - at };
        let (a, b) = (self.fine[at & self.mask], self.coarse[at >> self.shift]);
        let (re, im) = (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
        Complex::new(T::of(re), T::of(if lower { im } else { -im }))
    }
}

/// Calls `f` with every prime factor.
fn for_prime_factors(length: usize, mut f: impl FnMut(usize)) {
    let mut rest = length;
    let mut divisor = 2;
    while divisor * divisor <= rest {
        while rest.is_multiple_of(divisor) {
            f(divisor);
            rest /= divisor;
        }
        divisor += if divisor == 2 { 1 } else { 2 };
    }
    if rest > 1 {
        f(rest);
    }
}

pub fn largest_prime_factor(length: usize) -> usize {
    let mut largest = 1;
    for_prime_factors(length, |factor| largest = largest.max(factor));
    largest
}

/// About how long a transform of this length takes.
pub fn cost(length: usize) -> f64 {
    let mut sum = 0.0;
    for_prime_factors(length, |factor| {
        sum += if factor <= 5 {
            factor as f64
        } else {
            1.1 * factor as f64
        };
    });
    sum * length as f64
}

/// The least length not below `length` with no prime factor above 11.
pub fn good_length(length: usize) -> usize {
    (length..)
        .find(|&length| largest_prime_factor(length) <= 11)
        .unwrap_or(length)
}
