//! `np.strings` and `np.char`: Python's methods of texts and bytes, element by element over arrays.
//!
//! Bytes are read as texts: a byte below 128 is its ASCII character, a higher one a character of the private use area,
//! which no method takes for a letter, a digit or a blank. So each function is written once. The functions on one
//! element are Python's own rows, `str.upper` and its kin.

pub mod search;
pub mod tests_of_texts;
pub mod transform;
pub mod widths;

use std::rc::Rc;

use crate::array::{
    Array, DType, Error, ErrorKind, Scalar, Shape, broadcast_shapes, meter, promote, shape_text,
};
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Raised, Result, Value, dtype_class};

/// The characters that stand for bytes from 128 on begin here.
const HIGH_BYTES: u32 = 0xf700;

/// A byte string as a text.
fn text_of_bytes(bytes: &[u8]) -> Rc<str> {
    let character = |&byte: &u8| match byte {
        0..=127 => char::from(byte),
        high => char::from_u32(HIGH_BYTES + u32::from(high)).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(character).collect::<String>().into()
}

fn bytes_of_text(text: &str) -> Vec<u8> {
    // The low byte of either kind of character is the byte.
    text.chars().map(|c| c as u32 as u8).collect()
}

/// An array of texts or of bytes.
#[derive(Clone)]
struct Words {
    array: Array,
    bytes: bool,
}

impl Words {
    /// The array of a value, if its elements are texts or bytes.
    fn of(array: &Array) -> Option<Words> {
        let bytes = match array.dtype().native() {
            DType::Str(_) | DType::Text(_) => false,
            DType::Bytes(_) => true,
            _ => return None,
        };
        Some(Words {
            array: array.clone(),
            bytes,
        })
    }

    fn shape(&self) -> &[usize] {
        self.array.shape()
    }

    /// The dtype of results of so many characters; there are no elements of none.
    fn dtype(&self, width: usize) -> DType {
        match self.array.dtype() {
            DType::Text(_) => self.array.dtype().clone(),
            _ => dtype(self.bytes, width),
        }
    }

    /// Are its texts of any length?
    fn is_unbounded(&self) -> bool {
        matches!(self.array.dtype(), DType::Text(_))
    }

    /// Which elements, repeated to `shape`, are missing, and not taken for a text; nothing where all are there.
    fn missing(&self, shape: &[usize]) -> Result<Option<Vec<bool>>> {
        match self.array.dtype() {
            DType::Text(own) if own.text_of_missing().is_none() => {}
            _ => return Ok(None),
        }
        let missing = |scalar: Scalar| matches!(scalar, Scalar::Text(None, _));
        let found: Vec<bool> = stretched(&self.array, shape)?
            .scalars()
            .map(missing)
            .collect();
        meter::finished()?;
        Ok(found.contains(&true).then_some(found))
    }

    /// # Errors
    /// What `complain` says, where a text is missing that is not taken for one.
    fn refuse_missing(&self, complain: impl Fn() -> Raised) -> Result<()> {
        match self.missing(self.shape())? {
            Some(_) => Err(complain()),
            None => Ok(()),
        }
    }

    /// As [`Words::refuse_missing`], where missing texts may be like NaN.
    fn refuse_all_but_nan(&self, complain: impl Fn() -> Raised) -> Result<()> {
        match self.array.dtype() {
            DType::Text(own) if !own.has_nan() => self.refuse_missing(complain),
            _ => Ok(()),
        }
    }

    /// The results of so many elements, missing where the elements are.
    fn keep_missing(&self, results: Array) -> Result<Array> {
        if let (Some(missing), DType::Text(own)) = (self.missing(results.shape())?, results.dtype())
        {
            let places = results.layout().offsets().zip(missing);
            for (at, _) in places.filter(|(_, missing)| *missing) {
                results.set(at, &Scalar::Text(None, own.clone()));
            }
        }
        Ok(results)
    }

    /// Every element, in C order, after repetition to `shape`.
    fn texts(&self, shape: &[usize]) -> Result<Vec<Rc<str>>> {
        let array = stretched(&self.array, shape)?;
        let texts = array.scalars().map(|scalar| text(&scalar)).collect();
        meter::finished()?;
        Ok(texts)
    }

    /// An element as Python's value.
    fn element(&self, text: &str) -> Value {
        element(self.bytes, text)
    }
}

fn dtype(bytes: bool, width: usize) -> DType {
    if bytes {
        DType::Bytes(width.max(1))
    } else {
        DType::Str(width.max(1))
    }
}

fn element(bytes: bool, text: &str) -> Value {
    if bytes {
        Value::Bytes(bytes_of_text(text).into())
    } else {
        Value::str(text)
    }
}

fn text(scalar: &Scalar) -> Rc<str> {
    match scalar {
        Scalar::Str(text) => text.clone(),
        Scalar::Bytes(bytes) => text_of_bytes(bytes),
        Scalar::Text(Some(text), _) => text.clone(),
        Scalar::Text(None, own) => own.text_of_missing().unwrap_or_default(),
        _ => Rc::from(""),
    }
}

/// A value of Python as a text, bytes too; None for what is neither.
fn text_of_value(value: &Value) -> Option<Rc<str>> {
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Bytes(bytes) => Some(text_of_bytes(bytes)),
        Value::Scalar(scalar @ (Scalar::Str(_) | Scalar::Bytes(_))) => Some(text(scalar)),
        _ => None,
    }
}

