//! Dtypes of arithmetic with dates and durations.

use smallvec::smallvec;

use super::resolve::DTypes;
use super::row::{Resolver, Ufunc};
use crate::array::promote::{Operand, promote};
use crate::array::{DType, Kind, Result, TimeUnit};

/// Is a date or a duration among the operands?
pub fn is_time(operands: &[Operand]) -> bool {
    operands.iter().any(|operand| {
        matches!(
            operand.default_dtype().kind(),
            Kind::Datetime | Kind::Timedelta
        )
    })
}

/// Dates and durations of like units, durations and numbers; integers beside dates count in the date's unit.
///
/// # Errors
/// `_UFuncBinaryResolutionError` for pairs without a meaning.
pub fn time_dtypes(ufunc: &Ufunc, operands: &[Operand]) -> Result<DTypes> {
    let (a, b) = match operands {
        [a, b] => (a.default_dtype(), b.default_dtype()),
        _ => return Err(ufunc.no_loop(operands)),
    };
    if a == DType::Object || b == DType::Object {
        return Err(ufunc.no_loop(operands));
    }
    let found = match ufunc.resolver {
        Resolver::Addition => addition(&a, &b)?,
        Resolver::Subtraction => subtraction(&a, &b)?,
        Resolver::Multiplication => multiplication(&a, &b),
        Resolver::TrueDivision => division(&a, &b, DType::F64)?,
        Resolver::FloorDivision => division(&a, &b, DType::I64)?,
        Resolver::Remainder => both_durations(&a, &b)?.map(|m| smallvec![m.clone(), m.clone(), m]),
        Resolver::Divmod => {
            both_durations(&a, &b)?.map(|m| smallvec![m.clone(), m.clone(), DType::I64, m])
        }
        _ => None,
    };
    found.ok_or_else(|| ufunc.binary_resolution(&a, &b))
}

/// A whole number, which counts units.
fn is_whole(dtype: &DType) -> bool {
    dtype.is_integer() || dtype.kind() == Kind::Bool
}

fn unit(dtype: &DType) -> TimeUnit {
    match dtype.native() {
        DType::Datetime(unit) | DType::Timedelta(unit) => *unit,
        _ => TimeUnit::GENERIC,
    }
}

fn both_durations(a: &DType, b: &DType) -> Result<Option<DType>> {
    match (a.kind(), b.kind()) {
        (Kind::Timedelta, Kind::Timedelta) => promote(a, b).map(Some),
        _ => Ok(None),
    }
}

fn addition(a: &DType, b: &DType) -> Result<Option<DTypes>> {
    Ok(match (a.kind(), b.kind()) {
        (Kind::Timedelta, Kind::Timedelta) => {
            let common = promote(a, b)?;
            Some(smallvec![common.clone(), common.clone(), common])
        }
        (Kind::Timedelta, Kind::Datetime) => {
            let date = promote(a, b)?;
            Some(smallvec![DType::Timedelta(unit(&date)), date.clone(), date])
        }
        (Kind::Datetime, Kind::Timedelta) => {
            let date = promote(a, b)?;
            Some(smallvec![date.clone(), DType::Timedelta(unit(&date)), date])
        }
        (Kind::Timedelta, _) if is_whole(b) => Some(smallvec![a.native().clone(); 3]),
        (_, Kind::Timedelta) if is_whole(a) => Some(smallvec![b.native().clone(); 3]),
        (Kind::Datetime, _) if is_whole(b) => {
            let date = a.native().clone();
            Some(smallvec![date.clone(), DType::Timedelta(unit(a)), date])
        }
        (_, Kind::Datetime) if is_whole(a) => {
            let date = b.native().clone();
            Some(smallvec![DType::Timedelta(unit(b)), date.clone(), date])
        }
        _ => None,
    })
}

fn subtraction(a: &DType, b: &DType) -> Result<Option<DTypes>> {
    Ok(match (a.kind(), b.kind()) {
        (Kind::Datetime, Kind::Datetime) => {
            let date = promote(a, b)?;
            Some(smallvec![
                date.clone(),
                date.clone(),
                DType::Timedelta(unit(&date))
            ])
        }
        (_, Kind::Datetime) => None,
        _ => addition(a, b)?,
    })
}

fn multiplication(a: &DType, b: &DType) -> Option<DTypes> {
    let number = |dtype: &DType| match dtype.kind() {
        Kind::Float => Some(DType::F64),
        _ if is_whole(dtype) => Some(DType::I64),
        _ => None,
    };
    match (a.kind(), b.kind()) {
        (Kind::Timedelta, _) => {
            number(b).map(|by| smallvec![a.native().clone(), by, a.native().clone()])
        }
        (_, Kind::Timedelta) => {
            number(a).map(|by| smallvec![by, b.native().clone(), b.native().clone()])
        }
        _ => None,
    }
}

/// A duration by another is a number; by a number it stays a duration.
fn division(a: &DType, b: &DType, ratio: DType) -> Result<Option<DTypes>> {
    if let Some(common) = both_durations(a, b)? {
        return Ok(Some(smallvec![common.clone(), common, ratio]));
    }
    let by = match b.kind() {
        Kind::Float => DType::F64,
        Kind::Signed | Kind::Unsigned => DType::I64,
        _ => return Ok(None),
    };
    Ok(
        (a.kind() == Kind::Timedelta)
            .then(|| smallvec![a.native().clone(), by, a.native().clone()]),
    )
}
