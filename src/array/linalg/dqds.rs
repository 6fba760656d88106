//! Singular values of a bidiagonal matrix without vectors, by the differential quotient-difference algorithm with
//! shifts.
//!
//! B. Parlett and O. Marques, *An implementation of the dqds algorithm (positive case)*, Linear Algebra Appl. 309
//! (2000); the steps, their order and their constants are those of LAPACK's `lasq1` to `lasq6`.

use num_traits::Float;

use super::{NotConverged, Real};
use crate::array::meter;

/// Leaves the singular values in `d`, in descending order. The matrix has three rows or more.
///
/// # Errors
/// [`NotConverged`] after 100 steps for each row of a block.
pub fn singular_values<R: Real>(d: &mut [R], e: &[R]) -> Result<(), NotConverged> {
    let larger = |most: R, x: &R| Float::max(most, Float::abs(*x));
    d.iter_mut().for_each(|x| *x = Float::abs(*x));
    let between = e.iter().fold(R::zero_(), larger);
    if between > R::zero_() {
        let largest = d.iter().fold(between, larger);
        let scale = Float::sqrt(precision::<R>() / R::safe_min());
        let mut squares = Table::new(d, e, |x| rescaled(x, largest, scale).squared());
        squares.run()?;
        for (value, square) in d.iter_mut().zip(squares.values()) {
            *value = rescaled(Float::sqrt(square), scale, largest);
        }
    }
    d.sort_by(|a, b| b.partial_cmp(a).unwrap_or(std::cmp::Ordering::Equal));
    Ok(())
}

/// One unit in the last place of 1: LAPACK's `precision`.
fn precision<R: Real>() -> R {
    R::epsilon()
}

/// `x · to / from`, in steps that neither overflow nor underflow (`lascl`).
fn rescaled<R: Real>(mut x: R, mut from: R, mut to: R) -> R {
    let small = R::safe_min();
    let large = R::one_() / small;
    loop {
        let (lower, higher) = (from * small, to / large);
        if lower == from || higher == to {
            return x * (to / from);
        }
        if lower > to && to != R::zero_() {
            x *= small;
            from = lower;
        } else if higher > from {
            x *= large;
            to = higher;
        } else {
            return x * (to / from);
        }
    }
}

/// What a sweep of the table has found.
#[derive(Clone, Copy)]
struct Sweep<R> {
    /// The smallest d of all, of all but the last, of all but the last two.
    least: [R; 3],
    /// The last d, the one before it, the one before that.
    last: [R; 3],
}

/// The squares of the matrix's elements, as q and e of each row, twice: a sweep reads one half (ping) and writes the
/// other (pong). Rows count from 1, as in the paper.
struct Table<R> {
    z: Vec<R>,
    rows: usize,
    /// The first and the last row of the block at work.
    i0: usize,
    n0: usize,
    /// The half that is read; 2 marks a block that was turned round.
    half: usize,
    /// The sum of shifts, and what rounding left of it.
    sigma: R,
    rest: R,
    tau: R,
    sweep: Sweep<R>,
    /// How the last shift was chosen, and the part of `least` that a guess takes.
    kind: i32,
    part: R,
    largest: R,
}

/// Where q of a row is in the half that is read.
fn q(row: usize, half: usize) -> usize {
    4 * row + half - 3
}

/// Where e of a row is in the half that is read.
fn e(row: usize, half: usize) -> usize {
    4 * row + half - 1
}

/// Where q of a row is in the half that is written.
fn new_q(row: usize, half: usize) -> usize {
    4 * row - half - 2
}

/// Where e of a row is in the half that is written.
fn new_e(row: usize, half: usize) -> usize {
    4 * row - half
}

/// Shifts found from a bound of the smallest value (`lasq4`).
const BOUND: f64 = 0.563;
const THIRD: f64 = 0.333;
const ABOVE: f64 = 1.01;
const WELL_ABOVE: f64 = 1.05;

