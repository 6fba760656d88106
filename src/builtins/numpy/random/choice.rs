//! `choice`: elements of an array or numbers below a bound, with or without replacement.

use super::objects::Stream;
use super::parameters::{Filled, Plan, Size, number_array};
use super::rows::legacy_methods;
use crate::array::random::bounded::{Bounded, Method, Width};
use crate::array::random::permute;
use crate::array::select::{Index, Selection, select};
use crate::array::{Array, DType, Shape, meter};
use crate::builtins;
use crate::builtins::operators::length;
use crate::value::builtin::FromValue;
use crate::value::convert::{as_index, to_array};
use crate::value::{Host, Raised, Result, Value, display};

/// Methods of `Generator`.
pub mod generator {
    use super::*;

    builtins! {
        /// Elements of `a`, or numbers below `a`, drawn with or without replacement, equally likely or by the
        /// probabilities `p`.
        ///
        /// >>> np.random.default_rng(42).choice(['red', 'green', 'blue'], 4)
        /// array(['red', 'blue', 'green', 'green'], dtype='<U5')
        "Generator.choice" "(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)" => generator_choice;
    }
}

legacy_methods! {
    /// Elements of `a`, or numbers below `a`, drawn with or without replacement, equally likely or by the
    /// probabilities `p`.
    ///
    /// >>> np.random.seed(42); np.random.choice(['red', 'green', 'blue'], 4)
    /// array(['blue', 'red', 'blue', 'blue'], dtype='<U5')
    "choice" "a, size=None, replace=True, p=None" => legacy_choice;
}

/// The words of one generation's complaints.
struct Words {
    not_positive: &'static str,
    empty: &'static str,
    p_dimensions: &'static str,
    p_size: &'static str,
    p_nan: &'static str,
    p_negative: &'static str,
    p_sum: &'static str,
    too_large: &'static str,
    negative: &'static str,
}

const GENERATOR: Words = Words {
    not_positive: "a must be a positive integer unless no samples are taken",
    empty: "a cannot be empty unless no samples are taken",
    p_dimensions: "p must be 1-dimensional",
    p_size: "a and p must have same size",
    p_nan: "Probabilities contain NaN",
    p_negative: "Probabilities are not non-negative",
    p_sum: "Probabilities do not sum to 1. See Notes section of docstring for more information.",
    too_large: "Cannot take a larger sample than population when replace is False",
    negative: "negative dimensions are not allowed",
};

const LEGACY: Words = Words {
    not_positive: "a must be greater than 0 unless no samples are taken",
    empty: "'a' cannot be empty unless no samples are taken",
    p_dimensions: "'p' must be 1-dimensional",
    p_size: "'a' and 'p' must have same size",
    p_nan: "probabilities contain NaN",
    p_negative: "probabilities are not non-negative",
    p_sum: "probabilities do not sum to 1",
    too_large: "Cannot take a larger sample than population when 'replace=False'",
    negative: "Negative dimensions are not allowed",
};

/// What is chosen from.
struct Population {
    /// The array, unless whole numbers are chosen.
    array: Option<Array>,
    axis: usize,
    size: usize,
}

struct Choosing<'c> {
    stream: &'c Stream,
    words: &'c Words,
    population: usize,
    size: &'c Size,
    replace: bool,
    shuffle: bool,
}

#[allow(clippy::too_many_arguments)] // NumPy's own parameters
fn generator_choice(
    host: &mut dyn Host,
    stream: Stream,
    a: Value,
    size: Value,
    replace: bool,
    p: Value,
    axis: Value,
    shuffle: bool,
) -> Result<Value> {
    let none_taken = takes_none(&size);
    let array = to_array(&a)?;
    let population = if array.ndim() == 0 {
        let bound = whole_bound(&array).ok_or_else(|| no_population(host, &a))?;
        numbers_below(bound, none_taken, &GENERATOR)?
    } else {
        along_axis(array, &axis, none_taken)?
    };
    let p = probabilities(host, &p, population.size, &GENERATOR)?;
    let size = sample_size(host, size, replace, &GENERATOR)?;
    let choosing = Choosing {
        stream: &stream,
        words: &GENERATOR,
        population: population.size,
        size: &size,
        replace,
        shuffle,
    };
    population.pick(choosing.indices(p.as_deref())?, &size)
}

