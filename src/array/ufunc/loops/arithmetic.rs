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
    floats!(judged2, |a, b| a - b, judge::standard2),
    complexes!(judged2, |a, b| a - b, judge::standard2),
];

pub static MULTIPLY: &[&[Loop]] = &[
    &[folding2!(Bool, |a, b| Bool::of(a.get() & b.get()))],
    ints!(folding2, |a, b| a.wrapping_mul(b)),
    floats!(judged2, |a, b| a * b, judge::standard2),
    complexes!(judged2, |a, b| product(a, b), judge::product2),
];

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
            unary_judged::<Complex<f32>, f32>(ins, outs, |z| hypot(z.re, z.im), judge_modulus)
        }),
        modulus(b"Dd", |ins, outs| {
            unary_judged::<Complex<f64>, f64>(ins, outs, |z| hypot(z.re, z.im), judge_modulus)
        }),
    ],
];

use super::float::hypot;
use crate::array::ufunc::driver::Inner;
use crate::array::ufunc::kernel::unary_judged;

const fn modulus(types: &'static [u8], inner: Inner) -> Loop {
    Loop {
        types,
        inner,
        fold: None,
    }
}

fn judge_modulus<T: judge::Judged + Float>(z: Complex<T>, result: T) -> Flags {
    Flags::OVERFLOW.when(Float::is_infinite(result) && z.re.is_finite() && z.im.is_finite())
}

pub static FABS: &[&[Loop]] = &[floats!(plain1, |x| x.abs())];

pub static SQUARE: &[&[Loop]] = &[
    ints!(plain1, |x| x.wrapping_mul(x)),
    floats!(judged1, |x| x * x, judge::standard1),
    complexes!(judged1, |z| product(z, z), judge_square),
];

fn judge_square<T: judge::Judged>(z: Complex<T>, result: Complex<T>) -> Flags {
    judge::product2(z, z, result)
}

pub static RECIPROCAL: &[&[Loop]] = &[
    ints!(flagged1, |x| match x {
        0 => (of_infinity(), Flags::DIVIDE),
        x => (1 / x, Flags::NONE),
    }),
    floats!(judged1, |x| 1.0 / x, judge::pole1),
    complexes!(judged1, |z| complex_reciprocal(z), judge::pole1),
];

/// What the processor makes of a float infinity as an integer, which NumPy leaves as the reciprocal of 0.
fn of_infinity<T>() -> T
where
    f64: Convert<T>,
{
    f64::INFINITY.convert()
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
fn complex_sign<T: Float>(z: Complex<T>) -> Complex<T> {
    let (zero, one, nan) = (T::zero(), T::one(), T::nan());
    let size = hypot(z.re, z.im);
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
    (|a, b| gcd(a.unsigned_abs().into(), b.unsigned_abs().into()) as _),
    (|a, b| gcd(a.into(), b.into()) as _)
)];

pub static LCM: &[&[Loop]] = &[by_sign!(
    plain2,
    (|a, b| lcm(a.unsigned_abs().into(), b.unsigned_abs().into()) as _),
    (|a, b| lcm(a.into(), b.into()) as _)
)];

/// Euclid's.
fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn lcm(a: u64, b: u64) -> u64 {
    match gcd(a, b) {
        0 => 0,
        divisor => (a / divisor).wrapping_mul(b),
    }
}
