//! Bits of bytes as elements: `np.packbits` and `np.unpackbits`.

use crate::array::lanes::with_length;
use crate::array::{Array, DType, Layout, normalize_axis};
use crate::builtins;
use crate::value::convert::{ArrayValue, convert_array};
use crate::value::{Raised, Result, Value};

builtins! {
    /// The truth values of eight elements as the bits of a byte, along an axis or all after each other. The first is the
    /// highest bit, or with `bitorder='little'` the lowest.
    ///
    /// >>> np.packbits([1, 0, 1])
    /// array([160], dtype=uint8)
    "np.packbits" "(a, /, axis=None, bitorder='big')" => packbits;
    /// The bits of bytes as elements 0 and 1. `count` is how many are wanted: more are zeros, a negative one leaves as many
    /// out.
    ///
    /// >>> np.unpackbits(np.array([5], dtype=np.uint8))
    /// array([0, 0, 0, 0, 0, 1, 0, 1], dtype=uint8)
    "np.unpackbits" "(a, /, axis=None, count=None, bitorder='big')" => unpackbits;
}

/// The array that is worked on and its axis: flattened for None.
fn lanes_of(a: &Array, axis: Option<i64>) -> Result<(Array, usize)> {
    match axis {
        None => Ok((a.reshaped(&[a.size()], false)?, 0)),
        Some(axis) => {
            let a = if a.ndim() == 0 {
                a.reshaped(&[1], false)?
            } else {
                a.clone()
            };
            let axis = normalize_axis(axis, a.ndim())?;
            Ok((a, axis))
        }
    }
}

fn is_little(order: &Value, argument: &str, wrong: &str) -> Result<bool> {
    let Value::Str(name) = order else {
        let name = match order {
            Value::None => "None".to_string(),
            other => other.qualified_type_name(),
        };
        return Err(Raised::type_error(format!(
            "{argument} must be str, not {name}"
        )));
    };
    match name.chars().next() {
        Some('l') => Ok(true),
        Some('b') => Ok(false),
        _ => Err(Raised::value_error(wrong)),
    }
}

/// The position of a bit in its byte.
fn shift(at: usize, little: bool) -> usize {
    if little { at % 8 } else { 7 - at % 8 }
}

/// A run of elements along an axis.
fn lane(array: &Array, axis: usize, start: usize) -> impl Iterator<Item = usize> + use<> {
    let (length, stride) = (array.shape()[axis], array.strides()[axis]);
    (0..length).map(move |at| (start as isize + at as isize * stride) as usize)
}

fn starts(array: &Array, axis: usize) -> Vec<usize> {
    let layout: Layout = array.layout().at(axis, 0);
    layout.offsets().collect()
}

fn packbits(given: ArrayValue, axis: Option<i64>, bitorder: Value) -> Result<Array> {
    let little = is_little(
        &bitorder,
        "pack() argument 3",
        "'order' must be either 'little' or 'big'",
    )?;
    let a = &given.array;
    if !a.dtype().is_integer() && *a.dtype() != DType::Bool {
        return Err(Raised::type_error(
            "Expected an input array of integer or boolean data type",
        ));
    }
    let (a, axis) = lanes_of(&convert_array(a, &DType::Bool)?, axis)?;
    let shape = with_length(a.shape(), axis, a.shape()[axis].div_ceil(8));
    let packed = Array::zeros(DType::U8, &shape)?;
    if packed.size() == 0 {
        return Ok(packed);
    }
    crate::array::meter::steps(a.size())?;
    for (from, to) in starts(&a, axis).into_iter().zip(starts(&packed, axis)) {
        let places: Vec<usize> = lane(&packed, axis, to).collect();
        for (at, source) in lane(&a, axis, from).enumerate() {
            let set = a
                .buffer()
                .read(|bytes| bytes.get(source).is_some_and(|&byte| byte != 0));
            if let Some(&place) = places.get(at / 8).filter(|_| set) {
                packed.buffer().write(|bytes| {
                    if let Some(byte) = bytes.get_mut(place) {
                        *byte |= 1 << shift(at, little);
                    }
                });
            }
        }
    }
    Ok(packed)
}

fn unpackbits(
    given: ArrayValue,
    axis: Option<i64>,
    count: Option<i64>,
    bitorder: Value,
) -> Result<Array> {
    let little = is_little(
        &bitorder,
        "unpack() argument 4",
        "'order' must begin with 'l' or 'b'",
    )?;
    if *given.array.dtype() != DType::U8 {
        return Err(Raised::type_error(
            "Expected an input array of unsigned byte data type",
        ));
    }
    let (a, axis) = lanes_of(&given.array, axis)?;
    let all = a.shape()[axis].saturating_mul(8);
    let wanted = match count {
        None => all,
        Some(count) if count >= 0 => count as usize,
        Some(count) => all
            .checked_sub(count.unsigned_abs() as usize)
            .ok_or_else(|| Raised::value_error("-count larger than number of elements"))?,
    };
    let unpacked = Array::zeros(DType::U8, &with_length(a.shape(), axis, wanted))?;
    if unpacked.size() == 0 || a.size() == 0 {
        return Ok(unpacked);
    }
    crate::array::meter::steps(unpacked.size())?;
    for (from, to) in starts(&a, axis).into_iter().zip(starts(&unpacked, axis)) {
        let sources: Vec<usize> = lane(&a, axis, from).collect();
        for (at, place) in lane(&unpacked, axis, to).enumerate().take(all) {
            let Some(&source) = sources.get(at / 8) else {
                break;
            };
            let byte = a
                .buffer()
                .read(|bytes| bytes.get(source).copied().unwrap_or(0));
            unpacked.buffer().write(|bytes| {
                if let Some(bit) = bytes.get_mut(place) {
                    *bit = byte >> shift(at, little) & 1;
                }
            });
        }
    }
    Ok(unpacked)
}
