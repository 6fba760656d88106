//! Choosing, shuffling and sampling in Python's `random`. Functions give indices or swaps.

use super::PythonRandom;
use crate::array::elementary::log;
use crate::array::meter;
use std::collections::HashSet;

impl PythonRandom {
    /// The swaps of `random.shuffle` over `n` elements, in their order.
    pub fn shuffle(&mut self, n: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..n).rev() {
            if meter::stopped(4) {
                return;
            }
            swap(i, self.below(i as u64 + 1) as usize);
        }
    }

    /// The indices that `random.sample` takes from `n` elements. A `k` beyond `n` is cut to it.
    pub fn sample(&mut self, n: usize, k: usize) -> Vec<usize> {
        let k = k.min(n);
        if n as f64 <= set_cost(k) {
            self.sample_from_pool(n, k)
        } else {
            self.sample_by_set(n, k)
        }
    }

    /// Takes from a list and fills each gap with the list's last element.
    fn sample_from_pool(&mut self, n: usize, k: usize) -> Vec<usize> {
        let mut pool: Vec<usize> = (0..n).collect();
        let mut taken = Vec::with_capacity(k);
        for end in (n - k + 1..=n).rev() {
            taken.push(pool.swap_remove(self.below(end as u64) as usize));
        }
        taken
    }

    fn sample_by_set(&mut self, n: usize, k: usize) -> Vec<usize> {
        let mut selected = HashSet::with_capacity(k);
        let mut taken = Vec::with_capacity(k);
        while taken.len() < k {
            let index = self.below(n as u64) as usize;
            if selected.insert(index) {
                taken.push(index);
            }
        }
        taken
    }

    /// The index that `random.choices` takes from `n` elements of equal weight.
    pub fn choices_index(&mut self, n: usize) -> usize {
        (self.random() * n as f64).floor() as usize
    }

    /// The index that `random.choices` takes with these running sums of weights.
    pub fn choices_weighted(&mut self, cumulative: &[f64]) -> usize {
        let Some((&total, others)) = cumulative.split_last() else {
            return 0;
        };
        let target = self.random() * total;
        bisect(others, target)
    }
}

/// The size up to which copying the whole population beats a set of `k` elements.
fn set_cost(k: usize) -> f64 {
    if k <= 5 {
        return 21.0;
    }
    let power = (log(k as f64 * 3.0) / log(4.0)).ceil();
    21.0 + 4.0_f64.powi(power as i32)
}

/// How many elements, in the halving that Python's `bisect` does, are not above `target`.
fn bisect(sorted: &[f64], target: f64) -> usize {
    let (mut low, mut high) = (0, sorted.len());
    while low < high {
        let middle = (low + high) / 2;
        if sorted.get(middle).is_some_and(|&value| target < value) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
