//! How an array's elements lie in its buffer: shape, signed byte strides, offset.

use smallvec::SmallVec;

use super::error::{Error, ErrorKind, Result};

pub type Shape = SmallVec<[usize; 4]>;
pub type Strides = SmallVec<[isize; 4]>;
/// Positions of axes, already normalised: each below the number of dimensions.
pub type Axes = SmallVec<[usize; 4]>;

/// NumPy's limit.
pub const MAX_DIMENSIONS: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub shape: Shape,
    /// Bytes from one element to the next along each axis.
    pub strides: Strides,
    /// Byte offset of the first element.
    pub offset: usize,
}

impl Layout {
    /// C order from offset 0. The caller has checked that the size does not overflow ([`total_bytes`]). Without
    /// elements all strides are 0, as those of NumPy's new arrays are.
    pub fn contiguous(shape: &[usize], itemsize: usize) -> Layout {
        Layout::packed(shape, itemsize).or_without_strides()
    }

    /// C order from offset 0, with strides even where there is no element: what reshaping gives.
    fn packed(shape: &[usize], itemsize: usize) -> Layout {
        let mut strides: Strides = SmallVec::from_elem(0, shape.len());
        let mut step = itemsize;
        for (stride, &length) in strides.iter_mut().zip(shape).rev() {
            *stride = step as isize;
            step = step.saturating_mul(length.max(1));
        }
        Layout {
            shape: shape.into(),
            strides,
            offset: 0,
        }
    }

    /// Fortran order from offset 0.
    pub fn fortran(shape: &[usize], itemsize: usize) -> Layout {
        let mut strides: Strides = SmallVec::new();
        let mut step = itemsize;
        for &length in shape {
            strides.push(step as isize);
            step = step.saturating_mul(length.max(1));
        }
        Layout {
            shape: shape.into(),
            strides,
            offset: 0,
        }
        .or_without_strides()
    }

    /// A new array without elements has strides of 0.
    pub(super) fn or_without_strides(mut self) -> Layout {
        if self.shape.contains(&0) {
            self.strides.fill(0);
        }
        self
    }

    /// A new layout of this shape whose axes lie in memory in the same order as this one's (NumPy's order 'K').
    pub fn like(&self, itemsize: usize) -> Layout {
        let order = self.memory_order();
        let mut strides: Strides = SmallVec::from_elem(0, self.ndim());
        let mut step = itemsize;
        for &axis in order.iter().rev() {
            strides[axis] = step as isize;
            step = step.saturating_mul(self.shape[axis].max(1));
        }
        Layout {
            shape: self.shape.clone(),
            strides,
            offset: 0,
        }
        .or_without_strides()
    }

    /// Axes from the slowest in memory to the fastest; ties keep C order, and an axis without a stride is the fastest.
    pub fn memory_order(&self) -> Axes {
        let mut order: Axes = (0..self.ndim()).collect();
        let stride = |axis: usize| self.strides[axis].unsigned_abs();
        // By insertion: axes are few, and mostly in order.
        for end in 1..order.len() {
            let mut at = end;
            while at > 0 && stride(order[at - 1]) < stride(order[at]) {
                order.swap(at - 1, at);
                at -= 1;
            }
        }
        order
    }

    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    pub fn is_c_contiguous(&self, itemsize: usize) -> bool {
        self.is_packed(itemsize, (0..self.ndim()).rev())
    }

    pub fn is_f_contiguous(&self, itemsize: usize) -> bool {
        self.is_packed(itemsize, 0..self.ndim())
    }

    /// Axes of length 1 and arrays without elements count as packed whatever their strides.
    fn is_packed(&self, itemsize: usize, axes: impl Iterator<Item = usize>) -> bool {
        if self.shape.contains(&0) {
            return true;
        }
        let mut step = itemsize;
        for axis in axes {
            if self.shape[axis] != 1 {
                if self.strides[axis] != step as isize {
                    return false;
                }
                step = step.saturating_mul(self.shape[axis]);
            }
        }
        true
    }

