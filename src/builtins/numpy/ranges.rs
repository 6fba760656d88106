//! Evenly spaced numbers: `arange`, `linspace`, `logspace`, `geomspace`.

use num_complex::Complex;

use crate::array::{Array, DType, Kind, Operand, Scalar, TimeUnit, result_type};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::{as_index, convert_array, operand_of, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// Numbers from `start` (0) up to, and without, `stop`, `step` (1) apart.
    ///
    /// >>> np.arange(3)
    /// array([0, 1, 2])
    /// >>> np.arange(1, 2, 0.25)
    /// array([1.  , 1.25, 1.5 , 1.75])
    "np.arange" "(start=<no value>, stop=None, step=None, dtype=None, *, device=None, like=None)" => arange;
    /// `num` numbers evenly spaced from `start` to `stop`, both included unless `endpoint` is False.
    ///
    /// >>> np.linspace(0, 1, 5)
    /// array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    "np.linspace" "(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)" => linspace;
    /// Numbers whose logarithms are evenly spaced: from `base**start` to `base**stop`.
    ///
    /// >>> np.logspace(0, 2, 3)
    /// array([  1.,  10., 100.])
    "np.logspace" "(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)" => logspace;
    /// Numbers in a geometric progression from `start` to `stop`.
    ///
    /// >>> np.geomspace(1, 1000, 4)
    /// array([   1.,   10.,  100., 1000.])
    "np.geomspace" "(start, stop, num=50, endpoint=True, dtype=None, axis=0)" => geomspace;
}

fn arange(
    Given(start): Given,
    stop: Value,
    step: Value,
    dtype: Option<DType>,
    _device: Value,
    _like: Value,
) -> Result<Array> {
    let given = [start.as_ref(), Some(&stop), Some(&step)];
    if let Some(dtype) = time_dtype(&given, dtype.as_ref()) {
        let step = if step.is_none() {
            &Value::Int(1)
        } else {
            &step
        };
        return match (&start, &stop) {
            (Some(stop), Value::None) if !stop.is_none() => {
                super::dates::arange(None, stop, step, &dtype)
            }
            (start, stop) => super::dates::arange(start.as_ref(), stop, step, &dtype),
        };
    }
    let (start, stop) = match (start, stop) {
        (None, Value::None) => {
            return Err(Raised::type_error(
                "arange() requires stop to be specified.",
            ));
        }
        (None, stop) => (Value::Int(0), stop),
        (Some(stop), Value::None) => (Value::Int(0), stop),
        (Some(start), stop) => (start, stop),
    };
    let step = if step.is_none() { Value::Int(1) } else { step };
    let given = [&start, &stop, &step];
    let mut operands = Vec::new();
    for value in given {
        if matches!(value, Value::None) {
            return Err(Raised::type_error(
                "unsupported operand type(s) for -: 'NoneType' and 'int'",
            ));
        }
        operands.push(match operand_of(value) {
            Some(Operand::PythonInt) => Operand::DType(to_array(value)?.dtype().clone()),
            Some(weak) => Operand::DType(weak.default_dtype()),
            None => Operand::DType(to_array(value)?.dtype().clone()),
        });
    }
    let found = result_type(&operands)?;
    if matches!(found, DType::Str(_) | DType::Bytes(_))
        && dtype.as_ref().is_none_or(|d| d.is_numeric())
    {
        let class = found.class_path();
        return Err(Raised::type_error(format!(
            "arange() not supported for inputs with DType <class '{class}'>."
        )));
    }
    let wanted = dtype.clone().unwrap_or_else(|| {
        if found == DType::Bool {
            DType::I64
        } else {
            found.clone()
        }
    });
    match wanted.kind() {
        _ if given.iter().all(|value| exact_integer(value).is_some()) => {
            integer_range(&start, &stop, &step, &wanted)
        }
        Kind::Complex => complex_range(&start, &stop, &step, &wanted),
        _ => float_range(&start, &stop, &step, &wanted),
    }
}

/// The dtype of a range of dates or durations: the one asked for, or of dates where one of the values is a date.
fn time_dtype(given: &[Option<&Value>], dtype: Option<&DType>) -> Option<DType> {
    if let Some(dtype) = dtype {
        let time = matches!(dtype.kind(), Kind::Datetime | Kind::Timedelta);
        return time.then(|| dtype.native().clone());
    }
    let scalars = || {
        given.iter().flatten().filter_map(|value| match value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        })
    };
    if scalars().any(|scalar| matches!(scalar, Scalar::Datetime(..))) {
        return Some(DType::Datetime(TimeUnit::GENERIC));
    }
    scalars()
        .any(|scalar| matches!(scalar, Scalar::Timedelta(..)))
        .then_some(DType::Timedelta(TimeUnit::GENERIC))
}

