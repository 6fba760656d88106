//! `ufunc.accumulate` and `ufunc.reduceat`: results along one axis.

use super::machine::{Folder, check_power};
use crate::array::cast::{cast_flagged, cast_into_flagged, copy_bytes};
use crate::array::layout::{normalize_axis, shape_text};
use crate::array::ufunc::texts::are_texts;
use crate::array::ufunc::{Flags, Ufunc};
use crate::array::walk::{memory_order, packed_in_order};
use crate::array::{Array, DType, Error, ErrorKind, Layout, Result, meter};

impl Ufunc {
    /// All the partial folds along `axis`, an array of the same shape.
    ///
    /// # Errors
    /// As [`Ufunc::reduce`]; TypeError for a 0-d array.
    pub fn accumulate(
        &'static self,
        array: &Array,
        axis: i64,
        dtype: Option<&DType>,
        out: Option<&Array>,
    ) -> Result<(Array, Flags)> {
        self.check_binary("accumulate")?;
        if array.ndim() == 0 {
            if !matches!(axis, 0 | -1) {
                normalize_axis(axis, 0)?;
            }
            return Err(Error::type_error("cannot accumulate on a scalar"));
        }
        let axis = normalize_axis(axis, array.ndim())?;
        check_shape(array.shape(), out, "accumulate", self)?;
        if are_texts(array.dtype()) {
            let result = self.accumulate_texts(array, axis as i64)?;
            return delivered(result, array.layout(), out, Flags::NONE);
        }
        let (dtype, row) = self.fold_loop(array, dtype, out, "accumulate")?;
        meter::steps(array.size())?;
        let folder = Folder::new(row, dtype.itemsize());
        let (input, mut flags) = last_axis(array, axis, &dtype)?;
        let result = Array::zeros(dtype.clone(), input.shape())?;
        let length = array.shape()[axis];
        let lane = length * dtype.itemsize();
        if array.size() > 0 {
            each_lane(&input, &result, lane, lane, |run, out| {
                let (first, rest) = run.split_at(dtype.itemsize());
                let (start, tail) = out.split_at_mut(dtype.itemsize());
                start.copy_from_slice(first);
                flags |= folder.scan(first, rest, tail);
            });
        }
        meter::finished()?;
        check_power(flags)?;
        let result = restored(&result, axis);
        delivered(result, array.layout(), out, flags)
    }

    /// Folds of slices along `axis`: from each index to the next, or one element where they do not rise.
    ///
    /// # Errors
    /// As [`Ufunc::reduce`]; IndexError for an index outside the axis.
    pub fn reduceat(
        &'static self,
        array: &Array,
        indices: &[i64],
        axis: i64,
        dtype: Option<&DType>,
        out: Option<&Array>,
    ) -> Result<(Array, Flags)> {
        self.check_binary("reduceat")?;
        if array.ndim() == 0 {
            return Err(Error::type_error("cannot reduceat on a scalar"));
        }
        let axis = normalize_axis(axis, array.ndim())?;
        let length = array.shape()[axis];
        for &index in indices {
            if index < 0 || index as usize >= length {
                let name = self.name;
                let message =
                    format!("index {index} out-of-bounds in {name}.reduceat [0, {length})");
                return Err(Error::new(ErrorKind::Index, message));
            }
        }
        let mut shape = array.shape().to_vec();
        shape[axis] = indices.len();
        check_shape(&shape, out, "reduceat", self)?;
        let (dtype, row) = self.fold_loop(array, dtype, out, "reduceat")?;
        meter::steps(array.size())?;
        let width = dtype.itemsize();
        let folder = Folder::new(row, width);
        let (input, mut flags) = last_axis(array, axis, &dtype)?;
        shape.remove(axis);
        shape.push(indices.len());
        let result = Array::zeros(dtype, &shape)?;
        if result.size() > 0 {
            each_lane(
                &input,
                &result,
                length * width,
                indices.len() * width,
                |run, out| {
                    for (i, place) in out.chunks_exact_mut(width).enumerate() {
                        if meter::stopped(1) {
                            break;
                        }
                        let start = indices[i] as usize;
                        let end = indices.get(i + 1).map_or(length, |&next| next as usize);
                        place.copy_from_slice(&run[start * width..(start + 1) * width]);
                        if end > start + 1 {
                            flags |=
                                folder.run_packed(place, &run[(start + 1) * width..end * width]);
                        }
                    }
                },
            );
        }
        meter::finished()?;
        check_power(flags)?;
        let result = restored(&result, axis);
        delivered(result, array.layout(), out, flags)
    }
}

