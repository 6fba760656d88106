//! Sorting with a comparison that may fail: stable, and asking `less` about pairs as Python does.

use super::{Host, Result};
use crate::array::meter;

/// Runs shorter than this are sorted by insertion before they are merged.
const RUN: usize = 16;

/// Sorts by `less(a, b)`; equal items keep their order.
///
/// # Errors
/// Whatever `less` raises; the items are lost then, so that callers sort a copy.
pub fn sort_by<T: Clone>(
    host: &mut dyn Host,
    mut items: Vec<T>,
    mut less: impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    meter::steps(items.len())?;
    if is_sorted(host, &items, &mut less)? {
        return Ok(items);
    }
    for run in items.chunks_mut(RUN) {
        insertion_sort(host, run, &mut less)?;
    }
    let mut width = RUN;
    while width < items.len() {
        meter::steps(items.len())?;
        let mut merged = Vec::with_capacity(items.len());
        for pair in items.chunks(2 * width) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(host, left, right, &mut merged, &mut less)?;
        }
        items = merged;
        width *= 2;
    }
    Ok(items)
}

fn is_sorted<T>(
    host: &mut dyn Host,
    items: &[T],
    less: &mut impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<bool> {
    for pair in items.windows(2) {
        if let [a, b] = pair {
            if less(host, b, a)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn insertion_sort<T>(
    host: &mut dyn Host,
    run: &mut [T],
    less: &mut impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<()> {
    for end in 1..run.len() {
        let mut at = end;
        while at > 0 && less(host, &run[at], &run[at - 1])? {
            run.swap(at, at - 1);
            at -= 1;
        }
    }
    Ok(())
}

fn merge<T: Clone>(
    host: &mut dyn Host,
    left: &[T],
    right: &[T],
    merged: &mut Vec<T>,
    less: &mut impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<()> {
    let (mut left, mut right) = (left, right);
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if less(host, b, a)? {
            merged.push(b.clone());
            right = right_rest;
        } else {
            merged.push(a.clone());
            left = left_rest;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    Ok(())
}
