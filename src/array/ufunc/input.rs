//! Operands as they come: arrays, and Python's own numbers, which take the dtype of the others.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::{Signed, ToPrimitive};

use super::flags::Flags;
use crate::array::cast::cast_flagged;
use crate::array::convert::cast_scalar;
use crate::array::promote::Operand;
use crate::array::{Array, DType, Error, ErrorKind, Kind, Result, Scalar};

/// Elements in the buffer of NumPy's iterators.
const BUFFER: usize = 8192;

/// One input of a ufunc.
#[derive(Clone, Debug)]
pub enum Input {
    Array(Array),
    /// Python's int, float and complex.
    Int(i64),
    BigInt(Rc<BigInt>),
    Float(f64),
    Complex(Complex<f64>),
}

impl From<Array> for Input {
    fn from(array: Array) -> Input {
        Input::Array(array)
    }
}

impl Input {
    /// As promotion sees it. An integer beyond int64 counts as what `np.array` makes of it.
    pub fn operand(&self) -> Operand {
        match self {
            Input::Array(array) => Operand::DType(array.dtype().clone()),
            Input::Int(_) => Operand::PythonInt,
            Input::BigInt(_) => Operand::PythonInt,
            Input::Float(_) => Operand::PythonFloat,
            Input::Complex(_) => Operand::PythonComplex,
        }
    }

    pub fn shape(&self) -> &[usize] {
        match self {
            Input::Array(array) => array.shape(),
            _ => &[],
        }
    }

    /// As an array of the loop's dtype, with what the cast noticed.
    ///
    /// # Errors
    /// OverflowError for an integer that the dtype has no place for.
    pub(in crate::array) fn into_array(self, dtype: &DType) -> Result<(Array, Flags)> {
        let (scalar, finite) = match self {
            Input::Array(array) if array.dtype() == dtype => return Ok((array, Flags::NONE)),
            Input::Array(array) => return cast_flagged(&array, dtype),
            Input::Int(x) => (int_as(&BigInt::from(x), dtype)?, true),
            Input::BigInt(x) => (int_as(&x, dtype)?, true),
            Input::Float(x) => (cast_scalar(&Scalar::F64(x), dtype)?, x.is_finite()),
            Input::Complex(z) => (cast_scalar(&Scalar::C128(z), dtype)?, z.is_finite()),
        };
        let overflows = finite && dtype.is_inexact() && !scalar.is_finite();
        let noticed = Flags::OVERFLOW.when(overflows).in_cast();
        Ok((Array::from_scalar(&scalar)?, noticed))
    }

    /// Would NumPy cast this input whole before the loop, rather than piece by piece inside it?
    pub(super) fn is_cast_first(&self) -> bool {
        match self {
            Input::Array(array) => array.ndim() < 2 && array.size() <= BUFFER,
            _ => true,
        }
    }

    /// For a Python integer that an integer dtype cannot hold: on which side of all its values it lies.
    pub(super) fn beyond(&self, dtype: &DType) -> Option<Ordering> {
        let value = match self {
            Input::Int(x) => BigInt::from(*x),
            Input::BigInt(x) => (**x).clone(),
            _ => return None,
        };
        if !dtype.is_integer() || holds(dtype, &value) {
            return None;
        }
        Some(if value.is_negative() {
            Ordering::Less
        } else {
            Ordering::Greater
        })
    }
}

/// Does an integer dtype have a place for this value?
fn holds(dtype: &DType, value: &BigInt) -> bool {
    let bits = 8 * dtype.itemsize() as u64;
    match dtype.kind() {
        Kind::Signed if value.is_negative() => (value + 1u8).bits() < bits,
        Kind::Signed => value.bits() < bits,
        _ => !value.is_negative() && value.bits() <= bits,
    }
}

/// OverflowError for an integer that a dtype has no place for, nor C's `long`.
pub fn out_of_bounds(value: &BigInt, dtype: &DType) -> Error {
    let unsigned = dtype.kind() == Kind::Unsigned && value.to_u64().is_some();
    let message = if value.to_i64().is_some() || unsigned {
        format!(
            "Python integer {value} out of bounds for {}",
            dtype.native()
        )
    } else {
        "Python int too large to convert to C long".to_string()
    };
    Error::new(ErrorKind::Overflow, message)
}

fn int_as(value: &BigInt, dtype: &DType) -> Result<Scalar> {
    if *dtype == DType::Bool {
        return Ok(Scalar::Bool(value.bits() > 0));
    }
    if dtype.is_integer() && !holds(dtype, value) {
        return Err(out_of_bounds(value, dtype));
    }
    match (value.to_i64(), value.to_u64()) {
        (Some(x), _) => cast_scalar(&Scalar::I64(x), dtype),
        (None, Some(x)) => cast_scalar(&Scalar::U64(x), dtype),
        (None, None) => {
            let float = value.to_f64().unwrap_or(f64::INFINITY);
            if float.is_infinite() {
                let message = "int too large to convert to float";
                return Err(Error::new(ErrorKind::Overflow, message));
            }
            cast_scalar(&Scalar::F64(float), dtype)
        }
    }
}
