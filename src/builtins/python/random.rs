//! Python's module `random`: functions of one hidden `Random`, and the class itself.
//!
//! Formulas in which a lesson's own numbers meet a random one (`a + (b - a) * random()`) go through Python's operators,
//! so that integers, errors and arrays come out as in Python; the rest is floor 2's.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::convert::as_float;
use super::iterate::collect;
use crate::array::meter;
use crate::array::random::python::{PythonRandom, Seed};
use crate::builtins::operators::{self, get_item, length, set_item};
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{Bound, Parameter};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, hash, number};

/// An instance of `random.Random`.
pub struct RandomObject(RefCell<PythonRandom>);

impl Native for RandomObject {
    fn class(&self) -> ClassId {
        ClassId::PYTHON_RANDOM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Who draws: the receiver of a method, or the module's hidden instance.
pub struct Source(Value);

/// The instance behind the functions of the module.
#[derive(Default)]
struct Hidden(Option<Value>);

impl Parameter for Source {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Source> {
        let value = match bound.row.is_method() {
            true => bound.take().unwrap_or(Value::None),
            false => hidden(host)?,
        };
        match value.native::<RandomObject>() {
            Some(_) => Ok(Source(value)),
            None => Err(Raised::type_error(format!(
                "descriptor requires a 'random.Random' object but received a '{}'",
                value.type_name()
            ))),
        }
    }
}

impl Source {
    /// Draws. No code of the learner's may run inside.
    fn with<R>(&self, draw: impl FnOnce(&mut PythonRandom) -> R) -> Result<R> {
        match self.0.native::<RandomObject>() {
            Some(object) => Ok(draw(&mut object.0.borrow_mut())),
            None => Err(Raised::type_error("expected a random.Random object")),
        }
    }

    fn random(&self) -> Result<f64> {
        self.with(PythonRandom::random)
    }

    /// A number from 0 to below `n`, which is above 0.
    fn below(&self, n: &BigInt) -> Result<BigInt> {
        match n.to_u64() {
            Some(small) => Ok(self.with(|rng| rng.below(small))?.into()),
            None => Ok(self.with(|rng| rng.below_big(n.magnitude()))?.into()),
        }
    }

    fn index(&self, n: usize) -> Result<Value> {
        Ok(Value::Int(self.with(|rng| rng.below(n as u64))? as i64))
    }
}

fn hidden(host: &mut dyn Host) -> Result<Value> {
    if let Some(value) = host.session().get::<Hidden>().0.clone() {
        return Ok(value);
    }
    let made = seeded(host, &Value::None, 2)?;
    host.session().get::<Hidden>().0 = Some(made.clone());
    Ok(made)
}

fn seeded(host: &mut dyn Host, seed: &Value, version: i64) -> Result<Value> {
    let rng = generator(host, seed, version)?;
    Ok(Value::Native(Rc::new(RandomObject(RefCell::new(rng)))))
}

/// Declares functions of the module that are methods of `Random`, two rows each.
macro_rules! methods {
    ($($(#[doc = $doc:literal])* $name:literal $parameters:literal => $body:expr;)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; 2 * [$($name),*].len() + 1] = [$(
            methods!(row concat!("random.", $name), concat!("(", $parameters, ")"), [$($doc),*], $body),
            methods!(row concat!("Random.", $name), methods!(receiver $parameters), [$($doc),*], $body),
        )*
            methods!(row "Random.__new__", "(x=None)", [], new_random),
        ];
    };
    (receiver "") => { "(self)" };
    (receiver $parameters:literal) => { concat!("(self, ", $parameters, ")") };
    (row $name:expr, $signature:expr, [$($doc:literal),*], $body:expr) => {
        $crate::value::Builtin::new(
            $crate::value::builtin::RowKind::Function,
            &[$name],
            $signature,
            &[$($doc),*],
            |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
        )
    };
}

methods! {
    /// A number in [0, 1).
    ///
    /// >>> random.seed(42); random.random()
    /// 0.6394267984578837
    "random" "" => |source: Source| source.random();
    /// Seeds the generator anew with an integer, a float, text or bytes, or by the system.
    ///
    /// >>> random.seed('lesson'); random.random()
    /// 0.7547053533087401
    "seed" "a=None, version=2" => seed;
    /// An integer of `k` random bits.
    ///
    /// >>> random.seed(42); random.getrandbits(8)
    /// 163
    "getrandbits" "k, /" => getrandbits;
    /// `n` random bytes.
    ///
    /// >>> random.seed(42); random.randbytes(3)
    /// b'y\xb1\xa3'
    "randbytes" "n" => randbytes;
    /// A random element of `range(start, stop, step)`.
    ///
    /// >>> random.seed(42); random.randrange(0, 100, 5)
    /// 15
    "randrange" "start, stop=None, step=1" => randrange;
    /// A random integer from `a` to `b`, both included.
    ///
    /// >>> random.seed(42); random.randint(1, 6)
    /// 6
    "randint" "a, b" => randint;
    /// A random element of a sequence.
    ///
    /// >>> random.seed(42); random.choice(['red', 'green', 'blue'])
    /// 'blue'
    "choice" "seq" => choice;
    /// `k` elements drawn with replacement, equally likely or by weights.
    ///
    /// >>> random.seed(42); random.choices(['red', 'green'], weights=[3, 1], k=4)
    /// ['red', 'red', 'red', 'red']
    "choices" "population, weights=None, *, cum_weights=None, k=1" => choices;
    /// `k` different elements of a sequence, in the order in which they were drawn.
    ///
    /// >>> random.seed(42); random.sample(range(100), 4)
    /// [81, 14, 3, 94]
    "sample" "population, k, *, counts=None" => sample;
    /// Shuffles a list in place.
    ///
    /// >>> x = [1, 2, 3, 4, 5]; random.seed(42); random.shuffle(x); x
    /// [4, 2, 3, 5, 1]
    "shuffle" "x" => shuffle;
    /// A number between `a` and `b`.
    ///
    /// >>> random.seed(42); random.uniform(1, 10)
    /// 6.754841186120954
    "uniform" "a, b" => uniform;
    /// A number from a triangular distribution.
    ///
    /// >>> random.seed(42); random.triangular(0, 10, 5)
    /// 5.753983033817951
    "triangular" "low=0.0, high=1.0, mode=None" => triangular;
    /// A number from a normal distribution; two are made at a time.
    ///
    /// >>> random.seed(42); random.gauss(0, 1)
    /// -0.14409032957792836
    "gauss" "mu=0.0, sigma=1.0" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let z = source.with(|rng| rng.gauss(0.0, 1.0))?;
        scaled(host, z, mu, sigma)
    };
    /// A number from a normal distribution.
    ///
    /// >>> random.seed(42); random.normalvariate(0, 1)
    /// 0.2453263417078634
    "normalvariate" "mu=0.0, sigma=1.0" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let z = source.with(|rng| rng.normalvariate(0.0, 1.0))?;
        scaled(host, z, mu, sigma)
    };
    /// A number whose logarithm is normal.
    ///
    /// >>> random.seed(42); random.lognormvariate(0, 1)
    /// 1.2780383223662806
    "lognormvariate" "mu, sigma" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let (mu, sigma) = (as_float(host, &mu)?, as_float(host, &sigma)?);
        source.with(|rng| rng.lognormvariate(mu, sigma))
    };
    /// A number from an exponential distribution of rate `lambd`.
    ///
    /// >>> random.seed(42); random.expovariate(0.5)
    /// 2.040120574549602
    "expovariate" "lambd" => |host: &mut dyn Host, source: Source, lambd: Value| {
        let unit = source.with(|rng| rng.expovariate(1.0))?;
        operators::binary(host, BinaryOp::Div, Value::Float(unit), lambd)
    };
    /// An angle in [0, 2π) around `mu`.
    ///
    /// >>> random.seed(42); random.vonmisesvariate(0, 4)
    /// 5.535325158587151
    "vonmisesvariate" "mu, kappa" => |host: &mut dyn Host, source: Source, mu: Value, kappa: Value| {
        let (mu, kappa) = (as_float(host, &mu)?, as_float(host, &kappa)?);
        source.with(|rng| rng.vonmisesvariate(mu, kappa))
    };
    /// A number from a gamma distribution.
    ///
    /// >>> random.seed(42); random.gammavariate(2, 1)
    /// 1.1428765860350905
    "gammavariate" "alpha, beta" => gammavariate;
    /// A number from a beta distribution.
    ///
    /// >>> random.seed(42); random.betavariate(2, 3)
    /// 0.19393072669653844
    "betavariate" "alpha, beta" => betavariate;
    /// A number from a Pareto distribution.
    ///
    /// >>> random.seed(42); random.paretovariate(3)
    /// 1.4049758243344401
    "paretovariate" "alpha" => paretovariate;
    /// A number from a Weibull distribution.
    ///
    /// >>> random.seed(42); random.weibullvariate(1, 2)
    /// 1.0099803400437064
    "weibullvariate" "alpha, beta" => weibullvariate;
    /// The state, for `setstate`.
    ///
    /// >>> random.seed(42); random.getstate()[2] is None
    /// True
    "getstate" "" => getstate;
    /// Takes on a state that `getstate` gave.
    ///
    /// >>> random.seed(42); state = random.getstate(); x = random.random()
    /// >>> random.setstate(state); random.random() == x
    /// True
    "setstate" "state" => setstate;
}

