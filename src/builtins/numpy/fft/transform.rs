//! A transform along one axis or along several, with NumPy's norms, dtypes and complaints.

use half::f16;
use num_complex::Complex;

use crate::array::fourier::{Plan, Precision, RealPlan};
use crate::array::ufunc::dtype_repr;
use crate::array::{
    Array, Casting, DType, Element, Error, ErrorKind, Operand, Shape, can_cast, meter,
    normalize_axis, result_type,
};
use crate::builtins::numpy::{call, errstate};
use crate::builtins::operators::length;
use crate::builtins::python::iterate;
use crate::value::builtin::Given;
use crate::value::convert::{as_index, assign_array, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, compare, display};

/// What goes in and what comes out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Complex,
    /// Real numbers in, half the frequencies out.
    FromReal,
    /// Half the frequencies in, real numbers out.
    ToReal,
}

/// A transform as a call asks for it.
pub struct Transform<'a> {
    kind: Kind,
    /// Which way the norm is read.
    forward: bool,
    norm: &'a Value,
    out: &'a Value,
}

const NO_AXES: &str = "`axes` should not be `None` if `s` is not `None` (Deprecated in NumPy 2.0). In a future version of NumPy, this will raise an error and `s[i]` will correspond to the size along the transformed axis specified by `axes[i]`. To retain current behaviour, pass a sequence [0, ..., k-1] to `axes` for an array of dimension k.";
const NONE_IN_S: &str = "Passing an array containing `None` values to `s` is deprecated in NumPy 2.0 and will raise an error in a future version of NumPy. To use the default behaviour of the corresponding 1-D transform, pass the value matching the default for its `n` parameter. To use the default behaviour for every axis, the `s` argument can be omitted.";

/// The axes of an argument; all where there is none.
///
/// # Errors
/// TypeError for what is no integer.
pub fn axes_of(axes: &Value, ndim: usize) -> Result<Vec<i64>> {
    match axes {
        Value::None => Ok((0..ndim as i64).collect()),
        Value::Tuple(items) => items.iter().map(as_index).collect(),
        Value::List(list) => list.items.borrow().iter().map(as_index).collect(),
        other => Ok(to_array(other)?.to_vec_as::<i64>()?),
    }
}

/// The axes that were given, or the last two.
pub fn last_two(axes: Given) -> Value {
    axes.0
        .unwrap_or_else(|| Value::tuple(vec![Value::Int(-2), Value::Int(-1)]))
}

/// `a.shape[axis]`
///
/// # Errors
/// IndexError where there is no such axis.
pub fn length_of(a: &Array, axis: i64) -> Result<usize> {
    let at = if axis < 0 {
        axis + a.ndim() as i64
    } else {
        axis
    };
    usize::try_from(at)
        .ok()
        .and_then(|at| a.shape().get(at).copied())
        .ok_or_else(|| Raised::index_error("tuple index out of range"))
}

/// The norm of the other direction.
///
/// # Errors
/// ValueError for what is no norm.
pub fn swapped(host: &mut dyn Host, norm: &Value) -> Result<Value> {
    let name = match norm {
        Value::None => "forward",
        Value::Str(name) => match &**name {
            "backward" => "forward",
            "forward" => "backward",
            "ortho" => "ortho",
            _ => return Err(invalid_norm(host, norm, " ")),
        },
        _ => return Err(invalid_norm(host, norm, " ")),
    };
    Ok(Value::str(name))
}

fn invalid_norm(host: &mut dyn Host, norm: &Value, blank: &str) -> Raised {
    match display::str(host, norm) {
        Ok(norm) => Raised::value_error(format!(
            "Invalid norm value {norm}; should be \"backward\",{blank}\"ortho\" or \"forward\"."
        )),
        Err(raised) => raised,
    }
}

/// The real dtype that the factor of a norm is computed in.
fn real_dtype(a: &Array) -> Result<DType> {
    let real = match a.dtype().native() {
        DType::C64 => DType::F32,
        DType::C128 => DType::F64,
        other => other.clone(),
    };
    Ok(result_type(&[Operand::DType(real), Operand::PythonFloat])?)
}

/// The factor that a norm stands for.
fn factor(host: &mut dyn Host, norm: &Value, n: usize, dtype: &DType) -> Result<f64> {
    let name = match norm {
        Value::None => "backward",
        Value::Str(name) => name,
        _ => "",
    };
    let n = n as f64;
    Ok(match (name, dtype) {
        ("backward", _) => 1.0,
        ("ortho", DType::F16) => {
            f16::from_f32(1.0 / f16::from_f32(f16::from_f64(n).to_f32().sqrt()).to_f32()).to_f64()
        }
        ("ortho", DType::F32) => f64::from(1.0 / (n as f32).sqrt()),
        ("ortho", _) => 1.0 / n.sqrt(),
        ("forward", DType::F16) => f16::from_f32(1.0 / f16::from_f64(n).to_f32()).to_f64(),
        ("forward", DType::F32) => f64::from(1.0 / n as f32),
        ("forward", _) => 1.0 / n,
        _ => return Err(invalid_norm(host, norm, "")),
    })
}

