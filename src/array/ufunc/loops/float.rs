//! Functions of floats: exponentials, logarithms, angles, roundings, and what looks at their bits.

use half::f16;
use num_complex::Complex;
use num_traits::Float;

use super::{Loop, complexes, floats, ints, judge, judged1, judged2, letter, plain1, plain2};
use crate::array::element::Bool;
use crate::array::elementary::{self, power_of_two, single, tanh, vector};
use crate::array::ufunc::Flags;
use crate::array::ufunc::driver::Inner;
use crate::array::ufunc::kernel::{
    binary_judged, run_judged, runs_judged, typed, unary_judged, unary_two,
};

/// A float32 as float16; to infinity is an overflow.
pub fn narrowed(value: f32, flags: Flags) -> (f16, Flags) {
    let narrow = f16::from_f32(value);
    (
        narrow,
        flags | Flags::OVERFLOW.when(narrow.is_infinite() && value.is_finite()),
    )
}

/// A loop of a function that takes whole runs, of one argument or two.
macro_rules! of_run {
    ($types:literal, $run:path, $judge:path) => {
        Loop {
            types: $types,
            inner: |ins, outs| run_judged(ins, outs, $run, $judge),
            fold: None,
        }
    };
    ($types:literal, of two $run:path, $judge:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| runs_judged(ins, outs, $run, $judge),
            fold: None,
        }
    };
}

/// One elementary function for the three floats; float16 goes by way of float32.
macro_rules! elementary1 {
    ($table:ident, $function:ident, $judge:path) => {
        pub static $table: &[&[Loop]] = &[&[
            judged1!(f16, |x| single::$function(x), $judge),
            of_run!(b"ff", single::runs::$function, $judge),
            of_run!(b"dd", elementary::runs::$function, $judge),
        ]];
    };
}

/// As [`elementary1`], where NumPy has a loop of its own for float32.
macro_rules! vectorised1 {
    ($table:ident, $function:ident, $judge:path) => {
        pub static $table: &[&[Loop]] = &[&[
            judged1!(f16, |x| single::$function(x), $judge),
            of_run!(b"ff", vector::$function, $judge),
            of_run!(b"dd", elementary::runs::$function, $judge),
        ]];
    };
}

vectorised1!(EXP, exp, judge::standard1);
elementary1!(EXP2, exp2, judge::standard1);
elementary1!(EXPM1, expm1, judge::standard1);
vectorised1!(LOG, log, judge::pole1);
elementary1!(LOG2, log2, judge::pole1);
elementary1!(LOG10, log10, judge::pole1);
elementary1!(LOG1P, log1p, judge::pole1);
elementary1!(CBRT, cbrt, judge::standard1);
vectorised1!(SIN, sin, judge::standard1);
vectorised1!(COS, cos, judge::standard1);
elementary1!(TAN, tan, judge::standard1);
elementary1!(ARCSIN, asin, judge::standard1);
elementary1!(ARCCOS, acos, judge::standard1);
elementary1!(ARCTAN, atan, judge::standard1);
elementary1!(SINH, sinh, judge::standard1);
elementary1!(COSH, cosh, judge::standard1);
pub static TANH: &[&[Loop]] = &[&[
    judged1!(f16, |x| single::tanh(x), judge::standard1),
    of_run!(b"ff", tanh::single, judge::standard1),
    of_run!(b"dd", tanh::double, judge::standard1),
]];
elementary1!(ARCSINH, asinh, judge::standard1);
elementary1!(ARCCOSH, acosh, judge::standard1);
elementary1!(ARCTANH, atanh, judge::pole1);

pub static SQRT: &[&[Loop]] = &[floats!(judged1, |x| x.sqrt(), judge::standard1)];

/// Rounding by arithmetic alone: a call for each element would keep the compiler from working on several at once.
trait Whole: Float {
    /// From here on all numbers are whole.
    const WHOLE: Self;

    /// To the nearest integer, ties to even.
    #[inline]
    fn nearest(self) -> Self {
        let size = self.abs();
        let near = (size + Self::WHOLE) - Self::WHOLE;
        (if size < Self::WHOLE { near } else { size }).copysign(self)
    }

    /// The integer not above.
    #[inline]
    fn below(self) -> Self {
        let near = self.nearest();
        if near > self {
            near - Self::one()
        } else {
            near
        }
    }

    /// The integer not below.
    #[inline]
    fn above(self) -> Self {
        let near = self.nearest();
        if near < self {
            // What a negative number is rounded up to is -0 at most.
            (near + Self::one()).copysign(self)
        } else {
            near
        }
    }

