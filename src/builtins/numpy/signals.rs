//! Sequences as signals: interpolation, convolution and correlation.

use std::iter;
use std::ops::Range;

use half::f16;
use num_complex::Complex;

use super::products::{as_counts, as_durations, object_sum};
use crate::array::sort::{SortKind, Task, positions};
use crate::array::{Array, Bool, DType, Kind, MAX_DIMENSIONS, Scalar, meter, promote};
use crate::builtins;
use crate::builtins::python::convert::{as_float, float_of};
use crate::value::convert::{
    ArrayOptions, convert_array, safe_array, to_array, to_array_as, values_of,
};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// Values between known points on straight lines from one to the next. `xp` must rise; left and right of it stand
    /// the first and last value, or what is given for them.
    ///
    /// >>> np.interp(2.5, [1, 2, 3], [10, 20, 30])
    /// np.float64(25.0)
    "np.interp" "(x, xp, fp, left=None, right=None, period=None)" => interp;
    /// The discrete convolution of two sequences.
    ///
    /// >>> np.convolve([1, 2, 3], [0, 1, 0.5])
    /// array([0. , 1. , 2.5, 4. , 1.5])
    "np.convolve" "(a, v, mode='full')" => convolve;
    /// The cross-correlation of two sequences.
    ///
    /// >>> np.correlate([1, 2, 3], [0, 1, 0.5])
    /// array([3.5])
    "np.correlate" "(a, v, mode='valid')" => |host: &mut dyn Host, a: Value, v: Value, mode: Value| {
        let mode = Mode::of(host, &mode)?;
        let (a, v) = (vector(&a)?, vector(&v)?);
        let swapped = a.size() < v.size();
        correlate(host, &a, &v, mode, true, swapped)
    };
}

/// Points of a function, in ascending order.
struct Points {
    x: Vec<f64>,
    y: Vec<Complex<f64>>,
    left: Complex<f64>,
    right: Complex<f64>,
}

impl Points {
    fn at(&self, x: f64) -> Complex<f64> {
        if x.is_nan() {
            return Complex::new(
                x,
                if self.y.iter().any(|y| y.im != 0.0) {
                    x
                } else {
                    0.0
                },
            );
        }
        let after = self.x.partition_point(|&point| point <= x);
        let last = self.x.len() - 1;
        if after == 0 {
            return self.left;
        }
        let before = after - 1;
        if before == last {
            let beyond = self.x.get(last).is_some_and(|&end| x > end);
            return if beyond { self.right } else { self.y[last] };
        }
        if self.x[before] == x {
            return self.y[before];
        }
        let part = |of: fn(&Complex<f64>) -> f64| {
            let (low, high) = (of(&self.y[before]), of(&self.y[after]));
            let slope = (high - low) / (self.x[after] - self.x[before]);
            let value = slope * (x - self.x[before]) + low;
            if !value.is_nan() {
                return value;
            }
            // From the other end, where infinities made this one meaningless.
            let value = slope * (x - self.x[after]) + high;
            if value.is_nan() && low == high {
                low
            } else {
                value
            }
        };
        Complex::new(part(|y| y.re), part(|y| y.im))
    }
}

/// `left=` and `right=`: a number, of the kind that the values are of.
fn beyond(
    host: &mut dyn Host,
    value: &Value,
    default: Complex<f64>,
    dtype: &DType,
) -> Result<Complex<f64>> {
    match value.plain() {
        Value::None => Ok(default),
        Value::Complex(value) if *dtype == DType::C128 => Ok(*value),
        Value::Scalar(Scalar::C128(value)) if *dtype == DType::C128 => Ok(*value),
        value => Ok(as_float(host, value)?.into()),
    }
}