fn stretched(array: &Array, shape: &[usize]) -> Result<Array> {
    meter::steps(shape.iter().product())?;
    array
        .broadcast_to(shape)
        .ok_or_else(|| unbroadcastable(&[array.shape(), shape]))
}

/// In the words of ufuncs.
fn unbroadcastable(shapes: &[&[usize]]) -> Raised {
    let shown: Vec<String> = shapes.iter().map(|shape| shape_text(shape)).collect();
    Raised::value_error(format!(
        "operands could not be broadcast together with shapes {} ",
        shown.join(" ")
    ))
}

/// The shape that all are repeated to.
fn common_shape(shapes: &[&[usize]]) -> Result<Shape> {
    broadcast_shapes(shapes.iter().copied()).ok_or_else(|| unbroadcastable(shapes))
}

/// An array of texts, cut to the dtype's width.
fn array_of(shape: &[usize], dtype: DType, texts: &[Rc<str>]) -> Result<Array> {
    let bytes = matches!(dtype, DType::Bytes(_));
    let array = Array::zeros(dtype, shape)?;
    for (at, text) in array.layout().offsets().zip(texts) {
        meter::go_on(8)?;
        let scalar = match array.dtype() {
            DType::Text(own) => Scalar::Text(Some(text.clone()), own.clone()),
            _ if bytes => Scalar::Bytes(bytes_of_text(text).into()),
            _ => Scalar::Str(text.clone()),
        };
        array.set(at, &scalar);
    }
    Ok(array)
}

/// An array of the objects in a shape.
fn objects(shape: &[usize], values: Vec<Value>) -> Result<Array> {
    let objects = values.into_iter().map(Value::into_object).collect();
    Ok(Array::from_objects(shape, objects)?)
}

/// `_UFuncNoLoopError`: the ufunc `name` has no loop for these operands.
fn no_loop(name: &str, operands: &[&Value]) -> Raised {
    no_loop_giving(name, operands, "None")
}

/// As [`no_loop`], where a dtype was asked for.
fn no_loop_to(name: &str, operands: &[&Value], result: &DType) -> Raised {
    no_loop_giving(
        name,
        operands,
        &format!("<class '{}'>", result.class_path()),
    )
}

