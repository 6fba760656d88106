//! Continuous distributions of numbers.

use super::objects::Stream;
use super::parameters::{Operand, overflow, pairs};
use super::plan::{Plan, Size};
use super::rows::shared_methods;
use super::rules::Rule;
use crate::array::Array;
use crate::array::random::Legacy;
use crate::value::builtin::{Bound, Callable, Parameter};
use crate::value::{Host, Raised, Result, Value};

/// A distribution as `Generator` and as `RandomState` draw it.
pub struct Law {
    pub parameters: &'static [(&'static str, Rule)],
    pub generator: Draw,
    pub legacy: Draw,
}

/// One number out of so many parameters; `I`: a whole one.
#[derive(Clone, Copy)]
pub enum Draw {
    F0(fn(&mut Legacy) -> f64),
    F1(fn(&mut Legacy, f64) -> f64),
    F2(fn(&mut Legacy, f64, f64) -> f64),
    F3(fn(&mut Legacy, f64, f64, f64) -> f64),
    I1(fn(&mut Legacy, f64) -> i64),
    I2(fn(&mut Legacy, f64, f64) -> i64),
}

/// The law of a name that floor 2 has in both generations, with the rules of its parameters.
macro_rules! law {
    ($kind:ident $name:ident $($parameter:ident: $rule:ident),*) => {
        $crate::builtins::numpy::random::continuous::Law {
            parameters: &[$((stringify!($parameter), $crate::builtins::numpy::random::rules::Rule::$rule)),*],
            generator: $crate::builtins::numpy::random::continuous::Draw::$kind(
                |s $(, $parameter)*| $crate::array::random::distributions::$name(s.generator $(, $parameter)*)),
            legacy: $crate::builtins::numpy::random::continuous::Draw::$kind(
                |s $(, $parameter)*| s.$name($($parameter),*)),
        }
    };
}

pub(super) use law;