    /// Without its fraction.
    #[inline]
    fn cut(self) -> Self {
        self.abs().below().copysign(self)
    }
}

impl Whole for f64 {
    const WHOLE: f64 = 4_503_599_627_370_496.0;
}

impl Whole for f32 {
    const WHOLE: f32 = 8_388_608.0;
}

/// To the nearest integer, ties to even.
pub static RINT: &[&[Loop]] = &[
    floats!(plain1, |x| x.nearest()),
    complexes!(plain1, |z| Complex::new(z.re.nearest(), z.im.nearest())),
];

macro_rules! rounding {
    ($table:ident, $method:ident) => {
        pub static $table: &[&[Loop]] = &[
            &[plain1!(Bool, |x| x)],
            ints!(plain1, |x| x),
            floats!(plain1, |x| x.$method()),
        ];
    };
}

rounding!(FLOOR, below);
rounding!(CEIL, above);
rounding!(TRUNC, cut);

pub static DEGREES: &[&[Loop]] = &[&[
    judged1!(
        f16,
        |x| x * (180.0 / std::f32::consts::PI),
        judge::standard1
    ),
    judged1!(
        f32,
        |x| x * (180.0 / std::f32::consts::PI),
        judge::standard1
    ),
    judged1!(
        f64,
        |x| x * (180.0 / std::f64::consts::PI),
        judge::standard1
    ),
]];

pub static RADIANS: &[&[Loop]] = &[&[
    judged1!(
        f16,
        |x| x * (std::f32::consts::PI / 180.0),
        judge::standard1
    ),
    judged1!(
        f32,
        |x| x * (std::f32::consts::PI / 180.0),
        judge::standard1
    ),
    judged1!(
        f64,
        |x| x * (std::f64::consts::PI / 180.0),
        judge::standard1
    ),
]];

pub static HYPOT: &[&[Loop]] = &[&[
    judged2!(f16, |x, y| single::hypot(x, y), judge::standard2),
    of_run!(b"fff", of two single::runs::hypot, judge::standard2),
    of_run!(b"ddd", of two elementary::runs::hypot, judge::standard2),
]];

pub static ARCTAN2: &[&[Loop]] = &[&[
    plain2!(f16, |y, x| single::atan2(y, x)),
    of_run!(b"fff", of two single::runs::atan2, |_, _, _| Flags::NONE),
    of_run!(b"ddd", of two elementary::runs::atan2, |_, _, _| Flags::NONE),
]];

pub static COPYSIGN: &[&[Loop]] = &[floats!(plain2, |a, b| a.copysign(b))];

pub static HEAVISIDE: &[&[Loop]] = &[floats!(plain2, |x, at_zero| if x.is_nan() {
    x
} else if x == 0.0 {
    at_zero
} else if x < 0.0 {
    0.0
} else {
    1.0
})];

/// log(eˣ + eʸ) and log₂(2ˣ + 2ʸ), by the larger of the two.
macro_rules! logarithm_of_sum {
    ($name:ident, $T:ty, $module:path, $scale:expr, $exp:ident, |$t:ident| $log:expr) => {
        fn $name(x: $T, y: $T) -> $T {
            use $module as e;
            if x == y {
                return x + $scale;
            }
            let difference = x - y;
            let rest = |$t: $T| $log;
            if difference > 0.0 {
                x + rest(e::$exp(-difference))
            } else if difference <= 0.0 {
                y + rest(e::$exp(difference))
            } else {
                difference
            }
        }
    };
}

use std::f32::consts as f32_consts;
use std::f64::consts as f64_consts;

logarithm_of_sum!(logaddexp_f64, f64, elementary, f64_consts::LN_2, exp, |t| {
    elementary::log1p(t)
});
logarithm_of_sum!(logaddexp_f32, f32, single, f32_consts::LN_2, exp, |t| {
    single::log1p(t)
});
logarithm_of_sum!(
    logaddexp2_f64,
    f64,
    elementary,
    1.0,
    exp2,
    |t| f64_consts::LOG2_E * elementary::log1p(t)
);
logarithm_of_sum!(
    logaddexp2_f32,
    f32,
    single,
    1.0,
    exp2,
    |t| f32_consts::LOG2_E * single::log1p(t)
);

pub static LOGADDEXP: &[&[Loop]] = &[&[
    judged2!(f16, |a, b| logaddexp_f32(a, b), judge::comparing2),
    judged2!(f32, |a, b| logaddexp_f32(a, b), judge::comparing2),
    judged2!(f64, |a, b| logaddexp_f64(a, b), judge::comparing2),
]];

