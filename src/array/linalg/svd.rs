//! The singular value decomposition, by the paths of LAPACK's `gesdd`.

use super::bidiagonal::Bidiagonal;
use super::blas::Lying;
use super::householder::{Reflection, apply_left, apply_right, lq, qr, reflect};
use super::symmetric::rotation;
use super::{Field, Matrix, NotConverged, Real};

/// A = U·diag(S)·Vh.
pub struct Svd<T: Field> {
    pub values: Vec<T::R>,
    /// U and Vh.
    pub vectors: Option<(Matrix<T>, Matrix<T>)>,
}

/// Which vectors are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vectors {
    None,
    /// As many as there are singular values.
    Reduced,
    /// Square U and Vh.
    Full,
}

/// The singular values in descending order and the vectors.
///
/// # Errors
/// [`NotConverged`], as NaN and infinity cause.
pub fn svd<T: Field>(a: Matrix<T>, want: Vectors) -> Result<Svd<T>, NotConverged> {
    if !a.all_finite() {
        return Err(NotConverged);
    }
    let Some((factor, back)) = safe_scale(a.max_abs()) else {
        return decomposed(a, want);
    };
    let mut scaled = a;
    scaled.scale(factor);
    let mut found = decomposed(scaled, want)?;
    for value in &mut found.values {
        *value *= back;
    }
    Ok(found)
}

fn decomposed<T: Field>(a: Matrix<T>, want: Vectors) -> Result<Svd<T>, NotConverged> {
    match a.rows() >= a.columns() {
        true => tall(a, want),
        false => wide(a, want),
    }
}

/// What brings the largest element of a matrix into the range in which squares neither vanish nor overflow, and what
/// brings singular values back (`dgesdd` scales so).
fn safe_scale<R: Real>(largest: R) -> Option<(R, R)> {
    let small = num_traits::Float::sqrt(R::safe_min()) / (R::eps() * R::of(2.0));
    let big = R::one_() / small;
    if largest > R::zero_() && largest < small {
        return Some((small / largest, largest / small));
    }
    (largest > big).then(|| (big / largest, largest / big))
}

/// Rows from which on a QR factorisation goes first.
fn much_taller(rows: usize, columns: usize) -> bool {
    rows >= (columns as f64 * 11.0 / 6.0) as usize
}

fn tall<T: Field>(a: Matrix<T>, want: Vectors) -> Result<Svd<T>, NotConverged> {
    let (m, n) = (a.rows(), a.columns());
    let columns = if want == Vectors::Full { m } else { n };
    if !much_taller(m, n) {
        let reduced = Reduced::new(a);
        let (values, uv) = reduced.diagonalise(want != Vectors::None)?;
        let vectors = uv.map(|(u, v)| (reduced.left(&u, columns), reduced.right(&v, n)));
        return Ok(Svd { values, vectors });
    }
    let factors = qr(a);
    let reduced = Reduced::new(factors.r(n));
    let (values, uv) = reduced.diagonalise(want != Vectors::None)?;
    let vectors = uv.map(|(u, v)| {
        let mut q = factors.q(columns);
        let product = q.corner(m, n).times(&reduced.left(&u, n));
        for j in 0..n {
            q.column_mut(j).copy_from_slice(product.column(j));
        }
        (q, reduced.right(&v, n))
    });
    Ok(Svd { values, vectors })
}

fn wide<T: Field>(a: Matrix<T>, want: Vectors) -> Result<Svd<T>, NotConverged> {
    let (m, n) = (a.rows(), a.columns());
    let rows = if want == Vectors::Full { n } else { m };
    if !much_taller(n, m) {
        let reduced = Reduced::new(a);
        let (values, uv) = reduced.diagonalise(want != Vectors::None)?;
        let vectors = uv.map(|(u, v)| (reduced.left(&u, m), reduced.right(&v, rows)));
        return Ok(Svd { values, vectors });
    }
    let factors = lq(a);
    let reduced = Reduced::new(factors.l(m));
    let (values, uv) = reduced.diagonalise(want != Vectors::None)?;
    let vectors = uv.map(|(u, v)| {
        let mut q = factors.q(rows);
        let product = reduced.right(&v, m).times(&q.corner(m, n));
        for j in 0..n {
            q.column_mut(j)[..m].copy_from_slice(product.column(j));
        }
        (reduced.left(&u, m), q)
    });
    Ok(Svd { values, vectors })
}

/// A reflection's vector, the row it begins at, and its factor.
type Kept<T> = (usize, Vec<T>, T);

/// A = Q·B·P*, B bidiagonal: upper for a tall matrix, lower for a wide one (`gebd2`).
struct Reduced<T: Field> {
    rows: usize,
    columns: usize,
    d: Vec<T::R>,
    e: Vec<T::R>,
    left: Vec<Kept<T>>,
    right: Vec<Kept<T>>,
}

