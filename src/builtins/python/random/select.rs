//! Choosing, sampling and shuffling.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::Source;
use crate::array::meter;
use crate::builtins::operators::{get_item, length, set_item};
use crate::builtins::python::convert::as_float;
use crate::builtins::python::iterate::collect;
use crate::builtins::python::memory::room_for_values;
use crate::value::{ClassId, Host, Raised, Result, Value, number};

pub(super) fn choice(host: &mut dyn Host, source: Source, seq: Value) -> Result<Value> {
    let n = length(host, &seq)?;
    if n == 0 {
        return Err(Raised::index_error("Cannot choose from an empty sequence"));
    }
    let index = source.index(n)?;
    get_item(host, &seq, &index)
}

pub(super) fn shuffle(host: &mut dyn Host, source: Source, x: Value) -> Result<()> {
    let n = length(host, &x)?;
    meter::steps(n)?;
    let mut swaps = Vec::new();
    source.with(|rng| rng.shuffle(n, |i, j| swaps.push((i, j))))?;
    if let Value::List(list) = &x {
        let mut items = list.items.borrow_mut();
        for (i, j) in swaps {
            meter::go_on(2)?;
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

pub(super) fn choices(
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
    room_for_values(count)?;
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

pub(super) fn sample(
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
    room_for_values(k)?;
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
