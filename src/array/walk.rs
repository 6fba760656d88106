//! Walking several arrays of one shape together, in the order of memory.

use smallvec::SmallVec;

use super::error::Result;
use super::layout::{Axes, Layout, Shape, Strides};

/// How several layouts of one shape are walked: axes sorted by memory, those without length dropped, those that
/// continue each other joined. A *row* is the innermost axis that is left.
#[derive(Clone, Debug)]
pub struct Walk {
    /// From the slowest axis to the fastest.
    pub shape: Shape,
    /// For each operand, its strides in the same order.
    pub strides: SmallVec<[Strides; 4]>,
    /// For each operand, the byte offset of its first element.
    pub starts: SmallVec<[usize; 4]>,
}

impl Walk {
    /// All layouts must have the same shape; broadcast axes have stride 0.
    pub fn new(layouts: &[&Layout]) -> Walk {
        let shape: &[usize] = layouts.first().map_or(&[], |layout| &layout.shape);
        let order = match shape.len() {
            0 => Axes::new(),
            1 => Axes::from_slice(&[0]),
            _ => {
                let strides: SmallVec<[&[isize]; 4]> =
                    layouts.iter().map(|layout| &layout.strides[..]).collect();
                memory_order(shape, &strides)
            }
        };
        Walk::ordered(layouts, &order)
    }

