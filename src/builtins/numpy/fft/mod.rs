//! `np.fft`: discrete Fourier transforms of complex and of real numbers, and the frequencies that they are of.
//!
//! [`transform`] holds what all of them do: a transform along one axis, or along several, the last first.

pub mod frequencies;
pub mod real;
mod transform;

use crate::array::Array;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::{Host, Value};
use transform::{Kind, Transform, last_two};

builtins! {
    /// The discrete Fourier transform along an axis, of `n` points: cut, or filled up with zeros.
    ///
    /// >>> np.fft.fft([1, 0, 0, 0])
    /// array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    "np.fft.fft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Value, axis: Value, norm: Value, out: Value| {
        Transform::new(Kind::Complex, true, &norm, &out).along(host, &a, &n, &axis)
    };
    /// The inverse of `fft`.
    ///
    /// >>> np.fft.ifft([4, 0, 0, 0])
    /// array([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])
    "np.fft.ifft" "(a, n=None, axis=-1, norm=None, out=None)" => |host: &mut dyn Host, a: Array, n: Value, axis: Value, norm: Value, out: Value| {
        Transform::new(Kind::Complex, false, &norm, &out).along(host, &a, &n, &axis)
    };
    /// The transform along the last two axes.
    ///
    /// >>> np.fft.fft2([[1, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.fft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value, out: Value| {
        Transform::new(Kind::Complex, true, &norm, &out).several(host, a, &s, &last_two(axes))
    };
    /// The inverse of `fft2`.
    ///
    /// >>> np.fft.ifft2([[4, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.ifft2" "(a, s=None, axes=(-2, -1), norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Given, norm: Value| {
        Transform::new(Kind::Complex, false, &norm, &Value::None).several(host, a, &s, &last_two(axes))
    };
    /// The transform along several axes, all unless `axes` names some.
    ///
    /// >>> np.fft.fftn([[1, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.fftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        Transform::new(Kind::Complex, true, &norm, &out).several(host, a, &s, &axes)
    };
    /// The inverse of `fftn`.
    ///
    /// >>> np.fft.ifftn([[4, 0], [0, 0]])
    /// array([[1.+0.j, 1.+0.j],
    ///        [1.+0.j, 1.+0.j]])
    "np.fft.ifftn" "(a, s=None, axes=None, norm=None, out=None)" => |host: &mut dyn Host, a: Array, s: Value, axes: Value, norm: Value, out: Value| {
        Transform::new(Kind::Complex, false, &norm, &out).several(host, a, &s, &axes)
    };
}
