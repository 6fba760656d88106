//! One pass over the values for one factor of the length.

use num_complex::Complex;

use super::{Factor, Precision, turn};
use crate::array::meter;

/// Transforms groups of `radix` values and multiplies them by their twiddles. `done` is the product of the earlier
/// factors, `inner` that of the later ones.
pub(super) fn pass<T: Precision>(
    factor: &Factor<T>,
    done: usize,
    inner: usize,
    from: &[Complex<T>],
    to: &mut [Complex<T>],
    forward: bool,
) {
    let radix = factor.radix;
    let zero = Complex::new(T::zero(), T::zero());
    let mut group = vec![zero; radix];
    let mut sums = vec![zero; radix];
    let odd = Odd::new(factor, forward);
    for k in 0..done {
        for i in 0..inner {
            if meter::stopped(radix) {
                return;
            }
            for (j, value) in group.iter_mut().enumerate() {
                *value = from[i + inner * (j + radix * k)];
            }
            match radix {
                2 => (group[0], group[1]) = (group[0] + group[1], group[0] - group[1]),
                4 => four(&mut group, forward),
                8 => eight(&mut group, forward),
                _ => odd.transform(&mut group, &mut sums),
            }
            for (j, &value) in group.iter().enumerate() {
                let twiddled = if i == 0 || j == 0 {
                    value
                } else {
                    turn(
                        value,
                        factor.twiddles[(j - 1) * (inner - 1) + i - 1],
                        forward,
                    )
                };
                to[i + inner * (k + done * j)] = twiddled;
            }
        }
    }
}

/// A quarter turn.
fn quarter<T: Precision>(z: Complex<T>, forward: bool) -> Complex<T> {
    if forward {
        Complex::new(z.im, -z.re)
    } else {
        Complex::new(-z.im, z.re)
    }
}

fn four<T: Precision>(c: &mut [Complex<T>], forward: bool) {
    let (t2, t1) = (c[0] + c[2], c[0] - c[2]);
    let (t3, t4) = (c[1] + c[3], quarter(c[1] - c[3], forward));
    (c[0], c[2]) = (t2 + t3, t2 - t3);
    (c[1], c[3]) = (t1 + t4, t1 - t4);
}

/// An eighth of a turn.
fn eighth<T: Precision>(z: Complex<T>, forward: bool) -> Complex<T> {
    let half = T::of(std::f64::consts::FRAC_1_SQRT_2);
    if forward {
        Complex::new(half * (z.re + z.im), half * (z.im - z.re))
    } else {
        Complex::new(half * (z.re - z.im), half * (z.im + z.re))
    }
}

/// Three eighths of a turn.
fn three_eighths<T: Precision>(z: Complex<T>, forward: bool) -> Complex<T> {
    let half = T::of(std::f64::consts::FRAC_1_SQRT_2);
    if forward {
        Complex::new(half * (z.im - z.re), half * (-z.re - z.im))
    } else {
        Complex::new(half * (-z.re - z.im), half * (z.re - z.im))
    }
}

fn eight<T: Precision>(c: &mut [Complex<T>], forward: bool) {
    let (b1, b5) = (c[1] + c[5], c[1] - c[5]);
    let (b3, b7) = (c[3] + c[7], quarter(c[3] - c[7], forward));
    let (a1, a3) = (b1 + b3, quarter(b1 - b3, forward));
    let (a5, a7) = (eighth(b5 + b7, forward), three_eighths(b5 - b7, forward));
    let (b0, b4) = (c[0] + c[4], c[0] - c[4]);
    let (b2, b6) = (c[2] + c[6], quarter(c[2] - c[6], forward));
    let (a0, a2) = (b0 + b2, b0 - b2);
    let (a4, a6) = (b4 + b6, b4 - b6);
    (c[0], c[4]) = (a0 + a1, a0 - a1);
    (c[2], c[6]) = (a2 + a3, a2 - a3);
    (c[1], c[5]) = (a4 + a5, a4 - a5);
    (c[3], c[7]) = (a6 + a7, a6 - a7);
}

/// The roots of unity of the radices with a butterfly of their own, as they are written there.
pub(super) const ROOTS_3: [(f64, f64); 1] = [(-0.5, 0.866_025_403_784_438_6)];
pub(super) const ROOTS_5: [(f64, f64); 2] = [
    (0.309_016_994_374_947_424_1, 0.951_056_516_295_153_572_1),
    (-0.809_016_994_374_947_424_1, 0.587_785_252_292_473_129_2),
];
const ROOTS_7: [(f64, f64); 3] = [
    (0.623_489_801_858_733_530_5, 0.781_831_482_468_029_808_7),
    (-0.222_520_933_956_314_404_3, 0.974_927_912_181_823_607_0),
    (-0.900_968_867_902_419_126_2, 0.433_883_739_117_558_120_5),
];
const ROOTS_11: [(f64, f64); 5] = [
    (0.841_253_532_831_181_168_9, 0.540_640_817_455_597_582_1),
    (0.415_415_013_001_886_425_5, 0.909_631_995_354_518_371_4),
    (-0.142_314_838_273_285_140_4, 0.989_821_441_880_932_732_4),
    (-0.654_860_733_945_285_064_1, 0.755_749_574_354_258_283_8),
    (-0.959_492_973_614_497_389_9, 0.281_732_556_841_429_697_7),
];

