//! One pass from frequencies to real numbers, for one factor of the length.

use super::forward::combine;
use super::{Factor, Place};
use crate::array::fourier::Precision;
use crate::array::meter;

/// Transforms all groups.
pub(super) fn pass<T: Precision>(factor: &Factor<T>, place: Place, from: &mut [T], to: &mut [T]) {
    match factor.radix {
        2 => two(factor, place, from, to),
        4 => four(factor, place, from, to),
        3 | 5 => small(factor, place, from, to),
        _ => large(factor, place, from, to),
    }
}

fn two<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let last = at.inner - 1;
    let double = T::of(2.0);
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let value = |i: usize, j: usize| c[at.grouped(i, j, k)];
        to[at.gathered(0, k, 0)] = value(0, 0) + value(last, 1);
        to[at.gathered(0, k, 1)] = value(0, 0) - value(last, 1);
        if at.inner.is_multiple_of(2) {
            to[at.gathered(last, k, 0)] = double * value(last, 0);
            to[at.gathered(last, k, 1)] = -double * value(0, 1);
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            let ic = at.inner - i;
            to[at.gathered(i - 1, k, 0)] = value(i - 1, 0) + value(ic - 1, 1);
            let re = value(i - 1, 0) - value(ic - 1, 1);
            let im = value(i, 0) + value(ic, 1);
            to[at.gathered(i, k, 0)] = value(i, 0) - value(ic, 1);
            put_turned(factor, at, to, (i, k, 1), re, im);
        }
    }
}

/// The number `i` of position `j`, turned by its twiddle.
fn put_turned<T: Precision>(
    factor: &Factor<T>,
    at: Place,
    to: &mut [T],
    (i, k, j): (usize, usize, usize),
    re: T,
    im: T,
) {
    let (a, b) = factor.twiddle(j, i, at.inner);
    to[at.gathered(i, k, j)] = a * im + b * re;
    to[at.gathered(i - 1, k, j)] = a * re - b * im;
}

fn four<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let last = at.inner - 1;
    let (double, root) = (T::of(2.0), T::of(std::f64::consts::SQRT_2));
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let value = |i: usize, j: usize| c[at.grouped(i, j, k)];
        let (sum, difference) = (value(0, 0) + value(last, 3), value(0, 0) - value(last, 3));
        let (re, im) = (double * value(last, 1), double * value(0, 2));
        (to[at.gathered(0, k, 0)], to[at.gathered(0, k, 2)]) = (sum + re, sum - re);
        (to[at.gathered(0, k, 3)], to[at.gathered(0, k, 1)]) = (difference + im, difference - im);
        if at.inner.is_multiple_of(2) {
            let (ti1, ti2) = (value(0, 3) + value(0, 1), value(0, 3) - value(0, 1));
            let (tr2, tr1) = (
                value(last, 0) + value(last, 2),
                value(last, 0) - value(last, 2),
            );
            to[at.gathered(last, k, 0)] = tr2 + tr2;
            to[at.gathered(last, k, 1)] = root * (tr1 - ti1);
            to[at.gathered(last, k, 2)] = ti2 + ti2;
            to[at.gathered(last, k, 3)] = -root * (tr1 + ti1);
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            let ic = at.inner - i;
            let pair = |i: usize, j: usize, ic: usize, jc: usize| {
                let (a, b) = (value(i, j), value(ic, jc));
                (a + b, a - b)
            };
            let (tr2, tr1) = pair(i - 1, 0, ic - 1, 3);
            let (ti1, ti2) = pair(i, 0, ic, 3);
            let (tr4, ti3) = pair(i, 2, ic, 1);
            let (tr3, ti4) = pair(i - 1, 2, ic - 1, 1);
            to[at.gathered(i - 1, k, 0)] = tr2 + tr3;
            to[at.gathered(i, k, 0)] = ti2 + ti3;
            put_turned(factor, at, to, (i, k, 1), tr1 - tr4, ti1 + ti4);
            put_turned(factor, at, to, (i, k, 2), tr2 - tr3, ti2 - ti3);
            put_turned(factor, at, to, (i, k, 3), tr1 + tr4, ti1 - ti4);
        }
    }
}

/// The terms of output `u`: of the cosines on top of the first value, and of the sines; three and five.
fn terms<T: Precision>(factor: &Factor<T>, first: T, u: usize, sums: &[T], others: &[T]) -> (T, T) {
    let (cos, sin) = factor.root(u, 1);
    let (mut even, mut odd) = (first + cos * sums[0], sin * others[0]);
    for j in 1..sums.len() {
        let (cos, sin) = factor.root(u, j + 1);
        even += cos * sums[j];
        odd += sin * others[j];
    }
    (even, odd)
}