impl<R: Real> Table<R> {
    fn new(d: &[R], off: &[R], square: impl Fn(R) -> R) -> Table<R> {
        let rows = d.len();
        let zero = R::zero_();
        let mut z = vec![zero; 4 * rows + 1];
        for (row, &x) in (1..).zip(d) {
            z[q(row, 0)] = square(x);
        }
        for (row, &x) in (1..).zip(off) {
            z[e(row, 0)] = square(x);
        }
        let none = [zero; 3];
        Table {
            z,
            rows,
            i0: 1,
            n0: rows,
            half: 0,
            sigma: zero,
            rest: zero,
            tau: zero,
            sweep: Sweep {
                least: none,
                last: none,
            },
            kind: 0,
            part: zero,
            largest: zero,
        }
    }

    /// The squares of the singular values, when all is done.
    fn values(&self) -> impl Iterator<Item = R> {
        (1..=self.rows).map(|row| self.z[q(row, 0)])
    }

    /// What counts as 0 beside 1 in a test of convergence, and its square.
    fn tolerance() -> (R, R) {
        let tolerance = precision::<R>() * R::of(100.0);
        (tolerance, tolerance.squared())
    }

    /// `lasq2`: block after block, from the last row up.
    fn run(&mut self) -> Result<(), NotConverged> {
        if R::of(1.5) * self.z[q(1, 0)] < self.z[q(self.rows, 0)] {
            self.turn_round();
        }
        self.half = 0;
        self.prepare();
        self.half = 1;
        self.prepare();
        self.half = 0;
        for _ in 0..=self.rows {
            if self.n0 < 1 {
                return Ok(());
            }
            self.begin_block()?;
            self.finish_block()?;
        }
        Err(NotConverged)
    }

    /// The rows of the block in the opposite order.
    fn turn_round(&mut self) {
        let (i0, n0) = (self.i0, self.n0);
        for step in 0..(n0 - i0).div_ceil(2) {
            let (row, other) = (i0 + step, n0 - step);
            for half in 0..2 {
                self.z.swap(q(row, half), q(other, half));
                self.z.swap(e(row, half), e(other - 1, half));
            }
        }
    }

    /// Splits where an e is negligible, and makes a sweep without shift.
    fn prepare(&mut self) {
        let (half, n0) = (self.half, self.n0);
        let (_, tolerance) = Self::tolerance();
        let zero = R::zero_();
        let mut d = self.z[q(n0, half)];
        for row in (1..n0).rev() {
            let off = self.z[e(row, half)];
            if off <= tolerance * d {
                self.z[e(row, half)] = -zero;
                d = self.z[q(row, half)];
            } else {
                d = self.z[q(row, half)] * (d / (d + off));
            }
        }
        d = self.z[q(1, half)];
        for row in 1..n0 {
            let (off, next) = (self.z[e(row, half)], self.z[q(row + 1, half)]);
            let sum = d + off;
            self.z[new_q(row, half)] = sum;
            if off <= tolerance * d {
                self.z[e(row, half)] = -zero;
                self.z[new_q(row, half)] = d;
                self.z[new_e(row, half)] = zero;
                d = next;
            } else {
                let (off, next) = safe_step(d, off, next, sum);
                self.z[new_e(row, half)] = off;
                d = next;
            }
        }
        self.z[new_q(n0, half)] = d;
        let all = (1..=n0).map(|row| self.z[new_q(row, half)]);
        self.largest = all.fold(self.z[new_q(1, half)], Float::max);
    }

