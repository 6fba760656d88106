//! Distributions that give a vector at a time.

use super::objects::Stream;
use super::parameters::{Operand, Plan, Rule, Size, number_array};
use super::rows::shared_methods;
use crate::array::random::distributions::{self};
use crate::array::random::{Legacy, permute};
use crate::array::{Array, DType, meter};
use crate::builtins;
use crate::builtins::operators::length;
use crate::value::convert::{as_index, to_array};
use crate::value::{Host, Raised, Result, Value};

/// Methods of `Generator`.
pub mod generator {
    use super::*;

    builtins! {
        /// How many things of each colour are among `nsample` drawn without replacement.
        ///
        /// >>> np.random.default_rng(42).multivariate_hypergeometric([3, 4, 5], 5)
        /// array([2, 0, 3])
        "Generator.multivariate_hypergeometric"
            "(self, colors, nsample, size=None, method='marginals')" => multivariate_hypergeometric;
    }
}

shared_methods! {
    /// Vectors of fractions that add up to 1.
    ///
    /// >>> np.random.default_rng(42).dirichlet([1, 2, 3])
    /// array([0.31747629, 0.08613713, 0.59638659])
    "dirichlet" "alpha, size=None" => dirichlet;
    /// How `n` trials fall on outcomes of the probabilities `pvals`.
    ///
    /// >>> np.random.default_rng(42).multinomial(20, [1/6] * 6)
    /// array([5, 3, 5, 3, 1, 3])
    "multinomial" "n, pvals, size=None" => multinomial;
}

/// A result of vectors of `width`: `size` with one more axis.
fn vectors(dtype: DType, size: &Size, width: usize) -> Result<Array> {
    let mut shape = size.shape()?.cloned().unwrap_or_default();
    shape.push(width);
    Ok(Array::zeros(dtype, &shape)?)
}

/// Fills each vector of a new array by `draw`.
fn fill_vectors<T: bytemuck::Pod>(
    array: &Array,
    width: usize,
    mut draw: impl FnMut(&mut [T]),
) -> Result<()> {
    if width == 0 {
        return Ok(());
    }
    let mut vector = vec![T::zeroed(); width];
    array.buffer().write(|bytes| {
        for place in bytes.chunks_exact_mut(width * size_of::<T>()) {
            meter::steps(width)?;
            draw(&mut vector);
            place.copy_from_slice(bytemuck::cast_slice(&vector));
        }
        Ok(())
    })
}

fn dirichlet(host: &mut dyn Host, stream: Stream, alpha: Value, size: Size) -> Result<Value> {
    let width = length(host, &alpha)?;
    let array = number_array(&alpha, DType::F64)?;
    if array.ndim() != 1 {
        return Err(too_deep());
    }
    let alpha = array.to_vec::<f64>()?;
    if stream.is_legacy() && alpha.iter().any(|&a| a <= 0.0) {
        return Err(Raised::value_error("alpha <= 0"));
    }
    if !stream.is_legacy() && alpha.iter().any(|&a| a < 0.0) {
        return Err(Raised::value_error("alpha < 0"));
    }
    let drawn = vectors(DType::F64, &size, width)?;
    let legacy = stream.is_legacy();
    stream.with(|s| {
        fill_vectors(&drawn, width, |out| match legacy {
            true => s.dirichlet(&alpha, out),
            false => distributions::dirichlet(s.generator, &alpha, out),
        })
    })?;
    Ok(Value::array(drawn))
}

fn too_deep() -> Raised {
    Raised::value_error(
        "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 1.",
    )
}

fn multinomial(stream: Stream, n: Value, pvals: Value, size: Size) -> Result<Value> {
    let legacy = stream.is_legacy();
    let trials = Operand::whole(&n)?;
    if legacy && !trials.is_scalar() {
        return Err(Raised::type_error("an integer is required"));
    }
    let p = number_array(&pvals, DType::F64)?;
    let width = p.shape().last().copied().unwrap_or(0);
    check_pvals(&p, &pvals, legacy)?;
    let values = p.to_vec::<f64>()?;
    let draw = |s: &mut Legacy, n, p: &[f64], out: &mut [i64]| {
        distributions::multinomial(s.generator, n, p, out);
    };
    trials.check("n", Rule::NonNegative)?;
    if trials.is_scalar() && p.ndim() <= 1 {
        let drawn = vectors(DType::I64, &size, width)?;
        let n = trials.spread(&Plan::of_size(&Size::none())?)?.at(0);
        stream.with(|s| fill_vectors(&drawn, width, |out| draw(s, n, &values, out)))?;
        return Ok(Value::array(drawn));
    }
    // Arrays of trials and rows of probabilities broadcast against each other.
    let rows = &p.shape()[..p.ndim() - 1];
    let offsets =
        Array::from_shape_vec(rows, (0..rows.iter().product::<usize>() as i64).collect())?;
    let plan = Plan::with_size_last(&size, &[trials.shape(), rows])?;
    let (n, row) = (
        trials.spread(&plan)?,
        Operand::<i64>::of(offsets).spread(&plan)?,
    );
    let drawn = vectors(DType::I64, &Size::of(plan.shape().into()), width)?;
    let mut i = 0;
    stream.with(|s| {
        fill_vectors(&drawn, width, |out| {
            let start = row.at(i) as usize * width;
            draw(
                s,
                n.at(i),
                values.get(start..start + width).unwrap_or_default(),
                out,
            );
            i += 1;
        })
    })?;
    Ok(Value::array(drawn))
}