/// The value, if it is an integer that fits i64.
fn exact_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(x) => Some(*x as i64),
        Value::Float(_) => None,
        other => as_index(other).ok(),
    }
}

fn number(value: &Value) -> Result<f64> {
    let array = to_array(value)?;
    let scalar = array.first().filter(|_| array.size() == 1);
    scalar.and_then(|scalar| scalar.as_f64()).ok_or_else(|| {
        Raised::type_error(format!("must be real number, not {}", value.type_name()))
    })
}

fn checked_length(length: f64) -> Result<usize> {
    if length.is_nan() {
        return Err(Raised::value_error("arange: cannot compute length"));
    }
    if length > (isize::MAX / 8) as f64 {
        return Err(Raised::value_error("Maximum allowed size exceeded"));
    }
    let length = length.max(0.0) as usize;
    crate::array::meter::check_bytes(length.saturating_mul(8)).map_err(|_| too_large(length))?;
    Ok(length)
}

fn too_large(length: usize) -> Raised {
    match Array::zeros(DType::F64, &[length]) {
        Err(error) => error.into(),
        Ok(_) => Raised::new(ClassId::MEMORY_ERROR, ""),
    }
}

fn integer_range(start: &Value, stop: &Value, step: &Value, dtype: &DType) -> Result<Array> {
    let part = |value: &Value| exact_integer(value).unwrap_or(0);
    let (first, stop, step) = (part(start), part(stop), part(step));
    if step == 0 {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "division by zero",
        ));
    }
    let distance = i128::from(stop) - i128::from(first);
    let exact = num_integer::Integer::div_ceil(&distance, &i128::from(step)).max(0);
    let length = checked_length(exact as f64)?;
    if *dtype == DType::Bool && length > 2 {
        return Err(Raised::type_error(
            "arange() is only supported for booleans when the result has at most length 2.",
        ));
    }
    crate::array::meter::steps(length)?;
    let values = (0..length as i64)
        .map(|i| first.wrapping_add(i.wrapping_mul(step)))
        .collect::<Vec<i64>>();
    finish(Array::from_vec(values)?, dtype)
}

fn finish(array: Array, dtype: &DType) -> Result<Array> {
    if array.dtype() == dtype {
        Ok(array)
    } else {
        convert_array(&array, dtype)
    }
}

/// The first two numbers are computed and the rest continue by their difference, as NumPy fills a range.
fn float_range(start: &Value, stop: &Value, step: &Value, dtype: &DType) -> Result<Array> {
    let (first, stop, step) = (number(start)?, number(stop)?, number(step)?);
    if step == 0.0 {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "float division by zero",
        ));
    }
    let length = checked_length(((stop - first) / step).ceil())?;
    crate::array::meter::steps(length)?;
    if dtype.is_integer() {
        // Integers are filled in their own arithmetic from the truncated first two values.
        let (a, b) = (first as i64, (first + step) as i64);
        let delta = b.wrapping_sub(a);
        let values = (0..length as i64)
            .map(|i| a.wrapping_add(i.wrapping_mul(delta)))
            .collect::<Vec<i64>>();
        return finish(Array::from_vec(values)?, dtype);
    }
    if *dtype == DType::F32 {
        let (a, b) = (first as f32, (first + step) as f32);
        let delta = b - a;
        let value = |i: usize| if i == 1 { b } else { a + i as f32 * delta };
        return Ok(Array::from_vec(
            (0..length).map(value).collect::<Vec<f32>>(),
        )?);
    }
    let next = first + step;
    let delta = next - first;
    let value = |i: usize| {
        if i == 1 {
            next
        } else {
            first + i as f64 * delta
        }
    };
    finish(
        Array::from_vec((0..length).map(value).collect::<Vec<f64>>())?,
        dtype,
    )
}

fn complex_number(value: &Value) -> Result<Complex<f64>> {
    let array = to_array(value)?;
    let scalar = array.first().and_then(|scalar| scalar.as_complex());
    scalar.ok_or_else(|| Raised::type_error(format!("must be a number, not {}", value.type_name())))
}

fn complex_range(start: &Value, stop: &Value, step: &Value, dtype: &DType) -> Result<Array> {
    let (first, stop, step) = (
        complex_number(start)?,
        complex_number(stop)?,
        complex_number(step)?,
    );
    let ratio = (stop - first) / step;
    let length = checked_length(ratio.re.ceil().min(ratio.im.ceil()))?;
    let next = first + step;
    let delta = next - first;
    let value = |i: usize| {
        if i == 1 {
            next
        } else {
            first + delta * i as f64
        }
    };
    finish(
        Array::from_vec((0..length).map(value).collect::<Vec<_>>())?,
        dtype,
    )
}

/// What the evenly spaced functions share: both ends broadcast, how many, along which axis.
struct Spacing {
    start: Array,
    stop: Array,
    count: usize,
    endpoint: bool,
    axis: i64,
}

