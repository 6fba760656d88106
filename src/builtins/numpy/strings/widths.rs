//! Texts whose width depends on what is asked for: padding, repeating, replacing, taking apart.

use std::rc::Rc;

use crate::array::{Array, Error, ErrorKind, Scalar, Shape, meter};
use crate::builtins;
use crate::builtins::numpy::compose::call_with;
use crate::value::builtin::Given;
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::{
    Words, array_of, common_shape, counts, given_text, greatest, integers, length, method, no_loop,
    strings, words_of,
};

builtins! {
    /// In the middle of `width` characters, with `fillchar` around it.
    ///
    /// >>> np.strings.center(['a', 'bc'], 4, '*')
    /// array(['*a**', '*bc*'], dtype='<U4')
    "np.strings.center" | "np.char.center" "(a, width, fillchar=' ')" => |host: &mut dyn Host, a: Value, width: Value, fill: Value| pad(host, "str.center", &a, &width, Some(fill));
    /// At the left of `width` characters, with `fillchar` behind it.
    ///
    /// >>> np.strings.ljust(['a', 'bc'], 3, '.')
    /// array(['a..', 'bc.'], dtype='<U3')
    "np.strings.ljust" | "np.char.ljust" "(a, width, fillchar=' ')" => |host: &mut dyn Host, a: Value, width: Value, fill: Value| pad(host, "str.ljust", &a, &width, Some(fill));
    /// At the right of `width` characters, with `fillchar` before it.
    ///
    /// >>> np.strings.rjust(['a', 'bc'], 3, '.')
    /// array(['..a', '.bc'], dtype='<U3')
    "np.strings.rjust" | "np.char.rjust" "(a, width, fillchar=' ')" => |host: &mut dyn Host, a: Value, width: Value, fill: Value| pad(host, "str.rjust", &a, &width, Some(fill));
    /// At the right of `width` characters, with zeros between its sign and it.
    ///
    /// >>> np.strings.zfill(['5', '-5'], 3)
    /// array(['005', '-05'], dtype='<U3')
    "np.strings.zfill" | "np.char.zfill" "(a, width)" => |host: &mut dyn Host, a: Value, width: Value| pad(host, "str.zfill", &a, &width, None);
    /// Blanks instead of tabs, up to the next column that `tabsize` divides.
    ///
    /// >>> np.strings.expandtabs(['a\tb'], 4).tolist()
    /// ['a   b']
    "np.strings.expandtabs" | "np.char.expandtabs" "(a, tabsize=8)" => expandtabs;
    /// With `new` for `old`, at most `count` times.
    ///
    /// >>> np.strings.replace(['banana', 'b'], 'an', 'in')
    /// array(['binina', 'b'], dtype='<U6')
    "np.strings.replace" | "np.char.replace" "(a, old, new, count=-1)" => replace;
    /// Each element repeated.
    ///
    /// >>> np.strings.multiply(['a', 'b'], [2, 3])
    /// array(['aa', 'bbb'], dtype='<U3')
    "np.strings.multiply" "(a, i)" => |a: Value, i: Value| multiply(&a, &i);
    /// Each element repeated.
    ///
    /// >>> np.char.multiply(['a', 'b'], [2, 3])
    /// array(['aa', 'bbb'], dtype='<U3')
    "np.char.multiply" "(a, i)" => |a: Value, i: Value| {
        multiply(&a, &i).map_err(|_| Raised::value_error("Can only multiply by integers"))
    };
    /// What stands before the first separator, the separator, and what stands behind it: three arrays.
    ///
    /// >>> np.strings.partition(['a-b'], '-')
    /// (array(['a'], dtype='<U1'), array(['-'], dtype='<U1'), array(['b'], dtype='<U1'))
    "np.strings.partition" "(a, sep)" => |host: &mut dyn Host, a: Value, sep: Value| -> Result<Value> {
        Ok(Value::tuple(partition(host, false, &a, &sep)?))
    };
    /// What stands before the last separator, the separator, and what stands behind it: three arrays.
    ///
    /// >>> np.strings.rpartition(['a-b'], '-')
    /// (array(['a'], dtype='<U1'), array(['-'], dtype='<U1'), array(['b'], dtype='<U1'))
    "np.strings.rpartition" "(a, sep)" => |host: &mut dyn Host, a: Value, sep: Value| -> Result<Value> {
        Ok(Value::tuple(partition(host, true, &a, &sep)?))
    };
    /// What stands before the first separator, the separator, and what stands behind it, along a new last axis.
    ///
    /// >>> np.char.partition(['a-b', 'c'], '-')
    /// array([['a', '-', 'b'],
    ///        ['c', '', '']], dtype='<U1')
    "np.char.partition" "(a, sep)" => |host: &mut dyn Host, a: Value, sep: Value| stacked(host, false, &a, &sep);
    /// What stands before the last separator, the separator, and what stands behind it, along a new last axis.
    ///
    /// >>> np.char.rpartition('a-b-c', '-')
    /// array(['a-b', '-', 'c'], dtype='<U3')
    "np.char.rpartition" "(a, sep)" => |host: &mut dyn Host, a: Value, sep: Value| stacked(host, true, &a, &sep);
    /// The characters that a slice takes from each element.
    ///
    /// >>> np.strings.slice(['hello', 'ab'], 1, 3)
    /// array(['el', 'b'], dtype='<U5')
    "np.strings.slice" "(a, start=None, stop=<no value>, step=None, /)" => slice;
}

