//! Which results are too small to be exact. NumPy ignores that unless the error state asks for it, so the loops do not
//! look; this looks at the results afterwards.

use num_complex::Complex;

use super::flags::Flags;
use crate::array::{Array, DType, Result, Scalar, meter};

/// Did the ufunc of this name underflow somewhere?
///
/// # Errors
/// The budget's.
pub fn noticed(name: &str, inputs: &[Array], output: &Array) -> Result<Flags> {
    if !output.dtype().is_inexact() || inputs.iter().any(|x| x.shape() != output.shape()) {
        return Ok(Flags::NONE);
    }
    meter::steps(output.size())?;
    let least = least_normal(output.dtype());
    let mut sources: Vec<_> = inputs.iter().map(Array::scalars).collect();
    let mut found = false;
    for result in output.scalars() {
        let operands: Vec<Scalar> = sources.iter_mut().filter_map(Iterator::next).collect();
        found = found || underflows(name, &operands, &result, least);
    }
    Ok(Flags::UNDERFLOW.when(found))
}

fn least_normal(dtype: &DType) -> f64 {
    match dtype.real() {
        DType::F16 => half::f16::MIN_POSITIVE.to_f64(),
        DType::F32 => f64::from(f32::MIN_POSITIVE),
        _ => f64::MIN_POSITIVE,
    }
}

/// Is a result below the least normal number, and not what the operation gives exactly?
fn underflows(name: &str, operands: &[Scalar], result: &Scalar, least: f64) -> bool {
    let Some(result) = result.as_complex() else {
        return false;
    };
    let parts: Option<Vec<Complex<f64>>> = operands.iter().map(Scalar::as_complex).collect();
    let parts = parts.unwrap_or_default();
    let tiny = result.norm() < least && result.im.abs() < least;
    if !tiny || parts.iter().any(|z| !z.is_finite()) {
        return false;
    }
    // Scaled by an even larger power of two, so that the difference from the exact result has room.
    let scale = 2f64.powi(600);
    match (name, &parts[..]) {
        ("multiply", [a, b]) => {
            let (small, large) = if a.re.abs() < b.re.abs() {
                (a, b)
            } else {
                (b, a)
            };
            (small.re * scale).mul_add(large.re, -(result.re * scale)) != 0.0
        }
        ("square", [a]) => (a.re * scale).mul_add(a.re, -(result.re * scale)) != 0.0,
        ("divide", [a, b]) => {
            b.re != 0.0 && (result.re * scale).mul_add(b.re, -(a.re * scale)) != 0.0
        }
        ("power" | "float_power", [base, _]) => base.norm() != 0.0,
        ("exp" | "exp2", [_]) => true,
        ("reciprocal", [a]) => a.re != 0.0,
        _ => false,
    }
}

/// Is this result of a scalar operation so small that it may have underflowed?
pub fn is_suspect(result: f64) -> bool {
    result.abs() < f64::MIN_POSITIVE
}
