//! Medians, percentiles and quantiles, with and without regard to NaN.
//!
//! Source: Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), for the methods; NumPy's own steps for
//! the interpolation, so that results agree in the last digit.

use super::compose::{axes_of, kept_shape, merge_axes, ufunc};
use super::quantile_methods::{Method, Place, lerp};
use super::quantile_objects;
use crate::array::lanes::Lanes;
use crate::array::sort::{SortKind, Task, argsort_lanes, is_nan, sort_lanes};
use crate::array::{Array, Axes, DType, Kind, Scalar, Shape, cast_scalar, promote};
use crate::builtins;
use crate::builtins::operators::binary;
use crate::builtins::python::convert::as_float;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{AxisArgument, AxisTuple, assign_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// The middle value of the sorted elements, or the mean of the two middle ones; NaN where there is a NaN.
    ///
    /// >>> np.median([1, 2, 10, 3])
    /// np.float64(2.5)
    "np.median" "(a, axis=None, out=None, overwrite_input=False, keepdims=False)" => |host: &mut dyn Host, a: Array, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, keepdims: bool| {
        median(host, &a, &Reduced { axis, out, keepdims, skip_nan: false })
    };
    /// The median without regard to NaN.
    ///
    /// >>> np.nanmedian([1, np.nan, 3])
    /// np.float64(2.0)
    "np.nanmedian" "(a, axis=None, out=None, overwrite_input=False, keepdims=<no value>)" => |host: &mut dyn Host, a: Array, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, keepdims: Option<bool>| {
        median(host, &a, &Reduced { axis, out, keepdims: keepdims.unwrap_or(false), skip_nan: true })
    };
    /// The values below which a given part of the elements lies: `q` from 0 to 1.
    ///
    /// >>> np.quantile([1, 2, 3, 4], 0.25)
    /// np.float64(1.75)
    "np.quantile" "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)" => |host: &mut dyn Host, a: Array, q: Value, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, method: Value, keepdims: bool, weights: Value| {
        quantile(host, &a, (&q, 1.0), &method, &weights, &Reduced { axis, out, keepdims, skip_nan: false })
    };
    /// The values below which `q` per cent of the elements lie.
    ///
    /// >>> np.percentile([1, 2, 3, 4], [25, 50])
    /// array([1.75, 2.5 ])
    "np.percentile" "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None)" => |host: &mut dyn Host, a: Array, q: Value, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, method: Value, keepdims: bool, weights: Value| {
        quantile(host, &a, (&q, 100.0), &method, &weights, &Reduced { axis, out, keepdims, skip_nan: false })
    };
    /// Quantiles without regard to NaN.
    ///
    /// >>> np.nanquantile([1, np.nan, 3], 0.5)
    /// np.float64(2.0)
    "np.nanquantile" "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=<no value>, *, weights=None)" => |host: &mut dyn Host, a: Array, q: Value, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, method: Value, keepdims: Option<bool>, weights: Value| {
        quantile(host, &a, (&q, 1.0), &method, &weights, &Reduced { axis, out, keepdims: keepdims.unwrap_or(false), skip_nan: true })
    };
    /// Percentiles without regard to NaN.
    ///
    /// >>> np.nanpercentile([1, np.nan, 3], 50)
    /// np.float64(2.0)
    "np.nanpercentile" "(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=<no value>, *, weights=None)" => |host: &mut dyn Host, a: Array, q: Value, AxisTuple(axis): AxisTuple, out: Value, _overwrite: Value, method: Value, keepdims: Option<bool>, weights: Value| {
        quantile(host, &a, (&q, 100.0), &method, &weights, &Reduced { axis, out, keepdims: keepdims.unwrap_or(false), skip_nan: true })
    };
}

/// What the functions of this chapter share.
pub(super) struct Reduced {
    pub(super) axis: AxisArgument,
    pub(super) out: Value,
    pub(super) keepdims: bool,
    pub(super) skip_nan: bool,
}

/// The sorted lanes of an array along the axes to reduce.
struct Sorted {
    array: Array,
    lanes: Lanes,
    axes: Axes,
    outer: Shape,
    skip_nan: bool,
}

impl Sorted {
    fn new(a: &Array, how: &Reduced) -> Result<Sorted> {
        let axes = axes_of(&how.axis, a.ndim())?;
        let (merged, outer) = merge_axes(a, &axes)?;
        let array = merged.copy()?;
        let last = array.ndim() - 1;
        sort_lanes(&array, last, Task::Sort(SortKind::Stable))?;
        let lanes = Lanes::new(array.layout(), last);
        Ok(Sorted {
            array,
            lanes,
            axes,
            outer,
            skip_nan: how.skip_nan,
        })
    }

    fn get(&self, start: usize, index: usize) -> Scalar {
        self.array.get(self.lanes.at(start, index))
    }