/// Padded to a width, or to its own where that is greater.
fn pad(
    host: &mut dyn Host,
    row: &str,
    a: &Value,
    width: &Value,
    fill: Option<Value>,
) -> Result<Array> {
    let width = integers(width, "width")?;
    let array = to_array(a)?;
    let mut shapes: Vec<Shape> = vec![array.shape().into(), width.shape().into()];
    let fill = match fill {
        None => None,
        Some(fill) => {
            let [fill] = words_of("str_len", [&fill], &[&fill])?;
            if fill.texts(fill.shape())?.iter().any(|c| length(c) != 1) {
                return Err(Raised::type_error(
                    "The fill character must be exactly one character long",
                ));
            }
            let fill = convert_array(&fill.array, array.dtype())?;
            shapes.push(fill.shape().into());
            Words::of(&fill)
        }
    };
    let [words] = words_of("str_len", [a], &[a])?;
    let shape = common_shape(&shapes.iter().map(|shape| &shape[..]).collect::<Vec<_>>())?;
    let mut texts = words.texts(&shape)?;
    let widths = counts(&width, &shape)?;
    let fills = fill.map(|fill| fill.texts(&shape)).transpose()?;
    for (at, (text, width)) in texts.iter_mut().zip(widths).enumerate() {
        meter::go_on(8)?;
        let fill = fills.as_ref().and_then(|fills| fills.get(at));
        let rest = std::iter::once(Value::Int(width)).chain(fill.cloned().map(Value::Str));
        *text = given_text(&method(host, row, text, rest.collect::<Vec<_>>())?);
    }
    fitted(&words, &shape, &texts)
}

/// As wide as the longest.
fn fitted(words: &Words, shape: &[usize], texts: &[Rc<str>]) -> Result<Array> {
    let widths: Vec<usize> = texts.iter().map(|text| length(text)).collect();
    let width = match words.is_unbounded() {
        true => 0,
        false => greatest(&widths)?,
    };
    words.keep_missing(array_of(shape, words.dtype(width), texts)?)
}

