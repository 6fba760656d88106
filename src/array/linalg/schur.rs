//! The Schur form of a Hessenberg matrix by the QR method with implicit shifts (LAPACK's `lahqr`).
//!
//! Deflation after M. Ahues and F. Tisseur, LAPACK Working Note 122 (1997).

use num_complex::{Complex, ComplexFloat};
use num_traits::Float;

use super::householder::{hypot2, reflect};
use super::{Field, Matrix, NotConverged, Real};
use crate::array::meter;

/// Fields whose matrices have a Schur form here.
pub trait Spectrum: Field {
    /// Brings H, Hessenberg in rows and columns `low..=high`, to (quasi-)triangular form, applies the same rotations to
    /// the columns of Z, and returns the eigenvalues in the order of the diagonal.
    ///
    /// # Errors
    /// [`NotConverged`] after 30 iterations per eigenvalue.
    fn schur(
        h: &mut Matrix<Self>,
        z: &mut Matrix<Self>,
        low: usize,
        high: usize,
    ) -> Result<Vec<Complex<Self::R>>, NotConverged>;

    fn to_complex(self) -> Complex<Self::R> {
        Complex::new(self.re(), self.im())
    }
}

macro_rules! spectra {
    ($($real:ident),*) => { $(
        impl Spectrum for $real {
            fn schur(h: &mut Matrix<$real>, z: &mut Matrix<$real>, low: usize, high: usize)
            -> Result<Vec<Complex<$real>>, NotConverged> {
                real_schur(h, z, low, high)
            }
        }
        impl Spectrum for Complex<$real> {
            fn schur(h: &mut Matrix<Self>, z: &mut Matrix<Self>, low: usize, high: usize)
            -> Result<Vec<Complex<$real>>, NotConverged> {
                complex_schur(h, z, low, high)
            }
        }
    )* };
}

spectra!(f32, f64);

/// The first row of the unreduced block that ends at row `i`: below it an element is negligible, and becomes 0.
fn deflate<T: Field>(h: &mut Matrix<T>, low: usize, high: usize, i: usize) -> usize {
    let ulp = T::R::epsilon();
    let tiny = T::R::safe_min() * (T::R::of((high - low + 1) as f64) / ulp);
    for k in (low + 1..=i).rev() {
        let below = h[(k, k - 1)].size1();
        let mut scale = h[(k - 1, k - 1)].size1() + h[(k, k)].size1();
        if scale == T::R::zero_() {
            if k >= low + 2 {
                scale += Float::abs(h[(k - 1, k - 2)].re());
            }
            if k < high {
                scale += Float::abs(h[(k + 1, k)].re());
            }
        }
        if below <= tiny || (below <= ulp * scale && is_small(h, k, below, tiny)) {
            h[(k, k - 1)] = T::default();
            return k;
        }
    }
    low
}

fn is_small<T: Field>(h: &Matrix<T>, k: usize, below: T::R, tiny: T::R) -> bool {
    let above = h[(k - 1, k)].size1();
    let (last, gap) = (h[(k, k)].size1(), (h[(k - 1, k - 1)] - h[(k, k)]).size1());
    let (ab, ba) = (Float::max(below, above), Float::min(below, above));
    let (aa, bb) = (Float::max(last, gap), Float::min(last, gap));
    let s = aa + ab;
    ba * (ab / s) <= Float::max(tiny, T::R::epsilon() * (bb * (aa / s)))
}

/// Iterations allowed for one eigenvalue of the block `low..=high`.
fn patience(low: usize, high: usize) -> usize {
    30 * (high - low + 1).max(10)
}

fn diagonal<T: Spectrum>(h: &Matrix<T>) -> Vec<Complex<T::R>> {
    (0..h.rows()).map(|i| h[(i, i)].to_complex()).collect()
}

fn real_schur<R: Real + Spectrum>(
    h: &mut Matrix<R>,
    z: &mut Matrix<R>,
    low: usize,
    high: usize,
) -> Result<Vec<Complex<R>>, NotConverged> {
    let mut values = diagonal(h);
    let mut end = Some(high);
    while let Some(i) = end.filter(|&i| i >= low && !values.is_empty()) {
        let mut start = low;
        let mut converged = false;
        for iteration in 0..=patience(low, high) {
            start = deflate(h, low, high, i).max(low);
            if start + 1 >= i {
                converged = true;
                break;
            }
            let shifts = shifts(h, start, i, iteration);
            if meter::stopped(1) {
                return Err(NotConverged);
            }
            double_step(h, z, start, i, shifts);
        }
        if !converged {
            return Err(NotConverged);
        }
        if start == i {
            values[i] = h[(i, i)].to_complex();
        } else {
            let pair = standardise(h, z, i);
            values[i - 1] = pair[0];
            values[i] = pair[1];
        }
        end = start.checked_sub(1);
    }
    Ok(values)
}

