//! `np.linalg`: determinants, inverses, systems of equations and factorisations, over stacks of matrices.

use num_complex::{Complex, ComplexFloat};
use num_traits::Float;

use crate::array::linalg::blas::Kernels;
use crate::array::linalg::{
    Field, Lu, Matrix, NotConverged, Real, Spectrum, Vectors, cholesky, eigen, eigh, qr, svd,
};
use crate::array::ufunc::dtype_repr;
use crate::array::{
    Array, DType, Element, Error, ErrorKind, Kind, Shape, broadcast_shapes, meter, shape_text,
};
use crate::builtins;
use crate::value::convert::convert_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::chains::check_square;
use super::errstate;
use super::named::named;

builtins! {
    /// The determinant, by LU factorisation: the sign times the exponential of the sum of the pivots' logarithms.
    ///
    /// >>> np.linalg.det([[1, 2], [3, 4]])
    /// np.float64(-2.0000000000000004)
    "np.linalg.det" "(a)" => det;
    /// The sign of the determinant and the logarithm of its absolute value, which cannot overflow.
    ///
    /// >>> np.linalg.slogdet([[0, 1], [1, 0]])
    /// SlogdetResult(sign=np.float64(-1.0), logabsdet=np.float64(0.0))
    "np.linalg.slogdet" "(a)" => slogdet;
    /// The inverse matrix.
    ///
    /// >>> np.linalg.inv([[2, 0], [0, 4]])
    /// array([[0.5 , 0.  ],
    ///        [0.  , 0.25]])
    "np.linalg.inv" "(a)" => inv;
    /// The x with `a @ x == b`.
    ///
    /// >>> np.linalg.solve([[3, 1], [1, 2]], [9, 8])
    /// array([2., 3.])
    "np.linalg.solve" "(a, b)" => solve;
    /// The lower triangle L with `L @ L.conj().T == a`, or the upper one.
    ///
    /// >>> np.linalg.cholesky([[4.0, 2.0], [2.0, 5.0]])
    /// array([[2., 0.],
    ///        [1., 2.]])
    "np.linalg.cholesky" "(a, /, *, upper=False)" => cholesky_row;
    /// The QR factorisation: Q with orthonormal columns, R upper triangular.
    ///
    /// >>> np.linalg.qr([[3.0, 0], [4, 5]], mode='r')
    /// array([[-5., -4.],
    ///        [ 0.,  3.]])
    "np.linalg.qr" "(a, mode='reduced')" => qr_row;
    /// Eigenvalues and eigenvectors of a square matrix.
    ///
    /// >>> np.linalg.eig([[2, 0], [0, 3]]).eigenvalues
    /// array([2., 3.])
    "np.linalg.eig" "(a)" => eig;
    /// Eigenvalues of a square matrix.
    ///
    /// >>> np.linalg.eigvals([[2, 0], [0, 3]])
    /// array([2., 3.])
    "np.linalg.eigvals" "(a)" => eigvals;
    /// Eigenvalues, ascending, and eigenvectors of a symmetric or Hermitian matrix, of which one triangle is read.
    ///
    /// >>> np.linalg.eigh([[3.0, 0], [0, 2]]).eigenvalues
    /// array([2., 3.])
    "np.linalg.eigh" "(a, UPLO='L')" => |a: Array, uplo: Value| eigh_row(a, &uplo, true);
    /// Eigenvalues, ascending, of a symmetric or Hermitian matrix.
    ///
    /// >>> np.linalg.eigvalsh([[2, 1], [1, 2]])
    /// array([1., 3.])
    "np.linalg.eigvalsh" "(a, UPLO='L')" => |a: Array, uplo: Value| eigh_row(a, &uplo, false);
    /// The singular value decomposition `U @ diag(S) @ Vh`.
    ///
    /// >>> np.linalg.svd([[3.0, 0], [0, 2]]).S
    /// array([3., 2.])
    "np.linalg.svd" "(a, full_matrices=True, compute_uv=True, hermitian=False)" => svd_row;
    /// The singular values, descending.
    ///
    /// >>> np.linalg.svdvals([[3.0, 0], [0, 2]])
    /// array([3., 2.])
    "np.linalg.svdvals" "(x, /)" => |host: &mut dyn Host, x: Array| svd_row(host, x, true, false, false);
    /// The x that makes the length of `b - a @ x` least: x, the squares of the residuals, the rank, the singular values.
    ///
    /// >>> x, _, rank, _ = np.linalg.lstsq([[1, 0], [0, 1], [0, 0]], [1, 2, 3])
    /// >>> x, rank
    /// (array([1., 2.]), np.int32(2))
    "np.linalg.lstsq" "(a, b, rcond=None)" => lstsq;
}