fn expandtabs(host: &mut dyn Host, a: Value, size: Value) -> Result<Array> {
    let sizes = to_array(&size)?;
    let (a, size) = (Value::array(to_array(&a)?), Value::array(sizes.clone()));
    let [words] = words_of("_expandtabs_length", [&a], &[&a, &size])?;
    let shape = common_shape(&[words.shape(), sizes.shape()])?;
    let sizes = counts(&sizes, &shape)?;
    // NumPy makes room for four bytes of a text's every character.
    let room = if words.bytes { 1 } else { 4 };
    let mut widths = Vec::new();
    let mut texts = words.texts(&shape)?;
    for (text, size) in texts.iter_mut().zip(sizes) {
        meter::go_on(8)?;
        let plain = text.chars().filter(|c| *c != '\t').count();
        *text = given_text(&method(host, "str.expandtabs", text, [Value::Int(size)])?);
        widths.push(length(text).saturating_sub(plain) + room * plain);
    }
    let width = match words.is_unbounded() {
        true => 0,
        false => greatest(&widths)?,
    };
    words.keep_missing(array_of(&shape, words.dtype(width), &texts)?)
}

fn replace(host: &mut dyn Host, a: Value, old: Value, new: Value, count: Value) -> Result<Array> {
    let count = integers(&count, "count")?;
    let array = to_array(&a)?;
    // Arrays keep their dtype; other arguments take that of `a`.
    let as_given = |value: &Value| -> Result<Value> {
        let own = to_array(value)?;
        match (value, Words::of(&own), Words::of(&array)) {
            (Value::Array(_) | Value::Scalar(_), ..) => Ok(value.clone()),
            (_, Some(x), Some(y)) if x.bytes == y.bytes => Ok(value.clone()),
            _ => Ok(Value::array(convert_array(&own, array.dtype())?)),
        }
    };
    let (old, new) = (as_given(&old)?, as_given(&new)?);
    let zero = Value::Int(0);
    let [words, old] = words_of("count", [&a, &old], &[&a, &old, &zero, &zero])?;
    let [new] = words_of("str_len", [&new], &[&new])?;
    let shape = common_shape(&[words.shape(), old.shape(), count.shape(), new.shape()])?;
    let mut texts = words.texts(&shape)?;
    let parts = old.texts(&shape)?.into_iter().zip(new.texts(&shape)?);
    for ((text, (old, new)), count) in texts.iter_mut().zip(parts).zip(counts(&count, &shape)?) {
        meter::go_on(8)?;
        let rest = [Value::Str(old), Value::Str(new), Value::Int(count)];
        *text = given_text(&method(host, "str.replace", text, rest)?);
    }
    fitted(&words, &shape, &texts)
}

fn multiply(a: &Value, i: &Value) -> Result<Array> {
    let times = integers(i, "i")?;
    let [words] = words_of("str_len", [a], &[a])?;
    let shape = common_shape(&[words.shape(), times.shape()])?;
    let mut texts = words.texts(&shape)?;
    for (text, times) in texts.iter_mut().zip(counts(&times, &shape)?) {
        meter::go_on(8)?;
        let times = usize::try_from(times.max(0)).unwrap_or(usize::MAX);
        meter::check_bytes(text.len().saturating_mul(times))?;
        *text = text.repeat(times).into();
    }
    fitted(&words, &shape, &texts)
}

