//! Which results are too small to be exact. NumPy ignores that unless the error state asks for it, so the loops do not
//! look; this looks at the results afterwards.

use num_complex::Complex;

use super::flags::Flags;
use crate::array::elementary::Hypotenuse;
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
    let tiny = result.re.hypotenuse(result.im) < least && result.im.abs() < least;
    if !tiny || parts.iter().any(|z| !z.is_finite()) {
        return false;
    }
    let lost = result.re == 0.0;
    match (name, &parts[..]) {
        ("multiply", [a, b]) if lost => a.re != 0.0 && b.re != 0.0,
        ("square" | "reciprocal", [a]) | ("divide", [a, _]) if lost => a.re != 0.0,
        ("multiply", [a, b]) => !is_product(a.re, b.re, result.re),
        ("square", [a]) => !is_product(a.re, a.re, result.re),
        ("divide", [a, b]) => b.re != 0.0 && !is_product(result.re, b.re, a.re),
        ("power" | "float_power", [base, _]) => *base != Complex::ZERO,
        ("exp" | "exp2", [_]) => true,
        ("reciprocal", [_]) => true,
        _ => false,
    }
}

/// Is `product` exactly `a · b`, where it may be subnormal?
fn is_product(a: f64, b: f64, product: f64) -> bool {
    // Scaled, so that the difference has room.
    let scale = 2f64.powi(600);
    let (small, large) = if a.abs() < b.abs() { (a, b) } else { (b, a) };
    (small * scale).mul_add(large, -(product * scale)) == 0.0
}

/// Is this result of a scalar operation so small that it may have underflowed?
pub fn is_suspect(result: f64) -> bool {
    result.abs() < f64::MIN_POSITIVE
}
