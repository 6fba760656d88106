//! Eigenvalues of symmetric and Hermitian matrices: reduction to tridiagonal form, then implicit QL or QR.

use num_traits::Float;

use super::householder::{Reflection, apply_left, hypot2, reflect};
use super::{Field, Matrix, NotConverged, Real};
use crate::array::meter;

/// The eigenvalues in ascending order and, if wanted, the eigenvectors as columns. Only the lower triangle is read.
///
/// # Errors
/// [`NotConverged`] after 30 iterations per eigenvalue, as NaN causes.
pub fn eigh<T: Field>(
    mut a: Matrix<T>,
    vectors: bool,
) -> Result<(Vec<T::R>, Option<Matrix<T>>), NotConverged> {
    let n = a.rows();
    if n == 1 {
        let value = a[(0, 0)].re();
        return Ok((vec![value], vectors.then(|| Matrix::identity(1))));
    }
    if !a.all_finite() && n > 0 {
        return Err(NotConverged);
    }
    let (mut d, mut e, taus) = tridiagonalise(&mut a);
    let mut z = vectors.then(|| Matrix::<T::R>::identity(n));
    tridiagonal_ql(&mut d, &mut e, z.as_mut())?;
    let vectors = z.map(|z| back_transform(&a, &taus, &z));
    Ok((d, vectors))
}

/// Reduces to a real tridiagonal matrix; the reflections stay below the first subdiagonal (`sytd2`, lower).
fn tridiagonalise<T: Field>(a: &mut Matrix<T>) -> (Vec<T::R>, Vec<T::R>, Vec<T>) {
    let n = a.rows();
    let (mut e, mut taus) = (Vec::new(), Vec::new());
    let half = T::R::of(0.5);
    for k in 0..n.saturating_sub(1) {
        let Reflection { tau, beta } = reflect(&mut a.column_mut(k)[k + 1..]);
        e.push(beta.re());
        a[(k + 1, k)] = T::one();
        if !tau.is_zero_number() {
            let v = a.column(k)[k + 1..].to_vec();
            let mut w = multiply_lower(a, k + 1, &v);
            w.iter_mut().for_each(|w| *w *= tau);
            let projection = w
                .iter()
                .zip(&v)
                .fold(T::default(), |sum, (w, v)| w.conj().fused(*v, sum));
            let alpha = -(tau.times(half) * projection);
            for (w, v) in w.iter_mut().zip(&v) {
                *w = alpha.fused(*v, *w);
            }
            subtract_rank_two(a, k + 1, &v, &w);
        }
        a[(k + 1, k)] = beta;
        taus.push(tau);
    }
    let d = (0..n).map(|i| a[(i, i)].re()).collect();
    (d, e, taus)
}

/// A·v for the Hermitian matrix in the lower triangle from row and column `start` on.
fn multiply_lower<T: Field>(a: &Matrix<T>, start: usize, v: &[T]) -> Vec<T> {
    let mut product = vec![T::default(); v.len()];
    for j in 0..v.len() {
        if meter::stopped(v.len() - j) {
            break;
        }
        let mut sum = T::default();
        product[j] = v[j].times(a[(start + j, start + j)].re()) + product[j];
        for i in j + 1..v.len() {
            let x = a[(start + i, start + j)];
            product[i] = x.fused(v[j], product[i]);
            sum = x.conj().fused(v[i], sum);
        }
        product[j] += sum;
    }
    product
}

/// A ← A − v·w* − w·v*, lower triangle.
fn subtract_rank_two<T: Field>(a: &mut Matrix<T>, start: usize, v: &[T], w: &[T]) {
    for j in 0..v.len() {
        if meter::stopped(v.len() - j) {
            return;
        }
        for i in j..v.len() {
            let at = (start + i, start + j);
            let once = (-v[i]).fused(w[j].conj(), a[at]);
            a[at] = (-w[i]).fused(v[j].conj(), once);
        }
        let diagonal = (start + j, start + j);
        a[diagonal] = T::from_real(a[diagonal].re());
    }
}

/// The eigenvectors of the full matrix from those of the tridiagonal one.
fn back_transform<T: Field>(a: &Matrix<T>, taus: &[T], z: &Matrix<T::R>) -> Matrix<T> {
    let n = z.rows();
    let mut vectors = Matrix::zeros(n, n);
    for j in 0..n {
        for i in 0..n {
            vectors[(i, j)] = T::from_real(z[(i, j)]);
        }
    }
    for (k, &tau) in taus.iter().enumerate().rev() {
        let v = &a.column(k)[k + 1..];
        apply_left(&mut vectors, v, tau, k + 1, 0..n);
    }
    vectors
}

