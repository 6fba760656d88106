//! Where elements are not zero, or fulfil a condition.

use crate::array::{Array, DType, select};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::convert_array;
use crate::value::{Raised, Result, Value};

builtins! {
    /// Elements of `x` where the condition is true and of `y` elsewhere; with the condition alone, the positions where
    /// it is true, an array per axis.
    ///
    /// >>> np.where([True, False], [1, 2], [10, 20])
    /// array([ 1, 20])
    /// >>> np.where([False, True, True])
    /// (array([1, 2]),)
    "np.where" "(condition, x=<no value>, y=<no value>, /)" => np_where;
    /// The positions of elements that are not zero, an array per axis.
    ///
    /// >>> np.nonzero([3, 0, 4])
    /// (array([0, 2]),)
    "np.nonzero" | "ndarray.nonzero" "(a)" => nonzero;
    /// The positions of elements that are not zero, a row each.
    ///
    /// >>> np.argwhere([[0, 1], [2, 0]])
    /// array([[0, 1],
    ///        [1, 0]])
    "np.argwhere" "(a)" => argwhere;
    /// The positions of elements that are not zero, in the flattened array.
    ///
    /// >>> np.flatnonzero([[0, 1], [2, 0]])
    /// array([1, 2])
    "np.flatnonzero" "(a)" => flatnonzero;
}

fn np_where(condition: Array, x: Given, y: Given) -> Result<Value> {
    match (x.0, y.0) {
        (None, None) => nonzero(condition),
        (Some(x), Some(y)) => Ok(Value::array(super::choosing::where_else(
            &condition, &x, &y,
        )?)),
        _ => Err(Raised::value_error(
            "either both or neither of x and y should be given",
        )),
    }
}

const NONZERO_OF_NONE: &str =
    "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.";

/// The positions of true elements, axis by axis.
fn positions(a: &Array) -> Result<Vec<Array>> {
    Ok(select::nonzero(&convert_array(a, &DType::Bool)?)?)
}

fn nonzero(a: Array) -> Result<Value> {
    if a.ndim() == 0 {
        let hint = if *a.dtype() == DType::Bool {
            " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
        } else {
            ""
        };
        return Err(Raised::value_error(format!("{NONZERO_OF_NONE}{hint}")));
    }
    let positions = positions(&a)?.into_iter().map(Value::array);
    Ok(Value::tuple(positions.collect()))
}

fn argwhere(a: Array) -> Result<Array> {
    let found = positions(&a)?;
    let count = found.first().map_or(0, Array::size);
    if a.ndim() == 0 {
        return Ok(Array::zeros(DType::I64, &[count, 0])?);
    }
    // One axis after the other in memory, as NumPy's transpose of `nonzero` is.
    let columns: Vec<Vec<i64>> = found.iter().map(Array::to_vec).collect::<Result<_, _>>()?;
    let packed = Array::from_shape_vec(&[a.ndim(), count], columns.concat())?;
    Ok(packed.transposed())
}

fn flatnonzero(a: Array) -> Result<Array> {
    let flat = a.reshaped(&[a.size()], false)?;
    let found = positions(&flat)?.into_iter().next();
    Ok(found.map_or_else(|| Array::zeros(DType::I64, &[0]), Ok)?)
}