    /// Finds the unreduced block that ends at `n0`, turns it round where that helps, and bounds its smallest value.
    fn begin_block(&mut self) -> Result<(), NotConverged> {
        let zero = R::zero_();
        let n0 = self.n0;
        self.rest = zero;
        self.sigma = if n0 == self.rows {
            zero
        } else {
            -self.z[e(n0, 0)]
        };
        if self.sigma < zero {
            return Err(NotConverged);
        }
        let mut largest_e = zero;
        let mut smallest_q = self.z[q(n0, 0)];
        self.largest = smallest_q;
        self.i0 = 1;
        for row in (2..=n0).rev() {
            let above = self.z[e(row - 1, 0)];
            if above <= zero {
                self.i0 = row;
                break;
            }
            if smallest_q >= R::of(4.0) * largest_e {
                smallest_q = Float::min(smallest_q, self.z[q(row, 0)]);
                largest_e = Float::max(largest_e, above);
            }
            self.largest = Float::max(self.largest, self.z[q(row - 1, 0)] + above);
        }
        self.half = 0;
        if n0 - self.i0 > 1 {
            let (row, least) = self.smallest_pivot();
            let early = (row - self.i0) * 2 < n0 - row;
            if early && least <= R::of(0.5) * self.z[q(n0, 0)] {
                self.half = 2;
                self.turn_round();
            }
        }
        let bound = smallest_q - R::of(2.0) * Float::sqrt(smallest_q) * Float::sqrt(largest_e);
        self.sweep.least[0] = -Float::max(zero, bound);
        Ok(())
    }

    /// The row where elimination finds the smallest pivot.
    fn smallest_pivot(&self) -> (usize, R) {
        let mut pivot = self.z[q(self.i0, 0)];
        let mut smallest = (self.i0, pivot);
        for row in self.i0 + 1..=self.n0 {
            pivot = self.z[q(row, 0)] * (pivot / (pivot + self.z[e(row - 1, 0)]));
            if pivot <= smallest.1 {
                smallest = (row, pivot);
            }
        }
        smallest
    }

    fn finish_block(&mut self) -> Result<(), NotConverged> {
        for _ in 0..100 * (self.n0 - self.i0 + 1) {
            if self.i0 > self.n0 {
                return Ok(());
            }
            if meter::stopped(10 * (self.n0 - self.i0 + 1)) {
                return Err(NotConverged);
            }
            self.step();
            if self.i0 > self.n0 {
                return Ok(());
            }
            self.half = 1 - self.half;
            if self.half == 0 && self.n0 - self.i0 >= 3 {
                self.split();
            }
        }
        if self.i0 > self.n0 {
            Ok(())
        } else {
            Err(NotConverged)
        }
    }

    /// Begins the block after the last negligible e.
    fn split(&mut self) {
        let (i0, n0) = (self.i0, self.n0);
        let (_, tolerance) = Self::tolerance();
        let worth = self.z[new_e(n0, 0)] <= tolerance * self.largest
            || self.z[e(n0, 0)] <= tolerance * self.sigma;
        if !worth {
            return;
        }
        let mut before = i0 - 1;
        self.largest = self.z[q(i0, 0)];
        let mut least = self.z[e(i0, 0)];
        let mut least_old = self.z[new_e(i0, 0)];
        for row in i0..=n0 - 3 {
            let negligible = self.z[new_e(row, 0)] <= tolerance * self.z[q(row, 0)]
                || self.z[e(row, 0)] <= tolerance * self.sigma;
            if negligible {
                self.z[e(row, 0)] = -self.sigma;
                before = row;
                self.largest = R::zero_();
                least = self.z[e(row + 1, 0)];
                least_old = self.z[new_e(row + 1, 0)];
            } else {
                self.largest = Float::max(self.largest, self.z[q(row + 1, 0)]);
                least = Float::min(least, self.z[e(row, 0)]);
                least_old = Float::min(least_old, self.z[new_e(row, 0)]);
            }
        }
        self.z[e(n0, 0)] = least;
        self.z[new_e(n0, 0)] = least_old;
        self.i0 = before + 1;
    }

    /// `lasq3`: takes off the values that have converged, then makes one sweep whose shift fits.
    fn step(&mut self) {
        let rows = self.n0;
        self.deflate();
        if self.n0 < self.i0 {
            return;
        }
        if self.half == 2 {
            self.half = 0;
        }
        let zero = R::zero_();
        if self.sweep.least[0] <= zero || self.n0 < rows {
            self.turn_if_graded();
        }
        self.choose_shift(rows);
        self.sweep_with_a_shift_that_fits();
        let shifted = if self.tau < self.sigma {
            self.rest += self.tau;
            let sum = self.sigma + self.rest;
            self.rest -= sum - self.sigma;
            sum
        } else {
            let sum = self.sigma + self.tau;
            self.rest = self.sigma - (sum - self.tau) + self.rest;
            sum
        };
        self.sigma = shifted;
    }

