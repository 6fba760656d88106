//! Arithmetic, rounding, and the parts of numbers.

use super::ufunc_rows;

ufunc_rows! {
    /// The sum of two arguments, element by element.
    ///
    /// >>> np.add([1, 2, 3], 10)
    /// array([11, 12, 13])
    /// >>> np.add.reduce([1, 2, 3])
    /// np.int64(6)
    "np.add" | "np.char.add" | "np.strings.add" (2 1);
    /// The difference of two arguments, element by element.
    ///
    /// >>> np.subtract([5, 6], [1, 2])
    /// array([4, 4])
    "np.subtract" (2 1);
    /// The product of two arguments, element by element.
    ///
    /// >>> np.multiply([1, 2, 3], 2.5)
    /// array([2.5, 5. , 7.5])
    /// >>> np.multiply.outer([1, 2], [3, 4])
    /// array([[3, 4],
    ///        [6, 8]])
    "np.multiply" (2 1);
    /// The quotient of two arguments; integers give floats.
    ///
    /// >>> np.divide([1, 2], 4)
    /// array([0.25, 0.5 ])
    "np.divide" | "np.true_divide" (2 1);
    /// The quotient rounded down, as Python's `//`.
    ///
    /// >>> np.floor_divide([7, -7], 2)
    /// array([ 3, -4])
    "np.floor_divide" (2 1);
    /// The remainder with the sign of the divisor, as Python's `%`.
    ///
    /// >>> np.remainder([7, -7], 3)
    /// array([1, 2])
    "np.remainder" | "np.mod" (2 1);
    /// Quotient rounded down and remainder together.
    ///
    /// >>> np.divmod([7, -7], 3)
    /// (array([ 2, -3]), array([1, 2]))
    "np.divmod" (2 2);
    /// The remainder with the sign of the dividend, as C's `fmod`.
    ///
    /// >>> np.fmod([7, -7], 3)
    /// array([ 1, -1])
    "np.fmod" (2 1);
    /// The first argument raised to the power of the second. Integers cannot be raised to negative integer powers.
    ///
    /// >>> np.power([1, 2, 3], 2)
    /// array([1, 4, 9])
    /// >>> np.power(2.0, -1)
    /// np.float64(0.5)
    "np.power" | "np.pow" (2 1);
    /// Powers computed in float64 or complex128, so that negative exponents of integers work.
    ///
    /// >>> np.float_power([2, 4], -1)
    /// array([0.5 , 0.25])
    "np.float_power" (2 1);
    /// The number with the opposite sign.
    ///
    /// >>> np.negative([1, -2])
    /// array([-1,  2])
    "np.negative" (1 1);
    /// The number itself, as a new array.
    ///
    /// >>> np.positive([1, -2])
    /// array([ 1, -2])
    "np.positive" (1 1);
    /// The absolute value; for complex numbers the distance from zero.
    ///
    /// >>> np.absolute([-1.5, 2])
    /// array([1.5, 2. ])
    /// >>> np.abs(3 + 4j)
    /// np.float64(5.0)
    "np.absolute" | "np.abs" (1 1);
    /// The absolute value as a float; not for complex numbers.
    ///
    /// >>> np.fabs([-1, 2])
    /// array([1., 2.])
    "np.fabs" (1 1);
    /// -1, 0 or 1 by the sign; for complex numbers z / |z|.
    ///
    /// >>> np.sign([-5.0, 0.0, 4.5])
    /// array([-1.,  0.,  1.])
    "np.sign" (1 1);
    /// The complex conjugate: the imaginary part with the opposite sign.
    ///
    /// >>> np.conjugate([1 + 2j, 3])
    /// array([1.-2.j, 3.-0.j])
    "np.conjugate" | "np.conj" (1 1);
    /// The number times itself.
    ///
    /// >>> np.square([-2, 3])
    /// array([4, 9])
    "np.square" (1 1);
    /// One divided by the number. Integers stay integers, so that it is 0 beyond 1.
    ///
    /// >>> np.reciprocal([2.0, 0.5])
    /// array([0.5, 2. ])
    "np.reciprocal" (1 1);
    /// The greatest common divisor of two integers.
    ///
    /// >>> np.gcd([12, 20], 8)
    /// array([4, 4])
    "np.gcd" (2 1);
    /// The least common multiple of two integers.
    ///
    /// >>> np.lcm([4, 6], 10)
    /// array([20, 30])
    "np.lcm" (2 1);
    /// The larger of two; NaN if either is.
    ///
    /// >>> np.maximum([1, 5], [3, 2])
    /// array([3, 5])
    /// >>> np.maximum(1.0, np.nan)
    /// np.float64(nan)
    "np.maximum" (2 1);
    /// The smaller of two; NaN if either is.
    ///
    /// >>> np.minimum([1, 5], [3, 2])
    /// array([1, 2])
    "np.minimum" (2 1);
    /// The larger of two; a number rather than NaN.
    ///
    /// >>> np.fmax(1.0, np.nan)
    /// np.float64(1.0)
    "np.fmax" (2 1);
    /// The smaller of two; a number rather than NaN.
    ///
    /// >>> np.fmin([1.0, 4.0], [np.nan, 2.0])
    /// array([1., 2.])
    "np.fmin" (2 1);
    /// The largest integer that is not greater.
    ///
    /// >>> np.floor([-1.5, 1.5])
    /// array([-2.,  1.])
    "np.floor" (1 1);
    /// The smallest integer that is not less.
    ///
    /// >>> np.ceil([-1.5, 1.5])
    /// array([-1.,  2.])
    "np.ceil" (1 1);
    /// The number without its fraction.
    ///
    /// >>> np.trunc([-1.5, 1.5])
    /// array([-1.,  1.])
    "np.trunc" (1 1);
    /// The nearest integer; halves go to the even one.
    ///
    /// >>> np.rint([0.5, 1.5, -1.7])
    /// array([ 0.,  2., -2.])
    "np.rint" (1 1);
    /// The fraction and the whole part, both with the sign of the number.
    ///
    /// >>> np.modf([1.5, -2.25])
    /// (array([ 0.5 , -0.25]), array([ 1., -2.]))
    "np.modf" (1 2);
    /// A fraction of at least 1/2 and below 1, and the power of two that it is multiplied by.
    ///
    /// >>> np.frexp([8.0, 0.75])
    /// (array([0.5 , 0.75]), array([4, 0], dtype=int32))
    "np.frexp" (1 2);
    /// The first argument times two to the power of the second.
    ///
    /// >>> np.ldexp(0.5, [0, 1, 4])
    /// array([0.5, 1. , 8. ])
    "np.ldexp" (2 1);
    /// The first number with the sign of the second.
    ///
    /// >>> np.copysign(1.5, [-2, 2])
    /// array([-1.5,  1.5])
    "np.copysign" (2 1);
    /// The next number that a float can hold, towards the second argument.
    ///
    /// >>> np.nextafter(1.0, 2.0) - 1.0
    /// np.float64(2.220446049250313e-16)
    "np.nextafter" (2 1);
    /// The distance to the next number that a float can hold.
    ///
    /// >>> np.spacing(1.0)
    /// np.float64(2.220446049250313e-16)
    "np.spacing" (1 1);
    /// The step function: 0 below zero, 1 above, and the second argument at zero.
    ///
    /// >>> np.heaviside([-1.5, 0, 2.0], 0.5)
    /// array([0. , 0.5, 1. ])
    "np.heaviside" (2 1);
}
