//! Ufuncs of `StringDType`: comparisons, sums and repetitions, and what they make of missing texts.

use std::cmp::Ordering;
use std::rc::Rc;

use super::call::Options;
use super::flags::Flags;
use super::input::Input;
use super::row::{Resolver, Ufunc};
use crate::array::cast::cast;
use crate::array::convert::cast_scalar;
use crate::array::lanes::{Lanes, with_length};
use crate::array::layout::{Axes, normalize_axis};
use crate::array::promote::{Operand, promote};
use crate::array::reduce::{Initial, Reduction, reduced_shape};
use crate::array::texts::{MissingKind, TextType};
use crate::array::{Array, Bool, DType, Error, ErrorKind, Kind, Result, Scalar, meter};

/// A text, or the kind of missing one that stands in its place.
type Word = std::result::Result<Rc<str>, MissingKind>;

fn word(scalar: &Scalar) -> Word {
    match scalar {
        Scalar::Text(Some(text), _) => Ok(text.clone()),
        Scalar::Text(None, dtype) => match dtype.missing.as_ref().map(|missing| &missing.kind) {
            None => Ok("".into()),
            Some(MissingKind::Text(text)) => Ok(text.clone()),
            Some(kind) => Err(kind.clone()),
        },
        _ => Ok("".into()),
    }
}

/// What one operation does with two elements; the dtype is that of the result.
type Pairwise = fn(&str, &Scalar, &Scalar, &Rc<TextType>) -> Result<Scalar>;

/// Are elements of this dtype texts of any length?
pub fn are_texts(dtype: &DType) -> bool {
    matches!(dtype, DType::Text(_))
}

impl Ufunc {
    /// Does one of the inputs hold texts of any length?
    pub(super) fn takes_texts(inputs: &[Input]) -> bool {
        inputs
            .iter()
            .any(|input| matches!(input, Input::Array(array) if are_texts(array.dtype())))
    }

    /// As [`Ufunc::call`], where one of the inputs holds texts of any length.
    ///
    /// # Errors
    /// `_UFuncNoLoopError` where the ufunc has no loop for them; ValueError for missing texts that it refuses.
    pub(super) fn call_texts(
        &self,
        inputs: Vec<Input>,
        options: &Options,
    ) -> Result<(Vec<Array>, Flags)> {
        if self.resolver == Resolver::Logical && self.nin == 2 {
            return self.call(
                inputs.into_iter().map(truth).collect::<Result<_>>()?,
                options,
            );
        }
        let operands: Vec<Operand> = inputs.iter().map(Input::operand).collect();
        let plan = match self.text_plan(&operands)? {
            Some(plan) => plan,
            None => return Err(self.no_loop(&operands)),
        };
        for (i, out) in options.out.iter().enumerate() {
            if let Some(out) = out {
                self.check_output(i, &plan.result, out.dtype(), options.request.casting)?;
            }
        }
        let shape = self.broadcast(&inputs, options)?;
        let mut arrays = Vec::with_capacity(inputs.len());
        for (input, dtype) in inputs.into_iter().zip(&plan.inputs) {
            let (array, _) = input.into_array(dtype)?;
            arrays.push(array.broadcast_to(&shape).unwrap_or(array));
        }
        let work = Array::zeros(plan.result.clone(), &shape)?;
        meter::steps(work.size())?;
        let mask = options.mask.and_then(|mask| mask.broadcast_to(&shape));
        let chosen: Option<Vec<Bool>> = mask.map(|mask| mask.to_vec()).transpose()?;
        let chosen = |i: usize| {
            chosen
                .as_ref()
                .is_none_or(|mask| mask.get(i).is_some_and(|bit| bit.get()))
        };
        let places: Vec<Vec<usize>> = arrays
            .iter()
            .map(|array| array.layout().offsets().collect())
            .collect();
        for (i, to) in work
            .layout()
            .offsets()
            .enumerate()
            .filter(|(i, _)| chosen(*i))
        {
            meter::go_on(8)?;
            let element = |k: usize| match (arrays.get(k), places.get(k)) {
                (Some(array), Some(places)) => array.get(places[i]),
                _ => Scalar::Bool(false),
            };
            work.set(
                to,
                &(plan.each)(self.name, &element(0), &element(1), &plan.dtype)?,
            );
        }
        let Some(Some(out)) = options.out.first() else {
            return Ok((vec![work], Flags::NONE));
        };
        let pairs = work.scalars().zip(out.layout().offsets()).enumerate();
        for (_, (made, to)) in pairs.filter(|(i, _)| chosen(*i)) {
            out.set(to, &cast_scalar(&made, out.dtype())?);
        }
        Ok((vec![out.clone()], Flags::NONE))
    }

