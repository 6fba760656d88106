//! Sums, products, signs and squares.

use half::f16;
use num_complex::Complex;
use num_traits::Float;

use super::{
    Loop, by_sign, complexes, flagged1, floats, folding2, ints, judge, judged1, judged2, letter,
    plain1, plain2, sum,
};
use crate::array::cast::Convert;
use crate::array::element::Bool;
use crate::array::elementary::Hypotenuse;
use crate::array::ufunc::Flags;

pub static ADD: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() | b.get()))],
    ints!(folding2, |a, b| a.wrapping_add(b)),
    &[
        judged2!(f16, |a, b| a + b, judge::standard2, by sum::add_f16),
        judged2!(f32, |a, b| a + b, judge::standard2, by sum::add_f32),
        judged2!(f64, |a, b| a + b, judge::standard2, by sum::add_f64),
        judged2!(Complex<f32>, |a, b| a + b, judge::standard2, by sum::add_c64),
        judged2!(Complex<f64>, |a, b| a + b, judge::standard2, by sum::add_c128),
    ],
];

pub static SUBTRACT: &[&[Loop]] = &[
    ints!(folding2, |a, b| a.wrapping_sub(b)),
    floats!(judged2, |a, b| a - b, judge::standard2, in float32),
    complexes!(judged2, |a, b| a - b, judge::standard2),
];

pub static MULTIPLY: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() & b.get()))],
    ints!(folding2, |a, b| a.wrapping_mul(b)),
    floats!(judged2, |a, b| a * b, judge::standard2, in float32),
    &[
        complex_product!(Complex<f32>),
        complex_product!(Complex<f64>),
    ],
];

/// Products of arrays are fused, those along a fold are not.
macro_rules! complex_product {
    ($T:ty) => {
        Loop {
            types: &[letter!($T), letter!($T), letter!($T)],
            inner: |ins, outs| {
                binary_judged::<$T, $T, $T>(ins, outs, fused_product, judge::product2)
            },
            fold: Some(Folding {
                run: |io, x| {
                    let fold = |start: $T, run: &[$T]| in_order(start, run, product);
                    judged_run::<$T>(io, x, fold, product, judge::product2)
                },
                row: |io, x| judged_row::<$T>(io, x, fused_product, judge::product2),
                // A single product is not along anything yet.
                scan: |first, x, out| {
                    let step = if x.len() == first.len() {
                        fused_product
                    } else {
                        product
                    };
                    judged_scan::<$T>(first, x, out, step, judge::product2)
                },
            }),
        }
    };
}
use complex_product;

/// The product as NumPy's AVX2 loop takes it, each part with one rounding less (`simd_cmul`).
#[inline]
fn fused_product<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(
        a.re.mul_add(b.re, -(a.im * b.im)),
        a.re.mul_add(b.im, a.im * b.re),
    )
}

/// The textbook product, without regard for infinities.
#[inline]
pub fn product<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

pub static NEGATIVE: &[&[Loop]] = &[
    ints!(plain1, |x| x.wrapping_neg()),
    &[
        plain1!(@loop f16, f16, |x| -x),
        plain1!(f32, |x| -x),
        plain1!(f64, |x| -x),
    ],
    complexes!(plain1, |z| -z),
];

pub static POSITIVE: &[&[Loop]] = &[
    ints!(plain1, |x| x),
    &[
        plain1!(@loop f16, f16, |x| x),
        plain1!(f32, |x| x),
        plain1!(f64, |x| x),
    ],
    complexes!(plain1, |z| z),
];

pub static CONJUGATE: &[&[Loop]] = &[
    ints!(plain1, |x| x),
    &[
        plain1!(@loop f16, f16, |x| x),
        plain1!(f32, |x| x),
        plain1!(f64, |x| x),
    ],
    complexes!(plain1, |z| Complex::new(z.re, -z.im)),
];

pub static ABSOLUTE: &[&[Loop]] = &[
    &[plain1!(Bool, |x| Bool::of(x.get()))],
    by_sign!(plain1, (|x| x.wrapping_abs()), (|x| x)),
    &[
        plain1!(@loop f16, f16, |x| f16::from_bits(x.to_bits() & 0x7fff)),
        plain1!(f32, |x| x.abs()),
        plain1!(f64, |x| x.abs()),
        modulus(b"Ff", |ins, outs| {
            unary::<Complex<f32>, f32>(ins, outs, absolute)
        }),
        modulus(b"Dd", |ins, outs| {
            unary::<Complex<f64>, f64>(ins, outs, absolute)
        }),
    ],
];

use crate::array::ufunc::driver::Inner;
use crate::array::ufunc::kernel::{
    Folding, binary_judged, in_order, judged_row, judged_run, judged_scan, unary,
};

