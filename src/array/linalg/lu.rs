//! Gaussian elimination with partial pivoting: determinants, solving, inverses.

use std::ops::Range;

use num_traits::Float;

use super::blas::{self, Kernels, Lying};
use super::{Field, Matrix, Real};
use crate::array::{elementary, meter};

/// P·A = L·U, L with ones on its diagonal, both in one matrix.
pub struct Lu<T> {
    factors: Matrix<T>,
    /// Row `i` was exchanged with row `pivots[i]`.
    pivots: Vec<usize>,
    singular: bool,
}

impl<T: Kernels> Lu<T> {
    /// Factors a square matrix, column by column ("left-looking"), each element by one dot product.
    pub fn new(mut a: Matrix<T>) -> Lu<T> {
        let n = a.rows();
        let mut pivots = Vec::with_capacity(n);
        let mut singular = false;
        for j in 0..n {
            for (i, &pivot) in pivots.iter().enumerate() {
                a.column_mut(j).swap(i, pivot);
            }
            for i in 1..j {
                if meter::stopped(i) {
                    break;
                }
                let row: Vec<T> = (0..i).map(|k| a[(i, k)]).collect();
                let sum = T::dot_strided(&row, &a.column(j)[..i]);
                a[(i, j)] -= sum;
            }
            let known: Vec<T> = a.column(j)[..j].iter().map(|&x| -x).collect();
            let mut rest = a.column(j)[j..].to_vec();
            blas::gemv_columns(|i, k| a[(j + i, k)], &known, &mut rest, Lying::ColumnsApart);
            a.column_mut(j)[j..].copy_from_slice(&rest);
            let pivot = largest(a.column(j), j);
            pivots.push(pivot);
            let largest = a[(pivot, j)];
            if largest.is_zero_number() {
                singular = true;
                continue;
            }
            // OpenBLAS leaves the column as it is where the pivot is NaN or so small that its reciprocal overflows.
            let is_normal = |x: T::R| Float::abs(x) >= T::R::safe_min();
            if !is_normal(largest.re()) && !is_normal(largest.im()) {
                continue;
            }
            a.swap_rows_until(j, pivot, j + 1);
            let scale = a[(j, j)].recip();
            for x in &mut a.column_mut(j)[j + 1..] {
                *x *= scale;
            }
        }
        Lu {
            factors: a,
            pivots,
            singular,
        }
    }

    /// A pivot is exactly 0: there is no inverse.
    pub fn is_singular(&self) -> bool {
        self.singular
    }

    /// The determinant's sign (a number of absolute value 1, or 0) and the logarithm of its absolute value.
    pub fn sign_and_log(&self) -> (T, T::R) {
        if self.singular {
            return (T::default(), T::R::neg_infinity());
        }
        let swaps = self.pivots.iter().enumerate().filter(|(i, p)| i != *p);
        let mut sign = if swaps.count() % 2 == 1 {
            -T::one()
        } else {
            T::one()
        };
        let mut log = T::R::default();
        for i in 0..self.factors.rows() {
            let pivot = self.factors[(i, i)];
            let size = pivot.abs();
            if T::IS_COMPLEX {
                sign *= T::from_parts(pivot.re() / size, pivot.im() / size);
            } else if pivot.re() < T::R::default() {
                sign = -sign;
            }
            log += natural_log(size);
        }
        (sign, log)
    }

    /// Sign times the exponential of the logarithm, as NumPy forms it: `det([[5]])` is 4.999….
    pub fn determinant(&self) -> T {
        let (sign, log) = self.sign_and_log();
        sign * T::from_real(exponential(log))
    }

