//! Exponentials, logarithms, roots and angles.

use super::ufunc_rows;

ufunc_rows! {
    /// e to the power of the number.
    ///
    /// >>> np.exp([0, 1, 2])
    /// array([1.        , 2.71828183, 7.3890561 ])
    "np.exp" (1 1);
    /// 2 to the power of the number.
    ///
    /// >>> np.exp2([1, 10])
    /// array([   2., 1024.])
    "np.exp2" (1 1);
    /// exp(x) - 1, precise for small x.
    ///
    /// >>> np.expm1(1e-10)
    /// np.float64(1.00000000005e-10)
    "np.expm1" (1 1);
    /// The natural logarithm.
    ///
    /// >>> np.log([1, np.e, 10])
    /// array([0.        , 1.        , 2.30258509])
    "np.log" (1 1);
    /// The logarithm to base 2.
    ///
    /// >>> np.log2([1, 8])
    /// array([0., 3.])
    "np.log2" (1 1);
    /// The logarithm to base 10.
    ///
    /// >>> np.log10([1, 1000])
    /// array([0., 3.])
    "np.log10" (1 1);
    /// log(1 + x), precise for small x.
    ///
    /// >>> np.log1p(1e-10)
    /// np.float64(9.999999999500001e-11)
    "np.log1p" (1 1);
    /// log(exp(x1) + exp(x2)), without overflow on the way.
    ///
    /// >>> np.logaddexp(1000.0, 1000.0)
    /// np.float64(1000.6931471805599)
    "np.logaddexp" (2 1);
    /// log2(2**x1 + 2**x2), without overflow on the way.
    ///
    /// >>> np.logaddexp2(3.0, 3.0)
    /// np.float64(4.0)
    "np.logaddexp2" (2 1);
    /// The square root, not negative. Of a negative number it is NaN, with a warning; complex numbers have one.
    ///
    /// >>> np.sqrt([1, 4, 9])
    /// array([1., 2., 3.])
    /// >>> np.sqrt(-1 + 0j)
    /// np.complex128(1j)
    "np.sqrt" (1 1);
    /// The cube root, also of negative numbers.
    ///
    /// >>> np.cbrt([27, -8])
    /// array([ 3., -2.])
    "np.cbrt" (1 1);
    /// The sine of an angle in radians.
    ///
    /// >>> np.sin([0, np.pi / 2])
    /// array([0., 1.])
    "np.sin" (1 1);
    /// The cosine of an angle in radians.
    ///
    /// >>> np.cos([0, np.pi])
    /// array([ 1., -1.])
    "np.cos" (1 1);
    /// The tangent of an angle in radians.
    ///
    /// >>> np.tan([0, 0.5])
    /// array([0.        , 0.54630249])
    "np.tan" (1 1);
    /// The angle in radians, between -π/2 and π/2, whose sine is the number.
    ///
    /// >>> np.arcsin([0, 1])
    /// array([0.        , 1.57079633])
    "np.arcsin" | "np.asin" (1 1);
    /// The angle in radians, between 0 and π, whose cosine is the number.
    ///
    /// >>> np.arccos([1, 0])
    /// array([0.        , 1.57079633])
    "np.arccos" | "np.acos" (1 1);
    /// The angle in radians, between -π/2 and π/2, whose tangent is the number.
    ///
    /// >>> np.arctan([0, 1])
    /// array([0.        , 0.78539816])
    "np.arctan" | "np.atan" (1 1);
    /// The angle of the point (x2, x1) in radians, between -π and π.
    ///
    /// >>> np.arctan2([1, -1], [1, -1])
    /// array([ 0.78539816, -2.35619449])
    "np.arctan2" | "np.atan2" (2 1);
    /// The long side of a right triangle: sqrt(x1**2 + x2**2).
    ///
    /// >>> np.hypot(3, [4, 0])
    /// array([5., 3.])
    "np.hypot" (2 1);
    /// The hyperbolic sine.
    ///
    /// >>> np.sinh(1.0)
    /// np.float64(1.1752011936438014)
    "np.sinh" (1 1);
    /// The hyperbolic cosine.
    ///
    /// >>> np.cosh(1.0)
    /// np.float64(1.5430806348152437)
    "np.cosh" (1 1);
    /// The hyperbolic tangent.
    ///
    /// >>> np.tanh([0, 0.5])
    /// array([0.        , 0.46211716])
    "np.tanh" (1 1);
    /// The inverse hyperbolic sine.
    ///
    /// >>> np.arcsinh(1.0)
    /// np.float64(0.881373587019543)
    "np.arcsinh" | "np.asinh" (1 1);
    /// The inverse hyperbolic cosine, of numbers from 1 on.
    ///
    /// >>> np.arccosh([1.0, 10.0])
    /// array([0.        , 2.99322285])
    "np.arccosh" | "np.acosh" (1 1);
    /// The inverse hyperbolic tangent, of numbers between -1 and 1.
    ///
    /// >>> np.arctanh(0.5)
    /// np.float64(0.5493061443340548)
    "np.arctanh" | "np.atanh" (1 1);
    /// An angle in radians as degrees.
    ///
    /// >>> np.degrees([0, np.pi])
    /// array([  0., 180.])
    "np.degrees" (1 1);
    /// An angle in radians as degrees.
    ///
    /// >>> np.rad2deg(np.pi / 2)
    /// np.float64(90.0)
    "np.rad2deg" (1 1);
    /// An angle in degrees as radians.
    ///
    /// >>> np.radians([0, 180])
    /// array([0.        , 3.14159265])
    "np.radians" (1 1);
    /// An angle in degrees as radians.
    ///
    /// >>> np.deg2rad(90)
    /// np.float64(1.5707963267948966)
    "np.deg2rad" (1 1);
}
