//! The rows of [`super::operations`]: one name for each, their documentation and an example.

use crate::builtins;

use super::operations::named;

builtins! {
    /// e to the power of each element.
    ///
    /// >>> np.ma.exp(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[1.0, 2.718281828459045, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.exp" => || named("exp");
    /// The complex conjugate of each element.
    ///
    /// >>> np.ma.conjugate(np.ma.array([1 + 2j, 3, 4], mask=[0, 0, 1]))
    /// masked_array(data=[(1-2j), (3-0j), --],
    ///              mask=[False, False,  True],
    ///        fill_value=(1e+20+0j))
    constant "np.ma.conjugate" => || named("conjugate");
    /// The sine of each element.
    ///
    /// >>> np.ma.sin(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 0.8414709848078965, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.sin" => || named("sin");
    /// The cosine of each element.
    ///
    /// >>> np.ma.cos(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[1.0, 0.5403023058681398, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.cos" => || named("cos");
    /// The angle whose tangent each element is.
    ///
    /// >>> np.ma.arctan(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 0.7853981633974483, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arctan" => || named("arctan");
    /// The inverse hyperbolic sine of each element.
    ///
    /// >>> np.ma.arcsinh(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 0.881373587019543, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arcsinh" => || named("arcsinh");
    /// The hyperbolic sine of each element.
    ///
    /// >>> np.ma.sinh(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 1.1752011936438014, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.sinh" => || named("sinh");
    /// The hyperbolic cosine of each element.
    ///
    /// >>> np.ma.cosh(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[1.0, 1.5430806348152437, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.cosh" => || named("cosh");
    /// The hyperbolic tangent of each element.
    ///
    /// >>> np.ma.tanh(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 0.7615941559557649, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.tanh" => || named("tanh");
    /// The absolute value of each element.
    ///
    /// >>> np.ma.absolute(np.ma.array([-1, 2, -3], mask=[0, 0, 1]))
    /// masked_array(data=[1, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.absolute" | "np.ma.abs" => || named("absolute");
    /// The angle of each complex element.
    ///
    /// >>> np.ma.angle(np.ma.array([1j, 1, -1], mask=[0, 0, 1]))
    /// masked_array(data=[1.5707963267948966, 0.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.angle" => || named("angle");
    /// The absolute value of each element, as a float.
    ///
    /// >>> np.ma.fabs(np.ma.array([-1, 2, -3], mask=[0, 0, 1]))
    /// masked_array(data=[1.0, 2.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.fabs" => || named("fabs");
    /// Each element with the other sign.
    ///
    /// >>> np.ma.negative(np.ma.array([-1, 2, -3], mask=[0, 0, 1]))
    /// masked_array(data=[1, -2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.negative" => || named("negative");
    /// The greatest integer that is not greater than each element.
    ///
    /// >>> np.ma.floor(np.ma.array([-1.5, 2.5, 3.5], mask=[0, 0, 1]))
    /// masked_array(data=[-2.0, 2.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.floor" => || named("floor");
    /// The smallest integer that is not smaller than each element.
    ///
    /// >>> np.ma.ceil(np.ma.array([-1.5, 2.5, 3.5], mask=[0, 0, 1]))
    /// masked_array(data=[-1.0, 3.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.ceil" => || named("ceil");
    /// Each element rounded to a number of decimals.
    ///
    /// >>> np.ma.around(np.ma.array([1.25, 2.75, 3.5], mask=[0, 0, 1]))
    /// masked_array(data=[1.0, 3.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.around" => || named("around");
    /// Is each element zero?
    ///
    /// >>> np.ma.logical_not(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[True, False, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.logical_not" => || named("logical_not");
    /// The square root of each element; of negative ones it is masked.
    ///
    /// >>> np.ma.sqrt(np.ma.array([-1, 4, 9], mask=[0, 0, 1]))
    /// masked_array(data=[--, 2.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.sqrt" => || named("sqrt");
    /// The natural logarithm of each element; masked where there is none.
    ///
    /// >>> np.ma.log(np.ma.array([0, 1, 10], mask=[0, 0, 1]))
    /// masked_array(data=[--, 0.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.log" => || named("log");
    /// The logarithm to base 2 of each element; masked where there is none.
    ///
    /// >>> np.ma.log2(np.ma.array([0, 1, 8], mask=[0, 0, 1]))
    /// masked_array(data=[--, 0.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.log2" => || named("log2");
    /// The logarithm to base 10 of each element; masked where there is none.
    ///
    /// >>> np.ma.log10(np.ma.array([-1, 1, 100], mask=[0, 0, 1]))
    /// masked_array(data=[--, 0.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.log10" => || named("log10");
    /// The tangent of each element.
    ///
    /// >>> np.ma.tan(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 1.5574077246549023, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.tan" => || named("tan");
    /// The angle whose sine each element is; masked where there is none.
    ///
    /// >>> np.ma.arcsin(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 1.5707963267948966, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arcsin" => || named("arcsin");
    /// The angle whose cosine each element is; masked where there is none.
    ///
    /// >>> np.ma.arccos(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[1.5707963267948966, 0.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arccos" => || named("arccos");
    /// The inverse hyperbolic cosine of each element; masked below 1.
    ///
    /// >>> np.ma.arccosh(np.ma.array([0, 1, 2], mask=[0, 0, 1]))
    /// masked_array(data=[--, 0.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arccosh" => || named("arccosh");
    /// The inverse hyperbolic tangent of each element; masked outside -1 to 1.
    ///
    /// >>> np.ma.arctanh(np.ma.array([0, 0.5, 2], mask=[0, 0, 1]))
    /// masked_array(data=[0.0, 0.5493061443340548, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arctanh" => || named("arctanh");
    /// The sum, element by element.
    ///
    /// >>> np.ma.add(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[9, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.add" => || named("add");
    /// The difference, element by element.
    ///
    /// >>> np.ma.subtract(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[3, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.subtract" => || named("subtract");
    /// The product, element by element.
    ///
    /// >>> np.ma.multiply(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[18, 0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.multiply" => || named("multiply");
    /// The angle of the point whose coordinates are given, the second first.
    ///
    /// >>> np.ma.arctan2(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[1.1071487177940904, 1.5707963267948966, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.arctan2" => || named("arctan2");
    /// Are the elements equal?
    ///
    /// >>> np.ma.equal(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[False, False, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.equal" => || named("equal");
    /// Do the elements differ?
    ///
    /// >>> np.ma.not_equal(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[True, True, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.not_equal" => || named("not_equal");
    /// Is the first element not greater?
    ///
    /// >>> np.ma.less_equal(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[False, False, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.less_equal" => || named("less_equal");
    /// Is the first element not smaller?
    ///
    /// >>> np.ma.greater_equal(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[True, True, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.greater_equal" => || named("greater_equal");
    /// Is the first element smaller?
    ///
    /// >>> np.ma.less(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[False, False, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.less" => || named("less");
    /// Is the first element greater?
    ///
    /// >>> np.ma.greater(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[True, True, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.greater" => || named("greater");
    /// Are both elements true?
    ///
    /// >>> np.ma.logical_and(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[True, False, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.logical_and" => || named("logical_and");
    /// Is one of the elements true?
    ///
    /// >>> np.ma.logical_or(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[True, True, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.logical_or" => || named("logical_or");
    /// Is exactly one of the elements true?
    ///
    /// >>> np.ma.logical_xor(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[False, True, --],
    ///              mask=[False, False,  True],
    ///        fill_value=True)
    constant "np.ma.logical_xor" => || named("logical_xor");
    /// The bits that both elements have.
    ///
    /// >>> np.ma.bitwise_and(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[2, 0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.bitwise_and" => || named("bitwise_and");
    /// The bits that one of the elements has.
    ///
    /// >>> np.ma.bitwise_or(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[7, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.bitwise_or" => || named("bitwise_or");
    /// The bits that exactly one of the elements has.
    ///
    /// >>> np.ma.bitwise_xor(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[5, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.bitwise_xor" => || named("bitwise_xor");
    /// The hypotenuse of a right triangle with these legs.
    ///
    /// >>> np.ma.hypot(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[6.708203932499369, 2.0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=1e+20)
    constant "np.ma.hypot" => || named("hypot");
    /// The quotient, element by element; masked where the divisor is zero.
    ///
    /// >>> np.ma.divide(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[2.0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    constant "np.ma.divide" | "np.ma.true_divide" => || named("divide");
    /// The quotient rounded down; masked where the divisor is zero.
    ///
    /// >>> np.ma.floor_divide(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[2, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    constant "np.ma.floor_divide" => || named("floor_divide");
    /// The remainder of the division; masked where the divisor is zero.
    ///
    /// >>> np.ma.remainder(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    constant "np.ma.remainder" | "np.ma.mod" => || named("remainder");
    /// The remainder with the sign of the dividend; masked where the divisor is zero.
    ///
    /// >>> np.ma.fmod(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    constant "np.ma.fmod" => || named("fmod");
    /// The greater of two elements.
    ///
    /// >>> np.ma.maximum(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[6, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.maximum" => || named("maximum");
    /// The smaller of two elements.
    ///
    /// >>> np.ma.minimum(np.ma.array([6, 2, 3], mask=[0, 0, 1]), [3, 0, 1])
    /// masked_array(data=[3, 0, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    constant "np.ma.minimum" => || named("minimum");
}