    /// Along the given axes, from the slowest to the fastest.
    pub fn ordered(layouts: &[&Layout], order: &[usize]) -> Walk {
        let shape: &[usize] = layouts.first().map_or(&[], |layout| &layout.shape);
        let mut walk = Walk {
            shape: Shape::new(),
            strides: layouts.iter().map(|_| Strides::new()).collect(),
            starts: layouts.iter().map(|layout| layout.offset).collect(),
        };
        for &axis in order {
            let length = shape[axis];
            if length == 1 {
                continue;
            }
            let joins = walk.shape.last().is_some()
                && layouts.iter().zip(&walk.strides).all(|(layout, held)| {
                    let outer = held.last().copied().unwrap_or(0);
                    Some(outer) == layout.strides[axis].checked_mul(length as isize)
                });
            if joins {
                if let Some(last) = walk.shape.last_mut() {
                    *last = last.saturating_mul(length);
                }
            } else {
                walk.shape.push(length);
            }
            for (layout, held) in layouts.iter().zip(walk.strides.iter_mut()) {
                if joins {
                    held.pop();
                }
                held.push(layout.strides[axis]);
            }
        }
        walk
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Elements in a row.
    pub fn row(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// Bytes from one element of a row to the next.
    pub fn row_stride(&self, operand: usize) -> isize {
        self.strides[operand].last().copied().unwrap_or(0)
    }

    /// Calls `f` with the byte offsets at which each row begins.
    ///
    /// # Errors
    /// The first of `f`'s.
    pub fn for_rows(&self, mut f: impl FnMut(&[usize]) -> Result<()>) -> Result<()> {
        if self.shape.contains(&0) {
            return Ok(());
        }
        let mut offsets = self.starts.clone();
        let outer = self.shape.len().saturating_sub(1);
        let mut index: Shape = SmallVec::from_elem(0, outer);
        loop {
            f(&offsets)?;
            let mut axis = outer;
            loop {
                if axis == 0 {
                    return Ok(());
                }
                axis -= 1;
                index[axis] += 1;
                let wraps = index[axis] == self.shape[axis];
                for (offset, strides) in offsets.iter_mut().zip(&self.strides) {
                    let step = if wraps {
                        -strides[axis] * (self.shape[axis] as isize - 1)
                    } else {
                        strides[axis]
                    };
                    *offset = offset.wrapping_add_signed(step);
                }
                if !wraps {
                    break;
                }
                index[axis] = 0;
            }
        }
    }
}

/// Axes from the slowest in memory to the fastest, as `nditer` sorts them: a stable insertion by stride that looks
/// at all operands; where they disagree, C order wins; broadcast axes have no say.
pub fn memory_order(shape: &[usize], operands: &[&[isize]]) -> Axes {
    // Kept from the fastest to the slowest while sorting; C order to begin with.
    let mut order: Axes = (0..shape.len()).rev().collect();
    let stride = |operand: &[isize], axis: usize| {
        if shape[axis] == 1 {
            0
        } else {
            operand[axis].unsigned_abs()
        }
    };
    for i in 1..order.len() {
        let axis = order[i];
        let mut place = i;
        for j in (0..i).rev() {
            let before = order[j];
            let mut verdict = None;
            for operand in operands {
                let (mine, other) = (stride(operand, axis), stride(operand, before));
                if mine != 0 && other != 0 {
                    if other <= mine {
                        verdict = Some(false);
                    } else if verdict.is_none() {
                        verdict = Some(true);
                    }
                }
            }
            match verdict {
                Some(true) => place = j,
                Some(false) => break,
                None => {}
            }
        }
        order[place..=i].rotate_right(1);
    }
    order.reverse();
    order
}

/// Packed strides for a new array of `shape` whose axes lie in memory in this order, slowest first.
pub fn packed_in_order(shape: &[usize], order: &[usize], itemsize: usize) -> Layout {
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    let mut step = itemsize;
    for &axis in order.iter().rev() {
        strides[axis] = step as isize;
        step = step.saturating_mul(shape[axis].max(1));
    }
    Layout {
        shape: shape.into(),
        strides,
        offset: 0,
    }
    .or_without_strides()
}

/// Copies `count` elements of `width` bytes, `stride` bytes apart, into a packed run.
pub fn gather(source: &[u8], offset: usize, stride: isize, width: usize, target: &mut [u8]) {
    let count = target.len().checked_div(width).unwrap_or(0);
    if stride == width as isize {
        if let Some(run) = source.get(offset..offset + target.len()) {
            target.copy_from_slice(run);
        }
        return;
    }
    match width {
        1 => gather_exact::<1>(source, offset, stride, target),
        2 => gather_exact::<2>(source, offset, stride, target),
        4 => gather_exact::<4>(source, offset, stride, target),
        8 => gather_exact::<8>(source, offset, stride, target),
        16 => gather_exact::<16>(source, offset, stride, target),
        _ => {
            let mut at = offset;
            for place in target.chunks_exact_mut(width.max(1)).take(count) {
                if let Some(element) = source.get(at..at + width) {
                    place.copy_from_slice(element);
                }
                at = at.wrapping_add_signed(stride);
            }
        }
    }
}

fn gather_exact<const N: usize>(source: &[u8], offset: usize, stride: isize, target: &mut [u8]) {
    let (places, _) = target.as_chunks_mut::<N>();
    if stride == 0 {
        if let Some(element) = source
            .get(offset..)
            .and_then(|rest| rest.first_chunk::<N>())
        {
            places.fill(*element);
        }
        return;
    }
    let mut at = offset;
    for place in places {
        if let Some(element) = source.get(at..).and_then(|rest| rest.first_chunk::<N>()) {
            *place = *element;
        }
        at = at.wrapping_add_signed(stride);
    }
}

/// Copies a packed run out to elements of `width` bytes that are `stride` bytes apart.
pub fn scatter(source: &[u8], target: &mut [u8], offset: usize, stride: isize, width: usize) {
    if stride == width as isize {
        if let Some(run) = target.get_mut(offset..offset + source.len()) {
            run.copy_from_slice(source);
        }
        return;
    }
    match width {
        1 => scatter_exact::<1>(source, target, offset, stride),
        2 => scatter_exact::<2>(source, target, offset, stride),
        4 => scatter_exact::<4>(source, target, offset, stride),
        8 => scatter_exact::<8>(source, target, offset, stride),
        16 => scatter_exact::<16>(source, target, offset, stride),
        _ => {
            let mut at = offset;
            for element in source.chunks_exact(width.max(1)) {
                if let Some(place) = target.get_mut(at..at + width) {
                    place.copy_from_slice(element);
                }
                at = at.wrapping_add_signed(stride);
            }
        }
    }
}

fn scatter_exact<const N: usize>(source: &[u8], target: &mut [u8], offset: usize, stride: isize) {
    let (elements, _) = source.as_chunks::<N>();
    let mut at = offset;
    for element in elements {
        if let Some(place) = target
            .get_mut(at..)
            .and_then(|rest| rest.first_chunk_mut::<N>())
        {
            *place = *element;
        }
        at = at.wrapping_add_signed(stride);
    }
}