fn interp(
    host: &mut dyn Host,
    x: Value,
    xp: Value,
    fp: Array,
    left: Value,
    right: Value,
    period: Value,
) -> Result<Value> {
    let dtype = match fp.dtype().kind() {
        Kind::Complex => DType::C128,
        _ => DType::F64,
    };
    if !period.is_none() {
        let points = Period::new(host, &period)?.points(&x, &xp, &fp)?;
        return points.interpolated(&dtype);
    }
    let fp = safe_array(&Value::array(fp), &dtype, 1..=1)?;
    let xp = safe_array(&xp, &DType::F64, 1..=1)?;
    let x = safe_array(&x, &DType::F64, 0..=MAX_DIMENSIONS)?;
    let (xs, ys) = (xp.to_vec_as::<f64>()?, fp.to_vec_as::<Complex<f64>>()?);
    let (Some(&first), Some(&last)) = (ys.first(), ys.last()) else {
        return Err(match xs.is_empty() {
            true => Raised::value_error("array of sample points is empty"),
            false => uneven(),
        });
    };
    if xs.is_empty() {
        return Err(Raised::value_error("array of sample points is empty"));
    }
    if xs.len() != ys.len() {
        return Err(uneven());
    }
    let points = Points {
        x: xs,
        y: ys,
        left: beyond(host, &left, first, &dtype)?,
        right: beyond(host, &right, last, &dtype)?,
    };
    Wanted { points, at: x }.interpolated(&dtype)
}

fn uneven() -> Raised {
    Raised::value_error("fp and xp are not of the same length.")
}

/// Where values are wanted, and the points they lie between.
struct Wanted {
    points: Points,
    at: Array,
}

impl Wanted {
    fn interpolated(self, dtype: &DType) -> Result<Value> {
        let queries = self.at.to_vec_as::<f64>()?;
        meter::steps(queries.len())?;
        let found = queries.into_iter().map(|x| {
            meter::go_on(8)?;
            Ok(self.points.at(x))
        });
        let found: Vec<Complex<f64>> = found.collect::<Result<_>>()?;
        let result = Array::from_shape_vec(self.at.shape(), found)?;
        Ok(Value::array_or_scalar(convert_array(&result, dtype)?))
    }
}

/// The remainder with the sign of the divisor, which is positive.
fn floored_remainder(x: f64, divisor: f64) -> f64 {
    let rest = x % divisor;
    if rest < 0.0 { rest + divisor } else { rest }
}

/// `period=`, as a positive number.
struct Period(f64);

impl Period {
    /// # Errors
    /// ValueError for 0, TypeError for what is not a number.
    fn new(host: &mut dyn Host, period: &Value) -> Result<Period> {
        let Some(period) = float_of(host, period)? else {
            let name = period.type_name();
            return Err(Raised::type_error(format!(
                "bad operand type for abs(): '{name}'"
            )));
        };
        if period == 0.0 {
            return Err(Raised::value_error("period must be a non-zero value"));
        }
        Ok(Period(period.abs()))
    }

    /// The points of one period, sorted, with a neighbour from the next period at either end.
    fn points(&self, x: &Value, xp: &Value, fp: &Array) -> Result<Wanted> {
        let of_floats = ArrayOptions {
            dtype: Some(DType::F64),
            ..Default::default()
        };
        let (x, xp) = (to_array_as(x, &of_floats)?, to_array_as(xp, &of_floats)?);
        if xp.ndim() != 1 || fp.ndim() != 1 {
            return Err(Raised::value_error("Data points must be 1-D sequences"));
        }
        if xp.size() != fp.size() {
            return Err(Raised::value_error("fp and xp are not of the same length"));
        }
        let inside = |values: Vec<f64>| -> Vec<f64> {
            let inside = values.into_iter().map(|x| floored_remainder(x, self.0));
            inside.collect()
        };
        let (xs, ys) = (inside(xp.to_vec_as()?), fp.to_vec_as::<Complex<f64>>()?);
        let order = positions(&xs, Task::Sort(SortKind::Quick));
        let (Some(&least), Some(&greatest)) = (order.first(), order.last()) else {
            return Err(Raised::index_error(
                "index -1 is out of bounds for axis 0 with size 0",
            ));
        };
        let around = iter::once(greatest)
            .chain(order.iter().copied())
            .chain([least]);
        let sorted_y: Vec<Complex<f64>> = around.map(|at| ys[at]).collect();
        let sorted_x = iter::once(xs[greatest] - self.0)
            .chain(order.iter().map(|&at| xs[at]))
            .chain([xs[least] + self.0])
            .collect();
        let points = Points {
            x: sorted_x,
            left: sorted_y[0],
            right: sorted_y[sorted_y.len() - 1],
            y: sorted_y,
        };
        let at = Array::from_shape_vec(x.shape(), inside(x.to_vec_as()?))?;
        Ok(Wanted { points, at })
    }
}

