//! The frequencies that a transform's results are of, and the order that they stand in.

use super::transform::{axes_of, length_of};
use crate::array::{Array, meter};
use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::ufunc;
use crate::value::builtin::FromValue;
use crate::value::convert::{Device, to_array};
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The frequencies of `fft`'s results, for `n` samples at a distance of `d`.
    ///
    /// >>> np.fft.fftfreq(4, d=0.5)
    /// array([ 0. ,  0.5, -1. , -0.5])
    "np.fft.fftfreq" "(n, d=1.0, device=None)" => |host: &mut dyn Host, n: Value, d: Value, _device: Device| {
        let n = samples(host, &n)?;
        let half = (n - 1).div_euclid(2) + 1;
        frequencies(host, n, d, || match n {
            0.. => Ok((0..half).chain(-n.div_euclid(2)..0).collect()),
            _ => Err(Raised::value_error("negative dimensions are not allowed")),
        })
    };
    /// The frequencies of a real transform's results: none below 0.
    ///
    /// >>> np.fft.rfftfreq(4, d=0.5)
    /// array([0. , 0.5, 1. ])
    "np.fft.rfftfreq" "(n, d=1.0, device=None)" => |host: &mut dyn Host, n: Value, d: Value, _device: Device| {
        let n = samples(host, &n)?;
        frequencies(host, n, d, || Ok((0..n.div_euclid(2) + 1).collect()))
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
    Ok(n)
}

/// The places divided by the time that all samples take.
fn frequencies(
    host: &mut dyn Host,
    n: i64,
    d: Value,
    places: impl FnOnce() -> Result<Vec<i64>>,
) -> Result<Value> {
    use crate::builtins::operators::binary;
    use crate::syntax::ast::BinaryOp::{Div, Mul};
    let time = binary(host, Mul, Value::Int(n), d)?;
    let step = binary(host, Div, Value::Float(1.0), time)?;
    ufunc(
        host,
        "multiply",
        [Value::array(Array::from_vec(places()?)?), step],
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
            if all.is_empty() {
                return Err(Raised::value_error(
                    "not enough values to unpack (expected 2, got 0)",
                ));
            }
            let shifts = all.iter().map(|&axis| half(axis)).collect::<Result<_>>()?;
            let axes = all.into_iter().map(Value::Int).collect();
            (Value::tuple(axes), Value::tuple(shifts))
        }
    };
    call(host, "np.roll", [Value::array(array), shifts, axes])
}
