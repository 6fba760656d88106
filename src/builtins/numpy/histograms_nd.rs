//! Counting points of several dimensions in bins.

use crate::array::{Array, Casting, DType, can_cast};
use crate::builtins;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{as_index, convert_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::compose::{array, value};
use super::histograms::outer_edges;

builtins! {
    /// How many points of a plane fall into each bin, and the edges of the bins along both axes.
    ///
    /// >>> np.histogram2d([1, 2, 3], [1, 2, 3], bins=2)
    /// (array([[1., 0.],
    ///        [0., 2.]]), array([1., 2., 3.]), array([1., 2., 3.]))
    "np.histogram2d" "(x, y, bins=10, range=None, density=None, weights=None)" => histogram2d;
    /// How many points of a space fall into each bin, and the edges of the bins along each axis. The sample is an array
    /// with a point in each row, or a sequence with the coordinates of all points along each axis.
    ///
    /// >>> np.histogramdd(([1, 2, 3], [1, 2, 3]), bins=(1, 2))[0]
    /// array([[1., 2.]])
    "np.histogramdd" "(sample, bins=10, range=None, density=None, weights=None)" => histogramdd;
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn histogram2d(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    bins: Value,
    range: Value,
    density: Value,
    weights: Value,
) -> Result<Value> {
    if length(host, &x)? != length(host, &y)? {
        return Err(Raised::value_error("x and y must have the same length."));
    }
    let bins = match length(host, &bins) {
        Ok(count) if count > 2 => Value::list(vec![bins.clone(), bins]),
        _ => bins,
    };
    let sample = Value::list(vec![x, y]);
    let (counts, edges) = binned(host, &sample, &bins, &range, &density, &weights)?;
    Ok(Value::tuple(std::iter::once(counts).chain(edges).collect()))
}

fn histogramdd(
    host: &mut dyn Host,
    sample: Value,
    bins: Value,
    range: Value,
    density: Value,
    weights: Value,
) -> Result<Value> {
    let (counts, edges) = binned(host, &sample, &bins, &range, &density, &weights)?;
    Ok(Value::tuple(vec![counts, Value::list(edges)]))
}

/// `len()`
fn length(host: &mut dyn Host, value: &Value) -> Result<usize> {
    let length = super::call(host, "len", [value.clone()])?;
    Ok(usize::try_from(as_index(&length)?).unwrap_or(0))
}

/// The sample as columns of coordinates.
fn columns(host: &mut dyn Host, sample: &Value) -> Result<Vec<Array>> {
    let points = match sample {
        Value::Array(object) if object.with(|a| a.ndim() == 2) => object.array(),
        other => array(host, "np.atleast_2d", [other.clone()])?.transposed(),
    };
    if points.ndim() != 2 {
        return Err(Raised::value_error(
            "too many values to unpack (expected 2)",
        ));
    }
    let columns = 0..points.shape()[1];
    Ok(columns
        .map(|column| points.with_layout(points.layout().at(1, column)))
        .collect())
}

/// The counts as a value, and the edges along each axis.
fn binned(
    host: &mut dyn Host,
    sample: &Value,
    bins: &Value,
    range: &Value,
    density: &Value,
    weights: &Value,
) -> Result<(Value, Vec<Value>)> {
    let columns = columns(host, sample)?;
    let bins = per_axis(host, bins, columns.len())?;
    let ranges = if range.is_none() {
        vec![Value::None; columns.len()]
    } else {
        iterate::collect(host, range)?
    };
    if ranges.len() != columns.len() {
        return Err(Raised::value_error(
            "range argument must have one entry per dimension",
        ));
    }
    let mut edges = Vec::new();
    for (axis, column) in columns.iter().enumerate() {
        edges.push(edges_along(host, axis, column, &bins[axis], &ranges[axis])?);
    }
    let weights = weights_of(weights)?;
    let counts = counted(host, &columns, &edges, weights.as_ref())?;
    let mut counts = value(&counts);
    if crate::value::truth(host, density)? {
        counts = by_volume(host, counts, &edges)?;
    }
    Ok((counts, edges.iter().map(value).collect()))
}

/// `bins=` for each axis.
fn per_axis(host: &mut dyn Host, bins: &Value, count: usize) -> Result<Vec<Value>> {
    if length(host, bins).is_err() {
        return Ok(vec![bins.clone(); count]);
    }
    let bins = iterate::collect(host, bins)?;
    if bins.len() != count {
        return Err(Raised::value_error(
            "The dimension of bins must be equal to the dimension of the sample x.",
        ));
    }
    Ok(bins)
}

/// The edges of the bins along an axis.
fn edges_along(
    host: &mut dyn Host,
    axis: usize,
    column: &Array,
    bins: &Value,
    range: &Value,
) -> Result<Array> {
    let given = to_array(bins)?;
    match given.ndim() {
        0 => {
            if given
                .to_vec_as::<f64>()?
                .first()
                .is_some_and(|&count| count < 1.0)
            {
                return Err(Raised::value_error(format!(
                    "`bins[{axis}]` must be positive, when an integer"
                )));
            }
            let (first, last) = outer_edges(host, column, range)?;
            let count = as_index(bins).map_err(|_| {
                Raised::type_error(format!("`bins[{axis}]` must be an integer, when a scalar"))
            })?;
            let points = Value::Int(count.saturating_add(1));
            array(host, "np.linspace", [first, last, points])
        }
        1 => {
            let falls = |pair: &[f64]| pair[0] > pair[1];
            if given.to_vec_as::<f64>()?.windows(2).any(falls) {
                return Err(Raised::value_error(format!(
                    "`bins[{axis}]` must be monotonically increasing, when an array"
                )));
            }
            Ok(given)
        }
        _ => Err(Raised::value_error(format!(
            "`bins[{axis}]` must be a scalar or 1d array"
        ))),
    }
}

fn weights_of(weights: &Value) -> Result<Option<Vec<f64>>> {
    if weights.is_none() {
        return Ok(None);
    }
    let weights = to_array(weights)?;
    if !can_cast(weights.dtype(), &DType::F64, Casting::Safe) {
        return Err(Raised::type_error(format!(
            "Cannot cast array data from {} to dtype('float64') according to the rule 'safe'",
            weights.dtype().repr()
        )));
    }
    Ok(Some(weights.to_vec_as::<f64>()?))
}

/// How many points, or the sum of which weights, each bin has.
fn counted(
    host: &mut dyn Host,
    columns: &[Array],
    edges: &[Array],
    weights: Option<&Vec<f64>>,
) -> Result<Array> {
    let points = columns.first().map_or(0, Array::size);
    if let Some(weights) = weights
        && weights.len() != points
    {
        return Err(Raised::value_error(
            "The weights and list don't have the same length.",
        ));
    }
    let shape: Vec<usize> = edges.iter().map(|e| e.size().saturating_sub(1)).collect();
    let counts = Array::zeros(DType::F64, &shape)?;
    // The bin of each point, `None` outside of them.
    let mut places: Vec<Option<usize>> = vec![Some(0); points];
    for ((column, edges), &bins) in columns.iter().zip(edges).zip(&shape) {
        let right = Value::str("right");
        let found = array(
            host,
            "np.searchsorted",
            [value(edges), value(column), right],
        )?;
        let last = edges.to_vec_as::<f64>()?.last().copied();
        let numbers = column.to_vec_as::<f64>()?;
        let found = found.to_vec_as::<i64>()?.into_iter().zip(numbers);
        for (place, (at, number)) in places.iter_mut().zip(found) {
            // Points on the last edge belong to the last bin.
            let at = at - i64::from(Some(number) == last) - 1;
            let at = usize::try_from(at).ok().filter(|&at| at < bins);
            *place = place.zip(at).map(|(place, at)| place * bins + at);
        }
    }
    let mut sums = vec![0.0; counts.size()];
    for (point, place) in places.into_iter().enumerate() {
        if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
            *sum += weights.and_then(|w| w.get(point)).copied().unwrap_or(1.0);
        }
    }
    Ok(Array::from_shape_vec(&shape, sums)?)
}

/// The counts divided by the volume of each bin and by their sum.
fn by_volume(host: &mut dyn Host, counts: Value, edges: &[Array]) -> Result<Value> {
    let total = super::call(host, "np.sum", [counts.clone()])?;
    let mut density = counts;
    for (axis, along) in edges.iter().enumerate() {
        let widths = array(host, "np.diff", [value(along)])?;
        let mut shape = vec![1; edges.len()];
        shape[axis] = widths.size();
        let widths = Value::array(convert_array(&widths, &DType::F64)?.reshaped(&shape, false)?);
        density = super::operators::binary(host, BinaryOp::Div, density, widths)?;
    }
    super::operators::binary(host, BinaryOp::Div, density, total)
}
