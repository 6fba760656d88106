//! Strings: comparisons in place, and concatenation.

use std::cmp::Ordering;

use super::Loop;
use crate::array::core::Array;
use crate::array::element::Bool;
use crate::array::error::Result;
use crate::array::ufunc::Flags;
use crate::array::ufunc::kernel::{typed, typed_mut};
use crate::array::{DType, Scalar, cast_scalar, meter, string_width};

/// Compares two runs of strings of one width, character by character; the zeros that pad them are the lowest.
fn compare(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    wide: bool,
    verdict: fn(Ordering) -> bool,
) -> Flags {
    if let ([x, y], [out]) = (ins, outs) {
        let out: &mut [Bool] = typed_mut(out);
        let width = x.len().checked_div(out.len()).unwrap_or(0);
        for (i, out) in out.iter_mut().enumerate() {
            let place = i * width..(i + 1) * width;
            let (a, b) = (
                x.get(place.clone()).unwrap_or(&[]),
                y.get(place).unwrap_or(&[]),
            );
            let ordering = if wide {
                typed::<u32>(a).cmp(typed::<u32>(b))
            } else {
                a.cmp(b)
            };
            *out = Bool::of(verdict(ordering));
        }
    }
    Flags::NONE
}

macro_rules! comparison {
    ($name:ident, $verdict:expr) => {
        pub static $name: &[&[Loop]] = &[&[
            Loop {
                types: b"SS?",
                inner: |ins, outs| compare(ins, outs, false, $verdict),
                fold: None,
            },
            Loop {
                types: b"UU?",
                inner: |ins, outs| compare(ins, outs, true, $verdict),
                fold: None,
            },
        ]];
    };
}

comparison!(GREATER, Ordering::is_gt);
comparison!(GREATER_EQUAL, Ordering::is_ge);
comparison!(LESS, Ordering::is_lt);
comparison!(LESS_EQUAL, Ordering::is_le);
comparison!(EQUAL, Ordering::is_eq);
comparison!(NOT_EQUAL, Ordering::is_ne);

/// Marks that `add` knows strings; the machine calls [`concatenate`], whose operands differ in width.
pub static ADD: &[&[Loop]] = &[&[
    Loop {
        types: b"SSS",
        inner: |_, _| Flags::NONE,
        fold: None,
    },
    Loop {
        types: b"UUU",
        inner: |_, _| Flags::NONE,
        fold: None,
    },
]];

/// Each string of `a` followed by that of `b`, into `out`, whose width is the sum of theirs. All have one shape.
///
/// # Errors
/// The budget's.
pub fn concatenate(a: &Array, b: &Array, out: &Array) -> Result<()> {
    meter::steps(out.size())?;
    let character = if matches!(out.dtype().native(), DType::Str(_)) {
        4
    } else {
        1
    };
    let mut joined = Vec::with_capacity(out.itemsize());
    let offsets = a.layout().offsets().zip(b.layout().offsets());
    for ((from_a, from_b), to) in offsets.zip(out.layout().offsets()) {
        meter::go_on(4)?;
        joined.clear();
        for (array, at) in [(a, from_a), (b, from_b)] {
            array.buffer().read(|bytes| {
                let raw = bytes.get(at..at + array.itemsize()).unwrap_or(&[]);
                let used = raw
                    .chunks(character)
                    .rposition(|c| c.iter().any(|&byte| byte != 0))
                    .map_or(0, |last| (last + 1) * character);
                joined.extend_from_slice(&raw[..used]);
            });
        }
        joined.resize(out.itemsize(), 0);
        out.buffer().write(|bytes| {
            if let Some(place) = bytes.get_mut(to..to + joined.len()) {
                place.copy_from_slice(&joined);
            }
        });
    }
    Ok(())
}

/// Each string of `text` as often as `count` says, as far as `out` has room. All have one shape; a mask broadcasts to it.
///
/// # Errors
/// The budget's.
pub fn repeat(text: &Array, count: &Array, out: &Array, mask: Option<&Array>) -> Result<()> {
    meter::steps(out.size())?;
    let mask = mask.and_then(|mask| mask.broadcast_to(out.shape()));
    let chosen = mask.map(|mask| mask.copy()).transpose()?;
    let width = string_width(out.dtype()).unwrap_or(0);
    let pairs = text.scalars().zip(count.scalars());
    for (i, ((text, count), to)) in pairs.zip(out.layout().offsets()).enumerate() {
        meter::go_on(8)?;
        let left_out = |mask: &Array| matches!(mask.get(i), Scalar::Bool(false));
        if chosen.as_ref().is_some_and(left_out) {
            continue;
        }
        let times = usize::try_from(count.as_integer().unwrap_or(0)).unwrap_or(0);
        let repeated = match text {
            Scalar::Str(text) => {
                let length = text.chars().count().saturating_mul(times).min(width);
                let characters: String = text.chars().cycle().take(length).collect();
                Scalar::Str(characters.into())
            }
            Scalar::Bytes(raw) => {
                let length = raw.len().saturating_mul(times).min(width);
                let bytes: Vec<u8> = raw.iter().copied().cycle().take(length).collect();
                Scalar::Bytes(bytes.into())
            }
            other => other,
        };
        out.set(to, &cast_scalar(&repeated, out.dtype())?);
    }
    Ok(())
}