    /// How many elements of a lane count, or the NaN that decides it.
    fn count(&self, start: usize) -> Result<usize, Scalar> {
        let mut count = self.lanes.length;
        while count > 0 {
            let last = self.get(start, count - 1);
            if !is_nan(&last) {
                break;
            }
            if !self.skip_nan {
                return Err(last);
            }
            count -= 1;
        }
        Ok(count)
    }
}

/// Scalars, already of the dtype, as an array of this shape.
fn from_scalars(values: &[Scalar], dtype: &DType, shape: &[usize]) -> Result<Array> {
    let array = Array::zeros(dtype.clone(), shape)?;
    for (at, value) in array.layout().offsets().zip(values) {
        array.set(at, &cast_scalar(value, dtype)?);
    }
    Ok(array)
}

/// The result in its final shape, or written to `out`.
fn finish(
    values: &[Scalar],
    dtype: &DType,
    front: &[usize],
    a: &Array,
    sorted: &Sorted,
    how: &Reduced,
) -> Result<Value> {
    let mut shape: Shape = front.into();
    shape.extend_from_slice(&sorted.outer);
    if how.keepdims {
        shape = kept_shape(front, a.shape(), &sorted.axes);
    }
    into_out(from_scalars(values, dtype, &shape)?, how)
}

/// A result in its final shape, or written to `out`.
pub(super) fn into_out(result: Array, how: &Reduced) -> Result<Value> {
    match &how.out {
        Value::Array(object) => {
            let (found, expected) = (object.with(|out| out.ndim()), result.ndim());
            if found != expected {
                return Err(Raised::value_error(format!(
                    "output parameter for reduction operation add has the wrong number of dimensions: Found {found} but expected {expected}"
                )));
            }
            assign_array(&object.array(), &result)?;
            Ok(how.out.clone())
        }
        _ if how.keepdims && result.ndim() == 0 => Ok(Value::array(result)),
        _ => Ok(Value::array_or_scalar(result)),
    }
}

fn warn(host: &mut dyn Host, message: &str) -> Result<()> {
    host.warn(ClassId::RUNTIME_WARNING, message)
}

fn median(host: &mut dyn Host, a: &Array, how: &Reduced) -> Result<Value> {
    if let DType::Str(width) | DType::Bytes(width) = a.dtype().native() {
        let letter = a.dtype().char_code();
        let order = if letter == 'U' { "<" } else { "|" };
        let (one, two) = (
            format!("{order}{letter}{width}"),
            format!("{order}{letter}{}", 2 * width),
        );
        return Err(Raised::type_error(format!(
            "the resolved dtypes are not compatible with add.reduce. Resolved (dtype('{one}'), dtype('{one}'), dtype('{two}'))"
        )));
    }
    match a.dtype().kind() {
        Kind::Object if a.size() > 0 => return quantile_objects::median(host, a, how),
        Kind::Datetime => {
            let first = || Value::scalar(a.first().unwrap_or(Scalar::I64(0)));
            return binary(host, BinaryOp::Add, first(), first());
        }
        _ => {}
    }
    let sorted = Sorted::new(a, how)?;
    let dtype = match a.dtype().native() {
        own if own.is_inexact() || own.kind() == Kind::Timedelta => own.clone(),
        _ => DType::F64,
    };
    let (mut values, mut empty) = (Vec::new(), false);
    for start in sorted.lanes.starts() {
        values.push(match sorted.count(start) {
            Err(nan) => nan,
            Ok(0) => {
                empty = true;
                Scalar::F64(f64::NAN)
            }
            Ok(count) if count % 2 == 1 => sorted.get(start, count / 2),
            Ok(count) => middle(
                &sorted.get(start, count / 2 - 1),
                &sorted.get(start, count / 2),
                &dtype,
            ),
        });
    }
    let result = finish(&values, &dtype, &[], a, &sorted, how)?;
    if empty && how.skip_nan && a.size() > 0 {
        warn(host, "All-NaN slice encountered")?;
    } else if empty {
        warn(host, "Mean of empty slice")?;
        if !how.skip_nan {
            let scalar = if sorted.outer.is_empty() {
                "scalar "
            } else {
                ""
            };
            warn(
                host,
                &format!("invalid value encountered in {scalar}divide"),
            )?;
        }
    }
    Ok(result)
}