/// Which part of the overlap is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    Valid,
    Same,
    Full,
}

impl Mode {
    fn of(host: &mut dyn Host, mode: &Value) -> Result<Mode> {
        match mode {
            Value::Int(0) => return Ok(Mode::Valid),
            Value::Int(1) => return Ok(Mode::Same),
            Value::Int(2) => return Ok(Mode::Full),
            Value::Str(name) => match &**name {
                "valid" => return Ok(Mode::Valid),
                "same" => return Ok(Mode::Same),
                "full" => return Ok(Mode::Full),
                other if other.starts_with(['v', 'V', 's', 'S', 'f', 'F']) => {
                    return Err(Raised::value_error(
                        "Use one of 'valid', 'same', or 'full' for convolve/correlate mode",
                    ));
                }
                _ => {}
            },
            other => {
                let name = other.type_name();
                return Err(Raised::type_error(format!(
                    "convolve mode must be str, not {name}"
                )));
            }
        }
        let shown = crate::value::display::str(host, mode)?;
        Err(Raised::value_error(format!(
            "mode must be one of 'valid', 'same', or 'full' (got '{shown}')"
        )))
    }
}

/// An argument of one axis, in the dtype that it has.
fn vector(value: &Value) -> Result<Array> {
    let dtype = to_array(value)?.dtype().clone();
    safe_array(value, &dtype, 1..=1)
}

fn one_dimensional(a: &Array) -> Result<Array> {
    match a.ndim() {
        0 => Ok(a.reshaped(&[1], false)?),
        1 => Ok(a.clone()),
        _ => Err(Raised::value_error("object too deep for desired array")),
    }
}

fn convolve(host: &mut dyn Host, a: Array, v: Array, mode: Value) -> Result<Array> {
    // The lengths are looked at first, then the mode, and only then whether the arrays have one axis.
    let length = |x: &Array| x.shape().first().copied().unwrap_or(1);
    for (name, array) in [("a", &a), ("v", &v)] {
        if length(array) == 0 {
            return Err(Raised::value_error(format!("{name} cannot be empty")));
        }
    }
    let (a, v) = match length(&v) > length(&a) {
        true => (v, a),
        false => (a, v),
    };
    let mode = Mode::of(host, &mode)?;
    let (a, v) = (one_dimensional(&a)?, one_dimensional(&v)?);
    let reversed = v.with_layout(v.layout().sliced(0, v.size() - 1, v.size(), -1));
    correlate(host, &a, &reversed, mode, false, false)
}