    /// The loop for these operands; `None` where there is none.
    fn text_plan(&self, operands: &[Operand]) -> Result<Option<Plan>> {
        let dtypes: Vec<DType> = operands.iter().map(Operand::default_dtype).collect();
        let text = |dtype: &DType| matches!(dtype.kind(), Kind::Text | Kind::Str);
        let [first, rest @ ..] = &dtypes[..] else {
            return Ok(None);
        };
        if let ("isnan", DType::Text(own)) = (self.name, first) {
            return Ok(Some(Plan {
                inputs: dtypes.clone(),
                result: DType::Bool,
                dtype: own.clone(),
                each: |_, x, _, dtype| {
                    let missing = matches!(x, Scalar::Text(None, _)) && dtype.has_nan();
                    Ok(Scalar::Bool(missing))
                },
            }));
        }
        let [second] = rest else {
            return Ok(None);
        };
        if self.name == "multiply" {
            return Ok(repetition(first, second));
        }
        let both = are_texts(first) && are_texts(second);
        let each: Pairwise = match self.name {
            "equal" | "not_equal" | "less" | "less_equal" | "greater" | "greater_equal" => compared,
            "add" => joined,
            "maximum" | "minimum" if both => extreme,
            _ => return Ok(None),
        };
        if !text(first) || !text(second) {
            return Ok(None);
        }
        let common = promote(first, second).map_err(|_| no_common_missing(first, second))?;
        let DType::Text(dtype) = &common else {
            return Ok(None);
        };
        Ok(Some(Plan {
            inputs: vec![common.clone(), common.clone()],
            result: match self.name {
                "add" | "maximum" | "minimum" => common.clone(),
                _ => DType::Bool,
            },
            dtype: dtype.clone(),
            each,
        }))
    }

    /// As [`Ufunc::reduce`], for texts of any length.
    ///
    /// # Errors
    /// As [`Ufunc::reduce`].
    pub(in crate::array) fn reduce_texts(&self, array: &Array, how: &Reduction) -> Result<Array> {
        let all: Axes = (0..array.ndim()).collect();
        let axes = how.axes.unwrap_or(&all);
        let own = Operand::DType(array.dtype().clone());
        let plan = match self.text_plan(&[own.clone(), own.clone()])? {
            Some(plan) if are_texts(&plan.result) => plan,
            _ => return Err(self.no_fold_loop(&own, None)),
        };
        if self.name == "add" && axes.len() > 1 {
            return Err(Error::value(
                "reduction operation 'add' is not reorderable, so at most one axis may be specified",
            ));
        }
        let initial = match how.initial {
            Initial::Value(scalar) => Some(cast_scalar(scalar, array.dtype())?),
            _ => None,
        };
        let empty = axes.iter().any(|&axis| array.shape()[axis] == 0);
        let target_shape = reduced_shape(array.shape(), axes, how.keepdims);
        if empty && initial.is_none() && target_shape.iter().all(|&length| length > 0) {
            let message = format!(
                "zero-size array to reduction operation {} which has no identity",
                self.name
            );
            return Err(Error::value(message));
        }
        let mut work = array.clone();
        let mut left: Vec<usize> = axes.to_vec();
        left.sort_unstable();
        for &axis in left.iter().rev() {
            work = self.fold_axis(&work, axis, &plan, initial.as_ref())?;
        }
        let work = work.reshaped(&target_shape, false)?;
        match how.out {
            None => Ok(work),
            Some(out) => {
                crate::array::cast::cast_into(&work, out)?;
                Ok(out.clone())
            }
        }
    }

