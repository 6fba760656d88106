//! The loops that cast plain numbers, and what NumPy warns of while they run.

use bytemuck::Pod;
use half::f16;
use num_complex::Complex;

use super::Convert;
use crate::array::dtype::{DType, Kind, dispatch};
use crate::array::element::{Bool, Element};
use crate::array::ufunc::Flags;
use crate::array::ufunc::driver::Inner;
use crate::array::ufunc::kernel::{typed, unary};

/// The inner loop from one plain number to another; `None` where either is none, or both are the same.
/// Dates and durations cast to and from numbers by their counts.
pub fn loop_between(from: &DType, to: &DType) -> Option<Inner> {
    let counts = |dtype: &DType| match dtype {
        DType::Datetime(_) | DType::Timedelta(_) => DType::I64,
        other => other.clone(),
    };
    let times = |dtype: &DType| matches!(dtype, DType::Datetime(_) | DType::Timedelta(_));
    if times(from) && times(to) {
        return None;
    }
    let (from, to) = (counts(from), counts(to));
    dispatch!(&from, S => loop_from::<S>(&to), else None)
}

/// Complex numbers lose their imaginary parts, whatever these are, except on the way to bool.
pub fn lost_parts(from: &DType, to: &DType) -> Flags {
    let loses = from.kind() == Kind::Complex
        && to.kind() != Kind::Complex
        && (to.is_integer() || to.kind() == Kind::Float || to.kind() >= Kind::Datetime);
    Flags::COMPLEX_DISCARDED.when(loses)
}

/// A number that can be cast to any other.
trait Source: Element + Real {
    /// The loop to `T`.
    fn to<T>() -> Inner
    where
        T: Element + Range,
        Self: Convert<T>,
    {
        |ins, outs| {
            unary::<Self, T>(ins, outs, Convert::convert);
            let (Some(x), Some(out)) = (ins.first(), outs.first()) else {
                return Flags::NONE;
            };
            noticed::<Self, T>(typed(x), typed(out))
        }
    }
}

impl<S: Element + Real> Source for S {}

fn loop_from<S>(to: &DType) -> Option<Inner>
where
    S: Source
        + Convert<Bool>
        + Convert<i8>
        + Convert<i16>
        + Convert<i32>
        + Convert<i64>
        + Convert<u8>
        + Convert<u16>
        + Convert<u32>
        + Convert<u64>
        + Convert<f16>
        + Convert<f32>
        + Convert<f64>
        + Convert<Complex<f32>>
        + Convert<Complex<f64>>,
{
    dispatch!(to, T => Some(S::to::<T>()), else None)
}

/// What a number is, to someone who looks for trouble.
trait Real: Pod {
    /// Can it be NaN, infinite or far too large?
    const FLOATS: bool;
    /// The largest size it can have.
    const REACH: f64;

    /// Its value, or that of its real part.
    fn real(self) -> f64;

    fn is_infinite_number(self) -> bool;
}

/// Where a conversion to this type goes wrong.
trait Range: Pod {
    /// Floats outside `low..high` are invalid; `None` for types that floats convert to without harm.
    const LIMITS: Option<(f64, f64)>;
    /// The largest size it can have.
    const LARGEST: f64;

    fn is_infinite_result(self) -> bool;
}

/// Float to integer: invalid where the processor's conversion is. A narrow integer comes from a 32-bit one.
fn noticed<S: Real, T: Range>(x: &[S], out: &[T]) -> Flags {
    if S::FLOATS
        && let Some((low, high)) = T::LIMITS
    {
        let inside = |x: f64| x >= low && x < high;
        let fine = x.iter().fold(true, |fine, x| fine & inside(x.real()));
        return Flags::INVALID.when(!fine);
    }
    // Float to a narrower float: an overflow where a finite number became infinite.
    if T::LARGEST < S::REACH && T::LIMITS.is_none() {
        let any = out.iter().zip(x).fold(false, |any, (out, x)| {
            any | (out.is_infinite_result() & !x.is_infinite_number())
        });
        return Flags::OVERFLOW.when(any);
    }
    Flags::NONE
}

macro_rules! integers {
    ($($T:ty => $low:expr, $high:expr;)*) => { $(
        impl Real for $T {
            const FLOATS: bool = false;
            const REACH: f64 = <$T>::MAX as f64;
            fn real(self) -> f64 { self as f64 }
            fn is_infinite_number(self) -> bool { false }
        }
        impl Range for $T {
            const LIMITS: Option<(f64, f64)> = Some(($low, $high));
            const LARGEST: f64 = <$T>::MAX as f64;
            fn is_infinite_result(self) -> bool { false }
        }
    )* };
}

const INT: (f64, f64) = (-2_147_483_648.999_999_5, 2_147_483_648.0);
const LONG: (f64, f64) = (-9_223_372_036_854_775_808.0, 9_223_372_036_854_775_808.0);
const UNSIGNED: (f64, f64) = (-9_223_372_036_854_775_808.0, 18_446_744_073_709_551_616.0);

integers! {
    i8 => INT.0, INT.1; i16 => INT.0, INT.1; i32 => INT.0, INT.1; i64 => LONG.0, LONG.1;
    u8 => INT.0, INT.1; u16 => INT.0, INT.1; u32 => LONG.0, LONG.1; u64 => UNSIGNED.0, UNSIGNED.1;
}

macro_rules! floats {
    ($($T:ty => $largest:expr, |$x:ident| $real:expr, $infinite:expr;)*) => { $(
        impl Real for $T {
            const FLOATS: bool = true;
            const REACH: f64 = $largest;
            fn real(self) -> f64 { let $x = self; $real }
            fn is_infinite_number(self) -> bool { let $x = self; $infinite }
        }
        impl Range for $T {
            const LIMITS: Option<(f64, f64)> = None;
            const LARGEST: f64 = $largest;
            fn is_infinite_result(self) -> bool { let $x = self; $infinite }
        }
    )* };
}

floats! {
    f16 => 65504.0, |x| x.to_f64(), x.is_infinite();
    f32 => f32::MAX as f64, |x| f64::from(x), x.is_infinite();
    f64 => f64::MAX, |x| x, x.is_infinite();
    Complex<f32> => f32::MAX as f64, |z| f64::from(z.re), z.re.is_infinite() || z.im.is_infinite();
    Complex<f64> => f64::MAX, |z| z.re, z.re.is_infinite() || z.im.is_infinite();
}

impl Real for Bool {
    const FLOATS: bool = false;
    const REACH: f64 = 1.0;

    fn real(self) -> f64 {
        f64::from(u8::from(self.get()))
    }

    fn is_infinite_number(self) -> bool {
        false
    }
}

impl Range for Bool {
    const LIMITS: Option<(f64, f64)> = None;
    const LARGEST: f64 = f64::INFINITY;

    fn is_infinite_result(self) -> bool {
        false
    }
}