fn new_random(host: &mut dyn Host, x: Value) -> Result<Value> {
    seeded(host, &x, 2)
}

fn seed(host: &mut dyn Host, source: Source, a: Value, version: i64) -> Result<()> {
    let fresh = generator(host, &a, version)?;
    source.with(|rng| *rng = fresh)
}

fn generator(host: &mut dyn Host, seed: &Value, version: i64) -> Result<PythonRandom> {
    if let Some(n) = number::as_int(seed) {
        return Ok(PythonRandom::new(&Seed::Int(&n)));
    }
    Ok(match seed {
        Value::None => {
            let entropy = BigInt::from_bytes_le(num_bigint::Sign::Plus, &host.entropy());
            PythonRandom::new(&Seed::Int(&entropy))
        }
        Value::Str(text) if version == 1 => {
            PythonRandom::new(&Seed::Int(&narrow_seed(text.chars().map(u64::from))))
        }
        Value::Bytes(bytes) if version == 1 => PythonRandom::new(&Seed::Int(&narrow_seed(
            bytes.iter().map(|&byte| byte.into()),
        ))),
        Value::Str(text) => PythonRandom::new(&Seed::Bytes(text.as_bytes())),
        Value::Bytes(bytes) => PythonRandom::new(&Seed::Bytes(bytes)),
        other if other.is_instance_of(ClassId::FLOAT) => {
            PythonRandom::new(&Seed::Hash(hash::hash(host, other)?))
        }
        _ => {
            return Err(Raised::type_error(
                "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.",
            ));
        }
    })
}

