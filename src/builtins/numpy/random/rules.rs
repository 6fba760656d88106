//! What NumPy asks of a parameter, and how it complains.

use crate::value::{Raised, Result};

/// What NumPy asks of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Free,
    NonNegative,
    Positive,
    PositiveNotNan,
    /// In [0, 1].
    Probability,
    /// In (0, 1].
    PositiveProbability,
    /// In [0, 1).
    ProbabilityBelowOne,
    AboveOne,
    AtLeastOne,
    /// A mean that `poisson` can have.
    Mean,
}

impl Rule {
    pub fn check_one(self, x: f64, name: &str) -> Result<()> {
        self.check(&[x], name, "is NaN")
    }

    pub fn check_all(self, values: &[f64], name: &str) -> Result<()> {
        // Of an array the upper bound is looked at first.
        if self == Rule::Mean && !values.iter().all(|&x| x <= MEAN_MAX) {
            return Err(Raised::value_error(format!("{name} value too large")));
        }
        self.check(values, name, "contains NaNs")
    }

    fn check(self, values: &[f64], name: &str, nan: &str) -> Result<()> {
        let all = |rule: fn(f64) -> bool| values.iter().all(|&x| rule(x));
        let complaint = match self {
            Rule::Free => return Ok(()),
            Rule::NonNegative if all(|x| x.is_nan() || x.is_sign_positive()) => return Ok(()),
            Rule::NonNegative => format!("{name} < 0"),
            Rule::PositiveNotNan if !all(|x| !x.is_nan()) => format!("{name} must not be NaN"),
            Rule::Positive | Rule::PositiveNotNan if all(|x| x > 0.0 || x.is_nan()) => {
                return Ok(());
            }
            Rule::Positive | Rule::PositiveNotNan => format!("{name} <= 0"),
            Rule::Probability if all(|x| (0.0..=1.0).contains(&x)) => return Ok(()),
            Rule::Probability => format!("{name} < 0, {name} > 1 or {name} {nan}"),
            Rule::PositiveProbability if all(|x| x > 0.0 && x <= 1.0) => return Ok(()),
            Rule::PositiveProbability => format!("{name} <= 0, {name} > 1 or {name} contains NaNs"),
            Rule::ProbabilityBelowOne if all(|x| (0.0..1.0).contains(&x)) => return Ok(()),
            Rule::ProbabilityBelowOne => format!("{name} < 0, {name} >= 1 or {name} {nan}"),
            Rule::AboveOne if all(|x| x > 1.0) => return Ok(()),
            Rule::AboveOne => format!("{name} <= 1 or {name} {nan}"),
            Rule::AtLeastOne if all(|x| x >= 1.0) => return Ok(()),
            Rule::AtLeastOne => format!("{name} < 1 or {name} {nan}"),
            Rule::Mean if !all(|x| x >= 0.0) => format!("{name} < 0 or {name} {nan}"),
            Rule::Mean if all(|x| x <= MEAN_MAX) => return Ok(()),
            Rule::Mean => format!("{name} value too large"),
        };
        Err(Raised::value_error(complaint))
    }
}

/// The largest mean of a Poisson distribution.
pub const MEAN_MAX: f64 = crate::array::random::distributions::POISSON_LAM_MAX;