/// The mean of two, added and halved in the result's precision.
fn middle(a: &Scalar, b: &Scalar, dtype: &DType) -> Scalar {
    if dtype.kind() == Kind::Complex {
        return match (a, b) {
            (Scalar::C64(a), Scalar::C64(b)) => ((a + b) / 2.0).into(),
            _ => match (a.as_complex(), b.as_complex()) {
                (Some(a), Some(b)) => ((a + b) / 2.0).into(),
                _ => a.clone(),
            },
        };
    }
    if let (Scalar::Timedelta(a, unit), Scalar::Timedelta(b, _)) = (a, b) {
        return Scalar::Timedelta(a.wrapping_add(*b) / 2, *unit);
    }
    let (Some(a), Some(b)) = (a.as_f64(), b.as_f64()) else {
        return a.clone();
    };
    match dtype {
        DType::F32 => ((a as f32 + b as f32) / 2.0).into(),
        _ => ((a + b) / 2.0).into(),
    }
}

/// `q=`: the parts wanted.
struct Wanted {
    parts: Vec<f64>,
    shape: Shape,
    /// A plain Python number takes the precision of the array.
    weak: bool,
    /// Whole numbers 0 and 1 pick elements without any arithmetic.
    whole: bool,
}

impl Wanted {
    /// # Errors
    /// ValueError outside 0 to `scale`.
    fn of(host: &mut dyn Host, q: &Value, scale: f64) -> Result<Wanted> {
        let mut given = to_array(q)?;
        if *given.dtype() == DType::Object {
            let mut numbers = Vec::new();
            for q in given.scalars().map(Value::scalar) {
                let part = binary(host, BinaryOp::Div, q, Value::Int(scale as i64))?;
                numbers.push(as_float(host, &part)? * scale);
            }
            given = Array::from_shape_vec(given.shape(), numbers)?;
        }
        if scale != 1.0 && matches!(given.dtype().native(), DType::Str(_) | DType::Bytes(_)) {
            return Err(Raised::type_error(
                "ufunc 'divide' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''",
            ));
        }
        refuse_part(host, &given)?;
        let parts: Vec<f64> = given
            .to_vec_as::<f64>()?
            .into_iter()
            .map(|q| q / scale)
            .collect();
        if parts.iter().any(|q| !(0.0..=1.0).contains(q)) {
            let name = if scale == 1.0 {
                "Quantiles must be in the range [0, 1]"
            } else {
                "Percentiles must be in the range [0, 100]"
            };
            return Err(Raised::value_error(name));
        }
        if given.ndim() > 2 {
            return Err(Raised::value_error("q must be a scalar or 1d"));
        }
        Ok(Wanted {
            parts,
            shape: given.shape().into(),
            weak: matches!(q, Value::Int(_) | Value::Float(_)),
            whole: scale == 1.0 && (given.dtype().is_integer() || *given.dtype() == DType::Bool),
        })
    }
}

/// Texts and complex numbers are no parts; the ufunc that NumPy meets first says so.
fn refuse_part(host: &mut dyn Host, q: &Array) -> Result<()> {
    let name = match q.dtype().kind() {
        Kind::Str | Kind::Bytes => "minimum",
        Kind::Complex => "floor",
        _ => return Ok(()),
    };
    let q = Value::array(q.clone());
    let arguments = if name == "floor" {
        vec![q]
    } else {
        vec![q.clone(), q]
    };
    ufunc(host, name, arguments).map(|_| ())
}

fn quantile(
    host: &mut dyn Host,
    a: &Array,
    (q, scale): (&Value, f64),
    method: &Value,
    weights: &Value,
    how: &Reduced,
) -> Result<Value> {
    let wanted = &Wanted::of(host, q, scale)?;
    if a.dtype().kind() == Kind::Complex {
        return Err(Raised::type_error("a must be an array of real numbers"));
    }
    if let DType::Str(_) = a.dtype().native() {
        let dtype = a.dtype().repr();
        return Err(match wanted.shape.len() {
            0 => Raised::type_error(
                "unsupported operand type(s) for -: 'numpy.str_' and 'numpy.str_'",
            ),
            _ => Raised::new(
                ClassId::UFUNC_NO_LOOP_ERROR,
                format!(
                    "ufunc 'subtract' did not contain a loop with signature matching types ({dtype}, {dtype}) -> None"
                ),
            ),
        });
    }
    if !weights.is_none() {
        return weighted(host, a, wanted, method, weights, how);
    }
    let method = Method::by_name(host, method)?;
    if a.dtype().kind() == Kind::Object {
        let parts = (&wanted.parts[..], &wanted.shape[..]);
        return quantile_objects::quantile(host, a, parts, (method, wanted.whole), how);
    }
    let sorted = Sorted::new(a, how)?;
    let exact = method.is_discrete() || (method == Method::Linear && wanted.whole);
    if *a.dtype() == DType::Bool && !exact {
        return Err(Raised::type_error(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.",
        ));
    }
    let native = a.dtype().native().clone();
    let is_time = matches!(native.kind(), Kind::Datetime | Kind::Timedelta);
    let exact = exact || is_time;
    let dtype = match (exact, native.is_inexact(), wanted.weak) {
        (true, _, _) | (_, true, true) => native,
        (_, true, false) => promote(&native, &DType::F64)?,
        _ => DType::F64,
    };
    let (mut values, mut all_nan) = (Vec::new(), false);
    for &q in &wanted.parts {
        for start in sorted.lanes.starts() {
            values.push(match sorted.count(start) {
                Err(nan) => nan,
                Ok(0) if how.skip_nan && (a.size() > 0 || dtype.is_inexact()) => {
                    all_nan = true;
                    Scalar::F64(f64::NAN)
                }
                Ok(0) => {
                    // NumPy looks for NaN at the end first, which integers cannot be.
                    let place = if a.dtype().is_inexact() { -1 } else { 0 };
                    return Err(Raised::index_error(format!(
                        "index {place} is out of bounds for axis 0 with size 0"
                    )));
                }
                Ok(count) => sorted.quantile(start, count, q, method, &dtype),
            });
        }
    }
    if all_nan {
        warn(
            host,
            if a.size() > 0 {
                "All-NaN slice encountered"
            } else {
                "Mean of empty slice"
            },
        )?;
    }
    finish(&values, &dtype, &wanted.shape, a, &sorted, how)
}

