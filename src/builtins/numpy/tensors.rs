//! Equations whose coefficients and unknowns have several axes.

use crate::array::Array;
use crate::builtins;
use crate::value::convert::{as_index, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use crate::builtins::operators;
use crate::builtins::python::iterate;
use crate::syntax::ast::CompareOp;

use super::call;
use super::compose::value;

builtins! {
    /// The solution `x` of `tensordot(a, x, x.ndim) == b`; `axes` of `a` are moved to its end first.
    ///
    /// >>> a = np.eye(4).reshape(2, 2, 2, 2) * 2
    /// >>> np.linalg.tensorsolve(a, [[2, 4], [6, 8]])
    /// array([[1., 2.],
    ///        [3., 4.]])
    "np.linalg.tensorsolve" "(a, b, axes=None)" => tensorsolve;
    /// The inverse of `tensordot` with `a`, whose first `ind` axes stand for the result's last.
    ///
    /// >>> np.linalg.tensorinv(np.eye(4).reshape(4, 2, 2) * 2, ind=1).shape
    /// (2, 2, 4)
    "np.linalg.tensorinv" "(a, ind=2)" => tensorinv;
}

fn shape_value(shape: &[usize]) -> Value {
    Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect())
}

/// The axes with those named moved to the end, one after the other.
fn moved(ndim: usize, axes: &Value) -> Result<Vec<Value>> {
    let mut all: Vec<i64> = (0..ndim as i64).collect();
    for axis in to_array(axes)?.to_vec_as::<i64>()? {
        let at = all
            .iter()
            .position(|&other| other == axis)
            .ok_or_else(|| Raised::value_error("list.remove(x): x not in list"))?;
        all.remove(at);
        all.push(axis);
    }
    Ok(all.into_iter().map(Value::Int).collect())
}

fn tensorsolve(host: &mut dyn Host, a: Array, b: Array, axes: Value) -> Result<Value> {
    let mut a = a;
    if !axes.is_none() {
        if !iterate::is_iterable(&axes) {
            return Err(iterate::not_iterable(&axes));
        }
        let order = Value::tuple(moved(a.ndim(), &axes)?);
        a = to_array(&call(host, "np.transpose", [value(&a), order])?)?;
    }
    // As Python slices: no axes in common is the whole shape.
    let shown = a.ndim() as i64 - b.ndim() as i64;
    let start = match shown {
        0 => 0,
        n if n > 0 => a.ndim().saturating_sub(n as usize),
        n => a.ndim().min(n.unsigned_abs() as usize),
    };
    let shape = a.shape()[start..].to_vec();
    let length: usize = shape.iter().product();
    if a.size() != length.saturating_mul(length) {
        return Err(Raised::new(
            ClassId::LINALG_ERROR,
            "Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])",
        ));
    }
    let a = a.reshaped(&[length, length], false)?;
    let b = b.reshaped(&[b.size()], false)?;
    let solution = call(host, "np.linalg.solve", [value(&a), value(&b)])?;
    call(host, "np.reshape", [solution, shape_value(&shape)])
}

fn tensorinv(host: &mut dyn Host, a: Array, ind: Value) -> Result<Value> {
    let above = operators::compare(host, CompareOp::Gt, &ind, &Value::Int(0))?;
    if !crate::value::truth(host, &above)? {
        return Err(Raised::value_error("Invalid ind argument."));
    }
    let ind = as_index(&ind).map_err(|_| {
        Raised::type_error("slice indices must be integers or None or have an __index__ method")
    })?;
    let ind = usize::try_from(ind).unwrap_or(usize::MAX);
    let (front, back) = a.shape().split_at(ind.min(a.ndim()));
    let shape: Vec<usize> = back.iter().chain(front).copied().collect();
    let length: usize = back.iter().product();
    let matrix = call(
        host,
        "np.reshape",
        [
            value(&a),
            Value::tuple(vec![Value::Int(length as i64), Value::Int(-1)]),
        ],
    )?;
    let inverse = call(host, "np.linalg.inv", [matrix])?;
    call(host, "np.reshape", [inverse, shape_value(&shape)])
}