/// The sums of products of `a` with `v` moved along it. `conjugate` takes the complex conjugate of `v`; a result of
/// `swapped` operands comes out reversed.
fn correlate(
    host: &mut dyn Host,
    a: &Array,
    v: &Array,
    mode: Mode,
    conjugate: bool,
    swapped: bool,
) -> Result<Array> {
    if a.size() == 0 || v.size() == 0 {
        let name = if a.size() == 0 { "first" } else { "second" };
        return Err(Raised::value_error(format!(
            "{name} array argument cannot be empty"
        )));
    }
    let dtype = promote(a.dtype(), v.dtype())?;
    if dtype.kind() == Kind::Timedelta {
        let durations = (convert_array(a, &dtype)?, convert_array(v, &dtype)?);
        if let Some((a, v)) = as_counts(&durations.0, &durations.1) {
            let sums = correlate(host, &a, &v, mode, conjugate, swapped)?;
            return Ok(as_durations(&sums));
        }
    }
    let (a, v) = if swapped { (v, a) } else { (a, v) };
    let steps = a.size().saturating_mul(v.size());
    meter::steps(steps)?;
    let reverse = swapped;
    let result = match dtype.kind() {
        Kind::Complex => {
            let (mut a, mut v) = (
                a.to_vec_as::<Complex<f64>>()?,
                v.to_vec_as::<Complex<f64>>()?,
            );
            if conjugate {
                let conjugated = if swapped { &mut a } else { &mut v };
                conjugated.iter_mut().for_each(|z| *z = z.conj());
            }
            sums(&a, &v, mode, reverse, |sum, a, v| sum + a * v)?
        }
        Kind::Float if dtype == DType::F64 => {
            let (a, v) = (a.to_vec_as::<f64>()?, v.to_vec_as::<f64>()?);
            sums(&a, &v, mode, reverse, |sum, a, v| sum + a * v)?
        }
        Kind::Float if dtype == DType::F16 => {
            let single = |x: &Array| -> Result<Vec<f32>> {
                Ok(x.to_vec_as::<f16>()?.into_iter().map(f16::to_f32).collect())
            };
            sums(&single(a)?, &single(v)?, mode, reverse, |sum, a, v| {
                sum + a * v
            })?
        }
        Kind::Float => {
            let (a, v) = (a.to_vec_as::<f32>()?, v.to_vec_as::<f32>()?);
            sums(&a, &v, mode, reverse, |sum, a, v| sum + a * v)?
        }
        Kind::Bool => {
            let (a, v) = (a.to_vec_as::<Bool>()?, v.to_vec_as::<Bool>()?);
            sums(&a, &v, mode, reverse, |sum: Bool, a, v| {
                Bool::from(sum.get() || (a.get() && v.get()))
            })?
        }
        // Integers wrap: the sums in int64 agree with narrower ones in their lower bits.
        Kind::Signed | Kind::Unsigned => {
            let (a, v) = (a.to_vec_as::<i64>()?, v.to_vec_as::<i64>()?);
            sums(&a, &v, mode, reverse, |sum: i64, a, v| {
                sum.wrapping_add(a.wrapping_mul(v))
            })?
        }
        Kind::Object => return object_sums(host, a, v, mode, reverse),
        _ => {
            return Err(Raised::value_error("data type must provide an itemsize"));
        }
    };
    convert_array(&result, &dtype)
}

/// Where the shorter sequence `v` meets `a`: the first place, and how many.
///
/// `v` is never the longer: NumPy swaps them.
fn meetings(mode: Mode, n: usize, k: usize) -> Range<usize> {
    let (first, count) = match mode {
        Mode::Valid => (k - 1, n.saturating_sub(k) + 1),
        Mode::Same => (k - 1 - k / 2, n),
        Mode::Full => (0, n + k - 1),
    };
    first..first + count
}

/// The pairs that stand over each other where `v`'s last element stands over `a[place]`.
fn pairs<'a, T>(a: &'a [T], v: &'a [T], place: usize) -> impl Iterator<Item = (&'a T, &'a T)> {
    let reach = v.len() - 1;
    let (start, skipped) = (place.saturating_sub(reach), reach.saturating_sub(place));
    let here = a.get(start..).unwrap_or(&[]).iter();
    here.zip(v.get(skipped..).unwrap_or(&[]))
}

fn object_sums(
    host: &mut dyn Host,
    a: &Array,
    v: &Array,
    mode: Mode,
    reverse: bool,
) -> Result<Array> {
    let values = |x: &Array| -> Result<Vec<Value>> {
        let objects = convert_array(x, &DType::Object)?;
        values_of(&objects)
    };
    let (a, v) = (values(a)?, values(v)?);
    let sum_at = |place| {
        let pairs = pairs(&a, &v, place).map(|(a, v)| (a.clone(), v.clone()));
        Ok(object_sum(host, pairs)?.into_object())
    };
    let mut found: Vec<_> = meetings(mode, a.len(), v.len())
        .map(sum_at)
        .collect::<Result<_>>()?;
    if reverse {
        found.reverse();
    }
    Ok(Array::from_objects(&[found.len()], found)?)
}

/// One sum for each place at which the shorter sequence `v` meets `a`.
fn sums<T: crate::array::Element>(
    a: &[T],
    v: &[T],
    mode: Mode,
    reverse: bool,
    step: impl Fn(T, T, T) -> T,
) -> Result<Array> {
    let sum_at = |place| {
        meter::go_on(v.len().min(meter::STRETCH))?;
        Ok(pairs(a, v, place).fold(T::default(), |sum, (&a, &v)| step(sum, a, v)))
    };
    let mut found: Vec<T> = meetings(mode, a.len(), v.len())
        .map(sum_at)
        .collect::<Result<_>>()?;
    if reverse {
        found.reverse();
    }
    Ok(Array::from_vec(found)?)
}
