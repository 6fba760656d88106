//! Differences between neighbours, and what is made of them: gradients, integrals, cross products.

use crate::array::{Array, Casting, DType, Shape, can_cast, normalize_axis};
use crate::builtins;
use crate::builtins::operators as python;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{Given, Rest};
use crate::value::convert::{AxisArgument, as_index, convert_array, to_array};
use crate::value::{Host, Raised, Result, Value, truth};

use super::comparing::operate;
use super::compose::{self, axes_of, truths, value};
use super::joining::{join, part};
use super::operators::binary;

builtins! {
    /// The differences between neighbours along an axis, `n` times over.
    ///
    /// >>> np.diff([1, 4, 9, 16])
    /// array([3, 5, 7])
    "np.diff" "(a, n=1, axis=-1, prepend=<no value>, append=<no value>)" => diff;
    /// The differences between neighbours of the flattened array, with values put before and behind.
    ///
    /// >>> np.ediff1d([1, 4, 9], to_begin=0)
    /// array([0, 3, 5])
    "np.ediff1d" "(ary, to_end=None, to_begin=None)" => ediff1d;
    /// The slope at each point: central differences inside, one-sided ones at the ends. Distances are numbers or
    /// coordinates, one per axis.
    ///
    /// >>> np.gradient([1.0, 2.0, 4.0, 7.0])
    /// array([1. , 1.5, 2.5, 3. ])
    "np.gradient" "(f, *varargs, axis=None, edge_order=1)" => gradient;
    /// The integral along an axis by the trapezoidal rule.
    ///
    /// >>> np.trapezoid([1, 2, 3])
    /// np.float64(4.0)
    "np.trapezoid" "(y, x=None, dx=1.0, axis=-1)" => trapezoid;
}

/// What is put before or behind: one slice of the array's shape if it is a single value.
fn extension(given: Option<Value>, a: &Array, axis: usize) -> Result<Option<Array>> {
    let Some(given) = given else {
        return Ok(None);
    };
    let array = to_array(&given)?;
    if array.ndim() > 0 {
        return Ok(Some(array));
    }
    let mut shape: Shape = a.shape().into();
    shape[axis] = 1;
    Ok(array.broadcast_to(&shape))
}

/// All elements but the last along an axis, and all but the first.
fn neighbours(a: &Array, axis: usize) -> (Array, Array) {
    let length = a.shape()[axis].saturating_sub(1);
    (
        part(a, axis, 0, length),
        part(a, axis, usize::from(a.shape()[axis] > 0), length),
    )
}

fn diff(
    host: &mut dyn Host,
    a: Value,
    n: Value,
    axis: i64,
    prepend: Given,
    append: Given,
) -> Result<Value> {
    let zero = Value::Int(0);
    let none = python::compare(host, CompareOp::Eq, &n, &zero)?;
    if truth(host, &none)? {
        return Ok(a);
    }
    let negative = python::compare(host, CompareOp::Lt, &n, &zero)?;
    if truth(host, &negative)? {
        return Err(Raised::value_error(format!(
            "order must be non-negative but got {}",
            crate::value::display::str(host, &n)?
        )));
    }
    let a = to_array(&a)?;
    if a.ndim() == 0 {
        return Err(Raised::value_error(
            "diff requires input that is at least one dimensional",
        ));
    }
    let n = as_index(&n)?;
    let axis = normalize_axis(axis, a.ndim())?;
    let before = extension(prepend.0, &a, axis)?;
    let behind = extension(append.0, &a, axis)?;
    let blocks: Vec<Value> = [before, Some(a.clone()), behind]
        .into_iter()
        .flatten()
        .map(|block| value(&block))
        .collect();
    let mut a = if blocks.len() > 1 {
        compose::array(
            host,
            "np.concatenate",
            [Value::tuple(blocks), Value::Int(axis as i64)],
        )?
    } else {
        a
    };
    for _ in 0..n {
        let (earlier, later) = neighbours(&a, axis);
        a = if *a.dtype() == DType::Bool {
            to_array(&compose::ufunc(
                host,
                "not_equal",
                [value(&later), value(&earlier)],
            )?)?
        } else {
            operate(host, BinaryOp::Sub, &later, &earlier)?
        };
        if a.shape()[axis] == 0 {
            break;
        }
    }
    Ok(Value::array(a))
}

