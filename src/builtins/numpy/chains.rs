//! Products of many matrices: `np.linalg.matrix_power`, `np.linalg.multi_dot`.

use crate::array::Array;
use crate::builtins;
use crate::value::convert::{as_index, assign_array, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::products::{
    as_column, as_row, dot, dot_row, drop_vector_axes, into_exact_out, matmul_arrays,
};

builtins! {
    /// A square matrix multiplied by itself `n` times; its inverse where `n` is negative.
    ///
    /// >>> np.linalg.matrix_power([[1, 1], [1, 0]], 5)
    /// array([[8, 5],
    ///        [5, 3]])
    "np.linalg.matrix_power" "(a, n)" => matrix_power;
    /// The product of several matrices, in the order of multiplications that costs least.
    ///
    /// >>> np.linalg.multi_dot([[[1, 2]], [[1, 0], [0, 1]], [[3], [4]]])
    /// array([[11]])
    "np.linalg.multi_dot" "(arrays, *, out=None)" => multi_dot;
}

/// The last two axes must be there and of one length.
///
/// # Errors
/// LinAlgError.
pub fn check_square(a: &Array) -> Result<usize> {
    let [.., m, n] = *a.shape() else {
        return Err(Raised::new(
            ClassId::LINALG_ERROR,
            format!(
                "{}-dimensional array given. Array must be at least two-dimensional",
                a.ndim()
            ),
        ));
    };
    if m != n {
        return Err(Raised::new(
            ClassId::LINALG_ERROR,
            "Last 2 dimensions of the array must be square",
        ));
    }
    Ok(n)
}

fn matrix_power(host: &mut dyn Host, a: Array, n: Value) -> Result<Value> {
    let size = check_square(&a)?;
    let power = as_index(&n).map_err(|_| Raised::type_error("exponent must be an integer"))?;
    let mut base = a.clone();
    if power == 0 {
        let eye = Array::zeros(a.dtype().clone(), a.shape())?;
        let mut identity = super::call(host, "np.eye", [Value::Int(size as i64)])?;
        if let Value::Array(object) = &identity {
            identity = Value::array(convert_array(&object.array(), a.dtype())?);
        }
        assign_array(&eye, &to_array(&identity)?)?;
        return Ok(Value::array(eye));
    }
    if power < 0 {
        let inverse = super::call(host, "np.linalg.inv", [Value::array(a)])?;
        base = to_array(&inverse)?;
    }
    // The binary digits of the exponent, least first.
    let mut left = power.unsigned_abs();
    if left == 3 {
        let square = matmul_arrays(host, &base, &base)?;
        return matmul_arrays(host, &square, &base).map(Value::array);
    }
    let mut result: Option<Array> = None;
    while left > 0 {
        if left & 1 == 1 {
            result = Some(match result {
                Some(result) => matmul_arrays(host, &result, &base)?,
                None => base.clone(),
            });
        }
        left >>= 1;
        if left > 0 {
            base = matmul_arrays(host, &base, &base)?;
        }
    }
    Ok(Value::array(result.unwrap_or(base).copy()?))
}

fn multi_dot(host: &mut dyn Host, arrays: Value, out: Value) -> Result<Value> {
    let items = crate::builtins::python::iterate::collect(host, &arrays)?;
    let given: Vec<Array> = items.iter().map(to_array).collect::<Result<_>>()?;
    let (Some(first), Some(last)) = (given.first(), given.last()) else {
        return Err(Raised::value_error("Expecting at least two arrays."));
    };
    if given.len() < 2 {
        return Err(Raised::value_error("Expecting at least two arrays."));
    }
    if given.len() == 2 {
        return dot_row(host, items[0].clone(), items[1].clone(), out);
    }
    let vectors = (first.ndim() == 1, last.ndim() == 1);
    let mut matrices = given.clone();
    matrices[0] = as_row(first);
    let end = matrices.len() - 1;
    matrices[end] = as_column(last);
    for matrix in &matrices {
        if matrix.ndim() != 2 {
            let message = format!(
                "{}-dimensional array given. Array must be two-dimensional",
                matrix.ndim()
            );
            return Err(Raised::new(ClassId::LINALG_ERROR, message));
        }
    }
    let splits = cheapest_splits(&matrices);
    let product = multiply_chain(host, &matrices, &splits, 0, end)?;
    let product = drop_vector_axes(&product, vectors.0, vectors.1)?;
    match out {
        Value::None => Ok(Value::array_or_scalar(product)),
        out => into_exact_out(&product, out),
    }
}

/// Where to split every part of the chain so that it costs the fewest multiplications (dynamic programming).
fn cheapest_splits(matrices: &[Array]) -> Vec<Vec<usize>> {
    let n = matrices.len();
    let rows = matrices.iter().map(|m| m.shape()[0] as f64);
    let mut sizes: Vec<f64> = rows.collect();
    sizes.push(matrices[n - 1].shape()[1] as f64);
    let mut costs = vec![vec![0.0; n]; n];
    let mut splits = vec![vec![0; n]; n];
    for length in 1..n {
        for i in 0..n - length {
            let j = i + length;
            costs[i][j] = f64::INFINITY;
            for k in i..j {
                let own = sizes[i] * sizes[k + 1] * sizes[j + 1];
                let cost = costs[i][k] + costs[k + 1][j] + own;
                if cost < costs[i][j] {
                    costs[i][j] = cost;
                    splits[i][j] = k;
                }
            }
        }
    }
    splits
}

fn multiply_chain(
    host: &mut dyn Host,
    matrices: &[Array],
    splits: &[Vec<usize>],
    i: usize,
    j: usize,
) -> Result<Array> {
    if i == j {
        return Ok(matrices[i].clone());
    }
    let k = splits[i][j];
    let left = multiply_chain(host, matrices, splits, i, k)?;
    let right = multiply_chain(host, matrices, splits, k + 1, j)?;
    dot(host, &left, &right)
}