    /// Solves A·X = B for every column of B.
    pub fn solve(&self, mut b: Matrix<T>) -> Matrix<T> {
        for (i, &pivot) in self.pivots.iter().enumerate() {
            b.swap_rows(i, pivot);
        }
        // LAPACK solves for a single column by another way, as it does for complex numbers here.
        let columns = b.columns();
        for j in 0..columns {
            if meter::stopped(1) {
                break;
            }
            let x = b.column_mut(j);
            if columns == 1 || T::IS_COMPLEX {
                self.substitute(x);
            } else {
                self.substitute_in_panels(x, columns % 2 == 1 && j + 1 == columns);
            }
        }
        b
    }

    /// L·U·x = b, in place.
    fn substitute(&self, x: &mut [T]) {
        let (n, lu) = (x.len(), &self.factors);
        for k in 0..n {
            if meter::stopped(n) {
                return;
            }
            let known = -x[k];
            blas::axpy(known, &lu.column(k)[k + 1..], &mut x[k + 1..]);
        }
        for k in (0..n).rev() {
            x[k] /= lu[(k, k)];
            let known = -x[k];
            blas::axpy(known, &lu.column(k)[..k], &mut x[..k]);
        }
    }

    /// L·U·x = b, in place, as OpenBLAS's `trsm` does it for several columns: rows in panels, what lies outside of a
    /// panel by one fused sum. `lone` is the last of an odd number of columns.
    fn substitute_in_panels(&self, x: &mut [T], lone: bool) {
        let (n, lu) = (x.len(), &self.factors);
        let height = if size_of::<T>() == 4 { 8 } else { 4 };
        let subtract = |x: &mut [T], (start, end): (usize, usize), known: Range<usize>| {
            for i in start..end {
                if meter::stopped(known.len()) {
                    return;
                }
                let row: Vec<T> = known.clone().map(|k| lu[(i, k)]).collect();
                let sum = if lone && end - start == 4 {
                    T::gemm_lone_sum(&row, &x[known.clone()])
                } else {
                    T::gemm_sum(&row, &x[known.clone()])
                };
                x[i] -= sum;
            }
        };
        for (start, end) in panels(n, height) {
            subtract(x, (start, end), 0..start);
            for i in start..end {
                let known = x[i];
                for k in i + 1..end {
                    x[k] -= known * lu[(k, i)];
                }
            }
        }
        for (start, end) in panels(n, height).into_iter().rev() {
            subtract(x, (start, end), end..n);
            for i in (start..end).rev() {
                x[i] *= lu[(i, i)].recip();
                let known = x[i];
                for k in start..i {
                    x[k] -= known * lu[(k, i)];
                }
            }
        }
    }
}

impl<T: Field> Matrix<T> {
    /// Exchanges two rows in the first columns only.
    fn swap_rows_until(&mut self, a: usize, b: usize, columns: usize) {
        if a != b {
            for j in 0..columns {
                self.column_mut(j).swap(a, b);
            }
        }
    }
}

/// The place of the first largest element from `start` on.
fn largest<T: Field>(column: &[T], start: usize) -> usize {
    let mut best = start;
    for (i, x) in column.iter().enumerate().skip(start + 1) {
        if x.size1() > column[best].size1() {
            best = i;
        }
    }
    best
}

/// In the precision of the type, as the kernels of ufuncs compute it.
fn natural_log<R: super::Real>(x: R) -> R {
    if size_of::<R>() == 4 {
        R::of(elementary::single::log(Into::<f64>::into(x) as f32).into())
    } else {
        R::of(elementary::log(x.into()))
    }
}

fn exponential<R: super::Real>(x: R) -> R {
    if size_of::<R>() == 4 {
        R::of(elementary::single::exp(Into::<f64>::into(x) as f32).into())
    } else {
        R::of(elementary::exp(x.into()))
    }
}

/// Rows in panels of `height`, the last ones in panels of half and half again.
fn panels(rows: usize, height: usize) -> Vec<(usize, usize)> {
    let (mut start, mut height) = (0, height);
    let mut panels = Vec::new();
    while start < rows {
        while start + height > rows {
            height /= 2;
        }
        panels.push((start, start + height));
        start += height;
    }
    panels
}