fn ediff1d(host: &mut dyn Host, a: Array, to_end: Value, to_begin: Value) -> Result<Array> {
    let a = a.reshaped(&[a.size()], false)?;
    let (earlier, later) = neighbours(&a, 0);
    let middle = operate(host, BinaryOp::Sub, &later, &earlier)?;
    let mut blocks = Vec::new();
    for (name, given) in [("to_begin", &to_begin), ("to_end", &to_end)] {
        if name == "to_end" {
            blocks.push(middle.clone());
        }
        if given.is_none() {
            continue;
        }
        let values = to_array(given)?;
        if !can_cast(values.dtype(), a.dtype(), Casting::SameKind) {
            return Err(Raised::type_error(format!(
                "dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
            )));
        }
        blocks.push(values.reshaped(&[values.size()], false)?);
    }
    join(&blocks, 0, middle.dtype())
}

/// Arithmetic on values, for formulas of several steps.
struct Formula<'a>(&'a mut dyn Host);

impl Formula<'_> {
    fn op(&mut self, op: BinaryOp, a: &Value, b: &Value) -> Result<Value> {
        binary(self.0, op, a.clone(), b.clone())
    }

    fn add(&mut self, a: &Value, b: &Value) -> Result<Value> {
        self.op(BinaryOp::Add, a, b)
    }

    fn sub(&mut self, a: &Value, b: &Value) -> Result<Value> {
        self.op(BinaryOp::Sub, a, b)
    }

    fn mul(&mut self, a: &Value, b: &Value) -> Result<Value> {
        self.op(BinaryOp::Mul, a, b)
    }

    fn div(&mut self, a: &Value, b: &Value) -> Result<Value> {
        self.op(BinaryOp::Div, a, b)
    }

    fn times(&mut self, factor: f64, a: &Value) -> Result<Value> {
        match a {
            Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
                let a = to_array(a)?
                    .to_vec_as::<f64>()?
                    .first()
                    .copied()
                    .unwrap_or(f64::NAN);
                Ok(Value::Float(factor * a))
            }
            other => self.mul(&Value::Float(factor), other),
        }
    }

    /// `a * x + b * y + c * z`
    fn weighted(&mut self, weights: &[Value; 3], values: [Value; 3]) -> Result<Value> {
        let (x, y) = (
            self.mul(&weights[0], &values[0])?,
            self.mul(&weights[1], &values[1])?,
        );
        let first = self.add(&x, &y)?;
        let z = self.mul(&weights[2], &values[2])?;
        self.add(&first, &z)
    }
}

/// Distances along one axis: all the same, or one between each two points.
enum Spacing {
    Even(Value),
    Uneven(Array),
}

fn spacings(
    host: &mut dyn Host,
    f: &Array,
    given: &[Value],
    axes: &[usize],
) -> Result<Vec<Spacing>> {
    match given {
        [] => Ok(axes
            .iter()
            .map(|_| Spacing::Even(Value::Float(1.0)))
            .collect()),
        [one] if to_array(one)?.ndim() == 0 => {
            Ok(axes.iter().map(|_| Spacing::Even(one.clone())).collect())
        }
        several if several.len() == axes.len() => {
            let pairs = several.iter().zip(axes);
            pairs
                .map(|(given, &axis)| spacing(host, f, given, axis))
                .collect()
        }
        _ => Err(Raised::type_error("invalid number of arguments")),
    }
}