/// The two shifts, from the last 2×2 block or, every tenth time, out of the air.
fn shifts<R: Real>(h: &Matrix<R>, l: usize, i: usize, iteration: usize) -> [Complex<R>; 2] {
    let exceptional = |s: R, corner: R| {
        let h11 = R::of(0.75) * s + corner;
        [h11, R::of(-0.4375) * s, s, h11]
    };
    let [h11, h12, h21, h22] = match iteration {
        10 => exceptional(
            Float::abs(h[(l + 1, l)]) + Float::abs(h[(l + 2, l + 1)]),
            h[(l, l)],
        ),
        20 => exceptional(
            Float::abs(h[(i, i - 1)]) + Float::abs(h[(i - 1, i - 2)]),
            h[(i, i)],
        ),
        _ => [h[(i - 1, i - 1)], h[(i - 1, i)], h[(i, i - 1)], h[(i, i)]],
    };
    let s = Float::abs(h11) + Float::abs(h12) + Float::abs(h21) + Float::abs(h22);
    if s == R::zero_() {
        return [Complex::new(s, s); 2];
    }
    let (h11, h12, h21, h22) = (h11 / s, h12 / s, h21 / s, h22 / s);
    let middle = (h11 + h22) / R::of(2.0);
    let determinant = (h11 - middle) * (h22 - middle) - h12 * h21;
    let root = Float::sqrt(Float::abs(determinant));
    if determinant >= R::zero_() {
        return [
            Complex::new(middle * s, root * s),
            Complex::new(middle * s, -(root * s)),
        ];
    }
    let (first, second) = (middle + root, middle - root);
    let nearer = if Float::abs(first - h22) <= Float::abs(second - h22) {
        first
    } else {
        second
    };
    [Complex::new(nearer * s, R::zero_()); 2]
}

/// One double-shift QR step on rows and columns `l..=i`.
fn double_step<R: Real>(
    h: &mut Matrix<R>,
    z: &mut Matrix<R>,
    l: usize,
    i: usize,
    shifts: [Complex<R>; 2],
) {
    let (first_row, mut v) = start_of_step(h, l, i, shifts);
    let n = h.rows();
    for k in first_row..i {
        if meter::stopped(3 * n) {
            return;
        }
        let order = 3.min(i - k + 1);
        if k > first_row {
            for (at, v) in v.iter_mut().enumerate().take(order) {
                *v = h[(k + at, k - 1)];
            }
        }
        let reflection = reflect(&mut v[..order]);
        let tau = reflection.tau;
        if k > first_row {
            h[(k, k - 1)] = reflection.beta;
            for at in 1..order {
                h[(k + at, k - 1)] = R::zero_();
            }
        } else if first_row > l {
            h[(k, k - 1)] *= R::one_() - tau;
        }
        v[0] = R::one_();
        let scaled: Vec<R> = v[..order].iter().map(|&v| tau * v).collect();
        for j in k..n {
            let sum = (1..order).fold(h[(k, j)], |sum, at| sum + v[at] * h[(k + at, j)]);
            for at in 0..order {
                h[(k + at, j)] -= sum * scaled[at];
            }
        }
        reflect_columns(h, k, &v[..order], &scaled, (k + 3).min(i) + 1);
        reflect_columns(z, k, &v[..order], &scaled, n);
    }
}

/// Applies a small reflection from the right to the first rows.
fn reflect_columns<R: Real>(m: &mut Matrix<R>, k: usize, v: &[R], scaled: &[R], rows: usize) {
    for j in 0..rows {
        let sum = (1..v.len()).fold(m[(j, k)], |sum, at| sum + v[at] * m[(j, k + at)]);
        for (at, scaled) in scaled.iter().enumerate() {
            m[(j, k + at)] -= sum * *scaled;
        }
    }
}

