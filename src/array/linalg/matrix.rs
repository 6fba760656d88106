//! [`Matrix`]: one matrix, by columns, as LAPACK holds it.

use std::ops::{Index, IndexMut};

use num_traits::Float;

use super::Field;
use crate::array::meter;

/// A matrix held column after column.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix<T> {
    rows: usize,
    columns: usize,
    data: Vec<T>,
}

impl<T: Field> Matrix<T> {
    pub fn zeros(rows: usize, columns: usize) -> Matrix<T> {
        let data = vec![T::default(); rows * columns];
        Matrix {
            rows,
            columns,
            data,
        }
    }

    pub fn identity(n: usize) -> Matrix<T> {
        Matrix::eye(n, n)
    }

    /// Ones on the diagonal.
    pub fn eye(rows: usize, columns: usize) -> Matrix<T> {
        let mut eye = Matrix::zeros(rows, columns);
        for i in 0..rows.min(columns) {
            eye[(i, i)] = T::one();
        }
        eye
    }

    /// From the elements in C order, row after row.
    pub fn from_rows(rows: usize, columns: usize, values: &[T]) -> Matrix<T> {
        debug_assert_eq!(values.len(), rows * columns);
        let mut matrix = Matrix::zeros(rows, columns);
        for i in 0..rows {
            for j in 0..columns {
                matrix[(i, j)] = values[i * columns + j];
            }
        }
        matrix
    }

    /// Appends the elements in C order.
    pub fn write_rows(&self, target: &mut Vec<T>) {
        for i in 0..self.rows {
            target.extend((0..self.columns).map(|j| self[(i, j)]));
        }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn column(&self, j: usize) -> &[T] {
        &self.data[j * self.rows..(j + 1) * self.rows]
    }

    pub fn column_mut(&mut self, j: usize) -> &mut [T] {
        &mut self.data[j * self.rows..(j + 1) * self.rows]
    }

    /// The columns `j` and `j + 1`.
    pub fn neighbours_mut(&mut self, j: usize) -> (&mut [T], &mut [T]) {
        self.data[j * self.rows..(j + 2) * self.rows].split_at_mut(self.rows)
    }

    pub fn swap_rows(&mut self, a: usize, b: usize) {
        if a != b {
            for j in 0..self.columns {
                self.data.swap(j * self.rows + a, j * self.rows + b);
            }
        }
    }

    pub fn swap_columns(&mut self, a: usize, b: usize) {
        if a != b {
            for i in 0..self.rows {
                self.data.swap(a * self.rows + i, b * self.rows + i);
            }
        }
    }

    /// The conjugate transpose.
    pub fn adjoint(&self) -> Matrix<T> {
        let mut result = Matrix::zeros(self.columns, self.rows);
        for j in 0..self.columns {
            for i in 0..self.rows {
                result[(j, i)] = self[(i, j)].conj();
            }
        }
        result
    }

    /// The upper left part.
    pub fn corner(&self, rows: usize, columns: usize) -> Matrix<T> {
        let mut part = Matrix::zeros(rows, columns);
        for j in 0..columns.min(self.columns) {
            for i in 0..rows.min(self.rows) {
                part[(i, j)] = self[(i, j)];
            }
        }
        part
    }

    /// The product of two matrices; unfinished where it is stopped.
    pub fn times(&self, other: &Matrix<T>) -> Matrix<T> {
        let mut product = Matrix::zeros(self.rows, other.columns);
        for j in 0..other.columns {
            for k in 0..self.columns {
                if meter::stopped(self.rows) {
                    return product;
                }
                let factor = other[(k, j)];
                for i in 0..self.rows {
                    product[(i, j)] = self[(i, k)].fused(factor, product[(i, j)]);
                }
            }
        }
        product
    }

    pub fn scale(&mut self, factor: T::R) {
        for x in &mut self.data {
            *x = x.times(factor);
        }
    }

    /// The largest absolute value; NaN if there is one.
    pub fn max_abs(&self) -> T::R {
        self.data.iter().fold(T::R::default(), |most, x| {
            let size = x.abs();
            if size > most || Float::is_nan(size) {
                size
            } else {
                most
            }
        })
    }

    pub fn all_finite(&self) -> bool {
        self.data.iter().all(|x| x.is_finite())
    }

    pub fn elements(&self) -> &[T] {
        &self.data
    }
}

impl<T> Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, (i, j): (usize, usize)) -> &T {
        &self.data[j * self.rows + i]
    }
}

impl<T> IndexMut<(usize, usize)> for Matrix<T> {
    #[inline(always)]
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut T {
        &mut self.data[j * self.rows + i]
    }
}
