//! Lanes: the one-dimensional runs of an array along one axis, worked through one at a time.
//!
//! Sorting, partitioning and quantiles are functions of a lane; this is the one place that finds the lanes of
//! an array, copies them out and puts results back.

use super::core::{Array, read_at, write_at};
use super::element::Element;
use super::error::Result;
use super::layout::{Layout, Shape};
use super::meter;

/// Where the lanes of an array lie.
pub struct Lanes {
    /// The array without the axis: one place for each lane.
    outer: Layout,
    pub length: usize,
    stride: isize,
}

impl Lanes {
    /// The lanes of `layout` along `axis`, which it must have.
    pub fn new(layout: &Layout, axis: usize) -> Lanes {
        Lanes {
            outer: layout.at(axis, 0),
            length: layout.shape[axis],
            stride: layout.strides[axis],
        }
    }

    /// Byte offsets of the first elements, in C order of the other axes.
    pub fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        self.outer.offsets()
    }

    /// Byte offset of element `index` of the lane that begins at `start`.
    #[inline]
    pub fn at(&self, start: usize, index: usize) -> usize {
        (start as isize + self.stride * index as isize) as usize
    }

    /// Copies one lane out.
    pub fn read<T: Element>(&self, bytes: &[u8], start: usize, lane: &mut Vec<T>) {
        lane.clear();
        lane.extend((0..self.length).map(|i| read_at::<T>(bytes, self.at(start, i))));
    }

    /// Puts one lane back.
    pub fn write<T: Element>(&self, bytes: &mut [u8], start: usize, lane: &[T]) {
        for (i, &value) in lane.iter().enumerate().take(self.length) {
            write_at(bytes, self.at(start, i), value);
        }
    }
}

/// The shape with another length along `axis`.
pub fn with_length(shape: &[usize], axis: usize, length: usize) -> Shape {
    let mut shape: Shape = shape.into();
    shape[axis] = length;
    shape
}

/// A new C-ordered array that has, for each lane of `array` along `axis`, the `length` values that `kernel` makes of it.
/// The array's dtype must be `T`'s. The kernel may change the lane that it is given: it is a copy.
///
/// # Errors
/// The kernel's, MemoryError, the budget's.
pub fn map_lanes<T: Element, R: Element>(
    array: &Array,
    axis: usize,
    length: usize,
    mut kernel: impl FnMut(&mut [T], &mut [R]) -> Result<()>,
) -> Result<Array> {
    meter::steps(array.size())?;
    let shape = with_length(array.shape(), axis, length);
    let result = Array::zeros(R::DTYPE, &shape)?;
    let (from, to) = (
        Lanes::new(array.layout(), axis),
        Lanes::new(result.layout(), axis),
    );
    let mut lane: Vec<T> = Vec::with_capacity(from.length);
    let mut made = vec![R::default(); length];
    for (source, target) in from.starts().zip(to.starts()) {
        meter::go_on(from.length.min(meter::STRETCH))?;
        array
            .buffer()
            .read(|bytes| from.read(bytes, source, &mut lane));
        kernel(&mut lane, &mut made)?;
        result
            .buffer()
            .write(|bytes| to.write(bytes, target, &made));
    }
    meter::finished()?;
    Ok(result)
}
