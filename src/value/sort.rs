//! Sorting with a comparison that may fail: stable, and asking `less` as CPython's `list.sort` does for short lists,
//! so that even values without a proper order (NaN) come out in its order.

use super::{Host, Result};
use crate::array::meter;

/// Lists shorter than this are one run, extended by binary insertion; longer ones are merged from shorter runs.
const ONE_RUN: usize = 64;
const RUN: usize = 32;

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
    let sorted = leading_run(host, &mut items, &mut less)?;
    if sorted == items.len() {
        return Ok(items);
    }
    if items.len() < ONE_RUN {
        insert_from(host, &mut items, sorted, &mut less)?;
        return Ok(items);
    }
    for run in items.chunks_mut(RUN) {
        let sorted = leading_run(host, run, &mut less)?;
        insert_from(host, run, sorted, &mut less)?;
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

/// How many items at the start are in order; a strictly descending start is turned round.
fn leading_run<T>(
    host: &mut dyn Host,
    items: &mut [T],
    less: &mut impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<usize> {
    let mut pairs = items.windows(2);
    let descending = match pairs.next() {
        Some([a, b]) => less(host, b, a)?,
        _ => return Ok(items.len()),
    };
    let mut run = 2;
    for pair in pairs {
        meter::go_on(4)?;
        if let [a, b] = pair
            && less(host, b, a)? != descending
        {
            break;
        }
        run += 1;
    }
    if descending && let Some(run) = items.get_mut(..run) {
        run.reverse();
    }
    Ok(run)
}

/// Binary insertion of the items from `sorted` on.
fn insert_from<T>(
    host: &mut dyn Host,
    items: &mut [T],
    sorted: usize,
    less: &mut impl FnMut(&mut dyn Host, &T, &T) -> Result<bool>,
) -> Result<()> {
    for next in sorted..items.len() {
        meter::go_on(10)?;
        let (mut low, mut high) = (0, next);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(host, &items[next], &items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if let Some(moved) = items.get_mut(low..=next) {
            moved.rotate_right(1);
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
        meter::go_on(4)?;
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
