//! Counting values: in bins, by their number, by the bin they fall into.

use crate::array::lanes::with_length;
use crate::array::sort::{Side, SortKind, Task, search, sort_lanes};
use crate::array::{Array, Casting, DType, Kind, can_cast, elementary, promote};
use crate::builtins;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{as_index, convert_array, safe_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::comparing::operate;
use super::compose::{self, value};

builtins! {
    /// How many values fall into each bin, and the edges of the bins. Bins are a number, edges, or the name of a rule.
    ///
    /// >>> np.histogram([1, 2, 1, 4], bins=3)
    /// (array([2, 1, 1]), array([1., 2., 3., 4.]))
    "np.histogram" "(a, bins=10, range=None, density=None, weights=None)" => histogram;
    /// The edges of the bins that `histogram` uses.
    ///
    /// >>> np.histogram_bin_edges([1, 2, 1, 4], bins=3)
    /// array([1., 2., 3., 4.])
    "np.histogram_bin_edges" "(a, bins=10, range=None, weights=None)" => |host: &mut dyn Host, a: Array, bins: Value, range: Value, weights: Value| {
        let a = a.reshaped(&[a.size()], false)?;
        Bins::of(host, &a, &bins, &range, weights.is_none()).map(|bins| bins.edges)
    };
    /// How often each number from 0 on occurs, or the sums of the weights of each.
    ///
    /// >>> np.bincount([0, 1, 1, 3])
    /// array([1, 2, 0, 1])
    "np.bincount" "(x, /, weights=None, minlength=0)" => bincount;
    /// The number of the bin that each value falls into; bins rise or fall.
    ///
    /// >>> np.digitize([0.5, 2.5], [0, 1, 2])
    /// array([1, 3])
    "np.digitize" "(x, bins, right=False)" => digitize;
}

/// The bins of a histogram.
struct Bins {
    edges: Array,
    /// First edge, last edge and number of bins of equal width.
    uniform: Option<(f64, f64, usize)>,
}

/// Both parts of a complex number count.
fn is_finite(value: &Value) -> Result<bool> {
    let numbers = to_array(value)?.to_vec_as::<num_complex::Complex<f64>>()?;
    Ok(numbers.iter().all(|z| z.re.is_finite() && z.im.is_finite()))
}

/// `range=`, or the least and greatest value.
pub(super) fn outer_edges(host: &mut dyn Host, a: &Array, range: &Value) -> Result<(Value, Value)> {
    let (first, last) = if !range.is_none() {
        if !iterate::is_iterable(range) {
            return Err(Raised::type_error(format!(
                "cannot unpack non-iterable {} object",
                range.qualified_type_name()
            )));
        }
        // Python's own numbers leave the dtype to the data.
        let pair: Vec<Value> = match (range.tuple_items(), range) {
            (Some(items), _) => items.to_vec(),
            (None, Value::List(list)) => list.items.borrow().clone(),
            _ => iterate::collect(host, range)?,
        };
        let [first, last] = &pair[..] else {
            return Err(Raised::value_error(match pair.len() {
                few @ 0..2 => format!("not enough values to unpack (expected 2, got {few})"),
                _ => "too many values to unpack (expected 2)".to_string(),
            }));
        };
        if number(first)? > number(last)? {
            return Err(Raised::value_error(
                "max must be larger than min in range parameter.",
            ));
        }
        (first.clone(), last.clone())
    } else if a.size() == 0 {
        (Value::Int(0), Value::Int(1))
    } else {
        let sorted = a.copy()?;
        sort_lanes(&sorted, 0, Task::Sort(SortKind::Stable))?;
        let at = |index| Value::scalar(sorted.get(sorted.layout().offset_of(&[index])));
        let last = at(a.size() - 1);
        // A NaN among the values is both the least and the greatest.
        if number(&last)?.is_nan() {
            (last.clone(), last)
        } else {
            (at(0), last)
        }
    };
    let (low, high) = (number(&first)?, number(&last)?);
    if !is_finite(&first)? || !is_finite(&last)? {
        let kind = if range.is_none() {
            "autodetected"
        } else {
            "supplied"
        };
        let (first, last) = (shown(host, &first)?, shown(host, &last)?);
        return Err(Raised::value_error(format!(
            "{kind} range of [{first}, {last}] is not finite"
        )));
    }
    if low == high {
        let half = Value::Float(0.5);
        let first = super::operators::binary(host, BinaryOp::Sub, first, half.clone())?;
        return Ok((
            first,
            super::operators::binary(host, BinaryOp::Add, last, half)?,
        ));
    }
    Ok((first, last))
}

fn number(value: &Value) -> Result<f64> {
    Ok(to_array(value)?
        .to_vec_as::<f64>()?
        .first()
        .copied()
        .unwrap_or(f64::NAN))
}

fn shown(host: &mut dyn Host, value: &Value) -> Result<String> {
    Ok(crate::value::display::str(host, value)?.to_string())
}

impl Bins {
    fn of(
        host: &mut dyn Host,
        a: &Array,
        bins: &Value,
        range: &Value,
        unweighted: bool,
    ) -> Result<Bins> {
        if let Value::Str(name) = bins {
            let (first, last) = outer_edges(host, a, range)?;
            let count = estimated(host, a, name, number(&first)?, number(&last)?, unweighted)?;
            return Bins::uniform(host, a, first, last, count);
        }
        let given = to_array(bins)?;
        match given.ndim() {
            0 => {
                let count = as_index(bins).map_err(|_| {
                    Raised::type_error("`bins` must be an integer, a string, or an array")
                })?;
                if count < 1 {
                    return Err(Raised::value_error(
                        "`bins` must be positive, when an integer",
                    ));
                }
                let (first, last) = outer_edges(host, a, range)?;
                Bins::uniform(host, a, first, last, count as usize)
            }
            1 => {
                let edges = given.to_vec_as::<f64>()?;
                if edges.windows(2).any(|pair| pair[0] > pair[1]) {
                    return Err(Raised::value_error(
                        "`bins` must increase monotonically, when an array",
                    ));
                }
                Ok(Bins {
                    edges: given,
                    uniform: None,
                })
            }
            _ => Err(Raised::value_error("`bins` must be 1d, when an array")),
        }
    }

    fn uniform(
        host: &mut dyn Host,
        a: &Array,
        first: Value,
        last: Value,
        count: usize,
    ) -> Result<Bins> {
        let (low, high) = (number(&first)?, number(&last)?);
        let float = |dtype: &DType| {
            if dtype.is_inexact() {
                dtype.clone()
            } else {
                DType::F64
            }
        };
        let mut dtype = float(a.dtype().native());
        for edge in [&first, &last] {
            if let Value::Scalar(scalar) = edge {
                dtype = promote(&dtype, &float(&scalar.dtype()))?;
            }
        }
        let keywords = [("dtype", Value::DType(std::rc::Rc::new(dtype)))];
        let points = Value::Int(i64::try_from(count.saturating_add(1)).unwrap_or(i64::MAX));
        let edges = compose::call_with(host, "np.linspace", [first, last, points], keywords)?;
        let edges = to_array(&edges)?;
        if edges
            .to_vec_as::<f64>()?
            .windows(2)
            .any(|pair| pair[0] >= pair[1])
        {
            return Err(Raised::value_error(format!(
                "Too many bins for data range. Cannot create {count} finite-sized bins."
            )));
        }
        Ok(Bins {
            edges,
            uniform: Some((low, high, count)),
        })
    }
}

/// The number of bins by a rule's name.
fn estimated(
    host: &mut dyn Host,
    a: &Array,
    rule: &str,
    first: f64,
    last: f64,
    unweighted: bool,
) -> Result<usize> {
    const RULES: [&str; 7] = ["auto", "doane", "fd", "rice", "scott", "sqrt", "sturges"];
    if !RULES.contains(&rule) {
        return Err(Raised::value_error(format!(
            "'{rule}' is not a valid estimator for `bins`"
        )));
    }
    if !unweighted {
        return Err(Raised::type_error(
            "Automated estimation of the number of bins is not supported for weighted data",
        ));
    }
    let mut inside = a.to_vec_as::<f64>()?;
    inside.retain(|x| (first..=last).contains(x));
    if inside.is_empty() {
        return Ok(1);
    }
    let mut width = bin_width(host, &inside, rule)?;
    if width == 0.0 || width.is_nan() {
        return Ok(1);
    }
    if a.dtype().is_integer() && width < 1.0 {
        width = 1.0;
    }
    Ok(((last - first) / width).ceil().max(1.0) as usize)
}

/// The width of bins by a rule (Sturges, Rice, Scott, Freedman and Diaconis, Doane).
fn bin_width(host: &mut dyn Host, x: &[f64], rule: &str) -> Result<f64> {
    let n = x.len() as f64;
    let least = x.iter().copied().fold(f64::INFINITY, f64::min);
    let range = x.iter().copied().fold(f64::NEG_INFINITY, f64::max) - least;
    let array = Array::from_vec(x.to_vec())?;
    Ok(match rule {
        "sqrt" => range / n.sqrt(),
        "sturges" => range / (elementary::log2(n) + 1.0),
        "rice" => range / (2.0 * elementary::pow(n, 1.0 / 3.0)),
        "scott" => {
            let deviation = number(&super::call(host, "np.std", [value(&array)])?)?;
            let scale = 24.0 * elementary::pow(std::f64::consts::PI, 0.5) / n;
            elementary::pow(scale, 1.0 / 3.0) * deviation
        }
        "fd" => {
            let quarters = Value::list(vec![Value::Int(75), Value::Int(25)]);
            let quarters = compose::array(host, "np.percentile", [value(&array), quarters])?
                .to_vec::<f64>()?;
            2.0 * (quarters[0] - quarters[1]) * elementary::pow(n, -1.0 / 3.0)
        }
        "doane" => doane_width(host, x, range)?,
        _ => {
            let (by_spread, by_count) = (bin_width(host, x, "fd")?, bin_width(host, x, "sturges")?);
            if by_spread == 0.0 {
                // Half of the values are the same: the spread says nothing.
                let by_root = bin_width(host, x, "sqrt")?;
                by_count.min(by_spread.max(by_root / 2.0))
            } else {
                by_spread
                    .max(bin_width(host, x, "sqrt")? / 2.0)
                    .min(by_count)
            }
        }
    })
}

fn doane_width(host: &mut dyn Host, x: &[f64], range: f64) -> Result<f64> {
    if x.len() <= 2 {
        return Ok(0.0);
    }
    let mut statistic = |name, x: Vec<f64>| -> Result<f64> {
        let array = Array::from_vec(x)?;
        number(&super::call(host, name, [value(&array)])?)
    };
    let n = x.len() as f64;
    let mean = statistic("np.mean", x.to_vec())?;
    let deviation = statistic("np.std", x.to_vec())?;
    if deviation <= 0.0 {
        return Ok(0.0);
    }
    let cubes = x
        .iter()
        .map(|x| elementary::pow((x - mean) / deviation, 3.0));
    let skew = statistic("np.mean", cubes.collect())?;
    let spread = (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt();
    Ok(range / (1.0 + elementary::log2(n) + elementary::log2(1.0 + skew.abs() / spread)))
}

fn histogram(
    host: &mut dyn Host,
    a: Array,
    bins: Value,
    range: Value,
    density: Option<bool>,
    weights: Value,
) -> Result<Value> {
    let weights = if weights.is_none() {
        None
    } else {
        let weights = to_array(&weights)?;
        if weights.shape() != a.shape() {
            return Err(Raised::value_error(
                "weights should have the same shape as a.",
            ));
        }
        Some(weights.reshaped(&[weights.size()], false)?)
    };
    let a = a.reshaped(&[a.size()], false)?;
    let a = if *a.dtype() == DType::Bool {
        host.warn(
            ClassId::RUNTIME_WARNING,
            "Converting input from bool to <class 'numpy.uint8'> for compatibility.",
        )?;
        convert_array(&a, &DType::U8)?
    } else {
        a
    };
    let bins = Bins::of(host, &a, &bins, &range, weights.is_none())?;
    let counts = counts(&a, &bins, weights.as_ref())?;
    if density != Some(true) {
        return Ok(Value::tuple(vec![
            Value::array(counts),
            Value::array(bins.edges),
        ]));
    }
    let widths = compose::array(host, "np.diff", [value(&bins.edges)])?;
    let widths = convert_array(&widths, &DType::F64)?;
    let total = compose::sum(&counts, &[0], None, false)?;
    let rates = operate(host, BinaryOp::Div, &counts, &widths)?;
    let rates = operate(host, BinaryOp::Div, &rates, &total)?;
    Ok(Value::tuple(vec![
        Value::array(rates),
        Value::array(bins.edges),
    ]))
}

/// How many values fall into each bin, or the sums of their weights.
fn counts(a: &Array, bins: &Bins, weights: Option<&Array>) -> Result<Array> {
    let edges = bins.edges.to_vec_as::<f64>()?;
    let places: Vec<Option<usize>> = match bins.uniform {
        Some((first, last, count)) => {
            let values = a.to_vec_as::<f64>()?.into_iter();
            values
                .map(|x| uniform_bin(x, first, last, count, &edges))
                .collect()
        }
        None => sorted_bins(a, &bins.edges)?,
    };
    let length = edges.len().saturating_sub(1);
    let Some(weights) = weights else {
        let mut counts = vec![0i64; length];
        for place in places.into_iter().flatten() {
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        return Ok(Array::from_vec(counts)?);
    };
    let values = weights.to_vec_as::<num_complex::Complex<f64>>()?;
    let mut sums = vec![num_complex::Complex::new(0.0, 0.0); length];
    for (place, weight) in places.into_iter().zip(values) {
        if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
            *sum += weight;
        }
    }
    convert_array(&Array::from_vec(sums)?, weights.dtype())
}

/// The bin of equal width: by arithmetic, then moved by one where rounding missed an edge.
fn uniform_bin(x: f64, first: f64, last: f64, count: usize, edges: &[f64]) -> Option<usize> {
    if !(first..=last).contains(&x) {
        return None;
    }
    let mut bin = ((x - first) / (last - first) * count as f64) as usize;
    if bin >= count {
        bin = count - 1;
    }
    if x < *edges.get(bin)? {
        return bin.checked_sub(1);
    }
    if x >= *edges.get(bin + 1)? && bin != count - 1 {
        bin += 1;
    }
    Some(bin)
}

/// The bin of any width; the last one has its right edge too.
fn sorted_bins(a: &Array, edges: &Array) -> Result<Vec<Option<usize>>> {
    let dtype = promote(a.dtype(), edges.dtype())?;
    let (a, edges) = (convert_array(a, &dtype)?, convert_array(edges, &dtype)?);
    let after = search(&edges, &a, Side::Right, None)?.to_vec::<i64>()?;
    let before = search(&edges, &a, Side::Left, None)?.to_vec::<i64>()?;
    let length = edges.size();
    let bin = |(after, before): (i64, i64)| {
        let (after, before) = (after as usize, before as usize);
        let on_last_edge = after == length && before < length;
        let place = if on_last_edge {
            length.checked_sub(2)
        } else {
            after.checked_sub(1)
        };
        place.filter(|&place| place + 1 < length)
    };
    Ok(after.into_iter().zip(before).map(bin).collect())
}

/// What is to be counted: an array must hold integers, a list is still converted, with a warning.
fn whole_numbers(host: &mut dyn Host, given: &Value) -> Result<Array> {
    let x = to_array(given)?;
    if matches!(x.dtype().native(), DType::U64) {
        return convert_array(&safe_array(given, &DType::U64, 1..=1)?, &DType::I64);
    }
    let is_list = !matches!(given.plain(), Value::Array(_));
    let is_whole = can_cast(x.dtype(), &DType::I64, Casting::Safe) || x.size() == 0;
    if is_list && x.ndim() == 1 && !is_whole {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "Non-integer input passed to bincount. In a future version of NumPy, this will be an error. (Deprecated NumPy 2.1)",
        )?;
    }
    safe_array(given, &DType::I64, 1..=1)
}

fn bincount(host: &mut dyn Host, x: Value, weights: Value, minlength: Value) -> Result<Array> {
    let x = whole_numbers(host, &x)?;
    if minlength.is_none() {
        return Err(Raised::type_error("use 0 instead of None for minlength"));
    }
    let minlength = as_index(&minlength)?;
    if minlength < 0 {
        return Err(Raised::value_error("'minlength' must not be negative"));
    }
    let numbers = x.to_vec_as::<i64>()?;
    if numbers.iter().any(|&x| x < 0) {
        return Err(Raised::value_error(
            "'list' argument must have no negative elements",
        ));
    }
    let greatest = numbers
        .iter()
        .max()
        .map_or(0, |&x| (x as usize).saturating_add(1));
    let length = greatest.max(minlength as usize);
    // The shape is checked before memory is asked for.
    let shape = with_length(&[0], 0, length);
    if weights.is_none() || numbers.is_empty() {
        let counts = Array::zeros(DType::I64, &shape)?;
        let mut values = counts.to_vec::<i64>()?;
        for x in numbers {
            if let Some(count) = values.get_mut(x as usize) {
                *count += 1;
            }
        }
        return Ok(Array::from_vec(values)?);
    }
    let weights = safe_array(&weights, &DType::F64, 1..=1)?;
    if weights.size() != numbers.len() {
        return Err(Raised::value_error(
            "The weights and list don't have the same length.",
        ));
    }
    let mut sums = Array::zeros(DType::F64, &shape)?.to_vec::<f64>()?;
    for (x, weight) in numbers.into_iter().zip(weights.to_vec_as::<f64>()?) {
        if let Some(sum) = sums.get_mut(x as usize) {
            *sum += weight;
        }
    }
    Ok(Array::from_vec(sums)?)
}

fn digitize(x: Array, bins: Array, right: bool) -> Result<Value> {
    if x.dtype().kind() == Kind::Complex {
        return Err(Raised::type_error("x may not be complex"));
    }
    let edges = safe_array(&Value::array(bins.clone()), &DType::F64, 1..=1)?.to_vec_as::<f64>()?;
    let rising = edges.windows(2).all(|pair| pair[0] <= pair[1]);
    if !rising && !edges.windows(2).all(|pair| pair[0] >= pair[1]) {
        return Err(Raised::value_error(
            "bins must be monotonically increasing or decreasing",
        ));
    }
    let side = if right { Side::Left } else { Side::Right };
    let dtype = promote(x.dtype(), bins.dtype())?;
    let x = convert_array(&x, &dtype)?;
    let bins = convert_array(&bins, &dtype)?;
    if rising {
        return Ok(Value::array_or_scalar(search(&bins, &x, side, None)?));
    }
    let count = edges.len();
    let reversed = bins.with_layout(bins.layout().sliced(0, count - 1, count, -1));
    let found = search(&reversed.copy()?, &x, side, None)?
        .to_vec::<i64>()?
        .into_iter();
    let found = found.map(|at| count as i64 - at).collect();
    Ok(Value::array_or_scalar(Array::from_shape_vec(
        x.shape(),
        found,
    )?))
}
