//! Arrays as sets: the distinct elements, membership, union, intersection and differences.

use crate::array::sort::{
    Ordered, Side, SortKind, Task, argsort_lanes, is_nan, is_new, search, sort_lanes,
};
use crate::array::take::gather;
use crate::array::{Array, Bool, DType, Scalar, normalize_axis, promote};
use crate::builtins;
use crate::value::convert::{convert_array, values_of};
use crate::value::{Host, Raised, Result, Value, compare};

use super::compose::value;

builtins! {
    /// The distinct elements, sorted; on request also where each first occurs, which of them each element is, and how
    /// often each occurs. With an axis, the distinct slices along it.
    ///
    /// >>> np.unique([3, 1, 1])
    /// array([1, 3])
    /// >>> np.unique([3, 1, 1], return_counts=True)
    /// (array([1, 3]), array([2, 1]))
    "np.unique" "(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True)" => unique;
    /// The distinct elements.
    ///
    /// >>> np.sort(np.unique_values([3, 1, 1]))
    /// array([1, 3])
    "np.unique_values" "(x)" => |host: &mut dyn Host, a: Array| distinct(host, &a, true);
    /// For each element: is it among the test elements?
    ///
    /// >>> np.isin([1, 2, 3], [2, 5])
    /// array([False,  True, False])
    "np.isin" "(element, test_elements, assume_unique=False, invert=False, *, kind=None)" => isin;
    /// The distinct elements that both arrays have, sorted; on request also where each has them.
    ///
    /// >>> np.intersect1d([1, 2, 3], [3, 2, 5])
    /// array([2, 3])
    "np.intersect1d" "(ar1, ar2, assume_unique=False, return_indices=False)" => intersect1d;
    /// The distinct elements of both arrays, sorted.
    ///
    /// >>> np.union1d([1, 3], [2, 3])
    /// array([1, 2, 3])
    "np.union1d" "(ar1, ar2)" => union1d;
    /// The distinct elements of the first array that the second does not have.
    ///
    /// >>> np.setdiff1d([1, 2, 3], [2])
    /// array([1, 3])
    "np.setdiff1d" "(ar1, ar2, assume_unique=False)" => setdiff1d;
    /// The distinct elements that just one of the arrays has, sorted.
    ///
    /// >>> np.setxor1d([1, 2], [2, 3])
    /// array([1, 3])
    "np.setxor1d" "(ar1, ar2, assume_unique=False)" => setxor1d;
}

/// The distinct elements of an array and what else is known of them.
struct Distinct {
    values: Array,
    /// Where each first occurs.
    first: Array,
    /// Which of the values each element is.
    inverse: Array,
    counts: Array,
}

fn flat(a: &Array) -> Result<Array> {
    Ok(a.reshaped(&[a.size()], false)?)
}

/// The elements at these positions of a one-dimensional array.
fn at_positions(a: &Array, positions: &[i64]) -> Result<Array> {
    let (offset, stride) = (a.layout().offset as isize, a.strides()[0]);
    let places: Vec<usize> = positions
        .iter()
        .map(|&at| (offset + at as isize * stride) as usize)
        .collect();
    Ok(gather(a, &places, &[places.len()])?)
}

/// The positions that sort a one-dimensional array, equal elements in their order.
fn stable_order(host: &mut dyn Host, a: &Array) -> Result<Vec<i64>> {
    if *a.dtype() != DType::Object {
        return Ok(argsort_lanes(a, 0, Task::Sort(SortKind::Stable))?.to_vec()?);
    }
    let values: Vec<Value> = values_of(a)?;
    let order: Vec<usize> = (0..values.len()).collect();
    let sorted = crate::value::sort::sort_by(host, order, |host, &x, &y| {
        compare::less(host, &values[x], &values[y])
    })?;
    Ok(sorted.into_iter().map(|at| at as i64).collect())
}

/// For each element of a sorted array: is it different from the one before?
fn news(host: &mut dyn Host, sorted: &Array, equal_nan: bool) -> Result<Vec<bool>> {
    if *sorted.dtype() != DType::Object {
        return Ok(is_new(sorted, equal_nan)?);
    }
    let values: Vec<Value> = values_of(sorted)?;
    let mut news = vec![true; values.len()];
    for (at, pair) in values.windows(2).enumerate() {
        news[at + 1] = !compare::equal(host, &pair[0], &pair[1])?;
    }
    Ok(news)
}

/// From the sorted order and the places where something new begins to everything that `unique` can tell.
fn summary(order: &[i64], news: &[bool]) -> Result<(Vec<i64>, Array, Array)> {
    let mut inverse = vec![0i64; order.len()];
    let (mut firsts, mut counts) = (Vec::new(), Vec::<i64>::new());
    for (&at, &new) in order.iter().zip(news) {
        if new {
            firsts.push(at);
            counts.push(0);
        }
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
        if let Some(place) = inverse.get_mut(at as usize) {
            *place = counts.len() as i64 - 1;
        }
    }
    Ok((firsts, Array::from_vec(inverse)?, Array::from_vec(counts)?))
}

