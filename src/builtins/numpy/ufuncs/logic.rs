//! Comparisons, logic, bits, and questions about values.

use super::ufunc_rows;

ufunc_rows! {
    /// Is the first greater than the second?
    ///
    /// >>> np.greater([1, 2, 3], 2)
    /// array([False, False,  True])
    "np.greater" | "np.strings.greater" (2 1);
    /// Is the first greater than the second, or equal?
    ///
    /// >>> np.greater_equal([1, 2, 3], 2)
    /// array([False,  True,  True])
    "np.greater_equal" | "np.strings.greater_equal" (2 1);
    /// Is the first less than the second?
    ///
    /// >>> np.less([1, 2, 3], 2)
    /// array([ True, False, False])
    "np.less" | "np.strings.less" (2 1);
    /// Is the first less than the second, or equal?
    ///
    /// >>> np.less_equal([1, 2, 3], 2)
    /// array([ True,  True, False])
    "np.less_equal" | "np.strings.less_equal" (2 1);
    /// Are the two equal?
    ///
    /// >>> np.equal([1, 2, 3], [1, 0, 3])
    /// array([ True, False,  True])
    "np.equal" | "np.strings.equal" (2 1);
    /// Do the two differ?
    ///
    /// >>> np.not_equal([1, 2, 3], [1, 0, 3])
    /// array([False,  True, False])
    "np.not_equal" | "np.strings.not_equal" (2 1);
    /// Are both true? Anything but zero is.
    ///
    /// >>> np.logical_and([1, 0, 2], [1, 1, 0])
    /// array([ True, False, False])
    "np.logical_and" (2 1);
    /// Is one of the two true?
    ///
    /// >>> np.logical_or([1, 0, 0], [1, 1, 0])
    /// array([ True,  True, False])
    "np.logical_or" (2 1);
    /// Is just one of the two true?
    ///
    /// >>> np.logical_xor([1, 0, 0], [1, 1, 0])
    /// array([False,  True, False])
    "np.logical_xor" (2 1);
    /// Is it false?
    ///
    /// >>> np.logical_not([0, 1.5])
    /// array([ True, False])
    "np.logical_not" (1 1);
    /// The bits that both integers have; for bools, are both true?
    ///
    /// >>> np.bitwise_and([13, 6], 7)
    /// array([5, 6])
    "np.bitwise_and" (2 1);
    /// The bits that one of the integers has; for bools, is one true?
    ///
    /// >>> np.bitwise_or(13, 16)
    /// np.int64(29)
    "np.bitwise_or" (2 1);
    /// The bits that just one of the integers has; for bools, do they differ?
    ///
    /// >>> np.bitwise_xor(31, 5)
    /// np.int64(26)
    "np.bitwise_xor" (2 1);
    /// All bits turned; for bools, the opposite.
    ///
    /// >>> np.invert([0, 7])
    /// array([-1, -8])
    /// >>> np.invert([True, False])
    /// array([False,  True])
    "np.invert" | "np.bitwise_not" | "np.bitwise_invert" (1 1);
    /// The bits of an integer moved to the left: multiplied by powers of two.
    ///
    /// >>> np.left_shift(5, [0, 1, 2])
    /// array([ 5, 10, 20])
    "np.left_shift" | "np.bitwise_left_shift" (2 1);
    /// The bits of an integer moved to the right: divided by powers of two, rounded down.
    ///
    /// >>> np.right_shift([10, -10], 1)
    /// array([ 5, -5])
    "np.right_shift" | "np.bitwise_right_shift" (2 1);
    /// How many bits of the integer's absolute value are 1.
    ///
    /// >>> np.bitwise_count([0, 7, -8])
    /// array([0, 3, 1], dtype=uint8)
    "np.bitwise_count" (1 1);
    /// Is it NaN?
    ///
    /// >>> np.isnan([1.0, np.nan])
    /// array([False,  True])
    "np.isnan" (1 1);
    /// Is it infinite, of either sign?
    ///
    /// >>> np.isinf([1.0, -np.inf])
    /// array([False,  True])
    "np.isinf" (1 1);
    /// Is it neither infinite nor NaN?
    ///
    /// >>> np.isfinite([1.0, np.inf, np.nan])
    /// array([ True, False, False])
    "np.isfinite" (1 1);
    /// Is a date or duration NaT, not a time?
    ///
    /// >>> np.isnat(np.array(['NaT', '2020-01-01'], dtype='datetime64[D]'))
    /// array([ True, False])
    "np.isnat" (1 1);
    /// Does it have a minus sign? -0.0 has one.
    ///
    /// >>> np.signbit([-1.5, -0.0, 2.0])
    /// array([ True,  True, False])
    "np.signbit" (1 1);
}
