//! Introselect: just enough sorting that the element at one position is the one that belongs there.
//!
//! Source: `npysort/selection.cpp`; followed step by step, because the order of all other elements shows in
//! `np.partition`.

use super::order::Ordered;
use crate::array::meter;

/// NumPy remembers this many pivots from one position to the next.
const MAX_PIVOTS: usize = 50;

/// A selection over positions into `values`.
pub struct Selection<'a, T> {
    pub values: &'a [T],
    /// NumPy looks for the greatest of floats and complex numbers in its own way.
    pub inexact: bool,
    /// Positions known to be in place, nearest last.
    pub pivots: Vec<usize>,
}

impl<T: Ordered> Selection<'_, T> {
    fn before(&self, a: usize, b: usize) -> bool {
        self.values[a].before(&self.values[b])
    }

    fn store_pivot(&mut self, pivot: usize, kth: usize, keep: bool) {
        if !keep {
            return;
        }
        if pivot == kth && self.pivots.len() == MAX_PIVOTS {
            self.pivots[MAX_PIVOTS - 1] = pivot;
        } else if pivot >= kth && self.pivots.len() < MAX_PIVOTS {
            self.pivots.push(pivot);
        }
    }

    /// The part of `length` positions that pivots leave to search for `kth`; `None` if it is in place already.
    fn narrow(&mut self, length: usize, kth: usize) -> Option<(usize, usize)> {
        let (mut low, mut high) = (0, length - 1);
        while let Some(&pivot) = self.pivots.last() {
            if pivot > kth {
                high = pivot - 1;
                break;
            }
            if pivot == kth {
                return None;
            }
            low = pivot + 1;
            self.pivots.pop();
        }
        Some((low, high))
    }

    /// Brings the element that belongs at `kth` there: none before it is greater, none after it less.
    pub fn select(&mut self, order: &mut [usize], kth: usize, keep: bool) {
        let length = order.len();
        if kth >= length {
            return;
        }
        let bounds = if keep {
            self.narrow(length, kth)
        } else {
            Some((0, length - 1))
        };
        let Some((mut low, mut high)) = bounds else {
            return;
        };
        if kth - low < 3 {
            self.select_least(&mut order[low..=high], kth - low);
            self.store_pivot(kth, kth, keep);
            return;
        }
        if self.inexact && kth == length - 1 {
            let greatest = (low..length).reduce(|best, at| {
                if self.before(order[at], order[best]) {
                    best
                } else {
                    at
                }
            });
            order.swap(kth, greatest.unwrap_or(kth));
            return;
        }
        let mut depth = 2 * length.ilog2() as i32;
        while low + 1 < high && !meter::stopped(1) {
            let (from, to) = self.choose_pivot(order, low, high, depth > 0);
            depth -= 1;
            let (ll, hh) = self.partition(order, low, from, to);
            order.swap(low, hh);
            if hh != kth {
                self.store_pivot(hh, kth, keep);
            }
            if hh >= kth {
                high = hh - 1;
            }
            if hh <= kth {
                low = ll;
            }
        }
        if high == low + 1 && self.before(order[high], order[low]) {
            order.swap(high, low);
        }
        self.store_pivot(kth, kth, keep);
    }

    /// Puts a pivot at `low`; gives the bounds outside which the partition searches.
    fn choose_pivot(
        &mut self,
        order: &mut [usize],
        low: usize,
        high: usize,
        fast: bool,
    ) -> (usize, usize) {
        if fast || high - low - 1 < 5 {
            self.median_of_three(order, low, low + (high - low) / 2, high);
            return (low + 1, high);
        }
        let middle = low + 1 + self.median_of_medians(&mut order[low + 1..high]);
        order.swap(middle, low);
        (low, high + 1)
    }

    fn median_of_three(&self, order: &mut [usize], low: usize, middle: usize, high: usize) {
        if self.before(order[high], order[middle]) {
            order.swap(high, middle);
        }
        if self.before(order[high], order[low]) {
            order.swap(high, low);
        }
        if self.before(order[low], order[middle]) {
            order.swap(low, middle);
        }
        // The least of the three is the sentinel of the partition.
        order.swap(middle, low + 1);
    }

    /// Partition of what lies between `ll` and `hh` by the pivot at `low`.
    fn partition(
        &self,
        order: &mut [usize],
        low: usize,
        mut ll: usize,
        mut hh: usize,
    ) -> (usize, usize) {
        let pivot = order[low];
        loop {
            ll += 1;
            while ll + 1 < order.len() && self.before(order[ll], pivot) {
                ll += 1;
            }
            hh -= 1;
            while hh > 0 && self.before(pivot, order[hh]) {
                hh -= 1;
            }
            if hh < ll || meter::stopped(4) {
                return (ll, hh);
            }
            order.swap(ll, hh);
        }
    }

    /// The least `kth + 1` elements by repeated search.
    fn select_least(&self, order: &mut [usize], kth: usize) {
        for i in 0..=kth {
            let least = (i + 1..order.len()).fold(i, |least, at| {
                if self.before(order[at], order[least]) {
                    at
                } else {
                    least
                }
            });
            order.swap(i, least);
        }
    }

    fn median_of_medians(&mut self, order: &mut [usize]) -> usize {
        let count = order.len() / 5;
        for i in 0..count {
            if meter::stopped(10) {
                break;
            }
            let median = self.median_of_five(&mut order[5 * i..5 * i + 5]);
            order.swap(5 * i + median, i);
        }
        if count > 2 {
            self.select(&mut order[..count], count / 2, false);
        }
        count / 2
    }

    fn median_of_five(&self, five: &mut [usize]) -> usize {
        for (later, earlier) in [(1, 0), (4, 3), (3, 0), (4, 1), (2, 1)] {
            if self.before(five[later], five[earlier]) {
                five.swap(later, earlier);
            }
        }
        if !self.before(five[3], five[2]) {
            2
        } else if self.before(five[3], five[1]) {
            1
        } else {
            3
        }
    }
}