/// The fields of linear algebra, by dtype.
macro_rules! fields {
    ($dtype:expr, $T:ident => $body:expr) => {
        match $dtype {
            DType::F32 => {
                type $T = f32;
                $body
            }
            DType::C64 => {
                type $T = Complex<f32>;
                $body
            }
            DType::C128 => {
                type $T = Complex<f64>;
                $body
            }
            _ => {
                type $T = f64;
                $body
            }
        }
    };
}

/// A stack of matrices in the precision that is computed in.
pub(super) struct Stack {
    pub array: Array,
    /// The leading axes.
    pub stack: Shape,
    pub rows: usize,
    pub columns: usize,
}

pub(super) fn linalg_error(message: impl AsRef<str>) -> Raised {
    Raised::new(ClassId::LINALG_ERROR, message)
}

/// The dtype that matrices are computed in: integers become float64.
fn field_dtype(dtype: &DType, ufunc: &str) -> Result<DType> {
    match dtype {
        DType::F32 | DType::F64 | DType::C64 | DType::C128 => Ok(dtype.clone()),
        DType::F16 => Err(Raised::type_error(
            "array type float16 is unsupported in linalg",
        )),
        other if other.is_integer() || other.kind() == Kind::Bool => Ok(DType::F64),
        other => {
            let message = format!(
                "Cannot cast ufunc '{ufunc}' input from {} to dtype('float64') with casting rule 'same_kind'",
                dtype_repr(other)
            );
            Err(Error::new(ErrorKind::UFuncInputCasting, message).into())
        }
    }
}

impl Stack {
    /// # Errors
    /// LinAlgError for fewer than two dimensions, TypeError for dtypes without linear algebra.
    pub fn new(a: &Array, ufunc: &str) -> Result<Stack> {
        let [.., rows, columns] = *a.shape() else {
            return Err(linalg_error(format!(
                "{}-dimensional array given. Array must be at least two-dimensional",
                a.ndim()
            )));
        };
        let dtype = field_dtype(a.dtype(), ufunc)?;
        Ok(Stack {
            array: convert_array(a, &dtype)?,
            stack: a.shape()[..a.ndim() - 2].into(),
            rows,
            columns,
        })
    }

    fn square(a: &Array, ufunc: &str) -> Result<Stack> {
        check_square(a)?;
        Stack::new(a, ufunc)
    }

    pub fn dtype(&self) -> &DType {
        self.array.dtype()
    }

    /// The matrices one after the other; counts the work of a factorisation of each.
    pub fn matrices<T: Field>(&self) -> Result<Vec<Matrix<T>>> {
        let size = self.rows * self.columns;
        let count: usize = self.stack.iter().product();
        let each = size.saturating_mul(self.rows.max(self.columns));
        meter::steps(count.saturating_mul(each))?;
        let values = self.array.to_vec::<T>()?;
        Ok((0..count)
            .map(|at| {
                let values = &values[at * size..(at + 1) * size];
                Matrix::from_rows(self.rows, self.columns, values)
            })
            .collect())
    }

    fn shape(&self, core: &[usize]) -> Shape {
        self.stack.iter().chain(core).copied().collect()
    }

    /// One result for each matrix, gathered: a scalar, or an array of the stack's shape and `core`.
    pub fn gather<T: Element>(&self, values: Vec<T>, core: &[usize]) -> Result<Value> {
        let array = Array::from_shape_vec(&self.shape(core), values)?;
        Ok(Value::array_or_scalar(array))
    }
}

/// The elements of several matrices in C order.
fn rows_of<T: Field>(matrices: &[Matrix<T>]) -> Vec<T> {
    let mut values = Vec::new();
    for matrix in matrices {
        matrix.write_rows(&mut values);
    }
    values
}

fn det(host: &mut dyn Host, a: Array) -> Result<Value> {
    let stack = Stack::square(&a, "det")?;
    fields!(stack.dtype(), T => {
        let matrices = stack.matrices::<T>()?;
        report_nan(host, &matrices, "det")?;
        let values = matrices.into_iter().map(|m| Lu::new(m).determinant()).collect();
        stack.gather(values, &[])
    })
}