pub static LOGADDEXP2: &[&[Loop]] = &[&[
    judged2!(f16, |a, b| logaddexp2_f32(a, b), judge::comparing2),
    judged2!(f32, |a, b| logaddexp2_f32(a, b), judge::comparing2),
    judged2!(f64, |a, b| logaddexp2_f64(a, b), judge::comparing2),
]];

pub static POWER: &[&[Loop]] = &[&[
    judged2!(f16, |a, b| single::pow(a, b), judge::power2),
    special_power(b"fff", |ins, outs| power_run(ins, outs, single::runs::pow)),
    special_power(b"ddd", |ins, outs| {
        power_run(ins, outs, elementary::runs::pow)
    }),
]];

/// Powers that are always of doubles.
pub static FLOAT_POWER: &[&[Loop]] =
    &[&[of_run!(b"ddd", of two elementary::runs::pow, judge::power2)]];

const fn special_power(types: &'static [u8], inner: Inner) -> Loop {
    Loop {
        types,
        inner,
        fold: None,
    }
}

/// A run of powers. Where all exponents are one of −1, 0, ½, 1 and 2, NumPy takes the plain operation, whose last
/// digit and corner cases are its own.
fn power_run<T>(ins: &[&[u8]], outs: &mut [&mut [u8]], pow: fn(&[T], &[T], &mut [T])) -> Flags
where
    T: Float + bytemuck::Pod + judge::Judged + crate::array::ufunc::kernel::Suspect,
{
    let exponent = ins.get(1).and_then(|run| {
        let run: &[T] = typed(run);
        let first = *run.first()?;
        run.iter().all(|x| *x == first).then_some(first)
    });
    let (one, two) = (T::one(), T::one() + T::one());
    let plain: Option<fn(T) -> T> = match exponent {
        Some(e) if e == -one => Some(|x| T::one() / x),
        Some(e) if e == T::zero() => Some(|_| T::one()),
        Some(e) if e == one / two => Some(|x| x.sqrt()),
        Some(e) if e == one => Some(|x| x),
        Some(e) if e == two => Some(|x| x * x),
        _ => None,
    };
    match plain {
        Some(plain) => {
            let e = exponent.unwrap_or(one);
            unary_judged(&ins[..1], outs, plain, |x, r| judge::power2(x, e, r))
        }
        None => runs_judged(ins, outs, pow, judge::power2),
    }
}

/// The next number after `x` towards `y`.
fn next_after_f64(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == y {
        y
    } else if x < y {
        x.next_up()
    } else {
        x.next_down()
    }
}

fn next_after_f32(x: f32, y: f32) -> f32 {
    if x.is_nan() || y.is_nan() {
        f32::NAN
    } else if x == y {
        y
    } else if x < y {
        x.next_up()
    } else {
        x.next_down()
    }
}

fn next_after_f16(x: f16, y: f16) -> f16 {
    if x.is_nan() || y.is_nan() {
        return f16::NAN;
    }
    if x == y {
        return x;
    }
    let bits = x.to_bits();
    f16::from_bits(if bits & 0x7fff == 0 {
        (y.to_bits() & 0x8000) | 1
    } else if (x < y) == (bits & 0x8000 == 0) {
        bits + 1
    } else {
        bits - 1
    })
}

pub static NEXTAFTER: &[&[Loop]] = &[&[
    judged2!(@loop f16, |a, b| next_after_f16(a, b), judge::standard2),
    judged2!(f32, |a, b| next_after_f32(a, b), judge::standard2),
    judged2!(f64, |a, b| next_after_f64(a, b), judge::standard2),
]];

fn spacing_f64(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::NAN;
    }
    if x.is_sign_negative() && x != 0.0 {
        x.next_down() - x
    } else {
        x.next_up() - x
    }
}

fn spacing_f32(x: f32) -> f32 {
    if x.is_infinite() {
        return f32::NAN;
    }
    if x.is_sign_negative() && x != 0.0 {
        x.next_down() - x
    } else {
        x.next_up() - x
    }
}

/// From the exponent alone, as NumPy's `npy_half_spacing` has it.
fn spacing_f16(x: f16) -> f16 {
    let bits = x.to_bits();
    let (exponent, fraction) = (bits & 0x7c00, bits & 0x03ff);
    f16::from_bits(if exponent == 0x7c00 {
        0x7e00
    } else if bits == 0x7bff {
        0x7c00
    } else if bits & 0x8000 != 0 && fraction == 0 {
        // A negative power of two lies next to numbers half as far apart.
        if exponent > 0x2c00 {
            exponent - 0x2c00
        } else if exponent > 0x0400 {
            1 << ((exponent >> 10).saturating_sub(2))
        } else {
            1
        }
    } else if exponent > 0x2800 {
        exponent - 0x2800
    } else if exponent > 0x0400 {
        1 << ((exponent >> 10) - 1)
    } else {
        1
    })
}