fn small<T: Precision>(factor: &Factor<T>, at: Place, c: &[T], to: &mut [T]) {
    let (last, half, radix) = (at.inner - 1, at.half(), at.radix);
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let value = |i: usize, j: usize| c[at.grouped(i, j, k)];
        let (mut re, mut im) = ([T::zero(); 2], [T::zero(); 2]);
        for j in 1..=half {
            re[j - 1] = value(last, 2 * j - 1) + value(last, 2 * j - 1);
            im[j - 1] = value(0, 2 * j) + value(0, 2 * j);
        }
        let first = value(0, 0);
        to[at.gathered(0, k, 0)] = re[..half].iter().fold(first, |sum, &x| sum + x);
        for u in 1..=half {
            let (even, odd) = terms(factor, first, u, &re[..half], &im[..half]);
            to[at.gathered(0, k, radix - u)] = even + odd;
            to[at.gathered(0, k, u)] = even - odd;
        }
        for i in (2..at.inner).step_by(2) {
            if meter::stopped(4) {
                return;
            }
            small_inside(factor, at, c, to, i, k);
        }
    }
}

/// One number after the first of a group, of three or five.
fn small_inside<T: Precision>(
    factor: &Factor<T>,
    at: Place,
    c: &[T],
    to: &mut [T],
    i: usize,
    k: usize,
) {
    let (half, ic) = (at.half(), at.inner - i);
    let value = |i: usize, j: usize| c[at.grouped(i, j, k)];
    let zero = [T::zero(); 2];
    let (mut re, mut re_other, mut im, mut im_other) = (zero, zero, zero, zero);
    for j in 1..=half {
        let (a, b) = (value(i - 1, 2 * j), value(ic - 1, 2 * j - 1));
        (re[j - 1], re_other[j - 1]) = (a + b, a - b);
        let (a, b) = (value(i, 2 * j), value(ic, 2 * j - 1));
        (im_other[j - 1], im[j - 1]) = (a + b, a - b);
    }
    let (first_re, first_im) = (value(i - 1, 0), value(i, 0));
    to[at.gathered(i - 1, k, 0)] = re[..half].iter().fold(first_re, |sum, &x| sum + x);
    to[at.gathered(i, k, 0)] = im[..half].iter().fold(first_im, |sum, &x| sum + x);
    for u in 1..=half {
        let (cr, cr_odd) = terms(factor, first_re, u, &re[..half], &re_other[..half]);
        let (ci, ci_odd) = terms(factor, first_im, u, &im[..half], &im_other[..half]);
        put_turned(factor, at, to, (i, k, u), cr - ci_odd, ci + cr_odd);
        put_turned(
            factor,
            at,
            to,
            (i, k, at.radix - u),
            cr + ci_odd,
            ci - cr_odd,
        );
    }
}

/// Any odd radix; `c` is worked in too.
fn large<T: Precision>(factor: &Factor<T>, at: Place, c: &mut [T], to: &mut [T]) {
    gather(at, c, to);
    combine(factor, at, to, c);
    let plane = at.plane();
    to[..plane].copy_from_slice(&c[..plane]);
    for j in 1..=at.half() {
        let other = at.radix - j;
        for k in 0..at.outer {
            if meter::stopped(4) {
                return;
            }
            let (here, there) = (at.gathered(0, k, j), at.gathered(0, k, other));
            (to[there], to[here]) = (c[here] + c[there], c[here] - c[there]);
            for i in (2..at.inner).step_by(2) {
                if meter::stopped(4) {
                    return;
                }
                let (re, im) = (at.gathered(i - 1, k, j), at.gathered(i, k, j));
                let (other_re, other_im) = (at.gathered(i - 1, k, other), at.gathered(i, k, other));
                (to[re], to[other_re]) = (c[re] - c[other_im], c[re] + c[other_im]);
                (to[im], to[other_im]) = (c[im] + c[other_re], c[im] - c[other_re]);
            }
        }
    }
    for j in 1..at.radix {
        for k in 0..at.outer {
            if meter::stopped(4) {
                return;
            }
            for i in (2..at.inner).step_by(2) {
                if meter::stopped(4) {
                    return;
                }
                let (a, b) = factor.twiddle(j, i, at.inner);
                let (re, im) = (at.gathered(i - 1, k, j), at.gathered(i, k, j));
                (to[re], to[im]) = (a * to[re] - b * to[im], a * to[im] + b * to[re]);
            }
        }
    }
}

/// From groups in FFTPACK's order to sums and differences with equal positions together.
fn gather<T: Precision>(at: Place, c: &[T], to: &mut [T]) {
    let (last, double) = (at.inner - 1, T::of(2.0));
    for k in 0..at.outer {
        if meter::stopped(4) {
            return;
        }
        let value = |i: usize, j: usize| c[at.grouped(i, j, k)];
        for i in 0..at.inner {
            to[at.gathered(i, k, 0)] = value(i, 0);
        }
        for j in 1..=at.half() {
            let other = at.radix - j;
            to[at.gathered(0, k, j)] = double * value(last, 2 * j - 1);
            to[at.gathered(0, k, other)] = double * value(0, 2 * j);
            for i in (2..at.inner).step_by(2) {
                if meter::stopped(4) {
                    return;
                }
                let ic = at.inner - i;
                let (a, b) = (value(i - 1, 2 * j), value(ic - 1, 2 * j - 1));
                to[at.gathered(i - 1, k, j)] = a + b;
                to[at.gathered(i - 1, k, other)] = a - b;
                let (a, b) = (value(i, 2 * j), value(ic, 2 * j - 1));
                to[at.gathered(i, k, j)] = a - b;
                to[at.gathered(i, k, other)] = a + b;
            }
        }
    }
}
