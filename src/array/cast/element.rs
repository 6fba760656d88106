//! One number as another, as C casts it.

use half::f16;
use num_complex::Complex;

use crate::array::element::Bool;

/// A value of one element type as another, as a C cast does it: floats lose their fraction, integers wrap,
/// complex numbers lose their imaginary part, anything but zero is true.
pub trait Convert<T> {
    fn convert(self) -> T;
}

macro_rules! convert_as {
    ($($from:ty => $($to:ty),*;)*) => {
        $($(impl Convert<$to> for $from {
            #[inline]
            fn convert(self) -> $to { self as $to }
        })*)*
    };
}

convert_as! {
    i8 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    i16 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    i32 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    i64 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    u8 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    u16 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    u32 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    u64 => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64;
    f32 => f32, f64;
    f64 => f32, f64;
}

/// Floats to integers as x86 does it: out of range gives the lowest value, narrow types wrap a wider one.
macro_rules! convert_float_to_integer {
    ($($from:ty),*) => { $(
        impl Convert<i64> for $from {
            #[inline]
            fn convert(self) -> i64 {
                let inside = self >= i64::MIN as $from && self < i64::MAX as $from;
                if inside { self as i64 } else { i64::MIN }
            }
        }
        impl Convert<i32> for $from {
            #[inline]
            fn convert(self) -> i32 {
                let x = f64::from(self);
                let inside = x > f64::from(i32::MIN) - 1.0 && x < f64::from(i32::MAX) + 1.0;
                if inside { x as i32 } else { i32::MIN }
            }
        }
        impl Convert<u64> for $from {
            #[inline]
            fn convert(self) -> u64 {
                const HALF: $from = 9_223_372_036_854_775_808.0;
                // NaN goes with the small ones.
                if self >= HALF {
                    (Convert::<i64>::convert(self - HALF) as u64) ^ (1 << 63)
                } else {
                    Convert::<i64>::convert(self) as u64
                }
            }
        }
        impl Convert<u32> for $from {
            #[inline]
            fn convert(self) -> u32 { Convert::<i64>::convert(self) as u32 }
        }
        impl Convert<i16> for $from {
            #[inline]
            fn convert(self) -> i16 { Convert::<i32>::convert(self) as i16 }
        }
        impl Convert<u16> for $from {
            #[inline]
            fn convert(self) -> u16 { Convert::<i32>::convert(self) as u16 }
        }
        impl Convert<i8> for $from {
            #[inline]
            fn convert(self) -> i8 { Convert::<i32>::convert(self) as i8 }
        }
        impl Convert<u8> for $from {
            #[inline]
            fn convert(self) -> u8 { Convert::<i32>::convert(self) as u8 }
        }
    )* };
}

convert_float_to_integer!(f32, f64);

/// What bool, float16 and complex have in common: they convert by way of a plain number.
macro_rules! convert_by_way {
    (|$x:ident| $half:expr, $plain:ty) => {
        impl Convert<$plain> for Bool {
            #[inline]
            fn convert(self) -> $plain { self.get() as u8 as $plain }
        }
        impl Convert<Bool> for $plain {
            #[inline]
            fn convert(self) -> Bool { Bool::from(self != 0 as $plain) }
        }
        impl Convert<$plain> for f16 {
            #[inline]
            fn convert(self) -> $plain { self.to_f32().convert() }
        }
        impl Convert<f16> for $plain {
            #[inline]
            fn convert(self) -> f16 { let $x = self; $half }
        }
        impl Convert<$plain> for Complex<f32> {
            #[inline]
            fn convert(self) -> $plain { self.re.convert() }
        }
        impl Convert<Complex<f32>> for $plain {
            #[inline]
            fn convert(self) -> Complex<f32> { Complex::new(self as f32, 0.0) }
        }
        impl Convert<$plain> for Complex<f64> {
            #[inline]
            fn convert(self) -> $plain { self.re.convert() }
        }
        impl Convert<Complex<f64>> for $plain {
            #[inline]
            fn convert(self) -> Complex<f64> { Complex::new(self as f64, 0.0) }
        }
    };
    (|$x:ident| $half:expr, $($plain:ty),*) => { $(
        convert_by_way!(|$x| $half, $plain);
    )* };
}

convert_by_way!(
    |x| f16::from_f32(x as f32),
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32
);
convert_by_way!(|x| half(x), f64);

/// The nearest float16, rounded once: rounding to odd on the way leaves the last word to the second step.
pub fn half(x: f64) -> f16 {
    let near = x as f32;
    let back = f64::from(near);
    if back == x || x.is_nan() || near.is_infinite() {
        return f16::from_f32(near);
    }
    let towards_zero = near.to_bits() - u32::from(back.abs() > x.abs());
    f16::from_f32(f32::from_bits(towards_zero | 1))
}

macro_rules! convert_each {
    ($($from:ty => $to:ty: |$x:ident| $body:expr;)*) => { $(
        impl Convert<$to> for $from {
            #[inline]
            fn convert(self) -> $to { let $x = self; $body }
        }
    )* };
}

convert_each! {
    Bool => Bool: |x| Bool::from(x.get());
    Bool => f16: |x| f16::from_f32(f32::from(u8::from(x.get())));
    Bool => Complex<f32>: |x| Complex::new(x.convert(), 0.0);
    Bool => Complex<f64>: |x| Complex::new(x.convert(), 0.0);
    f16 => Bool: |x| Bool::from(x.to_f32() != 0.0);
    f16 => f16: |x| x;
    f16 => Complex<f32>: |x| Complex::new(x.to_f32(), 0.0);
    f16 => Complex<f64>: |x| Complex::new(x.to_f64(), 0.0);
    Complex<f32> => Bool: |z| Bool::from(z.re != 0.0 || z.im != 0.0);
    Complex<f32> => f16: |z| f16::from_f32(z.re);
    Complex<f32> => Complex<f32>: |z| z;
    Complex<f32> => Complex<f64>: |z| Complex::new(z.re.into(), z.im.into());
    Complex<f64> => Bool: |z| Bool::from(z.re != 0.0 || z.im != 0.0);
    Complex<f64> => f16: |z| half(z.re);
    Complex<f64> => Complex<f32>: |z| Complex::new(z.re as f32, z.im as f32);
    Complex<f64> => Complex<f64>: |z| z;
}
