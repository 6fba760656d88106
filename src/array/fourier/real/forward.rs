//! One pass from real numbers to frequencies, for one factor of the length.

use super::{Factor, Place, turn_back};
use crate::array::fourier::Precision;
use crate::array::meter;

/// Transforms all groups; false where the result stands in `from` again.
pub(super) fn pass<T: Precision>(
    factor: &Factor<T>,
    place: Place,
    from: &mut [T],
    to: &mut [T],
) -> bool {
    match factor.radix {
        2 => two(factor, place, from, to),
        4 => four(factor, place, from, to),
        3 | 5 => small(factor, place, from, to),
        _ => {
            large(factor, place, from, to);
            return false;
        }
    }
    true
}

fn two<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let last = at.inner - 1;
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let (a, b) = (c[at.gathered(0, k, 0)], c[at.gathered(0, k, 1)]);
        (to[at.grouped(0, 0, k)], to[at.grouped(last, 1, k)]) = (a + b, a - b);
        if at.inner.is_multiple_of(2) {
            to[at.grouped(0, 1, k)] = -c[at.gathered(last, k, 1)];
            to[at.grouped(last, 0, k)] = c[at.gathered(last, k, 0)];
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            let ic = at.inner - i;
            let (re, im) = turned(factor, at, c, i, k, 1);
            let (a, b) = (c[at.gathered(i - 1, k, 0)], c[at.gathered(i, k, 0)]);
            (to[at.grouped(i - 1, 0, k)], to[at.grouped(ic - 1, 1, k)]) = (a + re, a - re);
            (to[at.grouped(i, 0, k)], to[at.grouped(ic, 1, k)]) = (im + b, im - b);
        }
    }
}

/// The number `i` of position `j`, turned back by its twiddle.
fn turned<T: Precision>(
    factor: &Factor<T>,
    at: Place,
    c: &[T],
    i: usize,
    k: usize,
    j: usize,
) -> (T, T) {
    let (re, im) = (c[at.gathered(i - 1, k, j)], c[at.gathered(i, k, j)]);
    turn_back(factor.twiddle(j, i, at.inner), re, im)
}

fn four<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let last = at.inner - 1;
    let half = T::of(std::f64::consts::FRAC_1_SQRT_2);
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let value = |i: usize, j: usize| c[at.gathered(i, k, j)];
        let sum = value(0, 3) + value(0, 1);
        to[at.grouped(0, 2, k)] = value(0, 3) - value(0, 1);
        let even = value(0, 0) + value(0, 2);
        to[at.grouped(last, 1, k)] = value(0, 0) - value(0, 2);
        to[at.grouped(0, 0, k)] = even + sum;
        to[at.grouped(last, 3, k)] = even - sum;
        if at.inner.is_multiple_of(2) {
            let im = -half * (value(last, 1) + value(last, 3));
            let re = half * (value(last, 1) - value(last, 3));
            to[at.grouped(last, 0, k)] = value(last, 0) + re;
            to[at.grouped(last, 2, k)] = value(last, 0) - re;
            to[at.grouped(0, 3, k)] = im + value(last, 2);
            to[at.grouped(0, 1, k)] = im - value(last, 2);
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            let ic = at.inner - i;
            let [(r2, i2), (r3, i3), (r4, i4)] = [1, 2, 3].map(|j| turned(factor, at, c, i, k, j));
            let (tr1, tr4) = (r4 + r2, r4 - r2);
            let (ti1, ti4) = (i2 + i4, i2 - i4);
            let (tr2, tr3) = (value(i - 1, 0) + r3, value(i - 1, 0) - r3);
            let (ti2, ti3) = (value(i, 0) + i3, value(i, 0) - i3);
            to[at.grouped(i - 1, 0, k)] = tr2 + tr1;
            to[at.grouped(ic - 1, 3, k)] = tr2 - tr1;
            to[at.grouped(i, 0, k)] = ti1 + ti2;
            to[at.grouped(ic, 3, k)] = ti1 - ti2;
            to[at.grouped(i - 1, 2, k)] = tr3 + ti4;
            to[at.grouped(ic - 1, 1, k)] = tr3 - ti4;
            to[at.grouped(i, 2, k)] = tr4 + ti3;
            to[at.grouped(ic, 1, k)] = tr4 - ti3;
        }
    }
}