impl<T: Field> Reduced<T> {
    fn new(mut a: Matrix<T>) -> Reduced<T> {
        let (rows, columns) = (a.rows(), a.columns());
        let mut reduced = Reduced {
            rows,
            columns,
            d: Vec::new(),
            e: Vec::new(),
            left: Vec::new(),
            right: Vec::new(),
        };
        for k in 0..rows.min(columns) {
            if rows >= columns {
                let d = reduced.reflect_column(&mut a, k, k);
                reduced.d.push(d);
                if k + 1 < columns {
                    let e = reduced.reflect_row(&mut a, k, k + 1);
                    reduced.e.push(e);
                }
            } else {
                let d = reduced.reflect_row(&mut a, k, k);
                reduced.d.push(d);
                if k + 1 < rows {
                    let e = reduced.reflect_column(&mut a, k + 1, k);
                    reduced.e.push(e);
                }
            }
        }
        reduced
    }

    /// Clears column `column` below row `row` and applies the reflection to the columns after it.
    fn reflect_column(&mut self, a: &mut Matrix<T>, row: usize, column: usize) -> T::R {
        let Reflection { tau, beta } = reflect(&mut a.column_mut(column)[row..]);
        let v = a.column(column)[row..].to_vec();
        apply_left(a, &v, tau.conj(), row, column + 1..self.columns);
        self.left.push((row, v, tau));
        beta.re()
    }

    /// Clears row `row` after column `column` and applies the reflection to the rows below it.
    fn reflect_row(&mut self, a: &mut Matrix<T>, row: usize, column: usize) -> T::R {
        let mut v: Vec<T> = (column..self.columns).map(|j| a[(row, j)].conj()).collect();
        let Reflection { tau, beta } = reflect(&mut v);
        apply_right(a, &v, tau, column, row + 1..self.rows, Lying::ElementsApart);
        self.right.push((column, v, tau));
        beta.re()
    }

    /// The singular values, and the bidiagonal matrix's left and right vectors as columns.
    #[allow(clippy::type_complexity)] // values, and perhaps two matrices
    fn diagonalise(
        &self,
        vectors: bool,
    ) -> Result<(Vec<T::R>, Option<(Matrix<T::R>, Matrix<T::R>)>), NotConverged> {
        let n = self.d.len();
        let (mut d, mut e) = (self.d.clone(), self.e.clone());
        if let ([only], true) = (&mut d[..], vectors) {
            // A single value gives its sign to U.
            let sign = T::R::one_().with_sign_of(*only);
            *only *= sign;
            let mut u = Matrix::identity(1);
            u[(0, 0)] = sign;
            return Ok((d, Some((u, Matrix::identity(1)))));
        }
        let mut rotations = Vec::new();
        if self.rows < self.columns {
            for i in 0..n.saturating_sub(1) {
                let (c, s, r) = rotation(d[i], e[i]);
                d[i] = r;
                e[i] = s * d[i + 1];
                d[i + 1] *= c;
                rotations.push((i, c, s));
            }
        }
        let (mut u, mut v) = (Matrix::identity(n), Matrix::identity(n));
        Bidiagonal {
            d: &mut d,
            e: &mut e,
            vectors: vectors.then_some((&mut u, &mut v)),
        }
        .diagonalise()?;
        if !vectors {
            return Ok((d, None));
        }
        for &(i, c, s) in rotations.iter().rev() {
            for j in 0..n {
                let below = u[(i + 1, j)];
                u[(i + 1, j)] = c * below + s * u[(i, j)];
                u[(i, j)] = c * u[(i, j)] - s * below;
            }
        }
        Ok((d, Some((u, v))))
    }

    /// Q·u, with as many columns as asked for: those beyond `u` complete the basis.
    fn left(&self, u: &Matrix<T::R>, columns: usize) -> Matrix<T> {
        let mut full = embed(u, self.rows, columns);
        for (row, v, tau) in self.left.iter().rev() {
            apply_left(&mut full, v, *tau, *row, 0..columns);
        }
        full
    }

    /// (P·v)*, with as many rows as asked for.
    fn right(&self, v: &Matrix<T::R>, rows: usize) -> Matrix<T> {
        // Transposed while real: a conjugate would turn zeros into −0.
        let mut full = embed(&v.adjoint(), rows, self.columns);
        for (column, v, tau) in self.right.iter().rev() {
            let apart = Lying::ElementsApart;
            apply_right(&mut full, v, tau.conj(), *column, 0..rows, apart);
        }
        full
    }
}

/// A real matrix in the upper left corner of an identity.
fn embed<T: Field>(small: &Matrix<T::R>, rows: usize, columns: usize) -> Matrix<T> {
    let mut full = Matrix::eye(rows, columns);
    for j in 0..small.columns() {
        for i in 0..small.rows() {
            full[(i, j)] = T::from_real(small[(i, j)]);
        }
    }
    full
}
