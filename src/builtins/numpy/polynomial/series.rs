//! Coefficients of series: arrays of one dimension, the lowest degree first, without zeros at the end.

use std::rc::Rc;

use crate::array::{Array, Bool, DType, Kind, meter};
use crate::builtins::numpy::call;
use crate::builtins::numpy::dtype::common_dtype;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{as_index, assign_array, convert_array, to_array};
use crate::value::{ClassId, Exception, Host, Raised, Result, Value, display, truth};

use super::formula::{Formula, of};

/// At least one dimension, as `np.array(…, ndmin=1)` gives.
///
/// # Errors
/// As the conversion to arrays.
pub fn at_least_1d(value: &Value) -> Result<Array> {
    let array = to_array(value)?;
    Ok(match array.ndim() {
        0 => array.reshaped(&[1], false)?,
        _ => array,
    })
}

/// How many elements, or rows.
pub fn length(array: &Array) -> usize {
    array.shape().first().copied().unwrap_or(0)
}

/// Elements `start..start + length` along the first axis: a view.
pub fn part(array: &Array, start: usize, length: usize) -> Array {
    array.with_layout(array.layout().sliced(0, start, length, 1))
}

/// The elements backwards: a view.
pub fn reversed(array: &Array) -> Array {
    let length = length(array);
    let last = length.saturating_sub(1);
    array.with_layout(array.layout().sliced(0, last, length, -1))
}

/// Element or row `at`; rows are views.
///
/// # Errors
/// IndexError, in NumPy's words.
pub fn item(array: &Array, at: usize) -> Result<Value> {
    if at >= length(array) {
        return Err(Raised::index_error(format!(
            "index {at} is out of bounds for axis 0 with size {}",
            length(array)
        )));
    }
    Ok(Value::array_or_scalar(
        array.with_layout(array.layout().at(0, at)),
    ))
}

/// Element `at` counted from the end: 1 is the last.
///
/// # Errors
/// As [`item`].
pub fn from_end(array: &Array, at: usize) -> Result<Value> {
    match length(array).checked_sub(at) {
        Some(place) => item(array, place),
        None => Err(Raised::index_error(format!(
            "index -{at} is out of bounds for axis 0 with size {}",
            length(array)
        ))),
    }
}

/// `np.zeros`; in an array of objects they are Python's.
///
/// # Errors
/// MemoryError.
pub fn zeros(dtype: &DType, shape: &[usize]) -> Result<Array> {
    match dtype {
        DType::Object => convert_array(&Array::zeros(DType::I64, shape)?, dtype),
        _ => Ok(Array::zeros(dtype.clone(), shape)?),
    }
}

/// `array[at] = value`
///
/// # Errors
/// As assignment.
pub fn put(array: &Array, at: usize, value: &Value) -> Result<()> {
    assign_array(
        &array.with_layout(array.layout().at(0, at)),
        &to_array(value)?,
    )
}

/// `array[at] = formula`
///
/// # Errors
/// As arithmetic and assignment.
pub fn set(host: &mut dyn Host, array: &Array, at: usize, formula: Formula) -> Result<()> {
    put(array, at, &formula.value(host)?)
}

/// `array op= value`, where `array` may be a view.
///
/// # Errors
/// As the operator.
pub fn update(host: &mut dyn Host, op: BinaryOp, array: &Array, value: Value) -> Result<()> {
    operators::inplace(host, op, Value::array(array.clone()), value).map(drop)
}

/// `array[at] op= value`
///
/// # Errors
/// As the operator.
pub fn update_item(
    host: &mut dyn Host,
    op: BinaryOp,
    array: &Array,
    at: usize,
    value: Value,
) -> Result<()> {
    if array.ndim() > 1 {
        return update(
            host,
            op,
            &array.with_layout(array.layout().at(0, at)),
            value,
        );
    }
    let new = operators::binary(host, op, item(array, at)?, value)?;
    put(array, at, &new)
}

/// `value == other` as a truth.
///
/// # Errors
/// As comparison.
pub fn equal(host: &mut dyn Host, value: &Value, other: i64) -> Result<bool> {
    let answer = operators::compare(host, CompareOp::Eq, value, &Value::Int(other))?;
    truth(host, &answer)
}

/// Which elements are not 0. Nothing but a number ever is.
///
/// # Errors
/// As comparison of Python's objects.
pub fn nonzero(host: &mut dyn Host, array: &Array) -> Result<Vec<bool>> {
    match array.dtype().kind() {
        Kind::Bool | Kind::Signed | Kind::Unsigned | Kind::Float | Kind::Complex => {
            let nonzero = convert_array(array, &DType::Bool)?.to_vec::<Bool>()?;
            Ok(nonzero.into_iter().map(Bool::get).collect())
        }
        Kind::Object => (0..length(array))
            .map(|at| Ok(!equal(host, &item(array, at)?, 0)?))
            .collect(),
        _ => Ok(vec![true; length(array)]),
    }
}