/// The hash that text seeded with in Python 2.
fn narrow_seed(codes: impl Iterator<Item = u64> + Clone) -> BigInt {
    let first = codes.clone().next().unwrap_or(0) << 7;
    let length = codes.clone().count() as u64;
    let mixed = codes.fold(first, |x, code| x.wrapping_mul(1_000_003) ^ code);
    BigInt::from(mixed ^ length)
}

fn getrandbits(host: &mut dyn Host, source: Source, k: Value) -> Result<Value> {
    let k = number::index_sized(host, &k, ClassId::OVERFLOW_ERROR)?;
    Ok(Value::int(bits(&source, k)?))
}

fn bits(source: &Source, k: i64) -> Result<BigInt> {
    let k = usize::try_from(k)
        .map_err(|_| Raised::value_error("number of bits must be non-negative"))?;
    meter::check_bytes(k / 4)?;
    meter::steps(k / 64)?;
    Ok(source.with(|rng| rng.getrandbits(k))?.into())
}

fn randbytes(host: &mut dyn Host, source: Source, n: Value) -> Result<Value> {
    let n = number::index_sized(host, &n, ClassId::OVERFLOW_ERROR)?;
    let mut bytes = bits(&source, n.saturating_mul(8))?
        .magnitude()
        .to_bytes_le();
    bytes.resize(usize::try_from(n).unwrap_or(0), 0);
    Ok(Value::Bytes(bytes.into()))
}

