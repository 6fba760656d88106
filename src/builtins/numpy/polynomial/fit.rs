//! The series nearest to points, in least squares.

use crate::array::{Array, DType, Kind, Scalar};
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::{array, call_with, value};
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::convert::{assign_array, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::basis::Basis;
use super::evaluation::vander;
use super::formula::of;
use super::series::{length, zeros};

/// What a fit is asked for.
pub struct Fitting<'a> {
    pub x: &'a Value,
    pub y: &'a Value,
    pub degree: &'a Value,
    pub rcond: &'a Value,
    pub w: &'a Value,
}

/// The coefficients, and what else the solution by singular values tells.
pub struct Fit {
    pub coefficients: Array,
    /// Residuals, rank, singular values and the limit for them.
    pub status: Vec<Value>,
    is_full_rank: bool,
}

impl Fit {
    /// As the functions return it: with all that is known of it, or else with a warning where that is bad.
    ///
    /// # Errors
    /// RankWarning, where the lesson made it an error.
    pub fn returned(self, host: &mut dyn Host, full: bool) -> Result<Value> {
        let coefficients = Value::array(self.coefficients);
        if full {
            return Ok(Value::tuple(vec![coefficients, Value::list(self.status)]));
        }
        if !self.is_full_rank {
            host.warn(ClassId::RANK_WARNING, "The fit may be poorly conditioned")?;
        }
        Ok(coefficients)
    }
}

/// # Errors
/// TypeError, ValueError for points, weights and degrees that do not fit; LinAlgError.
pub fn fit(basis: &Basis, host: &mut dyn Host, how: &Fitting) -> Result<Fit> {
    let x = (of(to_array(how.x)?) + 0.0).array(host)?;
    let y = (of(to_array(how.y)?) + 0.0).array(host)?;
    let degrees = degrees(how.degree)?;
    check_points(&x, &y)?;
    let chosen = match degrees.ndim() {
        0 => None,
        _ => Some(array(host, "np.sort", [value(&degrees)])?),
    };
    let largest = match &chosen {
        None => Value::array_or_scalar(degrees),
        Some(chosen) => super::series::from_end(chosen, 1)?,
    };
    let mut table = vander(basis, host, &value(&x), &largest)?;
    if let Some(chosen) = &chosen {
        table = array(
            host,
            "np.take",
            [Value::array(table), value(chosen), Value::Int(1)],
        )?;
    }
    let order = table.shape().last().copied().unwrap_or(0);
    let (left, right) = weighted(host, how.w, &x, table.transposed(), y.transposed())?;
    let scale = norms(host, &left)?;
    let limit = match how.rcond {
        Value::None => (of(length(&x)) * epsilon(host, &x)?).value(host)?,
        given => given.clone(),
    };
    let scaled = (of(left.transposed()) / &scale).value(host)?;
    let solved = call(
        host,
        "np.linalg.lstsq",
        [scaled, Value::array(right.transposed()), limit.clone()],
    )?;
    let Some([c, residuals, rank, singular]) = solved.tuple_items().map(|items| &items[..]) else {
        return Ok(Fit {
            coefficients: x,
            status: Vec::new(),
            is_full_rank: true,
        });
    };
    let turned = Value::array(to_array(c)?.transposed());
    let mut coefficients = (of(turned) / scale).array(host)?.transposed();
    if let Some(chosen) = &chosen {
        coefficients = spread(&coefficients, chosen)?;
    }
    let found = to_array(rank)?.first().and_then(|rank| rank.as_integer());
    Ok(Fit {
        coefficients,
        status: vec![residuals.clone(), rank.clone(), singular.clone(), limit],
        is_full_rank: found == Some(order as i128),
    })
}

/// The degree, or the degrees of the terms.
fn degrees(value: &Value) -> Result<Array> {
    let degrees = to_array(value)?;
    let whole = matches!(degrees.dtype().kind(), Kind::Signed | Kind::Unsigned);
    if degrees.ndim() > 1 || !whole || degrees.size() == 0 {
        return Err(Raised::type_error(
            "deg must be an int or non-empty 1-D array of int",
        ));
    }
    if degrees
        .scalars()
        .any(|degree| degree.as_integer() < Some(0))
    {
        return Err(Raised::value_error("expected deg >= 0"));
    }
    Ok(degrees)
}

fn check_points(x: &Array, y: &Array) -> Result<()> {
    Err(Raised::type_error(match () {
        () if x.ndim() != 1 => "expected 1D vector for x",
        () if x.size() == 0 => "expected non-empty vector for x",
        () if y.ndim() < 1 || y.ndim() > 2 => "expected 1D or 2D array for y",
        () if length(x) != length(y) => "expected x and y to have same length",
        () => return Ok(()),
    }))
}

/// Both sides of the equations, one column for each point, times the points' weights.
fn weighted(
    host: &mut dyn Host,
    w: &Value,
    x: &Array,
    left: Array,
    right: Array,
) -> Result<(Array, Array)> {
    if w.is_none() {
        return Ok((left, right));
    }
    let w = (of(to_array(w)?) + 0.0).array(host)?;
    if w.ndim() != 1 {
        return Err(Raised::type_error("expected 1D vector for w"));
    }
    if length(x) != length(&w) {
        return Err(Raised::type_error("expected x and w to have same length"));
    }
    Ok(((of(left) * &w).array(host)?, (of(right) * &w).array(host)?))
}

/// The length of each row; 1 for one of zeros.
fn norms(host: &mut dyn Host, rows: &Array) -> Result<Array> {
    let mut square = |part: &str| -> Result<Value> {
        let part = call(host, part, [value(rows)])?;
        call(host, "np.square", [part])
    };
    let squares = match rows.dtype().kind() {
        Kind::Complex => {
            let (re, im) = (square("np.real")?, square("np.imag")?);
            (of(re) + im).value(host)?
        }
        _ => call(host, "np.square", [value(rows)])?,
    };
    let sums = call_with(host, "np.sum", [squares], [("axis", Value::Int(1))])?;
    let norms = array(host, "np.sqrt", [sums])?;
    let zero = operators::compare(host, CompareOp::Eq, &value(&norms), &Value::Int(0))?;
    let one = Value::Scalar(Scalar::F64(1.0));
    let any = call(host, "np.any", [zero.clone()])?;
    if truth(host, &any)? {
        operators::set_item(host, &value(&norms), &zero, one)?;
    }
    Ok(norms)
}

/// `np.finfo(x.dtype).eps`
fn epsilon(host: &mut dyn Host, x: &Array) -> Result<Value> {
    let info = call(
        host,
        "finfo.__new__",
        [Value::DType(x.dtype().clone().into())],
    )?;
    host.attribute(&info, "eps")
}

/// Coefficients at their degrees, with zeros between them.
fn spread(coefficients: &Array, degrees: &Array) -> Result<Array> {
    let degrees = convert_array(degrees, &DType::I64)?.to_vec::<i64>()?;
    let mut shape = coefficients.shape().to_vec();
    shape[0] = degrees.last().map_or(0, |degree| *degree as usize + 1);
    let all = zeros(coefficients.dtype(), &shape)?;
    for (at, degree) in degrees.into_iter().enumerate() {
        let row = all.with_layout(all.layout().at(0, degree as usize));
        assign_array(
            &row,
            &coefficients.with_layout(coefficients.layout().at(0, at)),
        )?;
    }
    Ok(all)
}