/// Without the zeros at the end; at least one element stays.
///
/// # Errors
/// As [`nonzero`].
pub fn without_zeros(host: &mut dyn Host, array: Array) -> Result<Array> {
    let last = nonzero(host, &array)?.iter().rposition(|nonzero| *nonzero);
    let kept = last.map_or(1, |last| last + 1).min(length(&array));
    Ok(part(&array, 0, kept))
}

/// Copies of coefficients with a dtype that all of them have room in, at least a floating one.
///
/// # Errors
/// ValueError where one is empty, has several dimensions, or is no array of numbers.
pub fn as_series(host: &mut dyn Host, values: &[&Value], trim: bool) -> Result<Vec<Array>> {
    let mut arrays = values
        .iter()
        .map(|value| at_least_1d(value))
        .collect::<Result<Vec<_>>>()?;
    for array in &arrays {
        if array.size() == 0 {
            return Err(Raised::value_error("Coefficient array is empty"));
        }
        if array.ndim() != 1 {
            return Err(Raised::value_error("Coefficient array is not 1-d"));
        }
    }
    if trim {
        for array in &mut arrays {
            *array = without_zeros(host, array.clone())?;
        }
    }
    let dtype = match common_dtype(&arrays) {
        Ok(dtype) => dtype,
        Err(_) if arrays.iter().any(|a| *a.dtype() == DType::Object) => DType::Object,
        Err(_) => {
            return Err(Raised::value_error(
                "Coefficient arrays have no common type",
            ));
        }
    };
    arrays
        .iter()
        .map(|array| Ok(convert_array(array, &dtype)?.copy()?))
        .collect()
}

/// [`as_series`] of one.
///
/// # Errors
/// As there.
pub fn one_series(host: &mut dyn Host, value: &Value, trim: bool) -> Result<Array> {
    let found = as_series(host, &[value], trim)?;
    found.into_iter().next().ok_or_else(no_series)
}

/// [`as_series`] of two.
///
/// # Errors
/// As there.
pub fn two_series(host: &mut dyn Host, a: &Value, b: &Value) -> Result<(Array, Array)> {
    let mut found = as_series(host, &[a, b], true)?.into_iter();
    found.next().zip(found.next()).ok_or_else(no_series)
}

fn no_series() -> Raised {
    Raised::value_error("not enough values to unpack")
}