    /// Folds along one axis, which stays with length 1.
    fn fold_axis(
        &self,
        array: &Array,
        axis: usize,
        plan: &Plan,
        initial: Option<&Scalar>,
    ) -> Result<Array> {
        meter::steps(array.size())?;
        let result = Array::zeros(plan.result.clone(), &with_length(array.shape(), axis, 1))?;
        let (from, to) = (
            Lanes::new(array.layout(), axis),
            Lanes::new(result.layout(), axis),
        );
        for (source, target) in from.starts().zip(to.starts()) {
            let mut total = initial.cloned();
            for i in 0..from.length {
                meter::go_on(8)?;
                let next = array.get(from.at(source, i));
                total = Some(match total {
                    None => next,
                    Some(before) => (plan.each)(self.name, &before, &next, &plan.dtype)?,
                });
            }
            if let Some(total) = total {
                result.set(target, &total);
            }
        }
        Ok(result)
    }

    /// As [`Ufunc::accumulate`], for texts of any length.
    ///
    /// # Errors
    /// As [`Ufunc::accumulate`].
    pub(in crate::array) fn accumulate_texts(&self, array: &Array, axis: i64) -> Result<Array> {
        let axis = normalize_axis(axis, array.ndim())?;
        let own = Operand::DType(array.dtype().clone());
        let plan = match self.text_plan(&[own.clone(), own.clone()])? {
            Some(plan) if are_texts(&plan.result) => plan,
            _ => return Err(self.no_fold_loop(&own, None)),
        };
        meter::steps(array.size())?;
        let result = Array::zeros(plan.result.clone(), array.shape())?;
        let (from, to) = (
            Lanes::new(array.layout(), axis),
            Lanes::new(result.layout(), axis),
        );
        for (source, target) in from.starts().zip(to.starts()) {
            let mut total: Option<Scalar> = None;
            for i in 0..from.length {
                meter::go_on(8)?;
                let next = array.get(from.at(source, i));
                let sum = match total {
                    None => next,
                    Some(before) => (plan.each)(self.name, &before, &next, &plan.dtype)?,
                };
                result.set(to.at(target, i), &sum);
                total = Some(sum);
            }
        }
        Ok(result)
    }
}

/// Texts as bools: are they empty?
fn truth(input: Input) -> Result<Input> {
    Ok(match input {
        Input::Array(array) if are_texts(array.dtype()) => cast(&array, &DType::Bool)?.into(),
        other => other,
    })
}

/// What a call will run.
struct Plan {
    inputs: Vec<DType>,
    result: DType,
    /// That of texts in the result, or of those compared.
    dtype: Rc<TextType>,
    each: Pairwise,
}

/// A text and how often it is wanted, in either order.
fn repetition(first: &DType, second: &DType) -> Option<Plan> {
    let (dtype, swapped) = match (first, second) {
        (DType::Text(own), count) if count.is_integer() => (own, false),
        (count, DType::Text(own)) if count.is_integer() => (own, true),
        _ => return None,
    };
    let text = DType::Text(dtype.clone());
    Some(Plan {
        inputs: match swapped {
            false => vec![text.clone(), DType::I64],
            true => vec![DType::I64, text.clone()],
        },
        result: text,
        dtype: dtype.clone(),
        each: match swapped {
            false => |_, text, count, dtype| repeated(text, count, dtype),
            true => |_, count, text, dtype| repeated(text, count, dtype),
        },
    })
}

fn no_common_missing(first: &DType, second: &DType) -> Error {
    let shown = |dtype: &DType| match dtype {
        DType::Text(own) => own.missing.as_ref().map_or("".into(), |m| m.shown.clone()),
        _ => Rc::from(""),
    };
    Error::type_error(format!(
        "Cannot find a compatible null string value for null strings '{}' and '{}'",
        shown(first),
        shown(second)
    ))
}

