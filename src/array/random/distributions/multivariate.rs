//! Distributions that give a vector.

use super::{Binomial, beta, hypergeometric, standard_gamma};
use crate::array::random::BitGenerator;
use crate::array::random::bounded::interval;

/// How `n` trials fall on the outcomes of probabilities `pvals`; the last outcome takes the rest.
///
/// `counts` has the length of `pvals`. `RandomState` draws the same.
pub fn multinomial(g: &mut dyn BitGenerator, n: i64, pvals: &[f64], counts: &mut [i64]) {
    counts.fill(0);
    let Some((last, counts)) = counts.split_last_mut() else {
        return;
    };
    let mut remaining = 1.0;
    let mut left = n;
    for (count, &p) in counts.iter_mut().zip(pvals) {
        *count = Binomial::new(left, p / remaining).draw(g);
        left = left.wrapping_sub(*count);
        if left <= 0 {
            return;
        }
        remaining -= p;
    }
    *last = left.max(0);
}

/// A vector of fractions that add up to 1, into `out` of the length of `alpha`.
pub fn dirichlet(g: &mut dyn BitGenerator, alpha: &[f64], out: &mut [f64]) {
    let largest = alpha.iter().copied().fold(f64::NEG_INFINITY, maximum);
    if largest < 0.1 {
        dirichlet_by_breaking(g, alpha, out);
    } else {
        dirichlet_by_gamma(|shape| standard_gamma(g, shape), alpha, out);
    }
}

/// The larger of two, or NaN if either is: NumPy's `max`.
fn maximum(x: f64, y: f64) -> f64 {
    if x.is_nan() || x > y { x } else { y }
}

/// Gamma numbers brought to the sum 1. With small shapes all of them can be zero.
pub(in crate::array::random) fn dirichlet_by_gamma(
    mut gamma: impl FnMut(f64) -> f64,
    alpha: &[f64],
    out: &mut [f64],
) {
    let mut sum = 0.0;
    for (slot, &shape) in out.iter_mut().zip(alpha) {
        *slot = gamma(shape);
        sum += *slot;
    }
    let inverse = 1.0 / sum;
    for slot in out {
        *slot *= inverse;
    }
}

/// Breaks a beta-distributed piece off what is left of a stick, again and again.
fn dirichlet_by_breaking(g: &mut dyn BitGenerator, alpha: &[f64], out: &mut [f64]) {
    out.fill(0.0);
    let mut sum = 0.0;
    let add = |&a: &f64| {
        sum += a;
        sum
    };
    let mut after: Vec<f64> = alpha.iter().rev().map(add).collect();
    after.reverse();
    if !(sum > 0.0) {
        return;
    }
    let mut stick = 1.0;
    for ((slot, &a), &rest) in out.iter_mut().zip(alpha).zip(after.iter().skip(1)) {
        let piece = beta(g, a, rest);
        *slot = stick * piece;
        stick *= 1.0 - piece;
        if rest == 0.0 {
            break;
        }
    }
    if let Some(last) = out.last_mut() {
        *last = stick;
    }
}

/// `sample` draws without putting back from as many things of each colour as `colors` says, into
/// `counts` of the same length; `method='marginals'`.
pub fn multivariate_hypergeometric(
    g: &mut dyn BitGenerator,
    colors: &[i64],
    sample: i64,
    counts: &mut [i64],
) {
    counts.fill(0);
    let total = colors.iter().fold(0_i64, |sum, &n| sum.saturating_add(n));
    let over_half = sample > total / 2;
    let mut to_draw = if over_half {
        total.saturating_sub(sample)
    } else {
        sample
    };
    if total == 0 || sample == 0 {
        return;
    }
    let Some((last, others)) = counts.split_last_mut() else {
        return;
    };
    let mut remaining = total;
    for (count, &color) in others.iter_mut().zip(colors) {
        if to_draw <= 0 {
            break;
        }
        remaining -= color;
        *count = hypergeometric(g, color, remaining, to_draw);
        to_draw -= *count;
    }
    *last = to_draw.max(0);
    if over_half {
        complement(colors, counts);
    }
}

/// The same by `method='count'`, with every single thing in `choices`, which serves again for
/// the next draw; see [`each_choice`].
pub fn multivariate_hypergeometric_count(
    g: &mut dyn BitGenerator,
    colors: &[i64],
    sample: i64,
    choices: &mut [usize],
    counts: &mut [i64],
) {
    counts.fill(0);
    let sample = usize::try_from(sample).unwrap_or(0).min(choices.len());
    let over_half = sample > choices.len() / 2;
    let to_draw = if over_half {
        choices.len() - sample
    } else {
        sample
    };
    if sample == 0 {
        return;
    }
    for j in 0..to_draw {
        let other = j + interval(g, (choices.len() - j - 1) as u64) as usize;
        choices.swap(j, other);
    }
    for &color in choices.iter().take(to_draw) {
        if let Some(count) = counts.get_mut(color) {
            *count += 1;
        }
    }
    if over_half {
        complement(colors, counts);
    }
}

/// The colour of every single thing, `[3, 2]` giving `[0, 0, 0, 1, 1]`.
pub fn each_choice(colors: &[i64]) -> Vec<usize> {
    let of_color =
        |(color, &n): (usize, &i64)| std::iter::repeat_n(color, usize::try_from(n).unwrap_or(0));
    colors.iter().enumerate().flat_map(of_color).collect()
}

fn complement(colors: &[i64], counts: &mut [i64]) {
    for (count, color) in counts.iter_mut().zip(colors) {
        *count = color - *count;
    }
}
