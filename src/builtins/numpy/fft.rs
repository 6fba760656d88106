//! `np.fft`: discrete Fourier transforms of complex numbers, and the frequencies that they are of.
//!
//! Deliberately absent as yet: the transforms of real numbers (`rfft` and its kin), whose digits come of passes of
//! their own.

use num_complex::Complex;

use crate::array::fourier::{Plan, Precision};
use crate::array::{Array, DType, Element, Shape, meter, normalize_axis};
use crate::builtins;
use crate::builtins::numpy::compose::ufunc;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{Device, as_index, assign_array, convert_array, to_array};
use crate::value::{Host, Raised, Result, Value, display};

use super::call;

builtins! {
    /// The discrete Fourier transform along an axis, of `n` points: cut, or filled up with zeros.
    ///
    /// >>> np.fft.fft([1, 0, 0, 0])
    /// array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    "np.fft.fft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Option<i64>, axis: i64, norm: Value, out: Value| {
        along(host, &a, n, axis, &norm, &out, true)
    };
    /// The inverse of `fft`.
    ///
    /// >>> np.fft.ifft([4, 0, 0, 0])
    /// array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    "np.fft.ifft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Option<i64>, axis: i64, norm: Value, out: Value| {
        along(host, &a, n, axis, &norm, &out, false)
    };
    /// The transform along the last two axes.
    ///
    /// >>> np.fft.fft2([[1, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.fft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value, out: Value| {
        several(host, a, &s, &last_two(axes), &norm, &out, true)
    };
    /// The inverse of `fft2`.
    ///
    /// >>> np.fft.ifft2([[4, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.ifft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value| {
        several(host, a, &s, &last_two(axes), &norm, &Value::None, false)
    };
    /// The transform along several axes, all unless `axes` names some.
    ///
    /// >>> np.fft.fftn([[1, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.fftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        several(host, a, &s, &axes, &norm, &out, true)
    };
    /// The inverse of `fftn`.
    ///
    /// >>> np.fft.ifftn([[4, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.ifftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        several(host, a, &s, &axes, &norm, &out, false)
    };
    /// The frequencies of `fft`'s results, for `n` samples at a distance of `d`.
    ///
    /// >>> np.fft.fftfreq(4, d=0.5)
    /// array([ 0. ,  0.5, -1. , -0.5])
    "np.fft.fftfreq" "(n, d=1.0, device=None)" => |host: &mut dyn Host, n: Value, d: Value, _device: Device| {
        let n = samples(host, &n)?;
        let half = (n - 1).div_euclid(2) + 1;
        let places = (0..half).chain(-n.div_euclid(2)..0).collect();
        frequencies(host, n, d, places)
    };
    /// The frequencies of a real transform's results: none below 0.
    ///
    /// >>> np.fft.rfftfreq(4, d=0.5)
    /// array([0. , 0.5, 1. ])
    "np.fft.rfftfreq" "(n, d=1.0, device=None)" => |host: &mut dyn Host, n: Value, d: Value, _device: Device| {
        let n = samples(host, &n)?;
        frequencies(host, n, d, (0..n.div_euclid(2) + 1).collect())
    };
    /// The frequency 0 in the middle.
    ///
    /// >>> np.fft.fftshift(np.fft.fftfreq(4))
    /// array([-0.5 , -0.25,  0.  ,  0.25])
    "np.fft.fftshift" "(x, axes=None)" => |host: &mut dyn Host, x: Value, axes: Value| shift(host, x, axes, 1);
    /// The inverse of `fftshift`.
    ///
    /// >>> np.fft.ifftshift([-0.5, -0.25, 0, 0.25])
    /// array([ 0.  ,  0.25, -0.5 , -0.25])
    "np.fft.ifftshift" "(x, axes=None)" => |host: &mut dyn Host, x: Value, axes: Value| shift(host, x, axes, -1);
}