/// Comparisons of a NaN raise the flag of invalid values.
fn report_nan<T: Field>(host: &mut dyn Host, matrices: &[Matrix<T>], name: &str) -> Result<()> {
    let has_nan = |m: &Matrix<T>| m.elements().iter().any(|x| ComplexFloat::is_nan(*x));
    match matrices.iter().any(has_nan) {
        true => errstate::report(host, "invalid value", name),
        false => Ok(()),
    }
}

fn slogdet(host: &mut dyn Host, a: Array) -> Result<Value> {
    let stack = Stack::square(&a, "slogdet")?;
    fields!(stack.dtype(), T => {
        let matrices = stack.matrices::<T>()?;
        report_nan(host, &matrices, "slogdet")?;
        let pairs = matrices.into_iter().map(|m| Lu::new(m).sign_and_log());
        let (signs, logs): (Vec<T>, Vec<_>) = pairs.unzip();
        let parts = [stack.gather(signs, &[])?, stack.gather(logs, &[])?];
        Ok(named(ClassId::SLOGDET_RESULT, &["sign", "logabsdet"], parts))
    })
}

fn singular() -> Raised {
    linalg_error("Singular matrix")
}

fn inv(a: Array) -> Result<Value> {
    let stack = Stack::square(&a, "inv")?;
    let n = stack.rows;
    fields!(stack.dtype(), T => {
        let mut inverses = Vec::new();
        for matrix in stack.matrices::<T>()? {
            let lu = Lu::new(matrix);
            if lu.is_singular() {
                return Err(singular());
            }
            inverses.push(lu.solve(Matrix::identity(n)));
        }
        stack.gather(rows_of(&inverses), &[n, n])
    })
}

fn solve(a: Array, b: Array) -> Result<Value> {
    let n = check_square(&a)?;
    let vector = b.ndim() == 1;
    let (name, signature) = if vector {
        ("solve1", "(m,m),(m)->(m)")
    } else {
        ("solve", "(m,m),(m,n)->(m,n)")
    };
    let b = if vector {
        b.with_layout(b.layout().with_axis(1))
    } else {
        b
    };
    if b.ndim() < 2 {
        let message = format!(
            "{name}: Input operand 1 does not have enough dimensions (has {}, gufunc core with signature {signature} requires 2)",
            b.ndim()
        );
        return Err(Raised::value_error(message));
    }
    let (rows, columns) = (b.shape()[b.ndim() - 2], b.shape()[b.ndim() - 1]);
    if rows != n {
        return Err(Raised::value_error(format!(
            "{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {signature} (size {rows} is different from {n})"
        )));
    }
    let dtype = crate::array::promote(
        &field_dtype(a.dtype(), name)?,
        &field_dtype(b.dtype(), name)?,
    )?;
    let (a, b) = broadcast_stacks(&convert_array(&a, &dtype)?, &convert_array(&b, &dtype)?)?;
    let (left, right) = (Stack::new(&a, name)?, Stack::new(&b, name)?);
    let core = if vector { vec![n] } else { vec![n, columns] };
    fields!(&dtype, T => {
        let mut solutions = Vec::new();
        for (matrix, b) in left.matrices::<T>()?.into_iter().zip(right.matrices::<T>()?) {
            let lu = Lu::new(matrix);
            if lu.is_singular() {
                return Err(singular());
            }
            solutions.push(lu.solve(b));
        }
        left.gather(rows_of(&solutions), &core)
    })
}

/// Two stacks of matrices with their leading axes broadcast.
fn broadcast_stacks(a: &Array, b: &Array) -> Result<(Array, Array)> {
    let lead = |x: &Array| -> Shape { x.shape()[..x.ndim() - 2].into() };
    let (la, lb) = (lead(a), lead(b));
    let refuse = || {
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {} {} ",
            shape_text(&la),
            shape_text(&lb)
        ))
    };
    let stack = broadcast_shapes([&la[..], &lb[..]]).ok_or_else(refuse)?;
    let stretch = |x: &Array| {
        let core = &x.shape()[x.ndim() - 2..];
        let shape: Shape = stack.iter().chain(core).copied().collect();
        x.broadcast_to(&shape).ok_or_else(refuse)
    };
    Ok((stretch(a)?, stretch(b)?))
}

fn cholesky_row(a: Array, upper: bool) -> Result<Value> {
    let stack = Stack::square(&a, if upper { "cholesky_up" } else { "cholesky_lo" })?;
    let n = stack.rows;
    fields!(stack.dtype(), T => {
        let mut factors = Vec::new();
        for matrix in stack.matrices::<T>()? {
            let matrix = if upper { matrix.adjoint() } else { matrix };
            let factor = cholesky(matrix)
                .ok_or_else(|| linalg_error("Matrix is not positive definite"))?;
            factors.push(if upper { upper_half(&factor) } else { factor });
        }
        stack.gather(rows_of(&factors), &[n, n])
    })
}

