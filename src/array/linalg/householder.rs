//! Householder reflections and the QR factorisation made of them.

use std::ops::Range;

use num_traits::Float;

use super::blas::{self, Lying};
use super::{Field, Matrix, Real};
use crate::array::meter;

/// A reflection H = I − τ·v·v*, with `v[0]` = 1, that maps a vector onto its first axis.
pub struct Reflection<T> {
    pub tau: T,
    /// The vector's first element after the reflection, always real.
    pub beta: T,
}

/// The reflection that sends `x` to (β, 0, …); `x[1..]` becomes `v[1..]` (LAPACK's `larfg`).
pub fn reflect<T: Field>(x: &mut [T]) -> Reflection<T> {
    let Some((&mut alpha, rest)) = x.split_first_mut() else {
        return Reflection {
            tau: T::default(),
            beta: T::default(),
        };
    };
    let length = blas::norm2(rest);
    let zero = T::R::zero_();
    if length == zero && alpha.im() == zero {
        return Reflection {
            tau: T::default(),
            beta: alpha,
        };
    }
    let hypotenuse = if T::IS_COMPLEX {
        hypot3(alpha.re(), alpha.im(), length)
    } else {
        hypot2(alpha.re(), length)
    };
    let beta = -hypotenuse.with_sign_of(alpha.re());
    let tau = T::from_parts((beta - alpha.re()) / beta, -alpha.im() / beta);
    let scale = (alpha - T::from_real(beta)).recip();
    for x in rest {
        *x *= scale;
    }
    Reflection {
        tau,
        beta: T::from_real(beta),
    }
}

/// √(x² + y²) by the larger one (LAPACK's `lapy2`).
pub fn hypot2<R: Real>(x: R, y: R) -> R {
    let (x, y) = (Float::abs(x), Float::abs(y));
    let (large, small) = if x > y { (x, y) } else { (y, x) };
    if Float::is_nan(large) || Float::is_nan(small) {
        return R::nan();
    }
    if small == R::zero_() || large > R::max_value() {
        return large;
    }
    large * Float::sqrt(R::one_() + (small / large).squared())
}

/// √(x² + y² + z²) by the largest (LAPACK's `lapy3`).
pub fn hypot3<R: Real>(x: R, y: R, z: R) -> R {
    let largest = Float::max(Float::abs(x), Float::max(Float::abs(y), Float::abs(z)));
    if largest == R::zero_() || largest > R::max_value() {
        return Float::abs(x) + Float::abs(y) + Float::abs(z);
    }
    largest
        * Float::sqrt((x / largest).squared() + (y / largest).squared() + (z / largest).squared())
}

/// C ← (I − τ·v·v*)·C for rows `row..` and columns `columns`; `v[0]` counts as 1.
pub fn apply_left<T: Field>(c: &mut Matrix<T>, v: &[T], tau: T, row: usize, columns: Range<usize>) {
    if tau.is_zero_number() {
        return;
    }
    if !T::IS_COMPLEX {
        return apply_left_by_kernels(c, v, tau, row, columns);
    }
    for j in columns {
        if meter::stopped(v.len()) {
            return;
        }
        let column = &mut c.column_mut(j)[row..row + v.len()];
        let Some((first, rest)) = column.split_first_mut() else {
            return;
        };
        let mut sum = *first;
        for (v, x) in v[1..].iter().zip(rest.iter()) {
            sum = v.conj().fused(*x, sum);
        }
        let change = -(tau * sum);
        *first += change;
        for (v, x) in v[1..].iter().zip(rest) {
            *x = v.fused(change, *x);
        }
    }
}