impl<'a> Transform<'a> {
    pub fn new(kind: Kind, forward: bool, norm: &'a Value, out: &'a Value) -> Transform<'a> {
        Transform {
            kind,
            forward,
            norm,
            out,
        }
    }

    /// The length of a transform that was given none.
    ///
    /// # Errors
    /// IndexError where there is no such axis.
    pub fn usual_length(&self, a: &Array, axis: i64) -> Result<i64> {
        let length = length_of(a, axis)? as i64;
        Ok(match self.kind {
            Kind::ToReal => (length - 1) * 2,
            _ => length,
        })
    }

    /// # Errors
    /// ValueError for a wrong length, norm or output; TypeError for a wrong dtype.
    pub fn along(&self, host: &mut dyn Host, a: &Array, n: &Value, axis: &Value) -> Result<Value> {
        let n = match n {
            Value::None => Value::Int(self.usual_length(a, subscript(axis)?)?),
            n => n.clone(),
        };
        // NumPy's own comparison: of a text or a list it complains in its words.
        if compare::less(host, &n, &Value::Int(1))? {
            let shown = display::str(host, &n)?;
            return Err(Raised::value_error(format!(
                "Invalid number of FFT data points ({shown}) specified."
            )));
        }
        let points = usize::try_from(as_index(&n)?).unwrap_or(0).max(1);
        let norm = if self.forward {
            self.norm.clone()
        } else {
            swapped(host, self.norm)?
        };
        let real = real_dtype(a)?;
        let factor = factor(host, &norm, points, &real)?;
        let axis = normalize_axis(as_index(axis)?, a.ndim())?;
        self.check_out_shape(a, axis, points)?;
        let lanes = Lanes {
            a,
            axis,
            points,
            factor,
            forward: self.forward,
        };
        self.check_input(a, points)?;
        // NumPy has loops in single precision, but takes them only where array and factor are both of it; the plain
        // factor 1 is none, so that the numbers are computed in double precision and rounded.
        let has_norm = !matches!(&norm, Value::None) && !is_backward(&norm);
        let own = match self.kind {
            Kind::FromReal => DType::F32,
            _ => DType::C64,
        };
        let result = if has_norm && *a.dtype() == own {
            lanes.transformed::<f32>(self.kind)?
        } else {
            lanes.transformed::<f64>(self.kind)?
        };
        if lanes.turns_invalid(&result)? {
            errstate::report(host, "invalid value", self.ufunc(points))?;
        }
        self.finish(a, axis, &real, result, points)
    }

    fn output_length(&self, points: usize) -> usize {
        match self.kind {
            Kind::FromReal => points / 2 + 1,
            _ => points,
        }
    }

    fn ufunc(&self, points: usize) -> &'static str {
        match (self.kind, self.forward) {
            (Kind::FromReal, _) if points.is_multiple_of(2) => "rfft_n_even",
            (Kind::FromReal, _) => "rfft_n_odd",
            (Kind::ToReal, _) => "irfft",
            (Kind::Complex, true) => "fft",
            (Kind::Complex, false) => "ifft",
        }
    }

    fn check_out_shape(&self, a: &Array, axis: usize, points: usize) -> Result<()> {
        let Value::Array(target) = self.out else {
            return Ok(());
        };
        let length = self.output_length(points);
        let fits = target.with(|t| t.ndim() == a.ndim() && t.shape().get(axis) == Some(&length));
        if fits {
            return Ok(());
        }
        Err(Raised::value_error("output array has wrong shape."))
    }

    fn check_input(&self, a: &Array, points: usize) -> Result<()> {
        let widest = match self.kind {
            Kind::FromReal => DType::F64,
            _ => DType::C128,
        };
        if *a.dtype() != DType::Object && can_cast(a.dtype(), &widest, Casting::Safe) {
            return Ok(());
        }
        Err(Raised::type_error(format!(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
             types according to the casting rule ''safe''",
            self.ufunc(points)
        )))
    }

    /// The result in the dtype of NumPy's, or in the array that was given for it.
    fn finish(
        &self,
        a: &Array,
        axis: usize,
        real: &DType,
        result: Array,
        points: usize,
    ) -> Result<Value> {
        let target = match self.out {
            Value::None => {
                let dtype = match self.kind {
                    Kind::ToReal => real.clone(),
                    _ => result_type(&[
                        Operand::DType(a.dtype().native().clone()),
                        Operand::PythonComplex,
                    ])?,
                };
                let mut layout = a.layout().clone();
                layout.shape[axis] = result.shape()[axis];
                let target = Array::zeros_like(dtype, &layout)?;
                assign_array(&target, &convert_array(&result, target.dtype())?)?;
                return Ok(Value::array(target));
            }
            Value::Array(target) => target.array(),
            _ => return Err(Raised::type_error("return arrays must be of ArrayType")),
        };
        if !can_cast(result.dtype(), target.dtype(), Casting::SameKind) {
            let message = format!(
                "Cannot cast ufunc '{}' output from {} to {} with casting rule 'same_kind'",
                self.ufunc(points),
                dtype_repr(result.dtype()),
                dtype_repr(target.dtype())
            );
            return Err(Error::new(ErrorKind::UFuncOutputCasting, message).into());
        }
        assign_array(&target, &result)?;
        Ok(self.out.clone())
    }

    /// One axis after the other, the last first.
    ///
    /// # Errors
    /// As [`Transform::along`]; ValueError for lengths that are not one for each axis.
    pub fn several(&self, host: &mut dyn Host, a: Array, s: &Value, axes: &Value) -> Result<Value> {
        let lengths = Lengths::of(host, &a, s, axes, false, false)?;
        let mut result = Value::array(a);
        for (n, axis) in lengths.pairs().into_iter().rev() {
            result = self.along(host, &to_array(&result)?, &n, &axis)?;
        }
        Ok(result)
    }
}

