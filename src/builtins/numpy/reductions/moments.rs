//! Means, variances and standard deviations, step by step as NumPy takes them (`_core/_methods.py`), so that every
//! digit and every warning is the same.

use crate::array::ufunc::{Input, Options, packed_mean};
use crate::array::{Array, Axes, DType, Kind, Scalar, normalize_axis};
use crate::builtins::numpy::errstate;
use crate::builtins::numpy::operators::{binary, input_of, report};
use crate::builtins::numpy::ufuncs::methods::{Fold, fold};
use crate::builtins::numpy::ufuncs::{Out, mask_of};
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Given;
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::{apply, apply_inside, is_whole, ufunc};

/// What means and variances may be told.
pub struct Moments {
    pub axis: AxisArgument,
    pub dtype: Option<DType>,
    pub out: Out,
    pub keepdims: bool,
    pub mask: Option<Array>,
    mean: Option<Value>,
    /// How much less than the count to divide by.
    ddof: Value,
}

impl Moments {
    pub fn new(
        axis: AxisArgument,
        dtype: Option<DType>,
        out: Out,
        keepdims: Option<bool>,
        mask: Given,
    ) -> Result<Moments> {
        Ok(Moments {
            axis,
            dtype,
            out,
            keepdims: keepdims.unwrap_or(false),
            mask: mask_of(mask.0)?,
            mean: None,
            ddof: Value::Int(0),
        })
    }

    /// With a mean that is known already, and what to subtract from the count.
    pub fn about(mut self, mean: Given, ddof: Value) -> Moments {
        self.mean = mean.0.filter(|mean| !mean.is_none());
        self.ddof = ddof;
        self
    }

    fn fold(&self, dtype: Option<DType>, out: Out, keepdims: bool) -> Fold {
        Fold {
            axis: self.axis.clone(),
            dtype,
            out,
            keepdims,
            initial: Given(None),
            mask: self.mask.clone(),
        }
    }

    /// Of all elements, in their own dtype, as a new scalar?
    fn is_plain(&self) -> bool {
        let everything = matches!(self.axis, AxisArgument::All);
        everything
            && self.dtype.is_none()
            && self.out.0.is_none()
            && !self.keepdims
            && self.mask.is_none()
    }

    pub fn known_mean(&self) -> Option<&Value> {
        self.mean.as_ref()
    }

    pub fn ddof(&self) -> &Value {
        &self.ddof
    }

    /// The sum that these moments are made of.
    ///
    /// # Errors
    /// NumPy's.
    pub fn sum(
        &self,
        host: &mut dyn Host,
        array: &Array,
        out: Out,
        keepdims: bool,
    ) -> Result<Value> {
        let how = self.fold(self.dtype.clone(), out, keepdims);
        fold(host, ufunc("add")?, array, &how)
    }

    /// How many elements each result is made of.
    fn count(&self, host: &mut dyn Host, array: &Array, keepdims: bool) -> Result<Array> {
        if self
            .mask
            .as_ref()
            .is_some_and(|mask| mask.ndim() > array.ndim())
        {
            return Err(Raised::value_error(
                "input operand has more dimensions than allowed by the axis remapping",
            ));
        }
        let axes = axes_of(&self.axis, array.ndim())?;
        let Some(mask) = &self.mask else {
            let count: usize = axes.iter().map(|&axis| array.shape()[axis]).product();
            return Ok(Array::from_shape_vec(&[], vec![count as i64])?);
        };
        let spread = mask.broadcast_to(array.shape()).ok_or_else(|| {
            Raised::value_error(format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
                crate::array::shape_text(mask.shape()),
                crate::array::shape_text(array.shape())
            ))
        })?;
        let how = Fold {
            axis: self.axis.clone(),
            dtype: Some(DType::I64),
            keepdims,
            ..Fold::default()
        };
        to_array(&fold(host, ufunc("add")?, &spread, &how)?)
    }
}

/// What to subtract from the count, by either of its two names.
///
/// # Errors
/// ValueError where both are given.
pub fn correction_of(ddof: Value, correction: Given) -> Result<Value> {
    match correction.0 {
        None => Ok(ddof),
        Some(correction) if matches!(ddof, Value::Int(0)) => Ok(correction),
        Some(_) => Err(Raised::value_error(
            "ddof and correction can't be provided simultaneously.",
        )),
    }
}