    fn deflate(&mut self) {
        let (_, tolerance) = Self::tolerance();
        let half = self.half;
        while self.n0 >= self.i0 {
            let n0 = self.n0;
            let alone = n0 == self.i0
                || n0 > self.i0 + 1 && {
                    let z = &self.z;
                    z[e(n0 - 1, half)] <= tolerance * (self.sigma + z[q(n0, half)])
                        || z[new_e(n0 - 1, half)] <= tolerance * z[q(n0 - 1, half)]
                };
            if alone {
                self.z[q(n0, 0)] = self.z[q(n0, half)] + self.sigma;
                self.n0 -= 1;
                continue;
            }
            let pair = n0 == self.i0 + 1 || {
                let z = &self.z;
                z[e(n0 - 2, half)] <= tolerance * self.sigma
                    || z[new_e(n0 - 2, half)] <= tolerance * z[q(n0 - 2, half)]
            };
            if !pair {
                return;
            }
            let (large, small) = self.values_of_last_pair();
            self.z[q(n0 - 1, 0)] = large + self.sigma;
            self.z[q(n0, 0)] = small + self.sigma;
            self.n0 -= 2;
        }
    }

    fn values_of_last_pair(&self) -> (R, R) {
        let (_, tolerance) = Self::tolerance();
        let (n0, half) = (self.n0, self.half);
        let (a, b) = (self.z[q(n0 - 1, half)], self.z[q(n0, half)]);
        let (large, small) = if b > a { (b, a) } else { (a, b) };
        let off = self.z[e(n0 - 1, half)];
        let t = R::of(0.5) * ((large - small) + off);
        if off <= small * tolerance || t == R::zero_() {
            return (large, small);
        }
        let one = R::one_();
        let s = small * (off / t);
        let s = if s <= t {
            small * (off / (t * (one + Float::sqrt(one + s / t))))
        } else {
            small * (off / (t + Float::sqrt(t) * Float::sqrt(t + s)))
        };
        let sum = large + (s + off);
        (sum, small * (large / sum))
    }

    /// Turns the block round where its values grow downwards.
    fn turn_if_graded(&mut self) {
        let (i0, n0, half) = (self.i0, self.n0, self.half);
        if R::of(1.5) * self.z[q(i0, half)] >= self.z[q(n0, half)] {
            return;
        }
        self.turn_round();
        let z = &mut self.z;
        if n0 - i0 <= 4 {
            z[e(n0, half)] = z[e(i0, half)];
            z[new_e(n0, half)] = z[new_e(i0, half)];
        }
        self.sweep.least[2] = Float::min(self.sweep.least[2], z[e(n0, half)]);
        let least = |a: R, b: R, c: R| Float::min(Float::min(a, b), c);
        z[e(n0, half)] = least(z[e(n0, half)], z[e(i0, half)], z[e(i0 + 1, half)]);
        z[new_e(n0, half)] = least(
            z[new_e(n0, half)],
            z[new_e(i0, half)],
            z[new_e(i0 + 1, half)],
        );
        let first = Float::max(z[q(i0, half)], z[q(i0 + 1, half)]);
        self.largest = Float::max(self.largest, first);
        self.sweep.least[0] = -R::zero_();
    }

    /// Sweeps with smaller and smaller shifts until all d stay positive.
    fn sweep_with_a_shift_that_fits(&mut self) {
        let zero = R::zero_();
        let (tolerance, _) = Self::tolerance();
        loop {
            self.shifted_sweep();
            let Sweep { least, last } = self.sweep;
            if least[0] >= zero && least[1] >= zero {
                return;
            }
            let end = new_e(self.n0 - 1, self.half);
            if least[0] < zero {
                if least[1] > zero
                    && self.z[end] < tolerance * (self.sigma + last[1])
                    && Float::abs(last[0]) < tolerance * self.sigma
                {
                    self.z[end + 2] = zero;
                    self.sweep.least[0] = zero;
                    return;
                }
                if self.kind < -22 {
                    self.tau = zero;
                } else if least[1] > zero {
                    let near_one = R::one_() - R::of(2.0) * precision::<R>();
                    self.tau = (self.tau + least[0]) * near_one;
                    self.kind -= 11;
                } else {
                    self.tau *= R::of(0.25);
                    self.kind -= 12;
                }
            } else if Float::is_nan(least[0]) && self.tau != zero {
                self.tau = zero;
            } else {
                self.plain_sweep();
                self.tau = zero;
                return;
            }
        }
    }

