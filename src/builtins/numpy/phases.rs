//! The angle of complex numbers.

use crate::array::{Array, Kind};
use crate::builtins;
use crate::syntax::ast::BinaryOp;
use crate::value::{Host, Result, Value};

use super::compose::value;

builtins! {
    /// The angle of complex numbers, from the positive real axis, in radians or degrees.
    ///
    /// >>> np.angle([1, 1j, -1], deg=True)
    /// array([  0.,  90., 180.])
    "np.angle" "(z, deg=False)" => angle;
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
    super::operators::binary(host, BinaryOp::Mul, angle, degrees)
}
