//! Eigenvalues and eigenvectors of general square matrices (LAPACK's `geev`).

use num_complex::{Complex, ComplexFloat};
use num_traits::Float;

use super::hessenberg::{Balance, hessenberg};
use super::schur::Spectrum;
use super::symmetric::rotation;
use super::{Field, Matrix, NotConverged, Real, blas};
use crate::array::meter;

/// Eigenvalues, and eigenvectors of length 1 as columns.
pub struct Eigen<R> {
    pub values: Vec<Complex<R>>,
    pub vectors: Matrix<Complex<R>>,
}

/// The eigenvalues in LAPACK's order, and the right eigenvectors.
///
/// # Errors
/// [`NotConverged`] after 30 iterations per eigenvalue.
pub fn eigen<T: Spectrum>(mut a: Matrix<T>) -> Result<Eigen<T::R>, NotConverged>
where
    Complex<T::R>: Field<R = T::R>,
{
    if !a.all_finite() {
        return Err(NotConverged);
    }
    let balance = Balance::new(&mut a);
    let mut z = hessenberg(&mut a, balance.low, balance.high);
    let values = T::schur(&mut a, &mut z, balance.low, balance.high)?;
    let triangle = to_complex(&a);
    let z = to_complex(&z);
    let mut vectors = triangular_vectors(&triangle, &z, &values, T::IS_COMPLEX);
    balance.undo(&mut vectors);
    normalise(&mut vectors, &values, T::IS_COMPLEX);
    Ok(Eigen { values, vectors })
}

fn to_complex<T: Spectrum>(a: &Matrix<T>) -> Matrix<Complex<T::R>>
where
    Complex<T::R>: Field<R = T::R>,
{
    let mut result = Matrix::zeros(a.rows(), a.columns());
    for j in 0..a.columns() {
        for i in 0..a.rows() {
            result[(i, j)] = a[(i, j)].to_complex();
        }
    }
    result
}

/// Z·x for the eigenvectors x of a (quasi-)triangular matrix (`trevc3`).
fn triangular_vectors<R: Real>(
    t: &Matrix<Complex<R>>,
    z: &Matrix<Complex<R>>,
    values: &[Complex<R>],
    complex: bool,
) -> Matrix<Complex<R>>
where
    Complex<R>: Field<R = R>,
{
    let n = t.rows();
    let mut vectors = Matrix::<Complex<R>>::zeros(n, n);
    for at in 0..n {
        // Of a conjugate pair the second is the first one's mirror image.
        if !complex && values[at].im < R::zero_() {
            for i in 0..n {
                vectors[(i, at)] = vectors[(i, at - 1)].conj();
            }
            continue;
        }
        let (x, last) = back_substitute(t, values[at], at, complex);
        let column = vectors.column_mut(at);
        for (j, x) in x.iter().enumerate().take(last + 1) {
            if meter::stopped(n) {
                return vectors;
            }
            for (i, y) in column.iter_mut().enumerate() {
                *y = z[(i, j)].fused(*x, *y);
            }
        }
        let largest = column
            .iter()
            .fold(R::zero_(), |most, x| Float::max(most, x.size1()));
        column
            .iter_mut()
            .for_each(|x| *x = x.times(R::one_() / largest));
    }
    vectors
}

/// Solves (T − λ)·x = 0 upwards from the eigenvalue's own row; x and its last place that is not 0.
fn back_substitute<R: Real>(
    t: &Matrix<Complex<R>>,
    value: Complex<R>,
    at: usize,
    complex: bool,
) -> (Vec<Complex<R>>, usize)
where
    Complex<R>: Field<R = R>,
{
    let n = t.rows();
    let zero = Complex::new(R::zero_(), R::zero_());
    let tiny = R::safe_min() * (R::of(n as f64) / R::epsilon());
    let floor = Float::max(R::epsilon() * value.size1(), tiny);
    let mut x = vec![zero; n];
    let mut first = at;
    let mut last = at;
    x[at] = Complex::new(R::one_(), R::zero_());
    if !complex && value.im != R::zero_() {
        last = at + 1;
        let (above, below) = (t[(at, last)].re, t[(last, at)].re);
        if Float::abs(above) >= Float::abs(below) {
            x[last] = Complex::new(R::zero_(), value.im / above);
        } else {
            x[at] = Complex::new(-value.im / below, R::zero_());
            x[last] = Complex::new(R::zero_(), R::one_());
        }
        first = at;
    }
    let mut rhs: Vec<Complex<R>> = (0..first)
        .map(|k| (first..=last).fold(zero, |sum, j| sum - t[(k, j)] * x[j]))
        .collect();
    let mut row = first;
    while row > 0 {
        let pair = !complex && row >= 2 && t[(row - 1, row - 2)] != zero;
        let start = row - if pair { 2 } else { 1 };
        let solved = if pair {
            solve_pair(t, value, start, [rhs[start], rhs[start + 1]], floor)
        } else {
            let pivot = at_least(t[(start, start)] - value, floor);
            [limited(rhs[start], pivot, &mut rhs, &mut x), zero]
        };
        if meter::stopped(start) {
            break;
        }
        for (k, solution) in solved.iter().enumerate().take(row - start) {
            x[start + k] = *solution;
            for i in 0..start {
                rhs[i] -= t[(i, start + k)] * *solution;
            }
        }
        row = start;
    }
    (x, last)
}