shared_methods! {
    /// Numbers from a beta distribution, between 0 and 1.
    ///
    /// >>> np.random.default_rng(42).beta(2, 5, 3)
    /// array([0.24395464, 0.28406092, 0.39027204])
    "beta" "a, b, size=None" => law!(F2 beta a: Positive, b: Positive);
    /// Numbers from a chi-square distribution of `df` degrees of freedom.
    ///
    /// >>> np.random.default_rng(42).chisquare(2, 3)
    /// array([4.80841721, 4.67237931, 4.769522  ])
    "chisquare" "df, size=None" => law!(F1 chisquare df: Positive);
    /// Numbers from an exponential distribution whose mean is `scale`.
    ///
    /// >>> np.random.default_rng(42).exponential(10, 3)
    /// array([24.04208604, 23.36189656, 23.84761   ])
    "exponential" "scale=1.0, size=None" => law!(F1 exponential scale: NonNegative);
    /// Numbers from an F distribution.
    ///
    /// >>> np.random.default_rng(42).f(5, 10, 2)
    /// array([0.81657973, 1.01948397])
    "f" "dfnum, dfden, size=None" => law!(F2 f dfnum: Positive, dfden: Positive);
    /// Numbers from a gamma distribution.
    ///
    /// >>> np.random.default_rng(42).gamma(2, 1, 3)
    /// array([2.09181727, 2.83534559, 1.83721558])
    "gamma" "shape, scale=1.0, size=None" => law!(F2 gamma shape: NonNegative, scale: NonNegative);
    /// Numbers from a Gumbel distribution.
    ///
    /// >>> np.random.default_rng(42).gumbel(0, 1, 3)
    /// array([-0.39677803,  0.54849684, -0.67097714])
    "gumbel" "loc=0.0, scale=1.0, size=None" => law!(F2 gumbel loc: Free, scale: NonNegative);
    /// Numbers from a Laplace (double exponential) distribution.
    ///
    /// >>> np.random.default_rng(42).laplace(0, 1, 3)
    /// array([ 0.79387864, -0.13038563,  1.26300063])
    "laplace" "loc=0.0, scale=1.0, size=None" => law!(F2 laplace loc: Free, scale: NonNegative);
    /// Numbers from a logistic distribution.
    ///
    /// >>> np.random.default_rng(42).logistic(0, 1, 3)
    /// array([ 1.23078563, -0.24571509,  1.80369327])
    "logistic" "loc=0.0, scale=1.0, size=None" => law!(F2 logistic loc: Free, scale: NonNegative);
    /// Numbers whose logarithms are normal.
    ///
    /// >>> np.random.default_rng(42).lognormal(0, 0.5, 3)
    /// array([1.16457771, 0.59452527, 1.45531969])
    "lognormal" "mean=0.0, sigma=1.0, size=None" => law!(F2 lognormal mean: Free, sigma: NonNegative);
    /// Numbers from a noncentral chi-square distribution.
    ///
    /// >>> np.random.default_rng(42).noncentral_chisquare(3, 2, 2)
    /// array([ 4.94846489, 10.31450274])
    "noncentral_chisquare" "df, nonc, size=None" =>
        law!(F2 noncentral_chisquare df: Positive, nonc: NonNegative);
    /// Numbers from a noncentral F distribution.
    ///
    /// >>> np.random.default_rng(42).noncentral_f(3, 20, 2, 2)
    /// array([1.35285191, 0.06138153])
    "noncentral_f" "dfnum, dfden, nonc, size=None" =>
        law!(F3 noncentral_f dfnum: Positive, dfden: Positive, nonc: NonNegative);
    /// Numbers from a normal distribution of mean `loc` and standard deviation `scale`.
    ///
    /// >>> np.random.default_rng(42).normal(10, 2, 3)
    /// array([10.60943416,  7.92003179, 11.50090239])
    "normal" "loc=0.0, scale=1.0, size=None" => law!(F2 normal loc: Free, scale: NonNegative);
    /// Numbers from a Pareto distribution of the second kind (Lomax).
    ///
    /// >>> np.random.default_rng(42).pareto(3, 3)
    /// array([1.22866526, 1.1787033 , 1.21426459])
    "pareto" "a, size=None" => law!(F1 pareto a: Positive);
    /// Numbers between 0 and 1 with density a·x^(a − 1).
    ///
    /// >>> np.random.default_rng(42).power(5, 3)
    /// array([0.98124196, 0.97986636, 0.98085893])
    "power" "a, size=None" => law!(F1 power a: Positive);
    /// Numbers from a Rayleigh distribution.
    ///
    /// >>> np.random.default_rng(42).rayleigh(1, 3)
    /// array([2.19281034, 2.16156872, 2.18392353])
    "rayleigh" "scale=1.0, size=None" => law!(F1 rayleigh scale: NonNegative);
    /// Numbers from the standard Cauchy distribution.
    ///
    /// >>> np.random.default_rng(42).standard_cauchy(2)
    /// array([-0.29300167,  0.797873  ])
    "standard_cauchy" "size=None" => law!(F0 standard_cauchy);
    /// Numbers from Student's t distribution of `df` degrees of freedom.
    ///
    /// >>> np.random.default_rng(42).standard_t(5, 3)
    /// array([ 0.48968078,  0.96799059, -0.02490263])
    "standard_t" "df, size=None" => law!(F1 standard_t df: Positive);
    /// Numbers from a triangular distribution between `left` and `right`.
    ///
    /// >>> np.random.default_rng(42).triangular(0, 5, 10, 3)
    /// array([6.63812588, 4.68443401, 7.34103328])
    "triangular" "left, mode, right, size=None" => triangular;
    /// Numbers in [low, high), every one equally likely.
    ///
    /// >>> np.random.default_rng(42).uniform(1, 10, 3)
    /// array([7.96560444, 4.94990596, 8.72738128])
    "uniform" "low=0.0, high=1.0, size=None" => uniform;
    /// Angles in [-π, π] around `mu`.
    ///
    /// >>> np.random.default_rng(42).vonmises(0, 4, 3)
    /// array([-0.10171522, -0.18556391,  1.11678729])
    "vonmises" "mu, kappa, size=None" => law!(F2 vonmises mu: Free, kappa: NonNegative);
    /// Numbers from a Wald (inverse Gaussian) distribution.
    ///
    /// >>> np.random.default_rng(42).wald(3, 2, 2)
    /// array([2.06999077, 1.23258829])
    "wald" "mean, scale, size=None" => law!(F2 wald mean: Positive, scale: Positive);
    /// Numbers from a Weibull distribution.
    ///
    /// >>> np.random.default_rng(42).weibull(5, 3)
    /// array([1.19177543, 1.18495435, 1.18984112])
    "weibull" "a, size=None" => law!(F1 weibull a: NonNegative);
}

/// Marks a law that is the body of a row.
pub struct LawRow;

impl Callable<LawRow> for Law {
    fn invoke(&self, host: &mut dyn Host, bound: &mut Bound) -> Result<Value> {
        let stream = Stream::take(bound, host)?;
        let given = self
            .parameters
            .iter()
            .map(|_| bound.take().unwrap_or(Value::None));
        let given: Vec<Value> = given.collect();
        let rules = self.parameters;
        let check = |i: usize, operand: &Operand<f64>| match rules.get(i) {
            Some((name, rule)) => operand.check(name, *rule),
            None => Ok(()),
        };
        let mut operands: Vec<Operand<f64>> =
            given.iter().map(Operand::float).collect::<Result<_>>()?;
        read_and_check(&mut operands, &given, host, check)?;
        let size = Size::take(bound, host)?;
        let draw = if stream.is_legacy() {
            self.legacy
        } else {
            self.generator
        };
        draw_all(&stream, draw, &operands, &size)
    }
}

