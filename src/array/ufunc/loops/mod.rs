//! The inner loops: one for each operation and dtype, never one for a pair of dtypes.
//!
//! Each file holds tables of [`Loop`]s, put together by small macros: `ints!(plain2, |a, b| …)` is the table of that
//! operation for all eight integer dtypes, `floats!` for the three floats (float16 computes in float32, as in
//! NumPy), `complexes!` for the two complex dtypes.

pub mod arithmetic;
pub mod bits;
pub mod compare;
pub mod complex;
pub mod division;
pub mod extremes;
pub mod float;
pub mod judge;
pub mod sum;
pub mod tests_of_values;
pub mod text;
pub mod times;

use half::f16;
use num_complex::Complex;

use super::driver::Inner;
use super::kernel::Folding;
use crate::array::element::Bool;

/// One inner loop with the dtypes it takes and gives.
pub struct Loop {
    /// NumPy's letters of the dtypes, inputs then outputs: `ddd` for `dd->d`.
    pub types: &'static [u8],
    pub inner: Inner,
    /// A faster way to reduce and accumulate, for the operations that lessons do this with.
    pub fold: Option<Folding>,
}

/// The letter of an element type.
pub trait Letter {
    const LETTER: u8;
}

macro_rules! letters {
    ($($type:ty => $letter:literal),* $(,)?) => {
        $(impl Letter for $type { const LETTER: u8 = $letter; })*
    };
}

letters! {
    Bool => b'?', i8 => b'b', u8 => b'B', i16 => b'h', u16 => b'H', i32 => b'i', u32 => b'I', i64 => b'l', u64 => b'L',
    f16 => b'e', f32 => b'f', f64 => b'd', Complex<f32> => b'F', Complex<f64> => b'D',
}

/// A type's letter, in tables.
macro_rules! letter {
    ($T:ty) => {
        <$T as $crate::array::ufunc::loops::Letter>::LETTER
    };
}
pub(crate) use letter;

macro_rules! ints {
    ($make:ident, $($rest:tt)*) => {
        &[
            $make!(i8, $($rest)*), $make!(u8, $($rest)*), $make!(i16, $($rest)*), $make!(u16, $($rest)*),
            $make!(i32, $($rest)*), $make!(u32, $($rest)*), $make!(i64, $($rest)*), $make!(u64, $($rest)*),
        ]
    };
}
pub(crate) use ints;

/// All integer dtypes in NumPy's order, with one body for the signed and one for the unsigned.
macro_rules! by_sign {
    ($make:ident, ($($signed:tt)*), ($($unsigned:tt)*)) => {
        &[
            $make!(i8, $($signed)*), $make!(u8, $($unsigned)*), $make!(i16, $($signed)*), $make!(u16, $($unsigned)*),
            $make!(i32, $($signed)*), $make!(u32, $($unsigned)*), $make!(i64, $($signed)*), $make!(u64, $($unsigned)*),
        ]
    };
}
pub(crate) use by_sign;

macro_rules! floats {
    ($make:ident, $($rest:tt)*) => {
        &[$make!(f16, $($rest)*), $make!(f32, $($rest)*), $make!(f64, $($rest)*)]
    };
}
pub(crate) use floats;

macro_rules! complexes {
    ($make:ident, $($rest:tt)*) => {
        &[$make!(Complex<f32>, $($rest)*), $make!(Complex<f64>, $($rest)*)]
    };
}
pub(crate) use complexes;

/// `T -> T`, or `T -> R` with `=> R`. Float16 goes by way of float32.
macro_rules! plain1 {
    (f16, |$x:ident| $body:expr) => {
        plain1!(@loop f16, f16, |$x| { let $x = $x.to_f32(); f16::from_f32($body) })
    };
    (f16 => $R:ty, |$x:ident| $body:expr) => {
        plain1!(@loop f16, $R, |$x| { let $x = $x.to_f32(); $body })
    };
    ($T:ty, => $R:ty, |$x:ident| $body:expr) => { plain1!(@loop $T, $R, |$x| $body) };
    ($T:ty, |$x:ident| $body:expr) => { plain1!(@loop $T, $T, |$x| $body) };
    (@loop $T:ty, $R:ty, |$x:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($R)],
            inner: |ins, outs| $crate::array::ufunc::kernel::unary::<$T, $R>(ins, outs, |$x| $body),
            fold: None,
        }
    };
}
pub(crate) use plain1;

