//! Complex numbers, by the formulas of CPython's `complexobject.c`.

use num_complex::Complex;

use crate::array::elementary as libm;
use crate::syntax::ast::BinaryOp;
use crate::value::{ClassId, Raised, Result, Value};

type Complex64 = Complex<f64>;

/// `left op right`; `NotImplemented` for the operators that complex numbers lack.
pub(super) fn binary(op: BinaryOp, left: Complex64, right: Complex64) -> Result<Value> {
    Ok(Value::Complex(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => product(left, right),
        BinaryOp::Div => divide(left, right)?,
        BinaryOp::Pow => power(left, right)?,
        _ => return Ok(Value::NotImplemented),
    }))
}

fn product(a: Complex64, b: Complex64) -> Complex64 {
    Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/// Smith's division (Communications of the ACM 5, 1962), which does not overflow half-way.
///
/// # Errors
/// ZeroDivisionError.
pub fn divide(a: Complex64, b: Complex64) -> Result<Complex64> {
    if b.re == 0.0 && b.im == 0.0 {
        return Err(Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "complex division by zero",
        ));
    }
    Ok(if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let scale = b.re + b.im * ratio;
        Complex::new((a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale)
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let scale = b.re * ratio + b.im;
        Complex::new((a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale)
    } else {
        Complex::new(f64::NAN, f64::NAN)
    })
}

/// `base ** exponent`: by repeated products for whole exponents up to 100, else in polar form.
///
/// # Errors
/// ZeroDivisionError for negative and complex powers of 0, OverflowError.
pub fn power(base: Complex64, exponent: Complex64) -> Result<Complex64> {
    let whole = exponent.im == 0.0 && exponent.re == exponent.re.floor();
    let impossible = || {
        Raised::new(
            ClassId::ZERO_DIVISION_ERROR,
            "0.0 to a negative or complex power",
        )
    };
    let result = if whole && exponent.re.abs() <= 100.0 {
        whole_power(base, exponent.re as i64).map_err(|_| impossible())?
    } else if base.re == 0.0 && base.im == 0.0 {
        if exponent.im != 0.0 || exponent.re < 0.0 {
            return Err(impossible());
        }
        Complex::new(0.0, 0.0)
    } else {
        polar_power(base, exponent).ok_or_else(impossible)?
    };
    if result.re.is_infinite() || result.im.is_infinite() {
        return Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "complex exponentiation",
        ));
    }
    Ok(result)
}

fn whole_power(base: Complex64, exponent: i64) -> Result<Complex64> {
    let mut result = Complex::new(1.0, 0.0);
    let mut square = base;
    let mut rest = exponent.unsigned_abs();
    while rest > 0 {
        if rest & 1 == 1 {
            result = product(result, square);
        }
        rest >>= 1;
        square = product(square, square);
    }
    if exponent > 0 {
        Ok(result)
    } else {
        divide(Complex::new(1.0, 0.0), result)
    }
}

/// `None` for an angle without a sine.
fn polar_power(base: Complex64, exponent: Complex64) -> Option<Complex64> {
    let size = libm::hypot(base.re, base.im);
    let angle = libm::atan2(base.im, base.re);
    let mut length = libm::pow(size, exponent.re);
    let mut phase = angle * exponent.re;
    if exponent.im != 0.0 {
        length /= libm::exp(angle * exponent.im);
        phase += exponent.im * libm::log(size);
    }
    if phase.is_infinite() {
        return None;
    }
    let (sine, cosine) = libm::sin_cos(phase);
    Some(Complex::new(length * cosine, length * sine))
}
