//! Elements picked one by one: by place, or from several arrays.

use super::core::Array;
use super::dtype::DType;
use super::error::{Error, Result};
use super::layout::{Layout, Shape, broadcast_shapes};
use super::meter;
use super::select::element_position;

/// The elements at these byte offsets as a new array of this shape.
///
/// # Errors
/// MemoryError, the budget's.
pub fn gather(array: &Array, places: &[usize], shape: &[usize]) -> Result<Array> {
    meter::steps(places.len())?;
    if *array.dtype() == DType::Object {
        let objects = places.iter().filter_map(|&at| array.buffer().object(at));
        return Array::from_objects(shape, objects.collect());
    }
    let target = Array::zeros(array.dtype().clone(), shape)?;
    copy_where(array, places.iter().copied(), &target, |_| true);
    Ok(target)
}

/// Writes `values`, of the array's own dtype, to these byte offsets. Of places named twice the last value stays.
///
/// # Errors
/// The budget's.
pub fn scatter(array: &Array, places: &[usize], values: &Array) -> Result<()> {
    meter::steps(places.len())?;
    let values = if values.buffer().same(array.buffer()) {
        values.copy()?
    } else {
        values.clone()
    };
    if *array.dtype() == DType::Object {
        for (&at, from) in places.iter().zip(values.layout().offsets()) {
            if let Some(object) = values.buffer().object(from) {
                array.buffer().set_object(at, object);
            }
        }
        return Ok(());
    }
    let width = array.itemsize();
    values.buffer().read(|source| {
        array.buffer().write(|target| {
            for (&at, from) in places.iter().zip(values.layout().offsets()) {
                copy_bytes(source, from, target, at, width);
            }
        });
    });
    Ok(())
}

fn copy_bytes(source: &[u8], from: usize, target: &mut [u8], to: usize, width: usize) {
    if let (Some(from), Some(to)) = (
        source.get(from..from + width),
        target.get_mut(to..to + width),
    ) {
        to.copy_from_slice(from);
    }
}

/// Copies elements into a C-ordered array of its own, those of positions that `wanted` names.
fn copy_where(
    from: &Array,
    places: impl Iterator<Item = usize>,
    to: &Array,
    wanted: impl Fn(usize) -> bool,
) {
    let width = from.itemsize();
    let start = to.layout().offset;
    from.buffer().read(|source| {
        to.buffer().write(|target| {
            for (i, at) in places.enumerate() {
                if wanted(i) {
                    copy_bytes(source, at, target, start + i * width, width);
                }
            }
        });
    });
}

/// For every place of the result, which of several arrays it comes from; all are of one dtype and of the result's shape.
///
/// # Errors
/// MemoryError, the budget's.
pub fn pick(from: &[usize], choices: &[Array], dtype: &DType, shape: &[usize]) -> Result<Array> {
    meter::steps(from.len().saturating_mul(choices.len().max(1)))?;
    if *dtype == DType::Object {
        let mut slots = vec![None; from.len()];
        for (k, choice) in choices.iter().enumerate() {
            for ((slot, &wanted), at) in slots.iter_mut().zip(from).zip(choice.layout().offsets()) {
                if wanted == k {
                    *slot = choice.buffer().object(at);
                }
            }
        }
        return Array::from_objects(shape, slots.into_iter().flatten().collect());
    }
    let result = Array::zeros(dtype.clone(), shape)?;
    for (k, choice) in choices.iter().enumerate() {
        copy_where(choice, choice.layout().offsets(), &result, |i| {
            from.get(i) == Some(&k)
        });
    }
    Ok(result)
}

/// Byte offsets of the elements that int64 `indices` name along `axis`, lane by lane, and their shape: that of the
/// indices, whose other axes broadcast against the array's.
///
/// # Errors
/// IndexError for positions outside the axis and for shapes that do not broadcast.
pub fn places_along(array: &Array, indices: &Array, axis: usize) -> Result<(Vec<usize>, Shape)> {
    let (length, stride) = (array.shape()[axis], array.strides()[axis]);
    let mut outer: Layout = array.layout().clone();
    outer.shape[axis] = 1;
    let clash = || {
        let message = "shape mismatch: indexing arrays could not be broadcast together";
        Error::index(message)
    };
    let shape = broadcast_shapes([&outer.shape[..], indices.shape()]).ok_or_else(clash)?;
    let outer = outer.broadcast_to(&shape).ok_or_else(clash)?;
    let indices = indices.broadcast_to(&shape).ok_or_else(clash)?;
    meter::steps(indices.size())?;
    let positions = indices.to_vec::<i64>()?;
    let places = outer.offsets().zip(positions).map(|(start, at)| {
        let at = element_position(at, axis, length)?;
        Ok((start as isize + at as isize * stride) as usize)
    });
    Ok((places.collect::<Result<_>>()?, shape))
}