impl Sorted {
    /// One quantile of one lane of `count` elements.
    fn quantile(
        &self,
        start: usize,
        count: usize,
        q: f64,
        method: Method,
        dtype: &DType,
    ) -> Scalar {
        let last = count - 1;
        match method.place(count, q) {
            Place::Element(at) => self.get(start, (at as usize).min(last)),
            Place::Between(index) => {
                let (previous, next, gamma) = method.between(index, last);
                lerp(
                    &self.get(start, previous),
                    &self.get(start, next),
                    gamma,
                    dtype,
                )
            }
        }
    }
}

/// Weighted quantiles: the first element at which the summed weights reach the part wanted.
fn weighted(
    host: &mut dyn Host,
    a: &Array,
    wanted: &Wanted,
    method: &Value,
    weights: &Value,
    how: &Reduced,
) -> Result<Value> {
    if !matches!(method, Value::Str(name) if &**name == "inverted_cdf") {
        let shown = crate::value::display::str(host, method)?;
        return Err(Raised::value_error(format!(
            "Only method 'inverted_cdf' supports weights. Got: {shown}."
        )));
    }
    let axes = axes_of(&how.axis, a.ndim())?;
    let weights = super::averages::weights_for(a, &to_array(weights)?, &how.axis, &axes)?;
    if weights.to_vec_as::<f64>()?.iter().any(|&w| w < 0.0) {
        return Err(Raised::value_error("Weights must be non-negative."));
    }
    let weights = weights.broadcast_to(a.shape()).unwrap_or(weights);
    let (merged, _) = merge_axes(a, &axes)?;
    let (weights, _) = merge_axes(&weights, &axes)?;
    let last = merged.ndim() - 1;
    let order = argsort_lanes(&merged, last, Task::Sort(SortKind::Quick))?;
    let weights = super::taking::take_lanes(&weights, &order, last)?.to_vec_as::<f64>()?;
    let sorted = Sorted::new(a, how)?;
    let mut values = Vec::new();
    for &q in &wanted.parts {
        for (lane, start) in sorted.lanes.starts().enumerate() {
            let length = sorted.lanes.length;
            let weights = weights
                .get(lane * length..(lane + 1) * length)
                .unwrap_or(&[]);
            values.push(match sorted.count(start) {
                Err(nan) => nan,
                Ok(_) => sorted.get(start, weighted_position(host, weights, q)?),
            });
        }
    }
    let result = finish(&values, a.dtype().native(), &wanted.shape, a, &sorted, how)?;
    // Unlike the other methods, this one returns 0-d arrays.
    match result {
        Value::Scalar(scalar) => Ok(Value::array(Array::from_scalar(&scalar)?)),
        other => Ok(other),
    }
}

fn weighted_position(host: &mut dyn Host, weights: &[f64], q: f64) -> Result<usize> {
    let mut sum = 0.0;
    let sums: Vec<f64> = weights
        .iter()
        .map(|w| {
            sum += w;
            sum
        })
        .collect();
    if sum == 0.0 {
        super::errstate::report(host, "invalid value", "divide")?;
    }
    if sum == 0.0 || !sum.is_finite() {
        return Err(Raised::value_error(
            "Weights included NaN, inf or were all zero.",
        ));
    }
    let reached = |at: &f64| {
        let part = at / sum;
        // Elements without weight at the front are never chosen.
        part != 0.0 && part >= q
    };
    let at = sums.iter().position(reached).unwrap_or(sums.len());
    Ok(at.min(weights.len().saturating_sub(1)))
}