fn check_pvals(p: &Array, given: &Value, legacy: bool) -> Result<()> {
    let ndim = p.ndim();
    if legacy && ndim == 0 {
        return Err(Raised::type_error("pvals must be a 1-d sequence"));
    }
    if legacy && ndim > 1 {
        return Err(too_deep());
    }
    let width = p.shape().last().copied().unwrap_or(0);
    if !legacy && width == 0 {
        return Err(Raised::value_error(
            "pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.",
        ));
    }
    Operand::<f64>::of(p.clone()).check("pvals", Rule::Probability)?;
    let values = p.to_vec::<f64>()?;
    let mut rows = values.chunks_exact(width.max(1));
    let too_much = |row: &[f64]| permute::kahan_sum(&row[..row.len() - 1]) > 1.0 + 1e-12;
    if !rows.any(too_much) {
        return Ok(());
    }
    let all_but_last = if ndim == 1 { "[:-1]" } else { "[...,:-1]" };
    let rounded = given
        .as_array()
        .is_some_and(|array| matches!(array.dtype(), DType::F32 | DType::F16));
    let nearly = values.iter().sum::<f64>() < 1.0001;
    Err(Raised::value_error(if rounded && nearly {
        format!(
            "sum(pvals{all_but_last}.astype(np.float64)) > 1.0. The pvals array is cast to 64-bit floating point prior to checking the sum. Precision changes when casting may cause problems even if the sum of the original pvals is valid."
        )
    } else {
        format!("sum(pvals{all_but_last}) > 1.0")
    }))
}

/// The largest sum of colours for which the marginals are drawn.
const MARGINALS_MAX: i64 = 1_000_000_000;

fn multivariate_hypergeometric(
    stream: Stream,
    colors: Value,
    nsample: Value,
    size: Size,
    method: Value,
) -> Result<Value> {
    let by_count = match &method {
        Value::Str(text) if &**text == "count" => true,
        Value::Str(text) if &**text == "marginals" => false,
        _ => {
            return Err(Raised::value_error(
                "method must be \"count\" or \"marginals\".",
            ));
        }
    };
    let sample =
        as_index(&nsample).map_err(|_| Raised::value_error("nsample must be an integer"))?;
    if sample < 0 {
        return Err(Raised::value_error("nsample must be nonnegative."));
    }
    let colors = color_counts(&colors)?;
    let total = colors.iter().try_fold(0_i64, |sum, &n| sum.checked_add(n));
    let total = total.ok_or_else(|| {
        Raised::value_error(format!(
            "sum(colors) must not exceed the maximum value of a 64 bit signed integer ({})",
            i64::MAX
        ))
    })?;
    check_total(total, sample, by_count)?;
    let drawn = vectors(DType::I64, &size, colors.len())?;
    let mut choices = Vec::new();
    if by_count {
        let count = usize::try_from(total).unwrap_or(usize::MAX);
        meter::check_bytes(count.saturating_mul(size_of::<usize>()))?;
        meter::steps(count)?;
        choices = distributions::each_choice(&colors);
    }
    stream.with(|s| {
        fill_vectors(&drawn, colors.len(), |out| match by_count {
            true => {
                distributions::multivariate_hypergeometric_count(
                    s.generator,
                    &colors,
                    sample,
                    &mut choices,
                    out,
                );
            }
            false => distributions::multivariate_hypergeometric(s.generator, &colors, sample, out),
        })
    })?;
    Ok(Value::array(drawn))
}

fn color_counts(colors: &Value) -> Result<Vec<i64>> {
    let invalid = || {
        Raised::value_error(format!(
            "colors must be a one-dimensional sequence of nonnegative integers not exceeding {}.",
            i64::MAX
        ))
    };
    let array = to_array(colors).map_err(|_| invalid())?;
    if array.ndim() != 1 || (array.size() > 0 && !array.dtype().is_integer()) {
        return Err(invalid());
    }
    let count = |scalar: crate::array::Scalar| {
        let n = scalar.as_integer().and_then(|n| i64::try_from(n).ok());
        n.filter(|&n| n >= 0).ok_or_else(invalid)
    };
    array.scalars().map(count).collect()
}

fn check_total(total: i64, sample: i64, by_count: bool) -> Result<()> {
    if !by_count && total >= MARGINALS_MAX {
        return Err(Raised::value_error(format!(
            "When method is \"marginals\", sum(colors) must be less than {MARGINALS_MAX}."
        )));
    }
    let most = i64::MAX / 8;
    if by_count && total > most {
        return Err(Raised::value_error(format!(
            "When method is 'count', sum(colors) must not exceed {most}"
        )));
    }
    if sample > total {
        return Err(Raised::value_error("nsample > sum(colors)"));
    }
    Ok(())
}
