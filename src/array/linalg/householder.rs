//! Householder reflections and the QR factorisation made of them.

use num_traits::Float;

use super::{Field, Matrix, Real, blas};

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
pub fn apply_left<T: Field>(
    c: &mut Matrix<T>,
    v: &[T],
    tau: T,
    row: usize,
    columns: std::ops::Range<usize>,
) {
    if tau.is_zero_number() {
        return;
    }
    for j in columns {
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

/// C ← C·(I − τ·v·v*) for columns `column..` and rows `rows`; `v[0]` counts as 1.
pub fn apply_right<T: Field>(
    c: &mut Matrix<T>,
    v: &[T],
    tau: T,
    column: usize,
    rows: std::ops::Range<usize>,
) {
    if tau.is_zero_number() {
        return;
    }
    for i in rows {
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