pub static SPACING: &[&[Loop]] = &[&[
    judged1!(@loop f16, |x| spacing_f16(x), judge::half_gap1),
    judged1!(f32, |x| spacing_f32(x), judge::gap1),
    judged1!(f64, |x| spacing_f64(x), judge::gap1),
]];

/// The fraction and the whole, both with the sign of the number.
macro_rules! modf {
    (f16) => {
        two_outputs(b"eee", |ins, outs| {
            unary_two::<f16, f16, f16>(ins, outs, |x| {
                let (fraction, whole) = fraction_and_whole(x.to_f32());
                (f16::from_f32(fraction), f16::from_f32(whole))
            })
        })
    };
    ($T:ty, $types:literal) => {
        two_outputs($types, |ins, outs| {
            unary_two::<$T, $T, $T>(ins, outs, fraction_and_whole)
        })
    };
}

const fn two_outputs(types: &'static [u8], inner: Inner) -> Loop {
    Loop {
        types,
        inner,
        fold: None,
    }
}

fn fraction_and_whole<T: Float>(x: T) -> (T, T) {
    if x.is_infinite() {
        return (T::zero().copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

pub static MODF: &[&[Loop]] = &[&[modf!(f16), modf!(f32, b"fff"), modf!(f64, b"ddd")]];

/// A fraction between ½ and 1 and a power of two.
fn fraction_and_exponent(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Subnormal numbers are brought into the normal range first.
    let (x, shift) = if x.abs() < f64::MIN_POSITIVE {
        (x * 2f64.powi(54), -54)
    } else {
        (x, 0)
    };
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022 + shift;
    (
        f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)),
        exponent,
    )
}

pub static FREXP: &[&[Loop]] = &[&[
    two_outputs(b"eei", |ins, outs| {
        unary_two::<f16, f16, i32>(ins, outs, |x| {
            let (fraction, exponent) = fraction_and_exponent(x.to_f64());
            (f16::from_f64(fraction), exponent)
        })
    }),
    two_outputs(b"ffi", |ins, outs| {
        unary_two::<f32, f32, i32>(ins, outs, |x| {
            let (fraction, exponent) = fraction_and_exponent(x.into());
            (fraction as f32, exponent)
        })
    }),
    two_outputs(b"ddi", |ins, outs| {
        unary_two::<f64, f64, i32>(ins, outs, fraction_and_exponent)
    }),
]];

/// x · 2ⁿ, rounded once.
fn scaled(x: f64, exponent: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (fraction, own) = fraction_and_exponent(x);
    // Beyond this range the result is 0 or infinite anyway.
    let exponent = (exponent.clamp(-5000, 5000) + i64::from(own)) as i32;
    if exponent > 1024 {
        return f64::INFINITY.copysign(x);
    }
    if exponent > -1021 {
        return fraction * 2.0 * power_of_two(exponent - 1);
    }
    if exponent < -1080 {
        return 0f64.copysign(x);
    }
    // One rounding only: the last product is the one that drops bits.
    fraction * power_of_two(exponent + 200) * power_of_two(-200)
}

macro_rules! ldexp {
    ($types:literal, $T:ty, $N:ty, |$x:ident| $widen:expr, |$r:ident| $narrow:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| {
                binary_judged::<$T, $N, $T>(
                    ins,
                    outs,
                    |$x, n| {
                        let $r = scaled($widen, n.into());
                        $narrow
                    },
                    |x, _, r| judge::standard1(x, r),
                )
            },
            fold: None,
        }
    };
}

pub static LDEXP: &[&[Loop]] = &[&[
    ldexp!(b"eie", f16, i32, |x| x.to_f64(), |r| f16::from_f64(r)),
    ldexp!(b"fif", f32, i32, |x| f64::from(x), |r| r as f32),
    ldexp!(b"ele", f16, i64, |x| x.to_f64(), |r| f16::from_f64(r)),
    ldexp!(b"flf", f32, i64, |x| f64::from(x), |r| r as f32),
    ldexp!(b"did", f64, i32, |x| x, |r| r),
    ldexp!(b"dld", f64, i64, |x| x, |r| r),
]];
