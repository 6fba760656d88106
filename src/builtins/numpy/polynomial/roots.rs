//! Roots of series, as the eigenvalues of their companion matrices.

use crate::array::{Array, DType, Scalar};
use crate::builtins::numpy::compose::{array, ufunc};
use crate::value::convert::{assign_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::basis::Basis;
use super::formula::of;
use super::series::{item, length, one_series, reversed, zeros};

/// The places where a series is 0, in order.
///
/// # Errors
/// As [`super::series::as_series`]; LinAlgError.
pub fn roots(basis: &Basis, host: &mut dyn Host, c: &Value) -> Result<Array> {
    let series = one_series(host, c, true)?;
    match length(&series) {
        0 | 1 => Ok(zeros(series.dtype(), &[0])?),
        2 => {
            let root = (basis.root_of_line)(of(item(&series, 0)?), of(item(&series, 1)?));
            let root = root.value(host)?;
            to_array(&Value::tuple(vec![root]))
        }
        _ => {
            let mut matrix = (basis.companion)(host, &series)?;
            if basis.turns_companion {
                let turned = reversed(&matrix).transposed();
                matrix = reversed(&turned).transposed();
            }
            let found = array(host, "np.linalg.eigvals", [Value::array(matrix)])?;
            array(host, "np.sort", [Value::array(found)])
        }
    }
}

/// The companion matrix, scaled so that it is symmetric where the series is a basis polynomial.
///
/// # Errors
/// ValueError for a constant; as [`super::series::as_series`].
pub fn companion(basis: &Basis, host: &mut dyn Host, c: &Value) -> Result<Array> {
    let series = one_series(host, c, true)?;
    match length(&series) {
        0 | 1 => Err(Raised::value_error(
            "Series must have maximum degree of at least 1.",
        )),
        2 => {
            let root = (basis.root_of_line)(of(item(&series, 0)?), of(item(&series, 1)?));
            let root = root.value(host)?;
            to_array(&Value::tuple(vec![Value::tuple(vec![root])]))
        }
        _ => (basis.companion)(host, &series),
    }
}

/// The diagonal of a square matrix that begins in a row and a column: a view.
pub fn diagonal(matrix: &Array, row: usize, column: usize) -> Array {
    let count = length(matrix).saturating_sub(row.max(column));
    let start = matrix.layout().at(0, row).at(0, column);
    let step = matrix.strides().iter().sum();
    let mut layout = start.with_axis(0).sliced(0, 0, count, 1);
    if let Some(stride) = layout.strides.first_mut() {
        *stride = step;
    }
    matrix.with_layout(layout)
}

/// # Errors
/// As assignment.
pub fn fill(array: &Array, number: f64) -> Result<()> {
    assign_array(array, &Array::from_scalar(&Scalar::F64(number))?)
}

/// `np.arange(start, stop)`
///
/// # Errors
/// MemoryError.
pub fn range(start: usize, stop: usize) -> Result<Array> {
    Ok(Array::from_vec((start..stop).map(|i| i as i64).collect())?)
}

/// Square roots of 1, …, n - 1, each number times `factor`.
///
/// # Errors
/// MemoryError.
pub fn roots_of_range(host: &mut dyn Host, n: usize, factor: f64) -> Result<Array> {
    let scaled = (of(factor) * range(1, n)?).value(host)?;
    to_array(&ufunc(host, "sqrt", [scaled])?)
}

/// The products of 1/sqrt(factor*k) for k from i to n - 1, for every i from 1 to n.
///
/// # Errors
/// MemoryError.
pub fn falling_roots(host: &mut dyn Host, n: usize, factor: f64) -> Result<Array> {
    let roots = roots_of_range(host, n, factor)?;
    let inverse = (of(1.0) / reversed(&roots)).array(host)?;
    let factors = Array::zeros(DType::F64, &[n])?;
    fill(&factors, 1.0)?;
    assign_array(&super::series::part(&factors, 1, n - 1), &inverse)?;
    let products = array(host, "np.cumprod", [Value::array(factors)])?;
    Ok(reversed(&products))
}