/// The adjoint of a lower triangle; what lies below the new diagonal is plain zero, and so are the diagonal's
/// imaginary parts.
fn upper_half<T: Field>(lower: &Matrix<T>) -> Matrix<T> {
    let mut upper = Matrix::zeros(lower.columns(), lower.rows());
    for j in 0..lower.columns() {
        upper[(j, j)] = lower[(j, j)];
        for i in j + 1..lower.rows() {
            upper[(j, i)] = lower[(i, j)].conj();
        }
    }
    upper
}

fn qr_row(a: Array, mode: std::rc::Rc<str>) -> Result<Value> {
    if !matches!(&*mode, "reduced" | "complete" | "r" | "raw") {
        return Err(Raised::value_error(format!("Unrecognized mode '{mode}'")));
    }
    let stack = Stack::new(&a, "qr_r_raw")?;
    let (m, n) = (stack.rows, stack.columns);
    let columns = if &*mode == "complete" { m } else { m.min(n) };
    fields!(stack.dtype(), T => {
        let factors: Vec<_> = stack.matrices::<T>()?.into_iter().map(qr).collect();
        if &*mode == "raw" {
            let mut packed = Vec::new();
            factors.iter().for_each(|f| packed.extend_from_slice(f.packed.elements()));
            let taus = factors.iter().flat_map(|f| f.taus.iter().copied()).collect();
            let parts = vec![stack.gather(packed, &[n, m])?, stack.gather(taus, &[m.min(n)])?];
            return Ok(Value::tuple(parts));
        }
        let r: Vec<_> = factors.iter().map(|f| f.r(columns)).collect();
        let r = stack.gather(rows_of(&r), &[columns, n])?;
        if &*mode == "r" {
            return Ok(r);
        }
        let q: Vec<_> = factors.iter().map(|f| f.q(columns)).collect();
        let q = stack.gather(rows_of(&q), &[m, columns])?;
        Ok(named(ClassId::QR_RESULT, &["Q", "R"], [q, r]))
    })
}

fn no_eigenvalues(_: NotConverged) -> Raised {
    linalg_error("Eigenvalues did not converge")
}

/// The eigenvalues of every matrix and, for `np.linalg.eig`, the vectors.
fn general_eigen(a: &Array, vectors: bool) -> Result<(Value, Value)> {
    let stack = Stack::square(a, if vectors { "eig" } else { "eigvals" })?;
    let n = stack.rows;
    fields!(stack.dtype(), T => {
        let matrices = stack.matrices::<T>()?;
        if matrices.iter().any(|m| !m.all_finite()) {
            return Err(linalg_error("Array must not contain infs or NaNs"));
        }
        eigen_parts::<T>(&stack, matrices, n)
    })
}

fn eigen_parts<T: Spectrum>(
    stack: &Stack,
    matrices: Vec<Matrix<T>>,
    n: usize,
) -> Result<(Value, Value)>
where
    Complex<T::R>: Field<R = T::R>,
{
    let (mut values, mut vectors) = (Vec::new(), Vec::new());
    for matrix in matrices {
        let result = eigen(matrix).map_err(no_eigenvalues)?;
        values.extend(result.values);
        result.vectors.write_rows(&mut vectors);
    }
    let real = !T::IS_COMPLEX && values.iter().all(|z| z.im == T::R::zero_());
    if real {
        let parts = |all: Vec<Complex<T::R>>| all.into_iter().map(|z| z.re).collect();
        return Ok((
            stack.gather::<T::R>(parts(values), &[n])?,
            stack.gather::<T::R>(parts(vectors), &[n, n])?,
        ));
    }
    Ok((stack.gather(values, &[n])?, stack.gather(vectors, &[n, n])?))
}

fn eig(a: Array) -> Result<Value> {
    let (values, vectors) = general_eigen(&a, true)?;
    let names = &["eigenvalues", "eigenvectors"];
    Ok(named(ClassId::EIG_RESULT, names, [values, vectors]))
}

fn eigvals(a: Array) -> Result<Value> {
    general_eigen(&a, false).map(|(values, _)| values)
}

