//! Shuffling and choosing. Functions give indices or swaps; the caller moves the elements.

use super::BitGenerator;
use super::bounded::{Bounded, Method, Width, interval, mask_of};

/// The swaps of a shuffle of `n` elements, in their order: `Generator.shuffle`,
/// `RandomState.shuffle` and `permutation` of both. An element may be swapped with itself.
pub fn shuffle(g: &mut dyn BitGenerator, n: usize, mut swap: impl FnMut(usize, usize)) {
    for i in (1..n).rev() {
        swap(i, interval(g, i as u64) as usize);
    }
}

/// The numbers below `n` in random order: `permutation(n)`.
pub fn permutation(g: &mut dyn BitGenerator, n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    shuffle(g, n, |i, j| order.swap(i, j));
    order
}

/// `size` different numbers below `population`, as `Generator.choice(replace=False)` finds them.
///
/// With `shuffle` false the order is not quite random, and the work is less. A `size` beyond the
/// population is cut to it.
pub fn choose(
    g: &mut dyn BitGenerator,
    population: usize,
    size: usize,
    shuffle: bool,
) -> Vec<usize> {
    let size = size.min(population);
    let cutoff = if shuffle { 50 } else { 20 };
    if population > 10_000 && size > population / cutoff {
        return choose_tail(g, population, size);
    }
    let mut chosen = choose_floyd(g, population, size);
    if shuffle {
        shuffle_indices(g, &mut chosen, 1);
    }
    chosen
}

/// Shuffles only as much of the end of all numbers as is wanted.
fn choose_tail(g: &mut dyn BitGenerator, population: usize, size: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..population).collect();
    shuffle_indices(g, &mut all, (population - size).max(1));
    all.split_off(population - size)
}

/// R. W. Floyd's method: work and memory go with the sample, not with the population.
fn choose_floyd(g: &mut dyn BitGenerator, population: usize, size: usize) -> Vec<usize> {
    let mut seen = IndexSet::for_size(size);
    let mut draw = Bounded::new(g, Width::W64, Method::Lemire);
    let mut pick = |last: usize| {
        let candidate = draw.next(last as u64) as usize;
        let fresh = if seen.insert(candidate) {
            candidate
        } else {
            last
        };
        if fresh == last {
            seen.insert(last);
        }
        fresh
    };
    (population - size..population).map(&mut pick).collect()
}

/// The shuffle inside `Generator.choice`, which draws by multiplication.
fn shuffle_indices(g: &mut dyn BitGenerator, indices: &mut [usize], first: usize) {
    let mut draw = Bounded::new(g, Width::W64, Method::Lemire);
    for i in (first..indices.len()).rev() {
        indices.swap(i, draw.next(i as u64) as usize);
    }
}

/// A set of indices by open addressing: a fresh one of a known size costs one allocation.
struct IndexSet {
    slots: Vec<usize>,
    mask: usize,
}

impl IndexSet {
    const FREE: usize = usize::MAX;

    fn for_size(size: usize) -> Self {
        let mask = mask_of(size as u64 + size as u64 / 5) as usize;
        Self {
            slots: vec![Self::FREE; mask + 1],
            mask,
        }
    }

    /// Whether `index` is new.
    fn insert(&mut self, index: usize) -> bool {
        let mut place = index & self.mask;
        while self.slots[place] != Self::FREE && self.slots[place] != index {
            place = (place + 1) & self.mask;
        }
        let new = self.slots[place] == Self::FREE;
        self.slots[place] = index;
        new
    }
}

/// Running sums of probabilities, scaled so that the last is 1; NumPy's `cumsum` and division.
pub fn cumulative(probabilities: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |&p: &f64| {
        sum += p;
        sum
    };
    let mut sums: Vec<f64> = probabilities.iter().map(add).collect();
    for value in &mut sums {
        *value /= sum;
    }
    sums
}

/// The index that a uniform number `x` falls on (`searchsorted(side='right')`).
pub fn locate(cumulative: &[f64], x: f64) -> usize {
    cumulative.partition_point(|&bound| bound <= x)
}

/// `size` different indices, each found in proportion to its probability: `choice(replace=False,
/// p=…)` of both generations.
///
/// At most as many come back as there are positive probabilities.
pub fn choose_weighted(g: &mut dyn BitGenerator, probabilities: &[f64], size: usize) -> Vec<usize> {
    let mut rest = probabilities.to_vec();
    let size = size.min(rest.iter().filter(|&&p| p > 0.0).count());
    let mut found = Vec::with_capacity(size);
    while found.len() < size {
        let sums = cumulative(&rest);
        let before = found.len();
        for _ in before..size {
            let index = locate(&sums, g.next_f64());
            // Zeroed at once, so that a second hit in this round is known.
            if rest.get(index).is_some_and(|&p| p > 0.0) {
                rest[index] = 0.0;
                found.push(index);
            }
        }
        // With probabilities a round finds at least one; with anything else it may find none.
        if found.len() == before {
            break;
        }
    }
    found
}

/// The compensated sum (W. Kahan) by which NumPy checks that probabilities add up to 1.
pub fn kahan_sum(values: &[f64]) -> f64 {
    let mut values = values.iter();
    let mut sum = values.next().copied().unwrap_or(0.0);
    let mut lost = 0.0;
    for value in values {
        let next = value - lost;
        let total = sum + next;
        lost = (total - sum) - next;
        sum = total;
    }
    sum
}
