//! Windows: weights that fade a signal out at both ends; and the function `sinc`.

use crate::array::{Array, DType, Kind, Scalar};
use crate::builtins;
use crate::builtins::operators::{binary, compare};
use crate::syntax::ast::BinaryOp::{Add, Div, Mul, Pow, Sub};
use crate::syntax::ast::CompareOp;
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value, truth};

use super::bessel::i0;
use super::call;
use super::compose::ufunc;

const PI: Value = Value::Float(std::f64::consts::PI);

builtins! {
    /// A triangle that touches 0 at both ends.
    ///
    /// >>> np.bartlett(5)
    /// array([0. , 0.5, 1. , 0.5, 0. ])
    "np.bartlett" "(M)" => |host: &mut dyn Host, m: Value| window(host, m, &bartlett);
    /// A sum of three cosines, near 0 at both ends.
    ///
    /// >>> np.blackman(5).round(2)
    /// array([-0.  ,  0.34,  1.  ,  0.34, -0.  ])
    "np.blackman" "(M)" => |host: &mut dyn Host, m: Value| window(host, m, &|host, n, last| {
        let once = cosine(host, PI, n.clone(), &last)?;
        let twice = cosine(host, Value::Float(2.0 * std::f64::consts::PI), n, &last)?;
        let first = weighted(host, 0.42, 0.5, once)?;
        let second = binary(host, Mul, Value::Float(0.08), twice)?;
        binary(host, Add, first, second)
    });
    /// A raised cosine that is 0.08 at both ends.
    ///
    /// >>> np.hamming(5)
    /// array([0.08, 0.54, 1.  , 0.54, 0.08])
    "np.hamming" "(M)" => |host: &mut dyn Host, m: Value| window(host, m, &|host, n, last| {
        let cosine = cosine(host, PI, n, &last)?;
        weighted(host, 0.54, 0.46, cosine)
    });
    /// A raised cosine that is 0 at both ends.
    ///
    /// >>> np.hanning(5)
    /// array([0. , 0.5, 1. , 0.5, 0. ])
    "np.hanning" "(M)" => |host: &mut dyn Host, m: Value| window(host, m, &|host, n, last| {
        let cosine = cosine(host, PI, n, &last)?;
        weighted(host, 0.5, 0.5, cosine)
    });
    /// A window made of the Bessel function `i0`; the larger `beta`, the narrower.
    ///
    /// >>> np.kaiser(3, 14).round(6)
    /// array([8.e-06, 1.e+00, 8.e-06])
    "np.kaiser" "(M, beta)" => kaiser;
    /// `sin(πx) / (πx)`, and 1 at 0.
    ///
    /// >>> np.sinc([0, 0.5, 2.5])
    /// array([1.        , 0.63661977, 0.12732395])
    "np.sinc" "(x)" => sinc;
}

/// The length as NumPy reads it: as an element of an array with 0.0 (and others).
fn read(m: Value, more: Option<Value>) -> Result<(Array, Vec<Value>)> {
    let values = [Value::Float(0.0), m].into_iter().chain(more).collect();
    let array = to_array(&Value::list(values))?;
    let items = array.scalars().skip(1).map(Value::scalar).collect();
    Ok((array, items))
}

/// A window of positions that run from `1 - M` to `M - 1` in steps of 2, given with `M - 1`.
fn window(
    host: &mut dyn Host,
    m: Value,
    shape: &dyn Fn(&mut dyn Host, Value, Value) -> Result<Value>,
) -> Result<Value> {
    let (array, items) = read(m, None)?;
    let m = items.into_iter().next().unwrap_or(Value::None);
    let is = |host: &mut dyn Host, op| {
        let answer = compare(host, op, &m, &Value::Int(1))?;
        truth(host, &answer)
    };
    if is(host, CompareOp::Lt)? {
        return Ok(Value::array(Array::zeros(array.dtype().clone(), &[0])?));
    }
    if is(host, CompareOp::Eq)? {
        return one(host, &array);
    }
    let first = binary(host, Sub, Value::Int(1), m.clone())?;
    let n = call(host, "np.arange", [first, m.clone(), Value::Int(2)])?;
    let last = binary(host, Sub, m, Value::Int(1))?;
    shape(host, n, last)
}

fn one(host: &mut dyn Host, like: &Array) -> Result<Value> {
    let dtype = Value::DType(like.dtype().clone().into());
    call(host, "np.ones", [Value::Int(1), dtype])
}

/// `cos(angle · n / last)`
fn cosine(host: &mut dyn Host, angle: Value, n: Value, last: &Value) -> Result<Value> {
    let product = binary(host, Mul, angle, n)?;
    let angle = binary(host, Div, product, last.clone())?;
    ufunc(host, "cos", [angle])
}

/// `level + weight · x`
fn weighted(host: &mut dyn Host, level: f64, weight: f64, x: Value) -> Result<Value> {
    let product = binary(host, Mul, Value::Float(weight), x)?;
    binary(host, Add, Value::Float(level), product)
}

fn bartlett(host: &mut dyn Host, n: Value, last: Value) -> Result<Value> {
    let rises = compare(host, CompareOp::LtE, &n, &Value::Int(0))?;
    let part = binary(host, Div, n, last)?;
    let rising = binary(host, Add, Value::Int(1), part.clone())?;
    let falling = binary(host, Sub, Value::Int(1), part)?;
    call(host, "np.where", [rises, rising, falling])
}

fn kaiser(host: &mut dyn Host, m: Value, beta: Value) -> Result<Value> {
    let (array, items) = read(m, Some(beta))?;
    let [m, beta] = <[Value; 2]>::try_from(items)
        .map_err(|_| Raised::value_error("expected a length and a shape"))?;
    let alone = compare(host, CompareOp::Eq, &m, &Value::Int(1))?;
    if truth(host, &alone)? {
        return one(host, &array);
    }
    let n = call(host, "np.arange", [Value::Int(0), m.clone()])?;
    let last = binary(host, Sub, m, Value::Int(1))?;
    let alpha = binary(host, Div, last, Value::Float(2.0))?;
    let centred = binary(host, Sub, n, alpha.clone())?;
    let part = binary(host, Div, centred, alpha)?;
    let square = binary(host, Pow, part, Value::Float(2.0))?;
    let rest = binary(host, Sub, Value::Int(1), square)?;
    let root = ufunc(host, "sqrt", [rest])?;
    let argument = binary(host, Mul, beta.clone(), root)?;
    let above = i0(host, argument)?;
    let below = i0(host, beta)?;
    binary(host, Div, above, below)
}

fn sinc(host: &mut dyn Host, x: Array) -> Result<Value> {
    let x = binary(host, Mul, PI, Value::array(x))?;
    let dtype = to_array(&x)?.dtype().clone();
    // What stands for 0, so that the quotient is 1 there.
    let least = match dtype.native() {
        DType::F16 => Value::scalar(Scalar::F16(half::f16::EPSILON)),
        DType::F32 => Value::scalar(Scalar::F32(f32::EPSILON)),
        dtype if dtype.kind() == Kind::Float => Value::scalar(Scalar::F64(f64::EPSILON)),
        _ => Value::Float(1e-20),
    };
    let y = call(host, "np.where", [x.clone(), x, least])?;
    let sine = ufunc(host, "sin", [y.clone()])?;
    binary(host, Div, sine, y)
}