/// It is compared with the count before anything is computed: it must be one number.
///
/// # Errors
/// TypeError for None, ValueError for several numbers.
pub fn check_correction(host: &mut dyn Host, ddof: &Value) -> Result<()> {
    if ddof.is_none() {
        return Err(Raised::type_error(
            "'<=' not supported between instances of 'int' and 'NoneType'",
        ));
    }
    if matches!(ddof, Value::Array(_) | Value::List(_) | Value::Tuple(_)) {
        truth(host, &Value::array(to_array(ddof)?))?;
    }
    Ok(())
}

/// The axes to count along. Unlike sums, means of 0-d arrays have none at all.
///
/// # Errors
/// AxisError.
pub fn axes_of(axis: &AxisArgument, ndim: usize) -> Result<Axes> {
    match axis {
        AxisArgument::One(axis) => Ok(std::iter::once(normalize_axis(*axis, ndim)?).collect()),
        other => other.resolve(ndim),
    }
}

/// Is any of these counts at most `limit`?
fn any_at_most(counts: &Array, limit: f64) -> bool {
    counts
        .scalars()
        .any(|count| count.as_f64().is_some_and(|count| count <= limit))
}

/// The arithmetic mean.
///
/// # Errors
/// As the sum's.
pub fn mean(host: &mut dyn Host, array: &Array, how: &Moments) -> Result<Value> {
    if how.is_plain()
        && !errstate::minds_underflow(host)
        && let Some(mean) = packed_mean(array)?
    {
        return Ok(Value::Scalar(Scalar::F64(mean)));
    }
    let count = how.count(host, array, how.keepdims)?;
    if any_at_most(&count, 0.0) {
        let (class, message) = (ClassId::RUNTIME_WARNING, "Mean of empty slice");
        host.warn_inside(class, message, "mean")?;
    }
    let half = how.dtype.is_none() && *array.dtype().native() == DType::F16;
    let dtype = match &how.dtype {
        Some(dtype) => Some(dtype.clone()),
        None if is_whole(array.dtype()) => Some(DType::F64),
        None if half => Some(DType::F32),
        None => None,
    };
    let sum = fold(
        host,
        ufunc("add")?,
        array,
        &how.fold(dtype, Out(how.out.0.clone()), how.keepdims),
    )?;
    let quotient = divided(host, sum, count, "_mean")?;
    match quotient {
        value if !half || how.out.0.is_some() => Ok(value),
        value => {
            let array = convert_array(&to_array(&value)?, &DType::F16)?;
            Ok(Value::array_or_scalar(array))
        }
    }
}

/// A sum by its count, in the sum's dtype: in place where it is an array. `line` is where NumPy does this.
fn divided(host: &mut dyn Host, sum: Value, count: Array, line: &'static str) -> Result<Value> {
    match &sum {
        Value::Array(object) if object.with(|a| *a.dtype() != DType::Object) => {
            let target = object.array();
            let inputs = vec![Input::Array(target.clone()), Input::Array(count)];
            let place = ("divide", Some(line));
            apply_inside(host, "divide", inputs, Some(&target), place)?;
            Ok(sum)
        }
        Value::Scalar(scalar) => {
            let dtype = scalar.dtype();
            // The loop of doubles would cast the count; one number needs no cast.
            let count = match (&dtype, count.first()) {
                (DType::F64, Some(Scalar::I64(n))) if count.ndim() == 0 => Input::Int(n),
                _ => Input::Array(count),
            };
            let inputs = vec![input_of(sum.clone())?, count];
            // Only doubles divide by an integer on their own; others go the way of arrays.
            let name = match dtype {
                DType::F64 | DType::C128 => "scalar divide",
                _ => "divide",
            };
            let place = (name, Some(line));
            let quotient = apply_inside(host, "divide", inputs, None, place)?;
            if *quotient.dtype() == dtype {
                return Ok(Value::array_or_scalar(quotient));
            }
            Ok(Value::array_or_scalar(convert_array(&quotient, &dtype)?))
        }
        _ => binary(host, BinaryOp::Div, sum, Value::array_or_scalar(count)),
    }
}

