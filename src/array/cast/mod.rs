//! From one dtype to another.
//!
//! Numbers are cast by inner loops that the ufuncs' driver feeds, one for each pair of dtypes ([`numbers`]); bytes in
//! the other order pass through a native copy; structs go field by field; strings, dates and durations go one
//! scalar at a time ([`cast_scalar`](super::convert::cast_scalar)). Which casts are allowed is the caller's affair,
//! and so are Python objects, which only the floors above can convert.

mod element;
mod numbers;

use super::core::{Array, swap_bytes};
use super::dtype::{DType, StructType};
use super::error::{Error, Result};
use super::layout::Layout;
use super::meter;
use super::ufunc::Flags;
use super::walk::{Walk, gather, scatter};

pub use element::{Convert, half};
pub(super) use numbers::{loop_between, lost_parts};

/// A new array of the same shape and memory order, of dtype `to`.
///
/// # Errors
/// ValueError where a text is not a number, TypeError where there is no conversion; MemoryError.
pub fn cast(array: &Array, to: &DType) -> Result<Array> {
    cast_flagged(array, to).map(|(array, _)| array)
}

/// As [`cast`], with what the conversion noticed: numbers that do not fit, imaginary parts that are lost.
///
/// # Errors
/// As [`cast`].
pub fn cast_flagged(array: &Array, to: &DType) -> Result<(Array, Flags)> {
    if array.dtype() == to {
        return Ok((array.copy_like()?, Flags::NONE));
    }
    let target = if to.is_numeric() && array.dtype().is_numeric() {
        Array::scratch(to.clone(), array.layout().like(to.itemsize()))?
    } else {
        Array::zeros_like(to.clone(), array.layout())?
    };
    let flags = cast_into_flagged(array, &target)?;
    Ok((target, flags))
}

/// Casts element by element into `to`, whose shape `from` has or broadcasts to.
///
/// # Errors
/// As [`cast`].
pub fn cast_into(from: &Array, to: &Array) -> Result<()> {
    cast_into_flagged(from, to).map(|_| ())
}

/// As [`cast_into`], with what the conversion noticed.
///
/// # Errors
/// As [`cast`].
pub fn cast_into_flagged(from: &Array, to: &Array) -> Result<Flags> {
    let stretched;
    let from = if from.shape() == to.shape() {
        from
    } else {
        stretched = from.broadcast_to(to.shape());
        stretched.as_ref().unwrap_or(from)
    };
    let apart;
    let from = if from.buffer().same(to.buffer()) {
        apart = from.copy()?;
        &apart
    } else {
        from
    };
    if from.dtype() == to.dtype() {
        meter::steps(to.size())?;
        copy_bytes(from, to);
        meter::finished()?;
        return Ok(Flags::NONE);
    }
    match (from.dtype(), to.dtype()) {
        (DType::Swapped(native), _) => {
            let native_copy = swapped_copy(from, native)?;
            cast_into_flagged(&native_copy, to)
        }
        (_, DType::Swapped(native)) => {
            let (native_copy, flags) = cast_flagged(from, native)?;
            copy_bytes(&swapped_copy(&native_copy, to.dtype())?, to);
            Ok(flags)
        }
        (DType::Struct(old), DType::Struct(new)) if old.fields.len() == new.fields.len() => {
            cast_fields(from, old, to, new)
        }
        (_, DType::Struct(new)) if !matches!(from.dtype(), DType::Void(_)) => {
            into_all_fields(from, to, new)
        }
        (old, new) => match loop_between(old, new) {
            Some(inner) => super::ufunc::driver::drive(
                inner,
                std::slice::from_ref(from),
                std::slice::from_ref(to),
                None,
            )
            .map(|flags| flags | numbers::lost_parts(old, new)),
            None => cast_scalars(from, to),
        },
    }
}

/// A packed copy with the bytes of every number reversed, read as `to`.
fn swapped_copy(array: &Array, to: &DType) -> Result<Array> {
    let copy = array.copy_like()?;
    let native = to.native();
    let width = native.itemsize().max(1);
    copy.buffer().write(|bytes| {
        bytes
            .chunks_exact_mut(width)
            .for_each(|raw| swap_bytes(raw, native));
    });
    Ok(copy.with_dtype(to.clone(), copy.layout().clone()))
}