fn distinct_elements(host: &mut dyn Host, a: &Array, equal_nan: bool) -> Result<Distinct> {
    let elements = flat(a)?;
    let order = stable_order(host, &elements)?;
    let news = news(host, &at_positions(&elements, &order)?, equal_nan)?;
    let (firsts, inverse, counts) = summary(&order, &news)?;
    Ok(Distinct {
        values: at_positions(&elements, &firsts)?,
        inverse: inverse.reshaped(a.shape(), false)?,
        first: Array::from_vec(firsts)?,
        counts,
    })
}

/// The distinct values alone.
fn distinct(host: &mut dyn Host, a: &Array, equal_nan: bool) -> Result<Array> {
    if *a.dtype() == DType::Object {
        return Ok(distinct_elements(host, a, equal_nan)?.values);
    }
    let sorted = flat(a)?.copy()?;
    sort_lanes(&sorted, 0, Task::Sort(SortKind::Stable))?;
    let news = is_new(&sorted, equal_nan)?;
    let wanted: Vec<i64> = news
        .iter()
        .enumerate()
        .filter(|(_, new)| **new)
        .map(|(at, _)| at as i64)
        .collect();
    at_positions(&sorted, &wanted)
}

/// The distinct slices along an axis, in lexicographic order.
fn distinct_slices(host: &mut dyn Host, a: &Array, axis: i64) -> Result<Distinct> {
    let axis = normalize_axis(axis, a.ndim())?;
    if *a.dtype() == DType::Object {
        return Err(Raised::type_error(
            "The axis argument to unique is not supported for dtype object",
        ));
    }
    let slices: Vec<Vec<Scalar>> = (0..a.shape()[axis])
        .map(|at| a.with_layout(a.layout().at(axis, at)).scalars().collect())
        .collect();
    let mut order: Vec<i64> = (0..slices.len() as i64).collect();
    let slice = |at: i64| slices.get(at as usize).map_or(&[][..], |slice| &slice[..]);
    crate::text::sort_by(&mut order, |&x, &y| {
        let pairs = slice(x).iter().zip(slice(y));
        pairs
            .map(|(x, y)| y.before(x).cmp(&x.before(y)))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let differ = |x: i64, y: i64| {
        let mut pairs = slice(x).iter().zip(slice(y));
        pairs.any(|(x, y)| x.before(y) || y.before(x) || is_nan(x) || is_nan(y))
    };
    let first = order.first().map(|_| true);
    let news: Vec<bool> = first
        .into_iter()
        .chain(order.windows(2).map(|pair| differ(pair[0], pair[1])))
        .collect();
    let (firsts, inverse, counts) = summary(&order, &news)?;
    let first = Array::from_vec(firsts)?;
    let taken = super::call(
        host,
        "np.take",
        [value(a), value(&first), Value::Int(axis as i64)],
    )?;
    Ok(Distinct {
        values: crate::value::convert::to_array(&taken)?,
        first,
        inverse,
        counts,
    })
}

#[allow(clippy::too_many_arguments)] // NumPy's own parameters
fn unique(
    host: &mut dyn Host,
    a: Array,
    return_index: bool,
    return_inverse: bool,
    return_counts: bool,
    axis: Option<i64>,
    equal_nan: bool,
    _sorted: bool,
) -> Result<Value> {
    if axis.is_none() && !(return_index || return_inverse || return_counts) {
        return Ok(Value::array(distinct(host, &a, equal_nan)?));
    }
    let found = match axis {
        None => distinct_elements(host, &a, equal_nan)?,
        Some(axis) => distinct_slices(host, &a, axis)?,
    };
    let optional = [
        (return_index, found.first),
        (return_inverse, found.inverse),
        (return_counts, found.counts),
    ];
    let more: Vec<Value> = optional
        .into_iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, a)| Value::array(a))
        .collect();
    if more.is_empty() {
        return Ok(Value::array(found.values));
    }
    let all = std::iter::once(Value::array(found.values)).chain(more);
    Ok(Value::tuple(all.collect()))
}

/// Which elements of `a` are among those of `test`; NaN is in no set.
fn membership(host: &mut dyn Host, a: &Array, test: &Array) -> Result<Vec<bool>> {
    let dtype = promote(a.dtype(), test.dtype())?;
    let (elements, test) = (
        convert_array(&flat(a)?, &dtype)?,
        convert_array(&flat(test)?, &dtype)?,
    );
    if dtype == DType::Object {
        let known: Vec<Value> = values_of(&test)?;
        let mut found = Vec::with_capacity(elements.size());
        for element in elements.scalars().map(Value::scalar) {
            let mut any = false;
            for other in &known {
                any = any || compare::equal(host, &element, other)?;
            }
            found.push(any);
        }
        return Ok(found);
    }
    let sorted = test.copy()?;
    sort_lanes(&sorted, 0, Task::Sort(SortKind::Stable))?;
    let left = search(&sorted, &elements, Side::Left, None)?.to_vec::<i64>()?;
    let right = search(&sorted, &elements, Side::Right, None)?.to_vec::<i64>()?;
    let between = left.iter().zip(&right).zip(elements.scalars());
    Ok(between
        .map(|((left, right), element)| left < right && !is_nan(&element))
        .collect())
}

