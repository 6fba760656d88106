//! Sorting whose equal values cannot be told apart or keep their order: the standard library's sorts, in pieces, so that
//! a long one can be stopped ([`meter::stopped`]). What is stopped is left in any order; nothing is lost.

use std::cmp::Ordering;

use crate::array::meter;

/// What is sorted between two looks around.
const PIECE: usize = 1 << 18;

/// Sorts numbers in any way: by quicksort down to pieces.
pub fn sort_unstable<T: Copy>(values: &mut [T], less: &impl Fn(&T, &T) -> bool) {
    let ordering = |a: &T, b: &T| order(a, b, less);
    if values.len() > PIECE && !is_run(values, less) {
        let depth = 2 * values.len().ilog2();
        split(values, less, depth);
    } else if values.len() <= PIECE && !meter::stopped(4 * values.len()) {
        values.sort_unstable_by(ordering);
    }
}

/// The standard library's sorts ask only whether one stands before the other.
fn order<T>(a: &T, b: &T, less: &impl Fn(&T, &T) -> bool) -> Ordering {
    match less(a, b) {
        true => Ordering::Less,
        false => Ordering::Equal,
    }
}

/// Is it in order already? What is in descending order is turned round.
fn is_run<T>(values: &mut [T], less: &impl Fn(&T, &T) -> bool) -> bool {
    let in_order = |values: &[T], wrong: &dyn Fn(&T, &T) -> bool| {
        let found = values.windows(2).position(|pair| match pair {
            [a, b] => wrong(a, b) || meter::stopped(1),
            _ => false,
        });
        found.is_none()
    };
    if in_order(values, &|a, b| less(b, a)) {
        return true;
    }
    let descends = in_order(values, &|a, b| !less(b, a));
    if descends {
        values.reverse();
    }
    descends
}

fn split<T: Copy>(mut values: &mut [T], less: &impl Fn(&T, &T) -> bool, mut depth: u32) {
    loop {
        if values.len() <= PIECE || depth == 0 {
            if !meter::stopped(4 * values.len().min(PIECE)) {
                values.sort_unstable_by(|a, b| order(a, b, less));
            }
            return;
        }
        depth -= 1;
        let pivot = pivot(values, less);
        let mut middle = partition(values, |x| less(x, &pivot));
        if middle < values.len() / 8 {
            // Many may equal the pivot: they are in place then.
            middle += partition(&mut values[middle..], |x| !less(&pivot, x));
        }
        if meter::stopped(0) {
            return;
        }
        let (left, right) = values.split_at_mut(middle);
        // The shorter part is done first; the longer goes on here.
        let (short, long) = match left.len() < right.len() {
            true => (left, right),
            false => (right, left),
        };
        split(short, less, depth);
        values = long;
    }
}

/// The median of a sample that is spread evenly.
fn pivot<T: Copy>(values: &[T], less: &impl Fn(&T, &T) -> bool) -> T {
    const SAMPLE: usize = 63;
    let step = values.len() / SAMPLE;
    let mut sample: [T; SAMPLE] = std::array::from_fn(|i| values[i * step]);
    sample.sort_unstable_by(|a, b| order(a, b, less));
    sample[SAMPLE / 2]
}

/// Moves what belongs in front there; gives how many those are. Without a branch on the outcome, which nobody could
/// foresee.
fn partition<T: Copy>(values: &mut [T], in_front: impl Fn(&T) -> bool) -> usize {
    let mut front = 0;
    let length = values.len();
    for start in (0..length).step_by(meter::STRETCH) {
        let end = length.min(start + meter::STRETCH);
        if meter::stopped(end - start) {
            break;
        }
        for at in start..end {
            values.swap(at, front);
            front += usize::from(in_front(&values[front]));
        }
    }
    front
}

/// Sorts so that equal values keep their order: sorted pieces, merged.
pub fn sort_stable<T: Copy>(values: &mut Vec<T>, compare: &impl Fn(&T, &T) -> Ordering) {
    let length = values.len();
    for piece in values.chunks_mut(PIECE) {
        if meter::stopped(4 * piece.len()) {
            return;
        }
        piece.sort_by(compare);
    }
    let mut merged: Vec<T> = Vec::new();
    let mut width = PIECE;
    while width < length {
        merged.clear();
        merged.reserve_exact(length);
        for pair in values.chunks(2 * width) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            if !merge(left, right, compare, &mut merged) {
                return;
            }
        }
        std::mem::swap(values, &mut merged);
        width = width.saturating_mul(2);
    }
}

/// Appends the values of two sorted runs in order; false where it was stopped.
fn merge<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    compare: &impl Fn(&T, &T) -> Ordering,
    merged: &mut Vec<T>,
) -> bool {
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if meter::stopped(1) {
            return false;
        }
        if compare(b, a) == Ordering::Less {
            merged.push(*b);
            right = right_rest;
        } else {
            merged.push(*a);
            left = left_rest;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrambled(length: usize, modulus: u64) -> Vec<u64> {
        let mut state = 1u64;
        let mut next = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            (state >> 33) % modulus
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn pieces_make_a_sorted_whole() {
        let length = 2 * PIECE + 17;
        let inputs = [
            scrambled(length, u64::MAX),
            scrambled(length, 3),
            vec![7; length],
            (0..length as u64).collect(),
            (0..length as u64).rev().collect(),
            (0..length as u64)
                .map(|x| x.min(length as u64 - x))
                .collect(),
        ];
        for input in inputs {
            let mut expected = input.clone();
            expected.sort_unstable();
            let mut sorted = input;
            sort_unstable(&mut sorted, &|a, b| a < b);
            assert!(sorted == expected);
        }
    }

    #[test]
    fn equal_values_keep_their_order() {
        let length = 2 * PIECE + 5;
        let mut values: Vec<(u64, usize)> = scrambled(length, 10).into_iter().zip(0..).collect();
        let mut expected = values.clone();
        expected.sort_by_key(|pair| pair.0);
        sort_stable(&mut values, &|a, b| a.0.cmp(&b.0));
        assert!(values == expected);
    }
}