fn legacy_choice(
    host: &mut dyn Host,
    stream: Stream,
    a: Value,
    size: Value,
    replace: bool,
    p: Value,
) -> Result<Value> {
    let none_taken = takes_none(&size);
    let array = to_array(&a)?;
    let population = match array.ndim() {
        0 => {
            let bound = whole_bound(&array)
                .ok_or_else(|| Raised::value_error("a must be 1-dimensional or an integer"))?;
            numbers_below(bound, none_taken, &LEGACY)?
        }
        1 if array.size() == 0 && !none_taken => return Err(Raised::value_error(LEGACY.empty)),
        1 => Population {
            size: array.size(),
            axis: 0,
            array: Some(array),
        },
        _ => return Err(Raised::value_error("a must be 1-dimensional")),
    };
    let p = probabilities(host, &p, population.size, &LEGACY)?;
    let size = sample_size(host, size, replace, &LEGACY)?;
    let choosing = Choosing {
        stream: &stream,
        words: &LEGACY,
        population: population.size,
        size: &size,
        replace,
        shuffle: true,
    };
    population.pick(choosing.indices(p.as_deref())?, &size)
}

/// Is nothing to be drawn? Then an empty population will do.
fn takes_none(size: &Value) -> bool {
    match size {
        Value::None => false,
        Value::Tuple(items) => items.iter().any(|n| as_index(n).is_ok_and(|n| n == 0)),
        Value::List(list) => list
            .items
            .borrow()
            .iter()
            .any(|n| as_index(n).is_ok_and(|n| n == 0)),
        other => as_index(other).is_ok_and(|n| n == 0),
    }
}

/// The integer in a 0-d array.
fn whole_bound(array: &Array) -> Option<i128> {
    match array.first()? {
        crate::array::Scalar::Object(object) => match Value::from_object(&object) {
            Value::BigInt(n) => Some(i128::try_from(&*n).unwrap_or(i128::MAX)),
            _ => None,
        },
        scalar => scalar.as_integer(),
    }
}

fn no_population(host: &mut dyn Host, a: &Value) -> Raised {
    match display::repr(host, &Value::Class(a.class())) {
        Ok(class) => {
            Raised::value_error(format!("a must be a sequence or an integer, not {class}"))
        }
        Err(error) => error,
    }
}

fn numbers_below(bound: i128, none_taken: bool, words: &Words) -> Result<Population> {
    if bound <= 0 && !none_taken {
        return Err(Raised::value_error(words.not_positive));
    }
    let size = match i64::try_from(bound) {
        Ok(bound) => usize::try_from(bound).unwrap_or(0),
        Err(_) => return Err(Raised::value_error("high is out of bounds for int64")),
    };
    Ok(Population {
        array: None,
        axis: 0,
        size,
    })
}

/// The axis is an index of the shape, and complains as one.
fn along_axis(array: Array, axis: &Value, none_taken: bool) -> Result<Population> {
    let wanted = as_index(axis).map_err(|_| {
        Raised::type_error(format!(
            "tuple indices must be integers or slices, not {}",
            axis.type_name()
        ))
    })?;
    let ndim = array.ndim() as i64;
    let counted = if wanted < 0 {
        wanted.saturating_add(ndim)
    } else {
        wanted
    };
    let axis = usize::try_from(counted)
        .ok()
        .filter(|&axis| axis < array.ndim());
    let axis = axis.ok_or_else(|| Raised::index_error("tuple index out of range"))?;
    let size = array.shape()[axis];
    if size == 0 && !none_taken {
        return Err(Raised::value_error(GENERATOR.empty));
    }
    Ok(Population {
        array: Some(array),
        axis,
        size,
    })
}

fn probabilities(
    host: &mut dyn Host,
    p: &Value,
    population: usize,
    words: &Words,
) -> Result<Option<Vec<f64>>> {
    if p.is_none() {
        return Ok(None);
    }
    length(host, p)?;
    // What single precision loses, the sum may lose too.
    let tolerance = match p.as_array().map(|array| array.dtype().clone()) {
        Some(DType::F32) => f64::from(f32::EPSILON).sqrt(),
        Some(DType::F16) => 2.0_f64.powi(-10).sqrt(),
        _ => f64::EPSILON.sqrt(),
    };
    let array = number_array(p, DType::F64)?;
    if array.ndim() != 1 {
        return Err(Raised::value_error(words.p_dimensions));
    }
    if array.size() != population {
        return Err(Raised::value_error(words.p_size));
    }
    let p = array.to_vec::<f64>()?;
    let sum = permute::kahan_sum(&p);
    if sum.is_nan() {
        return Err(Raised::value_error(words.p_nan));
    }
    if p.iter().any(|&p| p < 0.0) {
        return Err(Raised::value_error(words.p_negative));
    }
    if (sum - 1.0).abs() > tolerance {
        return Err(Raised::value_error(words.p_sum));
    }
    Ok(Some(p))
}