fn isin(
    host: &mut dyn Host,
    element: Array,
    test: Array,
    _assume_unique: bool,
    invert: bool,
    kind: Value,
) -> Result<Array> {
    let whole = |a: &Array| a.dtype().is_integer() || *a.dtype().native() == DType::Bool;
    match &kind {
        Value::None => {}
        Value::Str(name) if &**name == "sort" => {}
        Value::Str(name) if &**name == "table" => {
            if !whole(&element) || !whole(&test) {
                return Err(Raised::value_error(
                    "The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.",
                ));
            }
        }
        other => {
            let shown = crate::value::display::repr(host, other)?;
            return Err(Raised::value_error(format!(
                "Invalid kind: {shown}. Please use None, 'sort' or 'table'."
            )));
        }
    }
    let found = membership(host, &element, &test)?;
    let found = found.into_iter().map(|x| Bool::from(x != invert)).collect();
    Ok(Array::from_shape_vec(element.shape(), found)?)
}

/// One array after the other, in their common dtype.
fn joined(a: &Array, b: &Array) -> Result<Array> {
    let dtype = promote(a.dtype(), b.dtype())?;
    super::joining::join(&[flat(a)?, flat(b)?], 0, &dtype)
}

fn union1d(host: &mut dyn Host, a: Array, b: Array) -> Result<Array> {
    distinct(host, &joined(&a, &b)?, true)
}

fn intersect1d(
    host: &mut dyn Host,
    a: Array,
    b: Array,
    assume_unique: bool,
    return_indices: bool,
) -> Result<Value> {
    let (a, b, firsts) = if assume_unique {
        (flat(&a)?, flat(&b)?, None)
    } else {
        let (a, b) = (
            distinct_elements(host, &a, true)?,
            distinct_elements(host, &b, true)?,
        );
        let firsts = (a.first.to_vec::<i64>()?, b.first.to_vec::<i64>()?);
        (a.values, b.values, Some(firsts))
    };
    let all = joined(&a, &b)?;
    let order = stable_order(host, &all)?;
    let news = news(host, &at_positions(&all, &order)?, false)?;
    // An element that equals the one before it is in both arrays.
    let twice = order
        .windows(2)
        .zip(news.iter().skip(1))
        .filter(|(_, new)| !**new);
    let (from_a, from_b): (Vec<i64>, Vec<i64>) = twice
        .map(|(pair, _)| (pair[0], pair[1] - a.size() as i64))
        .unzip();
    let common = at_positions(&all, &from_a)?;
    if !return_indices {
        return Ok(Value::array(common));
    }
    let original = |positions: Vec<i64>, firsts: Option<&Vec<i64>>| match firsts {
        None => positions,
        Some(firsts) => positions
            .iter()
            .filter_map(|&at| firsts.get(at as usize).copied())
            .collect(),
    };
    let in_a = original(from_a, firsts.as_ref().map(|firsts| &firsts.0));
    let in_b = original(from_b, firsts.as_ref().map(|firsts| &firsts.1));
    Ok(Value::tuple(vec![
        Value::array(common),
        Value::array(Array::from_vec(in_a)?),
        Value::array(Array::from_vec(in_b)?),
    ]))
}

fn setdiff1d(host: &mut dyn Host, a: Array, b: Array, assume_unique: bool) -> Result<Array> {
    let a = if assume_unique {
        flat(&a)?
    } else {
        distinct(host, &a, true)?
    };
    let common = membership(host, &a, &b)?;
    let wanted: Vec<i64> = (0i64..)
        .zip(common)
        .filter(|(_, common)| !common)
        .map(|(at, _)| at)
        .collect();
    at_positions(&a, &wanted)
}

fn setxor1d(host: &mut dyn Host, a: Array, b: Array, assume_unique: bool) -> Result<Array> {
    let (a, b) = if assume_unique {
        (flat(&a)?, flat(&b)?)
    } else {
        (distinct(host, &a, true)?, distinct(host, &b, true)?)
    };
    let all = joined(&a, &b)?;
    let order = stable_order(host, &all)?;
    let sorted = at_positions(&all, &order)?;
    let mut news = news(host, &sorted, false)?;
    news.push(true);
    let wanted: Vec<i64> = (0i64..)
        .zip(news.windows(2))
        .filter(|(_, pair)| pair[0] && pair[1])
        .map(|(at, _)| at)
        .collect();
    at_positions(&sorted, &wanted)
}