fn check_shape(shape: &[usize], out: Option<&Array>, method: &str, ufunc: &Ufunc) -> Result<()> {
    let Some(out) = out else {
        return Ok(());
    };
    if out.ndim() != shape.len() {
        return Err(Error::value(format!(
            "provided out is the wrong size for the {method} of {}",
            ufunc.name
        )));
    }
    if out.shape() != shape {
        return Err(Error::value(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {0}->{0} {1}->{1} ",
            shape_text(out.shape()),
            shape_text(shape)
        )));
    }
    if !out.is_writeable() {
        return Err(Error::value("output array is read-only"));
    }
    Ok(())
}

/// The elements in C order with `axis` last, as `dtype`.
pub(super) fn last_axis(array: &Array, axis: usize, dtype: &DType) -> Result<(Array, Flags)> {
    let mut order: Vec<usize> = (0..array.ndim()).filter(|&other| other != axis).collect();
    order.push(axis);
    let moved = array.with_layout(array.layout().permuted(&order));
    if moved.dtype() != dtype {
        let (cast, flags) = cast_flagged(&moved, dtype)?;
        return Ok((cast.to_contiguous()?, flags.in_cast()));
    }
    let aligned = moved.layout().offset.is_multiple_of(dtype.alignment());
    let packed = if aligned {
        moved.to_contiguous()?
    } else {
        moved.copy()?
    };
    Ok((packed, Flags::NONE))
}

/// With the last axis back at its place.
fn restored(result: &Array, axis: usize) -> Array {
    let last = result.ndim() - 1;
    let mut order: Vec<usize> = (0..last).collect();
    order.insert(axis, last);
    result.with_layout(result.layout().permuted(&order))
}

/// In the memory order of the input, or in `out`.
fn delivered(
    result: Array,
    like: &Layout,
    out: Option<&Array>,
    flags: Flags,
) -> Result<(Array, Flags)> {
    if let Some(out) = out {
        let noticed = cast_into_flagged(&result, out)?;
        return Ok((out.clone(), flags | noticed));
    }
    let shape = result.shape();
    let order = memory_order(shape, &[&like.strides]);
    let ordered = packed_in_order(shape, &order, result.itemsize());
    if *result.layout() == ordered {
        return Ok((result, flags));
    }
    let copy = Array::zeros_like(result.dtype().clone(), &ordered)?;
    copy_bytes(&result, &copy);
    Ok((copy, flags))
}

/// Pairs of packed lanes of both arrays, of so many bytes each.
fn each_lane(
    input: &Array,
    result: &Array,
    from: usize,
    to: usize,
    mut f: impl FnMut(&[u8], &mut [u8]),
) {
    let (start, place) = (input.layout().offset, result.layout().offset);
    input.buffer().read(|bytes| {
        result.buffer().write(|out| {
            let runs = bytes.get(start..).unwrap_or(&[]).chunks_exact(from.max(1));
            let lanes = out
                .get_mut(place..)
                .unwrap_or(&mut [])
                .chunks_exact_mut(to.max(1));
            let count = result.size() * result.itemsize() / to.max(1);
            for (run, lane) in runs.zip(lanes).take(count) {
                if meter::stopped(1) {
                    break;
                }
                f(run, lane);
            }
        });
    });
}