    /// `lasq4`: a shift below the smallest value, from what the last sweep has found. `rows` is the last row before values
    /// were taken off. Where no bound is found the last shift stays.
    fn choose_shift(&mut self, rows: usize) {
        let [least, ..] = self.sweep.least;
        if least <= R::zero_() {
            self.tau = -least;
            self.kind = -1;
            return;
        }
        let shift = match rows - self.n0 {
            0 => self.shift_of_whole_block(),
            1 => self.shift_after_one(),
            2 => self.shift_after_two(),
            _ => {
                self.kind = -12;
                Some(R::zero_())
            }
        };
        if let Some(shift) = shift {
            self.tau = shift;
        }
    }

    fn shift_of_whole_block(&mut self) -> Option<R> {
        let [least, least1, _] = self.sweep.least;
        let [dn, dn1, dn2] = self.sweep.last;
        if least == dn || least == dn1 {
            if least == dn && least1 == dn1 {
                return Some(self.shift_by_gaps());
            }
            return self.shift_by_series();
        }
        if least == dn2 {
            return self.shift_by_twisted_series();
        }
        self.part = match self.kind {
            -6 => self.part + R::of(THIRD) * (R::one_() - self.part),
            -18 => R::of(0.25) * R::of(THIRD),
            _ => R::of(0.25),
        };
        self.kind = -6;
        Some(self.part * least)
    }

    fn shift_by_gaps(&mut self) -> R {
        let zero = R::zero_();
        let (n0, half) = (self.n0, self.half);
        let [least, _, least2] = self.sweep.least;
        let dn = self.sweep.last[0];
        let root = |at: usize| Float::sqrt(self.z[at]);
        let b1 = root(q(n0, half)) * root(e(n0 - 1, half));
        let b2 = root(q(n0 - 1, half)) * root(e(n0 - 2, half));
        let a2 = self.z[q(n0 - 1, half)] + self.z[e(n0 - 1, half)];
        let gap2 = least2 - a2 - least2 * R::of(0.25);
        let gap1 = if gap2 > zero && gap2 > b2 {
            a2 - dn - (b2 / gap2) * b2
        } else {
            a2 - dn - (b1 + b2)
        };
        if gap1 > zero && gap1 > b1 {
            self.kind = -2;
            return Float::max(dn - (b1 / gap1) * b1, R::of(0.5) * least);
        }
        self.kind = -3;
        let mut shift = if dn > b1 { dn - b1 } else { zero };
        if a2 > b1 + b2 {
            shift = Float::min(shift, a2 - (b1 + b2));
        }
        Float::max(shift, R::of(THIRD) * least)
    }

    /// e over q of a row, in the half that is read; `None` where it is over 1.
    fn ratio(&self, row: usize) -> Option<R> {
        let (off, on) = (self.z[e(row, self.half)], self.z[q(row, self.half)]);
        (off <= on).then(|| off / on)
    }

    /// Adds products of ratios from row `from` upwards, until `enough(term, last term, sum)`.
    fn series(
        &self,
        from: usize,
        mut term: R,
        mut sum: R,
        enough: impl Fn(R, R, R) -> bool,
    ) -> Option<R> {
        if term == R::zero_() {
            return Some(sum);
        }
        for row in (self.i0..=from).rev() {
            let before = term;
            term *= self.ratio(row)?;
            sum += term;
            if enough(term, before, sum) {
                break;
            }
        }
        Some(sum)
    }

    /// When the rest of a series does not matter, or the sum is too large to be of use.
    fn is_enough(term: R, before: R, sum: R) -> bool {
        R::of(100.0) * Float::max(term, before) < sum || R::of(BOUND) < sum || term == R::zero_()
    }

