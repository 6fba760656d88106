//! One array or another, element by element: `where`, `choose`, `select`, `putmask`, `place`.

use super::broadcast::fitting;
use super::taking::{
    ClipMode, broadcast_all, into_out, operand, positions_of, put_repeating, sequence, take,
    true_positions, truths, values_as,
};
use crate::array::take::{gather, pick, scatter};
use crate::array::{Array, Casting, DType, Operand, can_cast, not_promoted, promote, result_type};
use crate::builtins;
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Raised, Result, Value};

builtins! {
    /// The elements for which the condition is true, flattened.
    ///
    /// >>> np.extract([True, False, True], [1, 2, 3])
    /// array([1, 3])
    "np.extract" "(condition, arr)" => extract;
    /// Changes the elements for which the mask is true: one value after the other, repeated as needed.
    ///
    /// >>> a = np.arange(4)
    /// >>> np.place(a, a > 1, [7, 8])
    /// >>> a
    /// array([0, 1, 7, 8])
    changes "np.place" "(arr, mask, vals)" => place;
    /// Changes the elements for which the mask is true to the values at the same positions.
    ///
    /// >>> a = np.arange(4)
    /// >>> np.putmask(a, a > 1, a * 10)
    /// >>> a
    /// array([ 0,  1, 20, 30])
    changes "np.putmask" "(a, /, mask, values)" => putmask;
    /// For each position, the element of the array that the number there chooses.
    ///
    /// >>> np.choose([0, 1, 0], [[1, 2, 3], [10, 20, 30]])
    /// array([ 1, 20,  3])
    "np.choose" "(a, choices, out=None, mode='raise')" => choose;
    /// For each position, the element of the array that the number there chooses.
    ///
    /// >>> np.array([0, 1]).choose([[1, 2], [10, 20]])
    /// array([ 1, 20])
    "ndarray.choose" "(self, /, choices, out=None, mode='raise')" => choose;
    /// For each position, the element of the first choice whose condition is true there.
    ///
    /// >>> x = np.arange(4)
    /// >>> np.select([x < 1, x > 2], [-x - 1, x * 10], 7)
    /// array([-1,  7,  7, 30])
    "np.select" "(condlist, choicelist, default=0)" => select;
}

fn extract(condition: Array, a: Array) -> Result<Value> {
    let wanted = Array::from_vec(true_positions(&condition)?)?;
    take(a, Value::array(wanted), None, Value::None, ClipMode::Raise)
}

/// The array to change, or a complaint that the argument is none.
pub(super) fn to_change(arr: &Value, function: &str) -> Result<Array> {
    match arr {
        Value::Array(object) => Ok(object.array()),
        other => Err(Raised::type_error(format!(
            "{function}() argument 1 must be numpy.ndarray, not {}",
            other.qualified_type_name()
        ))),
    }
}

fn place(arr: Value, mask: Array, values: Array) -> Result<()> {
    let a = to_change(&arr, "place")?;
    if mask.size() != a.size() {
        return Err(Raised::value_error(
            "place: mask and data must be the same size",
        ));
    }
    if !a.is_writeable() {
        return Err(Raised::value_error("place: array is read-only"));
    }
    let truths = truths(&mask)?;
    let places: Vec<usize> = a
        .layout()
        .offsets()
        .zip(truths)
        .filter(|(_, x)| *x)
        .map(|(at, _)| at)
        .collect();
    if values.size() == 0 {
        if places.is_empty() {
            return Ok(());
        }
        return Err(Raised::value_error("Cannot insert from an empty array!"));
    }
    put_repeating(&a, &places, &values_as(&values, a.dtype())?)
}

fn putmask(a: Value, mask: Array, values: Array) -> Result<()> {
    if !matches!(a, Value::Array(_)) {
        return Err(Raised::type_error(
            "putmask: first argument must be an array",
        ));
    }
    let a = to_change(&a, "putmask")?;
    if mask.size() != a.size() {
        return Err(Raised::value_error(
            "putmask: mask and data must be the same size",
        ));
    }
    if !a.is_writeable() {
        return Err(Raised::value_error("putmask: output array is read-only"));
    }
    let values = values_as(&values, a.dtype())?;
    let from: Vec<usize> = values.layout().offsets().collect();
    if from.is_empty() {
        return Ok(());
    }
    let truths = truths(&mask)?;
    let wanted = a
        .layout()
        .offsets()
        .zip(truths)
        .enumerate()
        .filter(|(_, (_, x))| *x);
    let (places, sources): (Vec<usize>, Vec<usize>) = wanted
        .map(|(i, (at, _))| (at, from[i % from.len()]))
        .unzip();
    let values = gather(&values, &sources, &[sources.len()])?;
    Ok(scatter(&a, &places, &values)?)
}

/// `x` where `condition` is true, else `y`, in their common dtype.
///
/// # Errors
/// ValueError for shapes that do not broadcast, DTypePromotionError.
pub fn where_else(condition: &Array, x: &Value, y: &Value) -> Result<Array> {
    let operands = [operand(x)?, operand(y)?];
    refuse_text_with_number(&operands)?;
    let dtype = result_type(&operands)?;
    let (x, y) = (weak_as(x, &dtype)?, weak_as(y, &dtype)?);
    if dtype != DType::Object {
        let mask = convert_array(condition, &DType::Bool)?;
        return Ok(crate::array::take::choose(&mask, &x, &y)?);
    }
    let (stretched, shape) = broadcast_all(&[condition.clone(), x, y])?;
    let from: Vec<usize> = truths(&stretched[0])?
        .iter()
        .map(|&x| usize::from(!x))
        .collect();
    Ok(pick(&from, &stretched[1..], &dtype, &shape)?)
}

