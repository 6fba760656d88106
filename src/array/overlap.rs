//! Do two layouts of one buffer have a byte in common?
//!
//! A byte of the first is `start + Σ |stride| x + …` with each `x` below its axis' length, and so for the second: they
//! have one in common where a linear equation has a solution within bounds (NumPy's `mem_overlap.c` has the idea).
//! Finding one is hard in the worst case, so the search can be told when to give up.

use super::Result;
use super::core::Array;
use super::meter;

/// `coefficient * x` with `0 <= x <= bound`.
#[derive(Clone, Copy)]
struct Term {
    coefficient: i128,
    bound: i128,
}

/// One term of the equation with what those behind it can add up to.
struct Level {
    term: Term,
    /// The greatest common divisor of the coefficients behind.
    divisor: i128,
    /// The greatest sum of the terms behind.
    most: i128,
}

/// Whether there is a common byte; `None` where more than `max_work` attempts would be needed to know.
///
/// # Errors
/// Where the budget of steps is used up.
pub fn overlap(a: &Array, b: &Array, max_work: Option<u64>) -> Result<Option<bool>> {
    if !a.may_share_memory(b) || a.size() == 0 || b.size() == 0 {
        return Ok(Some(false));
    }
    let (first, second) = (
        a.layout().extent(a.itemsize()),
        b.layout().extent(b.itemsize()),
    );
    let distance = |end: usize, start: usize| end as i128 - 1 - start as i128;
    let sum = distance(second.end, first.start).min(distance(first.end, second.start));
    let terms = merged([terms_of(a), terms_of(b)].concat());
    let mut search = Search {
        levels: levels(&terms),
        left: max_work,
    };
    search.from(0, sum)
}

fn terms_of(array: &Array) -> Vec<Term> {
    let layout = array.layout();
    let axes = layout.shape.iter().zip(&layout.strides);
    let mut terms: Vec<Term> = axes
        .map(|(&length, &stride)| Term {
            coefficient: (stride as i128).abs(),
            bound: length as i128 - 1,
        })
        .collect();
    terms.push(Term {
        coefficient: 1,
        bound: array.itemsize() as i128 - 1,
    });
    terms
}

/// The terms that matter, those of one coefficient in one, the largest coefficient first.
fn merged(mut terms: Vec<Term>) -> Vec<Term> {
    terms.retain(|term| term.coefficient > 0 && term.bound > 0);
    crate::text::sort_by_key(&mut terms, |term| std::cmp::Reverse(term.coefficient));
    terms.dedup_by(|next, kept| {
        let same = next.coefficient == kept.coefficient;
        if same {
            kept.bound += next.bound;
        }
        same
    });
    terms
}

fn levels(terms: &[Term]) -> Vec<Level> {
    let (mut divisor, mut most) = (0, 0);
    let mut levels = Vec::with_capacity(terms.len());
    for &term in terms.iter().rev() {
        levels.push(Level {
            term,
            divisor,
            most,
        });
        divisor = extended_gcd(term.coefficient, divisor).0;
        most += term.coefficient * term.bound;
    }
    levels.reverse();
    levels
}

struct Search {
    levels: Vec<Level>,
    /// Attempts that may still be made.
    left: Option<u64>,
}

impl Search {
    /// Can the terms from `level` on add up to `sum`?
    fn from(&mut self, level: usize, sum: i128) -> Result<Option<bool>> {
        meter::steps(1)?;
        if let Some(left) = &mut self.left {
            match left.checked_sub(1) {
                Some(fewer) => *left = fewer,
                None => return Ok(None),
            }
        }
        let Some(current) = self.levels.get(level) else {
            return Ok(Some(sum == 0));
        };
        let Some((first, last, step)) = current.candidates(sum) else {
            return Ok(Some(false));
        };
        let coefficient = current.term.coefficient;
        let mut x = first;
        while x <= last {
            match self.from(level + 1, sum - coefficient * x)? {
                Some(false) => x += step,
                found => return Ok(found),
            }
        }
        Ok(Some(false))
    }
}

impl Level {
    /// First, last and step of the values that leave the terms behind a sum they could have.
    fn candidates(&self, sum: i128) -> Option<(i128, i128, i128)> {
        let Term { coefficient, bound } = self.term;
        let least = (sum - self.most).max(0);
        let low = (least + coefficient - 1) / coefficient;
        let high = bound.min(sum.div_euclid(coefficient));
        if self.divisor == 0 {
            return (sum % coefficient == 0 && low <= high).then_some((high, high, 1));
        }
        let (common, inverse) = extended_gcd(coefficient, self.divisor);
        if sum % common != 0 {
            return None;
        }
        let step = self.divisor / common;
        let solution = (sum / common % step * (inverse % step)).rem_euclid(step);
        let first = low + (solution - low).rem_euclid(step);
        (first <= high).then_some((first, high, step))
    }
}

/// The greatest common divisor, and what `a` is multiplied with to give it, but for multiples of `b`.
fn extended_gcd(a: i128, b: i128) -> (i128, i128) {
    let (mut old, mut new) = ((a, 1), (b, 0));
    while new.0 != 0 {
        let quotient = old.0 / new.0;
        (old, new) = (new, (old.0 - quotient * new.0, old.1 - quotient * new.1));
    }
    old
}