/// The three parts, each as wide as its longest.
fn partition(host: &mut dyn Host, last: bool, a: &Value, sep: &Value) -> Result<Vec<Value>> {
    let array = to_array(a)?;
    let separators = to_array(sep)?;
    let Some(words) = Words::of(&array) else {
        let name = if last { "rfind" } else { "find" };
        // The separators are read in the dtype of what they separate.
        let sep = Value::array(convert_array(&separators, array.dtype())?);
        let (zero, a) = (Value::Int(0), Value::array(array));
        return Err(no_loop(name, &[&a, &sep, &zero, &zero]));
    };
    let separators = strings(&Value::array(separators))?;
    if words.is_unbounded() != separators.is_unbounded() {
        let name = if last { "_rpartition" } else { "_partition" };
        return Err(no_partition(name, &words, &separators));
    }
    let shape = common_shape(&[words.shape(), separators.shape()])?;
    let row = if last {
        "str.rpartition"
    } else {
        "str.partition"
    };
    let mut columns: [Vec<Rc<str>>; 3] = Default::default();
    for (text, sep) in words.texts(&shape)?.iter().zip(separators.texts(&shape)?) {
        let parts = method(host, row, text, [Value::Str(sep)])?;
        let parts = parts.tuple_items().cloned().unwrap_or_default();
        for (column, part) in columns.iter_mut().zip(parts.iter()) {
            column.push(given_text(part));
        }
    }
    let arrays = columns
        .iter()
        .map(|texts| fitted(&words, &shape, texts).map(Value::array));
    arrays.collect()
}

/// `_UFuncNoLoopError`, where only one of text and separator is of any length.
fn no_partition(name: &str, words: &Words, separators: &Words) -> Raised {
    let class = |words: &Words| words.array.dtype().class_path();
    let message = format!(
        "ufunc '{name}' did not contain a loop with signature matching types (<class '{}'>, <class '{}'>) -> (None, None, None)",
        class(words),
        class(separators)
    );
    Error::new(ErrorKind::UFuncNoLoop, message).into()
}

fn stacked(host: &mut dyn Host, last: bool, a: &Value, sep: &Value) -> Result<Value> {
    let parts = partition(host, last, a, sep)?;
    call_with(
        host,
        "np.stack",
        [Value::tuple(parts)],
        [("axis", Value::Int(-1))],
    )
}

fn slice(host: &mut dyn Host, a: Value, start: Value, stop: Given, step: Value) -> Result<Value> {
    let (start, stop) = match stop.0 {
        Some(stop) => (start, stop),
        None => (Value::None, start),
    };
    let step = if step.is_none() { Value::Int(1) } else { step };
    let step = integers(&step, "step")?;
    if step.to_vec_as::<i64>()?.contains(&0) {
        return Err(Raised::value_error("slice step cannot be zero"));
    }
    let edge = |edge: &Value| match edge {
        Value::None => Value::scalar(Scalar::I64(0)),
        given => given.clone(),
    };
    let (first, last, steps) = (edge(&start), edge(&stop), Value::array(step.clone()));
    let [words] = words_of("_slice", [&a], &[&a, &first, &last, &steps])?;
    words.refuse_missing(|| Raised::type_error("Cannot slice null string"))?;
    let mut shape = common_shape(&[words.shape(), step.shape()])?;
    let mut edges = Vec::new();
    for edge in [start, stop] {
        let edge = (!edge.is_none()).then(|| to_array(&edge)).transpose()?;
        if let Some(edge) = &edge {
            shape = common_shape(&[&shape, edge.shape()])?;
        }
        edges.push(edge);
    }
    let mut columns = Vec::new();
    for edge in &edges {
        columns.push(edge.as_ref().map(|edge| counts(edge, &shape)).transpose()?);
    }
    let value = |column: Option<&Option<Vec<i64>>>, at: usize| {
        column
            .and_then(|c| c.as_ref()?.get(at).copied())
            .map_or(Value::None, Value::Int)
    };
    let mut texts = words.texts(&shape)?;
    for (at, (text, step)) in texts.iter_mut().zip(counts(&step, &shape)?).enumerate() {
        meter::go_on(8)?;
        let slice = crate::value::Slice {
            start: value(columns.first(), at),
            stop: value(columns.get(1), at),
            step: Value::Int(step),
        };
        let taken = crate::builtins::operators::get_item(
            host,
            &Value::Str(text.clone()),
            &Value::Slice(Rc::new(slice)),
        )?;
        *text = given_text(&taken);
    }
    let dtype = words.array.dtype().native().clone();
    Ok(Value::array_or_scalar(array_of(&shape, dtype, &texts)?))
}
