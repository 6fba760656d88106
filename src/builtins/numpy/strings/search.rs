//! Looking for texts in texts.

use crate::array::ufunc::dtype_repr;
use crate::array::{Array, Bool, Casting, DType, Error, ErrorKind, can_cast};
use crate::builtins;
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value};

use super::{common_shape, counts, method, words_of};

builtins! {
    /// Where `sub` first stands in each element, between `start` and `end`; -1 where it does not.
    ///
    /// >>> np.strings.find(['banana', 'b'], 'an')
    /// array([ 1, -1])
    "np.strings.find" | "np.char.find" "(a, sub, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "find", &a, &sub, &start, &end);
    /// Where `sub` last stands in each element, between `start` and `end`; -1 where it does not.
    ///
    /// >>> np.strings.rfind(['banana', 'b'], 'an')
    /// array([ 3, -1])
    "np.strings.rfind" | "np.char.rfind" "(a, sub, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "rfind", &a, &sub, &start, &end);
    /// Where `sub` first stands in each element; ValueError where it does not.
    ///
    /// >>> np.strings.index(['banana', 'an'], 'an')
    /// array([1, 0])
    "np.strings.index" | "np.char.index" "(a, sub, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "index", &a, &sub, &start, &end);
    /// Where `sub` last stands in each element; ValueError where it does not.
    ///
    /// >>> np.strings.rindex(['banana', 'an'], 'an')
    /// array([3, 0])
    "np.strings.rindex" | "np.char.rindex" "(a, sub, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "rindex", &a, &sub, &start, &end);
    /// How often `sub` stands in each element, without overlap.
    ///
    /// >>> np.strings.count(['banana', 'b'], 'an')
    /// array([2, 0])
    "np.strings.count" | "np.char.count" "(a, sub, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "count", &a, &sub, &start, &end);
    /// Does each element begin with `prefix`?
    ///
    /// >>> np.strings.startswith(['banana', 'b'], 'ba')
    /// array([ True, False])
    "np.strings.startswith" | "np.char.startswith" "(a, prefix, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "startswith", &a, &sub, &start, &end);
    /// Does each element end with `suffix`?
    ///
    /// >>> np.strings.endswith(['banana', 'b'], 'na')
    /// array([ True, False])
    "np.strings.endswith" | "np.char.endswith" "(a, suffix, start=0, end=None)" => |host: &mut dyn Host, a: Value, sub: Value, start: Value, end: Value| search(host, "endswith", &a, &sub, &start, &end);
}

fn search(
    host: &mut dyn Host,
    name: &str,
    a: &Value,
    sub: &Value,
    start: &Value,
    end: &Value,
) -> Result<Value> {
    let last = Value::Int(i64::MAX);
    let end = if end.is_none() { &last } else { end };
    let [words, parts] = words_of(name, [a, sub], &[a, sub, start, end])?;
    if !name.ends_with("with") {
        words.refuse_missing(|| {
            let message = format!("'{name}' not supported for null values that are not strings.");
            Raised::value_error(message)
        })?;
    }
    let (start, end) = (positions(name, start, 2)?, positions(name, end, 3)?);
    let shape = common_shape(&[words.shape(), parts.shape(), start.shape(), end.shape()])?;
    let elements = words.texts(&shape)?.into_iter().zip(parts.texts(&shape)?);
    let edges = counts(&start, &shape)?
        .into_iter()
        .zip(counts(&end, &shape)?);
    let row = format!("str.{name}");
    let mut found = Vec::new();
    for ((text, part), (start, end)) in elements.zip(edges) {
        let rest = [Value::Str(part), Value::Int(start), Value::Int(end)];
        found.push(method(host, &row, &text, rest)?);
    }
    let array = if name.ends_with("with") {
        let missing = words.missing(&shape)?;
        let there = |i: usize| missing.as_ref().is_none_or(|missing| !missing[i]);
        let answers = found
            .iter()
            .enumerate()
            .map(|(i, value)| Bool::from(there(i) && matches!(value, Value::Bool(true))));
        Array::from_shape_vec(&shape, answers.collect())?
    } else {
        let places = found.iter().map(|value| match value {
            Value::Int(place) => *place,
            _ => -1,
        });
        Array::from_shape_vec::<i64>(&shape, places.collect())?
    };
    Ok(Value::array_or_scalar(array))
}

/// `start` and `end`, which may be arrays.
fn positions(name: &str, value: &Value, at: usize) -> Result<Array> {
    let array = to_array(value)?;
    if can_cast(array.dtype(), &DType::I64, Casting::SameKind) {
        return Ok(array);
    }
    let message = format!(
        "Cannot cast ufunc '{name}' input {at} from {} to dtype('int64') with casting rule 'same_kind'",
        dtype_repr(array.dtype())
    );
    Err(Error::new(ErrorKind::UFuncInputCasting, message).into())
}
