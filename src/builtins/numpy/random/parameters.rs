//! Parameters of distributions: numbers or arrays of them, read and checked as NumPy does it.

use super::plan::{Plan, Size};
use super::rules::Rule;
use crate::array::{Array, Casting, DType, Element, Shape, can_cast, meter};
use crate::builtins::numpy::dtype::dtype_repr;
use crate::value::builtin::FromValue;
use crate::value::convert::{ArrayOptions, to_array_as};
use crate::value::{ClassId, Host, Raised, Result, Value};

/// A value as an array of `dtype`: Python's own numbers and lists of them are converted, arrays only where no value is
/// lost.
///
/// # Errors
/// TypeError "Cannot cast array data …", ValueError for text that is no number.
pub fn number_array(value: &Value, dtype: DType) -> Result<Array> {
    if let Some(from) = value.as_array()
        && !can_cast(from.dtype(), &dtype, Casting::Safe)
    {
        return Err(no_safe_cast(&from, &dtype));
    }
    let options = ArrayOptions {
        dtype: Some(dtype),
        ..ArrayOptions::default()
    };
    to_array_as(value, &options)
}

/// NumPy's complaint about an array that cannot be cast without loss.
pub fn no_safe_cast(from: &Array, to: &DType) -> Raised {
    let what = if from.ndim() == 0 {
        "scalar"
    } else {
        "array data"
    };
    Raised::type_error(format!(
        "Cannot cast {what} from {} to {} according to the rule 'safe'",
        dtype_repr(from.dtype()),
        dtype_repr(to)
    ))
}

/// One parameter: a number, or an array of them.
pub struct Operand<T> {
    array: Array,
    one: Option<T>,
}

impl Operand<f64> {
    /// # Errors
    /// As [`number_array`].
    pub fn float(value: &Value) -> Result<Operand<f64>> {
        let array = number_array(value, DType::F64)?;
        Ok(Operand { array, one: None })
    }

    /// Reads a parameter that is one number; the arrays among them are left.
    ///
    /// # Errors
    /// TypeError "must be real number, not …".
    pub fn read_scalar(&mut self, value: &Value, host: &mut dyn Host) -> Result<()> {
        self.one = Some(f64::from_value(value.clone(), host)?);
        Ok(())
    }

    /// # Errors
    /// ValueError in NumPy's words where a value breaks the rule.
    pub fn check(&self, name: &str, rule: Rule) -> Result<()> {
        match self.one {
            Some(x) => rule.check_one(x, name),
            None if rule == Rule::Free => Ok(()),
            None => rule.check_all(&self.array.to_vec::<f64>()?, name),
        }
    }
}

impl Operand<i64> {
    /// # Errors
    /// As [`number_array`].
    pub fn whole(value: &Value) -> Result<Operand<i64>> {
        let array = number_array(value, DType::I64).map_err(|error| {
            match error.is_a(ClassId::OVERFLOW_ERROR) {
                true => overflow("Python int too large to convert to C long"),
                false => error,
            }
        })?;
        let one = match array.first() {
            Some(_) if matches!(value, Value::Str(_)) => {
                return Err(Raised::type_error("an integer is required"));
            }
            Some(scalar) if array.ndim() == 0 => {
                scalar.as_integer().and_then(|n| i64::try_from(n).ok())
            }
            _ => None,
        };
        Ok(Operand { array, one })
    }

    /// Is to be complained of as arrays are, standing among them.
    pub fn among_arrays(self) -> Operand<i64> {
        Operand { one: None, ..self }
    }

    /// # Errors
    /// ValueError in NumPy's words where a value breaks the rule.
    pub fn check(&self, name: &str, rule: Rule) -> Result<()> {
        match self.one {
            Some(n) => rule.check_one(n as f64, name),
            None => {
                let values = self.array.to_vec::<i64>()?;
                rule.check_all(&values.iter().map(|&n| n as f64).collect::<Vec<_>>(), name)
            }
        }
    }
}

impl<T: Element + Copy> Operand<T> {
    pub fn of(array: Array) -> Operand<T> {
        Operand { array, one: None }
    }

    pub fn is_scalar(&self) -> bool {
        self.array.ndim() == 0
    }

    pub fn array(&self) -> &Array {
        &self.array
    }

    pub fn shape(&self) -> &[usize] {
        self.array.shape()
    }

    /// One value for each element of the result, or one for all.
    ///
    /// # Errors
    /// MemoryError.
    pub fn spread(&self, plan: &Plan) -> Result<Spread<T>> {
        if let Some(one) = self.one {
            return Ok(Spread(vec![one]));
        }
        let stretched = match plan.stretch() {
            Some(shape) if self.array.size() != 1 => self.array.broadcast_to(shape),
            _ => None,
        };
        match stretched {
            Some(array) => {
                meter::check_bytes(array.size().saturating_mul(size_of::<T>()))?;
                Ok(Spread(array.to_vec()?))
            }
            None => Ok(Spread(self.array.to_vec()?)),
        }
    }
}

/// The values of one parameter along the result.
pub struct Spread<T>(Vec<T>);

impl<T: Copy + Default> Spread<T> {
    pub fn at(&self, i: usize) -> T {
        let value = self.0.get(i).or(self.0.first());
        value.copied().unwrap_or_default()
    }
}

/// The values of two operands broadcast together, as a ufunc over them sees them.
///
/// # Errors
/// ValueError "operands could not be broadcast together …".
pub fn pairs(a: &Operand<f64>, b: &Operand<f64>) -> Result<(Shape, Vec<(f64, f64)>)> {
    let plan = Plan::of_pair(a.shape(), b.shape())?;
    let (shape, size) = (plan.shape().into(), plan.size());
    let (a, b) = (a.spread(&plan)?, b.spread(&plan)?);
    Ok((shape, (0..size).map(|i| (a.at(i), b.at(i))).collect()))
}

/// `out=`: an array to fill, checked as NumPy checks it, with the value it came from.
///
/// # Errors
/// ValueError and TypeError in NumPy's words.
pub fn output_array(
    out: &Value,
    dtype: &DType,
    size: &Size,
    c_order: bool,
) -> Result<Option<Array>> {
    if out.is_none() {
        return Ok(None);
    }
    let required = if c_order { "C-" } else { "" };
    let usable = |array: &Array| {
        let contiguous = array.is_c_contiguous() || (!c_order && array.is_f_contiguous());
        contiguous && array.is_writeable() && !matches!(array.dtype(), DType::Swapped(_))
    };
    let Some(array) = out.as_array().filter(usable) else {
        return Err(Raised::value_error(format!(
            "Supplied output array must be {required}contiguous, writable, aligned, and in machine byte-order."
        )));
    };
    if array.dtype() != dtype {
        return Err(Raised::type_error(format!(
            "Supplied output array has the wrong type. Expected {dtype}, got {}",
            array.dtype()
        )));
    }
    if size.shape()?.is_some_and(|shape| **shape != *array.shape()) {
        return Err(Raised::value_error(
            "size must match out.shape when used together",
        ));
    }
    Ok(Some(array))
}

/// OverflowError
pub fn overflow(message: &str) -> Raised {
    Raised::new(ClassId::OVERFLOW_ERROR, message)
}