fn spacing(host: &mut dyn Host, f: &Array, given: &Value, axis: usize) -> Result<Spacing> {
    let points = to_array(given)?;
    match points.ndim() {
        0 => return Ok(Spacing::Even(given.clone())),
        1 => {}
        _ => {
            return Err(Raised::value_error(
                "distances must be either scalars or 1d",
            ));
        }
    }
    if points.size() != f.shape()[axis] {
        return Err(Raised::value_error(
            "when 1d, distances must match the length of the corresponding dimension",
        ));
    }
    let points = if points.dtype().is_integer() {
        convert_array(&points, &DType::F64)?
    } else {
        points
    };
    let (earlier, later) = neighbours(&points, 0);
    let steps = operate(host, BinaryOp::Sub, &later, &earlier)?;
    let first = steps.first().map_or(Value::None, Value::scalar);
    let equal = compose::quiet(host, "equal", [value(&steps), first.clone()])?;
    let even = !truths(&to_array(&equal)?)?.contains(&false);
    Ok(if even {
        Spacing::Even(first)
    } else {
        Spacing::Uneven(steps)
    })
}

fn gradient(
    host: &mut dyn Host,
    f: Array,
    Rest(distances): Rest,
    axis: AxisArgument,
    edge_order: Value,
) -> Result<Value> {
    let axes = axes_of(&axis, f.ndim())?;
    let spacings = spacings(host, &f, &distances, &axes)?;
    let two = Value::Int(2);
    let above = crate::builtins::operators::compare(host, CompareOp::Gt, &edge_order, &two)?;
    if crate::value::truth(host, &above)? {
        return Err(Raised::value_error(
            "'edge_order' greater than 2 not supported",
        ));
    }
    let edge_order = crate::value::convert::as_index(&edge_order)?;
    let dtype = if f.dtype().is_inexact() || !f.dtype().is_numeric() {
        f.dtype().native().clone()
    } else {
        DType::F64
    };
    let f = if f.dtype().is_integer() {
        convert_array(&f, &DType::F64)?
    } else {
        f
    };
    let mut slopes = Vec::new();
    for (&axis, spacing) in axes.iter().zip(&spacings) {
        if (f.shape()[axis] as i64) < edge_order + 1 {
            return Err(Raised::value_error(
                "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.",
            ));
        }
        let mut formula = Formula(host);
        let inner = inner_slopes(&mut formula, &f, axis, spacing)?;
        let first = edge_slope(&mut formula, &f, axis, spacing, edge_order, false)?;
        let last = edge_slope(&mut formula, &f, axis, spacing, edge_order, true)?;
        slopes.push(Value::array(join(&[first, inner, last], axis, &dtype)?));
    }
    if let [only] = &slopes[..] {
        return Ok(only.clone());
    }
    Ok(Value::tuple(slopes))
}

fn inner_slopes(formula: &mut Formula, f: &Array, axis: usize, spacing: &Spacing) -> Result<Array> {
    let inside = f.shape()[axis].saturating_sub(2);
    let at = |start: usize| value(&part(f, axis, start.min(f.shape()[axis] - 1), inside));
    let slopes = match spacing {
        Spacing::Even(step) => {
            let rise = formula.sub(&at(2), &at(0))?;
            let run = formula.times(2.0, step)?;
            formula.div(&rise, &run)?
        }
        Spacing::Uneven(steps) => {
            let mut shape: Shape = f.shape().iter().map(|_| 1).collect();
            shape[axis] = inside;
            let step = |start| part(steps, 0, start, inside).reshaped(&shape, false);
            let (one, two) = (value(&step(0)?), value(&step(1)?));
            let weights = uneven_weights(formula, &one, &two)?;
            formula.weighted(&weights, [at(0), at(1), at(2)])?
        }
    };
    to_array(&slopes)
}

/// The weights of three points at uneven distances, for the slope at the middle one.
fn uneven_weights(formula: &mut Formula, one: &Value, two: &Value) -> Result<[Value; 3]> {
    let sum = formula.add(one, two)?;
    let negative = formula.times(-1.0, two)?;
    let divisor = formula.mul(one, &sum)?;
    let a = formula.div(&negative, &divisor)?;
    let difference = formula.sub(two, one)?;
    let product = formula.mul(one, two)?;
    let b = formula.div(&difference, &product)?;
    let divisor = formula.mul(two, &sum)?;
    let c = formula.div(one, &divisor)?;
    Ok([a, b, c])
}

