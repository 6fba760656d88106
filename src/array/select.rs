//! Indexing: which elements `a[…]` means, to read them or to write them.
//!
//! Integers, slices, `...` and new axes only make another [`Layout`]: a view. As soon as one index is an array or a
//! mask, elements are gathered by their offsets: a copy.

use smallvec::SmallVec;

use super::core::{Array, read_at};
use super::dtype::{DType, dispatch};
use super::element::Bool;
use super::error::{Error, Result};
use super::layout::{Layout, MAX_DIMENSIONS, Shape, broadcast_shapes, shape_text};
use super::{cast, meter};

/// One item of an index, as written between the brackets.
#[derive(Clone, Debug)]
pub enum Index {
    Integer(i64),
    Slice {
        start: Option<i64>,
        stop: Option<i64>,
        step: Option<i64>,
    },
    Ellipsis,
    NewAxis,
    /// Integers of dtype i64.
    Fancy(Array),
    /// Of dtype bool, also 0-d.
    Mask(Array),
}

/// What an index means on one array.
pub enum Selection {
    /// Another layout over the same elements. `scalar`: integers for every axis and nothing else.
    View {
        layout: Layout,
        scalar: bool,
    },
    Gather(Gather),
}

/// Elements picked by arrays of indices: `picked` byte distances, each the start of a block laid out as `block`.
pub struct Gather {
    /// Byte distances from the start of `block`, in C order of `picked_shape`.
    picked: Vec<isize>,
    picked_shape: Shape,
    /// The axes that no array indexes.
    block: Layout,
    /// Where the axes of `picked_shape` go among those of `block` in the result.
    position: usize,
    /// The index is one mask over the whole array.
    pub whole_mask: bool,
    /// An index beyond its axis, which NumPy complains of only when elements are to be touched.
    outside: Option<Error>,
}

/// Finds out what `index` means for an array of this layout.
///
/// # Errors
/// IndexError in NumPy's words.
pub fn select(array: &Array, index: &[Index]) -> Result<Selection> {
    let whole = index.iter().any(|item| matches!(item, Index::Ellipsis));
    let index = complete(array.layout(), index)?;
    let advanced = index
        .iter()
        .any(|item| matches!(item, Index::Fancy(_) | Index::Mask(_)));
    if advanced {
        gather(array.layout(), &index).map(Selection::Gather)
    } else {
        view(array.layout(), &index, whole)
    }
}

/// How many axes an item uses up.
fn axes_used(item: &Index) -> usize {
    match item {
        Index::Integer(_) | Index::Slice { .. } | Index::Fancy(_) => 1,
        Index::Ellipsis | Index::NewAxis => 0,
        Index::Mask(mask) => mask.ndim(),
    }
}

/// The ellipsis, written or not, becomes the full slices it stands for.
fn complete(layout: &Layout, index: &[Index]) -> Result<Vec<Index>> {
    let used: usize = index.iter().map(axes_used).sum();
    let ndim = layout.ndim();
    if used > ndim {
        let message = format!(
            "too many indices for array: array is {ndim}-dimensional, but {used} were indexed"
        );
        return Err(Error::index(message));
    }
    let full = Index::Slice {
        start: None,
        stop: None,
        step: None,
    };
    let mut items = Vec::with_capacity(ndim + index.len());
    let mut seen = false;
    for item in index {
        match item {
            Index::Ellipsis if seen => {
                return Err(Error::index(
                    "an index can only have a single ellipsis ('...')",
                ));
            }
            Index::Ellipsis => {
                seen = true;
                items.extend(std::iter::repeat_n(full.clone(), ndim - used));
            }
            other => items.push(other.clone()),
        }
    }
    if !seen {
        items.extend(std::iter::repeat_n(full, ndim - used));
    }
    Ok(items)
}

/// `whole`: an ellipsis was written, so that even a single element is a view.
fn view(layout: &Layout, index: &[Index], whole: bool) -> Result<Selection> {
    let mut view = layout.clone();
    let mut axis = 0;
    let (mut original, mut scalar) = (0, true);
    for item in index {
        match item {
            Index::Integer(at) => {
                view = view.at(
                    axis,
                    element_position(*at, original, layout.shape[original])?,
                );
                original += 1;
            }
            Index::Slice { start, stop, step } => {
                let (first, length, step) =
                    slice_positions(*start, *stop, *step, layout.shape[original])?;
                view = view.sliced(axis, first, length, step);
                axis += 1;
                original += 1;
                scalar = false;
            }
            _ => {
                view = view.with_axis(axis);
                axis += 1;
                scalar = false;
            }
        }
        if view.ndim() > MAX_DIMENSIONS {
            return Err(too_many_dimensions(view.ndim()));
        }
    }
    Ok(Selection::View {
        layout: view,
        scalar: scalar && !whole && !index.is_empty(),
    })
}

