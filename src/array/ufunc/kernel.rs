//! The inner loops' common shapes: one function over packed runs, and the look for numbers that call for a warning.

use bytemuck::Pod;
use half::f16;
use num_complex::Complex;

use super::flags::Flags;
use crate::array::element::Bool;
use crate::array::meter;

/// The run as numbers. The driver hands over aligned runs of whole elements only.
#[inline]
pub fn typed<T: Pod>(bytes: &[u8]) -> &[T] {
    debug_assert!(bytemuck::try_cast_slice::<u8, T>(bytes).is_ok());
    bytemuck::try_cast_slice(bytes).unwrap_or(&[])
}

#[inline]
pub fn typed_mut<T: Pod>(bytes: &mut [u8]) -> &mut [T] {
    bytemuck::try_cast_slice_mut(bytes).unwrap_or(&mut [])
}

/// Does this value call for a second look?
pub trait Suspect: Copy {
    fn is_suspect(self) -> bool;

    /// Any of a run? Written so that the compiler vectorises it.
    #[inline]
    fn any_suspect(run: &[Self]) -> bool
    where
        Self: Sized,
    {
        run.iter().fold(false, |any, x| any | x.is_suspect())
    }
}

/// x · 0 is 0 for finite x and NaN otherwise. Sums side by side, named one by one so that they stay in registers, keep
/// the processor busy.
macro_rules! any_not_finite {
    ($T:ty, $run:expr) => {{
        let (chunks, rest) = $run.as_chunks::<8>();
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h]: [$T; 8] = [0.0; 8];
        for [x0, x1, x2, x3, x4, x5, x6, x7] in chunks {
            a += x0 * 0.0;
            b += x1 * 0.0;
            c += x2 * 0.0;
            d += x3 * 0.0;
            e += x4 * 0.0;
            f += x5 * 0.0;
            g += x6 * 0.0;
            h += x7 * 0.0;
        }
        let rest: $T = rest.iter().map(|x| x * 0.0).sum();
        (a + b + c + d + e + f + g + h + rest).is_nan()
    }};
}

impl Suspect for f64 {
    #[inline]
    fn is_suspect(self) -> bool {
        !self.is_finite()
    }

    #[inline]
    fn any_suspect(run: &[f64]) -> bool {
        any_not_finite!(f64, run)
    }
}

impl Suspect for f32 {
    #[inline]
    fn is_suspect(self) -> bool {
        !self.is_finite()
    }

    #[inline]
    fn any_suspect(run: &[f32]) -> bool {
        any_not_finite!(f32, run)
    }
}

impl Suspect for f16 {
    #[inline]
    fn is_suspect(self) -> bool {
        !self.is_finite()
    }
}

impl Suspect for Complex<f32> {
    #[inline]
    fn is_suspect(self) -> bool {
        !(self.re.is_finite() && self.im.is_finite())
    }

    #[inline]
    fn any_suspect(run: &[Self]) -> bool {
        f32::any_suspect(bytemuck::cast_slice(run))
    }
}

impl Suspect for Complex<f64> {
    #[inline]
    fn is_suspect(self) -> bool {
        !(self.re.is_finite() && self.im.is_finite())
    }

    #[inline]
    fn any_suspect(run: &[Self]) -> bool {
        f64::any_suspect(bytemuck::cast_slice(run))
    }
}

/// `outs[0][i] = f(ins[0][i])`
#[inline(always)]
pub fn unary<T: Pod, R: Pod>(ins: &[&[u8]], outs: &mut [&mut [u8]], f: impl Fn(T) -> R) -> Flags {
    if let ([x], [out]) = (ins, outs) {
        map_run(typed::<T>(x), typed_mut::<R>(out), f);
    }
    Flags::NONE
}

/// Elements that a loop takes at a time. A loop over chunks of a fixed size is vectorised in every build, also where the
/// compiler is to keep the program small; slices as parameters tell it that they do not overlap.
const LANES: usize = 8;

#[inline(always)]
fn map_run<T: Pod, R: Pod>(x: &[T], out: &mut [R], f: impl Fn(T) -> R) {
    let (xs, x_rest) = x.as_chunks::<LANES>();
    let (outs, out_rest) = out.as_chunks_mut::<LANES>();
    for (out, x) in outs.iter_mut().zip(xs) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = f(x);
        }
    }
    for (out, &x) in out_rest.iter_mut().zip(x_rest) {
        *out = f(x);
    }
}