/// The lengths and axes of a transform along several: still as the call gave them, since NumPy reads each only when its
/// turn comes, and complains of it then.
pub struct Lengths {
    pub lengths: Vec<Value>,
    pub axes: Vec<Value>,
}

impl Lengths {
    /// `warns` where the call that is deprecated stands in the lesson itself; `doubled` where the last axis holds half
    /// of what comes out.
    ///
    /// # Errors
    /// IndexError for an axis that is not there; ValueError for lengths that are not one for each axis; TypeError for
    /// what are no lengths.
    pub fn of(
        host: &mut dyn Host,
        a: &Array,
        s: &Value,
        axes: &Value,
        warns: bool,
        doubled: bool,
    ) -> Result<Lengths> {
        let mut lengths = match (s, axes) {
            (Value::None, Value::None) => a.shape().iter().map(|&n| Value::Int(n as i64)).collect(),
            (Value::None, axes) => lengths_along(host, a, axes)?,
            (s, _) => iterate::collect(host, s)?,
        };
        let axes = if axes.is_none() {
            if warns && !s.is_none() {
                host.warn(ClassId::DEPRECATION_WARNING, NO_AXES)?;
            }
            (-(lengths.len() as i64)..0).map(Value::Int).collect()
        } else {
            length(host, axes)?;
            iterate::collect(host, axes)?
        };
        if lengths.len() != axes.len() {
            return Err(Raised::value_error(
                "Shape and axes have different lengths.",
            ));
        }
        if let (true, true, Some(axis)) = (doubled, s.is_none(), axes.last()) {
            let half = length_of(a, subscript(axis)?)? as i64;
            if let Some(last) = lengths.last_mut() {
                *last = Value::Int((half - 1) * 2);
            }
        }
        if warns && lengths.iter().any(Value::is_none) {
            host.warn(ClassId::DEPRECATION_WARNING, NONE_IN_S)?;
        }
        for (n, axis) in lengths.iter_mut().zip(&axes) {
            if matches!(n, Value::Int(-1)) {
                *n = Value::Int(length_of(a, subscript(axis)?)? as i64);
            }
        }
        Ok(Lengths { lengths, axes })
    }

    /// The pairs of a length and its axis.
    pub fn pairs(self) -> Vec<(Value, Value)> {
        self.lengths.into_iter().zip(self.axes).collect()
    }
}

/// `list(take(a.shape, axes))`
fn lengths_along(host: &mut dyn Host, a: &Array, axes: &Value) -> Result<Vec<Value>> {
    let shape: Vec<i64> = a.shape().iter().map(|&n| n as i64).collect();
    let shape = match shape.is_empty() {
        true => Value::array(Array::zeros(DType::F64, &[0])?),
        false => Value::array(Array::from_vec(shape)?),
    };
    let taken = call(host, "np.take", [shape, axes.clone()])?;
    iterate::collect(host, &taken)
}

/// An axis as the subscript of a shape.
pub fn subscript(axis: &Value) -> Result<i64> {
    match as_index(axis) {
        Ok(axis) => Ok(axis),
        Err(_) => Err(Raised::type_error(format!(
            "tuple indices must be integers or slices, not {}",
            axis.type_name()
        ))),
    }
}