/// Sums and differences of the positions that stand opposite each other, for one number of a group: three and five.
struct Opposite<T> {
    sums: [T; 2],
    others: [T; 2],
}

impl<T: Precision> Opposite<T> {
    /// The first value with all sums.
    fn total(&self, first: T, half: usize) -> T {
        self.sums[..half].iter().fold(first, |sum, &x| sum + x)
    }

    /// The terms of output `u`: of the cosines on top of the first value, and of the sines.
    fn terms(&self, factor: &Factor<T>, first: T, u: usize, half: usize) -> (T, T) {
        let (cos, sin) = factor.root(u, 1);
        let (mut even, mut odd) = (first + cos * self.sums[0], sin * self.others[0]);
        for j in 1..half {
            let (cos, sin) = factor.root(u, j + 1);
            even += cos * self.sums[j];
            odd += sin * self.others[j];
        }
        (even, odd)
    }
}

fn small<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let (last, half, radix) = (at.inner - 1, at.half(), at.radix);
    let zero = [T::zero(); 2];
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let mut real = Opposite {
            sums: zero,
            others: zero,
        };
        for j in 1..=half {
            let (a, b) = (c[at.gathered(0, k, radix - j)], c[at.gathered(0, k, j)]);
            (real.sums[j - 1], real.others[j - 1]) = (a + b, a - b);
        }
        let first = c[at.gathered(0, k, 0)];
        to[at.grouped(0, 0, k)] = real.total(first, half);
        for u in 1..=half {
            let (even, odd) = real.terms(factor, first, u, half);
            to[at.grouped(last, 2 * u - 1, k)] = even;
            to[at.grouped(0, 2 * u, k)] = odd;
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            let ic = at.inner - i;
            let (mut re, mut im) = (
                Opposite {
                    sums: zero,
                    others: zero,
                },
                Opposite {
                    sums: zero,
                    others: zero,
                },
            );
            for j in 1..=half {
                let (r, m) = turned(factor, at, c, i, k, j);
                let (other_r, other_m) = turned(factor, at, c, i, k, radix - j);
                (re.sums[j - 1], im.sums[j - 1]) = (r + other_r, m + other_m);
                (re.others[j - 1], im.others[j - 1]) = (m - other_m, other_r - r);
            }
            let (first_re, first_im) = (c[at.gathered(i - 1, k, 0)], c[at.gathered(i, k, 0)]);
            to[at.grouped(i - 1, 0, k)] = re.total(first_re, half);
            to[at.grouped(i, 0, k)] = im.total(first_im, half);
            for u in 1..=half {
                let (tr, tr_odd) = re.terms(factor, first_re, u, half);
                let (ti, ti_odd) = im.terms(factor, first_im, u, half);
                to[at.grouped(i - 1, 2 * u, k)] = tr + tr_odd;
                to[at.grouped(ic - 1, 2 * u - 1, k)] = tr - tr_odd;
                to[at.grouped(i, 2 * u, k)] = ti_odd + ti;
                to[at.grouped(ic, 2 * u - 1, k)] = ti_odd - ti;
            }
        }
    }
}

/// Any odd radix; the result stands in `c`.
fn large<T: Precision>(factor: &Factor<T>, at: Place, c: &mut [T], work: &mut [T]) {
    turn_opposites(factor, at, c);
    for j in 1..=at.half() {
        let other = at.radix - j;
        for k in 0..at.outer {
            if meter::stopped(4) {
                return;
            }
            let (here, there) = (at.gathered(0, k, j), at.gathered(0, k, other));
            (c[there], c[here]) = (c[there] - c[here], c[there] + c[here]);
        }
    }
    combine(factor, at, c, work);
    put_in_order(at, work, c);
}