/// The sum of two series.
///
/// # Errors
/// As [`as_series`].
pub fn add(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Array> {
    let (a, b) = two_series(host, a, b)?;
    let (long, short) = if length(&a) > length(&b) {
        (a, b)
    } else {
        (b, a)
    };
    let place = part(&long, 0, length(&short));
    update(host, BinaryOp::Add, &place, Value::array(short))?;
    without_zeros(host, long)
}

/// The difference of two series.
///
/// # Errors
/// As [`as_series`].
pub fn subtract(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Array> {
    let (a, b) = two_series(host, a, b)?;
    if length(&a) > length(&b) {
        let place = part(&a, 0, length(&b));
        update(host, BinaryOp::Sub, &place, Value::array(b))?;
        return without_zeros(host, a);
    }
    let negated = (-of(b)).array(host)?;
    let place = part(&negated, 0, length(&a));
    update(host, BinaryOp::Add, &place, Value::array(a))?;
    without_zeros(host, negated)
}

/// `c[:1] * 0`
///
/// # Errors
/// As multiplication.
pub fn zero_like(host: &mut dyn Host, series: &Array) -> Result<Array> {
    of(part(series, 0, length(series).min(1)))
        .times_zero()
        .array(host)
}

/// The two series of a division, or its quotient and remainder where that is plain.
pub enum Division {
    Plain(Array, Array),
    Long(Array, Array),
}

/// What all divisions begin with.
///
/// # Errors
/// ZeroDivisionError; as [`as_series`].
pub fn division(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Division> {
    let (a, b) = two_series(host, a, b)?;
    let lead = from_end(&b, 1)?;
    if equal(host, &lead, 0)? {
        let nameless = Exception::new(ClassId::ZERO_DIVISION_ERROR, Vec::new());
        return Err(Raised::exception(nameless.into()));
    }
    Ok(if length(&a) < length(&b) {
        Division::Plain(zero_like(host, &a)?, a)
    } else if length(&b) == 1 {
        let quotient = (of(&a) / lead).array(host)?;
        Division::Plain(quotient, zero_like(host, &a)?)
    } else {
        Division::Long(a, b)
    })
}

/// The exponent of a power of series.
///
/// # Errors
/// ValueError for what is no whole number, is negative or larger than `max`.
pub fn exponent(host: &mut dyn Host, power: &Value, max: &Value) -> Result<usize> {
    let whole = crate::builtins::python::int::to_int(host, power)?;
    let same = operators::compare(host, CompareOp::NotEq, &whole, power)?;
    let count = as_index(&whole).ok().and_then(|n| usize::try_from(n).ok());
    let Some(count) = count.filter(|_| !matches!(same, Value::Bool(true))) else {
        return Err(Raised::value_error("Power must be a non-negative integer."));
    };
    if !max.is_none() {
        let above = operators::compare(host, CompareOp::Gt, &whole, max)?;
        if truth(host, &above)? {
            return Err(Raised::value_error("Power is too large"));
        }
    }
    Ok(count)
}

/// A power of a series by repeated multiplication.
///
/// # Errors
/// As [`exponent`] and `multiply`.
pub fn power(
    host: &mut dyn Host,
    series: &Value,
    power: &Value,
    max: &Value,
    multiply: &mut dyn FnMut(&mut dyn Host, &Value, &Value) -> Result<Array>,
) -> Result<Array> {
    let series = one_series(host, series, true)?;
    let count = exponent(host, power, max)?;
    if count == 0 {
        let one = Array::from_vec(vec![1i64])?;
        return convert_array(&one, series.dtype());
    }
    let series = Value::array(series);
    let mut product = to_array(&series)?;
    for _ in 1..count {
        meter::steps(1)?;
        product = multiply(host, &Value::array(product), &series)?;
    }
    Ok(product)
}

/// The product that a convolution is, of Python's objects too.
///
/// # Errors
/// As `np.convolve`, or as the objects' arithmetic.
pub fn convolve(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Array> {
    let arrays = [to_array(a)?, to_array(b)?];
    if arrays.iter().all(|array| *array.dtype() != DType::Object) {
        return to_array(&call(host, "np.convolve", [a.clone(), b.clone()])?);
    }
    let [a, b] = arrays;
    let count = length(&a) + length(&b) - 1;
    let mut sums = Vec::new();
    for at in 0..count {
        let mut sum: Option<Value> = None;
        for i in at.saturating_sub(length(&b) - 1)..=at.min(length(&a) - 1) {
            meter::steps(1)?;
            let term = (of(item(&a, i)?) * item(&b, at - i)?).value(host)?;
            sum = Some(match sum {
                None => term,
                Some(sum) => (of(sum) + term).value(host)?,
            });
        }
        sums.push(sum.unwrap_or(Value::None).into_object());
    }
    Ok(Array::from_objects(&[count], sums)?)
}

/// An integer argument; `what` is its name in the complaint.
///
/// # Errors
/// TypeError `deg must be an integer, received 1.5`.
pub fn integer(host: &mut dyn Host, value: &Value, what: &str) -> Result<i64> {
    match crate::value::number::is_index(value) {
        true => crate::value::number::index_sized(host, value, ClassId::OVERFLOW_ERROR),
        false => {
            let shown = display::str(host, value)?;
            Err(Raised::type_error(format!(
                "{what} must be an integer, received {shown}"
            )))
        }
    }
}

/// Coefficients for calculus and evaluation, of any number of dimensions: integers become float64.
///
/// # Errors
/// As the conversion to arrays.
pub fn floating(value: &Value) -> Result<Array> {
    let array = at_least_1d(value)?;
    let whole = matches!(
        array.dtype().kind(),
        Kind::Bool | Kind::Signed | Kind::Unsigned
    );
    match whole {
        true => convert_array(&array, &DType::F64),
        false => Ok(array),
    }
}

/// The series without what is not larger than `tolerance` at its end.
///
/// # Errors
/// ValueError for a negative tolerance.
pub fn trim(host: &mut dyn Host, series: &Value, tolerance: &Value) -> Result<Array> {
    let negative = operators::compare(host, CompareOp::Lt, tolerance, &Value::Int(0))?;
    if truth(host, &negative)? {
        return Err(Raised::value_error("tol must be non-negative"));
    }
    let series = one_series(host, series, true)?;
    let sizes = call(host, "np.abs", [Value::array(series.clone())])?;
    let large = operators::compare(host, CompareOp::Gt, &sizes, tolerance)?;
    let large = convert_array(&to_array(&large)?, &DType::Bool)?.to_vec::<Bool>()?;
    match large.iter().rposition(|x| x.get()) {
        Some(last) => Ok(part(&series, 0, last + 1).copy()?),
        None => zero_like(host, &series),
    }
}

/// `np.array([a, b])` of numbers.
///
/// # Errors
/// As the conversion of lists.
pub fn array_of(values: impl Into<Rc<[Value]>>) -> Result<Array> {
    to_array(&Value::Tuple(values.into()))
}