/// The row at which the step begins, two small elements in a row before it, and the vector of its first reflection.
fn start_of_step<R: Real>(
    h: &Matrix<R>,
    l: usize,
    i: usize,
    [first, second]: [Complex<R>; 2],
) -> (usize, [R; 3]) {
    let size = |x: R| Float::abs(x);
    let mut m = i - 2;
    loop {
        let below = h[(m + 1, m)];
        let s = size(h[(m, m)] - second.re) + size(second.im) + size(below);
        let below = below / s;
        let v0 = below * h[(m, m + 1)] + (h[(m, m)] - first.re) * ((h[(m, m)] - second.re) / s)
            - first.im * (second.im / s);
        let v1 = below * (h[(m, m)] + h[(m + 1, m + 1)] - first.re - second.re);
        let v2 = below * h[(m + 2, m + 1)];
        let s = size(v0) + size(v1) + size(v2);
        let v = [v0 / s, v1 / s, v2 / s];
        if m == l {
            return (m, v);
        }
        let neighbours = size(h[(m - 1, m - 1)]) + size(h[(m, m)]) + size(h[(m + 1, m + 1)]);
        let small = size(h[(m, m - 1)]) * (size(v[1]) + size(v[2]));
        if small <= R::epsilon() * size(v[0]) * neighbours {
            return (m, v);
        }
        m -= 1;
    }
}

/// Brings the 2×2 block that ends at row `i` to standard form and returns its eigenvalues.
fn standardise<R: Real>(h: &mut Matrix<R>, z: &mut Matrix<R>, i: usize) -> [Complex<R>; 2] {
    let n = h.rows();
    let block = [h[(i - 1, i - 1)], h[(i - 1, i)], h[(i, i - 1)], h[(i, i)]];
    let ([a, b, c, d], cs, sn) = standard_block(block);
    h[(i - 1, i - 1)] = a;
    h[(i - 1, i)] = b;
    h[(i, i - 1)] = c;
    h[(i, i)] = d;
    for j in i + 1..n {
        let (x, y) = (h[(i - 1, j)], h[(i, j)]);
        h[(i - 1, j)] = cs * x + sn * y;
        h[(i, j)] = cs * y - sn * x;
    }
    let rotate = |m: &mut Matrix<R>, rows: usize| {
        for j in 0..rows {
            let (x, y) = (m[(j, i - 1)], m[(j, i)]);
            m[(j, i - 1)] = cs * x + sn * y;
            m[(j, i)] = cs * y - sn * x;
        }
    };
    rotate(h, i - 1);
    rotate(z, n);
    if c == R::zero_() {
        return [a.with_imaginary(R::zero_()), d.with_imaginary(R::zero_())];
    }
    let im = Float::sqrt(Float::abs(b)) * Float::sqrt(Float::abs(c));
    [a.with_imaginary(im), d.with_imaginary(-im)]
}

trait WithImaginary: Sized {
    fn with_imaginary(self, im: Self) -> Complex<Self>;
}

impl<R: Real> WithImaginary for R {
    fn with_imaginary(self, im: R) -> Complex<R> {
        Complex::new(self, im)
    }
}

