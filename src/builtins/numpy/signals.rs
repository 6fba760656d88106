//! Sequences as signals: interpolation, convolution and correlation.

use half::f16;
use num_complex::Complex;

use crate::array::sort::{SortKind, Task, positions};
use crate::array::{Array, Bool, DType, Kind, meter, promote};
use crate::builtins;
use crate::value::convert::{convert_array, to_array};
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
    "np.correlate" "(a, v, mode='valid')" => |host: &mut dyn Host, a: Array, v: Array, mode: Value| {
        let mode = Mode::of(host, &mode)?;
        // Unlike `convolve`, it takes no numbers for vectors.
        if a.ndim() == 0 || v.ndim() == 0 && a.ndim() == 1 {
            return Err(Raised::value_error(
                "object of too small depth for desired array",
            ));
        }
        let swapped = a.size() < v.size();
        correlate(&one_dimensional(&a)?, &one_dimensional(&v)?, mode, true, swapped)
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

fn complex_of(value: &Value, default: Complex<f64>) -> Result<Complex<f64>> {
    if value.is_none() {
        return Ok(default);
    }
    Ok(to_array(value)?
        .to_vec_as::<Complex<f64>>()?
        .first()
        .copied()
        .unwrap_or(default))
}

fn interp(
    x: Array,
    xp: Array,
    fp: Array,
    left: Value,
    right: Value,
    period: Option<f64>,
) -> Result<Value> {
    let mut queries = x.to_vec_as::<f64>()?;
    if xp.ndim() != 1 || fp.ndim() != 1 {
        let message = match (period, xp.ndim().min(fp.ndim())) {
            (Some(_), _) => "Data points must be 1-D sequences",
            (None, 0) => "object of too small depth for desired array",
            _ => "object too deep for desired array",
        };
        return Err(Raised::value_error(message));
    }
    let (mut xs, mut ys) = (xp.to_vec_as::<f64>()?, fp.to_vec_as::<Complex<f64>>()?);
    if xs.is_empty() && ys.is_empty() {
        return Err(Raised::value_error("array of sample points is empty"));
    }
    if xs.len() != ys.len() {
        return Err(Raised::value_error("fp and xp are not of the same length."));
    }
    let (mut left, mut right) = (
        complex_of(&left, ys[0])?,
        complex_of(&right, ys[ys.len() - 1])?,
    );
    if let Some(period) = period {
        (xs, ys) = periodic(xs, ys, period)?;
        let period = period.abs();
        queries
            .iter_mut()
            .for_each(|x| *x = floored_remainder(*x, period));
        (left, right) = (ys[0], ys[ys.len() - 1]);
    }
    meter::steps(queries.len())?;
    let points = Points {
        x: xs,
        y: ys,
        left,
        right,
    };
    let found: Vec<Complex<f64>> = queries.into_iter().map(|x| points.at(x)).collect();
    let result = Array::from_shape_vec(x.shape(), found)?;
    let dtype = if fp.dtype().kind() == Kind::Complex {
        DType::C128
    } else {
        DType::F64
    };
    Ok(Value::array_or_scalar(convert_array(&result, &dtype)?))
}

/// The remainder with the sign of the divisor, which is positive.
fn floored_remainder(x: f64, divisor: f64) -> f64 {
    let rest = x % divisor;
    if rest < 0.0 { rest + divisor } else { rest }
}

/// The points of one period, sorted, with a neighbour from the next period at either end.
fn periodic(
    xs: Vec<f64>,
    ys: Vec<Complex<f64>>,
    period: f64,
) -> Result<(Vec<f64>, Vec<Complex<f64>>)> {
    if period == 0.0 {
        return Err(Raised::value_error("period must be a non-zero value"));
    }
    let period = period.abs();
    let xs: Vec<f64> = xs
        .into_iter()
        .map(|x| floored_remainder(x, period))
        .collect();
    let order = positions(&xs, Task::Sort(SortKind::Quick));
    let mut sorted_x: Vec<f64> = order.iter().map(|&at| xs[at]).collect();
    let mut sorted_y: Vec<Complex<f64>> = order.iter().map(|&at| ys[at]).collect();
    let (first, last) = (0, sorted_x.len() - 1);
    let (before, after) = (sorted_x[last] - period, sorted_x[first] + period);
    let (before_y, after_y) = (sorted_y[last], sorted_y[first]);
    sorted_x.insert(0, before);
    sorted_x.push(after);
    sorted_y.insert(0, before_y);
    sorted_y.push(after_y);
    Ok((sorted_x, sorted_y))
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
    let (a, v) = if length(&v) > length(&a) {
        (v, a)
    } else {
        (a, v)
    };
    let mode = Mode::of(host, &mode)?;
    let (a, v) = (one_dimensional(&a)?, one_dimensional(&v)?);
    let reversed = v.with_layout(v.layout().sliced(0, v.size() - 1, v.size(), -1));
    correlate(&a, &reversed, mode, false, false)
}

/// The sums of products of `a` with `v` moved along it. `conjugate` takes the complex conjugate of `v`; a result of
/// `swapped` operands comes out reversed.
fn correlate(a: &Array, v: &Array, mode: Mode, conjugate: bool, swapped: bool) -> Result<Array> {
    if a.size() == 0 || v.size() == 0 {
        let name = if a.size() == 0 { "first" } else { "second" };
        return Err(Raised::value_error(format!(
            "{name} array argument cannot be empty"
        )));
    }
    let dtype = promote(a.dtype(), v.dtype())?;
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
        _ => {
            return Err(Raised::type_error("data type must provide a dot function"));
        }
    };
    convert_array(&result, &dtype)
}

/// One sum for each place at which the shorter sequence `v` meets `a`.
fn sums<T: crate::array::Element>(
    a: &[T],
    v: &[T],
    mode: Mode,
    reverse: bool,
    step: impl Fn(T, T, T) -> T,
) -> Result<Array> {
    // A longer `v` moves past `a`; NumPy swaps them, so that `v` is never the longer.
    let (n, k) = (a.len(), v.len());
    let (first, count) = match mode {
        Mode::Valid => (k - 1, n.saturating_sub(k) + 1),
        Mode::Same => (k - 1 - k / 2, n),
        Mode::Full => (0, n + k - 1),
    };
    let sum_at = |place: usize| {
        // `v`'s last element stands over `a[place]`.
        let skipped = (k - 1).saturating_sub(place);
        let start = place.saturating_sub(k - 1);
        let pairs = a
            .get(start..)
            .unwrap_or(&[])
            .iter()
            .zip(v.get(skipped..).unwrap_or(&[]));
        pairs.fold(T::default(), |sum, (&a, &v)| step(sum, a, v))
    };
    let mut found: Vec<T> = (first..first + count).map(sum_at).collect();
    if reverse {
        found.reverse();
    }
    Ok(Array::from_vec(found)?)
}
