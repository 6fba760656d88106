//! Shuffling arrays in place.

use super::BitGenerator;
use super::bounded::interval;
use crate::array::{Array, DType, Layout, Result, meter};

/// Shuffles along `axis`, what lies at one index staying together: `shuffle(x, axis)`.
///
/// # Errors
/// When the budget is used up.
pub fn shuffle_axis(g: &mut dyn BitGenerator, array: &Array, axis: usize) -> Result<()> {
    let (length, stride) = along(array, axis);
    if array.size() == 0 {
        return Ok(());
    }
    meter::steps(array.size())?;
    let block: Vec<usize> = array.layout().at(axis, 0).offsets().collect();
    swap_all(g, array, &block, length, stride);
    meter::finished()
}

/// Shuffles each line along `axis` on its own: `permuted(x, axis=axis)`.
///
/// # Errors
/// When the budget is used up.
pub fn shuffle_lines(g: &mut dyn BitGenerator, array: &Array, axis: usize) -> Result<()> {
    let (length, stride) = along(array, axis);
    if array.size() == 0 {
        return Ok(());
    }
    meter::steps(array.size())?;
    let starts: Layout = array.layout().at(axis, 0);
    for start in starts.offsets() {
        swap_all(g, array, &[start], length, stride);
    }
    meter::finished()
}

fn along(array: &Array, axis: usize) -> (usize, isize) {
    let length = array.shape().get(axis).copied().unwrap_or(0);
    (length, array.strides().get(axis).copied().unwrap_or(0))
}

/// Swaps copies of `block`, `stride` bytes apart, as a shuffle of `length` elements does; when it is stopped,
/// what is left is not shuffled.
fn swap_all(
    g: &mut dyn BitGenerator,
    array: &Array,
    block: &[usize],
    length: usize,
    stride: isize,
) {
    let place = |start: usize, i: usize| start.wrapping_add_signed(stride.wrapping_mul(i as isize));
    let width = array.itemsize();
    let draws = (1..length)
        .rev()
        .take_while(|_| !meter::stopped(block.len() + 4))
        .map(|i| (i, interval(g, i as u64) as usize));
    if *array.dtype() == DType::Object {
        for (i, j) in draws {
            for &start in block {
                swap_objects(array, place(start, i), place(start, j));
            }
        }
        return;
    }
    array.buffer().write(|bytes| {
        for (i, j) in draws {
            for &start in block {
                swap_elements(bytes, place(start, i), place(start, j), width);
            }
        }
    });
}

fn swap_objects(array: &Array, first: usize, second: usize) {
    if let (Some(x), Some(y)) = (array.buffer().object(first), array.buffer().object(second)) {
        array.buffer().set_object(first, y);
        array.buffer().set_object(second, x);
    }
}

fn swap_elements(bytes: &mut [u8], first: usize, second: usize, width: usize) {
    let (low, high) = (first.min(second), first.max(second));
    if high < low + width {
        return;
    }
    if let Some((front, back)) = bytes.split_at_mut_checked(high)
        && let (Some(x), Some(y)) = (front.get_mut(low..low + width), back.get_mut(..width))
    {
        x.swap_with_slice(y);
    }
}