/// The Schur form of a real 2×2 matrix [a, b, c, d]: triangular, or with equal diagonal; and its rotation (`lanv2`).
fn standard_block<R: Real>([a, b, c, d]: [R; 4]) -> ([R; 4], R, R) {
    let (zero, one, half) = (R::zero_(), R::one_(), R::of(0.5));
    let sign = |x: R| one.with_sign_of(x);
    if c == zero {
        return ([a, b, c, d], one, zero);
    }
    if b == zero {
        return ([d, -c, zero, a], zero, one);
    }
    if a - d == zero && sign(b) != sign(c) {
        return ([a, b, c, d], one, zero);
    }
    let difference = a - d;
    let p = half * difference;
    let most = Float::max(Float::abs(b), Float::abs(c));
    let least = Float::min(Float::abs(b), Float::abs(c)) * sign(b) * sign(c);
    let scale = Float::max(Float::abs(p), most);
    let z = (p / scale) * p + (most / scale) * least;
    if z >= R::of(4.0) * R::epsilon() {
        let z = p + (Float::sqrt(scale) * Float::sqrt(z)).with_sign_of(p);
        let tau = hypot2(c, z);
        return (
            [d + z, b - c, zero, d - (most / z) * least],
            z / tau,
            c / tau,
        );
    }
    let sigma = b + c;
    let tau = hypot2(sigma, difference);
    let cs = Float::sqrt(half * (one + Float::abs(sigma) / tau));
    let sn = -(p / (tau * cs)) * sign(sigma);
    let (aa, bb) = (a * cs + b * sn, -a * sn + b * cs);
    let (cc, dd) = (c * cs + d * sn, -c * sn + d * cs);
    let (a, b) = (aa * cs + cc * sn, bb * cs + dd * sn);
    let (c, d) = (-aa * sn + cc * cs, -bb * sn + dd * cs);
    let middle = half * (a + d);
    if c == zero {
        return ([middle, b, c, middle], cs, sn);
    }
    if b == zero {
        return ([middle, -c, zero, middle], -sn, cs);
    }
    if sign(b) != sign(c) {
        return ([middle, b, c, middle], cs, sn);
    }
    let (sab, sac) = (Float::sqrt(Float::abs(b)), Float::sqrt(Float::abs(c)));
    let p = (sab * sac).with_sign_of(c);
    let tau = one / Float::sqrt(Float::abs(b + c));
    let (cs1, sn1) = (sab * tau, sac * tau);
    (
        [middle + p, b - c, zero, middle - p],
        cs * cs1 - sn * sn1,
        cs * sn1 + sn * cs1,
    )
}

fn complex_schur<R: Real>(
    h: &mut Matrix<Complex<R>>,
    z: &mut Matrix<Complex<R>>,
    low: usize,
    high: usize,
) -> Result<Vec<Complex<R>>, NotConverged>
where
    Complex<R>: Spectrum + Field<R = R>,
{
    if h.rows() == 0 {
        return Ok(Vec::new());
    }
    make_subdiagonal_real(h, z, low, high);
    let mut end = Some(high);
    while let Some(i) = end.filter(|&i| i >= low) {
        let mut start = low;
        let mut converged = false;
        for iteration in 0..=patience(low, high) {
            start = deflate(h, low, high, i);
            if start >= i {
                converged = true;
                break;
            }
            let shift = complex_shift(h, start, i, iteration);
            if meter::stopped(1) {
                return Err(NotConverged);
            }
            single_step(h, z, start, i, shift);
        }
        if !converged {
            return Err(NotConverged);
        }
        end = start.checked_sub(1);
    }
    Ok((0..h.rows()).map(|i| h[(i, i)]).collect())
}

/// Multiplies row `i` from its diagonal on by `factor`, and column `i` and Z's by its conjugate.
fn turn<R: Real>(
    h: &mut Matrix<Complex<R>>,
    z: &mut Matrix<Complex<R>>,
    i: usize,
    factor: Complex<R>,
    (from_column, to_row): (usize, usize),
) where
    Complex<R>: Field<R = R>,
{
    for j in from_column..h.columns() {
        h[(i, j)] *= factor;
    }
    for k in 0..to_row {
        h[(k, i)] *= factor.conj();
    }
    for k in 0..z.rows() {
        z[(k, i)] *= factor.conj();
    }
}

fn make_subdiagonal_real<R: Real>(
    h: &mut Matrix<Complex<R>>,
    z: &mut Matrix<Complex<R>>,
    low: usize,
    high: usize,
) where
    Complex<R>: Field<R = R>,
{
    for i in low + 1..=high {
        let below = h[(i, i - 1)];
        if below.im != R::zero_() {
            let direction = below.times(R::one_() / below.size1());
            let factor = direction
                .conj()
                .times(R::one_() / ComplexFloat::abs(direction));
            h[(i, i - 1)] = Complex::new(ComplexFloat::abs(below), R::zero_());
            turn(h, z, i, factor, (i, (i + 2).min(high + 1)));
        }
    }
}