    /// A bound from the norm of the vector that belongs to the smallest value.
    fn bound_by_norm(&self, gamma: R, square: R, otherwise: R) -> R {
        let one = R::one_();
        if square < R::of(BOUND) {
            gamma * (one - Float::sqrt(square)) / (one + square)
        } else {
            otherwise
        }
    }

    fn shift_by_series(&mut self) -> Option<R> {
        self.kind = -4;
        let (n0, half) = (self.n0, self.half);
        let least = self.sweep.least[0];
        let [dn, dn1, _] = self.sweep.last;
        let (gamma, first, term, from) = if least == dn {
            let term = self.ratio(n0 - 1)?;
            (dn, R::zero_(), term, n0 - 2)
        } else {
            let (off, on) = (self.z[new_e(n0 - 1, half)], self.z[new_q(n0, half)]);
            if off > on {
                return None;
            }
            (dn1, off / on, self.ratio(n0 - 2)?, n0.saturating_sub(3))
        };
        let sum = self.series(from, term, first + term, Self::is_enough)?;
        let quarter = R::of(0.25) * least;
        Some(self.bound_by_norm(gamma, R::of(WELL_ABOVE) * sum, quarter))
    }

    fn shift_by_twisted_series(&mut self) -> Option<R> {
        self.kind = -5;
        let (n0, half) = (self.n0, self.half);
        let z = &self.z;
        let quarter = R::of(0.25) * self.sweep.least[0];
        let (b1, b2) = (z[new_q(n0, half)], z[new_q(n0 - 1, half)]);
        let (off1, off2) = (z[new_e(n0 - 1, half)], z[new_e(n0 - 2, half)]);
        if off2 > b2 || off1 > b1 {
            return None;
        }
        let mut sum = (off2 / b2) * (R::one_() + off1 / b1);
        if n0 - self.i0 > 2 {
            let term = z[e(n0 - 3, half)] / z[q(n0 - 3, half)];
            sum = self.series(n0.saturating_sub(4), term, sum + term, Self::is_enough)?;
            sum *= R::of(WELL_ABOVE);
        }
        Some(self.bound_by_norm(self.sweep.last[2], sum, quarter))
    }

    fn shift_after_one(&mut self) -> Option<R> {
        let [_, least1, least2] = self.sweep.least;
        let [_, dn1, dn2] = self.sweep.last;
        if least1 != dn1 || least2 != dn2 {
            self.kind = -9;
            let part = if least1 == dn1 { 0.5 } else { 0.25 };
            return Some(R::of(part) * least1);
        }
        self.kind = -7;
        let term = self.ratio(self.n0 - 1)?;
        let sum = self.series(self.n0 - 2, term, term, |term, before, sum| {
            R::of(100.0) * Float::max(term, before) < sum
        })?;
        let (bound, near) = self.bound_by_gap(least1, sum, |a2| R::of(0.5) * least2 - a2);
        if !near {
            self.kind = -8;
        }
        Some(Float::max(R::of(THIRD) * least1, bound))
    }

    fn shift_after_two(&mut self) -> Option<R> {
        let (n0, half) = (self.n0, self.half);
        let least2 = self.sweep.least[2];
        let z = &self.z;
        let on = z[q(n0 - 1, half)];
        if least2 != self.sweep.last[2] || R::of(2.0) * z[e(n0 - 1, half)] >= on {
            self.kind = -11;
            return Some(R::of(0.25) * least2);
        }
        self.kind = -10;
        let term = self.ratio(n0 - 1)?;
        let sum = self.series(n0 - 2, term, term, |term, _, sum| R::of(100.0) * term < sum)?;
        let z = &self.z;
        let off = z[e(n0 - 2, half)];
        let product = Float::sqrt(z[q(n0 - 2, half)]) * Float::sqrt(off);
        let (bound, _) = self.bound_by_gap(least2, sum, |a2| on + off - product - a2);
        Some(Float::max(R::of(THIRD) * least2, bound))
    }