#[inline(always)]
fn zip_run<A: Pod, B: Pod, R: Pod>(x: &[A], y: &[B], out: &mut [R], f: impl Fn(A, B) -> R) {
    let (xs, x_rest) = x.as_chunks::<LANES>();
    let (ys, y_rest) = y.as_chunks::<LANES>();
    let (outs, out_rest) = out.as_chunks_mut::<LANES>();
    for ((out, x), y) in outs.iter_mut().zip(xs).zip(ys) {
        for ((out, &x), &y) in out.iter_mut().zip(x).zip(y) {
            *out = f(x, y);
        }
    }
    for ((out, &x), &y) in out_rest.iter_mut().zip(x_rest).zip(y_rest) {
        *out = f(x, y);
    }
}

/// `outs[0][i] = f(ins[0][i], ins[1][i])`
#[inline(always)]
pub fn binary<A: Pod, B: Pod, R: Pod>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(A, B) -> R,
) -> Flags {
    if let ([x, y], [out]) = (ins, outs) {
        zip_run(typed::<A>(x), typed::<B>(y), typed_mut::<R>(out), f);
    }
    Flags::NONE
}

/// `outs[0][i] = f(ins[0][i], ins[1][i], ins[2][i])`
#[inline(always)]
pub fn ternary<T: Pod>(ins: &[&[u8]], outs: &mut [&mut [u8]], f: impl Fn(T, T, T) -> T) -> Flags {
    if let ([x, y, z], [out]) = (ins, outs) {
        let (x, y, z) = (typed::<T>(x), typed::<T>(y), typed::<T>(z));
        for (((out, &x), &y), &z) in typed_mut::<T>(out).iter_mut().zip(x).zip(y).zip(z) {
            *out = f(x, y, z);
        }
    }
    Flags::NONE
}

/// As [`unary`]; then asks `judge` about each result that is not finite.
#[inline(always)]
pub fn unary_judged<T: Pod, R: Pod + Suspect>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(T) -> R,
    judge: impl Fn(T, R) -> Flags,
) -> Flags {
    unary(ins, outs, f);
    let mut flags = Flags::NONE;
    if let ([x], [out]) = (ins, outs) {
        let out: &[R] = typed(out);
        if R::any_suspect(out) {
            for (&x, &r) in typed::<T>(x)
                .iter()
                .zip(out)
                .filter(|(_, r)| r.is_suspect())
            {
                flags |= judge(x, r);
            }
        }
    }
    flags
}

/// As [`unary_judged`], with a function that takes whole runs.
pub fn run_judged<T: Pod + Suspect>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    run: fn(&[T], &mut [T]),
    judge: impl Fn(T, T) -> Flags,
) -> Flags {
    let ([x], [out]) = (ins, outs) else {
        return Flags::NONE;
    };
    let (x, out) = (typed::<T>(x), typed_mut::<T>(out));
    run(x, out);
    if !T::any_suspect(out) {
        return Flags::NONE;
    }
    let pairs = x.iter().zip(&*out).filter(|(_, r)| r.is_suspect());
    pairs.fold(Flags::NONE, |flags, (&x, &r)| flags | judge(x, r))
}

/// As [`binary_judged`], with a function that takes whole runs.
pub fn runs_judged<T: Pod + Suspect>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    run: fn(&[T], &[T], &mut [T]),
    judge: impl Fn(T, T, T) -> Flags,
) -> Flags {
    let ([x, y], [out]) = (ins, outs) else {
        return Flags::NONE;
    };
    let (x, y, out) = (typed::<T>(x), typed::<T>(y), typed_mut::<T>(out));
    run(x, y, out);
    if !T::any_suspect(out) {
        return Flags::NONE;
    }
    let triples = x.iter().zip(y).zip(&*out).filter(|(_, r)| r.is_suspect());
    triples.fold(Flags::NONE, |flags, ((&x, &y), &r)| flags | judge(x, y, r))
}

/// As [`binary`]; then asks `judge` about each result that is not finite.
#[inline(always)]
pub fn binary_judged<A: Pod, B: Pod, R: Pod + Suspect>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(A, B) -> R,
    judge: impl Fn(A, B, R) -> Flags,
) -> Flags {
    binary(ins, outs, f);
    let mut flags = Flags::NONE;
    if let ([x, y], [out]) = (ins, outs) {
        let out: &[R] = typed(out);
        if R::any_suspect(out) {
            let pairs = typed::<A>(x).iter().zip(typed::<B>(y)).zip(out);
            for ((&x, &y), &r) in pairs.filter(|(_, r)| r.is_suspect()) {
                flags |= judge(x, y, r);
            }
        }
    }
    flags
}