/// `T -> T` whose results that are not finite are judged.
macro_rules! judged1 {
    (f16, |$x:ident| $body:expr, $judge:path) => {
        judged1!(@loop f16, |$x| { let $x = $x.to_f32(); f16::from_f32($body) }, $judge)
    };
    ($T:ty, |$x:ident| $body:expr, $judge:path) => { judged1!(@loop $T, |$x| $body, $judge) };
    (@loop $T:ty, |$x:ident| $body:expr, $judge:path) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T)],
            inner: |ins, outs| $crate::array::ufunc::kernel::unary_judged::<$T, $T>(ins, outs, |$x| $body, $judge),
            fold: None,
        }
    };
}
pub(crate) use judged1;

/// `T, T -> T`, or `T, T -> R` with `=> R`.
macro_rules! plain2 {
    (f16, => $R:ty, |$a:ident, $b:ident| $body:expr) => {
        plain2!(@loop f16, $R, |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); $body })
    };
    (f16, |$a:ident, $b:ident| $body:expr) => {
        plain2!(@loop f16, f16, |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); f16::from_f32($body) })
    };
    ($T:ty, => $R:ty, |$a:ident, $b:ident| $body:expr) => { plain2!(@loop $T, $R, |$a, $b| $body) };
    ($T:ty, |$a:ident, $b:ident| $body:expr) => { plain2!(@loop $T, $T, |$a, $b| $body) };
    (@loop $T:ty, $R:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($R)],
            inner: |ins, outs| $crate::array::ufunc::kernel::binary::<$T, $T, $R>(ins, outs, |$a, $b| $body),
            fold: None,
        }
    };
}
pub(crate) use plain2;

/// `T, T -> T` that folds, `lanes` in any order.
macro_rules! folding2 {
    (lanes $T:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| $crate::array::ufunc::kernel::binary::<$T, $T, $T>(ins, outs, |$a, $b| $body),
            fold: Some($crate::array::ufunc::kernel::Folding {
                run: |io, x| $crate::array::ufunc::kernel::fold_any::<$T>(io, x, |$a, $b| $body),
                row: |io, x| $crate::array::ufunc::kernel::fold_row::<$T>(io, x, |$a, $b| $body),
                scan: |first, x, out| $crate::array::ufunc::kernel::fold_scan::<$T>(first, x, out, |$a, $b| $body),
            }),
        }
    };
    (f16, |$a:ident, $b:ident| $body:expr) => {
        folding2!(@loop f16, |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); f16::from_f32($body) })
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr) => { folding2!(@loop $T, |$a, $b| $body) };
    (@loop $T:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| $crate::array::ufunc::kernel::binary::<$T, $T, $T>(ins, outs, |$a, $b| $body),
            fold: Some($crate::array::ufunc::kernel::Folding {
                run: |io, x| $crate::array::ufunc::kernel::fold_run::<$T>(io, x, |$a, $b| $body),
                row: |io, x| $crate::array::ufunc::kernel::fold_row::<$T>(io, x, |$a, $b| $body),
                scan: |first, x, out| $crate::array::ufunc::kernel::fold_scan::<$T>(first, x, out, |$a, $b| $body),
            }),
        }
    };
}
pub(crate) use folding2;