/// The variance, in two passes.
///
/// # Errors
/// As the sum's.
pub fn var(host: &mut dyn Host, array: &Array, how: &Moments) -> Result<Value> {
    let numbers;
    let array = if *array.dtype() == DType::Object {
        numbers = convert_array(array, &DType::F64)?;
        &numbers
    } else {
        array
    };
    let count = how.count(host, array, how.keepdims)?;
    let ddof = number(&how.ddof)?;
    if any_at_most(&count, ddof) {
        let (class, message) = (
            ClassId::RUNTIME_WARNING,
            "Degrees of freedom <= 0 for slice",
        );
        host.warn_inside(class, message, "var")?;
    }
    let dtype = match &how.dtype {
        None if is_whole(array.dtype()) => Some(DType::F64),
        other => other.clone(),
    };
    let center = match &how.mean {
        Some(mean) => to_array(mean)?,
        None => {
            let sum = fold(
                host,
                ufunc("add")?,
                array,
                &how.fold(dtype.clone(), Out(None), true),
            )?;
            let count = how.count(host, array, true)?;
            to_array(&divided(host, sum, count, "_var: mean")?)?
        }
    };
    let inputs = vec![Input::Array(array.clone()), Input::Array(center)];
    let deviations = apply(host, "subtract", inputs, None, "subtract")?;
    let squares = squared(host, deviations)?;
    let sum = fold(
        host,
        ufunc("add")?,
        &squares,
        &how.fold(dtype, Out(how.out.0.clone()), how.keepdims),
    )?;
    let inputs = vec![Input::Array(count), input_of(how.ddof.clone())?];
    let freedom = apply(host, "subtract", inputs, None, "subtract")?;
    let inputs = vec![Input::Array(freedom), Input::Int(0)];
    let freedom = apply(host, "maximum", inputs, None, "maximum")?;
    divided(host, sum, freedom, "_var")
}

fn number(value: &Value) -> Result<f64> {
    let array = to_array(value)?;
    let number = array.first().and_then(|scalar: Scalar| scalar.as_f64());
    number.ok_or_else(|| {
        Raised::type_error(format!(
            "'>=' not supported between instances of '{}' and 'int'",
            value.type_name()
        ))
    })
}

/// x², or |x|² of complex numbers as the sum of both squares. The deviations are this function's own.
pub fn squared(host: &mut dyn Host, x: Array) -> Result<Array> {
    if x.dtype().kind() != Kind::Complex {
        let target = x.clone();
        return apply(
            host,
            "square",
            vec![Input::Array(x)],
            Some(&target),
            "square",
        );
    }
    let half = x.itemsize() / 2;
    let part = |offset: usize| {
        let mut layout = x.layout().clone();
        layout.offset += offset;
        x.with_dtype(x.dtype().real(), layout)
    };
    let mut squares = Vec::with_capacity(2);
    for part in [part(0), part(half)] {
        let target = part.clone();
        squares.push(Input::Array(apply(
            host,
            "square",
            vec![Input::Array(part)],
            Some(&target),
            "square",
        )?));
    }
    let target = part(0);
    apply(host, "add", squares, Some(&target), "add")
}

/// The standard deviation.
///
/// # Errors
/// As the sum's.
pub fn std(host: &mut dyn Host, array: &Array, how: &Moments) -> Result<Value> {
    let variance = var(host, array, how)?;
    root(host, variance)
}

/// The square root, in place of an array.
///
/// # Errors
/// UFuncTypeError where the dtype asked for has no place for it.
pub fn root(host: &mut dyn Host, variance: Value) -> Result<Value> {
    let sqrt = ufunc("sqrt")?;
    match &variance {
        Value::Array(object) => {
            let target = [Some(object.array())];
            let options = Options {
                out: &target,
                ..Options::default()
            };
            let inputs = vec![Input::Array(object.array())];
            let (_, flags) = sqrt.call(inputs, &options)?;
            report(host, flags, "sqrt")?;
            Ok(variance)
        }
        Value::Scalar(scalar) => {
            let dtype = scalar.dtype();
            let result = apply(
                host,
                "sqrt",
                vec![input_of(variance.clone())?],
                None,
                "sqrt",
            )?;
            if *result.dtype() == dtype || !dtype.is_numeric() {
                return Ok(Value::array_or_scalar(result));
            }
            Ok(Value::array_or_scalar(convert_array(&result, &dtype)?))
        }
        _ => {
            let result = apply(host, "sqrt", vec![input_of(variance)?], None, "sqrt")?;
            Ok(Value::array_or_scalar(result))
        }
    }
}
