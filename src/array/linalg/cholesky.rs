//! The factorisation of a positive definite matrix.

use num_traits::Float;

use super::{Field, Matrix, Real, blas};
use crate::array::meter;

/// The lower triangular L with L·L* = A, of which only the lower triangle is read; `None` if A is not positive definite.
pub fn cholesky<T: Field>(mut a: Matrix<T>) -> Option<Matrix<T>> {
    let n = a.rows();
    let zero = T::R::default();
    for j in 0..n {
        let row: Vec<T> = (0..j).map(|k| a[(j, k)]).collect();
        let conjugates: Vec<T> = row.iter().map(|x| x.conj()).collect();
        let pivot = a[(j, j)].re() - blas::dot_plain(&row, &conjugates).re();
        // NaN must end here too.
        if pivot.is_nan() || pivot <= zero {
            return None;
        }
        let pivot = Float::sqrt(pivot);
        a[(j, j)] = T::from_real(pivot);
        for i in j + 1..n {
            if meter::stopped(j) {
                return None;
            }
            let below: Vec<T> = (0..j).map(|k| a[(i, k)]).collect();
            let sum = blas::dot_plain(&below, &conjugates);
            a[(i, j)] = (a[(i, j)] - sum).times(T::R::one_() / pivot);
        }
        for i in 0..j {
            a[(i, j)] = T::default();
        }
    }
    Some(a)
}