/// As [`unary`], with a function that reports on each element itself.
#[inline(always)]
pub fn unary_flagged<T: Pod, R: Pod>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(T) -> (R, Flags),
) -> Flags {
    let mut flags = Flags::NONE;
    if let ([x], [out]) = (ins, outs) {
        for (out, &x) in typed_mut::<R>(out).iter_mut().zip(typed::<T>(x)) {
            let (value, flag) = f(x);
            *out = value;
            flags |= flag;
        }
    }
    flags
}

/// As [`binary`], with a function that reports on each element itself.
#[inline(always)]
pub fn binary_flagged<A: Pod, B: Pod, R: Pod>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(A, B) -> (R, Flags),
) -> Flags {
    let mut flags = Flags::NONE;
    if let ([x, y], [out]) = (ins, outs) {
        let (x, y) = (typed::<A>(x), typed::<B>(y));
        for ((out, &x), &y) in typed_mut::<R>(out).iter_mut().zip(x).zip(y) {
            let (value, flag) = f(x, y);
            *out = value;
            flags |= flag;
        }
    }
    flags
}

/// One input, two outputs.
#[inline(always)]
pub fn unary_two<T: Pod, P: Pod, Q: Pod>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(T) -> (P, Q),
) -> Flags {
    if let ([x], [first, second]) = (ins, outs) {
        let (first, second) = (typed_mut::<P>(first), typed_mut::<Q>(second));
        for ((&x, first), second) in typed::<T>(x).iter().zip(first).zip(second) {
            (*first, *second) = f(x);
        }
    }
    Flags::NONE
}

/// Two inputs, two outputs, with a report on each element.
#[inline(always)]
pub fn binary_two<A: Pod, B: Pod, P: Pod, Q: Pod>(
    ins: &[&[u8]],
    outs: &mut [&mut [u8]],
    f: impl Fn(A, B) -> (P, Q, Flags),
) -> Flags {
    let mut flags = Flags::NONE;
    if let ([x, y], [first, second]) = (ins, outs) {
        let (x, y) = (typed::<A>(x), typed::<B>(y));
        let (first, second) = (typed_mut::<P>(first), typed_mut::<Q>(second));
        for (((&x, &y), first), second) in x.iter().zip(y).zip(first).zip(second) {
            let flag;
            (*first, *second, flag) = f(x, y);
            flags |= flag;
        }
    }
    flags
}

/// How a loop folds a run into one element, an array of rows into a row, and each element into the next.
#[derive(Clone, Copy)]
pub struct Folding {
    /// `io = io ∘ x[0] ∘ x[1] ∘ …`, in the order that NumPy takes; `io` is one element.
    pub run: fn(&mut [u8], &[u8]) -> Flags,
    /// `io[i] = io[i] ∘ x[i]`
    pub row: fn(&mut [u8], &[u8]) -> Flags,
    /// `out[i] = out[i - 1] ∘ x[i]`, with `first` for `out[-1]`.
    pub scan: fn(&[u8], &[u8], &mut [u8]) -> Flags,
}

#[inline(always)]
pub fn fold_run<T: Pod>(io: &mut [u8], x: &[u8], f: impl Fn(T, T) -> T) -> Flags {
    if let [io] = typed_mut::<T>(io) {
        *io = in_order(*io, typed::<T>(x), f);
    }
    Flags::NONE
}

/// A fold in plain order, with looks around.
#[inline(always)]
pub fn in_order<A, T: Copy>(start: A, run: &[T], f: impl Fn(A, T) -> A) -> A {
    let parts = run.chunks(meter::STRETCH);
    parts
        .take_while(|part| !meter::stopped(part.len()))
        .fold(start, |total, part| {
            part.iter().fold(total, |total, &x| f(total, x))
        })
}

/// As [`fold_run`], for operations that may be done in any order: side by side, which keeps the processor busy.
#[inline(always)]
pub fn fold_any<T: Pod>(io: &mut [u8], x: &[u8], f: impl Fn(T, T) -> T) -> Flags {
    let [io] = typed_mut::<T>(io) else {
        return Flags::NONE;
    };
    for part in typed::<T>(x).chunks(meter::STRETCH) {
        if meter::stopped(part.len()) {
            break;
        }
        *io = fold_part(*io, part, &f);
    }
    Flags::NONE
}