fn too_many_dimensions(found: usize) -> Error {
    Error::index(format!(
        "number of dimensions must be within [0, {MAX_DIMENSIONS}], indexing result would have {found}"
    ))
}

/// An index counted from either end, as a position.
///
/// # Errors
/// IndexError.
pub fn element_position(at: i64, axis: usize, length: usize) -> Result<usize> {
    let shifted = if at < 0 {
        at.saturating_add(length as i64)
    } else {
        at
    };
    if shifted < 0 || shifted >= length as i64 {
        let message = format!("index {at} is out of bounds for axis {axis} with size {length}");
        return Err(Error::index(message));
    }
    Ok(shifted as usize)
}

/// First position, count and step of a slice over `length` elements, as Python's `slice.indices`.
///
/// # Errors
/// ValueError for a step of 0.
pub fn slice_positions(
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
    length: usize,
) -> Result<(usize, usize, isize)> {
    let step = step.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return Err(Error::value("slice step cannot be zero"));
    }
    let length = length as i64;
    let (low, high) = if step < 0 {
        (-1, length - 1)
    } else {
        (0, length)
    };
    let clamp = |at: i64| {
        if at < 0 {
            at.saturating_add(length).max(low)
        } else {
            at.min(high)
        }
    };
    let first = start.map_or(if step < 0 { high } else { low }, clamp);
    let end = stop.map_or(if step < 0 { low } else { high }, clamp);
    let count = if step > 0 && first < end {
        (end - first - 1) / step + 1
    } else if step < 0 && end < first {
        (first - end - 1) / -step + 1
    } else {
        0
    };
    Ok((first.max(0) as usize, count as usize, step as isize))
}

/// An array index on one axis: where its elements are, and how far one step of it goes.
struct Picker {
    positions: Array,
    stride: isize,
}

fn gather(layout: &Layout, index: &[Index]) -> Result<Gather> {
    let mut block = layout.clone();
    let mut pickers: Vec<Picker> = Vec::new();
    // The axis of `block` on which we stand, and where the array indices stand among the items of the result.
    let (mut axis, mut original) = (0, 0);
    let mut runs: SmallVec<[usize; 4]> = SmallVec::new();
    let mut pick_item = |axis: usize, item_at: usize, last: &mut Option<usize>| {
        if *last != Some(item_at.wrapping_sub(1)) || last.is_none() {
            runs.push(axis);
        }
        *last = Some(item_at);
    };
    let mut last_picked = None;
    let mut outside = None;
    check_masks(layout, index)?;
    for (item_at, item) in index.iter().enumerate() {
        match item {
            Index::Integer(at) => {
                let position = element_position(*at, original, layout.shape[original])?;
                pick_item(axis, item_at, &mut last_picked);
                block = block.at(axis, position);
                original += 1;
            }
            Index::Fancy(positions) => {
                pick_item(axis, item_at, &mut last_picked);
                let stride = block.strides[axis];
                let checked = checked_positions(positions, original, layout.shape[original]);
                let positions = checked.or_else(|error| {
                    outside.get_or_insert(error);
                    Array::zeros(DType::I64, positions.shape())
                });
                pickers.push(Picker {
                    positions: positions?,
                    stride,
                });
                block = block_without(&block, axis);
                original += 1;
            }
            Index::Mask(mask) => {
                pick_item(axis, item_at, &mut last_picked);
                for (k, positions) in nonzero(mask)?.into_iter().enumerate() {
                    let stride = if mask.ndim() == 0 {
                        0
                    } else {
                        block.strides[axis]
                    };
                    if k < mask.ndim() {
                        block = block_without(&block, axis);
                    }
                    pickers.push(Picker { positions, stride });
                }
                original += mask.ndim();
            }
            Index::Slice { start, stop, step } => {
                let (first, length, step) =
                    slice_positions(*start, *stop, *step, layout.shape[original])?;
                block = block.sliced(axis, first, length, step);
                axis += 1;
                original += 1;
            }
            _ => {
                block = block.with_axis(axis);
                axis += 1;
            }
        }
    }
    // Indices in one run keep their place; apart from each other, their axes go to the front.
    let position = if runs.len() == 1 { runs[0] } else { 0 };
    let (picked, picked_shape) = combine(&pickers)?;
    let found = picked_shape.len() + block.ndim();
    if found > MAX_DIMENSIONS {
        return Err(too_many_dimensions(found));
    }
    let whole_mask = matches!(index, [Index::Mask(_)]) && block.ndim() == 0;
    Ok(Gather {
        picked,
        picked_shape,
        block,
        position,
        whole_mask,
        outside,
    })
}

