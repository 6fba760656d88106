//! What the six families of series differ in; everything else is written once, in the files beside.

use crate::array::Array;
use crate::value::{ClassId, Host, Result, Value};

use super::chebyshev::CHEBYSHEV;
use super::formula::Formula;
use super::hermite::HERMITE;
use super::hermite_e::HERMITE_E;
use super::laguerre::LAGUERRE;
use super::legendre::LEGENDRE;
use super::powers::POWERS;

/// A family of polynomials P0, P1, P2, … in which others are written as sums. Each follows from the two before it by a
/// recurrence in three terms, which the functions give in NumPy's order of operations.
pub struct Basis {
    /// The class whose objects are written in this basis.
    pub class: ClassId,
    /// What names a term: `T` for Chebyshev's; `None` for powers.
    pub letter: Option<&'static str>,
    /// The interval that the class takes for its domain and window.
    pub domain: [f64; 2],
    /// The coefficients of `off + scl*x`, where `scl` is not 0.
    pub line: fn(off: &Value, scl: &Value) -> [Formula; 2],
    /// The product of a series, which is not 0, with x.
    pub times_x: fn(&mut dyn Host, &Array) -> Result<Array>,
    /// What comes down from the coefficient of degree `n` to that of `n - 2`.
    pub lowered: fn(c: Formula, n: i64) -> Formula,
    /// What goes from the coefficient `c` of degree `n` to that of `n - 1`, given its product with x.
    pub raised: fn(&mut dyn Host, c: &Value, times_x: Value, n: i64) -> Result<Value>,
    pub multiply: fn(&Basis, &mut dyn Host, &Value, &Value) -> Result<Array>,
    /// Quotient and remainder of two series, neither of them constant.
    pub divide: fn(&Basis, &mut dyn Host, Array, Array) -> Result<(Array, Array)>,
    pub power: fn(&Basis, &mut dyn Host, &Value, &Value, max: &Value) -> Result<Array>,
    /// The value of a series at x.
    pub evaluate: fn(&Basis, &mut dyn Host, x: &Value, &Array) -> Result<Value>,
    pub steps: Steps,
    /// Fills in the coefficients of the derivative; those of the series may be changed.
    pub derivative: fn(&mut dyn Host, &Array, derivative: &Array) -> Result<()>,
    /// Fills in the coefficients of an integral, all but the constant's last share.
    pub integral: fn(&mut dyn Host, &Array, integral: &Array) -> Result<()>,
    /// The root of a series of degree 1.
    pub root_of_line: fn(c0: Formula, c1: Formula) -> Formula,
    /// A matrix whose eigenvalues are the roots of a series of degree 2 or more.
    pub companion: fn(&mut dyn Host, &Array) -> Result<Array>,
    /// Are the companion's rows and columns turned round before the eigenvalues are sought?
    pub turns_companion: bool,
}

/// The recurrence at a place x.
pub struct Steps {
    /// x as the others use it: computed once.
    pub scaled: fn(x: Formula) -> Formula,
    /// As [`Basis::lowered`], in evaluation.
    pub lowered: fn(c: Formula, n: i64) -> Formula,
    /// As [`Basis::raised`], in evaluation.
    pub raised: fn(c: Formula, &Place, n: i64) -> Formula,
    /// P1.
    pub first: fn(&Place) -> Formula,
    /// Pn, of the two before it.
    pub next: fn(before: Formula, second: Formula, &Place, n: i64) -> Formula,
}

/// x, and what [`Steps::scaled`] makes of it.
pub struct Place {
    pub x: Value,
    pub scaled: Value,
}

impl Basis {
    /// All six.
    pub fn all() -> [&'static Basis; 6] {
        [
            &POWERS, &CHEBYSHEV, &LEGENDRE, &LAGUERRE, &HERMITE, &HERMITE_E,
        ]
    }

    /// The basis of a class.
    pub fn of(class: ClassId) -> Option<&'static Basis> {
        Basis::all().into_iter().find(|basis| basis.class == class)
    }
}

impl Steps {
    /// # Errors
    /// As arithmetic.
    pub fn place(&self, host: &mut dyn Host, x: &Value) -> Result<Place> {
        let scaled = (self.scaled)(x.into()).value(host)?;
        Ok(Place {
            x: x.clone(),
            scaled,
        })
    }
}