/// A plane rotation with c·f + s·g = r, −s·f + c·g = 0 (LAPACK 3.10's `lartg`).
pub fn rotation<R: Real>(f: R, g: R) -> (R, R, R) {
    let (zero, one) = (R::zero_(), R::one_());
    let (f1, g1) = (Float::abs(f), Float::abs(g));
    if g == zero {
        return (one, zero, f);
    }
    if f == zero {
        return (zero, one.with_sign_of(g), g1);
    }
    let low = Float::sqrt(R::safe_min());
    let high = Float::sqrt(one / R::safe_min() / R::of(2.0));
    if f1 > low && f1 < high && g1 > low && g1 < high {
        let d = Float::sqrt(f * f + g * g);
        let r = d.with_sign_of(f);
        return (f1 / d, g / r, r);
    }
    let u = Float::min(
        one / R::safe_min(),
        Float::max(R::safe_min(), Float::max(f1, g1)),
    );
    let (fs, gs) = (f / u, g / u);
    let d = Float::sqrt(fs * fs + gs * gs);
    let r = d.with_sign_of(f);
    (Float::abs(fs) / d, gs / r, r * u)
}

/// Rotates two columns: (x, y) ← (c·x + s·y, c·y − s·x).
pub fn rotate_columns<R: Real>(z: &mut Matrix<R>, j: usize, c: R, s: R) {
    if meter::stopped(z.rows()) {
        return;
    }
    let (column, next) = z.neighbours_mut(j);
    for (x, y) in column.iter_mut().zip(next) {
        (*x, *y) = (s * *y + c * *x, c * *y - s * *x);
    }
}

/// One unreduced block of the tridiagonal matrix and where the iteration stands in it.
struct Block<'a, R> {
    d: &'a mut [R],
    e: &'a mut [R],
    z: Option<&'a mut Matrix<R>>,
    left: usize,
}

/// Eigenvalues of a symmetric tridiagonal matrix, in ascending order, and its eigenvectors (`steqr`).
fn tridiagonal_ql<R: Real>(
    d: &mut [R],
    e: &mut [R],
    z: Option<&mut Matrix<R>>,
) -> Result<(), NotConverged> {
    let n = d.len();
    let mut work = Block {
        d,
        e,
        z,
        left: 30 * n,
    };
    let mut start = 0;
    while start < n {
        if start > 0 {
            work.e[start - 1] = R::zero_();
        }
        let end = work.split_after(start);
        // QR from the bottom where the last element is the smaller one, QL from the top else.
        if end > start {
            if Float::abs(work.d[end]) < Float::abs(work.d[start]) {
                work.iterate_qr(end, start)?;
            } else {
                work.iterate_ql(start, end)?;
            }
        }
        start = work.next_start(start, end);
    }
    work.sort();
    Ok(())
}