/// Wilkinson's shift, or an exceptional one.
fn complex_shift<R: Real>(
    h: &Matrix<Complex<R>>,
    l: usize,
    i: usize,
    iteration: usize,
) -> Complex<R>
where
    Complex<R>: Field<R = R>,
{
    let exceptional = |below: Complex<R>, corner: Complex<R>| {
        corner + Complex::new(R::of(0.75) * Float::abs(below.re), R::zero_())
    };
    match iteration {
        10 => return exceptional(h[(l + 1, l)], h[(l, l)]),
        20 => return exceptional(h[(i, i - 1)], h[(i, i)]),
        _ => {}
    }
    let corner = h[(i, i)];
    let u = ComplexFloat::sqrt(h[(i - 1, i)]) * ComplexFloat::sqrt(h[(i, i - 1)]);
    let size = u.size1();
    if size == R::zero_() {
        return corner;
    }
    let x = (h[(i - 1, i - 1)] - corner).times(R::of(0.5));
    let scale = Float::max(size, x.size1());
    let (xs, us) = (x.times(R::one_() / scale), u.times(R::one_() / scale));
    let mut y = ComplexFloat::sqrt(xs * xs + us * us).times(scale);
    if x.size1() > R::zero_() && x.re * y.re + x.im * y.im < R::zero_() {
        y = -y;
    }
    corner - u * (u / (x + y))
}

/// One single-shift QR step on rows and columns `l..=i`.
fn single_step<R: Real>(
    h: &mut Matrix<Complex<R>>,
    z: &mut Matrix<Complex<R>>,
    l: usize,
    i: usize,
    shift: Complex<R>,
) where
    Complex<R>: Field<R = R>,
{
    let (m, mut v) = start_of_single_step(h, l, i, shift);
    let n = h.rows();
    for k in m..i {
        if meter::stopped(6 * n) {
            return;
        }
        if k > m {
            v = [h[(k, k - 1)], h[(k + 1, k - 1)]];
        }
        let reflection = reflect(&mut v);
        if k > m {
            h[(k, k - 1)] = reflection.beta;
            h[(k + 1, k - 1)] = Complex::new(R::zero_(), R::zero_());
        }
        let (t1, v2) = (reflection.tau, v[1]);
        let t2 = (t1 * v2).re;
        for j in k..n {
            let sum = t1.conj() * h[(k, j)] + h[(k + 1, j)].times(t2);
            h[(k, j)] -= sum;
            h[(k + 1, j)] -= sum * v2;
        }
        for (matrix, rows) in [(&mut *h, (k + 2).min(i) + 1), (&mut *z, n)] {
            for j in 0..rows {
                let sum = t1 * matrix[(j, k)] + matrix[(j, k + 1)].times(t2);
                matrix[(j, k)] -= sum;
                matrix[(j, k + 1)] -= sum * v2.conj();
            }
        }
        if k == m && m > l {
            keep_real(h, z, m, i, t1);
        }
    }
    let last = h[(i, i - 1)];
    if last.im != R::zero_() {
        let size = ComplexFloat::abs(last);
        h[(i, i - 1)] = Complex::new(size, R::zero_());
        let factor = last.conj().times(R::one_() / size);
        turn(h, z, i, factor, (i + 1, i));
    }
}

/// After a step that began below the block's first row: keeps the element before it real.
fn keep_real<R: Real>(
    h: &mut Matrix<Complex<R>>,
    z: &mut Matrix<Complex<R>>,
    m: usize,
    i: usize,
    tau: Complex<R>,
) where
    Complex<R>: Field<R = R>,
{
    let turned = Complex::new(R::one_(), R::zero_()) - tau;
    let factor = turned.times(R::one_() / ComplexFloat::abs(turned));
    h[(m + 1, m)] *= factor.conj();
    if m + 2 <= i {
        h[(m + 2, m + 1)] *= factor;
    }
    for j in (m..=i).filter(|&j| j != m + 1) {
        turn(h, z, j, factor, (j + 1, j));
    }
}

fn start_of_single_step<R: Real>(
    h: &Matrix<Complex<R>>,
    l: usize,
    i: usize,
    shift: Complex<R>,
) -> (usize, [Complex<R>; 2])
where
    Complex<R>: Field<R = R>,
{
    let mut m = i - 1;
    loop {
        let (h11, h22) = (h[(m, m)], h[(m + 1, m + 1)]);
        let start = h11 - shift;
        let below = h[(m + 1, m)].re;
        let s = start.size1() + Float::abs(below);
        let (start, below) = (start.times(R::one_() / s), below / s);
        let v = [start, Complex::new(below, R::zero_())];
        if m == l {
            return (m, v);
        }
        let before = Float::abs(h[(m, m - 1)].re) * Float::abs(below);
        if before <= R::epsilon() * (start.size1() * (h11.size1() + h22.size1())) {
            return (m, v);
        }
        m -= 1;
    }
}