fn block_without(layout: &Layout, axis: usize) -> Layout {
    let mut layout = layout.clone();
    layout.shape.remove(axis);
    layout.strides.remove(axis);
    layout
}

/// The positions, none negative, all inside the axis.
fn checked_positions(positions: &Array, axis: usize, length: usize) -> Result<Array> {
    let values = positions.to_vec::<i64>()?;
    let checked: Result<Vec<i64>> = values
        .into_iter()
        .map(|at| element_position(at, axis, length).map(|at| at as i64))
        .collect();
    Array::from_shape_vec(positions.shape(), checked?)
}

/// Masks are looked at before all other indices.
fn check_masks(layout: &Layout, index: &[Index]) -> Result<()> {
    let mut axis = 0;
    for item in index {
        if let Index::Mask(mask) = item {
            check_mask(mask, layout, axis)?;
        }
        axis += match item {
            Index::Slice { .. } => 1,
            other => axes_used(other),
        };
    }
    Ok(())
}

fn check_mask(mask: &Array, layout: &Layout, axis: usize) -> Result<()> {
    for (k, &length) in mask.shape().iter().enumerate() {
        let (axis, size) = (axis + k, layout.shape[axis + k]);
        // As in NumPy, an axis of no length fits any: there is nothing to take along it.
        if length != size && length > 0 {
            return Err(Error::index(format!(
                "boolean index did not match indexed array along axis {axis}; \
                 size of axis is {size} but size of corresponding boolean axis is {length}"
            )));
        }
    }
    Ok(())
}

/// Where an array is not zero: one array of positions per axis. A 0-d array gives one array, of one position or none.
///
/// # Errors
/// MemoryError.
pub fn nonzero(array: &Array) -> Result<Vec<Array>> {
    let mask = cast::cast(array, &DType::Bool)?.to_vec::<Bool>()?;
    let shape = array.shape();
    let count = mask.iter().filter(|x| x.get()).count();
    if shape.is_empty() {
        return Ok(vec![Array::from_vec(vec![0i64; count])?]);
    }
    if shape.len() == 1 {
        let mut positions = Vec::with_capacity(count);
        for (part, mask) in mask.chunks(meter::STRETCH).enumerate() {
            meter::go_on(mask.len())?;
            let chosen = (part * meter::STRETCH..).zip(mask).filter(|(_, x)| x.get());
            positions.extend(chosen.map(|(at, _)| at as i64));
        }
        return Ok(vec![Array::from_vec(positions)?]);
    }
    let mut positions: Vec<Vec<i64>> = vec![Vec::with_capacity(count); shape.len()];
    for (flat, _) in mask.iter().enumerate().filter(|(_, x)| x.get()) {
        meter::go_on(shape.len())?;
        let mut left = flat;
        for axis in (0..shape.len()).rev() {
            positions[axis].push((left % shape[axis]) as i64);
            left /= shape[axis];
        }
    }
    positions.into_iter().map(Array::from_vec).collect()
}

/// The distances that all pickers together mean, broadcast against each other.
fn combine(pickers: &[Picker]) -> Result<(Vec<isize>, Shape)> {
    let shapes = pickers.iter().map(|picker| picker.positions.shape());
    let Some(shape) = broadcast_shapes(shapes) else {
        let shapes: String = pickers
            .iter()
            .map(|picker| shape_text(picker.positions.shape()) + " ")
            .collect();
        let message = format!(
            "shape mismatch: indexing arrays could not be broadcast together with shapes {shapes}"
        );
        return Err(Error::index(message));
    };
    let size =
        super::layout::total_bytes(&shape, 8).ok_or_else(|| Error::value("array is too big"))? / 8;
    meter::check_bytes(size.saturating_mul(8))?;
    meter::steps(size)?;
    let mut distances = vec![0isize; size];
    for picker in pickers {
        let Some(stretched) = picker.positions.broadcast_to(&shape) else {
            continue;
        };
        for (distance, position) in distances.iter_mut().zip(stretched.to_vec::<i64>()?) {
            meter::go_on(1)?;
            *distance += position as isize * picker.stride;
        }
    }
    Ok((distances, shape))
}

impl Gather {
    /// Shape of the selected elements.
    pub fn shape(&self) -> Shape {
        let mut shape = self.block.shape.clone();
        shape.insert_many(self.position, self.picked_shape.iter().copied());
        shape
    }

