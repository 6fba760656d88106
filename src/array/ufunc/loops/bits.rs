//! Bits: and, or, xor, not, shifts and counts.

use super::{Loop, by_sign, folding2, ints, letter, plain1, plain2};
use crate::array::element::Bool;

pub static AND: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() & b.get()))],
    ints!(folding2, |a, b| a & b),
];

pub static OR: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() | b.get()))],
    ints!(folding2, |a, b| a | b),
];

pub static XOR: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() != b.get()))],
    ints!(folding2, |a, b| a ^ b),
];

pub static INVERT: &[&[Loop]] = &[
    &[plain1!(Bool, |x| Bool::of(!x.get()))],
    ints!(plain1, |x| !x),
];

/// How far to shift, where that can be counted.
fn shift_count(b: impl TryInto<u32>) -> Option<u32> {
    b.try_into().ok()
}

/// Beyond the width nothing is left; a negative count is beyond it too.
pub static LEFT_SHIFT: &[&[Loop]] = &[ints!(plain2, |a, b| shift_count(b)
    .and_then(|count| a.checked_shl(count))
    .unwrap_or(0))];

/// Beyond the width only the sign is left.
pub static RIGHT_SHIFT: &[&[Loop]] = &[by_sign!(
    plain2,
    (|a, b| shift_count(b)
        .and_then(|count| a.checked_shr(count))
        .unwrap_or(if a < 0 { -1 } else { 0 })),
    (|a, b| shift_count(b)
        .and_then(|count| a.checked_shr(count))
        .unwrap_or(0))
)];

pub static COUNT: &[&[Loop]] = &[by_sign!(
    plain1,
    (=> u8, |x| x.unsigned_abs().count_ones() as u8),
    (=> u8, |x| x.count_ones() as u8)
)];