/// C ← C·(I − τ·v·v*) for columns `column..` and rows `rows`; `v[0]` counts as 1. `lying` says how LAPACK has C and v
/// in memory.
pub fn apply_right<T: Field>(
    c: &mut Matrix<T>,
    v: &[T],
    tau: T,
    column: usize,
    rows: Range<usize>,
    lying: Lying,
) {
    if tau.is_zero_number() {
        return;
    }
    if !T::IS_COMPLEX {
        return apply_right_by_kernels(c, v, tau, column, rows, lying);
    }
    for i in rows {
        if meter::stopped(v.len()) {
            return;
        }
        let mut sum = c[(i, column)];
        for (k, v) in v.iter().enumerate().skip(1) {
            sum = c[(i, column + k)].fused(*v, sum);
        }
        let change = -(tau * sum);
        c[(i, column)] += change;
        for (k, v) in v.iter().enumerate().skip(1) {
            c[(i, column + k)] = change.fused(v.conj(), c[(i, column + k)]);
        }
    }
}

/// As [`apply_left`], for real numbers in the order of LAPACK's `larf` over OpenBLAS's `gemv` and `ger`.
fn apply_left_by_kernels<T: Field>(
    c: &mut Matrix<T>,
    v: &[T],
    tau: T,
    row: usize,
    columns: Range<usize>,
) {
    let used = used_length(v);
    let is_zero = |c: &Matrix<T>, j: usize| {
        let column = &c.column(j)[row..row + used];
        column.iter().all(|x| x.is_zero_number())
    };
    let end = (columns.clone().rev()).find(|&j| !is_zero(c, j));
    let columns = columns.start..end.map_or(columns.start, |last| last + 1);
    let v = with_one(&v[..used]);
    let mut w = vec![T::default(); columns.len()];
    blas::gemv_rows(|j, i| c[(row + i, columns.start + j)], &v, &mut w);
    for (j, w) in columns.zip(w) {
        if meter::stopped(used) {
            return;
        }
        blas::axpy(-tau * w, &v, &mut c.column_mut(j)[row..row + used]);
    }
}

/// As [`apply_right`], for real numbers in the order of LAPACK's `larf` over OpenBLAS's `gemv` and `ger`.
fn apply_right_by_kernels<T: Field>(
    c: &mut Matrix<T>,
    v: &[T],
    tau: T,
    column: usize,
    rows: Range<usize>,
    lying: Lying,
) {
    let used = used_length(v);
    let is_zero =
        |c: &Matrix<T>, i: usize| (column..column + used).all(|j| c[(i, j)].is_zero_number());
    let end = (rows.clone().rev()).find(|&i| !is_zero(c, i));
    let rows = rows.start..end.map_or(rows.start, |last| last + 1);
    let v = with_one(&v[..used]);
    let mut w = vec![T::default(); rows.len()];
    blas::gemv_columns(|i, j| c[(rows.start + i, column + j)], &v, &mut w, lying);
    for (k, v) in v.into_iter().enumerate() {
        if meter::stopped(w.len()) {
            return;
        }
        blas::axpy(-tau * v, &w, &mut c.column_mut(column + k)[rows.clone()]);
    }
}

/// A reflection's vector with the 1 that its first element stands for.
fn with_one<T: Field>(v: &[T]) -> Vec<T> {
    let mut v = v.to_vec();
    if let Some(first) = v.first_mut() {
        *first = T::one();
    }
    v
}

/// The length of a reflection's vector up to its last element that is not 0; the first counts as 1.
fn used_length<T: Field>(v: &[T]) -> usize {
    v.iter()
        .rposition(|x| !x.is_zero_number())
        .map_or(1, |last| last + 1)
}

/// A = Q·R in LAPACK's packed form: R on and above the diagonal, the reflections' vectors below it.
pub struct Qr<T> {
    pub packed: Matrix<T>,
    pub taus: Vec<T>,
}

/// The QR factorisation by Householder reflections (`geqrf`).
pub fn qr<T: Field>(mut a: Matrix<T>) -> Qr<T> {
    let (m, n) = (a.rows(), a.columns());
    let mut taus = Vec::with_capacity(m.min(n));
    for k in 0..m.min(n) {
        let Reflection { tau, beta } = reflect(&mut a.column_mut(k)[k..]);
        let v = a.column(k)[k..].to_vec();
        apply_left(&mut a, &v, tau.conj(), k, k + 1..n);
        a[(k, k)] = beta;
        taus.push(tau);
    }
    Qr { packed: a, taus }
}