const fn modulus(types: &'static [u8], inner: Inner) -> Loop {
    Loop {
        types,
        inner,
        fold: None,
    }
}

/// |z| as NumPy's AVX2 loop takes it (`simd_cabsolute`); it never warns.
fn absolute<T: Float>(z: Complex<T>) -> T {
    let (re, im) = (z.re.abs(), z.im.abs());
    if re.is_infinite() || im.is_infinite() {
        return T::infinity();
    }
    if re.is_nan() || im.is_nan() {
        return T::nan();
    }
    let (larger, smaller) = if re > im { (re, im) } else { (im, re) };
    let ratio = if larger.is_zero() {
        T::zero()
    } else {
        smaller / larger
    };
    ratio.mul_add(ratio, T::one()).sqrt() * larger
}

pub static FABS: &[&[Loop]] = &[floats!(plain1, |x| x.abs())];

pub static SQUARE: &[&[Loop]] = &[
    ints!(plain1, |x| x.wrapping_mul(x)),
    floats!(judged1, |x| x * x, judge::standard1),
    complexes!(judged1, |z| fused_product(z, z), judge_square),
];

fn judge_square<T: judge::Judged + Float>(z: Complex<T>, result: Complex<T>) -> Flags {
    judge::product2(z, z, result)
}

pub static RECIPROCAL: &[&[Loop]] = &[
    ints!(flagged1, |x| match x {
        0 => (of_infinity(), Flags::DIVIDE | Flags::INVALID),
        x => (1 / x, Flags::NONE),
    }),
    floats!(judged1, |x| 1.0 / x, judge::inverse1),
    complexes!(judged1, |z| complex_reciprocal(z), judge_reciprocal),
];

/// What the processor makes of a float infinity as an integer, which NumPy leaves as the reciprocal of 0.
fn of_infinity<T>() -> T
where
    f64: Convert<T>,
{
    f64::INFINITY.convert()
}

/// Of zero it is 0/0; else it can only overflow.
fn judge_reciprocal<T: judge::Judged>(z: Complex<T>, result: Complex<T>) -> Flags {
    if judge::Judged::null(z) {
        Flags::INVALID
    } else {
        judge::standard1(z, result)
    }
}

/// Smith's method, as NumPy has it.
fn complex_reciprocal<T: Float>(z: Complex<T>) -> Complex<T> {
    let one = T::one();
    if z.im.abs() <= z.re.abs() {
        let ratio = z.im / z.re;
        let scale = z.re + z.im * ratio;
        Complex::new(one / scale, -ratio / scale)
    } else {
        let ratio = z.re / z.im;
        let scale = z.re * ratio + z.im;
        Complex::new(ratio / scale, -one / scale)
    }
}

pub static SIGN: &[&[Loop]] = &[
    by_sign!(plain1, (|x| x.signum()), (|x| x.min(1))),
    floats!(plain1, |x| if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else if x == 0.0 {
        0.0
    } else {
        x
    }),
    complexes!(plain1, |z| complex_sign(z)),
];

/// z / |z|, with the limits at zero and infinity.
fn complex_sign<T: Float + Hypotenuse>(z: Complex<T>) -> Complex<T> {
    let (zero, one, nan) = (T::zero(), T::one(), T::nan());
    let size = z.re.hypotenuse(z.im);
    if size.is_nan() || (z.re.is_infinite() && z.im.is_infinite()) {
        Complex::new(nan, nan)
    } else if z.re.is_infinite() {
        Complex::new(one.copysign(z.re), zero)
    } else if z.im.is_infinite() {
        Complex::new(zero, one.copysign(z.im))
    } else if size.is_zero() {
        Complex::new(zero, zero)
    } else if size.is_infinite() {
        Complex::new(
            if z.re.is_infinite() {
                one.copysign(z.re)
            } else {
                zero
            },
            one.copysign(z.im),
        )
    } else {
        Complex::new(z.re / size, z.im / size)
    }
}

pub static GCD: &[&[Loop]] = &[by_sign!(
    plain2,
    (|a, b| gcd(a.unsigned_abs(), b.unsigned_abs()) as _),
    (|a, b| gcd(a, b) as _)
)];

pub static LCM: &[&[Loop]] = &[by_sign!(
    plain2,
    (|a, b| lcm(a.unsigned_abs(), b.unsigned_abs()) as _),
    (|a, b| lcm(a, b) as _)
)];

/// Euclid's.
fn gcd(a: impl Into<u64>, b: impl Into<u64>) -> u64 {
    let (mut a, mut b) = (a.into(), b.into());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn lcm(a: impl Into<u64>, b: impl Into<u64>) -> u64 {
    let (a, b) = (a.into(), b.into());
    match gcd(a, b) {
        0 => 0,
        divisor => (a / divisor).wrapping_mul(b),
    }
}