    /// Byte offsets of all elements, in C order.
    pub fn offsets(&self) -> Offsets<'_> {
        let left = self.size();
        Offsets {
            layout: self,
            index: SmallVec::from_elem(0, self.ndim()),
            at: self.offset as isize,
            left,
        }
    }

    /// Byte offset of the element at `index`, which must be inside the shape.
    pub fn offset_of(&self, index: &[usize]) -> usize {
        let distance: isize = index
            .iter()
            .zip(&self.strides)
            .map(|(&i, &stride)| i as isize * stride)
            .sum();
        (self.offset as isize + distance) as usize
    }

    /// The bytes `low..high` that elements can touch; empty for no elements.
    pub fn extent(&self, itemsize: usize) -> std::ops::Range<usize> {
        if self.shape.contains(&0) {
            return self.offset..self.offset;
        }
        let (mut low, mut high) = (self.offset as isize, self.offset as isize);
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            let reach = (length as isize - 1) * stride;
            if reach < 0 {
                low += reach
            } else {
                high += reach
            }
        }
        low as usize..high as usize + itemsize
    }

    /// The axes in a new order: axis `i` of the result is axis `order[i]` of this.
    pub fn permuted(&self, order: &[usize]) -> Layout {
        Layout {
            shape: order.iter().map(|&axis| self.shape[axis]).collect(),
            strides: order.iter().map(|&axis| self.strides[axis]).collect(),
            offset: self.offset,
        }
    }

    /// All axes reversed.
    pub fn transposed(&self) -> Layout {
        let order: Axes = (0..self.ndim()).rev().collect();
        self.permuted(&order)
    }

    /// With a new axis of length 1 before `axis`.
    pub fn with_axis(&self, axis: usize) -> Layout {
        let mut layout = self.clone();
        layout.shape.insert(axis, 1);
        layout.strides.insert(axis, 0);
        layout
    }

    /// Without `axis`, at position `index` of it.
    pub fn at(&self, axis: usize, index: usize) -> Layout {
        let mut layout = self.clone();
        let stride = layout.strides.remove(axis);
        layout.shape.remove(axis);
        layout.offset = (self.offset as isize + stride * index as isize) as usize;
        layout
    }

    /// `start`, `start + step`, …, `length` of them along `axis`. All are inside it.
    pub fn sliced(&self, axis: usize, start: usize, length: usize, step: isize) -> Layout {
        let mut layout = self.clone();
        if length > 0 {
            layout.offset = (self.offset as isize + self.strides[axis] * start as isize) as usize;
        }
        layout.shape[axis] = length;
        layout.strides[axis] = self.strides[axis].saturating_mul(step);
        layout
    }

    /// Repeated along new and length-1 axes without a copy, or `None` where the shapes do not fit.
    pub fn broadcast_to(&self, shape: &[usize]) -> Option<Layout> {
        let missing = shape.len().checked_sub(self.ndim())?;
        let mut strides: Strides = SmallVec::from_elem(0, shape.len());
        for (axis, (&length, &stride)) in self.shape.iter().zip(&self.strides).enumerate() {
            let target = shape[missing + axis];
            if length == target {
                strides[missing + axis] = if length == 1 { 0 } else { stride };
            } else if length != 1 {
                return None;
            }
        }
        Some(Layout {
            shape: shape.into(),
            strides,
            offset: self.offset,
        })
    }

    /// The same elements under another shape of the same size without a copy, where strides allow it
    /// (in C order, or Fortran's).
    pub fn reshaped(&self, shape: &[usize], itemsize: usize, fortran: bool) -> Option<Layout> {
        if fortran {
            let mut reversed: Shape = shape.into();
            reversed.reverse();
            return Some(
                self.transposed()
                    .reshaped(&reversed, itemsize, false)?
                    .transposed(),
            );
        }
        if self.size() == 0 {
            let mut layout = Layout::packed(shape, itemsize);
            layout.offset = self.offset;
            return Some(layout);
        }
        let strides = reshaped_strides(self, shape, itemsize)?;
        Some(Layout {
            shape: shape.into(),
            strides,
            offset: self.offset,
        })
    }
}