fn compared(name: &str, a: &Scalar, b: &Scalar, _: &Rc<TextType>) -> Result<Scalar> {
    let missing = |scalar: &Scalar| matches!(scalar, Scalar::Text(None, _));
    let holds = match (word(a), word(b)) {
        (Ok(a), Ok(b)) => {
            let order = a.cmp(&b);
            match name {
                "equal" => order == Ordering::Equal,
                "not_equal" => order != Ordering::Equal,
                "less" => order == Ordering::Less,
                "less_equal" => order != Ordering::Greater,
                "greater" => order == Ordering::Greater,
                _ => order != Ordering::Less,
            }
        }
        (Err(MissingKind::Nan), _) | (_, Err(MissingKind::Nan)) => false,
        _ if name == "equal" => missing(a) && missing(b),
        _ if name == "not_equal" => !(missing(a) && missing(b)),
        _ => {
            return Err(Error::value(format!(
                "'{name}' not supported for null values that are not nan-like or strings."
            )));
        }
    };
    Ok(Scalar::Bool(holds))
}

fn joined(_: &str, a: &Scalar, b: &Scalar, dtype: &Rc<TextType>) -> Result<Scalar> {
    let text = match (word(a), word(b)) {
        (Ok(a), Ok(b)) => {
            meter::check_bytes(a.len().saturating_add(b.len()))?;
            Some(format!("{a}{b}").into())
        }
        (Err(MissingKind::Nan), _) | (_, Err(MissingKind::Nan)) => None,
        _ => {
            return Err(Error::value("Cannot add null that is not a nan-like value"));
        }
    };
    Ok(Scalar::Text(text, dtype.clone()))
}

fn extreme(name: &str, a: &Scalar, b: &Scalar, dtype: &Rc<TextType>) -> Result<Scalar> {
    let text = match (word(a), word(b)) {
        (Ok(x), Ok(y)) => {
            let first = if name == "maximum" { x >= y } else { x <= y };
            return Ok(if first { a.clone() } else { b.clone() });
        }
        (Err(MissingKind::Nan), _) | (_, Err(MissingKind::Nan)) if name == "maximum" => None,
        // The lesser of a text and nothing is the text.
        (Ok(text), Err(MissingKind::Nan)) | (Err(MissingKind::Nan), Ok(text)) => Some(text),
        (Err(MissingKind::Nan), Err(MissingKind::Nan)) => None,
        _ => return Err(incomparable()),
    };
    Ok(Scalar::Text(text, dtype.clone()))
}

fn incomparable() -> Error {
    Error::value("Cannot compare null that is not a nan-like value")
}

fn repeated(text: &Scalar, count: &Scalar, dtype: &Rc<TextType>) -> Result<Scalar> {
    let overflow = || {
        Error::new(
            ErrorKind::Overflow,
            "Overflow encountered in string multiply",
        )
    };
    let text = match word(text) {
        Ok(text) => {
            let times = usize::try_from(count.as_integer().unwrap_or(0)).map_err(|_| overflow())?;
            let bytes = text.len().checked_mul(times).ok_or_else(overflow)?;
            meter::check_bytes(bytes)?;
            Some(text.repeat(times).into())
        }
        Err(MissingKind::Nan) => None,
        Err(_) => {
            return Err(Error::type_error(
                "Cannot multiply null that is not a nan-like value",
            ));
        }
    };
    Ok(Scalar::Text(text, dtype.clone()))
}

/// NumPy's complaint where elements without an order are to be put in order.
///
/// # Errors
/// ValueError for missing texts that are neither like NaN nor texts.
pub fn check_ordered(array: &Array) -> Result<()> {
    let DType::Text(dtype) = array.dtype() else {
        return Ok(());
    };
    let other = matches!(&dtype.missing, Some(missing) if missing.kind == MissingKind::Other);
    let missing = |scalar: Scalar| matches!(scalar, Scalar::Text(None, _));
    if other && array.size() > 1 && array.scalars().any(missing) {
        return Err(incomparable());
    }
    Ok(())
}
