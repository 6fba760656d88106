//! Inverse sine, cosine and tangent, after Sun's fdlibm with the constants that glibc 2.36 has.

/// The upper half of the digits.
fn cut(x: f32) -> f32 {
    f32::from_bits(x.to_bits() & 0xffff_f000)
}

#[inline(always)]
fn size_bits(x: f32) -> u32 {
    x.to_bits() & 0x7fff_ffff
}

/// `c0 · t + c1 · t² + …`
fn series(t: f32, coefficients: &[f32]) -> f32 {
    let terms = coefficients.iter().rev();
    terms.fold(0.0, |sum, c| t * (c + sum))
}

/// NaN without its sign, as the C library's outer function has it.
fn outside(x: f32) -> f32 {
    if x.is_nan() { x + x } else { f32::NAN }
}

/// The angle between −π/2 and π/2 whose sine is `x`.
pub fn asin(x: f32) -> f32 {
    const SERIES: [f32; 5] = [
        1.666675248e-1,
        7.495297643e-2,
        4.547037598e-2,
        2.417951451e-2,
        4.216630880e-2,
    ];
    const FRAC_PI_2: [f32; 2] = [1.57079637050628662109375, -4.37113900018624283e-8];
    const FRAC_PI_4: f32 = 0.785398185253143310546875;
    let size = x.abs();
    if size == 1.0 {
        return x * FRAC_PI_2[0] + x * FRAC_PI_2[1];
    }
    if size.is_nan() || size > 1.0 {
        return outside(x);
    }
    if size < 0.5 {
        return if size < 2f32.powi(-27) {
            x
        } else {
            x + x * series(x * x, &SERIES)
        };
    }
    let t = (1.0 - size) * 0.5;
    let p = series(t, &SERIES);
    let s = t.sqrt();
    // From 0.975 on.
    let angle = if size_bits(x) >= 0x3f79_999a {
        FRAC_PI_2[0] - (2.0 * (s + s * p) - FRAC_PI_2[1])
    } else {
        let w = cut(s);
        let c = (t - w * w) / (s + w);
        let p = 2.0 * s * p - (FRAC_PI_2[1] - 2.0 * c);
        let q = FRAC_PI_4 - 2.0 * w;
        FRAC_PI_4 - (p - q)
    };
    angle.copysign(x)
}

/// π/2 in two parts.
const HALF_PI: [f32; 2] = [1.5707962513e+00, 7.5497894159e-08];
const PI: f32 = 3.1415925026e+00;

/// (asin(√z) - √z) / √z
fn arc_ratio(z: f32) -> f32 {
    const ABOVE: [f32; 6] = [
        1.6666667163e-01,
        -3.2556581497e-01,
        2.0121252537e-01,
        -4.0055535734e-02,
        7.9153501429e-04,
        3.4793309169e-05,
    ];
    const BELOW: [f32; 4] = [
        -2.4033949375e+00,
        2.0209457874e+00,
        -6.8828397989e-01,
        7.7038154006e-02,
    ];
    series(z, &ABOVE) / (1.0 + series(z, &BELOW))
}

/// The angle between 0 and π whose cosine is `x`.
pub fn acos(x: f32) -> f32 {
    let size = x.abs();
    if size == 1.0 {
        return if x > 0.0 { 0.0 } else { PI + 2.0 * HALF_PI[1] };
    }
    if size.is_nan() || size > 1.0 {
        return outside(x);
    }
    if size < 0.5 {
        if size <= 2f32.powi(-26) {
            return HALF_PI[0] + HALF_PI[1];
        }
        return HALF_PI[0] - (x - (HALF_PI[1] - x * arc_ratio(x * x)));
    }
    let z = (1.0 - size) * 0.5;
    let s = z.sqrt();
    let r = arc_ratio(z);
    if x < 0.0 {
        let w = r * s - HALF_PI[1];
        PI - 2.0 * (s + w)
    } else {
        let df = cut(s);
        let c = (z - df * df) / (s + df);
        2.0 * (df + (r * s + c))
    }
}

/// The inverse tangents of 1/2, 1, 3/2 and infinity, in two parts.
const KNOWN: [[f32; 2]; 4] = [
    [4.6364760399e-01, 5.0121582440e-09],
    [7.8539812565e-01, 3.7748947079e-08],
    [9.8279368877e-01, 3.4473217170e-08],
    HALF_PI,
];

/// (atan(x) - x) / -x
fn arctangent_series(x: f32) -> f32 {
    const EVEN: [f32; 6] = [
        3.3333334327e-01,
        1.4285714924e-01,
        9.0908870101e-02,
        6.6610731184e-02,
        4.9768779427e-02,
        1.6285819933e-02,
    ];
    const ODD: [f32; 5] = [
        -2.0000000298e-01,
        -1.1111110449e-01,
        -7.6918758452e-02,
        -5.8335702866e-02,
        -3.6531571299e-02,
    ];
    let z = x * x;
    let w = z * z;
    let [first, rest @ ..] = EVEN;
    z * (first + series(w, &rest)) + series(w, &ODD)
}

/// The angle between −π/2 and π/2 whose tangent is `x`.
pub fn atan(x: f32) -> f32 {
    let size = x.abs();
    if x.is_nan() {
        return x + x;
    }
    // 2^25
    if size >= 33_554_432.0 {
        return (HALF_PI[0] + HALF_PI[1]).copysign(x);
    }
    if size < 0.4375 {
        return if size < 2f32.powi(-29) {
            x
        } else {
            x - x * arctangent_series(x)
        };
    }
    let (known, t) = if size < 0.6875 {
        (0, (2.0 * size - 1.0) / (2.0 + size))
    } else if size < 1.1875 {
        (1, (size - 1.0) / (size + 1.0))
    } else if size < 2.4375 {
        (2, (size - 1.5) / (1.0 + 1.5 * size))
    } else {
        (3, -1.0 / size)
    };
    let [upper, lower] = KNOWN[known];
    (upper - ((t * arctangent_series(t) - lower) - t)).copysign(x)
}

/// The angle of the point `(x, y)`, between −π and π.
pub fn atan2(y: f32, x: f32) -> f32 {
    use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI};
    const PI_REST: f32 = -8.7422776573e-08;
    if x.is_nan() {
        return x;
    }
    if y.is_nan() {
        return y;
    }
    if x == 1.0 {
        return atan(y);
    }
    let left = x.is_sign_negative();
    let angle = if y == 0.0 {
        if left { PI } else { 0.0 }
    } else if x == 0.0 || (y.is_infinite() && x.is_finite()) {
        FRAC_PI_2
    } else if x.is_infinite() {
        match (y.is_infinite(), left) {
            (true, true) => 3.0 * FRAC_PI_4,
            (true, false) => FRAC_PI_4,
            (false, true) => PI,
            (false, false) => 0.0,
        }
    } else {
        let apart = (size_bits(y) as i32 - size_bits(x) as i32) >> 23;
        let z = if apart > 60 {
            FRAC_PI_2 + 0.5 * PI_REST
        } else if left && apart < -60 {
            0.0
        } else {
            atan((y / x).abs())
        };
        if left { PI - (z - PI_REST) } else { z }
    };
    angle.copysign(y)
}
