//! Elementary functions of complex numbers.

use num_complex::Complex;

type C = Complex<f64>;

pub fn widen(z: Complex<f32>) -> C {
    Complex::new(z.re.into(), z.im.into())
}

pub fn narrow(z: C) -> Complex<f32> {
    Complex::new(z.re as f32, z.im as f32)
}

macro_rules! by_method {
    ($($name:ident => $method:ident;)*) => {
        $(pub fn $name(z: C) -> C { z.$method() })*
    };
}

by_method! {
    exp => exp; log => ln; sqrt => sqrt; sin => sin; cos => cos; tan => tan;
    asin => asin; acos => acos; atan => atan; sinh => sinh; cosh => cosh; tanh => tanh;
    asinh => asinh; acosh => acosh; atanh => atanh;
}

pub fn exp2(z: C) -> C {
    exp(z * std::f64::consts::LN_2)
}

pub fn expm1(z: C) -> C {
    let half = super::sin(z.im / 2.0);
    Complex::new(
        super::expm1(z.re) * super::cos(z.im) - 2.0 * half * half,
        super::exp(z.re) * super::sin(z.im),
    )
}

pub fn log2(z: C) -> C {
    log(z) * std::f64::consts::LOG2_E
}

pub fn log10(z: C) -> C {
    log(z) * std::f64::consts::LOG10_E
}

pub fn log1p(z: C) -> C {
    Complex::new(
        super::log(super::hypot(z.re + 1.0, z.im)),
        super::atan2(z.im, z.re + 1.0),
    )
}

pub fn pow(a: C, b: C) -> C {
    a.powc(b)
}
