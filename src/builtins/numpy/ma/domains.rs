//! Which operations of masked arrays there are, and where each has a result.

use crate::builtins::numpy::errstate::ignoring;
use crate::value::{Host, Result, Value};

/// Where an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    Interval(f64, f64),
    Tangent,
    Above(f64),
    AtLeast(f64),
    SafeDivide,
}

/// Arguments nearer to a pole of the tangent than this have none.
const TANGENT: f64 = 1e-35;

impl Domain {
    /// Which elements lie outside.
    ///
    /// # Errors
    /// The ufuncs'.
    pub fn broken(self, host: &mut dyn Host, data: &[Value]) -> Result<Value> {
        let x = data.first().cloned().unwrap_or(Value::None);
        ignoring(host, &["divide", "over", "invalid"], |host| match self {
            Domain::Interval(low, high) => {
                let above = call!(host, "greater", x, Value::Float(high))?;
                let below = call!(host, "less", x, Value::Float(low))?;
                call!(host, "logical_or", above, below)
            }
            Domain::Tangent => {
                let cosine = call!(host, "cos", x)?;
                let size = call!(host, "absolute", cosine)?;
                call!(host, "less", size, Value::Float(TANGENT))
            }
            Domain::Above(limit) => call!(host, "less_equal", x, Value::Float(limit)),
            Domain::AtLeast(limit) => call!(host, "less", x, Value::Float(limit)),
            Domain::SafeDivide => {
                let divisor = data.get(1).cloned().unwrap_or(Value::None);
                let divisor = call!(host, "absolute", divisor)?;
                let size = call!(host, "absolute", x)?;
                let least = call!(host, "multiply", size, Value::Float(f64::MIN_POSITIVE))?;
                call!(host, "greater_equal", least, divisor)
            }
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Unary(Option<Domain>),
    /// With the fill value of a reduction.
    Binary(f64),
    Domained,
    /// The row that compares.
    Extreme(&'static str),
}

/// One operation: NumPy's name, the values that stand for masked operands, and how it is called.
pub(super) struct Operation {
    pub name: &'static str,
    /// What elements outside the domain become.
    pub fill: f64,
    pub kind: Kind,
}

const fn unary(name: &'static str) -> Operation {
    domained(name, 0.0, None)
}

const fn domained(name: &'static str, fill: f64, domain: Option<Domain>) -> Operation {
    Operation {
        name,
        fill,
        kind: Kind::Unary(domain),
    }
}

const fn binary(name: &'static str, fill: f64) -> Operation {
    Operation {
        name,
        fill,
        kind: Kind::Binary(fill),
    }
}

const fn division(name: &'static str) -> Operation {
    Operation {
        name,
        fill: 1.0,
        kind: Kind::Domained,
    }
}

const fn extreme(name: &'static str, compare: &'static str) -> Operation {
    Operation {
        name,
        fill: 0.0,
        kind: Kind::Extreme(compare),
    }
}

/// All operations.
pub(super) static OPERATIONS: &[Operation] = &[
    unary("exp"),
    unary("conjugate"),
    unary("sin"),
    unary("cos"),
    unary("arctan"),
    unary("arcsinh"),
    unary("sinh"),
    unary("cosh"),
    unary("tanh"),
    unary("absolute"),
    unary("angle"),
    unary("fabs"),
    unary("negative"),
    unary("floor"),
    unary("ceil"),
    unary("around"),
    unary("logical_not"),
    domained("sqrt", 0.0, Some(Domain::AtLeast(0.0))),
    domained("log", 1.0, Some(Domain::Above(0.0))),
    domained("log2", 1.0, Some(Domain::Above(0.0))),
    domained("log10", 1.0, Some(Domain::Above(0.0))),
    domained("tan", 0.0, Some(Domain::Tangent)),
    domained("arcsin", 0.0, Some(Domain::Interval(-1.0, 1.0))),
    domained("arccos", 0.0, Some(Domain::Interval(-1.0, 1.0))),
    domained("arccosh", 1.0, Some(Domain::AtLeast(1.0))),
    domained(
        "arctanh",
        0.0,
        Some(Domain::Interval(-1.0 + 1e-15, 1.0 - 1e-15)),
    ),
    binary("add", 0.0),
    binary("subtract", 0.0),
    binary("multiply", 1.0),
    binary("arctan2", 1.0),
    binary("equal", 0.0),
    binary("not_equal", 0.0),
    binary("less_equal", 0.0),
    binary("greater_equal", 0.0),
    binary("less", 0.0),
    binary("greater", 0.0),
    binary("logical_and", 0.0),
    binary("logical_or", 0.0),
    binary("logical_xor", 0.0),
    binary("bitwise_and", 0.0),
    binary("bitwise_or", 0.0),
    binary("bitwise_xor", 0.0),
    binary("hypot", 0.0),
    division("divide"),
    division("floor_divide"),
    division("remainder"),
    division("fmod"),
    extreme("maximum", "greater"),
    extreme("minimum", "less"),
];

/// The comparisons cannot be folded.
pub(super) const COMPARISONS: [&str; 6] = [
    "equal",
    "not_equal",
    "less_equal",
    "greater_equal",
    "less",
    "greater",
];

/// The domain of a ufunc with the fill value of what lies outside it, where it has one.
pub fn domain_of(ufunc: &str) -> Option<(Domain, f64)> {
    let ufunc = if ufunc == "true_divide" {
        "divide"
    } else {
        ufunc
    };
    let found = OPERATIONS
        .iter()
        .find(|operation| operation.name == ufunc)?;
    match found.kind {
        Kind::Unary(domain) => domain.map(|domain| (domain, found.fill)),
        Kind::Domained => Some((Domain::SafeDivide, found.fill)),
        _ => None,
    }
}