/// The numbers of opposite positions turned by their twiddles; sums and differences of the two.
fn turn_opposites<T: Precision>(factor: &Factor<T>, at: Place, c: &mut [T]) {
    for j in 1..=at.half() {
        let other = at.radix - j;
        for k in 0..at.outer {
            if meter::stopped(4) {
                return;
            }
            for i in (2..at.inner).step_by(2) {
                if meter::stopped(4) {
                    return;
                }
                let (x1, x2) = turned(factor, at, c, i, k, j);
                let (x3, x4) = turned(factor, at, c, i, k, other);
                let (re, im) = (at.gathered(i - 1, k, j), at.gathered(i, k, j));
                let (other_re, other_im) = (at.gathered(i - 1, k, other), at.gathered(i, k, other));
                (c[re], c[other_im]) = (x3 + x1, x3 - x1);
                (c[im], c[other_re]) = (x2 + x4, x2 - x4);
            }
        }
    }
}

/// Every output's terms of all positions: of the cosines in the lower half, of the sines in the upper. Terms are added
/// in groups of four, then of two.
pub(super) fn combine<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let (radix, plane, half) = (at.radix, at.plane(), at.half());
    let value = |ik: usize, j: usize| c[ik + plane * j];
    for u in 1..=half {
        if meter::stopped(plane) {
            return;
        }
        let (one, two) = (factor.root(u, 1), factor.root(u, 2));
        for ik in 0..plane {
            to[ik + plane * u] = value(ik, 0) + one.0 * value(ik, 1) + two.0 * value(ik, 2);
            to[ik + plane * (radix - u)] =
                one.1 * value(ik, radix - 1) + two.1 * value(ik, radix - 2);
        }
        let mut j = 3;
        while j <= half {
            let count = match half + 1 - j {
                4.. => 4,
                2.. => 2,
                _ => 1,
            };
            if meter::stopped(4 * plane) {
                return;
            }
            let roots: [(T, T); 4] = std::array::from_fn(|m| factor.root(u, j + m));
            for ik in 0..plane {
                let (mut even, mut odd) =
                    (roots[0].0 * value(ik, j), roots[0].1 * value(ik, radix - j));
                for (m, root) in roots.iter().enumerate().take(count).skip(1) {
                    even += root.0 * value(ik, j + m);
                    odd += root.1 * value(ik, radix - j - m);
                }
                to[ik + plane * u] += even;
                to[ik + plane * (radix - u)] += odd;
            }
            j += count;
        }
    }
    for (ik, total) in to.iter_mut().enumerate().take(plane) {
        *total = (1..=half).fold(value(ik, 0), |sum, j| sum + value(ik, j));
    }
}

/// From positions together to groups apart, in FFTPACK's order.
fn put_in_order<T: Precision>(at: Place, c: &[T], to: &mut [T]) {
    let last = at.inner - 1;
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        for i in 0..at.inner {
            to[at.grouped(i, 0, k)] = c[at.gathered(i, k, 0)];
        }
        for j in 1..=at.half() {
            let other = at.radix - j;
            to[at.grouped(last, 2 * j - 1, k)] = c[at.gathered(0, k, j)];
            to[at.grouped(0, 2 * j, k)] = c[at.gathered(0, k, other)];
            for i in (2..at.inner).step_by(2) {
                if meter::stopped(4) {
                    return;
                }
                let ic = at.inner - i;
                let (re, other_re) = (c[at.gathered(i - 1, k, j)], c[at.gathered(i - 1, k, other)]);
                let (im, other_im) = (c[at.gathered(i, k, j)], c[at.gathered(i, k, other)]);
                to[at.grouped(i - 1, 2 * j, k)] = re + other_re;
                to[at.grouped(ic - 1, 2 * j - 1, k)] = re - other_re;
                to[at.grouped(i, 2 * j, k)] = im + other_im;
                to[at.grouped(ic, 2 * j - 1, k)] = other_im - im;
            }
        }
    }
}
