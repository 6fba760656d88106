//! What `np.set_printoptions` sets.

use std::rc::Rc;

/// How many digits floats get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FloatMode {
    /// Exactly `precision` digits after the point.
    Fixed,
    /// As many as identify each element; `precision` does not count.
    Unique,
    /// At most `precision`, each element no more than it needs.
    #[default]
    MaxPrec,
    /// At most `precision`, all elements as many as the longest needs.
    MaxPrecEqual,
}

impl FloatMode {
    /// The mode that NumPy calls `name`.
    pub fn from_name(name: &str) -> Option<FloatMode> {
        match name {
            "fixed" => Some(FloatMode::Fixed),
            "unique" => Some(FloatMode::Unique),
            "maxprec" => Some(FloatMode::MaxPrec),
            "maxprec_equal" => Some(FloatMode::MaxPrecEqual),
            _ => None,
        }
    }

    /// NumPy's name of the mode.
    pub fn name(self) -> &'static str {
        match self {
            FloatMode::Fixed => "fixed",
            FloatMode::Unique => "unique",
            FloatMode::MaxPrec => "maxprec",
            FloatMode::MaxPrecEqual => "maxprec_equal",
        }
    }
}

/// What stands before positive numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// `'-'`: nothing.
    #[default]
    Minus,
    /// `'+'`: a plus.
    Plus,
    /// `' '`: a blank.
    Space,
}

impl Sign {
    /// The sign option that NumPy calls `name`.
    pub fn from_name(name: &str) -> Option<Sign> {
        match name {
            "-" => Some(Sign::Minus),
            "+" => Some(Sign::Plus),
            " " => Some(Sign::Space),
            _ => None,
        }
    }

    /// NumPy's name of the option.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Minus => "-",
            Sign::Plus => "+",
            Sign::Space => " ",
        }
    }
}

/// The version of NumPy whose way of printing is wanted: `legacy=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legacy {
    V1_13,
    V1_21,
    V1_25,
    V2_1,
    V2_2,
    /// `False`: as NumPy prints now.
    #[default]
    Now,
}

impl Legacy {
    /// Versions that can be named.
    const NAMES: [(Legacy, &str); 5] = [
        (Legacy::V1_13, "1.13"),
        (Legacy::V1_21, "1.21"),
        (Legacy::V1_25, "1.25"),
        (Legacy::V2_1, "2.1"),
        (Legacy::V2_2, "2.2"),
    ];

    /// The version that NumPy calls `name`.
    pub fn from_name(name: &str) -> Option<Legacy> {
        let found = Legacy::NAMES.iter().find(|(_, own)| *own == name);
        found.map(|(version, _)| *version)
    }

    /// NumPy's name of the version; `None` for no earlier one.
    pub fn name(self) -> Option<&'static str> {
        let found = Legacy::NAMES.iter().find(|(version, _)| *version == self);
        found.map(|(_, name)| *name)
    }
}

/// The options of `np.set_printoptions`, without `formatter` (see [`Formatters`](super::Formatters)) and
/// `override_repr`. [`Default`] has NumPy's defaults.
#[derive(Clone, Debug)]
pub struct PrintOptions {
    /// Digits after the point of floats. NumPy accepts a negative number and complains when it prints a float.
    pub precision: i64,
    /// Arrays with more elements are summarised.
    pub threshold: usize,
    /// Elements shown at either end of each axis in a summary.
    pub edgeitems: usize,
    /// Characters in a line, where elements allow it.
    pub linewidth: usize,
    /// Never switch to scientific notation on account of small numbers.
    pub suppress: bool,
    pub nanstr: Rc<str>,
    pub infstr: Rc<str>,
    pub sign: Sign,
    pub floatmode: FloatMode,
    /// Print as an earlier version did.
    pub legacy: Legacy,
    /// Not NumPy's: the most bytes of one text, after which printing stops with a MemoryError.
    pub limit: usize,
}

impl Default for PrintOptions {
    fn default() -> PrintOptions {
        PrintOptions {
            precision: 8,
            threshold: 1000,
            edgeitems: 3,
            linewidth: 75,
            suppress: false,
            nanstr: "nan".into(),
            infstr: "inf".into(),
            sign: Sign::Minus,
            floatmode: FloatMode::MaxPrec,
            legacy: Legacy::default(),
            limit: usize::MAX,
        }
    }
}