fn sample_size(host: &mut dyn Host, size: Value, replace: bool, words: &Words) -> Result<Size> {
    let negative = as_index(&size).is_ok_and(|n| n < 0);
    if negative && !replace {
        return Err(Raised::value_error(words.negative));
    }
    Size::from_value(size, host)
}

impl Choosing<'_> {
    /// The chosen indices, in the shape asked for.
    fn indices(&self, p: Option<&[f64]>) -> Result<Filled<i64>> {
        let plan = Plan::of_size(self.size)?;
        if self.replace {
            return match p {
                Some(p) => self.located(&plan, p),
                None => self.drawn(&plan),
            };
        }
        let count = plan.size();
        if count > self.population {
            return Err(Raised::value_error(self.words.too_large));
        }
        meter::steps(count)?;
        let chosen = match p {
            Some(p) => self.weighted(p, count)?,
            None => self.unweighted(count)?,
        };
        plan.fill(|i| chosen.get(i).map_or(0, |&index| index as i64))
    }

    fn located(&self, plan: &Plan, p: &[f64]) -> Result<Filled<i64>> {
        let sums = permute::cumulative(p);
        self.stream
            .with(|s| plan.fill(|_| permute::locate(&sums, s.generator.next_f64()) as i64))
    }

    fn drawn(&self, plan: &Plan) -> Result<Filled<i64>> {
        let method = if self.stream.is_legacy() {
            Method::Masked
        } else {
            Method::Lemire
        };
        let range = (self.population as u64).wrapping_sub(1);
        self.stream.with(|s| {
            let mut numbers = Bounded::new(s.generator, Width::W64, method);
            plan.fill(|_| numbers.next(range) as i64)
        })
    }

    fn weighted(&self, p: &[f64], count: usize) -> Result<Vec<usize>> {
        if p.iter().filter(|&&p| p > 0.0).count() < count {
            return Err(Raised::value_error("Fewer non-zero entries in p than size"));
        }
        self.stream
            .with(|s| Ok(permute::choose_weighted(s.generator, p, count)))
    }

    fn unweighted(&self, count: usize) -> Result<Vec<usize>> {
        let legacy = self.stream.is_legacy();
        if legacy || (self.population > 10_000 && count > self.population / 50) {
            meter::steps(self.population)?;
            meter::check_bytes(self.population.saturating_mul(8))?;
        }
        self.stream.with(|s| {
            Ok(if legacy {
                let mut all = permute::permutation(s.generator, self.population);
                all.truncate(count);
                all
            } else {
                permute::choose(s.generator, self.population, count, self.shuffle)
            })
        })
    }
}

impl Population {
    /// The elements at the chosen indices, or the indices themselves.
    fn pick(&self, chosen: Filled<i64>, size: &Size) -> Result<Value> {
        let Some(array) = &self.array else {
            return Ok(chosen.value());
        };
        let is_single = matches!(chosen, Filled::One(_));
        let indices = match chosen {
            Filled::One(index) => Array::from_shape_vec(&[], vec![index])?,
            Filled::Many(indices) => indices,
        };
        let taken = take(array, self.axis, &indices)?;
        let is_zero_d = size.shape()?.is_some_and(Shape::is_empty);
        if is_single && !is_zero_d {
            return Ok(Value::array_or_scalar(taken));
        }
        Ok(Value::array(taken))
    }
}

/// `array.take(indices, axis)`
pub(super) fn take(array: &Array, axis: usize, indices: &Array) -> Result<Array> {
    let whole = Index::Slice {
        start: None,
        stop: None,
        step: None,
    };
    let mut index = vec![whole; axis];
    index.push(Index::Fancy(indices.clone()));
    match select(array, &index)? {
        Selection::View { layout, .. } => Ok(array.with_layout(layout).copy()?),
        Selection::Gather(gather) => Ok(gather.read(array)?.to_contiguous()?),
    }
}
