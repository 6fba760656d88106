//! `arange`: numbers a step apart, counted and filled as NumPy does.

use num_complex::Complex;
use num_traits::ToPrimitive;

use crate::array::{Array, DType, Element, Kind, Scalar, TimeUnit, meter, promote};
use crate::builtins;
use crate::builtins::operators;
use crate::builtins::python::float::to_float;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{ByPosition, Given};
use crate::value::convert::{ArrayOptions, Device, Like, convert_array, element_from, to_array_as};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

builtins! {
    /// Numbers from `start` (0) up to, and without, `stop`, `step` (1) apart.
    ///
    /// >>> np.arange(3)
    /// array([0, 1, 2])
    /// >>> np.arange(1, 2, 0.25)
    /// array([1.  , 1.25, 1.5 , 1.75])
    "np.arange" "(start=<no value>, stop=None, step=None, dtype=None, *, device=None, like=None)" => arange;
}

fn arange(
    host: &mut dyn Host,
    ByPosition(by_position): ByPosition,
    Given(start): Given,
    stop: Value,
    step: Value,
    dtype: Option<DType>,
    _device: Device,
    _like: Like,
) -> Result<Array> {
    if stop.is_none() && by_position == 0 {
        return Err(Raised::type_error(
            "arange() requires stop to be specified.",
        ));
    }
    let (start, stop) = match (start, stop) {
        (Some(stop), Value::None) => (None, stop),
        other => other,
    };
    let has_start = start.is_some();
    let range = Range {
        start: start.unwrap_or(Value::Int(0)),
        stop,
        step: if step.is_none() { Value::Int(1) } else { step },
    };
    let times = match &dtype {
        Some(dtype) => is_time_kind(dtype).then(|| dtype.native().clone()),
        None => range.time_dtype(),
    };
    match times {
        Some(dtype) => {
            let start = has_start.then_some(&range.start);
            super::dates::arange(start, &range.stop, &range.step, &dtype)
        }
        None => range.numbers(host, dtype),
    }
}

fn is_time_kind(dtype: &DType) -> bool {
    matches!(dtype.kind(), Kind::Datetime | Kind::Timedelta)
}

/// The kind of time that a value is, if it is one.
fn time_of(value: &Value) -> Option<Kind> {
    let kind = match value {
        Value::Scalar(scalar) => scalar.dtype().kind(),
        Value::Array(object) => object.with(|array| array.dtype().kind()),
        _ => return None,
    };
    matches!(kind, Kind::Datetime | Kind::Timedelta).then_some(kind)
}

/// The three values of a range, given or filled in.
struct Range {
    start: Value,
    stop: Value,
    step: Value,
}

impl Range {
    fn values(&self) -> [&Value; 3] {
        [&self.start, &self.stop, &self.step]
    }

    /// Where no dtype was asked for: dates where one of the values is a date, durations where one is a duration. Their
    /// unit is that of the values.
    fn time_dtype(&self) -> Option<DType> {
        let kinds = self.values().map(time_of);
        if kinds.contains(&Some(Kind::Datetime)) {
            return Some(DType::Datetime(TimeUnit::GENERIC));
        }
        let durations = kinds.contains(&Some(Kind::Timedelta));
        durations.then_some(DType::Timedelta(TimeUnit::GENERIC))
    }

    /// The dtype of a range of numbers: at least an integer of 64 bits.
    fn dtype(&self) -> Result<DType> {
        let own = |value: &&Value| {
            let options = ArrayOptions::default();
            to_array_as(value, &options).map_or(DType::Object, |array| array.dtype().clone())
        };
        let mut found = DType::I64;
        for dtype in self.values().iter().map(own) {
            found = promote(&found, &dtype)?;
        }
        Ok(found)
    }

    fn numbers(&self, host: &mut dyn Host, dtype: Option<DType>) -> Result<Array> {
        let dtype = match dtype {
            Some(dtype) => dtype,
            None => self.dtype()?,
        };
        let native = dtype.native();
        if !native.is_numeric() && *native != DType::Object {
            let class = native.class_path();
            return Err(Raised::type_error(format!(
                "arange() not supported for inputs with DType <class '{class}'>."
            )));
        }
        let length = match self.length(host, native.kind() == Kind::Complex) {
            Err(error) if error.is_a(ClassId::OVERFLOW_ERROR) => Err(too_long()),
            other => other,
        }?;
        let target = Array::zeros(dtype.clone(), &[length])?;
        if length == 0 {
            return Ok(target);
        }
        if *native == DType::Bool && length > 2 {
            return Err(Raised::type_error(
                "arange() is only supported for booleans when the result has at most length 2.",
            ));
        }
        let next = operators::binary(host, BinaryOp::Add, self.start.clone(), self.step.clone())?;
        meter::steps(length)?;
        if *native == DType::Object {
            return objects(host, &self.start, next, length);
        }
        let first = element_from(&self.start, native)?;
        let second = match length {
            1 => first.clone(),
            _ => element_from(&next, native)?,
        };
        let values = filled(native, &first, &second, length)?;
        match dtype == *native {
            true => Ok(values),
            false => convert_array(&values, &dtype),
        }
    }

