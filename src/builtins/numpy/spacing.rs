//! Evenly spaced numbers: `linspace`, `logspace`, `geomspace`, composed of other functions as NumPy composes them.

use crate::array::{Array, DType, Operand, result_type};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::Given;
use crate::value::convert::{Device, as_index, operand_of, set_elements, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::compose::{self, call_with};

builtins! {
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

fn linspace(
    host: &mut dyn Host,
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    retstep: bool,
    dtype: Option<DType>,
    axis: Value,
    _device: Device,
) -> Result<Value> {
    let count = sample_count(&num)?;
    let inexact = inexact_type(&start, &stop)?;
    let (samples, step) = samples(host, (start, stop), count, endpoint, &inexact)?;
    let dtype = dtype.unwrap_or(inexact);
    let samples = moved(host, samples, &axis)?;
    let mut result = to_array(&samples)?;
    if dtype.is_integer() {
        // Integers are rounded down before the conversion.
        result = compose::array(host, "np.floor", [Value::array(result)])?;
    }
    if *result.dtype() != dtype {
        result = super::casts::convert(host, &result, &dtype)?;
    }
    let result = Value::array(result);
    Ok(match retstep {
        true => Value::tuple(vec![result, step]),
        false => result,
    })
}

fn sample_count(num: &Value) -> Result<i64> {
    let count = as_index(num)?;
    if count < 0 {
        return Err(Raised::value_error(format!(
            "Number of samples, {count}, must be non-negative."
        )));
    }
    Ok(count)
}

/// The dtype of both ends, and at least a float.
fn inexact_type(start: &Value, stop: &Value) -> Result<DType> {
    let operand = |value: &Value| -> Result<Operand> {
        let dtype = to_array(value)?.dtype().clone();
        // Integers that need more than 64 bits are objects, however they are written.
        Ok(match operand_of(value).filter(|_| dtype != DType::Object) {
            Some(weak) => weak,
            None => Operand::DType(dtype),
        })
    };
    let operands = [operand(start)?, operand(stop)?, Operand::PythonFloat];
    Ok(result_type(&operands)?)
}

/// The samples along a new first axis, and the step between them.
fn samples(
    host: &mut dyn Host,
    (start, stop): (Value, Value),
    count: i64,
    endpoint: bool,
    dtype: &DType,
) -> Result<(Value, Value)> {
    let computed = [("dtype", Value::DType(std::rc::Rc::new(dtype.clone())))];
    let (start, stop) = (operand_value(start)?, operand_value(stop)?);
    let delta = call_with(host, "np.subtract", [stop.clone(), start.clone()], computed)?;
    let mut open = vec![usize::try_from(count).unwrap_or(0)];
    open.resize(1 + to_array(&delta)?.ndim(), 1);
    let dtype = Value::DType(std::rc::Rc::new(dtype.clone()));
    let counted = super::call(
        host,
        "np.arange",
        [Value::Int(0), Value::Int(count), Value::Int(1), dtype],
    )?;
    let mut y = Value::array(to_array(&counted)?.reshaped(&open, false)?);
    let divisions = if endpoint { count - 1 } else { count };
    let step = if divisions > 0 {
        let divisions = Value::Int(divisions);
        let step = operators::binary(host, BinaryOp::Div, delta.clone(), divisions.clone())?;
        let vanishes = operators::compare(host, CompareOp::Eq, &step, &Value::Int(0))?;
        // A step that vanishes for any of the lines is left undivided for all.
        if compose::truths(&to_array(&vanishes)?)?.contains(&true) {
            y = operators::inplace(host, BinaryOp::Div, y, divisions)?;
            y = operators::binary(host, BinaryOp::Mul, y, delta)?;
        } else {
            y = operators::binary(host, BinaryOp::Mul, y, step.clone())?;
        }
        step
    } else {
        y = operators::binary(host, BinaryOp::Mul, y, delta)?;
        Value::Float(f64::NAN)
    };
    let y = operators::inplace(host, BinaryOp::Add, y, start)?;
    if endpoint && count > 1 {
        let array = to_array(&y)?;
        let last = array
            .layout()
            .at(0, usize::try_from(count - 1).unwrap_or(0));
        set_elements(&array.with_layout(last), &stop)?;
    }
    Ok((y, step))
}

/// A number as it is; anything else as an array.
fn operand_value(value: Value) -> Result<Value> {
    match operand_of(&value) {
        Some(Operand::PythonInt) if *to_array(&value)?.dtype() == DType::Object => {
            value.into_array_value()
        }
        Some(_) => Ok(value),
        None => value.into_array_value(),
    }
}

/// The first axis moved to where the samples were asked for.
fn moved(host: &mut dyn Host, samples: Value, axis: &Value) -> Result<Value> {
    match axis {
        Value::Int(0) => Ok(samples),
        axis => super::call(host, "np.moveaxis", [samples, Value::Int(0), axis.clone()]),
    }
}

fn logspace(
    host: &mut dyn Host,
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    base: Value,
    dtype: Option<DType>,
    axis: Value,
) -> Result<Value> {
    let (mut start, mut stop, mut base) = (start, stop, base);
    let plain = matches!(base, Value::Float(_) | Value::Int(_) | Value::Bool(_));
    if !plain && to_array(&base)?.ndim() > 0 {
        // Bases of their own take part in the broadcasting, and so in where the axis goes.
        let arrays = [to_array(&start)?, to_array(&stop)?, to_array(&base)?];
        let ndim = super::shape::common_shape(&arrays)?.len();
        let raised = |array: &Array| {
            let layout = array.layout().clone();
            let layout = (array.ndim()..ndim).fold(layout, |layout, _| layout.with_axis(0));
            Value::array(array.with_layout(layout))
        };
        let [a, b, c] = &arrays;
        (start, stop) = (raised(a), raised(b));
        base = super::call(host, "np.expand_dims", [raised(c), axis.clone()])?;
    }
    let endpoint = Value::Bool(endpoint);
    let exponents = call_with(
        host,
        "np.linspace",
        [start, stop],
        [("num", num), ("endpoint", endpoint), ("axis", axis)],
    )?;
    let power = super::call(host, "np.power", [base, exponents])?;
    match dtype {
        None => Ok(power),
        Some(dtype) => {
            let power = to_array(&power)?;
            Ok(Value::array(super::casts::convert(host, &power, &dtype)?))
        }
    }
}

fn geomspace(
    host: &mut dyn Host,
    start: Value,
    stop: Value,
    num: Value,
    endpoint: bool,
    Given(dtype): Given,
    axis: Value,
) -> Result<Value> {
    let (start, stop) = (to_array(&start)?, to_array(&stop)?);
    for end in [&start, &stop] {
        let zero = operators::compare(
            host,
            CompareOp::Eq,
            &Value::array(end.clone()),
            &Value::Int(0),
        )?;
        if compose::truths(&to_array(&zero)?)?.contains(&true) {
            return Err(Raised::value_error(
                "Geometric sequence cannot include zero",
            ));
        }
    }
    crate::builtins::python::float::to_float(host, &num)?;
    let asked = match &dtype {
        Some(dtype) if !dtype.is_none() => Some(crate::value::convert::to_dtype(dtype)?),
        _ => None,
    };
    let found = result_type(&[
        Operand::DType(start.dtype().clone()),
        Operand::DType(stop.dtype().clone()),
        Operand::PythonFloat,
        Operand::DType(asked.clone().unwrap_or(DType::F64)),
    ])?;
    let dtype = asked.unwrap_or_else(|| found.clone());
    let start = Value::array(super::casts::convert(host, &start.copy()?, &found)?);
    let stop = Value::array(super::casts::convert(host, &stop.copy()?, &found)?);
    // Turned to begin among the positive numbers, computed there, and turned back.
    let sign = super::call(host, "np.sign", [start.clone()])?;
    let start = operators::binary(host, BinaryOp::Div, start, sign.clone())?;
    let stop = operators::binary(host, BinaryOp::Div, stop, sign.clone())?;
    let exponents = [
        super::call(host, "np.log10", [start.clone()])?,
        super::call(host, "np.log10", [stop.clone()])?,
    ];
    let line = call_with(
        host,
        "np.logspace",
        exponents,
        [
            ("num", num),
            ("endpoint", Value::Bool(endpoint)),
            ("base", Value::Float(10.0)),
            ("dtype", Value::DType(std::rc::Rc::new(found))),
        ],
    )?;
    let line = to_array(&line)?;
    let count = line.shape().first().copied().unwrap_or(0);
    // A power of a logarithm need not be the number itself: the ends are put in their places.
    if count > 0 {
        set_elements(&line.with_layout(line.layout().at(0, 0)), &start)?;
    }
    if count > 1 && endpoint {
        set_elements(&line.with_layout(line.layout().at(0, count - 1)), &stop)?;
    }
    let turned = operators::inplace(host, BinaryOp::Mul, Value::array(line), sign)?;
    let placed = to_array(&moved(host, turned, &axis)?)?;
    if *placed.dtype() == DType::Object || *placed.dtype() == dtype {
        return Ok(Value::array(placed));
    }
    Ok(Value::array(super::casts::convert(host, &placed, &dtype)?))
}