fn randrange(
    host: &mut dyn Host,
    source: Source,
    start: Value,
    stop: Value,
    step: Value,
) -> Result<Value> {
    let start = whole_argument(host, &start, "arg 1")?;
    let given_step = !matches!(step, Value::Int(1));
    if stop.is_none() {
        if given_step {
            return Err(Raised::type_error("Missing a non-None stop argument"));
        }
        if !start.is_positive() {
            return Err(Raised::value_error("empty range for randrange()"));
        }
        return Ok(Value::int(source.below(&start)?));
    }
    let stop = whole_argument(host, &stop, "stop")?;
    let width = &stop - &start;
    let step = whole_argument(host, &step, "step")?;
    if step == BigInt::from(1) {
        if !width.is_positive() {
            let message = format!("empty range for randrange() ({start}, {stop}, {width})");
            return Err(Raised::value_error(message));
        }
        return Ok(Value::int(start + source.below(&width)?));
    }
    if step == BigInt::ZERO {
        return Err(Raised::value_error("zero step for randrange()"));
    }
    let round: BigInt = if step.is_positive() {
        width + &step - 1
    } else {
        width + &step + 1
    };
    let count = num_integer::Integer::div_floor(&round, &step);
    if !count.is_positive() {
        return Err(Raised::value_error("empty range for randrange()"));
    }
    Ok(Value::int(start + step * source.below(&count)?))
}

/// An integer, or a float that is one, which Python frowns upon.
fn whole_argument(host: &mut dyn Host, value: &Value, name: &str) -> Result<BigInt> {
    let error = match number::index(host, value) {
        Ok(index) => {
            return Ok(number::as_int(&index)
                .map(|n| n.into_owned())
                .unwrap_or_default());
        }
        Err(error) if error.is_a(ClassId::TYPE_ERROR) => error,
        Err(error) => return Err(error),
    };
    let float = match value {
        Value::Float(x) => *x,
        Value::Scalar(scalar) => scalar.as_f64().ok_or(error)?,
        Value::Str(text) => {
            let shown = crate::array::print::str_repr(text);
            return Err(Raised::value_error(format!(
                "invalid literal for int() with base 10: {shown}"
            )));
        }
        _ => {
            return Err(Raised::type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                value.qualified_type_name()
            )));
        }
    };
    let whole = number::truncate(float)?;
    if float.fract() != 0.0 {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "randrange() will raise TypeError in the future",
        )?;
        return Err(Raised::value_error(format!(
            "non-integer {name} for randrange()"
        )));
    }
    host.warn(
        ClassId::DEPRECATION_WARNING,
        "non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a subsequent version",
    )?;
    Ok(number::as_int(&whole)
        .map(|n| n.into_owned())
        .unwrap_or_default())
}

fn randint(host: &mut dyn Host, source: Source, a: Value, b: Value) -> Result<Value> {
    let stop = operators::binary(host, BinaryOp::Add, b, Value::Int(1))?;
    randrange(host, source, a, stop, Value::Int(1))
}

fn choice(host: &mut dyn Host, source: Source, seq: Value) -> Result<Value> {
    let n = length(host, &seq)?;
    if n == 0 {
        return Err(Raised::index_error("Cannot choose from an empty sequence"));
    }
    let index = source.index(n)?;
    get_item(host, &seq, &index)
}

fn shuffle(host: &mut dyn Host, source: Source, x: Value) -> Result<()> {
    let n = length(host, &x)?;
    meter::steps(n)?;
    let mut swaps = Vec::new();
    source.with(|rng| rng.shuffle(n, |i, j| swaps.push((i, j))))?;
    if let Value::List(list) = &x {
        let mut items = list.items.borrow_mut();
        for (i, j) in swaps {
            items.swap(i, j);
        }
        return Ok(());
    }
    for (i, j) in swaps {
        let [i, j] = [i, j].map(|at| Value::Int(at as i64));
        let (first, second) = (get_item(host, &x, &i)?, get_item(host, &x, &j)?);
        set_item(host, &x, &i, second)?;
        set_item(host, &x, &j, first)?;
    }
    Ok(())
}

fn choices(
    host: &mut dyn Host,
    source: Source,
    population: Value,
    weights: Value,
    cum_weights: Value,
    k: Value,
) -> Result<Vec<Value>> {
    let n = length(host, &population)?;
    let sums = running_weights(host, &weights, &cum_weights, n)?;
    let count =
        usize::try_from(number::index_sized(host, &k, ClassId::OVERFLOW_ERROR)?).unwrap_or(0);
    super::memory::room_for_values(count)?;
    let mut taken = Vec::new();
    for _ in 0..count {
        meter::steps(1)?;
        let index = source.with(|rng| match &sums {
            Some(sums) => rng.choices_weighted(sums),
            None => rng.choices_index(n),
        })?;
        taken.push(get_item(host, &population, &Value::Int(index as i64))?);
    }
    Ok(taken)
}