/// Parameters as floats, each checked after it is read, as NumPy does it.
///
/// # Errors
/// Where one is no number, and what `check` raises.
pub(super) fn float_operands<const N: usize>(
    given: [Value; N],
    host: &mut dyn Host,
    check: impl Fn(usize, &Operand<f64>) -> Result<()>,
) -> Result<[Operand<f64>; N]> {
    let mut operands = Vec::with_capacity(N);
    for value in &given {
        operands.push(Operand::float(value)?);
    }
    read_and_check(&mut operands, &given, host, check)?;
    operands
        .try_into()
        .map_err(|_| Raised::type_error("wrong number of parameters"))
}

/// Where all are single numbers they are read as Python reads floats; NumPy then checks each before it reads the next.
fn read_and_check(
    operands: &mut [Operand<f64>],
    given: &[Value],
    host: &mut dyn Host,
    check: impl Fn(usize, &Operand<f64>) -> Result<()>,
) -> Result<()> {
    let all_scalar = operands.iter().all(Operand::is_scalar);
    for (i, (operand, value)) in operands.iter_mut().zip(given).enumerate() {
        if all_scalar {
            operand.read_scalar(value, host)?;
        }
        check(i, operand)?;
    }
    Ok(())
}

/// Draws one number for each element of what the operands and `size` broadcast to.
///
/// # Errors
/// ValueError where they do not.
pub(super) fn draw_all(
    stream: &Stream,
    draw: Draw,
    operands: &[Operand<f64>],
    size: &Size,
) -> Result<Value> {
    let shapes: Vec<&[usize]> = operands.iter().map(Operand::shape).collect();
    let plan = Plan::new(size, &shapes)?;
    let spread = operands
        .iter()
        .map(|operand| operand.spread(&plan))
        .collect::<Result<Vec<_>>>()?;
    let x = |k: usize, i: usize| spread.get(k).map_or(0.0, |values| values.at(i));
    stream.with(|s| {
        Ok(match draw {
            Draw::F0(f) => plan.fill(|_| f(s))?.value(),
            Draw::F1(f) => plan.fill(|i| f(s, x(0, i)))?.value(),
            Draw::F2(f) => plan.fill(|i| f(s, x(0, i), x(1, i)))?.value(),
            Draw::F3(f) => plan.fill(|i| f(s, x(0, i), x(1, i), x(2, i)))?.value(),
            Draw::I1(f) => plan.fill(|i| f(s, x(0, i)))?.value(),
            Draw::I2(f) => plan.fill(|i| f(s, x(0, i), x(1, i)))?.value(),
        })
    })
}

fn uniform(
    host: &mut dyn Host,
    stream: Stream,
    low: Value,
    high: Value,
    size: Size,
) -> Result<Value> {
    let operands = float_operands([low, high], host, |_, _| Ok(()))?;
    let [low, high] = &operands;
    let scalar = low.is_scalar() && high.is_scalar();
    let (shape, pairs) = pairs(high, low)?;
    let ranges: Vec<f64> = pairs.iter().map(|(high, low)| high - low).collect();
    if !ranges.iter().all(|range| range.is_finite()) {
        return Err(overflow(if scalar && !stream.is_legacy() {
            "high - low range exceeds valid bounds"
        } else {
            "Range exceeds valid bounds"
        }));
    }
    let range = Operand::<f64>::of(Array::from_shape_vec(&shape, ranges)?);
    if !stream.is_legacy() {
        range.check("high - low", Rule::NonNegative)?;
    }
    let [low, _] = operands;
    draw_all(
        &stream,
        Draw::F2(|s, low, range| s.uniform(low, range)),
        &[low, range],
        &size,
    )
}

fn triangular(
    host: &mut dyn Host,
    stream: Stream,
    left: Value,
    mode: Value,
    right: Value,
    size: Size,
) -> Result<Value> {
    let operands = float_operands([left, mode, right], host, |_, _| Ok(()))?;
    let [left, mode, right] = &operands;
    let any = |a, b, holds: fn(&f64, &f64) -> bool| -> Result<bool> {
        Ok(pairs(a, b)?.1.iter().any(|(a, b)| holds(a, b)))
    };
    if any(left, mode, f64::gt)? {
        return Err(Raised::value_error("left > mode"));
    }
    if any(mode, right, f64::gt)? {
        return Err(Raised::value_error("mode > right"));
    }
    if any(left, right, f64::eq)? {
        return Err(Raised::value_error("left == right"));
    }
    draw_all(
        &stream,
        Draw::F3(|s, left, mode, right| s.triangular(left, mode, right)),
        &operands,
        &size,
    )
}
