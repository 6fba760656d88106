//! The angle of complex numbers, and angles that go on where they were wrapped around.

use std::rc::Rc;

use crate::array::{Array, Kind, normalize_axis};
use crate::builtins;
use crate::builtins::operators::{binary, compare, get_item, set_item, unary};
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::{Host, Result, Slice, Value, truth};

use super::compose::{call_with, ufunc, value};

builtins! {
    /// The angle of complex numbers, from the positive real axis, in radians or degrees.
    ///
    /// >>> np.angle([1, 1j, -1], deg=True)
    /// array([  0.,  90., 180.])
    "np.angle" "(z, deg=False)" => angle;
    /// Phases without jumps: a difference of more than half a period is taken for the other way round.
    ///
    /// >>> np.unwrap([0, 1, 2, 0, 1], period=3)
    /// array([0, 1, 2, 3, 4])
    "np.unwrap" "(p, discont=None, axis=-1, *, period=6.283185307179586)" => unwrap;
}

/// Half of the period from above and from below, and whether it can be met exactly from both sides.
fn half_period(host: &mut dyn Host, whole: bool, period: &Value) -> Result<(Value, bool)> {
    if !whole {
        let half = binary(host, BinaryOp::Div, period.clone(), Value::Int(2))?;
        return Ok((half, true));
    }
    let half = binary(host, BinaryOp::FloorDiv, period.clone(), Value::Int(2))?;
    let rest = binary(host, BinaryOp::Mod, period.clone(), Value::Int(2))?;
    let even = compare(host, CompareOp::Eq, &rest, &Value::Int(0))?;
    Ok((half, truth(host, &even)?))
}

fn unwrap(
    host: &mut dyn Host,
    p: Array,
    discont: Value,
    axis: i64,
    period: Value,
) -> Result<Value> {
    let at = [("axis", Value::Int(axis))];
    let steps = call_with(host, "np.diff", [value(&p)], at.clone())?;
    let discont = match discont {
        Value::None => binary(host, BinaryOp::Div, period.clone(), Value::Int(2))?,
        given => given,
    };
    let dtype = super::call(host, "np.result_type", [steps.clone(), period.clone()])?;
    let whole = matches!(&dtype, Value::DType(dtype) if dtype.is_integer());
    let (high, ambiguous) = half_period(host, whole, &period)?;
    let low = unary(host, UnaryOp::Minus, high.clone())?;
    let shifted = binary(host, BinaryOp::Sub, steps.clone(), low.clone())?;
    let within = binary(host, BinaryOp::Mod, shifted, period)?;
    let wrapped = binary(host, BinaryOp::Add, within, low.clone())?;
    if ambiguous {
        let lowest = compare(host, CompareOp::Eq, &wrapped, &low)?;
        let rises = compare(host, CompareOp::Gt, &steps, &Value::Int(0))?;
        let both = binary(host, BinaryOp::BitAnd, lowest, rises)?;
        call_with(
            host,
            "np.copyto",
            [wrapped.clone(), high],
            [("where", both)],
        )?;
    }
    let correction = binary(host, BinaryOp::Sub, wrapped, steps.clone())?;
    let size = ufunc(host, "absolute", [steps])?;
    let small = compare(host, CompareOp::Lt, &size, &discont)?;
    call_with(
        host,
        "np.copyto",
        [correction.clone(), Value::Int(0)],
        [("where", small)],
    )?;
    let result = call_with(host, "np.array", [value(&p)], [("dtype", dtype)])?;
    let axis = normalize_axis(axis, p.ndim())?;
    let later = (0..p.ndim()).map(|other| from(i64::from(other == axis)));
    let later = Value::tuple(later.collect());
    let sum = call_with(host, "np.cumsum", [correction], at)?;
    let after = get_item(host, &value(&p), &later)?;
    let turned = binary(host, BinaryOp::Add, after, sum)?;
    set_item(host, &result, &later, turned)?;
    Ok(result)
}

/// `start:`
fn from(start: i64) -> Value {
    Value::Slice(Rc::new(Slice {
        start: Value::Int(start),
        stop: Value::None,
        step: Value::None,
    }))
}

fn angle(host: &mut dyn Host, z: Array, deg: bool) -> Result<Value> {
    let (imaginary, real) = if z.dtype().kind() == Kind::Complex {
        let imaginary = super::call(host, "np.imag", [value(&z)])?;
        (imaginary, super::call(host, "np.real", [value(&z)])?)
    } else {
        (Value::Int(0), value(&z))
    };
    let angle = super::call(host, "np.arctan2", [imaginary, real])?;
    if !deg {
        return Ok(angle);
    }
    let degrees = Value::Float(180.0 / std::f64::consts::PI);
    binary(host, BinaryOp::Mul, angle, degrees)
}
