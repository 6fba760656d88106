//! Indices and slices of Python's sequences.

use std::borrow::Cow;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use crate::array::meter;
use crate::value::number::{as_int, index, index_clamped, index_sized, is_index};
use crate::value::{ClassId, Host, Raised, Result, Slice, Value};

/// A slice fitted to a sequence: `len` positions from `start` in steps of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Positions {
    pub start: i64,
    pub step: i64,
    pub len: usize,
}

impl Positions {
    pub fn iter(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.len).map(move |i| (self.start + i as i64 * self.step) as usize)
    }
}

/// Start, stop and step of a slice of a sequence of `len` items, as `slice.indices` gives them.
///
/// # Errors
/// TypeError for ends that are no integers, ValueError for a step of 0.
pub fn indices(host: &mut dyn Host, slice: &Slice, len: i64) -> Result<(i64, i64, i64)> {
    let step = match &slice.step {
        Value::None => 1,
        step => bound(host, step)?,
    };
    if step == 0 {
        return Err(Raised::value_error("slice step cannot be zero"));
    }
    // A step of i64::MIN has no opposite.
    let step = step.max(-i64::MAX);
    let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let mut fit = |value: &Value, default: i64| {
        if value.is_none() {
            return Ok(default);
        }
        let at = bound(host, value)?;
        let at = if at < 0 { at.saturating_add(len) } else { at };
        Ok::<i64, Raised>(at.clamp(lowest, highest))
    };
    let (first, last) = if step < 0 {
        (highest, lowest)
    } else {
        (lowest, highest)
    };
    Ok((fit(&slice.start, first)?, fit(&slice.stop, last)?, step))
}

/// As [`indices`], for a sequence whose length is any integer: nothing is cut to what a machine can count.
///
/// # Errors
/// As [`indices`].
pub fn wide_indices(
    host: &mut dyn Host,
    slice: &Slice,
    len: &BigInt,
) -> Result<(BigInt, BigInt, BigInt)> {
    let mut read = |value: &Value| -> Result<Option<BigInt>> {
        if value.is_none() {
            return Ok(None);
        }
        if !is_index(value) {
            return Err(not_an_end());
        }
        let value = index(host, value)?;
        Ok(as_int(&value).map(Cow::into_owned))
    };
    let step = read(&slice.step)?.unwrap_or_else(BigInt::one);
    if step.is_zero() {
        return Err(Raised::value_error("slice step cannot be zero"));
    }
    let (lowest, highest) = match step.is_negative() {
        true => (BigInt::from(-1), len - 1),
        false => (BigInt::zero(), len.clone()),
    };
    let mut fit = |value: &Value, default: &BigInt| -> Result<BigInt> {
        Ok(match read(value)? {
            None => default.clone(),
            Some(at) if at.is_negative() => (at + len).clamp(lowest.clone(), highest.clone()),
            Some(at) => at.clamp(lowest.clone(), highest.clone()),
        })
    };
    let (first, last) = match step.is_negative() {
        true => (&highest, &lowest),
        false => (&lowest, &highest),
    };
    Ok((fit(&slice.start, first)?, fit(&slice.stop, last)?, step))
}

fn not_an_end() -> Raised {
    Raised::type_error("slice indices must be integers or None or have an __index__ method")
}

/// One end of a slice, or its step.
///
/// # Errors
/// TypeError for what is no integer.
pub fn bound(host: &mut dyn Host, value: &Value) -> Result<i64> {
    if !is_index(value) {
        return Err(not_an_end());
    }
    index_clamped(host, value)
}

/// The positions of a slice in a sequence of `len` items.
///
/// # Errors
/// As [`indices`].
pub fn positions(host: &mut dyn Host, slice: &Slice, len: usize) -> Result<Positions> {
    let (start, stop, step) = indices(host, slice, len as i64)?;
    let distance = if step > 0 {
        stop.saturating_sub(start)
    } else {
        start.saturating_sub(stop)
    };
    let len = if distance <= 0 {
        0
    } else {
        (distance as u64 - 1) / step.unsigned_abs() + 1
    };
    Ok(Positions {
        start,
        step,
        len: len as usize,
    })
}

/// The position of a single index, negative ones counted from the end.
///
/// # Errors
/// TypeError with `complaint` for what is no integer; IndexError with `out_of_range`.
pub fn position(
    host: &mut dyn Host,
    index: &Value,
    len: usize,
    complaint: impl FnOnce(&Value) -> String,
    out_of_range: &str,
) -> Result<usize> {
    let at = match index {
        Value::Int(at) => *at,
        other if is_index(other) => index_sized(host, other, ClassId::INDEX_ERROR)?,
        Value::Array(_) => {
            return Err(Raised::type_error(
                "only integer scalar arrays can be converted to a scalar index",
            ));
        }
        other => return Err(Raised::type_error(complaint(other))),
    };
    let from_start = if at < 0 {
        at.checked_add(len as i64)
    } else {
        Some(at)
    };
    from_start
        .and_then(|at| usize::try_from(at).ok())
        .filter(|&at| at < len)
        .ok_or_else(|| Raised::index_error(out_of_range))
}

/// The items at positions.
///
/// # Errors
/// MemoryError; the budget of steps.
pub fn take<T: Clone>(items: &[T], positions: Positions) -> Result<Vec<T>> {
    meter::check_bytes(positions.len.saturating_mul(size_of::<T>()))?;
    meter::steps(positions.len / 8)?;
    if positions.step == 1 {
        let start = positions.start as usize;
        return Ok(items
            .get(start..start + positions.len)
            .map(<[T]>::to_vec)
            .unwrap_or_default());
    }
    let mut taken = Vec::with_capacity(positions.len);
    for at in positions.iter() {
        meter::go_on(1)?;
        taken.extend(items.get(at).cloned());
    }
    Ok(taken)
}