fn running_weights(
    host: &mut dyn Host,
    weights: &Value,
    cumulative: &Value,
    n: usize,
) -> Result<Option<Vec<f64>>> {
    let sums: Vec<f64> = match (weights.is_none(), cumulative.is_none()) {
        (true, true) => return Ok(None),
        (false, false) => {
            return Err(Raised::type_error(
                "Cannot specify both weights and cumulative weights",
            ));
        }
        (false, true) => {
            if let Some(k) = number::as_int(weights) {
                let message = format!("The number of choices must be a keyword argument: k={k}");
                return Err(Raised::type_error(message));
            }
            let mut sum = 0.0;
            let mut add = |weight: f64| {
                sum += weight;
                sum
            };
            let weights = collect(host, weights)?;
            let weights = weights
                .iter()
                .map(|weight| as_float(host, weight).map(&mut add));
            weights.collect::<Result<_>>()?
        }
        (true, false) => {
            let given = collect(host, cumulative)?;
            given
                .iter()
                .map(|sum| as_float(host, sum))
                .collect::<Result<_>>()?
        }
    };
    if sums.len() != n {
        return Err(Raised::value_error(
            "The number of weights does not match the population",
        ));
    }
    match sums.last() {
        None => Err(Raised::index_error("list index out of range")),
        Some(&total) if total <= 0.0 => Err(Raised::value_error(
            "Total of weights must be greater than zero",
        )),
        Some(total) if !total.is_finite() => {
            Err(Raised::value_error("Total of weights must be finite"))
        }
        Some(_) => Ok(Some(sums)),
    }
}

fn sample(
    host: &mut dyn Host,
    source: Source,
    population: Value,
    k: Value,
    counts: Value,
) -> Result<Vec<Value>> {
    let is_sequence = matches!(
        population,
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Range(_) | Value::Bytes(_)
    );
    if !is_sequence {
        return Err(Raised::type_error(
            "Population must be a sequence.  For dicts or sets, use sorted(d).",
        ));
    }
    let n = length(host, &population)?;
    if counts.is_none() {
        let indices = sample_indices(host, &source, n, &k)?;
        return indices
            .into_iter()
            .map(|at| get_item(host, &population, &Value::Int(at as i64)))
            .collect();
    }
    let sums = running_counts(host, &counts, n)?;
    let total = sums.last().copied().unwrap_or(0);
    let indices = sample_indices(host, &source, total, &k)?;
    let owner = |at: usize| sums.partition_point(|&sum| sum <= at);
    let owners = indices.into_iter().map(|at| Value::Int(owner(at) as i64));
    owners.map(|at| get_item(host, &population, &at)).collect()
}

fn sample_indices(host: &mut dyn Host, source: &Source, n: usize, k: &Value) -> Result<Vec<usize>> {
    if let Value::Float(_) = k {
        return Err(Raised::type_error(
            "can't multiply sequence by non-int of type 'float'",
        ));
    }
    let k = number::index_clamped(host, k)?;
    let Some(k) = usize::try_from(k).ok().filter(|&k| k <= n) else {
        return Err(Raised::value_error(
            "Sample larger than population or is negative",
        ));
    };
    super::memory::room_for_values(k)?;
    meter::steps(k)?;
    source.with(|rng| rng.sample(n, k))
}

fn running_counts(host: &mut dyn Host, counts: &Value, n: usize) -> Result<Vec<usize>> {
    let mut sums = Vec::new();
    let mut total = BigInt::ZERO;
    for count in collect(host, counts)? {
        let Some(count) = number::as_int(&count) else {
            return Err(Raised::type_error("Counts must be integers"));
        };
        total += &*count;
        sums.push(total.to_usize().unwrap_or(0));
    }
    if sums.len() != n {
        return Err(Raised::value_error(
            "The number of counts does not match the population",
        ));
    }
    if !total.is_positive() {
        return Err(Raised::value_error(
            "Total of counts must be greater than zero",
        ));
    }
    Ok(sums)
}

/// `mu + z * sigma`
fn scaled(host: &mut dyn Host, z: f64, mu: Value, sigma: Value) -> Result<Value> {
    let spread = operators::binary(host, BinaryOp::Mul, Value::Float(z), sigma)?;
    operators::binary(host, BinaryOp::Add, mu, spread)
}