fn no_loop_giving(name: &str, operands: &[&Value], result: &str) -> Raised {
    // A lone operand is made an array before its loop is looked for.
    let alone = operands.len() == 1;
    let shown: Vec<String> = operands
        .iter()
        .map(|operand| class_of(operand, alone))
        .collect();
    let types = match shown.as_slice() {
        [one] => one.clone(),
        many => format!("({})", many.join(", ")),
    };
    let message = format!(
        "ufunc '{name}' did not contain a loop with signature matching types {types} -> {result}"
    );
    Error::new(ErrorKind::UFuncNoLoop, message).into()
}

fn class_of(value: &Value, alone: bool) -> String {
    let python = match value {
        _ if alone => None,
        Value::Int(_) | Value::BigInt(_) => Some("_PyLongDType"),
        Value::Float(_) => Some("_PyFloatDType"),
        Value::Complex(_) => Some("_PyComplexDType"),
        _ => None,
    };
    match (python, to_array(value)) {
        (Some(name), _) => format!("<class 'numpy.dtypes.{name}'>"),
        (None, Ok(array)) => format!("<class '{}'>", dtype_class(array.dtype()).with_module()),
        (None, Err(_)) => "<class 'numpy.dtypes.ObjectDType'>".into(),
    }
}

/// The operands of a ufunc as arrays of texts, all of one kind.
///
/// # Errors
/// `_UFuncNoLoopError`, which shows `all` operands.
fn words_of<const N: usize>(name: &str, texts: [&Value; N], all: &[&Value]) -> Result<[Words; N]> {
    let mut found = Vec::with_capacity(N);
    for value in texts {
        found.push(Words::of(&to_array(value)?).ok_or_else(|| no_loop(name, all))?);
    }
    let bytes = found.first().is_some_and(|first| first.bytes);
    if found.iter().any(|words| words.bytes != bytes) {
        return Err(no_loop(name, all));
    }
    if found.iter().any(Words::is_unbounded) {
        let mut common = DType::Str(0);
        for words in &found {
            common = promote(&common, words.array.dtype())?;
        }
        for words in &mut found {
            words.array = convert_array(&words.array, &common)?;
        }
    }
    found.try_into().map_err(|_| no_loop(name, all))
}

/// The argument of a function that Python's methods do, one element after the other.
///
/// # Errors
/// TypeError where the elements are no texts.
fn strings(value: &Value) -> Result<Words> {
    let not_strings = || Raised::type_error("string operation on non-string array");
    Words::of(&to_array(value)?).ok_or_else(not_strings)
}

/// Integers of an argument: counts, positions and widths.
///
/// # Errors
/// TypeError that names the operand.
fn integers(value: &Value, operand: &str) -> Result<Array> {
    let array = to_array(value)?;
    if array.dtype().is_integer() {
        return Ok(array);
    }
    Err(Raised::type_error(format!(
        "unsupported type {} for operand '{operand}'",
        array.dtype()
    )))
}

/// The integers, repeated to a shape.
fn counts(array: &Array, shape: &[usize]) -> Result<Vec<i64>> {
    Ok(stretched(array, shape)?.to_vec_as::<i64>()?)
}

/// Calls a method of Python's texts on one element.
fn method(
    host: &mut dyn Host,
    name: &str,
    text: &Rc<str>,
    rest: impl IntoIterator<Item = Value>,
) -> Result<Value> {
    let arguments = std::iter::once(Value::Str(text.clone())).chain(rest);
    super::call(host, name, arguments)
}

/// The text that a method gave.
fn given_text(value: &Value) -> Rc<str> {
    text_of_value(value).unwrap_or_else(|| Rc::from(""))
}

/// The greatest width, as `max` of an array says it.
///
/// # Errors
/// ValueError where there is none.
fn greatest(widths: &[usize]) -> Result<usize> {
    widths.iter().copied().max().ok_or_else(|| {
        Raised::value_error("zero-size array to reduction operation maximum which has no identity")
    })
}

/// The number of characters.
fn length(text: &str) -> usize {
    text.chars().count()
}