impl<T: Field> Qr<T> {
    /// The upper triangle, with `rows` rows.
    pub fn r(&self, rows: usize) -> Matrix<T> {
        let mut r = Matrix::zeros(rows, self.packed.columns());
        for j in 0..r.columns() {
            for i in 0..rows.min(j + 1) {
                r[(i, j)] = self.packed[(i, j)];
            }
        }
        r
    }

    /// The first `columns` columns of Q, made in place from the last reflection to the first (`org2r`): zeros keep
    /// the signs that LAPACK gives them.
    pub fn q(&self, columns: usize) -> Matrix<T> {
        let rows = self.packed.rows();
        let mut q = Matrix::eye(rows, columns);
        for (k, &tau) in self
            .taus
            .iter()
            .enumerate()
            .rev()
            .filter(|(k, _)| *k < columns)
        {
            let v = &self.packed.column(k)[k..];
            apply_left(&mut q, v, tau, k, k + 1..columns);
            let column = &mut q.column_mut(k)[k..];
            for (x, v) in column.iter_mut().zip(v).skip(1) {
                *x = -tau * *v;
            }
            if let Some(first) = column.first_mut() {
                *first = T::one() - tau;
            }
        }
        q
    }

    /// C ← Q·C.
    pub fn apply_q(&self, c: &mut Matrix<T>) {
        for (k, &tau) in self.taus.iter().enumerate().rev() {
            let v = &self.packed.column(k)[k..];
            apply_left(c, v, tau, k, 0..c.columns());
        }
    }

    /// C ← Q*·C.
    pub fn apply_q_adjoint(&self, c: &mut Matrix<T>) {
        for (k, &tau) in self.taus.iter().enumerate() {
            let v = &self.packed.column(k)[k..];
            apply_left(c, v, tau.conj(), k, 0..c.columns());
        }
    }
}

/// A = L·Q in LAPACK's way: L on and below the diagonal, and the reflections' vectors, which are rows.
pub struct Lq<T> {
    lower: Matrix<T>,
    vectors: Vec<Vec<T>>,
    taus: Vec<T>,
}

/// The LQ factorisation by Householder reflections (`gelqf`).
pub fn lq<T: Field>(mut a: Matrix<T>) -> Lq<T> {
    let (m, n) = (a.rows(), a.columns());
    let (mut vectors, mut taus) = (Vec::new(), Vec::new());
    for k in 0..m.min(n) {
        let mut v: Vec<T> = (k..n).map(|j| a[(k, j)].conj()).collect();
        let Reflection { tau, beta } = reflect(&mut v);
        apply_right(&mut a, &v, tau, k, k + 1..m, Lying::ElementsApart);
        a[(k, k)] = beta;
        vectors.push(v);
        taus.push(tau);
    }
    Lq {
        lower: a,
        vectors,
        taus,
    }
}

impl<T: Field> Lq<T> {
    /// The lower triangle, with `columns` columns.
    pub fn l(&self, columns: usize) -> Matrix<T> {
        let mut l = Matrix::zeros(self.lower.rows(), columns);
        for j in 0..columns {
            for i in j..l.rows() {
                l[(i, j)] = self.lower[(i, j)];
            }
        }
        l
    }

    /// The first `rows` rows of Q, made in place from the last reflection to the first (`orgl2`).
    pub fn q(&self, rows: usize) -> Matrix<T> {
        let columns = self.lower.columns();
        let mut q = Matrix::eye(rows, columns);
        let reflections = self.vectors.iter().zip(&self.taus).enumerate();
        for (k, (v, &tau)) in reflections.rev().filter(|(k, _)| *k < rows) {
            apply_right(&mut q, v, tau.conj(), k, k + 1..rows, Lying::ElementsApart);
            for (j, v) in v.iter().enumerate().skip(1) {
                q[(k, k + j)] = (-tau * *v).conj();
            }
            q[(k, k)] = T::one() - tau.conj();
        }
        q
    }
}