/// Which triangle is read: 'L' or 'U'.
fn is_upper(uplo: &Value) -> Result<bool> {
    match uplo {
        Value::Str(text) if text.eq_ignore_ascii_case("L") => Ok(false),
        Value::Str(text) if text.eq_ignore_ascii_case("U") => Ok(true),
        Value::Str(_) => Err(Raised::value_error("UPLO argument must be 'L' or 'U'")),
        other => Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'upper'",
            other.qualified_type_name()
        ))),
    }
}

fn eigh_row(a: Array, uplo: &Value, vectors: bool) -> Result<Value> {
    let upper = is_upper(uplo)?;
    let name = match (vectors, upper) {
        (true, false) => "eigh_lo",
        (true, true) => "eigh_up",
        (false, false) => "eigvalsh_lo",
        (false, true) => "eigvalsh_up",
    };
    let stack = Stack::square(&a, name)?;
    let n = stack.rows;
    fields!(stack.dtype(), T => {
        let (mut values, mut columns) = (Vec::new(), Vec::new());
        for matrix in stack.matrices::<T>()? {
            let lower = if upper { matrix.adjoint() } else { matrix };
            let (found, basis) = eigh(lower, vectors).map_err(no_eigenvalues)?;
            values.extend(found);
            if let Some(basis) = basis {
                basis.write_rows(&mut columns);
            }
        }
        let values = stack.gather(values, &[n])?;
        if !vectors {
            return Ok(values);
        }
        let columns = stack.gather(columns, &[n, n])?;
        let names = &["eigenvalues", "eigenvectors"];
        Ok(named(ClassId::EIGH_RESULT, names, [values, columns]))
    })
}

fn svd_row(
    host: &mut dyn Host,
    a: Array,
    full_matrices: bool,
    compute_uv: bool,
    hermitian: bool,
) -> Result<Value> {
    if hermitian {
        return hermitian_svd(host, &a, compute_uv);
    }
    let name = match (compute_uv, full_matrices) {
        (false, _) => "svd",
        (true, true) => "svd_f",
        (true, false) => "svd_s",
    };
    let stack = Stack::new(&a, name)?;
    let (m, n) = (stack.rows, stack.columns);
    let k = m.min(n);
    let want = match (compute_uv, full_matrices) {
        (false, _) => Vectors::None,
        (true, true) => Vectors::Full,
        (true, false) => Vectors::Reduced,
    };
    let (columns, rows) = if full_matrices { (m, n) } else { (k, k) };
    fields!(stack.dtype(), T => {
        let (mut u, mut s, mut vh) = (Vec::new(), Vec::new(), Vec::new());
        for matrix in stack.matrices::<T>()? {
            if want == Vectors::None && is_infinite(&matrix) {
                s.extend((0..k).map(|_| <<T as Field>::R as Float>::nan()));
                continue;
            }
            let result = svd(matrix, want).map_err(|_| linalg_error("SVD did not converge"))?;
            s.extend(result.values);
            if let Some((left, right)) = result.vectors {
                left.write_rows(&mut u);
                right.write_rows(&mut vh);
            }
        }
        let s = stack.gather(s, &[k])?;
        if !compute_uv {
            return Ok(s);
        }
        let (u, vh) = (stack.gather(u, &[m, columns])?, stack.gather(vh, &[rows, n])?);
        Ok(named(ClassId::SVD_RESULT, &["U", "S", "Vh"], [u, s, vh]))
    })
}

/// Is a number of it infinite, and none NaN? LAPACK, which scales by the largest, has only NaN for such a matrix.
fn is_infinite<T: Field>(matrix: &Matrix<T>) -> bool {
    let any = |test: fn(T::R) -> bool| {
        matrix
            .elements()
            .iter()
            .any(|z| test(z.re()) || test(z.im()))
    };
    any(Float::is_infinite) && !any(Float::is_nan)
}