#[inline(always)]
fn fold_part<T: Pod>(start: T, part: &[T], f: impl Fn(T, T) -> T) -> T {
    let (blocks, rest) = part.as_chunks::<LANES>();
    let mut total = start;
    if let Some((first, blocks)) = blocks.split_first() {
        let [
            mut l0,
            mut l1,
            mut l2,
            mut l3,
            mut l4,
            mut l5,
            mut l6,
            mut l7,
        ] = *first;
        for &[x0, x1, x2, x3, x4, x5, x6, x7] in blocks {
            (l0, l1, l2, l3) = (f(l0, x0), f(l1, x1), f(l2, x2), f(l3, x3));
            (l4, l5, l6, l7) = (f(l4, x4), f(l5, x5), f(l6, x6), f(l7, x7));
        }
        total = [l0, l1, l2, l3, l4, l5, l6, l7].into_iter().fold(total, &f);
    }
    rest.iter().fold(total, |total, &x| f(total, x))
}

#[inline(always)]
pub fn fold_row<T: Pod>(io: &mut [u8], x: &[u8], f: impl Fn(T, T) -> T) -> Flags {
    fold_rows(typed_mut::<T>(io), typed::<T>(x), f);
    Flags::NONE
}

#[inline(always)]
fn fold_rows<T: Pod>(io: &mut [T], x: &[T], f: impl Fn(T, T) -> T) {
    let (xs, x_rest) = x.as_chunks::<LANES>();
    let (ios, io_rest) = io.as_chunks_mut::<LANES>();
    for (io, x) in ios.iter_mut().zip(xs) {
        for (io, &x) in io.iter_mut().zip(x) {
            *io = f(*io, x);
        }
    }
    for (io, &x) in io_rest.iter_mut().zip(x_rest) {
        *io = f(*io, x);
    }
}

#[inline(always)]
pub fn fold_scan<T: Pod>(first: &[u8], x: &[u8], out: &mut [u8], f: impl Fn(T, T) -> T) -> Flags {
    if let [first] = typed::<T>(first) {
        let mut total = *first;
        for (out, &x) in typed_mut::<T>(out).iter_mut().zip(typed::<T>(x)) {
            total = f(total, x);
            *out = total;
        }
    }
    Flags::NONE
}

/// The fold of a whole run, then a look at the result. Where that is not finite, the steps are gone through once
/// more in plain order to see what happened on the way.
#[inline(always)]
pub fn judged_run<T: Pod + Suspect>(
    io: &mut [u8],
    x: &[u8],
    fold: impl Fn(T, &[T]) -> T,
    step: impl Fn(T, T) -> T,
    judge: impl Fn(T, T, T) -> Flags,
) -> Flags {
    let mut flags = Flags::NONE;
    let x: &[T] = typed(x);
    if let [io] = typed_mut::<T>(io) {
        let before = *io;
        *io = fold(before, x);
        if io.is_suspect() {
            let found = in_order((before, Flags::NONE), x, |(total, flags), x| {
                let next = step(total, x);
                let noticed = if next.is_suspect() {
                    judge(total, x, next)
                } else {
                    Flags::NONE
                };
                (next, flags | noticed)
            });
            flags = found.1;
        }
    }
    flags
}

#[inline(always)]
pub fn judged_row<T: Pod + Suspect>(
    io: &mut [u8],
    x: &[u8],
    f: impl Fn(T, T) -> T,
    judge: impl Fn(T, T, T) -> Flags,
) -> Flags {
    let mut flags = Flags::NONE;
    for (io, &x) in typed_mut::<T>(io).iter_mut().zip(typed::<T>(x)) {
        let result = f(*io, x);
        if result.is_suspect() {
            flags |= judge(*io, x, result);
        }
        *io = result;
    }
    flags
}

#[inline(always)]
pub fn judged_scan<T: Pod + Suspect>(
    first: &[u8],
    x: &[u8],
    out: &mut [u8],
    f: impl Fn(T, T) -> T,
    judge: impl Fn(T, T, T) -> Flags,
) -> Flags {
    let mut flags = Flags::NONE;
    if let [first] = typed::<T>(first) {
        let mut total = *first;
        for (out, &x) in typed_mut::<T>(out).iter_mut().zip(typed::<T>(x)) {
            let result = f(total, x);
            if result.is_suspect() {
                flags |= judge(total, x, result);
            }
            total = result;
            *out = total;
        }
    }
    flags
}

impl Bool {
    /// For results that are surely 0 or 1.
    #[inline]
    pub(crate) fn of(value: bool) -> Bool {
        Bool(value as u8)
    }
}