fn is_backward(norm: &Value) -> bool {
    matches!(norm, Value::Str(name) if &**name == "backward")
}

/// All lanes of an array along an axis.
struct Lanes<'a> {
    a: &'a Array,
    axis: usize,
    points: usize,
    factor: f64,
    forward: bool,
}

impl Lanes<'_> {
    /// Does a lane without NaN become one with NaN? Then numbers that are infinite cancelled each other.
    fn turns_invalid(&self, result: &Array) -> Result<bool> {
        let has_nan = |x: &Array| -> Result<Vec<bool>> {
            let mut order: Vec<usize> = (0..x.ndim()).filter(|&other| other != self.axis).collect();
            order.push(self.axis);
            let lanes = x.with_layout(x.layout().permuted(&order));
            let length = x.shape()[self.axis].max(1);
            let numbers = lanes.to_vec_as::<Complex<f64>>()?;
            let nan = |z: &Complex<f64>| z.re.is_nan() || z.im.is_nan();
            Ok(numbers
                .chunks(length)
                .map(|lane| lane.iter().any(nan))
                .collect())
        };
        let (before, after) = (has_nan(self.a)?, has_nan(result)?);
        Ok(after
            .iter()
            .zip(&before)
            .any(|(&after, &before)| after && !before))
    }

    fn transformed<T: Precision + Element>(&self, kind: Kind) -> Result<Array>
    where
        Complex<T>: Element,
    {
        let (points, factor) = (self.points, T::of(self.factor));
        let zero = Complex::new(T::zero(), T::zero());
        match kind {
            Kind::Complex => {
                let plan = self.plan(|| Plan::<T>::new(points))?;
                self.each(points, |lane: &[Complex<T>], results| {
                    let mut lane = lane.get(..points).unwrap_or(lane).to_vec();
                    lane.resize(points, zero);
                    plan.run(&mut lane, factor, self.forward);
                    results.extend(lane);
                })
            }
            Kind::FromReal => {
                let plan = self.plan(|| RealPlan::<T>::new(points))?;
                self.each(points / 2 + 1, |lane: &[T], results| {
                    let mut lane = lane.get(..points).unwrap_or(lane).to_vec();
                    lane.resize(points, T::zero());
                    plan.forward(&mut lane, factor);
                    results.push(Complex::new(lane[0], T::zero()));
                    let pairs = lane[1..].chunks(2);
                    results.extend(pairs.map(|pair| {
                        Complex::new(pair[0], pair.get(1).copied().unwrap_or(T::zero()))
                    }));
                })
            }
            Kind::ToReal => {
                let plan = self.plan(|| RealPlan::<T>::new(points))?;
                self.each(points, |lane: &[Complex<T>], results| {
                    let at = |i: usize| lane.get(i).copied().unwrap_or(zero);
                    let mut values = vec![at(0).re];
                    let rest = (1..=points / 2).flat_map(|i| [at(i).re, at(i).im]);
                    values.extend(rest);
                    values.truncate(points);
                    plan.backward(&mut values, factor);
                    results.extend(values);
                })
            }
        }
    }

    /// A plan, if its tables may be as long.
    fn plan<P>(&self, make: impl FnOnce() -> P) -> Result<P> {
        meter::check_bytes(self.points.saturating_mul(64))?;
        meter::steps(self.points)?;
        Ok(make())
    }

    /// Every lane through `one`, which gives `length` results.
    fn each<X: Element, Y: Element>(
        &self,
        length: usize,
        one: impl Fn(&[X], &mut Vec<Y>),
    ) -> Result<Array> {
        let (a, axis) = (self.a, self.axis);
        let mut order: Vec<usize> = (0..a.ndim()).filter(|&other| other != axis).collect();
        order.push(axis);
        let moved = a.with_layout(a.layout().permuted(&order));
        let values = convert_array(&moved, &X::DTYPE)?.to_vec::<X>()?;
        let taken = a.shape()[axis];
        let mut shape: Shape = moved.shape().into();
        if let Some(last) = shape.last_mut() {
            *last = length;
        }
        let size = crate::array::checked_bytes(&shape, &Y::DTYPE)?;
        meter::check_bytes(size)?;
        let mut results = Vec::new();
        for row in 0..size / (length * size_of::<Y>()) {
            meter::steps(self.points)?;
            let lane = values.get(row * taken..(row + 1) * taken).unwrap_or(&[]);
            one(lane, &mut results);
        }
        let transformed = Array::from_shape_vec(&shape, results)?;
        // The last axis goes back to its place.
        let mut back: Vec<usize> = (0..a.ndim().saturating_sub(1)).collect();
        back.insert(axis, a.ndim() - 1);
        Ok(transformed.with_layout(transformed.layout().permuted(&back)))
    }
}