/// The eigenvalues sorted by size give the decomposition of a Hermitian matrix.
fn hermitian_svd(_: &mut dyn Host, a: &Array, compute_uv: bool) -> Result<Value> {
    let stack = Stack::square(a, if compute_uv { "eigh_lo" } else { "eigvalsh_lo" })?;
    let n = stack.rows;
    fields!(stack.dtype(), T => {
        let (mut u, mut s, mut vh) = (Vec::new(), Vec::new(), Vec::new());
        for matrix in stack.matrices::<T>()? {
            let (values, vectors) = eigh(matrix, true).map_err(no_eigenvalues)?;
            let mut order: Vec<usize> = (0..n).collect();
            crate::text::sort_by(&mut order, |&i, &j| {
                let (a, b) = (Float::abs(values[i]), Float::abs(values[j]));
                a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal)
            });
            order.reverse();
            let vectors = vectors.unwrap_or_else(|| Matrix::identity(n));
            let (mut left, mut right) = (Matrix::<T>::zeros(n, n), Matrix::<T>::zeros(n, n));
            for (to, &from) in order.iter().enumerate() {
                s.push(Float::abs(values[from]));
                let sign = Float::signum(values[from]);
                for i in 0..n {
                    left[(i, to)] = vectors[(i, from)];
                    right[(to, i)] = vectors[(i, from)].conj().times(sign);
                }
            }
            left.write_rows(&mut u);
            right.write_rows(&mut vh);
        }
        let s = stack.gather(s, &[n])?;
        if !compute_uv {
            return Ok(s);
        }
        let (u, vh) = (stack.gather(u, &[n, n])?, stack.gather(vh, &[n, n])?);
        Ok(named(ClassId::SVD_RESULT, &["U", "S", "Vh"], [u, s, vh]))
    })
}

fn lstsq(a: Array, b: Array, rcond: Option<f64>) -> Result<Value> {
    let vector = b.ndim() == 1;
    let b = if vector {
        b.with_layout(b.layout().with_axis(1))
    } else {
        b
    };
    for x in [&a, &b] {
        if x.ndim() != 2 {
            let message = format!(
                "{}-dimensional array given. Array must be two-dimensional",
                x.ndim()
            );
            return Err(linalg_error(message));
        }
    }
    if a.shape()[0] != b.shape()[0] {
        return Err(linalg_error("Incompatible dimensions"));
    }
    let dtype = crate::array::promote(
        &field_dtype(a.dtype(), "lstsq")?,
        &field_dtype(b.dtype(), "lstsq")?,
    )?;
    let left = Stack::new(&convert_array(&a, &dtype)?, "lstsq")?;
    let right = Stack::new(&convert_array(&b, &dtype)?, "lstsq")?;
    fields!(&dtype, T => {
        let (a, b) = (left.matrices::<T>()?, right.matrices::<T>()?);
        match (a.into_iter().next(), b.into_iter().next()) {
            (Some(a), Some(b)) => least_squares(a, &b, rcond, vector),
            _ => Err(linalg_error("Incompatible dimensions")),
        }
    })
}

/// By the singular value decomposition: singular values below `rcond` times the largest count as 0.
fn least_squares<T: Kernels>(
    a: Matrix<T>,
    b: &Matrix<T>,
    rcond: Option<f64>,
    vector: bool,
) -> Result<Value> {
    let (m, n, columns) = (a.rows(), a.columns(), b.columns());
    let eps: f64 = T::R::epsilon().into();
    let rcond = match rcond {
        Some(rcond) if rcond < 0.0 => eps,
        Some(rcond) => rcond,
        None => eps * m.max(n) as f64,
    };
    let failed = |_| linalg_error("SVD did not converge in Linear Least Squares");
    let result = svd(a.clone(), Vectors::Reduced).map_err(failed)?;
    let largest = result.values.first().copied().unwrap_or(T::R::zero_());
    let limit = largest * T::R::of(rcond);
    let rank = result.values.iter().filter(|&&s| s > limit).count();
    let mut x = Matrix::<T>::zeros(n, columns);
    if let Some((u, vh)) = &result.vectors {
        let mut parts = u.adjoint().times(b);
        for (i, s) in result.values.iter().enumerate() {
            let factor = if i < rank {
                T::R::one_() / *s
            } else {
                T::R::zero_()
            };
            for j in 0..columns {
                parts[(i, j)] = parts[(i, j)].times(factor);
            }
        }
        x = vh.adjoint().times(&parts);
    }
    let mut residuals: Vec<T::R> = Vec::new();
    if rank == n && m > n {
        let image = a.times(&x);
        for j in 0..columns {
            let squares = (0..m).map(|i| (b[(i, j)] - image[(i, j)]).sqr());
            residuals.push(squares.fold(T::R::zero_(), |sum, square| sum + square));
        }
    }
    let mut values = Vec::new();
    x.write_rows(&mut values);
    let shape = if vector { vec![n] } else { vec![n, columns] };
    Ok(Value::tuple(vec![
        Value::array(Array::from_shape_vec(&shape, values)?),
        Value::array(Array::from_vec(residuals)?),
        Value::scalar(crate::array::Scalar::I32(rank as i32)),
        Value::array(Array::from_vec(result.values)?),
    ]))
}
