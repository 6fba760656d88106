//! Elementary functions of complex numbers, in both precisions, by the steps of the reference's C library
//! (glibc's `math/s_c*_template.c`), so that digits and signs of zero agree; powers by NumPy's (`npy_cpow`).

/// The functions of one precision. `$real` is the module of its real functions, `$cut` an integer below the
/// logarithm of the largest number.
macro_rules! complex_functions {
    ($T:ident, $real:path, $cut:literal, |$x:ident, $y:ident| $circle:expr) => {
        use num_complex::Complex;
        use std::$T::consts::{FRAC_PI_2, FRAC_PI_4, LN_2, LOG2_E, LOG10_E, PI};
        use $real as real;

        type C = Complex<$T>;

        const LARGEST: $T = $T::MAX;
        const SMALLEST: $T = $T::MIN_POSITIVE;
        const EPSILON: $T = $T::EPSILON;
        /// Exponentials beyond this are taken in steps.
        const CUT: $T = $cut;

        fn is_zero(x: $T) -> bool {
            x == 0.0
        }

        /// Sine and cosine; of tiny angles the angle and 1.
        fn sine_and_cosine(x: $T) -> ($T, $T) {
            if x.abs() > SMALLEST {
                real::sin_cos(x)
            } else {
                (x, 1.0)
            }
        }

        /// `e^x · (a, b)` where `e^x` alone would overflow, divided by `share` on the way.
        fn large_exponential(x: $T, a: $T, b: $T, share: $T) -> ($T, $T) {
            let step = real::exp(CUT);
            let mut left = x - CUT;
            let (mut a, mut b) = (a * (step / share), b * (step / share));
            if left > CUT {
                left -= CUT;
                a *= step;
                b *= step;
            }
            let last = if left > CUT { LARGEST } else { real::exp(left) };
            (last * a, last * b)
        }

        pub fn exp(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if re.is_finite() {
                if !im.is_finite() {
                    return C::new($T::NAN, $T::NAN);
                }
                let (sine, cosine) = sine_and_cosine(im);
                if re > CUT {
                    let (a, b) = large_exponential(re, cosine, sine, 1.0);
                    return C::new(a, b);
                }
                let size = real::exp(re);
                return C::new(size * cosine, size * sine);
            }
            if re.is_nan() {
                return C::new($T::NAN, if is_zero(im) { im } else { $T::NAN });
            }
            if im.is_finite() {
                let size = if re > 0.0 { $T::INFINITY } else { 0.0 };
                if is_zero(im) {
                    return C::new(size, im);
                }
                let (sine, cosine) = sine_and_cosine(im);
                return C::new(size.copysign(cosine), size.copysign(sine));
            }
            if re > 0.0 {
                C::new($T::INFINITY, $T::NAN)
            } else {
                C::new(0.0, (0.0 as $T).copysign(im))
            }
        }

        pub fn exp2(z: C) -> C {
            exp(C::new(z.re * LN_2, z.im * LN_2))
        }

        pub fn expm1(z: C) -> C {
            let half = real::sin(z.im / 2.0);
            let (sine, cosine) = real::sin_cos(z.im);
            C::new(
                real::expm1(z.re) * cosine - 2.0 * half * half,
                real::exp(z.re) * sine,
            )
        }

        /// x² + y² − 1 without cancellation, for 1 > x ≥ y.
        fn circle_distance($x: $T, $y: $T) -> $T {
            $circle
        }

        pub fn log(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if is_zero(re) && is_zero(im) {
                let angle: $T = if re.is_sign_negative() { PI } else { 0.0 };
                return C::new($T::NEG_INFINITY, angle.copysign(im));
            }
            if re.is_nan() || im.is_nan() {
                let infinite = re.is_infinite() || im.is_infinite();
                let size = if infinite { $T::INFINITY } else { $T::NAN };
                return C::new(size, $T::NAN);
            }
            let (mut a, mut b) = (re.abs(), im.abs());
            if a < b {
                (a, b) = (b, a);
            }
            let mut scale: i32 = 0;
            if a > LARGEST / 2.0 {
                scale = -1;
                a *= 0.5;
                b = if b >= SMALLEST * 2.0 { b * 0.5 } else { 0.0 };
            } else if a < SMALLEST && b < SMALLEST {
                scale = $T::MANTISSA_DIGITS as i32;
                let factor = (2.0 as $T).powi(scale);
                a *= factor;
                b *= factor;
            }
            let size = if scale != 0 {
                real::log(real::hypot(a, b)) - scale as $T * LN_2
            } else if a == 1.0 {
                real::log1p(b * b) / 2.0
            } else if a > 1.0 && a < 2.0 && b < 1.0 {
                let mut beyond = (a - 1.0) * (a + 1.0);
                if b >= EPSILON {
                    beyond += b * b;
                }
                real::log1p(beyond) / 2.0
            } else if (0.5..1.0).contains(&a) && b < EPSILON / 2.0 {
                real::log1p((a - 1.0) * (a + 1.0)) / 2.0
            } else if (0.5..1.0).contains(&a) && a * a + b * b >= 0.5 {
                real::log1p(circle_distance(a, b)) / 2.0
            } else {
                real::log(real::hypot(a, b))
            };
            C::new(size, real::atan2(im, re))
        }

        pub fn log2(z: C) -> C {
            let log = log(z);
            C::new(log.re * LOG2_E, log.im * LOG2_E)
        }

        pub fn log10(z: C) -> C {
            let log = log(z);
            C::new(log.re * LOG10_E, log.im * LOG10_E)
        }

        pub fn log1p(z: C) -> C {
            let size = real::hypot(z.re + 1.0, z.im);
            C::new(real::log(size), real::atan2(z.im, z.re + 1.0))
        }

        pub fn sqrt(z: C) -> C {
            let (mut re, mut im) = (z.re, z.im);
            if im.is_infinite() {
                return C::new($T::INFINITY, im);
            }
            if re.is_infinite() {
                let nan_or = |other: $T| if im.is_nan() { $T::NAN } else { other };
                return if re < 0.0 {
                    C::new(nan_or(0.0), $T::INFINITY.copysign(im))
                } else {
                    C::new(re, nan_or((0.0 as $T).copysign(im)))
                };
            }
            if re.is_nan() || im.is_nan() {
                return C::new($T::NAN, $T::NAN);
            }
            if is_zero(im) {
                return if re < 0.0 {
                    C::new(0.0, (-re).sqrt().copysign(im))
                } else {
                    C::new(re.sqrt().abs(), (0.0 as $T).copysign(im))
                };
            }
            if is_zero(re) {
                let root = if im.abs() >= 2.0 * SMALLEST {
                    (0.5 * im.abs()).sqrt()
                } else {
                    0.5 * (2.0 * im.abs()).sqrt()
                };
                return C::new(root, root.copysign(im));
            }
            let mut scale = 0;
            if re.abs() > LARGEST / 4.0 {
                scale = 1;
                re *= 0.25;
                im *= 0.25;
            } else if im.abs() > LARGEST / 4.0 {
                scale = 1;
                re = if re.abs() >= 4.0 * SMALLEST {
                    re * 0.25
                } else {
                    0.0
                };
                im *= 0.25;
            } else if re.abs() < 2.0 * SMALLEST && im.abs() < 2.0 * SMALLEST {
                scale = -(($T::MANTISSA_DIGITS as i32 + 1) / 2);
                let factor = (2.0 as $T).powi(-2 * scale);
                re *= factor;
                im *= factor;
            }
            let (mut r, mut s) = roots(re, im, &mut scale);
            if scale != 0 {
                let factor = (2.0 as $T).powi(scale);
                r *= factor;
                s *= factor;
            }
            C::new(r, s.copysign(im))
        }

        /// The parts of a root before scaling, the smaller one from the larger to avoid cancellation.
        fn roots(re: $T, im: $T, scale: &mut i32) -> ($T, $T) {
            let size = real::hypot(re, im);
            let tiny = *scale == 1 && im.abs() < 1.0;
            if tiny {
                *scale = 0;
            }
            if re > 0.0 {
                let r = (0.5 * (size + re)).sqrt();
                if tiny {
                    (r * 2.0, im / r)
                } else {
                    (r, 0.5 * (im / r))
                }
            } else {
                let s = (0.5 * (size - re)).sqrt();
                if tiny {
                    ((im / s).abs(), s * 2.0)
                } else {
                    ((0.5 * (im / s)).abs(), s)
                }
            }
        }

        pub fn sinh(z: C) -> C {
            let (re, im) = (z.re.abs(), z.im);
            let turned = z.re.is_sign_negative();
            if re.is_nan() {
                return C::new($T::NAN, if is_zero(im) { im } else { $T::NAN });
            }
            if !im.is_finite() {
                let (zero, infinite) = (is_zero(re), re.is_infinite());
                let part: $T = if zero {
                    (0.0 as $T).copysign(z.re)
                } else if infinite {
                    $T::INFINITY
                } else {
                    $T::NAN
                };
                return C::new(part, $T::NAN);
            }
            if re.is_infinite() {
                if is_zero(im) {
                    return C::new(z.re, im);
                }
                let (sine, cosine) = sine_and_cosine(im);
                let part = $T::INFINITY.copysign(cosine);
                return C::new(
                    if turned { -part } else { part },
                    $T::INFINITY.copysign(sine),
                );
            }
            let (sine, cosine) = sine_and_cosine(im);
            let cosine = if turned { -cosine } else { cosine };
            if re > CUT {
                let (a, b) = large_exponential(re, cosine, sine, 2.0);
                return C::new(a, b);
            }
            C::new(real::sinh(re) * cosine, real::cosh(re) * sine)
        }

        pub fn cosh(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if re.is_nan() {
                return C::new($T::NAN, if is_zero(im) { im } else { $T::NAN });
            }
            if !im.is_finite() {
                return if re.is_infinite() {
                    C::new($T::INFINITY, $T::NAN)
                } else {
                    C::new($T::NAN, if is_zero(re) { 0.0 } else { $T::NAN })
                };
            }
            let sign = (1.0 as $T).copysign(re);
            if re.is_infinite() {
                if is_zero(im) {
                    return C::new($T::INFINITY, im * sign);
                }
                let (sine, cosine) = sine_and_cosine(im);
                return C::new(
                    $T::INFINITY.copysign(cosine),
                    $T::INFINITY.copysign(sine) * sign,
                );
            }
            let (sine, cosine) = sine_and_cosine(im);
            if re.abs() > CUT {
                let (a, b) = large_exponential(re.abs(), cosine, sine * sign, 2.0);
                return C::new(a, b);
            }
            C::new(real::cosh(re) * cosine, real::sinh(re) * sine)
        }

        pub fn tanh(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if !re.is_finite() || !im.is_finite() {
                if re.is_infinite() {
                    let part = if im.is_finite() && im.abs() > 1.0 {
                        (0.0 as $T).copysign(real::sin(im) * real::cos(im))
                    } else {
                        (0.0 as $T).copysign(im)
                    };
                    return C::new((1.0 as $T).copysign(re), part);
                }
                if is_zero(im) {
                    return z;
                }
                return C::new(if is_zero(re) { re } else { $T::NAN }, $T::NAN);
            }
            const HALF_CUT: $T = (CUT as i32 / 2) as $T;
            let (sine, cosine) = sine_and_cosine(im);
            if re.abs() > HALF_CUT {
                let step = real::exp(2.0 * HALF_CUT);
                let left = re.abs() - HALF_CUT;
                let part = 4.0 * sine * cosine / step;
                let part = if left > HALF_CUT {
                    part / step
                } else {
                    part / real::exp(2.0 * left)
                };
                return C::new((1.0 as $T).copysign(re), part);
            }
            let (s, c) = if re.abs() > SMALLEST {
                (real::sinh(re), real::cosh(re))
            } else {
                (re, 1.0)
            };
            let scale = if s.abs() > cosine.abs() * EPSILON {
                s * s + cosine * cosine
            } else {
                cosine * cosine
            };
            C::new(s * c / scale, sine * cosine / scale)
        }

        /// A function of a circle from its hyperbolic sister, by the turn i·z and back.
        fn turned(z: C, hyperbolic: fn(C) -> C) -> C {
            let turned = hyperbolic(C::new(-z.im, z.re));
            C::new(turned.im, -turned.re)
        }

        pub fn sin(z: C) -> C {
            if z.im.is_infinite() && !z.re.is_finite() {
                return C::new($T::NAN, $T::INFINITY);
            }
            turned(z, sinh)
        }

        pub fn cos(z: C) -> C {
            cosh(C::new(-z.im, z.re))
        }

        pub fn tan(z: C) -> C {
            turned(z, tanh)
        }

        pub fn asinh(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if im.is_infinite() {
                let angle = if re.is_nan() {
                    $T::NAN
                } else {
                    (if re.is_infinite() {
                        FRAC_PI_4
                    } else {
                        FRAC_PI_2
                    })
                    .copysign(im)
                };
                return C::new($T::INFINITY.copysign(re), angle);
            }
            if !re.is_finite() {
                let flat = (re.is_infinite() && im.is_finite()) || (re.is_nan() && is_zero(im));
                return C::new(
                    re,
                    if flat {
                        (0.0 as $T).copysign(im)
                    } else {
                        $T::NAN
                    },
                );
            }
            if im.is_nan() {
                return C::new($T::NAN, $T::NAN);
            }
            if is_zero(re) && is_zero(im) {
                return z;
            }
            inverse_sinh(z, false)
        }

        /// The inverse hyperbolic sine of a finite number that is not zero; `adjusted` has its imaginary part
        /// subtracted from π/2.
        fn inverse_sinh(z: C, adjusted: bool) -> C {
            let (a, b) = (z.re.abs(), z.im.abs());
            let angle = |y: $T, x: $T| {
                if adjusted {
                    real::atan2(x, y.copysign(z.im))
                } else {
                    real::atan2(y, x)
                }
            };
            let result = if a >= 1.0 / EPSILON || b >= 1.0 / EPSILON {
                let far = if adjusted {
                    C::new(b.copysign(z.im), a)
                } else {
                    C::new(a, b)
                };
                let far = log(far);
                C::new(far.re + LN_2, far.im)
            } else if a >= 0.5 && b < EPSILON / 8.0 {
                let s = real::hypot(1.0, a);
                let turn = if adjusted {
                    real::atan2(s, z.im)
                } else {
                    real::atan2(b, s)
                };
                C::new(real::log(a + s), turn)
            } else if a < EPSILON / 8.0 && b >= 1.5 {
                let s = ((b + 1.0) * (b - 1.0)).sqrt();
                C::new(real::log(b + s), angle(s, a))
            } else if b > 1.0 && b < 1.5 && a < 0.5 {
                above_branch(a, b, &angle)
            } else if b == 1.0 && a < 0.5 {
                beside_branch(a, &angle)
            } else if b < 1.0 && a < 0.5 {
                below_branch(a, b, z.im, adjusted, &angle)
            } else {
                let root = sqrt(C::new((a - b) * (a + b) + 1.0, 2.0 * a * b));
                let sum = C::new(root.re + a, root.im + b);
                log(if adjusted {
                    C::new(sum.im.copysign(z.im), sum.re)
                } else {
                    sum
                })
            };
            let sign: $T = if adjusted { 1.0 } else { z.im };
            C::new(result.re.copysign(z.re), result.im.copysign(sign))
        }

        /// Near the cut of the inverse sine, with an imaginary part above 1.
        fn above_branch(a: $T, b: $T, angle: &dyn Fn($T, $T) -> $T) -> C {
            let beyond = (b + 1.0) * (b - 1.0);
            if a < EPSILON * EPSILON {
                let s = beyond.sqrt();
                return C::new(real::log1p(2.0 * (beyond + b * s)) / 2.0, angle(s, a));
            }
            let a2 = a * a;
            let f = a2 * (2.0 + a2 + 2.0 * b * b);
            let d = (beyond * beyond + f).sqrt();
            let dp = d + beyond;
            let dm = f / dp;
            let r1 = ((dm + a2) / 2.0).sqrt();
            let r2 = a * b / r1;
            let size = real::log1p(a2 + dp + 2.0 * (a * r1 + b * r2)) / 2.0;
            C::new(size, angle(b + r2, a + r1))
        }

        /// With an imaginary part of 1.
        fn beside_branch(a: $T, angle: &dyn Fn($T, $T) -> $T) -> C {
            if a < EPSILON / 8.0 {
                let root = a.sqrt();
                return C::new(real::log1p(2.0 * (a + root)) / 2.0, angle(1.0, root));
            }
            let d = a * (4.0 + a * a).sqrt();
            let s1 = ((d + a * a) / 2.0).sqrt();
            let s2 = ((d - a * a) / 2.0).sqrt();
            let size = real::log1p(a * a + d + 2.0 * (a * s1 + s2)) / 2.0;
            C::new(size, angle(1.0 + s2, a + s1))
        }

        /// With an imaginary part below 1.
        fn below_branch(a: $T, b: $T, im: $T, adjusted: bool, angle: &dyn Fn($T, $T) -> $T) -> C {
            let plain = |s: $T| {
                if adjusted {
                    real::atan2(s, im)
                } else {
                    real::atan2(b, s)
                }
            };
            if b < EPSILON {
                let s = real::hypot(1.0, a);
                return C::new(real::log1p(2.0 * a * (a + s)) / 2.0, plain(s));
            }
            let short = (1.0 + b) * (1.0 - b);
            if a < EPSILON * EPSILON {
                let s = short.sqrt();
                return C::new(real::log1p(2.0 * a / s) / 2.0, plain(s));
            }
            let a2 = a * a;
            let f = a2 * (2.0 + a2 + 2.0 * b * b);
            let d = (short * short + f).sqrt();
            let dp = d + short;
            let dm = f / dp;
            let r1 = ((dp + a2) / 2.0).sqrt();
            let r2 = a * b / r1;
            let size = real::log1p(a2 + dm + 2.0 * (a * r1 + b * r2)) / 2.0;
            C::new(size, angle(b + r2, a + r1))
        }

        pub fn asin(z: C) -> C {
            if z.re.is_nan() || z.im.is_nan() {
                if is_zero(z.re) {
                    return z;
                }
                let infinite = z.re.is_infinite() || z.im.is_infinite();
                let part = if infinite {
                    $T::INFINITY.copysign(z.im)
                } else {
                    $T::NAN
                };
                return C::new($T::NAN, part);
            }
            turned(z, asinh)
        }

        pub fn acos(z: C) -> C {
            if !z.re.is_finite() || !z.im.is_finite() || (is_zero(z.re) && is_zero(z.im)) {
                let sine = asin(z);
                let part = FRAC_PI_2 - sine.re;
                return C::new(if is_zero(part) { 0.0 } else { part }, -sine.im);
            }
            let turned = inverse_sinh(C::new(-z.im, z.re), true);
            C::new(turned.im, turned.re)
        }

        pub fn acosh(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if im.is_infinite() {
                let angle = match (re.is_infinite(), re < 0.0) {
                    (true, true) => PI - FRAC_PI_4,
                    (true, false) => FRAC_PI_4,
                    (false, _) => FRAC_PI_2,
                };
                let angle = if re.is_nan() {
                    $T::NAN
                } else {
                    angle.copysign(im)
                };
                return C::new($T::INFINITY, angle);
            }
            if re.is_infinite() {
                let angle: $T = if re < 0.0 { PI } else { 0.0 };
                let angle = if im.is_nan() {
                    $T::NAN
                } else {
                    angle.copysign(im)
                };
                return C::new($T::INFINITY, angle);
            }
            if re.is_nan() || im.is_nan() {
                return C::new($T::NAN, if is_zero(re) { FRAC_PI_2 } else { $T::NAN });
            }
            if is_zero(re) && is_zero(im) {
                return C::new(0.0, FRAC_PI_2.copysign(im));
            }
            let turned = inverse_sinh(C::new(-im, re), true);
            if im.is_sign_negative() {
                C::new(turned.re, -turned.im)
            } else {
                C::new(-turned.re, turned.im)
            }
        }

        pub fn atanh(z: C) -> C {
            let (re, im) = (z.re, z.im);
            if im.is_infinite() {
                return C::new((0.0 as $T).copysign(re), FRAC_PI_2.copysign(im));
            }
            if !re.is_finite() || im.is_nan() {
                if re.is_infinite() || is_zero(re) {
                    let angle = if im.is_nan() {
                        $T::NAN
                    } else {
                        FRAC_PI_2.copysign(im)
                    };
                    return C::new((0.0 as $T).copysign(re), angle);
                }
                return C::new($T::NAN, $T::NAN);
            }
            if is_zero(re) && is_zero(im) {
                return z;
            }
            if re.abs() >= 16.0 / EPSILON || im.abs() >= 16.0 / EPSILON {
                let part = if im.abs() <= 1.0 {
                    1.0 / re
                } else if re.abs() <= 1.0 {
                    re / im / im
                } else {
                    let h = real::hypot(re / 2.0, im / 2.0);
                    re / h / h / 4.0
                };
                return C::new(part, FRAC_PI_2.copysign(im));
            }
            C::new(
                inverse_tanh_part(re, im),
                0.5 * real::atan2(2.0 * im, unit_distance(re, im)),
            )
        }

        /// A quarter of the logarithm of |1 + z|² / |1 − z|².
        fn inverse_tanh_part(re: $T, im: $T) -> $T {
            if re.abs() == 1.0 && im.abs() < EPSILON * EPSILON {
                return (0.5 as $T).copysign(re) * (LN_2 - real::log(im.abs()));
            }
            let square = if im.abs() >= EPSILON * EPSILON {
                im * im
            } else {
                0.0
            };
            let above = 1.0 + re;
            let above = square + above * above;
            let below = 1.0 - re;
            let below = square + below * below;
            if above / below < 0.5 {
                0.25 * real::log(above / below)
            } else {
                0.25 * real::log1p(4.0 * re / below)
            }
        }

        /// 1 − |z|² without cancellation.
        fn unit_distance(re: $T, im: $T) -> $T {
            let (mut a, mut b) = (re.abs(), im.abs());
            if a < b {
                (a, b) = (b, a);
            }
            if b < EPSILON / 2.0 {
                let distance = (1.0 - a) * (1.0 + a);
                // A zero loses its sign here.
                if is_zero(distance) { 0.0 } else { distance }
            } else if a < 1.0 && (a >= 0.75 || b >= 0.5) {
                -circle_distance(a, b)
            } else {
                (1.0 - a) * (1.0 + a) - b * b
            }
        }

        /// By the turn −i·z and back: the other way round, small parts would round differently.
        pub fn atan(z: C) -> C {
            let turned = atanh(C::new(z.im, -z.re));
            C::new(-turned.im, turned.re)
        }

        /// The product with C's repairs where infinities made it NaN.
        fn repaired_product(a: C, b: C) -> C {
            let product = C::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
            if !(product.re.is_nan() && product.im.is_nan()) {
                return product;
            }
            let boxed = |x: $T| (if x.is_infinite() { 1.0 as $T } else { 0.0 }).copysign(x);
            let numbered = |x: $T| {
                if x.is_nan() {
                    (0.0 as $T).copysign(x)
                } else {
                    x
                }
            };
            let (mut a, mut b) = (a, b);
            let mut infinite = false;
            if a.re.is_infinite() || a.im.is_infinite() {
                a = C::new(boxed(a.re), boxed(a.im));
                b = C::new(numbered(b.re), numbered(b.im));
                infinite = true;
            }
            if b.re.is_infinite() || b.im.is_infinite() {
                b = C::new(boxed(b.re), boxed(b.im));
                a = C::new(numbered(a.re), numbered(a.im));
                infinite = true;
            }
            if !infinite {
                return product;
            }
            C::new(
                $T::INFINITY * (a.re * b.re - a.im * b.im),
                $T::INFINITY * (a.re * b.im + a.im * b.re),
            )
        }

        fn product(a: C, b: C) -> C {
            C::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
        }

        /// A power; of small whole exponents by multiplication.
        pub fn pow(base: C, exponent: C) -> C {
            if is_zero(exponent.re) && is_zero(exponent.im) {
                return C::new(1.0, 0.0);
            }
            if is_zero(base.re) && is_zero(base.im) {
                return if exponent.re > 0.0 {
                    C::new(0.0, 0.0)
                } else {
                    C::new($T::NAN, $T::NAN)
                };
            }
            let whole = exponent.re as i32;
            if is_zero(exponent.im) && exponent.re.abs() < 100.0 && whole as $T == exponent.re {
                return whole_power(base, whole);
            }
            exp(repaired_product(exponent, log(base)))
        }

        fn whole_power(base: C, exponent: i32) -> C {
            match exponent {
                1 => return base,
                2 => return product(base, base),
                3 => return product(base, product(base, base)),
                _ => {}
            }
            let mut left = exponent.unsigned_abs();
            let (mut result, mut power) = (C::new(1.0, 0.0), base);
            loop {
                if left & 1 == 1 {
                    result = product(result, power);
                }
                left >>= 1;
                if left == 0 {
                    break;
                }
                power = product(power, power);
            }
            if exponent < 0 {
                inverse(result)
            } else {
                result
            }
        }

        /// 1/z by Smith's method.
        fn inverse(z: C) -> C {
            let (a, b) = (z.re.abs(), z.im.abs());
            if a >= b {
                if is_zero(a) && is_zero(b) {
                    return C::new(1.0 / a, 0.0 / a);
                }
                let ratio = z.im / z.re;
                let scale = 1.0 / (z.re + z.im * ratio);
                C::new((1.0 + 0.0 * ratio) * scale, (0.0 - ratio) * scale)
            } else {
                let ratio = z.re / z.im;
                let scale = 1.0 / (z.im + z.re * ratio);
                C::new((ratio + 0.0) * scale, (0.0 * ratio - 1.0) * scale)
            }
        }
    };
}

/// Double precision.
pub mod double {
    complex_functions!(f64, crate::array::elementary, 709.0, |x, y| super::circle(
        x, y
    ));
}

/// Single precision.
pub mod single {
    complex_functions!(f32, crate::array::elementary::single, 88.0, |x, y| {
        let (x, y) = (f64::from(x), f64::from(y));
        ((x - 1.0) * (x + 1.0) + y * y) as f32
    });
}

/// x² + y² − 1 from exact products, added from the smallest on.
fn circle(x: f64, y: f64) -> f64 {
    let square = |x: f64| {
        let high = x * x;
        (high, x.mul_add(x, -high))
    };
    let ((x2, x2_low), (y2, y2_low)) = (square(x), square(y));
    let mut values = [x2_low, x2, y2_low, y2, -1.0];
    let by_size = |a: &f64, b: &f64| a.abs().total_cmp(&b.abs());
    values.sort_by(by_size);
    for i in 0..4 {
        let (low, high) = (values[i], values[i + 1]);
        let sum = high + low;
        values[i] = (high - sum) + low;
        values[i + 1] = sum;
        values[i + 1..].sort_by(by_size);
    }
    values[4] + values[3] + values[2] + values[1] + values[0]
}