fn uniform(host: &mut dyn Host, source: Source, a: Value, b: Value) -> Result<Value> {
    let width = operators::binary(host, BinaryOp::Sub, b, a.clone())?;
    scaled(host, source.random()?, a, width)
}

fn triangular(
    host: &mut dyn Host,
    source: Source,
    low: Value,
    high: Value,
    mode: Value,
) -> Result<Value> {
    let [from, to] = [as_float(host, &low)?, as_float(host, &high)?];
    if mode.is_none() {
        return Ok(Value::Float(
            source.with(|rng| rng.triangular(from, to, None))?,
        ));
    }
    let mode = as_float(host, &mode)?;
    let drawn = source.with(|rng| rng.triangular(from, to, Some(mode)))?;
    // A range without width gives back its end as it was given.
    Ok(if from == to { low } else { Value::Float(drawn) })
}

fn gammavariate(host: &mut dyn Host, source: Source, alpha: Value, beta: Value) -> Result<f64> {
    let (alpha, beta) = (as_float(host, &alpha)?, as_float(host, &beta)?);
    check_gamma(alpha, beta)?;
    source.with(|rng| rng.gammavariate(alpha, beta))
}

fn check_gamma(alpha: f64, beta: f64) -> Result<()> {
    if alpha <= 0.0 || beta <= 0.0 {
        return Err(Raised::value_error(
            "gammavariate: alpha and beta must be > 0.0",
        ));
    }
    Ok(())
}

fn betavariate(host: &mut dyn Host, source: Source, alpha: Value, beta: Value) -> Result<f64> {
    let (alpha, beta) = (as_float(host, &alpha)?, as_float(host, &beta)?);
    check_gamma(alpha, 1.0)?;
    check_gamma(beta, 1.0)?;
    source.with(|rng| rng.betavariate(alpha, beta))
}

fn paretovariate(host: &mut dyn Host, source: Source, alpha: Value) -> Result<Value> {
    let u = 1.0 - source.random()?;
    let exponent = operators::binary(host, BinaryOp::Div, Value::Float(-1.0), alpha)?;
    operators::binary(host, BinaryOp::Pow, Value::Float(u), exponent)
}

fn weibullvariate(host: &mut dyn Host, source: Source, alpha: Value, beta: Value) -> Result<Value> {
    // With a rate of 1 this is −log(1 − u).
    let unit = source.with(|rng| rng.expovariate(1.0))?;
    let exponent = operators::binary(host, BinaryOp::Div, Value::Float(1.0), beta)?;
    let power = operators::binary(host, BinaryOp::Pow, Value::Float(unit), exponent)?;
    operators::binary(host, BinaryOp::Mul, alpha, power)
}

/// The version of the state's form.
const VERSION: i64 = 3;

fn getstate(source: Source) -> Result<Value> {
    source.with(|rng| {
        let words = rng.twister.key.iter().map(|&word| Value::Int(word.into()));
        let words = words.chain([Value::Int(rng.twister.pos as i64)]).collect();
        let waiting = rng.gauss_next.map_or(Value::None, Value::Float);
        Value::tuple(vec![Value::Int(VERSION), Value::tuple(words), waiting])
    })
}

fn setstate(host: &mut dyn Host, source: Source, state: Value) -> Result<()> {
    let version = get_item(host, &state, &Value::Int(0))?;
    if !matches!(version, Value::Int(VERSION)) {
        let version = crate::value::display::str(host, &version)?;
        let message = format!(
            "state with version {version} passed to Random.setstate() of version {VERSION}"
        );
        return Err(Raised::value_error(message));
    }
    let [words, waiting] = [1, 2].map(|at| get_item(host, &state, &Value::Int(at)));
    let words = collect(host, &words?)?;
    let gauss_next = match waiting? {
        Value::None => None,
        waiting => Some(as_float(host, &waiting)?),
    };
    let whole = |value: &Value| number::as_int(value).and_then(|n| n.to_u32());
    let words: Option<Vec<u32>> = words.iter().map(whole).collect();
    let invalid = || Raised::value_error("state vector is the wrong size");
    source.with(|rng| {
        let words = words.ok_or_else(invalid)?;
        let (pos, key) = words.split_last().ok_or_else(invalid)?;
        rng.twister.key = key.try_into().map_err(|_| invalid())?;
        rng.twister.pos = *pos as usize;
        rng.gauss_next = gauss_next;
        Ok(())
    })?
}
