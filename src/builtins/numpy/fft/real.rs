//! Transforms of real numbers, whose frequencies below 0 are conjugates and left out; and of numbers whose transforms
//! are real.

use super::transform::{Kind, Lengths, Transform, last_two, subscript, swapped};
use crate::array::Array;
use crate::builtins;
use crate::builtins::numpy::compose::{ufunc, ufunc_into};
use crate::value::builtin::Given;
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The transform of real numbers: the frequencies from 0 to the highest, `n // 2 + 1` of them.
    ///
    /// >>> np.fft.rfft([1, 2, 3, 4])
    /// array([10.+0.j, -2.+2.j, -2.+0.j])
    "np.fft.rfft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Value, axis: Value, norm: Value, out: Value| {
        Transform::new(Kind::FromReal, true, &norm, &out).along(host, &a, &n, &axis)
    };
    /// The inverse of `rfft`, with `n` real numbers: `2 * (m - 1)` unless told, where `m` is the number of frequencies.
    ///
    /// >>> np.fft.irfft([10, -2 + 2j, -2])
    /// array([1., 2., 3., 4.])
    "np.fft.irfft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Value, axis: Value, norm: Value, out: Value| {
        Transform::new(Kind::ToReal, false, &norm, &out).along(host, &a, &n, &axis)
    };
    /// The transform of real numbers along the last two axes.
    ///
    /// >>> np.fft.rfft2([[1, 2], [3, 4]])
    /// array([[10.+0.j, -2.+0.j],
    ///        [-4.+0.j,  0.+0.j]])
    "np.fft.rfft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value, out: Value| {
        from_real(host, &a, &s, &last_two(axes), &norm, &out)
    };
    /// The inverse of `rfft2`.
    ///
    /// >>> np.fft.irfft2([[10, -2], [-4, 0]])
    /// array([[1., 2.],
    ///        [3., 4.]])
    "np.fft.irfft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value| {
        to_real(host, a, &s, &last_two(axes), &norm, &Value::None)
    };
    /// The transform of real numbers along several axes, all unless `axes` names some: the last by `rfft`, then the
    /// others by `fft`.
    ///
    /// >>> np.fft.rfftn(np.ones((2, 2, 2)))[0, 0]
    /// array([8.+0.j, 0.+0.j])
    "np.fft.rfftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        from_real(host, &a, &s, &axes, &norm, &out)
    };
    /// The inverse of `rfftn`.
    ///
    /// >>> np.fft.irfftn(np.fft.rfftn([[1.0, 2], [3, 4]]))
    /// array([[1., 2.],
    ///        [3., 4.]])
    "np.fft.irfftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        to_real(host, a, &s, &axes, &norm, &out)
    };
    /// The transform of numbers that mirror their conjugates, given the first half: the result is real.
    ///
    /// >>> np.fft.hfft([1, 2, 3])
    /// array([ 8., -2.,  0., -2.])
    "np.fft.hfft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Value, n: Value, axis: Value, norm: Value| {
        let array = to_array(&a)?;
        let transform = Transform::new(Kind::ToReal, false, &norm, &Value::None);
        let n = match n {
            Value::None => Value::Int(transform.usual_length(&array, subscript(&axis)?)?),
            n => n,
        };
        let norm = swapped(host, &norm)?;
        let conjugates = ufunc(host, "conjugate", [Value::array(array)])?;
        Transform::new(Kind::ToReal, false, &norm, &Value::None)
            .along(host, &to_array(&conjugates)?, &n, &axis)
    };
    /// The inverse of `hfft`.
    ///
    /// >>> np.fft.ihfft([8, -2, 0, -2])
    /// array([1.-0.j, 2.-0.j, 3.-0.j])
    "np.fft.ihfft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Value, axis: Value, norm: Value, out: Value| {
        if n.is_none() {
            super::transform::length_of(&a, subscript(&axis)?)?;
        }
        let norm = swapped(host, &norm)?;
        let result = Transform::new(Kind::FromReal, true, &norm, &out).along(host, &a, &n, &axis)?;
        ufunc_into(host, "conjugate", [result.clone()], &result)
    };
}

/// `rfft` along the last of the axes, then `fft` along the others, the last first.
fn from_real(
    host: &mut dyn Host,
    a: &Array,
    s: &Value,
    axes: &Value,
    norm: &Value,
    out: &Value,
) -> Result<Value> {
    let mut lengths = Lengths::of(host, a, s, axes, true, false)?.pairs();
    let (n, axis) = lengths.pop().ok_or_else(no_axes)?;
    let mut result = Transform::new(Kind::FromReal, true, norm, out).along(host, a, &n, &axis)?;
    for (n, axis) in lengths.into_iter().rev() {
        let array = to_array(&result)?;
        result = Transform::new(Kind::Complex, true, norm, out).along(host, &array, &n, &axis)?;
    }
    Ok(result)
}

/// `ifft` along all axes but the last, the first first, then `irfft` along that.
fn to_real(
    host: &mut dyn Host,
    a: Array,
    s: &Value,
    axes: &Value,
    norm: &Value,
    out: &Value,
) -> Result<Value> {
    let mut lengths = Lengths::of(host, &a, s, axes, true, true)?.pairs();
    let (n, axis) = lengths.pop().ok_or_else(no_axes)?;
    let mut result = Value::array(a);
    for (n, axis) in lengths {
        let array = to_array(&result)?;
        let transform = Transform::new(Kind::Complex, false, norm, &Value::None);
        result = transform.along(host, &array, &n, &axis)?;
    }
    let array = to_array(&result)?;
    Transform::new(Kind::ToReal, false, norm, out).along(host, &array, &n, &axis)
}

fn no_axes() -> Raised {
    Raised::index_error("list index out of range")
}
