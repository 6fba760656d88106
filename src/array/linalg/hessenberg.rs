//! Before eigenvalues are looked for: balancing, and reduction to Hessenberg form.

use num_traits::Float;

use super::blas::Lying;
use super::householder::{Reflection, apply_left, apply_right, reflect};
use super::{Field, Matrix, Real, blas};
use crate::array::meter;

/// What balancing did to a matrix: rows `low..=high` were scaled, the others moved out of the way.
pub struct Balance<R> {
    pub low: usize,
    pub high: usize,
    /// Powers of 2 for the rows between, the exchanged rows for the others.
    scale: Vec<R>,
    exchanged: Vec<usize>,
}

impl<R: Real> Balance<R> {
    /// Balances a square matrix in place (`gebal`): rows and columns that isolate an eigenvalue are moved to the ends,
    /// the rest is scaled so that rows and columns are of like size.
    pub fn new<T: Field<R = R>>(a: &mut Matrix<T>) -> Balance<R> {
        let n = a.rows();
        let mut balance = Balance {
            low: 0,
            high: n.saturating_sub(1),
            scale: vec![R::one_(); n],
            exchanged: (0..n).collect(),
        };
        if n == 0 || !balance.push_rows_down(a) {
            return balance;
        }
        balance.push_columns_left(a);
        while balance.scale_once(a) {}
        balance
    }

    fn exchange<T: Field<R = R>>(&mut self, a: &mut Matrix<T>, from: usize, to: usize) {
        self.exchanged[to] = from;
        if from != to {
            for i in 0..=self.high {
                let x = a[(i, from)];
                a[(i, from)] = a[(i, to)];
                a[(i, to)] = x;
            }
            for j in self.low..a.columns() {
                let x = a[(from, j)];
                a[(from, j)] = a[(to, j)];
                a[(to, j)] = x;
            }
        }
    }

    /// False when nothing is left to balance.
    fn push_rows_down<T: Field<R = R>>(&mut self, a: &mut Matrix<T>) -> bool {
        let mut again = true;
        while again {
            again = false;
            for i in (0..=self.high).rev() {
                let mut others = (0..=self.high).filter(|&j| j != i);
                if others.all(|j| a[(i, j)].is_zero_number()) {
                    self.exchange(a, i, self.high);
                    again = true;
                    if self.high == 0 {
                        return false;
                    }
                    self.high -= 1;
                }
            }
        }
        true
    }

    fn push_columns_left<T: Field<R = R>>(&mut self, a: &mut Matrix<T>) {
        let mut again = true;
        while again {
            again = false;
            for j in self.low..=self.high {
                let mut others = (self.low..=self.high).filter(|&i| i != j);
                if others.all(|i| a[(i, j)].is_zero_number()) {
                    self.exchange(a, j, self.low);
                    again = true;
                    self.low += 1;
                }
            }
        }
    }

    /// One pass of scaling; true if it changed something.
    fn scale_once<T: Field<R = R>>(&mut self, a: &mut Matrix<T>) -> bool {
        let mut changed = false;
        for i in self.low..=self.high {
            if meter::stopped(a.rows()) {
                return false;
            }
            let column = blas::norm2(&a.column(i)[self.low..=self.high]);
            let row: Vec<T> = (self.low..=self.high).map(|j| a[(i, j)]).collect();
            let row = blas::norm2(&row);
            if column == R::zero_() || row == R::zero_() || !Float::is_finite(column + row) {
                continue;
            }
            let Some(factor) = self.factor(i, column, row) else {
                continue;
            };
            self.scale[i] *= factor;
            changed = true;
            for j in self.low..a.columns() {
                a[(i, j)] = a[(i, j)].times(R::one_() / factor);
            }
            for k in 0..=self.high {
                a[(k, i)] = a[(k, i)].times(factor);
            }
        }
        changed
    }

    /// The power of 2 that brings a column and a row to like size, if it is worth it.
    fn factor(&self, i: usize, mut column: R, mut row: R) -> Option<R> {
        let two = R::of(2.0);
        let bound = R::safe_min() / (two * R::eps()) * two;
        let inside = |f: R| f > bound && f < R::one_() / bound;
        let before = column + row;
        let mut factor = R::one_();
        while column < row / two && inside(factor) && inside(column) && inside(row) {
            factor *= two;
            column *= two;
            row /= two;
        }
        while column / two >= row && inside(factor) && inside(column) && inside(row) {
            factor /= two;
            column /= two;
            row *= two;
        }
        let worth = column + row < R::of(0.95) * before;
        (worth && inside(factor * self.scale[i])).then_some(factor)
    }

    /// The vectors of the matrix as it was, from those of the balanced one (`gebak`).
    pub fn undo<T: Field<R = R>>(&self, vectors: &mut Matrix<T>) {
        let n = vectors.rows();
        for i in self.low..n.min(self.high + 1) {
            if self.low != self.high {
                for j in 0..vectors.columns() {
                    vectors[(i, j)] = vectors[(i, j)].times(self.scale[i]);
                }
            }
        }
        let (before, after) = ((0..self.low).rev(), self.high + 1..n);
        for i in before.chain(after) {
            vectors.swap_rows(i, self.exchanged[i]);
        }
    }
}

/// Reduces rows and columns `low..=high` to Hessenberg form H and returns Q with A = Q·H·Q* (`gehd2`, `orghr`).
pub fn hessenberg<T: Field>(a: &mut Matrix<T>, low: usize, high: usize) -> Matrix<T> {
    let n = a.rows();
    let mut reflections = Vec::new();
    for k in low..high {
        let Reflection { tau, beta } = reflect(&mut a.column_mut(k)[k + 1..=high]);
        let v = a.column(k)[k + 1..=high].to_vec();
        let lying = if high + 1 == n {
            Lying::Packed
        } else {
            Lying::ColumnsApart
        };
        apply_right(a, &v, tau, k + 1, 0..high + 1, lying);
        apply_left(a, &v, tau.conj(), k + 1, k + 1..n);
        a[(k + 1, k)] = beta;
        a.column_mut(k)[k + 2..=high].fill(T::default());
        reflections.push((k + 1, v, tau));
    }
    let mut q = Matrix::identity(n);
    for (row, v, tau) in reflections.iter().rev() {
        apply_left(&mut q, v, *tau, *row, *row..n);
    }
    q
}