impl Spacing {
    fn new(start: &Value, stop: &Value, num: &Value, endpoint: bool, axis: i64) -> Result<Spacing> {
        let num = as_index(num)?;
        let Ok(count) = usize::try_from(num) else {
            return Err(Raised::value_error(format!(
                "Number of samples, {num}, must be non-negative."
            )));
        };
        let (start, stop) = (to_array(start)?, to_array(stop)?);
        let shape =
            crate::array::broadcast_shapes([start.shape(), stop.shape()]).ok_or_else(|| {
                let (a, b) = (
                    crate::array::shape_text(start.shape()),
                    crate::array::shape_text(stop.shape()),
                );
                Raised::value_error(format!(
                    "operands could not be broadcast together with shapes {a} {b} "
                ))
            })?;
        let stretch = |array: Array| array.broadcast_to(&shape).unwrap_or(array);
        Ok(Spacing {
            start: stretch(start),
            stop: stretch(stop),
            count,
            endpoint,
            axis,
        })
    }

    fn is_complex(&self) -> bool {
        self.start.dtype().kind() == Kind::Complex || self.stop.dtype().kind() == Kind::Complex
    }

    /// The dtype of the result where none is asked for.
    fn dtype(&self) -> Result<DType> {
        let own = |array: &Array| {
            let dtype = array.dtype();
            Operand::DType(if dtype.is_inexact() {
                dtype.clone()
            } else {
                DType::F64
            })
        };
        Ok(result_type(&[own(&self.start), own(&self.stop)])?)
    }

    /// All samples, shape `(count, *shape)`, and the steps between them.
    fn samples(&self) -> Result<(Array, Vec<Complex<f64>>)> {
        let starts = self.start.to_vec_as::<Complex<f64>>()?;
        let stops = self.stop.to_vec_as::<Complex<f64>>()?;
        let total = self.count.saturating_mul(starts.len());
        crate::array::checked_bytes(&[self.count, starts.len()], &DType::C128)?;
        crate::array::meter::check_bytes(total.saturating_mul(16)).map_err(|_| too_large(total))?;
        crate::array::meter::steps(total)?;
        let divisions = if self.endpoint {
            self.count.saturating_sub(1)
        } else {
            self.count
        };
        let line = |from: f64, to: f64, zero_step: bool, i: usize| {
            sample(from, to, i, divisions, zero_step)
        };
        let delta = |k: usize| stops[k] - starts[k];
        // A step that vanishes for any of the lines changes the order of the arithmetic for all.
        let vanishing =
            (0..starts.len()).any(|k| delta(k) / divisions.max(1) as f64 == Complex::new(0.0, 0.0));
        let mut values = Vec::with_capacity(total);
        for i in 0..self.count {
            for (start, stop) in starts.iter().zip(&stops) {
                let last = self.endpoint && self.count > 1 && i == self.count - 1;
                values.push(if last {
                    *stop
                } else {
                    Complex::new(
                        line(start.re, stop.re, vanishing, i),
                        line(start.im, stop.im, vanishing, i),
                    )
                });
            }
        }
        let steps = (0..starts.len())
            .map(|k| {
                if divisions > 0 {
                    delta(k) / divisions as f64
                } else {
                    Complex::new(f64::NAN, 0.0)
                }
            })
            .collect();
        let mut shape = vec![self.count];
        shape.extend_from_slice(self.start.shape());
        let array = if self.is_complex() {
            Array::from_shape_vec(&shape, values)?
        } else {
            Array::from_shape_vec(
                &shape,
                values.into_iter().map(|z| z.re).collect::<Vec<f64>>(),
            )?
        };
        Ok((array, steps))
    }

    /// The samples' axis moved to where it was asked for.
    fn placed(&self, array: Array) -> Result<Array> {
        if self.axis == 0 || array.ndim() == 1 {
            crate::array::normalize_axis(self.axis, array.ndim())?;
            return Ok(array);
        }
        let place = crate::array::normalize_axis(self.axis, array.ndim())?;
        let mut order: Vec<usize> = (1..array.ndim()).collect();
        order.insert(place, 0);
        Ok(array.with_layout(array.layout().permuted(&order)))
    }
}

/// Sample `i` of a line: `i * step + start`, or with the step left undivided where it vanishes.
fn sample(from: f64, to: f64, i: usize, divisions: usize, vanishing: bool) -> f64 {
    let delta = to - from;
    if divisions == 0 {
        return i as f64 * delta + from;
    }
    if vanishing {
        i as f64 / divisions as f64 * delta + from
    } else {
        i as f64 * (delta / divisions as f64) + from
    }
}

