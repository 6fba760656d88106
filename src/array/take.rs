//! Elements picked one by one: by place, or from several arrays.

use super::core::Array;
use super::dtype::DType;
use super::error::{Error, Result};
use super::layout::{Layout, Shape, broadcast_shapes, shape_text};
use super::meter;
use super::select::element_position;
use super::ufunc::Flags;
use super::ufunc::driver::drive;
use super::walk::{memory_order, packed_in_order};

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
    meter::finished()?;
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
                if meter::stopped(2) {
                    break;
                }
                copy_bytes(source, from, target, at, width);
            }
        });
    });
    meter::finished()
}

fn copy_bytes(source: &[u8], from: usize, target: &mut [u8], to: usize, width: usize) {
    if let (Some(from), Some(to)) = (
        source.get(from..from + width),
        target.get_mut(to..to + width),
    ) {
        to.copy_from_slice(from);
    }
}

/// Copies elements into a C-ordered array of its own, those of positions that `wanted` names, until it is stopped.
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
                if meter::stopped(2) {
                    break;
                }
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
    meter::finished()?;
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
        meter::go_on(1)?;
        let at = element_position(at, axis, length)?;
        Ok((start as isize + at as isize * stride) as usize)
    });
    Ok((places.collect::<Result<_>>()?, shape))
}

/// Elements of `x` where the mask is true, else of `y`, which has the same dtype; all broadcast together.
///
/// # Errors
/// ValueError where the shapes do not fit; MemoryError.
pub fn choose(mask: &Array, x: &Array, y: &Array) -> Result<Array> {
    let given = [mask, x, y];
    let Some(shape) = broadcast_shapes(given.map(Array::shape)) else {
        let shapes: String = given.iter().map(|a| shape_text(a.shape()) + " ").collect();
        let message = format!("operands could not be broadcast together with shapes {shapes}");
        return Err(Error::value(message));
    };
    let inputs: Vec<Array> = given
        .iter()
        .filter_map(|array| array.broadcast_to(&shape))
        .collect();
    let strides: Vec<&[isize]> = inputs
        .iter()
        .map(|array| &array.layout().strides[..])
        .collect();
    let order = memory_order(&shape, &strides);
    let layout = packed_in_order(&shape, &order, x.itemsize());
    let result = Array::scratch(x.dtype().clone(), layout)?;
    drive(choose_run, &inputs, std::slice::from_ref(&result), None)?;
    Ok(result)
}

fn choose_run(ins: &[&[u8]], outs: &mut [&mut [u8]]) -> Flags {
    if let ([mask, x, y], [out]) = (ins, outs) {
        match out.len().checked_div(mask.len()).unwrap_or(0) {
            1 => choose_exact::<1>(mask, x, y, out),
            2 => choose_exact::<2>(mask, x, y, out),
            4 => choose_exact::<4>(mask, x, y, out),
            8 => choose_exact::<8>(mask, x, y, out),
            16 => choose_exact::<16>(mask, x, y, out),
            0 => {}
            width => {
                let elements = x.chunks_exact(width).zip(y.chunks_exact(width));
                let places = out.chunks_exact_mut(width).zip(*mask);
                for ((place, &chosen), (x, y)) in places.zip(elements) {
                    place.copy_from_slice(if chosen != 0 { x } else { y });
                }
            }
        }
    }
    Flags::NONE
}

fn choose_exact<const N: usize>(mask: &[u8], x: &[u8], y: &[u8], out: &mut [u8]) {
    let ((x, _), (y, _)) = (x.as_chunks::<N>(), y.as_chunks::<N>());
    let (places, _) = out.as_chunks_mut::<N>();
    for (((place, &chosen), x), y) in places.iter_mut().zip(mask).zip(x).zip(y) {
        *place = if chosen != 0 { *x } else { *y };
    }
}
