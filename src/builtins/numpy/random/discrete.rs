//! Distributions of whole numbers.

use super::continuous::{Draw, draw_all, float_operands, law};
use super::objects::Stream;
use super::parameters::{MEAN_MAX, Operand, Plan, Rule, Size, pairs};
use super::rows::shared_methods;
use crate::array::random::Legacy;
use crate::array::random::distributions::{self, Binomial};
use crate::value::{Host, Raised, Result, Value};

shared_methods! {
    /// How many of `n` trials succeed, each with probability `p`.
    ///
    /// >>> np.random.default_rng(42).binomial(10, 0.5, 5)
    /// array([6, 5, 7, 6, 3])
    "binomial" "n, p, size=None" => binomial;
    /// How many trials it takes to succeed, each with probability `p`.
    ///
    /// >>> np.random.default_rng(42).geometric(0.35, 5)
    /// array([4, 2, 5, 3, 1])
    "geometric" "p, size=None" => law!(I1 geometric p: PositiveProbability);
    /// How many of `nsample` draws without replacement are good.
    ///
    /// >>> np.random.default_rng(42).hypergeometric(10, 5, 6, 5)
    /// array([5, 4, 4, 4, 6])
    "hypergeometric" "ngood, nbad, nsample, size=None" => hypergeometric;
    /// Whole numbers from a logarithmic series distribution.
    ///
    /// >>> np.random.default_rng(42).logseries(0.6, 5)
    /// array([1, 2, 1, 5, 1])
    "logseries" "p, size=None" => law!(I1 logseries p: ProbabilityBelowOne);
    /// How many failures there are before `n` successes, each with probability `p`.
    ///
    /// >>> np.random.default_rng(42).negative_binomial(3, 0.5, 5)
    /// array([5, 5, 7, 4, 0])
    "negative_binomial" "n, p, size=None" => negative_binomial;
    /// How often something happens that happens `lam` times on average.
    ///
    /// >>> np.random.default_rng(42).poisson(3, 5)
    /// array([4, 4, 5, 1, 7])
    "poisson" "lam=1.0, size=None" => law!(I1 poisson lam: Mean);
    /// Whole numbers from a Zipf distribution.
    ///
    /// >>> np.random.default_rng(42).zipf(2, 5)
    /// array([4, 1, 1, 1, 1])
    "zipf" "a, size=None" => law!(I1 zipf a: AboveOne);
}

fn binomial(host: &mut dyn Host, stream: Stream, n: Value, p: Value, size: Size) -> Result<Value> {
    let mut p_operand = Operand::float(&p)?;
    let n = Operand::whole(&n)?;
    if n.is_scalar() && p_operand.is_scalar() {
        p_operand.read_scalar(&p, host)?;
    }
    p_operand.check("p", Rule::Probability)?;
    n.check("n", Rule::NonNegative)?;
    let plan = Plan::new(&size, &[p_operand.shape(), n.shape()])?;
    let (p, n) = (p_operand.spread(&plan)?, n.spread(&plan)?);
    let make = if stream.is_legacy() {
        Binomial::legacy
    } else {
        Binomial::new
    };
    stream.with(|s| {
        // Preparing costs more than drawing: done again only for other parameters.
        let mut known: Option<((i64, u64), Binomial)> = None;
        let drawn = plan.fill(|i| {
            let key = (n.at(i), p.at(i).to_bits());
            let fresh = known.take().filter(|(held, _)| *held == key);
            let (_, binomial) =
                known.insert(fresh.unwrap_or_else(|| (key, make(n.at(i), p.at(i)))));
            binomial.draw(s.generator)
        })?;
        Ok(drawn.value())
    })
}