fn samples(host: &mut dyn Host, n: &Value) -> Result<i64> {
    let whole = match n {
        Value::Int(_) | Value::Bool(_) => true,
        Value::Scalar(scalar) => scalar.dtype().is_integer(),
        _ => false,
    };
    if !whole {
        return Err(Raised::value_error("n should be an integer"));
    }
    let n = i64::from_value(n.clone(), host)?;
    meter::steps(usize::try_from(n).unwrap_or(0))?;
    if n < 0 {
        return Err(Raised::value_error("negative dimensions are not allowed"));
    }
    Ok(n)
}

/// The places divided by the time that all samples take.
fn frequencies(host: &mut dyn Host, n: i64, d: Value, places: Vec<i64>) -> Result<Value> {
    use crate::builtins::operators::binary;
    use crate::syntax::ast::BinaryOp::{Div, Mul};
    let time = binary(host, Mul, Value::Int(n), d)?;
    let step = binary(host, Div, Value::Float(1.0), time)?;
    ufunc(
        host,
        "multiply",
        [Value::array(Array::from_vec(places)?), step],
    )
}

fn shift(host: &mut dyn Host, x: Value, axes: Value, sign: i64) -> Result<Value> {
    let array = to_array(&x)?;
    let half = |axis: i64| -> Result<Value> {
        Ok(Value::Int(sign * (length_of(&array, axis)? / 2) as i64))
    };
    let (axes, shifts) = match &axes {
        Value::Int(axis) => (axes.clone(), half(*axis)?),
        _ => {
            let all = axes_of(&axes, array.ndim())?;
            let shifts = all.iter().map(|&axis| half(axis)).collect::<Result<_>>()?;
            let axes = all.into_iter().map(Value::Int).collect();
            (Value::tuple(axes), Value::tuple(shifts))
        }
    };
    call(host, "np.roll", [Value::array(array), shifts, axes])
}

/// The axes of an argument; all, counted from the end, where there is none.
fn axes_of(axes: &Value, ndim: usize) -> Result<Vec<i64>> {
    match axes {
        Value::None => Ok((0..ndim as i64).collect()),
        Value::Tuple(items) => items.iter().map(as_index).collect(),
        Value::List(list) => list.items.borrow().iter().map(as_index).collect(),
        other => Ok(to_array(other)?.to_vec_as::<i64>()?),
    }
}