/// Walks both shapes from the left in groups of equal size; inside a group the old axes must be packed
/// relative to each other.
fn reshaped_strides(old: &Layout, shape: &[usize], itemsize: usize) -> Option<Strides> {
    let kept: SmallVec<[(usize, isize); 4]> = old
        .shape
        .iter()
        .copied()
        .zip(old.strides.iter().copied())
        .filter(|&(length, _)| length != 1)
        .collect();
    let mut strides: Strides = SmallVec::from_elem(itemsize as isize, shape.len());
    let (mut from, mut to) = (0, 0);
    while from < kept.len() && to < shape.len() {
        let (from_start, to_start) = (from, to);
        let (mut from_size, mut to_size) = (kept[from].0, shape[to]);
        while from_size != to_size {
            if to_size < from_size {
                to += 1;
                to_size *= *shape.get(to)?;
            } else {
                from += 1;
                from_size *= kept.get(from)?.0;
            }
        }
        for pair in kept[from_start..=from].windows(2) {
            if pair[0].1 != pair[1].1 * pair[1].0 as isize {
                return None;
            }
        }
        let mut stride = kept[from].1;
        for axis in (to_start..=to).rev() {
            strides[axis] = stride;
            stride = stride.saturating_mul(shape[axis] as isize);
        }
        from += 1;
        to += 1;
    }
    // What is left of the new shape has length 1: any stride would do; NumPy carries on from the last.
    let last = if to > 0 {
        strides[to - 1]
    } else {
        itemsize as isize
    };
    strides[to..].fill(last);
    Some(strides)
}

/// Byte offsets in C order; see [`Layout::offsets`].
pub struct Offsets<'a> {
    layout: &'a Layout,
    index: Shape,
    at: isize,
    left: usize,
}

impl Iterator for Offsets<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let here = self.at as usize;
        for axis in (0..self.index.len()).rev() {
            self.index[axis] += 1;
            self.at += self.layout.strides[axis];
            if self.index[axis] < self.layout.shape[axis] {
                break;
            }
            self.at -= self.layout.strides[axis] * self.layout.shape[axis] as isize;
            self.index[axis] = 0;
        }
        Some(here)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Offsets<'_> {}

/// Bytes of an array of `shape`, or `None` where the count does not fit.
pub fn total_bytes(shape: &[usize], itemsize: usize) -> Option<usize> {
    // NumPy multiplies the non-zero lengths, so that (0, 2**62, 2**62) is refused too.
    let count = shape
        .iter()
        .filter(|&&n| n != 0)
        .try_fold(1usize, |total, &n| total.checked_mul(n))?;
    let bytes = count
        .checked_mul(itemsize.max(1))
        .filter(|&bytes| bytes <= isize::MAX as usize)?;
    Some(if shape.contains(&0) { 0 } else { bytes })
}

/// The shape that all broadcast to, or `None`.
pub fn broadcast_shapes<'a>(shapes: impl IntoIterator<Item = &'a [usize]>) -> Option<Shape> {
    let mut result: Shape = SmallVec::new();
    for shape in shapes {
        while result.len() < shape.len() {
            result.insert(0, 1);
        }
        let missing = result.len() - shape.len();
        for (target, &length) in result[missing..].iter_mut().zip(shape) {
            match (*target, length) {
                (1, n) => *target = n,
                (_, 1) => {}
                (m, n) if m == n => {}
                _ => return None,
            }
        }
    }
    Some(result)
}

/// An axis counted from either end, as a position; NumPy's AxisError where there is none.
pub fn normalize_axis(axis: i64, ndim: usize) -> Result<usize> {
    let shifted = if axis < 0 {
        axis.saturating_add(ndim as i64)
    } else {
        axis
    };
    if shifted < 0 || shifted >= ndim as i64 {
        let message = format!("axis {axis} is out of bounds for array of dimension {ndim}");
        return Err(Error::new(ErrorKind::Axis { axis, ndim }, message));
    }
    Ok(shifted as usize)
}

/// A shape as NumPy's messages of broadcasting have it: `(2,3)`, `(3,)`, `()`.
pub fn shape_text(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => format!(
            "({})",
            many.iter()
                .map(usize::to_string)
                .collect::<Vec<_>>()
                .join(",")
        ),
    }
}

/// A shape as Python shows a tuple: `(2, 3)`, `(3,)`, `()`.
pub fn shape_repr(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => format!(
            "({})",
            many.iter()
                .map(usize::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}