/// The butterfly of an odd radix: sums and differences of the values that stand opposite each other.
struct Odd<T> {
    roots: Vec<Complex<T>>,
    /// Large radices add their terms in pairs.
    in_pairs: bool,
}

impl<T: Precision> Odd<T> {
    fn new(factor: &Factor<T>, forward: bool) -> Odd<T> {
        let radix = factor.radix;
        let half: Vec<Complex<T>> = match radix {
            3 => known(&ROOTS_3),
            5 => known(&ROOTS_5),
            7 => known(&ROOTS_7),
            11 => known(&ROOTS_11),
            _ => factor
                .roots
                .iter()
                .skip(1)
                .take(radix / 2)
                .copied()
                .collect(),
        };
        let mut roots = vec![Complex::new(T::one(), T::zero())];
        roots.extend(&half);
        roots.extend(half.iter().rev().map(Complex::conj));
        if radix > 11 {
            roots.clone_from(&factor.roots);
        }
        if forward {
            roots.iter_mut().for_each(|root| root.im = -root.im);
        }
        Odd {
            roots,
            in_pairs: radix > 11,
        }
    }

    fn transform(&self, c: &mut [Complex<T>], sums: &mut [Complex<T>]) {
        let radix = c.len();
        let half = radix / 2;
        sums[0] = c[0];
        for j in 1..=half {
            (sums[j], sums[radix - j]) = (c[j] + c[radix - j], c[j] - c[radix - j]);
        }
        c[0] = sums[1..=half].iter().fold(sums[0], |sum, &z| sum + z);
        for u in 1..=half {
            let (even, odd) = if self.in_pairs {
                self.pairs(sums, u)
            } else {
                self.singles(sums, u)
            };
            (c[u], c[radix - u]) = (even + odd, even - odd);
        }
    }

    /// The terms of the cosines and of the sines of output `u`, one after the other.
    fn singles(&self, sums: &[Complex<T>], u: usize) -> (Complex<T>, Complex<T>) {
        let radix = sums.len();
        let mut even = sums[0];
        let mut odd: Option<(T, T)> = None;
        for j in 1..=radix / 2 {
            let root = self.roots[u * j % radix];
            let (sum, difference) = (sums[j], sums[radix - j]);
            even = Complex::new(even.re + root.re * sum.re, even.im + root.re * sum.im);
            let term = (root.im * difference.im, root.im * difference.re);
            odd = Some(odd.map_or(term, |(re, im)| (re + term.0, im + term.1)));
        }
        let (re, im) = odd.unwrap_or((T::zero(), T::zero()));
        (even, Complex::new(-re, im))
    }

    /// The same with the terms added two by two.
    fn pairs(&self, sums: &[Complex<T>], u: usize) -> (Complex<T>, Complex<T>) {
        let radix = sums.len();
        let half = radix / 2;
        let term = |j: usize| {
            let root = self.roots[u * j % radix];
            let (sum, other) = (sums[j], sums[radix - j]);
            (
                Complex::new(root.re * sum.re, root.re * sum.im),
                Complex::new(root.im * other.im, root.im * other.re),
            )
        };
        let ((e1, o1), (e2, o2)) = (term(1), term(2));
        let mut even = sums[0] + e1 + e2;
        let mut odd = Complex::new(-o1.re - o2.re, o1.im + o2.im);
        let mut j = 3;
        while j < half {
            let ((e1, o1), (e2, o2)) = (term(j), term(j + 1));
            even = even + (e1 + e2);
            odd = Complex::new(odd.re - (o1.re + o2.re), odd.im + (o1.im + o2.im));
            j += 2;
        }
        if j == half {
            let (e, o) = term(j);
            even = even + e;
            odd = Complex::new(odd.re - o.re, odd.im + o.im);
        }
        (even, odd)
    }
}

pub(super) fn known<T: Precision>(roots: &[(f64, f64)]) -> Vec<Complex<T>> {
    let root = |&(re, im): &(f64, f64)| Complex::new(T::of(re), T::of(im));
    roots.iter().map(root).collect()
}
