//! NumPy's scalar sorts of positions: introsort and heapsort. Both decide how equal values come out.
//!
//! Source: `npysort/quicksort.cpp` and `heapsort.cpp`.

use super::order::Ordered;
use crate::array::meter;

/// Runs of up to this many are sorted by insertion.
const SMALL: usize = 15;

/// Quicksort by the median of three, insertion sort for short runs, heapsort where the depth runs out.
pub fn introsort<T: Ordered>(values: &[T], order: &mut [usize]) {
    if order.len() > 1 {
        let depth = 2 * order.len().ilog2() as i32;
        sort_part(values, order, depth);
    }
}

fn sort_part<T: Ordered>(values: &[T], mut order: &mut [usize], mut depth: i32) {
    loop {
        if meter::stopped(order.len().min(SMALL)) {
            return;
        }
        if depth < 0 {
            heapsort(values, order);
            return;
        }
        if order.len() <= SMALL + 1 {
            insertion(values, order);
            return;
        }
        let middle = partition(values, order);
        depth -= 1;
        let (left, right) = order.split_at_mut(middle);
        let right = &mut right[1..];
        // The shorter part is done first; the longer goes on here.
        if left.len() < right.len() {
            sort_part(values, left, depth);
            order = right;
        } else {
            sort_part(values, right, depth);
            order = left;
        }
    }
}

/// Moves the median of three to its place and everything less before it.
fn partition<T: Ordered>(values: &[T], order: &mut [usize]) -> usize {
    let before = |a: usize, b: usize| values[a].before(&values[b]);
    let (last, middle) = (order.len() - 1, (order.len() - 1) / 2);
    if before(order[middle], order[0]) {
        order.swap(middle, 0);
    }
    if before(order[last], order[middle]) {
        order.swap(last, middle);
    }
    if before(order[middle], order[0]) {
        order.swap(middle, 0);
    }
    let pivot = order[middle];
    let (mut i, mut j) = (0, last - 1);
    order.swap(middle, j);
    loop {
        i += 1;
        while i < last && before(order[i], pivot) {
            i += 1;
        }
        j = j.saturating_sub(1);
        while j > 0 && before(pivot, order[j]) {
            j -= 1;
        }
        if i >= j || meter::stopped(4) {
            break;
        }
        order.swap(i, j);
    }
    order.swap(i, last - 1);
    i
}

fn insertion<T: Ordered>(values: &[T], order: &mut [usize]) {
    for i in 1..order.len() {
        let mut at = i;
        while at > 0 && values[order[at]].before(&values[order[at - 1]]) {
            order.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Heapsort of positions.
fn heapsort<T: Ordered>(values: &[T], order: &mut [usize]) {
    let length = order.len();
    for root in (0..length / 2).rev() {
        if meter::stopped(10) {
            return;
        }
        let moved = order[root];
        sift(values, order, root, moved);
    }
    for end in (1..length).rev() {
        if meter::stopped(20) {
            return;
        }
        let moved = order[end];
        order[end] = order[0];
        sift(values, &mut order[..end], 0, moved);
    }
}

/// Puts `moved` into the heap at `root`: greater children move up.
fn sift<T: Ordered>(values: &[T], heap: &mut [usize], mut root: usize, moved: usize) {
    let before = |a: usize, b: usize| values[a].before(&values[b]);
    loop {
        let mut child = 2 * root + 1;
        if child >= heap.len() {
            break;
        }
        if child + 1 < heap.len() && before(heap[child], heap[child + 1]) {
            child += 1;
        }
        if !before(moved, heap[child]) {
            break;
        }
        heap[root] = heap[child];
        root = child;
    }
    if let Some(place) = heap.get_mut(root) {
        *place = moved;
    }
}