fn at_least<R: Real>(pivot: Complex<R>, floor: R) -> Complex<R>
where
    Complex<R>: Field<R = R>,
{
    if pivot.size1() < floor {
        Complex::new(floor, R::zero_())
    } else {
        pivot
    }
}

/// `b / pivot`; where that would overflow, the whole vector is made smaller first.
fn limited<R: Real>(
    b: Complex<R>,
    pivot: Complex<R>,
    rhs: &mut [Complex<R>],
    x: &mut [Complex<R>],
) -> Complex<R>
where
    Complex<R>: Field<R = R>,
{
    let room = Float::sqrt(R::max_value());
    let quotient = divide(b, pivot);
    if quotient.size1() <= room {
        return quotient;
    }
    let shrink = R::one_() / Float::max(b.size1(), R::one_());
    let small = R::epsilon() * Float::min(R::one_(), pivot.size1());
    let factor = shrink * small;
    for v in rhs.iter_mut().chain(x) {
        *v = v.times(factor);
    }
    divide(b.times(factor), pivot)
}

/// Division that is exact where both are real (R. L. Smith, Algorithm 116).
fn divide<R: Real>(a: Complex<R>, b: Complex<R>) -> Complex<R> {
    if Float::abs(b.re) >= Float::abs(b.im) {
        let ratio = b.im / b.re;
        let divisor = b.re + b.im * ratio;
        Complex::new(
            (a.re + a.im * ratio) / divisor,
            (a.im - a.re * ratio) / divisor,
        )
    } else {
        let ratio = b.re / b.im;
        let divisor = b.re * ratio + b.im;
        Complex::new(
            (a.re * ratio + a.im) / divisor,
            (a.im * ratio - a.re) / divisor,
        )
    }
}

/// A 2×2 block of the quasi-triangle, by elimination with the largest pivot.
fn solve_pair<R: Real>(
    t: &Matrix<Complex<R>>,
    value: Complex<R>,
    start: usize,
    b: [Complex<R>; 2],
    floor: R,
) -> [Complex<R>; 2]
where
    Complex<R>: Field<R = R>,
{
    let next = start + 1;
    let mut rows = [
        [t[(start, start)] - value, t[(start, next)], b[0]],
        [t[(next, start)], t[(next, next)] - value, b[1]],
    ];
    if rows[1][0].size1() > rows[0][0].size1() {
        rows.swap(0, 1);
    }
    let [first, second] = rows;
    let pivot = at_least(first[0], floor);
    let factor = divide(second[0], pivot);
    let last = divide(
        second[2] - factor * first[2],
        at_least(second[1] - factor * first[1], floor),
    );
    [divide(first[2] - first[1] * last, pivot), last]
}

/// Length 1; of a complex vector the largest component becomes real.
fn normalise<R: Real>(vectors: &mut Matrix<Complex<R>>, values: &[Complex<R>], complex: bool)
where
    Complex<R>: Field<R = R>,
{
    for (j, value) in values.iter().enumerate() {
        if !complex && value.im < R::zero_() {
            for i in 0..vectors.rows() {
                vectors[(i, j)] = vectors[(i, j - 1)].conj();
            }
            continue;
        }
        let column = vectors.column_mut(j);
        let length = blas::norm2(column);
        column
            .iter_mut()
            .for_each(|x| *x = x.times(R::one_() / length));
        if !complex && value.im == R::zero_() {
            continue;
        }
        let mut largest = 0;
        for (i, x) in column.iter().enumerate() {
            if x.sqr() > column[largest].sqr() {
                largest = i;
            }
        }
        let Some(&x) = column.get(largest) else {
            return;
        };
        let turn = if complex {
            x.conj().times(R::one_() / Float::sqrt(x.sqr()))
        } else {
            let (c, s, _) = rotation(x.re, x.im);
            Complex::new(c, -s)
        };
        column.iter_mut().for_each(|x| *x *= turn);
        column[largest].im = R::zero_();
    }
}
