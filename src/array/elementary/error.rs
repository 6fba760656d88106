//! The error function, after Sun's fdlibm with the sums that glibc has.

use super::exp;

/// A polynomial as glibc adds it up: pairs of neighbouring terms, times even powers of `x`.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let powers = [1.0, square, fourth, fourth * square, fourth * fourth];
    let mut sum = 0.0;
    for (at, (pair, power)) in coefficients.chunks(2).zip(powers).enumerate() {
        let term = match pair {
            [a, b] => a + x * b,
            [a] => *a,
            _ => 0.0,
        };
        sum = if at == 0 { term } else { sum + power * term };
    }
    sum
}

/// Numerator and denominator of an approximation.
type Ratio = (&'static [f64], &'static [f64]);

fn ratio(x: f64, (numerator, denominator): Ratio) -> f64 {
    polynomial(x, numerator) / polynomial(x, denominator)
}

/// Below 0.84375, of x²: (erf(x) - x) / x.
const NEAR: Ratio = (
    &[
        1.28379167095512558561e-01,
        -3.25042107247001499370e-01,
        -2.84817495755985104766e-02,
        -5.77027029648944159157e-03,
        -2.37630166566501626084e-05,
    ],
    &[
        1.0,
        3.97917223959155352819e-01,
        6.50222499887672944485e-02,
        5.08130628187576562776e-03,
        1.32494738004321644526e-04,
        -3.96022827877536812320e-06,
    ],
);

/// erf(1), rounded to a float of 24 bits.
const AT_ONE: f64 = 8.45062911510467529297e-01;

/// From there to 1.25, of |x| - 1: erf(|x|) - [`AT_ONE`].
const AROUND_ONE: Ratio = (
    &[
        -2.36211856075265944077e-03,
        4.14856118683748331666e-01,
        -3.72207876035701323847e-01,
        3.18346619901161753674e-01,
        -1.10894694282396677476e-01,
        3.54783043256182359371e-02,
        -2.16637559486879084300e-03,
    ],
    &[
        1.0,
        1.06420880400844228286e-01,
        5.40397917702171048937e-01,
        7.18286544141962662868e-02,
        1.26171219808761642112e-01,
        1.36370839120290507362e-02,
        1.19844998467991074170e-02,
    ],
);

/// From there to 1/0.35, of 1/x².
const MIDDLE: Ratio = (
    &[
        -9.86494403484714822705e-03,
        -6.93858572707181764372e-01,
        -1.05586262253232909814e+01,
        -6.23753324503260060396e+01,
        -1.62396669462573470355e+02,
        -1.84605092906711035994e+02,
        -8.12874355063065934246e+01,
        -9.81432934416914548592e+00,
    ],
    &[
        1.0,
        1.96512716674392571292e+01,
        1.37657754143519042600e+02,
        4.34565877475229228821e+02,
        6.45387271733267880336e+02,
        4.29008140027567833386e+02,
        1.08635005541779435134e+02,
        6.57024977031928170135e+00,
        -6.04244152148580987438e-02,
    ],
);

/// From there on, of 1/x².
const FAR: Ratio = (
    &[
        -9.86494292470009928597e-03,
        -7.99283237680523006574e-01,
        -1.77579549177547519889e+01,
        -1.60636384855821916062e+02,
        -6.37566443368389627722e+02,
        -1.02509513161107724954e+03,
        -4.83519191608651397019e+02,
    ],
    &[
        1.0,
        3.03380607434824582924e+01,
        3.25792512996573918826e+02,
        1.53672958608443695994e+03,
        3.19985821950859553908e+03,
        2.55305040643316442583e+03,
        4.74528541206955367215e+02,
        -2.24409524465858183362e+01,
    ],
);

/// erfc(x) · x for x from 1.25 on.
fn tail(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    let part = ratio(s, if x < 1.0 / 0.35 { MIDDLE } else { FAR });
    // x² is taken apart, so that its rounding does not tell.
    let z = f64::from_bits(x.to_bits() & !0xffff_ffff);
    exp(-z * z - 0.5625) * exp((z - x) * (z + x) + part)
}

/// What the slope at zero has beyond 1.
const TO_UNIT: f64 = 1.28379167095512586316e-01;

/// The error function.
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        x
    } else if size < 2f64.powi(-1015) {
        // Scaled, so that no digit is lost on the way.
        0.0625 * (16.0 * x + (16.0 * TO_UNIT) * x)
    } else if size < 2f64.powi(-28) {
        x + TO_UNIT * x
    } else if size < 0.84375 {
        x + x * ratio(x * x, NEAR)
    } else if size < 1.25 {
        (AT_ONE + ratio(size - 1.0, AROUND_ONE)).copysign(x)
    } else if size < 6.0 {
        (1.0 - tail(size) / size).copysign(x)
    } else {
        1f64.copysign(x)
    }
}

/// One less the error function.
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        x
    } else if size < f64::EPSILON / 16.0 {
        1.0 - x
    } else if size < 0.84375 {
        let y = ratio(x * x, NEAR);
        if x < 0.25 {
            1.0 - (x + x * y)
        } else {
            0.5 - (x - 0.5 + x * y)
        }
    } else if size < 1.25 {
        let around = ratio(size - 1.0, AROUND_ONE);
        if x > 0.0 {
            1.0 - AT_ONE - around
        } else {
            1.0 + (AT_ONE + around)
        }
    } else if x < -6.0 || size >= 28.0 {
        if x > 0.0 { 0.0 } else { 2.0 }
    } else {
        let rest = tail(size) / size;
        if x > 0.0 { rest } else { 2.0 - rest }
    }
}
