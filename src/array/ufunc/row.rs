//! The ufuncs, one row each.

use super::loops::{
    Loop, arithmetic, bits, compare, complex, division, extremes, float, tests_of_values, text,
    times,
};

/// One universal function: a law, element by element, for each kind of numbers that has it.
pub struct Ufunc {
    pub name: &'static str,
    /// Other names under `np`: `abs` for `absolute`.
    pub aliases: &'static [&'static str],
    pub nin: usize,
    pub nout: usize,
    pub identity: Identity,
    pub resolver: Resolver,
    /// In NumPy's order, which decides where several would do.
    pub(super) loops: &'static [&'static [&'static [Loop]]],
    /// NumPy has a loop for Python objects; the floors above run it.
    pub objects: bool,
}

/// What a reduction of nothing gives, and whether the order of a reduction matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    None,
    /// None, but the axes may be reduced in any order.
    Reorderable,
    Zero,
    One,
    AllOnes,
    True,
    False,
    MinusInfinity,
}

/// How dtypes are chosen; named as in NumPy's `ufunc_type_resolution.c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolver {
    /// The first loop that all operands can be cast to safely.
    Default,
    /// All of one dtype, the common one.
    Uniform,
    Absolute,
    Negative,
    Addition,
    Subtraction,
    Multiplication,
    TrueDivision,
    FloorDivision,
    Remainder,
    Divmod,
    Comparison,
    Logical,
    IsFinite,
    IsNat,
}

macro_rules! ufuncs {
    ($($name:literal $([$($alias:literal)*])? ($nin:literal, $nout:literal) $identity:ident $resolver:ident $objects:ident [$($table:expr),* $(,)?];)*) => {
        &[$(Ufunc {
            name: $name,
            aliases: &[$($($alias),*)?],
            nin: $nin,
            nout: $nout,
            identity: Identity::$identity,
            resolver: Resolver::$resolver,
            loops: &[$($table),*],
            objects: ufuncs!(@ $objects),
        }),*]
    };
    (@ objects) => { true };
    (@ plain) => { false };
}

