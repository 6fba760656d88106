//! Python's module `random`: functions of one hidden `Random`, and the class itself.
//!
//! Formulas in which a lesson's own numbers meet a random one (`a + (b - a) * random()`) go through Python's operators,
//! so that integers, errors and arrays come out as in Python; the rest is floor 2's.

mod continuous;
mod select;
mod state;
mod whole;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::convert::as_float;
use crate::array::random::python::PythonRandom;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{Bound, Parameter};
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

use continuous::{
    betavariate, gammavariate, paretovariate, scaled, triangular, uniform, weibullvariate,
};
use select::{choice, choices, sample, shuffle};
use state::{generator, getstate, seed, setstate};
use whole::{getrandbits, randbytes, randint, randrange};

/// An instance of `random.Random`.
pub struct RandomObject(RefCell<PythonRandom>);

impl Native for RandomObject {
    fn class(&self) -> ClassId {
        ClassId::PYTHON_RANDOM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn copied(&self, _: &mut dyn FnMut(&Value) -> Option<Value>) -> Option<Value> {
        let copy = RandomObject(RefCell::new(self.0.borrow().clone()));
        Some(Value::Native(Rc::new(copy)))
    }
}

/// Who draws: the receiver of a method, or the module's hidden instance.
pub struct Source(Value);

/// The instance behind the functions of the module.
#[derive(Default)]
pub struct Hidden(pub Option<Value>);

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
            concat!("", $($doc, "\n"),*),
            |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
        )
    };
}

methods! {
    /// A number in [0, 1).
    ///
    /// >>> import random; random.seed(42); random.random()
    /// 0.6394267984578837
    "random" "" => |source: Source| source.random();
    /// Seeds the generator anew with an integer, a float, text or bytes, or by the system.
    ///
    /// >>> import random; random.seed('lesson'); random.random()
    /// 0.7547053533087401
    "seed" "a=None, version=2" => seed;
    /// An integer of `k` random bits.
    ///
    /// >>> import random; random.seed(42); random.getrandbits(8)
    /// 163
    "getrandbits" "k, /" => getrandbits;
    /// `n` random bytes.
    ///
    /// >>> import random; random.seed(42); random.randbytes(3)
    /// b'y\xb1\xa3'
    "randbytes" "n" => randbytes;
    /// A random element of `range(start, stop, step)`.
    ///
    /// >>> import random; random.seed(42); random.randrange(0, 100, 5)
    /// 15
    "randrange" "start, stop=None, step=1" => randrange;
    /// A random integer from `a` to `b`, both included.
    ///
    /// >>> import random; random.seed(42); random.randint(1, 6)
    /// 6
    "randint" "a, b" => randint;
    /// A random element of a sequence.
    ///
    /// >>> import random; random.seed(42); random.choice(['red', 'green', 'blue'])
    /// 'blue'
    "choice" "seq" => choice;
    /// `k` elements drawn with replacement, equally likely or by weights.
    ///
    /// >>> import random; random.seed(42); random.choices(['red', 'green'], weights=[3, 1], k=4)
    /// ['red', 'red', 'red', 'red']
    "choices" "population, weights=None, *, cum_weights=None, k=1" => choices;
    /// `k` different elements of a sequence, in the order in which they were drawn.
    ///
    /// >>> import random; random.seed(42); random.sample(range(100), 4)
    /// [81, 14, 3, 94]
    "sample" "population, k, *, counts=None" => sample;
    /// Shuffles a list in place.
    ///
    /// >>> import random; x = [1, 2, 3, 4, 5]; random.seed(42); random.shuffle(x); x
    /// [4, 2, 3, 5, 1]
    "shuffle" "x" => shuffle;
    /// A number between `a` and `b`.
    ///
    /// >>> import random; random.seed(42); random.uniform(1, 10)
    /// 6.754841186120954
    "uniform" "a, b" => uniform;
    /// A number from a triangular distribution.
    ///
    /// >>> import random; random.seed(42); random.triangular(0, 10, 5)
    /// 5.753983033817951
    "triangular" "low=0.0, high=1.0, mode=None" => triangular;
    /// A number from a normal distribution; two are made at a time.
    ///
    /// >>> import random; random.seed(42); random.gauss(0, 1)
    /// -0.14409032957792836
    "gauss" "mu=0.0, sigma=1.0" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let z = source.with(|rng| rng.gauss(0.0, 1.0))?;
        scaled(host, z, mu, sigma)
    };
    /// A number from a normal distribution.
    ///
    /// >>> import random; random.seed(42); random.normalvariate(0, 1)
    /// 0.2453263417078634
    "normalvariate" "mu=0.0, sigma=1.0" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let z = source.with(|rng| rng.normalvariate(0.0, 1.0))?;
        scaled(host, z, mu, sigma)
    };
    /// A number whose logarithm is normal.
    ///
    /// >>> import random; random.seed(42); random.lognormvariate(0, 1)
    /// 1.2780383223662806
    "lognormvariate" "mu, sigma" => |host: &mut dyn Host, source: Source, mu: Value, sigma: Value| {
        let (mu, sigma) = (as_float(host, &mu)?, as_float(host, &sigma)?);
        source.with(|rng| rng.lognormvariate(mu, sigma))
    };
    /// A number from an exponential distribution of rate `lambd`.
    ///
    /// >>> import random; random.seed(42); random.expovariate(0.5)
    /// 2.040120574549602
    "expovariate" "lambd" => |host: &mut dyn Host, source: Source, lambd: Value| {
        let unit = source.with(|rng| rng.expovariate(1.0))?;
        operators::binary(host, BinaryOp::Div, Value::Float(unit), lambd)
    };
    /// An angle in [0, 2π) around `mu`.
    ///
    /// >>> import random; random.seed(42); random.vonmisesvariate(0, 4)
    /// 5.535325158587151
    "vonmisesvariate" "mu, kappa" => |host: &mut dyn Host, source: Source, mu: Value, kappa: Value| {
        let (mu, kappa) = (as_float(host, &mu)?, as_float(host, &kappa)?);
        source.with(|rng| rng.vonmisesvariate(mu, kappa))
    };
    /// A number from a gamma distribution.
    ///
    /// >>> import random; random.seed(42); random.gammavariate(2, 1)
    /// 1.1428765860350905
    "gammavariate" "alpha, beta" => gammavariate;
    /// A number from a beta distribution.
    ///
    /// >>> import random; random.seed(42); random.betavariate(2, 3)
    /// 0.19393072669653844
    "betavariate" "alpha, beta" => betavariate;
    /// A number from a Pareto distribution.
    ///
    /// >>> import random; random.seed(42); random.paretovariate(3)
    /// 1.4049758243344401
    "paretovariate" "alpha" => paretovariate;
    /// A number from a Weibull distribution.
    ///
    /// >>> import random; random.seed(42); random.weibullvariate(1, 2)
    /// 1.0099803400437064
    "weibullvariate" "alpha, beta" => weibullvariate;
    /// The state, for `setstate`.
    ///
    /// >>> import random; random.seed(42); random.getstate()[2] is None
    /// True
    "getstate" "" => getstate;
    /// Takes on a state that `getstate` gave.
    ///
    /// >>> import random; random.seed(42); state = random.getstate(); x = random.random()
    /// >>> random.setstate(state); random.random() == x
    /// True
    "setstate" "state" => setstate;
}

fn new_random(host: &mut dyn Host, x: Value) -> Result<Value> {
    seeded(host, &x, 2)
}
