//! `multivariate_normal`: independent normal numbers, mixed by a factor of the covariance.

use super::objects::Stream;
use super::parameters::{Size, fill_array};
use super::rows::legacy_methods;
use crate::array::linalg::products::multiply_stacks;
use crate::array::linalg::{Matrix, Vectors, cholesky, eigh, svd};
use crate::array::random::{Legacy, distributions};
use crate::array::{Array, DType, Kind, meter};
use crate::builtins;
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

/// The method of `Generator`, which can choose the decomposition.
pub mod generator {
    use super::*;

    builtins! {
        /// Vectors from a normal distribution of a mean vector and a covariance matrix.
        ///
        /// >>> np.random.default_rng(42).multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 2)
        /// array([[ 0.25609932, -0.78388479],
        ///        [-1.12019216, -0.17962744]])
        "Generator.multivariate_normal"
            "(self, mean, cov, size=None, check_valid='warn', tol=1e-08, *, method='svd')" => generator_method;
    }
}

legacy_methods! {
    /// Vectors from a normal distribution of a mean vector and a covariance matrix.
    ///
    /// >>> np.random.seed(42); np.random.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 2)
    /// array([[-0.36103492, -0.49929923],
    ///        [-1.32242966,  0.2006002 ]])
    "multivariate_normal" "mean, cov, size=None, check_valid='warn', tol=1e-08" => legacy_method;
}

/// Mean and covariance, found to belong together.
struct Parameters {
    mean: Vec<f64>,
    covariance: Vec<f64>,
}

impl Parameters {
    fn of(mean: &Value, cov: &Value, may_be_complex: bool) -> Result<Parameters> {
        let (mean, cov) = (to_array(mean)?, to_array(cov)?);
        let is_complex = |array: &Array| array.dtype().kind() == Kind::Complex;
        if !may_be_complex && (is_complex(&mean) || is_complex(&cov)) {
            return Err(Raised::type_error("mean and cov must not be complex"));
        }
        if mean.ndim() != 1 {
            return Err(Raised::value_error("mean must be 1 dimensional"));
        }
        if cov.ndim() != 2 || cov.shape()[0] != cov.shape()[1] {
            return Err(Raised::value_error("cov must be 2 dimensional and square"));
        }
        if mean.shape()[0] != cov.shape()[0] {
            return Err(Raised::value_error("mean and cov must have same length"));
        }
        let floats =
            |array: &Array| Ok::<_, Raised>(convert_array(array, &DType::F64)?.to_vec::<f64>()?);
        Ok(Parameters {
            mean: floats(&mean)?,
            covariance: floats(&cov)?,
        })
    }

    fn width(&self) -> usize {
        self.mean.len()
    }

    fn matrix(&self) -> Matrix<f64> {
        Matrix::from_rows(self.width(), self.width(), &self.covariance)
    }

    /// Is this product near the covariance, as `np.allclose` finds it?
    fn is_near(&self, product: &Matrix<f64>, tol: f64) -> bool {
        let n = self.width();
        let near = |(at, &c): (usize, &f64)| {
            let p = product[(at / n, at % n)];
            p == c || ((p - c).abs() <= tol + tol * c.abs())
        };
        self.covariance.iter().enumerate().all(near)
    }

    /// Standard normal rows, `size` of them.
    fn independent(&self, stream: &Stream, size: &Size) -> Result<Array> {
        let mut shape = size.shape()?.cloned().unwrap_or_default();
        shape.push(self.width());
        let drawn = Array::zeros(DType::F64, &shape)?;
        let number: fn(&mut Legacy) -> f64 = match stream.is_legacy() {
            true => |s| s.standard_normal(),
            false => |s| distributions::standard_normal(s.generator),
        };
        stream.with(|s| fill_array(&drawn, |_| number(s)))?;
        Ok(drawn)
    }

    /// The rows of `drawn` times `factor`, moved by the mean.
    fn mixed(&self, drawn: &Array, factor: &Array) -> Result<Value> {
        let width = self.width();
        let rows = drawn.size().checked_div(width).unwrap_or(0);
        let product = multiply_stacks(&drawn.reshaped(&[rows, width], false)?, factor)?;
        let mut values = product.to_vec::<f64>()?;
        for row in values.chunks_exact_mut(width.max(1)) {
            for (value, mean) in row.iter_mut().zip(&self.mean) {
                *value += mean;
            }
        }
        Ok(Value::array(Array::from_shape_vec(drawn.shape(), values)?))
    }
}

/// U·√S or V·√S, a matrix by which the covariance is a square; and whether the covariance is what it should be.
struct Factor {
    matrix: Array,
    is_valid: bool,
}