/// The slope at the first point or at the last.
fn edge_slope(
    formula: &mut Formula,
    f: &Array,
    axis: usize,
    spacing: &Spacing,
    order: i64,
    last: bool,
) -> Result<Array> {
    let length = f.shape()[axis];
    let at = |index: usize| value(&part(f, axis, index, 1));
    if order < 2 {
        let (low, high) = if last {
            (length - 2, length - 1)
        } else {
            (0, 1)
        };
        let rise = formula.sub(&at(high), &at(low))?;
        let step = match spacing {
            Spacing::Even(step) => step.clone(),
            Spacing::Uneven(steps) => step_at(steps, if last { steps.size() - 1 } else { 0 }),
        };
        return to_array(&formula.div(&rise, &step)?);
    }
    let first = if last { length - 3 } else { 0 };
    let weights = match spacing {
        Spacing::Even(step) => even_edge_weights(formula, step, last)?,
        Spacing::Uneven(steps) => {
            let start = if last { steps.size() - 2 } else { 0 };
            let (one, two) = (step_at(steps, start), step_at(steps, start + 1));
            uneven_edge_weights(formula, &one, &two, last)?
        }
    };
    to_array(&formula.weighted(&weights, [at(first), at(first + 1), at(first + 2)])?)
}

fn step_at(steps: &Array, index: usize) -> Value {
    Value::scalar(steps.get(steps.layout().offset_of(&[index])))
}

fn even_edge_weights(formula: &mut Formula, step: &Value, last: bool) -> Result<[Value; 3]> {
    let numerators = if last {
        [0.5, -2.0, 1.5]
    } else {
        [-1.5, 2.0, -0.5]
    };
    let mut weight = |x: f64| formula.div(&Value::Float(x), step);
    Ok([
        weight(numerators[0])?,
        weight(numerators[1])?,
        weight(numerators[2])?,
    ])
}

fn uneven_edge_weights(
    formula: &mut Formula,
    one: &Value,
    two: &Value,
    last: bool,
) -> Result<[Value; 3]> {
    let sum = formula.add(one, two)?;
    let product = formula.mul(one, two)?;
    let near = formula.mul(one, &sum)?;
    let far = formula.mul(two, &sum)?;
    if last {
        let a = formula.div(two, &near)?;
        let negative = formula.times(-1.0, &sum)?;
        let b = formula.div(&negative, &product)?;
        let double = formula.times(2.0, two)?;
        let double = formula.add(&double, one)?;
        return Ok([a, b, formula.div(&double, &far)?]);
    }
    let double = formula.times(2.0, one)?;
    let double = formula.add(&double, two)?;
    let double = formula.times(-1.0, &double)?;
    let a = formula.div(&double, &near)?;
    let b = formula.div(&sum, &product)?;
    let negative = formula.times(-1.0, one)?;
    Ok([a, b, formula.div(&negative, &far)?])
}

fn trapezoid(host: &mut dyn Host, y: Array, x: Value, dx: Value, axis: i64) -> Result<Value> {
    let axis = normalize_axis(axis, y.ndim())
        .map_err(|_| Raised::index_error("list assignment index out of range"))?;
    let width = if x.is_none() {
        dx
    } else {
        let x = to_array(&x)?;
        if x.ndim() == 0 {
            return Err(Raised::value_error(
                "diff requires input that is at least one dimensional",
            ));
        }
        let along = if x.ndim() == 1 {
            0
        } else {
            axis.min(x.ndim().saturating_sub(1))
        };
        let (earlier, later) = neighbours(&x, along);
        let steps = operate(host, BinaryOp::Sub, &later, &earlier)?;
        if x.ndim() == 1 {
            let mut shape: Shape = y.shape().iter().map(|_| 1).collect();
            shape[axis] = steps.size();
            value(&steps.reshaped(&shape, false)?)
        } else {
            value(&steps)
        }
    };
    let (earlier, later) = neighbours(&y, axis);
    let mut formula = Formula(host);
    let heights = formula.add(&value(&later), &value(&earlier))?;
    let areas = formula.mul(&width, &heights)?;
    let areas = to_array(&formula.div(&areas, &Value::Float(2.0))?)?;
    Ok(Value::array_or_scalar(compose::sum(
        &areas,
        &[axis],
        None,
        false,
    )?))
}