impl<R: Real> Block<'_, R> {
    /// The last row of the block that begins at `start`.
    fn split_after(&mut self, start: usize) -> usize {
        for m in start..self.e.len() {
            let size = Float::abs(self.e[m]);
            if size == R::zero_() {
                return m;
            }
            let root = |x: R| Float::sqrt(Float::abs(x));
            if size <= root(self.d[m]) * root(self.d[m + 1]) * R::eps() {
                self.e[m] = R::zero_();
                return m;
            }
        }
        self.d.len() - 1
    }

    /// Where to go on: at the same place while the block still holds elements off the diagonal.
    fn next_start(&self, start: usize, end: usize) -> usize {
        let unreduced = (start..end).find(|&m| self.e[m] != R::zero_());
        unreduced.unwrap_or(end + 1)
    }

    fn negligible(&self, m: usize) -> bool {
        let bound = (R::eps().squared() * Float::abs(self.d[m])) * Float::abs(self.d[m + 1]);
        Float::abs(self.e[m]).squared() <= bound + R::safe_min()
    }

    fn spend(&mut self) -> Result<(), NotConverged> {
        self.left = self.left.checked_sub(1).ok_or(NotConverged)?;
        match meter::stopped(1) {
            true => Err(NotConverged),
            false => Ok(()),
        }
    }

    fn rotate(&mut self, rotations: impl Iterator<Item = (usize, R, R)>) {
        if let Some(z) = self.z.as_deref_mut() {
            for (j, c, s) in rotations {
                if c != R::one_() || s != R::zero_() {
                    rotate_columns(z, j, c, s);
                }
            }
        }
    }

    /// A 2×2 block, solved directly.
    fn finish_pair(&mut self, l: usize) {
        let (high, low, c, s) = symmetric_pair(self.d[l], self.e[l], self.d[l + 1]);
        self.rotate(std::iter::once((l, c, s)));
        self.d[l] = high;
        self.d[l + 1] = low;
        self.e[l] = R::zero_();
    }

    /// The shift of an implicit step: `(d[next] − p) / 2e` and what follows from it.
    fn shift(&self, p: R, next: R, e: R, far: R) -> R {
        let g = (next - p) / (R::of(2.0) * e);
        let r = hypot2(g, R::one_());
        far - p + e / (g + r.with_sign_of(g))
    }

    fn iterate_ql(&mut self, mut l: usize, end: usize) -> Result<(), NotConverged> {
        while l <= end {
            let m = (l..end).find(|&m| self.negligible(m)).unwrap_or(end);
            if m < end {
                self.e[m] = R::zero_();
            }
            if m == l {
                l += 1;
            } else if m == l + 1 {
                self.finish_pair(l);
                l += 2;
            } else {
                self.spend()?;
                self.step_ql(l, m);
            }
        }
        Ok(())
    }

    fn step_ql(&mut self, l: usize, m: usize) {
        let (mut s, mut c, mut p) = (R::one_(), R::one_(), R::zero_());
        let mut g = self.shift(self.d[l], self.d[l + 1], self.e[l], self.d[m]);
        let mut rotations = Vec::with_capacity(m - l);
        for i in (l..m).rev() {
            let (f, b) = (s * self.e[i], c * self.e[i]);
            let (cosine, sine, r) = rotation(g, f);
            (c, s) = (cosine, sine);
            if i != m - 1 {
                self.e[i + 1] = r;
            }
            g = self.d[i + 1] - p;
            let r = (self.d[i] - g) * s + R::of(2.0) * c * b;
            p = s * r;
            self.d[i + 1] = g + p;
            g = c * r - b;
            rotations.push((i, c, -s));
        }
        self.rotate(rotations.into_iter());
        self.d[l] -= p;
        self.e[l] = g;
    }

    fn iterate_qr(&mut self, bottom: usize, top: usize) -> Result<(), NotConverged> {
        let mut l = bottom;
        loop {
            let m = (top + 1..=l)
                .rev()
                .find(|&m| self.negligible(m - 1))
                .unwrap_or(top);
            if m > top {
                self.e[m - 1] = R::zero_();
            }
            let done = if m == l {
                1
            } else if m + 1 == l {
                self.finish_pair(l - 1);
                2
            } else {
                self.spend()?;
                self.step_qr(l, m);
                0
            };
            if l < top + done {
                return Ok(());
            }
            l -= done;
        }
    }

    fn step_qr(&mut self, l: usize, m: usize) {
        let (mut s, mut c, mut p) = (R::one_(), R::one_(), R::zero_());
        let mut g = self.shift(self.d[l], self.d[l - 1], self.e[l - 1], self.d[m]);
        let mut rotations = Vec::with_capacity(l - m);
        for i in m..l {
            let (f, b) = (s * self.e[i], c * self.e[i]);
            let (cosine, sine, r) = rotation(g, f);
            (c, s) = (cosine, sine);
            if i != m {
                self.e[i - 1] = r;
            }
            g = self.d[i] - p;
            let r = (self.d[i + 1] - g) * s + R::of(2.0) * c * b;
            p = s * r;
            self.d[i] = g + p;
            g = c * r - b;
            rotations.push((i, c, s));
        }
        self.rotate(rotations.into_iter());
        self.d[l] -= p;
        self.e[l - 1] = g;
    }

    /// Ascending, by selection: fewest exchanges of vectors.
    fn sort(&mut self) {
        for i in 0..self.d.len() {
            let mut smallest = i;
            for j in i + 1..self.d.len() {
                if self.d[j] < self.d[smallest] {
                    smallest = j;
                }
            }
            if smallest != i {
                self.d.swap(i, smallest);
                if let Some(z) = self.z.as_deref_mut() {
                    z.swap_columns(i, smallest);
                }
            }
        }
    }
}

/// Eigenvalues of [[a, b], [b, c]], the larger in absolute value first, and the first one's unit vector (`laev2`).
fn symmetric_pair<R: Real>(a: R, b: R, c: R) -> (R, R, R, R) {
    let (zero, one, two) = (R::zero_(), R::one_(), R::of(2.0));
    let (sum, difference) = (a + c, a - c);
    let twice = b + b;
    let (large, small) = if Float::abs(a) > Float::abs(c) {
        (a, c)
    } else {
        (c, a)
    };
    let (size, off) = (Float::abs(difference), Float::abs(twice));
    let root = if size > off {
        size * Float::sqrt(one + (off / size).squared())
    } else if size < off {
        off * Float::sqrt(one + (size / off).squared())
    } else {
        off * Float::sqrt(two)
    };
    let half = R::of(0.5);
    let (first, second, sign) = if sum < zero {
        let first = half * (sum - root);
        (first, (large / first) * small - (b / first) * b, -one)
    } else if sum > zero {
        let first = half * (sum + root);
        (first, (large / first) * small - (b / first) * b, one)
    } else {
        (half * root, -half * root, one)
    };
    let (cs, sign2) = if difference >= zero {
        (difference + root, one)
    } else {
        (difference - root, -one)
    };
    let (cosine, sine) = if Float::abs(cs) > off {
        let cotangent = -twice / cs;
        let sine = one / Float::sqrt(one + cotangent * cotangent);
        (cotangent * sine, sine)
    } else if off == zero {
        (one, zero)
    } else {
        let tangent = -cs / twice;
        let cosine = one / Float::sqrt(one + tangent * tangent);
        (cosine, tangent * cosine)
    };
    if sign == sign2 {
        (first, second, -sine, cosine)
    } else {
        (first, second, cosine, sine)
    }
}