    /// A bound from the gap to the next value, and whether the gap was of use.
    fn bound_by_gap(&self, least: R, sum: R, gap: impl Fn(R) -> R) -> (R, bool) {
        let one = R::one_();
        let b2 = Float::sqrt(R::of(WELL_ABOVE) * sum);
        let a2 = least / (one + b2.squared());
        let gap = gap(a2);
        if gap > R::zero_() && gap > b2 * a2 {
            (a2 * (one - R::of(ABOVE) * a2 * (b2 / gap) * b2), true)
        } else {
            (a2 * (one - R::of(ABOVE) * b2), false)
        }
    }

    /// `lasq5`: one sweep with the shift `tau`.
    fn shifted_sweep(&mut self) {
        let (i0, n0, half) = (self.i0, self.n0, self.half);
        if n0 <= i0 + 1 {
            return;
        }
        let zero = R::zero_();
        let threshold = precision::<R>() * (self.sigma + self.tau);
        if self.tau < threshold * R::of(0.5) {
            self.tau = zero;
        }
        let (tau, z) = (self.tau, &mut self.z);
        let mut least_e = z[q(i0 + 1, half)];
        let mut d = z[q(i0, half)] - tau;
        let mut least = d;
        for row in i0..=n0 - 3 {
            let sum = d + z[e(row, half)];
            z[new_q(row, half)] = sum;
            let ratio = z[q(row + 1, half)] / sum;
            d = d * ratio - tau;
            if tau == zero && d < threshold {
                d = zero;
            }
            least = Float::min(least, d);
            let off = z[e(row, half)] * ratio;
            z[new_e(row, half)] = off;
            least_e = Float::min(off, least_e);
        }
        let last = |z: &mut Vec<R>, row: usize, d: R| {
            let (off, next) = (z[e(row, half)], z[q(row + 1, half)]);
            let sum = d + off;
            z[new_q(row, half)] = sum;
            z[new_e(row, half)] = next * (off / sum);
            next * (d / sum) - tau
        };
        let dn1 = last(z, n0 - 2, d);
        let least1 = Float::min(least, dn1);
        let dn = last(z, n0 - 1, dn1);
        z[new_q(n0, half)] = dn;
        z[new_e(n0, half)] = least_e;
        self.sweep = Sweep {
            least: [Float::min(least1, dn), least1, least],
            last: [dn, dn1, d],
        };
    }

    /// `lasq6`: one sweep without a shift, safe against overflow and underflow.
    fn plain_sweep(&mut self) {
        let (i0, n0, half) = (self.i0, self.n0, self.half);
        if n0 <= i0 + 1 {
            return;
        }
        let z = &mut self.z;
        let mut least_e = z[q(i0 + 1, half)];
        let mut d = z[q(i0, half)];
        let mut least = [d; 3];
        let mut last = [d; 3];
        for row in i0..n0 {
            let (off, next) = (z[e(row, half)], z[q(row + 1, half)]);
            let sum = d + off;
            z[new_q(row, half)] = sum;
            if row + 2 >= n0 {
                least[n0 - row] = least[0];
                last[n0 - row] = d;
            }
            let off = if sum == R::zero_() {
                d = next;
                least[0] = d;
                least_e = R::zero_();
                R::zero_()
            } else {
                let (off, next) = safe_step(d, off, next, sum);
                d = next;
                off
            };
            z[new_e(row, half)] = off;
            least[0] = Float::min(least[0], d);
            // The last two rows do not count here.
            if row + 3 <= n0 {
                least_e = Float::min(least_e, off);
            }
        }
        last[0] = d;
        z[new_q(n0, half)] = d;
        z[new_e(n0, half)] = least_e;
        self.sweep = Sweep { least, last };
    }
}

/// The next e and d of a sweep without shift.
fn safe_step<R: Real>(d: R, off: R, next: R, sum: R) -> (R, R) {
    let small = R::safe_min();
    if small * next < sum && small * sum < next {
        let ratio = next / sum;
        (off * ratio, d * ratio)
    } else {
        (next * (off / sum), next * (d / sum))
    }
}