    /// Byte offsets of the selected elements: for each picked place, its block in C order.
    fn offsets(&self) -> impl Iterator<Item = usize> + '_ {
        self.picked.iter().flat_map(move |&distance| {
            self.block
                .offsets()
                .map(move |at| (at as isize + distance) as usize)
        })
    }

    /// The elements, copied. In memory the picked axes come first; the result is a view where they do not.
    ///
    /// # Errors
    /// MemoryError.
    pub fn read(&self, array: &Array) -> Result<Array> {
        self.check_inside()?;
        let mut gathered: Shape = self.picked_shape.clone();
        gathered.extend_from_slice(&self.block.shape);
        let size: usize = gathered.iter().product();
        meter::steps(size)?;
        let target = if *array.dtype() == DType::Object {
            let objects = self
                .offsets()
                .filter_map(|at| array.buffer().object(at))
                .collect();
            Array::from_objects(&gathered, objects)?
        } else {
            let layout = Layout::contiguous(&gathered, array.itemsize());
            let target = Array::scratch(array.dtype().clone(), layout)?;
            if self.block.ndim() == 0 {
                let first = self.block.offset as isize;
                let places = self.picked.iter().map(|at| (first + at) as usize);
                copy_elements(array, places, &target);
            } else {
                copy_elements(array, self.offsets(), &target);
            }
            target
        };
        meter::finished()?;
        Ok(self.in_place(target))
    }

    /// Moves the picked axes from the front to where they belong.
    fn in_place(&self, gathered: Array) -> Array {
        if self.position == 0 {
            return gathered;
        }
        let picked = self.picked_shape.len();
        let order: Shape = (picked..picked + self.position)
            .chain(0..picked)
            .chain(picked + self.position..gathered.ndim())
            .collect();
        let layout = gathered.layout().permuted(&order);
        gathered.with_layout(layout)
    }

    /// # Errors
    /// IndexError where an index lies beyond its axis.
    fn check_inside(&self) -> Result<()> {
        match &self.outside {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }

    /// Is the result of [`Gather::read`] a transposed view of what was gathered?
    pub fn is_transposed(&self) -> bool {
        self.position > 0
    }

    /// Writes `values`, already of the array's dtype and of the selection's shape. Of places named twice the last
    /// value stays.
    ///
    /// # Errors
    /// When the budget is used up.
    pub fn write(&self, array: &Array, values: &Array) -> Result<()> {
        self.check_inside()?;
        meter::steps(values.size())?;
        let picked = self.picked_shape.len();
        let order: Shape = (self.position..self.position + picked)
            .chain(0..self.position)
            .chain(self.position + picked..values.ndim())
            .collect();
        let values = values.with_layout(values.layout().permuted(&order));
        if *array.dtype() == DType::Object {
            for (at, from) in self.offsets().zip(values.layout().offsets()) {
                if let Some(object) = values.buffer().object(from) {
                    array.buffer().set_object(at, object);
                }
            }
            return Ok(());
        }
        let values = values.to_contiguous()?;
        let values = if values.buffer().same(array.buffer()) {
            values.copy()?
        } else {
            values
        };
        let width = array.itemsize();
        values.buffer().read(|source| {
            array.buffer().write(|target| {
                let start = values.layout().offset;
                for (k, at) in self.offsets().enumerate() {
                    if meter::stopped(2) {
                        break;
                    }
                    let from = start + k * width;
                    if let (Some(from), Some(to)) = (
                        source.get(from..from + width),
                        target.get_mut(at..at + width),
                    ) {
                        to.copy_from_slice(from);
                    }
                }
            });
        });
        meter::finished()
    }
}

/// Copies the elements at these offsets to a new contiguous array, in order, until it is stopped.
fn copy_elements(array: &Array, offsets: impl Iterator<Item = usize>, target: &Array) {
    let offsets = offsets.take_while(|_| !meter::stopped(2));
    array.buffer().read(|source| {
        target.buffer().write(|bytes| {
            dispatch!(array.dtype(), T => {
                let places = bytes.chunks_exact_mut(size_of::<T>());
                for (at, place) in offsets.zip(places) {
                    place.copy_from_slice(bytemuck::bytes_of(&read_at::<T>(source, at)));
                }
            }, else {
                let width = array.itemsize();
                for (at, place) in offsets.zip(bytes.chunks_exact_mut(width.max(1))) {
                    if let Some(from) = source.get(at..at + width) {
                        place.copy_from_slice(from);
                    }
                }
            });
        });
    });
}