/// All of them.
pub static UFUNCS: &[Ufunc] = ufuncs! {
    "add" (2, 1) Zero Addition objects [arithmetic::ADD, times::ADD, text::ADD];
    "subtract" (2, 1) None Subtraction objects [arithmetic::SUBTRACT, times::SUBTRACT];
    "multiply" (2, 1) One Multiplication objects [arithmetic::MULTIPLY, times::MULTIPLY];
    "divide" ["true_divide"] (2, 1) None TrueDivision objects [division::DIVIDE, times::DIVIDE];
    "floor_divide" (2, 1) None FloorDivision objects [division::FLOOR_DIVIDE, times::FLOOR_DIVIDE];
    "remainder" ["mod"] (2, 1) None Remainder objects [division::REMAINDER, times::REMAINDER];
    "divmod" (2, 2) None Divmod objects [division::DIVMOD, times::DIVMOD];
    "fmod" (2, 1) None Default objects [division::FMOD];
    "power" ["pow"] (2, 1) None Default objects [division::INTEGER_POWER, float::POWER, complex::POWER];
    "float_power" (2, 1) None Default plain [float::FLOAT_POWER, complex::FLOAT_POWER];
    "negative" (1, 1) None Negative objects [arithmetic::NEGATIVE, times::NEGATIVE];
    "positive" (1, 1) None Uniform objects [arithmetic::POSITIVE, times::POSITIVE];
    "absolute" ["abs"] (1, 1) None Absolute objects [arithmetic::ABSOLUTE, times::ABSOLUTE];
    "fabs" (1, 1) None Default objects [arithmetic::FABS];
    "sign" (1, 1) None Uniform objects [arithmetic::SIGN, times::SIGN];
    "conjugate" ["conj"] (1, 1) None Default objects [arithmetic::CONJUGATE];
    "square" (1, 1) None Default objects [arithmetic::SQUARE];
    "reciprocal" (1, 1) None Default objects [arithmetic::RECIPROCAL];
    "gcd" (2, 1) Zero Uniform objects [arithmetic::GCD];
    "lcm" (2, 1) None Uniform objects [arithmetic::LCM];
    "bitwise_and" (2, 1) AllOnes Default objects [bits::AND];
    "bitwise_or" (2, 1) Zero Default objects [bits::OR];
    "bitwise_xor" (2, 1) Zero Default objects [bits::XOR];
    "invert" ["bitwise_not" "bitwise_invert"] (1, 1) None Default objects [bits::INVERT];
    "left_shift" ["bitwise_left_shift"] (2, 1) None Default objects [bits::LEFT_SHIFT];
    "right_shift" ["bitwise_right_shift"] (2, 1) None Default objects [bits::RIGHT_SHIFT];
    "bitwise_count" (1, 1) None Default objects [bits::COUNT];
    "greater" (2, 1) None Comparison objects [compare::GREATER, times::GREATER, text::GREATER];
    "greater_equal" (2, 1) None Comparison objects [compare::GREATER_EQUAL, times::GREATER_EQUAL, text::GREATER_EQUAL];
    "less" (2, 1) None Comparison objects [compare::LESS, times::LESS, text::LESS];
    "less_equal" (2, 1) None Comparison objects [compare::LESS_EQUAL, times::LESS_EQUAL, text::LESS_EQUAL];
    "equal" (2, 1) None Comparison objects [compare::EQUAL, times::EQUAL, text::EQUAL];
    "not_equal" (2, 1) None Comparison objects [compare::NOT_EQUAL, times::NOT_EQUAL, text::NOT_EQUAL];
    "logical_and" (2, 1) True Logical objects [compare::LOGICAL_AND];
    "logical_or" (2, 1) False Logical objects [compare::LOGICAL_OR];
    "logical_xor" (2, 1) False Logical objects [compare::LOGICAL_XOR];
    "logical_not" (1, 1) None Default objects [compare::LOGICAL_NOT];
    "maximum" (2, 1) Reorderable Uniform objects [extremes::MAXIMUM, times::MAXIMUM];
    "minimum" (2, 1) Reorderable Uniform objects [extremes::MINIMUM, times::MINIMUM];
    "fmax" (2, 1) Reorderable Uniform objects [extremes::FMAX, times::FMAX];
    "fmin" (2, 1) Reorderable Uniform objects [extremes::FMIN, times::FMIN];
    "clip" (3, 1) None Uniform objects [extremes::CLIP, times::CLIP];
    "isnan" (1, 1) None IsFinite plain [tests_of_values::ISNAN, times::ISNAT];
    "isinf" (1, 1) None IsFinite plain [tests_of_values::ISINF, times::ISINF];
    "isfinite" (1, 1) None IsFinite plain [tests_of_values::ISFINITE, times::ISFINITE];
    "isnat" (1, 1) None IsNat plain [times::ISNAT];
    "signbit" (1, 1) None Default plain [tests_of_values::SIGNBIT];
    "exp" (1, 1) None Default objects [float::EXP, complex::EXP];
    "exp2" (1, 1) None Default objects [float::EXP2, complex::EXP2];
    "expm1" (1, 1) None Default objects [float::EXPM1, complex::EXPM1];
    "log" (1, 1) None Default objects [float::LOG, complex::LOG];
    "log2" (1, 1) None Default objects [float::LOG2, complex::LOG2];
    "log10" (1, 1) None Default objects [float::LOG10, complex::LOG10];
    "log1p" (1, 1) None Default objects [float::LOG1P, complex::LOG1P];
    "sqrt" (1, 1) None Default objects [float::SQRT, complex::SQRT];
    "cbrt" (1, 1) None Default objects [float::CBRT];
    "sin" (1, 1) None Default objects [float::SIN, complex::SIN];
    "cos" (1, 1) None Default objects [float::COS, complex::COS];
    "tan" (1, 1) None Default objects [float::TAN, complex::TAN];
    "arcsin" ["asin"] (1, 1) None Default objects [float::ARCSIN, complex::ARCSIN];
    "arccos" ["acos"] (1, 1) None Default objects [float::ARCCOS, complex::ARCCOS];
    "arctan" ["atan"] (1, 1) None Default objects [float::ARCTAN, complex::ARCTAN];
    "sinh" (1, 1) None Default objects [float::SINH, complex::SINH];
    "cosh" (1, 1) None Default objects [float::COSH, complex::COSH];
    "tanh" (1, 1) None Default objects [float::TANH, complex::TANH];
    "arcsinh" ["asinh"] (1, 1) None Default objects [float::ARCSINH, complex::ARCSINH];
    "arccosh" ["acosh"] (1, 1) None Default objects [float::ARCCOSH, complex::ARCCOSH];
    "arctanh" ["atanh"] (1, 1) None Default objects [float::ARCTANH, complex::ARCTANH];
    "arctan2" ["atan2"] (2, 1) None Default objects [float::ARCTAN2];
    "hypot" (2, 1) Zero Default objects [float::HYPOT];
    "degrees" (1, 1) None Default objects [float::DEGREES];
    "rad2deg" (1, 1) None Default objects [float::DEGREES];
    "radians" (1, 1) None Default objects [float::RADIANS];
    "deg2rad" (1, 1) None Default objects [float::RADIANS];
    "rint" (1, 1) None Default objects [float::RINT];
    "floor" (1, 1) None Default objects [float::FLOOR];
    "ceil" (1, 1) None Default objects [float::CEIL];
    "trunc" (1, 1) None Default objects [float::TRUNC];
    "copysign" (2, 1) None Default plain [float::COPYSIGN];
    "nextafter" (2, 1) None Default plain [float::NEXTAFTER];
    "spacing" (1, 1) None Default plain [float::SPACING];
    "modf" (1, 2) None Default plain [float::MODF];
    "frexp" (1, 2) None Default plain [float::FREXP];
    "ldexp" (2, 1) None Default plain [float::LDEXP];
    "heaviside" (2, 1) None Default plain [float::HEAVISIDE];
    "logaddexp" (2, 1) MinusInfinity Default plain [float::LOGADDEXP];
    "logaddexp2" (2, 1) MinusInfinity Default plain [float::LOGADDEXP2];
};

impl Ufunc {
    /// By NumPy's name or an alias.
    pub fn by_name(name: &str) -> Option<&'static Ufunc> {
        UFUNCS
            .iter()
            .find(|ufunc| ufunc.name == name || ufunc.aliases.contains(&name))
    }

    pub fn nargs(&self) -> usize {
        self.nin + self.nout
    }

    /// Its loops in NumPy's order.
    pub(super) fn loops(&self) -> impl Iterator<Item = &'static Loop> {
        self.loops
            .iter()
            .flat_map(|table| table.iter())
            .flat_map(|row| row.iter())
    }

    /// The loop of exactly these dtypes, by their letters.
    pub(super) fn loop_of(&self, types: &[u8]) -> Option<&'static Loop> {
        self.loops().find(|candidate| candidate.types == types)
    }

    /// May several axes be reduced at once, in any order?
    pub fn is_reorderable(&self) -> bool {
        self.identity != Identity::None
    }
}