fn negative_binomial(
    host: &mut dyn Host,
    stream: Stream,
    n: Value,
    p: Value,
    size: Size,
) -> Result<Value> {
    if stream.is_legacy() {
        let rules = [("n", Rule::Positive), ("p", Rule::Probability)];
        let operands = float_operands([n, p], host, |i, operand| {
            operand.check(rules[i].0, rules[i].1)
        })?;
        return draw_all(
            &stream,
            Draw::I2(|s, n, p| s.negative_binomial(n, p)),
            &operands,
            &size,
        );
    }
    let rules = [
        ("n", Rule::PositiveNotNan),
        ("p", Rule::PositiveProbability),
    ];
    let operands = [Operand::float(&n)?, Operand::float(&p)?];
    for (operand, (name, rule)) in operands.iter().zip(rules) {
        operand.check(name, rule)?;
    }
    let [n, p] = &operands;
    let mean_bound = |(n, p): &(f64, f64)| (1.0 - p) / p * (n + 10.0 * n.sqrt());
    if pairs(n, p)?
        .1
        .iter()
        .any(|pair| mean_bound(pair) > MEAN_MAX)
    {
        return Err(Raised::value_error(
            "n too large or p too small, see Generator.negative_binomial Notes",
        ));
    }
    let draw = Draw::I2(|s, n, p| distributions::negative_binomial(s.generator, n, p));
    draw_all(&stream, draw, &operands, &size)
}

/// `Generator` asks for fewer good and bad things than this.
const HYPERGEOMETRIC_MAX: i64 = 1_000_000_000;

fn hypergeometric(
    stream: Stream,
    ngood: Value,
    nbad: Value,
    nsample: Value,
    size: Size,
) -> Result<Value> {
    let operands = [
        Operand::whole(&ngood)?,
        Operand::whole(&nbad)?,
        Operand::whole(&nsample)?,
    ];
    let [good, bad, sample] = match operands.iter().all(Operand::is_scalar) {
        true => operands,
        false => operands.map(Operand::among_arrays),
    };
    let inputs = Plan::new(&Size::none(), &[good.shape(), bad.shape(), sample.shape()])?;
    check_hypergeometric(&stream, &inputs, [&good, &bad, &sample])?;
    let least = if stream.is_legacy() {
        Rule::AtLeastOne
    } else {
        Rule::NonNegative
    };
    good.check("ngood", Rule::NonNegative)?;
    bad.check("nbad", Rule::NonNegative)?;
    sample.check("nsample", least)?;
    let plan = Plan::new(&size, &[good.shape(), bad.shape(), sample.shape()])?;
    let (good, bad, sample) = (
        good.spread(&plan)?,
        bad.spread(&plan)?,
        sample.spread(&plan)?,
    );
    let draw: fn(&mut Legacy, i64, i64, i64) -> i64 = match stream.is_legacy() {
        true => |s, good, bad, sample| s.hypergeometric(good, bad, sample),
        false => {
            |s, good, bad, sample| distributions::hypergeometric(s.generator, good, bad, sample)
        }
    };
    let drawn = stream.with(|s| plan.fill(|i| draw(s, good.at(i), bad.at(i), sample.at(i))))?;
    Ok(drawn.value())
}

fn check_hypergeometric(
    stream: &Stream,
    inputs: &Plan,
    [good, bad, sample]: [&Operand<i64>; 3],
) -> Result<()> {
    let (good, bad, sample) = (
        good.spread(inputs)?,
        bad.spread(inputs)?,
        sample.spread(inputs)?,
    );
    let mut too_many = false;
    let mut too_few = false;
    for i in 0..inputs.size() {
        too_many |= good.at(i) >= HYPERGEOMETRIC_MAX || bad.at(i) >= HYPERGEOMETRIC_MAX;
        too_few |= good.at(i).wrapping_add(bad.at(i)) < sample.at(i);
    }
    if too_many && !stream.is_legacy() {
        return Err(Raised::value_error(format!(
            "both ngood and nbad must be less than {HYPERGEOMETRIC_MAX}"
        )));
    }
    if too_few {
        return Err(Raised::value_error("ngood + nbad < nsample"));
    }
    Ok(())
}
