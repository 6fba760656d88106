//! The positions that put values in order.
//!
//! Numbers are sorted by their ranks, so that the sorts are compiled once and not for every dtype.

use super::order::Ordered;
use super::{SortKind, Task, introselect, network, plain, quick, standard};

/// What stands for NaN, after all numbers.
const NAN_RANK: u64 = u64::MAX;

/// The positions of `values` in the order that the task asks for; in any order where it is stopped
/// ([`finished`](crate::array::meter::finished)).
pub fn positions<T: Ordered>(values: &[T], task: Task) -> Vec<usize> {
    match T::RANKS {
        Some(ranks) => {
            let of: Vec<u64> = values.iter().map(ranks.of).collect();
            let filler = ranks.filler;
            let has_nan = T::INEXACT && of.contains(&NAN_RANK);
            let by_network = |order: &mut [usize], kth| match filler {
                Some(filler) => {
                    sort_by_network(&of, filler, has_nan, order, kth);
                    true
                }
                None => false,
            };
            in_order(&of, T::INEXACT, task, &by_network)
        }
        None => in_order(values, T::INEXACT, task, &|_, _| false),
    }
}

/// `by_network` sorts all, or as far as one position needs it, where NumPy has a vector network for the dtype.
fn in_order<T: Ordered>(
    values: &[T],
    inexact: bool,
    task: Task,
    by_network: &dyn Fn(&mut [usize], Option<usize>) -> bool,
) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    match task {
        Task::Sort(SortKind::Stable) => {
            plain::sort_stable(&mut order, &|&a, &b| super::compare(&values[a], &values[b]));
        }
        Task::Sort(SortKind::Quick) => {
            if !by_network(&mut order, None) {
                quick::introsort(values, &mut order);
            }
        }
        Task::Partition([kth]) if by_network(&mut order, Some(*kth)) => {}
        Task::Partition(kths) => {
            let mut selection = introselect::Selection {
                values,
                inexact,
                pivots: Vec::new(),
            };
            for &kth in kths {
                selection.select(&mut order, kth, true);
            }
        }
    }
    order
}

/// Where there is a NaN, NumPy leaves the network to the standard library of C++.
fn sort_by_network(
    ranks: &[u64],
    filler: u64,
    has_nan: bool,
    order: &mut [usize],
    kth: Option<usize>,
) {
    if !has_nan {
        let keys = network::Keys {
            keys: ranks,
            filler,
        };
        return network::sort(&keys, order, kth);
    }
    let before = |a: usize, b: usize| ranks.get(a) < ranks.get(b);
    match kth {
        None => standard::sort(order, &before),
        Some(kth) => standard::select(order, kth, &before),
    }
}