/// `T, T -> T`, judged; folds in plain order, or with `by` in the order of another function of a start and a run.
macro_rules! judged2 {
    (f16, |$a:ident, $b:ident| $body:expr, $judge:path, by $fold:path) => {
        judged2!(@loop f16, |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); f16::from_f32($body) }, $judge, $fold)
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr, $judge:path, by $fold:path) => {
        judged2!(@loop $T, |$a, $b| $body, $judge, $fold)
    };
    // Sums and products of float16 stay in float32 until the end of a run; functions round at each step.
    (f16, |$a:ident, $b:ident| $body:expr, $judge:path, in $wide:ident) => {
        judged2!(
            @loop f16,
            |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); f16::from_f32($body) },
            $judge,
            |start: f16, run: &[f16]| {
                f16::from_f32($crate::array::ufunc::kernel::in_order(start.to_f32(), run, |$a, $b| {
                    let $b = $b.to_f32();
                    $body
                }))
            }
        )
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr, $judge:path, in $wide:ident) => {
        judged2!($T, |$a, $b| $body, $judge)
    };
    (f16, |$a:ident, $b:ident| $body:expr, $judge:path) => {
        judged2!(@loop f16, |$a, $b| { let ($a, $b) = ($a.to_f32(), $b.to_f32()); f16::from_f32($body) }, $judge)
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr, $judge:path) => { judged2!(@loop $T, |$a, $b| $body, $judge) };
    (@loop $T:ty, |$a:ident, $b:ident| $body:expr, $judge:path) => {
        judged2!(
            @loop $T,
            |$a, $b| $body,
            $judge,
            |start: $T, run: &[$T]| $crate::array::ufunc::kernel::in_order(start, run, |$a, $b| $body)
        )
    };
    (@loop $T:ty, |$a:ident, $b:ident| $body:expr, $judge:path, $fold:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| {
                $crate::array::ufunc::kernel::binary_judged::<$T, $T, $T>(ins, outs, |$a, $b| $body, $judge)
            },
            fold: Some($crate::array::ufunc::kernel::Folding {
                run: |io, x| $crate::array::ufunc::kernel::judged_run::<$T>(io, x, $fold, |$a, $b| $body, $judge),
                row: |io, x| $crate::array::ufunc::kernel::judged_row::<$T>(io, x, |$a, $b| $body, $judge),
                scan: |first, x, out| {
                    $crate::array::ufunc::kernel::judged_scan::<$T>(first, x, out, |$a, $b| $body, $judge)
                },
            }),
        }
    };
}
pub(crate) use judged2;

/// `T, T -> T` by a function that reports on each element: `(value, flags)`.
macro_rules! flagged2 {
    (f16, |$a:ident, $b:ident| $body:expr) => {
        flagged2!(@loop f16, |$a, $b| {
            let ($a, $b) = ($a.to_f32(), $b.to_f32());
            let (value, flags): (f32, $crate::array::ufunc::Flags) = $body;
            $crate::array::ufunc::loops::float::narrowed(value, flags)
        })
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr) => { flagged2!(@loop $T, |$a, $b| $body) };
    (@loop $T:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| $crate::array::ufunc::kernel::binary_flagged::<$T, $T, $T>(ins, outs, |$a, $b| $body),
            fold: None,
        }
    };
}
pub(crate) use flagged2;

/// As [`flagged2`], with a result of another type.
macro_rules! noticing2 {
    ($T:ty, => $R:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($R)],
            inner: |ins, outs| {
                $crate::array::ufunc::kernel::binary_flagged::<$T, $T, $R>(ins, outs, |$a, $b| {
                    $body
                })
            },
            fold: None,
        }
    };
}
pub(crate) use noticing2;

/// `T -> T` by a function that reports on each element.
macro_rules! flagged1 {
    ($T:ty, |$x:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T)],
            inner: |ins, outs| {
                $crate::array::ufunc::kernel::unary_flagged::<$T, $T>(ins, outs, |$x| $body)
            },
            fold: None,
        }
    };
}
pub(crate) use flagged1;

/// `T, T -> T, T` by a function that reports on each element: `(first, second, flags)`.
macro_rules! two2 {
    (f16, |$a:ident, $b:ident| $body:expr) => {
        two2!(@loop f16, |$a, $b| {
            let ($a, $b) = ($a.to_f32(), $b.to_f32());
            let (first, second, flags): (f32, f32, $crate::array::ufunc::Flags) = $body;
            let (first, flags) = $crate::array::ufunc::loops::float::narrowed(first, flags);
            (first, f16::from_f32(second), flags)
        })
    };
    ($T:ty, |$a:ident, $b:ident| $body:expr) => { two2!(@loop $T, |$a, $b| $body) };
    (@loop $T:ty, |$a:ident, $b:ident| $body:expr) => {
        $crate::array::ufunc::loops::Loop {
            types: &[letter!($T), letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| $crate::array::ufunc::kernel::binary_two::<$T, $T, $T, $T>(ins, outs, |$a, $b| $body),
            fold: None,
        }
    };
}
pub(crate) use two2;