/// What a square matrix and weights of its columns give, row after row.
fn weighted(vectors: &Matrix<f64>, weights: &[f64]) -> Result<Array> {
    let n = weights.len();
    let mut rows = Vec::with_capacity(n * n);
    for i in 0..n {
        rows.extend(weights.iter().enumerate().map(|(j, w)| vectors[(i, j)] * w));
    }
    Ok(Array::from_shape_vec(&[n, n], rows)?)
}

fn linalg_error(message: &str) -> Raised {
    Raised::new(ClassId::LINALG_ERROR, message)
}

fn by_svd(parameters: &Parameters, tol: f64, legacy: bool) -> Result<Factor> {
    let failed = || linalg_error("SVD did not converge");
    let found = svd(parameters.matrix(), Vectors::Full).map_err(|_| failed())?;
    let (u, vh) = found.vectors.ok_or_else(failed)?;
    let n = parameters.width();
    let mut product = Matrix::zeros(n, n);
    for i in 0..n {
        for j in 0..n {
            product[(i, j)] = (0..n)
                .map(|k| vh[(k, i)] * found.values[k] * vh[(k, j)])
                .sum();
        }
    }
    let roots: Vec<f64> = found.values.iter().map(|s| s.sqrt()).collect();
    let matrix = if legacy {
        // √S·Vh, of which each row has one weight.
        let mut rows = Vec::with_capacity(n * n);
        for (k, root) in roots.iter().enumerate() {
            rows.extend((0..n).map(|j| root * vh[(k, j)]));
        }
        Array::from_shape_vec(&[n, n], rows)?
    } else {
        weighted(&u, &roots)?.transposed()
    };
    Ok(Factor {
        matrix,
        is_valid: parameters.is_near(&product, tol),
    })
}

fn by_eigh(parameters: &Parameters, tol: f64) -> Result<Factor> {
    let failed = || linalg_error("Eigenvalues did not converge");
    let (values, vectors) = eigh(parameters.matrix(), true).map_err(|_| failed())?;
    let roots: Vec<f64> = values.iter().map(|s| s.abs().sqrt()).collect();
    Ok(Factor {
        matrix: weighted(&vectors.ok_or_else(failed)?, &roots)?.transposed(),
        is_valid: !values.iter().any(|&s| s < -tol),
    })
}

fn by_cholesky(parameters: &Parameters) -> Result<Factor> {
    let lower = cholesky(parameters.matrix())
        .ok_or_else(|| linalg_error("Matrix is not positive definite"))?;
    Ok(Factor {
        matrix: weighted(&lower, &vec![1.0; parameters.width()])?.transposed(),
        is_valid: true,
    })
}

/// What `check_valid` asks for where the covariance is none.
fn check(host: &mut dyn Host, factor: &Factor, check_valid: &Value) -> Result<()> {
    const COMPLAINT: &str = "covariance is not symmetric positive-semidefinite.";
    let wanted = match check_valid {
        Value::Str(text) => &**text,
        _ => "",
    };
    match wanted {
        "ignore" => Ok(()),
        "warn" | "raise" if factor.is_valid => Ok(()),
        "warn" => host.warn(ClassId::RUNTIME_WARNING, COMPLAINT),
        "raise" => Err(Raised::value_error(COMPLAINT)),
        _ => Err(Raised::value_error(
            "check_valid must equal 'warn', 'raise', or 'ignore'",
        )),
    }
}

#[allow(clippy::too_many_arguments)] // NumPy's own parameters
fn generator_method(
    host: &mut dyn Host,
    stream: Stream,
    mean: Value,
    cov: Value,
    size: Size,
    check_valid: Value,
    tol: f64,
    method: Value,
) -> Result<Value> {
    let method = match &method {
        Value::Str(text) if matches!(&**text, "eigh" | "svd" | "cholesky") => &**text,
        _ => {
            return Err(Raised::value_error(
                "method must be one of {'eigh', 'svd', 'cholesky'}",
            ));
        }
    };
    let parameters = Parameters::of(&mean, &cov, false)?;
    let drawn = parameters.independent(&stream, &size)?;
    meter::steps(parameters.width().saturating_pow(3))?;
    let factor = match method {
        "eigh" => by_eigh(&parameters, tol)?,
        "cholesky" => by_cholesky(&parameters)?,
        _ => by_svd(&parameters, tol, false)?,
    };
    if method != "cholesky" {
        check(host, &factor, &check_valid)?;
    }
    parameters.mixed(&drawn, &factor.matrix)
}

fn legacy_method(
    host: &mut dyn Host,
    stream: Stream,
    mean: Value,
    cov: Value,
    size: Size,
    check_valid: Value,
    tol: f64,
) -> Result<Value> {
    let parameters = Parameters::of(&mean, &cov, true)?;
    let drawn = parameters.independent(&stream, &size)?;
    meter::steps(parameters.width().saturating_pow(3))?;
    let factor = by_svd(&parameters, tol, true)?;
    check(host, &factor, &check_valid)?;
    parameters.mixed(&drawn, &factor.matrix)
}