/// Text and a Python number have no common dtype, although text and a NumPy number have.
///
/// # Errors
/// DTypePromotionError.
pub fn refuse_text_with_number(operands: &[Operand]) -> Result<()> {
    let text = operands.iter().find_map(|operand| match operand {
        Operand::DType(dtype) if matches!(dtype.native(), DType::Str(_) | DType::Bytes(_)) => {
            Some(dtype.class_path())
        }
        _ => None,
    });
    let number = operands.iter().find_map(|operand| match operand {
        Operand::DType(_) => None,
        Operand::PythonInt => Some("numpy.dtypes._PyLongDType"),
        Operand::PythonFloat => Some("numpy.dtypes._PyFloatDType"),
        Operand::PythonComplex => Some("numpy.dtypes._PyComplexDType"),
    });
    let (Some(text), Some(number)) = (text, number) else {
        return Ok(());
    };
    let first = matches!(operands.first(), Some(Operand::DType(_)));
    let (a, b) = if first {
        (&text[..], number)
    } else {
        (number, &text[..])
    };
    Err(Raised::new(
        ClassId::DTYPE_PROMOTION_ERROR,
        not_promoted(a, b, &[a, b]),
    ))
}

/// A value as an array of a dtype, by a plain cast.
fn weak_as(value: &Value, dtype: &DType) -> Result<Array> {
    values_as(&to_array(value)?, dtype)
}

fn choose(a: Value, choices: Value, out: Value, mode: ClipMode) -> Result<Value> {
    if let Value::Array(_) | Value::Scalar(_) = &a {
        let found = to_array(&a)?;
        if !can_cast(found.dtype(), &DType::I64, Casting::Safe) {
            let what = if found.ndim() == 0 {
                "scalar"
            } else {
                "array data"
            };
            return Err(Raised::type_error(format!(
                "Cannot cast {what} from {} to dtype('int64') according to the rule 'safe'",
                found.dtype().repr()
            )));
        }
    }
    let numbers = positions_of(&a)?;
    let choices: Vec<Array> = sequence(&choices)?
        .iter()
        .map(to_array)
        .collect::<Result<_>>()?;
    let first = choices
        .first()
        .ok_or_else(|| Raised::value_error("need at least one array to choose from"))?;
    let dtype = choices[1..]
        .iter()
        .try_fold(first.dtype().native().clone(), |dtype, choice| {
            promote(&dtype, choice.dtype())
        })?;
    let mut all = vec![numbers];
    for choice in &choices {
        all.push(values_as(choice, &dtype)?);
    }
    // The numbers come last in NumPy's own list of what is to fit.
    let mut listed: Vec<&[usize]> = all.iter().map(Array::shape).collect();
    listed.rotate_left(1);
    fitting(&listed)?;
    let (stretched, shape) = broadcast_all(&all)?;
    let numbers = stretched[0].to_vec::<i64>()?.into_iter();
    let from = numbers.map(|at| match mode {
        ClipMode::Raise => usize::try_from(at)
            .ok()
            .filter(|&at| at < choices.len())
            .ok_or_else(|| Raised::value_error("invalid entry in choice array")),
        other => other.position(at, 0, choices.len()),
    });
    let from: Vec<usize> = from.collect::<Result<_>>()?;
    into_out(
        pick(&from, &stretched[1..], &dtype, &shape)?,
        &out,
        "choose",
    )
}

fn select(conditions: Value, choices: Value, default: Value) -> Result<Array> {
    let (conditions, mut choices) = (sequence(&conditions)?, sequence(&choices)?);
    if conditions.len() != choices.len() {
        return Err(Raised::value_error(
            "list of cases must be same length as list of conditions",
        ));
    }
    if conditions.is_empty() {
        return Err(Raised::value_error(
            "select with an empty condition list is not possible",
        ));
    }
    choices.push(default);
    let operands: Vec<Operand> = choices.iter().map(operand).collect::<Result<_>>()?;
    let dtype = result_type(&operands).map_err(|error| {
        Raised::type_error(format!(
            "Choicelist and default value do not have a common dtype: {}",
            error.message
        ))
    })?;
    let masks: Vec<Array> = conditions.iter().map(to_array).collect::<Result<_>>()?;
    let arrays: Vec<Array> = choices
        .iter()
        .map(|choice| weak_as(choice, &dtype))
        .collect::<Result<_>>()?;
    let together = |arrays: Vec<Array>| -> Result<Vec<Array>> {
        fitting(&arrays.iter().map(Array::shape).collect::<Vec<_>>())?;
        Ok(broadcast_all(&arrays)?.0)
    };
    let (masks, arrays) = (together(masks)?, together(arrays)?);
    for (at, mask) in masks.iter().enumerate() {
        if *mask.dtype() != DType::Bool {
            return Err(Raised::type_error(format!(
                "invalid entry {at} in condlist: should be boolean ndarray"
            )));
        }
    }
    fitting(&[masks[0].shape(), arrays[0].shape()])?;
    let all: Vec<Array> = masks.into_iter().chain(arrays).collect();
    let (all, shape) = broadcast_all(&all)?;
    let (masks, arrays) = all.split_at(conditions.len());
    let size = shape.iter().product();
    let mut from = vec![conditions.len(); size];
    for (k, mask) in masks.iter().enumerate().rev() {
        for (from, chosen) in from.iter_mut().zip(truths(mask)?) {
            if chosen {
                *from = k;
            }
        }
    }
    Ok(pick(&from, arrays, &dtype, &shape)?)
}