/// `a.shape[axis]`
fn length_of(a: &Array, axis: i64) -> Result<usize> {
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

/// The factor that a norm stands for, in the direction of the transform.
fn factor(host: &mut dyn Host, norm: &Value, n: usize, forward: bool) -> Result<f64> {
    let name = match norm {
        Value::None => "backward",
        Value::Str(name) => name,
        _ => "",
    };
    match (name, forward) {
        ("backward", true) | ("forward", false) => Ok(1.0),
        ("ortho", _) => Ok(1.0 / (n as f64).sqrt()),
        ("forward", true) | ("backward", false) => Ok(1.0 / n as f64),
        _ => {
            let blank = if forward { "" } else { " " };
            Err(Raised::value_error(format!(
                "Invalid norm value {}; should be \"backward\",{blank}\"ortho\" or \"forward\".",
                display::str(host, norm)?
            )))
        }
    }
}

fn along(
    host: &mut dyn Host,
    a: &Array,
    n: Option<i64>,
    axis: i64,
    norm: &Value,
    out: &Value,
    forward: bool,
) -> Result<Value> {
    let n = match n {
        Some(n) => n,
        None => length_of(a, axis)? as i64,
    };
    let points = usize::try_from(n).ok().filter(|&n| n > 0).ok_or_else(|| {
        Raised::value_error(format!(
            "Invalid number of FFT data points ({n}) specified."
        ))
    })?;
    let factor = factor(host, norm, points, forward)?;
    let axis = normalize_axis(axis, a.ndim())?;
    let result = match a.dtype().native() {
        DType::F16 | DType::F32 | DType::C64 => in_single(a, axis, points, factor, forward)?,
        _ => lanes::<f64>(a, axis, points, factor, forward)?,
    };
    let Value::Array(target) = out else {
        return Ok(Value::array(result));
    };
    if target.with(|target| target.shape() != result.shape()) {
        return Err(Raised::value_error("output array has wrong shape."));
    }
    assign_array(&target.array(), &result)?;
    Ok(out.clone())
}

/// Numbers of single precision: NumPy has a loop for them, but takes it only where the factor is one too, and not the
/// plain 1; else it computes in double precision and rounds.
fn in_single(a: &Array, axis: usize, points: usize, factor: f64, forward: bool) -> Result<Array> {
    let factor = f64::from(factor as f32);
    if *a.dtype() == DType::C64 && factor != 1.0 {
        return lanes::<f32>(a, axis, points, factor, forward);
    }
    let precise = lanes::<f64>(a, axis, points, factor, forward)?;
    convert_array(&precise, &DType::C64)
}

/// Every lane along the axis, transformed.
fn lanes<T: Precision>(
    a: &Array,
    axis: usize,
    points: usize,
    factor: f64,
    forward: bool,
) -> Result<Array>
where
    Complex<T>: Element,
{
    let mut order: Vec<usize> = (0..a.ndim()).filter(|&other| other != axis).collect();
    order.push(axis);
    let moved = a.with_layout(a.layout().permuted(&order));
    let values = convert_array(&moved, &Complex::<T>::DTYPE)?.to_vec::<Complex<T>>()?;
    let length = a.shape()[axis];
    let mut shape: Shape = moved.shape().into();
    if let Some(last) = shape.last_mut() {
        *last = points;
    }
    let size = crate::array::checked_bytes(&shape, &Complex::<T>::DTYPE)?;
    meter::check_bytes(size.max(points.saturating_mul(64)))?;
    meter::steps(size.saturating_add(points))?;
    let mut results = Vec::new();
    if size > 0 {
        let plan = Plan::<T>::new(points);
        let zero = Complex::new(T::zero(), T::zero());
        for row in 0..size / (points * size_of::<Complex<T>>()) {
            let lane = values.get(row * length..(row + 1) * length).unwrap_or(&[]);
            let mut lane = lane.get(..points).unwrap_or(lane).to_vec();
            lane.resize(points, zero);
            plan.run(&mut lane, T::of(factor), forward);
            results.extend(lane);
        }
    }
    let transformed = Array::from_shape_vec(&shape, results)?;
    // The last axis goes back to its place.
    let mut back: Vec<usize> = (0..a.ndim().saturating_sub(1)).collect();
    back.insert(axis, a.ndim() - 1);
    Ok(transformed
        .with_layout(transformed.layout().permuted(&back))
        .copy()?)
}

/// The axes that were given, or the last two.
fn last_two(axes: Given) -> Value {
    axes.0
        .unwrap_or_else(|| Value::tuple(vec![Value::Int(-2), Value::Int(-1)]))
}

/// One axis after the other, the last first.
fn several(
    host: &mut dyn Host,
    a: Array,
    s: &Value,
    axes: &Value,
    norm: &Value,
    out: &Value,
    forward: bool,
) -> Result<Value> {
    let (lengths, axes) = if s.is_none() {
        let axes = axes_of(axes, a.ndim())?;
        // The lengths are taken from the shape as from an array.
        let outside = |axis: i64| {
            let count = a.ndim();
            Raised::index_error(format!(
                "index {axis} is out of bounds for axis 0 with size {count}"
            ))
        };
        let length = |&axis: &i64| Ok(length_of(&a, axis).map_err(|_| outside(axis))? as i64);
        let lengths = axes.iter().map(length);
        (lengths.collect::<Result<Vec<_>>>()?, axes)
    } else {
        let lengths = axes_of(s, 0)?;
        let all = (-(lengths.len() as i64)..0).collect();
        let axes = if axes.is_none() {
            all
        } else {
            axes_of(axes, a.ndim())?
        };
        (lengths, axes)
    };
    if lengths.len() != axes.len() {
        return Err(Raised::value_error(
            "Shape and axes have different lengths.",
        ));
    }
    let mut result = Value::array(a);
    for (&n, &axis) in lengths.iter().zip(&axes).rev() {
        let array = to_array(&result)?;
        let n = if n == -1 {
            length_of(&array, axis)? as i64
        } else {
            n
        };
        result = along(host, &array, Some(n), axis, norm, out, forward)?;
    }
    Ok(result)
}