/// Integers are rounded down before the conversion.
fn to_result(array: Array, dtype: &DType) -> Result<Array> {
    if dtype.is_integer() && *array.dtype() == DType::F64 {
        let floored = array
            .to_vec::<f64>()?
            .into_iter()
            .map(f64::floor)
            .collect::<Vec<_>>();
        return convert_array(&Array::from_shape_vec(array.shape(), floored)?, dtype);
    }
    finish(array, dtype)
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn linspace(
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    retstep: bool,
    dtype: Option<DType>,
    axis: i64,
    _device: Value,
) -> Result<Value> {
    let spacing = Spacing::new(&start, &stop, &num, endpoint, axis)?;
    let dtype = match dtype {
        Some(dtype) => dtype,
        None => spacing.dtype()?,
    };
    let (samples, steps) = spacing.samples()?;
    let result = spacing.placed(to_result(samples, &dtype)?)?;
    if !retstep {
        return Ok(Value::array(result));
    }
    let steps = if spacing.is_complex() {
        Array::from_shape_vec(spacing.start.shape(), steps)?
    } else {
        Array::from_shape_vec(
            spacing.start.shape(),
            steps.iter().map(|z| z.re).collect::<Vec<f64>>(),
        )?
    };
    Ok(Value::tuple(vec![
        Value::array(result),
        Value::array_or_scalar(steps),
    ]))
}

fn logspace(
    host: &mut dyn Host,
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    base: Value,
    dtype: Option<DType>,
    axis: i64,
) -> Result<Value> {
    let spacing = Spacing::new(&start, &stop, &num, endpoint, axis)?;
    let (samples, _) = spacing.samples()?;
    let exponents = Value::array(spacing.placed(samples)?);
    let power = super::call(host, "np.power", [base, exponents])?;
    match dtype {
        None => Ok(power),
        Some(dtype) => Ok(Value::array(finish(to_array(&power)?, &dtype)?)),
    }
}

fn geomspace(
    host: &mut dyn Host,
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    dtype: Option<DType>,
    axis: i64,
) -> Result<Value> {
    let spacing = Spacing::new(&start, &stop, &num, endpoint, axis)?;
    let starts = spacing.start.to_vec_as::<Complex<f64>>()?;
    let stops = spacing.stop.to_vec_as::<Complex<f64>>()?;
    let zero = Complex::new(0.0, 0.0);
    if starts.iter().chain(&stops).any(|z| *z == zero) {
        return Err(Raised::value_error(
            "Geometric sequence cannot include zero",
        ));
    }
    let dtype = match dtype {
        Some(dtype) => dtype,
        None => spacing.dtype()?,
    };
    // The progression runs from 1 to stop / start, turned by the sign of start.
    let mut lines = Vec::with_capacity(starts.len());
    for (start, stop) in starts.iter().zip(&stops) {
        lines.push(progression(
            host,
            *start,
            *stop,
            spacing.count,
            endpoint,
            spacing.is_complex(),
        )?);
    }
    let mut shape = vec![spacing.count];
    shape.extend_from_slice(spacing.start.shape());
    let at = |i: usize, k: usize| lines[k][i];
    let all: Vec<Complex<f64>> = (0..spacing.count)
        .flat_map(|i| (0..starts.len()).map(move |k| (i, k)))
        .map(|(i, k)| at(i, k))
        .collect();
    let array = if spacing.is_complex() {
        Array::from_shape_vec(&shape, all)?
    } else {
        Array::from_shape_vec(&shape, all.into_iter().map(|z| z.re).collect::<Vec<f64>>())?
    };
    Ok(Value::array(spacing.placed(finish(array, &dtype)?)?))
}

/// One geometric progression; its ends are exact.
fn progression(
    host: &mut dyn Host,
    start: Complex<f64>,
    stop: Complex<f64>,
    count: usize,
    endpoint: bool,
    complex: bool,
) -> Result<Vec<Complex<f64>>> {
    let sign = if complex {
        start / start.norm()
    } else {
        Complex::new(start.re.signum(), 0.0)
    };
    let (from, to) = (start / sign, stop / sign);
    let line = |z: Complex<f64>| {
        if complex {
            Value::Complex(z)
        } else {
            Value::Float(z.re)
        }
    };
    let low = super::call(host, "np.log10", [line(from)])?;
    let high = super::call(host, "np.log10", [line(to)])?;
    let spaced = logspace(
        host,
        low,
        high,
        Value::Int(count as i64),
        endpoint,
        Value::Float(10.0),
        None,
        0,
    )?;
    let mut values = to_array(&spaced)?.to_vec_as::<Complex<f64>>()?;
    if let Some(first) = values.first_mut() {
        *first = from;
        if count > 1 && endpoint {
            values[count - 1] = to;
        }
    }
    Ok(values
        .into_iter()
        .map(|z| {
            if complex {
                z * sign
            } else {
                Complex::new(z.re * sign.re, 0.0)
            }
        })
        .collect())
}