/// Each field into the field at the same position.
fn cast_fields(from: &Array, old: &StructType, to: &Array, new: &StructType) -> Result<Flags> {
    let mut flags = Flags::NONE;
    for i in 0..new.fields.len() {
        if let (Some(source), Some(target)) = (field_view(from, old, i), field_view(to, new, i)) {
            flags |= cast_into_flagged(&source, &target)?;
        }
    }
    Ok(flags)
}

/// One value into every field.
fn into_all_fields(from: &Array, to: &Array, new: &StructType) -> Result<Flags> {
    let mut flags = Flags::NONE;
    for (i, field) in new.fields.iter().enumerate() {
        let mut layout = from.layout().clone();
        for _ in &field.shape {
            layout = layout.with_axis(layout.ndim());
        }
        if let Some(target) = field_view(to, new, i) {
            flags |= cast_into_flagged(&from.with_layout(layout), &target)?;
        }
    }
    Ok(flags)
}

/// The array of one field; the axes of a field that is itself an array come last.
fn field_view(array: &Array, fields: &StructType, i: usize) -> Option<Array> {
    let field = fields.fields.get(i)?;
    let mut layout = array.layout().clone();
    layout.offset += field.offset;
    let inner = Layout::contiguous(&field.shape, field.dtype.itemsize());
    layout.shape.extend_from_slice(&inner.shape);
    layout.strides.extend_from_slice(&inner.strides);
    Some(array.with_dtype(field.dtype.clone(), layout))
}

/// The slow way for everything that is not a plain number: one scalar at a time.
fn cast_scalars(from: &Array, to: &Array) -> Result<Flags> {
    meter::steps(to.size())?;
    for (a, b) in from.layout().offsets().zip(to.layout().offsets()) {
        meter::go_on(10)?;
        to.set(b, &super::convert::cast_scalar(&from.get(a), to.dtype())?);
    }
    Ok(numbers::lost_parts(from.dtype(), to.dtype()))
}

/// Copies the elements of `from` into `to`, which has the same shape and itemsize and its own storage. When it is
/// stopped ([`meter::finished`]), only some of them.
pub fn copy_bytes(from: &Array, to: &Array) {
    if from.buffer().holds_objects() || to.buffer().holds_objects() {
        copy_objects(from, to);
        return;
    }
    let width = from.itemsize();
    let walk = Walk::new(&[to.layout(), from.layout()]);
    let row = walk.row();
    let (into, out_of) = (walk.row_stride(0), walk.row_stride(1));
    let mut scratch = Vec::new();
    from.buffer().read(|source| {
        to.buffer().write(|target| {
            // The closure fails only where it is stopped.
            let _ = walk.for_rows(|offsets| {
                let &[place, at] = offsets else {
                    return Err(Error::value("a copy has two operands"));
                };
                for first in (0..row).step_by(meter::STRETCH) {
                    let count = meter::STRETCH.min(row - first);
                    meter::go_on(count)?;
                    let bytes = count * width;
                    let at = at.wrapping_add_signed(out_of * first as isize);
                    let place = place.wrapping_add_signed(into * first as isize);
                    if row == 1 || into == width as isize {
                        if let Some(run) = target.get_mut(place..place + bytes) {
                            gather(source, at, out_of, width, run);
                        }
                    } else {
                        scratch.resize(bytes, 0);
                        gather(source, at, out_of, width, &mut scratch);
                        scatter(&scratch, target, place, into, width);
                    }
                }
                Ok(())
            });
        });
    });
}

fn copy_objects(from: &Array, to: &Array) {
    for (a, b) in from.layout().offsets().zip(to.layout().offsets()) {
        if meter::stopped(2) {
            return;
        }
        if let Some(object) = from.buffer().object(a) {
            to.buffer().set_object(b, object);
        }
    }
}

/// The bytes of one element in the other order.
pub fn swapped(raw: &[u8], native: &DType) -> Vec<u8> {
    let mut raw = raw.to_vec();
    swap_bytes(&mut raw, native);
    raw
}