    /// `ceil((stop - start) / step)` in the arithmetic of the values themselves.
    fn length(&self, host: &mut dyn Host, complex: bool) -> Result<usize> {
        let distance =
            operators::binary(host, BinaryOp::Sub, self.stop.clone(), self.start.clone()).map_err(
                |error| match self.stop {
                    Value::Tuple(_) => {
                        Raised::type_error("arange: scalar arguments expected instead of a tuple.")
                    }
                    _ => error,
                },
            )?;
        let differs = operators::compare(host, CompareOp::NotEq, &distance, &Value::Int(0))?;
        let differs = truth(host, &differs)?;
        let count = operators::binary(host, BinaryOp::Div, distance, self.step.clone())?;
        let parts = match (&count, complex) {
            (Value::Complex(z), true) | (Value::Scalar(Scalar::C128(z)), true) => Some(*z),
            _ => None,
        };
        if let Some(z) = parts {
            return Ok(whole(z.re)?.min(whole(z.im)?));
        }
        let count = to_float(host, &count)?;
        if count == 0.0 && differs {
            // The step is infinite, or the quotient too small to see.
            return Ok(usize::from(!count.is_sign_negative()));
        }
        whole(count)
    }
}

fn too_long() -> Raised {
    Raised::value_error("Maximum allowed size exceeded")
}

/// A count rounded up; none where it is negative.
fn whole(count: f64) -> Result<usize> {
    if count.is_nan() {
        return Err(Raised::value_error("arange: cannot compute length"));
    }
    let ceiling = count.ceil();
    if ceiling.abs() >= isize::MAX as f64 {
        return Err(too_long());
    }
    Ok(ceiling.max(0.0).to_usize().unwrap_or(0))
}

/// A range that goes on from its first two numbers by their difference, in the dtype's own arithmetic.
fn filled(dtype: &DType, first: &Scalar, second: &Scalar, length: usize) -> Result<Array> {
    match dtype {
        DType::F32 => {
            let (a, b) = (real(first) as f32, real(second) as f32);
            let delta = b - a;
            continued(length, a, b, |i| a + i as f32 * delta)
        }
        DType::F16 => {
            // Half precision is only how the numbers are kept.
            let (a, b) = (real(first) as f32, real(second) as f32);
            let delta = b - a;
            let values = continued(length, a, b, |i| a + i as f32 * delta)?;
            convert_array(&values, dtype)
        }
        DType::F64 => {
            let (a, b) = (real(first), real(second));
            let delta = b - a;
            continued(length, a, b, |i| a + i as f64 * delta)
        }
        DType::C64 | DType::C128 => {
            let zero = Complex::new(0.0, 0.0);
            let (a, b) = (
                first.as_complex().unwrap_or(zero),
                second.as_complex().unwrap_or(zero),
            );
            let delta = b - a;
            let values = continued(length, a, b, |i| a + delta * i as f64)?;
            convert_array(&values, dtype)
        }
        _ => {
            let (a, b) = (bits(first), bits(second));
            let delta = b.wrapping_sub(a);
            let values = continued(length, a, b, |i| {
                a.wrapping_add((i as i64).wrapping_mul(delta))
            })?;
            match dtype {
                DType::I64 => Ok(values),
                _ => convert_array(&values, dtype),
            }
        }
    }
}

fn continued<T: Element>(length: usize, a: T, b: T, at: impl Fn(usize) -> T) -> Result<Array> {
    let value = |i| match i {
        0 => a,
        1 => b,
        _ => at(i),
    };
    let mut values = Vec::with_capacity(length);
    for start in (0..length).step_by(meter::STRETCH) {
        let end = length.min(start + meter::STRETCH);
        meter::go_on(end - start)?;
        values.extend((start..end).map(value));
    }
    Ok(Array::from_vec(values)?)
}

fn real(scalar: &Scalar) -> f64 {
    scalar.as_f64().unwrap_or(0.0)
}

/// An integer modulo 2**64.
fn bits(scalar: &Scalar) -> i64 {
    match scalar {
        Scalar::U64(x) => *x as i64,
        Scalar::Bool(x) => i64::from(*x),
        other => other.as_integer().map_or(0, |x| x as i64),
    }
}

/// A range of Python's objects: each is the one before and the first difference.
fn objects(host: &mut dyn Host, start: &Value, next: Value, length: usize) -> Result<Array> {
    let mut values = vec![start.clone()];
    if length > 1 {
        let delta = operators::binary(host, BinaryOp::Sub, next.clone(), start.clone())?;
        let mut last = next;
        while values.len() + 1 < length {
            let following = operators::binary(host, BinaryOp::Add, last.clone(), delta.clone())?;
            values.push(std::mem::replace(&mut last, following));
        }
        values.push(last);
    }
    let objects = values.into_iter().map(Value::into_object).collect();
    Ok(Array::from_objects(&[length], objects)?)
}
